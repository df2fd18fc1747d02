#include "csl_samples.h"

#define H "source,entity_number,type,name,alt_names,start_date\n"

static void expect(const char *bytes, const char *wanted) {
    expect_shown("us_csl_csv", bytes, wanted);
}

static void columns_are_found_by_name(void **state) {
    (void)state;
    expect("\xEF\xBB\xBFname,_id,source\r\nAcme LLC,77,EL\r\n",
           "  name primary | Acme LLC | name\n  listing EL\nrows 1 = 1 read + 0 refused");
    expect("Name , SOURCE\nAcme LLC,EL\n", "  name primary | Acme LLC | name\n  listing EL\n");
    expect("made by hand\n\nsource,name\nEL,Acme LLC\n", "rows 1 = 1 read + 0 refused");
}

static void unknown_columns_are_kept_and_counted(void **state) {
    (void)state;
    expect("source,name,colour,\nEL,Acme,red,x\nEL,Bcme,blue,\n",
           "  unmodelled colour | red\n  unmodelled unnamed | x\n");
    expect("source,name,colour\nEL,Acme,red\nEL,Bcme,blue\n", "unmodelled colour 2\n");
    expect("source,name,name\nEL,Acme,Other\n", "  unmodelled name | Other\n");
}

static void a_second_header_is_no_row(void **state) {
    (void)state;
    expect(H H "EL,,,Acme,,\n", "rows 1 = 1 read + 0 refused, 1 entities, 1 names\n"
                                "warning header_row_again 1 list:2\n");
}

static void rows_without_a_name_are_refused_with_their_line(void **state) {
    (void)state;
    expect(H "EL,,,Acme,,\nEL,,, ,\"A; B\",\n", "rows 2 = 1 read + 1 refused, 1 entities, 1 names\n"
                                                "refused list:3: the name is empty\n");
}

static void rows_of_other_lengths_are_refused(void **state) {
    (void)state;
    expect(H "EL,,,Acme\nEL,,,Bcme,,\n", "refused list:2: 4 columns, where the header has 6\n");
    expect(H "EL,,,Acme,,\nEL,,,Bc", "1 entities, 1 names, truncated\n");
    expect(H "EL,,,Acme,,\nEL,,,\"Bc", "refused list:3: a quoted field is not closed\n");
    expect(H "EL,,,Acme,,\nEL,,,\"Bc\"me,,\nEL,,,Ccme,,", "rows 3 = 2 read + 1 refused");
}

static void bytes_that_are_no_text(void **state) {
    (void)state;
    expect(H "EL,,,Ac\xFFme,,\nEL,,,Bcme,,\n", "refused list:2: bytes that are not UTF-8\n");
    expect(H "EL,,,Ac\xFFme,,\nEL,,,Bcme,,\n", "rows 2 = 1 read + 1 refused");
}

static void what_is_no_such_list_is_refused_whole(void **state) {
    (void)state;
    static const char *const inputs[] = {"", "a,b\n1,2\n", "name\nAcme\n", "source\nEL\n"};
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        ix_buf out;
        ix_buf_init(&out, 4096);
        ix_str bytes = ix_str_from_cstr(inputs[i]);
        assert_int_equal(show_file(&out, "us_csl_csv", "list", bytes, NULL, ix_allocator_libc()),
                         IX_E_INPUT);
        ix_buf_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_found_by_name),
        cmocka_unit_test(unknown_columns_are_kept_and_counted),
        cmocka_unit_test(a_second_header_is_no_row),
        cmocka_unit_test(rows_without_a_name_are_refused_with_their_line),
        cmocka_unit_test(rows_of_other_lengths_are_refused),
        cmocka_unit_test(bytes_that_are_no_text),
        cmocka_unit_test(what_is_no_such_list_is_refused_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
