/* Bringing one list up to date: ask what changed, fetch, verify, add.
 *
 * The files of a snapshot belong together. Where the publisher has a new one of any of them, all
 * are fetched whole; where it has none of any, nothing is. What is known of the files fetched last
 * counts only while the snapshot they became is the one that serves. */
#include <interdict/os.h>

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "checksum.h"
#include "fetched.h"

#define WAIT_SECONDS     300        /* for another writer */
#define WORD_BYTES_MAX   (16 << 20) /* of a catalogue, a feed, a file of checksums */
#define FUTURE_SECONDS   86400      /* a file from further ahead than this is not believed */
#define HTML_BYTES_SEEN  1024       /* of a file, to tell a web page */
#define SUFFIX_OF_DIGEST ".sha256"

/* One update on its way. */
typedef struct updating {
    const ix_update *request;
    const ix_source *source;
    const ix_transport *transport;
    ix_update_result *result;
    ix_home *home;
    ix_arena *arena;
    ix_manifest list;
    bool list_exists;
    bool conditional;      /* `known` speaks of what serves */
    ix_list_reader mapped; /* the reader as the mapping makes it */
    fetched_file known[IX_LIST_FILES_MAX];
    publisher_word words[IX_LIST_FILES_MAX];
    http_result files[IX_LIST_FILES_MAX];
    ix_when served;
} updating;

/* ------------------------------------------------------------------ what is known */

/* Is the snapshot with this hash the one that an update would go on from, read as it is now? */
static bool still_stands(const updating *u, const ix_digest *hash) {
    const ix_manifest *list = &u->list;
    int newest = u->request->hold ? list->snapshot_count - 1 : list->serving;
    return newest >= 0 && ix_digest_equal(&list->snapshots[newest].snapshot.hash, hash) &&
           ix_str_equal(list->snapshots[newest].format,
                        ix_str_from_cstr(u->source->reader->format));
}

static ix_status read_fetched(ix_buf *text, const updating *u) {
    char name[IX_PATH_BYTES_MAX];
    char path[IX_PATH_BYTES_MAX];
    ix_status status = list_path(name, u->source->list_id, "fetched.json", NULL);
    if (status == IX_OK) {
        status = ix_home_path(path, u->home, name, NULL);
    }
    return status == IX_OK ? ix_file_read(text, path, NULL) : status;
}

static ix_status load_known(updating *u, ix_error *error) {
    ix_digest snapshot;
    ix_buf text;
    ix_error missing = {0};
    ix_status status = ix_home_list(&u->list, u->home, u->source->list_id, u->arena, &missing);
    u->list_exists = status == IX_OK;
    if (status != IX_OK) {
        *error = status == IX_E_NOT_FOUND ? *error : missing;
        return status == IX_E_NOT_FOUND ? IX_OK : status;
    }
    ix_buf_init(&text, FETCHED_BYTES_MAX);
    u->conditional = read_fetched(&text, u) == IX_OK &&
                     fetched_parse(u->known, &snapshot, ix_buf_view(&text), u->source) &&
                     still_stands(u, &snapshot);
    ix_buf_free(&text);
    return IX_OK;
}

/* ------------------------------------------------------------------ asking */

static ix_status ask(http_result *out, const updating *u, const char *url, const char *post,
                     const fetched_file *known, const ix_fetch_limits *limits, const char *name,
                     ix_error *error) {
    char what[IX_LIST_ID_BYTES_MAX + IX_FILE_NAME_BYTES_MAX + 32];
    snprintf(what, sizeof what, "fetching %" IX_FMT " %s, bytes", IX_ARG(u->source->list_id), name);
    ix_progress_tell(u->request->progress, what, 0, 0);
    http_request request = {.url = url,
                            .post = post,
                            .etag = known == NULL ? "" : known->etag,
                            .modified = known == NULL ? "" : known->modified,
                            .limits = limits,
                            .progress = u->request->progress,
                            .what = what};
    return http_fetch(out, u->transport, &request, error);
}

/* ix_str of a source as the text that C libraries take; validated to fit. */
static void url_text(char out[IX_URL_BYTES_MAX], ix_str url) {
    snprintf(out, IX_URL_BYTES_MAX, "%" IX_FMT, IX_ARG(url));
}

/* ------------------------------------------------------------------ the publisher's word */

static ix_status read_word(updating *u, int i, ix_str text, ix_str source, ix_error *error) {
    const ix_source_file *file = &u->source->files[i];
    char url[IX_URL_BYTES_MAX];
    switch (u->source->checksum) {
    case IX_CHECKSUM_FILE:
        return checksum_of_file(&u->words[i], text, file->name, source, error);
    case IX_CHECKSUM_OFAC:
        return checksum_of_catalogue(&u->words[i], text, file->name, u->source->reader->zone,
                                     source, error);
    case IX_CHECKSUM_RSS:
        url_text(url, file->url);
        return checksum_of_feed(&u->words[i], text, url, source, error);
    case IX_CHECKSUM_NONE:
        break;
    }
    return IX_OK;
}

/* Fetch what the publisher says of the files from `from` to `to`, and read it. */
static ix_status ask_word(updating *u, const char *url, int from, int to, ix_error *error) {
    http_result answer;
    ix_fetch_limits limits = u->source->limits;
    const char *post = u->source->checksum == IX_CHECKSUM_OFAC ? "{}" : NULL;
    limits.bytes_max = WORD_BYTES_MAX;
    ix_status status = ask(&answer, u, url, post, NULL, &limits, "checksums", error);
    if (status != IX_OK) {
        return status;
    }
    ix_str source = http_shown(url);
    for (int i = from; i < to && status == IX_OK; i++) {
        status = read_word(u, i, ix_buf_view(&answer.bytes), source, error);
    }
    http_result_free(&answer);
    return status;
}

/* The address of a file with .sha256 behind its path. */
static ix_status digest_url(char out[IX_URL_BYTES_MAX], ix_str url, ix_error *error) {
    ix_str query;
    ix_str path = ix_str_cut(url, '?', &query);
    int length = snprintf(out, IX_URL_BYTES_MAX, "%" IX_FMT SUFFIX_OF_DIGEST "%s%" IX_FMT,
                          IX_ARG(path), query.ptr == NULL ? "" : "?", IX_ARG(query));
    return length < IX_URL_BYTES_MAX
               ? IX_OK
               : ix_error_at(error, IX_E_LIMIT, path, 0, -1, "the address is too long");
}

static ix_status ask_words(updating *u, ix_error *error) {
    const ix_source *source = u->source;
    char url[IX_URL_BYTES_MAX];
    if (source->checksum == IX_CHECKSUM_NONE) {
        return IX_OK;
    }
    if (source->checksum_url.len > 0) {
        url_text(url, source->checksum_url);
        return ask_word(u, url, 0, source->file_count, error);
    }
    ix_status status = IX_OK;
    for (int i = 0; i < source->file_count && status == IX_OK; i++) {
        status = digest_url(url, source->files[i].url, error);
        if (status == IX_OK) {
            status = ask_word(u, url, i, i + 1, error);
        }
    }
    return status;
}

/* The SHA-256 a file must have; NULL when nobody gives one. */
static const ix_digest *expected_digest(const updating *u, int i) {
    return u->source->files[i].pinned ? &u->source->files[i].sha256
           : u->words[i].has_digest   ? &u->words[i].digest
                                      : NULL;
}

/* Does the publisher's word alone say that there is nothing new? */
static bool words_are_known(const updating *u) {
    for (int i = 0; i < u->source->file_count; i++) {
        const ix_digest *expected = expected_digest(u, i);
        if (expected == NULL || !ix_digest_equal(expected, &u->known[i].digest)) {
            return false;
        }
    }
    return u->conditional;
}

/* ------------------------------------------------------------------ the files */

/* The bytes of a web page, which no list begins with. */
static bool is_web_page(ix_str bytes) {
    static const char *const beginnings[] = {"<!doctype html", "<html", "<head", "<body"};
    ix_str seen = ix_str_slice(bytes, 0, bytes.len < HTML_BYTES_SEEN ? bytes.len : HTML_BYTES_SEEN);
    if (ix_str_starts_with(seen, IX_STR("\xEF\xBB\xBF"))) {
        seen = ix_str_slice(seen, 3, seen.len);
    }
    seen = ix_str_trim(seen);
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        ix_str begin = ix_str_from_cstr(beginnings[i]);
        if (ix_str_equal_ascii_nocase(ix_str_slice(seen, 0, begin.len), begin)) {
            return true;
        }
    }
    return false;
}

static ix_status check_digest(updating *u, int i, ix_error *error) {
    const http_result *file = &u->files[i];
    const ix_digest *expected = expected_digest(u, i);
    ix_updated_file *told = &u->result->files[i];
    told->bytes = (int64_t)file->bytes.len;
    told->sha256 = file->digest;
    told->verified = expected != NULL && (ix_digest_equal(expected, &file->digest) ||
                                          ix_digest_equal(expected, &file->sent));
    if (expected == NULL || told->verified) {
        return IX_OK;
    }
    ix_buf hex;
    ix_buf_init(&hex, 128);
    ix_digest_print(&hex, &file->digest);
    ix_digest_print(&hex, expected);
    ix_error_at(error, IX_E_REFUSED, u->source->files[i].name, 0, -1,
                "its SHA-256 is %.64s, not %.64s, which %s", hex.ptr, hex.ptr + 64,
                u->source->files[i].pinned ? "the sources file asks for" : "the publisher gives");
    ix_buf_free(&hex);
    return IX_E_REFUSED;
}

static ix_status check_file(updating *u, int i, ix_error *error) {
    const http_result *file = &u->files[i];
    if (is_web_page(ix_buf_view(&file->bytes))) {
        return ix_error_at(error, IX_E_INPUT, u->source->files[i].name, 0, -1,
                           "the server sent a web page%s%s%s, not the list",
                           file->content_type[0] == '\0' ? "" : " (", file->content_type,
                           file->content_type[0] == '\0' ? "" : ")");
    }
    return check_digest(u, i, error);
}

/* The newest of what publisher and servers say of the files. What lies ahead is not believed. */
static void settle_served(updating *u) {
    int64_t latest = u->request->received + FUTURE_SECONDS;
    for (int i = 0; i < u->source->file_count; i++) {
        ix_when when = u->words[i].updated;
        if (when.kind == IX_WHEN_NONE) {
            when = http_date(u->files[i].modified);
        }
        if (when.kind == IX_WHEN_DATE) {
            when = (ix_when){IX_WHEN_INSTANT, ix_when_instant(when, u->source->reader->zone)};
        }
        bool newer = u->served.kind == IX_WHEN_NONE || when.value > u->served.value;
        if (when.kind != IX_WHEN_NONE && when.value <= latest && newer) {
            u->served = when;
        }
    }
}

static ix_status fetch_file(updating *u, int i, bool conditional, ix_error *error) {
    char url[IX_URL_BYTES_MAX];
    char name[IX_FILE_NAME_BYTES_MAX];
    url_text(url, u->source->files[i].url);
    snprintf(name, sizeof name, "%" IX_FMT, IX_ARG(u->source->files[i].name));
    return ask(&u->files[i], u, url, NULL, conditional ? &u->known[i] : NULL, &u->source->limits,
               name, error);
}

/* Fetch all files; *unchanged when the servers have nothing new of any. */
static ix_status fetch_files(updating *u, bool *unchanged, ix_error *error) {
    int count = u->source->file_count;
    int same = 0;
    ix_status status = IX_OK;
    for (int i = 0; i < count && status == IX_OK; i++) {
        /* Once one of them is new the others are needed too. */
        status = fetch_file(u, i, u->conditional && same == i, error);
        same += status == IX_OK && u->files[i].unchanged;
    }
    *unchanged = status == IX_OK && same == count;
    for (int i = 0; i < same && !*unchanged && status == IX_OK; i++) {
        http_result_free(&u->files[i]);
        status = fetch_file(u, i, false, error);
    }
    for (int i = 0; i < count && !*unchanged && status == IX_OK; i++) {
        status = check_file(u, i, error);
    }
    return status;
}

/* ------------------------------------------------------------------ adding */

static ix_status enter_files(ix_input *input, const updating *u, ix_error *error) {
    ix_status status = IX_OK;
    *input = (ix_input){0};
    for (int i = 0; i < u->source->file_count && status == IX_OK; i++) {
        char name[IX_FILE_NAME_BYTES_MAX];
        const ix_source_file *file = &u->source->files[i];
        snprintf(name, sizeof name, "%" IX_FMT, IX_ARG(file->name));
        status = ix_input_enter(input, u->source->reader, name, file->role,
                                ix_buf_view(&u->files[i].bytes),
                                (size_t)u->source->limits.bytes_max, error);
    }
    if (status == IX_OK) {
        ix_input_settle(input, u->source->reader);
    }
    return status;
}

/* The mapping is one of the snapshot's files, and tells how the others are read. */
static ix_status enter_mapping(ix_input *input, updating *u, ix_error *error) {
    if (u->request->map == NULL) {
        return IX_OK;
    }
    u->mapped = *u->source->reader;
    ix_status status = ix_input_add_mapping(input, u->request->map, error);
    const ix_list_file *file = status == IX_OK ? &input->files[input->count - 1] : NULL;
    return file == NULL ? status
                        : ix_mapping_apply(&u->mapped, file->bytes, file->name, u->arena, error);
}

/* fetched.json for the snapshot that the input is. */
static void describe_fetched(ix_buf *out, const updating *u, const ix_input *input) {
    fetched_file files[IX_LIST_FILES_MAX];
    ix_digest snapshot = ix_snapshot_hash(input->files, input->count);
    for (int i = 0; i < u->source->file_count; i++) {
        files[i] = (fetched_file){.url = u->source->files[i].url, .digest = u->files[i].digest};
        memcpy(files[i].etag, u->files[i].etag, sizeof files[i].etag);
        memcpy(files[i].modified, u->files[i].modified, sizeof files[i].modified);
    }
    fetched_write(out, &snapshot, files, u->source->file_count);
}

static ix_status add(updating *u, const ix_input *input, ix_str fetched, ix_error *error) {
    const ix_update *request = u->request;
    ix_addition addition = {.reader = request->map == NULL ? u->source->reader : &u->mapped,
                            .input = input,
                            .list_id = u->source->list_id,
                            .served = u->served,
                            .served_first = u->source->header_first,
                            .newest_only = true,
                            .fetched = fetched,
                            .received = request->received,
                            .policy = request->policy,
                            .hold = request->hold,
                            .knowledge = request->knowledge,
                            .progress = request->progress};
    u->result->tried_add = true;
    return ix_home_add(&u->result->addition, u->home, &addition, u->arena, error);
}

/* ------------------------------------------------------------------ keeping what came of it */

/* The publisher has what serves: an earlier failure is over, and what the servers said last is what
 * to ask with. `fetched` empty: as it was. Best effort. */
static void keep_unchanged(updating *u, ix_str fetched) {
    char path[IX_PATH_BYTES_MAX];
    ix_buf old;
    ix_buf_init(&old, FETCHED_BYTES_MAX);
    bool alarm = u->list.refused.received != 0;
    bool news = fetched.len > 0 &&
                (read_fetched(&old, u) != IX_OK || !ix_str_equal(ix_buf_view(&old), fetched));
    ix_buf_free(&old);
    if ((!alarm && !news) || ix_home_lock(u->home, WAIT_SECONDS, NULL) != IX_OK) {
        return;
    }
    ix_status status = list_path(path, u->list.id, "fetched.json", NULL);
    if (status == IX_OK && alarm) {
        status = attempt_stage_removal(u->home, u->list.id, NULL);
    }
    if (status == IX_OK && news) {
        status = ix_home_stage(u->home, path, fetched, NULL);
    }
    if (status == IX_OK) {
        ix_home_commit(u->home, NULL);
    }
    ix_home_unlock(u->home);
}

/* Keep a failure for `lists status`; one that the adding has kept already stays as it is. */
static void keep_failure(updating *u, const ix_input *input, ix_status status,
                         const ix_error *reason) {
    bool kept = u->result->tried_add && status == IX_E_REFUSED;
    if (!kept && u->list_exists && status != IX_E_MEMORY) {
        ix_home_refuse(u->home, u->list.id, u->source->reader, input, u->request->received, reason);
    }
}

/* ------------------------------------------------------------------ one list */

/* The files are had: make a snapshot of them. */
static ix_status add_files(updating *u, ix_error *error) {
    ix_input *input = IX_NEW(u->arena, ix_input, 1);
    if (input == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    ix_buf fetched;
    ix_buf_init(&fetched, FETCHED_BYTES_MAX);
    settle_served(u);
    ix_status status = enter_files(input, u, error);
    if (status == IX_OK) {
        status = enter_mapping(input, u, error);
    }
    if (status == IX_OK) {
        describe_fetched(&fetched, u, input);
        status = add(u, input, ix_buf_view(&fetched), error);
    }
    if (status == IX_OK && u->result->addition.added == IX_ADDED_SAME) {
        keep_unchanged(u, ix_buf_view(&fetched));
    } else if (status != IX_OK) {
        keep_failure(u, input->count > 0 ? input : NULL, status, error);
    }
    ix_buf_free(&fetched);
    ix_input_free(input);
    return status;
}

static ix_status update(updating *u, ix_error *error) {
    ix_status status = load_known(u, error);
    if (status != IX_OK) {
        return status;
    }
    bool unchanged = false;
    status = ask_words(u, error);
    if (status == IX_OK) {
        unchanged = words_are_known(u);
    }
    if (status == IX_OK && !unchanged) {
        status = fetch_files(u, &unchanged, error);
    }
    if (status != IX_OK) {
        keep_failure(u, NULL, status, error);
        return status;
    }
    if (!unchanged) {
        return add_files(u, error);
    }
    u->result->unchanged = true;
    keep_unchanged(u, (ix_str){0});
    return IX_OK;
}

ix_status ix_home_update(ix_update_result *out, ix_home *home, const ix_update *request,
                         ix_arena *arena, ix_error *error) {
    ix_error own = {0};
    error = error == NULL ? &own : error;
    *out = (ix_update_result){0};
    for (int i = 0; i < IX_LIST_FILES_MAX; i++) {
        out->files[i].bytes = -1;
    }
    updating *u = IX_NEW(arena, updating, 1);
    if (u == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    *u = (updating){.request = request,
                    .source = request->source,
                    .transport = request->transport == NULL ? &http_transport : request->transport,
                    .result = out,
                    .home = home,
                    .arena = arena};
    for (int i = 0; i < IX_LIST_FILES_MAX; i++) {
        ix_buf_init(&u->files[i].bytes, 0);
    }
    ix_status status = update(u, error);
    for (int i = 0; i < IX_LIST_FILES_MAX; i++) {
        http_result_free(&u->files[i]);
    }
    return status;
}
