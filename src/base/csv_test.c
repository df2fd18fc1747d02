/* Tests of the CSV lexer and writer: forms, streaming at every cut, limits, failing memory. */
#include <interdict/base.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Appends the records of `csv` to out: fields in <>, a number for each status that is not IX_OK. */
static void dump(ix_buf *out, ix_csv *csv, ix_arena *arena) {
    for (int guard = 0; guard < 1000; guard++) {
        ix_str fields[8];
        int count = -1;
        int64_t line = 0;
        ix_status status = ix_csv_next(fields, 8, &count, csv, &line, NULL, arena, NULL);
        if (status == IX_END || status == IX_MORE) {
            return;
        }
        if (status != IX_OK) {
            assert_int_equal(count, 0);
            ix_buf_printf(out, "!%d", (int)status);
            continue;
        }
        ix_buf_printf(out, "%lld", (long long)line);
        for (int i = 0; i < count; i++) {
            ix_buf_append_char(out, '<');
            ix_buf_append(out, fields[i]);
            ix_buf_append_char(out, '>');
        }
    }
    fail_msg("the lexer does not come to an end");
}

#define BAD "!3" /* IX_E_INPUT as dump writes it */

static const struct {
    const char *bytes;
    const char *expected;
} rows[] = {
    {"", ""},
    {"\n\r\n\r", ""},
    {"a", "1<a>"},
    {"a,b\nc,d\n", "1<a><b>2<c><d>"},
    {"a,b\r\nc,d", "1<a><b>2<c><d>"},
    {"a,b\rc,d\r", "1<a><b>2<c><d>"},
    {"a\n\n\r\n\rb", "1<a>5<b>"},
    {",", "1<><>"},
    {"a,", "1<a><>"},
    {"\"\"", "1<>"},
    {"\"\",\"\"\n", "1<><>"},
    {" a , b ", "1< a >< b >"},
    {"\"a,b\",c", "1<a,b><c>"},
    {"\"a\nb\r\nc\rd\",e\nf", "1<a\nb\r\nc\rd><e>5<f>"},
    {"\"a\"\"b\",\"\"\"\",\"\"\"\"\"\"", "1<a\"b><\"><\"\">"},
    {"\"\"\"a\"\"\"\n", "1<\"a\">"},
    {"a\"b,c\"\"d,e\"", "1<a\"b><c\"\"d><e\">"},
    {"45815,\"TIKHONOV, Andrei Gennadyevich\",\"individual\",-0- \r\n",
     "1<45815><TIKHONOV, Andrei Gennadyevich><individual><-0- >"},
    {"\xEF\xBB\xBF\"a\",b", "1<a><b>"},
    {"\xEF\xBB\xBF", ""},
    {"a\n\x1A", "1<a>"},
    {"a\r\n\x1A", "1<a>"},
    {"\x1A", ""},
    {"a\n\x1A\n", "1<a>2<\x1A>"},
    {"a\x1A", "1<a\x1A>"},
    {"a,\x1A", "1<a><\x1A>"},
    /* Faults: reading goes on behind the record. */
    {"\"a\"b,c\nd", BAD "2<d>"},
    {"\"a\" ,c\r\nd", BAD "2<d>"},
    {"x\n\"a\n\"b\rd", "1<x>" BAD "4<d>"},
    {"a\n\"b\nc\n", "1<a>" BAD},
    {"\"", BAD},
    {"1,2,3,4,5,6,7,8\n1,2,3,4,5,6,7,8,9\nz", "1<1><2><3><4><5><6><7><8>!43<z>"},
};

static void reads(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_arena arena;
        ix_buf out;
        ix_csv csv;
        ix_arena_init(&arena, 1 << 20);
        ix_buf_init(&out, 1 << 20);
        ix_csv_init(&csv, ix_str_from_cstr(rows[i].bytes), IX_STR("test"));
        dump(&out, &csv, &arena);
        if (!ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(rows[i].expected))) {
            fail_msg("row %zu: %" IX_FMT, i, IX_ARG(ix_buf_view(&out)));
        }
        ix_buf_free(&out);
        ix_arena_free(&arena);
    }
}

/* Feeds the bytes in two parts, cut at each place: nothing may change. */
static void streams_at_every_cut(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ptrdiff_t length = (ptrdiff_t)strlen(rows[i].bytes);
        bool has_mark = ix_str_starts_with(ix_str_from_cstr(rows[i].bytes), IX_STR("\xEF\xBB\xBF"));
        for (ptrdiff_t cut = has_mark ? 3 : 0; cut <= length; cut++) {
            ix_arena arena;
            ix_buf out;
            ix_csv csv;
            ix_arena_init(&arena, 1 << 20);
            ix_buf_init(&out, 1 << 20);
            /* A copy of just the first part lets the sanitizer see reads beyond it. */
            char *first = malloc((size_t)cut + 1);
            memcpy(first, rows[i].bytes, (size_t)cut);
            ix_csv_init(&csv, (ix_str){first, cut}, IX_STR("test"));
            csv.partial = true;
            dump(&out, &csv, &arena);
            assert_false(csv.end_mark);
            ptrdiff_t pos = csv.pos;
            csv.bytes = (ix_str){rows[i].bytes + pos, length - pos};
            csv.pos = 0;
            csv.partial = false;
            dump(&out, &csv, &arena);
            if (!ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(rows[i].expected))) {
                fail_msg("row %zu cut %td: %" IX_FMT, i, cut, IX_ARG(ix_buf_view(&out)));
            }
            free(first);
            ix_buf_free(&out);
            ix_arena_free(&arena);
        }
    }
}

static void waits_for_more(void **state) {
    (void)state;
    static const char *const unfinished[] = {"",        "a",    "a,",      "a\r",
                                             "\r",      "\"a",  "\"a\"",   "\"a\"b",
                                             "\"a\"\r", "\x1A", "\"a\"\"", "\"a\"b\r"};
    for (size_t i = 0; i < sizeof unfinished / sizeof unfinished[0]; i++) {
        ix_str fields[4];
        int count;
        ix_arena arena;
        ix_csv csv;
        ix_arena_init(&arena, 1000);
        ix_csv_init(&csv, ix_str_from_cstr(unfinished[i]), IX_STR("test"));
        csv.partial = true;
        assert_int_equal(ix_csv_next(fields, 4, &count, &csv, NULL, NULL, &arena, NULL), IX_MORE);
        assert_int_equal(csv.pos, 0);
        assert_int_equal(csv.line, 1);
        assert_int_equal(arena.used, 0);
        ix_arena_free(&arena);
    }
}

static void says_what_it_met(void **state) {
    (void)state;
    ix_str fields[4];
    int count;
    int64_t line;
    ix_str record;
    ix_error error = {0};
    ix_arena arena;
    ix_csv csv;
    ix_arena_init(&arena, 1000);
    ix_csv_init(&csv, IX_STR("a,\"b\nc\"\r\n\"d\" e\r\n\x1A"), IX_STR("sdn.csv"));
    assert_int_equal(ix_csv_next(fields, 4, &count, &csv, &line, &record, &arena, &error), IX_OK);
    assert_int_equal(line, 1);
    assert_true(ix_str_equal(record, IX_STR("a,\"b\nc\"")));
    assert_ptr_equal(fields[1].ptr, csv.bytes.ptr + 3); /* a slice, not a copy */
    assert_int_equal(ix_csv_next(fields, 4, &count, &csv, NULL, NULL, &arena, &error), IX_E_INPUT);
    assert_string_equal(error.source, "sdn.csv");
    assert_int_equal(error.line, 3);
    assert_int_equal(error.offset, 12);
    assert_false(csv.end_mark);
    assert_int_equal(ix_csv_next(fields, 4, &count, &csv, NULL, NULL, &arena, &error), IX_END);
    assert_true(csv.end_mark);
    assert_int_equal(ix_csv_next(fields, 4, &count, &csv, NULL, NULL, &arena, &error), IX_END);
    ix_arena_free(&arena);
}

static void other_separators(void **state) {
    (void)state;
    ix_arena arena;
    ix_buf out;
    ix_csv csv;
    ix_arena_init(&arena, 1000);
    ix_buf_init(&out, 1000);
    ix_csv_init(&csv, IX_STR("a,b;\"c;d\"\n"), IX_STR("eu"));
    csv.separator = ';';
    dump(&out, &csv, &arena);
    ix_csv_init(&csv, IX_STR("\"a\"b\t\"c\n"), IX_STR("tsv"));
    csv.separator = '\t';
    csv.unquoted = true;
    dump(&out, &csv, &arena);
    assert_true(ix_str_equal(ix_buf_view(&out), IX_STR("1<a,b><c;d>1<\"a\"b><\"c>")));
    ix_buf_free(&out);
    ix_arena_free(&arena);
}

/* Fields of every length, so that each phase of the wide scan meets each end. */
static void long_fields_end_where_they_should(void **state) {
    (void)state;
    static const char ends[] = {',', '\n', '\r'};
    for (size_t length = 0; length < 64; length++) {
        for (size_t e = 0; e < sizeof ends; e++) {
            char bytes[100];
            memset(bytes, '\x8A', sizeof bytes); /* neighbours of the needles by one bit */
            memset(bytes, '\x0B', length / 2);
            bytes[length] = ends[e];
            bytes[length + 1] = ',';
            ix_str fields[4];
            int count;
            ix_str record;
            ix_arena arena;
            ix_csv csv;
            ix_arena_init(&arena, 1000);
            ix_csv_init(&csv, (ix_str){bytes, (ptrdiff_t)length + 2}, IX_STR("x"));
            if (length == 0 && ends[e] != ',') {
                continue;
            }
            assert_int_equal(ix_csv_next(fields, 4, &count, &csv, NULL, &record, &arena, NULL),
                             IX_OK);
            assert_int_equal(fields[0].len, length);
            assert_int_equal(count, ends[e] == ',' ? 3 : 1);
            ix_arena_free(&arena);
        }
    }
}

static ix_status next_of(ix_csv *csv, int *count, ptrdiff_t *record_bytes, ix_arena *arena) {
    ix_str fields[2];
    ix_str record = {0};
    ix_status status = ix_csv_next(fields, 2, count, csv, NULL, &record, arena, NULL);
    *record_bytes = record.len;
    return status;
}

static void record_limit(void **state) {
    (void)state;
    const size_t max = IX_CSV_RECORD_BYTES_MAX;
    size_t size = max + 16;
    char *bytes = malloc(size);
    int count;
    ptrdiff_t record_bytes;
    ix_arena arena;
    ix_csv csv;
    ix_arena_init(&arena, 1000);
    /* Sizes of the first record around the limit, with each line end and with none. */
    static const char *const line_ends[] = {"\n", "\r", "\r\n", ""};
    for (size_t e = 0; e < 4; e++) {
        for (size_t record = max - 1; record <= max + 3; record++) {
            for (int partial = 0; partial < 2; partial++) {
                size_t end_length = strlen(line_ends[e]);
                size_t total = record + end_length + (end_length != 0);
                memset(bytes, 'x', size);
                memcpy(bytes + record, line_ends[e], end_length);
                ix_csv_init(&csv, (ix_str){bytes, (ptrdiff_t)total}, IX_STR("big"));
                csv.partial = partial != 0;
                ix_status status = next_of(&csv, &count, &record_bytes, &arena);
                bool open = partial && end_length == 0;
                ix_status expected = open && record <= max + 2 ? IX_MORE
                                     : record <= max           ? IX_OK
                                                               : IX_E_LIMIT;
                assert_int_equal(status, expected);
                if (status == IX_E_LIMIT) {
                    assert_int_equal(csv.pos, total);
                } else if (status == IX_OK) {
                    assert_int_equal(record_bytes, record);
                }
            }
        }
    }
    /* A quote that is never closed ends at the same limit. */
    bytes[0] = '"';
    ix_csv_init(&csv, (ix_str){bytes, (ptrdiff_t)size}, IX_STR("big"));
    csv.partial = true;
    assert_int_equal(next_of(&csv, &count, &record_bytes, &arena), IX_E_LIMIT);
    ix_arena_free(&arena);
    free(bytes);
}

static void field_limit(void **state) {
    (void)state;
    static ix_str fields[IX_CSV_FIELDS_MAX + 10];
    char bytes[IX_CSV_FIELDS_MAX + 8];
    int count;
    ix_error error = {0};
    ix_arena arena;
    ix_csv csv;
    ix_arena_init(&arena, 1000);
    for (int n = IX_CSV_FIELDS_MAX; n <= IX_CSV_FIELDS_MAX + 1; n++) {
        memset(bytes, ',', sizeof bytes);
        ix_csv_init(&csv, (ix_str){bytes, n - 1}, IX_STR("wide"));
        ix_status status =
            ix_csv_next(fields, IX_CSV_FIELDS_MAX + 10, &count, &csv, NULL, NULL, &arena, &error);
        assert_int_equal(status, n == IX_CSV_FIELDS_MAX ? IX_OK : IX_E_LIMIT);
        assert_int_equal(count, n == IX_CSV_FIELDS_MAX ? n : 0);
    }
    ix_arena_free(&arena);
}

static void *failing_resize(void *context, void *old, size_t old_size, size_t new_size) {
    int *left = context;
    (void)old_size;
    if (new_size == 0) {
        free(old);
        return NULL;
    }
    return --*left == 0 ? NULL : realloc(old, new_size);
}

static void survives_failing_memory(void **state) {
    (void)state;
    char bytes[20000];
    for (size_t i = 0; i < sizeof bytes; i += 10) {
        memcpy(bytes + i, "\"a\"\"b\",cd\n", 10);
    }
    int failed = 0;
    int n = 0;
    do {
        int left = ++n;
        ix_arena arena;
        ix_csv csv;
        int count;
        ix_str fields[2];
        ix_status status;
        ix_arena_init_with(&arena, 1 << 20, (ix_allocator){failing_resize, &left});
        ix_csv_init(&csv, (ix_str){bytes, sizeof bytes}, IX_STR("x"));
        failed = 0;
        int64_t records = 0;
        while ((status = ix_csv_next(fields, 2, &count, &csv, NULL, NULL, &arena, NULL)) !=
               IX_END) {
            /* The record is read at the next try: a failure loses nothing. */
            failed += status == IX_E_MEMORY;
            records += status == IX_OK;
            assert_true(status == IX_E_MEMORY || status == IX_OK);
        }
        assert_int_equal(records, sizeof bytes / 10);
        assert_in_range(failed, 0, 1);
        ix_arena_free(&arena);
    } while (failed != 0);
    assert_true(n > 1);
}

static void what_is_written_reads_back(void **state) {
    (void)state;
    static const char *const values[] = {"",          "plain", "a,b",      "say \"x\"", "\"",
                                         "line\nend", "cr\r",  " padded ", "\"\"",      "'"};
    const int n = (int)(sizeof values / sizeof values[0]);
    ix_buf out;
    ix_arena arena;
    ix_csv csv;
    ix_str fields[16];
    int count;
    ix_buf_init(&out, 1000);
    ix_arena_init(&arena, 1000);
    for (int i = 0; i < n; i++) {
        ix_csv_write(&out, ix_str_from_cstr(values[i]), i == 0);
    }
    ix_csv_init(&csv, ix_buf_view(&out), IX_STR("x"));
    assert_int_equal(ix_csv_next(fields, 16, &count, &csv, NULL, NULL, &arena, NULL), IX_OK);
    assert_int_equal(count, n);
    for (int i = 0; i < n; i++) {
        assert_true(ix_str_equal(fields[i], ix_str_from_cstr(values[i])));
    }
    ix_buf_clear(&out);
    ix_csv_write(&out, IX_STR("say \"x\""), true);
    ix_csv_write(&out, IX_STR("plain"), false);
    assert_true(ix_str_equal(ix_buf_view(&out), IX_STR("\"say \"\"x\"\"\",plain")));
    ix_arena_free(&arena);
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads),
        cmocka_unit_test(streams_at_every_cut),
        cmocka_unit_test(waits_for_more),
        cmocka_unit_test(says_what_it_met),
        cmocka_unit_test(other_separators),
        cmocka_unit_test(long_fields_end_where_they_should),
        cmocka_unit_test(record_limit),
        cmocka_unit_test(field_limit),
        cmocka_unit_test(survives_failing_memory),
        cmocka_unit_test(what_is_written_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
