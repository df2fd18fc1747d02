/* What the subcommands of `lists` print alike. */
#ifndef INTERDICT_CLI_LISTS_PRINT_H
#define INTERDICT_CLI_LISTS_PRINT_H

#include <interdict/os.h>

/* A digest of zeros, which no bytes have, is written as null. */
void lists_json_digest(ix_json *json, const char *key, const ix_digest *digest);
/* A negative count is written as null. */
void lists_json_count(ix_json *json, const char *key, int64_t count);
/* [{"name", "count", "example"}] */
void lists_json_counters(ix_json *json, const char *key, const ix_counter *counters, int count);
/* "  WHAT: name, 3 times (example)" and a line end. */
void lists_text_counter(ix_buf *out, const char *what, const ix_counter *counter);
/* One line for all fields that are kept verbatim because the model has no place for them. */
void lists_text_unmodelled(ix_buf *out, const ix_counter *counters, int count);
/* The first refused rows: the first behind what stands there, so that one fault is one line, the
 * others below. `report` may be NULL. */
void lists_text_refused_rows(ix_buf *out, const ix_read_report *report);
/* Warn of a snapshot whose time of publication was not said, neither by the bytes nor by `other`,
 * or lies ahead. */
void lists_warn_published(const ix_addition_result *result, const char *other);
/* "serving", "history", "held", "same" */
const char *lists_added_name(ix_added added);
/* Members of an open object: what a snapshot that was added is and holds; NULL: all null. */
void lists_json_snapshot(ix_json *json, const ix_addition_result *result);
/* One line for a snapshot that was added. */
void lists_json_addition(ix_buf *out, const ix_addition_result *result);
void lists_text_addition(ix_buf *out, const ix_addition_result *result);

#endif
