/* interdict inventory FILE...
 *
 * Each file is an inventory, or a package of several; a folder stands for all files below it. What
 * is found becomes one decision a host; together they are a fleet. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "question.h"
#include "terminal.h"

#define PACKED_FILES_MAX 256 /* inventories in one zip file */

typedef struct inventory_command {
    cli_question question;
    const char *format;
    const char *migration; /* file for the migration list, or NULL */
    cli_texts maps;
    bool summary;
    bool formats;
    int64_t limit;
    cli_session session;
    ix_inventory_options how;
    ix_when as_of; /* one for all files */
    ix_fleet fleet;
    ix_buf rows; /* of the migration list */
    int64_t alerts;
} inventory_command;

/* ------------------------------------------------------------------ decisions */

static bool print_decision(const inventory_command *c, const ix_decision *decision) {
    ix_decision_style style = {.limit = c->limit > INT32_MAX ? INT32_MAX : (int)c->limit,
                               .color = cli_has_color()};
    ix_buf out;
    ix_buf_init(&out, CLI_LINE_BYTES_MAX);
    if (c->question.common.json) {
        ix_decision_write_json(&out, decision, &style);
        ix_buf_append_char(&out, '\n');
    } else {
        ix_buf_append_cstr(&out, c->fleet.hosts > 0 ? "\n" : "");
        ix_decision_write_text(&out, decision, &style);
    }
    return cli_print(&out) == CLI_CLEAR;
}

static bool take_decision(inventory_command *c, ix_decision *decision) {
    decision->known_at = c->session.known_at;
    if (!print_decision(c, decision)) {
        return false;
    }
    c->alerts += ix_decision_is_alert(decision);
    if (c->migration != NULL) {
        ix_inventory_write_migration(&c->rows, decision);
    }
    if (ix_fleet_add(&c->fleet, decision, &c->session.arena) != IX_OK) {
        cli_fail("no memory for the fleet");
        return false;
    }
    return true;
}

static bool screen_bytes(inventory_command *c, ix_str bytes, const char *name) {
    ix_arena request;
    ix_decision *decisions = NULL;
    int count = 0;
    ix_error error = {0};
    ix_arena_init(&request, CLI_REQUEST_BYTES_MAX);
    ix_status status =
        ix_screen_inventory(&decisions, &count, &c->session.screener, bytes, ix_str_from_cstr(name),
                            &c->how, &c->session.context, c->as_of, &request, &error);
    if (status != IX_OK) {
        cli_fail_error(&error);
    }
    bool done = count > 0;
    for (int i = 0; i < count && done; i++) {
        done = take_decision(c, &decisions[i]);
    }
    ix_arena_free(&request);
    return done;
}

/* ------------------------------------------------------------------ files */

/* A file of a package is named behind it: "fleet.zip:pc-7.csv". */
static bool screen_unpacked(inventory_command *c, ix_unpacked *files, int count, const char *path) {
    bool done = true;
    for (int i = 0; i < count; i++) {
        ix_buf name;
        ix_buf_init(&name, IX_PATH_BYTES_MAX + IX_FILE_NAME_BYTES_MAX);
        ix_buf_append_cstr(&name, path);
        if (count > 1) {
            ix_buf_printf(&name, ":%s", files[i].name);
        }
        ix_buf_append_char(&name, '\0');
        ix_str bytes = ix_buf_view(&files[i].bytes);
        done = done && name.status == IX_OK && screen_bytes(c, bytes, name.ptr);
        ix_buf_free(&name);
        ix_buf_free(&files[i].bytes);
    }
    return done;
}

/* A file that cannot be read is a not_screened decision too: it is never left out. */
static bool screen_unread(inventory_command *c, const char *path, const ix_error *error) {
    char reason[IX_ERROR_TEXT_MAX + 32];
    cli_fail_error(error);
    snprintf(reason, sizeof reason, "Not screened: %s.", error->text);
    const ix_inventory inventory = {.source = ix_str_from_cstr(path)};
    ix_decision decision = {.inventory = &inventory,
                            .as_of = c->as_of,
                            .engine = c->session.screener.engine,
                            .context = c->session.context,
                            .threshold = c->session.screener.policy.alert_score,
                            .alert_score = c->session.screener.policy.alert_score,
                            .establish_score = c->session.screener.policy.establish_score};
    ix_decision_refuse(&decision, NULL, ix_str_from_cstr(reason));
    return take_decision(c, &decision);
}

static bool screen_file(inventory_command *c, const char *path) {
    ix_buf packed;
    ix_error error = {0};
    int count = 0;
    ix_unpacked *files = calloc(PACKED_FILES_MAX, sizeof *files);
    if (files == NULL) {
        cli_fail("out of memory");
        return false;
    }
    ix_buf_init(&packed, (size_t)IX_INVENTORY_BYTES_MAX);
    ix_status status = ix_file_read(&packed, path, &error);
    ix_str bytes = ix_buf_view(&packed);
    bool done;
    if (status == IX_OK && ix_packing_of(ix_str_from_cstr(path), bytes) == IX_PACKING_NONE) {
        done = screen_bytes(c, bytes, path);
    } else {
        if (status == IX_OK) {
            status = ix_unpack(files, &count, PACKED_FILES_MAX, ix_str_from_cstr(path), bytes,
                               (size_t)IX_INVENTORY_BYTES_MAX, &error);
        }
        done = status == IX_OK ? screen_unpacked(c, files, count, path)
                               : screen_unread(c, path, &error);
    }
    ix_buf_free(&packed);
    free(files);
    return done;
}

static bool screen_folder(inventory_command *c, const char *folder) {
    ix_str *names;
    int count = 0;
    ix_error error = {0};
    if (ix_folder_files(&names, &count, folder, &c->session.arena, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    bool done = true;
    for (int i = 0; i < count && done; i++) {
        char name[IX_PATH_BYTES_MAX];
        char path[IX_PATH_BYTES_MAX];
        snprintf(name, sizeof name, "%" IX_FMT, IX_ARG(names[i]));
        if (ix_path_join(path, folder, name, &error) != IX_OK) {
            cli_fail_error(&error);
            return false;
        }
        done = screen_file(c, path);
    }
    return done;
}

/* ------------------------------------------------------------------ the whole */

static bool write_fleet(const inventory_command *c) {
    ix_buf out;
    ix_buf_init(&out, CLI_LINE_BYTES_MAX);
    if (c->question.common.json) {
        ix_fleet_write_json(&out, &c->fleet);
        ix_buf_append_char(&out, '\n');
    } else {
        ix_buf_append_char(&out, '\n');
        ix_fleet_write_text(&out, &c->fleet);
    }
    return cli_print(&out) == CLI_CLEAR;
}

static bool write_migration(inventory_command *c) {
    ix_error error = {0};
    ix_status status = c->rows.status;
    if (status == IX_OK && strcmp(c->migration, "-") == 0) {
        return cli_print(&c->rows) == CLI_CLEAR;
    }
    status = status == IX_OK ? ix_file_write(c->migration, ix_buf_view(&c->rows), &error) : status;
    if (status != IX_OK) {
        cli_fail_error(&error);
    }
    return status == IX_OK;
}

static int screen_all(inventory_command *c, const cli_words *words) {
    c->as_of = cli_session_run_as_of(&c->session);
    c->how.known_at = c->session.known_at;
    if (c->migration != NULL) {
        ix_inventory_write_migration_header(&c->rows);
    }
    for (int i = 0; i < words->count; i++) {
        bool folder = ix_folder_exists(words->items[i]);
        if (!(folder ? screen_folder(c, words->items[i]) : screen_file(c, words->items[i]))) {
            return CLI_ERROR;
        }
    }
    bool fleet = c->summary || (c->fleet.hosts > 1 && !c->question.common.json);
    if ((fleet && !write_fleet(c)) || (c->migration != NULL && !write_migration(c))) {
        return CLI_ERROR;
    }
    int64_t unscreened = c->fleet.verdicts[IX_VERDICT_NOT_SCREENED];
    if (unscreened == c->fleet.hosts) {
        return CLI_ERROR;
    }
    return c->alerts + unscreened > 0 ? CLI_FOUND : CLI_CLEAR;
}

static int print_formats(void) {
    ix_buf out;
    ix_str id;
    ix_str title;
    ix_buf_init(&out, 1 << 20);
    for (int i = 0; ix_inventory_format_at(i, &id, &title); i++) {
        ix_buf_printf(&out, "%-18.*s%" IX_FMT "\n", (int)id.len, id.ptr, IX_ARG(title));
    }
    return cli_print(&out);
}

static bool read_maps(inventory_command *c, ix_column_map *maps) {
    for (int i = 0; i < c->maps.count; i++) {
        if (strchr(c->maps.items[i], '=') == NULL) {
            cli_fail("--map takes COLUMN=FIELD, not '%s'", c->maps.items[i]);
            return false;
        }
        maps[i].column = ix_str_cut(ix_str_from_cstr(c->maps.items[i]), '=', &maps[i].field);
    }
    c->how = (ix_inventory_options){
        .format = ix_str_from_cstr(c->format), .maps = maps, .map_count = c->maps.count};
    return true;
}

static int screen_words(inventory_command *c, const cli_words *words) {
    ix_column_map maps[IX_CSV_FIELDS_MAX];
    if (c->maps.count > IX_CSV_FIELDS_MAX) {
        return cli_fail("--map is given more than %d times", IX_CSV_FIELDS_MAX);
    }
    if (!read_maps(c, maps) || !cli_session_open(&c->session, &c->question)) {
        return CLI_ERROR;
    }
    ix_buf_init(&c->rows, CLI_LINE_BYTES_MAX);
    int status = screen_all(c, words);
    ix_buf_free(&c->rows);
    cli_session_close(&c->session);
    return status;
}

static int run(int argc, char **argv) {
    inventory_command c = {.limit = CLI_FINDINGS_SHOWN};
    const cli_option options[] = {
        {"--format", OPTION_TEXT, &c.format, "FORMAT",
         "Read the files as this format. Default: told by their content."},
        {"--formats", OPTION_FLAG, &c.formats, NULL, "Print the formats that can be read."},
        {"--map", OPTION_TEXTS, &c.maps, "COLUMN=FIELD",
         "Read this column of a csv file or table as that field; `-` passes over it."},
        {"--summary", OPTION_FLAG, &c.summary, NULL,
         "End with what all hosts come to. Text of several hosts always does."},
        {"--migration", OPTION_TEXT, &c.migration, "FILE",
         "Write the migration list as csv: what is barred on which host, since when."},
        CLI_OPTIONS_CIRCUMSTANCES(c.question),
        {"--policy", OPTION_TEXT, &c.question.policy, "FILE",
         "Bars and ages. Default: policy.yml of the knowledge folder."},
        {"--as-of", OPTION_TEXT, &c.question.as_of, "TIME",
         "The time whose law is asked about. Default: today."},
        {"--known-at", OPTION_TEXT, &c.question.known_at, "TIME",
         "Screen publishers against the lists as they were known at this time."},
        {"--limit", OPTION_COUNT, &c.limit, "COUNT",
         "Print at most this many findings a host, 0: all. Default 10."},
        CLI_OPTION_JSON(c.question.common),
        CLI_OPTION_HOME(c.question.common),
        CLI_OPTION_DATA(c.question.common),
        {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &command_inventory, options, argc, argv)) {
        return status;
    }
    if (c.formats) {
        return print_formats();
    }
    if (words.count == 0) {
        return cli_fail("inventory takes files and folders of inventories, or -");
    }
    return screen_words(&c, &words);
}

const cli_command command_inventory = {.name = "inventory",
                                       .summary =
                                           "find banned software and equipment in inventories",
                                       .usage = "interdict inventory [OPTION]... FILE...\n",
                                       .run = run};
