/* Tests of rebuilding: the same bytes again, with the real image; and nothing when in doubt. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test_home.h"

#define SDN "us_ofac_sdn"

static const ix_knowledge *load_knowledge(ix_arena *arena) {
    const char *source = getenv("INTERDICT_SOURCE");
    ix_knowledge_file *files;
    int count;
    const ix_knowledge *knowledge = NULL;
    ix_error error = {0};
    if (source == NULL) {
        skip();
    }
    assert_int_equal(ix_data_read(&files, &count, in_folder(source, "data"), arena, &error), IX_OK);
    ix_status status = ix_knowledge_load(&knowledge, files, count, arena, &error);
    assert_string_equal(error.text, "");
    assert_int_equal(status, IX_OK);
    return knowledge;
}

/* Four lists' worth of states: out of order, one held, one with accepted errors. */
static void fill(world *w, const ix_knowledge *knowledge) {
    static const struct {
        int from, to, form, day;
        bool hold;
        const char *list;
    } states[] = {{0, 100, 0, 19800, false, SDN}, {2, 104, 1, 19802, false, SDN},
                  {1, 102, 2, 19801, false, SDN}, {0, 30, 0, 19800, false, "a_list"},
                  {3, 105, 3, 19803, true, SDN},  {0, 100, 0, 19804, true, "z_list"}};
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        ix_input *input = IX_NEW(&w->arena, ix_input, 1);
        ix_addition_result result;
        ix_error error = {0};
        input_of(input, sdn_rows(&w->arena, states[i].from, states[i].to, states[i].form));
        ix_addition addition = addition_of(input, states[i].day);
        addition.list_id = ix_str_from_cstr(states[i].list);
        addition.hold = states[i].hold;
        addition.knowledge = knowledge;
        ix_status status = ix_home_add(&result, &w->home, &addition, &w->arena, &error);
        assert_string_equal(error.text, "");
        assert_int_equal(status, IX_OK);
    }
}

static void gives_the_same_bytes(void **state) {
    (void)state;
    world w;
    ix_error error = {0};
    open_world(&w);
    w.home.build = NULL;
    const ix_knowledge *knowledge = load_knowledge(&w.arena);
    fill(&w, knowledge);
    uint64_t before = digest_home(&w, NULL);
    assert_int_equal(ix_home_rebuild(&w.home, knowledge, (ix_progress){0}, &w.arena, &error),
                     IX_OK);
    assert_true(digest_home(&w, NULL) == before);
    /* Journals and image may be lost: the archived bytes are enough. */
    assert_int_equal(remove(in_folder(w.home.path, "lists/" SDN "/journal.ixj")), 0);
    assert_int_equal(remove(in_folder(w.home.path, "lists/" SDN "/held.ixj")), 0);
    put_file(w.home.path, "lists/a_list/journal.ixj", IX_STR("damaged"));
    assert_int_equal(remove(in_folder(w.home.path, "image/current.iximg")), 0);
    ix_status status = ix_home_rebuild(&w.home, knowledge, (ix_progress){0}, &w.arena, &error);
    assert_string_equal(error.text, "");
    assert_int_equal(status, IX_OK);
    assert_true(digest_home(&w, NULL) == before);
    close_world(&w);
}

static void stops_when_in_doubt(void **state) {
    (void)state;
    world w;
    ix_error error = {0};
    open_world(&w);
    added(&w, sdn_rows(&w.arena, 0, 100, 0), 19800, false);
    added(&w, sdn_rows(&w.arena, 0, 101, 0), 19801, false);
    ix_str manifest = read_kept(&w, "lists/" SDN "/manifest.json");
    /* A format nobody reads any more. */
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    ptrdiff_t at = ix_str_find(manifest, IX_STR("ofac_sdn_csv"), 0);
    ix_buf_append(&text, ix_str_slice(manifest, 0, at));
    ix_buf_append_cstr(&text, "ofac_sdn_old");
    ix_buf_append(&text, ix_str_slice(manifest, at + 12, manifest.len));
    put_file(w.home.path, "lists/" SDN "/manifest.json", ix_buf_view(&text));
    uint64_t before = digest_home(&w, "/staging/");
    assert_int_equal(ix_home_rebuild(&w.home, NULL, (ix_progress){0}, &w.arena, &error),
                     IX_E_UNSUPPORTED);
    assert_string_equal(error.text, SDN ", snapshot of 2024-03-18: no reader of the format "
                                        "'ofac_sdn_old'");
    assert_true(digest_home(&w, "/staging/") == before);
    put_file(w.home.path, "lists/" SDN "/manifest.json", manifest);
    /* Bytes that are not there. */
    ix_manifest list = list_of(&w, SDN);
    char name[IX_PATH_BYTES_MAX];
    ix_buf hex;
    ix_buf_init(&hex, 64);
    ix_digest_print(&hex, &list.snapshots[1].files[0].hash);
    snprintf(name, sizeof name, "lists/" SDN "/bytes/%.*s.zst", (int)hex.len, hex.ptr);
    assert_int_equal(remove(in_folder(w.home.path, name)), 0);
    before = digest_home(&w, "/staging/");
    assert_int_equal(ix_home_rebuild(&w.home, NULL, (ix_progress){0}, &w.arena, &error),
                     IX_E_NOT_FOUND);
    assert_true(digest_home(&w, "/staging/") == before);
    ix_buf_free(&hex);
    ix_buf_free(&text);
    close_world(&w);
}

static void nothing_to_rebuild(void **state) {
    (void)state;
    world w;
    open_world(&w);
    assert_int_equal(ix_home_rebuild(&w.home, NULL, (ix_progress){0}, &w.arena, NULL), IX_OK);
    assert_false(ix_file_exists(w.home.path));
    close_world(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_same_bytes),
        cmocka_unit_test(stops_when_in_doubt),
        cmocka_unit_test(nothing_to_rebuild),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
