/* For the tests of readers, first those of the screening list: reading bytes into a text that shows
 * every field of every entity, and the report behind them. */
#ifndef INTERDICT_LISTS_CSL_SAMPLES_H
#define INTERDICT_LISTS_CSL_SAMPLES_H

#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static inline void show(ix_buf *out, const char *word, ix_str value) {
    if (value.len > 0) {
        ix_buf_printf(out, "  %s %" IX_FMT "\n", word, IX_ARG(value));
    }
}

static inline void show_when(ix_buf *out, const char *word, ix_when when) {
    if (when.kind != IX_WHEN_NONE) {
        ix_buf_printf(out, " | %s ", word);
        ix_when_print(out, when);
    }
}

static inline void show_listing(ix_buf *out, const ix_listing *listing) {
    ix_buf_printf(out, "  listing %" IX_FMT, IX_ARG(listing->source));
    for (int i = 0; i < listing->program_count; i++) {
        ix_buf_printf(out, " | %" IX_FMT, IX_ARG(listing->programs[i]));
    }
    show_when(out, "published", listing->published);
    show_when(out, "from", listing->effective_from);
    show_when(out, "until", listing->effective_until);
    ix_buf_append_char(out, '\n');
    show(out, "  authority", listing->authority);
    show(out, "  reason", listing->reason);
    show(out, "  measures", listing->measures);
}

static inline void show_person(ix_buf *out, const ix_entity *e) {
    for (int i = 0; i < e->birth_count; i++) {
        ix_buf_append_cstr(out, "  born ");
        ix_date_range_print(out, e->births[i]);
        ix_buf_append_char(out, '\n');
    }
    for (int i = 0; i < e->birth_place_count; i++) {
        show(out, "born in", e->birth_places[i]);
    }
    for (int i = 0; i < e->nationality_count; i++) {
        ix_buf_printf(out, "  nationality %s\n", e->nationalities[i]);
    }
    if (e->gender != IX_GENDER_UNKNOWN) {
        ix_buf_printf(out, "  gender %s\n", e->gender == IX_GENDER_MALE ? "male" : "female");
    }
}

static inline void show_details(ix_buf *out, const ix_entity *e) {
    for (int i = 0; i < e->identifier_count; i++) {
        const ix_identifier *id = &e->identifiers[i];
        ix_buf_printf(out, "  identifier %s | %" IX_FMT " | %" IX_FMT " | %s | ",
                      ix_identifier_type_name(id->type), IX_ARG(id->label), IX_ARG(id->value),
                      id->country);
        ix_date_range_print(out, (ix_date_range){id->issued, id->expires});
        ix_buf_append_char(out, '\n');
    }
    for (int i = 0; i < e->address_count; i++) {
        const ix_address *a = &e->addresses[i];
        ix_buf_printf(out, "  address %" IX_FMT " | %" IX_FMT " | %" IX_FMT " = %s\n",
                      IX_ARG(a->street), IX_ARG(a->place), IX_ARG(a->country_text), a->country);
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
        show(out, "note", e->notes[i]);
    }
    show(out, "title", e->title);
    show(out, "remarks", e->remarks);
    for (int i = 0; i < e->unmodelled_count; i++) {
        ix_buf_printf(out, "  unmodelled %" IX_FMT " | %" IX_FMT "\n",
                      IX_ARG(e->unmodelled[i].name), IX_ARG(e->unmodelled[i].value));
    }
}

static inline ix_status show_entity(void *context, const ix_entity *e, ix_error *error) {
    (void)error;
    ix_buf *out = context;
    assert_true(e->name_count > 0 && e->names[0].kind == IX_NAME_PRIMARY);
    ix_buf_printf(out, "%" IX_FMT " %s\n", IX_ARG(e->key), ix_party_type_name(e->type));
    for (int i = 0; i < e->name_count; i++) {
        assert_true(e->names[i].text.len > 0);
        ix_buf_printf(out, "  name %s | %" IX_FMT " | %" IX_FMT "\n",
                      ix_name_kind_name(e->names[i].kind), IX_ARG(e->names[i].text),
                      IX_ARG(e->names[i].origin));
    }
    for (int i = 0; i < e->listing_count; i++) {
        show_listing(out, &e->listings[i]);
    }
    show_person(out, e);
    show_details(out, e);
    return out->status;
}

static inline void show_report(ix_buf *out, const ix_read_report *report) {
    ix_buf_printf(out, "rows %d = %d read + %d refused, %d entities, %d names%s\n",
                  (int)report->rows, (int)report->rows_read, (int)report->rows_refused,
                  (int)report->entities, (int)report->names,
                  report->truncated ? ", truncated" : "");
    for (int i = 0; i < report->warning_count; i++) {
        ix_buf_printf(out, "warning %" IX_FMT " %d %" IX_FMT "\n", IX_ARG(report->warnings[i].name),
                      (int)report->warnings[i].count, IX_ARG(report->warnings[i].example));
    }
    for (int i = 0; i < report->unmodelled_count; i++) {
        ix_buf_printf(out, "unmodelled %" IX_FMT " %d\n", IX_ARG(report->unmodelled[i].name),
                      (int)report->unmodelled[i].count);
    }
    for (int i = 0; i < report->refusal_count; i++) {
        ix_buf_printf(out, "refused %s:%d: %s\n", report->refusals[i].source,
                      (int)report->refusals[i].line, report->refusals[i].text);
    }
}

/* Read one file and show what it gave; the text ends with a NUL behind its length. */
static inline ix_status show_file(ix_buf *out, const char *format, const char *name, ix_str bytes,
                                  const ix_knowledge *knowledge, ix_allocator allocator) {
    const ix_list_reader *reader = ix_list_reader_find(ix_str_from_cstr(format));
    assert_non_null(reader);
    ix_read_report kept = {0};
    ix_read_report *report = &kept;
    ix_arena arena;
    ix_arena_init_with(&arena, (size_t)256 << 20, allocator);
    ix_error error = {0};
    ix_list_file file = {.name = ix_str_from_cstr(name), .bytes = bytes};
    ix_status status = reader->read(&file, 1, knowledge, show_entity, out, report, &arena, &error);
    if (status == IX_OK) {
        show_report(out, report);
        assert_int_equal(report->rows, report->rows_read + report->rows_refused);
        assert_true(report->primary_rows >= report->entities);
    } else {
        assert_true(error.text[0] != '\0');
    }
    ix_arena_free(&arena);
    return status;
}

/* The shown text of a file of these bytes holds `wanted`. */
static inline void expect_shown(const char *format, const char *bytes, const char *wanted) {
    ix_buf out;
    ix_buf_init(&out, (size_t)16 << 20);
    ix_status status =
        show_file(&out, format, "list", ix_str_from_cstr(bytes), NULL, ix_allocator_libc());
    assert_int_equal(status, IX_OK);
    if (ix_str_find(ix_buf_view(&out), ix_str_from_cstr(wanted), 0) < 0) {
        fail_msg("'%s' is not in\n%.*s", wanted, (int)out.len, out.ptr);
    }
    ix_buf_free(&out);
}

#endif
