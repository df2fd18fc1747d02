/* Tests of the run record: what it holds, against its published schema. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "schema.h"

static void holds_what_decisions_have_in_common(void **state) {
    (void)state;
    sample s;
    ix_buf out;
    schema rules;
    json_error_t why;
    ix_str columns[] = {IX_STR("Kunde"), IX_STR("note")};
    ix_str fields[] = {IX_STR("name"), {NULL, 0}};
    sample_block(&s);
    ix_buf_init(&out, 1 << 20);
    ix_run_write_json(&out, &s.decision, columns, fields, 2);
    assert_int_equal(out.status, IX_OK);
    assert_true(
        ix_str_starts_with(ix_buf_view(&out), IX_STR("{\"as_of\":\"2024-07-01\",\"known_at\":null,"
                                                     "\"engine\":{\"version\":\"")));
    assert_true(
        ix_str_ends_with(ix_buf_view(&out),
                         IX_STR("\"context\":{\"user\":\"private\",\"nexus\":\"us\",\"role\":null,"
                                "\"activity\":null,\"license\":null,\"owners\":null,\"accepted\":"
                                "null},\"bars\":{\"threshold\":0.7000,"
                                "\"alert\":"
                                "0.7000,\"establish\":0.8500},\"columns\":[{\"column\":\"Kunde\","
                                "\"field\":\"name\"},{\"column\":\"note\",\"field\":null}]}\n")));
    assert_true(schema_load(&rules, getenv("INTERDICT_SOURCE"), "run.schema.json"));
    json_t *value = json_loadb(out.ptr, out.len, JSON_REJECT_DUPLICATES, &why);
    if (!schema_check(&rules, rules.root, value, "")) {
        fail_msg("%s", rules.fault);
    }
    json_decref(value);
    json_decref(rules.root);
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(holds_what_decisions_have_in_common)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
