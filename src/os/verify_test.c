/* Tests of verifying: silence about what is whole, one line about each thing that is not. */
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
    if (source == NULL) {
        skip();
    }
    assert_int_equal(ix_data_read(&files, &count, in_folder(source, "data"), arena, NULL), IX_OK);
    assert_int_equal(ix_knowledge_load(&knowledge, files, count, arena, NULL), IX_OK);
    return knowledge;
}

static char faults[4096];

static void collect(void *context, const ix_error *error) {
    (void)context;
    size_t used = strlen(faults);
    snprintf(faults + used, sizeof faults - used, "%s\n", error->text);
}

static ix_status verify(world *w, ix_verification *found, const ix_knowledge *knowledge) {
    faults[0] = '\0';
    return ix_home_verify(found, &w->home, knowledge, collect, NULL, (ix_progress){0}, &w->arena,
                          NULL);
}

static void flip(world *w, const char *name, ptrdiff_t at) {
    ix_str bytes = read_kept(w, name);
    at = at < 0 ? bytes.len + at : at;
    ((char *)(uintptr_t)bytes.ptr)[at] ^= 0x20;
    put_file(w->home.path, name, bytes);
}

static void bytes_name_of(world *w, char out[IX_PATH_BYTES_MAX], int snapshot) {
    ix_manifest list = list_of(w, SDN);
    ix_buf hex;
    ix_buf_init(&hex, 64);
    ix_digest_print(&hex, &list.snapshots[snapshot].files[0].hash);
    snprintf(out, IX_PATH_BYTES_MAX, "lists/" SDN "/bytes/%.*s.zst", (int)hex.len, hex.ptr);
    ix_buf_free(&hex);
}

static void each_damage_is_told(void **state) {
    (void)state;
    world w;
    ix_verification found;
    char name[IX_PATH_BYTES_MAX];
    open_world(&w);
    w.home.build = NULL;
    const ix_knowledge *knowledge = load_knowledge(&w.arena);
    assert_int_equal(verify(&w, &found, knowledge), IX_OK);
    assert_int_equal(found.lists, 0);
    assert_false(found.image);
    for (int i = 0; i < 3; i++) {
        ix_input *input = IX_NEW(&w.arena, ix_input, 1);
        ix_addition_result result;
        input_of(input, sdn_rows(&w.arena, i, 50 + i, i));
        ix_addition addition = addition_of(input, 19800 + i);
        addition.knowledge = knowledge;
        addition.hold = i == 2;
        assert_int_equal(ix_home_add(&result, &w.home, &addition, &w.arena, NULL), IX_OK);
    }
    ix_status status = verify(&w, &found, knowledge);
    assert_string_equal(faults, "");
    assert_int_equal(status, IX_OK);
    assert_int_equal(found.lists, 1);
    assert_int_equal(found.snapshots, 3);
    assert_int_equal(found.files, 3);
    assert_true(found.image);
    assert_true(found.names >= 3);

    bytes_name_of(&w, name, 0);
    flip(&w, name, -1);
    assert_int_equal(verify(&w, &found, knowledge), IX_E_CORRUPT);
    assert_true(found.faults >= 1);
    assert_non_null(strstr(faults, "cannot be unpacked"));
    flip(&w, name, -1);

    flip(&w, "lists/" SDN "/journal.ixj", 20);
    assert_int_equal(verify(&w, &found, knowledge), IX_E_CORRUPT);
    assert_int_equal(found.faults, 1);
    flip(&w, "lists/" SDN "/journal.ixj", 20);

    flip(&w, "lists/" SDN "/held.ixj", 20);
    assert_int_equal(verify(&w, &found, knowledge), IX_E_CORRUPT);
    assert_int_equal(found.faults, 1);
    flip(&w, "lists/" SDN "/held.ixj", 20);

    for (ptrdiff_t at = 0; at < 5000; at += 997) {
        flip(&w, "image/current.iximg", at);
        assert_int_equal(verify(&w, &found, knowledge), IX_E_CORRUPT);
        assert_int_equal(found.faults, 1);
        flip(&w, "image/current.iximg", at);
    }
    assert_int_equal(remove(in_folder(w.home.path, "image/current.iximg")), 0);
    assert_int_equal(verify(&w, &found, knowledge), IX_E_CORRUPT);
    assert_int_equal(found.faults, 1);
    close_world(&w);
}

/* Files that are whole by themselves and do not belong together. */
static void files_of_two_states_are_told(void **state) {
    (void)state;
    world w;
    ix_verification found;
    open_world(&w);
    w.home.build = NULL;
    const ix_knowledge *knowledge = load_knowledge(&w.arena);
    ix_str journal = {0};
    ix_str image = {0};
    for (int i = 0; i < 2; i++) {
        ix_input *input = IX_NEW(&w.arena, ix_input, 1);
        ix_addition_result result;
        input_of(input, sdn_rows(&w.arena, 0, 50 + i, i));
        ix_addition addition = addition_of(input, 19800 + i);
        addition.knowledge = knowledge;
        assert_int_equal(ix_home_add(&result, &w.home, &addition, &w.arena, NULL), IX_OK);
        journal = i == 0 ? read_kept(&w, "lists/" SDN "/journal.ixj") : journal;
        image = i == 0 ? read_kept(&w, "image/current.iximg") : image;
    }
    put_file(w.home.path, "lists/" SDN "/journal.ixj", journal);
    put_file(w.home.path, "image/current.iximg", image);
    assert_int_equal(verify(&w, &found, knowledge), IX_E_CORRUPT);
    assert_string_equal(faults, SDN ": journal and manifest differ\nimage and manifests differ\n");
    close_world(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_damage_is_told),
        cmocka_unit_test(files_of_two_states_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
