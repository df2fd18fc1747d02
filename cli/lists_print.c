#include "lists_print.h"

#include <inttypes.h>

#define UNMODELLED_SHOWN 3

void lists_json_digest(ix_json *json, const char *key, const ix_digest *digest) {
    ix_buf hex;
    ix_buf_init(&hex, 64);
    ix_digest_print(&hex, digest);
    ix_json_key_str(json, key, ix_buf_view(&hex), true);
    ix_buf_free(&hex);
}

void lists_json_count(ix_json *json, const char *key, int64_t count) {
    ix_json_key(json, key);
    if (count < 0) {
        ix_json_null(json);
    } else {
        ix_json_int(json, count);
    }
}

void lists_json_counters(ix_json *json, const char *key, const ix_counter *counters, int count) {
    ix_json_key(json, key);
    ix_json_open_array(json);
    for (int i = 0; i < count; i++) {
        ix_json_open_object(json);
        ix_json_key_str(json, "name", counters[i].name, false);
        ix_json_key(json, "count");
        ix_json_int(json, counters[i].count);
        ix_json_key_str(json, "example", counters[i].example, true);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

void lists_text_counter(ix_buf *out, const char *what, const ix_counter *counter) {
    ix_buf_printf(out, "  %s: %.*s, %" PRId64, what, IX_ARG(counter->name), counter->count);
    ix_buf_append_cstr(out, counter->count == 1 ? " time" : " times");
    if (counter->example.len > 0) {
        ix_buf_printf(out, " (%.*s)", IX_ARG(counter->example));
    }
    ix_buf_append_char(out, '\n');
}

/* The largest counter after `last` in order of count, ties in their own order; NULL at the end. */
static const ix_counter *next_largest(const ix_counter *counters, int count,
                                      const ix_counter *last) {
    const ix_counter *best = NULL;
    for (const ix_counter *c = counters; c < counters + count; c++) {
        bool left = last == NULL || c->count < last->count || (c->count == last->count && c > last);
        if (left && (best == NULL || c->count > best->count)) {
            best = c;
        }
    }
    return best;
}

void lists_text_unmodelled(ix_buf *out, const ix_counter *counters, int count) {
    int64_t total = 0;
    for (int i = 0; i < count; i++) {
        total += counters[i].count;
    }
    if (count == 0) {
        return;
    }
    ix_buf_printf(out, "  kept as they are: %" PRId64 " values of %d kinds (", total, count);
    const ix_counter *c = NULL;
    for (int i = 0; i < UNMODELLED_SHOWN && i < count; i++) {
        c = next_largest(counters, count, c);
        ix_buf_printf(out, "%s%.*s %" PRId64, i > 0 ? ", " : "", IX_ARG(c->name), c->count);
    }
    ix_buf_append_cstr(out, count > UNMODELLED_SHOWN
                                ? ", ...); `interdict lists status --json` names all\n"
                                : ")\n");
}
