/* Tests of finding and reading the knowledge folder. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <sys/stat.h>

#include <cmocka.h>

#include "test_folder.h"

static void finds_by_order(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    char found[IX_PATH_BYTES_MAX];
    ix_error error = {0};
    make_folder(folder);
    assert_int_equal(ix_folder_create(in_folder(folder, "given/names"), NULL), IX_OK);
    assert_int_equal(ix_folder_create(in_folder(folder, "variable/names"), NULL), IX_OK);
    assert_int_equal(ix_folder_create(in_folder(folder, "installed/names"), NULL), IX_OK);
    assert_int_equal(ix_folder_create(in_folder(folder, "empty"), NULL), IX_OK);
    const char *installed = in_folder(folder, "installed");
    unsetenv("INTERDICT_DATA");
    assert_int_equal(ix_data_find(found, NULL, installed, &error), IX_OK);
    assert_true(ix_file_exists(in_folder(found, "names")));
    setenv("INTERDICT_DATA", in_folder(folder, "variable"), 1);
    assert_int_equal(ix_data_find(found, NULL, installed, &error), IX_OK);
    assert_non_null(strstr(found, "/variable"));
    assert_int_equal(ix_data_find(found, in_folder(folder, "given"), installed, &error), IX_OK);
    assert_non_null(strstr(found, "/given"));
    /* What was asked for by name is not silently replaced by something else. */
    assert_int_equal(ix_data_find(found, in_folder(folder, "empty"), installed, &error),
                     IX_E_NOT_FOUND);
    assert_string_equal(error.text, "no knowledge folder, as --data says (it would hold names/)");
    setenv("INTERDICT_DATA", in_folder(folder, "gone"), 1);
    assert_int_equal(ix_data_find(found, NULL, installed, &error), IX_E_NOT_FOUND);
    unsetenv("INTERDICT_DATA");
    drop_folder(folder);
}

static void reads_sorted_and_only_knowledge(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    make_folder(folder);
    assert_int_equal(ix_folder_create(in_folder(folder, "names/deep/deeper"), NULL), IX_OK);
    assert_int_equal(ix_folder_create(in_folder(folder, ".git"), NULL), IX_OK);
    put_file(folder, "names/titles.txt", IX_STR("dr\n"));
    put_file(folder, "names/deep/deeper/x.tsv", IX_STR("a\tb\n"));
    put_file(folder, "names.txt", IX_STR("between\n"));
    put_file(folder, "policy.yml", IX_STR("a: 1\n"));
    put_file(folder, "README.md", IX_STR("not knowledge"));
    put_file(folder, "names/.hidden.txt", IX_STR("not knowledge"));
    put_file(folder, ".git/config.txt", IX_STR("not knowledge"));
    put_file(folder, "empty.txt", (ix_str){0});
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_knowledge_file *files;
    int count;
    ix_error error = {0};
    assert_int_equal(ix_data_read(&files, &count, folder, &arena, &error), IX_OK);
    const char *expected[] = {"empty.txt", "names.txt", "names/deep/deeper/x.tsv",
                              "names/titles.txt", "policy.yml"};
    assert_int_equal(count, 5);
    for (int i = 0; i < count; i++) {
        assert_true(ix_str_equal(files[i].path, ix_str_from_cstr(expected[i])));
    }
    assert_int_equal(files[0].bytes.len, 0);
    assert_true(ix_str_equal(files[3].bytes, IX_STR("dr\n")));
    ix_str *paths;
    assert_int_equal(ix_folder_files(&paths, &count, folder, &arena, &error), IX_OK);
    assert_true(count > 4);
    for (int i = 1; i < count; i++) {
        assert_true(ix_str_compare(paths[i - 1], paths[i]) < 0);
    }
    /* A folder that leads to itself. */
    assert_int_equal(symlink("..", in_folder(folder, "names/loop")), 0);
    assert_int_equal(ix_data_read(&files, &count, folder, &arena, &error), IX_E_LIMIT);
    assert_int_equal(ix_data_read(&files, &count, in_folder(folder, "gone"), &arena, &error),
                     IX_E_NOT_FOUND);
    ix_arena_free(&arena);
    drop_folder(folder);
}

static void memory_runs_out(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    make_folder(folder);
    put_file(folder, "a.txt", IX_STR("some bytes of knowledge"));
    for (size_t cap = 0;; cap++) {
        ix_arena arena;
        ix_arena_init(&arena, cap);
        ix_knowledge_file *files;
        int count;
        ix_status status = ix_data_read(&files, &count, folder, &arena, NULL);
        ix_arena_free(&arena);
        if (status == IX_OK) {
            assert_true(cap > 20);
            break;
        }
        assert_int_equal(status, IX_E_MEMORY);
    }
    drop_folder(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_by_order),
        cmocka_unit_test(reads_sorted_and_only_knowledge),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
