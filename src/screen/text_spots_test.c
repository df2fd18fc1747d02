/* The two ways to search a text give the same findings: names of the lists, mangled lightly, in
 * made-up prose, are screened by both. What one word alone is merely like is left to the exhaustive
 * way: it is information only. */
#include "test_text.h"

#include <stdio.h>

#define TEXTS_DEFAULT 120
#define NAMES_A_TEXT  3

static uint32_t rolls = 12345;

static uint32_t roll(uint32_t sides) {
    rolls = rolls * 1664525u + 1013904223u;
    return (rolls >> 8) % sides;
}

static const char *const words[] = {
    "the",  "meeting", "of",     "Committee", "on",   "trade", "was",     "held", "in",
    "Rome", "with",    "Maria",  "Johnson",   "and",  "many",  "others",  "who",  "came",
    "from", "Berlin",  "Monday", "report",    "said", "that",  "Company", "had",  "paid"};

static void add_prose(ix_buf *out, int count) {
    for (int i = 0; i < count; i++) {
        ix_buf_append_cstr(out, words[roll((uint32_t)(sizeof words / sizeof words[0]))]);
        ix_buf_append_cstr(out, roll(9) == 0 ? ", " : roll(14) == 0 ? "\n" : " ");
    }
}

/* A listed name as prose may have it: given names first, a letter wrong, an initial. */
static void add_name(ix_buf *out, ix_str name) {
    ix_str given;
    ix_str family = ix_str_cut(name, ',', &given);
    given = ix_str_trim(given.ptr != NULL ? given : (ix_str){0});
    ptrdiff_t from = (ptrdiff_t)out->len;
    if (given.len > 0 && roll(4) == 0) {
        ix_buf_append(out, ix_str_slice(given, 0, 1));
        ix_buf_append_cstr(out, ". ");
    } else if (given.len > 0) {
        ix_str second;
        ix_str first = ix_str_cut(given, ' ', &second);
        ix_buf_append(out, roll(3) == 0 ? first : given);
        ix_buf_append_cstr(out, roll(6) == 0 ? "\n" : " ");
    }
    ix_buf_append(out, family);
    ptrdiff_t length = (ptrdiff_t)out->len - from;
    if (roll(3) == 0 && length > 6) {
        ptrdiff_t at = from + 1 + (ptrdiff_t)roll((uint32_t)length - 2);
        char *c = &out->ptr[at];
        *c = *c >= 'a' && *c <= 'z' ? (char)('a' + roll(26)) : *c;
    }
    ix_buf_append_cstr(out, " ");
}

static bool has_two_parts(const ix_finding *finding) {
    int parts = 0;
    for (int i = 0; i < finding->evidence_count; i++) {
        parts += finding->evidence[i].kind == IX_EVIDENCE_NAME_PART &&
                 finding->evidence[i].millibits > 0;
    }
    return parts > 1;
}

/* Words in small letters between the parts: the exhaustive way takes them for parts left over. */
static bool is_interrupted(ix_str text, const ix_finding *finding) {
    int32_t from = INT32_MAX, to = 0;
    for (int i = 0; i < finding->evidence_count; i++) {
        if (finding->evidence[i].from >= 0) {
            from = finding->evidence[i].from < from ? finding->evidence[i].from : from;
            to = finding->evidence[i].to > to ? finding->evidence[i].to : to;
        }
    }
    for (int32_t i = from + 1; i < to; i++) {
        if (text.ptr[i - 1] <= ' ' && text.ptr[i] >= 'a' && text.ptr[i] <= 'z') {
            return true;
        }
    }
    return false;
}

static void compare_ways(ix_str text) {
    ix_decision sooner = text_screen(text, false);
    ix_decision windows = text_screen(text, true);
    for (int i = 0; i < windows.finding_count; i++) {
        const ix_finding *one = &windows.findings[i];
        const ix_finding *other = text_find(&sooner, one->entity);
        bool told = one->effect > IX_VERDICT_INFO || has_two_parts(one);
        if (one->score < IX_SCORE_ALERT || (!told && other == NULL) || is_interrupted(text, one)) {
            continue;
        }
        if (other == NULL || other->score != one->score || other->effect != one->effect) {
            fail_msg("%.*s: %d exhaustively, %d sooner, in '%.*s'", IX_ARG(one->entity), one->score,
                     other != NULL ? other->score : -1, IX_ARG(text));
        }
    }
    assert_true(sooner.finding_count <= windows.finding_count);
}

static void both_ways_find_the_same(void **state) {
    (void)state;
    const char *soak = getenv("INTERDICT_SOAK");
    int texts = TEXTS_DEFAULT * (soak != NULL ? atoi(soak) : 1);
    int64_t entities = ix_index_entity_count(w.index);
    for (int t = 0; t < texts; t++) {
        ix_buf text;
        ix_arena_reset(&w.request);
        ix_buf_init(&text, 1 << 16);
        for (int n = 0; n < NAMES_A_TEXT; n++) {
            ix_entity entity;
            uint32_t number = roll((uint32_t)entities);
            uint32_t ordinal = ix_index_entity_at(w.index, number).held[0].from;
            assert_int_equal(ix_index_decode(&entity, w.index, number, ordinal, &w.request, NULL),
                             IX_OK);
            add_prose(&text, 3 + (int)roll(12));
            add_name(&text, entity.names[roll((uint32_t)entity.name_count)].text);
            add_prose(&text, 1 + (int)roll(5));
            ix_buf_append_cstr(&text, roll(2) == 0 ? "finally. " : "\n\n");
        }
        compare_ways(ix_arena_copy(&w.request, ix_buf_view(&text)));
        ix_buf_free(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(both_ways_find_the_same)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
