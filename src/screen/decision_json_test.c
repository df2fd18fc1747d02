/* Tests of the JSON form: its exact bytes, its id, and that the published schema fits it. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "schema.h"

static const ix_decision_style plain;

static void write(ix_buf *out, const ix_decision *decision, const ix_decision_style *style) {
    ix_buf_init(out, 1 << 20);
    ix_decision_write_json(out, decision, style);
    assert_int_equal(out->status, IX_OK);
}

static void assert_fits(const ix_buf *out) {
    schema s;
    json_error_t why;
    assert_true(schema_load(&s, getenv("INTERDICT_SOURCE"), "decision.schema.json"));
    json_t *value = json_loadb(out->ptr, out->len, JSON_REJECT_DUPLICATES, &why);
    assert_non_null(value);
    if (!schema_check(&s, s.root, value, "")) {
        fail_msg("%s in %.*s", s.fault, (int)out->len, out->ptr);
    }
    json_decref(value);
    json_decref(s.root);
}

static void assert_holds(const ix_buf *out, const char *text) {
    if (ix_str_find(ix_buf_view(out), ix_str_from_cstr(text), 0) < 0) {
        fail_msg("%s is not in %.*s", text, (int)out->len, out->ptr);
    }
}

static void keys_stand_in_their_order(void **state) {
    (void)state;
    static const char *const keys[] = {"{\"id\":\"",
                                       "\"subject\":",
                                       "\"as_of\":\"2024-07-01\"",
                                       "\"known_at\":null",
                                       "\"engine\":",
                                       "\"version\":",
                                       "\"image\":",
                                       "\"rules\":",
                                       "\"policy\":",
                                       "\"knowledge\":",
                                       "\"lists\":[",
                                       "\"verdict\":\"block\"",
                                       "\"open\":null",
                                       "\"reason\":",
                                       "\"findings_total\":1",
                                       "\"findings\":[",
                                       "\"entity\":",
                                       "\"party\":",
                                       "\"listing\":",
                                       "\"list\":",
                                       "\"source\":",
                                       "\"programs\":",
                                       "\"announced\":",
                                       "\"published\":",
                                       "\"effective_from\":",
                                       "\"effective_until\":",
                                       "\"basis\":",
                                       "\"reason\":",
                                       "\"effect\":",
                                       "\"authority\":",
                                       "\"binds\":",
                                       "\"depends_on\":[]",
                                       "\"verified\":true",
                                       "\"score\":0.9871",
                                       "\"matched\":",
                                       "\"evidence\":[",
                                       "\"obligations\":[",
                                       "\"anomalies\":[",
                                       "\"coverage\":null"};
    sample s;
    ix_buf out;
    sample_block(&s);
    write(&out, &s.decision, &plain);
    ptrdiff_t at = 0;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        ptrdiff_t next = ix_str_find(ix_buf_view(&out), ix_str_from_cstr(keys[i]), at);
        if (next < 0) {
            fail_msg("%s is missing or out of place in %.*s", keys[i], (int)out.len, out.ptr);
        }
        at = next + 1;
    }
    ix_buf_free(&out);
}

static void numbers_are_written_from_integers(void **state) {
    (void)state;
    sample s;
    ix_buf out;
    sample_block(&s);
    write(&out, &s.decision, &plain);
    assert_holds(&out, "\"query\":\"Tikhonov\",\"listed\":\"TIKHONOV\",\"relation\":\"equal\","
                       "\"bits\":11.500,\"span\":[7,15],\"where\":\"name\"}");
    assert_holds(&out, "\"query\":null,\"listed\":\"Gennadyevich\",\"relation\":\"missing\","
                       "\"bits\":-0.250,\"span\":null,\"where\":null}");
    assert_holds(&out, "{\"what\":\"report_blocked_property\",\"due\":\"2024-07-16\","
                       "\"authority\":\"31 CFR 501.603\"");
    assert_holds(&out, "\"matched\":{\"name\":\"TIKHONOV, Andrey\",\"kind\":\"strong\","
                       "\"read_as\":null}");
    ix_buf_free(&out);
}

/* `id` is the SHA-256 of the line's bytes without the id member. */
static void the_id_is_the_hash_of_the_rest(void **state) {
    (void)state;
    sample s;
    ix_buf out;
    ix_buf rest;
    ix_digest stated;
    sample_block(&s);
    write(&out, &s.decision, &plain);
    assert_true(ix_digest_parse(&stated, ix_str_slice(ix_buf_view(&out), 7, 71)));
    ix_buf_init(&rest, 1 << 20);
    ix_buf_append_char(&rest, '{');
    ix_buf_append(&rest, ix_str_slice(ix_buf_view(&out), 73, (ptrdiff_t)out.len));
    ix_digest actual = ix_sha256(ix_buf_view(&rest));
    assert_true(ix_digest_equal(&stated, &actual));
    ix_buf_free(&rest);
    ix_buf_free(&out);
}

static void the_schema_fits_what_is_written(void **state) {
    (void)state;
    sample s;
    ix_buf out;
    sample_block(&s);
    write(&out, &s.decision, &plain);
    assert_fits(&out);
    ix_buf_free(&out);

    s.listings[1] = s.listings[0]; /* a second listing, and everything else at its fullest */
    s.listings[1].source = IX_STR("SSI");
    s.listings[1].effect = IX_VERDICT_PROHIBITED;
    s.listings[1].law.depends_on = s.depends;
    s.listings[1].law.depends_count = 1;
    s.listings[1].times.state = IX_LISTING_GAP;
    s.listings[1].times.basis = IX_BASIS_ARCHIVE_GAP;
    s.finding.listing_count = 2;
    s.decision.open = IX_VERDICT_BLOCK;
    s.decision.known_at = (ix_when){IX_WHEN_INSTANT, 1719800000};
    s.decision.has_coverage = true;
    s.party.id = IX_STR("C-1");
    s.party.line = 12;
    s.party.gender = IX_GENDER_MALE;
    s.party.aliases[s.party.alias_count++] = IX_STR("A. Tikhonov");
    write(&out, &s.decision, &plain);
    assert_fits(&out);
    ix_buf_free(&out);
}

static void a_bare_decision_has_every_key(void **state) {
    (void)state;
    static const ix_party nobody;
    ix_decision decision = {.as_of = sample_day(SAMPLE_2024_07_01)};
    ix_buf out;
    ix_decision_refuse(&decision, &nobody, IX_STR("Not screened: no list is loaded."));
    write(&out, &decision, &plain);
    assert_fits(&out);
    assert_holds(&out, "\"verdict\":\"not_screened\",\"open\":null,\"reason\":\"Not screened: no "
                       "list is loaded.\",\"findings_total\":0,\"findings\":[],");
    assert_holds(&out, "\"image\":null");
    assert_holds(&out, "\"subject\":{\"kind\":\"party\",\"id\":null,\"line\":null,\"name\":null,"
                       "\"type\":\"any\",\"aliases\":[],\"dob\":[],\"country\":[],\"gender\":null,"
                       "\"identifiers\":[],\"addresses\":[],\"birth_places\":[]}");
    ix_buf_free(&out);
}

static void a_run_stands_for_what_is_common(void **state) {
    (void)state;
    sample s;
    ix_buf out;
    ix_digest run = ix_sha256(IX_STR("run"));
    sample_block(&s);
    write(&out, &s.decision, &(ix_decision_style){.run = &run});
    assert_fits(&out);
    assert_true(ix_str_find(ix_buf_view(&out), IX_STR("\"engine\""), 0) < 0);
    assert_true(ix_str_find(ix_buf_view(&out), IX_STR("\"as_of\""), 0) < 0);
    assert_holds(&out, "},\"known_at\":null,\"run\":\"");
    ix_buf_free(&out);
}

static void a_text_is_a_subject(void **state) {
    (void)state;
    sample s;
    ix_buf out;
    ix_text_subject text = {IX_STR("release.txt"), 5000, ix_sha256(IX_STR("text"))};
    sample_block(&s);
    s.decision.party = NULL;
    s.decision.text = &text;
    write(&out, &s.decision, &plain);
    assert_fits(&out);
    assert_holds(&out, "\"subject\":{\"kind\":\"text\",\"source\":\"release.txt\",\"bytes\":5000,");
    assert_holds(&out, "\"where\":\"text\"");
    ix_buf_free(&out);
}

static void the_limit_cuts_what_is_printed_only(void **state) {
    (void)state;
    sample s;
    ix_buf out;
    ix_finding findings[3];
    sample_block(&s);
    for (int i = 0; i < 3; i++) {
        findings[i] = s.finding;
    }
    s.decision.findings = findings;
    s.decision.finding_count = 3;
    write(&out, &s.decision, &(ix_decision_style){.limit = 2});
    json_t *value = json_loadb(out.ptr, out.len, 0, NULL);
    assert_int_equal(json_array_size(json_object_get(value, "findings")), 2);
    assert_int_equal(json_integer_value(json_object_get(value, "findings_total")), 3);
    json_decref(value);
    ix_buf_free(&out);
}

static void output_is_valid_utf8_whatever_came_in(void **state) {
    (void)state;
    sample s;
    ix_buf out;
    sample_block(&s);
    s.party.id = IX_STR("\xFF\xFE");
    s.finding.name = IX_STR("A\xC3");
    write(&out, &s.decision, &plain);
    assert_true(ix_utf8_is_valid(ix_buf_view(&out)));
    assert_fits(&out);
    ix_buf_free(&out);
}

static void a_full_buffer_is_told(void **state) {
    (void)state;
    sample s;
    ix_buf out;
    sample_block(&s);
    ix_buf_init(&out, 100);
    ix_decision_write_json(&out, &s.decision, &plain);
    assert_int_equal(out.status, IX_E_LIMIT);
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_stand_in_their_order),
        cmocka_unit_test(numbers_are_written_from_integers),
        cmocka_unit_test(the_id_is_the_hash_of_the_rest),
        cmocka_unit_test(the_schema_fits_what_is_written),
        cmocka_unit_test(a_bare_decision_has_every_key),
        cmocka_unit_test(a_run_stands_for_what_is_common),
        cmocka_unit_test(a_text_is_a_subject),
        cmocka_unit_test(the_limit_cuts_what_is_printed_only),
        cmocka_unit_test(output_is_valid_utf8_whatever_came_in),
        cmocka_unit_test(a_full_buffer_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
