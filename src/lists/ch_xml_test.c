#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static ix_read_report report;
static ix_arena arena; /* of the last reading, whose report points into it */

static ix_status print_entity(void *context, const ix_entity *e, ix_error *error) {
    (void)error;
    ix_buf *out = context;
    ix_buf_printf(out, "%s|", ix_party_type_name(e->type));
    for (int i = 0; i < e->listings[0].program_count; i++) {
        ix_buf_printf(out, "%" IX_FMT "|", IX_ARG(e->listings[0].programs[i]));
    }
    ix_buf_printf(out, "%" IX_FMT "|", IX_ARG(e->listings[0].measures));
    for (int i = 0; i < e->identifier_count; i++) {
        ix_buf_printf(out, "%s %" IX_FMT "|", ix_identifier_type_name(e->identifiers[i].type),
                      IX_ARG(e->identifiers[i].value));
    }
    for (int i = 0; i < e->relation_count; i++) {
        ix_buf_printf(out, "%" IX_FMT "=%" IX_FMT "|", IX_ARG(e->relations[i].kind),
                      IX_ARG(e->relations[i].target));
    }
    for (int i = 0; i < e->birth_place_count; i++) {
        ix_buf_printf(out, "%" IX_FMT "|", IX_ARG(e->birth_places[i]));
    }
    return IX_OK;
}

static ix_status read_text(ix_buf *out, const char *text, ix_error *error) {
    report = (ix_read_report){0};
    ix_list_file file = {.name = IX_STR("t"), .bytes = ix_str_from_cstr(text)};
    ix_buf_init(out, 1 << 16);
    ix_arena_reset(&arena);
    *error = (ix_error){0};
    ix_status status = ch_xml_read(&file, 1, NULL, print_entity, out, &report, &arena, error);
    ix_buf_append_char(out, '\0');
    return status;
}

#define HEAD "<swiss-sanctions-list list-type='whole-list' date='2026-08-27'>"
#define TAIL "</swiss-sanctions-list>"
#define IDENTITY(inner)                                                                            \
    "<identity main='true'><name name-type='primary-name'><name-part order='1'><value>A</value>"   \
    "</name-part></name>" inner "</identity>"

static void expect(const char *text, const char *wanted) {
    ix_buf out;
    ix_error error;
    assert_int_equal(read_text(&out, text, &error), IX_OK);
    assert_string_equal(out.ptr, wanted);
    ix_buf_free(&out);
}

/* Sets and places are found wherever they stand; English goes before what is first. */
static void numbers_are_looked_up(void **state) {
    (void)state;
    expect(HEAD
           "<target ssid='1'><sanctions-set-id>7</sanctions-set-id><sanctions-set-id>8"
           "</sanctions-set-id><sanctions-set-id>6</sanctions-set-id><individual>" IDENTITY(
               "<place-of-birth place-id='5'/>") "</individual></target>"
                                                 "<place "
                                                 "ssid='4'><location>No</location></place><place "
                                                 "ssid='5'><location>Town"
                                                 "</location><country "
                                                 "iso-code='CH'>Switzerland</country></place>"
                                                 "<sanctions-program><program-key "
                                                 "lang='ger'>Deutsch</program-key>"
                                                 "<program-key lang='eng'>English</program-key>"
                                                 "<sanctions-set ssid='8' "
                                                 "lang='ger'>acht</sanctions-set>"
                                                 "<sanctions-set ssid='8' "
                                                 "lang='eng'>eight</sanctions-set>"
                                                 "<sanctions-set ssid='7' "
                                                 "lang='ger'>sieben</sanctions-set></"
                                                 "sanctions-program>" TAIL,
           "person|English|sieben|eight|Town, Switzerland|");
    assert_true(ix_str_equal(report.warnings[0].name, IX_STR("unknown_sanctions_set")));
}

/* A company's ship is not the company; a number of the EU is none of the UN. */
static void sentences_that_hold_numbers(void **state) {
    (void)state;
    expect(HEAD "<target ssid='1'><foreign-identifier>140</foreign-identifier><entity>" IDENTITY(
               "") "<other-information>IMO number of the vessel: 9387803.</other-information>"
                   "<other-information>Registration number: 1 234.</other-information>"
                   "<other-information>Email: a@b.c; none</other-information>"
                   "<other-information>Website: </other-information></entity></target>" TAIL,
           "organization||registration 1 234|email a@b.c|");
    expect(HEAD
           "<target ssid='1'><foreign-identifier>QDe. 131</foreign-identifier>"
           "<object object-type='vessel'>" IDENTITY(
               "") "<other-information>Ship (IMO No. 1234567)</other-information>"
                   "<other-information>IMO 12345678</other-information></object></target>" TAIL,
           "vessel||imo 1234567|UN reference=QDe.131|");
    expect(HEAD "<target ssid='1'><object object-type='aircraft'>" IDENTITY(
               "") "<relation target-id='2' relation-type='related-to'/><relation target-id='3'/>"
                   "</object></target>" TAIL,
           "aircraft||related-to=2|relation=3|");
}

static void hostile_documents_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *text;
        ix_status status;
    } rows[] = {
        {"<!DOCTYPE x [<!ENTITY a 'b'>]>" HEAD TAIL, IX_E_INPUT},
        {"<export></export>", IX_E_INPUT},
        {"", IX_E_INPUT},
        {HEAD "<place><a><a><a><a><a><a><a><a><a><a><a></a></a></a></a></a></a></a></a></a></a></a>"
              "</place>" TAIL,
         IX_E_LIMIT},
    };
    ix_buf out;
    ix_error error;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(read_text(&out, rows[i].text, &error), rows[i].status);
        assert_true(error.text[0] != '\0');
        ix_buf_free(&out);
    }
    assert_int_equal(read_text(&out, HEAD "<target ssid='1'><entity>", &error), IX_OK);
    assert_true(report.truncated && report.rows == 1 && report.rows_refused == 1);
    ix_buf_free(&out);
}

static int set_up(void **state) {
    (void)state;
    ix_arena_init(&arena, (size_t)64 << 20);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_looked_up),
        cmocka_unit_test(sentences_that_hold_numbers),
        cmocka_unit_test(hostile_documents_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
