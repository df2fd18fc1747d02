/* Dates, gender, country, address and identifiers as evidence. */
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
    assert_int_equal(ix_attributes_weigh(&reasons, query, entity, &arena, NULL), IX_OK);
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

static void gender_and_country_are_signed(void **state) {
    const char asked[][3] = {"RU"}, other[][3] = {"CU"};
    char listed[][3] = {"RU"};
    ix_entity entity = {.gender = IX_GENDER_MALE, .nationalities = listed, .nationality_count = 1};
    ix_query query = {.gender = IX_GENDER_MALE, .countries = asked, .country_count = 1};
    ix_reasons r = weigh(&query, &entity);
    assert_int_equal(r.count, 2);
    assert_true(r.items[0].millibits > 0 && r.items[1].millibits > 0 && !r.contradicted);
    query.gender = IX_GENDER_FEMALE;
    query.countries = other;
    r = weigh(&query, &entity);
    assert_true(r.items[0].millibits < 0 && r.items[1].millibits < 0 && r.contradicted);
    ix_entity silent = {0};
    assert_int_equal(weigh(&query, &silent).count, 0);
}

static void an_address_agrees_by_street_or_city(void **state) {
    ix_address listed = {.street = IX_STR("39A Leningradskoe Shosse"),
                         .place = IX_STR("Moscow 125212")};
    ix_entity entity = {.addresses = &listed, .address_count = 1};
    static const struct {
        const char *asked;
        int32_t millibits;
    } cases[] = {{"Leningradskoe shosse 39A, Moscow", IX_W_ADDRESS_STREET},
                 {"Tverskaya 1, Moscow", IX_W_ADDRESS_CITY},
                 {"1 Main Street, Springfield", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_address asked = {.street = ix_str_from_cstr(cases[i].asked)};
        ix_query query = {.addresses = &asked, .address_count = 1};
        ix_reasons r = weigh(&query, &entity);
        assert_int_equal(r.count, cases[i].millibits != 0);
        assert_true(r.count == 0 || r.items[0].millibits == cases[i].millibits);
    }
}

static ix_reasons weigh_id(ix_identifier_type type, const char *value, const char *country,
                           bool from_text) {
    static ix_identifier listed[] = {
        {.type = IX_ID_PASSPORT, .value = {"530193947", 9}, .country = "RU"},
        {.type = IX_ID_IMO, .value = {"IMO 9074729", 11}},
        {.type = IX_ID_WALLET,
         .value = {"1AjZPMsnmpdK2Rv9KQNfMurTXinscVro9V", 34},
         .currency = {"XBT", 3}}};
    static ix_query_identifier asked;
    asked = (ix_query_identifier){.type = type,
                                  .value = ix_str_from_cstr(value),
                                  .from = -1,
                                  .to = -1,
                                  .from_text = from_text};
    snprintf(asked.country, sizeof asked.country, "%s", country);
    ix_query query = {.identifiers = &asked, .identifier_count = 1};
    ix_entity entity = {.identifiers = listed, .identifier_count = 3};
    ix_reasons r = {0};
    ix_identifiers_weigh(&r, &query, &entity);
    return r;
}

static void identifiers_are_typed_and_country_bound(void **state) {
    assert_true(weigh_id(IX_ID_PASSPORT, "530193947", "RU", false).identifier_agrees);
    assert_true(weigh_id(IX_ID_PASSPORT, "53-0193-947", "", false).identifier_agrees);
    assert_true(weigh_id(IX_ID_PASSPORT, "530193947", "DE", false).contradicted);
    assert_true(weigh_id(IX_ID_OTHER, "530193947", "", false).identifier_untyped);
    assert_true(weigh_id(IX_ID_TAX, "530193947", "", false).identifier_untyped);
    assert_true(weigh_id(IX_ID_PASSPORT, "530193947", "RU", true).identifier_untyped);
    ix_reasons other = weigh_id(IX_ID_PASSPORT, "530193948", "RU", false);
    assert_true(other.count == 1 && other.items[0].millibits < 0 && !other.contradicted);
    assert_true(weigh_id(IX_ID_IMO, "9000001", "", false).contradicted);
    assert_int_equal(weigh_id(IX_ID_TAX, "99", "", false).count, 0);
}

/* Base58 is case-sensitive. */
static void wallets_keep_their_case(void **state) {
    assert_true(
        weigh_id(IX_ID_WALLET, "1AjZPMsnmpdK2Rv9KQNfMurTXinscVro9V", "", false).identifier_agrees);
    assert_int_equal(weigh_id(IX_ID_WALLET, "1ajzpmsnmpdk2rv9kqnfmurtxinscvro9v", "", false).count,
                     0);
    assert_true(
        weigh_id(IX_ID_OTHER, "1AjZPMsnmpdK2Rv9KQNfMurTXinscVro9V", "", true).identifier_untyped);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(birth_dates_agree_by_precision),
        cmocka_unit_test(the_best_of_several_birth_dates_counts),
        cmocka_unit_test(gender_and_country_are_signed),
        cmocka_unit_test(an_address_agrees_by_street_or_city),
        cmocka_unit_test(identifiers_are_typed_and_country_bound),
        cmocka_unit_test(wallets_keep_their_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
