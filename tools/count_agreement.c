/* How often parts of names agree, differ and are left out, among names of one party and of two.
 *
 * usage: count_agreement DATA_FOLDER < LINES > COUNTS
 *
 * Lines in, fields separated by tabs:
 *
 *   same SET TYPE NAME NAME...  a name and all names of the same party elsewhere
 *   word SET TYPE NAME NAME     two spellings of one word
 *   people TYPE NAME            a name of somebody nobody looks for
 *   listed TYPE NAME            a listed name
 *
 * Lines out, numbers last:
 *
 *   link SET DOMAIN RELATION BITS COUNT        part pairs of one party, BITS of surprise
 *   chance DOMAIN RELATION BITS COUNT          part pairs of people and listed names, all with all
 *   pairs DOMAIN COUNT                         how many part pairs all with all are
 *   together DOMAIN observed|expected BITS COUNT   listed names with two parts of one of the
 *                                              people, and as if parts were drawn one by one
 *   fate SET DOMAIN ROLE FATE COUNT            what became of the other parts of two names of one
 *                                              party that share a part
 *   fate chance DOMAIN ROLE FATE COUNT         the same of people and listed names
 *
 * A part is counted in two names that share another equal part of substance, so that what is
 * counted does not choose what is looked at. Parts in Latin letters alone are counted, but for sets
 * that begin with "native". Relations and roles are those of the matcher itself:
 * names are parsed, linked and aligned by it. Linked with the library; tools/estimate_weights.py
 * compiles and feeds it. */
#include "image.h" /* tidy: allow layering: it counts what that relates */

#include <interdict/os.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES   65536
#define LASTING_BYTES    ((size_t)2 << 30)
#define PASSING_BYTES    ((size_t)64 << 20)
#define KEYS             64
#define COUNTERS         8192 /* distinct lines out; a power of two */
#define SETS             8
#define WORDS_MAX        (1u << 20)
#define WORD_SLOTS       (2 * WORDS_MAX)
#define CHAINS           (1u << 22)
#define PER_NAME_MAX     12 /* listed names that one name of the people is compared with */
#define NATIVE           "native"
#define CHANCE           "chance"
#define ANCHOR_MILLIBITS 7000
#define EXACT_MILLIBITS  17000

/* A line out and its number. */
typedef struct counter {
    char key[96];
    double count;
} counter;

/* A distinct word of one side with how often it occurs. */
typedef struct word {
    ix_mpart part;
    uint32_t count[2]; /* people, listed */
    uint32_t first[2]; /* names that hold it: into the chain of uses */
    uint32_t stamp;
} word;

typedef struct use {
    uint32_t name, next;
} use;

typedef struct entry {
    uint32_t word, next;
} entry;

typedef struct domain {
    bool org;
    word *words;
    uint32_t word_count;
    uint32_t *slots;
    ix_mname **names[2];
    uint32_t name_count[2], name_room[2];
    use *uses;
    uint32_t use_count, use_room;
    entry *entries;
    uint32_t entry_count, entry_room;
    uint32_t *chains;
    uint32_t stamp;
} domain;

typedef struct state {
    const ix_knowledge *knowledge;
    ix_arena lasting, passing;
    counter counters[COUNTERS];
    domain domains[2];
} state;

static void stop(const char *what) {
    fprintf(stderr, "count_agreement: %s\n", what);
    exit(2);
}

static void *need(void *memory) {
    if (!memory) {
        stop("no memory");
    }
    return memory;
}

/* ---------------------------------------------------------------- counters */

static void count(state *s, const char *key, double by) {
    uint64_t at = ix_hash64(ix_str_from_cstr(key));
    for (uint32_t i = 0; i < COUNTERS; i++) {
        counter *c = &s->counters[(at + i) & (COUNTERS - 1)];
        if (c->key[0] == '\0') {
            snprintf(c->key, sizeof c->key, "%s", key);
        }
        if (strcmp(c->key, key) == 0) {
            c->count += by;
            return;
        }
    }
    stop("too many counters");
}

static int by_key(const void *a, const void *b) {
    return strcmp(((const counter *)a)->key, ((const counter *)b)->key);
}

static void print_counters(state *s) {
    qsort(s->counters, COUNTERS, sizeof s->counters[0], by_key);
    for (uint32_t i = 0; i < COUNTERS; i++) {
        if (s->counters[i].key[0] != '\0') {
            printf("%s\t%.1f\n", s->counters[i].key, s->counters[i].count);
        }
    }
}

static const char *domain_name(bool org) {
    return org ? "organization" : "person";
}

/* ---------------------------------------------------------------- what a relation is called */

static int edits_of(const ix_mpart *a, const ix_mpart *b) {
    int text = ix_text_distance(a->text, b->text, 2);
    int roman = ix_text_distance(a->roman, b->roman, 2);
    return roman > 0 && roman < text ? roman : text;
}

/* An edit that leaves the consonants as they are. */
static const char *vowel_typo_name(ptrdiff_t len, bool known) {
    return len >= 8   ? known ? "typo_long_vowel_known" : "typo_long_vowel"
           : len >= 6 ? known ? "typo_medium_vowel_known" : "typo_medium_vowel"
           : known    ? "typo_short_vowel_known"
                      : "typo_short_vowel";
}

static const char *typo_name(const ix_mpart *a, const ix_mpart *b, bool known, bool org) {
    ptrdiff_t len = a->text.len < b->text.len ? a->text.len : b->text.len;
    if (edits_of(a, b) > 1) {
        return known ? "typo_two_known" : "typo_two";
    }
    if (!org && len >= 4 && ix_same_consonants(a->text, b->text)) {
        return vowel_typo_name(len, known);
    }
    return len >= 8   ? known ? "typo_long_known" : "typo_long"
           : len >= 6 ? known ? "typo_medium_known" : "typo_medium"
           : len >= 4 ? known ? "typo_short_known" : "typo_short"
           : known    ? "typo_tiny_known"
                      : "typo_tiny";
}

static bool share_kind(const state *s, const ix_mpart *a, const ix_mpart *b, ix_class_kind kind) {
    for (int i = 0; i < a->class_count; i++) {
        for (int j = 0; j < b->class_count; j++) {
            if (a->classes[i] == b->classes[j] &&
                ix_knowledge_class_kind(s->knowledge, a->classes[i]) == kind) {
                return true;
            }
        }
    }
    return false;
}

static const char *variant_name(const state *s, const ix_mpart *a, const ix_mpart *b) {
    if (a->number != 0 && a->number == b->number) {
        return "number";
    }
    if (share_kind(s, a, b, IX_CLASS_SPELLING) || share_kind(s, a, b, IX_CLASS_FAMILY)) {
        return "spelling";
    }
    if (share_kind(s, a, b, IX_CLASS_TRANSLATION)) {
        return "translation";
    }
    return a->concept != 0 && a->concept == b->concept ? "concept" : "gendered";
}

static const char *link_name(const state *s, const ix_link *link, const ix_mpart *a,
                             const ix_mpart *b, bool org) {
    bool known = link->two_names;
    switch (link->relation) {
    case IX_RELATION_TRANSLITERATION:
        return ix_str_equal(a->text, b->text) ? "script" : "transliteration";
    case IX_RELATION_TYPO:
        return typo_name(a, b, known, org);
    case IX_RELATION_SOUND:
        return a->skeleton.len > 3 ? known ? "sound_known" : "sound"
               : known             ? "sound_short_known"
                                   : "sound_short";
    case IX_RELATION_VARIANT:
        return variant_name(s, a, b);
    default:
        return ix_relation_kind_name(link->relation);
    }
}

static int bits_of(const ix_mpart *a, const ix_mpart *b, bool org) {
    int32_t sa = ix_part_surprise(a, org), sb = ix_part_surprise(b, org);
    return (int)((sa < sb ? sa : sb) / 1000);
}

/* ---------------------------------------------------------------- what a part is */

static bool is_void(const ix_mpart *part) {
    return part->role == IX_ROLE_STOP || part->role == IX_ROLE_TITLE ||
           part->role == IX_ROLE_SUFFIX || part->role == IX_ROLE_LEGAL_FORM;
}

static const char *role_of(const ix_mpart *part, bool org) {
    if (!org) {
        return part->text.len == 1 ? "initial" : ix_part_role_name((ix_part_role)part->role);
    }
    if (part->role == IX_ROLE_NUMBER || part->number != 0) {
        return "number";
    }
    if (part->role == IX_ROLE_GENERIC || (part->flags & IX_WORD_ORG_GENERIC) != 0) {
        return "generic";
    }
    if ((part->flags & IX_WORD_PLACE) != 0) {
        return "place";
    }
    return part->text.len == 1 ? "initial" : part->org_millibits < 6000 ? "generic" : "distinctive";
}

static bool is_substance(const ix_mpart *part, bool org) {
    return !is_void(part) && part->role != IX_ROLE_PARTICLE && part->text.len > 1 &&
           (!org || strcmp(role_of(part, true), "distinctive") == 0);
}

/* ---------------------------------------------------------------- two names side by side */

typedef struct tally {
    const char *set;
    const ix_mname *a, *b;
    bool org;
    bool scripts; /* parts in different scripts count too */
    int anchors;  /* equal parts of substance that say enough */
} tally;

static bool is_anchor(const tally *t, const ix_piece *p) {
    if (p->kind != IX_EVIDENCE_NAME_PART || p->query < 0 || p->listed < 0 ||
        (p->relation != IX_RELATION_EQUAL && p->relation != IX_RELATION_TRANSLITERATION)) {
        return false;
    }
    const ix_mpart *part = &t->a->parts[p->query];
    return is_substance(part, t->org) && ix_part_surprise(part, t->org) >= ANCHOR_MILLIBITS;
}

static void count_fate(state *s, const tally *t, const ix_mpart *part, const char *fate) {
    char key[96];
    snprintf(key, sizeof key, "fate\t%s\t%s\t%s\t%s", t->set, domain_name(t->org),
             role_of(part, t->org), fate);
    count(s, key, 1);
}

static bool may_be_given(const ix_mpart *part) {
    return part->text.len > 1 && (part->role == IX_ROLE_GIVEN || part->role == IX_ROLE_UNKNOWN);
}

/* Of persons' names that share two parts: the first given name, by which one is called, apart from
 * those behind it. */
static void count_place(state *s, const tally *t, const ix_mname *name, int at, const char *fate) {
    if (t->org || at < 0 || !may_be_given(&name->parts[at])) {
        return;
    }
    bool first = true;
    for (int i = 0; i < at; i++) {
        first = first && !may_be_given(&name->parts[i]);
    }
    char key[96];
    snprintf(key, sizeof key, "fate\t%s\t%s\t%s\t%s", t->set, domain_name(t->org),
             first ? "first" : "later", fate);
    count(s, key, 1);
}

static void count_link(state *s, const tally *t, const ix_piece *p) {
    const ix_mpart *a = &t->a->parts[p->query], *b = &t->b->parts[p->listed];
    char key[96];
    if (a->script != b->script && !t->scripts) {
        return;
    }
    ix_link link = {.relation = (ix_relation_kind)p->relation};
    if (p->relation != IX_RELATION_JOINED && !ix_part_link(&link, s->knowledge, a, b, t->org)) {
        return;
    }
    const char *name = link_name(s, &link, a, b, t->org);
    snprintf(key, sizeof key, "link\t%s\t%s\t%s\t%d", t->set, domain_name(t->org), name,
             bits_of(a, b, t->org));
    count(s, key, 1);
}

static void count_piece(state *s, const tally *t, const ix_piece *p) {
    if (p->kind != IX_EVIDENCE_NAME_PART || t->anchors - is_anchor(t, p) < 1) {
        return;
    }
    const ix_mpart *a = p->query >= 0 ? &t->a->parts[p->query] : NULL;
    const ix_mpart *b = p->listed >= 0 ? &t->b->parts[p->listed] : NULL;
    if ((!a && !b) || (a && is_void(a)) || (b && is_void(b))) {
        return;
    }
    const char *fate = !a || !b                                 ? "missing"
                       : p->relation == IX_RELATION_CONTRADICTS ? "contradicts"
                       : p->relation == IX_RELATION_INITIAL     ? "initial"
                                                                : "agrees";
    if (t->anchors - is_anchor(t, p) >= 2) {
        count_place(s, t, t->a, p->query, fate);
        count_place(s, t, t->b, p->listed, fate);
    }
    if (!a || !b) {
        count_fate(s, t, a ? a : b, fate);
        return;
    }
    count_fate(s, t, a, fate);
    count_fate(s, t, b, fate);
    if (p->millibits > 0 && strcmp(t->set, CHANCE) != 0) {
        count_link(s, t, p);
    }
}

static bool count_pair(state *s, const char *set, const ix_mname *a, const ix_mname *b, bool org,
                       int32_t most) {
    ix_name_evidence e;
    tally t = {.set = set, .a = a, .b = b, .org = org};
    t.scripts = strncmp(set, NATIVE, sizeof NATIVE - 1) == 0;
    ix_names_compare(&e, s->knowledge, a, b, org, NULL);
    if (e.millibits >= most) {
        return false;
    }
    for (int i = 0; i < e.count; i++) {
        t.anchors += is_anchor(&t, &e.pieces[i]);
    }
    for (int i = 0; t.anchors > 0 && i < e.count; i++) {
        count_piece(s, &t, &e.pieces[i]);
    }
    return true;
}

static bool make_name(state *s, ix_mname *out, ix_str name, ix_party_type type, ix_arena *arena) {
    ix_parsed_name *parsed = IX_NEW(&s->passing, ix_parsed_name, 1);
    ix_status status = ix_name_parse(need(parsed), s->knowledge, name, type, arena, NULL);
    return status == IX_OK && ix_mname_make(out, s->knowledge, parsed, arena) == IX_OK;
}

/* Of the names a party has elsewhere the one most like this one counts, as it does in a search. */
static void count_same(state *s, const char *set, ix_party_type type, ix_str one, ix_str others) {
    bool org = type != IX_PARTY_PERSON;
    ix_mname *a = need(IX_NEW(&s->passing, ix_mname, 1)), *best = NULL;
    int32_t most = 0;
    if (!make_name(s, a, one, type, &s->passing)) {
        return;
    }
    while (others.len > 0) {
        ix_str other = ix_str_cut(others, '\t', &others);
        ix_mname *b = need(IX_NEW(&s->passing, ix_mname, 1));
        ix_name_evidence e;
        if (make_name(s, b, other, type, &s->passing)) {
            ix_names_compare(&e, s->knowledge, a, b, org, NULL);
            best = !best || e.millibits > most ? b : best;
            most = best == b ? e.millibits : most;
        }
    }
    if (best) {
        count_pair(s, set, a, best, org, INT32_MAX);
    }
}

/* Two spellings of one word: related or not, nothing else to go by. */
static void count_word(state *s, const char *set, ix_party_type type, ix_str one, ix_str other) {
    ix_mname *a = need(IX_NEW(&s->passing, ix_mname, 1)),
             *b = need(IX_NEW(&s->passing, ix_mname, 1));
    if (!make_name(s, a, one, type, &s->passing) || !make_name(s, b, other, type, &s->passing) ||
        a->count != 1 || b->count != 1) {
        return;
    }
    bool org = type != IX_PARTY_PERSON;
    ix_link link;
    char key[96];
    bool linked = ix_part_link(&link, s->knowledge, &a->parts[0], &b->parts[0], org);
    snprintf(key, sizeof key, "link\t%s\t%s\t%s\t%d", set, domain_name(org),
             linked ? link_name(s, &link, &a->parts[0], &b->parts[0], org) : "none",
             bits_of(&a->parts[0], &b->parts[0], org));
    count(s, key, 1);
}

/* ---------------------------------------------------------------- people and listed names */

static void domain_init(domain *d, bool org) {
    d->org = org;
    d->words = need(calloc(WORDS_MAX, sizeof *d->words));
    d->slots = need(calloc(WORD_SLOTS, sizeof *d->slots));
    d->chains = need(calloc(CHAINS, sizeof *d->chains));
}

static uint32_t intern(domain *d, const ix_mpart *part) {
    for (uint64_t at = ix_hash64(part->text);; at++) {
        uint32_t *slot = &d->slots[at & (WORD_SLOTS - 1)];
        if (*slot == 0) {
            if (d->word_count + 1 == WORDS_MAX) {
                stop("too many words");
            }
            d->words[++d->word_count].part = *part;
            *slot = d->word_count;
        }
        if (ix_str_equal(d->words[*slot].part.text, part->text)) {
            return *slot;
        }
    }
}

static void *more(void *old, uint32_t *room, size_t size) {
    *room = *room ? *room * 2 : 4096;
    return need(realloc(old, *room * size));
}

static void take_name(state *s, bool listed, ix_party_type type, ix_str name) {
    domain *d = &s->domains[type != IX_PARTY_PERSON];
    ix_mname *made = need(IX_NEW(&s->lasting, ix_mname, 1));
    if (!make_name(s, made, ix_arena_copy(&s->lasting, name), type, &s->lasting)) {
        return;
    }
    if (d->name_count[listed] == d->name_room[listed]) {
        d->names[listed] = more(d->names[listed], &d->name_room[listed], sizeof(ix_mname *));
    }
    uint32_t number = d->name_count[listed]++;
    d->names[listed][number] = made;
    for (int i = 0; i < made->count; i++) {
        if (is_void(&made->parts[i]) || made->parts[i].script != IX_SCRIPT_LATIN) {
            continue;
        }
        word *w = &d->words[intern(d, &made->parts[i])];
        w->count[listed]++;
        if (d->use_count + 1 >= d->use_room) {
            d->uses = more(d->uses, &d->use_room, sizeof *d->uses);
        }
        d->uses[++d->use_count] = (use){number, w->first[listed]};
        w->first[listed] = d->use_count;
    }
}

typedef struct keys {
    uint64_t items[4096];
    int count;
} keys;

static void collect(void *context, uint64_t hash) {
    keys *k = context;
    if (k->count < (int)(sizeof k->items / sizeof k->items[0])) {
        k->items[k->count++] = hash;
    }
}

static void enter_listed(domain *d) {
    static keys k;
    for (uint32_t w = 1; w <= d->word_count; w++) {
        if (d->words[w].count[1] == 0) {
            continue;
        }
        k.count = 0;
        ix_part_keys(&d->words[w].part, collect, &k);
        for (int i = 0; i < k.count; i++) {
            if (d->entry_count + 1 >= d->entry_room) {
                d->entries = more(d->entries, &d->entry_room, sizeof *d->entries);
            }
            uint32_t *chain = &d->chains[k.items[i] & (CHAINS - 1)];
            d->entries[++d->entry_count] = (entry){w, *chain};
            *chain = d->entry_count;
        }
    }
}

static void count_chance_link(state *s, domain *d, const word *a, const word *b) {
    ix_link link;
    char key[96];
    ix_mpart one = a->part, other = b->part;
    other.script = one.script;
    if (!ix_part_link(&link, s->knowledge, &one, &other, d->org)) {
        return;
    }
    snprintf(key, sizeof key, "chance\t%s\t%s\t%d", domain_name(d->org),
             link_name(s, &link, &one, &other, d->org), bits_of(&one, &other, d->org));
    count(s, key, (double)a->count[0] * (double)b->count[1]);
}

/* Every word of the people against every listed word that the matcher can relate to it. */
static void count_chance_links(state *s, domain *d) {
    static keys k;
    double people = 0, listed = 0;
    enter_listed(d);
    for (uint32_t w = 1; w <= d->word_count; w++) {
        people += d->words[w].count[0];
        listed += d->words[w].count[1];
        if (d->words[w].count[0] == 0) {
            continue;
        }
        k.count = 0;
        ix_part_keys(&d->words[w].part, collect, &k);
        d->stamp++;
        for (int i = 0; i < k.count; i++) {
            for (uint32_t e = d->chains[k.items[i] & (CHAINS - 1)]; e; e = d->entries[e].next) {
                word *other = &d->words[d->entries[e].word];
                if (other->stamp != d->stamp) {
                    other->stamp = d->stamp;
                    count_chance_link(s, d, &d->words[w], other);
                }
            }
        }
    }
    char key[96];
    snprintf(key, sizeof key, "pairs\t%s", domain_name(d->org));
    count(s, key, people * listed);
}

/* How often two parts of a name of the people stand together in listed names, and how often they
 * would if listed names drew them one by one. */
static void count_together(state *s, domain *d, const word *a, const word *b, uint32_t *stamps,
                           uint32_t stamp) {
    char key[96];
    double both = 0, all = d->name_count[1];
    for (uint32_t u = a->first[1]; u; u = d->uses[u].next) {
        stamps[d->uses[u].name] = stamp;
    }
    for (uint32_t u = b->first[1]; u; u = d->uses[u].next) {
        both += stamps[d->uses[u].name] == stamp;
    }
    int bits = (ix_part_surprise(&a->part, d->org) + ix_part_surprise(&b->part, d->org)) / 1000;
    snprintf(key, sizeof key, "together\t%s\tobserved\t%d", domain_name(d->org), bits);
    count(s, key, both);
    snprintf(key, sizeof key, "together\t%s\texpected\t%d", domain_name(d->org), bits);
    count(s, key, (double)a->count[1] * (double)b->count[1] / (all ? all : 1));
}

static void count_all_together(state *s, domain *d) {
    uint32_t *stamps = need(calloc(d->name_count[1] + 1, sizeof *stamps)), stamp = 0;
    for (uint32_t n = 0; n < d->name_count[0]; n++) {
        const ix_mname *name = d->names[0][n];
        for (int i = 0; i < name->count; i++) {
            for (int j = i + 1; j < name->count; j++) {
                if (is_substance(&name->parts[i], d->org) &&
                    is_substance(&name->parts[j], d->org) &&
                    !ix_str_equal(name->parts[i].text, name->parts[j].text)) {
                    count_together(s, d, &d->words[intern(d, &name->parts[i])],
                                   &d->words[intern(d, &name->parts[j])], stamps, ++stamp);
                }
            }
        }
    }
    free(stamps);
}

/* Names of the people against listed names that share a part with them. */
static void count_chance_fates(state *s, domain *d) {
    for (uint32_t n = 0; n < d->name_count[0]; n++) {
        const ix_mname *name = d->names[0][n];
        for (int i = 0; i < name->count; i++) {
            const ix_mpart *part = &name->parts[i];
            if (!is_substance(part, d->org) || ix_part_surprise(part, d->org) < ANCHOR_MILLIBITS) {
                continue;
            }
            const word *w = &d->words[intern(d, part)];
            int met = 0;
            for (uint32_t u = w->first[1]; u && met < PER_NAME_MAX; u = d->uses[u].next) {
                const ix_mname *listed = d->names[1][d->uses[u].name];
                met += count_pair(s, CHANCE, name, listed, d->org,
                                  d->org ? EXACT_MILLIBITS : INT32_MAX);
            }
        }
    }
}

/* ---------------------------------------------------------------- reading */

static ix_party_type type_of(ix_str text) {
    ix_party_type type;
    if (!ix_party_type_parse(&type, text)) {
        stop("unknown type of party");
    }
    return type;
}

static void take_line(state *s, ix_str line) {
    ix_str rest;
    ix_str kind = ix_str_cut(line, '\t', &rest);
    bool same = ix_str_equal(kind, IX_STR("same")), one = ix_str_equal(kind, IX_STR("word"));
    if (same || one) {
        char set[32];
        ix_str name = ix_str_cut(rest, '\t', &rest);
        snprintf(set, sizeof set, "%" IX_FMT, IX_ARG(name));
        ix_party_type type = type_of(ix_str_cut(rest, '\t', &rest));
        name = ix_str_cut(rest, '\t', &rest);
        (same ? count_same : count_word)(s, set, type, name, rest);
    } else {
        ix_party_type type = type_of(ix_str_cut(rest, '\t', &rest));
        take_name(s, ix_str_equal(kind, IX_STR("listed")), type, rest);
    }
    ix_arena_reset(&s->passing);
}

static void load(state *s, const char *folder) {
    ix_error error = {0};
    ix_knowledge_file *files;
    int file_count;
    if (ix_data_read(&files, &file_count, folder, &s->lasting, &error) != IX_OK ||
        ix_knowledge_load(&s->knowledge, files, file_count, &s->lasting, &error) != IX_OK) {
        stop(error.text);
    }
}

int main(int argc, char **argv) {
    static state s;
    if (argc != 2) {
        stop("usage: count_agreement DATA_FOLDER < LINES > COUNTS");
    }
    ix_arena_init(&s.lasting, LASTING_BYTES);
    ix_arena_init(&s.passing, PASSING_BYTES);
    load(&s, argv[1]);
    domain_init(&s.domains[0], false);
    domain_init(&s.domains[1], true);
    char *line = need(malloc(LINE_MAX_BYTES));
    while (fgets(line, LINE_MAX_BYTES, stdin) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        take_line(&s, ix_str_from_cstr(line));
    }
    for (int d = 0; d < 2; d++) {
        count_chance_links(&s, &s.domains[d]);
        count_chance_fates(&s, &s.domains[d]);
        count_all_together(&s, &s.domains[d]);
    }
    print_counters(&s);
    free(line);
    return 0;
}
