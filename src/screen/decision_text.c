/* A decision for people: the verdict first, then each finding, then what it rests on.
 *
 *     BLOCK  Andrei Gennadyevich Tikhonov
 *     Is TIKHONOV, Andrei Gennadyevich (us_ofac_sdn:45815), blocked under RUSSIA-EO14024: ...
 *
 *     1. TIKHONOV, Andrei Gennadyevich                              block  0.9871  established
 *        entity       us_ofac_sdn:45815, person, by its primary name
 *        ...
 *        agrees       +14.200  "Tikhonov" is the listed "TIKHONOV" (name, bytes 20-28).
 */
#include <interdict/screen.h>

#include "sentence.h"
#include "words.h"
#include "writers.h"

#define LABEL_COLUMNS 14
#define TEXT_INDENT   (3 + LABEL_COLUMNS)
#define PAGE_COLUMNS  100
#define BITS_COLUMNS  9 /* "+11.500  " */

#define SENTENCE_BYTES_MAX ((size_t)8 << 20)

typedef struct page {
    ix_buf *out;
    const ix_decision *decision;
    bool color;
} page;

#define RESET "\033[0m"
#define BOLD  "\033[1m"
#define DIM   "\033[2m"

static void paint(const page *p, const char *code) {
    if (p->color) {
        ix_buf_append_cstr(p->out, code);
    }
}

static const char *verdict_paint(ix_verdict verdict) {
    switch (verdict) {
    case IX_VERDICT_CLEAR:
        return "\033[1;32m";
    case IX_VERDICT_INFO:
        return "\033[1;36m";
    case IX_VERDICT_REVIEW:
    case IX_VERDICT_LICENSE:
        return "\033[1;33m";
    case IX_VERDICT_NOT_SCREENED:
    case IX_VERDICT_PROHIBITED:
    case IX_VERDICT_REJECT:
    case IX_VERDICT_BLOCK:
        break;
    }
    return "\033[1;31m";
}

static void append_verdict(const page *p, ix_verdict verdict) {
    ix_str name = ix_str_from_cstr(ix_verdict_name(verdict));
    for (ptrdiff_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        ix_buf_append_char(p->out, c == '_' ? ' ' : c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
    }
}

/* "   label        " */
static void label(const page *p, const char *text) {
    ix_buf_append(p->out, IX_STR("   "));
    paint(p, DIM);
    words_append_padded(p->out, ix_str_from_cstr(text), LABEL_COLUMNS);
    paint(p, RESET);
}

static void line_of(const page *p, const char *name, ix_str text) {
    label(p, name);
    words_append_wrapped(p->out, text, PAGE_COLUMNS, TEXT_INDENT, TEXT_INDENT);
    ix_buf_append_char(p->out, '\n');
}

static void line(const page *p, const char *name, ix_str text) {
    if (text.len > 0) {
        line_of(p, name, text);
    }
}

/* ------------------------------------------------------------------ a finding */

static void append_joined(ix_buf *out, const ix_str *items, int count) {
    for (int i = 0; i < count; i++) {
        ix_buf_append(out, i > 0 ? IX_STR(", ") : (ix_str){0});
        words_append(out, items[i]);
    }
}

static void write_entity(const page *p, const ix_finding *finding) {
    label(p, "entity");
    words_append(p->out, finding->entity);
    ix_buf_printf(p->out, ", %s, ", ix_party_type_name(finding->type));
    if (finding->through.len > 0) {
        ix_buf_append_cstr(p->out, "found through ");
        words_append(p->out, finding->through);
        ix_buf_append_cstr(p->out, " by its ");
    } else {
        ix_buf_append_cstr(p->out, "by its ");
    }
    ix_str kind = finding->by_identifier
                      ? IX_STR("identifier")
                      : ix_str_from_cstr(ix_name_kind_name(finding->matched_kind));
    ix_buf_append_cstr(p->out, words_matched_kind(kind));
    if (!ix_str_equal(finding->matched_name, finding->name)) {
        ix_buf_append_char(p->out, ' ');
        words_append(p->out, finding->matched_name);
    }
    ix_buf_append_char(p->out, '\n');
}

/* Where in a message it was found: the field, what stands there, its bytes. */
static void write_places(const page *p, const ix_finding *finding) {
    ix_buf text;
    ix_buf_init(&text, SENTENCE_BYTES_MAX);
    for (int i = 0; i < finding->place_count; i++) {
        ix_buf_clear(&text);
        if (i == 0 || message_place_names(p->decision->message, &finding->places[i])) {
            message_place(&text, p->decision->message, &finding->places[i]);
            line_of(p, i == 0 ? "where" : "", ix_buf_view(&text));
        }
    }
    ix_buf_free(&text);
}

/* A name in disguise: what it was read as, which the evidence below is about. */
static void write_reading(const page *p, const ix_finding *finding) {
    line(p, "read as", finding->read_as);
}

static void append_when(const page *p, const char *word, ix_when when) {
    if (when.kind != IX_WHEN_NONE) {
        ix_buf_append_cstr(p->out, word);
        ix_when_print(p->out, when);
    }
}

static const char *state_words(ix_listing_state state) {
    switch (state) {
    case IX_LISTING_NOT_YET:
        return "not yet";
    case IX_LISTING_ANNOUNCED:
        return "announced, not yet in force";
    case IX_LISTING_IN_FORCE:
        return "in force";
    case IX_LISTING_GAP:
        return "not known";
    case IX_LISTING_ENDED:
        return "ended";
    }
    return "not known";
}

/* One listing: where, since when, by what law, for whom. */
static void write_listing(const page *p, const ix_finding *finding,
                          const ix_finding_listing *listing) {
    const ix_timeline *times = &listing->times;
    label(p, "listing");
    words_append(p->out, finding->list);
    if (listing->source.len > 0) {
        ix_buf_append_char(p->out, ' ');
        words_append(p->out, listing->source);
    }
    if (listing->program_count > 0) {
        ix_buf_append(p->out, IX_STR(": "));
        append_joined(p->out, listing->programs, listing->program_count);
    }
    ix_buf_append_char(p->out, '\n');
    label(p, "time");
    ix_buf_append_cstr(p->out, state_words(times->state));
    append_when(p, ", announced ", times->announced);
    append_when(p, ", from ", times->effective_from);
    append_when(p, ", until ", times->effective_until);
    append_when(p, ", between ", times->gap_from);
    append_when(p, " and ", times->gap_to);
    ix_buf_printf(p->out, " (%s)\n", words_basis(ix_str_from_cstr(ix_basis_name(times->basis))));
    line(p, "removed", listing->removed);
    line(p, "authority", listing->law.authority);
    line(p, "binds", listing->law.binds);
    line(p, "reason", listing->reason);
    if (listing->law.depends_count > 0) {
        label(p, "depends on");
        append_joined(p->out, listing->law.depends_on, listing->law.depends_count);
        if (listing->law.full > listing->effect) {
            ix_buf_printf(p->out, ": then %s",
                          words_effect(ix_str_from_cstr(ix_verdict_name(listing->law.full))));
        }
        ix_buf_append_char(p->out, '\n');
    }
}

/* What lifts a measure, and what might: a release is never silent. */
static void write_licenses(const page *p, ix_verdict effect, const ix_effect *law) {
    for (int i = 0; i < law->license_count; i++) {
        const ix_license_use *use = &law->licenses[i];
        bool part = use->covers && effect > IX_VERDICT_INFO;
        label(p, part ? "lifted in part" : use->covers ? "released by" : "may allow it");
        words_append(p->out, use->id);
        ix_buf_append(p->out, IX_STR(", "));
        words_append(p->out, use->citation);
        append_when(p, ", until ", use->until);
        if (part && use->lift_count > 0) {
            ix_buf_append(p->out, IX_STR(": what is asked under "));
            append_joined(p->out, use->lifts, use->lift_count);
        }
        ix_buf_append_char(p->out, '\n');
        line(p, "", use->scope);
        for (int j = 0; j < use->condition_count; j++) {
            line(p, j == 0 ? "provided that" : "and that", use->conditions[j]);
        }
    }
}

/* Of ownership the rule's own note is told, once a rule; the owners' notes stand with them. */
static int count_notes(const page *p, const ix_finding *finding, const ix_effect *law) {
    const ix_finding *all = p->decision->findings;
    if (finding->claim == NULL) {
        return law->note_count;
    }
    for (const ix_finding *other = all; other < finding; other++) {
        if (other->claim != NULL && other->claim->rule == finding->claim->rule) {
            return 0;
        }
    }
    return law->note_count > 0 ? 1 : 0;
}

/* Notes explain an effect; what is information only needs none, unless a licence made it so. */
static void write_duties(const page *p, const ix_finding *finding, ix_verdict effect,
                         const ix_effect *law) {
    int notes = count_notes(p, finding, law);
    bool explains = effect > IX_VERDICT_INFO || law->license_count > 0;
    for (int i = 0; explains && i < notes; i++) {
        line(p, "note", law->notes[i].text);
        line(p, "", law->notes[i].authority);
    }
    for (int i = 0; i < law->obligation_count; i++) {
        const ix_obligation *owed = &law->obligations[i];
        label(p, "owed");
        words_append_spaced(p->out, owed->what);
        append_when(p, " by ", owed->due);
        if (owed->authority.len > 0) {
            ix_buf_append(p->out, IX_STR(", "));
            words_append(p->out, owed->authority);
        }
        ix_buf_append_char(p->out, '\n');
        line(p, "", owed->basis);
    }
    write_licenses(p, effect, law);
    if (!law->verified && law->authority.len > 0) {
        line(p, "caution", IX_STR("the rule has not been verified against its source"));
    }
}

/* "+11.500", " -0.250": as wide as two digits before the point. */
static void append_bits(const page *p, int32_t millibits) {
    int64_t size = millibits < 0 ? -(int64_t)millibits : millibits;
    paint(p, millibits < 0 ? "\033[31m" : "\033[32m");
    ix_buf_append(p->out, size < 10000 ? IX_STR(" ") : (ix_str){0});
    ix_buf_append_char(p->out, millibits < 0 ? '-' : '+');
    ix_buf_append_fixed(p->out, size, 3);
    paint(p, RESET);
    ix_buf_append(p->out, IX_STR("  "));
}

static void write_reason(const page *p, const ix_evidence *evidence) {
    char where[32];
    ix_buf sentence;
    ix_buf_init(&sentence, SENTENCE_BYTES_MAX);
    sentence_append(&sentence, evidence->kind, evidence->relation, evidence->query,
                    evidence->listed);
    ix_str place = evidence_place(where, p->decision, evidence);
    if (place.len > 0) {
        ix_buf_printf(&sentence, " (%" IX_FMT ", bytes %d-%d)", IX_ARG(place), evidence->from,
                      evidence->to);
    }
    ix_buf_append_char(&sentence, '.');
    append_bits(p, evidence->millibits);
    words_append_wrapped(p->out, ix_buf_view(&sentence), PAGE_COLUMNS, TEXT_INDENT + BITS_COLUMNS,
                         TEXT_INDENT + BITS_COLUMNS);
    ix_buf_append_char(p->out, '\n');
    ix_buf_free(&sentence);
}

/* What agrees, what differs, what is missing, what contradicts: each reason in a sentence. */
static void write_evidence(const page *p, const ix_finding *finding) {
    for (int group = 0; group < SENTENCE_GROUPS; group++) {
        bool begun = false;
        for (int i = 0; i < finding->evidence_count; i++) {
            const ix_evidence *one = &finding->evidence[i];
            if (one->kind != IX_EVIDENCE_OWNERSHIP &&
                sentence_group_of(one->kind, one->relation) == (sentence_group)group) {
                label(p, begun ? "" : sentence_group_name((sentence_group)group));
                write_reason(p, one);
                begun = true;
            }
        }
    }
}

static void append_outcome(ix_buf *out, const ix_claim *claim) {
    const ix_ownership_rule *rule = claim->rule;
    if (rule->bar == 0) {
        ix_buf_append(out, IX_STR("; no share is enough by itself"));
        return;
    }
    ix_buf_append(out, rule->above ? IX_STR("; more than ") : IX_STR("; at least "));
    ix_percent_print(out, rule->bar);
    ix_buf_append(out, IX_STR(" % is needed: "));
    ix_buf_append_cstr(out, !claim->in_force                      ? "not in force at that time"
                            : claim->outcome == IX_CLAIM_REACHED  ? "reached"
                            : claim->outcome == IX_CLAIM_POSSIBLE ? "possibly reached"
                                                                  : "not reached");
}

/* By which rule an owner bears on the subject, and the sums on the way. */
static void write_claim(const page *p, const ix_finding *finding) {
    const ix_claim *claim = finding->claim;
    ix_buf text;
    if (claim == NULL) {
        return;
    }
    ix_buf_init(&text, SENTENCE_BYTES_MAX);
    ix_percent_print(&text, claim->steps[0].share);
    ix_buf_append(&text, IX_STR(" % of it, by "));
    ix_buf_append(&text, claim->rule->title);
    append_outcome(&text, claim);
    line(p, "ownership", ix_buf_view(&text));
    for (int i = 0; i < finding->evidence_count; i++) {
        const ix_evidence *one = &finding->evidence[i];
        if (one->kind == IX_EVIDENCE_OWNERSHIP) {
            ix_buf_clear(&text);
            ix_buf_printf(&text, "%" IX_FMT ": %" IX_FMT, IX_ARG(one->query), IX_ARG(one->listed));
            line(p, "", ix_buf_view(&text));
        }
    }
    line(p, "", claim->cut ? IX_STR("and more, which is not told here") : (ix_str){0});
    ix_buf_free(&text);
}

/* What would settle a finding that is not settled. */
static void write_settling(const page *p, const ix_finding *finding) {
    if (finding->identity != IX_IDENTITY_OPEN && finding->identity != IX_IDENTITY_BELOW) {
        return;
    }
    sentence_sum sum = {.alert = p->decision->alert_score,
                        .establish = p->decision->establish_score};
    for (int i = 0; i < finding->evidence_count; i++) {
        sum.millibits += finding->evidence[i].millibits;
        sum.contradicted =
            sum.contradicted || finding->evidence[i].relation == IX_RELATION_CONTRADICTS;
    }
    ix_buf sentence;
    ix_buf_init(&sentence, SENTENCE_BYTES_MAX);
    sentence_append_settling(&sentence, finding->unasked, &sum);
    line(p, "to settle it", ix_buf_view(&sentence));
    ix_buf_free(&sentence);
}

/* What an effect that comes of ownership hangs on. */
static void write_condition(const page *p, const ix_claim *claim) {
    ix_buf_append_cstr(p->out, claim->review                         ? "; a person must look"
                               : claim->outcome == IX_CLAIM_POSSIBLE ? " if it is owned so"
                                                                     : "");
}

static void write_identity(const page *p, const ix_finding *finding) {
    ix_buf text;
    ix_buf_init(&text, SENTENCE_BYTES_MAX);
    ix_buf_printf(&text, "%s, score ", ix_identity_name(finding->identity));
    ix_buf_append_fixed(&text, finding->score, 4);
    ix_buf_append(&text, finding->why.len > 0 ? IX_STR(": ") : (ix_str){0});
    ix_buf_append(&text, finding->why);
    line(p, "identity", ix_buf_view(&text));
    ix_buf_free(&text);
}

static void write_finding(const page *p, int number, const ix_finding *finding) {
    ix_buf_printf(p->out, "\n%d. ", number);
    paint(p, BOLD);
    words_append(p->out, finding->name);
    paint(p, RESET);
    ix_buf_append(p->out, IX_STR("\n"));
    label(p, "effect");
    paint(p, verdict_paint(finding->effect));
    ix_buf_append_cstr(p->out, words_effect(ix_str_from_cstr(ix_verdict_name(finding->effect))));
    paint(p, RESET);
    ix_verdict full = finding->listings[0].law.full;
    if (finding->claim != NULL) {
        write_condition(p, finding->claim);
    } else if (finding->identity == IX_IDENTITY_OPEN) {
        ix_buf_append(p->out, IX_STR(" if it is the same party"));
    } else if (finding->identity < IX_IDENTITY_OPEN && full > IX_VERDICT_INFO) {
        ix_buf_printf(p->out, "; were it the same party: %s",
                      words_effect(ix_str_from_cstr(ix_verdict_name(full))));
    }
    ix_buf_append(p->out, IX_STR("\n"));
    write_identity(p, finding);
    write_entity(p, finding);
    write_places(p, finding);
    write_reading(p, finding);
    write_claim(p, finding);
    for (int i = 0; i < finding->listing_count; i++) {
        write_listing(p, finding, &finding->listings[i]);
        write_duties(p, finding, finding->listings[i].effect, &finding->listings[i].law);
    }
    write_evidence(p, finding);
    write_settling(p, finding);
}

/* ------------------------------------------------------------------ a payment message */

/* What of the bytes was screened; what was exempt, by which rules. */
static void write_coverage(const page *p, const ix_message *message) {
    const ix_coverage *c = &message->coverage;
    label(p, "bytes");
    ix_buf_printf(p->out, "%lld: %lld screened, %lld exempt, %lld not understood\n",
                  (long long)c->total, (long long)c->screened, (long long)c->exempt,
                  (long long)c->anomaly);
}

static void write_message(const page *p, const ix_message *message) {
    ix_buf text;
    ix_buf_init(&text, SENTENCE_BYTES_MAX);
    for (int i = 0; message_line(&text, message, i); i++) {
        line_of(p, i == 0 ? "message" : "", ix_buf_view(&text));
        ix_buf_clear(&text);
    }
    bool begun = false;
    for (int32_t i = 0; i < message->party_count; i++) {
        ix_buf_clear(&text);
        if (message_party_line(&text, message, i)) {
            line_of(p, begun ? "" : "parties", ix_buf_view(&text));
            begun = true;
        }
    }
    write_coverage(p, message);
    ix_buf_free(&text);
}

/* ------------------------------------------------------------------ the page */

static void write_head(const page *p) {
    const ix_decision *decision = p->decision;
    paint(p, verdict_paint(decision->verdict));
    append_verdict(p, decision->verdict);
    paint(p, RESET);
    if (decision->open > decision->verdict) {
        ix_buf_append(p->out, IX_STR(", open: "));
        paint(p, verdict_paint(decision->open));
        append_verdict(p, decision->open);
        paint(p, RESET);
    }
    ix_buf_append(p->out, IX_STR("  "));
    paint(p, BOLD);
    if (decision->message != NULL) {
        message_title(p->out, decision->message);
    } else if (decision->party == NULL) {
        words_append(p->out, decision->text->source);
    } else if (decision->party->name.len > 0) {
        words_append(p->out, decision->party->name);
    } else if (decision->party->identifier_count > 0) {
        words_append(p->out, decision->party->identifiers[0].value);
    }
    paint(p, RESET);
    append_when(p, "  as of ", decision->as_of);
    append_when(p, ", as known at ", decision->known_at);
    ix_buf_append_char(p->out, '\n');
    words_append_wrapped(p->out, decision->reason, PAGE_COLUMNS, 0, 0);
    ix_buf_append_char(p->out, '\n');
}

static void write_oddities(const page *p) {
    for (int i = 0; i < p->decision->oddity_count; i++) {
        const ix_oddity *odd = &p->decision->oddities[i];
        ix_buf_append(p->out, i == 0 ? IX_STR("\n") : (ix_str){0});
        label(p, i == 0 ? "anomalies" : "");
        words_append_spaced(p->out, odd->kind);
        ix_buf_append(p->out, IX_STR(" in "));
        words_append(p->out, odd->where);
        if (odd->detail.len > 0) {
            ix_buf_append(p->out, IX_STR(": "));
            words_append(p->out, odd->detail);
        }
        ix_buf_append_char(p->out, '\n');
    }
}

static void write_lists(const page *p) {
    for (int i = 0; i < p->decision->list_count; i++) {
        const ix_used_list *list = &p->decision->lists[i];
        ix_buf_append(p->out, i == 0 ? IX_STR("\n") : (ix_str){0});
        label(p, i == 0 ? "lists" : "");
        words_append(p->out, list->id);
        ix_buf_append(p->out, IX_STR(" of "));
        ix_when_print(p->out, list->published);
        ix_buf_printf(p->out, ", %u entities", list->entities);
        if (list->before_first) {
            ix_buf_append(p->out, IX_STR(", the first one archived"));
        }
        if (list->stale) {
            paint(p, "\033[33m");
            ix_buf_printf(p->out, ", stale: %lld days old", (long long)list->age_days);
            paint(p, RESET);
        }
        ix_buf_append_char(p->out, '\n');
    }
}

void ix_decision_write_text(ix_buf *out, const ix_decision *decision,
                            const ix_decision_style *style) {
    if (decision->inventory != NULL) {
        inventory_write_text(out, decision, style);
        return;
    }
    page p = {.out = out, .decision = decision, .color = style->color};
    int shown = findings_shown(decision, style);
    write_head(&p);
    if (decision->message != NULL) {
        write_message(&p, decision->message);
    }
    for (int i = 0; i < shown; i++) {
        write_finding(&p, i + 1, &decision->findings[i]);
    }
    if (shown < decision->finding_count) {
        ix_buf_printf(out, "\n%d more findings are not printed (--limit %d).\n",
                      decision->finding_count - shown, style->limit);
    }
    write_oddities(&p);
    write_lists(&p);
}
