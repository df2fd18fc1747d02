#include "ofac_advanced.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static advanced_reading r;
static ix_arena scratch;
static ix_arena keep;
static ix_read_report report;
static ix_error error;
static ix_list_file file;

static void word(const char *set, const char *code, const char *text) {
    assert_int_equal(ix_codes_add(&r.codes, ix_str_from_cstr(set), ix_str_from_cstr(code),
                                  ix_str_from_cstr(text), &keep),
                     IX_OK);
}

static int begin(void **state) {
    (void)state;
    report = (ix_read_report){0};
    ix_arena_init(&scratch, 16 << 20);
    ix_arena_init(&keep, 16 << 20);
    file = (ix_list_file){.name = IX_STR("f")};
    r = (advanced_reading){
        .draft = {.arena = &scratch, .keep = &keep, .report = &report, .file = file.name},
        .report = &report,
        .file = &file,
        .error = &error};
    ix_arena_init(&r.party, 16 << 20);
    word("Script", "215", "Latin");
    word("Script", "220", "Cyrillic");
    word("NamePartType", "1520", "Last Name");
    word("NamePartType", "1521", "First Name");
    word("FeatureType", "8", "Birthdate");
    word("FeatureType", "25", "Location");
    word("DetailReference", "5", "Male");
    word("FeatureType", "224", "Gender");
    return ix_tree_parser_open(&r.parser, file.name, &keep, &error) == IX_OK ? 0 : 1;
}

static int end(void **state) {
    (void)state;
    ix_tree_parser_close(r.parser);
    ix_arena_free(&r.party);
    ix_arena_free(&scratch);
    ix_arena_free(&keep);
    return 0;
}

/* The inside of a profile, read. */
static const char *read_profile(const char *inside) {
    ix_buf text;
    ix_tree *party;
    ix_buf_init(&text, 1 << 20);
    ix_buf_printf(&text, "<DistinctParty FixedRef='7'><Profile ID='7'>%s</Profile></DistinctParty>",
                  inside);
    assert_int_equal(ix_tree_parse(&party, r.parser, ix_buf_view(&text), &r.party, &error), IX_OK);
    ix_buf_free(&text);
    const char *why = advanced_profile_read(&r, party, party->first);
    assert_int_equal(r.draft.status, IX_OK);
    return why;
}

static bool warned(const char *name) {
    for (int i = 0; i < report.warning_count; i++) {
        if (ix_str_equal(report.warnings[i].name, ix_str_from_cstr(name))) {
            return true;
        }
    }
    return false;
}

static void expect_name(int i, ix_name_kind kind, const char *text) {
    const ix_entity *e = &r.draft.entity;
    assert_true(i < e->name_count);
    assert_int_equal(e->names[i].kind, kind);
    if (!ix_str_equal(e->names[i].text, ix_str_from_cstr(text))) {
        fail_msg("found '%.*s', expected '%s'", IX_ARG(e->names[i].text), text);
    }
}

#define PART(group, script, text)                                                                  \
    "<DocumentedNamePart><NamePartValue NamePartGroupID='" group "' ScriptID='" script "'>" text   \
    "</NamePartValue></DocumentedNamePart>"
#define DOCUMENTED(parts)  "<DocumentedName>" parts "</DocumentedName>"
#define ALIAS(flag, names) "<Alias " flag ">" names "</Alias>"
#define GROUPS                                                                                     \
    "<NamePartGroups><MasterNamePartGroup><NamePartGroup ID='1' NamePartTypeID='1520'/>"           \
    "<NamePartGroup ID='2' NamePartTypeID='1521'/></MasterNamePartGroup></NamePartGroups>"
#define A_NAME                                                                                     \
    "<Identity ID='9'>" ALIAS("Primary='true'", DOCUMENTED(PART("1", "215", "ADA"))) GROUPS        \
        "</Identity>"

static void the_primary_name_in_latin_letters_is_first(void **state) {
    (void)state;
    assert_null(read_profile(
        "<Identity ID='9'>" ALIAS("Primary='false' LowQuality='true'",
                                  DOCUMENTED(PART("2", "215", "Bo")))
            ALIAS("Primary='true'", DOCUMENTED(PART("2", "220", "Ада"))
                                        DOCUMENTED(PART("2", "215", "Ada") PART("1", "215", "LO")))
                GROUPS "</Identity>"));
    assert_int_equal(r.draft.entity.name_count, 3);
    expect_name(0, IX_NAME_PRIMARY, "LO, Ada");
    expect_name(1, IX_NAME_WEAK, "Bo");
    expect_name(2, IX_NAME_TRANSLATION, "Ада");
    assert_true(warned("no_entry") && !warned("unknown_code") && !warned("no_primary_name"));
}

static void a_name_without_a_text_is_none(void **state) {
    (void)state;
    assert_non_null(read_profile("<Identity ID='9'>" ALIAS("Primary='true'", DOCUMENTED("")) GROUPS
                                 "</Identity>"));
    assert_non_null(read_profile(""));
    assert_null(read_profile("<Identity ID='9'>" ALIAS("", DOCUMENTED(PART("3", "1", "X"))) GROUPS
                             "</Identity>"));
    assert_true(warned("unknown_name_part_group") && warned("unknown_code") &&
                warned("no_primary_name"));
}

static void features_are_dates_words_and_places(void **state) {
    (void)state;
    assert_null(read_profile(
        A_NAME "<Feature FeatureTypeID='8'><FeatureVersion><DatePeriod><Start Approximate='true'>"
               "<From><Year>1970</Year><Month>1</Month><Day>1</Day></From></Start><End><To><Year>"
               "1970</Year><Month>12</Month><Day>31</Day></To></End></DatePeriod>"
               "</FeatureVersion></Feature><Feature FeatureTypeID='224'><FeatureVersion>"
               "<VersionDetail DetailReferenceID='5'/></FeatureVersion></Feature>"
               "<Feature FeatureTypeID='25'><FeatureVersion><VersionLocation LocationID='404'/>"
               "</FeatureVersion></Feature><Feature FeatureTypeID='25'><FeatureVersion/>"
               "</Feature>"));
    const ix_entity *e = &r.draft.entity;
    assert_int_equal(e->birth_count, 1);
    assert_true(e->births[0].from.circa && e->births[0].from.month == 0);
    assert_int_equal(e->gender, IX_GENDER_MALE);
    assert_int_equal(e->address_count, 0);
    assert_true(warned("unknown_location") && warned("empty_feature"));
    assert_int_equal(e->unmodelled_count, 1);
}

static void a_date_is_a_real_one(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int year;
        int day;
    } rows[] = {
        {"<d><Year>1999</Year><Month>2</Month><Day>28</Day></d>", 1999, 28},
        {"<d><Year>1999</Year><Month>2</Month><Day>30</Day></d>", 0, 0},
        {"<d><Year>99999</Year><Month>2</Month><Day>1</Day></d>", 0, 0},
        {"<d><Year>1999</Year></d>", 1999, 0},
        {"<d/>", 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_tree *tree;
        assert_int_equal(
            ix_tree_parse(&tree, r.parser, ix_str_from_cstr(rows[i].text), &r.party, &error),
            IX_OK);
        ix_date date = advanced_date(tree);
        assert_int_equal(date.year, rows[i].year);
        assert_int_equal(date.day, rows[i].day);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_primary_name_in_latin_letters_is_first, begin, end),
        cmocka_unit_test_setup_teardown(a_name_without_a_text_is_none, begin, end),
        cmocka_unit_test_setup_teardown(features_are_dates_words_and_places, begin, end),
        cmocka_unit_test_setup_teardown(a_date_is_a_real_one, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
