/* Han characters against Latin words: the relation, its keys, runs of characters. */
#include "image.h"

#include <string.h>

#define CHARACTER_BYTES_MAX 4

ix_str ix_han_run(char run[IX_HAN_RUN_BYTES], const ix_mname *name, int from, int count) {
    ptrdiff_t len = 0;
    int characters = 0;
    for (int i = from; i < from + count; i++) {
        ix_str text = i < name->count ? name->parts[i].text : (ix_str){0};
        if (!ix_han_is(text) || len + text.len > IX_HAN_RUN_BYTES) {
            return (ix_str){0};
        }
        for (ptrdiff_t at = 0; at < text.len; at++) {
            characters += ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
        }
        memcpy(run + len, text.ptr, (size_t)text.len);
        len += text.len;
    }
    return characters <= IX_HAN_RUN_MAX ? (ix_str){run, len} : (ix_str){0};
}

bool ix_han_is_word(const ix_mpart *part) {
    return part->text.len > CHARACTER_BYTES_MAX && ix_han_is(part->text);
}

bool ix_han_link(ix_str a, ix_str b) {
    bool han_a = ix_han_is(a), han_b = ix_han_is(b);
    if (han_a && han_b) {
        return ix_han_reads(a, b) || ix_han_reads(b, a);
    }
    return (han_a && ix_han_spells(a, b)) || (han_b && ix_han_spells(b, a));
}

typedef struct key_sink {
    ix_key_sink each;
    void *context;
} key_sink;

static void send_key(void *context, ix_str latin) {
    const key_sink *sink = context;
    char key[2 * IX_TOKEN_BYTES_MAX];
    ix_str roman = {key, ix_text_roman_key(key, (int)sizeof key, latin)};
    sink->each(sink->context, ix_key_hash(IX_KEY_ROMAN, roman));
}

void ix_han_keys(ix_str han, ix_key_sink each, void *context) {
    key_sink sink = {each, context};
    ix_han_spellings(han, send_key, &sink);
}

/* The letters with which Wade-Giles begins a syllable that Pinyin begins with this one. */
static bool may_begin(char wade_giles, char pinyin) {
    switch (pinyin) {
    case 'b':
        return wade_giles == 'p';
    case 'd':
        return wade_giles == 't';
    case 'g':
        return wade_giles == 'k';
    case 'j':
    case 'q':
        return wade_giles == 'c';
    case 'x':
        return wade_giles == 'h';
    case 'z':
    case 'c':
        return wade_giles == 't' || wade_giles == 'c';
    case 'r':
        return wade_giles == 'j';
    case 'y':
        return wade_giles == 'y' || wade_giles == 'i';
    default:
        return wade_giles == pinyin;
    }
}

bool ix_is_wade_giles(ix_str letters, ix_str pinyin) {
    char spelled[IX_WADE_GILES_MAX];
    if (letters.len == 0 || letters.len > IX_WADE_GILES_MAX || pinyin.len == 0 ||
        !may_begin(letters.ptr[0], pinyin.ptr[0])) {
        return false;
    }
    ix_str made = {spelled, ix_text_wade_giles(spelled, pinyin)};
    return ix_str_equal(made, letters);
}

void ix_wade_giles_key(ix_str word, ix_key_sink each, void *context) {
    char spelled[IX_WADE_GILES_MAX];
    key_sink sink = {each, context};
    ix_str made = {spelled, ix_text_wade_giles(spelled, word)};
    if (made.len > 0) {
        send_key(&sink, made);
    }
}
