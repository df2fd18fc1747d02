/* Images: determinism, damage, intervals, look-ups. */
#include "test_support.h"

static const support_row rows[] = {
    {"10", IX_PARTY_PERSON, "TIKHONOV, Andrei Gennadyevich", "1966-11-09", "passport:530193947:RU",
     IX_GENDER_MALE, 0, 1},
    {"10", IX_PARTY_PERSON, "TIKHONOV, Andrei Gennadyevich|TIKHONOV, Andrey", "1966-11-09",
     "passport:530193947:RU", IX_GENDER_MALE, 1, 0},
    {"11", IX_PARTY_ORGANIZATION, "CIMEX, S.A.", NULL, NULL, 0, 0, 1},
    {"11", IX_PARTY_ORGANIZATION, "CIMEX, S.A.", NULL, NULL, 0, 2, 0},
};
#define ROWS ((int)(sizeof rows / sizeof rows[0]))

typedef struct fixture {
    ix_arena arena;
    const ix_knowledge *knowledge;
    ix_list_history list;
    ix_buf image;
    ix_index *index;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    ix_arena_init(&f->arena, (size_t)1 << 30);
    f->knowledge = support_knowledge(&f->arena);
    f->list = support_history(&f->arena, "test", rows, ROWS, 3);
    f->index = support_index(&f->arena, &f->image, f->knowledge, &f->list, 1);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    ix_buf_free(&f->image);
    ix_arena_free(&f->arena);
    free(f);
    return 0;
}

static void the_same_lists_give_the_same_bytes(void **state) {
    fixture *f = *state;
    ix_list_history two[2] = {f->list, f->list}, turned[2] = {f->list, f->list};
    two[1].id = turned[0].id = IX_STR("other");
    ix_buf a, b;
    ix_buf_init(&a, (size_t)1 << 30);
    ix_buf_init(&b, (size_t)1 << 30);
    ix_error error = {0};
    if (ix_index_build(&a, f->knowledge, two, 2, &error) != IX_OK ||
        ix_index_build(&b, f->knowledge, turned, 2, &error) != IX_OK) {
        fail_msg("%s", error.text);
    }
    assert_true(ix_str_equal(ix_buf_view(&a), ix_buf_view(&b)));
    ix_buf_free(&a);
    ix_buf_free(&b);
}

static void two_lists_of_one_id_are_refused(void **state) {
    fixture *f = *state;
    ix_list_history two[2] = {f->list, f->list};
    ix_buf image;
    ix_buf_init(&image, (size_t)1 << 30);
    assert_int_equal(ix_index_build(&image, f->knowledge, two, 2, NULL), IX_E_INPUT);
    ix_buf_free(&image);
}

static void entities_are_found_by_key_with_their_intervals(void **state) {
    fixture *f = *state;
    uint32_t entity = 0;
    assert_false(ix_index_find(&entity, f->index, IX_STR("test"), IX_STR("12")));
    assert_false(ix_index_find(&entity, f->index, IX_STR("none"), IX_STR("11")));
    assert_true(ix_index_find(&entity, f->index, IX_STR("test"), IX_STR("11")));
    ix_index_entity row = ix_index_entity_at(f->index, entity);
    assert_int_equal(row.held_count, 2);
    assert_int_equal(row.held[0].to, 1);
    assert_int_equal(row.held[1].from, 2);
    assert_int_equal(ix_index_record(f->index, entity, 1).len, 0);
    assert_true(ix_index_record(f->index, entity, 2).len > 0);
    assert_true(ix_index_find(&entity, f->index, IX_STR("test"), IX_STR("10")));
    row = ix_index_entity_at(f->index, entity);
    assert_int_equal(row.held_count, 1);
    assert_int_equal(row.held[0].to, IX_ORDINAL_OPEN);
}

static void an_ordinal_is_picked_where_the_entity_was_held(void **state) {
    const ix_interval held[] = {{2, 4}, {6, IX_ORDINAL_OPEN}};
    static const struct {
        int64_t at;
        uint32_t known;
        bool found;
        uint32_t ordinal;
    } cases[] = {{-1, 9, true, 2}, {0, 9, true, 2},  {3, 9, true, 3}, {4, 9, true, 3},
                 {5, 9, true, 3},  {6, 9, true, 6},  {8, 9, true, 8}, {5, 2, false, 0},
                 {5, 3, true, 2},  {20, 9, true, 8}, {3, 0, false, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t ordinal = 0;
        assert_int_equal(ix_interval_pick(&ordinal, held, 2, cases[i].at, cases[i].known),
                         cases[i].found);
        assert_int_equal(ordinal, cases[i].ordinal);
    }
}

static void a_name_is_held_in_its_own_snapshots_only(void **state) {
    fixture *f = *state;
    for (int64_t at = 0; at <= 1; at++) {
        ix_query query = support_query(&f->arena, f->index, "TIKHONOV, Andrey", IX_PARTY_PERSON);
        ix_list_view view = {true, 3, at};
        query.lists = &view;
        ix_matches found;
        assert_int_equal(ix_match_search(&found, f->index, &query, &f->arena, NULL), IX_OK);
        const ix_match *match = support_find(f->index, &found, "10");
        assert_non_null(match);
        assert_int_equal(ix_str_equal(match->matched_name, IX_STR("TIKHONOV, Andrey")), at == 1);
    }
}

/* A byte of any section is damaged: the message names that section and no other. */
static void the_damaged_section_is_named(void **state) {
    fixture *f = *state;
    ix_arena arena;
    char told[IX_SEC_COUNT][IX_ERROR_TEXT_MAX];
    int count = 0;
    ix_arena_init(&arena, (size_t)1 << 28);
    for (int section = 0; section < IX_SEC_COUNT; section++) {
        const ix_section_row *row = &f->index->header->sections[section];
        if (row->size == 0) {
            continue;
        }
        char *at = f->image.ptr + row->offset + row->size / 2;
        *at ^= 0x41;
        ix_index *index = NULL;
        ix_error error = {0};
        ix_status status =
            ix_index_open(&index, ix_buf_view(&f->image), f->knowledge, &arena, &error);
        status = status == IX_OK ? ix_index_verify(index, &error) : status;
        *at ^= 0x41;
        assert_int_equal(status, IX_E_CORRUPT);
        assert_non_null(strstr(error.text, "in its section '"));
        for (int i = 0; i < count; i++) {
            assert_string_not_equal(told[i], error.text);
        }
        memcpy(told[count++], error.text, sizeof error.text);
        ix_arena_reset(&arena);
    }
    assert_true(count > IX_SEC_COUNT / 2);
    ix_arena_free(&arena);
}

/* Whatever byte is damaged, opening or verifying says so and nothing crashes. */
static void every_damaged_byte_is_noticed(void **state) {
    fixture *f = *state;
    ix_arena arena;
    ix_arena_init(&arena, (size_t)1 << 28);
    char *copy = malloc(f->image.len);
    assert_non_null(copy);
    for (size_t at = 0; at < f->image.len; at += 1 + at / 400) {
        memcpy(copy, f->image.ptr, f->image.len);
        copy[at] ^= 0x41;
        ix_index *index = NULL;
        ix_error error = {0};
        ix_status status = ix_index_open(&index, (ix_str){copy, (ptrdiff_t)f->image.len},
                                         f->knowledge, &arena, &error);
        if (status == IX_OK) {
            status = ix_index_verify(index, &error);
        }
        if (status == IX_OK) {
            fail_msg("byte %zu damaged, nobody noticed", at);
        }
        assert_true(error.text[0] != '\0');
        ix_arena_reset(&arena);
    }
    free(copy);
    ix_arena_free(&arena);
}

static void a_cut_image_is_refused(void **state) {
    fixture *f = *state;
    for (size_t len = 0; len < f->image.len; len += 1 + len / 50) {
        ix_index *index = NULL;
        assert_int_not_equal(ix_index_open(&index, (ix_str){f->image.ptr, (ptrdiff_t)len},
                                           f->knowledge, &f->arena, NULL),
                             IX_OK);
        assert_null(index);
    }
}

static void the_lists_are_told(void **state) {
    fixture *f = *state;
    assert_int_equal(ix_index_list_count(f->index), 1);
    const ix_index_list *list = ix_index_list_at(f->index, 0);
    assert_true(ix_str_equal(list->id, IX_STR("test")));
    assert_int_equal(list->snapshot_count, 3);
    assert_int_equal(list->snapshots[2].published.value, 20002);
    assert_int_equal(list->zone, IX_ZONE_NEW_YORK);
    ix_digest digest = ix_index_digest(f->index);
    ix_digest computed = ix_sha256((ix_str){f->image.ptr, (ptrdiff_t)f->image.len - 32});
    assert_true(ix_digest_equal(&digest, &computed));
}

static ptrdiff_t released;

static void count_released(ix_str bytes) {
    released += bytes.len;
}

/* What the checks read goes: all at once after opening, then every section that a search needs,
 * once, and nothing when they are done already. */
static void what_was_checked_is_released(void **state) {
    fixture *f = *state;
    ix_arena arena;
    ix_index *index = NULL;
    ix_arena_init(&arena, (size_t)64 << 20);
    assert_int_equal(ix_index_open(&index, ix_buf_view(&f->image), f->knowledge, &arena, NULL),
                     IX_OK);
    released = 0;
    ix_index_release_by(index, count_released);
    assert_int_equal(released, (ptrdiff_t)f->image.len);
    const ix_section_row *sections = index->header->sections;
    ptrdiff_t once = (ptrdiff_t)(sections[IX_SEC_NAMES].size + sections[IX_SEC_KEYS].size +
                                 sections[IX_SEC_PAIRS].size + sections[IX_SEC_DICT].size);
    released = 0;
    assert_int_equal(ix_index_ready(index, NULL), IX_OK);
    assert_true(released >= once && released <= (ptrdiff_t)f->image.len);
    released = 0;
    assert_int_equal(ix_index_ready(index, NULL), IX_OK);
    assert_int_equal(released, 0);
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_lists_give_the_same_bytes),
        cmocka_unit_test(two_lists_of_one_id_are_refused),
        cmocka_unit_test(entities_are_found_by_key_with_their_intervals),
        cmocka_unit_test(an_ordinal_is_picked_where_the_entity_was_held),
        cmocka_unit_test(a_name_is_held_in_its_own_snapshots_only),
        cmocka_unit_test(every_damaged_byte_is_noticed),
        cmocka_unit_test(the_damaged_section_is_named),
        cmocka_unit_test(what_was_checked_is_released),
        cmocka_unit_test(a_cut_image_is_refused),
        cmocka_unit_test(the_lists_are_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
