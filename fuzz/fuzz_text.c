/* The text pipeline: any bytes to tokens, keys and distances. */
#include <interdict/text.h>

#include <assert.h>

#define ARENA_BYTES (8 << 20)
#define KEY_BYTES   (2 * IX_TOKEN_BYTES_MAX)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_keys(ix_str folded) {
    char key[KEY_BYTES], again[KEY_BYTES], skeleton[KEY_BYTES];
    int length = ix_text_roman_key(key, sizeof key, folded);
    assert(length >= 0 && length <= (int)sizeof key);
    int again_length = ix_text_roman_key(again, sizeof again, (ix_str){key, length});
    assert(ix_str_equal((ix_str){key, length}, (ix_str){again, again_length}));
    int skeleton_length = ix_text_skeleton(skeleton, sizeof skeleton, folded);
    assert(skeleton_length == 0 || skeleton_length >= 3);
}

static void check_tokens(const ix_text *text) {
    for (int i = 0; i < text->count; i++) {
        const ix_token *token = &text->tokens[i];
        assert(token->folded.len > 0 && token->folded.len <= IX_TOKEN_BYTES_MAX);
        assert(ix_utf8_is_valid(token->folded));
        assert(0 <= token->from && token->from < token->to && token->to <= text->raw.len);
        assert(i == 0 || token->from >= text->tokens[i - 1].from);
        assert((token->joint == IX_JOINT_START) == (i == 0));
        check_keys(token->folded);
        if (i > 0) {
            ix_str before = text->tokens[i - 1].folded;
            int there = ix_text_distance(before, token->folded, 3);
            assert(there == ix_text_distance(token->folded, before, 3));
            assert((there == 0) == ix_str_equal(before, token->folded));
        }
    }
    for (int i = 0; i < text->anomaly_count; i++) {
        const ix_anomaly *anomaly = &text->anomalies[i];
        assert(0 <= anomaly->from && anomaly->from <= anomaly->to);
        assert(anomaly->to <= text->raw.len && anomaly->count > 0);
    }
}

/* The folded words, analyzed again, are themselves. */
static void check_idempotence(const ix_text *text, ix_arena *arena) {
    ix_buf words;
    ix_buf_init(&words, IX_TEXT_BYTES_MAX);
    for (int i = 0; i < text->count; i++) {
        ix_buf_append_cstr(&words, i == 0 ? "" : " ");
        ix_buf_append(&words, text->tokens[i].folded);
    }
    ix_text again;
    if (ix_text_analyze(&again, ix_buf_view(&words), arena, NULL) == IX_OK) {
        assert(again.count == text->count);
        for (int i = 0; i < text->count; i++) {
            assert(ix_str_equal(again.tokens[i].folded, text->tokens[i].folded));
        }
    }
    ix_buf_free(&words);
}

static void check_repair(ix_str raw) {
    ix_buf repaired;
    ix_buf_init(&repaired, 8 << 20);
    int64_t replaced = ix_utf8_repair(&repaired, raw);
    assert(repaired.status == IX_OK && ix_utf8_is_valid(ix_buf_view(&repaired)));
    assert((replaced == 0) == ix_utf8_is_valid(raw));
    ix_buf_clear(&repaired);
    ix_utf8_from_windows1252(&repaired, raw);
    assert(repaired.status == IX_OK && ix_utf8_is_valid(ix_buf_view(&repaired)));
    ix_buf_free(&repaired);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES);
    ix_str raw = {(const char *)data, (ptrdiff_t)size};
    ix_text text;
    if (ix_text_analyze(&text, raw, &arena, NULL) == IX_OK) {
        check_tokens(&text);
        check_idempotence(&text, &arena);
    }
    check_repair(raw);
    ix_arena_free(&arena);
    return 0;
}
