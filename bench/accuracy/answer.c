/* One line asked, one line answered. */
#include "accuracy.h"

#include <string.h>

#define WORDS_MAX  16
#define VALUES_MAX 16
#define RIGHT_MAX  1024

int cut_words(ix_str *words, int max, ix_str line) {
    int count = 0;
    while (count < max) {
        ptrdiff_t tab = ix_str_find(line, IX_STR("\t"), 0);
        words[count++] = tab < 0 ? line : ix_str_slice(line, 0, tab);
        if (tab < 0) {
            break;
        }
        line = ix_str_slice(line, tab + 1, line.len);
    }
    return count;
}

static void write_score(ix_buf *out, int32_t score) {
    ix_buf_append_char(out, '\t');
    ix_buf_append_int(out, score);
}

static void write_text(ix_buf *out, ix_str text) {
    ix_buf_append_char(out, '\t');
    for (ptrdiff_t i = 0; i < text.len; i++) {
        ix_buf_append_char(out, (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i]);
    }
}

/* ------------------------------------------------------------------ pair: two names */

/* Parts of the names that were taken for the same. */
static int count_linked(const ix_comparison *comparison) {
    int linked = 0;
    for (int i = 0; i < comparison->evidence_count; i++) {
        const ix_evidence *e = &comparison->evidence[i];
        linked += e->kind == IX_EVIDENCE_NAME_PART && e->relation != IX_RELATION_MISSING &&
                  e->relation != IX_RELATION_CONTRADICTS;
    }
    return linked;
}

static ix_status answer_pair(ix_buf *out, const lists *all, const ix_str *words, int count,
                             ix_arena *arena, ix_error *error) {
    ix_comparison comparison;
    ix_party_type type;
    plain_name a, b;
    if (count != 5 || !ix_party_type_parse(&type, words[2])) {
        return ix_error_set(error, IX_E_INPUT, "a pair is: id, type, name, name");
    }
    ix_status status =
        ix_match_compare(&comparison, all->knowledge, words[3], words[4], type, arena, error);
    status = status ? status : plain_name_read(&a, words[3], arena, error);
    status = status ? status : plain_name_read(&b, words[4], arena, error);
    if (status != IX_OK) {
        return status;
    }
    ix_buf_append(out, words[1]);
    write_score(out, comparison.score);
    write_score(out, baseline_jaro_winkler(&a, &b));
    write_score(out, baseline_levenshtein(&a, &b));
    write_score(out, count_linked(&comparison));
    ix_buf_append_char(out, '\n');
    return out->status;
}

/* ------------------------------------------------------------------ find: a name among lists */

typedef struct found {
    int32_t score;
    uint32_t entity;
    ix_str name;
} found;

typedef struct question {
    ix_query query;
    ix_parsed_name name;
    ix_date_range births[VALUES_MAX];
    char countries[VALUES_MAX][3];
    ix_query_identifier identifiers[VALUES_MAX];
    ix_selection right;
    uint32_t right_entities[RIGHT_MAX];
    int right_count;
    plain_name plain;
} question;

static ix_status read_births(question *q, ix_str text, ix_error *error) {
    ix_status status = IX_OK;
    while (text.len > 0 && status == IX_OK && q->query.birth_count + 2 <= VALUES_MAX) {
        int readings = 0;
        ix_str one = ix_str_cut(text, ';', &text);
        status = ix_date_parse(q->births + q->query.birth_count, &readings, one, error);
        q->query.birth_count += readings;
    }
    return status;
}

static void read_countries(question *q, const ix_knowledge *knowledge, ix_str text) {
    while (text.len > 0 && q->query.country_count < VALUES_MAX) {
        ix_str one = ix_str_cut(text, ';', &text);
        q->query.country_count +=
            ix_country_parse(q->countries[q->query.country_count], knowledge, one);
    }
}

static void read_identifiers(question *q, ix_str text) {
    while (text.len > 0 && q->query.identifier_count < VALUES_MAX) {
        ix_str value, one = ix_str_cut(text, ';', &text);
        ix_query_identifier id = {.from = -1, .to = -1};
        bool typed = ix_identifier_type_parse(&id.type, ix_str_cut(one, '=', &value));
        id.type = typed ? id.type : IX_ID_OTHER;
        id.value = value;
        q->identifiers[q->query.identifier_count++] = id;
    }
}

static ix_status read_lists(question *q, const lists *all, ix_str text, ix_arena *arena,
                            ix_error *error) {
    int count = ix_index_list_count(all->index);
    ix_list_view *views = IX_NEW(arena, ix_list_view, (size_t)count);
    if (views == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for a question");
    }
    while (text.len > 0) {
        ix_str one = ix_str_cut(text, ' ', &text);
        for (int i = 0; i < count; i++) {
            if (ix_str_equal(ix_index_list_at(all->index, i)->id, one)) {
                views[i] = (ix_list_view){true, 1, 0};
            }
        }
    }
    q->query.lists = views;
    return IX_OK;
}

/* The right entities and those that publishers join with them. */
static ix_status read_right(question *q, const lists *all, ix_str text, ix_arena *arena,
                            ix_error *error) {
    ix_status status = ix_selection_init(&q->right, all->index, arena, error);
    while (status == IX_OK && text.len > 0) {
        ix_str key, one = ix_str_cut(text, ';', &text);
        ix_str list = ix_str_cut(one, ':', &key);
        uint32_t entity;
        if (!ix_index_find(&entity, all->index, list, key)) {
            return ix_error_set(error, IX_E_NOT_FOUND, "no entity %" IX_FMT, IX_ARG(one));
        }
        for (uint32_t e = entity; !ix_selection_has(&q->right, e);) {
            if (q->right_count == RIGHT_MAX) {
                return ix_error_set(error, IX_E_LIMIT, "more than %d right entities", RIGHT_MAX);
            }
            ix_selection_add(&q->right, all->index, e);
            q->right_entities[q->right_count++] = e;
            e = ix_index_party_next(all->index, e);
        }
    }
    return status;
}

static ix_status read_question(question *q, const lists *all, const ix_str *words, ix_arena *arena,
                               ix_error *error) {
    ix_party_type type;
    int64_t threshold;
    if (!ix_party_type_parse(&type, words[2]) || !ix_str_to_int(words[8], &threshold)) {
        return ix_error_set(error, IX_E_INPUT, "no type or threshold");
    }
    ix_status status = ix_name_parse(&q->name, all->knowledge, words[3], type, arena, error);
    status = status ? status : read_births(q, words[4], error);
    status = status ? status : read_lists(q, all, words[7], arena, error);
    status = status ? status : read_right(q, all, words[9], arena, error);
    status = status ? status : plain_name_read(&q->plain, words[3], arena, error);
    read_countries(q, all->knowledge, words[5]);
    read_identifiers(q, words[6]);
    q->query.type = type;
    q->query.names = &q->name;
    q->query.name_count = q->name.count > 0;
    q->query.births = q->births;
    q->query.countries = q->countries;
    q->query.identifiers = q->identifiers;
    q->query.threshold = (int32_t)threshold;
    return status;
}

static void note(found *best, const ix_match *match) {
    if (match->score > best->score) {
        *best = (found){match->score, match->entity, match->matched_name};
    }
}

static bool wanted(const question *q, const lists *all, uint32_t entity) {
    return q->query.lists[ix_index_entity_at(all->index, entity).list].wanted;
}

static void write_entity(ix_buf *out, const lists *all, const found *best) {
    write_score(out, best->score);
    if (best->score == SCORE_NONE) {
        write_text(out, (ix_str){0});
    } else {
        ix_index_entity entity = ix_index_entity_at(all->index, best->entity);
        write_text(out, ix_index_list_at(all->index, entity.list)->id);
        ix_buf_append_char(out, ':');
        ix_buf_append(out, entity.key);
    }
    write_text(out, best->name);
}

static void score_plain(int32_t *pair, int32_t *sorted, const question *q, const lists *all,
                        uint32_t number) {
    const plain_entity *entity = &all->plain[number];
    for (int n = 0; n < entity->count && wanted(q, all, number); n++) {
        int32_t jaro = baseline_jaro_winkler(&q->plain, &entity->names[n]);
        *pair = jaro > *pair ? jaro : *pair;
        if (baseline_levenshtein_most(&q->plain, &entity->names[n]) > *sorted) {
            int32_t edits = baseline_levenshtein(&q->plain, &entity->names[n]);
            *sorted = edits > *sorted ? edits : *sorted;
        }
    }
}

/* Best scores of the baselines over the right entities, and over all. */
static void write_baselines(ix_buf *out, const question *q, const lists *all, ix_str asked) {
    int32_t pair = SCORE_NONE, sorted = SCORE_NONE;
    bool none = ix_str_equal(asked, IX_STR("none"));
    for (int i = 0; i < q->right_count && !none; i++) {
        score_plain(&pair, &sorted, q, all, q->right_entities[i]);
    }
    write_score(out, pair);
    write_score(out, sorted);
    pair = sorted = SCORE_NONE;
    for (int64_t e = 0; ix_str_equal(asked, IX_STR("all")) && e < ix_index_entity_count(all->index);
         e++) {
        score_plain(&pair, &sorted, q, all, (uint32_t)e);
    }
    write_score(out, pair);
    write_score(out, sorted);
}

/* find, id, type, name, births, countries, identifiers, lists, threshold, right, baselines */
static ix_status answer_find(ix_buf *out, const lists *all, const ix_str *words, int count,
                             ix_arena *arena, ix_error *error) {
    question *q = IX_NEW(arena, question, 1);
    found right = {.score = SCORE_NONE}, top = {.score = SCORE_NONE};
    ix_matches matches;
    int alerts = 0;
    if (count != 11 || q == NULL || all->index == NULL) {
        return ix_error_set(error, IX_E_INPUT, "a question has eleven words and needs an index");
    }
    ix_status status = read_question(q, all, words, arena, error);
    status = status ? status : ix_match_search(&matches, all->index, &q->query, arena, error);
    for (int i = 0; status == IX_OK && i < matches.count; i++) {
        bool is_right = ix_selection_has(&q->right, matches.items[i].entity);
        note(is_right ? &right : &top, &matches.items[i]);
        alerts += !is_right && matches.items[i].score >= IX_SCORE_ALERT;
    }
    if (status == IX_OK && right.score == SCORE_NONE && q->right.count > 0) {
        q->query.among = &q->right;
        q->query.threshold = 1;
        status = ix_match_search(&matches, all->index, &q->query, arena, error);
        for (int i = 0; status == IX_OK && i < matches.count; i++) {
            note(&right, &matches.items[i]);
        }
    }
    if (status != IX_OK) {
        return status;
    }
    ix_buf_append(out, words[1]);
    write_entity(out, all, &right);
    write_entity(out, all, &top);
    write_score(out, alerts);
    write_baselines(out, q, all, words[10]);
    ix_buf_append_char(out, '\n');
    return out->status;
}

ix_status answer_line(ix_buf *out, const lists *all, ix_str line, ix_arena *arena,
                      ix_error *error) {
    ix_str words[WORDS_MAX];
    int count = cut_words(words, WORDS_MAX, line);
    if (ix_str_equal(words[0], IX_STR("pair"))) {
        return answer_pair(out, all, words, count, arena, error);
    }
    if (ix_str_equal(words[0], IX_STR("find"))) {
        return answer_find(out, all, words, count, arena, error);
    }
    return ix_error_set(error, IX_E_INPUT, "neither a pair nor a find");
}
