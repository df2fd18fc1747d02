/* The EU's consolidated financial sanctions list, csv. */
#include "fuzz_ofac.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ix_list_file file = {.name = IX_STR("list.csv"),
                         .bytes = {(const char *)data, (ptrdiff_t)size}};
    check_reader(IX_STR("eu_csv"), &file, 1);
    return 0;
}
