/* Runs the text cases of tests/corpus/names: three lines a case, blocks parted by blank lines.
 *
 *     # what the case shows
 *     type: raw name
 *     guess [comma] [cut] [legal form]: text/role ~joined/role 44/number=44 ...
 *
 * Every difference is shown; the test fails once, at the end. */
#include "test_names.h"

#define CASES_MIN 300

typedef struct corpus {
    const ix_knowledge *knowledge;
    const char *file;
    int cases, wrong;
} corpus;

static void run_case(corpus *c, ix_str title, ix_str input, ix_str expected) {
    ix_str raw;
    ix_str type_name = ix_str_cut(input, ':', &raw);
    ix_party_type type;
    if (!ix_party_type_parse(&type, type_name)) {
        fail_msg("%s: '%" IX_FMT "': no type of party", c->file, IX_ARG(input));
    }
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    ix_parsed_name name;
    assert_int_equal(ix_name_parse(&name, c->knowledge, ix_str_trim(raw), type, &arena, NULL),
                     IX_OK);
    ix_buf out;
    ix_buf_init(&out, TEST_MEMORY);
    test_print(&out, c->knowledge, &name);
    c->cases++;
    if (!ix_str_equal(ix_str_from_cstr(out.ptr), expected)) {
        c->wrong++;
        print_error("%s: %" IX_FMT "\n  %" IX_FMT "\n  expected %" IX_FMT "\n  got      %s\n",
                    c->file, IX_ARG(title), IX_ARG(input), IX_ARG(expected), out.ptr);
    }
    ix_buf_free(&out);
    ix_arena_free(&arena);
}

static void run_file(corpus *c, ix_str bytes) {
    ix_str lines[3];
    int count = 0;
    while (bytes.len > 0) {
        ix_str line = ix_str_trim(ix_str_cut(bytes, '\n', &bytes));
        if (line.len > 0) {
            assert_true(count > 0 || line.ptr[0] == '#');
            lines[count++] = line;
        }
        if (count == 3) {
            run_case(c, lines[0], lines[1], lines[2]);
        }
        if (count == 3 || line.len == 0) {
            count = 0;
        }
    }
}

static void cases_come_out_as_written(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    corpus c = {.knowledge = t.knowledge};
    char folder[IX_PATH_BYTES_MAX];
    snprintf(folder, sizeof folder, "%s/tests/corpus/names", test_source());
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    ix_knowledge_file *files;
    int count;
    assert_int_equal(ix_data_read(&files, &count, folder, &arena, NULL), IX_OK);
    for (int i = 0; i < count; i++) {
        char path[IX_PATH_BYTES_MAX];
        snprintf(path, sizeof path, "%" IX_FMT, IX_ARG(files[i].path));
        c.file = path;
        run_file(&c, files[i].bytes);
    }
    print_message("%d cases in %d files\n", c.cases, count);
    assert_int_equal(c.wrong, 0);
    assert_true(c.cases >= CASES_MIN);
    ix_arena_free(&arena);
    ix_arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(cases_come_out_as_written)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
