/* Tests of loading as a whole. */
#include "test_names.h"

static void the_shipped_knowledge_loads(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    assert_true(ix_knowledge_form_count(t.knowledge) > 400);
    assert_true(t.arena.used < ((size_t)8 << 20));
    ix_arena_free(&t.arena);
}

static void every_file_must_be_there(void **state) {
    (void)state;
    for (int i = 0; i < TEST_FILES; i++) {
        test_knowledge t = test_load(test_rows[i][0], NULL);
        assert_int_equal(t.status, IX_E_NOT_FOUND);
        assert_non_null(strstr(t.error.text, test_rows[i][0]));
        ix_arena_free(&t.arena);
    }
}

static ix_status load_with(ix_knowledge_file extra, ix_error *error, ix_digest *digest) {
    ix_knowledge_file files[TEST_FILES + 1];
    for (int i = 0; i < TEST_FILES; i++) {
        files[TEST_FILES - i] = (ix_knowledge_file){ix_str_from_cstr(test_rows[i][0]),
                                                    ix_str_from_cstr(test_rows[i][1])};
    }
    files[0] = extra;
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    const ix_knowledge *knowledge;
    ix_status status = ix_knowledge_load(&knowledge, files, TEST_FILES + 1, &arena, error);
    if (status == IX_OK) {
        *digest = *ix_knowledge_digest(knowledge);
    }
    ix_arena_free(&arena);
    return status;
}

static void files_of_others_are_ignored(void **state) {
    (void)state;
    ix_error error = {0};
    ix_digest digest;
    test_knowledge t = test_load(NULL, NULL);
    /* Neither another module's file nor the order of files changes the digest. */
    ix_knowledge_file other = {IX_STR("translit/greek.txt"), IX_STR("x")};
    assert_int_equal(load_with(other, &error, &digest), IX_OK);
    assert_true(ix_digest_equal(&digest, ix_knowledge_digest(t.knowledge)));
    other.path = IX_STR("names/README.md");
    assert_int_equal(load_with(other, &error, &digest), IX_OK);
    ix_arena_free(&t.arena);
}

static void strangers_among_names_are_refused(void **state) {
    (void)state;
    ix_error error = {0};
    ix_digest digest;
    ix_knowledge_file other = {IX_STR("names/tittles.txt"), IX_STR("dr")};
    assert_int_equal(load_with(other, &error, &digest), IX_E_INPUT);
    assert_string_equal(error.source, "names/tittles.txt");
    other.path = IX_STR("names/titles.txt");
    assert_int_equal(load_with(other, &error, &digest), IX_E_INPUT);
}

static void the_digest_follows_the_bytes(void **state) {
    (void)state;
    test_knowledge a = test_load(NULL, NULL), b = test_load(NULL, NULL);
    test_knowledge c = test_load("names/titles.txt", "dr\nking?\n# a comment\n");
    assert_true(
        ix_digest_equal(ix_knowledge_digest(a.knowledge), ix_knowledge_digest(b.knowledge)));
    assert_false(
        ix_digest_equal(ix_knowledge_digest(a.knowledge), ix_knowledge_digest(c.knowledge)));
    ix_arena_free(&a.arena);
    ix_arena_free(&b.arena);
    ix_arena_free(&c.arena);
}

/* An allocator that refuses the Nth request. */
typedef struct failing {
    ix_allocator libc;
    int left;
} failing;

static void *resize_failing(void *context, void *old, size_t old_size, size_t new_size) {
    failing *f = context;
    if (new_size != 0 && f->left-- == 0) {
        return NULL;
    }
    return f->libc.resize(f->libc.context, old, old_size, new_size);
}

static ix_status load_failing_at(int at) {
    failing f = {ix_allocator_libc(), at};
    ix_arena arena;
    ix_arena_init_with(&arena, TEST_MEMORY, (ix_allocator){resize_failing, &f});
    ix_knowledge_file files[TEST_FILES];
    for (int i = 0; i < TEST_FILES; i++) {
        files[i] = (ix_knowledge_file){ix_str_from_cstr(test_rows[i][0]),
                                       ix_str_from_cstr(test_rows[i][1])};
    }
    const ix_knowledge *knowledge;
    ix_error error = {0};
    ix_status status = ix_knowledge_load(&knowledge, files, TEST_FILES, &arena, &error);
    assert_int_equal(error.status, status);
    assert_true((knowledge != NULL) == (status == IX_OK));
    ix_arena_free(&arena);
    return status;
}

static void every_failure_of_memory_is_said(void **state) {
    (void)state;
    int at = 0;
    for (; load_failing_at(at) != IX_OK; at++) {
        assert_true(at < 1000);
    }
    assert_true(at > 3);
}

static void every_cap_of_the_arena_is_said(void **state) {
    (void)state;
    test_knowledge whole = test_load(NULL, NULL);
    ix_knowledge_file files[TEST_FILES];
    for (int i = 0; i < TEST_FILES; i++) {
        files[i] = (ix_knowledge_file){ix_str_from_cstr(test_rows[i][0]),
                                       ix_str_from_cstr(test_rows[i][1])};
    }
    for (size_t cap = 0; cap < whole.arena.used; cap += cap < 4096 ? 64 : whole.arena.used / 997) {
        ix_arena arena;
        ix_arena_init(&arena, cap);
        const ix_knowledge *knowledge;
        assert_int_equal(ix_knowledge_load(&knowledge, files, TEST_FILES, &arena, NULL),
                         IX_E_MEMORY);
        ix_arena_free(&arena);
    }
    ix_arena_free(&whole.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_knowledge_loads),
        cmocka_unit_test(every_file_must_be_there),
        cmocka_unit_test(files_of_others_are_ignored),
        cmocka_unit_test(strangers_among_names_are_refused),
        cmocka_unit_test(the_digest_follows_the_bytes),
        cmocka_unit_test(every_failure_of_memory_is_said),
        cmocka_unit_test(every_cap_of_the_arena_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
