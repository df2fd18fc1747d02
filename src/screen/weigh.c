/* From matches and effects to a verdict. */
#include "weigh.h"

#include <assert.h>
#include <stdlib.h>

/* ------------------------------------------------------------------ bars */

weigh_bars weigh_bars_set(const ix_policy *policy, int32_t threshold) {
    weigh_bars bars = {policy->alert_score, policy->alert_score, policy->establish_score,
                       policy->alert_score};
    if (threshold > 0) {
        bars.threshold = threshold;
        bars.alert = threshold > bars.alert ? threshold : bars.alert;
    }
    bars.establish = bars.alert > bars.establish ? bars.alert : bars.establish;
    return bars;
}

ix_digest weigh_policy_digest(const ix_policy *policy, const weigh_bars *bars) {
    if (bars->alert == policy->alert_score) {
        return policy->digest;
    }
    ix_buf text;
    ix_buf_init(&text, 256);
    ix_digest_print(&text, &policy->digest);
    ix_buf_append(&text, IX_STR("\nalert_score "));
    ix_buf_append_fixed(&text, bars->alert, 4);
    ix_buf_append_char(&text, '\n');
    ix_digest digest = ix_sha256(ix_buf_view(&text));
    ix_buf_free(&text);
    return digest;
}

/* ------------------------------------------------------------------ identity */

/* Is the name asked the listed one, form and all? It is then as full as a name gets, however common
 * its words are. */
static bool is_letter_for_letter(const ix_match *match) {
    for (int i = 0; i < match->evidence_count; i++) {
        const ix_evidence *one = &match->evidence[i];
        if (one->kind == IX_EVIDENCE_NAME && one->relation == IX_RELATION_EQUAL &&
            ix_str_equal_ascii_nocase(one->query, one->listed)) {
            return true;
        }
    }
    return false;
}

/* Identity is established over the establish bar, without contradiction, by an agreeing typed
 * identifier, by a name that an attribute or a number corroborates, by a person's full name of
 * three or more parts, or by an organization's full distinctive name. Names of one or two parts and
 * untyped numbers never establish it alone (docs/internals/screen.md). */
static bool is_established(const ix_match *match, const weigh_bars *bars) {
    if (match->score < bars->alert || match->contradicted) {
        return false;
    }
    if (match->full_organization_name && !match->weak_only && is_letter_for_letter(match)) {
        return true;
    }
    if (match->score < bars->establish) {
        return false;
    }
    if (match->identifier_agrees) {
        return true;
    }
    if (match->weak_only) {
        return false;
    }
    bool corroborated =
        (match->attribute_agrees || match->identifier_untyped) && match->name_score >= bars->name;
    return corroborated || match->full_person_name || match->full_organization_name;
}

ix_identity weigh_identity(const ix_match *match, const weigh_bars *bars, bool open_attributes) {
    if (match->score < bars->alert) {
        return IX_IDENTITY_BELOW;
    }
    if (is_established(match, bars)) {
        return IX_IDENTITY_ESTABLISHED;
    }
    /* OFAC FAQ 124: screening on a weak a.k.a. alone is not expected, its use to confirm is. */
    bool alone = match->weak_only && !match->attribute_agrees && !match->identifier_agrees &&
                 !match->identifier_untyped && !open_attributes;
    return alone ? IX_IDENTITY_SUPPRESSED : IX_IDENTITY_OPEN;
}

static const char *kind_words(ix_evidence_kind kind) {
    switch (kind) {
    case IX_EVIDENCE_NAME_PART:
    case IX_EVIDENCE_NAME:
        return "name";
    case IX_EVIDENCE_DOB:
        return "date of birth";
    case IX_EVIDENCE_COUNTRY:
        return "country";
    case IX_EVIDENCE_GENDER:
        return "gender";
    case IX_EVIDENCE_IDENTIFIER:
        return "identifier";
    case IX_EVIDENCE_TYPE:
        return "kind of party";
    case IX_EVIDENCE_ADDRESS:
        return "address";
    case IX_EVIDENCE_OWNERSHIP:
        return "ownership";
    case IX_EVIDENCE_BIRTH_PLACE:
        return "place of birth";
    }
    return "evidence";
}

/* "contradicted by date of birth and name": each kind once, in the order of the evidence. */
static ix_str contradictions(const ix_match *match, ix_arena *arena) {
    ix_buf text;
    ix_buf_init(&text, 512);
    bool seen[IX_EVIDENCE_BIRTH_PLACE + 1] = {false};
    int count = 0;
    for (int i = 0; i < match->evidence_count; i++) {
        const ix_evidence *one = &match->evidence[i];
        ix_evidence_kind kind = one->kind == IX_EVIDENCE_NAME_PART ? IX_EVIDENCE_NAME : one->kind;
        if (one->relation == IX_RELATION_CONTRADICTS && !seen[kind]) {
            ix_buf_append(&text, count == 0 ? IX_STR("contradicted by ") : IX_STR(" and "));
            ix_buf_append_cstr(&text, kind_words(kind));
            seen[kind] = true;
            count++;
        }
    }
    ix_str copy = count > 0 ? ix_arena_copy(arena, ix_buf_view(&text)) : IX_STR("contradicted");
    ix_buf_free(&text);
    return copy;
}

static bool agrees_by(const ix_match *match, ix_evidence_kind kind) {
    for (int i = 0; i < match->evidence_count; i++) {
        if (match->evidence[i].kind == kind && match->evidence[i].millibits > 0) {
            return true;
        }
    }
    return false;
}

static ix_str why_established(const ix_match *match) {
    if (match->identifier_agrees) {
        return match->name_score >= IX_SCORE_ALERT ? IX_STR("an identifier and the name agree")
                                                   : IX_STR("an identifier agrees");
    }
    if (match->full_person_name && !match->attribute_agrees) {
        return IX_STR("the full name agrees");
    }
    if (match->attribute_agrees) {
        return agrees_by(match, IX_EVIDENCE_DOB) ? IX_STR("name and date of birth agree")
                                                 : IX_STR("name and address agree");
    }
    if (match->identifier_untyped) {
        return IX_STR("name and a number agree");
    }
    return IX_STR("the full distinctive name agrees");
}

ix_str weigh_why(const ix_match *match, ix_identity identity, ix_arena *arena) {
    if (identity == IX_IDENTITY_ESTABLISHED) {
        return why_established(match);
    }
    if (match->contradicted) {
        return contradictions(match, arena);
    }
    if (identity == IX_IDENTITY_SUPPRESSED) {
        return IX_STR("only a weak a.k.a. agrees");
    }
    if (identity == IX_IDENTITY_BELOW) {
        return IX_STR("the evidence does not reach the alert bar");
    }
    if (match->weak_only && match->attribute_agrees) {
        return IX_STR("a weak a.k.a. agrees, and an attribute with it");
    }
    if (match->by_identifier && match->identifier_untyped) {
        return IX_STR("a number agrees that was given without its type");
    }
    return match->attribute_agrees || match->identifier_untyped
               ? IX_STR("name and attributes are alike, not enough to establish it")
               : IX_STR("the name is alike and nothing corroborates it");
}

/* ------------------------------------------------------------------ findings */

static int state_rank(ix_listing_state state) {
    switch (state) {
    case IX_LISTING_IN_FORCE:
        return 4;
    case IX_LISTING_GAP:
        return 3;
    case IX_LISTING_ANNOUNCED:
        return 2;
    case IX_LISTING_ENDED:
        return 1;
    case IX_LISTING_NOT_YET:
        break;
    }
    return 0;
}

static bool is_graver(const ix_finding_listing *a, const ix_finding_listing *b) {
    if (a->effect != b->effect) {
        return a->effect > b->effect;
    }
    return state_rank(a->times.state) > state_rank(b->times.state);
}

/* What is released by a licence forbids nothing, and its records are to be kept all the same. */
static bool is_released(const ix_effect *law) {
    for (int i = 0; i < law->license_count; i++) {
        if (law->licenses[i].covers) {
            return true;
        }
    }
    return false;
}

void weigh_finding(ix_finding *finding) {
    assert(finding->listing_count > 0);
    bool alert = finding->identity >= IX_IDENTITY_OPEN;
    for (int i = 0; i < finding->listing_count; i++) {
        ix_finding_listing *listing = &finding->listings[i];
        bool acts =
            listing->times.state == IX_LISTING_IN_FORCE || listing->times.state == IX_LISTING_GAP;
        listing->effect = alert && acts ? listing->law.effect : IX_VERDICT_INFO;
        if (listing->effect == IX_VERDICT_INFO && !(alert && acts && is_released(&listing->law))) {
            listing->law.obligation_count = 0;
        }
    }
    for (int i = 1; i < finding->listing_count; i++) { /* stable: few listings */
        ix_finding_listing moving = finding->listings[i];
        int at = i;
        while (at > 0 && is_graver(&moving, &finding->listings[at - 1])) {
            finding->listings[at] = finding->listings[at - 1];
            at--;
        }
        finding->listings[at] = moving;
    }
    finding->effect = finding->listings[0].effect;
}

/* ------------------------------------------------------------------ the verdict */

/* The entity as the subject itself, then as its owner, by rule and by the owner's name. */
static int compare_claims(const ix_claim *a, const ix_claim *b) {
    if (a == NULL || b == NULL) {
        return (a != NULL) - (b != NULL);
    }
    int rules = ix_str_compare(a->rule->name, b->rule->name);
    return rules != 0 ? rules : ix_str_compare(a->owner, b->owner);
}

static int compare_findings(const void *left, const void *right) {
    const ix_finding *a = left;
    const ix_finding *b = right;
    if (a->effect != b->effect) {
        return a->effect > b->effect ? -1 : 1;
    }
    if (a->score != b->score) {
        return a->score > b->score ? -1 : 1;
    }
    int entities = ix_str_compare(a->entity, b->entity);
    return entities != 0 ? entities : compare_claims(a->claim, b->claim);
}

static ix_verdict graver(ix_verdict a, ix_verdict b) {
    return a > b ? a : b;
}

static void weigh_listing(ix_decision *decision, const ix_finding *finding,
                          const ix_finding_listing *listing) {
    if (listing->effect <= IX_VERDICT_INFO) {
        decision->verdict = graver(decision->verdict, IX_VERDICT_INFO);
        return;
    }
    bool settled =
        finding->identity == IX_IDENTITY_ESTABLISHED && listing->times.state == IX_LISTING_IN_FORCE;
    if (settled) {
        decision->verdict = graver(decision->verdict, listing->effect);
    } else {
        decision->verdict = graver(decision->verdict, IX_VERDICT_REVIEW);
        decision->open = graver(decision->open, listing->effect);
    }
}

void weigh_decision(ix_decision *decision) {
    if (decision->finding_count > 1) {
        qsort(decision->findings, (size_t)decision->finding_count, sizeof decision->findings[0],
              compare_findings);
    }
    decision->verdict = IX_VERDICT_CLEAR;
    decision->open = IX_VERDICT_NOT_SCREENED;
    for (int i = 0; i < decision->finding_count; i++) {
        const ix_finding *finding = &decision->findings[i];
        for (int j = 0; j < finding->listing_count; j++) {
            weigh_listing(decision, finding, &finding->listings[j]);
        }
    }
}

void weigh_hindrance(ix_decision *decision, ix_verdict verdict) {
    if (decision->verdict < IX_VERDICT_REVIEW) {
        decision->verdict = verdict;
    }
}

void weigh_conclude(ix_decision *decision, ix_arena *arena) {
    if (decision->hindered != IX_VERDICT_CLEAR) {
        weigh_hindrance(decision, decision->hindered);
    }
    weigh_reason(decision, decision->hindrance, arena);
}
