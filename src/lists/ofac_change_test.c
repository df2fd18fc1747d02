#include "ofac_delta.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define BASE                                                                                       \
    "<entity id='7'><generalInfo><entityType refId='600'>Individual</entityType><title>T</title>"  \
    "</generalInfo><sanctionsPrograms><sanctionsProgram id='1'>CUBA</sanctionsProgram>"            \
    "<sanctionsProgram id='2'>SDGT</sanctionsProgram></sanctionsPrograms><sanctionsTypes>"         \
    "<sanctionsType>Block</sanctionsType></sanctionsTypes><names><name id='3'><isPrimary>true"     \
    "</isPrimary><translations><translation id='4'><formattedFullName>A &amp; B"                   \
    "</formattedFullName></translation></translations></name></names></entity>"

static ix_arena arena;
static ix_error told;
static change_count count;

static ix_tree *tree_of(const char *text) {
    ix_tree_parser *parser;
    ix_tree *tree = NULL;
    assert_int_equal(ix_tree_parser_open(&parser, IX_STR("d"), &arena, NULL), IX_OK);
    assert_int_equal(ix_tree_parse(&tree, parser, ix_str_from_cstr(text), &arena, NULL), IX_OK);
    ix_tree_parser_close(parser);
    return tree;
}

static int begin(void **state) {
    (void)state;
    ix_arena_init(&arena, 16 << 20);
    return 0;
}

static int end(void **state) {
    (void)state;
    ix_arena_free(&arena);
    return 0;
}

/* Apply a change; returns the entity as it is then, or "" when it is gone. */
static const char *apply(const char *base, const char *change) {
    static char text[4096];
    ix_tree *entity = base == NULL ? NULL : tree_of(base);
    told = (ix_error){0};
    count = (change_count){.error = &told, .source = IX_STR("d"), .entity = IX_STR("7")};
    assert_true(change_entity(&entity, tree_of(change), &count, &arena));
    ix_buf out = {.ptr = text, .cap = sizeof text, .max = sizeof text - 1};
    if (entity != NULL) {
        change_write(&out, entity);
    }
    ix_buf_append_char(&out, '\0');
    assert_int_equal(told.status, count.in_effect + count.refused > 0 ? IX_E_REFUSED : IX_OK);
    return text;
}

static void expect_part(const char *change, const char *there, const char *gone) {
    const char *text = apply(BASE, change);
    assert_int_equal(count.refused + count.in_effect, 0);
    assert_true(count.made > 0);
    if (there != NULL && strstr(text, there) == NULL) {
        fail_msg("'%s' is not in %s", there, text);
    }
    if (gone != NULL && strstr(text, gone) != NULL) {
        fail_msg("'%s' is in %s", gone, text);
    }
    assert_null(strstr(text, "action"));
    assert_null(strstr(text, "oldValue"));
}

static void expect_refused(const char *base, const char *change, const char *words) {
    apply(base, change);
    assert_int_equal(count.made + count.in_effect, 0);
    assert_int_equal(count.refused, 1);
    if (strstr(told.text, words) == NULL) {
        fail_msg("'%s' does not say '%s'", told.text, words);
    }
}

static void expect_in_effect(const char *base, const char *change) {
    apply(base, change);
    assert_int_equal(count.made + count.refused, 0);
    assert_int_equal(count.in_effect, 1);
}

#define PROGRAMS(inside) "<entity id='7'><sanctionsPrograms>" inside "</sanctionsPrograms></entity>"
#define GENERAL(inside)  "<entity id='7'><generalInfo>" inside "</generalInfo></entity>"

static void an_entity_comes_and_goes(void **state) {
    (void)state;
    assert_non_null(strstr(apply(NULL, "<entity id='7' action='ADD'><x>1</x></entity>"),
                           "<entity id=\"7\"><x>1</x></entity>"));
    assert_int_equal(count.made, 1);
    assert_string_equal(apply(BASE, "<entity id='7' action='remove'/>"), "");
    assert_int_equal(count.made, 1);
    expect_in_effect(NULL, "<entity id='7' action='remove'/>");
    expect_refused(BASE, "<entity id='7' action='add'><x>1</x></entity>", "there already");
    expect_refused(NULL, PROGRAMS("<sanctionsProgram action='add'>X</sanctionsProgram>"),
                   "not there");
    expect_refused(BASE, "<entity id='7' action='rename'/>", "no action");
    expect_refused(BASE, "<entity id='7'><generalInfo/></entity>", "no action");
}

static void an_entity_is_stated_whole(void **state) {
    (void)state;
    const char *again =
        "<entity id='7' action='modify'><names><name "
        "id='3'><isPrimary>true</isPrimary><translations>"
        "<translation id='4'><formattedFullName>A &amp; B</formattedFullName></translation>"
        "</translations></name></names></entity>";
    expect_refused(BASE, again, "neither all of it");
    char whole[2048];
    ix_buf text = {.ptr = whole, .cap = sizeof whole, .max = sizeof whole - 1};
    ix_buf_append_cstr(&text, "<entity id='7' action='change'");
    ix_buf_append_cstr(&text, &BASE[strlen("<entity id='7'")]);
    ix_buf_append_char(&text, '\0');
    expect_in_effect(BASE, whole);
    char *title = strstr(whole, "<title>T");
    title[7] = 'U';
    expect_part(whole, "<title>U</title>", "<title>T</title>");
}

static void parts_are_added(void **state) {
    (void)state;
    expect_part(PROGRAMS("<sanctionsProgram id='9' action='add'>IRAN</sanctionsProgram>"),
                "<sanctionsProgram id=\"9\">IRAN</sanctionsProgram>", NULL);
    expect_part(PROGRAMS("<sanctionsProgram action='add'>IRAN</sanctionsProgram>"), "IRAN", NULL);
    expect_part("<entity id='7'><addresses><address id='5' action='add'><country>X</country>"
                "</address></addresses></entity>",
                "<addresses><address id=\"5\"><country>X</country></address></addresses>", NULL);
    expect_part(GENERAL("<remarks action='add'>R</remarks>"), "<remarks>R</remarks>", NULL);
    expect_in_effect(BASE, PROGRAMS("<sanctionsProgram action='add'>CUBA</sanctionsProgram>"));
    expect_in_effect(BASE, GENERAL("<title action='add'>T</title>"));
    expect_refused(BASE, GENERAL("<title action='add'>U</title>"), "another of that kind");
    expect_refused(BASE, PROGRAMS("<sanctionsProgram id='1' action='add'>X</sanctionsProgram>"),
                   "another of that kind");
}

static void parts_are_removed(void **state) {
    (void)state;
    expect_part(PROGRAMS("<sanctionsProgram id='1' action='remove'/>"), "SDGT", "CUBA");
    expect_part(PROGRAMS("<sanctionsProgram action='delete'>SDGT</sanctionsProgram>"), "CUBA",
                "SDGT");
    expect_part(GENERAL("<title action='remove'>T</title>"), NULL, "title");
    expect_part(
        "<entity id='7' action='modify'><sanctionsTypes><sanctionsType action='remove'>Block"
        "</sanctionsType></sanctionsTypes></entity>",
        "<sanctionsTypes></sanctionsTypes>", "Block");
    expect_in_effect(BASE, PROGRAMS("<sanctionsProgram id='9' action='remove'/>"));
    expect_in_effect(BASE, PROGRAMS("<sanctionsProgram action='remove'>X</sanctionsProgram>"));
    expect_in_effect(BASE, GENERAL("<remarks action='remove'/>"));
}

static void parts_are_stated_anew(void **state) {
    (void)state;
    expect_part(GENERAL("<title action='update' oldValue='T'>U</title>"), "<title>U</title>", NULL);
    expect_part(GENERAL("<entityType action='change'>Entity</entityType>"),
                "<entityType refId=\"600\">Entity</entityType>", NULL);
    expect_part(PROGRAMS("<sanctionsProgram oldValue='SDGT' action='update'>X</sanctionsProgram>"),
                "<sanctionsProgram id=\"2\">X</sanctionsProgram>", "SDGT");
    expect_part("<entity id='7'><names><name id='3'><translations><translation id='4'>"
                "<formattedFullName action='change'>C</formattedFullName></translation>"
                "</translations></name></names></entity>",
                "<formattedFullName>C</formattedFullName>", "A &amp; B");
    expect_in_effect(BASE, GENERAL("<title action='update' oldValue='S'>T</title>"));
    expect_refused(BASE, GENERAL("<title action='update' oldValue='S'>U</title>"), "was not");
    expect_refused(BASE, GENERAL("<remarks action='update'>U</remarks>"), "not there");
    expect_refused(BASE, PROGRAMS("<sanctionsProgram action='update'>X</sanctionsProgram>"),
                   "not there");
    expect_refused(BASE,
                   "<entity id='7'><names><name id='3' action='modify'><isPrimary>false</isPrimary>"
                   "</name></names></entity>",
                   "not stated whole");
    expect_refused(BASE, GENERAL("<title action='sing'>U</title>"), "not known");
}

/* What stands beside a change without an action must be so. */
static void what_is_stated_beside_a_change_is_checked(void **state) {
    (void)state;
    expect_part("<entity id='7'><generalInfo><entityType>Individual</entityType><title "
                "action='remove'/></generalInfo><names><name id='3'><translations><translation>"
                "<formattedFullName>A &amp; B</formattedFullName></translation></translations>"
                "</name></names></entity>",
                NULL, "title");
    expect_refused(BASE, GENERAL("<entityType>Entity</entityType><title action='remove'>T</title>"),
                   "not as the delta says");
    expect_refused(BASE,
                   PROGRAMS("<sanctionsProgram id='8'>IRAN</sanctionsProgram><sanctionsProgram "
                            "id='1' action='remove'/>"),
                   "not there");
}

static void signs_are_written_as_they_were(void **state) {
    (void)state;
    const char *text = "<a b=\"&quot;&#10;&lt;&amp;\">&lt;1&gt;&amp;&#13;2<c>x</c></a>";
    char bytes[256];
    ix_buf out = {.ptr = bytes, .cap = sizeof bytes, .max = sizeof bytes - 1};
    change_write(&out, tree_of(text));
    ix_buf_append_char(&out, '\0');
    assert_string_equal(bytes, text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_entity_comes_and_goes, begin, end),
        cmocka_unit_test_setup_teardown(an_entity_is_stated_whole, begin, end),
        cmocka_unit_test_setup_teardown(parts_are_added, begin, end),
        cmocka_unit_test_setup_teardown(parts_are_removed, begin, end),
        cmocka_unit_test_setup_teardown(parts_are_stated_anew, begin, end),
        cmocka_unit_test_setup_teardown(what_is_stated_beside_a_change_is_checked, begin, end),
        cmocka_unit_test_setup_teardown(signs_are_written_as_they_were, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
