/* Statuses and the caller's error record. Messages may quote hostile input, so they are made one
 * line of valid UTF-8 here, whatever was printed into them. */
#include <interdict/base.h>

#include <stdio.h>
#include <string.h>

#include "utf8_step.h"

const char *ix_status_text(ix_status status) {
    switch (status) {
#define STATUS_CASE(name, text)                                                                    \
    case name:                                                                                     \
        return text;
        IX_STATUS_LIST(STATUS_CASE)
#undef STATUS_CASE
    }
    return "unknown status";
}

/* Replace control characters by spaces and ill-formed bytes by '?'; drop a character that was cut
 * at the end of a full buffer. */
static void clean_text(char *text, bool was_cut) {
    ptrdiff_t len = (ptrdiff_t)strlen(text);
    ptrdiff_t pos = 0;
    while (pos < len) {
        bool valid;
        ptrdiff_t step = utf8_step(text + pos, len - pos, &valid);
        if (!valid && was_cut && pos + step == len) {
            text[pos] = '\0';
            return;
        }
        if (!valid) {
            memset(text + pos, '?', (size_t)step);
        } else if (step == 1 && ((unsigned char)text[pos] < 0x20 || text[pos] == 0x7F)) {
            text[pos] = ' ';
        }
        pos += step;
    }
}

IX_PRINTF(2, 0)
static void print_text(char text[IX_ERROR_TEXT_MAX], const char *format, va_list args) {
    int length = vsnprintf(text, IX_ERROR_TEXT_MAX, format, args);
    if (length < 0) {
        text[0] = '\0';
    }
    clean_text(text, length >= IX_ERROR_TEXT_MAX);
}

static void fill_place(ix_error *error, ix_status status, ix_str source, int64_t line,
                       int64_t offset) {
    ptrdiff_t room = IX_ERROR_SOURCE_MAX - 1;
    ptrdiff_t length = source.len < room ? source.len : room;
    error->status = status;
    error->line = line;
    error->offset = offset;
    if (length > 0) {
        memcpy(error->source, source.ptr, (size_t)length);
    }
    error->source[length] = '\0';
    clean_text(error->source, length < source.len);
}

ix_status ix_error_set(ix_error *error, ix_status status, const char *format, ...) {
    if (error != NULL) {
        va_list args;
        fill_place(error, status, (ix_str){0}, 0, -1);
        va_start(args, format);
        print_text(error->text, format, args);
        va_end(args);
    }
    return status;
}

ix_status ix_error_at(ix_error *error, ix_status status, ix_str source, int64_t line,
                      int64_t offset, const char *format, ...) {
    if (error != NULL) {
        va_list args;
        fill_place(error, status, source, line, offset);
        va_start(args, format);
        print_text(error->text, format, args);
        va_end(args);
    }
    return status;
}

ix_status ix_error_wrap(ix_error *error, const char *format, ...) {
    /* Without a record the status is not known here; it must not turn into success. */
    if (error == NULL) {
        return IX_E_INPUT;
    }
    char context[IX_ERROR_TEXT_MAX];
    va_list args;
    va_start(args, format);
    print_text(context, format, args);
    va_end(args);

    char joined[2 * IX_ERROR_TEXT_MAX + 2];
    int length = snprintf(joined, sizeof joined, "%s: %s", context, error->text);
    bool was_cut = length >= IX_ERROR_TEXT_MAX;
    size_t kept = was_cut ? IX_ERROR_TEXT_MAX - 1 : (size_t)length;
    memcpy(error->text, joined, kept);
    error->text[kept] = '\0';
    clean_text(error->text, was_cut);
    return error->status;
}
