/* Tests of places: which territory an address or a country tells, how surely, and what is asked
 * there, over the shipped data. */
#include "test_shipped.h"

static ix_place *ask(data_files *data, const ix_rules *rules, const char *country,
                     const char *place, bool located, const char *as_of, int *count) {
    ix_context context = {.user = IX_STR("private"), .nexus = IX_STR("us")};
    ix_place *places;
    assert_int_equal(ix_rules_places(&places, count, rules, country, ix_str_from_cstr(place),
                                     located, &context, at(as_of), &data->arena, NULL),
                     IX_OK);
    return places;
}

static void addresses_tell_territories(void **state) {
    (void)state;
    static const struct {
        const char *country, *place, *key; /* key NULL: none */
        bool sure;
    } cases[] = {
        {"", "12 Lenin St, Simferopol", "EMBARGO-CRIMEA", true},
        {"UA", "ul. Gagarina 4, Yalta, Crimea", "EMBARGO-CRIMEA", true},
        {"RU", "Ялта", "EMBARGO-CRIMEA", false},
        {"US", "Yalta, Texas", NULL, false},
        {"GB", "3 Crimea Road, Belfast", "EMBARGO-CRIMEA", false},
        {"UA", "Donetsk", "EMBARGO-DNR-LNR", false},
        {"", "Donetsk People's Republic", "EMBARGO-DNR-LNR", true},
        {"UA", "Kyiv", NULL, false},
        {"IR", "", "EMBARGO-IRAN", true},
        {"", "14 Azadi Street, Tehran", "EMBARGO-IRAN", false},
        {"", "Teherania", NULL, false},
        {"US", "Havana, Illinois", NULL, false},
        {"US", "Cuba, New York", "EMBARGO-CUBA", false},
        {"KP", "Pyongyang", "EMBARGO-NORTH-KOREA", true},
        {"KR", "Seoul", NULL, false},
    };
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int count;
        ix_place *places =
            ask(&data, rules, cases[i].country, cases[i].place, true, "2024-07-01", &count);
        int embargoes = 0;
        const ix_place *found = NULL;
        for (int j = 0; j < count; j++) {
            if (ix_str_starts_with(places[j].key, IX_STR("EMBARGO"))) {
                found = &places[j];
                embargoes++;
            }
        }
        if (embargoes != (cases[i].key != NULL) ||
            (found != NULL && (!ix_str_equal(found->key, ix_str_from_cstr(cases[i].key)) ||
                               found->sure != cases[i].sure))) {
            fail_msg("%s, %s: %d embargoes", cases[i].place, cases[i].country, embargoes);
        }
        if (found != NULL && found->from >= 0) {
            ix_str text = ix_str_from_cstr(cases[i].place);
            assert_true(
                ix_str_equal_ascii_nocase(ix_str_slice(text, found->from, found->to), found->word));
        }
    }
    ix_arena_free(&data.arena);
}

/* 31 CFR 501.603, 501.604: what is blocked or refused is reported. Of what a licence releases only
 * records are kept (501.601). */
static bool owes_as_it_should(const ix_effect *law) {
    bool released = law->license_count > 0 && law->licenses[0].covers;
    bool records = law->obligation_count == 1 &&
                   ix_str_equal(law->obligations[0].what, IX_STR("keep_records"));
    return released ? records : (law->obligation_count > 0) == (law->effect > IX_VERDICT_INFO);
}

static void embargoes_begin_and_end(void **state) {
    (void)state;
    static const struct {
        const char *country, *place, *as_of;
        ix_verdict effect;
        ix_listing_state in;
    } cases[] = {
        {"SY", "", "2025-05-22", IX_VERDICT_PROHIBITED, IX_LISTING_IN_FORCE},
        {"SY", "", "2025-05-23", IX_VERDICT_INFO, IX_LISTING_IN_FORCE}, /* Syria GL 25 */
        {"SY", "", "2025-07-01", IX_VERDICT_INFO, IX_LISTING_IN_FORCE},
        {"", "Crimea", "2014-12-18", IX_VERDICT_INFO, IX_LISTING_NOT_YET},
        {"", "Crimea", "2014-12-19", IX_VERDICT_PROHIBITED, IX_LISTING_IN_FORCE},
        {"", "Donetsk People's Republic", "2022-02-20", IX_VERDICT_INFO, IX_LISTING_NOT_YET},
        {"", "Donetsk People's Republic", "2022-02-21", IX_VERDICT_PROHIBITED, IX_LISTING_IN_FORCE},
        {"CU", "", "2024-01-01", IX_VERDICT_BLOCK, IX_LISTING_IN_FORCE},
        {"KP", "", "2016-03-15", IX_VERDICT_INFO, IX_LISTING_NOT_YET},
        {"IR", "", "2024-01-01", IX_VERDICT_PROHIBITED, IX_LISTING_IN_FORCE},
    };
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int count;
        ix_place *places =
            ask(&data, rules, cases[i].country, cases[i].place, true, cases[i].as_of, &count);
        assert_int_equal(count, 1);
        if (places[0].law.effect != cases[i].effect || places[0].state != cases[i].in) {
            fail_msg("%s%s %s: %s", cases[i].country, cases[i].place, cases[i].as_of,
                     ix_verdict_name(places[0].law.effect));
        }
        assert_true(owes_as_it_should(&places[0].law));
    }
    ix_arena_free(&data.arena);
}

static void a_nationality_asks_for_the_residence(void **state) {
    (void)state;
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    int count;
    ix_place *places = ask(&data, rules, "IR", "", false, "2024-07-01", &count);
    assert_int_equal(count, 1);
    assert_int_equal(places[0].law.effect, IX_VERDICT_INFO);
    assert_int_equal(places[0].law.full, IX_VERDICT_PROHIBITED);
    assert_int_equal(places[0].law.depends_count, 1);
    assert_true(ix_str_equal(places[0].law.depends_on[0], IX_STR("residence")));
    /* E.O. 14071 is about who is located in Russia; a nationality tells nothing of it. */
    ask(&data, rules, "RU", "", false, "2024-07-01", &count);
    assert_int_equal(count, 0);
    ask(&data, rules, "RU", "", true, "2024-07-01", &count);
    assert_int_equal(count, 0); /* and nothing unless a service is asked about */
    ix_context service = {
        .user = IX_STR("private"), .nexus = IX_STR("us"), .activity = IX_STR("service")};
    assert_int_equal(ix_rules_places(&places, &count, rules, "RU", (ix_str){0}, true, &service,
                                     at("2024-07-01"), &data.arena, NULL),
                     IX_OK);
    assert_int_equal(count, 1);
    assert_int_equal(places[0].law.effect, IX_VERDICT_INFO);
    assert_int_equal(places[0].law.depends_count, 1);
    assert_true(ix_str_equal(places[0].law.depends_on[0], IX_STR("kind_of_service")));
    ix_arena_free(&data.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(addresses_tell_territories),
                                       cmocka_unit_test(embargoes_begin_and_end),
                                       cmocka_unit_test(a_nationality_asks_for_the_residence)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
