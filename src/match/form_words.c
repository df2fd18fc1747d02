/*
 * A legal form that one name has, written otherwise on the other: misspelt, its words apart or in
 * another order, or where no form is expected ("FZE Primegrowth"). It was not known there as one,
 * so its words are among what is left over.
 */
#include "align.h"

#include "match_tables.h"

#include <string.h>

#define FORM_BYTES_MAX 160
/* In shorter words no letter is wrong. */
#define WORD_LENGTH_MIN 4
/* Letters of a form that need not be found: "de". */
#define LETTERS_LEFT_MOST 2

/* What is still to be found of a form's letters. */
typedef struct sought {
    char letters[FORM_BYTES_MAX];
    ptrdiff_t len;
} sought;

/* Takes out the stretch that is the word, or, `near`, that with one letter wrong. */
static bool take_out(sought *s, ix_str word, bool near) {
    for (ptrdiff_t size = word.len - near; size <= word.len + near; size++) {
        for (ptrdiff_t at = 0; at + size <= s->len; at++) {
            ix_str stretch = {s->letters + at, size};
            if (near ? ix_text_distance(stretch, word, 1) <= 1 : ix_str_equal(stretch, word)) {
                memmove(s->letters + at, s->letters + at + size, (size_t)(s->len - at - size));
                s->len -= size;
                return true;
            }
        }
    }
    return false;
}

static bool has_form(const ix_mname *name, uint16_t form) {
    for (int i = 0; i < name->count; i++) {
        if (name->parts[i].role == IX_ROLE_LEGAL_FORM && name->parts[i].form == form) {
            return true;
        }
    }
    return false;
}

/* Has the name a form of the same class? */
static bool has_like(const align_work *w, const ix_mname *name, uint16_t form) {
    return name->form != 0 && ix_knowledge_form(w->knowledge, name->form)->class_ ==
                                  ix_knowledge_form(w->knowledge, form)->class_;
}

/* The longest word left over that may be a form's and is not yet in `seen`; -1 without one. */
static int longest_left(const align_side *s, uint32_t seen) {
    int best = ALIGN_NOWHERE;
    for (int i = 0; i < s->name->count; i++) {
        const ix_mpart *part = &s->name->parts[i];
        if (!s->taken[i] && s->ranks[i] != RANK_VOID && !(seen >> i & 1) &&
            (part->flags & IX_WORD_FORM_LIKE) != 0 &&
            (best < 0 || part->text.len > s->name->parts[best].text.len)) {
            best = i;
        }
    }
    return best;
}

/* Words of one side that are the other's form. */
typedef struct words {
    uint32_t taken; /* a bit each */
    bool unsure;    /* a short one with a letter wrong, which may be another word */
} words;

static bool is_all_of(words *out, ix_str form, const ix_mpart *part) {
    bool same = ix_str_equal(form, part->text);
    bool near = !same && form.len >= WORD_LENGTH_MIN && ix_text_distance(form, part->text, 1) <= 1;
    out->unsure = near && form.len == WORD_LENGTH_MIN;
    return same || (near && !(out->unsure && ix_part_fame(part, true) >= IX_W_FAME_KNOWN));
}

/* What `a` has of the form in forms of its own: "stock company" of "joint stock company". */
static void take_own_forms(sought *s, const ix_mname *name) {
    for (int i = 0; i < name->count; i++) {
        if (name->parts[i].role == IX_ROLE_LEGAL_FORM) {
            (void)take_out(s, name->parts[i].text, false);
        }
    }
}

/* Words of `a` that are the form, or the greater part of it, unless `a` has one like it. Short ones
 * only where they are its last letters still sought. */
static words words_of_form(const align_side *a, ix_str form, bool has_like) {
    sought s = {.len = form.len};
    words out = {0};
    uint32_t seen = 0, shorts = 0;
    int i;
    memcpy(s.letters, form.ptr, (size_t)form.len);
    take_own_forms(&s, a->name);
    while ((i = longest_left(a, seen)) >= 0) {
        ix_str word = a->name->parts[i].text;
        uint32_t bit = 1u << i;
        seen |= bit;
        if (is_all_of(&out, form, &a->name->parts[i])) {
            out.taken = bit;
            return out;
        }
        bool is_short = word.len < WORD_LENGTH_MIN;
        if (take_out(&s, word, false) || (!is_short && take_out(&s, word, true))) {
            *(is_short ? &shorts : &out.taken) |= bit;
        }
    }
    out.taken |= s.len <= LETTERS_LEFT_MOST ? shorts : 0;
    out.taken = has_like || 2 * s.len <= form.len ? out.taken : 0;
    return out;
}

/* Words of a form say no more than the form does, which may be left out. */
static void take_words(align_work *w, align_side *a, const words *found, int form,
                       bool a_is_query) {
    for (int i = 0; i < a->name->count; i++) {
        if (found->taken >> i & 1) {
            a->taken[i] = true;
            align_put(w, a_is_query ? i : form, a_is_query ? form : i, IX_RELATION_VARIANT, 0);
        }
    }
    w->inexact = w->inexact || found->unsure;
}

void align_form_words(align_work *w, align_side *a, const align_side *b, bool a_is_query) {
    for (int j = 0; j < b->name->count; j++) {
        const ix_mpart *form = &b->name->parts[j];
        if (form->role != IX_ROLE_LEGAL_FORM || form->text.len > FORM_BYTES_MAX ||
            has_form(a->name, form->form)) {
            continue;
        }
        words found = words_of_form(a, form->text, has_like(w, a->name, form->form));
        take_words(w, a, &found, j, a_is_query);
    }
}
