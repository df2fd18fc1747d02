#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define LIST(records)                                                                              \
    "<CONSOLIDATED_LIST dateGenerated='2025-03-04T23:00:09.174Z'><INDIVIDUALS>" records            \
    "</INDIVIDUALS></CONSOLIDATED_LIST>"
#define PERSON(inner)                                                                              \
    "<INDIVIDUAL><REFERENCE_NUMBER>ZZi.001</REFERENCE_NUMBER><FIRST_NAME>A</FIRST_NAME>"           \
    "<UN_LIST_TYPE>T</UN_LIST_TYPE><LISTED_ON>2001-01-01</LISTED_ON>" inner "</INDIVIDUAL>"

static ix_status print_entity(void *context, const ix_entity *e, ix_error *error) {
    (void)error;
    ix_buf *out = context;
    for (int i = 0; i < e->name_count; i++) {
        ix_buf_printf(out, "%s %" IX_FMT "|", ix_name_kind_name(e->names[i].kind),
                      IX_ARG(e->names[i].text));
    }
    for (int i = 0; i < e->birth_count; i++) {
        ix_date_range_print(out, e->births[i]);
        ix_buf_append_cstr(out, "|");
    }
    for (int i = 0; i < e->identifier_count; i++) {
        ix_buf_printf(out, "%s %" IX_FMT "|", ix_identifier_type_name(e->identifiers[i].type),
                      IX_ARG(e->identifiers[i].value));
    }
    return IX_OK;
}

static void expect(const char *bytes, const char *wanted) {
    static ix_read_report report;
    report = (ix_read_report){0};
    ix_buf out;
    ix_buf_init(&out, 1 << 16);
    ix_arena arena;
    ix_arena_init(&arena, (size_t)64 << 20);
    ix_error error = {0};
    ix_list_file file = {.name = IX_STR("t"), .bytes = ix_str_from_cstr(bytes)};
    assert_int_equal(un_xml_read(&file, 1, NULL, print_entity, &out, &report, &arena, &error),
                     IX_OK);
    ix_buf_append_char(&out, '\0');
    assert_string_equal(out.ptr, wanted);
    assert_int_equal(report.published.kind, IX_WHEN_INSTANT);
    ix_arena_free(&arena);
    ix_buf_free(&out);
}

#define ALIAS(quality, name)                                                                       \
    "<INDIVIDUAL_ALIAS><QUALITY>" quality "</QUALITY><ALIAS_NAME>" name                            \
    "</ALIAS_NAME></INDIVIDUAL_ALIAS>"

static void aliases_by_quality_and_joined(void **state) {
    (void)state;
    expect(LIST(PERSON(ALIAS("Good", "B") ALIAS("Low", "C; D") ALIAS("f.k.a.", "E"))),
           "primary A|strong B|weak C|weak D|former E|");
    expect(LIST(PERSON(ALIAS("", "") ALIAS("a.k.a.", " ;B;; "))), "primary A|strong B|");
    expect(LIST(PERSON(ALIAS("Good", "B (C; D)") ALIAS("Good", "E (F)"))),
           "primary A|strong B|strong C|strong D|strong E (F)|");
    expect(LIST(PERSON(ALIAS("Good", "B; C (D)") ALIAS("Good", "E; F)"))),
           "primary A|strong B|strong C (D)|strong E|strong F)|");
}

#define BIRTH(inner) "<INDIVIDUAL_DATE_OF_BIRTH>" inner "</INDIVIDUAL_DATE_OF_BIRTH>"
#define KIND(type)   "<TYPE_OF_DATE>" type "</TYPE_OF_DATE>"

static void births_of_each_type(void **state) {
    (void)state;
    expect(LIST(PERSON(BIRTH(KIND("EXACT") "<DATE>1978-04-28-04:00</DATE>")
                           BIRTH(KIND("APPROXIMATELY") "<YEAR>1960</YEAR>")
                               BIRTH(KIND("BETWEEN") "<FROM_YEAR>1955</FROM_YEAR>"
                                                     "<TO_YEAR>1958</TO_YEAR>"))),
           "primary A|1978-04-28|~1960|1955/1958|");
    expect(LIST(PERSON(BIRTH(KIND("EXACT") "<NOTE>July 1961</NOTE>")
                           BIRTH(KIND("EXACT") "<NOTE>30-35 years old</NOTE>") BIRTH(KIND("")))),
           "primary A|1961-07|");
}

#define PAPER(inner) "<INDIVIDUAL_DOCUMENT>" inner "</INDIVIDUAL_DOCUMENT>"

static void numbers_of_documents(void **state) {
    (void)state;
    static const struct {
        const char *number, *wanted;
    } rows[] = {
        {"<NUMBER>AB 850901</NUMBER>", "passport AB 850901|"},
        {"<NUMBER>1-78-09-44621-80</NUMBER>", "passport 1-78-09-44621-80|"},
        {"<NUMBER>CAR passport no. D00000898</NUMBER>", "passport D00000898|"},
        {"<NUMBER>Some Republic number O00065772</NUMBER>", "passport O00065772|"},
        {"<NOTE>Libyan passport number 347834, expired</NOTE>", "passport 347834|"},
        {"<NOTE>Tunisian passport number L 191609 issued in May</NOTE>", "passport L 191609|"},
        {"<NOTE>04643632 issued on 18 Jun. 1999</NOTE>", "passport 04643632|"},
        {"<NOTE>issued in 1993</NOTE>", ""},
        {"<NOTE>number unknown</NOTE>", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char bytes[1024];
        char wanted[128];
        const char *head = LIST(PERSON(PAPER("<TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>%s")));
        ix_buf out = {.ptr = bytes, .cap = sizeof bytes, .max = sizeof bytes - 1};
        ix_str rest = ix_str_from_cstr(head);
        ptrdiff_t at = ix_str_find(rest, IX_STR("%s"), 0);
        ix_buf_append(&out, ix_str_slice(rest, 0, at));
        ix_buf_append_cstr(&out, rows[i].number);
        ix_buf_append(&out, ix_str_slice(rest, at + 2, rest.len));
        ix_buf_append_char(&out, '\0');
        assert_int_equal(out.status, IX_OK);
        ix_buf text = {.ptr = wanted, .cap = sizeof wanted, .max = sizeof wanted - 1};
        ix_buf_printf(&text, "primary A|%s", rows[i].wanted);
        ix_buf_append_char(&text, '\0');
        expect(bytes, wanted);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aliases_by_quality_and_joined),
        cmocka_unit_test(births_of_each_type),
        cmocka_unit_test(numbers_of_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
