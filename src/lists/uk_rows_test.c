#include "uk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static const uk_column columns[] = {
    {"uniqueid", UK_KEY}, {"name6", UK_NAME6}, {"nametype", UK_NAME_TYPE}, {"title", UK_TITLE}};
static const uk_layout layout = {"sample.csv", columns, sizeof columns / sizeof columns[0]};

static ix_buf seen;

static ix_status see_entity(void *context, const ix_entity *e, ix_error *error) {
    (void)context;
    (void)error;
    ix_buf_printf(&seen, "%" IX_FMT ":", IX_ARG(e->key));
    for (int i = 0; i < e->name_count; i++) {
        ix_buf_printf(&seen, "%" IX_FMT "|", IX_ARG(e->names[i].text));
    }
    for (int i = 0; i < e->unmodelled_count; i++) {
        ix_buf_printf(&seen, "%" IX_FMT "=%" IX_FMT "|", IX_ARG(e->unmodelled[i].name),
                      IX_ARG(e->unmodelled[i].value));
    }
    ix_buf_append_char(&seen, ';');
    return IX_OK;
}

/* The report's texts live here until the next reading. */
static ix_arena lasting;

static ix_status read_bytes(ix_read_report *report, ix_error *error, ix_str bytes) {
    ix_list_file file = {.name = IX_STR("t"), .bytes = bytes};
    ix_arena_free(&lasting);
    ix_arena_init(&lasting, (size_t)256 << 20);
    *report = (ix_read_report){0};
    *error = (ix_error){0};
    ix_buf_clear(&seen);
    ix_status status =
        uk_rows_read(&layout, &file, 1, NULL, see_entity, NULL, report, &lasting, error);
    assert_int_equal(report->rows, report->rows_read + report->rows_refused);
    return status;
}

static void expect(const char *text, const char *wanted, int rows, int refused) {
    static ix_read_report report;
    ix_error error;
    assert_int_equal(read_bytes(&report, &error, ix_str_from_cstr(text)), IX_OK);
    ix_buf_append_char(&seen, '\0');
    assert_string_equal(seen.ptr, wanted);
    assert_int_equal(report.rows, rows);
    assert_int_equal(report.rows_refused, refused);
}

static void columns_are_known_by_name_wherever_the_header_stands(void **state) {
    (void)state;
    expect("Unique ID,Name 6\n1,A\n2,B\n1,C\n", "1:A|C|;2:B|;", 3, 0);
    expect("\xEF\xBB\xBFReport Date: 24-Jun-2026\nNAME-6,New,unique_id\nA,x,1\nB,x,1\nC,y,1\n",
           "1:A|B|C|New=x|New=y|;", 3, 0);
    expect("Name 6,Name 6,Unique ID\nA,B,1\n", "1:A|Name 6=B|;", 1, 0);
}

static void a_bad_row_is_refused_and_named(void **state) {
    (void)state;
    expect("Unique ID,Name 6\n,A\n2\n3,\n4,D\n5,\"E\" x\n", "4:D|;", 5, 4);
    static ix_read_report report;
    ix_error error;
    static const char nul[] = "Unique ID,Name 6\n1,A\0\n2,B\n";
    assert_int_equal(read_bytes(&report, &error, (ix_str){nul, sizeof nul - 1}), IX_OK);
    assert_int_equal(report.rows_refused, 1);
    assert_int_equal(report.refusals[0].line, 2);
    assert_non_null(strstr(report.refusals[0].text, "NUL"));
    assert_int_equal(read_bytes(&report, &error, IX_STR("Unique ID,Name 6\n1,\"A\n2,B\n")), IX_OK);
    assert_true(report.truncated && report.rows_refused == 1);
}

/* The columns are those of the snapshot before where rows are as wide and have a key. */
static void a_missing_header_is_a_warning(void **state) {
    (void)state;
    ix_list_file file = {.name = IX_STR("t"), .bytes = IX_STR("13/04/2018,,\nA,1,t\nB,2,t\n")};
    static ix_read_report report;
    ix_error error = {0};
    ix_arena arena;
    ix_arena_init(&arena, (size_t)64 << 20);
    report = (ix_read_report){.layout_before = IX_STR("Name 6,Unique ID,Title")};
    ix_buf_clear(&seen);
    assert_int_equal(
        uk_rows_read(&layout, &file, 1, NULL, see_entity, NULL, &report, &arena, &error), IX_OK);
    assert_true(ix_str_equal(ix_buf_view(&seen), IX_STR("1:A|;2:B|;")));
    assert_true(ix_str_equal(report.warnings[0].name, IX_STR("header_missing")));
    assert_int_equal(report.published.kind, IX_WHEN_DATE);
    assert_true(report.column_count == 3 && report.columns[2].count == 2);
    report = (ix_read_report){.layout_before = IX_STR("Name 6,Unique ID")};
    assert_int_equal(
        uk_rows_read(&layout, &file, 1, NULL, see_entity, NULL, &report, &arena, &error),
        IX_E_INPUT);
    ix_arena_free(&arena);
}

/* Only the rows that are not UTF-8 are taken for the other encoding. */
static void rows_of_two_encodings(void **state) {
    (void)state;
    static ix_read_report report;
    ix_error error;
    assert_int_equal(
        read_bytes(&report, &error, IX_STR("Unique ID,Name 6\n1,Caf\xC3\xA9\n2,Caf\xE9\n")), IX_OK);
    assert_true(ix_str_equal(ix_buf_view(&seen), IX_STR("1:Caf\xC3\xA9|;2:Caf\xC3\xA9|;")));
    assert_true(ix_str_equal(report.warnings[0].name, IX_STR("windows_1252")));
    assert_int_equal(report.warnings[0].count, 1);
}

static void the_date_above_the_header(void **state) {
    (void)state;
    static const struct {
        const char *above, *day;
    } rows[] = {
        {"Last Updated,13/04/2018", "2018-04-13"},
        {"Report Date: 24-Jun-2026", "2026-06-24"},
        {"Report Date: 04/05/2026", "2026-05-04"},
        {"2026-06-24", "2026-06-24"},
        {"no date here, 2018", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        static ix_read_report report;
        ix_error error;
        ix_buf text;
        ix_buf_init(&text, 1 << 10);
        ix_buf_printf(&text, "%s\nUnique ID,Name 6\n1,A\n", rows[i].above);
        assert_int_equal(read_bytes(&report, &error, ix_buf_view(&text)), IX_OK);
        ix_when wanted = {0};
        if (rows[i].day != NULL) {
            assert_int_equal(ix_when_parse(&wanted, ix_str_from_cstr(rows[i].day), NULL), IX_OK);
        }
        assert_int_equal(report.published.kind, wanted.kind);
        assert_int_equal(report.published.value, wanted.value);
        ix_buf_free(&text);
    }
}

static void what_is_no_such_csv_is_refused(void **state) {
    (void)state;
    static ix_read_report report;
    ix_error error;
    static const char *const texts[] = {"", "a,b\n1,2\n", "<html></html>",
                                        "x\nx\nx\nx\nUnique ID,Name 6\n1,A\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(read_bytes(&report, &error, ix_str_from_cstr(texts[i])), IX_E_INPUT);
        assert_non_null(strstr(error.text, "sample.csv"));
    }
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_list_file files[2] = {0};
    assert_int_equal(
        uk_rows_read(&layout, files, 2, NULL, see_entity, NULL, &report, &arena, &error),
        IX_E_INPUT);
    ix_arena_free(&arena);
}

/* The details of one entity are compared with each other: their number is bounded. */
static void rows_of_one_entity_are_bounded(void **state) {
    (void)state;
    static ix_read_report report;
    ix_error error;
    ix_buf text;
    ix_buf_init(&text, (size_t)1 << 24);
    ix_buf_append_cstr(&text, "Unique ID,Name 6\n");
    for (int i = 0; i <= UK_ROWS_MAX; i++) {
        ix_buf_printf(&text, "1,N%d\n", i);
    }
    ix_buf_append_cstr(&text, "2,B\n");
    assert_int_equal(read_bytes(&report, &error, ix_buf_view(&text)), IX_OK);
    assert_int_equal(report.rows_refused, UK_ROWS_MAX + 1);
    assert_int_equal(report.entities, 1);
    ix_buf_free(&text);
}

static int set_up(void **state) {
    (void)state;
    ix_buf_init(&seen, 1 << 20);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_buf_free(&seen);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_known_by_name_wherever_the_header_stands),
        cmocka_unit_test(a_bad_row_is_refused_and_named),
        cmocka_unit_test(a_missing_header_is_a_warning),
        cmocka_unit_test(rows_of_two_encodings),
        cmocka_unit_test(the_date_above_the_header),
        cmocka_unit_test(what_is_no_such_csv_is_refused),
        cmocka_unit_test(rows_of_one_entity_are_bounded),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
