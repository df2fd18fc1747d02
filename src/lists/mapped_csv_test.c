/* Tests of separated values by mapping: headers, encodings, rows that cannot be read. */
#include "test_mapped.h"

#define HEAD  "key: id\ntype: {constant: any}\nnames: {text: n}\n"
#define WHOLE "format: mapped_csv\nlist: l\npublisher: p\n" HEAD

static void the_layout_is_told(void **state) {
    (void)state;
    expect_mapped("mapped_csv", HEAD "layout: {separator: ';', quotes: false}\n", "id;n\n1;a \"b\n",
                  "1 any\nprimary=a \"b\n");
    expect_mapped("mapped_tsv", HEAD, "id\tn\n1\t\"a\n", "1 any\nprimary=\"a\n");
    expect_mapped("mapped_tsv", HEAD "layout: {quotes: true}\n", "id\tn\n1\t\"a\tb\"\n",
                  "1 any\nprimary=a\tb\n");
    expect_mapped("mapped_csv", HEAD "layout: {columns: [id, n]}\n", "1,a\n2,b\n",
                  "1 any\nprimary=a\n2 any\nprimary=b\n");
    expect_mapped("mapped_csv", HEAD "layout: {skip_lines: 2}\n", "Report\n\nid,n\n1,a\n",
                  "1 any\nprimary=a\n");
    expect_mapped("mapped_csv", HEAD "layout: {encoding: windows-1252}\n", "id,n\n1,Caf\xE9\n",
                  "1 any\nprimary=Caf\xC3\xA9\n");
    expect_mapped("mapped_csv", HEAD "layout: {wrapped: ';'}\n",
                  "\"id;n\t\t\"\n\"1;a;\"\n\"2;\"\"b;c\"\"\",\n",
                  "1 any\nprimary=a\n2 any\nprimary=b;c\n");
    expect_mapped("mapped_csv", HEAD, "\xEF\xBB\xBFid,n\r\n1,a\r\n", "1 any\nprimary=a\n");
}

static void columns_of_one_name_are_told_apart(void **state) {
    (void)state;
    expect_mapped("mapped_csv", HEAD "notes: 'n#2'\n", "id,n,n,,n\n1,a,b,c,d\n",
                  "1 any\nprimary=a\nnote=b\nkept=column 4|c\nkept=n#3|d\n");
}

static void short_rows_are_read_if_told(void **state) {
    (void)state;
    expect_mapped("mapped_csv", HEAD "layout: {short_rows: true}\nnotes: x\n", "id,n,x\n1,a\n",
                  "1 any\nprimary=a\n");
}

static void what_is_no_row_is_refused(void **state) {
    (void)state;
    static const struct {
        ix_str text;
        const char *why;
        int64_t rows;
        int64_t refused;
        bool truncated;
    } cases[] = {
        {IX_STR("id,n\n1\n2,b\n"), "1 columns, where the header has 2", 2, 1, false},
        {IX_STR("id,n\n1,a,x\n2,b\n"), "3 columns, where the header has 2", 2, 1, false},
        {IX_STR("id,n\n1,a,,\n2,b\n"), NULL, 2, 0, false},
        {IX_STR("id,n\n1,a\nid,n\n2,b\n"), NULL, 2, 0, false},
        {IX_STR("id,n\n1,\xFF\n2,b\n"), "not UTF-8; the mapping may tell the encoding", 2, 1,
         false},
        {IX_STR("id,n\n1,a\0b\n2,b\n"), "a NUL byte", 2, 1, false},
        {IX_STR("id,n\n1,\"a\"x\n2,b\n"), "quote", 2, 1, false},
        {IX_STR("id,n\n2,b\n1,\"a"), "quote", 2, 1, true},
        {IX_STR("id,n\n2,b\n1"), "1 columns", 2, 1, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mapped_result r;
        read_mapped(&r, "mapped_csv", WHOLE, cases[i].text);
        assert_int_equal(r.status, IX_OK);
        assert_int_equal(r.report.rows, cases[i].rows);
        assert_int_equal(r.report.rows_refused, cases[i].refused);
        assert_int_equal(r.report.truncated, cases[i].truncated);
        if (cases[i].why != NULL && strstr(r.report.refusals[0].text, cases[i].why) == NULL) {
            fail_msg("case %d: %s", (int)i, r.report.refusals[0].text);
        }
        free_mapped(&r);
    }
}

static void a_file_without_header_is_a_fault(void **state) {
    (void)state;
    expect_mapped_fault("mapped_csv", HEAD, "", 1, "no header row");
    expect_mapped_fault("mapped_csv", HEAD, "i\xFF,n\n1,a\n", 2, "not UTF-8");
    expect_mapped_fault("mapped_csv", HEAD, "id,name\n1,a\n", 6, "no row of list has 'n'");
}

static void a_field_without_end_is_refused_in_bounded_memory(void **state) {
    (void)state;
    size_t size = (size_t)IX_CSV_RECORD_BYTES_MAX + (1 << 20);
    char *text = test_malloc(size);
    memset(text, 'a', size);
    memcpy(text, "id,n\n1,\"", 8);
    mapped_result r;
    read_mapped(&r, "mapped_csv", WHOLE, (ix_str){text, (ptrdiff_t)size});
    assert_int_equal(r.report.rows_refused, 1);
    free_mapped(&r);
    test_free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_layout_is_told),
        cmocka_unit_test(columns_of_one_name_are_told_apart),
        cmocka_unit_test(short_rows_are_read_if_told),
        cmocka_unit_test(what_is_no_row_is_refused),
        cmocka_unit_test(a_file_without_header_is_a_fault),
        cmocka_unit_test(a_field_without_end_is_refused_in_bounded_memory),
    };
    return cmocka_run_group_tests_name("lists/mapped_csv", tests, NULL, NULL);
}
