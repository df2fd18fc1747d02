/* Countries: codes and every name people and publishers give them.
 *
 * countries.txt: alpha-2 | alpha-3 or - | English short name | other names ... ; a first column "-"
 * lists words that stand where a country could but name none ("undetermined"). Names are compared
 * as folded words joined by a space. */
#include "knowledge.h"

#include <string.h>

#define COUNTRY_BYTES_MAX 200 /* no name of a country is longer */
#define COUNTRY_KEY_MAX   400
#define FOLD_BYTES        ((size_t)48 << 10)

/* Memory for folding one country name without an arena of the caller: a bump allocator over a
 * buffer on the stack. What does not fit is no country. */
typedef struct stack_memory {
    _Alignas(64) char bytes[FOLD_BYTES];
    size_t used;
} stack_memory;

static void *resize_on_stack(void *context, void *old, size_t old_size, size_t new_size) {
    stack_memory *memory = context;
    size_t rounded = (new_size + 63) & ~(size_t)63;
    if (new_size == 0 || rounded > FOLD_BYTES - memory->used) {
        return NULL;
    }
    char *fresh = memory->bytes + memory->used;
    memory->used += rounded;
    if (old != NULL) {
        memcpy(fresh, old, old_size < new_size ? old_size : new_size);
    }
    return fresh;
}

/* Words joined by a space; empty when there are none or they do not fit. */
static ix_str join_words(char buffer[COUNTRY_KEY_MAX], const ix_text *text) {
    ptrdiff_t length = 0;
    for (int i = 0; i < text->count; i++) {
        ix_str word = text->tokens[i].folded;
        if (length + word.len + 1 > COUNTRY_KEY_MAX) {
            return (ix_str){0};
        }
        if (i > 0) {
            buffer[length++] = ' ';
        }
        memcpy(buffer + length, word.ptr, (size_t)word.len);
        length += word.len;
    }
    return (ix_str){buffer, length};
}

static const country_key *find_key(const ix_knowledge *knowledge, ix_str key) {
    uint32_t hash = names_hash(key);
    uint32_t at = NAMES_TABLE_FIRST(&knowledge->country_table, hash);
    uint32_t index;
    while ((index = names_table_step(&knowledge->country_table, hash, &at)) != 0) {
        if (ix_str_equal(knowledge->country_keys[index - 1].key, key)) {
            return &knowledge->country_keys[index - 1];
        }
    }
    return NULL;
}

static ix_status enter_key(names_loader *loader, ix_str raw, uint16_t country) {
    ix_knowledge *knowledge = loader->knowledge;
    ix_text text;
    ix_status status = names_fold(loader, raw, &text);
    if (status != IX_OK) {
        return status;
    }
    char buffer[COUNTRY_KEY_MAX];
    ix_str key = join_words(buffer, &text);
    const country_key *known = find_key(knowledge, key);
    if (known != NULL) {
        return known->country == country
                   ? IX_OK
                   : names_rows_fault(&loader->rows, loader->error,
                                      "'%" IX_FMT "' already names another country", IX_ARG(key));
    }
    ix_str copy = ix_arena_copy(loader->arena, key);
    if (copy.ptr == NULL ||
        names_grow((void **)&knowledge->country_keys, knowledge->country_key_count,
                   &knowledge->country_key_capacity, sizeof(country_key), loader->arena) != IX_OK ||
        names_table_put(&knowledge->country_table, names_hash(key), knowledge->country_key_count,
                        loader->arena) != IX_OK) {
        return IX_E_MEMORY;
    }
    knowledge->country_keys[knowledge->country_key_count++] = (country_key){copy, country};
    return IX_OK;
}

static bool is_upper_letters(ix_str text, ptrdiff_t length) {
    for (ptrdiff_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < 'A' || text.ptr[i] > 'Z') {
            return false;
        }
    }
    return text.len == length;
}

static uint32_t code_index(const char *code) {
    return (uint32_t)(code[0] - 'A') * 26 + (uint32_t)(code[1] - 'A');
}

/* Opens a country for a code; its number is written to *country. */
static ix_status open_country(names_loader *loader, ix_str code, ix_str name, uint16_t *country) {
    ix_knowledge *knowledge = loader->knowledge;
    if (!is_upper_letters(code, 2) || name.len == 0) {
        return names_rows_fault(&loader->rows, loader->error,
                                "expected: alpha-2 code | alpha-3 code or - | name | other names");
    }
    if (knowledge->country_by_code[code_index(code.ptr)] != 0) {
        return names_rows_fault(&loader->rows, loader->error, "code %" IX_FMT " stands here twice",
                                IX_ARG(code));
    }
    ix_str copy = ix_arena_copy(loader->arena, name);
    if (copy.ptr == NULL ||
        names_grow((void **)&knowledge->countries, knowledge->country_count,
                   &knowledge->country_capacity, sizeof(country_entry), loader->arena) != IX_OK) {
        return IX_E_MEMORY;
    }
    country_entry *entry = &knowledge->countries[knowledge->country_count++];
    *entry = (country_entry){.code = {code.ptr[0], code.ptr[1], '\0'}, .name = copy};
    *country = (uint16_t)knowledge->country_count;
    knowledge->country_by_code[code_index(code.ptr)] = *country;
    return IX_OK;
}

static ix_status load_country(names_loader *loader, ix_str row) {
    bool more;
    ix_str code = names_rows_column(&row, &more);
    uint16_t country = 0;
    ix_status status = IX_OK;
    if (!ix_str_equal(code, IX_STR("-"))) {
        ix_str alpha3 = names_rows_column(&row, &more);
        ix_str rest = row;
        status = open_country(loader, code, names_rows_column(&rest, &more), &country);
        status = status == IX_OK ? enter_key(loader, code, country) : status;
        if (status == IX_OK && !ix_str_equal(alpha3, IX_STR("-"))) {
            status = enter_key(loader, alpha3, country);
        }
    }
    while (status == IX_OK) {
        ix_str name = names_rows_column(&row, &more);
        if (!more) {
            break;
        }
        status = enter_key(loader, name, country);
    }
    return status;
}

ix_status names_load_countries(names_loader *loader) {
    ix_str row;
    while (names_rows_next(&loader->rows, &row)) {
        ix_status status = load_country(loader, row);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

bool ix_country_parse(char code[3], const ix_knowledge *knowledge, ix_str text) {
    text = ix_str_trim(text);
    if (text.len == 0 || text.len > COUNTRY_BYTES_MAX) {
        return false;
    }
    if (is_upper_letters(text, 2)) {
        uint16_t known = knowledge->country_by_code[code_index(text.ptr)];
        if (known != 0) {
            memcpy(code, knowledge->countries[known - 1].code, 3);
            return true;
        }
    }
    stack_memory memory;
    memory.used = 0;
    ix_arena arena;
    ix_arena_init_with(&arena, FOLD_BYTES, (ix_allocator){resize_on_stack, &memory});
    ix_text words;
    bool found = false;
    if (ix_text_analyze(&words, text, &arena, NULL) == IX_OK) {
        char buffer[COUNTRY_KEY_MAX];
        const country_key *key = find_key(knowledge, join_words(buffer, &words));
        if (key != NULL && key->country != 0) {
            memcpy(code, knowledge->countries[key->country - 1].code, 3);
            found = true;
        }
    }
    ix_arena_free(&arena);
    return found;
}

ix_str ix_country_name(const ix_knowledge *knowledge, ix_str code) {
    if (is_upper_letters(code, 2)) {
        uint16_t known = knowledge->country_by_code[code_index(code.ptr)];
        if (known != 0) {
            return knowledge->countries[known - 1].name;
        }
    }
    return code;
}
