#include "csl_samples.h"
#include "readers.h"
#include "test_opensanctions.h"

static void expect(const char *bytes, const char *wanted) {
    expect_shown("us_csl_csv", bytes, wanted);
}

static void rows_of_one_entity_number_are_one_entity(void **state) {
    (void)state;
    static const char bytes[] = "source,entity_number,type,programs,name,alt_names,addresses\n"
                                "SDN,17016,Entity,SDGT; SYRIA,Gazbank,GB,\"1 Street, Moscow, RU\"\n"
                                "EL,,,,Acme,,\n"
                                "SSI,17016,Entity,UKRAINE-EO13662,GAZBANK,GB; GPB,\"1 Street, "
                                "Moscow, RU\"\n"
                                "SDN,17016,Entity,SDGT; SYRIA,Gazbank,GB,\n";
    expect(bytes, "17016 organization\n"
                  "  name primary | Gazbank | name\n"
                  "  name strong | GB | alt_names\n"
                  "  name strong | GAZBANK | name\n"
                  "  name strong | GPB | alt_names\n"
                  "  listing SDN | SDGT | SYRIA\n"
                  "  listing SSI | UKRAINE-EO13662\n"
                  "  address 1 Street | Moscow | RU = \n"
                  "EL-");
    expect(bytes, "rows 4 = 4 read + 0 refused, 2 entities, 5 names\n");
}

static void rows_without_a_number_are_known_by_list_and_name(void **state) {
    (void)state;
    static const char bytes[] = "_id,source,name,addresses,start_date\n"
                                "1,DPL,A. Asher,\"1 Road, Paris, FR\",2020-01-02\n"
                                "2,Denied Persons List,A. Asher,\"2 Road, Rome, IT\",2020-01-02\n"
                                "3,UVL,A. Asher,,\n"
                                "4,DPL,A. Asher,,2021-01-02\n";
    expect(bytes, "DPL-");
    expect(bytes, "  listing DPL | published 2020-01-02 | from 2020-01-02\n"
                  "  listing DPL | published 2021-01-02 | from 2021-01-02\n"
                  "  address 1 Road | Paris | FR = \n"
                  "  address 2 Road | Rome | IT = \n"
                  "UVL-");
    expect(bytes, "2 entities, 2 names\n");
}

static void the_key_outlasts_other_columns(void **state) {
    (void)state;
    expect("source,name,start_date\nEL,Acme,2020-01-02\n", "EL-37036cd8f9746d33 any\n");
    expect("_id,source,name,start_date\n9,Entity List (EL),\" Acme \",\n",
           "EL-37036cd8f9746d33 any\n");
}

static void licence_columns_go_to_the_listing(void **state) {
    (void)state;
    expect("source,name,federal_register_notice,start_date,end_date,standard_order,"
           "license_requirement,license_policy\n"
           "EL,Acme,89 FR 52362,2024-06-24,2025-01-01,Y,All items.,Presumption of denial.\n",
           "  listing EL | published 2024-06-24 | from 2024-06-24 | until 2025-01-01\n"
           "    authority 89 FR 52362\n"
           "    reason License requirement: All items. License review policy: Presumption of "
           "denial.\n"
           "    measures All items.\n"
           "  unmodelled standard_order | Y\n");
    expect("source,name,start_date\nEL,Acme,soon\n", "  unmodelled start_date | soon\n");
    expect("source,name,license_policy\nEL,Acme,Denial\n",
           "reason License review policy: Denial\n");
}

static void addresses_in_the_name_column(void **state) {
    (void)state;
    expect("source,name,alt_names\nEL,\"Address 1: 5 Way, Minsk, BY\",Acme; Acme Two\n",
           "  name primary | Acme | alt_names\n"
           "  name strong | Acme Two | alt_names\n"
           "  listing EL\n"
           "  address 5 Way | Minsk | BY = \n");
    expect("source,name,alt_names\nEL,Acme,\nEL,\"Address 2, 6 Way, Minsk, BY\",\n",
           "rows 2 = 2 read + 0 refused, 1 entities, 1 names\nwarning address_as_name 1 list:3");
    expect("source,name,alt_names\nEL,Acme,\nDPL,\"Address 2, 6 Way, Minsk, BY\",\n",
           "refused list:3: the name is an address and there is no other name\n");
    expect("source,name,alt_names\nEL,Acme,\"Bcme; Address 1: 7 Way, Omsk, RU\"\n",
           "  address 7 Way | Omsk | RU = \n");
}

static void lost_characters_are_kept_and_counted(void **state) {
    (void)state;
    expect("source,name\nEL,OOO ?DSK?\n", "  name primary | OOO ?DSK? | name\n");
    expect("source,name\nEL,OOO ?DSK?\n", "warning lost_characters 1 list:2: OOO ?DSK?\n");
}

static void a_list_that_is_not_known_keeps_its_words(void **state) {
    (void)state;
    expect("source,name\nNew List - State,Acme\n", "  listing New List - State\n");
    expect("source,name\nNew List - State,Acme\n", "warning unknown_source 1 list:2: New List");
}

static void persons_are_known_by_the_type_column_alone(void **state) {
    (void)state;
    expect("source,entity_number,type,name,dates_of_birth,nationalities\n"
           "SDN,5,Individual,\"DOE, Jon\",1958 to 1960; 1972-08-10,RU; XX\n",
           "5 person\n");
    expect("source,name\nDPL,JON DOE\n", " any\n");
    expect("source,name\nISN,Ri Sung Chol (aka Ri S.) (DPRK individual)\n",
           " person\n  name primary | Ri Sung Chol | name\n  name strong | Ri S. | name\n");
    expect("source,entity_number,type,name\nSDN,5,Individual,Doe\nSSI,5,Entity,Doe\n",
           "warning types_differ 1 list:3: 5\n");
}

static void dates_of_birth_may_be_ranges(void **state) {
    (void)state;
    expect("source,type,name,dates_of_birth\nSDN,Individual,Doe,1958 to 1960; 1972-08-10; about\n",
           "  born 1972-08-10\n");
    expect("source,type,name,dates_of_birth\nSDN,Individual,Doe,1958 to 1960; 1972-08-10; about\n",
           "  unmodelled dates_of_birth | about\n");
}

static void vessels_keep_their_columns(void **state) {
    (void)state;
    expect("source,entity_number,type,name,call_sign,vessel_type,gross_tonnage,vessel_flag,ids\n"
           "SDN,9,Vessel,ABA,5IM 597,Tanker,318000,Iran,\"IMO 9187629, Vessel Registration "
           "Identification\"\n",
           "  vessel call_sign | 5IM 597\n  vessel type | Tanker\n  vessel tonnage | 318000\n"
           "  vessel flag | Iran\n");
}

static ix_status print_type(void *context, const ix_entity *e, ix_error *error) {
    (void)error;
    ix_buf_printf(context, "%s: %" IX_FMT "\n", ix_party_type_name(e->type),
                  IX_ARG(e->names[0].text));
    return IX_OK;
}

/* A firm taken for a person would be missed, so a person is one only where the words are sure. */
static void persons_and_firms_are_told_apart_by_their_words(void **state) {
    (void)state;
    const ix_list_file file = {
        .name = IX_STR("list"),
        .bytes = IX_STR("source,name,type\nEL,Vladimir Davidenko,\nEL,Ramil Yarullovich M,\n"
                        "EL,\"Kuznetsova, Olga\",\nDPL,\"ALEXANDER BRAZHNIKOV, JR\",\n"
                        "EL,Pelikan Zavod LLC,\nEL,DM Link,\nUVL,Kassem IT,\nUVL,Vera IT,\n"
                        "UVL,Piro Deniz Motorlari,\nEL,Megel,\nEL,Wong Wai Chung,\n"
                        "SDN,Maria III,Vessel\n")};
    ix_read_report report = {0};
    ix_arena arena;
    ix_buf out;
    ix_error error = {0};
    ix_arena_init(&arena, (size_t)64 << 20);
    ix_buf_init(&out, 1 << 16);
    assert_int_equal(
        us_csl_csv_read(&file, 1, sample_knowledge, print_type, &out, &report, &arena, &error),
        IX_OK);
    ix_buf_append_char(&out, '\0');
    assert_string_equal(out.ptr, "person: Vladimir Davidenko\nperson: Ramil Yarullovich M\n"
                                 "person: Kuznetsova, Olga\nperson: ALEXANDER BRAZHNIKOV, JR\n"
                                 "organization: Pelikan Zavod LLC\nany: DM Link\n"
                                 "any: Kassem IT\nany: Vera IT\nany: Piro Deniz Motorlari\n"
                                 "any: Megel\nany: Wong Wai Chung\nvessel: Maria III\n");
    ix_buf_free(&out);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_one_entity_number_are_one_entity),
        cmocka_unit_test(rows_without_a_number_are_known_by_list_and_name),
        cmocka_unit_test(the_key_outlasts_other_columns),
        cmocka_unit_test(licence_columns_go_to_the_listing),
        cmocka_unit_test(addresses_in_the_name_column),
        cmocka_unit_test(lost_characters_are_kept_and_counted),
        cmocka_unit_test(a_list_that_is_not_known_keeps_its_words),
        cmocka_unit_test(persons_are_known_by_the_type_column_alone),
        cmocka_unit_test(dates_of_birth_may_be_ranges),
        cmocka_unit_test(vessels_keep_their_columns),
        cmocka_unit_test(persons_and_firms_are_told_apart_by_their_words),
    };
    return cmocka_run_group_tests(tests, load_samples, free_samples);
}
