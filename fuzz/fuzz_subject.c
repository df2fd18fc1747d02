/* Subjects: a file that begins with a brace holds parties as lines of json; else the first byte
 * chooses whether the rest is a file of parties or running text with numbers in it. A party that
 * was read is written as a decision. */
#include <interdict/screen.h>

#include <assert.h>
#include <string.h>

#include "fuzz_knowledge.h"

#define ARENA_BYTES ((size_t)256 << 20)

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ix_arena knowledge_arena;
static const ix_knowledge *knowledge;
static ix_party party;
static ix_row_layout layout;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    knowledge = open_shipped(&knowledge_arena, ARENA_BYTES).knowledge;
    return 0;
}

static void check_decision(void) {
    static const ix_decision_style styles[] = {{.limit = 1}, {.color = true}};
    ix_decision decision = {.as_of = {IX_WHEN_DATE, 19895}};
    ix_buf out;
    ix_digest stated;
    ix_decision_refuse(&decision, &party, IX_STR("Not screened: a test."));
    decision.oddities = party.oddities;
    decision.oddity_count = party.oddity_count;
    ix_buf_init(&out, (size_t)64 << 20);
    ix_decision_write_json(&out, &decision, &styles[0]);
    assert(out.status == IX_OK && ix_utf8_is_valid(ix_buf_view(&out)));
    assert(ix_digest_parse(&stated, ix_str_slice(ix_buf_view(&out), 7, 71)));
    assert(memchr(out.ptr, '\n', out.len) == NULL);
    ix_buf_clear(&out);
    ix_decision_write_text(&out, &decision, &styles[1]);
    assert(out.status == IX_OK && ix_utf8_is_valid(ix_buf_view(&out)));
    ix_buf_clear(&out);
    ix_decision_write_csv(&out, &decision, &styles[0]);
    assert(out.status == IX_OK && ix_utf8_is_valid(ix_buf_view(&out)));
    ix_buf_free(&out);
}

static void check_rows(ix_str bytes) {
    ix_arena arena;
    ix_csv csv;
    ix_str cells[IX_CSV_FIELDS_MAX];
    int count = 0;
    ix_error error = {0};
    ix_arena_init(&arena, ARENA_BYTES);
    ix_csv_init(&csv, bytes, IX_STR("input"));
    if (ix_csv_next(cells, IX_CSV_FIELDS_MAX, &count, &csv, NULL, NULL, &arena, NULL) == IX_OK) {
        ix_status status = ix_row_layout_read(&layout, cells, count, NULL, 0, &error);
        assert(status == IX_OK || error.text[0] != '\0');
        while (status == IX_OK && ix_csv_next(cells, IX_CSV_FIELDS_MAX, &count, &csv, NULL, NULL,
                                              &arena, NULL) == IX_OK) {
            ix_error why = {0};
            ix_status read =
                ix_party_read_row(&party, &layout, cells, count, knowledge, &arena, &why);
            assert(read == IX_OK || (why.status == read && why.text[0] != '\0'));
            assert(ix_utf8_is_valid(party.name));
            assert(!party.unreadable || party.oddity_count > 0);
            check_decision();
        }
    }
    ix_arena_free(&arena);
}

static void check_objects(ix_str lines) {
    ix_arena arena;
    ix_error error = {0};
    const ix_column_map map = {IX_STR("kunde"), IX_STR("name")};
    ix_arena_init(&arena, ARENA_BYTES);
    ix_status status = ix_row_layout_objects(&layout, &map, lines.len % 2, &error);
    assert(status == IX_OK);
    while (lines.ptr != NULL) {
        ix_error why = {0};
        ix_status read = ix_party_read_object(&party, &layout, ix_str_cut(lines, '\n', &lines),
                                              knowledge, &arena, &why);
        assert(read == IX_OK || (why.status == read && why.text[0] != '\0'));
        assert(ix_utf8_is_valid(party.name));
        assert(!party.unreadable || party.oddity_count > 0);
        check_decision();
    }
    ix_arena_free(&arena);
}

static void check_numbers(ix_str text) {
    ix_arena arena;
    ix_number *numbers = NULL;
    int count = 0;
    ix_arena_init(&arena, ARENA_BYTES);
    if (ix_numbers_find(&numbers, &count, text, knowledge, &arena, NULL) == IX_OK) {
        for (int i = 0; i < count; i++) {
            assert(0 <= numbers[i].from && numbers[i].from < numbers[i].to &&
                   numbers[i].to <= text.len && numbers[i].value.len > 0);
            assert(i == 0 || numbers[i - 1].from <= numbers[i].from);
        }
    }
    ix_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 0) {
        ix_str rest = {(const char *)data + 1, (ptrdiff_t)size - 1};
        if (data[0] == '{') {
            check_objects((ix_str){(const char *)data, (ptrdiff_t)size});
        } else if (data[0] % 2 == 0) {
            check_rows(rest);
        } else {
            check_numbers(rest);
        }
    }
    return 0;
}
