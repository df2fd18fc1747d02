#include "csl_samples.h"
#include "test_xlsx.h"

#define STRINGS                                                                                    \
    "<si><t>Reference</t></si><si><t>Name of Individual or Entity</t></si>"                        \
    "<si><t>Date of Birth</t></si><si><t>A</t></si>"
#define TEXT(index) "<c t='s'><v>" index "</v></c>"
#define HEADER      "<row>" TEXT("0") TEXT("1") TEXT("2") "</row>"

static void expect_book(ix_str bytes, ix_status status, const char *wanted) {
    ix_buf out;
    ix_buf_init(&out, 1 << 20);
    assert_int_equal(show_file(&out, "au_xlsx", "list", bytes, NULL, ix_allocator_libc()), status);
    if (ix_str_find(ix_buf_view(&out), ix_str_from_cstr(wanted), 0) < 0) {
        fail_msg("'%s' is not in\n%.*s", wanted, (int)out.len, out.ptr);
    }
    ix_buf_free(&out);
    free((char *)bytes.ptr);
}

static void rows_of_the_sheet(void **state) {
    (void)state;
    expect_book(make_workbook(HEADER "<row><c><v>12</v></c>" TEXT(
                                  "3") "<c><v>23830</v></c></row>"
                                       "<row r='9'><c r='A9'><v>13</v></c></row>"
                                       "<row><c><v>14</v></c>" TEXT("3") "<c/>" TEXT(
                                           "3") "</row>"
                                                "<row><c><v>15</v></c>" TEXT("7") "</row>",
                              STRINGS),
                IX_OK,
                "12 any\n  name primary | A | reference 12\n  listing \n  born 1965-03-29\n"
                "rows 4 = 1 read + 3 refused, 1 entities, 1 names\n");
    expect_book(make_workbook(HEADER "<row r='9'><c r='A9'><v>13</v></c></row>"
                                     "<row><c><v>14</v></c>" TEXT("3") "<c/>" TEXT(
                                         "3") "</row>"
                                              "<row><c><v>15</v></c>" TEXT("7") "</row>",
                              STRINGS),
                IX_OK,
                "refused list:9: the name is empty\n"
                "refused list:10: more cells than the header has\n"
                "refused list:11: a string that the workbook does not have\n");
}

static void a_header_further_down(void **state) {
    (void)state;
    expect_book(make_workbook("<row>" TEXT("3") "</row>" HEADER
                                                "<row><c><v>12</v></c>" TEXT("3") "</row>",
                              STRINGS),
                IX_OK, "warning row_above_header 1");
    expect_book(make_workbook("<row>" TEXT("3") "</row>", STRINGS), IX_E_INPUT, "");
}

static void days_of_a_workbook_that_counts_from_1904(void **state) {
    (void)state;
    const sample_part parts[] = {
        {"xl/workbook.xml", "<w><workbookPr date1904='1'/><sheet id='a'/><sheet id='b'/>"
                            "<sheet id='c'/></w>"},
        {"xl/_rels/workbook.xml.rels",
         "<r><Relationship Id='a' Type='/worksheet' Target='1.xml'/><Relationship Id='b' "
         "Type='/worksheet' Target='2.xml'/><Relationship Id='c' Type='/chartsheet' "
         "Target='3.xml'/></r>"},
        {"xl/1.xml", "<worksheet><row><c t='str'><v>Reference</v></c><c t='str'><v>Name</v></c>"
                     "<c t='str'><v>Date of Birth</v></c></row><row><c><v>1</v></c><c t='str'>"
                     "<v>B</v></c><c><v>22368</v></c></row></worksheet>"},
        {"xl/2.xml", "<worksheet><row><c t='str'><v>Notes</v></c></row></worksheet>"},
    };
    expect_book(make_zip(parts, 4), IX_OK, "  born 1965-03-29\n");
    expect_book(make_zip(parts, 4), IX_OK, "warning another_sheet 1 list:1: xl/2.xml\n");
}

static void a_sheet_that_breaks_off(void **state) {
    (void)state;
    const sample_part parts[] = {SAMPLE_WORKBOOK,
                                 {"xl/worksheets/sheet1.xml",
                                  "<worksheet>" HEADER "<row><c><v>1</v></c>" TEXT("3") "</row>"
                                                                                        "<row>"},
                                 {"xl/sharedStrings.xml", "<sst>" STRINGS "</sst>"}};
    expect_book(make_zip(parts, 4), IX_OK,
                "rows 2 = 1 read + 1 refused, 1 entities, 1 names, truncated\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_the_sheet),
        cmocka_unit_test(a_header_further_down),
        cmocka_unit_test(days_of_a_workbook_that_counts_from_1904),
        cmocka_unit_test(a_sheet_that_breaks_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
