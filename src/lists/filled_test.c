/* Tests of counting what entities say, and of noticing what nobody says any more. */
#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void each_field_counts_once_an_entity(void **state) {
    (void)state;
    ix_str programs[] = {IX_STR("A"), IX_STR("B")};
    ix_entity_name names[] = {{.text = IX_STR("a"), .kind = IX_NAME_PRIMARY},
                              {.text = IX_STR("b"), .kind = IX_NAME_WEAK},
                              {.text = IX_STR("c"), .kind = IX_NAME_WEAK}};
    ix_date_range births[2] = {{{1970, 0, 0, false}, {1970, 0, 0, false}}};
    ix_listing listings[] = {
        {.programs = programs, .program_count = 2, .announced = {IX_WHEN_DATE, 1}},
        {.programs = programs, .program_count = 1, .measures = IX_STR("asset freeze")}};
    ix_entity entity = {.names = names,
                        .name_count = 3,
                        .births = births,
                        .birth_count = 2,
                        .gender = IX_GENDER_FEMALE,
                        .listings = listings,
                        .listing_count = 2,
                        .remarks = IX_STR("r")};
    int64_t filled[IX_FILLED_COUNT] = {0};
    ix_filled_add(filled, &entity);
    ix_filled_add(filled, &entity);
    for (int i = 0; i < IX_FILLED_COUNT; i++) {
        bool said = i == IX_FILLED_WEAK_NAMES || i == IX_FILLED_BIRTHS || i == IX_FILLED_GENDERS ||
                    i == IX_FILLED_PROGRAMS || i == IX_FILLED_LISTING_DATES ||
                    i == IX_FILLED_MEASURES || i == IX_FILLED_REMARKS;
        assert_int_equal(filled[i], said ? 2 : 0);
    }
}

static void an_emptied_field_is_a_warning(void **state) {
    (void)state;
    static ix_read_report report;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 16);
    report = (ix_read_report){0};
    const int64_t before[IX_FILLED_COUNT] = {
        [IX_FILLED_BIRTHS] = 7261, [IX_FILLED_PROGRAMS] = 9, [IX_FILLED_TITLES] = 0};
    report.filled[IX_FILLED_PROGRAMS] = 1;
    report.filled[IX_FILLED_TITLES] = 5;
    assert_int_equal(ix_filled_compare(&report, before, &arena, NULL), IX_OK);
    assert_int_equal(report.warning_count, 1);
    assert_true(ix_str_equal(report.warnings[0].name, IX_STR("emptied_births")));
    assert_true(ix_str_equal(report.warnings[0].example, IX_STR("7261 entities had them before")));
    ix_arena_free(&arena);
}

/* What a check says of a list whose names lost `lost` of 100 while `come` values of a new name
 * came. */
static ix_status check_moved(int64_t lost, int64_t come, int columns,
                             const ix_promotion_policy *policy, ix_error *error) {
    static ix_read_report report;
    const ix_counter known[] = {{IX_STR("NOTE"), 3, {0}}};
    const int64_t before[IX_FILLED_COUNT] = {
        [IX_FILLED_STRONG_NAMES] = 100, [IX_FILLED_TITLES] = 40};
    report = (ix_read_report){.column_count = columns, .unmodelled_count = 2};
    report.unmodelled[0] = (ix_counter){IX_STR("NOTE"), 5000, {0}};
    report.unmodelled[1] = (ix_counter){IX_STR("AKA"), come, {0}};
    report.filled[IX_FILLED_STRONG_NAMES] = 100 - lost;
    report.filled[IX_FILLED_TITLES] = 40;
    *error = (ix_error){0};
    return ix_filled_check(&report, before, known, 1, policy, error);
}

static void a_renamed_element_is_another_layout(void **state) {
    (void)state;
    ix_error error;
    assert_int_equal(check_moved(60, 90, 0, NULL, &error), IX_E_REFUSED);
    assert_string_equal(error.text, "layout changed: 100 entities had strong_names, now 40; new is "
                                    "'AKA', 90 times");
    assert_int_equal(check_moved(100, 50, 0, NULL, &error), IX_E_REFUSED);
    /* Lost without anything new, or within the share, or in columns, which have names. */
    assert_int_equal(check_moved(100, 0, 0, NULL, &error), IX_OK);
    assert_int_equal(check_moved(100, 49, 0, NULL, &error), IX_OK);
    assert_int_equal(check_moved(20, 90, 0, NULL, &error), IX_OK);
    assert_int_equal(check_moved(60, 90, 7, NULL, &error), IX_OK);
    const ix_promotion_policy layout = {.layout_accepted = true};
    const ix_promotion_policy share = {.shrink_percent_max = 60};
    assert_int_equal(check_moved(60, 90, 0, &layout, &error), IX_OK);
    assert_int_equal(check_moved(60, 90, 0, &share, &error), IX_OK);
    assert_int_equal(check_moved(61, 90, 0, &share, &error), IX_E_REFUSED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_field_counts_once_an_entity),
        cmocka_unit_test(an_emptied_field_is_a_warning),
        cmocka_unit_test(a_renamed_element_is_another_layout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
