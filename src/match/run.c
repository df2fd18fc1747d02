/*
 * Neighbouring parts run together: "abd al rahman" and "abdulrahman".
 *
 * A run is of two parts, or of three of which one is short (an article, "bin", "e"). It is one word
 * with a part of the other name when both are written alike, or have the same roman key, or when
 * one is in a script that leaves vowels out and may be the other (abjad.c), or when the run is in
 * Wade-Giles what the word is in Pinyin (chien kuo, jianguo), or when both are alike but for an
 * Arabic article inside: abdulrahman, abdelrahman, abd al rahman, abdurrahman.
 *
 * The article: a word's forms are its roman key, that of the word with an article or word of
 * descent at its beginning as usually written (attached.c: el sayed, alsayed), and those of the
 * word without one article in it, a vowel and l, or a vowel and the first of two like letters. Two
 * words are alike but for the article when they have a form in common.
 *
 * One slip in one of two parts run together is forgiven, if they have six letters: three in the one
 * with the slip, and two in the other where that has five: FridrichBuchenberg, LufitAl.
 *
 * Keys: listed runs lead to names (PAIRS), listed parts are in the dictionary (KEYS). Listed runs
 * in which the word of the question has a slip are found by their parts (split.c).
 */
#include "run.h"

#include "match_tables.h"

#include <string.h>

#define JOIN_LENGTH_MIN   4
#define JOIN_DIFFERS_MAX  3 /* bytes by which a run and its word may differ in length */
#define SHORT_PART        3 /* letters of the short part in a run of three, in bytes ... */
#define SHORT_PART_ABJAD  4 /* ... two bytes a letter */
#define ARTICLE_AFTER_MIN 3 /* letters before an article inside a word, and behind it */
#define FORMS_MAX         5
#define SLIP_BESIDE_TWO   5 /* ... and beside another of two letters */
#define SLIP_LONG         8 /* a run with a slip is long from here on */
#define ARTICLE_LENGTH    2 /* of an article that stands apart: al, el, ul */

static bool is_short(const ix_mpart *part) {
    return part->text.len <= (ix_text_is_abjad(part->text) ? SHORT_PART_ABJAD : SHORT_PART);
}

bool ix_run_make(ix_run *out, const ix_mpart *first, int parts) {
    bool some_short = parts == 2;
    ptrdiff_t len = 0;
    for (int i = 0; i < parts; i++) {
        ix_str text = first[i].text;
        if (len + text.len > (ptrdiff_t)sizeof out->bytes) {
            return false;
        }
        memcpy(out->bytes + len, text.ptr, (size_t)text.len);
        len += text.len;
        some_short = some_short || is_short(&first[i]);
    }
    out->len = (int)len;
    out->cut = parts == 2 ? (int)first->text.len : 0;
    out->first = out->bytes[0];
    out->last = out->bytes[len > 0 ? len - 1 : 0];
    out->attached = ix_attached_rest((ix_str){out->bytes, len}).len > 0;
    out->roman = (ix_str){0};
    out->bound = false;
    for (int i = 0; i < parts; i++) {
        out->bound = out->bound || first[i].role == IX_ROLE_LEGAL_FORM;
    }
    return some_short;
}

static ix_str run_text(const ix_run *run) {
    return (ix_str){run->bytes, run->len};
}

/* ---------------------------------------------------------------- the article inside a word */

/* Forms of a word: roman keys, the first that of the word itself. */
typedef struct forms {
    char bytes[FORMS_MAX][IX_RUN_BYTES_MAX * 2];
    ix_str items[FORMS_MAX];
    int count;
} forms;

static void add_form(forms *f, ix_str text) {
    if (f->count < FORMS_MAX) {
        char *bytes = f->bytes[f->count];
        f->items[f->count++] =
            (ix_str){bytes, ix_text_roman_key(bytes, (int)sizeof f->bytes[0], text)};
    }
}

/* Letters of an article that begins at `at`: a vowel and l, or a vowel and half of a double. */
static ptrdiff_t article_at(ix_str text, ptrdiff_t at) {
    if (!memchr("aeiou", text.ptr[at], 5)) {
        return 0;
    }
    const char *next = text.ptr + at + 1;
    ptrdiff_t left = text.len - at - 1;
    if (left > ARTICLE_AFTER_MIN && (next[0] == 'l' || next[0] == next[1])) {
        return 2;
    }
    return left > ARTICLE_AFTER_MIN + 1 && next[1] == 'h' && memcmp(next, next + 2, 2) == 0 ? 3 : 0;
}

static void make_forms(forms *f, ix_str text) {
    f->count = 0;
    add_form(f, text);
    if (text.len > IX_RUN_BYTES_MAX || (unsigned char)text.ptr[0] >= 0x80) {
        return;
    }
    char usual[IX_RUN_BYTES_MAX + 1];
    int usual_len = ix_attached_usual(usual, (int)sizeof usual, text);
    if (usual_len > 0) {
        add_form(f, (ix_str){usual, usual_len});
    }
    for (ptrdiff_t at = ARTICLE_AFTER_MIN; at < text.len; at++) {
        ptrdiff_t article = article_at(text, at);
        if (article > 0) {
            char without[IX_RUN_BYTES_MAX];
            memcpy(without, text.ptr, (size_t)at);
            memcpy(without + at, text.ptr + at + article, (size_t)(text.len - at - article));
            add_form(f, (ix_str){without, text.len - article});
        }
    }
}

static bool has_article(ix_str text) {
    for (ptrdiff_t at = ARTICLE_AFTER_MIN; at < text.len; at++) {
        if (article_at(text, at) > 0) {
            return true;
        }
    }
    return false;
}

static bool share_form(ix_str a, ix_str b) {
    forms fa, fb;
    if (!has_article(a) && !has_article(b) && ix_attached_rest(a).len == 0 &&
        ix_attached_rest(b).len == 0) {
        return false; /* their roman keys are known to differ */
    }
    make_forms(&fa, a);
    make_forms(&fb, b);
    for (int i = 0; i < fa.count; i++) {
        for (int j = 0; j < fb.count; j++) {
            if (ix_str_equal(fa.items[i], fb.items[j])) {
                return true;
            }
        }
    }
    return false;
}

int32_t ix_run_most(const ix_mpart *whole, bool org) {
    int32_t known = ix_part_surprise(whole, org);
    return known < whole->rarity_most ? known : IX_W_RUN_MOST;
}

/* ---------------------------------------------------------------- a slip */

static ptrdiff_t lesser(ptrdiff_t a, ptrdiff_t b) {
    return a < b ? a : b;
}

static bool is_letters(ix_str s) {
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < 'a' || s.ptr[i] > 'z') {
            return false;
        }
    }
    return true;
}

bool ix_run_may_slip(ix_str word) {
    return word.len >= IX_RUN_SLIP_MIN && word.len <= IX_TOKEN_BYTES_MAX && is_letters(word);
}

bool ix_run_may_cut(ix_str as_is, ix_str slip) {
    return slip.len >= IX_RUN_SLIP_HALF && as_is.len >= IX_RUN_HALF_MIN &&
           as_is.len + slip.len >= IX_RUN_SLIP_MIN &&
           (as_is.len > IX_RUN_HALF_MIN || slip.len >= SLIP_BESIDE_TWO);
}

bool ix_run_half_slips(ix_str half, ix_str part) {
    ptrdiff_t shorter = half.len < part.len ? half.len : part.len;
    return shorter >= IX_RUN_SLIP_HALF && is_letters(part) && ix_text_distance(half, part, 1) == 1;
}

/* Does the word hold one part of the run as it stands, and the other with one slip? */
static bool slips_from(const ix_run *run, ix_str word) {
    ix_str first = {run->bytes, run->cut};
    ix_str second = {run->bytes + run->cut, run->len - run->cut};
    if (run->cut == 0 || run->bound || run->len < IX_RUN_SLIP_MIN || !ix_run_may_slip(word)) {
        return false;
    }
    ix_str behind = ix_str_slice(word, lesser(first.len, word.len), word.len);
    ix_str before = ix_str_slice(word, 0, word.len - lesser(second.len, word.len));
    return (ix_str_starts_with(word, first) && is_letters(first) && ix_run_may_cut(first, behind) &&
            ix_run_half_slips(behind, second)) ||
           (ix_str_ends_with(word, second) && is_letters(second) &&
            ix_run_may_cut(second, before) && ix_run_half_slips(before, first));
}

/* What a slip in so long a run leaves in doubt. */
static int32_t slip_loss(ix_str word) {
    return word.len >= SLIP_LONG ? IX_W_LOSS_TYPO_LONG : IX_W_LOSS_TYPO_MEDIUM;
}

/* ---------------------------------------------------------------- the relation */

/* Is the run an article and the whole, which is written without one in its own script? */
static bool is_behind_article(const ix_run *run, const ix_mpart *whole) {
    ix_str rest = {run->bytes + run->cut, run->len - run->cut};
    return run->cut == ARTICLE_LENGTH && ix_text_is_abjad(whole->text) &&
           ix_text_abjad_steps(rest, whole->text, false) == 0;
}

bool ix_run_may_be(const ix_mpart *whole) {
    return whole->text.len >= JOIN_LENGTH_MIN;
}

/* In letters of one byte, all likenesses but that of Wade-Giles are of words about as long. */
static bool differ_in_length(const ix_run *run, ix_str whole) {
    ptrdiff_t more = run->len > whole.len ? run->len - whole.len : whole.len - run->len;
    return more > JOIN_DIFFERS_MAX && run->len > IX_WADE_GILES_MAX && (signed char)run->first > 0 &&
           (signed char)whole.ptr[0] > 0;
}

/* Compare across scripts; an article of an Arabic run that stands apart may be left out. */
static bool compare_across(ix_doubt *doubt, const ix_run *run, const ix_mpart *whole) {
    const ix_abjad_side side = {whole->text, whole->abjad};
    bool alike = ix_abjad_compare(doubt, (ix_abjad_side){run_text(run), NULL}, side,
                                  is_behind_article(run, whole));
    ix_str article = IX_STR("ال"), rest = {run->bytes + article.len, run->len - article.len};
    ix_doubt bare;
    if (run->cut == article.len && !ix_text_is_abjad(whole->text) &&
        ix_str_starts_with(run_text(run), article) &&
        ix_abjad_compare(&bare, (ix_abjad_side){rest, NULL}, side, true) &&
        (!alike || bare.most > doubt->most)) {
        *doubt = bare;
        return true;
    }
    return alike;
}

/* Has the word the run's roman key? */
static bool same_roman(const ix_run *run, const ix_mpart *whole) {
    char key[2 * IX_RUN_BYTES_MAX];
    ix_str roman = run->roman;
    if (!roman.ptr) {
        roman = (ix_str){key, ix_text_roman_key(key, (int)sizeof key, run_text(run))};
    }
    return ix_str_equal(roman, whole->roman);
}

/* Latin letters: what is left when neither end is the same has an article or is Wade-Giles. */
static bool ends_differ(const ix_run *run, ix_str whole) {
    return run->first != whole.ptr[0] && run->last != whole.ptr[whole.len - 1] &&
           !(run->attached && ix_attached_rest(whole).len > 0);
}

bool ix_run_is(ix_doubt *doubt, const ix_run *run, const ix_mpart *whole) {
    ix_str text = run_text(run);
    ix_doubt across;
    *doubt = (ix_doubt){.loss = IX_W_LOSS_JOINED, .most = IX_W_RUN_MOST, .plain = true};
    if (!ix_run_may_be(whole) || differ_in_length(run, whole->text)) {
        return false;
    }
    if (ix_str_equal(text, whole->text)) {
        return true;
    }
    if (ix_han_is_word(whole)) {
        doubt->plain = false;
        return ix_han_spells(whole->text, text);
    }
    bool latin = (signed char)run->first > 0 && (signed char)whole->text.ptr[0] > 0;
    if (!latin && compare_across(&across, run, whole)) {
        doubt->most = across.most;
        doubt->plain = across.plain;
        return across.most >= IX_W_ABJAD_MOST_FEW - IX_W_ABJAD_STEP;
    }
    if (ix_is_wade_giles(text, whole->text)) {
        doubt->plain = false;
        doubt->loss += IX_W_LOSS_SPELLING;
        return true;
    }
    if (latin && ends_differ(run, whole->text)) {
        return false;
    }
    if (slips_from(run, whole->text)) {
        doubt->plain = false;
        doubt->loss += slip_loss(whole->text);
        return true;
    }
    bool attached = run->attached && ix_attached_rest(whole->text).len > 0;
    if ((whole->text.ptr[0] != run->first && !attached) ||
        text.len > whole->text.len + JOIN_DIFFERS_MAX ||
        text.len + JOIN_DIFFERS_MAX < whole->text.len || ix_text_is_abjad(text)) {
        return false;
    }
    if (same_roman(run, whole)) {
        return true;
    }
    doubt->plain = false;
    doubt->loss += IX_W_LOSS_SPELLING;
    return share_form(text, whole->text);
}

ix_run_ends ix_run_ends_of(const ix_run *run) {
    return (ix_run_ends){(uint16_t)run->len, run->first, run->last, run->attached};
}

ix_run_word ix_run_word_of(const ix_mpart *whole) {
    char spelled[IX_WADE_GILES_MAX];
    ix_str text = whole->text;
    return (ix_run_word){.len = text.len,
                         .first = text.ptr[0],
                         .last = text.ptr[text.len - 1],
                         .latin = (signed char)text.ptr[0] > 0,
                         .attached = ix_attached_rest(text).len > 0,
                         .wade_giles = ix_text_wade_giles(spelled, text) > 0};
}

bool ix_run_ends_may(const ix_run_ends *run, const ix_run_word *word) {
    if (!word->latin || (signed char)run->first <= 0) {
        return true;
    }
    ptrdiff_t more = run->len > word->len ? run->len - word->len : word->len - run->len;
    return (more <= JOIN_DIFFERS_MAX && run->first == word->first) ||
           (more <= 1 && run->last == word->last) ||
           (more <= JOIN_DIFFERS_MAX && run->attached && word->attached) ||
           (word->wade_giles && run->len <= IX_WADE_GILES_MAX);
}

/* ---------------------------------------------------------------- keys */

void ix_run_plain_keys(const ix_run *run, bool asked, ix_key_sink each, void *context) {
    ix_str text = run_text(run);
    forms f;
    make_forms(&f, text);
    for (int i = 0; i < f.count; i++) {
        each(context, ix_key_hash(IX_KEY_ROMAN, f.items[i]));
        if (asked) {
            each(context, ix_key_hash(IX_KEY_ARTICLE, f.items[i]));
        }
    }
    if (asked && run->cut > 0 && !run->bound && ix_run_may_slip(text)) {
        ix_one_edit_keys(text, each, context);
    }
}

void ix_run_keys(const ix_run *run, bool asked, ix_key_sink each, void *context) {
    ix_run_plain_keys(run, asked, each, context);
    ix_abjad_keys(run_text(run), asked, each, context);
}

void ix_run_word_keys(const ix_mpart *whole, bool asked, ix_key_sink each, void *context) {
    if (asked && ix_han_is_word(whole)) {
        ix_han_keys(whole->text, each, context);
    } else if (asked && whole->text.len == IX_HAN_WORD_MIN) {
        each(context,
             ix_key_hash(IX_KEY_ROMAN, whole->roman)); /* two Han characters run together */
    }
    if (whole->text.len < JOIN_LENGTH_MIN) {
        return;
    }
    ix_wade_giles_key(whole->text, each, context);
    forms f;
    make_forms(&f, whole->text);
    for (int i = 0; i < f.count; i++) {
        if (asked) {
            each(context, ix_key_hash(IX_KEY_ROMAN, f.items[i]));
        } else if (i > 0) { /* the first is among the keys of the part */
            each(context, ix_key_hash(IX_KEY_ARTICLE, f.items[i]));
        }
    }
}
