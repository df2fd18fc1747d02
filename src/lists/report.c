/* What reading a snapshot came to: counters by name, and refused rows. */
#include <interdict/lists.h>

#include <assert.h>

/* The last slot takes every name for which there is no other left, so that all are counted. */
static const ix_str others = {"others", 6};

static ix_counter *find_counter(ix_counter *counters, int count, ix_str name) {
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(counters[i].name, name)) {
            return &counters[i];
        }
    }
    return NULL;
}

void ix_counter_add(ix_counter *counters, int *count, ix_str name, ix_str example) {
    assert(*count >= 0 && *count <= IX_COUNTERS_MAX);
    ix_counter *counter = find_counter(counters, *count, name);
    if (counter == NULL && *count >= IX_COUNTERS_MAX - 1) {
        name = others;
        counter = find_counter(counters, *count, name);
    }
    if (counter == NULL) {
        counter = &counters[(*count)++];
        *counter = (ix_counter){.name = name, .example = example};
    }
    counter->count++;
}

void ix_report_refuse(ix_read_report *report, const ix_error *error) {
    report->rows_refused++;
    if (report->refusal_count < IX_REFUSALS_KEPT_MAX) {
        report->refusals[report->refusal_count++] = *error;
    }
}
