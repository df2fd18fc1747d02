#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void every_row_is_complete_and_found_by_its_format(void **state) {
    (void)state;
    int count = 0;
    for (const ix_list_reader *r = ix_list_readers; r->format != NULL; r++, count++) {
        assert_ptr_equal(ix_list_reader_find(ix_str_from_cstr(r->format)), r);
        assert_true(strlen(r->list_id) > 0 && strlen(r->publisher) > 0 && strlen(r->title) > 0);
        assert_non_null(r->read);
        bool ended = false;
        for (int i = 0; i < IX_LIST_FILES_MAX; i++) {
            assert_true((r->companions[i].name == NULL) == (r->companions[i].role == NULL));
            ended |= r->companions[i].name == NULL;
            assert_true(!ended || r->companions[i].name == NULL);
        }
        assert_true(ended);
    }
    assert_true(count >= 4);
}

static void unknown_formats_are_not_found(void **state) {
    (void)state;
    assert_null(ix_list_reader_find(IX_STR("ofac_sdn")));
    assert_null(ix_list_reader_find((ix_str){0}));
}

static void a_file_name_may_tell_the_other_list(void **state) {
    (void)state;
    const ix_list_reader *r = ix_list_reader_find(IX_STR("ofac_enhanced_xml"));
    assert_true(
        ix_str_equal(ix_list_reader_list(r, IX_STR("sdn_enhanced.xml")), IX_STR("us_ofac_sdn")));
    assert_true(ix_str_equal(ix_list_reader_list(r, IX_STR("CONS_ENHANCED.XML")),
                             IX_STR("us_ofac_nonsdn")));
    assert_true(ix_str_equal(ix_list_reader_list(r, IX_STR("con")), IX_STR("us_ofac_sdn")));
    r = ix_list_reader_find(IX_STR("un_xml"));
    assert_true(ix_str_equal(ix_list_reader_list(r, IX_STR("consolidated.xml")), IX_STR("un_sc")));
}

static ix_status no_sink(void *context, const ix_entity *entity, ix_error *error) {
    (void)context;
    (void)entity;
    (void)error;
    return IX_OK;
}

/* What every reader must do with bytes that are not a list: name what was expected. */
static void every_reader_refuses_what_is_no_list(void **state) {
    (void)state;
    static const ix_str bytes[] = {
        {"", 0},
        {"\x1A", 1},
        {"\0\1\2\3\0\0\0\xFF", 8},
        {"<!DOCTYPE html><html><body>Not found</body></html>", 50},
        {"{\"error\": 404}", 14},
        {"hello, world\nhow are you\n", 25},
        {"\xFD"
         "7zXZ\0\0\4",
         8},
    };
    for (const ix_list_reader *r = ix_list_readers; r->format != NULL; r++) {
        for (size_t i = 0; i < sizeof bytes / sizeof bytes[0]; i++) {
            ix_list_file file = {.name = IX_STR("list"), .bytes = bytes[i]};
            static ix_read_report report;
            memset(&report, 0, sizeof report);
            ix_error error = {0};
            ix_arena arena;
            ix_arena_init(&arena, 1 << 20);
            ix_status status = r->read(&file, 1, NULL, no_sink, NULL, &report, &arena, &error);
            if (status != IX_E_INPUT || strlen(error.text) < 20) {
                fail_msg("%s, input %zu: status %d '%s'", r->format, i, status, error.text);
            }
            assert_string_equal(error.source, "list");
            ix_arena_free(&arena);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_complete_and_found_by_its_format),
        cmocka_unit_test(unknown_formats_are_not_found),
        cmocka_unit_test(a_file_name_may_tell_the_other_list),
        cmocka_unit_test(every_reader_refuses_what_is_no_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
