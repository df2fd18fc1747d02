/* Words that say that a number behind them is one of a document or a register. */
#include <interdict/text.h>

#include "document_words.h"

bool ix_text_names_document(ix_str folded) {
    size_t low = 0;
    size_t high = sizeof document_words / sizeof document_words[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = ix_str_compare(folded, ix_str_from_cstr(document_words[middle]));
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}
