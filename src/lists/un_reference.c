/* References of entries of the UN's list, as other publishers write them. */
#include "un_reference.h"

#include <string.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static char upper(char c) {
    return (char)(c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c);
}

/* Three digits at the end of "QDi.002", behind two letters and a third that is i or e. */
static ix_str current_reference(ix_draft *draft, ix_str text) {
    char out[7];
    int len = 0;
    for (ptrdiff_t i = 0; i < text.len && len < 7; i++) {
        char c = text.ptr[i];
        bool want_letter = len < 3;
        if (c == ' ' || (c == '.' && len == 3)) {
            continue;
        }
        if (want_letter ? !is_letter(c) : !is_digit(c)) {
            return (ix_str){0};
        }
        out[len] = len < 2 ? upper(c) : lower(c);
        len++;
        if (i + 1 < text.len && len == 6) {
            return (ix_str){0};
        }
    }
    if (len != 6 || (out[2] != 'i' && out[2] != 'e')) {
        return (ix_str){0};
    }
    const ix_str parts[] = {{out, 3}, IX_STR("."), {out + 3, 3}};
    return ix_draft_join(draft, parts, 3);
}

/* "QI.A.151.03" of the Al-Qaida list, "TE.H.10.12" of the Taliban's. */
static ix_str former_reference(ix_draft *draft, ix_str text) {
    ix_str rest;
    ix_str list = ix_str_cut(text, '.', &rest);
    ix_str letter = ix_str_cut(rest, '.', &rest);
    ix_str number = ix_str_cut(rest, '.', &rest);
    int64_t value = 0;
    int64_t year = 0;
    bool fits = list.len == 2 && letter.len == 1 && number.len > 0 && number.len <= 3 &&
                ix_str_to_int(number, &value) && ix_str_to_int(rest, &year);
    char list_letter = fits ? upper(list.ptr[0]) : '\0';
    char kind = fits ? lower(list.ptr[1]) : '\0';
    if ((list_letter != 'Q' && list_letter != 'T') || (kind != 'i' && kind != 'e')) {
        return (ix_str){0};
    }
    const char head[3] = {list_letter, list_letter == 'Q' ? 'D' : 'A', kind};
    const ix_str parts[] = {{head, 3}, IX_STR("."), {"00", 3 - number.len}, number};
    return ix_draft_join(draft, parts, 4);
}

ix_str un_reference(ix_draft *draft, ix_str text) {
    ix_str reference = current_reference(draft, ix_str_trim(text));
    return reference.len > 0 ? reference : former_reference(draft, ix_str_trim(text));
}

ix_str un_reference_in(ix_draft *draft, ix_str text) {
    static const ix_str words = {"UN Ref", 6};
    bool person = draft->entity.type == IX_PARTY_PERSON;
    for (ptrdiff_t at = 0; at + words.len < text.len; at++) {
        if (!ix_str_equal_ascii_nocase(ix_str_slice(text, at, at + words.len), words)) {
            continue;
        }
        ptrdiff_t from = at + words.len;
        while (from < text.len && memchr(".:) ", text.ptr[from], 4) != NULL) {
            from++;
        }
        ptrdiff_t to = from;
        while (to < text.len &&
               (is_letter(text.ptr[to]) || is_digit(text.ptr[to]) || text.ptr[to] == '.')) {
            to++;
        }
        ix_str found = ix_str_slice(text, from, to);
        while (found.len > 0 && found.ptr[found.len - 1] == '.') {
            found.len--;
        }
        ix_str reference = un_reference(draft, found);
        if (reference.len > 0 && (reference.ptr[2] == 'i') == person) {
            return reference;
        }
    }
    return (ix_str){0};
}
