/* Loading all rule files at once, in the order of their paths, whatever order they come in. */
#include "ruleset.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

typedef ix_status (*loader)(ix_rules *rules, ix_str bytes, ix_str source, ix_arena *arena,
                            ix_error *error);

/* The loader of a path, or NULL when the file is none of ours (a README beside the rules). */
static loader loader_of(ix_str path) {
    bool yaml = ix_str_ends_with(path, IX_STR(".yml")) || ix_str_ends_with(path, IX_STR(".yaml"));
    if (yaml && ix_str_starts_with(path, IX_STR("programs/"))) {
        return rule_programs_load;
    }
    if (yaml && ix_str_starts_with(path, IX_STR("actions/"))) {
        return rule_actions_load;
    }
    if (yaml && ix_str_starts_with(path, IX_STR("licenses/"))) {
        return rule_licenses_load;
    }
    if (yaml && ix_str_starts_with(path, IX_STR("ownership/"))) {
        return rule_ownership_load;
    }
    if (ix_str_ends_with(path, IX_STR(".txt")) && ix_str_starts_with(path, IX_STR("calendars/"))) {
        return rule_calendar_load;
    }
    return NULL;
}

static int compare_paths(const void *left, const void *right) {
    const ix_knowledge_file *const *a = left;
    const ix_knowledge_file *const *b = right;
    return ix_str_compare((*a)->path, (*b)->path);
}

/* SHA-256 over "path NUL digest" of each file. */
static ix_status digest_files(ix_rules *rules, const ix_knowledge_file **files, int count,
                              ix_arena *arena, ix_error *error) {
    const size_t digest_size = sizeof(ix_digest);
    size_t size = 0;
    for (int i = 0; i < count; i++) {
        size += (size_t)files[i]->path.len + 1 + digest_size;
    }
    char *bytes = IX_NEW(arena, char, size);
    if (bytes == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for the digest of the rules");
    }
    char *at = bytes;
    for (int i = 0; i < count; i++) {
        ix_digest digest = ix_sha256(files[i]->bytes);
        memcpy(at, files[i]->path.ptr, (size_t)files[i]->path.len);
        at += files[i]->path.len + 1;
        memcpy(at, digest.bytes, digest_size);
        at += digest_size;
    }
    assert((size_t)(at - bytes) == size);
    rules->digest = ix_sha256((ix_str){bytes, (ptrdiff_t)size});
    return IX_OK;
}

static ix_status load_files(ix_rules *rules, const ix_knowledge_file **files, int count,
                            ix_arena *arena, ix_error *error) {
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK && i < count; i++) {
        ix_str path = ix_arena_copy(arena, files[i]->path);
        if (path.ptr == NULL) {
            status = ix_error_set(error, IX_E_MEMORY, "no memory for the rules");
        } else if (i > 0 && ix_str_equal(path, files[i - 1]->path)) {
            status = ix_error_at(error, IX_E_INPUT, path, 0, -1, "the file is given twice");
        } else {
            status = loader_of(path)(rules, files[i]->bytes, path, arena, error);
        }
    }
    return status;
}

static bool is_family_file(ix_str path, ix_str family) {
    const ix_str folder = IX_STR("products/");
    const ix_str end = IX_STR(".yml");
    return path.len == folder.len + family.len + end.len && ix_str_starts_with(path, folder) &&
           ix_str_ends_with(path, end) &&
           ix_str_equal(ix_str_slice(path, folder.len, path.len - end.len), family);
}

/* A family misspelt would leave its products free of the law without a word. */
static ix_status check_families(const ix_rules *rules, const ix_knowledge_file *files, int count,
                                ix_error *error) {
    const rule_program *bans = rules->bans.items;
    for (int i = 0; i < rules->bans.count; i++) {
        for (int j = 0; j < bans[i].products.count; j++) {
            ix_str family = bans[i].products.items[j];
            bool found = false;
            for (int k = 0; !found && k < count; k++) {
                found = is_family_file(files[k].path, family);
            }
            if (!found) {
                return ix_error_at(error, IX_E_INPUT, bans[i].file, bans[i].line, -1,
                                   "family \"%" IX_FMT "\" of products is not on file: no "
                                   "products/%" IX_FMT ".yml",
                                   IX_ARG(family), IX_ARG(family));
            }
        }
    }
    return IX_OK;
}

static bool is_banned(const ix_rules *rules, const ix_knowledge_file *file) {
    const rule_program *bans = rules->bans.items;
    for (int i = 0; i < rules->bans.count; i++) {
        for (int j = 0; j < bans[i].products.count; j++) {
            if (is_family_file(file->path, bans[i].products.items[j])) {
                return true;
            }
        }
    }
    return false;
}

/* Products whose programme is missing would be free of the law without a word as well. */
static ix_status check_bans(const ix_rules *rules, const ix_knowledge_file *files, int count,
                            ix_error *error) {
    for (int i = 0; i < count; i++) {
        bool family = ix_str_starts_with(files[i].path, IX_STR("products/")) &&
                      (ix_str_starts_with(files[i].bytes, IX_STR("family:")) ||
                       ix_str_find(files[i].bytes, IX_STR("\nfamily:"), 0) >= 0);
        if (family && !is_banned(rules, &files[i])) {
            return ix_error_at(error, IX_E_INPUT, files[i].path, 0, -1,
                               "no programme of programs/ speaks of this family of products");
        }
    }
    return IX_OK;
}

ix_status ix_rules_load(const ix_rules **out, const ix_knowledge_file *files, int count,
                        ix_arena *arena, ix_error *error) {
    *out = NULL;
    ix_rules *rules = IX_NEW(arena, ix_rules, 1);
    const ix_knowledge_file **ours = IX_NEW(arena, const ix_knowledge_file *, count);
    if (rules == NULL || ours == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for the rules");
    }
    int our_count = 0;
    for (int i = 0; i < count; i++) {
        if (loader_of(files[i].path) != NULL) {
            ours[our_count++] = &files[i];
        }
    }
    if (our_count > 1) {
        qsort(ours, (size_t)our_count, sizeof *ours, compare_paths);
    }
    ix_status status = load_files(rules, ours, our_count, arena, error);
    if (status == IX_OK) {
        status = digest_files(rules, ours, our_count, arena, error);
    }
    if (status == IX_OK) {
        status = rule_programs_finish(rules, arena, error);
    }
    if (status == IX_OK) {
        status = check_families(rules, files, count, error);
    }
    if (status == IX_OK) {
        status = check_bans(rules, files, count, error);
    }
    if (status == IX_OK) {
        status = rule_actions_finish(rules, error);
    }
    if (status == IX_OK) {
        status = rule_ownership_finish(rules, error);
    }
    if (status == IX_OK) {
        status = rule_names_finish(rules, arena, error);
    }
    if (status == IX_OK) {
        *out = rules;
    }
    return status;
}

const ix_digest *ix_rules_digest(const ix_rules *rules) {
    return &rules->digest;
}

/* ------------------------------------------------------------------ words */

const char *const rule_activity_words[] = {
    "sale",       "resale",      "license",          "update",  "integrate", "use",
    "service",    "information", "export",           "payment", "debt",      "equity",
    "securities", "account",     "foreign_exchange", NULL};
const char *const rule_role_words[] = {"party",       "owner",      "signatory",
                                       "agent",       "consignee",  "end_user",
                                       "beneficiary", "originator", NULL};
const char *const rule_user_words[] = {"private", "federal", "contractor", "foreign_bank", NULL};

ix_status rule_check_words(ix_yaml *reader, int64_t line, ix_texts texts, const char *const *words,
                           const char *what) {
    for (int i = 0; i < texts.count; i++) {
        int at = 0;
        while (words[at] != NULL && !ix_str_equal(texts.items[i], ix_str_from_cstr(words[at]))) {
            at++;
        }
        if (words[at] == NULL) {
            return ix_yaml_fault(reader, line, "\"%" IX_FMT "\" is no %s", IX_ARG(texts.items[i]),
                                 what);
        }
    }
    return IX_OK;
}

ix_status rule_read_zone(ix_yaml *reader, ix_zone *zone) {
    int64_t line = ix_yaml_line(reader);
    ix_str name;
    ix_status status = ix_yaml_text_read(reader, &name);
    if (status == IX_OK && !ix_zone_parse(zone, name)) {
        return ix_yaml_fault(reader, line, "unknown zone \"%" IX_FMT "\"", IX_ARG(name));
    }
    return status;
}
