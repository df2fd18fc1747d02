/* Tests of rows: which column is read as what, and what becomes of rows that do not fit. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "world.h"

static world w;
static ix_row_layout layout;

/* Cells divided by '|'. */
static int cut(ix_str cells[32], const char *text) {
    int count = 0;
    ix_str rest = ix_str_from_cstr(text);
    while (rest.ptr != NULL) {
        cells[count++] = ix_str_cut(rest, '|', &rest);
    }
    return count;
}

static ix_status lay(const char *header, const ix_column_map *maps, int map_count) {
    ix_str cells[32];
    int count = cut(cells, header);
    memset(&w.error, 0, sizeof w.error);
    return ix_row_layout_read(&layout, cells, count, maps, map_count, &w.error);
}

static void assert_read_as(const char *expected) {
    ix_str names[32];
    int count = cut(names, expected);
    assert_int_equal(count, layout.count);
    for (int i = 0; i < count; i++) {
        if (!ix_str_equal(names[i], layout.names[i])) {
            fail_msg("column %d is read as '%.*s', expected '%.*s'", i, IX_ARG(layout.names[i]),
                     IX_ARG(names[i]));
        }
    }
}

static void headings_are_field_names(void **state) {
    (void)state;
    assert_int_equal(lay("id| Name |TYPE|colour|passport", NULL, 0), IX_OK);
    assert_read_as("id|name|type||passport");
}

static void maps_come_first(void **state) {
    (void)state;
    ix_column_map maps[] = {{IX_STR("Kunde"), IX_STR("name")}, {IX_STR("type"), IX_STR("-")}};
    assert_int_equal(lay("name|kunde|type|dob", maps, 2), IX_OK);
    assert_read_as("|name||dob");
}

static void several_name_columns_are_joined(void **state) {
    (void)state;
    ix_column_map maps[] = {{IX_STR("first"), IX_STR("name")}, {IX_STR("last"), IX_STR("name")}};
    ix_party party;
    ix_str cells[32];
    assert_int_equal(lay("first|last|dob", maps, 2), IX_OK);
    int count = cut(cells, "Andrei | Tikhonov|1966");
    assert_int_equal(
        ix_party_read_row(&party, &layout, cells, count, w.knowledge, &w.request, &w.error), IX_OK);
    assert_true(ix_str_equal(party.name, IX_STR("Andrei Tikhonov")));
    assert_int_equal(party.birth_count, 1);
    count = cut(cells, "|Tikhonov|");
    assert_int_equal(
        ix_party_read_row(&party, &layout, cells, count, w.knowledge, &w.request, &w.error), IX_OK);
    assert_true(ix_str_equal(party.name, IX_STR("Tikhonov")));
}

static void headers_that_will_not_do(void **state) {
    (void)state;
    ix_column_map nowhere[] = {{IX_STR("kunde"), IX_STR("name")}};
    ix_column_map unknown[] = {{IX_STR("a"), IX_STR("shoe")}};
    assert_int_equal(lay("id|colour", NULL, 0), IX_E_INPUT);
    assert_non_null(strstr(w.error.text, "name"));
    assert_non_null(strstr(w.error.text, "id, colour"));
    assert_int_equal(lay("id|name", nowhere, 1), IX_E_INPUT);
    assert_non_null(strstr(w.error.text, "kunde"));
    assert_int_equal(lay("a|name", unknown, 1), IX_E_INPUT);
    assert_non_null(strstr(w.error.text, "shoe"));
    assert_int_equal(lay("id|id|name", NULL, 0), IX_E_INPUT);
    assert_int_equal(lay("", NULL, 0), IX_E_INPUT);
}

static void lists_inside_cells(void **state) {
    (void)state;
    ix_party party;
    ix_str cells[32];
    assert_int_equal(lay("id|name|alias|country|id_number|dob", NULL, 0), IX_OK);
    int count = cut(cells, "C;1|A; B|A. B.;Abe|RU;US|passport:123456;77777|1970;1971-02");
    assert_int_equal(
        ix_party_read_row(&party, &layout, cells, count, w.knowledge, &w.request, &w.error), IX_OK);
    assert_true(ix_str_equal(party.id, IX_STR("C;1")));
    assert_true(ix_str_equal(party.name, IX_STR("A; B")));
    assert_int_equal(party.alias_count, 2);
    assert_int_equal(party.country_count, 2);
    assert_int_equal(party.identifier_count, 2);
    assert_int_equal(party.birth_count, 2);
    assert_false(party.unreadable);
}

static void a_row_of_another_length_is_malformed(void **state) {
    (void)state;
    ix_party party;
    ix_str cells[32];
    assert_int_equal(lay("id|name|dob", NULL, 0), IX_OK);
    int count = cut(cells, "7|Somebody");
    assert_int_equal(
        ix_party_read_row(&party, &layout, cells, count, w.knowledge, &w.request, &w.error),
        IX_E_INPUT);
    assert_non_null(strstr(w.error.text, "2 cells under a header of 3"));
    assert_true(ix_str_equal(party.id, IX_STR("7")));
    assert_true(ix_str_equal(party.name, IX_STR("Somebody")));
    count = cut(cells, "7|Somebody|1970|more");
    assert_int_equal(
        ix_party_read_row(&party, &layout, cells, count, w.knowledge, &w.request, &w.error),
        IX_E_INPUT);
}

static int set_up(void **state) {
    (void)state;
    world_know(&w, getenv("INTERDICT_SOURCE"));
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    world_close(&w);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_are_field_names),
        cmocka_unit_test(maps_come_first),
        cmocka_unit_test(several_name_columns_are_joined),
        cmocka_unit_test(headers_that_will_not_do),
        cmocka_unit_test(lists_inside_cells),
        cmocka_unit_test(a_row_of_another_length_is_malformed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
