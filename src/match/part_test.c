#include "test_support.h"

/* The last part of a parsed name. */
static ix_mpart part_of(support_knowing *f, const char *name, ix_party_type type) {
    ix_parsed_name *parsed = IX_NEW(&f->arena, ix_parsed_name, 1);
    ix_mname *made = IX_NEW(&f->arena, ix_mname, 1);
    assert_int_equal(
        ix_name_parse(parsed, f->knowledge, ix_str_from_cstr(name), type, &f->arena, NULL), IX_OK);
    assert_int_equal(ix_mname_make(made, f->knowledge, parsed, &f->arena), IX_OK);
    assert_true(made->count > 0);
    return made->parts[made->count - 1];
}

static void relations_are_told_apart(void **state) {
    support_knowing *f = *state;
    static const struct {
        const char *a, *b;
        int relation; /* -1: none */
    } cases[] = {
        {"tikhonov", "tikhonov", IX_RELATION_EQUAL},
        {"тихонов", "tikhonov", IX_RELATION_TRANSLITERATION},
        {"andrey", "andrei", IX_RELATION_TRANSLITERATION},
        {"aleskeeva", "alekseeva", IX_RELATION_TYPO},
        {"tikhonov", "tikhonova", IX_RELATION_VARIANT},
        {"kasperskiy", "kasperskaya", IX_RELATION_VARIANT},
        {"sulaymanova", "solimenovi", IX_RELATION_SOUND},
        {"a", "andrei", IX_RELATION_INITIAL},
        {"li", "lu", -1},
        {"b", "andrei", -1},
        {"44", "45", -1},
        {"petrov", "dukhvalov", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_mpart a = part_of(f, cases[i].a, IX_PARTY_PERSON);
        ix_mpart b = part_of(f, cases[i].b, IX_PARTY_PERSON);
        ix_link ab = {0}, ba = {0};
        bool linked = ix_part_link(&ab, f->knowledge, &a, &b, false);
        assert_int_equal(linked, ix_part_link(&ba, f->knowledge, &b, &a, false));
        assert_int_equal(ab.millibits, ba.millibits);
        if (linked != (cases[i].relation >= 0) ||
            (linked && (int)ab.relation != cases[i].relation)) {
            fail_msg("%s and %s: %s", cases[i].a, cases[i].b,
                     linked ? ix_relation_kind_name(ab.relation) : "no relation");
        }
        assert_true(!linked || ab.millibits > 0);
    }
}

static void a_less_exact_relation_says_less(void **state) {
    support_knowing *f = *state;
    ix_mpart name = part_of(f, "dukhvalov", IX_PARTY_PERSON);
    const char *const weaker[] = {"dukhvalov", "духвалов", "dukhvalova", "dukvalof"};
    int32_t last = INT32_MAX;
    for (size_t i = 0; i < sizeof weaker / sizeof weaker[0]; i++) {
        ix_mpart other = part_of(f, weaker[i], IX_PARTY_PERSON);
        ix_link link;
        assert_true(ix_part_link(&link, f->knowledge, &name, &other, false));
        assert_true(link.millibits < last);
        last = link.millibits;
    }
}

static void initials_are_for_persons(void **state) {
    support_knowing *f = *state;
    ix_mpart a = part_of(f, "a", IX_PARTY_PERSON), b = part_of(f, "andrei", IX_PARTY_PERSON);
    ix_link link;
    assert_true(ix_part_link(&link, f->knowledge, &a, &b, false));
    assert_false(ix_part_link(&link, f->knowledge, &a, &b, true));
}

static void stems_drop_the_gendered_ending(void **state) {
    char stem[64];
    assert_int_equal(ix_gender_stem(stem, sizeof stem, IX_STR("alekseva")), 7);
    assert_memory_equal(stem, "aleksev", 7);
    assert_int_equal(ix_gender_stem(stem, sizeof stem, IX_STR("aleksev")), 7);
    assert_int_equal(ix_gender_stem(stem, sizeof stem, IX_STR("kaspersky")), 0);
    assert_int_equal(ix_gender_stem(stem, sizeof stem, IX_STR("kasperski")), 8);
    assert_int_equal(ix_gender_stem(stem, sizeof stem, IX_STR("kasperskaia")), 8);
    assert_int_equal(ix_gender_stem(stem, sizeof stem, IX_STR("ova")), 0);
}

static void the_whole_hash_ignores_how_words_are_parted(void **state) {
    support_knowing *f = *state;
    uint64_t a, b, c, none;
    assert_int_equal(ix_whole_hash(&a, IX_STR("Abd al-Rahman"), &f->arena, NULL), IX_OK);
    assert_int_equal(ix_whole_hash(&b, IX_STR("ABDALRAHMAN"), &f->arena, NULL), IX_OK);
    assert_int_equal(ix_whole_hash(&c, IX_STR("Rahman al-Abd"), &f->arena, NULL), IX_OK);
    assert_int_equal(ix_whole_hash(&none, IX_STR(" - "), &f->arena, NULL), IX_OK);
    assert_true(a == b && a != c && none == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relations_are_told_apart),
        cmocka_unit_test(a_less_exact_relation_says_less),
        cmocka_unit_test(initials_are_for_persons),
        cmocka_unit_test(stems_drop_the_gendered_ending),
        cmocka_unit_test(the_whole_hash_ignores_how_words_are_parted),
    };
    return cmocka_run_group_tests(tests, support_know, support_forget);
}
