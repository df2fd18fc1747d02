#include "engine.h"

#include <inttypes.h>

#include <interdict/rules.h>

#include <stdio.h>
#include <string.h>

#include "terminal.h"

#define LIST_AGE_DAYS_DEFAULT 7
#define POLICY_BYTES_MAX      (1 << 20)

#ifndef IX_INSTALLED_DATA
#define IX_INSTALLED_DATA NULL
#endif

bool cli_find_data(char out[IX_PATH_BYTES_MAX], const char *given) {
    ix_error error = {0};
    if (ix_data_find(out, given, IX_INSTALLED_DATA, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    return true;
}

bool cli_read_data(ix_knowledge_file **files, int *count, const char *given, ix_arena *arena) {
    char folder[IX_PATH_BYTES_MAX];
    ix_error error = {0};
    if (!cli_find_data(folder, given)) {
        return false;
    }
    if (ix_data_read(files, count, folder, arena, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    return true;
}

bool cli_load_knowledge(const ix_knowledge **out, const char *given, ix_arena *arena) {
    ix_knowledge_file *files;
    int count;
    ix_error error = {0};
    if (!cli_read_data(&files, &count, given, arena)) {
        return false;
    }
    if (ix_knowledge_load(out, files, count, arena, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    return true;
}

cli_list_policy cli_read_list_policy(const char *given) {
    cli_list_policy out = {.age_days_max = LIST_AGE_DAYS_DEFAULT};
    char folder[IX_PATH_BYTES_MAX];
    char path[IX_PATH_BYTES_MAX];
    ix_policy policy;
    ix_error error = {0};
    ix_buf bytes;
    if (ix_data_find(folder, given, IX_INSTALLED_DATA, NULL) != IX_OK ||
        ix_path_join(path, folder, "policy.yml", NULL) != IX_OK || !ix_file_exists(path)) {
        return out;
    }
    ix_buf_init(&bytes, POLICY_BYTES_MAX);
    ix_status status = ix_file_read(&bytes, path, &error);
    if (status == IX_OK) {
        status = ix_policy_load(&policy, ix_buf_view(&bytes), IX_STR("policy.yml"), &error);
    }
    if (status == IX_OK) {
        out.age_days_max = policy.max_age_days;
        out.shrink_percent_max = policy.shrink_percent_max;
    } else {
        cli_warn("%s: %s", error.source, error.text);
    }
    ix_buf_free(&bytes);
    return out;
}

bool cli_promotion_policy(ix_promotion_policy *out, const cli_promotion *promotion,
                          const char *given) {
    int64_t shrink = promotion->shrink;
    if (shrink != SHRINK_PERCENT_UNSET && (shrink < 1 || shrink > 100)) {
        cli_fail("--shrink-max takes a percentage from 1 to 100, not %" PRId64, shrink);
        return false;
    }
    out->errors_accepted = promotion->errors;
    out->layout_accepted = promotion->layout;
    out->shrink_percent_max = shrink == SHRINK_PERCENT_UNSET
                                  ? cli_read_list_policy(given).shrink_percent_max
                                  : (int)shrink;
    return true;
}

bool cli_find_mapping(char out[IX_PATH_BYTES_MAX], const char *given, const char *data) {
    char folder[IX_PATH_BYTES_MAX];
    char name[IX_FILE_NAME_BYTES_MAX];
    ix_error error = {0};
    bool bare = ix_path_name(given) == given && strchr(given, '.') == NULL;
    snprintf(name, sizeof name, "mappings/%.200s.yml", given);
    if (!bare || ix_file_exists(given)) {
        snprintf(out, IX_PATH_BYTES_MAX, "%s", given);
        return true;
    }
    if (ix_data_find(folder, data, IX_INSTALLED_DATA, &error) != IX_OK ||
        ix_path_join(out, folder, name, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    if (!ix_file_exists(out)) {
        cli_fail("there is no mapping '%s': neither a file here nor %s", given, out);
        return false;
    }
    return true;
}

bool cli_open_home(ix_home *out, const char *given) {
    ix_error error = {0};
    if (ix_home_open(out, given, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    return true;
}

bool cli_open_history(ix_manifest *list, ix_list_history *history, ix_buf *journal,
                      const char *home, const char *id, bool held, ix_arena *arena) {
    ix_home folder;
    ix_error error = {0};
    if (!cli_open_home(&folder, home)) {
        return false;
    }
    ix_status status = ix_home_list(list, &folder, ix_str_from_cstr(id), arena, &error);
    if (status == IX_OK) {
        status = ix_home_history(history, journal, &folder, list->id, held || list->serving < 0,
                                 arena, &error);
    }
    if (status == IX_OK && history->snapshot_count > list->snapshot_count) {
        status =
            ix_error_set(&error, IX_E_CORRUPT, "%s: the journal and the manifest disagree", id);
    }
    ix_home_close(&folder);
    if (status != IX_OK) {
        cli_fail_error(&error);
    }
    return status == IX_OK;
}
