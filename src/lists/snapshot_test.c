/* Tests of snapshots: the hash as an auditor would compute it, parsing with a small reader. */
#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "history_samples.h"

/* One party a line: "key;name;name...". A line without a name is refused. "LOSE" loses its row in
 * silence. The arena is rewound after each entity, as a reader may. */
static ix_status read_lines(const ix_list_file *files, int file_count,
                            const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                            ix_read_report *report, ix_arena *arena, ix_error *error) {
    (void)knowledge;
    (void)file_count;
    ix_str rest = files[0].bytes;
    if (ix_str_equal(rest, IX_STR("FAULT"))) {
        return ix_error_set(error, IX_E_INPUT, "no such layout");
    }
    while (rest.len > 0) {
        ix_str line = ix_str_cut(rest, '\n', &rest);
        ix_arena_mark mark = ix_arena_position(arena);
        ix_str names;
        ix_str key = ix_str_cut(line, ';', &names);
        report->rows++;
        report->primary_rows++;
        if (names.len == 0) {
            ix_error fault = {0};
            ix_error_at(&fault, IX_E_INPUT, files[0].name, report->rows, -1, "no name");
            ix_report_refuse(report, &fault);
            continue;
        }
        ix_entity_name *list = IX_NEW(arena, ix_entity_name, 8);
        ix_listing *listing = IX_NEW(arena, ix_listing, 1);
        if (list == NULL || listing == NULL) {
            return ix_error_set(error, IX_E_MEMORY, "out of memory");
        }
        ix_entity entity = {.key = ix_arena_copy(arena, key),
                            .names = list,
                            .listings = listing,
                            .listing_count = 1,
                            .type = IX_PARTY_PERSON};
        while (names.len > 0 && entity.name_count < 8) {
            list[entity.name_count++].text = ix_arena_copy(arena, ix_str_cut(names, ';', &names));
        }
        report->rows_read += !ix_str_equal(key, IX_STR("LOSE"));
        ix_status status = sink(context, &entity, error);
        ix_arena_rewind(arena, mark);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

static const ix_list_reader line_reader = {
    .format = "lines", .list_id = "us_lines", .publisher = "Lines", .read = read_lines};

static ix_list_file file_of(const char *role, const char *bytes) {
    return (ix_list_file){IX_STR("lines.txt"), ix_str_from_cstr(role), ix_str_from_cstr(bytes)};
}

static void hash_is_over_sorted_roles_and_digests(void **state) {
    (void)state;
    ix_list_file files[2] = {file_of("primary", "one"), file_of("alias", "two")};
    ix_digest digest = ix_snapshot_hash(files, 2);
    ix_digest expected = ix_sha256(
        IX_STR("alias 3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3\n"
               "primary 7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed\n"));
    assert_true(ix_digest_equal(&digest, &expected));
    ix_list_file swapped[2] = {files[1], files[0]};
    ix_digest same = ix_snapshot_hash(swapped, 2);
    assert_true(ix_digest_equal(&digest, &same));
    swapped[0].name = IX_STR("another name");
    same = ix_snapshot_hash(swapped, 2);
    assert_true(ix_digest_equal(&digest, &same));
    ix_list_file roles[2] = {file_of("alias", "one"), file_of("primary", "two")};
    ix_digest other = ix_snapshot_hash(roles, 2);
    assert_false(ix_digest_equal(&digest, &other));
    ix_digest alone = ix_snapshot_hash(files, 1);
    assert_false(ix_digest_equal(&digest, &alone));
}

static ix_status parse(ix_parsed_snapshot *out, const char *text, ix_arena *arena,
                       ix_error *error) {
    ix_list_file file = file_of("primary", text);
    return ix_snapshot_parse(out, &line_reader, &file, 1, NULL, arena, error);
}

/* What was told last, and whether it only ever rose. */
typedef struct told {
    int count;
    int64_t done;
    int64_t total;
    bool rises;
} told;

static void keep_told(void *context, const char *what, int64_t done, int64_t total) {
    told *t = context;
    assert_string_equal(what, "reading lines");
    t->rises = (t->count == 0 || t->rises) && done > t->done;
    t->done = done;
    t->total = total;
    t->count++;
}

static void long_reading_is_told(void **state) {
    (void)state;
    ix_arena arena;
    ix_parsed_snapshot parsed;
    ix_parsed_snapshot quiet;
    ix_buf text;
    ix_arena_init(&arena, 1 << 22);
    ix_buf_init(&text, 1 << 20);
    for (int i = 0; i < 1000; i++) {
        ix_buf_printf(&text, "%d;Name %d\n", i, i);
    }
    ix_list_file file = {IX_STR("lines.txt"), IX_STR("primary"), ix_buf_view(&text)};
    const int64_t expected[] = {0, 1000, 500};
    const int64_t totals[] = {0, 1000, 0};
    assert_int_equal(ix_snapshot_parse(&quiet, &line_reader, &file, 1, NULL, &arena, NULL), IX_OK);
    for (int i = 0; i < 3; i++) {
        told t = {0};
        ix_reading reading = {
            .progress = {keep_told, &t}, .what = "reading lines", .expected = expected[i]};
        assert_int_equal(
            ix_snapshot_parse_like(&parsed, &reading, &line_reader, &file, 1, NULL, &arena, NULL),
            IX_OK);
        assert_true(t.rises && t.count > 5);
        assert_true(t.done > 900 && t.done <= 1000);
        assert_int_equal(t.total, totals[i]);
        assert_true(ix_digest_equal(&parsed.state, &quiet.state));
    }
    ix_buf_free(&text);
    ix_arena_free(&arena);
}

static void versions_are_sorted_and_encoded(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_parsed_snapshot parsed;
    ix_error error = {0};
    assert_int_equal(parse(&parsed, "9;Nine\n10;Ten;Zehn\n2;Two\n", &arena, &error), IX_OK);
    assert_int_equal(parsed.count, 3);
    assert_int_equal(parsed.report.rows, 3);
    assert_int_equal(parsed.report.rows_read, 3);
    assert_int_equal(parsed.report.entities, 3);
    assert_int_equal(parsed.report.names, 4);
    assert_int_equal(parsed.report.stated_count, -1);
    const char *keys[] = {"10", "2", "9"};
    const char *names[] = {"Ten", "Two", "Nine"};
    for (int i = 0; i < 3; i++) {
        ix_entity entity;
        assert_true(ix_str_equal(parsed.versions[i].key, ix_str_from_cstr(keys[i])));
        assert_int_equal(ix_entity_decode(&entity, parsed.versions[i].record, &arena, &error),
                         IX_OK);
        assert_true(ix_str_equal(entity.key, parsed.versions[i].key));
        assert_true(ix_str_equal(entity.names[0].text, ix_str_from_cstr(names[i])));
    }
    assert_int_equal(parse(&parsed, "", &arena, &error), IX_OK);
    assert_int_equal(parsed.count, 0);
    ix_arena_free(&arena);
}

static void repeated_keys_are_refused(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_parsed_snapshot parsed;
    ix_error error = {0};
    assert_int_equal(parse(&parsed, "b;First\na;A\nb;Second;Third\nb;Fourth\nx\n", &arena, &error),
                     IX_OK);
    assert_int_equal(parsed.count, 2);
    assert_int_equal(parsed.report.rows, 5);
    assert_int_equal(parsed.report.rows_read, 2);
    assert_int_equal(parsed.report.rows_refused, 3);
    assert_int_equal(parsed.report.names, 2);
    assert_int_equal(parsed.report.refusal_count, 3);
    assert_string_equal(parsed.report.refusals[2].text,
                        "entity b occurs twice; the first occurrence stands");
    assert_string_equal(parsed.report.refusals[2].source, "lines.txt");
    ix_entity entity;
    ix_entity_decode(&entity, parsed.versions[1].record, &arena, &error);
    assert_true(ix_str_equal(entity.names[0].text, IX_STR("First")));
    ix_arena_free(&arena);
}

static void faults_are_returned(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_parsed_snapshot parsed;
    ix_error error = {0};
    assert_int_equal(parse(&parsed, "FAULT", &arena, &error), IX_E_INPUT);
    assert_string_equal(error.text, "no such layout");
    assert_int_equal(parse(&parsed, "a;A\nLOSE;B\n", &arena, &error), IX_E_INPUT);
    assert_string_equal(error.text, "lines accounts for 1 read and 0 refused of 2 rows");
    assert_null(parsed.versions);
    ix_arena_free(&arena);
}

static void memory_runs_out(void **state) {
    (void)state;
    char text[4000];
    size_t len = 0;
    for (int i = 0; i < 200; i++) {
        len += (size_t)snprintf(text + len, sizeof text - len, "%d;Name %d\n", i, i);
    }
    for (int fail_at = 1;; fail_at++) {
        failing meter = {.fail_at = fail_at};
        ix_arena arena;
        ix_arena_init_with(&arena, 1 << 20, (ix_allocator){failing_resize, &meter});
        ix_parsed_snapshot parsed;
        ix_error error = {0};
        ix_status status = parse(&parsed, text, &arena, &error);
        ix_arena_free(&arena);
        assert_int_equal(meter.blocks_out, 0);
        if (status == IX_OK) {
            assert_int_equal(parsed.count, 200);
            assert_true(fail_at > 3);
            break;
        }
        assert_int_equal(status, IX_E_MEMORY);
        assert_int_equal(parsed.count, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hash_is_over_sorted_roles_and_digests),
        cmocka_unit_test(versions_are_sorted_and_encoded),
        cmocka_unit_test(long_reading_is_told),
        cmocka_unit_test(repeated_keys_are_refused),
        cmocka_unit_test(faults_are_returned),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
