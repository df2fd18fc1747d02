/* Tests of the names of scripts and anomalies. */
#include <interdict/text.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void every_script_has_its_own_name(void **state) {
    (void)state;
    for (int i = 0; i < IX_SCRIPT_COUNT; i++) {
        assert_true(strlen(ix_script_name((ix_script)i)) > 0);
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(ix_script_name((ix_script)i), ix_script_name((ix_script)k));
        }
    }
    assert_string_equal(ix_script_name(IX_SCRIPT_CYRILLIC), "cyrillic");
    assert_string_equal(ix_script_name(IX_SCRIPT_OTHER), "other");
}

static void anomalies_are_named_as_the_list_says(void **state) {
    (void)state;
#define ASSERT_NAMED(kind, text) assert_string_equal(ix_anomaly_name(kind), text);
    IX_ANOMALY_LIST(ASSERT_NAMED)
#undef ASSERT_NAMED
}

static void disguises_are_named_as_the_list_says(void **state) {
    (void)state;
    unsigned all = 0;
#define ASSERT_NAMED(kind, bit, text)                                                              \
    assert_string_equal(ix_disguise_name(kind), text);                                             \
    assert_int_equal(kind, 1u << bit);                                                             \
    assert_int_equal(all &kind, 0);                                                                \
    all |= kind;
    IX_DISGUISE_LIST(ASSERT_NAMED)
#undef ASSERT_NAMED
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_script_has_its_own_name),
        cmocka_unit_test(anomalies_are_named_as_the_list_says),
        cmocka_unit_test(disguises_are_named_as_the_list_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
