/* A pipeline: jobs go round a ring, workers take them in order, the caller gets them back in order.
 *
 *      delivered        taken            submitted
 *          |              |                  |
 *     .... D  d  D  r  r  q   q   q   q   q  .  free ....      D done, r running, q queued
 *
 * All three counters only grow; a job's place in the ring is its number modulo job_count. The
 * caller delivers from the front whenever it comes by, and waits there when the ring is full. */
#include <interdict/os.h>

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

typedef struct worker {
    ix_pipeline *pipeline;
    pthread_t thread;
    int number;
} worker;

struct ix_pipeline {
    ix_pipeline_options options;
    pthread_mutex_t mutex;
    pthread_cond_t queued; /* something to take, or the end */
    pthread_cond_t done;   /* something was finished */
    bool *is_done;         /* by place in the ring */
    int64_t submitted;     /* guarded by mutex, like all below */
    int64_t taken;
    bool ending;
    int64_t delivered; /* the caller's own, like all below */
    ix_status status;
    ix_error error;
    worker *workers;
    int worker_count; /* threads that run; 0: the caller works */
};

int ix_processor_count(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) {
        return 1;
    }
    int count = CPU_COUNT(&set);
    return count > 0 ? count : 1;
}

static void *job_at(const ix_pipeline *p, int64_t number) {
    size_t place = (size_t)(number % p->options.job_count);
    return (char *)p->options.jobs + place * p->options.job_size;
}

static void *run_worker(void *context) {
    worker *self = context;
    ix_pipeline *p = self->pipeline;
    pthread_mutex_lock(&p->mutex);
    for (;;) {
        while (p->taken == p->submitted && !p->ending) {
            pthread_cond_wait(&p->queued, &p->mutex);
        }
        if (p->ending) {
            break;
        }
        int64_t number = p->taken++;
        pthread_mutex_unlock(&p->mutex);
        p->options.work(p->options.context, self->number, job_at(p, number));
        pthread_mutex_lock(&p->mutex);
        p->is_done[number % p->options.job_count] = true;
        pthread_cond_signal(&p->done);
    }
    pthread_mutex_unlock(&p->mutex);
    return NULL;
}

static void start_workers(ix_pipeline *p, int count) {
    for (int i = 0; i < count; i++) {
        worker *w = &p->workers[i];
        *w = (worker){.pipeline = p, .number = i};
        if (pthread_create(&w->thread, NULL, run_worker, w) != 0) {
            return;
        }
        p->worker_count++;
    }
}

ix_status ix_pipeline_open(ix_pipeline **out, const ix_pipeline_options *options, ix_error *error) {
    assert(options->job_count > 0 && options->job_size > 0 && options->jobs != NULL);
    assert(options->work != NULL && options->deliver != NULL && options->threads >= 0);
    int threads = options->threads == 0 ? ix_processor_count() : options->threads;
    threads = threads < IX_THREADS_MAX ? threads : IX_THREADS_MAX;
    ix_pipeline *p = calloc(1, sizeof *p);
    bool *is_done = calloc((size_t)options->job_count, sizeof *is_done);
    worker *workers = calloc((size_t)threads, sizeof *workers);
    if (p == NULL || is_done == NULL || workers == NULL) {
        free(p);
        free(is_done);
        free(workers);
        return ix_error_set(error, IX_E_MEMORY, "out of memory while starting threads");
    }
    p->options = *options;
    p->is_done = is_done;
    p->workers = workers;
    pthread_mutex_init(&p->mutex, NULL);
    pthread_cond_init(&p->queued, NULL);
    pthread_cond_init(&p->done, NULL);
    if (threads > 1) {
        start_workers(p, threads);
    }
    *out = p;
    return IX_OK;
}

int ix_pipeline_workers(const ix_pipeline *pipeline) {
    return pipeline->worker_count > 0 ? pipeline->worker_count : 1;
}

/* Is the oldest job in flight done? With `wait`, until it is. */
static bool front_is_done(ix_pipeline *p, bool wait) {
    int64_t place = p->delivered % p->options.job_count;
    pthread_mutex_lock(&p->mutex);
    while (wait && !p->is_done[place]) {
        pthread_cond_wait(&p->done, &p->mutex);
    }
    bool done = p->is_done[place];
    p->is_done[place] = false;
    pthread_mutex_unlock(&p->mutex);
    return done;
}

/* Deliver from the front: all that is done, and with `wait_for` more jobs than that in flight, the
 * oldest ones until no more than that are left. */
static void deliver(ix_pipeline *p, int64_t in_flight_max) {
    while (p->status == IX_OK && p->delivered < p->submitted) {
        bool wait = p->submitted - p->delivered > in_flight_max;
        if (!front_is_done(p, wait)) {
            return;
        }
        void *job = job_at(p, p->delivered++);
        p->status = p->options.deliver(p->options.context, job, &p->error);
    }
}

void *ix_pipeline_next(ix_pipeline *pipeline) {
    deliver(pipeline, pipeline->options.job_count - 1);
    return pipeline->status == IX_OK ? job_at(pipeline, pipeline->submitted) : NULL;
}

void ix_pipeline_submit(ix_pipeline *pipeline) {
    assert(pipeline->status == IX_OK);
    assert(pipeline->submitted - pipeline->delivered < pipeline->options.job_count);
    int64_t number = pipeline->submitted;
    if (pipeline->worker_count == 0) {
        pipeline->options.work(pipeline->options.context, 0, job_at(pipeline, number));
        pipeline->is_done[number % pipeline->options.job_count] = true;
        pipeline->submitted++;
        pipeline->taken++;
        return;
    }
    pthread_mutex_lock(&pipeline->mutex);
    pipeline->submitted++;
    pthread_cond_signal(&pipeline->queued);
    pthread_mutex_unlock(&pipeline->mutex);
}

ix_status ix_pipeline_finish(ix_pipeline *pipeline, ix_error *error) {
    deliver(pipeline, 0);
    pthread_mutex_lock(&pipeline->mutex);
    pipeline->ending = true;
    pthread_cond_broadcast(&pipeline->queued);
    pthread_mutex_unlock(&pipeline->mutex);
    for (int i = 0; i < pipeline->worker_count; i++) {
        pthread_join(pipeline->workers[i].thread, NULL);
    }
    ix_status status = pipeline->status;
    if (status != IX_OK && error != NULL) {
        *error = pipeline->error;
    }
    pthread_cond_destroy(&pipeline->done);
    pthread_cond_destroy(&pipeline->queued);
    pthread_mutex_destroy(&pipeline->mutex);
    free(pipeline->is_done);
    free(pipeline->workers);
    free(pipeline);
    return status;
}
