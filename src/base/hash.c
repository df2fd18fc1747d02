/* Digests by libcrypto and table hashes by libxxhash. */
#include <interdict/base.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <xxhash.h>

/* Asked of libcrypto once and kept to the end of the program: EVP_sha256() has it search its
 * providers at each digest, which costs more than the digest of a short text. */
static const EVP_MD *sha256_method(void) {
    static _Atomic(EVP_MD *) kept;
    EVP_MD *method = atomic_load_explicit(&kept, memory_order_acquire);
    if (method != NULL) {
        return method;
    }
    EVP_MD *fetched = EVP_MD_fetch(NULL, "SHA256", NULL);
    if (!atomic_compare_exchange_strong(&kept, &method, fetched)) {
        EVP_MD_free(fetched);
        return method;
    }
    return fetched;
}

ix_digest ix_sha256(ix_str bytes) {
    ix_digest digest;
    unsigned int length = 0;
    const void *data = bytes.len == 0 ? "" : bytes.ptr;
    int done = EVP_Digest(data, (size_t)bytes.len, digest.bytes, &length, sha256_method(), NULL);
    if (done != 1 || length != sizeof digest.bytes) {
        /* tidy: allow banned: a wrong digest would let altered lists and ledgers pass in silence */
        abort();
    }
    return digest;
}

void ix_digest_write(char hex[2 * sizeof(ix_digest)], const ix_digest *digest) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < sizeof digest->bytes; i++) {
        hex[2 * i] = digits[digest->bytes[i] >> 4];
        hex[2 * i + 1] = digits[digest->bytes[i] & 15];
    }
}

void ix_digest_print(ix_buf *out, const ix_digest *digest) {
    char *text = ix_buf_extend(out, 2 * sizeof digest->bytes);
    if (text != NULL) {
        ix_digest_write(text, digest);
    }
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool ix_digest_parse(ix_digest *digest, ix_str hex) {
    ix_digest parsed;
    if (hex.len != 2 * (ptrdiff_t)sizeof parsed.bytes) {
        return false;
    }
    for (size_t i = 0; i < sizeof parsed.bytes; i++) {
        int high = hex_value(hex.ptr[2 * i]);
        int low = hex_value(hex.ptr[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        parsed.bytes[i] = (uint8_t)(high << 4 | low);
    }
    *digest = parsed;
    return true;
}

bool ix_digest_equal(const ix_digest *a, const ix_digest *b) {
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

uint64_t ix_hash64(ix_str bytes) {
    return XXH3_64bits(bytes.len == 0 ? "" : bytes.ptr, (size_t)bytes.len);
}
