/* What the files of the Swiss reader share. The leaves of a target are those of the layout drawn in
 * ch_xml.c, without the element that says what the target is (individual, entity, object). */
#ifndef INTERDICT_LISTS_CH_H
#define INTERDICT_LISTS_CH_H

#include "xml.h"

#define CH_NAME_PARTS_MAX   16   /* of one name; what is beyond is kept as unmodelled */
#define CH_VARIANTS_MAX     64   /* spellings of the parts of one name; the same */
#define CH_COMBINATIONS_MAX 128  /* of the spellings of one name in one script; beyond, one by one \
                                  */
#define CH_MODIFICATIONS_MAX 256 /* of one target; what is beyond is kept as unmodelled */

/* Take the leaves of names and make names of them, of all spellings and scripts; parts that are
 * titles become the title. */
void ch_add_names(ix_xml *x);

/* Take the leaves of modifications and set the times of the listing: one listing for each time the
 * target was listed, all with the programmes, measures and authority that the first one has. What a
 * modification added and removed is kept as unmodelled. */
void ch_add_listings(ix_xml *x);

/* Is the leaf of those that number and order the publisher's details and say nothing else? */
bool ch_is_bookkeeping(ix_str path, ix_str text);

#endif
