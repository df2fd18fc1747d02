/* Shared by the files of this folder that fetch: what a publisher says of a file beside it. */
#ifndef INTERDICT_OS_CHECKSUM_H
#define INTERDICT_OS_CHECKSUM_H

#include "http.h"

typedef struct publisher_word {
    bool has_digest; /* publishers do not give one for every file */
    ix_digest digest;
    ix_when updated; /* NONE: not said */
} publisher_word;

/* Of `name` in a file as sha256sum writes it; a single line needs no name. IX_E_INPUT: none. */
ix_status checksum_of_file(publisher_word *out, ix_str text, ix_str name, ix_str source,
                           ix_error *error);
/* Of `name` in OFAC's catalogue: [{"fileName", "lastUpdated", "hashCodes": {"SHA-256"}}]. Times
 * without a zone are those of `zone`. IX_E_INPUT: no catalogue, or it does not name the file. */
ix_status checksum_of_catalogue(publisher_word *out, ix_str text, ix_str name, ix_zone zone,
                                ix_str source, ix_error *error);
/* Of the file at `url` in an RSS feed: in the item that mentions its address, a word of 64
 * hexadecimal digits, and the item's pubDate. IX_E_INPUT: no feed, or it has no such item. */
ix_status checksum_of_feed(publisher_word *out, ix_str text, const char *url, ix_str source,
                           ix_error *error);

#endif
