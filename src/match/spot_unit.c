/* The words of a sentence, and which neighbours among them may stand for one listed part. */
#include "acronym.h"
#include "run.h"
#include "spot.h"

#include <string.h>

#define LETTERS_RUN_MAX 8
#define DIGRAPH         2

static bool add_unit(spot_sentence *c, int first, int last, spot_word *word) {
    if (!word) {
        return !c->spotter->failed;
    }
    if (c->unit_count == c->unit_room) {
        int room = 2 * c->unit_room + 64;
        spot_unit *more = IX_NEW_RAW(c->scratch, spot_unit, room);
        if (!more) {
            c->spotter->failed = true;
            return false;
        }
        if (c->unit_count > 0) {
            memcpy(more, c->units, (size_t)c->unit_count * sizeof *more);
        }
        c->units = more;
        c->unit_room = room;
    }
    c->units[c->unit_count++] = (spot_unit){first, last, word};
    for (int i = first; first < last && i <= last; i++) {
        c->bounds[i - c->first].joined = true;
    }
    return true;
}

static const spot_word *word_at(const spot_sentence *c, int token) {
    return c->words[token - c->first];
}

static bool is_short(const spot_sentence *c, int token) {
    return spot_token(c, token)->folded.len <= 4;
}

/* Small words join names only where they are particles: de, al, bin. */
static bool may_join(const spot_sentence *c, int token) {
    const spot_word *word = word_at(c, token);
    return !word->stop && spot_token(c, token)->kind == IX_TOKEN_WORD &&
           (!spot_is_small(c, token) || word->particle);
}

/* Two or three words run together. */
static bool add_runs(spot_sentence *c, int first) {
    if (!may_join(c, first) || first + 1 >= c->end || !may_join(c, first + 1)) {
        return true;
    }
    if ((spot_is_small(c, first) && spot_is_small(c, first + 1)) ||
        (word_at(c, first)->plain && word_at(c, first + 1)->plain)) {
        return true;
    }
    if (!add_unit(c, first, first + 1, spot_run_of(c, first, first + 1))) {
        return false;
    }
    int last = first + IX_RUN_PARTS_MAX - 1;
    if (last >= c->end || !may_join(c, last) ||
        !(is_short(c, first) || is_short(c, first + 1) || is_short(c, last))) {
        return true;
    }
    return add_unit(c, first, last, spot_run_of(c, first, last));
}

/* A letter by itself that goes on with the one before. */
static bool goes_on(const spot_sentence *c, int token) {
    const ix_token *t = spot_token(c, token);
    return t->folded.len == 1 && t->kind == IX_TOKEN_WORD && !spot_is_small(c, token) &&
           (t->joint == IX_JOINT_PERIOD || t->joint == IX_JOINT_SLASH ||
            t->joint == IX_JOINT_SPACE || t->joint == IX_JOINT_HYPHEN);
}

/* Letters with periods or spaces: "A.B.C.", "P u t i n". Two side by side are initials as well. */
static bool add_letters(spot_sentence *c, int first) {
    bool again = first > c->first && word_at(c, first - 1)->letter && goes_on(c, first);
    if (!word_at(c, first)->letter || again) {
        return true;
    }
    int last = first;
    while (last + 1 < c->end && last - first < LETTERS_RUN_MAX && goes_on(c, last + 1)) {
        last++;
    }
    return last == first || add_unit(c, first, last, spot_joined_of(c, first, last));
}

/* Characters of Han and Hangul that are one word, as written or as spelled in Latin letters. */
static bool add_characters(spot_sentence *c, int first) {
    if (!ix_han_is(spot_token(c, first)->folded)) {
        return true;
    }
    for (int last = first + 1;
         last < c->end && last < first + IX_HAN_RUN_MAX && ix_han_is(spot_token(c, last)->folded);
         last++) {
        if (!add_unit(c, first, last, spot_joined_of(c, first, last))) {
            return false;
        }
    }
    return true;
}

/* The acronyms of the words from one on, small ones counted or not, and such letters as Sh as one
 * or as two. Where capitals tell nothing, plain words alone have none: it would be any sentence. */
static bool add_acronyms_way(spot_sentence *c, int first, bool small, bool digraphs) {
    char letters[IX_ACRONYM_LETTERS_MAX];
    int len = 0, words = 0;
    bool plain = !c->capitals;
    for (int i = first; i < c->end; i++) {
        const spot_word *word = word_at(c, i);
        ix_str text = word->forms[0].text;
        bool filler = word->stop || word->particle;
        plain = plain && (word->plain || filler);
        if (filler && !small) {
            continue;
        }
        if (text.ptr[0] < 'a' || text.ptr[0] > 'z' || (spot_is_small(c, i) && !filler)) {
            break;
        }
        int take = digraphs && word->digraph ? DIGRAPH : 1;
        if (len + take > IX_ACRONYM_LETTERS_MAX) {
            break;
        }
        memcpy(letters + len, text.ptr, (size_t)take);
        len += take;
        words++;
        if (len >= IX_ACRONYM_LETTERS_MIN && words >= IX_ACRONYM_PARTS_MIN && !filler && !plain &&
            !add_unit(c, first, i, spot_acronym_of(c, (ix_str){letters, len}))) {
            return false;
        }
    }
    return true;
}

static bool add_acronyms(spot_sentence *c, int first) {
    const spot_word *word = word_at(c, first);
    if (spot_is_small(c, first) || word->stop || word->particle ||
        spot_token(c, first)->kind != IX_TOKEN_WORD) {
        return true;
    }
    int to = first + IX_ACRONYM_LETTERS_MAX < c->end ? first + IX_ACRONYM_LETTERS_MAX : c->end;
    bool fillers = false, digraphs = false;
    for (int i = first; i < to; i++) {
        fillers = fillers || word_at(c, i)->stop || word_at(c, i)->particle;
        digraphs = digraphs || word_at(c, i)->digraph;
    }
    for (int way = 0; way < 4; way++) {
        bool small = (way & 1) != 0, both = (way & 2) != 0;
        if ((!small || fillers) && (!both || digraphs) &&
            !add_acronyms_way(c, first, small, both)) {
            return false;
        }
    }
    return true;
}

/* Note what word a token is, and whether it stands near by again. */
static void note_word(spot_sentence *c, int token, spot_word *word) {
    int64_t at = c->spotter->tokens + (token - c->first);
    c->words[token - c->first] = word;
    if (word->seen >= c->spotter->tokens && at - word->seen < SPOT_RUN_TOKENS_MAX) {
        c->bounds[token - c->first].again = true;
        c->bounds[word->seen - c->spotter->tokens].again = true;
    }
    word->seen = at;
}

bool spot_make_units(spot_sentence *c) {
    c->bounds = IX_NEW(c->scratch, spot_bounds, c->end - c->first);
    if (!c->bounds) {
        c->spotter->failed = true;
        return false;
    }
    for (int i = c->first; i < c->end; i++) {
        spot_word *word = spot_word_of(c->spotter, c->text, spot_token(c, i), !spot_is_small(c, i));
        if (!word) {
            return false;
        }
        note_word(c, i, word);
    }
    c->spotter->tokens += c->end - c->first;
    spot_mark_bounds(c);
    for (int i = c->first; i < c->end; i++) {
        if (!add_unit(c, i, i, c->words[i - c->first]) || !add_runs(c, i) || !add_letters(c, i) ||
            !add_characters(c, i) || !add_acronyms(c, i)) {
            return false;
        }
    }
    return !c->spotter->failed;
}
