/* Tests of owners files: percentages, the header row, rows, the table of parties, the digest. */
#include <interdict/entity.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void percentages_are_exact(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t share;
        const char *printed;
    } rows[] = {{"50", 50 * IX_PERCENT_ONE, "50"},
                {" 49.99 % ", INT64_C(49990000000), "49.99"},
                {"0.000000001", 1, "0.000000001"},
                {"99.999999999%", IX_PERCENT_WHOLE - 1, "99.999999999"},
                {"100.0000000000", IX_PERCENT_WHOLE, "100"},
                {"0", 0, "0"},
                {"007.50", INT64_C(7500000000), "7.5"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t share = -7;
        ix_buf out;
        assert_int_equal(ix_percent_parse(&share, ix_str_from_cstr(rows[i].text), NULL), IX_OK);
        assert_int_equal(share, rows[i].share);
        ix_buf_init(&out, 100);
        ix_percent_print(&out, share);
        assert_true(ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(rows[i].printed)));
        ix_buf_free(&out);
    }
}

static void what_is_no_percentage_is_refused(void **state) {
    (void)state;
    static const char *const texts[] = {"",
                                        "%",
                                        "-1",
                                        "+1",
                                        "50,5",
                                        ".5",
                                        "5.",
                                        "1e1",
                                        "50.0000000001",
                                        "100.000000001",
                                        "101",
                                        "half",
                                        "5 0",
                                        "1/3",
                                        "0x10",
                                        "18446744073709551666"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t share = -7;
        ix_error error = {0};
        assert_int_equal(ix_percent_parse(&share, ix_str_from_cstr(texts[i]), &error), IX_E_INPUT);
        assert_non_null(strstr(error.text, "from 0 to 100"));
        assert_int_equal(share, -7);
    }
}

static void layout_finds_columns_in_any_order(void **state) {
    (void)state;
    const ix_str header[] = {IX_STR("Percent"), IX_STR("note"), IX_STR(" owned "), IX_STR("OWNER")};
    ix_owners_layout layout;
    assert_int_equal(ix_owners_layout_read(&layout, header, 4, NULL), IX_OK);
    assert_int_equal(layout.percent, 0);
    assert_int_equal(layout.owned, 2);
    assert_int_equal(layout.owner, 3);
    assert_int_equal(layout.from, -1);
    assert_true(layout.others[1]);
    assert_false(layout.others[0]);
}

static void layout_refuses_missing_and_double_columns(void **state) {
    (void)state;
    const ix_str missing[] = {IX_STR("owner"), IX_STR("owned")};
    const ix_str twice[] = {IX_STR("owner"), IX_STR("owned"), IX_STR("percent"), IX_STR("Owner")};
    ix_owners_layout layout;
    ix_error error = {0};
    assert_int_equal(ix_owners_layout_read(&layout, missing, 2, &error), IX_E_INPUT);
    assert_non_null(strstr(error.text, "percent is missing"));
    assert_int_equal(ix_owners_layout_read(&layout, twice, 4, &error), IX_E_INPUT);
    assert_non_null(strstr(error.text, "owner stands twice"));
}

/* A table of five columns, filled row by row. */
typedef struct fixture {
    ix_arena arena;
    ix_owners owners;
    ix_owners_layout layout;
    ix_error error;
} fixture;

static int set_up(void **state) {
    static fixture f;
    static const ix_str header[] = {
        {"owner", 5}, {"owned", 5}, {"percent", 7}, {"from", 4}, {"until", 5}};
    memset(&f, 0, sizeof f);
    ix_arena_init(&f.arena, 1 << 24);
    ix_owners_init(&f.owners, &f.arena);
    *state = &f;
    return ix_owners_layout_read(&f.layout, header, 5, NULL) == IX_OK ? 0 : 1;
}

static int tear_down(void **state) {
    fixture *f = *state;
    ix_owners_free(&f->owners);
    ix_arena_free(&f->arena);
    return 0;
}

static ix_status add(fixture *f, const char *owner, const char *owned, const char *percent,
                     const char *from, const char *until) {
    const ix_str cells[] = {ix_str_from_cstr(owner), ix_str_from_cstr(owned),
                            ix_str_from_cstr(percent), ix_str_from_cstr(from),
                            ix_str_from_cstr(until)};
    f->error = (ix_error){0};
    return ix_owners_read_row(&f->owners, &f->layout, cells, 5, 7, &f->error);
}

static void rows_become_stakes(void **state) {
    fixture *f = *state;
    assert_int_equal(add(f, " A ", "B", "12.5", "2024-01-01", ""), IX_OK);
    assert_int_equal(add(f, "B", "A", "?", "", "2024-06-21T00:00:00Z"), IX_OK);
    assert_int_equal(add(f, "a", "B", "", "", ""), IX_OK);
    assert_int_equal(ix_owners_party_count(&f->owners), 3);
    assert_int_equal(ix_owners_stake_count(&f->owners), 3);
    const ix_stake *stakes = ix_owners_stakes(&f->owners);
    assert_int_equal(stakes[0].share, INT64_C(12500000000));
    assert_int_equal(stakes[0].from.kind, IX_WHEN_DATE);
    assert_int_equal(stakes[0].line, 7);
    assert_int_equal(stakes[1].share, IX_PERCENT_UNKNOWN);
    assert_int_equal(stakes[1].owner, stakes[0].owned);
    assert_int_equal(stakes[1].until.kind, IX_WHEN_INSTANT);
    assert_int_equal(stakes[2].share, IX_PERCENT_UNKNOWN);
    assert_int_not_equal(stakes[2].owner, stakes[0].owner);
}

static void bad_rows_say_which_cell(void **state) {
    fixture *f = *state;
    static const struct {
        const char *cells[5];
        const char *expected;
    } rows[] = {{{"", "B", "1", "", ""}, "owner: "},
                {{"A", "  ", "1", "", ""}, "owned: "},
                {{"A", "B\xff", "1", "", ""}, "owned: expected UTF-8"},
                {{"A", "B", "1,5", "", ""}, "percent: "},
                {{"A", "B", "1", "2024-13-01", ""}, "from: "},
                {{"A", "B", "1", "", "now"}, "until: "},
                {{"A", "B", "1", "2024-01-01", "2024-01-01"}, "until: "}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *const *c = rows[i].cells;
        assert_int_equal(add(f, c[0], c[1], c[2], c[3], c[4]), IX_E_INPUT);
        assert_ptr_equal(strstr(f->error.text, rows[i].expected), f->error.text);
    }
    const ix_str cells[] = {IX_STR("A"), IX_STR("B")};
    assert_int_equal(ix_owners_read_row(&f->owners, &f->layout, cells, 2, 7, &f->error),
                     IX_E_INPUT);
    assert_int_equal(ix_owners_stake_count(&f->owners), 0);
}

static void table_holds_many_names(void **state) {
    fixture *f = *state;
    char name[32];
    uint32_t party;
    for (int i = 0; i < 5000; i++) {
        int length = snprintf(name, sizeof name, "party %d", i);
        assert_int_equal(ix_owners_party(&party, &f->owners, (ix_str){name, length}, NULL), IX_OK);
        assert_int_equal(party, i);
    }
    for (int i = 0; i < 5000; i++) {
        int length = snprintf(name, sizeof name, "party %d", i);
        assert_true(ix_owners_find(&party, &f->owners, (ix_str){name, length}));
        assert_int_equal(party, i);
        assert_true(ix_str_equal(ix_owners_name(&f->owners, party), (ix_str){name, length}));
    }
    assert_false(ix_owners_find(&party, &f->owners, IX_STR("party 5000")));
}

static void digest_knows_no_order(void **state) {
    fixture *f = *state;
    ix_owners other;
    ix_owners_init(&other, &f->arena);
    ix_digest none = ix_owners_digest(&f->owners);
    assert_int_equal(add(f, "A", "B", "1", "", ""), IX_OK);
    assert_int_equal(add(f, "B", "C", "2", "2024-01-01", ""), IX_OK);
    ix_digest forth = ix_owners_digest(&f->owners);
    fixture back = *f;
    back.owners = other;
    assert_int_equal(add(&back, "B", "C", "2", "2024-01-01", ""), IX_OK);
    ix_digest part = ix_owners_digest(&back.owners);
    assert_int_equal(add(&back, "A", "B", "1", "", ""), IX_OK);
    ix_digest whole = ix_owners_digest(&back.owners);
    assert_true(ix_digest_equal(&forth, &whole));
    assert_false(ix_digest_equal(&forth, &part));
    assert_false(ix_digest_equal(&forth, &none));
    ix_owners_free(&back.owners);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percentages_are_exact),
        cmocka_unit_test(what_is_no_percentage_is_refused),
        cmocka_unit_test(layout_finds_columns_in_any_order),
        cmocka_unit_test(layout_refuses_missing_and_double_columns),
        cmocka_unit_test_setup_teardown(rows_become_stakes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bad_rows_say_which_cell, set_up, tear_down),
        cmocka_unit_test_setup_teardown(table_holds_many_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(digest_knows_no_order, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("entity/owners", tests, NULL, NULL);
}
