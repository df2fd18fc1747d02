#include <interdict/text.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static ix_str folded(ix_arena *arena, const char *raw) {
    ix_text text;
    assert_int_equal(ix_text_analyze(&text, ix_str_from_cstr(raw), arena, NULL), IX_OK);
    return text.count == 0 ? (ix_str){0} : text.tokens[0].folded;
}

static int steps(const char *a, const char *b) {
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_str fa = folded(&arena, a), fb = folded(&arena, b);
    int forth = ix_text_abjad_steps(fa, fb, true);
    int back = ix_text_abjad_steps(fb, fa, true);
    if (forth != back) {
        fail_msg("%s and %s are %d steps apart, the other way round %d", a, b, forth, back);
    }
    ix_arena_free(&arena);
    return forth;
}

static void words_meet_their_romanizations(void **state) {
    static const char *const pairs[][2] = {
        {"محمد", "Mohammed"},
        {"محمد", "Muhammad"},
        {"محمد", "Mokhammad"},
        {"أحمد", "Ahmad"},
        {"احمد", "Akhmed"},
        {"علي", "Ali"},
        {"حسين", "Hussein"},
        {"حسین", "Hossein"},
        {"حسين", "Khuseyn"},
        {"عبدالرحمن", "Abdulrahman"},
        {"عبدالرحمن", "Abderrahmane"},
        {"شمس", "Shams"},
        {"الشمس", "Shams"},
        {"قاسم", "Qasim"},
        {"قاسم", "Ghasem"},
        {"قاسم", "Kassem"},
        {"جمال", "Jamal"},
        {"جمال", "Djamel"},
        {"جمال", "Gamal"},
        {"جمال", "Dzhamal"},
        {"عثمان", "Othman"},
        {"عثمان", "Osman"},
        {"خالد", "Khaled"},
        {"بشار", "Bashshar"},
        {"بشار", "Bachar"},
        {"فاطمة", "Fatima"},
        {"فاطمه", "Fatemeh"},
        {"رحمة", "Rahmat"},
        {"أيوب", "Ayyoub"},
        {"يوسف", "Yusuf"},
        {"يوسف", "Youssef"},
        {"ظفر", "Zafar"},
        {"آخوند", "Akhund"},
        {"حقانی", "Haqqani"},
        {"نورزی", "Noorzai"},
        {"چمران", "Chamran"},
        {"ژاله", "Zhaleh"},
        {"گلبدین", "Gulbuddin"},
        {"پوتین", "Putin"},
        {"بوتين", "Putin"},
        {"دانشگاه", "Daneshgah"},
        {"ربيعي", "Rabi'i"},
        {"سعيد", "Sa'iid"},
        {"عزالدين", "Ezzedine"},
        {"ياسين", "Yassine"},
        {"משה", "Moshe"},
        {"כהן", "Cohen"},
        {"יוסף", "Yosef"},
        {"יצחק", "Yitzhak"},
        {"חיים", "Chaim"},
        {"שלום", "Shalom"},
        {"נתניהו", "Netanyahu"},
        {"צבי", "Tzvi"},
        {"לוי", "Levi"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        int apart = steps(pairs[i][0], pairs[i][1]);
        if (apart < 0 || apart > 2) {
            fail_msg("%s and %s are %d steps apart", pairs[i][0], pairs[i][1], apart);
        }
    }
}

static void other_words_stay_apart(void **state) {
    static const char *const pairs[][2] = {
        {"محمد", "Mohsen"},    {"محمد", "Hamad"},  {"علي", "Lia"},    {"حسن", "Hosni"},
        {"محمدی", "Mohammad"}, {"سعيدي", "Saeed"}, {"محمدی", "محمد"}, {"قاسم", "Kazim"},
        {"خالد", "Walid"},     {"سعيد", "Sadiq"},  {"كريم", "Karam"}, {"شاكر", "Bakr"},
        {"ناصر", "Nasrin"},    {"טל", "Dalia"},    {"ثابت", "سابت"},  {"قاسم", "كاسم"},
        {"صالح", "سالح"},      {"ابجد", "abgd1"},  {"علي", "2"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        int apart = steps(pairs[i][0], pairs[i][1]);
        if (apart >= 0 && apart < 2) {
            fail_msg("%s and %s are %d steps apart", pairs[i][0], pairs[i][1], apart);
        }
    }
}

static void one_wrong_letter_is_a_slip(void **state) {
    static const struct {
        const char *native, *plain;
        bool slip;
    } cases[] = {
        {"هاشم", "Hishan", true}, /* another letter */
        {"لومي", "Louay", true},  /* one too many */
        {"ميد", "Hamid", true},   /* one too few */
        {"هاشم", "Karim", false}, {"سيد", "Hamid", false},     {"علي", "Ala", false},
        {"مي", "Mai", false},     {"Hashim", "Hishan", false},
    };
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_str native = folded(&arena, cases[i].native), plain = folded(&arena, cases[i].plain);
        if (ix_text_abjad_slips(native, plain) != cases[i].slip) {
            fail_msg("%s and %s", cases[i].native, cases[i].plain);
        }
    }
    ix_arena_free(&arena);
    (void)state;
}

static void spellings_of_these_scripts_meet(void **state) {
    assert_int_equal(steps("رحمان", "رحمن"), 1);
    assert_int_equal(steps("الأسد", "أسد"), 1);
    assert_int_equal(steps("رحمة", "رحمت"), 1);
    assert_int_equal(steps("پوتین", "بوتين"), 1);
    assert_int_equal(steps("زئی", "زي"), 1);
    assert_true(steps("יוסף", "يوسف") >= 0);
    assert_true(steps("שלום", "سلام") >= 0);
}

/* Letters that differ only in the hand are one letter once folded. */
static void hands_are_folded(void **state) {
    static const char *const pairs[][2] = {
        {"أحمد", "احمد"},     {"إبراهيم", "ابراهیم"}, {"علي", "علی"},      {"على", "علی"},
        {"كريم", "کریم"},     {"مُحَمَّد", "محمد"},       {"محـــمد", "محمد"}, {"ﻣﺤﻤﺪ", "محمد"},
        {"فاطمة", "فاطمہ"},   {"آقا", "اقا"},         {"مؤمن", "مومن"},    {"رَحْمٰن", "رحمن"},
        {"בנימין", "בנימינ"}, {"שָׁלוֹם", "שלום"},       {"צ׳רנוב", "צרנוב"}, {"بهاء", "بها"},
    };
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        ix_str a = folded(&arena, pairs[i][0]), b = folded(&arena, pairs[i][1]);
        if (!ix_str_equal(a, b)) {
            fail_msg("%s and %s are folded apart", pairs[i][0], pairs[i][1]);
        }
        assert_true(ix_text_is_abjad(a));
    }
    assert_false(ix_text_is_abjad(IX_STR("ali")));
    assert_false(ix_text_is_abjad(IX_STR("")));
    ix_arena_free(&arena);
}

/* ---------------------------------------------------------------- keys */

typedef struct key_search {
    ix_str wanted;
    bool found;
    int count;
} key_search;

static void look_for(void *context, ix_str key) {
    key_search *search = context;
    search->found = search->found || ix_str_equal(key, search->wanted);
    search->count++;
}

typedef struct key_pairs {
    ix_str other;
    bool found;
} key_pairs;

static void look_in_other(void *context, ix_str key) {
    key_pairs *pairs = context;
    key_search search = {key, false, 0};
    if (!pairs->found) {
        ix_text_abjad_keys(pairs->other, look_for, &search);
        pairs->found = search.found;
    }
}

static bool share_key(ix_str abjad, ix_str other) {
    if (ix_text_is_abjad(other)) {
        key_pairs pairs = {other, false};
        ix_text_abjad_keys(abjad, look_in_other, &pairs);
        return pairs.found;
    }
    char key[256];
    key_search search = {{key, ix_text_abjad_key(key, (int)sizeof key, other)}, false, 0};
    ix_text_abjad_keys(abjad, look_for, &search);
    assert_true(search.count <= IX_ABJAD_KEYS_MAX + 1);
    return search.found;
}

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Of a-z, of Arabic, of Hebrew, or romanized from one of the respelt scripts. */
#define WORDS_PLAIN     0
#define WORDS_ROMANIZED 3
#define WORDS_COUNT     8

static ix_str random_word(char *out, uint32_t *seed, int kind) {
    static const char *const letters[WORDS_COUNT] = {
        "abdeghijklmnorstuwyzckhqvfxp", "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ",
        "אבגדהוזחטיכלמנסעפצקרשת",       "abdeghijkmnorstuwyz",
        "abdeghikmnoprstuwyf",          "abdegikmnoprstvyzfl",
        "abdegijkmnoprstuvyl",          "aieuns"};
    static const char scripts[WORDS_COUNT] = {0,
                                              0,
                                              0,
                                              IX_SCRIPT_KANA,
                                              IX_SCRIPT_THAI,
                                              IX_SCRIPT_GREEK,
                                              IX_SCRIPT_BENGALI,
                                              IX_SCRIPT_CYRILLIC};
    ptrdiff_t len = 0;
    int count = 1 + (int)(next_random(seed) % 7);
    if (kind >= WORDS_ROMANIZED) {
        out[len++] = scripts[kind];
    }
    for (int i = 0; i < count; i++) {
        ptrdiff_t size = (ptrdiff_t)strlen(letters[kind]);
        ptrdiff_t unit = kind == WORDS_PLAIN || kind >= WORDS_ROMANIZED ? 1 : 2;
        ptrdiff_t at = (ptrdiff_t)(next_random(seed) % (uint32_t)(size / unit)) * unit;
        memcpy(out + len, letters[kind] + at, (size_t)unit);
        len += unit;
    }
    return (ix_str){out, len};
}

/* Random words seldom meet: the other is short, so that many do. */
static void like_words_share_a_key(void **state) {
    uint32_t seed = 11;
    int like = 0;
    for (int round = 0; round < 400000; round++) {
        char a[64], b[64];
        int other = (int)(next_random(&seed) % WORDS_COUNT);
        ix_str abjad = random_word(a, &seed, 1 + (int)(next_random(&seed) % (WORDS_COUNT - 1)));
        ix_str word = random_word(b, &seed, other);
        if (ix_text_abjad_steps(abjad, word, true) >= 0) {
            like++;
            if (!share_key(abjad, word)) {
                fail_msg("%.*s and %.*s are alike and share no key", (int)abjad.len, abjad.ptr,
                         (int)word.len, word.ptr);
            }
        }
    }
    assert_true(like > 2000);
}

static void a_word_made_ready_says_the_same(void **state) {
    uint32_t seed = 17;
    int like = 0;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 24);
    for (int round = 0; round < 100000; round++) {
        char a[64], b[64];
        ix_str abjad = random_word(a, &seed, 1 + (int)(next_random(&seed) % (WORDS_COUNT - 1)));
        ix_str word = random_word(b, &seed, (int)(next_random(&seed) % WORDS_COUNT));
        ix_arena_reset(&arena);
        const ix_abjad_word *ready = ix_text_abjad_prepare(abjad, &arena);
        if (!ready) { /* a word that is not all sounds of its script */
            assert_int_equal(ix_text_abjad_steps(abjad, word, true),
                             ix_text_abjad_steps(word, abjad, true));
            continue;
        }
        for (int edges = 0; edges < 2; edges++) {
            int steps = ix_text_abjad_steps(abjad, word, edges != 0);
            assert_int_equal(ix_text_abjad_steps_to(ready, word, edges != 0), steps);
            like += steps >= 0;
        }
    }
    assert_true(like > 500);
    assert_null(ix_text_abjad_prepare(IX_STR("ali"), &arena));
    assert_null(ix_text_abjad_prepare((ix_str){0}, &arena));
    ix_arena_free(&arena);
}

static void collect_one(void *context, ix_str key) {
    ix_buf *buf = context;
    if (buf->len == 0) {
        ix_buf_append(buf, key);
    }
}

/* From a key's classes a word in a-z is made that must be met under it. */
static void long_words_are_bounded(void **state) {
    char word[400];
    ix_str j = IX_STR("جخ");
    for (int i = 0; i < 100; i++) {
        memcpy(word + (ptrdiff_t)i * 4, j.ptr, 4);
    }
    key_search search = {IX_STR("none"), false, 0};
    for (ptrdiff_t len = 4; len <= 400; len += 4) {
        search.count = 0;
        ix_text_abjad_keys((ix_str){word, len}, look_for, &search);
        assert_true(search.count <= IX_ABJAD_KEYS_MAX + 1);
        if (search.count == 0) {
            assert_int_equal(ix_text_abjad_steps((ix_str){word, len}, (ix_str){word, len}, true),
                             -1);
        }
    }
    assert_int_equal(search.count, 0);
    ix_buf buf;
    ix_buf_init(&buf, 1024);
    ix_text_abjad_keys(IX_STR("محمد"), collect_one, &buf);
    assert_true(ix_str_equal((ix_str){buf.ptr, (ptrdiff_t)buf.len}, IX_STR("md")));
    ix_buf_free(&buf);
    assert_int_equal(ix_text_abjad_letters(IX_STR("محمد")), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_meet_their_romanizations),
        cmocka_unit_test(other_words_stay_apart),
        cmocka_unit_test(one_wrong_letter_is_a_slip),
        cmocka_unit_test(spellings_of_these_scripts_meet),
        cmocka_unit_test(hands_are_folded),
        cmocka_unit_test(like_words_share_a_key),
        cmocka_unit_test(long_words_are_bounded),
        cmocka_unit_test(a_word_made_ready_says_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
