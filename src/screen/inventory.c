/* What readers of inventories share: components told one by one, the hosts they stand on, and what
 * is kept of those that bear a sign of a product. */
#include "inventory.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ the reader */

static ix_status memory_fault(inventory_reader *r) {
    r->status = ix_error_at(r->error, IX_E_MEMORY, r->source, 0, -1, "no memory for the inventory");
    return r->status;
}

ix_status inventory_open(inventory_reader *r, const ix_products *products,
                         const ix_inventory_options *how, ix_str source, ix_arena *arena,
                         ix_arena *scratch, ix_error *error) {
    *r = (inventory_reader){.source = source,
                            .products = products,
                            .how = how,
                            .arena = arena,
                            .scratch = scratch,
                            .error = error,
                            .mask = 63};
    r->table = IX_NEW(arena, int32_t, r->mask + 1);
    return r->table == NULL ? memory_fault(r) : IX_OK;
}

ix_str inventory_text(inventory_reader *r, const char *format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    ptrdiff_t len = length < (int)sizeof text ? length : (int)sizeof text - 1;
    ix_str copy = ix_arena_copy(r->scratch, (ix_str){text, len});
    if (copy.ptr == NULL && len > 0) {
        memory_fault(r);
    }
    return copy;
}

bool inventory_next_line(inventory_lines *lines, ix_str *line) {
    if (lines->rest.len == 0) {
        return false;
    }
    *line = ix_str_cut(lines->rest, '\n', &lines->rest);
    lines->line++;
    if (ix_str_ends_with(*line, IX_STR("\r"))) {
        line->len--;
    }
    return true;
}

ix_status inventory_each_line(inventory_reader *r, inventory_read_line read) {
    inventory_lines lines = {r->bytes, 0};
    ix_str line;
    ix_status status = IX_OK;
    while (status == IX_OK && inventory_next_line(&lines, &line)) {
        status = ix_str_trim(line).len > 0 ? read(r, line, lines.line) : IX_OK;
    }
    return status;
}

int inventory_percent(ix_str start, inventory_fits fits) {
    inventory_lines lines = {start, 0};
    ix_str line;
    int seen = 0;
    int fit = 0;
    while (seen < 20 && inventory_next_line(&lines, &line)) {
        /* The last line of the start may be cut. */
        bool empty = ix_str_trim(line).len == 0 || (lines.rest.ptr == NULL && seen > 0);
        seen += !empty;
        fit += !empty && fits(line);
    }
    return seen == 0 ? -1 : 100 * fit / seen;
}

int inventory_split(ix_str line, char separator, ix_str *fields, int most) {
    int count = 0;
    ix_str rest = line;
    while (rest.ptr != NULL && count < most) {
        fields[count++] = ix_str_trim(ix_str_cut(rest, separator, &rest));
    }
    return count;
}

/* ------------------------------------------------------------------ hosts */

static uint32_t slot_of(const inventory_reader *r, ix_str name) {
    uint32_t at = (uint32_t)ix_hash64(name) & r->mask;
    const inventory_host *hosts = r->hosts.items;
    while (r->table[at] != 0 && !ix_str_equal(hosts[r->table[at] - 1].inventory.host, name)) {
        at = (at + 1) & r->mask;
    }
    return at;
}

static bool grow_table(inventory_reader *r) {
    uint32_t size = 2 * (r->mask + 1);
    int32_t *table = IX_NEW(r->arena, int32_t, size);
    if (table == NULL) {
        return false;
    }
    r->table = table;
    r->mask = size - 1;
    const inventory_host *hosts = r->hosts.items;
    for (int i = 0; i < r->hosts.count; i++) {
        r->table[slot_of(r, hosts[i].inventory.host)] = i + 1;
    }
    return true;
}

static inventory_host *add_host(inventory_reader *r, ix_str name) {
    if (r->hosts.count == IX_INVENTORY_HOSTS_MAX) {
        r->status = ix_error_at(r->error, IX_E_LIMIT, r->source, r->component.line, -1,
                                "the file tells of more than %d hosts", IX_INVENTORY_HOSTS_MAX);
        return NULL;
    }
    bool roomy = 2 * (uint32_t)(r->hosts.count + 1) < r->mask || grow_table(r);
    inventory_host *host = roomy ? ix_vector_push(&r->hosts, sizeof *host, r->arena) : NULL;
    ix_str copy = ix_arena_copy(r->arena, name);
    if (host == NULL || (copy.ptr == NULL && name.len > 0)) {
        memory_fault(r);
        return NULL;
    }
    host->inventory.host = copy;
    r->table[slot_of(r, copy)] = r->hosts.count;
    r->last_host = r->hosts.count - 1;
    return host;
}

inventory_host *inventory_host_of(inventory_reader *r, ix_str name) {
    inventory_host *hosts = r->hosts.items;
    if (r->hosts.count > 0 && ix_str_equal(hosts[r->last_host].inventory.host, name)) {
        return &hosts[r->last_host];
    }
    int32_t number = r->table[slot_of(r, name)];
    if (number == 0) {
        return add_host(r, name);
    }
    r->last_host = number - 1;
    return &hosts[number - 1];
}

/* ------------------------------------------------------------------ a component */

ix_str inventory_column(inventory_reader *r, ix_str heading, ix_arena *arena) {
    uint64_t slot = ix_hash64(heading) % INVENTORY_HEADINGS_MET;
    ix_str field;
    if (heading.len > 0 && ix_str_equal(r->met[slot].heading, heading)) {
        return r->met[slot].field;
    }
    ix_status status = products_column(&field, r->products, heading, arena);
    ix_str copy = status == IX_OK ? ix_arena_copy(r->arena, heading) : (ix_str){0};
    if (status == IX_E_MEMORY) {
        memory_fault(r);
    } else if (copy.ptr != NULL) {
        r->met[slot].heading = copy;
        r->met[slot].field = field;
    }
    return field;
}

void inventory_begin(inventory_reader *r, inventory_class class, int64_t line) {
    r->component = (inventory_component){.class = class, .line = line};
}

typedef struct telling {
    inventory_reader *r;
    ix_strength most;
    ix_str value;
    ix_str field;
} telling;

/* An address in a program's settings is no contact with it. */
static ix_strength strength_of(const telling *t, const ix_product_sign *sign) {
    bool only_names = sign->kind == IX_SIGN_DOMAIN && t->r->component.class != CLASS_CONTACT;
    ix_strength most = only_names && t->most > IX_STRENGTH_WEAK ? IX_STRENGTH_WEAK : t->most;
    return sign->strength < most ? sign->strength : most;
}

static void keep_sign(void *context, const ix_product_sign *sign) {
    telling *t = context;
    inventory_reader *r = t->r;
    const ix_found_sign *known = r->component.signs.items;
    for (int i = 0; i < r->component.signs.count; i++) {
        if (known[i].sign == sign) {
            return;
        }
    }
    ix_found_sign *found = ix_vector_push(&r->component.signs, sizeof *found, r->scratch);
    if (found == NULL) {
        memory_fault(r);
        return;
    }
    *found = (ix_found_sign){sign, t->value, t->field, strength_of(t, sign)};
}

/* What a package URL says of a name: packages of a system are told from libraries of a language;
 * `generic` names anything. */
static void note_package(inventory_component *component, ix_str purl) {
    static const ix_str systems[] = {{"pkg:deb/", 8},     {"pkg:rpm/", 8},
                                     {"pkg:apk/", 8},     {"pkg:alpm/", 9},
                                     {"pkg:winget/", 11}, {"pkg:chocolatey/", 15}};
    if (!ix_str_starts_with(purl, IX_STR("pkg:")) ||
        ix_str_starts_with(purl, IX_STR("pkg:generic/"))) {
        return;
    }
    component->packaged = true;
    component->library = true;
    for (size_t i = 0; i < sizeof systems / sizeof systems[0]; i++) {
        component->library = component->library && !ix_str_starts_with(purl, systems[i]);
    }
}

void inventory_sign_at_most(inventory_reader *r, ix_strength most, ix_sign kind, ix_str value,
                            ix_str field) {
    value = ix_str_trim(value);
    if (value.len == 0 || r->status != IX_OK) {
        return;
    }
    if (kind == IX_SIGN_PUBLISHER && most == IX_STRENGTH_EXACT) {
        inventory_note_publisher(r, value, field);
    }
    telling t = {r, most, value, field};
    ix_status status = products_find(r->products, kind, value, r->scratch, keep_sign, &t);
    if (status == IX_E_MEMORY) {
        memory_fault(r);
    } else if (status != IX_OK) {
        inventory_unread(r, r->component.line, "a value could not be compared");
    }
    if (kind == IX_SIGN_PURL) {
        note_package(&r->component, value);
    }
}

void inventory_sign(inventory_reader *r, ix_sign kind, ix_str value, ix_str field) {
    inventory_sign_at_most(r, IX_STRENGTH_EXACT, kind, value, field);
}

/* A package that is named after a maker is seldom of it: its name alone is a hint, unless it is the
 * whole name of a product. Of a library no name tells more. */
static bool is_mere_name(const inventory_component *component, const ix_found_sign *found) {
    const ix_product_sign *sign = found->sign;
    bool family = ix_str_equal(sign->product->key, sign->product->family);
    if (component->library) {
        return (sign->kind == IX_SIGN_NAME || sign->kind == IX_SIGN_PACKAGE) &&
               found->strength < IX_STRENGTH_EXACT;
    }
    return component->packaged && sign->kind == IX_SIGN_NAME && family;
}

static void settle_names(inventory_reader *r) {
    ix_found_sign *signs = r->component.signs.items;
    for (int i = 0; i < r->component.signs.count; i++) {
        if (is_mere_name(&r->component, &signs[i])) {
            signs[i].strength = IX_STRENGTH_HINT;
        }
    }
}

/* ------------------------------------------------------------------ what is kept */

static ix_str keep_text(inventory_reader *r, ix_str text) {
    ix_str copy = ix_arena_copy(r->arena, ix_str_slice(text, 0, IX_SIGN_BYTES_MAX));
    if (copy.ptr == NULL && text.len > 0) {
        memory_fault(r);
    }
    return copy;
}

static ix_find *find_of(inventory_reader *r, inventory_host *host, const ix_product *product,
                        bool contact, ix_vector **kept) {
    ix_find *finds = host->finds.items;
    ix_vector *all = host->kept.items;
    for (int i = 0; i < host->finds.count; i++) {
        if (finds[i].product == product && finds[i].contact == contact) {
            *kept = &all[i];
            return &finds[i];
        }
    }
    ix_find *find = ix_vector_push(&host->finds, sizeof *find, r->arena);
    *kept = ix_vector_push(&host->kept, sizeof **kept, r->arena);
    if (find == NULL || *kept == NULL) {
        memory_fault(r);
        return NULL;
    }
    *find = (ix_find){.product = product, .contact = contact};
    return find;
}

static ix_when earlier(ix_when a, ix_when b, bool later) {
    if (a.kind == IX_WHEN_NONE || b.kind == IX_WHEN_NONE) {
        return a.kind == IX_WHEN_NONE ? b : a;
    }
    bool first = ix_when_instant(a, IX_ZONE_UTC) < ix_when_instant(b, IX_ZONE_UTC);
    return first == later ? b : a;
}

/* The component with the signs of the product's family; hints only where there is nothing else. */
static void keep_component(inventory_reader *r, ix_vector *kept, ix_find *find) {
    const inventory_component *c = &r->component;
    ix_found_component *out = ix_vector_push(kept, sizeof *out, r->arena);
    ix_found_sign *signs = IX_NEW(r->arena, ix_found_sign, c->signs.count + 1);
    if (out == NULL || signs == NULL) {
        memory_fault(r);
        return;
    }
    *out = (ix_found_component){.name = keep_text(r, c->name),
                                .version = keep_text(r, c->version),
                                .publisher = keep_text(r, c->publisher),
                                .place = keep_text(r, c->place),
                                .line = c->line,
                                .at = c->at,
                                .signs = signs};
    const ix_found_sign *all = c->signs.items;
    for (int i = 0; i < c->signs.count; i++) {
        if (ix_str_equal(all[i].sign->product->family, find->product->family) &&
            (all[i].strength > IX_STRENGTH_HINT || find->strength == IX_STRENGTH_HINT)) {
            signs[out->sign_count] = all[i];
            signs[out->sign_count].value = keep_text(r, all[i].value);
            signs[out->sign_count++].field = keep_text(r, all[i].field);
        }
    }
}

static void keep_find(inventory_reader *r, inventory_host *host, const ix_found_sign *best) {
    const inventory_component *c = &r->component;
    ix_vector *kept;
    ix_find *find = find_of(r, host, best->sign->product, c->class == CLASS_CONTACT, &kept);
    if (find == NULL) {
        return;
    }
    const ix_found_sign *signs = c->signs.items;
    for (int i = 0; i < c->signs.count; i++) {
        bool related = ix_str_equal(signs[i].sign->product->family, find->product->family);
        find->strength =
            related && signs[i].strength > find->strength ? signs[i].strength : find->strength;
    }
    find->component_total++;
    if (c->class == CLASS_CONTACT && best->sign->activity.len > 0) {
        find->activity = best->sign->activity;
        find->first_at = earlier(find->first_at, c->at, false);
        find->last_at = earlier(find->last_at, c->at, true);
    }
    if (kept->count < IX_FOUND_COMPONENTS_MAX) {
        keep_component(r, kept, find);
    }
}

/* ------------------------------------------------------------------ which product */

/* What tells most of which product it is: no hint, then one product rather than the family, then
 * the stronger sign, then the longer name. */
static bool tells_more(const ix_found_sign *a, const ix_found_sign *b) {
    bool a_hint = a->strength == IX_STRENGTH_HINT;
    bool b_hint = b->strength == IX_STRENGTH_HINT;
    if (a_hint != b_hint) {
        return b_hint;
    }
    bool a_one = !ix_str_equal(a->sign->product->key, a->sign->product->family);
    bool b_one = !ix_str_equal(b->sign->product->key, b->sign->product->family);
    if (a_one != b_one) {
        return a_one;
    }
    if (a->strength != b->strength) {
        return a->strength > b->strength;
    }
    return a->sign->folded.len > b->sign->folded.len;
}

static bool same_family(const ix_found_sign *a, const ix_found_sign *b) {
    return ix_str_equal(a->sign->product->family, b->sign->product->family);
}

/* A sign that says something else than the best one, strongly, is not overlooked: a driver beside
 * the name of an exempt service. */
static bool differs(const ix_found_sign *sign, const ix_found_sign *best) {
    return sign->strength >= IX_STRENGTH_STRONG &&
           !ix_str_equal(sign->sign->product->key, sign->sign->product->family) &&
           !ix_str_equal(sign->sign->product->scope, best->sign->product->scope);
}

/* Each family once, by its first sign; then what differs from the best, each scope once. */
static void keep_family(inventory_reader *r, inventory_host *host, int first) {
    const ix_found_sign *signs = r->component.signs.items;
    int count = r->component.signs.count;
    const ix_found_sign *best = &signs[first];
    for (int i = first + 1; i < count; i++) {
        best = same_family(&signs[i], best) && tells_more(&signs[i], best) ? &signs[i] : best;
    }
    keep_find(r, host, best);
    for (int i = first; i < count; i++) {
        if (!same_family(&signs[i], best) || !differs(&signs[i], best)) {
            continue;
        }
        bool seen = false;
        for (int j = first; j < i; j++) {
            seen = seen ||
                   (same_family(&signs[j], best) && differs(&signs[j], best) &&
                    ix_str_equal(signs[j].sign->product->scope, signs[i].sign->product->scope));
        }
        if (!seen) {
            keep_find(r, host, &signs[i]);
        }
    }
}

static void keep_finds(inventory_reader *r, inventory_host *host) {
    const ix_found_sign *signs = r->component.signs.items;
    for (int i = 0; i < r->component.signs.count && r->status == IX_OK; i++) {
        bool seen = false;
        for (int j = 0; j < i; j++) {
            seen = seen || same_family(&signs[j], &signs[i]);
        }
        if (!seen) {
            keep_family(r, host, i);
        }
    }
}

ix_status inventory_end(inventory_reader *r) {
    inventory_host *host =
        r->status == IX_OK ? inventory_host_of(r, ix_str_trim(r->component.host)) : NULL;
    if (r->component.class == CLASS_CONTACT && r->component.client.len > 0) {
        r->component.place = r->component.client;
    }
    if (host != NULL) {
        host->inventory.components += r->component.class == CLASS_COMPONENT;
        host->inventory.others += r->component.class != CLASS_COMPONENT;
        settle_names(r);
        keep_finds(r, host);
        inventory_keep_publishers(r, host, r->last_host);
    }
    ix_arena_reset(r->scratch);
    r->component = (inventory_component){.line = 0};
    return r->status;
}

/* ------------------------------------------------------------------ what could not be read */

ix_status inventory_unread(inventory_reader *r, int64_t line, const char *format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    r->unread++;
    if (r->oddities.count >= INVENTORY_NOTES_MAX) {
        return IX_OK;
    }
    char where[64];
    int where_length = line > 0 ? snprintf(where, sizeof where, "line %lld", (long long)line)
                                : snprintf(where, sizeof where, "file");
    ix_oddity *odd = ix_vector_push(&r->oddities, sizeof *odd, r->arena);
    if (odd == NULL) {
        return memory_fault(r);
    }
    ptrdiff_t len = length < (int)sizeof text ? length : (int)sizeof text - 1;
    ix_buf repaired;
    ix_buf_init(&repaired, 4 * sizeof text);
    ix_utf8_repair(&repaired, (ix_str){text, len});
    *odd = (ix_oddity){.kind = IX_STR("unreadable"),
                       .where = keep_text(r, (ix_str){where, where_length}),
                       .detail = keep_text(r, ix_buf_view(&repaired))};
    ix_buf_free(&repaired);
    return r->status;
}
