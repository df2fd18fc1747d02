/* Roles of the parts of an organization's, vessel's or aircraft's name. */
#include "parse.h"

#include <string.h>

#define ORDINAL_LEN            2
#define ROMAN_FIRST_LENGTH_MIN 3 /* VI and XI are names as well */

static uint16_t number_of_digits(ix_str digits) {
    uint32_t value = 0;
    for (ptrdiff_t i = 0; i < digits.len; i++) {
        char c = digits.ptr[i];
        if (c < '0' || c > '9') {
            return 0;
        }
        value = value * 10 + (uint32_t)(c - '0');
        if (value >= UINT16_MAX) {
            return 0;
        }
    }
    return digits.len == 0 ? 0 : (uint16_t)(value + 1);
}

/* "44th", "2nd" and "no5" (from the one sign that Unicode has for No.) */
static uint16_t number_of_mixed(ix_str text) {
    static const char *const endings[] = {"st", "nd", "rd", "th", "ya", "oi", "go", NULL};
    if (ix_str_starts_with(text, IX_STR("no"))) {
        return number_of_digits(ix_str_slice(text, 2, text.len));
    }
    for (const char *const *ending = endings; *ending != NULL; ending++) {
        if (text.len > ORDINAL_LEN && ix_str_ends_with(text, ix_str_from_cstr(*ending))) {
            return number_of_digits(ix_str_slice(text, 0, text.len - ORDINAL_LEN));
        }
    }
    return 0;
}

/* A Roman numeral counts when written in capitals behind another word, or as the first before a
 * generic one (VII Corps); I, V and X only at the end, where they are no initials. */
static bool is_roman_here(const names_parse *parse, int i) {
    const names_unit *unit = &parse->units[i];
    bool last = i + 1 == parse->unit_count || parse->forms[i + 1].form != 0 ||
                parse->units[i + 1].joint == IX_JOINT_COMMA ||
                parse->units[i + 1].joint == IX_JOINT_BRACKET;
    if (i == 0) {
        return !last && unit->text.len >= ROMAN_FIRST_LENGTH_MIN && unit->upper &&
               names_unit_has(&parse->units[1], IX_WORD_ORG_GENERIC);
    }
    if (unit->dotted || unit->joined || names_unit_has(&parse->units[i - 1], IX_WORD_STOP)) {
        return false;
    }
    return unit->single ? last && unit->upper : unit->upper || last;
}

uint16_t names_number_of(const names_parse *parse, int i) {
    const names_unit *unit = &parse->units[i];
    if (unit->kind == IX_TOKEN_NUMBER) {
        return number_of_digits(unit->text);
    }
    if (unit->kind == IX_TOKEN_MIXED) {
        return number_of_mixed(unit->text);
    }
    if (unit->entry == NULL || unit->entry->word.number == 0 ||
        ((unit->entry->marks & MARK_ROMAN) != 0 && !is_roman_here(parse, i))) {
        return 0;
    }
    return unit->entry->word.number;
}

/* "de la" and "y" between words, "No" before a number, "the" anywhere. */
static bool is_stop(const names_parse *parse, int i) {
    const names_unit *unit = &parse->units[i];
    uint16_t marks = names_unit_marks(unit);
    if (!names_unit_has(unit, IX_WORD_STOP)) {
        return false;
    }
    bool inner = i > 0 && i + 1 < parse->unit_count;
    if ((marks & (MARK_STOP_LETTER | MARK_STOP_INNER)) != 0) {
        return inner && !unit->dotted;
    }
    if ((marks & MARK_NUMBER_SIGN) != 0) {
        return i + 1 < parse->unit_count && names_number_of(parse, i + 1) != 0;
    }
    return true;
}

/* "al" and "de" before another word; "ben" and "van" not as the first word. */
static bool is_particle(const names_parse *parse, int i) {
    const names_unit *unit = &parse->units[i];
    uint16_t marks = names_unit_marks(unit);
    if (!names_unit_has(unit, IX_WORD_PARTICLE) || i + 1 == parse->unit_count ||
        unit->text.len < 2 || (marks & MARK_PARTICLE_AFTER) != 0) {
        return false;
    }
    if ((marks & MARK_PARTICLE_HYPHEN) != 0) {
        return parse->units[i + 1].joined;
    }
    return i > 0 || (marks & MARK_PARTICLE_UNSURE) == 0;
}

static uint8_t role_of(names_parse *parse, int i, bool forms) {
    const names_unit *unit = &parse->units[i];
    parse->numbers[i] = names_number_of(parse, i);
    if (parse->numbers[i] != 0 || unit->kind == IX_TOKEN_NUMBER) {
        return IX_ROLE_NUMBER;
    }
    if (is_stop(parse, i)) {
        return IX_ROLE_STOP;
    }
    if (is_particle(parse, i)) {
        return IX_ROLE_PARTICLE;
    }
    return forms && names_unit_has(unit, IX_WORD_ORG_GENERIC) ? IX_ROLE_GENERIC
                                                              : IX_ROLE_DISTINCTIVE;
}

/* The number that two number words make in this order, or 0: twenty four, one hundred, hundred
 * first. */
static int combine(int before, int here) {
    bool ones = here >= 1 && here <= 9;
    if (before >= 20 && before <= 90 && before % 10 == 0 && ones) {
        return before + here;
    }
    if (before >= 100 && before < 1000 && before % 100 == 0 && here >= 1 && here <= 99) {
        return before + here;
    }
    return before >= 1 && before <= 9 && here == 100 ? before * here : 0;
}

/* Joins number words that make one number: the sum stands at the last of them. */
static void merge_numbers(names_parse *parse) {
    for (int i = 1; i < parse->unit_count; i++) {
        if (parse->roles[i] != IX_ROLE_NUMBER || parse->roles[i - 1] != IX_ROLE_NUMBER ||
            parse->units[i - 1].kind != IX_TOKEN_WORD || parse->numbers[i - 1] == 0 ||
            parse->numbers[i] == 0) {
            continue;
        }
        int sum = combine(parse->numbers[i - 1] - 1, parse->numbers[i] - 1);
        if (sum != 0) {
            parse->numbers[i] = (uint16_t)(sum + 1);
            parse->last_merged[i] = true;
        }
    }
}

/* Marks the units of legal forms; neighbours of which one is "Co" or "Inc" become one part. */
static uint16_t mark_forms(names_parse *parse) {
    uint16_t best = 0, before = 0; /* form of the unit just behind us */
    for (int i = 0; i < parse->unit_count;) {
        const form_match *match = &parse->forms[i];
        if (match->form == 0) {
            before = 0;
            i++;
            continue;
        }
        int rank = names_form_rank(parse->knowledge, match->form);
        int rank_before = before == 0 ? 1 : names_form_rank(parse->knowledge, before);
        bool merge = rank_before != 1 && rank != 1 && (rank_before == 2 || rank == 2);
        for (int k = i; k < i + match->units; k++) {
            parse->roles[k] = IX_ROLE_LEGAL_FORM;
            parse->last_merged[k] = k > i || merge;
        }
        if (best == 0 || names_form_rank(parse->knowledge, best) < rank) {
            best = match->form;
        }
        before = match->form;
        i += match->units;
    }
    return best;
}

/* "con" and "za" behind a legal form stand first in the name proper and are no stop words. */
static void free_stops_behind_forms(names_parse *parse) {
    for (int i = 1; i < parse->unit_count; i++) {
        if (parse->roles[i] == IX_ROLE_STOP && parse->roles[i - 1] == IX_ROLE_LEGAL_FORM &&
            (names_unit_marks(&parse->units[i]) & MARK_STOP_INNER) != 0) {
            parse->roles[i] = IX_ROLE_DISTINCTIVE;
        }
    }
}

static bool has_role(const names_parse *parse, uint8_t role) {
    return memchr(parse->roles, role, (size_t)parse->unit_count) != NULL;
}

static void replace_role(names_parse *parse, uint8_t role) {
    for (int i = 0; i < parse->unit_count; i++) {
        if (parse->roles[i] == role) {
            parse->roles[i] = IX_ROLE_DISTINCTIVE;
        }
    }
}

/* A name of nothing but generic words is told apart by them, else by what else it has. */
static void keep_something(names_parse *parse) {
    static const uint8_t order[] = {IX_ROLE_GENERIC, IX_ROLE_PARTICLE, IX_ROLE_STOP, IX_ROLE_TITLE,
                                    IX_ROLE_LEGAL_FORM};
    for (size_t i = 0; i < sizeof order; i++) {
        if (has_role(parse, IX_ROLE_DISTINCTIVE) || has_role(parse, IX_ROLE_NUMBER)) {
            return;
        }
        replace_role(parse, order[i]);
    }
}

uint16_t names_organization_roles(names_parse *parse, bool forms) {
    if (!forms) {
        memset(parse->forms, 0, sizeof parse->forms[0] * (size_t)parse->unit_count);
    }
    for (int i = 0; i < parse->unit_count; i++) {
        parse->last_merged[i] = false;
        parse->roles[i] = role_of(parse, i, forms);
    }
    if (!forms && parse->unit_count > 1 &&
        names_unit_has(&parse->units[0], IX_WORD_VESSEL_PREFIX)) {
        parse->roles[0] = IX_ROLE_TITLE;
    }
    merge_numbers(parse);
    uint16_t form = forms ? mark_forms(parse) : 0;
    free_stops_behind_forms(parse);
    keep_something(parse);
    return form;
}
