/* What the law says of a party beside the lists: embargoes of the place it is in, bans of the
 * product it is or makes, and facts on record of its name. Each is a finding with one listing a
 * measure or fact, so that it is weighed, sorted and written like any other. */
#include "screener.h"

#include <assert.h>
#include <string.h>

#define PLACES   IX_STR("places")
#define PRODUCTS IX_STR("products")
#define RECORDS  IX_STR("records")

/* Evidence of what is told outright, and of a town that may lie elsewhere, in millibits. */
#define SURE_MILLIBITS   48000
#define UNSURE_MILLIBITS 18000

typedef struct unlisted {
    screening *s;
    const ix_party *party;
    const ix_parsed_name *names;
    const int *given; /* of a name asked: its number as given */
    int name_count;
    uint64_t *words;    /* hashes of the names' parts, IX_PARTS_MAX a name */
    ix_vector findings; /* ix_finding */
} unlisted;

static ix_status no_memory(const unlisted *u) {
    return ix_error_set(u->s->error, IX_E_MEMORY, "no memory for what the rules say of a party");
}

/* "places:EMBARGO-IRAN" */
static ix_status name_entity(ix_finding *finding, unlisted *u, ix_str list, ix_str key) {
    finding->unlisted = true;
    return rule_entity(finding, list, key, u->s->arena, u->s->error);
}

static ix_status keep_listing(ix_vector *listings, unlisted *u, const ix_finding_listing *listing) {
    ix_finding_listing *slot = ix_vector_push(listings, sizeof(ix_finding_listing), u->s->arena);
    if (slot == NULL) {
        return no_memory(u);
    }
    *slot = *listing;
    return IX_OK;
}

static ix_status add_listing(ix_vector *listings, unlisted *u, const ix_finding_listing *listing) {
    ix_finding_listing own = *listing;
    ix_status status = rule_listing(&own, u->s->arena, u->s->error);
    return status == IX_OK ? keep_listing(listings, u, &own) : status;
}

static ix_status add_finding(unlisted *u, ix_finding *finding, const ix_vector *listings) {
    if (listings->count == 0) {
        return IX_OK;
    }
    finding->listings = listings->items;
    finding->listing_count = listings->count;
    weigh_finding(finding);
    ix_finding *slot = ix_vector_push(&u->findings, sizeof(ix_finding), u->s->arena);
    if (slot == NULL) {
        return no_memory(u);
    }
    *slot = *finding;
    return IX_OK;
}

static ix_status tell_by(ix_finding *finding, unlisted *u, const ix_evidence *evidence) {
    ix_evidence *copy = IX_NEW(u->s->arena, ix_evidence, 1);
    if (copy == NULL) {
        return no_memory(u);
    }
    *copy = *evidence;
    finding->evidence = copy;
    finding->evidence_count = 1;
    finding->score = ix_score_from_millibits(evidence->millibits);
    finding->matched_name = evidence->listed;
    finding->matched_kind = IX_NAME_PRIMARY;
    return IX_OK;
}

/* ------------------------------------------------------------------ places */

static bool has_entity(const unlisted *u, ix_str entity) {
    const ix_finding *findings = u->findings.items;
    for (int i = 0; i < u->findings.count; i++) {
        if (ix_str_equal(findings[i].entity, entity)) {
            return true;
        }
    }
    return false;
}

static ix_status add_place(unlisted *u, const ix_place *place, ix_str asked,
                           ix_evidence_kind kind) {
    ix_finding finding = {.type = IX_PARTY_ANY,
                          .name = place->title,
                          .identity = place->sure ? IX_IDENTITY_ESTABLISHED : IX_IDENTITY_OPEN,
                          .why = place->sure
                                     ? IX_STR("the place is named")
                                     : IX_STR("a place of this name may lie elsewhere too")};
    ix_vector listings = {0};
    ix_status status = name_entity(&finding, u, PLACES, place->key);
    if (status != IX_OK || has_entity(u, finding.entity) || place->state == IX_LISTING_NOT_YET) {
        return status;
    }
    status = tell_by(&finding, u,
                     &(ix_evidence){.kind = kind,
                                    .relation = IX_RELATION_EQUAL,
                                    .query = asked,
                                    .listed = place->word,
                                    .millibits = place->sure ? SURE_MILLIBITS : UNSURE_MILLIBITS,
                                    .from = -1,
                                    .to = -1,
                                    .name = -1});
    if (status == IX_OK) {
        ix_finding_listing listing;
        status = rule_place_listing(&listing, place, u->s->arena, u->s->error);
        status = status == IX_OK ? keep_listing(&listings, u, &listing) : status;
    }
    return status == IX_OK ? add_finding(u, &finding, &listings) : status;
}

static ix_status find_places(unlisted *u, const char country[3], ix_str text, bool located) {
    ix_place *places;
    int count;
    ix_status status =
        ix_rules_places(&places, &count, u->s->screener->rules, country, text, located,
                        u->s->context, u->s->decision->as_of, u->s->arena, u->s->error);
    ix_str code = ix_str_from_cstr(country);
    for (int i = 0; status == IX_OK && i < count; i++) {
        status = add_place(u, &places[i], text.len > 0 ? text : code,
                           text.len > 0 ? IX_EVIDENCE_ADDRESS : IX_EVIDENCE_COUNTRY);
    }
    return status;
}

/* Addresses first: they tell where the party is, a country alone may be a nationality. */
static ix_status add_places(unlisted *u) {
    const ix_party *party = u->party;
    bool seat = party->type == IX_PARTY_ORGANIZATION || party->type == IX_PARTY_VESSEL ||
                party->type == IX_PARTY_AIRCRAFT;
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK && i < party->address_count; i++) {
        status = find_places(u, party->addresses[i].country, party->address_texts[i], true);
    }
    for (int i = 0; status == IX_OK && i < party->country_count; i++) {
        status = find_places(u, party->countries[i], (ix_str){0}, seat);
    }
    return status;
}

/* ------------------------------------------------------------------ products */

/* Of a maker nothing is asked until the product is told: its measures inform, and say so. */
static ix_status leave_product_open(unlisted *u, ix_effect *law) {
    if (law->full <= IX_VERDICT_INFO) {
        return IX_OK;
    }
    ix_str *depends = IX_NEW(u->s->arena, ix_str, law->depends_count + 1);
    if (depends == NULL) {
        return no_memory(u);
    }
    depends[0] = IX_STR("product");
    for (int i = 0; i < law->depends_count; i++) {
        depends[i + 1] = law->depends_on[i];
    }
    law->depends_on = depends;
    law->depends_count++;
    law->effect = IX_VERDICT_INFO;
    return IX_OK;
}

static ix_status add_measures(ix_vector *listings, unlisted *u, ix_str family, ix_str scope,
                              bool maker) {
    ix_product_measure *measures;
    int count;
    ix_status status =
        ix_rules_product(&measures, &count, u->s->screener->rules, family, scope, u->s->context,
                         u->s->decision->as_of, u->s->arena, u->s->error);
    for (int i = 0; status == IX_OK && i < count; i++) {
        ix_product_measure *one = &measures[i];
        if (one->state == IX_LISTING_NOT_YET) {
            continue;
        }
        status = maker ? leave_product_open(u, &one->law) : IX_OK;
        if (status == IX_OK) {
            ix_finding_listing listing;
            status = rule_product_listing(&listing, one, u->s->arena, u->s->error);
            status = status == IX_OK ? keep_listing(listings, u, &listing) : status;
        }
    }
    return status;
}

static ix_status add_product(unlisted *u, const ix_product *product) {
    ix_finding finding = {.type = IX_PARTY_PRODUCT,
                          .name = product->name,
                          .identity = IX_IDENTITY_ESTABLISHED,
                          .why = IX_STR("the product is named")};
    ix_vector listings = {0};
    ix_status status = name_entity(&finding, u, PRODUCTS, product->id);
    if (status == IX_OK) {
        status = tell_by(&finding, u,
                         &(ix_evidence){.kind = IX_EVIDENCE_NAME,
                                        .relation = IX_RELATION_EQUAL,
                                        .query = u->party->name,
                                        .listed = product->name,
                                        .millibits = SURE_MILLIBITS,
                                        .from = 0,
                                        .to = (int32_t)u->party->name.len,
                                        .name = 0});
    }
    if (status == IX_OK) {
        status = add_measures(&listings, u, product->family, product->scope, false);
    }
    return status == IX_OK ? add_finding(u, &finding, &listings) : status;
}

/* ------------------------------------------------------------------ names on record */

/* Hashed once: a name is held against each on record. */
static ix_status hash_words(unlisted *u) {
    u->words = IX_NEW(u->s->arena, uint64_t, (ptrdiff_t)u->name_count * IX_PARTS_MAX + 1);
    if (u->words == NULL) {
        return no_memory(u);
    }
    for (int i = 0; i < u->name_count; i++) {
        for (int j = 0; j < u->names[i].count; j++) {
            u->words[i * IX_PARTS_MAX + j] = ix_hash64(u->names[i].parts[j].text);
        }
    }
    return IX_OK;
}

static bool has_word(const unlisted *u, int name, uint64_t word) {
    const uint64_t *words = &u->words[name * IX_PARTS_MAX];
    for (int i = 0; i < u->names[name].count; i++) {
        if (words[i] == word) {
            return true;
        }
    }
    return false;
}

static bool may_be(ix_party_type asked, ix_party_type recorded) {
    return asked == IX_PARTY_ANY || recorded == IX_PARTY_ANY || asked == recorded;
}

/* How well a recorded name is met by the party's: the best of its names; *with is that one. */
static ix_status compare(ix_comparison *best, int *with, unlisted *u,
                         const ix_rule_name *recorded) {
    ix_party_type type =
        recorded->fact != NULL ? recorded->fact->type : (ix_party_type)IX_PARTY_ORGANIZATION;
    best->score = -1;
    if (!may_be(u->party->type, type)) {
        return IX_OK;
    }
    for (int i = 0; i < u->name_count; i++) {
        ix_comparison one;
        if (!has_word(u, i, recorded->word)) {
            continue;
        }
        ix_status status = ix_match_compare(&one, u->s->screener->knowledge, u->names[i].raw,
                                            recorded->name, type, u->s->arena, u->s->error);
        if (status != IX_OK) {
            return status;
        }
        if (one.score > best->score) {
            *best = one;
            *with = i;
        }
    }
    return IX_OK;
}

static ix_status tell_comparison(ix_finding *finding, unlisted *u, const ix_comparison *best,
                                 int with, ix_str name) {
    ix_evidence *evidence = IX_NEW(u->s->arena, ix_evidence, best->evidence_count + 1);
    if (evidence == NULL) {
        return no_memory(u);
    }
    for (int i = 0; i < best->evidence_count; i++) {
        evidence[i] = best->evidence[i];
        evidence[i].name = best->evidence[i].from >= 0 ? u->given[with] : -1;
    }
    finding->evidence = evidence;
    finding->evidence_count = best->evidence_count;
    finding->score = best->score;
    finding->matched_name = name;
    finding->matched_kind = IX_NAME_PRIMARY;
    finding->identity =
        best->score >= u->s->bars.establish ? IX_IDENTITY_ESTABLISHED : IX_IDENTITY_OPEN;
    return IX_OK;
}

/* "products of Kaspersky Lab": not the company, which may stand on a list of its own. */
static ix_status name_products(ix_finding *finding, unlisted *u, ix_str maker) {
    ix_buf text;
    ix_buf_init(&text, 1 << 12);
    ix_buf_append(&text, IX_STR("products of "));
    ix_buf_append(&text, maker);
    finding->name = ix_arena_copy(u->s->arena, ix_buf_view(&text));
    ix_buf_free(&text);
    return finding->name.ptr != NULL ? IX_OK : no_memory(u);
}

static ix_status add_maker(unlisted *u, const ix_rule_name *recorded, const ix_comparison *best,
                           int with) {
    ix_finding finding = {.type = IX_PARTY_PRODUCT,
                          .why = IX_STR("the maker of products that the law names")};
    ix_vector listings = {0};
    ix_status status = name_entity(&finding, u, PRODUCTS, recorded->family);
    status = status == IX_OK ? name_products(&finding, u, recorded->name) : status;
    if (status != IX_OK || has_entity(u, finding.entity)) {
        return status;
    }
    status = tell_comparison(&finding, u, best, with, recorded->name);
    if (status == IX_OK) {
        status = add_measures(&listings, u, recorded->family, (ix_str){0}, true);
    }
    return status == IX_OK ? add_finding(u, &finding, &listings) : status;
}

/* The zone of dates that speak of a list; of one that is not loaded that of those on file, which
 * are of the United States. */
static ix_zone zone_of(const unlisted *u, ix_str list) {
    const ix_index *index = u->s->screener->index;
    for (int i = 0; i < ix_index_list_count(index); i++) {
        const ix_index_list *one = ix_index_list_at(index, i);
        if (ix_str_equal(one->id, list)) {
            return one->zone;
        }
    }
    return IX_ZONE_NEW_YORK;
}

static bool holds(const unlisted *u, const ix_fact *fact) {
    ix_zone zone = zone_of(u, fact->list);
    int64_t as_of = ix_when_instant(u->s->decision->as_of, zone);
    return ix_when_instant(fact->from, zone) <= as_of &&
           (fact->until.kind == IX_WHEN_NONE || as_of < ix_when_instant(fact->until, zone));
}

static ix_status add_fact(ix_vector *listings, unlisted *u, const ix_fact *fact) {
    ix_note *note = IX_NEW(u->s->arena, ix_note, 1);
    if (note == NULL) {
        return no_memory(u);
    }
    *note = (ix_note){fact->text, fact->citation, fact->verified};
    return add_listing(listings, u,
                       &(ix_finding_listing){.reason = fact->text,
                                             .times = {.state = IX_LISTING_IN_FORCE,
                                                       .basis = IX_BASIS_ACTION,
                                                       .citation = fact->citation},
                                             .law = {.effect = IX_VERDICT_INFO,
                                                     .full = IX_VERDICT_INFO,
                                                     .program = fact->kind,
                                                     .from = fact->from,
                                                     .until = fact->until,
                                                     .authority = fact->citation,
                                                     .binds = IX_STR("nobody: it informs"),
                                                     .verified = fact->verified,
                                                     .notes = note,
                                                     .note_count = 1}});
}

/* All facts about one party, told together. */
static ix_status add_record(unlisted *u, const ix_rule_name *recorded, const ix_comparison *best,
                            int with) {
    ix_finding finding = {.type = recorded->fact->type,
                          .name = recorded->name,
                          .why = IX_STR("the name is on record")};
    ix_vector listings = {0};
    ix_status status = name_entity(&finding, u, RECORDS, recorded->fact->about);
    if (status != IX_OK || has_entity(u, finding.entity)) {
        return status;
    }
    status = tell_comparison(&finding, u, best, with, recorded->name);
    int count;
    const ix_fact *facts = ix_rules_facts(u->s->screener->rules, &count);
    for (int i = 0; status == IX_OK && i < count; i++) {
        if (ix_str_equal(facts[i].about, recorded->fact->about) && holds(u, &facts[i])) {
            status = add_fact(&listings, u, &facts[i]);
        }
    }
    return status == IX_OK ? add_finding(u, &finding, &listings) : status;
}

/* A name on record is told by its best spelling; facts and makers of other names are not. */
static ix_status add_names(unlisted *u, bool *maker) {
    int count;
    const ix_rule_name *recorded = ix_rules_names(u->s->screener->rules, &count);
    ix_status status = hash_words(u);
    for (int i = 0; status == IX_OK && i < count; i++) {
        ix_comparison best;
        int with = 0;
        bool word = false;
        for (int j = 0; j < u->name_count; j++) {
            word = word || has_word(u, j, recorded[i].word);
        }
        if (!word) {
            continue;
        }
        *maker = *maker || recorded[i].fact == NULL;
        status = compare(&best, &with, u, &recorded[i]);
        if (status == IX_OK && best.score >= u->s->bars.name) {
            status = recorded[i].fact != NULL ? add_record(u, &recorded[i], &best, with)
                                              : add_maker(u, &recorded[i], &best, with);
        }
    }
    return status;
}

/* The product whose name this is or begins with; of what is said to be a product, the first one
 * that the name mentions. */
static ix_status find_product(const ix_product **out, unlisted *u) {
    const ix_products *products = u->s->screener->products;
    ix_product_mention *mentions;
    int count;
    ix_status status = ix_products_named(out, products, u->party->name, u->s->arena, u->s->error);
    if (status != IX_OK || *out != NULL || u->party->type != IX_PARTY_PRODUCT) {
        return status;
    }
    status =
        ix_products_in_text(&mentions, &count, products, u->party->name, u->s->arena, u->s->error);
    *out = status == IX_OK && count > 0 ? mentions[0].product : NULL;
    return status;
}

/* A product is looked for where the party is said to be one, or its name has a maker's word. Where
 * only the maker's word is there ("Kaspersky"), the name is no product's unless that was said. */
static ix_status add_named_product(unlisted *u, bool maker) {
    ix_party_type type = u->party->type;
    if (u->s->screener->products == NULL || u->party->name.len == 0 ||
        (type != IX_PARTY_PRODUCT && (type != IX_PARTY_ANY || !maker))) {
        return IX_OK;
    }
    const ix_product *product;
    ix_status status = find_product(&product, u);
    bool general = product != NULL && ix_str_equal(product->key, product->family);
    if (status != IX_OK || product == NULL || (general && type != IX_PARTY_PRODUCT)) {
        return status;
    }
    return add_product(u, product);
}

ix_status screening_add_unlisted(screening *s, const ix_party *party, const ix_parsed_name *names,
                                 const int *given, int name_count) {
    unlisted u = {.s = s, .party = party, .names = names, .given = given, .name_count = name_count};
    bool maker = false;
    if (s->options->list_count > 0) {
        return IX_OK;
    }
    ix_status status = add_places(&u);
    status = status == IX_OK ? add_names(&u, &maker) : status;
    status = status == IX_OK ? add_named_product(&u, maker) : status;
    if (status != IX_OK || u.findings.count == 0) {
        return status;
    }
    ix_decision *decision = s->decision;
    int count = decision->finding_count + u.findings.count;
    ix_finding *all = IX_NEW(s->arena, ix_finding, count);
    if (all == NULL) {
        return no_memory(&u);
    }
    for (int i = 0; i < decision->finding_count; i++) {
        all[i] = decision->findings[i];
    }
    const ix_finding *more = u.findings.items;
    for (int i = decision->finding_count; i < count; i++) {
        all[i] = more[i - decision->finding_count];
    }
    decision->findings = all;
    decision->finding_count = count;
    weigh_decision(decision);
    return IX_OK;
}
