/* The dictionary of distinct parts, its keys, the bucket tables and the postings. */
#include "build.h"
#include "run.h"

#include <string.h>

#define KEYS_OF_A_PART_MAX 20000
#define DICT_MAX           (1u << IX_DICT_BITS)
#define SLOTS_FIRST        256
#define ROWS_A_TASK        512u
#define CLASSES_MAX        (1u << 24)
#define BUCKET_ENTRIES     4 /* at most on average; at least half as many */

static ix_ref append_bytes(ix_builder *b, ix_section section, ix_str text) {
    ix_ref ref = {(uint32_t)b->sections[section].len, (uint32_t)text.len};
    ix_buf_append(&b->sections[section], text);
    return ref;
}

ix_ref ix_builder_text(ix_builder *b, ix_str text) {
    return append_bytes(b, IX_SEC_TEXT, text);
}

ix_ref ix_builder_word(ix_builder *b, ix_str text) {
    return append_bytes(b, IX_SEC_WORDS, text);
}

void ix_builder_entry(ix_buf *entries, uint64_t hash, uint32_t id) {
    ix_hash_entry entry = {(uint32_t)hash, (uint32_t)(hash >> 32), id};
    ix_buf_append(entries, (ix_str){(const char *)&entry, (ptrdiff_t)sizeof entry});
}

uint32_t ix_builder_intervals(ix_builder *b, ix_section section, const ix_interval *intervals,
                              uint32_t count) {
    ix_str bytes = {(const char *)intervals, (ptrdiff_t)(sizeof *intervals * count)};
    uint32_t *slot = &b->shared[section == IX_SEC_HELD][ix_hash64(bytes) % IX_SHARED_SLOTS];
    uint32_t rows = IX_ROW_COUNT(b, section, ix_interval);
    const ix_interval *all = IX_ROWS(b, section, const ix_interval);
    if (*slot != 0 && count <= rows - (*slot - 1) &&
        memcmp(all + *slot - 1, intervals, (size_t)bytes.len) == 0) {
        return *slot - 1;
    }
    ix_buf_append(&b->sections[section], bytes);
    *slot = rows + 1;
    return rows;
}

/* ---------------------------------------------------------------- the dictionary */

/* What ix_mpart_native() is of the part of a row. */
static ix_str native_of(const ix_builder *b, const ix_dict_row *row) {
    ix_mpart part = {.text = ix_builder_dict_text(b, row), .flags = row->flags};
    return ix_mpart_native(&part);
}

/* Parts are one if their texts are, and the respelt scripts that they come from. */
static uint32_t *slot_of(const ix_builder *b, ix_str text, bool respelt) {
    uint32_t *slots = (uint32_t *)(void *)b->slots.ptr;
    uint32_t mask = (uint32_t)(b->slots.len / sizeof *slots) - 1;
    const ix_dict_row *rows = IX_ROWS(b, IX_SEC_DICT, const ix_dict_row);
    uint32_t at = (uint32_t)ix_hash64(text) & mask;
    while (slots[at] != 0) {
        const ix_dict_row *row = &rows[slots[at] - 1];
        bool other = (row->flags & IX_PART_RESPELT) != 0;
        if (other == respelt && ix_str_equal(native_of(b, row), text)) {
            break;
        }
        at = (at + 1) & mask;
    }
    return &slots[at];
}

/* Twice the slots, all rows entered again. */
static ix_status grow_slots(ix_builder *b) {
    size_t bytes = b->slots.len ? b->slots.len * 2 : SLOTS_FIRST * sizeof(uint32_t);
    ix_buf_clear(&b->slots);
    if (!ix_buf_extend(&b->slots, bytes)) {
        return b->slots.status;
    }
    memset(b->slots.ptr, 0, bytes);
    const ix_dict_row *rows = IX_ROWS(b, IX_SEC_DICT, const ix_dict_row);
    for (uint32_t i = 0; i < b->dict_count; i++) {
        *slot_of(b, native_of(b, &rows[i]), (rows[i].flags & IX_PART_RESPELT) != 0) = i + 1;
    }
    return IX_OK;
}

static uint32_t append_numbers(ix_builder *b, const uint16_t *numbers, int count) {
    ix_buf *classes = &b->sections[IX_SEC_CLASSES];
    uint32_t first = (uint32_t)(classes->len / sizeof *numbers);
    if (count > 0) {
        ix_buf_append(classes, (ix_str){(const char *)numbers, count * (ptrdiff_t)sizeof *numbers});
    }
    return first;
}

/* Has a row of the dictionary room for it? */
static bool row_fits(const ix_builder *b, const ix_mpart *part) {
    return part->text.len <= IX_DICT_TEXT_MAX && part->roman.len <= IX_DICT_TEXT_MAX &&
           part->skeleton.len <= IX_DICT_TEXT_MAX && part->class_count <= UINT8_MAX &&
           b->sections[IX_SEC_CLASSES].len / sizeof(uint16_t) < CLASSES_MAX;
}

static void append_row(ix_builder *b, const ix_mpart *part) {
    ix_ref native = ix_builder_word(b, ix_mpart_native(part)); /* a respelt one's script first */
    bool has_roman = !ix_str_equal(part->roman, part->text);
    bool has_skeleton = !ix_str_equal(part->skeleton, part->roman);
    ix_dict_row row = {.text = native.offset + native.len - (uint32_t)part->text.len,
                       .text_len = (uint32_t)part->text.len & IX_DICT_TEXT_MAX,
                       .roman_len = (uint32_t)part->roman.len & IX_DICT_TEXT_MAX,
                       .skeleton_len = (uint32_t)part->skeleton.len & IX_DICT_TEXT_MAX,
                       .has_roman = has_roman,
                       .has_skeleton = has_skeleton,
                       .class_count = (uint32_t)part->class_count & UINT8_MAX,
                       .person_millibits = (int16_t)part->person_millibits,
                       .org_millibits = (int16_t)part->org_millibits,
                       .flags = part->flags,
                       .concept = part->concept,
                       .abbreviated_count = (uint16_t)part->abbreviated_count,
                       .slavic = part->slavic,
                       .rarity_most = part->rarity_most};
    ix_builder_word(b, has_roman ? part->roman : (ix_str){0});
    ix_builder_word(b, has_skeleton ? part->skeleton : (ix_str){0});
    row.class_first = append_numbers(b, part->classes, part->class_count) & (CLASSES_MAX - 1);
    append_numbers(b, part->abbreviated, part->abbreviated_count);
    ix_buf_append(&b->sections[IX_SEC_DICT], (ix_str){(const char *)&row, (ptrdiff_t)sizeof row});
}

static uint32_t row_of(ix_builder *b, const ix_mpart *part, ix_status *status) {
    if ((size_t)b->dict_count * 2 * sizeof(uint32_t) >= b->slots.len) {
        *status = grow_slots(b);
        if (*status != IX_OK) {
            return 0;
        }
    }
    uint32_t *slot = slot_of(b, ix_mpart_native(part), (part->flags & IX_PART_RESPELT) != 0);
    if (*slot != 0) {
        return *slot - 1;
    }
    if (b->dict_count == DICT_MAX) {
        *status = ix_error_set(b->error, IX_E_LIMIT, "more than %u distinct name parts", DICT_MAX);
        return 0;
    }
    if (!row_fits(b, part)) {
        *status = ix_error_set(b->error, IX_E_LIMIT, "a name part has too many bytes or classes");
        return 0;
    }
    append_row(b, part);
    *slot = ++b->dict_count;
    return b->dict_count - 1;
}

static bool is_posted(uint8_t role) {
    return role != IX_ROLE_STOP && role != IX_ROLE_LEGAL_FORM;
}

/* Until postings are counted, posting_count tells whether a name is posted under the row. */
static void mark_posted(ix_builder *b, uint32_t id) {
    IX_ROWS(b, IX_SEC_DICT, ix_dict_row)[id].posting_count = 1;
}

uint32_t ix_builder_part(ix_builder *b, const ix_mpart *part, ix_status *status) {
    uint32_t id = row_of(b, part, status);
    if (*status == IX_OK && is_posted(part->role)) {
        mark_posted(b, id);
    }
    return id;
}

/* The part of a row: all that its keys are made of. */
static ix_mpart part_of(const ix_builder *b, const ix_dict_row *row) {
    const char *text = b->sections[IX_SEC_WORDS].ptr;
    /* No row of the builder may have a class; then the section is empty, its address NULL. */
    static const uint16_t none[1] = {0};
    const uint16_t *all = IX_ROWS(b, IX_SEC_CLASSES, const uint16_t);
    const uint16_t *classes = all != NULL ? all + row->class_first : none;
    return (ix_mpart){.text = {text + row->text, row->text_len},
                      .roman = {text + ix_dict_roman_at(row), row->roman_len},
                      .skeleton = {text + ix_dict_skeleton_at(row), row->skeleton_len},
                      .classes = classes,
                      .class_count = (int)row->class_count,
                      .abbreviated = classes + row->class_count,
                      .abbreviated_count = row->abbreviated_count,
                      .person_millibits = row->person_millibits,
                      .org_millibits = row->org_millibits,
                      .flags = row->flags,
                      .concept = row->concept,
                      .slavic = row->slavic,
                      .rarity_most = row->rarity_most};
}

uint32_t ix_builder_row(ix_builder *b, const ix_builder *other, const ix_dict_row *row,
                        ix_status *status) {
    ix_mpart part = part_of(other, row);
    uint32_t id = row_of(b, &part, status);
    if (*status == IX_OK && row->posting_count != 0) {
        mark_posted(b, id);
    }
    return id;
}

/* ---------------------------------------------------------------- keys of the parts */

typedef struct key_set {
    uint64_t *hashes;
    uint64_t *seen; /* open addressing */
    int count;
    bool full;
} key_set;

static void collect_key(void *context, uint64_t hash) {
    key_set *set = context;
    if (set->count == KEYS_OF_A_PART_MAX) {
        set->full = true;
        return;
    }
    set->hashes[set->count++] = hash;
}

/* Leave each hash once, where it came first. */
static void drop_repeats(key_set *set) {
    uint32_t mask = 1;
    while (mask < 2 * (uint32_t)set->count) {
        mask *= 2;
    }
    memset(set->seen, 0, mask * sizeof *set->seen);
    mask--;
    int kept = 0;
    for (int i = 0; i < set->count; i++) {
        uint64_t hash = set->hashes[i] != 0 ? set->hashes[i] : 1; /* 0 marks a free place */
        uint32_t at = (uint32_t)hash & mask;
        while (set->seen[at] != 0 && set->seen[at] != hash) {
            at = (at + 1) & mask;
        }
        if (set->seen[at] == 0) {
            set->seen[at] = hash;
            set->hashes[kept++] = set->hashes[i];
        }
    }
    set->count = kept;
}

/* What the threads that make keys share. Each makes those of some rows into a buffer of its own;
 * the buffers stand in the order of the rows. */
typedef struct key_work {
    const ix_builder *b;
    key_set *sets; /* one a worker */
    ix_buf *made;  /* one a task */
    _Atomic bool full;
} key_work;

static void keys_of_row(key_work *work, key_set *set, ix_buf *out, uint32_t id) {
    const ix_dict_row *row = IX_ROWS(work->b, IX_SEC_DICT, const ix_dict_row) + id;
    if (row->posting_count == 0) {
        return;
    }
    ix_mpart part = part_of(work->b, row);
    set->count = 0;
    ix_part_keys(&part, collect_key, set);
    ix_abjad_keys(ix_mpart_native(&part), false, collect_key, set);
    ix_run_word_keys(&part, false, collect_key, set);
    ix_but_one_keys(part.text, collect_key, set);
    drop_repeats(set);
    for (int i = 0; i < set->count; i++) {
        ix_builder_entry(out, set->hashes[i], id);
    }
}

static void make_keys(void *context, int worker, int64_t task) {
    key_work *work = context;
    key_set *set = &work->sets[worker];
    uint32_t from = (uint32_t)task * ROWS_A_TASK;
    uint32_t to =
        work->b->dict_count - from < ROWS_A_TASK ? work->b->dict_count : from + ROWS_A_TASK;
    for (uint32_t id = from; id < to; id++) {
        keys_of_row(work, set, &work->made[task], id);
    }
    if (set->full) {
        work->full = true;
    }
}

ix_status ix_builder_keys(ix_builder *b, ix_crew crew) {
    int64_t tasks = (b->dict_count + ROWS_A_TASK - 1) / ROWS_A_TASK;
    int workers = ix_crew_workers(crew);
    ix_arena_reset(&b->scratch);
    bool room = ix_pieces_make(&b->keys, tasks);
    key_work work = {.b = b, .sets = IX_NEW(&b->scratch, key_set, workers), .made = b->keys.at};
    for (int i = 0; work.sets && i < workers; i++) {
        work.sets[i].hashes = IX_NEW_RAW(&b->scratch, uint64_t, KEYS_OF_A_PART_MAX);
        work.sets[i].seen = IX_NEW_RAW(&b->scratch, uint64_t, 4 * KEYS_OF_A_PART_MAX);
        if (!work.sets[i].hashes || !work.sets[i].seen) {
            return IX_E_MEMORY;
        }
    }
    if (!work.sets || !room) {
        return IX_E_MEMORY;
    }
    ix_crew_run(crew, tasks, make_keys, &work);
    ix_status status = ix_builder_status(b);
    return work.full ? ix_error_set(b->error, IX_E_LIMIT, "a name part has more than %d keys",
                                    KEYS_OF_A_PART_MAX)
                     : status;
}

/* ---------------------------------------------------------------- bucket tables */

/* The entries of one piece. */
typedef struct entry_list {
    const ix_hash_entry *items;
    size_t count;
} entry_list;

static entry_list entries_of(const ix_buf *piece) {
    return (entry_list){(const ix_hash_entry *)(const void *)piece->ptr,
                        piece->len / sizeof(ix_hash_entry)};
}

/* Where each bucket will end, at the start behind it. */
static void count_buckets(uint32_t *start, size_t buckets, const ix_buf *entries, int64_t pieces) {
    for (int64_t p = 0; p < pieces; p++) {
        entry_list from = entries_of(&entries[p]);
        for (size_t i = 0; i < from.count; i++) {
            start[(from.items[i].low & (buckets - 1)) + 1]++;
        }
    }
    for (size_t i = 0; i < buckets; i++) {
        start[i + 1] += start[i];
    }
}

ix_status ix_builder_buckets(ix_builder *b, ix_buf *entries, int64_t pieces, ix_section starts,
                             int tag_bits) {
    size_t count = 0, buckets = 1;
    for (int64_t p = 0; p < pieces; p++) {
        count += entries_of(&entries[p]).count;
    }
    while (buckets * BUCKET_ENTRIES < count) {
        buckets *= 2;
    }
    size_t start_bytes = (buckets + 1) * sizeof(uint32_t);
    char *start_memory = ix_buf_extend(&b->sections[starts], start_bytes);
    char *entry_memory = ix_buf_extend(&b->sections[starts + 1], count * sizeof(uint32_t));
    if (!start_memory || (!entry_memory && count > 0)) {
        return IX_E_MEMORY;
    }
    memset(start_memory, 0, start_bytes);
    uint32_t *start = (uint32_t *)(void *)start_memory;
    uint32_t *out = (uint32_t *)(void *)entry_memory;
    count_buckets(start, buckets, entries, pieces);
    /* Backwards, so that entries of a bucket keep their order and starts end up right. */
    for (int64_t p = pieces; p-- > 0;) {
        entry_list from = entries_of(&entries[p]);
        for (size_t i = from.count; i-- > 0;) {
            size_t bucket = from.items[i].low & (buckets - 1); /* there are fewer than 2^32 */
            uint32_t at = --start[bucket + 1];
            out[at] = from.items[i].id | ix_entry_tag(ix_entry_hash(&from.items[i]), tag_bits);
        }
        ix_buf_free(&entries[p]);
    }
    memmove(start, start + 1, buckets * sizeof *start);
    start[buckets] = (uint32_t)count;
    return IX_OK;
}

/* ---------------------------------------------------------------- postings */

/* Is this the first part of the name that is posted under its dictionary row? A name is posted once
 * a row; the same word may stand before as one that is not ("Bonyad e-Tavon-e"). */
static bool is_first(const ix_name_part_row *parts, uint32_t at) {
    for (uint32_t i = 0; i < at; i++) {
        if (parts[i].dict == parts[at].dict && is_posted(parts[i].role)) {
            return false;
        }
    }
    return true;
}

/* The tags of the name's parts but the one at `at`, each once. */
static uint64_t tags_beside(const ix_name_part_row *parts, uint32_t count, uint32_t at) {
    uint64_t tags = 0;
    int shift = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool again = parts[i].dict == parts[at].dict;
        for (uint32_t j = 0; j < i && !again; j++) {
            again = parts[j].dict == parts[i].dict;
        }
        if (!again && shift == 64) {
            return IX_TAGS_MANY;
        }
        tags |= again ? 0 : (uint64_t)ix_part_tag(parts[i].dict) << shift;
        shift += again ? 0 : 16;
    }
    return tags; /* four that happen to be all ones are taken for many, which is no harm */
}

ix_status ix_builder_postings(ix_builder *b) {
    const ix_name_row *names = IX_ROWS(b, IX_SEC_NAMES, const ix_name_row);
    const ix_name_part_row *parts = IX_ROWS(b, IX_SEC_NAME_PARTS, const ix_name_part_row);
    ix_dict_row *dict = IX_ROWS(b, IX_SEC_DICT, ix_dict_row);
    uint32_t name_count = IX_ROW_COUNT(b, IX_SEC_NAMES, ix_name_row);
    uint32_t total = 0;
    for (uint32_t d = 0; d < b->dict_count; d++) {
        dict[d].posting_count = 0;
    }
    for (int pass = 0; pass < 2; pass++) {
        uint32_t *out = (uint32_t *)(void *)b->sections[IX_SEC_POSTINGS].ptr;
        uint64_t *tags = (uint64_t *)(void *)b->sections[IX_SEC_TAGS].ptr;
        for (uint32_t n = 0; n < name_count; n++) {
            const ix_name_part_row *own = parts + names[n].part_first;
            for (uint32_t i = 0; i < names[n].part_count; i++) {
                if (!is_posted(own[i].role) || !is_first(own, i)) {
                    continue;
                }
                ix_dict_row *row = &dict[own[i].dict];
                if (pass == 1) {
                    uint32_t at = row->posting_first + row->posting_count;
                    out[at] = n | (names[n].org ? IX_POSTING_ORG : 0);
                    tags[at] = tags_beside(own, names[n].part_count, i);
                }
                row->posting_count++;
            }
        }
        for (uint32_t d = 0; pass == 0 && d < b->dict_count; d++) {
            dict[d].posting_first = total;
            total += dict[d].posting_count;
            dict[d].posting_count = 0;
        }
        if (pass == 0 && total > 0 &&
            (!ix_buf_extend(&b->sections[IX_SEC_POSTINGS], total * sizeof(uint32_t)) ||
             !ix_buf_extend(&b->sections[IX_SEC_TAGS], total * sizeof(uint64_t)))) {
            return IX_E_MEMORY;
        }
    }
    return IX_OK;
}
