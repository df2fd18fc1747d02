/* A region allocator: blocks that double in size, newest first, dropped at once.
 *
 *     arena.block -> [header|data used ....free] -> older [header|data] -> NULL
 *
 * The cap counts bytes handed out, not padding or block sizes, so that whether a request fits does
 * not depend on what the arena served before a reset.
 *
 * Under AddressSanitizer, free memory in blocks is poisoned and every object gets a red zone:
 * overruns and uses after rewind or reset are then reported as with malloc. */
#include <interdict/base.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define ARENA_RED_ZONE ((size_t)16)
#else
#define ASAN_POISON_MEMORY_REGION(at, size)   ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ARENA_RED_ZONE                        ((size_t)0)
#endif

#define ARENA_ALIGN_MAX ((size_t)64)
#define ARENA_BLOCK_MIN ((size_t)4096)
#define ARENA_BLOCK_MAX ((size_t)4 << 20) /* doubling stops here; larger requests get their own */

typedef struct ix_arena_block {
    struct ix_arena_block *older;
    struct ix_arena_block *spare; /* an empty block kept by a rewind for the next growth */
    char *data;                   /* aligned to ARENA_ALIGN_MAX */
    size_t capacity;              /* bytes at data */
    size_t used;
    size_t size; /* bytes of the whole allocation */
} block;

static void *resize_libc(void *context, void *old, size_t old_size, size_t new_size) {
    (void)context;
    (void)old_size;
    if (new_size == 0) {
        free(old);
        return NULL;
    }
    return realloc(old, new_size);
}

ix_allocator ix_allocator_libc(void) {
    return (ix_allocator){resize_libc, NULL};
}

void ix_arena_init(ix_arena *arena, size_t cap) {
    ix_arena_init_with(arena, cap, ix_allocator_libc());
}

void ix_arena_init_with(ix_arena *arena, size_t cap, ix_allocator allocator) {
    assert(allocator.resize != NULL);
    *arena = (ix_arena){.allocator = allocator, .cap = cap};
}

static void release(ix_arena *arena, block *b) {
    if (b != NULL) {
        ASAN_UNPOISON_MEMORY_REGION(b->data, b->capacity);
        arena->allocator.resize(arena->allocator.context, b, b->size, 0);
    }
}

static void empty_to(block *b, size_t used) {
    assert(used <= b->used);
    b->used = used;
    ASAN_POISON_MEMORY_REGION(b->data + used, b->capacity - used);
}

/* The larger of two free blocks; the other goes back. Either may be NULL. */
static block *keep_larger(ix_arena *arena, block *a, block *b) {
    bool first = b == NULL || (a != NULL && a->capacity >= b->capacity);
    release(arena, first ? b : a);
    return first ? a : b;
}

static block *new_block(ix_arena *arena, size_t need) {
    size_t capacity = arena->block == NULL ? ARENA_BLOCK_MIN : arena->block->capacity * 2;
    if (capacity > ARENA_BLOCK_MAX) {
        capacity = ARENA_BLOCK_MAX;
    }
    size_t left = arena->cap - arena->used;
    if (capacity > left) {
        capacity = left + ARENA_ALIGN_MAX;
    }
    if (capacity < need) {
        capacity = need;
    }
    size_t size = sizeof(block) + ARENA_ALIGN_MAX + capacity;
    if (size < capacity) {
        return NULL;
    }
    block *b = arena->allocator.resize(arena->allocator.context, NULL, 0, size);
    if (b == NULL) {
        return NULL;
    }
    uintptr_t start = (uintptr_t)(b + 1);
    size_t padding = (size_t)(-start & (ARENA_ALIGN_MAX - 1));
    *b = (block){.data = (char *)(b + 1) + padding, .capacity = capacity, .size = size};
    ASAN_POISON_MEMORY_REGION(b->data, b->capacity);
    return b;
}

/* A block with `need` free bytes on top of the chain, or NULL. */
static block *grow(ix_arena *arena, size_t need) {
    block *top = arena->block;
    block *next = top == NULL ? NULL : top->spare;
    if (next != NULL && next->capacity < need) {
        release(arena, next);
        next = NULL;
    }
    if (top != NULL) {
        top->spare = NULL;
    }
    if (next == NULL) {
        next = new_block(arena, need);
    }
    if (next != NULL) {
        next->older = top;
        arena->block = next;
    }
    return next;
}

/* Hand out count * size bytes, and say how many these are. */
static void *take(size_t *taken, ix_arena *arena, size_t size, size_t align, size_t count) {
    assert(align != 0 && (align & (align - 1)) == 0 && align <= ARENA_ALIGN_MAX);
    size_t bytes;
    if (__builtin_mul_overflow(size, count, &bytes)) {
        return NULL;
    }
    bytes = bytes == 0 ? 1 : bytes; /* an empty object still has an address: NULL means failure */
    if (bytes > arena->cap - arena->used || bytes > (size_t)PTRDIFF_MAX / 2) {
        return NULL;
    }
    block *b = arena->block;
    size_t start = b == NULL ? 0 : (b->used + align - 1) & ~(align - 1);
    if (b == NULL || start > b->capacity || b->capacity - start < bytes + ARENA_RED_ZONE) {
        b = grow(arena, bytes + ARENA_RED_ZONE);
        if (b == NULL) {
            return NULL;
        }
        start = 0;
    }
    char *object = b->data + start;
    b->used = start + bytes + ARENA_RED_ZONE;
    arena->used += bytes;
    ASAN_UNPOISON_MEMORY_REGION(object, bytes);
    *taken = bytes;
    return object;
}

void *ix_arena_alloc(ix_arena *arena, size_t size, size_t align, size_t count) {
    size_t bytes;
    void *object = take(&bytes, arena, size, align, count);
    return object == NULL ? NULL : memset(object, 0, bytes);
}

void *ix_arena_alloc_raw(ix_arena *arena, size_t size, size_t align, size_t count) {
    size_t bytes;
    return take(&bytes, arena, size, align, count);
}

ix_str ix_arena_copy(ix_arena *arena, ix_str s) {
    if (s.len <= 0) {
        return (ix_str){0};
    }
    char *copy = ix_arena_alloc_raw(arena, (size_t)s.len, 1, 1);
    if (copy == NULL) {
        return (ix_str){0};
    }
    memcpy(copy, s.ptr, (size_t)s.len);
    return (ix_str){copy, s.len};
}

ix_arena_mark ix_arena_position(const ix_arena *arena) {
    size_t block_used = arena->block == NULL ? 0 : arena->block->used;
    return (ix_arena_mark){arena->block, block_used, arena->used};
}

/* Pop blocks until `last` is on top; the largest of them comes back empty, the rest is released. */
static block *pop_to(ix_arena *arena, const block *last) {
    block *kept = NULL;
    while (arena->block != last) {
        block *b = arena->block;
        assert(b != NULL); /* else the mark is of another arena, or older than a reset */
        arena->block = b->older;
        kept = keep_larger(arena, kept, b->spare);
        b->spare = NULL;
        empty_to(b, 0);
        kept = keep_larger(arena, kept, b);
    }
    return kept;
}

void ix_arena_rewind(ix_arena *arena, ix_arena_mark mark) {
    if (mark.block == NULL) {
        ix_arena_reset(arena);
        return;
    }
    block *kept = pop_to(arena, mark.block);
    block *top = arena->block;
    empty_to(top, mark.block_used);
    top->spare = keep_larger(arena, top->spare, kept);
    arena->used = mark.used;
}

void ix_arena_reset(ix_arena *arena) {
    block *kept = pop_to(arena, NULL);
    if (kept != NULL) {
        kept->older = NULL;
    }
    arena->block = kept;
    arena->used = 0;
}

void ix_arena_free(ix_arena *arena) {
    release(arena, pop_to(arena, NULL));
    arena->used = 0;
}
