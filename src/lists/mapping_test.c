/* Tests of the mapping file: faults with their line, words of the model, what it says of the list.
 */
#include "test_mapped.h"

#define ROW "id,name\n1,A\n"

static void a_fault_names_its_line(void **state) {
    (void)state;
    static const struct {
        const char *map;
        int line;
        const char *words;
    } cases[] = {
        {"key: id\ntype: {constant: any}\nnames: {text: name}\ncolour: red\n", 7,
         "unknown key \"colour\""},
        {"key: id\ntype: {constant: any}\nnames: {text: name, shade: x}\n", 6,
         "unknown key \"shade\""},
        {"key: id\ntype: {constant: any}\n", 1, "key \"names\" is missing"},
        {"key: id\ntype: {constant: robot}\nnames: {text: name}\n", 5,
         "\"robot\" is no party type"},
        {"key: id\ntype: {from: name, table: {A: robot}}\nnames: {text: name}\n", 5,
         "\"robot\" is no party type"},
        {"key: id\ntype: {from: name, table: {A: any}, otherwise: robot}\nnames: {text: name}\n", 5,
         "\"robot\" is no party type"},
        {"key: id\ntype: {constant: any}\nnames: {text: name, kind: {constant: loud}}\n", 6,
         "\"loud\" is no kind of name"},
        {"key: id\ntype: {constant: any}\nnames: {text: name}\nidentifiers: {type: {constant: x},"
         " value: id}\n",
         7, "\"x\" is no type of identifier"},
        {"key: id\ntype: {constant: any}\nnames: {text: name}\ngender: {constant: x}\n", 7,
         "\"x\" is no gender"},
        {"key: id\ntype: {constant: any}\nnames: {kind: {constant: weak}}\n", 6,
         "a name needs `text` or `surname`"},
        {"key: {join: x}\ntype: {constant: any}\nnames: {text: name}\n", 4,
         "one of `from`, `parts` and `constant`"},
        {"key: id\ntype: {constant: any}\nnames: {text: name}\nwhere: {value: id}\n", 7,
         "a condition needs"},
        {"key: id\ntype: {constant: any}\nnames: {text: name}\nwhere: {value: id, present: 2}\n", 7,
         "expected true or false"},
        {"zone: Mars/Base\n", 4, "no zone of ours"},
        {"layout: {separator: ab}\n", 4, "a separator is one ASCII character"},
        {"layout: {encoding: ebcdic}\n", 4, "\"ebcdic\" is not known here"},
        {"split: [{from: id}]\n", 4, "a split needs"},
        {"split: [{from: id, cut: x}]\n", 4, "`cut` needs `into`"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        expect_mapped_fault("mapped_csv", cases[i].map, ROW, cases[i].line, cases[i].words);
    }
}

static void a_path_has_steps(void **state) {
    (void)state;
    char map[256] = "key: a";
    for (int i = 0; i < MAPPING_STEPS_MAX; i++) {
        strcat(map, ".a");
    }
    expect_mapped_fault("mapped_jsonl", map, "{}", 4, "a path of more than");
    expect_mapped("mapped_jsonl", "key: 'a\\.b.c'\ntype: {constant: any}\nnames: {text: n}\n",
                  "{\"a.b\": {\"c\": \"k\"}, \"n\": \"N\"}\n", "k any\nprimary=N\n");
}

static void a_mapping_is_for_its_format(void **state) {
    (void)state;
    mapped_result r;
    read_mapped(&r, "mapped_csv",
                "format: mapped_tsv\nlist: l\npublisher: p\nkey: id\ntype: {constant: any}\n"
                "names: {text: name}\n",
                IX_STR(ROW));
    assert_int_equal(r.status, IX_E_INPUT);
    assert_non_null(strstr(r.error.text, "used for 'mapped_csv'"));
    free_mapped(&r);
}

static void it_tells_the_list(void **state) {
    (void)state;
    ix_arena arena;
    ix_error error = {0};
    ix_arena_init(&arena, 1 << 20);
    ix_list_reader reader = *ix_list_reader_find(IX_STR("mapped_csv"));
    ix_str map = IX_STR("format: mapped_csv\nlist: my_list\npublisher: The Publisher\n"
                        "zone: Europe/Zurich\nkey: id\ntype: {constant: any}\n"
                        "names: {text: name}\n");
    assert_true(ix_list_reader_is_mapped(&reader));
    assert_int_equal(ix_mapping_apply(&reader, map, IX_STR("m"), &arena, &error), IX_OK);
    assert_string_equal(reader.list_id, "my_list");
    assert_string_equal(reader.publisher, "The Publisher");
    assert_int_equal(reader.zone, IX_ZONE_ZURICH);
    assert_int_equal(ix_mapping_apply(&reader, IX_STR("x"), IX_STR("m"), &arena, &error),
                     IX_E_INPUT);
    assert_string_equal(error.source, "m");
    ix_arena_free(&arena);
    assert_false(ix_list_reader_is_mapped(ix_list_reader_find(IX_STR("un_xml"))));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fault_names_its_line),
        cmocka_unit_test(a_path_has_steps),
        cmocka_unit_test(a_mapping_is_for_its_format),
        cmocka_unit_test(it_tells_the_list),
    };
    return cmocka_run_group_tests_name("lists/mapping", tests, NULL, NULL);
}
