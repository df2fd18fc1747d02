#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static ix_status print_entity(void *context, const ix_entity *e, ix_error *error) {
    (void)error;
    ix_buf *out = context;
    ix_buf_printf(out, "%" IX_FMT " %s:", IX_ARG(e->key), ix_party_type_name(e->type));
    for (int i = 0; i < e->name_count; i++) {
        ix_buf_printf(out, "%s %" IX_FMT "|", ix_name_kind_name(e->names[i].kind),
                      IX_ARG(e->names[i].text));
    }
    for (int i = 0; i < e->identifier_count; i++) {
        ix_buf_printf(out, "%s %" IX_FMT "|", ix_identifier_type_name(e->identifiers[i].type),
                      IX_ARG(e->identifiers[i].value));
    }
    return IX_OK;
}

/* The report's texts live here until the next reading. */
static ix_arena arena;

static void expect(const char *text, const char *wanted) {
    static ix_read_report report;
    report = (ix_read_report){0};
    ix_list_file file = {.name = IX_STR("t"), .bytes = ix_str_from_cstr(text)};
    ix_buf out;
    ix_buf_init(&out, 1 << 16);
    ix_arena_free(&arena);
    ix_arena_init(&arena, (size_t)64 << 20);
    ix_error error = {0};
    assert_int_equal(
        uk_conlist_csv_read(&file, 1, NULL, print_entity, &out, &report, &arena, &error), IX_OK);
    ix_buf_append_char(&out, '\0');
    assert_string_equal(out.ptr, wanted);
    ix_buf_free(&out);
}

/* The number of a passport stood in its details until 2022, and in a column of its own since. */
static void both_layouts_of_passports(void **state) {
    (void)state;
    expect("Last Updated,13/04/2018\nName 6,Passport Details,NI Number,Group Type,Alias Type,"
           "Group ID\nA,\"(1) AB1234 (Indian) (2) CD5678\",no 99,Individual,Prime Alias,7\n",
           "7 person:primary A|passport AB1234|passport CD5678|national_id 99|");
    expect("Last Updated,13/04/2023\nName 6,Passport Number,Passport Details,"
           "National Identification Number,National Identification Details,Group Type,Alias Type,"
           "Alias Quality,Group ID\n"
           "A,EF9,Issued in 2001,88,a card,Individual,Primary name,,7\n"
           "B,,,,,Individual,AKA,Low quality,7\n",
           "7 person:primary A|weak B|passport EF9|national_id 88|");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_layouts_of_passports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
