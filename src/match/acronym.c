/*
 * Acronyms: the first letters of several parts of a name, as they stand in one part of another.
 *
 * A run is parts that stand together. Articles and prepositions between them count or do not, a
 * legal form counts by its first letter, and words that begin with a romanized single letter (Ts,
 * Sh, Kh) with one letter or both. A run ends before a number or a part in no Latin letters.
 */
#include "acronym.h"

#include <string.h>

#define DIGRAPH_LETTERS 2

typedef struct element {
    int part;
    char letters[DIGRAPH_LETTERS];
    int count;
    bool stop;
} element;

static bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

bool ix_acronym_like(const ix_mpart *part) {
    if (part->text.len < IX_ACRONYM_LETTERS_MIN || part->text.len > IX_ACRONYM_LETTERS_MAX ||
        part->role == IX_ROLE_STOP || part->role == IX_ROLE_LEGAL_FORM || part->number != 0 ||
        (part->flags & (IX_WORD_ORG_GENERIC | IX_WORD_PLACE | IX_WORD_GIVEN | IX_WORD_FAMILY)) !=
            0) {
        return false;
    }
    for (ptrdiff_t i = 0; i < part->text.len; i++) {
        if (!is_letter(part->text.ptr[i])) {
            return false;
        }
    }
    return true;
}

static bool begins_with_digraph(ix_str text) {
    static const char *const digraphs[] = {"ts", "sh", "ch", "zh", "kh", "ya", "yu", NULL};
    for (const char *const *digraph = digraphs; *digraph != NULL; digraph++) {
        if (text.len > DIGRAPH_LETTERS && ix_str_starts_with(text, ix_str_from_cstr(*digraph))) {
            return true;
        }
    }
    return false;
}

/* The parts that give letters, from `from` to the end of what can be one run. */
static int collect(element out[IX_PARTS_MAX], const ix_mname *name, int from, bool stops,
                   bool digraphs) {
    int count = 0;
    for (int i = from; i < name->count; i++) {
        const ix_mpart *part = &name->parts[i];
        bool stop = part->role == IX_ROLE_STOP || part->role == IX_ROLE_PARTICLE;
        if (stop && !stops) {
            continue;
        }
        if (part->number != 0 || !is_letter(part->text.ptr[0])) {
            break;
        }
        bool both = digraphs && begins_with_digraph(part->text);
        element *e = &out[count++];
        *e = (element){.part = i, .count = both ? DIGRAPH_LETTERS : 1, .stop = stop};
        memcpy(e->letters, part->text.ptr, (size_t)e->count);
    }
    return count;
}

/* Every run of elements that begins with the first. Returns whether to go on. */
static bool give_runs(const element *elements, int count, ix_acronym_sink each, void *context) {
    char letters[IX_ACRONYM_LETTERS_MAX];
    int len = 0;
    for (int i = 0; i < count && len + elements[i].count <= IX_ACRONYM_LETTERS_MAX; i++) {
        memcpy(letters + len, elements[i].letters, (size_t)elements[i].count);
        len += elements[i].count;
        ix_acronym found = {
            .letters = {letters, len}, .first = elements[0].part, .last = elements[i].part};
        bool long_enough = len >= IX_ACRONYM_LETTERS_MIN && i + 1 >= IX_ACRONYM_PARTS_MIN;
        if (long_enough && !elements[i].stop && !each(context, &found)) {
            return false;
        }
    }
    return true;
}

/* What writing this name's acronyms in other ways could change. */
static void look_for(const ix_mname *name, bool *stops, bool *digraphs) {
    *stops = *digraphs = false;
    for (int i = 0; i < name->count; i++) {
        const ix_mpart *part = &name->parts[i];
        bool stop = part->role == IX_ROLE_STOP || part->role == IX_ROLE_PARTICLE;
        *stops = *stops || (stop && i > 0 && i + 1 < name->count);
        *digraphs = *digraphs || begins_with_digraph(part->text);
    }
}

void ix_acronyms_of(const ix_mname *name, ix_acronym_sink each, void *context) {
    bool stops, digraphs;
    if (name->count < IX_ACRONYM_PARTS_MIN || name->guess == IX_PARTY_PERSON) {
        return;
    }
    look_for(name, &stops, &digraphs);
    for (int way = 0; way < 4; way++) {
        if (((way & 1) != 0 && !stops) || ((way & 2) != 0 && !digraphs)) {
            continue;
        }
        for (int from = 0; from < name->count; from++) {
            uint8_t role = name->parts[from].role;
            element elements[IX_PARTS_MAX];
            if (role == IX_ROLE_STOP || role == IX_ROLE_PARTICLE) {
                continue;
            }
            int count = collect(elements, name, from, (way & 1) != 0, (way & 2) != 0);
            if (!give_runs(elements, count, each, context)) {
                return;
            }
        }
    }
}

/* ---------------------------------------------------------------- acronyms of a name in itself */

typedef struct own_acronym {
    ix_str letters;
    int part;
    bool found;
} own_acronym;

static bool is_own(void *context, const ix_acronym *acronym) {
    own_acronym *own = context;
    bool apart = own->part < acronym->first || own->part > acronym->last;
    own->found = apart && ix_str_equal(acronym->letters, own->letters);
    return !own->found;
}

/* Does another part begin with this one's first letter, and are there parts enough for all? */
static bool may_be_own(const ix_mname *name, int part) {
    ix_str letters = name->parts[part].text;
    if (!ix_acronym_like(&name->parts[part]) || (name->count - 1) * DIGRAPH_LETTERS < letters.len) {
        return false;
    }
    for (int i = 0; i < name->count; i++) {
        if (i != part && name->parts[i].text.ptr[0] == letters.ptr[0]) {
            return true;
        }
    }
    return false;
}

bool ix_acronym_is_own(const ix_mname *name, int part) {
    own_acronym own = {.letters = name->parts[part].text, .part = part};
    if (may_be_own(name, part)) {
        ix_acronyms_of(name, is_own, &own);
    }
    return own.found;
}
