/* Words for people. What is shown on a terminal may come from a hostile message: nothing here lets
 * an escape sequence or a direction override through. */
#include "words.h"

typedef struct phrase {
    const char *name;
    const char *words;
} phrase;

static const char *find_phrase(const phrase *phrases, ix_str name) {
    for (; phrases->name != NULL; phrases++) {
        if (ix_str_equal(name, ix_str_from_cstr(phrases->name))) {
            return phrases->words;
        }
    }
    return "unknown";
}

const char *words_evidence_kind(ix_str kind) {
    static const phrase phrases[] = {{"name_part", "name part"},
                                     {"name", "name"},
                                     {"dob", "date of birth"},
                                     {"country", "country"},
                                     {"gender", "gender"},
                                     {"identifier", "identifier"},
                                     {"type", "kind of party"},
                                     {"address", "address"},
                                     {"ownership", "ownership"},
                                     {"birth_place", "place of birth"},
                                     {NULL, NULL}};
    return find_phrase(phrases, kind);
}

const char *words_relation(ix_str relation) {
    static const phrase phrases[] = {{"equal", "same"},
                                     {"transliteration", "same, transliterated"},
                                     {"variant", "variant of the same"},
                                     {"nickname", "short form"},
                                     {"sound", "sounds alike"},
                                     {"typo", "letters differ"},
                                     {"initial", "initial"},
                                     {"joined", "written together or apart"},
                                     {"acronym", "acronym"},
                                     {"missing", "only on one side"},
                                     {"contradicts", "contradicts"},
                                     {NULL, NULL}};
    return find_phrase(phrases, relation);
}

const char *words_matched_kind(ix_str kind) {
    static const phrase phrases[] = {{"primary", "primary name"},
                                     {"strong", "strong a.k.a."},
                                     {"weak", "weak a.k.a."},
                                     {"former", "former name"},
                                     {"translation", "translation"},
                                     {"identifier", "identifier"},
                                     {NULL, NULL}};
    return find_phrase(phrases, kind);
}

const char *words_effect(ix_str effect) {
    static const phrase phrases[] = {{"block", "blocked"},
                                     {"reject", "to be rejected"},
                                     {"license", "licence required"},
                                     {"prohibited", "prohibited"},
                                     {"review", "for review"},
                                     {"info", "for information"},
                                     {"clear", "clear"},
                                     {"not_screened", "not screened"},
                                     {NULL, NULL}};
    return find_phrase(phrases, effect);
}

const char *words_identity(ix_str identity) {
    static const phrase phrases[] = {
        {"below", "below the alert bar"},
        {"suppressed", "suppressed"},
        {"open", "open, for a person to settle"},
        {"established", "established, presumed true until a person confirms"},
        {NULL, NULL}};
    return find_phrase(phrases, identity);
}

const char *words_basis(ix_str basis) {
    static const phrase phrases[] = {{"publication", "as the publication says"},
                                     {"action", "by a dated act"},
                                     {"archive", "first seen in the archive"},
                                     {"archive_base", "held by the first archived snapshot"},
                                     {"archive_gap", "between two snapshots that disagree"},
                                     {NULL, NULL}};
    return find_phrase(phrases, basis);
}

/* ------------------------------------------------------------------ columns */

typedef struct code_range {
    uint32_t from, to;
} code_range;

static bool in_ranges(const code_range *ranges, int count, uint32_t code) {
    for (int i = 0; i < count; i++) {
        if (code >= ranges[i].from && code <= ranges[i].to) {
            return true;
        }
    }
    return false;
}

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

/* Controls, and characters that change the direction or hide what follows. */
static bool is_hidden(uint32_t code) {
    static const code_range ranges[] = {
        {0, 0x1F},        {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},   {0x200B, 0x200F},
        {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF}};
    return code < 0x20 || (code >= 0x7F && in_ranges(ranges, COUNT(ranges), code));
}

static bool is_mark(uint32_t code) {
    static const code_range ranges[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},
                                        {0x610, 0x61A},   {0x64B, 0x65F},   {0xE31, 0xE31},
                                        {0xE34, 0xE3A},   {0xE47, 0xE4E},   {0x1AB0, 0x1AFF},
                                        {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};
    return code >= 0x300 && in_ranges(ranges, COUNT(ranges), code);
}

static bool is_wide(uint32_t code) {
    static const code_range ranges[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},  {0x3041, 0xA4CF},
                                        {0xA960, 0xA97F},   {0xAC00, 0xD7A3},  {0xF900, 0xFAFF},
                                        {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6},
                                        {0x1F300, 0x1F64F}, {0x20000, 0x3FFFD}};
    return code >= 0x1100 && in_ranges(ranges, COUNT(ranges), code);
}

/* One character onto `out` (NULL: only measured); returns its columns. */
static int append_code(ix_buf *out, uint32_t code) {
    static const char hex[] = "0123456789ABCDEF";
    if (is_hidden(code)) {
        int digits = code > 0xFFFF ? 5 : 4;
        if (out != NULL) {
            ix_buf_append(out, IX_STR("<U+"));
            for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
                ix_buf_append_char(out, hex[(code >> shift) & 15]);
            }
            ix_buf_append_char(out, '>');
        }
        return digits + 4;
    }
    if (out != NULL) {
        char bytes[4];
        int length = ix_utf8_encode(bytes, code);
        ix_buf_append(out, (ix_str){bytes, length});
    }
    return is_mark(code) ? 0 : is_wide(code) ? 2 : 1;
}

static int walk(ix_buf *out, ix_str text) {
    int columns = 0;
    ptrdiff_t pos = 0;
    while (pos < text.len) {
        columns += append_code(out, ix_utf8_decode(text, &pos, NULL));
    }
    return columns;
}

int words_append(ix_buf *out, ix_str text) {
    return walk(out, text);
}

void words_append_spaced(ix_buf *out, ix_str name) {
    ptrdiff_t pos = 0;
    while (pos < name.len) {
        uint32_t code = ix_utf8_decode(name, &pos, NULL);
        append_code(out, code == '_' ? ' ' : code);
    }
}

int words_width(ix_str text) {
    return walk(NULL, text);
}

void words_append_padded(ix_buf *out, ix_str text, int columns) {
    for (int used = walk(out, text); used < columns; used++) {
        ix_buf_append_char(out, ' ');
    }
}

void words_append_wrapped(ix_buf *out, ix_str text, int columns, int indent, int used) {
    bool begun = false;
    ix_str rest = text;
    while (rest.ptr != NULL) {
        ix_str word = ix_str_cut(rest, ' ', &rest);
        int width = words_width(word);
        if (begun && used + 1 + width > columns) {
            ix_buf_append_char(out, '\n');
            for (used = 0; used < indent; used++) {
                ix_buf_append_char(out, ' ');
            }
        } else if (begun) {
            ix_buf_append_char(out, ' ');
            used++;
        }
        used += walk(out, word);
        begun = true;
    }
}
