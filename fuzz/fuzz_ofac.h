/* What every entity that a reader gives must hold, whatever the bytes it was read from. */
#ifndef INTERDICT_FUZZ_OFAC_H
#define INTERDICT_FUZZ_OFAC_H

#include <interdict/lists.h>

#include <assert.h>
#include <string.h>

#define ARENA_BYTES (64 << 20)
#define KEY_BYTES   64

static ix_status check_entity(void *context, const ix_entity *e, ix_error *error) {
    (void)error;
    int64_t *entities = context;
    (*entities)++;
    assert(e->key.len > 0 && e->name_count > 0 && e->listing_count > 0);
    assert(e->names[0].kind == IX_NAME_PRIMARY);
    for (int i = 0; i < e->name_count; i++) {
        assert(e->names[i].text.len > 0);
    }
    for (int i = 0; i < e->identifier_count; i++) {
        char key[KEY_BYTES];
        assert(e->identifiers[i].value.len > 0);
        ix_identifier_key(key, KEY_BYTES, e->identifiers[i].type, e->identifiers[i].value);
    }
    ix_buf record;
    ix_buf_init(&record, IX_ENTITY_RECORD_BYTES_MAX * (size_t)2);
    ix_entity_encode(&record, e);
    assert(record.status == IX_OK || record.status == IX_E_LIMIT);
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES);
    ix_entity decoded;
    if (record.status == IX_OK) {
        ix_status status = ix_entity_decode(&decoded, ix_buf_view(&record), &arena, NULL);
        assert(status == IX_OK || status == IX_E_MEMORY);
    }
    ix_arena_free(&arena);
    ix_buf_free(&record);
    return IX_OK;
}

/* Read files with a format's reader and check the account of its rows. */
static inline void check_reader(ix_str format, const ix_list_file *files, int count) {
    const ix_list_reader *reader = ix_list_reader_find(format);
    static ix_read_report report;
    memset(&report, 0, sizeof report);
    ix_error error = {0};
    int64_t entities = 0;
    ix_arena arena;
    ix_arena_init(&arena, ARENA_BYTES);
    ix_status status =
        reader->read(files, count, NULL, check_entity, &entities, &report, &arena, &error);
    if (status == IX_OK) {
        assert(report.rows == report.rows_read + report.rows_refused);
        assert(report.entities == entities && report.primary_rows >= entities);
        assert(report.refusal_count == report.rows_refused ||
               report.refusal_count == IX_REFUSALS_KEPT_MAX);
    } else {
        assert(error.status == status && error.text[0] != '\0');
    }
    ix_arena_free(&arena);
}

#endif
