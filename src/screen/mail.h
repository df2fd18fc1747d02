/* Private to screen: reading e-mails.
 *
 *     mail.c           the text, its pieces, the account of the bytes; messages of a file
 *     mail_source.c    bytes that were made from other bytes, and the way back
 *     mail_transfer.c  base64, quoted-printable, charsets
 *     mail_field.c     header fields: folding, encoded words, parameters
 *     mail_part.c      multiparts, messages in messages, what a leaf is read as */
#ifndef SCREEN_MAIL_H
#define SCREEN_MAIL_H

#include <interdict/screen_mail.h>
#include <interdict/text.h>

/* A stretch of made bytes: each `step` of them were `width` bytes before. */
typedef struct mail_run {
    int32_t at, len;
    int32_t from;
    int32_t step, width;
} mail_run;

/* Bytes, and which bytes they were made of; the file itself is of none. */
typedef struct mail_source {
    ix_str bytes;
    const struct mail_source *under;
    const mail_run *runs; /* by `at` */
    int32_t run_count;
} mail_source;

/* A source being made. */
typedef struct mail_maker {
    ix_buf bytes;
    ix_vector runs; /* mail_run */
    ix_arena *arena;
    bool failed; /* no memory, or too much */
} mail_maker;

void mail_make(mail_maker *maker, ix_arena *arena);
/* Add bytes made of [from, from + width) of what is below. */
void mail_add(mail_maker *maker, ix_str made, int32_t from, int32_t width);
/* What was made as a source over `under`; NULL: no memory. The maker is done with. */
const mail_source *mail_made(mail_maker *maker, const mail_source *under);
void mail_drop(mail_maker *maker);
/* [*from, *to) of a source as bytes of the file. */
void mail_origin(int32_t *from, int32_t *to, const mail_source *source);
/* The same one step down: as bytes of what it was made of. */
void mail_below(int32_t *from, int32_t *to, const mail_source *source);

/* ------------------------------------------------------------------ reading */

typedef struct mail_reading {
    const ix_mail_tools *tools;
    ix_arena *arena;
    ix_error *error;
    ix_status status;
    mail_source *file;
    ix_buf text;
    ix_vector pieces; /* ix_mail_piece */
    ix_vector parts;  /* ix_mail_part */
    ix_str fault, doubt;
    int32_t unscreened;
    ix_coverage coverage;
} mail_reading;

typedef enum mail_class { MAIL_EXEMPT, MAIL_SCREENED, MAIL_ANOMALY } mail_class;

/* Bytes of a source, and where in the message they stand. */
typedef struct mail_place {
    const mail_source *source;
    int32_t from, to;
    ix_str path;
    int depth;
} mail_place;

ix_status mail_no_memory(mail_reading *m);
/* Account for bytes of the file; those of a source over it are accounted for by their part. */
void mail_account(mail_reading *m, const mail_source *source, mail_class class, int64_t bytes);
/* Add [from, to) of a source to the text; `source` NULL: `text` without a way back. */
ix_status mail_piece(mail_reading *m, ix_str where, const mail_source *source, int32_t from,
                     int32_t to);
ix_status mail_foreign_piece(mail_reading *m, ix_str where, ix_str text);
/* Text in the arena. */
ix_str mail_text(mail_reading *m, const char *format, ...) IX_PRINTF(2, 3);
/* A part is not screened, or not whole; the first one is told in the decision's sentence. */
void mail_refuse(mail_reading *m, int32_t part, ix_str why);
/* Something that a person must look at. */
void mail_doubt(mail_reading *m, ix_str why);

/* ------------------------------------------------------------------ encodings */

/* What decoding met beside what it expected: the first byte of the source, -1: nothing. */
typedef struct mail_damage {
    int32_t base64; /* that is none: what stands there was not decoded */
    int32_t quoted; /* "=" without two hexadecimal digits: kept as it stands */
} mail_damage;

/* [from, to) of a source, decoded. `encoding`: "base64", "quoted-printable"; NULL when memory is
 * gone. */
const mail_source *mail_decode(mail_reading *m, mail_damage *damage, const mail_source *source,
                               int32_t from, int32_t to, bool base64);
/* One word of RFC 2047 into a maker; false: something of it is not in its encoding. */
bool mail_decode_word(mail_maker *maker, ix_str bytes, int32_t from, int32_t to, bool base64);
/* Is it UTF-8 or a part of it, and needs no charset? */
bool mail_is_utf8(ix_str charset);
/* A source in UTF-8; *known is false, and the source the same, where the charset is not known.
 * Bytes that are no character stay what they are: ill-formed. */
const mail_source *mail_to_utf8(mail_reading *m, bool *known, const mail_source *source,
                                ix_str charset);

/* ------------------------------------------------------------------ headers */

typedef struct mail_field {
    ix_str name;
    int32_t from, to; /* of the value, folds and all, without its last line end */
    int32_t end;      /* of the field */
} mail_field;

/* The next field of a header; false: there is none, *at stands behind the header and the empty
 * line. */
bool mail_next_field(mail_field *field, ix_str bytes, int32_t *at, int32_t to);
/* Does a line begin with the name of a field and a colon? */
bool mail_is_field(ix_str line);
bool mail_is_named(const mail_field *field, const char *name);
/* The value unfolded and with its words decoded; NULL when memory is gone. A word that cannot be
 * decoded stays as it stands, and a person must look. */
const mail_source *mail_field_value(mail_reading *m, const mail_source *source, int32_t from,
                                    int32_t to);
/* A parameter of Content-Type or Content-Disposition, with RFC 2231; empty: it is not there. */
ix_str mail_parameter(mail_reading *m, ix_str value, const char *name);

/* ------------------------------------------------------------------ parts */

/* A message: its header and its body. */
ix_status mail_read_message(mail_reading *m, const mail_place *place);

#endif
