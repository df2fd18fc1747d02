#include "test_opensanctions.h"

/* "  name strong | A" of "  name strong | A | alias": it is written under another property. */
static ix_str without_origin(ix_str line) {
    ptrdiff_t end = line.len;
    while (end > 0 && line.ptr[end - 1] != '|') {
        end--;
    }
    return ix_str_slice(line, 0, end);
}

/* Read, written and read again it says the same. */
static void what_is_written_reads_the_same(void **state) {
    (void)state;
    ix_str source = slurp_sample("tests/lists/ftm_jsonl", "round_trip.json");
    static ix_parsed_snapshot parsed;
    static ix_export export;
    ix_arena arena;
    ix_arena_init(&arena, SAMPLE_BYTES);
    ix_list_file file = {.name = IX_STR("list"), .bytes = source};
    const ix_list_reader *reader = ix_list_reader_find(IX_STR("ftm_jsonl"));
    assert_int_equal(ix_snapshot_parse(&parsed, reader, &file, 1, sample_knowledge, &arena, NULL),
                     IX_OK);
    export = (ix_export){.list = IX_STR("example"), .published = 1718260801};
    ix_buf out;
    ix_buf_init(&out, SAMPLE_BYTES);
    for (int64_t i = 0; i < parsed.count; i++) {
        ix_entity entity;
        assert_int_equal(ix_entity_decode(&entity, parsed.versions[i].record, &arena, NULL), IX_OK);
        ix_list_writer_find(IX_STR("ftm_jsonl"))->write(&out, &export, &entity);
    }
    assert_int_equal(out.status, IX_OK);
    ix_buf before;
    ix_buf after;
    assert_int_equal(read_sample(&before, "ftm_jsonl", source), IX_OK);
    assert_int_equal(read_sample(&after, "ftm_jsonl", ix_buf_view(&out)), IX_OK);
    static const char *const said[] = {"  name ",    "  born ",    "  identifier ",
                                       "  address ", "  listing ", "  nationality "};
    ix_str rest = ix_buf_view(&before);
    while (rest.ptr != NULL) {
        ix_str line = ix_str_cut(rest, '\n', &rest);
        for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
            line =
                i == 0 && ix_str_starts_with(line, IX_STR("  name ")) ? without_origin(line) : line;
            bool wanted = ix_str_starts_with(line, ix_str_from_cstr(said[i]));
            if (wanted && ix_str_find(ix_buf_view(&after), line, 0) < 0) {
                fail_msg("'%.*s' is not in\n%.*s", IX_ARG(line), (int)after.len, after.ptr);
            }
        }
    }
    ix_buf_free(&before);
    ix_buf_free(&after);
    ix_buf_free(&out);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_written_reads_the_same)};
    return cmocka_run_group_tests(tests, load_samples, free_samples);
}
