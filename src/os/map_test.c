/* Tests of mapped files. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test_folder.h"

static void maps_and_survives_replacement(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_map map;
    ix_map other;
    make_folder(folder);
    put_file(folder, "image", IX_STR("old bytes"));
    assert_int_equal(ix_map_open(&map, in_folder(folder, "image"), NULL), IX_OK);
    assert_true(ix_str_equal(map.bytes, IX_STR("old bytes")));
    assert_int_equal(ix_file_write(in_folder(folder, "image"), IX_STR("new bytes"), NULL), IX_OK);
    assert_true(ix_str_equal(map.bytes, IX_STR("old bytes")));
    assert_int_equal(ix_map_open(&other, in_folder(folder, "image"), NULL), IX_OK);
    assert_true(ix_str_equal(other.bytes, IX_STR("new bytes")));
    ix_map_close(&map);
    ix_map_close(&other);
    ix_map_close(&other);
    drop_folder(folder);
}

static void refuses_clearly(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_map map;
    ix_error error = {0};
    make_folder(folder);
    put_file(folder, "empty", (ix_str){0});
    assert_int_equal(ix_map_open(&map, in_folder(folder, "empty"), &error), IX_OK);
    assert_int_equal(map.bytes.len, 0);
    ix_map_close(&map);
    assert_int_equal(ix_map_open(&map, in_folder(folder, "gone"), &error), IX_E_NOT_FOUND);
    assert_int_equal(ix_map_open(&map, folder, &error), IX_E_INPUT);
    assert_string_equal(error.text, "is not a regular file");
    drop_folder(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maps_and_survives_replacement),
        cmocka_unit_test(refuses_clearly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
