/* Tests of documents that are no plain text. What programs are installed differs. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void what_no_program_reads_is_said(void **state) {
    (void)state;
    ix_buf out;
    const char *by = NULL;
    ix_error error = {0};
    ix_buf_init(&out, 1 << 20);
    assert_int_equal(ix_document_convert(&out, &by, IX_DOCUMENT_MAIL, IX_STR("To: b"), &error),
                     IX_E_NOT_FOUND);
    assert_non_null(strstr(error.text, "part"));
    ix_buf_free(&out);
}

/* Text, or a reason; never silence. */
static void a_document_gives_text_or_a_reason(void **state) {
    (void)state;
    ix_buf out;
    const char *by = NULL;
    ix_error error = {0};
    ix_buf_init(&out, 1 << 20);
    ix_status status =
        ix_document_convert(&out, &by, IX_DOCUMENT_HTML,
                            IX_STR("<html><body><p>Andrei <b>Tikhonov</b></body></html>"), &error);
    if (status == IX_OK) {
        assert_non_null(by);
        assert_true(out.len > 0 && memcmp(out.ptr, "Andrei Tikhonov", 15) == 0);
    } else {
        assert_int_equal(status, IX_E_NOT_FOUND);
        assert_non_null(strstr(error.text, "w3m"));
    }
    ix_buf_free(&out);
}

static void a_broken_document_is_no_text(void **state) {
    (void)state;
    ix_buf out;
    const char *by = NULL;
    ix_error error = {0};
    ix_buf_init(&out, 1 << 20);
    ix_status status = ix_document_convert(&out, &by, IX_DOCUMENT_PDF, IX_STR("%PDF-"), &error);
    assert_int_not_equal(status, IX_OK);
    assert_true(error.text[0] != '\0');
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_no_program_reads_is_said),
                                       cmocka_unit_test(a_document_gives_text_or_a_reason),
                                       cmocka_unit_test(a_broken_document_is_no_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
