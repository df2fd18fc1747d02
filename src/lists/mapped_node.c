/* Rows as trees: following a path, taking texts apart. */
#include "mapped.h"

#include <string.h>

/* ------------------------------------------------------------------ paths */

static bool push(ix_vector *found, mapped_node *node, ix_arena *arena) {
    mapped_node **slot = ix_vector_push(found, sizeof *slot, arena);
    if (slot != NULL) {
        *slot = node;
    }
    return slot != NULL;
}

static mapped_node *member(const mapped_node *node, ix_str name) {
    for (int i = 0; node->kind == NODE_OBJECT && i < node->count; i++) {
        if (ix_str_equal(node->items[i].name, name)) {
            return &node->items[i];
        }
    }
    return NULL;
}

/* Follow the steps from `at` on; arrays are walked through. As deep as the tree at most. */
static bool follow(ix_vector *found, mapped_node *node, mapping_path *path, int at,
                   ix_arena *arena) {
    if (node->kind == NODE_ARRAY) {
        bool ok = true;
        path->seen |= at == path->step_count;
        for (int i = 0; i < node->count && ok; i++) {
            ok = follow(found, &node->items[i], path, at, arena);
        }
        return ok;
    }
    if (at == path->step_count) {
        path->seen = true;
        return push(found, node, arena);
    }
    mapped_node *next = member(node, path->steps[at]);
    return next == NULL || follow(found, next, path, at + 1, arena);
}

bool mapped_find(ix_vector *found, mapped_node *item, mapped_node *row, mapping_path *path,
                 ix_arena *arena) {
    mapped_node *from = path->from_row ? row : item;
    mapped_node *literal = path->optional ? member(from, path->written) : NULL;
    if (literal != NULL) { /* a name that does end in '?' */
        path->seen = true;
        return follow(found, literal, path, path->step_count, arena);
    }
    return follow(found, from, path, 0, arena);
}

/* The nodes a path leads to from the row, through the items of what it begins in. */
static bool find_from_row(ix_vector *found, mapped_node *row, mapping_path *path, ix_arena *arena) {
    ix_vector begin = {0};
    if (path->base == NULL || path->from_row) {
        return mapped_find(found, row, row, path, arena);
    }
    bool ok = find_from_row(&begin, row, path->base, arena);
    for (int i = 0; ok && i < begin.count; i++) {
        ok = mapped_find(found, ((mapped_node **)begin.items)[i], row, path, arena);
    }
    return ok;
}

bool mapped_probe(mapped_node *row, const mapping *map, ix_arena *arena) {
    bool ok = true;
    for (mapping_path *path = map->paths; ok && path != NULL; path = path->next) {
        ix_vector found = {0};
        if (!path->seen && !path->optional) {
            ok = find_from_row(&found, row, path, arena);
        }
    }
    return ok;
}

ix_str mapped_text(const mapped_node *node, const mapping *map) {
    ix_str text = ix_str_trim(node->text);
    if (node->kind == NODE_NULL || ix_texts_contain(map->null_texts, text)) {
        return (ix_str){0};
    }
    return text;
}

/* ------------------------------------------------------------------ splits */

/* One item of a split text: a text, or an object of the two parts around the cut. */
static bool make_item(mapped_node *item, const mapping_split *split, ix_str text, ix_arena *arena) {
    *item = (mapped_node){.text = text, .kind = NODE_TEXT};
    if (split->cut.len == 0) {
        return true;
    }
    mapped_node *parts = IX_NEW(arena, mapped_node, 2);
    if (parts == NULL) {
        return false;
    }
    ptrdiff_t at = ix_str_find(text, split->cut, 0);
    ix_str before = at < 0 ? (ix_str){0} : ix_str_slice(text, 0, at);
    ix_str after = at < 0 ? text : ix_str_slice(text, at + split->cut.len, text.len);
    parts[0] = (mapped_node){.name = split->into.items[0], .text = before, .kind = NODE_TEXT};
    parts[1] = (mapped_node){.name = split->into.items[1], .text = after, .kind = NODE_TEXT};
    item->kind = NODE_OBJECT;
    item->items = parts;
    item->count = 2;
    return true;
}

static int count_items(ix_str text, ix_str at) {
    int count = 1;
    for (ptrdiff_t pos = 0; at.len > 0 && (pos = ix_str_find(text, at, pos)) >= 0; pos += at.len) {
        count++;
    }
    return count;
}

/* The text becomes an array of its items; empty ones are left out. */
static bool split_text(mapped_node *node, const mapping_split *split, ix_arena *arena) {
    ix_str rest = node->text;
    int max = count_items(rest, split->at);
    mapped_node *items = IX_NEW(arena, mapped_node, max);
    int count = 0;
    for (int i = 0; items != NULL && i < max; i++) {
        ptrdiff_t end = split->at.len > 0 ? ix_str_find(rest, split->at, 0) : -1;
        ix_str item = ix_str_trim(end < 0 ? rest : ix_str_slice(rest, 0, end));
        rest = end < 0 ? (ix_str){0} : ix_str_slice(rest, end + split->at.len, rest.len);
        if (item.len > 0 && !make_item(&items[count++], split, item, arena)) {
            return false;
        }
    }
    node->kind = NODE_ARRAY;
    node->items = items;
    node->count = count;
    return items != NULL;
}

bool mapped_split(mapped_node *row, const mapping *map, ix_arena *arena) {
    const mapping_split *splits = map->splits.items;
    for (int i = 0; i < map->splits.count; i++) {
        ix_vector found = {0};
        if (!mapped_find(&found, row, row, splits[i].from, arena)) {
            return false;
        }
        for (int j = 0; j < found.count; j++) {
            mapped_node *node = ((mapped_node **)found.items)[j];
            bool whole = node->kind == NODE_TEXT && mapped_text(node, map).len > 0;
            if (whole && !split_text(node, &splits[i], arena)) {
                return false;
            }
        }
    }
    return true;
}
