/* An entity as a row of OpenSanctions' targets.simple.csv. A cell of several values is a csv record
 * of its own, parted by ';'. What the row has no place for is counted. */
#include "ftm.h"
#include "opensanctions.h"
#include "writers.h"
#include "written.h"

#include <string.h>

#define VALUES_MAX IX_CSV_FIELDS_MAX /* of one cell; beyond, they are counted as not carried */
#define DATE_BYTES 10

typedef struct writing {
    ix_buf *out;
    ix_export *export;
    const ix_entity *entity;
    ix_buf text; /* one value */
    ix_buf cell; /* of several values */
    int values;  /* in the cell */
    bool begun;  /* the row has a cell */
} writing;

static void lose(writing *w, const char *what) {
    written_lose(w->export, w->entity, what);
}

/* ------------------------------------------------------------------ cells */

/* Text on one line and always UTF-8: other control characters are replaced. */
static void append_clean(ix_buf *out, ix_str text) {
    ptrdiff_t pos = 0;
    ptrdiff_t run = 0;
    while (pos < text.len) {
        ptrdiff_t at = pos;
        bool valid;
        uint32_t c = ix_utf8_decode(text, &pos, &valid);
        bool space = c == '\t' || c == '\n' || c == '\r';
        if (valid && c >= 0x20 && (c < 0x7F || c >= 0xA0)) {
            continue;
        }
        ix_buf_append(out, ix_str_slice(text, run, at));
        ix_buf_append_cstr(out, space ? " " : "\xEF\xBF\xBD");
        run = pos;
    }
    ix_buf_append(out, ix_str_slice(text, run, text.len));
}

/* A failure of a buffer is one of the row. */
static void pass_on(writing *w, const ix_buf *buf) {
    w->out->status = buf->status != IX_OK ? buf->status : w->out->status;
}

static void end_cell(writing *w) {
    pass_on(w, &w->cell);
    ix_csv_write(w->out, ix_buf_view(&w->cell), !w->begun);
    w->begun = true;
    w->values = 0;
    ix_buf_clear(&w->cell);
}

/* One more value of the cell. */
static void put_value(writing *w, ix_str value) {
    value = ix_str_trim(value);
    if (value.len == 0) {
        return;
    }
    if (w->values == VALUES_MAX) {
        lose(w, "values beyond the 256th of a cell");
        return;
    }
    ix_buf clean;
    ix_buf_init(&clean, IX_CSV_RECORD_BYTES_MAX);
    clean.allocator = w->out->allocator;
    append_clean(&clean, value);
    ix_str rest = ix_buf_view(&clean);
    bool quoted = ix_str_find(rest, IX_STR(";"), 0) >= 0 || ix_str_find(rest, IX_STR("\""), 0) >= 0;
    ix_buf_append_cstr(&w->cell, w->values++ > 0 ? ";" : "");
    ix_buf_append_cstr(&w->cell, quoted ? "\"" : "");
    while (quoted && rest.ptr != NULL) {
        ix_buf_append(&w->cell, ix_str_cut(rest, '"', &rest));
        ix_buf_append_cstr(&w->cell, rest.ptr == NULL ? "\"" : "\"\"");
    }
    ix_buf_append(&w->cell, rest);
    pass_on(w, &clean);
    ix_buf_free(&clean);
}

/* A cell of one text, which is no list. */
static void put_cell(writing *w, ix_str text) {
    append_clean(&w->cell, text);
    end_cell(w);
}

/* The value in w->text. */
static void put_text(writing *w) {
    put_value(w, ix_buf_view(&w->text));
    pass_on(w, &w->text);
    ix_buf_clear(&w->text);
}

static void put_id(writing *w) {
    written_id(&w->text, w->export, w->entity);
    append_clean(&w->cell, ix_buf_view(&w->text));
    pass_on(w, &w->text);
    ix_buf_clear(&w->text);
    end_cell(w);
}

static ix_str kept(const ix_entity *e, ix_str name) {
    for (int i = 0; i < e->unmodelled_count; i++) {
        if (ix_str_equal(e->unmodelled[i].name, name)) {
            return e->unmodelled[i].value;
        }
    }
    return (ix_str){0};
}

/* ------------------------------------------------------------------ columns */

/* The schema it was read under, where it was a closer one. */
static void put_schema(writing *w) {
    const ix_entity *e = w->entity;
    const ftm_schema *closer = ftm_schema_find(kept(e, IX_STR("schema")));
    const ftm_schema *schema = ftm_schema_of(e->type);
    bool same = closer != NULL && closer->class == FTM_PARTY && closer->type == e->type;
    put_cell(w, same ? closer->name : schema->name);
    if (schema->type != e->type) {
        lose(w, "kinds of parties");
    }
}

static void put_aliases(writing *w) {
    const ix_entity *e = w->entity;
    for (int i = 1; i < e->name_count; i++) {
        const ix_entity_name *name = &e->names[i];
        bool other = ftm_is_latin(name->text) != ftm_is_latin(e->names[0].text);
        put_value(w, name->text);
        if (name->kind != (other ? IX_NAME_TRANSLATION : IX_NAME_STRONG)) {
            lose(w, "kinds of names");
        }
    }
    end_cell(w);
}

static void put_births(writing *w) {
    for (int i = 0; i < w->entity->birth_count; i++) {
        written_date(&w->text, w->entity->births[i]);
        put_text(w);
    }
    end_cell(w);
}

static void put_countries(writing *w) {
    const ix_entity *e = w->entity;
    for (int i = 0; i < e->nationality_count; i++) {
        const char code[] = {(char)(e->nationalities[i][0] | 32),
                             (char)(e->nationalities[i][1] | 32)};
        put_value(w, (ix_str){code, sizeof code});
    }
    end_cell(w);
}

static void put_addresses(writing *w) {
    for (int i = 0; i < w->entity->address_count; i++) {
        const ix_address *a = &w->entity->addresses[i];
        const ix_str parts[] = {a->street, a->place, a->country_text};
        for (int p = 0; p < 3; p++) {
            ix_buf_append_cstr(&w->text, parts[p].len > 0 && w->text.len > 0 ? ", " : "");
            ix_buf_append(&w->text, parts[p]);
        }
        put_text(w);
        if (a->street.len > 0 && a->place.len > 0) {
            lose(w, "parts of addresses");
        }
        if (a->remark.len > 0) {
            lose(w, "remarks of addresses");
        }
        if (a->country[0] != '\0' && a->country_text.len <= 2) {
            lose(w, "countries of addresses");
        }
    }
    end_cell(w);
}

/* Numbers that the file does not tell apart; OpenSanctions writes those of ships with IMO. */
static void put_identifier(writing *w, const ix_identifier *id) {
    bool bare = id->type == IX_ID_IMO && id->value.len == 7;
    ix_buf_append_cstr(&w->text, bare && ix_identifier_check(IX_ID_IMO, id->value) ? "IMO" : "");
    ix_buf_append(&w->text, id->value);
    if (id->type != opensanctions_identifier(w->entity, ix_buf_view(&w->text))) {
        lose(w, "types of identifiers");
    }
    put_text(w);
    if (id->country[0] != '\0') {
        lose(w, "countries of identifiers");
    }
    if (id->label.len > 0 && !ix_str_equal(id->label, IX_STR("identifiers"))) {
        lose(w, "words for identifiers");
    }
    if (id->issued.year != 0 || id->expires.year != 0) {
        lose(w, "dates of documents");
    }
    if (id->currency.len > 0) {
        lose(w, "currencies of wallets");
    }
}

static void put_identifiers(writing *w) {
    for (int i = 0; i < w->entity->identifier_count; i++) {
        const ix_identifier *id = &w->entity->identifiers[i];
        if (id->type == IX_ID_WEBSITE) {
            lose(w, "websites");
        } else if (id->type != IX_ID_PHONE && id->type != IX_ID_EMAIL) {
            put_identifier(w, id);
        }
    }
    end_cell(w);
}

static void put_contacts(writing *w, ix_identifier_type type) {
    for (int i = 0; i < w->entity->identifier_count; i++) {
        if (w->entity->identifiers[i].type == type) {
            put_value(w, w->entity->identifiers[i].value);
        }
    }
    end_cell(w);
}

/* ------------------------------------------------------------------ sanctions */

/* The day of a time, as a sanction ends with it. */
static ix_str day_of(char text[64], ix_when when) {
    ix_buf day = {.ptr = text, .cap = 64, .max = 63};
    ix_when_print(&day, when);
    return ix_str_slice(ix_buf_view(&day), 0, DATE_BYTES);
}

static void append_part(ix_buf *out, ix_str part) {
    ix_buf_append_cstr(out, out->len > 0 && part.len > 0 ? " - " : "");
    ix_buf_append(out, part);
}

/* The days behind the reason. What is read as days must be these: a reason that ends with a date of
 * its own is kept apart by a status. */
static void append_days(ix_buf *out, ix_when from, ix_when until) {
    char texts[4][64];
    ix_str rest = ix_buf_view(out);
    ix_when last = opensanctions_cut_date(&rest);
    ix_when first = opensanctions_cut_date(&rest);
    bool both = first.kind != IX_WHEN_NONE;
    ix_str from_day = day_of(texts[0], from);
    ix_str until_day = day_of(texts[1], until);
    bool said = ix_str_equal(from_day, day_of(texts[2], both ? first : last)) &&
                ix_str_equal(until_day, day_of(texts[3], both ? last : (ix_when){0}));
    if (!said) {
        append_part(out, last.kind != IX_WHEN_NONE ? IX_STR("active") : (ix_str){0});
        append_part(out, from_day);
        append_part(out, until_day);
    }
}

/* An end alone would be read as a beginning. */
static void put_sanction(writing *w, const ix_listing *listing, bool told) {
    ix_when from = listing->effective_from;
    ix_when until = listing->effective_until;
    if (until.kind != IX_WHEN_NONE && from.kind == IX_WHEN_NONE) {
        lose(w, "ends of sanctions without a beginning");
        until = (ix_when){0};
    }
    if (from.kind == IX_WHEN_INSTANT || until.kind == IX_WHEN_INSTANT) {
        lose(w, "times of day");
    }
    append_clean(&w->text, ix_str_trim(listing->reason));
    append_days(&w->text, from, until);
    if (w->text.len == 0 && !told) {
        append_clean(&w->text, ix_str_trim(listing->authority));
        ix_buf_append_cstr(&w->text, w->text.len == 0 ? "sanction" : "");
    }
    put_text(w);
}

/* A party that only a record names is held to be listed: nothing says that it is not. */
static bool is_sanction(const ix_listing *listing) {
    return written_is_sanction(listing) || ix_str_equal(listing->source, IX_STR("record"));
}

static void lose_of_listing(writing *w, const ix_listing *listing) {
    ix_str topic = written_topic(listing);
    bool target = ix_str_equal(listing->source, IX_STR("target"));
    if (!ix_str_equal(topic, IX_STR("sanction"))) {
        if (!target) {
            lose(w, "topics");
        }
    } else if (listing->source.len > 0 && !ix_str_equal(listing->source, topic)) {
        lose(w, "sub-list codes");
    }
    if (listing->measures.len > 0) {
        lose(w, "measures");
    }
    if (listing->published.kind != IX_WHEN_NONE || listing->announced.kind != IX_WHEN_NONE) {
        lose(w, "days of publication");
    }
}

/* A sanction without a word of its own is told by its programmes, if it is the only one. */
static void put_sanctions(writing *w) {
    const ix_entity *e = w->entity;
    int count = 0;
    for (int i = 0; i < e->listing_count; i++) {
        count += is_sanction(&e->listings[i]);
        lose_of_listing(w, &e->listings[i]);
    }
    for (int i = 0; i < e->listing_count; i++) {
        const ix_listing *listing = &e->listings[i];
        if (is_sanction(listing)) {
            put_sanction(w, listing, count == 1 && listing->program_count > 0);
        }
    }
    end_cell(w);
}

/* Those of all sanctions, once each. */
static void put_programs(writing *w) {
    const ix_entity *e = w->entity;
    ix_str said[VALUES_MAX];
    int count = 0;
    bool first = true;
    for (int i = 0; i < e->listing_count; i++) {
        const ix_listing *listing = &e->listings[i];
        for (int p = 0; p < listing->program_count; p++) {
            bool again = false;
            for (int s = 0; s < count && !again; s++) {
                again = ix_str_equal(said[s], listing->programs[p]);
            }
            if (!again) {
                put_value(w, listing->programs[p]);
                said[count] = listing->programs[p];
                count += count < VALUES_MAX - 1;
            }
            if (!first) {
                lose(w, "which sanction a programme is of");
            }
        }
        first = first && !is_sanction(listing);
    }
    end_cell(w);
}

/* ------------------------------------------------------------------ the row */

static void put_datasets(writing *w) {
    const ix_entity *e = w->entity;
    for (int i = 0; i < e->relation_count; i++) {
        if (ix_str_equal(e->relations[i].kind, IX_STR("dataset"))) {
            put_value(w, e->relations[i].target);
        } else {
            lose(w, "relations");
        }
    }
    if (w->values == 0) {
        put_value(w, w->export->list);
    }
    end_cell(w);
}

static void lose_rest(writing *w) {
    const ix_entity *e = w->entity;
    static const ix_str columns[] = {{"first_seen", 10}, {"last_change", 11}, {"schema", 6}};
    const struct {
        const char *what;
        bool there;
    } rows[] = {{"birth places", e->birth_place_count > 0},
                {"genders", e->gender != IX_GENDER_UNKNOWN},
                {"titles", e->title.len > 0},
                {"details of vessels", e->vessel_count > 0},
                {"notes", e->note_count > 0},
                {"remarks", e->remarks.len > 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].there) {
            lose(w, rows[i].what);
        }
    }
    for (int i = 0; i < e->unmodelled_count; i++) {
        bool written = false;
        for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++) {
            written = written || ix_str_equal(e->unmodelled[i].name, columns[c]);
        }
        if (!written) {
            lose(w, "fields that are kept as they are");
        }
    }
}

void opensanctions_csv_write(ix_buf *out, ix_export *export, const ix_entity *entity) {
    writing w = {.out = out, .export = export, .entity = entity};
    size_t start = out->len;
    ix_buf_init(&w.text, IX_CSV_RECORD_BYTES_MAX);
    ix_buf_init(&w.cell, IX_CSV_RECORD_BYTES_MAX);
    w.text.allocator = out->allocator;
    w.cell.allocator = out->allocator;
    put_id(&w);
    put_schema(&w);
    put_cell(&w, entity->names[0].text);
    put_aliases(&w);
    put_births(&w);
    put_countries(&w);
    put_addresses(&w);
    put_identifiers(&w);
    put_sanctions(&w);
    put_contacts(&w, IX_ID_PHONE);
    put_contacts(&w, IX_ID_EMAIL);
    put_programs(&w);
    put_datasets(&w);
    put_cell(&w, kept(entity, IX_STR("first_seen")));
    written_stamp(&w.cell, export);
    end_cell(&w);
    put_cell(&w, kept(entity, IX_STR("last_change")));
    ix_buf_append_char(out, '\n');
    lose_rest(&w);
    bool long_row = out->len - start > IX_CSV_RECORD_BYTES_MAX;
    out->status = out->status == IX_OK && long_row ? IX_E_LIMIT : out->status;
    ix_buf_free(&w.text);
    ix_buf_free(&w.cell);
}
