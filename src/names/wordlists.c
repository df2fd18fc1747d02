/* Loaders of the plain word lists: each word gets flags, a concept, a number or a mark.
 *
 * A '?' behind a word says that it is an ordinary name too; what that means is written at the head
 * of each file. */
#include "knowledge.h"

#define PLACE_KINDS (IX_WORD_COUNTRY | IX_WORD_CITY | IX_WORD_DIRECTION)

typedef struct named_marks {
    const char *name;
    uint32_t flags;
    uint16_t marks;
} named_marks;

/* Cuts a trailing '?' off a word. */
static bool cut_unsure(ix_str *word) {
    bool unsure = ix_str_ends_with(*word, IX_STR("?"));
    if (unsure) {
        word->len--;
    }
    return unsure;
}

/* Enters every word of `words`; those with a '?' get `unsure` marks as well. */
static ix_status enter_words(names_loader *loader, ix_str words, uint32_t flags, uint16_t marks,
                             uint16_t unsure) {
    ix_str raw;
    while ((raw = names_rows_word(&words)).len > 0) {
        uint16_t more = cut_unsure(&raw) ? unsure : 0;
        word_entry *entry;
        ix_status status = names_word_enter(loader, raw, &entry);
        if (status != IX_OK) {
            return status;
        }
        entry->word.flags |= flags;
        entry->marks = (uint16_t)(entry->marks | marks | more);
    }
    return IX_OK;
}

/* Rows that are nothing but words. */
static ix_status load_plain(names_loader *loader, uint32_t flags, uint16_t unsure) {
    ix_str row;
    while (names_rows_next(&loader->rows, &row)) {
        ix_status status = enter_words(loader, row, flags, 0, unsure);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

/* Cuts the kind off a row "kind | words"; the kinds are those of a table that ends with a NULL
 * name.
 */
static ix_status cut_kind(const named_marks **kind, names_loader *loader, const named_marks *kinds,
                          ix_str *row) {
    bool more;
    ix_str name = names_rows_column(row, &more);
    for (*kind = kinds; (*kind)->name != NULL; (*kind)++) {
        if (ix_str_equal(name, ix_str_from_cstr((*kind)->name)) && row->ptr != NULL) {
            return IX_OK;
        }
    }
    return names_rows_fault(&loader->rows, loader->error,
                            "'%" IX_FMT "' is no kind of this file, or has no words", IX_ARG(name));
}

/* Rows of "kind | words". */
static ix_status load_kinds(names_loader *loader, const named_marks *kinds, uint16_t unsure) {
    ix_str row;
    while (names_rows_next(&loader->rows, &row)) {
        const named_marks *kind;
        ix_status status = cut_kind(&kind, loader, kinds, &row);
        status =
            status == IX_OK ? enter_words(loader, row, kind->flags, kind->marks, unsure) : status;
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

ix_status names_load_titles(names_loader *loader) {
    return load_plain(loader, IX_WORD_TITLE, MARK_TITLE_UNSURE);
}

ix_status names_load_suffixes(names_loader *loader) {
    return load_plain(loader, IX_WORD_SUFFIX, MARK_SUFFIX_UNSURE);
}

ix_status names_load_vessel_prefixes(names_loader *loader) {
    return load_plain(loader, IX_WORD_VESSEL_PREFIX, MARK_VESSEL_UNSURE);
}

ix_status names_load_particles(names_loader *loader) {
    static const named_marks kinds[] = {
        {"article", IX_WORD_PARTICLE, 0},
        {"hyphen", IX_WORD_PARTICLE, MARK_PARTICLE_HYPHEN},
        {"of", IX_WORD_PARTICLE, 0},
        {"father", IX_WORD_PARTICLE, 0},
        {"son", IX_WORD_PARTICLE | IX_WORD_SON, MARK_PARTICLE_SON},
        {"after", IX_WORD_PARTICLE | IX_WORD_SON_OF, MARK_PARTICLE_AFTER},
        {NULL, 0, 0}};
    return load_kinds(loader, kinds, MARK_PARTICLE_UNSURE);
}

ix_status names_load_stop_words(names_loader *loader) {
    static const named_marks kinds[] = {{"any", IX_WORD_STOP, 0},
                                        {"organization", IX_WORD_STOP, MARK_STOP_ORG},
                                        {"inner", IX_WORD_STOP, MARK_STOP_INNER},
                                        {"letter", IX_WORD_STOP, MARK_STOP_LETTER},
                                        {"number", IX_WORD_STOP, MARK_NUMBER_SIGN},
                                        {NULL, 0, 0}};
    return load_kinds(loader, kinds, 0);
}

/* One word of a concept; a word belongs to one concept only. */
static ix_status enter_concept_word(names_loader *loader, ix_str raw, uint32_t flags,
                                    uint16_t concept) {
    bool unsure = cut_unsure(&raw);
    word_entry *entry;
    ix_status status = names_word_enter(loader, raw, &entry);
    if (status != IX_OK) {
        return status;
    }
    if (entry->word.concept != 0 && entry->word.concept != concept) {
        return names_rows_fault(&loader->rows, loader->error,
                                "'%" IX_FMT "' already belongs to another concept", IX_ARG(raw));
    }
    entry->word.concept = concept;
    entry->word.flags |= flags;
    entry->marks = (uint16_t)(entry->marks | (unsure ? MARK_GENERIC_UNSURE : 0));
    return names_stripped_note(loader, raw, entry);
}

/* What is known of the first word of a row; NULL: it is new, or there is none. */
static const word_entry *first_known(names_loader *loader, ix_str words, ix_status *status) {
    ix_str raw = names_rows_word(&words);
    (void)cut_unsure(&raw);
    word_entry *entry = NULL;
    *status = raw.len > 0 ? names_word_enter(loader, raw, &entry) : IX_OK;
    return entry;
}

/* The words of a row make a new concept, or go on with that of the first of them. */
static ix_status enter_concept(names_loader *loader, ix_str words, uint32_t flags) {
    ix_status status;
    const word_entry *first = first_known(loader, words, &status);
    if (status != IX_OK) {
        return status;
    }
    bool goes_on = first != NULL && first->word.concept != 0 && (first->word.flags & flags) != 0;
    uint16_t concept = goes_on ? first->word.concept : 0;
    if (goes_on) {
        flags |= first->word.flags & (IX_WORD_ORG_KIND | PLACE_KINDS);
    } else {
        concept = (uint16_t)++loader->knowledge->concept_count;
    }
    ix_str raw;
    while ((raw = names_rows_word(&words)).len > 0) {
        status = enter_concept_word(loader, raw, flags, concept);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

ix_status names_load_generic_words(names_loader *loader) {
    ix_str row;
    while (names_rows_next(&loader->rows, &row)) {
        bool more;
        /* Of the concept's name only the mark counts; the rest is for the reader. */
        ix_str name = names_rows_column(&row, &more);
        if (row.ptr == NULL || loader->knowledge->concept_count == UINT16_MAX) {
            return names_rows_fault(&loader->rows, loader->error, "expected: concept | words");
        }
        uint32_t kind = ix_str_ends_with(name, IX_STR("~")) ? IX_WORD_ORG_KIND : 0;
        ix_status status = enter_concept(loader, row, IX_WORD_ORG_GENERIC | kind);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

ix_status names_load_places(names_loader *loader) {
    static const named_marks kinds[] = {{"country", IX_WORD_PLACE | IX_WORD_COUNTRY, 0},
                                        {"region", IX_WORD_PLACE, 0},
                                        {"city", IX_WORD_PLACE | IX_WORD_CITY, 0},
                                        {"direction", IX_WORD_PLACE | IX_WORD_DIRECTION, 0},
                                        {NULL, 0, 0}};
    ix_str row;
    while (names_rows_next(&loader->rows, &row)) {
        const named_marks *kind;
        ix_status status = cut_kind(&kind, loader, kinds, &row);
        if (status == IX_OK && loader->knowledge->concept_count == UINT16_MAX) {
            status = names_rows_fault(&loader->rows, loader->error, "too many concepts");
        }
        status = status == IX_OK ? enter_concept(loader, row, kind->flags) : status;
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

static ix_status enter_number(names_loader *loader, ix_str raw, uint16_t number, bool roman) {
    word_entry *entry;
    ix_status status = names_word_enter(loader, raw, &entry);
    if (status != IX_OK) {
        return status;
    }
    if (entry->word.number != 0 && entry->word.number != number) {
        return names_rows_fault(&loader->rows, loader->error, "'%" IX_FMT "' already stands for %d",
                                IX_ARG(raw), entry->word.number - 1);
    }
    entry->word.number = number;
    entry->marks = (uint16_t)(entry->marks | (roman ? MARK_ROMAN : 0));
    return IX_OK;
}

ix_status names_load_number_words(names_loader *loader) {
    ix_str row;
    while (names_rows_next(&loader->rows, &row)) {
        bool more;
        ix_str value_text = names_rows_column(&row, &more);
        ix_str kind = names_rows_column(&row, &more);
        int64_t value;
        bool roman = ix_str_equal(kind, IX_STR("roman"));
        bool plain =
            ix_str_equal(kind, IX_STR("cardinal")) || ix_str_equal(kind, IX_STR("ordinal"));
        if (!ix_str_to_int(value_text, &value) || value >= UINT16_MAX || !(roman || plain) ||
            row.ptr == NULL) {
            return names_rows_fault(&loader->rows, loader->error,
                                    "expected: value | cardinal, ordinal or roman | words");
        }
        ix_str raw;
        while ((raw = names_rows_word(&row)).len > 0) {
            ix_status status = enter_number(loader, raw, (uint16_t)(value + 1), roman);
            if (status != IX_OK) {
                return status;
            }
        }
    }
    return IX_OK;
}
