#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

typedef struct fixture {
    ix_read_report report;
    ix_error error;
    ix_arena arena;
    ix_buf seen;
} fixture;

static fixture f;

static ix_status note_entity(void *context, const ix_entity *e, ix_error *error) {
    (void)context;
    (void)error;
    ix_buf_printf(&f.seen, "%" IX_FMT " %s %" IX_FMT, IX_ARG(e->key), ix_party_type_name(e->type),
                  IX_ARG(e->names[0].text));
    for (int i = 0; i < e->listing_count; i++) {
        ix_buf_printf(&f.seen, "|programs %d", e->listings[i].program_count);
    }
    for (int i = 0; i < e->identifier_count; i++) {
        ix_buf_printf(&f.seen, "|%" IX_FMT, IX_ARG(e->identifiers[i].value));
    }
    for (int i = 0; i < e->relation_count; i++) {
        ix_buf_printf(&f.seen, "|%" IX_FMT " %" IX_FMT, IX_ARG(e->relations[i].kind),
                      IX_ARG(e->relations[i].target));
    }
    ix_buf_append_char(&f.seen, ';');
    return IX_OK;
}

static ix_status read_bytes(ix_str bytes) {
    ix_list_file file = {.name = IX_STR("sdn_advanced.xml"), .bytes = bytes};
    f = (fixture){0};
    ix_arena_init(&f.arena, (size_t)64 << 20);
    ix_buf_init(&f.seen, 1 << 20);
    ix_status status =
        ofac_advanced_xml_read(&file, 1, NULL, note_entity, &f, &f.report, &f.arena, &f.error);
    ix_buf_append_char(&f.seen, '\0');
    assert_int_equal(f.report.rows, f.report.rows_read + f.report.rows_refused);
    return status;
}

static void end(void) {
    ix_arena_free(&f.arena);
    ix_buf_free(&f.seen);
}

static int64_t warned(const char *name) {
    for (int i = 0; i < f.report.warning_count; i++) {
        if (ix_str_equal(f.report.warnings[i].name, ix_str_from_cstr(name))) {
            return f.report.warnings[i].count;
        }
    }
    return 0;
}

#define WORDS                                                                                      \
    "<ReferenceValueSets><SanctionsTypeValues><SanctionsType ID='1'>Program</SanctionsType>"       \
    "</SanctionsTypeValues><PartySubTypeValues><PartySubType ID='3' PartyTypeID='2'>Unknown"       \
    "</PartySubType></PartySubTypeValues><PartyTypeValues><PartyType ID='2'>Entity</PartyType>"    \
    "</PartyTypeValues><IDRegDocTypeValues><IDRegDocType ID='1571'>Passport</IDRegDocType>"        \
    "</IDRegDocTypeValues><RelationTypeValues><RelationType ID='15003'>Owned or Controlled By"     \
    "</RelationType></RelationTypeValues></ReferenceValueSets>"
#define PARTY(id, name)                                                                            \
    "<DistinctParty FixedRef='" id "'><Profile ID='" id "' PartySubTypeID='3'><Identity ID='1" id  \
    "'><Alias Primary='true'><DocumentedName><DocumentedNamePart><NamePartValue>" name             \
    "</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity></Profile>"          \
    "</DistinctParty>"
#define ENTRY(id)                                                                                  \
    "<SanctionsEntry ProfileID='" id "'><SanctionsMeasure SanctionsTypeID='1'><Comment>CUBA"       \
    "</Comment></SanctionsMeasure></SanctionsEntry>"
#define DOCUMENT(of, number)                                                                       \
    "<IDRegDocument IDRegDocTypeID='1571' IdentityID='" of "'><IDRegistrationNo>" number           \
    "</IDRegistrationNo></IDRegDocument>"

static void pieces_are_joined_wherever_they_stand(void **state) {
    (void)state;
    static const char *const sections[] = {
        WORDS, "<IDRegDocuments>" DOCUMENT("17", "A1") DOCUMENT("18", "B2") "</IDRegDocuments>",
        "<DistinctParties>" PARTY("7", "ONE") PARTY("8", "TWO") "</DistinctParties>",
        "<ProfileRelationships><ProfileRelationship From-ProfileID='8' To-ProfileID='7' "
        "RelationTypeID='15003'/></ProfileRelationships>",
        "<SanctionsEntries>" ENTRY("8") ENTRY("7") "</SanctionsEntries>"};
    for (int first = 0; first < 5; first++) {
        ix_buf text;
        ix_buf_init(&text, 1 << 16);
        ix_buf_append_cstr(&text, "<Sanctions>");
        for (int i = 0; i < 5; i++) {
            ix_buf_append_cstr(&text, sections[(first + i) % 5]);
        }
        ix_buf_append_cstr(&text, "</Sanctions>");
        assert_int_equal(read_bytes(ix_buf_view(&text)), IX_OK);
        assert_string_equal(f.seen.ptr,
                            "7 organization ONE|programs 1|A1;"
                            "8 organization TWO|programs 1|B2|Owned or Controlled By 7;");
        end();
        ix_buf_free(&text);
    }
}

static void what_is_no_partys_is_told(void **state) {
    (void)state;
    assert_int_equal(
        read_bytes(IX_STR(
            "<Sanctions>" WORDS
            "<IDRegDocuments>" DOCUMENT("99", "A1") "</IDRegDocuments><DistinctParties>" PARTY(
                "7", "ONE") "<DistinctParty FixedRef='8'/></DistinctParties><Odd/>"
                            "<SanctionsEntries>" ENTRY("99") ENTRY("98") "</SanctionsEntries>"
                                                                         "</Sanctions>")),
        IX_OK);
    assert_int_equal(warned("orphan_document"), 1);
    assert_int_equal(warned("orphan_entry"), 2);
    assert_int_equal(warned("no_entry"), 1);
    assert_int_equal(warned("no_program"), 1);
    assert_int_equal(warned("unknown_element"), 1);
    assert_int_equal(f.report.rows, 2);
    assert_int_equal(f.report.rows_refused, 1);
    end();
}

static void what_is_cut_off_is_truncated(void **state) {
    (void)state;
    assert_int_equal(read_bytes(IX_STR("<Sanctions>" WORDS "<DistinctParties>" PARTY(
                         "7", "ONE") "<DistinctParty FixedRef='8'><Pro")),
                     IX_OK);
    assert_true(f.report.truncated);
    assert_int_equal(f.report.rows, 2);
    assert_int_equal(f.report.rows_refused, 1);
    end();
}

static void other_files_are_refused(void **state) {
    (void)state;
    assert_int_equal(read_bytes(IX_STR("<sdnList/>")), IX_E_INPUT);
    assert_non_null(strstr(f.error.text, "Sanctions"));
    end();
    assert_int_equal(read_bytes(IX_STR("<!DOCTYPE Sanctions><Sanctions/>")), IX_E_INPUT);
    ix_list_file files[2] = {0};
    assert_int_equal(
        ofac_advanced_xml_read(files, 2, NULL, note_entity, &f, &f.report, &f.arena, &f.error),
        IX_E_INPUT);
    end();
}

static void the_day_of_issue_is_the_time_of_publication(void **state) {
    (void)state;
    assert_int_equal(read_bytes(IX_STR("<Sanctions><DateOfIssue><Year>2026</Year><Month>7</Month>"
                                       "<Day>13</Day></DateOfIssue></Sanctions>")),
                     IX_OK);
    assert_int_equal(f.report.published.kind, IX_WHEN_DATE);
    assert_int_equal(f.report.published.value, 20647);
    end();
    assert_int_equal(read_bytes(IX_STR("<Sanctions><DateOfIssue><Year>2026</Year><Month>13</Month>"
                                       "<Day>1</Day></DateOfIssue></Sanctions>")),
                     IX_OK);
    assert_int_equal(f.report.published.kind, IX_WHEN_NONE);
    assert_int_equal(warned("publication_not_understood"), 1);
    end();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_joined_wherever_they_stand),
        cmocka_unit_test(what_is_no_partys_is_told),
        cmocka_unit_test(what_is_cut_off_is_truncated),
        cmocka_unit_test(other_files_are_refused),
        cmocka_unit_test(the_day_of_issue_is_the_time_of_publication),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
