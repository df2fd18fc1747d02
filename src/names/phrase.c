/* Abbreviations that stand for several words: NPO and Research and Production Association, PLA and
 * People's Liberation Army.
 *
 * First letters alone do not tell: languages differ in them (FSB, Federal Security Service), and
 * three letters fit too much. So they are data, and another writing of a name has one for the
 * other: lists and those who ask use both. */
#include "knowledge.h"

#include <string.h>

#define PHRASE_WORDS_MAX 12
#define SKIPPED          (IX_WORD_STOP | IX_WORD_PARTICLE)

typedef struct phrase_kind {
    const char *name;
    uint32_t flags;   /* of the abbreviations, as words of organizations' names */
    bool alone;       /* only where nothing but places stands beside it ... */
    bool beside_form; /* ... and legal forms */
} phrase_kind;

static const phrase_kind kinds[] = {{"kind", IX_WORD_ORG_GENERIC, false, false},
                                    {"place", 0, false, false},
                                    {"body", 0, true, false},
                                    {"firm", 0, true, true}};
#define KIND_COUNT ((int)(sizeof kinds / sizeof kinds[0]))

/* ---------------------------------------------------------------- loading */

/* Has the row this word already, in other letters? */
static bool has_short(const ix_knowledge *knowledge, const names_phrase_row *row, uint32_t word) {
    for (uint32_t i = row->short_first; i < knowledge->short_count; i++) {
        if (knowledge->shorts[i] == word) {
            return true;
        }
    }
    return false;
}

static ix_status enter_shorts(names_loader *loader, names_phrase_row *row, ix_str words) {
    ix_knowledge *knowledge = loader->knowledge;
    uint32_t flags = kinds[row->kind].flags;
    uint16_t concept = flags != 0 ? (uint16_t)++knowledge->concept_count : 0;
    ix_str raw;
    row->short_first = knowledge->short_count;
    while ((raw = names_rows_word(&words)).len > 0) {
        word_entry *entry;
        ix_status status = names_word_enter(loader, raw, &entry);
        if (status != IX_OK) {
            return status;
        }
        uint32_t word = (uint32_t)(entry - knowledge->words);
        if (has_short(knowledge, row, word)) {
            continue;
        }
        if ((entry->marks & MARK_SHORT) != 0) {
            return names_rows_fault(&loader->rows, loader->error,
                                    "'%" IX_FMT "' already stands for other words", IX_ARG(raw));
        }
        entry->marks |= MARK_SHORT;
        entry->word.flags |= flags;
        entry->word.concept = concept != 0 ? concept : entry->word.concept;
        status = names_grow((void **)&knowledge->shorts, knowledge->short_count,
                            &knowledge->short_capacity, sizeof *knowledge->shorts, loader->arena);
        if (status != IX_OK) {
            return status;
        }
        knowledge->shorts[knowledge->short_count++] = word;
    }
    row->short_count = knowledge->short_count - row->short_first;
    return IX_OK;
}

static ix_status enter_long(names_loader *loader, ix_str raw) {
    ix_knowledge *knowledge = loader->knowledge;
    ix_text text;
    ix_status status = names_fold(loader, raw, &text);
    if (status != IX_OK) {
        return status;
    }
    if (text.count < 2 || text.count > PHRASE_WORDS_MAX) {
        return names_rows_fault(&loader->rows, loader->error,
                                "'%" IX_FMT "' is not of 2 to %d words", IX_ARG(raw),
                                PHRASE_WORDS_MAX);
    }
    names_phrase phrase = {.text = ix_arena_copy(loader->arena, raw), .count = text.count};
    phrase.words = IX_NEW(loader->arena, names_phrase_word, text.count);
    status = phrase.text.ptr == NULL || phrase.words == NULL ? IX_E_MEMORY : IX_OK;
    for (int i = 0; status == IX_OK && i < text.count; i++) {
        phrase.words[i].text = ix_arena_copy(loader->arena, text.tokens[i].folded);
        status = phrase.words[i].text.ptr == NULL ? IX_E_MEMORY : IX_OK;
    }
    status = status ? status
                    : names_grow((void **)&knowledge->longs, knowledge->long_count,
                                 &knowledge->long_capacity, sizeof phrase, loader->arena);
    if (status == IX_OK) {
        knowledge->longs[knowledge->long_count++] = phrase;
    }
    return status;
}

static int kind_of(ix_str name) {
    int kind = 0;
    while (kind < KIND_COUNT && !ix_str_equal(name, ix_str_from_cstr(kinds[kind].name))) {
        kind++;
    }
    return kind;
}

ix_status names_load_phrases(names_loader *loader) {
    ix_knowledge *knowledge = loader->knowledge;
    ix_str row;
    while (names_rows_next(&loader->rows, &row)) {
        bool more;
        names_phrase_row entry = {.kind = kind_of(names_rows_column(&row, &more))};
        ix_str shorts = names_rows_column(&row, &more);
        if (entry.kind == KIND_COUNT || shorts.len == 0 || row.ptr == NULL ||
            knowledge->concept_count == UINT16_MAX) {
            return names_rows_fault(&loader->rows, loader->error,
                                    "expected: kind, place, body or firm | abbreviations | words");
        }
        ix_status status = enter_shorts(loader, &entry, shorts);
        entry.long_first = knowledge->long_count;
        while (status == IX_OK && row.ptr != NULL) {
            status = enter_long(loader, names_rows_column(&row, &more));
        }
        entry.long_count = knowledge->long_count - entry.long_first;
        status = status ? status
                        : names_grow((void **)&knowledge->phrases, knowledge->phrase_count,
                                     &knowledge->phrase_capacity, sizeof entry, loader->arena);
        if (status != IX_OK) {
            return status;
        }
        knowledge->phrases[knowledge->phrase_count++] = entry;
    }
    return IX_OK;
}

/* Nearly no word of a name begins a phrase, and one look at these bits tells so. */
static uint32_t begin_of_text(ix_str text) {
    return (uint32_t)ix_hash64(text) % NAMES_BEGINS;
}

static uint32_t begin_of_concept(uint16_t concept) {
    return concept * 2654435761u % NAMES_BEGINS;
}

static void note_begin(ix_knowledge *knowledge, uint32_t begin) {
    knowledge->long_begins[begin / 64] |= (uint64_t)1 << begin % 64;
}

static bool is_begin(const ix_knowledge *knowledge, uint32_t begin) {
    return (knowledge->long_begins[begin / 64] >> begin % 64 & 1) != 0;
}

static bool may_begin(const ix_knowledge *knowledge, const ix_part *part) {
    return is_begin(knowledge, begin_of_text(part->text)) ||
           (part->word != NULL && part->word->concept != 0 &&
            is_begin(knowledge, begin_of_concept(part->word->concept)));
}

ix_status names_phrases_finish(names_loader *loader) {
    for (uint32_t i = 0; i < loader->knowledge->long_count; i++) {
        names_phrase *phrase = &loader->knowledge->longs[i];
        int kept = 0;
        for (int j = 0; j < phrase->count; j++) {
            const word_entry *word = names_word_find(loader->knowledge, phrase->words[j].text);
            if (word == NULL || (word->word.flags & SKIPPED) == 0) {
                phrase->words[kept] = phrase->words[j];
                phrase->words[kept++].concept = word == NULL ? 0 : word->word.concept;
            }
        }
        phrase->count = kept;
        if (kept > 0) {
            note_begin(loader->knowledge, begin_of_text(phrase->words[0].text));
            note_begin(loader->knowledge, begin_of_concept(phrase->words[0].concept));
        }
    }
    return IX_OK;
}

/* ---------------------------------------------------------------- finding */

/* Parts [first, last] of a name and what is written in their place. */
typedef struct replacement {
    int first, last;
    ix_str text;
} replacement;

static bool is_skipped(const ix_part *part) {
    return part->word != NULL && (part->word->flags & SKIPPED) != 0;
}

/* Does nothing stand beside the parts that would make it the name of something else? */
static bool stands_alone(const ix_parsed_name *name, int first, int last, const phrase_kind *kind) {
    for (int i = 0; i < name->count; i++) {
        const ix_part *part = &name->parts[i];
        bool inside = i >= first && i <= last;
        bool place = part->word != NULL && (part->word->flags & IX_WORD_PLACE) != 0;
        bool form = part->role == IX_ROLE_LEGAL_FORM && kind->beside_form;
        if (kind->alone && !inside && !place && !form && !is_skipped(part)) {
            return false;
        }
    }
    return true;
}

static bool is_word_of(const names_phrase_word *word, const ix_part *part) {
    return ix_str_equal(word->text, part->text) ||
           (word->concept != 0 && part->word != NULL && part->word->concept == word->concept);
}

/* Does the phrase begin with part `first`? Its last part, or -1. */
static int last_of_long(const names_phrase *phrase, const ix_parsed_name *name, int first) {
    int found = 0, last = -1;
    for (int i = first; i < name->count && found < phrase->count; i++) {
        if (is_skipped(&name->parts[i]) && i > first) {
            continue;
        }
        if (!is_word_of(&phrase->words[found], &name->parts[i])) {
            return -1;
        }
        found++;
        last = i;
    }
    return phrase->count > 0 && found == phrase->count ? last : -1;
}

/* Which words the abbreviation in part `at` stands for. */
static bool find_short(replacement *out, const ix_knowledge *knowledge, const ix_parsed_name *name,
                       int at) {
    const word_entry *entry = (const word_entry *)name->parts[at].word;
    if (entry == NULL || (entry->marks & MARK_SHORT) == 0) {
        return false;
    }
    for (uint32_t r = 0; r < knowledge->phrase_count; r++) {
        const names_phrase_row *row = &knowledge->phrases[r];
        for (uint32_t i = row->short_first; i < row->short_first + row->short_count; i++) {
            if (&knowledge->words[knowledge->shorts[i]] == entry &&
                stands_alone(name, at, at, &kinds[row->kind])) {
                *out = (replacement){at, at, knowledge->longs[row->long_first].text};
                return true;
            }
        }
    }
    return false;
}

/* The abbreviation of the words from part `at` on: that of the most of them. */
static bool find_long(replacement *out, const ix_knowledge *knowledge, const ix_parsed_name *name,
                      int at) {
    *out = (replacement){.last = -1};
    if (!may_begin(knowledge, &name->parts[at])) {
        return false;
    }
    for (uint32_t r = 0; r < knowledge->phrase_count; r++) {
        const names_phrase_row *row = &knowledge->phrases[r];
        for (uint32_t i = row->long_first; i < row->long_first + row->long_count; i++) {
            int last = last_of_long(&knowledge->longs[i], name, at);
            if (last > out->last && stands_alone(name, at, last, &kinds[row->kind])) {
                const word_entry *word = &knowledge->words[knowledge->shorts[row->short_first]];
                *out = (replacement){at, last, names_entry_text(word)};
            }
        }
    }
    return out->last >= 0;
}

/* ---------------------------------------------------------------- writing */

/* The first byte of a word stands for the first byte of what it replaces, the others for the last:
 * so its span is all of that. */
static void put_words(char *text, int32_t *origin, ptrdiff_t at, ix_str words, int32_t from,
                      int32_t to) {
    bool first = true;
    for (ptrdiff_t i = 0; i < words.len; i++) {
        text[at + i] = words.ptr[i];
        origin[at + i] = first ? from : to - 1;
        first = words.ptr[i] == ' ';
    }
}

static bool write_down(ix_writing *out, ix_str raw, const ix_parsed_name *name,
                       const replacement *items, int count, ix_arena *arena) {
    ptrdiff_t most = raw.len;
    for (int i = 0; i < count; i++) {
        most += items[i].text.len;
    }
    char *text = IX_NEW(arena, char, most);
    int32_t *origin = IX_NEW(arena, int32_t, most);
    ptrdiff_t len = 0, at = 0;
    for (int i = 0; text && origin && i <= count; i++) {
        ptrdiff_t stop = i < count ? name->parts[items[i].first].from : raw.len;
        for (; at < stop; at++) {
            text[len] = raw.ptr[at];
            origin[len++] = (int32_t)at;
        }
        if (i < count) {
            int32_t to = name->parts[items[i].last].to;
            put_words(text, origin, len, items[i].text, (int32_t)at, to);
            len += items[i].text.len;
            at = to;
        }
    }
    *out = (ix_writing){{text, len}, origin, IX_DISGUISE_ABBREVIATED};
    return text != NULL && origin != NULL;
}

typedef bool (*finder)(replacement *, const ix_knowledge *, const ix_parsed_name *, int);

ix_status ix_name_rephrase(ix_writing out[IX_REPHRASED_MAX], int *count,
                           const ix_knowledge *knowledge, const ix_parsed_name *name,
                           ix_arena *arena, ix_error *error) {
    static const finder finders[IX_REPHRASED_MAX] = {find_short, find_long};
    *count = 0;
    for (int way = 0; way < IX_REPHRASED_MAX && name->guess != IX_PARTY_PERSON; way++) {
        replacement items[IX_PARTS_MAX];
        int found = 0;
        for (int i = 0; i < name->count; i++) {
            if (finders[way](&items[found], knowledge, name, i)) {
                i = items[found++].last;
            }
        }
        if (found > 0 && !write_down(&out[(*count)++], name->raw, name, items, found, arena)) {
            return ix_error_set(error, IX_E_MEMORY, "no memory to read a name");
        }
    }
    return IX_OK;
}
