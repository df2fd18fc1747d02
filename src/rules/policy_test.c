/* Tests of policy files: what is read, what is refused, and that memory failures are said. */
#include <interdict/rules.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ALERT     "alert_score: {value: 0.70, reason: because}\n"
#define ESTABLISH "establish_score: {value: 0.85, reason: because}\n"
#define AGE       "max_age_days: {value: 7, reason: because}\n"
#define STALE     "stale_is_review: {value: false, reason: because}\n"
#define SHRINK    "shrink_percent_max: {value: 20, reason: because}\n"

static ix_status load(ix_policy *policy, const char *text, ix_error *error) {
    *error = (ix_error){0};
    return ix_policy_load(policy, ix_str_from_cstr(text), IX_STR("policy.yml"), error);
}

static void reads_all_settings(void **state) {
    (void)state;
    ix_policy policy;
    ix_error error;
    assert_int_equal(load(&policy,
                          "alert_score: {value: 0.7, reason: a}\n"
                          "establish_score: {value: 1, reason: b}\n"
                          "max_age_days: {value: 31, reason: c}\n"
                          "stale_is_review: {value: true, reason: d}\n"
                          "shrink_percent_max: {value: 5, reason: e}\n",
                          &error),
                     IX_OK);
    assert_int_equal(policy.alert_score, 7000);
    assert_int_equal(policy.establish_score, 10000);
    assert_int_equal(policy.max_age_days, 31);
    assert_true(policy.stale_is_review);
    assert_int_equal(policy.shrink_percent_max, 5);
}

static void the_ends_of_the_ranges(void **state) {
    (void)state;
    ix_policy policy;
    ix_error error;
    assert_int_equal(load(&policy,
                          "alert_score: {value: 0.85, reason: a}\n"
                          "establish_score: {value: 0.85, reason: b}\n"
                          "max_age_days: {value: 1, reason: c}\n"
                          "stale_is_review: {value: true, reason: d}\n"
                          "shrink_percent_max: {value: 100, reason: e}\n",
                          &error),
                     IX_OK);
    assert_int_equal(policy.max_age_days, 1);
    assert_int_equal(policy.shrink_percent_max, 100);
}

static void refuses_with_line_and_reason(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *reason;
    } cases[] = {
        {ALERT ESTABLISH AGE STALE, 1, "key \"shrink_percent_max\" is missing"},
        {ESTABLISH AGE STALE SHRINK, 1, "key \"alert_score\" is missing"},
        {ALERT AGE STALE SHRINK, 1, "key \"establish_score\" is missing"},
        {ALERT ESTABLISH STALE SHRINK, 1, "key \"max_age_days\" is missing"},
        {ALERT ESTABLISH AGE SHRINK, 1, "key \"stale_is_review\" is missing"},
        {"alert_score: {reason: x}\n", 1, "key \"value\" is missing"},
        {"max_age_days: {reason: x}\n", 1, "key \"value\" is missing"},
        {"max_age_days: {value: 1}\n", 1, "key \"reason\" is missing"},
        {"stale_is_review: {reason: x}\n", 1, "key \"value\" is missing"},
        {"stale_is_review: {value: true}\n", 1, "key \"reason\" is missing"},
        {ALERT ESTABLISH AGE STALE SHRINK "alarm: 1\n", 6, "unknown key \"alarm\""},
        {ALERT ALERT, 2, "key \"alert_score\" is given twice"},
        {"alert_score: 0.7\n", 1, "expected a mapping, found a value"},
        {"alert_score:\n  value: 0.7\n", 2, "key \"reason\" is missing"},
        {"alert_score:\n  value: 0.7\n  reason: ''\n", 3, "the value is empty"},
        {"alert_score:\n  value: 70 %\n", 2,
         "expected a score from 0 to 1 with at most four decimals, found \"70 %\""},
        {"alert_score: {value: 1.1, reason: x}\n", 1,
         "expected a score from 0 to 1 with at most four decimals, found \"1.1\""},
        {"alert_score: {value: 0.12345, reason: x}\n", 1,
         "expected a score from 0 to 1 with at most four decimals, found \"0.12345\""},
        {"alert_score: {value: -0.5, reason: x}\n", 1,
         "expected a score from 0 to 1 with at most four decimals, found \"-0.5\""},
        {"alert_score: {value: 0., reason: x}\n", 1,
         "expected a score from 0 to 1 with at most four decimals, found \"0.\""},
        {"max_age_days: {value: 0, reason: x}\n", 1, "the value must lie between 1 and 36500"},
        {"max_age_days: {value: week, reason: x}\n", 1, "expected a whole number, found \"week\""},
        {"max_age_days: {value: 99999999999, reason: x}\n", 1,
         "expected a whole number, found \"99999999999\""},
        {"shrink_percent_max: {value: 101, reason: x}\n", 1,
         "the value must lie between 1 and 100"},
        {"stale_is_review: {value: \"false\", reason: x}\n", 1,
         "expected true or false, found \"false\""},
        {"stale_is_review: {value: no, reason: x}\n", 1, "expected true or false, found \"no\""},
        {ESTABLISH AGE STALE SHRINK "alert_score: {value: 0.86, reason: x}\n", 0,
         "alert_score must lie above 0 and not above establish_score"},
        {ESTABLISH AGE STALE SHRINK "alert_score: {value: 0, reason: x}\n", 0,
         "alert_score must lie above 0 and not above establish_score"},
        {"", 1, "expected a document, found the end of the file"},
        {"- a\n", 1, "expected a mapping, found a list"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_policy policy;
        ix_error error;
        assert_int_equal(load(&policy, cases[i].text, &error), IX_E_INPUT);
        assert_string_equal(error.source, "policy.yml");
        assert_string_equal(error.text, cases[i].reason);
        assert_int_equal(error.line, cases[i].line);
        assert_int_equal(policy.alert_score, 0);
    }
}

/* The bars that design asks for, from the file that ships. */
static void the_shipped_policy(void **state) {
    (void)state;
    char path[1024];
    snprintf(path, sizeof path, "%s/data/policy.yml", getenv("INTERDICT_SOURCE"));
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    static char bytes[65536];
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    ix_policy policy;
    ix_error error = {0};
    ix_str text = {bytes, (ptrdiff_t)size};
    assert_int_equal(ix_policy_load(&policy, text, IX_STR("policy.yml"), &error), IX_OK);
    assert_int_equal(policy.alert_score, 7000);
    assert_true(policy.establish_score > policy.alert_score);
    assert_int_equal(policy.max_age_days, 7);
    assert_false(policy.stale_is_review);
    assert_int_equal(policy.shrink_percent_max, 20);
    ix_digest digest = ix_sha256(text);
    assert_true(ix_digest_equal(&policy.digest, &digest));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_all_settings),
        cmocka_unit_test(the_ends_of_the_ranges),
        cmocka_unit_test(refuses_with_line_and_reason),
        cmocka_unit_test(the_shipped_policy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
