/*
 * Private to the alignment of names (align.c, align_org.c): the state of one comparison.
 *
 * align.c holds the steps and what is particular to names of persons, align_org.c what is
 * particular to names of organizations, vessels and aircraft.
 */
#ifndef INTERDICT_MATCH_ALIGN_H
#define INTERDICT_MATCH_ALIGN_H

#include "compare.h"

/* What a part counts as when it is left over. */
typedef enum align_rank {
    RANK_VOID, /* says nothing: articles, titles, legal forms */
    RANK_PARTICLE,
    RANK_INITIAL,
    RANK_PATRONYMIC,
    RANK_GIVEN,
    RANK_FAMILY,
    RANK_UNKNOWN,
    RANK_KIND, /* company, group: put or left at will */
    RANK_GENERIC,
    RANK_PLACE,
    RANK_NUMBER,
    RANK_DISTINCTIVE
} align_rank;

#define ALIGN_NOWHERE (-1)

typedef struct align_side {
    const ix_mname *name;
    align_rank ranks[IX_PARTS_MAX];
    bool taken[IX_PARTS_MAX];
    bool agreed[IX_PARTS_MAX]; /* taken before what is left over was looked at */
} align_side;

typedef struct align_work {
    const ix_knowledge *knowledge;
    const ix_pair_hints *hints;
    align_side query, listed;
    bool org;
    ix_name_evidence *out;
    int others;          /* links other than initials */
    int agreeing_wanted; /* parts that must agree, since others of an organization's contradict */
    int slips;           /* parts misspelt, misheard, run together otherwise than by a space */
    bool inexact;        /* beyond what a space or a transliteration changes */
    bool joined;         /* some parts are run together on one side */
    bool loose;          /* a part agrees in some other way than by its spelling */
} align_work;

/** Append a piece of evidence on two parts (ALIGN_NOWHERE: the side has none). NULL when full. */
ix_piece *align_put(align_work *w, int query, int listed, ix_relation_kind relation,
                    int32_t millibits);

/** What it costs when one leftover is the other so many edits apart; 0: it may not be. Never
 * cheaper than leaving either out. */
typedef int32_t (*align_garbled_cost)(const align_work *w, int query, int listed, int edits);
/** Pair leftovers that may be garbled spellings of each other, the least garbled first. */
void align_garbled(align_work *w, align_garbled_cost cost_of);

/** Pair runs of Han characters on one side with the Latin words on the other that they spell. */
void align_han_runs(align_work *w);

/** What a part of an organization's name counts as. */
align_rank align_org_rank(const ix_mpart *part);
/** What leaving out a part of an organization's name costs. */
int32_t align_org_omission(align_rank rank);
/** Acronyms on one side of parts on the other, among the parts not taken. */
void align_org_acronyms(align_work *w);
/** Words left over on side `a` that are a legal form of side `b`, misspelt or in another order. */
void align_form_words(align_work *w, align_side *a, const align_side *b, bool a_is_query);
/** Contradictions and omissions among the parts not taken, and the legal forms. Returns whether
 *  anything of substance is left out. */
bool align_org_leftovers(align_work *w);
/** Is a complete name of an organization the other with a slip of the pen, another word of the same
 *  meaning, or its acronym? Not when next to nothing tells it from others. */
bool align_org_is_slip(const align_work *w);

#endif
