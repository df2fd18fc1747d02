/* Tests of what is kept of files that were fetched. */
#include "fetched.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const ix_source source = {
    .files = {{.url = {"https://a/x", 11}}, {.url = {"https://a/y", 11}}}, .file_count = 2};

static void what_is_written_is_read(void **state) {
    (void)state;
    fetched_file files[IX_LIST_FILES_MAX] = {
        {.url = IX_STR("https://a/x"), .etag = "\"1\"", .digest = ix_sha256(IX_STR("x"))},
        {.url = IX_STR("https://a/y"), .modified = "then", .digest = ix_sha256(IX_STR("y"))}};
    fetched_file back[IX_LIST_FILES_MAX];
    ix_digest snapshot = ix_sha256(IX_STR("s"));
    ix_digest found;
    ix_buf text;
    ix_buf_init(&text, FETCHED_BYTES_MAX);
    fetched_write(&text, &snapshot, files, 2);
    assert_int_equal(text.status, IX_OK);
    assert_true(fetched_parse(back, &found, ix_buf_view(&text), &source));
    assert_true(ix_digest_equal(&found, &snapshot));
    assert_string_equal(back[0].etag, "\"1\"");
    assert_string_equal(back[0].modified, "");
    assert_string_equal(back[1].etag, "");
    assert_string_equal(back[1].modified, "then");
    assert_true(ix_digest_equal(&back[1].digest, &files[1].digest));
    /* Of other files than the source names now it says nothing. */
    ix_source other = source;
    other.files[1].url = IX_STR("https://a/z");
    assert_false(fetched_parse(back, &found, ix_buf_view(&text), &other));
    other = source;
    other.file_count = 1;
    assert_false(fetched_parse(back, &found, ix_buf_view(&text), &other));
    /* Cut anywhere it is damaged. */
    for (ptrdiff_t i = 0; i < (ptrdiff_t)text.len - 2; i++) {
        ix_str cut = ix_str_slice(ix_buf_view(&text), 0, i);
        assert_false(fetched_parse(back, &found, cut, &source));
    }
    ix_buf_free(&text);
}

static void other_texts_are_nothing(void **state) {
    (void)state;
    const char *const texts[] = {
        "", "[]", "{}", "{\"fetched\":2}", "{\"fetched\":1,\"files\":[]}", "not json"};
    fetched_file back[IX_LIST_FILES_MAX];
    ix_digest found;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_false(fetched_parse(back, &found, ix_str_from_cstr(texts[i]), &source));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(other_texts_are_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
