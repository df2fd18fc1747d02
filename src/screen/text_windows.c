/* The exhaustive way to search a running text: every run of words that begins and ends like a name
 * is asked as one, together with the numbers near it that are listed.
 *
 *          On Friday  Andrei Gennadyevich Tikhonov  of Moscow paid.
 *                    |-- Andrei --|
 *                    |-- Andrei Gennadyevich --|
 *                    |-- Andrei Gennadyevich Tikhonov --|        ... and so on from each word
 *
 * For bars below the alert bar, for --exhaustive, and to prove the other way right. */
#include "text.h"

#define WORDS_MAX  8  /* of a run, hyphenated ones counted once */
#define TOKENS_MAX 14 /* of a run */

static ix_status ask_run(text_scan *c, ix_str chunk, ptrdiff_t offset, int32_t from, int32_t to) {
    screening *s = c->s;
    if (text_is_asked(c, ix_str_slice(chunk, from, to), 0)) {
        return IX_OK;
    }
    ix_arena_mark mark = ix_arena_position(s->arena);
    ix_parsed_name *name = IX_NEW(s->arena, ix_parsed_name, 1);
    ix_matches matches = {0};
    if (name == NULL) {
        return text_no_memory(c);
    }
    ix_status status = ix_name_parse(name, s->screener->knowledge, ix_str_slice(chunk, from, to),
                                     IX_PARTY_ANY, s->arena, s->error);
    if (status == IX_OK && name->count > 0) {
        ix_query query = {.names = name,
                          .name_count = 1,
                          .identifiers = c->listed,
                          .identifier_count = c->listed_count};
        status = text_search(c, &matches, &query);
    }
    bool kept = false;
    for (int i = 0; i < matches.count && status == IX_OK; i++) {
        status = text_keep(c, &matches.items[i], offset + from, to - from, &kept);
    }
    if (status == IX_OK && !kept) {
        ix_arena_rewind(s->arena, mark);
    }
    return status;
}

/* Runs that begin at token `first`, up to the end of its sentence. */
static ix_status ask_runs(text_scan *c, const text_sentence *sentence, int first) {
    const ix_token *tokens = sentence->tokens->tokens;
    int words = 0;
    for (int last = first; last < sentence->end && last < first + TOKENS_MAX; last++) {
        words += last == first || tokens[last].joint != IX_JOINT_HYPHEN;
        if (words > WORDS_MAX) {
            break;
        }
        if (sentence->capitals && sentence->small[last]) {
            continue;
        }
        ix_status status =
            ask_run(c, sentence->chunk, sentence->offset, tokens[first].from, tokens[last].to);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

ix_status text_ask_windows(text_scan *c, const text_sentence *sentence) {
    for (int i = sentence->first; i < sentence->end; i++) {
        if (sentence->capitals && sentence->small[i]) {
            continue;
        }
        ix_status status = ask_runs(c, sentence, i);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}
