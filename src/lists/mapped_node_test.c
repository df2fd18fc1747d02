/* Tests of rows as trees: paths through arrays, splits, texts that say nothing. */
#include "test_mapped.h"

#define HEAD "key: id\ntype: {constant: any}\n"

static void arrays_are_walked_through(void **state) {
    (void)state;
    expect_mapped("mapped_jsonl", HEAD "names: {text: a.b.n}\n",
                  "{\"id\": 1, \"a\": [{\"b\": [{\"n\": \"X\"}, {\"n\": [\"Y\", \"Z\"]}]},"
                  " {\"b\": {\"n\": \"W\"}}]}\n",
                  "1 any\nprimary=X\nstrong=Y\nstrong=Z\nstrong=W\n");
}

static void a_path_may_begin_at_the_row(void **state) {
    (void)state;
    expect_mapped("mapped_jsonl",
                  HEAD "names: {text: n}\nrelations: {each: r, kind: /k, target: .}\n",
                  "{\"id\": 1, \"n\": \"N\", \"k\": \"of\", \"r\": [\"A\", \"B\"]}\n",
                  "1 any\nprimary=N\nrelation=of|A\nrelation=of|B\n");
}

static void a_path_no_row_has_is_a_fault(void **state) {
    (void)state;
    expect_mapped_fault("mapped_jsonl", HEAD "names: {text: n}\nnotes: x.y\n",
                        "{\"id\": 1, \"n\": \"N\", \"x\": {}}\n", 7, "has 'x.y'");
    expect_mapped("mapped_jsonl", HEAD "names: {text: n}\nnotes: x.y?\n",
                  "{\"id\": 1, \"n\": \"N\", \"x\": {}}\n", "1 any\nprimary=N\n");
    expect_mapped("mapped_jsonl", HEAD "names: {text: n}\nnotes: x.y\n",
                  "{\"id\": 1, \"n\": \"N\", \"x\": {\"y\": null}}\n", "1 any\nprimary=N\n");
    expect_mapped("mapped_csv", HEAD "names: {text: n}\nnotes: listed?\n",
                  "id,n,listed?\n1,N,yes\n", "1 any\nprimary=N\nnote=yes\n");
}

static void texts_are_split_and_cut(void **state) {
    (void)state;
    expect_mapped("mapped_csv",
                  HEAD "names: {text: n}\n"
                       "split: [{from: ids, at: ' | ', cut: ': ', into: [label, value]}]\n"
                       "identifiers:\n"
                       "  each: ids\n"
                       "  type: {from: label, table: {Passport: passport}}\n"
                       "  value: value\n"
                       "gender: {each: ids, when: {value: label, is: Sex}, from: value}\n",
                  "id,n,ids\n1,N,Passport: A1 | Sex: M |  | Other: z | alone\n",
                  "1 any\nprimary=N\ngender=male\nid=passport A1\nkept=ids|Other: z\n"
                  "kept=ids|alone\n");
    expect_mapped("mapped_csv", HEAD "split: [{from: n, at: ';'}]\nnames: {text: n}\n",
                  "id,n\n1,A;;B\n", "1 any\nprimary=A\nstrong=B\n");
}

static void null_texts_say_nothing(void **state) {
    (void)state;
    expect_mapped("mapped_csv", HEAD "layout: {null: ['-0-', N/A]}\nnames: {text: n}\nnotes: x\n",
                  "id,n,x,y\n1,N,-0- ,N/A\n2,M,said,kept\n",
                  "1 any\nprimary=N\n2 any\nprimary=M\nnote=said\nkept=y|kept\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrays_are_walked_through),
        cmocka_unit_test(a_path_may_begin_at_the_row),
        cmocka_unit_test(a_path_no_row_has_is_a_fault),
        cmocka_unit_test(texts_are_split_and_cut),
        cmocka_unit_test(null_texts_say_nothing),
    };
    return cmocka_run_group_tests_name("lists/mapped_node", tests, NULL, NULL);
}
