/* What was found of each entity in a running text. */
#include "text.h"

#include <string.h>

ix_status text_no_memory(const text_scan *c) {
    return ix_error_set(c->s->error, IX_E_MEMORY, "no memory for the text");
}

/* Evidence of a run is moved from the run to the text; identifiers stand in the text already. */
static ix_status shift_evidence(text_scan *c, ix_match *match, ptrdiff_t by) {
    ix_evidence *copy = IX_NEW(c->s->arena, ix_evidence, match->evidence_count + 1);
    if (copy == NULL) {
        return text_no_memory(c);
    }
    for (int i = 0; i < match->evidence_count; i++) {
        copy[i] = match->evidence[i];
        if (copy[i].kind != IX_EVIDENCE_IDENTIFIER && copy[i].from >= 0) {
            copy[i].from += (int32_t)by;
            copy[i].to += (int32_t)by;
        }
    }
    match->evidence = copy;
    return IX_OK;
}

static bool is_better(const ix_match *match, int64_t width, const text_kept *kept) {
    return match->score != kept->match.score ? match->score > kept->match.score
                                             : width < kept->width;
}

static ix_status grow(text_scan *c) {
    int room = c->room > 0 ? 2 * c->room : 32;
    text_kept *kept = IX_NEW(c->s->arena, text_kept, room);
    if (kept == NULL) {
        return text_no_memory(c);
    }
    if (c->count > 0) {
        memcpy(kept, c->kept, (size_t)c->count * sizeof *kept);
    }
    c->kept = kept;
    c->room = room;
    return IX_OK;
}

/* Its place, or the end. */
static int find(const text_scan *c, uint32_t entity) {
    int at = 0;
    while (at < c->count && c->kept[at].match.entity != entity) {
        at++;
    }
    return at;
}

bool text_best(const text_scan *c, uint32_t entity, int32_t *millibits) {
    int at = find(c, entity);
    if (at < c->count) {
        *millibits = c->kept[at].match.millibits;
    }
    return at < c->count;
}

ix_status text_keep(text_scan *c, const ix_match *match, ptrdiff_t from, int64_t width,
                    bool *kept) {
    int at = find(c, match->entity);
    if (at < c->count && !is_better(match, width, &c->kept[at])) {
        return IX_OK;
    }
    ix_status status = at == c->room ? grow(c) : IX_OK;
    ix_match moved = *match;
    if (status == IX_OK) {
        status = shift_evidence(c, &moved, from);
    }
    if (status == IX_OK) {
        c->kept[at] = (text_kept){moved, width};
        c->count = at == c->count ? at + 1 : c->count;
        *kept = true;
        c->touched = true;
    }
    return status;
}

bool text_is_asked(text_scan *c, ix_str run, uint64_t what) {
    if (c->asked == NULL || c->listed_count > 0) {
        return false;
    }
    uint64_t hash = ix_hash64(run) ^ what;
    text_asked *slot = &c->asked[hash % TEXT_ASKED_RUNS];
    hash |= hash == 0;
    if (slot->hash == hash && ix_str_equal(slot->run, run)) {
        return true;
    }
    *slot = (text_asked){hash, run};
    return false;
}
