/* The table of formats that lists are written in: one row, one file. */
#include "writers.h"

const ix_list_writer ix_list_writers[] = {
    {"ftm_jsonl", ftm_jsonl_write, NULL},
    {"opensanctions_csv", opensanctions_csv_write,
     "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,"
     "program_ids,dataset,first_seen,last_seen,last_change\n"},
    {"senzing_jsonl", senzing_jsonl_write, NULL},
    {0},
};

const ix_list_writer *ix_list_writer_find(ix_str format) {
    for (const ix_list_writer *writer = ix_list_writers; writer->format != NULL; writer++) {
        if (ix_str_equal(format, ix_str_from_cstr(writer->format))) {
            return writer;
        }
    }
    return NULL;
}
