/*
 * Stage one of the search, its first half: each part of the question, and each run of neighbours,
 * becomes a term: the rows of the dictionary that are related to it, with the most that each can
 * give. */
#include "acronym.h"
#include "order.h"
#include "run.h"
#include "search.h"
#include "split.h"

#include <string.h>

#define ROWS_FIRST 256
/* Names of a row up to which what it is to the question is left open. */
#define SETTLED_POSTINGS 64
/* Rows that are known to have been found already: three quarters of the table, so that its chains
 * stay short. */
#define SEEN_MOST (3 << SEARCH_SEEN_BITS >> 2)

/* ---------------------------------------------------------------- growing arrays */

void *search_grown(search *s, const void *old, uint32_t count, uint32_t *room, size_t size) {
    uint32_t more = *room ? *room * 2 : ROWS_FIRST;
    void *memory = ix_arena_alloc(s->judge.arena, size, 8, more);
    if (!memory) {
        s->failed = true;
        return NULL;
    }
    memcpy(memory, old ? old : memory, count * size);
    *room = more;
    return memory;
}

/* ---------------------------------------------------------------- stage one: related rows */

void search_add_row(void *context, uint32_t id) {
    search *s = context;
    if (s->row_count == s->row_room) {
        uint32_t *memory = search_grown(s, s->row_ids, s->row_count, &s->row_room, sizeof *memory);
        if (!memory) {
            return;
        }
        s->row_ids = memory;
    }
    s->row_ids[s->row_count++] = id;
}

static uint32_t row_of(uint32_t found) {
    return found >> SEARCH_WAY_BITS;
}

/* Note a dictionary row and the way to it: the keys of a word lead to a like one many times. The
 * first ones are known by a table; of more rows some may come twice, until they are sorted. */
static void add_dict_row(search *s, uint32_t id, uint8_t way) {
    uint32_t at = id * 0x9e3779b1u >> (32 - SEARCH_SEEN_BITS);
    for (; s->rows_seen[at] != 0; at = (at + 1) % (1 << SEARCH_SEEN_BITS)) {
        uint32_t *found = &s->row_ids[s->rows_seen[at] - 1];
        if (row_of(*found) == id) {
            *found |= way;
            return;
        }
    }
    search_add_row(s, id << SEARCH_WAY_BITS | way);
    if (s->row_count < SEEN_MOST) {
        s->rows_seen[at] = s->row_count;
    }
}

static void begin_rows(search *s) {
    s->row_count = 0;
    s->way = SEARCH_BY_NAME;
    memset(s->rows_seen, 0, sizeof s->rows_seen);
}

/* The rows found, each once with all ways that led to it. */
static void settle_rows(search *s) {
    if (s->row_count < SEEN_MOST) {
        return;
    }
    uint32_t *spare = IX_NEW_RAW(s->judge.arena, uint32_t, (size_t)s->row_count);
    if (spare) {
        ix_sort_many_ids(s->row_ids, spare, s->row_count);
    } else {
        ix_sort_ids(s->row_ids, s->row_count); /* without room more slowly */
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->row_count; i++) {
        if (kept > 0 && row_of(s->row_ids[kept - 1]) == row_of(s->row_ids[i])) {
            s->row_ids[kept - 1] |= s->row_ids[i];
        } else {
            s->row_ids[kept++] = s->row_ids[i];
        }
    }
    s->row_count = kept;
}

/* Look the waiting keys up; rows that no name searched among has are left out. Buckets are fetched
 * in two sweeps, so that the waits for memory that a table larger than the cache costs run side by
 * side. */
static void flush_keys(search *s) {
    const uint64_t *parts = s->among ? s->among->parts : NULL;
    ix_bucket buckets[SEARCH_KEYS_AT_ONCE];
    for (uint32_t k = 0; k < s->key_count; k++) {
        ix_bucket_prefetch(s->judge.index, IX_SEC_KEYS_STARTS, s->keys[k]);
    }
    for (uint32_t k = 0; k < s->key_count; k++) {
        buckets[k] = ix_bucket_find(s->judge.index, IX_SEC_KEYS_STARTS, s->keys[k]);
        __builtin_prefetch(buckets[k].entries);
    }
    for (uint32_t k = 0; k < s->key_count; k++) {
        uint32_t tag = (uint32_t)(s->keys[k] >> 56) << 24;
        for (uint32_t i = 0; i < buckets[k].count; i++) {
            uint32_t id = buckets[k].entries[i] & 0xffffffu;
            if ((buckets[k].entries[i] & 0xff000000u) == tag &&
                (!parts || ix_selection_bit(parts, id))) {
                __builtin_prefetch(&s->judge.index->dict[id]);
                add_dict_row(s, id, s->ways[k]);
            }
        }
    }
    s->key_count = 0;
}

static void add_key(void *context, uint64_t hash) {
    search *s = context;
    if (s->key_count == SEARCH_KEYS_AT_ONCE) {
        flush_keys(s);
    }
    s->ways[s->key_count] = s->way;
    s->keys[s->key_count++] = hash;
}

search_row search_relate(const search *s, const ix_mpart *asked, const ix_mpart *listed,
                         uint32_t dict) {
    search_row r = {.dict = dict};
    ix_link links[2];
    ix_part_links(links, s->judge.index->knowledge, asked, listed);
    for (int org = 0; org < 2; org++) {
        if (links[org].millibits > 0) {
            r.most[org] = links[org].millibits;
            r.relations[org] = (uint8_t)links[org].relation;
            r.two_names[org] = links[org].two_names;
            r.exact = r.exact || links[org].relation == IX_RELATION_EQUAL ||
                      links[org].relation == IX_RELATION_TRANSLITERATION;
        }
    }
    return r;
}

/* What a slip leaves in doubt at the least, by the domain of the names: of two words that share a
 * key of edits, the shorter of so many bytes, and of two that sound alike. */
static int32_t least_slip_loss(const ix_mpart *asked, ptrdiff_t len, uint8_t ways, bool org) {
    int32_t loss = IX_MILLIBITS_MAX;
    if (ways & SEARCH_BY_TWO_EDITS) {
        loss = org ? IX_W_LOSS_TYPO_TWO_ORG : IX_W_LOSS_TYPO_TWO;
    }
    if (ways & SEARCH_BY_ONE_EDIT) {
        loss = search_lesser(loss, ix_typo_loss_least(len, org));
    }
    if (ways & SEARCH_BY_SOUND) {
        loss = search_lesser(loss, ix_sound_loss(asked->skeleton, org));
    }
    return loss;
}

/* A word of the question, and what is the same for every row that it is bounded with. */
typedef struct asked_word {
    ix_mpart part;
    int32_t consonants; /* most of its likeness to one in letters that leave vowels out; 0: none */
} asked_word;

/* Of a row, what tells how much its word says; no text is read. */
static ix_mpart known_of(const ix_dict_row *row) {
    return (ix_mpart){.person_millibits = row->person_millibits,
                      .org_millibits = row->org_millibits,
                      .rarity_most = row->rarity_most,
                      .class_count = (int)row->class_count,
                      .flags = row->flags};
}

/* Words that share no key but of edits and of sounds are alike by these, if they are: seldom does
 * it matter, and only then they are laid side by side. A person's name with an article or a word of
 * descent at one may sound like one without, however well known both are. */
static int32_t bound_slip(const ix_mpart *asked, const ix_mpart *known, ptrdiff_t len, uint8_t ways,
                          bool org) {
    int32_t most = search_lesser(ix_part_surprise(asked, org), ix_part_surprise(known, org));
    if (org || !(ways & SEARCH_BY_SOUND)) {
        most -= ix_fame_loss(asked, known, org);
    }
    most -= least_slip_loss(asked, len, ways, org);
    return search_greater(most, IX_W_RELATION_LEAST);
}

/* The same for words that may be alike by their consonants, which is dear to find out. Known as one
 * name, they say what names say that are; as two, less. */
static int32_t bound_consonants(const asked_word *asked, const ix_mpart *known, bool one_class,
                                bool org) {
    ix_doubt doubt = {.loss = IX_W_LOSS_TRANSLITERATION, .most = asked->consonants};
    if (one_class) {
        doubt = (ix_doubt){.most = IX_MILLIBITS_MAX};
    } else if (asked->part.class_count > 0 && known->class_count > 0) {
        doubt.most -= IX_W_ABJAD_KNOWN_APART;
    }
    int32_t most = search_lesser(ix_part_surprise(&asked->part, org), ix_part_surprise(known, org));
    return search_greater(ix_doubt_leaves(&doubt, most), IX_W_RELATION_LEAST);
}

/* Words of which the listed one is in letters that leave vowels out, and that share more than a key
 * of consonants: false where something else may relate them. */
static bool are_consonants(const asked_word *asked, const ix_mpart *listed) {
    return asked->consonants > 0 && ix_text_is_abjad(listed->text) &&
           (asked->part.concept == 0 || listed->concept == 0) && listed->abbreviated_count == 0 &&
           !ix_str_equal(asked->part.roman, listed->roman);
}

/* Bound what the row gives by the ways that led to it; false where only the two words tell. */
static bool bound_by_ways(search_row *r, const asked_word *asked, const ix_dict_row *row,
                          uint8_t ways) {
    const uint8_t slips = SEARCH_BY_SOUND | SEARCH_BY_ONE_EDIT | SEARCH_BY_TWO_EDITS;
    ix_mpart known = known_of(row);
    ptrdiff_t len = search_lesser((int32_t)asked->part.text.len, (int32_t)row->text_len);
    bool consonants = (ways & SEARCH_BY_CONSONANTS) != 0;
    /* Where many names have a word that a slip leads to, it is worth to know at once. */
    if ((ways & SEARCH_BY_NAME) || (!consonants && row->posting_count > SETTLED_POSTINGS)) {
        return false;
    }
    for (int org = 0; org < 2; org++) {
        if (ways & slips) {
            r->most[org] = bound_slip(&asked->part, &known, len, ways, org != 0);
        }
        if (consonants) {
            r->most[org] =
                search_greater(r->most[org], bound_consonants(asked, &known, false, org != 0));
        }
    }
    r->exact = consonants;
    r->open = true;
    return true;
}

/* The most a listed occurrence of this dictionary row can give, whatever its role and script. */
static search_row bound_row(const search *s, const asked_word *asked, uint32_t found) {
    uint32_t dict = row_of(found);
    search_row r = {.dict = dict};
    if (bound_by_ways(&r, asked, &s->judge.index->dict[dict], (uint8_t)found)) {
        return r;
    }
    ix_mpart listed;
    ix_mpart_load(&listed, s->judge.index, dict);
    listed.script = asked->part.script;
    if (!are_consonants(asked, &listed)) {
        return search_relate(s, &asked->part, &listed, dict);
    }
    bool one_class = ix_parts_share_class(&asked->part, &listed);
    r.most[0] = bound_consonants(asked, &listed, one_class, false);
    r.most[1] = bound_consonants(asked, &listed, one_class, true);
    r.open = r.exact = true;
    return r;
}

ix_mpart search_any_role(const ix_mpart *part) {
    ix_mpart any = *part;
    any.role = any.role == IX_ROLE_STOP ? IX_ROLE_STOP : IX_ROLE_UNKNOWN;
    return any;
}

static void note_postings(const search *s, search_row *r) {
    const ix_dict_row *row = &s->judge.index->dict[r->dict];
    r->posting_first = row->posting_first;
    r->posting_count = row->posting_count;
}

static void keep_rows(search *s, search_term *t) {
    t->rows = IX_NEW_RAW(s->judge.arena, search_row, s->row_count + 1);
    if (!t->rows) {
        s->failed = true;
        return;
    }
    const asked_word asked = {search_any_role(t->part), ix_abjad_most_of(ix_mpart_native(t->part))};
    for (uint32_t i = 0; i < s->row_count; i++) {
        search_row r = bound_row(s, &asked, s->row_ids[i]);
        note_postings(s, &r);
        int32_t most = search_greater(r.most[0], r.most[1]);
        if (most > 0) {
            t->rows[t->row_count++] = r;
            t->most = most > t->most ? most : t->most;
        }
    }
}

static struct ix_cached_part **cache_chain(const search *s, ix_str text) {
    return &s->cache->buckets[ix_hash64(text) & (IX_PART_CACHE_BUCKETS - 1)];
}

static bool from_cache(const search *s, search_term *t) {
    if (!s->cache) {
        return false;
    }
    bool acronym = ix_acronym_like(t->part);
    ix_str native = ix_mpart_native(t->part);
    for (const struct ix_cached_part *c = *cache_chain(s, native); c; c = c->next) {
        if (c->acronym == acronym && ix_str_equal(c->text, native)) {
            t->rows = c->rows;
            t->row_count = c->row_count;
            t->most = c->most;
            t->pairs = c->pairs;
            t->like = c->like;
            t->like_gives = c->like_gives;
            return true;
        }
    }
    return false;
}

/* A copy in the cache's arena; never NULL for nothing. */
static void *kept(const search *s, const void *items, size_t count, size_t size) {
    void *memory = ix_arena_alloc(&s->cache->arena, size, 8, count + 1);
    if (memory && count > 0) {
        memcpy(memory, items, count * size);
    }
    return memory;
}

/* A full cache keeps what it has. The term uses what is kept, so that what is settled later is. */
static void to_cache(const search *s, search_term *t) {
    if (!s->cache || s->failed) {
        return;
    }
    struct ix_cached_part *c = IX_NEW(&s->cache->arena, struct ix_cached_part, 1);
    search_row *rows = kept(s, t->rows, (size_t)t->row_count, sizeof *rows);
    uint32_t *pairs = kept(s, t->pairs.entries, t->pairs.count, sizeof *pairs);
    uint32_t *like = kept(s, t->like.entries, t->like.count, sizeof *like);
    int32_t *gives = kept(s, t->like_gives, t->like.count, sizeof *gives);
    ix_str text = ix_arena_copy(&s->cache->arena, ix_mpart_native(t->part));
    if (!c || !rows || !pairs || !like || !gives || !text.ptr) {
        return;
    }
    t->rows = rows;
    t->pairs.entries = pairs;
    t->like.entries = like;
    t->like_gives = gives;
    struct ix_cached_part **chain = cache_chain(s, text);
    *c = (struct ix_cached_part){.next = *chain,
                                 .text = text,
                                 .acronym = ix_acronym_like(t->part),
                                 .row_count = t->row_count,
                                 .rows = rows,
                                 .most = t->most,
                                 .pairs = t->pairs,
                                 .like = t->like,
                                 .like_gives = gives};
    *chain = c;
}

/* The names collected, ascending, each once. */
static ix_bucket names_found(search *s) {
    ix_bucket found = {NULL, 0};
    if (s->row_count == 0) {
        return found;
    }
    uint32_t *names = IX_NEW_RAW(s->judge.arena, uint32_t, s->row_count);
    found.entries = names;
    if (!names) {
        s->failed = true;
        return found;
    }
    ix_sort_many_ids(s->row_ids, names, s->row_count);
    for (uint32_t i = 0; i < s->row_count; i++) {
        if (i == 0 || s->row_ids[i] != s->row_ids[i - 1]) {
            names[found.count++] = s->row_ids[i];
        }
    }
    return found;
}

/* Names that have the part as several, or as first letters. */
static void find_split(search *s, search_term *t) {
    const ix_index *index = s->judge.index;
    s->row_count = 0;
    ix_split_names(index, t->part, search_add_row, s);
    if (ix_acronym_like(t->part)) {
        ix_pairs_find(index, ix_key_hash(IX_KEY_ACRONYM, t->part->text), search_add_row, s);
    }
    t->pairs = names_found(s);
    s->row_count = 0;
    ix_split_like(index, t->part, search_add_row, s);
    t->like = names_found(s);
    t->like_gives = IX_NEW_RAW(s->judge.arena, int32_t, t->like.count + 1);
    s->failed = s->failed || !t->like_gives;
    for (uint32_t i = 0; i < t->like.count && !s->failed; i++) {
        t->like_gives[i] = SEARCH_OPEN;
    }
}

/* Names that have it as a number of its value. */
static void find_numbers(search *s, search_term *t) {
    const ix_index *index = s->judge.index;
    if (t->part->number != 0) {
        s->row_count = 0;
        ix_pairs_find(index, ix_number_hash(t->part->number), search_add_row, s);
        t->numbers = names_found(s);
    }
}

/* The rows that any key of the part leads to. */
static void find_rows(search *s, const ix_mpart *part) {
    begin_rows(s);
    ix_part_name_keys(part, add_key, s);
    if (part->text.len > 1) {
        /* Listed initials: the row of the first letter. */
        add_key(s, ix_key_hash(IX_KEY_TEXT, ix_str_slice(part->text, 0, 1)));
    }
    ix_str native = ix_mpart_native(part);
    s->way = ix_text_is_abjad(native) ? SEARCH_BY_NAME : SEARCH_BY_CONSONANTS;
    ix_abjad_keys(native, true, add_key, s);
    s->way = SEARCH_BY_SOUND;
    ix_part_sound_keys(part, add_key, s);
    s->way = SEARCH_BY_ONE_EDIT;
    ix_part_one_edit_keys(part, add_key, s);
    s->way = SEARCH_BY_TWO_EDITS;
    ix_part_two_edit_keys(part, add_key, s);
    flush_keys(s);
    settle_rows(s);
}

/* A part of the query: every relation the scorer knows, and listed names that write it apart. */
static void add_part_term(search *s, const ix_mname *name, int number) {
    const ix_mpart *part = &name->parts[number];
    bool own_acronym = ix_acronym_is_own(name, number);
    search_term *t = &s->set->terms[s->set->count++];
    *t = (search_term){.part = part, .core = true, .number = number, .last = number};
    t->place = ix_place_of(name, number);
    if (part->text.len > 1) {
        /* An initial may fit a part that no key leads to, so it is never known to be left out. */
        t->person_omission = ix_part_omission(part, false, false, t->place);
        t->person_alone = ix_part_omission(part, false, true, t->place);
        t->org_omission = own_acronym ? 0 : ix_part_omission(part, true, false, 0);
    }
    t->optional = own_acronym || ix_part_omission(part, true, false, 0) >= IX_W_MISSING_KIND;
    if (!from_cache(s, t)) {
        find_rows(s, part);
        keep_rows(s, t);
        find_split(s, t);
        to_cache(s, t);
    }
    find_numbers(s, t);
    int32_t run_most = search_greater(ix_run_most(part, false), ix_run_most(part, true));
    t->own_most = t->pairs.count > 0
                      ? run_most
                      : search_greater(ix_part_surprise(part, false), ix_part_surprise(part, true));
    t->own_most = search_greater(t->own_most, IX_W_RELATION_LEAST);
    t->like_most = run_most < IX_W_ABJAD_MOST_MANY ? run_most : IX_W_ABJAD_MOST_MANY;
    t->like_most = search_greater(t->like_most, IX_W_RELATION_LEAST);
}

/* What a word gives to a run that it is, with so much doubt. */
static int32_t run_leaves(const ix_doubt *doubt, const ix_mpart *listed) {
    int32_t most = search_greater(ix_run_most(listed, false), ix_run_most(listed, true));
    return search_greater(ix_doubt_leaves(doubt, most), IX_W_RELATION_LEAST);
}

/* A row that only consonants lead to, which may be the run. */
static search_row bound_run(const search *s, int32_t consonants, uint32_t dict) {
    const ix_doubt doubt = {.loss = IX_W_LOSS_JOINED, .most = consonants};
    const ix_mpart known = known_of(&s->judge.index->dict[dict]);
    int32_t most = run_leaves(&doubt, &known);
    search_row r = {.dict = dict, .most = {most, most}, .open = true};
    note_postings(s, &r);
    return r;
}

/* Of the rows found, those that the run is, or where it is NULL, those whose text these letters are
 * or these Han characters spell. */
static void keep_run_rows(search *s, search_term *t, const ix_run *run, ix_str text) {
    settle_rows(s);
    search_row *rows = IX_NEW(s->judge.arena, search_row, t->row_count + (int)s->row_count + 1);
    if (!rows) {
        s->failed = true;
        return;
    }
    if (t->row_count > 0) {
        memcpy(rows, t->rows, (size_t)t->row_count * sizeof *rows);
    }
    t->rows = rows;
    int32_t consonants = run ? ix_abjad_most_of((ix_str){run->bytes, run->len}) : 0;
    for (uint32_t i = 0; i < s->row_count; i++) {
        ix_mpart listed;
        ix_doubt doubt = {.most = IX_MILLIBITS_MAX};
        uint32_t dict = row_of(s->row_ids[i]);
        if (run && (uint8_t)s->row_ids[i] == SEARCH_BY_CONSONANTS) {
            t->rows[t->row_count] = bound_run(s, consonants, dict);
            t->most = search_greater(t->most, t->rows[t->row_count++].most[0]);
            continue;
        }
        ix_mpart_load(&listed, s->judge.index, dict);
        if (run ? !ix_run_is(&doubt, run, &listed)
                : !ix_str_equal(text, listed.text) && !ix_han_spells(text, listed.text)) {
            continue;
        }
        int32_t most = run_leaves(&doubt, &listed);
        search_row *row = &t->rows[t->row_count++];
        *row = (search_row){.dict = dict, .most = {most, most}};
        note_postings(s, row);
        t->most = search_greater(t->most, most);
    }
}

/* Dictionary rows that a run of the query may be. */
static void find_run_rows(search *s, search_term *t, const ix_run *run) {
    begin_rows(s);
    ix_str text = {run->bytes, run->len};
    ix_run_plain_keys(run, true, add_key, s);
    s->way = ix_text_is_abjad(text) ? SEARCH_BY_NAME : SEARCH_BY_CONSONANTS;
    ix_abjad_keys(text, true, add_key, s);
    flush_keys(s);
    keep_run_rows(s, t, run, (ix_str){0});
}

/* Dictionary rows that a run of Han characters spells. */
static void find_spelled_rows(search *s, search_term *t, ix_str han) {
    begin_rows(s);
    ix_han_keys(han, add_key, s);
    flush_keys(s);
    keep_run_rows(s, t, NULL, han);
}

typedef struct search_acronym {
    int first, last, len;
    char letters[IX_ACRONYM_LETTERS_MAX];
} search_acronym;

/* The acronyms of one name of the query. */
typedef struct acronym_list {
    search *s;
    search_acronym *items;
    uint32_t count, room;
} acronym_list;

static bool keep_acronym(void *context, const ix_acronym *found) {
    acronym_list *list = context;
    if (list->count == list->room) {
        search_acronym *memory =
            search_grown(list->s, list->items, list->count, &list->room, sizeof *memory);
        if (!memory) {
            return false;
        }
        list->items = memory;
    }
    search_acronym *kept = &list->items[list->count++];
    *kept = (search_acronym){.first = found->first, .last = found->last};
    kept->len = (int)found->letters.len;
    memcpy(kept->letters, found->letters.ptr, (size_t)kept->len);
    return true;
}

/* Dictionary rows that an acronym of the query is. */
static void find_acronym_rows(search *s, search_term *t, const acronym_list *acronyms) {
    for (uint32_t i = 0; i < acronyms->count && !s->failed; i++) {
        const search_acronym *own = &acronyms->items[i];
        if (own->first == t->number) {
            ix_str letters = {own->letters, own->len};
            t->last = own->last > t->last ? own->last : t->last;
            begin_rows(s);
            add_key(s, ix_key_hash(IX_KEY_TEXT, letters));
            flush_keys(s);
            keep_run_rows(s, t, NULL, letters);
        }
    }
}

static bool takes_part(const ix_mpart *part) {
    return part->role != IX_ROLE_STOP && part->role != IX_ROLE_LEGAL_FORM;
}

/* May so many neighbours from a part on be run together? If not, no more of them may. */
static bool may_run(const ix_mname *name, int from, int parts) {
    if (parts > IX_RUN_PARTS_MAX || from + parts > name->count) {
        return false;
    }
    const ix_mpart *first = &name->parts[from], *last = first + parts - 1;
    return last->role != IX_ROLE_STOP && (parts == 2 || (takes_part(first) && takes_part(last)));
}

int32_t search_run_gives(const ix_mname *asked, int from, const ix_mpart *listed) {
    int32_t gives = 0;
    ix_run run;
    for (int parts = 2; may_run(asked, from, parts); parts++) {
        ix_doubt doubt;
        if (ix_run_make(&run, &asked->parts[from], parts) && ix_run_is(&doubt, &run, listed)) {
            gives = search_greater(gives, run_leaves(&doubt, listed));
        }
    }
    return gives;
}

/* Neighbours of the query, from the part `number` on, that may be one word on the list: run
 * together (two of which one may be a legal form), or by their first letters. */
static void add_joined_term(search *s, const ix_mname *name, int number,
                            const acronym_list *acronyms) {
    search_term t = {.number = number, .last = number};
    ix_run run;
    for (int parts = 2; may_run(name, number, parts); parts++) {
        if (ix_run_make(&run, &name->parts[number], parts)) {
            t.last = number + parts - 1;
            find_run_rows(s, &t, &run);
        }
    }
    char bytes[IX_HAN_RUN_BYTES];
    ix_str han;
    for (int n = 2; (han = ix_han_run(bytes, name, number, n)).len > 0; n++) {
        t.last = number + n - 1 > t.last ? number + n - 1 : t.last;
        find_spelled_rows(s, &t, han);
    }
    find_acronym_rows(s, &t, acronyms);
    if (t.row_count > 0 && !s->failed) {
        s->set->terms[s->set->count++] = t;
    }
}

/* Which core terms each term stands for: a run may take the place of all its parts, an acronym that
 * of more. */
static void find_covers(search_term_set *set) {
    for (int i = 0; i < set->count; i++) {
        search_term *t = &set->terms[i];
        for (int j = 0; j < set->count; j++) {
            const search_term *core = &set->terms[j];
            int behind = core->number - t->number;
            if (core->core && behind >= 0 && behind < (t->core ? 1 : IX_RUN_PARTS_MAX)) {
                t->covers |= (uint64_t)1 << j;
            }
            if (core->core && behind >= 0 && core->number <= t->last) {
                t->takes |= (uint64_t)1 << j;
            }
        }
    }
}

/* Enter the rows of all terms in one table, which tells for a part of a listed name what all parts
 * of the question are to it. */
static void index_rows(search *s, search_term_set *set) {
    uint32_t rows = 0;
    set->placed = set->spread = 0;
    for (int i = 0; i < set->count; i++) {
        const search_term *t = &set->terms[i];
        rows += (uint32_t)t->row_count;
        bool placed = t->core && (t->part->number != 0 || t->part->text.len == 1);
        set->placed |= (uint64_t)placed << i;
        set->spread |= (uint64_t)(t->pairs.count + t->like.count > 0) << i;
    }
    int bits = 4;
    while (bits < 30 && 1u << bits < 2 * rows) {
        bits++;
    }
    set->head_shift = 32 - bits;
    set->heads = IX_NEW(s->judge.arena, uint32_t, (size_t)1 << bits);
    set->hits = IX_NEW_RAW(s->judge.arena, search_hit, rows + 1);
    if (!set->heads || !set->hits) {
        s->failed = true;
        return;
    }
    rows = 0;
    for (int i = 0; i < set->count; i++) {
        for (int r = 0; r < set->terms[i].row_count; r++) {
            uint32_t dict = set->terms[i].rows[r].dict;
            uint32_t *head = &set->heads[dict * 0x9e3779b1u >> set->head_shift];
            set->hits[rows++] = (search_hit){dict, (uint32_t)r, *head, (uint32_t)i};
            *head = rows;
        }
    }
}

void search_make_terms(search *s, const ix_mname *name) {
    search_term_set *set = s->set;
    set->count = 0;
    set->beyond = IX_W_FORM_EQUAL + IX_W_TYPE_EQUAL;
    acronym_list acronyms = {.s = s};
    ix_acronyms_of(name, keep_acronym, &acronyms);
    for (int i = 0; i < name->count && !s->failed; i++) {
        const ix_mpart *part = &name->parts[i];
        if (takes_part(part)) {
            set->beyond += part->text.len == 1 ? IX_W_INITIAL : 0;
            add_part_term(s, name, i);
        }
        if (part->role != IX_ROLE_STOP) {
            add_joined_term(s, name, i, &acronyms);
        }
    }
    for (int i = 1; i < set->count; i++) {
        search_term t = set->terms[i];
        int j = i;
        for (; j > 0 && set->terms[j - 1].most < t.most; j--) {
            set->terms[j] = set->terms[j - 1];
        }
        set->terms[j] = t;
    }
    find_covers(set);
    search_weigh_left(set, s->ranks, name);
    index_rows(s, set);
    for (int i = 0; i < set->count; i++) {
        int j = i;
        for (; j > 0 && set->terms[set->by_part[j - 1]].number > set->terms[i].number; j--) {
            set->by_part[j] = set->by_part[j - 1];
        }
        set->by_part[j] = (uint8_t)i;
    }
}

/* ---------------------------------------------------------------- the cache of parts */

/* A smaller cache than so many times what a memo takes has none. */
#define MEMO_ROOM 4

ix_status ix_part_cache_init(ix_part_cache *cache, size_t cap) {
    cache->memo = (ix_part_memo){0};
    cache->has_memo =
        cap >= MEMO_ROOM * IX_PART_MEMO_BYTES && ix_part_memo_init(&cache->memo) == IX_OK;
    ix_arena_init(&cache->arena, cache->has_memo ? cap - IX_PART_MEMO_BYTES : cap);
    cache->spotter = (ix_spotter){.words_max = cap / 2};
    ix_arena_init(&cache->spotter.words, SPOT_BYTES_MAX);
    cache->buckets = IX_NEW(&cache->arena, struct ix_cached_part *, IX_PART_CACHE_BUCKETS);
    return cache->buckets ? IX_OK : IX_E_MEMORY;
}

void ix_part_cache_free(ix_part_cache *cache) {
    spot_close(&cache->spotter);
    ix_part_memo_free(&cache->memo);
    ix_arena_free(&cache->arena);
}

/* The cache itself lies in its arena. */
ix_status ix_part_cache_open(ix_part_cache **out, size_t bytes_max, ix_error *error) {
    ix_part_cache own = {0};
    ix_status status = ix_part_cache_init(&own, bytes_max);
    *out = status == IX_OK ? IX_NEW(&own.arena, ix_part_cache, 1) : NULL;
    if (!*out) {
        ix_part_cache_free(&own);
        return ix_error_set(error, IX_E_MEMORY, "no memory for a cache of name parts");
    }
    **out = own;
    return IX_OK;
}

void ix_part_cache_close(ix_part_cache *cache) {
    if (cache) {
        ix_part_cache own = *cache;
        ix_part_cache_free(&own);
    }
}
