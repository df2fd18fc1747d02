/* The table of formats. */
#include <interdict/os.h>

#include "test_inventory.h"

static void test_table(void **state) {
    (void)state;
    ix_str id;
    ix_str title;
    int count = 0;
    while (ix_inventory_format_at(count, &id, &title)) {
        assert_ptr_equal(inventory_format_find(id), &inventory_formats[count]);
        assert_true(title.len > 0);
        count++;
    }
    assert_true(count >= 18);
    assert_false(ix_inventory_format_at(-1, &id, &title));
    assert_null(inventory_format_find(IX_STR("nothing")));
    assert_null(inventory_format_detect((ix_str){0}));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
