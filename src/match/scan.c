/* All names of an index parsed from their texts, and what is distinct among their parts, runs of
 * neighbours and acronyms. */
#include "scan.h"

#include "acronym.h"

#include <string.h>

static ix_status no_memory(ix_error *error) {
    return ix_error_set(error, IX_E_MEMORY, "no memory to parse every name");
}

/* ---------------------------------------------------------------- numbers of distinct things */

typedef bool (*same_item)(const ix_scan *scan, uint32_t number, const void *item);

/* An open-addressed table of number + 1. */
typedef struct numbering {
    uint32_t *slots, mask, count;
    same_item same;
} numbering;

static bool numbering_init(numbering *n, uint32_t most, same_item same, ix_arena *arena) {
    uint32_t room = 1;
    while (room < 2 * most + 1) {
        room *= 2;
    }
    *n = (numbering){IX_NEW(arena, uint32_t, room), room - 1, 0, same};
    return n->slots != NULL;
}

/* The number of an item; that of a new one is the count before it. */
static uint32_t number_of(numbering *n, const ix_scan *scan, uint64_t hash, const void *item) {
    uint32_t at = (uint32_t)hash & n->mask;
    while (n->slots[at] != 0 && !n->same(scan, n->slots[at] - 1, item)) {
        at = (at + 1) & n->mask;
    }
    if (n->slots[at] == 0) {
        n->slots[at] = ++n->count;
    }
    return n->slots[at] - 1;
}

/* From the things of each name to the names of each thing. */
static bool invert(ix_scan_names *out, uint32_t count, const uint32_t *first, const uint32_t *ids,
                   uint32_t names, ix_arena *arena) {
    out->count = count;
    out->first = IX_NEW(arena, uint32_t, count + 2);
    out->names = IX_NEW_RAW(arena, uint32_t, first[names] + 1);
    if (!out->first || !out->names) {
        return false;
    }
    for (uint32_t i = 0; i < first[names]; i++) {
        out->first[ids[i] + 2]++;
    }
    for (uint32_t i = 2; i < count + 2; i++) {
        out->first[i] += out->first[i - 1];
    }
    for (uint32_t n = 0; n < names; n++) {
        for (uint32_t i = first[n]; i < first[n + 1]; i++) {
            out->names[out->first[ids[i] + 1]++] = n;
        }
    }
    return true;
}

/* ---------------------------------------------------------------- parts */

/* All that ix_part_link looks at. */
static bool same_part(const ix_scan *scan, uint32_t number, const void *item) {
    const ix_mpart *a = &scan->parts[number], *b = item;
    return ix_str_equal(a->text, b->text) && a->role == b->role && a->script == b->script &&
           a->number == b->number && a->form == b->form;
}

/* A copy whose texts stand beside those of the one before it: every question reads them all. */
static bool copy_part(ix_mpart *out, const ix_mpart *part, ix_arena *arena) {
    *out = *part;
    out->text = ix_mpart_copy_text(part, arena);
    out->roman = ix_arena_copy(arena, part->roman);
    out->skeleton = ix_arena_copy(arena, part->skeleton);
    return out->text.ptr && out->roman.ptr && (out->skeleton.ptr || part->skeleton.len == 0);
}

static uint32_t parts_in_all(const ix_scan *scan) {
    uint32_t total = 0;
    for (uint32_t n = 0; n < scan->index->name_count; n++) {
        total += (uint32_t)scan->names[n].count;
    }
    return total;
}

static ix_status number_parts(ix_scan *scan, uint32_t total, ix_arena *arena, ix_error *error) {
    numbering parts;
    uint32_t names = scan->index->name_count, used = 0;
    scan->part_first = IX_NEW(arena, uint32_t, names + 1);
    scan->part_ids = IX_NEW_RAW(arena, uint32_t, total + 1);
    scan->parts = IX_NEW(arena, ix_mpart, total + 1);
    scan->words = IX_NEW_RAW(arena, ix_run_word, total + 1);
    scan->gists = IX_NEW_RAW(arena, ix_part_gist, total + 1);
    if (!scan->part_first || !scan->part_ids || !scan->parts || !scan->words || !scan->gists ||
        !numbering_init(&parts, total, same_part, arena)) {
        return no_memory(error);
    }
    for (uint32_t n = 0; n < names; n++) {
        for (int i = 0; i < scan->names[n].count; i++) {
            const ix_mpart *part = &scan->names[n].parts[i];
            uint32_t known = parts.count;
            uint32_t id = number_of(&parts, scan, ix_hash64(part->text), part);
            if (id == known && !copy_part(&scan->parts[id], part, arena)) {
                return no_memory(error);
            }
            scan->words[id] = ix_run_word_of(part);
            scan->gists[id] = ix_part_gist_of(part);
            scan->part_ids[used++] = id;
        }
        scan->part_first[n + 1] = used;
    }
    scan->part_slots = parts.slots;
    scan->part_mask = parts.mask;
    return invert(&scan->with_part, parts.count, scan->part_first, scan->part_ids, names, arena)
               ? IX_OK
               : no_memory(error);
}

/* ---------------------------------------------------------------- runs */

static bool same_run(const ix_scan *scan, uint32_t number, const void *item) {
    const ix_run *a = &scan->runs[number], *b = item;
    return a->cut == b->cut && a->bound == b->bound && a->len == b->len &&
           memcmp(a->bytes, b->bytes, (size_t)a->len) == 0;
}

/* Enter a run; a new one with its roman key, which every question asks for. */
static bool enter_run(ix_scan *scan, numbering *runs, uint32_t *id, const ix_run *run,
                      ix_arena *arena) {
    char key[2 * IX_RUN_BYTES_MAX];
    ix_str text = {run->bytes, run->len};
    uint32_t known = runs->count;
    *id = number_of(runs, scan, ix_hash64(text), run);
    if (*id < known) {
        return true;
    }
    ix_str roman = {key, ix_text_roman_key(key, (int)sizeof key, text)};
    scan->run_ends[*id] = ix_run_ends_of(run);
    scan->runs[*id] = *run;
    scan->runs[*id].roman = ix_arena_copy(arena, roman);
    return scan->runs[*id].roman.len == roman.len;
}

static ix_status number_runs(ix_scan *scan, uint32_t total, ix_arena *arena, ix_error *error) {
    numbering runs;
    uint32_t names = scan->index->name_count, used = 0, most = total * (IX_RUN_PARTS_MAX - 1);
    scan->run_first = IX_NEW(arena, uint32_t, names + 1);
    scan->run_ids = IX_NEW_RAW(arena, uint32_t, most + 1);
    scan->runs = IX_NEW_RAW(arena, ix_run, most + 1);
    scan->run_ends = IX_NEW_RAW(arena, ix_run_ends, most + 1);
    if (!scan->run_first || !scan->run_ids || !scan->runs || !scan->run_ends ||
        !numbering_init(&runs, most, same_run, arena)) {
        return no_memory(error);
    }
    for (uint32_t n = 0; n < names; n++) {
        const ix_mname *name = &scan->names[n];
        for (int i = 0; i < name->count; i++) {
            for (int parts = 2; parts <= IX_RUN_PARTS_MAX && i + parts <= name->count; parts++) {
                ix_run run;
                if (!ix_run_make(&run, &name->parts[i], parts)) {
                    continue;
                }
                if (!enter_run(scan, &runs, &scan->run_ids[used++], &run, arena)) {
                    return no_memory(error);
                }
            }
        }
        scan->run_first[n + 1] = used;
    }
    return invert(&scan->with_run, runs.count, scan->run_first, scan->run_ids, names, arena)
               ? IX_OK
               : no_memory(error);
}

/* ---------------------------------------------------------------- acronyms */

static bool same_acronym(const ix_scan *scan, uint32_t number, const void *item) {
    return ix_str_equal(scan->acronyms[number], *(const ix_str *)item);
}

/* Acronyms on their way to their numbers. */
typedef struct acronyms {
    ix_scan *scan;
    numbering numbers;
    uint32_t *first, *ids, used;
    ix_arena *arena;
    bool full;
} acronyms;

static bool count_acronym(void *context, const ix_acronym *acronym) {
    (void)acronym;
    ++*(uint32_t *)context;
    return true;
}

static bool number_acronym(void *context, const ix_acronym *acronym) {
    acronyms *a = context;
    uint32_t known = a->numbers.count;
    uint32_t id = number_of(&a->numbers, a->scan, ix_hash64(acronym->letters), &acronym->letters);
    if (id == known) {
        a->scan->acronyms[id] = ix_arena_copy(a->arena, acronym->letters);
        a->full = a->full || !a->scan->acronyms[id].ptr;
    }
    a->ids[a->used++] = id;
    return !a->full;
}

static ix_status number_acronyms(ix_scan *scan, ix_arena *arena, ix_error *error) {
    uint32_t names = scan->index->name_count, total = 0;
    for (uint32_t n = 0; n < names; n++) {
        ix_acronyms_of(&scan->names[n], count_acronym, &total);
    }
    acronyms a = {.scan = scan, .arena = arena};
    a.first = IX_NEW(arena, uint32_t, names + 1);
    a.ids = IX_NEW_RAW(arena, uint32_t, total + 1);
    scan->acronyms = IX_NEW(arena, ix_str, total + 1);
    if (!a.first || !a.ids || !scan->acronyms ||
        !numbering_init(&a.numbers, total, same_acronym, arena)) {
        return no_memory(error);
    }
    for (uint32_t n = 0; n < names && !a.full; n++) {
        ix_acronyms_of(&scan->names[n], number_acronym, &a);
        a.first[n + 1] = a.used;
    }
    scan->acronym_slots = a.numbers.slots;
    scan->acronym_mask = a.numbers.mask;
    return !a.full && invert(&scan->with_acronym, a.numbers.count, a.first, a.ids, names, arena)
               ? IX_OK
               : no_memory(error);
}

/* ---------------------------------------------------------------- the whole */

bool ix_scan_has_han(const ix_mname *name) {
    for (int i = 0; i < name->count; i++) {
        if (ix_han_is(name->parts[i].text)) {
            return true;
        }
    }
    return false;
}

ix_status ix_scan_name(ix_mname *out, const ix_index *index, uint32_t name, ix_arena *arena,
                       ix_error *error) {
    const ix_name_row *row = &index->names[name];
    ix_parsed_name *parsed = IX_NEW(arena, ix_parsed_name, 1);
    if (!parsed) {
        return no_memory(error);
    }
    ix_status status = ix_name_parse(parsed, index->knowledge, ix_name_text(index, row),
                                     (ix_party_type)row->type, arena, error);
    return status ? status : ix_mname_make(out, index->knowledge, parsed, arena);
}

ix_status ix_scan_init(ix_scan *scan, const ix_index *index, ix_arena *arena, ix_error *error) {
    *scan = (ix_scan){.index = index, .names = IX_NEW(arena, ix_mname, index->name_count + 1)};
    scan->han = IX_NEW(arena, uint8_t, index->name_count + 1);
    if (!scan->names || !scan->han) {
        return no_memory(error);
    }
    ix_status status = ix_index_ready(index, error);
    for (uint32_t n = 0; status == IX_OK && n < index->name_count; n++) {
        status = ix_scan_name(&scan->names[n], index, n, arena, error);
        scan->han[n] = status == IX_OK && ix_scan_has_han(&scan->names[n]);
    }
    uint32_t total = status == IX_OK ? parts_in_all(scan) : 0;
    status = status ? status : number_parts(scan, total, arena, error);
    status = status ? status : number_runs(scan, total, arena, error);
    return status ? status : number_acronyms(scan, arena, error);
}
