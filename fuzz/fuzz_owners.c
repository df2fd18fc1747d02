/* Owners files: rows into stakes, what is odd about them, and how far ownership reaches. */
#include <interdict/entity.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_BYTES ((size_t)256 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_stakes(const ix_owners *owners) {
    uint32_t parties = ix_owners_party_count(owners);
    for (uint32_t i = 0; i < ix_owners_stake_count(owners); i++) {
        const ix_stake *stake = &ix_owners_stakes(owners)[i];
        ix_buf text;
        int64_t again;
        assert(stake->owner < parties && stake->owned < parties && stake->line > 0);
        if (stake->share == IX_PERCENT_UNKNOWN) {
            continue;
        }
        assert(stake->share >= 0 && stake->share <= IX_PERCENT_WHOLE);
        ix_buf_init(&text, 64);
        ix_percent_print(&text, stake->share);
        assert(ix_percent_parse(&again, ix_buf_view(&text), NULL) == IX_OK);
        assert(again == stake->share);
        ix_buf_free(&text);
    }
}

static void check_warnings(ix_owners *owners, ix_arena *arena) {
    ix_stake_warning *warnings;
    int count;
    int64_t total;
    assert(ix_owners_check(&warnings, &count, &total, owners, 3, arena, NULL) == IX_OK);
    assert(count <= 3 && count <= total);
    for (int i = 0; i < count; i++) {
        assert(warnings[i].stake < ix_owners_stake_count(owners));
        assert(i == 0 || warnings[i - 1].stake <= warnings[i].stake);
        assert(warnings[i].kind != IX_STAKE_OVER || warnings[i].share > IX_PERCENT_WHOLE);
    }
}

/* From the first party: what is possible reaches at least as far as what is sure. */
static void check_spread(const ix_owners *owners, ix_arena *arena) {
    uint32_t parties = ix_owners_party_count(owners);
    uint32_t *marks = IX_NEW(arena, uint32_t, (size_t)parties + 1);
    ix_spread_rule rule = {.bar = 50 * IX_PERCENT_ONE, .aggregate = true};
    ix_ownership graph;
    ix_spread sure;
    ix_spread possible;
    marks[0] = 1;
    assert(ix_ownership_build(&graph, ix_owners_stakes(owners), ix_owners_stake_count(owners),
                              parties, arena, NULL) == IX_OK);
    assert(ix_ownership_spread(&sure, &graph, marks, 1, &rule, arena, NULL) == IX_OK);
    rule.possible = true;
    assert(ix_ownership_spread(&possible, &graph, marks, 1, &rule, arena, NULL) == IX_OK);
    for (uint32_t i = 0; i < parties; i++) {
        assert(sure.held[i] >= 0 && sure.held[i] <= possible.held[i]);
        assert(sure.round[i] == 0 || possible.round[i] > 0);
    }
}

static void read_rows(ix_owners *owners, ix_csv *csv, ix_arena *arena) {
    ix_str cells[IX_CSV_FIELDS_MAX];
    ix_owners_layout layout;
    ix_error error = {0};
    int count;
    int64_t line;
    if (ix_csv_next(cells, IX_CSV_FIELDS_MAX, &count, csv, NULL, NULL, arena, NULL) != IX_OK) {
        return;
    }
    if (ix_owners_layout_read(&layout, cells, count, &error) != IX_OK) {
        assert(error.status == IX_E_INPUT && error.text[0] != '\0');
        return;
    }
    while (ix_csv_next(cells, IX_CSV_FIELDS_MAX, &count, csv, &line, NULL, arena, NULL) == IX_OK) {
        ix_error why = {0};
        uint32_t before = ix_owners_stake_count(owners);
        ix_status status = ix_owners_read_row(owners, &layout, cells, count, line, &why);
        assert(status == IX_OK || (why.status == status && why.text[0] != '\0'));
        assert(ix_owners_stake_count(owners) == before + (status == IX_OK));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ix_arena arena;
    ix_csv csv;
    ix_owners owners;
    ix_arena_init(&arena, ARENA_BYTES);
    ix_owners_init(&owners, &arena);
    ix_csv_init(&csv, (ix_str){(const char *)data, (ptrdiff_t)size}, IX_STR("input"));
    read_rows(&owners, &csv, &arena);
    check_stakes(&owners);
    check_warnings(&owners, &arena);
    check_spread(&owners, &arena);
    ix_digest once = ix_owners_digest(&owners);
    ix_digest again = ix_owners_digest(&owners);
    assert(ix_digest_equal(&once, &again));
    ix_owners_free(&owners);
    ix_arena_free(&arena);
    return 0;
}
