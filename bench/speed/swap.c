/* What readers of an image feel when it is swapped under them: threads screen without pause, first
 * with the image left alone, then while it is swapped SWAPS times, one swap right behind another.
 * Prints a line a figure, tab separated: when, what, figure.
 *
 *   swap KNOWLEDGE HOME SWAPS < NAMES        a name a line, to be asked
 *
 * Figures are told by the clock on the wall and of the reader's processor time ("own"), in which
 * what else runs on the machine is not.
 *
 * One processor is left to the thread that swaps, where there are several, as a program that wants
 * its readers undisturbed would do it. Every answer is compared with the first one to its name. */
#include <interdict/os.h>
#include <interdict/screen.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock.h"

#define NAMES_MAX       4096
#define LINE_MAX_BYTES  1024
#define ARENA_BYTES_MAX ((size_t)1 << 30)
#define ALONE_US        3000000.0
#define TIMES_MAX       (1 << 22)

typedef struct reader {
    pthread_t thread;
    float *times, *own_times; /* microseconds of each answer */
    int64_t count, wrong;
} reader;

static struct {
    ix_arena arena;
    const ix_knowledge *knowledge;
    ix_serving *serving;
    ix_str names[NAMES_MAX];
    uint64_t answers[NAMES_MAX]; /* what each gave first, as a hash */
    int name_count;
    _Atomic bool stop;
} all;

static void must(ix_status status, const ix_error *error) {
    if (status != IX_OK) {
        fprintf(stderr, "swap: %s: %s\n", error->source, error->text);
        exit(1);
    }
}

/* ------------------------------------------------------------------ reading */

static uint64_t hash_of(const ix_matches *found) {
    uint64_t hash = (uint64_t)found->count + 1;
    for (int i = 0; i < found->count; i++) {
        uint64_t one[] = {hash, found->items[i].entity, (uint64_t)found->items[i].score};
        hash = ix_hash64((ix_str){(const char *)one, (ptrdiff_t)sizeof one});
    }
    return hash;
}

/* Take what serves, ask, release; 0 when it failed. */
static uint64_t ask(int number, ix_arena *arena) {
    ix_error error = {0};
    ix_matches found;
    ix_arena_reset(arena);
    const ix_served *served = ix_serving_take(all.serving);
    int lists = ix_index_list_count(served->index);
    ix_list_view *views = IX_NEW(arena, ix_list_view, lists + 1);
    ix_parsed_name *parsed = IX_NEW_RAW(arena, ix_parsed_name, 1);
    for (int i = 0; i < lists; i++) {
        uint32_t known = (uint32_t)ix_index_list_at(served->index, i)->snapshot_count;
        views[i] = (ix_list_view){true, known, (int64_t)known - 1};
    }
    const ix_query query = {
        .names = parsed, .name_count = 1, .lists = views, .threshold = IX_SCORE_ALERT};
    ix_status status =
        ix_name_parse(parsed, all.knowledge, all.names[number], IX_PARTY_ANY, arena, &error);
    status = status ? status : ix_match_search(&found, served->index, &query, arena, &error);
    uint64_t hash = status == IX_OK ? hash_of(&found) : 0;
    ix_serving_release(all.serving, served);
    return hash;
}

static void *read_on(void *context) {
    reader *own = context;
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES_MAX);
    own->count = own->wrong = 0;
    for (int at = 0; !atomic_load(&all.stop); at = (at + 1) % all.name_count) {
        double from = now_us(), own_from = read_us(CLOCK_THREAD_CPUTIME_ID);
        uint64_t answer = ask(at, &arena);
        if (own->count < TIMES_MAX) {
            own->own_times[own->count] = (float)(read_us(CLOCK_THREAD_CPUTIME_ID) - own_from);
            own->times[own->count++] = (float)(now_us() - from);
        }
        own->wrong += answer != all.answers[at];
    }
    ix_arena_free(&arena);
    return NULL;
}

/* ------------------------------------------------------------------ figures */

static int by_time(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

static void say(const char *when, const char *what, double figure) {
    printf("%s\t%s\t%.3f\n", when, what, figure);
    fflush(stdout);
}

/* Percentiles over all readers. */
static void tell_times(const char *when, const reader *readers, int count, bool own) {
    int64_t total = 0;
    float *together = calloc((size_t)count * TIMES_MAX, sizeof *together);
    for (int i = 0; together != NULL && i < count; i++) {
        memcpy(together + total, own ? readers[i].own_times : readers[i].times,
               (size_t)readers[i].count * sizeof *together);
        total += readers[i].count;
    }
    if (total == 0) {
        fprintf(stderr, "swap: nothing was asked\n");
        exit(1);
    }
    qsort(together, (size_t)total, sizeof *together, by_time);
    say(when, own ? "own_p50_us" : "p50_us", (double)together[total / 2]);
    say(when, own ? "own_p99_us" : "p99_us", (double)together[total * 99 / 100]);
    say(when, own ? "own_max_us" : "max_us", (double)together[total - 1]);
    free(together);
}

static void tell(const char *when, const reader *readers, int count, double spent_us) {
    int64_t total = 0, wrong = 0;
    for (int i = 0; i < count; i++) {
        total += readers[i].count;
        wrong += readers[i].wrong;
    }
    tell_times(when, readers, count, false);
    tell_times(when, readers, count, true);
    say(when, "per_s", (double)total / spent_us * 1e6);
    say(when, "wrong", (double)wrong);
}

/* Readers go on until `swaps` swaps are made, or for ALONE_US without any. */
static void run(const char *when, reader *readers, int count, const ix_home *home, int swaps) {
    ix_error error = {0};
    atomic_store(&all.stop, false);
    double from = now_us();
    for (int i = 0; i < count; i++) {
        if (pthread_create(&readers[i].thread, NULL, read_on, &readers[i]) != 0) {
            exit(1);
        }
    }
    if (swaps == 0) {
        nanosleep(&(struct timespec){.tv_sec = (time_t)(ALONE_US / 1e6)}, NULL);
    }
    for (int i = 0; i < swaps; i++) {
        must(ix_serving_swap(all.serving, home, &error), &error);
    }
    double spent = now_us() - from;
    atomic_store(&all.stop, true);
    for (int i = 0; i < count; i++) {
        pthread_join(readers[i].thread, NULL);
    }
    tell(when, readers, count, spent);
    if (swaps > 0) {
        say(when, "swap_ms", spent / 1e3 / swaps);
    }
}

static void read_names(void) {
    static char line[LINE_MAX_BYTES];
    while (all.name_count < NAMES_MAX && fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        all.names[all.name_count++] = ix_arena_copy(&all.arena, ix_str_from_cstr(line));
    }
}

int main(int argc, char **argv) {
    ix_error error = {0};
    ix_knowledge_file *files;
    ix_home home;
    ix_arena arena;
    int count;
    if (argc != 4) {
        fprintf(stderr, "usage: swap KNOWLEDGE HOME SWAPS < NAMES\n");
        return 2;
    }
    ix_arena_init(&all.arena, ARENA_BYTES_MAX);
    ix_arena_init(&arena, ARENA_BYTES_MAX);
    must(ix_data_read(&files, &count, argv[1], &all.arena, &error), &error);
    must(ix_knowledge_load(&all.knowledge, files, count, &all.arena, &error), &error);
    must(ix_home_open(&home, argv[2], &error), &error);
    const ix_serving_options options = {.knowledge = all.knowledge};
    must(ix_serving_open(&all.serving, &home, &options, &error), &error);
    read_names();
    if (all.name_count == 0) {
        fprintf(stderr, "swap: no names to ask\n");
        return 2;
    }
    for (int i = 0; i < all.name_count; i++) {
        all.answers[i] = ask(i, &arena);
    }
    int readers = ix_processor_count() > 1 ? ix_processor_count() - 1 : 1;
    reader *all_readers = calloc((size_t)readers, sizeof *all_readers);
    for (int i = 0; all_readers != NULL && i < readers; i++) {
        all_readers[i].times = calloc(TIMES_MAX, sizeof(float));
        all_readers[i].own_times = calloc(TIMES_MAX, sizeof(float));
    }
    say("readers", "count", readers);
    run("alone", all_readers, readers, &home, 0);
    run("swapped", all_readers, readers, &home, atoi(argv[3]));
    ix_serving_close(all.serving);
    ix_home_close(&home);
    return 0;
}
