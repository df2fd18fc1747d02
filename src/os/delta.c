/* Deltas: what was given says what changed, what is archived is that and the whole list it leads
 * to.
 *
 * The base is the newest snapshot that serves (of all that is archived, where the delta is to be
 * held too). Whatever does not fit it is refused, and the list stays as it is. */
#include <interdict/os.h>

#include "home.h"

static ix_status refuse(ix_error *error, const ix_list_file *delta, const char *why) {
    return ix_error_at(error, IX_E_REFUSED, delta->name, 0, -1, "%s", why);
}

/* The snapshot the delta is to be merged into; NULL when there is none. */
static const ix_archived *find_base(const ix_manifest *list, bool hold) {
    int at = hold ? list->snapshot_count - 1 : list->serving;
    return at < 0 ? NULL : &list->snapshots[at];
}

/* Were these bytes merged before, into a state that serves or is to be held again? */
static const ix_archived *find_applied(const ix_manifest *list, const ix_list_file *delta,
                                       bool hold) {
    ix_digest hash = ix_sha256(delta->bytes);
    for (int i = 0; i < list->snapshot_count; i++) {
        const ix_archived *s = &list->snapshots[i];
        for (int j = 0; j < s->file_count && (!s->held || hold); j++) {
            if (ix_str_equal(s->files[j].role, IX_STR("delta")) &&
                ix_digest_equal(&s->files[j].hash, &hash)) {
                return s;
            }
        }
    }
    return NULL;
}

static const ix_archived_file *whole_file(const ix_archived *s) {
    for (int i = 0; i < s->file_count; i++) {
        if (ix_str_equal(s->files[i].role, IX_STR("primary"))) {
            return &s->files[i];
        }
    }
    return NULL;
}

static ix_status check_base(const ix_archived *base, const ix_delta_format *format,
                            const ix_list_file *delta, ix_error *error) {
    if (base == NULL) {
        return ix_error_at(error, IX_E_REFUSED, delta->name, 0, -1,
                           "a delta changes a list that is there: add a whole file (%s) first",
                           format->base);
    }
    if (!ix_str_equal(base->format, ix_str_from_cstr(format->base)) &&
        !ix_str_equal(base->format, ix_str_from_cstr(format->format))) {
        return ix_error_at(error, IX_E_REFUSED, delta->name, 0, -1,
                           "what serves was read as %" IX_FMT
                           ", and a delta changes %s: add a whole file of that format first",
                           IX_ARG(base->format), format->base);
    }
    return IX_OK;
}

/* Order by publication: negative when the delta is older than its base. */
static ix_status check_time(int *order, const ix_archived *base, ix_when published, ix_zone zone,
                            const ix_list_file *delta, ix_error *error) {
    if (published.kind == IX_WHEN_NONE) {
        return refuse(error, delta, "it does not say when it was published; give --published");
    }
    int64_t now = ix_when_instant(published, zone);
    int64_t then = ix_when_instant(base->snapshot.published, zone);
    *order = (now > then) - (now < then);
    if (*order >= 0) {
        return IX_OK;
    }
    ix_buf times;
    ix_buf_init(&times, 256);
    ix_buf_append_cstr(&times, "out of order: published ");
    ix_when_print(&times, published);
    ix_buf_append_cstr(&times, ", and what serves was published ");
    ix_when_print(&times, base->snapshot.published);
    ix_buf_append_char(&times, '\0');
    ix_status status = refuse(error, delta, times.status == IX_OK ? times.ptr : "out of order");
    ix_buf_free(&times);
    return status;
}

/* The delta under its role, and the file it leads to. */
static void fill_input(ix_input *out, const ix_input *given, const ix_buf *merged) {
    *out = (ix_input){.count = 2, .digest = given->digest};
    out->bytes[1] = *merged;
    out->files[0] = given->files[0];
    out->files[0].role = IX_STR("delta");
    out->files[1] = (ix_list_file){
        .name = IX_STR("merged.xml"), .role = IX_STR("primary"), .bytes = ix_buf_view(merged)};
}

static ix_status merge_into(ix_input *out, const ix_archived **known, const ix_archived *base,
                            int order, const ix_delta_format *format, const ix_home *home,
                            const ix_manifest *list, const ix_input *given, ix_arena *arena,
                            ix_error *error) {
    const ix_archived_file *file = whole_file(base);
    if (file == NULL) {
        return ix_error_set(error, IX_E_CORRUPT, "%" IX_FMT ": a snapshot without its whole file",
                            IX_ARG(list->id));
    }
    ix_buf bytes;
    ix_buf merged;
    ix_buf_init(&bytes, (size_t)IX_LIST_BYTES_MAX);
    ix_buf_init(&merged, (size_t)IX_LIST_BYTES_MAX);
    ix_delta_effect effect = IX_DELTA_MERGED;
    ix_status status = ix_home_bytes(&bytes, home, list, &file->hash, error);
    if (status == IX_OK) {
        ix_list_file whole = {.name = file->name, .bytes = ix_buf_view(&bytes)};
        status = format->merge(&merged, &effect, &whole, &given->files[0], arena, error);
    }
    ix_buf_free(&bytes);
    if (status == IX_OK && effect == IX_DELTA_IN_EFFECT && order > 0) {
        status = IX_E_REFUSED; /* the error says what is so already, and should not be */
    }
    if (status == IX_OK && effect != IX_DELTA_MERGED && order == 0) {
        *known = base;
        *error = (ix_error){0};
    }
    if (status != IX_OK || *known != NULL) {
        ix_buf_free(&merged);
        return status;
    }
    fill_input(out, given, &merged);
    return IX_OK;
}

ix_status delta_merge(ix_input *out, const ix_archived **known, ix_digest *base_hash,
                      const ix_delta_format *format, const ix_home *home, const ix_manifest *list,
                      const ix_addition *addition, ix_arena *arena, ix_error *error) {
    const ix_list_file *delta = &addition->input->files[0];
    ix_when published = addition->published;
    ix_status status = IX_OK;
    int order = 0;
    *out = (ix_input){0};
    *known = find_applied(list, delta, addition->hold);
    if (addition->input->count != 1) {
        return ix_error_set(error, IX_E_USAGE, "deltas are added one by one, in their order");
    }
    if (published.kind == IX_WHEN_NONE) {
        status = format->published(&published, delta, arena, error);
    }
    if (status != IX_OK || *known != NULL) {
        return status;
    }
    const ix_archived *base = find_base(list, addition->hold);
    status = check_base(base, format, delta, error);
    if (status == IX_OK) {
        status = check_time(&order, base, published, list->zone, delta, error);
    }
    if (status == IX_OK) {
        *base_hash = base->snapshot.hash;
        status =
            merge_into(out, known, base, order, format, home, list, addition->input, arena, error);
    }
    return status;
}

void delta_free(ix_input *merged) {
    ix_buf_free(&merged->bytes[1]);
}

bool delta_fits(const ix_manifest *list, const ix_digest *base_hash, bool hold) {
    const ix_archived *base = find_base(list, hold);
    return base != NULL && ix_digest_equal(&base->snapshot.hash, base_hash);
}

void delta_compare(ix_read_report *report, const ix_archived *before, const ix_snapshot *snapshot,
                   ix_str format, ix_zone zone) {
    const ix_delta_format *delta = before == NULL ? NULL : ix_delta_format_find(before->format);
    if (delta == NULL || !ix_str_equal(format, ix_str_from_cstr(delta->base)) ||
        ix_when_instant(before->snapshot.published, zone) !=
            ix_when_instant(snapshot->published, zone) ||
        ix_digest_equal(&before->snapshot.state, &snapshot->state)) {
        return;
    }
    ix_counter_add(report->warnings, &report->warning_count, IX_STR("differs_from_deltas"),
                   IX_STR("a delta before this file was not added"));
}
