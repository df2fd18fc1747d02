/* Tests of parties given as lines of json: what becomes of each kind of value, and that an object
 * comes to the same party as the row of the same values. */
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
static ix_party party;

static ix_status read_text(const char *text) {
    memset(&w.error, 0, sizeof w.error);
    return ix_party_read_object(&party, &layout, ix_str_from_cstr(text), w.knowledge, &w.request,
                                &w.error);
}

static ix_status lay(const ix_column_map *maps, int count) {
    memset(&w.error, 0, sizeof w.error);
    return ix_row_layout_objects(&layout, maps, count, &w.error);
}

static void assert_refused(const char *text, const char *why) {
    assert_int_equal(read_text(text), IX_E_INPUT);
    if (strstr(w.error.text, why) == NULL) {
        fail_msg("%s is refused as '%s', expected '%s'", text, w.error.text, why);
    }
}

static void an_object_is_the_row_of_its_values(void **state) {
    (void)state;
    static ix_party row;
    const ix_str header[] = {IX_STR("id"),      IX_STR("name"),      IX_STR("alias"),
                             IX_STR("country"), IX_STR("id_number"), IX_STR("dob")};
    const ix_str cells[] = {IX_STR("71"),    IX_STR("A; B"),         IX_STR("A. B.;Abe"),
                            IX_STR("RU;US"), IX_STR("7777712;9999"), IX_STR("1970")};
    assert_int_equal(ix_row_layout_read(&layout, header, 6, NULL, 0, &w.error), IX_OK);
    assert_int_equal(ix_party_read_row(&row, &layout, cells, 6, w.knowledge, &w.request, &w.error),
                     IX_OK);
    assert_int_equal(lay(NULL, 0), IX_OK);
    assert_int_equal(read_text("{\"id\":71,\"NAME\":\"A; B\",\"alias\":[\"A. B.\",\"Abe\"],"
                               "\"country\":\"RU;US\",\"id_number\":[7777712,\"9999\"],"
                               "\"dob\":1970,\"colour\":true,\"gender\":null}"),
                     IX_OK);
    assert_true(ix_str_equal(party.id, row.id) && ix_str_equal(party.name, row.name));
    assert_int_equal(party.alias_count, 2);
    assert_true(ix_str_equal(party.aliases[1], row.aliases[1]));
    assert_int_equal(party.country_count, 2);
    assert_memory_equal(party.countries, row.countries, sizeof row.countries[0] * 2);
    assert_int_equal(party.identifier_count, 2);
    assert_true(ix_str_equal(party.identifiers[0].value, row.identifiers[0].value));
    assert_int_equal(party.birth_count, row.birth_count);
    assert_int_equal(party.oddity_count, row.oddity_count);
}

static void values_of_an_array_are_not_divided(void **state) {
    (void)state;
    assert_int_equal(lay(NULL, 0), IX_OK);
    assert_int_equal(read_text("{\"name\":\"A\",\"alias\":[\"B; C\"],\"address\":[]}"), IX_OK);
    assert_int_equal(party.alias_count, 1);
    assert_true(ix_str_equal(party.aliases[0], IX_STR("B; C")));
    assert_int_equal(party.address_count, 0);
}

static void maps_rename_keys(void **state) {
    (void)state;
    ix_column_map maps[] = {{IX_STR("first"), IX_STR("name")},
                            {IX_STR("Last"), IX_STR("name")},
                            {IX_STR("type"), IX_STR("-")}};
    assert_int_equal(lay(maps, 3), IX_OK);
    assert_int_equal(read_text("{\"first\":\"Andrei\",\"last\":\" Tikhonov\",\"name\":\"ignored\","
                               "\"type\":{\"a\":1}}"),
                     IX_OK);
    assert_true(ix_str_equal(party.name, IX_STR("Andrei Tikhonov")));
    ix_column_map unknown[] = {{IX_STR("a"), IX_STR("shoe")}};
    assert_int_equal(lay(unknown, 1), IX_E_INPUT);
    ix_column_map twice[] = {{IX_STR("a"), IX_STR("id")}, {IX_STR("b"), IX_STR("id")}};
    assert_int_equal(lay(twice, 2), IX_E_INPUT);
}

static void what_is_no_party_is_refused(void **state) {
    (void)state;
    assert_int_equal(lay(NULL, 0), IX_OK);
    assert_refused("{\"id\":\"7\",\"name\":\"A\",\"address\":{\"city\":\"X\"}}", "'address'");
    assert_true(ix_str_equal(party.id, IX_STR("7")) && ix_str_equal(party.name, IX_STR("A")));
    assert_refused("{\"name\":\"A\",\"more\":{}}", "'more' holds an object");
    assert_refused("{\"name\":\"A\",\"more\":[[]]}", "within an array");
    assert_refused("{\"name\":\"A\",\"alias\":[{\"a\":1}]}", "within an array");
    assert_refused("{\"name\":[\"A\",\"B\"]}", "once only");
    assert_refused("{\"name\":\"A\",\"id\":1.5}", "not whole");
    assert_refused("{\"name\":\"A\",\"dob\":true}", "neither");
    assert_refused("{\"name\":\"A\",\"alias\":[false]}", "other than strings");
    assert_refused("{\"name\":\"A\",\"name\":\"B\"}", "json");
    assert_refused("{\"name\":\"A\",\"id\":1,\"ID\":2}", "twice");
    assert_refused("{\"name\":\"A\"} {}", "json");
    assert_refused("{\"name\":\"A", "json at byte");
    assert_refused("{\"name\":\"\xff\"}", "json");
    assert_refused("{\"name\":\"A\",\"id\":99999999999999999999}", "json");
    assert_refused("[\"A\"]", "no object");
    assert_refused("", "json");
}

static void bounds(void **state) {
    (void)state;
    ix_buf text;
    ix_buf_init(&text, (size_t)IX_OBJECT_BYTES_MAX * 2);
    ix_buf_append_cstr(&text, "{\"name\":\"A\"");
    for (int i = 0; i < IX_CSV_FIELDS_MAX; i++) {
        ix_buf_printf(&text, ",\"k%d\":1", i);
    }
    ix_buf_append_cstr(&text, "}");
    assert_int_equal(lay(NULL, 0), IX_OK);
    assert_int_equal(ix_party_read_object(&party, &layout, ix_buf_view(&text), w.knowledge,
                                          &w.request, &w.error),
                     IX_E_LIMIT);
    while (text.len <= IX_OBJECT_BYTES_MAX) {
        ix_buf_append_cstr(&text, "                                ");
    }
    assert_int_equal(ix_party_read_object(&party, &layout, ix_buf_view(&text), w.knowledge,
                                          &w.request, &w.error),
                     IX_E_LIMIT);
    assert_non_null(strstr(w.error.text, "bytes"));
    ix_buf_free(&text);
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
        cmocka_unit_test(an_object_is_the_row_of_its_values),
        cmocka_unit_test(values_of_an_array_are_not_divided),
        cmocka_unit_test(maps_rename_keys),
        cmocka_unit_test(what_is_no_party_is_refused),
        cmocka_unit_test(bounds),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
