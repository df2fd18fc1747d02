/* Tests of the forms that exempt a value: what has them, and what looks like them and has not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "message.h"

typedef struct form_case {
    message_shape shape;
    const char *value;
    bool exempt;
} form_case;

static const form_case cases[] = {
    {MESSAGE_IS_AMOUNT, "1000", true},
    {MESSAGE_IS_AMOUNT, "1000.50", true},
    {MESSAGE_IS_AMOUNT, "EUR15669,38", true},
    {MESSAGE_IS_AMOUNT, "50000,", true},
    {MESSAGE_IS_AMOUNT, "-3.5", true},
    {MESSAGE_IS_AMOUNT, "", false},
    {MESSAGE_IS_AMOUNT, "EUR", false},
    {MESSAGE_IS_AMOUNT, "1000 TIKHONOV", false},
    {MESSAGE_IS_AMOUNT, "1.000.000", false},
    {MESSAGE_IS_AMOUNT, "1111111111111111111111111", false},
    {MESSAGE_IS_DATED_AMOUNT, "240624USD1000,", true},
    {MESSAGE_IS_DATED_AMOUNT, "241324USD1000,", false},
    {MESSAGE_IS_DATED_AMOUNT, "240624TIKHONOV", false},
    {MESSAGE_IS_DATE, "2024-06-24", true},
    {MESSAGE_IS_DATE, "2024-06-24T10:00:00Z", true},
    {MESSAGE_IS_DATE, "2026-03-28T23:33:55.884254", true},
    {MESSAGE_IS_DATE, "2026-01-01T10:00:00+00:00", true},
    {MESSAGE_IS_DATE, "10:00:00+00:00", true},
    {MESSAGE_IS_DATE, "2026-01", true},
    {MESSAGE_IS_DATE, "240624", true},
    {MESSAGE_IS_DATE, "20240624", true},
    {MESSAGE_IS_DATE, "0906041515+0200", true},
    {MESSAGE_IS_DATE, "530193947", false}, /* a passport is no date */
    {MESSAGE_IS_DATE, "53019394", false},
    {MESSAGE_IS_DATE, "2024-06-24 TIKHONOV", false},
    {MESSAGE_IS_DATE, "2024-13-24", false},
    {MESSAGE_IS_CODE, "SHAR", true},
    {MESSAGE_IS_CODE, "true", true},
    {MESSAGE_IS_CODE, "pacs.008.001.08", true},
    {MESSAGE_IS_CODE, "pacs.008.giant", false},
    {MESSAGE_IS_CODE, "GIANT", false},
    {MESSAGE_IS_CODE, "Ivan", false},
    {MESSAGE_IS_COUNT, "12", true},
    {MESSAGE_IS_COUNT, "53019", false},
    {MESSAGE_IS_UUID, "8a562c67-ca16-48ba-b074-65581be6f001", true},
    {MESSAGE_IS_UUID, "8a562c67-ca16-48ba-b074-65581be6f00", false},
    {MESSAGE_IS_UUID, "8a562c67-ca16-48ba-b074-TIKHONOV6f01", false},
    {MESSAGE_IS_CHECKSUM, "F4A951119A8F", true},
    {MESSAGE_IS_CHECKSUM, "TIKHONOV", false},
    {MESSAGE_IS_TEXT, "1000", false},
    {MESSAGE_IS_PARTY, "1000", false},
};

static void values_have_their_forms(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_exempt_rule rule;
        bool exempt = message_form(&rule, cases[i].shape, ix_str_from_cstr(cases[i].value));
        if (exempt != cases[i].exempt) {
            fail_msg("'%s' as shape %d", cases[i].value, (int)cases[i].shape);
        }
    }
}

static void bics_and_countries(void **state) {
    (void)state;
    assert_true(message_is_bic(IX_STR("DEUTDEFF")));
    assert_true(message_is_bic(IX_STR("BOFAUS3NXXX")));
    assert_false(message_is_bic(IX_STR("DEUTDEF")));
    assert_false(message_is_bic(IX_STR("DEUT12FF")));
    assert_false(message_is_bic(IX_STR("deutdeff")));
    assert_true(message_is_country(IX_STR("RU")));
    assert_false(message_is_country(IX_STR("RUS")));
    assert_false(message_is_country(IX_STR("R1")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_have_their_forms),
        cmocka_unit_test(bics_and_countries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
