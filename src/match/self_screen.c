/* The proof that no serving name or identifier is unreachable: each is asked for as it stands.
 *
 * The whole way: the search is asked, and must find the entity at the alert bar.
 *
 * The shortest way, which a build takes: a search compares every name that is the question's letter
 * for letter, whatever else it finds, and an entity's best comparison counts (search.c, judge.c).
 * So where that one comparison reaches the bar, the search finds the entity. And since names that
 * are asked for otherwise come by their parts, each part of the name must lead by its key to its
 * row of the dictionary, and from there to the name. What is listed once more, with the same parts
 * in the image, compares as it did: then it is only seen that its hash leads there. Where the
 * shortest way does not reach the bar, the whole one is gone. */
#include "build.h"
#include "judge.h"

#include <stdatomic.h>
#include <string.h>

#include "match_tables.h"

#define CACHE_BYTES_MAX ((size_t)64 << 20)
#define ENTITIES_A_TASK 64

/* What one thread has of its own. */
typedef struct prover {
    ix_parsed_name *parsed;
    ix_reading *reading;
    ix_arena arena;
    ix_part_cache cache;
    ix_part_memo *memo; /* or NULL */
    ix_self_screen out;
    uint32_t first_missed;
    ix_status status;
    ix_error error; /* the first miss, or the failure */
} prover;

typedef struct proof {
    const ix_index *index;
    ix_list_view *views;
    prover *provers;
    bool shortest;
    const ix_proof_beside *beside; /* or NULL: task 0 */
    _Atomic uint32_t *proved;      /* name + 1, by hash of its text, open addressing */
    uint32_t proved_mask;
    _Atomic bool *found_rows; /* by row of the dictionary: its key leads to it */
    ix_progress progress;
    _Atomic int64_t done;
} proof;

static bool finds(const ix_matches *matches, uint32_t entity) {
    for (int i = 0; i < matches->count; i++) {
        if (matches->items[i].entity == entity && matches->items[i].score >= IX_SCORE_ALERT) {
            return true;
        }
    }
    return false;
}

/* A worker's tasks ascend, so its first miss is its least entity. */
static void note_miss(const proof *of, prover *p, uint32_t entity, const char *what, ix_str value) {
    if (p->out.missed++ == 0) {
        ix_str key = ix_index_entity_at(of->index, entity).key;
        p->first_missed = entity;
        ix_error_set(&p->error, IX_E_REFUSED,
                     "self-screen: %s '%" IX_FMT "' of entity %" IX_FMT " does not find it", what,
                     IX_ARG(value), IX_ARG(key));
    }
}

/* ---------------------------------------------------------------- the shortest way */

/* Does the listed name, compared with the question as it was parsed, reach the bar? */
static bool reaches_bar(const ix_index *index, const ix_reading *reading, const ix_query *query,
                        uint32_t number) {
    ix_mname listed;
    ix_name_evidence evidence;
    const ix_judge judge = {.index = index,
                            .query = query,
                            .readings = (ix_reading *)(uintptr_t)reading,
                            .reading_count = 1};
    ix_mname_load(&listed, index, number);
    int32_t sum = ix_judge_pair(&judge, &evidence, 0, &listed,
                                (ix_party_type)index->names[number].type, NULL);
    return ix_score_from_millibits(sum) >= IX_SCORE_ALERT;
}

/* What of a name's row the comparison depends on, its parts included. */
static bool compare_alike(const ix_index *index, uint32_t a, uint32_t b) {
    const ix_name_row *x = &index->names[a], *y = &index->names[b];
    return x->type == y->type && x->org == y->org && x->guess == y->guess && x->form == y->form &&
           x->whole == y->whole && x->turned == y->turned && x->part_count == y->part_count &&
           ix_str_equal(ix_name_text(index, x), ix_name_text(index, y)) &&
           memcmp(index->name_parts + x->part_first, index->name_parts + y->part_first,
                  sizeof *index->name_parts * x->part_count) == 0;
}

static uint32_t first_slot(const proof *of, uint32_t name) {
    return (uint32_t)ix_hash64(ix_name_text(of->index, &of->index->names[name])) & of->proved_mask;
}

/* There are twice as many slots as names. */
static void note_proved(const proof *of, uint32_t name) {
    uint32_t none = 0;
    for (uint32_t at = first_slot(of, name);
         !atomic_compare_exchange_strong(&of->proved[at], &none, name + 1); none = 0) {
        at = (at + 1) & of->proved_mask;
    }
}

static bool was_proved(const proof *of, uint32_t name) {
    uint32_t known;
    for (uint32_t at = first_slot(of, name); (known = atomic_load(&of->proved[at])) != 0;
         at = (at + 1) & of->proved_mask) {
        if (compare_alike(of->index, known - 1, name)) {
            return true;
        }
    }
    return false;
}

static bool hash_leads_to(const ix_index *index, uint32_t name) {
    ix_bucket bucket = ix_bucket_find(index, IX_SEC_WHOLE_STARTS, index->names[name].whole);
    for (uint32_t i = 0; i < bucket.count; i++) {
        if (bucket.entries[i] == name) {
            return true;
        }
    }
    return false;
}

/* Is it a name of the entity that was proved where it is listed before, and does its hash lead to
 * it here too? */
static bool is_found_again(const proof *of, uint32_t entity, uint32_t ordinal, ix_str text) {
    const ix_index *index = of->index;
    const ix_entity_row *row = &index->entities[entity];
    for (uint32_t n = row->name_first; n < row->name_first + row->name_count; n++) {
        if (ix_str_equal(ix_name_text(index, &index->names[n]), text) &&
            ix_name_is_held(index, n, ordinal) && was_proved(of, n) && hash_leads_to(index, n)) {
            return true;
        }
    }
    return false;
}

/* Is a name that is held now, and the question's letter for letter, found by its hash? */
static ix_status find_whole(bool *found, const proof *of, prover *p, const ix_query *query,
                            uint32_t entity, uint32_t ordinal) {
    const ix_index *index = of->index;
    ix_reading *reading = p->reading;
    *reading = (ix_reading){.parsed = p->parsed};
    ix_status status =
        ix_mname_make_with(&reading->name, index->knowledge, p->memo, p->parsed, &p->arena);
    *found = false;
    if (status != IX_OK || reading->name.whole == 0) {
        return status;
    }
    ix_bucket bucket = ix_bucket_find(index, IX_SEC_WHOLE_STARTS, reading->name.whole);
    for (uint32_t i = 0; i < bucket.count && !*found; i++) {
        const ix_name_row *name = &index->names[bucket.entries[i]];
        *found = name->entity == entity && name->whole == reading->name.whole &&
                 ix_name_is_held(index, bucket.entries[i], ordinal) &&
                 reaches_bar(index, reading, query, bucket.entries[i]);
        if (*found && ix_str_equal(ix_name_text(index, name), p->parsed->raw)) {
            note_proved(of, bucket.entries[i]);
        }
    }
    return IX_OK;
}

/* Does the key of a dictionary row's text lead to the row? Looked up once for all its names. */
static bool row_is_found(const proof *of, uint32_t row) {
    const ix_index *index = of->index;
    if (atomic_load(&of->found_rows[row])) {
        return true;
    }
    uint64_t hash = ix_key_hash(IX_KEY_TEXT, ix_dict_text(index, &index->dict[row]));
    ix_bucket bucket = ix_bucket_find(index, IX_SEC_KEYS_STARTS, hash);
    uint32_t entry = row | (uint32_t)(hash >> 56) << 24;
    for (uint32_t i = 0; i < bucket.count; i++) {
        if (bucket.entries[i] == entry) {
            atomic_store(&of->found_rows[row], true);
            return true;
        }
    }
    return false;
}

/* Is the name among those posted under the row? They ascend. */
static bool name_is_posted(const ix_index *index, uint32_t row, uint32_t name) {
    const uint32_t *posting = index->postings + index->dict[row].posting_first;
    uint32_t from = 0;
    uint32_t to = index->dict[row].posting_count;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        uint32_t at = posting[middle] & ~IX_POSTING_ORG;
        if (at == name) {
            return true;
        }
        if (at < name) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return false;
}

static void prove_parts(const proof *of, prover *p, uint32_t entity) {
    const ix_index *index = of->index;
    const ix_entity_row *row = &index->entities[entity];
    for (uint32_t n = row->name_first; n < row->name_first + row->name_count; n++) {
        const ix_name_part_row *parts = index->name_parts + index->names[n].part_first;
        for (uint32_t i = 0; i < index->names[n].part_count; i++) {
            bool posted = parts[i].role != IX_ROLE_STOP && parts[i].role != IX_ROLE_LEGAL_FORM;
            if (posted &&
                !(row_is_found(of, parts[i].dict) && name_is_posted(index, parts[i].dict, n))) {
                note_miss(of, p, entity, "a part of name", ix_name_text(index, &index->names[n]));
            }
        }
    }
}

/* ---------------------------------------------------------------- names and identifiers */

static ix_status ask(const proof *of, prover *p, const ix_query *query, uint32_t entity,
                     const char *what, ix_str value) {
    ix_matches matches;
    /* Without a name there is no first stage to go through. */
    ix_status status =
        of->shortest && query->name_count == 0
            ? ix_match_listed(&matches, of->index, query, NULL, 0, &p->arena, &p->error)
            : ix_search_for(&matches, of->index, query, entity, &p->cache, &p->arena, &p->error);
    if (status == IX_OK && !finds(&matches, entity)) {
        note_miss(of, p, entity, what, value);
    }
    return status;
}

static ix_status prove_name(const proof *of, prover *p, uint32_t entity, uint32_t ordinal,
                            ix_str text) {
    if (of->shortest && is_found_again(of, entity, ordinal, text)) {
        p->out.names++;
        return IX_OK;
    }
    ix_arena_mark mark = ix_arena_position(&p->arena);
    ix_query query = {
        .names = p->parsed, .name_count = 1, .lists = of->views, .threshold = IX_SCORE_ALERT};
    ix_status status =
        ix_name_parse(p->parsed, of->index->knowledge, text, IX_PARTY_ANY, &p->arena, &p->error);
    /* A name without a letter or digit cannot be asked for by name. */
    if (status == IX_OK && p->parsed->count > 0) {
        bool found = false;
        p->out.names++;
        if (of->shortest) {
            status = find_whole(&found, of, p, &query, entity, ordinal);
        }
        if (status == IX_OK && !found) {
            status = ask(of, p, &query, entity, "name", text);
        }
    }
    ix_arena_rewind(&p->arena, mark);
    return status;
}

static ix_status prove_identifier(const proof *of, prover *p, uint32_t entity,
                                  const ix_identifier *id) {
    char key[512];
    if (ix_identifier_key(key, (int)sizeof key, id->type, id->value) == 0) {
        return IX_OK;
    }
    ix_arena_mark mark = ix_arena_position(&p->arena);
    ix_query_identifier asked = {.type = id->type, .value = id->value, .from = -1, .to = -1};
    ix_query query = {.identifiers = &asked,
                      .identifier_count = 1,
                      .lists = of->views,
                      .threshold = IX_SCORE_ALERT};
    p->out.identifiers++;
    ix_status status = ask(of, p, &query, entity, "identifier", id->value);
    ix_arena_rewind(&p->arena, mark);
    return status;
}

static ix_status prove_entity(const proof *of, prover *p, uint32_t entity) {
    ix_index_entity row = ix_index_entity_at(of->index, entity);
    const ix_list_view *view = &of->views[row.list];
    uint32_t newest = view->known - 1, ordinal = 0;
    if (view->known == 0 ||
        !ix_interval_pick(&ordinal, row.held, row.held_count, newest, view->known) ||
        ordinal != newest) {
        return IX_OK;
    }
    ix_arena_reset(&p->arena);
    p->parsed = IX_NEW_RAW(&p->arena, ix_parsed_name, 1);
    p->reading = IX_NEW_RAW(&p->arena, ix_reading, 1);
    if (!p->parsed || !p->reading) {
        return ix_error_set(&p->error, IX_E_MEMORY, "no memory to self-screen");
    }
    ix_entity decoded;
    ix_status status = ix_index_decode(&decoded, of->index, entity, ordinal, &p->arena, &p->error);
    for (int i = 0; status == IX_OK && i < decoded.name_count; i++) {
        status = prove_name(of, p, entity, ordinal, decoded.names[i].text);
    }
    for (int i = 0; status == IX_OK && i < decoded.identifier_count; i++) {
        status = prove_identifier(of, p, entity, &decoded.identifiers[i]);
    }
    if (status == IX_OK && of->shortest) {
        prove_parts(of, p, entity);
    }
    return status;
}

/* ---------------------------------------------------------------- all of them */

static void prove_some(void *context, int worker, int64_t task) {
    proof *of = context;
    prover *p = &of->provers[worker];
    if (of->beside != NULL && task-- == 0) {
        of->beside->task(of->beside->context);
        return;
    }
    uint32_t from = (uint32_t)task * ENTITIES_A_TASK;
    uint32_t left = of->index->entity_count - from;
    uint32_t count = left < ENTITIES_A_TASK ? left : ENTITIES_A_TASK;
    for (uint32_t e = from; e < from + count && p->status == IX_OK; e++) {
        p->status = prove_entity(of, p, e);
    }
    int64_t done = atomic_fetch_add(&of->done, count) + count;
    if (worker == 0) {
        ix_progress_tell(of->progress, "proving that each name is found", done,
                         of->index->entity_count);
    }
}

/* What all threads found; of several misses the one of the least entity is told. */
static ix_status sum_up(ix_self_screen *out, const prover *provers, int count, ix_error *error) {
    const prover *told = NULL;
    *out = (ix_self_screen){0};
    for (int i = 0; i < count; i++) {
        const prover *p = &provers[i];
        out->names += p->out.names;
        out->identifiers += p->out.identifiers;
        out->missed += p->out.missed;
        bool failed = told && told->status != IX_OK;
        if (p->status != IX_OK
                ? !failed
                : !failed && p->out.missed > 0 && (!told || p->first_missed < told->first_missed)) {
            told = p;
        }
    }
    if (told && error) {
        *error = told->error;
    }
    return told ? told->status : IX_OK;
}

/* What all threads share. False: no memory. */
static bool begin(proof *of, int workers, ix_arena *lasting) {
    const ix_index *index = of->index;
    uint32_t slots = 2;
    while (slots < 2 * index->name_count) {
        slots *= 2;
    }
    of->proved_mask = slots - 1;
    of->proved = IX_NEW(lasting, _Atomic uint32_t, of->shortest ? slots : 1);
    of->found_rows = IX_NEW(lasting, _Atomic bool, index->dict_count + 1);
    of->views = IX_NEW(lasting, ix_list_view, index->list_count + 1);
    of->provers = IX_NEW(lasting, prover, workers);
    for (uint32_t i = 0; of->views && i < index->list_count; i++) {
        uint32_t known = (uint32_t)index->lists[i].snapshot_count;
        of->views[i] = (ix_list_view){true, known, (int64_t)known - 1};
    }
    return of->proved && of->found_rows && of->views && of->provers;
}

/* `memos`: one a worker, for the shortest way; NULL for the whole one. */
static ix_status self_screen(ix_self_screen *out, const ix_index *index,
                             const ix_build_options *options, ix_part_memo *memos,
                             const ix_proof_beside *beside, ix_error *error) {
    static const ix_build_options none;
    options = options ? options : &none;
    int workers = ix_crew_workers(options->crew);
    ix_arena lasting;
    ix_arena_init(&lasting, IX_BUILD_SCRATCH_MAX);
    proof of = {
        .index = index, .shortest = memos != NULL, .beside = beside, .progress = options->progress};
    bool room = begin(&of, workers, &lasting);
    int made = 0;
    for (; room && made < workers; made++) {
        of.provers[made].memo = memos ? &memos[made] : NULL;
        ix_arena_init(&of.provers[made].arena, IX_BUILD_SCRATCH_MAX);
        room =
            ix_part_cache_init(&of.provers[made].cache, CACHE_BYTES_MAX / (size_t)workers) == IX_OK;
    }
    ix_status status = room ? ix_index_ready(index, error)
                            : ix_error_set(error, IX_E_MEMORY, "no memory to self-screen");
    if (status == IX_OK) {
        int64_t tasks = (index->entity_count + ENTITIES_A_TASK - 1) / ENTITIES_A_TASK;
        ix_crew_run(options->crew, tasks + (beside != NULL), prove_some, &of);
        status = sum_up(out, of.provers, workers, error);
    }
    for (int i = 0; i < made; i++) {
        ix_arena_free(&of.provers[i].arena);
        ix_part_cache_free(&of.provers[i].cache);
    }
    ix_arena_free(&lasting);
    return status;
}

ix_status ix_index_self_screen(ix_self_screen *out, const ix_index *index,
                               const ix_build_options *options, ix_error *error) {
    return self_screen(out, index, options, NULL, NULL, error);
}

ix_status ix_self_screen_shortest(ix_self_screen *out, const ix_index *index,
                                  const ix_build_options *options, ix_part_memo *memos,
                                  const ix_proof_beside *beside, ix_error *error) {
    return self_screen(out, index, options, memos, beside, error);
}
