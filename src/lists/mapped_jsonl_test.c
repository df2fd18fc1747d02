/* Tests of json by mapping: lines, documents, bombs. */
#include "test_mapped.h"

#define HEAD  "key: id\ntype: {constant: any}\nnames: {text: n}\n"
#define WHOLE "format: mapped_jsonl\nlist: l\npublisher: p\n" HEAD

static void lines_are_rows(void **state) {
    (void)state;
    expect_mapped("mapped_jsonl", HEAD,
                  "\xEF\xBB\xBF{\"id\": 9007199254740993, \"n\": \"\\u0410\"}\r\n\n"
                  "{\"id\": 2.5, \"n\": \"B\"}",
                  "9007199254740993 any\nprimary=\xD0\x90\n2.5 any\nprimary=B\n");
}

static void a_document_holds_rows(void **state) {
    (void)state;
    mapped_result r;
    read_mapped(&r, "mapped_jsonl", WHOLE "layout: {rows: a.b, stated: total}\n",
                IX_STR("{\"total\": 2, \"a\": {\"b\": [{\"id\": 1, \"n\": \"A\"}, 7]}}"));
    assert_int_equal(r.status, IX_OK);
    assert_int_equal(r.report.stated_count, 2);
    assert_int_equal(r.report.primary_rows, 2);
    assert_int_equal(r.report.rows_refused, 1);
    assert_int_equal(r.report.refusals[0].line, 2);
    free_mapped(&r);
    expect_mapped_fault("mapped_jsonl", HEAD "layout: {rows: a}\n", "{\"a\": 1}", 0,
                        "no array 'a'");
    expect_mapped_fault("mapped_jsonl", HEAD "layout: {rows: a}\n", "[", 1, "no valid json");
}

static void rows_of_one_key_are_found_again(void **state) {
    (void)state;
    expect_mapped(
        "mapped_jsonl", HEAD "group: true\n",
        "{\"id\": 2, \"n\": \"A\"}\n\n{\"id\": 1, \"n\": \"B\"}\n{\"id\": 2, \"n\": \"C\"}\n",
        "1 any\nprimary=B\n2 any\nprimary=A\nstrong=C\n");
    expect_mapped("mapped_jsonl", HEAD "group: true\n",
                  "[{\"id\": 2, \"n\": \"A\"}, {\"id\": 1, \"n\": \"B\"},\n"
                  " {\"id\": 2, \"n\": \"C\"}]\n",
                  "1 any\nprimary=B\n2 any\nprimary=A\nstrong=C\n");
    expect_mapped("mapped_jsonl", HEAD "group: true\nlayout: {rows: r}\n",
                  "{\"r\": [{\"id\": 2, \"n\": \"A\"}, {\"id\": 1, \"n\": \"B\"},"
                  " {\"id\": 2, \"n\": \"C\"}]}",
                  "1 any\nprimary=B\n2 any\nprimary=A\nstrong=C\n");
}

static void expect_refused(ix_str line, const char *why, bool truncated) {
    mapped_result r;
    ix_buf text;
    ix_buf_init(&text, (size_t)32 << 20);
    ix_buf_append_cstr(&text, "{\"id\": 1, \"n\": \"A\"}\n");
    ix_buf_append(&text, line);
    read_mapped(&r, "mapped_jsonl", WHOLE, ix_buf_view(&text));
    assert_int_equal(r.status, IX_OK);
    assert_int_equal(r.report.rows, 2);
    assert_int_equal(r.report.rows_refused, 1);
    assert_int_equal(r.report.refusals[0].line, 2);
    assert_int_equal(r.report.truncated, truncated);
    if (strstr(r.report.refusals[0].text, why) == NULL) {
        fail_msg("%s", r.report.refusals[0].text);
    }
    ix_buf_free(&text);
    free_mapped(&r);
}

static void what_is_no_row_is_refused(void **state) {
    (void)state;
    expect_refused(IX_STR("{\"id\": 1\n"), "no valid json", false);
    expect_refused(IX_STR("{\"id\": 1"), "no valid json", true);
    expect_refused(IX_STR("[1]\n"), "not an object", false);
    expect_refused(IX_STR("{\"id\": 1, \"id\": 2}\n"), "no valid json", false);
    expect_refused(IX_STR("{\"id\": \"\xFF\"}\n"), "no valid json", false);
    expect_refused(IX_STR("{\"id\": \"a\\u0000\"}\n"), "no valid json", false);
    expect_refused(IX_STR("{\"id\": 1, \"x\": 99999999999999999999}\n"), "no valid json", false);
    expect_refused(IX_STR("{\"id\": 2, \"n\": [{}]}\n"), "no name", false);
}

static void bombs_are_refused(void **state) {
    (void)state;
    ix_buf bomb;
    ix_buf_init(&bomb, (size_t)32 << 20);
    for (int i = 0; i < 100; i++) {
        ix_buf_append_cstr(&bomb, "{\"a\":");
    }
    ix_buf_append_char(&bomb, '1');
    for (int i = 0; i < 100; i++) {
        ix_buf_append_char(&bomb, '}');
    }
    ix_buf_append_char(&bomb, '\n');
    expect_refused(ix_buf_view(&bomb), "nested too deep", false);
    ix_buf_clear(&bomb);
    ix_buf_append_cstr(&bomb, "{\"a\":[0");
    for (int i = 0; i < MAPPED_NODES_MAX; i++) {
        ix_buf_append_cstr(&bomb, ",0");
    }
    ix_buf_append_cstr(&bomb, "]}\n");
    expect_refused(ix_buf_view(&bomb), "more values", false);
    ix_buf_clear(&bomb);
    ix_buf_append_cstr(&bomb, "{\"a\":\"");
    for (int i = 0; i < 9 << 20; i++) {
        ix_buf_append_char(&bomb, 'a');
    }
    ix_buf_append_cstr(&bomb, "\"}\n");
    expect_refused(ix_buf_view(&bomb), "no valid json", false);
    ix_buf_free(&bomb);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_rows),
        cmocka_unit_test(a_document_holds_rows),
        cmocka_unit_test(rows_of_one_key_are_found_again),
        cmocka_unit_test(what_is_no_row_is_refused),
        cmocka_unit_test(bombs_are_refused),
    };
    return cmocka_run_group_tests_name("lists/mapped_jsonl", tests, NULL, NULL);
}
