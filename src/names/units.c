/* Tokens to units; see units.h. */
#include "units.h"

#include <assert.h>
#include <string.h>

/* Scripts in which one letter can be an initial or part of an abbreviation. */
static bool has_initials(uint8_t script) {
    switch (script) {
    case IX_SCRIPT_LATIN:
    case IX_SCRIPT_CYRILLIC:
    case IX_SCRIPT_GREEK:
    case IX_SCRIPT_ARMENIAN:
    case IX_SCRIPT_GEORGIAN:
    case IX_SCRIPT_ARABIC:
    case IX_SCRIPT_HEBREW:
        return true;
    default:
        return false;
    }
}

static int count_characters(ix_str raw) {
    int count = 0;
    for (ptrdiff_t i = 0; i < raw.len; i++) {
        count += ((unsigned char)raw.ptr[i] & 0xC0) != 0x80;
    }
    return count;
}

static bool has_space(ix_str gap) {
    for (ptrdiff_t i = 0; i < gap.len; i++) {
        if (gap.ptr[i] == ' ' || gap.ptr[i] == '\t' || gap.ptr[i] == '\n' || gap.ptr[i] == '\r') {
            return true;
        }
    }
    return false;
}

/* No space stood between two tokens, and no comma or bracket either. */
static bool is_joined(const ix_text *text, int i) {
    const ix_token *token = &text->tokens[i];
    if (i == 0 || token->joint == IX_JOINT_SPACE || token->joint == IX_JOINT_COMMA ||
        token->joint == IX_JOINT_BRACKET) {
        return false;
    }
    return !has_space(ix_str_slice(text->raw, text->tokens[i - 1].to, token->from));
}

int names_units_from_tokens(names_unit *units, const ix_text *text) {
    int count = text->count < NAMES_TOKENS_MAX ? text->count : NAMES_TOKENS_MAX;
    for (int i = 0; i < count; i++) {
        const ix_token *token = &text->tokens[i];
        bool one = token->kind == IX_TOKEN_WORD && has_initials(token->script) &&
                   (token->folded.len == 1 ||
                    count_characters(ix_str_slice(text->raw, token->from, token->to)) == 1);
        units[i] = (names_unit){.text = token->folded,
                                .from = token->from,
                                .to = token->to,
                                .script = token->script,
                                .kind = token->kind,
                                .joint = token->joint,
                                .tokens = 1,
                                .joined = is_joined(text, i),
                                .single = one,
                                .dotted = token->period_after,
                                .upper = token->upper};
    }
    return count;
}

static bool is_stop_letter(const names_unit *unit) {
    return unit->entry != NULL && (unit->entry->marks & MARK_STOP_LETTER) != 0;
}

/* May the single letter `next` continue the run that `last` ends? Letters joined by periods or
 * slashes do, and so do spaced ones that are written alike: "S. A.", "S A", but not "C S.A.", and
 * not "M E HIJOS", where E is a word. */
static bool continues(const names_unit *last, const names_unit *next) {
    if (!last->single || !next->single) {
        return false;
    }
    switch (next->joint) {
    case IX_JOINT_PERIOD:
    case IX_JOINT_SLASH:
        return true;
    case IX_JOINT_SPACE:
        return last->dotted || (!next->dotted && !is_stop_letter(last) && !is_stop_letter(next));
    default:
        return false;
    }
}

bool names_units_merge(names_unit *out, const names_unit *units, int from, int to,
                       ix_arena *arena) {
    *out = units[from];
    if (to - from == 1) {
        return true;
    }
    ptrdiff_t length = 0;
    for (int i = from; i < to; i++) {
        length += units[i].text.len;
    }
    char *text = IX_NEW(arena, char, length);
    if (text == NULL) {
        return false;
    }
    ptrdiff_t at = 0;
    for (int i = from; i < to; i++) {
        memcpy(text + at, units[i].text.ptr, (size_t)units[i].text.len);
        at += units[i].text.len;
        out->slashed |= i > from && units[i].joint == IX_JOINT_SLASH;
        out->dotted |= units[i].dotted;
        out->upper &= units[i].upper;
    }
    out->text = (ix_str){text, length};
    out->to = units[to - 1].to;
    out->tokens = (uint8_t)(to - from);
    out->single = false;
    return true;
}

/* Spells units[from, to) without a space into a buffer; empty when it does not fit. */
static ix_str spell(char buffer[FORM_KEY_MAX], const names_unit *units, int from, int to) {
    ptrdiff_t length = 0;
    for (int i = from; i < to; i++) {
        if (length + units[i].text.len > FORM_KEY_MAX) {
            return (ix_str){0};
        }
        memcpy(buffer + length, units[i].text.ptr, (size_t)units[i].text.len);
        length += units[i].text.len;
    }
    return (ix_str){buffer, length};
}

/* Where to split the run [from, to): behind a first or before a last stretch that is a legal form
 * and parted by a space from the others. `to` when it is one unit. */
static int split_point(const names_unit *units, int from, int to, const ix_knowledge *knowledge) {
    char buffer[FORM_KEY_MAX];
    if (knowledge == NULL || to - from < 3 ||
        names_form_is_word(knowledge, spell(buffer, units, from, to))) {
        return to;
    }
    for (int at = from + 1; at < to; at++) {
        if (units[at].joint == IX_JOINT_SPACE && to - at > 1 &&
            names_form_is_word(knowledge, spell(buffer, units, at, to))) {
            return at;
        }
    }
    for (int at = to - 1; at > from + 1; at--) {
        if (units[at].joint == IX_JOINT_SPACE &&
            names_form_is_word(knowledge, spell(buffer, units, from, at))) {
            return at;
        }
    }
    return to;
}

int names_units_join(names_unit *units, int count, const ix_knowledge *knowledge, ix_arena *arena) {
    int out = 0;
    for (int i = 0; i < count;) {
        int end = i + 1;
        while (end < count && continues(&units[end - 1], &units[end])) {
            end++;
        }
        end = split_point(units, i, end, knowledge);
        names_unit joined;
        if (!names_units_merge(&joined, units, i, end, arena)) {
            return -1;
        }
        assert(out <= i);
        units[out++] = joined;
        i = end;
    }
    return out;
}
