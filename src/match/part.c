/* Name parts: their keys, and how two of them are related. */
#include "part_memo.h"

#include "match_tables.h"

#include <string.h>

#define KEY_BYTES_MAX (2 * IX_TOKEN_BYTES_MAX)

/* Below these lengths an edit makes another word, not a slip of the same one. */
#define TYPO_ONE_LENGTH 4
#define TYPO_TWO_LENGTH 8
/* Edits up to which a part may be a much garbled spelling of another. */
#define NEAR_EDITS_MAX    3
#define NEAR_THIRD_LENGTH 6 /* shorter: two edits; else a third of the letters */
/* Skeletons this short are shared by names that are not alike. */
#define SOUND_SHORT_LENGTH 3
/* ASCII letters by which a name is known that has lost all others. */
#define STRIPPED_LETTERS_LEAST 4
/* Letters of a word that has digits too, if they may be misspelt. */
#define LETTERS_BESIDE_DIGITS 4
/* A surname's stem has at least as many letters. */
#define STEM_LENGTH 5

static bool key_into(ix_str *out, int (*make)(char *, int, ix_str), ix_str text, ix_arena *arena) {
    char key[KEY_BYTES_MAX];
    ix_str made = {key, make(key, (int)sizeof key, text)};
    *out = ix_arena_copy(arena, made);
    return out->ptr != NULL || made.len == 0;
}

static uint16_t slavic_hash(ix_str text) {
    char key[KEY_BYTES_MAX];
    ix_str made = {key, ix_text_slavic_key(key, (int)sizeof key, text)};
    uint16_t hash = (uint16_t)ix_hash64(made);
    return made.len == 0 ? 0 : hash != 0 ? hash : 1;
}

void ix_mpart_place(ix_mpart *out, const ix_part *part) {
    if ((out->flags & IX_PART_RESPELT) == 0) { /* else its text has its own place */
        out->text = part->text;
    }
    out->person_millibits = part->person_millibits;
    out->org_millibits = part->org_millibits;
    out->from = part->from;
    out->to = part->to;
    out->form = part->form;
    out->number = part->number;
    out->role = part->role;
    out->script = part->script;
}

/* A word of a respelt script gets a text with the script before it. */
static bool note_respelt(ix_mpart *out, ix_arena *arena) {
    if (!ix_text_is_respelt(out->script, out->text)) {
        return true;
    }
    char *text = IX_NEW_RAW(arena, char, (size_t)out->text.len + 1);
    if (text) {
        text[0] = (char)out->script;
        memcpy(text + 1, out->text.ptr, (size_t)out->text.len);
        out->text.ptr = text + 1;
        out->flags |= IX_PART_RESPELT;
    }
    return text != NULL;
}

void ix_mpart_begin(ix_mpart *out, const ix_knowledge *knowledge, const ix_part *part) {
    *out = (ix_mpart){0};
    ix_mpart_place(out, part);
    if (part->word) {
        out->flags = part->word->flags;
        out->concept = part->word->concept;
        out->classes = ix_knowledge_classes(knowledge, part->word);
        out->class_count = part->word->class_count;
    }
    out->flags |= ix_knowledge_form_flags(knowledge, part->text, part->word);
}

bool ix_mpart_finish(ix_mpart *out, const ix_knowledge *knowledge, const ix_word *word,
                     ix_arena *arena) {
    if (!word || word->flags == 0) {
        uint16_t concepts[IX_ABBREVIATED_MAX];
        out->abbreviated_count = ix_knowledge_abbreviated(concepts, knowledge, out->text);
        uint16_t *kept = IX_NEW(arena, uint16_t, out->abbreviated_count + 1);
        if (!kept) {
            return false;
        }
        memcpy(kept, concepts, sizeof *kept * (size_t)out->abbreviated_count);
        out->abbreviated = kept;
    }
    out->slavic = slavic_hash(out->text);
    out->rarity_most = (uint16_t)ix_rarity_most(out->text);
    /* The skeleton is that of the roman key, whose key is itself. */
    return note_respelt(out, arena) && key_into(&out->roman, ix_text_roman_key, out->text, arena) &&
           key_into(&out->skeleton, ix_text_roman_skeleton, out->roman, arena);
}

bool ix_mpart_make(ix_mpart *out, const ix_knowledge *knowledge, const ix_part *part,
                   ix_arena *arena) {
    ix_mpart_begin(out, knowledge, part);
    return ix_mpart_finish(out, knowledge, part->word, arena);
}

ix_status ix_whole_hash(uint64_t *out, ix_str raw, ix_arena *arena, ix_error *error) {
    ix_text text;
    ix_status status = ix_text_analyze(&text, raw, arena, error);
    *out = 0;
    if (status != IX_OK || text.count == 0) {
        return status;
    }
    ptrdiff_t len = 0;
    for (int i = 0; i < text.count; i++) {
        len += text.tokens[i].folded.len;
    }
    char *run = IX_NEW(arena, char, len);
    if (!run) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to fold a name");
    }
    ptrdiff_t at = 0;
    for (int i = 0; i < text.count; i++) {
        memcpy(run + at, text.tokens[i].folded.ptr, (size_t)text.tokens[i].folded.len);
        at += text.tokens[i].folded.len;
    }
    uint64_t hash = ix_hash64((ix_str){run, len});
    *out = hash ? hash : 1;
    return IX_OK;
}

/* "SURNAME, Given" with the given names first. */
static bool turn_at_comma(ix_str *out, const ix_parsed_name *parsed, ptrdiff_t comma,
                          ix_arena *arena) {
    char *text = IX_NEW(arena, char, parsed->raw.len);
    if (!text) {
        return false;
    }
    ptrdiff_t given = parsed->raw.len - comma - 1;
    memcpy(text, parsed->raw.ptr + comma + 1, (size_t)given);
    text[given] = ' ';
    memcpy(text + given + 1, parsed->raw.ptr, (size_t)comma);
    *out = (ix_str){text, parsed->raw.len};
    return true;
}

/* What a system that keeps only ASCII leaves of a name; empty when that is all of it, or too little
 * to know it by. */
static bool strip_to_ascii(ix_str *out, ix_str raw, ix_arena *arena) {
    *out = (ix_str){0};
    ptrdiff_t letters = 0, lost = 0, len = 0;
    for (ptrdiff_t i = 0; i < raw.len; i++) {
        unsigned char c = (unsigned char)raw.ptr[i];
        letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        lost += c >= 0xC0; /* one a character */
    }
    if (lost == 0 || letters < STRIPPED_LETTERS_LEAST || letters <= lost) {
        return true;
    }
    char *text = IX_NEW(arena, char, raw.len);
    for (ptrdiff_t i = 0; text && i < raw.len; i++) {
        if ((unsigned char)raw.ptr[i] < 0x80) {
            text[len++] = raw.ptr[i];
        }
    }
    *out = (ix_str){text, len};
    return text != NULL;
}

/* The other way in which systems hand a name on; 0 when there is none. */
static ix_status turned_hash(uint64_t *out, const ix_parsed_name *parsed, ix_arena *arena) {
    ptrdiff_t comma = parsed->comma_order ? ix_str_find(parsed->raw, IX_STR(","), 0) : -1;
    ix_str text;
    bool made = comma < 0 ? strip_to_ascii(&text, parsed->raw, arena)
                          : turn_at_comma(&text, parsed, comma, arena);
    *out = 0;
    return !made ? IX_E_MEMORY : text.len == 0 ? IX_OK : ix_whole_hash(out, text, arena, NULL);
}

/* The most an abbreviation says. Written out it is several words, but no more was asked: one of a
 * kind of organization says what a generic word does, one of a body as much as a name of that one
 * word that is exactly as listed. */
static int32_t most_of_abbreviation(const ix_knowledge *knowledge, ix_str raw, ix_arena *arena) {
    ix_text text;
    char bytes[IX_TOKEN_BYTES_MAX];
    ptrdiff_t len = 0;
    if (ix_text_analyze(&text, raw, arena, NULL) != IX_OK) {
        return IX_W_GENERIC_MOST;
    }
    for (int i = 0; i < text.count && len + text.tokens[i].folded.len <= IX_TOKEN_BYTES_MAX; i++) {
        memcpy(bytes + len, text.tokens[i].folded.ptr, (size_t)text.tokens[i].folded.len);
        len += text.tokens[i].folded.len;
    }
    ix_str folded = {bytes, len};
    const ix_word *word = ix_knowledge_word(knowledge, folded);
    if (word != NULL && (word->flags & IX_WORD_ORG_GENERIC) != 0) {
        return IX_W_GENERIC_MOST;
    }
    int32_t most =
        word != NULL && word->org_millibits >= 0 ? word->org_millibits : ix_rarity_most(folded);
    int32_t exact = IX_W_EXACT_FLOOR - IX_W_MISSING_PLACE_ALONE;
    return most > exact ? most : exact;
}

void ix_mname_note_written_out(ix_mname *name, const ix_knowledge *knowledge,
                               const ix_parsed_name *parsed, ix_arena *arena) {
    uint8_t number = 0;
    int32_t most = 0;
    for (int i = 1; i < name->count; i++) {
        const ix_part *before = &parsed->parts[i - 1], *part = &parsed->parts[i];
        if (part->from != before->from || part->to != before->to) {
            continue;
        }
        if (name->parts[i - 1].written_out == 0) {
            ix_str raw = ix_str_slice(parsed->raw, part->from, part->to);
            most = most_of_abbreviation(knowledge, raw, arena);
            name->parts[i - 1].written_out = ++number;
            name->parts[i - 1].written_out_most = most;
        }
        name->parts[i].written_out = number;
        name->parts[i].written_out_most = most;
    }
}

bool ix_same_whole(const ix_mname *a, const ix_mname *b) {
    return a->whole != 0 && (a->whole == b->whole || a->whole == b->turned ||
                             (a->turned != 0 && a->turned == b->whole));
}

/* Does the second hash of a name, which is that of its ASCII letters where it has no comma to turn
 * at, lead to the other? */
static bool is_rest_of(const ix_mname *one, const ix_mname *other) {
    return other->turned != 0 && other->turned == one->whole &&
           ix_str_find(other->raw, IX_STR(","), 0) < 0;
}

bool ix_same_by_ascii(const ix_mname *a, const ix_mname *b) {
    return a->whole != b->whole && (is_rest_of(a, b) || is_rest_of(b, a));
}

ix_status ix_mname_make(ix_mname *out, const ix_knowledge *knowledge, const ix_parsed_name *parsed,
                        ix_arena *arena) {
    return ix_mname_make_with(out, knowledge, NULL, parsed, arena);
}

ix_status ix_mname_make_with(ix_mname *out, const ix_knowledge *knowledge, ix_part_memo *memo,
                             const ix_parsed_name *parsed, ix_arena *arena) {
    out->count = parsed->count;
    out->form = parsed->form;
    out->raw = parsed->raw;
    out->guess = parsed->guess;
    for (int i = 0; i < parsed->count; i++) {
        const ix_part *part = &parsed->parts[i];
        if (!(memo ? ix_part_memo_make(&out->parts[i], memo, knowledge, part, arena)
                   : ix_mpart_make(&out->parts[i], knowledge, part, arena))) {
            return IX_E_MEMORY;
        }
    }
    ix_status status = turned_hash(&out->turned, parsed, arena);
    return status ? status : ix_whole_hash(&out->whole, parsed->raw, arena, NULL);
}

/* The most a part of an organization's name says, by its kind. */
static int32_t most_of_org(const ix_mpart *part) {
    if ((part->flags & IX_WORD_ORG_KIND) != 0) {
        return IX_W_KIND_MOST;
    }
    if ((part->flags & IX_WORD_ORG_GENERIC) != 0) {
        return IX_W_GENERIC_MOST;
    }
    return (part->flags & IX_WORD_PLACE) != 0 ? IX_W_PLACE_MOST : IX_MILLIBITS_MAX;
}

int32_t ix_part_surprise(const ix_mpart *part, bool org) {
    int32_t value = org ? part->org_millibits : part->person_millibits;
    int32_t most = org ? most_of_org(part) : IX_MILLIBITS_MAX;
    return value < most ? value : most;
}

/* The closest variant class that holds both; false when none does. */
static bool share_class(ix_class_kind *kind, const ix_knowledge *knowledge, const ix_mpart *a,
                        const ix_mpart *b) {
    bool found = false;
    for (int i = 0; i < a->class_count; i++) {
        for (int j = 0; j < b->class_count; j++) {
            if (a->classes[i] != b->classes[j]) {
                continue;
            }
            ix_class_kind shared = ix_knowledge_class_kind(knowledge, a->classes[i]);
            if (!found || shared < *kind) {
                *kind = shared;
            }
            found = true;
        }
    }
    return found;
}

bool ix_parts_share_class(const ix_mpart *a, const ix_mpart *b) {
    for (int i = 0; i < a->class_count; i++) {
        for (int j = 0; j < b->class_count; j++) {
            if (a->classes[i] == b->classes[j]) {
                return true;
            }
        }
    }
    return false;
}

int ix_gender_stem(char *out, int cap, ix_str roman) {
    static const struct {
        ix_str ending;
        ptrdiff_t keep; /* letters of the ending that stay */
    } endings[] = {{IX_STR("skaia"), 2}, {IX_STR("ski"), 2}, {IX_STR("ova"), 2}, {IX_STR("eva"), 2},
                   {IX_STR("ina"), 2},   {IX_STR("ov"), 2},  {IX_STR("ev"), 2},  {IX_STR("in"), 2}};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        ptrdiff_t stem = roman.len - endings[i].ending.len + endings[i].keep;
        if (stem >= STEM_LENGTH && stem <= cap && ix_str_ends_with(roman, endings[i].ending)) {
            memcpy(out, roman.ptr, (size_t)stem);
            return (int)stem;
        }
    }
    return 0;
}

static bool same_stem(const ix_mpart *a, const ix_mpart *b) {
    char sa[KEY_BYTES_MAX], sb[KEY_BYTES_MAX];
    if (a->roman.len < STEM_LENGTH || b->roman.len < STEM_LENGTH ||
        memcmp(a->roman.ptr, b->roman.ptr, STEM_LENGTH) != 0) {
        return false;
    }
    int la = ix_gender_stem(sa, (int)sizeof sa, a->roman);
    if (la == 0) {
        return false;
    }
    int lb = ix_gender_stem(sb, (int)sizeof sb, b->roman);
    return la == lb && memcmp(sa, sb, (size_t)la) == 0;
}

static bool same_slavic(const ix_mpart *a, const ix_mpart *b) {
    char ka[KEY_BYTES_MAX], kb[KEY_BYTES_MAX];
    if (a->slavic == 0 || a->slavic != b->slavic) {
        return false;
    }
    int la = ix_text_slavic_key(ka, (int)sizeof ka, a->text);
    int lb = la > 0 ? ix_text_slavic_key(kb, (int)sizeof kb, b->text) : 0;
    return la > 0 && la == lb && memcmp(ka, kb, (size_t)la) == 0;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool has_digit(ix_str s) {
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if (is_digit(s.ptr[i])) {
            return true;
        }
    }
    return false;
}

/* The next digit from `at` on; 0 when there is none left. */
static char next_digit(ix_str s, ptrdiff_t *at) {
    while (*at < s.len && !is_digit(s.ptr[*at])) {
        ++*at;
    }
    return *at < s.len ? s.ptr[(*at)++] : '\0';
}

/* Numbers tell names apart; letters around the same ones may be misspelt: Valfajr2. */
static bool same_digits(ix_str a, ix_str b) {
    ptrdiff_t at_a = 0, at_b = 0;
    char digit_a, digit_b;
    do {
        digit_a = next_digit(a, &at_a);
        digit_b = next_digit(b, &at_b);
    } while (digit_a == digit_b && digit_a != '\0');
    return digit_a == digit_b;
}

bool ix_is_edit_word(ix_str s) {
    ptrdiff_t letters = 0;
    for (ptrdiff_t i = 0; i < s.len; i++) {
        bool letter = s.ptr[i] >= 'a' && s.ptr[i] <= 'z';
        if (!letter && !is_digit(s.ptr[i])) {
            return false;
        }
        letters += letter;
    }
    return s.len > 0 && s.len <= IX_TOKEN_BYTES_MAX &&
           (letters == s.len || letters >= LETTERS_BESIDE_DIGITS);
}

static bool is_ascii(ix_str s) {
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static ptrdiff_t shorter(ix_str a, ix_str b) {
    return a.len < b.len ? a.len : b.len;
}

/* Edits between two spellings: 1 or 2 when few enough for their length, else 0. Three letters are
 * four of which one was left out, and nothing else. */
static int edits_between(ix_str a, ix_str b) {
    ptrdiff_t len = shorter(a, b);
    if (len < TYPO_ONE_LENGTH - 1 || (len == TYPO_ONE_LENGTH - 1 && a.len == b.len)) {
        return 0;
    }
    int max = len >= TYPO_TWO_LENGTH ? 2 : 1;
    int edits = ix_text_distance(a, b, max);
    return edits <= max ? edits : 0;
}

/* What a word keeps of another that is its misspelling. */
typedef struct slip {
    bool possible;
    int edits; /* 0: none, or too many */
    bool sounds;
} slip;

static bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* The next consonant from `at` on that is not the one before it; 0 when there is none left. */
static char next_consonant(ix_str s, ptrdiff_t *at) {
    while (*at < s.len && (is_vowel(s.ptr[*at]) || (*at > 0 && s.ptr[*at] == s.ptr[*at - 1]))) {
        ++*at;
    }
    return *at < s.len ? s.ptr[(*at)++] : '\0';
}

bool ix_same_consonants(ix_str a, ix_str b) {
    ptrdiff_t at_a = 0, at_b = 0;
    char c_a, c_b;
    do {
        c_a = next_consonant(a, &at_a);
        c_b = next_consonant(b, &at_b);
    } while (c_a == c_b && c_a != '\0');
    return c_a == c_b;
}

/* What an edit leaves in doubt. In names of persons a vowel changed, or a letter doubled, is
 * another spelling oftener than another name. */
enum { LOSS_VOWEL, LOSS_CONSONANT, LOSS_ORG };
typedef struct typo_losses {
    int32_t two, in_long, in_medium, in_short;
} typo_losses;
static const typo_losses typo_losses_of[] = {
    {IX_W_LOSS_TYPO_TWO, IX_W_LOSS_TYPO_LONG_VOWEL, IX_W_LOSS_TYPO_MEDIUM_VOWEL,
     IX_W_LOSS_TYPO_SHORT_VOWEL},
    {IX_W_LOSS_TYPO_TWO, IX_W_LOSS_TYPO_LONG, IX_W_LOSS_TYPO_MEDIUM, IX_W_LOSS_TYPO_SHORT},
    {IX_W_LOSS_TYPO_TWO_ORG, IX_W_LOSS_TYPO_LONG_ORG, IX_W_LOSS_TYPO_MEDIUM_ORG,
     IX_W_LOSS_TYPO_SHORT_ORG}};

static int32_t loss_of_one(const typo_losses *losses, ptrdiff_t len) {
    return len >= 8 ? losses->in_long : len >= 6 ? losses->in_medium : losses->in_short;
}

/* -1 when there are no edits, or more than count. */
static int32_t typo_loss(const slip *s, const ix_mpart *a, const ix_mpart *b, bool org) {
    if (s->edits == 0) {
        return -1;
    }
    const typo_losses *losses = &typo_losses_of[org ? LOSS_ORG : LOSS_CONSONANT];
    if (!org && s->edits == 1 && ix_same_consonants(a->text, b->text)) {
        losses = &typo_losses_of[LOSS_VOWEL];
    }
    return s->edits == 1 ? loss_of_one(losses, shorter(a->text, b->text)) : losses->two;
}

int32_t ix_typo_loss_least(ptrdiff_t len, bool org) {
    int32_t loss = loss_of_one(&typo_losses_of[org ? LOSS_ORG : LOSS_CONSONANT], len);
    int32_t of_vowel = loss_of_one(&typo_losses_of[LOSS_VOWEL], len);
    return !org && of_vowel < loss ? of_vowel : loss;
}

static bool link_with(ix_link *out, ix_relation_kind relation, int32_t surprise, int32_t loss) {
    out->two_names = false;
    out->relation = relation;
    out->millibits = surprise - loss > IX_W_RELATION_LEAST ? surprise - loss : IX_W_RELATION_LEAST;
    return true;
}

static bool link_variant(ix_link *out, ix_class_kind kind, int32_t surprise) {
    switch (kind) {
    case IX_CLASS_SPELLING:
    case IX_CLASS_FAMILY:
        return link_with(out, IX_RELATION_VARIANT, surprise, IX_W_LOSS_SPELLING);
    case IX_CLASS_NICKNAME:
        return link_with(out, IX_RELATION_NICKNAME, surprise, IX_W_LOSS_NICKNAME);
    default:
        return link_with(out, IX_RELATION_VARIANT, surprise, IX_W_LOSS_TRANSLATION);
    }
}

/* One of the two is a single letter. */
static bool link_initial(ix_link *out, const ix_mpart *a, const ix_mpart *b, int32_t surprise,
                         bool org) {
    if (org || a->text.ptr[0] != b->text.ptr[0] || has_digit(a->text)) {
        return false;
    }
    out->two_names = false;
    out->relation = IX_RELATION_INITIAL;
    out->millibits = surprise < IX_W_INITIAL ? surprise : IX_W_INITIAL;
    if (out->millibits < IX_W_RELATION_LEAST) {
        out->millibits = IX_W_RELATION_LEAST;
    }
    return true;
}

int32_t ix_sound_loss(ix_str skeleton, bool org) {
    if (skeleton.len > SOUND_SHORT_LENGTH) {
        return org ? IX_W_LOSS_SOUND_ORG : IX_W_LOSS_SOUND;
    }
    return org ? IX_W_LOSS_SOUND_SHORT_ORG : IX_W_LOSS_SOUND_SHORT;
}

/* Two characters are not one name because Latin letters spell them alike: 徐 and 许. Hangul spells
 * sounds: 이 and 리 are one. */
static bool are_characters(const ix_mpart *a, const ix_mpart *b) {
    return !ix_hangul_is(a->text) && !ix_hangul_is(b->text) && ix_han_is(a->text) &&
           ix_han_is(b->text) && !ix_han_is_word(a) && !ix_han_is_word(b);
}

int32_t ix_part_fame(const ix_mpart *part, bool org) {
    int32_t fame = part->rarity_most - ix_part_surprise(part, org);
    bool listed = (part->flags & (IX_WORD_GIVEN | IX_WORD_FAMILY)) != 0;
    return listed && fame < IX_W_FAME_KNOWN ? IX_W_FAME_KNOWN : fame;
}

/* How well both words are known, as fame goes. */
static int32_t fame_of_both(const ix_mpart *a, const ix_mpart *b, bool org) {
    int32_t fame_a = ix_part_fame(a, org), fame_b = ix_part_fame(b, org);
    return fame_a < fame_b ? fame_a : fame_b;
}

int32_t ix_fame_loss(const ix_mpart *a, const ix_mpart *b, bool org) {
    int32_t fame = fame_of_both(a, b, org);
    return fame < IX_W_LOSS_KNOWN_MOST ? fame : IX_W_LOSS_KNOWN_MOST;
}

static void find_slip(slip *out, const ix_mpart *a, const ix_mpart *b) {
    *out = (slip){.possible = is_ascii(a->text) && is_ascii(b->text)};
    if (out->possible) {
        int by_text = edits_between(a->text, b->text);
        bool same = ix_str_equal(a->roman, a->text) && ix_str_equal(b->roman, b->text);
        int by_roman = same ? by_text : edits_between(a->roman, b->roman);
        out->edits = by_text == 0                          ? by_roman
                     : by_roman == 0 || by_text < by_roman ? by_text
                                                           : by_roman;
        out->sounds = a->skeleton.len > 0 && ix_str_equal(a->skeleton, b->skeleton);
    }
}

/* Slips of the pen and of the ear; the better of the two. Two words that both are well known are
 * likelier two names than one name and its misspelling: a misspelling is seldom a name. */
static bool link_slip(ix_link *out, slip *s, const ix_mpart *a, const ix_mpart *b, int32_t surprise,
                      bool org) {
    int32_t typo = s->possible ? typo_loss(s, a, b, org) : -1;
    int32_t sound = s->possible && s->sounds ? ix_sound_loss(a->skeleton, org) : -1;
    if (typo < 0 && sound < 0) {
        return false;
    }
    surprise -= ix_fame_loss(a, b, org);
    if (typo >= 0 && (sound < 0 || typo <= sound)) {
        link_with(out, IX_RELATION_TYPO, surprise, typo);
    } else {
        link_with(out, IX_RELATION_SOUND, surprise, sound);
    }
    out->two_names = fame_of_both(a, b, org) >= IX_W_FAME_KNOWN;
    return true;
}

/* Is one word the other without some of its letters, as where those beyond ASCII are lost: at least
 * three in five are left? */
static bool is_thinned(ix_str a, ix_str b) {
    ix_str less = a.len < b.len ? a : b, more = a.len < b.len ? b : a;
    ptrdiff_t found = 0;
    for (ptrdiff_t i = 0; i < more.len && found < less.len; i++) {
        found += more.ptr[i] == less.ptr[found];
    }
    return found == less.len && 5 * less.len >= 3 * more.len;
}

int ix_part_edits_beyond(const ix_mpart *a, const ix_mpart *b, bool org) {
    ptrdiff_t len = shorter(a->text, b->text);
    if (fame_of_both(a, b, org) >= IX_W_FAME_KNOWN) {
        return 0;
    }
    if (!is_ascii(a->text) || !is_ascii(b->text)) {
        return ix_abjad_garbled(a->text, b->text);
    }
    if (len < TYPO_ONE_LENGTH || has_digit(a->text) || has_digit(b->text)) {
        return 0;
    }
    int max = len < NEAR_THIRD_LENGTH ? 2 : (int)(len + 1) / 3;
    max = max < NEAR_EDITS_MAX ? max : NEAR_EDITS_MAX;
    int edits = ix_text_distance(a->text, b->text, max);
    if (edits > 1 && org && is_thinned(a->text, b->text)) {
        return 1;
    }
    return edits <= max ? edits : 0;
}

/* May `a` be short for the generic word `b`? */
static bool abbreviates(const ix_mpart *a, const ix_mpart *b) {
    for (int i = 0; b->concept != 0 && i < a->abbreviated_count; i++) {
        if (a->abbreviated[i] == b->concept) {
            return true;
        }
    }
    return false;
}

/* ---------------------------------------------------------------- the relation */

typedef enum likeness {
    APART,
    ALIKE, /* by `relation`, which takes `loss` */
    INITIAL_OF,
    CONSONANTS, /* see abjad.c */
    ONE_CLASS,
    WORDS /* two words: related by their ends, their meaning, or a slip, or not */
} likeness;

/* How two parts are alike: what holds of them as parts of any name. */
typedef struct fact {
    likeness likeness;
    ix_relation_kind relation;
    int32_t loss;
    bool one_class, slavic, respelt;
    ix_class_kind kind; /* of the class */
    ix_doubt consonants;
    bool sought; /* slips were looked for: */
    slip slip;
} fact;

static likeness alike(fact *f, ix_relation_kind relation, int32_t loss) {
    f->relation = relation;
    f->loss = loss;
    return ALIKE;
}

static likeness find_likeness(fact *f, const ix_knowledge *knowledge, const ix_mpart *a,
                              const ix_mpart *b) {
    if (a->role == IX_ROLE_STOP || b->role == IX_ROLE_STOP) {
        return APART;
    }
    if (ix_str_equal(a->text, b->text)) {
        bool same_script =
            a->script == b->script || a->script == IX_SCRIPT_NONE || b->script == IX_SCRIPT_NONE;
        return same_script ? alike(f, IX_RELATION_EQUAL, 0)
                           : alike(f, IX_RELATION_TRANSLITERATION, IX_W_LOSS_TRANSLITERATION);
    }
    if (a->number != 0 && a->number == b->number) {
        return alike(f, IX_RELATION_VARIANT, IX_W_LOSS_TRANSLITERATION);
    }
    if (a->text.len == 1 || b->text.len == 1) {
        return INITIAL_OF;
    }
    if (has_digit(a->text) || has_digit(b->text)) {
        /* They are related by their letters, if at all. */
        bool alike =
            ix_is_edit_word(a->text) && ix_is_edit_word(b->text) && same_digits(a->text, b->text);
        return alike ? WORDS : APART;
    }
    if (ix_str_equal(a->roman, b->roman)) {
        return alike(f, IX_RELATION_TRANSLITERATION, IX_W_LOSS_TRANSLITERATION);
    }
    if (ix_han_link(a->text, b->text)) {
        return alike(f, IX_RELATION_TRANSLITERATION, IX_W_LOSS_READING);
    }
    f->kind = IX_CLASS_TRANSLATION;
    f->one_class = !are_characters(a, b) && share_class(&f->kind, knowledge, a, b);
    bool consonants =
        ix_abjad_compare(&f->consonants, (ix_abjad_side){ix_mpart_native(a), a->abjad},
                         (ix_abjad_side){ix_mpart_native(b), b->abjad}, true);
    f->slavic = !f->one_class && same_slavic(a, b);
    f->respelt = consonants && ((a->flags | b->flags) & IX_PART_RESPELT) != 0;
    if (f->respelt) {
        f->consonants.plain = false; /* another way of writing, whose likeness is far */
    }
    if (consonants && (!f->one_class || f->consonants.plain)) {
        return CONSONANTS; /* what is known of a class says more */
    }
    return f->one_class ? ONE_CLASS : WORDS;
}

static bool link_words(ix_link *out, fact *f, const ix_mpart *a, const ix_mpart *b,
                       int32_t surprise, bool org) {
    if (org && a->concept != 0 && b->concept != 0) {
        /* Words of two meanings are two words, however alike: Iran and Iraq, trust and tourist. */
        return a->concept == b->concept &&
               link_with(out, IX_RELATION_VARIANT, surprise, IX_W_LOSS_CONCEPT);
    }
    if (org && (abbreviates(a, b) || abbreviates(b, a))) {
        surprise = surprise < IX_W_GENERIC_MOST ? surprise : IX_W_GENERIC_MOST;
        return link_with(out, IX_RELATION_VARIANT, surprise, IX_W_LOSS_ABBREVIATION);
    }
    if (!org && same_stem(a, b)) {
        return link_with(out, IX_RELATION_VARIANT, surprise, IX_W_LOSS_GENDERED);
    }
    ix_attachment attached = org ? IX_ATTACHED_NONE : ix_attached_compare(a, b);
    if (attached != IX_ATTACHED_NONE) {
        return attached == IX_ATTACHED_SPELLING
                   ? link_with(out, IX_RELATION_VARIANT, surprise, IX_W_LOSS_SPELLING)
                   : link_with(out, IX_RELATION_SOUND, surprise, IX_W_LOSS_SOUND_SHORT);
    }
    if (f->slavic) {
        return link_with(out, IX_RELATION_VARIANT, surprise, IX_W_LOSS_SLAVIC);
    }
    if (org && ix_same_place(a->roman, b->roman)) {
        return link_with(out, IX_RELATION_VARIANT, surprise, IX_W_LOSS_ADJECTIVE);
    }
    if (!f->sought) {
        find_slip(&f->slip, a, b);
        f->sought = true;
    }
    return link_slip(out, &f->slip, a, b, surprise, org);
}

/* Two words in a-z, one of them romanized from a respelt script, may be related as others are. */
static bool link_consonants(ix_link *out, fact *f, const ix_mpart *a, const ix_mpart *b,
                            int32_t surprise, bool org) {
    ix_link words;
    bool related = f->respelt && link_words(&words, f, a, b, surprise, org);
    if (f->respelt && org && a->concept != 0 && b->concept != 0 && !related) {
        return false;
    }
    ix_abjad_link(out, &f->consonants, a, b, surprise, f->one_class);
    if (related && words.millibits > out->millibits) {
        *out = words;
    }
    return true;
}

static bool link_fact(ix_link *out, fact *f, const ix_mpart *a, const ix_mpart *b, bool org) {
    int32_t sa = ix_part_surprise(a, org), sb = ix_part_surprise(b, org);
    int32_t surprise = sa < sb ? sa : sb;
    if (a->role == IX_ROLE_TITLE && b->role == IX_ROLE_TITLE && surprise > IX_W_TITLE_EQUAL) {
        surprise = IX_W_TITLE_EQUAL;
    }
    switch (f->likeness) {
    case APART:
        return false;
    case ALIKE:
        return link_with(out, f->relation, surprise, f->loss);
    case INITIAL_OF:
        return link_initial(out, a, b, surprise, org);
    case CONSONANTS:
        return link_consonants(out, f, a, b, surprise, org);
    case ONE_CLASS:
        return link_variant(out, f->kind, surprise);
    default:
        return link_words(out, f, a, b, surprise, org);
    }
}

bool ix_part_link(ix_link *out, const ix_knowledge *knowledge, const ix_mpart *a, const ix_mpart *b,
                  bool org) {
    fact f = {.sought = false};
    f.likeness = find_likeness(&f, knowledge, a, b);
    return link_fact(out, &f, a, b, org);
}

void ix_part_links(ix_link out[2], const ix_knowledge *knowledge, const ix_mpart *a,
                   const ix_mpart *b) {
    fact f = {.sought = false};
    f.likeness = find_likeness(&f, knowledge, a, b);
    for (int org = 0; org < 2; org++) {
        if (!link_fact(&out[org], &f, a, b, org != 0)) {
            out[org] = (ix_link){0};
        }
    }
}
