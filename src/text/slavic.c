/* Slavic surnames and patronymics in the romanizations of several languages. English, German,
 * French, Polish and the scholarly ones (without their marks) part most over hissing sounds:
 * Khrushchev, Chruschtschow, Khrouchtchev, Hruscov; Kuznetsov, Kusnezow, Kuznecov; Zhukov, Joukov.
 * This key makes one s of all of these. That would be too much for other names (Sharif is not
 * Zarif), so it is made only for words that end as Slavic surnames do. */
#include <interdict/text.h>

#include <string.h>

/* A key shorter than this is shared by names that are not alike. */
#define KEY_LENGTH_MIN 5

typedef struct spelling {
    ix_str from;
    ix_str to;
} spelling;

/* The longest first. */
static const spelling spellings[] = {
    {IX_STR("schtsch"), IX_STR("s")}, {IX_STR("shch"), IX_STR("s")}, {IX_STR("chtch"), IX_STR("s")},
    {IX_STR("stch"), IX_STR("s")},    {IX_STR("tsch"), IX_STR("s")}, {IX_STR("szcz"), IX_STR("s")},
    {IX_STR("chr"), IX_STR("hr")},    {IX_STR("chl"), IX_STR("hl")}, {IX_STR("chw"), IX_STR("hv")},
    {IX_STR("jou"), IX_STR("sou")},   {IX_STR("sch"), IX_STR("s")},  {IX_STR("tch"), IX_STR("s")},
    {IX_STR("dzh"), IX_STR("s")},     {IX_STR("sh"), IX_STR("s")},   {IX_STR("ch"), IX_STR("s")},
    {IX_STR("zh"), IX_STR("s")},      {IX_STR("sc"), IX_STR("s")},   {IX_STR("ts"), IX_STR("s")},
    {IX_STR("tz"), IX_STR("s")},      {IX_STR("cz"), IX_STR("s")},   {IX_STR("sz"), IX_STR("s")},
    {IX_STR("ck"), IX_STR("k")},      {IX_STR("c"), IX_STR("s")},    {IX_STR("z"), IX_STR("s")},
};

/* What Slavic surnames and patronymics end in, as the key writes it. */
static const ix_str endings[] = {IX_STR("ov"),    IX_STR("ev"),   IX_STR("ova"),  IX_STR("eva"),
                                 IX_STR("ski"),   IX_STR("enko"), IX_STR("ovis"), IX_STR("evis"),
                                 IX_STR("skaia"), IX_STR("ovna"), IX_STR("evna")};

static ix_str spell_alike(char *out, ix_str word) {
    ptrdiff_t length = 0;
    for (ptrdiff_t at = 0; at < word.len;) {
        ix_str rest = ix_str_slice(word, at, word.len);
        ix_str to = ix_str_slice(word, at, at + 1);
        ptrdiff_t step = 1;
        for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
            if (spellings[i].from.ptr[0] == rest.ptr[0] &&
                ix_str_starts_with(rest, spellings[i].from)) {
                to = spellings[i].to;
                step = spellings[i].from.len;
                break;
            }
        }
        memcpy(out + length, to.ptr, (size_t)to.len);
        length += to.len;
        at += step;
    }
    return (ix_str){out, length};
}

/* Letters that those endings are written with last: most words end in others, and need no key. */
static bool may_end_so(char last) {
    return last != '\0' && strchr("avwfiyjoshcz", last) != NULL;
}

int ix_text_slavic_key(char *out, int cap, ix_str folded) {
    char word[2 * IX_TOKEN_BYTES_MAX];
    if (folded.len < KEY_LENGTH_MIN || folded.len > IX_TOKEN_BYTES_MAX || folded.ptr[0] < 'a' ||
        folded.ptr[0] > 'z' || !may_end_so(folded.ptr[folded.len - 1])) {
        return 0;
    }
    int len = ix_text_roman_key(out, cap, spell_alike(word, folded));
    for (int i = 1; i < len; i++) {
        if (out[i] == 'o' && out[i - 1] == 's') {
            out[i] = 'e'; /* Khrushchov: the letter io behind a hissing sound */
        }
    }
    for (size_t i = 0; len >= KEY_LENGTH_MIN && i < sizeof endings / sizeof endings[0]; i++) {
        if (ix_str_ends_with((ix_str){out, len}, endings[i])) {
            return len;
        }
    }
    return 0;
}
