/* interdict lists verify */
#include <inttypes.h>

#include "engine.h"
#include "options.h"
#include "terminal.h"

static void print_fault(void *context, const ix_error *error) {
    cli_progress_end(context);
    cli_fail_error(error);
}

static int verify(const cli_common *common, ix_arena *arena) {
    ix_home home;
    const ix_knowledge *knowledge;
    ix_verification found;
    ix_error error = {0};
    cli_progress progress = {.quiet = common->quiet};
    if (!cli_load_knowledge(&knowledge, common->data, arena) ||
        !cli_open_home(&home, common->home)) {
        return CLI_ERROR;
    }
    if (!ix_file_exists(home.path)) {
        cli_fail("there is no data folder '%s'", home.path);
        ix_home_close(&home);
        return CLI_ERROR;
    }
    ix_status status = ix_home_verify(&found, &home, knowledge, print_fault, &progress,
                                      cli_progress_teller(&progress), arena, &error);
    cli_progress_end(&progress);
    ix_home_close(&home);
    if (status != IX_OK) {
        return cli_fail_error(&error);
    }
    ix_buf out;
    ix_buf_init(&out, 256);
    ix_buf_printf(&out,
                  "%" PRId64 " lists, %" PRId64 " snapshots, %" PRId64 " archived files%s: all as "
                  "they were written.\n",
                  found.lists, found.snapshots, found.files, found.image ? ", image" : "");
    if (found.image) {
        ix_buf_printf(&out,
                      "Each of %" PRId64 " serving names and %" PRId64 " identifiers finds its own "
                      "entry.\n",
                      found.names, found.identifiers);
    }
    return cli_print(&out);
}

static int run(int argc, char **argv) {
    cli_common common = {0};
    const cli_option options[] = {
        CLI_OPTION_HOME(common), CLI_OPTION_DATA(common), CLI_OPTION_QUIET(common), {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &lists_verify, options, argc, argv)) {
        return status;
    }
    if (words.count > 0) {
        return cli_fail("lists verify takes no argument, '%s' was given", words.items[0]);
    }
    ix_arena arena;
    ix_arena_init(&arena, CLI_ARENA_BYTES_MAX);
    status = verify(&common, &arena);
    ix_arena_free(&arena);
    return status;
}

const cli_command lists_verify = {
    .name = "lists verify",
    .summary = "check archived bytes, journals and image against their hashes, and every name",
    .usage = "interdict lists verify [OPTION]...\n",
    .run = run};
