/* Packages: the first byte picks the name they come under, the rest is the package. */
#include <interdict/os.h>

#include <assert.h>

#define FILES_MAX 4
#define BYTES_MAX (4 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const ix_str names[] = {{"a/list.zip", 10}, {"list.gz", 7}, {"list.xz", 7},
                                   {"list.zst", 8},    {"list", 4},    {"", 0}};
    if (size == 0) {
        return 0;
    }
    ix_str name = names[data[0] % (sizeof names / sizeof names[0])];
    ix_str bytes = {(const char *)data + 1, (ptrdiff_t)size - 1};
    ix_unpacked files[FILES_MAX];
    int count;
    ix_error error = {0};
    ix_status status = ix_unpack(files, &count, FILES_MAX, name, bytes, BYTES_MAX, &error);
    assert(status == IX_OK || (count == 0 && error.text[0] != '\0'));
    size_t total = 0;
    for (int i = 0; i < count; i++) {
        total += files[i].bytes.len;
        ix_buf_free(&files[i].bytes);
    }
    assert(total <= BYTES_MAX);
    return 0;
}
