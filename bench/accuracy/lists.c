/* The lists that are searched: read by the engine's own readers into one index. */
#include "accuracy.h"

#include <stdio.h>
#include <string.h>

ix_status lists_add(lists *all, const ix_str *words, int count, ix_error *error) {
    const char *paths[IX_LIST_FILES_MAX];
    char text[IX_LIST_FILES_MAX + 1][IX_PATH_BYTES_MAX];
    int path_count = count - 3;
    const ix_list_reader *found = count > 3 ? ix_list_reader_find(words[1]) : NULL;
    if (found == NULL || path_count > IX_LIST_FILES_MAX || all->count == IX_LISTS_MAX) {
        return ix_error_set(error, IX_E_INPUT, "a list is: id, format, mapping, paths");
    }
    for (int i = 0; i <= path_count; i++) {
        snprintf(text[i], sizeof text[i], "%" IX_FMT, IX_ARG(words[2 + i]));
        if (i > 0) {
            paths[i - 1] = text[i];
        }
    }
    ix_list_reader reader = *found;
    ix_input *input = IX_NEW(&all->arena, ix_input, 1);
    ix_parsed_snapshot *parsed = IX_NEW(&all->arena, ix_parsed_snapshot, 1);
    ix_status status = ix_input_read(input, &reader, paths, path_count, error);
    if (status == IX_OK && words[2].len > 0) {
        status = ix_input_add_mapping(input, text[0], error);
        status = status ? status
                        : ix_mapping_apply(&reader, input->files[input->count - 1].bytes, words[2],
                                           &all->arena, error);
    }
    status = status ? status
                    : ix_snapshot_parse(parsed, &reader, input->files, input->count, all->knowledge,
                                        &all->arena, error);
    if (status != IX_OK) {
        return status;
    }
    if (parsed->report.rows_refused > 0) {
        fprintf(stderr, "accuracy: %" IX_FMT ": %lld rows refused\n", IX_ARG(words[0]),
                (long long)parsed->report.rows_refused);
    }
    ix_snapshot snapshot = {.published = {IX_WHEN_DATE, 20000},
                            .entities = (uint32_t)parsed->count};
    ix_list_history empty = {.id = ix_arena_copy(&all->arena, words[0]),
                             .publisher = ix_str_from_cstr(reader.publisher),
                             .zone = reader.zone};
    uint32_t ordinal;
    return ix_history_insert(&all->histories[all->count++], &ordinal, &empty, &snapshot, parsed,
                             &all->arena, error);
}

static ix_status read_plain(lists *all, ix_arena *scratch, ix_error *error) {
    int64_t count = ix_index_entity_count(all->index);
    ix_status status = IX_OK;
    all->plain = IX_NEW(&all->arena, plain_entity, count);
    if (all->plain == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for plain names");
    }
    for (int64_t e = 0; e < count && status == IX_OK; e++) {
        ix_entity entity;
        plain_entity *plain = &all->plain[e];
        ix_arena_reset(scratch);
        status =
            ix_entity_decode(&entity, ix_index_record(all->index, (uint32_t)e, 0), scratch, error);
        if (status != IX_OK) {
            break;
        }
        plain->names = IX_NEW(&all->arena, plain_name, entity.name_count);
        plain->count = plain->names == NULL ? 0 : entity.name_count;
        for (int n = 0; n < plain->count && status == IX_OK; n++) {
            status = plain_name_read(&plain->names[n], entity.names[n].text, &all->arena, error);
        }
    }
    return status;
}

ix_status lists_read_plain(lists *all, ix_error *error) {
    ix_arena scratch;
    ix_arena_init(&scratch, ARENA_BYTES_MAX);
    ix_status status = read_plain(all, &scratch, error);
    ix_arena_free(&scratch);
    return status;
}

ix_status lists_build(lists *all, ix_crew crew, ix_error *error) {
    const ix_build_options options = {.crew = crew};
    ix_buf_init(&all->image, ARENA_BYTES_MAX);
    ix_status status = ix_index_build_with(&all->image, all->knowledge, all->histories, all->count,
                                           &options, error);
    if (status == IX_E_REFUSED && all->image.len > 0) {
        fprintf(stderr, "accuracy: NOT FIT TO SERVE: %s\n", error->text);
        status = IX_OK;
    }
    return status ? status
                  : ix_index_open(&all->index, ix_buf_view(&all->image), all->knowledge,
                                  &all->arena, error);
}

static void write_word(ix_buf *out, ix_str text) {
    for (ptrdiff_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        ix_buf_append_char(out, c < ' ' ? ' ' : text.ptr[i]);
    }
}

static void write_place(ix_buf *out, const lists *all, uint32_t number) {
    ix_index_entity entity = ix_index_entity_at(all->index, number);
    ix_buf_append(out, ix_index_list_at(all->index, entity.list)->id);
    ix_buf_append_char(out, ':');
    write_word(out, entity.key);
}

ix_status lists_write_names(ix_buf *out, const lists *all, ix_error *error) {
    ix_arena arena;
    ix_status status = IX_OK;
    ix_arena_init(&arena, ARENA_BYTES_MAX);
    for (int64_t e = 0; e < ix_index_entity_count(all->index) && status == IX_OK; e++) {
        ix_entity entity;
        ix_arena_reset(&arena);
        status =
            ix_entity_decode(&entity, ix_index_record(all->index, (uint32_t)e, 0), &arena, error);
        for (int n = 0; status == IX_OK && n < entity.name_count; n++) {
            write_place(out, all, (uint32_t)e);
            ix_buf_append_char(out, '\t');
            write_place(out, all, ix_index_party(all->index, (uint32_t)e));
            ix_buf_printf(out, "\t%s\t%s\t", ix_party_type_name(entity.type),
                          ix_name_kind_name(entity.names[n].kind));
            write_word(out, entity.names[n].text);
            ix_buf_append_char(out, '\n');
        }
    }
    ix_arena_free(&arena);
    return status ? status : out->status;
}
