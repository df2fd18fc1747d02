/* Lists grown by recombination: family and given names, words of organizations, all of listed
 * names, in other company, with spellings that vary as listed ones do. */
#include "speed.h"

#include <stdio.h>
#include <string.h>

#define POOL_MAX        200000
#define NAME_BYTES_MAX  256
#define NEW_WORD_ONE_IN 3 /* words that are new: the head of one and the tail of another */

uint32_t dice_roll(dice *d, uint32_t sides) {
    d->state = d->state * 6364136223846793005ull + 1442695040888963407ull;
    return (uint32_t)((d->state >> 33) % sides);
}

static bool is_latin(ix_str s) {
    for (ptrdiff_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.ptr[i] >= 0x80) {
            return false;
        }
    }
    return s.len > 0;
}

static void add(ix_str *pool, int *count, ix_str part) {
    part = ix_str_trim(part);
    if (*count < POOL_MAX && part.len > 2 && part.len < 40 && is_latin(part)) {
        pool[(*count)++] = part;
    }
}

static void take_words(pools *p, ix_str name) {
    while (name.ptr != NULL) {
        ix_str word = ix_str_cut(name, ' ', &name);
        if (name.ptr != NULL) {
            add(p->words, &p->word_count, word);
        } else {
            add(p->tails, &p->tail_count, word);
        }
    }
}

static void take_name(pools *p, ix_party_type type, ix_str name) {
    ix_str given;
    if (type == IX_PARTY_ORGANIZATION) {
        take_words(p, name);
    } else if (type == IX_PARTY_PERSON && memchr(name.ptr, ',', (size_t)name.len)) {
        add(p->families, &p->family_count, ix_str_cut(name, ',', &given));
        add(p->givens, &p->given_count, given);
    }
}

ix_status pools_fill(pools *out, const ix_list_history *from, int count, ix_arena *arena) {
    *out = (pools){.families = IX_NEW(arena, ix_str, POOL_MAX),
                   .givens = IX_NEW(arena, ix_str, POOL_MAX),
                   .words = IX_NEW(arena, ix_str, POOL_MAX),
                   .tails = IX_NEW(arena, ix_str, POOL_MAX)};
    if (!out->families || !out->givens || !out->words || !out->tails) {
        return IX_E_MEMORY;
    }
    for (int l = 0; l < count; l++) {
        for (int64_t i = 0; i < from[l].version_count; i++) {
            ix_entity entity;
            ix_status status = ix_entity_decode(&entity, from[l].versions[i].record, arena, NULL);
            for (int n = 0; status == IX_OK && n < entity.name_count; n++) {
                take_name(out, entity.type, entity.names[n].text);
            }
        }
    }
    return out->family_count && out->given_count && out->word_count && out->tail_count
               ? IX_OK
               : IX_E_NOT_FOUND;
}

/* A word of the pool, or a new one of two of its words. */
static int put_word(char *out, const ix_str *pool, int count, dice *d) {
    ix_str a = pool[dice_roll(d, (uint32_t)count)];
    if (dice_roll(d, NEW_WORD_ONE_IN) > 0) {
        memcpy(out, a.ptr, (size_t)a.len);
        return (int)a.len;
    }
    ix_str b = pool[dice_roll(d, (uint32_t)count)];
    ptrdiff_t head = (a.len + 1) / 2, tail = b.len / 2;
    memcpy(out, a.ptr, (size_t)head);
    memcpy(out + head, b.ptr + b.len - tail, (size_t)tail);
    return (int)(head + tail);
}

static ix_str kept(ix_arena *arena, const char *text, int len) {
    return ix_arena_copy(arena, (ix_str){text, len});
}

ix_str pools_person(const pools *p, dice *d, ix_arena *arena) {
    char text[NAME_BYTES_MAX];
    int len = put_word(text, p->families, p->family_count, d);
    text[len++] = ',';
    text[len++] = ' ';
    len += put_word(text + len, p->givens, p->given_count, d);
    return kept(arena, text, len);
}

ix_str pools_organization(const pools *p, dice *d, ix_arena *arena) {
    char text[NAME_BYTES_MAX];
    int len = 0;
    for (uint32_t words = 1 + dice_roll(d, 3); words > 0; words--) {
        len += put_word(text + len, p->words, p->word_count, d);
        text[len++] = ' ';
    }
    ix_str tail = p->tails[dice_roll(d, (uint32_t)p->tail_count)];
    memcpy(text + len, tail.ptr, (size_t)tail.len);
    return kept(arena, text, len + (int)tail.len);
}

/* ------------------------------------------------------------------ growing */

/* The spelling of an alias: the first of these pairs of spellings that the name holds. */
static ix_str respelled(ix_str name, dice *d, ix_arena *arena) {
    static const char *const pairs[][2] = {{"kh", "h"}, {"ei", "ey"}, {"ou", "u"}, {"ii", "iy"},
                                           {"w", "v"},  {"sh", "ch"}, {"oo", "u"}, {"aa", "a"},
                                           {"j", "y"},  {"ee", "i"},  {"ss", "s"}, {"c", "k"}};
    char text[NAME_BYTES_MAX];
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const char *at = memmem(name.ptr, (size_t)name.len, pairs[i][0], strlen(pairs[i][0]));
        if (at != NULL) {
            int head = (int)(at - name.ptr), skip = (int)strlen(pairs[i][0]);
            int len = snprintf(text, sizeof text, "%.*s%s%.*s", head, name.ptr, pairs[i][1],
                               (int)name.len - head - skip, at + skip);
            return kept(arena, text, len);
        }
    }
    return with_edit(name, d, arena);
}

static ix_status make_version(ix_version *out, const pools *p, int64_t number, int aliases, dice *d,
                              ix_arena *arena) {
    char key[24];
    ix_entity_name names[2];
    ix_listing listing = {0};
    bool org = dice_roll(d, 10) < 3;
    ix_str name = org ? pools_organization(p, d, arena) : pools_person(p, d, arena);
    names[0] = (ix_entity_name){.text = name, .kind = IX_NAME_PRIMARY};
    names[1] = (ix_entity_name){.text = respelled(name, d, arena), .kind = IX_NAME_STRONG};
    ix_entity entity = {
        .key = kept(arena, key, snprintf(key, sizeof key, "%09lld", (long long)number)),
        .type = org ? IX_PARTY_ORGANIZATION : IX_PARTY_PERSON,
        .names = names,
        .name_count = 1 + aliases,
        .listings = &listing,
        .listing_count = 1};
    ix_buf record;
    ix_buf_init(&record, 1 << 20);
    ix_entity_encode(&record, &entity);
    *out = (ix_version){entity.key, ix_arena_copy(arena, ix_buf_view(&record)), 0, IX_ORDINAL_OPEN};
    ix_status status = record.status;
    ix_buf_free(&record);
    return status ? status : out->record.ptr ? IX_OK : IX_E_MEMORY;
}

static ix_status add_made_up(lists *all, int64_t names, ix_error *error) {
    pools p;
    dice d = {20261128};
    if (pools_fill(&p, all->histories, all->count, &all->arena) != IX_OK) {
        return ix_error_set(error, IX_E_NOT_FOUND, "the lists have no names to grow from");
    }
    ix_list_history *made = &all->histories[all->count];
    *made = (ix_list_history){.id = IX_STR("zz_made_up"),
                              .publisher = IX_STR("bench"),
                              .snapshots = IX_NEW(&all->arena, ix_snapshot, 1),
                              .snapshot_count = 1,
                              .versions = IX_NEW(&all->arena, ix_version, names)};
    if (!made->snapshots || !made->versions) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for the made-up list");
    }
    made->snapshots[0].published = (ix_when){IX_WHEN_DATE, 20000};
    for (int64_t have = 0; have < names;) {
        int aliases = names - have > 1 && dice_roll(&d, 10) < 7;
        ix_status status = make_version(&made->versions[made->version_count], &p,
                                        made->version_count, aliases, &d, &all->arena);
        if (status != IX_OK) {
            return ix_error_set(error, status, "a made-up entity");
        }
        made->version_count++;
        have += 1 + aliases;
    }
    all->count++;
    return IX_OK;
}

ix_status grow(lists *all, int64_t *wanted, ix_error *error) {
    int64_t have = 0, names = *wanted > 0 ? *wanted : INT64_MAX;
    int used = 0;
    for (; used < all->count && have < names; used++) {
        ix_list_history *list = &all->histories[used];
        for (int64_t i = 0; i < list->version_count; i++) {
            ix_entity entity;
            ix_status status =
                ix_entity_decode(&entity, list->versions[i].record, &all->arena, error);
            if (status != IX_OK) {
                return status;
            }
            if (have >= names) {
                list->version_count = i;
            }
            have += entity.name_count;
        }
    }
    if (*wanted == 0) {
        *wanted = have;
        return IX_OK;
    }
    if (have >= names) {
        all->count = used;
        return IX_OK;
    }
    return add_made_up(all, names - have, error);
}

/* ------------------------------------------------------------------ questions */

ix_str with_edit(ix_str name, dice *d, ix_arena *arena) {
    char text[2 * NAME_BYTES_MAX];
    int len = name.len < NAME_BYTES_MAX ? (int)name.len : NAME_BYTES_MAX;
    memcpy(text, name.ptr, (size_t)len);
    char letter = (char)('a' + dice_roll(d, 26));
    for (int tries = 0; tries < 20 && len > 3; tries++) {
        int at = 1 + (int)dice_roll(d, (uint32_t)len - 2);
        bool inside = (text[at] | 32) >= 'a' && (text[at] | 32) <= 'z' &&
                      (text[at + 1] | 32) >= 'a' && (text[at + 1] | 32) <= 'z';
        if (!inside) {
            continue;
        }
        switch (dice_roll(d, 4)) {
        case 0:
            text[at] = letter;
            break;
        case 1:
            memmove(text + at, text + at + 1, (size_t)(len - at - 1));
            len--;
            break;
        case 2:
            memmove(text + at + 1, text + at, (size_t)(len - at));
            text[at] = letter;
            len++;
            break;
        default: {
            char swapped = text[at];
            text[at] = text[at + 1];
            text[at + 1] = swapped;
        }
        }
        break;
    }
    return kept(arena, text, len);
}

ix_str in_cyrillic(ix_str name, ix_arena *arena) {
    static const char *const letters[][2] = {
        {"shch", "щ"}, {"zh", "ж"}, {"kh", "х"}, {"ts", "ц"},  {"ch", "ч"},  {"sh", "ш"},
        {"yu", "ю"},   {"ya", "я"}, {"ye", "е"}, {"iy", "ий"}, {"ey", "ей"}, {"ay", "ай"},
        {"a", "а"},    {"b", "б"},  {"c", "к"},  {"d", "д"},   {"e", "е"},   {"f", "ф"},
        {"g", "г"},    {"h", "х"},  {"i", "и"},  {"j", "дж"},  {"k", "к"},   {"l", "л"},
        {"m", "м"},    {"n", "н"},  {"o", "о"},  {"p", "п"},   {"q", "к"},   {"r", "р"},
        {"s", "с"},    {"t", "т"},  {"u", "у"},  {"v", "в"},   {"w", "в"},   {"x", "кс"},
        {"y", "ы"},    {"z", "з"}};
    char text[4 * NAME_BYTES_MAX];
    int len = 0;
    for (ptrdiff_t at = 0; at < name.len && len < 3 * NAME_BYTES_MAX;) {
        ptrdiff_t taken = 0;
        for (size_t i = 0; i < sizeof letters / sizeof letters[0] && taken == 0; i++) {
            ptrdiff_t n = (ptrdiff_t)strlen(letters[i][0]);
            if (at + n <= name.len && ix_str_equal_ascii_nocase(ix_str_slice(name, at, at + n),
                                                                ix_str_from_cstr(letters[i][0]))) {
                len += snprintf(text + len, sizeof text - (size_t)len, "%s", letters[i][1]);
                taken = n;
            }
        }
        if (taken == 0) {
            text[len++] = name.ptr[at];
        }
        at += taken > 0 ? taken : 1;
    }
    return kept(arena, text, len);
}
