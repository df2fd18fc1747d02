/* interdict rules: are the rule files in order, and when is something owed? */
#include <string.h>

#include <interdict/os.h>
#include <interdict/rules.h>

#include "engine.h"
#include "question.h"
#include "terminal.h"

#define RULES_ARENA_BYTES ((size_t)256 << 20)
#define RULES_OUT_BYTES   ((size_t)1 << 24)

static bool load(const ix_rules **rules, const cli_common *common, ix_arena *arena) {
    ix_knowledge_file *files;
    int count;
    ix_error error = {0};
    if (!cli_read_data(&files, &count, common->data, arena) ||
        !cli_add_own_rules(&files, &count, arena, common->home)) {
        return false;
    }
    if (ix_rules_load(rules, files, count, arena, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    return true;
}

static void write_json(ix_buf *out, const ix_obligation *owed) {
    ix_json json;
    ix_json_init(&json, out);
    ix_json_open_object(&json);
    ix_json_key_str(&json, "what", owed->what, false);
    ix_json_key(&json, "due");
    ix_json_when(&json, owed->due);
    ix_json_key_str(&json, "authority", owed->authority, true);
    ix_json_key_str(&json, "basis", owed->basis, true);
    ix_json_close_object(&json);
    ix_buf_append_char(out, '\n');
}

static void write_text(ix_buf *out, const ix_obligation *owed) {
    ix_buf_append(out, owed->what);
    ix_buf_append(out, IX_STR("  due "));
    ix_when_print(out, owed->due);
    ix_buf_printf(out, "\n    %" IX_FMT "\n    %" IX_FMT "\n", IX_ARG(owed->authority),
                  IX_ARG(owed->basis));
}

static void write_owed(ix_buf *out, const ix_obligation *owed, bool json) {
    if (json) {
        write_json(out, owed);
    } else {
        write_text(out, owed);
    }
}

/* What is owed for what happens at a time: by name, or all of it. */
static int tell_owed(const ix_rules *rules, const char *what, const char *on, bool json,
                     ix_arena *arena) {
    ix_when when = {IX_WHEN_INSTANT, ix_clock_now()};
    ix_error error = {0};
    if (on != NULL && ix_when_parse(&when, ix_str_from_cstr(on), &error) != IX_OK) {
        return cli_fail("--on %s: %s", on, error.text);
    }
    int64_t event = ix_when_instant(when, IX_ZONE_NEW_YORK);
    int count;
    const ix_str *names = ix_rules_obligations(rules, &count);
    ix_str wanted = what != NULL ? ix_str_from_cstr(what) : (ix_str){0};
    ix_buf out;
    ix_buf_init(&out, RULES_OUT_BYTES);
    for (int i = 0; i < count; i++) {
        ix_obligation owed;
        if ((what == NULL || ix_str_equal(names[i], wanted)) &&
            ix_rules_obligation(&owed, rules, names[i], event, arena, &error) == IX_OK) {
            write_owed(&out, &owed, json);
        }
    }
    if (out.len == 0) {
        ix_buf_free(&out);
        return cli_fail("nothing is owed of that name for that time: %s",
                        what != NULL ? what : "no obligation is on file");
    }
    return cli_print(&out);
}

static int tell_digest(const ix_rules *rules, bool json) {
    ix_buf out;
    ix_buf_init(&out, RULES_OUT_BYTES);
    ix_buf_append(&out, json ? IX_STR("{\"rules\":\"") : IX_STR("The rules are in order: "));
    ix_digest_print(&out, ix_rules_digest(rules));
    ix_buf_append(&out, json ? IX_STR("\"}\n") : IX_STR("\n"));
    return cli_print(&out);
}

static int run(int argc, char **argv) {
    cli_common common = {0};
    const char *owed = NULL;
    const char *on = NULL;
    const cli_option options[] = {
        {"--owed", OPTION_TEXT, &owed, "NAME",
         "When this is due: report_blocked_property, report_rejected_transaction, ..."},
        {"--on", OPTION_TEXT, &on, "TIME",
         "What is owed for what happens at this time. Default with --owed: now."},
        CLI_OPTION_JSON(common),
        CLI_OPTION_HOME(common),
        CLI_OPTION_DATA(common),
        {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &command_rules, options, argc, argv)) {
        return status;
    }
    if (words.count > 0) {
        return cli_fail("rules takes no argument, found '%s'", words.items[0]);
    }
    ix_arena arena;
    const ix_rules *rules;
    ix_arena_init(&arena, RULES_ARENA_BYTES);
    if (!load(&rules, &common, &arena)) {
        status = CLI_ERROR;
    } else if (owed == NULL && on == NULL) {
        status = tell_digest(rules, common.json);
    } else {
        status = tell_owed(rules, owed, on, common.json, &arena);
    }
    ix_arena_free(&arena);
    return status;
}

const cli_command command_rules = {.name = "rules",
                                   .summary = "check the rule files; when is something owed?",
                                   .usage = "interdict rules [OPTION]...\n",
                                   .run = run};
