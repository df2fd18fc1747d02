/* Countries, places of birth and addresses as evidence. */
#include "test_support.h"

#include "match_tables.h"

static ix_arena arena;
static const ix_knowledge *knowledge;

static int set_up(void **state) {
    (void)state;
    ix_arena_init(&arena, (size_t)1 << 28);
    knowledge = support_knowledge(&arena);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&arena);
    return 0;
}

static ix_reasons weigh(const ix_query *query, const ix_entity *entity) {
    ix_reasons reasons = {0};
    assert_int_equal(ix_places_weigh(&reasons, query, entity, knowledge, &arena, NULL), IX_OK);
    return reasons;
}

static void countries_are_signed(void **state) {
    (void)state;
    static const struct {
        const char *asked, *listed;
        int32_t millibits;
    } rows[] = {{"RU", "RU", IX_W_COUNTRY_EQUAL},       {"CU", "RU", IX_W_COUNTRY_CONTRADICTS},
                {"SU", "KZ", IX_W_COUNTRY_EQUAL},       {"KZ", "SU", IX_W_COUNTRY_EQUAL},
                {"RU", "KZ", IX_W_COUNTRY_CONTRADICTS}, {"RS", "YU", IX_W_COUNTRY_EQUAL}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char asked[1][3], listed[1][3];
        memcpy(asked[0], rows[i].asked, 3);
        memcpy(listed[0], rows[i].listed, 3);
        ix_query query = {.countries = asked, .country_count = 1};
        ix_entity entity = {.nationalities = listed, .nationality_count = 1};
        ix_reasons r = weigh(&query, &entity);
        assert_int_equal(r.count, 1);
        assert_int_equal(r.items[0].millibits, rows[i].millibits);
        assert_false(r.contradicted);
        ix_entity silent = {0};
        assert_int_equal(weigh(&query, &silent).count, 0);
    }
}

/* The country of an address speaks for, never against. */
static void the_country_of_an_address_only_agrees(void **state) {
    (void)state;
    char listed[1][3] = {"RU"};
    ix_entity entity = {.nationalities = listed, .nationality_count = 1};
    ix_address asked = {.street = IX_STR("Limassol"), .country = "CY"};
    ix_query query = {.addresses = &asked, .address_count = 1};
    assert_int_equal(weigh(&query, &entity).count, 0);
    memcpy(asked.country, "RU", 3);
    assert_int_equal(weigh(&query, &entity).items[0].millibits, IX_W_COUNTRY_EQUAL);
}

static void places_of_birth(void **state) {
    (void)state;
    static const struct {
        const char *asked, *listed;
        int32_t millibits; /* 0: says nothing */
    } rows[] = {
        {"Moscow, Russia", "Moscow, Russia", IX_W_BIRTH_PLACE_EQUAL},
        {"Moscow", "Moscow, Russia", IX_W_BIRTH_PLACE_EQUAL},
        {"Leningrad, USSR", "Leningrad, Russia", IX_W_BIRTH_PLACE_EQUAL},
        {"Teheran, Iran", "Tehran, Iran", IX_W_BIRTH_PLACE_EQUAL},
        {"Tehran Iran", "Tehran Province, Iran", IX_W_BIRTH_PLACE_EQUAL},
        {"Shiraz, Iran", "Tehran, Iran", IX_W_BIRTH_PLACE_DIFFERS},
        {"Iran", "Tehran, Iran", IX_W_BIRTH_COUNTRY_EQUAL},
        {"Kharkiv Province, Ukraine", "Lviv Province, Ukraine", IX_W_BIRTH_PLACE_DIFFERS},
        {"Moscow, Russia", "Havana, Cuba", IX_W_BIRTH_COUNTRY_DIFFERS},
        {"Moscow, Idaho, United States", "Moscow, Russia", IX_W_BIRTH_COUNTRY_DIFFERS},
        {"Shiraz", "Tehran", 0},
        {"--", "Tehran", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_str asked = ix_str_from_cstr(rows[i].asked);
        ix_str listed = ix_str_from_cstr(rows[i].listed);
        ix_query query = {.birth_places = &asked, .birth_place_count = 1};
        ix_entity entity = {.birth_places = &listed, .birth_place_count = 1};
        ix_reasons r = weigh(&query, &entity);
        int32_t found = r.count > 0 ? r.items[0].millibits : 0;
        if (found != rows[i].millibits || r.contradicted) {
            fail_msg("%s | %s: %d", rows[i].asked, rows[i].listed, found);
        }
    }
}

static void the_best_of_several_places_counts(void **state) {
    (void)state;
    ix_str asked[] = {IX_STR("Havana, Cuba"), IX_STR("Moscow, Russia")};
    ix_str listed[] = {IX_STR("Kyiv, Ukraine"), IX_STR("Moscow, Russia")};
    ix_query query = {.birth_places = asked, .birth_place_count = 2};
    ix_entity entity = {.birth_places = listed, .birth_place_count = 2};
    ix_reasons r = weigh(&query, &entity);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.items[0].millibits, IX_W_BIRTH_PLACE_EQUAL);
}

static void an_address_agrees_by_street_or_town(void **state) {
    (void)state;
    ix_address listed = {.street = IX_STR("39A Leningradskoe Shosse"),
                         .place = IX_STR("Moscow 125212"),
                         .country = "RU"};
    ix_entity entity = {.addresses = &listed, .address_count = 1};
    static const struct {
        const char *asked;
        const char *country;
        int32_t millibits;
    } rows[] = {{"Leningradskoe shosse 39A, Moscow", "", IX_W_ADDRESS_STREET},
                {"Tverskaya 1, Moscow", "", IX_W_ADDRESS_CITY},
                {"Moskva 125212", "", IX_W_ADDRESS_CITY},
                {"Varshavskoe Shosse 39A", "", 0},
                {"Moscow", "US", 0},
                {"1 Main Street, Springfield", "", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_address asked = {.street = ix_str_from_cstr(rows[i].asked)};
        memcpy(asked.country, rows[i].country, strlen(rows[i].country));
        ix_query query = {.addresses = &asked, .address_count = 1};
        ix_reasons r = weigh(&query, &entity);
        int32_t found = r.count > 0 ? r.items[r.count - 1].millibits : 0;
        if (found != rows[i].millibits ||
            r.attribute_agrees != (rows[i].millibits == IX_W_ADDRESS_STREET)) {
            fail_msg("%s: %d", rows[i].asked, found);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(countries_are_signed),
        cmocka_unit_test(the_country_of_an_address_only_agrees),
        cmocka_unit_test(places_of_birth),
        cmocka_unit_test(the_best_of_several_places_counts),
        cmocka_unit_test(an_address_agrees_by_street_or_town),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
