/* A crew: tasks of one work on several threads, taken in order by who is free. */
#include <interdict/os.h>

#include <pthread.h>
#include <stdatomic.h>

typedef struct work {
    void (*task)(void *context, int worker, int64_t i);
    void *context;
    int64_t count;
    atomic_int_fast64_t next;
} work;

typedef struct hand {
    work *of;
    pthread_t thread;
    int number;
} hand;

static void *take_tasks(void *context) {
    const hand *self = context;
    work *of = self->of;
    for (;;) {
        int64_t i = atomic_fetch_add(&of->next, 1);
        if (i >= of->count) {
            return NULL;
        }
        of->task(of->context, self->number, i);
    }
}

/* Fewer threads do it too, if no more are to be had. */
static void run(void *crew, int64_t count, void (*task)(void *context, int worker, int64_t i),
                void *context) {
    const ix_crew_of_threads *own = crew;
    work of = {.task = task, .context = context, .count = count};
    hand hands[IX_THREADS_MAX];
    int started = 1;
    hands[0] = (hand){.of = &of};
    while (started < own->threads && started < count) {
        hand *next = &hands[started];
        *next = (hand){.of = &of, .number = started};
        if (pthread_create(&next->thread, NULL, take_tasks, next) != 0) {
            break;
        }
        started++;
    }
    take_tasks(&hands[0]);
    for (int i = 1; i < started; i++) {
        pthread_join(hands[i].thread, NULL);
    }
}

ix_crew ix_crew_threads(ix_crew_of_threads *crew, int threads) {
    crew->threads = threads > 0 ? threads : ix_processor_count();
    crew->threads = crew->threads < IX_THREADS_MAX ? crew->threads : IX_THREADS_MAX;
    return (ix_crew){.run = run, .crew = crew, .workers = crew->threads};
}
