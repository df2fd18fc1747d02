/**
 * @file names.h
 * Names of persons, organizations, vessels and aircraft: their parts, what each part is, and the
 * knowledge about name parts that the matcher weighs evidence with.
 *
 * Knowledge is text in data/names/ that an analyst can edit; it is loaded once into an immutable
 * ix_knowledge that all threads share. A match score depends on the query, the listed name and
 * this knowledge, never on what else is listed.
 */
#ifndef INTERDICT_NAMES_H
#define INTERDICT_NAMES_H

#include <interdict/text.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IX_PARTS_MAX     24    /**< parts of a name that are matched; more: ix_parsed_name.cut */
#define IX_MILLIBITS_MAX 17000 /**< the rarest part says no more than this about identity */

/** What a name names. Rows are (enum, JSON and command-line name). */
#define IX_PARTY_LIST(X)                                                                           \
    X(IX_PARTY_ANY, "any")                                                                         \
    X(IX_PARTY_PERSON, "person")                                                                   \
    X(IX_PARTY_ORGANIZATION, "organization")                                                       \
    X(IX_PARTY_VESSEL, "vessel")                                                                   \
    X(IX_PARTY_AIRCRAFT, "aircraft")                                                               \
    X(IX_PARTY_WALLET, "wallet")                                                                   \
    X(IX_PARTY_PRODUCT, "product")

typedef enum ix_party_type {
#define IX_PARTY_ENUM(name, text) name,
    IX_PARTY_LIST(IX_PARTY_ENUM)
#undef IX_PARTY_ENUM
} ix_party_type;

/** The JSON name of a type (never NULL), and the type of such a name (false: none). */
const char *ix_party_type_name(ix_party_type type);
bool ix_party_type_parse(ix_party_type *type, ix_str name);

/* ------------------------------------------------------------------ knowledge */

/** One text file of data/, path relative to it with '/', e.g. "names/titles.txt". */
typedef struct ix_knowledge_file {
    ix_str path;
    ix_str bytes;
} ix_knowledge_file;

/** What is known of a word, as flags. */
enum {
    IX_WORD_TITLE = 1 << 0,         /**< Dr, Sheikh, Colonel, Haji: says nothing of identity */
    IX_WORD_PARTICLE = 1 << 1,      /**< al, bin, von, de, van: part of a surname, weak alone */
    IX_WORD_SUFFIX = 1 << 2,        /**< Jr, II, III: of a person */
    IX_WORD_GIVEN = 1 << 3,         /**< known as a given name */
    IX_WORD_FAMILY = 1 << 4,        /**< known as a family name */
    IX_WORD_ORG_GENERIC = 1 << 5,   /**< company, trading, bank, plant, institute */
    IX_WORD_STOP = 1 << 6,          /**< the, of, and, for, y, und, i: says nothing */
    IX_WORD_VESSEL_PREFIX = 1 << 7, /**< mv, mt, ss */
    IX_WORD_PLACE = 1 << 8,         /**< country, city or region name */
    IX_WORD_FEMALE = 1 << 9,        /**< a given name borne by women */
    IX_WORD_MALE = 1 << 10,         /**< a given name borne by men */
    IX_WORD_ORG_KIND = 1 << 11,  /**< put or left at will: company, group, a word of legal forms */
    IX_WORD_COUNTRY = 1 << 12,   /**< of a place: a country or its people */
    IX_WORD_CITY = 1 << 13,      /**< of a place: a city */
    IX_WORD_DIRECTION = 1 << 14, /**< of a place: north, southern */
    IX_WORD_FORM_LIKE = 1 << 15, /**< of parts: ix_knowledge_form_flags */
    IX_WORD_SON = 1 << 16,       /**< of a particle: bin, bint, ould: the father's name follows */
    IX_WORD_SON_OF = 1 << 17     /**< ... ogly, kyzy: the father's name stands before */
};

/** Everything the knowledge says of one folded word. */
typedef struct ix_word {
    uint32_t flags;
    uint16_t concept;     /**< generic words that translate each other share one, and so do the
                               names of one place; 0: none */
    uint16_t number;      /**< value + 1 of number words, Roman numerals (four, IV); 0: none */
    uint16_t class_first; /**< its variant classes: index into ix_knowledge_classes */
    uint16_t class_count;
    int32_t person_millibits; /**< surprise of meeting it in a person's name; -1: not known */
    int32_t org_millibits;    /**< the same in an organization's, vessel's or aircraft's name */
} ix_word;

/** Kinds of legal form that may stand for each other when forms are compared across countries. */
typedef enum ix_form_class {
    IX_FORM_NONE = 0,
    IX_FORM_LIMITED,     /**< GmbH, LLC, OOO, Ltd, SARL, BV: privately held limited liability */
    IX_FORM_STOCK,       /**< AG, SA, JSC, AO, PLC, NV: capital in shares */
    IX_FORM_PARTNERSHIP, /**< KG, LP, LLP, OHG */
    IX_FORM_STATE,       /**< FGUP, SOE, state corporation */
    IX_FORM_NONPROFIT,   /**< foundation, association, e.V. */
    IX_FORM_COOPERATIVE,
    IX_FORM_SOLE,   /**< IP, FZE (establishment) */
    IX_FORM_GENERIC /**< Co, Corp, Inc, Group, Holding: fits LIMITED and STOCK alike */
} ix_form_class;

/** One legal form: all spellings of it share it. */
typedef struct ix_legal_form {
    ix_str canonical; /**< e.g. "gmbh" */
    ix_form_class class_;
    char country[3]; /**< ISO 3166-1 alpha-2 or "" for several */
} ix_legal_form;

typedef struct ix_knowledge ix_knowledge;

/** Read the knowledge files that belong to names ("names/...", "countries.txt"), ignore others.
 *  Strings are copied into the arena. IX_E_INPUT with file and line; IX_E_NOT_FOUND names a missing
 *  file that must be there; IX_E_MEMORY. */
ix_status ix_knowledge_load(const ix_knowledge **out, const ix_knowledge_file *files, int count,
                            ix_arena *arena, ix_error *error);
/** SHA-256 over the sorted (path, SHA-256 of bytes) of the files it was loaded from, and of the
 *  data compiled into the engine (data/unicode, data/translit, data/match). */
const ix_digest *ix_knowledge_digest(const ix_knowledge *knowledge);
/** NULL when the word is not known. Constant time, no allocation. */
const ix_word *ix_knowledge_word(const ix_knowledge *knowledge, ix_str folded);
/** Variant classes of a word (Aleksandr, Alexander, Oleksandr share one): class_count of them. */
const uint16_t *ix_knowledge_classes(const ix_knowledge *knowledge, const ix_word *word);
/** Members of a variant class: folded words, *count of them. For candidate generation. */
const ix_str *ix_knowledge_class_members(const ix_knowledge *knowledge, uint16_t class_number,
                                         int *count);
/** Why the members of a class may name one person. The earlier, the closer. */
typedef enum ix_class_kind {
    IX_CLASS_SPELLING = 0, /**< one given name in its spellings: Mohammed, Muhammad */
    IX_CLASS_FAMILY,       /**< one family name in its spellings: Wang, Wong */
    IX_CLASS_NICKNAME,     /**< a given name and its short forms: Robert, Bob */
    IX_CLASS_TRANSLATION   /**< one name in several languages: Ivan, John, Juan */
} ix_class_kind;

/** What kind of class it is. class_number is one of ix_knowledge_classes. */
ix_class_kind ix_knowledge_class_kind(const ix_knowledge *knowledge, uint16_t class_number);
/** Number of variant classes; classes are numbered from 1 to this. */
int ix_knowledge_class_count(const ix_knowledge *knowledge);
/** How a folded word may belong to a legal form; `word` is what is known of it, or NULL.
 *  IX_WORD_FORM_LIKE: it is a word of some form, or, unknown or generic, one with a letter wrong.
 *  IX_WORD_ORG_KIND: unknown, it is so a word of five letters that is put or left at will. */
uint32_t ix_knowledge_form_flags(const ix_knowledge *knowledge, ix_str folded, const ix_word *word);
#define IX_ABBREVIATED_MAX                                                                         \
    8 /**< concepts one abbreviation may stand for; more: it says nothing                          \
       */
/** Concepts of the generic words that this folded word, unknown itself, may abbreviate: cut short
 *  to four letters or more (COMM, ELECTR), or written without vowels (SRVCES, TRDNG). Returns how
 *  many, each once, ascending. */
int ix_knowledge_abbreviated(uint16_t concepts[IX_ABBREVIATED_MAX], const ix_knowledge *knowledge,
                             ix_str folded);
/** form 1 to ix_knowledge_form_count(). */
const ix_legal_form *ix_knowledge_form(const ix_knowledge *knowledge, uint16_t form);
int ix_knowledge_form_count(const ix_knowledge *knowledge);
/** Surprise, in millibits, of meeting this folded word in a name of that domain: the table's value,
 *  else what an unknown word of its length and kind carries; 0 to IX_MILLIBITS_MAX. */
int32_t ix_knowledge_millibits(const ix_knowledge *knowledge, ix_str folded, bool organization);
/** The most that a word of this length and kind can tell, in millibits: 0 to IX_MILLIBITS_MAX.
 *  Short words agree by chance. What a word tells less than this says how well known it is. */
int32_t ix_rarity_most(ix_str folded);
/** ISO 3166-1 alpha-2 code of a country as people and publishers write it ("Russia",
 *  "Korea, North", "KP", "RUS", "Region: Gaza", "Burma"), upper case; false when it is not known.
 *  Ended states and regions have user-assigned codes given in data/countries.txt. */
bool ix_country_parse(char code[3], const ix_knowledge *knowledge, ix_str text);
/** English short name of a code, or the code itself when unknown. */
ix_str ix_country_name(const ix_knowledge *knowledge, ix_str code);

/* ------------------------------------------------------------------ parsing */

typedef enum ix_part_role {
    IX_ROLE_UNKNOWN = 0, /**< a word of a name whose order tells nothing */
    IX_ROLE_GIVEN,
    IX_ROLE_FAMILY,
    IX_ROLE_PATRONYMIC,
    IX_ROLE_PARTICLE,
    IX_ROLE_TITLE,
    IX_ROLE_SUFFIX,
    IX_ROLE_INITIAL,     /**< one letter standing for a name */
    IX_ROLE_LEGAL_FORM,  /**< one part, however many words it was written in */
    IX_ROLE_GENERIC,     /**< generic organization word */
    IX_ROLE_DISTINCTIVE, /**< the words that tell an organization, vessel or aircraft apart */
    IX_ROLE_NUMBER,      /**< digits, number words, Roman numerals in organizations */
    IX_ROLE_STOP
} ix_part_role;

/** "given", "family", ...; never NULL. */
const char *ix_part_role_name(ix_part_role role);

typedef struct ix_part {
    ix_str text;         /**< folded word; words of a legal form are joined by nothing: "llc" */
    int32_t from, to;    /**< span in the raw name */
    uint8_t role;        /**< ix_part_role */
    uint8_t script;      /**< ix_script as written */
    bool joined;         /**< hyphen or no space stood before it: Al-Assad, Saint-Jean */
    uint16_t form;       /**< legal form number, 0 for none */
    uint16_t concept;    /**< of a generic word, 0 for none */
    uint16_t number;     /**< value + 1 of a NUMBER part when below 65535, else 0 (text tells) */
    const ix_word *word; /**< what is known of it, or NULL */
    int32_t person_millibits; /**< ix_knowledge_millibits as a person's part */
    int32_t org_millibits;    /**< ... as an organization's */
} ix_part;

typedef struct ix_parsed_name {
    ix_str raw;
    ix_part parts[IX_PARTS_MAX];
    int count;
    ix_party_type guess; /**< what the words themselves suggest; ANY when they do not tell */
    bool comma_order;    /**< "SURNAME, Given Patronymic" */
    bool cut;            /**< more parts than IX_PARTS_MAX: the caller records too_long */
    uint16_t form;       /**< its legal form (the most telling one), 0 for none */
    int anomaly_count;
    ix_anomaly anomalies[IX_ANOMALIES_MAX];
} ix_parsed_name;

/** Parse a name. `type` ANY lets the words decide; PERSON suppresses legal forms and generic
 *  organization words; ORGANIZATION, VESSEL, AIRCRAFT suppress titles, patronymics and initials.
 *  Roles of persons: with a comma the words before it are FAMILY (particles PARTICLE), those behind
 *  it GIVEN or PATRONYMIC (by suffix and position); without one, known given names and patronymic
 *  suffixes decide and the rest is UNKNOWN. A run of single letters with periods is joined where
 *  it spells a legal form ("S.A.", "L.L.C.") or stands in an organization ("A.B.C."), else
 *  initials. Titles, vessel prefixes and suffixes keep their part with the role. A name of nothing
 *  but such words keeps them as UNKNOWN or DISTINCTIVE so that no name becomes empty.
 *  Text of parts lives in the arena.
 *  IX_OK (count 0 when the text holds no letter or digit); IX_E_LIMIT; IX_E_MEMORY. */
ix_status ix_name_parse(ix_parsed_name *out, const ix_knowledge *knowledge, ix_str raw,
                        ix_party_type type, ix_arena *arena, ix_error *error);

#define IX_REPHRASED_MAX 2
/** Other writings of a name, no person's, with IX_DISGUISE_ABBREVIATED: with the abbreviations of
 *  several words in it written out (NPO Energomash: Research and Production Association
 *  Energomash), and with such words abbreviated, by data/names/phrases.txt. IX_E_MEMORY. */
ix_status ix_name_rephrase(ix_writing out[IX_REPHRASED_MAX], int *count,
                           const ix_knowledge *knowledge, const ix_parsed_name *name,
                           ix_arena *arena, ix_error *error);

#ifdef __cplusplus
}
#endif
#endif
