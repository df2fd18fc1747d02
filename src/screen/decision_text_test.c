/* Tests of the text form: what a person must see, and that nothing hostile reaches the terminal. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void write(ix_buf *out, const ix_decision *decision, ix_decision_style style) {
    ix_buf_init(out, 1 << 20);
    ix_decision_write_text(out, decision, &style);
    assert_int_equal(out->status, IX_OK);
}

static bool holds(const ix_buf *out, const char *text) {
    return ix_str_find(ix_buf_view(out), ix_str_from_cstr(text), 0) >= 0;
}

static void assert_holds(const ix_buf *out, const char *text) {
    if (!holds(out, text)) {
        fail_msg("'%s' is not in\n%.*s", text, (int)out->len, out->ptr);
    }
}

static void the_whole_page(void **state) {
    (void)state;
    static const char expected[] =
        "BLOCK  Andrey Tikhonov  as of 2024-07-01\n"
        "Presumed to be somebody.\n"
        "\n"
        "1. TIKHONOV, Andrei Gennadyevich\n"
        "   effect        blocked\n"
        "   identity      established, score 0.9871: name and date of birth agree\n"
        "   entity        us_ofac_sdn:45815, person, by its strong a.k.a. TIKHONOV, Andrey\n"
        "   listing       us_ofac_sdn: RUSSIA-EO14024\n"
        "   time          in force, announced 2024-06-21, from 2024-06-21 (by a dated act)\n"
        "   authority     E.O. 14024; 31 CFR part 587\n"
        "   binds         US persons\n"
        "   note          Secondary sanctions risk\n"
        "                 E.O. 14114\n"
        "   owed          report blocked property by 2024-07-16, 31 CFR 501.603\n"
        "                 10 business days\n"
        "   agrees        +14.123  The date of birth is the listed one, 9 November 1966.\n"
        "                 +11.500  \"Tikhonov\" is the listed \"TIKHONOV\" (name, bytes 7-15).\n"
        "   differs        +6.002  \"Andrey\" is another form of the listed \"Andrei\" "
        "(name, bytes 0-6).\n"
        "   missing        -0.250  The listed \"Gennadyevich\" was not asked about.\n"
        "\n"
        "   anomalies     homoglyph in name: bytes 0-6\n"
        "\n"
        "   lists         us_ofac_sdn of 2024-06-21, 15402 entities\n";
    sample s;
    ix_buf out;
    sample_block(&s);
    write(&out, &s.decision, (ix_decision_style){.limit = 10});
    if (!ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(expected))) {
        fail_msg("got\n%.*s\nexpected\n%s", (int)out.len, out.ptr, expected);
    }
    ix_buf_free(&out);
}

static void colour_only_where_asked_for(void **state) {
    (void)state;
    sample s;
    ix_buf out;
    sample_block(&s);
    write(&out, &s.decision, (ix_decision_style){.color = false});
    assert_false(holds(&out, "\033"));
    ix_buf_free(&out);
    write(&out, &s.decision, (ix_decision_style){.color = true});
    assert_holds(&out, "\033[1;31mBLOCK\033[0m");
    ix_buf_free(&out);
}

static void open_alerts_and_stale_lists_are_seen(void **state) {
    (void)state;
    sample s;
    ix_buf out;
    sample_block(&s);
    s.decision.verdict = IX_VERDICT_REVIEW;
    s.decision.open = IX_VERDICT_BLOCK;
    s.finding.identity = IX_IDENTITY_OPEN;
    s.finding.unasked = 1u << IX_EVIDENCE_DOB | 1u << IX_EVIDENCE_IDENTIFIER;
    s.finding.read_as = IX_STR("Andrey Tikhonov");
    s.list.stale = true;
    s.list.age_days = 45;
    write(&out, &s.decision, (ix_decision_style){.limit = 0});
    assert_holds(&out, "REVIEW, open: BLOCK  Andrey Tikhonov");
    assert_holds(&out, "blocked if it is the same party");
    assert_holds(&out, "   read as       Andrey Tikhonov\n");
    assert_holds(&out,
                 "   to settle it  The listed party has a date of birth and identifiers, not ");
    assert_holds(&out, "stale: 45 days old");
    ix_buf_free(&out);
}

static void a_cut_list_says_so(void **state) {
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
    write(&out, &s.decision, (ix_decision_style){.limit = 1});
    assert_holds(&out, "2 more findings are not printed (--limit 1).\n");
    assert_false(holds(&out, "\n2. "));
    ix_buf_free(&out);
}

static void removed_listings_say_when(void **state) {
    (void)state;
    sample s;
    ix_buf out;
    sample_block(&s);
    s.listings[0].removed = IX_STR("removed between the versions published A and B");
    s.listings[0].times.state = IX_LISTING_ENDED;
    write(&out, &s.decision, (ix_decision_style){.limit = 0});
    assert_holds(&out, "removed       removed between the versions published A and B\n");
    ix_buf_free(&out);
}

static void nothing_hostile_reaches_the_terminal(void **state) {
    (void)state;
    sample s;
    ix_buf out;
    sample_block(&s);
    s.party.name = IX_STR("\033]0;owned\007 Tikhonov");
    s.finding.name = IX_STR("A\033[2JB");
    s.decision.reason = IX_STR("\xC2\x9B");
    s.odd.detail = IX_STR("\xE2\x80\xAE");
    write(&out, &s.decision, (ix_decision_style){.color = false});
    assert_false(holds(&out, "\033"));
    assert_false(holds(&out, "\xC2\x9B"));
    assert_false(holds(&out, "\xE2\x80\xAE"));
    ix_buf_free(&out);
}

static void a_refusal_is_loud(void **state) {
    (void)state;
    static const ix_party nobody = {.name = {"Somebody", 8}};
    ix_decision d = {.as_of = {IX_WHEN_DATE, SAMPLE_2024_07_01}};
    ix_buf out;
    ix_decision_refuse(&d, &nobody, IX_STR("Not screened: no list is loaded."));
    write(&out, &d, (ix_decision_style){.limit = 10});
    assert_true(ix_str_equal(ix_buf_view(&out), IX_STR("NOT SCREENED  Somebody  as of 2024-07-01\n"
                                                       "Not screened: no list is loaded.\n")));
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_page),
        cmocka_unit_test(colour_only_where_asked_for),
        cmocka_unit_test(open_alerts_and_stale_lists_are_seen),
        cmocka_unit_test(a_cut_list_says_so),
        cmocka_unit_test(removed_listings_say_when),
        cmocka_unit_test(nothing_hostile_reaches_the_terminal),
        cmocka_unit_test(a_refusal_is_loud),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
