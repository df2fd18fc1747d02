/* What is said of an entity, detail by detail, and in which details two descriptions differ.
 *
 * A detail is a kind, what it is of, and one line of text. Details are compared as multisets, so
 * that their order is no difference, in three steps:
 *
 *     1. equal ones on both sides are the same;
 *     2. of what is left, two of one identifier are one that changed;
 *     3. of what is left, the only two of their kind and `of` are one that changed.
 *
 * The rest came or went. A listing is compared detail by detail: with one of the same sub-list,
 * that of the same authority if there is one. */
#include <interdict/lists.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_BYTES_MAX ((size_t)2 * IX_ENTITY_RECORD_BYTES_MAX)

static const char *const detail_names[] = {
#define DETAIL_TEXT(name, text) text,
    IX_DETAIL_LIST(DETAIL_TEXT)
#undef DETAIL_TEXT
};

#define KIND_COUNT (int)(sizeof detail_names / sizeof detail_names[0])

const char *ix_detail_kind_name(ix_detail_kind kind) {
    return (int)kind >= 0 && (int)kind < KIND_COUNT ? detail_names[kind] : "unknown";
}

const char *ix_change_kind_name(ix_change_kind kind) {
    switch (kind) {
    case IX_CHANGE_ADDED:
        return "added";
    case IX_CHANGE_REMOVED:
        return "removed";
    case IX_CHANGE_AMENDED:
        return "amended";
    }
    return "unknown";
}

/* ------------------------------------------------------------------ details of one side */

typedef struct detail {
    ix_detail_kind kind;
    ix_str of;
    ix_str text;
    ix_str self; /* what stays when the rest of it changes; empty: nothing does */
    const struct detail *mate;
    bool same; /* on both sides as it is */
} detail;

/* The details of one side while they are gathered, in the order of their kinds. */
typedef struct side {
    detail *items;
    int count;
    int room;
    ix_buf line; /* a text while it is put together */
    ix_arena *arena;
    ix_status status;
} side;

/* What says nothing is no detail. */
static void add(side *s, ix_detail_kind kind, ix_str of, ix_str text, ix_str self) {
    if (text.len == 0 || s->status != IX_OK) {
        return;
    }
    assert(s->count < s->room && (s->count == 0 || s->items[s->count - 1].kind <= kind));
    s->items[s->count++] = (detail){.kind = kind, .of = of, .text = text, .self = self};
}

/* Add the line that was put together. */
static void add_line(side *s, ix_detail_kind kind, ix_str of, ix_str self) {
    ix_str line = ix_buf_view(&s->line);
    ix_str text = ix_arena_copy(s->arena, line);
    if (s->line.status != IX_OK) {
        s->status = s->line.status;
    } else if (line.len > 0 && text.ptr == NULL) {
        s->status = IX_E_MEMORY;
    }
    add(s, kind, of, text, self);
    ix_buf_clear(&s->line);
}

static void add_when(side *s, ix_detail_kind kind, ix_str of, ix_when when) {
    ix_when_print(&s->line, when);
    add_line(s, kind, of, (ix_str){0});
}

/* A country is two letters in a place that the entity keeps. */
static ix_str country_text(const char country[3]) {
    return (ix_str){country, country[0] == '\0' ? 0 : 2};
}

/* Append a part with what goes before it: `first` for the first part, `next` for others. */
static void append_part(ix_buf *line, int *parts, const char *first, const char *next,
                        const char *what, ix_str part) {
    if (part.len > 0) {
        ix_buf_append_cstr(line, (*parts)++ == 0 ? first : next);
        ix_buf_append_cstr(line, what);
        ix_buf_append(line, part);
    }
}

static void append_date(ix_buf *line, int *parts, const char *what, ix_date date) {
    if (date.year != 0) {
        ix_buf_append_cstr(line, (*parts)++ == 0 ? " (" : "; ");
        ix_buf_append_cstr(line, what);
        ix_date_range_print(line, (ix_date_range){date, date});
    }
}

/* "530193947 (Passport; RU; issued 2010-02-01)" */
static void add_identifier(side *s, const ix_identifier *id) {
    ix_buf *line = &s->line;
    int parts = 0;
    ix_buf_append(line, id->value);
    append_part(line, &parts, " (", "; ", "", id->label);
    append_part(line, &parts, " (", "; ", "", id->currency);
    append_part(line, &parts, " (", "; ", "", country_text(id->country));
    append_date(line, &parts, "issued ", id->issued);
    append_date(line, &parts, "expires ", id->expires);
    if (parts > 0) {
        ix_buf_append_char(line, ')');
    }
    add_line(s, IX_DETAIL_IDENTIFIER, ix_str_from_cstr(ix_identifier_type_name(id->type)),
             id->value);
}

/* "25 Nametkina Street, Moscow, Russia (registered office)" */
static void add_address(side *s, const ix_address *address) {
    ix_buf *line = &s->line;
    int parts = 0;
    append_part(line, &parts, "", ", ", "", address->street);
    append_part(line, &parts, "", ", ", "", address->place);
    append_part(line, &parts, "", ", ", "",
                address->country_text.len > 0 ? address->country_text
                                              : country_text(address->country));
    if (address->remark.len > 0) {
        ix_buf_append_cstr(line, parts == 0 ? "(" : " (");
        ix_buf_append(line, address->remark);
        ix_buf_append_char(line, ')');
    }
    add_line(s, IX_DETAIL_ADDRESS, (ix_str){0}, address->street);
}

static void add_fields(side *s, ix_detail_kind kind, const ix_field *fields, int count) {
    for (int i = 0; i < count; i++) {
        add(s, kind, fields[i].name, fields[i].value, (ix_str){0});
    }
}

/* Room for `count` details; the status says whether there is. */
static void side_init(side *s, int64_t count, ix_arena *arena) {
    *s = (side){.arena = arena, .room = (int)count, .items = IX_NEW(arena, detail, count)};
    ix_buf_init(&s->line, TEXT_BYTES_MAX);
    s->line.allocator = arena->allocator;
    s->status = s->items == NULL ? IX_E_MEMORY : IX_OK;
}

/* All that comes before the listings. */
static void describe_party(side *s, const ix_entity *e, ix_arena *arena) {
    static const ix_entity nobody;
    bool there = e != NULL;
    e = there ? e : &nobody;
    side_init(s,
              2 + (int64_t)e->name_count + e->birth_count + e->birth_place_count +
                  e->nationality_count + e->identifier_count + e->address_count,
              arena);
    if (there) {
        add(s, IX_DETAIL_TYPE, (ix_str){0}, ix_str_from_cstr(ix_party_type_name(e->type)),
            (ix_str){0});
    }
    for (int i = 0; i < e->name_count; i++) {
        add(s, IX_DETAIL_NAME, ix_str_from_cstr(ix_name_kind_name(e->names[i].kind)),
            e->names[i].text, (ix_str){0});
    }
    for (int i = 0; i < e->birth_count; i++) {
        ix_date_range_print(&s->line, e->births[i]);
        add_line(s, IX_DETAIL_DOB, (ix_str){0}, (ix_str){0});
    }
    for (int i = 0; i < e->birth_place_count; i++) {
        add(s, IX_DETAIL_BIRTH_PLACE, (ix_str){0}, e->birth_places[i], (ix_str){0});
    }
    if (e->gender != IX_GENDER_UNKNOWN) {
        add(s, IX_DETAIL_GENDER, (ix_str){0},
            e->gender == IX_GENDER_FEMALE ? IX_STR("female") : IX_STR("male"), (ix_str){0});
    }
    for (int i = 0; i < e->nationality_count; i++) {
        add(s, IX_DETAIL_NATIONALITY, (ix_str){0}, country_text(e->nationalities[i]), (ix_str){0});
    }
    for (int i = 0; i < e->identifier_count; i++) {
        add_identifier(s, &e->identifiers[i]);
    }
    for (int i = 0; i < e->address_count; i++) {
        add_address(s, &e->addresses[i]);
    }
}

static void describe_listing(side *s, const ix_listing *l, ix_arena *arena) {
    static const ix_listing none;
    l = l == NULL ? &none : l;
    side_init(s, 8 + (int64_t)l->program_count, arena);
    add(s, IX_DETAIL_LISTING, (ix_str){0}, l->source, (ix_str){0});
    for (int i = 0; i < l->program_count; i++) {
        add(s, IX_DETAIL_PROGRAM, l->source, l->programs[i], (ix_str){0});
    }
    add_when(s, IX_DETAIL_ANNOUNCED, l->source, l->announced);
    add_when(s, IX_DETAIL_PUBLISHED, l->source, l->published);
    add_when(s, IX_DETAIL_EFFECTIVE_FROM, l->source, l->effective_from);
    add_when(s, IX_DETAIL_EFFECTIVE_UNTIL, l->source, l->effective_until);
    add(s, IX_DETAIL_AUTHORITY, l->source, l->authority, (ix_str){0});
    add(s, IX_DETAIL_REASON, l->source, l->reason, (ix_str){0});
    add(s, IX_DETAIL_MEASURES, l->source, l->measures, (ix_str){0});
}

/* All that comes behind the listings. */
static void describe_rest(side *s, const ix_entity *e, ix_arena *arena) {
    static const ix_entity nobody;
    e = e == NULL ? &nobody : e;
    side_init(
        s, 2 + (int64_t)e->relation_count + e->vessel_count + e->note_count + e->unmodelled_count,
        arena);
    for (int i = 0; i < e->relation_count; i++) {
        add(s, IX_DETAIL_RELATION, e->relations[i].kind, e->relations[i].target, (ix_str){0});
    }
    add(s, IX_DETAIL_TITLE, (ix_str){0}, e->title, (ix_str){0});
    add_fields(s, IX_DETAIL_VESSEL, e->vessel, e->vessel_count);
    for (int i = 0; i < e->note_count; i++) {
        add(s, IX_DETAIL_NOTE, (ix_str){0}, e->notes[i], (ix_str){0});
    }
    add(s, IX_DETAIL_REMARKS, (ix_str){0}, e->remarks, (ix_str){0});
    add_fields(s, IX_DETAIL_UNMODELLED, e->unmodelled, e->unmodelled_count);
}

/* ------------------------------------------------------------------ two sides */

static int compare_field(const detail *x, const detail *y) {
    int order = (int)x->kind - (int)y->kind;
    return order != 0 ? order : ix_str_compare(x->of, y->of);
}

static int compare_self(const detail *x, const detail *y) {
    int order = compare_field(x, y);
    return order != 0 ? order : ix_str_compare(x->self, y->self);
}

static int compare_text(const detail *x, const detail *y) {
    int order = compare_field(x, y);
    return order != 0 ? order : ix_str_compare(x->text, y->text);
}

/* Total orders for sorting: equal details in the order in which they stand. */
static int sort_by_self(const void *a, const void *b) {
    const detail *x = *(detail *const *)a;
    const detail *y = *(detail *const *)b;
    int order = compare_self(x, y);
    order = order != 0 ? order : compare_text(x, y);
    return order != 0 ? order : (x > y) - (x < y);
}

static int sort_by_text(const void *a, const void *b) {
    const detail *x = *(detail *const *)a;
    const detail *y = *(detail *const *)b;
    int order = compare_text(x, y);
    return order != 0 ? order : (x > y) - (x < y);
}

/* What of a side has no mate yet, sorted. */
typedef struct pick {
    detail **items;
    int count;
} pick;

static void pick_rest(pick *p, const side *s, int (*sort)(const void *, const void *)) {
    p->count = 0;
    for (int i = 0; i < s->count; i++) {
        if (s->items[i].mate == NULL) {
            p->items[p->count++] = &s->items[i];
        }
    }
    if (p->count > 1) {
        qsort(p->items, (size_t)p->count, sizeof *p->items, sort);
    }
}

static void pair(detail *x, detail *y, bool same) {
    x->mate = y;
    y->mate = x;
    x->same = same;
    y->same = same;
}

static int run_length(const pick *p, int at, int (*compare)(const detail *, const detail *)) {
    int end = at + 1;
    while (end < p->count && compare(p->items[at], p->items[end]) == 0) {
        end++;
    }
    return end - at;
}

/* Walk two sorted picks and pair what compares equal, in order; `alone`: only where each side has
 * one. */
static void pair_equal(const pick *a, const pick *b, int (*compare)(const detail *, const detail *),
                       bool alone) {
    int i = 0;
    int j = 0;
    while (i < a->count && j < b->count) {
        int order = compare(a->items[i], b->items[j]);
        if (order != 0) {
            i += order < 0;
            j += order > 0;
            continue;
        }
        int x = run_length(a, i, compare);
        int y = run_length(b, j, compare);
        bool named = compare != compare_self || a->items[i]->self.len > 0;
        for (int k = 0; k < x && k < y && named && (!alone || (x == 1 && y == 1)); k++) {
            pair(a->items[i + k], b->items[j + k], compare == compare_text);
        }
        i += x;
        j += y;
    }
}

static ix_status pair_sides(const side *a, const side *b, ix_arena *arena) {
    pick x = {.items = IX_NEW(arena, detail *, a->count + 1)};
    pick y = {.items = IX_NEW(arena, detail *, b->count + 1)};
    if (x.items == NULL || y.items == NULL) {
        return IX_E_MEMORY;
    }
    pick_rest(&x, a, sort_by_text);
    pick_rest(&y, b, sort_by_text);
    pair_equal(&x, &y, compare_text, false);
    pick_rest(&x, a, sort_by_self);
    pick_rest(&y, b, sort_by_self);
    pair_equal(&x, &y, compare_self, false);
    pick_rest(&x, a, sort_by_text);
    pick_rest(&y, b, sort_by_text);
    pair_equal(&x, &y, compare_field, true);
    return IX_OK;
}

/* What is left of the same `of`, though nothing tells which became which. */
static ix_status pair_in_order(const side *a, const side *b, ix_arena *arena) {
    pick x = {.items = IX_NEW(arena, detail *, a->count + 1)};
    pick y = {.items = IX_NEW(arena, detail *, b->count + 1)};
    if (x.items == NULL || y.items == NULL) {
        return IX_E_MEMORY;
    }
    pick_rest(&x, a, sort_by_text);
    pick_rest(&y, b, sort_by_text);
    pair_equal(&x, &y, compare_field, false);
    return IX_OK;
}

/* ------------------------------------------------------------------ changes */

typedef struct changes {
    ix_buf items; /* ix_detail_change, one behind the other */
    ix_arena *arena;
    ix_status status;
} changes;

static void emit(changes *out, const detail *from, const detail *to) {
    const detail *any = from != NULL ? from : to;
    ix_detail_change change = {.kind = any->kind, .of = any->of};
    change.from = from != NULL ? from->text : (ix_str){0};
    change.to = to != NULL ? to->text : (ix_str){0};
    ix_buf_append(&out->items, (ix_str){(const char *)&change, sizeof change});
}

/* By kind: what changed or went in the order of the old side, then what came. */
static void emit_differences(changes *out, const side *a, const side *b) {
    int i = 0;
    int j = 0;
    while (i < a->count || j < b->count) {
        bool old = i < a->count && (j >= b->count || a->items[i].kind <= b->items[j].kind);
        const detail *d = old ? &a->items[i++] : &b->items[j++];
        if (old && !d->same) {
            emit(out, d, d->mate);
        } else if (!old && d->mate == NULL) {
            emit(out, NULL, d);
        }
    }
}

static void compare_sides(changes *out, side *a, side *b) {
    ix_status status = a->status != IX_OK ? a->status : b->status;
    status = status == IX_OK ? pair_sides(a, b, out->arena) : status;
    if (status == IX_OK) {
        emit_differences(out, a, b);
    } else {
        out->status = status;
    }
    ix_buf_free(&a->line);
    ix_buf_free(&b->line);
}

/* Each listing as one detail, whose text is all it says. */
static void describe_listings(side *s, const ix_entity *e, ix_arena *arena) {
    int count = e == NULL ? 0 : e->listing_count;
    side_init(s, count, arena);
    for (int i = 0; i < count && s->status == IX_OK; i++) {
        const ix_listing *l = &e->listings[i];
        side one;
        describe_listing(&one, l, arena);
        ix_buf_append_cstr(&s->line, ix_detail_kind_name(IX_DETAIL_LISTING));
        for (int k = 0; k < one.count; k++) {
            ix_buf_printf(&s->line, "\n%s ", ix_detail_kind_name(one.items[k].kind));
            ix_buf_append(&s->line, one.items[k].text);
        }
        s->status = one.status;
        ix_buf_free(&one.line);
        add_line(s, IX_DETAIL_LISTING, l->source, l->authority);
    }
}

static void compare_listing_pair(changes *out, const ix_listing *from, const ix_listing *to) {
    side a;
    side b;
    describe_listing(&a, from, out->arena);
    describe_listing(&b, to, out->arena);
    compare_sides(out, &a, &b);
}

/* The detail of a listing stands at the place of the listing. */
static void compare_listings(changes *out, const ix_entity *from, const ix_entity *to) {
    side a;
    side b;
    describe_listings(&a, from, out->arena);
    describe_listings(&b, to, out->arena);
    ix_status status = a.status != IX_OK ? a.status : b.status;
    status = status == IX_OK ? pair_sides(&a, &b, out->arena) : status;
    status = status == IX_OK ? pair_in_order(&a, &b, out->arena) : status;
    if (status != IX_OK) {
        out->status = status;
    }
    for (int i = 0; i < a.count && status == IX_OK; i++) {
        const detail *mate = a.items[i].mate;
        if (!a.items[i].same) {
            compare_listing_pair(out, &from->listings[i],
                                 mate == NULL ? NULL : &to->listings[mate - b.items]);
        }
    }
    for (int i = 0; i < b.count && status == IX_OK; i++) {
        if (b.items[i].mate == NULL) {
            compare_listing_pair(out, NULL, &to->listings[i]);
        }
    }
    ix_buf_free(&a.line);
    ix_buf_free(&b.line);
}

static ix_status take_changes(ix_detail_change **out, int *count, const changes *c,
                              ix_error *error) {
    ix_status status = c->status != IX_OK ? c->status : c->items.status;
    *count = (int)(c->items.len / sizeof **out);
    *out = status == IX_OK ? IX_NEW(c->arena, ix_detail_change, *count) : NULL;
    if (*out == NULL) {
        *count = 0;
        status = status == IX_OK ? IX_E_MEMORY : status;
        return ix_error_set(error, status, "two versions of an entity could not be compared: %s",
                            ix_status_text(status));
    }
    if (*count > 0) {
        memcpy(*out, c->items.ptr, c->items.len);
    }
    return IX_OK;
}

ix_status ix_entity_diff(ix_detail_change **out, int *count, const ix_entity *from,
                         const ix_entity *to, ix_arena *arena, ix_error *error) {
    assert(from != NULL || to != NULL);
    changes c = {.arena = arena};
    side a;
    side b;
    ix_buf_init(&c.items, TEXT_BYTES_MAX);
    c.items.allocator = arena->allocator;
    describe_party(&a, from, arena);
    describe_party(&b, to, arena);
    compare_sides(&c, &a, &b);
    compare_listings(&c, from, to);
    describe_rest(&a, from, arena);
    describe_rest(&b, to, arena);
    compare_sides(&c, &a, &b);
    ix_status status = take_changes(out, count, &c, error);
    ix_buf_free(&c.items);
    return status;
}
