/* Which runs of words of a sentence may be listed names; see spot.h. */
#include "judge.h"

#include "acronym.h"
#include "run.h"

#include "match_tables.h"

#include <string.h>

#define HITS_MAX   128
#define EDGES_MAX  12
#define FORM_REACH 4 /* words of a legal form beside a name */
#define APART_MAX  3 /* parts of a name that one word may be */
#define SLIP_LETTERS                                                                               \
    3 /* without as many, or as many parts, an organization is not known by a slip */
#define SLIP_PARTS      3
#define ACRONYM_TELLING 4 /* letters of an acronym that may be all there is of a name */

/* A unit that is like a part of the name. */
typedef struct hit {
    const spot_unit *unit;
    int part;      /* the first of those it is like */
    unsigned also; /* a bit for each of the others */
    int32_t most;
    int form;
    bool same;    /* the part itself, as written or transliterated */
    bool variant; /* a variant or translation of it */
    uint8_t slips;
    bool letters; /* an acronym of so few letters that it may be any */
} hit;

/* A listed name that is looked at. */
typedef struct look {
    spot_sentence *c;
    const spot_unit *anchor;
    uint32_t number;
    const ix_name_row *name;
    ix_mpart parts[IX_PARTS_MAX]; /* those that rows lead to */
    uint32_t dicts[IX_PARTS_MAX];
    uint8_t at[IX_PARTS_MAX];      /* where the part stands in the name */
    unsigned places[IX_PARTS_MAX]; /* that make leaving it out cost least */
    int count;
    uint16_t numbers[IX_PARTS_MAX]; /* of the name's parts that are numbers, value + 1 */
    int32_t number_most[IX_PARTS_MAX];
    int number_count;
    bool org;
    int way; /* spot_way in which the anchor may be several of its parts, or SPOT_WAYS */
    hit hits[HITS_MAX];
    int hit_count;
} look;

/* ---------------------------------------------------------------- the window */

static void count_unit(spot_sentence *c, const spot_unit *unit, int by) {
    const spot_word *word = unit->word;
    for (int i = 0; i < word->row_count; i++) {
        c->spotter->near_rows[word->rows[i].dict] += (uint16_t)by;
    }
    if (word->letter) {
        c->letters[word->letter - 'a'] += by;
        c->letter_count += by;
    }
    c->number_count += word->number != 0 ? by : 0;
}

/* Units that may stand in one run with a unit that begins at `token`. */
static void move_window(spot_sentence *c, int token) {
    while (c->to < c->unit_count && c->units[c->to].first < token + SPOT_RUN_TOKENS_MAX &&
           spot_distance(c, token, c->units[c->to].first) < SPOT_RUN_WORDS_MAX) {
        count_unit(c, &c->units[c->to++], 1);
    }
    while (c->from < c->to &&
           (c->units[c->from].first <= token - SPOT_RUN_TOKENS_MAX ||
            spot_distance(c, c->units[c->from].first, token) >= SPOT_RUN_WORDS_MAX)) {
        count_unit(c, &c->units[c->from++], -1);
    }
}

/* What those of the others give that are near by, a bit each in *near. An initial says no more than
 * it may, whatever leaving it out would cost. */
static int32_t gains_near(const spot_sentence *c, const ix_anchor_row *row, unsigned *near) {
    int32_t sum = 0;
    for (int i = 0; i < IX_ANCHOR_OTHERS; i++) {
        unsigned letter = (row->others[i] >> 24) - 'a';
        if (c->spotter->near_rows[ix_anchor_dict(row->others[i])] > 0) {
            sum += row->gains[i];
            *near |= 1u << i;
        } else if (letter < 26 && c->letters[letter] > 0) {
            int32_t most = IX_W_INITIAL - IX_W_MISSING_FAMILY;
            sum += row->gains[i] < most ? row->gains[i] : most;
            *near |= 1u << i;
        }
    }
    return sum;
}

/* May the name come to the bar, its anchor saying so much? Of most names no other part is near. */
static bool may_reach(const spot_sentence *c, const ix_anchor_row *row, int32_t anchor) {
    const uint16_t *near_rows = c->spotter->near_rows;
    const uint32_t *o = row->others;
    unsigned near = 0;
    unsigned any = near_rows[ix_anchor_dict(o[0])] | near_rows[ix_anchor_dict(o[1])] |
                   near_rows[ix_anchor_dict(o[2])] | near_rows[ix_anchor_dict(o[3])] |
                   near_rows[ix_anchor_dict(o[4])];
    bool letters = c->letter_count > 0 && (o[0] | o[1] | o[2] | o[3] | o[4]) >> 24 != 0;
    int32_t sum = anchor + (any || letters ? gains_near(c, row, &near) : 0);
    return sum >= row->need || (row->substance & ~near) == 0;
}

_Static_assert(IX_ANCHOR_OTHERS == 5, "may_reach looks at each of them");

/* ---------------------------------------------------------------- the name as a whole */

static int32_t greater(int32_t a, int32_t b) {
    return a > b ? a : b;
}

/* The parts that rows lead to, with what they need to be weighed. */
static void load_parts(look *l) {
    const ix_index *index = l->c->spotter->index;
    const ix_name_part_row *rows = index->name_parts + l->name->part_first;
    l->count = l->number_count = 0;
    for (int i = 0; i < l->name->part_count; i++) {
        const ix_dict_row *row = &index->dict[rows[i].dict];
        if (rows[i].role == IX_ROLE_STOP || rows[i].role == IX_ROLE_LEGAL_FORM) {
            continue;
        }
        ix_mpart part = {.text = ix_dict_text(index, row),
                         .person_millibits = row->person_millibits,
                         .org_millibits = row->org_millibits,
                         .flags = row->flags,
                         .number = ix_part_number(&rows[i]),
                         .role = rows[i].role};
        if (part.number != 0) {
            l->number_most[l->number_count] =
                greater(ix_part_surprise(&part, l->org), IX_W_RELATION_LEAST);
            l->numbers[l->number_count++] = part.number;
            continue;
        }
        l->dicts[l->count] = rows[i].dict;
        l->at[l->count] = (uint8_t)i;
        l->places[l->count] = l->org ? 0 : ix_anchor_place(rows, l->name->part_count, (uint32_t)i);
        l->parts[l->count++] = part;
    }
}

static bool has_initial(const look *l, int part) {
    const ix_str text = l->parts[part].text;
    return !l->org && text.ptr[0] >= 'a' && text.ptr[0] <= 'z' &&
           l->c->letters[text.ptr[0] - 'a'] > 0;
}

/* The most that a word says as several parts. */
static int32_t apart_most(const spot_word *word, int way) {
    const ix_mpart *whole = &word->forms[0];
    int32_t most = greater(ix_run_most(whole, false), ix_run_most(whole, true));
    if (way == SPOT_LIKE && most > IX_W_ABJAD_MOST_MANY) {
        most = IX_W_ABJAD_MOST_MANY;
    }
    return greater(most, IX_W_RELATION_LEAST);
}

/* May this part of a name be near by, and what does it say then at most? */
static bool is_part_near(const spot_sentence *c, const ix_anchor_part *part, int32_t *most) {
    unsigned letter = part->other >> 24;
    *most = part->most;
    if (letter == IX_ANCHOR_NUMBER) {
        return c->number_count > 0;
    }
    if (c->spotter->near_rows[ix_anchor_dict(part->other)] > 0) {
        return true;
    }
    *most = part->most < IX_W_INITIAL ? part->most : IX_W_INITIAL;
    return letter >= 'a' && letter <= 'z' && c->letters[letter - 'a'] > 0;
}

/* What a name comes to at most, by what is near its anchor: a row that says `most`, or (NULL) a
 * word that is several of its parts. */
static bool may_suffice(const spot_sentence *c, uint32_t name, const spot_row *anchor,
                        int32_t most) {
    const ix_index *index = c->spotter->index;
    const ix_anchor_part *parts = index->anchor_parts + index->names[name].part_first;
    int32_t sum = IX_W_FORM_EQUAL, left = 0, left_alone = 0;
    int32_t kind = index->names[name].type != IX_PARTY_PERSON ? IX_W_MISSING_KIND : 0;
    int agreeing = 0, free = 0;
    bool complete = true;
    if (!anchor) {
        sum += most;
        free = APART_MAX;
        agreeing = 2;
    }
    for (int i = 0; i < index->names[name].part_count; i++) {
        const ix_anchor_part *part = &parts[i];
        int32_t says;
        if (anchor && ix_anchor_dict(part->other) == anchor->dict) {
            sum += most;
            agreeing++;
        } else if (is_part_near(c, part, &says)) {
            sum += says;
            agreeing++;
        } else if (free > 0) {
            free--;
        } else {
            left += part->missing;
            left_alone += part->missing_alone;
            complete = complete && part->missing >= kind;
        }
    }
    return complete || sum + (agreeing < 2 ? left_alone : left) >= IX_W_ALERT_BAR;
}

/* ---------------------------------------------------------------- its parts among the units */

static void add_hit(look *l, const hit *one) {
    if (one->most > 0 && l->hit_count < HITS_MAX) {
        l->hits[l->hit_count++] = *one;
    }
}

/* Its first row of this dict, or row_count. */
static int find_row(const spot_word *word, uint32_t dict) {
    int low = 0, high = word->row_count;
    if ((word->sign & spot_sign(dict)) == 0) {
        return high;
    }
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (word->rows[middle].dict < dict) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void find_rows(look *l, const spot_unit *unit, int part) {
    spot_word *word = unit->word;
    for (int low = find_row(word, l->dicts[part]);
         low < word->row_count && word->rows[low].dict == l->dicts[part]; low++) {
        const spot_row *row = spot_judge(l->c->spotter, word, &word->rows[low]);
        add_hit(l, &(hit){.unit = unit,
                          .part = part,
                          .most = row->most[l->org],
                          .form = row->form,
                          .same = row->same[l->org],
                          .variant = row->variant[l->org],
                          .slips = row->slips[l->org],
                          .letters = word->acronym && l->parts[part].text.len < ACRONYM_TELLING});
    }
    if (word->letter && !l->org && word->letter == l->parts[part].text.ptr[0]) {
        add_hit(l, &(hit){.unit = unit, .part = part, .most = IX_W_INITIAL, .slips = SPOT_LOOSE});
    }
}

/* The anchor as parts of the name run together, wherever it is. Takes long, and is the same
 * wherever the word stands. */
static void find_together(look *l) {
    ix_mname listed;
    ix_mname_load(&listed, l->c->spotter->index, l->number);
    for (int i = 0; i < l->count; i++) {
        for (int parts = 2; parts <= IX_RUN_PARTS_MAX && l->at[i] + parts <= listed.count;
             parts++) {
            ix_run run;
            ix_doubt doubt;
            const ix_mpart *word = &l->anchor->word->forms[0];
            if (!ix_run_make(&run, &listed.parts[l->at[i]], parts) ||
                !ix_run_is(&doubt, &run, word)) {
                continue;
            }
            hit one = {.unit = l->anchor, .part = i, .same = doubt.plain};
            one.most =
                greater(ix_doubt_leaves(&doubt, ix_run_most(word, l->org)), IX_W_RELATION_LEAST);
            for (int j = i + 1; j < l->count && l->at[j] < l->at[i] + parts; j++) {
                one.also |= 1u << j;
            }
            add_hit(l, &one);
        }
    }
}

static int32_t least(int32_t a, int32_t b) {
    return a < b ? a : b;
}

/* An acronym of the name: is it the anchor? */
static bool take_acronym(void *context, const ix_acronym *acronym) {
    look *l = context;
    const ix_mpart *word = &l->anchor->word->forms[0];
    if (!ix_str_equal(acronym->letters, word->text)) {
        return true;
    }
    hit one = {.unit = l->anchor, .part = -1, .letters = word->text.len < ACRONYM_TELLING};
    int32_t says = 0;
    for (int i = 0; i < l->count; i++) {
        if (l->at[i] < acronym->first || l->at[i] > acronym->last) {
            continue;
        }
        says += ix_part_surprise(&l->parts[i], true);
        one.also |= one.part < 0 ? 0 : 1u << i;
        one.part = one.part < 0 ? i : one.part;
    }
    one.most =
        greater(least(says, ix_part_surprise(word, true)) - IX_W_LOSS_ACRONYM, IX_W_RELATION_LEAST);
    if (one.part >= 0) {
        add_hit(l, &one);
    }
    return true;
}

/* The anchor as the first letters of the name's words. */
static void find_acronym(look *l) {
    ix_mname listed;
    ix_mname_load(&listed, l->c->spotter->index, l->number);
    ix_acronyms_of(&listed, take_acronym, l);
}

/* False: the word was thought to be several of its parts, and is not. */
static bool find_hits(look *l) {
    l->hit_count = 0;
    if (l->way == SPOT_ACRONYM) {
        find_acronym(l);
    } else if (l->way != SPOT_WAYS) {
        find_together(l);
        if (l->hit_count == 0) {
            return false;
        }
    }
    for (int i = 0; i < l->count; i++) {
        bool near = l->c->spotter->near_rows[l->dicts[i]] > 0 || has_initial(l, i);
        for (int u = l->c->from; near && u < l->c->to; u++) {
            find_rows(l, &l->c->units[u], i);
        }
    }
    return true;
}

/* ---------------------------------------------------------------- runs */

static bool is_run(const spot_sentence *c, int first, int last) {
    return last - first < SPOT_RUN_TOKENS_MAX && !spot_is_small(c, first) &&
           !spot_is_small(c, last) && spot_distance(c, first, last) < SPOT_RUN_WORDS_MAX;
}

/* Between the parts of a person's name stand names and particles, no other words: "Tikhonov was
 * there, and Andrei" is nobody. */
static bool is_interrupted(const look *l, int first, int last, unsigned covered) {
    for (int i = first; !l->org && i <= last; i++) {
        if ((covered >> (i - first) & 1) == 0 && spot_is_small(l->c, i) &&
            !l->c->words[i - l->c->first]->filler) {
            return true;
        }
    }
    return false;
}

/* What a run of words has of the name. */
typedef struct run_bound {
    const hit *best[IX_PARTS_MAX];
    unsigned covered;            /* a bit for each token of the run that agrees with something */
    unsigned also;               /* parts that are within a word of others */
    unsigned same;               /* parts that some word is, as written or transliterated */
    uint8_t slips[IX_PARTS_MAX]; /* of each part that agrees, at the least */
    bool told;                   /* a number agrees */
    int agreeing;
    int32_t sum;
    bool complete; /* nothing is left on either side that the other would miss */
    bool lacks;    /* something of substance is left of the listed name */
    bool carried;  /* something tells such a name from others, not only plain words of trade */
    bool letters;  /* ... an acronym of few letters */
} run_bound;

/* A word that tells an organization from others. What may be a word of a legal form counts as one.
 */
static bool is_distinctive(const ix_mpart *part) {
    return (part->flags & IX_WORD_FORM_LIKE) != 0 ||
           ix_part_omission(part, true, false, 0) == IX_W_MISSING_DISTINCTIVE;
}

/* What leaving out a word costs where nothing distinctive agrees: then it tells the name apart. */
static int32_t omission_uncarried(int32_t omission) {
    return omission == IX_W_MISSING_GENERIC ? IX_W_MISSING_GENERIC_ALONE
           : omission == IX_W_MISSING_PLACE ? IX_W_MISSING_PLACE_ALONE
                                            : omission;
}

static void take_hits(run_bound *r, const look *l, int first, int last) {
    for (int i = 0; i < l->hit_count; i++) {
        const hit *h = &l->hits[i];
        if (h->unit->first < first || h->unit->last > last) {
            continue;
        }
        r->covered |= ((2u << (h->unit->last - h->unit->first)) - 1) << (h->unit->first - first);
        r->also |= h->also;
        r->same |= h->same ? 1u << h->part : 0;
        if (!r->best[h->part] || h->slips < r->slips[h->part]) {
            r->slips[h->part] = h->slips;
        }
        if (!r->best[h->part] || h->most > r->best[h->part]->most) {
            r->best[h->part] = h;
        }
        r->letters = r->letters || h->letters;
        r->carried = r->carried || h->unit->last > h->unit->first || h->also != 0 ||
                     is_distinctive(&l->parts[h->part]);
    }
}

/* The best of a part's hits in the run that is not of this unit. */
static const hit *find_other(const look *l, int part, const spot_unit *unit, int first, int last) {
    const hit *best = NULL;
    for (int i = 0; i < l->hit_count; i++) {
        const hit *h = &l->hits[i];
        if (h->part == part && h->unit != unit && h->unit->first >= first &&
            h->unit->last <= last && (!best || h->most > best->most)) {
            best = h;
        }
    }
    return best;
}

/* What a part gains by the word that it is most like, rather than by the next or none. */
static int32_t gain_of(const look *l, int part, const hit *best, const hit *other) {
    int32_t without = ix_part_omission(&l->parts[part], l->org, false, l->places[part]);
    return best->most - (other ? other->most : without);
}

/* A word is one part: of those that are most like one word, part `i` first, it goes to the one that
 * gains most, and the others take their next. */
static void part_units(run_bound *r, const look *l, int i, int first, int last) {
    const spot_unit *unit = r->best[i] ? r->best[i]->unit : NULL;
    int32_t most = 0;
    int winner = -1, sharing = 0;
    for (int k = i; unit && k < l->count; k++) {
        if (!r->best[k] || r->best[k]->unit != unit) {
            continue;
        }
        int32_t gain = gain_of(l, k, r->best[k], find_other(l, k, unit, first, last));
        sharing++;
        if (winner < 0 || gain > most) {
            winner = k;
            most = gain;
        }
    }
    for (int k = i; sharing > 1 && k < l->count; k++) {
        if (k != winner && r->best[k] && r->best[k]->unit == unit) {
            r->best[k] = find_other(l, k, unit, first, last);
        }
    }
}

/* Numbers of the name: words of the run that may be them. */
static void take_numbers(run_bound *r, const look *l, int first, int last) {
    for (int k = 0; k < l->number_count; k++) {
        bool found = false;
        for (int i = first; i <= last; i++) {
            uint16_t number = l->c->words[i - l->c->first]->number;
            if (number == l->numbers[k] || number == SPOT_NUMBER_ANY) {
                found = true;
                r->covered |= 1u << (i - first);
            }
        }
        r->sum += found ? l->number_most[k] : IX_W_MISSING_NUMBER;
        r->agreeing += found;
        r->told = r->told || found;
        r->complete = r->complete && found;
    }
}

/* One word is a name only as it stands, or beside a word of a legal form or kind: what it is merely
 * like says nothing in running text, nor does a plain word. */
static bool says_something(const run_bound *r, const look *l, int first, int last) {
    const hit *only = NULL;
    bool same = false;
    for (int i = 0; i < l->count; i++) {
        only = r->best[i] ? r->best[i] : only;
        same = same || (r->best[i] && (r->same >> i & 1) != 0);
    }
    if (!only) {
        return false;
    }
    if ((r->covered & (r->covered - 1)) != 0 || r->also != 0 || same ||
        only->unit->last > only->unit->first) {
        return true;
    }
    bool beside = false;
    for (int i = first; i <= last; i++) {
        beside =
            beside || ((r->covered >> (i - first) & 1) == 0 && l->c->words[i - l->c->first]->kind);
    }
    return l->org && beside && !only->unit->word->plain;
}

/* Letters on which a part rests that agrees, in an organization's name. */
static int letters_of(const look *l, int part, const hit *best) {
    const spot_word *word = best->unit->word;
    ix_str text = l->parts[part].text;
    bool generic = !is_distinctive(&l->parts[part]);
    if (text.len == 1 || (generic && best->variant)) {
        return 0;
    }
    ix_str own = word->form_count > 0 ? word->forms[best->form].text : text;
    return (int)(own.len < text.len ? own.len : text.len);
}

/* May a complete name be one slip of the pen away from the run? See is_one_slip in align.c: of so
 * few letters, or with so many slips, no name is known again. */
static bool may_be_slip(const run_bound *r, const look *l) {
    int slips = 0, letters = 0, parts = 0;
    bool told = r->told || r->also != 0;
    for (int i = 0; i < l->count; i++) {
        const hit *best = r->best[i];
        if (!best) {
            continue;
        }
        slips += r->slips[i];
        parts++;
        letters += l->org ? letters_of(l, i, best) : 0;
        told = told || (l->parts[i].flags & IX_WORD_PLACE) != 0 ||
               best->unit->last > best->unit->first;
    }
    return !r->letters && slips <= (l->org ? SPOT_LOOSE - 1 : 1) &&
           (!l->org || told || parts >= SLIP_PARTS || letters >= SLIP_LETTERS);
}

/* A complete name earns a bonus; one as listed, and one but for a slip, is lifted to the bar. */
static int32_t most_of_complete(const run_bound *r, const look *l) {
    int32_t most = r->sum + IX_W_COMPLETE_BONUS;
    bool same = true;
    for (int i = 0; i < l->count; i++) {
        same = same && (!r->best[i] || (r->same >> i & 1) != 0);
    }
    if (same) {
        most = greater(most, IX_W_EXACT_FLOOR);
    }
    if (most >= IX_W_SLIP_FLOOR_FROM && may_be_slip(r, l)) {
        most = greater(most, IX_W_SLIP_FLOOR);
    }
    return most + IX_W_TYPE_EQUAL;
}

/* What is left over of the listed name. */
static int32_t cost_of_listed(run_bound *r, const look *l) {
    int32_t left = 0, left_alone = 0;
    bool alone = r->agreeing < 2 && r->also == 0;
    for (int i = 0; i < l->count; i++) {
        if (r->best[i] || (r->also >> i & 1) != 0) {
            continue;
        }
        int32_t omission = ix_part_omission(&l->parts[i], l->org, false, l->places[i]);
        left += l->org && !r->carried ? omission_uncarried(omission) : omission;
        left_alone += ix_part_omission(&l->parts[i], l->org, true, l->places[i]);
        r->complete = r->complete && omission >= (l->org ? IX_W_MISSING_KIND : 0);
        r->lacks = r->lacks || omission < IX_W_MISSING_KIND;
    }
    return alone && left_alone < left ? left_alone : left;
}

/* What is left over of the run's own words, at the least. A word that stands there twice may be a
 * part written once. */
static int32_t cost_of_query(run_bound *r, const look *l, int first, int last) {
    int32_t cost = 0;
    for (int i = first; i <= last; i++) {
        const spot_word *word = l->c->words[i - l->c->first];
        if ((r->covered >> (i - first) & 1) != 0 || word->filler) {
            continue;
        }
        bool again = false;
        for (int k = first; k <= last; k++) {
            again = again || (k != i && l->c->words[k - l->c->first] == word);
        }
        int32_t omission = l->org && !again ? word->left_org : IX_W_MISSING_REPEATED;
        cost += l->org && !r->carried ? omission_uncarried(omission) : omission;
        r->complete = r->complete && l->org && omission >= IX_W_MISSING_KIND;
    }
    return cost;
}

/* The most that a run of words can come to with the name. */
static int32_t bound_run(const look *l, int first, int last, run_bound *r) {
    *r = (run_bound){.sum = IX_W_FORM_EQUAL, .complete = true};
    take_hits(r, l, first, last);
    take_numbers(r, l, first, last);
    for (int i = 0; i < l->count; i++) {
        part_units(r, l, i, first, last);
    }
    for (int i = 0; i < l->count; i++) {
        r->sum += r->best[i] ? r->best[i]->most : 0;
        r->agreeing += r->best[i] != NULL;
    }
    if (is_interrupted(l, first, last, r->covered) || !says_something(r, l, first, last)) {
        return 0;
    }
    int32_t listed = cost_of_listed(r, l);
    int32_t query = cost_of_query(r, l, first, last);
    int32_t cost = least(listed, query);
    if (r->complete) {
        return most_of_complete(r, l);
    }
    bool garbled = !l->org && r->lacks && query < 0;
    return r->sum + (garbled ? least(cost, IX_W_GARBLED) : cost);
}

static bool emit(const look *l, int first, int last, int32_t most, const run_bound *r) {
    ix_spot spot = {
        .first = first, .last = last, .name = l->number, .entity = l->name->entity, .most = most};
    for (int i = 0; i < l->count; i++) {
        const hit *h = r->best[i];
        if (h && h->form > 0 && h->unit->word->written[h->form].len > 0 &&
            spot.read_count < IX_SPOT_READS_MAX) {
            spot.reads[spot.read_count++] =
                (ix_spot_read){h->unit->first, h->unit->word->written[h->form]};
        }
    }
    return l->c->each(l->c->context, &spot);
}

static int add_edge(int edges[EDGES_MAX], int count, int at) {
    for (int i = 0; i < count; i++) {
        if (edges[i] == at) {
            return count;
        }
    }
    if (count < EDGES_MAX) {
        edges[count++] = at;
    }
    return count;
}

/* The farthest word beside `at` that may belong to a legal form. */
static int reach_form(const spot_sentence *c, int at, int step) {
    int reached = at;
    for (int i = at + step; i >= c->first && i < c->end && (i - at) * step <= FORM_REACH;
         i += step) {
        const spot_word *word = c->words[i - c->first];
        if ((!word->kind && !word->letter) || spot_is_small(c, i)) {
            break;
        }
        reached = i;
    }
    return reached;
}

/* What the name comes to at most in any run: the best of all hits for each part. */
static bool may_any_run(const look *l) {
    int32_t most[IX_PARTS_MAX] = {0};
    unsigned also = 0;
    for (int i = 0; i < l->hit_count; i++) {
        const hit *h = &l->hits[i];
        most[h->part] = greater(most[h->part], h->most);
        also |= h->also;
    }
    int32_t sum = IX_W_FORM_EQUAL;
    bool complete = true;
    for (int i = 0; i < l->number_count; i++) {
        sum += l->number_most[i];
    }
    for (int i = 0; i < l->count; i++) {
        int32_t omission = ix_part_omission(&l->parts[i], l->org, false, l->places[i]);
        bool missing = most[i] == 0 && (also >> i & 1) == 0;
        sum += missing ? omission : most[i];
        complete = complete && (!missing || omission >= (l->org ? IX_W_MISSING_KIND : 0));
    }
    return complete || sum >= IX_W_ALERT_BAR;
}

static bool try_runs(const look *l) {
    int starts[EDGES_MAX], ends[EDGES_MAX], start_count = 0, end_count = 0;
    start_count = add_edge(starts, start_count, l->anchor->first);
    end_count = add_edge(ends, end_count, l->anchor->last);
    for (int i = 0; i < l->hit_count; i++) {
        const spot_unit *unit = l->hits[i].unit;
        if (unit->first <= l->anchor->first) {
            start_count = add_edge(starts, start_count, unit->first);
        }
        if (unit->last >= l->anchor->last) {
            end_count = add_edge(ends, end_count, unit->last);
        }
    }
    for (int i = start_count - 1; l->name->form != 0 && i >= 0; i--) {
        start_count = add_edge(starts, start_count, reach_form(l->c, starts[i], -1));
    }
    for (int i = end_count - 1; l->name->form != 0 && i >= 0; i--) {
        end_count = add_edge(ends, end_count, reach_form(l->c, ends[i], 1));
    }
    for (int i = 0; i < start_count; i++) {
        for (int j = 0; j < end_count; j++) {
            run_bound r;
            if (!is_run(l->c, starts[i], ends[j])) {
                continue;
            }
            int32_t most = bound_run(l, starts[i], ends[j], &r);
            if (most >= IX_W_ALERT_BAR && !emit(l, starts[i], ends[j], most, &r)) {
                return false;
            }
        }
    }
    return true;
}

/* ---------------------------------------------------------------- triggers */

/* Look for the name around its anchor, `row` of the dictionary or (NULL) several of its parts; then
 * *is_any becomes false when the word turns out to be none of them. */
static bool look_at(spot_sentence *c, const spot_unit *anchor, uint32_t name, int way,
                    const spot_row *row, bool *is_any) {
    ix_spotter *s = c->spotter;
    bool org = s->index->names[name].type != IX_PARTY_PERSON;
    int32_t most = row ? row->most[org] : apart_most(anchor->word, way);
    if (s->stamps[name] == s->stamp ||
        (way == SPOT_ACRONYM ? !org : !may_suffice(c, name, row, most))) {
        return true;
    }
    s->stamps[name] = s->stamp;
    look l;
    l.c = c;
    l.anchor = anchor;
    l.number = name;
    l.name = &s->index->names[name];
    l.org = org;
    l.way = way;
    load_parts(&l);
    if (!find_hits(&l)) {
        *is_any = false;
        return true;
    }
    return !may_any_run(&l) || try_runs(&l);
}

static bool is_kind(const spot_sentence *c, int token) {
    return token >= c->first && token < c->end && c->words[token - c->first]->kind;
}

static int32_t most_of(const spot_row *row) {
    return greater(row->most[0], row->most[1]);
}

static void next_stamp(ix_spotter *s) {
    if (++s->stamp == 0) {
        memset(s->stamps, 0, s->index->name_count * sizeof *s->stamps);
        s->stamp = 1;
    }
}

/* Can a run go over the unit at all? Words in small letters stand between capitals. */
static bool is_within_run(const spot_sentence *c, const spot_unit *unit) {
    int before = unit->first, after = unit->last;
    while (before > c->first && spot_is_small(c, before)) {
        before--;
    }
    while (after + 1 < c->end && spot_is_small(c, after)) {
        after++;
    }
    return is_run(c, before, after);
}

/* Names that the word may be several parts of. */
static bool try_apart(spot_sentence *c, const spot_unit *unit) {
    spot_word *word = unit->word;
    for (int way = 0; way < SPOT_WAYS; way++) {
        int kept = 0;
        for (int i = 0; i < word->name_count[way]; i++) {
            bool is_any = true;
            if (!look_at(c, unit, word->names[way][i], way, NULL, &is_any)) {
                return false;
            }
            word->names[way][kept] = word->names[way][i];
            kept += is_any;
        }
        word->name_count[way] = kept;
    }
    return true;
}

/* The anchors of a row of the dictionary that the unit may be. A name of this part alone is found
 * only as it stands, or as what is like it beside (`beside`) a word of a legal form or kind. */
static bool try_row(spot_sentence *c, const spot_unit *unit, spot_row *row, bool beside) {
    const ix_index *index = c->spotter->index;
    for (uint32_t a = index->anchor_starts[row->dict]; a < index->anchor_starts[row->dict + 1];
         a++) {
        const ix_anchor_row *anchor = &index->anchors[a];
        if (anchor->whole && !beside) {
            spot_judge(c->spotter, unit->word, row);
            if (!row->same[0] && !row->same[1]) {
                continue;
            }
        }
        if (!may_reach(c, anchor, most_of(row))) {
            continue;
        }
        spot_judge(c->spotter, unit->word, row);
        if (may_reach(c, anchor, most_of(row)) &&
            !look_at(c, unit, anchor->name, SPOT_WAYS, row, NULL)) {
            return false;
        }
    }
    return true;
}

static bool try_anchor(spot_sentence *c, const spot_unit *unit) {
    spot_word *word = unit->word;
    bool beside =
        unit->last > unit->first || is_kind(c, unit->first - 1) || is_kind(c, unit->last + 1);
    if (!is_within_run(c, unit)) {
        return true;
    }
    next_stamp(c->spotter);
    bool more = try_apart(c, unit);
    for (int i = 0; i < word->row_count && more; i++) {
        spot_row *row = &word->rows[i];
        bool nothing = row->judged && row->most[0] <= 0 && row->most[1] <= 0;
        more = row->initial || nothing || try_row(c, unit, row, beside);
    }
    return more;
}

/* Names that are some of the words letter for letter, however they are parsed. Folded tokens lie
 * one behind the other. */
static bool try_whole(spot_sentence *c, int first) {
    const ix_index *index = c->spotter->index;
    ix_str letters = {spot_token(c, first)->folded.ptr, 0};
    for (int last = first; last < c->end && last - first < SPOT_RUN_TOKENS_MAX; last++) {
        letters.len += spot_token(c, last)->folded.len;
        if (!is_run(c, first, last)) {
            continue;
        }
        uint64_t whole = ix_hash64(letters);
        ix_bucket bucket = ix_bucket_find(index, IX_SEC_WHOLE_STARTS, whole);
        for (uint32_t i = 0; i < bucket.count; i++) {
            const ix_name_row *name = &index->names[bucket.entries[i]];
            ix_spot spot = {.first = first,
                            .last = last,
                            .name = bucket.entries[i],
                            .entity = name->entity,
                            .most = INT32_MAX};
            if ((name->whole == whole || name->turned == whole) && !c->each(c->context, &spot)) {
                return false;
            }
        }
    }
    return true;
}

/* ---------------------------------------------------------------- the sentence */

static bool scan_sentence(spot_sentence *c) {
    if (!spot_make_units(c)) {
        return false;
    }
    bool more = true;
    for (int i = 0; i < c->unit_count && more; i++) {
        const spot_unit *unit = &c->units[i];
        move_window(c, unit->first);
        more = (unit->last > unit->first || spot_is_small(c, unit->first) ||
                try_whole(c, unit->first)) &&
               try_anchor(c, unit);
    }
    for (; c->from < c->to; c->from++) {
        count_unit(c, &c->units[c->from], -1);
    }
    return more;
}

ix_status ix_match_spot(const ix_index *index, ix_part_cache *cache, const ix_text *text,
                        const ix_spot_span *span, ix_spot_sink each, void *context,
                        ix_arena *scratch, ix_error *error) {
    ix_status status = spot_open(&cache->spotter, index, error);
    if (status != IX_OK || span->first >= span->end) {
        return status;
    }
    spot_sentence c = {.spotter = &cache->spotter,
                       .text = text,
                       .first = span->first,
                       .end = span->end,
                       .capitals = span->small != NULL,
                       .each = each,
                       .context = context,
                       .scratch = scratch};
    int count = span->end - span->first;
    c.words = IX_NEW_RAW(scratch, spot_word *, count);
    c.small = IX_NEW(scratch, bool, count);
    c.number = IX_NEW_RAW(scratch, int, count);
    if (!c.words || !c.small || !c.number) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for a sentence");
    }
    for (int i = 0; c.capitals && i < count; i++) {
        c.small[i] = span->small[i];
    }
    for (int i = 0; i < count; i++) {
        const ix_token *token = &text->tokens[span->first + i];
        bool letters = i > 0 && token->folded.len == 1 && token[-1].folded.len == 1 &&
                       token->kind == IX_TOKEN_WORD && token[-1].kind == IX_TOKEN_WORD &&
                       token->script == IX_SCRIPT_LATIN;
        bool same = i > 0 && (token->joint == IX_JOINT_HYPHEN || letters);
        c.number[i] = (i > 0 ? c.number[i - 1] : 0) + !same;
    }
    bool done = scan_sentence(&c);
    if (cache->spotter.failed) {
        cache->spotter.index = NULL;
        return ix_error_set(error, IX_E_MEMORY, "no memory for the words of a text");
    }
    return done ? IX_OK : ix_error_set(error, IX_E_MEMORY, "no memory for what was found");
}
