/* Other writings of a text that was written to be read by people and missed by programs.
 *
 * The text is taken apart into glyphs; each rule marks what should be put in the place of some of
 * them, and from the marks the writing is put together. Rules work on the glyphs that are seen:
 * letters, digits and what separates them; marks and invisible characters stay where they are.
 *
 *     P.u.t.!.n        spaced      Put!n
 *     Put!n            signs       Putin
 *     Puuuutin         stretched   Putin
 *     P_tin            masked      Ptin
 *     DmitriyPeskov    run on      Dmitriy Peskov
 *     Рrеnѕа           look-alike  Prensa */
#include "word.h"

#include <string.h>

#define SINGLES_MIN 4 /* so many letters apart are no initials */
#define PIECE_MAX   4 /* letters of a piece of a word that was cut into many */
#define PIECES_MIN  3
#define STRETCH_MIN 3 /* so many equal letters in a row are in no name */
#define RUN_ON_MIN  4 /* letters of either of two words that were run together */
#define HIDDEN_MIN  2 /* letters beside a hidden space */

#define NUMERAL_MAX    8 /* letters of a Roman numeral */
#define ONE_LETTER_MAX 4 /* letters of a word that is one letter again and again */
#define BYTES_A_GLYPH  4

typedef struct glyph {
    uint32_t code; /* folded */
    uint32_t put;  /* what stands for it in the writing; 0: its own bytes */
    int32_t from;  /* raw bytes */
    uint8_t length;
    uint8_t kind;   /* text_kind */
    uint8_t script; /* of a letter */
    char latin;     /* the Latin letter that it is or looks like; 0: none */
    bool drop;      /* nothing stands for it */
    bool split;     /* a space stands before it */
    bool i_or_l;    /* the sign stands for either */
} glyph;

typedef struct scene {
    ix_str raw;
    glyph *glyphs; /* all of the text */
    int glyph_count;
    glyph **seen; /* those that are seen */
    int count;
    unsigned undone;
} scene;

/* ---------------------------------------------------------------- what may hide something */

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool same_letter(char a, char b) {
    return is_letter(a) && (a | 0x20) == (b | 0x20);
}

/* Most names are plain: letters and the signs of names. Errs on the side of looking closer. */
static bool is_plain(ix_str raw) {
    int cuts = 0, singles = 0;
    for (ptrdiff_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i], before = i > 0 ? raw.ptr[i - 1] : ' ';
        char behind = i + 1 < raw.len ? raw.ptr[i + 1] : ' ';
        if (is_letter(c)) {
            bool stretched = same_letter(before, c) && same_letter(c, behind);
            bool digits = is_digit(before) || is_digit(behind);
            bool run_on =
                !is_lower(c) && (is_lower(before) || (is_letter(before) && is_lower(behind)));
            singles += !is_letter(before) && !is_letter(behind);
            if (stretched || digits || run_on || singles >= SINGLES_MIN) {
                return false;
            }
        } else if (c == '-' || c == '.' || c == '\'') {
            cuts += is_letter(before) && is_letter(behind);
            if (cuts >= PIECES_MIN - 1) {
                return false;
            }
        } else if (c == ' ') {
            cuts = 0;
        } else if (!is_digit(c) && c != ',' && c != '(' && c != ')' && c != '&' && c != '"' &&
                   c != '/') {
            return false;
        }
    }
    return true;
}

/* ---------------------------------------------------------------- taking apart */

/* The Latin letter that a letter is, or looks like in its case; 0 when there is none. */
static char latin_of(uint32_t folded, const text_char *as_written) {
    if (folded < 0x80) {
        return is_letter((char)folded) ? (char)folded : '\0';
    }
    word_letter letter = {.code = folded, .flags = as_written->flags};
    uint32_t alike = word_find_alike(&letter, IX_SCRIPT_LATIN);
    return alike < 0x80 ? (char)alike : '\0';
}

static bool is_seen(uint8_t kind) {
    return kind != KIND_MARK && kind != KIND_INVISIBLE && kind != KIND_BIDI &&
           kind != KIND_CONTROL && kind != KIND_NOTHING;
}

static void add_glyph(scene *s, uint32_t code, int32_t from, int32_t to) {
    const text_char *written = text_char_find(code);
    const text_char *c = written;
    if ((written->flags & CHAR_FOLDS) != 0) {
        uint32_t codes[TEXT_FOLD_MAX];
        code = text_fold_find(codes, code) == 1 ? codes[0] : code;
        c = text_char_find(codes[0]);
    }
    glyph *g = &s->glyphs[s->glyph_count++];
    *g = (glyph){.code = code,
                 .from = from,
                 .length = (uint8_t)(to - from),
                 .kind = c->kind,
                 .script = c->script};
    if (c->kind == KIND_LETTER) {
        g->latin = latin_of(code, written);
    } else if (c->kind == KIND_DIGIT) {
        g->code = '0' + c->order;
    }
    if (is_seen(c->kind)) {
        s->seen[s->count++] = g;
    }
}

static void take_apart(scene *s) {
    for (ptrdiff_t pos = 0; pos < s->raw.len;) {
        int32_t from = (int32_t)pos;
        uint32_t code = ix_utf8_decode(s->raw, &pos, NULL);
        add_glyph(s, code, from, (int32_t)pos);
    }
}

static bool is_word(const glyph *g) {
    return g->kind == KIND_LETTER || g->kind == KIND_DIGIT || g->put != 0;
}

/* The end of the stretch of glyphs without a space that begins at `at`. */
static int chunk_end(const scene *s, int at) {
    while (at < s->count && s->seen[at]->kind != KIND_SPACE) {
        at++;
    }
    return at;
}

/* The end of the word that begins at `at`: letters, digits and what stands for letters. */
static int word_end(const scene *s, int at) {
    while (at < s->count && is_word(s->seen[at])) {
        at++;
    }
    return at;
}

/* ---------------------------------------------------------------- look-alike letters */

static bool is_alike_script(const glyph *g) {
    return g->kind == KIND_LETTER &&
           (g->script == IX_SCRIPT_CYRILLIC || g->script == IX_SCRIPT_GREEK ||
            g->script == IX_SCRIPT_ARMENIAN);
}

/* Can all letters of another script in [from, to) be read as Latin ones? *mixed: Latin ones stand
 * among them. */
static bool looks_latin(const scene *s, int from, int to, bool *mixed) {
    bool any = false;
    *mixed = false;
    for (int i = from; i < to; i++) {
        const glyph *g = s->seen[i];
        if (is_alike_script(g)) {
            any = true;
            if (g->latin == '\0') {
                return false;
            }
        } else if (g->kind == KIND_LETTER && g->script == IX_SCRIPT_LATIN) {
            *mixed = true;
        }
    }
    return any;
}

/* A word that mixes scripts, and a text whose every letter looks Latin, may be meant as Latin. */
static void undo_lookalikes(scene *s) {
    bool mixed;
    bool whole = looks_latin(s, 0, s->count, &mixed);
    for (int at = 0; at < s->count;) {
        int end = chunk_end(s, at);
        if (looks_latin(s, at, end, &mixed) && (whole || mixed)) {
            for (int i = at; i < end; i++) {
                if (is_alike_script(s->seen[i])) {
                    s->seen[i]->put = (uint32_t)s->seen[i]->latin;
                    s->seen[i]->script = IX_SCRIPT_LATIN;
                }
            }
            s->undone |= IX_DISGUISE_LOOKALIKES;
        }
        at = end + 1;
    }
}

/* ---------------------------------------------------------------- digits and signs */

/* The letter that a digit stands for in words of a script; 0 when it stands for none. */
static uint32_t letter_of_digit(uint32_t digit, uint8_t script) {
    static const char latin[10] = {'o', 'i', 'z', 'e', 'a', 's', 'b', 't', 'b', 'g'};
    static const uint32_t cyrillic[10] = {0x43E, 0x456, 0, 0x437, 0x447, 0, 0x431, 0, 0x432, 0};
    return script == IX_SCRIPT_CYRILLIC ? cyrillic[digit - '0'] : (uint32_t)latin[digit - '0'];
}

/* The letter that a sign stands for; `last`: nothing of the word follows. */
static uint32_t letter_of_sign(uint32_t sign, bool last) {
    switch (sign) {
    case '@':
        return 'a';
    case '$':
        return 's';
    case '|':
    case 0xA6: /* broken bar */
        return 'i';
    case '!':
    case 0xA1: /* inverted exclamation mark */
        return last ? 0 : 'i';
    case '+':
        return last ? 0 : 't';
    case 0x20AC: /* euro */
        return 'e';
    case 0xA3: /* pound */
        return 'l';
    case 0xA5: /* yen */
        return 'y';
    case 0xA2: /* cent */
        return 'c';
    default:
        return 0;
    }
}

static bool stands_for_i(uint32_t code) {
    return code == '1' || code == '|' || code == 0xA6 || code == '!' || code == 0xA1;
}

static uint8_t script_of_chunk(const scene *s, int from, int to) {
    for (int i = from; i < to; i++) {
        if (s->seen[i]->kind == KIND_LETTER) {
            return s->seen[i]->script;
        }
    }
    return IX_SCRIPT_NONE;
}

static bool is_letter_or_put(const scene *s, int at, int from, int to) {
    return at >= from && at < to && (s->seen[at]->kind == KIND_LETTER || s->seen[at]->put != 0);
}

static bool undo_sign(scene *s, int at, int from, int to, uint8_t script) {
    glyph *g = s->seen[at];
    bool digit = g->kind == KIND_DIGIT;
    if (g->put != 0 || g->kind == KIND_LETTER) {
        return false;
    }
    bool last = at + 1 == to ||
                (!is_word(s->seen[at + 1]) && letter_of_sign(s->seen[at + 1]->code, true) == 0);
    bool beside = is_letter_or_put(s, at - 1, from, to) || is_letter_or_put(s, at + 1, from, to);
    uint32_t letter = !beside ? 0
                      : digit ? letter_of_digit(g->code, script)
                              : letter_of_sign(g->code, last);
    if (letter == 0) {
        return false;
    }
    g->put = letter;
    g->i_or_l = stands_for_i(g->code) && letter == 'i';
    s->undone |= digit ? IX_DISGUISE_DIGITS : IX_DISGUISE_SIGNS;
    return true;
}

/* A digit alone between signs, where other digits stand for letters: R05n3f7 S.4. */
static void undo_lone_digits(scene *s, int from, int to, uint8_t script) {
    for (int i = from; i < to; i++) {
        glyph *g = s->seen[i];
        bool alone =
            (i == from || !is_word(s->seen[i - 1])) && (i + 1 == to || !is_word(s->seen[i + 1]));
        if (g->kind == KIND_DIGIT && g->put == 0 && alone) {
            g->put = letter_of_digit(g->code, script);
        }
    }
}

/* Digits and signs beside letters, and beside such as stand for letters; once there, once back. */
static void undo_signs(scene *s) {
    for (int at = 0; at < s->count;) {
        int end = chunk_end(s, at);
        uint8_t script = script_of_chunk(s, at, end);
        for (int i = at; script != IX_SCRIPT_NONE && i < end; i++) {
            undo_sign(s, i, at, end, script);
        }
        for (int i = end - 1; script != IX_SCRIPT_NONE && i >= at; i--) {
            undo_sign(s, i, at, end, script);
        }
        at = end + 1;
    }
    for (int at = 0; (s->undone & IX_DISGUISE_DIGITS) != 0 && at < s->count;) {
        int end = chunk_end(s, at);
        uint8_t script = script_of_chunk(s, at, end);
        if (script != IX_SCRIPT_NONE) {
            undo_lone_digits(s, at, end, script);
        }
        at = end + 1;
    }
}

/* ---------------------------------------------------------------- letters apart */

/* What stands between two words: how many glyphs, and is a space among them? */
typedef struct gap {
    int from, to;
    bool space;
} gap;

static gap gap_at(const scene *s, int at) {
    gap g = {at, at, false};
    while (g.to < s->count && !is_word(s->seen[g.to])) {
        g.space = g.space || s->seen[g.to]->kind == KIND_SPACE;
        g.to++;
    }
    return g;
}

static bool is_single(const scene *s, int at) {
    return at < s->count && word_end(s, at) == at + 1 && s->seen[at]->kind != KIND_DIGIT;
}

/* The width that most gaps in the run of single letters [from, to) have: a space counts more than
 * any number of signs. */
#define SPACE_WIDTH 8
static int width_of(const gap *g) {
    int width = g->to - g->from + (g->space ? SPACE_WIDTH : 0);
    return width < 2 * SPACE_WIDTH ? width : 2 * SPACE_WIDTH - 1;
}

static int usual_width(const scene *s, int from, int to) {
    int counts[2 * SPACE_WIDTH] = {0};
    int usual = 0;
    for (int at = from; at < to;) {
        gap g = gap_at(s, at + 1);
        if (g.to >= to) {
            break;
        }
        counts[width_of(&g)]++;
        at = g.to;
    }
    for (int width = 1; width < 2 * SPACE_WIDTH; width++) {
        usual = counts[width] > counts[usual] ? width : usual;
    }
    return usual;
}

/* Join a run of single letters [from, to); wider gaps than the usual one divide its words. */
static void join_singles(scene *s, int from, int to) {
    int usual = usual_width(s, from, to);
    for (int at = from; at < to;) {
        gap g = gap_at(s, at + 1);
        if (g.to >= to) {
            break;
        }
        for (int i = g.from; width_of(&g) <= usual && i < g.to; i++) {
            s->seen[i]->drop = true;
        }
        at = g.to;
    }
    s->undone |= IX_DISGUISE_SPACED;
}

static void undo_spacing(scene *s) {
    for (int at = gap_at(s, 0).to; at < s->count;) {
        int end = at, last = at, singles = 0;
        while (is_single(s, end)) {
            singles++;
            last = end;
            end = gap_at(s, end + 1).to;
        }
        if (singles >= SINGLES_MIN) {
            join_singles(s, at, last + 1);
        }
        at = singles > 0 ? end : gap_at(s, word_end(s, at)).to;
    }
}

/* ---------------------------------------------------------------- words cut and masked */

/* A sign within a word hides a letter, or nothing: P?tin. */
static bool is_mask(const glyph *g) {
    return g->kind == KIND_OTHER && g->put == 0 && !g->drop;
}

static bool is_cut(const glyph *g) {
    return (g->kind == KIND_HYPHEN || g->kind == KIND_PERIOD) && !g->drop;
}

static void undo_masks(scene *s, int from, int to) {
    for (int i = from + 1; i + 1 < to; i++) {
        if (is_mask(s->seen[i]) && is_word(s->seen[i - 1]) && is_word(s->seen[i + 1])) {
            s->seen[i]->drop = true;
            s->undone |= IX_DISGUISE_MASKED;
        }
    }
}

/* Three short pieces or more, and not initials: Ti-kho-nov. */
static void undo_cuts(scene *s, int from, int to) {
    int pieces = 0, cuts = 0, letters = 0;
    for (int at = from; at < to;) {
        int end = word_end(s, at);
        if (end - at > PIECE_MAX) {
            return;
        }
        pieces += end > at;
        letters += end - at;
        cuts += end < to && is_cut(s->seen[end]);
        at = end + 1;
    }
    bool many = pieces >= PIECES_MIN && cuts >= PIECES_MIN - 1 && letters >= 2 * pieces;
    for (int i = from; many && i < to; i++) {
        if (is_cut(s->seen[i]) && i > from && i + 1 < to) {
            s->seen[i]->drop = true;
            s->undone |= IX_DISGUISE_MASKED;
        }
    }
}

static void undo_insertions(scene *s) {
    for (int at = 0; at < s->count;) {
        int end = chunk_end(s, at);
        undo_masks(s, at, end);
        undo_cuts(s, at, end);
        at = end + 1;
    }
}

/* ---------------------------------------------------------------- stretched, run on */

static uint32_t letter_at(const scene *s, int at) {
    const glyph *g = s->seen[at];
    return g->put != 0 ? g->put : g->code;
}

/* Numerals and short words of one letter are written so: III, AAA. */
static bool is_numeral(const scene *s, int from, int to) {
    bool numeral = to - from <= NUMERAL_MAX, one = to - from <= ONE_LETTER_MAX;
    for (int i = from; i < to; i++) {
        uint32_t c = letter_at(s, i);
        numeral = numeral && (c == 'i' || c == 'v' || c == 'x');
        one = one && c == letter_at(s, from);
    }
    return numeral || one;
}

static void undo_stretch(scene *s, int from, int to) {
    for (int at = from; at < to;) {
        int end = at + 1;
        while (end < to && letter_at(s, end) == letter_at(s, at)) {
            end++;
        }
        for (int i = at + 1; end - at >= STRETCH_MIN && i < end; i++) {
            s->seen[i]->drop = true;
            s->undone |= IX_DISGUISE_STRETCHED;
        }
        at = end;
    }
}

static bool is_upper_at(const scene *s, int at) {
    const glyph *g = s->seen[at];
    return g->length == 1 && s->raw.ptr[g->from] >= 'A' && s->raw.ptr[g->from] <= 'Z';
}

/* Does a word begin at the capital `i`: behind a small letter (DmitriyPeskov), or before the small
 * letters behind a run of capitals (PESKOVDmitriy)? */
static bool begins_word(const scene *s, int i, int to) {
    return is_upper_at(s, i) && (!is_upper_at(s, i - 1) || (i + 1 < to && !is_upper_at(s, i + 1)));
}

static void undo_run_on(scene *s, int from, int to) {
    int begin = from;
    for (int i = from + 1; i < to; i++) {
        if (begins_word(s, i, to) && i - begin >= RUN_ON_MIN && to - i >= RUN_ON_MIN) {
            s->seen[i]->split = true;
            s->undone |= IX_DISGUISE_RUN_ON;
            begin = i;
        }
    }
}

/* What was dropped divides no words any more. */
static void close_up(scene *s) {
    int kept = 0;
    for (int i = 0; i < s->count; i++) {
        if (!s->seen[i]->drop) {
            s->seen[kept++] = s->seen[i];
        }
    }
    s->count = kept;
}

static void undo_in_words(scene *s) {
    for (int at = gap_at(s, 0).to; at < s->count;) {
        int end = word_end(s, at);
        if (!is_numeral(s, at, end)) {
            undo_stretch(s, at, end);
        }
        undo_run_on(s, at, end);
        at = gap_at(s, end).to;
    }
}

/* ---------------------------------------------------------------- putting together */

static bool is_hidden(uint8_t kind) {
    return kind == KIND_INVISIBLE || kind == KIND_BIDI || kind == KIND_CONTROL;
}

/* How to write the glyphs down. */
typedef enum manner { AS_MARKED, L_FOR_ONE, HIDDEN_SPACES } manner;

static ix_status write_down(ix_writing *out, const scene *s, manner how, ix_arena *arena) {
    size_t room = (size_t)s->glyph_count * (BYTES_A_GLYPH + 1) + 1;
    char *bytes = IX_NEW(arena, char, room);
    int32_t *origin = IX_NEW(arena, int32_t, room);
    if (bytes == NULL || origin == NULL) {
        return IX_E_MEMORY;
    }
    ptrdiff_t len = 0;
    for (int i = 0; i < s->glyph_count; i++) {
        const glyph *g = &s->glyphs[i];
        bool marked = how != HIDDEN_SPACES;
        bool space = marked ? g->split : is_hidden(g->kind);
        if (space) {
            origin[len] = g->from;
            bytes[len++] = ' ';
        }
        if ((marked && g->drop) || (!marked && space)) {
            continue;
        }
        char own[BYTES_A_GLYPH];
        int length = g->length;
        uint32_t put = how == L_FOR_ONE && g->i_or_l ? 'l' : g->put;
        if (marked && put != 0) {
            length = ix_utf8_encode(own, put);
        } else {
            memcpy(own, s->raw.ptr + g->from, (size_t)length);
        }
        for (int k = 0; k < length; k++) {
            origin[len] = g->from + (k < g->length ? k : g->length - 1);
            bytes[len++] = own[k];
        }
    }
    out->text = (ix_str){bytes, len};
    out->origin = origin;
    return IX_OK;
}

static bool has_i_or_l(const scene *s) {
    for (int i = 0; i < s->count; i++) {
        if (s->seen[i]->i_or_l) {
            return true;
        }
    }
    return false;
}

/* Scripts in which nothing invisible is written for its own sake, as joiners are in others. */
static bool is_plain_script(uint8_t script) {
    return script == IX_SCRIPT_LATIN || script == IX_SCRIPT_CYRILLIC || script == IX_SCRIPT_GREEK ||
           script == IX_SCRIPT_ARMENIAN || script == IX_SCRIPT_GEORGIAN;
}

/* Do invisible characters stand where spaces should, between words of letters? */
static bool has_hidden_space(const scene *s) {
    int letters = 0;
    bool hidden = false, found = false;
    for (int i = 0; i < s->glyph_count; i++) {
        const glyph *g = &s->glyphs[i];
        if (g->kind == KIND_LETTER || g->kind == KIND_DIGIT) {
            letters++;
            if (g->kind == KIND_LETTER && !is_plain_script(g->script)) {
                return false;
            }
        } else if (is_seen(g->kind)) {
            letters = 0;
            hidden = false;
        } else if (is_hidden(g->kind) && letters > 0) {
            if (hidden && letters < HIDDEN_MIN) {
                return false; /* letters kept apart, not words */
            }
            hidden = letters >= HIDDEN_MIN;
            letters = 0;
        }
        found = found || (hidden && letters >= HIDDEN_MIN);
    }
    return found;
}

static ix_status write_all(ix_writing out[IX_WRITINGS_MAX], int *count, scene *s, ix_arena *arena) {
    ix_status status = IX_OK;
    if (has_hidden_space(s)) {
        out[*count].undone = IX_DISGUISE_HIDDEN_SPACES;
        status = write_down(&out[(*count)++], s, HIDDEN_SPACES, arena);
    }
    undo_lookalikes(s);
    undo_signs(s);
    undo_spacing(s);
    undo_insertions(s);
    close_up(s);
    undo_in_words(s);
    if (status == IX_OK && s->undone != 0) {
        out[*count].undone = s->undone;
        status = write_down(&out[(*count)++], s, AS_MARKED, arena);
    }
    if (status == IX_OK && has_i_or_l(s)) {
        out[*count].undone = s->undone;
        status = write_down(&out[(*count)++], s, L_FOR_ONE, arena);
    }
    return status;
}

ix_status ix_text_undisguise(ix_writing out[IX_WRITINGS_MAX], int *count, ix_str raw,
                             ix_arena *arena, ix_error *error) {
    *count = 0;
    if (raw.len > IX_DISGUISED_BYTES_MAX || is_plain(raw)) {
        return IX_OK;
    }
    scene s = {.raw = raw};
    s.glyphs = IX_NEW(arena, glyph, raw.len + 1);
    s.seen = IX_NEW(arena, glyph *, raw.len + 1);
    if (s.glyphs == NULL || s.seen == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to read a disguised text");
    }
    take_apart(&s);
    ix_status status = write_all(out, count, &s, arena);
    return status == IX_OK ? IX_OK
                           : ix_error_set(error, status, "no memory to read a disguised text");
}

/* Turn the characters of [from, to) round. */
static void turn_round(char *bytes, int32_t *origin, ix_str raw, int32_t from, int32_t to) {
    ptrdiff_t at = to;
    for (ptrdiff_t pos = from; pos < to;) {
        ptrdiff_t begin = pos;
        ix_utf8_decode(ix_str_slice(raw, 0, to), &pos, NULL);
        at -= pos - begin;
        for (ptrdiff_t k = 0; k < pos - begin; k++) {
            bytes[at + k] = raw.ptr[begin + k];
            origin[at + k] = (int32_t)(begin + k);
        }
    }
}

ix_status ix_text_reversed(ix_writing *out, ix_str raw, const ix_text_span *words, int count,
                           ix_arena *arena, ix_error *error) {
    char *bytes = IX_NEW(arena, char, raw.len + 1);
    int32_t *origin = IX_NEW(arena, int32_t, raw.len + 1);
    if (bytes == NULL || origin == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to turn words round");
    }
    for (ptrdiff_t i = 0; i < raw.len; i++) {
        bytes[i] = raw.ptr[i];
        origin[i] = (int32_t)i;
    }
    for (int i = 0; i < count; i++) {
        turn_round(bytes, origin, raw, words[i].from, words[i].to);
    }
    *out = (ix_writing){{bytes, raw.len}, origin, IX_DISGUISE_REVERSED};
    return IX_OK;
}

ix_text_span ix_writing_origin(const ix_writing *writing, ix_str raw, ix_text_span span) {
    int32_t from = (int32_t)raw.len, to = 0;
    for (int32_t i = span.from; i < span.to; i++) {
        from = writing->origin[i] < from ? writing->origin[i] : from;
        to = writing->origin[i] >= to ? writing->origin[i] + 1 : to;
    }
    while (to < raw.len && ((unsigned char)raw.ptr[to] & 0xC0) == 0x80) {
        to++;
    }
    return (ix_text_span){from, to};
}
