/* The engine of the proving ground: reads lists, answers questions, as commands on its standard
 * input tell. measure.py is who asks; README.md has the commands and the questions. */
#include "accuracy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BATCH_LINES  64
#define JOBS         8
#define WORKERS_MAX  64
#define COMMAND_MAX  (1 << 16)
#define ANSWER_BYTES ((size_t)1 << 30)

typedef struct job {
    ix_str lines[BATCH_LINES];
    int count;
    ix_buf out;
    ix_status status;
    ix_error error;
} job;

typedef struct asking {
    const lists *all;
    ix_arena arenas[WORKERS_MAX];
    ix_output output;
} asking;

static void work(void *context, int worker, void *work_of) {
    asking *a = context;
    job *j = work_of;
    ix_arena *arena = &a->arenas[worker];
    j->status = IX_OK;
    for (int i = 0; i < j->count && j->status == IX_OK; i++) {
        ix_arena_reset(arena);
        j->error = (ix_error){0};
        j->status = answer_line(&j->out, a->all, j->lines[i], arena, &j->error);
        if (j->status != IX_OK) {
            ix_error why = j->error;
            ix_error_set(&j->error, j->status, "%s, asked: %" IX_FMT, why.text,
                         IX_ARG(j->lines[i]));
        }
    }
}

static ix_status deliver(void *context, void *work_of, ix_error *error) {
    asking *a = context;
    job *j = work_of;
    if (j->status != IX_OK) {
        *error = j->error;
        return j->status;
    }
    ix_status status = ix_output_write(&a->output, ix_buf_view(&j->out), error);
    ix_buf_clear(&j->out);
    return status;
}

static ix_status ask_lines(asking *a, ix_str text, int threads, ix_error *error) {
    static job jobs[JOBS];
    for (int i = 0; i < JOBS; i++) {
        ix_buf_init(&jobs[i].out, ANSWER_BYTES);
    }
    ix_pipeline *pipeline;
    ix_pipeline_options options = {.threads = threads,
                                   .jobs = jobs,
                                   .job_size = sizeof *jobs,
                                   .job_count = JOBS,
                                   .work = work,
                                   .deliver = deliver,
                                   .context = a};
    ix_status status = ix_pipeline_open(&pipeline, &options, error);
    if (status != IX_OK) {
        return status;
    }
    job *j;
    while (text.len > 0 && (j = ix_pipeline_next(pipeline)) != NULL) {
        for (j->count = 0; j->count < BATCH_LINES && text.len > 0; j->count++) {
            j->lines[j->count] = ix_str_cut(text, '\n', &text);
        }
        ix_pipeline_submit(pipeline);
    }
    status = ix_pipeline_finish(pipeline, error);
    for (int i = 0; i < JOBS; i++) {
        ix_buf_free(&jobs[i].out);
    }
    return status;
}

/* Answer every line of a file into another. */
static ix_status ask(const lists *all, const char *from, const char *to, int threads,
                     ix_error *error) {
    static asking a;
    ix_map map;
    ix_status status = ix_map_open(&map, from, error);
    if (status != IX_OK) {
        return status;
    }
    a.all = all;
    for (int i = 0; i < WORKERS_MAX; i++) {
        ix_arena_init(&a.arenas[i], ARENA_BYTES_MAX);
    }
    status = ix_output_open(&a.output, to, error);
    if (status == IX_OK) {
        status = ask_lines(&a, map.bytes, threads, error);
        if (status == IX_OK) {
            status = ix_output_close(&a.output, error);
        } else {
            ix_output_abandon(&a.output);
        }
    }
    for (int i = 0; i < WORKERS_MAX; i++) {
        ix_arena_free(&a.arenas[i]);
    }
    ix_map_close(&map);
    return status;
}

static ix_status names(const lists *all, const char *to, ix_error *error) {
    ix_buf out;
    ix_buf_init(&out, ANSWER_BYTES);
    ix_status status = lists_write_names(&out, all, error);
    status = status ? status : ix_file_write(to, ix_buf_view(&out), error);
    ix_buf_free(&out);
    return status;
}

static ix_status obey(lists *all, ix_str line, int threads, ix_error *error) {
    ix_str words[IX_LIST_FILES_MAX + 4];
    int count = cut_words(words, IX_LIST_FILES_MAX + 4, line);
    char paths[2][IX_PATH_BYTES_MAX] = {"", ""};
    for (int i = 1; i < count && i < 3; i++) {
        snprintf(paths[i - 1], sizeof paths[0], "%" IX_FMT, IX_ARG(words[i]));
    }
    if (ix_str_equal(words[0], IX_STR("list"))) {
        return lists_add(all, words + 1, count - 1, error);
    }
    if (ix_str_equal(words[0], IX_STR("build"))) {
        ix_status status = lists_build(all, (ix_crew){0}, error);
        return status ? status : lists_read_plain(all, error);
    }
    if (ix_str_equal(words[0], IX_STR("names")) && count == 2) {
        return names(all, paths[0], error);
    }
    if (ix_str_equal(words[0], IX_STR("ask")) && count == 3) {
        return ask(all, paths[0], paths[1], threads, error);
    }
    return ix_error_set(error, IX_E_INPUT, "no such command");
}

int main(int argc, char **argv) {
    static lists all;
    static char line[COMMAND_MAX];
    ix_error error = {0};
    ix_knowledge_file *files;
    int count;
    char folder[IX_PATH_BYTES_MAX];
    ix_arena_init(&all.arena, ARENA_BYTES_MAX);
    ix_status status = ix_data_find(folder, argc > 1 ? argv[1] : NULL, NULL, &error);
    status = status ? status : ix_data_read(&files, &count, folder, &all.arena, &error);
    status = status ? status : ix_knowledge_load(&all.knowledge, files, count, &all.arena, &error);
    int processors = ix_processor_count();
    int threads = processors < WORKERS_MAX ? processors : WORKERS_MAX;
    while (status == IX_OK && fgets(line, sizeof line, stdin) != NULL) {
        status = obey(&all, ix_str_trim(ix_str_from_cstr(line)), threads, &error);
        if (status == IX_OK) {
            printf("ok\n");
            fflush(stdout);
        }
    }
    if (status != IX_OK) {
        fprintf(stderr, "accuracy: %s%s%s\n", error.source, error.source[0] ? ": " : "",
                error.text);
    }
    return status == IX_OK ? 0 : 1;
}
