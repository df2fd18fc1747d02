#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct fixture {
    ix_read_report report;
    ix_error error;
    ix_arena arena;
    ix_buf seen;
    int stop_after; /* entities; 0: never */
} fixture;

static ix_status note_entity(void *context, const ix_entity *e, ix_error *error) {
    fixture *f = context;
    ix_buf_printf(&f->seen, "%" IX_FMT " %s", IX_ARG(e->key), ix_party_type_name(e->type));
    for (int i = 0; i < e->name_count; i++) {
        ix_buf_printf(&f->seen, "|%s %" IX_FMT, ix_name_kind_name(e->names[i].kind),
                      IX_ARG(e->names[i].text));
    }
    for (int i = 0; i < e->unmodelled_count; i++) {
        ix_buf_printf(&f->seen, "|kept %" IX_FMT "=%" IX_FMT, IX_ARG(e->unmodelled[i].name),
                      IX_ARG(e->unmodelled[i].value));
    }
    ix_buf_append_cstr(&f->seen, ";");
    if (f->stop_after > 0 && --f->stop_after == 0) {
        return ix_error_set(error, IX_E_REFUSED, "stopped");
    }
    return IX_OK;
}

static ix_status read_bytes(fixture *f, ix_str bytes) {
    ix_list_file file = {.name = IX_STR("sdn.xml"), .bytes = bytes};
    ix_arena_init(&f->arena, (size_t)256 << 20);
    ix_buf_init(&f->seen, 1 << 20);
    return ofac_sdn_xml_read(&file, 1, NULL, note_entity, f, &f->report, &f->arena, &f->error);
}

static const char *seen(fixture *f) {
    ix_buf_append_char(&f->seen, '\0');
    assert_int_equal(f->seen.status, IX_OK);
    return f->seen.ptr;
}

static void end(fixture *f) {
    assert_int_equal(f->report.rows, f->report.rows_read + f->report.rows_refused);
    ix_arena_free(&f->arena);
    ix_buf_free(&f->seen);
}

static bool warned(const fixture *f, const char *name) {
    for (int i = 0; i < f->report.warning_count; i++) {
        if (ix_str_equal(f->report.warnings[i].name, ix_str_from_cstr(name))) {
            return true;
        }
    }
    return false;
}

#define P           "<programList><program>CUBA</program></programList>"
#define ENTRY(n, w) "<sdnEntry><uid>" #n "</uid><lastName>" w "</lastName>" P "</sdnEntry>"
#define LIST(body)  "<sdnList xmlns='http://tempuri.org/sdnList.xsd'>" body "</sdnList>"

static void any_namespace_or_prefix_will_do(void **state) {
    (void)state;
    static const ix_str lists[] = {
        IX_STR(LIST(ENTRY(36, "A"))),
        IX_STR("<sdnList>" ENTRY(36, "A") "</sdnList>"),
        IX_STR("<o:sdnList xmlns:o='urn:x'><o:sdnEntry><o:uid>36</o:uid><o:lastName>A</o:lastName>"
               "</o:sdnEntry></o:sdnList>"),
    };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        fixture f = {0};
        assert_int_equal(read_bytes(&f, lists[i]), IX_OK);
        assert_string_equal(seen(&f), "36 organization|primary A;");
        assert_int_equal(f.report.primary_rows, 1);
        assert_int_equal(f.report.stated_count, -1);
        end(&f);
    }
}

static void publication_date_is_month_first(void **state) {
    (void)state;
    static const struct {
        ix_str list;
        int64_t day; /* -1: none */
    } rows[] = {
        {IX_STR(LIST("<publshInformation><Publish_Date>12/14/2020</Publish_Date><Record_Count>376"
                     "</Record_Count></publshInformation>")),
         18610},
        {IX_STR(LIST("<publshInformation><Publish_Date>03/06/2021</Publish_Date><Record_Count>376"
                     "</Record_Count></publshInformation>")),
         18692},
        {IX_STR(LIST("<publshInformation><Publish_Date>soon</Publish_Date><Record_Count>376"
                     "</Record_Count></publshInformation>")),
         -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fixture f = {0};
        assert_int_equal(read_bytes(&f, rows[i].list), IX_OK);
        assert_int_equal(f.report.stated_count, 376);
        assert_int_equal(f.report.published.kind, rows[i].day < 0 ? IX_WHEN_NONE : IX_WHEN_DATE);
        assert_true(rows[i].day < 0 || f.report.published.value == rows[i].day);
        assert_int_equal(warned(&f, "publication_not_understood"), rows[i].day < 0);
        end(&f);
    }
}

static void what_the_layout_does_not_know_is_kept(void **state) {
    (void)state;
    fixture f = {0};
    assert_int_equal(
        read_bytes(&f,
                   IX_STR(LIST("<extra><x>1</x></extra>"
                               "<sdnEntry note='n'><uid>36</uid><lastName>A</lastName>" P "stray"
                               "<eyes>brown</eyes><akaList><aka><uid>1</uid><type>a.k.a.</"
                               "type><lastName>B</lastName>"
                               "<lastName>C</lastName><since>1999</since></aka>loose</akaList>"
                               "<deep><er><still><more>text</more></still></er></deep>"
                               "</sdnEntry>"))),
        IX_OK);
    assert_string_equal(seen(&f),
                        "36 organization|primary A|strong B|kept sdnEntry@note=n|kept "
                        "sdnEntry=stray|kept eyes=brown|kept akaList/aka/lastName=C|kept "
                        "akaList/aka/since=1999|kept akaList=loose|kept deep/er/still/more=text;");
    assert_true(warned(&f, "unknown_element"));
    end(&f);
}

static void aliases_by_type_and_category(void **state) {
    (void)state;
    fixture f = {0};
    assert_int_equal(
        read_bytes(&f, IX_STR(LIST("<sdnEntry><uid>36</uid><lastName>A</lastName>" P "<akaList>"
                                   "<aka><type>a.k.a.</type><lastName>B</lastName></aka>"
                                   "<aka><type>a.k.a.</type><category>weak</category><lastName>C"
                                   "</lastName></aka>"
                                   "<aka><type>f.k.a.</type><category>weak</category><lastName>D"
                                   "</lastName></aka>"
                                   "<aka><type>f.k.a.</type><category>strong</category><firstName>E"
                                   "</firstName><lastName>F</lastName></aka>"
                                   "<aka><type>n.k.a.</type><category>odd</category><firstName>G"
                                   "</firstName></aka>"
                                   "<aka/><aka><uid>9</uid></aka>"
                                   "</akaList></sdnEntry>"))),
        IX_OK);
    assert_string_equal(seen(&f),
                        "36 organization|primary A|strong B|weak C|weak D|former F, E|strong G;");
    assert_true(warned(&f, "empty_alias"));
    assert_true(warned(&f, "unknown_alias_category"));
    end(&f);
}

static void bad_entries_are_refused_and_reading_goes_on(void **state) {
    (void)state;
    fixture f = {0};
    assert_int_equal(
        read_bytes(
            &f, IX_STR(LIST(ENTRY(36, "A") "\n<sdnEntry><lastName>B</lastName></sdnEntry>\n"
                                           "<sdnEntry><uid>x</uid><lastName>C</lastName>"
                                           "</sdnEntry>\n<sdnEntry><uid>7</uid></sdnEntry>\n" ENTRY(
                                               38, "D")))),
        IX_OK);
    assert_string_equal(seen(&f), "36 organization|primary A;38 organization|primary D;");
    assert_int_equal(f.report.rows, 5);
    assert_int_equal(f.report.rows_refused, 3);
    assert_int_equal(f.report.refusals[0].line, 2);
    assert_string_equal(f.report.refusals[0].text, "uid is not a number");
    assert_int_equal(f.report.refusals[2].line, 4);
    assert_string_equal(f.report.refusals[2].text, "the name is empty");
    assert_false(f.report.truncated);
    end(&f);
}

static void a_document_that_ends_early_is_truncated(void **state) {
    (void)state;
    static const char whole[] = LIST(ENTRY(36, "A") ENTRY(37, "B"));
    size_t first = strlen("<sdnList");
    size_t entity = (size_t)(strstr(whole, "</sdnEntry>") - whole) + strlen("</sdnEntry>");
    for (size_t len = 1; len < sizeof whole - 1; len++) {
        fixture f = {0};
        char *copy = malloc(len);
        assert_non_null(copy);
        memcpy(copy, whole, len);
        ix_status status = read_bytes(&f, (ix_str){copy, (ptrdiff_t)len});
        if (len <= first) {
            assert_int_equal(status, IX_E_INPUT);
        } else if (status == IX_OK) {
            assert_true(f.report.truncated);
            assert_int_equal(f.report.rows_refused, 1);
            assert_int_equal(f.report.entities > 0, len >= entity);
        }
        end(&f);
        free(copy);
    }
}

static void broken_xml_in_the_middle_ends_the_list(void **state) {
    (void)state;
    static const ix_str faults[] = {
        IX_STR(LIST(ENTRY(36, "A") "<sdnEntry></wrong>" ENTRY(38, "B"))),
        IX_STR(LIST(ENTRY(36, "A") ENTRY(37, "\xFF\xFE") ENTRY(38, "B"))),
        IX_STR(LIST(ENTRY(36, "A") ENTRY(37, "&nope;") ENTRY(38, "B"))),
        IX_STR(LIST(ENTRY(36, "A")) "<more/>"),
    };
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        fixture f = {0};
        assert_int_equal(read_bytes(&f, faults[i]), IX_OK);
        assert_string_equal(seen(&f), "36 organization|primary A;");
        assert_true(f.report.truncated);
        assert_int_equal(f.report.rows_refused, 1);
        assert_true(f.report.refusals[0].line >= 1);
        end(&f);
    }
}

static void doctypes_and_other_documents_are_refused(void **state) {
    (void)state;
    static const struct {
        ix_str bytes;
        const char *why;
    } rows[] = {
        {IX_STR("<!DOCTYPE sdnList [<!ENTITY a 'b'>]>" LIST(ENTRY(36, "A"))), "DOCTYPE"},
        {IX_STR("<CONSOLIDATED_LIST/>"), "root element sdnList"},
        {IX_STR("not xml"), "expected sdn.xml"},
        {IX_STR("   "), "expected sdn.xml"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fixture f = {0};
        assert_int_equal(read_bytes(&f, rows[i].bytes), IX_E_INPUT);
        if (strstr(f.error.text, rows[i].why) == NULL) {
            fail_msg("row %zu: %s", i, f.error.text);
        }
        assert_int_equal(f.report.entities, 0);
        end(&f);
    }
}

static void depth_and_text_are_bounded(void **state) {
    (void)state;
    fixture f = {0};
    ix_buf bytes;
    ix_buf_init(&bytes, (size_t)8 << 20);
    ix_buf_append_cstr(&bytes, "<sdnList><sdnEntry>");
    for (int i = 0; i < 1000; i++) {
        ix_buf_append_cstr(&bytes, "<a>");
    }
    assert_int_equal(read_bytes(&f, ix_buf_view(&bytes)), IX_E_LIMIT);
    assert_true(strstr(f.error.text, "too deep") != NULL);
    end(&f);
    f = (fixture){0};
    ix_buf_clear(&bytes);
    ix_buf_append_cstr(&bytes, "<sdnList><sdnEntry><uid>");
    memset(ix_buf_extend(&bytes, (size_t)2 << 20), '1', (size_t)2 << 20);
    assert_int_equal(read_bytes(&f, ix_buf_view(&bytes)), IX_E_LIMIT);
    assert_true(strstr(f.error.text, "too long") != NULL);
    end(&f);
    ix_buf_free(&bytes);
}

static void a_sink_may_stop_the_reading(void **state) {
    (void)state;
    fixture f = {.stop_after = 1};
    assert_int_equal(read_bytes(&f, IX_STR(LIST(ENTRY(36, "A") ENTRY(37, "B")))), IX_E_REFUSED);
    assert_string_equal(f.error.text, "stopped");
    assert_string_equal(seen(&f), "36 organization|primary A;");
    end(&f);
}

static void one_file_and_not_an_empty_one(void **state) {
    (void)state;
    ix_list_file files[2] = {{.name = IX_STR("a")}, {.name = IX_STR("b")}};
    ix_read_report *report = calloc(1, sizeof *report);
    assert_non_null(report);
    ix_arena arena;
    ix_arena_init(&arena, 1 << 16);
    ix_error error = {0};
    assert_int_equal(
        ofac_nonsdn_xml_read(files, 2, NULL, note_entity, NULL, report, &arena, &error),
        IX_E_INPUT);
    assert_int_equal(
        ofac_nonsdn_xml_read(files, 1, NULL, note_entity, NULL, report, &arena, &error),
        IX_E_INPUT);
    assert_string_equal(error.text, "expected consolidated.xml: it is empty");
    ix_arena_free(&arena);
    free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_namespace_or_prefix_will_do),
        cmocka_unit_test(publication_date_is_month_first),
        cmocka_unit_test(what_the_layout_does_not_know_is_kept),
        cmocka_unit_test(aliases_by_type_and_category),
        cmocka_unit_test(bad_entries_are_refused_and_reading_goes_on),
        cmocka_unit_test(a_document_that_ends_early_is_truncated),
        cmocka_unit_test(broken_xml_in_the_middle_ends_the_list),
        cmocka_unit_test(doctypes_and_other_documents_are_refused),
        cmocka_unit_test(depth_and_text_are_bounded),
        cmocka_unit_test(a_sink_may_stop_the_reading),
        cmocka_unit_test(one_file_and_not_an_empty_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
