/* interdict lists status */
#include <inttypes.h>
#include <string.h>

#include "engine.h"
#include "lists_print.h"
#include "options.h"
#include "terminal.h"

#define DAY_SECONDS 86400

#define COLUMNS 9

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

/* Cells of the table, one behind the other, each ended by a NUL. */
typedef struct table {
    ix_buf cells;
    int rows;
    int64_t widths[COLUMNS];
} table;

static void end_cell(table *t, int column, size_t start) {
    int64_t width = (int64_t)(t->cells.len - start);
    t->widths[column] = width > t->widths[column] ? width : t->widths[column];
    ix_buf_append_char(&t->cells, '\0');
}

static void add_text(table *t, int column, ix_str text) {
    size_t start = t->cells.len;
    ix_buf_append(&t->cells, text);
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

static void add_when(table *t, int column, ix_when when) {
    size_t start = t->cells.len;
    ix_when_print(&t->cells, when);
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
    add_text(t, 0, s->list->id);
    add_when(t, 1, a->snapshot.published);
    add_when(t, 2,
             (ix_when){s->snapshot == NULL ? IX_WHEN_NONE : IX_WHEN_INSTANT, a->snapshot.received});
    add_count(t, 3, s->snapshot == NULL ? -1 : (int64_t)a->snapshot.entities);
    add_count(t, 4, a->names);
    add_count(t, 5, a->rows_refused);
    add_count(t, 6, sum(a->warnings, a->warning_count));
    add_count(t, 7, sum(a->unmodelled, a->unmodelled_count));
    add_text(t, 8, !s->serving ? IX_STR("held") : s->stale ? IX_STR("stale") : IX_STR("serves"));
    t->rows++;
}

static void print_table(ix_buf *out, const table *t) {
    const char *cell = t->cells.ptr;
    for (int row = 0; row < t->rows && t->cells.status == IX_OK; row++) {
        for (int column = 0; column < COLUMNS; column++) {
            bool number = column >= 3 && column <= 7;
            int width = column == COLUMNS - 1 ? 0 : (int)t->widths[column];
            ix_buf_printf(out, "%s%*s", column == 0 ? "" : "  ", number ? width : -width, cell);
            cell += strlen(cell) + 1;
        }
        ix_buf_append_char(out, '\n');
    }
}

/* What a table has no room for. */
static void print_notes(ix_buf *out, const shown *s) {
    bool color = cli_has_color();
    if (s->list->refused.received != 0) {
        bool offered = !ix_digest_equal(&s->list->refused.hash, &(ix_digest){{0}});
        ix_buf_printf(out, "%s%.*s: %s ", color ? "\033[31m" : "", IX_ARG(s->list->id),
                      offered ? "refused" : "not fetched");
        ix_when_print(out, (ix_when){IX_WHEN_INSTANT, s->list->refused.received});
        ix_buf_printf(out, ": %.*s%s\n", IX_ARG(s->list->refused.reason), color ? "\033[0m" : "");
    }
    if (s->serving && s->held > 0) {
        ix_buf_printf(out, "%.*s: %d snapshot%s held back\n", IX_ARG(s->list->id), s->held,
                      s->held == 1 ? "" : "s");
    }
}

static void print_text(ix_buf *out, const ix_manifest *lists, int count, int64_t oldest) {
    static const char *const heads[COLUMNS] = {"LIST",     "PUBLISHED",  "RECEIVED",
                                               "ENTITIES", "NAMES",      "REFUSED",
                                               "WARNINGS", "UNMODELLED", "STATE"};
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
