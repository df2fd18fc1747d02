/* The program: finds the command and runs it. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "options.h"
#include "terminal.h"

#define CLI_ROW(name) &command_##name,
const cli_command *const cli_commands[] = {CLI_COMMANDS(CLI_ROW) NULL};
#undef CLI_ROW

static const cli_command *find_command(const char *name) {
    for (int i = 0; cli_commands[i] != NULL; i++) {
        if (strcmp(cli_commands[i]->name, name) == 0) {
            return cli_commands[i];
        }
    }
    return NULL;
}

static int unknown_command(const char *name) {
#define CLI_NAME(command) #command,
    static const char *const names[] = {CLI_COMMANDS(CLI_NAME) NULL};
#undef CLI_NAME
    const char *meant = cli_did_you_mean(name, names);
    return meant == NULL ? cli_fail("there is no command '%s'; see `interdict help`", name)
                         : cli_fail("there is no command '%s'; did you mean '%s'?", name, meant);
}

int main(int argc, char **argv) {
    /* Whoever reads our output may leave; a write then fails and is reported. */
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        return cli_fail("no command was given; see `interdict help`");
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        name = "help";
    } else if (strcmp(name, "--version") == 0) {
        name = "version";
    }
    const cli_command *command = find_command(name);
    if (command == NULL) {
        return unknown_command(name);
    }
    int status = command->run(argc - 1, argv + 1);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        return cli_fail("standard output: cannot be written");
    }
    return status;
}
