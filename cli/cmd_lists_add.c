/* interdict lists add FORMAT FILE... */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "engine.h"
#include "lists_print.h"
#include "options.h"
#include "terminal.h"

/* What the command line asked for. */
typedef struct asked {
    cli_common common;
    const char *list;
    const char *published;
    const char *sha256;
    cli_promotion promotion;
    const char *map;
    bool hold;
    cli_words words;
    ix_digest expected;
    ix_list_reader mapped; /* the reader as the mapping makes it */
} asked;

static int unknown_format(const char *format) {
    const char *names[256];
    int count = 0;
    for (const ix_list_reader *r = ix_list_readers; r->format != NULL && count < 255; r++) {
        names[count++] = r->format;
    }
    names[count] = NULL;
    const char *meant = cli_did_you_mean(format, names);
    return meant == NULL
               ? cli_fail("there is no list format '%s'; see `interdict lists formats`", format)
               : cli_fail("there is no list format '%s'; did you mean '%s'?", format, meant);
}

/* Check all that can be checked before anything is read. */
static int check(ix_addition *addition, asked *a) {
    ix_error error = {0};
    if (a->words.count < 2) {
        return cli_fail("lists add needs a format and a file; see `interdict lists add --help`");
    }
    addition->reader = ix_list_reader_find(ix_str_from_cstr(a->words.items[0]));
    if (addition->reader == NULL) {
        return unknown_format(a->words.items[0]);
    }
    bool mapped = ix_list_reader_is_mapped(addition->reader);
    if (mapped != (a->map != NULL)) {
        return mapped
                   ? cli_fail("%s needs --map with a mapping file", addition->reader->format)
                   : cli_fail("--map is for mapped formats, not for %s", addition->reader->format);
    }
    if (a->words.count - 1 > IX_LIST_FILES_MAX) {
        return cli_fail("a snapshot has at most %d files, %d were given", IX_LIST_FILES_MAX,
                        a->words.count - 1);
    }
    if (a->published != NULL &&
        ix_when_parse(&addition->published, ix_str_from_cstr(a->published), &error) != IX_OK) {
        return cli_fail("--published '%s': %s", a->published, error.text);
    }
    if (a->sha256 != NULL) {
        if (!ix_digest_parse(&a->expected, ix_str_from_cstr(a->sha256))) {
            return cli_fail("--sha256 takes 64 hexadecimal digits, not '%s'", a->sha256);
        }
        addition->expected = &a->expected;
    }
    if (!cli_promotion_policy(&addition->policy, &a->promotion, a->common.data)) {
        return CLI_ERROR;
    }
    addition->list_id = ix_str_from_cstr(a->list);
    addition->hold = a->hold;
    addition->received = ix_clock_now();
    return CLI_CLEAR;
}

/* One line why, and the first refused rows. */
static int print_refusal(const ix_addition_result *result, const ix_addition *addition,
                         const ix_error *error) {
    ix_buf text;
    ix_buf_init(&text, 1 << 16);
    if (error->source[0] == '\0' && error->status == IX_E_REFUSED) {
        ix_buf_printf(&text, "%.*s: ", IX_ARG(addition->input->files[0].name));
    }
    cli_append_error(&text, error);
    if (error->status == IX_E_REFUSED) {
        ix_buf_printf(&text, " (%.*s is as it was)", IX_ARG(result->list_id));
    }
    lists_text_refused_rows(&text, result->report);
    fprintf(stderr, "interdict: %.*s\n", (int)text.len, text.ptr == NULL ? "" : text.ptr);
    ix_buf_free(&text);
    return CLI_ERROR;
}

static int print_result(const ix_addition_result *result, const asked *a) {
    ix_buf out;
    ix_buf_init(&out, 1 << 24);
    lists_warn_published(result, "--published");
    if (a->common.json) {
        lists_json_addition(&out, result);
    } else {
        lists_text_addition(&out, result);
    }
    return cli_print(&out);
}

/* The mapping is one of the snapshot's files, and tells which list it is. */
static int add_mapping(asked *a, ix_addition *addition, ix_input *input, ix_arena *arena) {
    char path[IX_PATH_BYTES_MAX];
    ix_error error = {0};
    if (!cli_find_mapping(path, a->map, a->common.data)) {
        return CLI_ERROR;
    }
    a->mapped = *addition->reader;
    ix_status status = ix_input_add_mapping(input, path, &error);
    if (status == IX_OK) {
        const ix_list_file *file = &input->files[input->count - 1];
        status = ix_mapping_apply(&a->mapped, file->bytes, file->name, arena, &error);
    }
    addition->reader = &a->mapped;
    return status == IX_OK ? CLI_CLEAR : cli_fail_error(&error);
}

/* The input is read; now the data folder may be touched. */
static int add(const asked *a, ix_addition *addition, ix_arena *arena) {
    ix_home home;
    ix_addition_result result;
    ix_error error = {0};
    cli_progress progress = {.quiet = a->common.quiet};
    addition->progress = cli_progress_teller(&progress);
    if (!cli_load_knowledge(&addition->knowledge, a->common.data, arena) ||
        !cli_open_home(&home, a->common.home)) {
        return CLI_ERROR;
    }
    ix_status status = ix_home_add(&result, &home, addition, arena, &error);
    cli_progress_end(&progress);
    ix_home_close(&home);
    return status == IX_OK ? print_result(&result, a) : print_refusal(&result, addition, &error);
}

/* A file that is not there is a slip of the typist; one that is there and empty or damaged came in
 * the place of a publication. */
static int refuse_input(const asked *a, const ix_addition *addition, const ix_error *error) {
    ix_home home;
    if ((error->status == IX_E_INPUT || error->status == IX_E_LIMIT) &&
        cli_open_home(&home, a->common.home)) {
        const char *path = a->words.items[1];
        const char *slash = strrchr(path, '/');
        ix_str name = ix_str_from_cstr(slash == NULL ? path : slash + 1);
        ix_str id = addition->list_id.len > 0 ? addition->list_id
                                              : ix_list_reader_list(addition->reader, name);
        ix_home_refuse(&home, id, addition->reader, NULL, addition->received, error);
        ix_home_close(&home);
    }
    return cli_fail_error(error);
}

static int run(int argc, char **argv) {
    asked a = {.promotion.shrink = SHRINK_PERCENT_UNSET};
    const cli_option options[] = {
        {"--list", OPTION_TEXT, &a.list, "ID", "Store under this id, not the format's own."},
        {"--published", OPTION_TEXT, &a.published, "TIME",
         "When it was published, where the bytes do not say."},
        {"--map", OPTION_TEXT, &a.map, "FILE",
         "Mapping of a mapped format: a file, or the name of a shipped one."},
        {"--sha256", OPTION_TEXT, &a.sha256, "HEX", "Hash that the first file must have."},
        CLI_OPTION_ACCEPT_ERRORS(a.promotion),
        CLI_OPTION_SHRINK_MAX(a.promotion),
        CLI_OPTION_ACCEPT_LAYOUT(a.promotion),
        {"--hold", OPTION_FLAG, &a.hold, NULL, "Archive and check, but do not let it serve yet."},
        CLI_OPTION_JSON(a.common),
        CLI_OPTION_HOME(a.common),
        CLI_OPTION_DATA(a.common),
        CLI_OPTION_QUIET(a.common),
        {0}};
    int status;
    if (!cli_parse(&status, &a.words, &lists_add, options, argc, argv)) {
        return status;
    }
    ix_input input;
    ix_addition addition = {.input = &input};
    ix_error error = {0};
    status = check(&addition, &a);
    if (status != CLI_CLEAR) {
        return status;
    }
    if (ix_input_read(&input, addition.reader, (const char *const *)(a.words.items + 1),
                      a.words.count - 1, &error) != IX_OK) {
        return refuse_input(&a, &addition, &error);
    }
    ix_arena arena;
    ix_arena_init(&arena, CLI_ARENA_BYTES_MAX);
    status = a.map == NULL ? CLI_CLEAR : add_mapping(&a, &addition, &input, &arena);
    status = status == CLI_CLEAR ? add(&a, &addition, &arena) : status;
    ix_arena_free(&arena);
    ix_input_free(&input);
    return status;
}

const cli_command lists_add = {.name = "lists add",
                               .summary = "add one snapshot, made of one to four files",
                               .usage = "interdict lists add FORMAT FILE... [OPTION]...\n",
                               .run = run};
