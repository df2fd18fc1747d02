/* Tests of crews: each task once, whatever the threads. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define TASKS 1000

typedef struct tally {
    atomic_int done[TASKS];
    atomic_int stray; /* tasks with a worker number out of range */
    int workers;
} tally;

static void count_task(void *context, int worker, int64_t i) {
    tally *t = context;
    atomic_fetch_add(&t->done[i], 1);
    if (worker < 0 || worker >= t->workers) {
        atomic_fetch_add(&t->stray, 1);
    }
}

static void each_task_is_done_once(void **state) {
    for (int threads = 0; threads <= 5; threads++) {
        tally *t = calloc(1, sizeof *t);
        ix_crew_of_threads own;
        ix_crew crew = ix_crew_threads(&own, threads);
        t->workers = ix_crew_workers(crew);
        assert_true(t->workers == (threads > 0 ? threads : ix_processor_count()));
        ix_crew_run(crew, TASKS, count_task, t);
        for (int i = 0; i < TASKS; i++) {
            assert_int_equal(atomic_load(&t->done[i]), 1);
        }
        assert_int_equal(atomic_load(&t->stray), 0);
        free(t);
    }
}

static void note_order(void *context, int worker, int64_t i) {
    int64_t *next = context;
    assert_int_equal(worker, 0);
    assert_true(i == (*next)++);
}

static void without_a_crew_the_caller_does_all_in_order(void **state) {
    int64_t next = 0;
    assert_int_equal(ix_crew_workers((ix_crew){0}), 1);
    ix_crew_run((ix_crew){0}, TASKS, note_order, &next);
    assert_true(next == TASKS);
}

static void no_task_is_no_work(void **state) {
    int64_t next = 0;
    ix_crew_of_threads own;
    ix_crew_run(ix_crew_threads(&own, 3), 0, note_order, &next);
    assert_true(next == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_task_is_done_once),
        cmocka_unit_test(without_a_crew_the_caller_does_all_in_order),
        cmocka_unit_test(no_task_is_no_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
