/* What a change of lists means for one subject, as a row of a spreadsheet: the verdict before and
 * after, and the finding that differs most. */
#include <interdict/screen.h>

#include "writers.h"

static const char *const columns[] = {
    "id",      "line",          "name",        "change",       "verdict_before", "open_before",
    "verdict", "open",          "differences", "entity",       "listed_name",    "difference",
    "fields",  "effect_before", "effect",      "state_before", "state"};

void ix_rescreened_write_csv_header(ix_buf *out) {
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        ix_csv_write(out, ix_str_from_cstr(columns[i]), i == 0);
    }
    ix_buf_append_char(out, '\n');
}

static void write_cstr(ix_buf *out, const char *text) {
    write_csv_cell(out, ix_str_from_cstr(text), false);
}

static void write_verdicts(ix_buf *out, const ix_decision *decision) {
    bool open = decision->open != IX_VERDICT_NOT_SCREENED;
    write_cstr(out, ix_verdict_name(decision->verdict));
    write_cstr(out, open ? ix_verdict_name(decision->open) : "");
}

static void write_fields(ix_buf *out, uint32_t fields) {
    ix_buf cell;
    ix_buf_init(&cell, 256);
    for (int i = 0; i < IX_PROJECTED_COUNT; i++) {
        if (fields >> i & 1) {
            ix_buf_append(&cell, cell.len > 0 ? IX_STR(";") : (ix_str){0});
            ix_buf_append_cstr(&cell, ix_projected_name((ix_projected)i));
        }
    }
    write_csv_cell(out, ix_buf_view(&cell), false);
    ix_buf_free(&cell);
}

static void write_difference(ix_buf *out, const ix_difference *difference) {
    const ix_finding *before = difference->before;
    const ix_finding *after = difference->after;
    const ix_finding *shown = after != NULL ? after : before;
    write_csv_cell(out, shown->entity, false);
    write_csv_cell(out, shown->name, false);
    write_cstr(out, before == NULL ? "added" : after == NULL ? "removed" : "amended");
    write_fields(out, difference->fields);
    write_cstr(out, before != NULL ? ix_verdict_name(before->effect) : "");
    write_cstr(out, after != NULL ? ix_verdict_name(after->effect) : "");
    write_cstr(out, before != NULL ? ix_listing_state_name(before->listings[0].times.state) : "");
    write_cstr(out, after != NULL ? ix_listing_state_name(after->listings[0].times.state) : "");
}

void ix_rescreened_write_csv(ix_buf *out, const ix_rescreened *rescreened) {
    const ix_party *party = rescreened->after.party;
    const ix_difference *gravest = ix_rescreened_gravest(rescreened);
    write_csv_cell(out, party->id, true);
    ix_buf_printf(out, ",%lld", (long long)party->line);
    write_csv_cell(out, party->name, false);
    write_cstr(out, ix_rescreen_change_name(rescreened->change));
    write_verdicts(out, &rescreened->before);
    write_verdicts(out, &rescreened->after);
    ix_buf_printf(out, ",%d", rescreened->difference_count);
    if (gravest != NULL) {
        write_difference(out, gravest);
    } else {
        ix_buf_append(out, IX_STR(",,,,,,,,"));
    }
    ix_buf_append_char(out, '\n');
}
