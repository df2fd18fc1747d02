/* Tests of words in runs of Han characters. */
#include "test_names.h"

#define GENERIC "trading | trading 贸易\ninternational | international 国际 国际贸易\n"

/* Parts of an organization's or a person's name as words parted by '|'. */
static void expect(const ix_knowledge *knowledge, const char *raw, ix_party_type type,
                   const char *expected) {
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    ix_parsed_name *name = IX_NEW(&arena, ix_parsed_name, 1);
    assert_int_equal(ix_name_parse(name, knowledge, ix_str_from_cstr(raw), type, &arena, NULL),
                     IX_OK);
    char out[512] = "";
    for (int i = 0; i < name->count; i++) {
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%" IX_FMT ":%s", i > 0 ? "|" : "",
                 IX_ARG(name->parts[i].text), ix_part_role_name((ix_part_role)name->parts[i].role));
    }
    assert_string_equal(out, expected);
    ix_arena_free(&arena);
}

static void known_words_are_put_together_the_longest_first(void **state) {
    (void)state;
    test_knowledge t = test_load("names/generic_words.txt", GENERIC);
    assert_int_equal(t.status, IX_OK);
    expect(t.knowledge, "尤曼特国际贸易", IX_PARTY_ORGANIZATION,
           "尤:distinctive|曼:distinctive|特:distinctive|国际贸易:generic");
    expect(t.knowledge, "特國際尤貿易", IX_PARTY_ORGANIZATION,
           "特:distinctive|国际:generic|尤:distinctive|贸易:generic");
    expect(t.knowledge, "国 际", IX_PARTY_ORGANIZATION, "国:distinctive|际:distinctive");
    expect(t.knowledge, "国际", IX_PARTY_PERSON, "国:unknown|际:unknown");
    ix_arena_free(&t.arena);
}

static void legal_forms_are_found_in_a_run(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    expect(t.knowledge, "尤曼特股份有限公司", IX_PARTY_ORGANIZATION,
           "尤:distinctive|曼:distinctive|特:distinctive|股份有限公司:legal_form");
    expect(t.knowledge, "丰田株式会社", IX_PARTY_ORGANIZATION,
           "丰:distinctive|田:distinctive|株式会社:legal_form");
    expect(t.knowledge, "(株)丰田", IX_PARTY_ORGANIZATION,
           "株:legal_form|丰:distinctive|田:distinctive");
    expect(t.knowledge, "株尤曼", IX_PARTY_ORGANIZATION,
           "株:distinctive|尤:distinctive|曼:distinctive");
    ix_arena_free(&t.arena);
}

static void the_family_name_comes_first(void **state) {
    (void)state;
    test_knowledge t = test_load("names/family_names.txt", "alone | 王 欧阳 欧\n");
    assert_int_equal(t.status, IX_OK);
    expect(t.knowledge, "王伟", IX_PARTY_PERSON, "王:family|伟:given");
    expect(t.knowledge, "歐陽伟明", IX_PARTY_PERSON, "欧:family|阳:family|伟:given|明:given");
    expect(t.knowledge, "欧伟明", IX_PARTY_PERSON, "欧:family|伟:given|明:given");
    expect(t.knowledge, "王 伟明", IX_PARTY_PERSON, "王:family|伟:given|明:given");
    expect(t.knowledge, "王·伟明", IX_PARTY_PERSON, "王:unknown|伟:unknown|明:unknown");
    expect(t.knowledge, "伟明", IX_PARTY_PERSON, "伟:unknown|明:unknown");
    expect(t.knowledge, "王", IX_PARTY_PERSON, "王:unknown");
    ix_arena_free(&t.arena);
}

static ix_party_type guess(const ix_knowledge *knowledge, const char *raw) {
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    ix_parsed_name *name = IX_NEW(&arena, ix_parsed_name, 1);
    assert_int_equal(
        ix_name_parse(name, knowledge, ix_str_from_cstr(raw), IX_PARTY_ANY, &arena, NULL), IX_OK);
    ix_party_type type = name->guess;
    ix_arena_free(&arena);
    return type;
}

static void a_short_name_with_a_family_name_is_a_persons(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    assert_int_equal(guess(t.knowledge, "王伟明"), IX_PARTY_PERSON);
    assert_int_equal(guess(t.knowledge, "王伟明王伟"), IX_PARTY_ANY);
    assert_int_equal(guess(t.knowledge, "王伟明有限公司"), IX_PARTY_ORGANIZATION);
    ix_arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_words_are_put_together_the_longest_first),
        cmocka_unit_test(legal_forms_are_found_in_a_run),
        cmocka_unit_test(the_family_name_comes_first),
        cmocka_unit_test(a_short_name_with_a_family_name_is_a_persons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
