#include "lists_print.h"

#include <inttypes.h>

#include "terminal.h"

#define UNMODELLED_SHOWN   3
#define REFUSED_ROWS_SHOWN 5
#define DAY_SECONDS        86400

void lists_json_digest(ix_json *json, const char *key, const ix_digest *digest) {
    static const ix_digest none;
    ix_buf hex;
    ix_buf_init(&hex, 64);
    if (!ix_digest_equal(digest, &none)) {
        ix_digest_print(&hex, digest);
    }
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

void lists_warn_published(const ix_addition_result *result, const char *other) {
    if (result->added != IX_ADDED_SAME && result->published_from == IX_PUBLISHED_RECEIVED) {
        cli_warn("%.*s: neither the bytes nor %s say when it was published; the time received "
                 "stands in",
                 IX_ARG(result->list_id), other);
    }
    if (ix_when_instant(result->snapshot.published, IX_ZONE_UTC) >
        result->snapshot.received + DAY_SECONDS) {
        cli_warn("%.*s: published after today; until that day the snapshot before it is in force",
                 IX_ARG(result->list_id));
    }
}

const char *lists_added_name(ix_added added) {
    switch (added) {
    case IX_ADDED_SERVING:
        return "serving";
    case IX_ADDED_HISTORY:
        return "history";
    case IX_ADDED_HELD:
        return "held";
    case IX_ADDED_SAME:
        return "same";
    }
    return "";
}

void lists_text_refused_rows(ix_buf *out, const ix_read_report *report) {
    int count = report == NULL ? 0 : report->refusal_count;
    for (int i = 0; i < count && i < REFUSED_ROWS_SHOWN; i++) {
        ix_buf_append_cstr(out, i == 0 ? "; " : "\n  ");
        cli_append_error(out, &report->refusals[i]);
    }
}

void lists_json_snapshot(ix_json *json, const ix_addition_result *result) {
    static const ix_digest none;
    const ix_read_report *report = result == NULL ? NULL : result->report;
    ix_json_key(json, "published");
    ix_json_when(json, result == NULL ? (ix_when){0} : result->snapshot.published);
    ix_json_key(json, "published_from");
    ix_json_cstr(json, result == NULL ? NULL : ix_published_from_name(result->published_from));
    ix_json_key(json, "received");
    ix_json_when(json, result == NULL ? (ix_when){0}
                                      : (ix_when){IX_WHEN_INSTANT, result->snapshot.received});
    lists_json_digest(json, "sha256", result == NULL ? &none : &result->snapshot.hash);
    lists_json_count(json, "entities", result == NULL ? -1 : (int64_t)result->snapshot.entities);
    lists_json_count(json, "names", report == NULL ? -1 : report->names);
    lists_json_count(json, "rows", report == NULL ? -1 : report->rows);
    lists_json_count(json, "refused", report == NULL ? -1 : report->rows_refused);
    lists_json_counters(json, "warnings", report == NULL ? NULL : report->warnings,
                        report == NULL ? 0 : report->warning_count);
    lists_json_counters(json, "unmodelled", report == NULL ? NULL : report->unmodelled,
                        report == NULL ? 0 : report->unmodelled_count);
}

void lists_json_addition(ix_buf *out, const ix_addition_result *result) {
    ix_json json;
    ix_json_init(&json, out);
    ix_json_open_object(&json);
    ix_json_key_str(&json, "id", result->list_id, false);
    ix_json_key(&json, "added");
    ix_json_cstr(&json, lists_added_name(result->added));
    lists_json_snapshot(&json, result);
    ix_json_close_object(&json);
    ix_buf_append_char(out, '\n');
}

void lists_text_addition(ix_buf *out, const ix_addition_result *result) {
    static const char *const said[] = {
        [IX_ADDED_SERVING] = "now serves",
        [IX_ADDED_HISTORY] = "was filed into history; a newer snapshot serves",
        [IX_ADDED_HELD] = "is held; `interdict lists promote` lets it serve",
        [IX_ADDED_SAME] = "was there already; nothing changed",
    };
    const ix_read_report *report = result->report;
    ix_buf_printf(out, "%.*s, published ", IX_ARG(result->list_id));
    ix_when_print(out, result->snapshot.published);
    ix_buf_printf(out, ", %s\n", said[result->added]);
    if (report == NULL || result->added == IX_ADDED_SAME) {
        return;
    }
    ix_buf_printf(out,
                  "  %" PRId64 " entities, %" PRId64 " names from %" PRId64 " rows, %" PRId64
                  " refused\n",
                  report->entities, report->names, report->rows, report->rows_refused);
    for (int i = 0; i < report->warning_count; i++) {
        lists_text_counter(out, "warning", &report->warnings[i]);
    }
    lists_text_unmodelled(out, report->unmodelled, report->unmodelled_count);
}
