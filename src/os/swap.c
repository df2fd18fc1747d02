/* What serves, swapped while threads read it.
 *
 * Images stand in places. One word says which place serves and how often it was taken since it
 * began to: to take is one addition to that word, which tells the place in the same step, so no
 * reader can count itself in where an image is just leaving.
 *
 *     current = place << 56 | taken
 *     balance = (of what no longer serves: how often it was taken) - how often it was released
 *
 * While a place serves, its balance only falls. The swap exchanges the word and adds what it was
 * taken in all: from then on the balance is the number of readers that hold the image, and once it
 * is 0 nobody does and nobody can. Who swaps next sees that and unmaps it; readers make no call of
 * the system. At 10^8 takes a second between two swaps `taken` would be full after 22 years. */
#include <interdict/os.h>

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#define PLACE_SHIFT     56
#define TAKEN_MASK      ((UINT64_C(1) << PLACE_SHIFT) - 1)
#define ARENA_BYTES_MAX ((size_t)8 << 30)

static_assert(IX_SERVED_MAX <= 256, "a place is one byte of the word");

typedef struct place {
    ix_served served; /* first: readers give back its address */
    atomic_int_fast64_t balance;
    bool used; /* the swapping thread's, as all below */
    ix_map map;
    ix_arena arena;
} place;

struct ix_serving {
    atomic_uint_fast64_t current;
    ix_serving_options options;
    pthread_mutex_t swapping;
    int64_t opened;
    place places[IX_SERVED_MAX];
};

/* ------------------------------------------------------------------ readers */

const ix_served *ix_serving_take(ix_serving *serving) {
    uint64_t word = atomic_fetch_add_explicit(&serving->current, 1, memory_order_acquire);
    return &serving->places[word >> PLACE_SHIFT].served;
}

void ix_serving_release(ix_serving *serving, const ix_served *served) {
    place *held = &serving->places[(const place *)(const void *)served - serving->places];
    atomic_fetch_sub_explicit(&held->balance, 1, memory_order_release);
}

/* ------------------------------------------------------------------ places */

static void empty_place(place *at) {
    ix_arena_free(&at->arena);
    ix_map_close(&at->map);
    at->used = false;
}

static ix_status fill_place(place *at, ix_serving *serving, const ix_home *home, ix_error *error) {
    const ix_serving_options *options = &serving->options;
    ix_index *index = NULL;
    const void *made = NULL;
    ix_arena_init(&at->arena, ARENA_BYTES_MAX);
    ix_status status = ix_home_index(&index, &at->map, home, options->knowledge, &at->arena, error);
    if (status == IX_OK) {
        status = ix_index_ready(index, error);
    }
    if (status == IX_OK && options->make != NULL) {
        status = options->make(options->context, &made, index, &at->arena, error);
    }
    if (status != IX_OK) {
        empty_place(at);
        return status;
    }
    at->used = true;
    at->served = (ix_served){.index = index, .made = made, .number = ++serving->opened};
    atomic_store_explicit(&at->balance, 0, memory_order_relaxed);
    return IX_OK;
}

static int serving_place(ix_serving *serving) {
    return (int)(atomic_load_explicit(&serving->current, memory_order_relaxed) >> PLACE_SHIFT);
}

/* Empty the places that nobody holds; how many of those that no longer serve are held. */
static int reclaim(ix_serving *serving) {
    int now = serving_place(serving);
    int held = 0;
    for (int i = 0; i < IX_SERVED_MAX; i++) {
        place *at = &serving->places[i];
        if (!at->used || i == now) {
            continue;
        }
        if (atomic_load_explicit(&at->balance, memory_order_acquire) == 0) {
            empty_place(at);
        } else {
            held++;
        }
    }
    return held;
}

/* ------------------------------------------------------------------ swapping */

static ix_status swap(ix_serving *serving, const ix_home *home, ix_error *error) {
    int next = 0;
    while (next < IX_SERVED_MAX && serving->places[next].used) {
        next++;
    }
    if (next == IX_SERVED_MAX) {
        return ix_error_set(error, IX_E_LIMIT, "readers hold %d older images", IX_SERVED_MAX - 1);
    }
    ix_status status = fill_place(&serving->places[next], serving, home, error);
    if (status != IX_OK) {
        return status;
    }
    uint64_t word = atomic_exchange_explicit(&serving->current, (uint64_t)next << PLACE_SHIFT,
                                             memory_order_acq_rel);
    place *before = &serving->places[word >> PLACE_SHIFT];
    atomic_fetch_add_explicit(&before->balance, (int64_t)(word & TAKEN_MASK), memory_order_relaxed);
    return IX_OK;
}

ix_status ix_serving_swap(ix_serving *serving, const ix_home *home, ix_error *error) {
    pthread_mutex_lock(&serving->swapping);
    reclaim(serving);
    ix_status status = swap(serving, home, error);
    reclaim(serving);
    pthread_mutex_unlock(&serving->swapping);
    return status;
}

int ix_serving_reclaim(ix_serving *serving) {
    pthread_mutex_lock(&serving->swapping);
    int held = reclaim(serving);
    pthread_mutex_unlock(&serving->swapping);
    return held;
}

/* ------------------------------------------------------------------ opening */

ix_status ix_serving_open(ix_serving **out, const ix_home *home, const ix_serving_options *options,
                          ix_error *error) {
    *out = NULL;
    ix_serving *serving = calloc(1, sizeof *serving);
    if (serving == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    serving->options = *options;
    pthread_mutex_init(&serving->swapping, NULL);
    ix_status status = fill_place(&serving->places[0], serving, home, error);
    if (status != IX_OK) {
        ix_serving_close(serving);
        return status;
    }
    *out = serving;
    return IX_OK;
}

void ix_serving_close(ix_serving *serving) {
    if (serving == NULL) {
        return;
    }
    for (int i = 0; i < IX_SERVED_MAX; i++) {
        if (serving->places[i].used) {
            empty_place(&serving->places[i]);
        }
    }
    pthread_mutex_destroy(&serving->swapping);
    free(serving);
}
