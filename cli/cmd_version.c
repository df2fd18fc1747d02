/* interdict version */
#include <stdio.h>

#include "options.h"
#include "terminal.h"

static int run(int argc, char **argv) {
    cli_common common = {0};
    const cli_option options[] = {CLI_OPTION_JSON(common), {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &command_version, options, argc, argv)) {
        return status;
    }
    if (words.count > 0) {
        return cli_fail("version takes no argument, '%s' was given", words.items[0]);
    }
    printf(common.json ? "{\"version\":\"%s\"}\n" : "interdict %s\n", IX_VERSION);
    return CLI_CLEAR;
}

const cli_command command_version = {.name = "version",
                                     .summary = "the version of the program",
                                     .usage = "interdict version [OPTION]...\n",
                                     .run = run};
