#include "csl_samples.h"

static void expect(const char *bytes, const char *wanted) {
    expect_shown("us_csl_json", bytes, wanted);
}

static void a_row_is_what_the_csv_makes_of_it(void **state) {
    (void)state;
    static const char json[] =
        "{\"total\": 1, \"sources\": [], \"results\": [{\"id\": \"1f\", \"source\": "
        "\"Specially Designated Nationals (SDN) - Treasury Department\", \"entity_number\": 17016,"
        "\"type\": \"Individual\", \"programs\": [\"SDGT\", \"SYRIA\"], \"name\": \"DOE, Jon\","
        "\"alt_names\": [\"DOE; Jonny\", \"JD\"], \"title\": null, \"start_date\": \"2020-01-02\","
        "\"addresses\": [{\"address\": \"1 Way\", \"city\": \"Omsk\", \"state\": null,"
        "\"postal_code\": \"644\", \"country\": \"RU\"}, {\"country\": \"SY\"}],"
        "\"ids\": [{\"type\": \"Passport\", \"number\": \"B401584\", \"country\": \"GB\","
        "\"issue_date\": \"1989-09-28\", \"expiration_date\": \"1999-09-28\"},"
        "{\"type\": \"Gender\", \"number\": \"Male\", \"country\": null}],"
        "\"dates_of_birth\": [\"1958 to 1960\"], \"nationalities\": [\"RU\"], \"colour\": "
        "\"red\"}]}";
    static const char csv[] =
        "source,entity_number,type,programs,name,alt_names,start_date,addresses,ids,"
        "dates_of_birth,nationalities,colour\n"
        "SDN,17016,Individual,SDGT; SYRIA,\"DOE, Jon\",JD,2020-01-02,\"1 Way, Omsk, 644, RU; SY\","
        "\"Passport, B401584, GB, 1989-09-28, 1999-09-28; Gender, Male\",1958 to 1960,RU,red\n";
    static const char *const both[] = {
        "17016 person\n  name primary | DOE, Jon | name\n",
        "  listing SDN | SDGT | SYRIA | published 2020-01-02 | from 2020-01-02\n",
        "  gender male\n  identifier passport | Passport | B401584 |  | 1989-09-28/1999-09-28\n",
        "  address 1 Way | Omsk, 644 | RU = \n  address  |  | SY = \n",
        "  unmodelled colour | red\n",
    };
    for (size_t i = 0; i < sizeof both / sizeof both[0]; i++) {
        expect(json, both[i]);
        expect_shown("us_csl_csv", csv, both[i]);
    }
    expect(json, "  name strong | DOE; Jonny | alt_names\n  name strong | JD | alt_names\n");
}

static void what_is_no_row_is_refused(void **state) {
    (void)state;
    expect("[{\"name\": \"A\", \"source\": \"EL\"}, 7, {\"name\": \"\"}, {\"source\": \"EL\"}]",
           "rows 4 = 1 read + 3 refused, 1 entities, 1 names\n"
           "refused list:2: it is not an object of named fields\n"
           "refused list:3: the name is empty\n");
}

static void a_mark_is_stepped_over_and_a_field_has_a_limit(void **state) {
    (void)state;
    expect("\xEF\xBB\xBF[{\"name\": \"A\", \"source\": \"EL\"}]",
           "rows 1 = 1 read + 0 refused, 1 entities, 1 names\n");
    ix_buf text;
    ix_buf_init(&text, 4 << 20);
    ix_buf_append_cstr(&text, "[{\"name\": \"A\", \"source\": \"EL\"}, {\"name\": \"");
    for (int i = 0; i < 1 << 18; i++) {
        ix_buf_append_cstr(&text, "01234");
    }
    ix_buf_append_cstr(&text, "\", \"source\": \"EL\"}]");
    ix_buf_append_char(&text, '\0');
    assert_int_equal(text.status, IX_OK);
    expect(text.ptr, "rows 2 = 1 read + 1 refused, 1 entities, 1 names\n"
                     "refused list:2: a text is too long\n");
    ix_buf_free(&text);
}

static void what_is_no_such_list_is_refused_whole(void **state) {
    (void)state;
    static const char *const inputs[] = {"",
                                         "{}",
                                         "[]",
                                         "[1]",
                                         "{\"results\": {}}",
                                         "\"x\"",
                                         "{\"results\": [{\"name\": \"A\", \"source\": \"EL\"}"};
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        ix_buf out;
        ix_buf_init(&out, 4096);
        ix_str bytes = ix_str_from_cstr(inputs[i]);
        assert_int_equal(show_file(&out, "us_csl_json", "list", bytes, NULL, ix_allocator_libc()),
                         IX_E_INPUT);
        ix_buf_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_what_the_csv_makes_of_it),
        cmocka_unit_test(what_is_no_row_is_refused),
        cmocka_unit_test(a_mark_is_stepped_over_and_a_field_has_a_limit),
        cmocka_unit_test(what_is_no_such_list_is_refused_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
