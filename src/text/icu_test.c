/* The tables and the pipeline against the installed ICU, over all code points. Skipped when that
 * ICU is of another Unicode version than data/unicode/: a difference is then no fault. */
#include "word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

/* The macros of ICU mix signs and widths. */
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wconversion"

#define CODE_MAX     0x10FFFF
#define SEQUENCE_MAX 64

typedef struct sequence {
    UChar text[SEQUENCE_MAX];
    int32_t length;
} sequence;

static const UNormalizer2 *casefold, *nfc, *nfd;

static int set_up(void **state) {
    (void)state;
    UVersionInfo version;
    UErrorCode code = U_ZERO_ERROR;
    u_getUnicodeVersion(version);
    if (version[0] != 15) {
        return 0;
    }
    casefold = unorm2_getNFKCCasefoldInstance(&code);
    nfc = unorm2_getNFCInstance(&code);
    nfd = unorm2_getNFDInstance(&code);
    return U_FAILURE(code) ? -1 : 0;
}

static void need_icu(void) {
    if (nfd == NULL) {
        skip();
    }
}

static sequence of_codes(const uint32_t *codes, int count) {
    sequence s = {.length = 0};
    for (int i = 0; i < count; i++) {
        U16_APPEND_UNSAFE(s.text, s.length, codes[i]);
    }
    return s;
}

static sequence normalized(const UNormalizer2 *form, const sequence *s) {
    sequence out;
    UErrorCode code = U_ZERO_ERROR;
    out.length = unorm2_normalize(form, s->text, s->length, out.text, SEQUENCE_MAX, &code);
    assert_true(U_SUCCESS(code));
    return out;
}

static bool is_stripped_letter(UChar32 c) {
    UErrorCode code = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(c, &code);
    bool letter = (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_NL_MASK)) != 0;
    return letter &&
           (script == USCRIPT_LATIN || script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK ||
            script == USCRIPT_HEBREW || script == USCRIPT_ARABIC);
}

/* NFD without the marks on letters that lose theirs. */
static sequence bare(const sequence *s) {
    sequence full = normalized(nfd, s);
    sequence out = {.length = 0};
    bool on_stripped = false;
    for (int32_t at = 0; at < full.length;) {
        UChar32 c;
        U16_NEXT(full.text, at, full.length, c);
        if ((U_GET_GC_MASK(c) & U_GC_M_MASK) == 0) {
            on_stripped = is_stripped_letter(c);
        } else if (on_stripped) {
            continue;
        }
        U16_APPEND_UNSAFE(out.text, out.length, c);
    }
    return out;
}

static bool same(const sequence *a, const sequence *b) {
    return a->length == b->length && u_memcmp(a->text, b->text, a->length) == 0;
}

static bool has_letter_or_digit(const sequence *s) {
    for (int32_t at = 0; at < s->length;) {
        UChar32 c;
        U16_NEXT(s->text, at, s->length, c);
        if ((U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_NL_MASK | U_GC_ND_MASK)) != 0) {
            return true;
        }
    }
    return false;
}

/* data/translit/enclosed.txt: letters that Unicode leaves in their boxes. */
static bool is_enclosed(uint32_t c) {
    return (c >= 0x249C && c <= 0x24B5) || (c >= 0x1F110 && c <= 0x1F129) ||
           (c >= 0x1F150 && c <= 0x1F169) || (c >= 0x1F170 && c <= 0x1F189) ||
           (c >= 0x1F1E6 && c <= 0x1F1FF);
}

/* What data/translit/signs.txt takes for something else than Unicode does. */
static bool is_override(uint32_t c, const text_char *record) {
    return is_enclosed(c) || c == 0x2120 || c == 0x2122 || record->kind == KIND_APOSTROPHE ||
           record->kind == KIND_NOTHING;
}

/* Iota below, which the engine takes for a mark also where case folding makes a letter of it. */
static bool has_iota_below(const sequence *s) {
    sequence full = normalized(nfd, s);
    return u_memchr(full.text, 0x345, full.length) != NULL;
}

/* Han characters in the one form that data/translit/han_variants.tsv gives them. */
static sequence in_one_form(const sequence *s) {
    sequence out = {.length = 0};
    for (int32_t at = 0; at < s->length;) {
        UChar32 c;
        U16_NEXT(s->text, at, s->length, c);
        uint32_t codes[TEXT_FOLD_MAX] = {(uint32_t)c};
        const text_char *record = text_char_find((uint32_t)c);
        if (record->script == IX_SCRIPT_HAN && (record->flags & CHAR_FOLDS) != 0) {
            assert_int_equal(text_fold_find(codes, (uint32_t)c), 1);
            assert_int_equal(text_char_find(codes[0])->flags & CHAR_FOLDS, 0);
        }
        U16_APPEND_UNSAFE(out.text, out.length, (UChar32)codes[0]);
    }
    return out;
}

static void folding_is_nfkc_casefold(void **state) {
    (void)state;
    need_icu();
    for (uint32_t c = 0; c <= CODE_MAX; c++) {
        const text_char *record = text_char_find(c);
        uint32_t codes[TEXT_FOLD_MAX] = {c};
        if ((c >= 0xD800 && c <= 0xDFFF) || is_override(c, record)) {
            continue;
        }
        sequence raw = of_codes(&c, 1);
        if (has_iota_below(&raw)) {
            continue;
        }
        sequence wanted = normalized(casefold, &raw);
        bool removed = record->kind == KIND_INVISIBLE || record->kind == KIND_BIDI;
        if ((wanted.length == 0) != removed) {
            fail_msg("%04X: removed or not", c);
        }
        if ((record->flags & CHAR_FOLDS) == 0 && !has_letter_or_digit(&wanted)) {
            continue; /* a separator: only its kind matters */
        }
        int count = (record->flags & CHAR_FOLDS) != 0 ? text_fold_find(codes, c) : 1;
        sequence found = of_codes(codes, count);
        found = bare(&found);
        wanted = bare(&wanted);
        wanted = in_one_form(&wanted);
        if (!same(&found, &wanted)) {
            fail_msg("%04X folds differently", c);
        }
    }
}

static int kind_wanted(UChar32 c) {
    uint32_t category = U_GET_GC_MASK(c);
    if (u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL)) {
        return KIND_BIDI;
    } else if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
        return KIND_INVISIBLE;
    } else if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE)) {
        return KIND_SPACE;
    } else if ((category & (U_GC_CC_MASK | U_GC_CF_MASK)) != 0) {
        return KIND_CONTROL;
    } else if ((category & (U_GC_L_MASK | U_GC_NL_MASK)) != 0) {
        return KIND_LETTER;
    } else if ((category & U_GC_ND_MASK) != 0) {
        return KIND_DIGIT;
    } else if (u_getCombiningClass(c) != 0) {
        return KIND_MARK;
    }
    return -1;
}

static void kinds_and_cases_are_those_of_unicode(void **state) {
    (void)state;
    need_icu();
    for (UChar32 c = 0; c <= CODE_MAX; c++) {
        const text_char *record = text_char_find((uint32_t)c);
        int wanted = kind_wanted(c);
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        bool spaced_mark = c >= 0xFC5E && c <= 0xFE7E && record->kind == KIND_OTHER; /* Arabic */
        if (wanted < 0 || spaced_mark || surrogate || is_override((uint32_t)c, record)) {
            continue;
        }
        if (record->kind != wanted) {
            fail_msg("%04X is of kind %d, not %d", (unsigned)c, record->kind, wanted);
        }
        bool title = u_charType(c) == U_TITLECASE_LETTER;
        bool upper = u_hasBinaryProperty(c, UCHAR_UPPERCASE) != 0;
        bool cased = u_hasBinaryProperty(c, UCHAR_CASED) != 0;
        if (wanted == KIND_LETTER && !title &&
            (((record->flags & CHAR_UPPER) != 0) != upper ||
             ((record->flags & CHAR_CASED) != 0) != (cased && !upper))) {
            fail_msg("%04X has another case", (unsigned)c);
        }
        if (wanted == KIND_DIGIT) {
            assert_int_equal(record->order, u_charDigitValue(c));
        }
        if (wanted == KIND_MARK) {
            assert_int_equal(record->order, u_getCombiningClass(c));
        }
    }
}

static void scripts_are_those_of_unicode(void **state) {
    (void)state;
    need_icu();
    static const struct {
        UScriptCode code;
        ix_script script;
    } rows[] = {
        {USCRIPT_LATIN, IX_SCRIPT_LATIN},       {USCRIPT_CYRILLIC, IX_SCRIPT_CYRILLIC},
        {USCRIPT_GREEK, IX_SCRIPT_GREEK},       {USCRIPT_ARMENIAN, IX_SCRIPT_ARMENIAN},
        {USCRIPT_GEORGIAN, IX_SCRIPT_GEORGIAN}, {USCRIPT_ARABIC, IX_SCRIPT_ARABIC},
        {USCRIPT_HEBREW, IX_SCRIPT_HEBREW},     {USCRIPT_DEVANAGARI, IX_SCRIPT_DEVANAGARI},
        {USCRIPT_BENGALI, IX_SCRIPT_BENGALI},   {USCRIPT_THAI, IX_SCRIPT_THAI},
        {USCRIPT_MYANMAR, IX_SCRIPT_MYANMAR},   {USCRIPT_ETHIOPIC, IX_SCRIPT_ETHIOPIC},
        {USCRIPT_HANGUL, IX_SCRIPT_HANGUL},     {USCRIPT_HIRAGANA, IX_SCRIPT_KANA},
        {USCRIPT_KATAKANA, IX_SCRIPT_KANA},     {USCRIPT_HAN, IX_SCRIPT_HAN},
        {USCRIPT_TAMIL, IX_SCRIPT_OTHER},       {USCRIPT_BOPOMOFO, IX_SCRIPT_OTHER},
    };
    for (UChar32 c = 0; c <= CODE_MAX; c++) {
        UErrorCode code = U_ZERO_ERROR;
        UScriptCode script = uscript_getScript(c, &code);
        const text_char *record = text_char_find((uint32_t)c);
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            if (record->kind == KIND_LETTER && rows[i].code == script) {
                assert_int_equal(record->script, rows[i].script);
            }
        }
    }
}

static void compositions_are_those_of_unicode(void **state) {
    (void)state;
    need_icu();
    for (int i = 0; i < text_pair_count; i++) {
        UChar32 composed =
            unorm2_composePair(nfc, (UChar32)text_pairs[i].first, (UChar32)text_pairs[i].second);
        assert_int_equal(composed, text_pairs[i].composed);
        assert_true((text_char_find(text_pairs[i].second)->flags & CHAR_COMPOSES) != 0);
    }
}

static void utf8_is_that_of_icu(void **state) {
    (void)state;
    need_icu();
    for (uint32_t c = 0; c <= CODE_MAX; c++) {
        char ours[4];
        char theirs[4];
        int32_t length = 0;
        if (c >= 0xD800 && c <= 0xDFFF) {
            continue;
        }
        U8_APPEND_UNSAFE(theirs, length, c);
        assert_int_equal(ix_utf8_encode(ours, c), length);
        assert_memory_equal(ours, theirs, length);
    }
    /* All byte pairs behind each lead byte of three or four. */
    for (uint32_t bytes = 0; bytes <= 0xFFFFFF; bytes += 7) {
        char text[4] = {(char)(bytes >> 16), (char)(bytes >> 8), (char)bytes, (char)0x80};
        ptrdiff_t pos = 0;
        int32_t at = 0;
        while (at < 4) {
            UChar32 theirs;
            U8_NEXT_OR_FFFD(text, at, 4, theirs);
            assert_int_equal(ix_utf8_decode((ix_str){text, 4}, &pos, NULL), theirs);
            assert_int_equal(pos, at);
        }
    }
}

/* ------------------------------------------------------------------ normal forms of whole texts */

static ix_text analyze(const sequence *s, ix_arena *arena) {
    char *bytes = ix_arena_alloc(arena, 4, 1, SEQUENCE_MAX);
    int32_t length = 0;
    for (int32_t at = 0; at < s->length;) {
        UChar32 c;
        U16_NEXT(s->text, at, s->length, c);
        U8_APPEND_UNSAFE(bytes, length, c);
    }
    ix_text text;
    assert_int_equal(ix_text_analyze(&text, (ix_str){bytes, length}, arena, NULL), IX_OK);
    return text;
}

static void assert_same_tokens(const ix_text *a, const ix_text *b, const sequence *s) {
    bool equal = a->count == b->count;
    for (int i = 0; equal && i < a->count; i++) {
        equal = ix_str_equal(a->tokens[i].folded, b->tokens[i].folded);
    }
    for (int32_t i = 0; !equal && i < s->length; i++) {
        print_error("%04X ", s->text[i]);
    }
    assert_true(equal);
}

static void normal_forms_give_the_same_tokens(void **state) {
    (void)state;
    need_icu();
    /* Blocks that compose, reorder, or lose their marks; and what is removed. */
    static const uint32_t blocks[][2] = {
        {0x00C0, 0x017F}, {0x0300, 0x036F}, {0x0370, 0x03FF}, {0x0400, 0x052F}, {0x0590, 0x05FF},
        {0x0620, 0x06FF}, {0x0900, 0x097F}, {0x0980, 0x09FF}, {0x0B80, 0x0BFF}, {0x0E00, 0x0E7F},
        {0x0F40, 0x0FBC}, {0x1000, 0x109F}, {0x1100, 0x11FF}, {0x1E00, 0x1EFF}, {0x1F00, 0x1FFF},
        {0x3040, 0x30FF}, {0xAC00, 0xAC40}, {0x200B, 0x200D}, {0xFB1D, 0xFB4F}, {0x1109A, 0x110BA}};
    const uint32_t block_count = sizeof blocks / sizeof blocks[0];
    uint32_t seed = 7;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    for (int round = 0; round < 200000; round++) {
        uint32_t codes[6];
        uint32_t first = (seed >> 8) % block_count;
        for (int i = 0; i < 6; i++) {
            seed = seed * 1664525 + 1013904223;
            uint32_t b = i % 2 == 0 ? first : (seed >> 20) % block_count;
            codes[i] = blocks[b][0] + (seed >> 4) % (blocks[b][1] - blocks[b][0] + 1);
        }
        ix_arena_reset(&arena);
        sequence raw = of_codes(codes, 6);
        sequence composed = normalized(nfc, &raw);
        sequence decomposed = normalized(nfd, &raw);
        ix_text wanted = analyze(&raw, &arena);
        ix_text of_composed = analyze(&composed, &arena);
        ix_text of_decomposed = analyze(&decomposed, &arena);
        assert_same_tokens(&of_composed, &wanted, &raw);
        assert_same_tokens(&of_decomposed, &wanted, &raw);
    }
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folding_is_nfkc_casefold),
        cmocka_unit_test(kinds_and_cases_are_those_of_unicode),
        cmocka_unit_test(scripts_are_those_of_unicode),
        cmocka_unit_test(compositions_are_those_of_unicode),
        cmocka_unit_test(utf8_is_that_of_icu),
        cmocka_unit_test(normal_forms_give_the_same_tokens),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
