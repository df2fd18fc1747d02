/* The forms in which signs are compared. */
#include "products.h"

#include <string.h>

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

/* What is being folded: `value` into `room`, which has two bytes more. */
typedef struct folding {
    ix_str value;
    char *room;
} folding;

ix_status sign_fold_words(ix_str *out, ix_str value, ix_arena *arena) {
    ix_text text;
    *out = (ix_str){0};
    ix_status status =
        ix_text_analyze(&text, ix_str_slice(value, 0, IX_SIGN_BYTES_MAX), arena, NULL);
    ptrdiff_t size = 1;
    for (int i = 0; status == IX_OK && i < text.count; i++) {
        size += text.tokens[i].folded.len + 1;
    }
    char *words = status == IX_OK ? IX_NEW(arena, char, size) : NULL;
    if (words == NULL) {
        return status == IX_OK ? IX_E_MEMORY : status;
    }
    ptrdiff_t at = 0;
    for (int i = 0; i < text.count; i++) {
        if (at > 0) {
            words[at++] = ' ';
        }
        memcpy(words + at, text.tokens[i].folded.ptr, (size_t)text.tokens[i].folded.len);
        at += text.tokens[i].folded.len;
    }
    *out = (ix_str){words, at};
    return IX_OK;
}

static ix_str fold_lower(const folding *f) {
    char *out = f->room;
    ix_str value = f->value;
    for (ptrdiff_t i = 0; i < value.len; i++) {
        out[i] = lower(value.ptr[i]);
    }
    return (ix_str){out, value.len};
}

/* "C:\Program Files\X" as "/c:/program files/x/". */
static ix_str fold_path(const folding *f) {
    char *out = f->room;
    ix_str value = f->value;
    ptrdiff_t at = 0;
    out[at++] = '/';
    for (ptrdiff_t i = 0; i < value.len; i++) {
        char c = value.ptr[i] == '\\' ? '/' : lower(value.ptr[i]);
        if (c != '"' && (c != '/' || out[at - 1] != '/')) {
            out[at++] = c;
        }
    }
    if (out[at - 1] != '/') {
        out[at++] = '/';
    }
    return (ix_str){out, at};
}

/* The last part of a path, without quotation marks. */
static ix_str fold_file(const folding *f) {
    ix_str path = fold_path(f);
    path.len -= path.len > 0; /* the slash at its end */
    ptrdiff_t from = path.len;
    while (from > 0 && path.ptr[from - 1] != '/') {
        from--;
    }
    return ix_str_slice(path, from, path.len);
}

static ix_str fold_service(const folding *f) {
    ix_str folded = fold_lower(f);
    return ix_str_ends_with(folded, IX_STR(".service"))
               ? ix_str_slice(folded, 0, folded.len - IX_STR(".service").len)
               : folded;
}

/* A Debian package may be named with its architecture: "kesl:amd64". */
static ix_str fold_package(const folding *f) {
    ix_str rest;
    return ix_str_cut(fold_lower(f), ':', &rest);
}

static ix_str fold_code(const folding *f) {
    char *out = f->room;
    ix_str value = f->value;
    ptrdiff_t at = 0;
    for (ptrdiff_t i = 0; i < value.len; i++) {
        char c = upper(value.ptr[i]);
        if (c != '{' && c != '}') {
            out[at++] = c;
        }
    }
    return (ix_str){out, at};
}

/* "cpe:2.3:a:vendor:product:..." and "cpe:/a:vendor:product:..." as "vendor:product". What is no
 * CPE (the data's "vendor") stays. */
static ix_str fold_cpe(const folding *f) {
    ix_str folded = fold_lower(f);
    ix_str rest = folded;
    if (ix_str_starts_with(folded, IX_STR("cpe:2.3:"))) {
        rest = ix_str_slice(folded, 8, folded.len);
    } else if (ix_str_starts_with(folded, IX_STR("cpe:/"))) {
        rest = ix_str_slice(folded, 5, folded.len);
    } else {
        return folded;
    }
    ix_str_cut(rest, ':', &rest); /* the part: a, o, h */
    ix_str behind;
    ix_str vendor = ix_str_cut(rest, ':', &behind);
    ix_str product = ix_str_cut(behind, ':', &behind);
    return product.len == 0 ? vendor : (ix_str){vendor.ptr, vendor.len + 1 + product.len};
}

static int hex_value(char c) {
    c = lower(c);
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "pkg:Type/name%2Fspace/name@1.0?arch=x#sub" as "type/name/space/name". */
static ix_str fold_purl(const folding *f) {
    char *out = f->room;
    ix_str value = f->value;
    bool whole = ix_str_starts_with(value, IX_STR("pkg:"));
    value = ix_str_slice(value, whole ? 4 : 0, value.len);
    ptrdiff_t at = 0;
    for (ptrdiff_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        /* A version begins with '@'; a scope too, at the start of a part: npm/@kaspersky/x. */
        if (c == '?' || c == '#' || (c == '@' && at > 0 && out[at - 1] != '/')) {
            break;
        }
        if (c == '%' && i + 2 < value.len && hex_value(value.ptr[i + 1]) >= 0 &&
            hex_value(value.ptr[i + 2]) >= 0) {
            c = (char)(hex_value(value.ptr[i + 1]) * 16 + hex_value(value.ptr[i + 2]));
            i += 2;
        }
        if (c != '/' || (at > 0 && out[at - 1] != '/')) {
            out[at++] = lower(c);
        }
    }
    return (ix_str){out, at};
}

/* A name below the domain may be given with "*." or "." before it and "." behind it. */
static ix_str fold_domain(const folding *f) {
    ix_str folded = fold_lower(f);
    folded = ix_str_starts_with(folded, IX_STR("*")) ? ix_str_slice(folded, 1, folded.len) : folded;
    folded = ix_str_starts_with(folded, IX_STR(".")) ? ix_str_slice(folded, 1, folded.len) : folded;
    return ix_str_ends_with(folded, IX_STR(".")) ? ix_str_slice(folded, 0, folded.len - 1) : folded;
}

static ix_str fold(ix_sign kind, const folding *f) {
    switch (kind) {
    case IX_SIGN_CPE:
        return fold_cpe(f);
    case IX_SIGN_PURL:
        return fold_purl(f);
    case IX_SIGN_PRODUCT_CODE:
        return fold_code(f);
    case IX_SIGN_PACKAGE:
        return fold_package(f);
    case IX_SIGN_BUNDLE:
        return fold_lower(f);
    case IX_SIGN_DRIVER:
    case IX_SIGN_EXECUTABLE:
        return fold_file(f);
    case IX_SIGN_SERVICE:
        return fold_service(f);
    case IX_SIGN_PATH:
    case IX_SIGN_REGISTRY_KEY:
        return fold_path(f);
    case IX_SIGN_DOMAIN:
        return fold_domain(f);
    case IX_SIGN_PUBLISHER:
    case IX_SIGN_NAME:
    case IX_SIGN_COUNT:
        break;
    }
    return (ix_str){0};
}

ix_status sign_fold(ix_str *out, ix_sign kind, ix_str value, ix_arena *arena) {
    value = ix_str_slice(ix_str_trim(value), 0, IX_SIGN_BYTES_MAX);
    *out = (ix_str){0};
    if (value.len == 0) {
        return IX_OK;
    }
    if (kind == IX_SIGN_PUBLISHER || kind == IX_SIGN_NAME) {
        return sign_fold_words(out, value, arena);
    }
    const folding f = {.value = value, .room = IX_NEW(arena, char, value.len + 2)};
    if (f.room == NULL) {
        return IX_E_MEMORY;
    }
    *out = fold(kind, &f);
    return IX_OK;
}

/* Where a `*` was met, the text may be tried again from one byte further; only the last one needs
 * to be, because what stood before it fits already. */
bool sign_fits(ix_str pattern, ix_str text) {
    ptrdiff_t p = 0;
    ptrdiff_t t = 0;
    ptrdiff_t star = -1;
    ptrdiff_t again = 0;
    while (t < text.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            again = t;
        } else if (p < pattern.len && pattern.ptr[p] == text.ptr[t]) {
            p++;
            t++;
        } else if (star >= 0) {
            p = star + 1;
            t = ++again;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*') {
        p++;
    }
    return p == pattern.len;
}
