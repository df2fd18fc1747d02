/* Tests of the table of a re-screening: columns, causes, and names that may be hostile. */
#include "rescreen_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void assert_line(const ix_rescreened *rescreened, const char *inside) {
    ix_buf out;
    ix_buf_init(&out, 1 << 16);
    ix_rescreened_write_text(&out, rescreened);
    assert_int_equal(out.status, IX_OK);
    if (ix_str_find(ix_buf_view(&out), ix_str_from_cstr(inside), 0) < 0) {
        fail_msg("%.*sdoes not hold '%s'", IX_ARG(ix_buf_view(&out)), inside);
    }
    assert_true(ix_str_find(ix_buf_view(&out), IX_STR("\033"), 0) < 0);
    ix_buf_free(&out);
}

static void a_line_says_what_and_why(void **state) {
    (void)state;
    rescreen_sample s;
    rescreen_sample_new_hit(&s);
    s.after.party.id = IX_STR("C-7");
    assert_line(&s.rescreened, "newly hit      C-7 ");
    assert_line(&s.rescreened, "clear             block ");
    assert_line(&s.rescreened, "us_ofac_sdn:45815 TIKHONOV");
    s.differences[1] = s.differences[0];
    s.rescreened.difference_count = 2;
    assert_line(&s.rescreened, "; and 1 more\n");
    rescreen_sample_amended(&s);
    assert_line(&s.rescreened, ": effect, state\n");
    s.rescreened.before.verdict = IX_VERDICT_REVIEW;
    s.rescreened.before.open = IX_VERDICT_BLOCK;
    assert_line(&s.rescreened, "review (block) ");
}

static void a_line_without_a_finding_says_why_there_is_none(void **state) {
    (void)state;
    rescreen_sample s;
    rescreen_sample_new_hit(&s);
    s.rescreened.change = IX_RESCREEN_NOT_SCREENED;
    s.rescreened.difference_count = 0;
    s.after.party.id = (ix_str){0};
    s.after.party.line = 9;
    s.after.party.name = IX_STR("\033[2Jx");
    ix_decision_refuse(&s.rescreened.after, &s.after.party, IX_STR("Not screened: line 9: y."));
    assert_line(&s.rescreened, "not screened   line 9 ");
    assert_line(&s.rescreened, "Not screened: line 9: y.\n");
}

static void the_head_stands_over_the_columns(void **state) {
    (void)state;
    rescreen_sample s;
    ix_buf head;
    ix_buf line;
    ix_buf_init(&head, 1 << 16);
    ix_buf_init(&line, 1 << 16);
    rescreen_sample_new_hit(&s);
    ix_rescreened_write_text_header(&head);
    ix_rescreened_write_text(&line, &s.rescreened);
    assert_int_equal(ix_str_find(ix_buf_view(&head), IX_STR("BEFORE"), 0),
                     ix_str_find(ix_buf_view(&line), IX_STR("clear"), 0));
    assert_int_equal(ix_str_find(ix_buf_view(&head), IX_STR("BECAUSE"), 0),
                     ix_str_find(ix_buf_view(&line), IX_STR("us_ofac_sdn:"), 0));
    ix_buf_free(&head);
    ix_buf_free(&line);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_says_what_and_why),
        cmocka_unit_test(a_line_without_a_finding_says_why_there_is_none),
        cmocka_unit_test(the_head_stands_over_the_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
