#include "test_opensanctions.h"

#define FORMAT "opensanctions_csv"
#define HEADER                                                                                     \
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,last_seen\n"

static void cells_hold_several_values(void **state) {
    (void)state;
    expect_read(FORMAT,
                HEADER "a,Person,Anna,\"\"\"B; Anna\"\";Анна\",1966;1967-02,ru;mars,,X1;X2,P,\n",
                "a person\n"
                "  name primary | Anna | name\n"
                "  name strong | B; Anna | aliases\n"
                "  name translation | Анна | aliases\n"
                "  listing sanction\n"
                "    reason P\n"
                "  born 1966\n"
                "  born 1967-02\n"
                "  nationality RU\n"
                "  identifier other | identifiers | X1 |  | \n"
                "  identifier other | identifiers | X2 |  | \n"
                "  unmodelled countries | mars\n");
}

static void identifiers_tell_what_they_are_by_their_check(void **state) {
    (void)state;
    expect_read(FORMAT, HEADER "a,Vessel,S,,,,,IMO9074729;IMO9074728,,\n",
                "  identifier imo | identifiers | IMO9074729 |  | \n"
                "  identifier other | identifiers | IMO9074728 |  | \n");
    expect_read(FORMAT, HEADER "a,Company,S,,,,,5493001KJTIIGC8Y1R12;US0378331005,,\n",
                "  identifier lei | identifiers | 5493001KJTIIGC8Y1R12 |  | \n"
                "  identifier isin | identifiers | US0378331005 |  | \n");
}

static void sanctions_end_with_their_dates(void **state) {
    (void)state;
    expect_read(FORMAT,
                HEADER "a,Person,A,,,,,,P - Why - 2020-01-02 - 2021-03-04;Q - 2020-05-06;R,\n",
                "  listing sanction | from 2020-01-02 | until 2021-03-04\n"
                "    reason P - Why - 2020-01-02 - 2021-03-04\n"
                "  listing sanction | from 2020-05-06\n"
                "    reason Q - 2020-05-06\n"
                "  listing sanction\n"
                "    reason R\n");
    expect_read(FORMAT, HEADER "a,Person,A,,,,,,2020-05-06,\n",
                "  listing sanction | from 2020-05-06\n");
    expect_read(FORMAT, HEADER "a,Person,A,,,,,,No2020-05-06,\n",
                "  listing sanction\n    reason No2020-05-06\n");
}

/* Without sanctions it is a target for another reason: the file does not tell which. */
static void a_target_need_not_be_sanctioned(void **state) {
    (void)state;
    expect_read(FORMAT, HEADER "a,Person,A,,,,,,,\n", "  listing target\n");
    expect_read(FORMAT, "id,schema,name,sanctions,program_ids\na,Person,A,,US-X;US-Y\n",
                "  listing sanction | US-X | US-Y\n");
}

static void columns_are_known_by_name(void **state) {
    (void)state;
    expect_read(FORMAT, "\xEF\xBB\xBFsanctions,name,mood,schema,id\n,Anna,good,Company,a\n",
                "a organization\n"
                "  name primary | Anna | name\n"
                "  listing target\n"
                "  unmodelled schema | Company\n"
                "  unmodelled mood | good\n");
    expect_read(FORMAT, HEADER "a,Club,A,,,,,,,\n", "warning unknown_schema 1 list:2: Club\n");
}

static void every_row_is_read_or_refused(void **state) {
    (void)state;
    expect_read(FORMAT, HEADER ",Person,A,,,,,,,\na,Person,,,,,,,,\na,b\nc,Person,C,,,,,,,\n",
                "rows 4 = 1 read + 3 refused, 1 entities, 1 names\n");
    expect_read(FORMAT, HEADER ",Person,A,,,,,,,\na,Person,,,,,,,,\na,b\n",
                "refused list:2: the id is empty\n"
                "refused list:3: the name is empty\n"
                "refused list:4: other columns than the header\n");
    expect_read(FORMAT, HEADER "a,Person,\xFF,,,,,,,\n",
                "refused list:2: bytes that are not UTF-8\n");
    expect_read(FORMAT, HEADER "a,Person,\"A", ", truncated\n");
}

static void what_is_another_format_is_no_list(void **state) {
    (void)state;
    static const char *const files[] = {"", "id,name\n1,2\n", "<html></html>\n", "{\"id\":1}\n"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        ix_buf out;
        assert_int_equal(read_sample(&out, FORMAT, ix_str_from_cstr(files[i])), IX_E_INPUT);
        ix_buf_free(&out);
    }
}

static void a_nul_byte_is_refused(void **state) {
    (void)state;
    ix_buf out;
    static const char bytes[] = "id,schema,name,sanctions\na,Person,A\0B,\nb,Person,B,\n";
    assert_int_equal(read_sample(&out, FORMAT, (ix_str){bytes, sizeof bytes - 1}), IX_OK);
    assert_true(ix_str_find(ix_buf_view(&out), IX_STR("refused list:2: a NUL byte\n"), 0) > 0);
    assert_true(ix_str_find(ix_buf_view(&out), IX_STR("rows 2 = 1 read + 1 refused"), 0) > 0);
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_hold_several_values),
        cmocka_unit_test(identifiers_tell_what_they_are_by_their_check),
        cmocka_unit_test(sanctions_end_with_their_dates),
        cmocka_unit_test(a_target_need_not_be_sanctioned),
        cmocka_unit_test(columns_are_known_by_name),
        cmocka_unit_test(every_row_is_read_or_refused),
        cmocka_unit_test(what_is_another_format_is_no_list),
        cmocka_unit_test(a_nul_byte_is_refused),
    };
    return cmocka_run_group_tests(tests, load_samples, free_samples);
}
