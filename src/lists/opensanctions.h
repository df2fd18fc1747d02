/* What reading and writing OpenSanctions' targets.simple.csv share. */
#ifndef INTERDICT_LISTS_OPENSANCTIONS_H
#define INTERDICT_LISTS_OPENSANCTIONS_H

#include <interdict/lists.h>

/* The whole date that a sanction ends with, cut off with what parts it from the rest; NONE. */
ix_when opensanctions_cut_date(ix_str *text);
/* What its own check digit says an identifier is; a wallet is called by its address. */
ix_identifier_type opensanctions_identifier(const ix_entity *e, ix_str value);

#endif
