#include "options.h"

#include <stdio.h>
#include <string.h>

#include <interdict/text.h>

#include "terminal.h"

#define HELP_COLUMN    24 /* where the sentences of a help start */
#define NAME_MAX_BYTES 64
#define FAR            3 /* edits beyond which nothing is suggested */

/* ------------------------------------------------------------------ help */

static void print_indented(const char *lines) {
    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n");
        printf("  %.*s\n", (int)length, lines);
        lines += length + (lines[length] == '\n');
    }
}

static void print_help(const cli_command *command, const cli_option *options) {
    printf("interdict %s - %s\n\n", command->name, command->summary);
    print_indented(command->usage);
    printf("\n");
    for (const cli_option *o = options; o->name != NULL; o++) {
        char head[NAME_MAX_BYTES];
        snprintf(head, sizeof head, "%s%s%s%s", o->name, o->argument == NULL ? "" : " ",
                 o->argument == NULL ? "" : o->argument, o->kind == OPTION_TEXTS ? " ..." : "");
        if (strlen(head) + 2 < HELP_COLUMN) {
            printf("  %-*s%s\n", HELP_COLUMN - 2, head, o->help);
        } else {
            printf("  %s\n%*s%s\n", head, HELP_COLUMN, "", o->help);
        }
    }
    printf("  %-*s%s\n", HELP_COLUMN - 2, "--help", "Print this and end.");
}

/* ------------------------------------------------------------------ suggestions */

const char *cli_did_you_mean(const char *word, const char *const *candidates) {
    const char *best = NULL;
    int best_distance = FAR;
    ix_str asked = ix_str_from_cstr(word);
    for (int i = 0; candidates[i] != NULL; i++) {
        ix_str candidate = ix_str_from_cstr(candidates[i]);
        int distance = ix_text_distance(asked, candidate, FAR);
        /* An abbreviation is as good as a small slip. */
        if (asked.len >= 2 && ix_str_starts_with(candidate, asked)) {
            distance = 1;
        }
        if (distance < best_distance && distance < candidate.len / 2) {
            best = candidates[i];
            best_distance = distance;
        }
    }
    return best;
}

static int unknown_option(const cli_command *command, const cli_option *options, ix_str name) {
    const char *names[128];
    char asked[NAME_MAX_BYTES];
    int count = 0;
    for (const cli_option *o = options; o->name != NULL && count < 126; o++) {
        names[count++] = o->name;
    }
    names[count++] = "--help";
    names[count] = NULL;
    snprintf(asked, sizeof asked, "%" IX_FMT, IX_ARG(name));
    const char *meant = cli_did_you_mean(asked, names);
    return meant == NULL
               ? cli_fail("%s has no option '%s'; see `interdict help %s`", command->name, asked,
                          command->name)
               : cli_fail("%s has no option '%s'; did you mean '%s'?", command->name, asked, meant);
}

/* ------------------------------------------------------------------ parsing */

static const cli_option *find_option(const cli_option *options, ix_str name) {
    for (; options->name != NULL; options++) {
        if (ix_str_equal(name, ix_str_from_cstr(options->name))) {
            return options;
        }
    }
    return NULL;
}

static int take_text(const cli_option *option, const char *value) {
    const char **text = option->value;
    if (*text != NULL) {
        return cli_fail("%s is given twice", option->name);
    }
    *text = value;
    return CLI_CLEAR;
}

static int take_one_of_many(const cli_option *option, const char *value) {
    cli_texts *texts = option->value;
    if (texts->count == CLI_TEXTS_MAX) {
        return cli_fail("%s is given more than %d times", option->name, CLI_TEXTS_MAX);
    }
    texts->items[texts->count++] = value;
    return CLI_CLEAR;
}

static int take_count(const cli_option *option, const char *value) {
    int64_t *count = option->value;
    return ix_str_to_int(ix_str_from_cstr(value), count)
               ? CLI_CLEAR
               : cli_fail("%s takes a whole number, not '%s'", option->name, value);
}

static int take(const cli_option *option, const char *value) {
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)option->value = true;
        return CLI_CLEAR;
    case OPTION_TEXT:
        return take_text(option, value);
    case OPTION_TEXTS:
        return take_one_of_many(option, value);
    case OPTION_COUNT:
        return take_count(option, value);
    }
    return CLI_ERROR;
}

/* The option at argv[*at]; steps over its value. */
static int parse_option(const cli_command *command, const cli_option *options, int argc,
                        char **argv, int *at) {
    ix_str value;
    ix_str name = ix_str_cut(ix_str_from_cstr(argv[*at]), '=', &value);
    const cli_option *option = find_option(options, name);
    if (option == NULL) {
        return unknown_option(command, options, name);
    }
    if (option->kind == OPTION_FLAG && value.ptr != NULL) {
        return cli_fail("%s takes no value", option->name);
    }
    if (option->kind != OPTION_FLAG && value.ptr == NULL) {
        if (*at + 1 >= argc) {
            return cli_fail("%s needs a value: %s %s", option->name, option->name,
                            option->argument);
        }
        value = ix_str_from_cstr(argv[++*at]);
    }
    return take(option, value.ptr);
}

static bool is_help(const char *word) {
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

bool cli_parse(int *status, cli_words *words, const cli_command *command, const cli_option *options,
               int argc, char **argv) {
    bool ended = false;
    *status = CLI_CLEAR;
    *words = (cli_words){.items = argv + 1};
    for (int i = 1; i < argc; i++) {
        if (ended || argv[i][0] != '-' || argv[i][1] == '\0') {
            words->items[words->count++] = argv[i];
        } else if (strcmp(argv[i], "--") == 0) {
            ended = true;
        } else if (is_help(argv[i])) {
            print_help(command, options);
            return false;
        } else {
            *status = parse_option(command, options, argc, argv, &i);
            if (*status != CLI_CLEAR) {
                return false;
            }
        }
    }
    return true;
}
