/* Loaders of the plain word lists: each word gets flags, a concept, a number or a mark.
 *
 * A '?' behind a word says that it is an ordinary name too; what that means is written at the head
 * of each file. */
#include "knowledge.h"

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

/* Rows of "kind | words", the kinds being those of a table that ends with a NULL name. */
static ix_status load_kinds(names_loader *loader, const named_marks *kinds, uint16_t unsure) {
    ix_str row;
    while (names_rows_next(&loader->rows, &row)) {
        bool more;
        ix_str name = names_rows_column(&row, &more);
        const named_marks *kind = kinds;
        while (kind->name != NULL && !ix_str_equal(name, ix_str_from_cstr(kind->name))) {
            kind++;
        }
        if (kind->name == NULL || row.ptr == NULL) {
            return names_rows_fault(&loader->rows, loader->error,
                                    "'%" IX_FMT "' is no kind of this file, or has no words",
                                    IX_ARG(name));
        }
        ix_status status = enter_words(loader, row, kind->flags, kind->marks, unsure);
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

ix_status names_load_places(names_loader *loader) {
    return load_plain(loader, IX_WORD_PLACE, 0);
}

ix_status names_load_particles(names_loader *loader) {
    static const named_marks kinds[] = {{"article", IX_WORD_PARTICLE, 0},
                                        {"hyphen", IX_WORD_PARTICLE, MARK_PARTICLE_HYPHEN},
                                        {"of", IX_WORD_PARTICLE, 0},
                                        {"father", IX_WORD_PARTICLE, 0},
                                        {"son", IX_WORD_PARTICLE, MARK_PARTICLE_SON},
                                        {"after", IX_WORD_PARTICLE, MARK_PARTICLE_AFTER},
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

/* The concept of the first word of a row, where it has one already: the row goes on with it. */
static uint16_t concept_before(names_loader *loader, ix_str words, ix_status *status) {
    ix_str raw = names_rows_word(&words);
    (void)cut_unsure(&raw);
    word_entry *entry = NULL;
    *status = raw.len > 0 ? names_word_enter(loader, raw, &entry) : IX_OK;
    return entry != NULL ? entry->word.concept : 0;
}

/* One generic word of a concept; a word belongs to one concept only. */
static ix_status enter_generic(names_loader *loader, ix_str raw, uint16_t concept) {
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
    entry->word.flags |= IX_WORD_ORG_GENERIC;
    entry->marks = (uint16_t)(entry->marks | (unsure ? MARK_GENERIC_UNSURE : 0));
    return IX_OK;
}

ix_status names_load_generic_words(names_loader *loader) {
    ix_str row;
    while (names_rows_next(&loader->rows, &row)) {
        bool more;
        (void)names_rows_column(&row, &more); /* the concept's name is for the reader only */
        if (row.ptr == NULL || loader->knowledge->concept_count == UINT16_MAX) {
            return names_rows_fault(&loader->rows, loader->error, "expected: concept | words");
        }
        ix_status status;
        uint16_t concept = concept_before(loader, row, &status);
        if (concept == 0) {
            concept = (uint16_t)++loader->knowledge->concept_count;
        }
        ix_str raw;
        while (status == IX_OK && (raw = names_rows_word(&row)).len > 0) {
            status = enter_generic(loader, raw, concept);
        }
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
