/**
 * @file screen_message.h
 * Payment messages as they are read: parties by role, texts, numbers, and an account of every byte.
 * Part of screen.h, which screens them (ix_screen_message).
 */
#ifndef INTERDICT_SCREEN_MESSAGE_H
#define INTERDICT_SCREEN_MESSAGE_H

#include <interdict/entity.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Beyond each of these a message is refused with IX_E_LIMIT, never cut. */
#define IX_MESSAGE_BYTES_MAX  (1 << 28) /**< bytes of one payment message */
#define IX_MESSAGE_FIELDS_MAX (1 << 20) /**< values of one payment message */

/** What became of the bytes of a text or message. screened + exempt + anomaly == total. */
typedef struct ix_coverage {
    int64_t screened, exempt, anomaly, total;
} ix_coverage;

/** What somebody or something is in a payment. Rows are (enum, JSON name). */
#define IX_MESSAGE_ROLE_LIST(X)                                                                    \
    X(IX_MESSAGE_OTHER_PARTY, "party")                                                             \
    X(IX_MESSAGE_DEBTOR, "debtor")                                                                 \
    X(IX_MESSAGE_CREDITOR, "creditor")                                                             \
    X(IX_MESSAGE_ULTIMATE_DEBTOR, "ultimate_debtor")                                               \
    X(IX_MESSAGE_ULTIMATE_CREDITOR, "ultimate_creditor")                                           \
    X(IX_MESSAGE_INITIATING_PARTY, "initiating_party")                                             \
    X(IX_MESSAGE_DEBTOR_AGENT, "debtor_agent")                                                     \
    X(IX_MESSAGE_CREDITOR_AGENT, "creditor_agent")                                                 \
    X(IX_MESSAGE_INTERMEDIARY_AGENT, "intermediary_agent")                                         \
    X(IX_MESSAGE_PREVIOUS_AGENT, "previous_instructing_agent")                                     \
    X(IX_MESSAGE_INSTRUCTING_AGENT, "instructing_agent")                                           \
    X(IX_MESSAGE_INSTRUCTED_AGENT, "instructed_agent")                                             \
    X(IX_MESSAGE_INSTRUCTING_REIMBURSEMENT, "instructing_reimbursement_agent")                     \
    X(IX_MESSAGE_INSTRUCTED_REIMBURSEMENT, "instructed_reimbursement_agent")                       \
    X(IX_MESSAGE_THIRD_REIMBURSEMENT, "third_reimbursement_agent")                                 \
    X(IX_MESSAGE_OTHER_AGENT, "agent")                                                             \
    X(IX_MESSAGE_SENDER, "sender")                                                                 \
    X(IX_MESSAGE_RECEIVER, "receiver")                                                             \
    X(IX_MESSAGE_ACCOUNT, "account")                                                               \
    X(IX_MESSAGE_INVOICER, "invoicer")                                                             \
    X(IX_MESSAGE_INVOICEE, "invoicee")                                                             \
    X(IX_MESSAGE_CONTACT, "contact")                                                               \
    X(IX_MESSAGE_REMITTANCE, "remittance")                                                         \
    X(IX_MESSAGE_INSTRUCTION, "instruction")                                                       \
    X(IX_MESSAGE_PURPOSE, "purpose")                                                               \
    X(IX_MESSAGE_REGULATORY, "regulatory_reporting")                                               \
    X(IX_MESSAGE_REFERENCE, "reference")                                                           \
    X(IX_MESSAGE_OTHER_TEXT, "text")

typedef enum ix_message_role {
#define IX_MESSAGE_ROLE_ENUM(name, text) name,
    IX_MESSAGE_ROLE_LIST(IX_MESSAGE_ROLE_ENUM)
#undef IX_MESSAGE_ROLE_ENUM
} ix_message_role;

/** "debtor", "creditor_agent", ...; never NULL. */
const char *ix_message_role_name(ix_message_role role);

/** Why bytes of a message need no screening. Each rule looks at the bytes themselves: an amount is
 *  exempt when it has the form of an amount, whatever the field is called; what has not the form it
 *  should have is screened as text. Rows are (enum, JSON name). */
#define IX_EXEMPT_LIST(X)                                                                          \
    X(IX_EXEMPT_MARKUP, "markup")     /* tags, braces, names of fields, line ends, padding */      \
    X(IX_EXEMPT_AMOUNT, "amount")     /* digits with one decimal sign, and a currency code */      \
    X(IX_EXEMPT_DATE, "date")         /* dates and times of the message */                         \
    X(IX_EXEMPT_CODE, "code")         /* of at most four capitals or digits; message names */      \
    X(IX_EXEMPT_COUNT, "count")       /* counts, sequence and session numbers */                   \
    X(IX_EXEMPT_UUID, "uuid")         /* the unique end-to-end transaction reference */            \
    X(IX_EXEMPT_CHECKSUM, "checksum") /* of the network: hexadecimal digits */

typedef enum ix_exempt_rule {
#define IX_EXEMPT_ENUM(name, text) name,
    IX_EXEMPT_LIST(IX_EXEMPT_ENUM)
#undef IX_EXEMPT_ENUM
        IX_EXEMPT_RULES
} ix_exempt_rule;

/** "markup", "amount", ...; never NULL. */
const char *ix_exempt_rule_name(ix_exempt_rule rule);

/** What a value of a message says. */
typedef enum ix_message_kind {
    IX_VALUE_TEXT = 0, /**< running text */
    IX_VALUE_NAME,
    IX_VALUE_ADDRESS, /**< a line or a detail of an address */
    IX_VALUE_TOWN,
    IX_VALUE_REGION,
    IX_VALUE_COUNTRY,
    IX_VALUE_BIRTH_DATE,
    IX_VALUE_BIRTH_TOWN,
    IX_VALUE_BIRTH_REGION,
    IX_VALUE_BIRTH_COUNTRY,
    IX_VALUE_IDENTIFIER
} ix_message_kind;

/** Bytes [at, at + len) of a value stand at bytes [from, to) of the file: byte for byte where that
 *  is as long, else (an entity of XML, another encoding) as a whole. */
typedef struct ix_message_span {
    int32_t at, len;
    int64_t from, to;
} ix_message_span;

/** One value of a message that is screened. */
typedef struct ix_message_field {
    ix_message_kind kind;
    ix_message_role role;
    ix_identifier_type identifier; /**< of an identifier; OTHER: its type is not told */
    ix_str path;                   /**< "CdtTrfTxInf/Cdtr/Nm"; "59F/1"; "{4200}"; "711" */
    int32_t transaction;           /**< number in the message, from 1; 0: of the whole message */
    int32_t party;                 /**< number of the party it is said of, -1: none */
    ix_str value;                  /**< UTF-8; what ill-formed bytes stood for is U+FFFD */
    const ix_message_span *spans;  /**< ascending, covering the value */
    int32_t span_count;
    bool continues; /**< the line before it, of the same field, may go on here */
    bool damaged;   /**< ill-formed bytes were replaced */
} ix_message_field;

/** Somebody in a message. */
typedef struct ix_message_party {
    ix_message_role role;
    ix_str path;
    int32_t transaction;
    int32_t first, last; /**< fields that may be its own, [first, last) */
} ix_message_party;

/** A payment message as read. Lives in the arena it was read with; text is borrowed from the file
 *  where it stands there as it is. */
typedef struct ix_message {
    ix_str source;      /**< file name, or "-" */
    int32_t number;     /**< in its file, from 1 */
    int64_t offset;     /**< first byte in its file */
    int64_t bytes;      /**< its length */
    ix_digest sha256;   /**< of its bytes */
    const char *family; /**< "iso20022", "swift_mt", "fedwire", "nacha", "unknown" */
    ix_str format;      /**< "pacs.008.001.08", "MT103"; empty when not known */
    ix_str id;          /**< MsgId, :20:, {1520} */
    ix_str uetr;
    ix_str sender, receiver; /**< BIC or routing number */
    const char *direction;   /**< "incoming", "outgoing" where the message tells; else NULL */
    ix_str amount, currency; /**< of the first transaction, as written */
    ix_str value_date;       /**< of the first transaction, 2024-06-24 */
    ix_str cut_off;          /**< the time by which it asks to be settled, as written; or empty */
    int32_t transactions;
    ix_message_field *fields; /**< in the order in which they stand */
    int32_t field_count;
    ix_message_party *parties;
    int32_t party_count;
    ix_coverage coverage; /**< of all its bytes; screened + exempt + anomaly == bytes */
    int64_t exempt[IX_EXEMPT_RULES];
    ix_str fault;         /**< why it could not be read to its end, with the place; or empty */
    int64_t fault_offset; /**< byte of the file from which on nothing was understood */
} ix_message;

/** What reading one message leaves for the next: parsers, and what the names of elements mean. It
 *  says nothing of the messages read. Of one thread at a time. */
typedef struct ix_message_reader ix_message_reader;

/** IX_E_MEMORY. */
ix_status ix_message_reader_open(ix_message_reader **out, ix_error *error);
/** NULL is nothing. */
void ix_message_reader_close(ix_message_reader *reader);

/** Read the message that begins at byte *at of a file, and move *at behind it (always by at least
 *  one byte unless the file is empty). Formats are told by the bytes:
 *   - ISO 20022 XML: one document is one message, in any envelope, of any version. pacs.002, 004,
 *     008, 009 (core and COV), pain.001, camt.052, 053, 054, 056 and head.001 by maps of their
 *     fields; all others, and elements unknown to a map, by the names of their elements
 *     (ISO 20022 message components); what is not known is text. A DOCTYPE is a fault. In
 *     UTF-8, UTF-16, or an encoding of one byte a character that it declares (ix_code_page_find);
 *     text in UTF-8 that is declared to be in one of those is a fault.
 *   - SWIFT MT, one or many ({1:...}; RJE's `$` between them): 101, 103, 110, 202, 202 COV, 205,
 *     n90 to n99 by maps; all others by the numbers and option letters of their fields.
 *   - Fedwire's tag format ({1500}...); NACHA files (one message an entry, with the headers before
 *     it).
 *  `reader`: of the messages of a run; NULL: one is made for this message. The same is read either
 *  way. What cannot be read is no error: the message has a fault, what stood before it was read,
 * and the rest is an anomaly that is screened as text. IX_E_LIMIT; IX_E_MEMORY. */
ix_status ix_message_read(ix_message *out, int64_t *at, ix_str file, ix_str source, int32_t number,
                          ix_message_reader *reader, ix_arena *arena, ix_error *error);

#ifdef __cplusplus
}
#endif

#endif
