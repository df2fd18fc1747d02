/* Tests of moments of knowledge named by snapshots. */
#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { DAY = 86400, MARCH_1 = 20148 }; /* 2025-03-01 */

static ix_snapshot first[3];
static ix_snapshot second[2];
static ix_list_history lists[2];

/* us_one: 1 March and 2 March twice, by date and instant; un_two: 2 March a little later, 9 March.
 */
static int set_up(void **state) {
    (void)state;
    first[0].published = (ix_when){IX_WHEN_DATE, MARCH_1};
    first[1].published = (ix_when){IX_WHEN_DATE, MARCH_1 + 1};
    first[2].published = (ix_when){IX_WHEN_INSTANT, (int64_t)(MARCH_1 + 1) * DAY + 18 * 3600};
    second[0].published = (ix_when){IX_WHEN_INSTANT, (int64_t)(MARCH_1 + 1) * DAY + 20 * 3600};
    second[1].received = (int64_t)(MARCH_1 + 8) * DAY + 3600;
    for (int i = 0; i < 3; i++) {
        first[i].hash.bytes[0] = (uint8_t)(0xa0 + i);
        second[i % 2].hash.bytes[0] = (uint8_t)(0xb0 + i % 2);
    }
    second[0].hash = first[0].hash;
    lists[0] = (ix_list_history){
        .id = IX_STR("us_one"), .zone = IX_ZONE_NEW_YORK, .snapshots = first, .snapshot_count = 3};
    lists[1] = (ix_list_history){
        .id = IX_STR("un_two"), .zone = IX_ZONE_UTC, .snapshots = second, .snapshot_count = 2};
    return 0;
}

static void assert_instant(const char *text, int64_t expected) {
    ix_when found;
    ix_error error = {0};
    if (ix_moment_find(&found, lists, 2, ix_str_from_cstr(text), &error) != IX_OK) {
        fail_msg("%s: %s", text, error.text);
    }
    assert_int_equal(found.kind, IX_WHEN_INSTANT);
    assert_int_equal(found.value, expected);
}

static void assert_refused(const char *text, ix_status expected, const char *why) {
    ix_when found;
    ix_error error = {0};
    ix_status status = ix_moment_find(&found, lists, 2, ix_str_from_cstr(text), &error);
    if (status != expected ||
        ix_str_find(ix_str_from_cstr(error.text), ix_str_from_cstr(why), 0) < 0) {
        fail_msg("%s: %s", text, error.text);
    }
}

static void a_snapshot_is_named_by_list_and_time(void **state) {
    (void)state;
    assert_instant("us_one@2025-03-01", (int64_t)MARCH_1 * DAY + 5 * 3600); /* 00:00 New York */
    assert_instant("us_one@2025-03-02", (int64_t)(MARCH_1 + 1) * DAY + 18 * 3600);
    assert_instant("us_one@2025-03-02T12:00:00Z", (int64_t)(MARCH_1 + 1) * DAY + 5 * 3600);
    assert_instant("un_two@2025-03-09", (int64_t)(MARCH_1 + 8) * DAY + 3600);
    assert_refused("eu@2025-03-01", IX_E_NOT_FOUND, "'eu'");
    assert_refused("us_one@2025-03-05", IX_E_NOT_FOUND, "us_one");
}

static void a_day_is_all_that_was_published_on_it(void **state) {
    (void)state;
    ix_when found;
    assert_instant("2025-03-02", (int64_t)(MARCH_1 + 1) * DAY + 20 * 3600);
    assert_instant("2025-03-09", (int64_t)(MARCH_1 + 8) * DAY + 3600);
    assert_int_equal(ix_moment_find(&found, lists, 2, IX_STR("2025-03-05"), NULL), IX_OK);
    assert_int_equal(found.kind, IX_WHEN_DATE);
    assert_int_equal(found.value, MARCH_1 + 4);
}

static void an_instant_is_itself(void **state) {
    (void)state;
    assert_instant("2025-03-05T01:00:00Z", (int64_t)(MARCH_1 + 4) * DAY + 3600);
}

static void a_hash_is_of_one_list(void **state) {
    (void)state;
    assert_instant("a100", (int64_t)(MARCH_1 + 1) * DAY + 5 * 3600);
    assert_instant("B1000", (int64_t)(MARCH_1 + 8) * DAY + 3600);
    assert_refused("a000", IX_E_INPUT, "us_one and of un_two");
    assert_refused("ffff", IX_E_NOT_FOUND, "ffff");
    assert_refused("a1", IX_E_INPUT, "a1");
    assert_refused("yesterday", IX_E_INPUT, "yesterday");
}

static void without_lists_nothing_is_found(void **state) {
    (void)state;
    ix_when found;
    assert_int_equal(ix_moment_find(&found, NULL, 0, IX_STR("abcd"), NULL), IX_E_NOT_FOUND);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_snapshot_is_named_by_list_and_time),
        cmocka_unit_test(a_day_is_all_that_was_published_on_it),
        cmocka_unit_test(an_instant_is_itself),
        cmocka_unit_test(a_hash_is_of_one_list),
        cmocka_unit_test(without_lists_nothing_is_found),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
