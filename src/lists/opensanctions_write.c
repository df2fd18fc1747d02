/* An entity as a row of targets.simple.csv. A cell of several values is a csv record of its own,
 * parted by ';'. The layout knows no kinds of names or identifiers and little of a listing: what it
 * has no place for is counted. */
#include "ftm.h"
#include "writers.h"

#define CELL_BYTES_MAX IX_ENTITY_RECORD_BYTES_MAX
#define DATE_BYTES     10
#define STAMP_BYTES    19

typedef struct writing {
    ix_buf *out;
    ix_buf cell; /* under construction */
    ix_export *account;
    const ix_entity *entity;
    bool first; /* no cell of the row is written */
} writing;

static void lose(writing *w, const char *what) {
    ix_counter_add(w->account->lost, &w->account->lost_count, ix_str_from_cstr(what),
                   w->entity->key);
}

/* Add a value to the cell. */
static void add(writing *w, ix_str value) {
    bool plain = ix_str_equal(value, ix_str_trim(value));
    for (ptrdiff_t i = 0; i < value.len && plain; i++) {
        char c = value.ptr[i];
        plain = c != ';' && c != '"' && c != '\n' && c != '\r';
    }
    if (value.len == 0) {
        return;
    }
    ix_buf_append(&w->cell, w->cell.len > 0 ? IX_STR(";") : (ix_str){0});
    ix_buf_append(&w->cell, plain ? (ix_str){0} : IX_STR("\""));
    for (ptrdiff_t i = 0; i < value.len; i++) {
        ix_buf_append(&w->cell,
                      value.ptr[i] == '"' ? IX_STR("\"\"") : ix_str_slice(value, i, i + 1));
    }
    ix_buf_append(&w->cell, plain ? (ix_str){0} : IX_STR("\""));
}

/* The cell is whole. */
static void put(writing *w) {
    ix_csv_write(w->out, ix_buf_view(&w->cell), w->first);
    w->first = false;
    w->out->status = w->cell.status != IX_OK ? w->cell.status : w->out->status;
    ix_buf_clear(&w->cell);
}

/* A cell of one value, as it is. */
static void put_one(writing *w, ix_str value) {
    ix_buf_append(&w->cell, value);
    put(w);
}

static void put_id(writing *w) {
    if (w->account->joined) {
        ix_buf_append(&w->cell, w->account->list);
        ix_buf_append_char(&w->cell, ':');
    }
    put_one(w, w->entity->key);
}

static void put_aliases(writing *w) {
    for (int i = 1; i < w->entity->name_count; i++) {
        ix_name_kind kind = w->entity->names[i].kind;
        if (kind == IX_NAME_WEAK || kind == IX_NAME_FORMER) {
            lose(w, "name_kind");
        }
        add(w, w->entity->names[i].text);
    }
    put(w);
}

static void append_date(ix_buf *out, ix_date date) {
    ix_buf_append_cstr(out, date.circa ? "circa " : "");
    date.circa = false;
    ix_date_range_print(out, (ix_date_range){date, date});
}

static void put_births(writing *w) {
    for (int i = 0; i < w->entity->birth_count; i++) {
        ix_date_range range = w->entity->births[i];
        ix_buf text;
        ix_buf_init(&text, 128);
        text.allocator = w->out->allocator;
        append_date(&text, range.from);
        if (range.from.year != range.to.year || range.from.month != range.to.month ||
            range.from.day != range.to.day) {
            ix_buf_append_cstr(&text, " to ");
            append_date(&text, range.to);
        }
        add(w, ix_buf_view(&text));
        w->out->status = text.status != IX_OK ? text.status : w->out->status;
        ix_buf_free(&text);
    }
    put(w);
}

static void put_countries(writing *w) {
    for (int i = 0; i < w->entity->nationality_count; i++) {
        add(w, ix_str_from_cstr(w->entity->nationalities[i]));
    }
    put(w);
}

static void put_addresses(writing *w) {
    for (int i = 0; i < w->entity->address_count; i++) {
        const ix_address *a = &w->entity->addresses[i];
        const ix_str parts[] = {a->street, a->place, a->country_text};
        ix_buf text;
        ix_buf_init(&text, CELL_BYTES_MAX);
        text.allocator = w->out->allocator;
        for (int p = 0; p < 3; p++) {
            ix_buf_append(&text, text.len > 0 && parts[p].len > 0 ? IX_STR(", ") : (ix_str){0});
            ix_buf_append(&text, parts[p]);
        }
        add(w, ix_buf_view(&text));
        w->out->status = text.status != IX_OK ? text.status : w->out->status;
        ix_buf_free(&text);
        if (a->remark.len > 0) {
            lose(w, "address_remark");
        }
    }
    put(w);
}

static bool is_contact(ix_identifier_type type) {
    return type == IX_ID_PHONE || type == IX_ID_EMAIL;
}

static void put_identifiers(writing *w) {
    for (int i = 0; i < w->entity->identifier_count; i++) {
        const ix_identifier *id = &w->entity->identifiers[i];
        if (!is_contact(id->type)) {
            add(w, id->value);
            lose(w, "identifier_type");
        }
    }
    put(w);
}

static void put_contacts(writing *w, ix_identifier_type type) {
    for (int i = 0; i < w->entity->identifier_count; i++) {
        if (w->entity->identifiers[i].type == type) {
            add(w, w->entity->identifiers[i].value);
        }
    }
    put(w);
}

/* The day of a time; instants by their day in UTC. */
static void append_day(ix_buf *out, ix_when when) {
    ix_buf text;
    ix_buf_init(&text, 64);
    text.allocator = out->allocator;
    ix_when_print(&text, when);
    ix_buf_append_cstr(out, out->len > 0 ? " - " : "");
    ix_buf_append(out, ix_str_slice(ix_buf_view(&text), 0, DATE_BYTES));
    out->status = text.status != IX_OK ? text.status : out->status;
    ix_buf_free(&text);
}

/* Does the text end as a day does, "2020-01-02"? It would be read as one of the listing's. */
static bool ends_with_day(ix_str text) {
    ix_when when;
    ix_str last = ix_str_slice(text, text.len - DATE_BYTES, text.len);
    return text.len >= DATE_BYTES && ix_when_parse(&when, last, NULL) == IX_OK;
}

/* "REASON - START - END". Days that the reason ends with already, as one that was read from this
 * layout does, are not said again: the start would be read as an end. Another date at its end is
 * kept apart by a status. */
static void append_days(ix_buf *text, ix_when from, ix_when until) {
    ix_buf days;
    ix_buf_init(&days, 128);
    days.allocator = text->allocator;
    if (from.kind != IX_WHEN_NONE) {
        append_day(&days, from);
    }
    if (until.kind != IX_WHEN_NONE) {
        append_day(&days, until);
    }
    ix_str said = ix_buf_view(text);
    ix_str tail = ix_buf_view(&days);
    ix_str before = ix_str_slice(said, 0, said.len - tail.len);
    bool again = tail.len > 0 && ix_str_ends_with(said, tail) &&
                 !(before.len > 0 && ends_with_day(ix_str_slice(before, 0, before.len - 3)));
    if (!again) {
        ix_buf_append_cstr(text, ends_with_day(said) ? " - active" : "");
        ix_buf_append_cstr(text, tail.len > 0 ? " - " : "");
        ix_buf_append(text, tail);
    }
    text->status = days.status != IX_OK ? days.status : text->status;
    ix_buf_free(&days);
}

/* An end without a start would read as a start. */
static void put_sanctions(writing *w) {
    for (int i = 0; i < w->entity->listing_count; i++) {
        const ix_listing *l = &w->entity->listings[i];
        ix_str said = l->reason.len > 0 ? l->reason : l->authority;
        bool open = l->effective_from.kind == IX_WHEN_NONE;
        ix_buf text;
        ix_buf_init(&text, CELL_BYTES_MAX);
        text.allocator = w->out->allocator;
        ix_buf_append(&text, ix_str_trim(said.len > 0 ? said : w->account->list));
        append_days(&text, l->effective_from, open ? (ix_when){0} : l->effective_until);
        if (open && l->effective_until.kind != IX_WHEN_NONE) {
            lose(w, "effective_until");
        }
        add(w, ix_buf_view(&text));
        w->out->status = text.status != IX_OK ? text.status : w->out->status;
        ix_buf_free(&text);
        if (l->measures.len > 0 || (l->reason.len > 0 && l->authority.len > 0)) {
            lose(w, "measures_or_authority");
        }
    }
    put(w);
}

static void put_programs(writing *w) {
    for (int i = 0; i < w->entity->listing_count; i++) {
        for (int p = 0; p < w->entity->listings[i].program_count; p++) {
            add(w, w->entity->listings[i].programs[p]);
        }
    }
    put(w);
}

static void put_stamps(writing *w) {
    ix_buf stamp;
    ix_buf_init(&stamp, 64);
    stamp.allocator = w->out->allocator;
    ix_when_print(&stamp, (ix_when){IX_WHEN_INSTANT, w->account->published});
    put_one(w, (ix_str){0});
    put_one(w, ix_str_slice(ix_buf_view(&stamp), 0, STAMP_BYTES));
    put_one(w, (ix_str){0});
    w->out->status = stamp.status != IX_OK ? stamp.status : w->out->status;
    ix_buf_free(&stamp);
}

static void count_lost(writing *w) {
    const ix_entity *e = w->entity;
    const struct {
        const char *what;
        bool there;
    } rows[] = {{"birth_places", e->birth_place_count > 0},
                {"gender", e->gender != IX_GENDER_UNKNOWN},
                {"relations", e->relation_count > 0},
                {"title", e->title.len > 0},
                {"vessel", e->vessel_count > 0},
                {"notes", e->note_count > 0},
                {"remarks", e->remarks.len > 0},
                {"unmodelled", e->unmodelled_count > 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].there) {
            lose(w, rows[i].what);
        }
    }
}

void opensanctions_csv_write(ix_buf *out, ix_export *account, const ix_entity *entity) {
    writing w = {.out = out, .account = account, .entity = entity, .first = true};
    if (!account->begun) {
        ix_buf_append(out, IX_STR("id,schema,name,aliases,birth_date,countries,addresses,"
                                  "identifiers,sanctions,phones,emails,program_ids,dataset,"
                                  "first_seen,last_seen,last_change\n"));
        account->begun = true;
    }
    ix_buf_init(&w.cell, CELL_BYTES_MAX);
    w.cell.allocator = out->allocator;
    put_id(&w);
    put_one(&w, ftm_schema_of(entity->type)->name);
    put_one(&w, entity->names[0].text);
    put_aliases(&w);
    put_births(&w);
    put_countries(&w);
    put_addresses(&w);
    put_identifiers(&w);
    put_sanctions(&w);
    put_contacts(&w, IX_ID_PHONE);
    put_contacts(&w, IX_ID_EMAIL);
    put_programs(&w);
    put_one(&w, account->list);
    put_stamps(&w);
    ix_buf_append_char(out, '\n');
    ix_buf_free(&w.cell);
    count_lost(&w);
}
