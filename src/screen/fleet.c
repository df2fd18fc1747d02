/* A fleet: what the decisions of many inventories come to. */
#include <interdict/screen.h>

#include <stdlib.h>
#include <string.h>

#include "inventory_page.h"
#include "words.h"

#define HOSTS_SHOWN 5 /* of one product, for people */

/* A product on the hosts that have it. */
typedef struct fleet_item {
    const ix_product *product;
    ix_verdict effect; /* the gravest on any host */
    ix_verdict open;   /* the gravest that is not settled */
    int64_t components;
    ix_vector hosts; /* ix_str */
} fleet_item;

static ix_str host_name(const ix_inventory *inventory) {
    return inventory->host.len > 0 ? inventory->host : inventory->source;
}

static fleet_item *item_of(ix_fleet *fleet, const ix_product *product, ix_arena *arena) {
    fleet_item *items = fleet->items.items;
    for (int i = 0; i < fleet->items.count; i++) {
        if (items[i].product == product) {
            return &items[i];
        }
    }
    fleet_item *item = ix_vector_push(&fleet->items, sizeof *item, arena);
    if (item != NULL) {
        item->product = product;
    }
    return item;
}

static ix_verdict graver(ix_verdict a, ix_verdict b) {
    return a > b ? a : b;
}

/* Contacts of a product and its installation are findings of their own on one host. */
static bool is_last(const ix_vector *hosts, ix_str host) {
    const ix_str *items = hosts->items;
    return hosts->count > 0 && ix_str_equal(items[hosts->count - 1], host);
}

/* Publishers on lists are told host by host; a fleet counts products. */
static ix_status add_finding(ix_fleet *fleet, const ix_finding *finding, ix_str host,
                             ix_arena *arena) {
    if (finding->find == NULL) {
        return IX_OK;
    }
    fleet_item *item = item_of(fleet, finding->find->product, arena);
    if (item == NULL) {
        return IX_E_MEMORY;
    }
    bool settled = finding->identity == IX_IDENTITY_ESTABLISHED;
    item->components += finding->find->component_total;
    item->effect = settled ? graver(item->effect, finding->effect) : item->effect;
    item->open = settled ? item->open : graver(item->open, finding->effect);
    if (is_last(&item->hosts, host)) {
        return IX_OK;
    }
    ix_str *slot = ix_vector_push(&item->hosts, sizeof *slot, arena);
    ix_str copy = ix_arena_copy(arena, host);
    if (slot == NULL || (copy.ptr == NULL && host.len > 0)) {
        return IX_E_MEMORY;
    }
    *slot = copy;
    return IX_OK;
}

ix_status ix_fleet_add(ix_fleet *fleet, const ix_decision *decision, ix_arena *arena) {
    const ix_inventory *inventory = decision->inventory;
    fleet->hosts++;
    fleet->verdicts[decision->verdict]++;
    fleet->components += inventory->components + inventory->others;
    fleet->unread += inventory->unread;
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK && i < decision->finding_count; i++) {
        status = add_finding(fleet, &decision->findings[i], host_name(inventory), arena);
    }
    return status;
}

/* ------------------------------------------------------------------ in writing */

static int compare_items(const void *left, const void *right) {
    const fleet_item *a = left;
    const fleet_item *b = right;
    ix_verdict x = graver(a->effect, a->open);
    ix_verdict y = graver(b->effect, b->open);
    if (x != y) {
        return x > y ? -1 : 1;
    }
    if (a->hosts.count != b->hosts.count) {
        return a->hosts.count > b->hosts.count ? -1 : 1;
    }
    return ix_str_compare(a->product->id, b->product->id);
}

/* Gravest first, then the most widespread. */
static const fleet_item *sort_items(const ix_fleet *fleet) {
    fleet_item *items = fleet->items.items;
    if (fleet->items.count > 1) {
        qsort(items, (size_t)fleet->items.count, sizeof *items, compare_items);
    }
    return items;
}

static void key_int(ix_json *json, const char *key, int64_t value) {
    ix_json_key(json, key);
    ix_json_int(json, value);
}

static void write_item(ix_json *json, const fleet_item *item) {
    const ix_str *hosts = item->hosts.items;
    ix_json_open_object(json);
    ix_json_key_str(json, "product", item->product->id, false);
    ix_json_key_str(json, "name", item->product->name, false);
    ix_json_key_str(json, "scope", item->product->scope, false);
    ix_json_key(json, "effect");
    ix_json_cstr(json,
                 item->effect == IX_VERDICT_NOT_SCREENED ? NULL : ix_verdict_name(item->effect));
    ix_json_key(json, "open");
    ix_json_cstr(json, item->open == IX_VERDICT_NOT_SCREENED ? NULL : ix_verdict_name(item->open));
    key_int(json, "components", item->components);
    ix_json_key(json, "hosts");
    ix_json_open_array(json);
    for (int i = 0; i < item->hosts.count; i++) {
        ix_json_str(json, hosts[i]);
    }
    ix_json_close_array(json);
    ix_json_close_object(json);
}

void ix_fleet_write_json(ix_buf *out, const ix_fleet *fleet) {
    const fleet_item *items = sort_items(fleet);
    ix_json json;
    ix_json_init(&json, out);
    ix_json_open_object(&json);
    ix_json_key(&json, "fleet");
    ix_json_open_object(&json);
    key_int(&json, "hosts", fleet->hosts);
    key_int(&json, "components", fleet->components);
    key_int(&json, "unread", fleet->unread);
    ix_json_key(&json, "verdicts");
    ix_json_open_object(&json);
    for (int i = IX_VERDICT_BLOCK; i >= 0; i--) {
        key_int(&json, ix_verdict_name((ix_verdict)i), fleet->verdicts[i]);
    }
    ix_json_close_object(&json);
    ix_json_key(&json, "products");
    ix_json_open_array(&json);
    for (int i = 0; i < fleet->items.count; i++) {
        write_item(&json, &items[i]);
    }
    ix_json_close_array(&json);
    ix_json_close_object(&json);
    ix_json_close_object(&json);
}

static void write_hosts(ix_buf *out, const fleet_item *item) {
    const ix_str *hosts = item->hosts.items;
    ix_buf text;
    ix_buf_init(&text, 65536);
    for (int i = 0; i < item->hosts.count && i < HOSTS_SHOWN; i++) {
        ix_buf_append_cstr(&text, i > 0 ? ", " : "");
        ix_buf_append(&text, hosts[i]);
    }
    if (item->hosts.count > HOSTS_SHOWN) {
        ix_buf_printf(&text, " and %d more", item->hosts.count - HOSTS_SHOWN);
    }
    inventory_append_line(out, 5, "", ix_buf_view(&text));
    ix_buf_free(&text);
}

void ix_fleet_write_text(ix_buf *out, const ix_fleet *fleet) {
    const fleet_item *items = sort_items(fleet);
    ix_buf_printf(out, "FLEET  %lld hosts, %lld components", (long long)fleet->hosts,
                  (long long)fleet->components);
    if (fleet->unread > 0) {
        ix_buf_printf(out, ", %lld rows not read", (long long)fleet->unread);
    }
    const char *before = "\n   ";
    for (int i = IX_VERDICT_BLOCK; i >= 0; i--) {
        if (fleet->verdicts[i] > 0) {
            ix_buf_printf(out, "%s%lld ", before, (long long)fleet->verdicts[i]);
            words_append_spaced(out, ix_str_from_cstr(ix_verdict_name((ix_verdict)i)));
            before = "  ";
        }
    }
    ix_buf_append_char(out, '\n');
    for (int i = 0; i < fleet->items.count; i++) {
        ix_verdict gravest = graver(items[i].effect, items[i].open);
        ix_buf_append_cstr(out, "   ");
        words_append_padded(out, ix_str_from_cstr(ix_verdict_name(gravest)), 14);
        words_append(out, items[i].product->name);
        ix_buf_printf(out, ": %d host%s\n", items[i].hosts.count,
                      items[i].hosts.count == 1 ? "" : "s");
        write_hosts(out, &items[i]);
    }
}
