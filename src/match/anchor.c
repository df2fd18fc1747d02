/*
 * Which parts of a listed name are its anchors.
 *
 * The commonest parts are taken together as long as all of them, agreeing, stay below the alert bar
 * with the others left out; the others are the anchors. A complete name is lifted to the bar
 * whatever its parts say, and has all parts of substance, so one of these is always an anchor. What
 * no row of the dictionary leads to (numbers of one value, an equal legal form) counts as given.
 *
 * Beside an anchor that agrees, most names need other parts, or they stay below the bar. The row
 * has the rarest of these and what they must come to, so that nearly all names are dismissed by a
 * look at three counters. */
#include "anchor.h"

#include "match_tables.h"
#include "run.h"

#include <string.h>

typedef struct worth {
    uint32_t dict;
    int32_t most; /* what it says at most, as a run of several words too */
    int32_t omission;
    int32_t rarity; /* how seldom it stands in a text */
    char initial;   /* 0: none may stand for it */
} worth;

typedef struct weighed {
    worth parts[IX_PARTS_MAX]; /* rarest first, each row once */
    int count;
    int32_t given;
    bool org;
} weighed;

static bool is_found_by_row(const ix_name_part_row *part) {
    return part->role != IX_ROLE_STOP && part->role != IX_ROLE_LEGAL_FORM;
}

static ix_mpart part_of(const ix_builder *b, const ix_name_part_row *at) {
    const ix_dict_row *row = IX_ROWS(b, IX_SEC_DICT, const ix_dict_row) + at->dict;
    return (ix_mpart){
        .text = ix_builder_dict_text(b, row),
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
    const ix_name_part_row *parts =
        IX_ROWS(b, IX_SEC_NAME_PARTS, const ix_name_part_row) + name->part_first;
    bool org = name->type != IX_PARTY_PERSON;
    ix_mpart part = part_of(b, &parts[i]);
    *out = (ix_anchor_part){.other = parts[i].dict};
    if (!is_found_by_row(&parts[i])) {
        return false;
    }
    int32_t surprise = ix_part_surprise(&part, org);
    if (part.number != 0) {
        out->other |= IX_ANCHOR_NUMBER << 24;
        out->most = narrow(surprise > IX_W_RELATION_LEAST ? surprise : IX_W_RELATION_LEAST);
        out->missing = out->missing_alone = narrow(IX_W_MISSING_NUMBER);
        return false;
    }
    *one = (worth){.dict = parts[i].dict};
    one->most = surprise > IX_W_INITIAL ? surprise : IX_W_INITIAL;
    if (ix_run_may_be(&part) && ix_run_most(&part, org) > one->most) {
        one->most = ix_run_most(&part, org);
    }
    unsigned place = org ? 0 : ix_anchor_place(parts, name->part_count, i);
    one->omission = ix_part_omission(&part, org, false, place);
    bool initial = !org && part.text.ptr[0] >= 'a' && part.text.ptr[0] <= 'z';
    one->initial = initial ? part.text.ptr[0] : '\0';
    one->rarity = rarity_of(&part, org);
    out->other |= (uint32_t)(unsigned char)one->initial << 24;
    out->most = narrow(one->most);
    out->missing = narrow(one->omission);
    out->missing_alone = narrow(ix_part_omission(&part, org, true, place));
    return true;
}

static void weigh(weighed *w, const ix_builder *b, const ix_name_row *name) {
    w->count = 0;
    w->org = name->type != IX_PARTY_PERSON;
    w->given = IX_W_FORM_EQUAL;
    for (uint32_t i = 0; i < name->part_count; i++) {
        worth one;
        ix_anchor_part part;
        if (weigh_part(&one, &part, b, name, i)) {
            insert(w, &one);
        } else {
            w->given += part.most;
        }
    }
}

static ix_status add_parts(ix_builder *b) {
    const ix_name_row *names = IX_ROWS(b, IX_SEC_NAMES, const ix_name_row);
    uint32_t name_count = IX_ROW_COUNT(b, IX_SEC_NAMES, ix_name_row);
    size_t count = IX_ROW_COUNT(b, IX_SEC_NAME_PARTS, ix_name_part_row);
    ix_anchor_part *parts = (ix_anchor_part *)(void *)ix_buf_extend(
        &b->sections[IX_SEC_ANCHOR_PARTS], count * sizeof *parts);
    if (!parts && count > 0) {
        return IX_E_MEMORY;
    }
    for (uint32_t n = 0; n < name_count; n++) {
        for (uint32_t i = 0; i < names[n].part_count; i++) {
            worth one;
            weigh_part(&one, &parts[names[n].part_first + i], b, &names[n], i);
        }
    }
    return IX_OK;
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

static ix_anchor_row make_row(const weighed *w, int anchor, uint32_t name) {
    ix_anchor_row row = {.name = name, .whole = 1};
    int count = 0;
    int32_t need = IX_W_ALERT_BAR - w->given;
    for (int i = 0; i < w->count; i++) {
        const worth *part = &w->parts[i];
        if (i == anchor) {
            continue;
        }
        row.whole = row.whole && !is_needed(part, w->org);
        if (count == IX_ANCHOR_OTHERS) {
            need -= part->most;
            continue;
        }
        need -= part->omission;
        row.others[count] = part->dict | (uint32_t)(unsigned char)part->initial << 24;
        row.gains[count] = narrow(part->most - part->omission);
        row.substance |= (uint8_t)(is_needed(part, w->org) << count);
        count++;
    }
    row.need = narrow(need);
    return row;
}

static ix_status add_anchors(ix_builder *b) {
    const ix_name_row *names = IX_ROWS(b, IX_SEC_NAMES, const ix_name_row);
    uint32_t name_count = IX_ROW_COUNT(b, IX_SEC_NAMES, ix_name_row);
    size_t bytes = ((size_t)b->dict_count + 1) * sizeof(uint32_t);
    uint32_t *starts = (uint32_t *)(void *)ix_buf_extend(&b->sections[IX_SEC_ANCHOR_STARTS], bytes);
    if (!starts) {
        return IX_E_MEMORY;
    }
    memset(starts, 0, bytes);
    ix_anchor_row *rows = NULL;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t n = 0; n < name_count; n++) {
            weighed w;
            weigh(&w, b, &names[n]);
            int anchors = count_anchors(&w);
            for (int i = 0; i < anchors; i++) {
                if (pass == 0) {
                    starts[w.parts[i].dict + 1]++;
                } else {
                    rows[starts[w.parts[i].dict]++] = make_row(&w, i, n);
                }
            }
        }
        for (uint32_t d = 0; pass == 0 && d < b->dict_count; d++) {
            starts[d + 1] += starts[d];
        }
        uint32_t total = starts[b->dict_count];
        if (pass == 0 && total > 0) {
            rows = (ix_anchor_row *)(void *)ix_buf_extend(&b->sections[IX_SEC_ANCHORS],
                                                          (size_t)total * sizeof *rows);
            if (!rows) {
                return IX_E_MEMORY;
            }
        }
    }
    /* The second pass left each start at the next one's place. */
    memmove(starts + 1, starts, (size_t)b->dict_count * sizeof *starts);
    starts[0] = 0;
    return IX_OK;
}

ix_status ix_builder_anchors(ix_builder *b) {
    ix_status status = add_parts(b);
    return status != IX_OK ? status : add_anchors(b);
}
