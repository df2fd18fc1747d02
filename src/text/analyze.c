/* The pipeline of text.h in one pass: bytes to characters to words to tokens.
 *
 * Between words the analyzer gathers what separates them. A word of plain ASCII is read in one
 * tight loop (take_ascii_word); any other goes letter by letter through the word buffer:
 *
 *     character -> folded -> letter, mark, apostrophe: into the open word
 *                         -> separator: closes it; marks settled, look-alikes unified, spelled
 *
 * Folded bytes of all tokens lie one behind the other; their pointers are set at the end. Short
 * texts are built on the stack and copied to the arena once, so that a name costs just what it
 * holds. */
#include "word.h"

#include <string.h>

#define TOKENS_INLINE      24
#define BYTES_INLINE       1024
#define ANOMALY_KINDS      (IX_ANOMALY_TOO_LONG + 1)
#define MARKS_IN_A_ROW_MAX 4
#define APOSTROPHES_MAX    2      /* in a row between letters: doubled by some program's quoting */
#define ITERATION_MARK     0x3005 /* the Han character before it once more */

#define BIT(kind) (1u << (kind))

/* The token being built. */
typedef struct open_token {
    int32_t from, to;
    int length; /* bytes spelled so far */
    uint8_t script;
    uint8_t flags; /* of its letters, together */
    bool has_letter;
    bool has_digit;
    bool is_rest; /* of a word that was split */
    bool is_next; /* in a word, parted from what is before it by nothing */
} open_token;

typedef struct analyzer {
    ix_str raw;
    ix_arena *arena;
    ix_status status;
    ix_token *tokens;
    int count;
    int capacity;
    char *bytes;
    size_t used;
    size_t size;
    unsigned seen;   /* kinds of separators since the last token */
    bool open;       /* within a text_word */
    bool ended;      /* the letter before has the form of a word's last */
    int apostrophes; /* pending: behind a letter, joining if a letter follows */
    int marks_in_a_row;
    int32_t marks_from;
    open_token token;
    int8_t anomaly_of[ANOMALY_KINDS]; /* index + 1 in out->anomalies */
    ix_text *out;
    text_word *word; /* apart, because it is large and must not be zeroed */
} analyzer;

/* ------------------------------------------------------------------ anomalies */

static void note(analyzer *a, ix_anomaly_kind kind, int32_t from, int32_t to) {
    if (a->anomaly_of[kind] != 0) {
        a->out->anomalies[a->anomaly_of[kind] - 1].count++;
        return;
    }
    a->out->anomalies[a->out->anomaly_count++] = (ix_anomaly){kind, from, to, 1};
    a->anomaly_of[kind] = (int8_t)a->out->anomaly_count;
}

_Static_assert(ANOMALY_KINDS <= IX_ANOMALIES_MAX, "each kind of anomaly has a place");

/* ------------------------------------------------------------------ tokens */

static bool reserve_bytes(analyzer *a, size_t need) {
    if (a->size - a->used >= need) {
        return true;
    }
    size_t size = a->size * 2 + need;
    char *bytes = ix_arena_alloc(a->arena, size, 1, 1);
    if (bytes == NULL) {
        a->status = IX_E_MEMORY;
        return false;
    }
    memcpy(bytes, a->bytes, a->used);
    a->bytes = bytes;
    a->size = size;
    return true;
}

/* Room for one more token, or NULL with the status set. */
static ix_token *add_token(analyzer *a) {
    if (a->count == IX_TOKENS_MAX) {
        a->status = IX_E_LIMIT;
        return NULL;
    }
    if (a->count == a->capacity) {
        int capacity = a->capacity * 2;
        ix_token *tokens = IX_NEW(a->arena, ix_token, capacity);
        if (tokens == NULL) {
            a->status = IX_E_MEMORY;
            return NULL;
        }
        memcpy(tokens, a->tokens, (size_t)a->count * sizeof *tokens);
        a->tokens = tokens;
        a->capacity = capacity;
    }
    return &a->tokens[a->count++];
}

/* How a token is joined to the one before it, by what stood between. */
static uint8_t joint_of(unsigned seen) {
    /* The strongest first. Apostrophes count only where nothing else stands. */
    static const uint8_t order[][2] = {
        {KIND_COMMA, IX_JOINT_COMMA},       {KIND_AMPERSAND, IX_JOINT_AMPERSAND},
        {KIND_SLASH, IX_JOINT_SLASH},       {KIND_BRACKET, IX_JOINT_BRACKET},
        {KIND_OTHER, IX_JOINT_OTHER},       {KIND_SPACE, IX_JOINT_SPACE},
        {KIND_HYPHEN, IX_JOINT_HYPHEN},     {KIND_PERIOD, IX_JOINT_PERIOD},
        {KIND_APOSTROPHE, IX_JOINT_BRACKET}};
    if (seen == BIT(KIND_SPACE)) {
        return IX_JOINT_SPACE;
    }
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        if ((seen & BIT(order[i][0])) != 0) {
            return order[i][1];
        }
    }
    return IX_JOINT_OTHER;
}

/* Put the open token, if it has any bytes, behind the others. */
static void close_token(analyzer *a) {
    open_token *t = &a->token;
    ix_token *token = t->length == 0 ? NULL : add_token(a);
    if (token != NULL) {
        bool upper = (t->flags & CHAR_UPPER) != 0 && (t->flags & CHAR_CASED) == 0;
        *token = (ix_token){.folded.len = t->length,
                            .from = t->from,
                            .to = t->to,
                            .script = t->script,
                            .upper = upper};
        token->kind = !t->has_digit   ? IX_TOKEN_WORD
                      : t->has_letter ? IX_TOKEN_MIXED
                                      : IX_TOKEN_NUMBER;
        if (a->count > 1) { /* else the zero value, START */
            token->joint = t->is_rest   ? IX_JOINT_SPLIT
                           : t->is_next ? IX_JOINT_NONE
                                        : joint_of(a->seen);
        }
        a->seen = 0;
    }
    *t = (open_token){.is_rest = token != NULL};
}

/* Han characters and Hangul syllables are tokens of their own. */
static bool stands_alone(const word_letter *letter) {
    return letter->script == IX_SCRIPT_HAN || letter->script == IX_SCRIPT_HANGUL;
}

/* Close what is open before such a character, and behind it. */
static void part_alone(analyzer *a) {
    if (a->token.length > 0) {
        close_token(a);
        a->token.is_rest = false;
        a->token.is_next = true;
    }
}

/* Append the spelling of letters [at, at + used) to the open token; split it where it gets too
 * long. */
static void add_spelling(analyzer *a, const char *spelling, int length, int at, int used) {
    open_token *t = &a->token;
    const word_letter *letters = a->word->letters;
    if (t->length + length > IX_TOKEN_BYTES_MAX) {
        note(a, IX_ANOMALY_TOO_LONG, t->from, t->to);
        close_token(a);
    }
    if (t->to == 0) {
        bool mixed = a->word->script == IX_SCRIPT_HAN || a->word->script == IX_SCRIPT_HANGUL;
        t->from = letters[at].from;
        t->script = mixed ? letters[at].script : a->word->script;
    }
    for (int i = at; i < at + used; i++) {
        t->flags |= letters[i].flags;
        t->has_digit |= letters[i].kind == KIND_DIGIT;
        t->has_letter |= letters[i].kind == KIND_LETTER;
        t->to = letters[i].to;
    }
    if (a->status == IX_OK && reserve_bytes(a, (size_t)length)) {
        memcpy(a->bytes + a->used, spelling, (size_t)length);
        a->used += (size_t)length;
        t->length += length;
    }
}

/* ------------------------------------------------------------------ words */

/* Spell the first `stop` letters of the word (two-letter rules may take one more) and drop them. */
static void spell_letters(analyzer *a, int stop) {
    text_word *w = a->word;
    if (w->count == 0) {
        return;
    }
    word_mix mix = word_unify(w);
    if (mix != MIX_NONE) {
        note(a, mix == MIX_HOMOGLYPH ? IX_ANOMALY_HOMOGLYPH : IX_ANOMALY_MIXED_SCRIPT,
             w->letters[0].from, w->letters[w->count - 1].to);
    }
    unsigned languages = word_languages(w);
    int at = 0;
    while (at < stop && a->status == IX_OK) {
        char spelling[SPELLING_MAX];
        int used;
        int length = word_spell(spelling, &used, w, at, languages);
        bool alone = stands_alone(&w->letters[at]);
        if (alone) {
            part_alone(a);
        }
        add_spelling(a, spelling, length, at, used);
        if (alone) {
            a->token.script = w->letters[at].script;
            part_alone(a);
        }
        at += used;
    }
    if (at > 0) {
        w->before = w->letters[at - 1].letter;
        w->count -= at;
        memmove(w->letters, w->letters + at, (size_t)w->count * sizeof w->letters[0]);
    }
}

/* Spell all but the last letter, which may still get marks or compose with the next. */
static void spell_full_word(analyzer *a) {
    int last = a->word->count - 1;
    while (last > 0 && a->word->letters[last].kind == KIND_MARK) {
        last--;
    }
    spell_letters(a, last);
}

static void close_word(analyzer *a) {
    if (!a->open) {
        return;
    }
    text_word *w = a->word;
    word_settle_marks(w);
    spell_letters(a, w->count);
    close_token(a);
    a->token.is_rest = a->token.is_next = false;
    word_clear(w);
    a->open = false;
    if (a->apostrophes > 0) {
        a->seen |= BIT(KIND_APOSTROPHE);
        a->apostrophes = 0;
    }
}

/* A letter or digit; `flags` tell its case as written. */
static void take_letter(analyzer *a, uint32_t code, const text_char *c, uint8_t flags, int32_t from,
                        int32_t to) {
    text_word *w = a->word;
    if (a->apostrophes > 0 && c->kind == KIND_DIGIT) {
        close_word(a);
    }
    a->apostrophes = 0;
    word_settle_marks(w);
    if (w->count > 0) {
        const word_letter *last = &w->letters[w->count - 1];
        if ((c->flags & CHAR_COMPOSES) != 0 && word_compose(w, code, to)) {
            return;
        }
        /* Behind a letter of another script it says nothing, and must not keep two letters apart
         * that would compose without it. */
        if ((c->flags & CHAR_SILENT) != 0 && last->script != c->script) {
            return;
        }
        if (code == ITERATION_MARK && last->script == IX_SCRIPT_HAN) {
            code = last->code;
        }
        if (w->count >= WORD_LETTERS_MAX - WORD_MARKS_KEPT) {
            spell_full_word(a);
        }
    }
    if ((c->flags & CHAR_UNUSUAL) != 0) {
        note(a, IX_ANOMALY_UNUSUAL, from, to);
    }
    a->open = true;
    w->letters[w->count++] = (word_letter){
        .code = code,
        .from = from,
        .to = to,
        .letter = c->letter,
        .script = c->script,
        .kind = c->kind,
        .order = c->order,
        .flags = (uint8_t)((flags & (CHAR_UPPER | CHAR_CASED)) | (c->flags & CHAR_STRIPS))};
}

static void take_mark(analyzer *a, uint32_t code, const text_char *c, int32_t from, int32_t to) {
    text_word *w = a->word;
    if (++a->marks_in_a_row == 1) {
        a->marks_from = from;
    }
    if (a->marks_in_a_row == MARKS_IN_A_ROW_MAX + 1) {
        note(a, IX_ANOMALY_COMBINING, a->marks_from, to);
    }
    if (w->count == 0 || a->apostrophes > 0) {
        return; /* it stands on nothing */
    }
    w->letters[w->count - 1].to = to;
    if (w->mark_count < WORD_MARKS_MAX) {
        w->marks[w->mark_count++] = (word_mark){code, c->order};
    }
}

static void take_apostrophe(analyzer *a) {
    const text_word *w = a->word;
    bool behind_letter = a->open && w->count > 0 && w->letters[w->count - 1].kind != KIND_DIGIT;
    if (behind_letter && a->apostrophes < APOSTROPHES_MAX) {
        a->apostrophes++;
        return;
    }
    close_word(a);
    a->seen |= BIT(KIND_APOSTROPHE);
}

static void take_separator(analyzer *a, int kind) {
    int count = a->count;
    bool right_behind = a->apostrophes == 0;
    close_word(a);
    if (kind == KIND_PERIOD && right_behind && a->count > count) {
        a->tokens[a->count - 1].period_after = true;
    }
    a->seen |= BIT(kind);
}

/* ------------------------------------------------------------------ characters */

/* A folded character of the raw span [from, to); `flags` are those of the character as written. */
static void take_folded(analyzer *a, uint32_t code, const text_char *c, uint8_t flags, int32_t from,
                        int32_t to) {
    switch (c->kind) {
    case KIND_MARK:
        take_mark(a, code, c, from, to);
        return;
    case KIND_INVISIBLE:
        note(a, IX_ANOMALY_ZERO_WIDTH, from, to);
        return;
    case KIND_BIDI:
        note(a, IX_ANOMALY_BIDI, from, to);
        return;
    case KIND_CONTROL:
        note(a, IX_ANOMALY_CONTROL, from, to);
        return;
    case KIND_NOTHING:
        return;
    case KIND_LETTER:
    case KIND_DIGIT:
        take_letter(a, code, c, flags, from, to);
        break;
    case KIND_APOSTROPHE:
        take_apostrophe(a);
        break;
    default:
        take_separator(a, c->kind);
        break;
    }
    a->marks_in_a_row = 0;
}

static bool is_arabic_form(uint32_t code) {
    return (code >= 0xFB50 && code <= 0xFDFF) || (code >= 0xFE80 && code <= 0xFEFC);
}

/* Is it the final form of an Arabic letter that also has an initial one, or of one that only ends
 * words? Such letters have four forms in a row: isolated, final, initial, medial (Unicode 15,
 * Arabic Presentation Forms-A and -B). What follows it is another word, space or not. */
static bool is_last_form(uint32_t code) {
    static const struct {
        uint32_t from, to;
        unsigned of; /* forms of one letter */
    } rows[] = {
        {0xFB56, 0xFB59, 4}, /* peh */
        {0xFB7A, 0xFB7D, 4}, /* tcheh */
        {0xFB8E, 0xFB95, 4}, /* keheh, gaf */
        {0xFBFC, 0xFBFF, 4}, /* Farsi yeh */
        {0xFE89, 0xFE8C, 4}, /* yeh with hamza */
        {0xFE8F, 0xFE92, 4}, /* beh */
        {0xFE93, 0xFE94, 2}, /* teh marbuta */
        {0xFE95, 0xFEA8, 4}, /* teh ... khah */
        {0xFEB1, 0xFEEC, 4}, /* seen ... heh */
        {0xFEEF, 0xFEF0, 2}, /* alef maksura */
        {0xFEF1, 0xFEF4, 4}, /* yeh */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (code >= rows[i].from && code <= rows[i].to) {
            return (code - rows[i].from) % rows[i].of == 1;
        }
    }
    return false;
}

static void take_character(analyzer *a, uint32_t code, int32_t from, int32_t to) {
    const text_char *c = text_char_find(code);
    bool ended = a->ended;
    a->ended = false;
    if ((c->flags & CHAR_FOLDS) == 0) {
        take_folded(a, code, c, c->flags, from, to);
        return;
    }
    if (is_arabic_form(code)) {
        if (ended) {
            take_separator(a, KIND_SPACE);
        }
        a->ended = is_last_form(code);
    }
    if ((c->flags & CHAR_COMPATIBILITY) != 0) {
        note(a, IX_ANOMALY_COMPATIBILITY, from, to);
    }
    uint32_t codes[TEXT_FOLD_MAX];
    int count = text_fold_find(codes, code);
    for (int i = 0; i < count; i++) {
        take_folded(a, codes[i], text_char_find(codes[i]), c->flags, from, to);
    }
}

/* Whether the apostrophe at `at`, behind a letter, joins it to an ASCII letter right behind it. */
static bool joins_ascii(ix_str raw, ptrdiff_t at) {
    return at + 1 < raw.len && (text_ascii[(unsigned char)raw.ptr[at + 1]] & ASCII_LETTER) != 0;
}

/* A word of ASCII letters and digits that starts at *pos. False, with nothing done, when it is not
 * plainly one: it goes on with other characters, or is too long. */
static bool take_ascii_word(analyzer *a, ptrdiff_t *pos) {
    if (!reserve_bytes(a, IX_TOKEN_BYTES_MAX)) {
        return true;
    }
    const ix_str raw = a->raw;
    char *out = a->bytes + a->used;
    ptrdiff_t at = *pos;
    int length = 0;
    unsigned bits = 0;
    unsigned next = KIND_SPACE;
    for (; at < raw.len; at++) {
        unsigned char byte = (unsigned char)raw.ptr[at];
        next = text_ascii[byte];
        if ((next & ASCII_WORD) != 0) {
            if (length == IX_TOKEN_BYTES_MAX) {
                return false;
            }
            bits |= next;
            out[length++] = (char)(byte | 0x20); /* digits have the bit already */
        } else if ((next & ASCII_KIND) != KIND_APOSTROPHE || (next & ASCII_SLOW) != 0 ||
                   out[length - 1] < 'a' || !joins_ascii(raw, at)) {
            break;
        }
    }
    bool at_apostrophe = at < raw.len && (next & ASCII_KIND) == KIND_APOSTROPHE;
    if (at < raw.len && ((next & ASCII_SLOW) != 0 || at_apostrophe)) {
        return false;
    }
    ix_token *token = add_token(a);
    if (token == NULL) {
        return true;
    }
    bool has_letter = (bits & ASCII_LETTER) != 0;
    *token = (ix_token){.folded.len = length,
                        .from = (int32_t)*pos,
                        .to = (int32_t)at,
                        .script = has_letter ? IX_SCRIPT_LATIN : IX_SCRIPT_NONE,
                        .upper = (bits & ASCII_LETTER) == ASCII_UPPER,
                        .period_after = at < raw.len && next == KIND_PERIOD};
    token->kind = (bits & ASCII_DIGIT) == 0 ? IX_TOKEN_WORD
                  : has_letter              ? IX_TOKEN_MIXED
                                            : IX_TOKEN_NUMBER;
    if (a->count > 1) {
        token->joint = joint_of(a->seen); /* else the zero value, START */
    }
    a->seen = 0;
    a->used += (size_t)length;
    *pos = at;
    return true;
}

/* Is there a sign of hundredths behind a digit? */
static bool is_percent(ix_str raw, ptrdiff_t at) {
    return raw.ptr[at] == '%' && at > 0 && raw.ptr[at - 1] >= '0' && raw.ptr[at - 1] <= '9';
}

/* It is the word that it is read as; letters right behind it go on with that: 3%ers. */
static void take_percent(analyzer *a, int32_t at) {
    take_separator(a, KIND_SPACE);
    for (const char *letter = "percent"; *letter != '\0'; letter++) {
        const text_char *c = text_char_find((unsigned char)*letter);
        take_letter(a, (unsigned char)*letter, c, c->flags, at, at + 1);
    }
}

static void take_all(analyzer *a) {
    ptrdiff_t pos = 0;
    while (pos < a->raw.len && a->status == IX_OK) {
        if (is_percent(a->raw, pos)) {
            take_percent(a, (int32_t)pos++);
            continue;
        }
        unsigned bits = text_ascii[(unsigned char)a->raw.ptr[pos]];
        if (!a->open && (bits & (ASCII_WORD | ASCII_SLOW)) == 0) {
            a->seen |= BIT(bits);
            a->marks_in_a_row = 0;
            pos++;
            continue;
        }
        if (!a->open && (bits & ASCII_WORD) != 0 && take_ascii_word(a, &pos)) {
            continue;
        }
        ptrdiff_t from = pos;
        bool valid;
        uint32_t code = ix_utf8_decode(a->raw, &pos, &valid);
        if (!valid) {
            note(a, IX_ANOMALY_INVALID_UTF8, (int32_t)from, (int32_t)pos);
        }
        take_character(a, code, (int32_t)from, (int32_t)pos);
    }
    close_word(a);
}

/* Move what was built to the arena and set the tokens' pointers into it. */
static void finish(analyzer *a, const ix_token *inline_tokens, const char *inline_bytes) {
    ix_text *out = a->out;
    out->tokens = a->tokens;
    char *bytes = a->bytes;
    if (a->count > 0 && a->tokens == inline_tokens) {
        out->tokens = IX_NEW(a->arena, ix_token, a->count);
    }
    if (a->count > 0 && bytes == inline_bytes) {
        bytes = (char *)ix_arena_copy(a->arena, (ix_str){bytes, (ptrdiff_t)a->used}).ptr;
    }
    if (a->count > 0 && (out->tokens == NULL || bytes == NULL)) {
        a->status = IX_E_MEMORY;
        return;
    }
    if (a->count == 0) {
        out->tokens = NULL;
    } else if (out->tokens != a->tokens) {
        memcpy(out->tokens, a->tokens, (size_t)a->count * sizeof *out->tokens);
    }
    for (int i = 0; i < a->count; i++) {
        out->tokens[i].folded.ptr = bytes;
        bytes += out->tokens[i].folded.len;
    }
    out->count = a->count;
}

ix_status ix_text_analyze(ix_text *out, ix_str raw, ix_arena *arena, ix_error *error) {
    *out = (ix_text){0};
    if (raw.len > IX_TEXT_BYTES_MAX) {
        return ix_error_set(error, IX_E_LIMIT, "a text is longer than %d bytes", IX_TEXT_BYTES_MAX);
    }
    out->raw = raw;
    ix_token tokens[TOKENS_INLINE];
    char bytes[BYTES_INLINE];
    text_word word;
    word_clear(&word);
    analyzer a = {.raw = raw,
                  .arena = arena,
                  .tokens = tokens,
                  .capacity = TOKENS_INLINE,
                  .bytes = bytes,
                  .size = BYTES_INLINE,
                  .out = out,
                  .word = &word};
    take_all(&a);
    if (a.status == IX_OK) {
        finish(&a, tokens, bytes);
    }
    if (a.status == IX_OK) {
        return IX_OK;
    }
    *out = (ix_text){0};
    if (a.status == IX_E_LIMIT) {
        return ix_error_set(error, IX_E_LIMIT, "a text has more than %d words", IX_TOKENS_MAX);
    }
    return ix_error_set(error, a.status, "no memory for the words of a text");
}
