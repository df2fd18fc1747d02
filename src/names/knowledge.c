/* Loading: one pass over each file into the arena, then read-only for ever. */
#include "compiled_data.h"
#include "knowledge.h"

#include <assert.h>
#include <string.h>

#define WORDS_EXPECTED   32768u /* of the hand-written files; more only costs a growth */
#define SCRATCH_BYTES    ((size_t)4 << 20)
#define DIGEST_LINES_MAX ((size_t)64 << 10)

typedef struct known_file {
    const char *path;
    ix_status (*load)(names_loader *loader);
} known_file;

/* Every file of names, sorted by path; all must be there. */
static const known_file known_files[] = {
    {"countries.txt", names_load_countries},
    {"names/family_names.txt", names_load_family_names},
    {"names/generic_words.txt", names_load_generic_words},
    {"names/generic_words_asian.txt", names_load_generic_words},
    {"names/generic_words_near_east.txt", names_load_generic_words},
    {"names/generic_words_slavic.txt", names_load_generic_words},
    {"names/given_names.txt", names_load_given_names},
    {"names/legal_forms.txt", names_load_legal_forms},
    {"names/nicknames.txt", names_load_nicknames},
    {"names/number_words.txt", names_load_number_words},
    {"names/particles.txt", names_load_particles},
    {"names/phrases.txt", names_load_phrases},
    {"names/place_variants.txt", names_load_variants},
    {"names/places.txt", names_load_places},
    {"names/rarity.tsv", names_load_rarity},
    {"names/stop_words.txt", names_load_stop_words},
    {"names/suffixes.txt", names_load_suffixes},
    {"names/titles.txt", names_load_titles},
    {"names/variants.txt", names_load_variants},
    {"names/vessel_prefixes.txt", names_load_vessel_prefixes},
};

#define KNOWN_COUNT ((int)(sizeof known_files / sizeof known_files[0]))

static const ix_knowledge_file *find_file(const ix_knowledge_file *files, int count,
                                          const char *path) {
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(files[i].path, ix_str_from_cstr(path))) {
            return &files[i];
        }
    }
    return NULL;
}

/* A list under names/ that no loader reads would be ignored in silence: refuse it. */
static ix_status check_strangers(const ix_knowledge_file *files, int count, ix_error *error) {
    for (int i = 0; i < count; i++) {
        ix_str path = files[i].path;
        bool list =
            ix_str_starts_with(path, IX_STR("names/")) &&
            (ix_str_ends_with(path, IX_STR(".txt")) || ix_str_ends_with(path, IX_STR(".tsv")));
        bool known = !list;
        for (int k = 0; k < KNOWN_COUNT && !known; k++) {
            known = ix_str_equal(path, ix_str_from_cstr(known_files[k].path));
        }
        if (!known) {
            return ix_error_at(error, IX_E_INPUT, path, 0, -1, "not a knowledge file of names");
        }
        for (int j = 0; list && j < i; j++) {
            if (ix_str_equal(path, files[j].path)) {
                return ix_error_at(error, IX_E_INPUT, path, 0, -1, "given twice");
            }
        }
    }
    return IX_OK;
}

static uint32_t count_lines(ix_str bytes) {
    uint32_t lines = 0;
    const char *at = bytes.ptr;
    const char *end = bytes.ptr + bytes.len;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        lines++;
        at++;
    }
    return lines;
}

/* Tables sized for what the files hold, so that loading seldom grows them. */
static ix_status prepare(names_loader *loader, uint32_t words) {
    ix_knowledge *knowledge = loader->knowledge;
    knowledge->word_capacity = words;
    knowledge->words = IX_NEW(loader->arena, word_entry, words);
    if (knowledge->words == NULL ||
        names_table_init(&knowledge->word_table, words, loader->arena) != IX_OK ||
        names_table_init(&knowledge->spelling_table, 4096, loader->arena) != IX_OK ||
        names_table_init(&knowledge->country_table, 2048, loader->arena) != IX_OK) {
        return IX_E_MEMORY;
    }
    return IX_OK;
}

static ix_status load_file(names_loader *loader, const known_file *known, ix_str bytes) {
    if (known->load == names_load_rarity && bytes.len > 0) {
        /* Its words are slices of this copy. */
        bytes = ix_arena_copy(loader->arena, bytes);
        if (bytes.ptr == NULL) {
            return IX_E_MEMORY;
        }
    }
    loader->rows = names_rows_open(ix_str_from_cstr(known->path), bytes);
    return known->load(loader);
}

/* SHA-256 over lines of "path digest", sorted by path, and the digest of the data compiled in:
 * folding, romanization and weights make a score as much as these files do. */
static ix_status digest_all(ix_digest *out, const ix_digest digests[KNOWN_COUNT],
                            ix_allocator allocator) {
    ix_buf lines;
    ix_buf_init(&lines, DIGEST_LINES_MAX);
    lines.allocator = allocator;
    for (int i = 0; i < KNOWN_COUNT; i++) {
        ix_buf_append_cstr(&lines, known_files[i].path);
        ix_buf_append_char(&lines, ' ');
        ix_digest_print(&lines, &digests[i]);
        ix_buf_append_char(&lines, '\n');
    }
    ix_buf_append_cstr(&lines, "compiled " IX_COMPILED_DATA_DIGEST "\n");
    *out = ix_sha256(ix_buf_view(&lines));
    ix_status status = lines.status;
    ix_buf_free(&lines);
    return status;
}

static ix_status load_all(names_loader *loader, const ix_knowledge_file *files, int count) {
    ix_digest digests[KNOWN_COUNT];
    for (int i = 0; i < KNOWN_COUNT; i++) {
        const ix_knowledge_file *file = find_file(files, count, known_files[i].path);
        if (file == NULL) {
            return ix_error_set(loader->error, IX_E_NOT_FOUND, "%s is missing",
                                known_files[i].path);
        }
        digests[i] = ix_sha256(file->bytes);
        ix_status status = load_file(loader, &known_files[i], file->bytes);
        if (status != IX_OK) {
            return status;
        }
    }
    ix_status status = names_stripped_finish(loader);
    status = status == IX_OK ? names_classes_finish(loader) : status;
    status = status == IX_OK ? names_near_forms_finish(loader) : status;
    status = status == IX_OK ? names_abbreviations_finish(loader) : status;
    status = status == IX_OK ? names_phrases_finish(loader) : status;
    return status == IX_OK
               ? digest_all(&loader->knowledge->digest, digests, loader->arena->allocator)
               : status;
}

ix_status ix_knowledge_load(const ix_knowledge **out, const ix_knowledge_file *files, int count,
                            ix_arena *arena, ix_error *error) {
    assert(out != NULL && arena != NULL && count >= 0);
    *out = NULL;
    ix_status status = check_strangers(files, count, error);
    if (status != IX_OK) {
        return status;
    }
    names_loader loader = {.arena = arena, .error = error};
    ix_arena_init_with(&loader.scratch, SCRATCH_BYTES, arena->allocator);
    loader.knowledge = IX_NEW(arena, ix_knowledge, 1);
    const ix_knowledge_file *rarity = find_file(files, count, "names/rarity.tsv");
    uint32_t words = WORDS_EXPECTED + (rarity == NULL ? 0 : count_lines(rarity->bytes));
    status = loader.knowledge == NULL ? IX_E_MEMORY : prepare(&loader, words);
    if (status == IX_OK) {
        status = load_all(&loader, files, count);
    }
    ix_arena_free(&loader.scratch);
    if (status == IX_E_MEMORY) {
        return ix_error_set(error, status, "the knowledge of names does not fit into memory");
    }
    *out = status == IX_OK ? loader.knowledge : NULL;
    return status;
}

const ix_digest *ix_knowledge_digest(const ix_knowledge *knowledge) {
    return &knowledge->digest;
}

const ix_word *ix_knowledge_word(const ix_knowledge *knowledge, ix_str folded) {
    const word_entry *entry = names_word_find(knowledge, folded);
    return entry == NULL ? NULL : &entry->word;
}
