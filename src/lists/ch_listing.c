/* When a target of the Swiss list was listed: its modifications, of which the publication holds
 * all.
 *
 *     modification@modification-type@enactment-date@publication-date@effective-date
 *       added, removed: the details as they were after and before it
 *
 * The list writes the newest one first; dates go before that order. A target whose last
 * modification is its de-listing is no longer in force; an amendment behind a de-listing says that
 * the target is back. */
#include "ch.h"

#include <string.h>

typedef enum change { CHANGE_LISTED, CHANGE_DELISTED, CHANGE_AMENDED } change;

typedef struct modification {
    int32_t element;
    ix_str type;
    ix_str enacted;
    ix_str published;
    ix_str effective;
    change change;
    ix_when when; /* it took effect, as far as it tells */
} modification;

typedef struct history {
    modification items[CH_MODIFICATIONS_MAX];
    int count;
} history;

/* ------------------------------------------------------------------ leaves */

static modification *item_of(history *h, int32_t element) {
    for (int i = h->count; i-- > 0;) {
        if (h->items[i].element == element) {
            return &h->items[i];
        }
    }
    if (h->count == CH_MODIFICATIONS_MAX) {
        return NULL;
    }
    h->items[h->count] = (modification){.element = element};
    return &h->items[h->count++];
}

static void take_attributes(ix_xml *x, history *h) {
    static const ix_str prefix = {"modification@", 13};
    for (int i = 0; i < x->leaf_count; i++) {
        ix_xml_leaf *l = &x->leaves[i];
        if (l->taken || !ix_str_starts_with(l->path, prefix)) {
            continue;
        }
        modification *m = item_of(h, l->element);
        ix_str field = ix_str_slice(l->path, prefix.len, l->path.len);
        ix_str *slot = NULL;
        if (m != NULL) {
            slot = ix_str_equal(field, IX_STR("modification-type"))  ? &m->type
                   : ix_str_equal(field, IX_STR("enactment-date"))   ? &m->enacted
                   : ix_str_equal(field, IX_STR("publication-date")) ? &m->published
                   : ix_str_equal(field, IX_STR("effective-date"))   ? &m->effective
                                                                     : NULL;
        }
        if (slot != NULL) {
            *slot = l->text;
            l->taken = true;
        }
    }
}

/* What a modification added and removed, detail by detail, with its dates in front. */
static void keep_content(ix_xml *x, const modification *m, int from) {
    static const ix_str prefix = {"modification/", 13};
    ix_buf out;
    ix_buf_init(&out, IX_ENTITY_RECORD_BYTES_MAX);
    out.allocator = x->draft.arena->allocator;
    ix_buf_printf(&out, "%" IX_FMT " enacted %" IX_FMT " published %" IX_FMT " effective %" IX_FMT,
                  IX_ARG(m->type), IX_ARG(m->enacted), IX_ARG(m->published), IX_ARG(m->effective));
    bool content = false;
    for (int i = from; i < x->leaf_count; i++) {
        ix_xml_leaf *l = &x->leaves[i];
        if (ix_str_starts_with(l->path, IX_STR("modification@")) && l->element != m->element) {
            break;
        }
        if (l->taken || !ix_str_starts_with(l->path, prefix)) {
            continue;
        }
        l->taken = true;
        if (!ch_is_bookkeeping(l->path, l->text)) {
            ix_buf_append_cstr(&out, "; ");
            ix_buf_append(&out, ix_str_slice(l->path, prefix.len, l->path.len));
            ix_buf_append_cstr(&out, ": ");
            ix_buf_append(&out, l->text);
            content = true;
        }
    }
    if (content || m->change == CHANGE_AMENDED) {
        ix_str text =
            out.status == IX_OK ? ix_arena_copy(x->draft.arena, ix_buf_view(&out)) : (ix_str){0};
        x->draft.status = text.ptr == NULL ? IX_E_MEMORY : x->draft.status;
        ix_draft_unmodelled(&x->draft, IX_STR("modification"), text);
    }
    ix_buf_free(&out);
}

/* ------------------------------------------------------------------ order */

static change change_of(ix_draft *draft, ix_str type) {
    if (ix_str_equal(type, IX_STR("listed"))) {
        return CHANGE_LISTED;
    }
    if (ix_str_equal(type, IX_STR("de-listed"))) {
        return CHANGE_DELISTED;
    }
    if (!ix_str_equal(type, IX_STR("amended"))) {
        ix_draft_warn(draft, IX_STR("unknown_modification"), type);
    }
    return CHANGE_AMENDED;
}

static ix_when date_of(ix_draft *draft, ix_str text) {
    ix_when when = {0};
    if (text.len > 0 && ix_when_parse(&when, text, NULL) != IX_OK) {
        ix_draft_warn(draft, IX_STR("date_not_understood"), text);
        when = (ix_when){0};
    }
    return when;
}

static ix_when first_set(ix_when a, ix_when b) {
    return a.kind != IX_WHEN_NONE ? a : b;
}

static void read_items(ix_draft *draft, history *h) {
    for (int i = 0; i < h->count; i++) {
        modification *m = &h->items[i];
        m->change = change_of(draft, m->type);
        m->when = first_set(date_of(draft, m->effective),
                            first_set(date_of(draft, m->published), date_of(draft, m->enacted)));
        if (m->when.kind == IX_WHEN_NONE) {
            ix_draft_warn(draft, IX_STR("undated_modification"), draft->entity.key);
        }
    }
}

/* Is the first older? Undated ones keep the place the list gives them as far as dates allow. */
static bool is_older(const modification *a, const modification *b) {
    return a->when.kind != IX_WHEN_NONE && a->when.kind == b->when.kind &&
           a->when.value < b->when.value;
}

/* Oldest first. */
static void sort_items(history *h) {
    for (int i = 0; i < h->count / 2; i++) {
        modification m = h->items[i];
        h->items[i] = h->items[h->count - 1 - i];
        h->items[h->count - 1 - i] = m;
    }
    for (int i = 1; i < h->count; i++) {
        modification m = h->items[i];
        int at = i;
        for (; at > 0 && is_older(&m, &h->items[at - 1]); at--) {
            h->items[at] = h->items[at - 1];
        }
        h->items[at] = m;
    }
}

/* ------------------------------------------------------------------ listings */

/* The listing of one more time, like the first but for its dates. */
static ix_listing *next_listing(ix_draft *draft, int used) {
    ix_listing like = draft->entity.listings[0];
    ix_listing *listing = used == 0 ? &draft->entity.listings[0] : ix_draft_listing(draft);
    if (listing != NULL) {
        like.announced = like.published = like.effective_from = like.effective_until = (ix_when){0};
        *listing = like;
    }
    return listing;
}

/* The first modification that is known need not be a listing: that is older than the list tells. */
static void apply(ix_draft *draft, const history *h) {
    bool open = false;
    int used = 0;
    for (int i = 0; i < h->count; i++) {
        const modification *m = &h->items[i];
        bool again = !open && used > 0 && m->change == CHANGE_DELISTED;
        if (again) {
            ix_draft_warn(draft, IX_STR("delisted_again"), draft->entity.key);
        } else if (!open) {
            ix_listing *listing = next_listing(draft, used++);
            if (listing == NULL) {
                return;
            }
            if (used > 1 || m->change == CHANGE_LISTED) {
                listing->announced = date_of(draft, m->enacted);
                listing->published = date_of(draft, m->published);
                listing->effective_from = m->when;
            }
            open = true;
        }
        if (m->change == CHANGE_DELISTED) {
            draft->entity.listings[used - 1].effective_until = m->when;
            open = false;
        }
    }
}

void ch_add_listings(ix_xml *x) {
    history h = {0};
    take_attributes(x, &h);
    read_items(&x->draft, &h);
    for (int i = 0; i < x->leaf_count; i++) {
        const ix_xml_leaf *l = &x->leaves[i];
        for (int k = 0; k < h.count; k++) {
            if (h.items[k].element == l->element &&
                ix_str_starts_with(l->path, IX_STR("modification@")) &&
                (i == 0 || x->leaves[i - 1].element != l->element)) {
                keep_content(x, &h.items[k], i);
            }
        }
    }
    sort_items(&h);
    if (x->draft.status == IX_OK) {
        apply(&x->draft, &h);
    }
}
