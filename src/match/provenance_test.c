/* Tests of naming the snapshots of an image. */
#include "test_support.h"

typedef struct fixture {
    ix_arena arena;
    ix_list_history list;
    ix_buf image, text;
    ix_index *index;
} fixture;

static void open_fixture(fixture *f) {
    static const support_row row = {"77", IX_PARTY_PERSON, "PETROV, Ivan", NULL, NULL, 0, 0, 0};
    ix_arena_init(&f->arena, (size_t)1 << 28);
    f->list = support_history(&f->arena, "us_test", &row, 1, 3);
    for (int i = 0; i < 3; i++) {
        f->list.snapshots[i].state = ix_sha256((ix_str){&"states"[i], 1});
    }
    f->index = support_index(&f->arena, &f->image, support_knowledge(&f->arena), &f->list, 1);
    ix_buf_init(&f->text, 1 << 16);
}

static void close_fixture(fixture *f) {
    ix_buf_free(&f->image);
    ix_buf_free(&f->text);
    ix_arena_free(&f->arena);
}

static void assert_named(const fixture *f, const ix_list_history *by) {
    const ix_index_list *list = ix_index_list_at(f->index, 0);
    for (int i = 0; i < list->snapshot_count; i++) {
        assert_true(ix_digest_equal(&list->snapshots[i].hash, &by->snapshots[i].hash));
        assert_true(ix_digest_equal(&list->snapshots[i].state, &by->snapshots[i].state));
    }
}

static void hashes_come_from_the_text(void **state) {
    fixture f;
    open_fixture(&f);
    static const ix_digest none;
    assert_true(ix_digest_equal(&ix_index_list_at(f.index, 0)->snapshots[0].hash, &none));
    ix_provenance_write(&f.text, &f.list, 1);
    assert_int_equal(ix_index_attach(f.index, ix_buf_view(&f.text), NULL), IX_OK);
    assert_named(&f, &f.list);
    close_fixture(&f);
}

/* The hash of bytes leaves no trace in the image; that of the state does. */
static void the_image_knows_states_only(void **state) {
    fixture f;
    open_fixture(&f);
    ix_buf other;
    f.list.snapshots[1].hash = ix_sha256(IX_STR("other bytes"));
    support_index(&f.arena, &other, support_knowledge(&f.arena), &f.list, 1);
    assert_true(ix_str_equal(ix_buf_view(&other), ix_buf_view(&f.image)));
    ix_buf_free(&other);
    f.list.snapshots[1].state = ix_sha256(IX_STR("another state"));
    support_index(&f.arena, &other, support_knowledge(&f.arena), &f.list, 1);
    assert_false(ix_str_equal(ix_buf_view(&other), ix_buf_view(&f.image)));
    ix_buf_free(&other);
    close_fixture(&f);
}

/* A younger text names snapshots that are not there, other lists, and one state twice. */
static void a_younger_text_names_more(void **state) {
    fixture f;
    open_fixture(&f);
    ix_list_history lists[2] = {f.list, f.list};
    lists[0].id = IX_STR("another");
    ix_snapshot more[6];
    memcpy(more, f.list.snapshots, 2 * sizeof more[0]);
    more[2] = more[1];
    more[2].hash = ix_sha256(IX_STR("the whole file"));
    more[3] = more[2];
    more[3].state = ix_sha256(IX_STR("not in the image"));
    more[4] = f.list.snapshots[2];
    more[5] = more[4];
    more[5].published.value += 30;
    lists[1].snapshots = more;
    lists[1].snapshot_count = 6;
    ix_provenance_write(&f.text, lists, 2);
    assert_int_equal(ix_index_attach(f.index, ix_buf_view(&f.text), NULL), IX_OK);
    f.list.snapshots[1].hash = more[2].hash;
    assert_named(&f, &f.list);
    close_fixture(&f);
}

static void what_is_damaged_or_lacks_one_is_refused(void **state) {
    fixture f;
    ix_error error = {0};
    open_fixture(&f);
    ix_list_history fewer = f.list;
    fewer.snapshot_count = 2;
    ix_provenance_write(&f.text, &fewer, 1);
    assert_int_equal(ix_index_attach(f.index, ix_buf_view(&f.text), &error), IX_E_CORRUPT);
    assert_non_null(strstr(error.text, "does not name all"));
    ix_buf_clear(&f.text);
    ix_provenance_write(&f.text, &f.list, 1);
    for (size_t i = 0; i < f.text.len; i++) {
        f.text.ptr[i] ^= 1;
        assert_int_equal(ix_index_attach(f.index, ix_buf_view(&f.text), NULL), IX_E_CORRUPT);
        f.text.ptr[i] ^= 1;
        ix_str cut = {f.text.ptr, (ptrdiff_t)i};
        assert_int_equal(ix_index_attach(f.index, cut, NULL), IX_E_CORRUPT);
    }
    close_fixture(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_come_from_the_text),
        cmocka_unit_test(the_image_knows_states_only),
        cmocka_unit_test(a_younger_text_names_more),
        cmocka_unit_test(what_is_damaged_or_lacks_one_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
