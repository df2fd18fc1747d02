/**
 * @file screen.h
 * What we decide: a subject is screened, the law's effects are weighed, a decision comes out.
 *
 * A decision is a pure function of the subject, the context, as_of, known_at, the options and the
 * four things it names by hash: image, knowledge, rules, policy. The same of all these gives the
 * same bytes.
 *
 * How the verdict comes about
 *  1. Every match of the search is read at its snapshot, and each of its listings is placed in time
 *     (ix_listing_timeline) and weighed (ix_rules_effect). A listing not yet announced is no
 *     finding; one announced or ended is a finding with effect info; between two snapshots that
 *     disagree the law's effect stays and the finding is marked as a gap.
 *  2. Identity. At or above the alert bar a finding is an alert. An alert is *established* when its
 *     score reaches the establish bar, nothing contradicts, and it was reached by a typed
 *     identifier, by a name together with an attribute or a number, by a person's full name of
 *     three or more parts, or by an organization's full distinctive name. What only a weak a.k.a.
 *     reaches is suppressed, or an open alert when something corroborates it.
 *  3. The verdict is the most severe effect among established alerts; alerts that are open or lie
 *     in a gap make it at least review; findings of effect info make it info; none is clear.
 *  4. `open` is the most severe effect among alerts that are not settled (identity open, or a gap),
 *     so that an established lesser verdict cannot hide an unresolved greater one.
 *  5. Whatever stops a screening gives not_screened with its reason; what hinders it (ill-formed
 *     bytes, a name too long to be compared whole) gives at least review.
 */
#ifndef INTERDICT_SCREEN_H
#define INTERDICT_SCREEN_H

#include <interdict/match.h>
#include <interdict/rules.h>
#include <interdict/screen_accepted.h>
#include <interdict/screen_mail.h>
#include <interdict/screen_message.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ limits
 * Beyond each of these a subject is refused with IX_E_LIMIT, never cut. */
#define IX_SUBJECT_VALUES_MAX      63        /**< of one subject: aliases, birth dates, ..., each */
#define IX_SUBJECT_VALUE_BYTES_MAX (1 << 20) /**< bytes of one value */
#define IX_DECISION_BYTES_MAX      (64 << 20) /**< bytes of one decision read back */

/* ------------------------------------------------------------------ the subject */

/** Fields of a party as asked. Rows are (enum, name as a batch column and in --map). */
#define IX_PARTY_FIELD_LIST(X)                                                                     \
    X(IX_FIELD_ID, "id")                                                                           \
    X(IX_FIELD_NAME, "name")                                                                       \
    X(IX_FIELD_TYPE, "type")                                                                       \
    X(IX_FIELD_DOB, "dob")                                                                         \
    X(IX_FIELD_COUNTRY, "country")                                                                 \
    X(IX_FIELD_GENDER, "gender")                                                                   \
    X(IX_FIELD_ADDRESS, "address")                                                                 \
    X(IX_FIELD_ALIAS, "alias")                                                                     \
    X(IX_FIELD_IDENTIFIER, "id_number")                                                            \
    X(IX_FIELD_BIRTH_PLACE, "birth_place")

typedef enum ix_party_field_kind {
#define IX_PARTY_FIELD_ENUM(name, text) name,
    IX_PARTY_FIELD_LIST(IX_PARTY_FIELD_ENUM)
#undef IX_PARTY_FIELD_ENUM
} ix_party_field_kind;

/** A field, and for identifiers of one kind ("passport") which. */
typedef struct ix_party_field {
    ix_party_field_kind kind;
    ix_identifier_type identifier; /**< IX_ID_OTHER: the value says it, TYPE:VALUE, or nobody */
} ix_party_field;

/** A field by its name above, or an identifier type ("passport", "imo") for a column of such. */
bool ix_party_field_parse(ix_party_field *field, ix_str name);
const char *ix_party_field_name(ix_party_field field);

/** An identifier as asked. */
typedef struct ix_party_identifier {
    ix_identifier_type type;
    ix_str value;
    ix_str currency; /**< of a wallet, as given, else empty */
    char country[3]; /**< "" when not given */
} ix_party_identifier;

/** Something odd that the decision states: kind as in ix_anomaly_name() or one of "unreadable",
 *  "check_digit"; where: "name", "alias 2", "dob"; detail in words. */
typedef struct ix_oddity {
    ix_str kind;
    ix_str where;
    ix_str detail;
} ix_oddity;

/** A party as asked and as read. The zero value is a party of any type, nothing known of it. */
typedef struct ix_party {
    ix_str id;    /**< the asker's own key, or empty */
    int64_t line; /**< line of the file it was read from, 0: none */
    ix_str name;  /**< valid UTF-8: ill-formed runs were replaced and noted */
    ix_party_type type;
    ix_gender gender;
    ix_str aliases[IX_SUBJECT_VALUES_MAX];
    int alias_count;
    ix_date_range births[IX_SUBJECT_VALUES_MAX]; /**< all readings of all dates */
    int birth_count;
    ix_str birth_places[IX_SUBJECT_VALUES_MAX]; /**< as given */
    int birth_place_count;
    char countries[IX_SUBJECT_VALUES_MAX][3];
    int country_count;
    ix_party_identifier identifiers[IX_SUBJECT_VALUES_MAX];
    int identifier_count;
    ix_str address_texts[IX_SUBJECT_VALUES_MAX]; /**< as given */
    ix_address addresses[IX_SUBJECT_VALUES_MAX]; /**< as read, the same number */
    int address_count;
    ix_oddity oddities[IX_SUBJECT_VALUES_MAX];
    int oddity_count;
    bool damaged;    /**< bytes of a name or alias were ill-formed: at least review */
    bool unreadable; /**< a value could not be read: what is below review is not_screened */
} ix_party;

/** Make it the zero value in less time than setting all its bytes takes: of a party once zero the
 *  places beyond the counts may keep what they had. */
void ix_party_clear(ix_party *party);
/** Read one value into a party; surrounding white space is dropped, an empty value is nothing.
 *  dob: as ix_date_parse; both readings of an ambiguous day and month are kept.
 *  country: code or English name. gender: f, female, woman, m, male, man (case ignored).
 *  type: as ix_party_type_parse, and individual, entity, company, organisation, ship.
 *  id_number: TYPE:VALUE[:CC], wallet:CURRENCY:ADDRESS, or a plain VALUE of unknown type; with a
 *  field of one identifier type VALUE[:CC]. A last segment with a digit in it belongs to the value.
 *  address: free text; a last part behind a comma that is a country is read as such. birth_place:
 *  the same.
 *  Ill-formed UTF-8 in a name or alias is replaced, noted, and its Windows-1252 reading is added as
 *  an alias. Text is copied into the arena only where it had to be changed: it must outlive the
 *  party. IX_E_INPUT says what was expected; IX_E_LIMIT; IX_E_MEMORY. On failure nothing is
 *  added. */
ix_status ix_party_add(ix_party *party, ix_party_field field, ix_str text,
                       const ix_knowledge *knowledge, ix_arena *arena, ix_error *error);
/** As ix_party_add for data that people did not type just now: a value that cannot be read is left
 *  out and noted ("unreadable") instead of refused. Only IX_E_LIMIT and IX_E_MEMORY are returned.
 *  `list`: the text holds several values divided by ';'. */
ix_status ix_party_add_lenient(ix_party *party, ix_party_field field, ix_str text, bool list,
                               const ix_knowledge *knowledge, ix_arena *arena, ix_error *error);

#define IX_OBJECT_BYTES_MAX (1 << 20) /**< bytes of one party given as json */

/** "--map COLUMN=FIELD": read the column of this heading as that field; FIELD "-": pass over it. */
typedef struct ix_column_map {
    ix_str column;
    ix_str field;
} ix_column_map;

/** What the columns of a file of parties are read as. */
typedef struct ix_row_layout {
    int count;
    ix_str columns[IX_CSV_FIELDS_MAX]; /**< headings, as they are */
    ix_str names[IX_CSV_FIELDS_MAX];   /**< what each is read as; empty: passed over */
    ix_party_field fields[IX_CSV_FIELDS_MAX];
} ix_row_layout;

/** Lay out a file by its header row: headings are field names (case ignored) unless a map says
 *  otherwise; a field that a map names is not also taken from a column of its name. Several columns
 *  of name are joined by a space, other single fields may stand once. Text is borrowed.
 *  IX_E_INPUT: no column of names, an unknown field, a mapped column that is not there, or two
 *  columns of one single field. */
ix_status ix_row_layout_read(ix_row_layout *out, const ix_str *header, int count,
                             const ix_column_map *maps, int map_count, ix_error *error);
/** Read one row into a party (which it empties first), leniently. dob, country, address, alias and
 *  id_number, birth_place cells hold lists divided by ';'. IX_E_INPUT: another number of cells than
 *  the header; IX_E_LIMIT; IX_E_MEMORY. Even then id and name are set where the row has them. */
ix_status ix_party_read_row(ix_party *party, const ix_row_layout *layout, const ix_str *cells,
                            int count, const ix_knowledge *knowledge, ix_arena *arena,
                            ix_error *error);

/** Lay out lines of json, which have no header row: the maps are its columns, every other key is
 *  the field of its name (case ignored) unless a map names that field. Text is borrowed.
 *  IX_E_INPUT: an unknown field, or two maps to one single field. */
ix_status ix_row_layout_objects(ix_row_layout *out, const ix_column_map *maps, int map_count,
                                ix_error *error);
/** Read one object of json (RFC 8259) into a party (which it empties first), leniently. A string or
 *  a whole number is what the cell of a row would hold, null an empty one. Where a cell may hold a
 *  list, an array of them is a list too, whose values are not divided at ';'. Several keys of name
 *  are joined by a space in their order; other keys are passed over.
 *  IX_E_INPUT: no object, a key given twice, a value of another kind (a fraction has no one text),
 *  an object or array within a value, save under a key mapped to "-"; IX_E_LIMIT beyond
 *  IX_OBJECT_BYTES_MAX or IX_CSV_FIELDS_MAX keys; IX_E_MEMORY. Where the object could be read, id
 *  and name are set even then. */
ix_status ix_party_read_object(ix_party *party, const ix_row_layout *layout, ix_str object,
                               const ix_knowledge *knowledge, ix_arena *arena, ix_error *error);

/** An identifier-shaped piece of running text: five or more characters with at least four digits,
 *  also in groups ("530 193 947"), or in the form of a wallet, e-mail, IBAN, LEI or BIC. */
typedef struct ix_number {
    ix_identifier_type type; /**< IX_ID_OTHER unless its form tells */
    ix_str value;            /**< comparable text, folded where it was written in other digits */
    int32_t from, to;        /**< bytes of the text */
} ix_number;

/** All identifier-shaped pieces, by from then to; groups give every run of them that could be one
 *  number. IX_E_LIMIT as ix_text_analyze; IX_E_MEMORY. */
ix_status ix_numbers_find(ix_number **out, int *count, ix_str text, const ix_knowledge *knowledge,
                          ix_arena *arena, ix_error *error);
/** The same of a text analyzed already, which must last as long as the numbers. IX_E_MEMORY. */
ix_status ix_numbers_of(ix_number **out, int *count, const ix_text *text,
                        const ix_knowledge *knowledge, ix_arena *arena, ix_error *error);

/* ------------------------------------------------------------------ products */

/* Which software and equipment a law names is known by signs: a publisher, a package, a driver.
 * data/products/<family>.yml holds them, with the source of each; what the law asks of a family is
 * data/programs/. Names of publishers and products are compared word by word, never fuzzily. */

#define IX_SIGN_BYTES_MAX 4096 /**< bytes of one sign; of a longer one the first are compared */

/** Kinds of signs. Rows are (enum, name in data and JSON, words). */
#define IX_SIGN_LIST(X)                                                                            \
    X(IX_SIGN_PUBLISHER, "publisher", "publisher")                                                 \
    X(IX_SIGN_NAME, "product_name", "product name")                                                \
    X(IX_SIGN_CPE, "cpe", "CPE")                                                                   \
    X(IX_SIGN_PURL, "purl", "package URL")                                                         \
    X(IX_SIGN_PACKAGE, "package", "package")                                                       \
    X(IX_SIGN_PRODUCT_CODE, "product_code", "product code")                                        \
    X(IX_SIGN_BUNDLE, "bundle_id", "bundle identifier")                                            \
    X(IX_SIGN_DRIVER, "driver", "driver")                                                          \
    X(IX_SIGN_EXECUTABLE, "executable", "executable")                                              \
    X(IX_SIGN_SERVICE, "service", "service")                                                       \
    X(IX_SIGN_PATH, "path", "path")                                                                \
    X(IX_SIGN_REGISTRY_KEY, "registry_key", "registry key")                                        \
    X(IX_SIGN_DOMAIN, "domain", "domain")

typedef enum ix_sign {
#define IX_SIGN_ENUM(name, word, text) name,
    IX_SIGN_LIST(IX_SIGN_ENUM)
#undef IX_SIGN_ENUM
        IX_SIGN_COUNT
} ix_sign;

/** What a sign tells of a product. Rows are (enum, name, millibits). An exact or a strong sign
 *  establishes the product, as do two kinds of weak signs; one weak sign asks a person; a hint only
 *  informs. */
#define IX_STRENGTH_LIST(X)                                                                        \
    X(IX_STRENGTH_HINT, "hint", 8000)                                                              \
    X(IX_STRENGTH_WEAK, "weak", 18000)                                                             \
    X(IX_STRENGTH_STRONG, "strong", 36000)                                                         \
    X(IX_STRENGTH_EXACT, "exact", 48000)

typedef enum ix_strength {
#define IX_STRENGTH_ENUM(name, word, millibits) name,
    IX_STRENGTH_LIST(IX_STRENGTH_ENUM)
#undef IX_STRENGTH_ENUM
} ix_strength;

/** The names above; never NULL. */
const char *ix_sign_name(ix_sign sign);
const char *ix_strength_name(ix_strength strength);

/** A product, or (key equal to family) what is known only to be of a family. */
typedef struct ix_product {
    ix_str family; /**< "kaspersky": what the rules go by */
    ix_str key;    /**< "total_security" */
    ix_str id;     /**< "kaspersky.total_security" */
    ix_str name;
    ix_str maker;
    ix_str scope;    /**< what it is to the law: security, information, client, embedded, ... */
    ix_texts risks;  /**< endpoint_security, kernel_driver, ... */
    ix_str note;     /**< what a reader must know and no rule says, or empty */
    ix_str citation; /**< of the note, or empty */
} ix_product;

/** A sign by which a product is known. */
typedef struct ix_product_sign {
    const ix_product *product;
    ix_sign kind;
    ix_strength strength;
    ix_str value;    /**< as the data has it; `*` stands for any run of characters */
    ix_str folded;   /**< in the form that is compared */
    ix_str activity; /**< of a domain: what contact with it shows was done ("update"), or empty */
    ix_str source;   /**< where the sign was read */
    ix_when date;    /**< of the source */
    bool glob;
} ix_product_sign;

/** Loaded products; immutable, shared by threads. Looking up may give IX_E_MEMORY. */
typedef struct ix_products ix_products;

/** Read "products/..." files; others are ignored. Strings are copied into the arena. IX_E_INPUT
 * with file and line; IX_E_MEMORY. */
ix_status ix_products_load(const ix_products **out, const ix_knowledge_file *files, int count,
                           ix_arena *arena, ix_error *error);
/** SHA-256 over the sorted (path, SHA-256) of the files loaded. */
const ix_digest *ix_products_digest(const ix_products *products);
/** All products and all signs, in order of file and place. */
const ix_product *ix_products_all(const ix_products *products, int *count);
const ix_product_sign *ix_products_signs(const ix_products *products, int *count);
/** The product whose name this is, or begins with it at a word: the longest such, NULL for none. */
ix_status ix_products_named(const ix_product **out, const ix_products *products, ix_str name,
                            ix_arena *arena, ix_error *error);

/** A product that running text names. */
typedef struct ix_product_mention {
    const ix_product *product;
    bool bare;        /**< only the maker's word, as in a surname or an address */
    int32_t from, to; /**< bytes of the text */
} ix_product_mention;

/** Products that running text names, the longest, by `from`. IX_E_LIMIT: over INT32_MAX bytes. */
ix_status ix_products_in_text(ix_product_mention **out, int *count, const ix_products *products,
                              ix_str text, ix_arena *arena, ix_error *error);
/** The activity that the words of a text tell ("resale", "update"; products/activities.yml), the
 *  first in the order of the file; empty when they tell none. */
ix_status ix_products_activity(ix_str *out, const ix_products *products, ix_str text,
                               ix_arena *arena, ix_error *error);

/* ------------------------------------------------------------------ the screener */

/** What a decision depended on. An all-zero digest is "none" and is written as null. */
typedef struct ix_engine {
    ix_digest image, rules, policy, knowledge;
} ix_engine;

/** Everything a screening needs; immutable once made, shared by threads. */
typedef struct ix_screener {
    const ix_index *index; /**< NULL: no list is loaded, every decision is not_screened */
    const ix_knowledge *knowledge;
    const ix_rules *rules;
    const ix_products *products; /**< NULL: inventories are not_screened */
    ix_policy policy;
    ix_engine engine;
} ix_screener;

/** Put a screener together. All pointed to must outlive it; `index`, `products` may be NULL. */
void ix_screener_init(ix_screener *out, const ix_index *index, const ix_knowledge *knowledge,
                      const ix_rules *rules, const ix_products *products, const ix_policy *policy);
/** The instant a run fixes as its as_of, the same for all runs of a day with the same data: the
 *  latest not after `now` of 00:00 UTC today, 00:00 in each list's zone, publications, actions. */
int64_t ix_screener_run_instant(const ix_screener *screener, int64_t now);

/** How to screen. The zero value is the default. */
typedef struct ix_screen_options {
    const ix_str *lists; /**< ids of the lists to use; none: all */
    int list_count;
    int32_t threshold; /**< reporting bar; 0: the policy's alert bar, which a higher one raises */
    bool exhaustive;   /**< score every listed name, without the index's dictionary */
    ix_part_cache *cache;        /**< for many parties in a row on one thread; NULL: none */
    const ix_accepted *accepted; /**< decided pairs, of parties; NULL: none */
    /** Of ix_screen_frame_make() with all else equal, or NULL. */
    const struct ix_screen_frame *frame;
} ix_screen_options;

/* ------------------------------------------------------------------ software inventories */

/* Beyond each of these an inventory is refused with IX_E_LIMIT, or the row is counted as unread. */
#define IX_INVENTORY_BYTES_MAX  ((int64_t)256 << 20) /**< bytes of one file, unpacked */
#define IX_INVENTORY_DEPTH_MAX  64     /**< components in components, elements of XML */
#define IX_INVENTORY_HOSTS_MAX  200000 /**< hosts that one file tells of */
#define IX_FOUND_COMPONENTS_MAX 100    /**< kept of one product on one host; all are counted */

/** A sign of the data that a component bears. */
typedef struct ix_found_sign {
    const ix_product_sign *sign;
    ix_str value;         /**< as the inventory has it */
    ix_str field;         /**< which of the component's fields: "publisher", "ImagePath" */
    ix_strength strength; /**< the data's, or less where the field says less */
} ix_found_sign;

/** A component of an inventory that bears signs of a product. */
typedef struct ix_found_component {
    ix_str name;
    ix_str version;
    ix_str publisher;
    ix_str place; /**< where: "/components/3", a registry key, the client of a log; may be empty */
    int64_t line; /**< line it begins on, 0: the format has none */
    ix_when at;   /**< of a contact: when, NONE where it does not tell */
    ix_found_sign *signs;
    int sign_count;
} ix_found_component;

/** One product as found on one host. */
typedef struct ix_find {
    const ix_product *product;
    bool contact;    /**< seen by contact with its hosts, not as installed */
    ix_str activity; /**< of contacts: what they show was done */
    ix_strength strength;
    ix_found_component *components;
    int component_count;
    int64_t component_total;
    ix_when first_at, last_at; /**< of contacts, NONE where no line tells */
} ix_find;

/** An inventory, or what a file of several hosts says of one of them, as a subject. */
typedef struct ix_inventory {
    ix_str source; /**< file name, or "-" */
    ix_str format; /**< id of the format it was read as; empty: none fits */
    ix_str host;   /**< empty: the file does not say */
    int64_t bytes; /**< of the whole file */
    ix_digest sha256;
    int64_t components; /**< programs, packages, drivers, equipment */
    int64_t others;     /**< services, the subject of an SBOM, lines of a log */
    int64_t unread;     /**< rows that could not be read: what was not found may stand there */
    ix_find *finds;
    int find_count;
} ix_inventory;

/** How to read inventories. The zero value detects the format and knows usual headings. */
typedef struct ix_inventory_options {
    ix_str format;             /**< id of a format; empty: by content */
    const ix_column_map *maps; /**< of csv and tables: COLUMN=FIELD, FIELD as in columns.yml */
    int map_count;
    ix_when known_at; /**< lists as they were known then; NONE: all that is known */
} ix_inventory_options;

/** The formats that can be read: id and title of the n-th; false when there is none. */
bool ix_inventory_format_at(int n, ix_str *id, ix_str *title);

/* ------------------------------------------------------------------ the decision */

/** A list as a decision used it: its snapshot in force at as_of among those known at known_at. */
typedef struct ix_used_list {
    ix_str id;
    ix_when published;
    ix_digest sha256;
    uint32_t entities;
    bool stale;        /**< older than the policy allows at the earlier of as_of and known_at */
    bool before_first; /**< as_of lies before its first snapshot, which was used */
    int64_t age_days;
} ix_used_list;

/** How sure a finding is of whom it is about. */
#define IX_IDENTITY_LIST(X)                                                                        \
    X(IX_IDENTITY_BELOW, "below")             /* under the alert bar */                            \
    X(IX_IDENTITY_SUPPRESSED, "suppressed")   /* only a weak a.k.a. agrees */                      \
    X(IX_IDENTITY_OPEN, "open")               /* an alert that a person must settle */             \
    X(IX_IDENTITY_ESTABLISHED, "established") /* presumed true until a person confirms */

typedef enum ix_identity {
#define IX_IDENTITY_ENUM(name, text) name,
    IX_IDENTITY_LIST(IX_IDENTITY_ENUM)
#undef IX_IDENTITY_ENUM
} ix_identity;

/** "below", "suppressed", "open", "established". */
const char *ix_identity_name(ix_identity identity);
/** "not_yet", "announced", "in_force", "gap", "ended". */
const char *ix_listing_state_name(ix_listing_state state);

/** One listing of a finding's entity, placed in time and weighed. */
typedef struct ix_finding_listing {
    ix_str source;
    const ix_str *programs;
    int program_count;
    ix_str reason; /**< the publisher's words, or empty */
    ix_timeline times;
    ix_effect law;     /**< as the rules gave it */
    ix_verdict effect; /**< the law's, or info when announced or ended */
    ix_str idle;       /**< of a product: why the measure does not apply, or empty */
    ix_str removed;    /**< "removed between the versions published 2025-08-11 and 2026-04-23" */
} ix_finding_listing;

/** How a stake bears on what is owned. Rows are (enum, JSON name). */
#define IX_CLAIM_LIST(X)                                                                           \
    X(IX_CLAIM_BELOW, "below")       /* the bar is not reached: a caution */                       \
    X(IX_CLAIM_POSSIBLE, "possible") /* it is, if what is not sure is so */                        \
    X(IX_CLAIM_REACHED, "reached")

typedef enum ix_claim_outcome {
#define IX_CLAIM_ENUM(name, text) name,
    IX_CLAIM_LIST(IX_CLAIM_ENUM)
#undef IX_CLAIM_ENUM
} ix_claim_outcome;

/** "below", "possible", "reached". */
const char *ix_claim_outcome_name(ix_claim_outcome outcome);

/** One that holds a stake for whose sake a finding is made. */
typedef struct ix_claim_holder {
    ix_str name;   /**< as written in the file */
    int64_t share; /**< of all its stakes in force; see ix_percent_print() */
    bool unknown;  /**< of a stake of unknown size, which counts as the whole */
    bool listed;   /**< may be a listed party itself; else it is owned by such */
    int beyond;    /**< of one whose own holders are not told: how many links it is at least below
                        a listed party; else 0 */
    const ix_str *programs; /**< of a listed party: those it is listed under, for which it counts */
    int program_count;
} ix_claim_holder;

/** Who of listed parties and of what they own holds one party. */
typedef struct ix_claim_step {
    ix_str owned;
    const ix_claim_holder *holders; /**< by share, then name */
    int holder_count;
    int more;      /**< holders beyond the bound, the least, that are not told */
    int64_t share; /**< of all of them together, or the greatest where shares are not added */
} ix_claim_step;

#define IX_CLAIM_STEPS_MAX   16 /**< of one finding: a way up of no more is told whole, */
#define IX_CLAIM_STEPS_CUT   1  /**< and of a longer one the nearest: each party has its decision */
#define IX_CLAIM_HOLDERS_MAX 32 /**< of one step */
#define IX_CLAIM_OWNERS_MAX  64 /**< listed owners of one party by one rule that are told */
/* The same of a party whose whole way up is asked for. */
#define IX_CLAIM_WHOLE_STEPS_MAX   100000
#define IX_CLAIM_WHOLE_HOLDERS_MAX 10000
#define IX_CLAIM_WHOLE_OWNERS_MAX  4096

/** Why a party is treated as a listed one, or may be: who owns it. */
typedef struct ix_claim {
    const ix_ownership_rule *rule;
    ix_claim_outcome outcome;
    bool in_force;              /**< the rule was in force at as_of */
    bool review;                /**< the caution is for a person */
    bool cut;                   /**< there are more steps than are told */
    ix_str owner;               /**< the listed owner, as written in the file */
    const ix_claim_step *steps; /**< from the subject up to the owner; at least one */
    int step_count;
} ix_claim;

/** One entity that may be the subject, and what the law asks if it is. With a claim: that owns the
 *  subject; score, match and identity are then those of the owner. */
typedef struct ix_finding {
    ix_str entity; /**< LIST:KEY */
    ix_str list;
    ix_str name; /**< primary, as published */
    ix_party_type type;
    ix_str party;   /**< shared by findings of one party on several lists: its least LIST:KEY */
    ix_str through; /**< LIST:KEY of the party's entry that was found, whose evidence this is; empty
                         where this entry itself was */
    ix_verdict effect; /**< of the most severe listing; info when below the bar or suppressed */
    ix_identity identity;
    ix_finding_listing *listings; /**< [0] the most severe, the one shown; at least one */
    int listing_count;
    int32_t score; /**< 0 to IX_SCORE_ONE */
    ix_str matched_name;
    bool by_identifier;
    ix_name_kind matched_kind;
    ix_str read_as; /**< what a name in disguise was read as to be found; else empty */
    const ix_evidence *evidence;
    int evidence_count;
    unsigned unasked; /**< kinds of evidence (bits of ix_evidence_kind) that the listed party tells
                           something for, and the subject nothing */
    bool unlisted;    /**< of no list: what the rules say of a product, a place, a name on record */
    ix_str why;       /**< how the identity came about, in words: "name and date of birth agree" */
    struct ix_finding_place *places; /**< of a message: where; [0] the one the evidence is of */
    int place_count;
    const ix_acceptance *accepted; /**< the decided pair that speaks of it; NULL: none does */
    ix_str accepted_void;          /**< why that does not hold; empty: it does, and the identity is
                                        suppressed by it */
    const ix_claim *claim;         /**< of an owner; NULL: the entity may be the subject itself */
    const struct ix_finding_said *said; /**< of an owner: parts of its JSON, or NULL */
    const ix_find *find;                /**< of an inventory: what was found where; else NULL */
} ix_finding;

/** A free text as a subject. */
typedef struct ix_text_subject {
    ix_str source; /**< file name, or "-" */
    int64_t bytes;
    ix_digest sha256;
    const ix_mail *mail; /**< the e-mail that it is; NULL: it is text as it stands */
} ix_text_subject;

/* ------------------------------------------------------------------ decisions */

/** Where in a message a finding was made. */
typedef struct ix_finding_place {
    int32_t field;     /**< of the message */
    int64_t from, to;  /**< bytes of the file */
    ix_str normalized; /**< the value as it was compared: folded words */
} ix_finding_place;

/** The answer to one screening. The zero value is not_screened. */
typedef struct ix_decision {
    const ix_party *party;         /**< the subject: a party ... */
    const ix_text_subject *text;   /**< ... or a text ... */
    const ix_message *message;     /**< ... or a payment message ... */
    const ix_inventory *inventory; /**< ... or an inventory; exactly one is set */
    ix_when as_of;
    ix_when known_at; /**< NONE: all that is known */
    ix_engine engine;
    ix_context context;
    ix_digest owners;   /**< of the stakes it knew of, ix_owners_digest(); zero: none were given */
    ix_digest accepted; /**< of the file of decided pairs; zero: none was given */
    int32_t threshold, alert_score, establish_score; /**< the bars as they were used */
    ix_used_list *lists;
    int list_count;
    ix_verdict verdict;
    ix_verdict open;      /**< NOT_SCREENED: none */
    ix_str reason;        /**< one sentence */
    ix_finding *findings; /**< by effect, then score, descending, then entity id */
    int finding_count;
    ix_oddity *oddities;
    int oddity_count;
    ix_coverage coverage;
    bool has_coverage;
    ix_verdict hindered; /**< of a party: the verdict is at least this (REVIEW), or this where it is
                              below review (NOT_SCREENED); CLEAR: nothing hinders it */
    ix_str hindrance;    /**< what kept the answer from being sure, in words; or empty */
} ix_decision;

/* Unless lists are asked for by name a party is also met by what the rules speak of, as findings
 * that are `unlisted`: places:TAG (embargoes), products:ID (bans, also of their makers),
 * records:ABOUT (facts). */
/** Screen a party. Whatever happens *out is a whole decision that can be written: when something
 *  stopped the screening it is not_screened, says why in `reason`, and the status tells the cause
 *  (IX_E_NOT_FOUND: no list to screen against). The party must outlive the decision; everything
 *  else of it lives in the arena and the index. `as_of` must not be NONE. */
ix_status ix_screen_party(ix_decision *out, const ix_screener *screener, const ix_party *party,
                          const ix_context *context, ix_when as_of, ix_when known_at,
                          const ix_screen_options *options, ix_arena *arena, ix_error *error);
/** Screen running text: every identifier-shaped piece, and every run of one to eight words within a
 *  sentence that begins and ends with a capital (any run, where a sentence has no capitals or its
 *  script none). One finding an entity, the best run; spans are bytes of the text. A name of one
 *  part is information only, except for the rare full name of an organization, which is an open
 *  alert. `source` names the text. */
ix_status ix_screen_text(ix_decision *out, const ix_screener *screener, ix_str text, ix_str source,
                         const ix_context *context, ix_when as_of, ix_when known_at,
                         const ix_screen_options *options, ix_arena *arena, ix_error *error);

/** Screen an e-mail: all its texts as one. Spans are bytes of the file, or, where a program made
 *  the text, of what it made; `name` of an evidence is the number of a piece. While a part is not
 *  screened what would be below review is not_screened, and the sentence tells the first such part;
 *  each is an anomaly. The mail must outlive the decision. */
ix_status ix_screen_mail(ix_decision *out, const ix_screener *screener, const ix_mail *mail,
                         const ix_context *context, ix_when as_of, ix_when known_at,
                         const ix_screen_options *options, ix_arena *arena, ix_error *error);

/** Screen a payment message: each of its parties by name, birth, country, identifiers and address,
 *  and all running text together. One finding an entity, told by the place where it is surest, with
 *  all its places; spans are bytes of the file, and `name` of an evidence is the number of a field.
 *  A message with a fault is not_screened, with the findings of what could be read, and `open` the
 *  gravest effect among them. */
ix_status ix_screen_message(ix_decision *out, const ix_screener *screener,
                            const ix_message *message, const ix_context *context, ix_when as_of,
                            ix_when known_at, const ix_screen_options *options, ix_arena *arena,
                            ix_error *error);

/** Screen an inventory: the products whose signs its components bear, each weighed by the rules for
 *  who asks and when. One decision a host, in the order in which the file first tells of it; at
 *  least one. Without an activity in the context what is installed counts as `use`, and what else
 *  the law bars of it is told with depends_on. A contact with a host of the maker is judged at its
 *  own time, by the activity it shows. What could not be read turns a verdict below review into
 *  not_screened. Where the screener has lists, every publisher that a component names is screened
 *  against them too: what may be a listed party is a finding without `find`, whose first note tells
 *  where it is named. Without an activity a listing that blocks is then an open alert, for a person
 *  must tell what is dealt in, and any other is for information, depending on the activity. Without
 *  lists engine.knowledge is the digest of the products. `bytes` and `source` must outlive the
 *  decisions; everything else lives in the arena. IX_E_INPUT: no format fits, or the bytes are not
 *  of the format; IX_E_LIMIT; IX_E_MEMORY; then there is one decision, not_screened. */
ix_status ix_screen_inventory(ix_decision **out, int *count, const ix_screener *screener,
                              ix_str bytes, ix_str source, const ix_inventory_options *how,
                              const ix_context *context, ix_when as_of, ix_arena *arena,
                              ix_error *error);

/** A decision that says why there was no screening: verdict not_screened. `party` may be NULL only
 *  if another subject of *out is set already. `reason` must outlive it. */
void ix_decision_refuse(ix_decision *out, const ix_party *party, ix_str reason);
/** Does a person have to look: review or worse, or something open? */
bool ix_decision_is_alert(const ix_decision *decision);
/** Exit status of a program that screened one subject: 0 clear or info, 1 found, 2 not screened. */
int ix_decision_exit_status(const ix_decision *decision);

/* ------------------------------------------------------------------ ownership */

/* What stakes mean for parties: the parties of an owners file are screened once each, by name or by
 * LIST:KEY; what those that may be listed own is found by the rules of ownership
 * (ix_rules_ownership) as a least fixed point, once over what is sure and once over what is
 * possible; and each owned party gets its own decision with findings for its owners. Names that
 * differ in case, punctuation or the spelling of the legal form only are one party.
 *
 *     open -> screen each party -> extend, while it adds parties -> settle -> decide
 *
 * Of listed parties that a list itself says are owned (FollowTheMoney Ownership) the owners are
 * added as stakes of line 0; as repeated ones where the file tells owners of the party too. */
typedef struct ix_holdings ix_holdings;

/** Begin. All pointed to must outlive it; the arena holds it. IX_E_NOT_FOUND with the line of a
 *  stake whose party is LIST:KEY of a list that is not loaded or of a key it never held; the
 *  statuses of ix_screen_run. */
ix_status ix_holdings_open(ix_holdings **out, const ix_screener *screener,
                           const ix_context *context, ix_when as_of, ix_when known_at,
                           const ix_screen_options *options, ix_owners *owners, ix_arena *arena,
                           ix_error *error);
void ix_holdings_close(ix_holdings *holdings);
/** Parties so far, numbered from 0. */
uint32_t ix_holdings_party_count(const ix_holdings *holdings);
/** Screen one party; each has to be, once. Different parties may be screened at one time, each with
 *  a cache of its own (NULL: none). `scratch` may be dropped afterwards. What stops a screening is
 *  kept for the decisions. */
void ix_holdings_screen(ix_holdings *holdings, uint32_t party, ix_part_cache *cache,
                        ix_arena *scratch);
/** Add the owners that lists state of parties screened since the last call. IX_E_LIMIT;
 *  IX_E_MEMORY. */
ix_status ix_holdings_extend(ix_holdings *holdings, ix_error *error);
/** Find what is reached. IX_E_MEMORY. */
ix_status ix_holdings_settle(ix_holdings *holdings, ix_error *error);
/** Owned parties, by the order in which their names stand in the file. */
const uint32_t *ix_holdings_owned(const ix_holdings *holdings, uint32_t *count);
/** The owned party of this name, or of one that is taken for the same; after settling. False: no
 * such party is owned. */
bool ix_holdings_find(uint32_t *party, const ix_holdings *holdings, ix_str name, ix_arena *arena);
/** Decisions that all have in common: see ix_screen_run(). */
const ix_decision *ix_holdings_run(const ix_holdings *holdings);
/** The frame that parties are screened in, for ix_clear_line_make(): lives with the holdings. */
const struct ix_screen_frame *ix_holdings_frame(const ix_holdings *holdings);

/** What was found of owners before, for one thread. */
typedef struct ix_holdings_memory ix_holdings_memory;
/** `whole`: tell the whole way up to the owners. IX_E_MEMORY. Lives in the arena; give it back with
 *  ix_holdings_forget(). */
ix_status ix_holdings_remember(ix_holdings_memory **out, bool whole, ix_arena *arena,
                               ix_error *error);
void ix_holdings_forget(ix_holdings_memory *memory);
/** The decision on one party: screened by itself, with findings for its owners. After settling
 *  different threads may ask, each with a memory of its own. Lives in the arena, and as long as the
 *  memory is not used again. */
ix_status ix_holdings_decide(ix_decision *out, const ix_holdings *holdings, uint32_t party,
                             ix_holdings_memory *memory, ix_arena *arena, ix_error *error);
/** Add to a decision on a party of this name, asked with the same circumstances, what its owners in
 *  the file mean; nothing when the file does not know it. `memory` may be NULL; with one the
 *  decision lives as long as it is not used again. */
ix_status ix_holdings_add(ix_decision *decision, const ix_holdings *holdings, ix_str name,
                          ix_holdings_memory *memory, ix_arena *arena, ix_error *error);

/* ------------------------------------------------------------------ decisions in writing */

/** How to write decisions. The zero value writes everything, without colour. */
typedef struct ix_decision_style {
    int limit;            /**< findings written; 0: all. findings_total always tells */
    bool color;           /**< text: ANSI colours */
    const ix_digest *run; /**< JSON: in place of as_of, known_at, engine, lists, context, bars */
    const struct ix_clear_line *clear; /**< JSON: of ix_clear_line_make(), or NULL */
} ix_decision_style;

/** One line of JSON without its line end, laid out as docs/schema/decision.schema.json says. `id`
 *  is the SHA-256 of the line without the id member. Failure shows in out->status. */
void ix_decision_write_json(ix_buf *out, const ix_decision *decision,
                            const ix_decision_style *style);
/** For people: the verdict, then each finding with its evidence in words. Ends in a line end. */
void ix_decision_write_text(ix_buf *out, const ix_decision *decision,
                            const ix_decision_style *style);
/** One CSV row with its line end: the decision and its first finding. */
void ix_decision_write_csv(ix_buf *out, const ix_decision *decision,
                           const ix_decision_style *style);
/** The header row of ix_decision_write_csv. */
void ix_decision_write_csv_header(ix_buf *out);
/** Read one decision in JSON and say it in sentences. `run`: the run record that the decision
 *  names, or empty; one of another hash is not used. IX_E_INPUT: not a decision; IX_E_LIMIT. */
ix_status ix_decision_explain(ix_buf *out, ix_str json, ix_str run, ix_error *error);

/** What all decisions of a batch have in common: one JSON object and a line end; its SHA-256 is
 *  the `run` of each line. Taken from a decision of the run (its lists, times, bars, context).
 *  `columns` are the batch's columns and `fields` what each was read as ("" : passed over). */
void ix_run_write_json(ix_buf *out, const ix_decision *decision, const ix_str *columns,
                       const ix_str *fields, int column_count);
/** The decision that holds what every decision of a run has in common: lists, times, bars, engine;
 *  not_screened, of no subject. The statuses of ix_screen_party that concern the lists. */
ix_status ix_screen_run(ix_decision *out, const ix_screener *screener, const ix_context *context,
                        ix_when as_of, ix_when known_at, const ix_screen_options *options,
                        ix_arena *arena, ix_error *error);
/** What screenings of parties have in common that differ in nothing but the party, worked out once:
 *  set as options.frame it changes no decision, it makes them faster. One frame serves any number
 *  of threads. It points to what it is made of and lives in the arena. The statuses of
 *  ix_screen_run. */
typedef struct ix_screen_frame ix_screen_frame;
ix_status ix_screen_frame_make(const ix_screen_frame **out, const ix_screener *screener,
                               const ix_context *context, ix_when as_of, ix_when known_at,
                               const ix_screen_options *options, ix_arena *arena, ix_error *error);
/** Write once what the JSON lines of decisions of this frame and style have in common, and whole
 *  lines of clear parties: set as style.clear it changes no line. Lives in the arena; NULL when
 * memory is gone. */
typedef struct ix_clear_line ix_clear_line;
const ix_clear_line *ix_clear_line_make(const ix_screen_frame *frame,
                                        const struct ix_decision_style *style, ix_arena *arena);

/* ------------------------------------------------------------------ inventories in writing */

/** The migration list of an inventory in CSV: a row for each product and each measure that bars
 *  something of it: host, product, version, components, scope, risks, what is barred, since,
 *  until, applies (to the asker, in the circumstances given), authority, verdict, source. */
void ix_inventory_write_migration(ix_buf *out, const ix_decision *decision);
/** The header row of that. */
void ix_inventory_write_migration_header(ix_buf *out);

/** A fleet: what the decisions of many inventories come to. Zero it to begin. */
typedef struct ix_fleet {
    int64_t hosts; /**< decisions */
    int64_t verdicts[IX_VERDICT_BLOCK + 1];
    int64_t components;
    int64_t unread;  /**< rows that could not be read */
    ix_vector items; /* products by hosts; private */
} ix_fleet;

/** Count a decision of an inventory in. Its products must outlive the fleet. IX_E_MEMORY. */
ix_status ix_fleet_add(ix_fleet *fleet, const ix_decision *decision, ix_arena *arena);
/** The fleet as one JSON object without a line end (docs/schema/fleet.schema.json), and for people:
 *  verdicts with their hosts, products with the hosts that have them, gravest first. */
void ix_fleet_write_json(ix_buf *out, const ix_fleet *fleet);
void ix_fleet_write_text(ix_buf *out, const ix_fleet *fleet);

/* ------------------------------------------------------------------ re-screening */

/* What a change of lists means for subjects screened before. Two screenings of one subject are set
 * side by side: one that knows what was published by `since`, one that knows what was published by
 * `to`; all else, as_of too, is the same. The subject is affected when the two decisions differ in
 * their projection: verdict, open, and of each finding its entity's id, type and primary name,
 * effect, identity, score, what matched, and of each listing sub-list, programs, state, times and
 * law. Not in the projection are what all decisions of a run have in common (known_at, lists and
 * their age), the sentence, evidence beyond score and match, party, reasons, notes, obligations. */

/** How a change bears on a subject. A subject is *hit* when it may be (identity open or
 *  established) somebody who has a listing in force or in a gap, whatever effect the law gives it.
 */
#define IX_RESCREEN_LIST(X)                                                                        \
    X(IX_RESCREEN_UNAFFECTED, "unaffected")                                                        \
    X(IX_RESCREEN_NEWLY_HIT, "newly_hit")                                                          \
    X(IX_RESCREEN_NO_LONGER_HIT, "no_longer_hit")                                                  \
    X(IX_RESCREEN_CHANGED, "changed")           /* hit before and after, or neither */             \
    X(IX_RESCREEN_NOT_SCREENED, "not_screened") /* one side is no answer, so nothing is claimed */

typedef enum ix_rescreen_change {
#define IX_RESCREEN_ENUM(name, text) name,
    IX_RESCREEN_LIST(IX_RESCREEN_ENUM)
#undef IX_RESCREEN_ENUM
} ix_rescreen_change;

/** "unaffected", "newly_hit", ... */
const char *ix_rescreen_change_name(ix_rescreen_change change);

/** What of a finding may differ. Rows are (enum, JSON name). */
#define IX_PROJECTED_LIST(X)                                                                       \
    X(IX_PROJECTED_EFFECT, "effect")                                                               \
    X(IX_PROJECTED_IDENTITY, "identity")                                                           \
    X(IX_PROJECTED_SCORE, "score")                                                                 \
    X(IX_PROJECTED_NAME, "name")                                                                   \
    X(IX_PROJECTED_TYPE, "type")                                                                   \
    X(IX_PROJECTED_MATCHED, "matched")                                                             \
    X(IX_PROJECTED_PROGRAMS, "programs")                                                           \
    X(IX_PROJECTED_STATE, "state")                                                                 \
    X(IX_PROJECTED_TIMES, "times")                                                                 \
    X(IX_PROJECTED_LAW, "law")

typedef enum ix_projected {
#define IX_PROJECTED_ENUM(name, text) name,
    IX_PROJECTED_LIST(IX_PROJECTED_ENUM)
#undef IX_PROJECTED_ENUM
        IX_PROJECTED_COUNT
} ix_projected;

/** "effect", "identity", ... */
const char *ix_projected_name(ix_projected field);

/** One entity about which two decisions say something else. */
typedef struct ix_difference {
    const ix_finding *before; /**< NULL: no finding before */
    const ix_finding *after;  /**< NULL: none any more; never both */
    uint32_t fields;          /**< 1 << ix_projected of what differs, when there are both */
} ix_difference;

/** A list as it was known before and is known after, by its newest known snapshots. */
typedef struct ix_list_shift {
    ix_str id;
    ix_when before; /**< publication of the newest known; NONE: no snapshot was known */
    ix_when after;
    int64_t added, removed, amended; /**< entities */
} ix_list_shift;

/** A change of lists and how it is asked about; immutable once made, shared by threads. */
typedef struct ix_rescreen ix_rescreen;

/** Which change to ask about. */
typedef struct ix_rescreen_options {
    ix_when as_of; /**< of both sides; not NONE */
    ix_when since; /**< known_at of the side before; not NONE */
    ix_when to;    /**< known_at of the side after; NONE: all that is known */
    bool full;     /**< screen every subject twice: the oracle, with the same answers */
} ix_rescreen_options;

/** Find the entities that the two sides may know differently. All pointed to must outlive it, the
 *  arena holds it. The statuses of ix_screen_party that concern the lists of either side;
 *  IX_E_USAGE when more was known at `since` than at `to`. */
ix_status ix_rescreen_open(ix_rescreen **out, const ix_screener *screener,
                           const ix_context *context, const ix_rescreen_options *when,
                           const ix_screen_options *options, ix_arena *arena, ix_error *error);
/** The lists that take part, by id. */
const ix_list_shift *ix_rescreen_lists(const ix_rescreen *rescreen, int *count);
/** Entities of which the two sides may say different things; others were proved the same. */
int64_t ix_rescreen_entity_count(const ix_rescreen *rescreen);

/** What a change means for one subject. */
typedef struct ix_rescreened {
    ix_rescreen_change change;
    ix_when since, to;
    ix_decision before, after;  /**< whole, unless the change is UNAFFECTED */
    ix_difference *differences; /**< those of `before` in its order, then the new ones in theirs */
    int difference_count;
} ix_rescreened;

/** Screen a party on both sides, if it can be affected at all: unless one of the changed entities
 *  matches it on one of the sides the two decisions are the same, and neither is made. Whatever
 *  happens *out is whole; what stopped a screening is in its decision. As ix_screen_party. */
void ix_rescreen_party(ix_rescreened *out, const ix_rescreen *rescreen, const ix_party *party,
                       ix_arena *arena);
/** Of a party that cannot be screened, and why: not_screened on both sides. */
void ix_rescreen_refuse(ix_rescreened *out, const ix_rescreen *rescreen, const ix_party *party,
                        ix_str reason);
/** The most severe of the differences: of both sides the graver effect, the first such; NULL when
 *  there is none. */
const ix_difference *ix_rescreened_gravest(const ix_rescreened *rescreened);

/** One line of JSON without its line end, laid out as docs/schema/rescreen.schema.json says. The
 *  decisions in it are those that ix_decision_write_json() writes. */
void ix_rescreened_write_json(ix_buf *out, const ix_rescreened *rescreened,
                              const ix_decision_style *style);
/** One CSV row with its line end, and the header row: the change and its gravest difference. */
void ix_rescreened_write_csv(ix_buf *out, const ix_rescreened *rescreened);
void ix_rescreened_write_csv_header(ix_buf *out);
/** For people: one line of a table, and its head. */
void ix_rescreened_write_text(ix_buf *out, const ix_rescreened *rescreened);
void ix_rescreened_write_text_header(ix_buf *out);

/* ------------------------------------------------------------------ comparisons in writing */

/** One JSON object without a line end: both names, the type asked for, score, bits, alert (the
 *  score reaches IX_SCORE_ALERT) and the evidence, whose spans lie in name1. */
void ix_comparison_write_json(ix_buf *out, const ix_comparison *comparison, ix_str name1,
                              ix_str name2, ix_party_type type);
/** For people: the score, then each reason on a line of its own. */
void ix_comparison_write_text(ix_buf *out, const ix_comparison *comparison, ix_str name1,
                              ix_str name2, bool color);

#ifdef __cplusplus
}
#endif
#endif
