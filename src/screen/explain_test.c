/* Tests of the explanation: what is written is read back and said, and what is none is refused. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void write(ix_buf *json, const ix_decision *decision, const ix_digest *run) {
    ix_buf_init(json, 1 << 20);
    ix_decision_write_json(json, decision, &(ix_decision_style){.run = run});
    assert_int_equal(json->status, IX_OK);
}

static void explain(ix_buf *out, ix_str json, ix_str run) {
    ix_error error = {.status = IX_OK};
    ix_buf_init(out, 1 << 20);
    if (ix_decision_explain(out, json, run, &error) != IX_OK) {
        fail_msg("%s", error.text);
    }
}

static void assert_holds(const ix_buf *out, const char *text) {
    if (ix_str_find(ix_buf_view(out), ix_str_from_cstr(text), 0) < 0) {
        fail_msg("'%s' is not in\n%.*s", text, (int)out->len, out->ptr);
    }
}

static void a_block_in_sentences(void **state) {
    (void)state;
    static const char *const sentences[] = {
        "Asked about: Andrey Tikhonov, person, born 9 November 1966, of RU, passport 530193947.\n",
        "The law asked about is that of 2024-07-01.\n",
        "The verdict is block. Presumed to be somebody.\n",
        "1. TIKHONOV, Andrei Gennadyevich (us_ofac_sdn:45815, person) was met by its strong a.k.a. "
        "\"TIKHONOV, Andrey\" with a score of 0.9871.\n",
        "Identity: established, presumed true until a person confirms: name and date of birth "
        "agree.\n",
        "What agrees:\n   - The date of birth is the listed one, 9 November 1966: strong evidence "
        "for it (14.123 bits).\n",
        "What differs:\n   - \"Andrey\" is another form of the listed \"Andrei\": fair evidence "
        "for it (6.002 bits, bytes 0 to 6 of the name).\n",
        "What is missing:\n   - The listed \"Gennadyevich\" was not asked about: next to no "
        "evidence against it (-0.250 bits).\n",
        "It stands on us_ofac_sdn under RUSSIA-EO14024; announced 2024-06-21; in effect from "
        "2024-06-21 (by a dated act, jy2420).\n",
        "The law asks: blocked. Authority: E.O. 14024; 31 CFR part 587. It binds US persons.\n",
        "Note: Secondary sanctions risk (E.O. 14114)\n",
        "Owed: report blocked property by 2024-07-16 under 31 CFR 501.603 (10 business days).\n",
        "Odd in what was asked:\n   - homoglyph in name: bytes 0-6\n",
        "Screened against:\n   - us_ofac_sdn, published 2024-06-21, SHA-256 ",
        "Its id agrees with its bytes"};
    sample s;
    ix_buf json;
    ix_buf out;
    sample_block(&s);
    write(&json, &s.decision, NULL);
    explain(&out, ix_buf_view(&json), (ix_str){0});
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++) {
        assert_holds(&out, sentences[i]);
    }
    ix_buf_free(&out);
    ix_buf_free(&json);
}

static void an_open_alert_asks_for_a_person(void **state) {
    (void)state;
    sample s;
    ix_buf json;
    ix_buf out;
    sample_block(&s);
    s.decision.verdict = IX_VERDICT_REVIEW;
    s.decision.open = IX_VERDICT_BLOCK;
    s.finding.identity = IX_IDENTITY_OPEN;
    s.evidence[0].relation = IX_RELATION_CONTRADICTS;
    s.finding.unasked = 1u << IX_EVIDENCE_ADDRESS;
    write(&json, &s.decision, NULL);
    explain(&out, ix_buf_view(&json), (ix_str){0});
    assert_holds(&out, "whose effect would be block");
    assert_holds(&out, "What contradicts:\n   - The date of birth asked, 9 November 1966, "
                       "contradicts the listed 9 November 1966: ");
    assert_holds(&out, "All in all 31.375 bits, which is above the alert bar of 0.7000.\n");
    assert_holds(&out, "What would settle it: The listed party has an address, not asked about.\n");
    assert_holds(&out, "If it is the same party, the law asks: blocked.");
    ix_buf_free(&out);
    ix_buf_free(&json);
}

static void what_is_below_the_bar_would_ask_for_more(void **state) {
    (void)state;
    sample s;
    ix_buf json;
    ix_buf out;
    sample_block(&s);
    s.finding.identity = IX_IDENTITY_BELOW;
    s.finding.effect = IX_VERDICT_INFO;
    write(&json, &s.decision, NULL);
    explain(&out, ix_buf_view(&json), (ix_str){0});
    assert_holds(&out, "For information only; were it the same party, the law would ask: blocked.");
    assert_true(ix_str_find(ix_buf_view(&out), IX_STR("Note: "), 0) < 0);
    ix_buf_free(&out);
    ix_buf_free(&json);
}

static void a_changed_decision_is_noticed(void **state) {
    (void)state;
    sample s;
    ix_buf json;
    ix_buf out;
    sample_block(&s);
    write(&json, &s.decision, NULL);
    ptrdiff_t at = ix_str_find(ix_buf_view(&json), IX_STR("0.9871"), 0);
    json.ptr[at + 2] = '1';
    explain(&out, ix_buf_view(&json), (ix_str){0});
    assert_holds(&out, "CAUTION: its id does not agree");
    ix_buf_free(&out);
    ix_buf_free(&json);
}

static void a_batch_line_is_explained_with_its_run(void **state) {
    (void)state;
    sample s;
    ix_buf json;
    ix_buf run;
    ix_buf out;
    ix_str columns[] = {IX_STR("kunde"), IX_STR("note")};
    ix_str fields[] = {IX_STR("name"), {NULL, 0}};
    sample_block(&s);
    ix_buf_init(&run, 1 << 20);
    ix_run_write_json(&run, &s.decision, columns, fields, 2);
    ix_digest digest = ix_sha256(ix_buf_view(&run));
    write(&json, &s.decision, &digest);
    explain(&out, ix_buf_view(&json), ix_buf_view(&run));
    assert_holds(&out, "The law asked about is that of 2024-07-01.\n");
    assert_holds(&out, "us_ofac_sdn, published 2024-06-21");
    ix_buf_free(&out);
    explain(&out, ix_buf_view(&json), IX_STR("{\"as_of\":\"1999-01-01\"}")); /* of another run */
    assert_holds(&out, "The verdict is block.");
    assert_holds(&out, "which was not found");
    ix_buf_free(&out);
    ix_buf_free(&run);
    ix_buf_free(&json);
}

static void what_is_no_decision_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      "{]",
                                      "{}",
                                      "[]",
                                      "7",
                                      "null",
                                      "{\"verdict\":\"clear\"}",
                                      ("{\"verdict\":\"fine\",\"subject\":{},\"findings\":[],"
                                       "\"reason\":\"x\"}"),
                                      "{\"verdict\":\"clear\",\"verdict\":\"block\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ix_error error = {.status = IX_OK};
        ix_buf out;
        ix_buf_init(&out, 1 << 20);
        assert_int_equal(ix_decision_explain(&out, ix_str_from_cstr(bad[i]), (ix_str){0}, &error),
                         IX_E_INPUT);
        assert_true(error.text[0] != '\0');
        ix_buf_free(&out);
    }
}

static void values_of_other_types_do_no_harm(void **state) {
    (void)state;
    static const char json[] =
        "{\"verdict\":\"block\",\"reason\":\"x\",\"subject\":{\"name\":7,\"dob\":[1,null]},"
        "\"findings\":[null,5,{\"evidence\":[{\"bits\":1e300,\"span\":[1,\"x\"]}],\"score\":\"y\","
        "\"listing\":[]}],\"lists\":{},\"anomalies\":[[]]}";
    ix_buf out;
    explain(&out, ix_str_from_cstr(json), (ix_str){0});
    assert_true(ix_utf8_is_valid(ix_buf_view(&out)));
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_in_sentences),
        cmocka_unit_test(an_open_alert_asks_for_a_person),
        cmocka_unit_test(what_is_below_the_bar_would_ask_for_more),
        cmocka_unit_test(a_changed_decision_is_noticed),
        cmocka_unit_test(a_batch_line_is_explained_with_its_run),
        cmocka_unit_test(what_is_no_decision_is_refused),
        cmocka_unit_test(values_of_other_types_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
