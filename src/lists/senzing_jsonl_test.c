#include "test_opensanctions.h"

#define FORMAT          "senzing_jsonl"
#define RECORD(members) "{\"DATA_SOURCE\":\"TEST\",\"RECORD_ID\":\"1\"," members "}\n"

static void records_may_be_laid_out_in_three_ways(void **state) {
    (void)state;
    static const char *const records[] = {
        RECORD("\"RECORD_TYPE\":\"PERSON\",\"NAME_FULL\":\"Anna B\",\"DATE_OF_BIRTH\":\"1966\""),
        RECORD("\"FEATURES\":[{\"RECORD_TYPE\":\"PERSON\"},{\"NAME_FULL\":\"Anna "
               "B\"},{\"DATE_OF_BIRTH\":\"1966\"}]"),
        RECORD("\"RECORD_TYPE\":\"PERSON\",\"NAMES\":[{\"NAME_FULL\":\"Anna "
               "B\"}],\"DATES\":[{\"DATE_OF_BIRTH\":\"1966\"}]"),
        "[" RECORD(
            "\"RECORD_TYPE\":\"PERSON\",\"NAME_FULL\":\"Anna B\",\n\"DATE_OF_BIRTH\":1966") "]"};
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
        expect_read(FORMAT, records[i], "1 person\n  name primary | Anna B | NAME_FULL\n");
        expect_read(FORMAT, records[i], "  born 1966\n");
    }
}

static void names_have_their_types(void **state) {
    (void)state;
    expect_read(FORMAT,
                RECORD("\"NAMES\":[{\"NAME_TYPE\":\"ALIAS\",\"NAME_FULL\":\"A\"},{\"NAME_TYPE\":"
                       "\"PRIMARY\",\"NAME_LAST\":\"Beispielova\",\"NAME_FIRST\":\"Anna\",\"NAME_"
                       "MIDDLE\":\"C\"},{\"NAME_TYPE\":\"MAIDEN\",\"NAME_FULL\":\"Old\"},{\"NAME_"
                       "TYPE\":\"WEAK\",\"NAME_FULL\":\"Nut\"},{\"NAME_TYPE\":\"NATIVE\",\"NAME_"
                       "FULL\":\"Анна\"}]"),
                "  name primary | Beispielova, Anna C | PRIMARY\n"
                "  name strong | A | ALIAS\n"
                "  name former | Old | MAIDEN\n"
                "  name weak | Nut | WEAK\n"
                "  name translation | Анна | NATIVE\n");
}

/* Words before flat attributes keep several features apart. */
static void words_keep_flat_features_apart(void **state) {
    (void)state;
    expect_read(FORMAT,
                RECORD("\"PRIMARY_NAME_ORG\":\"Firm\",\"OTHER_NAME_ORG\":\"Shop\",\"HOME_ADDR_"
                       "LINE1\":\"1 Lane\",\"WORK_ADDR_LINE1\":\"2 Road\",\"HOME_ADDR_CITY\":"
                       "\"Town\",\"WORK_ADDR_COUNTRY\":\"GB\",\"CELL_PHONE_NUMBER\":\"5\""),
                "  name primary | Firm | PRIMARY\n"
                "  name strong | Shop | OTHER\n"
                "  listing record\n"
                "    authority TEST\n"
                "  identifier phone | PHONE | 5 |  | \n"
                "  address 1 Lane | Town |  = \n"
                "  address 2 Road |  | GB = GB\n");
}

static void identifiers_are_typed_and_bound_to_countries(void **state) {
    (void)state;
    expect_read(FORMAT,
                RECORD("\"NAME_ORG\":\"F\",\"IDS\":[{\"PASSPORT_NUMBER\":\"P1\",\"PASSPORT_COUNTRY"
                       "\":\"ru\"},{\"NATIONAL_ID_NUMBER\":\"N1\",\"NATIONAL_ID_TYPE\":\"ogrnCode"
                       "\"},{\"NATIONAL_ID_NUMBER\":\"N2\",\"NATIONAL_ID_TYPE\":\"UEN\"},{\"TAX_ID_"
                       "NUMBER\":\"T1\",\"TAX_ID_COUNTRY\":\"mars\"},{\"OTHER_ID_NUMBER\":\"O1\","
                       "\"OTHER_ID_TYPE\":\"registration\"},{\"SSN_NUMBER\":\"S1\"}]"),
                "  identifier passport | PASSPORT | P1 | RU | \n"
                "  identifier registration | ogrnCode | N1 | RU | \n"
                "  identifier national_id | UEN | N2 |  | \n"
                "  identifier tax_id | TAX_ID | T1 |  | \n"
                "  identifier registration | registration | O1 |  | \n"
                "  identifier national_id | SSN | S1 | US | \n");
}

static void relations_and_references(void **state) {
    (void)state;
    expect_read(FORMAT,
                RECORD("\"NAME_ORG\":\"F\",\"OFAC_ID\":\"77\",\"REL_POINTER_DOMAIN\":\"X\",\"REL_"
                       "POINTER_KEY\":\"2\",\"REL_POINTER_ROLE\":\"Owns 60%\",\"REL_ANCHOR_KEY\":"
                       "\"1\""),
                "  relation authority reference | 77\n"
                "  relation Owns 60% | 2\n"
                "  relation dataset | TEST\n"
                "  unmodelled REL_POINTER_DOMAIN | X\n");
}

static void topics_are_listings(void **state) {
    (void)state;
    expect_read(
        FORMAT,
        RECORD("\"NAME_ORG\":\"F\",\"RISKS\":[{\"TOPIC\":\"sanction\"},{\"TOPIC\":\"poi\"}]"),
        "  listing sanction\n    authority TEST\n  listing poi\n");
    expect_read(FORMAT,
                "{\"DATA_SOURCE\":\"OPEN_SANCTIONS\",\"RECORD_ID\":\"1\",\"NAME_ORG\":\"F\"}\n",
                "  listing mentioned\n");
    expect_read(FORMAT, RECORD("\"NAME_ORG\":\"F\""), "  listing record\n");
}

static void what_is_not_known_is_kept(void **state) {
    (void)state;
    expect_read(FORMAT,
                RECORD("\"NAME_ORG\":\"F\",\"SHAPE\":\"square\",\"LIST\":[1,2],\"GENDER\":\"X\","
                       "\"RECORD_TYPE\":\"PLANT\",\"BITS\":[{\"A\":{\"B\":1}},7]"),
                "  unmodelled RECORD_TYPE | PLANT\n"
                "  unmodelled SHAPE | square\n"
                "  unmodelled LIST | 1\n"
                "  unmodelled LIST | 2\n"
                "  unmodelled GENDER | X\n"
                "  unmodelled BITS | 7\n"
                "  unmodelled A | {\"B\":1}\n");
}

static void a_party_may_be_known_by_a_number_alone(void **state) {
    (void)state;
    expect_read(FORMAT, RECORD("\"SSN_NUMBER\":\"S1\""), "  name primary | S1 | SSN\n");
    expect_read(FORMAT, RECORD("\"GENDER\":\"M\""),
                "refused list:1: the record has no name and no identifier\n");
}

static void every_record_is_read_or_refused(void **state) {
    (void)state;
    expect_read(FORMAT, RECORD("\"NAME_ORG\":\"F\"") "{\"NAME_ORG\":\"F\"}\nno json\n7\n",
                "rows 4 = 1 read + 3 refused, 1 entities, 1 names\n");
    expect_read(FORMAT, RECORD("\"NAME_ORG\":\"F\"") "{\"NAME_ORG\":\"F\"}\n",
                "refused list:2: the RECORD_ID is missing\n");
    expect_read(FORMAT, RECORD("\"NAME_ORG\":\"F\"") "{\"RECORD_ID\":\"2\",\"NAME_",
                ", truncated\n");
    static const char *const files[] = {"", "[]", "{\"id\":1}\n", "a,b\n"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        ix_buf out;
        assert_int_equal(read_sample(&out, FORMAT, ix_str_from_cstr(files[i])), IX_E_INPUT);
        ix_buf_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_may_be_laid_out_in_three_ways),
        cmocka_unit_test(names_have_their_types),
        cmocka_unit_test(words_keep_flat_features_apart),
        cmocka_unit_test(identifiers_are_typed_and_bound_to_countries),
        cmocka_unit_test(relations_and_references),
        cmocka_unit_test(topics_are_listings),
        cmocka_unit_test(what_is_not_known_is_kept),
        cmocka_unit_test(a_party_may_be_known_by_a_number_alone),
        cmocka_unit_test(every_record_is_read_or_refused),
    };
    return cmocka_run_group_tests(tests, load_samples, free_samples);
}
