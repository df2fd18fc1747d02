/* Which words in a-z a word of a script that leaves vowels out may be, for write_rarity.py.
 *
 * usage: like_words < WORDS
 *
 * A line in is a folded word. For each word of such a script (Arabic, Hebrew) a line comes out: the
 * word and those of the others that are a plain transliteration of it, separated by spaces. Linked
 * with the library; write_rarity.py compiles it. */
#include <interdict/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES  1024
#define WORDS_BYTES     ((size_t)1 << 30)
#define WORDS_MAX       (1 << 20)
#define BUCKETS         (1u << 16)
#define PLAIN_STEPS_MAX 1

typedef struct word {
    ix_str text;
    uint64_t key;
    int next;  /* in its bucket, + 1 */
    int asked; /* the last word of such a script that it was compared with, + 1 */
} word;

typedef struct words {
    word *items;
    int count;
    int buckets[BUCKETS]; /* first word, + 1 */
    int asking;
} words;

static void compare(void *context, ix_str key) {
    words *all = context;
    uint64_t hash = ix_hash64(key);
    ix_str asking = all->items[all->asking].text;
    for (int at = all->buckets[hash % BUCKETS]; at != 0; at = all->items[at - 1].next) {
        word *w = &all->items[at - 1];
        if (w->key != hash || w->asked == all->asking + 1) {
            continue;
        }
        w->asked = all->asking + 1;
        int steps = ix_text_abjad_steps(asking, w->text, true);
        if (steps >= 0 && steps <= PLAIN_STEPS_MAX) {
            printf(" %" IX_FMT, IX_ARG(w->text));
        }
    }
}

static void read_words(words *all, ix_arena *arena) {
    char line[LINE_MAX_BYTES], key[LINE_MAX_BYTES];
    while (all->count < WORDS_MAX && fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        word *w = &all->items[all->count++];
        w->text = ix_arena_copy(arena, ix_str_from_cstr(line));
        if (!ix_text_is_abjad(w->text)) {
            int len = ix_text_abjad_key(key, (int)sizeof key, w->text);
            w->key = ix_hash64((ix_str){key, len});
            w->next = all->buckets[w->key % BUCKETS];
            all->buckets[w->key % BUCKETS] = all->count;
        }
    }
}

int main(void) {
    ix_arena arena;
    ix_arena_init(&arena, WORDS_BYTES);
    words *all = IX_NEW(&arena, words, 1);
    if (all != NULL) {
        all->items = IX_NEW(&arena, word, WORDS_MAX);
    }
    if (all == NULL || all->items == NULL) {
        fprintf(stderr, "like_words: no memory\n");
        return 2;
    }
    read_words(all, &arena);
    for (all->asking = 0; all->asking < all->count; all->asking++) {
        ix_str text = all->items[all->asking].text;
        if (ix_text_is_abjad(text)) {
            printf("%" IX_FMT, IX_ARG(text));
            ix_text_abjad_keys(text, compare, all);
            putchar('\n');
        }
    }
    ix_arena_free(&arena);
    return 0;
}
