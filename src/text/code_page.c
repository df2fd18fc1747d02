/* Encodings of one byte a character, by their names; the tables are data/unicode/code_pages.txt. */
#include <interdict/text.h>

#include "code_pages.h"

#define NAMES (sizeof code_page_names / sizeof code_page_names[0])

const ix_code_page *ix_code_page_find(ix_str name) {
    for (size_t i = 0; i < NAMES; i++) {
        if (ix_str_equal_ascii_nocase(name, ix_str_from_cstr(code_page_names[i].name))) {
            return &code_pages[code_page_names[i].page];
        }
    }
    return NULL;
}
