#include "draft.h"

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

static void begin(fixture *f, size_t cap) {
    *f = (fixture){0};
    ix_arena_init(&f->arena, cap);
    ix_arena_init(&f->keep, 1 << 20);
    f->draft = (ix_draft){.arena = &f->arena,
                          .keep = &f->keep,
                          .report = &f->report,
                          .file = IX_STR("sdn.csv"),
                          .line = 12};
    ix_draft_begin(&f->draft, IX_STR("306"), IX_PARTY_ORGANIZATION);
}

static void end(fixture *f) {
    ix_arena_free(&f->arena);
    ix_arena_free(&f->keep);
}

static void arrays_grow_and_keep_their_items(void **state) {
    (void)state;
    fixture f;
    begin(&f, 1 << 20);
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    for (int i = 0; i < 26; i++) {
        ix_draft_name(&f.draft, IX_NAME_STRONG, (ix_str){letters + i, 1}, (ix_str){0});
        ix_draft_program(&f.draft, (ix_str){letters + i, 1});
    }
    assert_int_equal(f.draft.status, IX_OK);
    assert_int_equal(f.draft.entity.name_count, 26);
    assert_int_equal(f.draft.entity.listings[0].program_count, 26);
    for (int i = 0; i < 26; i++) {
        assert_int_equal(f.draft.entity.names[i].text.ptr[0], letters[i]);
        assert_int_equal(f.draft.entity.listings[0].programs[i].ptr[0], letters[i]);
    }
    ix_draft_begin(&f.draft, IX_STR("307"), IX_PARTY_PERSON);
    assert_int_equal(f.draft.entity.name_count, 0);
    assert_int_equal(f.draft.entity.listing_count, 1);
    end(&f);
}

static void programs_go_to_the_newest_listing(void **state) {
    (void)state;
    fixture f;
    begin(&f, 1 << 20);
    ix_draft_program(&f.draft, IX_STR("A"));
    for (int i = 0; i < 9; i++) {
        ix_listing *listing = ix_draft_listing(&f.draft);
        assert_non_null(listing);
        listing->source = IX_STR("EL");
        ix_draft_program(&f.draft, IX_STR("B"));
    }
    const ix_entity *e = &f.draft.entity;
    assert_int_equal(e->listing_count, 10);
    for (int i = 0; i < 10; i++) {
        assert_int_equal(e->listings[i].program_count, 1);
        assert_int_equal(e->listings[i].programs[0].ptr[0], i == 0 ? 'A' : 'B');
        assert_int_equal(e->listings[i].source.len, i == 0 ? 0 : 2);
    }
    end(&f);
}

static void what_is_empty_is_not_added(void **state) {
    (void)state;
    fixture f;
    begin(&f, 1 << 20);
    ix_str none = {0};
    ix_draft_name(&f.draft, IX_NAME_STRONG, none, IX_STR("alt.csv 1"));
    ix_draft_program(&f.draft, none);
    ix_draft_birth_place(&f.draft, none);
    ix_draft_relation(&f.draft, IX_STR("Linked To"), none);
    ix_draft_vessel(&f.draft, IX_STR("flag"), none);
    ix_draft_note(&f.draft, none);
    ix_draft_unmodelled(&f.draft, IX_STR("x"), none);
    ix_draft_address(&f.draft, none, none, none, none);
    assert_null(ix_draft_identifier(&f.draft, IX_ID_TAX, IX_STR("Tax ID No."), none));
    ix_entity *e = &f.draft.entity;
    assert_int_equal(e->name_count + e->birth_place_count + e->relation_count + e->vessel_count +
                         e->note_count + e->unmodelled_count + e->address_count +
                         e->identifier_count + e->listings[0].program_count,
                     0);
    end(&f);
}

static void warnings_carry_their_first_place(void **state) {
    (void)state;
    fixture f;
    begin(&f, 1 << 20);
    ix_draft_warn(&f.draft, IX_STR("orphan_alias"), IX_STR("1234"));
    f.draft.line = 13;
    ix_draft_warn(&f.draft, IX_STR("orphan_alias"), IX_STR("1235"));
    ix_draft_warn(&f.draft, IX_STR("end_mark_missing"), (ix_str){0});
    assert_int_equal(f.report.warning_count, 2);
    assert_int_equal(f.report.warnings[0].count, 2);
    assert_true(ix_str_equal(f.report.warnings[0].example, IX_STR("sdn.csv:12: 1234")));
    assert_true(ix_str_equal(f.report.warnings[1].example, IX_STR("sdn.csv:13")));
    end(&f);
}

static void what_cannot_be_read_is_kept_and_counted(void **state) {
    (void)state;
    fixture f;
    begin(&f, 1 << 20);
    ix_draft_birth(&f.draft, IX_STR("DOB"), IX_STR("Early 1980s"));
    ix_draft_birth(&f.draft, IX_STR("DOB"), IX_STR("03/04/1950"));
    ix_draft_nationality(&f.draft, IX_STR("nationality"), IX_STR("Atlantis"));
    ix_entity *e = &f.draft.entity;
    assert_int_equal(e->birth_count, 2); /* both readings of the ambiguous date */
    assert_int_equal(e->nationality_count, 0);
    assert_int_equal(e->unmodelled_count, 2);
    assert_true(ix_str_equal(e->unmodelled[0].value, IX_STR("Early 1980s")));
    assert_true(ix_str_equal(e->unmodelled[1].name, IX_STR("nationality")));
    assert_int_equal(f.report.unmodelled_count, 2);
    assert_true(ix_str_equal(f.report.warnings[0].name, IX_STR("ambiguous_date")));
    end(&f);
}

static void the_primary_name_stands_first(void **state) {
    (void)state;
    fixture f;
    begin(&f, 1 << 20);
    assert_false(ix_draft_primary_first(&f.draft));
    ix_draft_name(&f.draft, IX_NAME_WEAK, IX_STR("W"), (ix_str){0});
    ix_draft_name(&f.draft, IX_NAME_STRONG, IX_STR("S"), (ix_str){0});
    assert_true(ix_draft_primary_first(&f.draft));
    assert_int_equal(f.report.warning_count, 1);
    const ix_entity *e = &f.draft.entity;
    assert_true(ix_str_equal(e->names[0].text, IX_STR("S")));
    ix_draft_name(&f.draft, IX_NAME_PRIMARY, IX_STR("P"), (ix_str){0});
    assert_true(ix_draft_primary_first(&f.draft));
    assert_int_equal(e->names[2].kind, IX_NAME_STRONG); /* the second primary one */
    assert_int_equal(e->names[1].kind, IX_NAME_WEAK);
    assert_int_equal(f.report.warnings[0].count, 1);
    end(&f);
}

static void failure_of_memory_sticks(void **state) {
    (void)state;
    fixture f;
    begin(&f, sizeof(ix_listing) + 64);
    assert_int_equal(f.draft.status, IX_OK);
    ix_draft_name(&f.draft, IX_NAME_PRIMARY, IX_STR("A"), (ix_str){0});
    assert_int_equal(f.draft.status, IX_E_MEMORY);
    assert_int_equal(f.draft.entity.name_count, 0);
    ix_draft_begin(&f.draft, IX_STR("307"), IX_PARTY_PERSON);
    assert_int_equal(f.draft.status, IX_E_MEMORY);
    end(&f);
}

static void a_text_on_one_line(void **state) {
    (void)state;
    fixture f;
    begin(&f, 1 << 20);
    static const struct {
        const char *text, *line;
    } rows[] = {
        {"", ""},
        {"a b", "a b"},
        {" a", "a"},
        {"a  b \r\n\tc ", "a b c"},
        {"a_x000D_\nb_x000d_", "a b_x000d_"},
        {"a\xC2\xA0\xC2\xA0"
         "b\xE2\x80\x8B",
         "a b"},
        {"\xC2\xA0", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_str line = ix_draft_line(&f.draft, ix_str_from_cstr(rows[i].text));
        assert_true(ix_str_equal(line, ix_str_from_cstr(rows[i].line)));
    }
    ix_draft_born(&f.draft, (ix_date_range){{1950, 1, 2, false}, {1951, 0, 0, true}});
    assert_int_equal(f.draft.entity.birth_count, 1);
    assert_int_equal(f.draft.entity.births[0].from.day, 2);
    assert_true(f.draft.entity.births[0].to.circa);
    end(&f);
}

static void a_name_of_signs_says_nothing(void **state) {
    (void)state;
    assert_true(ix_draft_says_something(IX_STR("- 7 -")));
    assert_true(ix_draft_says_something(IX_STR("z")));
    assert_true(ix_draft_says_something(IX_STR("\xD0\x90")));
    assert_false(ix_draft_says_something(IX_STR("?? ??????")));
    assert_false(ix_draft_says_something((ix_str){0}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_of_signs_says_nothing),
        cmocka_unit_test(arrays_grow_and_keep_their_items),
        cmocka_unit_test(programs_go_to_the_newest_listing),
        cmocka_unit_test(what_is_empty_is_not_added),
        cmocka_unit_test(warnings_carry_their_first_place),
        cmocka_unit_test(what_cannot_be_read_is_kept_and_counted),
        cmocka_unit_test(a_text_on_one_line),
        cmocka_unit_test(the_primary_name_stands_first),
        cmocka_unit_test(failure_of_memory_sticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
