#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static ix_read_report report;

static ix_status print_entity(void *context, const ix_entity *e, ix_error *error) {
    (void)error;
    ix_buf *out = context;
    for (int i = 0; i < e->name_count; i++) {
        ix_buf_printf(out, "%" IX_FMT "|", IX_ARG(e->names[i].text));
    }
    ix_buf_printf(out, "%" IX_FMT "|", IX_ARG(e->listings[0].measures));
    for (int i = 0; i < e->identifier_count; i++) {
        ix_buf_printf(out, "%" IX_FMT "|", IX_ARG(e->identifiers[i].value));
    }
    for (int i = 0; i < e->unmodelled_count; i++) {
        ix_buf_printf(out, "%" IX_FMT "=%" IX_FMT "|", IX_ARG(e->unmodelled[i].name),
                      IX_ARG(e->unmodelled[i].value));
    }
    return IX_OK;
}

/* The report's texts live here until the next reading. */
static ix_arena arena;

static ix_status read_text(ix_buf *out, const char *text, ix_error *error) {
    report = (ix_read_report){0};
    ix_list_file file = {.name = IX_STR("t"), .bytes = ix_str_from_cstr(text)};
    ix_buf_init(out, 1 << 16);
    ix_arena_free(&arena);
    ix_arena_init(&arena, (size_t)64 << 20);
    *error = (ix_error){0};
    ix_status status = uk_xml_read(&file, 1, NULL, print_entity, out, &report, &arena, error);
    ix_buf_append_char(out, '\0');
    return status;
}

static void expect(const char *inner, const char *wanted) {
    ix_buf text;
    ix_buf out;
    ix_error error;
    ix_buf_init(&text, 1 << 16);
    ix_buf_printf(&text,
                  "<Designations><Designation><UniqueID>Z</UniqueID><Names><Name><Name6>A</Name6>"
                  "<NameType>Primary Name</NameType></Name></Names>%s</Designation></Designations>",
                  inner);
    ix_buf_append_char(&text, '\0');
    assert_int_equal(read_text(&out, text.ptr, &error), IX_OK);
    assert_string_equal(out.ptr, wanted);
    ix_buf_free(&out);
    ix_buf_free(&text);
}

/* A note belongs to the number beside it, also where another has none. */
static void what_stands_together_belongs_together(void **state) {
    (void)state;
    expect(
        "<IndividualDetails><Individual><PassportDetails><Passport>"
        "<PassportAdditionalInformation>lost</PassportAdditionalInformation></Passport><Passport>"
        "<PassportNumber>A1</PassportNumber></Passport><Passport>"
        "<PassportAdditionalInformation>kept</PassportAdditionalInformation>"
        "<PassportNumber>B2</PassportNumber></Passport></PassportDetails></Individual>"
        "</IndividualDetails>",
        "A||A1|B2|Passport number=B2: kept|Passport number=lost|");
}

/* An asset freeze that only the indicators tell is one. */
static void indicators_are_measures(void **state) {
    (void)state;
    expect("<SanctionsImposed>Travel Ban</SanctionsImposed><SanctionsImposedIndicators>"
           "<AssetFreeze>true</AssetFreeze><TravelBan>TRUE</TravelBan><Deflag>false</Deflag>"
           "<ArmsEmbargo>maybe</ArmsEmbargo><New>true</New></SanctionsImposedIndicators>",
           "A|Travel Ban|Asset freeze|New|SanctionsImposedIndicators/ArmsEmbargo=maybe|");
    expect("<SanctionsImposed>De-flag|Trust Services Sanctions</SanctionsImposed>"
           "<SanctionsImposedIndicators><Deflag>true</Deflag><TrustServicesSanctions>true"
           "</TrustServicesSanctions></SanctionsImposedIndicators>",
           "A|De-flag|Trust Services Sanctions|");
    expect("<SanctionsImposedIndicators><PreventionOfCharteringOfShipsAndAircraft>true"
           "</PreventionOfCharteringOfShipsAndAircraft></SanctionsImposedIndicators>",
           "A|Prevention of chartering of ships and aircraft|");
    assert_true(ix_str_equal(report.warnings[0].name, IX_STR("unknown_designation_type")));
    assert_true(ix_str_equal(report.warnings[1].name, IX_STR("measure_only_indicated")));
}

static void the_day_of_publication_may_have_a_midnight(void **state) {
    (void)state;
    static const char *const texts[] = {"24/02/2026", "2026-02-24T00:00:00", "2026-02-24"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char document[128];
        ix_buf out;
        ix_error error;
        ix_buf text = {.ptr = document, .cap = sizeof document, .max = sizeof document - 1};
        ix_buf_printf(&text, "<Designations><DateGenerated>%s</DateGenerated></Designations>",
                      texts[i]);
        ix_buf_append_char(&text, '\0');
        assert_int_equal(read_text(&out, document, &error), IX_OK);
        assert_int_equal(report.published.kind, IX_WHEN_DATE);
        assert_int_equal(report.published.value, 20508);
        ix_buf_free(&out);
    }
}

static void hostile_documents_are_refused(void **state) {
    (void)state;
    ix_buf out;
    ix_error error;
    assert_int_equal(
        read_text(&out, "<!DOCTYPE x [<!ENTITY a 'b'>]><Designations></Designations>", &error),
        IX_E_INPUT);
    ix_buf_free(&out);
    assert_int_equal(read_text(&out, "<export></export>", &error), IX_E_INPUT);
    ix_buf_free(&out);
    assert_int_equal(read_text(&out, "<Designations><Designation><UniqueID>1", &error), IX_OK);
    assert_true(report.truncated && report.rows_refused == 1);
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_together_belongs_together),
        cmocka_unit_test(indicators_are_measures),
        cmocka_unit_test(the_day_of_publication_may_have_a_midnight),
        cmocka_unit_test(hostile_documents_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
