/* From a row's values to an entity: one function a block of the mapping. */
#include "mapped.h"

#include <assert.h>
#include <string.h>

#define SAME_LOOK_MAX 256 /* details of an entity compared with one more */

/* An item in which a block's values are sought. */
typedef struct block_item {
    mapped_source *source;
    const mapping_block *block;
    mapped_node *node;
    ix_str word; /* what the block's unreadable values are kept under */
} block_item;

static ix_str slot_first(const block_item *at, int slot) {
    return mapped_first(at->source, &at->block->slots[slot], at->node);
}

static ix_vector slot_all(const block_item *at, int slot) {
    ix_vector out = {0};
    mapped_all(&out, at->source, &at->block->slots[slot], at->node);
    return out;
}

/* All texts of a slot as one. */
static ix_str slot_joined(const block_item *at, int slot, ix_str between) {
    ix_vector texts = slot_all(at, slot);
    ix_str all = {0};
    for (int i = 0; i < texts.count; i++) {
        const ix_str parts[] = {all, i > 0 ? between : (ix_str){0}, ((ix_str *)texts.items)[i]};
        all = ix_draft_join(at->source->draft, parts, 3);
    }
    return all;
}

/* The name of what a block reads: its `each`, else the first path of the slot. */
static ix_str word_of(const mapping_block *block, int slot) {
    const ix_vector *values = &block->slots[slot];
    if (block->scope.each != NULL) {
        return block->scope.each->text;
    }
    const mapping_value *value = values->items;
    if (values->count == 0 || value->from.count == 0) {
        return IX_STR("mapping");
    }
    return (*(mapping_path *const *)value->from.items)->text;
}

typedef void (*filler)(const block_item *at);

static void fill_blocks(mapped_source *source, const ix_vector *blocks, int word_slot,
                        filler fill) {
    const mapping_block *all = blocks->items;
    for (int i = 0; i < blocks->count; i++) {
        ix_vector items = mapped_items(source, &all[i].scope, source->row);
        for (int j = 0; j < items.count && source->draft->status == IX_OK; j++) {
            fill(&(block_item){source, &all[i], ((mapped_node **)items.items)[j],
                               word_of(&all[i], word_slot)});
        }
    }
}

/* ------------------------------------------------------------------ names */

/* The better of two kinds for one text. */
static int rank(ix_name_kind kind) {
    static const int ranks[] = {[IX_NAME_PRIMARY] = 0,
                                [IX_NAME_STRONG] = 1,
                                [IX_NAME_TRANSLATION] = 2,
                                [IX_NAME_FORMER] = 3,
                                [IX_NAME_WEAK] = 4};
    return ranks[kind];
}

/* What another column or row says again is one name, of the best kind it is given as. */
static void add_name(mapped_source *source, ix_name_kind kind, ix_str text, ix_str origin) {
    ix_draft *draft = source->draft;
    ix_entity *e = &draft->entity;
    if (!ix_draft_says_something(text)) {
        ix_draft_unmodelled(draft, IX_STR("name"), text);
        return;
    }
    for (int i = 0; i < e->name_count && i < SAME_LOOK_MAX; i++) {
        bool again = source->repeats || !ix_str_equal(e->names[i].origin, origin);
        if (again && ix_str_equal(e->names[i].text, text)) {
            e->names[i].kind = rank(kind) < rank(e->names[i].kind) ? kind : e->names[i].kind;
            return;
        }
    }
    ix_draft_name(draft, kind, text, origin);
}

static ix_name_kind kind_of(const block_item *at) {
    ix_str word = slot_first(at, NAME_KIND);
    ix_name_kind kind = IX_NAME_STRONG;
    if (word.len > 0 && !mapping_name_kind(&kind, word)) {
        ix_draft_warn(at->source->draft, IX_STR("unknown_name_kind"), word);
    }
    return kind;
}

static void fill_name(const block_item *at) {
    ix_draft *draft = at->source->draft;
    ix_str surname = slot_first(at, NAME_SURNAME);
    ix_str given = slot_first(at, NAME_GIVEN);
    ix_name_kind kind = kind_of(at);
    ix_str origin = at->block->origin.len > 0 ? at->block->origin : at->word;
    if (surname.len > 0 || given.len > 0) {
        bool both = surname.len > 0 && given.len > 0;
        const ix_str parts[] = {surname, both ? IX_STR(", ") : (ix_str){0}, given};
        add_name(at->source, kind, ix_draft_join(draft, parts, 3), origin);
    }
    ix_vector texts = slot_all(at, NAME_TEXT);
    for (int i = 0; i < texts.count; i++) {
        add_name(at->source, kind, ((ix_str *)texts.items)[i], origin);
    }
}

/* Exactly one primary name, the first: the first that is called so, else the first strong one, else
 * the first. */
static void settle_names(ix_entity *e) {
    int best = 0;
    for (int i = 1; i < e->name_count; i++) {
        ix_name_kind kind = e->names[i].kind;
        bool better = kind == IX_NAME_PRIMARY || kind == IX_NAME_STRONG;
        best = better && rank(kind) < rank(e->names[best].kind) ? i : best;
    }
    ix_entity_name primary = e->names[best];
    primary.kind = IX_NAME_PRIMARY;
    memmove(e->names + 1, e->names, (size_t)best * sizeof *e->names);
    e->names[0] = primary;
    for (int i = 1; i < e->name_count; i++) {
        e->names[i].kind = e->names[i].kind == IX_NAME_PRIMARY ? IX_NAME_STRONG : e->names[i].kind;
    }
}

/* ------------------------------------------------------------------ dates */

/* "29-06-2012" in the order the mapping tells, as 2012-06-29; any other text as it is. */
static ix_str in_order(mapped_source *source, ix_str text) {
    ix_str parts[3];
    ix_str rest = text;
    int64_t value;
    char separator = 0;
    for (ptrdiff_t i = 0; i < text.len && separator == 0; i++) {
        char c = text.ptr[i];
        separator = c == '-' || c == '/' || c == '.' ? c : 0;
    }
    for (int i = 0; i < 3; i++) {
        parts[i] = separator == 0 ? (ix_str){0} : ix_str_cut(rest, separator, &rest);
        if (!ix_str_to_int(parts[i], &value) || parts[i].len > (i < 2 ? 2 : 4)) {
            return text;
        }
    }
    if (source->map->dates == DATES_AS_WRITTEN || rest.ptr != NULL || parts[2].len != 4) {
        return text;
    }
    int day = source->map->dates == DATES_DAY_FIRST ? 0 : 1;
    const ix_str iso[] = {parts[2], parts[1 - day].len == 1 ? IX_STR("-0") : IX_STR("-"),
                          parts[1 - day], parts[day].len == 1 ? IX_STR("-0") : IX_STR("-"),
                          parts[day]};
    return ix_draft_join(source->draft, iso, 5);
}

/* A single date, of whatever precision. */
static bool read_date(mapped_source *source, ix_date *date, ix_str text) {
    ix_date_range readings[2];
    int count = 0;
    if (ix_date_parse(readings, &count, in_order(source, text), NULL) != IX_OK || count != 1) {
        return false;
    }
    *date = readings[0].from;
    return true;
}

bool mapped_when(mapped_source *source, ix_when *when, ix_str text) {
    ix_date date;
    if (ix_when_parse(when, in_order(source, text), NULL) == IX_OK) {
        return true;
    }
    if (!read_date(source, &date, text) || date.day == 0 || date.circa) {
        return false;
    }
    *when = (ix_when){IX_WHEN_DATE, ix_date_first_day(date)};
    return true;
}

/* The earliest of the dates a slot gives (`latest`: the latest); NONE when there is none. */
static ix_when slot_when(const block_item *at, int slot, const char *word, bool latest) {
    mapped_source *source = at->source;
    ix_vector texts = slot_all(at, slot);
    ix_when best = {0};
    for (int i = 0; i < texts.count; i++) {
        ix_when when;
        ix_str text = ((ix_str *)texts.items)[i];
        if (!mapped_when(source, &when, text)) {
            ix_draft_unmodelled(source->draft, ix_str_from_cstr(word), text);
        } else if (best.kind == IX_WHEN_NONE ||
                   (ix_when_instant(when, source->map->zone) <
                    ix_when_instant(best, source->map->zone)) != latest) {
            best = when;
        }
    }
    return best;
}

static bool is_yes(ix_str text) {
    static const char *const words[] = {"true", "yes", "y", "1", "circa", "approximately"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (ix_str_equal_ascii_nocase(text, ix_str_from_cstr(words[i]))) {
            return true;
        }
    }
    return false;
}

static void add_birth(const block_item *at, ix_str text, bool circa) {
    const ix_str parts[] = {circa ? IX_STR("circa ") : (ix_str){0}, text};
    ix_draft_birth(at->source->draft, at->word, ix_draft_join(at->source->draft, parts, 2));
}

/* Year, month and day from columns of their own. */
static void add_birth_parts(const block_item *at, bool circa) {
    ix_str parts[5] = {slot_first(at, BIRTH_YEAR)};
    ix_str month = slot_first(at, BIRTH_MONTH);
    ix_str day = month.len > 0 ? slot_first(at, BIRTH_DAY) : (ix_str){0};
    if (month.len > 0) {
        parts[1] = month.len == 1 ? IX_STR("-0") : IX_STR("-");
        parts[2] = month;
    }
    if (day.len > 0) {
        parts[3] = day.len == 1 ? IX_STR("-0") : IX_STR("-");
        parts[4] = day;
    }
    if (parts[0].len > 0) {
        add_birth(at, ix_draft_join(at->source->draft, parts, 5), circa);
    }
}

static void fill_birth(const block_item *at) {
    bool circa = is_yes(slot_first(at, BIRTH_CIRCA));
    ix_vector dates = slot_all(at, BIRTH_DATE);
    for (int i = 0; i < dates.count; i++) {
        add_birth(at, in_order(at->source, ((ix_str *)dates.items)[i]), circa);
    }
    if (dates.count == 0) {
        add_birth_parts(at, circa);
    } else { /* the same said again */
        slot_first(at, BIRTH_YEAR);
        slot_first(at, BIRTH_MONTH);
        slot_first(at, BIRTH_DAY);
    }
}

/* ------------------------------------------------------------------ identifiers, addresses */

static void date_of(const block_item *at, ix_date *date, int slot, const char *word) {
    ix_str text = slot_first(at, slot);
    if (text.len > 0 && !read_date(at->source, date, text)) {
        ix_draft_unmodelled(at->source->draft, ix_str_from_cstr(word), text);
    }
}

static bool has_identifier(const ix_entity *e, ix_identifier_type type, ix_str value,
                           ix_str currency) {
    for (int i = 0; i < e->identifier_count && i < SAME_LOOK_MAX; i++) {
        const ix_identifier *id = &e->identifiers[i];
        bool same = id->type == type || type == IX_ID_OTHER; /* a block that knew better */
        if (same && ix_str_equal(id->value, value) && ix_str_equal(id->currency, currency)) {
            return true;
        }
    }
    return false;
}

static void add_identifier(const block_item *at, ix_identifier_type type, ix_str label,
                           ix_str value) {
    ix_draft *draft = at->source->draft;
    ix_str currency = slot_first(at, ID_CURRENCY);
    if (!ix_draft_says_something(value)) {
        ix_draft_unmodelled(draft, at->word, value);
        return;
    }
    if (has_identifier(&draft->entity, type, value, currency)) {
        return; /* rows of a group repeat theirs */
    }
    ix_identifier *id = ix_draft_identifier(draft, type, label, value);
    ix_str country = slot_first(at, ID_COUNTRY);
    if (id == NULL) {
        return;
    }
    id->currency = currency;
    if (!ix_draft_country(draft, id->country, country)) {
        ix_draft_unmodelled(draft, IX_STR("identifier_country"), country);
    }
    date_of(at, &id->issued, ID_ISSUED, "identifier_issued");
    date_of(at, &id->expires, ID_EXPIRES, "identifier_expires");
}

static void fill_identifier(const block_item *at) {
    ix_str word = slot_first(at, ID_TYPE);
    ix_identifier_type type = IX_ID_OTHER;
    if (word.len == 0) {
        return; /* the table has nothing for it: it stays as it is */
    }
    if (!ix_identifier_type_parse(&type, word)) {
        ix_draft_warn(at->source->draft, IX_STR("unknown_identifier_type"), word);
    }
    ix_str label = slot_first(at, ID_LABEL);
    ix_vector values = slot_all(at, ID_VALUE);
    for (int i = 0; i < values.count; i++) {
        add_identifier(at, type, label, ((ix_str *)values.items)[i]);
    }
}

static bool has_address(const ix_entity *e, ix_str street, ix_str place, ix_str country) {
    for (int i = 0; i < e->address_count && i < SAME_LOOK_MAX; i++) {
        const ix_address *a = &e->addresses[i];
        if (ix_str_equal(a->street, street) && ix_str_equal(a->place, place) &&
            ix_str_equal(a->country_text, country)) {
            return true;
        }
    }
    return false;
}

/* "12 Main Street, Springfield, Utopia": the last item is the country if it is one. */
static void add_whole_address(ix_draft *draft, ix_str text, ix_str remark) {
    ptrdiff_t comma = text.len;
    char code[3];
    while (comma > 0 && text.ptr[comma - 1] != ',') {
        comma--;
    }
    ix_str country = ix_str_trim(ix_str_slice(text, comma, text.len));
    bool told = ix_draft_country(draft, code, country);
    ix_str street = told ? ix_str_trim(ix_str_slice(text, 0, comma - 1)) : text;
    country = told ? country : (ix_str){0};
    if (!has_address(&draft->entity, street, (ix_str){0}, country)) {
        ix_draft_address(draft, street, (ix_str){0}, country, remark);
    }
}

static void fill_address(const block_item *at) {
    ix_draft *draft = at->source->draft;
    ix_str remark = slot_joined(at, ADDRESS_REMARK, IX_STR("; "));
    ix_vector wholes = slot_all(at, ADDRESS_WHOLE);
    for (int i = 0; i < wholes.count; i++) {
        add_whole_address(draft, ((ix_str *)wholes.items)[i], remark);
    }
    ix_str street = slot_joined(at, ADDRESS_STREET, IX_STR(", "));
    ix_str place = slot_joined(at, ADDRESS_PLACE, IX_STR(", "));
    ix_str country = slot_first(at, ADDRESS_COUNTRY);
    if (!has_address(&draft->entity, street, place, country)) {
        ix_draft_address(draft, street, place, country, remark);
    }
}

/* ------------------------------------------------------------------ listings */

static bool has_program(const ix_listing *listing, ix_str program) {
    for (int i = 0; i < listing->program_count; i++) {
        if (ix_str_equal(listing->programs[i], program)) {
            return true;
        }
    }
    return false;
}

static void add_programs(ix_draft *draft, ix_listing *listing, const ix_str *programs, int count) {
    ix_str *all = IX_NEW(draft->arena, ix_str, listing->program_count + count);
    if (all == NULL) {
        draft->status = IX_E_MEMORY;
        return;
    }
    if (listing->program_count > 0) {
        memcpy(all, listing->programs, (size_t)listing->program_count * sizeof *all);
    }
    listing->programs = all;
    for (int i = 0; i < count; i++) {
        if (!has_program(listing, programs[i])) {
            all[listing->program_count++] = programs[i];
        }
    }
}

/* Is `text` one of the items of `all`, which '|' parts? */
static bool has_measure(ix_str all, ix_str text) {
    while (all.len > 0) {
        if (ix_str_equal(ix_str_cut(all, '|', &all), text)) {
            return true;
        }
    }
    return false;
}

static ix_str add_measures(ix_draft *draft, ix_str all, ix_str more) {
    while (more.len > 0) {
        ix_str one = ix_str_trim(ix_str_cut(more, '|', &more));
        if (one.len > 0 && !has_measure(all, one)) {
            const ix_str parts[] = {all, all.len > 0 ? IX_STR("|") : (ix_str){0}, one};
            all = ix_draft_join(draft, parts, 3);
        }
    }
    return all;
}

/* A text added to one that says something else; what it holds already is not said again. */
static ix_str add_text(ix_draft *draft, ix_str all, ix_str between, ix_str more) {
    if (more.len == 0 || ix_str_find(all, more, 0) >= 0) {
        return all;
    }
    const ix_str parts[] = {all, all.len > 0 ? between : (ix_str){0}, more};
    return ix_draft_join(draft, parts, 3);
}

static ix_when outer(ix_when a, ix_when b, ix_zone zone, bool latest) {
    if (a.kind == IX_WHEN_NONE || b.kind == IX_WHEN_NONE) {
        return a.kind == IX_WHEN_NONE ? b : a;
    }
    bool before = ix_when_instant(b, zone) < ix_when_instant(a, zone);
    return before != latest ? b : a;
}

static ix_listing make_listing(const block_item *at) {
    ix_draft *draft = at->source->draft;
    ix_listing one = {.source = slot_first(at, LISTING_SOURCE),
                      .announced = slot_when(at, LISTING_ANNOUNCED, "announced", false),
                      .published = slot_when(at, LISTING_PUBLISHED, "published", false),
                      .effective_from = slot_when(at, LISTING_FROM, "effective_from", false),
                      .effective_until = slot_when(at, LISTING_UNTIL, "effective_until", true),
                      .authority = slot_joined(at, LISTING_AUTHORITY, IX_STR("; ")),
                      .reason = slot_joined(at, LISTING_REASON, IX_STR("\n"))};
    one.measures = add_measures(draft, (ix_str){0}, slot_joined(at, LISTING_MEASURES, IX_STR("|")));
    ix_vector programs = slot_all(at, LISTING_PROGRAMS);
    add_programs(draft, &one, programs.items, programs.count);
    return one;
}

/* What one more row or item says of the listing there is. */
static void merge_listing(mapped_source *source, ix_listing *into, const ix_listing *one) {
    ix_draft *draft = source->draft;
    ix_zone zone = source->map->zone;
    into->source = into->source.len > 0 ? into->source : one->source;
    into->announced = outer(into->announced, one->announced, zone, false);
    into->published = outer(into->published, one->published, zone, false);
    into->effective_from = outer(into->effective_from, one->effective_from, zone, false);
    into->effective_until = outer(into->effective_until, one->effective_until, zone, true);
    into->authority = add_text(draft, into->authority, IX_STR("; "), one->authority);
    into->reason = add_text(draft, into->reason, IX_STR("\n"), one->reason);
    into->measures = add_measures(draft, into->measures, one->measures);
    add_programs(draft, into, one->programs, one->program_count);
}

static bool when_equal(ix_when a, ix_when b) {
    return a.kind == b.kind && (a.kind == IX_WHEN_NONE || a.value == b.value);
}

static bool listing_equal(const ix_listing *a, const ix_listing *b) {
    bool same = a->program_count == b->program_count;
    for (int i = 0; same && i < a->program_count; i++) {
        same = ix_str_equal(a->programs[i], b->programs[i]);
    }
    return same && ix_str_equal(a->source, b->source) && when_equal(a->announced, b->announced) &&
           when_equal(a->published, b->published) &&
           when_equal(a->effective_from, b->effective_from) &&
           when_equal(a->effective_until, b->effective_until) &&
           ix_str_equal(a->authority, b->authority) && ix_str_equal(a->reason, b->reason) &&
           ix_str_equal(a->measures, b->measures);
}

static void fill_listing(const block_item *at) {
    ix_entity *e = &at->source->draft->entity;
    ix_listing one = make_listing(at);
    if (at->source->draft->status != IX_OK) {
        return;
    }
    if (!at->block->several) {
        merge_listing(at->source, &e->listings[0], &one);
        return;
    }
    static const ix_listing blank;
    for (int i = 0; i < e->listing_count; i++) {
        if (listing_equal(&e->listings[i], &one)) {
            return;
        }
        if (listing_equal(&e->listings[i], &blank)) {
            e->listings[i] = one;
            return;
        }
    }
    ix_listing *slot = ix_draft_listing(at->source->draft);
    if (slot != NULL) {
        *slot = one;
    }
}

/* ------------------------------------------------------------------ the rest */

static void fill_relation(const block_item *at) {
    ix_draft *draft = at->source->draft;
    ix_str kind = slot_first(at, PAIR_NAME);
    ix_vector targets = slot_all(at, PAIR_VALUE);
    for (int i = 0; i < targets.count; i++) {
        ix_str target = ((ix_str *)targets.items)[i];
        bool there = false;
        for (int j = 0; j < draft->entity.relation_count && j < SAME_LOOK_MAX; j++) {
            there |= ix_str_equal(draft->entity.relations[j].kind, kind) &&
                     ix_str_equal(draft->entity.relations[j].target, target);
        }
        ix_draft_relation(draft, kind, there ? (ix_str){0} : target);
    }
}

static void fill_vessel(const block_item *at) {
    ix_str name = slot_first(at, PAIR_NAME);
    ix_vector values = slot_all(at, PAIR_VALUE);
    for (int i = 0; i < values.count; i++) {
        ix_draft_vessel(at->source->draft, name, ((ix_str *)values.items)[i]);
    }
}

static bool has_text(const ix_str *texts, int count, ix_str text) {
    for (int i = 0; i < count && i < SAME_LOOK_MAX; i++) {
        if (ix_str_equal(texts[i], text)) {
            return true;
        }
    }
    return false;
}

static void fill_texts(mapped_source *source) {
    ix_draft *draft = source->draft;
    ix_entity *e = &draft->entity;
    const mapping *map = source->map;
    ix_vector places = {0};
    ix_vector nations = {0};
    ix_vector titles = {0};
    ix_vector notes = {0};
    ix_vector remarks = {0};
    mapped_all(&places, source, &map->birth_places, source->row);
    mapped_all(&nations, source, &map->nationalities, source->row);
    mapped_all(&titles, source, &map->titles, source->row);
    mapped_all(&notes, source, &map->notes, source->row);
    mapped_all(&remarks, source, &map->remarks, source->row);
    for (int i = 0; i < places.count; i++) {
        ix_str place = ((ix_str *)places.items)[i];
        bool there = has_text(e->birth_places, e->birth_place_count, place);
        ix_draft_birth_place(draft, there ? (ix_str){0} : place);
    }
    for (int i = 0; i < nations.count; i++) {
        ix_draft_nationality(draft, IX_STR("nationality"), ((ix_str *)nations.items)[i]);
    }
    for (int i = 0; i < titles.count; i++) {
        e->title = add_text(draft, e->title, IX_STR("; "), ((ix_str *)titles.items)[i]);
    }
    for (int i = 0; i < notes.count; i++) {
        ix_str note = ((ix_str *)notes.items)[i];
        ix_draft_note(draft, has_text(e->notes, e->note_count, note) ? (ix_str){0} : note);
    }
    for (int i = 0; i < remarks.count; i++) {
        e->remarks = add_text(draft, e->remarks, IX_STR("\n"), ((ix_str *)remarks.items)[i]);
    }
}

static void fill_gender(mapped_source *source) {
    ix_str word = mapped_first(source, &source->map->gender, source->row);
    if (ix_str_equal_ascii_nocase(word, IX_STR("male")) ||
        ix_str_equal_ascii_nocase(word, IX_STR("m"))) {
        source->draft->entity.gender = IX_GENDER_MALE;
    } else if (ix_str_equal_ascii_nocase(word, IX_STR("female")) ||
               ix_str_equal_ascii_nocase(word, IX_STR("f"))) {
        source->draft->entity.gender = IX_GENDER_FEMALE;
    } else {
        ix_draft_unmodelled(source->draft, IX_STR("gender"), word);
    }
}

void mapped_fill(mapped_source *source) {
    const mapping *map = source->map;
    fill_blocks(source, &map->names, NAME_TEXT, fill_name);
    fill_blocks(source, &map->births, BIRTH_DATE, fill_birth);
    fill_blocks(source, &map->identifiers, ID_VALUE, fill_identifier);
    fill_blocks(source, &map->addresses, ADDRESS_STREET, fill_address);
    fill_blocks(source, &map->listings, LISTING_PROGRAMS, fill_listing);
    fill_blocks(source, &map->relations, PAIR_VALUE, fill_relation);
    fill_blocks(source, &map->vessel, PAIR_VALUE, fill_vessel);
    fill_texts(source);
    fill_gender(source);
}

const char *mapped_end(ix_draft *draft) {
    ix_entity *e = &draft->entity;
    if (e->name_count == 0) {
        return "the mapping finds no name in it";
    }
    settle_names(e);
    return NULL;
}

/* ------------------------------------------------------------------ what is left over */

static void mark(mapped_node *node) {
    node->taken = true;
    for (int i = 0; i < node->count; i++) {
        mark(&node->items[i]);
    }
}

static bool said_before(const ix_entity *e, ix_str name, ix_str text) {
    for (int i = 0; i < e->unmodelled_count && i < SAME_LOOK_MAX; i++) {
        if (ix_str_equal(e->unmodelled[i].name, name) &&
            ix_str_equal(e->unmodelled[i].value, text)) {
            return true;
        }
    }
    return false;
}

/* `steps`: names from the row down, a point behind each. */
static void leave(mapped_source *source, const mapped_node *node, ix_str *steps, int step_count) {
    ix_draft *draft = source->draft;
    bool was_cut = node->kind == NODE_OBJECT && node->text.len > 0;
    if (was_cut ? node->items[1].taken || node->taken : node->taken) {
        return;
    }
    if (node->kind == NODE_TEXT || was_cut) {
        ix_str text = mapped_text(node, source->map);
        ix_str name = text.len > 0 ? ix_draft_join(draft, steps, step_count - 1) : (ix_str){0};
        name = name.len > 0 ? name : IX_STR("unnamed");
        if (text.len > 0 && !(source->repeats && said_before(&draft->entity, name, text))) {
            ix_draft_unmodelled(draft, name, text);
        }
        return;
    }
    for (int i = 0; i < node->count; i++) {
        bool named = node->kind == NODE_OBJECT;
        steps[step_count] = node->items[i].name;
        steps[step_count + 1] = IX_STR(".");
        leave(source, &node->items[i], steps, step_count + (named ? 2 : 0));
    }
}

void mapped_leave(mapped_source *source) {
    ix_str steps[2 * (MAPPED_DEPTH_MAX + 4)];
    mapping_path *const *ignore = source->map->ignore.items;
    for (int i = 0; i < source->map->ignore.count; i++) {
        ix_vector found = {0};
        if (!mapped_find(&found, source->row, source->row, ignore[i], source->draft->arena)) {
            source->draft->status = IX_E_MEMORY;
            return;
        }
        for (int j = 0; j < found.count; j++) {
            mark(((mapped_node **)found.items)[j]);
        }
    }
    leave(source, source->row, steps, 0);
}
