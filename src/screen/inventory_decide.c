/* From what an inventory holds to decisions: each product found is weighed by every measure the
 * rules have for its family, for who asks and when, and becomes a finding with one listing a
 * measure. */
#include "inventory.h"
#include "screener.h"
#include "weigh.h"

#include <string.h>

typedef struct deciding {
    const ix_screener *screener;
    const ix_context *context;
    ix_when as_of;
    weigh_bars bars;
    const ix_screen_frame *frame; /* of the lists; NULL: none take part */
    ix_decision *decision;
    ix_arena *arena;
    ix_error *error;
} deciding;

static ix_status no_memory(const deciding *d) {
    return ix_error_set(d->error, IX_E_MEMORY, "no memory for the findings of an inventory");
}

/* ------------------------------------------------------------------ evidence */

static int32_t millibits_of(ix_strength strength) {
    static const int32_t worth[] = {
#define STRENGTH_WORTH(name, word, millibits) millibits,
        IX_STRENGTH_LIST(STRENGTH_WORTH)
#undef STRENGTH_WORTH
    };
    return worth[strength];
}

/* Signs of one kind tell together as much as the strongest of them. */
static bool is_strongest(const ix_find *find, int component, int sign) {
    const ix_found_sign *one = &find->components[component].signs[sign];
    for (int i = 0; i < find->component_count; i++) {
        const ix_found_component *other = &find->components[i];
        for (int j = 0; j < other->sign_count; j++) {
            bool before = i < component || (i == component && j < sign);
            bool beats = other->signs[j].strength > one->strength ||
                         (other->signs[j].strength == one->strength && before);
            if (other->signs[j].sign->kind == one->sign->kind && beats) {
                return false;
            }
        }
    }
    return true;
}

static bool is_known(const ix_find *find, const ix_evidence *evidence, int count,
                     const ix_found_sign *sign) {
    for (int i = 0; i < count; i++) {
        const ix_found_component *component = &find->components[evidence[i].name];
        for (int j = 0; j < component->sign_count; j++) {
            if (component->signs[j].sign == sign->sign &&
                ix_str_equal(component->signs[j].value, evidence[i].query)) {
                return true;
            }
        }
    }
    return false;
}

static void add_evidence(ix_finding *finding, ix_evidence *evidence, int component, int sign) {
    const ix_find *find = finding->find;
    const ix_found_sign *one = &find->components[component].signs[sign];
    bool counts = is_strongest(find, component, sign);
    if (finding->evidence_count == IX_EVIDENCE_MAX ||
        (!counts && is_known(find, evidence, finding->evidence_count, one))) {
        return;
    }
    bool name = one->sign->kind == IX_SIGN_NAME || one->sign->kind == IX_SIGN_PUBLISHER;
    evidence[finding->evidence_count++] =
        (ix_evidence){.kind = name ? IX_EVIDENCE_NAME : IX_EVIDENCE_IDENTIFIER,
                      .relation = one->sign->glob ? IX_RELATION_VARIANT : IX_RELATION_EQUAL,
                      .query = one->value,
                      .listed = one->sign->value,
                      .millibits = counts ? millibits_of(one->strength) : 0,
                      .from = -1,
                      .to = -1,
                      .name = component};
}

/* The signs that count first, then the others as far as there is room. */
static ix_status make_evidence(const deciding *d, ix_finding *finding) {
    const ix_find *find = finding->find;
    ix_evidence *evidence = IX_NEW(d->arena, ix_evidence, IX_EVIDENCE_MAX);
    if (evidence == NULL) {
        return no_memory(d);
    }
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < find->component_count; i++) {
            for (int j = 0; j < find->components[i].sign_count; j++) {
                if (is_strongest(find, i, j) == (pass == 0)) {
                    add_evidence(finding, evidence, i, j);
                }
            }
        }
    }
    int32_t sum = 0;
    for (int i = 0; i < finding->evidence_count; i++) {
        sum += evidence[i].millibits;
    }
    finding->evidence = evidence;
    finding->score = ix_score_from_millibits(sum);
    finding->matched_name = evidence[0].query;
    finding->by_identifier = evidence[0].kind == IX_EVIDENCE_IDENTIFIER;
    finding->matched_kind = IX_NAME_PRIMARY;
    return IX_OK;
}

/* ------------------------------------------------------------------ the law */

/* A contact is judged by the law of its own time. */
static ix_when time_of(const deciding *d, const ix_find *find) {
    return find->contact && find->last_at.kind != IX_WHEN_NONE ? find->last_at : d->as_of;
}

static ix_status ask(ix_product_measure **out, int *count, const deciding *d, const ix_find *find,
                     ix_str activity, ix_when as_of) {
    ix_context context = *d->context;
    context.activity = activity;
    return ix_rules_product(out, count, d->screener->rules, find->product->family,
                            find->product->scope, &context, as_of, d->arena, d->error);
}

static ix_product_measure *same_measure(ix_product_measure *measures, int count,
                                        const ix_product_measure *measure) {
    for (int i = 0; i < count; i++) {
        if (measures[i].text.ptr == measure->text.ptr) {
            return &measures[i];
        }
    }
    return NULL;
}

static bool names_activity(const ix_product_measure *measure, ix_str activity) {
    for (int i = 0; i < measure->activity_count; i++) {
        if (ix_str_equal(measure->activities[i], activity)) {
            return true;
        }
    }
    return measure->activity_count == 0;
}

static ix_status add_listing(const deciding *d, ix_finding *finding,
                             const ix_product_measure *measure) {
    if (measure->state == IX_LISTING_NOT_YET) {
        return IX_OK;
    }
    return rule_product_listing(&finding->listings[finding->listing_count++], measure, d->arena,
                                d->error);
}

static int64_t begins(const ix_finding_listing *listing) {
    return listing->times.effective_from.kind == IX_WHEN_NONE
               ? INT64_MIN
               : ix_when_instant(listing->times.effective_from, IX_ZONE_NEW_YORK);
}

/* Graver first, then what would be graver, then what applies, then the later, which says more. */
static bool goes_before(const ix_finding_listing *a, const ix_finding_listing *b) {
    if (a->law.effect != b->law.effect) {
        return a->law.effect > b->law.effect;
    }
    if (a->law.full != b->law.full) {
        return a->law.full > b->law.full;
    }
    if ((a->idle.len == 0) != (b->idle.len == 0)) {
        return a->idle.len == 0;
    }
    return begins(a) > begins(b);
}

static void sort_listings(ix_finding *finding) {
    for (int i = 1; i < finding->listing_count; i++) { /* stable: a handful */
        ix_finding_listing moving = finding->listings[i];
        int at = i;
        while (at > 0 && goes_before(&moving, &finding->listings[at - 1])) {
            finding->listings[at] = finding->listings[at - 1];
            at--;
        }
        finding->listings[at] = moving;
    }
}

/* Of a measure to come: what it will ask when it begins is its full effect. */
static ix_status look_ahead(const deciding *d, const ix_find *find, ix_str activity,
                            ix_product_measure *measure) {
    ix_product_measure *then;
    int count;
    if (measure->state != IX_LISTING_ANNOUNCED || measure->law.from.kind == IX_WHEN_NONE) {
        return IX_OK;
    }
    ix_status status =
        ask(&then, &count, d, find, activity,
            (ix_when){IX_WHEN_INSTANT, ix_when_instant(measure->law.from, measure->zone)});
    const ix_product_measure *same = status == IX_OK ? same_measure(then, count, measure) : NULL;
    if (same != NULL) {
        measure->law.full = same->law.effect > IX_VERDICT_INFO ? same->law.effect : same->law.full;
        measure->law.depends_on = same->law.depends_on;
        measure->law.depends_count = same->law.depends_count;
        measure->idle = same->idle;
    }
    return status;
}

/* What is installed is in use. Measures that bind another activity are told as they are when the
 * activity is left open: for information, with what they depend on. */
static ix_status weigh_measures(const deciding *d, ix_finding *finding) {
    const ix_find *find = finding->find;
    bool told = d->context->activity.len > 0;
    ix_str activity = told ? d->context->activity : find->contact ? find->activity : IX_STR("use");
    ix_product_measure *asked;
    ix_product_measure *open;
    int asked_count;
    int open_count;
    ix_status status = ask(&asked, &asked_count, d, find, activity, time_of(d, find));
    if (status == IX_OK) {
        status = ask(&open, &open_count, d, find, (ix_str){0}, time_of(d, find));
    }
    if (status == IX_OK) {
        finding->listings = IX_NEW(d->arena, ix_finding_listing, asked_count + 1);
        status = finding->listings == NULL ? no_memory(d) : IX_OK;
    }
    for (int i = 0; status == IX_OK && i < asked_count; i++) {
        ix_product_measure *other = same_measure(open, open_count, &asked[i]);
        bool idle = !told && !names_activity(&asked[i], activity) && other != NULL;
        ix_product_measure *chosen = idle ? other : &asked[i];
        status = look_ahead(d, find, idle ? (ix_str){0} : activity, chosen);
        status = status == IX_OK ? add_listing(d, finding, chosen) : status;
    }
    sort_listings(finding);
    return status;
}

/* Of what no law on file speaks, or none yet. */
static void add_silence(ix_finding *finding) {
    if (finding->listing_count == 0) {
        finding->listings[finding->listing_count++] = (ix_finding_listing){
            .times = {.state = IX_LISTING_IN_FORCE, .basis = IX_BASIS_PUBLICATION},
            .law = {.effect = IX_VERDICT_INFO,
                    .full = IX_VERDICT_INFO,
                    .authority = finding->find->product->citation,
                    .verified = true}};
    }
}

/* What a reader must know of the product stands before what the law says. */
static ix_status add_note(const deciding *d, ix_finding *finding) {
    const ix_product *product = finding->find->product;
    ix_effect *law = &finding->listings[0].law;
    if (product->note.len == 0) {
        return IX_OK;
    }
    ix_note *notes = IX_NEW(d->arena, ix_note, law->note_count + 1);
    if (notes == NULL) {
        return no_memory(d);
    }
    notes[0] = (ix_note){product->note, product->citation, true};
    for (int i = 0; i < law->note_count; i++) {
        notes[i + 1] = law->notes[i];
    }
    law->notes = notes;
    law->note_count++;
    return IX_OK;
}

/* ------------------------------------------------------------------ findings */

static ix_status name_entity(const deciding *d, ix_finding *finding) {
    finding->name = finding->find->product->name;
    finding->type = IX_PARTY_PRODUCT;
    return rule_entity(finding, IX_STR("products"), finding->find->product->id, d->arena, d->error);
}

static ix_str why(const ix_finding *finding) {
    switch (finding->find->strength) {
    case IX_STRENGTH_EXACT:
        return IX_STR("a publisher, package or code of the maker");
    case IX_STRENGTH_STRONG:
        return finding->find->contact ? IX_STR("a host of the maker")
                                      : IX_STR("a name, driver, service or package of the product");
    case IX_STRENGTH_WEAK:
        return finding->identity == IX_IDENTITY_ESTABLISHED
                   ? IX_STR("several signs that are weak alone")
                   : IX_STR("a sign that is weak alone; a person must look");
    case IX_STRENGTH_HINT:
        break;
    }
    return IX_STR("a word, which alone tells nothing");
}

static ix_status make_finding(const deciding *d, ix_finding *finding, const ix_find *find) {
    *finding = (ix_finding){.find = find};
    ix_status status = name_entity(d, finding);
    status = status == IX_OK ? make_evidence(d, finding) : status;
    status = status == IX_OK ? weigh_measures(d, finding) : status;
    if (status != IX_OK) {
        return status;
    }
    finding->identity = finding->score < d->bars.alert       ? IX_IDENTITY_BELOW
                        : finding->score < d->bars.establish ? IX_IDENTITY_OPEN
                                                             : IX_IDENTITY_ESTABLISHED;
    finding->why = why(finding);
    add_silence(finding);
    weigh_finding(finding);
    return add_note(d, finding);
}

/* ------------------------------------------------------------------ the sentence */

static int count_effect(const ix_decision *decision, ix_verdict effect, bool settled) {
    int count = 0;
    for (int i = 0; i < decision->finding_count; i++) {
        const ix_finding *finding = &decision->findings[i];
        count +=
            finding->effect == effect && (finding->identity == IX_IDENTITY_ESTABLISHED) == settled;
    }
    return count;
}

static void append_names(ix_buf *out, const ix_decision *decision, ix_verdict effect,
                         bool settled) {
    int told = 0;
    int left = count_effect(decision, effect, settled);
    for (int i = 0; i < decision->finding_count && told < 3; i++) {
        const ix_finding *finding = &decision->findings[i];
        if (finding->effect == effect &&
            (finding->identity == IX_IDENTITY_ESTABLISHED) == settled) {
            ix_buf_append_cstr(out, told++ > 0 ? ", " : "");
            ix_buf_append(out, finding->name);
            left--;
        }
    }
    if (left > 0) {
        ix_buf_printf(out, " and %d more", left);
    }
}

static const ix_finding *first_of(const ix_decision *decision, ix_verdict effect) {
    for (int i = 0; i < decision->finding_count; i++) {
        if (decision->findings[i].effect == effect) {
            return &decision->findings[i];
        }
    }
    return NULL;
}

/* The programmes that have the finding's effect, each once. */
static void append_programs(ix_buf *out, const ix_finding *finding) {
    for (int i = 0; i < finding->listing_count; i++) {
        const ix_finding_listing *listing = &finding->listings[i];
        bool told = listing->effect != finding->effect;
        for (int j = 0; j < i; j++) {
            told = told || ix_str_equal(finding->listings[j].law.program, listing->law.program);
        }
        if (!told) {
            ix_buf_append_cstr(out, i > 0 ? " and " : "");
            ix_buf_append(out, listing->law.program);
        }
    }
}

static void say_verdict(ix_buf *out, const ix_decision *decision) {
    ix_verdict verdict = decision->verdict;
    const ix_inventory *inventory = decision->inventory;
    if (inventory->components + inventory->others == 0) {
        ix_buf_append_cstr(out, "The inventory names nothing, so nothing was found in it");
        return;
    }
    if (verdict == IX_VERDICT_CLEAR || decision->finding_count == 0) {
        ix_buf_printf(out, "No product that a law on file names%s, among %lld components",
                      decision->list_count > 0 ? " and no listed publisher" : "",
                      (long long)(inventory->components + inventory->others));
        return;
    }
    if (verdict > IX_VERDICT_REVIEW) {
        ix_buf_append_cstr(out, verdict == IX_VERDICT_PROHIBITED ? "Prohibited under "
                                                                 : "Restricted under ");
        append_programs(out, first_of(decision, verdict));
        ix_buf_append_cstr(out, ": ");
        append_names(out, decision, verdict, true);
    } else if (decision->open > IX_VERDICT_REVIEW) {
        ix_buf_append_cstr(out, "A person must look whether this is ");
        append_names(out, decision, decision->open, false);
    } else {
        ix_buf_append_cstr(out, "Nothing is forbidden in the circumstances given; found: ");
        append_names(out, decision, IX_VERDICT_INFO, true);
        if (count_effect(decision, IX_VERDICT_INFO, true) == 0) {
            append_names(out, decision, IX_VERDICT_INFO, false);
        }
    }
}

static ix_status say_reason(const deciding *d) {
    ix_buf text;
    ix_buf_init(&text, 65536);
    say_verdict(&text, d->decision);
    if (d->decision->inventory->unread > 0) {
        ix_buf_printf(&text, "; %lld rows could not be read",
                      (long long)d->decision->inventory->unread);
    }
    ix_buf_append_char(&text, '.');
    d->decision->reason = ix_arena_copy(d->arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return d->decision->reason.ptr == NULL ? no_memory(d) : IX_OK;
}

/* ------------------------------------------------------------------ a host */

static void begin_decision(const deciding *d) {
    const ix_screener *screener = d->screener;
    *d->decision = (ix_decision){.as_of = d->as_of,
                                 .engine = screener->engine,
                                 .context = *d->context,
                                 .threshold = d->bars.threshold,
                                 .alert_score = d->bars.alert,
                                 .establish_score = d->bars.establish};
    if (d->frame != NULL) {
        d->decision->lists = d->frame->decision.lists;
        d->decision->list_count = d->frame->decision.list_count;
        return;
    }
    d->decision->engine.image = (ix_digest){{0}};
    d->decision->engine.knowledge = *ix_products_digest(screener->products);
}

static ix_status settle_finds(const deciding *d, const inventory_host *host, ix_inventory *out) {
    ix_find *finds = host->finds.items;
    const ix_vector *kept = host->kept.items;
    for (int i = 0; i < host->finds.count; i++) {
        finds[i].components = kept[i].items;
        finds[i].component_count = kept[i].count;
    }
    out->finds = finds;
    out->find_count = host->finds.count;
    ix_decision *decision = d->decision;
    decision->findings = IX_NEW(d->arena, ix_finding, host->finds.count + 1);
    if (decision->findings == NULL) {
        return no_memory(d);
    }
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK && i < host->finds.count; i++) {
        status = make_finding(d, &decision->findings[decision->finding_count++], &finds[i]);
    }
    return status;
}

/* What could not be read may stand on any of the hosts that the file tells of. */
static ix_status decide_host(const deciding *d, inventory_reader *r, inventory_host *host,
                             const ix_inventory *file) {
    ix_inventory *inventory = IX_NEW(d->arena, ix_inventory, 1);
    begin_decision(d);
    if (inventory == NULL) {
        return no_memory(d);
    }
    *inventory = *file;
    inventory->host = host->inventory.host;
    inventory->components = host->inventory.components;
    inventory->others = host->inventory.others;
    inventory->unread = r->unread;
    d->decision->inventory = inventory;
    d->decision->oddities = r->oddities.items;
    d->decision->oddity_count = r->oddities.count;
    ix_status status = settle_finds(d, host, inventory);
    status = status == IX_OK ? inventory_add_publishers(r, host, d->decision) : status;
    if (status != IX_OK) {
        return status;
    }
    weigh_decision(d->decision);
    if (inventory->components + inventory->others == 0 &&
        d->decision->verdict == IX_VERDICT_CLEAR) {
        d->decision->verdict = IX_VERDICT_INFO; /* it proves nothing of the host */
    }
    if (r->unread > 0) {
        weigh_hindrance(d->decision, IX_VERDICT_NOT_SCREENED);
    }
    return say_reason(d);
}

/* The lists in time, and what they have of the publishers. */
static ix_status ask_lists(deciding *d, inventory_reader *r) {
    inventory_asking asking = {.screener = d->screener, .context = d->context, .as_of = d->as_of};
    ix_status status = ix_screen_frame_make(&d->frame, d->screener, d->context, d->as_of,
                                            r->how->known_at, &asking.options, d->arena, d->error);
    asking.options.frame = d->frame;
    return status == IX_OK ? inventory_ask_publishers(r, &asking) : status;
}

ix_status inventory_decide(ix_decision **out, int *count, inventory_reader *r,
                           const ix_screener *screener, const ix_context *context, ix_when as_of,
                           const ix_inventory *file) {
    deciding d = {.screener = screener,
                  .context = context,
                  .as_of = as_of,
                  .bars = weigh_bars_set(&screener->policy, 0),
                  .arena = r->arena,
                  .error = r->error};
    ix_status status = d.screener->index != NULL ? ask_lists(&d, r) : IX_OK;
    if (status != IX_OK) {
        return status;
    }
    inventory_host *empty = r->hosts.count == 0 ? inventory_host_of(r, (ix_str){0}) : NULL;
    if (r->hosts.count == 0 && empty == NULL) {
        return r->status;
    }
    *out = IX_NEW(r->arena, ix_decision, r->hosts.count);
    *count = 0;
    if (*out == NULL) {
        return no_memory(&d);
    }
    inventory_host *hosts = r->hosts.items;
    for (int i = 0; status == IX_OK && i < r->hosts.count; i++) {
        d.decision = &(*out)[(*count)++];
        status = decide_host(&d, r, &hosts[i], file);
    }
    return status;
}
