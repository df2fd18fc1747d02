/* The commands: each is one file, cmd_<name>.c, and one row here.
 *
 * To add a command: write cli/cmd_<name>.c, which defines `const cli_command command_<name>`, add
 * its row below and its file to cli/meson.build; its manual text goes to man/<name>.txt. */
#ifndef INTERDICT_CLI_COMMANDS_H
#define INTERDICT_CLI_COMMANDS_H

/* In the order in which `interdict help` shows them. */
#define CLI_COMMANDS(X)                                                                            \
    X(screen)                                                                                      \
    X(batch)                                                                                       \
    X(owners)                                                                                      \
    X(rescreen)                                                                                    \
    X(message)                                                                                     \
    X(text)                                                                                        \
    X(inventory)                                                                                   \
    X(compare)                                                                                     \
    X(explain)                                                                                     \
    X(lists)                                                                                       \
    X(rules)                                                                                       \
    X(help)                                                                                        \
    X(version)

/* `interdict lists <name>`: file cmd_lists_<name>.c, `const cli_command lists_<name>`. */
#define CLI_LISTS_COMMANDS(X)                                                                      \
    X(add)                                                                                         \
    X(update)                                                                                      \
    X(status)                                                                                      \
    X(diff)                                                                                        \
    X(history)                                                                                     \
    X(export)                                                                                      \
    X(formats)                                                                                     \
    X(promote)                                                                                     \
    X(verify)                                                                                      \
    X(rebuild)

/* Exit statuses. */
enum {
    CLI_CLEAR = 0, /* clear or info, or simply done */
    CLI_FOUND = 1, /* something was found */
    CLI_ERROR = 2  /* nothing was screened, nothing was changed */
};

typedef struct cli_command {
    const char *name;    /* as typed behind `interdict`: "lists", "lists add" */
    const char *summary; /* what it does, one line without a period */
    const char *usage;   /* one or more lines: "interdict lists add FORMAT FILE... [OPTION]...\n" */
    /* argv[0] is the command's last word. Returns an exit status. */
    int (*run)(int argc, char **argv);
} cli_command;

#define CLI_DECLARE(name) extern const cli_command command_##name;
CLI_COMMANDS(CLI_DECLARE)
#undef CLI_DECLARE
#define CLI_DECLARE(name) extern const cli_command lists_##name;
CLI_LISTS_COMMANDS(CLI_DECLARE)
#undef CLI_DECLARE

/* All commands, in order, ended by NULL. */
extern const cli_command *const cli_commands[];

#endif
