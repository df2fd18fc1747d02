/* Australia's list as a workbook. Bytes that begin as a zip are one; any others are packed into a
 * workbook: its sheet, and behind a byte FF its shared strings, so that the fuzzer need not find
 * out how to compress. */
#include "fuzz_ofac.h"

#include <archive.h>
#include <archive_entry.h>

#define ROOM_BYTES (1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_part(struct archive *a, const char *name, const char *text, size_t len) {
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, (la_int64_t)len);
    if (archive_write_header(a, entry) == ARCHIVE_OK) {
        archive_write_data(a, text, len);
    }
    archive_entry_free(entry);
}

/* The zip in `room`; its length, 0 when it does not fit. */
static size_t pack(char *room, const char *sheet, size_t sheet_len, const char *strings,
                   size_t strings_len) {
    static const char book[] = "<workbook><sheets><sheet id='a'/></sheets></workbook>";
    static const char links[] =
        "<Relationships><Relationship Id='a' Type='x/worksheet' Target='sheet.xml'/>"
        "<Relationship Id='b' Type='x/sharedStrings' Target='strings.xml'/></Relationships>";
    size_t used = 0;
    struct archive *a = archive_write_new();
    archive_write_set_format_zip(a);
    archive_write_zip_set_compression_store(a);
    bool opened = archive_write_open_memory(a, room, ROOM_BYTES, &used) == ARCHIVE_OK;
    if (opened) {
        add_part(a, "xl/workbook.xml", book, sizeof book - 1);
        add_part(a, "xl/_rels/workbook.xml.rels", links, sizeof links - 1);
        add_part(a, "xl/sheet.xml", sheet, sheet_len);
        add_part(a, "xl/strings.xml", strings, strings_len);
        opened = archive_write_close(a) == ARCHIVE_OK;
    }
    archive_write_free(a);
    return opened ? used : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char room[ROOM_BYTES];
    ix_list_file file = {.name = IX_STR("list.xlsx"),
                         .bytes = {(const char *)data, (ptrdiff_t)size}};
    if (size < 2 || data[0] != 'P' || data[1] != 'K') {
        const uint8_t *cut = size > 0 ? memchr(data, 0xFF, size) : NULL;
        size_t sheet = cut == NULL ? size : (size_t)(cut - data);
        size_t rest = cut == NULL ? 0 : size - sheet - 1;
        const char *strings = rest > 0 ? (const char *)cut + 1 : "<sst/>";
        size_t used = pack(room, (const char *)data, sheet, strings, rest > 0 ? rest : 6);
        if (used == 0) {
            return 0;
        }
        file.bytes = (ix_str){room, (ptrdiff_t)used};
    }
    check_reader(IX_STR("au_xlsx"), &file, 1);
    return 0;
}
