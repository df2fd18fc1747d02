/* JSON read by a mapping. The first byte of the input tells whether it is lines or a document, and
 * whether rows of one key are one entity. */
#include "fuzz_ofac.h"

#define HEAD "format: mapped_jsonl\nlist: l\npublisher: p\n"
#define BLOCKS                                                                                     \
    "key: id\ntype: {constant: any}\n"                                                             \
    "names:\n"                                                                                     \
    "  - each: names\n    text: text?\n    kind: {from: kind?, table: {a: weak, f: former}}\n"     \
    "    surname: {each: parts?, when: {value: t, is: f}, from: v?, join: ' '}\n"                  \
    "births: {each: births?, date: date?, year: year?, month: month?, day: day?}\n"                \
    "identifiers: {each: ids?, type: {constant: other}, value: value?, label: label?}\n"           \
    "addresses: {each: addresses?, street: [a?, b?], country: c?}\n"                               \
    "listing: {programs: programs?, published: day?, reason: why?}\n"                              \
    "notes: [note?, {parts: [a?, b?], join: '-'}]\nignore: skip?\n"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const ix_str maps[] = {
        IX_STR(HEAD BLOCKS),
        IX_STR(HEAD "group: true\n" BLOCKS),
        IX_STR(HEAD "layout: {rows: rows}\n" BLOCKS),
        IX_STR(HEAD "layout: {rows: rows}\ngroup: true\n" BLOCKS),
    };
    if (size == 0) {
        return 0;
    }
    ix_list_file files[] = {
        {.name = IX_STR("list"), .bytes = {(const char *)data + 1, (ptrdiff_t)size - 1}},
        {.name = IX_STR("map.yml"), .role = IX_STR(IX_LIST_MAP_ROLE), .bytes = maps[data[0] & 3]}};
    check_reader(IX_STR("mapped_jsonl"), files, 2);
    return 0;
}
