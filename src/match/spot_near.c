/*
 * What is near a word of a sentence, and which names that dismisses.
 *
 * A run begins and ends with a capital, where the sentence has any, and is of a few words; in a
 * person's name stand no other words than names, particles and titles. So two windows go along with
 * the words, one for names of persons and one for others, and count the rows of the dictionary that
 * their units may be like. What the counters do not dismiss is looked at once more: how far from
 * the word may a run go on, when each word costs that is not the name's? */
#include "spot.h"

#include "match_tables.h"

#define APART_MAX 3 /* parts of a name that one word may be */

/* ---------------------------------------------------------------- the windows */

static bool is_breaking(const spot_sentence *c, int token) {
    const spot_word *word = c->words[token - c->first];
    return spot_is_small(c, token) && !word->filler && !word->of_person && word->number == 0;
}

void spot_mark_bounds(spot_sentence *c) {
    int capital = c->first - 1, begin = c->first;
    for (int i = c->first; i < c->end; i++) {
        spot_bounds *b = &c->bounds[i - c->first];
        capital = spot_is_small(c, i) ? capital : i;
        begin = is_breaking(c, i) ? i + 1 : begin;
        b->capital_before = capital;
        b->person_first = begin;
    }
    capital = c->end;
    int end = c->end - 1;
    for (int i = c->end - 1; i >= c->first; i--) {
        spot_bounds *b = &c->bounds[i - c->first];
        capital = spot_is_small(c, i) ? capital : i;
        end = is_breaking(c, i) ? i - 1 : end;
        b->capital_behind = capital;
        b->person_last = end;
    }
}

static const spot_bounds *bounds_of(const spot_sentence *c, int token) {
    return &c->bounds[token - c->first];
}

static void count_unit(spot_sentence *c, const spot_unit *unit, int org, int by) {
    const spot_word *word = unit->word;
    spot_window *w = &c->windows[org];
    for (int i = 0; i < word->row_count; i++) {
        c->spotter->near_rows[word->rows[i].dict] += (uint32_t)by << (16 * org);
    }
    if (word->letter) {
        w->letters[word->letter - 'a'] += by;
        w->letter_count += by;
    }
    w->number_count += word->number != 0 ? by : 0;
}

/* Let a window go from one token to another, neither before where it was. */
static void move_to(spot_sentence *c, int org, int first, int last) {
    spot_window *w = &c->windows[org];
    w->first = first;
    w->last = last;
    while (w->to < c->unit_count && c->units[w->to].first <= last) {
        count_unit(c, &c->units[w->to++], org, 1);
    }
    while (w->from < w->to && c->units[w->from].first < first) {
        count_unit(c, &c->units[w->from++], org, -1);
    }
}

void spot_move_windows(spot_sentence *c, int token) {
    while (c->reach_first < token &&
           (token - c->reach_first >= SPOT_RUN_TOKENS_MAX ||
            spot_distance(c, c->reach_first, token) >= SPOT_RUN_WORDS_MAX)) {
        c->reach_first++;
    }
    while (c->reach_last + 1 < c->end && c->reach_last + 1 - token < SPOT_RUN_TOKENS_MAX &&
           spot_distance(c, token, c->reach_last + 1) < SPOT_RUN_WORDS_MAX) {
        c->reach_last++;
    }
    const spot_bounds *here = bounds_of(c, token);
    move_to(c, 1, bounds_of(c, c->reach_first)->capital_behind,
            bounds_of(c, c->reach_last)->capital_before);
    int first = here->person_first, last = here->person_last;
    if (first <= last) {
        first = first > c->reach_first ? first : c->reach_first;
        last = last < c->reach_last ? last : c->reach_last;
        move_to(c, 0, bounds_of(c, first)->capital_behind, bounds_of(c, last)->capital_before);
    }
}

void spot_leave_windows(spot_sentence *c) {
    for (int org = 0; org < 2; org++) {
        spot_window *w = &c->windows[org];
        for (; w->from < w->to; w->from++) {
            count_unit(c, &c->units[w->from], org, -1);
        }
    }
}

/* Is the unit at this place of the list counted in a window? */
static bool is_counted(const spot_window *w, int unit) {
    return unit >= w->from && unit < w->to;
}

void spot_count_own(spot_sentence *c, int unit, int by) {
    for (int org = 0; org < 2; org++) {
        if (is_counted(&c->windows[org], unit)) {
            count_unit(c, &c->units[unit], org, by);
        }
    }
}

bool spot_has_others(const spot_sentence *c, const spot_unit *unit) {
    for (int org = 0; org < 2; org++) {
        const spot_window *w = &c->windows[org];
        int own = (int)(unit - c->units);
        if (w->to - w->from > is_counted(w, own)) {
            return true;
        }
    }
    return false;
}

bool spot_is_within(const spot_sentence *c, const spot_unit *unit, bool org) {
    const spot_window *w = &c->windows[org];
    const spot_bounds *here = bounds_of(c, unit->first);
    return w->first <= unit->first && unit->last <= w->last &&
           (org || (here->person_first <= unit->first && unit->last <= here->person_last));
}

/* ---------------------------------------------------------------- what is near */

/* May this part of a name be near by, and what does it say then at most? An initial says no more
 * than it may. */
static bool is_part_near(const spot_sentence *c, const ix_anchor_part *part, uint32_t dict,
                         bool org, int32_t *most) {
    const spot_window *w = &c->windows[org];
    *most = part->most;
    if (part->kind == IX_ANCHOR_NUMBER) {
        return w->number_count > 0;
    }
    if (part->kind == IX_ANCHOR_NOTHING || spot_is_row_near(c, dict, org)) {
        return part->kind != IX_ANCHOR_NOTHING;
    }
    *most = part->most < IX_W_INITIAL ? part->most : IX_W_INITIAL;
    return part->letter != '\0' && w->letters[part->letter - 'a'] > 0;
}

/* A name under way: the anchor that agrees, and which of its parts are near. */
typedef struct nearness {
    const spot_sentence *c;
    const spot_unit *unit;
    const spot_row *row; /* NULL: the word is several of the parts */
    int32_t most;
    const ix_name_row *name;
    const ix_name_part_row *rows;
    const ix_anchor_part *parts;
    bool org;
    int first, last; /* the run goes no further */
    int32_t sum;     /* that it comes to at most */
    bool complete;   /* nothing of substance is missing */
    bool alone;      /* nothing but the anchor agrees */
    uint64_t sign;   /* of its parts (spot_sign) */
} nearness;

static bool has_unit(const nearness *n, uint32_t dict) {
    const spot_window *w = &n->c->windows[n->org];
    uint64_t sign = spot_sign(dict);
    for (int u = w->from; u < w->to; u++) {
        const spot_unit *unit = &n->c->units[u];
        if ((unit->word->sign & sign) != 0 && unit->first >= n->first && unit->last <= n->last &&
            unit != n->unit && spot_has_row(unit->word, dict)) {
            return true;
        }
    }
    return false;
}

static bool has_number(const nearness *n, uint16_t number) {
    for (int i = n->first; i <= n->last; i++) {
        uint16_t said = n->c->words[i - n->c->first]->number;
        if (said == number || said == SPOT_NUMBER_ANY) {
            return true;
        }
    }
    return false;
}

/* Is this part near? It is the anchor once; `within`: of those found by rows, only between first
 * and last. */
static bool is_near(const nearness *n, int part, bool within, int32_t *most) {
    const ix_name_part_row *row = &n->rows[part];
    bool near = is_part_near(n->c, &n->parts[part], row->dict, n->org, most);
    return near &&
           (!within || (n->parts[part].kind == IX_ANCHOR_NUMBER ? has_number(n, ix_part_number(row))
                                                                : has_unit(n, row->dict)));
}

static void weigh(nearness *n, bool within) {
    int32_t left = 0, left_alone = 0;
    int agreeing = n->row ? 1 : 2, free = n->row ? 0 : APART_MAX;
    bool anchored = n->row == NULL;
    n->complete = true;
    n->sum = IX_W_FORM_EQUAL + n->most;
    n->sign = 0;
    for (int i = 0; i < n->name->part_count; i++) {
        const ix_anchor_part *part = &n->parts[i];
        uint32_t dict = n->rows[i].dict;
        int32_t says;
        n->sign |= spot_sign(dict);
        if (part->kind == IX_ANCHOR_NOTHING) {
            continue;
        }
        if (!anchored && dict == n->row->dict) {
            anchored = true;
        } else if (is_near(n, i, within, &says)) {
            n->sum += says;
            agreeing++;
        } else if (free > 0) {
            free--;
        } else {
            bool number = part->kind == IX_ANCHOR_NUMBER;
            uint8_t rank = n->rows[i].ranks[n->org];
            int32_t omission = number ? IX_W_MISSING_NUMBER : ix_rank_omission(rank, n->org, false);
            left += omission;
            left_alone += number ? IX_W_MISSING_NUMBER : ix_rank_omission(rank, n->org, true);
            n->complete = n->complete && omission >= (n->org ? IX_W_MISSING_KIND : 0);
        }
    }
    n->alone = agreeing < 2;
    n->sum += n->alone ? left_alone : left;
}

/* Does a word of a kind of organization stand where a run may go? */
static bool has_kind(const nearness *n) {
    for (int i = n->first; i <= n->last; i++) {
        if (n->c->words[i - n->c->first]->kind) {
            return true;
        }
    }
    return false;
}

/* One word is a name only as it stands, or beside a word of a legal form or kind; a complete name
 * is lifted only if it is as listed or may be a slip away. */
static bool suffices(const nearness *n) {
    bool same = !n->row || n->row->same[n->org];
    if (n->alone && !same && n->unit->first == n->unit->last &&
        (!n->org || n->unit->word->plain || !has_kind(n))) {
        return false;
    }
    return n->sum >= IX_W_ALERT_BAR ||
           (n->complete && (same || n->sum + IX_W_COMPLETE_BONUS >= IX_W_SLIP_FLOOR_FROM));
}

/* What a word costs that is not the name's, for certain. */
static int32_t cost_of(const nearness *n, int token) {
    const spot_word *word = n->c->words[token - n->c->first];
    bool may_be = (word->sign & n->sign) != 0 || word->number != 0 ||
                  bounds_of(n->c, token)->joined || bounds_of(n->c, token)->again;
    return word->filler || may_be ? 0 : word->left_org;
}

/* The last capital that a run may reach from a token on; outside the window: none. */
static int reach_from(const nearness *n, int token, int step) {
    const spot_window *w = &n->c->windows[n->org];
    int32_t sum = n->sum;
    bool complete = n->complete;
    int reached = !spot_is_small(n->c, token) ? token : step < 0 ? w->last + 1 : w->first - 1;
    for (int i = token + step; i >= w->first && i <= w->last; i += step) {
        int32_t cost = cost_of(n, i);
        sum += cost;
        complete = complete && cost >= IX_W_MISSING_KIND;
        if (!complete && sum < IX_W_ALERT_BAR) {
            break;
        }
        reached = spot_is_small(n->c, i) ? reached : i;
    }
    return reached;
}

bool spot_may_suffice(const spot_sentence *c, const spot_unit *unit, uint32_t name,
                      const spot_row *row, int32_t most, int *first, int *last) {
    const ix_index *index = c->spotter->index;
    nearness n = {.c = c, .unit = unit, .row = row, .most = most, .name = &index->names[name]};
    n.rows = index->name_parts + n.name->part_first;
    n.parts = index->anchor_parts + n.name->part_first;
    n.org = n.name->type != IX_PARTY_PERSON;
    const spot_window *w = &c->windows[n.org];
    n.first = *first = w->first;
    n.last = *last = w->last;
    weigh(&n, false);
    if (!n.org || !suffices(&n)) {
        return suffices(&n);
    }
    n.first = *first = reach_from(&n, unit->first, -1);
    n.last = *last = reach_from(&n, unit->last, 1);
    if (*first > unit->first || *last < unit->last) {
        return false;
    }
    weigh(&n, true);
    return suffices(&n);
}
