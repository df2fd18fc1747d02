/**
 * @file screen_mail.h
 * What a document is, and e-mails as they are read: one running text of all that a message says,
 * with the way back from each of its bytes to the file, and an account of every byte.
 * Part of screen.h, which screens them (ix_screen_mail).
 *
 * Messages (RFC 5322), one or those of an mbox, with MIME (RFC 2045 to 2047, 2231): headers with
 * encoded words, multiparts of any kind, messages in messages, base64 and quoted-printable, any
 * charset that the system knows, text, HTML and PDF. Every other part is told as not screened. What
 * is broken is read as far as it can be, and told with its byte.
 */
#ifndef INTERDICT_SCREEN_MAIL_H
#define INTERDICT_SCREEN_MAIL_H

#include <interdict/screen_message.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Beyond these a part is not screened, and told so. */
#define IX_MAIL_DEPTH_MAX 32   /**< multiparts and messages in each other */
#define IX_MAIL_PARTS_MAX 4096 /**< of one file */
/** Bytes of the text of a whole file; beyond it IX_E_LIMIT. */
#define IX_MAIL_TEXT_BYTES_MAX ((size_t)1 << 28)

/** What a document is, by its bytes. */
typedef enum ix_document_kind {
    IX_DOCUMENT_TEXT, /**< or anything else: read as it is */
    IX_DOCUMENT_HTML,
    IX_DOCUMENT_PDF,
    IX_DOCUMENT_MAIL, /**< an e-mail that says of what its parts are, or has encoded words */
    IX_DOCUMENT_RTF
} ix_document_kind;

/** PDF by its header among the first bytes, HTML and RTF by how they begin; an e-mail by its first
 *  line and a header that tells the type of what follows or has encoded words, one that says
 *  nothing of the kind is text as it is. Never fails. */
ix_document_kind ix_document_kind_of(ix_str bytes);

/** What reading an e-mail needs from the world outside. */
typedef struct ix_mail_tools {
    /** A decoder of a charset by its name (IANA), NULL when it is not known. */
    void *(*open_charset)(ix_str name);
    /** The next character of the bytes in UTF-8, in *written bytes (none: it only shifts); returns
     *  how many bytes it takes, at least one; 0: they are no character. */
    ptrdiff_t (*next_character)(void *charset, char out[16], int *written, ix_str bytes);
    void (*close_charset)(void *charset);
    /** As ix_document_convert() of os.h. */
    ix_status (*convert)(ix_buf *out, const char **by, ix_document_kind kind, ix_str bytes,
                         ix_error *error);
} ix_mail_tools;

/** One part of a message, or the message itself. */
typedef struct ix_mail_part {
    ix_str path;      /**< "2.1", "message 3, 2.1"; empty: the whole message of the file */
    ix_str type;      /**< "text/plain", in small letters */
    ix_str name;      /**< of the file it was, or empty */
    int64_t from, to; /**< its body: bytes of the file, or, `inside` another, of that decoded */
    bool inside;      /**< stands in a part that was decoded first */
    const char *read; /**< "text", "html", "pdf", "message", "multipart"; NULL: not screened */
    const char *by;   /**< the program that made text of it, or NULL */
    ix_str why;       /**< why it is not screened, or not whole; or empty */
} ix_mail_part;

/** A piece of the text: a header, the text of a part. */
typedef struct ix_mail_piece {
    int32_t at, len;                  /**< in the text */
    ix_str where;                     /**< "Subject", "part 1.2", "part 2 as text by w3m" */
    const struct mail_source *source; /**< the bytes it is of; NULL: there is no way back, spans are
                                           of the piece */
    int32_t offset;                   /**< in these */
} ix_mail_piece;

/** An e-mail as read. Lives in the arena it was read with. */
typedef struct ix_mail {
    ix_str source; /**< file name, or "-" */
    int64_t bytes;
    ix_digest sha256;
    ix_str text; /**< all that is searched; pieces are parted by blank lines */
    const ix_mail_piece *pieces;
    int32_t piece_count;
    const ix_mail_part *parts;
    int32_t part_count;
    int32_t unscreened; /**< parts that are not screened, or not whole */
    ix_str fault;       /**< of the first one: where and why; or empty */
    ix_str doubt;       /**< what a person must look at though all was read; or empty */
    ix_coverage coverage;
} ix_mail;

/** Read the bytes of a file as an e-mail. What cannot be read is told in the parts and is no
 *  failure. IX_E_LIMIT: more text than IX_MAIL_TEXT_BYTES_MAX, or 2 GiB; IX_E_MEMORY: *out is
 *  then an e-mail of which nothing is read, which comes out not_screened. */
ix_status ix_mail_read(ix_mail *out, ix_str bytes, ix_str source, const ix_mail_tools *tools,
                       ix_arena *arena, ix_error *error);
/** Where bytes [*from, *to) of the text, of one piece, stand: bytes of the file, or of the piece
 *  where there is no way back. Returns the piece. */
const ix_mail_piece *ix_mail_origin(int32_t *from, int32_t *to, const ix_mail *mail);

#ifdef __cplusplus
}
#endif
#endif
