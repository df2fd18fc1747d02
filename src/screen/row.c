/* Rows of a file of parties: which column is which field, and a row read into a party. */
#include "row.h"

#include <assert.h>
#include <string.h>

bool row_is_list(ix_party_field field) {
    return field.kind == IX_FIELD_DOB || field.kind == IX_FIELD_COUNTRY ||
           field.kind == IX_FIELD_ADDRESS || field.kind == IX_FIELD_ALIAS ||
           field.kind == IX_FIELD_IDENTIFIER || field.kind == IX_FIELD_BIRTH_PLACE;
}

bool row_same_heading(ix_str a, ix_str b) {
    return ix_str_equal_ascii_nocase(ix_str_trim(a), ix_str_trim(b));
}

static const ix_column_map *find_map(const ix_column_map *maps, int count, ix_str column) {
    for (int i = 0; i < count; i++) {
        if (row_same_heading(maps[i].column, column)) {
            return &maps[i];
        }
    }
    return NULL;
}

/* Does a map, of another column, name this field? */
static bool is_taken(const ix_column_map *maps, int count, ix_party_field field) {
    for (int i = 0; i < count; i++) {
        ix_party_field other;
        if (ix_party_field_parse(&other, ix_str_trim(maps[i].field)) && other.kind == field.kind &&
            other.identifier == field.identifier) {
            return true;
        }
    }
    return false;
}

ix_status row_check_map(const ix_column_map *map, ix_error *error) {
    ix_party_field field;
    ix_str name = ix_str_trim(map->field);
    if (ix_str_equal(name, IX_STR("-")) || ix_party_field_parse(&field, name)) {
        return IX_OK;
    }
    return ix_error_set(error, IX_E_INPUT,
                        "unknown field '%" IX_FMT "'; expected id, name, type, dob, "
                        "country, gender, address, alias, id_number, birth_place, an "
                        "identifier type or -",
                        IX_ARG(ix_str_slice(name, 0, 60)));
}

static ix_status check_maps(const ix_row_layout *layout, const ix_column_map *maps, int count,
                            ix_error *error) {
    for (int i = 0; i < count; i++) {
        bool there = false;
        for (int j = 0; j < layout->count; j++) {
            there = there || row_same_heading(layout->columns[j], maps[i].column);
        }
        if (!there) {
            return ix_error_set(error, IX_E_INPUT, "no column is headed '%" IX_FMT "'",
                                IX_ARG(ix_str_slice(maps[i].column, 0, 100)));
        }
        ix_status status = row_check_map(&maps[i], error);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

static void lay_column(ix_row_layout *layout, int column, const ix_column_map *maps,
                       int map_count) {
    ix_party_field field;
    ix_str heading = ix_str_trim(layout->columns[column]);
    const ix_column_map *map = find_map(maps, map_count, heading);
    if (map != NULL) {
        heading = ix_str_trim(map->field);
    }
    if (!ix_party_field_parse(&field, heading) ||
        (map == NULL && is_taken(maps, map_count, field))) {
        return;
    }
    layout->fields[column] = field;
    layout->names[column] = ix_str_from_cstr(ix_party_field_name(field));
}

static int count_columns(const ix_row_layout *layout, ix_party_field_kind kind) {
    int count = 0;
    for (int i = 0; i < layout->count; i++) {
        count += layout->names[i].len > 0 && layout->fields[i].kind == kind;
    }
    return count;
}

ix_status row_check_single(const ix_row_layout *layout, ix_error *error) {
    static const ix_party_field_kind single[] = {IX_FIELD_ID, IX_FIELD_TYPE, IX_FIELD_GENDER};
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++) {
        if (count_columns(layout, single[i]) > 1) {
            return ix_error_set(error, IX_E_INPUT, "more than one column of %s",
                                ix_party_field_name((ix_party_field){.kind = single[i]}));
        }
    }
    return IX_OK;
}

static ix_status no_names(const ix_row_layout *layout, ix_error *error) {
    ix_buf headings;
    ix_buf_init(&headings, 4096);
    for (int i = 0; i < layout->count && headings.len < 200; i++) {
        ix_buf_append(&headings, i > 0 ? IX_STR(", ") : (ix_str){0});
        ix_buf_append(&headings, ix_str_slice(layout->columns[i], 0, 40));
    }
    ix_str seen = ix_buf_view(&headings);
    ix_error_set(error, IX_E_INPUT,
                 "no column is headed name; the header row is '%" IX_FMT
                 "'; --map COLUMN=name says which it is",
                 IX_ARG(seen));
    ix_buf_free(&headings);
    return IX_E_INPUT;
}

ix_status ix_row_layout_read(ix_row_layout *out, const ix_str *header, int count,
                             const ix_column_map *maps, int map_count, ix_error *error) {
    assert(count >= 0 && count <= IX_CSV_FIELDS_MAX);
    memset(out, 0, sizeof *out);
    out->count = count;
    for (int i = 0; i < count; i++) {
        out->columns[i] = header[i];
    }
    ix_status status = check_maps(out, maps, map_count, error);
    if (status != IX_OK) {
        return status;
    }
    for (int i = 0; i < count; i++) {
        lay_column(out, i, maps, map_count);
    }
    if (count_columns(out, IX_FIELD_NAME) == 0) {
        return no_names(out, error);
    }
    return row_check_single(out, error);
}

/* ------------------------------------------------------------------ a row */

/* The name of a row: its only name cell, or all of them joined by a space. */
static ix_status join_name(ix_str *out, const ix_row_layout *layout, const ix_str *cells, int count,
                           ix_arena *arena, ix_error *error) {
    ptrdiff_t total = 0;
    int parts = 0;
    for (int i = 0; i < layout->count && i < count; i++) {
        ix_str cell = ix_str_trim(cells[i]);
        if (layout->names[i].len > 0 && layout->fields[i].kind == IX_FIELD_NAME && cell.len > 0) {
            total += cell.len + 1;
            parts++;
            *out = cell;
        }
    }
    if (parts < 2) {
        return IX_OK;
    }
    char *joined = IX_NEW(arena, char, total);
    if (joined == NULL) {
        return ix_error_set(error, IX_E_MEMORY, "no memory for the name of a row");
    }
    ptrdiff_t at = 0;
    for (int i = 0; i < layout->count && i < count; i++) {
        ix_str cell = ix_str_trim(cells[i]);
        if (layout->names[i].len > 0 && layout->fields[i].kind == IX_FIELD_NAME && cell.len > 0) {
            if (at > 0) {
                joined[at++] = ' ';
            }
            memcpy(joined + at, cell.ptr, (size_t)cell.len);
            at += cell.len;
        }
    }
    *out = (ix_str){joined, at};
    return IX_OK;
}

static ix_status read_cells(ix_party *party, const ix_row_layout *layout, const ix_str *cells,
                            int count, bool names_only, const ix_knowledge *knowledge,
                            ix_arena *arena, ix_error *error) {
    for (int i = 0; i < layout->count && i < count; i++) {
        ix_party_field field = layout->fields[i];
        if (layout->names[i].len == 0 || field.kind == IX_FIELD_NAME ||
            (names_only && field.kind != IX_FIELD_ID)) {
            continue;
        }
        ix_status status = ix_party_add_lenient(party, field, cells[i], row_is_list(field),
                                                knowledge, arena, error);
        if (status != IX_OK) {
            return status;
        }
    }
    return IX_OK;
}

ix_status ix_party_read_row(ix_party *party, const ix_row_layout *layout, const ix_str *cells,
                            int count, const ix_knowledge *knowledge, ix_arena *arena,
                            ix_error *error) {
    bool whole = count == layout->count;
    ix_str name = {0};
    ix_party_clear(party);
    ix_status status = join_name(&name, layout, cells, count, arena, error);
    if (status == IX_OK) {
        status = ix_party_add_lenient(party, (ix_party_field){.kind = IX_FIELD_NAME}, name, false,
                                      knowledge, arena, error);
    }
    if (status == IX_OK) {
        status = read_cells(party, layout, cells, count, !whole, knowledge, arena, error);
    }
    if (status == IX_OK && !whole) {
        status = ix_error_set(error, IX_E_INPUT, "a row of %d cells under a header of %d", count,
                              layout->count);
    }
    return status;
}
