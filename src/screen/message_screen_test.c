/* Tests of screening a message: parts become one decision, places, hindrances. */
#include <interdict/os.h>

#include "test_message.h"

static void one_finding_with_all_its_places(void **state) {
    (void)state;
    ix_message message;
    ix_arena_reset(&w.request);
    ix_decision d =
        screen(&message, IX_STR("<Document><FIToFICstmrCdtTrf><CdtTrfTxInf><Dbtr><Nm>" LISTED
                                "</Nm></Dbtr><RmtInf><Ustrd>for " LISTED
                                "</Ustrd></RmtInf></CdtTrfTxInf></FIToFICstmrCdtTrf>"
                                "</Document>"));
    const ix_finding *finding = find(&d, KEY);
    assert_int_equal(d.verdict, IX_VERDICT_BLOCK);
    assert_int_equal(finding->place_count, 2);
    assert_int_equal(message.fields[finding->places[0].field].role, IX_MESSAGE_DEBTOR);
    assert_int_equal(message.fields[finding->places[1].field].role, IX_MESSAGE_REMITTANCE);
    assert_true(
        ix_str_equal(finding->places[0].normalized, IX_STR("andrei gennadyevich tikhonov")));
}

static void attributes_corroborate_and_contradict(void **state) {
    (void)state;
    static const char *const dates[] = {"1966-11-09", "1985-01-01"};
    for (int i = 0; i < 2; i++) {
        char text[512];
        ix_message message;
        snprintf(text, sizeof text,
                 "<Document><FIToFICstmrCdtTrf><CdtTrfTxInf><Cdtr><Nm>Andrey Tikhonov</Nm><Id>"
                 "<PrvtId><DtAndPlcOfBirth><BirthDt>%s</BirthDt></DtAndPlcOfBirth></PrvtId></Id>"
                 "</Cdtr></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>",
                 dates[i]);
        ix_arena_reset(&w.request);
        ix_decision d = screen(&message, ix_str_from_cstr(text));
        assert_int_equal(d.verdict, i == 0 ? IX_VERDICT_BLOCK : IX_VERDICT_INFO);
    }
}

static void typed_identifiers_decide(void **state) {
    (void)state;
    ix_message message;
    ix_arena_reset(&w.request);
    ix_decision d =
        screen(&message, IX_STR("<Document><X><Dbtr><Nm>Andrey Tikhonov</Nm><Id><PrvtId><Othr>"
                                "<Id>" PASSPORT "</Id><SchmeNm><Cd>CCPT</Cd></SchmeNm>"
                                "</Othr></PrvtId></Id></Dbtr></X></Document>"));
    assert_int_equal(d.verdict, IX_VERDICT_BLOCK);
    d = screen(&message,
               IX_STR("<Document><X><Dbtr><Nm>Somebody</Nm><Id><PrvtId><Othr><Id>" PASSPORT
                      "</Id></Othr></PrvtId></Id></Dbtr></X></Document>"));
    assert_int_equal(d.verdict, IX_VERDICT_REVIEW);
    assert_int_equal(d.open, IX_VERDICT_BLOCK);
}

static void wrong_check_digits_are_told(void **state) {
    (void)state;
    ix_message message;
    ix_arena_reset(&w.request);
    ix_decision d =
        screen(&message, IX_STR("<Document><X><Cdtr><Nm>Somebody</Nm></Cdtr><CdtrAcct><Id>"
                                "<IBAN>DE89370400440532013001</IBAN></Id></CdtrAcct></X>"
                                "</Document>"));
    assert_int_equal(d.oddity_count, 1);
    assert_true(ix_str_equal(d.oddities[0].kind, IX_STR("check_digit")));
    assert_true(ix_str_equal(d.oddities[0].where, IX_STR("CdtrAcct/Id/IBAN")));
}

/* A party with more values than are asked: not screened whole, but the rest of the message is. */
static void too_much_of_one_party(void **state) {
    (void)state;
    static char text[16384];
    strcpy(text, "<Document><X><Cdtr><Nm>Somebody</Nm><Id>");
    for (int i = 0; i < 70; i++) {
        sprintf(text + strlen(text), "<Othr><Id>NUMBER%d</Id></Othr>", i);
    }
    strcat(text, "</Id></Cdtr><Dbtr><Nm>" LISTED "</Nm></Dbtr></X></Document>");
    ix_message message;
    ix_arena_reset(&w.request);
    ix_decision d = screen(&message, ix_str_from_cstr(text));
    assert_int_equal(d.verdict, IX_VERDICT_NOT_SCREENED);
    assert_int_equal(d.open, IX_VERDICT_BLOCK);
    assert_non_null(find(&d, KEY));
    assert_true(d.has_coverage && d.coverage.total == (int64_t)strlen(text));
    assert_true(ix_str_find(d.reason, IX_STR("too many identifiers"), 0) >= 0);
}

static void memory_runs_out(void **state) {
    (void)state;
    for (size_t cap = 1000; cap < 400000; cap += 9973) {
        ix_arena small;
        ix_message message;
        ix_decision d = {.verdict = IX_VERDICT_CLEAR};
        ix_error error = {.status = IX_OK};
        int64_t at = 0;
        ix_arena_init(&small, cap);
        ix_status status = ix_message_read(&message, &at, IX_STR("{4:\n:59:Somebody\n-}"),
                                           IX_STR("t"), 1, NULL, &small, &error);
        if (status == IX_OK) {
            ix_screen_message(&d, &w.screener, &message, &context, world_time("2024-07-01"),
                              world_time(NULL), NULL, &small, &error);
            assert_true(d.verdict == IX_VERDICT_NOT_SCREENED || d.verdict == IX_VERDICT_CLEAR);
        } else {
            assert_int_equal(status, IX_E_MEMORY);
        }
        ix_arena_free(&small);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_finding_with_all_its_places),
        cmocka_unit_test(attributes_corroborate_and_contradict),
        cmocka_unit_test(typed_identifiers_decide),
        cmocka_unit_test(wrong_check_digits_are_told),
        cmocka_unit_test(too_much_of_one_party),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
