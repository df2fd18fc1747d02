/* Tests of messages in writing: the JSON is what the schema says, the page for people is whole. */
#include <interdict/os.h>

#include "test_message.h"
#include "schema.h"

static const char *const texts[] = {
    "{1:F01AAAADEFFXXXX0000000000}{2:I103BBBBUS33XXXXN}{4:\n:20:REF1\n:59:" LISTED "\n-}",
    "<Document><FIToFICstmrCdtTrf><CdtTrfTxInf><Cdtr><Nm>" LISTED "</Nm></Document>", ""};

static void json_is_what_the_schema_says(void **state) {
    (void)state;
    schema s;
    assert_true(schema_load(&s, getenv("INTERDICT_SOURCE"), "decision.schema.json"));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        static const ix_decision_style style;
        ix_message message;
        ix_buf out;
        ix_arena_reset(&w.request);
        ix_decision d = screen(&message, ix_str_from_cstr(texts[i]));
        ix_buf_init(&out, (size_t)1 << 24);
        ix_decision_write_json(&out, &d, &style);
        json_t *value = json_loadb(out.ptr, out.len, 0, NULL);
        if (value == NULL || !schema_check(&s, s.root, value, "")) {
            fail_msg("%s: %.*s", s.fault, (int)out.len, out.ptr);
        }
        json_decref(value);
        ix_buf_free(&out);
    }
    json_decref(s.root);
}

/* A frame, and what is said once of all its decisions, change no byte. */
static void a_frame_changes_no_line(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        static const ix_decision_style plain;
        ix_screen_options options = {.frame = NULL};
        ix_decision_style said = plain;
        ix_message message;
        ix_decision framed;
        ix_buf a, b;
        ix_error error = {.status = IX_OK};
        ix_arena_reset(&w.request);
        ix_decision alone = screen(&message, ix_str_from_cstr(texts[i]));
        assert_int_equal(ix_screen_frame_make(&options.frame, &w.screener, &context,
                                              world_time("2024-07-01"), world_time(NULL), NULL,
                                              &w.request, &error),
                         IX_OK);
        said.clear = ix_clear_line_make(options.frame, &plain, &w.request);
        assert_non_null(said.clear);
        ix_screen_message(&framed, &w.screener, &message, &context, world_time("2024-07-01"),
                          world_time(NULL), &options, &w.request, &error);
        ix_buf_init(&a, (size_t)1 << 24);
        ix_buf_init(&b, (size_t)1 << 24);
        ix_decision_write_json(&a, &alone, &plain);
        ix_decision_write_json(&b, &framed, &said);
        assert_true(a.status == IX_OK && ix_str_equal(ix_buf_view(&a), ix_buf_view(&b)));
        ix_buf_free(&a);
        ix_buf_free(&b);
    }
}

static void the_page_for_people(void **state) {
    (void)state;
    static const ix_decision_style style;
    ix_message message;
    ix_buf out;
    ix_arena_reset(&w.request);
    ix_decision d = screen(&message, ix_str_from_cstr(texts[0]));
    ix_buf_init(&out, (size_t)1 << 24);
    ix_decision_write_text(&out, &d, &style);
    static const char *const parts[] = {"BLOCK  MT103 REF1", "creditor: " LISTED,
                                        "59 (creditor), \"" LISTED "\", bytes 67-95",
                                        "0 not understood"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (ix_str_find(ix_buf_view(&out), ix_str_from_cstr(parts[i]), 0) < 0) {
            fail_msg("'%s' is not in %.*s", parts[i], (int)out.len, out.ptr);
        }
    }
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_what_the_schema_says),
        cmocka_unit_test(a_frame_changes_no_line),
        cmocka_unit_test(the_page_for_people),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
