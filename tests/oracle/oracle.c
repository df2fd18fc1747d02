/* The index finds exactly what the exhaustive scan finds: over publishers' own lists, thousands of
 * names mangled, mixed and made up, with and without attributes, field by field.
 *
 * usage: oracle DATA_FOLDER [TITLE]...
 *
 * The publications are read from the folder INTERDICT_TEST_DATA names (../shared/data beside the
 * source by default); a list that is not there is skipped. INTERDICT_ORACLE_ROWS says how many
 * questions each list is asked, INTERDICT_ORACLE_SEED which ones; a difference prints its number.
 */
#include "oracle.h"
#include "publications.h"

#include <interdict/os.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUESTIONS      5000
#define QUESTIONS_SLOW 25 /* under a sanitizer */
#define CHUNK          5
#define JOBS           8
#define SHOWN_MAX      10

/* A run of questions, asked by one thread. */
typedef struct job {
    uint64_t first;
    int count, matches, differences;
    ix_status status;
    ix_error error;
    char shown[QUESTION_BYTES_MAX + 200]; /* of the first difference */
} job;

typedef struct run {
    const listed *list;
    ix_arena arenas[IX_THREADS_MAX];
    struct ix_scan_memo *memos[IX_THREADS_MAX];
    uint64_t seed;
    int questions, matches, differences, shown;
} run;

/* ---------------------------------------------------------------- the same, field by field */

static bool same_text(ix_str a, ix_str b) {
    return ix_str_equal(a, b);
}

static bool same_evidence(const ix_evidence *a, const ix_evidence *b) {
    return a->kind == b->kind && a->relation == b->relation && a->millibits == b->millibits &&
           a->from == b->from && a->to == b->to && a->name == b->name &&
           same_text(a->query, b->query) && same_text(a->listed, b->listed);
}

static const char *match_difference(const ix_match *a, const ix_match *b) {
    if (a->entity != b->entity || a->ordinal != b->ordinal) {
        return "entity";
    }
    if (a->score != b->score || a->name_score != b->name_score || a->millibits != b->millibits) {
        return "score";
    }
    if (!same_text(a->matched_name, b->matched_name) || a->matched_kind != b->matched_kind ||
        a->by_identifier != b->by_identifier || a->weak_only != b->weak_only) {
        return "matched name";
    }
    if (a->identifier_agrees != b->identifier_agrees ||
        a->identifier_untyped != b->identifier_untyped ||
        a->attribute_agrees != b->attribute_agrees || a->contradicted != b->contradicted ||
        a->full_person_name != b->full_person_name ||
        a->full_organization_name != b->full_organization_name) {
        return "marks";
    }
    if (a->evidence_count != b->evidence_count) {
        return "number of reasons";
    }
    for (int i = 0; i < a->evidence_count; i++) {
        if (!same_evidence(&a->evidence[i], &b->evidence[i])) {
            return "reasons";
        }
    }
    return NULL;
}

static const char *difference(const ix_matches *a, const ix_matches *b) {
    if (a->count != b->count) {
        return "number of matches";
    }
    for (int i = 0; i < a->count; i++) {
        const char *what = match_difference(&a->items[i], &b->items[i]);
        if (what) {
            return what;
        }
    }
    return NULL;
}

/* ---------------------------------------------------------------- asking */

static void ask(const listed *list, job *j, uint64_t number, struct ix_scan_memo *memo,
                ix_arena *arena) {
    ix_matches by_index, by_scan;
    question *q = IX_NEW(arena, question, 1);
    if (!q) {
        j->status = ix_error_set(&j->error, IX_E_MEMORY, "no memory for a question");
        return;
    }
    ix_status status = question_make(q, list, number, arena, &j->error);
    status = status ? status : question_ask(&by_index, &by_scan, q, list, memo, arena, &j->error);
    if (status != IX_OK) {
        j->status = status;
        return;
    }
    j->matches += by_scan.count;
    const char *what = difference(&by_index, &by_scan);
    if (what && j->differences++ == 0) {
        snprintf(j->shown, sizeof j->shown,
                 "question %llu at %d, type %d, '%s'%s: %s (%d by the index, %d by the scan)",
                 (unsigned long long)number, q->query.threshold, (int)q->query.type, q->text[0],
                 q->query.name_count > 1 ? " and others" : "", what, by_index.count, by_scan.count);
    }
}

static void work(void *context, int worker, void *each) {
    run *r = context;
    job *j = each;
    ix_arena *arena = &r->arenas[worker];
    for (int i = 0; i < j->count && j->status == IX_OK; i++) {
        ix_arena_reset(arena);
        ask(r->list, j, j->first + (uint64_t)i, r->memos[worker], arena);
    }
}

static ix_status deliver(void *context, void *each, ix_error *error) {
    run *r = context;
    const job *j = each;
    if (j->status != IX_OK) {
        return ix_error_set(error, j->status, "%s", j->error.text);
    }
    r->questions += j->count;
    r->matches += j->matches;
    r->differences += j->differences;
    if (j->differences > 0 && r->shown++ < SHOWN_MAX) {
        printf("%s: %s\n", r->list->title, j->shown);
    }
    return IX_OK;
}

static ix_status ask_all(run *r, int questions, ix_error *error) {
    static job jobs[JOBS];
    ix_pipeline *pipeline;
    ix_pipeline_options options = {.jobs = jobs,
                                   .job_size = sizeof jobs[0],
                                   .job_count = JOBS,
                                   .work = work,
                                   .deliver = deliver,
                                   .context = r};
    ix_status status = ix_pipeline_open(&pipeline, &options, error);
    if (status != IX_OK) {
        return status;
    }
    for (int w = 0; w < ix_pipeline_workers(pipeline); w++) {
        ix_arena_init(&r->arenas[w], ORACLE_ARENA_BYTES);
        status = status ? status : memo_open(&r->memos[w], error);
    }
    int workers = ix_pipeline_workers(pipeline);
    for (int first = 0; status == IX_OK && first < questions; first += CHUNK) {
        job *j = ix_pipeline_next(pipeline);
        if (!j) {
            break;
        }
        int count = questions - first < CHUNK ? questions - first : CHUNK;
        *j = (job){.first = r->seed + (uint64_t)first, .count = count};
        ix_pipeline_submit(pipeline);
    }
    ix_status finished = ix_pipeline_finish(pipeline, status ? NULL : error);
    for (int w = 0; w < workers; w++) {
        memo_close(r->memos[w]);
        ix_arena_free(&r->arenas[w]);
    }
    return status ? status : finished;
}

/* ---------------------------------------------------------------- the lists */

static bool is_wanted(const publication *p, int count, char **titles) {
    for (int i = 0; i < count; i++) {
        if (strcmp(titles[i], p->title) == 0) {
            return true;
        }
    }
    return count == 0;
}

static int number_from(const char *variable, int otherwise) {
    const char *text = getenv(variable);
    return text && text[0] ? atoi(text) : otherwise;
}

static int questions_of_a_list(void) {
#if defined(__SANITIZE_ADDRESS__)
    return number_from("INTERDICT_ORACLE_ROWS", QUESTIONS_SLOW);
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return number_from("INTERDICT_ORACLE_ROWS", QUESTIONS_SLOW);
#endif
#endif
    return number_from("INTERDICT_ORACLE_ROWS", QUESTIONS);
}

static bool run_list(const ix_knowledge *knowledge, const publication *p, const char *data,
                     const char *folder) {
    ix_error error = {0};
    listed list = {.title = p->title, .knowledge = knowledge, .view = {true, 1, 0}};
    static run r;
    memset(&r, 0, sizeof r);
    r.list = &list;
    r.seed = (uint64_t)number_from("INTERDICT_ORACLE_SEED", 0);
    ix_arena_init(&list.arena, ORACLE_ARENA_BYTES);
    ix_buf_init(&list.image, ORACLE_ARENA_BYTES);
    ix_status status = publication_index(&list.index, &list.image, p, data, folder, knowledge,
                                         &list.arena, &error);
    status = status ? status : listed_scan(&list, &error);
    status = status ? status : ask_all(&r, questions_of_a_list(), &error);
    if (status == IX_OK) {
        printf("%s: %lld names, %d questions, %d matches, %d differences\n", p->title,
               (long long)listed_names(&list), r.questions, r.matches, r.differences);
    } else {
        printf("%s: %s:%lld: %s\n", p->title, error.source, (long long)error.line, error.text);
    }
    fflush(stdout);
    ix_buf_free(&list.image);
    ix_arena_free(&list.arena);
    return status == IX_OK && r.differences == 0;
}

int main(int argc, char **argv) {
    ix_error error = {0};
    ix_arena arena;
    ix_knowledge_file *files;
    const ix_knowledge *knowledge;
    int count, passed = 0, failed = 0, skipped = 0;
    if (argc < 2) {
        fprintf(stderr, "usage: oracle DATA_FOLDER [TITLE]...\n");
        return 2;
    }
    ix_arena_init(&arena, ORACLE_ARENA_BYTES);
    if (ix_data_read(&files, &count, argv[1], &arena, &error) != IX_OK ||
        ix_knowledge_load(&knowledge, files, count, &arena, &error) != IX_OK) {
        fprintf(stderr, "oracle: %s\n", error.text);
        return 2;
    }
    const char *named = getenv("INTERDICT_TEST_DATA");
    char data[IX_PATH_BYTES_MAX];
    bool is_named = named && named[0];
    snprintf(data, sizeof data, "%s%s", is_named ? named : argv[1],
             is_named ? "" : "/../../shared/data");
    for (size_t i = 0; publications[i].title; i++) {
        if (!is_wanted(&publications[i], argc - 2, argv + 2)) {
            continue;
        }
        if (!publication_is_there(&publications[i], data)) {
            skipped++;
        } else if (run_list(knowledge, &publications[i], data, argv[1])) {
            passed++;
        } else {
            failed++;
        }
    }
    ix_arena_free(&arena);
    printf("%d passed, %d failed", passed, failed);
    printf(skipped ? ", %d skipped\n" : "\n", skipped);
    return failed > 0;
}
