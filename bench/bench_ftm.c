/* How fast FollowTheMoney json lines are read, and in how much memory.
 *
 *   meson test --benchmark -C build --verbose     (or `make bench`)
 *   build/bench/bench_ftm data [ROWS [FILE]]      with FILE: write the rows there too
 *
 * The rows are made here, alike each time, after the make-up of OpenSanctions' collections: of
 * twenty rows six are persons, three organizations, one a vessel, four sanctions, two addresses,
 * one each a passport, an ownership, a directorship, an occupancy; edges stand before and behind
 * their parties. Of one thread; made rows and knowledge are not counted in the time. */
#include <interdict/lists.h>
#include <interdict/os.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define ROWS            1000000
#define ARENA_BYTES_MAX ((size_t)16 << 30)
#define GROUP           20 /* rows that belong together */

static double now_s(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long resident_mib(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

static void stop(const char *what, const ix_error *error) {
    fprintf(stderr, "bench: %s: %s%s%s\n", what, error->source, error->source[0] ? ": " : "",
            error->text);
    exit(1);
}

static const char *const given[] = {"Andrei", "Maria", "Yusuf", "Chen", "Olga", "Hassan", "Ivan"};
static const char *const family[] = {"Petrenko", "Al-Masri", "Lindqvist", "Okafor", "Zhang"};
static const char *const cyrillic[] = {"Андрей", "Мария", "Юсуф", "Чен", "Ольга", "Хасан", "Иван"};
static const char *const countries[] = {"ru", "sy", "ir", "kp", "by", "ve", "mm", "us"};

#define PICK(table, n) (table)[(n) % (sizeof(table) / sizeof(table)[0])]

static const char *const tail =
    "\"datasets\":[\"us_ofac_sdn\",\"eu_fsf\"],\"first_seen\":\"2023-04-20T10:30:04\","
    "\"last_seen\":\"2024-06-13T06:40:01\",\"last_change\":\"2024-05-01T18:43:02\"";

static void put_person(ix_buf *out, int n) {
    const char *first = PICK(given, (unsigned)n);
    const char *last = PICK(family, (unsigned)n / 7);
    ix_buf_printf(
        out,
        "{\"id\":\"NK-person-%d\",\"caption\":\"%s %s the %d\",\"schema\":\"Person\","
        "\"properties\":{\"name\":[\"%s %s the %d\",\"%s Петренко %d\"],\"alias\":[\"%s, %s\","
        "\"%c. %s\"],\"weakAlias\":[\"Abu %s\"],\"firstName\":[\"%s\"],\"lastName\":[\"%s\"],"
        "\"birthDate\":[\"19%02d-0%d-1%d\"],\"birthPlace\":[\"Town %d\"],\"gender\":[\"male\"],"
        "\"nationality\":[\"%s\"],\"country\":[\"%s\"],\"topics\":[\"sanction\",\"role.pep\"],"
        "\"position\":[\"Deputy minister of the interior of region %d\"],\"innCode\":[\"77%08d\"],"
        "\"notes\":[\"Born in a town of that name. Said to have financed what the reasons of the "
        "listing tell; see there.\"],\"sourceUrl\":[\"https://sanctions.example/party/%d\"],"
        "\"addressEntity\":[\"addr-%d\"]},\"referents\":[\"ofac-%d\",\"eu-fsf-%d\"],"
        "\"target\":true,%s}\n",
        n, first, last, n, first, last, n, PICK(cyrillic, (unsigned)n), n, last, first, first[0],
        last, first, first, last, n % 100, n % 9 + 1, n % 9, n % 5000, PICK(countries, (unsigned)n),
        PICK(countries, (unsigned)n / 3), n % 80, n, n, n / 3, n, n, tail);
}

static void put_company(ix_buf *out, int n) {
    ix_buf_printf(
        out,
        "{\"id\":\"NK-company-%d\",\"caption\":\"%s Trading and Shipping %d LLC\","
        "\"schema\":\"Company\",\"properties\":{\"name\":[\"%s Trading and Shipping %d LLC\","
        "\"ООО Торговля и перевозки %d\"],\"alias\":[\"%s T&S %d\"],"
        "\"jurisdiction\":[\"%s\"],\"registrationNumber\":[\"10277%08d\"],\"innCode\":"
        "[\"55%08d\"],\"incorporationDate\":[\"2004-05-06\"],\"topics\":[\"sanction\"],"
        "\"phone\":[\"+7495%07d\"],\"website\":[\"https://company%d.example\"],\"address\":"
        "[\"%d Long Street, Port City, Russia\"],\"createdAt\":[\"2022-03-04\"]},"
        "\"referents\":[],\"target\":true,%s}\n",
        n, PICK(family, (unsigned)n), n, PICK(family, (unsigned)n), n, n, PICK(family, (unsigned)n),
        n, PICK(countries, (unsigned)n), n, n, n, n, n, tail);
}

static void put_vessel(ix_buf *out, int n) {
    ix_buf_printf(out,
                  "{\"id\":\"NK-vessel-%d\",\"caption\":\"SEA STAR %d\",\"schema\":\"Vessel\","
                  "\"properties\":{\"name\":[\"SEA STAR %d\"],\"previousName\":[\"OCEAN %d\"],"
                  "\"imoNumber\":[\"IMO9%06d\"],\"flag\":[\"ir\"],\"type\":[\"Crude Oil Tanker\"],"
                  "\"tonnage\":[\"%d\"],\"topics\":[\"sanction\"]},\"referents\":[],"
                  "\"target\":true,%s}\n",
                  n, n, n, n, n % 1000000, 20000 + n % 90000, tail);
}

static void put_sanction(ix_buf *out, int n, const char *kind, int party) {
    ix_buf_printf(
        out,
        "{\"id\":\"sanction-%d\",\"caption\":\"Program %d\",\"schema\":\"Sanction\","
        "\"properties\":{\"entity\":[\"NK-%s-%d\"],\"authority\":[\"Office of Foreign Assets "
        "Control\"],\"authorityId\":[\"%d\"],\"program\":[\"Executive Order %d\"],\"programId\":"
        "[\"US-EO%d\"],\"country\":[\"us\"],\"reason\":[\"Being responsible for or complicit in, "
        "or having engaged in, actions or policies that threaten the peace, security, stability or "
        "territorial integrity of a neighbouring state.\"],\"startDate\":[\"2022-03-0%d\"],"
        "\"listingDate\":[\"2022-03-0%d\"],\"provisions\":[\"Blocking of property\"],"
        "\"sourceUrl\":[\"https://sanctions.example/listing/%d\"]},\"referents\":[],"
        "\"target\":false,%s}\n",
        n, n % 40, kind, party, n, 14000 + n % 40, n % 40, n % 9 + 1, n % 9 + 1, n, tail);
}

static void put_edge(ix_buf *out, int n, const char *schema, const char *first, int a,
                     const char *second, int b) {
    bool owns = strcmp(schema, "Ownership") == 0;
    bool leads = strcmp(schema, "Directorship") == 0;
    ix_buf_printf(out,
                  "{\"id\":\"%s-%d\",\"caption\":\"%s\",\"schema\":\"%s\",\"properties\":{\"%s\":"
                  "[\"NK-%s-%d\"],\"%s\":[\"NK-%s-%d\"],\"%s\":[\"%d\"],\"startDate\":[\"2014\"]},"
                  "\"referents\":[],\"target\":false,%s}\n",
                  schema, n, schema, schema,
                  owns    ? "owner"
                  : leads ? "director"
                          : "person",
                  first, a,
                  owns    ? "asset"
                  : leads ? "organization"
                          : "relative",
                  second, b, owns ? "percentage" : "role", n % 100, tail);
}

static void put_address(ix_buf *out, int n) {
    ix_buf_printf(out,
                  "{\"id\":\"addr-%d\",\"caption\":\"%d Broad Way, Old Town, Russia\",\"schema\":"
                  "\"Address\",\"properties\":{\"full\":[\"%d Broad Way, Old Town, Russia\"],"
                  "\"street\":[\"%d Broad Way\"],\"city\":[\"Old Town\"],\"country\":[\"ru\"]},"
                  "\"referents\":[],\"target\":false,%s}\n",
                  n, n, n, n, tail);
}

static void put_passport(ix_buf *out, int n, int party) {
    ix_buf_printf(out,
                  "{\"id\":\"passport-%d\",\"caption\":\"%09d\",\"schema\":\"Passport\","
                  "\"properties\":{\"holder\":[\"NK-person-%d\"],\"number\":[\"%09d\"],"
                  "\"country\":[\"ru\"],\"startDate\":[\"2011-02-03\"]},\"referents\":[],"
                  "\"target\":false,%s}\n",
                  n, n, party, n, tail);
}

/* Twenty rows that point to each other. */
static void put_group(ix_buf *out, int g) {
    put_sanction(out, g * 4, "person", g * 6);
    put_sanction(out, g * 4 + 1, "company", g * 3);
    put_edge(out, g, "Ownership", "person", g * 6 + 1, "company", g * 3 + 1);
    for (int i = 0; i < 6; i++) {
        put_person(out, g * 6 + i);
    }
    for (int i = 0; i < 3; i++) {
        put_company(out, g * 3 + i);
    }
    put_vessel(out, g);
    put_address(out, g * 2);
    put_address(out, g * 2 + 1);
    put_passport(out, g, g * 6 + 2);
    put_edge(out, g, "Directorship", "person", g * 6 + 3, "company", g * 3 + 2);
    put_edge(out, g, "Family", "person", g * 6 + 4, "person", g * 6 + 5);
    put_sanction(out, g * 4 + 2, "person", g * 6 + 3);
    put_sanction(out, g * 4 + 3, "vessel", g);
}

static const ix_knowledge *load_knowledge(const char *folder, ix_arena *arena) {
    ix_error error = {0};
    ix_knowledge_file *files;
    const ix_knowledge *knowledge = NULL;
    int count;
    if (ix_data_read(&files, &count, folder, arena, &error) != IX_OK ||
        ix_knowledge_load(&knowledge, files, count, arena, &error) != IX_OK) {
        stop("knowledge", &error);
    }
    return knowledge;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: bench_ftm DATA [ROWS [FILE]]\n");
        return 2;
    }
    ix_error error = {0};
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES_MAX);
    int rows = argc > 2 ? atoi(argv[2]) : ROWS;
    ix_buf bytes;
    ix_buf_init(&bytes, (size_t)IX_LIST_BYTES_MAX);
    for (int g = 0; g < rows / GROUP; g++) {
        put_group(&bytes, g);
    }
    if (bytes.status != IX_OK) {
        fprintf(stderr, "bench: %d rows are more than the bytes of one list\n", rows);
        return 2;
    }
    if (argc > 3 && ix_file_write(argv[3], ix_buf_view(&bytes), &error) != IX_OK) {
        stop("rows", &error);
    }
    const ix_knowledge *knowledge = load_knowledge(argv[1], &arena);
    const ix_list_reader *reader = ix_list_reader_find(IX_STR("ftm_jsonl"));
    ix_list_file file = {.name = IX_STR("entities.ftm.json"), .bytes = ix_buf_view(&bytes)};
    ix_parsed_snapshot parsed;
    long before = resident_mib();
    double start = now_s();
    if (ix_snapshot_parse(&parsed, reader, &file, 1, knowledge, &arena, &error) != IX_OK) {
        stop("reading", &error);
    }
    double took = now_s() - start;
    double minute = (double)parsed.report.rows / took * 60 / 1e6;
    printf("%lld rows, %zu MB, read into %lld versions in %.1f s: %.2f million rows a minute, "
           "%.0f MB/s; resident %ld MiB before, %ld MiB at most\n",
           (long long)parsed.report.rows, bytes.len >> 20, (long long)parsed.count, took, minute,
           (double)bytes.len / took / 1e6, before, resident_mib());
    ix_buf_free(&bytes);
    ix_arena_free(&arena);
    return minute >= 1 ? 0 : 1;
}
