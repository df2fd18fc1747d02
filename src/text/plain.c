/* Plain words of a language, by their hashes: another word has the hash of one of them with a
 * chance of one in 10^14. */
#include <interdict/text.h>

#include "plain_words.h"

#define FNV_START 0xcbf29ce484222325u /* FNV-1a, 64 bits */
#define FNV_PRIME 0x100000001b3u

bool ix_text_is_plain_word(ix_str folded) {
    uint64_t hash = FNV_START;
    for (ptrdiff_t i = 0; i < folded.len; i++) {
        hash = (hash ^ (unsigned char)folded.ptr[i]) * FNV_PRIME;
    }
    size_t low = 0, high = sizeof plain_words / sizeof plain_words[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (plain_words[middle] < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < sizeof plain_words / sizeof plain_words[0] && plain_words[low] == hash;
}
