/* The Consolidated Screening List as csv and json, and the Denied Persons List: the first byte
 * chooses the format (',' '{' or tab; any other is all three). */
#include "fuzz_ofac.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct {
        char first;
        const char *format;
    } formats[] = {{',', "us_csl_csv"}, {'{', "us_csl_json"}, {'\t', "us_dpl_txt"}};
    if (size == 0) {
        return 0;
    }
    char first = (char)data[0];
    bool one = first == ',' || first == '{' || first == '\t';
    ptrdiff_t skipped = first == '{' ? 0 : 1;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (!one || formats[i].first == first) {
            ix_list_file file = {
                .name = IX_STR("list"),
                .bytes = {(const char *)data + skipped, (ptrdiff_t)size - skipped}};
            check_reader(ix_str_from_cstr(formats[i].format), &file, 1);
        }
    }
    return 0;
}
