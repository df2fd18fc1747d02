/* The mapping file itself, for rows that are given. */
#include "fuzz_ofac.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct {
        const char *format;
        const char *rows;
    } cases[] = {
        {"mapped_csv", "id,name,type,a,b\n1,A;B,P,x: y | z,2020-01-02\n1,C,E,,03/04/2020\n2,,,\n"},
        {"mapped_jsonl", "{\"id\": 1, \"name\": \"A\", \"a\": [{\"b\": [\"x\", 2]}, null]}\n"
                         "{\"id\": 1, \"name\": {\"b\": true}, \"type\": \"P\"}\n"},
    };
    ix_str map = {(const char *)data, (ptrdiff_t)size};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_list_file files[] = {
            {.name = IX_STR("list"), .bytes = ix_str_from_cstr(cases[i].rows)},
            {.name = IX_STR("map.yml"), .role = IX_STR(IX_LIST_MAP_ROLE), .bytes = map}};
        check_reader(ix_str_from_cstr(cases[i].format), files, 2);
    }
    return 0;
}
