/* Private to match: joining the entities of one party while an image is built. */
#ifndef INTERDICT_MATCH_PARTIES_H
#define INTERDICT_MATCH_PARTIES_H

#include "build.h"

/** Note the references of one version of an entity of a list. */
void ix_builder_references(ix_builder *b, const ix_entity *entity, ix_str list, uint32_t number);
/** Append the references that another builder noted, its entities numbered from `entity` on. */
void ix_builder_merge_references(ix_builder *b, const ix_builder *other, uint32_t entity);
/** Fill PARTIES; all entities are entered. */
ix_status ix_builder_parties(ix_builder *b);

#endif
