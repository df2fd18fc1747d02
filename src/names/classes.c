/* Given names, nicknames and family names: flags, genders, and the variant classes they form.
 *
 * A class is one row. Members are kept class by class; when all files are read the class numbers
 * are grouped by word as well, so that both directions are one slice. */
#include "knowledge.h"

#include <assert.h>

#define CLASSES_MAX 65535u
#define MEMBERS_MAX 65535u /* class_first is 16 bits wide */

static ix_status open_class(names_loader *loader, ix_class_kind kind) {
    ix_knowledge *knowledge = loader->knowledge;
    if (knowledge->class_count > CLASSES_MAX) {
        return names_rows_fault(&loader->rows, loader->error, "more than %u classes", CLASSES_MAX);
    }
    ix_status status = names_grow((void **)&knowledge->classes, knowledge->class_count,
                                  &knowledge->class_capacity, sizeof(class_entry), loader->arena);
    if (status == IX_OK) {
        if (knowledge->class_count == 0) {
            knowledge->class_count = 1; /* classes are numbered from 1 */
        }
        knowledge->classes[knowledge->class_count++] =
            (class_entry){.first = knowledge->member_count, .kind = (uint8_t)kind};
    }
    return status;
}

/* Adds a word to the class opened last, once. */
static ix_status join_class(names_loader *loader, word_entry *entry) {
    ix_knowledge *knowledge = loader->knowledge;
    class_entry *class_ = &knowledge->classes[knowledge->class_count - 1];
    uint32_t word = (uint32_t)(entry - knowledge->words);
    for (uint32_t i = class_->first; i < knowledge->member_count; i++) {
        if (knowledge->member_words[i] == word) {
            return IX_OK;
        }
    }
    if (knowledge->member_count >= MEMBERS_MAX) {
        return names_rows_fault(&loader->rows, loader->error, "more than %u members of classes",
                                MEMBERS_MAX);
    }
    ix_status status = names_grow((void **)&knowledge->member_words, knowledge->member_count,
                                  &knowledge->member_capacity, sizeof(uint32_t), loader->arena);
    if (status == IX_OK) {
        knowledge->member_words[knowledge->member_count++] = word;
        class_->count++;
        entry->word.class_count++;
    }
    return status;
}

/* Enters the words of a row, into the open class if `join`. */
static ix_status enter_names(names_loader *loader, ix_str words, uint32_t flags, bool join) {
    ix_str raw;
    while ((raw = names_rows_word(&words)).len > 0) {
        word_entry *entry;
        ix_status status = names_word_enter(loader, raw, &entry);
        if (status != IX_OK) {
            return status;
        }
        entry->word.flags |= flags;
        status = join ? join_class(loader, entry) : IX_OK;
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

/* "m", "f" or "u" (either) as flags of a given name; 0 when it is none of them. */
static uint32_t gender_flags(ix_str gender) {
    if (ix_str_equal(gender, IX_STR("m"))) {
        return IX_WORD_GIVEN | IX_WORD_MALE;
    }
    if (ix_str_equal(gender, IX_STR("f"))) {
        return IX_WORD_GIVEN | IX_WORD_FEMALE;
    }
    if (ix_str_equal(gender, IX_STR("u"))) {
        return IX_WORD_GIVEN | IX_WORD_MALE | IX_WORD_FEMALE;
    }
    return 0;
}

ix_status names_load_given_names(names_loader *loader) {
    ix_str row;
    while (names_rows_next(&loader->rows, &row)) {
        bool more;
        uint32_t flags = gender_flags(names_rows_column(&row, &more));
        ix_str kind = names_rows_column(&row, &more);
        bool spelling = ix_str_equal(kind, IX_STR("spelling"));
        bool translation = ix_str_equal(kind, IX_STR("translation"));
        bool alone = ix_str_equal(kind, IX_STR("alone"));
        if (flags == 0 || row.ptr == NULL || !(spelling || translation || alone)) {
            return names_rows_fault(&loader->rows, loader->error,
                                    "expected: m, f or u | spelling, translation or alone | names");
        }
        ix_status status =
            alone ? IX_OK : open_class(loader, spelling ? IX_CLASS_SPELLING : IX_CLASS_TRANSLATION);
        status = status == IX_OK ? enter_names(loader, row, flags, !alone) : status;
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

ix_status names_load_nicknames(names_loader *loader) {
    ix_str row;
    while (names_rows_next(&loader->rows, &row)) {
        bool more;
        uint32_t flags = gender_flags(names_rows_column(&row, &more));
        ix_str formal = names_rows_column(&row, &more);
        if (flags == 0 || formal.len == 0 || row.ptr == NULL) {
            return names_rows_fault(&loader->rows, loader->error,
                                    "expected: m, f or u | formal names | nicknames");
        }
        ix_status status = open_class(loader, IX_CLASS_NICKNAME);
        status = status == IX_OK ? enter_names(loader, formal, flags, true) : status;
        status = status == IX_OK ? enter_names(loader, row, flags, true) : status;
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

ix_status names_load_family_names(names_loader *loader) {
    ix_str row;
    while (names_rows_next(&loader->rows, &row)) {
        bool more;
        ix_str kind = names_rows_column(&row, &more);
        bool spelling = ix_str_equal(kind, IX_STR("spelling"));
        bool alone = ix_str_equal(kind, IX_STR("alone"));
        if (row.ptr == NULL || !(spelling || alone)) {
            return names_rows_fault(&loader->rows, loader->error,
                                    "expected: spelling or alone | names");
        }
        ix_status status = alone ? IX_OK : open_class(loader, IX_CLASS_FAMILY);
        status = status == IX_OK ? enter_names(loader, row, IX_WORD_FAMILY, !alone) : status;
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

ix_status names_load_variants(names_loader *loader) {
    ix_str row;
    while (names_rows_next(&loader->rows, &row)) {
        bool more;
        ix_str kind = names_rows_column(&row, &more);
        bool spelling = ix_str_equal(kind, IX_STR("spelling"));
        bool reading = ix_str_equal(kind, IX_STR("reading"));
        if (row.ptr == NULL || !(spelling || reading)) {
            return names_rows_fault(&loader->rows, loader->error,
                                    "expected: spelling or reading | words");
        }
        ix_status status = open_class(loader, spelling ? IX_CLASS_SPELLING : IX_CLASS_TRANSLATION);
        status = status == IX_OK ? enter_names(loader, row, 0, true) : status;
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

ix_status names_classes_finish(names_loader *loader) {
    ix_knowledge *knowledge = loader->knowledge;
    uint32_t count = knowledge->member_count;
    knowledge->members = IX_NEW(loader->arena, ix_str, count);
    knowledge->class_refs = IX_NEW(loader->arena, uint16_t, count);
    if (count > 0 && (knowledge->members == NULL || knowledge->class_refs == NULL)) {
        return IX_E_MEMORY;
    }
    uint32_t first = 0;
    for (uint32_t i = 0; i < knowledge->word_count; i++) {
        ix_word *word = &knowledge->words[i].word;
        word->class_first = (uint16_t)first;
        first += word->class_count;
        word->class_count = 0; /* counted up again below */
    }
    assert(first == count);
    for (uint32_t number = 1; number < knowledge->class_count; number++) {
        const class_entry *class_ = &knowledge->classes[number];
        for (uint32_t i = class_->first; i < class_->first + class_->count; i++) {
            word_entry *entry = &knowledge->words[knowledge->member_words[i]];
            knowledge->members[i] = names_entry_text(entry);
            knowledge->class_refs[entry->word.class_first + entry->word.class_count++] =
                (uint16_t)number;
        }
    }
    return IX_OK;
}

const uint16_t *ix_knowledge_classes(const ix_knowledge *knowledge, const ix_word *word) {
    return knowledge->class_refs == NULL ? NULL : knowledge->class_refs + word->class_first;
}

const ix_str *ix_knowledge_class_members(const ix_knowledge *knowledge, uint16_t class_number,
                                         int *count) {
    assert(class_number >= 1 && class_number < knowledge->class_count);
    const class_entry *class_ = &knowledge->classes[class_number];
    *count = class_->count;
    return knowledge->members + class_->first;
}

ix_class_kind ix_knowledge_class_kind(const ix_knowledge *knowledge, uint16_t class_number) {
    assert(class_number >= 1 && class_number < knowledge->class_count);
    return (ix_class_kind)knowledge->classes[class_number].kind;
}

int ix_knowledge_class_count(const ix_knowledge *knowledge) {
    return knowledge->class_count == 0 ? 0 : (int)knowledge->class_count - 1;
}
