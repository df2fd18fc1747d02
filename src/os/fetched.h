/* Shared by the files of this folder that fetch: what servers said of files fetched before. */
#ifndef INTERDICT_OS_FETCHED_H
#define INTERDICT_OS_FETCHED_H

#include "home.h"
#include "http.h"

#define FETCHED_BYTES_MAX (1 << 20)

typedef struct fetched_file {
    ix_str url;
    char etag[HTTP_FIELD_BYTES_MAX]; /* "" when the server gave none */
    char modified[HTTP_FIELD_BYTES_MAX];
    ix_digest digest; /* of the bytes, content encoding undone */
} fetched_file;

/* Append fetched.json. Deterministic. */
void fetched_write(ix_buf *out, const ix_digest *snapshot, const fetched_file *files, int count);
/* False when the text is damaged, or speaks of other files than the source names now. */
bool fetched_parse(fetched_file *files, ix_digest *snapshot, ix_str text, const ix_source *source);

#endif
