/* What must hold before a snapshot may replace the serving one.
 *
 * The checks go from damage to suspicion: bytes that end too early, a list of nobody, a count that
 * the publication itself contradicts, rows nobody could read, a loss too large to be news, a
 * layout that is not the one known. The first that fails is the reason given. */
#include <interdict/lists.h>

#include <assert.h>
#include <inttypes.h>

#define SHRINK_PERCENT_DEFAULT 20
#define LAYOUT_SHOWN_MAX       120 /* bytes of each layout in the message */

ix_status ix_promotion_check(const ix_read_report *report, const ix_promotion_policy *policy,
                             int64_t serving_entities, ix_str serving_layout, ix_error *error) {
    int64_t now = report->entities;
    int64_t was = serving_entities;
    int shrink_max = policy == NULL || policy->shrink_percent_max == 0 ? SHRINK_PERCENT_DEFAULT
                                                                       : policy->shrink_percent_max;
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
    if (serving_layout.len > 0 && !ix_str_equal(report->layout, serving_layout)) {
        ix_str from = ix_str_slice(serving_layout, 0, LAYOUT_SHOWN_MAX);
        ix_str to = ix_str_slice(report->layout, 0, LAYOUT_SHOWN_MAX);
        return ix_error_set(error, IX_E_REFUSED,
                            "layout changed from '%" IX_FMT "' to '%" IX_FMT "'", IX_ARG(from),
                            IX_ARG(to));
    }
    return IX_OK;
}
