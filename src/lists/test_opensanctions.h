/* For the tests of OpenSanctions' formats: bytes read with the knowledge of data/, and what
 * they must give as shown by csl_samples.h. */
#ifndef INTERDICT_LISTS_TEST_OPENSANCTIONS_H
#define INTERDICT_LISTS_TEST_OPENSANCTIONS_H

#include "csl_samples.h"

#include <dirent.h>
#include <stdlib.h>

#define SAMPLE_BYTES     ((size_t)64 << 20)
#define SAMPLE_FILES_MAX 64

/* Rows of a party and of an edge, as json lines. */
#define PARTY(id, schema, properties)                                                              \
    "{\"id\":\"" id "\",\"caption\":\"" id " Sample\",\"schema\":\"" schema                        \
    "\",\"properties\":{" properties "}}\n"
#define EDGE(id, schema, properties)                                                               \
    "{\"id\":\"" id "\",\"schema\":\"" schema "\",\"properties\":{" properties "}}\n"

static ix_arena sample_arena; /* of the knowledge */
static const ix_knowledge *sample_knowledge;

static inline ix_str slurp_sample(const char *folder, const char *name) {
    const char *root = getenv("INTERDICT_SOURCE");
    char path[512];
    snprintf(path, sizeof path, "%s/%s/%s", root == NULL ? "." : root, folder, name);
    FILE *file = fopen(path, "rb");
    ix_buf bytes;
    ix_buf_init(&bytes, SAMPLE_BYTES);
    char chunk[65536];
    assert_non_null(file);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;) {
        ix_buf_append(&bytes, (ix_str){chunk, (ptrdiff_t)n});
    }
    fclose(file);
    ix_str copy = ix_arena_copy(&sample_arena, ix_buf_view(&bytes));
    ix_buf_free(&bytes);
    return copy;
}

static inline int add_samples(ix_knowledge_file *files, int count, const char *folder,
                              const char *prefix) {
    const char *root = getenv("INTERDICT_SOURCE");
    char path[512];
    snprintf(path, sizeof path, "%s/%s", root == NULL ? "." : root, folder);
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL && count < SAMPLE_FILES_MAX;) {
        ix_str name = ix_str_from_cstr(entry->d_name);
        if (ix_str_ends_with(name, IX_STR(".txt")) || ix_str_ends_with(name, IX_STR(".tsv"))) {
            snprintf(path, sizeof path, "%s%s", prefix, entry->d_name);
            files[count].path = ix_arena_copy(&sample_arena, ix_str_from_cstr(path));
            files[count++].bytes = slurp_sample(folder, entry->d_name);
        }
    }
    closedir(dir);
    return count;
}

static inline int load_samples(void **state) {
    (void)state;
    ix_knowledge_file files[SAMPLE_FILES_MAX];
    ix_arena_init(&sample_arena, (size_t)512 << 20);
    int count = add_samples(files, 0, "data", "");
    count = add_samples(files, count, "data/names", "names/");
    ix_error error = {0};
    ix_status status = ix_knowledge_load(&sample_knowledge, files, count, &sample_arena, &error);
    if (status != IX_OK) {
        print_error("knowledge: %s\n", error.text);
    }
    return status == IX_OK ? 0 : 1;
}

static inline int free_samples(void **state) {
    (void)state;
    ix_arena_free(&sample_arena);
    return 0;
}

/* Read a file into the text of all that it gave; its status. The text is the caller's to free. */
static inline ix_status read_sample(ix_buf *out, const char *format, ix_str bytes) {
    static ix_read_report report;
    report = (ix_read_report){0};
    ix_buf_init(out, SAMPLE_BYTES);
    ix_arena arena;
    ix_arena_init(&arena, (size_t)1 << 30);
    ix_error error = {0};
    ix_list_file file = {.name = IX_STR("list"), .bytes = bytes};
    const ix_list_reader *reader = ix_list_reader_find(ix_str_from_cstr(format));
    assert_non_null(reader);
    ix_status status =
        reader->read(&file, 1, sample_knowledge, show_entity, out, &report, &arena, &error);
    if (status == IX_OK) {
        show_report(out, &report);
        assert_int_equal(report.rows, report.rows_read + report.rows_refused);
    } else {
        ix_buf_printf(out, "%s", error.text);
    }
    ix_arena_free(&arena);
    return status;
}

static inline void expect_read(const char *format, const char *bytes, const char *wanted) {
    ix_buf out;
    read_sample(&out, format, ix_str_from_cstr(bytes));
    if (ix_str_find(ix_buf_view(&out), ix_str_from_cstr(wanted), 0) < 0) {
        fail_msg("'%s' is not in\n%.*s", wanted, (int)out.len, out.ptr);
    }
    ix_buf_free(&out);
}

static inline void expect_absent(const char *format, const char *bytes, const char *unwanted) {
    ix_buf out;
    read_sample(&out, format, ix_str_from_cstr(bytes));
    if (ix_str_find(ix_buf_view(&out), ix_str_from_cstr(unwanted), 0) >= 0) {
        fail_msg("'%s' is in\n%.*s", unwanted, (int)out.len, out.ptr);
    }
    ix_buf_free(&out);
}

/* Bytes of one format, written in another, with its header; what was lost is in `account`. */
static inline void write_sample(ix_buf *out, ix_export *account, const char *to, const char *from,
                                ix_str bytes) {
    static ix_parsed_snapshot parsed;
    ix_arena arena;
    ix_arena_init(&arena, SAMPLE_BYTES);
    ix_list_file file = {.name = IX_STR("list"), .bytes = bytes};
    const ix_list_reader *reader = ix_list_reader_find(ix_str_from_cstr(from));
    const ix_list_writer *writer = ix_list_writer_find(ix_str_from_cstr(to));
    assert_int_equal(ix_snapshot_parse(&parsed, reader, &file, 1, sample_knowledge, &arena, NULL),
                     IX_OK);
    ix_buf_init(out, SAMPLE_BYTES);
    ix_buf_append_cstr(out, writer->header == NULL ? "" : writer->header);
    for (int64_t i = 0; i < parsed.count; i++) {
        ix_entity entity;
        assert_int_equal(ix_entity_decode(&entity, parsed.versions[i].record, &arena, NULL), IX_OK);
        writer->write(out, account, &entity);
    }
    assert_int_equal(out->status, IX_OK);
    ix_arena_free(&arena);
}

/* "  name strong | A" of "  name strong | A | alias": it is written under another property. */
static inline ix_str without_origin(ix_str line) {
    ptrdiff_t end = line.len;
    while (end > 0 && line.ptr[end - 1] != '|') {
        end--;
    }
    return ix_str_slice(line, 0, end);
}

/* Every line of `before` that starts with one of the words is in `after` too; names by kind and
 * text. The words end with NULL. */
static inline void expect_kept(ix_str before, ix_str after, const char *const *words) {
    while (before.ptr != NULL) {
        ix_str line = ix_str_cut(before, '\n', &before);
        ix_str said = ix_str_starts_with(line, IX_STR("  name ")) ? without_origin(line) : line;
        for (int i = 0; words[i] != NULL; i++) {
            if (ix_str_starts_with(line, ix_str_from_cstr(words[i])) &&
                ix_str_find(after, said, 0) < 0) {
                fail_msg("'%.*s' is not in\n%.*s", IX_ARG(said), (int)after.len, after.ptr);
            }
        }
    }
}

/* Read, written and read again a file says the same in these lines. */
static inline void expect_round_trip(const char *format, ix_str source, const char *const *words) {
    static ix_export account;
    ix_buf written;
    ix_buf before;
    ix_buf after;
    account = (ix_export){.list = IX_STR("example"), .published = 1718260801};
    write_sample(&written, &account, format, format, source);
    assert_int_equal(read_sample(&before, format, source), IX_OK);
    assert_int_equal(read_sample(&after, format, ix_buf_view(&written)), IX_OK);
    expect_kept(ix_buf_view(&before), ix_buf_view(&after), words);
    ix_buf_free(&written);
    ix_buf_free(&before);
    ix_buf_free(&after);
}

/* How often something was lost. */
static inline int lost_of(const ix_export *account, const char *what) {
    for (int i = 0; i < account->lost_count; i++) {
        if (ix_str_equal(account->lost[i].name, ix_str_from_cstr(what))) {
            return (int)account->lost[i].count;
        }
    }
    return 0;
}

/* An entity that is written to what is expected, behind the header. */
static inline void expect_written(const char *format, ix_export *account, const ix_entity *entity,
                                  const char *wanted) {
    ix_buf out;
    ix_buf_init(&out, SAMPLE_BYTES);
    ix_list_writer_find(ix_str_from_cstr(format))->write(&out, account, entity);
    assert_int_equal(out.status, IX_OK);
    assert_true(ix_utf8_is_valid(ix_buf_view(&out)));
    if (ix_str_find(ix_buf_view(&out), ix_str_from_cstr(wanted), 0) < 0) {
        fail_msg("'%s' is not in\n%.*s", wanted, (int)out.len, out.ptr);
    }
    ix_buf_free(&out);
}

#endif
