/* Bytes to expat in chunks, with a bound on what makes it start over. */
#include "feed.h"

ix_fed ix_feed(XML_Parser parser, ix_str bytes, const ix_status *stopped) {
    ptrdiff_t pos = 0;
    bool last;
    do {
        ptrdiff_t left = bytes.len - pos;
        int chunk = left < IX_FEED_CHUNK_BYTES ? (int)left : IX_FEED_CHUNK_BYTES;
        last = chunk == left;
        enum XML_Status ok = XML_Parse(parser, chunk > 0 ? bytes.ptr + pos : "", chunk, last);
        if (*stopped != IX_OK) {
            return IX_FED_STOPPED;
        }
        if (ok != XML_STATUS_OK) {
            return IX_FED_BROKEN;
        }
        pos += chunk;
        if (!last && pos - (ptrdiff_t)XML_GetCurrentByteIndex(parser) > IX_FEED_CHUNK_BYTES) {
            return IX_FED_LONG;
        }
    } while (!last);
    return IX_FED_WHOLE;
}
