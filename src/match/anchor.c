/*
 * Which parts of a listed name are its anchors.
 *
 * The commonest parts are taken together as long as all of them, agreeing, stay below the alert bar
 * with the others left out; the others are the anchors. A complete name is lifted to the bar
 * whatever its parts say, and has all parts of substance, so one of these is always an anchor. What
 * no row of the dictionary leads to (numbers of one value, an equal legal form) counts as given.
 *
 * Beside an anchor that agrees, most names need other parts, or they stay below the bar. All of
 * substance are needed for a complete name, so that the rarest of them is; of the others, as many
 * of the rarest as it takes for the rest to stay below. One of these is near, or the name is not
 * there: nearly all names are dismissed by a look at one counter. */
#include "anchor.h"

#include "match_tables.h"
#include "run.h"

#include <string.h>

#define NAMES_A_TASK 2048

typedef struct worth {
    uint32_t dict;
    int32_t word; /* what it says at most as one word */
    int32_t most; /* ... and as a run of several */
    int32_t omission;
    int32_t rarity; /* how seldom it stands in a text */
    char initial;   /* 0: none may stand for it */
} worth;

typedef struct weighed {
    worth parts[IX_PARTS_MAX]; /* rarest first, each row once */
    int count;
    int32_t given;
    bool org;
    bool numbered;
} weighed;

static bool is_found_by_row(const ix_name_part_row *part) {
    return part->role != IX_ROLE_STOP && part->role != IX_ROLE_LEGAL_FORM;
}

static ix_mpart part_of(const ix_builder *b, const ix_name_part_row *at) {
    const ix_dict_row *row = IX_ROWS(b, IX_SEC_DICT, const ix_dict_row) + at->dict;
    return (ix_mpart){.text = ix_builder_dict_text(b, row),
                      .person_millibits = row->person_millibits,
                      .org_millibits = row->org_millibits,
                      .flags = row->flags,
                      .concept = row->concept,
                      .number = ix_part_number(at),
                      .role = at->role,
                      .script = at->script};
}

/* A part that the name has twice is one; what its second agreeing says counts as given. */
static void insert(weighed *w, const worth *one) {
    int at = w->count;
    for (int i = 0; i < w->count; i++) {
        if (w->parts[i].dict == one->dict) {
            w->given += one->most;
            return;
        }
    }
    for (; at > 0 && w->parts[at - 1].rarity < one->rarity; at--) {
        w->parts[at] = w->parts[at - 1];
    }
    w->parts[at] = *one;
    w->count++;
}

static int16_t narrow(int32_t millibits) {
    return (int16_t)(millibits > INT16_MAX   ? INT16_MAX
                     : millibits < INT16_MIN ? INT16_MIN
                                             : millibits);
}

/* Words of the language are in every text, though as words of names they may be rare; letters are
 * the first of every word. */
static int32_t rarity_of(const ix_mpart *part, bool org) {
    int32_t rarity = org ? part->org_millibits : part->person_millibits;
    return part->text.len == 1                 ? -2 * IX_MILLIBITS_MAX
           : ix_text_is_plain_word(part->text) ? rarity - IX_MILLIBITS_MAX
                                               : rarity;
}

/* Part `i` of a name; false: it is found by no row, and `out` says all. */
static bool weigh_part(worth *one, ix_anchor_part *out, const ix_builder *b,
                       const ix_name_row *name, uint32_t i) {
    const ix_name_part_row *row =
        IX_ROWS(b, IX_SEC_NAME_PARTS, const ix_name_part_row) + name->part_first + i;
    bool org = name->type != IX_PARTY_PERSON;
    ix_mpart part = part_of(b, row);
    *out = (ix_anchor_part){.kind = IX_ANCHOR_NOTHING};
    if (!is_found_by_row(row)) {
        return false;
    }
    int32_t surprise = ix_part_surprise(&part, org);
    if (part.number != 0) {
        out->kind = IX_ANCHOR_NUMBER;
        out->most = narrow(surprise > IX_W_RELATION_LEAST ? surprise : IX_W_RELATION_LEAST);
        return false;
    }
    *one = (worth){.dict = row->dict};
    one->word = one->most = surprise > IX_W_INITIAL ? surprise : IX_W_INITIAL;
    if (ix_run_may_be(&part) && ix_run_most(&part, org) > one->most) {
        one->most = ix_run_most(&part, org);
    }
    one->omission = ix_rank_omission(row->ranks[org], org, false);
    bool initial = !org && part.text.ptr[0] >= 'a' && part.text.ptr[0] <= 'z';
    one->initial = initial ? part.text.ptr[0] : '\0';
    one->rarity = rarity_of(&part, org);
    *out = (ix_anchor_part){narrow(one->most), one->initial, IX_ANCHOR_PART};
    return true;
}

/* Weigh a name, and fill in what ANCHOR_PARTS has of it. */
static void weigh(weighed *w, const ix_builder *b, const ix_name_row *name) {
    ix_anchor_part *parts = IX_ROWS(b, IX_SEC_ANCHOR_PARTS, ix_anchor_part) + name->part_first;
    w->count = 0;
    w->org = name->type != IX_PARTY_PERSON;
    w->given = IX_W_FORM_EQUAL;
    w->numbered = false;
    for (uint32_t i = 0; i < name->part_count; i++) {
        worth one;
        if (weigh_part(&one, &parts[i], b, name, i)) {
            insert(w, &one);
        } else {
            w->given += parts[i].most;
            w->numbered = w->numbered || parts[i].kind == IX_ANCHOR_NUMBER;
        }
    }
}

/* Substance: a name is not complete without it, so that nothing lifts the name. */
static bool is_needed(const worth *part, bool org) {
    return part->omission < (org ? IX_W_MISSING_KIND : 0);
}

/* What a name comes to at most that has none of its first parts, as many as `anchors`: they are
 * left out, or stand as initials, which no row leads to, and then the name may be complete. */
static int32_t most_without(const weighed *w, int anchors) {
    int32_t sum = w->given;
    bool initials = false;
    for (int i = 0; i < w->count; i++) {
        const worth *part = &w->parts[i];
        bool initial = i < anchors && part->initial != '\0';
        sum += i >= anchors ? part->most : initial ? IX_W_INITIAL : part->omission;
        initials = initials || initial;
    }
    return sum + (initials ? IX_W_COMPLETE_BONUS : 0);
}

/* Returns how many anchors: they are the first ones. */
static int count_anchors(const weighed *w) {
    int needed = 0;
    for (int i = 0; i < w->count; i++) {
        needed += is_needed(&w->parts[i], w->org);
    }
    int anchors = w->count;
    while (anchors > 1 && needed > 0) {
        needed -= is_needed(&w->parts[anchors - 1], w->org);
        if (needed == 0 || most_without(w, anchors - 1) >= IX_W_ALERT_BAR) {
            break;
        }
        anchors--;
    }
    return anchors;
}

/* The rows of a name by one of its anchors. */
typedef struct anchor_keys {
    uint32_t keys[IX_PARTS_MAX + 1];
    int count;
} anchor_keys;

static void add_key(anchor_keys *k, const worth *part) {
    k->keys[k->count++] = part->dict | (uint32_t)(unsigned char)part->initial << 24;
}

/* What a part adds beside an anchor at most, when the anchor is the rarest that a row leads to: a
 * rarer part is there as its initial, or not at all. */
static int32_t gain_beside(const weighed *w, int anchor, int at) {
    const worth *part = &w->parts[at];
    if (at > anchor) {
        return part->most - part->omission;
    }
    return part->initial != '\0' ? IX_W_INITIAL - part->omission : 0;
}

/* A name that has no other part of substance: by its one word, or with any of the others. */
static void find_keys_of_whole(anchor_keys *k, const weighed *w, int anchor) {
    k->keys[k->count++] = w->numbered ? IX_ANCHOR_ALONE : IX_ANCHOR_WHOLE;
    for (int i = 0; i < w->count && !w->numbered; i++) {
        if (i != anchor) {
            add_key(k, &w->parts[i]);
        }
    }
}

/* Of the other parts, the rarest of substance, without which the name is not complete, and as many
 * of the rarest as the rest cannot do without. */
static void find_keys(anchor_keys *k, const weighed *w, int anchor) {
    int32_t need = IX_W_ALERT_BAR - w->given - w->parts[anchor].word, gains = 0;
    int first = -1;
    bool complete = true;
    k->count = 0;
    for (int i = 0; i < w->count; i++) {
        int32_t gain = i != anchor ? gain_beside(w, anchor, i) : 0;
        if (i != anchor && is_needed(&w->parts[i], w->org)) {
            complete = complete && gain > 0;
            first = first < 0 ? i : first;
        }
        need -= i != anchor ? w->parts[i].omission : 0;
        gains += gain;
    }
    if (first < 0) {
        find_keys_of_whole(k, w, anchor);
        return;
    }
    if (need <= 0) {
        k->keys[k->count++] = IX_ANCHOR_ALONE;
        return;
    }
    if (complete) {
        add_key(k, &w->parts[first]);
        gains -= gain_beside(w, anchor, first);
    }
    for (int i = 0; i < w->count && gains >= need; i++) {
        if (i != anchor && (!complete || i != first) && gain_beside(w, anchor, i) > 0) {
            add_key(k, &w->parts[i]);
            gains -= gain_beside(w, anchor, i);
        }
    }
}

/* ---------------------------------------------------------------- the sections */

/* A row, and the row of the dictionary under which it stands. */
typedef struct made_row {
    uint32_t dict;
    ix_anchor_row row;
} made_row;

static void make_rows(ix_buf *out, const weighed *w, uint32_t name) {
    int anchors = count_anchors(w);
    for (int i = 0; i < anchors; i++) {
        anchor_keys k;
        find_keys(&k, w, i);
        for (int j = 0; j < k.count; j++) {
            made_row one = {w->parts[i].dict, {name | (w->org ? IX_ANCHOR_ORG : 0), k.keys[j]}};
            ix_buf_append(out, (ix_str){(const char *)&one, sizeof one});
        }
    }
}

static void weigh_some(void *context, int worker, int64_t task) {
    ix_builder *b = context;
    const ix_name_row *names = IX_ROWS(b, IX_SEC_NAMES, const ix_name_row);
    uint32_t name_count = IX_ROW_COUNT(b, IX_SEC_NAMES, ix_name_row);
    uint32_t from = (uint32_t)task * NAMES_A_TASK;
    uint32_t to = name_count - from < NAMES_A_TASK ? name_count : from + NAMES_A_TASK;
    for (uint32_t n = from; n < to; n++) {
        weighed w;
        weigh(&w, b, &names[n]);
        make_rows(&b->anchors.at[task], &w, n);
    }
}

ix_status ix_builder_anchor_rows(ix_builder *b, ix_crew crew) {
    int64_t names = IX_ROW_COUNT(b, IX_SEC_NAMES, ix_name_row);
    int64_t tasks = (names + NAMES_A_TASK - 1) / NAMES_A_TASK;
    size_t bytes = IX_ROW_COUNT(b, IX_SEC_NAME_PARTS, ix_name_part_row) * sizeof(ix_anchor_part);
    bool room = ix_buf_extend(&b->sections[IX_SEC_ANCHOR_PARTS], bytes) != NULL || bytes == 0;
    if (!room || !ix_pieces_make(&b->anchors, tasks)) {
        return IX_E_MEMORY;
    }
    ix_crew_run(crew, tasks, weigh_some, b);
    return ix_builder_status(b);
}

/* Count the rows behind each start, or (`rows`) fill them in, each start moving to the next. */
static void enter_anchors(const ix_builder *b, uint32_t *starts, ix_anchor_row *rows) {
    for (int64_t p = 0; p < b->anchors.count; p++) {
        const made_row *made = (const made_row *)(const void *)b->anchors.at[p].ptr;
        size_t count = b->anchors.at[p].len / sizeof *made;
        for (size_t i = 0; i < count; i++) {
            if (rows) {
                rows[starts[made[i].dict]++] = made[i].row;
            } else {
                starts[made[i].dict + 1]++;
            }
        }
    }
}

/* Of each start, rows by the word alone before the others, those of whole names first. */
static void put_first(ix_builder *b, const uint32_t *starts) {
    static const uint32_t keys[] = {IX_ANCHOR_WHOLE, IX_ANCHOR_ALONE};
    ix_anchor_row *rows = IX_ROWS(b, IX_SEC_ANCHORS, ix_anchor_row);
    for (uint32_t d = 0; d < b->dict_count; d++) {
        uint32_t first = starts[d];
        for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
            for (uint32_t a = first; a < starts[d + 1]; a++) {
                if (rows[a].key == keys[k]) {
                    ix_anchor_row row = rows[a];
                    rows[a] = rows[first];
                    rows[first++] = row;
                }
            }
        }
    }
}

ix_status ix_builder_anchors(ix_builder *b) {
    size_t bytes = ((size_t)b->dict_count + 1) * sizeof(uint32_t);
    uint32_t *starts = (uint32_t *)(void *)ix_buf_extend(&b->sections[IX_SEC_ANCHOR_STARTS], bytes);
    if (!starts) {
        return IX_E_MEMORY;
    }
    memset(starts, 0, bytes);
    enter_anchors(b, starts, NULL);
    for (uint32_t d = 0; d < b->dict_count; d++) {
        starts[d + 1] += starts[d];
    }
    size_t total = starts[b->dict_count];
    if (total > 0) {
        ix_anchor_row *rows = (ix_anchor_row *)(void *)ix_buf_extend(&b->sections[IX_SEC_ANCHORS],
                                                                     total * sizeof *rows);
        if (!rows) {
            return IX_E_MEMORY;
        }
        enter_anchors(b, starts, rows);
    }
    ix_pieces_free(&b->anchors);
    /* Each start was left at the next one's place. */
    memmove(starts + 1, starts, (size_t)b->dict_count * sizeof *starts);
    starts[0] = 0;
    put_first(b, starts);
    return IX_OK;
}
