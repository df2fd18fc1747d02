/* What a change of lists means for one subject, as a line of a table:
 *
 *     CHANGE         CUSTOMER  NAME             BEFORE    AFTER            BECAUSE OF
 *     newly hit      C-7       Andrei Tikhonov  clear     block            us_ofac_sdn:45815
 * TIKHO.. changed        C-9       Anna Dudorina    review (block)  info       us_ofac_sdn:45821
 * ...: state
 */
#include <interdict/screen.h>

#include "words.h"

#define CHANGE_COLUMNS  15
#define ID_COLUMNS      14
#define NAME_COLUMNS    32
#define VERDICT_COLUMNS 18

/* At least one space behind it, however long it is. */
static void append_column(ix_buf *out, ix_str text, int columns) {
    words_append_padded(out, text, columns - 1);
    ix_buf_append_char(out, ' ');
}

/* "no longer hit" of "no_longer_hit". */
static void append_spaced(ix_buf *out, const char *name, int columns) {
    ix_buf text;
    ix_buf_init(&text, 64);
    words_append_spaced(&text, ix_str_from_cstr(name));
    append_column(out, ix_buf_view(&text), columns);
    ix_buf_free(&text);
}

static void append_verdict(ix_buf *out, const ix_decision *decision) {
    ix_buf text;
    ix_buf_init(&text, 64);
    words_append_spaced(&text, ix_str_from_cstr(ix_verdict_name(decision->verdict)));
    if (decision->open != IX_VERDICT_NOT_SCREENED && decision->open != decision->verdict) {
        ix_buf_printf(&text, " (%s)", ix_verdict_name(decision->open));
    }
    append_column(out, ix_buf_view(&text), VERDICT_COLUMNS);
    ix_buf_free(&text);
}

static void append_fields(ix_buf *out, uint32_t fields) {
    const char *before = ": ";
    for (int i = 0; i < IX_PROJECTED_COUNT; i++) {
        if (fields >> i & 1) {
            ix_buf_printf(out, "%s%s", before, ix_projected_name((ix_projected)i));
            before = ", ";
        }
    }
}

/* The finding that differs most, or why there was no screening. */
static void append_cause(ix_buf *out, const ix_rescreened *rescreened) {
    const ix_difference *gravest = ix_rescreened_gravest(rescreened);
    if (gravest == NULL) {
        words_append(out, rescreened->after.reason);
        return;
    }
    const ix_finding *shown = gravest->after != NULL ? gravest->after : gravest->before;
    words_append(out, shown->entity);
    ix_buf_append_char(out, ' ');
    words_append(out, shown->name);
    append_fields(out, gravest->fields);
    if (rescreened->difference_count > 1) {
        ix_buf_printf(out, "; and %d more", rescreened->difference_count - 1);
    }
}

void ix_rescreened_write_text_header(ix_buf *out) {
    append_column(out, IX_STR("CHANGE"), CHANGE_COLUMNS);
    append_column(out, IX_STR("CUSTOMER"), ID_COLUMNS);
    append_column(out, IX_STR("NAME"), NAME_COLUMNS);
    append_column(out, IX_STR("BEFORE"), VERDICT_COLUMNS);
    append_column(out, IX_STR("AFTER"), VERDICT_COLUMNS);
    ix_buf_append(out, IX_STR("BECAUSE OF\n"));
}

void ix_rescreened_write_text(ix_buf *out, const ix_rescreened *rescreened) {
    const ix_party *party = rescreened->after.party;
    append_spaced(out, ix_rescreen_change_name(rescreened->change), CHANGE_COLUMNS);
    ix_buf line;
    ix_buf_init(&line, 64);
    ix_buf_printf(&line, "line %lld", (long long)party->line);
    append_column(out, party->id.len > 0 ? party->id : ix_buf_view(&line), ID_COLUMNS);
    ix_buf_free(&line);
    append_column(out, party->name, NAME_COLUMNS);
    append_verdict(out, &rescreened->before);
    append_verdict(out, &rescreened->after);
    append_cause(out, rescreened);
    ix_buf_append_char(out, '\n');
}
