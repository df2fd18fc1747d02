/* Legal forms that one of two names writes otherwise. */
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

/* Is the name as listed, but for its form? */
static void assert_form(fixture *f, const char *asked, const char *listed) {
    ix_name_evidence there = compare(f, asked, listed, IX_PARTY_ORGANIZATION);
    ix_name_evidence back = compare(f, listed, asked, IX_PARTY_ORGANIZATION);
    if (!there.complete || there.millibits < IX_W_ALERT_BAR) {
        fail_msg("%s | %s: %d", asked, listed, there.millibits);
    }
    assert_int_equal(there.millibits, back.millibits);
}

static void words_of_a_form_may_be_misspelt(void **state) {
    assert_form(*state, "AKSIONERNOE OBSHCHESTVO GAZSTROIPROM",
                "Aktsionernoe Obshchestvo Gazstroiprom");
    assert_form(*state, "MP Limited Liabiliti Company", "MP Limited Liability Company");
    assert_form(*state, "Ekran FVUP", "FGUP Ekran");
    assert_form(*state, "Kaltona Simited SASU", "Kaltona Limited SASU");
    assert_form(*state, "Gazprombank Open Company Joint Stock",
                "Gazprombank Open Joint Stock Company");
}

static void words_of_a_form_may_stand_anywhere(void **state) {
    assert_form(*state, "FZE PPI", "PPI FZE");
    assert_form(*state, "C.V. DE S.A. STORELAB", "STORELAB, S.A. DE C.V.");
    assert_form(*state, "OGRANICHENNOI S OBSHCHESTVO INVEST OTVETSTVENNOSTYU AP",
                "Obshchestvo s ogranichennoi otvetstvennostyu AP Invest");
}

static void other_words_are_no_form(void **state) {
    ix_name_evidence more = compare(*state, "Ekran Kaspersky", "FGUP Ekran", IX_PARTY_ORGANIZATION);
    ix_name_evidence core = compare(*state, "Gabo Zeta", "Gabo GmbH", IX_PARTY_ORGANIZATION);
    assert_true(!more.complete || more.millibits < IX_W_ALERT_BAR);
    assert_true(core.millibits < IX_W_ALERT_BAR);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_a_form_may_be_misspelt),
        cmocka_unit_test(words_of_a_form_may_stand_anywhere),
        cmocka_unit_test(other_words_are_no_form),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
