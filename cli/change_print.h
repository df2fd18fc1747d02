/* How changes of lists are told: as JSON, and in words. */
#ifndef INTERDICT_CLI_CHANGE_PRINT_H
#define INTERDICT_CLI_CHANGE_PRINT_H

#include <interdict/lists.h>

/* "entity": "LIST:KEY", "name", "type": of whom the change tells. */
void change_json_entity(ix_json *json, ix_str list, const ix_change *change);
/* "fields": [{"field", "from", "to", "of"}] */
void change_json_fields(ix_json *json, const ix_change *change);

/* Text that may come from anywhere, fit for a terminal. */
void change_text(ix_buf *out, ix_str text);
/* "TIKHONOV, Andrei (us_ofac_sdn:45815)" */
void change_text_entity(ix_buf *out, ix_str list, const ix_change *change);
/* "person, RUSSIA-EO14024" of an entity. */
void change_text_brief(ix_buf *out, const ix_entity *entity);
/* "passport 123 added; date of birth 1966-11-09 was 1966". Long texts are cut to where they differ;
 * JSON has them whole. */
void change_text_details(ix_buf *out, const ix_change *change);
/* "      date of birth 1966" and a line end for all that is said of an entity that came. */
void change_text_description(ix_buf *out, const ix_change *change);

#endif
