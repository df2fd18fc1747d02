/* Tests of fields in lines: numbered ones, names broken over lines, Russian in Latin letters. */
#include <interdict/os.h>

#include "message_lines.h"
#include "test_message.h"

static void numbered_lines(void **state) {
    (void)state;
    ix_message message;
    ix_decision d =
        screen(&message, IX_STR("{4:\n:50F:CCPT/RU/530193947\n1/ANDREY TIKHONOV\n3/RU/TVER\n"
                                "4/19661109\n5/RU/TVER\n7/RU/4511483349\n-}"));
    static const struct {
        ix_message_kind kind;
        const char *value;
    } expected[] = {{IX_VALUE_COUNTRY, "RU"},
                    {IX_VALUE_IDENTIFIER, "530193947"},
                    {IX_VALUE_NAME, "ANDREY TIKHONOV"},
                    {IX_VALUE_COUNTRY, "RU"},
                    {IX_VALUE_TOWN, "TVER"},
                    {IX_VALUE_BIRTH_DATE, "1966-11-09"},
                    {IX_VALUE_BIRTH_COUNTRY, "RU"},
                    {IX_VALUE_BIRTH_TOWN, "TVER"},
                    {IX_VALUE_TEXT, "RU"},
                    {IX_VALUE_IDENTIFIER, "4511483349"}};
    assert_int_equal(message.field_count, sizeof expected / sizeof expected[0]);
    for (int32_t i = 0; i < message.field_count; i++) {
        assert_int_equal(message.fields[i].kind, expected[i].kind);
        assert_true(ix_str_equal(message.fields[i].value, ix_str_from_cstr(expected[i].value)));
    }
    assert_int_equal(message.fields[1].identifier, IX_ID_PASSPORT);
    assert_int_equal(d.verdict, IX_VERDICT_BLOCK); /* the passport is typed */
}

static void names_broken_over_lines(void **state) {
    (void)state;
    static const char *const broken[] = {
        /* a word broken at 35 characters, between words, and by hand */
        "{4:\r\n:20:R\r\n:59:/123\r\nMR PRESIDENT ANDREI GENNADYEVICH TIK\r\nHONOV\r\n-}",
        "{4:\r\n:20:R\r\n:59:/123\r\nTHE HONOURABLE ANDREI GENNADYEVICH\r\nTIKHONOV\r\n-}",
        "{4:\r\n:20:R\r\n:70:FOR SERVICES RENDERED TO ANDREI GEN\r\nNADYEVICH TIKHONOV\r\n-}",
        "{4:\r\n:20:R\r\n:59F:1/ANDREI GENNADYEVICH\r\n1/TIKHONOV\r\n2/STREET\r\n-}"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        ix_message message;
        ix_arena_reset(&w.request);
        ix_str file = ix_str_from_cstr(broken[i]);
        ix_decision d = screen(&message, file);
        const ix_finding *finding = find(&d, KEY);
        if (finding == NULL || finding->identity < IX_IDENTITY_OPEN) {
            fail_msg("not found: %s", broken[i]);
        }
        ptrdiff_t from = ix_str_find(file, IX_STR("ANDREI"), 0);
        int64_t first = INT64_MAX;
        int64_t last = 0;
        for (int j = 0; j < finding->evidence_count; j++) {
            if (finding->evidence[j].from >= 0) {
                first = finding->evidence[j].from < first ? finding->evidence[j].from : first;
                last = finding->evidence[j].to > last ? finding->evidence[j].to : last;
            }
        }
        ptrdiff_t to = ix_str_find(file, IX_STR("NOV"), from) + 3;
        if (first != from || last != to) {
            fail_msg("its place is %lld to %lld: %s", (long long)first, (long long)last, broken[i]);
        }
    }
}

static void russian_in_latin_letters(void **state) {
    (void)state;
    assert_true(message_is_rur6(IX_STR("TIHONOV ANDREi")));
    assert_false(message_is_rur6(IX_STR("Andrei Tikhonov")));
    assert_false(message_is_rur6(IX_STR("TIKHONOV")));
    assert_int_equal(message_rur6_letter('c'), 0x427);
    assert_int_equal(message_rur6_letter('/'), '/');
    assert_planted("{4:\r\n:20:R\r\n:50K:/407028\r\nTIHONOV ANDREi GENNADXEVIc\r\n-}",
                   "TIHONOV ANDREi GENNADXEVIc");
}

static void institutions_in_texts(void **state) {
    (void)state;
    assert_parties("{1:F01AAAADEFFXXXX0000000000}{2:I202ZZZZUS33XXXXN}{4:\n:52A:BBBBDEFF\n"
                   ":72:/INS/CCCCDEFFXXX\n/BNF/Invoice\n/INT/Phone the client\n-}",
                   "sender AAAADEFF; receiver ZZZZUS33; debtor BBBBDEFF; "
                   "previous_instructing_agent CCCCDEFFXXX");
    assert_planted("{4:\n:72:/INS/" LISTED "\n-}", LISTED);
}

static void an_account_and_its_bank(void **state) {
    (void)state;
    ix_message message;
    ix_arena_reset(&w.request);
    screen(&message, IX_STR("{4:\n:25P:DE89370400440532013000\nAAAADEFF\n-}"));
    assert_int_equal(message.party_count, 1);
    assert_int_equal(message.parties[0].role, IX_MESSAGE_ACCOUNT);
    assert_int_equal(message.field_count, 2);
    assert_int_equal(message.fields[0].identifier, IX_ID_IBAN);
    assert_int_equal(message.fields[1].identifier, IX_ID_BIC);
    assert_planted("{4:\n:25:" LISTED "\n-}", LISTED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbered_lines),           cmocka_unit_test(names_broken_over_lines),
        cmocka_unit_test(russian_in_latin_letters), cmocka_unit_test(institutions_in_texts),
        cmocka_unit_test(an_account_and_its_bank),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
