/* Tests of what is odd about stakes: repeated rows, parties that own themselves, more than all. */
#include <interdict/entity.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define PERCENT(n) ((n)*IX_PERCENT_ONE)

typedef struct fixture {
    ix_arena arena;
    ix_owners owners;
    ix_stake_warning *warnings;
    int count;
    int64_t total;
} fixture;

static int set_up(void **state) {
    static fixture f;
    uint32_t party;
    memset(&f, 0, sizeof f);
    ix_arena_init(&f.arena, 1 << 24);
    ix_owners_init(&f.owners, &f.arena);
    *state = &f;
    return ix_owners_party(&party, &f.owners, IX_STR("A"), NULL) == IX_OK &&
                   ix_owners_party(&party, &f.owners, IX_STR("B"), NULL) == IX_OK &&
                   ix_owners_party(&party, &f.owners, IX_STR("C"), NULL) == IX_OK
               ? 0
               : 1;
}

static int tear_down(void **state) {
    fixture *f = *state;
    ix_owners_free(&f->owners);
    ix_arena_free(&f->arena);
    return 0;
}

static ix_when day(int64_t number) {
    return number == 0 ? (ix_when){0} : (ix_when){IX_WHEN_DATE, number};
}

static void add(fixture *f, uint32_t owner, uint32_t owned, int64_t share, int64_t from,
                int64_t until) {
    ix_stake stake = {.owner = owner,
                      .owned = owned,
                      .share = share,
                      .from = day(from),
                      .until = day(until),
                      .line = (int64_t)ix_owners_stake_count(&f->owners) + 2};
    assert_int_equal(ix_owners_add(&f->owners, &stake, NULL), IX_OK);
}

static void check(fixture *f, int most) {
    assert_int_equal(
        ix_owners_check(&f->warnings, &f->count, &f->total, &f->owners, most, &f->arena, NULL),
        IX_OK);
}

static void held_from_and_until(void **state) {
    (void)state;
    ix_stake stake = {.from = day(100), .until = day(101)};
    int64_t midnight = ix_zone_midnight(IX_ZONE_NEW_YORK, 100);
    assert_false(ix_stake_is_held(&stake, IX_ZONE_NEW_YORK, midnight - 1));
    assert_true(ix_stake_is_held(&stake, IX_ZONE_NEW_YORK, midnight));
    assert_true(ix_stake_is_held(&stake, IX_ZONE_NEW_YORK, midnight + 86399));
    assert_false(ix_stake_is_held(&stake, IX_ZONE_NEW_YORK, midnight + 86400));
    stake = (ix_stake){.line = 1};
    assert_true(ix_stake_is_held(&stake, IX_ZONE_UTC, INT64_MIN));
    assert_true(ix_stake_is_held(&stake, IX_ZONE_UTC, INT64_MAX));
}

static void sound_stakes_give_no_warning(void **state) {
    fixture *f = *state;
    add(f, 0, 2, PERCENT(60), 0, 0);
    add(f, 1, 2, PERCENT(40), 0, 0);
    add(f, 0, 1, PERCENT(60), 0, 100);
    add(f, 2, 1, PERCENT(60), 100, 0);
    check(f, 10);
    assert_int_equal(f->total, 0);
}

static void repeated_rows_are_marked(void **state) {
    fixture *f = *state;
    add(f, 0, 2, PERCENT(25), 5, 9);
    add(f, 1, 2, PERCENT(25), 5, 9);
    add(f, 0, 2, PERCENT(25), 5, 9);
    add(f, 0, 2, PERCENT(25), 5, 10);
    add(f, 0, 2, PERCENT(25), 5, 9);
    check(f, 10);
    assert_int_equal(f->total, 2);
    assert_int_equal(f->warnings[0].kind, IX_STAKE_REPEATED);
    assert_int_equal(f->warnings[0].stake, 2);
    assert_int_equal(f->warnings[0].other_line, 2);
    assert_int_equal(f->warnings[1].stake, 4);
    assert_int_equal(f->warnings[1].other_line, 4);
    const ix_stake *stakes = ix_owners_stakes(&f->owners);
    assert_false(stakes[0].repeated);
    assert_true(stakes[2].repeated);
    assert_false(stakes[3].repeated);
    assert_true(stakes[4].repeated);
}

static void more_than_all_is_named_where_it_begins(void **state) {
    fixture *f = *state;
    add(f, 0, 2, PERCENT(60), 10, 20);
    add(f, 1, 2, PERCENT(60), 20, 30);
    add(f, 0, 2, PERCENT(41), 29, 0);
    add(f, 1, 2, PERCENT(100), 50, 0);
    check(f, 10);
    assert_int_equal(f->total, 1);
    assert_int_equal(f->warnings[0].kind, IX_STAKE_OVER);
    assert_int_equal(f->warnings[0].stake, 2);
    assert_int_equal(f->warnings[0].share, PERCENT(101));
    assert_int_equal(f->warnings[0].when.value, 29);
}

static void unknown_and_repeated_stakes_are_not_over(void **state) {
    fixture *f = *state;
    add(f, 0, 2, PERCENT(60), 0, 0);
    add(f, 0, 2, PERCENT(60), 0, 0);
    add(f, 1, 2, IX_PERCENT_UNKNOWN, 0, 0);
    check(f, 10);
    assert_int_equal(f->total, 1);
    assert_int_equal(f->warnings[0].kind, IX_STAKE_REPEATED);
}

static void owning_oneself_is_odd(void **state) {
    fixture *f = *state;
    add(f, 1, 1, PERCENT(10), 0, 0);
    check(f, 10);
    assert_int_equal(f->total, 1);
    assert_int_equal(f->warnings[0].kind, IX_STAKE_OF_SELF);
}

static void no_more_than_asked_for(void **state) {
    fixture *f = *state;
    for (int i = 0; i < 30; i++) {
        add(f, 0, 0, PERCENT(1), 0, 0);
    }
    check(f, 5);
    assert_int_equal(f->count, 5);
    assert_int_equal(f->total, 59);
    assert_int_equal(f->warnings[0].stake, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(held_from_and_until),
        cmocka_unit_test_setup_teardown(sound_stakes_give_no_warning, set_up, tear_down),
        cmocka_unit_test_setup_teardown(repeated_rows_are_marked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(more_than_all_is_named_where_it_begins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unknown_and_repeated_stakes_are_not_over, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(owning_oneself_is_odd, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_more_than_asked_for, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("entity/stakes", tests, NULL, NULL);
}
