/* What is kept of a part is what is made of it anew, wherever it stands. */
#include "part_memo.h"
#include "test_support.h"

typedef struct fixture {
    ix_arena arena;
    const ix_knowledge *knowledge;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    ix_arena_init(&f->arena, (size_t)1 << 28);
    f->knowledge = support_knowledge(&f->arena);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    ix_arena_free(&f->arena);
    free(f);
    return 0;
}

static const char *const names[] = {"PETROV, Ivan Sergeyevich",
                                    "Petrov Trading Company LLC",
                                    "Ivan Petrov",
                                    "al-Rahman Trading & Intl.",
                                    "محمد علي",
                                    "Bank Rossiya",
                                    "Иван Петров",
                                    "Trading Petrov",
                                    "习近平",
                                    "Second Saint-Jean 2 FZE",
                                    "V. Putin",
                                    "OOO Rossiya"};
#define NAME_COUNT (sizeof names / sizeof names[0])

static void expect_equal_parts(const ix_mpart *a, const ix_mpart *b) {
    assert_true(ix_str_equal(a->text, b->text) && ix_str_equal(a->roman, b->roman) &&
                ix_str_equal(a->skeleton, b->skeleton));
    assert_int_equal(a->class_count, b->class_count);
    assert_true(a->classes == b->classes);
    assert_int_equal(a->abbreviated_count, b->abbreviated_count);
    for (int i = 0; i < a->abbreviated_count; i++) {
        assert_int_equal(a->abbreviated[i], b->abbreviated[i]);
    }
    assert_int_equal(a->person_millibits, b->person_millibits);
    assert_int_equal(a->org_millibits, b->org_millibits);
    assert_int_equal(a->from, b->from);
    assert_int_equal(a->to, b->to);
    assert_int_equal(a->flags, b->flags);
    assert_int_equal(a->form, b->form);
    assert_int_equal(a->concept, b->concept);
    assert_int_equal(a->number, b->number);
    assert_int_equal(a->slavic, b->slavic);
    assert_int_equal(a->rarity_most, b->rarity_most);
    assert_int_equal(a->role, b->role);
    assert_int_equal(a->script, b->script);
}

static void a_kept_part_is_the_part_made_anew(void **state) {
    fixture *f = *state;
    ix_part_memo memo;
    assert_int_equal(ix_part_memo_init(&memo), IX_OK);
    for (int round = 0; round < 2; round++) {
        for (int type = IX_PARTY_ANY; type <= IX_PARTY_ORGANIZATION; type++) {
            for (size_t i = 0; i < NAME_COUNT; i++) {
                ix_parsed_name parsed;
                ix_mname plain, kept;
                assert_int_equal(ix_name_parse(&parsed, f->knowledge, ix_str_from_cstr(names[i]),
                                               (ix_party_type)type, &f->arena, NULL),
                                 IX_OK);
                assert_int_equal(ix_mname_make(&plain, f->knowledge, &parsed, &f->arena), IX_OK);
                assert_int_equal(ix_mname_make_with(&kept, f->knowledge, &memo, &parsed, &f->arena),
                                 IX_OK);
                assert_int_equal(plain.count, kept.count);
                assert_true(plain.whole == kept.whole && plain.turned == kept.turned);
                for (int p = 0; p < plain.count; p++) {
                    expect_equal_parts(&plain.parts[p], &kept.parts[p]);
                }
            }
        }
    }
    assert_true(memo.part_count > 0);
    ix_part_memo_free(&memo);
}

typedef struct keys {
    uint64_t items[4096];
    int count;
} keys;

static void take_key(void *context, uint64_t hash) {
    keys *all = context;
    assert_true(all->count < 4096);
    all->items[all->count++] = hash;
}

static void kept_keys_of_a_run_are_its_keys(void **state) {
    fixture *f = *state;
    ix_part_memo memo;
    assert_int_equal(ix_part_memo_init(&memo), IX_OK);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < NAME_COUNT; i++) {
            ix_mname name;
            ix_parsed_name parsed;
            assert_int_equal(ix_name_parse(&parsed, f->knowledge, ix_str_from_cstr(names[i]),
                                           IX_PARTY_ANY, &f->arena, NULL),
                             IX_OK);
            assert_int_equal(ix_mname_make(&name, f->knowledge, &parsed, &f->arena), IX_OK);
            for (int p = 0; p + 1 < name.count; p++) {
                ix_run run;
                keys plain = {.count = 0}, kept = {.count = 0};
                assert_true(ix_run_make(&run, &name.parts[p], 2));
                ix_run_keys(&run, false, take_key, &plain);
                ix_part_memo_run_keys(&memo, &run, take_key, &kept);
                assert_int_equal(plain.count, kept.count);
                assert_memory_equal(plain.items, kept.items, sizeof(uint64_t) * (size_t)kept.count);
            }
        }
    }
    assert_true(memo.run_count > 0);
    ix_part_memo_free(&memo);
}

/* Full, it makes what it has no room for each time. */
static void a_full_memo_still_makes_parts(void **state) {
    fixture *f = *state;
    ix_part_memo memo;
    assert_int_equal(ix_part_memo_init(&memo), IX_OK);
    for (int i = 0; i < 200000; i++) {
        char text[16];
        ix_part part = {.text = {text, snprintf(text, sizeof text, "word%dx", i)}};
        ix_mpart kept, plain;
        ix_arena_mark mark = ix_arena_position(&f->arena);
        assert_true(ix_part_memo_make(&kept, &memo, f->knowledge, &part, &f->arena));
        if (i % 1000 == 0) {
            assert_true(ix_mpart_make(&plain, f->knowledge, &part, &f->arena));
            expect_equal_parts(&plain, &kept);
        }
        ix_arena_rewind(&f->arena, mark);
    }
    ix_part_memo_free(&memo);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kept_part_is_the_part_made_anew),
        cmocka_unit_test(kept_keys_of_a_run_are_its_keys),
        cmocka_unit_test(a_full_memo_still_makes_parts),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
