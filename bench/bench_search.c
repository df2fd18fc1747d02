/* How long a screening of one name takes, against the exhaustive scan of the same index.
 *
 *   meson test --benchmark -C build --verbose     (or `make bench`)
 *
 * Lists: OFAC's publications in the folder INTERDICT_TEST_DATA names (../shared/data beside the
 * source by default), else the shipped example. Questions: listed names as they stand, the same
 * with one edit, and clean names made of parts of listed persons that do not occur together. Times
 * are of one thread, parsing of the name included, warm. */
#include <interdict/lists.h>
#include <interdict/match.h>
#include <interdict/os.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS          4000
#define SCAN_ROUNDS     20
#define ARENA_BYTES_MAX ((size_t)4 << 30)

typedef struct bench {
    const ix_knowledge *knowledge;
    ix_index *index;
    ix_list_view view;
    const ix_parsed_snapshot *snapshot;
    ix_arena lasting, query;
    uint32_t seed;
} bench;

static double now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void stop(const char *what, const ix_error *error) {
    fprintf(stderr, "bench: %s: %s%s%s\n", what, error->source, error->source[0] ? ": " : "",
            error->text);
    exit(1);
}

static uint32_t next_random(bench *b) {
    b->seed = b->seed * 1664525u + 1013904223u;
    return b->seed >> 8;
}

/* A listed name, decoded from a random version. */
static ix_str listed_name(bench *b, bool person) {
    for (;;) {
        ix_entity entity;
        const ix_version *v = &b->snapshot->versions[next_random(b) % b->snapshot->count];
        if (ix_entity_decode(&entity, v->record, &b->query, NULL) == IX_OK &&
            (!person || entity.type == IX_PARTY_PERSON)) {
            return entity.names[next_random(b) % (uint32_t)entity.name_count].text;
        }
    }
}

static ix_str with_one_edit(bench *b, ix_str name) {
    ix_str copy = ix_arena_copy(&b->query, name);
    char *text = (char *)(uintptr_t)copy.ptr;
    text[next_random(b) % (uint32_t)copy.len] = (char)('a' + next_random(b) % 26);
    return copy;
}

/* The family name of one person and the given name of another. */
static ix_str clean_name(bench *b) {
    ix_str given, family = ix_str_cut(listed_name(b, true), ',', &given);
    (void)ix_str_cut(listed_name(b, true), ',', &given);
    char *text = IX_NEW(&b->query, char, family.len + given.len + 2);
    int len = sprintf(text, "%" IX_FMT " %" IX_FMT, IX_ARG(given), IX_ARG(family));
    return (ix_str){text, len};
}

static double time_one(bench *b, ix_str name, bool scan) {
    ix_error error = {0};
    ix_parsed_name *parsed = IX_NEW(&b->query, ix_parsed_name, 1);
    ix_query query = {
        .names = parsed, .name_count = 1, .lists = &b->view, .threshold = IX_SCORE_ALERT};
    ix_matches found;
    double from = now_us();
    ix_status status = ix_name_parse(parsed, b->knowledge, name, IX_PARTY_ANY, &b->query, &error);
    if (status == IX_OK) {
        status = scan ? ix_match_exhaustive(&found, b->index, &query, &b->query, &error)
                      : ix_match_search(&found, b->index, &query, &b->query, &error);
    }
    if (status != IX_OK) {
        stop("search", &error);
    }
    return now_us() - from;
}

static int by_time(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void run_kind(bench *b, const char *kind) {
    static double times[ROUNDS];
    double scan = 0;
    for (int i = -SCAN_ROUNDS; i < ROUNDS; i++) {
        ix_arena_reset(&b->query);
        ix_str name = kind[0] == 'c' ? clean_name(b) : listed_name(b, false);
        name = kind[0] == 'o' ? with_one_edit(b, name) : name;
        if (i < 0) {
            scan += time_one(b, name, true) / SCAN_ROUNDS;
        } else {
            times[i] = time_one(b, name, false);
        }
    }
    qsort(times, ROUNDS, sizeof times[0], by_time);
    printf("  %-10s %8.1f %8.1f %8.1f %8.1f %12.0f %9.0f\n", kind, times[ROUNDS / 2],
           times[ROUNDS * 9 / 10], times[ROUNDS * 99 / 100], times[ROUNDS - 1], scan,
           scan / times[ROUNDS / 2]);
}

static void run_list(bench *b, const char *title, const char *format, const char *path) {
    ix_error error = {0};
    static ix_input input;
    static ix_parsed_snapshot parsed;
    memset(&parsed, 0, sizeof parsed);
    const ix_list_reader *reader = ix_list_reader_find(ix_str_from_cstr(format));
    if (ix_input_read(&input, reader, &path, 1, &error) != IX_OK) {
        stop(path, &error);
    }
    double t0 = now_us();
    if (ix_snapshot_parse(&parsed, reader, input.files, input.count, b->knowledge, &b->lasting,
                          &error) != IX_OK) {
        stop("parse", &error);
    }
    ix_snapshot snapshot = {.published = {IX_WHEN_DATE, 20000}, .entities = (uint32_t)parsed.count};
    ix_list_history empty = {.id = IX_STR("bench"), .publisher = IX_STR("bench")}, history;
    uint32_t ordinal;
    double t1 = now_us();
    ix_buf image;
    ix_buf_init(&image, ARENA_BYTES_MAX);
    if (ix_history_insert(&history, &ordinal, &empty, &snapshot, &parsed, &b->lasting, &error) ||
        ix_index_build(&image, b->knowledge, &history, 1, &error)) {
        stop("build", &error);
    }
    double t2 = now_us();
    if (ix_index_open(&b->index, ix_buf_view(&image), b->knowledge, &b->lasting, &error)) {
        stop("open", &error);
    }
    double t3 = now_us();
    b->view = (ix_list_view){true, 1, 0};
    b->snapshot = &parsed;
    printf("%s: %lld parties, %lld names; parse %.0f ms, build with self-screen %.0f ms, image "
           "%.1f MB, open %.1f ms\n",
           title, (long long)parsed.count, (long long)parsed.report.names, (t1 - t0) / 1e3,
           (t2 - t1) / 1e3, (double)image.len / 1e6, (t3 - t2) / 1e3);
    printf("  %-10s %8s %8s %8s %8s %12s %9s\n", "question", "p50 us", "p90 us", "p99 us", "max us",
           "scan us", "scan/p50");
    run_kind(b, "exact");
    run_kind(b, "one edit");
    run_kind(b, "clean");
    ix_buf_free(&image);
    ix_input_free(&input);
}

int main(int argc, char **argv) {
    static bench b;
    ix_error error = {0};
    ix_knowledge_file *files;
    int count;
    char folder[IX_PATH_BYTES_MAX];
    ix_arena_init(&b.lasting, ARENA_BYTES_MAX);
    ix_arena_init(&b.query, ARENA_BYTES_MAX);
    if (argc != 3 || ix_data_find(folder, argv[1], NULL, &error) != IX_OK ||
        ix_data_read(&files, &count, folder, &b.lasting, &error) != IX_OK ||
        ix_knowledge_load(&b.knowledge, files, count, &b.lasting, &error) != IX_OK) {
        stop("knowledge", &error);
    }
    const char *data =
        getenv("INTERDICT_TEST_DATA") ? getenv("INTERDICT_TEST_DATA") : "../shared/data";
    char path[IX_PATH_BYTES_MAX];
    b.seed = 1;
    snprintf(path, sizeof path, "%s/ofac/2021-07/sdn.csv.xz", data);
    if (ix_file_exists(path)) {
        run_list(&b, "OFAC SDN, July 2021, with aliases", "ofac_sdn_csv", path);
        snprintf(path, sizeof path, "%s/ofac/2024-06/sdn.csv", data);
        run_list(&b, "OFAC SDN, June 2024, primary names", "ofac_sdn_csv", path);
    } else {
        printf("no folder of real lists at %s: the shipped example only\n", data);
        run_list(&b, "example", "ofac_sdn_csv", argv[2]);
    }
    return 0;
}
