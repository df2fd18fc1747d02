/* Separated values read by a mapping. The first byte of the input tells the format and whether rows
 * of one key are one entity. */
#include "fuzz_ofac.h"

#define BLOCKS                                                                                     \
    "layout: {short_rows: true, null: [N/A], dates: day_first}\n"                                  \
    "split: [{from: ids, at: '|', cut: ':', into: [label, value]}]\n"                              \
    "published: day\nkey: {from: [id, name?], join: /}\n"                                          \
    "type: {from: type, table: {P: person, E: organization}}\ngender: gender\n"                    \
    "names: [{text: {from: name, split: ';'}}, {surname: last, given: first, kind: kind}]\n"       \
    "births: {date: birth, circa: circa}\nnationalities: country\ntitles: title\n"                 \
    "identifiers: {each: ids, type: {from: label, table: {P: passport}, otherwise: other},"        \
    " value: value, label: label, country: /country}\n"                                            \
    "addresses: {whole: address, country: country}\n"                                              \
    "listing: {programs: {from: program, split: ','}, effective_from: day, measures: measure,"     \
    " several: true}\n"                                                                            \
    "relations: {kind: {constant: UN reference}, target: un}\nnotes: note\nremarks: note\n"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const ix_str maps[] = {
        IX_STR("format: mapped_csv\nlist: l\npublisher: p\n" BLOCKS),
        IX_STR("format: mapped_csv\nlist: l\npublisher: p\ngroup: true\n" BLOCKS),
        IX_STR("format: mapped_tsv\nlist: l\npublisher: p\n" BLOCKS),
        IX_STR("format: mapped_tsv\nlist: l\npublisher: p\ngroup: true\n" BLOCKS),
    };
    if (size == 0) {
        return 0;
    }
    int which = data[0] & 3;
    ix_list_file files[] = {
        {.name = IX_STR("list"), .bytes = {(const char *)data + 1, (ptrdiff_t)size - 1}},
        {.name = IX_STR("map.yml"), .role = IX_STR(IX_LIST_MAP_ROLE), .bytes = maps[which]}};
    check_reader(which < 2 ? IX_STR("mapped_csv") : IX_STR("mapped_tsv"), files, 2);
    return 0;
}
