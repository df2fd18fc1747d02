/* The journal: the history of one list as one self-contained, deterministic file.
 *
 *     four sections, each     name      8 bytes
 *                             length    u64, of the payload
 *                             payload
 *                             check     u64, XXH3-64 of name, length and payload
 *
 *     "ixjourn2"  head        zone u32, snapshots u32, versions u64,
 *                             lengths of id, publisher, format u32 each, then their bytes
 *     "snapshot"  88 each     hash 32 bytes, kind of published u32, published i64, received i64,
 *                             entities u32, state 32 bytes
 *     "versions"  16 each     key length u32, record length u32, from u32, to u32
 *     "records "  per version key, record
 *
 * Numbers are little-endian; nothing stands behind the last section. A history has exactly one
 * journal: versions sorted by key then from, each as long as its record did not change, `to` OPEN
 * just when the newest snapshot holds it. Reading refuses whatever is not of that form, so that
 * writing again what was read gives the same bytes. */
#include <interdict/lists.h>

#include <assert.h>
#include <string.h>

#define SECTION_NAME_BYTES  8
#define SECTION_FRAME_BYTES (SECTION_NAME_BYTES + 8 + 8)
#define HEAD_FIXED_BYTES    28
#define SNAPSHOT_BYTES      88
#define VERSION_BYTES       16

enum { SECTION_HEAD, SECTION_SNAPSHOTS, SECTION_VERSIONS, SECTION_RECORDS, SECTION_COUNT };

static const char section_names[SECTION_COUNT][SECTION_NAME_BYTES + 1] = {"ixjourn2", "snapshot",
                                                                          "versions", "records "};

/* ------------------------------------------------------------------ writing */

static void put(ix_buf *out, uint64_t value, int bytes) {
    char text[8];
    for (int i = 0; i < bytes; i++) {
        text[i] = (char)(value >> (8 * i));
    }
    ix_buf_append(out, (ix_str){text, bytes});
}

/* Returns where the section starts. */
static size_t open_section(ix_buf *out, int section) {
    size_t start = out->len;
    ix_buf_append(out, (ix_str){section_names[section], SECTION_NAME_BYTES});
    put(out, 0, 8);
    return start;
}

static void close_section(ix_buf *out, size_t start) {
    if (out->status != IX_OK) {
        return;
    }
    uint64_t length = out->len - start - SECTION_NAME_BYTES - 8;
    for (int i = 0; i < 8; i++) {
        out->ptr[start + SECTION_NAME_BYTES + (size_t)i] = (char)(length >> (8 * i));
    }
    put(out, ix_hash64((ix_str){out->ptr + start, (ptrdiff_t)(out->len - start)}), 8);
}

static void write_head(ix_buf *out, const ix_list_history *history) {
    size_t start = open_section(out, SECTION_HEAD);
    put(out, (uint64_t)history->zone, 4);
    put(out, (uint64_t)history->snapshot_count, 4);
    put(out, (uint64_t)history->version_count, 8);
    put(out, (uint64_t)history->id.len, 4);
    put(out, (uint64_t)history->publisher.len, 4);
    put(out, (uint64_t)history->format.len, 4);
    ix_buf_append(out, history->id);
    ix_buf_append(out, history->publisher);
    ix_buf_append(out, history->format);
    close_section(out, start);
}

static void write_snapshots(ix_buf *out, const ix_list_history *history) {
    size_t start = open_section(out, SECTION_SNAPSHOTS);
    for (int i = 0; i < history->snapshot_count; i++) {
        const ix_snapshot *s = &history->snapshots[i];
        ix_buf_append(out, (ix_str){(const char *)s->hash.bytes, sizeof s->hash.bytes});
        put(out, (uint64_t)s->published.kind, 4);
        put(out, (uint64_t)s->published.value, 8);
        put(out, (uint64_t)s->received, 8);
        put(out, s->entities, 4);
        ix_buf_append(out, (ix_str){(const char *)s->state.bytes, sizeof s->state.bytes});
    }
    close_section(out, start);
}

void ix_journal_write(ix_buf *out, const ix_list_history *history) {
    write_head(out, history);
    write_snapshots(out, history);
    size_t start = open_section(out, SECTION_VERSIONS);
    for (int64_t i = 0; i < history->version_count; i++) {
        const ix_version *v = &history->versions[i];
        put(out, (uint64_t)v->key.len, 4);
        put(out, (uint64_t)v->record.len, 4);
        put(out, v->from, 4);
        put(out, v->to, 4);
    }
    close_section(out, start);
    start = open_section(out, SECTION_RECORDS);
    for (int64_t i = 0; i < history->version_count; i++) {
        ix_buf_append(out, history->versions[i].key);
        ix_buf_append(out, history->versions[i].record);
    }
    close_section(out, start);
}

/* ------------------------------------------------------------------ reading */

static uint64_t get(ix_str s, ptrdiff_t at, int bytes) {
    assert(at >= 0 && at + bytes <= s.len);
    uint64_t value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
        value = value << 8 | (unsigned char)s.ptr[at + i];
    }
    return value;
}

static ix_status corrupt(ix_error *error, int section, const char *what) {
    return ix_error_set(error, IX_E_CORRUPT, "journal, section '%s': %s", section_names[section],
                        what);
}

/* Cut the next section off *rest. The check comes before anything is believed. */
static ix_status cut_section(ix_str *payload, ix_str *rest, int section, ix_error *error) {
    if (rest->len < SECTION_FRAME_BYTES) {
        return corrupt(error, section, "the bytes end too early");
    }
    uint64_t length = get(*rest, SECTION_NAME_BYTES, 8);
    if (length > (uint64_t)(rest->len - SECTION_FRAME_BYTES)) {
        return corrupt(error, section, "longer than the file");
    }
    ptrdiff_t checked = SECTION_NAME_BYTES + 8 + (ptrdiff_t)length;
    if (get(*rest, checked, 8) != ix_hash64(ix_str_slice(*rest, 0, checked))) {
        return corrupt(error, section, "checksum differs");
    }
    if (memcmp(rest->ptr, section_names[section], SECTION_NAME_BYTES) != 0) {
        bool other_version = section == SECTION_HEAD &&
                             memcmp(rest->ptr, section_names[section], SECTION_NAME_BYTES - 1) == 0;
        return other_version ? ix_error_set(error, IX_E_UNSUPPORTED,
                                            "the journal is of version %c, this program reads 2",
                                            rest->ptr[SECTION_NAME_BYTES - 1])
                             : corrupt(error, section, "it has another name");
    }
    *payload = ix_str_slice(*rest, SECTION_NAME_BYTES + 8, checked);
    *rest = ix_str_slice(*rest, checked + 8, rest->len);
    return IX_OK;
}

static ix_status read_head(ix_list_history *out, ix_str head, ix_error *error) {
    if (head.len < HEAD_FIXED_BYTES) {
        return corrupt(error, SECTION_HEAD, "too short");
    }
    uint64_t zone = get(head, 0, 4);
    uint64_t snapshots = get(head, 4, 4);
    uint64_t versions = get(head, 8, 8);
    int64_t id = (int64_t)get(head, 16, 4);
    int64_t publisher = (int64_t)get(head, 20, 4);
    int64_t format = (int64_t)get(head, 24, 4);
    if (id + publisher + format != head.len - HEAD_FIXED_BYTES) {
        return corrupt(error, SECTION_HEAD, "lengths of its strings do not add up");
    }
    if (zone > IX_ZONE_SYDNEY || snapshots > IX_SNAPSHOTS_MAX || versions > INT64_MAX) {
        return corrupt(error, SECTION_HEAD, "a number is out of range");
    }
    out->zone = (ix_zone)zone;
    out->snapshot_count = (int)snapshots;
    out->version_count = (int64_t)versions;
    out->id = ix_str_slice(head, HEAD_FIXED_BYTES, HEAD_FIXED_BYTES + id);
    out->publisher = ix_str_slice(head, HEAD_FIXED_BYTES + id, HEAD_FIXED_BYTES + id + publisher);
    out->format = ix_str_slice(head, head.len - format, head.len);
    return IX_OK;
}

static ix_status read_snapshots(ix_list_history *out, ix_str section, ix_arena *arena,
                                ix_error *error) {
    if (section.len != (ptrdiff_t)out->snapshot_count * SNAPSHOT_BYTES) {
        return corrupt(error, SECTION_SNAPSHOTS, "its length does not fit their number");
    }
    out->snapshots = IX_NEW(arena, ix_snapshot, out->snapshot_count);
    if (out->snapshots == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory while reading a journal");
    }
    for (int i = 0; i < out->snapshot_count; i++) {
        ix_snapshot *s = &out->snapshots[i];
        ptrdiff_t at = (ptrdiff_t)i * SNAPSHOT_BYTES;
        uint64_t kind = get(section, at + 32, 4);
        memcpy(s->hash.bytes, section.ptr + at, sizeof s->hash.bytes);
        s->published.value = (int64_t)get(section, at + 36, 8);
        s->received = (int64_t)get(section, at + 44, 8);
        s->entities = (uint32_t)get(section, at + 52, 4);
        memcpy(s->state.bytes, section.ptr + at + 56, sizeof s->state.bytes);
        bool day_in_range = s->published.value > -3000000 && s->published.value < 3000000;
        if (kind > IX_WHEN_INSTANT || (kind == IX_WHEN_DATE && !day_in_range)) {
            return corrupt(error, SECTION_SNAPSHOTS, "a time is out of range");
        }
        s->published.kind = kind == IX_WHEN_DATE      ? IX_WHEN_DATE
                            : kind == IX_WHEN_INSTANT ? IX_WHEN_INSTANT
                                                      : IX_WHEN_NONE;
    }
    return IX_OK;
}

/* Is `v` in its place behind `last` (NULL for the first), in the one form a history has? */
static bool follows(const ix_version *last, const ix_version *v, uint32_t total) {
    bool held = v->to == IX_ORDINAL_OPEN || (v->from < v->to && v->to < total);
    if (v->key.len == 0 || v->record.len == 0 || v->from >= total || !held) {
        return false;
    }
    int order = last == NULL ? -1 : ix_str_compare(last->key, v->key);
    return order < 0 || (order == 0 && last->to != IX_ORDINAL_OPEN && last->to <= v->from &&
                         (last->to < v->from || !ix_str_equal(last->record, v->record)));
}

static ix_status read_versions(ix_list_history *out, ix_str section, ix_str records,
                               ix_arena *arena, ix_error *error) {
    if (section.len / VERSION_BYTES != out->version_count || section.len % VERSION_BYTES != 0) {
        return corrupt(error, SECTION_VERSIONS, "its length does not fit their number");
    }
    out->versions = IX_NEW(arena, ix_version, out->version_count);
    if (out->versions == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory while reading a journal");
    }
    ptrdiff_t at = 0;
    for (int64_t i = 0; i < out->version_count; i++) {
        ix_version *v = &out->versions[i];
        ptrdiff_t key = (ptrdiff_t)get(section, i * VERSION_BYTES, 4);
        ptrdiff_t record = (ptrdiff_t)get(section, i * VERSION_BYTES + 4, 4);
        if (record > IX_ENTITY_RECORD_BYTES_MAX || key + record > records.len - at) {
            return corrupt(error, SECTION_VERSIONS, "a record reaches beyond the records");
        }
        v->key = ix_str_slice(records, at, at + key);
        v->record = ix_str_slice(records, at + key, at + key + record);
        v->from = (uint32_t)get(section, i * VERSION_BYTES + 8, 4);
        v->to = (uint32_t)get(section, i * VERSION_BYTES + 12, 4);
        if (!follows(i == 0 ? NULL : v - 1, v, (uint32_t)out->snapshot_count)) {
            return corrupt(error, SECTION_VERSIONS, "a version is out of place");
        }
        at += key + record;
    }
    return at == records.len ? IX_OK : corrupt(error, SECTION_RECORDS, "longer than its versions");
}

/* Each snapshot states how many entities it holds; the versions must say the same. */
static ix_status check_entities(const ix_list_history *history, ix_arena *arena, ix_error *error) {
    int64_t *change = IX_NEW(arena, int64_t, (size_t)history->snapshot_count + 1);
    if (change == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory while reading a journal");
    }
    for (int64_t i = 0; i < history->version_count; i++) {
        const ix_version *v = &history->versions[i];
        change[v->from]++;
        if (v->to != IX_ORDINAL_OPEN) {
            change[v->to]--;
        }
    }
    int64_t held = 0;
    for (int i = 0; i < history->snapshot_count; i++) {
        held += change[i];
        if (held != history->snapshots[i].entities) {
            return corrupt(error, SECTION_SNAPSHOTS, "its entities are not those of the versions");
        }
    }
    return IX_OK;
}

ix_status ix_journal_read(ix_list_history *out, ix_str bytes, ix_arena *arena, ix_error *error) {
    ix_list_history history = {0};
    ix_str sections[SECTION_COUNT] = {{0}};
    ix_str rest = bytes;
    *out = history;
    for (int i = 0; i < SECTION_COUNT; i++) {
        ix_status status = cut_section(&sections[i], &rest, i, error);
        if (status != IX_OK) {
            return status;
        }
    }
    if (rest.len != 0) {
        return corrupt(error, SECTION_RECORDS, "more bytes follow");
    }
    ix_status status = read_head(&history, sections[SECTION_HEAD], error);
    if (status == IX_OK) {
        status = read_snapshots(&history, sections[SECTION_SNAPSHOTS], arena, error);
    }
    if (status == IX_OK) {
        status = read_versions(&history, sections[SECTION_VERSIONS], sections[SECTION_RECORDS],
                               arena, error);
    }
    if (status == IX_OK) {
        status = check_entities(&history, arena, error);
    }
    if (status == IX_OK) {
        *out = history;
    }
    return status;
}
