/* interdict lists update [ID]... */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "engine.h"
#include "lists_print.h"
#include "options.h"
#include "terminal.h"

#define SOURCES_BYTES_MAX ((size_t)IX_YAML_BYTES_MAX)
#define SOURCES_NAME      "sources.yml"

/* What the command line asked for, and what came of it so far. */
typedef struct asked {
    cli_common common;
    const char *sources;
    cli_promotion promotion;
    bool hold;
    bool dry_run;
    cli_words words;
    ix_home home;
    ix_promotion_policy policy;
    const ix_knowledge *knowledge;
    int updated;
    int unchanged;
    int failed;
} asked;

/* ------------------------------------------------------------------ the sources */

/* The text of the sources files, which the sources point into. */
typedef struct texts {
    ix_buf bytes[2];
    char paths[2][IX_PATH_BYTES_MAX];
    ix_sources_file files[2];
    int count;
} texts;

static bool read_text(texts *t, bool must, ix_error *error) {
    int at = t->count;
    ix_buf_init(&t->bytes[at], SOURCES_BYTES_MAX);
    if (!must && !ix_file_exists(t->paths[at])) {
        return true;
    }
    if (ix_file_read(&t->bytes[at], t->paths[at], error) != IX_OK) {
        cli_fail_error(error);
        return false;
    }
    t->files[at] = (ix_sources_file){ix_str_from_cstr(t->paths[at]), ix_buf_view(&t->bytes[at])};
    t->count++;
    return true;
}

/* The file shipped with the knowledge, then the user's. */
static bool read_sources(ix_source **out, int *count, texts *t, const asked *a, ix_arena *arena) {
    char folder[IX_PATH_BYTES_MAX];
    ix_error error = {0};
    if (!cli_find_data(folder, a->common.data)) {
        return false;
    }
    if (ix_path_join(t->paths[t->count], folder, SOURCES_NAME, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    if (!read_text(t, false, &error)) {
        return false;
    }
    if (a->sources != NULL) {
        snprintf(t->paths[t->count], IX_PATH_BYTES_MAX, "%s", a->sources);
    } else if (ix_home_path(t->paths[t->count], &a->home, SOURCES_NAME, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    if (!read_text(t, a->sources != NULL, &error)) {
        return false;
    }
    if (ix_sources_read(out, count, t->files, t->count, arena, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    return true;
}

static const ix_source *find_source(const ix_source *sources, int count, const char *id) {
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(sources[i].list_id, ix_str_from_cstr(id))) {
            return &sources[i];
        }
    }
    return NULL;
}

/* Check the ids named before anything is fetched. */
static int check_ids(const ix_source *sources, int count, const asked *a) {
    for (int i = 0; i < a->words.count; i++) {
        const ix_source *source = find_source(sources, count, a->words.items[i]);
        if (source == NULL) {
            return cli_fail("no source is known for list '%s'; `interdict lists update --dry-run` "
                            "shows all, %s/" SOURCES_NAME " may name more",
                            a->words.items[i], a->home.path);
        }
        if (source->disabled) {
            return cli_fail("list '%s' is disabled in %.*s:%" PRId64, a->words.items[i],
                            IX_ARG(source->file), source->line);
        }
    }
    return CLI_CLEAR;
}

static bool is_asked(const ix_source *source, const asked *a) {
    for (int i = 0; i < a->words.count; i++) {
        if (ix_str_equal(source->list_id, ix_str_from_cstr(a->words.items[i]))) {
            return true;
        }
    }
    return a->words.count == 0 && !source->disabled;
}

/* ------------------------------------------------------------------ without fetching */

static void print_plan_json(ix_buf *out, const ix_source *source) {
    ix_json json;
    ix_json_init(&json, out);
    ix_json_open_object(&json);
    ix_json_key_str(&json, "id", source->list_id, false);
    ix_json_key(&json, "format");
    ix_json_cstr(&json, source->reader->format);
    ix_json_key(&json, "enabled");
    ix_json_bool(&json, !source->disabled);
    ix_json_key(&json, "files");
    ix_json_open_array(&json);
    for (int i = 0; i < source->file_count; i++) {
        ix_json_open_object(&json);
        ix_json_key_str(&json, "url", source->files[i].url, false);
        ix_json_key_str(&json, "role", source->files[i].role, true);
        ix_json_key_str(&json, "name", source->files[i].name, false);
        ix_json_close_object(&json);
    }
    ix_json_close_array(&json);
    ix_json_key(&json, "checksum");
    ix_json_cstr(&json, ix_checksum_name(source->checksum));
    ix_json_key_str(&json, "checksum_url", source->checksum_url, true);
    lists_json_count(&json, "every_hours", source->every_hours == 0 ? -1 : source->every_hours);
    lists_json_count(&json, "max_bytes", source->limits.bytes_max);
    ix_json_key_str(&json, "source", source->file, false);
    ix_json_close_object(&json);
    ix_buf_append_char(out, '\n');
}

static void print_plan_text(ix_buf *out, const ix_source *source) {
    ix_buf_printf(out, "%.*s, %s%s\n", IX_ARG(source->list_id), source->reader->format,
                  source->disabled ? ", disabled" : "");
    for (int i = 0; i < source->file_count; i++) {
        ix_buf_printf(out, "  %.*s\n", IX_ARG(source->files[i].url));
    }
    if (source->checksum != IX_CHECKSUM_NONE) {
        ix_buf_printf(out, "  checked by %s %.*s\n", ix_checksum_name(source->checksum),
                      IX_ARG(source->checksum_url));
    }
}

static int print_plan(const ix_source *sources, int count, const asked *a) {
    ix_buf out;
    ix_buf_init(&out, 1 << 24);
    for (int i = 0; i < count; i++) {
        bool shown = a->words.count == 0 || is_asked(&sources[i], a);
        if (shown && a->common.json) {
            print_plan_json(&out, &sources[i]);
        } else if (shown) {
            print_plan_text(&out, &sources[i]);
        }
    }
    return cli_print(&out);
}

/* ------------------------------------------------------------------ one list */

static const char *result_name(const ix_update_result *result, ix_status status) {
    if (status != IX_OK) {
        return status == IX_E_REFUSED ? "refused" : "failed";
    }
    return result->unchanged || result->addition.added == IX_ADDED_SAME
               ? "unchanged"
               : lists_added_name(result->addition.added);
}

static void append_reason(ix_buf *out, const ix_source *source, const ix_update_result *result,
                          const ix_error *error) {
    cli_append_error(out, error);
    ix_buf_printf(out, " (%.*s is as it was)", IX_ARG(source->list_id));
    lists_text_refused_rows(out, result->tried_add ? result->addition.report : NULL);
}

static void json_files(ix_json *json, const ix_source *source, const ix_update_result *result) {
    ix_json_key(json, "files");
    ix_json_open_array(json);
    for (int i = 0; i < source->file_count; i++) {
        const ix_updated_file *file = &result->files[i];
        ix_json_open_object(json);
        ix_json_key_str(json, "url", source->files[i].url, false);
        lists_json_count(json, "bytes", file->bytes);
        lists_json_digest(json, "sha256", &file->sha256);
        ix_json_key(json, "verified");
        ix_json_bool(json, file->verified);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

static void print_json(ix_buf *out, const ix_source *source, const ix_update_result *result,
                       ix_status status, const ix_error *error) {
    ix_json json;
    ix_buf reason;
    ix_buf_init(&reason, 1 << 16);
    ix_json_init(&json, out);
    ix_json_open_object(&json);
    ix_json_key_str(&json, "id", source->list_id, false);
    ix_json_key(&json, "result");
    ix_json_cstr(&json, result_name(result, status));
    if (status != IX_OK) {
        append_reason(&reason, source, result, error);
    }
    ix_json_key_str(&json, "reason", ix_buf_view(&reason), true);
    json_files(&json, source, result);
    lists_json_snapshot(&json, status == IX_OK && !result->unchanged ? &result->addition : NULL);
    ix_json_close_object(&json);
    ix_buf_append_char(out, '\n');
    ix_buf_free(&reason);
}

static void print_text(ix_buf *out, const ix_source *source, const ix_update_result *result) {
    if (result->unchanged) {
        ix_buf_printf(out, "%.*s, unchanged: the publisher has nothing new\n",
                      IX_ARG(source->list_id));
        return;
    }
    lists_text_addition(out, &result->addition);
}

static void print_failure(const ix_source *source, const ix_update_result *result,
                          const ix_error *error) {
    ix_buf text;
    ix_buf_init(&text, 1 << 16);
    append_reason(&text, source, result, error);
    fprintf(stderr, "interdict: %.*s: %.*s\n", IX_ARG(source->list_id), (int)text.len,
            text.ptr == NULL ? "" : text.ptr);
    ix_buf_free(&text);
}

/* Bring one list up to date and say what came of it. False when that cannot be said. */
static bool update(asked *a, const ix_source *source) {
    ix_arena arena;
    ix_update_result result;
    ix_error error = {0};
    ix_buf out;
    cli_progress progress = {.quiet = a->common.quiet};
    char map[IX_PATH_BYTES_MAX];
    char named[IX_PATH_BYTES_MAX];
    bool mapped = source->map.len > 0;
    snprintf(named, sizeof named, "%.*s", IX_ARG(source->map));
    if (mapped && !cli_find_mapping(map, named, a->common.data)) {
        a->failed++;
        return true;
    }
    ix_update request = {.source = source,
                         .map = mapped ? map : NULL,
                         .received = ix_clock_now(),
                         .policy = a->policy,
                         .hold = a->hold,
                         .knowledge = a->knowledge,
                         .progress = cli_progress_teller(&progress)};
    ix_arena_init(&arena, CLI_ARENA_BYTES_MAX);
    ix_buf_init(&out, 1 << 24);
    ix_status status = ix_home_update(&result, &a->home, &request, &arena, &error);
    cli_progress_end(&progress);
    bool same = result.unchanged || result.addition.added == IX_ADDED_SAME;
    a->failed += status != IX_OK;
    a->unchanged += status == IX_OK && same;
    a->updated += status == IX_OK && !same;
    if (status == IX_OK && !result.unchanged) {
        lists_warn_published(&result.addition, "the server");
    }
    if (a->common.json) {
        print_json(&out, source, &result, status, &error);
    } else if (status == IX_OK) {
        print_text(&out, source, &result);
    } else {
        print_failure(source, &result, &error);
    }
    bool said = cli_print(&out) == CLI_CLEAR;
    ix_arena_free(&arena);
    return said;
}

/* ------------------------------------------------------------------ all of them */

static int print_summary(const asked *a) {
    ix_buf out;
    int total = a->updated + a->unchanged + a->failed;
    ix_buf_init(&out, 256);
    if (!a->common.json) {
        ix_buf_printf(&out, "%d list%s: %d updated, %d unchanged, %d failed\n", total,
                      total == 1 ? "" : "s", a->updated, a->unchanged, a->failed);
    }
    int status = cli_print(&out);
    return a->failed > 0 ? CLI_ERROR : status;
}

static int update_all(asked *a, const ix_source *sources, int count, ix_arena *arena) {
    if (!cli_load_knowledge(&a->knowledge, a->common.data, arena)) {
        return CLI_ERROR;
    }
    for (int i = 0; i < count; i++) {
        if (is_asked(&sources[i], a) && !update(a, &sources[i])) {
            return CLI_ERROR;
        }
    }
    if (a->updated + a->unchanged + a->failed == 0) {
        return cli_fail("no source is enabled; %s/" SOURCES_NAME " may enable one", a->home.path);
    }
    return print_summary(a);
}

static int run_asked(asked *a) {
    ix_source *sources;
    int count;
    ix_arena arena;
    texts t = {0};
    if (!cli_promotion_policy(&a->policy, &a->promotion, a->common.data) ||
        !cli_open_home(&a->home, a->common.home)) {
        return CLI_ERROR;
    }
    ix_arena_init(&arena, CLI_ARENA_BYTES_MAX);
    int status = CLI_ERROR;
    if (read_sources(&sources, &count, &t, a, &arena)) {
        status = check_ids(sources, count, a);
        if (status == CLI_CLEAR) {
            status =
                a->dry_run ? print_plan(sources, count, a) : update_all(a, sources, count, &arena);
        }
    }
    for (int i = 0; i < 2; i++) {
        ix_buf_free(&t.bytes[i]);
    }
    ix_arena_free(&arena);
    ix_home_close(&a->home);
    return status;
}

static int run(int argc, char **argv) {
    asked a = {.promotion.shrink = SHRINK_PERCENT_UNSET};
    const cli_option options[] = {
        {"--dry-run", OPTION_FLAG, &a.dry_run, NULL, "Show what would be fetched; fetch nothing."},
        {"--sources", OPTION_TEXT, &a.sources, "FILE",
         "Sources to use instead of sources.yml in the data folder."},
        CLI_OPTION_ACCEPT_ERRORS(a.promotion),
        CLI_OPTION_SHRINK_MAX(a.promotion),
        CLI_OPTION_ACCEPT_LAYOUT(a.promotion),
        {"--hold", OPTION_FLAG, &a.hold, NULL, "Archive and check, but do not let it serve yet."},
        CLI_OPTION_JSON(a.common),
        CLI_OPTION_HOME(a.common),
        CLI_OPTION_DATA(a.common),
        CLI_OPTION_QUIET(a.common),
        {0}};
    int status;
    return cli_parse(&status, &a.words, &lists_update, options, argc, argv) ? run_asked(&a)
                                                                            : status;
}

const cli_command lists_update = {
    .name = "lists update",
    .summary = "fetch lists from their publishers, verify them, let them serve",
    .usage = "interdict lists update [ID]... [OPTION]...\n",
    .run = run};
