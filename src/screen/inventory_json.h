/* Private to screen: what inventories in json share. */
#ifndef SCREEN_INVENTORY_JSON_H
#define SCREEN_INVENTORY_JSON_H

#include "inventory.h"

#include <jansson.h>

/* Parse the whole document; faults with line and byte. *out is the caller's to release. */
ix_status inventory_json_parse(json_t **out, inventory_reader *r);
/* A string's text, or empty. */
ix_str inventory_json_text(const json_t *value);
/* The text of an object's member; empty when it is none. */
ix_str inventory_json_member(const json_t *object, const char *key);
/* Compare a member with the data. */
void inventory_json_sign(inventory_reader *r, ix_sign kind, const json_t *object, const char *key);
/* The same with a member given as "name" of an object: {"supplier": {"name": ...}}; also of each
 * object of an array of such. */
void inventory_json_named(inventory_reader *r, ix_sign kind, const json_t *object, const char *key);
/* Does the start of a file hold this member of an object: a key, then `value` if it is not empty?
 */
bool inventory_json_has(ix_str start, const char *key, const char *value);
/* Is the first sign of the text an opening bracket of json? */
bool inventory_json_is(ix_str start);

#endif
