/* interdict lists export FORMAT [ID]... */
#include <inttypes.h>
#include <stdio.h>

#include "engine.h"
#include "options.h"
#include "terminal.h"

#define CHUNK_BYTES_MAX ((size_t)64 << 20) /* of one entity as it is written */

typedef struct asked {
    cli_common common;
    const char *as_of, *known_at, *out;
    ix_when times[2];
} asked;

/* The newest snapshot published by each of the times that were given; -1: none. */
static int snapshot_of(const ix_list_history *history, const asked *a) {
    int ordinal = history->snapshot_count - 1;
    for (int t = 0; t < 2; t++) {
        while (a->times[t].kind != IX_WHEN_NONE && ordinal >= 0 &&
               ix_when_instant(history->snapshots[ordinal].published, history->zone) >
                   ix_when_instant(a->times[t], history->zone)) {
            ordinal--;
        }
    }
    return ordinal;
}

static ix_status write_versions(ix_output *file, const ix_list_history *history, uint32_t ordinal,
                                const ix_list_writer *writer, ix_export *export, ix_error *error) {
    ix_arena arena;
    ix_buf row;
    ix_arena_init(&arena, CLI_ARENA_BYTES_MAX);
    ix_buf_init(&row, CHUNK_BYTES_MAX);
    ix_status status = IX_OK;
    for (int64_t i = 0; i < history->version_count && status == IX_OK; i++) {
        const ix_version *version = &history->versions[i];
        ix_entity entity;
        if (version->from > ordinal || version->to <= ordinal) {
            continue;
        }
        ix_arena_reset(&arena);
        ix_buf_clear(&row);
        status = ix_entity_decode(&entity, version->record, &arena, error);
        if (status == IX_OK) {
            writer->write(&row, export, &entity);
            status = row.status == IX_OK ? ix_output_write(file, ix_buf_view(&row), error)
                                         : ix_error_set(error, row.status, "an entity is too long");
        }
    }
    ix_buf_free(&row);
    ix_arena_free(&arena);
    return status;
}

/* One list, as its journal has it. */
static int export_list(ix_output *file, const char *id, const asked *a,
                       const ix_list_writer *writer, ix_export *export) {
    ix_arena arena;
    ix_buf journal;
    ix_manifest list;
    ix_list_history history;
    ix_error error = {0};
    int exit_status = CLI_ERROR;
    ix_arena_init(&arena, CLI_ARENA_BYTES_MAX);
    ix_buf_init(&journal, IX_JOURNAL_BYTES_MAX);
    if (cli_open_history(&list, &history, &journal, a->common.home, id, false, &arena)) {
        int ordinal = snapshot_of(&history, a);
        if (ordinal < 0) {
            cli_fail("%s: no snapshot was published by then", id);
        } else {
            export->list = history.id;
            export->published = ix_when_instant(history.snapshots[ordinal].published, history.zone);
            ix_status status =
                write_versions(file, &history, (uint32_t)ordinal, writer, export, &error);
            exit_status = status == IX_OK ? CLI_CLEAR : cli_fail_error(&error);
        }
    }
    for (int i = 0; i < export->lost_count && exit_status == CLI_CLEAR; i++) {
        const ix_counter *lost = &export->lost[i];
        fprintf(stderr, "interdict: %s: not carried: %.*s, %" PRId64 " time%s\n", id,
                IX_ARG(lost->name), lost->count, lost->count == 1 ? "" : "s");
    }
    export->lost_count = 0;
    ix_buf_free(&journal);
    ix_arena_free(&arena);
    return exit_status;
}

/* The lists that were named, else all that serve. */
static int export_lists(ix_output *file, const asked *a, const cli_words *words,
                        const ix_list_writer *writer) {
    static ix_export none;
    ix_export export = none;
    export.joined = words->count != 2;
    int status = CLI_CLEAR;
    for (int i = 1; i < words->count && status == CLI_CLEAR; i++) {
        status = export_list(file, words->items[i], a, writer, &export);
    }
    if (words->count > 1) {
        return status;
    }
    ix_arena arena;
    ix_home home;
    ix_manifest *lists;
    int count = 0;
    ix_error error = {0};
    ix_arena_init(&arena, CLI_ARENA_BYTES_MAX);
    if (!cli_open_home(&home, a->common.home)) {
        return CLI_ERROR;
    }
    if (ix_home_lists(&lists, &count, &home, &arena, &error) != IX_OK) {
        status = cli_fail_error(&error);
    }
    ix_home_close(&home);
    for (int i = 0; i < count && status == CLI_CLEAR; i++) {
        char id[IX_LIST_ID_BYTES_MAX + 1];
        snprintf(id, sizeof id, "%.*s", IX_ARG(lists[i].id));
        status = lists[i].serving < 0 ? status : export_list(file, id, a, writer, &export);
    }
    ix_arena_free(&arena);
    return status;
}

static int run(int argc, char **argv) {
    asked a = {0};
    const cli_option options[] = {
        {"--as-of", OPTION_TEXT, &a.as_of, "TIME", "As the lists were published by then."},
        {"--known-at", OPTION_TEXT, &a.known_at, "TIME", "As was known then."},
        {"--out", OPTION_TEXT, &a.out, "FILE", "Write there instead of standard output."},
        CLI_OPTION_HOME(a.common),
        {0}};
    cli_words words;
    int status;
    ix_error error = {0};
    if (!cli_parse(&status, &words, &lists_export, options, argc, argv)) {
        return status;
    }
    const char *given[] = {a.as_of, a.known_at};
    for (int t = 0; t < 2; t++) {
        if (given[t] != NULL &&
            ix_when_parse(&a.times[t], ix_str_from_cstr(given[t]), &error) != IX_OK) {
            return cli_fail("'%s': %s", given[t], error.text);
        }
    }
    const ix_list_writer *writer =
        words.count > 0 ? ix_list_writer_find(ix_str_from_cstr(words.items[0])) : NULL;
    if (writer == NULL) {
        return cli_fail("lists export needs a format that is written; see `interdict lists export "
                        "--help`");
    }
    ix_output file;
    if (ix_output_open(&file, a.out, &error) != IX_OK) {
        return cli_fail_error(&error);
    }
    ix_str header = ix_str_from_cstr(writer->header == NULL ? "" : writer->header);
    status = ix_output_write(&file, header, &error) == IX_OK
                 ? export_lists(&file, &a, &words, writer)
                 : cli_fail_error(&error);
    if (status != CLI_CLEAR) {
        ix_output_abandon(&file);
        return status;
    }
    return ix_output_close(&file, &error) == IX_OK ? CLI_CLEAR : cli_fail_error(&error);
}

const cli_command lists_export = {.name = "lists export",
                                  .summary = "write lists in another format",
                                  .usage = "interdict lists export FORMAT [ID]... [OPTION]...\n",
                                  .run = run};
