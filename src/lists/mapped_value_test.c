/* Tests of values: tables, parts, joins, hashes, alternatives, conditions. */
#include "test_mapped.h"

#define HEAD "type: {constant: any}\nnames: {text: n}\n"

/* The note that a value gives for a row. */
static void expect_note(const char *value, const char *row, const char *note) {
    char map[512];
    char text[512];
    char expected[512];
    snprintf(map, sizeof map, HEAD "key: n\nnotes: %s\nignore: [a?, b?, c?]\n", value);
    snprintf(text, sizeof text, "n,a,b,c\nN,%s\n", row);
    snprintf(expected, sizeof expected, "N any\nprimary=N\n%s%s%s", note[0] ? "note=" : "", note,
             note[0] ? "\n" : "");
    expect_mapped("mapped_csv", map, text, expected);
}

static void a_value_is_made_of_texts(void **state) {
    (void)state;
    expect_note("a", "x,,", "x");
    expect_note("{from: [a, b], join: ' - '}", "x,y,", "x - y");
    expect_note("{from: [a, b], join: ' - '}", "x,,", "x");
    expect_note("{from: a, before: ' ('}", "x (y),,", "x");
    expect_note("{from: a, after: '('}", "x (y),,", "y)");
    expect_note("{from: a, after: '#'}", "x,,", "");
    expect_note("{from: a, table: {X: one, y: ''}, otherwise: other}", "x,,", "one");
    expect_note("{from: a, table: {X: one, y: ''}, otherwise: other}", "y,,", "");
    expect_note("{from: a, table: {X: one, y: ''}, otherwise: other}", "z,,", "other");
    expect_note("{from: a, prefix: 'p:'}", "x,,", "p:x");
    expect_note("{from: a, prefix: 'p:'}", ",,", "");
    expect_note("{from: a, slug: true}", "\" 1, Part 1 \",,", "1-Part-1");
    expect_note("{parts: [a, [b, c]], join: /}", "x,,z", "x/z");
    expect_note("{parts: [a, [b, c]], join: /}", ",,", "");
    expect_note("{constant: k, when: {value: a, present: true}}", "x,,", "k");
    expect_note("{constant: k, when: {value: a, present: true}}", ",,", "");
    expect_note("{constant: k, when: {value: a, present: false}}", ",,", "k");
    expect_note("{constant: k, when: {value: a, is: [X, y]}}", "x,,", "k");
    expect_note("{constant: k, when: {value: a, is_not: [X, y]}}", "x,,", "");
    expect_note("{constant: k, when: {value: a, begins: [ab, cd]}}", "cde,,", "k");
    expect_note("{constant: k, when: [{value: a, is: x}, {value: b, is: y}]}", "x,z,", "");
}

static void several_values_are_several_texts(void **state) {
    (void)state;
    expect_mapped("mapped_csv", HEAD "key: n\nnotes: [{from: a, split: ';'}, b]\n",
                  "n,a,b\nN,x; y;,z\n", "N any\nprimary=N\nnote=x\nnote=y\nnote=z\n");
}

static void one_text_is_the_first_that_says_something(void **state) {
    (void)state;
    expect_mapped("mapped_csv", HEAD "key: [a, b]\n", "n,a,b\nN,,k\n", "k any\nprimary=N\n");
    /* what is not asked for stays */
    expect_mapped("mapped_csv", HEAD "key: [a, b]\n", "n,a,b\nN,i,k\n",
                  "i any\nprimary=N\nkept=b|k\n");
}

static void keys_keep_the_place_of_empty_parts(void **state) {
    (void)state;
    expect_mapped("mapped_csv", HEAD "key: {from: [a, b], join: /}\n", "n,a,b\nN,,k\nM,k,\n",
                  "/k any\nprimary=N\nk/ any\nprimary=M\n");
    expect_mapped("mapped_csv", HEAD "key: {from: [n, a], hash: true}\n", "n,a\nN,\n",
                  "78a858cfdfc790fd any\nprimary=N\n");
}

static void an_empty_key_is_refused(void **state) {
    (void)state;
    mapped_result r;
    read_mapped(&r, "mapped_csv",
                "format: mapped_csv\nlist: l\npublisher: p\n" HEAD "key: {from: [a, b], join: /}\n",
                IX_STR("n,a,b\nN,,\nM,1,2\n"));
    assert_int_equal(r.status, IX_OK);
    assert_int_equal(r.report.rows_refused, 1);
    assert_int_equal(r.report.refusals[0].line, 2);
    assert_string_equal(r.report.refusals[0].text, "the key is empty");
    free_mapped(&r);
}

static void joins_reach_across_items(void **state) {
    (void)state;
    expect_mapped("mapped_jsonl",
                  "key: id\ntype: {constant: person}\n"
                  "names:\n"
                  "  each: names\n"
                  "  surname: {each: p, when: {value: t, is: f}, from: v}\n"
                  "  given: {each: p, when: {value: t, is: g}, from: v, join: ' '}\n"
                  "ignore: names.p.t\n",
                  "{\"id\": 1, \"names\": [{\"p\": [{\"t\": \"g\", \"v\": \"Ann\"},"
                  " {\"t\": \"f\", \"v\": \"LEE\"}, {\"t\": \"g\", \"v\": \"Bo\"}]}]}\n",
                  "1 person\nprimary=LEE, Ann Bo\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_made_of_texts),
        cmocka_unit_test(several_values_are_several_texts),
        cmocka_unit_test(one_text_is_the_first_that_says_something),
        cmocka_unit_test(keys_keep_the_place_of_empty_parts),
        cmocka_unit_test(an_empty_key_is_refused),
        cmocka_unit_test(joins_reach_across_items),
    };
    return cmocka_run_group_tests_name("lists/mapped_value", tests, NULL, NULL);
}
