/* Tests of the other writings of disguised texts. */
#include <interdict/text.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static ix_arena arena;

static int set_up(void **state) {
    (void)state;
    ix_arena_init(&arena, (size_t)1 << 26);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&arena);
    return 0;
}

/* The writings of a text, joined by '|', behind the names of what was undone for the first. */
static const char *undisguise(ix_str raw) {
    static char out[4096];
    ix_writing writings[IX_WRITINGS_MAX];
    int count = -1;
    int length = 0;
    assert_int_equal(ix_text_undisguise(writings, &count, raw, &arena, NULL), IX_OK);
    out[0] = '\0';
    for (unsigned bit = 1; count > 0 && bit <= IX_DISGUISE_REVERSED; bit <<= 1) {
        if ((writings[0].undone & bit) != 0) {
            length += snprintf(out + length, sizeof out - (size_t)length, "%s ",
                               ix_disguise_name((ix_disguise)bit));
        }
    }
    for (int i = 0; i < count; i++) {
        length += snprintf(out + length, sizeof out - (size_t)length, "|%" IX_FMT,
                           IX_ARG(writings[i].text));
    }
    return out;
}

static void undoes(void **state) {
    (void)state;
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"Put1n", "digits_for_letters |Putin|Putln"},
        {"V14dimir", "digits_for_letters |Viadimir|Vladimir"},
        {"K0REA RUNGRAD0", "digits_for_letters |KoREA RUNGRADo"},
        {"4екунов И0сиф", "digits_for_letters |чекунов Иосиф"},
        {"R05n3f7 S.4.", "digits_for_letters |Rosneft S.a."},
        {"$ergei @ndreev", "signs_for_letters |sergei andreev"},
        {"N!k0lai", "digits_for_letters signs_for_letters |Nikolai|Nlkolai"},
        {"P.u.t.i.n", "spaced_letters |Putin"},
        {"P u t i n  V l a d", "spaced_letters |Putin  Vlad"},
        {"P_u_t_i_n", "spaced_letters |Putin"},
        {"(P)(u)(t)(i)(n)", "spaced_letters |(Putin)"},
        {"D m i t r i y P e s k o v", "spaced_letters words_run_together |Dmitriy Peskov"},
        {"Puuuutin", "stretched_letters |Putin"},
        {"SSSSS", "stretched_letters |S"},
        {"P?tin", "signs_inserted |Ptin"},
        {"Pu\xF0\x9F\x98\x80tin", "signs_inserted |Putin"},
        {"Ti-kho-nov", "signs_inserted |Tikhonov"},
        {"DmitriyPeskov", "words_run_together |Dmitriy Peskov"},
        {"\xD0\xA0\xD0\x90\xD0\xA2", "lookalike_letters |pat"},
        {"\xD0\xA0rensa Latina", "lookalike_letters |prensa Latina"},
        {"andrei\xE2\x80\x8Btikhonov", "hidden_spaces |andrei tikhonov"},
        {"andrei\xC2\xADtikhonov", "hidden_spaces |andrei tikhonov"},
        {"\xE0\xA4\x88\xE0\xA4\xB6\xE0\xA5\x8D\xE2\x80\x8D\xE0\xA4\xB5\xE0\xA4\xB0", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(undisguise(ix_str_from_cstr(rows[i].text)), rows[i].expected);
    }
}

/* Names as people have them: none has another writing. */
static void leaves_names_alone(void **state) {
    (void)state;
    static const char *const names[] = {
        "Andrei Tikhonov",
        "TIKHONOV, Andrei",
        "Jean-Marie O'Neil",
        "Fund III",
        "Fund VIII Ltd",
        "J.R.R. Tolkien",
        "S.A.",
        "Brigade 44",
        "AAA Travel",
        "McDonald",
        "Al-Sa'di",
        "AT&T",
        "Ltd. (UK)",
        "No. 5",
        "\xD0\x98\xD0\xB3\xD0\xBE\xD1\x80\xD1\x8C \xD0\xA7\xD0\xB5\xD0\xBA\xD1\x83\xD0\xBD",
        "\xE4\xB9\xA0\xE8\xBF\x91\xE5\xB9\xB3",
        "",
        " "};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_string_equal(undisguise(ix_str_from_cstr(names[i])), "");
    }
    assert_string_equal(undisguise((ix_str){0}), "");
}

/* Words that invisible characters cut into single letters are whole words, not many. */
static void joins_what_is_cut_letter_by_letter(void **state) {
    (void)state;
    ix_str raw = IX_STR("P\xE2\x80\x8Bu\xE2\x80\x8Bt\xE2\x80\x8Bi\xE2\x80\x8Bn");
    assert_string_equal(undisguise(raw), "");
}

static void spans_lead_back(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int from, to; /* in the first writing */
        const char *origin;
    } rows[] = {{"xx P.u.t.i.n", 3, 8, "P.u.t.i.n"},
                {"Puuuutin", 0, 5, "Puuuutin"},
                {"DmitriyPeskov", 8, 14, "Peskov"},
                {"\xD0\xA0\xD0\x90\xD0\xA2", 1, 3, "\xD0\x90\xD0\xA2"},
                {"4\xD0\xBB\xD0\xBB", 0, 2, "4"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_writing writings[IX_WRITINGS_MAX];
        int count = 0;
        ix_str raw = ix_str_from_cstr(rows[i].text);
        assert_int_equal(ix_text_undisguise(writings, &count, raw, &arena, NULL), IX_OK);
        assert_true(count > 0);
        ix_text_span span =
            ix_writing_origin(&writings[0], raw, (ix_text_span){rows[i].from, rows[i].to});
        ix_str found = ix_str_slice(raw, span.from, span.to);
        if (!ix_str_equal(found, ix_str_from_cstr(rows[i].origin))) {
            fail_msg("%s: %" IX_FMT, rows[i].text, IX_ARG(found));
        }
    }
}

static void turns_words_round(void **state) {
    (void)state;
    ix_str raw = IX_STR("nituP \xD0\x92\xD0\xB0");
    static const ix_text_span words[] = {{0, 5}, {6, 10}};
    ix_writing writing;
    assert_int_equal(ix_text_reversed(&writing, raw, words, 2, &arena, NULL), IX_OK);
    assert_true(ix_str_equal(writing.text, IX_STR("Putin \xD0\xB0\xD0\x92")));
    ix_text_span span = ix_writing_origin(&writing, raw, (ix_text_span){0, 5});
    assert_true(span.from == 0 && span.to == 5);
    span = ix_writing_origin(&writing, raw, (ix_text_span){6, 8});
    assert_true(span.from == 8 && span.to == 10);
}

/* Any bytes: writings are of bounded length, spans lie in the text, memory grows in proportion. */
static void any_bytes_are_read(void **state) {
    (void)state;
    static const char alphabet[] = "aP1@ .-_'\xD0\xB0\xE2\x80\x8B\xCC\x81\xFF\x01Zu3$";
    uint32_t seed = 20261127;
    for (int trial = 0; trial < 20000; trial++) {
        char bytes[48];
        int length = 0;
        seed = seed * 1664525u + 1013904223u;
        int wanted = (int)(seed >> 16) % (int)sizeof bytes;
        while (length < wanted) {
            seed = seed * 1664525u + 1013904223u;
            bytes[length++] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        ix_str raw = {bytes, length};
        ix_writing writings[IX_WRITINGS_MAX];
        int count = 0;
        ix_arena_mark mark = ix_arena_position(&arena);
        assert_int_equal(ix_text_undisguise(writings, &count, raw, &arena, NULL), IX_OK);
        for (int i = 0; i < count; i++) {
            assert_true(writings[i].text.len <= 2 * raw.len && writings[i].undone != 0);
            for (ptrdiff_t k = 0; k < writings[i].text.len; k++) {
                assert_in_range(writings[i].origin[k], 0, raw.len - 1);
            }
        }
        ix_arena_rewind(&arena, mark);
    }
}

/* Ten thousand marks, letters apart by the thousand, and more than is looked at. */
static void long_texts_are_bounded(void **state) {
    (void)state;
    static char text[IX_DISGUISED_BYTES_MAX + 1];
    ix_writing writings[IX_WRITINGS_MAX];
    int count = 0;
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = i % 2 == 0 ? 'a' + (char)(i % 26) : ' ';
    }
    ix_str raw = {text, IX_DISGUISED_BYTES_MAX};
    assert_int_equal(ix_text_undisguise(writings, &count, raw, &arena, NULL), IX_OK);
    assert_int_equal(count, 1);
    raw.len++;
    assert_int_equal(ix_text_undisguise(writings, &count, raw, &arena, NULL), IX_OK);
    assert_int_equal(count, 0);
}

static void memory_may_end(void **state) {
    (void)state;
    ix_arena small;
    ix_arena_init(&small, 64);
    ix_writing writings[IX_WRITINGS_MAX];
    int count = 0;
    assert_int_equal(ix_text_undisguise(writings, &count, IX_STR("Put1n"), &small, NULL),
                     IX_E_MEMORY);
    assert_int_equal(ix_text_undisguise(writings, &count, IX_STR("Putin"), &small, NULL), IX_OK);
    ix_arena_free(&small);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undoes),
        cmocka_unit_test(leaves_names_alone),
        cmocka_unit_test(joins_what_is_cut_letter_by_letter),
        cmocka_unit_test(spans_lead_back),
        cmocka_unit_test(turns_words_round),
        cmocka_unit_test(any_bytes_are_read),
        cmocka_unit_test(long_texts_are_bounded),
        cmocka_unit_test(memory_may_end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
