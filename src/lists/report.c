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

ix_status ix_list_one_file(const ix_list_file *files, int file_count, const char *what,
                           ix_error *error) {
    if (file_count != 1) {
        return ix_error_set(error, IX_E_INPUT, "%d files were given, where %s is one", file_count,
                            what);
    }
    if (files[0].bytes.len > IX_LIST_BYTES_MAX) {
        return ix_error_at(error, IX_E_LIMIT, files[0].name, 0, -1,
                           "the file is larger than %lld bytes", (long long)IX_LIST_BYTES_MAX);
    }
    return IX_OK;
}
