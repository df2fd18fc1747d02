/* Tests of the spread of ownership: the worked examples of OFAC FAQ 401, bars, and random graphs
 * against a fixed point found by trying. */
#include <interdict/entity.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PERCENT(n)  ((int64_t)(n)*IX_PERCENT_ONE)
#define PARTIES_MAX 12
#define STAKES_MAX  40

enum { X = 0, A, B, C };

static const ix_spread_rule half = {.bar = 50 * IX_PERCENT_ONE, .aggregate = true};

static ix_arena arena;

static int set_up(void **state) {
    (void)state;
    ix_arena_init(&arena, (size_t)64 << 20);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&arena);
    return 0;
}

/* The spread from X. */
static ix_spread spread(const ix_stake *stakes, uint32_t count, uint32_t parties,
                        const ix_spread_rule *rule) {
    uint32_t *marks = IX_NEW(&arena, uint32_t, parties);
    ix_ownership graph;
    ix_spread out;
    marks[X] = 4;
    assert_int_equal(ix_ownership_build(&graph, stakes, count, parties, &arena, NULL), IX_OK);
    assert_int_equal(ix_ownership_spread(&out, &graph, marks, 4, rule, &arena, NULL), IX_OK);
    return out;
}

#define SPREAD(rule, ...)                                                                          \
    spread((const ix_stake[]){__VA_ARGS__},                                                        \
           (uint32_t)(sizeof((const ix_stake[]){__VA_ARGS__}) / sizeof(ix_stake)), 4, rule)
#define STAKE(owner_, owned_, percent)                                                             \
    { .owner = (owner_), .owned = (owned_), .share = PERCENT(percent) }

/* OFAC FAQ 401: "indirectly" means through entities that are owned by half themselves. */
static void faq_401_examples(void **state) {
    (void)state;
    ix_spread one = SPREAD(&half, STAKE(X, A, 50), STAKE(A, B, 50));
    assert_int_equal(one.round[A], 2);
    assert_int_equal(one.round[B], 3);
    ix_spread two =
        SPREAD(&half, STAKE(X, A, 50), STAKE(X, B, 50), STAKE(A, C, 25), STAKE(B, C, 25));
    assert_int_equal(two.round[C], 3);
    assert_int_equal(two.held[C], PERCENT(50));
    ix_spread three = SPREAD(&half, STAKE(X, A, 50), STAKE(X, B, 10), STAKE(A, B, 40));
    assert_int_equal(three.round[B], 3);
    ix_spread four =
        SPREAD(&half, STAKE(X, A, 50), STAKE(X, B, 25), STAKE(A, C, 25), STAKE(B, C, 25));
    assert_int_equal(four.round[C], 0);
    assert_int_equal(four.held[C], PERCENT(25));
    ix_spread five =
        SPREAD(&half, STAKE(X, A, 25), STAKE(X, B, 25), STAKE(A, C, 50), STAKE(B, C, 50));
    assert_int_equal(five.round[A] + five.round[B] + five.round[C], 0);
    assert_int_equal(five.held[C], 0);
}

static void rings_end(void **state) {
    (void)state;
    ix_spread listed = SPREAD(&half, STAKE(X, A, 50), STAKE(B, A, 40), STAKE(A, B, 60));
    assert_int_equal(listed.round[A], 2);
    assert_int_equal(listed.round[B], 3);
    assert_int_equal(listed.held[A], PERCENT(90));
    ix_spread unlisted = SPREAD(&half, STAKE(B, A, 60), STAKE(A, B, 60), STAKE(C, C, 100));
    assert_int_equal(unlisted.round[A] + unlisted.round[B] + unlisted.round[C], 0);
}

static void bars_and_adding(void **state) {
    (void)state;
    ix_spread_rule above = half;
    ix_spread_rule alone = half;
    above.above = true;
    alone.aggregate = false;
    assert_int_equal(SPREAD(&above, STAKE(X, A, 50)).round[A], 0);
    assert_int_equal(SPREAD(&above, STAKE(X, A, 51)).round[A], 2);
    ix_spread two = SPREAD(&alone, STAKE(X, A, 50), STAKE(X, B, 30), STAKE(A, B, 30));
    assert_int_equal(two.round[B], 0);
    assert_int_equal(two.held[B], PERCENT(30));
    ix_spread same = SPREAD(&alone, STAKE(X, A, 30), STAKE(B, A, 60), STAKE(X, A, 20));
    assert_int_equal(same.round[A], 2);
    assert_int_equal(same.held[A], PERCENT(50));
}

static void what_is_not_sure_counts_as_possible_only(void **state) {
    (void)state;
    ix_spread_rule possible = half;
    possible.possible = true;
    const ix_stake unknown = {.owner = X, .owned = A, .share = IX_PERCENT_UNKNOWN};
    ix_stake repeated = STAKE(X, B, 25);
    repeated.repeated = true;
    assert_int_equal(SPREAD(&half, unknown).round[A], 0);
    assert_int_equal(SPREAD(&possible, unknown).round[A], 2);
    assert_int_equal(SPREAD(&half, STAKE(X, B, 25), repeated).held[B], PERCENT(25));
    assert_int_equal(SPREAD(&possible, STAKE(X, B, 25), repeated).round[B], 2);
}

static void stakes_out_of_time_do_not_count(void **state) {
    (void)state;
    ix_stake ended = STAKE(X, A, 100);
    ix_stake coming = STAKE(X, B, 100);
    ended.until = (ix_when){IX_WHEN_INSTANT, 1000};
    coming.from = (ix_when){IX_WHEN_INSTANT, 1000};
    ix_spread_rule rule = half;
    rule.as_of = 999;
    assert_int_equal(SPREAD(&rule, ended, coming).round[A], 2);
    assert_int_equal(SPREAD(&rule, ended, coming).round[B], 0);
    rule.as_of = 1000;
    assert_int_equal(SPREAD(&rule, ended, coming).round[A], 0);
    assert_int_equal(SPREAD(&rule, ended, coming).round[B], 2);
}

static void a_million_in_a_row(void **state) {
    (void)state;
    enum { LENGTH = 1000000 };
    ix_arena large;
    ix_arena_init(&large, (size_t)1 << 30);
    ix_stake *stakes = IX_NEW(&large, ix_stake, LENGTH);
    uint32_t *marks = IX_NEW(&large, uint32_t, LENGTH + 1);
    ix_ownership graph;
    ix_spread out;
    for (uint32_t i = 0; i < LENGTH; i++) {
        stakes[i] = (ix_stake){.owner = i, .owned = i + 1, .share = PERCENT(50)};
    }
    marks[0] = 1;
    assert_int_equal(ix_ownership_build(&graph, stakes, LENGTH, LENGTH + 1, &large, NULL), IX_OK);
    assert_int_equal(ix_ownership_spread(&out, &graph, marks, 1, &half, &large, NULL), IX_OK);
    assert_int_equal(out.round[LENGTH], LENGTH + 1);
    ix_arena_free(&large);
}

static void out_of_memory_is_told(void **state) {
    (void)state;
    const ix_stake stake = STAKE(X, A, 50);
    for (size_t cap = 0; cap < 400; cap += 16) {
        ix_arena small;
        ix_ownership graph;
        ix_error error = {0};
        ix_arena_init(&small, cap);
        ix_status status = ix_ownership_build(&graph, &stake, 1, 2, &small, &error);
        assert_true(status == IX_OK || (status == IX_E_MEMORY && error.text[0] != '\0'));
        ix_arena_free(&small);
    }
}

/* ------------------------------------------------------------------ random graphs */

/* xorshift64: the same graphs on every machine for one seed. */
static uint64_t next_random(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

typedef struct random_graph {
    ix_stake stakes[STAKES_MAX];
    uint32_t stake_count, parties;
    uint32_t marks[PARTIES_MAX];
    ix_spread_rule rule;
} random_graph;

static void make_graph(random_graph *g, uint64_t *seed) {
    memset(g, 0, sizeof *g);
    g->parties = 2 + (uint32_t)(next_random(seed) % (PARTIES_MAX - 1));
    g->stake_count = (uint32_t)(next_random(seed) % (STAKES_MAX + 1));
    g->rule = (ix_spread_rule){.bar = PERCENT(50),
                               .above = next_random(seed) % 3 == 0,
                               .aggregate = next_random(seed) % 3 != 0,
                               .possible = next_random(seed) % 2 == 0,
                               .as_of = 5};
    for (uint32_t i = 0; i < g->parties; i++) {
        g->marks[i] = next_random(seed) % 4 == 0;
    }
    for (uint32_t i = 0; i < g->stake_count; i++) {
        g->stakes[i] = (ix_stake){.owner = (uint32_t)(next_random(seed) % g->parties),
                                  .owned = (uint32_t)(next_random(seed) % g->parties),
                                  .share = PERCENT(5 * (next_random(seed) % 15)),
                                  .repeated = next_random(seed) % 8 == 0};
        if (next_random(seed) % 10 == 0) {
            g->stakes[i].share = IX_PERCENT_UNKNOWN;
        }
        if (next_random(seed) % 5 == 0) {
            g->stakes[i].until = (ix_when){IX_WHEN_INSTANT, (int64_t)(next_random(seed) % 10)};
        }
    }
}

/* What one party holds of another, added up without any index. */
static int64_t share_of(const random_graph *g, uint32_t owner, uint32_t owned) {
    int64_t share = 0;
    for (uint32_t i = 0; i < g->stake_count; i++) {
        if (g->stakes[i].owner == owner && g->stakes[i].owned == owned) {
            share += ix_spread_share(&g->rule, &g->stakes[i]);
        }
    }
    return share;
}

static int64_t held_of(const random_graph *g, const bool *has, uint32_t owned) {
    int64_t held = 0;
    for (uint32_t owner = 0; owner < g->parties; owner++) {
        int64_t share = has[owner] ? share_of(g, owner, owned) : 0;
        held = g->rule.aggregate ? held + share : share > held ? share : held;
    }
    return held;
}

/* Again and again over all parties until nothing changes. */
static void find_by_trying(const random_graph *g, bool *has) {
    bool more = true;
    for (uint32_t i = 0; i < g->parties; i++) {
        has[i] = g->marks[i] != 0;
    }
    while (more) {
        more = false;
        for (uint32_t i = 0; i < g->parties; i++) {
            if (!has[i] && ix_spread_reaches(&g->rule, held_of(g, has, i))) {
                has[i] = true;
                more = true;
            }
        }
    }
}

static ix_spread spread_graph(const random_graph *g, ix_arena *scratch) {
    ix_ownership graph;
    ix_spread out;
    assert_int_equal(
        ix_ownership_build(&graph, g->stakes, g->stake_count, g->parties, scratch, NULL), IX_OK);
    assert_int_equal(ix_ownership_spread(&out, &graph, g->marks, 1, &g->rule, scratch, NULL),
                     IX_OK);
    return out;
}

static void expect_reach(const random_graph *g, ix_arena *scratch, uint64_t seed) {
    bool has[PARTIES_MAX];
    ix_spread out = spread_graph(g, scratch);
    find_by_trying(g, has);
    for (uint32_t i = 0; i < g->parties; i++) {
        if ((out.round[i] > 0) != has[i] || out.held[i] != held_of(g, has, i)) {
            fail_msg("seed %llu: party %u", (unsigned long long)seed, i);
        }
    }
}

static void shuffle(random_graph *g, uint64_t *seed) {
    for (uint32_t i = g->stake_count; i > 1; i--) {
        uint32_t other = (uint32_t)(next_random(seed) % i);
        ix_stake moving = g->stakes[i - 1];
        g->stakes[i - 1] = g->stakes[other];
        g->stakes[other] = moving;
    }
}

/* One stake more takes nobody out, and one less brings nobody in. */
static void expect_monotone(random_graph *g, ix_arena *scratch, uint64_t seed) {
    if (g->stake_count == 0) {
        return;
    }
    ix_spread more = spread_graph(g, scratch);
    g->stake_count--;
    ix_spread fewer = spread_graph(g, scratch);
    for (uint32_t i = 0; i < g->parties; i++) {
        if (fewer.round[i] > 0 && more.round[i] == 0) {
            fail_msg("seed %llu: party %u is lost with a stake more", (unsigned long long)seed, i);
        }
    }
}

static void random_graphs_as_by_trying(void **state) {
    (void)state;
    const char *soak = getenv("INTERDICT_SOAK");
    uint64_t trials = 3000 * (soak != NULL ? strtoull(soak, NULL, 10) : 1);
    ix_arena scratch;
    ix_arena_init(&scratch, 1 << 20);
    for (uint64_t seed = 1; seed <= trials; seed++) {
        uint64_t random = seed * UINT64_C(0x9E3779B97F4A7C15);
        random_graph g;
        ix_arena_reset(&scratch);
        make_graph(&g, &random);
        expect_reach(&g, &scratch, seed);
        ix_spread before = spread_graph(&g, &scratch);
        shuffle(&g, &random);
        ix_spread after = spread_graph(&g, &scratch);
        assert_memory_equal(before.round, after.round, g.parties * sizeof before.round[0]);
        assert_memory_equal(before.held, after.held, g.parties * sizeof before.held[0]);
        expect_monotone(&g, &scratch, seed);
    }
    ix_arena_free(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faq_401_examples),
        cmocka_unit_test(rings_end),
        cmocka_unit_test(bars_and_adding),
        cmocka_unit_test(what_is_not_sure_counts_as_possible_only),
        cmocka_unit_test(stakes_out_of_time_do_not_count),
        cmocka_unit_test(a_million_in_a_row),
        cmocka_unit_test(out_of_memory_is_told),
        cmocka_unit_test(random_graphs_as_by_trying),
    };
    return cmocka_run_group_tests_name("entity/ownership", tests, set_up, tear_down);
}
