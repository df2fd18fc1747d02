/* Tests of the romanization: rules, contexts, languages, and that every letter ends in a-z. */
#include "word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void put(text_word *w, ix_str s) {
    word_clear(w);
    for (ptrdiff_t pos = 0; pos < s.len;) {
        uint32_t code = ix_utf8_decode(s, &pos, NULL);
        const text_char *c = text_char_find(code);
        w->letters[w->count++] = (word_letter){.code = code,
                                               .letter = c->letter,
                                               .script = c->script,
                                               .kind = c->kind,
                                               .order = c->order};
    }
}

static ptrdiff_t spell(char *out, text_word *w) {
    unsigned languages = word_languages(w);
    ptrdiff_t length = 0;
    for (int at = 0; at < w->count;) {
        int used;
        length += word_spell(out + length, &used, w, at, languages);
        at += used;
    }
    return length;
}

static void spells(void **state) {
    (void)state;
    static const struct {
        const char *letters;
        const char *expected;
    } rows[] = {
        {"a1ø٣", "a1o3"},
        {"東ب", "東ب"},
        /* BGN/PCGN 1947: e after a vowel, a sign, at the start */
        {"ефремов", "yefremov"},
        {"алексеев", "alekseyev"},
        {"васильев", "vasilyev"},
        {"подъезд", "podyezd"},
        {"сергеев", "sergeyev"},
        {"ёлкин", "yelkin"},
        {"щедрин", "shchedrin"},
        {"объявъ", "obyav"},
        {"5е", "5ye"},
        /* languages by their letters */
        {"гоголь", "gogol"},
        {"гнатюк", "gnatyuk"},
        {"гнатів", "hnativ"},
        {"юлія", "yuliia"},
        {"микитюкї", "mykytiuki"},
        {"згоранї", "zghorani"},
        {"згоран", "zgoran"},
        {"зі", "zi"},
        {"шіркоў", "shirkou"},
        {"чачић", "cacic"},
        {"чачич", "chachich"},
        {"қыргыз", "qyrgyz"},
        {"қіг", "qig"}, /* Kazakh i does not make it Ukrainian */
        /* Greek */
        {"μπαμπα", "bampa"},
        {"ντουντου", "dountou"},
        {"αυριο", "avrio"},
        {"αυ", "af"},
        {"ευκλειδησ", "efkleidis"},
        {"ευα", "eva"},
        {"γγ", "ng"},
        {"γχ", "nch"},
        {"αϋ", "ay"},
        {"ακμπαρ", "akbar"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        text_word w;
        char out[400];
        put(&w, ix_str_from_cstr(rows[i].letters));
        ix_str spelled = {out, spell(out, &w)};
        if (!ix_str_equal(spelled, ix_str_from_cstr(rows[i].expected))) {
            fail_msg("%s: expected %s, got %" IX_FMT, rows[i].letters, rows[i].expected,
                     IX_ARG(spelled));
        }
    }
}

static void a_piece_remembers_what_came_before(void **state) {
    (void)state;
    text_word w;
    char out[SPELLING_MAX];
    int used;
    put(&w, IX_STR("е"));
    assert_int_equal(word_spell(out, &used, &w, 0, 0), 2);
    w.before = text_char_find(0x43D)->letter; /* behind en */
    assert_int_equal(word_spell(out, &used, &w, 0, 0), 1);
}

static void marks_are_spelled_with_their_letter(void **state) {
    (void)state;
    text_word w;
    char out[SPELLING_MAX];
    int used;
    put(&w, IX_STR("ܒ"));
    for (int i = 0; i < WORD_MARKS_KEPT; i++) {
        w.letters[w.count++] = (word_letter){.code = 0x1D165, .kind = KIND_MARK};
    }
    assert_int_equal(word_spell(out, &used, &w, 0, 0), 2 + 4 * WORD_MARKS_KEPT);
    assert_int_equal(used, 1 + WORD_MARKS_KEPT);
}

static void every_letter_ends_in_a_to_z(void **state) {
    (void)state;
    int letters = 0;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        text_word w;
        char bytes[4];
        char out[SPELLING_MAX];
        const text_char *c = text_char_find(code);
        bool stays = c->script == IX_SCRIPT_ARABIC || c->script == IX_SCRIPT_HEBREW;
        if (c->letter == 0 || stays) {
            continue;
        }
        put(&w, (ix_str){bytes, ix_utf8_encode(bytes, code)});
        ptrdiff_t length = spell(out, &w);
        assert_in_range(length, 0, 4);
        for (ptrdiff_t i = 0; i < length; i++) {
            assert_in_range(out[i], 'a', 'z');
        }
        letters++;
    }
    assert_in_range(letters, 600, 3000);
}

static void the_living_alphabets_are_whole(void **state) {
    (void)state;
    /* Russian, Ukrainian, Belarusian, Serbian, Macedonian, Bulgarian, Kazakh, Kyrgyz, Tajik; Greek;
     * Armenian, Georgian; consonants of Hindi, Bengali, Thai, Burmese, Khmer; Amharic. */
    ix_str alphabets =
        IX_STR("абвгдеёжзийклмнопрстуфхцчшщъыьэюяґєіїўђјљњћџѓѕќәғқңөұүһҳҷαβγδεζηθικλμνξοπρστυφχψω"
               "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"
               "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ"
               "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮကခဂဃငစဆဇဈညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအ"
               "あいうえおかがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどアイウエオカ"
               "ナハマヤラワン"
               "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអሀለሐመሠረሰሸቀበተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ");
    for (ptrdiff_t pos = 0; pos < alphabets.len;) {
        uint32_t code = ix_utf8_decode(alphabets, &pos, NULL);
        if (text_char_find(code)->letter == 0) {
            fail_msg("%04X is not romanized", (unsigned)code);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spells),
        cmocka_unit_test(a_piece_remembers_what_came_before),
        cmocka_unit_test(marks_are_spelled_with_their_letter),
        cmocka_unit_test(every_letter_ends_in_a_to_z),
        cmocka_unit_test(the_living_alphabets_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
