/* What pairs of names say, for estimate_scores.py.
 *
 * usage: pair_evidence DATA_FOLDER < PAIRS > EVIDENCE
 *
 * A line in is "type TAB name TAB name"; the line out is the evidence of their comparison in
 * millibits. Linked with the library; estimate_scores.py has it compiled. */
#include <interdict/match.h>
#include <interdict/os.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES  65536
#define KNOWLEDGE_BYTES ((size_t)1 << 30)
#define NAME_BYTES      ((size_t)64 << 20)

static void fail(const ix_error *error) {
    fprintf(stderr, "pair_evidence: %s:%lld: %s\n", error->source, (long long)error->line,
            error->text);
    exit(2);
}

static const ix_knowledge *load(const char *folder, ix_arena *arena) {
    ix_error error = {0};
    ix_knowledge_file *files;
    const ix_knowledge *knowledge;
    int count;
    if (ix_data_read(&files, &count, folder, arena, &error) != IX_OK ||
        ix_knowledge_load(&knowledge, files, count, arena, &error) != IX_OK) {
        fail(&error);
    }
    return knowledge;
}

static int32_t evidence_of(const ix_knowledge *knowledge, ix_str line, ix_arena *arena) {
    ix_error error = {0};
    ix_comparison comparison;
    ix_party_type type = IX_PARTY_ANY;
    ix_str rest, second;
    ix_party_type_parse(&type, ix_str_cut(line, '\t', &rest));
    ix_str first = ix_str_cut(rest, '\t', &second);
    if (ix_match_compare(&comparison, knowledge, first, second, type, arena, &error) != IX_OK) {
        fail(&error);
    }
    ix_arena_reset(arena);
    return comparison.millibits;
}

int main(int argc, char **argv) {
    static char line[LINE_MAX_BYTES];
    ix_arena lasting, passing;
    if (argc != 2) {
        fprintf(stderr, "usage: pair_evidence DATA_FOLDER < PAIRS > EVIDENCE\n");
        return 2;
    }
    ix_arena_init(&lasting, KNOWLEDGE_BYTES);
    ix_arena_init(&passing, NAME_BYTES);
    const ix_knowledge *knowledge = load(argv[1], &lasting);
    while (fgets(line, LINE_MAX_BYTES, stdin) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        printf("%d\n", (int)evidence_of(knowledge, ix_str_from_cstr(line), &passing));
    }
    ix_arena_free(&passing);
    ix_arena_free(&lasting);
    return 0;
}
