/*
 * Private to match: from name evidence to matches. Both ways of searching, indexed and exhaustive,
 * feed a judge with (query name, listed name) pairs and entities reached by an identifier; the
 * judge alone decides what is a match and what its reasons are.
 */
#ifndef INTERDICT_MATCH_JUDGE_H
#define INTERDICT_MATCH_JUDGE_H

#include "part_memo.h"
#include "spot.h"

/** The best comparison seen for an entity among names of one strength. */
typedef struct ix_best {
    bool any;
    int32_t millibits; /* name and type evidence */
    uint32_t name;     /* listed name number */
    int reading;
} ix_best;

/** One entity under judgement. */
typedef struct ix_case {
    uint32_t entity, ordinal;
    ix_best strong, weak;
    bool by_identifier;
} ix_case;

/** One way to read a name of the query. The first readings are the names as they were parsed;
 * others follow where a name may be read in another way. */
typedef struct ix_reading {
    ix_mname name;                /* keys computed */
    const ix_parsed_name *parsed; /* spans are those of the query's own text */
    int query_name;               /* which name of the query it reads */
    bool persons_only;            /* holds for listed persons only */
    ix_str text;                  /* another writing, where one was read */
    unsigned undone; /* the disguises undone for it, ix_disguise: it establishes nothing */
} ix_reading;

typedef struct ix_judge {
    const ix_index *index;
    const ix_query *query;
    ix_reading *readings;
    int reading_count, reading_room;
    int32_t need; /* name evidence a name match must reach */
    ix_match *items;
    int count, room;
    ix_arena *arena;
    ix_error *error;
} ix_judge;

/** All readings of the query's names: as parsed; untyped names with a short word that may be a
 *  legal form or a surname, as a person's; the other writings of names that may be disguised. */
ix_status ix_readings_make(ix_judge *judge);
#define IX_WRITINGS_ALL (IX_WRITINGS_MAX + 1 + IX_REPHRASED_MAX)
/** The other writings of a name that may be disguised, that with words turned round among them, and
 *  those with abbreviations written out or made. */
ix_status ix_writings_make(ix_writing out[IX_WRITINGS_ALL], int *count,
                           const ix_knowledge *knowledge, const ix_parsed_name *name,
                           ix_arena *arena, ix_error *error);
/** Let the parse of another writing of `raw` point at the text itself: evidence shows what was
 *  written, not what was read into it. */
void ix_writing_settle(ix_parsed_name *parsed, const ix_writing *writing, ix_str raw);
/** Does a reading hold for listed parties of this type? */
bool ix_reading_holds(const ix_judge *judge, int reading, ix_party_type listed);
/** Name evidence that a name match must reach. */
int32_t ix_judge_need(const ix_query *query);
/** Prepare the query: its readings, the least name evidence. */
ix_status ix_judge_init(ix_judge *judge, const ix_index *index, const ix_query *query,
                        ix_arena *arena, ix_error *error);
/** Ordinal to read an entity at, or false when it takes no part in this query. */
bool ix_judge_ordinal(const ix_judge *judge, uint32_t entity, uint32_t *ordinal);
/** May this entity match, as far as the query chooses among all? */
bool ix_judge_wants(const ix_judge *judge, uint32_t entity);
/** Is a listed name held at this ordinal? */
bool ix_name_is_held(const ix_index *index, uint32_t name, uint32_t ordinal);
/** Evidence of the type of a party one of whose names is not the query's letter for letter; 0 when
 *  the question or the list does not tell. */
int32_t ix_judge_type(const ix_judge *judge, int reading, ix_party_type listed);
/** Is a person asked for, as far as the question tells? */
bool ix_judge_asks_person(const ix_judge *judge, int reading);
/** Are names of listed parties of this type weighed as those of organizations are? Where the list
 *  does not tell what the party is, it is what is asked for. */
bool ix_judge_as_org(const ix_judge *judge, int reading, ix_party_type listed);
/** Evidence of one pair, type evidence included. */
int32_t ix_judge_pair(const ix_judge *judge, ix_name_evidence *evidence, int reading,
                      const ix_mname *listed, ix_party_type listed_type,
                      const ix_pair_hints *hints);
/** Note the outcome of a pair in its entity's case. */
void ix_case_note(ix_case *entity_case, ix_name_kind kind, int32_t millibits, uint32_t name,
                  int reading);
/** Decide on an entity, and append the match if it is one. */
ix_status ix_judge_decide(ix_judge *judge, const ix_case *entity_case);
/** Do any of the query's identifiers agree with the entity's at this ordinal? */
ix_status ix_judge_identifiers(const ix_judge *judge, uint32_t entity, uint32_t ordinal,
                               bool *agree);
/** Related rows of parts already looked up, for many searches of one index in a row. Rows depend
 *  on the part's text alone. */
struct ix_part_cache {
    ix_arena arena;
    struct ix_cached_part **buckets; /* chains by hash of the text */
    ix_spotter spotter;              /* words of running texts; opened by the first one */
    ix_part_memo memo;               /* what the words of questions are, where there is room */
    bool has_memo;
};

#define IX_PART_CACHE_BUCKETS (1u << 15)
/** `cap`: bytes it may hold; beyond them parts are looked up each time. IX_E_MEMORY. */
ix_status ix_part_cache_init(ix_part_cache *cache, size_t cap);
void ix_part_cache_free(ix_part_cache *cache);

#define IX_EVERY_ENTITY UINT32_MAX
/** ix_match_search, or with an entity number: stage one in full, stage two for that entity only.
 *  `cache` may be NULL. */
ix_status ix_search_for(ix_matches *out, const ix_index *index, const ix_query *query,
                        uint32_t only, ix_part_cache *cache, ix_arena *arena, ix_error *error);
/** Sort and hand over. */
void ix_judge_finish(ix_judge *judge, ix_matches *out);
/** A growing list of evidence in the judge's arena. */
typedef struct ix_reasons {
    ix_evidence items[IX_EVIDENCE_MAX];
    int count;
    bool identifier_agrees, identifier_untyped, attribute_agrees, contradicted;
    bool as_listed;         /* the name asked is the listed one as it stands ... */
    int32_t name_millibits; /* ... and says so much */
} ix_reasons;

/** Evidence of everything but names and identifiers, from the decoded version. */
ix_status ix_attributes_weigh(ix_reasons *reasons, const ix_query *query, const ix_entity *entity,
                              const ix_knowledge *knowledge, ix_arena *arena, ix_error *error);
/** Are they one country, or does one lie on the ground of the other? */
bool ix_same_country(const char a[3], const char b[3]);
/** Its part about countries. */
ix_status ix_countries_weigh(ix_reasons *reasons, const ix_query *query, const ix_entity *entity,
                             ix_arena *arena, ix_error *error);
/** Its part about countries, places of birth and addresses. */
ix_status ix_places_weigh(ix_reasons *reasons, const ix_query *query, const ix_entity *entity,
                          const ix_knowledge *knowledge, ix_arena *arena, ix_error *error);
/** Evidence of the query's identifiers. */
void ix_identifiers_weigh(ix_reasons *reasons, const ix_query *query, const ix_entity *entity);
void ix_reason_add(ix_reasons *reasons, ix_evidence_kind kind, ix_relation_kind relation,
                   ix_str query, ix_str listed, int32_t millibits);

#endif
