/* Which runs of words of a sentence may be listed names; see spot.h. */
#include "judge.h"

#include "run.h"

#include "match_tables.h"

#include <string.h>

#define HITS_MAX   128
#define EDGES_MAX  12
#define FORM_REACH 4 /* words of a legal form beside a name */
#define APART_MAX  3 /* parts of a name that one word may be */

/* A unit that is like a part of the name. */
typedef struct hit {
    const spot_unit *unit;
    int part;      /* the first of those it is like */
    unsigned also; /* a bit for each of the others */
    int32_t most;
    int form;
    bool same; /* the part itself, as written or transliterated */
} hit;

/* A listed name that is looked at. */
typedef struct look {
    spot_sentence *c;
    const spot_unit *anchor;
    uint32_t number;
    const ix_name_row *name;
    ix_mpart parts[IX_PARTS_MAX]; /* those that rows lead to */
    uint32_t dicts[IX_PARTS_MAX];
    uint8_t at[IX_PARTS_MAX];      /* where the part stands in the name */
    unsigned places[IX_PARTS_MAX]; /* that make leaving it out cost least */
    int count;
    int32_t given; /* by what no row leads to */
    bool org;
    int way; /* spot_way in which the anchor may be several of its parts, or SPOT_WAYS */
    hit hits[HITS_MAX];
    int hit_count;
} look;

/* ---------------------------------------------------------------- the window */

static void count_unit(spot_sentence *c, const spot_unit *unit, int by) {
    const spot_word *word = unit->word;
    for (int i = 0; i < word->row_count; i++) {
        c->spotter->near_rows[word->rows[i].dict] += (uint16_t)by;
    }
    if (word->letter) {
        c->letters[word->letter - 'a'] += by;
        c->letter_count += by;
    }
}

/* Units that may stand in one run with a unit that begins at `token`. */
static void move_window(spot_sentence *c, int token) {
    while (c->to < c->unit_count && c->units[c->to].first < token + SPOT_RUN_TOKENS_MAX &&
           spot_distance(c, token, c->units[c->to].first) < SPOT_RUN_WORDS_MAX) {
        count_unit(c, &c->units[c->to++], 1);
    }
    while (c->from < c->to &&
           (c->units[c->from].first <= token - SPOT_RUN_TOKENS_MAX ||
            spot_distance(c, c->units[c->from].first, token) >= SPOT_RUN_WORDS_MAX)) {
        count_unit(c, &c->units[c->from++], -1);
    }
}

static bool is_near(const spot_sentence *c, uint32_t other) {
    unsigned letter = other >> 24;
    return c->spotter->near_rows[ix_anchor_dict(other)] > 0 ||
           (letter >= 'a' && letter <= 'z' && c->letters[letter - 'a'] > 0);
}

static bool may_be_near(const spot_sentence *c, const ix_anchor_row *row) {
    if (row->others[0] == IX_ANCHOR_ALONE) {
        return true;
    }
    for (int i = 0; i < IX_ANCHOR_OTHERS; i++) {
        if (is_near(c, row->others[i])) {
            return true;
        }
    }
    return false;
}

/* ---------------------------------------------------------------- the name as a whole */

static int32_t greater(int32_t a, int32_t b) {
    return a > b ? a : b;
}

/* The parts that rows lead to, with what they need to be weighed. */
static void load_parts(look *l) {
    const ix_index *index = l->c->spotter->index;
    const ix_name_part_row *rows = index->name_parts + l->name->part_first;
    l->count = 0;
    l->given = IX_W_FORM_EQUAL;
    for (int i = 0; i < l->name->part_count; i++) {
        const ix_dict_row *row = &index->dict[rows[i].dict];
        if (rows[i].role == IX_ROLE_STOP || rows[i].role == IX_ROLE_LEGAL_FORM) {
            continue;
        }
        ix_mpart part = {.text = ix_ref_str(index, row->text),
                         .person_millibits = row->person_millibits,
                         .org_millibits = row->org_millibits,
                         .flags = row->flags,
                         .number = rows[i].number,
                         .role = rows[i].role};
        if (part.number != 0) {
            l->given += greater(ix_part_surprise(&part, l->org), IX_W_RELATION_LEAST);
            continue;
        }
        l->dicts[l->count] = rows[i].dict;
        l->at[l->count] = (uint8_t)i;
        l->places[l->count] = l->org ? 0 : ix_anchor_place(rows, l->name->part_count, (uint32_t)i);
        l->parts[l->count++] = part;
    }
}

/* A name whose anchor needs another part of substance has none by the anchor alone: told by the
 * rows, before anything of the parts is read. What no row leads to, may agree. */
static bool stands_alone(const look *l, const ix_anchor_row *anchor) {
    const ix_index *index = l->c->spotter->index;
    const ix_name_part_row *rows = index->name_parts + l->name->part_first;
    if (anchor->others[1] == IX_ANCHOR_WHOLE || l->anchor->last > l->anchor->first ||
        (!l->org && l->c->letter_count > 0)) {
        return false;
    }
    int near = 0;
    for (int i = 0; i < l->name->part_count; i++) {
        if (rows[i].role == IX_ROLE_STOP || rows[i].role == IX_ROLE_LEGAL_FORM) {
            continue;
        }
        near += rows[i].number != 0 || l->c->spotter->near_rows[rows[i].dict] > 0;
    }
    return near < 2;
}

static bool has_initial(const look *l, int part) {
    const ix_str text = l->parts[part].text;
    return !l->org && text.ptr[0] >= 'a' && text.ptr[0] <= 'z' &&
           l->c->letters[text.ptr[0] - 'a'] > 0;
}

/* The most that the anchor says as several parts. */
static int32_t apart_most(const look *l) {
    const ix_mpart *whole = &l->anchor->word->forms[0];
    int32_t most = greater(ix_run_most(whole, false), ix_run_most(whole, true));
    if (l->way == SPOT_LIKE && most > IX_W_ABJAD_MOST_MANY) {
        most = IX_W_ABJAD_MOST_MANY;
    }
    return greater(most, IX_W_RELATION_LEAST);
}

/* What a name comes to at most, by what is near its anchor. */
static bool may_suffice(const look *l) {
    if (l->way == SPOT_ACRONYM) {
        return l->org;
    }
    int32_t sum = l->given, left = 0, left_alone = 0;
    int agreeing = 0, free = 0;
    bool complete = true;
    if (l->way != SPOT_WAYS) {
        sum += apart_most(l);
        free = APART_MAX;
        agreeing = 2;
    }
    for (int i = 0; i < l->count; i++) {
        const ix_mpart *part = &l->parts[i];
        if (l->c->spotter->near_rows[l->dicts[i]] > 0) {
            int32_t most = greater(ix_part_surprise(part, l->org), IX_W_RELATION_LEAST);
            most = ix_run_may_be(part) ? greater(most, ix_run_most(part, l->org)) : most;
            sum += most;
            agreeing++;
        } else if (has_initial(l, i)) {
            sum += IX_W_INITIAL;
            agreeing++;
        } else if (free > 0) {
            free--;
        } else {
            int32_t omission = ix_part_omission(part, l->org, false, l->places[i]);
            left += omission;
            left_alone += ix_part_omission(part, l->org, true, l->places[i]);
            complete = complete && omission >= IX_W_MISSING_KIND;
        }
    }
    return complete || sum + (agreeing < 2 ? left_alone : left) >= IX_W_ALERT_BAR;
}

/* ---------------------------------------------------------------- its parts among the units */

static void add_hit(look *l, const hit *one) {
    if (one->most > 0 && l->hit_count < HITS_MAX) {
        l->hits[l->hit_count++] = *one;
    }
}

static void find_rows(look *l, const spot_unit *unit, int part) {
    spot_word *word = unit->word;
    int low = 0, high = word->row_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (word->rows[middle].dict < l->dicts[part]) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < word->row_count && word->rows[low].dict == l->dicts[part]; low++) {
        const spot_row *row = spot_judge(l->c->spotter, word, &word->rows[low]);
        add_hit(l, &(hit){.unit = unit,
                          .part = part,
                          .most = row->most[l->org],
                          .form = row->form,
                          .same = row->same});
    }
    if (word->letter && !l->org && word->letter == l->parts[part].text.ptr[0]) {
        add_hit(l, &(hit){.unit = unit, .part = part, .most = IX_W_INITIAL});
    }
}

/* The anchor as parts of the name run together, wherever it is. */
static void find_together(look *l) {
    ix_mname listed;
    ix_mname_load(&listed, l->c->spotter->index, l->number);
    for (int i = 0; i < l->count; i++) {
        for (int parts = 2; parts <= IX_RUN_PARTS_MAX && l->at[i] + parts <= listed.count;
             parts++) {
            ix_run run;
            ix_doubt doubt;
            const ix_mpart *word = &l->anchor->word->forms[0];
            if (!ix_run_make(&run, &listed.parts[l->at[i]], parts) ||
                !ix_run_is(&doubt, &run, word)) {
                continue;
            }
            hit one = {.unit = l->anchor, .part = i, .same = doubt.plain};
            one.most =
                greater(ix_doubt_leaves(&doubt, ix_run_most(word, l->org)), IX_W_RELATION_LEAST);
            for (int j = i + 1; j < l->count && l->at[j] < l->at[i] + parts; j++) {
                one.also |= 1u << j;
            }
            add_hit(l, &one);
        }
    }
}

/* The anchor as the first letters of the name's words. */
static void find_acronym(look *l) {
    hit one = {.unit = l->anchor, .most = apart_most(l), .also = (1u << l->count) - 2};
    if (l->count > 1) {
        add_hit(l, &one);
    }
}

static void find_hits(look *l) {
    l->hit_count = 0;
    if (l->way == SPOT_ACRONYM) {
        find_acronym(l);
    } else if (l->way != SPOT_WAYS) {
        find_together(l);
        if (l->hit_count == 0) {
            return;
        }
    }
    for (int i = 0; i < l->count; i++) {
        bool near = l->c->spotter->near_rows[l->dicts[i]] > 0 || has_initial(l, i);
        for (int u = l->c->from; near && u < l->c->to; u++) {
            find_rows(l, &l->c->units[u], i);
        }
    }
}

/* ---------------------------------------------------------------- runs */

static bool is_run(const spot_sentence *c, int first, int last) {
    return last - first < SPOT_RUN_TOKENS_MAX && !spot_is_small(c, first) &&
           !spot_is_small(c, last) && spot_distance(c, first, last) < SPOT_RUN_WORDS_MAX;
}

/* Between the parts of a person's name stand names and particles, no other words: "Tikhonov was
 * there, and Andrei" is nobody. */
static bool is_interrupted(const look *l, int first, int last, unsigned covered) {
    for (int i = first; !l->org && i <= last; i++) {
        if ((covered >> (i - first) & 1) == 0 && spot_is_small(l->c, i) &&
            !l->c->words[i - l->c->first]->filler) {
            return true;
        }
    }
    return false;
}

/* What is left over of the run's own words, at the least. */
static int32_t cost_of_query(const look *l, int first, int last, unsigned covered) {
    int32_t cost = 0;
    for (int i = first; i <= last; i++) {
        const spot_word *word = l->c->words[i - l->c->first];
        if ((covered >> (i - first) & 1) == 0 && !word->filler) {
            cost += l->org && (word->kind || spot_token(l->c, i)->kind != IX_TOKEN_WORD)
                        ? IX_W_MISSING_KIND
                        : IX_W_MISSING_REPEATED;
        }
    }
    return cost;
}

/* The most that a run of words can come to with the name. INT32_MAX: it may be complete. */
static int32_t bound_run(const look *l, int first, int last, const hit *best[IX_PARTS_MAX]) {
    int32_t sum = l->given, left = 0, left_alone = 0;
    unsigned covered = 0, also = 0;
    int agreeing = 0;
    bool complete = true;
    memset(best, 0, IX_PARTS_MAX * sizeof *best);
    for (int i = 0; i < l->hit_count; i++) {
        const hit *h = &l->hits[i];
        if (h->unit->first < first || h->unit->last > last) {
            continue;
        }
        covered |= ((2u << (h->unit->last - h->unit->first)) - 1) << (h->unit->first - first);
        also |= h->also;
        if (!best[h->part] || h->most > best[h->part]->most) {
            best[h->part] = h;
        }
    }
    for (int i = 0; i < l->count; i++) {
        if (best[i]) {
            sum += best[i]->most;
            agreeing++;
        } else if ((also >> i & 1) == 0) {
            int32_t omission = ix_part_omission(&l->parts[i], l->org, false, l->places[i]);
            left += omission;
            left_alone += ix_part_omission(&l->parts[i], l->org, true, l->places[i]);
            complete = complete && omission >= IX_W_MISSING_KIND;
        }
    }
    if (is_interrupted(l, first, last, covered)) {
        return 0;
    }
    int32_t listed = agreeing < 2 && also == 0 ? left_alone : left;
    int32_t query = cost_of_query(l, first, last, covered);
    int32_t cost = listed < query ? listed : query;
    if (!l->org && !complete && query < 0 && cost > IX_W_GARBLED) {
        cost = IX_W_GARBLED;
    }
    return complete && query >= IX_W_MISSING_KIND ? INT32_MAX : sum + cost;
}

static bool emit(const look *l, int first, int last, int32_t most,
                 const hit *const best[IX_PARTS_MAX]) {
    ix_spot spot = {
        .first = first, .last = last, .name = l->number, .entity = l->name->entity, .most = most};
    for (int i = 0; i < l->count; i++) {
        const hit *h = best[i];
        if (h && h->form > 0 && h->unit->word->written[h->form].len > 0 &&
            spot.read_count < IX_SPOT_READS_MAX) {
            spot.reads[spot.read_count++] =
                (ix_spot_read){h->unit->first, h->unit->word->written[h->form]};
        }
    }
    return l->c->each(l->c->context, &spot);
}

static int add_edge(int edges[EDGES_MAX], int count, int at) {
    for (int i = 0; i < count; i++) {
        if (edges[i] == at) {
            return count;
        }
    }
    if (count < EDGES_MAX) {
        edges[count++] = at;
    }
    return count;
}

/* The farthest word beside `at` that may belong to a legal form. */
static int reach_form(const spot_sentence *c, int at, int step) {
    int reached = at;
    for (int i = at + step; i >= c->first && i < c->end && (i - at) * step <= FORM_REACH;
         i += step) {
        const spot_word *word = c->words[i - c->first];
        if ((!word->kind && !word->letter) || spot_is_small(c, i)) {
            break;
        }
        reached = i;
    }
    return reached;
}

/* One word is a name only as it stands: what it is merely like says nothing in running text. */
static bool says_something(const look *l, int first, int last,
                           const hit *const best[IX_PARTS_MAX]) {
    if (last > first) {
        return true;
    }
    for (int i = 0; i < l->count; i++) {
        if (best[i] && best[i]->same) {
            return true;
        }
    }
    return false;
}

static bool try_runs(const look *l) {
    int starts[EDGES_MAX], ends[EDGES_MAX], start_count = 0, end_count = 0;
    start_count = add_edge(starts, start_count, l->anchor->first);
    end_count = add_edge(ends, end_count, l->anchor->last);
    for (int i = 0; i < l->hit_count; i++) {
        const spot_unit *unit = l->hits[i].unit;
        if (unit->first <= l->anchor->first) {
            start_count = add_edge(starts, start_count, unit->first);
        }
        if (unit->last >= l->anchor->last) {
            end_count = add_edge(ends, end_count, unit->last);
        }
    }
    for (int i = start_count - 1; l->name->form != 0 && i >= 0; i--) {
        start_count = add_edge(starts, start_count, reach_form(l->c, starts[i], -1));
    }
    for (int i = end_count - 1; l->name->form != 0 && i >= 0; i--) {
        end_count = add_edge(ends, end_count, reach_form(l->c, ends[i], 1));
    }
    for (int i = 0; i < start_count; i++) {
        for (int j = 0; j < end_count; j++) {
            const hit *best[IX_PARTS_MAX];
            if (!is_run(l->c, starts[i], ends[j])) {
                continue;
            }
            int32_t most = bound_run(l, starts[i], ends[j], best);
            if (most >= IX_W_ALERT_BAR && says_something(l, starts[i], ends[j], best) &&
                !emit(l, starts[i], ends[j], most, best)) {
                return false;
            }
        }
    }
    return true;
}

/* ---------------------------------------------------------------- triggers */

static bool look_at(spot_sentence *c, const spot_unit *anchor, uint32_t name, int way,
                    const ix_anchor_row *row) {
    ix_spotter *s = c->spotter;
    if (s->stamps[name] == s->stamp) {
        return true;
    }
    s->stamps[name] = s->stamp;
    look l;
    l.c = c;
    l.anchor = anchor;
    l.number = name;
    l.name = &s->index->names[name];
    l.org = l.name->type != IX_PARTY_PERSON;
    l.way = way;
    if (row && stands_alone(&l, row)) {
        return true;
    }
    load_parts(&l);
    if (!may_suffice(&l)) {
        return true;
    }
    find_hits(&l);
    return try_runs(&l);
}

static bool is_kind(const spot_sentence *c, int token) {
    return token >= c->first && token < c->end && c->words[token - c->first]->kind;
}

/* A name of this part alone is found only as it stands, or as what is like it beside a word of a
 * legal form or kind. */
static bool says_too_little(spot_sentence *c, const spot_unit *unit, spot_row *row,
                            const ix_anchor_row *anchor) {
    return anchor->others[0] == IX_ANCHOR_ALONE && anchor->others[1] == IX_ANCHOR_WHOLE &&
           unit->first == unit->last && !is_kind(c, unit->first - 1) &&
           !is_kind(c, unit->last + 1) && !spot_judge(c->spotter, unit->word, row)->same;
}

static void next_stamp(ix_spotter *s) {
    if (++s->stamp == 0) {
        memset(s->stamps, 0, s->index->name_count * sizeof *s->stamps);
        s->stamp = 1;
    }
}

/* Can a run go over the unit at all? Words in small letters stand between capitals. */
static bool is_within_run(const spot_sentence *c, const spot_unit *unit) {
    int before = unit->first, after = unit->last;
    while (before > c->first && spot_is_small(c, before)) {
        before--;
    }
    while (after + 1 < c->end && spot_is_small(c, after)) {
        after++;
    }
    return is_run(c, before, after);
}

static bool try_anchor(spot_sentence *c, const spot_unit *unit) {
    const ix_index *index = c->spotter->index;
    spot_word *word = unit->word;
    if (!is_within_run(c, unit)) {
        return true;
    }
    next_stamp(c->spotter);
    for (int way = 0; way < SPOT_WAYS; way++) {
        for (int i = 0; i < word->name_count[way]; i++) {
            if (!look_at(c, unit, word->names[way][i], way, NULL)) {
                return false;
            }
        }
    }
    for (int i = 0; i < word->row_count; i++) {
        spot_row *row = &word->rows[i];
        if (row->judged && row->most[0] <= 0 && row->most[1] <= 0) {
            continue;
        }
        for (uint32_t a = index->anchor_starts[row->dict]; a < index->anchor_starts[row->dict + 1];
             a++) {
            const ix_anchor_row *anchor = &index->anchors[a];
            if (may_be_near(c, anchor) && !says_too_little(c, unit, row, anchor) &&
                !look_at(c, unit, anchor->name, SPOT_WAYS, anchor)) {
                return false;
            }
        }
    }
    return true;
}

/* Names that are some of the words letter for letter, however they are parsed. Folded tokens lie
 * one behind the other. */
static bool try_whole(spot_sentence *c, int first) {
    const ix_index *index = c->spotter->index;
    ix_str letters = {spot_token(c, first)->folded.ptr, 0};
    for (int last = first; last < c->end && last - first < SPOT_RUN_TOKENS_MAX; last++) {
        letters.len += spot_token(c, last)->folded.len;
        if (!is_run(c, first, last)) {
            continue;
        }
        uint64_t whole = ix_hash64(letters);
        ix_bucket bucket = ix_bucket_find(index, IX_SEC_WHOLE_STARTS, whole);
        for (uint32_t i = 0; i < bucket.count; i++) {
            const ix_name_row *name = &index->names[bucket.entries[i]];
            ix_spot spot = {.first = first,
                            .last = last,
                            .name = bucket.entries[i],
                            .entity = name->entity,
                            .most = INT32_MAX};
            if ((name->whole == whole || name->turned == whole) && !c->each(c->context, &spot)) {
                return false;
            }
        }
    }
    return true;
}

/* ---------------------------------------------------------------- the sentence */

static bool scan_sentence(spot_sentence *c) {
    if (!spot_make_units(c)) {
        return false;
    }
    bool more = true;
    for (int i = 0; i < c->unit_count && more; i++) {
        const spot_unit *unit = &c->units[i];
        move_window(c, unit->first);
        more = (unit->last > unit->first || spot_is_small(c, unit->first) ||
                try_whole(c, unit->first)) &&
               try_anchor(c, unit);
    }
    for (; c->from < c->to; c->from++) {
        count_unit(c, &c->units[c->from], -1);
    }
    return more;
}

ix_status ix_match_spot(const ix_index *index, ix_part_cache *cache, const ix_text *text,
                        const ix_spot_span *span, ix_spot_sink each, void *context,
                        ix_arena *scratch, ix_error *error) {
    ix_status status = spot_open(&cache->spotter, index, error);
    if (status != IX_OK || span->first >= span->end) {
        return status;
    }
    spot_sentence c = {.spotter = &cache->spotter,
                       .text = text,
                       .first = span->first,
                       .end = span->end,
                       .capitals = span->small != NULL,
                       .each = each,
                       .context = context,
                       .scratch = scratch};
    int count = span->end - span->first;
    c.words = IX_NEW_RAW(scratch, spot_word *, count);
    c.small = IX_NEW(scratch, bool, count);
    c.number = IX_NEW_RAW(scratch, int, count);
    if (!c.words || !c.small || !c.number) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for a sentence");
    }
    for (int i = 0; c.capitals && i < count; i++) {
        c.small[i] = span->small[i];
    }
    for (int i = 0; i < count; i++) {
        bool same = i > 0 && text->tokens[span->first + i].joint == IX_JOINT_HYPHEN;
        c.number[i] = (i > 0 ? c.number[i - 1] : 0) + !same;
    }
    bool done = scan_sentence(&c);
    if (cache->spotter.failed) {
        cache->spotter.index = NULL;
        return ix_error_set(error, IX_E_MEMORY, "no memory for the words of a text");
    }
    return done ? IX_OK : ix_error_set(error, IX_E_MEMORY, "no memory for what was found");
}
