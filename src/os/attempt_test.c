/* Tests of what is kept of refused attempts, with bytes and without. */
#include "home.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test_home.h"

#define SDN "us_ofac_sdn"

static ix_attempt attempt_of(const char *reason, const ix_input *input) {
    ix_attempt attempt = {.received = 1750000000,
                          .format = IX_STR("ofac_sdn_csv"),
                          .reason = ix_str_from_cstr(reason)};
    if (input != NULL) {
        attempt.hash = ix_snapshot_hash(input->files, input->count);
    }
    return attempt;
}

static void keep(world *w, const char *reason, const ix_input *input) {
    ix_attempt attempt = attempt_of(reason, input);
    assert_int_equal(ix_home_lock(&w->home, 0, NULL), IX_OK);
    attempt_keep(&w->home, IX_STR(SDN), &attempt, input);
    ix_home_unlock(&w->home);
}

static bool has_file(world *w, const char *name) {
    return ix_file_exists(in_folder(w->home.path, name));
}

static void bytes_are_kept_with_the_reason(void **state) {
    (void)state;
    world w;
    ix_input input;
    open_world(&w);
    added(&w, sdn_rows(&w.arena, 0, 20, 0), 19800, false);
    input_of(&input, sdn_rows(&w.arena, 0, 5, 1));
    keep(&w, "too small", &input);
    ix_manifest list = list_of(&w, SDN);
    assert_int_equal(list.refused.received, 1750000000);
    assert_true(ix_str_equal(list.refused.reason, IX_STR("too small")));
    ix_digest hash = ix_snapshot_hash(input.files, 1);
    assert_true(ix_digest_equal(&list.refused.hash, &hash));
    assert_true(has_file(&w, "lists/" SDN "/refused/0.zst"));
    assert_false(has_file(&w, "lists/" SDN "/refused/1.zst"));
    close_world(&w);
}

static void nothing_that_could_be_had_is_kept_too(void **state) {
    (void)state;
    world w;
    ix_input input;
    ix_digest none = {0};
    open_world(&w);
    added(&w, sdn_rows(&w.arena, 0, 20, 0), 19800, false);
    input_of(&input, sdn_rows(&w.arena, 0, 5, 1));
    keep(&w, "too small", &input);
    keep(&w, "nobody answers", NULL);
    ix_manifest list = list_of(&w, SDN);
    assert_true(ix_str_equal(list.refused.reason, IX_STR("nobody answers")));
    assert_true(ix_digest_equal(&list.refused.hash, &none));
    assert_false(has_file(&w, "lists/" SDN "/refused/0.zst"));
    close_world(&w);
}

static void it_ends(void **state) {
    (void)state;
    world w;
    ix_input input;
    open_world(&w);
    added(&w, sdn_rows(&w.arena, 0, 20, 0), 19800, false);
    input_of(&input, sdn_rows(&w.arena, 0, 5, 1));
    keep(&w, "too small", &input);
    assert_int_equal(ix_home_lock(&w.home, 0, NULL), IX_OK);
    assert_int_equal(attempt_stage_removal(&w.home, IX_STR(SDN), NULL), IX_OK);
    assert_int_equal(ix_home_commit(&w.home, NULL), IX_OK);
    ix_home_unlock(&w.home);
    assert_int_equal(list_of(&w, SDN).refused.received, 0);
    assert_false(has_file(&w, "lists/" SDN "/refused/0.zst"));
    close_world(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_kept_with_the_reason),
        cmocka_unit_test(nothing_that_could_be_had_is_kept_too),
        cmocka_unit_test(it_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
