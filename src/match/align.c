/*
 * Aligning two names part by part, and weighing what agrees, what is left out and what contradicts.
 *
 *   1. joined parts:  "abdul rahman" | "abdulrahman" become one pair
 *   2. assignment:    the pairing of related parts with the largest sum
 *   3. leftovers:     on both sides in the same role: a contradiction; on one side: an omission
 *   4. the whole:     a bonus when nothing is left, and a floor for a name exactly as listed
 *
 * Every step treats both names alike, so that comparing is symmetric.
 */
#include "acronym.h"
#include "align.h"
#include "run.h"

#include "match_tables.h"

#include <string.h>

#define GARBLED_EDITS_MAX 3

static align_rank rank_of_person(const ix_mpart *part) {
    switch (part->role) {
    case IX_ROLE_STOP:
    case IX_ROLE_TITLE:
    case IX_ROLE_SUFFIX:
    case IX_ROLE_LEGAL_FORM:
        return RANK_VOID;
    case IX_ROLE_PARTICLE:
        return RANK_PARTICLE;
    case IX_ROLE_PATRONYMIC:
        return RANK_PATRONYMIC;
    case IX_ROLE_GIVEN:
        return part->text.len == 1 ? RANK_INITIAL : RANK_GIVEN;
    case IX_ROLE_FAMILY:
        return RANK_FAMILY;
    default:
        return part->text.len == 1 ? RANK_INITIAL : RANK_UNKNOWN;
    }
}

static void side_init(align_side *s, const ix_mname *name, bool org) {
    s->name = name;
    for (int i = 0; i < name->count; i++) {
        const ix_mpart *part = &name->parts[i];
        s->ranks[i] = org ? align_org_rank(part) : rank_of_person(part);
        /* Legal forms are compared as forms; articles never pair. */
        s->taken[i] = part->role == IX_ROLE_LEGAL_FORM || part->role == IX_ROLE_STOP;
    }
}

ix_piece *align_put(align_work *w, int query, int listed, ix_relation_kind relation,
                    int32_t millibits) {
    if (w->out->count == IX_EVIDENCE_MAX) {
        return NULL;
    }
    ix_piece *piece = &w->out->pieces[w->out->count++];
    *piece = (ix_piece){.query = (int8_t)query,
                        .listed = (int8_t)listed,
                        .query_more = ALIGN_NOWHERE,
                        .listed_more = ALIGN_NOWHERE,
                        .kind = IX_EVIDENCE_NAME_PART,
                        .relation = (uint8_t)relation,
                        .millibits = millibits};
    if (relation == IX_RELATION_CONTRADICTS) {
        w->out->contradicted = true;
    }
    return piece;
}

/* ---------------------------------------------------------------- joined parts */

static bool has_equal(const align_side *s, const ix_mpart *part) {
    for (int i = 0; i < s->name->count; i++) {
        if (ix_str_equal(s->name->parts[i].text, part->text)) {
            return true;
        }
    }
    return false;
}

/* Parts of side b that side a has no equal of, a bit each: only these may be runs of it. */
static uint32_t without_equal(const align_side *a, const align_side *b) {
    uint32_t without = 0;
    for (int j = 0; j < b->name->count; j++) {
        without |= (uint32_t)!has_equal(a, &b->name->parts[j]) << j;
    }
    return without;
}

static bool is_form(const align_side *s, int i) {
    return s->name->parts[i].role == IX_ROLE_LEGAL_FORM;
}

/* May these neighbours be one part on the other side? A legal form may be glued to the name proper:
 * JSCARGUMENT. */
static bool are_free(const align_work *w, const align_side *s, int first, int parts) {
    bool taken = first + parts > s->name->count;
    bool glued = !taken && w->org && parts == 2 && is_form(s, first) != is_form(s, first + 1);
    for (int i = first; i < first + parts && !taken; i++) {
        taken = s->taken[i] && !(glued && is_form(s, i));
    }
    return !taken;
}

/* Parts of the other side that a run from `first` on may be, a bit each. */
static uint32_t may_be_wholes(const align_work *w, bool a_is_query, int first) {
    if (!w->hints) {
        return UINT32_MAX;
    }
    return a_is_query ? w->hints->may_hold[first] : w->hints->may_be_run;
}

/* Take the run of `parts` neighbours from `first` on side a that is one part on side b, of
 * `wholes`. */
static bool take_run(align_work *w, align_side *a, align_side *b, bool a_is_query, int first,
                     int parts, uint32_t wholes) {
    ix_run run;
    if (wholes == 0 || !are_free(w, a, first, parts) ||
        !ix_run_make(&run, &a->name->parts[first], parts)) {
        return false;
    }
    for (int j = 0; j < b->name->count; j++) {
        const ix_mpart *whole = &b->name->parts[j];
        ix_doubt doubt;
        int32_t apart = 0;
        int substance = 0;
        if ((wholes >> j & 1) == 0 || b->taken[j] || !ix_run_is(&doubt, &run, whole)) {
            continue;
        }
        for (int i = first; i < first + parts; i++) {
            apart += is_form(a, i) ? 0 : ix_part_surprise(&a->name->parts[i], w->org);
            a->taken[i] = true;
            substance += a->ranks[i] > RANK_PARTICLE;
        }
        int32_t together = ix_run_most(whole, w->org);
        int32_t worth = ix_doubt_leaves(&doubt, apart < together ? apart : together);
        worth = worth > IX_W_RELATION_LEAST ? worth : IX_W_RELATION_LEAST;
        ix_piece *piece =
            align_put(w, a_is_query ? first : j, a_is_query ? j : first, IX_RELATION_JOINED, worth);
        if (piece) {
            *(a_is_query ? &piece->query_more : &piece->listed_more) = (int8_t)(first + parts - 1);
        }
        b->taken[j] = true;
        w->others++;
        w->out->aligned += substance > 1 ? substance : 1;
        w->joined = true;
        w->inexact = w->inexact || !doubt.plain;
        w->slips += !doubt.plain;
        /* A far likeness of skeletons is no slip of the pen. */
        w->loose = w->loose || (!doubt.plain && doubt.most < IX_MILLIBITS_MAX);
        return true;
    }
    return false;
}

/* Neighbours on side a that are one part on side b, the longer runs first. */
static void take_joined(align_work *w, align_side *a, align_side *b, bool a_is_query) {
    uint32_t without = without_equal(a, b);
    for (int i = 0; without != 0 && i + 1 < a->name->count; i++) {
        uint32_t wholes = without & may_be_wholes(w, a_is_query, i);
        for (int parts = IX_RUN_PARTS_MAX; parts >= 2; parts--) {
            if (take_run(w, a, b, a_is_query, i, parts, wholes)) {
                break;
            }
        }
    }
}

/* ---------------------------------------------------------------- assignment */

static bool is_han(ix_str text) {
    return ix_han_is(text) && !ix_hangul_is(text);
}

/* A Han character and a syllable: as good as equal for that part, but other characters are read so
 * too, and a name of nothing else is no name exactly as listed. Hangul is spelled by its letters,
 * as Cyrillic is. */
static bool is_reading(const align_work *w, int query, int listed) {
    return is_han(w->query.name->parts[query].text) != is_han(w->listed.name->parts[listed].text);
}

static void accept(align_work *w, int query, int listed, const ix_link *link) {
    bool reading = link->relation == IX_RELATION_TRANSLITERATION && is_reading(w, query, listed);
    align_put(w, query, listed, link->relation, link->millibits);
    w->query.taken[query] = w->listed.taken[listed] = true;
    bool exact = !reading && (link->relation == IX_RELATION_EQUAL ||
                              link->relation == IX_RELATION_TRANSLITERATION);
    w->inexact = w->inexact || !exact;
    bool slip = link->relation == IX_RELATION_TYPO || link->relation == IX_RELATION_SOUND;
    w->slips += slip || reading;
    w->loose = w->loose || link->two_names || link->relation == IX_RELATION_NICKNAME ||
               link->relation == IX_RELATION_INITIAL;
    align_rank q = w->query.ranks[query], l = w->listed.ranks[listed];
    bool substance = q > RANK_PARTICLE && l > RANK_PARTICLE;
    if (link->relation != IX_RELATION_INITIAL) {
        w->others++;
        w->out->aligned += substance;
    }
}

/* How part i of the query is related to part j of the listed name. */
static bool link_parts(const align_work *w, ix_link *out, int i, int j) {
    const ix_pair_hints *hints = w->hints;
    if (hints && !(hints->may_link[i] >> j & 1)) {
        return false;
    }
    if (hints && hints->links_known) {
        int at = __builtin_popcount(hints->may_link[i] & ((1u << j) - 1));
        for (int k = 0; k < i; k++) {
            at += __builtin_popcount(hints->may_link[k]);
        }
        if (hints->links[at].millibits != 0) {
            *out = hints->links[at];
            return out->millibits > 0;
        }
    }
    return ix_part_link(out, w->knowledge, &w->query.name->parts[i], &w->listed.name->parts[j],
                        w->org);
}

/* Links of the untaken parts, initials apart when they may not count. Returns how many. */
static int find_links(align_work *w, ix_link links[IX_PARTS_MAX][IX_PARTS_MAX],
                      int32_t profit[IX_PARTS_MAX][IX_PARTS_MAX], bool initials) {
    int found = 0;
    for (int i = 0; i < w->query.name->count; i++) {
        for (int j = 0; j < w->listed.name->count; j++) {
            profit[i][j] = 0;
            if (w->query.taken[i] || w->listed.taken[j] || !link_parts(w, &links[i][j], i, j)) {
                continue;
            }
            if ((links[i][j].relation == IX_RELATION_INITIAL) == initials) {
                profit[i][j] = links[i][j].millibits;
                found++;
            }
        }
    }
    return found;
}

/* Where no part has two to choose from there is nothing to solve. */
static bool is_settled(int column_of[IX_PARTS_MAX], int32_t profit[IX_PARTS_MAX][IX_PARTS_MAX],
                       int rows, int columns) {
    uint32_t used = 0;
    for (int i = 0; i < rows; i++) {
        column_of[i] = -1;
        for (int j = 0; j < columns; j++) {
            if (profit[i][j] == 0) {
                continue;
            }
            if (column_of[i] >= 0 || (used >> j & 1)) {
                return false;
            }
            column_of[i] = j;
            used |= 1u << j;
        }
    }
    return true;
}

/* Initials are given out after all else: they fit too many parts to compete with agreement. */
static void assign_parts(align_work *w, bool initials) {
    ix_link links[IX_PARTS_MAX][IX_PARTS_MAX];
    int32_t profit[IX_PARTS_MAX][IX_PARTS_MAX];
    int column_of[IX_PARTS_MAX];
    if (find_links(w, links, profit, initials) == 0) {
        return;
    }
    if (!is_settled(column_of, profit, w->query.name->count, w->listed.name->count)) {
        ix_assign(column_of, profit, w->query.name->count, w->listed.name->count);
    }
    for (int i = 0; i < w->query.name->count; i++) {
        if (column_of[i] >= 0) {
            accept(w, i, column_of[i], &links[i][column_of[i]]);
        }
    }
}

/* ---------------------------------------------------------------- leftovers */

static bool is_name_rank(align_rank r) {
    return r == RANK_GIVEN || r == RANK_FAMILY || r == RANK_UNKNOWN;
}

/* Who has two surnames often goes by one, and who has a word twice is written with it once. */
static int32_t omission_of(align_rank r, bool alone, unsigned place) {
    if (!alone && (place & IX_PLACE_REPEATED) != 0 && is_name_rank(r)) {
        return IX_W_MISSING_REPEATED;
    }
    switch (r) {
    case RANK_PATRONYMIC:
        return IX_W_MISSING_PATRONYMIC;
    case RANK_PARTICLE:
        return IX_W_MISSING_PARTICLE;
    case RANK_INITIAL:
        return IX_W_MISSING_INITIAL;
    case RANK_GIVEN:
    case RANK_UNKNOWN:
        return alone                           ? IX_W_MISSING_GIVEN_ALONE
               : (place & IX_PLACE_FIRST) != 0 ? IX_W_MISSING_FIRST
               : r == RANK_GIVEN               ? IX_W_MISSING_GIVEN
                                               : IX_W_MISSING_UNKNOWN;
    case RANK_FAMILY:
        return !alone && (place & IX_PLACE_SURNAMES) != 0 ? IX_W_MISSING_SURNAME
                                                          : IX_W_MISSING_FAMILY;
    default:
        return 0;
    }
}

bool ix_part_may_be_given(const ix_mpart *part) {
    align_rank rank = rank_of_person(part);
    return rank == RANK_GIVEN || rank == RANK_UNKNOWN;
}

unsigned ix_place_of(const ix_mname *name, int at) {
    const ix_mpart *part = &name->parts[at];
    unsigned place = IX_PLACE_FIRST;
    for (int i = 0; i < name->count; i++) {
        const ix_mpart *other = &name->parts[i];
        if (i < at && ix_part_may_be_given(other)) {
            place &= ~(unsigned)IX_PLACE_FIRST;
        }
        if (i != at && part->role == IX_ROLE_FAMILY && other->role == IX_ROLE_FAMILY) {
            place |= IX_PLACE_SURNAMES;
        }
        if (i != at && ix_str_equal(part->text, other->text)) {
            place |= IX_PLACE_REPEATED;
        }
    }
    return place;
}

/* The same beside another name: another surname, or the same word, counts where it has agreed. */
static unsigned place_beside(const align_side *s, int at) {
    unsigned place = ix_place_of(s->name, at), agreed = 0;
    for (int i = 0; i < s->name->count && place > IX_PLACE_FIRST; i++) {
        if (i == at || !s->agreed[i]) {
            continue;
        }
        agreed |= s->ranks[i] == RANK_FAMILY ? IX_PLACE_SURNAMES : 0;
        agreed |=
            ix_str_equal(s->name->parts[i].text, s->name->parts[at].text) ? IX_PLACE_REPEATED : 0;
    }
    return place & (agreed | IX_PLACE_FIRST);
}

/* May leftovers of these ranks stand against each other, and at what cost? */
static int32_t contradiction_of(align_rank a, align_rank b) {
    if (a == RANK_PATRONYMIC && b == RANK_PATRONYMIC) {
        return IX_W_CONTRADICTS_PATRONYMIC;
    }
    if (is_name_rank(a) && is_name_rank(b)) {
        return IX_W_CONTRADICTS_NAME;
    }
    if ((a == RANK_INITIAL && b == RANK_GIVEN) || (a == RANK_GIVEN && b == RANK_INITIAL)) {
        return IX_W_CONTRADICTS_INITIAL;
    }
    return a == RANK_INITIAL && b == RANK_INITIAL ? IX_W_CONTRADICTS_INITIAL : 0;
}

static void contradict(align_work *w, int query, int listed, int32_t cost) {
    align_put(w, query, listed, IX_RELATION_CONTRADICTS, cost);
    w->query.taken[query] = w->listed.taken[listed] = true;
    w->inexact = true;
}

static int32_t lower(int32_t a, int32_t b) {
    return a < b ? a : b;
}

void align_garbled(align_work *w, align_garbled_cost cost_of) {
    for (int edits = 1; edits <= GARBLED_EDITS_MAX; edits++) {
        for (int i = 0; i < w->query.name->count; i++) {
            for (int j = 0; !w->query.taken[i] && j < w->listed.name->count; j++) {
                int32_t cost = w->listed.taken[j] ? 0 : cost_of(w, i, j, edits);
                if (cost != 0 && ix_part_edits_beyond(&w->query.name->parts[i],
                                                      &w->listed.name->parts[j], w->org) == edits) {
                    contradict(w, i, j, cost);
                }
            }
        }
    }
}

/* Never cheaper than leaving either out: bounds of the search rest on that. */
static int32_t garbled_cost(const align_work *w, int i, int j, int edits) {
    (void)edits;
    align_rank q = w->query.ranks[i], l = w->listed.ranks[j];
    if (!is_name_rank(q) || !is_name_rank(l)) {
        return 0;
    }
    bool alone = w->out->aligned < 2;
    int32_t query = omission_of(q, alone, place_beside(&w->query, i));
    int32_t listed = omission_of(l, alone, place_beside(&w->listed, j));
    return lower(lower(query, listed), IX_W_GARBLED);
}

static void take_contradictions(align_work *w) {
    if (w->others > 0) { /* beside a part that agrees; else the two names have nothing to do */
        align_garbled(w, garbled_cost);
    }
    for (int i = 0; i < w->query.name->count; i++) {
        for (int j = 0; !w->query.taken[i] && j < w->listed.name->count; j++) {
            int32_t cost =
                w->listed.taken[j] ? 0 : contradiction_of(w->query.ranks[i], w->listed.ranks[j]);
            if (cost != 0) {
                contradict(w, i, j, cost);
                w->out->at_odds = w->out->at_odds || cost <= IX_W_CONTRADICTS_INITIAL;
            }
        }
    }
}

/* Leaving out what may be a word of the other name's legal form costs next to nothing. */
static align_rank org_rank_left(const ix_mpart *part) {
    align_rank rank = align_org_rank(part);
    return (part->flags & IX_WORD_FORM_LIKE) != 0 && rank > RANK_KIND ? RANK_KIND : rank;
}

uint8_t ix_part_rank(const ix_mname *name, int at, bool org) {
    const ix_mpart *part = &name->parts[at];
    if (org && ix_acronym_is_own(name, at)) {
        return RANK_VOID; /* leaving it out beside what it stands for costs nothing */
    }
    return (uint8_t)(org ? org_rank_left(part)
                         : rank_of_person(part) | ix_place_of(name, at) << IX_RANK_BITS);
}

bool ix_rank_is_name(uint8_t rank) {
    return is_name_rank((align_rank)(rank & IX_RANK_MASK));
}

int32_t ix_rank_omission(uint8_t rank, bool org, bool alone) {
    align_rank r = (align_rank)(rank & IX_RANK_MASK);
    return org ? align_org_omission(r) : omission_of(r, alone, rank >> IX_RANK_BITS);
}

bool ix_part_is_name(const ix_mpart *part) {
    return is_name_rank(rank_of_person(part));
}

int32_t ix_part_omission(const ix_mpart *part, bool org, bool alone, unsigned place) {
    return org ? align_org_omission(org_rank_left(part))
               : omission_of(rank_of_person(part), alone, place);
}

/* Returns whether anything of substance is left over. */
static bool take_omissions(align_work *w, const align_side *s, bool is_query) {
    bool any = false;
    for (int i = 0; i < s->name->count; i++) {
        if (s->taken[i] || s->ranks[i] == RANK_VOID) {
            continue;
        }
        align_put(w, is_query ? i : ALIGN_NOWHERE, is_query ? ALIGN_NOWHERE : i,
                  IX_RELATION_MISSING,
                  omission_of(s->ranks[i], w->out->aligned < 2, place_beside(s, i)));
        any = true;
    }
    return any;
}

/* Does "bin" or the like stand before this part, articles aside, or "ogly" behind it? */
static bool is_father(const ix_mname *name, int at) {
    if (at + 1 < name->count && (name->parts[at + 1].flags & IX_WORD_SON_OF) != 0) {
        return true;
    }
    for (int i = at - 1; i >= 0 && rank_of_person(&name->parts[i]) == RANK_PARTICLE; i--) {
        if ((name->parts[i].flags & IX_WORD_SON) != 0) {
            return true;
        }
    }
    return false;
}

/* Does a name of three parts or more stand in the order opposite to the other's? So writing from
 * right to left is left by systems that turn it: its order tells nothing of fathers. */
static bool is_turned(const align_work *w) {
    int parts = 0;
    for (int i = 0; i < w->out->count; i++) {
        const ix_piece *a = &w->out->pieces[i];
        if (a->query < 0 || a->listed < 0 || w->query.ranks[a->query] <= RANK_PARTICLE) {
            continue;
        }
        parts++;
        for (int j = 0; j < i; j++) {
            const ix_piece *b = &w->out->pieces[j];
            if (b->query >= 0 && b->listed >= 0 && w->query.ranks[b->query] > RANK_PARTICLE &&
                (a->query < b->query) == (a->listed < b->listed)) {
                return false;
            }
        }
    }
    return parts > 2;
}

/* Omar bin Abdullah is not Abdullah bin Omar: where the father of either is the other himself, all
 * words agree and the persons do not. */
static void take_exchanged_fathers(align_work *w) {
    int query = ALIGN_NOWHERE, listed = ALIGN_NOWHERE;
    for (int i = 0; i < w->out->count; i++) {
        const ix_piece *piece = &w->out->pieces[i];
        if (piece->query < 0 || piece->listed < 0) {
            continue;
        }
        bool of_query = is_father(w->query.name, piece->query);
        bool of_listed = is_father(w->listed.name, piece->listed);
        query = of_query && !of_listed ? piece->query : query;
        listed = of_listed && !of_query ? piece->listed : listed;
    }
    if (query >= 0 && listed >= 0 && !is_turned(w)) {
        contradict(w, query, listed, IX_W_CONTRADICTS_PATRONYMIC);
        w->out->at_odds = true;
    }
}

static bool take_leftovers(align_work *w) {
    take_exchanged_fathers(w);
    take_contradictions(w);
    bool left = take_omissions(w, &w->query, true);
    return take_omissions(w, &w->listed, false) || left;
}

/* ---------------------------------------------------------------- the whole */

static int32_t sum_of(const ix_name_evidence *e) {
    int32_t sum = 0;
    for (int i = 0; i < e->count; i++) {
        sum += e->pieces[i].millibits;
    }
    return sum;
}

/* Everything agrees but for one slip of the pen: a listed name misspelt, unless what agrees is next
 * to nothing or the misspelling is a name of its own. */
static bool is_one_slip(const align_work *w, int32_t sum) {
    if (!w->out->complete || w->out->form_contradicts || sum < IX_W_SLIP_FLOOR_FROM ||
        sum >= IX_W_SLIP_FLOOR) {
        return false;
    }
    return w->org ? align_org_is_slip(w) : !w->loose && w->slips <= 1;
}

static bool is_plain(ix_str text) {
    return (unsigned char)text.ptr[0] < 0x80;
}

static bool is_well_known(const ix_mpart *part) {
    return ix_part_fame(part, false) >= IX_W_FAME_KNOWN;
}

/* Given and family names of one country go together, so that two common ones, each weighed by how
 * common it is in the world, say less than their sum; a misspelling of a common one no more than
 * that does. Across scripts the likeness says less already. Taken off the part that says more. */
static void discount_common_pair(align_work *w) {
    ix_piece *most = NULL;
    for (int i = 0; i < w->out->count; i++) {
        ix_piece *piece = &w->out->pieces[i];
        if (piece->millibits <= 0 || piece->query < 0 || piece->listed < 0) {
            continue;
        }
        const ix_mpart *asked = &w->query.name->parts[piece->query];
        const ix_mpart *listed = &w->listed.name->parts[piece->listed];
        if (!is_plain(asked->text) || !is_plain(listed->text) ||
            (!is_well_known(asked) && !is_well_known(listed))) {
            return;
        }
        most = !most || piece->millibits > most->millibits ? piece : most;
    }
    if (most && most->millibits > IX_W_COMMON_PAIR) {
        most->millibits -= IX_W_COMMON_PAIR;
    }
}

static uint8_t abbreviation_of(const align_side *s, int part) {
    return part < 0 ? 0 : s->name->parts[part].written_out;
}

/* The words of an abbreviation written out come together, so that they say no more than it. Returns
 * what they have said up to piece `last`. */
static int32_t said_by_abbreviation(const align_work *w, int last) {
    const ix_piece *pieces = w->out->pieces;
    uint8_t query = abbreviation_of(&w->query, pieces[last].query);
    uint8_t listed = abbreviation_of(&w->listed, pieces[last].listed);
    int32_t sum = 0;
    for (int i = 0; i < last && (query != 0 || listed != 0); i++) {
        bool one = (query != 0 && abbreviation_of(&w->query, pieces[i].query) == query) ||
                   (listed != 0 && abbreviation_of(&w->listed, pieces[i].listed) == listed);
        sum += one && pieces[i].millibits > 0 ? pieces[i].millibits : 0;
    }
    return sum;
}

static void cap_abbreviations(align_work *w) {
    for (int i = 0; i < w->out->count; i++) {
        ix_piece *piece = &w->out->pieces[i];
        bool asked = abbreviation_of(&w->query, piece->query) != 0;
        if (!asked && abbreviation_of(&w->listed, piece->listed) == 0) {
            continue;
        }
        const ix_mpart *part =
            asked ? &w->query.name->parts[piece->query] : &w->listed.name->parts[piece->listed];
        int32_t left = part->written_out_most - said_by_abbreviation(w, i);
        if (piece->millibits > left) {
            piece->millibits = left > IX_W_RELATION_LEAST ? left : IX_W_RELATION_LEAST;
        }
    }
}

/* What is added for the name as a whole. One exactly as listed is never below the bar, nor is one
 * with a single slip; a complete one earns a little; of two persons whose names are at odds in one
 * part, the others may agree because they are related or namesakes. */
static void weigh_whole(align_work *w, bool same) {
    ix_name_evidence *out = w->out;
    cap_abbreviations(w);
    bool as_listed = same || (out->complete && !w->inexact && !out->form_contradicts);
    if (!w->org && !as_listed && out->aligned == 2) {
        discount_common_pair(w);
    }
    int32_t sum = sum_of(out);
    int32_t bonus = out->complete ? IX_W_COMPLETE_BONUS : 0;
    int32_t most = w->org ? IX_W_FORM_AT_ODDS_MOST : IX_W_AT_ODDS_MOST;
    if (as_listed && sum + bonus < IX_W_EXACT_FLOOR) {
        bonus = IX_W_EXACT_FLOOR - sum;
    } else if (!as_listed && is_one_slip(w, sum + bonus)) {
        bonus = IX_W_SLIP_FLOOR - sum;
    } else if (!as_listed && out->at_odds && sum > most) {
        bonus = most - sum;
    }
    if (bonus != 0) {
        bool by_ascii = same && ix_same_by_ascii(w->query.name, w->listed.name);
        ix_piece *piece = align_put(w, ALIGN_NOWHERE, ALIGN_NOWHERE,
                                    bonus < 0   ? IX_RELATION_CONTRADICTS
                                    : by_ascii  ? IX_RELATION_TRANSLITERATION
                                    : as_listed ? IX_RELATION_EQUAL
                                                : IX_RELATION_VARIANT,
                                    bonus);
        if (piece) {
            piece->kind = IX_EVIDENCE_NAME;
        }
    }
}

/* What leaving out all that is left on a side costs at the least; whether it is of substance. An
 * initial against a given name is the one contradiction that may cost less. */
static int32_t least_cost_left(const align_work *w, const align_side *s, bool *left) {
    int32_t sum = 0;
    for (int i = 0; i < s->name->count; i++) {
        if (s->taken[i] || s->ranks[i] == RANK_VOID) {
            continue;
        }
        int32_t cost = w->org ? align_org_omission(org_rank_left(&s->name->parts[i]))
                              : omission_of(s->ranks[i], w->out->aligned < 2, place_beside(s, i));
        sum += cost > IX_W_CONTRADICTS_INITIAL ? cost : IX_W_CONTRADICTS_INITIAL;
        *left = *left || !w->org || cost < IX_W_MISSING_KIND;
    }
    return sum;
}

/* Is it known, all that agrees being paired, that the pair stays below the floor? What is left on
 * a side is left out or contradicts, which costs no less. */
static bool stays_below(align_work *w) {
    bool left = false;
    if (!w->hints) {
        return false;
    }
    int32_t query = least_cost_left(w, &w->query, &left);
    int32_t listed = least_cost_left(w, &w->listed, &left);
    int32_t most = sum_of(w->out) + lower(query, listed) + (w->org ? IX_W_FORM_EQUAL : 0);
    if (!left || most >= w->hints->floor || ix_same_whole(w->query.name, w->listed.name)) {
        return false;
    }
    w->out->millibits = most;
    return true;
}

/* Is it known that no part of one name has anything to do with one of the other? */
static bool is_apart(const align_work *w) {
    const ix_pair_hints *hints = w->hints;
    if (!hints || hints->may_join || hints->floor <= IX_W_FORM_EQUAL ||
        ix_same_whole(w->query.name, w->listed.name)) {
        return false;
    }
    for (int i = 0; i < w->query.name->count; i++) {
        if (hints->may_link[i] != 0) {
            return false;
        }
    }
    return true;
}

void ix_names_compare(ix_name_evidence *out, const ix_knowledge *knowledge, const ix_mname *query,
                      const ix_mname *listed, bool org, const ix_pair_hints *hints) {
    align_work w = {.knowledge = knowledge, .hints = hints, .org = org, .out = out};
    out->count = 0;
    out->millibits = 0;
    out->aligned = 0;
    out->contradicted = out->at_odds = out->form_contradicts = out->form_agrees = false;
    w.query.name = query;
    w.listed.name = listed;
    if (is_apart(&w)) {
        out->millibits = IX_W_FORM_EQUAL;
        return;
    }
    side_init(&w.query, query, org);
    side_init(&w.listed, listed, org);
    if (!hints || hints->may_join) {
        align_han_runs(&w);
        take_joined(&w, &w.query, &w.listed, true);
        take_joined(&w, &w.listed, &w.query, false);
    }
    assign_parts(&w, false);
    if (w.others > 0) {
        assign_parts(&w, true);
    }
    if (org && (!hints || hints->may_join)) {
        align_org_acronyms(&w);
    }
    memcpy(w.query.agreed, w.query.taken, sizeof w.query.agreed);
    memcpy(w.listed.agreed, w.listed.taken, sizeof w.listed.agreed);
    if (stays_below(&w)) {
        return;
    }
    bool left = org ? align_org_leftovers(&w) : take_leftovers(&w);
    bool same = ix_same_whole(query, listed);
    out->complete = !left && !out->contradicted && w.others > 0;
    out->exact = out->complete && !w.inexact && !w.joined;
    weigh_whole(&w, same);
    if (same) {
        out->contradicted = false;
    }
    out->millibits = sum_of(out);
}
