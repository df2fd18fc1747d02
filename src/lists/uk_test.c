#include "uk.h"

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
    ix_str row[UK_SLOTS];
} fixture;

static fixture f;

static int set_up(void **state) {
    (void)state;
    f = (fixture){0};
    ix_arena_init(&f.arena, 1 << 20);
    ix_arena_init(&f.keep, 1 << 20);
    f.draft = (ix_draft){.arena = &f.arena, .keep = &f.keep, .report = &f.report};
    f.row[UK_KEY] = IX_STR("ZZA0001");
    f.row[UK_KIND] = IX_STR("Individual");
    assert_null(uk_begin(&f.draft, f.row));
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&f.arena);
    ix_arena_free(&f.keep);
    return 0;
}

static void add(int slot, const char *text) {
    ix_str row[UK_SLOTS] = {0};
    row[slot] = ix_str_from_cstr(text);
    uk_add(&f.draft, row);
}

static void add_name(const char *given, const char *family, const char *type,
                     const char *strength) {
    ix_str row[UK_SLOTS] = {0};
    row[UK_NAME1] = ix_str_from_cstr(given);
    row[UK_NAME6] = ix_str_from_cstr(family);
    row[UK_NAME_TYPE] = ix_str_from_cstr(type);
    row[UK_STRENGTH] = ix_str_from_cstr(strength);
    uk_add(&f.draft, row);
}

static void assert_name(int at, ix_name_kind kind, const char *text) {
    assert_true(at < f.draft.entity.name_count);
    assert_int_equal(f.draft.entity.names[at].kind, kind);
    assert_true(ix_str_equal(f.draft.entity.names[at].text, ix_str_from_cstr(text)));
}

static void a_name_is_what_its_type_and_strength_say(void **state) {
    (void)state;
    add_name("A", "OLD", "FKA", "");
    add_name("B", "GOOD", "ALias", "Good quality a.k.a");
    add_name("C", "LOW", "Alias", "Low quality a.k.a");
    add_name("D", "MAIN", "Primary name", "");
    add_name("D", "MAIN", "Primary Name", "");
    add_name("E", "SECOND", "PRIMARY NAME", "");
    add_name("F", "ODD", "Nickname", "Fair");
    add_name("", "ALONE", "Primary Name Variation", "");
    add_name("Given", "", "Alias", "");
    assert_null(uk_end(&f.draft));
    assert_int_equal(f.draft.entity.name_count, 8);
    assert_name(0, IX_NAME_PRIMARY, "MAIN, D");
    assert_name(1, IX_NAME_FORMER, "OLD, A");
    assert_name(2, IX_NAME_STRONG, "GOOD, B");
    assert_name(3, IX_NAME_WEAK, "LOW, C");
    assert_name(4, IX_NAME_STRONG, "SECOND, E");
    assert_name(5, IX_NAME_STRONG, "ODD, F");
    assert_name(6, IX_NAME_STRONG, "ALONE");
    assert_name(7, IX_NAME_STRONG, "Given");
    assert_int_equal(f.report.warning_count, 3); /* the type, the strength, no programme */
}

static void without_a_primary_name_a_strong_one_stands_in(void **state) {
    (void)state;
    add_name("", "WEAK", "Alias", "Low quality a.k.a");
    add_name("", "STRONG", "Alias", "");
    assert_null(uk_end(&f.draft));
    assert_name(0, IX_NAME_PRIMARY, "STRONG");
    assert_name(1, IX_NAME_WEAK, "WEAK");
    ix_draft_begin(&f.draft, IX_STR("X"), IX_PARTY_PERSON);
    assert_string_equal(uk_end(&f.draft), "the entity has no name");
    ix_str none[UK_SLOTS] = {0};
    assert_non_null(strstr(uk_begin(&f.draft, none), "identifier"));
}

/* An asset freeze must be read from the measures, and a sign alone is none. */
static void measures_are_joined_once(void **state) {
    (void)state;
    add(UK_MEASURES, "Asset freeze| Travel Ban ");
    add(UK_MEASURES, "-||Travel Ban|Shipping sanctions: see \"Other; information\"");
    assert_true(ix_str_equal(f.draft.entity.listings[0].measures,
                             IX_STR("Asset freeze|Travel Ban|Shipping sanctions: see \"Other; "
                                    "information\"")));
}

static void the_earliest_day_of_listing_counts(void **state) {
    (void)state;
    add(UK_DESIGNATED, "05/05/2004");
    add(UK_DESIGNATED, "01/02/2003");
    add(UK_DESIGNATED, "06/06/2006");
    add(UK_DESIGNATED, "some day");
    ix_when when;
    assert_int_equal(ix_when_parse(&when, IX_STR("2003-02-01"), NULL), IX_OK);
    assert_int_equal(f.draft.entity.listings[0].effective_from.value, when.value);
    assert_true(ix_str_equal(f.draft.entity.unmodelled[0].value, IX_STR("some day")));
}

static void repeated_details_are_kept_once(void **state) {
    (void)state;
    static const struct {
        int slot;
        const char *text;
    } details[] = {
        {UK_BORN, "01/03/1958"},
        {UK_BORN, "dd/mm/1958"},
        {UK_BORN, "about then"},
        {UK_BORN, "dd/mm/1959; dd/mm/1958|02/02/1960"},
        {UK_BORN, "dd/mm/1961; or so"},
        {UK_NATIONALITY, "Atlantis, Samplia"},
        {UK_TOWN, "Sampleton"},
        {UK_PASSPORT, "AB1 (issued 2001)"},
        {UK_PHONE, "+1 2; +1 3, none"},
        {UK_EMAIL, "a@b; nobody"},
        {UK_WEBSITE, "x.org, unknown"},
        {UK_REGISTRATION, "INN 1; LEI: L2; 77; none"},
        {UK_IMO, "IMO 1234567"},
        {UK_HULL, "H1"},
        {UK_LINE1, "Street 1"},
        {UK_GROUP, "900"},
        {UK_UN, "QDE.131"},
        {UK_OWNER, "(1) A (2) B"},
        {UK_FLAG, "Comoros"},
        {UK_BUILT, "2011"},
        {UK_TITLE, "Dr"},
        {UK_POSITION, "Head; of nothing"},
        {UK_INFORMATION, "One.\nTwo."},
        {UK_REASONS, "Because."},
        {UK_GENDER, "Unknown"},
        {UK_SCRIPT_NAME, "\xD0\x9D"},
        {UK_REGIME, "R"},
    };
    for (int time = 0; time < 2; time++) {
        for (size_t i = 0; i < sizeof details / sizeof details[0]; i++) {
            add(details[i].slot, details[i].text);
        }
    }
    assert_null(uk_end(&f.draft));
    const ix_entity *e = &f.draft.entity;
    assert_int_equal(e->birth_count, 5);
    assert_int_equal(e->birth_place_count, 1);
    assert_int_equal(e->identifier_count, 10);
    assert_int_equal(e->address_count, 1);
    assert_int_equal(e->relation_count, 4);
    assert_int_equal(e->vessel_count, 2);
    assert_int_equal(e->name_count, 1);
    assert_int_equal(e->unmodelled_count, 9);
    assert_true(ix_str_equal(e->title, IX_STR("Dr; Head; of nothing")));
    assert_true(ix_str_equal(e->remarks, IX_STR("One.\nTwo.")));
    assert_true(ix_str_equal(e->listings[0].reason, IX_STR("Because.")));
    for (int i = 0; i < e->relation_count; i++) {
        assert_true(!ix_str_equal(e->relations[i].kind, IX_STR("UN reference")) ||
                    ix_str_equal(e->relations[i].target, IX_STR("QDe.131")));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_name_is_what_its_type_and_strength_say, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(without_a_primary_name_a_strong_one_stands_in, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(measures_are_joined_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_earliest_day_of_listing_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(repeated_details_are_kept_once, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
