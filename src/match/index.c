/* Opening an image, reading from it: every count and offset is checked before anything is read
 * through it, at once or before the first search. */
#include "anchor.h"
#include "search.h"

#include <stdatomic.h>
#include <string.h>

static const struct {
    const char *name;
    size_t row; /* size of a row */
} sections[IX_SEC_COUNT] = {
    {"lists", sizeof(ix_list_row)},
    {"snapshots", sizeof(ix_snapshot_row)},
    {"entities", sizeof(ix_entity_row)},
    {"versions", sizeof(ix_version_row)},
    {"held", sizeof(ix_interval)},
    {"spans", sizeof(ix_interval)},
    {"names", sizeof(ix_name_row)},
    {"name_parts", sizeof(ix_name_part_row)},
    {"dictionary", sizeof(ix_dict_row)},
    {"words", 1},
    {"classes", sizeof(uint16_t)},
    {"postings", sizeof(uint32_t)},
    {"posting_tags", sizeof(uint64_t)},
    {"key_starts", sizeof(uint32_t)},
    {"keys", sizeof(uint32_t)},
    {"pair_starts", sizeof(uint32_t)},
    {"pairs", sizeof(uint32_t)},
    {"whole_starts", sizeof(uint32_t)},
    {"whole", sizeof(uint32_t)},
    {"identifier_starts", sizeof(uint32_t)},
    {"identifiers", sizeof(uint32_t)},
    {"parties", sizeof(ix_party_row)},
    {"anchor_starts", sizeof(uint32_t)},
    {"anchors", sizeof(ix_anchor_row)},
    {"anchor_parts", sizeof(ix_anchor_part)},
    {"text", 1},
    {"records", 1},
};

static ix_status corrupt(ix_error *error, int section) {
    return ix_error_set(error, IX_E_CORRUPT, "the image is damaged in its section '%s'",
                        sections[section].name);
}

static const void *section_at(const ix_index *index, int section) {
    return index->bytes.ptr + index->header->sections[section].offset;
}

static uint64_t rows_of(const ix_index *index, int section) {
    return index->header->sections[section].size / sections[section].row;
}

static ix_str section_bytes(const ix_index *index, int section) {
    const ix_section_row *row = &index->header->sections[section];
    return (ix_str){index->bytes.ptr + row->offset, (ptrdiff_t)row->size};
}

/* ---------------------------------------------------------------- structure */

static ix_status check_header(const ix_index *index, ix_error *error) {
    if (index->bytes.len < (ptrdiff_t)(sizeof(ix_image_header) + sizeof(ix_digest))) {
        return ix_error_set(error, IX_E_CORRUPT, "the image is too short");
    }
    if (index->header->magic != IX_IMAGE_MAGIC) {
        return ix_error_set(error, IX_E_UNSUPPORTED,
                            "not an image of this version of the engine; build it anew");
    }
    if (index->header->size != (uint64_t)index->bytes.len) {
        return ix_error_set(error, IX_E_CORRUPT, "the image has %td bytes, its header says %llu",
                            index->bytes.len, (unsigned long long)index->header->size);
    }
    ix_str table = {(const char *)index->header->sections, sizeof index->header->sections};
    if (ix_hash64(table) != index->header->table_hash) {
        return ix_error_set(error, IX_E_CORRUPT, "the image's section table is damaged");
    }
    return IX_OK;
}

/* When the bytes of a section are checked: those that say which lists and entities there are, at
 * once; records each by itself, when it is read; anchors before the first running text; the others
 * before the first search. */
typedef enum moment { AT_OPENING, AT_FIRST_SEARCH, AT_FIRST_TEXT, AT_READING } moment;

static moment moment_of(int section) {
    switch (section) {
    case IX_SEC_LISTS:
    case IX_SEC_SNAPSHOTS:
    case IX_SEC_ENTITIES:
    case IX_SEC_VERSIONS:
    case IX_SEC_HELD:
    case IX_SEC_PARTIES:
    case IX_SEC_TEXT:
        return AT_OPENING;
    case IX_SEC_ANCHOR_STARTS:
    case IX_SEC_ANCHORS:
    case IX_SEC_ANCHOR_PARTS:
        return AT_FIRST_TEXT;
    case IX_SEC_RECORDS:
        return AT_READING;
    default:
        return AT_FIRST_SEARCH;
    }
}

static ix_status check_places(const ix_index *index, ix_error *error) {
    uint64_t end = (uint64_t)index->bytes.len - sizeof(ix_digest);
    for (int i = 0; i < IX_SEC_COUNT; i++) {
        const ix_section_row *row = &index->header->sections[i];
        if (row->offset % IX_IMAGE_ALIGN != 0 || row->offset > end ||
            row->size > end - row->offset || row->size % sections[i].row != 0) {
            return corrupt(error, i);
        }
    }
    return IX_OK;
}

/* A section was read from end to end; a search reads little of it. */
static void release(const ix_index *index, int section) {
    if (index->release != NULL) {
        index->release(section_bytes(index, section));
    }
}

void ix_index_release_by(ix_index *index, void (*release_bytes)(ix_str bytes)) {
    index->release = release_bytes;
    release_bytes(index->bytes);
}

static bool range_ok(uint64_t first, uint64_t count, uint64_t rows) {
    return first <= rows && count <= rows - first;
}

static bool text_ok(const ix_index *index, uint32_t offset, uint32_t len) {
    return range_ok(offset, len, rows_of(index, IX_SEC_TEXT));
}

static bool ref_ok(const ix_index *index, ix_ref ref) {
    return text_ok(index, ref.offset, ref.len);
}

static bool starts_ok(const ix_index *index, int starts) {
    const uint32_t *at = section_at(index, starts);
    uint64_t count = rows_of(index, starts);
    if (count < 2 || ((count - 1) & (count - 2)) != 0 || at[0] != 0 ||
        at[count - 1] != rows_of(index, starts + 1)) {
        return false;
    }
    for (uint64_t i = 1; i < count; i++) {
        if (at[i] < at[i - 1]) {
            return false;
        }
    }
    return true;
}

static bool entries_ok(const ix_index *index, int section, uint32_t mask, uint64_t rows) {
    const uint32_t *entry = section_at(index, section);
    uint64_t count = rows_of(index, section);
    for (uint64_t i = 0; i < count; i++) {
        if ((entry[i] & mask) >= rows) {
            return false;
        }
    }
    return true;
}

static bool list_ok(const ix_index *index, const ix_list_row *row) {
    return ref_ok(index, row->id) && ref_ok(index, row->publisher) && row->zone <= IX_ZONE_SYDNEY &&
           range_ok(row->snapshot_first, row->snapshot_count, rows_of(index, IX_SEC_SNAPSHOTS)) &&
           range_ok(row->entity_first, row->entity_count, index->entity_count);
}

static bool entity_ok(const ix_index *index, const ix_entity_row *row) {
    return text_ok(index, row->key, row->key_len) && row->list < index->list_count &&
           row->type <= IX_PARTY_PRODUCT && row->held_count > 0 &&
           range_ok(row->name_first, row->name_count, index->name_count) &&
           range_ok(row->version_first, row->version_count, rows_of(index, IX_SEC_VERSIONS)) &&
           range_ok(row->held_first, row->held_count, rows_of(index, IX_SEC_HELD));
}

static bool name_ok(const ix_index *index, const ix_name_row *row) {
    return text_ok(index, row->text, row->text_len) && row->entity < index->entity_count &&
           row->part_count <= IX_PARTS_MAX && row->kind <= IX_NAME_TRANSLATION &&
           row->form <= ix_knowledge_form_count(index->knowledge) &&
           range_ok(row->part_first, row->part_count, rows_of(index, IX_SEC_NAME_PARTS)) &&
           range_ok(row->span_first, row->span_count, rows_of(index, IX_SEC_SPANS));
}

static bool word_ok(const ix_index *index, uint32_t offset, uint32_t len) {
    return range_ok(offset, len, rows_of(index, IX_SEC_WORDS));
}

static bool dict_ok(const ix_index *index, const ix_dict_row *row) {
    return word_ok(index, row->text, row->text_len) &&
           word_ok(index, ix_dict_roman_at(row), row->roman_len) &&
           word_ok(index, ix_dict_skeleton_at(row), row->skeleton_len) && row->text_len > 0 &&
           row->text_len <= IX_TOKEN_BYTES_MAX * 8 &&
           range_ok(row->class_first, (uint64_t)row->class_count + row->abbreviated_count,
                    rows_of(index, IX_SEC_CLASSES)) &&
           range_ok(row->posting_first, row->posting_count, rows_of(index, IX_SEC_POSTINGS));
}

/* Each ring ascends from its first entity and ends there, so that going round it ends too. */
static bool parties_ok(const ix_index *index) {
    const ix_party_row *rows = index->parties;
    if (rows_of(index, IX_SEC_PARTIES) != index->entity_count) {
        return false;
    }
    for (uint32_t i = 0; i < index->entity_count; i++) {
        uint32_t first = rows[i].first, next = rows[i].next;
        if (first > i || next >= index->entity_count || rows[first].first != first ||
            rows[next].first != first || (next <= i && next != first)) {
            return false;
        }
    }
    return true;
}

/* Which lists and entities there are. */
static ix_status check_entities(const ix_index *index, ix_error *error) {
    if (!parties_ok(index)) {
        return corrupt(error, IX_SEC_PARTIES);
    }
    for (uint32_t i = 0; i < index->list_count; i++) {
        if (!list_ok(index, &index->list_rows[i])) {
            return corrupt(error, IX_SEC_LISTS);
        }
    }
    for (uint32_t i = 0; i < index->entity_count; i++) {
        if (!entity_ok(index, &index->entities[i])) {
            return corrupt(error, IX_SEC_ENTITIES);
        }
    }
    for (uint64_t i = 0; i < rows_of(index, IX_SEC_VERSIONS); i++) {
        if (!range_ok(index->versions[i].offset, index->versions[i].len,
                      rows_of(index, IX_SEC_RECORDS))) {
            return corrupt(error, IX_SEC_VERSIONS);
        }
    }
    return IX_OK;
}

static bool names_ok(const ix_index *index) {
    for (uint32_t i = 0; i < index->name_count; i++) {
        if (!name_ok(index, &index->names[i])) {
            return false;
        }
    }
    return true;
}

static bool name_parts_ok(const ix_index *index) {
    for (uint64_t i = 0; i < rows_of(index, IX_SEC_NAME_PARTS); i++) {
        if (index->name_parts[i].dict >= index->dict_count) {
            return false;
        }
    }
    return true;
}

static bool dictionary_ok(const ix_index *index) {
    for (uint32_t i = 0; i < index->dict_count; i++) {
        if (!dict_ok(index, &index->dict[i])) {
            return false;
        }
    }
    return true;
}

/* The rows of a section that a search reads, whatever the bytes of the others are. */
static bool rows_ok(const ix_index *index, int section) {
    switch (section) {
    case IX_SEC_NAMES:
        return names_ok(index);
    case IX_SEC_NAME_PARTS:
        return name_parts_ok(index);
    case IX_SEC_DICT:
        return dictionary_ok(index);
    case IX_SEC_POSTINGS:
        return entries_ok(index, section, ~IX_POSTING_ORG, index->name_count);
    case IX_SEC_TAGS:
        return rows_of(index, IX_SEC_TAGS) == rows_of(index, IX_SEC_POSTINGS);
    case IX_SEC_KEYS_STARTS:
    case IX_SEC_PAIRS_STARTS:
    case IX_SEC_WHOLE_STARTS:
    case IX_SEC_IDENTS_STARTS:
        return starts_ok(index, section);
    case IX_SEC_KEYS:
        return entries_ok(index, section, 0xffffff, index->dict_count);
    case IX_SEC_PAIRS:
        return entries_ok(index, section, 0xffffff, index->name_count);
    case IX_SEC_WHOLE:
        return entries_ok(index, section, UINT32_MAX, index->name_count);
    case IX_SEC_IDENTS:
        return entries_ok(index, section, UINT32_MAX >> ix_ident_tag_bits(index->entity_count),
                          index->entity_count);
    default:
        return true;
    }
}

/* Checksums; of what a search reads also the rows, while the section is at hand. */
static ix_status check_bytes(const ix_index *index, moment when, ix_error *error) {
    for (int i = 0; i < IX_SEC_COUNT; i++) {
        if (moment_of(i) != when) {
            continue;
        }
        if (ix_hash64(section_bytes(index, i)) != index->header->sections[i].hash ||
            (when == AT_FIRST_SEARCH && !rows_ok(index, i))) {
            return corrupt(error, i);
        }
        release(index, i);
    }
    return IX_OK;
}

/* ---------------------------------------------------------------- opening */

static void point(ix_index *index) {
    index->list_rows = section_at(index, IX_SEC_LISTS);
    index->entities = section_at(index, IX_SEC_ENTITIES);
    index->versions = section_at(index, IX_SEC_VERSIONS);
    index->held = section_at(index, IX_SEC_HELD);
    index->spans = section_at(index, IX_SEC_SPANS);
    index->names = section_at(index, IX_SEC_NAMES);
    index->name_parts = section_at(index, IX_SEC_NAME_PARTS);
    index->dict = section_at(index, IX_SEC_DICT);
    index->parties = section_at(index, IX_SEC_PARTIES);
    index->classes = section_at(index, IX_SEC_CLASSES);
    index->anchor_starts = section_at(index, IX_SEC_ANCHOR_STARTS);
    index->anchors = section_at(index, IX_SEC_ANCHORS);
    index->anchor_parts = section_at(index, IX_SEC_ANCHOR_PARTS);
    index->postings = section_at(index, IX_SEC_POSTINGS);
    index->tags = section_at(index, IX_SEC_TAGS);
    index->text = section_at(index, IX_SEC_TEXT);
    index->words = section_at(index, IX_SEC_WORDS);
    index->records = section_at(index, IX_SEC_RECORDS);
    index->list_count = (uint32_t)rows_of(index, IX_SEC_LISTS);
    index->entity_count = (uint32_t)rows_of(index, IX_SEC_ENTITIES);
    index->name_count = (uint32_t)rows_of(index, IX_SEC_NAMES);
    index->dict_count = (uint32_t)rows_of(index, IX_SEC_DICT);
    static const ix_section starts[] = {IX_SEC_KEYS_STARTS, IX_SEC_PAIRS_STARTS,
                                        IX_SEC_WHOLE_STARTS, IX_SEC_IDENTS_STARTS};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        int at = (int)starts[i];
        index->tables[at] =
            (ix_table){section_at(index, at), section_at(index, at + 1), rows_of(index, at) - 2};
    }
}

static ix_status load_lists(ix_index *index, ix_arena *arena) {
    index->lists = IX_NEW(arena, ix_index_list, index->list_count + 1);
    const ix_snapshot_row *rows = section_at(index, IX_SEC_SNAPSHOTS);
    uint64_t count = rows_of(index, IX_SEC_SNAPSHOTS);
    index->snapshots = IX_NEW(arena, ix_snapshot, count + 1);
    if (!index->lists || !index->snapshots) {
        return IX_E_MEMORY;
    }
    for (uint64_t i = 0; i < count; i++) {
        ix_snapshot *s = &index->snapshots[i];
        memcpy(s->state.bytes, rows[i].state, sizeof rows[i].state);
        s->published.kind = rows[i].published_kind;
        s->published.value = rows[i].published;
        s->received = rows[i].received;
        s->entities = rows[i].entities;
    }
    for (uint32_t i = 0; i < index->list_count; i++) {
        const ix_list_row *row = &index->list_rows[i];
        index->lists[i] = (ix_index_list){
            ix_ref_str(index, row->id), ix_ref_str(index, row->publisher), (ix_zone)row->zone,
            index->snapshots + row->snapshot_first, (int)row->snapshot_count};
    }
    return IX_OK;
}

ix_status ix_index_open(ix_index **out, ix_str bytes, const ix_knowledge *knowledge,
                        ix_arena *arena, ix_error *error) {
    *out = NULL;
    ix_index *index = IX_NEW(arena, ix_index, 1);
    if (!index) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to open the image");
    }
    index->bytes = bytes;
    index->header = (const ix_image_header *)(const void *)bytes.ptr;
    index->knowledge = knowledge;
    ix_status status = check_header(index, error);
    if (status == IX_OK && memcmp(index->header->knowledge, ix_knowledge_digest(knowledge)->bytes,
                                  sizeof index->header->knowledge) != 0) {
        status = ix_error_set(error, IX_E_REFUSED,
                              "the image was built with other knowledge; build it anew");
    }
    status = status ? status : check_places(index, error);
    status = status ? status : check_bytes(index, AT_OPENING, error);
    if (status != IX_OK) {
        return status;
    }
    point(index);
    status = check_entities(index, error);
    search_ranks *ranks = IX_NEW_RAW(arena, search_ranks, 1);
    if (ranks) {
        search_make_ranks(ranks);
    }
    index->ranks = ranks;
    ix_sift_level levels[IX_SIFT_LEVELS_MAX];
    index->sift = levels[ix_sift_levels(levels) - 1].sift;
    if (status == IX_OK && (!ranks || load_lists(index, arena) != IX_OK)) {
        status = ix_error_set(error, IX_E_MEMORY, "no memory to open the image");
    }
    *out = status == IX_OK ? index : NULL;
    return status;
}

/* Threads that come at the same time do it each for itself, and come to the same. */
ix_status ix_index_ready(const ix_index *index, ix_error *error) {
    if (atomic_load_explicit(&index->ready, memory_order_acquire)) {
        return IX_OK;
    }
    ix_status status = check_bytes(index, AT_FIRST_SEARCH, error);
    if (status == IX_OK) {
        /* The only thing of an open index that ever changes. */
        atomic_store_explicit(&((ix_index *)(uintptr_t)index)->ready, true, memory_order_release);
    }
    return status;
}

static bool anchors_ok(const ix_index *index) {
    uint64_t count = rows_of(index, IX_SEC_ANCHORS);
    if (rows_of(index, IX_SEC_ANCHOR_PARTS) != rows_of(index, IX_SEC_NAME_PARTS) ||
        rows_of(index, IX_SEC_ANCHOR_STARTS) != (uint64_t)index->dict_count + 1 ||
        index->anchor_starts[0] != 0 || index->anchor_starts[index->dict_count] != count) {
        return false;
    }
    for (uint32_t d = 0; d < index->dict_count; d++) {
        if (index->anchor_starts[d] > index->anchor_starts[d + 1]) {
            return false;
        }
    }
    for (uint64_t i = 0; i < count; i++) {
        const ix_anchor_row *row = &index->anchors[i];
        if (ix_anchor_name(row) >= index->name_count || ix_anchor_dict(row) >= index->dict_count) {
            return false;
        }
    }
    for (uint64_t i = 0; i < rows_of(index, IX_SEC_ANCHOR_PARTS); i++) {
        char letter = index->anchor_parts[i].letter;
        if (letter != '\0' && (letter < 'a' || letter > 'z')) {
            return false;
        }
    }
    return true;
}

ix_status ix_index_ready_for_text(const ix_index *index, ix_error *error) {
    if (atomic_load_explicit(&index->ready_for_text, memory_order_acquire)) {
        return IX_OK;
    }
    ix_status status = ix_index_ready(index, error);
    status = status ? status : check_bytes(index, AT_FIRST_TEXT, error);
    if (status == IX_OK && !anchors_ok(index)) {
        status = corrupt(error, IX_SEC_ANCHORS);
    }
    if (status == IX_OK) {
        release(index, IX_SEC_ANCHOR_STARTS);
        release(index, IX_SEC_ANCHORS);
        release(index, IX_SEC_ANCHOR_PARTS);
        atomic_store_explicit(&((ix_index *)(uintptr_t)index)->ready_for_text, true,
                              memory_order_release);
    }
    return status;
}

ix_status ix_index_verify(const ix_index *index, ix_error *error) {
    ix_status status = check_bytes(index, AT_OPENING, error);
    status = status ? status : check_bytes(index, AT_FIRST_SEARCH, error);
    status = status ? status : ix_index_ready_for_text(index, error);
    status = status ? status : check_bytes(index, AT_READING, error);
    if (status != IX_OK) {
        return status;
    }
    ix_str body = {index->bytes.ptr, index->bytes.len - (ptrdiff_t)sizeof(ix_digest)};
    ix_digest expected = ix_index_digest(index), found = ix_sha256(body);
    return ix_digest_equal(&expected, &found)
               ? IX_OK
               : ix_error_set(error, IX_E_CORRUPT, "the image does not have its digest");
}

ix_digest ix_index_digest(const ix_index *index) {
    ix_digest digest;
    memcpy(digest.bytes, index->bytes.ptr + index->bytes.len - sizeof digest.bytes,
           sizeof digest.bytes);
    return digest;
}

/* ---------------------------------------------------------------- reading */

int ix_index_list_count(const ix_index *index) {
    return (int)index->list_count;
}

const ix_index_list *ix_index_list_at(const ix_index *index, int list) {
    return &index->lists[list];
}

int64_t ix_index_entity_count(const ix_index *index) {
    return index->entity_count;
}

ix_index_entity ix_index_entity_at(const ix_index *index, uint32_t entity) {
    const ix_entity_row *row = &index->entities[entity];
    return (ix_index_entity){(int)row->list, ix_entity_key(index, row), (ix_party_type)row->type,
                             index->held + row->held_first, (int)row->held_count};
}

ix_str ix_index_record(const ix_index *index, uint32_t entity, uint32_t ordinal) {
    const ix_entity_row *row = &index->entities[entity];
    for (uint32_t i = 0; i < row->version_count; i++) {
        const ix_version_row *version = &index->versions[row->version_first + i];
        if (ordinal >= version->from && ordinal < version->to) {
            ix_str record = {index->records + version->offset, (ptrdiff_t)version->len};
            return ix_record_check(record) == version->check ? record : (ix_str){0};
        }
    }
    return (ix_str){0};
}

ix_status ix_index_decode(ix_entity *out, const ix_index *index, uint32_t entity, uint32_t ordinal,
                          ix_arena *arena, ix_error *error) {
    ix_str record = ix_index_record(index, entity, ordinal);
    return record.len > 0 ? ix_entity_decode(out, record, arena, error)
                          : corrupt(error, IX_SEC_RECORDS);
}

bool ix_index_find(uint32_t *entity, const ix_index *index, ix_str list_id, ix_str key) {
    for (uint32_t l = 0; l < index->list_count; l++) {
        if (!ix_str_equal(index->lists[l].id, list_id)) {
            continue;
        }
        /* Keys of a list ascend. */
        uint32_t low = index->list_rows[l].entity_first;
        uint32_t high = low + index->list_rows[l].entity_count;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            int order = ix_str_compare(ix_entity_key(index, &index->entities[middle]), key);
            if (order == 0) {
                *entity = middle;
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
    }
    return false;
}

bool ix_interval_pick(uint32_t *ordinal, const ix_interval *held, int held_count, int64_t at,
                      uint32_t known) {
    bool found = false;
    for (int i = 0; i < held_count && held[i].from < known; i++) {
        uint32_t to = held[i].to < known ? held[i].to : known;
        if (at >= (int64_t)held[i].from) {
            *ordinal = at < (int64_t)to ? (uint32_t)at : to - 1;
            found = true;
        } else if (!found) {
            *ordinal = held[i].from;
            return true;
        }
    }
    return found;
}

void ix_mpart_load(ix_mpart *out, const ix_index *index, uint32_t dict) {
    const ix_dict_row *row = &index->dict[dict];
    *out = (ix_mpart){.text = ix_dict_text(index, row),
                      .roman = ix_dict_roman(index, row),
                      .skeleton = ix_dict_skeleton(index, row),
                      .classes = index->classes + row->class_first,
                      .class_count = (int)row->class_count,
                      .abbreviated = index->classes + row->class_first + row->class_count,
                      .abbreviated_count = row->abbreviated_count,
                      .person_millibits = row->person_millibits,
                      .org_millibits = row->org_millibits,
                      .flags = row->flags,
                      .concept = row->concept,
                      .slavic = row->slavic,
                      .rarity_most = row->rarity_most};
}

void ix_mname_load(ix_mname *out, const ix_index *index, uint32_t name) {
    const ix_name_row *row = &index->names[name];
    const ix_name_part_row *parts = index->name_parts + row->part_first;
    out->count = row->part_count;
    out->whole = row->whole;
    out->turned = row->turned;
    out->form = row->form;
    out->raw = ix_name_text(index, row);
    out->guess = (ix_party_type)row->guess;
    for (int i = 0; i < out->count; i++) {
        ix_mpart_load(&out->parts[i], index, parts[i].dict);
        out->parts[i].form = ix_part_form(&parts[i]);
        out->parts[i].number = ix_part_number(&parts[i]);
        out->parts[i].role = parts[i].role;
        out->parts[i].script = parts[i].script;
    }
}
