/* Keys of parts and runs that were made before. Lists say "trading" and "company" thousands of
 * times, most words on several lists, and all of them again when the image is proved; to fold a
 * word into its keys takes twenty times as long as to find them here. */
#include "part_memo.h"

#include <string.h>

#define SLOTS        ((uint32_t)1 << 17)
#define SLOTS_USED   (SLOTS / 4 * 3)
#define RUN_KEYS_MAX 16

/* Of a part, what depends on its text and what is known of the word. */
struct ix_kept_part {
    const ix_word *word;
    ix_mpart part;
};

struct ix_kept_run {
    ix_str text;
    int count;
    uint64_t keys[];
};

ix_status ix_part_memo_init(ix_part_memo *memo) {
    *memo = (ix_part_memo){0};
    ix_arena_init(&memo->arena, IX_PART_MEMO_BYTES);
    memo->parts = IX_NEW(&memo->arena, struct ix_kept_part *, SLOTS);
    memo->runs = IX_NEW(&memo->arena, struct ix_kept_run *, SLOTS);
    return memo->parts && memo->runs ? IX_OK : IX_E_MEMORY;
}

void ix_part_memo_free(ix_part_memo *memo) {
    ix_arena_free(&memo->arena);
}

/* ---------------------------------------------------------------- parts */

static struct ix_kept_part **slot_of_part(const ix_part_memo *memo, const ix_part *part) {
    uint32_t at = (uint32_t)ix_hash64(part->text) & (SLOTS - 1);
    for (; memo->parts[at] != NULL; at = (at + 1) & (SLOTS - 1)) {
        const struct ix_kept_part *kept = memo->parts[at];
        if (kept->word == part->word && kept->part.script == part->script &&
            ix_str_equal(kept->part.text, part->text)) {
            break;
        }
    }
    return &memo->parts[at];
}

static struct ix_kept_part *keep_part(ix_part_memo *memo, const ix_knowledge *knowledge,
                                      const ix_part *part) {
    struct ix_kept_part *kept = IX_NEW(&memo->arena, struct ix_kept_part, 1);
    ix_part own = {.text = ix_arena_copy(&memo->arena, part->text),
                   .word = part->word,
                   .script = part->script};
    if (!kept || !own.text.ptr || !ix_mpart_make(&kept->part, knowledge, &own, &memo->arena)) {
        return NULL;
    }
    kept->word = part->word;
    return kept;
}

bool ix_part_memo_make(ix_mpart *out, ix_part_memo *memo, const ix_knowledge *knowledge,
                       const ix_part *part, ix_arena *arena) {
    struct ix_kept_part **slot = slot_of_part(memo, part);
    if (*slot == NULL && memo->part_count < SLOTS_USED) {
        *slot = keep_part(memo, knowledge, part);
        memo->part_count += *slot != NULL;
    }
    if (*slot == NULL) {
        return ix_mpart_make(out, knowledge, part, arena);
    }
    *out = (*slot)->part;
    ix_mpart_place(out, part);
    return true;
}

/* ---------------------------------------------------------------- runs */

static struct ix_kept_run **slot_of_run(const ix_part_memo *memo, ix_str text) {
    uint32_t at = (uint32_t)ix_hash64(text) & (SLOTS - 1);
    while (memo->runs[at] != NULL && !ix_str_equal(memo->runs[at]->text, text)) {
        at = (at + 1) & (SLOTS - 1);
    }
    return &memo->runs[at];
}

typedef struct key_list {
    uint64_t keys[RUN_KEYS_MAX];
    int count;
    ix_key_sink each;
    void *context;
} key_list;

static void note_key(void *context, uint64_t hash) {
    key_list *list = context;
    if (list->count < RUN_KEYS_MAX) {
        list->keys[list->count] = hash;
    }
    list->count++;
    list->each(list->context, hash);
}

static void keep_run(ix_part_memo *memo, struct ix_kept_run **slot, ix_str text,
                     const key_list *list) {
    size_t bytes = sizeof **slot + sizeof list->keys[0] * (size_t)list->count;
    struct ix_kept_run *kept = ix_arena_alloc(&memo->arena, bytes, _Alignof(struct ix_kept_run), 1);
    ix_str own = ix_arena_copy(&memo->arena, text);
    if (kept && own.ptr) {
        kept->text = own;
        kept->count = list->count;
        memcpy(kept->keys, list->keys, sizeof list->keys[0] * (size_t)list->count);
        *slot = kept;
        memo->run_count++;
    }
}

void ix_part_memo_run_keys(ix_part_memo *memo, const ix_run *run, ix_key_sink each, void *context) {
    ix_str text = {run->bytes, run->len}; /* all that the keys of a listed run depend on */
    struct ix_kept_run **slot = slot_of_run(memo, text);
    if (*slot != NULL) {
        for (int i = 0; i < (*slot)->count; i++) {
            each(context, (*slot)->keys[i]);
        }
        return;
    }
    key_list list = {.each = each, .context = context};
    ix_run_keys(run, false, note_key, &list);
    if (list.count <= RUN_KEYS_MAX && memo->run_count < SLOTS_USED) {
        keep_run(memo, slot, text, &list);
    }
}
