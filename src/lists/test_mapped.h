/* What tests of reading by mapping share: read a text by a mapping, print what came of it. */
#ifndef INTERDICT_LISTS_TEST_MAPPED_H
#define INTERDICT_LISTS_TEST_MAPPED_H

#include "mapped.h"
#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

typedef struct mapped_result {
    ix_buf text; /* a line a detail */
    ix_read_report report;
    ix_error error;
    ix_arena arena;
    ix_status status;
} mapped_result;

static inline void put_detail(ix_buf *out, const char *word, ix_str value) {
    if (value.len > 0) {
        ix_buf_printf(out, "%s=%" IX_FMT "\n", word, IX_ARG(value));
    }
}

static inline void put_moment(ix_buf *out, const char *word, ix_when when) {
    if (when.kind != IX_WHEN_NONE) {
        ix_buf_printf(out, "%s=", word);
        ix_when_print(out, when);
        ix_buf_append_char(out, '\n');
    }
}

static inline void put_one_listing(ix_buf *out, const ix_listing *l) {
    put_detail(out, "source", l->source);
    for (int i = 0; i < l->program_count; i++) {
        put_detail(out, "program", l->programs[i]);
    }
    put_moment(out, "announced", l->announced);
    put_moment(out, "published", l->published);
    put_moment(out, "from", l->effective_from);
    put_moment(out, "until", l->effective_until);
    put_detail(out, "authority", l->authority);
    put_detail(out, "reason", l->reason);
    put_detail(out, "measures", l->measures);
}

static inline void put_one_identifier(ix_buf *out, const ix_identifier *id) {
    ix_buf_printf(out, "id=%s %" IX_FMT, ix_identifier_type_name(id->type), IX_ARG(id->value));
    const ix_str more[] = {id->label, id->currency, ix_str_from_cstr(id->country)};
    for (int i = 0; i < 3; i++) {
        ix_buf_printf(out, "%s%" IX_FMT, more[i].len > 0 ? "," : "", IX_ARG(more[i]));
    }
    for (int i = 0; i < 2; i++) {
        ix_date date = i == 0 ? id->issued : id->expires;
        ix_buf_append(out, date.year != 0 ? IX_STR(",") : (ix_str){0});
        if (date.year != 0) {
            ix_date_range_print(out, (ix_date_range){date, date});
        }
    }
    ix_buf_append_char(out, '\n');
}

static inline void put_the_rest(ix_buf *out, const ix_entity *e) {
    for (int i = 0; i < e->address_count; i++) {
        const ix_address *a = &e->addresses[i];
        ix_buf_printf(out, "address=%" IX_FMT "|%" IX_FMT "|%" IX_FMT "|%" IX_FMT "\n",
                      IX_ARG(a->street), IX_ARG(a->place), IX_ARG(a->country_text),
                      IX_ARG(a->remark));
    }
    for (int i = 0; i < e->relation_count; i++) {
        ix_buf_printf(out, "relation=%" IX_FMT "|%" IX_FMT "\n", IX_ARG(e->relations[i].kind),
                      IX_ARG(e->relations[i].target));
    }
    for (int i = 0; i < e->vessel_count; i++) {
        ix_buf_printf(out, "vessel=%" IX_FMT "|%" IX_FMT "\n", IX_ARG(e->vessel[i].name),
                      IX_ARG(e->vessel[i].value));
    }
    for (int i = 0; i < e->note_count; i++) {
        put_detail(out, "note", e->notes[i]);
    }
    put_detail(out, "remarks", e->remarks);
    for (int i = 0; i < e->unmodelled_count; i++) {
        ix_buf_printf(out, "kept=%" IX_FMT "|%" IX_FMT "\n", IX_ARG(e->unmodelled[i].name),
                      IX_ARG(e->unmodelled[i].value));
    }
}

static inline ix_status put_mapped(void *context, const ix_entity *e, ix_error *error) {
    ix_buf *out = context;
    ix_buf_printf(out, "%" IX_FMT " %s\n", IX_ARG(e->key), ix_party_type_name(e->type));
    for (int i = 0; i < e->name_count; i++) {
        put_detail(out, ix_name_kind_name(e->names[i].kind), e->names[i].text);
    }
    put_detail(out, "title", e->title);
    for (int i = 0; i < e->listing_count; i++) {
        put_one_listing(out, &e->listings[i]);
    }
    for (int i = 0; i < e->birth_count; i++) {
        ix_buf_append_cstr(out, "birth=");
        ix_date_range_print(out, e->births[i]);
        ix_buf_append_char(out, '\n');
    }
    for (int i = 0; i < e->birth_place_count; i++) {
        put_detail(out, "born in", e->birth_places[i]);
    }
    if (e->gender != IX_GENDER_UNKNOWN) {
        put_detail(out, "gender", e->gender == IX_GENDER_MALE ? IX_STR("male") : IX_STR("female"));
    }
    for (int i = 0; i < e->identifier_count; i++) {
        put_one_identifier(out, &e->identifiers[i]);
    }
    put_the_rest(out, e);
    return out->status == IX_OK ? IX_OK : ix_error_set(error, out->status, "the test's text");
}

/* Read; free with free_mapped(). */
static inline void read_mapped(mapped_result *r, const char *format, const char *map, ix_str text) {
    memset(r, 0, sizeof *r);
    ix_buf_init(&r->text, 1 << 20);
    ix_arena_init(&r->arena, (size_t)256 << 20);
    ix_list_file files[] = {
        {.name = IX_STR("list"), .role = IX_STR("primary"), .bytes = text},
        {.name = IX_STR("map.yml"), .role = IX_STR("map"), .bytes = ix_str_from_cstr(map)}};
    const ix_list_reader *reader = ix_list_reader_find(ix_str_from_cstr(format));
    assert_non_null(reader);
    r->status =
        reader->read(files, 2, NULL, put_mapped, &r->text, &r->report, &r->arena, &r->error);
    if (r->status == IX_OK) {
        assert_int_equal(r->report.rows, r->report.rows_read + r->report.rows_refused);
    }
}

static inline void free_mapped(mapped_result *r) {
    ix_buf_free(&r->text);
    ix_arena_free(&r->arena);
}

/* Read a text by a mapping of which only the part behind the head is given. */
static inline void expect_mapped(const char *format, const char *map, const char *text,
                                 const char *expected) {
    char whole[4096];
    mapped_result r;
    snprintf(whole, sizeof whole, "format: %s\nlist: l\npublisher: p\n%s", format, map);
    read_mapped(&r, format, whole, ix_str_from_cstr(text));
    if (r.status != IX_OK) {
        fail_msg("%s:%d: %s", r.error.source, (int)r.error.line, r.error.text);
    }
    if (!ix_str_equal(ix_buf_view(&r.text), ix_str_from_cstr(expected))) {
        fail_msg("got\n%.*sexpected\n%s", (int)r.text.len, r.text.ptr, expected);
    }
    free_mapped(&r);
}

/* The fault of a mapping or file, by its line and words. */
static inline void expect_mapped_fault(const char *format, const char *map, const char *text,
                                       int line, const char *words) {
    char whole[4096];
    mapped_result r;
    snprintf(whole, sizeof whole, "format: %s\nlist: l\npublisher: p\n%s", format, map);
    read_mapped(&r, format, whole, ix_str_from_cstr(text));
    assert_int_not_equal(r.status, IX_OK);
    if (strstr(r.error.text, words) == NULL || r.error.line != line) {
        fail_msg("%s:%d: %s; expected line %d: %s", r.error.source, (int)r.error.line, r.error.text,
                 line, words);
    }
    free_mapped(&r);
}

#endif
