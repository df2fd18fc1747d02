/* What must hold before a snapshot may replace the serving one.
 *
 * The checks go from damage to suspicion: bytes that end too early, a list of nobody, a count that
 * the publication itself contradicts, rows nobody could read, a loss too large to be news, a
 * layout that is not the one known. The first that fails is the reason given. */
#include <interdict/lists.h>

#include <assert.h>
#include <inttypes.h>

#define SHRINK_PERCENT_DEFAULT 20
#define NAMES_SHOWN_MAX        200 /* bytes of the columns that went or came, in the message */

/* Append the columns of one layout that the other has not. */
static void append_others(ix_buf *out, const char *word, ix_str layout, ix_str other) {
    size_t start = out->len;
    while (layout.len > 0 && out->len < start + NAMES_SHOWN_MAX) {
        ix_str name = ix_str_cut(layout, ',', &layout);
        bool there = false;
        for (ix_str rest = other; rest.len > 0 && !there;) {
            there = ix_str_equal(ix_str_cut(rest, ',', &rest), name);
        }
        if (!there) {
            ix_buf_append_cstr(out, out->len == start ? word : ", ");
            ix_buf_append_char(out, '\'');
            ix_buf_append(out, ix_str_slice(name, 0, NAMES_SHOWN_MAX));
            ix_buf_append_char(out, '\'');
        }
    }
}

static ix_status refuse_layout(ix_str before, ix_str now, ix_error *error) {
    ix_buf text;
    ix_buf_init(&text, 4096);
    append_others(&text, ": gone is ", before, now);
    append_others(&text, text.len == 0 ? ": new is " : "; new is ", now, before);
    if (text.len == 0) {
        ix_buf_append_cstr(&text, ": the same columns in another order");
    }
    ix_error_set(error, IX_E_REFUSED, "layout changed%" IX_FMT, IX_ARG(ix_buf_view(&text)));
    ix_buf_free(&text);
    return IX_E_REFUSED;
}

int ix_promotion_share(const ix_promotion_policy *policy) {
    return policy == NULL || policy->shrink_percent_max == 0 ? SHRINK_PERCENT_DEFAULT
                                                             : policy->shrink_percent_max;
}

ix_status ix_promotion_check(const ix_read_report *report, const ix_promotion_policy *policy,
                             int64_t serving_entities, ix_str serving_layout, ix_error *error) {
    int64_t now = report->entities;
    int64_t was = serving_entities;
    int shrink_max = ix_promotion_share(policy);
    int64_t errors_accepted = policy == NULL ? 0 : policy->errors_accepted;
    assert(shrink_max > 0 && shrink_max <= 100 && errors_accepted >= 0);
    if (report->truncated) {
        return ix_error_set(error, IX_E_REFUSED,
                            "truncated: the bytes end in the middle of a record");
    }
    if (now == 0) {
        return ix_error_set(error, IX_E_REFUSED, "empty: no entity in %" PRId64 " rows",
                            report->rows);
    }
    if (report->stated_count >= 0 && report->stated_count != report->primary_rows) {
        return ix_error_set(error, IX_E_REFUSED,
                            "the publication states %" PRId64 " records and holds %" PRId64,
                            report->stated_count, report->primary_rows);
    }
    if (report->rows_refused > errors_accepted) {
        return ix_error_set(error, IX_E_REFUSED,
                            "%" PRId64 " of %" PRId64 " rows refused, %" PRId64 " accepted",
                            report->rows_refused, report->rows, errors_accepted);
    }
    if (was > 0 && (was - now) * 100 > was * shrink_max) {
        return ix_error_set(error, IX_E_REFUSED,
                            "shrank from %" PRId64 " to %" PRId64 " entities, more than %d percent",
                            was, now, shrink_max);
    }
    bool accepted = policy != NULL && policy->layout_accepted;
    if (!accepted && serving_layout.len > 0 && !ix_str_equal(report->layout, serving_layout)) {
        return refuse_layout(serving_layout, report->layout, error);
    }
    return IX_OK;
}
