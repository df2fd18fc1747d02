/* Identifiers: the first byte is the type, the rest the value. */
#include <interdict/entity.h>

#include <assert.h>
#include <string.h>

#define KEY_BYTES 128

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) {
        return 0;
    }
    ix_identifier_type type = (ix_identifier_type)(data[0] % (IX_ID_WEBSITE + 1));
    ix_str value = {(const char *)data + 1, (ptrdiff_t)size - 1};
    char key[KEY_BYTES];
    int len = ix_identifier_key(key, KEY_BYTES, type, value);
    assert(len >= 0 && len <= KEY_BYTES);
    /* The key of a key that was not cut is itself. */
    char again[KEY_BYTES];
    int second = ix_identifier_key(again, KEY_BYTES, type, (ix_str){key, len});
    assert(len == KEY_BYTES || (second == len && memcmp(key, again, (size_t)len) == 0));
    /* What a check digit says does not depend on how the number is dressed. */
    bool right = ix_identifier_check(type, value);
    assert(value.len > 64 || right == ix_identifier_check(type, (ix_str){key, len}));
    ix_str canonical = ix_currency_canonical(value);
    assert(ix_str_equal(ix_currency_canonical(canonical), canonical));
    ix_identifier_type parsed;
    if (ix_identifier_type_parse(&parsed, value)) {
        assert(ix_str_equal_ascii_nocase(value, ix_str_from_cstr(ix_identifier_type_name(parsed))));
    }
    return 0;
}
