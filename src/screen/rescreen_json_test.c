/* Tests of a re-screening in JSON, against its published schema. */
#include "rescreen_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "schema.h"

static void assert_written(const ix_rescreened *rescreened, const char *start, const char *inside) {
    static const ix_decision_style style;
    ix_buf out;
    ix_buf side;
    schema rules;
    json_error_t why;
    ix_buf_init(&out, 1 << 20);
    ix_buf_init(&side, 1 << 20);
    ix_rescreened_write_json(&out, rescreened, &style);
    assert_int_equal(out.status, IX_OK);
    assert_true(ix_str_starts_with(ix_buf_view(&out), ix_str_from_cstr(start)));
    assert_true(ix_str_find(ix_buf_view(&out), ix_str_from_cstr(inside), 0) > 0);
    ix_decision_write_json(&side, &rescreened->after, &style);
    assert_true(ix_str_find(ix_buf_view(&out), ix_buf_view(&side), 0) > 0);
    assert_true(schema_load(&rules, getenv("INTERDICT_SOURCE"), "rescreen.schema.json"));
    json_t *value = json_loadb(out.ptr, out.len, JSON_REJECT_DUPLICATES, &why);
    if (!schema_check(&rules, rules.root, value, "")) {
        fail_msg("%s", rules.fault);
    }
    json_decref(value);
    json_decref(rules.root);
    ix_buf_free(&out);
    ix_buf_free(&side);
}

static void both_sides_are_whole_decisions(void **state) {
    (void)state;
    rescreen_sample s;
    rescreen_sample_new_hit(&s);
    assert_written(&s.rescreened, "{\"subject\":{\"kind\":\"party\",",
                   "\"change\":\"newly_hit\",\"as_of\":\"2024-07-01\",\"since\":\"2024-06-21\","
                   "\"to\":null,\"differences\":[{\"entity\":\"us_ofac_sdn:45815\",");
    rescreen_sample_amended(&s);
    assert_written(&s.rescreened, "{\"subject\":{",
                   "\"change\":\"amended\",\"fields\":[\"effect\",\"state\"]}]");
}

static void what_cannot_be_screened_is_said_on_both_sides(void **state) {
    (void)state;
    rescreen_sample s;
    rescreen_sample_new_hit(&s);
    s.rescreened.change = IX_RESCREEN_NOT_SCREENED;
    s.rescreened.difference_count = 0;
    ix_decision_refuse(&s.rescreened.before, &s.before.party, IX_STR("Not screened: x."));
    ix_decision_refuse(&s.rescreened.after, &s.after.party, IX_STR("Not screened: x."));
    assert_written(&s.rescreened, "{\"subject\":{",
                   "\"change\":\"not_screened\",\"as_of\":\"2024-07-01\"");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_sides_are_whole_decisions),
        cmocka_unit_test(what_cannot_be_screened_is_said_on_both_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
