/* Two parts that the scorer relates must share a key: the losslessness of stage one. The gist of
 * two such parts must not deny it either: that of the exhaustive scan. */
#include "gist.h"

#include "test_support.h"

typedef struct key_list {
    uint64_t hashes[4096];
    int count;
} key_list;

static void collect(void *context, uint64_t hash) {
    key_list *list = context;
    if (list->count < 4096) {
        list->hashes[list->count++] = hash;
    }
}

static bool meet(const ix_mpart *a, const ix_mpart *b) {
    static key_list ka, kb;
    ix_part_gist gists[2] = {ix_part_gist_of(a), ix_part_gist_of(b)};
    if (!ix_part_gist_may(&gists[0], &gists[1])) {
        return false;
    }
    ka.count = kb.count = 0;
    ix_part_keys(a, collect, &ka);
    ix_part_keys(b, collect, &kb);
    for (int i = 0; i < ka.count; i++) {
        for (int j = 0; j < kb.count; j++) {
            if (ka.hashes[i] == kb.hashes[j]) {
                return true;
            }
        }
    }
    return false;
}

static ix_mpart part_of(char *text, int len, char *keys) {
    ix_mpart part = {.text = {text, len},
                     .person_millibits = 9000,
                     .org_millibits = 9000,
                     .script = IX_SCRIPT_LATIN};
    part.roman = (ix_str){keys, ix_text_roman_key(keys, 128, part.text)};
    part.skeleton = (ix_str){keys + 128, ix_text_skeleton(keys + 128, 128, part.text)};
    return part;
}

static void related_parts_share_a_key(void **state) {
    uint32_t seed = 5;
    static const char letters[] = "aeiouyhkstvnrlmj";
    int related = 0;
    for (int round = 0; round < 60000; round++) {
        char a[32], b[32], keys_a[256], keys_b[256];
        seed = seed * 1664525u + 1013904223u;
        int len = 1 + (int)(seed >> 9) % 14, len_b = len;
        for (int i = 0; i < len; i++) {
            seed = seed * 1664525u + 1013904223u;
            a[i] = letters[(seed >> 10) % (sizeof letters - 1)];
        }
        memcpy(b, a, sizeof b);
        int edits = (int)(seed >> 20) % 4;
        for (int e = 0; e < edits && len_b > 1; e++) {
            seed = seed * 1664525u + 1013904223u;
            int at = (int)((seed >> 8) % (uint32_t)len_b);
            if (seed & 64) {
                b[at] = letters[(seed >> 20) % (sizeof letters - 1)];
            } else if (seed & 128) {
                memmove(b + at, b + at + 1, (size_t)(len_b - at - 1));
                len_b--;
            } else if (at + 1 < len_b) {
                char t = b[at];
                b[at] = b[at + 1];
                b[at + 1] = t;
            }
        }
        ix_mpart pa = part_of(a, len, keys_a), pb = part_of(b, len_b, keys_b);
        ix_link link;
        bool linked = ix_part_link(&link, NULL, &pa, &pb, round % 2 == 0);
        if (linked && link.relation != IX_RELATION_INITIAL) {
            related++;
            if (!meet(&pa, &pb)) {
                fail_msg("%.*s and %.*s are related by %s and share no key, or no gist", len, a,
                         len_b, b, ix_relation_kind_name(link.relation));
            }
        }
    }
    assert_true(related > 10000);
}

static uint32_t pick(uint32_t *seed, size_t count) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 9) % (uint32_t)count;
}

/* Words put together of what romanizations part over, with the endings of surnames and of
 * adjectives of places; most pairs are of one stem. */
static void slavic_words_and_places_share_a_key(void **state) {
    (void)state;
    static const char *const parts[] = {"zh", "j",  "jou", "sch", "sh", "ch", "tsch",
                                        "ts", "c",  "z",   "kh",  "h",  "k",  "r",
                                        "u",  "ou", "e",   "o",   "n",  "l"};
    static const char *const endings[] = {"ov",    "ow", "off",  "eva",   "skiy", "skaya",
                                          "skogo", "sk", "enko", "ovich", "ovic", "owitsch",
                                          "ovna",  "a",  "y",    ""};
    uint32_t seed = 11;
    int related = 0;
    for (int round = 0; round < 40000; round++) {
        char words[2][128] = {"", ""}, keys[2][256];
        for (int i = 0; i < 4; i++) {
            uint32_t at = pick(&seed, sizeof parts / sizeof parts[0]);
            bool other = i == round % 8;
            strcat(words[0], parts[at]);
            strcat(words[1], parts[other ? pick(&seed, sizeof parts / sizeof parts[0]) : at]);
        }
        strcat(words[0], endings[pick(&seed, sizeof endings / sizeof endings[0])]);
        strcat(words[1], endings[pick(&seed, sizeof endings / sizeof endings[0])]);
        ix_mpart a = part_of(words[0], (int)strlen(words[0]), keys[0]);
        ix_mpart b = part_of(words[1], (int)strlen(words[1]), keys[1]);
        ix_link link;
        if (ix_part_link(&link, NULL, &a, &b, round % 2 == 0) &&
            link.relation != IX_RELATION_INITIAL) {
            related++;
            if (!meet(&a, &b)) {
                fail_msg("%s and %s are related by %s and share no key, or no gist", words[0],
                         words[1], ix_relation_kind_name(link.relation));
            }
        }
    }
    assert_true(related > 2000);
}

static bool has(const key_list *set, uint64_t key) {
    for (int i = 0; i < set->count; i++) {
        if (set->hashes[i] == key) {
            return true;
        }
    }
    return false;
}

/* The key of a string as it stands: the first of those with at most one letter deleted. */
static uint64_t whole_key(ix_str word) {
    key_list set = {.count = 0};
    ix_one_edit_keys(word, collect, &set);
    return set.hashes[0];
}

static ix_str without(char *out, ix_str word, ptrdiff_t at) {
    memcpy(out, word.ptr, (size_t)at);
    memcpy(out + at, word.ptr + at + 1, (size_t)(word.len - at - 1));
    return (ix_str){out, word.len - 1};
}

/* Hashes are made without writing the strings down; they are those of the strings. */
static void keys_of_deletions_are_those_of_what_is_left(void **state) {
    (void)state;
    static const char *const words[] = {"tikhonov",  "aabbaabb",     "anna", "mississippi",
                                        "zzzzzzzzz", "abcdefghijkl", "lily", "banana12"};
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        ix_str word = ix_str_from_cstr(words[w]);
        key_list one = {.count = 0}, two = {.count = 0};
        char less[64], lesser[64];
        ix_one_edit_keys(word, collect, &one);
        ix_two_edit_keys(word, collect, &two);
        assert_int_equal(two.count > 0, word.len >= 8);
        for (ptrdiff_t i = 0; i < word.len; i++) {
            ix_str rest = without(less, word, i);
            assert_true(has(&one, whole_key(rest)));
            for (ptrdiff_t j = 0; two.count > 0 && j < rest.len; j++) {
                assert_true(has(&two, whole_key(without(lesser, rest, j))));
            }
        }
    }
}

static void words_of_three_letters_meet_but_for_one(void **state) {
    (void)state;
    key_list a = {.count = 0}, b = {.count = 0}, c = {.count = 0}, none = {.count = 0};
    ix_but_one_keys(IX_STR("ley"), collect, &a);
    ix_but_one_keys(IX_STR("lay"), collect, &b);
    ix_but_one_keys(IX_STR("yel"), collect, &c);
    ix_but_one_keys(IX_STR("leys"), collect, &none);
    ix_but_one_keys(IX_STR("l3y"), collect, &none);
    assert_int_equal(none.count, 0);
    int met = 0, crossed = 0;
    for (int i = 0; i < a.count; i++) {
        met += has(&b, a.hashes[i]);
        crossed += has(&c, a.hashes[i]);
    }
    assert_int_equal(met, 1);
    assert_int_equal(crossed, 0);
}

static void kinds_of_key_do_not_meet(void **state) {
    assert_true(ix_key_hash(IX_KEY_TEXT, IX_STR("ivanov")) !=
                ix_key_hash(IX_KEY_ROMAN, IX_STR("ivanov")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(related_parts_share_a_key),
        cmocka_unit_test(slavic_words_and_places_share_a_key),
        cmocka_unit_test(keys_of_deletions_are_those_of_what_is_left),
        cmocka_unit_test(words_of_three_letters_meet_but_for_one),
        cmocka_unit_test(kinds_of_key_do_not_meet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
