/* Tests of promoting held snapshots. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test_home.h"

#define SDN "us_ofac_sdn"

static ix_status promote(world *w, int *promoted, const char *id, ix_error *error) {
    ix_str ids[1] = {ix_str_from_cstr(id)};
    *error = (ix_error){0};
    return ix_home_promote(promoted, &w->home, ids, id == NULL ? 0 : 1, NULL, (ix_progress){0},
                           &w->arena, error);
}

static void add_to(world *w, const char *id, int64_t day, bool hold) {
    ix_input *input = IX_NEW(&w->arena, ix_input, 1);
    ix_addition_result result;
    input_of(input, sdn_rows(&w->arena, 0, 100, (int)day));
    ix_addition addition = addition_of(input, day);
    addition.list_id = ix_str_from_cstr(id);
    addition.hold = hold;
    assert_int_equal(ix_home_add(&result, &w->home, &addition, &w->arena, NULL), IX_OK);
}

static void held_snapshots_serve_together(void **state) {
    (void)state;
    world w;
    int promoted;
    ix_error error;
    open_world(&w);
    for (int day = 0; day < 5; day++) {
        add_to(&w, "one", 19800 + day, true);
        add_to(&w, "two", 19800 + day, day > 0);
        add_to(&w, "three", 19800 + day, true);
    }
    assert_true(ix_str_starts_with(read_kept(&w, "image/current.iximg"), IX_STR("two 1 ")));
    assert_int_equal(promote(&w, &promoted, "one", &error), IX_OK);
    assert_int_equal(promoted, 5);
    ix_str image = read_kept(&w, "image/current.iximg");
    assert_true(ix_str_starts_with(image, IX_STR("one 5 ")));
    assert_true(ix_str_find(image, IX_STR("\ntwo 1 "), 0) > 0);
    assert_int_equal(list_of(&w, "one").serving, 4);
    assert_int_equal(list_of(&w, "two").serving, 0);
    assert_false(ix_file_exists(in_folder(w.home.path, "lists/one/held.ixj")));
    assert_int_equal(promote(&w, &promoted, NULL, &error), IX_OK);
    assert_int_equal(promoted, 9);
    image = read_kept(&w, "image/current.iximg");
    assert_true(ix_str_find(image, IX_STR("\nthree 5 "), 0) > 0);
    assert_true(ix_str_find(image, IX_STR("\ntwo 5 "), 0) > 0);
    uint64_t before = digest_home(&w, NULL);
    assert_int_equal(promote(&w, &promoted, NULL, &error), IX_OK);
    assert_int_equal(promoted, 0);
    assert_true(digest_home(&w, NULL) == before);
    close_world(&w);
}

static void unknown_lists_and_refused_images(void **state) {
    (void)state;
    world w;
    int promoted;
    ix_error error;
    open_world(&w);
    assert_int_equal(promote(&w, &promoted, NULL, &error), IX_OK);
    assert_int_equal(promoted, 0);
    assert_int_equal(promote(&w, &promoted, "none", &error), IX_E_NOT_FOUND);
    assert_string_equal(error.text, "there is no list 'none'");
    assert_false(ix_file_exists(w.home.path));
    add_to(&w, "one", 19800, true);
    uint64_t before = digest_home(&w, "/staging/");
    w.home.build = build_refused;
    assert_int_equal(promote(&w, &promoted, "one", &error), IX_E_REFUSED);
    assert_int_equal(promoted, 0);
    assert_true(digest_home(&w, "/staging/") == before);
    assert_int_equal(list_of(&w, "one").serving, -1);
    close_world(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(held_snapshots_serve_together),
        cmocka_unit_test(unknown_lists_and_refused_images),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
