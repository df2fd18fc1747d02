/* The CSV lexer: first byte chooses separator and quoting, the rest is the file. */
#include <interdict/base.h>

#include <assert.h>

#define FIELDS_MAX  16
#define ARENA_BYTES (4 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A record written with ix_csv_write must be read back field by field. */
static void check_round_trip(const ix_str *fields, int count, ix_arena *arena) {
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    for (int i = 0; i < count; i++) {
        ix_csv_write(&text, fields[i], i == 0);
    }
    ix_buf_append_cstr(&text, "\r\n");
    if (text.status == IX_OK && !(count == 1 && fields[0].len == 0)) {
        ix_csv csv;
        ix_csv_init(&csv, ix_buf_view(&text), IX_STR("again"));
        ix_str again[FIELDS_MAX];
        int again_count = 0;
        ix_status status =
            ix_csv_next(again, FIELDS_MAX, &again_count, &csv, NULL, NULL, arena, NULL);
        if (status != IX_E_MEMORY && !ix_str_starts_with(fields[0], IX_STR("\xEF\xBB\xBF"))) {
            assert(status == IX_OK && again_count == count);
            for (int i = 0; i < count; i++) {
                assert(ix_str_equal(again[i], fields[i]));
            }
        }
    }
    ix_buf_free(&text);
}

/* A hash of all records that `csv` still gives, mixed into `hash`. */
static uint64_t hash_records(uint64_t hash, ix_csv *csv, ix_arena *arena) {
    for (;;) {
        ix_str fields[FIELDS_MAX];
        int count = 0;
        int64_t line = 0;
        ix_status status = ix_csv_next(fields, FIELDS_MAX, &count, csv, &line, NULL, arena, NULL);
        if (status == IX_END || status == IX_MORE || status == IX_E_MEMORY) {
            return hash;
        }
        hash = hash * 31 + (uint64_t)status * 7 + (uint64_t)line;
        for (int i = 0; i < count; i++) {
            hash = hash * 31 + ix_hash64(fields[i]);
        }
    }
}

/* Records do not depend on where a stream is cut into pieces. */
static void check_cut(ix_csv csv, ptrdiff_t cut, ix_arena *arena) {
    ix_csv whole = csv;
    whole.partial = false;
    uint64_t expected = hash_records(0, &whole, arena);
    ix_csv pieces = csv;
    pieces.partial = true;
    pieces.bytes = ix_str_slice(csv.bytes, 0, cut);
    uint64_t found = hash_records(0, &pieces, arena);
    pieces.partial = false;
    pieces.bytes = csv.bytes;
    found = hash_records(found, &pieces, arena);
    assert(found == expected && pieces.end_mark == whole.end_mark);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) {
        return 0;
    }
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES);
    ix_csv csv;
    ix_csv_init(&csv, (ix_str){(const char *)data + 1, (ptrdiff_t)size - 1}, IX_STR("fuzz"));
    csv.separator = ",;\t|"[data[0] & 3];
    csv.unquoted = (data[0] & 4) != 0;
    csv.partial = (data[0] & 8) != 0;
    if (size > 3) {
        check_cut(csv, 3 + (ptrdiff_t)(data[0] * 131u % (size - 3)), &arena);
    }
    bool plain = csv.separator == ',' && !csv.unquoted;
    int64_t line_before = 0;
    for (size_t records = 0;; records++) {
        assert(records <= size);
        ix_str fields[FIELDS_MAX];
        int count = 0;
        int64_t line = 0;
        ix_status status = ix_csv_next(fields, FIELDS_MAX, &count, &csv, &line, NULL, &arena, NULL);
        if (status == IX_END || status == IX_MORE || status == IX_E_MEMORY) {
            break;
        }
        if (status == IX_OK) {
            assert(count > 0 && count <= FIELDS_MAX && line > line_before);
            line_before = line;
            if (plain) {
                check_round_trip(fields, count, &arena);
            }
        }
    }
    ix_arena_free(&arena);
    return 0;
}
