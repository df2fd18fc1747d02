/* interdict lists history ID ENTITY */
#include <inttypes.h>

#include "change_print.h"
#include "engine.h"
#include "lists_print.h"
#include "options.h"
#include "terminal.h"

#define OUTPUT_BYTES_MAX ((size_t)4 << 30)

typedef struct account {
    const ix_list_history *history;
    bool json;
    bool told; /* an interval of this entity was printed */
    ix_buf out;
} account;

/* The snapshot of an ordinal; NULL before the first and behind the newest. */
static const ix_snapshot *snapshot_at(const account *a, int64_t ordinal) {
    bool there = ordinal >= 0 && ordinal < a->history->snapshot_count;
    return there ? &a->history->snapshots[ordinal] : NULL;
}

/* One behind the last snapshot of an interval. */
static int64_t end_of(const account *a, const ix_period *interval) {
    return interval->to == IX_ORDINAL_OPEN ? (int64_t)a->history->snapshot_count : interval->to;
}

/* ------------------------------------------------------------------ JSON */

static void json_snapshot(ix_json *json, const char *key, const ix_snapshot *snapshot) {
    ix_json_key(json, key);
    if (snapshot == NULL) {
        ix_json_null(json);
        return;
    }
    ix_json_open_object(json);
    ix_json_key(json, "published");
    ix_json_when(json, snapshot->published);
    lists_json_digest(json, "sha256", &snapshot->hash);
    ix_json_close_object(json);
}

static void print_json(account *a, const ix_period *interval) {
    const ix_change *change = &interval->change;
    const ix_snapshot *next = snapshot_at(a, end_of(a, interval));
    ix_json json;
    ix_json_init(&json, &a->out);
    ix_json_open_object(&json);
    change_json_entity(&json, a->history->id, change);
    ix_json_key(&json, "from");
    ix_json_when(&json, snapshot_at(a, interval->from)->published);
    ix_json_key(&json, "to");
    ix_json_when(&json, next == NULL ? (ix_when){0} : next->published);
    lists_json_count(&json, "snapshots", end_of(a, interval) - interval->from);
    ix_json_key(&json, "change");
    ix_json_cstr(&json, ix_change_kind_name(change->kind));
    ix_json_key(&json, "gone");
    ix_json_bool(&json, interval->gone);
    json_snapshot(&json, "before", snapshot_at(a, (int64_t)interval->from - 1));
    json_snapshot(&json, "first", snapshot_at(a, interval->from));
    json_snapshot(&json, "last", snapshot_at(a, end_of(a, interval) - 1));
    json_snapshot(&json, "next", next);
    change_json_fields(&json, change);
    ix_json_close_object(&json);
    ix_buf_append_char(&a->out, '\n');
}

/* ------------------------------------------------------------------ words */

/* "between the snapshot published A and the one published B" */
static void append_between(account *a, int64_t behind) {
    ix_buf_append_cstr(&a->out, "between the snapshot published ");
    ix_when_print(&a->out, snapshot_at(a, behind - 1)->published);
    ix_buf_append_cstr(&a->out, " and the one published ");
    ix_when_print(&a->out, snapshot_at(a, behind)->published);
}

static void append_beginning(account *a, const ix_period *interval) {
    bool amended = interval->change.kind == IX_CHANGE_AMENDED;
    ix_buf_append_cstr(&a->out, "  ");
    if (interval->from == 0) {
        ix_buf_append_cstr(&a->out, "held by the oldest snapshot, published ");
        ix_when_print(&a->out, snapshot_at(a, 0)->published);
    } else {
        ix_buf_append_cstr(&a->out, amended ? "amended " : a->told ? "back " : "added ");
        append_between(a, interval->from);
    }
    int64_t count = end_of(a, interval) - interval->from;
    ix_buf_printf(&a->out, ", so in %" PRId64 " snapshot%s:", count, count == 1 ? "" : "s");
    if (amended) {
        ix_buf_append_char(&a->out, ' ');
        change_text_details(&a->out, &interval->change);
    }
    ix_buf_append_char(&a->out, '\n');
}

static void print_text(account *a, const ix_period *interval) {
    if (!a->told) {
        change_text_entity(&a->out, a->history->id, &interval->change);
        ix_buf_append_cstr(&a->out, ": ");
        change_text_brief(&a->out, interval->change.after);
        ix_buf_append_char(&a->out, '\n');
    }
    append_beginning(a, interval);
    if (interval->change.kind == IX_CHANGE_ADDED) {
        change_text_description(&a->out, &interval->change);
    }
    if (interval->gone) {
        ix_buf_append_cstr(&a->out, "  gone ");
        append_between(a, interval->to);
        ix_buf_append_char(&a->out, '\n');
    } else if (interval->to == IX_ORDINAL_OPEN) {
        ix_buf_append_cstr(&a->out, "  held by the newest snapshot, published ");
        ix_when_print(&a->out, snapshot_at(a, a->history->snapshot_count - 1)->published);
        ix_buf_append_char(&a->out, '\n');
    }
}

/* ------------------------------------------------------------------ the command */

static ix_status take_interval(void *context, const ix_period *interval, ix_error *error) {
    account *a = context;
    if (a->json) {
        print_json(a, interval);
    } else {
        print_text(a, interval);
    }
    a->told = true;
    return a->out.status == IX_OK
               ? IX_OK
               : ix_error_set(error, a->out.status, "%s", ix_status_text(a->out.status));
}

static int print_history(account *a, const char *entity, ix_arena *arena) {
    ix_str *keys;
    int count;
    ix_error error = {0};
    ix_status status = ix_history_find_entities(&keys, &count, a->history, ix_str_from_cstr(entity),
                                                arena, &error);
    for (int i = 0; i < count && status == IX_OK; i++) {
        a->told = false;
        status = ix_history_periods(a->history, keys[i], take_interval, a, arena, &error);
    }
    return status == IX_OK ? cli_print(&a->out) : cli_fail_error(&error);
}

static int run(int argc, char **argv) {
    cli_common common = {0};
    const cli_option options[] = {CLI_OPTION_JSON(common), CLI_OPTION_HOME(common), {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &lists_history, options, argc, argv)) {
        return status;
    }
    if (words.count != 2) {
        return cli_fail("lists history takes a list and an entity, %d words were given",
                        words.count);
    }
    ix_arena arena;
    ix_manifest list;
    ix_list_history history;
    ix_buf journal;
    account a = {.history = &history, .json = common.json};
    ix_arena_init(&arena, CLI_ARENA_BYTES_MAX);
    ix_buf_init(&journal, IX_JOURNAL_BYTES_MAX);
    ix_buf_init(&a.out, OUTPUT_BYTES_MAX);
    status = cli_open_history(&list, &history, &journal, common.home, words.items[0], false, &arena)
                 ? print_history(&a, words.items[1], &arena)
                 : CLI_ERROR;
    ix_buf_free(&a.out);
    ix_buf_free(&journal);
    ix_arena_free(&arena);
    return status;
}

const cli_command lists_history = {.name = "lists history",
                                   .summary = "when a list held an entity, and what it said of it",
                                   .usage = "interdict lists history ID ENTITY [OPTION]...\n",
                                   .run = run};
