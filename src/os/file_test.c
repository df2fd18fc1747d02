/* Tests of reading and writing files: clear refusals, and never a part of a file. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "test_folder.h"

static ix_status read_into(ix_buf *out, size_t max, const char *path, ix_error *error) {
    ix_buf_init(out, max);
    *error = (ix_error){0};
    ix_status status = ix_file_read(out, path, error);
    ix_buf_free(out);
    return status;
}

static void reading_refuses_clearly(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_buf out;
    ix_error error;
    make_folder(folder);
    put_file(folder, "ten", IX_STR("0123456789"));
    assert_int_equal(read_into(&out, 100, in_folder(folder, "gone"), &error), IX_E_NOT_FOUND);
    assert_string_equal(error.text, "no such file or folder");
    assert_string_equal(error.source, in_folder(folder, "gone"));
    assert_int_equal(read_into(&out, 100, folder, &error), IX_E_INPUT);
    assert_string_equal(error.text, "is a folder, expected a file");
    assert_int_equal(read_into(&out, 9, in_folder(folder, "ten"), &error), IX_E_LIMIT);
    assert_string_equal(error.text, "larger than 9 bytes, the most that is read");
    assert_int_equal(read_into(&out, 10, in_folder(folder, "ten"), &error), IX_OK);
    assert_int_equal(read_into(&out, 100, in_folder(folder, "ten/below"), &error), IX_E_IO);
    /* A device without an end. */
    assert_int_equal(read_into(&out, 1 << 20, "/dev/zero", &error), IX_E_LIMIT);
    assert_int_equal(read_into(&out, 1 << 20, "/dev/null", &error), IX_OK);
    drop_folder(folder);
}

static void not_readable(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_buf out;
    ix_error error;
    make_folder(folder);
    put_file(folder, "secret", IX_STR("x"));
    assert_int_equal(chmod(in_folder(folder, "secret"), 0), 0);
    assert_int_equal(chmod(folder, 0711), 0);
    if (geteuid() == 0 && seteuid(65534) != 0) {
        skip();
    }
    ix_status status = read_into(&out, 100, in_folder(folder, "secret"), &error);
    ix_status written = ix_file_write(in_folder(folder, "new"), IX_STR("x"), NULL);
    if (getuid() == 0) {
        assert_int_equal(seteuid(0), 0);
        assert_int_equal(status, IX_E_IO);
        assert_string_equal(error.text, "cannot read: Permission denied");
        assert_int_equal(written, IX_E_IO);
    } else {
        assert_int_equal(status, IX_E_IO);
    }
    drop_folder(folder);
}

static void reads_what_has_no_size(void **state) {
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    int kept = dup(STDIN_FILENO);
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 50000; i++) {
            if (write(ends[1], "0123456789", 10) != 10) {
                _exit(1);
            }
        }
        _exit(0);
    }
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    ix_buf out;
    ix_buf_init(&out, 500000);
    ix_error error = {0};
    assert_int_equal(ix_file_read(&out, "-", &error), IX_OK);
    assert_int_equal(out.len, 500000);
    assert_memory_equal(out.ptr + 499990, "0123456789", 10);
    ix_buf_free(&out);
    dup2(kept, STDIN_FILENO);
    close(ends[0]);
    close(kept);
}

static void writing_replaces(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    struct stat info;
    make_folder(folder);
    const char *path = in_folder(folder, "file");
    assert_int_equal(ix_file_write(path, IX_STR("first"), NULL), IX_OK);
    assert_file(folder, "file", IX_STR("first"));
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(ix_file_write(path, IX_STR("second"), NULL), IX_OK);
    assert_file(folder, "file", IX_STR("second"));
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    assert_int_equal(count_entries(folder), 1);
    /* Behind a link the target is replaced. */
    assert_int_equal(symlink("file", in_folder(folder, "link")), 0);
    assert_int_equal(ix_file_write(in_folder(folder, "link"), IX_STR("third"), NULL), IX_OK);
    assert_file(folder, "file", IX_STR("third"));
    assert_int_equal(lstat(in_folder(folder, "link"), &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    ix_error error = {0};
    assert_int_equal(ix_file_write(folder, IX_STR("x"), &error), IX_E_IO);
    assert_string_equal(error.text, "is a folder, expected a file");
    assert_int_equal(ix_file_write(in_folder(folder, "no/such"), IX_STR("x"), &error),
                     IX_E_NOT_FOUND);
    drop_folder(folder);
}

/* A full disk, played by a limit on the size of files. */
static void a_full_disk_leaves_the_old_file(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    char big[100000];
    make_folder(folder);
    memset(big, 'b', sizeof big);
    put_file(folder, "file", IX_STR("old"));
    struct rlimit old;
    getrlimit(RLIMIT_FSIZE, &old);
    struct rlimit small = {.rlim_cur = 4096, .rlim_max = old.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    ix_error error = {0};
    ix_status status = ix_file_write(in_folder(folder, "file"), (ix_str){big, sizeof big}, &error);
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, handler);
    assert_int_equal(status, IX_E_IO);
    assert_string_equal(error.text, "cannot write: File too large");
    assert_file(folder, "file", IX_STR("old"));
    assert_int_equal(count_entries(folder), 1);
    drop_folder(folder);
}

static void output_is_put_in_place_at_the_end(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    char piece[1000];
    ix_output out;
    make_folder(folder);
    memset(piece, 'p', sizeof piece);
    put_file(folder, "out", IX_STR("old"));
    assert_int_equal(ix_output_open(&out, in_folder(folder, "out"), NULL), IX_OK);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(ix_output_write(&out, (ix_str){piece, sizeof piece}, NULL), IX_OK);
    }
    assert_file(folder, "out", IX_STR("old"));
    assert_int_equal(ix_output_close(&out, NULL), IX_OK);
    struct stat info;
    assert_int_equal(stat(in_folder(folder, "out"), &info), 0);
    assert_int_equal(info.st_size, 1000000);
    assert_int_equal(ix_output_open(&out, in_folder(folder, "out"), NULL), IX_OK);
    assert_int_equal(ix_output_write(&out, IX_STR("half"), NULL), IX_OK);
    assert_int_equal(ix_output_flush(&out, NULL), IX_OK);
    assert_int_equal(count_entries(folder), 2);
    ix_output_abandon(&out);
    assert_int_equal(count_entries(folder), 1);
    assert_int_equal(stat(in_folder(folder, "out"), &info), 0);
    assert_int_equal(info.st_size, 1000000);
    drop_folder(folder);
}

static void devices_are_written_straight(void **state) {
    (void)state;
    ix_output out;
    ix_error error = {0};
    assert_int_equal(ix_output_open(&out, "/dev/null", &error), IX_OK);
    assert_false(out.aside);
    assert_int_equal(ix_output_write(&out, IX_STR("x"), &error), IX_OK);
    assert_int_equal(ix_output_close(&out, &error), IX_OK);
    assert_int_equal(ix_output_open(&out, "/dev/full", &error), IX_OK);
    assert_int_equal(ix_output_write(&out, IX_STR("x"), &error), IX_OK);
    assert_int_equal(ix_output_close(&out, &error), IX_E_IO);
    assert_string_equal(error.text, "cannot write: No space left on device");
    assert_string_equal(error.source, "/dev/full");
}

static void folders_are_made(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    struct stat info;
    ix_error error = {0};
    make_folder(folder);
    assert_int_equal(ix_folder_create(in_folder(folder, "a/b//c"), &error), IX_OK);
    assert_int_equal(ix_folder_create(in_folder(folder, "a/b/c/"), &error), IX_OK);
    assert_int_equal(stat(in_folder(folder, "a/b/c"), &info), 0);
    assert_true(S_ISDIR(info.st_mode));
    put_file(folder, "file", IX_STR("x"));
    assert_int_equal(ix_folder_create(in_folder(folder, "file"), &error), IX_E_IO);
    assert_string_equal(error.text, "is not a folder");
    assert_int_equal(ix_folder_create(in_folder(folder, "file/below"), &error), IX_E_IO);
    drop_folder(folder);
}

static void paths_are_joined(void **state) {
    (void)state;
    char out[IX_PATH_BYTES_MAX];
    char deep[IX_PATH_BYTES_MAX];
    assert_int_equal(ix_path_join(out, "a", "b", NULL), IX_OK);
    assert_string_equal(out, "a/b");
    assert_int_equal(ix_path_join(out, "a/", "b", NULL), IX_OK);
    assert_string_equal(out, "a/b");
    assert_int_equal(ix_path_join(out, "", "b", NULL), IX_OK);
    assert_string_equal(out, "b");
    memset(deep, 'd', sizeof deep);
    deep[sizeof deep - 1] = '\0';
    assert_int_equal(ix_path_join(out, deep, "b", NULL), IX_E_LIMIT);
    assert_string_equal(ix_path_name("a/b/c"), "c");
    assert_string_equal(ix_path_name("c"), "c");
    assert_string_equal(ix_path_name("a/"), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_refuses_clearly),
        cmocka_unit_test(not_readable),
        cmocka_unit_test(reads_what_has_no_size),
        cmocka_unit_test(writing_replaces),
        cmocka_unit_test(a_full_disk_leaves_the_old_file),
        cmocka_unit_test(output_is_put_in_place_at_the_end),
        cmocka_unit_test(devices_are_written_straight),
        cmocka_unit_test(folders_are_made),
        cmocka_unit_test(paths_are_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
