/* Names parsed once for many scans: each scan finds what it finds by itself. */
#include "scan.h"

#include "test_support.h"

static const support_row rows[] = {
    {"1", IX_PARTY_PERSON, "TIKHONOV, Andrei Gennadyevich", NULL, NULL, 0, 0, 0},
    {"2", IX_PARTY_ORGANIZATION, "ZARUBEZHNEFT GMBH", NULL, NULL, 0, 0, 0},
    {"3", IX_PARTY_ORGANIZATION, "NATIONAL IRANIAN TANKER COMPANY", NULL, NULL, 0, 0, 0},
    {"4", IX_PARTY_ORGANIZATION, "NITC", NULL, NULL, 0, 0, 0},
    {"5", IX_PARTY_PERSON, "ABD AL RAHMAN, Tikhonov", NULL, NULL, 0, 0, 0},
    {"6", IX_PARTY_PERSON, "金正恩", NULL, NULL, 0, 0, 0},
};

#define ROWS ((int)(sizeof rows / sizeof rows[0]))

typedef struct listed {
    ix_arena arena;
    ix_buf image;
    ix_index *index;
    ix_scan scan;
} listed;

static void open_listed(listed *l) {
    ix_arena_init(&l->arena, (size_t)1 << 28);
    const ix_knowledge *knowledge = support_knowledge(&l->arena);
    ix_list_history list = support_history(&l->arena, "test", rows, ROWS, 1);
    l->index = support_index(&l->arena, &l->image, knowledge, &list, 1);
    assert_int_equal(ix_scan_init(&l->scan, l->index, &l->arena, NULL), IX_OK);
}

static void close_listed(listed *l) {
    ix_buf_free(&l->image);
    ix_arena_free(&l->arena);
}

static void each_scan_finds_what_it_finds_by_itself(void **state) {
    static const char *const names[] = {"Andrey Tikhonov",
                                        "ZarubejneftGmbH",
                                        "Tikhonov",
                                        "Gmbh",
                                        "A. Tikhonof",
                                        "NITC",
                                        "National Iranian Tanker Company",
                                        "Nat. Iranian Tankers",
                                        "Abdulrahman Tikhonov",
                                        "abdul rahman",
                                        "Kim Jong Un",
                                        "金正恩",
                                        "T!khonov Andre1"};
    listed l;
    ix_scan_memo memo;
    int found = 0;
    open_listed(&l);
    assert_int_equal(ix_scan_memo_init(&memo, NULL), IX_OK);
    for (size_t i = 0; i < 3 * sizeof names / sizeof names[0]; i++) {
        const char *name = names[i / 3];
        ix_query query = support_query(&l.arena, l.index, name, IX_PARTY_ANY);
        query.threshold = i % 3 == 2 ? 0 : 3000;
        ix_matches one, other;
        assert_int_equal(ix_match_exhaustive(&one, l.index, &query, &l.arena, NULL), IX_OK);
        assert_int_equal(
            ix_scan_match(&other, &l.scan, i % 3 ? &memo : NULL, &query, &l.arena, NULL), IX_OK);
        found += one.count;
        assert_same_matches(&one, &other, name);
    }
    assert_true(found >= 20);
    ix_scan_memo_free(&memo);
    close_listed(&l);
}

/* Of each distinct part, run and acronym, the names are those that have it. */
static void what_is_distinct_leads_to_its_names(void **state) {
    listed l;
    int tikhonov = 0, nitc = 0;
    open_listed(&l);
    for (uint32_t p = 0; p < l.scan.with_part.count; p++) {
        uint32_t names = l.scan.with_part.first[p + 1] - l.scan.with_part.first[p];
        assert_true(names >= 1);
        tikhonov += ix_str_equal(l.scan.parts[p].text, IX_STR("tikhonov")) ? (int)names : 0;
    }
    assert_int_equal(tikhonov, 2);
    assert_true(l.scan.with_run.count >= 6);
    for (uint32_t a = 0; a < l.scan.with_acronym.count; a++) {
        if (ix_str_equal(l.scan.acronyms[a], IX_STR("nitc"))) {
            uint32_t name = l.scan.with_acronym.names[l.scan.with_acronym.first[a]];
            assert_int_equal(l.scan.names[name].count, 4);
            nitc++;
        }
    }
    assert_int_equal(nitc, 1);
    close_listed(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_scan_finds_what_it_finds_by_itself),
        cmocka_unit_test(what_is_distinct_leads_to_its_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
