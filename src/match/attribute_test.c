/* Dates and gender as evidence. */
#include "test_support.h"

#include "match_tables.h"

static ix_date_range range(const char *text) {
    ix_date_range readings[2] = {0};
    int count = 0;
    assert_int_equal(ix_date_parse(readings, &count, ix_str_from_cstr(text), NULL), IX_OK);
    return readings[0];
}

static ix_reasons weigh(const ix_query *query, const ix_entity *entity) {
    static ix_arena arena;
    ix_arena_free(&arena);
    ix_arena_init(&arena, 1 << 20);
    ix_reasons reasons = {0};
    assert_int_equal(ix_attributes_weigh(&reasons, query, entity, NULL, &arena, NULL), IX_OK);
    return reasons;
}

static void birth_dates_agree_by_precision(void **state) {
    static const struct {
        const char *asked, *listed;
        int32_t millibits;
        bool contradicts;
    } cases[] = {
        {"1966-11-09", "1966-11-09", IX_W_DOB_EQUAL_DAY, false},
        {"1966-11", "1966-11-09", IX_W_DOB_EQUAL_MONTH, false},
        {"1966", "1966-11-09", IX_W_DOB_EQUAL_YEAR, false},
        {"1966-11-09", "circa 1967", IX_W_DOB_CIRCA, false},
        {"1966-11-09", "1965 to 1967", IX_W_DOB_CIRCA, false},
        {"1966-11-09", "1970 to 1972", IX_W_DOB_CONTRADICTS, true},
        {"1966-11-09", "1966-09-11", IX_W_DOB_SWAPPED, false},
        {"1966-11-09", "1967-11-09", IX_W_DOB_NEAR, false},
        {"1966-11-09", "1966-11-19", IX_W_DOB_NEAR, false},
        {"1966-11-09", "1966-03-22", IX_W_DOB_DIFFERS_WITHIN_YEAR, true},
        {"1985-01-01", "1966-11-09", IX_W_DOB_CONTRADICTS, true},
        {"1956-11-09", "1965-11-09", IX_W_DOB_NEAR, false},
        {"1966-11-12", "1966-11-21", IX_W_DOB_NEAR, false},
        {"1966-11-09", "1966-01-01", IX_W_DOB_FIRST_JANUARY, false},
        {"1965", "1966-11-09", IX_W_DOB_NEAR_YEAR, false},
        {"1964", "1966-11-09", IX_W_DOB_CONTRADICTS, true},
        {"1966-11-09", "circa 1970", IX_W_DOB_NEAR_CIRCA, true},
        {"1966-11-09", "circa 1975", IX_W_DOB_CONTRADICTS, true},
        {"2003-11-09", "1966-11-09", IX_W_DOB_CONTRADICTS, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_date_range asked = range(cases[i].asked), listed = range(cases[i].listed);
        ix_query query = {.births = &asked, .birth_count = 1};
        ix_entity entity = {.births = &listed, .birth_count = 1};
        ix_reasons r = weigh(&query, &entity);
        assert_int_equal(r.count, 1);
        if (r.items[0].millibits != cases[i].millibits || r.contradicted != cases[i].contradicts) {
            fail_msg("%s | %s: %d", cases[i].asked, cases[i].listed, r.items[0].millibits);
        }
    }
}

static void the_best_of_several_birth_dates_counts(void **state) {
    ix_date_range asked[] = {range("1985-01-01"), range("1966-11-09")};
    ix_date_range listed[] = {range("1950"), range("1966-11-09")};
    ix_query query = {.births = asked, .birth_count = 2};
    ix_entity entity = {.births = listed, .birth_count = 2};
    ix_reasons r = weigh(&query, &entity);
    assert_int_equal(r.items[0].millibits, IX_W_DOB_EQUAL_DAY);
    assert_true(r.attribute_agrees && !r.contradicted);
}

static void gender_is_signed(void **state) {
    (void)state;
    ix_entity entity = {.gender = IX_GENDER_MALE};
    ix_query query = {.gender = IX_GENDER_MALE};
    ix_reasons r = weigh(&query, &entity);
    assert_true(r.count == 1 && r.items[0].millibits > 0 && !r.contradicted);
    query.gender = IX_GENDER_FEMALE;
    r = weigh(&query, &entity);
    assert_true(r.count == 1 && r.items[0].millibits < 0 && r.contradicted);
    ix_entity silent = {0};
    assert_int_equal(weigh(&query, &silent).count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(birth_dates_agree_by_precision),
        cmocka_unit_test(the_best_of_several_birth_dates_counts),
        cmocka_unit_test(gender_is_signed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
