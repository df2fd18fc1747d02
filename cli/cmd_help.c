/* interdict help [COMMAND] */
#include <stdio.h>
#include <string.h>

#include "options.h"
#include "terminal.h"

static int print_commands(void) {
    printf("interdict - screen parties and texts against official restriction lists\n\n");
    printf("usage: interdict COMMAND [OPTION]... [ARGUMENT]...\n\nCommands:\n");
    for (int i = 0; cli_commands[i] != NULL; i++) {
        printf("  %-11s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
    }
    printf("\n`interdict help COMMAND` shows the options of one.\n");
    printf("Exit status: 0 clear or info, 1 something found, 2 error.\n");
    return CLI_CLEAR;
}

static int run(int argc, char **argv) {
    const cli_option options[] = {{0}};
    cli_words words;
    int status;
    /* `interdict --help` and `interdict help` are one. */
    if (argc == 1) {
        return print_commands();
    }
    if (!cli_parse(&status, &words, &command_help, options, argc, argv)) {
        return status;
    }
    for (int i = 0; words.count > 0 && cli_commands[i] != NULL; i++) {
        if (strcmp(cli_commands[i]->name, words.items[0]) == 0) {
            char ask[] = "--help";
            char *ask_argv[] = {words.items[0], ask, NULL};
            return cli_commands[i]->run(2, ask_argv);
        }
    }
    return words.count == 0
               ? print_commands()
               : cli_fail("there is no command '%s'; see `interdict help`", words.items[0]);
}

const cli_command command_help = {.name = "help",
                                  .summary = "the commands and their options",
                                  .usage = "interdict help [COMMAND]\n",
                                  .run = run};
