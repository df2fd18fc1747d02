/* Tests of what the words beside a name say of whom they name. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test_world.h"

/* The verdict on a text, or on what it says of one entity. */
static ix_verdict verdict_on(const char *text, const char *entity) {
    static const ix_context context = {.user = {"private", 7}, .nexus = {"us", 2}};
    ix_decision d;
    ix_arena_reset(&w.request);
    WORLD_CHECK(ix_screen_text(&d, &w.screener, ix_str_from_cstr(text), IX_STR("-"), &context,
                               world_time("2024-07-01"), world_time(NULL), NULL, &w.request,
                               &w.error),
                &w);
    if (entity == NULL) {
        return d.verdict;
    }
    for (int i = 0; i < d.finding_count; i++) {
        if (ix_str_equal(d.findings[i].entity, ix_str_from_cstr(entity))) {
            return d.findings[i].effect;
        }
    }
    return IX_VERDICT_CLEAR;
}

static void a_word_for_a_ship_makes_it_one(void **state) {
    (void)state;
    static const char *const ships[] = {"The tanker LINDA has arrived.", "We saw the M/V Linda.",
                                        "MV LINDA", "Linda called, and the vessel LINDA sailed.",
                                        "Танкер LINDA стоит на рейде."};
    static const char *const others[] = {"Linda has arrived.", "The tanker, Linda said, is here.",
                                         "They chartered a tanker. Linda paid.",
                                         "tanker\nLinda Smith"};
    for (size_t i = 0; i < sizeof ships / sizeof ships[0]; i++) {
        if (verdict_on(ships[i], "us_ofac_sdn:34941") <= IX_VERDICT_INFO) {
            fail_msg("%s: no alert", ships[i]);
        }
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (verdict_on(others[i], "us_ofac_sdn:34941") > IX_VERDICT_INFO) {
            fail_msg("%s: an alert", others[i]);
        }
    }
}

/* Plain words stay plain words, whatever stands beside them. */
static void plain_words_are_no_ship(void **state) {
    (void)state;
    assert_true(verdict_on("the vessel BALTIC LEADER sailed", "us_ofac_sdn:34940") <=
                IX_VERDICT_INFO);
}

/* It is still told: a company of a listed person may be blocked too. */
static void a_company_called_after_somebody_is_not_he(void **state) {
    (void)state;
    assert_int_equal(verdict_on("Andrei Gennadyevich Tikhonov LLC paid us.", NULL),
                     IX_VERDICT_REVIEW);
    assert_int_equal(verdict_on("Andrei Gennadyevich Tikhonov, Ltd. paid us.", NULL),
                     IX_VERDICT_REVIEW);
    assert_int_equal(verdict_on("Andrei Gennadyevich Tikhonov paid us.", NULL), IX_VERDICT_BLOCK);
    assert_int_equal(verdict_on("Andrei Gennadyevich Tikhonov. LLC law is new.", NULL),
                     IX_VERDICT_BLOCK);
    static const char *const persons[] = {
        "Andrei Gennadyevich Tikhonov co-signed it.", "Andrei Gennadyevich Tikhonov, Co-Owner",
        "Andrei Gennadyevich Tikhonov as director", "Andrei Gennadyevich Tikhonov and company",
        "Andrei Gennadyevich Tikhonov group leader"};
    for (size_t i = 0; i < sizeof persons / sizeof persons[0]; i++) {
        if (verdict_on(persons[i], NULL) != IX_VERDICT_BLOCK) {
            fail_msg("%s: no block", persons[i]);
        }
    }
    assert_int_equal(verdict_on("Andrei Gennadyevich Tikhonov LLC is of Andrei Gennadyevich "
                                "Tikhonov.",
                                NULL),
                     IX_VERDICT_BLOCK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_for_a_ship_makes_it_one),
        cmocka_unit_test(plain_words_are_no_ship),
        cmocka_unit_test(a_company_called_after_somebody_is_not_he),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
