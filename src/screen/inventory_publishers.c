/* Publishers that an inventory names, against the lists.
 *
 *     component --- publisher ---> each name once a file --- ix_screen_party ---> findings
 *                                        |
 *     host -----------------------> names it bears, each with the component it was read of
 *
 * A name that is too long to be one is screened as running text. Only what may be a listed party is
 * told: a file names hundreds of people and firms, and what one of them is merely like informs
 * nobody. That a publisher is listed says nothing of what is done with its product: without an
 * activity what blocks is open, and what binds another dealing is told with what it depends on. */
#include "inventory.h"
#include "screener.h"
#include "weigh.h"

#include <string.h>

#define NAME_BYTES_MAX 120 /* what is longer is no name */
#define PUBLISHERS_MAX (1 << 20)

static ix_status no_memory(const inventory_reader *r) {
    return ix_error_at(r->error, IX_E_MEMORY, r->source, 0, -1, "no memory for the inventory");
}

/* ------------------------------------------------------------------ gathering */

static uint32_t slot_of(const inventory_reader *r, ix_str name) {
    const inventory_publisher *all = r->publishers.items;
    uint32_t at = (uint32_t)ix_hash64(name) & r->publisher_mask;
    while (r->publisher_table[at] != 0 &&
           !ix_str_equal(all[r->publisher_table[at] - 1].name, name)) {
        at = (at + 1) & r->publisher_mask;
    }
    return at;
}

static bool grow_table(inventory_reader *r) {
    uint32_t size = r->publisher_table == NULL ? 256 : 2 * (r->publisher_mask + 1);
    int32_t *table = IX_NEW(r->arena, int32_t, size);
    if (table == NULL) {
        return false;
    }
    r->publisher_table = table;
    r->publisher_mask = size - 1;
    const inventory_publisher *all = r->publishers.items;
    for (int i = 0; i < r->publishers.count; i++) {
        table[slot_of(r, all[i].name)] = i + 1;
    }
    return true;
}

/* The number of a publisher; -1: no memory, or too many of them. */
static int number_of(inventory_reader *r, ix_str name) {
    if (2 * (uint32_t)(r->publishers.count + 1) >= r->publisher_mask && !grow_table(r)) {
        r->status = no_memory(r);
        return -1;
    }
    uint32_t at = slot_of(r, name);
    if (r->publisher_table[at] != 0) {
        return r->publisher_table[at] - 1;
    }
    if (r->publishers.count == PUBLISHERS_MAX) {
        r->status = ix_error_at(r->error, IX_E_LIMIT, r->source, r->component.line, -1,
                                "the file names more than %d publishers", PUBLISHERS_MAX);
        return -1;
    }
    inventory_publisher *publisher = ix_vector_push(&r->publishers, sizeof *publisher, r->arena);
    ix_str copy = ix_arena_copy(r->arena, name);
    if (publisher == NULL || copy.ptr == NULL) {
        r->status = no_memory(r);
        return -1;
    }
    *publisher = (inventory_publisher){.name = copy, .line = r->component.line, .last_host = -1};
    r->publisher_table[at] = r->publishers.count;
    return r->publishers.count - 1;
}

void inventory_note_publisher(inventory_reader *r, ix_str name, ix_str field) {
    bool scope = ix_str_equal(field, IX_STR("group")); /* "org.apache", "@angular" */
    if (!r->lists || scope || r->component.class == CLASS_CONTACT) {
        return;
    }
    ix_str *slot = ix_vector_push(&r->component.publishers, sizeof *slot, r->scratch);
    if (slot == NULL) {
        r->status = no_memory(r);
        return;
    }
    *slot = name;
}

void inventory_keep_publishers(inventory_reader *r, inventory_host *host, int host_number) {
    const ix_str *names = r->component.publishers.items;
    for (int i = 0; i < r->component.publishers.count && r->status == IX_OK; i++) {
        int number = number_of(r, names[i]);
        inventory_publisher *publisher =
            number < 0 ? NULL : (inventory_publisher *)r->publishers.items + number;
        if (publisher == NULL || publisher->last_host == host_number) {
            continue;
        }
        publisher->last_host = host_number;
        inventory_published *place = ix_vector_push(&host->published, sizeof *place, r->arena);
        ix_str name =
            ix_arena_copy(r->arena, ix_str_slice(r->component.name, 0, IX_SIGN_BYTES_MAX));
        if (place == NULL || (name.ptr == NULL && r->component.name.len > 0)) {
            r->status = no_memory(r);
            return;
        }
        *place = (inventory_published){number, name, r->component.line};
    }
}

/* ------------------------------------------------------------------ asking */

static bool is_dealing(const ix_context *context) {
    return context->activity.len > 0 && !ix_str_equal(context->activity, IX_STR("use"));
}

static ix_status depend_on_activity(inventory_reader *r, ix_effect *law) {
    ix_str *depends = IX_NEW(r->arena, ix_str, law->depends_count + 1);
    if (depends == NULL) {
        return no_memory(r);
    }
    for (int i = 0; i < law->depends_count; i++) {
        depends[i] = law->depends_on[i];
    }
    depends[law->depends_count++] = IX_STR("activity");
    law->depends_on = depends;
    law->effect = IX_VERDICT_INFO;
    return IX_OK;
}

/* Does the name rest on one word that is merely like a listed one? */
static bool is_one_like_word(const ix_finding *finding) {
    int parts = 0;
    bool same = false;
    for (int i = 0; i < finding->evidence_count; i++) {
        const ix_evidence *one = &finding->evidence[i];
        if (one->kind == IX_EVIDENCE_NAME_PART && one->millibits > 0) {
            parts++;
            same = same || one->relation == IX_RELATION_EQUAL ||
                   one->relation == IX_RELATION_TRANSLITERATION;
        }
    }
    return parts <= 1 && !same && !finding->by_identifier;
}

/* Worth telling? Of a person only a full name is: libraries have authors of all names. */
static bool is_told(const ix_finding *finding) {
    ix_identity least =
        finding->type == IX_PARTY_PERSON ? IX_IDENTITY_ESTABLISHED : IX_IDENTITY_OPEN;
    return !finding->unlisted && finding->identity >= least && !is_one_like_word(finding);
}

/* What of a listed party's law is asked of somebody who has its product. */
static ix_status weigh_publisher(inventory_reader *r, ix_finding *finding,
                                 const ix_context *context) {
    ix_evidence *evidence = IX_NEW(r->arena, ix_evidence, finding->evidence_count + 1);
    if (evidence == NULL) {
        return no_memory(r);
    }
    for (int i = 0; i < finding->evidence_count; i++) {
        evidence[i] = finding->evidence[i];
        evidence[i].name = -1;
        evidence[i].from = evidence[i].to = -1; /* spans are of the publisher's name */
    }
    finding->evidence = evidence;
    if (is_dealing(context)) {
        return IX_OK;
    }
    ix_status status = IX_OK;
    for (int i = 0; i < finding->listing_count && status == IX_OK; i++) {
        ix_effect *law = &finding->listings[i].law;
        bool other = law->effect > IX_VERDICT_INFO && law->effect != IX_VERDICT_BLOCK;
        status = other ? depend_on_activity(r, law) : IX_OK;
    }
    if (finding->identity == IX_IDENTITY_ESTABLISHED) {
        finding->identity = IX_IDENTITY_OPEN;
        finding->why = IX_STR("the publisher of a component; what is dealt in with it a person "
                              "must tell");
    }
    weigh_finding(finding);
    return status;
}

static ix_status ask(inventory_reader *r, ix_decision *part, ix_str name,
                     const inventory_asking *asking) {
    ix_error error = {.status = IX_OK};
    if (name.len > NAME_BYTES_MAX) {
        return ix_screen_text(part, asking->screener, name, r->source, asking->context,
                              asking->as_of, r->how->known_at, &asking->options, r->arena, &error);
    }
    ix_party *party = IX_NEW(r->arena, ix_party, 1);
    if (party == NULL) {
        return no_memory(r);
    }
    party->name = name;
    ix_status status =
        ix_screen_party(part, asking->screener, party, asking->context, asking->as_of,
                        r->how->known_at, &asking->options, r->arena, &error);
    return status == IX_E_INPUT ? IX_OK : status; /* without a letter or digit it names nobody */
}

/* The findings of one publisher that may be a listed party. */
static ix_status ask_publisher(inventory_reader *r, inventory_publisher *publisher,
                               const inventory_asking *asking) {
    ix_decision part;
    ix_arena_mark mark = ix_arena_position(r->arena);
    int kept = 0;
    ix_status status = ask(r, &part, publisher->name, asking);
    if (status == IX_E_MEMORY) {
        return no_memory(r);
    }
    for (int i = 0; i < part.finding_count && status == IX_OK; i++) {
        ix_finding *finding = &part.findings[i];
        if (is_told(finding)) {
            status = weigh_publisher(r, finding, asking->context);
            part.findings[kept++] = *finding;
        }
    }
    publisher->findings = part.findings;
    publisher->finding_count = kept;
    bool hindered = kept == 0 && part.hindrance.len > 0;
    if (kept == 0) {
        publisher->findings = NULL;
        ix_arena_rewind(r->arena, mark);
    }
    return status != IX_OK || hindered
               ? inventory_unread(r, publisher->line,
                                  "the name of a publisher could not be screened")
               : IX_OK;
}

ix_status inventory_ask_publishers(inventory_reader *r, const inventory_asking *asking) {
    inventory_publisher *all = r->publishers.items;
    ix_status status = IX_OK;
    for (int i = 0; i < r->publishers.count && status == IX_OK; i++) {
        status = ask_publisher(r, &all[i], asking);
    }
    return status;
}

/* ------------------------------------------------------------------ findings of a host */

/* Where it is named stands before what the law says. */
static ix_status add_note(inventory_reader *r, ix_finding *finding, ix_str publisher,
                          const inventory_published *place) {
    ix_buf text;
    ix_finding_listing *listings = IX_NEW(r->arena, ix_finding_listing, finding->listing_count + 1);
    ix_note *notes = IX_NEW(r->arena, ix_note, finding->listings[0].law.note_count + 1);
    if (listings == NULL || notes == NULL) {
        return no_memory(r);
    }
    ix_buf_init(&text, 8192);
    ix_buf_append_cstr(&text, "Named as publisher: \"");
    ix_buf_append(&text, publisher);
    ix_buf_append_cstr(&text, place->component.len > 0 ? "\", of " : "\"");
    ix_buf_append(&text, place->component);
    if (place->line > 0) {
        ix_buf_printf(&text, ", line %lld", (long long)place->line);
    }
    ix_buf_append_char(&text, '.');
    notes[0] = (ix_note){.text = ix_arena_copy(r->arena, ix_buf_view(&text)), .verified = true};
    ix_buf_free(&text);
    memcpy(listings, finding->listings, (size_t)finding->listing_count * sizeof *listings);
    for (int i = 0; i < listings[0].law.note_count; i++) {
        notes[i + 1] = listings[0].law.notes[i];
    }
    listings[0].law.notes = notes;
    listings[0].law.note_count++;
    finding->listings = listings;
    return notes[0].text.ptr == NULL ? no_memory(r) : IX_OK;
}

static bool is_known(const ix_finding *findings, int count, ix_str entity) {
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(findings[i].entity, entity)) {
            return true;
        }
    }
    return false;
}

ix_status inventory_add_publishers(inventory_reader *r, const inventory_host *host,
                                   ix_decision *decision) {
    const inventory_published *places = host->published.items;
    const inventory_publisher *all = r->publishers.items;
    ix_status status = IX_OK;
    int more = 0;
    for (int i = 0; i < host->published.count; i++) {
        more += all[places[i].publisher].finding_count;
    }
    if (more == 0) {
        return IX_OK;
    }
    ix_finding *findings = IX_NEW(r->arena, ix_finding, decision->finding_count + more);
    if (findings == NULL) {
        return no_memory(r);
    }
    int count = decision->finding_count;
    memcpy(findings, decision->findings, (size_t)count * sizeof *findings);
    for (int i = 0; i < host->published.count; i++) {
        const inventory_publisher *publisher = &all[places[i].publisher];
        for (int j = 0; j < publisher->finding_count && status == IX_OK; j++) {
            if (!is_known(findings, count, publisher->findings[j].entity)) {
                findings[count] = publisher->findings[j];
                status = add_note(r, &findings[count++], publisher->name, &places[i]);
            }
        }
    }
    decision->findings = findings;
    decision->finding_count = count;
    return status;
}
