#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define HEADER                                                                                     \
    "Entity_LogicalId;Entity_EU_ReferenceNumber;NameAlias_WholeName;Identification_Number;New\n"

static ix_buf seen;

static ix_status see_entity(void *context, const ix_entity *e, ix_error *error) {
    (void)context;
    (void)error;
    ix_buf_printf(&seen, "%" IX_FMT ":%d names %d numbers %d kept;", IX_ARG(e->key), e->name_count,
                  e->identifier_count, e->unmodelled_count);
    return IX_OK;
}

static ix_status read_text(ix_read_report *report, ix_error *error, ix_str bytes) {
    ix_list_file file = {.name = IX_STR("t"), .bytes = bytes};
    ix_arena arena;
    ix_arena_init(&arena, (size_t)64 << 20);
    *report = (ix_read_report){0};
    *error = (ix_error){0};
    ix_status status = eu_csv_read(&file, 1, NULL, see_entity, NULL, report, &arena, error);
    assert_int_equal(report->rows, report->rows_read + report->rows_refused);
    ix_arena_free(&arena);
    return status;
}

static void rows_are_merged_wherever_they_stand(void **state) {
    (void)state;
    static ix_read_report report;
    ix_error error;
    ix_buf_init(&seen, 1 << 16);
    assert_int_equal(read_text(&report, &error,
                               IX_STR(HEADER "2;EU.2.1;B;;\n1;EU.1.1;A;;new\n2;EU.2.1;;77;\n"
                                             "2;EU.2.1;C;;false\n;EU.3.1;D;;\n4;;E;;\n4;;F;;\n"
                                             "5;EU.5.1\n")),
                     IX_OK);
    ix_buf_append_char(&seen, '\0');
    assert_string_equal(seen.ptr,
                        "EU.1.1:1 names 0 numbers 2 kept;EU.2.1:2 names 1 numbers 1 kept;");
    assert_int_equal(report.rows, 8);
    assert_int_equal(report.rows_refused, 4);
    assert_int_equal(report.primary_rows, 3);
    assert_true(report.truncated);
    ix_buf_free(&seen);
}

static void what_is_no_such_csv_is_refused(void **state) {
    (void)state;
    static ix_read_report report;
    ix_error error;
    static const ix_str bytes[] = {
        {"", 0}, {"a;b\n1;2\n", 8}, {"Entity_LogicalId,Entity_EU_ReferenceNumber\n", 43}};
    for (size_t i = 0; i < sizeof bytes / sizeof bytes[0]; i++) {
        assert_int_equal(read_text(&report, &error, bytes[i]), IX_E_INPUT);
        assert_non_null(strstr(error.text, "Entity_LogicalId"));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_merged_wherever_they_stand),
        cmocka_unit_test(what_is_no_such_csv_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
