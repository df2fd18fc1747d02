/* Tests of reading by mapping, whatever the format: files, conditions, dates, memory. */
#include "test_mapped.h"

#include <stdlib.h>

#define HEAD  "key: id\ntype: {constant: any}\nnames: {text: n}\n"
#define WHOLE "format: mapped_csv\nlist: l\npublisher: p\n" HEAD

static void a_mapping_and_one_file_are_needed(void **state) {
    (void)state;
    const ix_list_reader *reader = ix_list_reader_find(IX_STR("mapped_csv"));
    ix_list_file file = {.name = IX_STR("f"), .bytes = IX_STR("id,n\n1,A\n")};
    ix_list_file files[3] = {
        file, file, {.name = IX_STR("m"), .role = IX_STR("map"), .bytes = IX_STR(WHOLE)}};
    static const struct {
        int from;
        int count;
    } cases[] = {{0, 1}, {0, 2}, {2, 1}, {0, 3}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_read_report *report = calloc(1, sizeof *report);
        ix_arena arena;
        ix_error error = {0};
        ix_buf out;
        assert_non_null(report);
        ix_buf_init(&out, 1 << 16);
        ix_arena_init(&arena, 1 << 20);
        assert_int_equal(reader->read(files + cases[i].from, cases[i].count, NULL, put_mapped, &out,
                                      report, &arena, &error),
                         IX_E_INPUT);
        assert_non_null(strstr(error.text, "one file and its mapping"));
        ix_arena_free(&arena);
        ix_buf_free(&out);
        free(report);
    }
}

static void rows_left_out_are_counted(void **state) {
    (void)state;
    mapped_result r;
    read_mapped(&r, "mapped_csv", WHOLE "where: {value: n, is_not: B}\n",
                IX_STR("id,n\n1,A\n2,B\n3,B\n"));
    assert_int_equal(r.status, IX_OK);
    assert_int_equal(r.report.rows, 3);
    assert_int_equal(r.report.rows_read, 3);
    assert_int_equal(r.report.entities, 1);
    assert_int_equal(r.report.warning_count, 1);
    assert_true(ix_str_equal(r.report.warnings[0].name, IX_STR("excluded_by_mapping")));
    assert_int_equal(r.report.warnings[0].count, 2);
    assert_true(ix_str_equal(r.report.warnings[0].example, IX_STR("list:3")));
    free_mapped(&r);
    expect_mapped_fault("mapped_csv", HEAD "where: {value: n, is: Z}\n", "id,n\n1,A\n", 0,
                        "leaves none of the 1 rows");
}

static void the_day_of_publication_is_read(void **state) {
    (void)state;
    mapped_result r;
    read_mapped(&r, "mapped_csv", WHOLE "published: d\nlayout: {dates: day_first}\n",
                IX_STR("id,n,d\n1,A,\n2,B,05/07/2018\n3,C,06/07/2018\n"));
    assert_int_equal(r.status, IX_OK);
    assert_int_equal(r.report.published.kind, IX_WHEN_DATE);
    assert_int_equal(r.report.published.value,
                     ix_date_first_day((ix_date){.year = 2018, .month = 7, .day = 5}));
    assert_int_equal(r.report.unmodelled_count, 0);
    free_mapped(&r);
}

static void a_type_not_known_is_any(void **state) {
    (void)state;
    mapped_result r;
    read_mapped(&r, "mapped_csv",
                "format: mapped_csv\nlist: l\npublisher: p\nkey: id\nnames: {text: n}\n"
                "type: {from: t, table: {P: person}}\n",
                IX_STR("id,n,t\n1,A,P\n2,B,X\n"));
    assert_int_equal(r.status, IX_OK);
    assert_true(ix_str_equal(ix_buf_view(&r.text),
                             IX_STR("1 person\nprimary=A\n2 any\nprimary=B\nkept=t|X\n")));
    assert_true(ix_str_equal(r.report.warnings[0].name, IX_STR("unknown_type")));
    free_mapped(&r);
}

static void a_long_key_is_refused(void **state) {
    (void)state;
    char text[2048] = "id,n\n";
    memset(text + 5, 'k', 1500);
    memcpy(text + 1505, ",A\n2,B\n", 8);
    mapped_result r;
    read_mapped(&r, "mapped_csv", WHOLE, ix_str_from_cstr(text));
    assert_int_equal(r.report.rows_refused, 1);
    assert_int_equal(r.report.entities, 1);
    free_mapped(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mapping_and_one_file_are_needed),
        cmocka_unit_test(rows_left_out_are_counted),
        cmocka_unit_test(the_day_of_publication_is_read),
        cmocka_unit_test(a_type_not_known_is_any),
        cmocka_unit_test(a_long_key_is_refused),
    };
    return cmocka_run_group_tests_name("lists/mapped", tests, NULL, NULL);
}
