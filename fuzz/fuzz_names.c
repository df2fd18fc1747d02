/* Names: the first byte chooses what the rest is, a name of some type to parse, a country, or one
 * of the knowledge files. */
#include <interdict/names.h>

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILES       20
#define ARENA_BYTES ((size_t)64 << 20)
#define TYPES       (IX_PARTY_PRODUCT + 1)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Few rows, but every mark and kind. */
static const char *const rows[FILES][2] = {
    {"countries.txt", "RU | RUS | Russia\n- | unknown\n"},
    {"names/family_names.txt", "spelling | Wang Wong\nalone | Thomas\n"},
    {"names/generic_words.txt", "bank | bank\ntrust | trust?\n"},
    {"names/generic_words_asian.txt", "bank | bank 银行\n"},
    {"names/generic_words_near_east.txt", "bank | bank بانک\n"},
    {"names/generic_words_slavic.txt", "bank | bank банк\n"},
    {"names/given_names.txt", "m | spelling | Andrei Andrey\nf | alone | Anna\n"},
    {"names/legal_forms.txt",
     "limited | - | Sp. z o.o. | LLC\nstock | RU | AO^?\nstock | - | "
     "SA~?\nstock | MX | SA de CV\ngeneric | - | Co~\ngroup | - | Group~\n"},
    {"names/nicknames.txt", "m | Robert | Bob\n"},
    {"names/number_words.txt", "4 | cardinal | four\n40 | cardinal | forty\n100 | cardinal | "
                               "hundred\n1 | roman | I\n4 | roman | IV\n"},
    {"names/particles.txt", "article | al\nson | bin\nof | van?\nafter | ogly\n"},
    {"names/place_variants.txt", "spelling | Moscow Moskva\n"},
    {"names/places.txt", "city | Moscow Moskva\ncountry | Russia Russian\n"},
    {"names/rarity.tsv", "*\t1000\t1000\n?\t1\t1\nandrei\t10\t1\n"},
    {"names/stop_words.txt", "organization | of\nletter | y\nany | aka\nnumber | no\ninner | za\n"},
    {"names/suffixes.txt", "jr\niii\njunior?\n"},
    {"names/titles.txt", "dr\nking?\n"},
    {"names/variants.txt", "spelling | Petrovich Petrovych\n"},
    {"names/vessel_prefixes.txt", "mv\nss?\n"},
    {"names/phrases.txt", "kind | npo | Research and Production Association\nplace | uk | United "
                          "Kingdom\nbody | pla | People's Liberation Army\nfirm | uac | United "
                          "Aircraft Corporation\n"},
};

/* The knowledge of rows, with one file replaced unless `which` is negative. */
static ix_status load(const ix_knowledge **out, int which, ix_str bytes, ix_arena *arena,
                      ix_error *error) {
    ix_knowledge_file files[FILES];
    for (int i = 0; i < FILES; i++) {
        files[i].path = ix_str_from_cstr(rows[i][0]);
        files[i].bytes = i == which ? bytes : ix_str_from_cstr(rows[i][1]);
    }
    return ix_knowledge_load(out, files, FILES, arena, error);
}

/* Every byte of another writing stands for one of the name. */
static void check_rephrased(const ix_knowledge *knowledge, const ix_parsed_name *name,
                            ix_arena *arena) {
    ix_writing writings[IX_REPHRASED_MAX];
    int count = 0;
    ix_status status = ix_name_rephrase(writings, &count, knowledge, name, arena, NULL);
    assert(status == IX_OK || status == IX_E_MEMORY);
    assert(count <= IX_REPHRASED_MAX);
    for (int i = 0; status == IX_OK && i < count; i++) {
        assert(writings[i].text.len > 0);
        for (ptrdiff_t at = 0; at < writings[i].text.len; at++) {
            assert(writings[i].origin[at] >= 0 && writings[i].origin[at] < name->raw.len);
        }
    }
}

static void check_name(const ix_knowledge *knowledge, ix_str raw, ix_party_type type) {
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES);
    ix_parsed_name name;
    ix_error error = {0};
    ix_status status = ix_name_parse(&name, knowledge, raw, type, &arena, &error);
    assert(status == IX_OK || (name.count == 0 && error.status == status));
    assert(name.count >= 0 && name.count <= IX_PARTS_MAX);
    for (int i = 0; i < name.count; i++) {
        const ix_part *part = &name.parts[i];
        assert(part->text.len > 0 && 0 <= part->from && part->from < part->to &&
               part->to <= raw.len);
        /* One character may give two tokens (a fraction sign): spans may be equal, never cross. */
        assert(i == 0 ||
               (name.parts[i - 1].from <= part->from && name.parts[i - 1].to <= part->to));
        assert(part->form <= ix_knowledge_form_count(knowledge));
        assert(part->person_millibits >= 0 && part->person_millibits <= IX_MILLIBITS_MAX);
        assert(part->org_millibits >= 0 && part->org_millibits <= IX_MILLIBITS_MAX);
        assert(ix_part_role_name((ix_part_role)part->role) != NULL);
    }
    if (status == IX_OK) {
        check_rephrased(knowledge, &name, &arena);
    }
    ix_text text;
    if (status == IX_OK && ix_text_analyze(&text, raw, &arena, NULL) == IX_OK) {
        assert((name.count > 0) == (text.count > 0));
    }
    ix_arena_free(&arena);
}

static void check_country(const ix_knowledge *knowledge, ix_str text) {
    char code[3] = "";
    if (ix_country_parse(code, knowledge, text)) {
        assert(strlen(code) == 2);
        assert(!ix_str_equal(ix_country_name(knowledge, ix_str_from_cstr(code)),
                             ix_str_from_cstr(code)));
    }
}

static void check_file(int which, ix_str bytes) {
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES);
    const ix_knowledge *knowledge = NULL;
    ix_error error = {0};
    ix_status status = load(&knowledge, which, bytes, &arena, &error);
    assert((status == IX_OK) == (knowledge != NULL) && error.status == status);
    if (status == IX_OK) {
        check_name(knowledge, bytes.len > 200 ? ix_str_slice(bytes, 0, 200) : bytes, IX_PARTY_ANY);
    }
    ix_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ix_arena lasting;
    static const ix_knowledge *knowledge;
    if (knowledge == NULL) {
        ix_arena_init(&lasting, ARENA_BYTES);
        ix_error error = {0};
        if (load(&knowledge, -1, (ix_str){0}, &lasting, &error) != IX_OK) {
            fprintf(stderr, "fuzz_names: its own rows: %s\n", error.text);
            abort();
        }
    }
    if (size == 0) {
        return 0;
    }
    ix_str rest = {(const char *)data + 1, (ptrdiff_t)size - 1};
    int choice = data[0] % (TYPES + 1 + FILES);
    if (choice < TYPES) {
        check_name(knowledge, rest, (ix_party_type)choice);
    } else if (choice == TYPES) {
        check_country(knowledge, rest);
    } else {
        check_file(choice - TYPES - 1, rest);
    }
    return 0;
}
