/* Tests of words that name documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <interdict/text.h>

/* Each word of a text, as it is folded. */
static bool all_named(const char *text) {
    ix_arena arena;
    ix_text words;
    ix_arena_init(&arena, 1 << 20);
    assert_int_equal(ix_text_analyze(&words, ix_str_from_cstr(text), &arena, NULL), IX_OK);
    bool all = words.count > 0;
    for (int i = 0; i < words.count; i++) {
        all = all && ix_text_names_document(words.tokens[i].folded);
    }
    ix_arena_free(&arena);
    return all;
}

static void documents_and_registers(void **state) {
    (void)state;
    static const char *const named[] = {"passport", "pasport", "inn", "cnpj", "imo", "rif", "btw"};
    static const char *const others[] = {"", "invoice", "no", "number", "pas", "zzz", "Passport"};
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        assert_true(ix_text_names_document(ix_str_from_cstr(named[i])));
        assert_false(ix_text_names_document(ix_str_from_cstr(others[i])));
    }
    assert_true(all_named("Passport PASSEPORT Cédula Reisepass"));
    assert_true(all_named("паспорт Паспортом ИНН ОГРН удостоверение посвідчення ЄДРПОУ"));
    assert_true(all_named("جواز هوية"));
    assert_false(all_named("invoice"));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(documents_and_registers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
