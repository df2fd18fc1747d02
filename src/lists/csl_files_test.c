/* The Consolidated Screening List and the Denied Persons List: excerpts with what they must give,
 * byte for byte, and whole publications with their counts. Folders and variables as in
 * files_test.c.
 */
#include "csl_samples.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

static ix_str slurp(const char *path) {
    ix_buf bytes;
    ix_buf_init(&bytes, (size_t)64 << 20);
    struct archive *in = archive_read_new();
    assert_non_null(in);
    archive_read_support_filter_all(in);
    archive_read_support_format_raw(in);
    struct archive_entry *entry;
    if (archive_read_open_filename(in, path, 65536) == ARCHIVE_OK &&
        archive_read_next_header(in, &entry) == ARCHIVE_OK) {
        char chunk[65536];
        for (la_ssize_t n; (n = archive_read_data(in, chunk, sizeof chunk)) > 0;) {
            ix_buf_append(&bytes, (ix_str){chunk, (ptrdiff_t)n});
        }
    }
    archive_read_free(in);
    assert_int_equal(bytes.status, IX_OK);
    return ix_buf_view(&bytes);
}

static const char *source_path(char out[512], const char *folder, const char *name) {
    const char *root = getenv("INTERDICT_SOURCE");
    snprintf(out, 512, "%s/%s/%s", root == NULL ? "." : root, folder, name);
    return out;
}

/* ------------------------------------------------------------------ excerpts */

typedef struct excerpt {
    const char *format;
    const char *file;
} excerpt;

static const excerpt excerpts[] = {
    {"us_csl_csv", "consolidated.csv"},
    {"us_csl_json", "consolidated.json"},
    {"us_dpl_txt", "dpl.txt"},
};

static void keep_shown(const char *format, const ix_buf *out) {
    const char *folder = getenv("INTERDICT_GOLDEN_OUT");
    if (folder == NULL) {
        return;
    }
    char path[512];
    snprintf(path, sizeof path, "%s/%s.txt", folder, format);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(out->ptr, 1, out->len, file);
    fclose(file);
}

static void excerpts_give_what_is_expected(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof excerpts / sizeof excerpts[0]; i++) {
        char folder[128];
        char path[512];
        snprintf(folder, sizeof folder, "tests/lists/%s", excerpts[i].format);
        ix_str bytes = slurp(source_path(path, folder, excerpts[i].file));
        ix_str wanted = slurp(source_path(path, folder, "expected.txt"));
        ix_buf out;
        ix_buf_init(&out, (size_t)16 << 20);
        assert_int_equal(
            show_file(&out, excerpts[i].format, excerpts[i].file, bytes, NULL, ix_allocator_libc()),
            IX_OK);
        keep_shown(excerpts[i].format, &out);
        ix_str got = ix_buf_view(&out);
        int line = 1;
        for (ptrdiff_t k = 0; k < got.len && k < wanted.len && got.ptr[k] == wanted.ptr[k]; k++) {
            line += got.ptr[k] == '\n';
        }
        if (!ix_str_equal(got, wanted)) {
            fail_msg("%s differs from expected.txt at line %d", excerpts[i].format, line);
        }
        ix_buf_free(&out);
        free((char *)bytes.ptr);
        free((char *)wanted.ptr);
    }
}

/* ------------------------------------------------------------------ failing memory */

typedef struct failing {
    int64_t until; /* calls that still succeed */
    bool failed;
} failing;

static void *resize_failing(void *context, void *old, size_t old_size, size_t new_size) {
    failing *f = context;
    if (new_size > 0 && f->until-- <= 0) {
        f->failed = true;
        return NULL;
    }
    ix_allocator libc = ix_allocator_libc();
    return libc.resize(libc.context, old, old_size, new_size);
}

static void memory_may_fail_anywhere(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof excerpts / sizeof excerpts[0]; i++) {
        char folder[128];
        char path[512];
        snprintf(folder, sizeof folder, "tests/lists/%s", excerpts[i].format);
        ix_str bytes = slurp(source_path(path, folder, excerpts[i].file));
        bool failed = true;
        for (int64_t n = 0; failed; n++) {
            failing f = {.until = n};
            ix_allocator allocator = {resize_failing, &f};
            ix_buf out;
            ix_buf_init(&out, (size_t)16 << 20);
            ix_status status =
                show_file(&out, excerpts[i].format, excerpts[i].file, bytes, NULL, allocator);
            ix_buf_free(&out);
            failed = f.failed;
            assert_int_equal(status, failed ? IX_E_MEMORY : IX_OK);
            assert_true(n < 100000);
        }
        free((char *)bytes.ptr);
    }
}

/* ------------------------------------------------------------------ whole publications */

/* The last lines of what is shown must begin with the account of the rows. */
static void expect_publication(const char *format, const char *name, const char *account) {
    const char *data = getenv("INTERDICT_TEST_DATA");
    char path[512];
    if (data != NULL) {
        snprintf(path, sizeof path, "%s/csl/%s", data, name);
    } else {
        source_path(path, "../shared/data/csl", name);
    }
    ix_str bytes = slurp(path);
    if (bytes.len == 0) {
        free((char *)bytes.ptr);
        print_message("%s is not there\n", name);
        skip();
    }
    ix_buf out;
    ix_buf_init(&out, (size_t)64 << 20);
    assert_int_equal(show_file(&out, format, name, bytes, NULL, ix_allocator_libc()), IX_OK);
    ix_str shown = ix_buf_view(&out);
    if (ix_str_find(shown, ix_str_from_cstr(account), 0) < 0) {
        ptrdiff_t at = ix_str_find(shown, IX_STR("\nrows "), 0);
        fail_msg("%s: %.*s", name, (int)(shown.len - at), shown.ptr + at);
    }
    ix_buf_free(&out);
    free((char *)bytes.ptr);
}

static void csl_of_april_2022(void **state) {
    (void)state;
    expect_publication("us_csl_csv", "us_consolidated_screening_list_2022-05.csv.gz",
                       "\nrows 14160 = 14160 read + 0 refused, 13966 entities, 33357 names\n");
}

/* Cut in the middle of its last row; two header rows. */
static void csl_of_november_2023(void **state) {
    (void)state;
    expect_publication("us_csl_csv", "csl_2023-11.csv.xz", "\nrows 4227 = 4226 read + 1 refused, ");
}

static void csl_sample_of_2019(void **state) {
    (void)state;
    expect_publication("us_csl_csv", "csl_sample.csv",
                       "\nrows 115 = 115 read + 0 refused, 110 entities, 271 names\n");
}

static void dpl_of_september_2022(void **state) {
    (void)state;
    expect_publication("us_dpl_txt", "dpl_2022-09.txt", "\nrows 581 = 581 read + 0 refused, ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(excerpts_give_what_is_expected),
        cmocka_unit_test(memory_may_fail_anywhere),
        cmocka_unit_test(csl_of_april_2022),
        cmocka_unit_test(csl_of_november_2023),
        cmocka_unit_test(csl_sample_of_2019),
        cmocka_unit_test(dpl_of_september_2022),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
