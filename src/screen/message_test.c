/* Tests of telling formats apart, of broken messages, and of many in one file. */
#include <interdict/os.h>

#include "test_message.h"

static void broken_messages_are_not_screened(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *fault;
        ix_verdict open;
    } cases[] = {
        {"<Document><FIToFICstmrCdtTrf><CdtTrfTxInf><Cdtr><Nm>" LISTED "</Nm></Cdtr></Document>",
         "byte 94, line 1: mismatched tag", IX_VERDICT_BLOCK},
        {"<Document><a></b><Nm>" LISTED "</Nm></Document>", "byte 15, line 1: mismatched tag",
         IX_VERDICT_BLOCK},
        {"<!DOCTYPE x [<!ENTITY a \"" LISTED "\">]><x>&a;</x>",
         "byte 12, line 1: a DOCTYPE, which is refused", IX_VERDICT_BLOCK},
        {"{1:F01BANKDEFFXXXX0000000000}{2:I103BANKUS33XXXXN}{4:\n:59:" LISTED "\n",
         "byte 87, line 3: the text block is not closed by -}", IX_VERDICT_BLOCK},
        {"{1:F01BANKDEFFXXXX", "byte 0, line 1: a block is not closed by }",
         IX_VERDICT_NOT_SCREENED},
        {"{1500}30{1510}1000{5000}D1*" LISTED "*{42", "byte 56, line 1: a tag is not closed by }",
         IX_VERDICT_BLOCK},
        {"", "byte 0, line 1: the message is empty", IX_VERDICT_NOT_SCREENED},
        {"Dear bank, pay " LISTED, "byte 0, line 1: no payment message that is known begins here",
         IX_VERDICT_BLOCK}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_message message;
        ix_arena_reset(&w.request);
        ix_decision d = screen(&message, ix_str_from_cstr(cases[i].text));
        assert_int_equal(d.verdict, IX_VERDICT_NOT_SCREENED);
        if (!ix_str_equal(message.fault, ix_str_from_cstr(cases[i].fault))) {
            fail_msg("'%.*s', expected '%s'", IX_ARG(message.fault), cases[i].fault);
        }
        if (d.open != cases[i].open) {
            fail_msg("open %s: %s", ix_verdict_name(d.open), cases[i].text);
        }
    }
}

static void many_in_one_file(void **state) {
    (void)state;
    static const struct {
        const char *file;
        int count;
    } files[] = {
        {"{1:F01BANKDEFFXXXX0000000000}{2:I103BANKUS33XXXXN}{4:\n:20:ONE\n-}$"
         "{1:F01BANKDEFFXXXX0000000000}{2:I199BANKUS33XXXXN}{4:\n:20:TWO\n-}\n",
         2},
        {"{1500}30{1520}20240624SOURCE0800000001{1500}30{1520}20240624SOURCE0800000002\n", 2},
        {"<Document><a>x</a></Document>\n<?xml version=\"1.0\"?><b/> <c/>", 3}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        ix_str file = ix_str_from_cstr(files[i].file);
        int64_t at = 0;
        int64_t bytes = 0;
        int count = 0;
        while (at < file.len) {
            ix_message message;
            screen_at(&message, &at, file);
            assert_int_equal(message.coverage.anomaly, 0);
            bytes += message.bytes;
            count++;
        }
        assert_int_equal(count, files[i].count);
        assert_int_equal(bytes, file.len);
    }
}

static void byte_order_marks_say_nothing(void **state) {
    (void)state;
    assert_planted("\xEF\xBB\xBF{4:\n:59:" LISTED "\n-}", LISTED);
    assert_planted("\xEF\xBB\xBF{1500}30{1510}1000{5000}D1*" LISTED "*", LISTED);
    assert_planted("\xEF\xBB\xBF<a>" LISTED "</a>", LISTED);
    static const char wide[] = "\xFF\xFE<\0a\0>\0x\0<\0/\0a\0>";
    ix_message message;
    ix_arena_reset(&w.request);
    ix_decision d = screen(&message, (ix_str){wide, sizeof wide});
    assert_int_equal(message.coverage.anomaly, 0);
    assert_int_equal(d.verdict, IX_VERDICT_CLEAR);
}

static void names_of_roles_and_rules(void **state) {
    (void)state;
    assert_string_equal(ix_message_role_name(IX_MESSAGE_DEBTOR), "debtor");
    assert_string_equal(ix_message_role_name((ix_message_role)99), "unknown");
    assert_string_equal(ix_exempt_rule_name(IX_EXEMPT_AMOUNT), "amount");
    assert_string_equal(ix_exempt_rule_name(IX_EXEMPT_RULES), "unknown");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_messages_are_not_screened),
        cmocka_unit_test(many_in_one_file),
        cmocka_unit_test(byte_order_marks_say_nothing),
        cmocka_unit_test(names_of_roles_and_rules),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
