/* Names folded as the library folds them, for write_rarity.py and write_legal_forms.py.
 *
 * usage: fold_words DATA_FOLDER < NAMES > WORDS
 *
 * A line in is "type TAB name". With the type person, organization or any, the line out is the type
 * (the parser's guess for any) and the folded parts, separated by spaces, without single letters
 * and digits alone. With the type "tokens" it is every folded token. Linked with the library; the
 * two programs compile it. */
#include <interdict/names.h>
#include <interdict/os.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES  65536
#define KNOWLEDGE_BYTES ((size_t)1 << 30)
#define NAME_BYTES      ((size_t)64 << 20)

/* Counting must not depend on the counts of before. */
static const char no_counts[] = "*\t1\t1\n?\t1\t1\n";

static void fail(const ix_error *error) {
    fprintf(stderr, "fold_words: %s:%lld: %s\n", error->source, (long long)error->line,
            error->text);
    exit(2);
}

static const ix_knowledge *load(const char *folder, ix_arena *arena) {
    ix_error error = {0};
    ix_knowledge_file *files;
    int count;
    if (ix_data_read(&files, &count, folder, arena, &error) != IX_OK) {
        fail(&error);
    }
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(files[i].path, IX_STR("names/rarity.tsv"))) {
            files[i].bytes = IX_STR(no_counts);
        }
    }
    const ix_knowledge *knowledge;
    if (ix_knowledge_load(&knowledge, files, count, arena, &error) != IX_OK) {
        fail(&error);
    }
    return knowledge;
}

static bool counts(const ix_part *part) {
    if (part->text.len < 2) {
        return false;
    }
    for (ptrdiff_t i = 0; i < part->text.len; i++) {
        if (part->text.ptr[i] < '0' || part->text.ptr[i] > '9') {
            return true;
        }
    }
    return false;
}

static void print_tokens(ix_str name, ix_arena *arena) {
    ix_text text;
    if (ix_text_analyze(&text, name, arena, NULL) == IX_OK) {
        for (int i = 0; i < text.count; i++) {
            printf("%" IX_FMT " ", IX_ARG(text.tokens[i].folded));
        }
    }
    putchar('\n');
}

static void fold_line(const ix_knowledge *knowledge, ix_str line, ix_arena *arena) {
    ix_str name;
    ix_str type_name = ix_str_cut(line, '\t', &name);
    ix_arena_reset(arena);
    if (ix_str_equal(type_name, IX_STR("tokens"))) {
        print_tokens(name, arena);
        return;
    }
    ix_party_type type;
    if (!ix_party_type_parse(&type, type_name)) {
        fprintf(stderr, "fold_words: '%" IX_FMT "' is no type of party\n", IX_ARG(type_name));
        exit(2);
    }
    ix_parsed_name parsed;
    if (ix_name_parse(&parsed, knowledge, name, type, arena, NULL) == IX_OK) {
        printf("%s ", ix_party_type_name(type == IX_PARTY_ANY ? parsed.guess : type));
        for (int i = 0; i < parsed.count; i++) {
            if (counts(&parsed.parts[i])) {
                printf("%" IX_FMT " ", IX_ARG(parsed.parts[i].text));
            }
        }
    }
    putchar('\n');
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: fold_words DATA_FOLDER < NAMES > WORDS\n");
        return 2;
    }
    ix_arena lasting, passing;
    ix_arena_init(&lasting, KNOWLEDGE_BYTES);
    ix_arena_init(&passing, NAME_BYTES);
    const ix_knowledge *knowledge = load(argv[1], &lasting);
    char *line = malloc(LINE_MAX_BYTES);
    while (line != NULL && fgets(line, LINE_MAX_BYTES, stdin) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        fold_line(knowledge, ix_str_from_cstr(line), &passing);
    }
    free(line);
    ix_arena_free(&passing);
    ix_arena_free(&lasting);
    return 0;
}
