/* How common name parts are, as surprise in millibits: integers only, the same on every machine.
 *
 * names/rarity.tsv: word TAB count among parts of persons' names TAB the same for organizations.
 * The first row is "*" with the totals, the second "?" with what a word not in the table gets. */
#include "knowledge.h"

#include <assert.h>

#define DIGIT_MILLIBITS 3322 /* log2(10) */
#define FOREIGN_MILLIBITS                                                                          \
    6000 /* a letter of a script without a table, e.g. a rare Han character                        \
          */

/* Fraction of log2(m / 2^31), m in [2^31, 2^32), in 1/2^20, by repeated squaring: each step
 * doubles the logarithm and its integer part is the next bit. */
static uint32_t log2_fraction(uint64_t m) {
    uint32_t fraction = 0;
    for (int bit = 0; bit < 20; bit++) {
        m = (m * m) >> 31;
        fraction <<= 1;
        if (m >> 32 != 0) {
            m >>= 1;
            fraction |= 1;
        }
    }
    return fraction;
}

void names_log2_init(names_log2 *table) {
    for (uint32_t i = 0; i < NAMES_LOG2_STEPS; i++) {
        uint64_t m = ((uint64_t)1 << 31) + (uint64_t)i * (((uint64_t)1 << 31) / NAMES_LOG2_STEPS);
        table->fraction[i] = log2_fraction(m);
    }
    table->fraction[NAMES_LOG2_STEPS] = 1 << 20;
}

int32_t names_log2_millibits(const names_log2 *table, uint64_t value) {
    assert(value >= 1);
    uint32_t whole = 63 - (uint32_t)__builtin_clzll(value);
    uint64_t m = whole >= 31 ? value >> (whole - 31) : value << (31 - whole);
    uint32_t step = (uint32_t)(m >> 23) & (NAMES_LOG2_STEPS - 1);
    uint32_t rest = (uint32_t)m & 0x7FFFFF; /* of 2^23, between two steps */
    uint64_t low = table->fraction[step], high = table->fraction[step + 1];
    uint64_t fraction = low + (((high - low) * rest) >> 23);
    return (int32_t)(whole * 1000 + (uint32_t)((fraction * 1000) >> 20));
}

/* What a word of `letters` Latin letters can tell at most. */
static int32_t letters_cap(int letters) {
    static const int32_t caps[] = {0, 3000, 6000, 9000, 11500, 13500, 15500};
    return letters < (int)(sizeof caps / sizeof caps[0]) ? caps[letters] : IX_MILLIBITS_MAX;
}

static int32_t length_cap(ix_str folded) {
    int letters = 0, digits = 0, foreign = 0;
    for (ptrdiff_t i = 0; i < folded.len; i++) {
        unsigned char c = (unsigned char)folded.ptr[i];
        digits += c >= '0' && c <= '9';
        foreign += c >= 0xC0; /* first byte of a character beyond ASCII */
        letters += c >= 'a' && c <= 'z';
    }
    /* In a mixed token ("a380") letters add what they carry alone. */
    int64_t sum = (int64_t)letters_cap(letters) + (int64_t)digits * DIGIT_MILLIBITS +
                  (int64_t)foreign * FOREIGN_MILLIBITS;
    return sum > IX_MILLIBITS_MAX ? IX_MILLIBITS_MAX : (int32_t)sum;
}

static int32_t lower(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static bool is_number(ix_str folded) {
    for (ptrdiff_t i = 0; i < folded.len; i++) {
        if (folded.ptr[i] < '0' || folded.ptr[i] > '9') {
            return false;
        }
    }
    return folded.len > 0;
}

int32_t names_unseen_millibits(const ix_knowledge *knowledge, ix_str folded, bool organization) {
    int32_t cap = length_cap(folded);
    return is_number(folded) ? cap : lower(cap, knowledge->unseen_millibits[organization]);
}

int32_t ix_rarity_most(ix_str folded) {
    return length_cap(folded);
}

int32_t ix_knowledge_millibits(const ix_knowledge *knowledge, ix_str folded, bool organization) {
    const word_entry *entry = names_word_find(knowledge, folded);
    if (entry != NULL) {
        int32_t known = organization ? entry->word.org_millibits : entry->word.person_millibits;
        if (known >= 0) {
            return known;
        }
    }
    return names_unseen_millibits(knowledge, folded, organization);
}

typedef struct rarity_row {
    ix_str word;
    int64_t count[2];
} rarity_row;

/* A count of at most 14 digits. */
static bool parse_count(ix_str text, int64_t *value) {
    return text.len <= 14 && ix_str_to_int(text, value);
}

static bool read_row(ix_str row, rarity_row *out) {
    ix_str rest, counts;
    out->word = ix_str_cut(row, '\t', &rest);
    ix_str person = ix_str_cut(rest, '\t', &counts);
    return out->word.len > 0 && out->word.len <= IX_TOKEN_BYTES_MAX &&
           parse_count(person, &out->count[0]) && parse_count(counts, &out->count[1]);
}

/* Surprise of count among total; -1 for a count of 0. */
static int32_t surprise(const names_log2 *table, int64_t count, int32_t total_log2) {
    if (count <= 0) {
        return -1;
    }
    int32_t millibits = total_log2 - names_log2_millibits(table, (uint64_t)count);
    return millibits < 0 ? 0 : lower(millibits, IX_MILLIBITS_MAX);
}

/* The row that must come next, named by one character, with both counts above 0. */
static bool read_special(names_loader *loader, const char *name, rarity_row *out) {
    ix_str row;
    return names_rows_next(&loader->rows, &row) && read_row(row, out) &&
           ix_str_equal(out->word, ix_str_from_cstr(name)) && out->count[0] > 0 &&
           out->count[1] > 0;
}

static ix_status enter_row(names_loader *loader, const names_log2 *table, const rarity_row *row,
                           const int32_t total[2]) {
    uint32_t known = loader->knowledge->word_count;
    word_entry *entry = names_word_add(loader, row->word, true);
    if (entry == NULL) {
        return IX_E_MEMORY;
    }
    if (loader->knowledge->word_count == known &&
        (entry->word.person_millibits >= 0 || entry->word.org_millibits >= 0)) {
        return names_rows_fault(&loader->rows, loader->error, "'%" IX_FMT "' stands here twice",
                                IX_ARG(row->word));
    }
    int32_t cap = length_cap(row->word);
    entry->word.person_millibits = lower(surprise(table, row->count[0], total[0]), cap);
    entry->word.org_millibits = lower(surprise(table, row->count[1], total[1]), cap);
    return IX_OK;
}

ix_status names_load_rarity(names_loader *loader) {
    ix_knowledge *knowledge = loader->knowledge;
    rarity_row totals, unseen;
    if (!read_special(loader, "*", &totals) || !read_special(loader, "?", &unseen)) {
        return names_rows_fault(&loader->rows, loader->error,
                                "expected the totals row '*', then the unseen row '?'");
    }
    names_log2 table;
    names_log2_init(&table);
    int32_t total[2];
    for (int domain = 0; domain < 2; domain++) {
        total[domain] = names_log2_millibits(&table, (uint64_t)totals.count[domain]);
        knowledge->unseen_millibits[domain] = surprise(&table, unseen.count[domain], total[domain]);
    }
    ix_str line;
    while (names_rows_next(&loader->rows, &line)) {
        rarity_row row;
        if (!read_row(line, &row)) {
            return names_rows_fault(&loader->rows, loader->error,
                                    "expected: word TAB count TAB count");
        }
        ix_status status = enter_row(loader, &table, &row, total);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}
