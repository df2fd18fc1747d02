/* Names of targets of the Swiss list.
 *
 *     identity@main
 *       name@name-type@quality
 *         name-part@order@name-part-type
 *           value
 *           spelling-variant@lang@script
 *
 * Each part has a value and may have other spellings, which are told apart by language and script.
 * The spellings of one language and script make names of their own, a part without one standing in
 * with its value. */
#include "ch.h"

#include <string.h>

typedef struct part {
    int32_t element; /* of name-part */
    int64_t order;
    ix_str type;
    ix_str value;
} part;

typedef struct variant {
    int32_t element; /* of spelling-variant */
    int part;
    ix_str lang;
    ix_str script;
    ix_str text;
    bool done; /* its language and script were looked at */
} variant;

/* One name while its leaves are read. */
typedef struct name {
    ix_str type;
    ix_str quality;
    part parts[CH_NAME_PARTS_MAX];
    int part_count;
    variant variants[CH_VARIANTS_MAX];
    int variant_count;
} name;

static const ix_str prefix = {"identity/name", 13};

/* ------------------------------------------------------------------ leaves */

/* The part of an element, made where there is room; -1: there is none. */
static int part_of(name *n, int32_t element) {
    for (int i = 0; i < n->part_count; i++) {
        if (n->parts[i].element == element) {
            return i;
        }
    }
    if (n->part_count == CH_NAME_PARTS_MAX) {
        return -1;
    }
    n->parts[n->part_count] = (part){.element = element, .order = n->part_count + 1};
    return n->part_count++;
}

static variant *variant_of(name *n, int32_t element, int of) {
    for (int i = 0; i < n->variant_count; i++) {
        if (n->variants[i].element == element) {
            return &n->variants[i];
        }
    }
    if (n->variant_count == CH_VARIANTS_MAX || of < 0) {
        return NULL;
    }
    n->variants[n->variant_count] = (variant){.element = element, .part = of};
    return &n->variants[n->variant_count++];
}

static bool read_variant(name *n, const ix_xml_leaf *l, ix_str field) {
    variant *v = variant_of(n, l->element, part_of(n, l->parent));
    if (v == NULL) {
        return false;
    }
    if (ix_str_equal(field, IX_STR("@lang"))) {
        v->lang = l->text;
    } else if (ix_str_equal(field, IX_STR("@script"))) {
        v->script = l->text;
    } else if (field.len == 0) {
        v->text = l->text;
    }
    return field.len == 0 || field.ptr[0] == '@';
}

static bool read_part(name *n, const ix_xml_leaf *l, ix_str field) {
    static const ix_str spelling = {"/spelling-variant", 17};
    if (ix_str_starts_with(field, spelling)) {
        return read_variant(n, l, ix_str_slice(field, spelling.len, field.len));
    }
    bool value = ix_str_equal(field, IX_STR("/value"));
    int at = part_of(n, value ? l->parent : l->element);
    if (at < 0 || (!value && field.len > 0 && field.ptr[0] != '@')) {
        return false;
    }
    part *p = &n->parts[at];
    if (ix_str_equal(field, IX_STR("@order"))) {
        return ix_str_to_int(l->text, &p->order);
    }
    if (ix_str_equal(field, IX_STR("@name-part-type"))) {
        p->type = l->text;
    } else if ((value || field.len == 0) && p->value.len == 0) {
        p->value = l->text;
    }
    return true;
}

/* Take a leaf of the name, if there is room for what it says. */
static bool read_leaf(name *n, const ix_xml_leaf *l) {
    static const ix_str part_prefix = {"/name-part", 10};
    ix_str field = ix_str_slice(l->path, prefix.len, l->path.len);
    if (ix_str_starts_with(field, part_prefix)) {
        return read_part(n, l, ix_str_slice(field, part_prefix.len, field.len));
    }
    if (ix_str_equal(field, IX_STR("@name-type"))) {
        n->type = l->text;
    } else if (ix_str_equal(field, IX_STR("@quality"))) {
        n->quality = l->text;
    } else {
        return ch_is_bookkeeping(l->path, l->text);
    }
    return true;
}

/* ------------------------------------------------------------------ kinds */

static ix_name_kind kind_of(ix_draft *draft, const name *n, bool main) {
    ix_name_kind kind = IX_NAME_STRONG;
    if (ix_str_equal(n->type, IX_STR("primary-name"))) {
        kind = main ? IX_NAME_PRIMARY : IX_NAME_STRONG;
    } else if (ix_str_equal(n->type, IX_STR("formerly-known-as"))) {
        kind = IX_NAME_FORMER;
    } else if (!ix_str_equal(n->type, IX_STR("alias"))) {
        ix_draft_warn(draft, IX_STR("unknown_name_type"), n->type);
    }
    if (ix_str_equal(n->quality, IX_STR("low"))) {
        return IX_NAME_WEAK;
    }
    if (n->quality.len > 0 && !ix_str_equal(n->quality, IX_STR("good"))) {
        ix_draft_warn(draft, IX_STR("unknown_name_quality"), n->quality);
    }
    return kind;
}

/* Of a name in other spellings: a primary name has one form. */
static ix_name_kind kind_of_spelling(ix_name_kind kind, ix_str script) {
    bool latin = script.len == 0 || ix_str_equal_ascii_nocase(script, IX_STR("LATN"));
    if (kind != IX_NAME_PRIMARY && kind != IX_NAME_STRONG) {
        return kind;
    }
    return latin ? IX_NAME_STRONG : IX_NAME_TRANSLATION;
}

/* ------------------------------------------------------------------ putting together */

static bool is_type(const part *p, const char *type) {
    return ix_str_equal(p->type, ix_str_from_cstr(type));
}

static ix_str join(ix_draft *draft, ix_str a, const char *separator, ix_str b) {
    if (a.len == 0 || b.len == 0) {
        return a.len == 0 ? b : a;
    }
    const ix_str parts[] = {a, ix_str_from_cstr(separator), b};
    return ix_draft_join(draft, parts, 3);
}

static void add_once(ix_draft *draft, ix_name_kind kind, ix_str text, ix_str origin) {
    const ix_entity *e = &draft->entity;
    for (int i = 0; i < e->name_count; i++) {
        if (e->names[i].kind == kind && ix_str_equal(e->names[i].text, text)) {
            return;
        }
    }
    ix_draft_name(draft, kind, text, origin);
}

/* The name of these texts of its parts: persons as FAMILY, others; a maiden name with the given
 * names is a name of its own. */
static void add_spelled(ix_draft *draft, const name *n, const ix_str *texts, ix_name_kind kind,
                        ix_str origin) {
    ix_str family = {0};
    ix_str maiden = {0};
    ix_str others = {0};
    for (int i = 0; i < n->part_count; i++) {
        const part *p = &n->parts[i];
        if (is_type(p, "family-name")) {
            family = join(draft, family, " ", texts[i]);
        } else if (is_type(p, "maiden-name")) {
            maiden = join(draft, maiden, " ", texts[i]);
        } else if (!is_type(p, "title")) {
            others = join(draft, others, " ", texts[i]);
        }
    }
    bool person = draft->entity.type == IX_PARTY_PERSON;
    const char *comma = person ? ", " : " ";
    if (maiden.len == 0 || family.len > 0) {
        add_once(draft, kind, join(draft, family, comma, others), origin);
        kind = kind == IX_NAME_PRIMARY ? IX_NAME_STRONG : kind;
        origin = IX_STR("maiden-name");
    }
    if (maiden.len > 0) {
        add_once(draft, kind, join(draft, maiden, comma, others), origin);
    }
}

/* Spellings of a part in a language and script: how many, and the one of a number. */
static int spellings(const name *n, int at, const variant *like, int number, ix_str *text) {
    int count = 0;
    for (int i = 0; i < n->variant_count; i++) {
        const variant *v = &n->variants[i];
        if (v->part == at && v->text.len > 0 && ix_str_equal(v->lang, like->lang) &&
            ix_str_equal(v->script, like->script)) {
            if (count++ == number) {
                *text = v->text;
            }
        }
    }
    return count;
}

/* The names of one language and script: each part in each of its spellings with those of the
 * others. Where that is too many, each spelling with the values of the others. */
static void add_spellings(ix_draft *draft, const name *n, const variant *like, ix_name_kind kind,
                          ix_str origin) {
    int counts[CH_NAME_PARTS_MAX];
    int combinations = 1;
    ix_str texts[CH_NAME_PARTS_MAX];
    for (int i = 0; i < n->part_count; i++) {
        counts[i] = spellings(n, i, like, 0, &texts[i]);
        bool fits = combinations <= CH_COMBINATIONS_MAX;
        combinations *= fits && counts[i] > 0 ? counts[i] : 1;
    }
    bool all = combinations <= CH_COMBINATIONS_MAX;
    if (!all) {
        ix_draft_warn(draft, IX_STR("many_spellings"), draft->entity.key);
    }
    int rounds = all ? combinations : n->variant_count;
    for (int round = 0; round < rounds; round++) {
        int rest = round;
        for (int i = 0; i < n->part_count; i++) {
            texts[i] = n->parts[i].value;
            if (counts[i] > 0 && all) {
                spellings(n, i, like, rest % counts[i], &texts[i]);
                rest /= counts[i];
            } else if (counts[i] > 0 && n->variants[round].part == i) {
                texts[i] = n->variants[round].text;
            }
        }
        add_spelled(draft, n, texts, kind, origin);
    }
}

static void sort_parts(name *n) {
    int place[CH_NAME_PARTS_MAX]; /* where a part went */
    int from[CH_NAME_PARTS_MAX];
    part sorted[CH_NAME_PARTS_MAX];
    for (int i = 0; i < n->part_count; i++) {
        int at = i;
        while (at > 0 && n->parts[from[at - 1]].order > n->parts[i].order) {
            from[at] = from[at - 1];
            at--;
        }
        from[at] = i;
    }
    for (int i = 0; i < n->part_count; i++) {
        sorted[i] = n->parts[from[i]];
        place[from[i]] = i;
    }
    memcpy(n->parts, sorted, (size_t)n->part_count * sizeof sorted[0]);
    for (int i = 0; i < n->variant_count; i++) {
        n->variants[i].part = place[n->variants[i].part];
    }
}

static void add_titles(ix_draft *draft, const name *n) {
    for (int i = 0; i < n->part_count; i++) {
        ix_str title = n->parts[i].value;
        if (is_type(&n->parts[i], "title") && title.len > 0 &&
            ix_str_find(draft->entity.title, title, 0) < 0) {
            draft->entity.title = join(draft, draft->entity.title, "; ", title);
        }
    }
}

static void add_name(ix_draft *draft, name *n, bool main) {
    ix_str values[CH_NAME_PARTS_MAX];
    ix_name_kind kind = kind_of(draft, n, main);
    const ix_str origin_parts[] = {n->type.len > 0 ? n->type : IX_STR("name"),
                                   n->quality.len > 0 ? IX_STR(" ") : (ix_str){0}, n->quality};
    ix_str origin = ix_draft_join(draft, origin_parts, 3);
    sort_parts(n);
    for (int i = 0; i < n->part_count; i++) {
        values[i] = n->parts[i].value;
    }
    int before = draft->entity.name_count;
    add_spelled(draft, n, values, kind, origin);
    add_titles(draft, n);
    for (int i = 0; i < n->variant_count; i++) {
        variant *v = &n->variants[i];
        if (v->done || v->text.len == 0) {
            continue;
        }
        for (int k = i; k < n->variant_count; k++) {
            n->variants[k].done |= ix_str_equal(n->variants[k].lang, v->lang) &&
                                   ix_str_equal(n->variants[k].script, v->script);
        }
        const ix_str parts[] = {IX_STR("spelling-variant "), v->script,
                                v->lang.len > 0 ? IX_STR(" ") : (ix_str){0}, v->lang};
        add_spellings(draft, n, v, kind_of_spelling(kind, v->script),
                      ix_draft_join(draft, parts, 4));
    }
    if (draft->entity.name_count == before) {
        ix_draft_warn(draft, IX_STR("empty_alias"), draft->entity.key);
    }
}

void ch_add_names(ix_xml *x) {
    bool main = true;
    for (int i = 0; i < x->leaf_count; i++) {
        ix_xml_leaf *l = &x->leaves[i];
        if (ix_str_equal(l->path, IX_STR("identity@main"))) {
            main = ix_str_equal(l->text, IX_STR("true"));
            l->taken = true;
        }
        if (l->taken || !ix_str_starts_with(l->path, prefix)) {
            continue;
        }
        name n = {0};
        int32_t item = l->item;
        while (i < x->leaf_count && x->leaves[i].item == item &&
               ix_str_starts_with(x->leaves[i].path, prefix)) {
            x->leaves[i].taken = read_leaf(&n, &x->leaves[i]);
            i++;
        }
        i--;
        add_name(&x->draft, &n, main);
    }
}
