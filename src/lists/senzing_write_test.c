#include "test_opensanctions.h"

#define FORMAT "senzing_jsonl"

static ix_export account;

static ix_export *fresh(void) {
    account = (ix_export){.list = IX_STR("ex_list")};
    return &account;
}

/* A firm of one name and one listing. */
static ix_entity firm(ix_entity_name *name, ix_listing *listing) {
    *name = (ix_entity_name){.text = IX_STR("Firm"), .kind = IX_NAME_PRIMARY};
    return (ix_entity){.key = IX_STR("17"),
                       .type = IX_PARTY_ORGANIZATION,
                       .names = name,
                       .name_count = 1,
                       .listings = listing,
                       .listing_count = 1};
}

static void what_is_written_reads_the_same(void **state) {
    (void)state;
    static const char *const said[] = {"  name ",    "  listing ",    "  born",
                                       "  address ", "  identifier ", "  nationality ",
                                       "  gender ",  "  unmodelled SHAPE", NULL};
    expect_round_trip(FORMAT, slurp_sample("tests/lists/senzing_jsonl", "senzing.json"), said);
}

static void a_record_is_features_and_payload(void **state) {
    (void)state;
    ix_str programs[] = {IX_STR("P1"), IX_STR("P2")};
    ix_listing listing = {.programs = programs, .program_count = 2, .reason = IX_STR("Why")};
    ix_relation relations[] = {{IX_STR("Owner of"), IX_STR("18")},
                               {IX_STR("authority reference"), IX_STR("99")}};
    ix_entity_name name;
    ix_entity entity = firm(&name, &listing);
    entity.relations = relations;
    entity.relation_count = 2;
    expect_written(
        FORMAT, fresh(), &entity,
        "{\"DATA_SOURCE\":\"EX_LIST\",\"RECORD_ID\":\"17\",\"RECORD_TYPE\":\"ORGANIZATION\","
        "\"FEATURES\":[{\"NAME_TYPE\":\"PRIMARY\",\"NAME_ORG\":\"Firm\"},{\"TOPIC\":\"sanction\"},"
        "{\"REL_ANCHOR_DOMAIN\":\"EX_LIST\",\"REL_ANCHOR_KEY\":\"17\"},"
        "{\"REL_POINTER_DOMAIN\":\"EX_LIST\",\"REL_POINTER_KEY\":\"18\","
        "\"REL_POINTER_ROLE\":\"Owner of\"},{\"OFAC_ID\":\"99\"}],"
        "\"PROGRAM\":[\"P1\",\"P2\"],\"REASON\":\"Why\"}\n");
    assert_int_equal(lost_of(&account, "programmes, reasons and days of listings but as payload"),
                     1);
}

static void identifiers_stand_under_their_kind(void **state) {
    (void)state;
    static const struct {
        ix_identifier id;
        const char *wanted;
        const char *lost;
    } rows[] = {
        {{.type = IX_ID_PASSPORT, .value = IX_STR("1"), .country = "RU"},
         "{\"PASSPORT_NUMBER\":\"1\",\"PASSPORT_COUNTRY\":\"RU\"}",
         NULL},
        {{.type = IX_ID_NATIONAL, .value = IX_STR("1"), .label = IX_STR("UEN"), .country = "SG"},
         "{\"NATIONAL_ID_NUMBER\":\"1\",\"NATIONAL_ID_TYPE\":\"UEN\",\"NATIONAL_ID_COUNTRY\":"
         "\"SG\"}",
         NULL},
        {{.type = IX_ID_NATIONAL, .value = IX_STR("1"), .label = IX_STR("SSN"), .country = "US"},
         "{\"SSN_NUMBER\":\"1\"}",
         NULL},
        {{.type = IX_ID_TAX, .value = IX_STR("1"), .label = IX_STR("TIN")},
         "{\"TAX_ID_NUMBER\":\"1\",\"TAX_ID_TYPE\":\"TIN\"}",
         NULL},
        {{.type = IX_ID_REGISTRATION,
          .value = IX_STR("1"),
          .label = IX_STR("ogrnCode"),
          .country = "RU"},
         "{\"NATIONAL_ID_NUMBER\":\"1\",\"NATIONAL_ID_TYPE\":\"ogrnCode\",\"NATIONAL_ID_COUNTRY\":"
         "\"RU\"}",
         NULL},
        {{.type = IX_ID_REGISTRATION, .value = IX_STR("1"), .label = IX_STR("Tax ID")},
         "{\"NATIONAL_ID_NUMBER\":\"1\",\"NATIONAL_ID_TYPE\":\"registration\"}",
         "words for identifiers"},
        {{.type = IX_ID_LEI, .value = IX_STR("1"), .country = "GB"},
         "{\"LEI_NUMBER\":\"1\"}",
         "countries of identifiers"},
        {{.type = IX_ID_WALLET, .value = IX_STR("1"), .currency = IX_STR("XBT")},
         "{\"OTHER_ID_NUMBER\":\"1\",\"OTHER_ID_TYPE\":\"wallet\"}",
         "currencies of wallets"},
        {{.type = IX_ID_OTHER, .value = IX_STR("1"), .label = IX_STR("National badge")},
         "{\"OTHER_ID_NUMBER\":\"1\"}",
         "words for identifiers"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_listing listing = {0};
        ix_entity_name name;
        ix_identifier id = rows[i].id;
        ix_entity entity = firm(&name, &listing);
        entity.identifiers = &id;
        entity.identifier_count = 1;
        expect_written(FORMAT, fresh(), &entity, rows[i].wanted);
        assert_int_equal(account.lost_count, rows[i].lost != NULL);
        assert_int_equal(rows[i].lost == NULL ? 0 : lost_of(&account, rows[i].lost),
                         rows[i].lost != NULL);
    }
}

static void an_address_is_whole_or_in_parts(void **state) {
    (void)state;
    ix_address addresses[] = {
        {.street = IX_STR("1 Lane, Town")},
        {.street = IX_STR("1 Lane"), .place = IX_STR("Town"), .country_text = IX_STR("Syria")},
        {.place = IX_STR("Town"), .country = "SY", .remark = IX_STR("branch")}};
    ix_listing listing = {0};
    ix_entity_name name;
    ix_entity entity = firm(&name, &listing);
    entity.addresses = addresses;
    entity.address_count = 3;
    expect_written(FORMAT, fresh(), &entity,
                   "{\"ADDR_FULL\":\"1 Lane, Town\"},"
                   "{\"ADDR_LINE1\":\"1 Lane\",\"ADDR_CITY\":\"Town\",\"ADDR_COUNTRY\":\"Syria\"},"
                   "{\"ADDR_TYPE\":\"branch\",\"ADDR_CITY\":\"Town\",\"ADDR_COUNTRY\":\"SY\"}");
}

/* A field that is called as an attribute would be read as one. */
static void payload_is_never_a_feature(void **state) {
    (void)state;
    ix_field fields[] = {{IX_STR("NAME_FULL"), IX_STR("Other")},
                         {IX_STR("RECORD_ID"), IX_STR("18")},
                         {IX_STR("FEATURES"), IX_STR("none")},
                         {IX_STR("SHAPE"), IX_STR("a\x01\xFF")},
                         {IX_STR("SHAPE"), IX_STR("b")}};
    ix_listing listing = {.source = IX_STR("mentioned")};
    ix_entity_name name;
    ix_entity entity = firm(&name, &listing);
    entity.unmodelled = fields;
    entity.unmodelled_count = 5;
    expect_written(
        FORMAT, fresh(), &entity,
        "{\"TOPIC\":\"mentioned\"},{\"REL_ANCHOR_DOMAIN\":\"EX_LIST\",\"REL_ANCHOR_KEY\":"
        "\"17\"}],\"SHAPE\":[\"a\\u0001\xEF\xBF\xBD\",\"b\"]}\n");
    assert_int_equal(lost_of(&account, "fields that are called as an attribute"), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_reads_the_same),
        cmocka_unit_test(a_record_is_features_and_payload),
        cmocka_unit_test(identifiers_stand_under_their_kind),
        cmocka_unit_test(an_address_is_whole_or_in_parts),
        cmocka_unit_test(payload_is_never_a_feature),
    };
    return cmocka_run_group_tests(tests, load_samples, free_samples);
}
