#include "xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static ix_buf seen;

static void see_item(ix_xml *x, const ix_str *v) {
    ix_buf_printf(&seen, "[%" IX_FMT "|%" IX_FMT "|%" IX_FMT "]", IX_ARG(v[0]), IX_ARG(v[1]),
                  IX_ARG(v[2]));
    (void)x;
}

static const ix_xml_item item = {{"item", 4}, see_item, {"", "@id", "deep/er"}};

static const char *see_record(ix_xml *x) {
    ix_str key = ix_xml_take(x, IX_STR("rec@key"));
    if (key.len == 0) {
        return "no key";
    }
    ix_draft_begin(&x->draft, key, IX_PARTY_PERSON);
    ix_draft_name(&x->draft, IX_NAME_PRIMARY, key, IX_STR("test"));
    ix_buf_printf(&seen, "%" IX_FMT " of %d ", IX_ARG(key), x->record);
    ix_xml_items(x, &item);
    ix_xml_leftovers(x);
    for (int i = 0; i < x->draft.entity.unmodelled_count; i++) {
        const ix_field *f = &x->draft.entity.unmodelled[i];
        ix_buf_printf(&seen, " %" IX_FMT "=%" IX_FMT, IX_ARG(f->name), IX_ARG(f->value));
    }
    ix_str line = ix_xml_line(x, IX_STR("a\n  b c"));
    assert_true(ix_str_equal(line, IX_STR("a b c")) || x->draft.status != IX_OK);
    ix_buf_append_char(&seen, ';');
    return NULL;
}

static void see_outside(ix_xml *x, ix_str path, ix_str text) {
    (void)x;
    ix_buf_printf(&seen, "(%" IX_FMT "=%" IX_FMT ")", IX_ARG(path), IX_ARG(text));
}

static const ix_xml_layout layout = {.file = "test.xml",
                                     .root = "list",
                                     .records = {"a/rec", "b/rec"},
                                     .others = {"a", "b"},
                                     .item_levels = 1,
                                     .outside = see_outside,
                                     .record = see_record};

static int64_t unknown_elements; /* counted by the last reading */

static ix_status sink(void *context, const ix_entity *entity, ix_error *error) {
    (void)context;
    (void)entity;
    (void)error;
    return IX_OK;
}

static ix_status read_text(ix_read_report *report, ix_error *error, ix_str bytes) {
    ix_list_file file = {.name = IX_STR("t"), .bytes = bytes};
    ix_arena arena;
    ix_arena_init(&arena, (size_t)64 << 20);
    *report = (ix_read_report){0};
    *error = (ix_error){0};
    ix_status status = ix_xml_read(&layout, &file, 1, NULL, sink, NULL, report, &arena, error);
    assert_int_equal(report->rows, report->rows_read + report->rows_refused);
    unknown_elements = 0;
    for (int i = 0; i < report->warning_count; i++) {
        if (ix_str_equal(report->warnings[i].name, IX_STR("unknown_element"))) {
            unknown_elements = report->warnings[i].count;
        }
    }
    ix_arena_free(&arena);
    return status;
}

static void expect(const char *bytes, const char *wanted, int rows, int refused) {
    static ix_read_report report;
    ix_error error;
    ix_buf_init(&seen, 1 << 16);
    assert_int_equal(read_text(&report, &error, ix_str_from_cstr(bytes)), IX_OK);
    ix_buf_append_char(&seen, '\0');
    assert_string_equal(seen.ptr, wanted);
    assert_int_equal(report.rows, rows);
    assert_int_equal(report.rows_refused, refused);
    ix_buf_free(&seen);
}

static void leaves_are_found_by_path_and_item(void **state) {
    (void)state;
    expect("<list v='1' xmlns='urn:x'><a><rec key='1'><item id='7'>x<deep><er>y</er></deep></item>"
           "<item id='8'/><item/><items>no</items></rec></a>tail</list>",
           "(@v=1)1 of 0 [x|7|y][|8|] items=no;(=tail)", 1, 0);
    expect("<list><b><n:rec xmlns:n='urn:y' key='2'><n:item>x</n:item><item odd='z'/>"
           "<item><deep><er>1</er><er>2</er></deep></item></n:rec></b></list>",
           "2 of 1 [x||][||][||1] item@odd=z item/deep/er=2;", 1, 0);
    expect("<list><a><rec/><rec key='3'/></a></list>", "3 of 0 ;", 2, 1);
}

static void what_is_beside_the_records_is_noticed(void **state) {
    (void)state;
    static ix_read_report report;
    ix_error error;
    ix_buf_init(&seen, 1 << 16);
    assert_int_equal(
        read_text(&report, &error, IX_STR("<list><a><wreck/><wreck/></a><c><d/></c></list>")),
        IX_OK);
    assert_int_equal(unknown_elements, 4);
    ix_buf_free(&seen);
}

static void hostile_documents_are_refused(void **state) {
    (void)state;
    static ix_read_report report;
    static char big[IX_XML_TEXT_BYTES_MAX + 64];
    memset(big, 'x', sizeof big);
    memcpy(big, "<list><a><rec key='", 19);
    memcpy(big + sizeof big - 16, "'/></a></list>  ", 16);
    const struct {
        ix_str bytes;
        const char *why;
        ix_status status;
    } rows[] = {
        {IX_STR("<!DOCTYPE list><list/>"), "DOCTYPE", IX_E_INPUT},
        {IX_STR("<other/>"), "expected the root element list of test.xml", IX_E_INPUT},
        {IX_STR("plain"), "expected test.xml (root element list)", IX_E_INPUT},
        {IX_STR(""), "it is empty", IX_E_INPUT},
        {IX_STR("<list><a><b><c><d><e><f><g><h><i><j><k><l><m/>"), "too deep", IX_E_LIMIT},
        {{big, sizeof big}, "attribute is too long", IX_E_LIMIT},
    };
    ix_buf_init(&seen, 1 << 16);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_error error;
        assert_int_equal(read_text(&report, &error, rows[i].bytes), rows[i].status);
        assert_non_null(strstr(error.text, rows[i].why));
    }
    ix_error error;
    ix_buf many;
    ix_buf_init(&many, (size_t)4 << 20);
    ix_buf_append_cstr(&many, "<list><a><rec key='1'>");
    for (int i = 0; i < IX_XML_LEAVES_MAX; i++) {
        ix_buf_append_cstr(&many, "<item>x</item>");
    }
    ix_buf_append_cstr(&many, "</rec></a></list>");
    assert_int_equal(read_text(&report, &error, ix_buf_view(&many)), IX_E_LIMIT);
    assert_non_null(strstr(error.text, "too many details"));
    ix_buf_free(&many);
    ix_str tag = {calloc(1, (size_t)4 << 20), 4 << 20};
    assert_non_null(tag.ptr);
    memset((char *)tag.ptr, 'x', (size_t)tag.len);
    memcpy((char *)tag.ptr, "<list><", 7);
    assert_int_equal(read_text(&report, &error, tag), IX_E_LIMIT);
    assert_non_null(strstr(error.text, "a tag or comment is too long"));
    free((char *)tag.ptr);
    assert_int_equal(read_text(&report, &error, IX_STR("<list><a><rec key='1'/><rec")), IX_OK);
    assert_true(report.truncated);
    assert_int_equal(report.rows_refused, 1);
    ix_buf_free(&seen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_are_found_by_path_and_item),
        cmocka_unit_test(what_is_beside_the_records_is_noticed),
        cmocka_unit_test(hostile_documents_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
