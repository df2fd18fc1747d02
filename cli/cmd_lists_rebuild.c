/* interdict lists rebuild */
#include "engine.h"
#include "options.h"
#include "terminal.h"

static int rebuild(const cli_common *common, ix_arena *arena) {
    ix_home home;
    const ix_knowledge *knowledge;
    ix_error error = {0};
    cli_progress progress = {.quiet = common->quiet};
    if (!cli_load_knowledge(&knowledge, common->data, arena) ||
        !cli_open_home(&home, common->home)) {
        return CLI_ERROR;
    }
    ix_status status =
        ix_home_rebuild(&home, knowledge, cli_progress_teller(&progress), arena, &error);
    cli_progress_end(&progress);
    ix_home_close(&home);
    if (status != IX_OK) {
        return cli_fail_error(&error);
    }
    ix_buf out;
    ix_buf_init(&out, 256);
    ix_buf_append_cstr(&out, "Journals and image were made again from the archived bytes.\n");
    return cli_print(&out);
}

static int run(int argc, char **argv) {
    cli_common common = {0};
    const cli_option options[] = {
        CLI_OPTION_HOME(common), CLI_OPTION_DATA(common), CLI_OPTION_QUIET(common), {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &lists_rebuild, options, argc, argv)) {
        return status;
    }
    if (words.count > 0) {
        return cli_fail("lists rebuild takes no argument, '%s' was given", words.items[0]);
    }
    ix_arena arena;
    ix_arena_init(&arena, CLI_ARENA_BYTES_MAX);
    status = rebuild(&common, &arena);
    ix_arena_free(&arena);
    return status;
}

const cli_command lists_rebuild = {.name = "lists rebuild",
                                   .summary =
                                       "make journals and image again from the archived bytes",
                                   .usage = "interdict lists rebuild [OPTION]...\n",
                                   .run = run};
