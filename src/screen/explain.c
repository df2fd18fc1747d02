/* A decision in JSON, read back and said in sentences: who was asked about, what was found and why,
 * which law, since when and how that is known, what is owed. */
#include <interdict/screen.h>

#include <jansson.h>

#include "sentence.h"
#include "words.h"

typedef struct teller {
    ix_buf *out;
    const json_t *decision;
    const json_t *common; /* where as_of, lists and engine stand: the decision, or its run record */
} teller;

static ix_str text_of(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value)) {
        return (ix_str){0};
    }
    return (ix_str){json_string_value(value), (ptrdiff_t)json_string_length(value)};
}

static void say(const teller *t, const char *text) {
    ix_buf_append_cstr(t->out, text);
}

static void tell(const teller *t, ix_str text) {
    words_append(t->out, text);
}

/* "before TEXT behind", or nothing at all when the value is absent. */
static bool say_about(const teller *t, const char *before, ix_str value, const char *behind) {
    if (value.len == 0) {
        return false;
    }
    say(t, before);
    tell(t, value);
    say(t, behind);
    return true;
}

/* Strings of an array, divided by ", ". */
static void say_strings(const teller *t, const char *before, const json_t *array) {
    size_t i;
    json_t *item;
    json_array_foreach(array, i, item) {
        say(t, i == 0 ? before : ", ");
        tell(t, (ix_str){json_string_value(item), (ptrdiff_t)json_string_length(item)});
    }
}

/* ", born 9 November 1966 or 1965, year only" */
static void say_dates(const teller *t, const json_t *array) {
    size_t i;
    json_t *item;
    json_array_foreach(array, i, item) {
        say(t, i == 0 ? ", born " : " or ");
        sentence_append_date(
            t->out, (ix_str){json_string_value(item), (ptrdiff_t)json_string_length(item)});
    }
}

/* A number as it was written: four decimals for scores, three for bits. */
static void say_number(const teller *t, const json_t *value, int decimals) {
    double unit = decimals == 4 ? 10000.0 : 1000.0;
    double scaled = json_number_value(value) * unit;
    bool fits = scaled > -1e15 && scaled < 1e15;
    ix_buf_append_fixed(t->out, fits ? (int64_t)(scaled + (scaled < 0 ? -0.5 : 0.5)) : 0, decimals);
}

/* ------------------------------------------------------------------ who was asked about */

static void tell_subject(const teller *t) {
    const json_t *subject = json_object_get(t->decision, "subject");
    say(t, "Asked about: ");
    if (ix_str_equal(text_of(subject, "kind"), IX_STR("text"))) {
        say_about(t, "the text ", text_of(subject, "source"), "");
    } else if (ix_str_equal(text_of(subject, "kind"), IX_STR("message"))) {
        say_about(t, "the payment message ", text_of(subject, "format"), "");
        say_about(t, " ", text_of(subject, "id"), "");
        say_about(t, " of ", text_of(subject, "source"), "");
    } else if (ix_str_equal(text_of(subject, "kind"), IX_STR("inventory"))) {
        say_about(t, "the inventory ", text_of(subject, "source"), "");
        say_about(t, ", host ", text_of(subject, "host"), "");
    } else if (!say_about(t, "", text_of(subject, "name"), "")) {
        say(t, "a party without a name");
    }
    ix_str type = text_of(subject, "type");
    if (!ix_str_equal(type, IX_STR("any"))) {
        say_about(t, ", ", type, "");
    }
    say_strings(t, ", also called ", json_object_get(subject, "aliases"));
    say_dates(t, json_object_get(subject, "dob"));
    say_strings(t, ", in ", json_object_get(subject, "birth_places"));
    say_about(t, ", ", text_of(subject, "gender"), "");
    say_strings(t, ", of ", json_object_get(subject, "country"));
    size_t i;
    json_t *id;
    json_array_foreach(json_object_get(subject, "identifiers"), i, id) {
        say(t, ", ");
        words_append_spaced(t->out, text_of(id, "type"));
        say_about(t, " ", text_of(id, "value"), "");
    }
    say_strings(t, ", at ", json_object_get(subject, "addresses"));
    if (json_is_integer(json_object_get(subject, "line"))) {
        say(t, ", line ");
        ix_buf_append_int(t->out, json_integer_value(json_object_get(subject, "line")));
    }
    say(t, ".\n");
    if (say_about(t, "The law asked about is that of ", text_of(t->common, "as_of"), "")) {
        say_about(t, ", with the lists as known at ", text_of(t->common, "known_at"), "");
        say(t, ".\n");
    }
}

static void tell_verdict(const teller *t) {
    say(t, "The verdict is ");
    words_append_spaced(t->out, text_of(t->decision, "verdict"));
    say_about(t, ". ", text_of(t->decision, "reason"), "\n");
    ix_str open = text_of(t->decision, "open");
    if (open.len > 0) {
        say(t, "Not settled yet: a possible match whose effect would be ");
        tell(t, open);
        say(t, ". A person has to decide whether it is the same party.\n");
    }
}

/* ------------------------------------------------------------------ evidence */

/* What a later version of the engine wrote, which this one has no sentence for. */
static void tell_unknown(const teller *t, const json_t *evidence) {
    say_about(t, "Something (", text_of(evidence, "relation"), ")");
    say_about(t, " was asked as \"", text_of(evidence, "query"), "\"");
    say_about(t, " and is listed as \"", text_of(evidence, "listed"), "\"");
}

/* The kind and relation of a reason; false when either is not known. */
static bool read_evidence(ix_evidence_kind *kind, ix_relation_kind *relation,
                          const json_t *evidence) {
    return ix_evidence_kind_parse(kind, text_of(evidence, "kind")) &&
           ix_relation_kind_parse(relation, text_of(evidence, "relation"));
}

/* A count of thousandths, as bits are written. */
static int64_t thousandths(const json_t *value) {
    double scaled = json_number_value(value) * 1000.0;
    bool fits = scaled > -1e9 && scaled < 1e9;
    return fits ? (int64_t)(scaled + (scaled < 0 ? -0.5 : 0.5)) : 0;
}

static void tell_one_evidence(const teller *t, const json_t *evidence) {
    ix_evidence_kind kind;
    ix_relation_kind relation;
    say(t, "   - ");
    if (read_evidence(&kind, &relation, evidence)) {
        sentence_append(t->out, kind, relation, text_of(evidence, "query"),
                        text_of(evidence, "listed"));
    } else {
        tell_unknown(t, evidence);
    }
    say(t, ": ");
    sentence_append_strength(t->out, thousandths(json_object_get(evidence, "bits")));
    say(t, " (");
    say_number(t, json_object_get(evidence, "bits"), 3);
    say(t, " bits");
    const json_t *span = json_object_get(evidence, "span");
    if (json_array_size(span) == 2) {
        ix_buf_printf(t->out, ", bytes %lld to %lld of the ",
                      (long long)json_integer_value(json_array_get(span, 0)),
                      (long long)json_integer_value(json_array_get(span, 1)));
        say_about(t, "", text_of(evidence, "where"), "");
    }
    say(t, ").\n");
}

static sentence_group group_of(const json_t *evidence) {
    ix_evidence_kind kind;
    ix_relation_kind relation;
    return read_evidence(&kind, &relation, evidence) ? sentence_group_of(kind, relation)
                                                     : SENTENCE_DIFFERS;
}

static void tell_group(const teller *t, const json_t *finding, sentence_group group) {
    bool any = false;
    size_t i;
    json_t *evidence;
    json_array_foreach(json_object_get(finding, "evidence"), i, evidence) {
        if (group_of(evidence) == group) {
            if (!any) {
                ix_buf_printf(t->out, "   What %s%s:\n", group == SENTENCE_MISSING ? "is " : "",
                              sentence_group_name(group));
            }
            any = true;
            tell_one_evidence(t, evidence);
        }
    }
}

static int32_t bar_of(const teller *t, const char *name) {
    const json_t *bars = json_object_get(t->common, "bars");
    return (int32_t)(json_number_value(json_object_get(bars, name)) * IX_SCORE_ONE + 0.5);
}

static sentence_sum sum_of(const teller *t, const json_t *finding) {
    sentence_sum sum = {.alert = bar_of(t, "alert"), .establish = bar_of(t, "establish")};
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(finding, "evidence"), i, item) {
        sum.millibits += thousandths(json_object_get(item, "bits"));
        sum.contradicted = sum.contradicted || group_of(item) == SENTENCE_CONTRADICTS;
    }
    return sum;
}

/* How the sum stands to the bars, and what would settle a finding that is not settled. */
static void tell_settling(const teller *t, const json_t *finding, ix_str identity) {
    bool open = ix_str_equal(identity, IX_STR("open"));
    sentence_sum sum = sum_of(t, finding);
    if (sum.alert <= 0 || json_array_size(json_object_get(finding, "evidence")) == 0 ||
        (!open && !ix_str_equal(identity, IX_STR("below")))) {
        return;
    }
    say(t, "   All in all ");
    ix_buf_append_fixed(t->out, sum.millibits, 3);
    say(t, open ? " bits, which is above the alert bar of "
                : " bits, which is below the alert bar of ");
    ix_buf_append_fixed(t->out, sum.alert, 4);
    say(t, ".\n");
    size_t i;
    json_t *item;
    unsigned unasked = 0;
    json_array_foreach(json_object_get(finding, "unasked"), i, item) {
        ix_evidence_kind kind;
        ix_str name = {json_string_value(item), (ptrdiff_t)json_string_length(item)};
        unasked |= ix_evidence_kind_parse(&kind, name) ? 1u << kind : 0;
    }
    if (unasked != 0) {
        say(t, "   What would settle it: ");
        sentence_append_settling(t->out, unasked, &sum);
        say(t, "\n");
    }
}

/* ------------------------------------------------------------------ a finding */

static void tell_times(const teller *t, const json_t *listing) {
    ix_str state = text_of(listing, "state");
    say_about(t, "   It stands on ", text_of(listing, "list"), "");
    say_about(t, " (", text_of(listing, "source"), ")");
    say_strings(t, " under ", json_object_get(listing, "programs"));
    say_about(t, "; announced ", text_of(listing, "announced"), "");
    if (ix_str_equal(state, IX_STR("gap"))) {
        say_about(t, "; whether it was listed is not known between the versions of ",
                  text_of(listing, "gap_from"), "");
        say_about(t, " and ", text_of(listing, "gap_to"), "");
    } else if (ix_str_equal(state, IX_STR("announced"))) {
        say_about(t, "; it takes effect on ", text_of(listing, "effective_from"), "");
    } else {
        say_about(t, "; in effect from ", text_of(listing, "effective_from"), "");
        say_about(t, " until ", text_of(listing, "effective_until"), "");
    }
    say_about(t, "; ", text_of(listing, "removed"), "");
    say(t, " (");
    say(t, words_basis(text_of(listing, "basis")));
    say_about(t, ", ", text_of(listing, "citation"), "");
    say(t, ").\n");
    say_about(t, "   The publisher's reason: ", text_of(listing, "reason"), "\n");
}

/* What the law asks, given how sure the identity is. */
static void tell_effect(const teller *t, const json_t *finding, ix_str identity) {
    ix_str effect = text_of(finding, "effect");
    ix_str full = text_of(finding, "full_effect");
    bool alert =
        !ix_str_equal(identity, IX_STR("below")) && !ix_str_equal(identity, IX_STR("suppressed"));
    if (!alert && full.len > 0) {
        say(t, "   For information only; were it the same party, the law would ask: ");
        say(t, words_effect(full));
        return;
    }
    say(t, ix_str_equal(identity, IX_STR("open")) ? "   If it is the same party, the law asks: "
                                                  : "   The law asks: ");
    say(t, words_effect(effect));
}

static void tell_notes(const teller *t, const json_t *notes) {
    size_t i;
    json_t *item;
    json_array_foreach(notes, i, item) {
        say_about(t, "   Note: ", text_of(item, "text"), "");
        say_about(t, " (", text_of(item, "authority"), ")");
        say(t, "\n");
    }
}

static void tell_licenses(const teller *t, const json_t *licenses, bool released) {
    size_t i;
    json_t *item;
    json_array_foreach(licenses, i, item) {
        bool covers = json_is_true(json_object_get(item, "covers"));
        if (covers && !released) {
            say_strings(t, "   Of what is asked only this is lifted, under ",
                        json_object_get(item, "lifts"));
        }
        say(t, !covers ? "   It may be allowed by " : released ? "   Released by " : ", by ");
        say_about(t, "", text_of(item, "id"), "");
        say_about(t, " (", text_of(item, "authority"), ")");
        say_about(t, ", until ", text_of(item, "until"), "");
        say_about(t, ": ", text_of(item, "scope"), "");
        say_strings(t, " Provided that: ", json_object_get(item, "conditions"));
        say(t, "\n");
    }
}

static void tell_law(const teller *t, const json_t *finding, ix_str identity) {
    tell_effect(t, finding, identity);
    say_about(t, ". Authority: ", text_of(finding, "authority"), "");
    say_about(t, ". It binds ", text_of(finding, "binds"), "");
    say_strings(t, ". That depends on what was not told: ", json_object_get(finding, "depends_on"));
    say(t, ".\n");
    if (json_is_false(json_object_get(finding, "verified"))) {
        say(t, "   Caution: this rule has not been verified against its source.\n");
    }
    size_t i;
    json_t *item;
    bool licensed = json_array_size(json_object_get(finding, "licenses")) > 0;
    if (licensed || !ix_str_equal(text_of(finding, "effect"), IX_STR("info"))) {
        tell_notes(t, json_object_get(finding, "notes"));
    }
    json_array_foreach(json_object_get(finding, "obligations"), i, item) {
        say(t, "   Owed: ");
        words_append_spaced(t->out, text_of(item, "what"));
        say_about(t, " by ", text_of(item, "due"), "");
        say_about(t, " under ", text_of(item, "authority"), "");
        say_about(t, " (", text_of(item, "basis"), ")");
        say(t, ".\n");
    }
    tell_licenses(t, json_object_get(finding, "licenses"),
                  ix_str_equal(text_of(finding, "effect"), IX_STR("info")));
}

/* A percentage as it was written, in billionths. */
static void say_percent(const teller *t, const json_t *value) {
    double scaled = json_number_value(value) * (double)IX_PERCENT_ONE;
    bool fits = scaled >= 0 && scaled < 9e18;
    ix_percent_print(t->out, fits ? (int64_t)(scaled + 0.5) : 0);
    say(t, " %");
}

/* The owner that bears on the subject, and by which rule. */
static void tell_ownership(const teller *t, const json_t *claim) {
    if (!json_is_object(claim)) {
        return;
    }
    say_about(t, "   It is the owner written as \"", text_of(claim, "owner"), "\"; ");
    say_percent(t, json_object_get(claim, "percent"));
    say_about(t, " of the subject count by ", text_of(claim, "title"), "");
    if (json_is_number(json_object_get(claim, "bar"))) {
        bool above = ix_str_equal(text_of(claim, "reached"), IX_STR("above"));
        say(t, above ? ", more than " : ", at least ");
        say_percent(t, json_object_get(claim, "bar"));
        say(t, " is needed");
    }
    say(t, json_is_false(json_object_get(claim, "in_force")) ? ", which is not in force then.\n"
                                                             : ".\n");
}

static void tell_finding(const teller *t, size_t number, const json_t *finding) {
    const json_t *entity = json_object_get(finding, "entity");
    const json_t *matched = json_object_get(finding, "matched");
    ix_str identity = text_of(finding, "identity");
    ix_buf_printf(t->out, "\n%zu. ", number);
    tell(t, text_of(entity, "name"));
    say_about(t, " (", text_of(entity, "id"), ", ");
    say_about(t, "", text_of(entity, "type"), ")");
    say(t, " was met by its ");
    say(t, words_matched_kind(text_of(matched, "kind")));
    say_about(t, " \"", text_of(matched, "name"), "\"");
    say(t, " with a score of ");
    say_number(t, json_object_get(finding, "score"), 4);
    say(t, ".\n");
    say(t, "   Identity: ");
    say(t, words_identity(identity));
    say_about(t, ": ", text_of(finding, "why"), "");
    say(t, ".\n");
    tell_ownership(t, json_object_get(finding, "ownership"));
    say_about(t, "   To find it the name was read as \"", text_of(matched, "read_as"), "\".\n");
    for (int group = 0; group < SENTENCE_GROUPS; group++) {
        tell_group(t, finding, (sentence_group)group);
    }
    tell_settling(t, finding, identity);
    tell_times(t, json_object_get(finding, "listing"));
    tell_law(t, finding, identity);
    size_t i;
    json_t *other;
    json_array_foreach(json_object_get(finding, "listings"), i, other) {
        tell_times(t, json_object_get(other, "listing"));
        tell_law(t, other, identity);
    }
}

/* ------------------------------------------------------------------ what it rests on */

static void tell_basis(const teller *t) {
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(t->decision, "anomalies"), i, item) {
        say(t, i == 0 ? "\nOdd in what was asked:\n" : "");
        say(t, "   - ");
        words_append_spaced(t->out, text_of(item, "kind"));
        say_about(t, " in ", text_of(item, "where"), "");
        say_about(t, ": ", text_of(item, "detail"), "");
        say(t, "\n");
    }
    json_array_foreach(json_object_get(t->common, "lists"), i, item) {
        say(t, i == 0 ? "\nScreened against:\n" : "");
        say_about(t, "   - ", text_of(item, "id"), "");
        say_about(t, ", published ", text_of(item, "published"), "");
        if (json_is_true(json_object_get(item, "stale"))) {
            say(t, ", stale by the policy");
        }
        say_about(t, ", SHA-256 ", text_of(item, "sha256"), "\n");
    }
}

/* The id is the hash of the line without it; a line laid out otherwise cannot be checked. */
static void tell_seal(const teller *t, ix_str json) {
    static const ptrdiff_t head = 7; /* {"id":" */
    ix_digest stated;
    json = ix_str_trim(json);
    if (!ix_str_starts_with(json, IX_STR("{\"id\":\"")) || json.len < head + 66 ||
        !ix_digest_parse(&stated, ix_str_slice(json, head, head + 64))) {
        return;
    }
    ix_buf line;
    ix_buf_init(&line, IX_DECISION_BYTES_MAX);
    ix_buf_append_char(&line, '{');
    ix_buf_append(&line, ix_str_slice(json, head + 66, json.len));
    ix_digest actual = ix_sha256(ix_buf_view(&line));
    bool same = line.status == IX_OK && ix_digest_equal(&stated, &actual);
    say(t, same ? "\nIts id agrees with its bytes: nothing was changed since it was written.\n"
                : "\nCAUTION: its id does not agree with its bytes; it was changed after it was "
                  "written.\n");
    ix_buf_free(&line);
}

static ix_status load(json_t **out, ix_str bytes, const char *what, ix_error *error) {
    json_error_t why;
    if (bytes.len > IX_DECISION_BYTES_MAX) {
        return ix_error_set(error, IX_E_LIMIT, "%s of more than %d bytes", what,
                            IX_DECISION_BYTES_MAX);
    }
    *out = json_loadb(bytes.ptr == NULL ? "" : bytes.ptr, (size_t)bytes.len, JSON_REJECT_DUPLICATES,
                      &why);
    if (*out == NULL) {
        return ix_error_at(error, IX_E_INPUT, (ix_str){0}, why.line, why.position, "%s: %s", what,
                           why.text);
    }
    return IX_OK;
}

static bool is_decision(const json_t *json) {
    ix_verdict verdict;
    return json_is_object(json) && ix_verdict_parse(&verdict, text_of(json, "verdict")) &&
           json_is_object(json_object_get(json, "subject")) &&
           json_is_array(json_object_get(json, "findings")) && text_of(json, "reason").len > 0;
}

/* Is this the run record that the decision names? */
static bool is_run_of(const json_t *decision, ix_str run) {
    ix_digest stated;
    ix_digest actual = ix_sha256(run);
    return run.len > 0 && ix_digest_parse(&stated, text_of(decision, "run")) &&
           ix_digest_equal(&stated, &actual);
}

static void tell_missing_run(const teller *t) {
    if (t->common == t->decision) {
        say_about(t, "\nTimes, lists and versions stand in the run record ",
                  text_of(t->decision, "run"), ", which was not found.\n");
    }
}

static void tell_all(const teller *t, ix_str json) {
    tell_subject(t);
    tell_verdict(t);
    size_t i;
    json_t *finding;
    json_array_foreach(json_object_get(t->decision, "findings"), i, finding) {
        tell_finding(t, i + 1, finding);
    }
    tell_basis(t);
    tell_missing_run(t);
    tell_seal(t, json);
}

ix_status ix_decision_explain(ix_buf *out, ix_str json, ix_str run, ix_error *error) {
    json_t *decision = NULL;
    json_t *common = NULL;
    ix_status status = load(&decision, json, "not a decision", error);
    if (status == IX_OK && !is_decision(decision)) {
        status = ix_error_set(error, IX_E_INPUT,
                              "not a decision: subject, verdict, reason or findings are missing");
    }
    bool own_run = status == IX_OK && is_run_of(decision, run);
    if (own_run) {
        status = load(&common, run, "not a run record", error);
    }
    if (status == IX_OK) {
        teller t = {out, decision, common != NULL ? common : decision};
        tell_all(&t, json);
        status = out->status;
    }
    json_decref(common);
    json_decref(decision);
    return status;
}
