/* Tests of SWIFT MT: blocks, directions, types, fields, what is between messages. */
#include <interdict/os.h>

#include "test_message.h"

static void heads_tell_ends(void **state) {
    (void)state;
    ix_message message;
    ix_arena_reset(&w.request);
    screen(&message, IX_STR("{1:F01AAAADEFFXXXX0000000000}{2:O1030720240624BBBBUS33XXXX0000000000"
                            "2406240720N}{3:{121:8a562c67-ca16-48ba-b074-65581be6f001}}{4:\r\n"
                            ":20:REF1\r\n:32A:240624USD1000,50\r\n-}{5:{CHK:123456789ABC}}\r\n"));
    assert_true(ix_str_equal(message.format, IX_STR("MT103")));
    assert_string_equal(message.direction, "incoming");
    assert_true(ix_str_equal(message.sender, IX_STR("BBBBUS33")));
    assert_true(ix_str_equal(message.receiver, IX_STR("AAAADEFF")));
    assert_true(ix_str_equal(message.id, IX_STR("REF1")));
    assert_true(ix_str_equal(message.uetr, IX_STR("8a562c67-ca16-48ba-b074-65581be6f001")));
    assert_true(ix_str_equal(message.amount, IX_STR("1000,50")));
    assert_true(ix_str_equal(message.currency, IX_STR("USD")));
    assert_true(ix_str_equal(message.value_date, IX_STR("2024-06-24")));
    assert_int_equal(message.coverage.anomaly, 0);
    screen(&message, IX_STR("{1:F01AAAADEFFXXXX0000000000}{2:I202BBBBUS33XXXXN}{3:{119:COV}}"
                            "{4:\n:20:R\n-}"));
    assert_true(ix_str_equal(message.format, IX_STR("MT202 COV")));
    assert_string_equal(message.direction, "outgoing");
    assert_true(ix_str_equal(message.sender, IX_STR("AAAADEFF")));
}

static void names_in_heads_and_trailers(void **state) {
    (void)state;
    assert_planted("{1:" LISTED "}{4:\n:20:R\n-}", LISTED);
    assert_planted("{1:F01AAAADEFFXXXX0000000000}{2:" LISTED "}{4:\n:20:R\n-}", LISTED);
    assert_planted("{1:F01AAAADEFFXXXX0000000000}{3:{108:" LISTED "}}{4:\n:20:R\n-}", LISTED);
    assert_planted("{1:F01AAAADEFFXXXX0000000000}{4:\n:20:R\n-}{5:{CHK:" LISTED "}}", LISTED);
    assert_planted("{1:F01AAAADEFFXXXX0000000000}{4:\n" LISTED "\n:20:R\n-}", LISTED);
    assert_planted("{1:F01AAAADEFFXXXX0000000000}{3:{\xC9X:" LISTED "}}{4:\n:20:R\n-}", LISTED);
    assert_planted(":20:R\n:59:" LISTED "\n", LISTED);
    plant_mt("103", "", "99Z", "", LISTED); /* a tag that nobody knows */
}

static void bytes_that_are_not_utf8(void **state) {
    (void)state;
    ix_message message;
    ix_arena_reset(&w.request);
    ix_decision d = screen(&message, IX_STR("{4:\n:59:M\xDCLLER\n:70:x\n-}"));
    assert_int_equal(d.verdict, IX_VERDICT_REVIEW);
    assert_true(ix_str_equal(message.fields[0].value, IX_STR("M\xC3\x9CLLER"))); /* Windows-1252 */
}

/* A text block that ends, or the next message, right behind its number: no byte is counted twice.
 */
static void heads_of_broken_blocks(void **state) {
    (void)state;
    ix_message message;
    static const char *const texts[] = {
        "{1:F01AAAADEFFXXXX0000000000}{4",
        "{1:F01AAAADEFFXXXX0000000000}{4:", "{1:F01AAAADEFFXXXX0000000000}{4x"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ix_arena_reset(&w.request);
        ix_decision d = screen(&message, ix_str_from_cstr(texts[i]));
        assert_int_equal(d.verdict, IX_VERDICT_NOT_SCREENED);
    }
    int64_t at = 0;
    ix_str two = IX_STR("{1:F01AAAADEFFXXXX0000000000}{4{1:F01AAAADEFFXXXX0000000000}{4:\n:20:R\n");
    while (at < two.len) {
        ix_arena_reset(&w.request);
        screen_at(&message, &at, two);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_tell_ends),
        cmocka_unit_test(names_in_heads_and_trailers),
        cmocka_unit_test(bytes_that_are_not_utf8),
        cmocka_unit_test(heads_of_broken_blocks),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
