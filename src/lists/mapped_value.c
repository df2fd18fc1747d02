/* Values: the texts a mapping names, taken out of a row. */
#include "mapped.h"

#include <assert.h>
#include <string.h>

#define HASH_DIGITS    16
#define HASH_SEPARATOR "\x1F" /* between the parts of a hashed key: in no list's text */

/* One evaluation of a value. */
typedef struct taking {
    mapped_source *source;
    const mapping_value *value;
    ix_vector *out;  /* ix_str */
    bool take;       /* mark what is used; conditions do not */
    bool one;        /* stop at the first text */
    bool keep_empty; /* parts of a key */
} taking;

static void lose_memory(mapped_source *source) {
    source->draft->status = IX_E_MEMORY;
}

static void push(taking *t, ix_str text) {
    ix_str *slot = ix_vector_push(t->out, sizeof *slot, t->source->draft->arena);
    if (slot == NULL) {
        lose_memory(t->source);
    } else {
        *slot = text;
    }
}

static ix_str cut_out(const mapping_value *value, ix_str text) {
    if (value->after.len > 0) {
        ptrdiff_t at = ix_str_find(text, value->after, 0);
        text = at < 0 ? (ix_str){0} : ix_str_slice(text, at + value->after.len, text.len);
    }
    if (value->before.len > 0) {
        ptrdiff_t at = ix_str_find(text, value->before, 0);
        text = at < 0 ? text : ix_str_slice(text, 0, at);
    }
    return ix_str_trim(text);
}

/* What the table makes of a text. False when it has nothing for it. */
static bool look_up(ix_str *text, const mapping_value *value) {
    const ix_yaml_pair *pairs = value->table.items;
    for (int i = 0; i < value->table.count; i++) {
        if (ix_str_equal_ascii_nocase(ix_str_trim(pairs[i].key), *text)) {
            *text = pairs[i].value;
            return true;
        }
    }
    *text = value->otherwise;
    return value->otherwise.len > 0;
}

static bool is_slug_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           (unsigned char)c >= 0x80;
}

/* "1, Part 1": "1-Part-1". */
static ix_str slug_of(mapped_source *source, ix_str text) {
    char *out = IX_NEW(source->draft->arena, char, text.len + 1);
    ptrdiff_t len = 0;
    for (ptrdiff_t i = 0; i < text.len && out != NULL; i++) {
        if (is_slug_char(text.ptr[i])) {
            out[len++] = text.ptr[i];
        } else if (len > 0 && out[len - 1] != '-') {
            out[len++] = '-';
        }
    }
    if (out == NULL) {
        lose_memory(source);
        return (ix_str){0};
    }
    return (ix_str){out, len - (len > 0 && out[len - 1] == '-')};
}

/* One text on its way out. True when it was understood, which an empty result of the table is. */
static bool emit(taking *t, ix_str text) {
    bool understood = t->value->table.count == 0 || look_up(&text, t->value);
    text = t->value->slug ? slug_of(t->source, text) : text;
    if (text.len > 0 && t->value->prefix.len > 0) {
        const ix_str parts[] = {t->value->prefix, text};
        text = ix_draft_join(t->source->draft, parts, 2);
    }
    if (text.len > 0) {
        push(t, text);
    }
    return understood;
}

static bool is_full(const taking *t) {
    return t->one && !t->value->joined && !t->value->hash && t->out->count > 0;
}

static void take_text(taking *t, mapped_node *node) {
    ix_str text = cut_out(t->value, mapped_text(node, t->source->map));
    ix_str separator = t->value->split;
    int before = t->out->count;
    bool gave = false;
    while (text.len > 0) {
        ptrdiff_t end = separator.len > 0 ? ix_str_find(text, separator, 0) : -1;
        ix_str piece = ix_str_trim(end < 0 ? text : ix_str_slice(text, 0, end));
        text = end < 0 ? (ix_str){0} : ix_str_slice(text, end + separator.len, text.len);
        if (is_full(t)) {
            ix_draft_warn(t->source->draft, IX_STR("more_than_one_value"), piece);
            break;
        }
        gave |= piece.len > 0 && emit(t, piece);
    }
    if (t->keep_empty && t->out->count == before) {
        push(t, (ix_str){0});
    }
    node->taken |= gave && t->take;
}

static void take_path(taking *t, mapping_path *path, mapped_node *item) {
    ix_arena *arena = t->source->draft->arena;
    ix_vector found = {0};
    if (!mapped_find(&found, item, t->source->row, path, arena)) {
        lose_memory(t->source);
        return;
    }
    for (int i = 0; i < found.count && !is_full(t); i++) {
        take_text(t, ((mapped_node **)found.items)[i]);
    }
    if (found.count == 0 && t->keep_empty) {
        push(t, (ix_str){0});
    }
}

/* The texts so far from `from` on become one, in the draft's arena. */
static void join_texts(taking *t, int from, ix_str between) {
    ix_str *texts = t->out->items;
    int count = t->out->count - from;
    ix_str *parts = IX_NEW(t->source->draft->arena, ix_str, count > 0 ? count * 2 : 1);
    if (parts == NULL) {
        lose_memory(t->source);
        return;
    }
    for (int i = 0; i < count; i++) {
        parts[2 * i] = texts[from + i];
        parts[2 * i + 1] = i + 1 < count ? between : (ix_str){0};
    }
    if (count > 0) {
        texts[from] = ix_draft_join(t->source->draft, parts, count * 2);
        t->out->count = from + (texts[from].len > 0);
    }
}

static void hash_text(taking *t, int at) {
    static const char hex[] = "0123456789abcdef";
    ix_str *text = (ix_str *)t->out->items + at;
    char *digits = IX_NEW(t->source->draft->arena, char, HASH_DIGITS);
    if (digits == NULL) {
        lose_memory(t->source);
        return;
    }
    ix_digest digest = ix_sha256(*text);
    for (int i = 0; i < HASH_DIGITS; i++) {
        digits[i] = hex[digest.bytes[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
    }
    *text = (ix_str){digits, HASH_DIGITS};
}

/* Does any text of these parts say anything? Separators alone make no key. */
static bool says_something(const taking *t, int from) {
    const ix_str *texts = t->out->items;
    bool any = false;
    for (int i = from; i < t->out->count; i++) {
        any |= texts[i].len > 0;
    }
    return any;
}

static ix_str first(mapped_source *source, const ix_vector *values, mapped_node *item, bool taken,
                    bool keep_empty);

static void take_parts(taking *t, mapped_node *item) {
    const ix_vector *parts = t->value->parts.items;
    for (int i = 0; i < t->value->parts.count; i++) {
        ix_str text = first(t->source, &parts[i], item, t->take, false);
        if (text.len > 0) {
            push(t, text);
        }
    }
}

static void take_item(taking *t, mapped_node *item) {
    int from = t->out->count;
    mapping_path *const *paths = t->value->from.items;
    if (t->value->constant.len > 0) {
        push(t, t->value->constant);
    }
    take_parts(t, item);
    for (int i = 0; i < t->value->from.count && !is_full(t); i++) {
        take_path(t, paths[i], item);
    }
    if (t->keep_empty && !says_something(t, from)) {
        t->out->count = from;
    }
    if (t->out->count > from && (t->value->joined || t->value->hash) &&
        t->source->draft->status == IX_OK) {
        join_texts(t, from, t->value->hash ? IX_STR(HASH_SEPARATOR) : t->value->join);
        if (t->value->hash && t->source->draft->status == IX_OK) {
            hash_text(t, from);
        }
    }
}

/* Parts of items are joined across them: "given" may be three items of an array. */
static void take(taking *t, mapped_node *item) {
    int from = t->out->count;
    ix_vector items = mapped_items(t->source, &t->value->scope, item);
    for (int i = 0; i < items.count && !is_full(t); i++) {
        take_item(t, ((mapped_node **)items.items)[i]);
    }
    if (t->value->joined && t->value->scope.each != NULL && t->source->draft->status == IX_OK) {
        join_texts(t, from, t->value->join);
    }
}

static ix_str first(mapped_source *source, const ix_vector *values, mapped_node *item, bool taken,
                    bool keep_empty) {
    for (int i = 0; i < values->count && source->draft->status == IX_OK; i++) {
        ix_vector out = {0};
        taking t = {.source = source,
                    .value = (const mapping_value *)values->items + i,
                    .out = &out,
                    .take = taken,
                    .one = true,
                    .keep_empty = keep_empty};
        take(&t, item);
        if (out.count > 0 && source->draft->status == IX_OK) {
            return *(ix_str *)out.items;
        }
    }
    return (ix_str){0};
}

void mapped_all(ix_vector *out, mapped_source *source, const ix_vector *values, mapped_node *item) {
    for (int i = 0; i < values->count && source->draft->status == IX_OK; i++) {
        taking t = {.source = source,
                    .value = (const mapping_value *)values->items + i,
                    .out = out,
                    .take = true};
        take(&t, item);
    }
}

ix_str mapped_first(mapped_source *source, const ix_vector *values, mapped_node *item) {
    return first(source, values, item, true, false);
}

ix_str mapped_key(mapped_source *source, const ix_vector *values) {
    return first(source, values, source->row, true, true);
}

/* ------------------------------------------------------------------ conditions */

static bool is_one_of(ix_texts words, ix_str text) {
    for (int i = 0; i < words.count; i++) {
        if (ix_str_equal_ascii_nocase(words.items[i], text)) {
            return true;
        }
    }
    return false;
}

static bool begins_with_one_of(ix_texts words, ix_str text) {
    for (int i = 0; i < words.count; i++) {
        if (ix_str_starts_with(text, words.items[i])) {
            return true;
        }
    }
    return false;
}

bool mapped_meets(mapped_source *source, const ix_vector *conditions, mapped_node *item) {
    const mapping_condition *all = conditions->items;
    for (int i = 0; i < conditions->count; i++) {
        const mapping_condition *c = &all[i];
        ix_str text = first(source, &c->value, item, false, false);
        if ((c->is.count > 0 && !is_one_of(c->is, text)) || is_one_of(c->is_not, text) ||
            (c->begins.count > 0 && !begins_with_one_of(c->begins, text)) ||
            (c->presence == PRESENCE_WANTED && text.len == 0) ||
            (c->presence == PRESENCE_BARRED && text.len > 0)) {
            return false;
        }
    }
    return true;
}

ix_vector mapped_items(mapped_source *source, const mapping_scope *scope, mapped_node *item) {
    ix_arena *arena = source->draft->arena;
    ix_vector found = {0};
    mapped_node **slot = NULL;
    if (scope->each == NULL) {
        slot = ix_vector_push(&found, sizeof *slot, arena);
        if (slot != NULL) {
            *slot = item;
        }
    }
    if (scope->each == NULL ? slot == NULL
                            : !mapped_find(&found, item, source->row, scope->each, arena)) {
        lose_memory(source);
        return (ix_vector){0};
    }
    mapped_node **nodes = found.items;
    int kept = 0;
    for (int i = 0; i < found.count; i++) {
        if (nodes[i]->kind != NODE_NULL && mapped_meets(source, &scope->when, nodes[i])) {
            nodes[kept++] = nodes[i];
        }
    }
    found.count = kept;
    return found;
}
