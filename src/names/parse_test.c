/* Tests of parsing as a whole: spans, limits, hostile text, memory. */
#include "test_names.h"

static ix_parsed_name parse(const ix_knowledge *knowledge, ix_str raw, ix_party_type type,
                            ix_arena *arena) {
    ix_parsed_name name;
    ix_error error = {0};
    assert_int_equal(ix_name_parse(&name, knowledge, raw, type, arena, &error), IX_OK);
    return name;
}

static void check(const ix_parsed_name *name) {
    assert_true(name->count <= IX_PARTS_MAX);
    for (int i = 0; i < name->count; i++) {
        const ix_part *part = &name->parts[i];
        assert_true(part->text.len > 0);
        assert_true(0 <= part->from && part->from < part->to && part->to <= name->raw.len);
        assert_true(i == 0 || name->parts[i - 1].to <= part->from);
        assert_in_range(part->person_millibits, 0, IX_MILLIBITS_MAX);
        assert_in_range(part->org_millibits, 0, IX_MILLIBITS_MAX);
        assert_true(part->form == 0 || part->role == IX_ROLE_LEGAL_FORM ||
                    part->role == IX_ROLE_DISTINCTIVE);
    }
}

static void spans_point_into_the_raw_name(void **state) {
    (void)state;
    test_knowledge t = test_load(NULL, NULL);
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    const char *raw = " AL-Zorg,  Андрей Limited";
    ix_parsed_name name = parse(t.knowledge, ix_str_from_cstr(raw), IX_PARTY_ANY, &arena);
    assert_int_equal(name.count, 4);
    assert_memory_equal(raw + name.parts[1].from, "Zorg", 4);
    assert_memory_equal(raw + name.parts[2].from, "Андрей", 12);
    assert_int_equal(name.parts[2].to - name.parts[2].from, 12);
    assert_int_equal(name.parts[2].script, IX_SCRIPT_CYRILLIC);
    assert_true(name.parts[1].joined && !name.parts[2].joined);
    assert_true(name.parts[2].word == ix_knowledge_word(t.knowledge, IX_STR("andrey")));
    check(&name);
    ix_arena_free(&arena);
    ix_arena_free(&t.arena);
}

static void text_without_letters_has_no_parts(void **state) {
    (void)state;
    test_knowledge t = test_load(NULL, NULL);
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    assert_int_equal(parse(t.knowledge, (ix_str){0}, IX_PARTY_ANY, &arena).count, 0);
    assert_int_equal(parse(t.knowledge, IX_STR(" ,.- "), IX_PARTY_PERSON, &arena).count, 0);
    ix_arena_free(&arena);
    ix_arena_free(&t.arena);
}

static void long_names_are_cut_and_say_so(void **state) {
    (void)state;
    test_knowledge t = test_load(NULL, NULL);
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    ix_buf raw;
    ix_buf_init(&raw, TEST_MEMORY);
    for (int i = 0; i < 30; i++) {
        ix_buf_append_cstr(&raw, i % 2 == 0 ? "zorg " : "the ");
    }
    ix_parsed_name name = parse(t.knowledge, ix_buf_view(&raw), IX_PARTY_ORGANIZATION, &arena);
    assert_true(name.cut);
    assert_int_equal(name.count, 15); /* stop words give way */
    check(&name);
    for (int i = 0; i < 1500; i++) {
        ix_buf_append_cstr(&raw, "abc ");
    }
    name = parse(t.knowledge, ix_buf_view(&raw), IX_PARTY_ANY, &arena);
    assert_true(name.cut);
    assert_int_equal(name.count, IX_PARTS_MAX);
    check(&name);
    ix_buf_free(&raw);
    ix_arena_free(&arena);
    ix_arena_free(&t.arena);
}

static void anomalies_come_through(void **state) {
    (void)state;
    test_knowledge t = test_load(NULL, NULL);
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    ix_parsed_name name = parse(t.knowledge, IX_STR("And\xE2\x80\x8Brei"), IX_PARTY_ANY, &arena);
    assert_int_equal(name.count, 1);
    assert_int_equal(name.anomaly_count, 1);
    assert_int_equal(name.anomalies[0].kind, IX_ANOMALY_ZERO_WIDTH);
    ix_arena_free(&arena);
    ix_arena_free(&t.arena);
}

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Names of random pieces: nothing fails, nothing is empty, parsing twice gives the same. */
static void random_names_parse(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "TIKHONOV", ", ",   " ",  ".", "A.",   "S.A.", " de ",  "al-",    "bin ", "Dr. ",
        "Jr",       "Ltd",  "Co", "&", "(",    ")",    "\"",    "Группа", "ООО ", "Петрович",
        "44",       "th",   "IV", "/", "M/V ", "y",    "№",     "'",      "\xFF", "\xE2\x80\x8B",
        "محمد",     "公司", "김", "-", "of ",  "The ", "Bank ", "oglu ",
    };
    test_knowledge t = test_shipped();
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    uint32_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        ix_arena_reset(&arena);
        char raw[512];
        size_t length = 0;
        for (uint32_t i = next_random(&seed) % 14; i > 0; i--) {
            const char *piece = pieces[next_random(&seed) % (sizeof pieces / sizeof pieces[0])];
            memcpy(raw + length, piece, strlen(piece));
            length += strlen(piece);
        }
        ix_party_type type = (ix_party_type)(next_random(&seed) % (IX_PARTY_PRODUCT + 1));
        ix_str text = {raw, (ptrdiff_t)length};
        ix_text tokens;
        assert_int_equal(ix_text_analyze(&tokens, text, &arena, NULL), IX_OK);
        ix_parsed_name first = parse(t.knowledge, text, type, &arena);
        ix_parsed_name second = parse(t.knowledge, text, type, &arena);
        check(&first);
        assert_int_equal(first.count > 0, tokens.count > 0);
        assert_int_equal(first.count, second.count);
        assert_int_equal(first.guess, second.guess);
        for (int i = 0; i < first.count; i++) {
            assert_true(ix_str_equal(first.parts[i].text, second.parts[i].text));
            assert_int_equal(first.parts[i].role, second.parts[i].role);
        }
    }
    ix_arena_free(&arena);
    ix_arena_free(&t.arena);
}

static void every_lack_of_memory_is_said(void **state) {
    (void)state;
    test_knowledge t = test_load(NULL, NULL);
    ix_str raw = IX_STR("A.B.C. Zorg Forty-Four Limited Liability Company");
    int refused = 0;
    for (size_t cap = 0;; cap += 8) {
        ix_arena arena;
        ix_arena_init(&arena, cap);
        ix_parsed_name name;
        ix_error error = {0};
        ix_status status =
            ix_name_parse(&name, t.knowledge, raw, IX_PARTY_ORGANIZATION, &arena, &error);
        assert_true(status == IX_OK || status == IX_E_MEMORY);
        assert_int_equal(error.status, status);
        assert_true((name.count > 0) == (status == IX_OK));
        ix_arena_free(&arena);
        if (status == IX_OK) {
            break;
        }
        refused++;
    }
    assert_true(refused > 10);
    ix_arena_free(&t.arena);
}

static void text_beyond_the_limit_is_refused(void **state) {
    (void)state;
    test_knowledge t = test_load(NULL, NULL);
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    char *raw = IX_NEW(&arena, char, IX_TEXT_BYTES_MAX + 1);
    memset(raw, 'a', IX_TEXT_BYTES_MAX + 1);
    ix_parsed_name name;
    ix_error error = {0};
    assert_int_equal(ix_name_parse(&name, t.knowledge, (ix_str){raw, IX_TEXT_BYTES_MAX + 1},
                                   IX_PARTY_ANY, &arena, &error),
                     IX_E_LIMIT);
    assert_int_equal(name.count, 0);
    ix_arena_free(&arena);
    ix_arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_point_into_the_raw_name),
        cmocka_unit_test(text_without_letters_has_no_parts),
        cmocka_unit_test(long_names_are_cut_and_say_so),
        cmocka_unit_test(anomalies_come_through),
        cmocka_unit_test(random_names_parse),
        cmocka_unit_test(every_lack_of_memory_is_said),
        cmocka_unit_test(text_beyond_the_limit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
