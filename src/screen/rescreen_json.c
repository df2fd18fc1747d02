/* What a change of lists means for one subject, as one line of JSON:
 *
 *     {"subject":{...},"change":"newly_hit","as_of":T,"since":T,"to":T|null,
 *      "differences":[{"entity","name","change":"added|removed|amended","fields":[...]}],
 *      "before":{a decision},"after":{a decision}} */
#include <interdict/screen.h>

#include "writers.h"

static void write_difference(ix_json *json, const ix_difference *difference) {
    const ix_finding *shown = difference->after != NULL ? difference->after : difference->before;
    ix_json_open_object(json);
    ix_json_key_str(json, "entity", shown->entity, false);
    ix_json_key_str(json, "name", shown->name, false);
    ix_json_key(json, "change");
    ix_json_cstr(json, difference->before == NULL  ? "added"
                       : difference->after == NULL ? "removed"
                                                   : "amended");
    ix_json_key(json, "fields");
    ix_json_open_array(json);
    for (int i = 0; i < IX_PROJECTED_COUNT; i++) {
        if (difference->fields >> i & 1) {
            ix_json_cstr(json, ix_projected_name((ix_projected)i));
        }
    }
    ix_json_close_array(json);
    ix_json_close_object(json);
}

/* The decision's own bytes, its id with them. */
static void write_side(ix_buf *out, const char *key, const ix_decision *decision,
                       const ix_decision_style *style) {
    ix_buf_printf(out, ",\"%s\":", key);
    ix_decision_write_json(out, decision, style);
}

void ix_rescreened_write_json(ix_buf *out, const ix_rescreened *rescreened,
                              const ix_decision_style *style) {
    ix_json json;
    ix_json_init(&json, out);
    ix_json_open_object(&json);
    ix_json_key(&json, "subject");
    write_subject(&json, &rescreened->after);
    ix_json_key(&json, "change");
    ix_json_cstr(&json, ix_rescreen_change_name(rescreened->change));
    ix_json_key(&json, "as_of");
    ix_json_when(&json, rescreened->after.as_of);
    ix_json_key(&json, "since");
    ix_json_when(&json, rescreened->since);
    ix_json_key(&json, "to");
    ix_json_when(&json, rescreened->to);
    ix_json_key(&json, "differences");
    ix_json_open_array(&json);
    for (int i = 0; i < rescreened->difference_count; i++) {
        write_difference(&json, &rescreened->differences[i]);
    }
    ix_json_close_array(&json);
    write_side(out, "before", &rescreened->before, style);
    write_side(out, "after", &rescreened->after, style);
    ix_json_close_object(&json);
}
