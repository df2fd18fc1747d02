/* Tests of the YAML reader: every kind of value, and each fault with its line. */
#include <interdict/base.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct sample {
    ix_str text;
    ix_texts texts;
    bool flag;
    int32_t count;
    int32_t score;
    ix_when when;
    ix_vector inner; /* sample */
    int64_t line;
} sample;

static ix_status read_inner(ix_yaml *reader, void *object);

static const ix_yaml_field fields[] = {
    {"text", IX_YAML_TEXT, false, offsetof(sample, text), NULL},
    {"texts", IX_YAML_TEXTS, false, offsetof(sample, texts), NULL},
    {"flag", IX_YAML_BOOL, false, offsetof(sample, flag), NULL},
    {"count", IX_YAML_COUNT, false, offsetof(sample, count), NULL},
    {"score", IX_YAML_SCORE, false, offsetof(sample, score), NULL},
    {"when", IX_YAML_WHEN, false, offsetof(sample, when), NULL},
    {"inner", IX_YAML_CUSTOM, false, 0, read_inner},
};

static ix_status read_one(ix_yaml *reader, void *object) {
    sample *outer = object;
    sample *slot = ix_vector_push(&outer->inner, sizeof(sample), reader->arena);
    assert_non_null(slot);
    sample read = {0};
    ix_status status =
        ix_yaml_mapping_read(reader, &read, fields, IX_YAML_FIELD_COUNT(fields), &read.line);
    *slot = read;
    return status;
}

static ix_status read_inner(ix_yaml *reader, void *object) {
    return ix_yaml_sequence_read(reader, object, read_one);
}

static ix_status read(sample *out, ix_str text, ix_arena *arena, ix_error *error) {
    *out = (sample){0};
    *error = (ix_error){0};
    return ix_yaml_file_read(out, fields, IX_YAML_FIELD_COUNT(fields), text, IX_STR("x.yml"), arena,
                             error);
}

static void reads_every_kind(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    sample s;
    ix_error error;
    assert_int_equal(read(&s,
                          IX_STR("\xEF\xBB\xBF# comment\n"
                                 "text: >-\n  folded over\n  two lines\n"
                                 "texts: [a, 'b c', \"d\"]\nflag: true\ncount: 12\n"
                                 "score: 0.05\nwhen: 2024-06-21\ninner:\n"
                                 "  - text: Россия\n    texts: alone\n"
                                 "  - {when: 2024-09-29T00:00:00-04:00}\n"),
                          &arena, &error),
                     IX_OK);
    assert_true(ix_str_equal(s.text, IX_STR("folded over two lines")));
    assert_int_equal(s.texts.count, 3);
    assert_true(ix_texts_contain(s.texts, IX_STR("b c")));
    assert_false(ix_texts_contain(s.texts, IX_STR("b")));
    assert_true(s.flag);
    assert_int_equal(s.count, 12);
    assert_int_equal(s.score, 500);
    assert_int_equal(s.when.kind, IX_WHEN_DATE);
    assert_int_equal(s.inner.count, 2);
    const sample *inner = s.inner.items;
    assert_int_equal(inner[0].line, 11);
    assert_int_equal(inner[0].texts.count, 1);
    assert_true(ix_str_equal(inner[0].text, IX_STR("Россия")));
    assert_int_equal(inner[1].when.value, 1727582400);
    ix_arena_free(&arena);
}

static void refuses_with_line_and_reason(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *reason;
    } cases[] = {
        {"text: &a b\n", 1, "anchors, aliases and tags have no place here"},
        {"text: a\ntexts: *a\n", 2, "anchors, aliases and tags have no place here"},
        {"texts: !!set [a]\n", 1, "anchors, aliases and tags have no place here"},
        {"inner: [&x {text: a}]\n", 1, "anchors, aliases and tags have no place here"},
        {"text: a\n---\ntext: b\n", 2, "expected the end of the file, found a document"},
        {"text: [a]\n", 1, "expected a value, found a list"},
        {"text: {a: b}\n", 1, "expected a value, found a mapping"},
        {"text:\n", 1, "the value is empty"},
        {"texts: [a, [b]]\n", 1, "expected a value, found a list"},
        {"texts: {a: b}\n", 1, "expected a value, found a mapping"},
        {"flag: [a]\n", 1, "expected a value, found a list"},
        {"count: [a]\n", 1, "expected a value, found a list"},
        {"score: [a]\n", 1, "expected a value, found a list"},
        {"when: [a]\n", 1, "expected a value, found a list"},
        {"texts: [a, \"\"]\n", 1, "the value is empty"},
        {"inner: a\n", 1, "expected a list, found a value"},
        {"inner:\n  - a\n", 2, "expected a mapping, found a value"},
        {"inner:\n  - text: a\n    word: b\n", 3, "unknown key \"word\""},
        {"? [a]\n: b\n", 1, "expected a value, found a list"},
        {"when: yesterday\n", 1,
         "expected a date or an instant such as 2024-06-21, found \"yesterday\""},
        {"when: 2024-06-31\n", 1,
         "expected a date or an instant such as 2024-06-21, found \"2024-06-31\""},
        {"count: -1\n", 1, "expected a whole number, found \"-1\""},
        {"text: \"a\n", 2, "not YAML: found unexpected end of stream"},
        {"text: a\n text: b\n", 2, "not YAML: mapping values are not allowed in this context"},
        {"text: a: b\n", 1, "not YAML: mapping values are not allowed in this context"},
        {"\ttext: a\n", 1, "not YAML: found character that cannot start any token"},
        {"{text: a\n", 2, "not YAML: did not find expected ',' or '}'"},
    };
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sample s;
        ix_error error;
        assert_int_equal(read(&s, ix_str_from_cstr(cases[i].text), &arena, &error), IX_E_INPUT);
        assert_string_equal(error.source, "x.yml");
        assert_string_equal(error.text, cases[i].reason);
        assert_int_equal(error.line, cases[i].line);
    }
    ix_arena_free(&arena);
}

static void refuses_bytes_that_are_not_text(void **state) {
    (void)state;
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    sample s;
    ix_error error;
    assert_int_equal(read(&s, IX_STR("text: a\nflag: \xff\n"), &arena, &error), IX_E_INPUT);
    assert_int_equal(error.offset, 14);
    assert_true(strstr(error.text, "not UTF-8 text") == error.text);
    assert_int_equal(read(&s, IX_STR("text: \"a\0b\"\n"), &arena, &error), IX_E_INPUT);
    ix_arena_free(&arena);
}

static void refuses_deep_nesting_and_large_files(void **state) {
    (void)state;
    ix_buf text;
    ix_buf_init(&text, (size_t)IX_YAML_BYTES_MAX * 2);
    for (int i = 0; i < IX_YAML_DEPTH_MAX; i++) {
        ix_buf_append_cstr(&text, "{inner: [");
    }
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    sample s;
    ix_error error;
    assert_int_equal(read(&s, ix_buf_view(&text), &arena, &error), IX_E_INPUT);
    assert_string_equal(error.text, "nested more than 12 deep");
    ix_buf_clear(&text);
    memset(ix_buf_extend(&text, (size_t)IX_YAML_BYTES_MAX + 1), ' ', (size_t)IX_YAML_BYTES_MAX + 1);
    assert_int_equal(read(&s, ix_buf_view(&text), &arena, &error), IX_E_LIMIT);
    ix_buf_free(&text);
    ix_arena_free(&arena);
}

/* A cap at every size: out of memory is said, never taken for the end of the file. */
static void survives_failing_memory(void **state) {
    (void)state;
    ix_status status = IX_E_MEMORY;
    size_t cap = 0;
    while (status == IX_E_MEMORY) {
        ix_arena arena;
        ix_arena_init(&arena, ++cap);
        sample s;
        ix_error error;
        status = read(&s, IX_STR("text: abc\ntexts: [a, b, c, d, e]\n"), &arena, &error);
        assert_int_equal(error.status, status == IX_OK ? 0 : IX_E_MEMORY);
        ix_arena_free(&arena);
    }
    assert_int_equal(status, IX_OK);
    assert_true(cap > 3);
}

static ix_status read_pairs(ix_yaml *reader, void *object) {
    return ix_yaml_pairs_read(reader, object);
}

static void reads_pairs_as_written(void **state) {
    (void)state;
    static const ix_yaml_field pair_fields[] = {
        {"pairs", IX_YAML_CUSTOM, true, 0, read_pairs},
    };
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_vector pairs = {0};
    ix_error error = {0};
    ix_str text = IX_STR("pairs: {a b: ' c ', \"\": x, 3: \"\"}\n");
    assert_int_equal(ix_yaml_file_read(&pairs, pair_fields, 1, text, IX_STR("x"), &arena, &error),
                     IX_OK);
    const ix_yaml_pair *items = pairs.items;
    assert_int_equal(pairs.count, 3);
    assert_true(ix_str_equal(items[0].key, IX_STR("a b")));
    assert_true(ix_str_equal(items[0].value, IX_STR(" c ")));
    assert_int_equal(items[1].key.len, 0);
    assert_int_equal(items[2].value.len, 0);
    text = IX_STR("pairs:\n  a: [b]\n");
    pairs = (ix_vector){0};
    assert_int_equal(ix_yaml_file_read(&pairs, pair_fields, 1, text, IX_STR("x"), &arena, &error),
                     IX_E_INPUT);
    assert_int_equal(error.line, 2);
    assert_string_equal(error.text, "expected a value, found a list");
    ix_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_pairs_as_written),
        cmocka_unit_test(reads_every_kind),
        cmocka_unit_test(refuses_with_line_and_reason),
        cmocka_unit_test(refuses_bytes_that_are_not_text),
        cmocka_unit_test(refuses_deep_nesting_and_large_files),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
