/* Private to screen: products as loaded, and the forms in which signs are compared.
 *
 *     products/<family>.yml    -> ix_product, ix_product_sign
 *     products/activities.yml  -> product_words: words that tell an activity
 *     products/columns.yml     -> product_words: headings that tell a field of an inventory
 *
 *     kind            folded form                                  compared
 *     publisher       words, folded as the text module folds       whole
 *     product_name    the same                                     whole, or followed by more words
 *     cpe             vendor:product, vendor                       whole
 *     purl            type/namespace/name, lower case              whole
 *     package, bundle_id, service, executable, driver  lower case  whole
 *     product_code    upper case without braces                    whole
 *     path, registry_key   /lower/case/with/slashes/               some folders of it
 *     domain          lower case                                   it or a name below it */
#ifndef SCREEN_PRODUCTS_H
#define SCREEN_PRODUCTS_H

#include <interdict/screen.h>

#define PRODUCT_NAME_WORDS_MAX 12 /* of a product's name in the data */
#define PRODUCT_FIRST_WORDS    4096

/* Words of data that mean one thing: an activity, a field. */
typedef struct product_words {
    ix_str means;
    ix_texts texts; /* folded words */
} product_words;

struct ix_products {
    ix_product *products;
    int product_count;
    ix_product_sign *signs;
    int sign_count;
    ix_vector globs; /* int: signs that are compared one by one */
    int32_t *table;  /* open addressing: number of a sign + 1; signs of one form follow by `next` */
    int32_t *next;
    uint32_t mask;
    uint64_t first_words[PRODUCT_FIRST_WORDS / 64]; /* a bit for each first word of a name */
    ix_vector activities;                           /* product_words */
    ix_vector columns;                              /* product_words */
    ix_digest digest;
};

/* A sign in the form that is compared; of data also with its `*`. Empty: nothing to compare.
 * IX_E_MEMORY; IX_E_LIMIT as ix_text_analyze. */
ix_status sign_fold(ix_str *out, ix_sign kind, ix_str value, ix_arena *arena);
/* The words of a text as the text module folds them, a space between; the same statuses. */
ix_status sign_fold_words(ix_str *out, ix_str value, ix_arena *arena);
/* Does `*` and all in `pattern` fit the text? */
bool sign_fits(ix_str pattern, ix_str text);

typedef void (*sign_sink)(void *context, const ix_product_sign *sign);
/* Every sign of the data that a value of this kind is; memory of the arena is used up. The statuses
 * of sign_fold: what could not be compared is not known to be none. */
ix_status products_find(const ix_products *products, ix_sign kind, ix_str value, ix_arena *arena,
                        sign_sink each, void *context);
/* Signs of this kind whose folded form is this, one after the other; NULL: no more. */
const ix_product_sign *products_first(const ix_products *products, ix_sign kind, ix_str folded);
/* May a name or a publisher of the data begin with this folded word? Few other words may. */
bool products_may_begin(const ix_products *products, ix_str word);
const ix_product_sign *products_next(const ix_products *products, const ix_product_sign *sign);
/* What the heading of a column means: a name of IX_SIGN_LIST, or host, version, time, text; empty:
 * nothing known. */
ix_status products_column(ix_str *field, const ix_products *products, ix_str heading,
                          ix_arena *arena);

#endif
