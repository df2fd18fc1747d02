/* refused/: what was last offered for a list and not taken, with the reason, until something is
 * taken. */
#include "home.h"

#include <stdio.h>

#define WAIT_SECONDS 300 /* for another writer */

static ix_status stage_files(ix_home *home, ix_str list_id, ix_archived_file *files,
                             const ix_input *input, ix_error *error) {
    ix_status status = IX_OK;
    for (int i = 0; i < IX_LIST_FILES_MAX && status == IX_OK; i++) {
        char name[32];
        char path[IX_PATH_BYTES_MAX];
        snprintf(name, sizeof name, "refused/%d.zst", i);
        status = list_path(path, list_id, name, error);
        if (status != IX_OK || input == NULL || i >= input->count) {
            status = status == IX_OK ? ix_home_stage_removal(home, path, error) : status;
            continue;
        }
        const ix_list_file *given = &input->files[i];
        files[i] = (ix_archived_file){.role = given->role,
                                      .name = given->name,
                                      .hash = ix_sha256(given->bytes),
                                      .bytes = given->bytes.len};
        ix_buf packed;
        ix_buf_init(&packed, IX_IMAGE_BYTES_MAX);
        status = archive_pack(&packed, given->bytes, (ix_str){0}, error);
        if (status == IX_OK) {
            status = ix_home_stage(home, path, ix_buf_view(&packed), error);
        }
        ix_buf_free(&packed);
    }
    return status;
}

void attempt_keep(ix_home *home, ix_str list_id, const ix_attempt *attempt, const ix_input *input) {
    char path[IX_PATH_BYTES_MAX];
    ix_archived_file files[IX_LIST_FILES_MAX];
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    ix_status status = stage_files(home, list_id, files, input, NULL);
    attempt_write(&text, attempt, files, input == NULL ? 0 : input->count);
    if (status == IX_OK && text.status == IX_OK) {
        status = list_path(path, list_id, "refused/attempt.json", NULL);
    }
    if (status == IX_OK && text.status == IX_OK) {
        status = ix_home_stage(home, path, ix_buf_view(&text), NULL);
    }
    if (status == IX_OK && text.status == IX_OK) {
        ix_home_commit(home, NULL);
    }
    ix_buf_free(&text);
}

ix_status attempt_stage_removal(ix_home *home, ix_str list_id, ix_error *error) {
    static const char *const names[] = {"refused/attempt.json", "refused/0.zst", "refused/1.zst",
                                        "refused/2.zst", "refused/3.zst"};
    ix_status status = IX_OK;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && status == IX_OK; i++) {
        char path[IX_PATH_BYTES_MAX];
        status = list_path(path, list_id, names[i], error);
        if (status == IX_OK) {
            status = ix_home_stage_removal(home, path, error);
        }
    }
    return status;
}

/* Is there such a list? An attempt is kept beside it; nothing is created for another one. */
static bool list_exists(const ix_home *home, ix_str list_id) {
    char below[IX_PATH_BYTES_MAX];
    char path[IX_PATH_BYTES_MAX];
    return list_id_is_valid(list_id) && list_path(below, list_id, "manifest.json", NULL) == IX_OK &&
           ix_home_path(path, home, below, NULL) == IX_OK && ix_file_exists(path);
}

void ix_home_refuse(ix_home *home, ix_str list_id, const ix_list_reader *reader,
                    const ix_input *input, int64_t received, const ix_error *reason) {
    if (!list_exists(home, list_id) || ix_home_lock(home, WAIT_SECONDS, NULL) != IX_OK) {
        return;
    }
    ix_buf text;
    ix_buf_init(&text, IX_ERROR_TEXT_MAX + IX_ERROR_SOURCE_MAX + 8);
    ix_buf_append_cstr(&text, reason->source);
    ix_buf_append_cstr(&text, reason->source[0] == '\0' ? "" : ": ");
    ix_buf_append_cstr(&text, reason->text);
    ix_attempt attempt = {.received = received,
                          .format = ix_str_from_cstr(reader->format),
                          .reason = ix_buf_view(&text)};
    if (input != NULL && input->count > 0) {
        attempt.hash = ix_snapshot_hash(input->files, input->count);
    }
    attempt_keep(home, list_id, &attempt, input);
    ix_home_unlock(home);
    ix_buf_free(&text);
}
