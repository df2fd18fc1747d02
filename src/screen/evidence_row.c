/* Evidence in lines for people: bits, what was compared, how it agrees. */
#include "words.h"
#include "writers.h"

#define COLUMNS_MIN  8
#define COLUMNS_MAX  28
#define KIND_COLUMNS 15

#define RESET "\033[0m"
#define DIM   "\033[2m"
#define RED   "\033[31m"
#define GREEN "\033[32m"

static int wider(int columns, ix_str text) {
    int width = words_width(text);
    return width > columns && width <= COLUMNS_MAX ? width : columns;
}

void evidence_row_fit(evidence_row *row, const ix_evidence *evidence, int count) {
    row->query = COLUMNS_MIN;
    row->listed = COLUMNS_MIN;
    for (int i = 0; i < count; i++) {
        row->query = wider(row->query, evidence[i].query);
        row->listed = wider(row->listed, evidence[i].listed);
    }
}

static void paint(ix_buf *out, bool color, const char *code) {
    if (color) {
        ix_buf_append_cstr(out, code);
    }
}

/* "+11.500", " -0.250": as wide as two digits before the point. */
static void write_bits(ix_buf *out, int32_t millibits) {
    int64_t size = millibits < 0 ? -(int64_t)millibits : millibits;
    ix_buf_append(out, size < 10000 ? IX_STR(" ") : (ix_str){0});
    ix_buf_append_char(out, millibits < 0 ? '-' : '+');
    ix_buf_append_fixed(out, size, 3);
}

static void write_side(ix_buf *out, ix_str text, int columns) {
    words_append_padded(out, text.len > 0 ? text : IX_STR("-"), columns);
    ix_buf_append(out, IX_STR("  "));
}

void evidence_row_write(ix_buf *out, const evidence_row *row, const ix_evidence *evidence) {
    bool against = evidence->relation == IX_RELATION_CONTRADICTS;
    paint(out, row->color, against ? RED : evidence->millibits > 0 ? GREEN : DIM);
    write_bits(out, evidence->millibits);
    paint(out, row->color, RESET);
    ix_buf_append(out, IX_STR("  "));
    ix_str kind = ix_str_from_cstr(ix_evidence_kind_name(evidence->kind));
    words_append_padded(out, ix_str_from_cstr(words_evidence_kind(kind)), KIND_COLUMNS);
    write_side(out, evidence->query, row->query);
    write_side(out, evidence->listed, row->listed);
    ix_str relation = ix_str_from_cstr(ix_relation_kind_name(evidence->relation));
    ix_buf_append_cstr(out, words_relation(relation));
    ix_buf_append_char(out, '\n');
}
