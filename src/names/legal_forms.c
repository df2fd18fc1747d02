/* Legal forms: loading their spellings, finding them in a name.
 *
 * A spelling is kept as its folded words joined by a space, runs of single letters joined, so that
 * "S.A. de C.V.", "S A DE C V" and "SA de CV" are one key. The first word of each spelling knows
 * the longest one that begins with it; most words of names begin none and cost one look-up. */
#include "units.h"

#include <assert.h>
#include <string.h>

static const struct {
    const char *name;
    ix_form_class class_;
    bool group;
} form_classes[] = {
    {"limited", IX_FORM_LIMITED, false},
    {"stock", IX_FORM_STOCK, false},
    {"partnership", IX_FORM_PARTNERSHIP, false},
    {"state", IX_FORM_STATE, false},
    {"nonprofit", IX_FORM_NONPROFIT, false},
    {"cooperative", IX_FORM_COOPERATIVE, false},
    {"sole", IX_FORM_SOLE, false},
    {"generic", IX_FORM_GENERIC, false},
    {"group", IX_FORM_GENERIC, true},
};

static bool parse_class(form_entry *entry, ix_str name) {
    for (size_t i = 0; i < sizeof form_classes / sizeof form_classes[0]; i++) {
        if (ix_str_equal(name, ix_str_from_cstr(form_classes[i].name))) {
            entry->form.class_ = form_classes[i].class_;
            entry->group = form_classes[i].group;
            return true;
        }
    }
    return false;
}

static bool parse_country(char country[3], ix_str text) {
    if (ix_str_equal(text, IX_STR("-"))) {
        return true;
    }
    for (ptrdiff_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < 'A' || text.ptr[i] > 'Z' || i >= 2) {
            return false;
        }
        country[i] = text.ptr[i];
    }
    return text.len == 2;
}

static const form_spelling *find_spelling(const ix_knowledge *knowledge, ix_str key) {
    uint32_t hash = names_hash(key);
    uint32_t at = NAMES_TABLE_FIRST(&knowledge->spelling_table, hash);
    uint32_t index;
    while ((index = names_table_step(&knowledge->spelling_table, hash, &at)) != 0) {
        if (ix_str_equal(knowledge->spellings[index - 1].key, key)) {
            return &knowledge->spellings[index - 1];
        }
    }
    return NULL;
}

bool names_form_is_word(const ix_knowledge *knowledge, ix_str text) {
    return text.len > 0 && find_spelling(knowledge, text) != NULL;
}

/* Joins units with spaces into the buffer; empty when it does not fit. */
static ix_str join_key(char buffer[FORM_KEY_MAX], const names_unit *units, int count) {
    ptrdiff_t length = 0;
    for (int i = 0; i < count; i++) {
        if (length + units[i].text.len + 1 > FORM_KEY_MAX) {
            return (ix_str){0};
        }
        if (i > 0) {
            buffer[length++] = ' ';
        }
        memcpy(buffer + length, units[i].text.ptr, (size_t)units[i].text.len);
        length += units[i].text.len;
    }
    return (ix_str){buffer, length};
}

/* Cuts the marks '~' '^' '?' off the end of a spelling. */
static uint8_t cut_marks(ix_str *spelling) {
    uint8_t marks = 0;
    for (; spelling->len > 0; spelling->len--) {
        switch (spelling->ptr[spelling->len - 1]) {
        case '~':
            marks |= SPELLING_GUARDED;
            break;
        case '^':
            marks |= SPELLING_GUARDED | SPELLING_START;
            break;
        case '?':
            marks |= SPELLING_WEAK;
            break;
        default:
            return marks;
        }
    }
    return marks;
}

/* Notes that these words make up a legal form. */
static ix_status mark_words(names_loader *loader, const names_unit *units, int count) {
    for (int i = 0; i < count; i++) {
        word_entry *entry = names_word_add(loader, units[i].text, false);
        if (entry == NULL) {
            return IX_E_MEMORY;
        }
        entry->marks |= MARK_FORM_WORD;
    }
    return IX_OK;
}

/* Keeps a new spelling under its key and notes its length at its first word. */
static ix_status keep_spelling(names_loader *loader, ix_str key, ix_str first,
                               form_spelling spelling) {
    ix_knowledge *knowledge = loader->knowledge;
    spelling.key = ix_arena_copy(loader->arena, key);
    word_entry *entry = names_word_add(loader, first, false);
    if (spelling.key.ptr == NULL || entry == NULL ||
        names_grow((void **)&knowledge->spellings, knowledge->spelling_count,
                   &knowledge->spelling_capacity, sizeof(form_spelling), loader->arena) != IX_OK ||
        names_table_put(&knowledge->spelling_table, names_hash(key), knowledge->spelling_count,
                        loader->arena) != IX_OK) {
        return IX_E_MEMORY;
    }
    knowledge->spellings[knowledge->spelling_count++] = spelling;
    if (entry->form_words_max < spelling.words) {
        entry->form_words_max = spelling.words;
    }
    return IX_OK;
}

/* A spelling taken apart; its units live in loader->scratch. */
typedef struct spelled {
    names_unit units[NAMES_TOKENS_MAX];
    int count;
    char buffer[FORM_KEY_MAX];
    ix_str key;
} spelled;

static ix_status spell_out(spelled *out, names_loader *loader, ix_str raw) {
    ix_text text;
    ix_status status = names_fold(loader, raw, &text);
    if (status != IX_OK) {
        return status;
    }
    out->count = names_units_from_tokens(out->units, &text);
    out->count = names_units_join(out->units, out->count, NULL, &loader->scratch);
    if (out->count < 0) {
        return IX_E_MEMORY;
    }
    out->key = join_key(out->buffer, out->units, out->count);
    if (out->count > FORM_WORDS_MAX || out->key.len == 0) {
        return names_rows_fault(&loader->rows, loader->error,
                                "a spelling has at most %d words and %d bytes", FORM_WORDS_MAX,
                                FORM_KEY_MAX);
    }
    return IX_OK;
}

/* The spelling that a text is, NULL when it is none. */
static const form_spelling *spelling_of(names_loader *loader, ix_str raw, ix_status *status) {
    spelled s;
    *status = spell_out(&s, loader, raw);
    return *status == IX_OK ? find_spelling(loader->knowledge, s.key) : NULL;
}

static ix_status enter_spelling(names_loader *loader, ix_str raw, uint16_t form) {
    uint8_t marks = cut_marks(&raw);
    spelled s;
    ix_status status = spell_out(&s, loader, raw);
    if (status != IX_OK) {
        return status;
    }
    ix_str key = s.key;
    const form_spelling *known = find_spelling(loader->knowledge, key);
    if (known == NULL) {
        status = mark_words(loader, s.units, s.count);
        if (status != IX_OK) {
            return status;
        }
        form_spelling spelling = {.form = form, .words = (uint8_t)s.count, .marks = marks};
        return keep_spelling(loader, key, s.units[0].text, spelling);
    }
    if (known->form != form) {
        return names_rows_fault(&loader->rows, loader->error,
                                "'%" IX_FMT "' is already a spelling of '%" IX_FMT "'", IX_ARG(key),
                                IX_ARG(loader->knowledge->forms[known->form].form.canonical));
    }
    return IX_OK;
}

/* The canonical name of a form: its first spelling, folded, without spaces. */
static ix_status set_canonical(names_loader *loader, form_entry *entry, ix_str first) {
    (void)cut_marks(&first);
    ix_text text;
    ix_status status = names_fold(loader, first, &text);
    if (status != IX_OK) {
        return status;
    }
    ptrdiff_t length = 0;
    for (int i = 0; i < text.count; i++) {
        length += text.tokens[i].folded.len;
    }
    char *canonical = IX_NEW(loader->arena, char, length);
    if (canonical == NULL) {
        return IX_E_MEMORY;
    }
    entry->form.canonical = (ix_str){canonical, length};
    for (int i = 0; i < text.count; i++) {
        memcpy(canonical, text.tokens[i].folded.ptr, (size_t)text.tokens[i].folded.len);
        canonical += text.tokens[i].folded.len;
    }
    return IX_OK;
}

/* Reads "class | country | spelling | spelling ..." */
static ix_status load_form(names_loader *loader, ix_str row) {
    ix_knowledge *knowledge = loader->knowledge;
    form_entry entry = {0};
    bool more;
    ix_str class_ = names_rows_column(&row, &more);
    ix_str country = names_rows_column(&row, &more);
    if (!parse_class(&entry, class_) || !parse_country(entry.form.country, country) ||
        row.ptr == NULL || knowledge->form_count == UINT16_MAX) {
        return names_rows_fault(&loader->rows, loader->error,
                                "expected: class | country code or - | spelling | spelling ...");
    }
    uint16_t number = (uint16_t)knowledge->form_count;
    ix_status status = names_grow((void **)&knowledge->forms, knowledge->form_count,
                                  &knowledge->form_capacity, sizeof(form_entry), loader->arena);
    for (bool first = true; status == IX_OK; first = false) {
        ix_str spelling = names_rows_column(&row, &more);
        if (!more) {
            break;
        }
        if (first) {
            status = set_canonical(loader, &entry, spelling);
            knowledge->forms[knowledge->form_count++] = entry;
        }
        status = status == IX_OK ? enter_spelling(loader, spelling, number) : status;
    }
    return status;
}

/* Enters the spellings of a row once more, without their letters beyond ASCII, where that is not
 * another form. */
static ix_status load_stripped(names_loader *loader, ix_str row) {
    bool more;
    (void)names_rows_column(&row, &more); /* class and country */
    (void)names_rows_column(&row, &more);
    ix_status status = IX_OK;
    while (status == IX_OK) {
        ix_str raw = names_rows_column(&row, &more);
        if (!more) {
            break;
        }
        char bytes[FORM_KEY_MAX];
        ix_str rest = names_strip(bytes, raw);
        (void)cut_marks(&raw);
        const form_spelling *whole = rest.len > 0 ? spelling_of(loader, raw, &status) : NULL;
        ix_str bare = rest;
        (void)cut_marks(&bare);
        if (whole != NULL && spelling_of(loader, bare, &status) == NULL && status == IX_OK) {
            status = enter_spelling(loader, rest, whole->form);
        }
    }
    return status;
}

ix_status names_load_legal_forms(names_loader *loader) {
    ix_knowledge *knowledge = loader->knowledge;
    if (knowledge->form_count == 0) {
        knowledge->form_count = 1; /* forms are numbered from 1 */
    }
    ix_status status = names_grow((void **)&knowledge->forms, knowledge->form_count,
                                  &knowledge->form_capacity, sizeof(form_entry), loader->arena);
    names_rows again = loader->rows;
    ix_str row;
    while (status == IX_OK && names_rows_next(&loader->rows, &row)) {
        status = load_form(loader, row);
    }
    while (status == IX_OK && names_rows_next(&again, &row)) {
        status = load_stripped(loader, row);
    }
    return status;
}

static bool begins_part(const names_unit *unit) {
    return unit->joint == IX_JOINT_COMMA || unit->joint == IX_JOINT_BRACKET;
}

/* May a guarded spelling over units [from, to) be a legal form here? At the end of the name or of a
 * part of it, before another form, or dotted; at the start only those marked so, and never right
 * before a comma ("PAO, Yu"). A single Han character is one only where it stands apart: "(株)". */
static bool stands_well(const form_spelling *spelling, const form_match *matches,
                        const names_unit *units, int from, int to, int count) {
    if (to - from == 1 && names_is_character(&units[from]) &&
        (units[from].joint == IX_JOINT_NONE || (to < count && units[to].joint == IX_JOINT_NONE))) {
        return false;
    }
    if ((spelling->marks & SPELLING_GUARDED) == 0) {
        return true;
    }
    if (from == 0) {
        return to == count ||
               ((spelling->marks & SPELLING_START) != 0 && units[to].joint != IX_JOINT_COMMA);
    }
    return to == count || begins_part(&units[to]) || matches[to].form != 0 || units[to - 1].dotted;
}

/* Would a form over units [from, to) take words from a longer one that begins among them?
 * "Management Company | Limited Liability Company" */
static bool cuts_longer(const form_match *matches, int from, int to) {
    for (int i = from + 1; i < to; i++) {
        if (matches[i].units > to - from && i + matches[i].units > to) {
            return true;
        }
    }
    return false;
}

static form_match find_form(const ix_knowledge *knowledge, const form_match *matches,
                            const names_unit *units, int from, int count) {
    const word_entry *entry = units[from].entry;
    int longest = entry == NULL ? 0 : entry->form_words_max;
    longest = longest > count - from ? count - from : longest;
    for (int words = longest; words > 0; words--) {
        char buffer[FORM_KEY_MAX];
        ix_str key = join_key(buffer, units + from, words);
        const form_spelling *spelling = key.len > 0 ? find_spelling(knowledge, key) : NULL;
        if (spelling != NULL && !cuts_longer(matches, from, from + words) &&
            stands_well(spelling, matches, units, from, from + words, count)) {
            return (form_match){.form = spelling->form,
                                .units = (uint8_t)words,
                                .marks = spelling->marks,
                                .dotted = units[from].dotted || units[from + words - 1].dotted};
        }
    }
    return (form_match){0};
}

void names_forms_scan(form_match *matches, const ix_knowledge *knowledge, const names_unit *units,
                      int count) {
    for (int i = count - 1; i >= 0; i--) {
        matches[i] = find_form(knowledge, matches, units, i, count);
    }
}

int names_form_rank(const ix_knowledge *knowledge, uint16_t form) {
    const form_entry *entry = &knowledge->forms[form];
    if (entry->group) {
        return 1;
    }
    return entry->form.class_ == IX_FORM_GENERIC ? 2 : 3;
}

const ix_legal_form *ix_knowledge_form(const ix_knowledge *knowledge, uint16_t form) {
    assert(form >= 1 && form < knowledge->form_count);
    return &knowledge->forms[form].form;
}

int ix_knowledge_form_count(const ix_knowledge *knowledge) {
    return knowledge->form_count == 0 ? 0 : (int)knowledge->form_count - 1;
}
