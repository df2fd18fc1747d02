#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static ix_status no_sink(void *context, const ix_entity *e, ix_error *error) {
    (void)error;
    int *names = context;
    *names += e->name_count;
    return IX_OK;
}

static ix_status read_text(ix_read_report *report, int *names, const char *bytes) {
    ix_list_file file = {.name = IX_STR("t"), .bytes = ix_str_from_cstr(bytes)};
    ix_arena arena;
    ix_arena_init(&arena, (size_t)64 << 20);
    *report = (ix_read_report){0};
    *names = 0;
    ix_error error = {0};
    ix_status status = eu_xml_read(&file, 1, NULL, no_sink, names, report, &arena, &error);
    assert_int_equal(report->rows, report->rows_read + report->rows_refused);
    ix_arena_free(&arena);
    return status;
}

#define EXPORT(inner)                                                                              \
    "<export xmlns='http://eu.europa.ec/fpi/fsd/export' "                                          \
    "generationDate='2018-12-21T14:39:54.511+01:00'>" inner "</export>"

static void entities_are_read_in_any_namespace(void **state) {
    (void)state;
    static ix_read_report report;
    int names;
    assert_int_equal(
        read_text(&report, &names,
                  EXPORT("<sanctionEntity euReferenceNumber='EU.1.1'><nameAlias wholeName='A'/>"
                         "<nameAlias wholeName='B' strong='false'/></sanctionEntity>"
                         "<e:sanctionEntity xmlns:e='urn:x' euReferenceNumber='EU.2.1'>"
                         "<e:nameAlias lastName='C'/></e:sanctionEntity>"
                         "<sanctionEntity><nameAlias wholeName='D'/></sanctionEntity>")),
        IX_OK);
    assert_int_equal(names, 3);
    assert_int_equal(report.rows, 3);
    assert_int_equal(report.rows_refused, 1);
    assert_int_equal(report.published.kind, IX_WHEN_INSTANT);
}

static void other_documents_are_refused(void **state) {
    (void)state;
    static ix_read_report report;
    int names;
    assert_int_equal(read_text(&report, &names, "<CONSOLIDATED_LIST/>"), IX_E_INPUT);
    assert_int_equal(read_text(&report, &names, "<!DOCTYPE export><export/>"), IX_E_INPUT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entities_are_read_in_any_namespace),
        cmocka_unit_test(other_documents_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
