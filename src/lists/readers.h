/* The reading functions of the formats, one file each; readers.c has their table. */
#ifndef INTERDICT_LISTS_READERS_H
#define INTERDICT_LISTS_READERS_H

#include <interdict/lists.h>

#define IX_READ_FUNCTION(name)                                                                     \
    ix_status name(const ix_list_file *files, int file_count, const ix_knowledge *knowledge,       \
                   ix_entity_sink sink, void *context, ix_read_report *report, ix_arena *arena,    \
                   ix_error *error)

IX_READ_FUNCTION(ofac_sdn_csv_read);
IX_READ_FUNCTION(ofac_nonsdn_csv_read);
IX_READ_FUNCTION(ofac_sdn_xml_read);
IX_READ_FUNCTION(ofac_nonsdn_xml_read);
IX_READ_FUNCTION(ofac_advanced_xml_read);
IX_READ_FUNCTION(ofac_enhanced_xml_read);
IX_READ_FUNCTION(ofac_delta_xml_read);
IX_READ_FUNCTION(un_xml_read);
IX_READ_FUNCTION(eu_xml_read);
IX_READ_FUNCTION(eu_csv_read);
IX_READ_FUNCTION(us_csl_csv_read);
IX_READ_FUNCTION(us_csl_json_read);
IX_READ_FUNCTION(us_dpl_txt_read);
IX_READ_FUNCTION(uk_csv_read);
IX_READ_FUNCTION(uk_xml_read);
IX_READ_FUNCTION(uk_conlist_csv_read);
IX_READ_FUNCTION(ch_xml_read);
IX_READ_FUNCTION(au_xlsx_read);
IX_READ_FUNCTION(au_csv_read);
IX_READ_FUNCTION(ca_xml_read);
IX_READ_FUNCTION(us_fcc_covered_json_read);
IX_READ_FUNCTION(mapped_csv_read);
IX_READ_FUNCTION(mapped_tsv_read);
IX_READ_FUNCTION(mapped_jsonl_read);
IX_READ_FUNCTION(ftm_jsonl_read);
IX_READ_FUNCTION(opensanctions_csv_read);
IX_READ_FUNCTION(senzing_jsonl_read);

ix_status ofac_delta_published(ix_when *when, const ix_list_file *delta, ix_arena *arena,
                               ix_error *error);
ix_status ofac_delta_merge(ix_buf *out, ix_delta_effect *effect, const ix_list_file *base,
                           const ix_list_file *delta, ix_arena *arena, ix_error *error);

#endif
