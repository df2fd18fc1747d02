/* Tests of joining the entities of one party. */
#include "test_support.h"

#define LISTS_MAX 4

/* One entity as the tests write it. */
typedef struct row {
    const char *list, *key;
    ix_party_type type;
    const char *source, *relation, *inn, *lei;
    uint32_t from, to;
} row;

static ix_str record_of(const row *r, ix_arena *arena) {
    ix_entity_name name = {.text = IX_STR("SAMPLE, Name"), .kind = IX_NAME_PRIMARY};
    ix_listing listing = {.source = ix_str_from_cstr(r->source)};
    ix_relation relation = {IX_STR("UN reference"), ix_str_from_cstr(r->relation)};
    ix_identifier ids[2];
    int id_count = 0;
    if (r->inn != NULL) {
        ids[id_count++] =
            (ix_identifier){.type = IX_ID_TAX, .value = ix_str_from_cstr(r->inn), .country = "RU"};
    }
    if (r->lei != NULL) {
        ids[id_count++] = (ix_identifier){.type = IX_ID_LEI, .value = ix_str_from_cstr(r->lei)};
    }
    ix_entity entity = {.key = ix_str_from_cstr(r->key),
                        .type = r->type,
                        .names = &name,
                        .name_count = 1,
                        .listings = &listing,
                        .listing_count = 1,
                        .relations = &relation,
                        .relation_count = r->relation != NULL,
                        .identifiers = ids,
                        .identifier_count = id_count};
    ix_buf bytes;
    ix_buf_init(&bytes, 1 << 16);
    ix_entity_encode(&bytes, &entity);
    ix_str record = ix_arena_copy(arena, ix_buf_view(&bytes));
    ix_buf_free(&bytes);
    return record;
}

/* Rows of one list stand together, sorted by key. */
static ix_index *index_of(const row *rows, int count, ix_buf *image, ix_arena *arena) {
    ix_list_history lists[LISTS_MAX];
    int list_count = 0;
    for (int i = 0; i < count; i++) {
        if (i == 0 || strcmp(rows[i].list, rows[i - 1].list) != 0) {
            lists[list_count++] = support_history(arena, rows[i].list, NULL, 0, 3);
            lists[list_count - 1].versions = IX_NEW(arena, ix_version, count);
        }
        ix_list_history *list = &lists[list_count - 1];
        list->versions[list->version_count++] =
            (ix_version){ix_str_from_cstr(rows[i].key), record_of(&rows[i], arena), rows[i].from,
                         rows[i].to == 0 ? IX_ORDINAL_OPEN : rows[i].to};
    }
    return support_index(arena, image, support_knowledge(arena), lists, list_count);
}

/* Are exactly the rows in one party that the marks say? Rows of one letter are one party. */
static void expect(const row *rows, int count, const char *marks) {
    ix_arena arena;
    ix_buf image;
    ix_arena_init(&arena, (size_t)1 << 28);
    ix_index *index = index_of(rows, count, &image, &arena);
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < count; k++) {
            uint32_t a, b;
            assert_true(ix_index_find(&a, index, ix_str_from_cstr(rows[i].list),
                                      ix_str_from_cstr(rows[i].key)));
            assert_true(ix_index_find(&b, index, ix_str_from_cstr(rows[k].list),
                                      ix_str_from_cstr(rows[k].key)));
            bool same = ix_index_party(index, a) == ix_index_party(index, b);
            if (same != (marks[i] == marks[k])) {
                fail_msg("rows %d and %d: %s", i, k, same ? "joined" : "not joined");
            }
            uint32_t at = ix_index_party_next(index, a);
            bool met = at == b;
            for (uint32_t n = 0; at != a && !met; n++) {
                assert_true(n < (uint32_t)count);
                at = ix_index_party_next(index, at);
                met = at == b;
            }
            assert_true(met == same || a == b);
        }
    }
    ix_buf_free(&image);
    ix_arena_free(&arena);
}

#define PERSON       IX_PARTY_PERSON
#define ORGANIZATION IX_PARTY_ORGANIZATION

static void numbers_of_the_united_nations(void **state) {
    (void)state;
    static const row rows[] = {
        {"eu_fsf", "EU.1", PERSON, "", "QDi.43", NULL, NULL, 0, 0},
        {"eu_fsf", "EU.2", PERSON, "", "QDi.430", NULL, NULL, 0, 0},
        {"eu_fsf", "EU.3", PERSON, "", "QDi.043", NULL, NULL, 0, 0},
        {"uk_sl", "AQD1", PERSON, "", "QDi.043", NULL, NULL, 0, 0},
        {"un_sc", "QDe.043", ORGANIZATION, "", NULL, NULL, NULL, 0, 0},
        {"un_sc", "QDi.043", PERSON, "", NULL, NULL, NULL, 0, 0},
    };
    expect(rows, 6, "abaaca");
}

static void numbers_of_ofac_in_the_joint_list(void **state) {
    (void)state;
    static const row rows[] = {
        {"us_csl", "306", ORGANIZATION, "SDN", NULL, NULL, NULL, 0, 0},
        {"us_csl", "7", ORGANIZATION, "EL", NULL, NULL, NULL, 0, 0},
        {"us_csl", "9640", ORGANIZATION, "SSI", NULL, NULL, NULL, 0, 0},
        {"us_ofac_nonsdn", "9640", ORGANIZATION, "", NULL, NULL, NULL, 0, 0},
        {"us_ofac_sdn", "306", ORGANIZATION, "", NULL, NULL, NULL, 0, 0},
        {"us_ofac_sdn", "7", ORGANIZATION, "", NULL, NULL, NULL, 0, 0},
    };
    expect(rows, 6, "abccad");
}

static void numbers_only_one_party_has(void **state) {
    (void)state;
    static const row rows[] = {
        {"eu_fsf", "EU.1", ORGANIZATION, "", NULL, "7707329152", NULL, 0, 0},
        {"eu_fsf", "EU.2", ORGANIZATION, "", NULL, "7707329153", NULL, 0, 0}, /* check digit */
        {"eu_fsf", "EU.3", PERSON, "", NULL, NULL, "969500HMVSZ0TCV65D58", 0, 0},
        {"uk_sl", "A", ORGANIZATION, "", NULL, NULL, "969500HMVSZ0TCV65D58", 0, 0}, /* no person */
        {"us_ofac_sdn", "1", ORGANIZATION, "", NULL, "7707329152", NULL, 0, 0},
        {"us_ofac_sdn", "2", ORGANIZATION, "", NULL, "7707329153", "969500HMVSZ0TCV65D58", 0, 0},
    };
    expect(rows, 6, "abcdad");
}

/* OFAC has one taxpayer number on two people: it joins neither to anybody. */
static void a_number_of_two_at_one_time_tells_nothing(void **state) {
    (void)state;
    static const row rows[] = {
        {"eu_fsf", "EU.1", PERSON, "", NULL, "774334095919", NULL, 0, 0},
        {"us_ofac_sdn", "45789", PERSON, "", NULL, "774334095919", NULL, 0, 0},
        {"us_ofac_sdn", "45790", PERSON, "", NULL, "774334095919", NULL, 1, 0},
    };
    expect(rows, 3, "abc");
}

/* Listed anew under another key: the number goes on. */
static void a_number_of_two_in_turn_joins(void **state) {
    (void)state;
    static const row rows[] = {
        {"eu_fsf", "EU.1", PERSON, "", NULL, "774334095919", NULL, 0, 0},
        {"us_ofac_sdn", "45789", PERSON, "", NULL, "774334095919", NULL, 0, 1},
        {"us_ofac_sdn", "50001", PERSON, "", NULL, "774334095919", NULL, 2, 0},
    };
    expect(rows, 3, "aaa");
}

static void names_join_nothing(void **state) {
    (void)state;
    static const row rows[] = {
        {"eu_fsf", "1", PERSON, "", NULL, NULL, NULL, 0, 0},
        {"uk_sl", "1", PERSON, "", NULL, NULL, NULL, 0, 0},
        {"us_ofac_sdn", "1", PERSON, "", "", NULL, NULL, 0, 0},
    };
    expect(rows, 3, "abc");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_the_united_nations),
        cmocka_unit_test(numbers_of_ofac_in_the_joint_list),
        cmocka_unit_test(numbers_only_one_party_has),
        cmocka_unit_test(a_number_of_two_at_one_time_tells_nothing),
        cmocka_unit_test(a_number_of_two_in_turn_joins),
        cmocka_unit_test(names_join_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
