/* Private to screen: how a payment message is taken apart.
 *
 *     bytes -- message.c: which format begins here? --> message_iso.c, message_mt.c,
 *                                                       message_fedwire.c, message_nacha.c
 *                                                            |  maps of fields: message_<type>.c
 *                                                            v
 *                                            message_draft.c: values, parties, coverage
 *
 * A reader goes through the message once, from its first byte to its last, and says of all bytes in
 * their order what they are (message_cover); what it leaves out is an anomaly by itself. */
#ifndef SCREEN_MESSAGE_H
#define SCREEN_MESSAGE_H

#include <interdict/screen.h>

/* ------------------------------------------------------------------ maps of fields */

/** How a field is written. */
typedef enum message_shape {
    MESSAGE_IS_TEXT = 0,
    MESSAGE_IS_PARTY,   /* ISO: a party or an agent; MT, Fedwire: by option letter and tag */
    MESSAGE_IS_ACCOUNT, /* ISO: an account with its name */
    MESSAGE_IS_LINES,   /* MT, Fedwire: text in lines of which one may go on in the next */
    MESSAGE_IS_NAME,    /* fixed places: a name alone */
    MESSAGE_IS_ADDRESS,
    MESSAGE_IS_IDENTIFIER,
    MESSAGE_IS_AMOUNT, /* exempt when it has the form of one, else text; so the next ones */
    MESSAGE_IS_DATE,
    MESSAGE_IS_DATED_AMOUNT, /* 240624USD1000, */
    MESSAGE_IS_CODE,
    MESSAGE_IS_COUNT,
    MESSAGE_IS_UUID,
    MESSAGE_IS_CHECKSUM
} message_shape;

/** What the report of a message says of it at its head. */
typedef enum message_fact {
    MESSAGE_NO_FACT = 0,
    MESSAGE_FACT_ID,
    MESSAGE_FACT_UUID,
    MESSAGE_FACT_AMOUNT, /* with the currency, where it stands there */
    MESSAGE_FACT_CURRENCY,
    MESSAGE_FACT_DATE,
    MESSAGE_FACT_CUT_OFF
} message_fact;

/** One field of a format. */
typedef struct message_row {
    const char
        *path; /* ISO: elements below the message's, joined by '/'; MT: "50"; Fedwire: "4200" */
    ix_message_role role;
    message_shape shape;
    message_fact fact;
} message_row;

typedef struct message_format {
    const char *name;        /* "pacs.008", "103" */
    const char *root;        /* ISO: the element below Document */
    const char *transaction; /* ISO: path of what is repeated for each payment; else NULL */
    const message_row *rows; /* ISO: those of one element stand together */
    int row_count;
} message_format;

#define MESSAGE_ROWS(table) (table), (int)(sizeof(table) / sizeof(table)[0])

extern const message_format message_head001, message_pacs002, message_pacs004, message_pacs008,
    message_pacs009, message_pain001, message_camt052, message_camt053, message_camt054,
    message_camt056;
extern const message_format message_mt101, message_mt103, message_mt110, message_mt202,
    message_mt202cov, message_mt204, message_mt205, message_mtn9x, message_mt_any;
extern const message_format message_fedwire_tags;

/** All formats of ISO 20022 and of SWIFT MT with a map of their own; ended by NULL. */
extern const message_format *const message_iso_formats[];
extern const message_format *const message_mt_formats[];

/* ------------------------------------------------------------------ a message being read */

#define MESSAGE_PATH_BYTES_MAX 2048

/** What reading an ISO 20022 message leaves for the next one; NULL: no memory. */
typedef struct iso_reader iso_reader;
iso_reader *iso_reader_open(ix_allocator allocator);
void iso_reader_close(iso_reader *reader);

struct ix_message_reader {
    ix_allocator allocator;
    iso_reader *iso; /* made for the first such message */
};

typedef struct message_draft {
    ix_message *out;
    ix_message_reader *reader;
    ix_str file;
    int64_t start;       /* of the message, in the file */
    int64_t covered;     /* bytes of the file up to here are accounted for */
    ix_vector fields;    /* ix_message_field */
    ix_vector parties;   /* ix_message_party */
    int32_t transaction; /* being read; 0: none */
    ix_arena *arena;
    ix_error *error;
    ix_status status; /* of what stopped the reading, else IX_OK */
} message_draft;

/** Text of a message and where it stands. */
typedef struct message_value {
    ix_str text;
    const ix_message_span *spans;
    int32_t span_count;
    bool damaged;
} message_value;

/** The bytes [from, to) of the file are screened, or exempt by a rule; what lies before them and
 * was not accounted for is an anomaly, and so are bytes up to `to` of which that is said. */
void message_screened(message_draft *d, int64_t from, int64_t to);
void message_exempt(message_draft *d, ix_exempt_rule rule, int64_t from, int64_t to);
void message_anomaly(message_draft *d, int64_t to);

/** The bytes [from, to) of the file as text: as they are when they are UTF-8. */
message_value message_value_at(message_draft *d, int64_t from, int64_t to);
/** A part of a value. */
message_value message_value_slice(message_draft *d, const message_value *value, ptrdiff_t from,
                                  ptrdiff_t to);
/** Without white space at its ends. */
message_value message_value_trim(message_draft *d, const message_value *value);
/** Which bytes of the file the bytes [from, to) of a field's value stand for. */
void message_origin(int64_t *file_from, int64_t *file_to, const ix_message_field *field,
                    int32_t from, int32_t to);

/** A party begins; its number. */
int32_t message_open_party(message_draft *d, ix_message_role role, ix_str path);
/** Values from here on are not its own. */
void message_close_party(message_draft *d, int32_t party);
/** Add a value; NULL when memory or room is gone (then the status says so). Empty ones are nothing
 *  and give NULL too. Of ill-formed bytes their Windows-1252 reading is added beside it. */
ix_message_field *message_add(message_draft *d, ix_message_kind kind, ix_message_role role,
                              int32_t party, ix_str path, const message_value *value);
/** As message_add, of an identifier. */
ix_message_field *message_add_identifier(message_draft *d, ix_identifier_type type,
                                         ix_message_role role, int32_t party, ix_str path,
                                         const message_value *value);
/** Say a fact of the message, unless it was said already. */
void message_tell(message_draft *d, message_fact fact, ix_str value);
/** From a byte of the file on nothing was understood: why. What is behind it up to `end` is an
 *  anomaly, and is screened as text. */
void message_fault(message_draft *d, int64_t at, int64_t end, const char *format, ...)
    IX_PRINTF(4, 5);
/** A copy of text in the message's arena. */
ix_str message_keep(message_draft *d, ix_str text);
/** The same, with ill-formed bytes replaced: of a name that was cut or is none. */
ix_str message_keep_valid(message_draft *d, ix_str text);
/** "32A", "{4200}": text and a suffix in the message's arena. */
ix_str message_path(message_draft *d, const char *format, ...) IX_PRINTF(2, 3);

/* ------------------------------------------------------------------ forms of values */

/** Is the value exempt when its field is of this shape, by which rule? */
bool message_form(ix_exempt_rule *rule, message_shape shape, ix_str value);
bool message_is_bic(ix_str value);
bool message_is_country(ix_str value);

/* ------------------------------------------------------------------ the readers */

/** Each reads the message at d->start, of which the file has no more than up to its end, and
 * returns the byte behind it. */
int64_t message_read_iso(message_draft *d);
int64_t message_read_mt(message_draft *d);
int64_t message_read_fedwire(message_draft *d);
int64_t message_read_nacha(message_draft *d);
/** Does a message of the kind begin with these bytes? */
bool message_begins_mt(ix_str bytes);
bool message_begins_fedwire(ix_str bytes);
bool message_begins_nacha(ix_str bytes);

#endif
