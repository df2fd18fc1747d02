/* For the unit tests of names: the shipped knowledge, knowledge made of a few rows, and parsing one
 * name to a line of text. Everything is static so that each test program carries its own. */
#ifndef NAMES_TEST_NAMES_H
#define NAMES_TEST_NAMES_H

#include <interdict/os.h>

#include "parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define TEST_FILES  20
#define TEST_MEMORY ((size_t)256 << 20)

/* Every file of names with the fewest rows that load. */
static const char *const test_rows[TEST_FILES][2] = {
    {"countries.txt", "RU | RUS | Russia | Россия\n- | undetermined\n"},
    {"names/family_names.txt", "spelling | Wang Wong\n"},
    {"names/generic_words.txt", "bank | bank banka\ntrading | trading\n"},
    {"names/generic_words_asian.txt", ""},
    {"names/generic_words_near_east.txt", ""},
    {"names/generic_words_slavic.txt", ""},
    {"names/given_names.txt", "m | spelling | Andrei Andrey\nf | alone | Maria\n"},
    {"names/legal_forms.txt", "limited | - | LLC | limited liability company\n"},
    {"names/nicknames.txt", "m | Robert | Bob Rob\n"},
    {"names/number_words.txt", "4 | cardinal | four\n4 | roman | IV\n40 | cardinal | forty\n"},
    {"names/particles.txt", "article | al\nson | bin\nof | van?\n"},
    {"names/phrases.txt", "kind | npo | research and production association\n"},
    {"names/place_variants.txt", "reading | moscow moskva\n"},
    {"names/places.txt", "city | moscow moskva\n"},
    {"names/rarity.tsv", "*\t1000000\t1000000\n?\t8\t4\nandrei\t1000\t10\n"},
    {"names/stop_words.txt", "organization | of the\nletter | y\n"},
    {"names/suffixes.txt", "jr\n"},
    {"names/titles.txt", "dr\nking?\n"},
    {"names/variants.txt", "spelling | Petrovich Petrovych\n"},
    {"names/vessel_prefixes.txt", "mv\nss?\n"},
};

typedef struct test_knowledge {
    ix_arena arena;
    const ix_knowledge *knowledge;
    ix_error error;
    ix_status status;
} test_knowledge;

/* Loads test_rows with one file replaced; `rows` NULL leaves that file out. */
static inline test_knowledge test_load(const char *path, const char *rows) {
    test_knowledge t = {0};
    ix_knowledge_file files[TEST_FILES];
    int count = 0;
    for (int i = 0; i < TEST_FILES; i++) {
        bool replaced = path != NULL && strcmp(path, test_rows[i][0]) == 0;
        const char *text = replaced ? rows : test_rows[i][1];
        if (text != NULL) {
            files[count++] =
                (ix_knowledge_file){ix_str_from_cstr(test_rows[i][0]), ix_str_from_cstr(text)};
        }
    }
    ix_arena_init(&t.arena, TEST_MEMORY);
    t.status = ix_knowledge_load(&t.knowledge, files, count, &t.arena, &t.error);
    return t;
}

static inline void test_load_fails(const char *path, const char *rows, int line) {
    test_knowledge t = test_load(path, rows);
    assert_int_equal(t.status, IX_E_INPUT);
    assert_null(t.knowledge);
    assert_string_equal(t.error.source, path);
    assert_int_equal(t.error.line, line);
    ix_arena_free(&t.arena);
}

static inline const char *test_source(void) {
    const char *root = getenv("INTERDICT_SOURCE");
    return root == NULL ? "." : root;
}

/* The knowledge of the source tree. */
static inline test_knowledge test_shipped(void) {
    test_knowledge t = {0};
    char folder[IX_PATH_BYTES_MAX];
    snprintf(folder, sizeof folder, "%s/data", test_source());
    ix_arena_init(&t.arena, TEST_MEMORY);
    ix_knowledge_file *files;
    int count;
    t.status = ix_data_read(&files, &count, folder, &t.arena, &t.error);
    if (t.status == IX_OK) {
        t.status = ix_knowledge_load(&t.knowledge, files, count, &t.arena, &t.error);
    }
    if (t.status != IX_OK) {
        fail_msg("%s:%d: %s", t.error.source, (int)t.error.line, t.error.text);
    }
    return t;
}

/* "person comma: tikhonov/family ~x/particle 4/number=4", as the corpus files write it. */
static inline void test_print(ix_buf *out, const ix_knowledge *knowledge,
                              const ix_parsed_name *name) {
    ix_buf_append_cstr(out, ix_party_type_name(name->guess));
    ix_buf_append_cstr(out, name->comma_order ? " comma" : "");
    ix_buf_append_cstr(out, name->cut ? " cut" : "");
    if (name->form != 0) {
        ix_buf_append_char(out, ' ');
        ix_buf_append(out, ix_knowledge_form(knowledge, name->form)->canonical);
    }
    ix_buf_append_char(out, ':');
    for (int i = 0; i < name->count; i++) {
        const ix_part *part = &name->parts[i];
        ix_buf_append_cstr(out, part->joined ? " ~" : " ");
        ix_buf_append(out, part->text);
        ix_buf_append_char(out, '/');
        ix_buf_append_cstr(out, ix_part_role_name((ix_part_role)part->role));
        if (part->number != 0) {
            ix_buf_append_char(out, '=');
            ix_buf_append_int(out, part->number - 1);
        }
    }
    ix_buf_append_char(out, '\0');
}

/* Parses and compares with the printed form. */
static inline void test_parse(const ix_knowledge *knowledge, ix_party_type type, const char *raw,
                              const char *expected) {
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    ix_parsed_name name;
    ix_error error = {0};
    assert_int_equal(ix_name_parse(&name, knowledge, ix_str_from_cstr(raw), type, &arena, &error),
                     IX_OK);
    ix_buf out;
    ix_buf_init(&out, TEST_MEMORY);
    test_print(&out, knowledge, &name);
    assert_string_equal(out.ptr, expected);
    ix_buf_free(&out);
    ix_arena_free(&arena);
}

#endif
