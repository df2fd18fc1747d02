/* Tests of the pipeline: order, bounds, failures, on any number of threads. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

typedef struct job {
    int64_t number;
    int64_t square;
    int worker;
} job;

typedef struct run {
    atomic_int working; /* jobs in work right now */
    atomic_int most;
    int64_t delivered;
    int64_t fail_at; /* delivery that fails, or -1 */
    int workers;
} run;

static void work(void *context, int worker, void *object) {
    run *r = context;
    job *j = object;
    int now = atomic_fetch_add(&r->working, 1) + 1;
    int most = atomic_load(&r->most);
    while (now > most && !atomic_compare_exchange_weak(&r->most, &most, now)) {
    }
    /* Uneven work, so that jobs end in another order than they began. */
    struct timespec pause = {.tv_nsec = (j->number * 7919 % 13) * 20000};
    nanosleep(&pause, NULL);
    j->square = j->number * j->number;
    j->worker = worker;
    atomic_fetch_sub(&r->working, 1);
}

static ix_status deliver(void *context, void *object, ix_error *error) {
    run *r = context;
    const job *j = object;
    assert_int_equal(j->number, r->delivered);
    assert_int_equal(j->square, j->number * j->number);
    assert_in_range(j->worker, 0, r->workers - 1);
    if (r->delivered == r->fail_at) {
        return ix_error_set(error, IX_E_IO, "delivery %lld failed", (long long)j->number);
    }
    r->delivered++;
    return IX_OK;
}

static ix_status run_jobs(run *r, int threads, int slots, int64_t count, ix_error *error) {
    job jobs[64];
    ix_pipeline *pipeline;
    ix_pipeline_options options = {.threads = threads,
                                   .jobs = jobs,
                                   .job_size = sizeof jobs[0],
                                   .job_count = slots,
                                   .work = work,
                                   .deliver = deliver,
                                   .context = r};
    assert_int_equal(ix_pipeline_open(&pipeline, &options, error), IX_OK);
    r->workers = ix_pipeline_workers(pipeline);
    for (int64_t i = 0; i < count; i++) {
        job *j = ix_pipeline_next(pipeline);
        if (j == NULL) {
            break;
        }
        assert_in_range(j - jobs, 0, slots - 1);
        *j = (job){.number = i};
        ix_pipeline_submit(pipeline);
        assert_true(i - r->delivered < slots);
    }
    return ix_pipeline_finish(pipeline, error);
}

static void delivers_in_order(void **state) {
    (void)state;
    for (int threads = 1; threads <= 9; threads += 2) {
        for (int slots = 1; slots <= 64; slots *= 4) {
            run r = {.fail_at = -1};
            assert_int_equal(run_jobs(&r, threads, slots, 500, NULL), IX_OK);
            assert_int_equal(r.delivered, 500);
            assert_true(atomic_load(&r.most) <= (threads < slots ? threads : slots));
            assert_int_equal(r.workers, threads);
        }
    }
}

static void any_count_ends(void **state) {
    (void)state;
    for (int64_t count = 0; count < 20; count++) {
        run r = {.fail_at = -1};
        assert_int_equal(run_jobs(&r, 4, 8, count, NULL), IX_OK);
        assert_int_equal(r.delivered, count);
    }
    run r = {.fail_at = -1};
    assert_int_equal(run_jobs(&r, 0, 8, 100, NULL), IX_OK);
    assert_int_equal(r.workers == 1 ? 1 : r.workers, r.workers);
    assert_true(ix_processor_count() >= 1);
}

static void failed_delivery_ends_it(void **state) {
    (void)state;
    for (int threads = 1; threads <= 4; threads += 3) {
        for (int64_t fail_at = 0; fail_at < 100; fail_at += 9) {
            run r = {.fail_at = fail_at};
            ix_error error = {0};
            assert_int_equal(run_jobs(&r, threads, 8, 100, &error), IX_E_IO);
            assert_int_equal(r.delivered, fail_at);
            assert_non_null(error.text);
            assert_int_equal(error.status, IX_E_IO);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delivers_in_order),
        cmocka_unit_test(any_count_ends),
        cmocka_unit_test(failed_delivery_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
