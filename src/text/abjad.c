/* Words of scripts that leave vowels out, beside each other and beside words in a-z; and of those
 * that write foreign sounds by their own, once romanized.
 *
 * What a letter may be in a-z are its readings, from data/translit/. A word and a word in a-z are
 * laid side by side, letter by letter, in a table of the fewest steps by which the first i letters
 * can be the first j of the other. A vowel in a-z needs no letter; where these scripts do write
 * vowels (at either end, the second of two) its lack costs a step or two. Two words of these
 * scripts are laid side by side by equal letters and those that the data call near; of two
 * different ones, by readings that they share.
 *
 * Keys: each letter of a-z falls into a class or into none, and a word's key is the classes of its
 * letters. A word of these scripts has as many keys as its readings fall into. Whatever the table
 * accepts is a chain of readings and of letters without a class, so one of its keys is the other's.
 */
#include "tables.h"

#include <assert.h>
#include <string.h>

/* A word in a-z has at most twice the letters of one without vowels, and so many more. */
#define LETTERS_BESIDE 4
#define LETTERS_MAX    40
#define LATIN_MAX      60
#define CHOICES_MAX    12 /* keys of the readings of one letter */
#define PIECE_MAX      6  /* bytes of one */
#define KEY_MAX        (2 * LATIN_MAX)
#define SPELLINGS_MAX  48 /* readings of one letter */
#define FAR            (IX_ABJAD_STEPS_MAX + 1)
/* Shorter words with a letter wrong are any words. */
#define SLIP_LETTERS_MIN 3
#define SLIP_LATIN_MIN   4
#define SLIP_STEPS_MAX   2

enum { STEPS_SECOND_VOWEL = 1, STEPS_GLIDE = 1, STEPS_EDGE_VOWEL = 2, STEPS_SILENT_H = 2 };

typedef struct abjad {
    uint16_t letters[LETTERS_MAX];
    int count;
    uint8_t script;
} abjad;

typedef struct latin {
    char letters[LATIN_MAX];
    bool doubled[LATIN_MAX]; /* written twice */
    int count;
} latin;

/* ---------------------------------------------------------------- the two kinds of word */

static bool is_abjad_script(int script) {
    return script == IX_SCRIPT_ARABIC || script == IX_SCRIPT_HEBREW;
}

/* Is it a romanized word with its script before it? */
static bool is_marked(ix_str folded) {
    return folded.len > 1 && (unsigned char)folded.ptr[0] < IX_SCRIPT_COUNT;
}

bool ix_text_is_abjad(ix_str folded) {
    ptrdiff_t pos = 0;
    if (folded.len == 0 || (unsigned char)folded.ptr[0] < 0x80) {
        return is_marked(folded);
    }
    return is_abjad_script(text_char_find(ix_utf8_decode(folded, &pos, NULL))->script);
}

/* The sound of a script that is written with these letters; NULL where there is none. */
static const text_cluster *find_cluster(int script, ix_str letters) {
    int low = text_cluster_starts[script], high = text_cluster_starts[script + 1];
    while (low < high) {
        int middle = low + (high - low) / 2;
        const text_cluster *c = &text_clusters[middle];
        int order = ix_str_compare((ix_str){c->text, c->length}, letters);
        if (order == 0) {
            return c;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

/* The longest sound that these letters begin with. */
static const text_cluster *cluster_at(int script, ix_str letters) {
    const text_cluster *found = NULL;
    ptrdiff_t most = letters.len < TEXT_CLUSTER_MAX ? letters.len : TEXT_CLUSTER_MAX;
    for (ptrdiff_t len = most; len > 0 && !found; len--) {
        found = find_cluster(script, ix_str_slice(letters, 0, len));
    }
    return found;
}

/* The sounds of a romanized word. */
static bool sounds_read(abjad *out, int script, ix_str letters) {
    out->count = 0;
    out->script = (uint8_t)script;
    for (ptrdiff_t at = 0; at < letters.len;) {
        const text_cluster *c = cluster_at(script, ix_str_slice(letters, at, letters.len));
        if (out->count == LETTERS_MAX || !c) {
            return false;
        }
        out->letters[out->count++] = c->letter;
        at += c->length;
    }
    return true;
}

bool ix_text_is_respelt(int script, ix_str folded) {
    abjad sounds;
    return folded.len > 0 && (unsigned char)folded.ptr[0] < 0x80 &&
           text_cluster_starts[script] < text_cluster_starts[script + 1] &&
           sounds_read(&sounds, script, folded);
}

/* False for a word that has other letters too, or too many. */
static bool abjad_read(abjad *out, ix_str folded) {
    if (is_marked(folded)) {
        return sounds_read(out, folded.ptr[0], ix_str_slice(folded, 1, folded.len));
    }
    out->count = 0;
    for (ptrdiff_t pos = 0; pos < folded.len;) {
        const text_char *c = text_char_find(ix_utf8_decode(folded, &pos, NULL));
        if (out->count == LETTERS_MAX || c->letter == 0 || !is_abjad_script(c->script) ||
            (out->count > 0 && c->script != out->script)) {
            return false;
        }
        out->script = c->script;
        out->letters[out->count++] = c->letter;
    }
    return out->count > 0;
}

/* A word in a-z, double letters made one. */
static bool latin_read(latin *out, ix_str folded) {
    out->count = 0;
    for (ptrdiff_t i = 0; i < folded.len; i++) {
        char c = folded.ptr[i];
        if (c < 'a' || c > 'z' || out->count == LATIN_MAX) {
            return false;
        }
        if (out->count > 0 && out->letters[out->count - 1] == c) {
            out->doubled[out->count - 1] = true;
        } else {
            out->doubled[out->count] = false;
            out->letters[out->count++] = c;
        }
    }
    return out->count > 0;
}

/* A romanized word as one in a-z; false for all others. */
static bool romanized_read(latin *out, ix_str folded) {
    return is_marked(folded) && latin_read(out, ix_str_slice(folded, 1, folded.len));
}

/* ---------------------------------------------------------------- readings */

static bool set_holds(int set, uint16_t letter) {
    return (text_sets[set * text_set_bytes + letter / 8] >> (letter % 8) & 1) != 0;
}

static uint16_t letter_at(const abjad *word, int at) {
    return at < word->count ? word->letters[at] : 0;
}

static unsigned places_of(const abjad *word, int at, int length) {
    unsigned places =
        (at == 0 ? TEXT_AT_START : 0u) | (at + length == word->count ? TEXT_AT_END : 0u);
    return places ? places : TEXT_AT_MIDDLE;
}

/* How many letters of the word from `at` on the reading is of; 0 when it does not apply there. */
static int reading_applies(const text_reading *reading, const abjad *word, int at) {
    int length = reading->second == 0 ? 1 : 2;
    bool applies =
        (reading->second == 0 || letter_at(word, at + 1) == reading->second) &&
        (reading->places & places_of(word, at, length)) != 0 &&
        (reading->before == 0 || set_holds(reading->before, letter_at(word, at + length)));
    return applies ? length : 0;
}

static const text_reading *readings_of(uint16_t letter, int *count) {
    const uint16_t *starts = text_reading_starts + letter;
    *count = starts[1] - starts[0];
    return text_readings + starts[0];
}

/* Letters of a-z that the script leaves out at that edge of a word; NULL when there are no more. */
static const text_reading *next_extra(int *at, int script, unsigned place) {
    int count;
    const text_reading *extras = readings_of((uint16_t)(text_letter_count + 1), &count);
    while (*at < count) {
        int i = (*at)++;
        if (text_extra_scripts[i] == script && (extras[i].places & place) != 0) {
            return &extras[i];
        }
    }
    return NULL;
}

static bool spells(const latin *word, int at, const text_reading *reading) {
    return reading->length <= word->count - at &&
           memcmp(word->letters + at, text_reading_texts + reading->text, reading->length) == 0;
}

/* Is the letter silent because it is the second of two? */
static bool is_doubled(const abjad *word, int at) {
    return at > 0 && word->letters[at] == word->letters[at - 1];
}

/* ---------------------------------------------------------------- against a word in a-z */

typedef struct table {
    uint8_t steps[LETTERS_MAX + 1][LATIN_MAX + 1];
} table;

static void reach(table *t, int i, int j, int steps) {
    if (steps < t->steps[i][j]) {
        t->steps[i][j] = (uint8_t)steps;
    }
}

static bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Steps that a letter of a-z costs which no letter of the word is read as; FAR for a consonant. */
static int free_steps(const abjad *word, const latin *other, int i, int j) {
    char c = other->letters[j];
    if (is_vowel(c)) {
        bool second = j > 0 && is_vowel(other->letters[j - 1]);
        return i == 0 || i == word->count ? STEPS_EDGE_VOWEL : second ? STEPS_SECOND_VOWEL : 0;
    }
    if (i == 0) {
        return FAR;
    }
    return c == 'h' ? STEPS_SILENT_H : c == 'y' || c == 'w' ? STEPS_GLIDE : FAR;
}

/* A reading that applies at a place of the word. */
typedef struct spelling {
    const char *text;
    uint8_t length, letters, cost;
} spelling;

/* All of them at one place: first those of letters, then those of none, for a silent letter. */
typedef struct spellings {
    const spelling *items;
    int count, silent_count;
    uint32_t firsts; /* letters that they begin with, a bit each */
} spellings;

/* A word that is laid beside many: what its letters may be is found out once. */
struct ix_abjad_word {
    abjad word;
    latin plain; /* as it was romanized, or of no letters */
    bool has_keys;
    spellings at[LETTERS_MAX];
};

static uint32_t letter_bit(char letter) {
    return 1u << (letter - 'a');
}

static spellings find_spellings(spelling room[SPELLINGS_MAX], const abjad *word, int at) {
    int count;
    const text_reading *readings = readings_of(word->letters[at], &count);
    unsigned places = places_of(word, at, 1) | places_of(word, at, 2);
    spellings s = {.items = room};
    int silent = SPELLINGS_MAX; /* those are put from the end, and moved down */
    for (int r = 0; r < count; r++) {
        int length =
            (readings[r].places & places) == 0 ? 0 : reading_applies(&readings[r], word, at);
        if (length > 0) {
            spelling found = {text_reading_texts + readings[r].text, readings[r].length,
                              (uint8_t)length, readings[r].cost};
            assert(s.count < silent);
            if (found.length == 0) {
                room[--silent] = found;
            } else {
                room[s.count++] = found;
                s.firsts |= letter_bit(found.text[0]);
            }
        }
    }
    s.silent_count = SPELLINGS_MAX - silent;
    memmove(room + s.count, room + silent, (size_t)s.silent_count * sizeof *room);
    return s;
}

static bool is_spelled(const latin *word, int at, const spelling *s) {
    return s->length <= word->count - at && word->letters[at] == s->text[0] &&
           (s->length == 1 ||
            memcmp(word->letters + at + 1, s->text + 1, (size_t)s->length - 1) == 0);
}

/* The letter before may be the second of two like vowels that meet, a letter not written between
 * them: Rabi'i. */
static void read_second_half(table *t, const spellings *all, const latin *other, int i, int j) {
    if (j == 0 || !other->doubled[j - 1] || !is_vowel(other->letters[j - 1])) {
        return;
    }
    for (int r = 0; r < all->count; r++) {
        const spelling *s = &all->items[r];
        if (s->length == 1 && other->letters[j - 1] == s->text[0]) {
            reach(t, i + s->letters, j, t->steps[i][j] + s->cost);
        }
    }
}

/* The readings that the other word has at j. */
static void read_spelled(table *t, const spellings *all, const latin *other, int i, int j) {
    int steps = t->steps[i][j];
    for (int r = 0; r < all->count; r++) {
        const spelling *s = &all->items[r];
        if (!is_spelled(other, j, s)) {
            continue;
        }
        int end = j + s->length;
        reach(t, i + s->letters, end, steps + s->cost);
        /* A double letter that is written with two: Bashshar. */
        bool digraph = s->length == 2 && other->letters[end - 1] == 'h';
        if (digraph && end < other->count && is_spelled(other, end, s)) {
            reach(t, i + s->letters, end + s->length, steps + s->cost);
        }
    }
}

static void read_letter(table *t, const abjad *word, const spellings *all, const latin *other,
                        int i, int j) {
    int steps = t->steps[i][j];
    for (const spelling *s = all->items + all->count, *end = s + all->silent_count; s < end; s++) {
        reach(t, i + s->letters, j, steps + s->cost);
    }
    read_second_half(t, all, other, i, j);
    if (j < other->count && (all->firsts & letter_bit(other->letters[j])) != 0) {
        read_spelled(t, all, other, i, j);
    }
    if (is_doubled(word, i)) {
        reach(t, i + 1, j, steps);
    }
}

/* The first letter of the other word to which the first i of this one may lead; its length and
 * more: none. */
static int first_reached(const table *t, const latin *other, int i) {
    int j = 0;
    while (j <= other->count && t->steps[i][j] >= FAR) {
        j++;
    }
    return j;
}

static void clear_row(table *t, int i, const latin *other) {
    memset(t->steps[i], FAR, (size_t)other->count + 1);
}

/* Fill the table, of which the first `cleared` rows have been begun; false as soon as nothing leads
 * further: most pairs of words part at the first letters. Readings are of one or two letters. */
static bool fill(table *t, const abjad *word, const spellings *ready, const latin *other,
                 int cleared) {
    spelling room[SPELLINGS_MAX];
    spellings here = {.count = 0};
    bool alive = true;
    for (int i = 0; i <= word->count; i++) {
        for (; cleared <= i + 2 && cleared <= word->count; cleared++) {
            clear_row(t, cleared, other);
        }
        int from = first_reached(t, other, i);
        bool any = from <= other->count;
        if (!any && !alive) {
            return false;
        }
        alive = any;
        if (any && i < word->count) {
            here = ready ? ready[i] : find_spellings(room, word, i);
        }
        for (int j = from; j <= other->count; j++) {
            if (t->steps[i][j] >= FAR) {
                continue;
            }
            if (j < other->count) {
                reach(t, i, j + 1, t->steps[i][j] + free_steps(word, other, i, j));
            }
            if (i < word->count) {
                read_letter(t, word, &here, other, i, j);
            }
        }
    }
    return true;
}

/* Lay the words side by side from their first letters; false when nothing leads to an end. `ready`:
 * what the letters of the word may be, or NULL. */
static bool lay(table *t, const abjad *word, const spellings *ready, const latin *other,
                bool edges) {
    const text_reading *extra;
    clear_row(t, 0, other);
    t->steps[0][0] = 0;
    for (int e = 0; edges && (extra = next_extra(&e, word->script, TEXT_AT_START)) != NULL;) {
        if (spells(other, 0, extra)) {
            reach(t, 0, extra->length, extra->cost);
        }
    }
    return fill(t, word, ready, other, 1);
}

static int steps_to_latin(const abjad *word, const spellings *ready, const latin *other,
                          bool edges) {
    table t;
    if (!lay(&t, word, ready, other, edges)) {
        return -1;
    }
    int last = word->count, best = t.steps[last][other->count];
    const text_reading *extra;
    for (int e = 0; edges && (extra = next_extra(&e, word->script, TEXT_AT_END)) != NULL;) {
        int at = other->count - extra->length;
        if (at > 0 && spells(other, at, extra) && t.steps[last][at] + extra->cost < best) {
            best = t.steps[last][at] + extra->cost;
        }
    }
    return best < FAR ? best : -1;
}

/* Fewest steps when one letter of either is left out, or one is another. */
static int steps_with_slip(const abjad *word, const latin *other) {
    table right, slipped;
    for (int i = 0; i <= word->count; i++) {
        clear_row(&right, i, other);
        clear_row(&slipped, i, other);
    }
    lay(&right, word, NULL, other, true);
    for (int i = 0; i <= word->count; i++) {
        for (int j = 0; j <= other->count; j++) {
            int steps = right.steps[i][j];
            bool wrong = j < other->count && !is_vowel(other->letters[j]);
            if (i < word->count) {
                reach(&slipped, i + 1, j, steps);
            }
            if (wrong) {
                reach(&slipped, i, j + 1, steps);
            }
            if (wrong && i < word->count) {
                reach(&slipped, i + 1, j + 1, steps);
            }
        }
    }
    if (!fill(&slipped, word, NULL, other, word->count + 1)) {
        return -1;
    }
    int best = slipped.steps[word->count][other->count];
    return best < FAR ? best : -1;
}

/* ---------------------------------------------------------------- against one of such a script */

/* Steps by which two letters may be one; FAR when they may not. */
static int shared_steps(const abjad *a, int i, const abjad *b, int j) {
    int count_a, count_b, best = FAR;
    const text_reading *of_a = readings_of(a->letters[i], &count_a);
    const text_reading *of_b = readings_of(b->letters[j], &count_b);
    for (int x = 0; x < count_a; x++) {
        if (of_a[x].length == 0 || reading_applies(&of_a[x], a, i) != 1) {
            continue;
        }
        for (int y = 0; y < count_b; y++) {
            int steps = of_a[x].cost + of_b[y].cost;
            if (steps < best && of_a[x].text == of_b[y].text && of_a[x].length == of_b[y].length &&
                reading_applies(&of_b[y], b, j) == 1) {
                best = steps;
            }
        }
    }
    return best;
}

/* Steps by which that many letters say nothing. */
static int silent_steps(const abjad *word, int at, int length) {
    int count, best = length == 1 && is_doubled(word, at) ? 0 : FAR;
    const text_reading *readings = readings_of(word->letters[at], &count);
    for (int r = 0; r < count; r++) {
        if (readings[r].length == 0 && readings[r].cost < best &&
            reading_applies(&readings[r], word, at) == length) {
            best = readings[r].cost;
        }
    }
    return best;
}

/* From (i, j) of two words in different scripts. */
static void read_both(table *t, const abjad *a, const abjad *b, int i, int j) {
    int steps = t->steps[i][j];
    if (i < a->count && j < b->count) {
        reach(t, i + 1, j + 1, steps + shared_steps(a, i, b, j));
    }
    for (int length = 1; length <= 2 && i + length <= a->count; length++) {
        reach(t, i + length, j, steps + silent_steps(a, i, length));
    }
    for (int length = 1; length <= 2 && j + length <= b->count; length++) {
        reach(t, i, j + length, steps + silent_steps(b, j, length));
    }
}

/* Where the rows of a letter begin among those that are near one another. */
static int first_near(uint16_t letter) {
    int low = 0, high = text_near_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (text_nears[middle].first < letter) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* From (i, j) of two words in one script. */
static void read_near(table *t, const abjad *a, const abjad *b, int i, int j, bool edges) {
    int steps = t->steps[i][j];
    if (i < a->count && j < b->count && a->letters[i] == b->letters[j]) {
        reach(t, i + 1, j + 1, steps);
    }
    if (i < a->count && is_doubled(a, i)) {
        reach(t, i + 1, j, steps + 1);
    }
    if (j < b->count && is_doubled(b, j)) {
        reach(t, i, j + 1, steps + 1);
    }
    for (int n = first_near(letter_at(a, i)); n < text_near_count; n++) {
        const text_near *near = &text_nears[n];
        int length = near->second == 0 ? 1 : 2;
        if (near->first != letter_at(a, i)) {
            break;
        }
        if ((length == 1 || edges) && (near->places & places_of(a, i, length)) != 0 &&
            (near->second == 0 || letter_at(a, i + 1) == near->second) &&
            (near->other == 0 ||
             (letter_at(b, j) == near->other && (near->places & places_of(b, j, 1)) != 0))) {
            reach(t, i + length, j + (near->other != 0), steps + 1);
        }
    }
    for (int n = first_near(letter_at(b, j)); n < text_near_count; n++) {
        const text_near *near = &text_nears[n];
        int length = near->second == 0 ? 1 : 2;
        if (near->first != letter_at(b, j)) {
            break;
        }
        if ((length == 1 || edges) && near->other == 0 &&
            (near->places & places_of(b, j, length)) != 0 &&
            (near->second == 0 || letter_at(b, j + 1) == near->second)) {
            reach(t, i, j + length, steps + 1);
        }
    }
}

static int steps_to_abjad(const abjad *a, const abjad *b, bool edges) {
    table t;
    for (int i = 0; i <= a->count; i++) {
        memset(t.steps[i], FAR, (size_t)b->count + 1);
    }
    t.steps[0][0] = 0;
    for (int i = 0; i <= a->count; i++) {
        for (int j = 0; j <= b->count; j++) {
            if (t.steps[i][j] >= FAR) {
                continue;
            }
            if (a->script == b->script) {
                read_near(&t, a, b, i, j, edges);
            } else {
                read_both(&t, a, b, i, j);
            }
        }
    }
    int best = t.steps[a->count][b->count];
    return best < FAR ? best : -1;
}

/* ---------------------------------------------------------------- keys */

/* Which letters of a-z may be written for one another when such a script is romanized. Vowels, the
 * half vowels and h have no class. */
static const char classes[26] = {0,   'b', 'k', 'd', 0,   'f', 'k', 0, 0, 'j', 'k', 'l', 'm',
                                 'n', 0,   'b', 'k', 'r', 's', 't', 0, 0, 0,   'x', 0,   'd'};

typedef struct key {
    char bytes[KEY_MAX];
    int len;
} key;

/* Runs of a class count once, and a d that only leads to a j not at all ("dj"). */
static void key_append(key *k, char class_) {
    if (class_ == 'j' && k->len > 0 && k->bytes[k->len - 1] == 'd') {
        k->len--;
    }
    if (class_ != 0 && k->len < KEY_MAX && (k->len == 0 || k->bytes[k->len - 1] != class_)) {
        k->bytes[k->len++] = class_;
    }
}

static void key_append_all(key *k, const char *letters, int count) {
    for (int i = 0; i < count; i++) {
        char class_ = classes[letters[i] - 'a'];
        if (class_ == 'x') {
            key_append(k, 'k');
            class_ = 's';
        }
        key_append(k, class_);
    }
}

int ix_text_abjad_key(char *out, int cap, ix_str folded) {
    latin word;
    key k = {.len = 0};
    if (!latin_read(&word, folded)) {
        return 0;
    }
    key_append_all(&k, word.letters, word.count);
    int len = k.len < cap ? k.len : cap;
    memcpy(out, k.bytes, (size_t)len);
    return len;
}

/* The keys of what may be read at one place, each once. */
typedef struct choice {
    char bytes[PIECE_MAX];
    uint8_t len;
    uint8_t letters; /* of the word that are read */
} choice;

typedef struct choices {
    choice items[CHOICES_MAX];
    int count;
} choices;

/* False when there are too many. */
static bool choose(choices *c, const char *text, int length, int letters) {
    key k;
    k.len = 0;
    key_append_all(&k, text, length);
    if (k.len > PIECE_MAX) {
        return false;
    }
    choice made = {.len = (uint8_t)k.len, .letters = (uint8_t)letters};
    for (int i = 0; i < k.len; i++) {
        made.bytes[i] = k.bytes[i];
    }
    for (int i = 0; i < c->count; i++) {
        if (memcmp(&c->items[i], &made, sizeof made) == 0) { /* of eight bytes: one comparison */
            return true;
        }
    }
    if (c->count == CHOICES_MAX) {
        return false;
    }
    c->items[c->count++] = made;
    return true;
}

static bool choose_readings(choices *c, const abjad *word, int at) {
    int count;
    const text_reading *readings = readings_of(word->letters[at], &count);
    c->count = 0;
    bool all = !is_doubled(word, at) || choose(c, NULL, 0, 1);
    for (int r = 0; r < count && all; r++) {
        int length = reading_applies(&readings[r], word, at);
        all = length == 0 ||
              choose(c, text_reading_texts + readings[r].text, readings[r].length, length);
    }
    return all;
}

static bool choose_extras(choices *c, const abjad *word, unsigned place) {
    const text_reading *extra;
    c->count = 0;
    bool all = choose(c, NULL, 0, 0);
    for (int e = 0; all && (extra = next_extra(&e, word->script, place)) != NULL;) {
        all = choose(c, text_reading_texts + extra->text, extra->length, 0);
    }
    return all;
}

/* All that is needed to spell the keys of a word. */
typedef struct speller {
    abjad word;
    choices start, end, letters[LETTERS_MAX];
    ix_abjad_sink each;
    void *context;
} speller;

/* False for a word that has no keys, or too many; such a word is like no other. */
static bool speller_init(speller *s, ix_str folded) {
    int64_t ways[LETTERS_MAX + 2] = {0};
    if (!abjad_read(&s->word, folded) || !choose_extras(&s->start, &s->word, TEXT_AT_START) ||
        !choose_extras(&s->end, &s->word, TEXT_AT_END)) {
        return false;
    }
    ways[s->word.count] = s->end.count;
    for (int i = s->word.count - 1; i >= 0; i--) {
        if (!choose_readings(&s->letters[i], &s->word, i)) {
            return false;
        }
        for (int c = 0; c < s->letters[i].count; c++) {
            ways[i] += ways[i + s->letters[i].items[c].letters];
        }
        if (ways[i] > IX_ABJAD_KEYS_MAX) {
            return false;
        }
    }
    return ways[0] * s->start.count <= IX_ABJAD_KEYS_MAX;
}

static void key_add(key *k, const choice *more) {
    for (int i = 0; i < more->len; i++) {
        key_append(k, more->bytes[i]);
    }
}

static void spell_from(const speller *s, int at, const key *so_far) {
    const choices *c = at == s->word.count ? &s->end : &s->letters[at];
    for (int i = 0; i < c->count; i++) {
        key k = *so_far;
        key_add(&k, &c->items[i]);
        if (at == s->word.count) {
            s->each(s->context, (ix_str){k.bytes, k.len});
        } else {
            spell_from(s, at + c->items[i].letters, &k);
        }
    }
}

void ix_text_abjad_keys(ix_str folded, ix_abjad_sink each, void *context) {
    speller s;
    if (!speller_init(&s, folded)) {
        return;
    }
    s.each = each;
    s.context = context;
    if (is_marked(folded)) { /* for words that are like it as it stands */
        char own[KEY_MAX];
        int len = ix_text_abjad_key(own, KEY_MAX, ix_str_slice(folded, 1, folded.len));
        each(context, (ix_str){own, len});
    }
    for (int i = 0; i < s.start.count; i++) {
        key k = {.len = 0};
        key_add(&k, &s.start.items[i]);
        spell_from(&s, 0, &k);
    }
}

/* ---------------------------------------------------------------- both kinds */

/* Bits of the class that a reading or a word begins with, letters without a class passed over; 0
 * when it has none. A d may be the beginning of a j. */
static uint32_t first_class(const char *letters, int count) {
    for (int i = 0; i < count; i++) {
        char class_ = classes[letters[i] - 'a'];
        if (class_ != 0) {
            class_ = class_ == 'x' ? 'k' : class_;
            return 1u << (class_ - 'a') | (class_ == 'd' ? 1u << ('j' - 'a') : 0);
        }
    }
    return 0;
}

/* May the word and one in a-z begin with one class of consonants? Where not, they are not alike,
 * and that is soon told: letters with a class are never left unread. */
static bool may_begin_alike(const abjad *word, const latin *plain) {
    uint32_t wanted = first_class(plain->letters, plain->count), may = 0;
    const text_reading *extra;
    for (int e = 0; (extra = next_extra(&e, word->script, TEXT_AT_START)) != NULL;) {
        may |= first_class(text_reading_texts + extra->text, extra->length);
    }
    bool silent[LETTERS_MAX + 2] = {true}; /* all letters before may be without a class */
    for (int i = 0, last = 0; i <= last && i < word->count; i++) {
        int count = 0;
        const text_reading *readings = readings_of(word->letters[i], &count);
        for (int r = 0; silent[i] && r < count; r++) {
            int length = reading_applies(&readings[r], word, i);
            uint32_t class_ =
                first_class(text_reading_texts + readings[r].text, readings[r].length);
            may |= length > 0 ? class_ : 0;
            if (class_ == 0 && length > 0) {
                silent[i + length] = true;
                last = i + length > last ? i + length : last;
            }
        }
        if (silent[i] && is_doubled(word, i)) {
            silent[i + 1] = true;
            last = i + 1 > last ? i + 1 : last;
        }
    }
    return wanted == 0 || (may & wanted) != 0;
}

bool ix_text_abjad_begins_alike(ix_str native, ix_str plain) {
    abjad word;
    latin other;
    return abjad_read(&word, native) && latin_read(&other, plain) && may_begin_alike(&word, &other);
}

/* Are the lengths of the two such that one may be the other? */
static bool may_be_as_long(const abjad *word, const latin *plain) {
    return plain->count <= 2 * word->count + LETTERS_BESIDE &&
           word->count <= 2 * plain->count + LETTERS_BESIDE;
}

static int steps_to_plain(const abjad *word, const spellings *ready, const latin *plain,
                          bool edges) {
    return may_be_as_long(word, plain) ? steps_to_latin(word, ready, plain, edges) : -1;
}

/* Of two counts of steps, -1 for none, the fewer. */
static int fewer(int a, int b) {
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* Two words of such scripts. A romanized one may also be taken for the other as it stands. */
static int steps_between(const abjad *a, const spellings *ready, const latin *a_plain,
                         const abjad *b, ix_str b_text, bool edges) {
    latin b_plain;
    int steps = steps_to_abjad(a, b, edges);
    if (a_plain && a->script != b->script) {
        steps = fewer(steps, steps_to_plain(b, NULL, a_plain, edges));
    }
    if (a->script != b->script && romanized_read(&b_plain, b_text)) {
        steps = fewer(steps, steps_to_plain(a, ready, &b_plain, edges));
    }
    return steps;
}

int ix_text_abjad_steps(ix_str a, ix_str b, bool edges) {
    abjad word, other;
    latin plain;
    speller s;
    int steps = -1;
    bool first = abjad_read(&word, a);
    if (!first && !abjad_read(&word, b)) {
        return -1;
    }
    if (latin_read(&plain, first ? b : a)) {
        steps = steps_to_plain(&word, NULL, &plain, edges);
    } else if (first && abjad_read(&other, b)) {
        const latin *a_plain = romanized_read(&plain, a) ? &plain : NULL;
        steps = steps_between(&word, NULL, a_plain, &other, b, edges);
        steps = steps < 0 || speller_init(&s, b) ? steps : -1;
    }
    return steps < 0 || speller_init(&s, first ? a : b) ? steps : -1;
}

const ix_abjad_word *ix_text_abjad_prepare(ix_str folded, ix_arena *arena) {
    abjad word;
    speller s;
    spelling room[SPELLINGS_MAX];
    ix_abjad_word *out =
        abjad_read(&word, folded) ? IX_NEW_RAW(arena, struct ix_abjad_word, 1) : NULL;
    if (!out) {
        return NULL;
    }
    out->word = word;
    out->plain.count = 0;
    if (!romanized_read(&out->plain, folded)) {
        out->plain.count = 0;
    }
    out->has_keys = speller_init(&s, folded);
    for (int i = 0; i < word.count; i++) {
        spellings found = find_spellings(room, &word, i);
        int count = found.count + found.silent_count;
        spelling *kept = IX_NEW_RAW(arena, spelling, count + 1);
        if (!kept) {
            return NULL;
        }
        memcpy(kept, found.items, (size_t)count * sizeof *kept);
        found.items = kept;
        out->at[i] = found;
    }
    return out;
}

int ix_text_abjad_steps_to(const ix_abjad_word *word, ix_str other, bool edges) {
    abjad native;
    latin plain;
    speller s;
    if (!word->has_keys) {
        return -1;
    }
    if (latin_read(&plain, other)) {
        return steps_to_plain(&word->word, word->at, &plain, edges);
    }
    const latin *own = word->plain.count > 0 ? &word->plain : NULL;
    int steps = abjad_read(&native, other)
                    ? steps_between(&word->word, word->at, own, &native, other, edges)
                    : -1;
    return steps < 0 || speller_init(&s, other) ? steps : -1;
}

bool ix_text_abjad_slips(ix_str native, ix_str plain) {
    abjad word;
    latin other;
    if (!abjad_read(&word, native) || !latin_read(&other, plain) || word.count < SLIP_LETTERS_MIN ||
        other.count < SLIP_LATIN_MIN) {
        return false;
    }
    int steps = steps_with_slip(&word, &other);
    return steps >= 0 && steps <= SLIP_STEPS_MAX;
}

int ix_text_abjad_letters(ix_str folded) {
    speller s;
    int letters = 0;
    if (!speller_init(&s, folded)) {
        return 0;
    }
    for (int i = 0; i < s.word.count; i++) {
        bool silent = false;
        for (int c = 0; c < s.letters[i].count; c++) {
            silent = silent || s.letters[i].items[c].len == 0;
        }
        letters += !silent;
    }
    return letters;
}
