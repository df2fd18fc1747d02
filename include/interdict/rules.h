/**
 * @file rules.h
 * What a listing forbids, whom it binds, from when until when, and what is owed.
 *
 * Law is data: data/programs/<authority>/<tag>.yml (programmes with citation and dates, of lists,
 * of families of products, of places), data/licenses/<tag>.yml (what is allowed nevertheless),
 * data/actions/<date>.yml (dated, cited acts: designations, removals, and facts such as
 * "deliberately not listed"),
 * data/calendars/us_federal.txt (holidays), data/ownership/<authority>.yml (what an owner's listing
 * means for what it owns), data/policy.yml (bars, ages, shares, with reasons).
 * Adding a programme is adding a file. A malformed file is refused with file, line and reason.
 */
#ifndef INTERDICT_RULES_H
#define INTERDICT_RULES_H

#include <interdict/entity.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Verdict of a decision and effect of a finding, least severe first; zero is never "clear". */
#define IX_VERDICT_LIST(X)                                                                         \
    X(IX_VERDICT_NOT_SCREENED, "not_screened")                                                     \
    X(IX_VERDICT_CLEAR, "clear")                                                                   \
    X(IX_VERDICT_INFO, "info")                                                                     \
    X(IX_VERDICT_REVIEW, "review")                                                                 \
    X(IX_VERDICT_LICENSE, "license")                                                               \
    X(IX_VERDICT_PROHIBITED, "prohibited")                                                         \
    X(IX_VERDICT_REJECT, "reject")                                                                 \
    X(IX_VERDICT_BLOCK, "block")

typedef enum ix_verdict {
#define IX_VERDICT_ENUM(name, text) name,
    IX_VERDICT_LIST(IX_VERDICT_ENUM)
#undef IX_VERDICT_ENUM
} ix_verdict;

/** The name of a verdict, never NULL; and back, false when the name is none. */
const char *ix_verdict_name(ix_verdict verdict);
bool ix_verdict_parse(ix_verdict *verdict, ix_str name);

/** Circumstances of a question, in the words of the command line; empty: not given. */
typedef struct ix_context {
    ix_str user;     /**< private, federal, contractor, foreign_bank */
    ix_str nexus;    /**< us, none */
    ix_str role;     /**< party, owner, signatory, agent, consignee, end_user, beneficiary,
                          originator */
    ix_str activity; /**< sale, resale, license, update, integrate, use, service, information,
                          export, payment; of measures on finance: debt, equity, securities,
                          account, foreign_exchange */
    ix_str license;  /**< ids of the licences that the asker relies on: "GL 8L; MUL-2024-1" */
    bool as_owner;   /**< asked for what the party owns: a licence for some parties does not reach
                          it unless it says so */
} ix_context;

typedef struct ix_rules ix_rules;

/** Read "programs/...", "actions/...", "licenses/...", "calendars/...", "ownership/..." files;
 *  others are ignored. A fault gives IX_E_INPUT with file, line and reason, and *out NULL; rules
 *  loaded before are not touched and may serve on. */
ix_status ix_rules_load(const ix_rules **out, const ix_knowledge_file *files, int count,
                        ix_arena *arena, ix_error *error);
/** SHA-256 over the sorted (path, SHA-256) of the files loaded. */
const ix_digest *ix_rules_digest(const ix_rules *rules);

/* ------------------------------------------------------------------ policy */

/** Bars and limits an institution may set, each with its reason in the file. */
typedef struct ix_policy {
    int32_t alert_score;     /**< a finding at or above needs a person; 7000 = 0.70 */
    int32_t establish_score; /**< identity may be established at or above */
    int32_t max_age_days;    /**< a list older is stale */
    bool stale_is_review;    /**< a stale list turns clear into review; default false */
    int shrink_percent_max;
    ix_digest digest; /**< of the file's bytes */
} ix_policy;

/** `bytes` of policy.yml; unknown keys are refused with their line. */
ix_status ix_policy_load(ix_policy *out, ix_str bytes, ix_str source, ix_error *error);

/* ------------------------------------------------------------------ actions */

/** A dated, cited act that a publication does not date itself. */
typedef struct ix_action {
    ix_str list; /**< list id */
    ix_str key;  /**< entity key on that list */
    ix_str kind; /**< designation, removal */
    ix_when announced;
    ix_when published;
    ix_when effective;
    ix_str citation;
    bool verified;
    bool claim; /**< said by the press and not by an instrument: dates nothing, and where it differs
                     from what does, the conflict is told */
    ix_str source_file; /**< data file it stands in */
} ix_action;

/** Actions on an entity, in order of effect; NULL and *count 0 when none. */
const ix_action *ix_rules_actions(const ix_rules *rules, ix_str list, ix_str key, int *count);

/** A cited statement about parties that can only inform: "deliberately not listed", "proposed",
 *  that sources conflict, or that other law must be looked at. It never forbids anything. */
typedef struct ix_fact {
    ix_str kind;        /**< deliberately_not_listed, proposed, conflicting_sources, other_law */
    ix_str about;       /**< whom it is about: facts of one `about` are told together */
    ix_party_type type; /**< what they are; ANY when not said */
    ix_str list;        /**< list id it speaks of */
    ix_str *names;      /**< parties it speaks of, as they write themselves */
    int name_count;
    ix_str *keys; /**< of entities of that list, whose findings tell it too */
    int key_count;
    ix_when from;  /**< since when it holds */
    ix_when until; /**< NONE while it holds */
    ix_str text;
    ix_str citation;
    bool verified;
    ix_str source_file; /**< data file it stands in */
} ix_fact;

/** All facts on file, in order of file and place; *count 0 when none. */
const ix_fact *ix_rules_facts(const ix_rules *rules, int *count);

/** A name that the rules themselves speak of: of a fact, or of a maker that the law on products
 *  names. */
typedef struct ix_rule_name {
    ix_str name;
    uint64_t word;       /**< ix_hash64 of its longest folded word: a name without it is another */
    const ix_fact *fact; /**< NULL: of a maker ... */
    ix_str family;       /**< ... of this family of products */
} ix_rule_name;

/** All such names, those of facts first, in the order of the files. */
const ix_rule_name *ix_rules_names(const ix_rules *rules, int *count);

/* ------------------------------------------------------------------ when a listing is in force */

typedef enum ix_listing_state {
    IX_LISTING_NOT_YET,   /**< as_of lies before announcement and effect */
    IX_LISTING_ANNOUNCED, /**< announced, not yet effective */
    IX_LISTING_IN_FORCE,
    IX_LISTING_GAP, /**< between two snapshots that disagree, and no dated source tells */
    IX_LISTING_ENDED
} ix_listing_state;

#define IX_BASIS_LIST(X)                                                                           \
    X(IX_BASIS_PUBLICATION, "publication")                                                         \
    X(IX_BASIS_ACTION, "action")                                                                   \
    X(IX_BASIS_ARCHIVE, "archive")                                                                 \
    X(IX_BASIS_ARCHIVE_BASE, "archive_base")                                                       \
    X(IX_BASIS_ARCHIVE_GAP, "archive_gap")

typedef enum ix_basis {
#define IX_BASIS_ENUM(name, text) name,
    IX_BASIS_LIST(IX_BASIS_ENUM)
#undef IX_BASIS_ENUM
} ix_basis;

/** The name of a basis, never NULL. */
const char *ix_basis_name(ix_basis basis);

/** What is known of the times of one listing. */
typedef struct ix_timeline {
    ix_listing_state state;
    ix_basis basis; /**< where effective_from comes from (or the gap) */
    ix_when announced;
    ix_when published;
    ix_when effective_from;  /**< NONE for archive_base: in force since no later than the base */
    ix_when effective_until; /**< NONE while listed; undated: of the first snapshot without it */
    ix_when gap_from;        /**< state GAP: last snapshot of the one kind ... */
    ix_when gap_to;          /**< ... first snapshot of the other */
    bool gap_is_end;         /**< the gap lies at the listing's end */
    ix_str citation;         /**< of the action that dates it, or empty */
} ix_timeline;

/** Times and state of a listing at `as_of` (an instant). `held` are the known intervals [from, to)
 *  of snapshot ordinals that hold the entity, ascending (to IX_ORDINAL_OPEN or >= known_count when
 *  the newest known snapshot holds it). Order of authority: the publication's own dates, then
 *  actions, then the archive: held by the first snapshot of all means archive_base (in force for
 *  any earlier as_of); otherwise from the publication time of the first snapshot that holds it,
 *  and an as_of between the last without and the first with it is a GAP; likewise at the end. A
 *  relisting opens a second interval: the one that as_of lies in, or the last one before it, tells.
 *  Actions not marked verified date nothing, and an action that the archive contradicts (held on a
 *  later day than its removal, or before its designation was announced) is passed over.
 *  No known interval: NOT_YET. */
typedef struct ix_held {
    uint32_t from;
    uint32_t to;
} ix_held;
ix_timeline ix_listing_timeline(const ix_listing *listing, const ix_action *actions,
                                int action_count, const ix_snapshot *snapshots, int known_count,
                                const ix_held *held, int held_count, ix_zone zone, int64_t as_of);

/* ------------------------------------------------------------------ effects */

typedef struct ix_obligation {
    ix_str what;      /**< "report_blocked_property" */
    ix_str authority; /**< "31 CFR 501.603" */
    ix_when due;
    ix_str basis; /**< the date it counts from and the calendar's version, in words */
} ix_obligation;

/** A remark that carries law but no measure of its own ("secondary sanctions risk"). */
typedef struct ix_note {
    ix_str text;
    ix_str authority;
    bool verified;
} ix_note;

#define IX_LICENSE_LIST(X)                                                                         \
    X(IX_LICENSE_GENERAL, "general")     /* anyone may use it who keeps its conditions */          \
    X(IX_LICENSE_SPECIFIC, "specific")   /* given to somebody by name */                           \
    X(IX_LICENSE_EXEMPTION, "exemption") /* the law itself leaves it out */

typedef enum ix_license_kind {
#define IX_LICENSE_ENUM(name, text) name,
    IX_LICENSE_LIST(IX_LICENSE_ENUM)
#undef IX_LICENSE_ENUM
} ix_license_kind;

/** "general", "specific", "exemption". */
const char *ix_license_kind_name(ix_license_kind kind);

/** A licence in force that speaks of a listing: it lifts measures (`covers`), maybe not all of
 *  them, or would if the question told more or a person finds its conditions kept. */
typedef struct ix_license_use {
    ix_license_kind kind;
    ix_str id; /**< "GL 8L" */
    ix_str title;
    ix_str citation;
    ix_str scope; /**< what it allows, in words */
    const ix_str *conditions;
    int condition_count;
    ix_when from;
    ix_when until; /**< the first moment it no longer holds; NONE: no end is set */
    bool covers;   /**< a measure has no effect because of it */
    const ix_str *lifts; /**< tags of the programmes it lifts; what others ask stays */
    int lift_count;
    bool verified;
} ix_license_use;

/** What one listing asks under one programme in given circumstances. */
typedef struct ix_effect {
    ix_verdict effect;  /**< block, reject, license, prohibited; info also when left open */
    ix_verdict full;    /**< the effect if the circumstances in depends_on held */
    ix_str program;     /**< tag it comes from */
    ix_str under;       /**< all tags that have this effect, that of `program` first: "A, B" */
    ix_str authority;   /**< citation, of each programme that has this effect */
    ix_str binds;       /**< who is bound */
    ix_str *depends_on; /**< circumstances not given that decide it: user, role, activity,
                             residence, or in the data's own words what no question tells */
    int depends_count;
    ix_when from, until; /**< of the programme's measure, NONE when open */
    bool verified;
    ix_note *notes;
    int note_count;
    ix_obligation *obligations;
    int obligation_count;
    ix_license_use *licenses; /**< those that lift a measure, and those that might */
    int license_count;
} ix_effect;

/** The most severe effect of a listing on `list` for an entity in circumstances at as_of (an
 *  instant); all programmes of the listing are weighed and their notes and obligations joined.
 *  A programme without a rule of its own takes its list's general rule (every SDN entry is blocked)
 *  and is marked as such in `authority`. A list without any rule fails closed: `prohibited`,
 *  verified false, authority saying that no rule is on file. */
ix_status ix_rules_effect(ix_effect *out, const ix_rules *rules, ix_str list,
                          const ix_entity *entity, const ix_listing *listing,
                          const ix_context *context, int64_t as_of, ix_arena *arena,
                          ix_error *error);

/** When an obligation of this name is due for what happens at `event` (an instant), in the law of
 *  that time; `basis` names the day it counts from, the calendar's version and the zone.
 *  IX_E_NOT_FOUND: nothing of the name is owed for that time; IX_E_MEMORY. */
ix_status ix_rules_obligation(ix_obligation *out, const ix_rules *rules, ix_str what, int64_t event,
                              ix_arena *arena, ix_error *error);
/** Names of all obligations on file, each once, in the order of the files. */
const ix_str *ix_rules_obligations(const ix_rules *rules, int *count);

/** The n-th business day after `day` (day numbers): Monday to Friday without federal holidays, the
 *  day after is 1. 31 CFR 501.603 counts so. IX_E_NOT_FOUND outside the calendar's years. */
ix_status ix_business_day_after(int64_t *out, const ix_rules *rules, int64_t day, int n,
                                ix_error *error);

/* ------------------------------------------------------------------ products and places */

/** One measure on a family of products. Strings live as long as the rules or the arena. */
typedef struct ix_product_measure {
    ix_effect law; /**< as for a listing; `program` is the instrument's tag */
    ix_str title;  /**< of the instrument */
    ix_str text;   /**< what the measure bars, in our words */
    const ix_str *activities;
    int activity_count;     /**< 0: any */
    ix_when announced;      /**< NONE when no source tells */
    ix_listing_state state; /**< not yet, announced, in force, ended at as_of */
    ix_zone zone;           /**< of dates alone in announced, law.from, law.until */
    ix_str idle;            /**< why it does not apply to who asks about what, or empty */
} ix_product_measure;

/** Every measure, at as_of (a date alone: 00:00 in the zone of each programme), of every programme
 *  that names the family and covers the scope ("security", "vpn",
 *  "information", ...; empty: not told, which covers all), the idle ones too (effect info): graver
 *  first, then what would be graver, then the later. *count 0: no law on file speaks of
 *  it. IX_E_MEMORY. */
ix_status ix_rules_product(ix_product_measure **out, int *count, const ix_rules *rules,
                           ix_str family, ix_str scope, const ix_context *context, ix_when as_of,
                           ix_arena *arena, ix_error *error);

/** A territory under a measure, and what told it. */
typedef struct ix_place {
    ix_str key; /**< the programme's tag: "CRIMEA" */
    ix_str title;
    ix_str word;            /**< the country code or the word of the data that told it */
    int32_t from, to;       /**< of the word, bytes of `place`; -1, -1 when the code told it */
    bool sure;              /**< false: a town of this name may lie elsewhere */
    ix_listing_state state; /**< in force when any measure is; else not yet or ended */
    ix_effect law;
} ix_place;

/** The territories that a country ("" when not known) and a text naming a place (an address, a
 *  town; empty when none) tell, in the order of the files. `located`: the party is there by its
 *  address or registration; else the country may be a nationality, and what is asked depends on
 *  "residence". as_of as for ix_rules_product(). *count 0: none. IX_E_MEMORY. */
ix_status ix_rules_places(ix_place **out, int *count, const ix_rules *rules, const char country[3],
                          ix_str place, bool located, const ix_context *context, ix_when as_of,
                          ix_arena *arena, ix_error *error);

/* ------------------------------------------------------------------ ownership */

#define IX_OWNERSHIP_RULES_MAX 32 /**< in all files; more are refused */

/** What a stake means that does not reach the bar, or is held while the rule is not in force. */
typedef enum ix_caution {
    IX_CAUTION_REVIEW = 0, /**< a person must look (OFAC FAQ 398 urges caution) */
    IX_CAUTION_INFO,       /**< it is told */
    IX_CAUTION_NOTHING     /**< it counts towards the bar and is not told by itself */
} ix_caution;

/** Owners that a rule speaks of: those with a listing on one of the lists, and of one of the
 * sources and under one of the programs where such are named. */
typedef struct ix_ownership_scope {
    ix_texts lists; /**< the single word "any": listings that no other rule speaks of */
    ix_texts sources;
    ix_texts programs;
    ix_caution caution;
} ix_ownership_scope;

/** A time in which a rule is in force. */
typedef struct ix_ownership_window {
    ix_when from, until;
    ix_str citation;
    bool verified;
} ix_ownership_window;

/** When what is owned by listed parties is treated as they are. */
typedef struct ix_ownership_rule {
    ix_str name;  /**< "us_ofac_50_percent" */
    ix_str title; /**< "OFAC's 50 Percent Rule" */
    ix_str text;  /**< what it says, in words */
    ix_str below; /**< what a stake below the bar means, in words */
    ix_str citation;
    int64_t bar; /**< share that is enough, as ix_percent_parse() gives it; 0: none is, a stake is
                      a caution only */
    bool above;  /**< more than the bar is needed */
    bool aggregate;    /**< stakes of several owners are added */
    ix_verdict effect; /**< on what is owned; NOT_SCREENED: what the owners' own listings ask */
    ix_str binds;      /**< whom that effect binds, in words */
    const ix_ownership_scope *scopes;
    int scope_count;
    const ix_ownership_window *windows; /**< none: always in force */
    int window_count;
    bool silent_outside; /**< not in force it says nothing: another rule stands in its place */
    ix_zone zone;        /**< of its dates and those of stakes */
    bool verified;
    ix_str source_file;
} ix_ownership_rule;

/** All rules of ownership, by name. */
const ix_ownership_rule *ix_rules_ownership(const ix_rules *rules, int *count);
/** The scope of a rule that a listing of an owner falls into, the first of them; NULL: none. */
const ix_ownership_scope *ix_ownership_scope_of(const ix_rules *rules,
                                                const ix_ownership_rule *rule, ix_str list,
                                                ix_str source, const ix_str *programs,
                                                int program_count);
/** Is the rule in force at an instant? *window (may be NULL) is the time that says so, NULL where
 *  it always is. */
bool ix_ownership_in_force(const ix_ownership_window **window, const ix_ownership_rule *rule,
                           int64_t as_of);

#ifdef __cplusplus
}
#endif
#endif
