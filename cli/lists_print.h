/* What the subcommands of `lists` print alike. */
#ifndef INTERDICT_CLI_LISTS_PRINT_H
#define INTERDICT_CLI_LISTS_PRINT_H

#include <interdict/lists.h>

void lists_json_digest(ix_json *json, const char *key, const ix_digest *digest);
/* A negative count is written as null. */
void lists_json_count(ix_json *json, const char *key, int64_t count);
/* [{"name", "count", "example"}] */
void lists_json_counters(ix_json *json, const char *key, const ix_counter *counters, int count);
/* "  WHAT: name, 3 times (example)" and a line end. */
void lists_text_counter(ix_buf *out, const char *what, const ix_counter *counter);
/* One line for all fields that are kept verbatim because the model has no place for them. */
void lists_text_unmodelled(ix_buf *out, const ix_counter *counters, int count);

#endif
