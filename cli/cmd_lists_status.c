/* interdict lists status */
#include <inttypes.h>
#include <string.h>

#include "change_print.h"
#include "engine.h"
#include "lists_print.h"
#include "options.h"
#include "terminal.h"

#define DAY_SECONDS 86400

#define GAP          2  /* spaces between columns */
#define DATE_COLUMNS 10 /* of 2024-06-21 */

/* What status tells of one list: its serving snapshot, else the newest held one. */
typedef struct shown {
    const ix_manifest *list;
    const ix_archived *snapshot; /* NULL: none at all */
    bool serving;
    bool stale;
    int held;
} shown;

/* `oldest` is the instant before which a list is stale. */
static shown look_at(const ix_manifest *list, int64_t oldest) {
    shown s = {.list = list, .serving = list->serving >= 0};
    for (int i = 0; i < list->snapshot_count; i++) {
        s.held += list->snapshots[i].held;
    }
    if (list->snapshot_count > 0) {
        s.snapshot = &list->snapshots[s.serving ? list->serving : list->snapshot_count - 1];
        int64_t published = ix_when_instant(s.snapshot->snapshot.published, list->zone);
        s.stale = published < oldest;
    }
    return s;
}

/* ------------------------------------------------------------------ JSON */

static void print_alarm_json(ix_json *json, const ix_attempt *refused) {
    ix_json_key(json, "alarm");
    if (refused->received == 0) {
        ix_json_null(json);
        return;
    }
    ix_json_open_object(json);
    ix_json_key(json, "at");
    ix_json_when(json, (ix_when){IX_WHEN_INSTANT, refused->received});
    ix_json_key_str(json, "reason", refused->reason, false);
    ix_json_key_str(json, "format", refused->format, false);
    lists_json_digest(json, "sha256", &refused->hash);
    ix_json_close_object(json);
}

static void print_json(ix_buf *out, const shown *s) {
    static const ix_archived none = {.rows = -1, .names = -1, .rows_refused = -1};
    const ix_archived *a = s->snapshot == NULL ? &none : s->snapshot;
    ix_json json;
    ix_json_init(&json, out);
    ix_json_open_object(&json);
    ix_json_key_str(&json, "id", s->list->id, false);
    ix_json_key_str(&json, "publisher", s->list->publisher, true);
    ix_json_key(&json, "published");
    ix_json_when(&json, a->snapshot.published);
    ix_json_key(&json, "received");
    ix_json_when(&json, s->snapshot == NULL ? (ix_when){0}
                                            : (ix_when){IX_WHEN_INSTANT, a->snapshot.received});
    if (s->snapshot == NULL) {
        ix_json_key(&json, "sha256");
        ix_json_null(&json);
    } else {
        lists_json_digest(&json, "sha256", &a->snapshot.hash);
    }
    lists_json_count(&json, "entities", s->serving ? (int64_t)a->snapshot.entities : -1);
    lists_json_count(&json, "names", a->names);
    lists_json_count(&json, "rows", a->rows);
    lists_json_count(&json, "refused", a->rows_refused);
    lists_json_counters(&json, "warnings", a->warnings, a->warning_count);
    lists_json_counters(&json, "unmodelled", a->unmodelled, a->unmodelled_count);
    ix_json_key(&json, "stale");
    ix_json_bool(&json, s->stale);
    ix_json_key(&json, "serving");
    ix_json_bool(&json, s->serving);
    ix_json_key_str(&json, "format", a->format, true);
    ix_json_key(&json, "published_from");
    ix_json_cstr(&json, s->snapshot == NULL ? NULL : ix_published_from_name(a->published_from));
    lists_json_count(&json, "snapshots", s->list->snapshot_count);
    lists_json_count(&json, "held", s->held);
    print_alarm_json(&json, &s->list->refused);
    ix_json_close_object(&json);
    ix_buf_append_char(out, '\n');
}

/* ------------------------------------------------------------------ table */

/* The columns, in order. */
enum {
    COLUMN_LIST,
    COLUMN_PUBLISHER,
    COLUMN_PUBLISHED,
    COLUMN_LOADED,
    COLUMN_ENTITIES,
    COLUMN_NAMES,
    COLUMN_ERRORS,
    COLUMN_WARNINGS,
    COLUMN_UNMODELLED,
    COLUMN_STALE,
    COLUMN_STATE,
    COLUMNS
};

/* Cells of the table, one behind the other, each ended by a NUL. */
typedef struct table {
    ix_buf cells;
    int rows;
    int widths[COLUMNS];
} table;

/* Characters, of which bytes 80 to BF only continue one. */
static int width_of(const char *cell) {
    int width = 0;
    for (; *cell != '\0'; cell++) {
        width += ((unsigned char)*cell & 0xC0) != 0x80;
    }
    return width;
}

static void end_cell(table *t, int column, size_t start) {
    ix_buf_append_char(&t->cells, '\0');
    int width = t->cells.status == IX_OK ? width_of(t->cells.ptr + start) : 0;
    t->widths[column] = width > t->widths[column] ? width : t->widths[column];
}

static void add_text(table *t, int column, ix_str text) {
    size_t start = t->cells.len;
    change_text(&t->cells, text);
    end_cell(t, column, start);
}

static void add_count(table *t, int column, int64_t count) {
    size_t start = t->cells.len;
    if (count < 0) {
        ix_buf_append_char(&t->cells, '-');
    } else {
        ix_buf_append_int(&t->cells, count);
    }
    end_cell(t, column, start);
}

/* To the minute: seconds are in the JSON. */
static void add_when(table *t, int column, ix_when when) {
    size_t start = t->cells.len;
    if (when.kind == IX_WHEN_NONE) {
        ix_buf_append_char(&t->cells, '-');
    } else if (when.kind == IX_WHEN_DATE) {
        ix_when_print(&t->cells, when);
    } else {
        ix_when_print(&t->cells, (ix_when){IX_WHEN_DATE, ix_zone_day(IX_ZONE_UTC, when.value)});
        int64_t minute = (when.value % DAY_SECONDS + DAY_SECONDS) % DAY_SECONDS / 60;
        ix_buf_printf(&t->cells, " %02d:%02d", (int)(minute / 60), (int)(minute % 60));
    }
    end_cell(t, column, start);
}

static int64_t sum(const ix_counter *counters, int count) {
    int64_t total = 0;
    for (int i = 0; i < count; i++) {
        total += counters[i].count;
    }
    return total;
}

static void add_row(table *t, const shown *s) {
    static const ix_archived none = {.rows = -1, .names = -1, .rows_refused = -1};
    const ix_archived *a = s->snapshot == NULL ? &none : s->snapshot;
    ix_when loaded = {s->snapshot == NULL ? IX_WHEN_NONE : IX_WHEN_INSTANT, a->snapshot.received};
    add_text(t, COLUMN_LIST, s->list->id);
    add_text(t, COLUMN_PUBLISHER, s->list->publisher);
    add_when(t, COLUMN_PUBLISHED, a->snapshot.published);
    add_when(t, COLUMN_LOADED, loaded);
    add_count(t, COLUMN_ENTITIES, s->snapshot == NULL ? -1 : (int64_t)a->snapshot.entities);
    add_count(t, COLUMN_NAMES, a->names);
    add_count(t, COLUMN_ERRORS, a->rows_refused);
    add_count(t, COLUMN_WARNINGS, sum(a->warnings, a->warning_count));
    add_count(t, COLUMN_UNMODELLED, sum(a->unmodelled, a->unmodelled_count));
    add_text(t, COLUMN_STALE, s->stale ? IX_STR("yes") : IX_STR("no"));
    add_text(t, COLUMN_STATE, s->serving ? IX_STR("serves") : IX_STR("held"));
    t->rows++;
}

static int width_of_row(const table *t) {
    int total = -GAP;
    for (int i = 0; i < COLUMNS; i++) {
        total += t->widths[i] > 0 ? t->widths[i] + GAP : 0;
    }
    return total;
}

static void give_way(table *t, int column, int width_min, int columns) {
    int over = width_of_row(t) - columns;
    int spare = t->widths[column] - width_min;
    t->widths[column] -= over <= 0 || spare <= 0 ? 0 : over < spare ? over : spare;
}

/* On a narrow terminal some columns give way so that a row is one line: publishers are cut, times
 * become days, warnings, which are no errors, are left out. Elsewhere nothing is. */
static void fit(table *t, int columns) {
    if (columns > 0) {
        give_way(t, COLUMN_PUBLISHER, (int)sizeof "PUBLISHER" - 1, columns);
    }
    if (columns > 0 && width_of_row(t) > columns) {
        t->widths[COLUMN_PUBLISHED] = DATE_COLUMNS;
        t->widths[COLUMN_LOADED] = DATE_COLUMNS;
    }
    if (columns > 0 && width_of_row(t) > columns) {
        t->widths[COLUMN_WARNINGS] = 0;
    }
}

/* The first `width` characters; if there are more, the last three of them are periods. */
static void append_cut(ix_buf *out, const char *cell, int width, bool periods) {
    periods = periods && width_of(cell) > width;
    for (int left = periods ? width - 3 : width; *cell != '\0'; cell++) {
        left -= ((unsigned char)*cell & 0xC0) != 0x80;
        if (left < 0) {
            break;
        }
        ix_buf_append_char(out, *cell);
    }
    ix_buf_append_cstr(out, periods ? "..." : "");
}

static void print_cell(ix_buf *out, const table *t, int column, const char *cell) {
    bool number = column >= COLUMN_ENTITIES && column <= COLUMN_UNMODELLED;
    int spaces = t->widths[column] - width_of(cell);
    ix_buf_printf(out, "%*s", number ? spaces : 0, "");
    append_cut(out, cell, t->widths[column], column == COLUMN_PUBLISHER);
    ix_buf_printf(out, "%*s", number || spaces < 0 || column == COLUMNS - 1 ? 0 : spaces, "");
}

static void print_table(ix_buf *out, table *t) {
    const char *cell = t->cells.ptr;
    bool color = cli_has_color();
    fit(t, cli_columns());
    for (int row = 0; row < t->rows && t->cells.status == IX_OK; row++) {
        ix_buf_append_cstr(out, color && row == 0 ? "\033[1m" : "");
        for (int column = 0; column < COLUMNS; column++) {
            if (t->widths[column] > 0) {
                ix_buf_printf(out, "%*s", column == 0 ? 0 : GAP, "");
                print_cell(out, t, column, cell);
            }
            cell += strlen(cell) + 1;
        }
        ix_buf_append_cstr(out, color && row == 0 ? "\033[0m\n" : "\n");
    }
}

/* What a table has no room for. */
static void print_notes(ix_buf *out, const shown *s) {
    bool color = cli_has_color();
    if (s->list->refused.received != 0) {
        ix_buf_printf(out, "%s%.*s: refused ", color ? "\033[31m" : "", IX_ARG(s->list->id));
        ix_when_print(out, (ix_when){IX_WHEN_INSTANT, s->list->refused.received});
        ix_buf_append_cstr(out, ": ");
        change_text(out, s->list->refused.reason);
        if (s->serving) {
            ix_buf_append_cstr(out, "; the snapshot published ");
            ix_when_print(out, s->snapshot->snapshot.published);
            ix_buf_append_cstr(out, " serves on");
        }
        ix_buf_append_cstr(out, color ? "\033[0m\n" : "\n");
    }
    if (s->held > 0) {
        ix_buf_printf(
            out, "%.*s: %d snapshot%s held back; `interdict lists promote` lets %s serve\n",
            IX_ARG(s->list->id), s->held, s->held == 1 ? "" : "s", s->held == 1 ? "it" : "them");
    }
}

static void print_text(ix_buf *out, const ix_manifest *lists, int count, int64_t oldest) {
    static const char *const heads[COLUMNS] = {[COLUMN_LIST] = "LIST",
                                               [COLUMN_PUBLISHER] = "PUBLISHER",
                                               [COLUMN_PUBLISHED] = "PUBLISHED",
                                               [COLUMN_LOADED] = "LOADED",
                                               [COLUMN_ENTITIES] = "ENTITIES",
                                               [COLUMN_NAMES] = "NAMES",
                                               [COLUMN_ERRORS] = "ERRORS",
                                               [COLUMN_WARNINGS] = "WARNINGS",
                                               [COLUMN_UNMODELLED] = "UNMODELLED",
                                               [COLUMN_STALE] = "STALE",
                                               [COLUMN_STATE] = "STATE"};
    table t = {.rows = 1};
    ix_buf_init(&t.cells, 1 << 24);
    for (int i = 0; i < COLUMNS; i++) {
        add_text(&t, i, ix_str_from_cstr(heads[i]));
    }
    for (int i = 0; i < count; i++) {
        shown s = look_at(&lists[i], oldest);
        add_row(&t, &s);
    }
    print_table(out, &t);
    ix_buf_free(&t.cells);
    for (int i = 0; i < count; i++) {
        shown s = look_at(&lists[i], oldest);
        print_notes(out, &s);
    }
}

/* ------------------------------------------------------------------ the command */

static int print_lists(const cli_common *common, ix_arena *arena) {
    ix_home home;
    ix_manifest *lists;
    int count;
    ix_error error = {0};
    if (!cli_open_home(&home, common->home)) {
        return CLI_ERROR;
    }
    ix_status status = ix_home_lists(&lists, &count, &home, arena, &error);
    ix_home_close(&home);
    if (status != IX_OK) {
        return cli_fail_error(&error);
    }
    ix_buf out;
    ix_buf_init(&out, 1 << 28);
    cli_list_policy policy = cli_read_list_policy(common->data);
    int64_t age_max = (int64_t)policy.age_days_max * DAY_SECONDS;
    int64_t oldest = age_max == 0 ? INT64_MIN : ix_clock_now() - age_max;
    for (int i = 0; i < count && common->json; i++) {
        shown s = look_at(&lists[i], oldest);
        print_json(&out, &s);
    }
    if (count == 0 && !common->json) {
        ix_buf_append_cstr(&out, "No list is loaded; `interdict lists add` loads one.\n");
    } else if (!common->json) {
        print_text(&out, lists, count, oldest);
    }
    return cli_print(&out);
}

static int run(int argc, char **argv) {
    cli_common common = {0};
    const cli_option options[] = {
        CLI_OPTION_JSON(common), CLI_OPTION_HOME(common), CLI_OPTION_DATA(common), {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &lists_status, options, argc, argv)) {
        return status;
    }
    if (words.count > 0) {
        return cli_fail("lists status takes no argument, '%s' was given", words.items[0]);
    }
    ix_arena arena;
    ix_arena_init(&arena, CLI_ARENA_BYTES_MAX);
    status = print_lists(&common, &arena);
    ix_arena_free(&arena);
    return status;
}

const cli_command lists_status = {.name = "lists status",
                                  .summary =
                                      "each list: its serving snapshot, counts, warnings, alarms",
                                  .usage = "interdict lists status [OPTION]...\n",
                                  .run = run};
