/**
 * @file entity.h
 * Who is listed: entities as publishers describe them, their listings, the history of a list, and
 * who owns whom.
 *
 * An entity is what one publication says of one party under one key at one time (one version).
 * Everything is borrowed: strings live in the bytes or arena they were read from. What a publisher
 * gives and this model has no field for is kept verbatim in `unmodelled`.
 */
#ifndef INTERDICT_ENTITY_H
#define INTERDICT_ENTITY_H

#include <interdict/names.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IX_ENTITY_RECORD_BYTES_MAX (16 << 20) /**< one encoded version */

/** Strength and kind of a name. Rows are (enum, JSON name). */
#define IX_NAME_KIND_LIST(X)                                                                       \
    X(IX_NAME_PRIMARY, "primary")                                                                  \
    X(IX_NAME_STRONG, "strong")                                                                    \
    X(IX_NAME_WEAK, "weak")                                                                        \
    X(IX_NAME_FORMER, "former")                                                                    \
    X(IX_NAME_TRANSLATION, "translation")

typedef enum ix_name_kind {
#define IX_NAME_KIND_ENUM(name, text) name,
    IX_NAME_KIND_LIST(IX_NAME_KIND_ENUM)
#undef IX_NAME_KIND_ENUM
} ix_name_kind;

/** The JSON name of a kind; never NULL. */
const char *ix_name_kind_name(ix_name_kind kind);

/** One name of an entity, never empty. */
typedef struct ix_entity_name {
    ix_str text; /**< as published; SURNAME, Given where the publisher splits them */
    ix_name_kind kind;
    ix_str origin; /**< where it stood: "sdn.csv", "alt.csv 69123", "remarks", ... */
} ix_entity_name;

/** Kinds of identifier. Rows are (enum, JSON and command-line name). */
#define IX_IDENTIFIER_LIST(X)                                                                      \
    X(IX_ID_OTHER, "other")                                                                        \
    X(IX_ID_PASSPORT, "passport")                                                                  \
    X(IX_ID_NATIONAL, "national_id")                                                               \
    X(IX_ID_TAX, "tax_id")                                                                         \
    X(IX_ID_REGISTRATION, "registration")                                                          \
    X(IX_ID_IMO, "imo")                                                                            \
    X(IX_ID_MMSI, "mmsi")                                                                          \
    X(IX_ID_CALL_SIGN, "call_sign")                                                                \
    X(IX_ID_TAIL, "tail")                                                                          \
    X(IX_ID_LEI, "lei")                                                                            \
    X(IX_ID_BIC, "bic")                                                                            \
    X(IX_ID_IBAN, "iban")                                                                          \
    X(IX_ID_ISIN, "isin")                                                                          \
    X(IX_ID_WALLET, "wallet")                                                                      \
    X(IX_ID_PHONE, "phone")                                                                        \
    X(IX_ID_EMAIL, "email")                                                                        \
    X(IX_ID_WEBSITE, "website")

typedef enum ix_identifier_type {
#define IX_IDENTIFIER_ENUM(name, text) name,
    IX_IDENTIFIER_LIST(IX_IDENTIFIER_ENUM)
#undef IX_IDENTIFIER_ENUM
} ix_identifier_type;

/** The JSON name of a type (never NULL), and the type of such a name (false: none). */
const char *ix_identifier_type_name(ix_identifier_type type);
bool ix_identifier_type_parse(ix_identifier_type *type, ix_str name);

typedef struct ix_identifier {
    ix_identifier_type type;
    ix_str value;    /**< as published */
    ix_str label;    /**< the publisher's word for it ("Tax ID No.", "Digital Currency Address") */
    ix_str currency; /**< of a wallet, as published ("XBT"), else empty */
    char country[3]; /**< issuing country, ISO alpha-2, or "" */
    ix_date issued;
    ix_date expires;
} ix_identifier;

#define IX_IDENTIFIER_KEY_MAX 512 /**< bytes of a key; of a longer one the first are compared */

/** The comparable form of an identifier's value: two identifiers agree when their keys are equal.
 *  Wallets: base58 (and any mixed-case form) keeps its case, hex 0x... and bech32 (bc1, ltc1, ...)
 *  are lowered. Phones: digits only. E-mails and websites: lower case, website without scheme,
 *  "www." and final slash.
 *  All others: letters upper case and digits, without spaces, hyphens, slashes, periods.
 *  Writes at most cap bytes; returns the length, 0 when nothing comparable is left. */
int ix_identifier_key(char *out, int cap, ix_identifier_type type, ix_str value);
/** Is that, with the same cap, this key? It is told without writing it where that is possible. */
bool ix_identifier_has_key(ix_identifier_type type, ix_str value, ix_str key, int cap);
/** Currency codes that are one currency: "XBT" and "BTC". Returns the canonical code (BTC). */
ix_str ix_currency_canonical(ix_str code);
/** Is the check digit right? For IMO, LEI, ISIN, IBAN; true for kinds without one. */
bool ix_identifier_check(ix_identifier_type type, ix_str value);
/** Is it the taxpayer number of a Russian organization (10 digits) or person (12), by its check
 *  digits? */
bool ix_identifier_is_inn(ix_str value);

/** What a number says of itself by its check digits or, where a scheme has none, its build. */
typedef enum ix_proof {
    IX_PROOF_NONE = 0, /**< no scheme is known that it could be of */
    IX_PROOF_RIGHT,
    IX_PROOF_WRONG
} ix_proof;

/** The numbering scheme that a value is of. */
typedef struct ix_scheme {
    const char *name; /**< "INN", "unified social credit code"; "" when none is known */
    ix_proof proof;
    bool single; /**< right, and a party has only one number of this scheme */
} ix_scheme;

/** Which scheme a value is of, by its type, its country ("" when not known) and its shape. Of all
 *  countries: IMO, LEI, IBAN, ISIN, BIC, MMSI, wallets in base58check and bech32. With theirs: INN,
 *  OGRN, SNILS (RU), EDRPOU, RNOKPP (UA), IIN and BIN (KZ), resident identity number and social
 *  credit code (CN), national code and that of legal persons (IR), identity and tax number (TR),
 *  Social Security number (US), PESEL, NIP (PL), CPF, CNPJ (BR), identity number (IL, AE). */
ix_scheme ix_identifier_scheme(ix_identifier_type type, ix_str value, const char country[3]);
/** Are two keys that differ a slip apart: one character, two neighbours swapped, or letters and
 *  digits that are read for one another (O and 0)? Keys of fewer than six never are. */
bool ix_identifier_is_slip(ix_str a, ix_str b);

typedef struct ix_address {
    ix_str street;       /**< may be empty */
    ix_str place;        /**< city, state or province, postal code, as published */
    ix_str country_text; /**< as published */
    char country[3];     /**< ISO alpha-2 or "" */
    ix_str remark;
} ix_address;

typedef enum ix_gender { IX_GENDER_UNKNOWN = 0, IX_GENDER_FEMALE, IX_GENDER_MALE } ix_gender;

/** A relation that a publisher states ("Linked To: LAZARUS GROUP."). */
typedef struct ix_relation {
    ix_str kind;   /**< the publisher's words, "Linked To" */
    ix_str target; /**< name or key as published */
} ix_relation;

/** A named verbatim value. */
typedef struct ix_field {
    ix_str name;
    ix_str value;
} ix_field;

/** One place on one list. Most entities have one; rows of the US Consolidated Screening List that
 *  share an entity_number have several. */
typedef struct ix_listing {
    ix_str source;    /**< sub-list code such as EL, DPL, SSI, or empty */
    ix_str *programs; /**< programme tags, e.g. "RUSSIA-EO14024"; never NULL entries */
    int program_count;
    ix_when announced; /**< as the publication itself says; NONE when it does not */
    ix_when published;
    ix_when effective_from;
    ix_when effective_until;
    ix_str authority; /**< legal basis in the publisher's words, or empty */
    ix_str reason;    /**< statement of reasons in the publisher's words, or empty */
    ix_str measures;  /**< "asset freeze|travel ban" where the publisher says, or empty */
} ix_listing;

typedef struct ix_entity {
    ix_str key; /**< the publisher's own key, unique within a list and snapshot */
    ix_party_type type;
    ix_entity_name *names; /**< at least one, the primary first */
    int name_count;
    ix_date_range *births; /**< of persons; of vessels the build date */
    int birth_count;
    ix_str *birth_places;
    int birth_place_count;
    ix_gender gender;
    char (*nationalities)[3]; /**< and citizenships: ISO alpha-2 */
    int nationality_count;
    ix_identifier *identifiers;
    int identifier_count;
    ix_address *addresses;
    int address_count;
    ix_listing *listings; /**< at least one */
    int listing_count;
    ix_relation *relations;
    int relation_count;
    ix_str title;     /**< or function */
    ix_field *vessel; /**< call sign, type, tonnage, GRT, flag, owner as published */
    int vessel_count;
    ix_str *notes; /**< sentences that carry law, e.g. "Secondary sanctions risk: ..." */
    int note_count;
    ix_str remarks;       /**< verbatim, whole, continuation joined */
    ix_field *unmodelled; /**< what the model has no field for, verbatim */
    int unmodelled_count;
} ix_entity;

/** Append the canonical encoding of a version: deterministic, self-contained, little-endian, drawn
 *  in src/entity/record.c. Equal entities give equal bytes. Failure shows in out->status. */
void ix_entity_encode(ix_buf *out, const ix_entity *entity);
/** Decode; strings are slices of `record`, arrays live in the arena. IX_E_CORRUPT for any damage:
 *  no byte sequence crashes it. */
ix_status ix_entity_decode(ix_entity *out, ix_str record, ix_arena *arena, ix_error *error);

/* ------------------------------------------------------------------ history of a list */

#define IX_ORDINAL_OPEN UINT32_MAX /**< "to" of what the newest snapshot still holds */

/** One dated state of a list. Ordinal = index in publication order, 0 the oldest. */
typedef struct ix_snapshot {
    ix_digest hash;  /**< SHA-256 over the sorted (role, SHA-256 of decompressed bytes) */
    ix_digest state; /**< of what it says, whatever bytes said it: SHA-256 over the SHA-256 of
                          each entity's record, in the order of their keys */
    ix_when published;
    int64_t received;  /**< seconds since 1970 UTC */
    uint32_t entities; /**< parties it holds */
} ix_snapshot;

/** One version of one entity, held unchanged by the snapshots of ordinals [from, to). */
typedef struct ix_version {
    ix_str key;
    ix_str record; /**< ix_entity_encode */
    uint32_t from;
    uint32_t to; /**< exclusive; IX_ORDINAL_OPEN when the newest snapshot holds it */
} ix_version;

/** Everything known of one list: its snapshots by publication and all entity versions, sorted by
 *  key then from. A key may have gaps (delisted, relisted). */
typedef struct ix_list_history {
    ix_str id; /**< "us_ofac_sdn" */
    ix_str publisher;
    ix_str format; /**< reader that wrote the newest snapshot */
    ix_zone zone;  /**< in which its dates alone are to be read */
    ix_snapshot *snapshots;
    int snapshot_count;
    ix_version *versions;
    int64_t version_count;
} ix_list_history;

/* ------------------------------------------------------------------ ownership */

/* Who owns how much of whom, and how far a property of owners reaches: whoever is held to a bar or
 * more by parties that have it has it too. The fixed point is the least one, over the full holdings
 * of whoever has it: a holder that is held to the bar itself counts with all it holds, not with a
 * product of percentages (OFAC FAQ 401). Shares are whole numbers of billionths of a percent. */

#define IX_PERCENT_DECIMALS 9                      /**< digits behind the point; more are refused */
#define IX_PERCENT_ONE      INT64_C(1000000000)    /**< one percent */
#define IX_PERCENT_WHOLE    (100 * IX_PERCENT_ONE) /**< one hundred percent */
#define IX_PERCENT_UNKNOWN  (-1)                   /**< a stake of unknown size */
#define IX_STAKES_MAX       (1 << 26)              /**< stakes of one file; their sums fit then */
#define IX_OWNERS_TEXT_MAX  ((size_t)4 << 30)      /**< bytes of all names of one file */

/** Read "50", "49.99", "33.3 %": 0 to 100, a point before decimals. IX_E_INPUT says what was
 *  expected; more than IX_PERCENT_DECIMALS decimals are refused, unless they are zeros. */
ix_status ix_percent_parse(int64_t *share, ix_str text, ix_error *error);
/** Append "49.99": no zeros at the end, no sign. */
void ix_percent_print(ix_buf *out, int64_t share);

/** One party's holding in another, in force from `from` until before `until`. */
typedef struct ix_stake {
    uint32_t owner, owned; /**< party numbers */
    int64_t share;         /**< 0 to IX_PERCENT_WHOLE, or IX_PERCENT_UNKNOWN */
    ix_when from;          /**< NONE: since ever */
    ix_when until;         /**< NONE: open */
    int64_t line;          /**< of the file, 0: of no file */
    bool repeated;         /**< the same row stood before: whether it counts twice is not known */
} ix_stake;

/** Is the stake in force at an instant, its dates read in that zone? */
bool ix_stake_is_held(const ix_stake *stake, ix_zone zone, int64_t as_of);

/** Stakes and the names of their parties, numbered as they come, equal bytes one party. */
typedef struct ix_owners {
    ix_arena *arena; /**< of the names */
    ix_buf names;    /**< ix_str each */
    ix_buf stakes;   /**< ix_stake each */
    ix_buf slots;    /**< hash table of party numbers + 1 */
} ix_owners;

/** Empty; the arena holds the names and must outlive it. */
void ix_owners_init(ix_owners *owners, ix_arena *arena);
void ix_owners_free(ix_owners *owners);
uint32_t ix_owners_party_count(const ix_owners *owners);
uint32_t ix_owners_stake_count(const ix_owners *owners);
ix_str ix_owners_name(const ix_owners *owners, uint32_t party);
/** The stakes, in the order they were added; to be changed by the caller alone. */
ix_stake *ix_owners_stakes(const ix_owners *owners);
/** The number of a party, given it if it has none yet. IX_E_LIMIT; IX_E_MEMORY. */
ix_status ix_owners_party(uint32_t *party, ix_owners *owners, ix_str name, ix_error *error);
/** The number of a party that has one. */
bool ix_owners_find(uint32_t *party, const ix_owners *owners, ix_str name);
/** Add a stake of two parties that are numbered. IX_E_LIMIT; IX_E_MEMORY. */
ix_status ix_owners_add(ix_owners *owners, const ix_stake *stake, ix_error *error);

/** What the stakes say, whatever order they were added in: SHA-256 over their number and the sum,
 *  in four lanes of 64 bits, of the SHA-256 of each. Lines do not enter. */
ix_digest ix_owners_digest(const ix_owners *owners);

/** Which cell of a row is what. */
typedef struct ix_owners_layout {
    int count;                              /**< cells of a row */
    int owner, owned, percent, from, until; /**< -1: no such column (from, until) */
    bool others[IX_CSV_FIELDS_MAX];         /**< columns that are passed over */
} ix_owners_layout;

/** Lay out a file by its header row: owner, owned, percent and perhaps from, until, in any order,
 *  case ignored. IX_E_INPUT: one is missing or stands twice. */
ix_status ix_owners_layout_read(ix_owners_layout *out, const ix_str *header, int count,
                                ix_error *error);
/** Add the stake of one row. White space around cells is dropped. An empty percent, or "?", is a
 *  stake of unknown size. IX_E_INPUT says which cell and what was expected: another number of
 *  cells, an empty or ill-formed name, no percentage, no date, a stake that ends before it begins.
 */
ix_status ix_owners_read_row(ix_owners *owners, const ix_owners_layout *layout, const ix_str *cells,
                             int count, int64_t line, ix_error *error);

/** What is odd about stakes, though it stops nothing. */
typedef enum ix_stake_oddity {
    IX_STAKE_REPEATED, /**< all of the row stood before: counted once, or twice where that is the
                            more severe and a person must look */
    IX_STAKE_OF_SELF,  /**< a party owns itself: as a holder it counts like any other */
    IX_STAKE_OVER      /**< with this one more than 100 percent are held at one time */
} ix_stake_oddity;

typedef struct ix_stake_warning {
    ix_stake_oddity kind;
    uint32_t stake;     /**< its number */
    int64_t other_line; /**< REPEATED: where it stood before */
    int64_t share;      /**< OVER: what is held with it */
    ix_when when;       /**< OVER: since when; NONE: since ever */
} ix_stake_warning;

/** Find what is odd, mark what is repeated. Warnings by line, one OVER a party: the first of at
 * most `most`, *count of them; *total tells how many there are. IX_E_MEMORY. */
ix_status ix_owners_check(ix_stake_warning **out, int *count, int64_t *total, ix_owners *owners,
                          int most, ix_arena *arena, ix_error *error);

/** Stakes by owner and by owned: two indexes over one array, which must outlive it. */
typedef struct ix_ownership {
    const ix_stake *stakes;
    uint32_t stake_count, party_count;
    const uint32_t *owner_first; /**< party p owns by_owner[owner_first[p] .. owner_first[p + 1]) */
    const uint32_t *by_owner;    /**< stake numbers, by owner, then owned, then number */
    const uint32_t *owned_first; /**< the same of those that own it */
    const uint32_t *by_owned;
} ix_ownership;

/** Index stakes between parties 0 to party_count - 1. IX_E_MEMORY. */
ix_status ix_ownership_build(ix_ownership *out, const ix_stake *stakes, uint32_t stake_count,
                             uint32_t party_count, ix_arena *arena, ix_error *error);

/** How a property spreads. */
typedef struct ix_spread_rule {
    int64_t bar;    /**< share from which the owned party has it, greater than 0 */
    bool above;     /**< the bar itself is not enough: "more than 50 percent" */
    bool aggregate; /**< holdings of several parties are added; else each stands alone */
    bool possible;  /**< stakes of unknown size count as the whole, repeated ones again */
    ix_zone zone;   /**< of stakes' dates */
    int64_t as_of;
} ix_spread_rule;

/** How far it spread, by party. */
typedef struct ix_spread {
    uint32_t *round; /**< 0: has it not; 1: had it at the start; n: has it because of those of
                          rounds below n, and not of those below n - 1 alone */
    int64_t *held;   /**< share held by parties that have it; without `aggregate` the greatest
                          share that one of them holds. A sum of unknown stakes may pass 100 % */
} ix_spread;

/** Does a share reach the bar? */
bool ix_spread_reaches(const ix_spread_rule *rule, int64_t held);
/** What a stake counts under a rule: its share, nothing when it is not in force. */
int64_t ix_spread_share(const ix_spread_rule *rule, const ix_stake *stake);
/** The least fixed point from the parties whose `marks` share a bit with `mask`. It does not depend
 *  on the order of stakes; adding a mark or a stake takes nobody out. No recursion: chains and
 *  rings of any length. Time in proportion to the stakes of those that have it. IX_E_MEMORY. */
ix_status ix_ownership_spread(ix_spread *out, const ix_ownership *graph, const uint32_t *marks,
                              uint32_t mask, const ix_spread_rule *rule, ix_arena *arena,
                              ix_error *error);

#ifdef __cplusplus
}
#endif
#endif
