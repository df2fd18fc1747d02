/* Every name of the real lists parses: never empty, spans in order. Needs the folder
 * INTERDICT_TEST_DATA (by default ../shared/data beside the sources); skipped where it is absent.
 */
#include "test_names.h"

static char *data_path(char out[IX_PATH_BYTES_MAX], const char *file) {
    const char *folder = getenv("INTERDICT_TEST_DATA");
    if (folder != NULL) {
        snprintf(out, IX_PATH_BYTES_MAX, "%s/%s", folder, file);
    } else {
        snprintf(out, IX_PATH_BYTES_MAX, "%s/../shared/data/%s", test_source(), file);
    }
    return out;
}

/* Parses a name under every type and checks the parts. */
static void check_name(const ix_knowledge *knowledge, ix_str raw, ix_arena *arena) {
    ix_text text;
    ix_arena_reset(arena);
    assert_int_equal(ix_text_analyze(&text, raw, arena, NULL), IX_OK);
    for (int type = IX_PARTY_ANY; type <= IX_PARTY_AIRCRAFT; type++) {
        ix_parsed_name name;
        assert_int_equal(ix_name_parse(&name, knowledge, raw, (ix_party_type)type, arena, NULL),
                         IX_OK);
        assert_true((name.count > 0) == (text.count > 0));
        for (int i = 0; i < name.count; i++) {
            assert_true(name.parts[i].from < name.parts[i].to);
            assert_true(i == 0 || name.parts[i - 1].to <= name.parts[i].from);
        }
    }
}

typedef struct list_file {
    const char *path;
    int column;
    char separator;
    int names_min;
} list_file;

/* Reads one column of a list through the CSV lexer. Returns the number of names. */
static int check_list(const ix_knowledge *knowledge, const list_file *list) {
    char path[IX_PATH_BYTES_MAX];
    FILE *file = fopen(data_path(path, list->path), "rb");
    if (file == NULL) {
        return 0;
    }
    ix_arena lasting, rows, names;
    ix_arena_init(&lasting, TEST_MEMORY);
    ix_arena_init(&rows, TEST_MEMORY);
    ix_arena_init(&names, TEST_MEMORY);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long length = ftell(file);
    rewind(file);
    char *bytes = IX_NEW(&lasting, char, length + 1);
    assert_int_equal(fread(bytes, 1, (size_t)length, file), length);
    fclose(file);
    ix_csv csv;
    ix_csv_init(&csv, (ix_str){bytes, length}, ix_str_from_cstr(list->path));
    csv.separator = list->separator;
    csv.unquoted = list->separator == '\t';
    ix_str fields[IX_CSV_FIELDS_MAX];
    int count, checked = 0;
    while (ix_csv_next(fields, IX_CSV_FIELDS_MAX, &count, &csv, NULL, NULL, &rows, NULL) == IX_OK) {
        if (count > list->column) {
            check_name(knowledge, fields[list->column], &names);
            checked++;
        }
        ix_arena_reset(&rows);
    }
    ix_arena_free(&lasting);
    ix_arena_free(&rows);
    ix_arena_free(&names);
    return checked;
}

static void every_listed_name_parses(void **state) {
    (void)state;
    static const list_file lists[] = {
        {"ofac/2024-06/sdn.csv", 1, ',', 15000},
        {"ofac/2025-12/alt.csv", 3, ',', 20000},
        {"ofac/2026-08/alt.csv", 3, ',', 20000},
        {"ofac/nonsdn/cons_prim.csv", 1, ',', 400},
        {"ofac/nonsdn/cons_alt.csv", 3, ',', 1000},
        {"uk/uk_sanctions_list_summary_2025-08-11.csv", 2, ',', 5000},
        {"names/cross_list_same_party_by_un_reference.tsv", 4, '\t', 4000},
        {"peers/yente/candidate_negatives_global.csv", 0, ',', 50000},
        {"names/febrl_dataset4a.csv", 2, ',', 5000},
    };
    test_knowledge t = test_shipped();
    int total = 0;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        int checked = check_list(t.knowledge, &lists[i]);
        print_message("%s: %d names\n", lists[i].path, checked);
        assert_true(checked == 0 || checked >= lists[i].names_min);
        total += checked;
    }
    ix_arena_free(&t.arena);
    if (total == 0) {
        print_message("no real list at hand: skipped\n");
        skip();
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_listed_name_parses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
