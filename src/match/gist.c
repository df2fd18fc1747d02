/* The gist of a part: each way in which ix_part_link() relates two Latin words leaves a trace here
 * that costs next to nothing to look at. */
#include "gist.h"

#define EDITS_MOST  2
#define LENGTH_MOST UINT8_MAX

static bool is_plain(ix_str s) {
    bool plain = s.len > 1 && s.len <= LENGTH_MOST;
    for (ptrdiff_t i = 0; plain && i < s.len; i++) {
        plain = s.ptr[i] >= 'a' && s.ptr[i] <= 'z';
    }
    return plain;
}

static uint32_t letters_of(ix_str s) {
    uint32_t letters = 0;
    for (ptrdiff_t i = 0; i < s.len; i++) {
        letters |= 1u << (s.ptr[i] - 'a');
    }
    return letters;
}

static uint32_t hash_of(ix_str s) {
    uint32_t hash = (uint32_t)ix_hash64(s);
    return s.len == 0 ? 0 : hash != 0 ? hash : 1;
}

ix_part_gist ix_part_gist_of(const ix_mpart *part) {
    ix_part_gist out = {.plain = (part->flags & IX_PART_RESPELT) == 0 && is_plain(part->text) &&
                                 is_plain(part->roman)};
    if (out.plain) {
        out.letters = letters_of(part->text);
        out.roman_letters = letters_of(part->roman);
        out.roman = hash_of(part->roman);
        out.skeleton = hash_of(part->skeleton);
        out.slavic = part->slavic;
        out.number = part->number;
        out.len = (uint8_t)part->text.len;
        out.roman_len = (uint8_t)part->roman.len;
        out.begins[0] = part->roman.ptr[0];
        out.begins[1] = part->roman.ptr[1];
        out.has_classes = part->class_count > 0;
        out.has_meanings = part->concept != 0 || part->abbreviated_count > 0;
        out.attached = ix_attached_rest(part->text).len > 0;
    }
    return out;
}

/* An edit puts at most one letter in and takes one out. */
static bool may_be_near(uint32_t a, int len_a, uint32_t b, int len_b) {
    int more = len_a > len_b ? len_a - len_b : len_b - len_a;
    return more <= EDITS_MOST && __builtin_popcount(a ^ b) <= 2 * EDITS_MOST;
}

bool ix_part_gist_may(const ix_part_gist *a, const ix_part_gist *b) {
    if (!a->plain || !b->plain) {
        return true;
    }
    return may_be_near(a->letters, a->len, b->letters, b->len) ||
           may_be_near(a->roman_letters, a->roman_len, b->roman_letters, b->roman_len) ||
           (a->begins[0] == b->begins[0] && a->begins[1] == b->begins[1]) || a->roman == b->roman ||
           (a->skeleton == b->skeleton && a->skeleton != 0) ||
           (a->slavic == b->slavic && a->slavic != 0) ||
           (a->number == b->number && a->number != 0) || (a->has_classes && b->has_classes) ||
           (a->has_meanings && b->has_meanings) || a->attached || b->attached;
}
