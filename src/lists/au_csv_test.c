#include "csl_samples.h"

static void expect(const char *bytes, const char *wanted) {
    expect_shown("au_csv", bytes, wanted);
}

static void columns_are_known_by_name(void **state) {
    (void)state;
    expect("\xEF\xBB\xBFType,NAME_OF INDIVIDUAL or Entity,colour,Reference,type\r\n"
           "Vessel,A,red,12,again\r\n",
           "12 vessel\n  name primary | A | reference 12\n  listing \n"
           "  unmodelled colour | red\n  unmodelled type | again\n");
    expect("Consolidated list\n\nReference,Name\n12,A\n", "warning row_above_header 1 list:1\n");
}

static void rows_that_are_none(void **state) {
    (void)state;
    expect("Reference,Name\n12,A\n,\n12a\nxy,B\n13,\n14,\"C\nD\"\n",
           "rows 5 = 2 read + 3 refused, 2 entities, 2 names\n");
    expect("Reference,Name\n12,A\n,\n12a\nxy,B\n13,\n14,\"C\nD\"\n",
           "refused list:4: not as many columns as the header\n"
           "refused list:5: expected a reference such as 101 or 101a\n"
           "refused list:6: the name is empty\n");
    expect("Reference,Name\n12,A\n13,\"B", ", truncated\n");
    expect("Reference,Name\n12,A\n13", ", truncated\n");
    expect("Reference,Name\n11,A\n12,A\xFF\n", "refused list:3: bytes that are not UTF-8\n");
}

/* The columns of the snapshot before stand in where the first row is as wide and fits. */
static void a_header_that_is_missing(void **state) {
    (void)state;
    static const struct {
        const char *before, *bytes;
        bool read;
    } rows[] = {
        {"Reference,Name,Type", "101,A,Entity\n101a,B,Entity\n", true},
        {"Reference,Name", "101,A,Entity\n", false},
        {"Reference,Name,Type", "A,101,Entity\n", false},
        {"", "101,A,Entity\n", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        static ix_read_report report;
        report = (ix_read_report){.layout_before = ix_str_from_cstr(rows[i].before)};
        ix_arena arena;
        ix_arena_init(&arena, 1 << 22);
        ix_buf out;
        ix_buf_init(&out, 1 << 16);
        ix_list_file file = {.name = IX_STR("list"), .bytes = ix_str_from_cstr(rows[i].bytes)};
        const ix_list_reader *reader = ix_list_reader_find(IX_STR("au_csv"));
        ix_status status = reader->read(&file, 1, NULL, show_entity, &out, &report, &arena, NULL);
        assert_int_equal(status, rows[i].read ? IX_OK : IX_E_INPUT);
        if (rows[i].read) {
            assert_int_equal(report.rows_read, 2);
            assert_true(ix_str_equal(report.warnings[0].name, IX_STR("header_missing")));
            assert_true(ix_str_equal(report.layout, IX_STR("Reference,Name,Type")));
            assert_int_equal(report.columns[2].count, 2);
        }
        ix_buf_free(&out);
        ix_arena_free(&arena);
    }
}

static void what_is_no_such_list(void **state) {
    (void)state;
    static const char *const inputs[] = {"", "a,b\n1,2\n", "<html>\n", "Reference\n1\n"};
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        ix_buf out;
        ix_buf_init(&out, 4096);
        assert_int_equal(show_file(&out, "au_csv", "list", ix_str_from_cstr(inputs[i]), NULL,
                                   ix_allocator_libc()),
                         IX_E_INPUT);
        ix_buf_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_known_by_name),
        cmocka_unit_test(rows_that_are_none),
        cmocka_unit_test(a_header_that_is_missing),
        cmocka_unit_test(what_is_no_such_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
