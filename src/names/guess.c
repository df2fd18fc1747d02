/* What a name names, as far as its own words tell. */
#include "parse.h"

#define HAN_NAME_MAX 4 /* characters of a person's name: two of the family, two given */

uint32_t names_unit_flags(const names_unit *unit) {
    return unit->entry == NULL ? 0 : unit->entry->word.flags;
}

uint16_t names_unit_marks(const names_unit *unit) {
    return unit->entry == NULL ? 0 : unit->entry->marks;
}

bool names_unit_has(const names_unit *unit, uint32_t flag) {
    return (names_unit_flags(unit) & flag) != 0;
}

/* Only a suffix or a title may stand here: "John Smith, Jr." and "Smith, PhD" have no comma order.
 */
static bool is_credential(const names_unit *unit) {
    return names_unit_has(unit, IX_WORD_SUFFIX) ||
           (names_unit_has(unit, IX_WORD_TITLE) &&
            (names_unit_marks(unit) & MARK_TITLE_UNSURE) == 0);
}

int names_comma_at(const names_parse *parse) {
    int comma = 1;
    while (comma < parse->token_count && parse->tokens[comma].joint != IX_JOINT_COMMA) {
        comma++;
    }
    bool dotted_titles = true; /* "Dr., John Smith" */
    for (int i = 0; i < comma && i < parse->token_count; i++) {
        dotted_titles &=
            names_unit_has(&parse->tokens[i], IX_WORD_TITLE) && parse->tokens[i].dotted;
    }
    for (int i = comma; i < parse->token_count; i++) {
        if (!is_credential(&parse->tokens[i])) {
            return dotted_titles ? 0 : comma;
        }
    }
    return 0;
}

/* Initials behind a surname look like a legal form: "Tikhonov A.G.", "IVANOV, S.A." */
static bool is_initials(const names_parse *parse, int at, bool comma) {
    const names_unit *unit = &parse->units[at];
    const form_match *form = &parse->forms[at];
    if (unit->tokens < 2 || unit->tokens > 3 || form->units != 1 || unit->slashed ||
        (form->marks & SPELLING_GUARDED) == 0) {
        return false;
    }
    if (unit->script == IX_SCRIPT_CYRILLIC && unit->dotted) {
        return true;
    }
    if (at != 1 || at + 1 != parse->unit_count || unit->tokens != 2 ||
        comma != (unit->joint == IX_JOINT_COMMA)) {
        return false;
    }
    const names_unit *before = &parse->units[0];
    return names_surname_ending(before->text) ||
           (comma && names_unit_has(before, IX_WORD_GIVEN | IX_WORD_FAMILY));
}

/* Signs in a legal form. A weak one (AS, SA, AG) counts little beside words of a person. */
static void weigh_form(names_evidence *evidence, const names_parse *parse, int i, bool comma) {
    const form_match *form = &parse->forms[i];
    const names_unit *unit = &parse->units[i];
    bool alone = (form->marks & SPELLING_WEAK) == 0;
    bool behind_comma = unit->joint == IX_JOINT_COMMA && unit->upper &&
                        i + form->units == parse->unit_count &&
                        !names_unit_has(&parse->units[0], IX_WORD_GIVEN | IX_WORD_FAMILY);
    if (alone || (form->dotted && i > 0) || behind_comma || unit->slashed) {
        evidence->firm = true;
    } else if (!comma || unit->upper) {
        evidence->organization += 2;
    }
}

/* A Han character is a sign of a person only as the family name that a short name begins with:
 * most of those that are surnames are everyday words. */
static bool may_be_name(const names_parse *parse, int i) {
    return !names_is_character(&parse->units[i]) ||
           (i == 0 && parse->token_count > 1 && parse->token_count <= HAN_NAME_MAX);
}

/* Signs of a person in one unit. */
static void weigh_person(names_evidence *evidence, const names_parse *parse, int i) {
    const names_unit *unit = &parse->units[i];
    uint32_t flags = names_unit_flags(unit);
    uint16_t marks = names_unit_marks(unit);
    bool last = i + 1 == parse->unit_count;
    /* "Al" is short for Albert, but far oftener the article. */
    bool particle = (flags & IX_WORD_PARTICLE) != 0 && (marks & MARK_PARTICLE_UNSURE) == 0;
    if (!particle && !unit->single && may_be_name(parse, i) &&
        (flags & (IX_WORD_GIVEN | IX_WORD_FAMILY)) != 0) {
        evidence->person += (flags & IX_WORD_GIVEN) != 0 ? 3 : 2;
    }
    if ((flags & IX_WORD_TITLE) != 0) {
        evidence->person += (marks & MARK_TITLE_UNSURE) == 0 ? 3 : i == 0;
    }
    if ((marks & (MARK_PARTICLE_SON | MARK_PARTICLE_AFTER)) != 0 && i > 0) {
        evidence->person += last && (marks & MARK_PARTICLE_SON) != 0 ? 0 : 2;
    }
    patronymic_kind patronymic = i > 0 ? names_patronymic(unit->text) : PATRONYMIC_NONE;
    evidence->person += patronymic == PATRONYMIC_WEAK ? 1 : patronymic != PATRONYMIC_NONE ? 3 : 0;
    if (unit->single) {
        evidence->person += 1;
    } else if (unit->tokens > 1 && unit->dotted) {
        evidence->person += i == 0 && !last ? 2 : 1;
    }
}

/* Signs of an organization in one unit. */
static void weigh_organization(names_evidence *evidence, const names_parse *parse, int i) {
    const names_unit *unit = &parse->units[i];
    uint16_t marks = names_unit_marks(unit);
    if (names_unit_has(unit, IX_WORD_ORG_GENERIC)) {
        bool sure = (marks & MARK_GENERIC_UNSURE) == 0;
        evidence->firm |= sure;
        evidence->organization += !sure;
    }
    bool inner = i + 1 < parse->unit_count && parse->units[i + 1].joint != IX_JOINT_COMMA;
    if ((marks & MARK_STOP_ORG) != 0 && inner) {
        evidence->organization += 3;
    }
    if ((marks & MARK_NUMBER_SIGN) != 0 && inner && parse->units[i + 1].kind == IX_TOKEN_NUMBER) {
        evidence->organization += 3;
    }
    if (unit->joint == IX_JOINT_AMPERSAND) {
        evidence->organization += 5;
    }
    /* 44th and A380, but not s1m0n: digits in place of letters. */
    char first = unit->text.ptr[0], end = unit->text.ptr[unit->text.len - 1];
    if (unit->kind != IX_TOKEN_WORD &&
        ((first >= '0' && first <= '9') || (end >= '0' && end <= '9'))) {
        evidence->organization += 2;
    }
    if ((marks & MARK_ROMAN) != 0 && names_number_of(parse, i) != 0) {
        evidence->organization += 1;
    }
    if (unit->tokens > 2 && unit->dotted && parse->unit_count == 1) {
        evidence->organization += 3; /* U.N.I.T.A. */
    }
}

static names_evidence weigh(const names_parse *parse, bool comma) {
    names_evidence evidence = {0};
    for (int i = 0; i < parse->unit_count; i++) {
        const form_match *form = &parse->forms[i];
        bool whole = form->units == parse->unit_count;
        if (form->form != 0 && !whole && !is_initials(parse, i, comma)) {
            weigh_form(&evidence, parse, i, comma);
            i += form->units - 1;
            continue;
        }
        weigh_person(&evidence, parse, i);
        weigh_organization(&evidence, parse, i);
    }
    return evidence;
}

static bool is_tail_number(const names_parse *parse) {
    if (parse->token_count != 2 || parse->tokens[1].joint != IX_JOINT_HYPHEN) {
        return false;
    }
    const names_unit *mark = &parse->tokens[0], *number = &parse->tokens[1];
    bool digits = mark->kind == IX_TOKEN_MIXED || number->kind != IX_TOKEN_WORD;
    bool upper = (mark->upper || mark->kind == IX_TOKEN_NUMBER) &&
                 (number->upper || number->kind == IX_TOKEN_NUMBER);
    return digits && upper && mark->text.len <= 2 && number->text.len >= 3 && number->text.len <= 5;
}

static bool is_vessel(const names_parse *parse) {
    const names_unit *first = &parse->units[0];
    if (parse->unit_count < 2 || !names_unit_has(first, IX_WORD_VESSEL_PREFIX) ||
        parse->units[1].joint == IX_JOINT_COMMA) {
        return false;
    }
    return first->slashed || ((names_unit_marks(first) & MARK_VESSEL_UNSURE) == 0 && first->upper);
}

ix_party_type names_guess(const names_parse *parse) {
    if (parse->unit_count == 0) {
        return IX_PARTY_ANY;
    }
    if (is_tail_number(parse)) {
        return IX_PARTY_AIRCRAFT;
    }
    int comma = names_comma_at(parse);
    names_evidence evidence = weigh(parse, comma > 0);
    bool given_behind = comma > 0 && names_unit_has(&parse->tokens[comma], IX_WORD_GIVEN) &&
                        comma <= 3 && evidence.organization == 0;
    if (evidence.firm && !given_behind) {
        return IX_PARTY_ORGANIZATION;
    }
    if (is_vessel(parse)) {
        return IX_PARTY_VESSEL;
    }
    if (comma > 0) {
        return evidence.organization >= 2 && evidence.person < 3 ? IX_PARTY_ORGANIZATION
                                                                 : IX_PARTY_PERSON;
    }
    if (evidence.organization >= 2 && evidence.person < evidence.organization) {
        return IX_PARTY_ORGANIZATION;
    }
    return evidence.person >= 2 ? IX_PARTY_PERSON : IX_PARTY_ANY;
}
