/* What decisions on inventories have in writing beside those on others: the subject, what was found
 * where, and the migration list: what the law bars of each product, since when. */
#include <interdict/screen.h>

#include <stdio.h>

#include "writers.h"

static void key_str(ix_json *json, const char *key, ix_str value) {
    ix_json_key_str(json, key, value, true);
}

static void key_int(ix_json *json, const char *key, int64_t value) {
    ix_json_key(json, key);
    ix_json_int(json, value);
}

static void key_when(ix_json *json, const char *key, ix_when when) {
    ix_json_key(json, key);
    ix_json_when(json, when);
}

static void key_cstr(ix_json *json, const char *key, const char *value) {
    ix_json_key(json, key);
    ix_json_cstr(json, value);
}

static void key_texts(ix_json *json, const char *key, ix_texts texts) {
    ix_json_key(json, key);
    ix_json_open_array(json);
    for (int i = 0; i < texts.count; i++) {
        ix_json_str(json, texts.items[i]);
    }
    ix_json_close_array(json);
}

static void key_line(ix_json *json, int64_t line) {
    ix_json_key(json, "line");
    if (line > 0) {
        ix_json_int(json, line);
    } else {
        ix_json_null(json);
    }
}

void inventory_write_subject(ix_json *json, const ix_inventory *inventory) {
    ix_buf digest;
    ix_buf_init(&digest, 128);
    ix_digest_print(&digest, &inventory->sha256);
    ix_json_open_object(json);
    key_cstr(json, "kind", "inventory");
    key_str(json, "source", inventory->source);
    key_str(json, "format", inventory->format);
    key_str(json, "host", inventory->host);
    key_int(json, "bytes", inventory->bytes);
    key_str(json, "sha256", ix_buf_view(&digest));
    key_int(json, "components", inventory->components);
    key_int(json, "others", inventory->others);
    key_int(json, "unread", inventory->unread);
    ix_json_close_object(json);
    ix_buf_free(&digest);
}

/* ------------------------------------------------------------------ what was found where */

static void write_sign(ix_json *json, const ix_found_sign *sign) {
    ix_json_open_object(json);
    key_cstr(json, "kind", ix_sign_name(sign->sign->kind));
    key_cstr(json, "strength", ix_strength_name(sign->strength));
    key_str(json, "value", sign->value);
    key_str(json, "field", sign->field);
    key_str(json, "listed", sign->sign->value);
    key_str(json, "source", sign->sign->source);
    key_when(json, "date", sign->sign->date);
    ix_json_close_object(json);
}

static void write_component(ix_json *json, const ix_found_component *component) {
    ix_json_open_object(json);
    key_str(json, "name", component->name);
    key_str(json, "version", component->version);
    key_str(json, "publisher", component->publisher);
    key_str(json, "place", component->place);
    key_line(json, component->line);
    key_when(json, "at", component->at);
    ix_json_key(json, "signs");
    ix_json_open_array(json);
    for (int i = 0; i < component->sign_count; i++) {
        write_sign(json, &component->signs[i]);
    }
    ix_json_close_array(json);
    ix_json_close_object(json);
}

void inventory_write_find(ix_json *json, const ix_find *find) {
    const ix_product *product = find->product;
    ix_json_key(json, "product");
    ix_json_open_object(json);
    key_str(json, "family", product->family);
    key_str(json, "maker", product->maker);
    key_str(json, "scope", product->scope);
    key_texts(json, "risks", product->risks);
    key_cstr(json, "strength", ix_strength_name(find->strength));
    ix_json_key(json, "contact");
    ix_json_bool(json, find->contact);
    key_str(json, "activity", find->activity);
    key_when(json, "first_at", find->first_at);
    key_when(json, "last_at", find->last_at);
    key_int(json, "components_total", find->component_total);
    ix_json_key(json, "components");
    ix_json_open_array(json);
    for (int i = 0; i < find->component_count; i++) {
        write_component(json, &find->components[i]);
    }
    ix_json_close_array(json);
    ix_json_close_object(json);
}

static const ix_finding *finding_of(const ix_decision *decision, const ix_evidence *evidence) {
    for (int i = 0; i < decision->finding_count; i++) {
        for (int j = 0; j < decision->findings[i].evidence_count; j++) {
            if (&decision->findings[i].evidence[j] == evidence) {
                return &decision->findings[i];
            }
        }
    }
    return NULL;
}

ix_str inventory_evidence_place(char where[32], const ix_decision *decision,
                                const ix_evidence *evidence) {
    const ix_finding *finding = finding_of(decision, evidence);
    if (finding == NULL || finding->find == NULL) {
        return (ix_str){0};
    }
    const ix_found_component *component = &finding->find->components[evidence->name];
    if (component->place.len > 0 && component->line == 0) {
        return component->place;
    }
    int length = snprintf(where, 32, "line %lld", (long long)component->line);
    return (ix_str){where, length};
}

/* ------------------------------------------------------------------ the migration list */

/* A measure that bars something of the product, to this asker or to whoever does the thing. */
static bool bars(const ix_finding *finding, const ix_finding_listing *listing) {
    return finding->identity >= IX_IDENTITY_OPEN && listing->law.full > IX_VERDICT_INFO &&
           listing->times.state != IX_LISTING_ENDED;
}

/* Does it bind the asker as asked? */
static const char *applies(const ix_finding *finding, const ix_finding_listing *listing) {
    if (listing->effect <= IX_VERDICT_INFO) {
        return listing->times.state == IX_LISTING_ANNOUNCED ? "not yet" : "depends";
    }
    return finding->identity == IX_IDENTITY_ESTABLISHED ? "yes" : "if confirmed";
}

static void write_barred(ix_json *json, const ix_finding *finding,
                         const ix_finding_listing *listing) {
    ix_json_open_object(json);
    key_str(json, "what", listing->reason);
    key_when(json, "since", listing->times.effective_from);
    key_when(json, "until", listing->times.effective_until);
    key_cstr(json, "applies", applies(finding, listing));
    ix_json_key(json, "depends_on");
    ix_json_open_array(json);
    for (int i = 0; i < listing->law.depends_count; i++) {
        ix_json_str(json, listing->law.depends_on[i]);
    }
    ix_json_close_array(json);
    key_str(json, "program", listing->law.program);
    key_str(json, "authority", listing->law.authority);
    ix_json_close_object(json);
}

static bool bars_anything(const ix_finding *finding) {
    for (int i = 0; i < finding->listing_count; i++) {
        if (bars(finding, &finding->listings[i])) {
            return true;
        }
    }
    return false;
}

void inventory_write_migration(ix_json *json, const ix_decision *decision) {
    ix_json_key(json, "migration");
    ix_json_open_array(json);
    for (int i = 0; i < decision->finding_count; i++) {
        const ix_finding *finding = &decision->findings[i];
        if (!bars_anything(finding)) {
            continue;
        }
        ix_json_open_object(json);
        key_str(json, "product", finding->entity);
        key_str(json, "name", finding->name);
        ix_json_key(json, "barred");
        ix_json_open_array(json);
        for (int j = 0; j < finding->listing_count; j++) {
            if (bars(finding, &finding->listings[j])) {
                write_barred(json, finding, &finding->listings[j]);
            }
        }
        ix_json_close_array(json);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

/* ------------------------------------------------------------------ the same in csv */

void ix_inventory_write_migration_header(ix_buf *out) {
    ix_buf_append_cstr(out, "host,product,version,component,components,scope,risks,barred,since,"
                            "until,applies,authority,verdict,source\n");
}

static void cell_when(ix_buf *out, ix_when when) {
    ix_buf text;
    ix_buf_init(&text, 64);
    ix_when_print(&text, when);
    write_csv_cell(out, ix_buf_view(&text), false);
    ix_buf_free(&text);
}

static void cell_texts(ix_buf *out, ix_texts texts) {
    ix_buf text;
    ix_buf_init(&text, 4096);
    for (int i = 0; i < texts.count; i++) {
        ix_buf_append_cstr(&text, i > 0 ? ";" : "");
        ix_buf_append(&text, texts.items[i]);
    }
    write_csv_cell(out, ix_buf_view(&text), false);
    ix_buf_free(&text);
}

static void write_row(ix_buf *out, const ix_decision *decision, const ix_finding *finding,
                      const ix_finding_listing *listing) {
    const ix_find *find = finding->find;
    const ix_found_component *component = &find->components[0];
    ix_buf count;
    ix_buf_init(&count, 32);
    ix_buf_append_int(&count, find->component_total);
    write_csv_cell(out, decision->inventory->host, true);
    write_csv_cell(out, finding->name, false);
    write_csv_cell(out, component->version, false);
    write_csv_cell(out, component->name, false);
    write_csv_cell(out, ix_buf_view(&count), false);
    write_csv_cell(out, find->product->scope, false);
    cell_texts(out, find->product->risks);
    write_csv_cell(out, listing->reason, false);
    cell_when(out, listing->times.effective_from);
    cell_when(out, listing->times.effective_until);
    write_csv_cell(out, ix_str_from_cstr(applies(finding, listing)), false);
    write_csv_cell(out, listing->law.authority, false);
    write_csv_cell(out, ix_str_from_cstr(ix_verdict_name(decision->verdict)), false);
    write_csv_cell(out, decision->inventory->source, false);
    ix_buf_append_char(out, '\n');
    ix_buf_free(&count);
}

void ix_inventory_write_migration(ix_buf *out, const ix_decision *decision) {
    for (int i = 0; i < decision->finding_count; i++) {
        const ix_finding *finding = &decision->findings[i];
        for (int j = 0; finding->find != NULL && j < finding->listing_count; j++) {
            if (bars(finding, &finding->listings[j])) {
                write_row(out, decision, finding, &finding->listings[j]);
            }
        }
    }
}
