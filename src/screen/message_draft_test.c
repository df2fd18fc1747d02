/* Tests of a message's values and the account of its bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "message.h"

static ix_arena arena;
static ix_message message;

static message_draft begin(ix_str file) {
    message = (ix_message){.family = "unknown"};
    return (message_draft){.out = &message, .file = file, .arena = &arena};
}

static void what_nobody_accounts_for_is_an_anomaly(void **state) {
    (void)state;
    message_draft d = begin(IX_STR("0123456789"));
    message_exempt(&d, IX_EXEMPT_MARKUP, 0, 2);
    message_screened(&d, 4, 6); /* 2 and 3 were left out */
    message_exempt(&d, IX_EXEMPT_DATE, 5, 8);
    message_screened(&d, 1, 3); /* said already */
    message_anomaly(&d, 10);
    assert_int_equal(message.coverage.screened, 2);
    assert_int_equal(message.coverage.exempt, 4);
    assert_int_equal(message.coverage.anomaly, 4);
    assert_int_equal(message.exempt[IX_EXEMPT_MARKUP], 2);
    assert_int_equal(message.exempt[IX_EXEMPT_DATE], 2);
}

static void values_know_their_places(void **state) {
    (void)state;
    message_draft d = begin(IX_STR("ab\xFF\xFE  cd"));
    message_value value = message_value_at(&d, 0, 8);
    int64_t from;
    int64_t to;
    assert_true(value.damaged);
    assert_true(ix_str_equal(value.text, IX_STR("ab\xEF\xBF\xBD\xEF\xBF\xBD  cd")));
    ix_message_field field = {
        .value = value.text, .spans = value.spans, .span_count = value.span_count};
    message_origin(&from, &to, &field, 1, 5);
    assert_int_equal(from, 1);
    assert_int_equal(to, 3);
    message_origin(&from, &to, &field, 10, 12);
    assert_int_equal(from, 6);
    assert_int_equal(to, 8);
    message_value part = message_value_slice(&d, &value, 8, 12);
    part = message_value_trim(&d, &part);
    assert_true(ix_str_equal(part.text, IX_STR("cd")));
    assert_int_equal(part.spans[0].from, 6);
}

static void facts_are_said_once(void **state) {
    (void)state;
    message_draft d = begin(IX_STR(""));
    message_tell(&d, MESSAGE_FACT_AMOUNT, IX_STR("EUR15,5"));
    message_tell(&d, MESSAGE_FACT_AMOUNT, IX_STR("USD1"));
    message_tell(&d, MESSAGE_FACT_ID, IX_STR("A"));
    message_tell(&d, MESSAGE_FACT_ID, IX_STR("B"));
    assert_true(ix_str_equal(message.amount, IX_STR("15,5")));
    assert_true(ix_str_equal(message.currency, IX_STR("EUR")));
    assert_true(ix_str_equal(message.id, IX_STR("A")));
}

static void a_fault_names_its_place(void **state) {
    (void)state;
    message_draft d = begin(IX_STR("one\ntwo\nthree"));
    message_exempt(&d, IX_EXEMPT_MARKUP, 0, 4);
    message_fault(&d, 5, 13, "expected %s", "one");
    assert_true(ix_str_equal(message.fault, IX_STR("byte 5, line 2: expected one")));
    assert_int_equal(message.coverage.anomaly, 9);
    assert_int_equal(d.fields.count, 1);
    const ix_message_field *rest = d.fields.items;
    assert_true(ix_str_equal(rest->value, IX_STR("two\nthree")));
}

static int set_up(void **state) {
    (void)state;
    ix_arena_init(&arena, (size_t)1 << 20);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_accounts_for_is_an_anomaly),
        cmocka_unit_test(values_know_their_places),
        cmocka_unit_test(facts_are_said_once),
        cmocka_unit_test(a_fault_names_its_place),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
