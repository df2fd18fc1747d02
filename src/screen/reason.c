/* The one sentence of a decision. It names the finding that decides, and then, behind semicolons,
 * what a reader must know beside it: what is open, stale lists, a date before the archive. */
#include "weigh.h"

#define REASON_BYTES_MAX ((size_t)16 << 10)

static void append_entity(ix_buf *out, const ix_finding *finding) {
    ix_buf_append(out, finding->name);
    ix_buf_append(out, IX_STR(" ("));
    ix_buf_append(out, finding->entity);
    ix_buf_append_char(out, ')');
}

static const char *effect_clause(ix_verdict effect) {
    switch (effect) {
    case IX_VERDICT_BLOCK:
        return "blocked";
    case IX_VERDICT_REJECT:
        return "to be rejected";
    case IX_VERDICT_PROHIBITED:
        return "prohibited";
    case IX_VERDICT_LICENSE:
        return "dealt with under a licence only";
    case IX_VERDICT_NOT_SCREENED:
    case IX_VERDICT_CLEAR:
    case IX_VERDICT_INFO:
    case IX_VERDICT_REVIEW:
        break;
    }
    return "for information";
}

static ix_str program_of(const ix_finding *finding) {
    const ix_finding_listing *listing = &finding->listings[0];
    ix_str tag = listing->law.under.len > 0 ? listing->law.under : listing->law.program;
    return tag.len == 0 && listing->program_count > 0 ? listing->programs[0] : tag;
}

static void append_program(ix_buf *out, const ix_finding *finding) {
    ix_str tag = program_of(finding);
    if (tag.len > 0) {
        ix_buf_append(out, IX_STR(" under "));
        ix_buf_append(out, tag);
    }
}

/* The finding that settled the verdict: the first whose identity and listing are settled. */
static const ix_finding *settling(const ix_decision *decision) {
    for (int i = 0; i < decision->finding_count; i++) {
        const ix_finding *finding = &decision->findings[i];
        if (finding->identity != IX_IDENTITY_ESTABLISHED) {
            continue;
        }
        for (int j = 0; j < finding->listing_count; j++) {
            if (finding->listings[j].effect == decision->verdict &&
                finding->listings[j].times.state == IX_LISTING_IN_FORCE) {
                return finding;
            }
        }
    }
    return &decision->findings[0];
}

/* ------------------------------------------------------------------ owners */

/* "TIKHONOV, Andrei (us_ofac_sdn:45815) and 1 more": those whose stakes are counted together. */
static void append_owners(ix_buf *out, const ix_decision *decision, const ix_finding *finding) {
    int more = 0;
    for (int i = 0; i < decision->finding_count; i++) {
        const ix_finding *other = &decision->findings[i];
        more +=
            other != finding && other->claim != NULL && other->claim->rule == finding->claim->rule;
    }
    append_entity(out, finding);
    if (more > 0) {
        ix_buf_printf(out, " and %d more", more);
    }
}

/* Is the finding one of an owner whose stake is counted together with that of the first, and none
 * before it of the same programme? */
static bool adds_program(const ix_decision *decision, const ix_finding *first, int number) {
    const ix_finding *finding = &decision->findings[number];
    ix_str tag = program_of(finding);
    if (finding->claim == NULL || finding->claim->rule != first->claim->rule ||
        finding->effect != first->effect || tag.len == 0 || ix_str_equal(tag, program_of(first))) {
        return false;
    }
    for (int i = 0; i < number; i++) {
        const ix_finding *other = &decision->findings[i];
        if (other->claim != NULL && other->claim->rule == first->claim->rule &&
            ix_str_equal(program_of(other), tag)) {
            return false;
        }
    }
    return true;
}

/* " under RUSSIA-EO14024 and CYBER2": the programmes of all owners that are counted together. */
static void append_programs(ix_buf *out, const ix_decision *decision, const ix_finding *first) {
    append_program(out, first);
    for (int i = 0; i < decision->finding_count; i++) {
        if (adds_program(decision, first, i)) {
            ix_buf_append(out, IX_STR(" and "));
            ix_buf_append(out, program_of(&decision->findings[i]));
        }
    }
}

static void append_bar(ix_buf *out, const ix_claim *claim) {
    ix_percent_print(out, claim->rule->bar);
    ix_buf_append(out, IX_STR(" %"));
}

/* What a stake that is no more than a caution is. */
static void say_below(ix_buf *out, const ix_claim *claim) {
    if (claim->rule->bar == 0) {
        ix_buf_append(out, IX_STR(": "));
        ix_buf_append(out, claim->rule->title);
    } else if (!claim->in_force) {
        ix_buf_append(out, IX_STR(", and the "));
        ix_buf_append(out, claim->rule->title);
        ix_buf_append(out, IX_STR(" is not in force at that time"));
    } else {
        ix_buf_append(out, claim->rule->above ? IX_STR(", not more than the ")
                                              : IX_STR(", less than the "));
        append_bar(out, claim);
        ix_buf_append(out, IX_STR(" of "));
        ix_buf_append(out, claim->rule->title);
    }
    ix_buf_append(out, claim->review ? IX_STR("; a person must look") : (ix_str){0});
}

/* "55 % of it is owned, directly or indirectly, by X (id) and 1 more: blocked under P by R" */
static void say_owned(ix_buf *out, const ix_decision *decision, const ix_finding *finding) {
    const ix_claim *claim = finding->claim;
    bool possible = claim->outcome == IX_CLAIM_POSSIBLE;
    ix_percent_print(out, claim->steps[0].share);
    ix_buf_append(out, possible ? IX_STR(" % of it may be owned, directly or indirectly, by ")
                                : IX_STR(" % of it is owned, directly or indirectly, by "));
    append_owners(out, decision, finding);
    if (claim->outcome == IX_CLAIM_BELOW) {
        say_below(out, claim);
        return;
    }
    ix_buf_append(out, possible ? IX_STR(": it would be ") : IX_STR(": "));
    if (finding->effect > IX_VERDICT_INFO) {
        ix_buf_append_cstr(out, effect_clause(finding->effect));
        append_programs(out, decision, finding);
        ix_buf_append(out, IX_STR(" by "));
    } else {
        ix_buf_append(out, IX_STR("nothing is forbidden by that in the circumstances given; "));
    }
    ix_buf_append(out, claim->rule->title);
}

/* The caution that a person has to look at, or NULL. */
static const ix_finding *find_caution(const ix_decision *decision) {
    for (int i = 0; i < decision->finding_count; i++) {
        const ix_finding *finding = &decision->findings[i];
        if (finding->claim != NULL && finding->claim->review) {
            return finding;
        }
    }
    return NULL;
}

/* ------------------------------------------------------------------ sentences by verdict */

static void say_settled(ix_buf *out, const ix_decision *decision) {
    const ix_finding *finding = settling(decision);
    if (finding->claim != NULL) {
        say_owned(out, decision, finding);
        return;
    }
    ix_buf_append(out, IX_STR("Presumed to be "));
    append_entity(out, finding);
    ix_buf_printf(out, ", %s", effect_clause(decision->verdict));
    append_program(out, finding);
    ix_buf_append(out, IX_STR(": "));
    ix_buf_append(out, finding->why);
}

static bool is_gap(const ix_finding *finding) {
    return finding->listings[0].times.state == IX_LISTING_GAP;
}

static void say_gap(ix_buf *out, const ix_finding *finding) {
    const ix_timeline *times = &finding->listings[0].times;
    ix_buf_append(out, IX_STR("Whether "));
    append_entity(out, finding);
    ix_buf_append(out, IX_STR(" was listed at that time is not known: the versions published "));
    ix_when_print(out, times->gap_from);
    ix_buf_append(out, IX_STR(" and "));
    ix_when_print(out, times->gap_to);
    ix_buf_append(out, IX_STR(" disagree"));
}

static void say_review(ix_buf *out, const ix_decision *decision) {
    const ix_finding *first = NULL;
    int alerts = 0;
    for (int i = 0; i < decision->finding_count; i++) {
        if (decision->findings[i].effect > IX_VERDICT_INFO) {
            first = first == NULL ? &decision->findings[i] : first;
            alerts++;
        }
    }
    const ix_finding *caution = find_caution(decision);
    if (first == NULL && caution != NULL) {
        say_owned(out, decision, caution);
        return;
    }
    if (first == NULL) {
        ix_buf_append(out, IX_STR("A person must look"));
        return;
    }
    if (first->claim != NULL) {
        say_owned(out, decision, first);
        return;
    }
    if (is_gap(first)) {
        say_gap(out, first);
    } else {
        ix_buf_append(out, IX_STR("May be "));
        append_entity(out, first);
        ix_buf_printf(out, ", which would be %s", effect_clause(first->effect));
        append_program(out, first);
        ix_buf_append(out, IX_STR(": "));
        ix_buf_append(out, first->why);
    }
    if (alerts > 1) {
        ix_buf_printf(out, "; so may be %d more", alerts - 1);
    }
}

/* What lists say comes before what is on record beside them. */
static const ix_finding *telling(const ix_decision *decision) {
    for (int i = 0; i < decision->finding_count; i++) {
        if (!decision->findings[i].unlisted) {
            return &decision->findings[i];
        }
    }
    return &decision->findings[0];
}

/* A release is told with what it rests on: ", released by GL A (CITATION) and GL B (CITATION)". */
static void append_release(ix_buf *out, const ix_effect *law) {
    int told = 0;
    for (int i = 0; i < law->license_count; i++) {
        const ix_license_use *use = &law->licenses[i];
        if (use->covers) {
            ix_buf_append(out, told++ == 0 ? IX_STR(", released by ") : IX_STR(" and "));
            ix_buf_append(out, use->id);
            if (!ix_str_equal(use->id, use->citation)) {
                ix_buf_printf(out, " (%" IX_FMT ")", IX_ARG(use->citation));
            }
        }
    }
}

static void say_info(ix_buf *out, const ix_decision *decision) {
    const ix_finding *first = telling(decision);
    const ix_finding_listing *listing = &first->listings[0];
    ix_buf_append(out, IX_STR("For information only: "));
    if (first->claim != NULL) {
        say_owned(out, decision, first);
        return;
    }
    append_entity(out, first);
    switch (listing->times.state) {
    case IX_LISTING_ENDED:
        ix_buf_append(out, IX_STR(" was "));
        ix_buf_append(out, listing->removed.len > 0 ? listing->removed
                                                    : IX_STR("removed from the list"));
        break;
    case IX_LISTING_ANNOUNCED:
        ix_buf_append(out, IX_STR(" was announced"));
        if (listing->times.announced.kind != IX_WHEN_NONE) {
            ix_buf_append(out, IX_STR(" on "));
            ix_when_print(out, listing->times.announced);
        }
        ix_buf_append(out, IX_STR(" and takes effect on "));
        ix_when_print(out, listing->times.effective_from);
        break;
    case IX_LISTING_NOT_YET:
    case IX_LISTING_IN_FORCE:
    case IX_LISTING_GAP:
        if (first->identity >= IX_IDENTITY_OPEN) {
            ix_buf_append(out, IX_STR(" forbids nothing in the circumstances given"));
            append_release(out, &listing->law);
        } else {
            ix_buf_append(out, IX_STR(": "));
            ix_buf_append(out, first->why);
        }
        break;
    }
    if (decision->finding_count > 1) {
        ix_buf_printf(out, "; %d more findings", decision->finding_count - 1);
    }
}

static void say_main(ix_buf *out, const ix_decision *decision) {
    switch (decision->verdict) {
    case IX_VERDICT_CLEAR:
        ix_buf_append(out, IX_STR("No listed party reaches the reporting bar"));
        return;
    case IX_VERDICT_INFO:
        say_info(out, decision);
        return;
    case IX_VERDICT_REVIEW:
        say_review(out, decision);
        return;
    case IX_VERDICT_NOT_SCREENED:
        ix_buf_append(out, IX_STR("Not screened in full"));
        return;
    case IX_VERDICT_LICENSE:
    case IX_VERDICT_PROHIBITED:
    case IX_VERDICT_REJECT:
    case IX_VERDICT_BLOCK:
        break;
    }
    say_settled(out, decision);
}

/* What is true of the lists that a reader must not overlook. */
static void say_lists(ix_buf *out, const ix_decision *decision) {
    for (int i = 0; i < decision->list_count; i++) {
        const ix_used_list *list = &decision->lists[i];
        if (list->before_first) {
            ix_buf_append(out, IX_STR("; "));
            ix_buf_append(out, list->id);
            ix_buf_append(out, IX_STR(" was first archived as of "));
            ix_when_print(out, list->published);
            ix_buf_append(out, IX_STR(", after the date asked about"));
        }
        if (list->stale) {
            ix_buf_append(out, IX_STR("; "));
            ix_buf_append(out, list->id);
            ix_buf_printf(out, " is %lld days old and stale by the policy",
                          (long long)list->age_days);
        }
    }
}

void weigh_reason(ix_decision *decision, ix_str hindrance, ix_arena *arena) {
    ix_buf text;
    ix_buf_init(&text, REASON_BYTES_MAX);
    say_main(&text, decision);
    if (decision->open > decision->verdict && decision->verdict > IX_VERDICT_REVIEW) {
        ix_buf_printf(&text, "; a possible match not settled yet would be %s",
                      effect_clause(decision->open));
    }
    if (hindrance.len > 0) {
        ix_buf_append(&text, IX_STR("; "));
        ix_buf_append(&text, hindrance);
    }
    say_lists(&text, decision);
    ix_buf_append_char(&text, '.');
    ix_str copy = text.status == IX_OK ? ix_arena_copy(arena, ix_buf_view(&text)) : (ix_str){0};
    decision->reason =
        copy.ptr != NULL ? copy : IX_STR("The findings tell; no memory for the sentence.");
    ix_buf_free(&text);
}
