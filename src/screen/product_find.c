/* Finding products: by one sign, by a name, in running text. */
#include "products.h"

#include <string.h>

#define SLICE_BYTES 8192 /* of running text: at most IX_TOKENS_MAX tokens of two bytes at least */

/* ------------------------------------------------------------------ one sign */

static void tell_all(const ix_products *products, ix_sign kind, ix_str folded, sign_sink each,
                     void *context) {
    const ix_product_sign *sign = products_first(products, kind, folded);
    for (; sign != NULL; sign = products_next(products, sign)) {
        each(context, sign);
    }
}

/* Is what follows a name in the words of a text only a version: "21 9 6 465"? */
static bool is_version(ix_str rest) {
    return rest.len == 0 ||
           (rest.len > 1 && rest.ptr[0] == ' ' && rest.ptr[1] >= '0' && rest.ptr[1] <= '9');
}

static bool has_several_words(ix_str folded) {
    return ix_str_find(folded, IX_STR(" "), 0) >= 0;
}

/* A product's name may be followed by more words ("for Windows (11.10)"), a name of one word by a
 * version only. */
static void find_names(const ix_products *products, ix_str words, sign_sink each, void *context) {
    for (ptrdiff_t end = words.len; end > 0; end--) {
        if (end < words.len && words.ptr[end] != ' ') {
            continue;
        }
        ix_str name = ix_str_slice(words, 0, end);
        if (has_several_words(name) || is_version(ix_str_slice(words, end, words.len))) {
            tell_all(products, IX_SIGN_NAME, name, each, context);
        }
    }
}

/* Do the words of a name stand among the words of a text: in it, or at its start? */
static bool has_words(ix_str words, ix_str name, bool anywhere) {
    ptrdiff_t at = ix_str_find(words, name, 0);
    while (at >= 0) {
        ptrdiff_t end = at + name.len;
        bool whole =
            (at == 0 || words.ptr[at - 1] == ' ') && (end == words.len || words.ptr[end] == ' ');
        if (whole && (anywhere || at == 0)) {
            return true;
        }
        at = ix_str_find(words, name, at + 1);
    }
    return false;
}

/* "/opt/kaspersky" in "/home/x/opt/kaspersky/": the data's folders, one after the other. */
static bool has_folders(ix_str path, ix_str folders) {
    return ix_str_find(path, folders, 0) >= 0;
}

static bool glob_fits(const ix_product_sign *sign, ix_str folded) {
    switch (sign->kind) {
    case IX_SIGN_PUBLISHER:
    case IX_SIGN_NAME:
        return has_words(folded, sign->folded, ix_str_starts_with(sign->value, IX_STR("*")));
    case IX_SIGN_PATH:
    case IX_SIGN_REGISTRY_KEY:
        return has_folders(folded, sign->folded);
    case IX_SIGN_CPE:
    case IX_SIGN_PURL:
    case IX_SIGN_PACKAGE:
    case IX_SIGN_PRODUCT_CODE:
    case IX_SIGN_BUNDLE:
    case IX_SIGN_DRIVER:
    case IX_SIGN_EXECUTABLE:
    case IX_SIGN_SERVICE:
    case IX_SIGN_DOMAIN:
    case IX_SIGN_COUNT:
        break;
    }
    return sign_fits(sign->folded, folded);
}

static void find_globs(const ix_products *products, ix_sign kind, ix_str folded, sign_sink each,
                       void *context) {
    const int *globs = products->globs.items;
    for (int i = products->globs.count - 1; i >= 0; i--) {
        const ix_product_sign *sign = &products->signs[globs[i]];
        if (sign->kind == kind && glob_fits(sign, folded)) {
            each(context, sign);
        }
    }
}

/* The domain itself, then what it lies below. */
static void find_domains(const ix_products *products, ix_str domain, sign_sink each,
                         void *context) {
    ix_str rest = domain;
    while (rest.len > 0) {
        tell_all(products, IX_SIGN_DOMAIN, rest, each, context);
        ix_str_cut(rest, '.', &rest);
    }
}

static ix_status find_one(const ix_products *products, ix_sign kind, ix_str value, ix_arena *arena,
                          sign_sink each, void *context) {
    ix_str folded;
    ix_status status = sign_fold(&folded, kind, value, arena);
    if (status != IX_OK || folded.len == 0) {
        return status;
    }
    if (kind == IX_SIGN_NAME) {
        find_names(products, folded, each, context);
    } else if (kind == IX_SIGN_DOMAIN) {
        find_domains(products, folded, each, context);
    } else {
        tell_all(products, kind, folded, each, context);
    }
    if (kind == IX_SIGN_CPE) {
        ix_str product;
        ix_str vendor = ix_str_cut(folded, ':', &product);
        if (product.len > 0) {
            tell_all(products, kind, vendor, each, context);
        }
    }
    find_globs(products, kind, folded, each, context);
    return IX_OK;
}

/* The last part of a purl is a package's name where packages belong to an operating system. */
static ix_status find_purl_package(const ix_products *products, ix_str value, ix_arena *arena,
                                   sign_sink each, void *context) {
    static const ix_str types[] = {{"deb/", 4}, {"rpm/", 4}, {"apk/", 4}, {"alpm/", 5}};
    ix_str folded;
    ix_status status = sign_fold(&folded, IX_SIGN_PURL, value, arena);
    for (size_t i = 0; status == IX_OK && i < sizeof types / sizeof types[0]; i++) {
        if (ix_str_starts_with(folded, types[i])) {
            ptrdiff_t from = folded.len;
            while (folded.ptr[from - 1] != '/') {
                from--;
            }
            status = find_one(products, IX_SIGN_PACKAGE, ix_str_slice(folded, from, folded.len),
                              arena, each, context);
        }
    }
    return status;
}

/* What says it is a CPE or a package URL; of the data alone a vendor's name is enough. */
static bool says_its_kind(ix_sign kind, ix_str value) {
    ix_str mark = kind == IX_SIGN_CPE ? IX_STR("cpe:") : IX_STR("pkg:");
    return (kind != IX_SIGN_CPE && kind != IX_SIGN_PURL) ||
           ix_str_equal_ascii_nocase(ix_str_slice(ix_str_trim(value), 0, mark.len), mark);
}

/* A value of one kind may hold another: a path ends in a file, and whether a file is a driver the
 * list it stands in may not say. */
ix_status products_find(const ix_products *products, ix_sign kind, ix_str value, ix_arena *arena,
                        sign_sink each, void *context) {
    static const struct {
        ix_sign kind, holds;
    } also[] = {{IX_SIGN_PATH, IX_SIGN_DRIVER},       {IX_SIGN_PATH, IX_SIGN_EXECUTABLE},
                {IX_SIGN_EXECUTABLE, IX_SIGN_DRIVER}, {IX_SIGN_DRIVER, IX_SIGN_EXECUTABLE},
                {IX_SIGN_EXECUTABLE, IX_SIGN_PATH},   {IX_SIGN_DRIVER, IX_SIGN_PATH},
                {IX_SIGN_SERVICE, IX_SIGN_PATH}};
    if (!says_its_kind(kind, value)) {
        return IX_OK;
    }
    bool folders =
        ix_str_find(value, IX_STR("/"), 0) >= 0 || ix_str_find(value, IX_STR("\\"), 0) >= 0;
    ix_status status = find_one(products, kind, value, arena, each, context);
    for (size_t i = 0; status == IX_OK && i < sizeof also / sizeof also[0]; i++) {
        if (also[i].kind == kind && (also[i].holds != IX_SIGN_PATH || folders)) {
            status = find_one(products, also[i].holds, value, arena, each, context);
        }
    }
    return status == IX_OK && kind == IX_SIGN_PURL
               ? find_purl_package(products, value, arena, each, context)
               : status;
}

/* ------------------------------------------------------------------ a name */

typedef struct naming {
    const ix_product_sign *best;
} naming;

/* The longest name, then one that says more than the family's. */
static void keep_longest(void *context, const ix_product_sign *sign) {
    naming *n = context;
    if (sign->glob || sign->strength == IX_STRENGTH_HINT) {
        return;
    }
    if (n->best == NULL || sign->folded.len > n->best->folded.len) {
        n->best = sign;
    }
}

ix_status ix_products_named(const ix_product **out, const ix_products *products, ix_str name,
                            ix_arena *arena, ix_error *error) {
    naming n = {0};
    *out = NULL;
    if (find_one(products, IX_SIGN_NAME, name, arena, keep_longest, &n) != IX_OK) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for the name of a product");
    }
    *out = n.best == NULL ? NULL : n.best->product;
    return IX_OK;
}

/* ------------------------------------------------------------------ running text */

/* The words of `count` tokens, a space between; false when they do not fit. */
static bool join_tokens(char *out, ptrdiff_t room, ptrdiff_t *len, const ix_token *tokens,
                        int count) {
    *len = 0;
    for (int i = 0; i < count; i++) {
        if (*len + 1 + tokens[i].folded.len > room) {
            return false;
        }
        if (*len > 0) {
            out[(*len)++] = ' ';
        }
        memcpy(out + *len, tokens[i].folded.ptr, (size_t)tokens[i].folded.len);
        *len += tokens[i].folded.len;
    }
    return true;
}

/* The longest name that begins with a token; *words is how many tokens it takes. */
static const ix_product_sign *name_at(const ix_products *products, const ix_text *text, int at,
                                      int *words) {
    char joined[512];
    if (!products_may_begin(products, text->tokens[at].folded)) {
        return NULL;
    }
    int most =
        text->count - at < PRODUCT_NAME_WORDS_MAX ? text->count - at : PRODUCT_NAME_WORDS_MAX;
    for (int count = most; count > 0; count--) {
        ptrdiff_t len;
        if (!join_tokens(joined, (ptrdiff_t)sizeof joined, &len, &text->tokens[at], count)) {
            continue;
        }
        const ix_product_sign *sign = products_first(products, IX_SIGN_NAME, (ix_str){joined, len});
        if (sign == NULL && count == 1) {
            sign = products_first(products, IX_SIGN_PUBLISHER, (ix_str){joined, len});
        }
        if (sign != NULL && sign->strength > IX_STRENGTH_HINT) {
            *words = count;
            return sign;
        }
    }
    return NULL;
}

/* Names that begin in the first half of a slice that goes on, or in all of the last one; *next is
 * where the next slice begins. No name is as long as half a slice. */
static ix_status find_in_slice(ix_vector *found, ptrdiff_t *next, const ix_products *products,
                               ix_str slice, ptrdiff_t offset, bool last, ix_arena *arena,
                               ix_error *error) {
    ix_text analyzed;
    ix_status status = ix_text_analyze(&analyzed, slice, arena, error);
    if (status != IX_OK) {
        return status;
    }
    int at = 0;
    while (at < analyzed.count && (last || analyzed.tokens[at].from < slice.len / 2)) {
        int words = 1;
        const ix_product_sign *sign = name_at(products, &analyzed, at, &words);
        if (sign != NULL) {
            ix_product_mention *mention = ix_vector_push(found, sizeof *mention, arena);
            if (mention == NULL) {
                return ix_error_set(error, IX_E_MEMORY, "no memory for the products of a text");
            }
            *mention = (ix_product_mention){
                .product = sign->product,
                .bare = words == 1 && ix_str_equal(sign->product->key, sign->product->family),
                .from = (int32_t)(offset + analyzed.tokens[at].from),
                .to = (int32_t)(offset + analyzed.tokens[at + words - 1].to)};
        }
        at += words;
    }
    *next = offset + (at < analyzed.count ? analyzed.tokens[at].from : slice.len);
    return IX_OK;
}

ix_status ix_products_in_text(ix_product_mention **out, int *count, const ix_products *products,
                              ix_str text, ix_arena *arena, ix_error *error) {
    ix_vector found = {0};
    *out = NULL;
    *count = 0;
    if (text.len > INT32_MAX) {
        return ix_error_set(error, IX_E_LIMIT, "a text of more than %d bytes", INT32_MAX);
    }
    for (ptrdiff_t from = 0; from < text.len;) {
        bool last = text.len - from <= SLICE_BYTES;
        ptrdiff_t end = last ? text.len : from + SLICE_BYTES;
        ix_status status = find_in_slice(&found, &from, products, ix_str_slice(text, from, end),
                                         from, last, arena, error);
        if (status != IX_OK) {
            return status;
        }
    }
    *out = found.items;
    *count = found.count;
    return IX_OK;
}

/* ------------------------------------------------------------------ words that mean something */

static ix_str meaning_of(const ix_vector *words, ix_str folded, bool whole) {
    const product_words *items = words->items;
    for (int i = 0; i < words->count; i++) {
        for (int j = 0; j < items[i].texts.count; j++) {
            ix_str text = items[i].texts.items[j];
            if (whole ? ix_str_equal(folded, text) : has_words(folded, text, true)) {
                return items[i].means;
            }
        }
    }
    return (ix_str){0};
}

ix_status ix_products_activity(ix_str *out, const ix_products *products, ix_str text,
                               ix_arena *arena, ix_error *error) {
    ix_str folded;
    *out = (ix_str){0};
    if (sign_fold_words(&folded, text, arena) != IX_OK) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for the words of a text");
    }
    *out = meaning_of(&products->activities, folded, false);
    return IX_OK;
}

ix_status products_column(ix_str *field, const ix_products *products, ix_str heading,
                          ix_arena *arena) {
    ix_str folded;
    ix_status status = sign_fold_words(&folded, heading, arena);
    *field = status == IX_OK ? meaning_of(&products->columns, folded, true) : (ix_str){0};
    return status;
}
