/* The ways to read a name of the question. */
#include "judge.h"
#include "lost_letter.h"
#include "split.h"

#include <string.h>

/* Legal forms this short are surnames too: Soe, Pao, Gu. */
#define FORM_OR_NAME_LENGTH 4
#define NAME_PARTS_MAX      6
#define TURNED_LENGTH       4 /* letters of a word that may be known backwards */

static ix_status out_of_memory(const ix_judge *judge) {
    return ix_error_set(judge->error, IX_E_MEMORY, "no memory to prepare the question");
}

static ix_status add_reading(ix_judge *judge, const ix_parsed_name *parsed, int query_name) {
    if (judge->reading_count == judge->reading_room) {
        int room = 2 * judge->reading_room + 1;
        ix_reading *more = IX_NEW_RAW(judge->arena, ix_reading, room);
        if (!more) {
            return out_of_memory(judge);
        }
        if (judge->reading_count > 0) {
            memcpy(more, judge->readings, (size_t)judge->reading_count * sizeof *more);
        }
        judge->readings = more;
        judge->reading_room = room;
    }
    ix_reading *reading = &judge->readings[judge->reading_count++];
    reading->persons_only = false;
    reading->text = (ix_str){0};
    reading->undone = 0;
    reading->parsed = parsed;
    reading->query_name = query_name;
    ix_part_cache *cache = judge->query->cache;
    ix_part_memo *memo = cache && cache->has_memo ? &cache->memo : NULL;
    ix_status status =
        ix_mname_make_with(&reading->name, judge->index->knowledge, memo, parsed, judge->arena);
    if (status == IX_OK) {
        ix_mname_prepare(&reading->name, judge->arena);
    }
    return status == IX_OK ? IX_OK : out_of_memory(judge);
}

/* Another parse of the same bytes. */
static ix_status add_parse(ix_judge *judge, ix_str text, ix_party_type type, int query_name) {
    ix_parsed_name *parsed = IX_NEW(judge->arena, ix_parsed_name, 1);
    if (!parsed) {
        return out_of_memory(judge);
    }
    ix_status status =
        ix_name_parse(parsed, judge->index->knowledge, text, type, judge->arena, judge->error);
    return status ? status : add_reading(judge, parsed, query_name);
}

/* Let the parse of another writing point at the text itself. */
void ix_writing_settle(ix_parsed_name *parsed, const ix_writing *writing, ix_str raw) {
    parsed->raw = raw;
    for (int i = 0; i < parsed->count; i++) {
        ix_part *part = &parsed->parts[i];
        ix_text_span span = ix_writing_origin(writing, raw, (ix_text_span){part->from, part->to});
        part->from = span.from;
        part->to = span.to;
    }
}

static ix_status add_writing(ix_judge *judge, const ix_writing *writing, int query_name) {
    ix_parsed_name *parsed = IX_NEW(judge->arena, ix_parsed_name, 1);
    if (!parsed) {
        return out_of_memory(judge);
    }
    ix_status status = ix_name_parse(parsed, judge->index->knowledge, writing->text,
                                     judge->query->type, judge->arena, judge->error);
    status = status ? status : add_reading(judge, parsed, query_name);
    if (status != IX_OK) {
        return status;
    }
    ix_reading *reading = &judge->readings[judge->reading_count - 1];
    reading->undone = writing->undone;
    reading->text = writing->text;
    if ((writing->undone & IX_DISGUISE_REVERSED) != 0) {
        reading->name.guess = IX_PARTY_ANY; /* the order of words turned round tells nothing */
    }
    ix_writing_settle(parsed, writing, judge->query->names[query_name].raw);
    if ((writing->undone & IX_DISGUISE_ABBREVIATED) != 0) {
        ix_mname_note_written_out(&reading->name, judge->index->knowledge, parsed, judge->arena);
    }
    return IX_OK;
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

/* ---------------------------------------------------------------- words turned round */

/* Is the word known when it is read backwards? */
static bool is_known_backwards(const ix_knowledge *knowledge, ix_str word) {
    char turned[IX_TOKEN_BYTES_MAX];
    if (word.len < TURNED_LENGTH || word.len > IX_TOKEN_BYTES_MAX) {
        return false;
    }
    for (ptrdiff_t i = 0; i < word.len; i++) {
        turned[i] = word.ptr[word.len - 1 - i];
    }
    return ix_knowledge_word(knowledge, (ix_str){turned, word.len}) != NULL;
}

/* Is it written with its capital at the end: nituP? */
static bool ends_in_capital(ix_str raw, const ix_part *part) {
    char first = raw.ptr[part->from], last = raw.ptr[part->to - 1];
    return part->text.len >= TURNED_LENGTH && first >= 'a' && first <= 'z' && last >= 'A' &&
           last <= 'Z';
}

/* What the text itself says is to be shown from right to left: from an override to its end. */
static int find_overridden(ix_text_span words[IX_PARTS_MAX], ix_str text) {
    static const ix_str begin = {"\xE2\x80\xAE", 3}, end = {"\xE2\x80\xAC", 3};
    int count = 0;
    ptrdiff_t at = ix_str_find(text, begin, 0);
    while (at >= 0 && count < IX_PARTS_MAX) {
        ptrdiff_t stop = ix_str_find(text, end, at);
        stop = stop < 0 ? text.len : stop;
        words[count++] = (ix_text_span){(int32_t)(at + begin.len), (int32_t)stop};
        at = ix_str_find(text, begin, stop);
    }
    return count;
}

/* Which words may have been turned round? Those that an override shows so; else those with their
 * capital at the end; else those that are known only backwards, and with them all others where none
 * is known as it stands. Returns how many. */
static int find_turned(ix_text_span words[IX_PARTS_MAX], const ix_knowledge *knowledge,
                       const ix_parsed_name *name) {
    bool capital = false, unknown = true, backwards = false;
    int count = find_overridden(words, name->raw);
    if (count > 0) {
        return count;
    }
    for (int i = 0; i < name->count; i++) {
        const ix_part *part = &name->parts[i];
        capital = capital || ends_in_capital(name->raw, part);
        unknown = unknown && (part->word == NULL || part->text.len < TURNED_LENGTH);
        backwards = backwards || (part->word == NULL && is_known_backwards(knowledge, part->text));
    }
    for (int i = 0; (capital || backwards) && i < name->count; i++) {
        const ix_part *part = &name->parts[i];
        bool turned = capital   ? ends_in_capital(name->raw, part)
                      : unknown ? part->text.len > 1
                                : part->word == NULL && is_known_backwards(knowledge, part->text);
        /* Parts that one character unfolds to share its span. */
        if (turned && (count == 0 || part->from >= words[count - 1].to)) {
            words[count++] = (ix_text_span){part->from, part->to};
        }
    }
    return count;
}

ix_status ix_writings_make(ix_writing out[IX_WRITINGS_ALL], int *count,
                           const ix_knowledge *knowledge, const ix_parsed_name *name,
                           ix_arena *arena, ix_error *error) {
    ix_status status = ix_text_undisguise(out, count, name->raw, arena, error);
    ix_text_span words[IX_PARTS_MAX];
    int turned = status == IX_OK ? find_turned(words, knowledge, name) : 0;
    if (turned > 0) {
        status = ix_text_reversed(&out[(*count)++], name->raw, words, turned, arena, error);
    }
    int rephrased = 0;
    status =
        status ? status : ix_name_rephrase(out + *count, &rephrased, knowledge, name, arena, error);
    *count += rephrased;
    return status;
}

/* ---------------------------------------------------------------- all readings */

static bool is_listed(void *context, ix_str folded) {
    return ix_dict_find(context, folded) != NULL;
}

/* With the letters that listed words have where a question mark stands. */
static ix_status add_completed(ix_judge *judge, int query_name) {
    ix_writing writings[IX_LOST_LETTERS_MAX];
    ix_words_at_hand words = {is_listed, (void *)(uintptr_t)judge->index};
    int count = 0;
    ix_status status = ix_lost_letters(writings, &count, judge->query->names[query_name].raw,
                                       &words, judge->arena, judge->error);
    for (int i = 0; status == IX_OK && i < count; i++) {
        status = add_writing(judge, &writings[i], query_name);
    }
    return status;
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
    ix_writing writings[IX_WRITINGS_ALL];
    int count = 0;
    status = status ? status
                    : ix_writings_make(writings, &count, judge->index->knowledge, name,
                                       judge->arena, judge->error);
    for (int i = 0; status == IX_OK && i < count; i++) {
        status = add_writing(judge, &writings[i], query_name);
    }
    for (int i = 0; query_name == 0 && status == IX_OK && i < judge->query->writing_count; i++) {
        status = add_writing(judge, &judge->query->writings[i], query_name);
    }
    return status ? status : add_completed(judge, query_name);
}

ix_status ix_readings_make(ix_judge *judge) {
    int count = judge->query->name_count;
    judge->readings = IX_NEW_RAW(judge->arena, ix_reading, count + 1);
    judge->reading_room = judge->readings ? count + 1 : 0;
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
