/* The ways to read a name of the question. */
#include "judge.h"

#include <string.h>

/* Legal forms this short are surnames too: Soe, Pao, Gu. */
#define FORM_OR_NAME_LENGTH 4
#define NAME_PARTS_MAX      6
#define READINGS_OF_A_NAME  3

static ix_status out_of_memory(const ix_judge *judge) {
    return ix_error_set(judge->error, IX_E_MEMORY, "no memory to prepare the question");
}

static ix_status add_reading(ix_judge *judge, const ix_parsed_name *parsed, int query_name) {
    ix_reading *reading = &judge->readings[judge->reading_count++];
    reading->parsed = parsed;
    reading->query_name = query_name;
    ix_status status = ix_mname_make(&reading->name, judge->index->knowledge, parsed, judge->arena);
    return status == IX_OK ? IX_OK : out_of_memory(judge);
}

/* Another parse of the same bytes, or of a copy of equal length. */
static ix_status add_parse(ix_judge *judge, ix_str text, ix_party_type type, int query_name) {
    ix_parsed_name *parsed = IX_NEW(judge->arena, ix_parsed_name, 1);
    if (!parsed) {
        return out_of_memory(judge);
    }
    ix_status status =
        ix_name_parse(parsed, judge->index->knowledge, text, type, judge->arena, judge->error);
    status = status ? status : add_reading(judge, parsed, query_name);
    /* Evidence shows what was written, not what was read into it. */
    parsed->raw = judge->query->names[query_name].raw;
    return status;
}

static bool may_be_surname(const ix_parsed_name *name) {
    if (name->guess == IX_PARTY_PERSON || name->count > NAME_PARTS_MAX) {
        return false;
    }
    for (int i = 0; i < name->count; i++) {
        if (name->parts[i].role == IX_ROLE_LEGAL_FORM &&
            name->parts[i].text.len <= FORM_OR_NAME_LENGTH) {
            return true;
        }
    }
    return false;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The letter a digit stands for in writing meant to deceive; 0 for a digit that stands for none. */
static char letter_of(char c) {
    static const char letters[10] = {'o', 'i', 0, 'e', 'a', 's', 'b', 't', 'b', 'g'};
    return c >= '0' && c <= '9' ? letters[c - '0'] : '\0';
}

/* A copy with digits beside letters made letters; empty when there is none. */
static ix_status without_digits(ix_str *out, const ix_judge *judge, ix_str text) {
    *out = (ix_str){0};
    char *bytes = NULL;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        char letter = letter_of(text.ptr[i]);
        bool beside = (i > 0 && is_letter(bytes ? bytes[i - 1] : text.ptr[i - 1])) ||
                      (i + 1 < text.len && is_letter(text.ptr[i + 1]));
        if (letter == '\0' || !beside) {
            continue;
        }
        if (!bytes) {
            *out = ix_arena_copy(judge->arena, text);
            bytes = (char *)(uintptr_t)out->ptr;
            if (!bytes) {
                return out_of_memory(judge);
            }
        }
        bytes[i] = letter;
    }
    return IX_OK;
}

static ix_status add_other_readings(ix_judge *judge, int query_name) {
    const ix_parsed_name *name = &judge->query->names[query_name];
    ix_status status = IX_OK;
    if (judge->query->type == IX_PARTY_ANY && may_be_surname(name)) {
        status = add_parse(judge, name->raw, IX_PARTY_PERSON, query_name);
        ix_reading *reading = &judge->readings[judge->reading_count - 1];
        reading->persons_only = true;
        reading->name.guess = IX_PARTY_ANY;
    }
    ix_str letters = {0};
    status = status ? status : without_digits(&letters, judge, name->raw);
    if (status == IX_OK && letters.len > 0) {
        status = add_parse(judge, letters, judge->query->type, query_name);
        judge->readings[judge->reading_count - 1].loose = true;
    }
    return status;
}

ix_status ix_readings_make(ix_judge *judge) {
    int count = judge->query->name_count;
    judge->readings = IX_NEW(judge->arena, ix_reading, READINGS_OF_A_NAME * count + 1);
    ix_status status = judge->readings ? IX_OK : out_of_memory(judge);
    for (int i = 0; status == IX_OK && i < count; i++) {
        status = add_reading(judge, &judge->query->names[i], i);
    }
    for (int i = 0; status == IX_OK && i < count; i++) {
        status = add_other_readings(judge, i);
    }
    return status;
}

bool ix_reading_holds(const ix_judge *judge, int reading, ix_party_type listed) {
    return !judge->readings[reading].persons_only || listed == IX_PARTY_PERSON;
}
