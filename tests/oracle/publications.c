/* The lists that the oracle test asks: read by the engine's own readers, one index each. */
#include "publications.h"

#include <interdict/lists.h>
#include <interdict/os.h>

#include <stdio.h>
#include <string.h>

const publication publications[] = {
    {"us_ofac_sdn",
     "ofac_sdn_csv",
     NULL,
     {"ofac/sdn_2026-04-22_rebuilt.csv", "ofac/2026-08/alt.csv", "ofac/2026-08/add.csv",
      "ofac/2026-08/sdn_comments.csv"}},
    {"us_ofac_nonsdn", "ofac_nonsdn_csv", NULL, {"ofac/nonsdn/cons_prim.csv"}},
    {"un_sc", "un_xml", NULL, {"un/un_consolidated_2026-02-27.xml"}},
    {"eu_fsf", "eu_xml", NULL, {"eu/eu_fsf_2026-02-23_rebuilt.xml.xz"}},
    {"uk_sl", "mapped_jsonl", "uk_sl_jsonl", {"uk/uk_sanctions_list_2026-08-22.jsonl.xz"}},
    {"us_csl", "us_csl_csv", NULL, {"csl/us_consolidated_screening_list_2022-05.csv.gz"}},
    {"ch_seco", "mapped_jsonl", "ch_seco_jsonl", {"other_lists/ch_seco_2026-03-15.jsonl.xz"}},
    {"au_dfat", "au_csv", NULL, {"other_lists/au_dfat_2026-08-02.csv.xz"}},
    {"ca_sema", "mapped_jsonl", "ca_sema_jsonl", {"other_lists/ca_sema_2026-08-22.jsonl.xz"}},
    {"jp_meti",
     "mapped_jsonl",
     "jp_meti_jsonl",
     {"other_lists/jp_meti_foreign_user_list_2025-09-29.jsonl"}},
    {"us_dpl", "us_dpl_txt", NULL, {"csl/dpl_2022-09.txt"}},
    {0},
};

static ix_status read_input(ix_input *input, ix_list_reader *reader, const publication *p,
                            const char *data, const char *knowledge, ix_arena *arena,
                            ix_error *error) {
    static char paths[PUBLICATION_PATHS_MAX][IX_PATH_BYTES_MAX];
    const char *given[PUBLICATION_PATHS_MAX];
    int count = 0;
    for (; count < PUBLICATION_PATHS_MAX && p->paths[count]; count++) {
        snprintf(paths[count], sizeof paths[count], "%s/%s", data, p->paths[count]);
        given[count] = paths[count];
    }
    ix_status status = ix_input_read(input, reader, given, count, error);
    if (status != IX_OK || !p->mapping) {
        return status;
    }
    char mapping[IX_PATH_BYTES_MAX];
    snprintf(mapping, sizeof mapping, "%s/mappings/%s.yml", knowledge, p->mapping);
    status = ix_input_add_mapping(input, mapping, error);
    const ix_list_file *file = &input->files[input->count - 1];
    return status ? status : ix_mapping_apply(reader, file->bytes, file->name, arena, error);
}

ix_status publication_index(ix_index **out, ix_buf *image, const publication *p, const char *data,
                            const char *knowledge_folder, const ix_knowledge *knowledge,
                            ix_arena *arena, ix_error *error) {
    static ix_input input;
    static ix_parsed_snapshot parsed;
    memset(&parsed, 0, sizeof parsed);
    ix_list_reader reader = *ix_list_reader_find(ix_str_from_cstr(p->format));
    ix_status status = read_input(&input, &reader, p, data, knowledge_folder, arena, error);
    if (status != IX_OK) {
        return status;
    }
    status = ix_snapshot_parse(&parsed, &reader, input.files, input.count, knowledge, arena, error);
    ix_list_history empty = {.id = ix_str_from_cstr(p->title), .publisher = IX_STR("test")};
    ix_list_history history;
    ix_snapshot snapshot = {.published = {IX_WHEN_DATE, 20000}, .entities = (uint32_t)parsed.count};
    uint32_t ordinal;
    status = status
                 ? status
                 : ix_history_insert(&history, &ordinal, &empty, &snapshot, &parsed, arena, error);
    status = status ? status : ix_index_build(image, knowledge, &history, 1, error);
    ix_input_free(&input);
    return status ? status : ix_index_open(out, ix_buf_view(image), knowledge, arena, error);
}

bool publication_is_there(const publication *p, const char *data) {
    char path[IX_PATH_BYTES_MAX];
    snprintf(path, sizeof path, "%s/%s", data, p->paths[0]);
    return ix_file_exists(path);
}
