/* interdict lists promote [ID...] */
#include "engine.h"
#include "options.h"
#include "terminal.h"

#define IDS_MAX IX_LISTS_MAX

static int promote(const cli_common *common, const cli_words *words, ix_arena *arena) {
    ix_home home;
    const ix_knowledge *knowledge;
    ix_str *ids = IX_NEW(arena, ix_str, words->count);
    int promoted = 0;
    ix_error error = {0};
    cli_progress progress = {.quiet = common->quiet};
    if (ids == NULL || words->count > IDS_MAX) {
        return cli_fail("too many lists");
    }
    for (int i = 0; i < words->count; i++) {
        ids[i] = ix_str_from_cstr(words->items[i]);
    }
    if (!cli_load_knowledge(&knowledge, common->data, arena) ||
        !cli_open_home(&home, common->home)) {
        return CLI_ERROR;
    }
    ix_status status = ix_home_promote(&promoted, &home, ids, words->count, knowledge,
                                       cli_progress_teller(&progress), arena, &error);
    cli_progress_end(&progress);
    ix_home_close(&home);
    if (status != IX_OK) {
        return cli_fail_error(&error);
    }
    ix_buf out;
    ix_buf_init(&out, 256);
    if (promoted == 0) {
        ix_buf_append_cstr(&out, "No snapshot was held; nothing changed.\n");
    } else {
        ix_buf_printf(&out, "%d held snapshot%s now serve%s.\n", promoted, promoted == 1 ? "" : "s",
                      promoted == 1 ? "s" : "");
    }
    return cli_print(&out);
}

static int run(int argc, char **argv) {
    cli_common common = {0};
    const cli_option options[] = {
        CLI_OPTION_HOME(common), CLI_OPTION_DATA(common), CLI_OPTION_QUIET(common), {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &lists_promote, options, argc, argv)) {
        return status;
    }
    ix_arena arena;
    ix_arena_init(&arena, CLI_ARENA_BYTES_MAX);
    status = promote(&common, &words, &arena);
    ix_arena_free(&arena);
    return status;
}

const cli_command lists_promote = {
    .name = "lists promote",
    .summary = "let held snapshots of these lists serve (none named: of all)",
    .usage = "interdict lists promote [ID]... [OPTION]...\n",
    .run = run};
