/* What the two halves of the reader of the advanced XML share: ofac_advanced_xml.c knows where the
 * pieces of a party stand, ofac_profile.c puts them together. */
#ifndef INTERDICT_LISTS_OFAC_ADVANCED_H
#define INTERDICT_LISTS_OFAC_ADVANCED_H

#include "codes.h"
#include "ofac.h"
#include "pieces.h"

typedef struct advanced_reading {
    ix_draft draft;
    ix_read_report *report;
    ix_codes codes;      /* set: the element's name, "FeatureType" */
    ix_pieces locations; /* by their own ID */
    ix_pieces documents; /* by identity */
    ix_pieces parties;
    ix_pieces relations; /* by the profile they go out from */
    ix_pieces entries;   /* by profile */
    ix_tree_parser *parser;
    ix_arena party; /* of the party being read */
    ix_entity_sink sink;
    void *context;
    const ix_list_file *file;
    ix_error *error;
} advanced_reading;

/* A piece as a tree in the entity's arena; NULL sets the draft's status. */
ix_tree *advanced_tree(advanced_reading *r, const ix_tree_place *place);
/* Year, Month, Day; no date when they are none. */
ix_date advanced_date(ix_tree *parent);
/* Make the draft's entity of a profile. NULL, or why it is refused. */
const char *advanced_profile_read(advanced_reading *r, ix_tree *party, ix_tree *profile);

#endif
