/*
 * Aligning names of organizations, vessels and aircraft: what their parts count as, what is left
 * out, what contradicts, their acronyms and legal forms.
 *
 * Distinctive words carry such a name. Where none agrees, generic words and places are all there is
 * to tell it from others, and then none of them may be left out or exchanged lightly.
 */
#include "acronym.h"
#include "align.h"

#include "match_tables.h"

#include <string.h>

/* Organization words that say less than this are generic, listed as such or not. */
#define GENERIC_MILLIBITS 6000
/* Distinctive letters below which no second edit is a slip of the pen. */
#define LETTERS_OF_TWO_EDITS 8
#define EDITS_MAX            2
/* Distinctive letters below which a name is not known again, alone and beside another word. */
#define LETTERS_LEAST        4
#define LETTERS_LEAST_BESIDE 3
/* Generic words and places that together are a name. */
#define GENERIC_NAME_PARTS 3
/* Letters for each edit of a word that is only garbled. */
#define LETTERS_PER_EDIT 3
/* Long names are translated freely: with so many parts that agree for each one that contradicts, it
 * is another word for the same, not a sister firm. Within one script fewer names are translations.
 */
#define AGREEING_PER_ODD        6
#define AGREEING_PER_ODD_ACROSS 3

align_rank align_org_rank(const ix_mpart *part) {
    if (part->role == IX_ROLE_STOP || part->role == IX_ROLE_LEGAL_FORM) {
        return RANK_VOID;
    }
    if (part->role == IX_ROLE_NUMBER || part->number != 0) {
        return RANK_NUMBER;
    }
    if ((part->flags & IX_WORD_ORG_KIND) != 0) {
        return RANK_KIND;
    }
    if (part->role == IX_ROLE_GENERIC || (part->flags & IX_WORD_ORG_GENERIC) != 0) {
        return RANK_GENERIC;
    }
    if ((part->flags & IX_WORD_PLACE) != 0) {
        return RANK_PLACE;
    }
    if (part->role == IX_ROLE_TITLE || part->role == IX_ROLE_PARTICLE || part->text.len == 1) {
        return RANK_PARTICLE;
    }
    return part->org_millibits < GENERIC_MILLIBITS ? RANK_GENERIC : RANK_DISTINCTIVE;
}

/* ---------------------------------------------------------------- acronyms */

/* Looking for what a part of one side is the acronym of on the other. */
typedef struct expansion {
    const align_work *w;
    const align_side *side; /* the other */
    const ix_mpart *part;
    bool known;    /* it is the acronym of parts that have agreed already */
    int32_t worth; /* of the best run of parts that are free; 0: there is none */
    int first, last;
} expansion;

/* Sum of what a run of parts says; whether any, or all, of them are free. */
static int32_t weigh_run(const expansion *e, int first, int last, bool *all_free) {
    int32_t sum = 0;
    *all_free = true;
    for (int i = first; i <= last; i++) {
        if (e->side->ranks[i] != RANK_VOID && e->side->ranks[i] != RANK_PARTICLE) {
            *all_free = *all_free && !e->side->taken[i];
            sum += ix_part_surprise(&e->side->name->parts[i], true);
        }
    }
    return sum;
}

static bool try_run(void *context, const ix_acronym *acronym) {
    expansion *e = context;
    if (!ix_str_equal(acronym->letters, e->part->text)) {
        return true;
    }
    bool all_free;
    int32_t worth = weigh_run(e, acronym->first, acronym->last, &all_free);
    if (!all_free) {
        e->known = true;
        return true;
    }
    int32_t own = ix_part_surprise(e->part, true);
    worth = (worth < own ? worth : own) - IX_W_LOSS_ACRONYM;
    worth = worth > IX_W_RELATION_LEAST ? worth : IX_W_RELATION_LEAST;
    if (worth > e->worth) {
        e->worth = worth;
        e->first = acronym->first;
        e->last = acronym->last;
    }
    return true;
}

/* An acronym of what has agreed already adds nothing and leaves nothing out. */
static void take_acronym(align_work *w, align_side *a, int i, align_side *b, bool a_is_query) {
    expansion e = {.w = w, .side = b, .part = &a->name->parts[i]};
    ix_acronyms_of(b->name, try_run, &e);
    if (e.worth == 0) {
        a->taken[i] = a->taken[i] || e.known;
        return;
    }
    ix_piece *piece = align_put(w, a_is_query ? i : e.first, a_is_query ? e.first : i,
                                IX_RELATION_ACRONYM, e.worth);
    if (piece) {
        *(a_is_query ? &piece->listed_more : &piece->query_more) = (int8_t)e.last;
    }
    a->taken[i] = true;
    memset(b->taken + e.first, true, (size_t)(e.last - e.first + 1));
    w->others++;
    w->out->aligned++;
    w->inexact = true;
}

static void take_acronyms(align_work *w, align_side *a, align_side *b, bool a_is_query) {
    for (int i = 0; i < a->name->count && a->name->guess != IX_PARTY_PERSON; i++) {
        if (!a->taken[i] && ix_acronym_like(&a->name->parts[i])) {
            take_acronym(w, a, i, b, a_is_query);
        }
    }
}

void align_org_acronyms(align_work *w) {
    /* Which side goes first must not depend on which is asked. */
    bool query_first = w->query.name->whole <= w->listed.name->whole;
    align_side *first = query_first ? &w->query : &w->listed;
    align_side *second = query_first ? &w->listed : &w->query;
    take_acronyms(w, first, second, query_first);
    take_acronyms(w, second, first, !query_first);
}

/* ---------------------------------------------------------------- leftovers */

static bool is_place_level(const ix_mpart *a, const ix_mpart *b) {
    const uint32_t levels = IX_WORD_COUNTRY | IX_WORD_CITY | IX_WORD_DIRECTION;
    return (a->flags & levels) == (b->flags & levels);
}

static bool is_distinctive(const align_work *w, const ix_piece *piece) {
    return w->query.ranks[piece->query] == RANK_DISTINCTIVE &&
           w->listed.ranks[piece->listed] == RANK_DISTINCTIVE;
}

/* Does a distinctive word, or words that an acronym stands for, agree? */
static bool is_carried(const align_work *w) {
    for (int i = 0; i < w->out->count; i++) {
        const ix_piece *piece = &w->out->pieces[i];
        if (piece->relation == IX_RELATION_ACRONYM || piece->relation == IX_RELATION_JOINED ||
            is_distinctive(w, piece)) {
            return true;
        }
    }
    return false;
}

/* May these leftovers stand against each other, and at what cost? */
static int32_t contradiction_of(const align_work *w, int i, int j, bool carried) {
    align_rank rank = w->query.ranks[i];
    if (rank != w->listed.ranks[j]) {
        return 0;
    }
    switch (rank) {
    case RANK_NUMBER:
        return IX_W_CONTRADICTS_NUMBER;
    case RANK_DISTINCTIVE:
        return IX_W_CONTRADICTS_DISTINCTIVE;
    case RANK_PLACE:
        /* A city against a country may lie in it. */
        return is_place_level(&w->query.name->parts[i], &w->listed.name->parts[j])
                   ? IX_W_CONTRADICTS_PLACE
                   : 0;
    case RANK_GENERIC:
        return carried ? IX_W_CONTRADICTS_GENERIC : IX_W_CONTRADICTS_DISTINCTIVE;
    default:
        return 0;
    }
}

static int32_t omission_of(align_rank rank, bool carried) {
    switch (rank) {
    case RANK_PARTICLE:
        return IX_W_MISSING_PARTICLE;
    case RANK_KIND:
        return IX_W_MISSING_KIND;
    case RANK_GENERIC:
        return carried ? IX_W_MISSING_GENERIC : IX_W_MISSING_GENERIC_ALONE;
    case RANK_PLACE:
        return carried ? IX_W_MISSING_PLACE : IX_W_MISSING_PLACE_ALONE;
    case RANK_NUMBER:
        return IX_W_MISSING_NUMBER;
    case RANK_DISTINCTIVE:
        return IX_W_MISSING_DISTINCTIVE;
    default:
        return 0;
    }
}

int32_t align_org_omission(align_rank rank) {
    return omission_of(rank, true);
}

/* Words of a name that nothing distinctive carries: generic ones tell as much as others. */
static int32_t exchange_of(const align_work *w, int i, int j) {
    align_rank a = w->query.ranks[i], b = w->listed.ranks[j];
    bool words = (a == RANK_GENERIC && b == RANK_DISTINCTIVE) ||
                 (a == RANK_DISTINCTIVE && b == RANK_GENERIC);
    return words ? IX_W_CONTRADICTS_DISTINCTIVE : 0;
}

static int32_t garbled_cost(const align_work *w, int i, int j, int edits) {
    align_rank a = w->query.ranks[i], b = w->listed.ranks[j];
    ptrdiff_t a_len = w->query.name->parts[i].text.len, b_len = w->listed.name->parts[j].text.len;
    bool words = (a == RANK_DISTINCTIVE && (b == RANK_DISTINCTIVE || b == RANK_GENERIC)) ||
                 (a == RANK_GENERIC && b == RANK_DISTINCTIVE);
    return words && (a_len < b_len ? a_len : b_len) >= (ptrdiff_t)edits * LETTERS_PER_EDIT
               ? IX_W_GARBLED
               : 0;
}

/* How many parts must agree, that these two at odds are no sister firms. */
static int agreeing_per_odd(const align_work *w, int i, int j) {
    return w->query.name->parts[i].script == w->listed.name->parts[j].script
               ? AGREEING_PER_ODD
               : AGREEING_PER_ODD_ACROSS;
}

/* Leftovers of one rank against each other; `exchanged`: those of two ranks that are left then. */
static void take_contradictions(align_work *w, bool carried, bool exchanged) {
    for (int i = 0; i < w->query.name->count; i++) {
        for (int j = 0; !w->query.taken[i] && j < w->listed.name->count; j++) {
            int32_t cost = w->listed.taken[j] ? 0
                           : exchanged        ? exchange_of(w, i, j)
                                              : contradiction_of(w, i, j, carried);
            if (cost != 0) {
                align_put(w, i, j, IX_RELATION_CONTRADICTS, cost);
                w->query.taken[i] = w->listed.taken[j] = true;
                w->inexact = true;
                w->agreeing_wanted +=
                    cost <= IX_W_CONTRADICTS_DISTINCTIVE ? agreeing_per_odd(w, i, j) : 0;
            }
        }
    }
}

/* Returns whether anything of substance is left over. */
static bool take_omissions(align_work *w, const align_side *s, bool is_query, bool carried) {
    bool any = false;
    for (int i = 0; i < s->name->count; i++) {
        if (s->taken[i] || s->ranks[i] == RANK_VOID) {
            continue;
        }
        if (ix_acronym_is_own(s->name, i)) {
            w->inexact = true;
            continue;
        }
        align_put(w, is_query ? i : ALIGN_NOWHERE, is_query ? ALIGN_NOWHERE : i,
                  IX_RELATION_MISSING, omission_of(s->ranks[i], carried));
        any = any || s->ranks[i] > RANK_KIND;
        w->inexact = true;
    }
    return any;
}

/* ---------------------------------------------------------------- legal forms */

static int form_part(const ix_mname *name, uint16_t form) {
    for (int i = 0; i < name->count; i++) {
        if (name->parts[i].role == IX_ROLE_LEGAL_FORM && name->parts[i].form == form) {
            return i;
        }
    }
    return ALIGN_NOWHERE;
}

static void compare_forms(align_work *w) {
    uint16_t a = w->query.name->form, b = w->listed.name->form;
    if (a == 0 || b == 0) {
        return;
    }
    /* A name with two forms agrees with either. */
    b = form_part(w->listed.name, a) >= 0 ? a : b;
    a = form_part(w->query.name, b) >= 0 ? b : a;
    int i = form_part(w->query.name, a), j = form_part(w->listed.name, b);
    ix_form_class ca = ix_knowledge_form(w->knowledge, a)->class_;
    ix_form_class cb = ix_knowledge_form(w->knowledge, b)->class_;
    bool open = ca == IX_FORM_GENERIC || cb == IX_FORM_GENERIC;
    w->out->form_agrees = a == b || ca == cb || open;
    if (a == b) {
        align_put(w, i, j, IX_RELATION_EQUAL, IX_W_FORM_EQUAL);
    } else if (w->out->form_agrees) {
        align_put(w, i, j, IX_RELATION_VARIANT, IX_W_FORM_COMPATIBLE);
    } else {
        align_put(w, i, j, IX_RELATION_CONTRADICTS, IX_W_FORM_CONTRADICTS);
        w->out->form_contradicts = true;
        w->out->at_odds = w->out->at_odds || (ca == IX_FORM_LIMITED && cb == IX_FORM_STOCK) ||
                          (ca == IX_FORM_STOCK && cb == IX_FORM_LIMITED);
    }
}

bool align_org_leftovers(align_work *w) {
    bool carried = is_carried(w);
    if (w->others > 0) {
        align_form_words(w, &w->query, &w->listed, true);
        align_form_words(w, &w->listed, &w->query, false);
        align_garbled(w, garbled_cost);
    }
    take_contradictions(w, carried, false);
    if (!carried) {
        take_contradictions(w, carried, true);
    }
    bool left = take_omissions(w, &w->query, true, carried);
    left = take_omissions(w, &w->listed, false, carried) || left;
    w->out->at_odds = w->agreeing_wanted > w->out->aligned;
    compare_forms(w);
    return left;
}

/* ---------------------------------------------------------------- a name known again */

typedef struct likeness {
    int letters; /* of distinctive words */
    int generic; /* letters of generic ones and places, where both sides have the same word */
    int edits;
    int parts; /* of substance */
    bool told; /* a number or a place agrees */
} likeness;

/* Letters on which a pair of distinctive words rests: of the shorter, of the acronym, of the word
 * that the other side writes apart. */
static int letters_of(const align_work *w, const ix_piece *piece) {
    ptrdiff_t query = w->query.name->parts[piece->query].text.len;
    ptrdiff_t listed = w->listed.name->parts[piece->listed].text.len;
    if (piece->query_more >= 0 || piece->listed_more >= 0) {
        return (int)(piece->query_more >= 0 ? listed : query);
    }
    return is_distinctive(w, piece) ? (int)(query < listed ? query : listed) : 0;
}

static bool is_common_rank(align_rank rank) {
    return rank == RANK_GENERIC || rank == RANK_PLACE;
}

/* Letters of a generic word or a place that both sides spell, translations apart: ships bear the
 * names of towns. */
static int generic_letters_of(const align_work *w, const ix_piece *piece) {
    ptrdiff_t query = w->query.name->parts[piece->query].text.len;
    ptrdiff_t listed = w->listed.name->parts[piece->listed].text.len;
    bool common = is_common_rank(w->query.ranks[piece->query]) ||
                  is_common_rank(w->listed.ranks[piece->listed]);
    return common && piece->relation != IX_RELATION_VARIANT ? (int)(query < listed ? query : listed)
                                                            : 0;
}

static int edits_of(const align_work *w, const ix_piece *piece) {
    const ix_mpart *a = &w->query.name->parts[piece->query];
    const ix_mpart *b = &w->listed.name->parts[piece->listed];
    bool spelled = piece->relation == IX_RELATION_TYPO || piece->relation == IX_RELATION_SOUND;
    if (!spelled || !is_distinctive(w, piece)) {
        return 0; /* a generic word misspelt is the same word */
    }
    int by_text = ix_text_distance(a->text, b->text, EDITS_MAX);
    int by_roman = ix_text_distance(a->roman, b->roman, EDITS_MAX);
    return by_text < by_roman ? by_text : by_roman;
}

bool align_org_is_slip(const align_work *w) {
    likeness sum = {0};
    for (int i = 0; i < w->out->count; i++) {
        const ix_piece *piece = &w->out->pieces[i];
        if (piece->query < 0 || piece->listed < 0 || w->query.ranks[piece->query] == RANK_VOID ||
            w->listed.ranks[piece->listed] == RANK_VOID) {
            continue; /* left out, and complete all the same; or a legal form */
        }
        bool acronym = piece->relation == IX_RELATION_ACRONYM;
        if (acronym && letters_of(w, piece) < LETTERS_LEAST) {
            return false;
        }
        sum.letters += letters_of(w, piece);
        sum.generic += generic_letters_of(w, piece);
        sum.edits += edits_of(w, piece);
        sum.parts += w->query.ranks[piece->query] > RANK_KIND;
        sum.told =
            sum.told || w->query.ranks[piece->query] == RANK_NUMBER ||
            (w->query.ranks[piece->query] == RANK_PLACE && piece->relation != IX_RELATION_TYPO);
    }
    bool beside = sum.parts > 1;
    bool known = sum.letters >= (beside ? LETTERS_LEAST_BESIDE : LETTERS_LEAST) ||
                 sum.generic >= LETTERS_LEAST || sum.parts >= GENERIC_NAME_PARTS ||
                 (sum.told && beside);
    return known &&
           (sum.edits <= 1 || (sum.edits <= EDITS_MAX && sum.letters >= LETTERS_OF_TWO_EDITS));
}
