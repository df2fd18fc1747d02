/* interdict lists: finds the subcommand and runs it. */
#include <stdio.h>
#include <string.h>

#include "options.h"
#include "terminal.h"

#define CLI_ROW(name) &lists_##name,
static const cli_command *const subcommands[] = {CLI_LISTS_COMMANDS(CLI_ROW) NULL};
#undef CLI_ROW

/* "add" of "lists add". */
static const char *last_word(const cli_command *command) {
    return command->name + strlen("lists ");
}

/* The help of all subcommands, one after the other. */
static int print_help(void) {
    printf("interdict lists - %s\n\n", command_lists.summary);
    for (int i = 0; subcommands[i] != NULL; i++) {
        printf("  %-11s %s\n", last_word(subcommands[i]), subcommands[i]->summary);
    }
    for (int i = 0; subcommands[i] != NULL; i++) {
        char ask[] = "--help";
        char *argv[] = {ask, ask, NULL};
        printf("\n");
        subcommands[i]->run(2, argv);
    }
    return CLI_CLEAR;
}

static int run(int argc, char **argv) {
#define CLI_NAME(name) #name,
    static const char *const names[] = {CLI_LISTS_COMMANDS(CLI_NAME) NULL};
#undef CLI_NAME
    if (argc < 2) {
        return cli_fail("lists needs a subcommand; see `interdict help lists`");
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        return print_help();
    }
    for (int i = 0; subcommands[i] != NULL; i++) {
        if (strcmp(argv[1], names[i]) == 0) {
            return subcommands[i]->run(argc - 1, argv + 1);
        }
    }
    const char *meant = cli_did_you_mean(argv[1], names);
    return meant == NULL
               ? cli_fail("lists has no subcommand '%s'; see `interdict help lists`", argv[1])
               : cli_fail("lists has no subcommand '%s'; did you mean '%s'?", argv[1], meant);
}

const cli_command command_lists = {.name = "lists",
                                   .summary = "load lists, look at them, let them serve",
                                   .usage = "interdict lists SUBCOMMAND [OPTION]...\n",
                                   .run = run};
