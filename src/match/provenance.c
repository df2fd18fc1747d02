/* Which publications the states of an image were read from.
 *
 * An image is a function of what lists said and when, so that two routes to one state (a difference
 * to the file before, or the whole file) come to the same bytes. The hash of the publication's own
 * bytes, which a decision names, therefore stands beside it, as text:
 *
 *     LIST PUBLISHED STATE HASH      a line a snapshot, by list, then in order of publication
 *     sha256 HASH                    of all lines before it
 *
 * A snapshot is known by list, time of publication and state. Where several say the same state at
 * the same time, the last line names it. Lines of snapshots that the image does not hold are passed
 * over: the text may be younger than the image that a reader has mapped. */
#include "image.h"

#include <string.h>

#define LINE_FIELDS 4

static void append_digest(ix_buf *out, const ix_digest *digest, char end) {
    ix_digest_print(out, digest);
    ix_buf_append_char(out, end);
}

void ix_provenance_write(ix_buf *out, const ix_list_history *lists, int list_count) {
    size_t start = out->len;
    for (int i = 0; i < list_count; i++) {
        for (int j = 0; j < lists[i].snapshot_count; j++) {
            const ix_snapshot *s = &lists[i].snapshots[j];
            ix_buf_append(out, lists[i].id);
            ix_buf_append_char(out, ' ');
            ix_when_print(out, s->published);
            ix_buf_append_char(out, ' ');
            append_digest(out, &s->state, ' ');
            append_digest(out, &s->hash, '\n');
        }
    }
    if (out->status == IX_OK) {
        ix_digest sum = ix_sha256((ix_str){out->ptr + start, (ptrdiff_t)(out->len - start)});
        ix_buf_append(out, IX_STR("sha256 "));
        append_digest(out, &sum, '\n');
    }
}

/* ------------------------------------------------------------------ reading */

static ix_status damaged(ix_error *error, const char *what) {
    return ix_error_set(error, IX_E_CORRUPT, "the provenance of the image %s; run `lists rebuild`",
                        what);
}

/* The lines without the one that seals them, or nothing. */
static bool unseal(ix_str *lines, ix_str text) {
    static const ix_str word = {"sha256 ", 7};
    ix_digest expected;
    ptrdiff_t at = text.len - word.len - 2 * (ptrdiff_t)sizeof expected.bytes - 1;
    if (at < 0 || !ix_str_ends_with(text, IX_STR("\n")) ||
        !ix_str_starts_with(ix_str_slice(text, at, text.len), word) ||
        !ix_digest_parse(&expected, ix_str_slice(text, at + word.len, text.len - 1))) {
        return false;
    }
    *lines = ix_str_slice(text, 0, at);
    ix_digest found = ix_sha256(*lines);
    return ix_digest_equal(&expected, &found);
}

/* One line, taken apart. */
typedef struct said {
    ix_str list;
    ix_when published;
    ix_digest state, hash;
} said;

static bool parse_line(said *out, ix_str line) {
    ix_str fields[LINE_FIELDS];
    for (int i = 0; i < LINE_FIELDS; i++) {
        fields[i] = ix_str_cut(line, ' ', &line);
    }
    out->list = fields[0];
    out->published = (ix_when){0};
    bool dated = fields[1].len == 0 || ix_when_parse(&out->published, fields[1], NULL) == IX_OK;
    return dated && line.ptr == NULL && ix_digest_parse(&out->state, fields[2]) &&
           ix_digest_parse(&out->hash, fields[3]);
}

static int find_list(const ix_index *index, ix_str id) {
    for (uint32_t i = 0; i < index->list_count; i++) {
        if (ix_str_equal(index->lists[i].id, id)) {
            return (int)i;
        }
    }
    return -1;
}

static bool is_later(const ix_snapshot *snapshot, const said *line, ix_zone zone) {
    return snapshot->published.kind != IX_WHEN_NONE && line->published.kind != IX_WHEN_NONE &&
           ix_when_instant(snapshot->published, zone) > ix_when_instant(line->published, zone);
}

/* `from` is where the line before of this list was found: both go by publication. */
static void name_snapshot(ix_index *index, int list, int *from, const said *line) {
    const ix_index_list *of = &index->lists[list];
    ix_snapshot *snapshots = index->snapshots + index->list_rows[list].snapshot_first;
    for (int i = *from; i < of->snapshot_count && !is_later(&snapshots[i], line, of->zone); i++) {
        if (snapshots[i].published.kind == line->published.kind &&
            snapshots[i].published.value == line->published.value &&
            ix_digest_equal(&snapshots[i].state, &line->state)) {
            snapshots[i].hash = line->hash;
            *from = i;
            return;
        }
    }
}

static bool all_named(const ix_index *index) {
    static const ix_digest none;
    for (uint32_t i = 0; i < index->list_count; i++) {
        for (int j = 0; j < index->lists[i].snapshot_count; j++) {
            if (ix_digest_equal(&index->lists[i].snapshots[j].hash, &none)) {
                return false;
            }
        }
    }
    return true;
}

ix_status ix_index_attach(ix_index *index, ix_str provenance, ix_error *error) {
    ix_str lines;
    if (!unseal(&lines, provenance)) {
        return damaged(error, "is damaged");
    }
    int last = -1;
    int from = 0;
    while (lines.len > 0) {
        said line;
        if (!parse_line(&line, ix_str_cut(lines, '\n', &lines))) {
            return damaged(error, "has a line that cannot be read");
        }
        int list = find_list(index, line.list);
        from = list == last ? from : 0;
        last = list;
        if (list >= 0) {
            name_snapshot(index, list, &from, &line);
        }
    }
    return all_named(index) ? IX_OK : damaged(error, "does not name all its snapshots");
}
