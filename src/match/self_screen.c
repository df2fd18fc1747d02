/* The proof that no serving name or identifier is unreachable: each is asked for as it stands. */
#include "build.h"
#include "judge.h"

#define SCRATCH_BYTES_MAX ((size_t)1 << 30)
#define CACHE_BYTES_MAX   ((size_t)64 << 20)
#define TELL_EACH         16 /* entities from one word about the progress to the next */

typedef struct prover {
    const ix_index *index;
    ix_list_view *views;
    ix_parsed_name *parsed;
    ix_arena arena;
    ix_part_cache cache;
    ix_error *error;
    ix_self_screen *out;
} prover;

static bool finds(const ix_matches *matches, uint32_t entity) {
    for (int i = 0; i < matches->count; i++) {
        if (matches->items[i].entity == entity && matches->items[i].score >= IX_SCORE_ALERT) {
            return true;
        }
    }
    return false;
}

static void note_miss(prover *p, uint32_t entity, const char *what, ix_str value) {
    if (p->out->missed++ == 0) {
        ix_str key = ix_index_entity_at(p->index, entity).key;
        ix_error_set(p->error, IX_E_REFUSED,
                     "self-screen: %s '%" IX_FMT "' of entity %" IX_FMT " does not find it", what,
                     IX_ARG(value), IX_ARG(key));
    }
}

static ix_status prove_name(prover *p, uint32_t entity, ix_str text) {
    ix_arena_mark mark = ix_arena_position(&p->arena);
    ix_query query = {
        .names = p->parsed, .name_count = 1, .lists = p->views, .threshold = IX_SCORE_ALERT};
    ix_matches matches;
    ix_status status =
        ix_name_parse(p->parsed, p->index->knowledge, text, IX_PARTY_ANY, &p->arena, p->error);
    /* A name without a letter or digit cannot be asked for by name. */
    if (status == IX_OK && p->parsed->count > 0) {
        status = ix_search_for(&matches, p->index, &query, entity, &p->cache, &p->arena, p->error);
        p->out->names++;
        if (status == IX_OK && !finds(&matches, entity)) {
            note_miss(p, entity, "name", text);
        }
    }
    ix_arena_rewind(&p->arena, mark);
    return status;
}

static ix_status prove_identifier(prover *p, uint32_t entity, const ix_identifier *id) {
    char key[512];
    if (ix_identifier_key(key, (int)sizeof key, id->type, id->value) == 0) {
        return IX_OK;
    }
    ix_arena_mark mark = ix_arena_position(&p->arena);
    ix_query_identifier asked = {.type = id->type, .value = id->value, .from = -1, .to = -1};
    ix_query query = {.identifiers = &asked,
                      .identifier_count = 1,
                      .lists = p->views,
                      .threshold = IX_SCORE_ALERT};
    ix_matches matches;
    ix_status status =
        ix_search_for(&matches, p->index, &query, entity, &p->cache, &p->arena, p->error);
    p->out->identifiers++;
    if (status == IX_OK && !finds(&matches, entity)) {
        note_miss(p, entity, "identifier", id->value);
    }
    ix_arena_rewind(&p->arena, mark);
    return status;
}

static ix_status prove_entity(prover *p, uint32_t entity) {
    ix_index_entity row = ix_index_entity_at(p->index, entity);
    const ix_list_view *view = &p->views[row.list];
    uint32_t newest = view->known - 1, ordinal = 0;
    if (view->known == 0 ||
        !ix_interval_pick(&ordinal, row.held, row.held_count, newest, view->known) ||
        ordinal != newest) {
        return IX_OK;
    }
    ix_arena_reset(&p->arena);
    p->parsed = IX_NEW(&p->arena, ix_parsed_name, 1);
    ix_entity decoded;
    ix_status status = p->parsed
                           ? ix_entity_decode(&decoded, ix_index_record(p->index, entity, ordinal),
                                              &p->arena, p->error)
                           : ix_error_set(p->error, IX_E_MEMORY, "no memory to self-screen");
    for (int i = 0; status == IX_OK && i < decoded.name_count; i++) {
        status = prove_name(p, entity, decoded.names[i].text);
    }
    for (int i = 0; status == IX_OK && i < decoded.identifier_count; i++) {
        status = prove_identifier(p, entity, &decoded.identifiers[i]);
    }
    return status;
}

ix_status ix_index_self_screen(ix_self_screen *out, const ix_index *index, ix_error *error) {
    return ix_self_screen_told(out, index, (ix_progress){0}, error);
}

ix_status ix_self_screen_told(ix_self_screen *out, const ix_index *index, ix_progress progress,
                              ix_error *error) {
    *out = (ix_self_screen){0};
    ix_arena lasting;
    ix_arena_init(&lasting, SCRATCH_BYTES_MAX);
    prover p = {.index = index, .error = error, .out = out};
    p.views = IX_NEW(&lasting, ix_list_view, index->list_count + 1);
    ix_arena_init(&p.arena, SCRATCH_BYTES_MAX);
    ix_status status = ix_part_cache_init(&p.cache, CACHE_BYTES_MAX);
    if (status != IX_OK || !p.views) {
        status = ix_error_set(error, IX_E_MEMORY, "no memory to self-screen");
    }
    for (uint32_t i = 0; status == IX_OK && i < index->list_count; i++) {
        uint32_t known = (uint32_t)index->lists[i].snapshot_count;
        p.views[i] = (ix_list_view){true, known, (int64_t)known - 1};
    }
    for (uint32_t e = 0; status == IX_OK && e < index->entity_count; e++) {
        status = prove_entity(&p, e);
        if ((e + 1) % TELL_EACH == 0) {
            ix_progress_tell(progress, "proving that each name is found", e + 1,
                             index->entity_count);
        }
    }
    ix_arena_free(&p.arena);
    ix_part_cache_free(&p.cache);
    ix_arena_free(&lasting);
    return status;
}
