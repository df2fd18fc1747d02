#include "test_opensanctions.h"

#define FORMAT "opensanctions_csv"
#define WRITE(listing, wanted)                                                                     \
    expect_listing((ix_listing)listing,                                                            \
                   "17,Person,Anna,,,,,," wanted ",,,,ex,,1970-01-01T00:00:00,\n")
#define L(...)                                                                                     \
    { __VA_ARGS__ }

static ix_export account;

static ix_export *fresh(void) {
    account = (ix_export){.list = IX_STR("ex")};
    return &account;
}

static ix_when day(const char *text) {
    ix_when when;
    assert_int_equal(ix_when_parse(&when, ix_str_from_cstr(text), NULL), IX_OK);
    return when;
}

/* A person of one name and one listing. */
static ix_entity person(ix_entity_name *name, ix_listing *listing) {
    *name = (ix_entity_name){.text = IX_STR("Anna"), .kind = IX_NAME_PRIMARY};
    return (ix_entity){.key = IX_STR("17"),
                       .type = IX_PARTY_PERSON,
                       .names = name,
                       .name_count = 1,
                       .listings = listing,
                       .listing_count = 1};
}

static void expect_listing(ix_listing listing, const char *wanted) {
    ix_entity_name name;
    ix_entity entity = person(&name, &listing);
    expect_written(FORMAT, fresh(), &entity, wanted);
}

static void what_is_written_reads_the_same(void **state) {
    (void)state;
    static const char *const said[] = {"  name ",        "  listing ",         "    reason ",
                                       "  born ",        "  address ",         "  identifier ",
                                       "  nationality ", "  relation dataset", NULL};
    expect_round_trip(FORMAT, slurp_sample("tests/lists/opensanctions_csv", "targets.simple.csv"),
                      said);
}

/* Separators, quotes, line ends, controls and bytes that are no text stand in values. */
static void values_are_quoted_and_clean(void **state) {
    (void)state;
    ix_listing listing = {0};
    ix_entity_name names[] = {{.text = IX_STR("Anna, \"A\""), .kind = IX_NAME_PRIMARY},
                              {.text = IX_STR("B; \"C\""), .kind = IX_NAME_STRONG},
                              {.text = IX_STR("D\nE\x01\x1A"), .kind = IX_NAME_STRONG},
                              {.text = IX_STR("F\xFF\xC2\x85"), .kind = IX_NAME_STRONG}};
    ix_entity entity = person(&names[3], &listing);
    names[3].text = IX_STR("F\xFF\xC2\x85");
    names[3].kind = IX_NAME_STRONG;
    entity.names = names;
    entity.name_count = 4;
    expect_written(FORMAT, fresh(), &entity,
                   "17,Person,\"Anna, \"\"A\"\"\",\"\"\"B; \"\"\"\"C\"\"\"\"\"\";"
                   "D E\xEF\xBF\xBD\xEF\xBF\xBD;F\xEF\xBF\xBD\xEF\xBF\xBD\",");
}

/* What stands at the end of a reason is read as days: it must be the days of the listing. */
static void sanctions_end_with_their_days(void **state) {
    (void)state;
    ix_when first = day("2020-01-02");
    ix_when last = day("2021-03-04");
    WRITE(L(.reason = IX_STR("Why"), .effective_from = first), "Why - 2020-01-02");
    WRITE(L(.reason = IX_STR("Why"), .effective_from = first, .effective_until = last),
          "Why - 2020-01-02 - 2021-03-04");
    WRITE(L(.reason = IX_STR("Why - 2020-01-02"), .effective_from = first), "Why - 2020-01-02");
    WRITE(L(.reason = IX_STR("Why - 2019-01-01"), .effective_from = first),
          "Why - 2019-01-01 - active - 2020-01-02");
    WRITE(L(.reason = IX_STR("Why - 2019-01-01")), "Why - 2019-01-01 - active");
    WRITE(L(.effective_from = first, .effective_until = last), "2020-01-02 - 2021-03-04");
    WRITE(L(.authority = IX_STR("Council")), "Council");
    WRITE(L(.source = IX_STR("EL")), "sanction");
    assert_int_equal(lost_of(&account, "sub-list codes"), 1);
    WRITE(L(.source = IX_STR("record")), "sanction");
    WRITE(L(.source = IX_STR("role.pep")), "");
    assert_int_equal(lost_of(&account, "topics"), 1);
    WRITE(L(.reason = IX_STR("Why"), .effective_until = last), "Why");
    assert_int_equal(lost_of(&account, "ends of sanctions without a beginning"), 1);
}

static void programmes_alone_say_that_it_is_sanctioned(void **state) {
    (void)state;
    ix_str programs[] = {IX_STR("P1"), IX_STR("P;2"), IX_STR("P1")};
    ix_listing listing = {.programs = programs, .program_count = 3};
    ix_entity_name name;
    ix_entity entity = person(&name, &listing);
    expect_written(FORMAT, fresh(), &entity, "17,Person,Anna,,,,,,,,,\"P1;\"\"P;2\"\"\",ex,");
}

static void identifiers_keep_their_type_where_a_check_tells_it(void **state) {
    (void)state;
    ix_identifier ids[] = {
        {.type = IX_ID_IMO, .value = IX_STR("9074729")},
        {.type = IX_ID_LEI, .value = IX_STR("5493001KJTIIGC8Y1R12")},
        {.type = IX_ID_PASSPORT, .value = IX_STR("AB1"), .country = "RU", .label = IX_STR("Pass")},
        {.type = IX_ID_WEBSITE, .value = IX_STR("a.example")},
        {.type = IX_ID_PHONE, .value = IX_STR("+7 1")},
        {.type = IX_ID_EMAIL, .value = IX_STR("a@b.example")}};
    ix_listing listing = {.source = IX_STR("target")};
    ix_entity_name name;
    ix_entity entity = person(&name, &listing);
    entity.identifiers = ids;
    entity.identifier_count = 6;
    expect_written(FORMAT, fresh(), &entity,
                   ",IMO9074729;5493001KJTIIGC8Y1R12;AB1,,+7 1,a@b.example,,ex,");
    assert_int_equal(lost_of(&account, "types of identifiers"), 1);
    assert_int_equal(lost_of(&account, "countries of identifiers"), 1);
    assert_int_equal(lost_of(&account, "words for identifiers"), 1);
    assert_int_equal(lost_of(&account, "websites"), 1);
    assert_int_equal(lost_of(&account, "topics"), 0);
}

/* The reader takes 256 values of a cell. */
static void values_beyond_the_last_are_counted(void **state) {
    (void)state;
    static ix_identifier ids[300];
    ix_listing listing = {0};
    ix_entity_name name;
    ix_entity entity = person(&name, &listing);
    for (int i = 0; i < 300; i++) {
        ids[i] = (ix_identifier){.value = IX_STR("1")};
    }
    entity.identifiers = ids;
    entity.identifier_count = 300;
    expect_written(FORMAT, fresh(), &entity, "17,");
    assert_int_equal(lost_of(&account, "values beyond the 256th of a cell"), 44);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_reads_the_same),
        cmocka_unit_test(values_are_quoted_and_clean),
        cmocka_unit_test(sanctions_end_with_their_days),
        cmocka_unit_test(programmes_alone_say_that_it_is_sanctioned),
        cmocka_unit_test(identifiers_keep_their_type_where_a_check_tells_it),
        cmocka_unit_test(values_beyond_the_last_are_counted),
    };
    return cmocka_run_group_tests(tests, load_samples, free_samples);
}
