/* Products: reading the data, and finding what a sign belongs to. The keys of the files are the
 * tables below; data/products/README.md describes them. */
#include "products.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ words */

static const char *const sign_names[] = {
#define SIGN_NAME(name, word, text) word,
    IX_SIGN_LIST(SIGN_NAME)
#undef SIGN_NAME
};

static const char *const strength_names[] = {
#define STRENGTH_NAME(name, word, millibits) word,
    IX_STRENGTH_LIST(STRENGTH_NAME)
#undef STRENGTH_NAME
};

#define STRENGTH_COUNT ((int)(sizeof strength_names / sizeof strength_names[0]))

const char *ix_sign_name(ix_sign sign) {
    return (int)sign >= 0 && sign < IX_SIGN_COUNT ? sign_names[sign] : "unknown";
}

const char *ix_strength_name(ix_strength strength) {
    return (int)strength >= 0 && (int)strength < STRENGTH_COUNT ? strength_names[strength]
                                                                : "unknown";
}

static bool word_number(int *number, const char *const *words, int count, ix_str word) {
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(word, ix_str_from_cstr(words[i]))) {
            *number = i;
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ a family's file */

/* Signs that have everything but their value in common. */
typedef struct sign_group {
    ix_sign kind;
    ix_strength strength;
    ix_str product; /* key; empty: the family in general */
    ix_str activity;
    ix_str source;
    ix_when date;
    ix_texts values;
    int64_t line;
} sign_group;

typedef struct family_file {
    ix_str family;
    ix_str maker;
    ix_when checked;
    ix_texts sources;
    ix_vector products; /* ix_product */
    ix_vector groups;   /* sign_group */
} family_file;

typedef struct loading {
    ix_products *products;
    ix_vector all_products; /* ix_product */
    ix_vector all_signs;    /* ix_product_sign, whose products are found when all are known */
    ix_vector owners;       /* int: of each sign, the number of its product */
    ix_arena *arena;
    ix_error *error;
} loading;

static ix_status memory_fault(ix_error *error, ix_str source) {
    return ix_error_at(error, IX_E_MEMORY, source, 0, -1, "no memory to read the products");
}

static ix_status read_product(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"key", IX_YAML_TEXT, true, offsetof(ix_product, key), NULL},
        {"name", IX_YAML_TEXT, true, offsetof(ix_product, name), NULL},
        {"maker", IX_YAML_TEXT, false, offsetof(ix_product, maker), NULL},
        {"scope", IX_YAML_TEXT, true, offsetof(ix_product, scope), NULL},
        {"risks", IX_YAML_TEXTS, false, offsetof(ix_product, risks), NULL},
        {"note", IX_YAML_TEXT, false, offsetof(ix_product, note), NULL},
        {"citation", IX_YAML_TEXT, false, offsetof(ix_product, citation), NULL},
    };
    family_file *file = object;
    ix_product product = {0};
    int64_t line;
    ix_status status =
        ix_yaml_mapping_read(reader, &product, fields, IX_YAML_FIELD_COUNT(fields), &line);
    const ix_product *known = file->products.items;
    for (int i = 0; status == IX_OK && i < file->products.count; i++) {
        if (ix_str_equal(known[i].key, product.key)) {
            return ix_yaml_fault(reader, line, "a second product \"%" IX_FMT "\"",
                                 IX_ARG(product.key));
        }
    }
    if (status == IX_OK) {
        ix_product *slot = ix_vector_push(&file->products, sizeof product, reader->arena);
        if (slot == NULL) {
            return memory_fault(reader->error, reader->source);
        }
        *slot = product;
    }
    return status;
}

static ix_status read_products(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_product);
}

static ix_status read_kind(ix_yaml *reader, void *object) {
    int64_t line = ix_yaml_line(reader);
    ix_str word;
    int number = 0;
    ix_status status = ix_yaml_text_read(reader, &word);
    if (status == IX_OK && !word_number(&number, sign_names, IX_SIGN_COUNT, word)) {
        return ix_yaml_fault(reader, line, "\"%" IX_FMT "\" is no kind of sign", IX_ARG(word));
    }
    ((sign_group *)object)->kind = (ix_sign)number;
    return status;
}

static ix_status read_strength(ix_yaml *reader, void *object) {
    int64_t line = ix_yaml_line(reader);
    ix_str word;
    int number = 0;
    ix_status status = ix_yaml_text_read(reader, &word);
    if (status == IX_OK && !word_number(&number, strength_names, STRENGTH_COUNT, word)) {
        return ix_yaml_fault(reader, line,
                             "expected hint, weak, strong or exact, found "
                             "\"%" IX_FMT "\"",
                             IX_ARG(word));
    }
    ((sign_group *)object)->strength = (ix_strength)number;
    return status;
}

static ix_status read_group(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"kind", IX_YAML_CUSTOM, true, 0, read_kind},
        {"strength", IX_YAML_CUSTOM, true, 0, read_strength},
        {"product", IX_YAML_TEXT, false, offsetof(sign_group, product), NULL},
        {"activity", IX_YAML_TEXT, false, offsetof(sign_group, activity), NULL},
        {"source", IX_YAML_TEXT, true, offsetof(sign_group, source), NULL},
        {"date", IX_YAML_WHEN, false, offsetof(sign_group, date), NULL},
        {"values", IX_YAML_TEXTS, true, offsetof(sign_group, values), NULL},
    };
    family_file *file = object;
    sign_group group = {0};
    ix_status status =
        ix_yaml_mapping_read(reader, &group, fields, IX_YAML_FIELD_COUNT(fields), &group.line);
    if (status == IX_OK) {
        sign_group *slot = ix_vector_push(&file->groups, sizeof group, reader->arena);
        if (slot == NULL) {
            return memory_fault(reader->error, reader->source);
        }
        *slot = group;
    }
    return status;
}

static ix_status read_groups(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_group);
}

static ix_str join_id(ix_str family, ix_str key, ix_arena *arena) {
    char *text = IX_NEW(arena, char, family.len + key.len + 2);
    if (text == NULL) {
        return (ix_str){0};
    }
    memcpy(text, family.ptr, (size_t)family.len);
    text[family.len] = '.';
    memcpy(text + family.len + 1, key.ptr, (size_t)key.len);
    return (ix_str){text, family.len + 1 + key.len};
}

/* The products of a family; *general is the number of the one that stands for all of it. */
static ix_status add_products(loading *l, const family_file *file, ix_str source, int *general) {
    const ix_product *products = file->products.items;
    *general = -1;
    for (int i = 0; i < file->products.count; i++) {
        ix_product *slot = ix_vector_push(&l->all_products, sizeof *slot, l->arena);
        if (slot == NULL) {
            return memory_fault(l->error, source);
        }
        *slot = products[i];
        slot->family = file->family;
        slot->maker = slot->maker.len > 0 ? slot->maker : file->maker;
        slot->id = join_id(file->family, slot->key, l->arena);
        if (slot->id.ptr == NULL) {
            return memory_fault(l->error, source);
        }
        *general = ix_str_equal(slot->key, file->family) ? l->all_products.count - 1 : *general;
    }
    return *general >= 0 ? IX_OK
                         : ix_error_at(l->error, IX_E_INPUT, source, 0, -1,
                                       "no product of the family's own key \"%" IX_FMT "\"",
                                       IX_ARG(file->family));
}

static int find_product(const loading *l, ix_str family, ix_str key) {
    const ix_product *products = l->all_products.items;
    for (int i = 0; i < l->all_products.count; i++) {
        if (ix_str_equal(products[i].family, family) && ix_str_equal(products[i].key, key)) {
            return i;
        }
    }
    return -1;
}

static ix_status add_sign(loading *l, const sign_group *group, ix_str value, int product,
                          ix_str source) {
    ix_product_sign *sign = ix_vector_push(&l->all_signs, sizeof *sign, l->arena);
    int *owner = ix_vector_push(&l->owners, sizeof *owner, l->arena);
    if (sign == NULL || owner == NULL) {
        return memory_fault(l->error, source);
    }
    *owner = product;
    *sign = (ix_product_sign){.kind = group->kind,
                              .strength = group->strength,
                              .value = value,
                              .activity = group->activity,
                              .source = group->source,
                              .date = group->date,
                              .glob = ix_str_find(value, IX_STR("*"), 0) >= 0 ||
                                      group->kind == IX_SIGN_PATH ||
                                      group->kind == IX_SIGN_REGISTRY_KEY};
    if (sign_fold(&sign->folded, group->kind, value, l->arena) != IX_OK) {
        return memory_fault(l->error, source);
    }
    if (sign->folded.len == 0) {
        return ix_error_at(l->error, IX_E_INPUT, source, group->line, -1,
                           "\"%" IX_FMT "\" says nothing as a %s", IX_ARG(value),
                           ix_sign_name(group->kind));
    }
    return IX_OK;
}

/* The rules know a family by the name of its file. */
static bool is_named_after(ix_str path, ix_str family) {
    ptrdiff_t start = path.len - family.len - IX_STR(".yml").len;
    return start > 0 && path.ptr[start - 1] == '/' &&
           ix_str_equal(ix_str_slice(path, start, start + family.len), family);
}

static ix_status load_family(loading *l, ix_str bytes, ix_str source) {
    static const ix_yaml_field fields[] = {
        {"family", IX_YAML_TEXT, true, offsetof(family_file, family), NULL},
        {"maker", IX_YAML_TEXT, true, offsetof(family_file, maker), NULL},
        {"checked", IX_YAML_WHEN, true, offsetof(family_file, checked), NULL},
        {"sources", IX_YAML_TEXTS, true, offsetof(family_file, sources), NULL},
        {"products", IX_YAML_CUSTOM, true, 0, read_products},
        {"signs", IX_YAML_CUSTOM, true, 0, read_groups},
    };
    family_file file = {0};
    int general = -1;
    ix_status status = ix_yaml_file_read(&file, fields, IX_YAML_FIELD_COUNT(fields), bytes, source,
                                         l->arena, l->error);
    if (status == IX_OK && !is_named_after(source, file.family)) {
        return ix_error_at(l->error, IX_E_INPUT, source, 0, -1,
                           "the file of the family \"%" IX_FMT "\" is named after it: "
                           "%" IX_FMT ".yml",
                           IX_ARG(file.family), IX_ARG(file.family));
    }
    if (status == IX_OK && find_product(l, file.family, file.family) >= 0) {
        return ix_error_at(l->error, IX_E_INPUT, source, 0, -1,
                           "a second file of the family \"%" IX_FMT "\"", IX_ARG(file.family));
    }
    if (status == IX_OK) {
        status = add_products(l, &file, source, &general);
    }
    const sign_group *groups = file.groups.items;
    for (int i = 0; status == IX_OK && i < file.groups.count; i++) {
        const sign_group *group = &groups[i];
        int product =
            group->product.len == 0 ? general : find_product(l, file.family, group->product);
        if (product < 0) {
            return ix_error_at(l->error, IX_E_INPUT, source, group->line, -1,
                               "no product \"%" IX_FMT "\" in this file", IX_ARG(group->product));
        }
        for (int j = 0; status == IX_OK && j < group->values.count; j++) {
            status = add_sign(l, group, group->values.items[j], product, source);
        }
    }
    return status;
}

/* ------------------------------------------------------------------ words of texts and columns */

typedef struct words_file {
    ix_texts sources;
    ix_vector words; /* product_words */
} words_file;

static ix_status read_words(ix_yaml *reader, void *object) {
    static const ix_yaml_field fields[] = {
        {"means", IX_YAML_TEXT, true, offsetof(product_words, means), NULL},
        {"texts", IX_YAML_TEXTS, true, offsetof(product_words, texts), NULL},
    };
    words_file *file = object;
    product_words *slot = ix_vector_push(&file->words, sizeof *slot, reader->arena);
    if (slot == NULL) {
        return memory_fault(reader->error, reader->source);
    }
    return ix_yaml_mapping_read(reader, slot, fields, IX_YAML_FIELD_COUNT(fields), NULL);
}

static ix_status read_all_words(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_words);
}

static ix_status load_words(loading *l, ix_vector *out, ix_str bytes, ix_str source) {
    static const ix_yaml_field fields[] = {
        {"sources", IX_YAML_TEXTS, false, offsetof(words_file, sources), NULL},
        {"words", IX_YAML_CUSTOM, true, 0, read_all_words},
    };
    words_file file = {0};
    ix_status status = ix_yaml_file_read(&file, fields, IX_YAML_FIELD_COUNT(fields), bytes, source,
                                         l->arena, l->error);
    product_words *words = file.words.items;
    for (int i = 0; status == IX_OK && i < file.words.count; i++) {
        for (int j = 0; j < words[i].texts.count; j++) {
            ix_str *text = &words[i].texts.items[j];
            if (sign_fold_words(text, *text, l->arena) != IX_OK) {
                return memory_fault(l->error, source);
            }
            if (text->len == 0) {
                return ix_error_at(l->error, IX_E_INPUT, source, 0, -1,
                                   "a text of \"%" IX_FMT "\" has no words",
                                   IX_ARG(words[i].means));
            }
        }
    }
    *out = file.words;
    return status;
}

/* ------------------------------------------------------------------ the table */

static uint32_t slot_of(const ix_products *products, ix_sign kind, ix_str folded) {
    return (uint32_t)(ix_hash64(folded) + (uint64_t)kind * 0x9E3779B97F4A7C15u) & products->mask;
}

static bool is_form(const ix_product_sign *sign, ix_sign kind, ix_str folded) {
    return sign->kind == kind && ix_str_equal(sign->folded, folded);
}

/* Signs go in from the last to the first, so that those of one form follow in the data's order. */
static ix_status build_table(loading *l) {
    ix_products *p = l->products;
    uint32_t size = 64;
    while (size < 2 * (uint32_t)p->sign_count) {
        size *= 2;
    }
    p->mask = size - 1;
    p->table = IX_NEW(l->arena, int32_t, size);
    p->next = IX_NEW(l->arena, int32_t, p->sign_count + 1);
    if (p->table == NULL || p->next == NULL) {
        return memory_fault(l->error, IX_STR("products"));
    }
    for (int i = p->sign_count - 1; i >= 0; i--) {
        const ix_product_sign *sign = &p->signs[i];
        if (sign->glob) {
            int *glob = ix_vector_push(&p->globs, sizeof *glob, l->arena);
            if (glob == NULL) {
                return memory_fault(l->error, IX_STR("products"));
            }
            *glob = i;
            continue;
        }
        uint32_t at = slot_of(p, sign->kind, sign->folded);
        while (p->table[at] != 0 &&
               !is_form(&p->signs[p->table[at] - 1], sign->kind, sign->folded)) {
            at = (at + 1) & p->mask;
        }
        const ix_product_sign *same = p->table[at] == 0 ? NULL : &p->signs[p->table[at] - 1];
        for (; same != NULL; same = products_next(p, same)) {
            if (same->product == sign->product) {
                return ix_error_at(l->error, IX_E_INPUT, sign->product->family, 0, -1,
                                   "\"%" IX_FMT "\" and \"%" IX_FMT "\" are one sign",
                                   IX_ARG(sign->value), IX_ARG(same->value));
            }
        }
        p->next[i] = p->table[at];
        p->table[at] = i + 1;
    }
    return IX_OK;
}

const ix_product_sign *products_first(const ix_products *products, ix_sign kind, ix_str folded) {
    uint32_t at = slot_of(products, kind, folded);
    while (products->table[at] != 0) {
        const ix_product_sign *sign = &products->signs[products->table[at] - 1];
        if (is_form(sign, kind, folded)) {
            return sign;
        }
        at = (at + 1) & products->mask;
    }
    return NULL;
}

static uint32_t first_word_bit(ix_str word) {
    return (uint32_t)ix_hash64(word) % PRODUCT_FIRST_WORDS;
}

static void note_first_words(ix_products *p) {
    for (int i = 0; i < p->sign_count; i++) {
        const ix_product_sign *sign = &p->signs[i];
        if (sign->kind == IX_SIGN_NAME || sign->kind == IX_SIGN_PUBLISHER) {
            ix_str rest;
            uint32_t bit = first_word_bit(ix_str_cut(sign->folded, ' ', &rest));
            p->first_words[bit / 64] |= UINT64_C(1) << bit % 64;
        }
    }
}

bool products_may_begin(const ix_products *products, ix_str word) {
    uint32_t bit = first_word_bit(word);
    return (products->first_words[bit / 64] >> bit % 64 & 1) != 0;
}

const ix_product_sign *products_next(const ix_products *products, const ix_product_sign *sign) {
    int32_t next = products->next[sign - products->signs];
    return next == 0 ? NULL : &products->signs[next - 1];
}

/* ------------------------------------------------------------------ loading */

static int compare_files(const void *left, const void *right) {
    const ix_knowledge_file *const *a = left;
    const ix_knowledge_file *const *b = right;
    return ix_str_compare((*a)->path, (*b)->path);
}

static ix_status load_file(loading *l, const ix_knowledge_file *file) {
    if (ix_str_equal(file->path, IX_STR("products/activities.yml"))) {
        return load_words(l, &l->products->activities, file->bytes, file->path);
    }
    if (ix_str_equal(file->path, IX_STR("products/columns.yml"))) {
        return load_words(l, &l->products->columns, file->bytes, file->path);
    }
    return load_family(l, file->bytes, file->path);
}

static ix_status load_files(loading *l, const ix_knowledge_file **files, int count) {
    ix_buf hashed;
    ix_buf_init(&hashed, (size_t)1 << 24);
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK && i < count; i++) {
        ix_digest digest = ix_sha256(files[i]->bytes);
        ix_buf_append(&hashed, files[i]->path);
        ix_buf_append_char(&hashed, '\0');
        ix_buf_append(&hashed, (ix_str){(const char *)digest.bytes, sizeof digest.bytes});
        status = load_file(l, files[i]);
    }
    if (status == IX_OK && hashed.status != IX_OK) {
        status = memory_fault(l->error, IX_STR("products"));
    }
    l->products->digest = ix_sha256(ix_buf_view(&hashed));
    ix_buf_free(&hashed);
    return status;
}

static ix_status finish(loading *l) {
    ix_products *p = l->products;
    p->products = l->all_products.items;
    p->product_count = l->all_products.count;
    p->signs = l->all_signs.items;
    p->sign_count = l->all_signs.count;
    const int *owners = l->owners.items;
    for (int i = 0; i < p->sign_count; i++) {
        p->signs[i].product = &p->products[owners[i]];
    }
    note_first_words(p);
    return build_table(l);
}

ix_status ix_products_load(const ix_products **out, const ix_knowledge_file *files, int count,
                           ix_arena *arena, ix_error *error) {
    loading l = {.products = IX_NEW(arena, ix_products, 1), .arena = arena, .error = error};
    const ix_knowledge_file **own = IX_NEW(arena, const ix_knowledge_file *, count + 1);
    if (l.products == NULL || own == NULL) {
        return memory_fault(error, IX_STR("products"));
    }
    int own_count = 0;
    for (int i = 0; i < count; i++) {
        if (ix_str_starts_with(files[i].path, IX_STR("products/")) &&
            ix_str_ends_with(files[i].path, IX_STR(".yml"))) {
            own[own_count++] = &files[i];
        }
    }
    if (own_count > 1) {
        qsort(own, (size_t)own_count, sizeof *own, compare_files);
    }
    ix_status status = load_files(&l, own, own_count);
    status = status == IX_OK ? finish(&l) : status;
    *out = status == IX_OK ? l.products : NULL;
    return status;
}

const ix_digest *ix_products_digest(const ix_products *products) {
    return &products->digest;
}

const ix_product *ix_products_all(const ix_products *products, int *count) {
    *count = products->product_count;
    return products->products;
}

const ix_product_sign *ix_products_signs(const ix_products *products, int *count) {
    *count = products->sign_count;
    return products->signs;
}
