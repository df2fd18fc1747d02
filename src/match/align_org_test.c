/* Names of organizations, vessels and aircraft side by side. */
#include "test_support.h"

#include "match_tables.h"

typedef struct fixture {
    ix_arena arena;
    const ix_knowledge *knowledge;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    ix_arena_init(&f->arena, (size_t)1 << 28);
    f->knowledge = support_knowledge(&f->arena);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    ix_arena_free(&f->arena);
    free(f);
    return 0;
}

static ix_mname *name_of(fixture *f, const char *text, ix_party_type type) {
    ix_parsed_name *parsed = IX_NEW(&f->arena, ix_parsed_name, 1);
    ix_mname *name = IX_NEW(&f->arena, ix_mname, 1);
    assert_int_equal(
        ix_name_parse(parsed, f->knowledge, ix_str_from_cstr(text), type, &f->arena, NULL), IX_OK);
    assert_int_equal(ix_mname_make(name, f->knowledge, parsed, &f->arena), IX_OK);
    return name;
}

static ix_name_evidence compare(fixture *f, const char *a, const char *b, ix_party_type type) {
    ix_name_evidence evidence;
    ix_names_compare(&evidence, f->knowledge, name_of(f, a, type), name_of(f, b, type),
                     type != IX_PARTY_PERSON, NULL);
    return evidence;
}

static int count_of(const ix_name_evidence *e, ix_relation_kind relation) {
    int count = 0;
    for (int i = 0; i < e->count; i++) {
        count += e->pieces[i].relation == relation && e->pieces[i].kind == IX_EVIDENCE_NAME_PART;
    }
    return count;
}

static void legal_forms_agree_fit_or_contradict(void **state) {
    ix_name_evidence equal =
        compare(*state, "Zarubezhneft GmbH", "ZARUBEZHNEFT GMBH", IX_PARTY_ORGANIZATION);
    ix_name_evidence fits =
        compare(*state, "OOO Zarubezhneft", "Zarubezhneft LLC", IX_PARTY_ORGANIZATION);
    ix_name_evidence other =
        compare(*state, "Zarubezhneft AG", "Zarubezhneft GmbH", IX_PARTY_ORGANIZATION);
    assert_true(equal.form_agrees && fits.form_agrees && !other.form_agrees);
    assert_true(other.form_contradicts && other.contradicted);
    assert_true(equal.millibits > fits.millibits && fits.millibits > other.millibits);
}

static void leftovers_of_one_kind_contradict(void **state) {
    ix_name_evidence firm =
        compare(*state, "Zarubezhneft Vostok-17", "Zarubezhneft Vostok-18", IX_PARTY_ORGANIZATION);
    assert_int_equal(count_of(&firm, IX_RELATION_CONTRADICTS), 1);
    ix_name_evidence part =
        compare(*state, "Zarubezhneft Kaspersky", "Zarubezhneft", IX_PARTY_ORGANIZATION);
    assert_int_equal(count_of(&part, IX_RELATION_MISSING), 1);
    assert_true(firm.contradicted && !part.contradicted);
    assert_true(firm.millibits < part.millibits);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(legal_forms_agree_fit_or_contradict),
        cmocka_unit_test(leftovers_of_one_kind_contradict),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
