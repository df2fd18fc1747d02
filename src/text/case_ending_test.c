/* Tests of names without their case endings. */
#include <interdict/text.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static bool is_read(const char *word, const char *name) {
    ix_arena arena;
    ix_str found[IX_CASE_ENDINGS_MAX];
    ix_arena_init(&arena, 1 << 16);
    int count = ix_text_case_endings(found, ix_str_from_cstr(word), &arena);
    bool read = false;
    for (int i = 0; i < count; i++) {
        read = read || ix_str_equal(found[i], ix_str_from_cstr(name));
    }
    ix_arena_free(&arena);
    return read;
}

static void names_in_other_cases(void **state) {
    (void)state;
    assert_true(is_read("Тихонову", "Тихонов"));
    assert_true(is_read("Чекуновым", "Чекунов"));
    assert_true(is_read("Андрея", "Андрей"));
    assert_true(is_read("Игорем", "Игорь"));
    assert_true(is_read("Кулашовой", "Кулашова"));
    assert_true(is_read("Касперского", "Касперский"));
    assert_true(is_read("Tikhonov's", "Tikhonov"));
    assert_true(is_read("Tikhonov’s", "Tikhonov"));
    assert_true(is_read("Tihonov'un", "Tihonov"));
    assert_true(is_read("Путіним", "Путін"));
    assert_true(is_read("Андрієві", "Андрій"));
    assert_true(is_read("Putinem", "Putin"));
    assert_true(is_read("Putinowi", "Putin"));
    assert_true(is_read("Kasperskiego", "Kasperski"));
    assert_true(is_read("Kulaszową", "Kulaszowa"));
    assert_false(is_read("Golem", "Gol"));
    assert_false(is_read("O'Brien", "O"));
    assert_false(is_read("Ину", "Ин"));
    assert_false(is_read("Tikhonov", "Tikhono"));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_in_other_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
