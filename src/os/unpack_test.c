/* Tests of unpacking: each packing, one layer, caps, damage; the packages are libarchive's. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <cmocka.h>

#define PACKED_MAX ((size_t)8 << 20)

static char packed_space[PACKED_MAX];

/* One entry of a package: name and bytes. */
typedef struct member {
    const char *name;
    ix_str bytes;
} member;

static void add_member(struct archive *a, member m) {
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, m.name);
    archive_entry_set_size(entry, m.bytes.len);
    bool folder = m.name[strlen(m.name) - 1] == '/';
    archive_entry_set_filetype(entry, folder ? AE_IFDIR : AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
    if (m.bytes.len > 0) {
        assert_int_equal(archive_write_data(a, m.bytes.ptr, (size_t)m.bytes.len), m.bytes.len);
    }
    archive_entry_free(entry);
}

static ix_str pack(ix_packing packing, const member *members, int count) {
    struct archive *a = archive_write_new();
    size_t used = 0;
    assert_int_equal(packing == IX_PACKING_ZIP ? archive_write_set_format_zip(a)
                                               : archive_write_set_format_raw(a),
                     ARCHIVE_OK);
    if (packing == IX_PACKING_GZIP) {
        archive_write_add_filter_gzip(a);
    } else if (packing == IX_PACKING_XZ) {
        archive_write_add_filter_xz(a);
    } else if (packing == IX_PACKING_ZSTD) {
        archive_write_add_filter_zstd(a);
    }
    archive_write_set_bytes_in_last_block(a, 1);
    assert_int_equal(archive_write_open_memory(a, packed_space, sizeof packed_space, &used),
                     ARCHIVE_OK);
    for (int i = 0; i < count; i++) {
        add_member(a, members[i]);
    }
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
    return (ix_str){packed_space, (ptrdiff_t)used};
}

static const ix_str rows = {"36,\"AEROCARIBBEAN AIRLINES\",-0- ,\"CUBA\"\r\n", 42};

static void drop(ix_unpacked *files, int count) {
    for (int i = 0; i < count; i++) {
        ix_buf_free(&files[i].bytes);
    }
}

static void each_packing_is_undone(void **state) {
    (void)state;
    static const struct {
        ix_packing packing;
        const char *name;
    } cases[] = {{IX_PACKING_GZIP, "a/sdn.csv.gz"},
                 {IX_PACKING_XZ, "sdn.csv.XZ"},
                 {IX_PACKING_ZSTD, "sdn.csv.zst"},
                 {IX_PACKING_ZIP, "whole.zip"},
                 {IX_PACKING_GZIP, "sdn.csv"}}; /* found out by its bytes */
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_str packed = pack(cases[i].packing, &(member){"x/sdn.csv", rows}, 1);
        ix_str name = ix_str_from_cstr(cases[i].name);
        ix_unpacked files[2];
        int count;
        ix_error error = {0};
        assert_int_equal(ix_packing_of(name, packed), cases[i].packing);
        assert_int_equal(ix_unpack(files, &count, 2, name, packed, 1 << 20, &error), IX_OK);
        assert_int_equal(count, 1);
        assert_string_equal(files[0].name, "sdn.csv");
        assert_true(ix_str_equal(ix_buf_view(&files[0].bytes), rows));
        drop(files, count);
    }
}

static void plain_bytes_are_copied(void **state) {
    (void)state;
    ix_unpacked files[1];
    int count;
    assert_int_equal(ix_packing_of(IX_STR("sdn.csv"), rows), IX_PACKING_NONE);
    assert_int_equal(ix_unpack(files, &count, 1, IX_STR("f/sdn.csv"), rows, 42, NULL), IX_OK);
    assert_string_equal(files[0].name, "sdn.csv");
    assert_true(ix_str_equal(ix_buf_view(&files[0].bytes), rows));
    drop(files, count);
    assert_int_equal(ix_unpack(files, &count, 1, IX_STR("sdn.csv"), rows, 41, NULL), IX_E_LIMIT);
    assert_int_equal(count, 0);
    /* A workbook is a zip file and a list of its own. */
    ix_str packed = pack(IX_PACKING_ZIP, &(member){"xl/workbook.xml", rows}, 1);
    assert_int_equal(ix_packing_of(IX_STR("list.xlsx"), packed), IX_PACKING_NONE);
}

static void zip_may_hold_a_family(void **state) {
    (void)state;
    member members[] = {
        {"sdn/", {0}}, {"sdn/sdn.csv", rows}, {"sdn/alt.csv", rows}, {"..\\add.csv", rows}};
    ix_str packed = pack(IX_PACKING_ZIP, members, 4);
    ix_unpacked files[4];
    int count;
    assert_int_equal(ix_unpack(files, &count, 4, IX_STR("sdn.zip"), packed, 1 << 20, NULL), IX_OK);
    assert_int_equal(count, 3);
    assert_string_equal(files[0].name, "sdn.csv");
    assert_string_equal(files[1].name, "alt.csv");
    assert_string_equal(files[2].name, "add.csv");
    drop(files, count);
    ix_error error = {0};
    assert_int_equal(ix_unpack(files, &count, 2, IX_STR("sdn.zip"), packed, 1 << 20, &error),
                     IX_E_LIMIT);
    assert_string_equal(error.text, "holds more than 2 files");
    packed = pack(IX_PACKING_ZIP, members, 1);
    assert_int_equal(ix_unpack(files, &count, 2, IX_STR("sdn.zip"), packed, 1 << 20, &error),
                     IX_E_INPUT);
    assert_string_equal(error.text, "holds no file");
}

static void bombs_are_stopped(void **state) {
    (void)state;
    size_t size = (size_t)64 << 20;
    char *zeros = calloc(1, size);
    assert_non_null(zeros);
    static const ix_packing packings[] = {IX_PACKING_GZIP, IX_PACKING_XZ, IX_PACKING_ZSTD,
                                          IX_PACKING_ZIP};
    for (size_t i = 0; i < 4; i++) {
        ix_str packed = pack(packings[i], &(member){"zeros", {zeros, (ptrdiff_t)size}}, 1);
        ix_str name = packings[i] == IX_PACKING_ZIP ? IX_STR("b.zip") : IX_STR("b");
        ix_unpacked files[1];
        int count;
        ix_error error = {0};
        assert_int_equal(ix_unpack(files, &count, 1, name, packed, size, &error), IX_E_LIMIT);
        assert_non_null(strstr(error.text, "times its size"));
        assert_int_equal(ix_unpack(files, &count, 1, name, packed, 1 << 20, &error), IX_E_LIMIT);
        assert_string_equal(error.text, "unpacks to more than 1048576 bytes");
        assert_int_equal(count, 0);
    }
    free(zeros);
}

/* A layer inside a layer is not undone: what comes out is the inner package. */
static void one_layer_only(void **state) {
    (void)state;
    char inner[1000];
    ix_str packed = pack(IX_PACKING_GZIP, &(member){"x", rows}, 1);
    ptrdiff_t length = packed.len;
    assert_in_range(length, 1, sizeof inner);
    memcpy(inner, packed.ptr, (size_t)length);
    packed = pack(IX_PACKING_GZIP, &(member){"x", {inner, length}}, 1);
    ix_unpacked files[1];
    int count;
    assert_int_equal(ix_unpack(files, &count, 1, IX_STR("x.gz"), packed, 1 << 20, NULL), IX_OK);
    assert_int_equal(files[0].bytes.len, length);
    assert_memory_equal(files[0].bytes.ptr, inner, (size_t)length);
    drop(files, count);
}

static void damage_is_refused(void **state) {
    (void)state;
    static const ix_packing packings[] = {IX_PACKING_GZIP, IX_PACKING_XZ, IX_PACKING_ZSTD,
                                          IX_PACKING_ZIP};
    char text[5000];
    uint32_t noise = 1;
    for (size_t i = 0; i < sizeof text; i++) {
        noise = noise * 1664525 + 1013904223;
        text[i] = (char)(noise >> 24);
    }
    for (size_t i = 0; i < 4; i++) {
        ix_str packed = pack(packings[i], &(member){"noise", {text, sizeof text}}, 1);
        ix_str name = packings[i] == IX_PACKING_ZIP ? IX_STR("n.zip") : IX_STR("n");
        ix_unpacked files[1];
        int count;
        ix_error error = {0};
        for (ptrdiff_t lost = packed.len / 2; lost > 0; lost /= 3) {
            ix_str cut = ix_str_slice(packed, 0, packed.len - lost);
            assert_int_equal(ix_unpack(files, &count, 1, name, cut, 1 << 20, &error), IX_E_INPUT);
            assert_non_null(strstr(error.text, "cannot be unpacked"));
            assert_int_equal(count, 0);
        }
        for (ptrdiff_t at = 0; at < packed.len; at += 7) {
            packed_space[at] = (char)(packed_space[at] ^ 0x55);
            if (ix_unpack(files, &count, 1, name, packed, 1 << 20, &error) == IX_OK) {
                drop(files, count);
            }
            packed_space[at] = (char)(packed_space[at] ^ 0x55);
        }
    }
    ix_unpacked files[1];
    int count;
    ix_error error = {0};
    assert_int_equal(ix_unpack(files, &count, 1, IX_STR("sdn.csv.gz"), rows, 1 << 20, &error),
                     IX_E_INPUT);
    assert_int_equal(ix_unpack(files, &count, 1, IX_STR("sdn.zip"), rows, 1 << 20, &error),
                     IX_E_INPUT);
    ix_str packed = pack(IX_PACKING_ZSTD, &(member){"x", {0}}, 1);
    assert_int_equal(ix_unpack(files, &count, 1, IX_STR("x.zst"), packed, 1 << 20, &error),
                     IX_E_INPUT);
}

/* Bytes that were turned on the way must not come out as if they were the publisher's. The ten of
 * the header say when and by what it was packed, not what. */
static void a_turned_bit_of_gzip_is_found(void **state) {
    (void)state;
    ix_str packed = pack(IX_PACKING_GZIP, &(member){"sdn.csv", rows}, 1);
    for (ptrdiff_t at = 10; at < packed.len; at++) {
        for (int bit = 0; bit < 8; bit++) {
            ix_unpacked files[1];
            int count;
            packed_space[at] = (char)(packed_space[at] ^ (1 << bit));
            if (ix_unpack(files, &count, 1, IX_STR("a.gz"), packed, 1 << 20, NULL) == IX_OK) {
                assert_true(ix_str_equal(ix_buf_view(&files[0].bytes), rows)); /* padding bits */
                drop(files, count);
            }
            packed_space[at] = (char)(packed_space[at] ^ (1 << bit));
        }
    }
}

static void gzip_may_have_members_and_padding(void **state) {
    (void)state;
    ix_unpacked files[1];
    int count;
    ix_str packed = pack(IX_PACKING_GZIP, &(member){"sdn.csv", rows}, 1);
    size_t len = (size_t)packed.len;
    memcpy(packed_space + len, packed_space, len);
    memset(packed_space + 2 * len, 0, 100);
    ix_str twice = {packed_space, (ptrdiff_t)(2 * len + 100)};
    assert_int_equal(ix_unpack(files, &count, 1, IX_STR("a.gz"), twice, 1 << 20, NULL), IX_OK);
    assert_int_equal(files[0].bytes.len, 2 * rows.len);
    drop(files, count);
    packed_space[2 * len + 50] = 'x';
    ix_error error = {0};
    assert_int_equal(ix_unpack(files, &count, 1, IX_STR("a.gz"), twice, 1 << 20, &error),
                     IX_E_INPUT);
    assert_non_null(strstr(error.text, "cannot be unpacked"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_packing_is_undone),
        cmocka_unit_test(plain_bytes_are_copied),
        cmocka_unit_test(zip_may_hold_a_family),
        cmocka_unit_test(bombs_are_stopped),
        cmocka_unit_test(one_layer_only),
        cmocka_unit_test(damage_is_refused),
        cmocka_unit_test(a_turned_bit_of_gzip_is_found),
        cmocka_unit_test(gzip_may_have_members_and_padding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
