/* Publishers' files: excerpts with the entities they must give, byte for byte, and whole
 * publications with their counts.
 *
 * Each excerpt is a folder of tests/lists/ with the files of one snapshot and expected.txt; its
 * SOURCE.md says whether it is an excerpt or written by hand in the publisher's layout. With
 * INTERDICT_GOLDEN_OUT set, what was read is written there as <folder>.txt, to compare or to take
 * over after a wanted change. Whole publications are read from the folder INTERDICT_TEST_DATA
 * names (../shared/data beside the source by default); without it their tests are skipped. */
#include <interdict/lists.h>

#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define FILES_MAX 64

/* ------------------------------------------------------------------ files */

static ix_str slurp(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return (ix_str){0};
    }
    ix_buf bytes;
    ix_buf_init(&bytes, (size_t)64 << 20);
    char chunk[65536];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;) {
        ix_buf_append(&bytes, (ix_str){chunk, (ptrdiff_t)n});
    }
    fclose(file);
    ix_buf_append_char(&bytes, '\0');
    assert_int_equal(bytes.status, IX_OK);
    return (ix_str){bytes.ptr, (ptrdiff_t)bytes.len - 1};
}

static const char *source_path(char out[512], const char *folder, const char *name) {
    const char *root = getenv("INTERDICT_SOURCE");
    snprintf(out, 512, "%s/%s/%s", root == NULL ? "." : root, folder, name);
    return out;
}

/* All text files of a folder of data/, as knowledge files. */
static int load_folder(ix_knowledge_file *files, int count, const char *folder,
                       const char *prefix) {
    char path[512];
    DIR *dir = opendir(source_path(path, folder, ""));
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL && count < FILES_MAX;) {
        size_t len = strlen(entry->d_name);
        if (len < 4 || (strcmp(entry->d_name + len - 4, ".txt") != 0 &&
                        strcmp(entry->d_name + len - 4, ".tsv") != 0)) {
            continue;
        }
        char *name = malloc(len + 32);
        assert_non_null(name);
        snprintf(name, len + 32, "%s%s", prefix, entry->d_name);
        files[count].path = ix_str_from_cstr(name);
        files[count++].bytes = slurp(source_path(path, folder, entry->d_name));
    }
    closedir(dir);
    return count;
}

static ix_arena knowledge_arena;
static const ix_knowledge *knowledge;

static int load_knowledge(void **state) {
    (void)state;
    ix_knowledge_file files[FILES_MAX];
    int count = load_folder(files, 0, "data", "");
    count = load_folder(files, count, "data/names", "names/");
    ix_arena_init(&knowledge_arena, (size_t)256 << 20);
    ix_error error = {0};
    if (ix_knowledge_load(&knowledge, files, count, &knowledge_arena, &error) != IX_OK) {
        print_error("knowledge: %s\n", error.text);
        return 1;
    }
    for (int i = 0; i < count; i++) {
        free((char *)files[i].path.ptr);
        free((char *)files[i].bytes.ptr);
    }
    return 0;
}

static int free_knowledge(void **state) {
    (void)state;
    ix_arena_free(&knowledge_arena);
    return 0;
}

/* ------------------------------------------------------------------ text of an entity */

static void put_line(ix_buf *out, const char *word, ix_str value) {
    if (value.len > 0) {
        ix_buf_printf(out, "  %s %" IX_FMT "\n", word, IX_ARG(value));
    }
}

static void put_date(ix_buf *out, const char *word, ix_date date) {
    if (date.year != 0) {
        ix_buf_printf(out, " %s ", word);
        ix_date_range_print(out, (ix_date_range){date, date});
    }
}

static void put_identifiers(ix_buf *out, const ix_entity *e) {
    for (int i = 0; i < e->identifier_count; i++) {
        const ix_identifier *id = &e->identifiers[i];
        char key[256];
        int len = ix_identifier_key(key, 256, id->type, id->value);
        ix_buf_printf(out, "  identifier %s | %" IX_FMT " | %" IX_FMT " | key %.*s",
                      ix_identifier_type_name(id->type), IX_ARG(id->label), IX_ARG(id->value), len,
                      key);
        if (id->currency.len > 0) {
            ix_buf_printf(out, " | currency %" IX_FMT, IX_ARG(id->currency));
        }
        if (id->country[0] != '\0') {
            ix_buf_printf(out, " | country %s", id->country);
        }
        put_date(out, "| issued", id->issued);
        put_date(out, "| expires", id->expires);
        ix_buf_append_char(out, '\n');
    }
}

static void put_details(ix_buf *out, const ix_entity *e) {
    for (int i = 0; i < e->address_count; i++) {
        const ix_address *a = &e->addresses[i];
        ix_buf_printf(out, "  address %" IX_FMT " | %" IX_FMT " | %" IX_FMT " = %s\n",
                      IX_ARG(a->street), IX_ARG(a->place), IX_ARG(a->country_text), a->country);
        put_line(out, "  remark", a->remark);
    }
    for (int i = 0; i < e->relation_count; i++) {
        ix_buf_printf(out, "  relation %" IX_FMT " | %" IX_FMT "\n", IX_ARG(e->relations[i].kind),
                      IX_ARG(e->relations[i].target));
    }
    for (int i = 0; i < e->vessel_count; i++) {
        ix_buf_printf(out, "  vessel %" IX_FMT " | %" IX_FMT "\n", IX_ARG(e->vessel[i].name),
                      IX_ARG(e->vessel[i].value));
    }
    for (int i = 0; i < e->note_count; i++) {
        put_line(out, "note", e->notes[i]);
    }
    for (int i = 0; i < e->unmodelled_count; i++) {
        ix_buf_printf(out, "  unmodelled %" IX_FMT " | %" IX_FMT "\n",
                      IX_ARG(e->unmodelled[i].name), IX_ARG(e->unmodelled[i].value));
    }
}

static void put_when(ix_buf *out, const char *word, ix_when when) {
    if (when.kind != IX_WHEN_NONE) {
        ix_buf_printf(out, "  %s ", word);
        ix_when_print(out, when);
        ix_buf_append_char(out, '\n');
    }
}

static void put_listing(ix_buf *out, const ix_listing *listing) {
    for (int i = 0; i < listing->program_count; i++) {
        put_line(out, "program", listing->programs[i]);
    }
    put_line(out, "measures", listing->measures);
    put_when(out, "announced", listing->announced);
    put_when(out, "published", listing->published);
    put_when(out, "effective from", listing->effective_from);
    put_when(out, "effective until", listing->effective_until);
    put_line(out, "authority", listing->authority);
    put_line(out, "reason", listing->reason);
}

static void put_entity(ix_buf *out, const ix_entity *e) {
    ix_buf_printf(out, "%" IX_FMT " %s\n", IX_ARG(e->key), ix_party_type_name(e->type));
    for (int i = 0; i < e->name_count; i++) {
        ix_buf_printf(out, "  name %s | %" IX_FMT " | %" IX_FMT "\n",
                      ix_name_kind_name(e->names[i].kind), IX_ARG(e->names[i].text),
                      IX_ARG(e->names[i].origin));
    }
    put_line(out, "title", e->title);
    for (int i = 0; i < e->listing_count; i++) {
        put_listing(out, &e->listings[i]);
    }
    for (int i = 0; i < e->birth_count; i++) {
        ix_buf_append_cstr(out, "  birth ");
        ix_date_range_print(out, e->births[i]);
        ix_buf_append_char(out, '\n');
    }
    for (int i = 0; i < e->birth_place_count; i++) {
        put_line(out, "birth place", e->birth_places[i]);
    }
    if (e->gender != IX_GENDER_UNKNOWN) {
        put_line(out, "gender", e->gender == IX_GENDER_MALE ? IX_STR("male") : IX_STR("female"));
    }
    for (int i = 0; i < e->nationality_count; i++) {
        put_line(out, "nationality", ix_str_from_cstr(e->nationalities[i]));
    }
    put_identifiers(out, e);
    put_details(out, e);
    ix_buf_printf(out, "  remarks of %d bytes\n", (int)e->remarks.len);
}

static void put_report(ix_buf *out, const ix_read_report *report) {
    ix_buf_printf(out, "rows %d read %d refused %d primary %d entities %d names %d\n",
                  (int)report->rows, (int)report->rows_read, (int)report->rows_refused,
                  (int)report->primary_rows, (int)report->entities, (int)report->names);
    ix_buf_printf(out, "stated %d layout %" IX_FMT " truncated %d published ",
                  (int)report->stated_count, IX_ARG(report->layout), report->truncated);
    ix_when_print(out, report->published);
    ix_buf_append_char(out, '\n');
    for (int i = 0; i < report->warning_count; i++) {
        const ix_counter *c = &report->warnings[i];
        ix_buf_printf(out, "warning %" IX_FMT " %d %" IX_FMT "\n", IX_ARG(c->name), (int)c->count,
                      IX_ARG(c->example));
    }
    for (int i = 0; i < report->unmodelled_count; i++) {
        const ix_counter *c = &report->unmodelled[i];
        ix_buf_printf(out, "unmodelled %" IX_FMT " %d %" IX_FMT "\n", IX_ARG(c->name),
                      (int)c->count, IX_ARG(c->example));
    }
    for (int i = 0; i < report->refusal_count; i++) {
        const ix_error *e = &report->refusals[i];
        ix_buf_printf(out, "refused %s:%d: %s\n", e->source, (int)e->line, e->text);
    }
}

/* ------------------------------------------------------------------ reading a case */

static ix_status dump_sink(void *context, const ix_entity *entity, ix_error *error) {
    ix_buf *out = context;
    put_entity(out, entity);
    ix_buf record;
    ix_buf_init(&record, IX_ENTITY_RECORD_BYTES_MAX);
    record.allocator = out->allocator;
    ix_entity_encode(&record, entity);
    ix_status status = record.status != IX_OK ? record.status : out->status;
    ix_buf_free(&record);
    return status == IX_OK ? IX_OK : ix_error_set(error, status, "the dump failed");
}

typedef struct golden {
    const char *format;
    const char *files[IX_LIST_FILES_MAX + 1];
} golden;

static int load_case(ix_list_file *files, const golden *g) {
    int count = 0;
    for (; g->files[count] != NULL; count++) {
        char folder[256];
        char path[512];
        snprintf(folder, sizeof folder, "tests/lists/%s", g->format);
        bool map = strstr(g->files[count], ".yml") != NULL;
        files[count] = (ix_list_file){
            .name = ix_str_from_cstr(g->files[count]),
            .role = map ? IX_STR(IX_LIST_MAP_ROLE) : (ix_str){0},
            .bytes = slurp(source_path(path, folder, g->files[count])),
        };
        assert_true(files[count].bytes.len > 0);
    }
    return count;
}

static ix_status read_case(ix_buf *out, const golden *g, const ix_list_file *files, int count,
                           ix_allocator allocator) {
    const ix_list_reader *reader = ix_list_reader_find(ix_str_from_cstr(g->format));
    assert_non_null(reader);
    ix_arena arena;
    ix_arena_init_with(&arena, (size_t)64 << 20, allocator);
    ix_read_report *report = calloc(1, sizeof *report);
    assert_non_null(report);
    ix_error error = {0};
    ix_status status =
        reader->read(files, count, knowledge, dump_sink, out, report, &arena, &error);
    if (status == IX_OK) {
        put_report(out, report);
        status = out->status;
    } else {
        assert_int_equal(error.status, status);
        assert_true(error.text[0] != '\0');
    }
    free(report);
    ix_arena_free(&arena);
    return status;
}

static void free_case(ix_list_file *files, int count) {
    for (int i = 0; i < count; i++) {
        free((char *)files[i].bytes.ptr);
    }
}

static void write_actual(const golden *g, const ix_buf *out) {
    const char *folder = getenv("INTERDICT_GOLDEN_OUT");
    char path[512];
    if (folder == NULL) {
        return;
    }
    snprintf(path, sizeof path, "%s/%s.txt", folder, g->format);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(out->ptr, 1, out->len, file);
    fclose(file);
}

static void expect_case(const golden *g) {
    ix_list_file files[IX_LIST_FILES_MAX] = {0};
    int count = load_case(files, g);
    ix_buf out;
    ix_buf_init(&out, (size_t)16 << 20);
    assert_int_equal(read_case(&out, g, files, count, ix_allocator_libc()), IX_OK);
    write_actual(g, &out);
    char folder[256];
    char path[512];
    snprintf(folder, sizeof folder, "tests/lists/%s", g->format);
    ix_str wanted = slurp(source_path(path, folder, "expected.txt"));
    assert_non_null(wanted.ptr);
    ix_str got = ix_buf_view(&out);
    int line = 1;
    for (ptrdiff_t i = 0; i < got.len && i < wanted.len && got.ptr[i] == wanted.ptr[i]; i++) {
        line += got.ptr[i] == '\n';
    }
    if (!ix_str_equal(got, wanted)) {
        fail_msg("%s differs from expected.txt at line %d", g->format, line);
    }
    free((char *)wanted.ptr);
    ix_buf_free(&out);
    free_case(files, count);
}

/* ------------------------------------------------------------------ failing memory */

typedef struct failing {
    int64_t until; /* calls that still succeed */
    bool failed;
} failing;

static void *resize_failing(void *context, void *old, size_t old_size, size_t new_size) {
    failing *f = context;
    if (new_size > 0 && f->until-- <= 0) {
        f->failed = true;
        return NULL;
    }
    ix_allocator libc = ix_allocator_libc();
    return libc.resize(libc.context, old, old_size, new_size);
}

/* Fail the Nth allocation, for all N, until nothing fails: each is IX_E_MEMORY and leaks nothing.
 */
static void torture_case(const golden *g) {
    ix_list_file files[IX_LIST_FILES_MAX] = {0};
    int count = load_case(files, g);
    bool failed = true;
    for (int64_t n = 0; failed; n++) {
        failing f = {.until = n};
        ix_allocator allocator = {resize_failing, &f};
        ix_buf out;
        ix_buf_init(&out, (size_t)16 << 20);
        out.allocator = allocator;
        ix_status status = read_case(&out, g, files, count, allocator);
        ix_buf_free(&out);
        failed = f.failed;
        assert_int_equal(status, failed ? IX_E_MEMORY : IX_OK);
        assert_true(n < 100000);
    }
    free_case(files, count);
}

static const golden cases[] = {
    {"ofac_sdn_csv", {"sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"}},
    {"ofac_nonsdn_csv", {"cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"}},
    {"ofac_sdn_xml", {"sdn.xml"}},
    {"ofac_nonsdn_xml", {"consolidated.xml"}},
    {"un_xml", {"consolidated.xml"}},
    {"eu_xml", {"xmlFullSanctionsList_1_1.xml"}},
    {"eu_csv", {"csvFullSanctionsList_1_1.csv"}},
    {"uk_csv", {"UK-Sanctions-List.csv"}},
    {"uk_xml", {"UK-Sanctions-List.xml"}},
    {"uk_conlist_csv", {"ConList.csv"}},
    {"ch_xml", {"swiss-sanctions-list.xml"}},
    {"au_xlsx", {"consolidated.xlsx"}},
    {"au_csv", {"consolidated.csv"}},
    {"ca_xml", {"sema-lmes.xml"}},
    {"us_fcc_covered_json", {"covered_list.json"}},
    {"ofac_enhanced_xml", {"sdn_enhanced.xml"}},
    {"ofac_delta_xml", {"2026-01-16_delta.xml", "merged.xml"}},
    {"ofac_advanced_xml", {"sdn_advanced.xml"}},
    {"ftm_jsonl", {"entities.ftm.json"}},
    {"opensanctions_csv", {"targets.simple.csv"}},
    {"senzing_jsonl", {"senzing.json"}},
};

/* By mappings that are shipped. */
static const golden mapped_cases[] = {
    {"mapped_csv", {"list10.csv", "../../../data/mappings/eu_csv10.yml"}},
    {"mapped_tsv", {"names.tsv", "../../../data/mappings/ofac_names_tsv.yml"}},
    {"mapped_jsonl", {"uk.jsonl", "../../../data/mappings/uk_sl_jsonl.yml"}},
};

static void golden_mapped(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof mapped_cases / sizeof mapped_cases[0]; i++) {
        expect_case(&mapped_cases[i]);
    }
}

static void memory_may_fail_in_mapping(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof mapped_cases / sizeof mapped_cases[0]; i++) {
        torture_case(&mapped_cases[i]);
    }
}

static const golden *case_of(const char *format) {
    size_t i = 0;
    while (strcmp(cases[i].format, format) != 0) {
        i++;
    }
    return &cases[i];
}

static void golden_ofac_enhanced_xml(void **state) {
    (void)state;
    expect_case(case_of("ofac_enhanced_xml"));
}

static void golden_ofac_delta_xml(void **state) {
    (void)state;
    expect_case(case_of("ofac_delta_xml"));
}

static void golden_ofac_advanced_xml(void **state) {
    (void)state;
    expect_case(case_of("ofac_advanced_xml"));
}

static void golden_sdn_csv(void **state) {
    (void)state;
    expect_case(&cases[0]);
}

static void golden_nonsdn_csv(void **state) {
    (void)state;
    expect_case(&cases[1]);
}

static void golden_sdn_xml(void **state) {
    (void)state;
    expect_case(&cases[2]);
}

static void golden_nonsdn_xml(void **state) {
    (void)state;
    expect_case(&cases[3]);
}

static void golden_un_xml(void **state) {
    (void)state;
    expect_case(&cases[4]);
}

static void golden_eu_xml(void **state) {
    (void)state;
    expect_case(&cases[5]);
}

static void golden_eu_csv(void **state) {
    (void)state;
    expect_case(&cases[6]);
}

static void golden_uk_csv(void **state) {
    (void)state;
    expect_case(&cases[7]);
}

static void golden_uk_xml(void **state) {
    (void)state;
    expect_case(&cases[8]);
}

static void golden_uk_conlist_csv(void **state) {
    (void)state;
    expect_case(&cases[9]);
}

static void golden_ch_xml(void **state) {
    (void)state;
    expect_case(&cases[10]);
}

static void golden_au_xlsx(void **state) {
    (void)state;
    expect_case(&cases[11]);
}

static void golden_au_csv(void **state) {
    (void)state;
    expect_case(&cases[12]);
}

static void golden_ca_xml(void **state) {
    (void)state;
    expect_case(&cases[13]);
}

static void golden_us_fcc_covered_json(void **state) {
    (void)state;
    expect_case(&cases[14]);
}

static void golden_ftm_jsonl(void **state) {
    (void)state;
    expect_case(&cases[18]);
}

static void golden_opensanctions_csv(void **state) {
    (void)state;
    expect_case(&cases[19]);
}

static void golden_senzing_jsonl(void **state) {
    (void)state;
    expect_case(&cases[20]);
}

static void memory_may_fail_anywhere(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        torture_case(&cases[i]);
    }
}

/* ------------------------------------------------------------------ whole publications */

/* A file of the data folder, unpacked when its name ends in .xz. Empty when it is absent. */
static ix_str load_data(const char *publisher, const char *name) {
    const char *folder = getenv("INTERDICT_TEST_DATA");
    char path[512];
    if (folder != NULL) {
        snprintf(path, sizeof path, "%s/%s/%s", folder, publisher, name);
    } else {
        char below[64];
        snprintf(below, sizeof below, "../shared/data/%s", publisher);
        source_path(path, below, name);
    }
    struct archive *in = archive_read_new();
    assert_non_null(in);
    archive_read_support_filter_xz(in);
    archive_read_support_format_raw(in);
    struct archive_entry *entry;
    ix_buf bytes;
    ix_buf_init(&bytes, (size_t)64 << 20);
    if (archive_read_open_filename(in, path, 65536) == ARCHIVE_OK &&
        archive_read_next_header(in, &entry) == ARCHIVE_OK) {
        char chunk[65536];
        for (la_ssize_t n; (n = archive_read_data(in, chunk, sizeof chunk)) > 0;) {
            ix_buf_append(&bytes, (ix_str){chunk, (ptrdiff_t)n});
        }
    }
    archive_read_free(in);
    assert_int_equal(bytes.status, IX_OK);
    return ix_buf_view(&bytes);
}

typedef struct publication {
    const char *format;
    const char *files[IX_LIST_FILES_MAX + 1];
    int rows;
    int primary;
    int names;
    int cut;          /* remarks whose rest is not there */
    int orphans;      /* alias, address and comments rows of parties that are not there */
    int remarks_most; /* parts of remarks that may stay unmodelled */
    int wallets;
    const char *publisher; /* folder of the data; NULL: ofac */
} publication;

/* What a sink of a whole publication checks and counts. */
typedef struct census {
    int wallets;
    int remarks;
    int parts;
    ix_buf record;
    ix_buf again;
    ix_arena arena;
} census;

static ix_status census_sink(void *context, const ix_entity *e, ix_error *error) {
    (void)error;
    census *c = context;
    assert_true(e->key.len > 0 && e->name_count > 0 && e->listing_count == 1);
    assert_true(e->listings[0].program_count > 0);
    assert_int_equal(e->names[0].kind, IX_NAME_PRIMARY);
    for (int i = 0; i < e->name_count; i++) {
        assert_true(e->names[i].text.len > 0 && e->names[i].origin.len > 0);
    }
    for (int i = 0; i < e->identifier_count; i++) {
        char key[128];
        const ix_identifier *id = &e->identifiers[i];
        assert_true(ix_identifier_key(key, 128, id->type, id->value) > 0);
        c->wallets += id->type == IX_ID_WALLET;
    }
    for (int i = 0; i < e->unmodelled_count; i++) {
        c->remarks += ix_str_equal(e->unmodelled[i].name, IX_STR("remarks"));
    }
    c->parts += e->birth_count + e->birth_place_count + e->nationality_count + e->identifier_count +
                e->relation_count + e->note_count + e->unmodelled_count;
    ix_buf_clear(&c->record);
    ix_buf_clear(&c->again);
    ix_arena_reset(&c->arena);
    ix_entity decoded;
    ix_entity_encode(&c->record, e);
    assert_int_equal(c->record.status, IX_OK);
    assert_int_equal(ix_entity_decode(&decoded, ix_buf_view(&c->record), &c->arena, NULL), IX_OK);
    ix_entity_encode(&c->again, &decoded);
    assert_true(ix_str_equal(ix_buf_view(&c->record), ix_buf_view(&c->again)));
    return IX_OK;
}

static int warned(const ix_read_report *report, const char *name) {
    for (int i = 0; i < report->warning_count; i++) {
        if (ix_str_equal(report->warnings[i].name, ix_str_from_cstr(name))) {
            return (int)report->warnings[i].count;
        }
    }
    return 0;
}

static void expect_publication(const publication *p) {
    ix_list_file files[IX_LIST_FILES_MAX] = {0};
    int count = 0;
    bool absent = false;
    for (; p->files[count] != NULL; count++) {
        files[count].name = ix_str_from_cstr(p->files[count]);
        files[count].bytes =
            load_data(p->publisher == NULL ? "ofac" : p->publisher, p->files[count]);
        absent |= files[count].bytes.len == 0;
    }
    if (absent) {
        free_case(files, count);
        print_message("%s is not there\n", p->files[0]);
        skip();
    }
    census c = {0};
    ix_buf_init(&c.record, IX_ENTITY_RECORD_BYTES_MAX);
    ix_buf_init(&c.again, IX_ENTITY_RECORD_BYTES_MAX);
    ix_arena_init(&c.arena, (size_t)64 << 20);
    ix_arena arena;
    ix_arena_init(&arena, (size_t)256 << 20);
    ix_read_report *report = calloc(1, sizeof *report);
    assert_non_null(report);
    ix_error error = {0};
    const ix_list_reader *reader = ix_list_reader_find(ix_str_from_cstr(p->format));
    ix_status status =
        reader->read(files, count, knowledge, census_sink, &c, report, &arena, &error);
    if (status != IX_OK) {
        fail_msg("%s: %s", p->files[0], error.text);
    }
    print_message("%s: %d of %d parts of remarks not understood\n", p->files[0], c.remarks,
                  c.parts);
    assert_int_equal(report->rows, p->rows);
    assert_int_equal(report->rows_read, p->rows);
    assert_int_equal(report->rows_refused, 0);
    assert_int_equal(report->primary_rows, p->primary);
    assert_int_equal(report->entities, p->primary);
    assert_int_equal(report->names, p->names);
    assert_false(report->truncated);
    assert_int_equal(warned(report, "remarks_cut"), p->cut);
    assert_int_equal(warned(report, "orphan_alias") + warned(report, "orphan_address") +
                         warned(report, "orphan_comments"),
                     p->orphans);
    assert_int_equal(c.wallets, p->wallets);
    assert_true(c.remarks <= p->remarks_most);
    free(report);
    ix_arena_free(&arena);
    ix_arena_free(&c.arena);
    ix_buf_free(&c.record);
    ix_buf_free(&c.again);
    free_case(files, count);
}

#define SDN_2021 "2021-07/sdn.csv.xz", "2021-07/alt.csv.xz", "2021-07/add.csv.xz"

static const publication publications[] = {
    {"ofac_sdn_csv", {SDN_2021, "2021-07/sdn_comments.csv.xz"}, 34728, 8976, 23328, 0, 0, 310, 97},
    {"ofac_sdn_csv",
     {"2023-11/sdn.csv.xz", "2023-11/sdn_address.csv.xz"},
     27800,
     11443,
     14214,
     14,
     0,
     300,
     202},
    {"ofac_sdn_csv", {"sdn_2024-05-03.csv.xz"}, 14965, 14965, 18629, 18, 0, 300, 288},
    {"ofac_sdn_csv", {"2024-06/sdn.csv", "2024-06/add.csv"}, 36273, 15402, 19193, 19, 0, 300, 300},
    {"ofac_sdn_csv",
     {"sdn_2026-04-22_rebuilt.csv", "2026-08/alt.csv", "2026-08/add.csv"},
     63847,
     18758,
     38668,
     0,
     1018,
     300,
     788},
    {"ofac_sdn_csv", {"sdn_2026_segment_45812-45869.csv"}, 33, 33, 43, 0, 0, 0, 0},
    {"ofac_nonsdn_csv",
     {"nonsdn/cons_prim.csv", "nonsdn/cons_alt.csv", "nonsdn/cons_add.csv",
      "nonsdn/cons_comments.csv"},
     2099,
     442,
     1587,
     0,
     0,
     10,
     0},
    {"ofac_nonsdn_xml", {"nonsdn/consolidated_2020-12-14.xml"}, 376, 376, 1295, 0, 0, 10, 0},
    {"un_xml", {"un_consolidated_2025-11-18.xml.xz"}, 1000, 1000, 4210, 0, 0, 0, 0, "un"},
    {"un_xml", {"un_consolidated_2026-02-27.xml"}, 1003, 1003, 4211, 0, 0, 0, 0, "un"},
    {"eu_xml", {"eu_fsf_2026-02-23_rebuilt.xml.xz"}, 5860, 5860, 29809, 0, 0, 0, 0, "eu"},
    {"eu_xml", {"eu_fsf_real_excerpt_2018-12-21.xml"}, 2, 2, 7, 0, 0, 0, 0, "eu"},
    {"uk_conlist_csv", {"ofsi_conlist_2018-04-13.csv.xz"}, 9487, 2106, 5553, 0, 0, 0, 0, "uk"},
};

#define PUBLICATION(name, number)                                                                  \
    static void name(void **state) {                                                               \
        (void)state;                                                                               \
        expect_publication(&publications[number]);                                                 \
    }

PUBLICATION(sdn_of_july_2021, 0)
PUBLICATION(sdn_of_november_2023, 1)
PUBLICATION(sdn_of_may_2024, 2)
PUBLICATION(sdn_of_june_2024, 3)
PUBLICATION(sdn_of_april_2026, 4)
PUBLICATION(sdn_segment_of_2026, 5)
PUBLICATION(nonsdn_of_2025, 6)
PUBLICATION(nonsdn_xml_of_2020, 7)
PUBLICATION(un_of_november_2025, 8)
PUBLICATION(un_of_february_2026, 9)
PUBLICATION(eu_of_february_2026, 10)
PUBLICATION(eu_excerpt_of_2018, 11)
PUBLICATION(uk_conlist_of_2018, 12)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_sdn_csv),
        cmocka_unit_test(golden_nonsdn_csv),
        cmocka_unit_test(golden_sdn_xml),
        cmocka_unit_test(golden_nonsdn_xml),
        cmocka_unit_test(memory_may_fail_anywhere),
        cmocka_unit_test(golden_mapped),
        cmocka_unit_test(memory_may_fail_in_mapping),
        cmocka_unit_test(sdn_of_july_2021),
        cmocka_unit_test(sdn_of_november_2023),
        cmocka_unit_test(sdn_of_may_2024),
        cmocka_unit_test(sdn_of_june_2024),
        cmocka_unit_test(sdn_of_april_2026),
        cmocka_unit_test(sdn_segment_of_2026),
        cmocka_unit_test(nonsdn_of_2025),
        cmocka_unit_test(nonsdn_xml_of_2020),
        cmocka_unit_test(golden_ofac_enhanced_xml),
        cmocka_unit_test(golden_ofac_delta_xml),
        cmocka_unit_test(golden_ofac_advanced_xml),
        cmocka_unit_test(golden_un_xml),
        cmocka_unit_test(un_of_november_2025),
        cmocka_unit_test(un_of_february_2026),
        cmocka_unit_test(golden_eu_xml),
        cmocka_unit_test(golden_eu_csv),
        cmocka_unit_test(golden_uk_csv),
        cmocka_unit_test(golden_uk_xml),
        cmocka_unit_test(golden_uk_conlist_csv),
        cmocka_unit_test(golden_ch_xml),
        cmocka_unit_test(golden_au_xlsx),
        cmocka_unit_test(golden_au_csv),
        cmocka_unit_test(golden_ca_xml),
        cmocka_unit_test(golden_us_fcc_covered_json),
        cmocka_unit_test(golden_ftm_jsonl),
        cmocka_unit_test(golden_opensanctions_csv),
        cmocka_unit_test(golden_senzing_jsonl),
        cmocka_unit_test(eu_of_february_2026),
        cmocka_unit_test(eu_excerpt_of_2018),
        cmocka_unit_test(uk_conlist_of_2018),
    };
    return cmocka_run_group_tests(tests, load_knowledge, free_knowledge);
}
