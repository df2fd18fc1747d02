/* Owners files: rows into stakes, names into party numbers, and what is odd about them.
 *
 *     owner,owned,percent,from,until
 *     us_ofac_sdn:45815,Alpha LLC,50,,2025-02-01
 *
 * Parties are told apart by the bytes of their names, in an open hash table of numbers. */
#include <interdict/entity.h>

#define STAKES_BYTES_MAX ((size_t)IX_STAKES_MAX * sizeof(ix_stake))
#define NAMES_BYTES_MAX  ((size_t)IX_STAKES_MAX * 2 * sizeof(ix_str))
#define SLOTS_BYTES_MAX  ((size_t)IX_STAKES_MAX * 8 * sizeof(uint32_t))
#define SLOTS_FIRST      1024

/* ------------------------------------------------------------------ percentages */

static ix_status expected_percent(ix_str text, ix_error *error) {
    return ix_error_set(error, IX_E_INPUT,
                        "expected a percentage from 0 to 100 with at most %d decimals behind a "
                        "point, such as 49.99, found \"%" IX_FMT "\"",
                        IX_PERCENT_DECIMALS, IX_ARG(text));
}

ix_status ix_percent_parse(int64_t *share, ix_str text, ix_error *error) {
    ix_str number = ix_str_trim(text);
    if (ix_str_ends_with(number, IX_STR("%"))) {
        number = ix_str_trim(ix_str_slice(number, 0, number.len - 1));
    }
    ix_str decimals;
    ix_str whole = ix_str_cut(number, '.', &decimals);
    bool pointed = decimals.ptr != NULL;
    int64_t value = 0;
    int64_t part = 0;
    while (decimals.len > IX_PERCENT_DECIMALS && decimals.ptr[decimals.len - 1] == '0') {
        decimals.len--;
    }
    if (!ix_str_to_int(whole, &value) || value > 100 || decimals.len > IX_PERCENT_DECIMALS ||
        (pointed && !ix_str_to_int(decimals, &part))) {
        return expected_percent(text, error);
    }
    for (ptrdiff_t i = decimals.len; i < IX_PERCENT_DECIMALS; i++) {
        part *= 10;
    }
    if (value * IX_PERCENT_ONE + part > IX_PERCENT_WHOLE) {
        return expected_percent(text, error);
    }
    *share = value * IX_PERCENT_ONE + part;
    return IX_OK;
}

void ix_percent_print(ix_buf *out, int64_t share) {
    int decimals = IX_PERCENT_DECIMALS;
    while (decimals > 0 && share % 10 == 0) {
        share /= 10;
        decimals--;
    }
    ix_buf_append_fixed(out, share, decimals);
}

/* ------------------------------------------------------------------ the table */

void ix_owners_init(ix_owners *owners, ix_arena *arena) {
    *owners = (ix_owners){.arena = arena};
    ix_buf_init(&owners->names, NAMES_BYTES_MAX);
    ix_buf_init(&owners->stakes, STAKES_BYTES_MAX);
    ix_buf_init(&owners->slots, SLOTS_BYTES_MAX);
}

void ix_owners_free(ix_owners *owners) {
    ix_buf_free(&owners->names);
    ix_buf_free(&owners->stakes);
    ix_buf_free(&owners->slots);
}

uint32_t ix_owners_party_count(const ix_owners *owners) {
    return (uint32_t)(owners->names.len / sizeof(ix_str));
}

uint32_t ix_owners_stake_count(const ix_owners *owners) {
    return (uint32_t)(owners->stakes.len / sizeof(ix_stake));
}

static ix_str *names_of(const ix_owners *owners) {
    return (ix_str *)(void *)owners->names.ptr;
}

static uint32_t *slots_of(const ix_owners *owners) {
    return (uint32_t *)(void *)owners->slots.ptr;
}

ix_str ix_owners_name(const ix_owners *owners, uint32_t party) {
    return names_of(owners)[party];
}

ix_stake *ix_owners_stakes(const ix_owners *owners) {
    return (ix_stake *)(void *)owners->stakes.ptr;
}

/* The slot that holds the name, or the free one where it belongs. There always is a free one. */
static size_t find_slot(const ix_owners *owners, ix_str name) {
    const uint32_t *slots = slots_of(owners);
    size_t mask = owners->slots.len / sizeof *slots - 1;
    size_t at = (size_t)ix_hash64(name) & mask;
    while (slots[at] != 0 && !ix_str_equal(names_of(owners)[slots[at] - 1], name)) {
        at = (at + 1) & mask;
    }
    return at;
}

/* Twice as many slots, once half of them are taken. */
static ix_status make_room(ix_owners *owners, ix_error *error) {
    size_t count = owners->slots.len / sizeof(uint32_t);
    uint32_t parties = ix_owners_party_count(owners);
    if (2 * ((size_t)parties + 1) <= count) {
        return IX_OK;
    }
    size_t grown = count == 0 ? SLOTS_FIRST : 2 * count;
    ix_buf_clear(&owners->slots);
    if (ix_buf_extend(&owners->slots, grown * sizeof(uint32_t)) == NULL) {
        return ix_error_set(error, owners->slots.status, "no memory for %u parties", parties);
    }
    for (uint32_t i = 0; i < parties; i++) {
        slots_of(owners)[find_slot(owners, names_of(owners)[i])] = i + 1;
    }
    return IX_OK;
}

bool ix_owners_find(uint32_t *party, const ix_owners *owners, ix_str name) {
    uint32_t held = owners->slots.len == 0 ? 0 : slots_of(owners)[find_slot(owners, name)];
    *party = held > 0 ? held - 1 : 0;
    return held > 0;
}

ix_status ix_owners_party(uint32_t *party, ix_owners *owners, ix_str name, ix_error *error) {
    ix_status status = make_room(owners, error);
    if (status != IX_OK || ix_owners_find(party, owners, name)) {
        return status;
    }
    ix_str copy = ix_arena_copy(owners->arena, name);
    ix_str *place = (ix_str *)(void *)ix_buf_extend(&owners->names, sizeof copy);
    if (place == NULL || (copy.ptr == NULL && name.len > 0)) {
        return ix_error_set(error, place == NULL ? owners->names.status : IX_E_MEMORY,
                            "no memory for another party");
    }
    *place = copy;
    *party = ix_owners_party_count(owners) - 1;
    slots_of(owners)[find_slot(owners, name)] = *party + 1;
    return IX_OK;
}

ix_status ix_owners_add(ix_owners *owners, const ix_stake *stake, ix_error *error) {
    ix_stake *place = (ix_stake *)(void *)ix_buf_extend(&owners->stakes, sizeof *stake);
    if (place == NULL) {
        return ix_error_set(error, owners->stakes.status, "more than %d stakes, or no memory",
                            IX_STAKES_MAX);
    }
    *place = *stake;
    return IX_OK;
}

/* ------------------------------------------------------------------ the digest */

#define LANES 4

/* "OWNER LF OWNED LF share LF from LF until", names with their lengths before them. */
static ix_digest digest_stake(ix_buf *text, const ix_owners *owners, const ix_stake *stake) {
    ix_str owner = ix_owners_name(owners, stake->owner);
    ix_str owned = ix_owners_name(owners, stake->owned);
    ix_buf_clear(text);
    const int64_t numbers[] = {owner.len,         owned.len,         stake->share,
                               stake->from.kind,  stake->from.value, stake->until.kind,
                               stake->until.value};
    int count = (int)(sizeof numbers / sizeof numbers[0]);
    for (int i = 0; i < count; i++) {
        ix_buf_append_int(text, numbers[i]);
        ix_buf_append_char(text, i + 1 < count ? ' ' : '\n');
    }
    ix_buf_append(text, owner);
    ix_buf_append(text, owned);
    return ix_sha256(ix_buf_view(text));
}

static uint64_t read_lane(const uint8_t *bytes) {
    uint64_t lane = 0;
    for (int i = 0; i < 8; i++) {
        lane = lane << 8 | bytes[i];
    }
    return lane;
}

ix_digest ix_owners_digest(const ix_owners *owners) {
    uint64_t lanes[LANES] = {0};
    uint32_t count = ix_owners_stake_count(owners);
    ix_buf text;
    ix_buf_init(&text, IX_OWNERS_TEXT_MAX);
    for (uint32_t i = 0; i < count; i++) {
        ix_digest one = digest_stake(&text, owners, &ix_owners_stakes(owners)[i]);
        for (size_t j = 0; j < LANES; j++) {
            lanes[j] += read_lane(&one.bytes[8 * j]);
        }
    }
    ix_buf_clear(&text);
    ix_buf_printf(&text, "%u %016llx %016llx %016llx %016llx", count, (unsigned long long)lanes[0],
                  (unsigned long long)lanes[1], (unsigned long long)lanes[2],
                  (unsigned long long)lanes[3]);
    ix_digest digest = ix_sha256(ix_buf_view(&text));
    ix_buf_free(&text);
    return digest;
}

/* ------------------------------------------------------------------ rows */

ix_status ix_owners_layout_read(ix_owners_layout *out, const ix_str *header, int count,
                                ix_error *error) {
    static const char *const headings[] = {"owner", "owned", "percent", "from", "until"};
    enum { HEADINGS = sizeof headings / sizeof headings[0], REQUIRED = 3 };
    int places[HEADINGS] = {-1, -1, -1, -1, -1};
    *out = (ix_owners_layout){.count = count};
    for (int i = 0; i < count; i++) {
        ix_str heading = ix_str_trim(header[i]);
        int which = 0;
        while (which < HEADINGS &&
               !ix_str_equal_ascii_nocase(heading, ix_str_from_cstr(headings[which]))) {
            which++;
        }
        out->others[i] = which == HEADINGS;
        if (which < HEADINGS && places[which] >= 0) {
            return ix_error_set(error, IX_E_INPUT, "the header row: column %s stands twice",
                                headings[which]);
        }
        if (which < HEADINGS) {
            places[which] = i;
        }
    }
    for (int i = 0; i < REQUIRED; i++) {
        if (places[i] < 0) {
            return ix_error_set(error, IX_E_INPUT,
                                "the header row: expected the columns owner, owned, percent and "
                                "perhaps from, until; %s is missing",
                                headings[i]);
        }
    }
    out->owner = places[0];
    out->owned = places[1];
    out->percent = places[2];
    out->from = places[3];
    out->until = places[4];
    return IX_OK;
}

static ix_status read_party(uint32_t *party, ix_owners *owners, ix_str cell, const char *column,
                            ix_error *error) {
    ix_str name = ix_str_trim(cell);
    if (name.len == 0) {
        return ix_error_set(error, IX_E_INPUT, "%s: expected a name or LIST:KEY, found nothing",
                            column);
    }
    if (!ix_utf8_is_valid(name)) {
        return ix_error_set(error, IX_E_INPUT, "%s: expected UTF-8, found other bytes", column);
    }
    return ix_owners_party(party, owners, name, error);
}

static ix_status read_share(int64_t *share, ix_str cell, ix_error *error) {
    ix_str text = ix_str_trim(cell);
    *share = IX_PERCENT_UNKNOWN;
    if (text.len == 0 || ix_str_equal(text, IX_STR("?"))) {
        return IX_OK;
    }
    ix_status status = ix_percent_parse(share, text, error);
    if (status != IX_OK) {
        ix_error_wrap(error, "percent");
    }
    return status;
}

static ix_status read_when(ix_when *when, const ix_str *cells, int column, const char *name,
                           ix_error *error) {
    ix_str text = column < 0 ? (ix_str){0} : ix_str_trim(cells[column]);
    ix_status status = text.len == 0 ? IX_OK : ix_when_parse(when, text, error);
    if (status != IX_OK) {
        ix_error_wrap(error, "%s", name);
    }
    return status;
}

ix_status ix_owners_read_row(ix_owners *owners, const ix_owners_layout *layout, const ix_str *cells,
                             int count, int64_t line, ix_error *error) {
    ix_stake stake = {.line = line};
    if (count != layout->count) {
        return ix_error_set(error, IX_E_INPUT, "expected %d cells as in the header row, found %d",
                            layout->count, count);
    }
    ix_status status = read_share(&stake.share, cells[layout->percent], error);
    if (status == IX_OK) {
        status = read_when(&stake.from, cells, layout->from, "from", error);
    }
    if (status == IX_OK) {
        status = read_when(&stake.until, cells, layout->until, "until", error);
    }
    if (status == IX_OK && stake.from.kind != IX_WHEN_NONE && stake.until.kind != IX_WHEN_NONE &&
        ix_when_instant(stake.until, IX_ZONE_UTC) <= ix_when_instant(stake.from, IX_ZONE_UTC)) {
        status = ix_error_set(error, IX_E_INPUT, "until: expected a time behind from");
    }
    if (status == IX_OK) {
        status = read_party(&stake.owner, owners, cells[layout->owner], "owner", error);
    }
    if (status == IX_OK) {
        status = read_party(&stake.owned, owners, cells[layout->owned], "owned", error);
    }
    return status == IX_OK ? ix_owners_add(owners, &stake, error) : status;
}
