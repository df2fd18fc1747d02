/* Which runs of words of a sentence may be listed names; see spot.h. */
#include "judge.h"

#include "acronym.h"
#include "run.h"

#include "match_tables.h"

#include <string.h>

#define HITS_MAX   128
#define EDGES_MAX  12
#define FORM_REACH 4 /* words of a legal form beside a name */
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
    uint8_t at[IX_PARTS_MAX];    /* where the part stands in the name */
    uint8_t ranks[IX_PARTS_MAX]; /* by which leaving it out costs */
    int count;
    uint16_t numbers[IX_PARTS_MAX]; /* of the name's parts that are numbers, value + 1 */
    int32_t number_most[IX_PARTS_MAX];
    int number_count;
    bool org;
    int first, last; /* tokens beyond which no run goes */
    int way;         /* spot_way in which the anchor may be several of its parts, or SPOT_WAYS */
    hit hits[HITS_MAX];
    int hit_count;
} look;

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
        l->ranks[l->count] = rows[i].ranks[l->org];
        l->parts[l->count++] = part;
    }
}

static bool has_initial(const look *l, int part) {
    const ix_str text = l->parts[part].text;
    return !l->org && text.ptr[0] >= 'a' && text.ptr[0] <= 'z' &&
           l->c->windows[0].letters[text.ptr[0] - 'a'] > 0;
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

/* ---------------------------------------------------------------- its parts among the units */

static void add_hit(look *l, const hit *one) {
    if (one->most > 0 && l->hit_count < HITS_MAX) {
        l->hits[l->hit_count++] = *one;
    }
}

static void find_rows(look *l, const spot_unit *unit, int part) {
    spot_word *word = unit->word;
    for (int low = spot_find_row(word, l->dicts[part]);
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
    const spot_window *w = &l->c->windows[l->org];
    l->hit_count = 0;
    if (l->way == SPOT_ACRONYM) {
        find_acronym(l);
    } else if (l->way != SPOT_WAYS) {
        find_together(l);
    }
    if (l->hit_count == 0 && l->way != SPOT_WAYS) {
        return false;
    }
    for (int i = 0; i < l->count; i++) {
        bool near = spot_is_row_near(l->c, l->dicts[i], l->org) || has_initial(l, i);
        for (int u = w->from; near && u < w->to; u++) {
            const spot_unit *unit = &l->c->units[u];
            if (unit->first >= l->first && unit->last <= l->last) {
                find_rows(l, unit, i);
            }
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
    int32_t without = ix_rank_omission(l->ranks[part], l->org, false);
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
        int32_t omission = ix_rank_omission(l->ranks[i], l->org, false);
        left += l->org && !r->carried ? omission_uncarried(omission) : omission;
        left_alone += ix_rank_omission(l->ranks[i], l->org, true);
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
static int reach_form(const look *l, int at, int step) {
    const spot_sentence *c = l->c;
    int reached = at;
    for (int i = at + step; i >= l->first && i <= l->last && (i - at) * step <= FORM_REACH;
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
        int32_t omission = ix_rank_omission(l->ranks[i], l->org, false);
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
        start_count = add_edge(starts, start_count, reach_form(l, starts[i], -1));
    }
    for (int i = end_count - 1; l->name->form != 0 && i >= 0; i--) {
        end_count = add_edge(ends, end_count, reach_form(l, ends[i], 1));
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

/* Was the name looked for in the same words before? No run goes beyond these tokens, so that the
 * same would be found. */
static bool was_told(const look *l) {
    const spot_sentence *c = l->c;
    int32_t from = spot_token(c, l->first)->from, at = spot_token(c, l->anchor->first)->from;
    spot_told one = {.words = ix_str_slice(c->text->raw, from, spot_token(c, l->last)->to),
                     .name = l->number,
                     .text = c->spotter->text,
                     .from = at - from,
                     .capitals = c->capitals};
    uint64_t place = one.name | (uint64_t)(uint32_t)one.from << 32;
    uint64_t hash = (ix_hash64(one.words) ^ place) * 0x9e3779b97f4a7c15ull;
    spot_told *old = &c->spotter->told[(hash >> 32) % SPOT_TOLD_MAX];
    if (!c->once) {
        return false;
    }
    if (old->text == one.text && old->name == one.name && old->from == one.from &&
        old->capitals == one.capitals && ix_str_equal(old->words, one.words)) {
        return true;
    }
    *old = one;
    return false;
}

/* Look for the name around its anchor, `row` of the dictionary or (NULL) several of its parts; then
 * *is_any becomes false when the word turns out to be none of them. */
static bool look_at(spot_sentence *c, const spot_unit *anchor, uint32_t name, int way,
                    const spot_row *row, bool *is_any) {
    ix_spotter *s = c->spotter;
    bool org = s->index->names[name].type != IX_PARTY_PERSON;
    int32_t most = row ? row->most[org] : apart_most(anchor->word, way);
    look l; /* large: filled as far as it is needed */
    l.c = c;
    l.first = c->windows[org].first;
    l.last = c->windows[org].last;
    if (most <= 0 || s->stamps[name] == s->stamp || !spot_is_within(c, anchor, org) ||
        (way == SPOT_ACRONYM ? !org
                             : !spot_may_suffice(c, anchor, name, row, most, &l.first, &l.last))) {
        return true;
    }
    s->stamps[name] = s->stamp;
    l.anchor = anchor;
    l.number = name;
    l.name = &s->index->names[name];
    l.org = org;
    l.way = way;
    if (was_told(&l)) {
        return true;
    }
    spot_count_own(c, (int)(anchor - c->units), 1);
    load_parts(&l);
    bool any = find_hits(&l);
    bool more = !any || !may_any_run(&l) || try_runs(&l);
    spot_count_own(c, (int)(anchor - c->units), -1);
    if (!any) {
        *is_any = false;
    }
    return more;
}

static bool is_kind(const spot_sentence *c, int token) {
    return token >= c->first && token < c->end && c->words[token - c->first]->kind;
}

static void next_stamp(ix_spotter *s) {
    if (++s->stamp == 0) {
        memset(s->stamps, 0, s->index->name_count * sizeof *s->stamps);
        s->stamp = 1;
    }
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

/* The next anchor of a name of which the part that must be near is, or the end. */
static const ix_anchor_row *next_near(const spot_sentence *c, const ix_anchor_row *anchor,
                                      const ix_anchor_row *end) {
    const uint32_t *near = c->spotter->near_rows;
    uint32_t letters = 0; /* a bit each */
    for (int i = 0; c->windows[0].letter_count > 0 && i < 26; i++) {
        letters |= c->windows[0].letters[i] > 0 ? 2u << i : 0;
    }
    for (; anchor < end; anchor++) {
        uint32_t org = anchor->name >> 31;
        if ((near[ix_anchor_dict(anchor)] >> (16 * org) & 0xffff) != 0 ||
            (letters >> (ix_anchor_letter(anchor) & 31) & 1) != 0) {
            break;
        }
    }
    return anchor;
}

/* The anchors of a row of the dictionary that the unit may be. A name of this part alone is found
 * only as it stands, or as what is like it beside (`beside`) a word of a legal form or kind.
 * `others`: there are other units near by. */
static bool try_row(spot_sentence *c, const spot_unit *unit, spot_row *row, bool beside,
                    bool others) {
    const ix_index *index = c->spotter->index;
    const ix_anchor_row *anchor = index->anchors + index->anchor_starts[row->dict];
    const ix_anchor_row *end = index->anchors + index->anchor_starts[row->dict + 1];
    if (anchor < end && anchor->key == IX_ANCHOR_WHOLE && !beside) {
        spot_judge(c->spotter, unit->word, row);
        while (anchor < end && anchor->key == IX_ANCHOR_WHOLE && !row->same[0] && !row->same[1]) {
            anchor++;
        }
    }
    for (; anchor < end; anchor++) {
        bool alone = anchor->key == IX_ANCHOR_WHOLE || anchor->key == IX_ANCHOR_ALONE;
        if (!alone && unit->last == unit->first) {
            anchor = others ? next_near(c, anchor, end) : end;
            if (anchor == end) {
                break;
            }
        }
        spot_judge(c->spotter, unit->word, row);
        if (!look_at(c, unit, ix_anchor_name(anchor), SPOT_WAYS, row, NULL)) {
            return false;
        }
    }
    return true;
}

static bool try_anchor(spot_sentence *c, const spot_unit *unit) {
    spot_word *word = unit->word;
    if (!word->leads || !spot_is_within(c, unit, true)) {
        return true;
    }
    bool beside =
        unit->last > unit->first || is_kind(c, unit->first - 1) || is_kind(c, unit->last + 1);
    next_stamp(c->spotter);
    spot_count_own(c, (int)(unit - c->units), -1);
    bool more = try_apart(c, unit), others = spot_has_others(c, unit);
    for (int i = 0; i < word->row_count && more; i++) {
        spot_row *row = &word->rows[i];
        bool nothing = row->judged && row->most[0] <= 0 && row->most[1] <= 0;
        more = row->initial || nothing || try_row(c, unit, row, beside, others);
    }
    spot_count_own(c, (int)(unit - c->units), 1);
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
        if (!spot_may_be_whole(c->spotter, whole)) {
            continue;
        }
        ix_bucket bucket = ix_bucket_find(index, IX_SEC_WHOLE_STARTS, whole);
        for (uint32_t i = 0; i < bucket.count; i++) {
            const ix_name_row *name = &index->names[bucket.entries[i]];
            if (name->whole != whole && name->turned != whole) {
                continue;
            }
            ix_spot spot = {.first = first,
                            .last = last,
                            .name = bucket.entries[i],
                            .entity = name->entity,
                            .most = INT32_MAX};
            if (!c->each(c->context, &spot)) {
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
    c->reach_first = c->reach_last = c->first;
    bool more = true;
    for (int i = 0; i < c->unit_count && more; i++) {
        const spot_unit *unit = &c->units[i];
        spot_move_windows(c, unit->first);
        more = (unit->last > unit->first || spot_is_small(c, unit->first) ||
                try_whole(c, unit->first)) &&
               try_anchor(c, unit);
    }
    spot_leave_windows(c);
    return more;
}

void ix_spot_begin(ix_part_cache *cache) {
    cache->spotter.text += cache->spotter.text + 1 != 0 ? 1 : 2;
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
                       .once = span->once && cache->spotter.text != 0,
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
