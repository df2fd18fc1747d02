#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static ix_read_report report;
static ix_arena arena; /* of the last reading, whose report points into it */

static ix_status print_names(void *context, const ix_entity *e, ix_error *error) {
    (void)error;
    ix_buf *out = context;
    for (int i = 0; i < e->name_count; i++) {
        ix_buf_printf(out, "%s %" IX_FMT "|", ix_name_kind_name(e->names[i].kind),
                      IX_ARG(e->names[i].text));
    }
    ix_buf_printf(out, "%" IX_FMT "|%d", IX_ARG(e->title), e->unmodelled_count);
    return IX_OK;
}

static void read_names(ix_buf *out, const char *kind, ix_str identities) {
    report = (ix_read_report){0};
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    ix_buf_printf(&text,
                  "<swiss-sanctions-list><target ssid='1'><%s>%" IX_FMT "</%s></target>"
                  "</swiss-sanctions-list>",
                  kind, IX_ARG(identities), kind);
    ix_list_file file = {.name = IX_STR("t"), .bytes = ix_buf_view(&text)};
    ix_arena_reset(&arena);
    ix_error error = {0};
    ix_buf_init(out, 1 << 20);
    assert_int_equal(ch_xml_read(&file, 1, NULL, print_names, out, &report, &arena, &error), IX_OK);
    ix_buf_append_char(out, '\0');
    ix_buf_free(&text);
}

static void expect(const char *kind, const char *identities, const char *wanted) {
    ix_buf out;
    read_names(&out, kind, ix_str_from_cstr(identities));
    assert_string_equal(out.ptr, wanted);
    ix_buf_free(&out);
}

#define NAME(type, quality, parts)                                                                 \
    "<name name-type='" type "' quality='" quality "'>" parts "</name>"
#define PART(order, type, inner)                                                                   \
    "<name-part order='" order "' name-part-type='" type "'>" inner "</name-part>"
#define VALUE(text) "<value>" text "</value>"
#define SPELLED(lang, script, text)                                                                \
    "<spelling-variant lang='" lang "' script='" script "'>" text "</spelling-variant>"

static void parts_are_put_in_order(void **state) {
    (void)state;
    expect("individual",
           "<identity main='true'>" NAME(
               "primary-name", "good",
               PART("3", "father-name", VALUE("C")) PART("1", "family-name", VALUE("A"))
                   PART("2", "given-name", VALUE("B")) PART("4", "title", VALUE("Dr"))
                       PART("5", "suffix", VALUE("Jr"))) NAME("alias", "low",
                                                              PART("1", "whole-name", VALUE("D E")))
               NAME("formerly-known-as", "good",
                    PART("1", "maiden-name", VALUE("M")) PART("2", "given-name", VALUE("B")))
                   NAME("alias", "good",
                        PART("1", "family-name", VALUE("A")) PART("2", "maiden-name", VALUE("M"))
                            PART("3", "given-name", VALUE("B"))) "</identity>",
           "primary A, B C Jr|weak D E|former M, B|strong A, B|strong M, B|Dr|0");
    expect("entity",
           "<identity main='true'>" NAME("primary-name", "good",
                                         PART("1", "family-name", VALUE("A"))
                                             PART("2", "other", VALUE("B"))) "</identity>",
           "primary A B||0");
    expect("entity",
           "<identity><name><name-part>A</name-part></name><name><name-part/></name></identity>",
           "primary A||0");
}

static void further_identities_have_no_primary_name(void **state) {
    (void)state;
    expect("individual",
           "<identity main='false'>" NAME(
               "primary-name", "good",
               PART("1", "whole-name",
                    VALUE("B"))) "</identity>"
                                 "<justification>x</justification><identity main='true'>" NAME(
                                     "primary-name", "good",
                                     PART("1", "whole-name", VALUE("A"))) "</identity>",
           "primary A|strong B||0");
}

/* Each language and script by itself, each spelling of a part with those of the others. */
static void spellings_are_names(void **state) {
    (void)state;
    expect("individual",
           "<identity main='true'>" NAME(
               "primary-name", "good",
               PART("1", "family-name",
                    VALUE("A") SPELLED("RUS", "CYRL", "\xD0\x90") SPELLED("FRE", "LATN", "Aa")
                        SPELLED("FRE", "LATN", "Ah"))
                   PART("2", "given-name",
                        VALUE("B") SPELLED("FRE", "LATN", "Be") SPELLED("FRE", "LATN", "Bi"))
                       PART("3", "father-name", VALUE("C"))) "</identity>",
           "primary A, B C|translation \xD0\x90, B C|strong Aa, Be C|strong Ah, Be C|"
           "strong Aa, Bi C|strong Ah, Bi C||0");
    expect(
        "individual",
        "<identity main='true'>" NAME("primary-name", "good", PART("1", "whole-name", VALUE("A")))
            NAME("alias", "low",
                 PART("1", "whole-name",
                      VALUE("B") SPELLED("RUS", "CYRL", "\xD0\x90"))) "</identity>",
        "primary A|weak B|weak \xD0\x90||0");
}

/* Too many to combine are taken one by one, and what has no room stays as it is: nothing is lost.
 */
static void many_spellings(void **state) {
    (void)state;
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    ix_buf_append_cstr(&text, "<identity main='true'><name name-type='primary-name'>");
    for (int part = 1; part <= 3; part++) {
        ix_buf_printf(&text, "<name-part order='%d' name-part-type='other'><value>P%d</value>",
                      part, part);
        for (int i = 0; i < 20; i++) {
            ix_buf_printf(&text,
                          "<spelling-variant lang='x' script='LATN'>S%d.%d</spelling-variant>",
                          part, i);
        }
        ix_buf_append_cstr(&text, "</name-part>");
    }
    for (int part = 4; part < 30; part++) {
        ix_buf_printf(&text,
                      "<name-part order='%d' name-part-type='other'><value>P%d</value>"
                      "</name-part>",
                      part, part);
    }
    ix_buf_append_cstr(&text, "</name></identity>");
    ix_buf out;
    read_names(&out, "entity", ix_buf_view(&text));
    assert_int_equal(report.names, 61);
    assert_non_null(strstr(out.ptr, "|strong P1 S2.7 P3 P4"));
    assert_non_null(strstr(out.ptr, "||26")); /* value and type of thirteen parts */
    assert_true(ix_str_equal(report.warnings[1].name, IX_STR("many_spellings")));
    ix_buf_free(&out);
    ix_buf_free(&text);
}

static int set_up(void **state) {
    (void)state;
    ix_arena_init(&arena, (size_t)64 << 20);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_put_in_order),
        cmocka_unit_test(further_identities_have_no_primary_name),
        cmocka_unit_test(spellings_are_names),
        cmocka_unit_test(many_spellings),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
