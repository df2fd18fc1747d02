/* What the law asks of a place: embargoes of territories, told by a country code, by a word of an
 * address that names the territory, or by a town that may lie elsewhere too.
 *
 * Words are compared folded and whole: "Tehran," tells, "Teherania" does not. */
#include "weighing.h"

#include <assert.h>
#include <string.h>

/* Where and how surely a programme's place was told. */
typedef struct telling {
    const rule_program *program;
    ix_str word;
    int32_t from, to;
    bool sure;
} telling;

typedef struct place_text {
    ix_str text;
    rule_beginnings begins; /* of its words */
} place_text;

static unsigned char small(unsigned char c) {
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A' + 'a') : c;
}

static bool is_letter(unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static unsigned beginning(ix_str text, ptrdiff_t at) {
    return (small((unsigned char)text.ptr[at]) * 31u + small((unsigned char)text.ptr[at + 1])) %
           RULE_BEGINNINGS;
}

static void add_beginning(rule_beginnings *out, ix_str text, ptrdiff_t at) {
    unsigned bit = beginning(text, at);
    out->bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

rule_beginnings rule_phrases_begin(ix_texts phrases) {
    rule_beginnings out = {{0}};
    for (int i = 0; i < phrases.count; i++) {
        if (phrases.items[i].len >= 2) {
            add_beginning(&out, phrases.items[i], 0);
        } else {
            memset(&out, 0xFF, sizeof out); /* of one byte: may stand in any text */
        }
    }
    return out;
}

static bool meet(const rule_beginnings *a, const rule_beginnings *b) {
    uint64_t both = 0;
    for (int i = 0; i < RULE_BEGINNINGS / 64; i++) {
        both |= a->bits[i] & b->bits[i];
    }
    return both != 0;
}

static place_text look_at(ix_str text) {
    place_text out = {.text = text};
    for (ptrdiff_t i = 0; i + 1 < text.len; i++) {
        if (i == 0 || !is_letter((unsigned char)text.ptr[i - 1])) {
            add_beginning(&out.begins, text, i);
        }
    }
    return out;
}

static bool may_begin(const place_text *in, ix_str phrase) {
    if (phrase.len < 2 || phrase.len > in->text.len) {
        return phrase.len == 1 && in->text.len > 0;
    }
    unsigned bit = beginning(phrase, 0);
    return (in->begins.bits[bit / 64] >> bit % 64 & 1) != 0;
}

/* The phrase as whole words of the text, case of ASCII letters ignored; -1 when it is not there.
 * What the data holds is written as publishers and people write it, in each script. */
static ptrdiff_t find_phrase(const place_text *in, ix_str phrase) {
    ix_str text = in->text;
    if (!may_begin(in, phrase)) {
        return -1;
    }
    for (ptrdiff_t at = 0; at + phrase.len <= text.len; at++) {
        ptrdiff_t end = at + phrase.len;
        bool begins = at == 0 || !is_letter((unsigned char)text.ptr[at - 1]);
        bool ends = end == text.len || !is_letter((unsigned char)text.ptr[end]);
        if (begins && ends && ix_str_equal_ascii_nocase(ix_str_slice(text, at, end), phrase)) {
            return at;
        }
    }
    return -1;
}

/* The longest of the words that the text holds. */
static bool find_word(telling *out, ix_texts words, const rule_beginnings *begins,
                      const place_text *text) {
    bool found = false;
    if (text->text.len > 1 && !meet(begins, &text->begins)) {
        return false;
    }
    for (int i = 0; i < words.count && text->text.len > 0; i++) {
        ptrdiff_t at = find_phrase(text, words.items[i]);
        if (at >= 0 && (!found || words.items[i].len > out->word.len)) {
            out->word = words.items[i];
            out->from = (int32_t)at;
            out->to = (int32_t)(at + words.items[i].len);
            found = true;
        }
    }
    return found;
}

/* Was a country told that the place does not lie in? "Cuba, New York" is no part of Cuba for
 * certain, and "Havana, Illinois" is not at all. */
static bool is_elsewhere(const rule_program *program, ix_str country) {
    return country.len > 0 && !ix_texts_contain(program->countries, country) &&
           !ix_texts_contain(program->within, country);
}

static bool is_asked(const rule_program *program, ix_str activity) {
    const rule_measure *measures = program->measures.items;
    bool asked = !program->only_if_asked;
    for (int i = 0; i < program->measures.count; i++) {
        asked = asked || ix_texts_contain(measures[i].activities, activity);
    }
    return asked;
}

static bool tells(telling *out, const rule_program *program, ix_str country,
                  const place_text *place, bool located) {
    bool elsewhere = is_elsewhere(program, country);
    *out = (telling){.program = program, .from = -1, .to = -1};
    if (!located && !program->asks_residence) {
        return false;
    }
    if (find_word(out, program->places, &program->place_begins, place)) {
        out->sure = !elsewhere;
        return true;
    }
    if (country.len > 0 && ix_texts_contain(program->countries, country)) {
        out->word = country;
        out->sure = true;
        return true;
    }
    return !elsewhere && find_word(out, program->towns, &program->town_begins, place);
}

static ix_status weigh_place(ix_place *out, weighing *w, const telling *told, ix_when as_of) {
    const rule_program *program = told->program;
    const rule_measure *measures = program->measures.items;
    ix_status status = IX_OK;
    w->as_of = ix_when_instant(as_of, program->zone);
    w->measures = (ix_vector){0};
    w->notes = (ix_vector){0};
    w->licenses = (ix_vector){0};
    *out = (ix_place){.key = program->tag,
                      .title = program->title,
                      .word = told->word,
                      .from = told->from,
                      .to = told->to,
                      .sure = told->sure,
                      .state = IX_LISTING_NOT_YET};
    for (int i = 0; status == IX_OK && i < program->measures.count; i++) {
        const rule_measure *measure = &measures[i];
        if (rule_in_force(measure->from, measure->until, program->zone, w->as_of)) {
            out->state = IX_LISTING_IN_FORCE;
        } else if (out->state == IX_LISTING_NOT_YET && measure->until.kind != IX_WHEN_NONE &&
                   w->as_of >= ix_when_instant(measure->until, program->zone)) {
            out->state = IX_LISTING_ENDED;
        }
        status = weighing_add(
            w, &(weighed){
                   .program = program, .rule = program, .measure = measure, .tag = program->tag});
    }
    return status == IX_OK ? weighing_conclude(w, &out->law) : status;
}

ix_status ix_rules_places(ix_place **out, int *count, const ix_rules *rules, const char country[3],
                          ix_str place, bool located, const ix_context *context, ix_when as_of,
                          ix_arena *arena, ix_error *error) {
    weighing w = {.rules = rules,
                  .list = IX_STR("places"),
                  .context = context,
                  .not_located = !located,
                  .arena = arena,
                  .error = error};
    const rule_program *programs = rules->territories.items;
    place_text text = look_at(place);
    ix_vector places = {0};
    ix_status status = IX_OK;
    *out = NULL;
    *count = 0;
    for (int i = 0; status == IX_OK && i < rules->territories.count; i++) {
        telling told;
        if (is_asked(&programs[i], context->activity) &&
            tells(&told, &programs[i], ix_str_from_cstr(country), &text, located)) {
            ix_place *slot = ix_vector_push(&places, sizeof(ix_place), arena);
            status = slot == NULL ? weighing_memory(&w) : weigh_place(slot, &w, &told, as_of);
        }
    }
    if (status == IX_OK) {
        *out = places.items;
        *count = places.count;
    }
    return status;
}
