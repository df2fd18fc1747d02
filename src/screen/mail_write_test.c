/* The parts of an e-mail in JSON. */
#include "test_text.h"

#include "schema.h"
#include "test_mail.h"

static void parts_are_written_as_the_schema_says(void **state) {
    (void)state;
    ix_decision d;
    ix_error error = {.status = IX_OK};
    ix_mail mail;
    ix_mail_tools tools = ix_mail_tools_system;
    schema rules;
    json_error_t why;
    ix_buf out;
    tools.convert = mail_test_convert;
    ix_buf_init(&out, 1 << 20);
    assert_int_equal(ix_mail_read(&mail,
                                  IX_STR("Content-Type: multipart/mixed; boundary=x\n\n--x\n\n"
                                         "Andrei Gennadyevich Tikhonov\n--x\n"
                                         "Content-Type: text/html\n\n<p>a\n--x\n"
                                         "Content-Type: image/png; name=a.png\n\nxx\n--x--\n"),
                                  IX_STR("a.eml"), &tools, &w.request, &error),
                     IX_OK);
    assert_int_equal(ix_screen_mail(&d, &w.screener, &mail, &context, world_time("2024-07-01"),
                                    world_time(NULL), NULL, &w.request, &error),
                     IX_OK);
    ix_decision_write_json(&out, &d, &(ix_decision_style){.limit = 0});
    json_t *line = json_loadb(out.ptr, out.len, 0, &why);
    assert_non_null(line);
    assert_true(schema_load(&rules, getenv("INTERDICT_SOURCE"), "decision.schema.json"));
    if (!schema_check(&rules, rules.root, line, "decision")) {
        fail_msg("%s", rules.fault);
    }
    json_t *parts = json_object_get(json_object_get(line, "subject"), "parts");
    assert_int_equal(json_array_size(parts), 4);
    json_t *last = json_array_get(parts, 3);
    assert_string_equal(json_string_value(json_object_get(last, "name")), "a.png");
    assert_true(json_is_null(json_object_get(last, "read")));
    assert_string_equal(json_string_value(json_object_get(json_array_get(parts, 2), "by")), "test");
    json_t *exempt = json_object_get(json_object_get(line, "coverage"), "exempt_by");
    assert_int_equal(json_integer_value(json_object_get(exempt, "markup")), mail.coverage.exempt);
    json_decref(line);
    json_decref(rules.root);
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(parts_are_written_as_the_schema_says)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
