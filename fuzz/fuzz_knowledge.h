/* Shared by fuzzers that read the shipped data: it, and the knowledge in it. */
#ifndef FUZZ_KNOWLEDGE_H
#define FUZZ_KNOWLEDGE_H

#include <interdict/names.h>
#include <interdict/os.h>

#include <stdio.h>
#include <stdlib.h>

typedef struct shipped {
    const char *source; /* the source tree that INTERDICT_SOURCE names */
    ix_knowledge_file *files;
    int count;
    const ix_knowledge *knowledge;
} shipped;

static inline void must(ix_status status, const ix_error *error) {
    if (status != IX_OK) {
        fprintf(stderr, "%s: %s\n", error->source, error->text);
        exit(2);
    }
}

static inline shipped open_shipped(ix_arena *arena, size_t cap) {
    char folder[IX_PATH_BYTES_MAX];
    ix_error error = {0};
    shipped out = {.source = getenv("INTERDICT_SOURCE")};
    out.source = out.source != NULL ? out.source : ".";
    snprintf(folder, sizeof folder, "%s/data", out.source);
    ix_arena_init(arena, cap);
    must(ix_data_read(&out.files, &out.count, folder, arena, &error), &error);
    must(ix_knowledge_load(&out.knowledge, out.files, out.count, arena, &error), &error);
    return out;
}

#endif
