/* interdict lists diff ID [FROM [TO]] */
#include <inttypes.h>
#include <string.h>

#include "change_print.h"
#include "engine.h"
#include "options.h"
#include "terminal.h"

#define OUTPUT_BYTES_MAX ((size_t)4 << 30)

/* What is gathered while changes come in, by key. */
typedef struct account {
    const ix_list_history *history;
    bool json;
    bool color;
    int64_t counts[3]; /* by kind of change */
    ix_buf out;
} account;

/* ------------------------------------------------------------------ one change */

static void print_json(account *a, const ix_change *change) {
    ix_json json;
    ix_json_init(&json, &a->out);
    ix_json_open_object(&json);
    change_json_entity(&json, a->history->id, change);
    ix_json_key(&json, "change");
    ix_json_cstr(&json, ix_change_kind_name(change->kind));
    change_json_fields(&json, change);
    ix_json_close_object(&json);
    ix_buf_append_char(&a->out, '\n');
}

static void print_text(account *a, const ix_change *change) {
    static const char *const paint[] = {[IX_CHANGE_ADDED] = "\033[32m",
                                        [IX_CHANGE_REMOVED] = "\033[31m",
                                        [IX_CHANGE_AMENDED] = "\033[33m"};
    change_text_entity(&a->out, a->history->id, change);
    ix_buf_printf(&a->out, " was %s%s%s: ", a->color ? paint[change->kind] : "",
                  ix_change_kind_name(change->kind), a->color ? "\033[0m" : "");
    if (change->kind == IX_CHANGE_AMENDED) {
        change_text_details(&a->out, change);
    } else {
        change_text_brief(&a->out, change->after != NULL ? change->after : change->before);
    }
    ix_buf_append_char(&a->out, '\n');
}

static ix_status take_change(void *context, const ix_change *change, ix_error *error) {
    account *a = context;
    a->counts[change->kind]++;
    if (a->json) {
        print_json(a, change);
    } else {
        print_text(a, change);
    }
    return a->out.status == IX_OK
               ? IX_OK
               : ix_error_set(error, a->out.status, "%s", ix_status_text(a->out.status));
}

/* ------------------------------------------------------------------ the whole */

static void append_snapshot(ix_buf *out, const ix_snapshot *snapshot) {
    ix_when_print(out, snapshot->published);
    ix_buf_printf(out, " (%" PRIu32 " entities)", snapshot->entities);
}

/* A head line, and what was gathered. */
static int print_account(account *a, uint32_t from, uint32_t to) {
    if (a->json) {
        return cli_print(&a->out);
    }
    ix_buf out;
    ix_buf_init(&out, OUTPUT_BYTES_MAX);
    ix_buf_printf(&out, "%" IX_FMT ", from the snapshot published ", IX_ARG(a->history->id));
    append_snapshot(&out, &a->history->snapshots[from]);
    ix_buf_append_cstr(&out, " to the one published ");
    append_snapshot(&out, &a->history->snapshots[to]);
    if (a->out.len == 0) {
        ix_buf_append_cstr(&out, ": nothing changed\n");
    } else {
        ix_buf_printf(&out, ": %" PRId64 " added, %" PRId64 " removed, %" PRId64 " amended\n",
                      a->counts[IX_CHANGE_ADDED], a->counts[IX_CHANGE_REMOVED],
                      a->counts[IX_CHANGE_AMENDED]);
    }
    ix_buf_append(&out, ix_buf_view(&a->out));
    ix_buf_free(&a->out);
    return cli_print(&out);
}

/* The newest snapshot before `ordinal` that was let serve, else the one before it. */
static bool find_before(uint32_t *out, const ix_manifest *list, uint32_t ordinal) {
    if (ordinal == 0) {
        return false;
    }
    *out = ordinal - 1;
    for (uint32_t i = ordinal; i-- > 0;) {
        if (!list->snapshots[i].held) {
            *out = i;
            break;
        }
    }
    return true;
}

/* Which two snapshots: as asked, else the serving one and the one before it. */
static bool choose(uint32_t *from, uint32_t *to, const ix_list_history *history,
                   const ix_manifest *list, const cli_words *words) {
    ix_error error = {0};
    *to = list->serving >= 0 ? (uint32_t)list->serving : (uint32_t)history->snapshot_count - 1;
    if (words->count > 2 &&
        ix_history_find(to, history, ix_str_from_cstr(words->items[2]), &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    if (words->count > 1) {
        if (ix_history_find(from, history, ix_str_from_cstr(words->items[1]), &error) != IX_OK) {
            cli_fail_error(&error);
            return false;
        }
        return true;
    }
    if (!find_before(from, list, *to)) {
        cli_fail("%" IX_FMT ": %s; there is nothing to compare it with", IX_ARG(list->id),
                 history->snapshot_count == 1 ? "there is only one snapshot"
                                              : "the serving snapshot is the oldest");
        return false;
    }
    return true;
}

static int diff(const cli_common *common, const cli_words *words, ix_arena *arena) {
    ix_manifest list;
    ix_list_history history;
    ix_buf journal;
    account a = {.history = &history, .json = common->json, .color = cli_has_color()};
    ix_error error = {0};
    uint32_t from;
    uint32_t to;
    ix_buf_init(&journal, IX_JOURNAL_BYTES_MAX);
    if (!cli_open_history(&list, &history, &journal, common->home, words->items[0], true, arena) ||
        !choose(&from, &to, &history, &list, words)) {
        ix_buf_free(&journal);
        return CLI_ERROR;
    }
    ix_buf_init(&a.out, OUTPUT_BYTES_MAX);
    ix_status status = ix_history_diff(&history, from, to, take_change, &a, arena, &error);
    int exit_status = status == IX_OK ? print_account(&a, from, to) : cli_fail_error(&error);
    ix_buf_free(&a.out);
    ix_buf_free(&journal);
    return exit_status;
}

static int run(int argc, char **argv) {
    cli_common common = {0};
    const cli_option options[] = {CLI_OPTION_JSON(common), CLI_OPTION_HOME(common), {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &lists_diff, options, argc, argv)) {
        return status;
    }
    if (words.count < 1 || words.count > 3) {
        return cli_fail("lists diff takes a list and at most two snapshots, %d words were given",
                        words.count);
    }
    ix_arena arena;
    ix_arena_init(&arena, CLI_ARENA_BYTES_MAX);
    status = diff(&common, &words, &arena);
    ix_arena_free(&arena);
    return status;
}

const cli_command lists_diff = {.name = "lists diff",
                                .summary =
                                    "what changed between two snapshots: added, removed, amended",
                                .usage = "interdict lists diff ID [FROM [TO]] [OPTION]...\n",
                                .run = run};
