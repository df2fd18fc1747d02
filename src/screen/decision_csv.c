/* A decision as a row of a spreadsheet: the verdict and the first finding. */
#include <interdict/screen.h>

#include "writers.h"

static const char *const columns[] = {
    "id",          "line", "name",     "verdict", "open",     "reason", "findings",  "entity",
    "listed_name", "list", "programs", "effect",  "identity", "score",  "authority", "decision"};

void ix_decision_write_csv_header(ix_buf *out) {
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        ix_csv_write(out, ix_str_from_cstr(columns[i]), i == 0);
    }
    ix_buf_append_char(out, '\n');
}

void write_csv_cell(ix_buf *out, ix_str text, bool first) {
    char start = text.len > 0 ? text.ptr[0] : 'x';
    ix_buf cell;
    ix_buf_init(&cell, out->max);
    if (start == '=' || start == '+' || start == '-' || start == '@' || start == '\t') {
        ix_buf_append_char(&cell, '\'');
    }
    ix_utf8_repair(&cell, text);
    ix_csv_write(out, ix_buf_view(&cell), first);
    if (cell.status != IX_OK && out->status == IX_OK) {
        out->status = cell.status;
    }
    ix_buf_free(&cell);
}

static void write_int(ix_buf *out, int64_t value) {
    ix_buf_append_char(out, ',');
    ix_buf_append_int(out, value);
}

static void write_programs(ix_buf *out, const ix_finding_listing *listing) {
    ix_buf cell;
    ix_buf_init(&cell, out->max);
    for (int i = 0; i < listing->program_count; i++) {
        ix_buf_append(&cell, i > 0 ? IX_STR(";") : (ix_str){0});
        ix_buf_append(&cell, listing->programs[i]);
    }
    write_csv_cell(out, ix_buf_view(&cell), false);
    if (cell.status != IX_OK && out->status == IX_OK) {
        out->status = cell.status;
    }
    ix_buf_free(&cell);
}

static void write_finding(ix_buf *out, const ix_finding *finding) {
    const ix_finding_listing *listing = &finding->listings[0];
    write_csv_cell(out, finding->entity, false);
    write_csv_cell(out, finding->name, false);
    write_csv_cell(out, finding->list, false);
    write_programs(out, listing);
    write_csv_cell(out, ix_str_from_cstr(ix_verdict_name(finding->effect)), false);
    write_csv_cell(out, ix_str_from_cstr(ix_identity_name(finding->identity)), false);
    ix_buf_append_char(out, ',');
    ix_buf_append_fixed(out, finding->score, 4);
    write_csv_cell(out, listing->law.authority, false);
}

/* The id of the decision's JSON, so that a row can be traced to it. */
static void write_decision_id(ix_buf *out, const ix_decision *decision,
                              const ix_decision_style *style) {
    ix_buf line;
    ix_buf_init(&line, out->max);
    ix_decision_write_json(&line, decision, style);
    ix_str id = ix_str_slice(ix_buf_view(&line), 7, 7 + 64); /* {"id":"<64 hex>" */
    if (line.status != IX_OK && out->status == IX_OK) {
        out->status = line.status;
    }
    write_csv_cell(out, id, false);
    ix_buf_free(&line);
}

/* Who or what was asked about: a name, else the source. */
static ix_str name_of(const ix_decision *decision) {
    if (decision->party != NULL) {
        return decision->party->name;
    }
    return decision->message != NULL ? decision->message->source : decision->text->source;
}

void ix_decision_write_csv(ix_buf *out, const ix_decision *decision,
                           const ix_decision_style *style) {
    const ix_party *party = decision->party;
    write_csv_cell(out, party != NULL ? party->id : (ix_str){0}, true);
    write_int(out, party != NULL ? party->line : 0);
    write_csv_cell(out, name_of(decision), false);
    write_csv_cell(out, ix_str_from_cstr(ix_verdict_name(decision->verdict)), false);
    bool open = decision->open != IX_VERDICT_NOT_SCREENED;
    write_csv_cell(out, open ? ix_str_from_cstr(ix_verdict_name(decision->open)) : (ix_str){0},
                   false);
    write_csv_cell(out, decision->reason, false);
    write_int(out, decision->finding_count);
    if (decision->finding_count > 0) {
        write_finding(out, &decision->findings[0]);
    } else {
        ix_buf_append(out, IX_STR(",,,,,,,,"));
    }
    write_decision_id(out, decision, style);
    ix_buf_append_char(out, '\n');
}
