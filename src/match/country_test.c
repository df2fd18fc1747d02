/* Countries as evidence. */
#include "judge.h"
#include "test_support.h"

#include "match_tables.h"

static ix_arena arena;

static ix_reasons weigh(const ix_query *query, const ix_entity *entity) {
    ix_reasons reasons = {0};
    assert_int_equal(ix_countries_weigh(&reasons, query, entity, &arena, NULL), IX_OK);
    return reasons;
}

/* A person without a nationality is mostly of the country that the programme is about. */
static void programmes_stand_in_for_a_nationality(void **state) {
    (void)state;
    static const struct {
        const char *programme, *source, *asked;
        int32_t millibits; /* 0: says nothing */
        const char *listed;
    } rows[] = {
        {"DPRK2", "", "KP", IX_W_PROGRAMME_EQUAL, "KP, by its programme DPRK2"},
        {"DPRK2", "", "TW", IX_W_PROGRAMME_DIFFERS, "KP, by its programme DPRK2"},
        {"DRC", "", "RW", IX_W_PROGRAMME_EQUAL, "RW, by its programme DRC"},
        {"SDGT", "", "TW", 0, ""},
        {"", "DTC", "KE", IX_W_PROGRAMME_DIFFERS, "US, by its programme DTC"},
        {"", "SDN", "KE", 0, ""}, /* the sub-list, not the EU's code of Sudan */
        {"", "a source with a name beyond all measure", "KE", 0, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char asked[1][3];
        memcpy(asked[0], rows[i].asked, 3);
        ix_str programme = ix_str_from_cstr(rows[i].programme);
        ix_listing listing = {.programs = &programme,
                              .program_count = programme.len > 0,
                              .source = ix_str_from_cstr(rows[i].source)};
        ix_entity entity = {.type = IX_PARTY_PERSON, .listings = &listing, .listing_count = 1};
        ix_query query = {.countries = asked, .country_count = 1};
        ix_reasons r = weigh(&query, &entity);
        assert_int_equal(r.count, rows[i].millibits != 0);
        if (r.count > 0) {
            assert_int_equal(r.items[0].millibits, rows[i].millibits);
            assert_true(ix_str_equal(r.items[0].listed, ix_str_from_cstr(rows[i].listed)));
        }
        entity.type = IX_PARTY_ORGANIZATION; /* firms everywhere deal with a country */
        assert_int_equal(weigh(&query, &entity).count, 0);
    }
}

static void a_nationality_says_more_than_a_programme(void **state) {
    (void)state;
    char asked[1][3] = {"SY"}, listed[1][3] = {"LB"};
    ix_str programme = IX_STR("SYRIA");
    ix_listing listing = {.programs = &programme, .program_count = 1};
    ix_entity entity = {.type = IX_PARTY_PERSON,
                        .listings = &listing,
                        .listing_count = 1,
                        .nationalities = listed,
                        .nationality_count = 1};
    ix_query query = {.countries = asked, .country_count = 1};
    ix_reasons r = weigh(&query, &entity);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.items[0].millibits, IX_W_COUNTRY_CONTRADICTS);
}

static void addresses_speak_more_weakly(void **state) {
    (void)state;
    char asked[1][3] = {"KE"};
    ix_address address = {.country = "AE"};
    ix_entity entity = {.type = IX_PARTY_PERSON, .addresses = &address, .address_count = 1};
    ix_query query = {.countries = asked, .country_count = 1};
    assert_int_equal(weigh(&query, &entity).items[0].millibits, IX_W_ADDRESS_COUNTRY_DIFFERS);
    memcpy(asked[0], "AE", 3);
    assert_int_equal(weigh(&query, &entity).items[0].millibits, IX_W_COUNTRY_EQUAL);
    /* It lived abroad, and the programme tells where it is from. */
    ix_str programme = IX_STR("SYRIA");
    ix_listing listing = {.programs = &programme, .program_count = 1};
    entity.listings = &listing;
    entity.listing_count = 1;
    memcpy(asked[0], "SY", 3);
    assert_int_equal(weigh(&query, &entity).items[0].millibits, IX_W_PROGRAMME_EQUAL);
    memcpy(asked[0], "KE", 3);
    assert_int_equal(weigh(&query, &entity).items[0].millibits, IX_W_PROGRAMME_DIFFERS);
}

static int set_up(void **state) {
    (void)state;
    ix_arena_init(&arena, 1 << 16);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programmes_stand_in_for_a_nationality),
        cmocka_unit_test(a_nationality_says_more_than_a_programme),
        cmocka_unit_test(addresses_speak_more_weakly),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
