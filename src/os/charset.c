/* Charsets by iconv, one character at a time, and what else reading an e-mail takes from the
 * system. */
#include <interdict/os.h>

#include <errno.h>
#include <iconv.h>
#include <string.h>

#define NAME_BYTES_MAX      64
#define CHARACTER_BYTES_MAX 16 /* of one character, with the shifts before it (ISO-2022) */

/* Names that messages use and iconv does not have. */
static const char *const other_names[][2] = {
    {"ks_c_5601-1987", "UHC"},
    {"x-gbk", "GBK"},
    {"x-sjis", "CP932"},
    {"shift_jis", "CP932"},
    {"x-mac-cyrillic", "MAC-CYRILLIC"},
    {"iso-8859-8-i", "ISO-8859-8"},
    {"unicode-1-1-utf-7", "UTF-7"},
};

static const char *name_of(const char *name) {
    for (size_t i = 0; i < sizeof other_names / sizeof other_names[0]; i++) {
        if (ix_str_equal_ascii_nocase(ix_str_from_cstr(name),
                                      ix_str_from_cstr(other_names[i][0]))) {
            return other_names[i][1];
        }
    }
    return name;
}

/* Letters, digits and signs of names of charsets only: iconv takes a slash for an instruction. */
static void *open_charset(ix_str name) {
    char text[NAME_BYTES_MAX];
    if (name.len == 0 || name.len >= (ptrdiff_t)sizeof text) {
        return NULL;
    }
    for (ptrdiff_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool fine = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                    (c != '\0' && strchr("-_.:+", c) != NULL);
        if (!fine) {
            return NULL;
        }
        text[i] = c;
    }
    text[name.len] = '\0';
    iconv_t open = iconv_open("UTF-8", name_of(text));
    return open == (iconv_t)-1 ? NULL : (void *)open;
}

static ptrdiff_t next_character(void *charset, char out[16], int *written, ix_str bytes) {
    ptrdiff_t most = bytes.len < CHARACTER_BYTES_MAX ? bytes.len : CHARACTER_BYTES_MAX;
    *written = 0;
    for (ptrdiff_t give = 1; give <= most; give++) {
        char *from = (char *)(uintptr_t)bytes.ptr; /* iconv reads it only */
        char *to = out;
        size_t left = (size_t)give;
        size_t room = 16;
        size_t done = iconv((iconv_t)charset, &from, &left, &to, &room);
        bool wants_more = done == (size_t)-1 && errno == EINVAL;
        ptrdiff_t took = from - bytes.ptr;
        *written = (int)(to - out);
        if (took > 0) {
            return took;
        }
        if (!wants_more) {
            break;
        }
    }
    iconv((iconv_t)charset, NULL, NULL, NULL, NULL); /* after a fault it begins anew */
    return 0;
}

static void close_charset(void *charset) {
    iconv_close((iconv_t)charset);
}

const ix_mail_tools ix_mail_tools_system = {.open_charset = open_charset,
                                            .next_character = next_character,
                                            .close_charset = close_charset,
                                            .convert = ix_document_convert};
