/**
 * @file text.h
 * From bytes of any script to comparable tokens, with spans back into the original bytes.
 *
 * The pipeline, in order, done in one pass by ix_text_analyze():
 *  1. UTF-8 is validated; each maximal ill-formed run becomes U+FFFD and an anomaly (Unicode 15,
 *     section 3.9). Windows-1252 is not guessed here: readers know their encoding.
 *  2. NFKC case folding (UAX 31 NFKC_Casefold; data/unicode/, written from ICU 72), which also
 *     unfolds fullwidth, mathematical and ligature letters.
 *  3. Invisible and bidi control characters, soft hyphens and variation selectors are removed, each
 *     kind noted as an anomaly. Combining marks are removed from Latin, Greek, Cyrillic, Arabic and
 *     Hebrew letters after folding; more than four in a row is an anomaly.
 *  4. A word that mixes Latin with look-alike Cyrillic or Greek letters is mapped to the script of
 *     its majority and noted as a homoglyph anomaly (UTS 39 confusables, in
 *     data/translit/confusables.txt).
 *  5. Letters of scripts with a table in data/translit/ (Cyrillic, Greek, Armenian, Georgian,
 *     Devanagari, Bengali, Thai, Burmese, Khmer, Ethiopic, Kana) become lower-case Latin a-z;
 *     digits of all scripts become 0-9. Letters of other scripts stay as they are, folded; of
 *     Arabic and Hebrew, those that differ in the hand alone become one (data/translit/).
 *     Han characters become one form, the simplified (data/translit/han_variants.tsv), and the
 *     iteration mark behind one becomes that one.
 *  6. Tokens: maximal runs of letters and digits; each Han character and each Hangul syllable is a
 *     token of its own. An apostrophe (any of the typographic ones, the modifier letters and the
 *     back quote) between letters is dropped and joins ("O'Brien" gives obrien; "'Adnan" gives
 *     adnan). Everything else separates, and the token remembers by what.
 *
 * Every function here is deterministic and free of locale and ICU at run time: the tables are
 * compiled in from data/ at build time.
 */
#ifndef INTERDICT_TEXT_H
#define INTERDICT_TEXT_H

#include <interdict/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IX_TEXT_BYTES_MAX  (1 << 20) /**< bytes of one name or field; beyond it IX_E_LIMIT */
#define IX_TOKEN_BYTES_MAX 120       /**< bytes of a folded token; longer: split, noted too_long */
#define IX_TOKENS_MAX      4096      /**< tokens of one name or field; beyond it IX_E_LIMIT */
#define IX_ANOMALIES_MAX   16        /**< recorded per text, each kind once with its count */
#define IX_ABJAD_STEPS_MAX 4         /**< of two words that may still be one */
#define IX_ABJAD_KEYS_MAX  4096      /**< of a word of a script that leaves vowels out */

typedef enum ix_script {
    IX_SCRIPT_NONE = 0, /**< digits and signs only */
    IX_SCRIPT_LATIN,
    IX_SCRIPT_CYRILLIC,
    IX_SCRIPT_GREEK,
    IX_SCRIPT_ARMENIAN,
    IX_SCRIPT_GEORGIAN,
    IX_SCRIPT_ARABIC,
    IX_SCRIPT_HEBREW,
    IX_SCRIPT_DEVANAGARI,
    IX_SCRIPT_BENGALI,
    IX_SCRIPT_THAI,
    IX_SCRIPT_MYANMAR,
    IX_SCRIPT_ETHIOPIC,
    IX_SCRIPT_HANGUL,
    IX_SCRIPT_KANA,
    IX_SCRIPT_HAN,
    IX_SCRIPT_OTHER,
    IX_SCRIPT_COUNT
} ix_script;

/** "latin", "cyrillic", ...; never NULL. */
const char *ix_script_name(ix_script script);

/** Kinds of oddity that a text can hide a name behind. Rows are (enum, JSON name). */
#define IX_ANOMALY_LIST(X)                                                                         \
    X(IX_ANOMALY_INVALID_UTF8, "invalid_utf8")                                                     \
    X(IX_ANOMALY_ZERO_WIDTH, "zero_width")                                                         \
    X(IX_ANOMALY_BIDI, "bidi")                                                                     \
    X(IX_ANOMALY_CONTROL, "control")                                                               \
    X(IX_ANOMALY_HOMOGLYPH, "homoglyph")                                                           \
    X(IX_ANOMALY_MIXED_SCRIPT, "mixed_script")                                                     \
    X(IX_ANOMALY_COMPATIBILITY, "compatibility_letters")                                           \
    X(IX_ANOMALY_COMBINING, "combining_marks")                                                     \
    X(IX_ANOMALY_UNUSUAL, "unusual_letters")                                                       \
    X(IX_ANOMALY_TOO_LONG, "too_long")

typedef enum ix_anomaly_kind {
#define IX_ANOMALY_ENUM(name, text) name,
    IX_ANOMALY_LIST(IX_ANOMALY_ENUM)
#undef IX_ANOMALY_ENUM
} ix_anomaly_kind;

/** The JSON name of a kind; never NULL. */
const char *ix_anomaly_name(ix_anomaly_kind kind);

/** One oddity: its kind, the first span it was seen at, and how often it was seen. */
typedef struct ix_anomaly {
    ix_anomaly_kind kind;
    int32_t from, to; /**< bytes of the raw text, [from, to) */
    int32_t count;
} ix_anomaly;

/** What stood between a token and the one before it (or the start). */
typedef enum ix_joint {
    IX_JOINT_START = 0, /**< first token */
    IX_JOINT_SPACE,
    IX_JOINT_HYPHEN, /**< hyphen or dash between letters, no space: Al-Assad */
    IX_JOINT_PERIOD, /**< period, no space: S.A.; with a space it is SPACE */
    IX_JOINT_COMMA,  /**< a comma somewhere between: SURNAME, Given */
    IX_JOINT_AMPERSAND,
    IX_JOINT_SLASH,
    IX_JOINT_BRACKET, /**< an opening or closing bracket or a quotation mark */
    IX_JOINT_SPLIT,   /**< none: a token longer than IX_TOKEN_BYTES_MAX was split */
    IX_JOINT_NONE,    /**< none: this token or the one before is a character of Han, Hangul */
    IX_JOINT_OTHER
} ix_joint;

typedef enum ix_token_kind { IX_TOKEN_WORD = 0, IX_TOKEN_NUMBER, IX_TOKEN_MIXED } ix_token_kind;

typedef struct ix_token {
    ix_str folded;  /**< never empty; a-z0-9 where transliterated, else folded UTF-8 */
    int32_t from;   /**< span in the raw bytes, [from, to); tokens that one character unfolds to */
    int32_t to;     /**< (a fraction, a ligature of words) share its span */
    uint8_t script; /**< ix_script of its letters as written */
    uint8_t kind;   /**< ix_token_kind */
    uint8_t joint;  /**< ix_joint before it */
    bool period_after; /**< a period stands right behind it: "A." or "Dr." */
    bool upper;        /**< has cased letters, and all were upper case as written */
} ix_token;

/** The tokens of one text. */
typedef struct ix_text {
    ix_str raw;
    ix_token *tokens;
    int count;
    ix_anomaly anomalies[IX_ANOMALIES_MAX];
    int anomaly_count;
} ix_text;

/** Run the pipeline over raw bytes. Memory for tokens comes from the arena.
 *  IX_OK (zero tokens is fine); IX_E_LIMIT; IX_E_MEMORY. Time is linear in raw.len. */
ix_status ix_text_analyze(ix_text *out, ix_str raw, ix_arena *arena, ix_error *error);

/* ------------------------------------------------------------------ disguises */

/** Ways in which a text may be written to be read by people and missed by programs, beyond what
 *  ix_text_analyze() undoes anyway. Rows are (bit, JSON name). */
#define IX_DISGUISE_LIST(X)                                                                        \
    X(IX_DISGUISE_DIGITS, 0, "digits_for_letters")    /* Put1n */                                  \
    X(IX_DISGUISE_SIGNS, 1, "signs_for_letters")      /* $ergei */                                 \
    X(IX_DISGUISE_LOOKALIKES, 2, "lookalike_letters") /* Cyrillic, Latin to see */                 \
    X(IX_DISGUISE_SPACED, 3, "spaced_letters")        /* P.u.t.i.n */                              \
    X(IX_DISGUISE_STRETCHED, 4, "stretched_letters")  /* Puuutin */                                \
    X(IX_DISGUISE_MASKED, 5, "signs_inserted")        /* P*tin, Pu-ti-n */                         \
    X(IX_DISGUISE_RUN_ON, 6, "words_run_together")    /* VladimirPutin */                          \
    X(IX_DISGUISE_HIDDEN_SPACES, 7, "hidden_spaces")  /* invisible characters for spaces */        \
    X(IX_DISGUISE_REVERSED, 8, "reversed_words")      /* nituP */                                  \
    X(IX_DISGUISE_LOST, 9, "letter_lost")             /* Puti?, read as a word at hand */          \
    X(IX_DISGUISE_INFLECTED, 10, "case_ending")       /* Путину, in running text */          \
    X(IX_DISGUISE_ABBREVIATED, 11, "abbreviation")    /* NPO, written out, or the other way */

typedef enum ix_disguise {
#define IX_DISGUISE_ENUM(name, bit, text) name = 1 << bit,
    IX_DISGUISE_LIST(IX_DISGUISE_ENUM)
#undef IX_DISGUISE_ENUM
} ix_disguise;

/** The JSON name of one disguise; never NULL. */
const char *ix_disguise_name(ix_disguise disguise);

#define IX_WRITINGS_MAX        3
#define IX_DISGUISED_BYTES_MAX (32 << 10) /**< a longer text has no other writings */

/** Another writing of a text. */
typedef struct ix_writing {
    ix_str text;
    const int32_t *origin; /**< of each byte of it: the byte of the text it stands for */
    unsigned undone;       /**< the disguises that were undone for it, ix_disguise */
} ix_writing;

/** Bytes [from, to) of a text. */
typedef struct ix_text_span {
    int32_t from, to;
} ix_text_span;

/** The other writings of a text that may be disguised: none of most. What they say is a guess: a
 *  digit beside a letter may be a digit. Time is linear in raw.len. IX_E_MEMORY. */
ix_status ix_text_undisguise(ix_writing out[IX_WRITINGS_MAX], int *count, ix_str raw,
                             ix_arena *arena, ix_error *error);
/** The text with these of its words (disjoint spans of it) turned round. IX_E_MEMORY. */
ix_status ix_text_reversed(ix_writing *out, ix_str raw, const ix_text_span *words, int count,
                           ix_arena *arena, ix_error *error);
/** Which bytes of the text a span of its writing stands for: whole characters. */
ix_text_span ix_writing_origin(const ix_writing *writing, ix_str raw, ix_text_span span);

/** Decode one character at *pos (which must be < s.len) and step over it. Ill-formed bytes give
 *  U+FFFD with *pos moved over one maximal ill-formed run, and *valid false (valid may be NULL). */
uint32_t ix_utf8_decode(ix_str s, ptrdiff_t *pos, bool *valid);
/** Encode into at most 4 bytes; returns their number. Surrogates and values above 10FFFF encode
 *  U+FFFD. */
int ix_utf8_encode(char out[4], uint32_t code);
bool ix_utf8_is_valid(ix_str s);
/** Append s with each ill-formed run replaced by U+FFFD. Returns how many were replaced. */
int64_t ix_utf8_repair(ix_buf *out, ix_str s);
/** Append the UTF-8 of Windows-1252 bytes (a superset of ISO 8859-1 as publishers use it). */
void ix_utf8_from_windows1252(ix_buf *out, ix_str bytes);

/** An encoding of one byte a character. Bytes below 0x80 are ASCII. */
typedef struct ix_code_page {
    const char *name;    /**< by IANA, in small letters: "windows-1251" */
    uint16_t codes[128]; /**< what the bytes from 0x80 on stand for; 0: nothing */
} ix_code_page;

/** By any name of data/unicode/code_pages.txt, case ignored; NULL: not known. */
const ix_code_page *ix_code_page_find(ix_str name);

/** Romanization key of a folded a-z token: one form for the usual spellings of the same letters
 *  in other romanizations (Andrei, Andrey, Andrej; Yuri, Iurii, Jurij; Chekunov, Tchekunov;
 *  Gennadyevich, Gennad'evich, Gennadievich; Tikhonov, Tihonov). Writes at most `cap` bytes and
 *  returns the length. A token with bytes outside a-z is copied as it is.
 *  Idempotent: the key of a key is itself. */
int ix_text_roman_key(char *out, int cap, ix_str folded);
/** Sound skeleton of a folded token: the roman key with like-sounding consonants merged and vowels
 *  after the first letter dropped (chkhnv). Empty for tokens with bytes outside a-z or whose
 *  skeleton would have fewer than three letters: those have no sound-alikes. */
int ix_text_skeleton(char *out, int cap, ix_str folded);
/** The same of a token whose roman key is at hand. */
int ix_text_roman_skeleton(char *out, int cap, ix_str roman);
/** Is a folded token of this script, in a-z, romanized otherwise than the same name is from other
 *  scripts, because its script has its own signs for foreign sounds, or customs of romanization
 *  that do not follow its letters (Kana, Thai, Chinese names in Cyrillic; the "respell" rows of
 *  data/translit/)? All of it must be such sounds. */
bool ix_text_is_respelt(int script, ix_str folded);
/** Is a folded token written in a script that leaves vowels out: Arabic or Hebrew? Here and in
 *  all that follows a folded token of a respelt script, in a-z, is also one if a byte with its
 *  ix_script stands before it. */
bool ix_text_is_abjad(ix_str folded);
/** May a word of such a script and one in a-z begin with one consonant, or may one of them have
 *  none? Much sooner told than how many steps apart they are; where not, they are not alike. */
bool ix_text_abjad_begins_alike(ix_str native, ix_str plain);
/** Are `native`, in such a script, and `plain`, in a-z, one word of which one letter was left out
 *  on either side, or taken for another? Words of fewer than three and four letters never are. */
bool ix_text_abjad_slips(ix_str native, ix_str plain);
/** May two folded tokens, at least one of them of such a script and the other of any with a-z, be
 *  one word, by the readings of data/translit/? The steps by which that is unusual, 0 for a plain
 *  transliteration, at most IX_ABJAD_STEPS_MAX; -1: they may not. `edges`: letters that such a
 *  script leaves out before or behind a word (an article) may be there. Symmetric. Bounded time:
 *  words of more than 40 letters, or with too many readings, are like no other. */
int ix_text_abjad_steps(ix_str a, ix_str b, bool edges);
/** A word of such a script, made ready to be laid beside many others. */
typedef struct ix_abjad_word ix_abjad_word;
/** In the arena. NULL when it is no such word, or without memory: then ask ix_text_abjad_steps. */
const ix_abjad_word *ix_text_abjad_prepare(ix_str folded, ix_arena *arena);
/** What ix_text_abjad_steps says of it and another word, in whichever order. */
int ix_text_abjad_steps_to(const ix_abjad_word *word, ix_str other, bool edges);
/** What a token in a-z and one of those scripts share if they may be one word: its consonants,
 *  those that the same letters may stand for merged. Writes at most `cap` bytes, returns the
 *  length, which tells how much there was to agree on. */
int ix_text_abjad_key(char *out, int cap, ix_str folded);
/** Every key that a token in a-z may have which is like this one of those scripts. Two of the
 *  scripts that may be one word share one too. Keys may come more than once, at most
 *  IX_ABJAD_KEYS_MAX in all, and of a romanized word the one that it has as it stands. */
typedef void (*ix_abjad_sink)(void *context, ix_str key);
void ix_text_abjad_keys(ix_str folded, ix_abjad_sink each, void *context);
/** Letters of a token of those scripts that decide: not the vowels. */
int ix_text_abjad_letters(ix_str folded);
/** Key of a folded word that ends as Slavic surnames and patronymics do: one form for what other
 *  languages write for the same letters (Khrushchev, Chruschtschow, Khrouchtchev, Hruscov). 0 for
 *  other words. */
int ix_text_slavic_key(char *out, int cap, ix_str folded);
/** Optimal string alignment distance over bytes (insert, delete, replace, swap of neighbours),
 *  or max + 1 as soon as it must be larger. max is 0 to 3. */
int ix_text_distance(ix_str a, ix_str b, int max);

#define IX_CASE_ENDINGS_MAX 8

/** What a name of running text, as written, may be without its case ending: nominatives by
 *  data/text/case_endings.txt, the word before an apostrophe and a few letters. Returns how many, 0
 *  for most words; without memory, fewer. */
int ix_text_case_endings(ix_str out[IX_CASE_ENDINGS_MAX], ix_str word, ix_arena *arena);
/** Is this folded word a plain word of English (data/text/plain_words.txt)? Where it stands in
 * running text it is meant, and no misspelling of a name. */
bool ix_text_is_plain_word(ix_str folded);
/** Does this folded word name a document or a register, so that a number behind it is of that kind
 *  ("passport", "инн"; data/text/document_words.txt)? */
bool ix_text_names_document(ix_str folded);

#define IX_HAN_RUN_MAX 4 /**< Han characters that names write as one Latin word, at most */

/** Does the folded text begin with a Han character whose readings are known, or with a Hangul
 *  syllable? What is said of Han characters here goes for Hangul syllables too, whose readings are
 *  those of data/translit/hangul.tsv. */
bool ix_han_is(ix_str text);
/** Does the folded text begin with a Hangul syllable? */
bool ix_hangul_is(ix_str text);
/** Do these folded Han characters, at most IX_HAN_RUN_MAX, spell the Latin letters in one of the
 *  conventions of names: Pinyin, Wade-Giles, Cantonese, Korean, Japanese (data/translit/han_*.tsv)?
 *  Other text spells nothing. */
bool ix_han_spells(ix_str han, ix_str latin);
/** Is this Hangul syllable how Korean reads that Han character (金 and 김)? */
bool ix_han_reads(ix_str han, ix_str hangul);
/** Calls `each` with every Latin word that ix_han_spells() says these characters spell; one may
 *  come twice. The letters last for the call. */
typedef void (*ix_han_sink)(void *context, ix_str latin);
void ix_han_spellings(ix_str han, ix_han_sink each, void *context);

#define IX_WADE_GILES_MAX 16
/** The Wade-Giles spelling of a folded word of two syllables of Pinyin, run together: jianguo gives
 *  chienkuo. Returns its length, 0 for other words and where the two are spelled alike. */
int ix_text_wade_giles(char out[IX_WADE_GILES_MAX], ix_str word);

#ifdef __cplusplus
}
#endif
#endif
