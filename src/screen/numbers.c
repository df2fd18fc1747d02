/* Identifier-shaped pieces of running text.
 *
 * Two passes. Tokens, as the text pipeline folds them (so that digits of any script count): every
 * window of up to WINDOW_TOKENS_MAX neighbours that could be one number written in groups,
 *
 *     "passport 530 193 947"      ->  530 193, 530 193 947, 193 947
 *     "CH-660-0-469-982-0"        ->  the whole, and its parts with four digits or more
 *
 * Then raw words, for the forms in which case or signs matter: wallets, e-mails, BIC, LEI. A piece
 * only says "look this up"; looking up is exact, so a piece too many costs nothing but time. */
#include <interdict/screen.h>

#define WINDOW_TOKENS_MAX 10
#define KEY_BYTES_MIN     5
#define KEY_BYTES_MAX     40
#define DIGITS_MIN        4
#define END_LETTERS_MAX   4 /* letters before or behind the digits: "AB 1234567" */
#define WALLET_BYTES_MIN  25
#define WALLET_BYTES_MAX  120

typedef struct collector {
    ix_vector found; /* of ix_number */
    ix_arena *arena;
    bool failed; /* no memory */
} collector;

static void collect(collector *c, ix_identifier_type type, ix_str value, int32_t from, int32_t to) {
    ix_number *one = ix_vector_push(&c->found, sizeof *one, c->arena);
    if (one == NULL) {
        c->failed = true;
        return;
    }
    *one = (ix_number){type, value, from, to};
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_alnum(char c) {
    return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z');
}

static int count_digits(ix_str s) {
    int digits = 0;
    for (ptrdiff_t i = 0; i < s.len; i++) {
        digits += is_digit(s.ptr[i]);
    }
    return digits;
}

/* ------------------------------------------------------------------ windows of tokens */

/* May a number go on across what stands before this token? */
static bool joins(const ix_token *token) {
    return token->joint == IX_JOINT_SPACE || token->joint == IX_JOINT_HYPHEN ||
           token->joint == IX_JOINT_PERIOD || token->joint == IX_JOINT_SLASH ||
           token->joint == IX_JOINT_SPLIT;
}

/* The folded words of tokens [first, last], joined by nothing. */
static ix_str join_tokens(collector *c, const ix_text *text, int first, int last, ptrdiff_t len) {
    if (first == last) {
        return text->tokens[first].folded;
    }
    char *joined = IX_NEW(c->arena, char, len);
    if (joined == NULL) {
        c->failed = true;
        return (ix_str){0};
    }
    ptrdiff_t at = 0;
    for (int i = first; i <= last; i++) {
        ix_str word = text->tokens[i].folded;
        for (ptrdiff_t j = 0; j < word.len; j++) {
            joined[at++] = word.ptr[j];
        }
    }
    return (ix_str){joined, len};
}

/* All windows that begin at token `first`. Letters alone may stand at the ends, if few. */
static void collect_windows(collector *c, const ix_text *text, int first) {
    ptrdiff_t len = 0;
    int digits = 0;
    for (int last = first; last < text->count && last < first + WINDOW_TOKENS_MAX; last++) {
        const ix_token *token = &text->tokens[last];
        int own = token->kind == IX_TOKEN_WORD ? 0 : count_digits(token->folded);
        len += token->folded.len;
        digits += own;
        bool letters_only = own == 0;
        if ((last > first && !joins(token)) || len > KEY_BYTES_MAX ||
            (letters_only && token->folded.len > END_LETTERS_MAX)) {
            return;
        }
        if (len >= KEY_BYTES_MIN && digits >= DIGITS_MIN) {
            ix_str value = join_tokens(c, text, first, last, len);
            collect(c, IX_ID_OTHER, value, text->tokens[first].from, token->to);
        }
        if (letters_only && last > first) {
            return;
        }
    }
}

/* ------------------------------------------------------------------ raw words */

static bool is_bic(ix_str word, const ix_knowledge *knowledge) {
    if (word.len != 8 && word.len != 11) {
        return false;
    }
    for (ptrdiff_t i = 0; i < word.len; i++) {
        if (!is_upper(word.ptr[i]) && (i < 6 || !is_digit(word.ptr[i]))) {
            return false;
        }
    }
    char code[3];
    return ix_country_parse(code, knowledge, ix_str_slice(word, 4, 6));
}

/* 18 capitals or digits and two check digits. */
static bool is_lei(ix_str word) {
    if (word.len != 20 || !is_digit(word.ptr[18]) || !is_digit(word.ptr[19])) {
        return false;
    }
    for (ptrdiff_t i = 0; i < 18; i++) {
        if (!is_upper(word.ptr[i]) && !is_digit(word.ptr[i])) {
            return false;
        }
    }
    return true;
}

/* Letters and digits without a break, longer than any word: base58, hex, bech32. */
static bool is_wallet(ix_str word) {
    return word.len >= WALLET_BYTES_MIN && word.len <= WALLET_BYTES_MAX && count_digits(word) > 0;
}

static void collect_word(collector *c, ix_str text, ptrdiff_t from, ptrdiff_t to,
                         const ix_knowledge *knowledge) {
    ix_str word = ix_str_slice(text, from, to);
    if (is_bic(word, knowledge)) {
        collect(c, IX_ID_BIC, word, (int32_t)from, (int32_t)to);
    } else if (is_lei(word)) {
        collect(c, IX_ID_LEI, word, (int32_t)from, (int32_t)to);
    } else if (is_wallet(word)) {
        collect(c, IX_ID_WALLET, word, (int32_t)from, (int32_t)to);
    }
}

/* Digits that a word runs into: "IMO9256858", "ref530193947x". */
static void collect_inner(collector *c, ix_str text, ptrdiff_t from, ptrdiff_t to) {
    ptrdiff_t pos = from;
    while (pos < to) {
        ptrdiff_t start = pos;
        while (pos < to && is_digit(text.ptr[pos])) {
            pos++;
        }
        if (pos - start >= KEY_BYTES_MIN && pos - start < to - from) {
            collect(c, IX_ID_OTHER, ix_str_slice(text, start, pos), (int32_t)start, (int32_t)pos);
        }
        pos += pos == start;
    }
}

static bool is_mail_sign(char c) {
    return is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}

/* An address around the '@' at `at`: something before it, a period somewhere behind. */
static void collect_mail(collector *c, ix_str text, ptrdiff_t at) {
    ptrdiff_t from = at;
    ptrdiff_t to = at + 1;
    bool dot = false;
    while (from > 0 && is_mail_sign(text.ptr[from - 1])) {
        from--;
    }
    while (to < text.len && is_mail_sign(text.ptr[to])) {
        to++;
    }
    while (to > at + 1 && !is_alnum(text.ptr[to - 1])) {
        to--;
    }
    for (ptrdiff_t i = at + 1; i < to; i++) {
        dot = dot || text.ptr[i] == '.';
    }
    if (from < at && dot) {
        collect(c, IX_ID_EMAIL, ix_str_slice(text, from, to), (int32_t)from, (int32_t)to);
    }
}

static void collect_words(collector *c, ix_str text, const ix_knowledge *knowledge) {
    ptrdiff_t pos = 0;
    while (pos < text.len) {
        if (text.ptr[pos] == '@') {
            collect_mail(c, text, pos);
        }
        ptrdiff_t from = pos;
        int digits = 0;
        while (pos < text.len && is_alnum(text.ptr[pos])) {
            digits += is_digit(text.ptr[pos++]);
        }
        if (digits >= KEY_BYTES_MIN) {
            collect_inner(c, text, from, pos);
        }
        if (pos - from >= 8) {
            collect_word(c, text, from, pos, knowledge);
        }
        pos += pos == from;
    }
}

/* ------------------------------------------------------------------ all of it */

static bool comes_before(const ix_number *a, const ix_number *b) {
    if (a->from != b->from) {
        return a->from < b->from;
    }
    return a->to != b->to ? a->to < b->to : a->type < b->type;
}

/* Words come behind windows; both are in order already, so few places move. */
static void sort_numbers(ix_number *items, int count) {
    for (int i = 1; i < count; i++) {
        ix_number moving = items[i];
        int at = i;
        while (at > 0 && comes_before(&moving, &items[at - 1])) {
            items[at] = items[at - 1];
            at--;
        }
        items[at] = moving;
    }
}

ix_status ix_numbers_of(ix_number **out, int *count, const ix_text *text,
                        const ix_knowledge *knowledge, ix_arena *arena, ix_error *error) {
    collector c = {.arena = arena};
    for (int i = 0; i < text->count; i++) {
        collect_windows(&c, text, i);
    }
    collect_words(&c, text->raw, knowledge);
    *out = NULL;
    *count = 0;
    if (c.failed) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for the numbers of a text");
    }
    sort_numbers(c.found.items, c.found.count);
    *out = c.found.items;
    *count = c.found.count;
    return IX_OK;
}

ix_status ix_numbers_find(ix_number **out, int *count, ix_str text, const ix_knowledge *knowledge,
                          ix_arena *arena, ix_error *error) {
    ix_text tokens = {0};
    *out = NULL;
    *count = 0;
    ix_status status = ix_text_analyze(&tokens, text, arena, error);
    return status != IX_OK ? status : ix_numbers_of(out, count, &tokens, knowledge, arena, error);
}
