/* Which snapshot, and which entity, somebody means by what was typed. */
#include <interdict/lists.h>

#include <string.h>

#define HEX_DIGITS 64
#define NAMED_MAX  10000 /* entities of one name; those beyond are a limit */

/* ------------------------------------------------------------------ snapshots */

static ix_when published(const ix_snapshot *s) {
    return s->published.kind != IX_WHEN_NONE ? s->published
                                             : (ix_when){IX_WHEN_INSTANT, s->received};
}

static int64_t instant_of(const ix_list_history *history, int at) {
    return ix_when_instant(published(&history->snapshots[at]), history->zone);
}

/* The day of a snapshot as it is written: that of a time in UTC. In the publisher's own zone it may
 * be another. */
static int64_t day_of(const ix_list_history *history, int at, bool local) {
    ix_when when = published(&history->snapshots[at]);
    return when.kind == IX_WHEN_DATE ? when.value
                                     : ix_zone_day(local ? history->zone : IX_ZONE_UTC, when.value);
}

static void append_published(ix_buf *out, const ix_list_history *history, int at,
                             const char *before) {
    if (at >= 0 && at < history->snapshot_count) {
        ix_buf_append_cstr(out, before);
        ix_when_print(out, published(&history->snapshots[at]));
    }
}

/* "no snapshot was published on DAY; those next to it: A and B"; `behind` is the first that is
 * later. */
static ix_status not_found(const ix_list_history *history, ix_str text, const char *when,
                           int behind, ix_error *error) {
    ix_buf near;
    ix_buf_init(&near, 256);
    append_published(&near, history, behind - 1, ", one on ");
    append_published(&near, history, behind, behind > 0 ? " and one on " : ", the first on ");
    ix_status status = ix_error_set(
        error, IX_E_NOT_FOUND, "%" IX_FMT ": no snapshot was published %s %" IX_FMT "%" IX_FMT,
        IX_ARG(history->id), when, IX_ARG(text), IX_ARG(ix_buf_view(&near)));
    ix_buf_free(&near);
    return status;
}

static ix_status find_day(uint32_t *ordinal, const ix_list_history *history, ix_str text,
                          int64_t day, ix_error *error) {
    for (int local = 0; local < 2; local++) {
        for (int i = history->snapshot_count - 1; i >= 0; i--) {
            if (day_of(history, i, local != 0) == day) {
                *ordinal = (uint32_t)i;
                return IX_OK;
            }
        }
    }
    int behind = history->snapshot_count;
    while (behind > 0 && day_of(history, behind - 1, false) > day) {
        behind--;
    }
    return not_found(history, text, "on", behind, error);
}

static ix_status find_instant(uint32_t *ordinal, const ix_list_history *history, ix_str text,
                              int64_t instant, ix_error *error) {
    int behind = history->snapshot_count;
    while (behind > 0 && instant_of(history, behind - 1) > instant) {
        behind--;
    }
    if (behind == 0) {
        return not_found(history, text, "by", behind, error);
    }
    *ordinal = (uint32_t)(behind - 1);
    return IX_OK;
}

static bool is_hex(ix_str text) {
    for (ptrdiff_t i = 0; i < text.len; i++) {
        if (memchr("0123456789abcdefABCDEF", text.ptr[i], 22) == NULL) {
            return false;
        }
    }
    return text.len >= IX_HASH_DIGITS_MIN && text.len <= HEX_DIGITS;
}

static bool hash_begins(const ix_digest *hash, ix_str digits) {
    ix_buf hex;
    ix_buf_init(&hex, HEX_DIGITS);
    ix_digest_print(&hex, hash);
    ix_str start = ix_str_slice(ix_buf_view(&hex), 0, digits.len);
    bool begins = ix_str_equal_ascii_nocase(start, digits);
    ix_buf_free(&hex);
    return begins;
}

/* The same bytes may have been published twice: then the newer is meant. */
static ix_status find_hash(uint32_t *ordinal, const ix_list_history *history, ix_str digits,
                           ix_error *error) {
    const ix_digest *found = NULL;
    for (int i = history->snapshot_count - 1; i >= 0; i--) {
        const ix_digest *hash = &history->snapshots[i].hash;
        if (!hash_begins(hash, digits) || (found != NULL && ix_digest_equal(found, hash))) {
            continue;
        }
        if (found != NULL) {
            return ix_error_set(error, IX_E_INPUT,
                                "%" IX_FMT ": the hashes of several snapshots begin with %" IX_FMT,
                                IX_ARG(history->id), IX_ARG(digits));
        }
        found = hash;
        *ordinal = (uint32_t)i;
    }
    return found != NULL ? IX_OK
                         : ix_error_set(error, IX_E_NOT_FOUND,
                                        "%" IX_FMT ": no snapshot has a hash that begins with "
                                        "%" IX_FMT,
                                        IX_ARG(history->id), IX_ARG(digits));
}

ix_status ix_history_find(uint32_t *ordinal, const ix_list_history *history, ix_str text,
                          ix_error *error) {
    ix_when when;
    if (is_hex(text)) {
        return find_hash(ordinal, history, text, error);
    }
    if (ix_when_parse(&when, text, NULL) != IX_OK) {
        return ix_error_set(error, IX_E_INPUT,
                            "'%" IX_FMT
                            "' is no date, no time, and not the first %d or more digits "
                            "of a snapshot's hash",
                            IX_ARG(text), IX_HASH_DIGITS_MIN);
    }
    return when.kind == IX_WHEN_DATE ? find_day(ordinal, history, text, when.value, error)
                                     : find_instant(ordinal, history, text, when.value, error);
}

/* ------------------------------------------------------------------ entities */

/* Any key of the history that equals `key`, by letters of any case if `nocase`. */
static ix_str find_key(const ix_list_history *history, ix_str key, bool nocase) {
    for (int64_t i = 0; i < history->version_count; i++) {
        ix_str have = history->versions[i].key;
        if (nocase ? ix_str_equal_ascii_nocase(have, key) : ix_str_equal(have, key)) {
            return have;
        }
    }
    return (ix_str){0};
}

/* "45818" of "us_ofac_sdn:45818" when that is this list. */
static ix_str without_list(const ix_list_history *history, ix_str text) {
    bool named = ix_str_starts_with(text, history->id) && text.len > history->id.len &&
                 text.ptr[history->id.len] == ':';
    return named ? ix_str_slice(text, history->id.len + 1, text.len) : text;
}

static bool has_name(const ix_entity *entity, ix_str name) {
    for (int i = 0; i < entity->name_count; i++) {
        if (ix_str_equal_ascii_nocase(ix_str_trim(entity->names[i].text), name)) {
            return true;
        }
    }
    return false;
}

/* Keys of all that ever had the name. */
static ix_status find_named(ix_str *keys, int *count, const ix_list_history *history, ix_str name,
                            ix_arena *arena, ix_error *error) {
    for (int64_t i = 0; i < history->version_count; i++) {
        const ix_version *v = &history->versions[i];
        if (*count > 0 && ix_str_equal(keys[*count - 1], v->key)) {
            continue;
        }
        ix_entity entity;
        ix_arena_mark mark = ix_arena_position(arena);
        ix_status status = ix_entity_decode(&entity, v->record, arena, error);
        bool named = status == IX_OK && has_name(&entity, name);
        ix_arena_rewind(arena, mark);
        if (status != IX_OK) {
            ix_error_wrap(error, "entity %" IX_FMT, IX_ARG(v->key));
            return status;
        }
        if (named && *count == NAMED_MAX) {
            return ix_error_set(error, IX_E_LIMIT, "more than %d entities have that name",
                                NAMED_MAX);
        }
        if (named) {
            keys[(*count)++] = v->key;
        }
    }
    return IX_OK;
}

ix_status ix_history_find_entities(ix_str **keys, int *count, const ix_list_history *history,
                                   ix_str text, ix_arena *arena, ix_error *error) {
    text = ix_str_trim(text);
    ix_str key = without_list(history, text);
    *count = 0;
    *keys = IX_NEW(arena, ix_str, NAMED_MAX);
    if (*keys == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "out of memory");
    }
    ix_str found = find_key(history, text, false);
    found = found.len > 0 ? found : find_key(history, key, false);
    found = found.len > 0 ? found : find_key(history, key, true);
    if (found.len > 0) {
        (*keys)[(*count)++] = found;
        return IX_OK;
    }
    ix_status status = find_named(*keys, count, history, text, arena, error);
    if (status == IX_OK && *count == 0) {
        status =
            ix_error_set(error, IX_E_NOT_FOUND,
                         "%" IX_FMT ": no snapshot holds an entity of key or name '%" IX_FMT "'",
                         IX_ARG(history->id), IX_ARG(text));
    }
    return status;
}
