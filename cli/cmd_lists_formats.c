/* interdict lists formats */
#include "lists_print.h"
#include "options.h"
#include "terminal.h"

static void print_json(ix_buf *out, const ix_list_reader *reader) {
    ix_json json;
    ix_json_init(&json, out);
    ix_json_open_object(&json);
    ix_json_key_str(&json, "format", ix_str_from_cstr(reader->format), false);
    ix_json_key_str(&json, "list", ix_str_from_cstr(reader->list_id), false);
    ix_json_key_str(&json, "publisher", ix_str_from_cstr(reader->publisher), false);
    ix_json_key_str(&json, "title", ix_str_from_cstr(reader->title), false);
    ix_json_key(&json, "zone");
    ix_json_cstr(&json, ix_zone_name(reader->zone));
    ix_json_key(&json, "beside");
    ix_json_open_array(&json);
    for (int i = 0; i < IX_LIST_FILES_MAX && reader->companions[i].name != NULL; i++) {
        ix_json_cstr(&json, reader->companions[i].name);
    }
    ix_json_close_array(&json);
    ix_json_close_object(&json);
    ix_buf_append_char(out, '\n');
}

static int run(int argc, char **argv) {
    cli_common common = {0};
    const cli_option options[] = {CLI_OPTION_JSON(common), {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &lists_formats, options, argc, argv)) {
        return status;
    }
    if (words.count > 0) {
        return cli_fail("lists formats takes no argument, '%s' was given", words.items[0]);
    }
    ix_buf out;
    ix_buf_init(&out, 1 << 20);
    for (const ix_list_reader *reader = ix_list_readers; reader->format != NULL; reader++) {
        if (common.json) {
            print_json(&out, reader);
        } else {
            ix_buf_printf(&out, "%-20s %-16s %s\n", reader->format, reader->list_id, reader->title);
        }
    }
    return cli_print(&out);
}

const cli_command lists_formats = {.name = "lists formats",
                                   .summary = "the formats that can be read, with their list ids",
                                   .usage = "interdict lists formats [OPTION]...\n",
                                   .run = run};
