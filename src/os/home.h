/* Shared by the files of this folder that keep the data folder. */
#ifndef INTERDICT_OS_HOME_H
#define INTERDICT_OS_HOME_H

#include <interdict/os.h>

/* ------------------------------------------------------------------ archive.c */

/** Append a zstd frame of `bytes`, with `base` (may be empty) as prefix. */
ix_status archive_pack(ix_buf *out, ix_str bytes, ix_str base, ix_error *error);
/** Append what a frame holds; at most out->max bytes. IX_E_CORRUPT. `source` is for the error. */
ix_status archive_unpack(ix_buf *out, ix_str packed, ix_str base, ix_str source, ix_error *error);
/** Append a packed file of the data folder, unpacked. */
ix_status archive_read(ix_buf *out, const ix_home *home, const char *name, ix_error *error);
/** Stage the files of a snapshot that the list's archive does not hold yet, as differences to the
 *  files of the same role in `before` (NULL: none). Fills `files`. */
ix_status archive_stage(ix_archived_file *files, ix_home *home, const ix_manifest *list,
                        const ix_archived *before, const ix_list_file *given, int count,
                        ix_arena *arena, ix_error *error);

/* Files fetched lately: those of one snapshot are mostly the bases of the next one's. */
#define ARCHIVE_CACHE_SLOTS (2 * IX_LIST_FILES_MAX)

typedef struct archive_slot {
    bool used;
    ix_digest hash;
    ix_buf bytes;
} archive_slot;

typedef struct archive_cache {
    archive_slot slots[ARCHIVE_CACHE_SLOTS];
    int next;
} archive_cache;

void archive_cache_init(archive_cache *cache);
void archive_cache_free(archive_cache *cache);
/** The decompressed bytes of an archived file, proved by their hash; they stay until
 *  IX_LIST_FILES_MAX further files were fetched. */
ix_status archive_fetch(ix_str *out, archive_cache *cache, const ix_home *home,
                        const ix_manifest *list, const ix_digest *hash, ix_error *error);

/* ------------------------------------------------------------------ manifest.c */

/** Append manifest.json. Deterministic. */
void manifest_write(ix_buf *out, const ix_manifest *manifest);
/** IX_E_CORRUPT says which member is wrong. */
ix_status manifest_parse(ix_manifest *out, ix_str bytes, ix_str source, ix_arena *arena,
                         ix_error *error);
/** Append attempt.json. */
void attempt_write(ix_buf *out, const ix_attempt *attempt, const ix_archived_file *files,
                   int count);
ix_status attempt_parse(ix_attempt *out, ix_str bytes, ix_str source, ix_arena *arena,
                        ix_error *error);
/** `"key": "hex"` */
void json_key_digest(ix_json *json, const char *key, const ix_digest *digest);
/** Is this a list id: 1 to IX_LIST_ID_BYTES_MAX of a-z 0-9 _? */
bool list_id_is_valid(ix_str id);
/** "lists/ID/name" */
ix_status list_path(char out[IX_PATH_BYTES_MAX], ix_str id, const char *name, ix_error *error);

/* ------------------------------------------------------------------ attempt.c */

/** Keep what was offered and not taken beside its list; `input` NULL: nothing could be had. Best
 *  effort: the refusal stands whether or not it could be written down. Locked only. */
void attempt_keep(ix_home *home, ix_str list_id, const ix_attempt *attempt, const ix_input *input);
/** Stage that nothing refused is kept any longer. */
ix_status attempt_stage_removal(ix_home *home, ix_str list_id, ix_error *error);

/* ------------------------------------------------------------------ delta.c */

/** Merge a delta into the list as it is. *known is a snapshot when the delta changes nothing: it
 *  was merged before, or says what is so; else *out has the files to archive, and *base_hash what
 *  they were made from. IX_E_REFUSED: no base, out of order, or it does not fit. `error` may not
 *  be NULL. */
ix_status delta_merge(ix_input *out, const ix_archived **known, ix_digest *base_hash,
                      const ix_delta_format *format, const ix_home *home, const ix_manifest *list,
                      const ix_addition *addition, ix_arena *arena, ix_error *error);
void delta_free(ix_input *merged);
/** Is the list still what the delta was merged into? */
bool delta_fits(const ix_manifest *list, const ix_digest *base_hash, bool hold);
/** Warn where a whole file says something else than the deltas before it came to at the same time
 *  of publication: one of them is missing. `before` may be NULL. */
void delta_compare(ix_read_report *report, const ix_archived *before, const ix_snapshot *snapshot,
                   ix_str format, ix_zone zone);

/* ------------------------------------------------------------------ serving.c */

/** Stage a journal under `name` of its list's folder. */
ix_status stage_journal(ix_home *home, const ix_list_history *history, const char *name,
                        ix_error *error);
ix_status stage_manifest(ix_home *home, const ix_manifest *manifest, ix_error *error);
/** Build and stage the image of all lists that serve, `changed` in place of their stored ones. */
ix_status stage_image(ix_home *home, const ix_list_history *changed, int changed_count,
                      const ix_knowledge *knowledge, ix_progress progress, ix_arena *arena,
                      ix_error *error);

#endif
