/* Tests of the files of a snapshot: companions, roles, refusals. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test_folder.h"

static const ix_list_reader family = {
    .format = "family_csv",
    .companions = {{"alt.csv", "alias"}, {"add.csv", "address"}, {"sdn_comments.csv", "comments"}}};
static const ix_list_reader single = {.format = "single"};

#define TWELVE "1,2,3,4,5,6,7,8,9,10,11,12\r\n"
#define SIX    "1,2,3,4,5,6\r\n"
#define FIVE   "1,2,3,4,5\r\n"
#define TWO    "1,2\r\n"

/* gzip of "packed\n". */
static const char gzipped[] = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\x2b\x48\x4c\xce\x4e"
                              "\x4d\xe1\x02\x00\x43\xe0\x41\x2f\x07\x00\x00\x00";

static void assert_role(const ix_input *input, const char *role, const char *bytes) {
    for (int i = 0; i < input->count; i++) {
        if (ix_str_equal(input->files[i].role, ix_str_from_cstr(role))) {
            assert_true(ix_str_equal(input->files[i].bytes, ix_str_from_cstr(bytes)));
            return;
        }
    }
    fail_msg("no file of role %s", role);
}

static ix_status read_paths(ix_input *input, const ix_list_reader *reader, const char *folder,
                            const char *names, ix_error *error) {
    const char *paths[IX_LIST_FILES_MAX + 1];
    int count = 0;
    ix_str rest = ix_str_from_cstr(names);
    *error = (ix_error){0};
    while (rest.len > 0) {
        char name[100];
        ix_str one = ix_str_cut(rest, ' ', &rest);
        snprintf(name, sizeof name, "%.*s", IX_ARG(one));
        paths[count++] = in_folder(folder, name);
    }
    return ix_input_read(input, reader, paths, count, error);
}

static void companions_are_read(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_input input;
    ix_error error;
    make_folder(folder);
    put_file(folder, "sdn.csv", IX_STR(TWELVE));
    put_file(folder, "ALT.CSV", IX_STR(FIVE));
    put_file(folder, "add.csv.gz", (ix_str){gzipped, sizeof gzipped - 1});
    put_file(folder, "other.csv", IX_STR("x"));
    assert_int_equal(read_paths(&input, &family, folder, "sdn.csv", &error), IX_OK);
    assert_int_equal(input.count, 3);
    assert_role(&input, "primary", TWELVE);
    assert_role(&input, "alias", FIVE);
    assert_role(&input, "address", "packed\n");
    ix_digest digest = ix_sha256(IX_STR(TWELVE));
    assert_true(ix_digest_equal(&digest, &input.digest));
    ix_input_free(&input);
    /* The plain one is taken before the packed one, whatever the folder's order. */
    put_file(folder, "add.csv", IX_STR(SIX));
    assert_int_equal(read_paths(&input, &family, folder, "sdn.csv", &error), IX_OK);
    assert_role(&input, "address", SIX);
    ix_input_free(&input);
    /* Comments may be empty, others not. */
    put_file(folder, "sdn_comments.csv", (ix_str){0});
    assert_int_equal(read_paths(&input, &family, folder, "sdn.csv", &error), IX_OK);
    assert_role(&input, "comments", "");
    ix_input_free(&input);
    put_file(folder, "add.csv", (ix_str){0});
    assert_int_equal(read_paths(&input, &family, folder, "sdn.csv", &error), IX_E_INPUT);
    assert_string_equal(error.text, "the file is empty");
    assert_string_equal(ix_path_name(error.source), "add.csv");
    /* A format of one file looks at nothing else. */
    assert_int_equal(read_paths(&input, &single, folder, "sdn.csv", &error), IX_OK);
    assert_int_equal(input.count, 1);
    ix_input_free(&input);
    drop_folder(folder);
}

static void roles_by_name_then_by_columns(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_input input;
    ix_error error;
    make_folder(folder);
    put_file(folder, "a", IX_STR(FIVE));
    put_file(folder, "b", IX_STR(TWELVE));
    put_file(folder, "c", IX_STR(SIX));
    put_file(folder, "d", IX_STR(TWO));
    assert_int_equal(read_paths(&input, &family, folder, "a b c d", &error), IX_OK);
    assert_role(&input, "primary", TWELVE);
    assert_role(&input, "alias", FIVE);
    assert_role(&input, "address", SIX);
    assert_role(&input, "comments", TWO);
    ix_input_free(&input);
    assert_int_equal(read_paths(&input, &family, folder, "a b c d a", &error), IX_E_LIMIT);
    assert_string_equal(error.text, "a snapshot has at most 4 files");
    put_file(folder, "alt.csv", IX_STR(FIVE));
    assert_int_equal(read_paths(&input, &family, folder, "b alt.csv alt.csv", &error), IX_E_INPUT);
    assert_non_null(strstr(error.text, "a second file of the role 'alias'"));
    drop_folder(folder);
}

static void given_files_come_before_companions(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_input input;
    ix_error error;
    make_folder(folder);
    assert_int_equal(ix_folder_create(in_folder(folder, "elsewhere"), NULL), IX_OK);
    put_file(folder, "sdn.csv", IX_STR(TWELVE));
    put_file(folder, "alt.csv", IX_STR("beside"));
    put_file(folder, "elsewhere/alt.csv", IX_STR(FIVE));
    assert_int_equal(read_paths(&input, &family, folder, "sdn.csv elsewhere/alt.csv", &error),
                     IX_OK);
    assert_int_equal(input.count, 2);
    assert_role(&input, "alias", FIVE);
    ix_input_free(&input);
    drop_folder(folder);
}

static void bad_files_are_refused(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_input input;
    ix_error error;
    make_folder(folder);
    put_file(folder, "empty.csv", (ix_str){0});
    put_file(folder, "cut.csv.gz", (ix_str){gzipped, 20});
    assert_int_equal(read_paths(&input, &family, folder, "gone.csv", &error), IX_E_NOT_FOUND);
    assert_int_equal(read_paths(&input, &family, folder, "empty.csv", &error), IX_E_INPUT);
    assert_string_equal(error.text, "the file is empty");
    assert_int_equal(read_paths(&input, &family, folder, "cut.csv.gz", &error), IX_E_INPUT);
    assert_int_equal(ix_input_read(&input, &family, &(const char *){folder}, 1, &error),
                     IX_E_INPUT);
    assert_string_equal(error.text, "is a folder, expected a file");
    drop_folder(folder);
}

static void a_mapping_is_one_of_the_files(void **state) {
    (void)state;
    char folder[IX_PATH_BYTES_MAX];
    ix_input input;
    ix_error error;
    make_folder(folder);
    put_file(folder, "rows.csv", IX_STR("id\n"));
    put_file(folder, "m.yml", IX_STR("list: l\n"));
    put_file(folder, "none.yml", (ix_str){0});
    assert_int_equal(read_paths(&input, &single, folder, "rows.csv", &error), IX_OK);
    assert_int_equal(ix_input_add_mapping(&input, in_folder(folder, "none.yml"), &error),
                     IX_E_INPUT);
    assert_int_equal(input.count, 1);
    assert_int_equal(ix_input_add_mapping(&input, in_folder(folder, "m.yml"), &error), IX_OK);
    assert_int_equal(input.count, 2);
    assert_role(&input, "map", "list: l\n");
    assert_true(ix_str_equal(input.files[1].name, IX_STR("m.yml")));
    ix_input_free(&input);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mapping_is_one_of_the_files),
        cmocka_unit_test(companions_are_read),
        cmocka_unit_test(roles_by_name_then_by_columns),
        cmocka_unit_test(given_files_come_before_companions),
        cmocka_unit_test(bad_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
