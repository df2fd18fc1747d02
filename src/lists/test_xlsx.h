/* For tests: workbooks made in memory. */
#ifndef INTERDICT_LISTS_TEST_XLSX_H
#define INTERDICT_LISTS_TEST_XLSX_H

#include <interdict/base.h>

#include <archive.h>
#include <archive_entry.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct sample_part {
    const char *name;
    const char *text;
} sample_part;

#define SAMPLE_WORKBOOK                                                                            \
    {"xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='List' r:id='rId1'/></sheets>"  \
                        "</workbook>"},                                                            \
    {                                                                                              \
        "xl/_rels/workbook.xml.rels",                                                              \
            "<Relationships><Relationship Id='rId1' Type='x/worksheet' "                           \
            "Target='worksheets/sheet1.xml'/><Relationship Id='rId2' Type='x/sharedStrings' "      \
            "Target='/xl/sharedStrings.xml'/></Relationships>"                                     \
    }

/* A zip of these parts; free its ptr. */
static inline ix_str make_zip(const sample_part *parts, int count) {
    size_t room = 1 << 16;
    for (int i = 0; i < count; i++) {
        room += strlen(parts[i].text) + 1024;
    }
    char *bytes = malloc(room);
    size_t used = 0;
    assert_non_null(bytes);
    struct archive *a = archive_write_new();
    archive_write_set_format_zip(a);
    assert_int_equal(archive_write_open_memory(a, bytes, room, &used), ARCHIVE_OK);
    for (int i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, parts[i].name);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_size(entry, (la_int64_t)strlen(parts[i].text));
        assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
        archive_write_data(a, parts[i].text, strlen(parts[i].text));
        archive_entry_free(entry);
    }
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
    return (ix_str){bytes, (ptrdiff_t)used};
}

/* A workbook of one sheet, its rows and shared strings as XML. */
static inline ix_str make_workbook(const char *rows, const char *strings) {
    ix_buf sheet;
    ix_buf table;
    ix_buf_init(&sheet, (size_t)64 << 20);
    ix_buf_init(&table, (size_t)64 << 20);
    ix_buf_printf(&sheet, "<worksheet><sheetData>%s</sheetData></worksheet>", rows);
    ix_buf_printf(&table, "<sst>%s</sst>", strings);
    ix_buf_append_char(&sheet, '\0');
    ix_buf_append_char(&table, '\0');
    const sample_part parts[] = {SAMPLE_WORKBOOK,
                                 {"xl/worksheets/sheet1.xml", sheet.ptr},
                                 {"xl/sharedStrings.xml", table.ptr}};
    ix_str bytes = make_zip(parts, 4);
    ix_buf_free(&sheet);
    ix_buf_free(&table);
    return bytes;
}

#endif
