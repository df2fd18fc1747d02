/* Dates and instants as people and publishers write them. */
#include <interdict/base.h>

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool same_date(ix_date a, ix_date b) {
    return a.year == b.year && a.month == b.month && a.day == b.day && a.circa == b.circa;
}

static void check_date(ix_str text) {
    ix_date_range readings[2];
    int count = 0;
    if (ix_date_parse(readings, &count, text, NULL) != IX_OK) {
        return;
    }
    assert(count == 1 || count == 2);
    for (int i = 0; i < count; i++) {
        assert(ix_date_is_valid(readings[i].from) && ix_date_is_valid(readings[i].to));
        assert(ix_date_first_day(readings[i].from) <= ix_date_last_day(readings[i].to));
        int64_t day = ix_date_first_day(readings[i].from);
        assert(ix_date_first_day(ix_date_from_day(day)) == day);
        if (same_date(readings[i].from, readings[i].to) && readings[i].from.day != 0) {
            ix_buf printed;
            ix_buf_init(&printed, 128);
            ix_date_range_print(&printed, readings[i]);
            ix_str again_text = ix_buf_view(&printed);
            if (ix_str_starts_with(again_text, IX_STR("~"))) {
                again_text = ix_str_slice(again_text, 1, again_text.len);
            }
            ix_date_range again[2];
            int again_count = 0;
            assert(ix_date_parse(again, &again_count, again_text, NULL) == IX_OK);
            again[0].from.circa = readings[i].from.circa; /* said by the "~" cut off above */
            assert(again_count == 1 && same_date(again[0].from, readings[i].from));
            ix_buf_free(&printed);
        }
    }
}

static void check_when(ix_str text) {
    ix_when when = {0};
    if (ix_when_parse(&when, text, NULL) != IX_OK) {
        return;
    }
    assert(when.kind == IX_WHEN_DATE || when.kind == IX_WHEN_INSTANT);
    ix_buf printed;
    ix_buf_init(&printed, 128);
    ix_when_print(&printed, when);
    ix_when again = {0};
    assert(printed.status == IX_OK);
    assert(ix_when_parse(&again, ix_buf_view(&printed), NULL) == IX_OK);
    assert(again.kind == when.kind && again.value == when.value);
    ix_buf_free(&printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ix_str text = {(const char *)data, (ptrdiff_t)size};
    check_date(text);
    check_when(text);
    return 0;
}
