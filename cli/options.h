/* Options of a command: one table parses them and prints their help. */
#ifndef INTERDICT_CLI_OPTIONS_H
#define INTERDICT_CLI_OPTIONS_H

#include <interdict/base.h>

#include "commands.h"

#define CLI_TEXTS_MAX 1000 /* times one option may be given */

typedef struct cli_texts {
    const char *items[CLI_TEXTS_MAX];
    int count;
} cli_texts;

typedef enum cli_option_kind {
    OPTION_FLAG,  /* bool *: set to true */
    OPTION_TEXT,  /* const char **: at most once */
    OPTION_TEXTS, /* cli_texts *: any number of times */
    OPTION_COUNT  /* int64_t *: a whole number, not negative */
} cli_option_kind;

/* One option; a table of them ends with a row whose name is NULL. */
typedef struct cli_option {
    const char *name; /* "--json" */
    cli_option_kind kind;
    void *value;
    const char *argument; /* "DIR"; NULL for a flag */
    const char *help;     /* one sentence */
} cli_option;

/* The words that are no options. They lie in argv, which is put in order for it. */
typedef struct cli_words {
    char **items;
    int count;
} cli_words;

/* Parse argv[1] and following. `--name VALUE` and `--name=VALUE`; `--` ends the options; a single
 * `-` is a word. --help and -h print the help to standard output. True: go on. False: return
 * *status, all has been said. */
bool cli_parse(int *status, cli_words *words, const cli_command *command, const cli_option *options,
               int argc, char **argv);

/* The word of `candidates` (ended by NULL) that `word` was probably meant to be, or NULL. */
const char *cli_did_you_mean(const char *word, const char *const *candidates);

/* Options that most commands have. */
typedef struct cli_common {
    const char *home;
    const char *data;
    bool json;
    bool quiet;
} cli_common;

#define CLI_OPTION_JSON(common)                                                                    \
    { "--json", OPTION_FLAG, &(common).json, NULL, "Print JSON, one object a line, not text." }
#define CLI_OPTION_HOME(common)                                                                    \
    {                                                                                              \
        "--home", OPTION_TEXT, &(common).home, "DIR",                                              \
            "The data folder. Default: INTERDICT_HOME, else ~/.local/share/interdict."             \
    }
#define CLI_OPTION_DATA(common)                                                                    \
    {                                                                                              \
        "--data", OPTION_TEXT, &(common).data, "DIR",                                              \
            "The knowledge folder. Default: INTERDICT_DATA, else beside the program."              \
    }
#define CLI_OPTION_QUIET(common)                                                                   \
    { "--quiet", OPTION_FLAG, &(common).quiet, NULL, "Show no progress." }

#endif
