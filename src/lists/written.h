/* What the writers of lists share. */
#ifndef INTERDICT_LISTS_WRITTEN_H
#define INTERDICT_LISTS_WRITTEN_H

#include <interdict/lists.h>

/* Count something of the entity that the format has no place for. */
void written_lose(ix_export *export, const ix_entity *entity, const char *what);
/* Append the entity's id: its key, of several lists LIST:KEY. */
void written_id(ix_buf *out, const ix_export *export, const ix_entity *entity);
/* Append a date or range as readers of OpenSanctions' formats take it: "circa 1965",
 * "1971 to 1972". */
void written_date(ix_buf *out, ix_date_range range);
/* Append when the list was published, as OpenSanctions writes times. */
void written_stamp(ix_buf *out, const ix_export *export);
/* The topic a listing is written under; empty: it tells none. Sub-lists of other publishers are no
 * topics: to be listed is to be sanctioned. */
ix_str written_topic(const ix_listing *listing);
/* Does a listing say more than its topic? */
bool written_is_sanction(const ix_listing *listing);

#endif
