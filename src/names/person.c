/* Roles of the parts of a person's name.
 *
 * With "SURNAME, Given" the name has two regions, parted by the first comma; else it is one region
 * whose order tells nothing. First the words that are no names are told from those that are
 * (numbers, suffixes, titles, initials, particles), then each region gives roles to the rest. */
#include "parse.h"

#include <assert.h>
#include <string.h>

typedef struct region {
    int from, to;
    bool family; /* what stands before the comma */
} region;

/* Letters written as two or three in Latin: "Yu. A. Ivanov". */
static bool is_letter_pair(ix_str folded) {
    static const char pairs[] = " yu ya ye yo iu ia ju ja je zh kh ch sh ts th ph dj dz gh dzh ";
    if (folded.len < 2 || folded.len > 3) {
        return false;
    }
    char spaced[5] = {' ', ' ', ' ', ' ', ' '};
    memcpy(spaced + 1, folded.ptr, (size_t)folded.len);
    return ix_str_find(IX_STR(pairs), (ix_str){spaced, folded.len + 2}, 0) >= 0;
}

static bool is_name_role(uint8_t role) {
    return role == IX_ROLE_UNKNOWN || role == IX_ROLE_GIVEN || role == IX_ROLE_FAMILY ||
           role == IX_ROLE_PATRONYMIC;
}

/* Words of a region that are names, and initials if asked. */
static int count_names(const names_parse *parse, region r, bool initials) {
    int count = 0;
    for (int i = r.from; i < r.to; i++) {
        count += is_name_role(parse->roles[i]) || (initials && parse->roles[i] == IX_ROLE_INITIAL);
    }
    return count;
}

/* Jr, III, PhD: at the end of a region, with a name before it. */
static void mark_suffixes(names_parse *parse, region r) {
    for (int i = r.to - 1; i > r.from; i--) {
        const names_unit *token = &parse->tokens[i];
        bool unsure = (names_unit_marks(token) & MARK_SUFFIX_UNSURE) != 0;
        if (!names_unit_has(token, IX_WORD_SUFFIX) || (unsure && (i != r.to - 1 || r.family))) {
            return;
        }
        parse->roles[i] = IX_ROLE_SUFFIX;
    }
}

/* Behind a second comma a suffix stands alone: "KING, Martin, Jr." */
static void mark_trailing_suffix(names_parse *parse, region r) {
    if (!r.family && r.from > 0 && r.to - r.from >= 1) {
        const names_unit *token = &parse->tokens[r.to - 1];
        if (token->joint == IX_JOINT_COMMA && names_unit_has(token, IX_WORD_SUFFIX)) {
            parse->roles[r.to - 1] = IX_ROLE_SUFFIX;
        }
    }
}

static bool is_first_name_of(const names_parse *parse, region r, int i) {
    for (int k = r.from; k < i; k++) {
        if (parse->roles[k] != IX_ROLE_TITLE) {
            return false;
        }
    }
    return true;
}

static void mark_titles(names_parse *parse, region r) {
    for (int i = r.from; i < r.to; i++) {
        const names_unit *token = &parse->tokens[i];
        if (parse->roles[i] != IX_ROLE_UNKNOWN || !names_unit_has(token, IX_WORD_TITLE)) {
            continue;
        }
        bool sure = (names_unit_marks(token) & MARK_TITLE_UNSURE) == 0;
        /* King, Major, Sheikh are surnames too: titles only in front of two names or more, or of a
         * given name whose family name stands before the comma. */
        bool leads = is_first_name_of(parse, r, i) && !r.family && r.to - i > (r.from > 0 ? 1 : 2);
        if (sure || token->dotted || leads) {
            parse->roles[i] = IX_ROLE_TITLE;
        }
    }
    /* A region of nothing but titles has one that is a name: "HAJI, Abdul". */
    for (int i = r.to - 1; i >= r.from && count_names(parse, r, true) == 0; i--) {
        if (parse->roles[i] == IX_ROLE_TITLE) {
            parse->roles[i] = IX_ROLE_UNKNOWN;
        }
    }
}

/* The role of a single letter: y and e are words between two surnames, O and D part of one. */
static uint8_t letter_role(const names_unit *token, region r, int i) {
    bool inner = i > r.from && i + 1 < r.to;
    bool word = (names_unit_marks(token) & MARK_STOP_LETTER) != 0 && !token->dotted;
    if (word && inner && (!token->upper || r.family)) {
        return IX_ROLE_STOP;
    }
    if (r.family && !token->dotted) {
        return i + 1 < r.to ? IX_ROLE_PARTICLE : IX_ROLE_UNKNOWN;
    }
    return IX_ROLE_INITIAL;
}

static bool is_particle(const names_parse *parse, region r, int i) {
    const names_unit *token = &parse->tokens[i];
    if (!names_unit_has(token, IX_WORD_PARTICLE)) {
        return false;
    }
    uint16_t marks = names_unit_marks(token);
    if ((marks & MARK_PARTICLE_AFTER) != 0) {
        return i > r.from;
    }
    bool last = i + 1 >= r.to || parse->roles[i + 1] == IX_ROLE_SUFFIX;
    if (last || ((marks & MARK_PARTICLE_HYPHEN) != 0 && !parse->tokens[i + 1].joined)) {
        return false;
    }
    return (marks & MARK_PARTICLE_UNSURE) == 0 || r.family || !is_first_name_of(parse, r, i);
}

static void mark_small_words(names_parse *parse, region r) {
    for (int i = r.from; i < r.to; i++) {
        const names_unit *token = &parse->tokens[i];
        if (parse->roles[i] != IX_ROLE_UNKNOWN) {
            continue;
        }
        if (token->kind == IX_TOKEN_NUMBER) {
            parse->roles[i] = IX_ROLE_NUMBER;
        } else if (token->single) {
            parse->roles[i] = letter_role(token, r, i);
        } else if (token->dotted && is_letter_pair(token->text)) {
            parse->roles[i] = IX_ROLE_INITIAL;
        } else if (is_particle(parse, r, i)) {
            parse->roles[i] = IX_ROLE_PARTICLE;
        } else if (names_unit_has(token, IX_WORD_STOP) &&
                   (names_unit_marks(token) & MARK_STOP_INNER) == 0 &&
                   !names_unit_has(token, IX_WORD_GIVEN | IX_WORD_FAMILY)) {
            parse->roles[i] = IX_ROLE_STOP;
        }
    }
}

/* The nearest name or initial before i in the region, or -1. */
static int name_before(const names_parse *parse, region r, int i) {
    for (int k = i - 1; k >= r.from; k--) {
        if (is_name_role(parse->roles[k]) || parse->roles[k] == IX_ROLE_INITIAL) {
            return k;
        }
    }
    return -1;
}

/* Does "bin" or "ibn" stand right before i, articles aside? */
static bool follows_son(const names_parse *parse, region r, int i) {
    for (int k = i - 1; k >= r.from && parse->roles[k] == IX_ROLE_PARTICLE; k--) {
        if ((names_unit_marks(&parse->tokens[k]) & MARK_PARTICLE_SON) != 0) {
            return true;
        }
    }
    return false;
}

static bool precedes_after_mark(const names_parse *parse, region r, int i) {
    return i + 1 < r.to && parse->roles[i + 1] == IX_ROLE_PARTICLE &&
           (names_unit_marks(&parse->tokens[i + 1]) & MARK_PARTICLE_AFTER) != 0;
}

static void give_family_region(names_parse *parse, region r) {
    for (int i = r.from; i < r.to; i++) {
        if (parse->roles[i] == IX_ROLE_UNKNOWN) {
            parse->roles[i] = IX_ROLE_FAMILY;
        }
    }
}

/* Behind the comma: given names, and the father's name by suffix and position. */
static void give_given_region(names_parse *parse, region r) {
    for (int i = r.from; i < r.to; i++) {
        if (parse->roles[i] != IX_ROLE_UNKNOWN) {
            continue;
        }
        bool later = name_before(parse, r, i) >= 0;
        bool father = follows_son(parse, r, i) || precedes_after_mark(parse, r, i) ||
                      names_patronymic(parse->tokens[i].text) != PATRONYMIC_NONE;
        parse->roles[i] = later && father ? IX_ROLE_PATRONYMIC : IX_ROLE_GIVEN;
    }
}

static bool is_surely_given(const names_parse *parse, int i) {
    return parse->roles[i] == IX_ROLE_UNKNOWN && names_unit_has(&parse->tokens[i], IX_WORD_GIVEN) &&
           !names_unit_has(&parse->tokens[i], IX_WORD_FAMILY);
}

/* Can token i be a patronymic by its ending, in a name of `names` names without a comma? A male one
 * may as well be a surname (Abramovich): among two names it is left undecided. A Czech one is a
 * surname in the Balkans (Petrovic): it must stand between two others. */
static bool may_be_patronymic(const names_parse *parse, region r, int i, int names) {
    switch (names_patronymic(parse->tokens[i].text)) {
    case PATRONYMIC_FEMALE:
        return true;
    case PATRONYMIC_MALE:
        return names >= 3;
    case PATRONYMIC_WEAK:
        return names == 3 && i + 1 < r.to && parse->roles[i + 1] == IX_ROLE_UNKNOWN;
    default:
        return false;
    }
}

/* The token that is a patronymic in a name without a comma, or -1. Of several the one behind a
 * known given name is preferred, then the last. */
static int find_patronymic(const names_parse *parse, region r) {
    int names = count_names(parse, r, true);
    int found = -1;
    for (int i = r.from; i < r.to; i++) {
        int before = name_before(parse, r, i);
        if (parse->roles[i] != IX_ROLE_UNKNOWN || before < 0) {
            continue;
        }
        bool after_mark = precedes_after_mark(parse, r, i);
        if (!after_mark && !may_be_patronymic(parse, r, i, names)) {
            continue;
        }
        found = i;
        if (after_mark || names_unit_has(&parse->tokens[before], IX_WORD_GIVEN)) {
            return found;
        }
    }
    return found;
}

/* "Andrei Gennadyevich Tikhonov" or "Tikhonov Andrei Gennadyevich": what stands before the
 * patronymic is the given name; a single name that is left is the family name. */
static void give_around_patronymic(names_parse *parse, region r, int patronymic) {
    int given = name_before(parse, r, patronymic);
    assert(given >= 0);
    parse->roles[patronymic] = IX_ROLE_PATRONYMIC;
    if (parse->roles[given] == IX_ROLE_UNKNOWN) {
        parse->roles[given] = IX_ROLE_GIVEN;
    }
    for (int i = r.from; i < given; i++) {
        if (is_surely_given(parse, i)) {
            parse->roles[i] = IX_ROLE_GIVEN;
        }
    }
    int left = -1;
    for (int i = r.from; i < r.to; i++) {
        if (parse->roles[i] == IX_ROLE_UNKNOWN) {
            if (left >= 0) {
                return;
            }
            left = i;
        }
    }
    if (left >= 0) {
        parse->roles[left] = IX_ROLE_FAMILY;
    }
}

/* Known given names that stand together are given names, if another word is left to be the family
 * name and no "bin" makes them a father's. */
static void give_known(names_parse *parse, region r) {
    int sure = 0, first = -1;
    for (int i = r.to - 1; i >= r.from; i--) {
        if (is_surely_given(parse, i) && !follows_son(parse, r, i)) {
            sure++;
            first = i;
        }
    }
    if (sure == 0 || sure == count_names(parse, r, false)) {
        return;
    }
    for (int i = first; i < r.to; i++) {
        if (is_surely_given(parse, i) && !follows_son(parse, r, i)) {
            parse->roles[i] = IX_ROLE_GIVEN;
        } else if (is_name_role(parse->roles[i])) {
            return;
        }
    }
}

/* Names in Han characters begin with the family name, with a space behind it or none. Those with a
 * dot in between are foreign, in any order. Returns whether there is nothing else to find. */
static bool give_han(names_parse *parse, region r) {
    for (int i = r.from; i < r.to; i++) {
        if (!names_is_character(&parse->tokens[i]) || parse->roles[i] != IX_ROLE_UNKNOWN) {
            return false;
        }
        if (i > r.from && parse->tokens[i].joint != IX_JOINT_NONE &&
            parse->tokens[i].joint != IX_JOINT_SPACE) {
            return true;
        }
    }
    int count = r.to - r.from;
    int family = names_han_surname(&parse->tokens[r.from], count, parse->knowledge);
    for (int i = 0; i < count && family > 0 && family < count; i++) {
        parse->roles[r.from + i] = i < family ? IX_ROLE_FAMILY : IX_ROLE_GIVEN;
    }
    return true;
}

static void give_open_region(names_parse *parse, region r) {
    if (give_han(parse, r)) {
        return;
    }
    int patronymic = find_patronymic(parse, r);
    if (patronymic >= 0) {
        give_around_patronymic(parse, r, patronymic);
    } else {
        give_known(parse, r);
    }
}

void names_person_roles(names_parse *parse, bool *comma_order) {
    int comma = names_comma_at(parse);
    *comma_order = comma > 0;
    region regions[2] = {
        {.from = 0, .to = comma > 0 ? comma : parse->token_count, .family = comma > 0},
        {.from = comma, .to = parse->token_count}};
    int count = comma > 0 ? 2 : 1;
    for (int i = 0; i < parse->token_count; i++) {
        parse->roles[i] = IX_ROLE_UNKNOWN;
        parse->last_merged[i] = false;
        parse->numbers[i] = 0;
    }
    for (int i = 0; i < count; i++) {
        mark_trailing_suffix(parse, regions[i]);
        mark_suffixes(parse, regions[i]);
        mark_titles(parse, regions[i]);
        mark_small_words(parse, regions[i]);
    }
    if (comma > 0) {
        give_family_region(parse, regions[0]);
        give_given_region(parse, regions[1]);
    } else {
        give_open_region(parse, regions[0]);
    }
}
