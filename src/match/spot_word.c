/*
 * The words of running texts, each looked up once: which rows of the dictionary may be like it.
 *
 * How alike a row is costs a thousand instructions to find out and matters for few, so a row is
 * bounded first by what both words can say, and judged where a name depends on it. */
#include "acronym.h"
#include "order.h"
#include "run.h"
#include "split.h"
#include "spot.h"

#include "match_tables.h"

#include <string.h>

#define BUCKETS           (1u << 16)
#define WHOLE_BITS        16 /* a listed name, in the table of whole names */
#define IDS_FIRST         4096
#define SMALL_ACRONYM_MIN 4 /* letters of one that is not written in capitals */

/* What is kept of words that are looked up in other ways must not meet. */
enum { SALT_FULL = 1, SALT_PLAIN, SALT_RUN, SALT_JOINED, SALT_ACRONYM };

static bool note_whole_names(ix_spotter *s, const ix_index *index) {
    uint64_t bits = 1u << 12;
    while (bits < (uint64_t)index->name_count * WHOLE_BITS) {
        bits *= 2;
    }
    s->whole_mask = bits - 1;
    s->whole = IX_NEW(&s->words, uint64_t, bits / 64);
    for (uint32_t n = 0; s->whole && n < index->name_count; n++) {
        const uint64_t hashes[] = {index->names[n].whole, index->names[n].turned};
        for (int i = 0; i < 2; i++) {
            uint64_t bit = hashes[i] >> 32 & s->whole_mask;
            s->whole[bit / 64] |= (uint64_t)(hashes[i] != 0) << (bit % 64);
        }
    }
    return s->whole != NULL;
}

ix_status spot_open(ix_spotter *s, const ix_index *index, ix_error *error) {
    if (s->index == index && s->kept < s->words_max) {
        return IX_OK;
    }
    ix_status status = ix_index_ready_for_text(index, error);
    if (status != IX_OK) {
        return status;
    }
    ix_arena_reset(&s->words);
    s->index = NULL;
    s->kept = 0;
    s->stamp = 0;
    s->failed = false;
    s->buckets = IX_NEW(&s->words, spot_word *, BUCKETS);
    s->near_rows = IX_NEW(&s->words, uint32_t, index->dict_count + 1);
    s->stamps = IX_NEW(&s->words, uint32_t, index->name_count + 1);
    s->ids = IX_NEW_RAW(&s->words, uint32_t, IDS_FIRST);
    s->id_room = IDS_FIRST;
    s->told = IX_NEW(&s->words, spot_told, SPOT_TOLD_MAX);
    if (!note_whole_names(s, index) || !s->told || !s->buckets || !s->near_rows || !s->stamps ||
        !s->ids) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for the words of a text");
    }
    s->index = index;
    return IX_OK;
}

void spot_close(ix_spotter *s) {
    ix_arena_free(&s->words);
    s->index = NULL;
}

/* ---------------------------------------------------------------- collecting */

static void add_id(void *context, uint32_t id) {
    ix_spotter *s = context;
    if (s->id_count == s->id_room) {
        uint32_t *more = IX_NEW_RAW(&s->words, uint32_t, 2 * (size_t)s->id_room);
        if (!more) {
            s->failed = true;
            return;
        }
        memcpy(more, s->ids, s->id_room * sizeof *more);
        s->ids = more;
        s->id_room *= 2;
    }
    s->ids[s->id_count++] = id;
}

static void add_key(void *context, uint64_t hash) {
    ix_spotter *s = context;
    ix_bucket bucket = ix_bucket_find(s->index, IX_SEC_KEYS_STARTS, hash);
    uint32_t tag = (uint32_t)(hash >> 56) << 24;
    for (uint32_t i = 0; i < bucket.count; i++) {
        if ((bucket.entries[i] & 0xff000000u) == tag) {
            add_id(s, bucket.entries[i] & 0xffffffu);
        }
    }
}

/* Ascending, each once. */
static void settle_ids(ix_spotter *s) {
    uint32_t kept = 0;
    ix_sort_ids(s->ids, s->id_count);
    for (uint32_t i = 0; i < s->id_count; i++) {
        if (i == 0 || s->ids[i] != s->ids[kept - 1]) {
            s->ids[kept++] = s->ids[i];
        }
    }
    s->id_count = kept;
}

static void number_key(ix_spotter *s, ix_key_kind kind, uint16_t value) {
    char bytes[2] = {(char)(value & 0xff), (char)(value >> 8)};
    add_key(s, ix_key_hash(kind, (ix_str){bytes, 2}));
}

/* The word as it stands, what it is in other languages, and unless it is a plain word, its
 * romanization and the names that are variants of it. */
static void plain_keys(ix_spotter *s, const ix_mpart *part, bool plain) {
    char roman[2 * IX_TOKEN_BYTES_MAX];
    add_key(s, ix_key_hash(IX_KEY_TEXT, part->text));
    if (!plain) {
        ix_str key = {roman, ix_text_roman_key(roman, (int)sizeof roman, part->text)};
        add_key(s, ix_key_hash(IX_KEY_ROMAN, key));
    }
    for (int i = 0; !plain && i < part->class_count; i++) {
        number_key(s, IX_KEY_CLASS, part->classes[i]);
    }
    if (part->concept != 0) {
        number_key(s, IX_KEY_CONCEPT, part->concept);
    }
}

static void all_keys(ix_spotter *s, const ix_mpart *part) {
    ix_part_keys(part, add_key, s);
    ix_abjad_keys(ix_mpart_native(part), true, add_key, s);
    if (part->text.len > 1) { /* listed initials: the row of the first letter */
        add_key(s, ix_key_hash(IX_KEY_TEXT, ix_str_slice(part->text, 0, 1)));
    }
}

/* ---------------------------------------------------------------- rows */

static int32_t least(int32_t a, int32_t b) {
    return a < b ? a : b;
}

/* A part without what only likenesses need; its text is copied. */
static bool begin_part(ix_spotter *s, ix_mpart *out, ix_str folded, uint8_t script) {
    const ix_knowledge *knowledge = s->index->knowledge;
    ix_str text = ix_arena_copy(&s->words, folded);
    ix_part part = {.text = text,
                    .script = script,
                    .word = ix_knowledge_word(knowledge, text),
                    .person_millibits = ix_knowledge_millibits(knowledge, text, false),
                    .org_millibits = ix_knowledge_millibits(knowledge, text, true)};
    s->kept += sizeof *out + (size_t)text.len;
    ix_mpart_begin(out, knowledge, &part);
    return text.ptr != NULL;
}

/* The rest of it, once. */
static bool finish_part(ix_spotter *s, ix_mpart *part) {
    const ix_knowledge *knowledge = s->index->knowledge;
    if (part->roman.ptr) {
        return true;
    }
    s->kept += 2 * (size_t)part->text.len;
    return ix_mpart_finish(part, knowledge, ix_knowledge_word(knowledge, part->text), &s->words);
}

static void bound_row(spot_row *row, const ix_mpart *word, const ix_mpart *listed) {
    for (int org = 0; org < 2; org++) {
        int32_t both = least(ix_part_surprise(word, org != 0), ix_part_surprise(listed, org != 0));
        row->most[org] = both > IX_W_RELATION_LEAST ? both : IX_W_RELATION_LEAST;
    }
}

/* Slips between persons' names count as such, between other names by their edits (is_one_slip in
 * align.c, align_org_is_slip). */
static uint8_t slips_of(const ix_link *link, const ix_mpart *asked, const ix_mpart *listed,
                        bool org) {
    if (link->relation == IX_RELATION_TYPO || link->relation == IX_RELATION_SOUND) {
        int by_text = ix_text_distance(asked->text, listed->text, SPOT_LOOSE - 1);
        int by_roman = ix_text_distance(asked->roman, listed->roman, SPOT_LOOSE - 1);
        return !org ? 1 : (uint8_t)(by_text < by_roman ? by_text : by_roman);
    }
    bool loose = link->relation == IX_RELATION_NICKNAME || link->relation == IX_RELATION_INITIAL;
    return loose && !org ? SPOT_LOOSE : 0;
}

static bool is_same(const ix_link *link) {
    return link->millibits > 0 && link->relation <= IX_RELATION_TRANSLITERATION;
}

const spot_row *spot_judge(ix_spotter *s, spot_word *word, spot_row *row) {
    if (!row->judged) {
        s->failed = s->failed || !finish_part(s, &word->forms[row->form]);
        ix_mpart asked = word->forms[row->form], listed;
        ix_link links[2];
        ix_mpart_load(&listed, s->index, row->dict);
        asked.role = IX_ROLE_UNKNOWN;
        listed.script = asked.script;
        ix_part_links(links, s->index->knowledge, &asked, &listed);
        row->most[0] = links[0].millibits;
        row->most[1] = links[1].millibits;
        row->judged = true;
        row->same[0] = is_same(&links[0]);
        row->same[1] = is_same(&links[1]);
        row->variant[0] = links[0].relation == IX_RELATION_VARIANT;
        row->variant[1] = links[1].relation == IX_RELATION_VARIANT;
        row->slips[0] = slips_of(&links[0], &asked, &listed, false);
        row->slips[1] = slips_of(&links[1], &asked, &listed, true);
    }
    return row;
}

/* The ids collected become rows of a form of the word, merged with those it has. */
static bool take_rows(ix_spotter *s, spot_word *word, int form) {
    settle_ids(s);
    spot_row *rows = IX_NEW_RAW(&s->words, spot_row, word->row_count + (int)s->id_count + 1);
    if (!rows || s->failed) {
        return false;
    }
    s->kept += ((size_t)word->row_count + s->id_count + 1) * sizeof *rows;
    int count = 0, old = 0;
    for (uint32_t i = 0; i < s->id_count; i++) {
        ix_mpart listed;
        while (old < word->row_count && word->rows[old].dict <= s->ids[i]) {
            rows[count++] = word->rows[old++];
        }
        ix_mpart_load(&listed, s->index, s->ids[i]);
        spot_row *row = &rows[count++];
        *row = (spot_row){.dict = s->ids[i],
                          .form = (uint8_t)form,
                          .initial = listed.text.len == 1 && word->forms[form].text.len > 1};
        bound_row(row, &word->forms[form], &listed);
    }
    while (old < word->row_count) {
        rows[count++] = word->rows[old++];
    }
    word->rows = rows;
    word->row_count = count;
    return true;
}

/* Has a person's name this part? */
static bool is_of_person(const ix_index *index, uint32_t dict) {
    const uint32_t *postings = index->postings + index->dict[dict].posting_first;
    for (uint32_t i = 0; i < index->dict[dict].posting_count; i++) {
        if ((postings[i] & IX_POSTING_ORG) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_anchors(const ix_index *index, uint32_t dict) {
    return index->anchor_starts[dict] < index->anchor_starts[dict + 1];
}

/* What its rows say together. */
static void sign_rows(const ix_spotter *s, spot_word *word) {
    bool signed_before = !word || word->sign != 0;
    for (int i = 0; !signed_before && i < word->row_count; i++) {
        word->sign |= spot_sign(word->rows[i].dict);
        word->leads = word->leads || has_anchors(s->index, word->rows[i].dict);
        word->of_person = word->of_person || is_of_person(s->index, word->rows[i].dict);
    }
}

static bool take_names(ix_spotter *s, spot_word *word, spot_way way) {
    settle_ids(s);
    if (s->id_count == 0) {
        return !s->failed;
    }
    word->names[way] = IX_NEW_RAW(&s->words, uint32_t, s->id_count);
    if (!word->names[way] || s->failed) {
        return false;
    }
    memcpy(word->names[way], s->ids, s->id_count * sizeof *s->ids);
    word->name_count[way] = (int)s->id_count;
    s->kept += s->id_count * sizeof *s->ids;
    return true;
}

/* ---------------------------------------------------------------- words */

static spot_word **chain_of(ix_spotter *s, uint64_t hash) {
    return &s->buckets[hash & (BUCKETS - 1)];
}

static spot_word *find_word(ix_spotter *s, uint64_t hash, ix_str raw) {
    for (spot_word *w = *chain_of(s, hash); w; w = w->next) {
        if (w->hash == hash && ix_str_equal(w->raw, raw)) {
            return w;
        }
    }
    return NULL;
}

static spot_word *add_word(ix_spotter *s, uint64_t hash, ix_str raw) {
    spot_word *word = IX_NEW(&s->words, spot_word, 1);
    if (!word) {
        s->failed = true;
        return NULL;
    }
    *word = (spot_word){.next = *chain_of(s, hash),
                        .hash = hash,
                        .raw = ix_arena_copy(&s->words, raw),
                        .seen = -SPOT_RUN_TOKENS_MAX};
    *chain_of(s, hash) = word;
    s->kept += sizeof *word + (size_t)raw.len;
    return word;
}

static uint64_t salted(ix_str raw, uint64_t salt) {
    return ix_hash64(raw) ^ salt * 0x9e3779b97f4a7c15ull;
}

static bool make_part(ix_spotter *s, ix_mpart *out, ix_str folded, uint8_t script) {
    return begin_part(s, out, folded, script) && finish_part(s, out);
}

/* "44th", "no5": what the parser may take for a number. */
static bool may_be_ordinal(ix_str text) {
    ptrdiff_t digits = 0;
    while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9') {
        digits++;
    }
    return (digits > 0 && text.len - digits == 2) || ix_str_starts_with(text, IX_STR("no"));
}

/* Digits alone are their value; what the parser may join with others to a number is any. */
static uint16_t number_of(const ix_spotter *s, const ix_mpart *part, const ix_token *token) {
    uint32_t value = 0;
    if (token->kind == IX_TOKEN_WORD) {
        const ix_word *word = ix_knowledge_word(s->index->knowledge, part->text);
        return word && word->number != 0 ? SPOT_NUMBER_ANY : 0;
    }
    for (ptrdiff_t i = 0; token->kind == IX_TOKEN_NUMBER && i < part->text.len; i++) {
        value = value * 10 + (uint32_t)(part->text.ptr[i] - '0');
        if (value >= UINT16_MAX - 1) {
            return 0; /* the parser keeps no value of it */
        }
    }
    return token->kind == IX_TOKEN_NUMBER ? (uint16_t)(value + 1)
           : may_be_ordinal(part->text)   ? SPOT_NUMBER_ANY
                                          : 0;
}

/* What leaving the word over costs in the name of an organization, at the least. Its acronym may be
 * left out beside it. */
static int32_t left_of_org(const spot_word *word, const ix_mpart *part, const ix_token *token) {
    if (word->filler) {
        return 0;
    }
    if (word->kind || word->number != 0 || token->kind != IX_TOKEN_WORD || ix_acronym_like(part)) {
        return IX_W_MISSING_KIND;
    }
    return ix_part_omission(part, true, false, 0);
}

/* Such letters as Sh may count as one in an acronym, or as two. */
static bool begins_with_digraph(ix_str text) {
    return text.len > 2 &&
           ((memchr("tscz", text.ptr[0], 4) && (text.ptr[1] == 'h' || text.ptr[1] == 's')) ||
            (text.ptr[0] == 'k' && text.ptr[1] == 'h') ||
            (text.ptr[0] == 'y' && (text.ptr[1] == 'a' || text.ptr[1] == 'u')));
}

/* What leaving the word over says. */
static void describe(ix_spotter *s, spot_word *word, const ix_mpart *part, const ix_token *token) {
    const uint32_t fillers =
        IX_WORD_STOP | IX_WORD_TITLE | IX_WORD_PARTICLE | IX_WORD_SUFFIX | IX_WORD_VESSEL_PREFIX;
    word->filler = (part->flags & fillers) != 0 || part->text.len == 1;
    word->kind = (part->flags & (IX_WORD_ORG_KIND | IX_WORD_FORM_LIKE)) != 0;
    word->stop = (part->flags & IX_WORD_STOP) != 0;
    word->particle = (part->flags & IX_WORD_PARTICLE) != 0;
    word->plain = token->script == IX_SCRIPT_LATIN &&
                  (part->flags & (IX_WORD_GIVEN | IX_WORD_FAMILY)) == 0 &&
                  ix_text_is_plain_word(part->text);
    word->number = number_of(s, part, token);
    word->left_org = left_of_org(word, part, token);
    bool letter = part->text.len == 1 && part->text.ptr[0] >= 'a' && part->text.ptr[0] <= 'z';
    bool initial = letter && token->kind == IX_TOKEN_WORD && (token->upper || token->period_after);
    word->letter = initial ? part->text.ptr[0] : '\0';
    word->bare = letter && !initial;
    word->upper = token->upper;
    word->digraph = begins_with_digraph(part->text);
}

static bool look_up(ix_spotter *s, spot_word *word, bool full) {
    const ix_mpart *part = word->forms;
    s->id_count = 0;
    if (word->bare) {
        return true;
    }
    if (!full || word->plain) {
        plain_keys(s, part, word->plain);
        return take_rows(s, word, 0);
    }
    all_keys(s, part);
    bool taken = take_rows(s, word, 0);
    s->id_count = 0;
    ix_split_names(s->index, part, add_id, s);
    taken = taken && take_names(s, word, SPOT_TOGETHER);
    s->id_count = 0;
    ix_split_like(s->index, part, add_id, s);
    taken = taken && take_names(s, word, SPOT_LIKE);
    s->id_count = 0;
    if (ix_acronym_like(part) && (word->upper || part->text.len >= SMALL_ACRONYM_MIN)) {
        ix_pairs_find(s->index, ix_key_hash(IX_KEY_ACRONYM, part->text), add_id, s);
    }
    return taken && take_names(s, word, SPOT_ACRONYM);
}

/* What else a word may be: without its case ending, or without the disguise it may be in. */
typedef struct other_forms {
    ix_str texts[IX_CASE_ENDINGS_MAX + IX_WRITINGS_MAX];
    int endings, count; /* the endings come first */
} other_forms;

static bool find_other_forms(other_forms *out, ix_spotter *s, ix_str raw) {
    ix_writing writings[IX_WRITINGS_MAX];
    int disguised = 0;
    out->endings = ix_text_case_endings(out->texts, raw, &s->words);
    out->count = out->endings;
    if (ix_text_undisguise(writings, &disguised, raw, &s->words, NULL) != IX_OK) {
        return false;
    }
    for (int i = 0; i < disguised; i++) {
        out->texts[out->count++] = writings[i].text;
    }
    return true;
}

/* These forms of the word: as they stand, no more. A run in which an ending was undone is asked
 * about as it is written then; disguises the scorer undoes by itself. */
static bool look_up_others(ix_spotter *s, spot_word *word, const other_forms *others,
                           uint8_t script) {
    for (int i = 0; i < others->count; i++) {
        ix_text text;
        if (ix_text_analyze(&text, others->texts[i], &s->words, NULL) != IX_OK) {
            return false;
        }
        if (text.count != 1) {
            continue;
        }
        word->written[word->form_count] = i < others->endings ? others->texts[i] : (ix_str){0};
        if (!begin_part(s, &word->forms[word->form_count], text.tokens[0].folded, script)) {
            return false;
        }
        s->id_count = 0;
        plain_keys(s, &word->forms[word->form_count], false);
        if (!take_rows(s, word, word->form_count++)) {
            return false;
        }
    }
    return true;
}

spot_word *spot_word_of(ix_spotter *s, const ix_text *text, const ix_token *token, bool full) {
    ix_str raw = ix_str_slice(text->raw, token->from, token->to);
    uint64_t hash = salted(raw, full ? SALT_FULL : SALT_PLAIN);
    spot_word *word = find_word(s, hash, raw);
    if (word) {
        return word;
    }
    word = add_word(s, hash, raw);
    ix_mpart own;
    other_forms others = {.count = 0};
    if (!word || !begin_part(s, &own, token->folded, token->script)) {
        s->failed = true;
        return NULL;
    }
    describe(s, word, &own, token);
    bool all = full && !word->plain;
    bool found = !all || (finish_part(s, &own) && find_other_forms(&others, s, raw));
    ix_mpart *forms = IX_NEW_RAW(&s->words, ix_mpart, 1 + others.count);
    ix_str *written = IX_NEW(&s->words, ix_str, 1 + others.count);
    if (!found || !forms || !written) {
        s->failed = true;
        return NULL;
    }
    forms[0] = own;
    word->forms = forms;
    word->written = written;
    word->form_count = 1;
    if (!look_up(s, word, full) || !look_up_others(s, word, &others, token->script)) {
        s->failed = true;
        return NULL;
    }
    sign_rows(s, word);
    for (int way = 0; way < SPOT_WAYS; way++) {
        word->leads = word->leads || word->name_count[way] > 0;
    }
    return word;
}

/* ---------------------------------------------------------------- several words as one */

static ix_str raw_of(const spot_sentence *c, int first, int last) {
    return ix_str_slice(c->text->raw, spot_token(c, first)->from, spot_token(c, last)->to);
}

/* Of the ids collected, those that the run is, for certain. */
static bool keep_run_rows(ix_spotter *s, spot_word *word, const ix_run *run, ix_str text) {
    settle_ids(s);
    word->rows = IX_NEW_RAW(&s->words, spot_row, s->id_count + 1);
    if (!word->rows || s->failed) {
        return false;
    }
    for (uint32_t i = 0; i < s->id_count; i++) {
        ix_mpart listed;
        ix_doubt doubt = {.most = IX_MILLIBITS_MAX};
        ix_mpart_load(&listed, s->index, s->ids[i]);
        if (run ? !ix_run_is(&doubt, run, &listed)
                : !ix_str_equal(text, listed.text) && !ix_han_spells(text, listed.text)) {
            continue;
        }
        spot_row *row = &word->rows[word->row_count++];
        *row = (spot_row){.dict = s->ids[i], .judged = true};
        row->same[0] = row->same[1] = run && doubt.plain;
        for (int org = 0; org < 2; org++) {
            int32_t most = run ? ix_doubt_leaves(&doubt, ix_run_most(&listed, org != 0))
                               : ix_part_surprise(&listed, org != 0) - IX_W_LOSS_ACRONYM;
            row->most[org] = most > IX_W_RELATION_LEAST ? most : IX_W_RELATION_LEAST;
        }
        if (!run) {
            row->most[0] = 0; /* persons have no acronyms */
        }
    }
    s->kept += (size_t)word->row_count * sizeof *word->rows;
    return true;
}

/* The word, its rows complete; NULL: it has none. */
static spot_word *unless_empty(const ix_spotter *s, spot_word *word) {
    sign_rows(s, word);
    return word && word->row_count > 0 ? word : NULL;
}

spot_word *spot_run_of(spot_sentence *c, int first, int last) {
    ix_spotter *s = c->spotter;
    ix_str raw = raw_of(c, first, last);
    uint64_t hash = salted(raw, SALT_RUN);
    spot_word *word = find_word(s, hash, raw);
    if (word) {
        return unless_empty(s, word);
    }
    word = add_word(s, hash, raw);
    ix_mpart parts[IX_RUN_PARTS_MAX];
    ix_run run;
    for (int i = first; i <= last; i++) {
        parts[i - first] = c->words[i - c->first]->forms[0];
    }
    if (!word || !ix_run_make(&run, parts, last - first + 1)) {
        return NULL;
    }
    s->id_count = 0;
    ix_run_keys(&run, true, add_key, s);
    s->failed = s->failed || !keep_run_rows(s, word, &run, (ix_str){0});
    return unless_empty(s, word);
}

spot_word *spot_joined_of(spot_sentence *c, int first, int last) {
    ix_spotter *s = c->spotter;
    ix_str raw = raw_of(c, first, last);
    uint64_t hash = salted(raw, SALT_JOINED);
    spot_word *word = find_word(s, hash, raw);
    if (word) {
        return unless_empty(s, word);
    }
    char bytes[SPOT_RUN_TOKENS_MAX * 4];
    ptrdiff_t len = 0;
    for (int i = first; i <= last; i++) {
        ix_str folded = spot_token(c, i)->folded;
        if (len + folded.len > (ptrdiff_t)sizeof bytes) {
            return NULL;
        }
        memcpy(bytes + len, folded.ptr, (size_t)folded.len);
        len += folded.len;
    }
    word = add_word(s, hash, raw);
    ix_mpart *forms = word ? IX_NEW(&s->words, ix_mpart, 1) : NULL;
    if (!forms || !make_part(s, forms, (ix_str){bytes, len}, spot_token(c, first)->script)) {
        s->failed = true;
        return NULL;
    }
    word->forms = forms;
    word->form_count = 1;
    s->id_count = 0;
    all_keys(s, forms);
    s->failed = s->failed || !take_rows(s, word, 0);
    for (int i = 0; i < word->row_count; i++) {
        ix_mpart listed;
        spot_row *row = &word->rows[i];
        ix_mpart_load(&listed, s->index, row->dict);
        if (ix_han_is(forms->text) && ix_han_spells(forms->text, listed.text)) {
            row->most[0] = ix_run_most(&listed, false);
            row->most[1] = ix_run_most(&listed, true);
            row->judged = true;
            row->same[0] = row->same[1] = ix_hangul_is(forms->text);
        }
    }
    return unless_empty(s, word);
}

/* Nearly all are no word of the dictionary, and are not worth keeping. */
spot_word *spot_acronym_of(spot_sentence *c, ix_str letters) {
    ix_spotter *s = c->spotter;
    s->id_count = 0;
    add_key(s, ix_key_hash(IX_KEY_TEXT, letters));
    if (s->id_count == 0) {
        return NULL;
    }
    uint64_t hash = salted(letters, SALT_ACRONYM);
    spot_word *word = find_word(s, hash, letters);
    if (word) {
        return unless_empty(s, word);
    }
    word = add_word(s, hash, letters);
    s->failed = s->failed || !word || !keep_run_rows(s, word, NULL, letters);
    if (word) {
        word->acronym = true;
    }
    return unless_empty(s, word);
}
