/* What the writers of lists share: ids, dates and times as text, topics. */
#include "written.h"

#define STAMP_BYTES 19 /* 2024-06-13T00:00:00 */

void written_lose(ix_export *export, const ix_entity *entity, const char *what) {
    ix_counter_add(export->lost, &export->lost_count, ix_str_from_cstr(what), entity->key);
}

void written_id(ix_buf *out, const ix_export *export, const ix_entity *entity) {
    if (export->joined) {
        ix_buf_append(out, export->list);
        ix_buf_append_char(out, ':');
    }
    ix_buf_append(out, entity->key);
}

static void append_date(ix_buf *out, ix_date date) {
    ix_buf_append_cstr(out, date.circa ? "circa " : "");
    date.circa = false;
    ix_date_range_print(out, (ix_date_range){date, date});
}

void written_date(ix_buf *out, ix_date_range range) {
    append_date(out, range.from);
    if (!ix_date_equal(range.from, range.to)) {
        ix_buf_append_cstr(out, " to ");
        append_date(out, range.to);
    }
}

void written_stamp(ix_buf *out, const ix_export *export) {
    char bytes[64];
    ix_buf stamp = {.ptr = bytes, .cap = sizeof bytes, .max = sizeof bytes - 1};
    ix_when_print(&stamp, (ix_when){IX_WHEN_INSTANT, export->published});
    ix_buf_append(out, ix_str_slice(ix_buf_view(&stamp), 0, STAMP_BYTES));
}

ix_str written_topic(const ix_listing *listing) {
    static const ix_str none[] = {{"mentioned", 9}, {"target", 6}};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        if (ix_str_equal(listing->source, none[i])) {
            return (ix_str){0};
        }
    }
    char first = listing->source.len > 0 ? listing->source.ptr[0] : '\0';
    return first >= 'a' && first <= 'z' ? listing->source : IX_STR("sanction");
}

bool written_is_sanction(const ix_listing *listing) {
    return ix_str_equal(written_topic(listing), IX_STR("sanction")) || listing->program_count > 0 ||
           listing->reason.len > 0 || listing->effective_from.kind != IX_WHEN_NONE ||
           listing->effective_until.kind != IX_WHEN_NONE;
}
