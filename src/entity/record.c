/* The canonical encoding of an entity, and its decoding from hostile bytes.
 *
 *     record  = version:u8 (1)  element*
 *     element = tag:u8  length:varint  payload of that length
 *
 * Elements stand in the order of the tags below; a repeated tag is one array in its order. Inside a
 * payload: string = length:varint bytes; country = a string of 0 or 2 bytes; date = 0:u8, or
 * 1 + circa:u8 year:u16 month:u8 day:u8; when = kind:u8 and, unless NONE, value:u64; enums are
 * u8 (their values are part of this layout: rows are only ever appended). Fixed-size numbers are
 * little-endian; varints are base 128, low group first, at most five bytes.
 *
 *     tag  element      payload              | tag  element      payload
 *      1   key          bytes, not empty     |  9   address      street place text country remark
 *      2   type         u8                   | 10   listing      source count:varint programs...
 *      3   name         kind:u8 text origin  |                   announced published from until
 *      4   birth        from:date to:date    |                   authority reason measures
 *      5   birth place  bytes                | 11   relation     kind target
 *      6   gender       u8, never unknown    | 12   title        bytes, not empty
 *      7   nationality  two bytes            | 13   vessel field name value
 *      8   identifier   type:u8 value label  | 14   note         bytes
 *                       currency country     | 15   remarks      bytes, not empty
 *                       issued:date          | 16   unmodelled   name value
 *                       expires:date         |
 *
 * Each entity has exactly one encoding and only that is accepted: what is empty or unknown is left
 * out, varints are as short as they can be. So decoding and encoding again gives the same bytes.
 *
 * Decoding goes over the record twice: first over tags and lengths, to size all arrays as one
 * allocation, then into the payloads. */
#include <interdict/entity.h>

#include <assert.h>
#include <string.h>

#define RECORD_VERSION   1
#define VARINT_BYTES_MAX 5

enum {
    TAG_KEY = 1,
    TAG_TYPE,
    TAG_NAME,
    TAG_BIRTH,
    TAG_BIRTH_PLACE,
    TAG_GENDER,
    TAG_NATIONALITY,
    TAG_IDENTIFIER,
    TAG_ADDRESS,
    TAG_LISTING,
    TAG_RELATION,
    TAG_TITLE,
    TAG_VESSEL,
    TAG_NOTE,
    TAG_REMARKS,
    TAG_UNMODELLED,
    TAG_COUNT
};

/* The values an enum of an X-list may take, so that a record cannot smuggle in others. */
#define COUNT_ROW(name, text) +1
enum {
    PARTY_COUNT = 0 IX_PARTY_LIST(COUNT_ROW),
    NAME_KIND_COUNT = 0 IX_NAME_KIND_LIST(COUNT_ROW),
    IDENTIFIER_COUNT = 0 IX_IDENTIFIER_LIST(COUNT_ROW)
};

/* ------------------------------------------------------------------ encoding */

/* Where bytes go. Each payload is put twice: counted first, for its length, then written. */
typedef struct encoder {
    ix_buf *out;
    size_t counted;
    bool counting;
} encoder;

static void put_bytes(encoder *e, const void *bytes, size_t len) {
    if (e->counting) {
        e->counted += len;
    } else {
        ix_buf_append(e->out, (ix_str){bytes, (ptrdiff_t)len});
    }
}

static void put_u8(encoder *e, unsigned value) {
    assert(value <= UINT8_MAX);
    char byte = (char)value;
    put_bytes(e, &byte, 1);
}

static void put_varint(encoder *e, size_t value) {
    assert(value <= UINT32_MAX);
    char bytes[VARINT_BYTES_MAX];
    size_t len = 0;
    while (value >= 0x80) {
        bytes[len++] = (char)(value | 0x80);
        value >>= 7;
    }
    bytes[len++] = (char)value;
    put_bytes(e, bytes, len);
}

static void put_str(encoder *e, ix_str s) {
    put_varint(e, (size_t)s.len);
    put_bytes(e, s.ptr, (size_t)s.len);
}

static ix_str country_str(const char country[3]) {
    return (ix_str){country, country[0] == '\0' ? 0 : 2};
}

static void put_date(encoder *e, ix_date date) {
    if (date.year == 0) {
        put_u8(e, 0);
        return;
    }
    assert(ix_date_is_valid(date));
    put_u8(e, date.circa ? 2 : 1);
    put_u8(e, (unsigned)date.year & 0xFF);
    put_u8(e, (unsigned)date.year >> 8);
    put_u8(e, date.month);
    put_u8(e, date.day);
}

static void put_when(encoder *e, ix_when when) {
    put_u8(e, (unsigned)when.kind);
    for (int i = 0; i < 8 && when.kind != IX_WHEN_NONE; i++) {
        put_u8(e, (unsigned)((uint64_t)when.value >> (8 * i)) & 0xFF);
    }
}

static void put_name(encoder *e, const void *item) {
    const ix_entity_name *name = item;
    assert(name->text.len > 0);
    put_u8(e, (unsigned)name->kind);
    put_str(e, name->text);
    put_str(e, name->origin);
}

static void put_birth(encoder *e, const void *item) {
    const ix_date_range *range = item;
    put_date(e, range->from);
    put_date(e, range->to);
}

static void put_text(encoder *e, const void *item) {
    const ix_str *text = item;
    put_bytes(e, text->ptr, (size_t)text->len);
}

static void put_byte(encoder *e, const void *item) {
    put_bytes(e, item, 1);
}

static void put_country(encoder *e, const void *item) {
    put_bytes(e, item, 2);
}

static void put_identifier(encoder *e, const void *item) {
    const ix_identifier *id = item;
    put_u8(e, (unsigned)id->type);
    put_str(e, id->value);
    put_str(e, id->label);
    put_str(e, id->currency);
    put_str(e, country_str(id->country));
    put_date(e, id->issued);
    put_date(e, id->expires);
}

static void put_address(encoder *e, const void *item) {
    const ix_address *address = item;
    put_str(e, address->street);
    put_str(e, address->place);
    put_str(e, address->country_text);
    put_str(e, country_str(address->country));
    put_str(e, address->remark);
}

static void put_listing(encoder *e, const void *item) {
    const ix_listing *listing = item;
    put_str(e, listing->source);
    put_varint(e, (size_t)listing->program_count);
    for (int i = 0; i < listing->program_count; i++) {
        put_str(e, listing->programs[i]);
    }
    put_when(e, listing->announced);
    put_when(e, listing->published);
    put_when(e, listing->effective_from);
    put_when(e, listing->effective_until);
    put_str(e, listing->authority);
    put_str(e, listing->reason);
    put_str(e, listing->measures);
}

static void put_relation(encoder *e, const void *item) {
    const ix_relation *relation = item;
    put_str(e, relation->kind);
    put_str(e, relation->target);
}

static void put_field(encoder *e, const void *item) {
    const ix_field *field = item;
    put_str(e, field->name);
    put_str(e, field->value);
}

typedef void put_item(encoder *e, const void *item);

static void put_element(encoder *e, unsigned tag, put_item *put, const void *item) {
    encoder count = {.counting = true};
    put(&count, item);
    put_u8(e, tag);
    put_varint(e, count.counted);
    put(e, item);
}

static void put_array(encoder *e, unsigned tag, put_item *put, const void *items, int count,
                      size_t size) {
    assert(count >= 0);
    for (int i = 0; i < count; i++) {
        put_element(e, tag, put, (const char *)items + (size_t)i * size);
    }
}

#define PUT_ARRAY(e, tag, put, items, count)                                                       \
    put_array((e), (tag), (put), (items), (count), sizeof((items)[0]))

void ix_entity_encode(ix_buf *out, const ix_entity *entity) {
    assert(entity->key.len > 0 && entity->name_count > 0 && entity->listing_count > 0);
    size_t start = out->len;
    encoder e = {.out = out};
    uint8_t type = (uint8_t)entity->type;
    uint8_t gender = (uint8_t)entity->gender;
    put_u8(&e, RECORD_VERSION);
    put_element(&e, TAG_KEY, put_text, &entity->key);
    put_element(&e, TAG_TYPE, put_byte, &type);
    PUT_ARRAY(&e, TAG_NAME, put_name, entity->names, entity->name_count);
    PUT_ARRAY(&e, TAG_BIRTH, put_birth, entity->births, entity->birth_count);
    PUT_ARRAY(&e, TAG_BIRTH_PLACE, put_text, entity->birth_places, entity->birth_place_count);
    if (entity->gender != IX_GENDER_UNKNOWN) {
        put_element(&e, TAG_GENDER, put_byte, &gender);
    }
    PUT_ARRAY(&e, TAG_NATIONALITY, put_country, entity->nationalities, entity->nationality_count);
    PUT_ARRAY(&e, TAG_IDENTIFIER, put_identifier, entity->identifiers, entity->identifier_count);
    PUT_ARRAY(&e, TAG_ADDRESS, put_address, entity->addresses, entity->address_count);
    PUT_ARRAY(&e, TAG_LISTING, put_listing, entity->listings, entity->listing_count);
    PUT_ARRAY(&e, TAG_RELATION, put_relation, entity->relations, entity->relation_count);
    if (entity->title.len > 0) {
        put_element(&e, TAG_TITLE, put_text, &entity->title);
    }
    PUT_ARRAY(&e, TAG_VESSEL, put_field, entity->vessel, entity->vessel_count);
    PUT_ARRAY(&e, TAG_NOTE, put_text, entity->notes, entity->note_count);
    if (entity->remarks.len > 0) {
        put_element(&e, TAG_REMARKS, put_text, &entity->remarks);
    }
    PUT_ARRAY(&e, TAG_UNMODELLED, put_field, entity->unmodelled, entity->unmodelled_count);
    if (out->status == IX_OK && out->len - start > IX_ENTITY_RECORD_BYTES_MAX) {
        out->len = start;
        out->status = IX_E_LIMIT;
    }
}

/* ------------------------------------------------------------------ decoding */

/* Reads within [at, end); after a fault `bad` says what it was and every read gives nothing. */
typedef struct decoder {
    const char *at;
    const char *end;
    const char *bad;
} decoder;

static void fail(decoder *d, const char *what) {
    d->bad = d->bad == NULL ? what : d->bad;
    d->at = d->end;
}

static unsigned get_u8(decoder *d) {
    if (d->at == d->end) {
        fail(d, "it ends too early");
        return 0;
    }
    return (unsigned char)*d->at++;
}

/* A length: never more than the bytes that are left. */
static size_t get_length(decoder *d) {
    if (d->at < d->end && (unsigned char)*d->at < 0x80) {
        size_t value = (unsigned char)*d->at++;
        if (value > (size_t)(d->end - d->at)) {
            fail(d, "a length runs beyond the end");
            return 0;
        }
        return value;
    }
    uint64_t value = 0;
    for (int i = 0; i < VARINT_BYTES_MAX; i++) {
        unsigned byte = get_u8(d);
        value |= (uint64_t)(byte & 0x7F) << (7 * i);
        if (byte < 0x80) {
            if (byte == 0) {
                fail(d, "a length is not in its shortest form");
            } else if (value > (uint64_t)(d->end - d->at)) {
                fail(d, "a length runs beyond the end");
            }
            return d->bad == NULL ? (size_t)value : 0;
        }
    }
    fail(d, "a length is too long");
    return 0;
}

static ix_str get_bytes(decoder *d, size_t len) {
    assert(len <= (size_t)(d->end - d->at));
    ix_str s = {d->at, (ptrdiff_t)len};
    d->at += len;
    return s;
}

static ix_str get_str(decoder *d) {
    return get_bytes(d, get_length(d));
}

static unsigned get_enum(decoder *d, unsigned count) {
    unsigned value = get_u8(d);
    if (value >= count) {
        fail(d, "an enum has an unknown value");
        return 0;
    }
    return value;
}

static void take_country(decoder *d, char country[3], ix_str code) {
    if (code.len == 0) {
        return;
    }
    for (ptrdiff_t i = 0; i < 2 && code.len == 2; i++) {
        if (code.ptr[i] < 'A' || code.ptr[i] > 'Z') {
            code.len = -1;
        }
    }
    if (code.len != 2) {
        fail(d, "a country code is not two letters");
        return;
    }
    memcpy(country, code.ptr, 2);
    country[2] = '\0';
}

static ix_date get_date(decoder *d) {
    unsigned form = get_u8(d);
    if (form == 0) {
        return (ix_date){0};
    }
    unsigned low = get_u8(d);
    unsigned high = get_u8(d);
    unsigned month = get_u8(d);
    unsigned day = get_u8(d);
    ix_date date = {.month = (uint8_t)month, .day = (uint8_t)day, .circa = form == 2};
    if (form > 2 || high > 0x7F) {
        fail(d, "a date is malformed");
        return (ix_date){0};
    }
    date.year = (int16_t)(low | high << 8);
    if (!ix_date_is_valid(date)) {
        fail(d, "a date does not exist");
        return (ix_date){0};
    }
    return date;
}

static ix_when get_when(decoder *d) {
    unsigned kind = get_enum(d, IX_WHEN_INSTANT + 1);
    uint64_t value = 0;
    for (int i = 0; i < 8 && kind != IX_WHEN_NONE; i++) {
        value |= (uint64_t)get_u8(d) << (8 * i);
    }
    ix_when when = {.value = (int64_t)value};
    when.kind = kind == IX_WHEN_NONE   ? IX_WHEN_NONE
                : kind == IX_WHEN_DATE ? IX_WHEN_DATE
                                       : IX_WHEN_INSTANT;
    return when;
}

static void get_name(decoder *d, ix_entity_name *name) {
    name->kind = (ix_name_kind)get_enum(d, NAME_KIND_COUNT);
    name->text = get_str(d);
    name->origin = get_str(d);
    if (name->text.len == 0) {
        fail(d, "a name is empty");
    }
}

static void get_identifier(decoder *d, ix_identifier *id) {
    id->type = (ix_identifier_type)get_enum(d, IDENTIFIER_COUNT);
    id->value = get_str(d);
    id->label = get_str(d);
    id->currency = get_str(d);
    take_country(d, id->country, get_str(d));
    id->issued = get_date(d);
    id->expires = get_date(d);
}

static void get_address(decoder *d, ix_address *address) {
    address->street = get_str(d);
    address->place = get_str(d);
    address->country_text = get_str(d);
    take_country(d, address->country, get_str(d));
    address->remark = get_str(d);
}

static void get_field(decoder *d, ix_str *first, ix_str *second) {
    *first = get_str(d);
    *second = get_str(d);
}

/* Programs of a listing are counted like the arrays of the entity, in their own part of `spare`. */
static void get_listing(decoder *d, ix_listing *listing, ix_str **spare) {
    listing->source = get_str(d);
    size_t count = get_length(d);
    listing->programs = count > 0 ? *spare : NULL;
    listing->program_count = (int)count;
    for (size_t i = 0; i < count; i++) {
        (*spare)[i] = get_str(d);
    }
    *spare = count > 0 ? *spare + count : *spare;
    listing->announced = get_when(d);
    listing->published = get_when(d);
    listing->effective_from = get_when(d);
    listing->effective_until = get_when(d);
    listing->authority = get_str(d);
    listing->reason = get_str(d);
    listing->measures = get_str(d);
}

/* How many of each element there are, and programs of all listings. */
typedef struct tally {
    int elements[TAG_COUNT];
    size_t programs;
} tally;

/* Tags may stand once only, or as often as they like; some must stand. */
static bool is_array_tag(unsigned tag) {
    return tag != TAG_KEY && tag != TAG_TYPE && tag != TAG_GENDER && tag != TAG_TITLE &&
           tag != TAG_REMARKS;
}

static void count_elements(decoder d, tally *t, const char **bad) {
    unsigned last = 0;
    while (d.at < d.end) {
        unsigned tag = get_u8(&d);
        if (tag == 0 || tag >= TAG_COUNT || tag < last || (tag == last && !is_array_tag(tag))) {
            fail(&d, "an element is unknown or out of order");
            break;
        }
        last = tag;
        ix_str payload = get_str(&d);
        t->elements[tag]++;
        if (tag == TAG_LISTING && d.bad == NULL) {
            decoder inner = {.at = payload.ptr, .end = payload.ptr + payload.len};
            get_str(&inner);
            t->programs += get_length(&inner);
        }
    }
    bool whole = t->elements[TAG_KEY] == 1 && t->elements[TAG_TYPE] == 1 &&
                 t->elements[TAG_NAME] > 0 && t->elements[TAG_LISTING] > 0;
    *bad = d.bad != NULL ? d.bad : whole ? NULL : "key, type, name or listing is missing";
}

/* All arrays as one allocation, widest alignment first, so that no padding is needed. */
static bool allocate_arrays(ix_entity *out, ix_str **programs, const tally *t, ix_arena *arena) {
    const int *n = t->elements;
    size_t strings = (size_t)n[TAG_BIRTH_PLACE] + (size_t)n[TAG_NOTE] + t->programs;
    size_t fields = (size_t)n[TAG_VESSEL] + (size_t)n[TAG_UNMODELLED];
    size_t size = (size_t)n[TAG_NAME] * sizeof *out->names +
                  (size_t)n[TAG_IDENTIFIER] * sizeof *out->identifiers +
                  (size_t)n[TAG_ADDRESS] * sizeof *out->addresses +
                  (size_t)n[TAG_LISTING] * sizeof *out->listings +
                  (size_t)n[TAG_RELATION] * sizeof *out->relations + fields * sizeof(ix_field) +
                  strings * sizeof(ix_str) + (size_t)n[TAG_BIRTH] * sizeof *out->births +
                  (size_t)n[TAG_NATIONALITY] * sizeof *out->nationalities;
    char *at = ix_arena_alloc(arena, size, _Alignof(max_align_t), 1);
    if (at == NULL) {
        return false;
    }
#define TAKE(member, type, count)                                                                  \
    do {                                                                                           \
        (member) = (count) > 0 ? (type *)(void *)at : NULL;                                        \
        at += (size_t)(count) * sizeof(type);                                                      \
    } while (0)
    TAKE(out->names, ix_entity_name, n[TAG_NAME]);
    TAKE(out->identifiers, ix_identifier, n[TAG_IDENTIFIER]);
    TAKE(out->addresses, ix_address, n[TAG_ADDRESS]);
    TAKE(out->listings, ix_listing, n[TAG_LISTING]);
    TAKE(out->relations, ix_relation, n[TAG_RELATION]);
    TAKE(out->vessel, ix_field, n[TAG_VESSEL]);
    TAKE(out->unmodelled, ix_field, n[TAG_UNMODELLED]);
    TAKE(out->birth_places, ix_str, n[TAG_BIRTH_PLACE]);
    TAKE(out->notes, ix_str, n[TAG_NOTE]);
    TAKE(*programs, ix_str, t->programs);
    TAKE(out->births, ix_date_range, n[TAG_BIRTH]);
    out->nationalities = n[TAG_NATIONALITY] > 0 ? (char(*)[3])(void *)at : NULL;
#undef TAKE
    return true;
}

static ix_str get_rest(decoder *d, bool empty_allowed) {
    ix_str s = get_bytes(d, (size_t)(d->end - d->at));
    if (s.len == 0 && !empty_allowed) {
        fail(d, "an element is empty");
    }
    return s;
}

static void get_element(decoder *d, ix_entity *out, unsigned tag, ix_str **programs) {
    switch (tag) {
    case TAG_KEY:
        out->key = get_rest(d, false);
        break;
    case TAG_TYPE:
        out->type = (ix_party_type)get_enum(d, PARTY_COUNT);
        break;
    case TAG_NAME:
        get_name(d, &out->names[out->name_count++]);
        break;
    case TAG_BIRTH: {
        ix_date_range *range = &out->births[out->birth_count++];
        range->from = get_date(d);
        range->to = get_date(d);
        break;
    }
    case TAG_BIRTH_PLACE:
        out->birth_places[out->birth_place_count++] = get_rest(d, true);
        break;
    case TAG_GENDER:
        out->gender = (ix_gender)get_enum(d, IX_GENDER_MALE + 1);
        if (out->gender == IX_GENDER_UNKNOWN) {
            fail(d, "a gender is stated and unknown");
        }
        break;
    case TAG_NATIONALITY: {
        ix_str code = get_rest(d, false);
        take_country(d, out->nationalities[out->nationality_count++], code);
        break;
    }
    case TAG_IDENTIFIER:
        get_identifier(d, &out->identifiers[out->identifier_count++]);
        break;
    case TAG_ADDRESS:
        get_address(d, &out->addresses[out->address_count++]);
        break;
    case TAG_LISTING:
        get_listing(d, &out->listings[out->listing_count++], programs);
        break;
    case TAG_RELATION: {
        ix_relation *relation = &out->relations[out->relation_count++];
        get_field(d, &relation->kind, &relation->target);
        break;
    }
    case TAG_TITLE:
        out->title = get_rest(d, false);
        break;
    case TAG_VESSEL: {
        ix_field *field = &out->vessel[out->vessel_count++];
        get_field(d, &field->name, &field->value);
        break;
    }
    case TAG_NOTE:
        out->notes[out->note_count++] = get_rest(d, true);
        break;
    case TAG_REMARKS:
        out->remarks = get_rest(d, false);
        break;
    default: {
        assert(tag == TAG_UNMODELLED);
        ix_field *field = &out->unmodelled[out->unmodelled_count++];
        get_field(d, &field->name, &field->value);
    }
    }
}

static ix_status corrupt(ix_entity *out, ix_error *error, ptrdiff_t offset, const char *what) {
    *out = (ix_entity){0};
    return ix_error_at(error, IX_E_CORRUPT, (ix_str){0}, 0, offset, "an entity record: %s", what);
}

ix_status ix_entity_decode(ix_entity *out, ix_str record, ix_arena *arena, ix_error *error) {
    *out = (ix_entity){0};
    if (record.len < 1 || record.ptr[0] != RECORD_VERSION) {
        return corrupt(out, error, 0, "not of a known version");
    }
    if (record.len > IX_ENTITY_RECORD_BYTES_MAX) {
        return corrupt(out, error, 0, "too large");
    }
    decoder d = {.at = record.ptr + 1, .end = record.ptr + record.len};
    tally t = {0};
    const char *bad;
    count_elements(d, &t, &bad);
    if (bad != NULL) {
        return corrupt(out, error, 0, bad);
    }
    ix_arena_mark mark = ix_arena_position(arena);
    ix_str *programs;
    if (!allocate_arrays(out, &programs, &t, arena)) {
        *out = (ix_entity){0};
        return ix_error_set(error, IX_E_MEMORY, "no memory for an entity record");
    }
    while (d.at < d.end) {
        unsigned tag = get_u8(&d);
        ix_str payload = get_str(&d);
        decoder inner = {.at = payload.ptr, .end = payload.ptr + payload.len};
        get_element(&inner, out, tag, &programs);
        if (inner.bad == NULL && inner.at != inner.end) {
            inner.bad = "an element has bytes left over";
        }
        if (inner.bad != NULL) {
            ix_arena_rewind(arena, mark);
            return corrupt(out, error, payload.ptr - record.ptr, inner.bad);
        }
    }
    return IX_OK;
}
