/*
 * Which parts of a listed name are its anchors.
 *
 * The least telling parts are taken together as long as all of them, agreeing, stay below the alert
 * bar; the others are the anchors. Where the whole name stays below it, only a complete name can
 * alert (it is lifted to the bar), and that has the rarest part too: this is the anchor. What no
 * row of the dictionary leads to (numbers of one value, an equal legal form) counts as given.
 *
 * Beside an anchor that agrees, most names need other parts, or they stay below the bar. The row
 * has the most telling of these and what they must come to, so that nearly all names are dismissed
 * by a look at three counters. */
#include "anchor.h"

#include "match_tables.h"
#include "run.h"

#include <string.h>

typedef struct worth {
    uint32_t dict;
    int32_t most;     /* what it says at most, as a run of several words too */
    int32_t omission;
    char initial; /* 0: none may stand for it */
    bool anchor;
} worth;

typedef struct weighed {
    worth parts[IX_PARTS_MAX]; /* most telling first, each row once */
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
        .text = {b->sections[IX_SEC_TEXT].ptr + row->text.offset, (ptrdiff_t)row->text.len},
        .person_millibits = row->person_millibits,
        .org_millibits = row->org_millibits,
        .flags = row->flags,
        .concept = row->concept,
        .number = at->number,
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
    for (; at > 0 && w->parts[at - 1].most < one->most; at--) {
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

/* What anchors give that stand as initials only, which no row leads to: the name may be complete.
 */
static int32_t worth_of_initials(const weighed *w, int anchors) {
    int32_t sum = 0;
    for (int i = 0; i < anchors; i++) {
        sum += w->parts[i].initial ? IX_W_INITIAL : 0;
    }
    return sum > 0 ? sum + IX_W_COMPLETE_BONUS : 0;
}

/* Returns how many anchors: they are the first ones. */
static int count_anchors(const weighed *w) {
    int32_t sum = w->given;
    int anchors = w->count;
    while (anchors > 0 &&
           sum + w->parts[anchors - 1].most + worth_of_initials(w, anchors > 1 ? anchors - 1 : 0) <
               IX_W_ALERT_BAR) {
        sum += w->parts[--anchors].most;
    }
    return anchors > 0 || w->count == 0 ? anchors : 1;
}

/* Substance: a name is not complete without it, so that nothing lifts the name. */
static bool is_needed(const worth *part, bool org) {
    return part->omission < (org ? IX_W_MISSING_KIND : 0);
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
