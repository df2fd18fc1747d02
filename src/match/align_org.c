/* Aligning names of organizations, vessels and aircraft: what their parts count as, what is left
 * out, what contradicts, and their legal forms. */
#include "align.h"

#include "match_tables.h"

/* Organization words that say less than this are generic, listed as such or not. */
#define GENERIC_MILLIBITS 6000

align_rank align_org_rank(const ix_mpart *part) {
    if (part->role == IX_ROLE_STOP || part->role == IX_ROLE_LEGAL_FORM) {
        return RANK_VOID;
    }
    if (part->role == IX_ROLE_NUMBER || part->number != 0) {
        return RANK_NUMBER;
    }
    if (part->role == IX_ROLE_GENERIC || (part->flags & IX_WORD_ORG_GENERIC) != 0) {
        return RANK_GENERIC;
    }
    if ((part->flags & IX_WORD_PLACE) != 0) {
        return RANK_PLACE;
    }
    if (part->role == IX_ROLE_TITLE || part->role == IX_ROLE_PARTICLE || part->text.len == 1) {
        return RANK_PARTICLE;
    }
    return part->org_millibits < GENERIC_MILLIBITS ? RANK_GENERIC : RANK_DISTINCTIVE;
}

/* May leftovers of these ranks stand against each other, and at what cost? */
static int32_t contradiction_of(align_rank a, align_rank b) {
    if (a != b) {
        return 0;
    }
    switch (a) {
    case RANK_NUMBER:
        return IX_W_CONTRADICTS_NUMBER;
    case RANK_DISTINCTIVE:
    case RANK_PLACE:
        return IX_W_CONTRADICTS_DISTINCTIVE;
    case RANK_GENERIC:
        return IX_W_CONTRADICTS_GENERIC;
    default:
        return 0;
    }
}

static int32_t omission_of(align_rank rank) {
    switch (rank) {
    case RANK_PARTICLE:
        return IX_W_MISSING_PARTICLE;
    case RANK_GENERIC:
        return IX_W_MISSING_GENERIC;
    case RANK_PLACE:
        return IX_W_MISSING_PLACE;
    case RANK_NUMBER:
        return IX_W_MISSING_NUMBER;
    case RANK_DISTINCTIVE:
        return IX_W_MISSING_DISTINCTIVE;
    default:
        return 0;
    }
}

int32_t align_org_omission(const ix_mpart *part) {
    return omission_of(align_org_rank(part));
}

static void take_contradictions(align_work *w) {
    for (int i = 0; i < w->query.name->count; i++) {
        for (int j = 0; !w->query.taken[i] && j < w->listed.name->count; j++) {
            if (w->listed.taken[j]) {
                continue;
            }
            int32_t cost = contradiction_of(w->query.ranks[i], w->listed.ranks[j]);
            if (cost != 0) {
                align_put(w, i, j, IX_RELATION_CONTRADICTS, cost);
                w->query.taken[i] = w->listed.taken[j] = true;
                w->inexact = true;
            }
        }
    }
}

/* Returns whether anything of substance is left over. */
static bool take_omissions(align_work *w, const align_side *s, bool is_query) {
    bool any = false;
    for (int i = 0; i < s->name->count; i++) {
        if (s->taken[i] || s->ranks[i] == RANK_VOID) {
            continue;
        }
        align_put(w, is_query ? i : ALIGN_NOWHERE, is_query ? ALIGN_NOWHERE : i,
                  IX_RELATION_MISSING, omission_of(s->ranks[i]));
        any = true;
    }
    return any;
}

/* ---------------------------------------------------------------- legal forms */

static int form_part(const ix_mname *name) {
    for (int i = 0; i < name->count; i++) {
        if (name->parts[i].role == IX_ROLE_LEGAL_FORM && name->parts[i].form == name->form) {
            return i;
        }
    }
    return ALIGN_NOWHERE;
}

static void compare_forms(align_work *w) {
    uint16_t a = w->query.name->form, b = w->listed.name->form;
    if (a == 0 || b == 0) {
        return;
    }
    int i = form_part(w->query.name), j = form_part(w->listed.name);
    ix_form_class ca = ix_knowledge_form(w->knowledge, a)->class_;
    ix_form_class cb = ix_knowledge_form(w->knowledge, b)->class_;
    bool open = ca == IX_FORM_GENERIC || cb == IX_FORM_GENERIC;
    w->out->form_agrees = a == b || ca == cb || open;
    if (a == b) {
        align_put(w, i, j, IX_RELATION_EQUAL, IX_W_FORM_EQUAL);
    } else if (w->out->form_agrees) {
        align_put(w, i, j, IX_RELATION_VARIANT, IX_W_FORM_COMPATIBLE);
    } else {
        align_put(w, i, j, IX_RELATION_CONTRADICTS, IX_W_FORM_CONTRADICTS);
        w->out->form_contradicts = true;
    }
}

bool align_org_leftovers(align_work *w) {
    take_contradictions(w);
    bool left = take_omissions(w, &w->query, true);
    left = take_omissions(w, &w->listed, false) || left;
    compare_forms(w);
    return left;
}
