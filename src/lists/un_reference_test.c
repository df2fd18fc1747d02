#include "un_reference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

typedef struct fixture {
    ix_arena arena;
    ix_arena keep;
    ix_read_report report;
    ix_draft draft;
} fixture;

static fixture f;

static int set_up(void **state) {
    (void)state;
    f = (fixture){0};
    ix_arena_init(&f.arena, 1 << 20);
    ix_arena_init(&f.keep, 1 << 20);
    f.draft = (ix_draft){.arena = &f.arena, .keep = &f.keep, .report = &f.report};
    ix_draft_begin(&f.draft, IX_STR("K"), IX_PARTY_PERSON);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&f.arena);
    ix_arena_free(&f.keep);
    return 0;
}

typedef struct pair {
    const char *text, *wanted;
} pair;

static void expect(ix_str got, const pair *p) {
    if (!ix_str_equal(got, ix_str_from_cstr(p->wanted))) {
        fail_msg("%s: \"%.*s\" is not \"%s\"", p->text, (int)got.len, got.ptr, p->wanted);
    }
}

/* The UN numbered its entries anew in 2014. */
static void references_of_the_un(void **state) {
    (void)state;
    static const pair rows[] = {
        {"QDi.002", "QDi.002"},     {"QDE.131", "QDe.131"},    {" QDi. 002", "QDi.002"},
        {"QI.A.151.03", "QDi.151"}, {"TE.H.10.12", "TAe.010"}, {"QE.A.5.01", "QDe.005"},
        {"KI.A.5.01", ""},          {"QDi.0022", ""},          {"QDx.002", ""},
        {"see there", ""},          {"QI.A.1510.03", ""},      {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        expect(un_reference(&f.draft, ix_str_from_cstr(rows[i].text)), &rows[i]);
    }
    static const pair sentences[] = {
        {"UN Ref QDi.042. Mother's name", "QDi.042"},
        {"Listed. UN REF:QI.A.146.14.", "QDi.146"},
        {"UN Ref. QDe.002, UN Ref TAi.005", "TAi.005"},
        {"(UK Sanctions List Ref):AFG0121. (UN Ref):TAi.155. Key commander", "TAi.155"},
        {"UN Ref QDe.002.", ""},
        {"UN Ref", ""},
        {"no reference", ""},
    };
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++) {
        expect(un_reference_in(&f.draft, ix_str_from_cstr(sentences[i].text)), &sentences[i]);
    }
    f.draft.entity.type = IX_PARTY_ORGANIZATION;
    expect(un_reference_in(&f.draft, IX_STR("UN Ref TAi.005, UN Ref QDe.002")),
           &(pair){"e", "QDe.002"});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(references_of_the_un, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
