/* Changing one entity by what a delta says of it.
 *
 * The action stands on the entity (add, modify or change, remove), or, where the entity itself has
 * none or is modified, on the parts that changed. A part is known by its id, else by what it says.
 * What a delta states without an action must be as it states it: so a delta that was skipped shows,
 * for the state it left out is not the one this delta was made from. */
#include "ofac_delta.h"

#include <string.h>

#define WORD_BYTES_MAX 48 /* of a part's text in a message */

typedef enum change_action { NONE, ADD, MODIFY, REMOVE, UNKNOWN } change_action;

static ix_str attribute_of(const ix_tree *node, const char *name) {
    ix_str wanted = ix_str_from_cstr(name);
    for (int i = 0; i < node->attribute_count; i++) {
        if (ix_str_equal(node->attributes[i].name, wanted)) {
            return node->attributes[i].value;
        }
    }
    return (ix_str){0};
}

static bool is_own(ix_str attribute) {
    return ix_str_equal(attribute, IX_STR("action")) || ix_str_equal(attribute, IX_STR("oldValue"));
}

static change_action action_of(const ix_tree *node) {
    static const struct {
        ix_str word;
        change_action action;
    } rows[] = {{{"add", 3}, ADD},       {{"modify", 6}, MODIFY}, {{"change", 6}, MODIFY},
                {{"update", 6}, MODIFY}, {{"remove", 6}, REMOVE}, {{"delete", 6}, REMOVE}};
    ix_str word = attribute_of(node, "action");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ix_str_equal_ascii_nocase(word, rows[i].word)) {
            return rows[i].action;
        }
    }
    return word.len == 0 ? NONE : UNKNOWN;
}

/* Is there an action on anything in the node? */
static bool has_actions(const ix_tree *node) {
    for (const ix_tree *at = node->first; at != NULL; at = at->next) {
        if (action_of(at) != NONE || has_actions(at)) {
            return true;
        }
    }
    return false;
}

/* Without the attributes that only deltas have. */
static void strip(ix_tree *node) {
    int kept = 0;
    for (int i = 0; i < node->attribute_count; i++) {
        if (!is_own(node->attributes[i].name)) {
            node->attributes[kept++] = node->attributes[i];
        }
    }
    node->attribute_count = kept;
    for (ix_tree *at = node->first; at != NULL; at = at->next) {
        strip(at);
    }
}

/* ------------------------------------------------------------------ what did not fit */

static change_effect tell(change_count *count, change_effect effect, const ix_tree *part,
                          const char *why) {
    count->in_effect += effect == CHANGE_IN_EFFECT;
    count->refused += effect == CHANGE_REFUSED;
    if (count->error->status != IX_OK) {
        return effect;
    }
    if (part == NULL) {
        ix_error_at(count->error, IX_E_REFUSED, count->source, count->line, -1,
                    "entity %" IX_FMT " %s", IX_ARG(count->entity), why);
        return effect;
    }
    ix_str id = attribute_of(part, "id");
    ix_str shown = id.len > 0 ? id : ix_str_slice(part->text, 0, WORD_BYTES_MAX);
    ix_error_at(count->error, IX_E_REFUSED, count->source, count->line, -1,
                "entity %" IX_FMT ": %" IX_FMT " '%" IX_FMT "' %s", IX_ARG(count->entity),
                IX_ARG(part->name), (int)shown.len, shown.len > 0 ? shown.ptr : "", why);
    return effect;
}

static change_effect made(change_count *count) {
    count->made++;
    return CHANGE_MADE;
}

/* ------------------------------------------------------------------ finding a part */

/* Elements that hold any number of one kind; in all others each kind stands once. */
static bool is_group(ix_str name) {
    static const char *const names[] = {
        "sanctionsLists", "sanctionsPrograms", "sanctionsTypes",    "legalAuthorities",
        "names",          "translations",      "nameParts",         "addresses",
        "addressParts",   "features",          "identityDocuments", "relationships"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (ix_str_equal(name, ix_str_from_cstr(names[i]))) {
            return true;
        }
    }
    return false;
}

/* Is all that is stated so? */
static bool agrees(const ix_tree *stated, const ix_tree *there) {
    if (!ix_str_equal(stated->name, there->name) ||
        (stated->text.len > 0 && !ix_str_equal(stated->text, there->text))) {
        return false;
    }
    for (int i = 0; i < stated->attribute_count; i++) {
        const ix_tree_attribute *a = &stated->attributes[i];
        for (int j = 0; j < there->attribute_count && !is_own(a->name); j++) {
            if (ix_str_equal(a->name, there->attributes[j].name) &&
                !ix_str_equal(a->value, there->attributes[j].value)) {
                return false;
            }
        }
    }
    for (const ix_tree *s = stated->first; s != NULL; s = s->next) {
        const ix_tree *t = there->first;
        while (t != NULL && !agrees(s, t)) {
            t = t->next;
        }
        if (t == NULL) {
            return false;
        }
    }
    return true;
}

/* Could `there` be the part that is meant, which has no id? */
static bool is_meant(const ix_tree *stated, const ix_tree *there) {
    ix_str old = attribute_of(stated, "oldValue");
    if (old.len > 0) {
        return ix_str_equal(old, there->text);
    }
    return action_of(stated) == MODIFY || agrees(stated, there);
}

/* The part that is stated, of those in `parent`; NULL: none, or one cannot tell which. */
static ix_tree *find_part(const ix_tree *parent, const ix_tree *stated) {
    ix_str id = attribute_of(stated, "id");
    ix_tree *found = NULL;
    int count = 0;
    bool ids = false;
    for (ix_tree *at = parent->first; at != NULL; at = at->next) {
        if (!ix_str_equal(at->name, stated->name)) {
            continue;
        }
        ix_str other = attribute_of(at, "id");
        ids |= other.len > 0;
        if (id.len > 0 && ix_str_equal(id, other)) {
            return at;
        }
        if (!is_group(parent->name)) {
            return at;
        }
        if (is_meant(stated, at)) {
            count += found == NULL || ix_tree_compare(found, at) != 0;
            found = found == NULL ? at : found;
        }
    }
    bool told_by_id = id.len > 0 && ids;
    return told_by_id || count != 1 ? NULL : found;
}

static void append(ix_tree *parent, ix_tree *node) {
    node->next = NULL;
    if (parent->last == NULL) {
        parent->first = parent->last = node;
    } else {
        parent->last = parent->last->next = node;
    }
}

static void unlink_part(ix_tree *parent, const ix_tree *part) {
    ix_tree *before = NULL;
    for (ix_tree *at = parent->first; at != part; at = at->next) {
        before = at;
    }
    if (before == NULL) {
        parent->first = part->next;
    } else {
        before->next = part->next;
    }
    parent->last = parent->last == part ? before : parent->last;
}

/* ------------------------------------------------------------------ changing parts */

/* What must not be missing where a part is stated anew. */
static bool is_complete(const ix_tree *part) {
    static const struct {
        const char *part;
        const char *needs;
    } rows[] = {{"name", "translations"},     {"feature", "type"},
                {"identityDocument", "type"}, {"relationship", "relatedEntity"},
                {"namePart", "value"},        {"addressPart", "value"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ix_str_equal(part->name, ix_str_from_cstr(rows[i].part))) {
            return ix_tree_child(part, rows[i].needs) != NULL;
        }
    }
    return true;
}

/* Put the parts of all groups in order. */
static bool sort_groups(ix_tree *node, ix_arena *arena) {
    for (ix_tree *at = node->first; at != NULL; at = at->next) {
        if (!sort_groups(at, arena)) {
            return false;
        }
    }
    return !is_group(node->name) || ix_tree_sort(node, arena);
}

/* Equal, in whatever order the parts of both stand. */
static bool is_same(ix_tree *a, ix_tree *b, ix_arena *arena, bool *memory) {
    *memory = *memory && sort_groups(a, arena) && sort_groups(b, arena);
    return *memory && ix_tree_compare(a, b) == 0;
}

/* Let `there` say what is stated; of its attributes those stay that are not stated. */
static bool restate(ix_tree *there, const ix_tree *stated, ix_arena *arena) {
    int room = there->attribute_count + stated->attribute_count;
    ix_tree_attribute *all = IX_NEW(arena, ix_tree_attribute, room);
    if (all == NULL) {
        return false;
    }
    int count = 0;
    int j = 0;
    for (int i = 0; i < there->attribute_count || j < stated->attribute_count;) {
        int order = i == there->attribute_count ? 1
                    : j == stated->attribute_count
                        ? -1
                        : ix_str_compare(there->attributes[i].name, stated->attributes[j].name);
        all[count++] = order < 0 ? there->attributes[i] : stated->attributes[j];
        i += order <= 0;
        j += order >= 0;
    }
    there->attributes = all;
    there->attribute_count = count;
    there->text = stated->text;
    there->first = stated->first;
    there->last = stated->last;
    return true;
}

static change_effect modify_part(ix_tree *there, ix_tree *stated, change_count *count,
                                 ix_arena *arena, bool *memory) {
    ix_str old = attribute_of(stated, "oldValue");
    if (!is_complete(stated)) {
        return tell(count, CHANGE_REFUSED, stated, "is changed, but not stated whole");
    }
    ix_str before = there->text;
    strip(stated);
    ix_tree copy = *there;
    if (!restate(&copy, stated, arena)) {
        *memory = false;
        return CHANGE_REFUSED;
    }
    if (is_same(&copy, there, arena, memory)) {
        return tell(count, CHANGE_IN_EFFECT, stated, "is so already");
    }
    if (old.len > 0 && !ix_str_equal(old, before)) {
        return tell(count, CHANGE_REFUSED, stated, "was not what the delta says it was");
    }
    copy.next = there->next;
    *there = copy;
    return made(count);
}

static change_effect change_parts(ix_tree *there, ix_tree *stated, change_count *count,
                                  ix_arena *arena, bool *memory);

/* A part that has changes in it and is not there: it can only be a group to be begun. */
static ix_tree *begin_group(ix_tree *parent, const ix_tree *stated, ix_arena *arena, bool *memory) {
    for (const ix_tree *at = stated->first; at != NULL; at = at->next) {
        if (action_of(at) != ADD) {
            return NULL;
        }
    }
    ix_tree *group = is_group(stated->name) ? IX_NEW(arena, ix_tree, 1) : NULL;
    *memory = *memory && (group != NULL || !is_group(stated->name));
    if (group != NULL) {
        group->name = stated->name;
        append(parent, group);
    }
    return group;
}

static change_effect change_part(ix_tree *parent, ix_tree *stated, change_count *count,
                                 ix_arena *arena, bool *memory) {
    change_action action = action_of(stated);
    ix_tree *there = find_part(parent, stated);
    bool inside = has_actions(stated);
    switch (action) {
    case ADD:
        if (there != NULL) {
            strip(stated);
            return is_same(there, stated, arena, memory) || agrees(stated, there)
                       ? tell(count, CHANGE_IN_EFFECT, stated, "is added, and is there already")
                       : tell(count, CHANGE_REFUSED, stated,
                              "is added, and another of that kind is there");
        }
        strip(stated);
        append(parent, stated);
        return made(count);
    case REMOVE:
        if (there == NULL) {
            return tell(count, CHANGE_IN_EFFECT, stated, "is removed, and is not there");
        }
        unlink_part(parent, there);
        return made(count);
    case NONE:
    case MODIFY:
        there = there == NULL && inside ? begin_group(parent, stated, arena, memory) : there;
        if (there == NULL) {
            return tell(count, CHANGE_REFUSED, stated, "is not there");
        }
        if (inside) {
            return change_parts(there, stated, count, arena, memory);
        }
        if (action == MODIFY) {
            return modify_part(there, stated, count, arena, memory);
        }
        return agrees(stated, there)
                   ? CHANGE_MADE
                   : tell(count, CHANGE_REFUSED, stated, "is not as the delta says it is");
    case UNKNOWN:
        break;
    }
    return tell(count, CHANGE_REFUSED, stated, "has an action that is not known");
}

static change_effect change_parts(ix_tree *there, ix_tree *stated, change_count *count,
                                  ix_arena *arena, bool *memory) {
    for (ix_tree *at = stated->first; at != NULL && *memory;) {
        ix_tree *next = at->next; /* it may go over into the other tree */
        if (change_part(there, at, count, arena, memory) == CHANGE_REFUSED) {
            return CHANGE_REFUSED;
        }
        at = next;
    }
    return CHANGE_MADE;
}

/* ------------------------------------------------------------------ changing an entity */

static bool is_true(const ix_tree *node) {
    return node != NULL && ix_str_equal_ascii_nocase(node->text, IX_STR("true"));
}

/* Does the delta state the entity whole: what it is, where it is listed, what it is called? */
static bool is_whole(const ix_tree *entity) {
    const ix_tree *names = ix_tree_child(entity, "names");
    for (const ix_tree *at = names == NULL ? NULL : names->first; at != NULL; at = at->next) {
        if (is_true(ix_tree_child(at, "isPrimary"))) {
            return ix_tree_child(entity, "generalInfo") != NULL &&
                   (ix_tree_child(entity, "sanctionsPrograms") != NULL ||
                    ix_tree_child(entity, "sanctionsLists") != NULL);
        }
    }
    return false;
}

static void replace(ix_tree **entity, ix_tree *stated, change_count *count, ix_arena *arena,
                    bool *memory, const char *same) {
    strip(stated);
    if (*entity != NULL && is_same(*entity, stated, arena, memory)) {
        tell(count, CHANGE_IN_EFFECT, NULL, same);
        return;
    }
    *entity = stated;
    made(count);
}

bool change_entity(ix_tree **entity, ix_tree *change, change_count *count, ix_arena *arena) {
    bool memory = true;
    change_action action = action_of(change);
    bool inside = has_actions(change);
    if (action == ADD && *entity != NULL) {
        strip(change);
        bool same = is_same(*entity, change, arena, &memory);
        tell(count, same ? CHANGE_IN_EFFECT : CHANGE_REFUSED, NULL,
             "is added, and is there already");
    } else if (action == ADD) {
        replace(entity, change, count, arena, &memory, "");
    } else if (action == REMOVE && *entity == NULL) {
        tell(count, CHANGE_IN_EFFECT, NULL, "is removed, and is not there");
    } else if (action == REMOVE) {
        *entity = NULL;
        made(count);
    } else if (action == UNKNOWN || (action == NONE && !inside)) {
        tell(count, CHANGE_REFUSED, NULL, "has no action that is known");
    } else if (*entity == NULL) {
        tell(count, CHANGE_REFUSED, NULL, "is changed, and is not there");
    } else if (inside) {
        change_parts(*entity, change, count, arena, &memory);
    } else if (is_whole(change)) {
        replace(entity, change, count, arena, &memory, "is so already");
    } else {
        tell(count, CHANGE_REFUSED, NULL,
             "is changed, but the delta states neither all of it nor which parts changed");
    }
    return memory;
}

/* ------------------------------------------------------------------ writing */

static void write_text(ix_buf *out, ix_str text, bool attribute) {
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        const char *escaped = c == '&'                 ? "&amp;"
                              : c == '<'               ? "&lt;"
                              : c == '>'               ? "&gt;"
                              : c == '\r'              ? "&#13;"
                              : attribute && c == '"'  ? "&quot;"
                              : attribute && c == '\n' ? "&#10;"
                              : attribute && c == '\t' ? "&#9;"
                                                       : NULL;
        if (escaped != NULL) {
            ix_buf_append(out, ix_str_slice(text, from, i));
            ix_buf_append_cstr(out, escaped);
            from = i + 1;
        }
    }
    ix_buf_append(out, ix_str_slice(text, from, text.len));
}

void change_write(ix_buf *out, const ix_tree *tree) {
    if (tree->name.len == 0) {
        write_text(out, tree->text, false);
        return;
    }
    ix_buf_append_char(out, '<');
    ix_buf_append(out, tree->name);
    for (int i = 0; i < tree->attribute_count; i++) {
        ix_buf_append_char(out, ' ');
        ix_buf_append(out, tree->attributes[i].name);
        ix_buf_append_cstr(out, "=\"");
        write_text(out, tree->attributes[i].value, true);
        ix_buf_append_char(out, '"');
    }
    ix_buf_append_char(out, '>');
    write_text(out, tree->text, false);
    for (const ix_tree *at = tree->first; at != NULL; at = at->next) {
        change_write(out, at);
    }
    ix_buf_append_cstr(out, "</");
    ix_buf_append(out, tree->name);
    ix_buf_append_char(out, '>');
}
