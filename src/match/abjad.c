/* Parts of names in scripts that leave vowels out (Arabic, Hebrew) or write foreign sounds their
 * own way (Kana, Thai), against parts in any other. */
#include "image.h"

#include "match_tables.h"

#include <limits.h>

/* Words of fewer consonants are soon alike. */
#define CONSONANTS_FEW  2
#define CONSONANTS_MANY 4
/* Consonants of words that may be garbled spellings of one: of the shorter, and of the longer. */
#define GARBLED_SHORTER_MIN 2
#define GARBLED_LONGER_MIN  3
/* Steps of spelling that a plain transliteration may differ by. */
#define PLAIN_STEPS_MAX 1

static bool is_plain(ix_str s) {
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < 'a' || s.ptr[i] > 'z') {
            return false;
        }
    }
    return s.len > 1;
}

static int32_t most_of(int consonants) {
    return consonants <= CONSONANTS_FEW    ? IX_W_ABJAD_MOST_FEW
           : consonants >= CONSONANTS_MANY ? IX_W_ABJAD_MOST_MANY
                                           : IX_W_ABJAD_MOST_THREE;
}

int32_t ix_abjad_most_of(ix_str text) {
    char key[2 * IX_TOKEN_BYTES_MAX];
    return is_plain(text) ? most_of(ix_text_abjad_key(key, (int)sizeof key, text)) : 0;
}

static bool is_romanized(ix_str s) {
    return s.len > 1 && (unsigned char)s.ptr[0] < IX_SCRIPT_COUNT;
}

/* Consonants of a word in a-z, or romanized. */
static int consonants_of(ix_str s) {
    char key[2 * IX_TOKEN_BYTES_MAX];
    return ix_text_abjad_key(key, (int)sizeof key, is_romanized(s) ? ix_str_slice(s, 1, s.len) : s);
}

/* Of two words neither of which is in a-z: where one was romanized, what that one has. */
static int consonants_of_both(ix_str a, ix_str b) {
    if (!is_romanized(a) && !is_romanized(b)) {
        return ix_text_abjad_letters(a);
    }
    int of_a = is_romanized(a) ? consonants_of(a) : INT_MAX;
    int of_b = is_romanized(b) ? consonants_of(b) : INT_MAX;
    return of_a < of_b ? of_a : of_b;
}

bool ix_abjad_compare(ix_doubt *doubt, ix_abjad_side one, ix_abjad_side other, bool edges) {
    ix_str a = one.text, b = other.text;
    bool first = one.ready || ix_text_is_abjad(a), second = other.ready || ix_text_is_abjad(b);
    if ((!first && !second) || (!first && !is_plain(a)) || (!second && !is_plain(b))) {
        return false;
    }
    int steps = one.ready     ? ix_text_abjad_steps_to(one.ready, b, edges)
                : other.ready ? ix_text_abjad_steps_to(other.ready, a, edges)
                              : ix_text_abjad_steps(a, b, edges);
    if (steps < 0) {
        return false;
    }
    int consonants = first && second ? consonants_of_both(a, b) : consonants_of(first ? b : a);
    *doubt = (ix_doubt){.loss = IX_W_LOSS_TRANSLITERATION,
                        .most = most_of(consonants) - steps * IX_W_ABJAD_STEP,
                        .plain = steps <= PLAIN_STEPS_MAX};
    return doubt->most > 0;
}

void ix_mname_prepare(ix_mname *name, ix_arena *arena) {
    for (int i = 0; i < name->count; i++) {
        name->parts[i].abjad = ix_text_abjad_prepare(ix_mpart_native(&name->parts[i]), arena);
    }
}

void ix_abjad_link(ix_link *out, const ix_doubt *found, const ix_mpart *a, const ix_mpart *b,
                   int32_t surprise, bool one_class) {
    ix_doubt doubt = *found;
    if (one_class) {
        doubt.most = IX_MILLIBITS_MAX;
    } else if (a->class_count > 0 && b->class_count > 0) {
        doubt.most -= IX_W_ABJAD_KNOWN_APART;
        doubt.plain = false;
    }
    out->two_names = !doubt.plain;
    out->relation = doubt.plain ? IX_RELATION_TRANSLITERATION : IX_RELATION_SOUND;
    out->millibits = ix_doubt_leaves(&doubt, surprise);
    if (out->millibits < IX_W_RELATION_LEAST) {
        out->millibits = IX_W_RELATION_LEAST;
    }
}

/* ---------------------------------------------------------------- garbled */

/* The key of a word in a-z, and how far those of the other are from it at the least. */
typedef struct nearest {
    ix_str key;
    int edits;
} nearest;

static void look_nearer(void *context, ix_str key) {
    nearest *near = context;
    ptrdiff_t shorter = key.len < near->key.len ? key.len : near->key.len;
    ptrdiff_t longer = key.len < near->key.len ? near->key.len : key.len;
    if (near->edits > 0 && shorter >= GARBLED_SHORTER_MIN && longer >= GARBLED_LONGER_MIN) {
        int edits = ix_text_distance(key, near->key, 1);
        near->edits = edits < near->edits ? edits : near->edits;
    }
}

bool ix_abjad_garbled(ix_str a, ix_str b) {
    bool first = ix_text_is_abjad(a);
    ix_str plain = first ? b : a;
    if (first == ix_text_is_abjad(b) || !is_plain(plain)) {
        return false;
    }
    if (ix_text_abjad_slips(first ? a : b, plain)) {
        return true;
    }
    if (!ix_text_abjad_begins_alike(first ? a : b, plain)) {
        return false;
    }
    char key[2 * IX_TOKEN_BYTES_MAX];
    nearest near = {{key, ix_text_abjad_key(key, (int)sizeof key, plain)}, 2};
    ix_text_abjad_keys(first ? a : b, look_nearer, &near);
    return near.edits <= 1;
}

/* ---------------------------------------------------------------- keys */

typedef struct salted_sink {
    ix_key_kind kind;
    ix_key_sink each;
    void *context;
} salted_sink;

static void salt(void *context, ix_str key) {
    salted_sink *sink = context;
    sink->each(sink->context, ix_key_hash(sink->kind, key));
}

/* A word in a-z is entered by its one key and asks for those of the other scripts; one of those has
 * many, which lead to both. So words in a-z do not lead to one another. A romanized word is both.
 */
void ix_abjad_keys(ix_str text, bool asked, ix_key_sink each, void *context) {
    if (ix_text_is_abjad(text)) {
        salted_sink own = {IX_KEY_ABJAD, each, context};
        ix_text_abjad_keys(text, salt, &own);
        if (asked) {
            salted_sink plain = {IX_KEY_CONSONANTS, each, context};
            ix_text_abjad_keys(text, salt, &plain);
        }
    } else if (is_plain(text)) {
        char key[2 * IX_TOKEN_BYTES_MAX];
        ix_str made = {key, ix_text_abjad_key(key, (int)sizeof key, text)};
        each(context, ix_key_hash(asked ? IX_KEY_ABJAD : IX_KEY_CONSONANTS, made));
    }
}
