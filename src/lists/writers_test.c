#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void what_is_written_can_be_read(void **state) {
    (void)state;
    for (const ix_list_writer *writer = ix_list_writers; writer->format != NULL; writer++) {
        assert_ptr_equal(ix_list_writer_find(ix_str_from_cstr(writer->format)), writer);
        assert_non_null(ix_list_reader_find(ix_str_from_cstr(writer->format)));
    }
    assert_null(ix_list_writer_find(IX_STR("un_xml")));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_written_can_be_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
