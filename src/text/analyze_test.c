/* Tests of the pipeline: real names, spans, joints, anomalies, hostile bytes, limits, failing
 * memory, and that analyzing what was folded changes nothing. */
#include <interdict/text.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static ix_str S(const char *text) {
    return ix_str_from_cstr(text);
}

static ix_arena new_arena(void) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)64 << 20);
    return arena;
}

static ix_text analyze(ix_str raw, ix_arena *arena) {
    ix_text text;
    ix_error error = {0};
    if (ix_text_analyze(&text, raw, arena, &error) != IX_OK) {
        fail_msg("%s", error.text);
    }
    return text;
}

/* The folded tokens joined by a space. */
static ix_str joined(const ix_text *text, ix_buf *out) {
    for (int i = 0; i < text->count; i++) {
        ix_buf_append_cstr(out, i == 0 ? "" : " ");
        ix_buf_append(out, text->tokens[i].folded);
    }
    return ix_buf_view(out);
}

/* What holds of every analysis; also that analyzing the folded tokens gives them again. */
static void check_invariants(const ix_text *text, ix_arena *arena) {
    ix_buf out;
    ix_buf_init(&out, (size_t)16 << 20);
    ix_text again = analyze(joined(text, &out), arena);
    assert_int_equal(again.count, text->count);
    for (int i = 0; i < text->count; i++) {
        const ix_token *t = &text->tokens[i];
        assert_true(t->folded.len > 0 && t->folded.len <= IX_TOKEN_BYTES_MAX);
        assert_true(ix_utf8_is_valid(t->folded));
        assert_true(t->from >= 0 && t->from < t->to && t->to <= text->raw.len);
        if (i > 0) {
            assert_true(t->from >= t[-1].from && t->to >= t[-1].to);
            assert_ptr_equal(t->folded.ptr, t[-1].folded.ptr + t[-1].folded.len);
        }
        assert_int_equal(t->joint == IX_JOINT_START, i == 0);
        if (!ix_str_equal(t->folded, again.tokens[i].folded)) {
            fail_msg("\"%" IX_FMT "\" becomes \"%" IX_FMT "\"", IX_ARG(t->folded),
                     IX_ARG(again.tokens[i].folded));
        }
    }
    for (int i = 0; i < text->anomaly_count; i++) {
        const ix_anomaly *n = &text->anomalies[i];
        assert_true(n->from >= 0 && n->from < n->to && n->to <= text->raw.len && n->count > 0);
    }
    ix_buf_free(&out);
}

static void assert_folds(const char *raw, const char *expected) {
    ix_arena arena = new_arena();
    ix_buf out;
    ix_buf_init(&out, 1 << 20);
    ix_text text = analyze(S(raw), &arena);
    if (!ix_str_equal(joined(&text, &out), S(expected))) {
        fail_msg("\"%s\": expected \"%s\", got \"%" IX_FMT "\"", raw, expected,
                 IX_ARG(ix_buf_view(&out)));
    }
    check_invariants(&text, &arena);
    ix_buf_free(&out);
    ix_arena_free(&arena);
}

typedef struct pair {
    const char *raw;
    const char *expected;
} pair;

static void assert_all_fold(const pair *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        assert_folds(rows[i].raw, rows[i].expected);
    }
}
#define ASSERT_ALL_FOLD(rows) assert_all_fold(rows, sizeof rows / sizeof rows[0])

static void latin_names(void **state) {
    (void)state;
    static const pair rows[] = {
        {"", ""},
        {" ., -", ""},
        {"TIKHONOV, Andrei Gennadyevich", "tikhonov andrei gennadyevich"},
        {"AO Kaspersky Lab", "ao kaspersky lab"},
        {"Éva Müller", "eva muller"},
        {"Eva Mu\xCC\x88ller", "eva muller"},
        {"Straße", "strasse"},
        {"STRASSE", "strasse"},
        {"GRO\xE1\xBA\x9E", "gross"},
        {"Łódź", "lodz"},
        {"Đorđević", "dordevic"},
        {"Søren Kierkegård", "soren kierkegard"},
        {"Æthelred Þór Œuvre", "aethelred thor oeuvre"},
        {"İstanbul Işık ILIK", "istanbul isik ilik"},
        {"Əliyev", "aliyev"},
        {"Nguyễn Văn Thiệu Đức", "nguyen van thieu duc"},
        {"ŋoŋa Ħamrun", "ngonga hamrun"},
        {"ǆ ŀ ﬁ ŉ", "dz l fi n"},
        {"3M Company No. 42", "3m company no 42"},
        {"１２３ ٤٥٦ ५", "123 456 5"},
        {"Nº 5 ²", "no 5 2"},
        {"ＫＡＳＰＥＲＳＫＹ", "kaspersky"},
        {"Ⓚⓐⓢⓟⓔⓡⓢⓚⓨ", "kaspersky"},
        {"𝐊𝐚𝐬𝐩𝐞𝐫𝐬𝐤𝐲 𝕷𝖆𝖇", "kaspersky lab"},
        {"Kaspersky™ Lab® ℠", "kaspersky lab"},
        {"½ ⒜ ㏂", "1 2 a a m"},
    };
    ASSERT_ALL_FOLD(rows);
}

static void cyrillic_names(void **state) {
    (void)state;
    static const pair rows[] = {
        {"Андрей Геннадьевич Тихонов", "andrey gennadyevich tikhonov"},
        {"АНДРЕЙ ГЕННАДЬЕВИЧ ТИХОНОВ", "andrey gennadyevich tikhonov"},
        {"Игорь Чекунов", "igor chekunov"},
        {"Марина Михайловна Алексеева", "marina mikhaylovna alekseyeva"},
        {"Михаил Юрьевич Гербер", "mikhail yuryevich gerber"},
        {"Даниил Сергеевич Борщев", "daniil sergeyevich borshchev"},
        {"Духвалов Зенкин Хабаров", "dukhvalov zenkin khabarov"},
        {"Евгений Касперский", "yevgeniy kasperskiy"},
        {"Лаборатория Касперского", "laboratoriya kasperskogo"},
        {"Пётр Петр Соловьёв Соловьев", "petr petr solovyev solovyev"},
        {"Подъячев Ильин", "podyachev ilin"},
        {"Ивановъ", "ivanov"},
        {"Първанов", "parvanov"},
        {"Юрій Сергій Григорій", "yurii serhii hryhorii"},
        {"Їжакевич Єнакієве Київ Ґонта", "yizhakevych yenakiieve kyiv gonta"},
        {"Згурівка Згурський", "zghurivka zgurskiy"},
        {"Лук'яненко Лук\xCA\xBCяненко", "lukyanenko lukyanenko"},
        {"Казакоў Рыгоравіч", "kazakou ryhoravich"},
        {"Ђорђевић Његош Љубица Џајић", "djordjevic njegos ljubica dzajic"},
        {"Ѓорѓи Ќерка Ѕвезда", "gjorgji kjerka dzvezda"},
        {"Қасым Ғани Өтеген Ұлы Һәм Әлия Үмбет Аң", "qasym ghani otegen uly ham aliya umbet ang"},
        {"Ҷамшед Ҳоҷӣ Рӯдакӣ", "jamshed hoji rudaki"},
        {"\xD0\x98\xCC\x86од Андреи\xCC\x86 Пе\xCC\x88тр", "yod andrey petr"}, /* NFD */
        {"Римский-Евсеев", "rimskiy yevseyev"},
        {"ь ъ Ь", ""},
    };
    ASSERT_ALL_FOLD(rows);
}

static void greek_names(void **state) {
    (void)state;
    static const pair rows[] = {
        {"Παπαδόπουλος", "papadopoulos"},
        {"ΠΑΠΑΔΟΠΟΥΛΟΣ", "papadopoulos"},
        {"Ευάγγελος Ευστάθιος", "evangelos efstathios"},
        {"Αυγερινός Αυτός", "avgerinos aftos"},
        {"Μπουγάς Καμπάνης", "bougas kampanis"},
        {"Ντίνος Αντώνης", "dinos antonis"},
        {"Γκίκας Σφίγγα Μάγχη", "gikas sfinga manchi"},
        {"Χρήστος Ψαρρός Ξένος", "christos psarros xenos"},
        {"Μαΐου Μαΐ\xCC\x81ου", "maiou maiou"},
        {"Τσίπρας Τζαβέλλας", "tsipras tzavellas"},
        {"Ἀθῆναι", "athinai"},
    };
    ASSERT_ALL_FOLD(rows);
}

/* Hamas names as a journal's typesetter left them: letters in the forms they have in a word. */
static void forms_of_arabic_letters_tell_where_words_end(void **state) {
    assert_folds("ﻣﻮﺳﻰﻣﺤﻤﺪﺳﺎﻟﻢﺩﻭﺩﻳﻦ", "موسي محمدسالم دودين");
    assert_folds("ﻣﻮﺳﻰ ﺩﻭﺩﻳﻦ", "موسي دودين");
    assert_folds("ﻡﺡﻡﺩ", "محمد"); /* forms of single letters: nothing to go by */
    (void)state;
}

static void other_scripts_stay(void **state) {
    (void)state;
    static const pair rows[] = {
        {"محمد بن سلمان", "محمد بن سلمان"},
        {"محـمد", "محمد"},
        {"\xD8\xA7\xD9\x93\xD9\x84 آل", "ال ال"}, /* alef and madda compose, and are alef */
        {"שָׁלוֹם כהן", "שלומ כהנ"},                 /* final forms are their letters */
        {"צה״ל", "צהל"},
        {"ﷺ", "صلي الله عليه وسلم"},
        {"김정은", "김 정 은"},
        {"\xE1\x84\x80\xE1\x85\xB5\xE1\x86\xB7", "김"}, /* conjoining jamo */
        {"ソニー ｿﾆｰ カ\xE3\x82\x99", "soni soni ga"},
        {"東京都　港区", "东 京 都 港 区"},
        {"佐々木 佐佐木", "佐 佐 木 佐 佐 木"},
        {"金正恩 ㈱トヨタ", "金 正 恩 株 toyota"},
        {"Xi近平A股", "xi 近 平 a 股"},
        {"㈜현대Motor 金정은", "주 현 대 motor 金 정 은"},
        {"馬英九 馬\xEF\xA8\x80", "马 英 九 马 切"},
    };
    ASSERT_ALL_FOLD(rows);
}

static void other_alphabets_are_romanized(void **state) {
    (void)state;
    static const pair rows[] = {
        {"თბილისი ᲗᲑᲘᲚᲘᲡᲘ", "tbilisi tbilisi"},
        {"ვახტანგ გომელაური", "vakhtang gomelauri"},
        {"ԱՐՄԵՆ Սարգսյան", "armen sargsyan"},
        {"Եվգենի Որոտան", "yevgeni vorotan"},
        /* inherent vowels, virama, and the end of a word */
        {"नरेन्द्र मोदी", "narendra modi"},
        {"राम राहुल गांधी", "ram rahul gandhi"},
        {"फ़ारूक़ ज़फ़र", "faruq zafar"},
        {"শেখ হাসিনা", "shekh hasina"},
        {"জিয়া মুহাম্মদ", "jiya muhammad"},
        /* vowels before their consonant, silent consonants, tones */
        {"うのしんぞう さとう いのうえ", "unoshinzo sato inoue"},
        {"ハッサン キャンベル ウィリアム ジョン", "hassan kyamberu wiriamu jon"},
        {"เทพ แก้ว โชติ", "thep kaew choti"},
        {"ประยุทธ์ จำกัด", "prayuth chamkad"},
        {"အောင်ဆန်း မင်း လှိုင်", "aungsan min hlaing"},
        {"စိန် ဝင့်", "sein win"},
        {"ሃይሌ ግርማ መንግስቱ", "hayle girma mengistu"},
        {"ហ៊ុន សែន", "hun saen"},
    };
    ASSERT_ALL_FOLD(rows);
}

static void apostrophes(void **state) {
    (void)state;
    static const pair rows[] = {
        {"O'Brien O’Brien O`Brien O´Brien Oʼbrien O＇Brien",
         "obrien obrien obrien obrien obrien obrien"},
        {"O''Brien O'''Brien", "obrien o brien"},
        {"'Adnan ‘Adnan ʿAdnan", "adnan adnan adnan"},
        {"Sana'a Saná’a", "sanaa sanaa"},
        {"Kazan' Kazan'", "kazan kazan"},
        {"Gennad'evich Gennadʹevich podʺezd", "gennadevich gennadevich podezd"},
        {"Tikhonov's", "tikhonovs"},
        {"Hawaiʻi Qurʾān", "hawaii quran"},
        {"GOD'S LOYAL SUPPORTERS'", "gods loyal supporters"},
        {"'99 5'6 a'5 5'a", "99 5 6 a 5 5 a"},
        {"' '' '", ""},
        {"d'\xD0\x90ртаньян", "dartanyan"},
    };
    ASSERT_ALL_FOLD(rows);
}

/* Joints as letters, with '.' behind a token that has a period, '^' behind an upper-case one. */
static void joints(void **state) {
    (void)state;
    static const char letters[] = {'>', '_', '-', '.', ',', '&', '/', '(', '+', '!', '?'};
    static const pair rows[] = {
        {"TIKHONOV, Andrei", ">tikhonov^,andrei"},
        {"Al-Assad al–Assad a\xE2\x80\x91z", ">al-assad_al-assad_a-z"},
        {"S.A. de C.V.", ">s.^.a.^_de_c.^.v.^"},
        {"A. B", ">a.^_b^"},
        {"Dr.Who", ">dr..who"},
        {"Smith & Sons", ">smith&sons"},
        {"a/b c (d) e", ">a/b_c(d(e"},
        {"\"Vostok\" LLC", ">vostok(llc^"},
        {"«Восток» ООО", ">vostok(ooo^"},
        {"a - b", ">a_b"},
        {"Foo; Bar|Baz @x", ">foo?bar?baz?x"},
        {"a ,b", ">a,b"},
        {"a , & / b", ">a,b"},
        {"a، b、c", ">a,b,c"},
        {"Abu 'Ali", ">abu_ali"},
        {"Abd al-'Aziz", ">abd_al-aziz"},
        {"a'5", ">a(5"},
        {"1½", ">11/2"},
        {"\t(Ivan)\n\nIvanov", ">ivan(ivanov"},
        {"Иван.Петров А.", ">ivan..petrov_a.^"},
        {"O'B. x", ">ob.^_x"},
        {"a'. b", ">a_b"},
        {"ABC1 1 \xD0\x98\xD0\x92 Ab \xD9\x85", ">abc1^_1_iv^_ab_م"},
        {"Ив\xE2\x80\x8B. x", ">iv._x"},
        {"习近平", ">习!近!平"},
        {"XI近a", ">xi^!近!a"},
        {"习 近·平a", ">习_近?平!a"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_arena arena = new_arena();
        ix_buf out;
        ix_buf_init(&out, 1000);
        ix_text text = analyze(S(rows[i].raw), &arena);
        for (int k = 0; k < text.count; k++) {
            const ix_token *t = &text.tokens[k];
            ix_buf_append_char(&out, letters[t->joint]);
            ix_buf_append(&out, t->folded);
            ix_buf_append_cstr(&out, t->period_after ? "." : "");
            ix_buf_append_cstr(&out, t->upper ? "^" : "");
        }
        if (!ix_str_equal(ix_buf_view(&out), S(rows[i].expected))) {
            fail_msg("\"%s\": expected %s, got %" IX_FMT, rows[i].raw, rows[i].expected,
                     IX_ARG(ix_buf_view(&out)));
        }
        check_invariants(&text, &arena);
        ix_buf_free(&out);
        ix_arena_free(&arena);
    }
}

static void spans_are_of_the_raw_bytes(void **state) {
    (void)state;
    static const struct {
        const char *raw;
        const char *expected; /* the raw bytes of each token in <> */
    } rows[] = {
        {"TIKHONOV, Andrei", "<TIKHONOV><Andrei>"},
        {" 'Adnan' ", "<Adnan>"},
        {"Щукин ЩУКИН", "<Щукин><ЩУКИН>"},
        {"Iva\xE2\x80\x8Bnov\xE2\x80\x8B x", "<Iva\xE2\x80\x8Bnov><x>"},
        {"\xE2\x80\x8BIvanov", "<Ivanov>"},
        {"Jose\xCC\x81 x", "<Jose\xCC\x81><x>"},
        {"O'Brien’s", "<O'Brien’s>"},
        {"Гоголь, ", "<Гоголь>"},
        {"ﷺ", "<ﷺ><ﷺ><ﷺ><ﷺ>"},
        {"ᄀ\xE1\x85\xA1 a", "<ᄀ\xE1\x85\xA1><a>"},
        {"ﬁx", "<ﬁx>"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_arena arena = new_arena();
        ix_buf out;
        ix_buf_init(&out, 1000);
        ix_text text = analyze(S(rows[i].raw), &arena);
        for (int k = 0; k < text.count; k++) {
            ix_buf_append_char(&out, '<');
            ix_buf_append(&out, ix_str_slice(text.raw, text.tokens[k].from, text.tokens[k].to));
            ix_buf_append_char(&out, '>');
        }
        if (!ix_str_equal(ix_buf_view(&out), S(rows[i].expected))) {
            fail_msg("\"%s\": got %" IX_FMT, rows[i].raw, IX_ARG(ix_buf_view(&out)));
        }
        ix_buf_free(&out);
        ix_arena_free(&arena);
    }
}

static void kinds_and_scripts(void **state) {
    (void)state;
    static const struct {
        const char *raw;
        ix_token_kind kind;
        ix_script script;
    } rows[] = {
        {"Ivan", IX_TOKEN_WORD, IX_SCRIPT_LATIN},
        {"2024", IX_TOKEN_NUMBER, IX_SCRIPT_NONE},
        {"3M", IX_TOKEN_MIXED, IX_SCRIPT_LATIN},
        {"٣", IX_TOKEN_NUMBER, IX_SCRIPT_NONE},
        {"Иван", IX_TOKEN_WORD, IX_SCRIPT_CYRILLIC},
        {"Т34", IX_TOKEN_MIXED, IX_SCRIPT_CYRILLIC},
        {"Νίκος", IX_TOKEN_WORD, IX_SCRIPT_GREEK},
        {"Արմեն", IX_TOKEN_WORD, IX_SCRIPT_ARMENIAN},
        {"თბ", IX_TOKEN_WORD, IX_SCRIPT_GEORGIAN},
        {"محمد", IX_TOKEN_WORD, IX_SCRIPT_ARABIC},
        {"כהן", IX_TOKEN_WORD, IX_SCRIPT_HEBREW},
        {"मोदी", IX_TOKEN_WORD, IX_SCRIPT_DEVANAGARI},
        {"ঢাকা", IX_TOKEN_WORD, IX_SCRIPT_BENGALI},
        {"ไทย", IX_TOKEN_WORD, IX_SCRIPT_THAI},
        {"အောင်", IX_TOKEN_WORD, IX_SCRIPT_MYANMAR},
        {"አዲስ", IX_TOKEN_WORD, IX_SCRIPT_ETHIOPIC},
        {"김", IX_TOKEN_WORD, IX_SCRIPT_HANGUL},
        {"ソニー", IX_TOKEN_WORD, IX_SCRIPT_KANA},
        {"東", IX_TOKEN_WORD, IX_SCRIPT_HAN},
        {"தமிழ்", IX_TOKEN_WORD, IX_SCRIPT_OTHER},
        {"𝐊𝐚𝐬", IX_TOKEN_WORD, IX_SCRIPT_LATIN},
        {"🅺🅰🆂", IX_TOKEN_WORD, IX_SCRIPT_LATIN},
        {"ᴋᴀꜱ", IX_TOKEN_WORD, IX_SCRIPT_LATIN},
        {"Ⓚ", IX_TOKEN_WORD, IX_SCRIPT_LATIN},
        {"Kаspersky", IX_TOKEN_WORD, IX_SCRIPT_LATIN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_arena arena = new_arena();
        ix_text text = analyze(S(rows[i].raw), &arena);
        if (text.count != 1 || text.tokens[0].kind != rows[i].kind ||
            text.tokens[0].script != rows[i].script) {
            fail_msg("\"%s\"", rows[i].raw);
        }
        ix_arena_free(&arena);
    }
}

/* Each anomaly as name:count@from-to. */
static void anomalies(void **state) {
    (void)state;
    static const struct {
        ix_str raw;
        const char *expected;
    } rows[] = {
        {IX_STR("Ivan Ivanov"), ""},
        {IX_STR("Iva\xFFnov \xC0\xAF"), "invalid_utf8:3@3-4 "},
        {IX_STR("Iv\xE2\x80\x8B\x61\xE2\x80\x8D\xC2\xADn"), "zero_width:3@2-5 "},
        {IX_STR("a\xEF\xB8\x8F\xEF\xBB\xBF"), "zero_width:2@1-4 "},
        {IX_STR("\xE2\x80\xAEvonavI\xE2\x80\xAC"), "bidi:2@0-3 "},
        {IX_STR("Iv\0an\x07ov"), "control:2@2-3 "},
        {IX_STR("a\tb\nc"), ""},
        {IX_STR("K\xD0\xB0spersky"), "homoglyph:1@0-10 "},
        {IX_STR("ИВАНОВRus"), "mixed_script:1@0-15 "},
        {IX_STR("Tシャツ株"), ""},
        {IX_STR("ivanمحمد"), "mixed_script:1@0-12 "},
        {IX_STR("Ｋa"), "compatibility_letters:1@0-3 "},
        {IX_STR("🅺"), "compatibility_letters:1@0-4 "},
        {IX_STR("⒦⒜ 🇰"), "compatibility_letters:3@0-3 "},
        {IX_STR("ᴋᴀs"), "unusual_letters:2@0-3 "},
        {IX_STR("ꓗꓮ"), "unusual_letters:2@0-3 "},
        {IX_STR("a\xC2\xA0\xE2\x80\xA6"), ""},
        {IX_STR("a\xCC\x81\xCC\x82\xCC\x83\xCC\x84"), ""},
        {IX_STR("a\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85\xCC\x86 b"), "combining_marks:1@1-11 "},
        {IX_STR("\xEF\xBF\xBD"), ""}, /* a replacement character that was written */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_arena arena = new_arena();
        ix_buf out;
        ix_buf_init(&out, 1000);
        ix_text text = analyze(rows[i].raw, &arena);
        for (int k = 0; k < text.anomaly_count; k++) {
            const ix_anomaly *n = &text.anomalies[k];
            ix_buf_printf(&out, "%s:%d@%d-%d ", ix_anomaly_name(n->kind), n->count, n->from, n->to);
        }
        if (!ix_str_equal(ix_buf_view(&out), S(rows[i].expected))) {
            fail_msg("row %zu: got %" IX_FMT, i, IX_ARG(ix_buf_view(&out)));
        }
        check_invariants(&text, &arena);
        ix_buf_free(&out);
        ix_arena_free(&arena);
    }
}

static void hidden_letters_do_not_hide_a_name(void **state) {
    (void)state;
    static const pair rows[] = {
        {"Tik\xE2\x80\x8Bhonov", "tikhonov"},
        {"Tik\xC2\xADhonov", "tikhonov"},
        {"Tik\x01honov", "tikhonov"},
        {"T\xD1\x96kh\xD0\xBEn\xCE\xBFv", "tikhonov"},
        {"\xE2\x80\xAATikhonov\xE2\x80\xAC", "tikhonov"},
        {"T\xCC\xB6i\xCC\xB6khonov", "tikhonov"},
        {"Ｔｉｋｈｏｎｏｖ", "tikhonov"},
        {"𝓣𝓲𝓴𝓱𝓸𝓷𝓸𝓿", "tikhonov"},
        {"Тиxoнoв", "tikhonov"}, /* Latin x and o in a Cyrillic word */
        {"Реtеz", "petez"},      /* Cyrillic letters in the majority, but only Latin holds all */
    };
    ASSERT_ALL_FOLD(rows);
}

/* ------------------------------------------------------------------ hostile texts and limits */

static char *repeated(const char *unit, size_t count, size_t *size) {
    size_t length = strlen(unit);
    char *bytes = malloc(length * count + 1);
    for (size_t i = 0; i < count; i++) {
        memcpy(bytes + i * length, unit, length);
    }
    *size = length * count;
    return bytes;
}

static void a_megabyte_of_anything(void **state) {
    (void)state;
    /* Each unit fills a text of the largest size; nothing is quadratic, nothing overflows. */
    static const char *const units[] = {
        "\xE2\x80\x8B",
        "\xCC\x81",
        "\xFF",
        "\xC0\xAF",
        "\xF0\x80\x80",
        "a",
        "\xD0\xB9",
        "\xD1\x8C",
        "'",
        "a'",
        "a\xCC\x81",
        "\xE3\x82\x99",
        "\xE0\xA7\x87",
        "\xD8\xA7",
        "\xD8\xA7\xD9\x8B",
        "\xEF\xB7\xBA",
        "\xE1\x84\x80",
        "\xEA\xB0\x80",
        "\xD0\xB0\x61",
        ".",
        "\xE2\x80\xAE",
        "\xE0\xA7\x87\xE0\xA6\xBE",
    };
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        ix_arena arena = new_arena();
        size_t size;
        char *bytes = repeated(units[i], IX_TEXT_BYTES_MAX / strlen(units[i]), &size);
        ix_text text;
        ix_status status = ix_text_analyze(&text, (ix_str){bytes, (ptrdiff_t)size}, &arena, NULL);
        assert_true(status == IX_OK || status == IX_E_LIMIT);
        if (status == IX_OK) {
            check_invariants(&text, &arena);
        } else {
            assert_int_equal(text.count, 0);
            assert_null(text.tokens);
        }
        free(bytes);
        ix_arena_free(&arena);
    }
}

static void ten_thousand_marks(void **state) {
    (void)state;
    static const char *const bases[] = {"a", "\xD0\xB8", "\xD8\xA7", "\xE3\x81\x8B", "5", ""};
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        ix_arena arena = new_arena();
        ix_buf raw;
        ix_buf_init(&raw, 1 << 20);
        ix_buf_append_cstr(&raw, bases[i]);
        for (int k = 0; k < 10000; k++) {
            ix_buf_append_cstr(&raw, k % 2 == 0 ? "\xCC\x86" : "\xCC\xA3");
        }
        ix_text text = analyze(ix_buf_view(&raw), &arena);
        assert_int_equal(text.count, bases[i][0] == '\0' ? 0 : 1);
        assert_int_equal(text.anomaly_count, 1);
        assert_int_equal(text.anomalies[0].kind, IX_ANOMALY_COMBINING);
        check_invariants(&text, &arena);
        ix_buf_free(&raw);
        ix_arena_free(&arena);
    }
}

static void canonical_equivalents_are_equal(void **state) {
    (void)state;
    /* Marks in either order, composed or not. */
    static const char *const forms[][2] = {
        {"\xD0\xB9\xCC\xA3", "\xD0\xB8\xCC\xA3\xCC\x86"},
        {"\xE3\x81\x8C", "\xE3\x81\x8B\xE3\x82\x99"},
        {"\xE0\xA4\xA9", "\xE0\xA4\xA8\xE0\xA4\xBC"},
        {"\xE0\xA7\x8B", "\xE0\xA7\x87\xE0\xA6\xBE"},
        {"\xD8\xA7\xD9\x91\xD9\x8E", "\xD8\xA7\xD9\x8E\xD9\x91"},
        {"\xE1\xBB\x87", "e\xCC\x82\xCC\xA3"},
        {"\xEA\xB0\x81", "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8"},
        {"\xEA\xB0\x81", "\xEA\xB0\x80\xE1\x86\xA8"},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        ix_arena arena = new_arena();
        ix_text one = analyze(S(forms[i][0]), &arena);
        ix_text two = analyze(S(forms[i][1]), &arena);
        assert_int_equal(one.count, 1);
        assert_int_equal(two.count, 1);
        assert_true(ix_str_equal(one.tokens[0].folded, two.tokens[0].folded));
        ix_arena_free(&arena);
    }
}

static void long_words_are_split(void **state) {
    (void)state;
    static const struct {
        const char *unit;
        size_t count;
        int tokens;
    } rows[] = {{"a", 120, 1},
                {"a", 121, 2},
                {"a", 360, 3},
                {"\xD0\xB0", 120, 1},
                {"\xD0\xB0", 121, 2},
                {"\xD1\x89", 31, 2},
                {"\xE3\x81\x82", 120, 1},
                {"\xE3\x81\x82", 121, 2},
                {"\xD8\xA7\xD9\x8B", 60, 1},
                {"\xD8\xA7\xD9\x8B", 61, 2},
                {"\xDC\x90\xDC\xB0", 31, 2},
                {"\xCE\xBF\xCF\x85", 60, 1},
                {"\xCE\xBF\xCF\x85", 61, 2},
                {"7", 241, 3}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_arena arena = new_arena();
        size_t size;
        char *bytes = repeated(rows[i].unit, rows[i].count, &size);
        ix_text text = analyze((ix_str){bytes, (ptrdiff_t)size}, &arena);
        assert_int_equal(text.count, rows[i].tokens);
        assert_int_equal(text.anomaly_count, rows[i].tokens > 1);
        int32_t end = 0;
        for (int k = 0; k < text.count; k++) {
            assert_int_equal(text.tokens[k].joint, k == 0 ? IX_JOINT_START : IX_JOINT_SPLIT);
            assert_int_equal(text.tokens[k].from, end);
            end = text.tokens[k].to;
        }
        assert_int_equal(end, size);
        if (text.count > 1) {
            assert_int_equal(text.anomalies[0].kind, IX_ANOMALY_TOO_LONG);
            assert_int_equal(text.anomalies[0].count, text.count - 1);
        }
        check_invariants(&text, &arena);
        free(bytes);
        ix_arena_free(&arena);
    }
}

static void limits(void **state) {
    (void)state;
    ix_arena arena = new_arena();
    ix_text text;
    ix_error error = {0};
    size_t size;
    char *words = repeated("ab ", IX_TOKENS_MAX + 1, &size);
    ptrdiff_t fits = (ptrdiff_t)size - 3;
    assert_int_equal(ix_text_analyze(&text, (ix_str){words, fits}, &arena, &error), IX_OK);
    assert_int_equal(text.count, IX_TOKENS_MAX);
    ix_str one_more = {words, (ptrdiff_t)size};
    assert_int_equal(ix_text_analyze(&text, one_more, &arena, &error), IX_E_LIMIT);
    assert_int_equal(error.status, IX_E_LIMIT);
    assert_int_equal(text.count, 0);
    free(words);

    char *bytes = repeated(".", IX_TEXT_BYTES_MAX + 1, &size);
    ix_str most = {bytes, IX_TEXT_BYTES_MAX};
    assert_int_equal(ix_text_analyze(&text, most, &arena, &error), IX_OK);
    most.len++;
    assert_int_equal(ix_text_analyze(&text, most, &arena, &error), IX_E_LIMIT);
    free(bytes);
    ix_arena_free(&arena);
}

static void many_tokens_spill_to_the_arena(void **state) {
    (void)state;
    for (size_t count = 1; count < 200; count++) {
        ix_arena arena = new_arena();
        size_t size;
        char *bytes = repeated("щука ab123456789 ", count, &size);
        ix_text text = analyze((ix_str){bytes, (ptrdiff_t)size}, &arena);
        assert_int_equal(text.count, 2 * count);
        for (int i = 0; i < text.count; i++) {
            assert_true(
                ix_str_equal(text.tokens[i].folded, i % 2 == 0 ? S("shchuka") : S("ab123456789")));
        }
        check_invariants(&text, &arena);
        free(bytes);
        ix_arena_free(&arena);
    }
}

/* ------------------------------------------------------------------ failing memory */

static void *failing_resize(void *context, void *old, size_t old_size, size_t new_size) {
    int *left = context;
    (void)old_size;
    if (new_size == 0) {
        free(old);
        return NULL;
    }
    return --*left == 0 ? NULL : realloc(old, new_size);
}

static void survives_failing_memory(void **state) {
    (void)state;
    static const size_t counts[] = {1, 60, 2000};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        size_t size;
        char *bytes = repeated("Андрей Tikhonov ", counts[c], &size);
        ix_status status = IX_E_MEMORY;
        for (int n = 1; status != IX_OK; n++) {
            int left = n;
            ix_arena arena;
            ix_text text;
            ix_error error = {0};
            ix_arena_init_with(&arena, (size_t)64 << 20, (ix_allocator){failing_resize, &left});
            status = ix_text_analyze(&text, (ix_str){bytes, (ptrdiff_t)size}, &arena, &error);
            assert_true(status == IX_OK || status == IX_E_MEMORY);
            assert_int_equal(error.status, status);
            assert_int_equal(text.count, status == IX_OK ? 2 * counts[c] : 0);
            ix_arena_free(&arena);
        }
        free(bytes);
    }
}

static void survives_any_cap(void **state) {
    (void)state;
    for (size_t cap = 0; cap < 20000; cap += 13) {
        ix_arena arena;
        ix_text text;
        ix_arena_init(&arena, cap);
        size_t size;
        char *bytes = repeated("Андрей Tikhonov ", 40, &size);
        ix_status status = ix_text_analyze(&text, (ix_str){bytes, (ptrdiff_t)size}, &arena, NULL);
        assert_int_equal(text.count, status == IX_OK ? 80 : 0);
        free(bytes);
        ix_arena_free(&arena);
    }
}

/* ------------------------------------------------------------------ properties */

/* What random texts are made of: letters of all kinds, marks, signs, faults. */
/* clang-format off */
static const char *const parts[] = {
    "a", "B", "z", "7", " ", "'", "-", ".", ",", "й", "и", "Ь", "ъ", "е", "і", "ў", "Ж",
    "α", "υ", "μ", "π", "Ϊ", "ß", "ø", "م", "ا", "ع", "か", "東", "김", "ก",
    "क", "ে", "া", "א", "ﷺ", "½", "™", "Ⓐ", "Ａ", "\xCC\x81", "\xCC\x88",
    "\xCC\x86", "\xE3\x82\x99", "\xE0\xA4\xBC", "\xD9\x91", "\xE2\x80\x8B", "\xE2\x80\xAE",
    "\xFF", "\xE2\x82", "\x01", "ꙮ", "ƿ", "\xE1\x84\x80", "\xE1\x85\xA1", "\xE1\x86\xA8",
    "ͅ", "ϋ", "Ӏ", "ѣ", "´", "\xD9\x93", "\xCD\x8F", "l", "o", "с", "о",
};
/* clang-format on */

static void random_texts_keep_the_invariants(void **state) {
    (void)state;
    const unsigned part_count = sizeof parts / sizeof parts[0];
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        char bytes[400];
        ptrdiff_t length = 0;
        unsigned n = 1 + (unsigned)round % 60;
        for (unsigned i = 0; i < n; i++) {
            seed = seed * 1664525 + 1013904223;
            const char *part = parts[(seed >> 8) % part_count];
            memcpy(bytes + length, part, strlen(part));
            length += (ptrdiff_t)strlen(part);
        }
        ix_arena arena = new_arena();
        ix_text text = analyze((ix_str){bytes, length}, &arena);
        check_invariants(&text, &arena);
        ix_arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(latin_names),
        cmocka_unit_test(cyrillic_names),
        cmocka_unit_test(greek_names),
        cmocka_unit_test(forms_of_arabic_letters_tell_where_words_end),
        cmocka_unit_test(other_scripts_stay),
        cmocka_unit_test(other_alphabets_are_romanized),
        cmocka_unit_test(apostrophes),
        cmocka_unit_test(joints),
        cmocka_unit_test(spans_are_of_the_raw_bytes),
        cmocka_unit_test(kinds_and_scripts),
        cmocka_unit_test(anomalies),
        cmocka_unit_test(hidden_letters_do_not_hide_a_name),
        cmocka_unit_test(a_megabyte_of_anything),
        cmocka_unit_test(ten_thousand_marks),
        cmocka_unit_test(canonical_equivalents_are_equal),
        cmocka_unit_test(long_words_are_split),
        cmocka_unit_test(limits),
        cmocka_unit_test(many_tokens_spill_to_the_arena),
        cmocka_unit_test(survives_failing_memory),
        cmocka_unit_test(survives_any_cap),
        cmocka_unit_test(random_texts_keep_the_invariants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
