/* The writing functions of the formats, one file each; writers.c has their table. */
#ifndef INTERDICT_LISTS_WRITERS_H
#define INTERDICT_LISTS_WRITERS_H

#include <interdict/lists.h>

void ftm_jsonl_write(ix_buf *out, ix_export *export, const ix_entity *entity);
void opensanctions_csv_write(ix_buf *out, ix_export *export, const ix_entity *entity);
void senzing_jsonl_write(ix_buf *out, ix_export *export, const ix_entity *entity);

#endif
