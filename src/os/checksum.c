/* What publishers say of their files beside them: checksums and times. */
#include "checksum.h"

#include <stdio.h>
#include <string.h>

#include <expat.h>
#include <jansson.h>

#define SHA256_DIGITS  64
#define ITEM_BYTES_MAX (64 << 10) /* text of one item of a feed */
#define DATE_BYTES_MAX 128
#define FEED_DEPTH_MAX 32

/* ------------------------------------------------------------------ words of 64 digits */

static bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* The first run of exactly 64 hexadecimal digits. */
static bool find_digest(ix_digest *out, ix_str text) {
    ptrdiff_t run = 0;
    for (ptrdiff_t i = 0; i <= text.len; i++) {
        if (i < text.len && is_hex(text.ptr[i])) {
            run++;
            continue;
        }
        if (run == SHA256_DIGITS) {
            return ix_digest_parse(out, ix_str_slice(text, i - run, i));
        }
        run = 0;
    }
    return false;
}

/* ------------------------------------------------------------------ a file beside the file */

ix_status checksum_of_file(publisher_word *out, ix_str text, ix_str name, ix_str source,
                           ix_error *error) {
    ix_str rest = text;
    ix_str line;
    bool single = true;
    *out = (publisher_word){0};
    for (int lines = 0; rest.len > 0;) {
        ix_digest digest;
        line = ix_str_cut(rest, '\n', &rest);
        if (!find_digest(&digest, line)) {
            continue;
        }
        single = lines++ == 0;
        bool named = ix_str_find(line, name, 0) >= 0;
        if (named || (single && !out->has_digest)) {
            out->digest = digest;
            out->has_digest = true;
        }
        if (named) {
            return IX_OK;
        }
    }
    /* One line needs no name; of several, one must name the file. */
    if (out->has_digest && single) {
        return IX_OK;
    }
    out->has_digest = false;
    return ix_error_at(error, IX_E_INPUT, source, 0, -1, "holds no SHA-256 of %" IX_FMT,
                       IX_ARG(name));
}

/* ------------------------------------------------------------------ OFAC's catalogue */

/* "2026-10-05T00:00:00Z"; without a zone it is the publisher's own time. */
static ix_when read_updated(const char *text, ix_zone zone) {
    ix_when when = {0};
    char zoned[DATE_BYTES_MAX];
    if (text == NULL || ix_when_parse(&when, ix_str_from_cstr(text), NULL) == IX_OK) {
        return when;
    }
    snprintf(zoned, sizeof zoned, "%.100sZ", text);
    if (ix_when_parse(&when, ix_str_from_cstr(zoned), NULL) != IX_OK) {
        return (ix_when){0};
    }
    when.value -= ix_zone_offset(zone, when.value);
    return when;
}

/* hashCodes is an object, the text of one, or null. */
static const char *hash_code(json_t **opened, const json_t *row) {
    json_t *codes = json_object_get(row, "hashCodes");
    *opened = NULL;
    if (json_is_string(codes)) {
        *opened = json_loads(json_string_value(codes), 0, NULL);
        codes = *opened;
    }
    return json_string_value(json_object_get(codes, "SHA-256"));
}

static const json_t *find_row(const json_t *rows, ix_str name) {
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        const char *file = json_string_value(json_object_get(row, "fileName"));
        if (file != NULL && ix_str_equal_ascii_nocase(ix_str_from_cstr(file), name)) {
            return row;
        }
    }
    return NULL;
}

static ix_status read_row(publisher_word *out, const json_t *row, ix_str name, ix_zone zone,
                          ix_str source, ix_error *error) {
    json_t *opened;
    const char *code = hash_code(&opened, row);
    ix_status status = IX_OK;
    out->has_digest = code != NULL;
    if (code != NULL && !ix_digest_parse(&out->digest, ix_str_trim(ix_str_from_cstr(code)))) {
        status =
            ix_error_at(error, IX_E_INPUT, source, 0, -1,
                        "the SHA-256 of %" IX_FMT " is not 64 hexadecimal digits", IX_ARG(name));
    }
    out->updated = read_updated(json_string_value(json_object_get(row, "lastUpdated")), zone);
    json_decref(opened);
    return status;
}

ix_status checksum_of_catalogue(publisher_word *out, ix_str text, ix_str name, ix_zone zone,
                                ix_str source, ix_error *error) {
    json_error_t fault;
    *out = (publisher_word){0};
    json_t *rows =
        json_loadb(text.ptr == NULL ? "" : text.ptr, (size_t)text.len, JSON_ALLOW_NUL, &fault);
    if (!json_is_array(rows)) {
        json_decref(rows);
        return ix_error_at(error, IX_E_INPUT, source, 0, -1, "is not the catalogue of files");
    }
    const json_t *row = find_row(rows, name);
    ix_status status = row != NULL
                           ? read_row(out, row, name, zone, source, error)
                           : ix_error_at(error, IX_E_INPUT, source, 0, -1,
                                         "the catalogue does not name %" IX_FMT, IX_ARG(name));
    json_decref(rows);
    return status;
}

/* ------------------------------------------------------------------ a feed */

typedef struct feed {
    XML_Parser parser;
    ix_str path; /* what an item of the file mentions */
    publisher_word *word;
    ix_buf item; /* text and attributes of the item so far */
    ix_buf date;
    int depth;
    bool inside;
    bool dated; /* inside pubDate */
    bool found;
    const char *refused;
} feed;

static void refuse(feed *f, const char *why) {
    f->refused = why;
    XML_StopParser(f->parser, XML_FALSE);
}

static void XMLCALL start_element(void *context, const char *name, const char **attributes) {
    feed *f = context;
    if (++f->depth > FEED_DEPTH_MAX) {
        refuse(f, "nested too deep");
        return;
    }
    if (strcmp(name, "item") == 0) {
        f->inside = true;
        ix_buf_clear(&f->item);
        ix_buf_clear(&f->date);
    }
    f->dated = strcmp(name, "pubDate") == 0;
    for (; f->inside && *attributes != NULL; attributes += 2) {
        ix_buf_printf(&f->item, " %s ", attributes[1]);
    }
}

static void XMLCALL take_text(void *context, const char *text, int length) {
    feed *f = context;
    if (f->inside) {
        ix_buf_append(f->dated ? &f->date : &f->item, (ix_str){text, length});
    }
}

static void XMLCALL end_element(void *context, const char *name) {
    feed *f = context;
    f->depth--;
    f->dated = false;
    if (f->inside) {
        ix_buf_append_char(&f->item, ' ');
    }
    if (strcmp(name, "item") != 0) {
        return;
    }
    f->inside = false;
    if (f->item.status != IX_OK || f->date.status != IX_OK) {
        refuse(f, "an item is too large");
    } else if (!f->found && ix_str_find(ix_buf_view(&f->item), f->path, 0) >= 0) {
        char date[DATE_BYTES_MAX];
        f->found = true;
        f->word->has_digest = find_digest(&f->word->digest, ix_buf_view(&f->item));
        snprintf(date, sizeof date, "%" IX_FMT, IX_ARG(ix_str_trim(ix_buf_view(&f->date))));
        f->word->updated = http_date(date);
    }
}

static void XMLCALL refuse_doctype(void *context, const char *name, const char *system,
                                   const char *public, int internal) {
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    refuse(context, "a document type has no place in it");
}

static ix_status parse_feed(feed *f, ix_str text, ix_str source, ix_error *error) {
    f->parser = XML_ParserCreate(NULL);
    if (f->parser == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    XML_SetUserData(f->parser, f);
    XML_SetElementHandler(f->parser, start_element, end_element);
    XML_SetCharacterDataHandler(f->parser, take_text);
    XML_SetStartDoctypeDeclHandler(f->parser, refuse_doctype);
    bool good = text.len <= INT32_MAX &&
                XML_Parse(f->parser, text.ptr, (int)text.len, XML_TRUE) == XML_STATUS_OK;
    if (!good) {
        ix_error_at(error, IX_E_INPUT, source, (int64_t)XML_GetCurrentLineNumber(f->parser), -1,
                    "is not the feed: %s",
                    f->refused != NULL ? f->refused : XML_ErrorString(XML_GetErrorCode(f->parser)));
    }
    XML_ParserFree(f->parser);
    return good ? IX_OK : IX_E_INPUT;
}

ix_status checksum_of_feed(publisher_word *out, ix_str text, const char *url, ix_str source,
                           ix_error *error) {
    ix_str address = http_shown(url);
    feed f = {.word = out, .path = address};
    *out = (publisher_word){0};
    ix_buf_init(&f.item, ITEM_BYTES_MAX);
    ix_buf_init(&f.date, ITEM_BYTES_MAX);
    ix_status status = text.len == 0 ? ix_error_at(error, IX_E_INPUT, source, 0, -1, "is empty")
                                     : parse_feed(&f, text, source, error);
    if (status == IX_OK && !f.found) {
        status = ix_error_at(error, IX_E_INPUT, source, 0, -1, "the feed does not name %" IX_FMT,
                             IX_ARG(address));
    }
    ix_buf_free(&f.item);
    ix_buf_free(&f.date);
    return status;
}
