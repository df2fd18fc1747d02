#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

typedef struct fixture {
    ix_read_report report;
    ix_error error;
    ix_arena arena;
    ix_buf records; /* encoded entities, one behind the other */
    ix_buf seen;
} fixture;

static ix_status note_entity(void *context, const ix_entity *e, ix_error *error) {
    fixture *f = context;
    (void)error;
    ix_entity_encode(&f->records, e);
    ix_buf_printf(&f->seen, "%" IX_FMT, IX_ARG(e->key));
    for (int i = 0; i < e->name_count; i++) {
        ix_buf_printf(&f->seen, "|%s %" IX_FMT, ix_name_kind_name(e->names[i].kind),
                      IX_ARG(e->names[i].text));
    }
    for (int i = 0; i < e->listing_count; i++) {
        ix_buf_printf(&f->seen, "|list %.*s %d", (int)e->listings[i].source.len,
                      e->listings[i].source.len > 0 ? e->listings[i].source.ptr : "",
                      e->listings[i].program_count);
    }
    ix_buf_append_char(&f->seen, ';');
    return IX_OK;
}

static ix_status read_bytes(fixture *f, ix_str bytes) {
    ix_list_file file = {.name = IX_STR("sdn_enhanced.xml"), .bytes = bytes};
    ix_arena_init(&f->arena, (size_t)64 << 20);
    ix_buf_init(&f->records, 1 << 20);
    ix_buf_init(&f->seen, 1 << 20);
    ix_status status =
        ofac_enhanced_xml_read(&file, 1, NULL, note_entity, f, &f->report, &f->arena, &f->error);
    ix_buf_append_char(&f->seen, '\0');
    assert_int_equal(f->report.rows, f->report.rows_read + f->report.rows_refused);
    return status;
}

static void end(fixture *f) {
    ix_arena_free(&f->arena);
    ix_buf_free(&f->records);
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

#define LIST(body) "<sanctionsData><entities>" body "</entities></sanctionsData>"
#define T(text)    "<translation><formattedFullName>" text "</formattedFullName></translation>"
#define NAME(id, primary, text)                                                                    \
    "<name id='" id "'><isPrimary>" primary                                                        \
    "</isPrimary><translations>" T(text) "</translations></name>"
#define PROGRAM(id, text) "<sanctionsProgram id='" id "'>" text "</sanctionsProgram>"

static void the_order_of_parts_says_nothing(void **state) {
    (void)state;
    static fixture f[2];
    memset(f, 0, sizeof f);
    assert_int_equal(
        read_bytes(&f[0],
                   IX_STR(LIST(
                       "<entity id='7'><names>" NAME("1", "true", "A") NAME("2", "false", "B") NAME(
                           "3", "false", "C") "</names><sanctionsPrograms>" PROGRAM("4", "CUBA")
                           PROGRAM("5", "SDGT") "</sanctionsPrograms></entity>"))),
        IX_OK);
    assert_int_equal(
        read_bytes(&f[1], IX_STR(LIST("<entity id='7'>\n <sanctionsPrograms>" PROGRAM("5", "SDGT")
                                          PROGRAM("4", "CUBA") "</sanctionsPrograms><names>" NAME(
                                              "3", "false", "C") NAME("1", "true", " A ")
                                              NAME("2", "false", "B") "</names></entity>"))),
        IX_OK);
    assert_string_equal(f[0].seen.ptr, "7|primary A|strong B|strong C|list  2;");
    assert_true(ix_str_equal(ix_buf_view(&f[0].records), ix_buf_view(&f[1].records)));
    end(&f[0]);
    end(&f[1]);
}

static void one_listing_a_list(void **state) {
    (void)state;
    static fixture f;
    memset(&f, 0, sizeof f);
    assert_int_equal(
        read_bytes(
            &f,
            IX_STR(LIST("<entity id='7'><names>" NAME(
                "1", "true",
                "A") "</names><sanctionsLists><sanctionsList>SDN List"
                     "</sanctionsList><sanctionsList>Consolidated List"
                     "</sanctionsList><sanctionsList>Non-SDN CMIC List"
                     "</sanctionsList></sanctionsLists><sanctionsPrograms>" PROGRAM(
                         "4",
                         "CUBA") "</sanctionsPrograms></entity>"
                                 "<entity id='8'><names>" NAME(
                                     "1", "true",
                                     "B") "</names><sanctionsLists><sanctionsList>Consolidated List"
                                          "</sanctionsList></sanctionsLists></entity>"))),
        IX_OK);
    assert_string_equal(f.seen.ptr,
                        "7|primary A|list Non-SDN CMIC List 1|list  1;8|primary B|list  0;");
    assert_true(warned(&f, "no_program"));
    end(&f);
}

static void names_that_are_not_as_they_should_be(void **state) {
    (void)state;
    static fixture f;
    memset(&f, 0, sizeof f);
    assert_int_equal(
        read_bytes(
            &f,
            IX_STR(LIST("<entity id='7'><names>" NAME("1", "true", "A") NAME("2", "true", "B")
                            NAME("3", "false", " ") "</names></entity><entity id='8'><names>" NAME(
                                "1", "false", "C") "</names></entity>"
                                                   "<entity id='9'/><entity id='x'/>"))),
        IX_OK);
    assert_string_equal(f.seen.ptr, "7|primary A|strong B|list  0;8|primary C|list  0;");
    assert_true(warned(&f, "several_primary_names") && warned(&f, "empty_alias") &&
                warned(&f, "no_primary_name"));
    assert_int_equal(f.report.rows_refused, 2);
    end(&f);
}

static void what_is_cut_off_is_truncated(void **state) {
    (void)state;
    static fixture f;
    memset(&f, 0, sizeof f);
    assert_int_equal(read_bytes(&f, IX_STR("<sanctionsData><entities><entity id='7'><names>" NAME(
                                        "1", "true", "A") "</names></entity><entity id='8'><na")),
                     IX_OK);
    assert_true(f.report.truncated);
    assert_int_equal(f.report.rows, 2);
    assert_int_equal(f.report.rows_refused, 1);
    end(&f);
}

static void a_delta_is_no_list(void **state) {
    (void)state;
    static fixture f;
    memset(&f, 0, sizeof f);
    assert_int_equal(read_bytes(&f, IX_STR(LIST("<entity id='7' action='remove'/>"))), IX_E_INPUT);
    assert_non_null(strstr(f.error.text, "ofac_delta_xml"));
    ix_list_file files[] = {{.name = IX_STR("2024-06-21_delta.xml"), .bytes = IX_STR("<a/>")}};
    assert_int_equal(
        ofac_delta_xml_read(files, 1, NULL, note_entity, &f, &f.report, &f.arena, &f.error),
        IX_E_INPUT);
    assert_int_equal(
        ofac_enhanced_xml_read(files, 2, NULL, note_entity, &f, &f.report, &f.arena, &f.error),
        IX_E_INPUT);
    end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_parts_says_nothing),
        cmocka_unit_test(one_listing_a_list),
        cmocka_unit_test(names_that_are_not_as_they_should_be),
        cmocka_unit_test(what_is_cut_off_is_truncated),
        cmocka_unit_test(a_delta_is_no_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
