/* How bytes reach expat: what every reader of XML shares, whatever it makes of the elements. */
#ifndef INTERDICT_LISTS_FEED_H
#define INTERDICT_LISTS_FEED_H

#include <interdict/base.h>

#include <expat.h>

#define IX_FEED_CHUNK_BYTES                                                                        \
    (1 << 20) /* at a time; also the most that one tag or comment may have */

typedef enum ix_fed {
    IX_FED_WHOLE,
    IX_FED_STOPPED, /* by a handler: *stopped says why */
    IX_FED_BROKEN,  /* no XML from here on: ask expat */
    IX_FED_LONG     /* a tag or comment is too long: expat begins it anew with each chunk */
} ix_fed;

/* Feed the bytes to the parser until they end or a handler sets *stopped. */
ix_fed ix_feed(XML_Parser parser, ix_str bytes, const ix_status *stopped);

#define IX_FED_LONG_TEXT "a tag or comment is too long"
/* Of a DOCTYPE handler: no list has one, and entities are declared there. */
#define IX_DOCTYPE_TEXT "a DOCTYPE, which is refused"

#endif
