/* Evidence in sentences: what was asked, what is listed, and how the two stand to each other. Each
 * kind of evidence has a function, each function a case for every relation and no default, so that
 * the compiler tells where a new relation has no sentence. */
#include "sentence.h"

#include <string.h>

#include "words.h"

typedef struct telling {
    ix_buf *out;
    ix_relation_kind relation;
    ix_str query, listed;
} telling;

/* Text with the asked side for %q, the listed for %l, both in quotation marks; %Q and %L: without.
 */
static void say(const telling *t, const char *text) {
    for (; *text != '\0'; text++) {
        bool asked = text[0] == '%' && (text[1] == 'q' || text[1] == 'Q');
        bool listed = text[0] == '%' && (text[1] == 'l' || text[1] == 'L');
        if (!asked && !listed) {
            ix_buf_append_char(t->out, *text);
            continue;
        }
        bool quoted = text[1] == 'q' || text[1] == 'l';
        ix_buf_append(t->out, quoted ? IX_STR("\"") : (ix_str){0});
        words_append(t->out, asked ? t->query : t->listed);
        ix_buf_append(t->out, quoted ? IX_STR("\"") : (ix_str){0});
        text++;
    }
}

/* ------------------------------------------------------------------ dates */

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

static int number_at(ix_str text, ptrdiff_t at, int digits) {
    int value = 0;
    for (ptrdiff_t i = at; i < at + digits; i++) {
        if (i >= text.len || text.ptr[i] < '0' || text.ptr[i] > '9') {
            return -1;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    return value;
}

/* YYYY, YYYY-MM or YYYY-MM-DD; false when it is none. */
static bool append_single(ix_buf *out, ix_str date, bool alone) {
    int year = number_at(date, 0, 4), month = number_at(date, 5, 2), day = number_at(date, 8, 2);
    bool shaped = (date.len == 4 || date.len == 7 || date.len == 10) && year >= 0 &&
                  (date.len < 7 || (month >= 1 && month <= 12)) && (date.len < 10 || day >= 1);
    if (!shaped) {
        return false;
    }
    if (date.len == 10) {
        ix_buf_printf(out, "%d ", day);
    }
    if (date.len >= 7) {
        ix_buf_printf(out, "%s ", months[month - 1]);
    }
    ix_buf_printf(out, "%d", year);
    if (alone && date.len < 10) {
        ix_buf_append_cstr(out, date.len == 4 ? ", year only" : ", no day");
    }
    return true;
}

void sentence_append_date(ix_buf *out, ix_str date) {
    size_t before = out->len;
    bool circa = date.len > 0 && date.ptr[0] == '~';
    ix_str rest = circa ? ix_str_slice(date, 1, date.len) : date;
    ix_str to;
    ix_str from = ix_str_cut(rest, '/', &to);
    bool range = to.ptr != NULL;
    ix_buf_append_cstr(out, circa ? "about " : "");
    ix_buf_append_cstr(out, range ? "between " : "");
    if (range && to.len > 0 && to.ptr[0] == '~') {
        to = ix_str_slice(to, 1, to.len);
    }
    bool told = append_single(out, from, !circa && !range);
    if (told && range) {
        ix_buf_append_cstr(out, " and ");
        told = append_single(out, to, false);
    }
    if (!told) {
        out->len = before;
        words_append(out, date);
    }
}

static void say_dates(const telling *t, const char *before, const char *between,
                      const char *behind) {
    ix_buf_append_cstr(t->out, before);
    sentence_append_date(t->out, t->query);
    ix_buf_append_cstr(t->out, between);
    sentence_append_date(t->out, t->listed);
    ix_buf_append_cstr(t->out, behind);
}

static void tell_birth_date(const telling *t) {
    static const char asked[] = "The date of birth asked, ";
    switch (t->relation) {
    case IX_RELATION_EQUAL:
        if (ix_str_equal(t->query, t->listed)) {
            ix_buf_append_cstr(t->out, "The date of birth is the listed one, ");
            sentence_append_date(t->out, t->query);
        } else {
            say_dates(t, asked, ", agrees with the listed ", " as far as both tell");
        }
        break;
    case IX_RELATION_TYPO:
        say_dates(t, asked, ", is a slip away from the listed ", "");
        break;
    case IX_RELATION_CONTRADICTS:
        say_dates(t, asked, ", contradicts the listed ", "");
        break;
    case IX_RELATION_MISSING:
        say(t, t->query.len > 0 ? "The date of birth asked is not listed"
                                : "The listed date of birth was not asked about");
        break;
    case IX_RELATION_TRANSLITERATION:
    case IX_RELATION_VARIANT:
    case IX_RELATION_NICKNAME:
    case IX_RELATION_SOUND:
    case IX_RELATION_INITIAL:
    case IX_RELATION_JOINED:
    case IX_RELATION_ACRONYM:
        say_dates(t, asked, ", may be the listed ", "");
        break;
    }
}

/* ------------------------------------------------------------------ names */

static void tell_name_part(const telling *t) {
    switch (t->relation) {
    case IX_RELATION_EQUAL:
        say(t, "%q is the listed %l");
        break;
    case IX_RELATION_TRANSLITERATION:
        say(t, "%q is the listed %l in another transliteration");
        break;
    case IX_RELATION_VARIANT:
        say(t, "%q is another form of the listed %l");
        break;
    case IX_RELATION_NICKNAME:
        say(t, "%q and the listed %l are a name and its short form");
        break;
    case IX_RELATION_SOUND:
        say(t, "%q sounds like the listed %l and is spelt otherwise");
        break;
    case IX_RELATION_TYPO:
        say(t, "%q is the listed %l but for a letter or two");
        break;
    case IX_RELATION_INITIAL:
        say(t, t->query.len <= t->listed.len ? "%q may be the initial of the listed %l"
                                             : "%q may be what the listed initial %l stands for");
        break;
    case IX_RELATION_JOINED:
        say(t, "%q is the listed %l, written together or apart");
        break;
    case IX_RELATION_ACRONYM:
        say(t, "%q and the listed %l: one has the first letters of the other");
        break;
    case IX_RELATION_MISSING:
        say(t, t->query.len > 0 ? "The listed name has nothing like %q"
                                : "The listed %l was not asked about");
        break;
    case IX_RELATION_CONTRADICTS:
        say(t, "%q was asked where %l is listed");
        break;
    }
}

static void tell_whole_name(const telling *t) {
    switch (t->relation) {
    case IX_RELATION_EQUAL:
        say(t, "The name asked is the listed name as a whole");
        break;
    case IX_RELATION_CONTRADICTS:
        say(t, "The names are at odds as a whole: %q was asked, %l is listed");
        break;
    case IX_RELATION_MISSING:
        say(t, "One of the names is only part of the other");
        break;
    case IX_RELATION_TRANSLITERATION:
        say(t, "The name asked is what is left of the listed name when all but ASCII is lost, or "
               "the other way");
        break;
    case IX_RELATION_VARIANT:
    case IX_RELATION_NICKNAME:
    case IX_RELATION_SOUND:
    case IX_RELATION_TYPO:
    case IX_RELATION_INITIAL:
    case IX_RELATION_JOINED:
    case IX_RELATION_ACRONYM:
        say(t, "Nothing of either name is left over");
        break;
    }
}

/* ------------------------------------------------------------------ all else */

/* What is told of a kind of evidence that agrees, is alike, contradicts, or stands on one side. */
typedef struct phrases {
    const char *equal, *alike, *slip, *contradicts, *asked_only, *listed_only;
} phrases;

static void tell_plain(const telling *t, const phrases *p) {
    switch (t->relation) {
    case IX_RELATION_EQUAL:
        say(t, p->equal);
        break;
    case IX_RELATION_SOUND:
    case IX_RELATION_TYPO:
        say(t, p->slip);
        break;
    case IX_RELATION_CONTRADICTS:
        say(t, p->contradicts);
        break;
    case IX_RELATION_MISSING:
        say(t, t->query.len > 0 ? p->asked_only : p->listed_only);
        break;
    case IX_RELATION_TRANSLITERATION:
    case IX_RELATION_VARIANT:
    case IX_RELATION_NICKNAME:
    case IX_RELATION_INITIAL:
    case IX_RELATION_JOINED:
    case IX_RELATION_ACRONYM:
        say(t, p->alike);
        break;
    }
}

static const phrases country = {"The country is the listed one, %Q",
                                "The country asked, %Q, lies on the ground of the listed %L",
                                "The country asked, %Q, is like the listed %L",
                                "The country asked is %Q, the listed one %L",
                                "No country is listed; %Q was asked",
                                "The listed country, %L, was not asked about"};
static const phrases gender = {"The gender is the listed one, %Q",
                               "The gender asked, %Q, fits the listed %L",
                               "The gender asked, %Q, is like the listed %L",
                               "The gender asked is %Q, the listed one %L",
                               "No gender is listed; %Q was asked",
                               "The listed gender, %L, was not asked about"};
static const phrases identifier = {
    "The identifier %q is the listed one",
    "The number %q is the listed %l, given without its kind or as another one",
    "The identifier %q is one slip away from the listed %l",
    "The identifier asked is %q, the listed one %l: another one",
    "The identifier %q is not listed",
    "The listed identifier %l was not asked about"};
static const phrases party_type = {"Both are of one kind: %Q",
                                   "The kind asked, %Q, fits the listed %L",
                                   "The kind asked, %Q, is like the listed %L",
                                   "The kind asked is %Q, the listed one %L",
                                   "The list does not tell the kind; %Q was asked",
                                   "The listed kind, %L, was not asked about"};
static const phrases address = {"The address %q is the listed %l, by its street",
                                "The address %q is in the listed place, %l",
                                "The address %q is like the listed %l",
                                "The address asked is %q, the listed one %l",
                                "The address %q is not listed",
                                "The listed address %l was not asked about"};
static const phrases birth_place = {"The place of birth %q is the listed %l",
                                    "The place of birth %q is in the listed country, %l",
                                    "The place of birth %q is like the listed %l",
                                    "The place of birth asked is %q, the listed one %l",
                                    "No place of birth is listed; %q was asked",
                                    "The listed place of birth %l was not asked about"};

/* Who holds the party and what it comes to. */
static void tell_stakes(const telling *t) {
    say(t, "%q is held by listed parties or by what these own: %L");
}

void sentence_append(ix_buf *out, ix_evidence_kind kind, ix_relation_kind relation, ix_str query,
                     ix_str listed) {
    telling t = {out, relation, query, listed};
    switch (kind) {
    case IX_EVIDENCE_NAME_PART:
        tell_name_part(&t);
        break;
    case IX_EVIDENCE_NAME:
        tell_whole_name(&t);
        break;
    case IX_EVIDENCE_DOB:
        tell_birth_date(&t);
        break;
    case IX_EVIDENCE_COUNTRY:
        tell_plain(&t, &country);
        break;
    case IX_EVIDENCE_GENDER:
        tell_plain(&t, &gender);
        break;
    case IX_EVIDENCE_IDENTIFIER:
        tell_plain(&t, &identifier);
        break;
    case IX_EVIDENCE_TYPE:
        tell_plain(&t, &party_type);
        break;
    case IX_EVIDENCE_ADDRESS:
        tell_plain(&t, &address);
        break;
    case IX_EVIDENCE_OWNERSHIP:
        tell_stakes(&t);
        break;
    case IX_EVIDENCE_BIRTH_PLACE:
        tell_plain(&t, &birth_place);
        break;
    }
}

/* ------------------------------------------------------------------ groups and strength */

sentence_group sentence_group_of(ix_evidence_kind kind, ix_relation_kind relation) {
    switch (relation) {
    case IX_RELATION_MISSING:
        return SENTENCE_MISSING;
    case IX_RELATION_CONTRADICTS:
        return SENTENCE_CONTRADICTS;
    case IX_RELATION_SOUND:
    case IX_RELATION_TYPO:
        return SENTENCE_DIFFERS;
    case IX_RELATION_VARIANT:
    case IX_RELATION_NICKNAME:
    case IX_RELATION_INITIAL:
        return kind == IX_EVIDENCE_NAME_PART ? SENTENCE_DIFFERS : SENTENCE_AGREES;
    case IX_RELATION_EQUAL:
    case IX_RELATION_TRANSLITERATION:
    case IX_RELATION_JOINED:
    case IX_RELATION_ACRONYM:
        break;
    }
    return SENTENCE_AGREES;
}

const char *sentence_group_name(sentence_group group) {
    switch (group) {
    case SENTENCE_AGREES:
        return "agrees";
    case SENTENCE_DIFFERS:
        return "differs";
    case SENTENCE_MISSING:
        return "missing";
    case SENTENCE_CONTRADICTS:
        break;
    }
    return "contradicts";
}

void sentence_append_strength(ix_buf *out, int64_t millibits) {
    int64_t size = millibits < 0 ? -millibits : millibits;
    const char *strength = size >= 16000  ? "very strong"
                           : size >= 8000 ? "strong"
                           : size >= 3000 ? "fair"
                           : size >= 1000 ? "weak"
                                          : "next to no";
    ix_buf_printf(out, "%s evidence %s it", strength, millibits < 0 ? "against" : "for");
}

/* ------------------------------------------------------------------ what would settle it */

#define KIND(kind) (1u << (kind))

/* "a date of birth, a nationality and identifiers" */
static void append_unasked(ix_buf *out, unsigned unasked) {
    static const struct {
        ix_evidence_kind kind;
        const char *words;
    } kinds[] = {
        {IX_EVIDENCE_DOB, "a date of birth"}, {IX_EVIDENCE_BIRTH_PLACE, "a place of birth"},
        {IX_EVIDENCE_COUNTRY, "a country"},   {IX_EVIDENCE_GENDER, "a gender"},
        {IX_EVIDENCE_ADDRESS, "an address"},  {IX_EVIDENCE_IDENTIFIER, "identifiers"}};
    int left = __builtin_popcount(unasked), told = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if ((unasked & KIND(kinds[i].kind)) != 0) {
            left--;
            ix_buf_append_cstr(out, told == 0 ? "" : left > 0 ? ", " : " and ");
            ix_buf_append_cstr(out, kinds[i].words);
            told++;
        }
    }
}

static void append_swing(ix_buf *out, ix_evidence_kind kind, const char *what,
                         const sentence_sum *sum) {
    int32_t agreeing =
        ix_score_from_millibits((int32_t)sum->millibits + ix_evidence_worth(kind, true));
    int32_t differing =
        ix_score_from_millibits((int32_t)sum->millibits + ix_evidence_worth(kind, false));
    bool settles = agreeing >= sum->establish && !sum->contradicted;
    bool alerts = agreeing >= sum->alert;
    bool clears = differing < sum->alert;
    ix_buf_printf(out, " %s that agrees would %s", what,
                  settles  ? "establish it"
                  : alerts ? "have it above the alert bar"
                           : "not suffice");
    ix_buf_printf(out, "; one that differs would %s.",
                  clears ? "leave it below the alert bar" : "not be enough to clear it");
}

void sentence_append_settling(ix_buf *out, unsigned unasked, const sentence_sum *sum) {
    if (unasked == 0) {
        return;
    }
    ix_buf_append_cstr(out, "The listed party has ");
    append_unasked(out, unasked);
    ix_buf_append_cstr(out, ", not asked about.");
    if ((unasked & KIND(IX_EVIDENCE_DOB)) != 0) {
        append_swing(out, IX_EVIDENCE_DOB, "A date of birth", sum);
    }
    if ((unasked & KIND(IX_EVIDENCE_IDENTIFIER)) != 0) {
        ix_buf_append_cstr(out, " An identifier that agrees decides by itself.");
    }
}
