#include "xlsx.h"

#include "test_xlsx.h"

/* ------------------------------------------------------------------ reading */

static ix_status print_row(void *context, const ix_str *cells, int count, int64_t number,
                           const char *fault) {
    ix_buf *out = context;
    ix_buf_printf(out, "%d:", (int)number);
    for (int i = 0; i < count; i++) {
        ix_buf_printf(out, "[%" IX_FMT "]", IX_ARG(cells[i]));
    }
    ix_buf_printf(out, "%s\n", fault == NULL ? "" : fault);
    return IX_OK;
}

/* The rows of the first sheet, then what failed, if anything. */
static ix_status read_book(ix_buf *out, ix_str bytes, bool *broken) {
    ix_arena arena;
    ix_arena_init(&arena, (size_t)256 << 20);
    ix_error error = {0};
    ix_xlsx *book = IX_NEW(&arena, ix_xlsx, 1);
    assert_non_null(book);
    *broken = false;
    ix_status status = ix_xlsx_open(book, IX_STR("t.xlsx"), bytes, &arena, &error);
    if (status == IX_OK) {
        status = ix_xlsx_rows(book, 0, print_row, out, broken, &error);
    }
    if (status != IX_OK) {
        assert_int_equal(error.status, status);
        assert_true(error.text[0] != '\0');
    }
    ix_xlsx_close(book);
    ix_arena_free(&arena);
    ix_buf_append_char(out, '\0');
    return status;
}

static void expect(ix_str bytes, ix_status wanted, const char *rows) {
    ix_buf out;
    bool broken;
    ix_buf_init(&out, 1 << 20);
    assert_int_equal(read_book(&out, bytes, &broken), wanted);
    assert_string_equal(out.ptr, rows);
    assert_false(broken);
    ix_buf_free(&out);
    free((char *)bytes.ptr);
}

static void cells_of_every_type(void **state) {
    (void)state;
    expect(make_workbook("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
                         "<c r='C1'><v>45913</v></c></row>"
                         "<row r='3'><c r='B3' t='b'><v>1</v></c><c t='b'><v>false</v></c>"
                         "<c t='inlineStr'><is><r><t>in </t></r><r><t>line</t></r></is></c>"
                         "<c t='str'><f>A1</f><v>sum</v></c><c t='e'><v>#N/A</v></c>"
                         "<c t='d'><v>2024-05-01</v></c></row><row r='4'><c r='A4'/></row>"
                         "<row><c><v>7</v></c></row>",
                         "<si><t>One</t></si><si><r><t xml:space='preserve'>T </t></r><r><t>wo</t>"
                         "</r><rPh><t>hint</t></rPh></si>"),
           IX_OK, "1:[One][T wo][45913]\n3:[][1][0][in line][sum][#N/A][2024-05-01]\n5:[7]\n");
}

static void escapes_are_their_characters(void **state) {
    (void)state;
    expect(make_workbook("<row><c t='s'><v>0</v></c></row>",
                         "<si><t>a_x000D_b_x005F_x000D__x0041_ _x0001_ _xD800_ _xZZZZ_ _x00</t>"
                         "</si>"),
           IX_OK, "1:[a\rb_x000D_A _x0001_ _xD800_ _xZZZZ_ _x00]\n");
}

static void rows_that_cannot_be_read(void **state) {
    (void)state;
    expect(make_workbook("<row><c t='s'><v>5</v></c></row><row><c r='A2'><v>1</v></c>"
                         "<c r='A2'><v>2</v></c></row><row><c r='ZZZ3'><v>1</v></c></row>",
                         "<si><t>One</t></si>"),
           IX_OK,
           "1:[]a string that the workbook does not have\n2:[1]a cell is there twice\n"
           "3:more columns than are read\n");
}

/* ------------------------------------------------------------------ what is refused */

/* The directory of a zip stands at its end: a workbook without it may lack sheets and strings. */
static void a_file_that_was_cut(void **state) {
    (void)state;
    const sample_part parts[] = {SAMPLE_WORKBOOK,
                                 {"xl/worksheets/sheet1.xml", "<worksheet/>"},
                                 {"xl/sharedStrings.xml", "<sst/>"}};
    ix_str bytes = make_zip(parts, 4);
    for (ptrdiff_t cut = 1; cut < bytes.len; cut += 13) {
        ix_buf out;
        bool broken;
        ix_buf_init(&out, 1 << 20);
        assert_int_equal(read_book(&out, ix_str_slice(bytes, 0, bytes.len - cut), &broken),
                         IX_E_INPUT);
        ix_buf_free(&out);
    }
    free((char *)bytes.ptr);
}

static void expect_refusal(const sample_part *parts, int count, ix_status wanted) {
    ix_str bytes = make_zip(parts, count);
    ix_buf out;
    bool broken;
    ix_buf_init(&out, 1 << 20);
    assert_int_equal(read_book(&out, bytes, &broken), wanted);
    ix_buf_free(&out);
    free((char *)bytes.ptr);
}

static void what_is_no_workbook(void **state) {
    (void)state;
    static const char *const texts[] = {"", "PK", "PK\x03\x04 no zip at all", "<html>"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ix_buf out;
        bool broken;
        ix_buf_init(&out, 1 << 20);
        assert_int_equal(read_book(&out, ix_str_from_cstr(texts[i]), &broken), IX_E_INPUT);
        ix_buf_free(&out);
    }
    const sample_part sheet = {"xl/worksheets/sheet1.xml", "<worksheet/>"};
    const sample_part strings = {"xl/sharedStrings.xml", "<sst/>"};
    const sample_part whole[] = {SAMPLE_WORKBOOK, sheet, strings};
    expect_refusal(whole, 4, IX_OK);
    expect_refusal(whole, 3, IX_E_INPUT); /* no strings */
    const sample_part no_sheet[] = {SAMPLE_WORKBOOK, strings};
    expect_refusal(no_sheet, 3, IX_E_INPUT);
    const sample_part twice[] = {SAMPLE_WORKBOOK, sheet, strings, sheet};
    expect_refusal(twice, 5, IX_E_INPUT);
    const sample_part damaged[] = {SAMPLE_WORKBOOK, sheet, {"xl/sharedStrings.xml", "<sst><si>"}};
    expect_refusal(damaged, 4, IX_E_INPUT);
    const sample_part other[] = {
        SAMPLE_WORKBOOK, {"xl/worksheets/sheet1.xml", "<chart/>"}, strings};
    expect_refusal(other, 4, IX_E_INPUT);
}

static void doctypes_and_deep_nesting(void **state) {
    (void)state;
    const sample_part strings = {"xl/sharedStrings.xml", "<sst/>"};
    const sample_part doctype[] = {
        SAMPLE_WORKBOOK,
        {"xl/worksheets/sheet1.xml",
         "<!DOCTYPE w [<!ENTITY a 'aaaa'>]><worksheet><sheetData>&a;</sheetData></worksheet>"},
        strings};
    expect_refusal(doctype, 4, IX_E_INPUT);
    ix_buf deep;
    ix_buf_init(&deep, 1 << 20);
    ix_buf_append_cstr(&deep, "<worksheet>");
    for (int i = 0; i < 1000; i++) {
        ix_buf_append_cstr(&deep, "<a>");
    }
    ix_buf_append_char(&deep, '\0');
    const sample_part nested[] = {SAMPLE_WORKBOOK, {"xl/worksheets/sheet1.xml", deep.ptr}, strings};
    expect_refusal(nested, 4, IX_E_LIMIT);
    ix_buf_free(&deep);
}

/* Bytes that grow a thousandfold, and a cell that is too long. */
static void bombs(void **state) {
    (void)state;
    size_t size = (size_t)48 << 20;
    char *text = malloc(size + 1);
    assert_non_null(text);
    memset(text, ' ', size);
    memcpy(text, "<worksheet>", 11);
    text[size] = '\0';
    const sample_part strings = {"xl/sharedStrings.xml", "<sst/>"};
    const sample_part bomb[] = {SAMPLE_WORKBOOK, {"xl/worksheets/sheet1.xml", text}, strings};
    expect_refusal(bomb, 4, IX_E_LIMIT);
    const char *start = "<worksheet><row><c t='str'><v>";
    memcpy(text, start, strlen(start));
    text[IX_XLSX_CELL_BYTES_MAX + 100] = '\0';
    expect_refusal(bomb, 4, IX_E_LIMIT);
    free(text);
}

static void a_sheet_that_breaks_off(void **state) {
    (void)state;
    const sample_part parts[] = {
        SAMPLE_WORKBOOK,
        {"xl/worksheets/sheet1.xml",
         "<worksheet><sheetData><row><c><v>1</v></c></row><row><c><v>2</v>"},
        {"xl/sharedStrings.xml", "<sst/>"}};
    ix_str bytes = make_zip(parts, 4);
    ix_buf out;
    bool broken;
    ix_buf_init(&out, 1 << 20);
    assert_int_equal(read_book(&out, bytes, &broken), IX_OK);
    assert_true(broken);
    assert_string_equal(out.ptr, "1:[1]\n");
    ix_buf_free(&out);
    free((char *)bytes.ptr);
}

static void days_of_serial_numbers(void **state) {
    (void)state;
    static const struct {
        const char *serial, *day;
        bool dates_1904;
    } rows[] = {
        {"1", "1900-01-01", false},
        {"59", "1900-02-28", false},
        {"61", "1900-03-01", false},
        {"23830", "1965-03-29", false},
        {"45913.75", "2025-09-13", false},
        {"44451", "2025-09-13", true},
        {"0", "", false},
        {"-1", "", false},
        {"2958466", "", false},
        {"45913.x", "", false},
        {"1961-01-01", "", false},
        {"", "", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t day = 0;
        char text[32];
        ix_buf out = {.ptr = text, .cap = sizeof text, .max = sizeof text - 1};
        bool read = ix_xlsx_day(&day, ix_str_from_cstr(rows[i].serial), rows[i].dates_1904);
        ix_when_print(&out, (ix_when){read ? IX_WHEN_DATE : IX_WHEN_NONE, day});
        ix_buf_append_char(&out, '\0');
        assert_string_equal(out.ptr, rows[i].day);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_every_type),       cmocka_unit_test(escapes_are_their_characters),
        cmocka_unit_test(rows_that_cannot_be_read),  cmocka_unit_test(what_is_no_workbook),
        cmocka_unit_test(doctypes_and_deep_nesting), cmocka_unit_test(bombs),
        cmocka_unit_test(a_file_that_was_cut),       cmocka_unit_test(a_sheet_that_breaks_off),
        cmocka_unit_test(days_of_serial_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
