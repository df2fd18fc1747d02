/* Tests of given names, nicknames, family names and their variant classes. */
#include "test_names.h"

static bool share_class(const ix_knowledge *knowledge, const char *a, const char *b,
                        ix_class_kind kind) {
    const ix_word *left = ix_knowledge_word(knowledge, ix_str_from_cstr(a));
    const ix_word *right = ix_knowledge_word(knowledge, ix_str_from_cstr(b));
    for (int i = 0; left != NULL && right != NULL && i < left->class_count; i++) {
        for (int k = 0; k < right->class_count; k++) {
            uint16_t number = ix_knowledge_classes(knowledge, left)[i];
            if (number == ix_knowledge_classes(knowledge, right)[k] &&
                ix_knowledge_class_kind(knowledge, number) == kind) {
                return true;
            }
        }
    }
    return false;
}

static void both_directions_agree(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    int total = 0;
    for (int number = 1; number <= ix_knowledge_class_count(t.knowledge); number++) {
        int count;
        const ix_str *members = ix_knowledge_class_members(t.knowledge, (uint16_t)number, &count);
        assert_true(count >= 1);
        total += count;
        for (int i = 0; i < count; i++) {
            const ix_word *word = ix_knowledge_word(t.knowledge, members[i]);
            assert_non_null(word);
            bool back = false;
            for (int k = 0; k < word->class_count; k++) {
                back |= ix_knowledge_classes(t.knowledge, word)[k] == number;
            }
            assert_true(back);
        }
    }
    assert_true(total > 5000);
    ix_arena_free(&t.arena);
}

static void shipped_classes_hold_what_they_promise(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    const ix_knowledge *k = t.knowledge;
    assert_true(ix_knowledge_class_count(k) > 1500);
    assert_true(share_class(k, "aleksandr", "oleksandr", IX_CLASS_SPELLING));
    assert_true(share_class(k, "andrei", "andrey", IX_CLASS_SPELLING));
    assert_true(share_class(k, "muhammad", "mehmet", IX_CLASS_SPELLING));
    assert_true(share_class(k, "yusuf", "youssef", IX_CLASS_SPELLING));
    assert_true(share_class(k, "jon", "john", IX_CLASS_SPELLING));
    assert_true(share_class(k, "mikhailovich", "mykhailovych", IX_CLASS_SPELLING));
    assert_true(share_class(k, "nikolaevna", "mikalaeuna", IX_CLASS_SPELLING));
    assert_true(share_class(k, "jong", "chong", IX_CLASS_SPELLING));
    assert_int_equal(ix_knowledge_word(k, IX_STR("mikhailovich"))->flags, 0);
    assert_true(share_class(k, "robert", "bob", IX_CLASS_NICKNAME));
    assert_true(share_class(k, "aleksandr", "sasha", IX_CLASS_NICKNAME));
    assert_true(share_class(k, "aleksandra", "sasha", IX_CLASS_NICKNAME));
    assert_true(share_class(k, "mikhail", "misha", IX_CLASS_NICKNAME));
    assert_true(share_class(k, "ivan", "john", IX_CLASS_TRANSLATION));
    assert_true(share_class(k, "yevgeny", "eugene", IX_CLASS_TRANSLATION));
    assert_true(share_class(k, "wang", "wong", IX_CLASS_FAMILY));
    assert_false(share_class(k, "ivan", "john", IX_CLASS_SPELLING));
    assert_false(share_class(k, "olaf", "anton", IX_CLASS_SPELLING));
    ix_arena_free(&t.arena);
}

static void genders_are_flags(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    const ix_word *anton = ix_knowledge_word(t.knowledge, IX_STR("anton"));
    const ix_word *marina = ix_knowledge_word(t.knowledge, IX_STR("marina"));
    const ix_word *sasha = ix_knowledge_word(t.knowledge, IX_STR("sasha"));
    assert_int_equal(anton->flags & (IX_WORD_MALE | IX_WORD_FEMALE), IX_WORD_MALE);
    assert_int_equal(marina->flags & (IX_WORD_MALE | IX_WORD_FEMALE), IX_WORD_FEMALE);
    assert_int_equal(sasha->flags & (IX_WORD_MALE | IX_WORD_FEMALE), IX_WORD_MALE | IX_WORD_FEMALE);
    ix_arena_free(&t.arena);
}

static void rows_are_checked(void **state) {
    (void)state;
    test_load_fails("names/given_names.txt", "m | spelling | Ivan\nx | spelling | Anna\n", 2);
    test_load_fails("names/given_names.txt", "m | kin | Ivan\n", 1);
    test_load_fails("names/given_names.txt", "m | spelling\n", 1);
    test_load_fails("names/given_names.txt", "m | spelling | Jean-Paul\n", 1);
    test_load_fails("names/nicknames.txt", "m | | Bob\n", 1);
    test_load_fails("names/nicknames.txt", "m | Robert\n", 1);
    test_load_fails("names/family_names.txt", "Wang Wong\n", 1);
    test_load_fails("names/variants.txt", "alone | Wang\n", 1);
}

static void a_word_joins_a_class_once(void **state) {
    (void)state;
    test_knowledge t =
        test_load("names/given_names.txt", "m | spelling | Алексей Aleksej Алексей\n");
    assert_int_equal(t.status, IX_OK);
    const ix_word *word = ix_knowledge_word(t.knowledge, IX_STR("aleksey"));
    assert_int_equal(word->class_count, 1);
    ix_arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_directions_agree),
        cmocka_unit_test(shipped_classes_hold_what_they_promise),
        cmocka_unit_test(genders_are_flags),
        cmocka_unit_test(rows_are_checked),
        cmocka_unit_test(a_word_joins_a_class_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
