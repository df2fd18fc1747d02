/* Tests of what the data folder says of itself: lists, journals, damage. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test_home.h"

#define SDN "us_ofac_sdn"

static void no_folder_holds_no_list(void **state) {
    (void)state;
    world w;
    ix_manifest *lists;
    ix_manifest list;
    int count = 7;
    ix_error error = {0};
    open_world(&w);
    assert_int_equal(ix_home_lists(&lists, &count, &w.home, &w.arena, &error), IX_OK);
    assert_int_equal(count, 0);
    assert_int_equal(ix_home_list(&list, &w.home, IX_STR("none"), &w.arena, &error),
                     IX_E_NOT_FOUND);
    assert_string_equal(error.text, "there is no list 'none'");
    assert_int_equal(ix_home_list(&list, &w.home, IX_STR("../.."), &w.arena, &error),
                     IX_E_NOT_FOUND);
    assert_false(ix_file_exists(w.home.path));
    close_world(&w);
}

static void only_lists_are_lists(void **state) {
    (void)state;
    world w;
    ix_manifest *lists;
    int count;
    open_world(&w);
    added(&w, sdn_rows(&w.arena, 0, 10, 0), 19800, false);
    assert_int_equal(ix_folder_create(in_folder(w.home.path, "lists/empty_folder"), NULL), IX_OK);
    assert_int_equal(ix_folder_create(in_folder(w.home.path, "lists/Not A List"), NULL), IX_OK);
    put_file(w.home.path, "lists/Not A List/manifest.json", IX_STR("{}"));
    put_file(w.home.path, "lists/file", IX_STR("x"));
    assert_int_equal(ix_home_lists(&lists, &count, &w.home, &w.arena, NULL), IX_OK);
    assert_int_equal(count, 1);
    assert_true(ix_str_equal(lists[0].id, IX_STR(SDN)));
    close_world(&w);
}

static void damage_is_named(void **state) {
    (void)state;
    world w;
    ix_manifest *lists;
    int count;
    ix_list_history history;
    ix_buf bytes;
    ix_error error = {0};
    open_world(&w);
    added(&w, sdn_rows(&w.arena, 0, 10, 0), 19800, false);
    ix_buf_init(&bytes, 1 << 24);
    ix_str journal = read_kept(&w, "lists/" SDN "/journal.ixj");
    char *turned = (char *)(uintptr_t)journal.ptr;
    turned[journal.len / 2] = (char)(turned[journal.len / 2] ^ 0x10);
    put_file(w.home.path, "lists/" SDN "/journal.ixj", journal);
    assert_int_equal(
        ix_home_history(&history, &bytes, &w.home, IX_STR(SDN), false, &w.arena, &error),
        IX_E_CORRUPT);
    ix_buf_clear(&bytes);
    /* A journal that is whole, but of another list. */
    ix_list_history other = {.id = IX_STR("other")};
    ix_buf written;
    ix_buf packed;
    ix_buf_init(&written, 1 << 20);
    ix_buf_init(&packed, 1 << 20);
    ix_journal_write(&written, &other);
    assert_int_equal(archive_pack(&packed, ix_buf_view(&written), (ix_str){0}, NULL), IX_OK);
    put_file(w.home.path, "lists/" SDN "/journal.ixj", ix_buf_view(&packed));
    assert_int_equal(
        ix_home_history(&history, &bytes, &w.home, IX_STR(SDN), false, &w.arena, &error),
        IX_E_CORRUPT);
    assert_string_equal(error.text, SDN ": the journal is of another list");
    ix_buf_clear(&packed);
    assert_int_equal(archive_pack(&packed, IX_STR("no journal"), (ix_str){0}, NULL), IX_OK);
    put_file(w.home.path, "lists/" SDN "/journal.ixj", ix_buf_view(&packed));
    ix_buf_clear(&bytes);
    assert_int_equal(
        ix_home_history(&history, &bytes, &w.home, IX_STR(SDN), false, &w.arena, &error),
        IX_E_CORRUPT);
    assert_non_null(strstr(error.text, SDN ": journal, section"));
    /* Manifests. */
    put_file(w.home.path, "lists/" SDN "/refused", IX_STR("a file where a folder belongs"));
    assert_int_equal(ix_home_lists(&lists, &count, &w.home, &w.arena, &error), IX_E_IO);
    assert_int_equal(remove(in_folder(w.home.path, "lists/" SDN "/refused")), 0);
    ix_str manifest = read_kept(&w, "lists/" SDN "/manifest.json");
    put_file(w.home.path, "lists/" SDN "/manifest.json", ix_str_slice(manifest, 0, 50));
    assert_int_equal(ix_home_lists(&lists, &count, &w.home, &w.arena, &error), IX_E_CORRUPT);
    assert_non_null(strstr(error.source, "manifest.json"));
    assert_int_equal(ix_folder_create(in_folder(w.home.path, "lists/copied"), NULL), IX_OK);
    put_file(w.home.path, "lists/" SDN "/manifest.json", manifest);
    put_file(w.home.path, "lists/copied/manifest.json", manifest);
    assert_int_equal(ix_home_lists(&lists, &count, &w.home, &w.arena, &error), IX_E_CORRUPT);
    assert_string_equal(error.text, "is the manifest of another list");
    ix_buf_free(&written);
    ix_buf_free(&packed);
    ix_buf_free(&bytes);
    close_world(&w);
}

/* Readers never wait: while a writer holds the lock everything can be read. */
static void readers_do_not_wait(void **state) {
    (void)state;
    world w;
    ix_home reader;
    ix_manifest *lists;
    int count;
    ix_map map;
    open_world(&w);
    added(&w, sdn_rows(&w.arena, 0, 10, 0), 19800, false);
    assert_int_equal(ix_home_lock(&w.home, 0, NULL), IX_OK);
    int64_t began = ix_clock_ticks();
    assert_int_equal(ix_home_open(&reader, w.home.path, NULL), IX_OK);
    assert_int_equal(ix_home_lists(&lists, &count, &reader, &w.arena, NULL), IX_OK);
    assert_int_equal(count, 1);
    assert_int_equal(ix_home_image(&map, &reader, NULL), IX_OK);
    assert_true(ix_clock_ticks() - began < 1000);
    ix_map_close(&map);
    ix_home_close(&reader);
    ix_home_unlock(&w.home);
    close_world(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_folder_holds_no_list),
        cmocka_unit_test(only_lists_are_lists),
        cmocka_unit_test(damage_is_named),
        cmocka_unit_test(readers_do_not_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
