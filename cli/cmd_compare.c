/* interdict compare NAME1 NAME2 | --csv FILE */
#include <string.h>

#include <interdict/screen.h>

#include "engine.h"
#include "options.h"
#include "source.h"
#include "terminal.h"

#define PAIR_BYTES_MAX ((size_t)64 << 20)
#define FLUSH_BYTES    ((size_t)1 << 18)

/* Columns of a file of pairs. */
typedef struct pair_layout {
    int count;
    int type, name1, name2; /* -1: there is none */
} pair_layout;

static bool read_type(ix_party_type *type, const char *given) {
    *type = IX_PARTY_ANY;
    if (given != NULL && !ix_party_type_parse(type, ix_str_from_cstr(given))) {
        cli_fail("--type takes one of person organization vessel aircraft wallet product any, not "
                 "'%s'",
                 given);
        return false;
    }
    return true;
}

static int compare_two(const ix_knowledge *knowledge, char **names, ix_party_type type,
                       bool as_json) {
    ix_arena arena;
    ix_buf out;
    ix_comparison comparison;
    ix_error error = {0};
    ix_str a = ix_str_from_cstr(names[0]);
    ix_str b = ix_str_from_cstr(names[1]);
    ix_arena_init(&arena, PAIR_BYTES_MAX);
    ix_status status = ix_match_compare(&comparison, knowledge, a, b, type, &arena, &error);
    ix_buf_init(&out, PAIR_BYTES_MAX);
    if (status == IX_OK && as_json) {
        ix_comparison_write_json(&out, &comparison, a, b, type);
        ix_buf_append_char(&out, '\n');
    } else if (status == IX_OK) {
        ix_comparison_write_text(&out, &comparison, a, b, cli_has_color());
    }
    int exit_status = status == IX_OK ? cli_print(&out) : cli_fail_error(&error);
    if (status != IX_OK) {
        ix_buf_free(&out);
    }
    ix_arena_free(&arena);
    bool alike = exit_status == CLI_CLEAR && comparison.score >= IX_SCORE_ALERT;
    return alike ? CLI_FOUND : exit_status;
}

/* ------------------------------------------------------------------ files of pairs */

static int find_column(const cli_record *header, const char *name) {
    for (int i = 0; i < header->count; i++) {
        if (ix_str_equal_ascii_nocase(ix_str_trim(header->fields[i]), ix_str_from_cstr(name))) {
            return i;
        }
    }
    return -1;
}

static ix_status bad_pair(const cli_source *source, const cli_record *record, ix_error *error,
                          const char *what) {
    return ix_error_at(error, IX_E_INPUT, ix_str_from_cstr(source->path), record->line, -1, "%s",
                       what);
}

static ix_status read_layout(pair_layout *layout, cli_record *header, cli_source *source,
                             ix_error *error) {
    ix_status status = cli_source_next(header, source, error);
    if (status == IX_END) {
        header->line = 1;
        return bad_pair(source, header, error,
                        "the file is empty; expected a header row with type,name1,name2");
    }
    if (status != IX_OK || header->malformed) {
        return status != IX_OK ? status : bad_pair(source, header, error, header->fault.text);
    }
    *layout = (pair_layout){header->count, find_column(header, "type"),
                            find_column(header, "name1"), find_column(header, "name2")};
    return layout->name1 >= 0 && layout->name2 >= 0
               ? IX_OK
               : bad_pair(source, header, error,
                          "no columns headed name1 and name2; expected type,name1,name2");
}

static void write_row(ix_buf *out, const cli_record *record, const char *heading, int32_t score) {
    for (int i = 0; i < record->count; i++) {
        ix_csv_write(out, record->fields[i], i == 0);
    }
    ix_buf_append_char(out, ',');
    if (heading != NULL) {
        ix_buf_append_cstr(out, heading);
    } else {
        ix_buf_append_fixed(out, score, 4);
    }
    ix_buf_append_char(out, '\n');
}

static ix_status compare_row(ix_buf *out, const ix_knowledge *knowledge, const pair_layout *layout,
                             const cli_record *record, const cli_source *source,
                             ix_party_type standard, ix_arena *arena, ix_error *error) {
    ix_comparison comparison;
    ix_party_type type = standard;
    if (record->malformed) {
        return bad_pair(source, record, error, record->fault.text);
    }
    if (record->count != layout->count) {
        return bad_pair(source, record, error, "another number of cells than the header row");
    }
    ix_str asked = layout->type >= 0 ? ix_str_trim(record->fields[layout->type]) : (ix_str){0};
    if (asked.len > 0 && !ix_party_type_parse(&type, asked)) {
        return bad_pair(source, record, error,
                        "unknown type; expected person, organization, vessel, aircraft, wallet, "
                        "product or any");
    }
    ix_status status = ix_match_compare(&comparison, knowledge, record->fields[layout->name1],
                                        record->fields[layout->name2], type, arena, error);
    if (status != IX_OK) {
        ix_error why = *error;
        return ix_error_at(error, status, ix_str_from_cstr(source->path), record->line, -1, "%s",
                           why.text);
    }
    write_row(out, record, NULL, comparison.score);
    return IX_OK;
}

static ix_status compare_rows(ix_output *output, cli_source *source, const ix_knowledge *knowledge,
                              ix_party_type type, cli_record *record, ix_buf *out, ix_arena *arena,
                              ix_error *error) {
    pair_layout layout = {.count = 0};
    ix_status status = read_layout(&layout, record, source, error);
    if (status == IX_OK) {
        write_row(out, record, "score", 0);
    }
    while (status == IX_OK) {
        status = cli_source_next(record, source, error);
        if (status == IX_OK) {
            status = compare_row(out, knowledge, &layout, record, source, type, arena, error);
            ix_arena_reset(arena);
        }
        if (out->len > FLUSH_BYTES || status != IX_OK) {
            ix_status written = ix_output_write(output, ix_buf_view(out), error);
            status = written != IX_OK ? written : status;
            ix_buf_clear(out);
        }
    }
    return status == IX_END ? IX_OK : status;
}

static int compare_file(const ix_knowledge *knowledge, const char *path, ix_party_type type) {
    cli_source source;
    ix_output output;
    ix_arena arena;
    ix_buf out;
    ix_error error = {0};
    if (!cli_source_open(&source, path)) {
        return CLI_ERROR;
    }
    ix_arena_init(&arena, PAIR_BYTES_MAX);
    ix_buf_init(&out, 2 * PAIR_BYTES_MAX);
    cli_record *record = IX_NEW(&arena, cli_record, 1);
    ix_arena pairs;
    ix_arena_init(&pairs, PAIR_BYTES_MAX);
    ix_status status = record == NULL
                           ? ix_error_set(&error, IX_E_MEMORY, "no memory for a file of pairs")
                           : ix_output_open(&output, NULL, &error);
    if (status == IX_OK) {
        status = compare_rows(&output, &source, knowledge, type, record, &out, &pairs, &error);
        ix_error closing = {0};
        ix_status closed = ix_output_close(&output, status == IX_OK ? &error : &closing);
        status = status != IX_OK ? status : closed;
    }
    ix_buf_free(&out);
    ix_arena_free(&pairs);
    ix_arena_free(&arena);
    cli_source_close(&source);
    return status == IX_OK ? CLI_CLEAR : cli_fail_error(&error);
}

/* ------------------------------------------------------------------ the command */

static int run(int argc, char **argv) {
    cli_common common = {0};
    const char *type_given = NULL;
    const char *csv = NULL;
    const cli_option options[] = {
        {"--type", OPTION_TEXT, &type_given, "TYPE",
         "person, organization, vessel, aircraft, wallet, product or any (default)."},
        {"--csv", OPTION_TEXT, &csv, "FILE",
         "Compare the pairs of a file: type,name1,name2; a column score is appended."},
        CLI_OPTION_JSON(common),
        CLI_OPTION_DATA(common),
        {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &command_compare, options, argc, argv)) {
        return status;
    }
    if (csv != NULL ? words.count != 0 : words.count != 2) {
        return cli_fail("compare takes two names, or --csv FILE; see `interdict help compare`");
    }
    ix_party_type type;
    ix_arena arena;
    const ix_knowledge *knowledge;
    if (!read_type(&type, type_given)) {
        return CLI_ERROR;
    }
    if (csv != NULL && common.json) {
        return cli_fail("compare --csv writes CSV; --json goes with two names");
    }
    ix_arena_init(&arena, CLI_ARENA_BYTES_MAX);
    status = CLI_ERROR;
    if (cli_load_knowledge(&knowledge, common.data, &arena)) {
        status = csv != NULL ? compare_file(knowledge, csv, type)
                             : compare_two(knowledge, words.items, type, common.json);
    }
    ix_arena_free(&arena);
    return status;
}

const cli_command command_compare = {.name = "compare",
                                     .summary = "how alike are two names, and why",
                                     .usage = "interdict compare [OPTION]... NAME1 NAME2\n"
                                              "interdict compare [OPTION]... --csv FILE\n",
                                     .run = run};
