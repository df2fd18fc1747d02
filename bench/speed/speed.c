/* How fast names are screened, by size of the lists and kind of question, beside two baselines in
 * the same process: every name compared by Jaro-Winkler of the best pairs of words, and one look-up
 * of the whole name's hash. Prints a line a figure, tab separated: names, kind, what, figure.
 *
 *   speed KNOWLEDGE NAMES QUESTIONS SCAN_SECONDS [CUSTOMERS] < LISTS       -1: nothing is scanned
 *
 * NAMES: as many are on the lists; 0: those they have. QUESTIONS 0: the image alone.
 * CUSTOMERS: people of a published synthetic file, rows of number, given name, surname, ...
 * LISTS: a line a list, tab separated: id, format, mapping, files. measure.py gives them. */
#include "speed.h"

#include "clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define LINE_MAX_BYTES 8192
#define KIND_COUNT     9
#define TRIES_MAX      100000              /* to find a listed name of some kind */
#define KEPT_BYTES_MAX ((size_t)128 << 20) /* as batch keeps */
#define ALIASES        20
#define CLEAN_SHARE    100    /* of the clean names one may alert: the baseline's bar is set so */
#define SCAN_ALL_NAMES 200000 /* on longer lists there is no time to scan for enough clean names   \
                               */

enum {
    CLEAN,
    EXACT,
    ONE_EDIT,
    TWO_EDITS,
    CROSS_SCRIPT,
    ORGANIZATION,
    MANY_ALIASES,
    CUSTOMER,
    ARABIC
};
static const char *const kinds[KIND_COUNT] = {"clean",      "exact",        "one edit",
                                              "two edits",  "cross-script", "organization",
                                              "20 aliases", "customer",     "arabic"};

typedef struct question {
    ix_str names[ALIASES + 1];
    int count;
    ix_party_type type;
    int64_t entity; /* that must be found, or -1 */
} question;

typedef struct run {
    lists all;
    ix_list_view views[IX_LISTS_MAX + 1];
    pools parts;
    int64_t names;
    int64_t scan_us; /* for the scans of one kind */
    question *questions;
    bool *hits; /* by question: was it found, or did somebody come out */
    int question_count;
    ix_arena *arenas; /* one a worker */
    int32_t baseline_bar;
    ix_str customers; /* the rows of the file, or empty */
    uint64_t *hashes; /* of whole names, open addressing */
    uint64_t hash_mask;
    double build_us, build_own_us; /* by the clock, and of processor */
} run;

/* Of all threads of this process. */
static double processor_us(void) {
    return read_us(CLOCK_PROCESS_CPUTIME_ID);
}

/* Of this thread alone: what else the machine does is not in it. */
static double own_us(void) {
    return read_us(CLOCK_THREAD_CPUTIME_ID);
}

static void stop(const char *what, const ix_error *error) {
    fprintf(stderr, "speed: %s: %s\n", what, error->text);
    exit(1);
}

static void say(const run *r, const char *kind, const char *what, double figure) {
    printf("%lld\t%s\t%s\t%.3f\n", (long long)r->names, kind, what, figure);
    fflush(stdout);
}

/* ------------------------------------------------------------------ questions */

static bool is_ascii(ix_str s) {
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.ptr[i] >= 0x80) {
            return false;
        }
    }
    return s.len > 0;
}

static bool is_of_nobody(int kind) {
    return kind == CLEAN || kind == MANY_ALIASES || kind == CUSTOMER;
}

/* A listed entity of the type, by its primary name in ASCII letters. */
static ix_str pick(const run *r, dice *d, ix_party_type type, int64_t *number, ix_arena *arena) {
    uint32_t count = (uint32_t)ix_index_entity_count(r->all.index);
    for (;;) {
        ix_entity entity;
        uint32_t e = dice_roll(d, count);
        if (ix_index_decode(&entity, r->all.index, e, 0, arena, NULL) == IX_OK &&
            entity.type == type && is_ascii(entity.names[0].text) &&
            entity.names[0].text.len > 11) {
            *number = e;
            return entity.names[0].text;
        }
    }
}

/* Given name and surname of a random row. */
static ix_str pick_customer(const run *r, dice *d, ix_arena *arena) {
    ptrdiff_t at = ix_str_find(r->customers, IX_STR("\n"),
                               dice_roll(d, (uint32_t)r->customers.len - LINE_MAX_BYTES));
    ix_str rest = ix_str_slice(r->customers, at + 1, r->customers.len), surname;
    (void)ix_str_cut(rest, ',', &rest);
    ix_str given = ix_str_trim(ix_str_cut(rest, ',', &rest));
    surname = ix_str_trim(ix_str_cut(rest, ',', &rest));
    char text[2 * LINE_MAX_BYTES];
    int len = snprintf(text, sizeof text, "%.*s %.*s", (int)given.len, given.ptr, (int)surname.len,
                       surname.ptr);
    return ix_arena_copy(arena, (ix_str){text, len});
}

/* A listed name in Arabic letters; empty when none is met. */
static ix_str pick_arabic(const run *r, dice *d, int64_t *number, ix_arena *arena) {
    uint32_t count = (uint32_t)ix_index_entity_count(r->all.index);
    for (int tries = 0; tries < TRIES_MAX; tries++) {
        ix_entity entity;
        uint32_t e = dice_roll(d, count);
        ix_arena_mark mark = ix_arena_position(arena);
        if (ix_index_decode(&entity, r->all.index, e, 0, arena, NULL) != IX_OK) {
            continue;
        }
        for (int n = 0; n < entity.name_count; n++) {
            unsigned char first = (unsigned char)entity.names[n].text.ptr[0];
            if (first >= 0xD8 && first <= 0xDB) { /* U+0600 to U+06FF */
                *number = e;
                return entity.names[n].text;
            }
        }
        ix_arena_rewind(arena, mark);
    }
    return (ix_str){0};
}

/* False when there is nothing of this kind to ask. */
static bool ask_kind(run *r, question *q, int kind, dice *d, ix_arena *arena) {
    *q = (question){.count = 1, .entity = -1};
    if (kind == CUSTOMER || kind == ARABIC) {
        if (kind == ARABIC) {
            q->names[0] = pick_arabic(r, d, &q->entity, arena);
        } else if (r->customers.len > LINE_MAX_BYTES) {
            q->names[0] = pick_customer(r, d, arena);
        }
        return q->names[0].len > 0;
    }
    if (kind == CLEAN || kind == MANY_ALIASES) {
        q->count = kind == CLEAN ? 1 : ALIASES + 1;
        q->type = kind == CLEAN ? IX_PARTY_ANY : IX_PARTY_PERSON;
        q->names[0] = pools_person(&r->parts, d, arena);
        for (int i = 1; i < q->count; i++) { /* as aliases are: spellings of one name */
            q->names[i] = with_edit(q->names[0], d, arena);
        }
        return true;
    }
    q->names[0] = pick(r, d, kind == ORGANIZATION ? IX_PARTY_ORGANIZATION : IX_PARTY_PERSON,
                       &q->entity, arena);
    for (int edits = kind == TWO_EDITS ? 2 : kind == ONE_EDIT || kind == ORGANIZATION; edits > 0;
         edits--) {
        q->names[0] = with_edit(q->names[0], d, arena);
    }
    if (kind == CROSS_SCRIPT) {
        q->names[0] = in_cyrillic(q->names[0], arena);
    }
    return true;
}

static bool ask(const run *r, const question *q, ix_part_cache *kept, ix_arena *arena, double *us) {
    ix_error error = {0};
    ix_matches found;
    double from = own_us();
    ix_arena_reset(arena);
    ix_parsed_name *parsed = IX_NEW(arena, ix_parsed_name, q->count);
    ix_query query = {.type = q->type,
                      .names = parsed,
                      .name_count = q->count,
                      .lists = r->views,
                      .threshold = IX_SCORE_ALERT,
                      .cache = kept};
    ix_status status = IX_OK;
    for (int i = 0; i < q->count && status == IX_OK; i++) {
        status = ix_name_parse(&parsed[i], r->all.knowledge, q->names[i], q->type, arena, &error);
    }
    status = status ? status : ix_match_search(&found, r->all.index, &query, arena, &error);
    *us = own_us() - from;
    if (status != IX_OK) {
        stop("search", &error);
    }
    for (int i = 0; i < found.count; i++) {
        if (q->entity < 0 || found.items[i].entity == (uint32_t)q->entity) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ baselines */

/* The best score of any listed name; whether it is the entity's own that reaches the bar. */
static int32_t scan(const run *r, const question *q, ix_arena *arena, bool *found) {
    int32_t best = 0;
    int64_t entities = ix_index_entity_count(r->all.index);
    *found = false;
    for (int i = 0; i < q->count; i++) {
        plain_name asked;
        ix_arena_reset(arena);
        if (plain_name_read(&asked, q->names[i], arena, NULL) != IX_OK) {
            continue;
        }
        for (int64_t e = 0; e < entities; e++) {
            const plain_entity *plain = &r->all.plain[e];
            for (int n = 0; n < plain->count; n++) {
                int32_t score = baseline_jaro_winkler(&asked, &plain->names[n]);
                best = score > best ? score : best;
                *found = *found || (e == q->entity && score >= r->baseline_bar);
            }
        }
    }
    return best;
}

static int by_score(const void *a, const void *b) {
    return *(const int32_t *)b - *(const int32_t *)a;
}

/* Scan as many questions as there is time for. */
static void run_scans(run *r, int kind, ix_arena *arena) {
    static int32_t best[4096];
    int done = 0, hits = 0, own = 0;
    double from = own_us(), spent = 0;
    int least = kind == CLEAN && r->names < SCAN_ALL_NAMES ? 2 * CLEAN_SHARE : 3;
    for (; done < r->question_count && done < 4096 && (done < least || spent < (double)r->scan_us);
         done++) {
        bool found;
        best[done] = scan(r, &r->questions[done], arena, &found);
        hits += found;
        own += r->hits[done];
        spent = own_us() - from;
    }
    say(r, kinds[kind], "scan_us", spent / done);
    say(r, kinds[kind], "scanned", done);
    if (kind == CLEAN && done >= CLEAN_SHARE) { /* else there is no bar, and no recall at it */
        qsort(best, (size_t)done, sizeof best[0], by_score);
        r->baseline_bar = best[done / CLEAN_SHARE] + 1;
        say(r, kinds[kind], "scan_bar", (double)r->baseline_bar / IX_SCORE_ONE);
    } else if (!is_of_nobody(kind) && r->baseline_bar > 0) {
        say(r, kinds[kind], "scan_recall", (double)hits / done);
        say(r, kinds[kind], "recall_of_scanned", (double)own / done);
    }
}

static uint64_t *hash_slot(const run *r, uint64_t hash) {
    uint64_t at = hash & r->hash_mask;
    while (r->hashes[at] != 0 && r->hashes[at] != hash) {
        at = (at + 1) & r->hash_mask;
    }
    return &r->hashes[at];
}

static void make_hashes(run *r, ix_arena *arena) {
    uint64_t room = 1024;
    while (room < 2 * (uint64_t)r->names) {
        room *= 2;
    }
    r->hashes = calloc(room, sizeof *r->hashes);
    r->hash_mask = room - 1;
    for (int64_t e = 0; r->hashes && e < ix_index_entity_count(r->all.index); e++) {
        ix_entity entity;
        ix_arena_reset(arena);
        if (ix_index_decode(&entity, r->all.index, (uint32_t)e, 0, arena, NULL) != IX_OK) {
            continue;
        }
        for (int n = 0; n < entity.name_count; n++) {
            uint64_t hash = ix_hash64(entity.names[n].text);
            *hash_slot(r, hash) = hash;
        }
    }
}

/* The floor: the bytes as they stand, or nothing. */
static void run_hashes(const run *r, int kind) {
    int hits = 0;
    double from = own_us();
    for (int i = 0; i < r->question_count; i++) {
        for (int n = 0; n < r->questions[i].count; n++) {
            uint64_t hash = ix_hash64(r->questions[i].names[n]);
            hits += *hash_slot(r, hash) == hash;
        }
    }
    say(r, kinds[kind], "hash_us", (own_us() - from) / r->question_count);
    if (!is_of_nobody(kind)) {
        say(r, kinds[kind], "hash_recall", (double)hits / r->question_count);
    }
}

/* ------------------------------------------------------------------ a kind */

static int by_time(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void ask_one(void *context, int worker, int64_t i) {
    run *r = context;
    double us;
    ask(r, &r->questions[i], NULL, &r->arenas[worker], &us);
}

/* The second half of the questions, asked as a program asks that keeps what it found of the words
 * of those before. */
static void run_kept(run *r, int kind, double *times, ix_arena *arena) {
    ix_error error = {0};
    ix_part_cache *kept;
    if (ix_part_cache_open(&kept, KEPT_BYTES_MAX, &error) != IX_OK) {
        stop("cache", &error);
    }
    int half = r->question_count / 2, n = r->question_count - half;
    for (int i = 0; i < half; i++) {
        ask(r, &r->questions[i], kept, arena, &times[i]);
    }
    for (int i = half; i < r->question_count; i++) {
        ask(r, &r->questions[i], kept, arena, &times[i - half]);
    }
    ix_part_cache_close(kept);
    qsort(times, (size_t)n, sizeof *times, by_time);
    say(r, kinds[kind], "kept_p50_us", times[n / 2]);
    say(r, kinds[kind], "kept_p99_us", times[n * 99 / 100]);
}

/* Ask all questions: some before, so that what is measured is warm; then each by itself; then all
 * on every core. */
static void run_questions(run *r, int kind, double *times, ix_arena *arena) {
    int hits = 0;
    for (int i = 0; i < r->question_count / 10; i++) { /* warm */
        ask(r, &r->questions[i], NULL, arena, &times[i]);
    }
    double sum = 0;
    for (int i = 0; i < r->question_count; i++) {
        r->hits[i] = ask(r, &r->questions[i], NULL, arena, &times[i]);
        hits += r->hits[i];
        sum += times[i];
    }
    qsort(times, (size_t)r->question_count, sizeof *times, by_time);
    int n = r->question_count;
    say(r, kinds[kind], "mean_us", sum / n);
    say(r, kinds[kind], "p50_us", times[n / 2]);
    say(r, kinds[kind], "p90_us", times[n * 9 / 10]);
    say(r, kinds[kind], "p99_us", times[n * 99 / 100]);
    say(r, kinds[kind], "max_us", times[n - 1]);
    say(r, kinds[kind], is_of_nobody(kind) ? "alerts" : "recall", (double)hits / n);
    ix_crew_of_threads threads;
    ix_crew crew = ix_crew_threads(&threads, 0);
    double from = now_us();
    ix_crew_run(crew, n, ask_one, r);
    say(r, kinds[kind], "all_cores_per_s", n / (now_us() - from) * 1e6);
}

static void run_kind(run *r, int kind) {
    dice d = {(uint64_t)kind + 1};
    ix_arena made, arena;
    ix_arena_init(&made, ARENA_BYTES_MAX);
    ix_arena_init(&arena, ARENA_BYTES_MAX);
    double *times = IX_NEW(&made, double, r->question_count);
    bool any = true;
    for (int i = 0; i < r->question_count && any; i++) {
        any = ask_kind(r, &r->questions[i], kind, &d, &made);
    }
    if (any) {
        run_questions(r, kind, times, &arena);
        run_kept(r, kind, times, &arena);
        run_hashes(r, kind);
    }
    if (any && r->scan_us >= 0) {
        run_scans(r, kind, &arena);
    }
    ix_arena_free(&arena);
    ix_arena_free(&made);
}

/* ------------------------------------------------------------------ the image */

static void run_image(run *r) {
    ix_error error = {0};
    say(r, "image", "build_ms", r->build_us / 1e3);
    say(r, "image", "build_cpu_ms", r->build_own_us / 1e3);
    say(r, "image", "bytes", (double)r->all.image.len);
    double open_us = 0, ready_us = 0;
    for (int i = 0; i < 5; i++) {
        ix_arena arena;
        ix_index *index;
        ix_arena_init(&arena, ARENA_BYTES_MAX);
        double from = own_us();
        if (ix_index_open(&index, ix_buf_view(&r->all.image), r->all.knowledge, &arena, &error)) {
            stop("open", &error);
        }
        double opened = own_us();
        if (ix_index_ready(index, &error) != IX_OK) {
            stop("first search", &error);
        }
        double ready = own_us() - opened;
        open_us = i == 0 || opened - from < open_us ? opened - from : open_us;
        ready_us = i == 0 || ready < ready_us ? ready : ready_us;
        ix_arena_free(&arena);
    }
    say(r, "image", "open_ms", open_us / 1e3);
    say(r, "image", "first_search_ms", ready_us / 1e3);
}

/* ------------------------------------------------------------------ the whole */

static void read_lists(run *r, const char *folder) {
    static char line[LINE_MAX_BYTES];
    ix_error error = {0};
    ix_knowledge_file *files;
    int count;
    if (ix_data_read(&files, &count, folder, &r->all.arena, &error) != IX_OK ||
        ix_knowledge_load(&r->all.knowledge, files, count, &r->all.arena, &error) != IX_OK) {
        stop("knowledge", &error);
    }
    while (fgets(line, sizeof line, stdin) != NULL) {
        ix_str words[16];
        line[strcspn(line, "\n")] = '\0';
        int n = cut_words(words, 16, ix_str_from_cstr(line));
        if (lists_add(&r->all, words, n, &error) != IX_OK) {
            stop(line, &error);
        }
    }
    if (grow(&r->all, &r->names, &error) != IX_OK ||
        pools_fill(&r->parts, r->all.histories, r->all.count, &r->all.arena) != IX_OK) {
        stop("lists", &error);
    }
}

static void build(run *r) {
    ix_error error = {0};
    ix_crew_of_threads threads;
    double from = now_us(), own_from = processor_us();
    ix_status status = lists_build(&r->all, ix_crew_threads(&threads, 0), &error);
    r->build_us = now_us() - from;
    r->build_own_us = processor_us() - own_from;
    if (status == IX_OK && r->scan_us >= 0) {
        status = lists_read_plain(&r->all, &error);
    }
    if (status != IX_OK) {
        stop("build", &error);
    }
}

static void read_customers(run *r, const char *path) {
    ix_error error = {0};
    ix_buf bytes;
    ix_buf_init(&bytes, ARENA_BYTES_MAX);
    if (ix_file_read(&bytes, path, &error) != IX_OK) {
        stop("customers", &error);
    }
    r->customers = ix_arena_copy(&r->all.arena, ix_buf_view(&bytes));
    ix_buf_free(&bytes);
}

int main(int argc, char **argv) {
    static run r;
    struct rusage usage;
    if (argc != 5 && argc != 6) {
        fprintf(stderr,
                "usage: speed KNOWLEDGE NAMES QUESTIONS SCAN_SECONDS [CUSTOMERS] < LISTS\n");
        return 2;
    }
    ix_arena_init(&r.all.arena, 8 * ARENA_BYTES_MAX);
    r.names = atoll(argv[2]);
    r.question_count = atoi(argv[3]);
    r.scan_us = atoll(argv[4]) < 0 ? -1 : atoll(argv[4]) * 1000000 / KIND_COUNT;
    r.questions = calloc((size_t)r.question_count + 1, sizeof *r.questions);
    r.hits = calloc((size_t)r.question_count + 1, sizeof *r.hits);
    r.arenas = calloc(IX_THREADS_MAX, sizeof *r.arenas);
    read_lists(&r, argv[1]);
    build(&r);
    if (argc == 6) {
        read_customers(&r, argv[5]);
    }
    for (int i = 0; i < IX_THREADS_MAX; i++) {
        ix_arena_init(&r.arenas[i], ARENA_BYTES_MAX);
    }
    for (int i = 0; i < r.all.count; i++) {
        r.views[i] = (ix_list_view){true, 1, 0};
    }
    run_image(&r);
    ix_arena scratch;
    ix_arena_init(&scratch, ARENA_BYTES_MAX);
    make_hashes(&r, &scratch);
    ix_arena_free(&scratch);
    for (int kind = 0; kind < KIND_COUNT && r.question_count > 0; kind++) {
        run_kind(&r, kind);
    }
    getrusage(RUSAGE_SELF, &usage);
    say(&r, "image", "bench_peak_kb", (double)usage.ru_maxrss);
    return 0;
}
