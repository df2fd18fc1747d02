/*
 * Private to match: names as the scorer sees them, and what comparing two of them yields.
 *
 * The index and the exhaustive scan both end here: ix_names_compare() is the only place where name
 * evidence is made.
 */
#ifndef INTERDICT_MATCH_COMPARE_H
#define INTERDICT_MATCH_COMPARE_H

#include <interdict/match.h>

/** Of a part, beside the flags of its ix_word: it was romanized from a respelt script
 *  (ix_text_is_respelt), so that the byte of its script stands before its text in memory. */
#define IX_PART_RESPELT (1u << 18)

/** One name part, its keys computed. Slices live as long as what they were made from. */
typedef struct ix_mpart {
    ix_str text;
    ix_str roman;
    ix_str skeleton;
    const uint16_t *classes;
    int class_count;
    const uint16_t *abbreviated; /* concepts of the generic words it may abbreviate, ascending */
    int abbreviated_count;
    int32_t person_millibits;
    int32_t org_millibits;
    int32_t from, to;
    uint32_t flags; /* of ix_word, IX_PART_RESPELT */
    uint16_t form, concept, number;
    uint16_t slavic;      /* hash of ix_text_slavic_key, 0 without one: most parts have none */
    uint16_t rarity_most; /* ix_rarity_most(text) */
    uint8_t role, script;
    uint8_t written_out;      /* with others of this number it is one abbreviation; 0: with none */
    int32_t written_out_most; /* millibits that they say together, at most */
    const ix_abjad_word *abjad; /* ready for many comparisons, or NULL */
} ix_mpart;

/** One name, ready to be compared. */
typedef struct ix_mname {
    ix_mpart parts[IX_PARTS_MAX];
    int count;
    uint64_t whole; /* hash of all folded tokens run together; 0 when there are none */
    /* The same of the other way in which systems hand the name on: of "SURNAME, Given" with the
     * given names first, else of what is left of it in ASCII; 0 when there is none. */
    uint64_t turned;
    uint16_t form;
    ix_str raw;
    ix_party_type guess;
} ix_mname;

/** How two parts are related and what that is worth. */
typedef struct ix_link {
    ix_relation_kind relation;
    int32_t millibits; /* above zero */
    bool two_names;    /* likely two: both spellings are well known, or the likeness is far */
} ix_link;

/** One piece of name evidence by part numbers; -1 where a side has none. */
typedef struct ix_piece {
    int8_t query, listed;           /* first part on each side */
    int8_t query_more, listed_more; /* further parts taken in, for joined ones */
    uint8_t kind;                   /* ix_evidence_kind */
    uint8_t relation;               /* ix_relation_kind */
    int32_t millibits;
} ix_piece;

typedef struct ix_name_evidence {
    ix_piece pieces[IX_EVIDENCE_MAX];
    int count;
    int32_t millibits; /* sum of the pieces */
    bool contradicted; /* a part contradicts */
    bool complete;     /* every part of both names is accounted for */
    bool exact;        /* complete, and all parts equal or transliterated */
    bool at_odds; /* a part of substance contradicts, not for being garbled; or legal forms do */
    int aligned;  /* parts of substance that found their like */
    bool form_contradicts;
    bool form_agrees; /* both have one and they are equal or compatible */
} ix_name_evidence;

/** Fill a name from its parse. Keys are computed into the arena. IX_E_MEMORY. */
ix_status ix_mname_make(ix_mname *out, const ix_knowledge *knowledge, const ix_parsed_name *parsed,
                        ix_arena *arena);
/** The same with what is kept of names made before (part_memo.h), or NULL. */
struct ix_part_memo;
ix_status ix_mname_make_with(ix_mname *out, const ix_knowledge *knowledge,
                             struct ix_part_memo *memo, const ix_parsed_name *parsed,
                             ix_arena *arena);
/** Of a part, what is not found out from its text and word: the text itself, where it stands, what
 *  it is there. */
void ix_mpart_place(ix_mpart *out, const ix_part *part);
/** The text of a part as ix_text_abjad_steps() and its like take it. */
static inline ix_str ix_mpart_native(const ix_mpart *part) {
    bool respelt = (part->flags & IX_PART_RESPELT) != 0;
    return respelt ? (ix_str){part->text.ptr - 1, part->text.len + 1} : part->text;
}
/** A copy of that text, behind its script where it is respelt; ptr NULL without memory. */
static inline ix_str ix_mpart_copy_text(const ix_mpart *part, ix_arena *arena) {
    ix_str native = ix_mpart_native(part), copy = ix_arena_copy(arena, native);
    return copy.ptr ? ix_str_slice(copy, native.len - part->text.len, native.len) : copy;
}
/** Fill one part. False: no memory. */
bool ix_mpart_make(ix_mpart *out, const ix_knowledge *knowledge, const ix_part *part,
                   ix_arena *arena);
/** The same in two steps: what its word says, and what is made of its letters (keys, what it may
 *  abbreviate, what it says at most). `word`: that of the part. */
void ix_mpart_begin(ix_mpart *out, const ix_knowledge *knowledge, const ix_part *part);
bool ix_mpart_finish(ix_mpart *out, const ix_knowledge *knowledge, const ix_word *word,
                     ix_arena *arena);
/** Hash of the folded tokens of raw text run together, 0 when it has none. */
ix_status ix_whole_hash(uint64_t *out, ix_str raw, ix_arena *arena, ix_error *error);
/** Note which parts of a reading, parsed from another writing and settled, are one abbreviation
 * written out: those of one span. */
void ix_mname_note_written_out(ix_mname *name, const ix_knowledge *knowledge,
                               const ix_parsed_name *parsed, ix_arena *arena);
/** Are they one name letter for letter, in the order written, the surname's place changed, or all
 *  letters beyond ASCII lost? */
bool ix_same_whole(const ix_mname *a, const ix_mname *b);
/** Are two such names the same only by what is left of one where all but ASCII is lost? */
bool ix_same_by_ascii(const ix_mname *a, const ix_mname *b);
/** Are two parts related? `org`: weigh as parts of an organization's, vessel's or aircraft's name.
 */
bool ix_part_link(ix_link *out, const ix_knowledge *knowledge, const ix_mpart *a, const ix_mpart *b,
                  bool org);
/** Both at once: in names of persons [0] and in others [1]; no millibits where not related. */
void ix_part_links(ix_link out[2], const ix_knowledge *knowledge, const ix_mpart *a,
                   const ix_mpart *b);
/** Are both known as one name, by a variant class? */
bool ix_parts_share_class(const ix_mpart *a, const ix_mpart *b);
#define IX_HAN_RUN_BYTES (4 * IX_HAN_RUN_MAX)
/** A run of characters is no shorter as a Latin word: less is one syllable, of one character. */
#define IX_HAN_WORD_MIN 3
/** The Han characters of `count` parts from `from` on run together, written into `run`. Empty when
 *  one of the parts is of other letters, or they are more than IX_HAN_RUN_MAX. */
ix_str ix_han_run(char run[IX_HAN_RUN_BYTES], const ix_mname *name, int from, int count);
/** Is this part a word of several Han characters? */
bool ix_han_is_word(const ix_mpart *part);
/** Does one of the two texts, Han characters, spell the other in Latin letters, or is the other
 *  its Korean reading in Hangul? */
bool ix_han_link(ix_str a, ix_str b);
/** Are these letters the Wade-Giles spelling of that word of two syllables of Pinyin? */
bool ix_is_wade_giles(ix_str letters, ix_str pinyin);
/** May a word be found under its misspellings? One in a-z, or with digits beside some letters. */
bool ix_is_edit_word(ix_str text);
/** What an initial, an equal part and so on can be worth at most: the larger domain of the two. */
int32_t ix_part_surprise(const ix_mpart *part, bool org);
/** How well known a word is: how much less it says than the rarest of its length, 0 for a word
 *  never met, some bits for a common one; one that the knowledge lists as a name is well known. */
int32_t ix_part_fame(const ix_mpart *part, bool org);
/** Of the surprise of two words that are a slip apart: what is lost as both are well known, by an
 *  edit in words of which the shorter has `len` bytes at the least, and by a like sound of so long
 * a skeleton. Millibits. */
int32_t ix_fame_loss(const ix_mpart *a, const ix_mpart *b, bool org);
int32_t ix_typo_loss_least(ptrdiff_t len, bool org);
int32_t ix_sound_loss(ix_str skeleton, bool org);
/** Have two words in a-z the same consonants, doubled ones counted once? */
bool ix_same_consonants(ix_str a, ix_str b);
/** Edits between two parts that are not related but may be one word much garbled: about a third of
 *  the letters, and not both of them well-known words; of organizations also one without some of
 *  its letters, which counts as an edit. 0: they are not alike. */
int ix_part_edits_beyond(const ix_mpart *a, const ix_mpart *b, bool org);
/** What a likeness leaves of the surprise of what is alike. */
typedef struct ix_doubt {
    int32_t loss; /* taken from it */
    int32_t most; /* it says no more than this */
    bool plain;   /* the same word, but for a space or the script */
} ix_doubt;

static inline int32_t ix_doubt_leaves(const ix_doubt *doubt, int32_t surprise) {
    int32_t left = surprise - doubt->loss;
    return left < doubt->most ? left : doubt->most;
}

/** One of two words that are compared by their consonants; `ready` as in ix_mpart, or NULL. */
typedef struct ix_abjad_side {
    ix_str text;
    const ix_abjad_word *ready;
} ix_abjad_side;
/** Are two words alike of which at least one is in a script that leaves vowels out? `edges` as in
 *  ix_text_abjad_steps. */
bool ix_abjad_compare(ix_doubt *doubt, ix_abjad_side a, ix_abjad_side b, bool edges);
/** Make the parts of a name that are in such a script ready. */
void ix_mname_prepare(ix_mname *name, ix_arena *arena);
/** The most that the likeness of a word in a-z to any in such letters can say, told sooner; 0: the
 *  word is of other letters. */
int32_t ix_abjad_most_of(ix_str text);
/** May one be the other much garbled: one consonant too many, too few, or another? */
bool ix_abjad_garbled(ix_str a, ix_str b);
/** What that is worth. `one_class`: the two share a variant class. */
void ix_abjad_link(ix_link *out, const ix_doubt *doubt, const ix_mpart *a, const ix_mpart *b,
                   int32_t surprise, bool one_class);
/** Surname without its gendered ending (roman key of Alekseeva gives aleksev); 0 when it has none.
 */
int ix_gender_stem(char *out, int cap, ix_str roman);
/** What the name of a place and the Slavic adjective of it have in common (roman keys of Samara and
 *  samarskogo give samar), and whether this word is such an adjective; 0 when it is too short. */
int ix_place_stem(char *out, int cap, ix_str roman, bool *adjective);
/** Is one of them an adjective of the place that the other names, or both of the same? */
bool ix_same_place(ix_str roman_a, ix_str roman_b);
/** What of a word is left without the Arabic article or word of descent that may be written at one
 *  with it (elsayed gives sayed, binladin ladin); empty where there is none. */
ix_str ix_attached_rest(ix_str text);
/** The word with such a small word as it is usually written (elsayed and assayed give alsayed,
 *  benladin binladin); 0 where there is none, or more than `cap` bytes. */
int ix_attached_usual(char *out, int cap, ix_str text);
/** Do two words meet without such small words? */
typedef enum ix_attachment {
    IX_ATTACHED_NONE,
    IX_ATTACHED_SOUND,    /**< what is left sounds alike */
    IX_ATTACHED_SPELLING, /**< what is left has one romanization key */
} ix_attachment;
ix_attachment ix_attached_compare(const ix_mpart *a, const ix_mpart *b);

/** What is already known of a pair, so that it need not be found out again. Leaving a hint out
 *  changes nothing but the time. */
#define IX_LINKS_KNOWN_MAX 64
typedef struct ix_pair_hints {
    uint32_t may_link[IX_PARTS_MAX]; /* by query part: bit j, listed part j may be related to it */
    uint32_t
        may_hold[IX_PARTS_MAX]; /* by query part: bit j, listed part j may be a run from it on */
    uint32_t may_be_run;        /* bit i, query part i may be a run of listed parts */
    bool may_join;              /* some parts may be joined or split, or be acronyms */
    /* How the pairs of may_link are related, in the order of query parts, then listed ones: their
     * relation; no millibits: to be found out; fewer than none: not at all. */
    bool links_known;
    ix_link links[IX_LINKS_KNOWN_MAX];
    int32_t floor; /* evidence below this is of no interest; it need not be told how far */
} ix_pair_hints;

/** All name evidence of a pair. Deterministic, symmetric, no allocation. `hints` may be NULL. Below
 *  the floor of the hints `out` holds no more than that it is below. */
void ix_names_compare(ix_name_evidence *out, const ix_knowledge *knowledge, const ix_mname *query,
                      const ix_mname *listed, bool org, const ix_pair_hints *hints);
/** What leaving this part out costs at the least (zero or below), for the bound of a name that has
 *  nothing related to it. `alone`: at most one part of substance agrees; `place`: bits of
 *  ix_place. A part that contradicts costs more. */
int32_t ix_part_omission(const ix_mpart *part, bool org, bool alone, unsigned place);
/** Where a part of a person's name stands, as leaving it out goes. */
typedef enum ix_place {
    IX_PLACE_FIRST = 1,    /* no part before it may be a given name */
    IX_PLACE_SURNAMES = 2, /* another part is a surname as well */
    IX_PLACE_REPEATED = 4  /* another part is the same word */
} ix_place;
/** The place of a part, as far as the name tells without another beside it. */
unsigned ix_place_of(const ix_mname *name, int at);
/** May this part of a person's name be a given name? One that is called otherwise, or of one
 *  letter, is none. */
bool ix_part_may_be_given(const ix_mpart *part);
/** Does a part left over of a person's name contradict one left over of another's? */
bool ix_part_is_name(const ix_mpart *part);
/** What a part counts as when it is left over: an align_rank, and in a person's name its place
 *  above the IX_RANK_BITS of that. The costs above depend on it alone. */
uint8_t ix_part_rank(const ix_mname *name, int at, bool org);
#define IX_RANK_BITS 4
#define IX_RANK_MASK ((1 << IX_RANK_BITS) - 1)
int32_t ix_rank_omission(uint8_t rank, bool org, bool alone);
bool ix_rank_is_name(uint8_t rank);
/** Least evidence whose score reaches `score`. */
int32_t ix_millibits_for_score(int32_t score);
/** Maximum-weight assignment of rows to columns; profit 0 means not allowed. `column_of[r]` is the
 *  column or -1. At most IX_PARTS_MAX each way. */
void ix_assign(int column_of[IX_PARTS_MAX], int32_t profit[IX_PARTS_MAX][IX_PARTS_MAX], int rows,
               int columns);

#endif
