/* Runs of Han characters that are one Latin word: 近平 and Jinping. */
#include "align.h"

#include "match_tables.h"

static void take(align_work *w, align_side *han, align_side *latin, int from, int count, int j) {
    bool han_is_query = han == &w->query;
    int32_t apart = 0;
    for (int i = from; i < from + count; i++) {
        apart += ix_part_surprise(&han->name->parts[i], w->org);
        han->taken[i] = true;
    }
    latin->taken[j] = true;
    int32_t together = ix_part_surprise(&latin->name->parts[j], w->org);
    int32_t worth = (apart < together ? apart : together) - IX_W_LOSS_READING;
    worth = worth > IX_W_RELATION_LEAST ? worth : IX_W_RELATION_LEAST;
    ix_piece *piece = align_put(w, han_is_query ? from : j, han_is_query ? j : from,
                                IX_RELATION_TRANSLITERATION, worth);
    if (piece) {
        *(han_is_query ? &piece->query_more : &piece->listed_more) = (int8_t)(from + count - 1);
    }
    w->others++;
    w->out->aligned++;
    if (!ix_hangul_is(han->name->parts[from].text)) {
        w->inexact = true;
        w->slips += count; /* each character may be another one */
    }
    w->joined = true;
}

static bool is_free(const align_side *s, int from, int count) {
    for (int i = from; i < from + count; i++) {
        if (s->taken[i]) {
            return false;
        }
    }
    return true;
}

/* The Latin word that this run spells, or -1. */
static int find_word(const align_side *latin, ix_str run) {
    for (int j = 0; j < latin->name->count; j++) {
        ix_str text = latin->name->parts[j].text;
        if (!latin->taken[j] && text.len >= IX_HAN_WORD_MIN && ix_han_spells(run, text)) {
            return j;
        }
    }
    return ALIGN_NOWHERE;
}

static void take_runs(align_work *w, align_side *han, align_side *latin) {
    for (int count = IX_HAN_RUN_MAX; count > 1; count--) {
        for (int from = 0; from + count <= han->name->count; from++) {
            char bytes[IX_HAN_RUN_BYTES];
            ix_str run =
                is_free(han, from, count) ? ix_han_run(bytes, han->name, from, count) : (ix_str){0};
            int j = run.len > 0 ? find_word(latin, run) : ALIGN_NOWHERE;
            if (j >= 0) {
                take(w, han, latin, from, count, j);
            }
        }
    }
}

void align_han_runs(align_work *w) {
    take_runs(w, &w->query, &w->listed);
    take_runs(w, &w->listed, &w->query);
}
