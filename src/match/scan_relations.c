/*
 * What all that is listed is to a question: which distinct parts are related to its parts, which
 * runs and acronyms stand for which. A word asked again, in another reading of the question or in
 * another question, is answered from the memo.
 */
#include "scan.h"

#include "acronym.h"

#include <string.h>

#define MEMO_BUCKETS   (1u << 14)
#define MEMO_BYTES_MAX ((size_t)96 << 20)
#define MEMO_ROOM      ((size_t)16 << 20) /* left for what one question may still add */

typedef struct id_list {
    uint32_t *ids, count;
} id_list;

/* A word of a question, or a run of neighbours in one. */
typedef struct memo_entry {
    struct memo_entry *next;
    bool is_run;
    ix_mpart part;
    ix_run run;
    id_list parts; /* listed parts that are related to the word, or that the run may be */
    id_list runs;  /* listed runs that may be the word */
} memo_entry;

/* What relating works with. */
typedef struct relating {
    ix_scan_relations *out;
    const ix_judge *judge;
    const ix_scan *scan;
    ix_scan_memo *memo;
    uint32_t *found; /* room for every distinct part or run */
} relating;

/* ---------------------------------------------------------------- the memo */

ix_status ix_scan_memo_init(ix_scan_memo *memo, ix_error *error) {
    ix_arena_init(&memo->arena, MEMO_BYTES_MAX);
    memo->buckets = IX_NEW(&memo->arena, memo_entry *, MEMO_BUCKETS);
    return memo->buckets ? IX_OK : ix_error_set(error, IX_E_MEMORY, "no memory to keep words");
}

void ix_scan_memo_free(ix_scan_memo *memo) {
    ix_arena_free(&memo->arena);
    memo->buckets = NULL;
}

/* Start anew when it is too full for another question. */
static ix_status make_room(ix_scan_memo *memo, ix_error *error) {
    if (memo->arena.used + MEMO_ROOM <= MEMO_BYTES_MAX) {
        return IX_OK;
    }
    ix_arena_reset(&memo->arena);
    memo->buckets = IX_NEW(&memo->arena, memo_entry *, MEMO_BUCKETS);
    return memo->buckets ? IX_OK : ix_error_set(error, IX_E_MEMORY, "no memory to keep words");
}

static bool same_word(const memo_entry *entry, const ix_mpart *part) {
    const ix_mpart *known = &entry->part;
    return !entry->is_run && ix_str_equal(known->text, part->text) && known->role == part->role &&
           known->script == part->script && known->number == part->number &&
           known->form == part->form;
}

static bool same_run(const memo_entry *entry, const ix_run *run) {
    return entry->is_run && entry->run.cut == run->cut && entry->run.bound == run->bound &&
           entry->run.len == run->len &&
           memcmp(entry->run.bytes, run->bytes, (size_t)run->len) == 0;
}

static bool keep_ids(id_list *out, const relating *r, uint32_t count) {
    *out = (id_list){IX_NEW_RAW(&r->memo->arena, uint32_t, count + 1), count};
    if (out->ids) {
        memcpy(out->ids, r->found, sizeof *out->ids * count);
    }
    return out->ids != NULL;
}

static memo_entry *enter(relating *r, memo_entry **bucket) {
    memo_entry *made = IX_NEW(&r->memo->arena, memo_entry, 1);
    if (made) {
        made->next = *bucket;
        *bucket = made;
    }
    return made;
}

/* ---------------------------------------------------------------- asking every part and run */

static uint32_t related_parts(relating *r, const ix_mpart *word) {
    uint32_t count = 0;
    ix_part_gist gist = ix_part_gist_of(word);
    for (uint32_t p = 0; p < r->scan->with_part.count; p++) {
        ix_link links[2];
        if (!ix_part_gist_may(&gist, &r->scan->gists[p])) {
            continue;
        }
        ix_part_links(links, r->scan->index->knowledge, word, &r->scan->parts[p]);
        if (links[0].millibits > 0 || links[1].millibits > 0) {
            r->found[count++] = p;
        }
    }
    return count;
}

static uint32_t runs_that_are(relating *r, const ix_mpart *word) {
    uint32_t count = 0;
    ix_run_word ends = ix_run_word_of(word);
    for (uint32_t n = 0; n < r->scan->with_run.count; n++) {
        ix_doubt doubt;
        if (ix_run_ends_may(&r->scan->run_ends[n], &ends) &&
            ix_run_is(&doubt, &r->scan->runs[n], word)) {
            r->found[count++] = n;
        }
    }
    return count;
}

static uint32_t parts_that_are(relating *r, const ix_run *run) {
    uint32_t count = 0;
    ix_run_ends ends = ix_run_ends_of(run);
    for (uint32_t p = 0; p < r->scan->with_part.count; p++) {
        ix_doubt doubt;
        if (ix_run_ends_may(&ends, &r->scan->words[p]) &&
            ix_run_is(&doubt, run, &r->scan->parts[p])) {
            r->found[count++] = p;
        }
    }
    return count;
}

/* NULL: no memory. */
static const memo_entry *look_up_word(relating *r, const ix_mpart *word) {
    memo_entry **bucket = &r->memo->buckets[ix_hash64(word->text) % MEMO_BUCKETS];
    for (memo_entry *e = *bucket; e; e = e->next) {
        if (same_word(e, word)) {
            return e;
        }
    }
    memo_entry *made = enter(r, bucket);
    if (!made || !keep_ids(&made->parts, r, related_parts(r, word)) ||
        !keep_ids(&made->runs, r, runs_that_are(r, word))) {
        return NULL;
    }
    made->part = *word;
    made->part.text = ix_mpart_copy_text(word, &r->memo->arena);
    return made->part.text.ptr ? made : NULL;
}

static const memo_entry *look_up_run(relating *r, const ix_run *run) {
    memo_entry **bucket =
        &r->memo->buckets[ix_hash64((ix_str){run->bytes, run->len}) % MEMO_BUCKETS];
    for (memo_entry *e = *bucket; e; e = e->next) {
        if (same_run(e, run)) {
            return e;
        }
    }
    memo_entry *made = enter(r, bucket);
    if (!made || !keep_ids(&made->parts, r, parts_that_are(r, run))) {
        return NULL;
    }
    made->is_run = true;
    made->run = *run;
    return made;
}

/* ---------------------------------------------------------------- marks */

static void touch(relating *r, const ix_scan_names *with, uint32_t number, uint8_t mark) {
    for (uint32_t i = with->first[number]; i < with->first[number + 1]; i++) {
        r->out->touched[with->names[i]] |= mark;
    }
}

static void mark_word(relating *r, const memo_entry *entry, size_t reading, int at) {
    for (uint32_t i = 0; i < entry->parts.count; i++) {
        uint32_t p = entry->parts.ids[i];
        r->out->parts[p * r->out->readings + reading].link |= 1u << at;
        touch(r, &r->scan->with_part, p, IX_SCAN_LINKS);
    }
    for (uint32_t i = 0; i < entry->runs.count; i++) {
        uint32_t n = entry->runs.ids[i];
        r->out->runs[n * r->out->readings + reading] |= 1u << at;
        touch(r, &r->scan->with_run, n, IX_SCAN_JOINS);
    }
}

static void mark_run(relating *r, const memo_entry *entry, size_t reading, int at) {
    for (uint32_t i = 0; i < entry->parts.count; i++) {
        uint32_t p = entry->parts.ids[i];
        r->out->parts[p * r->out->readings + reading].hold |= 1u << at;
        touch(r, &r->scan->with_part, p, IX_SCAN_JOINS);
    }
}

/* Listed parts with the letters of an acronym of the question. */
static bool mark_acronym(void *context, const ix_acronym *acronym) {
    relating *r = context;
    const ix_scan *scan = r->scan;
    uint32_t at = (uint32_t)ix_hash64(acronym->letters) & scan->part_mask;
    for (; scan->part_slots[at] != 0; at = (at + 1) & scan->part_mask) {
        uint32_t p = scan->part_slots[at] - 1;
        if (ix_str_equal(scan->parts[p].text, acronym->letters)) {
            touch(r, &scan->with_part, p, IX_SCAN_JOINS);
        }
    }
    return true;
}

/* Listed names with an acronym that is a part of the question. */
static void mark_acronym_of(relating *r, ix_str letters) {
    const ix_scan *scan = r->scan;
    uint32_t at = (uint32_t)ix_hash64(letters) & scan->acronym_mask;
    for (; scan->acronym_slots[at] != 0; at = (at + 1) & scan->acronym_mask) {
        uint32_t a = scan->acronym_slots[at] - 1;
        if (ix_str_equal(scan->acronyms[a], letters)) {
            touch(r, &scan->with_acronym, a, IX_SCAN_JOINS);
        }
    }
}

static bool mark_reading(relating *r, size_t reading) {
    const ix_mname *query = &r->judge->readings[reading].name;
    for (int i = 0; i < query->count; i++) {
        const memo_entry *word = look_up_word(r, &query->parts[i]);
        if (!word) {
            return false;
        }
        mark_word(r, word, reading, i);
        if (ix_acronym_like(&query->parts[i])) {
            mark_acronym_of(r, query->parts[i].text);
        }
        for (int parts = 2; parts <= IX_RUN_PARTS_MAX && i + parts <= query->count; parts++) {
            ix_run run;
            char key[2 * IX_RUN_BYTES_MAX];
            if (!ix_run_make(&run, &query->parts[i], parts)) {
                continue;
            }
            ix_str text = {run.bytes, run.len};
            run.roman = (ix_str){key, ix_text_roman_key(key, (int)sizeof key, text)};
            const memo_entry *joined = look_up_run(r, &run);
            if (!joined) {
                return false;
            }
            mark_run(r, joined, reading, i);
        }
    }
    ix_acronyms_of(query, mark_acronym, r);
    return true;
}

/* ---------------------------------------------------------------- the whole */

static void mark_han(relating *r) {
    bool asked = false;
    for (size_t i = 0; i < r->out->readings; i++) {
        asked = asked || ix_scan_has_han(&r->judge->readings[i].name);
    }
    for (uint32_t n = 0; n < r->scan->index->name_count; n++) {
        r->out->touched[n] |= asked || r->scan->han[n] ? IX_SCAN_JOINS : 0;
    }
}

static ix_status relate_with(relating *r, ix_error *error) {
    ix_scan_relations *out = r->out;
    ix_arena *arena = r->judge->arena;
    uint32_t parts = r->scan->with_part.count, runs = r->scan->with_run.count;
    out->readings = (size_t)r->judge->reading_count;
    out->parts = IX_NEW(arena, ix_scan_relation, parts * out->readings + 1);
    out->runs = IX_NEW(arena, uint32_t, runs * out->readings + 1);
    out->touched = IX_NEW(arena, uint8_t, r->scan->index->name_count + 1);
    r->found = IX_NEW_RAW(arena, uint32_t, (parts > runs ? parts : runs) + 1);
    bool made = out->parts && out->runs && out->touched && r->found;
    for (size_t i = 0; made && i < out->readings; i++) {
        made = mark_reading(r, i);
    }
    if (!made) {
        return ix_error_set(error, IX_E_MEMORY, "no memory to score every name");
    }
    mark_han(r);
    return IX_OK;
}

ix_status ix_scan_relate(ix_scan_relations *out, const ix_judge *judge, const ix_scan *scan,
                         ix_scan_memo *memo) {
    ix_scan_memo own = {.buckets = NULL};
    relating r = {.out = out, .judge = judge, .scan = scan, .memo = memo ? memo : &own};
    ix_status status = memo ? make_room(memo, judge->error) : ix_scan_memo_init(&own, judge->error);
    status = status ? status : relate_with(&r, judge->error);
    if (!memo) {
        ix_scan_memo_free(&own);
    }
    return status;
}
