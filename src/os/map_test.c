/* Tests of mapped files. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Bytes of mapped files that are resident in this process, in KB. */
static long resident_kb(void) {
    char line[256];
    long kb = -1; /* nothing was told */
    FILE *status = fopen("/proc/self/status", "r");
    if (status == NULL) {
        return -1;
    }
    while (fgets(line, sizeof line, status) != NULL) {
        /* Files in memory (tmpfs) are counted as shared. */
        if (strncmp(line, "RssFile:", 8) == 0 || strncmp(line, "RssShmem:", 9) == 0) {
            kb = (kb < 0 ? 0 : kb) + strtol(strchr(line, ':') + 1, NULL, 10);
        }
    }
    fclose(status);
    return kb;
}

static void released_pages_go_and_come_back(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_buf bytes;
    ix_map map;
    make_folder(folder);
    ix_buf_init(&bytes, (size_t)32 << 20);
    for (int i = 0; i < 1 << 20; i++) {
        ix_buf_printf(&bytes, "%016d", i);
    }
    assert_int_equal(ix_file_write(in_folder(folder, "image"), ix_buf_view(&bytes), NULL), IX_OK);
    assert_int_equal(ix_map_open(&map, in_folder(folder, "image"), NULL), IX_OK);
    uint64_t hash = ix_hash64(map.bytes);
    long all = resident_kb();
    ix_map_release(ix_str_slice(map.bytes, 0, 10));
    ix_map_release(map.bytes);
    long released = resident_kb();
    assert_int_equal(map.bytes.ptr[map.bytes.len / 2], '0');
    long touched = resident_kb();
    if (all < 0) {
        print_message("RssFile is not told here\n");
    } else if (all - released < 15 << 10 || touched - released > 2 << 10) {
        fail_msg("%ld KB, released %ld KB, one byte read %ld KB", all, released, touched);
    }
    assert_true(ix_hash64(map.bytes) == hash);
    ix_map_close(&map);
    ix_buf_free(&bytes);
    drop_folder(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maps_and_survives_replacement),
        cmocka_unit_test(refuses_clearly),
        cmocka_unit_test(released_pages_go_and_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
