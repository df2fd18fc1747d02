/* Packing and unpacking piece by piece: what comes back is what went in, and nothing else is. */
#include <interdict/os.h>

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define LINES 40000

static char folder[] = "/tmp/interdict-stream-XXXXXX";
static const ix_packing packings[] = {IX_PACKING_GZIP, IX_PACKING_ZSTD};

static void path_of(char path[256], const char *name) {
    snprintf(path, 256, "%s/%s", folder, name);
}

/* Lines that do not pack too well, written in pieces of many sizes. */
static void write_lines(ix_buf *plain, const char *path, ix_packing packing) {
    ix_output out;
    ix_error error = {0};
    assert_int_equal(ix_output_open(&out, path, &error), IX_OK);
    assert_int_equal(ix_output_pack(&out, packing, &error), IX_OK);
    uint64_t state = 1;
    for (int i = 0; i < LINES; i++) {
        size_t from = plain->len;
        for (int j = 0; j < i % 7; j++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            ix_buf_printf(plain, "%llx ", (unsigned long long)state);
        }
        ix_buf_append_char(plain, '\n');
        ix_str piece = {plain->ptr + from, (ptrdiff_t)(plain->len - from)};
        assert_int_equal(ix_output_write(&out, piece, &error), IX_OK);
    }
    assert_int_equal(ix_output_close(&out, &error), IX_OK);
}

static ix_status read_stream(ix_buf *out, const char *path, ix_packing packing, size_t step) {
    ix_stream *stream;
    ix_error error = {0};
    char head[16];
    int descriptor = open(path, O_RDONLY);
    assert_true(descriptor >= 0);
    ssize_t held = read(descriptor, head, sizeof head);
    assert_int_equal(
        ix_stream_open(&stream, descriptor, (ix_str){head, held}, packing, IX_STR("it"), &error),
        IX_OK);
    char *room = malloc(step);
    ix_status status;
    size_t got;
    do {
        status = ix_stream_read(stream, room, step, &got, &error);
        ix_buf_append(out, (ix_str){room, (ptrdiff_t)got});
    } while (status == IX_OK && got > 0);
    free(room);
    ix_stream_close(stream);
    close(descriptor);
    return status;
}

static void what_goes_in_comes_back(void **state) {
    (void)state;
    for (size_t p = 0; p < 2; p++) {
        char path[256];
        ix_buf plain, packed, again;
        ix_buf_init(&plain, (size_t)1 << 26);
        path_of(path, "packed");
        write_lines(&plain, path, packings[p]);
        ix_buf_init(&packed, (size_t)1 << 26);
        assert_int_equal(ix_file_read(&packed, path, NULL), IX_OK);
        assert_int_equal(ix_packing_of(IX_STR("x"), ix_buf_view(&packed)), packings[p]);
        assert_true(packed.len < plain.len);
        static const size_t steps[] = {1 << 20, 4096, 77};
        for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
            ix_buf_init(&again, (size_t)1 << 26);
            assert_int_equal(read_stream(&again, path, packings[p], steps[i]), IX_OK);
            assert_true(ix_str_equal(ix_buf_view(&plain), ix_buf_view(&again)));
            ix_buf_free(&again);
        }
        ix_buf_free(&packed);
        ix_buf_free(&plain);
    }
}

/* Two members, or frames, one behind the other, are one file. */
static void members_follow_each_other(void **state) {
    (void)state;
    for (size_t p = 0; p < 2; p++) {
        char path[256];
        ix_buf plain, packed, again;
        ix_buf_init(&plain, (size_t)1 << 26);
        ix_buf_init(&packed, (size_t)1 << 26);
        ix_buf_init(&again, (size_t)1 << 26);
        path_of(path, "packed");
        write_lines(&plain, path, packings[p]);
        assert_int_equal(ix_file_read(&packed, path, NULL), IX_OK);
        size_t once = packed.len;
        assert_int_equal(ix_file_read(&packed, path, NULL), IX_OK);
        assert_int_equal(packed.len, 2 * once);
        assert_int_equal(ix_file_write(path, ix_buf_view(&packed), NULL), IX_OK);
        assert_int_equal(read_stream(&again, path, packings[p], 1 << 16), IX_OK);
        assert_int_equal(again.len, 2 * plain.len);
        ix_buf_free(&again);
        ix_buf_free(&packed);
        ix_buf_free(&plain);
    }
}

/* Cut anywhere, or with a byte changed near its end, it is refused: never a shorter whole. */
static void what_is_cut_or_damaged_is_refused(void **state) {
    (void)state;
    for (size_t p = 0; p < 2; p++) {
        char path[256], other[256];
        ix_buf plain, packed, again;
        ix_buf_init(&plain, (size_t)1 << 26);
        ix_buf_init(&packed, (size_t)1 << 26);
        path_of(path, "packed");
        path_of(other, "other");
        write_lines(&plain, path, packings[p]);
        assert_int_equal(ix_file_read(&packed, path, NULL), IX_OK);
        for (size_t i = 1; i <= 9; i++) {
            size_t cut = i == 9 ? packed.len - 1 : packed.len / 9 * i;
            ix_str head = {packed.ptr, (ptrdiff_t)cut};
            assert_int_equal(ix_file_write(other, head, NULL), IX_OK);
            ix_buf_init(&again, (size_t)1 << 26);
            assert_int_equal(read_stream(&again, other, packings[p], 1 << 16), IX_E_INPUT);
            ix_buf_free(&again);
        }
        packed.ptr[packed.len - 3] ^= 0x40;
        assert_int_equal(ix_file_write(other, ix_buf_view(&packed), NULL), IX_OK);
        ix_buf_init(&again, (size_t)1 << 26);
        assert_int_equal(read_stream(&again, other, packings[p], 1 << 16), IX_E_INPUT);
        ix_buf_free(&again);
        ix_buf_free(&packed);
        ix_buf_free(&plain);
    }
}

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int drop_folder(void **state) {
    (void)state;
    char path[256];
    path_of(path, "packed");
    unlink(path);
    path_of(path, "other");
    unlink(path);
    return rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_back),
        cmocka_unit_test(members_follow_each_other),
        cmocka_unit_test(what_is_cut_or_damaged_is_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
