#include "ftm.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void schemata_are_parties_places_and_edges(void **state) {
    (void)state;
    assert_int_equal(ftm_schema_find(IX_STR("Person"))->type, IX_PARTY_PERSON);
    assert_int_equal(ftm_schema_find(IX_STR("Address"))->class, FTM_PLACE);
    assert_int_equal(ftm_schema_find(IX_STR("Sanction"))->class, FTM_EDGE);
    assert_true(ftm_schema_find(IX_STR("Occupancy"))->to_place);
    assert_false(ftm_schema_find(IX_STR("Ownership"))->to_place);
    assert_null(ftm_schema_find(IX_STR("person")));
    for (int type = IX_PARTY_ANY; type <= IX_PARTY_PRODUCT; type++) {
        const ftm_schema *schema = ftm_schema_of((ix_party_type)type);
        assert_non_null(schema);
        assert_true(schema->type == (ix_party_type)type || type == IX_PARTY_PRODUCT);
    }
}

static void identifiers_have_a_property(void **state) {
    (void)state;
    assert_int_equal(ftm_identifier_find(IX_STR("innCode"), IX_PARTY_ANY)->type, IX_ID_TAX);
    assert_int_equal(ftm_identifier_find(IX_STR("registrationNumber"), IX_PARTY_ORGANIZATION)->type,
                     IX_ID_REGISTRATION);
    assert_int_equal(ftm_identifier_find(IX_STR("registrationNumber"), IX_PARTY_AIRCRAFT)->type,
                     IX_ID_TAIL);
    assert_null(ftm_identifier_find(IX_STR("name"), IX_PARTY_ANY));
}

static const char *property_of(ix_identifier id, ix_party_type type) {
    const ftm_identifier *row = ftm_identifier_property(&id, type);
    return row == NULL ? "" : row->property.ptr;
}

static void an_identifier_is_written_where_it_reads_the_same(void **state) {
    (void)state;
    const ix_identifier tax = {.type = IX_ID_TAX, .label = IX_STR("Tax ID No.")};
    ix_identifier inn = {.type = IX_ID_TAX, .label = IX_STR("innCode"), .country = "RU"};
    assert_string_equal(property_of(tax, IX_PARTY_PERSON), "taxNumber");
    assert_string_equal(property_of(inn, IX_PARTY_PERSON), "innCode");
    inn.label = IX_STR("Tax ID No.");
    assert_string_equal(property_of(inn, IX_PARTY_PERSON), "");
    const ix_identifier tail = {.type = IX_ID_TAIL};
    assert_string_equal(property_of(tail, IX_PARTY_AIRCRAFT), "registrationNumber");
    assert_string_equal(property_of(tail, IX_PARTY_VESSEL), "");
    const ix_identifier registration = {.type = IX_ID_REGISTRATION};
    assert_string_equal(property_of(registration, IX_PARTY_AIRCRAFT), "");
    assert_string_equal(property_of(registration, IX_PARTY_VESSEL), "registrationNumber");
    assert_string_equal(property_of((ix_identifier){.type = IX_ID_OTHER}, IX_PARTY_ANY), "");
    assert_string_equal(
        property_of((ix_identifier){.type = IX_ID_OTHER, .label = IX_STR("dunsCode")},
                    IX_PARTY_ANY),
        "dunsCode");
}

static void documents_are_told_by_their_words(void **state) {
    (void)state;
    assert_int_equal(ftm_document_type(IX_STR("Diplomatic Passport")), IX_ID_PASSPORT);
    assert_int_equal(ftm_document_type(IX_STR("National ID Card")), IX_ID_NATIONAL);
    assert_int_equal(ftm_document_type(IX_STR("Driving license")), IX_ID_OTHER);
    assert_int_equal(ftm_document_type(IX_STR("tax_id")), IX_ID_TAX);
    assert_int_equal(ftm_document_type(IX_STR("")), IX_ID_OTHER);
}

static void topic_is(const char *topics, const char *wanted) {
    json_t *value = json_loads(topics, JSON_DECODE_ANY, NULL);
    ix_str topic = ftm_sanction_topic(value);
    assert_true(ix_str_equal(topic, ix_str_from_cstr(wanted)));
    json_decref(value);
}

/* What is not told to be anything else is a sanction. */
static void the_topic_of_a_sanction(void **state) {
    (void)state;
    topic_is("[\"debarment\",\"sanction\"]", "sanction");
    topic_is("[\"role.pep\",\"debarment\"]", "debarment");
    topic_is("[\"crime.fin\",\"export.control\"]", "export.control");
    topic_is("[\"role.pep\",\"sanction.linked\"]", "sanction");
    topic_is("[]", "sanction");
    assert_true(ix_str_equal(ftm_sanction_topic(NULL), IX_STR("sanction")));
}

static void codes_of_parts_name_the_country(void **state) {
    (void)state;
    assert_true(ix_str_equal(ftm_country(IX_STR("gb-sct")), IX_STR("gb")));
    assert_true(ix_str_equal(ftm_country(IX_STR("ru")), IX_STR("ru")));
    assert_true(ix_str_equal(ftm_country(IX_STR("suhh")), IX_STR("suhh")));
}

static void values_are_read_as_text(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_draft draft = {.arena = &arena, .keep = &arena};
    json_t *value = json_loads("[\"a\",7,null,{\"id\":\"b\"}]", 0, NULL);
    assert_int_equal(ftm_count(value), 4);
    assert_int_equal(ftm_count(NULL), 0);
    assert_true(ix_str_equal(ftm_text(&draft, ftm_value(value, 1)), IX_STR("7")));
    assert_int_equal(ftm_text(&draft, ftm_value(value, 2)).len, 0);
    assert_true(ix_str_equal(ftm_id(ftm_value(value, 3)), IX_STR("b")));
    assert_true(
        ix_str_equal(ftm_joined(&draft, value, IX_STR("|")), IX_STR("a|7||{\"id\":\"b\"}")));
    assert_int_equal(draft.status, IX_OK);
    json_decref(value);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schemata_are_parties_places_and_edges),
        cmocka_unit_test(identifiers_have_a_property),
        cmocka_unit_test(an_identifier_is_written_where_it_reads_the_same),
        cmocka_unit_test(documents_are_told_by_their_words),
        cmocka_unit_test(the_topic_of_a_sanction),
        cmocka_unit_test(codes_of_parts_name_the_country),
        cmocka_unit_test(values_are_read_as_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
