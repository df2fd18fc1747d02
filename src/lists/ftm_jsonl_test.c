#include "test_opensanctions.h"

#define FORMAT "ftm_jsonl"
#define ANNA   PARTY("anna", "Person", "\"topics\":[\"sanction\"]")
#define LISTED EDGE("s", "Sanction", "\"entity\":[\"anna\"],\"programId\":[\"X\"]")

static void the_order_of_rows_does_not_matter(void **state) {
    (void)state;
    const char *orders[] = {ANNA LISTED, LISTED ANNA, "\n" LISTED "\r\n" ANNA};
    for (int i = 0; i < 3; i++) {
        expect_read(FORMAT, orders[i], "  listing sanction | X\n");
        expect_read(FORMAT, orders[i], "rows 2 = 2 read + 0 refused, 1 entities, 1 names\n");
    }
}

static void rows_that_reach_nobody_are_told(void **state) {
    (void)state;
    expect_read(FORMAT, ANNA EDGE("s", "Sanction", "\"entity\":[\"gone\"]"),
                "warning dangling_edge 1 list:2\n");
    expect_read(FORMAT, ANNA EDGE("a", "Address", "\"full\":[\"x\"]"),
                "warning place_of_nobody 1 list:2\n");
    expect_read(FORMAT, PARTY("b", "Person", "\"addressEntity\":[\"gone\"]"),
                "warning address_not_in_file 1 list:1: gone\n");
    const char *half = ANNA EDGE("f", "Family", "\"person\":[\"anna\"],\"relative\":[\"gone\"]");
    expect_read(FORMAT, half, "warning party_not_in_file 1 list:2\n");
    expect_read(FORMAT, half, "  relation Family.relative | gone\n");
}

static void every_row_is_read_or_refused(void **state) {
    (void)state;
    expect_read(FORMAT, ANNA "{\"id\":\"x\"}\nno json\n[1]\n" PARTY("b", "Person", ""),
                "rows 5 = 2 read + 3 refused, 2 entities, 2 names\n");
    expect_read(FORMAT, ANNA "{\"id\":\"x\",\"schema\":\"Person\"}\n",
                "refused list:2: it has no properties\n");
    expect_read(FORMAT, ANNA "{\"schema\":\"Person\",\"properties\":{}}\n",
                "refused list:2: it has no id or no schema\n");
    expect_read(FORMAT, ANNA "{\"schema\":\"Sanction\",\"properties\":{}}\n",
                "refused list:2: it has no id or no schema\n");
    expect_read(FORMAT, ANNA "{\"id\":\"x\",\"properties\":{\"schema\":\"Person\"}}\n",
                "refused list:2: it has no id or no schema\n");
    expect_read(FORMAT, ANNA "{\"id\":\"x\",\"schema\":\"Person\",\"properties\":{\"na",
                ", truncated\n");
    expect_read(FORMAT, ANNA "{\"id\":\"x\",\"schema\":\"Sanction\",\"properties\":{\"na",
                ", truncated\n");
}

static void what_is_another_format_is_no_list(void **state) {
    (void)state;
    static const char *const files[] = {"",
                                        "\n",
                                        "id,schema,name\n",
                                        "{\"op\":\"ADD\",\"entity\":{\"id\":\"a\"}}\n",
                                        "<html><body>busy</body></html>\n",
                                        "{\"results\":[]}\n"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        ix_buf out;
        assert_int_equal(read_sample(&out, FORMAT, ix_str_from_cstr(files[i])), IX_E_INPUT);
        ix_buf_free(&out);
    }
}

/* The member may stand anywhere in its row, and the word anywhere else. */
static void a_schema_is_found_where_it_stands(void **state) {
    (void)state;
    expect_read(FORMAT,
                "{\"schema\" : \"Person\" ,\"properties\":{\"notes\":[\"\\\"schema\\\":\"]},"
                "\"id\":\"a\",\"caption\":\"A\"}\n",
                "a person\n");
    expect_read(FORMAT,
                ANNA "{\"properties\":{\"schema\":[\"Person\"],\"entity\":[\"anna\"],"
                     "\"programId\":[\"X\"]},\"id\":\"s\",\"schema\":\"Sanction\"}\n",
                "  listing sanction | X\n");
}

static void an_array_of_rows_is_read_too(void **state) {
    (void)state;
    expect_read(FORMAT,
                "[{\"id\":\"a\",\"caption\":\"A\",\"schema\":\"Person\",\"properties\":{}},\n"
                "{\"id\":\"s\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[\"a\"],"
                "\"programId\":[\"X\"]}}]",
                "  listing sanction | X\n");
}

static void an_edge_of_many_ends_is_refused(void **state) {
    (void)state;
    ix_buf bytes;
    ix_buf_init(&bytes, 1 << 20);
    ix_buf_append_cstr(
        &bytes, ANNA "{\"id\":\"s\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[\"anna\"");
    for (int i = 0; i < 40; i++) {
        ix_buf_append_cstr(&bytes, ",\"anna\"");
    }
    ix_buf_append_cstr(&bytes, "]}}\n");
    ix_buf_append_char(&bytes, '\0');
    expect_read(FORMAT, bytes.ptr, "refused list:2: the edge has more than 32 ends\n");
    ix_buf_free(&bytes);
}

/* A field of 100 MB is a row that is too long; the rows around it are read. */
static void a_huge_field_is_refused(void **state) {
    (void)state;
    ix_buf bytes;
    ix_buf_init(&bytes, (size_t)128 << 20);
    ix_buf_append_cstr(&bytes,
                       ANNA "{\"id\":\"x\",\"schema\":\"Person\",\"properties\":{\"name\":[\"");
    char *hole = ix_buf_extend(&bytes, (size_t)100 << 20);
    assert_non_null(hole);
    memset(hole, 'x', (size_t)100 << 20);
    ix_buf_append_cstr(&bytes, "\"]}}\n" LISTED);
    ix_buf out;
    assert_int_equal(read_sample(&out, FORMAT, ix_buf_view(&bytes)), IX_OK);
    assert_true(ix_str_find(ix_buf_view(&out),
                            IX_STR("refused list:2: the row is longer than 8 MiB\n"), 0) > 0);
    ix_buf_free(&out);
    ix_buf_free(&bytes);
}

static void the_newest_sight_dates_the_file(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, (size_t)256 << 20);
    ix_list_file file = {
        .name = IX_STR("list"),
        .bytes = IX_STR("{\"id\":\"a\",\"caption\":\"A\",\"schema\":\"Person\",\"properties\":{},"
                        "\"last_seen\":\"2024-06-13T06:40:01\"}\n"
                        "{\"id\":\"b\",\"caption\":\"B\",\"schema\":\"Person\",\"properties\":{},"
                        "\"last_seen\":\"2024-06-12T06:40:01\"}\n")};
    static ix_parsed_snapshot parsed;
    assert_int_equal(ix_snapshot_parse(&parsed, ix_list_reader_find(IX_STR(FORMAT)), &file, 1, NULL,
                                       &arena, NULL),
                     IX_OK);
    ix_when wanted;
    assert_int_equal(ix_when_parse(&wanted, IX_STR("2024-06-13T06:40:01Z"), NULL), IX_OK);
    assert_int_equal(parsed.report.published.kind, IX_WHEN_INSTANT);
    assert_int_equal(parsed.report.published.value, wanted.value);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_rows_does_not_matter),
        cmocka_unit_test(rows_that_reach_nobody_are_told),
        cmocka_unit_test(every_row_is_read_or_refused),
        cmocka_unit_test(what_is_another_format_is_no_list),
        cmocka_unit_test(a_schema_is_found_where_it_stands),
        cmocka_unit_test(an_array_of_rows_is_read_too),
        cmocka_unit_test(an_edge_of_many_ends_is_refused),
        cmocka_unit_test(a_huge_field_is_refused),
        cmocka_unit_test(the_newest_sight_dates_the_file),
    };
    return cmocka_run_group_tests(tests, load_samples, free_samples);
}
