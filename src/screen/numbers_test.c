/* Tests of identifier-shaped pieces of text. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "world.h"

static world w;

/* Is there a piece of this type and value, and does its span hold `written`? */
static bool holds(const char *text, ix_identifier_type type, const char *value,
                  const char *written) {
    ix_number *numbers;
    int count;
    bool found = false;
    assert_int_equal(ix_numbers_find(&numbers, &count, ix_str_from_cstr(text), w.knowledge,
                                     &w.request, &w.error),
                     IX_OK);
    for (int i = 0; i < count; i++) {
        ix_str span = ix_str_slice(ix_str_from_cstr(text), numbers[i].from, numbers[i].to);
        found = found || (numbers[i].type == type &&
                          ix_str_equal(numbers[i].value, ix_str_from_cstr(value)) &&
                          ix_str_equal(span, ix_str_from_cstr(written)));
        assert_true(i == 0 || numbers[i - 1].from <= numbers[i].from);
    }
    return found;
}

static int count_of(const char *text) {
    ix_number *numbers;
    int count;
    assert_int_equal(ix_numbers_find(&numbers, &count, ix_str_from_cstr(text), w.knowledge,
                                     &w.request, &w.error),
                     IX_OK);
    return count;
}

static void plain_numbers(void **state) {
    (void)state;
    assert_true(holds("invoice 77 passport 530193947", IX_ID_OTHER, "530193947", "530193947"));
    assert_true(holds("ref.530193947,", IX_ID_OTHER, "530193947", "530193947"));
    assert_true(holds("IMO9256858", IX_ID_OTHER, "imo9256858", "IMO9256858"));
    assert_true(holds("IMO9256858", IX_ID_OTHER, "9256858", "9256858"));
    assert_true(holds("ref530193947x", IX_ID_OTHER, "530193947", "530193947"));
    assert_int_equal(count_of("530193947"), 1);
    assert_int_equal(count_of("12 of May, 34 pieces"), 0);
    assert_int_equal(count_of("Andrei Gennadyevich Tikhonov"), 0);
    assert_int_equal(count_of(""), 0);
}

static void numbers_in_groups(void **state) {
    (void)state;
    assert_true(holds("No 530 193 947!", IX_ID_OTHER, "530193947", "530 193 947"));
    assert_true(holds("72 7209099", IX_ID_OTHER, "727209099", "72 7209099"));
    assert_true(holds("AB 1234567", IX_ID_OTHER, "ab1234567", "AB 1234567"));
    assert_true(
        holds("id CH-660-0-469-982-0 of", IX_ID_OTHER, "ch66004699820", "CH-660-0-469-982-0"));
    assert_true(holds("DE89 3704 0044 0532 0130 00", IX_ID_OTHER, "de89370400440532013000",
                      "DE89 3704 0044 0532 0130 00"));
}

/* "digits of all scripts become 0-9" */
static void digits_of_other_scripts(void **state) {
    (void)state;
    assert_true(holds("５３０１９３９４７", IX_ID_OTHER, "530193947", "５３０１９３９４７"));
    assert_true(holds("٥٣٠١٩٣٩٤٧", IX_ID_OTHER, "530193947", "٥٣٠١٩٣٩٤٧"));
}

static void forms_in_which_case_matters(void **state) {
    (void)state;
    static const char base58[] = "1BoatSLRHtKNngkdXEeobR76b53LETtpyT";
    static const char hex[] = "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B";
    char text[200];
    snprintf(text, sizeof text, "send to %s now", base58);
    assert_true(holds(text, IX_ID_WALLET, base58, base58));
    snprintf(text, sizeof text, "(%s)", hex);
    assert_true(holds(text, IX_ID_WALLET, hex, hex));
    assert_true(holds("via SBERRUMM today", IX_ID_BIC, "SBERRUMM", "SBERRUMM"));
    assert_true(holds("via SBERRUMMXXX", IX_ID_BIC, "SBERRUMMXXX", "SBERRUMMXXX"));
    assert_false(holds("via SBERQQMM", IX_ID_BIC, "SBERQQMM", "SBERQQMM"));
    assert_true(holds("LEI 253400XVLAGP1KC9HK66", IX_ID_LEI, "253400XVLAGP1KC9HK66",
                      "253400XVLAGP1KC9HK66"));
    assert_true(holds("mail a.b@c-d.ru.", IX_ID_EMAIL, "a.b@c-d.ru", "a.b@c-d.ru"));
    assert_false(holds("me@home", IX_ID_EMAIL, "me@home", "me@home"));
}

static int set_up(void **state) {
    (void)state;
    world_know(&w, getenv("INTERDICT_SOURCE"));
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    world_close(&w);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_numbers),
        cmocka_unit_test(numbers_in_groups),
        cmocka_unit_test(digits_of_other_scripts),
        cmocka_unit_test(forms_in_which_case_matters),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
