/* The sdn.csv family: up to four files, parted by the byte 0x1C. */
#include "fuzz_ofac.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const names[] = {"sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"};
    ix_list_file files[IX_LIST_FILES_MAX] = {0};
    ix_str rest = {(const char *)data, (ptrdiff_t)size};
    int count = 0;
    while (count < IX_LIST_FILES_MAX && (count == 0 || rest.ptr != NULL)) {
        files[count].name = ix_str_from_cstr(names[count]);
        files[count++].bytes = ix_str_cut(rest, '\x1C', &rest);
    }
    check_reader(IX_STR("ofac_sdn_csv"), files, count);
    return 0;
}
