/* What the words beside a name in running text say of whom they name.
 *
 *     "the tanker LINDA"                 a vessel, not a woman
 *     "Andrei G. Tikhonov LLC paid us"   a company that is called after somebody
 *
 * A name may stand in a text many times, and of each entity only one place is kept, so that every
 * place where the same words stand is looked at. */
#include "text.h"

#include <string.h>

#define BESIDE_BYTES 48 /* of the text on one side of a name */
#define BESIDE_WORDS 2  /* of those, that are looked at: M/V, GmbH & Co */

typedef unsigned char bytes16 __attribute__((vector_size(16)));

/* May one of sixteen places be where a run of `len` bytes begins and ends with these letters, in
 * capitals or small? */
static bool may_begin(const char *at, ptrdiff_t len, bytes16 first, bytes16 last) {
    const bytes16 fold = (bytes16){0} + ('a' ^ 'A');
    bytes16 begins, ends;
    memcpy(&begins, at, sizeof begins);
    memcpy(&ends, at + len - 1, sizeof ends);
    bytes16 both = (bytes16)((begins | fold) == first) & (bytes16)((ends | fold) == last);
    uint64_t halves[2];
    memcpy(halves, &both, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

/* The next place of the words at or after *at, in capitals or small letters, as words of their own;
 * false when there is none. */
static bool next_place(const text_scan *c, ix_str words, ptrdiff_t *at) {
    const unsigned char fold = 'a' ^ 'A';
    const bytes16 first = (bytes16){0} + (unsigned char)(words.ptr[0] | fold);
    const bytes16 last = (bytes16){0} + (unsigned char)(words.ptr[words.len - 1] | fold);
    ptrdiff_t sixteen = c->text.len - words.len + 1 - (ptrdiff_t)sizeof first;
    for (; *at + words.len <= c->text.len; ++*at) {
        while (*at <= sixteen && !may_begin(c->text.ptr + *at, words.len, first, last)) {
            *at += (ptrdiff_t)sizeof first;
        }
        if (*at + words.len > c->text.len ||
            (((unsigned char)c->text.ptr[*at] ^ (unsigned char)words.ptr[0]) & ~fold) != 0 ||
            !ix_str_equal_ascii_nocase(ix_str_slice(c->text, *at, *at + words.len), words)) {
            continue;
        }
        unsigned char before = *at > 0 ? (unsigned char)c->text.ptr[*at - 1] : ' ';
        bool letter =
            before >= 0x80 || (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z');
        if (!letter) {
            return true;
        }
    }
    return false;
}

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Where the last `count` of the pieces between spaces begin that hold a word for certain. */
static ptrdiff_t last_pieces(ix_str text, int count) {
    bool word = false;
    ptrdiff_t at = text.len;
    for (; at > 0 && (count > 1 || !word || !is_space(text.ptr[at - 1])); at--) {
        char c = text.ptr[at - 1];
        bool piece_ends = word && is_space(c);
        count -= piece_ends;
        word = (word && !piece_ends) || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
               (c >= 'a' && c <= 'z');
    }
    return at;
}

/* A word of two ASCII letters and more, nothing beside it, as it is folded; empty when it is other.
 */
static ix_str fold_plain(char folded[BESIDE_BYTES], ix_str piece) {
    ptrdiff_t len = 0;
    while (len < piece.len && len < BESIDE_BYTES) {
        char c = (char)(piece.ptr[len] | ('a' ^ 'A'));
        if (c < 'a' || c > 'z') {
            return (ix_str){0};
        }
        folded[len++] = c;
    }
    return len == piece.len && len > 1 ? (ix_str){folded, len} : (ix_str){0};
}

static bool is_vessel_word(const text_scan *c, ix_str folded) {
    const ix_word *word = ix_knowledge_word(c->s->screener->knowledge, folded);
    return word != NULL && (word->flags & IX_WORD_VESSEL_PREFIX) != 0;
}

/* Is it a word that stands before names of vessels, whole or in two letters with a slash? */
static bool says_vessel(const text_scan *c, ix_str before) {
    ix_text words;
    char letters[BESIDE_BYTES];
    ix_str end = ix_str_slice(before, last_pieces(before, 1), before.len);
    ix_str plain = fold_plain(letters, ix_str_trim(end));
    if (plain.len > 0) {
        return is_vessel_word(c, plain);
    }
    before = ix_str_slice(before, last_pieces(before, 2), before.len);
    if (ix_text_analyze(&words, before, c->s->arena, NULL) != IX_OK || words.count == 0) {
        return false;
    }
    const ix_token *last = &words.tokens[words.count - 1];
    char both[2];
    if (words.count > 1 && last[-1].folded.len == 1 && last->folded.len == 1 &&
        last->joint == IX_JOINT_SLASH) {
        both[0] = last[-1].folded.ptr[0];
        both[1] = last->folded.ptr[0];
        return is_vessel_word(c, (ix_str){both, 2});
    }
    return is_vessel_word(c, last->folded);
}

bool text_says_vessel(const text_scan *c, ix_str words) {
    bool said = false;
    for (ptrdiff_t at = 0; !said && words.len > 0 && next_place(c, words, &at); at++) {
        ptrdiff_t from = at > BESIDE_BYTES ? at - BESIDE_BYTES : 0;
        for (ptrdiff_t i = from; i < at; i++) {
            char byte = c->text.ptr[i];
            bool ends = byte == '\n' || byte == ',' || byte == ';' || byte == '.';
            from = ends ? i + 1 : from;
        }
        ix_arena_mark mark = ix_arena_position(c->s->arena);
        said = says_vessel(c, ix_str_slice(c->text, from, at));
        ix_arena_rewind(c->s->arena, mark);
    }
    return said;
}

/* May a word be a legal form as it is written: with a capital, and no half of another word? "as
 * director", "co-signed" and "Co-Owner" are none. */
static bool is_form_written(ix_str raw, const ix_token *token) {
    bool capital = raw.ptr[token->from] >= 'A' && raw.ptr[token->from] <= 'Z';
    return (capital || token->upper) && (token->to >= raw.len || raw.ptr[token->to] != '-');
}

/* Do the words and the next one or two behind them, in one line and sentence, make a name with a
 * legal form? */
static bool is_company_at(const text_scan *c, ptrdiff_t from, ptrdiff_t to) {
    ix_text behind;
    ix_str rest = ix_str_slice(c->text, to, to + BESIDE_BYTES);
    ptrdiff_t line = ix_str_find(rest, IX_STR("\n"), 0);
    rest = line >= 0 ? ix_str_slice(rest, 0, line) : rest;
    if (rest.len == 0 || (rest.ptr[0] != ' ' && rest.ptr[0] != ',') ||
        ix_text_analyze(&behind, rest, c->s->arena, NULL) != IX_OK) {
        return false;
    }
    for (int i = 0; i < behind.count && i < BESIDE_WORDS; i++) {
        if (!is_form_written(rest, &behind.tokens[i])) {
            return false;
        }
        ix_parsed_name *name = IX_NEW(c->s->arena, ix_parsed_name, 1);
        ix_str run = ix_str_slice(c->text, from, to + behind.tokens[i].to);
        if (name != NULL &&
            ix_name_parse(name, c->s->screener->knowledge, run, IX_PARTY_ANY, c->s->arena, NULL) ==
                IX_OK &&
            name->guess == IX_PARTY_ORGANIZATION && name->form != 0) {
            return true;
        }
    }
    return false;
}

bool text_says_company(const text_scan *c, ix_str words) {
    int places = 0, companies = 0;
    for (ptrdiff_t at = 0; words.len > 0 && next_place(c, words, &at); at += words.len) {
        ix_arena_mark mark = ix_arena_position(c->s->arena);
        places++;
        companies += is_company_at(c, at, at + words.len);
        ix_arena_rewind(c->s->arena, mark);
    }
    return places > 0 && places == companies;
}
