/* A pull lexer for separated values (RFC 4180 and the publishers' habits), and the writer.
 *
 * One record is read in one pass over its bytes: unquoted fields eight bytes at a time, quoted
 * ones from quote to quote with memchr. Nothing of the lexer's state changes until the record is
 * known to be complete, so IX_MORE costs the caller only a longer slice. */
#include <interdict/base.h>

#include <assert.h>
#include <string.h>

/* How reading a field or a record ended. */
typedef enum outcome {
    DONE,     /* complete */
    CUT,      /* the bytes end inside it */
    BAD_TAIL, /* text behind a closing quote */
    UNCLOSED, /* no closing quote */
    NO_MEMORY,
    TOO_MANY, /* fields */
    TOO_LONG  /* bytes */
} outcome;

typedef struct scan {
    const ix_csv *csv;
    const char *at;  /* next byte */
    const char *end; /* of the bytes, or of the longest record allowed */
    bool last;       /* nothing follows `end`: it closes a field and a record */
    int64_t lines;   /* line ends met inside quoted fields */
    ix_arena *arena;
} scan;

void ix_csv_init(ix_csv *csv, ix_str bytes, ix_str source) {
    *csv = (ix_csv){.bytes = bytes, .line = 1, .separator = ',', .source = source};
    if (ix_str_starts_with(bytes, IX_STR("\xEF\xBB\xBF"))) {
        csv->pos = 3;
    }
}

static bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

/* High bit of each byte of `word` that is zero; exact for the lowest such byte. */
static uint64_t zero_bytes(uint64_t word) {
    return (word - UINT64_C(0x0101010101010101)) & ~word & UINT64_C(0x8080808080808080);
}

/* The first separator or line end, or `end`. */
static const char *find_field_end(const char *at, const char *end, char separator) {
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t separators = ones * (unsigned char)separator;
    while (end - at >= 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        uint64_t hits = zero_bytes(word ^ separators) | zero_bytes(word ^ (ones * '\n')) |
                        zero_bytes(word ^ (ones * '\r'));
        if (hits != 0) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
            return at + __builtin_ctzll(hits) / 8;
#else
            break;
#endif
        }
        at += 8;
    }
    while (at < end && *at != separator && !is_line_end(*at)) {
        at++;
    }
    return at;
}

/* Line ends in [from, to): LF, CR, or CRLF as one. The byte at `to` must be readable: a CR is
 * counted unless LF follows. */
static int64_t count_lines(const char *from, const char *to) {
    int64_t lines = 0;
    for (const char *p = from; p < to; p++) {
        lines += (p[0] == '\n') | ((p[0] == '\r') & (p[1] != '\n'));
    }
    return lines;
}

/* Copy [from, to) with each doubled quote once. */
static outcome undouble(ix_str *field, const scan *s, const char *from, const char *to,
                        ptrdiff_t doubled) {
    char *copy = ix_arena_alloc(s->arena, (size_t)(to - from - doubled), 1, 1);
    if (copy == NULL) {
        return NO_MEMORY;
    }
    char *out = copy;
    while (from < to) {
        const char *quote = memchr(from, '"', (size_t)(to - from));
        const char *stop = quote == NULL ? to : quote + 1;
        memcpy(out, from, (size_t)(stop - from));
        out += stop - from;
        from = quote == NULL ? to : quote + 2;
    }
    *field = (ix_str){copy, out - copy};
    return DONE;
}

/* A field that starts with a quote, up to the separator or line end behind it. */
static outcome read_quoted(ix_str *field, scan *s) {
    const char *from = s->at + 1;
    const char *p = from;
    ptrdiff_t doubled = 0;
    for (;;) {
        p = p < s->end ? memchr(p, '"', (size_t)(s->end - p)) : NULL;
        if (p == NULL) {
            return s->last ? UNCLOSED : CUT;
        }
        if (p + 1 == s->end || p[1] != '"') {
            break;
        }
        doubled++;
        p += 2;
    }
    if (p + 1 == s->end && !s->last) {
        return CUT; /* the quote may be the first of a doubled one */
    }
    s->at = p + 1;
    s->lines += count_lines(from, p);
    if (s->at < s->end && *s->at != s->csv->separator && !is_line_end(*s->at)) {
        return BAD_TAIL;
    }
    if (doubled > 0) {
        return undouble(field, s, from, p, doubled);
    }
    *field = (ix_str){from, p - from};
    return DONE;
}

static outcome read_field(ix_str *field, scan *s) {
    if (s->at < s->end && *s->at == '"' && !s->csv->unquoted) {
        return read_quoted(field, s);
    }
    const char *stop = find_field_end(s->at, s->end, s->csv->separator);
    *field = (ix_str){s->at, stop - s->at};
    s->at = stop;
    return DONE;
}

/* All fields of a record. On success s->at stands at its line end; after BAD_TAIL at the place of
 * the fault. Fields beyond the maximum are read over, so that the record's end is found. */
static outcome read_fields(ix_str *fields, int fields_max, int *count, scan *s) {
    int n = 0;
    for (;;) {
        ix_str field = {0};
        outcome got = read_field(&field, s);
        if (got != DONE) {
            return got;
        }
        if (n < fields_max) {
            fields[n] = field;
        }
        n++;
        if (s->at == s->end || *s->at != s->csv->separator) {
            break;
        }
        s->at++;
    }
    if (s->at == s->end && !s->last) {
        return CUT;
    }
    *count = n;
    return n > fields_max ? TOO_MANY : DONE;
}

/* Step over the line end at s->at, if there is one. False when it may go on beyond the bytes. */
static bool step_line_end(scan *s) {
    if (s->at == s->end) {
        return s->last;
    }
    if (*s->at == '\n') {
        s->at++;
        return true;
    }
    if (s->at + 1 == s->end && !s->last) {
        return false; /* a CR, perhaps half of CRLF */
    }
    s->at += s->at + 1 < s->end && s->at[1] == '\n' ? 2 : 1;
    return true;
}

/* Step over empty lines. IX_OK when a record starts, else IX_END or IX_MORE. */
static ix_status skip_empty_lines(ix_csv *csv) {
    const char *end = csv->bytes.ptr + csv->bytes.len;
    scan s = {.csv = csv, .at = csv->bytes.ptr + csv->pos, .end = end, .last = !csv->partial};
    while (s.at < s.end && is_line_end(*s.at)) {
        if (!step_line_end(&s)) {
            return IX_MORE;
        }
        csv->pos = s.at - csv->bytes.ptr;
        csv->line++;
    }
    ptrdiff_t left = csv->bytes.len - csv->pos;
    if (left == 0) {
        return csv->partial ? IX_MORE : IX_END;
    }
    if (left == 1 && *s.at == 0x1A) {
        if (csv->partial) {
            return IX_MORE;
        }
        csv->end_mark = true;
        csv->pos = csv->bytes.len;
        return IX_END;
    }
    return IX_OK;
}

/* What a record that cannot be given is reported as, at a byte of the input. */
static ix_status record_error(const ix_csv *csv, outcome got, const char *at, ix_error *error) {
    ix_status status = got == NO_MEMORY                     ? IX_E_MEMORY
                       : got == TOO_MANY || got == TOO_LONG ? IX_E_LIMIT
                                                            : IX_E_INPUT;
    static const char *const texts[] = {
        [BAD_TAIL] = "text behind a closing quote", [UNCLOSED] = "a quoted field is not closed",
        [NO_MEMORY] = "no memory for a field",      [TOO_MANY] = "a record has too many fields",
        [TOO_LONG] = "a record is too long",
    };
    return ix_error_at(error, status, csv->source, csv->line, at - csv->bytes.ptr, "%s",
                       texts[got]);
}

/* Read one record and step over its line end. `start` stays where the record starts; *stop is
 * where its line end starts and *fault the byte to report. */
static outcome read_record(ix_str *fields, int fields_max, int *count, scan *s, const char **stop,
                           const char **fault) {
    const char *start = s->at;
    outcome got = read_fields(fields, fields_max, count, s);
    *fault = got == BAD_TAIL || got == UNCLOSED ? s->at : start;
    if (got == BAD_TAIL) {
        s->at = find_field_end(s->at, s->end, '\n');
    }
    *stop = s->at;
    if (got == CUT || got == UNCLOSED || got == NO_MEMORY) {
        return got;
    }
    if (!step_line_end(s)) {
        return CUT;
    }
    return *stop - start > IX_CSV_RECORD_BYTES_MAX ? TOO_LONG : got;
}

ix_status ix_csv_next(ix_str *fields, int fields_max, int *count, ix_csv *csv, int64_t *record_line,
                      ix_str *record, ix_arena *arena, ix_error *error) {
    assert(fields_max > 0 && csv->pos >= 0 && csv->pos <= csv->bytes.len);
    *count = 0;
    ix_status status = skip_empty_lines(csv);
    if (status != IX_OK) {
        return status;
    }
    const char *start = csv->bytes.ptr + csv->pos;
    ptrdiff_t left = csv->bytes.len - csv->pos;
    ptrdiff_t view = IX_CSV_RECORD_BYTES_MAX + 2; /* a record of the largest size and its CRLF */
    bool whole = left <= view;
    scan s = {.csv = csv,
              .at = start,
              .end = start + (whole ? left : view),
              .last = whole && !csv->partial,
              .arena = arena};
    int limit = fields_max < IX_CSV_FIELDS_MAX ? fields_max : IX_CSV_FIELDS_MAX;
    int found = 0;
    const char *stop;
    const char *fault;
    ix_arena_mark mark = ix_arena_position(arena);
    outcome got = read_record(fields, limit, &found, &s, &stop, &fault);
    if (got == CUT && !whole) {
        got = TOO_LONG;
    }
    if (got == DONE) {
        *count = found;
        if (record_line != NULL) {
            *record_line = csv->line;
        }
        if (record != NULL) {
            *record = (ix_str){start, stop - start};
        }
    } else {
        ix_arena_rewind(arena, mark);
        if (got == CUT) {
            return IX_MORE;
        }
        status = record_error(csv, got, fault, error);
        if (got == NO_MEMORY) {
            return status;
        }
    }
    csv->line += s.lines + (s.at > stop ? 1 : 0);
    /* Where the end of a bad record is not known there is nothing to go on from. */
    csv->pos = got == UNCLOSED || got == TOO_LONG ? csv->bytes.len : s.at - csv->bytes.ptr;
    return status;
}

void ix_csv_write(ix_buf *out, ix_str field, bool first) {
    bool quoted = false;
    for (ptrdiff_t i = 0; i < field.len && !quoted; i++) {
        quoted = field.ptr[i] == '"' || field.ptr[i] == ',' || is_line_end(field.ptr[i]);
    }
    if (!first) {
        ix_buf_append_char(out, ',');
    }
    if (!quoted) {
        ix_buf_append(out, field);
        return;
    }
    ix_str rest = field;
    ix_buf_append_char(out, '"');
    while (rest.ptr != NULL) {
        ix_buf_append(out, ix_str_cut(rest, '"', &rest));
        ix_buf_append(out, rest.ptr == NULL ? (ix_str){0} : IX_STR("\"\""));
    }
    ix_buf_append_char(out, '"');
}
