#include "eu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

typedef struct fixture {
    ix_read_report report;
    ix_arena arena;
    ix_arena keep;
    ix_draft draft;
} fixture;

static fixture f;

static void begin(ix_str reference) {
    f = (fixture){0};
    ix_arena_init(&f.arena, 1 << 20);
    ix_arena_init(&f.keep, 1 << 20);
    f.draft = (ix_draft){.arena = &f.arena, .keep = &f.keep, .report = &f.report};
    ix_str values[EU_VALUES_MAX] = {[EU_REFERENCE] = reference, [EU_SUBJECT] = IX_STR("P")};
    assert_true((eu_begin(&f.draft, values) == NULL) == (reference.len > 0));
}

static void end(void) {
    ix_arena_free(&f.arena);
    ix_arena_free(&f.keep);
}

static void name(ix_str text, ix_str strong, ix_str language, ix_str remark) {
    ix_str values[EU_VALUES_MAX] = {[EU_WHOLE] = text,
                                    [EU_STRONG] = strong,
                                    [EU_LANGUAGE] = language,
                                    [EU_NAME_REMARK] = remark,
                                    [EU_NAME_ID] = IX_STR("1")};
    eu_add_name(&f.draft, values);
}

static void the_primary_name_is_the_one_of_no_language(void **state) {
    (void)state;
    begin(IX_STR("EU.1.1"));
    name(IX_STR("weak"), IX_STR("false"), IX_STR(""), IX_STR(""));
    name(IX_STR("bulgarian"), IX_STR("true"), IX_STR("BG"), IX_STR(""));
    name(IX_STR("plain"), IX_STR("true"), IX_STR(""), IX_STR(""));
    name(IX_STR("lo"), IX_STR("true"), IX_STR(""), IX_STR("Lo quality alias"));
    assert_null(eu_end(&f.draft));
    const ix_entity *e = &f.draft.entity;
    assert_int_equal(e->name_count, 4);
    static const struct {
        ix_str text;
        ix_name_kind kind;
    } wanted[] = {{{"plain", 5}, IX_NAME_PRIMARY},
                  {{"weak", 4}, IX_NAME_WEAK},
                  {{"bulgarian", 9}, IX_NAME_STRONG},
                  {{"lo", 2}, IX_NAME_WEAK}};
    for (int i = 0; i < 4; i++) {
        assert_true(ix_str_equal(e->names[i].text, wanted[i].text));
        assert_int_equal(e->names[i].kind, wanted[i].kind);
    }
    end();
}

static void summary(ix_str title, ix_str published) {
    const ix_str values[] = {title, published, {0}, {0}};
    eu_add_summary(&f.draft, values);
}

/* The regulation that amended an entry last is not the one that listed the party. */
static void a_listing_starts_with_its_oldest_date(void **state) {
    (void)state;
    begin(IX_STR("EU.1.1"));
    ix_str regulation[EU_VALUES_MAX] = {[EU_PROGRAMME] = IX_STR("Z"),
                                        [EU_PUBLISHED] = IX_STR("2019-04-08"),
                                        [EU_IN_FORCE] = IX_STR("2019-04-09"),
                                        [EU_NUMBER_TITLE] = IX_STR("2019/1")};
    const ix_listing *listing = &f.draft.entity.listings[0];
    eu_add_regulation(&f.draft, regulation);
    int64_t in_force = listing->effective_from.value;
    assert_int_equal(listing->effective_from.kind, IX_WHEN_DATE);
    summary(IX_STR("2019/1"), IX_STR("2019-04-08"));
    assert_int_equal(listing->effective_from.value, in_force);
    summary(IX_STR("2020/1"), IX_STR("2020-01-01"));
    assert_int_equal(listing->effective_from.value, in_force);
    summary(IX_STR("2003/1"), IX_STR("2003-09-13"));
    assert_true(listing->effective_from.value < in_force);
    assert_int_equal(listing->published.value, in_force - 1);
    end();
}

static void what_has_no_key_or_no_name_is_refused(void **state) {
    (void)state;
    begin((ix_str){0});
    end();
    begin(IX_STR("EU.1.1"));
    name((ix_str){0}, IX_STR("true"), IX_STR(""), IX_STR(""));
    assert_non_null(eu_end(&f.draft));
    end();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_primary_name_is_the_one_of_no_language),
        cmocka_unit_test(a_listing_starts_with_its_oldest_date),
        cmocka_unit_test(what_has_no_key_or_no_name_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
