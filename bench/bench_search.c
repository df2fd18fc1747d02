/* How long a screening of one name takes, against the exhaustive scan of the same index.
 *
 *   meson test --benchmark -C build --verbose     (or `make bench`)
 *
 * Lists: publications in the folder INTERDICT_TEST_DATA names (../shared/data beside the source by
 * default), else the shipped example. Questions: listed names as they stand, with one edit and with
 * two; names of listed organizations; the given names of one listed person with the family name of
 * another; and customers of a published synthetic file (Febrl), who are on no list. Times are of
 * one thread, parsing of the name included, warm; a question is asked three times and the shortest
 * time counts, since other programs may run. */
#include <interdict/lists.h>
#include <interdict/match.h>
#include <interdict/os.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS          4000
#define SCAN_ROUNDS     5
#define REPEATS         3
#define LISTS_MAX       4
#define PATHS_MAX       4
#define ARENA_BYTES_MAX ((size_t)4 << 30)

typedef struct source {
    const char *id, *format;
    const char *paths[PATHS_MAX];
} source;

typedef struct bench {
    const ix_knowledge *knowledge;
    ix_index *index;
    ix_list_view views[LISTS_MAX];
    ix_list_history histories[LISTS_MAX];
    int list_count;
    int64_t parties, names;
    ix_str customers; /* rows of the file, or empty */
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

/* ---------------------------------------------------------------- questions */

/* A listed name of persons, of others, or of either (ANY), decoded from a random version. */
static ix_str listed_name(bench *b, ix_party_type type) {
    for (;;) {
        ix_entity entity;
        const ix_list_history *list = &b->histories[next_random(b) % (uint32_t)b->list_count];
        const ix_version *v = &list->versions[next_random(b) % (uint32_t)list->version_count];
        if (ix_entity_decode(&entity, v->record, &b->query, NULL) == IX_OK &&
            (type == IX_PARTY_ANY ||
             (type == IX_PARTY_PERSON) == (entity.type == IX_PARTY_PERSON))) {
            return entity.names[next_random(b) % (uint32_t)entity.name_count].text;
        }
    }
}

static ix_str with_edit(bench *b, ix_str name) {
    ix_str copy = ix_arena_copy(&b->query, name);
    char *text = (char *)(uintptr_t)copy.ptr;
    text[next_random(b) % (uint32_t)copy.len] = (char)('a' + next_random(b) % 26);
    return copy;
}

static ix_str two_words(bench *b, ix_str first, ix_str second) {
    char *text = IX_NEW(&b->query, char, first.len + second.len + 2);
    int len = sprintf(text, "%" IX_FMT " %" IX_FMT, IX_ARG(first), IX_ARG(second));
    return (ix_str){text, len};
}

/* The family name of one person and the given name of another. */
static ix_str mixed_name(bench *b) {
    ix_str given, family = ix_str_cut(listed_name(b, IX_PARTY_PERSON), ',', &given);
    (void)ix_str_cut(listed_name(b, IX_PARTY_PERSON), ',', &given);
    return two_words(b, given, family);
}

/* Given name and surname of a random row. */
static ix_str customer_name(bench *b) {
    ptrdiff_t at = ix_str_find(b->customers, IX_STR("\n"),
                               next_random(b) % (uint32_t)(b->customers.len - 400));
    ix_str row = ix_str_slice(b->customers, at + 1, b->customers.len), given, surname, rest;
    (void)ix_str_cut(row, ',', &rest);
    given = ix_str_cut(rest, ',', &rest);
    surname = ix_str_cut(rest, ',', &rest);
    return two_words(b, given, surname);
}

typedef ix_str asking(bench *b);

static ix_str exact(bench *b) {
    return listed_name(b, IX_PARTY_ANY);
}

static ix_str one_edit(bench *b) {
    return with_edit(b, exact(b));
}

static ix_str two_edits(bench *b) {
    return with_edit(b, one_edit(b));
}

static ix_str organization(bench *b) {
    return listed_name(b, IX_PARTY_ORGANIZATION);
}

/* ---------------------------------------------------------------- times */

static double time_one(bench *b, ix_str name, bool scan) {
    ix_error error = {0};
    ix_parsed_name *parsed = IX_NEW(&b->query, ix_parsed_name, 1);
    ix_query query = {
        .names = parsed, .name_count = 1, .lists = b->views, .threshold = IX_SCORE_ALERT};
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

static void run_kind(bench *b, const char *title, asking *ask) {
    static double times[ROUNDS];
    double scan = 0;
    for (int i = -SCAN_ROUNDS; i < ROUNDS; i++) {
        ix_arena_reset(&b->query);
        ix_str name = ask(b);
        if (i < 0) {
            scan += time_one(b, name, true) / SCAN_ROUNDS;
            continue;
        }
        times[i] = time_one(b, name, false);
        for (int again = 1; again < REPEATS; again++) {
            double time = time_one(b, name, false);
            times[i] = time < times[i] ? time : times[i];
        }
    }
    qsort(times, ROUNDS, sizeof times[0], by_time);
    printf("  %-12s %8.1f %8.1f %8.1f %8.1f %12.0f %9.0f\n", title, times[ROUNDS / 2],
           times[ROUNDS * 9 / 10], times[ROUNDS * 99 / 100], times[ROUNDS - 1], scan,
           scan / times[ROUNDS / 2]);
    fflush(stdout);
}

/* ---------------------------------------------------------------- lists */

static void read_list(bench *b, const source *from, const char *data) {
    ix_error error = {0};
    ix_input *input = IX_NEW(&b->lasting, ix_input, 1);
    ix_parsed_snapshot *parsed = IX_NEW(&b->lasting, ix_parsed_snapshot, 1);
    const ix_list_reader *reader = ix_list_reader_find(ix_str_from_cstr(from->format));
    static char paths[PATHS_MAX][IX_PATH_BYTES_MAX];
    const char *given[PATHS_MAX];
    int count = 0;
    for (; count < PATHS_MAX && from->paths[count]; count++) {
        snprintf(paths[count], sizeof paths[count], "%s%s%s", data, data[0] ? "/" : "",
                 from->paths[count]);
        given[count] = paths[count];
    }
    if (ix_input_read(input, reader, given, count, &error) != IX_OK ||
        ix_snapshot_parse(parsed, reader, input->files, input->count, b->knowledge, &b->lasting,
                          &error) != IX_OK) {
        stop(from->id, &error);
    }
    ix_snapshot snapshot = {.published = {IX_WHEN_DATE, 20000},
                            .entities = (uint32_t)parsed->count};
    ix_list_history empty = {.id = ix_str_from_cstr(from->id), .publisher = IX_STR("bench")};
    uint32_t ordinal;
    if (ix_history_insert(&b->histories[b->list_count], &ordinal, &empty, &snapshot, parsed,
                          &b->lasting, &error)) {
        stop(from->id, &error);
    }
    b->views[b->list_count++] = (ix_list_view){true, 1, 0};
    b->parties += parsed->count;
    b->names += parsed->report.names;
    ix_input_free(input);
}

static void run_lists(bench *b, const char *title, const source *sources, const char *data) {
    ix_error error = {0};
    b->list_count = 0;
    b->parties = b->names = 0;
    for (; sources->id; sources++) {
        read_list(b, sources, data);
    }
    ix_buf image;
    ix_buf_init(&image, ARENA_BYTES_MAX);
    double t0 = now_us();
    if (ix_index_build(&image, b->knowledge, b->histories, b->list_count, &error)) {
        stop("build", &error);
    }
    double t1 = now_us();
    if (ix_index_open(&b->index, ix_buf_view(&image), b->knowledge, &b->lasting, &error)) {
        stop("open", &error);
    }
    double t2 = now_us();
    printf("%s: %lld parties, %lld names; build with self-screen %.0f ms, image %.1f MB, open "
           "%.1f ms\n",
           title, (long long)b->parties, (long long)b->names, (t1 - t0) / 1e3,
           (double)image.len / 1e6, (t2 - t1) / 1e3);
    printf("  %-12s %8s %8s %8s %8s %12s %9s\n", "question", "p50 us", "p90 us", "p99 us", "max us",
           "scan us", "scan/p50");
    if (b->customers.len > 0) {
        run_kind(b, "customer", customer_name);
    }
    run_kind(b, "mixed", mixed_name);
    run_kind(b, "exact", exact);
    run_kind(b, "one edit", one_edit);
    run_kind(b, "two edits", two_edits);
    run_kind(b, "organization", organization);
    ix_buf_free(&image);
}

static ix_str read_customers(bench *b, const char *data) {
    char path[IX_PATH_BYTES_MAX];
    ix_error error = {0};
    ix_buf bytes;
    ix_buf_init(&bytes, (size_t)16 << 20);
    snprintf(path, sizeof path, "%s/names/febrl_dataset4a.csv", data);
    ix_str copy = {0};
    if (ix_file_exists(path) && ix_file_read(&bytes, path, &error) == IX_OK) {
        copy = ix_arena_copy(&b->lasting, ix_buf_view(&bytes));
    }
    ix_buf_free(&bytes);
    return copy;
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
    static const source real[] = {
        {"us_ofac_sdn",
         "ofac_sdn_csv",
         {"ofac/sdn_2026-04-22_rebuilt.csv", "ofac/2026-08/alt.csv", "ofac/2026-08/add.csv",
          "ofac/2026-08/sdn_comments.csv"}},
        {"un_sc", "un_xml", {"un/un_consolidated_2026-02-27.xml"}},
        {0},
    };
    const source example[] = {{"example", "ofac_sdn_csv", {argv[2]}}, {0}};
    char path[IX_PATH_BYTES_MAX];
    b.seed = 1;
    snprintf(path, sizeof path, "%s/%s", data, real[0].paths[0]);
    if (ix_file_exists(path)) {
        b.customers = read_customers(&b, data);
        run_lists(&b, "OFAC SDN and UN, 2026", real, data);
    } else {
        printf("no folder of real lists at %s: the shipped example only\n", data);
        run_lists(&b, "example", example, "");
    }
    return 0;
}
