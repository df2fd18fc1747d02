/* What a decision is, apart from how it was reached and how it is written. */
#include <interdict/screen.h>

#include <assert.h>
#include <stdio.h>

#include "writers.h"

static const char *const identity_names[] = {
#define IDENTITY_TEXT(name, text) text,
    IX_IDENTITY_LIST(IDENTITY_TEXT)
#undef IDENTITY_TEXT
};

const char *ix_identity_name(ix_identity identity) {
    int count = (int)(sizeof identity_names / sizeof identity_names[0]);
    return (int)identity >= 0 && (int)identity < count ? identity_names[identity] : "unknown";
}

const char *ix_listing_state_name(ix_listing_state state) {
    switch (state) {
    case IX_LISTING_NOT_YET:
        return "not_yet";
    case IX_LISTING_ANNOUNCED:
        return "announced";
    case IX_LISTING_IN_FORCE:
        return "in_force";
    case IX_LISTING_GAP:
        return "gap";
    case IX_LISTING_ENDED:
        return "ended";
    }
    return "unknown";
}

void ix_decision_refuse(ix_decision *out, const ix_party *party, ix_str reason) {
    assert(party != NULL || out->text != NULL || out->message != NULL || out->inventory != NULL);
    if (party != NULL) {
        out->party = party;
    }
    out->verdict = IX_VERDICT_NOT_SCREENED;
    out->open = IX_VERDICT_NOT_SCREENED;
    out->reason = reason;
    out->findings = NULL;
    out->finding_count = 0;
}

bool ix_decision_is_alert(const ix_decision *decision) {
    return decision->verdict >= IX_VERDICT_REVIEW || decision->open >= IX_VERDICT_REVIEW;
}

int ix_decision_exit_status(const ix_decision *decision) {
    if (decision->verdict == IX_VERDICT_NOT_SCREENED) {
        return 2;
    }
    return ix_decision_is_alert(decision) ? 1 : 0;
}

int findings_shown(const ix_decision *decision, const ix_decision_style *style) {
    bool cut = style->limit > 0 && style->limit < decision->finding_count;
    return cut ? style->limit : decision->finding_count;
}

ix_str evidence_place(char where[32], const ix_decision *decision, const ix_evidence *evidence) {
    if (decision->inventory != NULL) {
        return inventory_evidence_place(where, decision, evidence);
    }
    if (evidence->from < 0) {
        return (ix_str){0};
    }
    if (decision->text != NULL) {
        const ix_mail *mail = decision->text->mail;
        return mail == NULL || evidence->name < 0 ? IX_STR("text")
                                                  : mail->pieces[evidence->name].where;
    }
    if (decision->message != NULL) {
        return evidence->name >= 0 ? decision->message->fields[evidence->name].path : (ix_str){0};
    }
    if (evidence->name <= 0) {
        return IX_STR("name");
    }
    int length = snprintf(where, 32, "alias %d", evidence->name);
    return (ix_str){where, length};
}
