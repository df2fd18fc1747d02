/* Entering one entity into an image: its versions, the names over all of them, its identifiers. */
#include "acronym.h"
#include "build.h"
#include "parties.h"
#include "run.h"

#include <string.h>

#define IDENT_KEY_MAX 512

_Static_assert(IX_PARTS_MAX < 1 << 5 && IX_ROLE_STOP < 1 << 4 && IX_SCRIPT_COUNT <= 1 << 5 &&
                   IX_NAME_TRANSLATION < 1 << 3 && IX_PARTY_PRODUCT < 1 << 4,
               "the bit-fields of names and of their parts have room");

/* A name or identifier found in one or more versions. */
typedef struct found {
    ix_str text;
    uint32_t kind; /* ix_name_kind */
    uint32_t from, to;
    struct found *next;
} found;

typedef struct gathering {
    found *names, **names_end;
    found *idents, **idents_end;
} gathering;

/* Spans of one text stand together in the chain; one that touches the last is joined to it. */
static ix_status gather(found **chain, found ***end, ix_str text, uint32_t kind, uint32_t from,
                        uint32_t to, ix_arena *arena) {
    found *last = NULL;
    for (found *f = *chain; f; f = f->next) {
        if (f->kind == kind && ix_str_equal(f->text, text)) {
            last = f;
        }
    }
    if (last && last->to >= from) {
        last->to = to > last->to ? to : last->to;
        return IX_OK;
    }
    found *f = IX_NEW(arena, found, 1);
    if (!f) {
        return IX_E_MEMORY;
    }
    *f = (found){text, kind, from, to, NULL};
    if (last) {
        f->next = last->next;
        last->next = f;
        *end = f->next ? *end : &f->next;
    } else {
        **end = f;
        *end = &f->next;
    }
    return IX_OK;
}

static ix_status gather_version(gathering *g, const ix_entity *entity, const ix_version *version,
                                ix_arena *arena) {
    ix_status status = IX_OK;
    for (int i = 0; status == IX_OK && i < entity->name_count; i++) {
        status = gather(&g->names, &g->names_end, entity->names[i].text,
                        (uint32_t)entity->names[i].kind, version->from, version->to, arena);
    }
    for (int i = 0; status == IX_OK && i < entity->identifier_count; i++) {
        char key[IDENT_KEY_MAX];
        const ix_identifier *id = &entity->identifiers[i];
        ix_str made = {key, ix_identifier_key(key, (int)sizeof key, id->type, id->value)};
        if (made.len > 0) {
            ix_str kept = ix_arena_copy(arena, made);
            status = kept.ptr ? gather(&g->idents, &g->idents_end, kept, 0, version->from,
                                       version->to, arena)
                              : IX_E_MEMORY;
        }
    }
    return status;
}

static bool is_org(ix_party_type type) {
    return type != IX_PARTY_PERSON;
}

static void enter_numbers(ix_builder *b, const ix_mname *name, uint32_t number) {
    for (int i = 0; i < name->count; i++) {
        if (name->parts[i].number != 0) {
            ix_builder_entry(&b->pairs, ix_number_hash(name->parts[i].number), number);
        }
    }
}

typedef struct run_sink {
    ix_builder *builder;
    uint32_t number;
} run_sink;

static void enter_run(void *context, uint64_t hash) {
    run_sink *sink = context;
    ix_builder_entry(&sink->builder->pairs, hash, sink->number);
}

static void enter_runs(ix_builder *b, const ix_mname *name, uint32_t number) {
    run_sink sink = {b, number};
    for (int i = 0; i < name->count; i++) {
        for (int parts = 2; parts <= IX_RUN_PARTS_MAX && i + parts <= name->count; parts++) {
            ix_run run;
            if (ix_run_make(&run, &name->parts[i], parts)) {
                ix_part_memo_run_keys(b->memo, &run, enter_run, &sink);
            }
        }
    }
}

/* Runs of Han characters stand under each Latin word that they spell. */
static void enter_han_runs(ix_builder *b, const ix_mname *name, uint32_t number) {
    run_sink sink = {b, number};
    for (int i = 0; i + 1 < name->count; i++) {
        char bytes[IX_HAN_RUN_BYTES];
        ix_str run;
        for (int n = 2; (run = ix_han_run(bytes, name, i, n)).len > 0; n++) {
            ix_han_keys(run, enter_run, &sink);
        }
    }
}

typedef struct acronym_entry {
    ix_buf *pairs;
    uint32_t name;
} acronym_entry;

static bool enter_acronym(void *context, const ix_acronym *acronym) {
    const acronym_entry *entry = context;
    ix_builder_entry(entry->pairs, ix_key_hash(IX_KEY_ACRONYM, acronym->letters), entry->name);
    return true;
}

static void enter_acronyms(ix_builder *b, const ix_mname *name, uint32_t number) {
    acronym_entry entry = {&b->pairs, number};
    ix_acronyms_of(name, enter_acronym, &entry);
}

/* The row of one distinct name; its spans follow in `f` and its neighbours of the same text. */
static ix_status enter_name(ix_builder *b, const found *f, uint32_t spans, ix_party_type type,
                            uint32_t entity) {
    ix_parsed_name *parsed = IX_NEW_RAW(&b->scratch, ix_parsed_name, 1);
    ix_mname *name = IX_NEW_RAW(&b->scratch, ix_mname, 1);
    if (!parsed || !name) {
        return IX_E_MEMORY;
    }
    ix_status status = ix_name_parse(parsed, b->knowledge, f->text, type, &b->scratch, b->error);
    status = status ? status : ix_mname_make_with(name, b->knowledge, b->memo, parsed, &b->scratch);
    if (status != IX_OK) {
        return status;
    }
    uint32_t number = IX_ROW_COUNT(b, IX_SEC_NAMES, ix_name_row);
    ix_name_row row = {.text = ix_builder_text(b, f->text).offset,
                       .text_len = (uint32_t)f->text.len & IX_LENGTH_MASK,
                       .whole = name->whole,
                       .turned = name->turned,
                       .entity = entity & IX_ENTITY_MASK,
                       .part_first = IX_ROW_COUNT(b, IX_SEC_NAME_PARTS, ix_name_part_row),
                       .span_first = IX_ROW_COUNT(b, IX_SEC_SPANS, ix_interval),
                       .span_count = spans & IX_NAME_SPANS_MAX,
                       .form = name->form,
                       .part_count = (uint32_t)name->count & 31,
                       .kind = f->kind & 7,
                       .org = is_org(type),
                       .guess = (uint32_t)name->guess & 15,
                       .type = (uint32_t)type & 15};
    for (uint32_t i = 0; i < spans; i++, f = f->next) {
        ix_interval span = {f->from, f->to};
        ix_buf_append(&b->sections[IX_SEC_SPANS], (ix_str){(const char *)&span, sizeof span});
    }
    for (int i = 0; i < name->count && status == IX_OK; i++) {
        const ix_mpart *own = &name->parts[i];
        ix_name_part_row part = {
            .dict = ix_builder_part(b, own, &status) & IX_DICT_MASK,
            .value = own->role == IX_ROLE_LEGAL_FORM ? own->form : own->number,
            .role = (uint32_t)own->role & 15,
            .script = (uint32_t)own->script & 31,
            .ranks = {ix_part_rank(name, i, false), ix_part_rank(name, i, true)}};
        ix_buf_append(&b->sections[IX_SEC_NAME_PARTS], (ix_str){(const char *)&part, sizeof part});
    }
    enter_han_runs(b, name, number);
    enter_runs(b, name, number);
    enter_numbers(b, name, number);
    if (row.org) {
        enter_acronyms(b, name, number);
    }
    if (name->whole != 0) {
        ix_builder_entry(&b->whole, name->whole, number);
    }
    if (name->turned != 0 && name->turned != name->whole) {
        ix_builder_entry(&b->whole, name->turned, number);
    }
    ix_buf_append(&b->sections[IX_SEC_NAMES], (ix_str){(const char *)&row, sizeof row});
    return status;
}

static ix_status enter_names(ix_builder *b, const found *names, ix_party_type type,
                             uint32_t entity) {
    for (const found *f = names; f;) {
        uint32_t spans = 0;
        const found *next = f;
        while (next && next->kind == f->kind && ix_str_equal(next->text, f->text)) {
            spans++;
            next = next->next;
        }
        if (spans > IX_NAME_SPANS_MAX) {
            return ix_error_set(b->error, IX_E_LIMIT, "a name has more than %d intervals",
                                IX_NAME_SPANS_MAX);
        }
        ix_status status = enter_name(b, f, spans, type, entity);
        if (status != IX_OK) {
            return status;
        }
        f = next;
    }
    return IX_OK;
}

static ix_status enter_held(ix_builder *b, const ix_version *versions, uint32_t count,
                            ix_entity_row *row) {
    ix_buf *held = &b->sections[IX_SEC_HELD];
    row->held_first = IX_ROW_COUNT(b, IX_SEC_HELD, ix_interval);
    for (uint32_t i = 0; i < count; i++) {
        ix_interval *own = IX_ROWS(b, IX_SEC_HELD, ix_interval);
        if (row->held_count > 0 &&
            own[row->held_first + row->held_count - 1].to == versions[i].from) {
            own[row->held_first + row->held_count - 1].to = versions[i].to;
            continue;
        }
        if (row->held_count == IX_ENTITY_HELD_MAX) {
            return ix_error_set(b->error, IX_E_LIMIT, "an entity was listed more than %d times",
                                IX_ENTITY_HELD_MAX);
        }
        ix_interval span = {versions[i].from, versions[i].to};
        ix_buf_append(held, (ix_str){(const char *)&span, sizeof span});
        row->held_count++;
    }
    return IX_OK;
}

static void enter_version(ix_builder *b, const ix_version *version) {
    ix_version_row row = {.offset = b->record_bytes,
                          .len = (uint32_t)version->record.len,
                          .from = version->from,
                          .to = version->to,
                          .check = ix_record_check(version->record)};
    b->record_bytes += (uint64_t)version->record.len;
    ix_buf_append(&b->sections[IX_SEC_VERSIONS], (ix_str){(const char *)&row, sizeof row});
}

ix_status ix_builder_entity(ix_builder *b, const ix_version *versions, uint32_t count,
                            uint32_t list) {
    ix_arena_reset(&b->scratch);
    gathering g = {0};
    g.names_end = &g.names;
    g.idents_end = &g.idents;
    uint32_t number = IX_ROW_COUNT(b, IX_SEC_ENTITIES, ix_entity_row);
    ix_entity_row row = {.key = ix_builder_text(b, versions[0].key).offset,
                         .key_len = (uint32_t)versions[0].key.len & IX_LENGTH_MASK,
                         .list = (uint16_t)list,
                         .name_first = IX_ROW_COUNT(b, IX_SEC_NAMES, ix_name_row),
                         .version_first = IX_ROW_COUNT(b, IX_SEC_VERSIONS, ix_version_row),
                         .version_count = count};
    ix_party_type type = IX_PARTY_ANY;
    ix_status status = IX_OK;
    for (uint32_t i = 0; i < count && status == IX_OK; i++) {
        ix_entity entity;
        status = ix_entity_decode(&entity, versions[i].record, &b->scratch, b->error);
        if (status == IX_OK) {
            status = gather_version(&g, &entity, &versions[i], &b->scratch);
            ix_builder_references(b, &entity, b->list_id, number);
            type = entity.type;
            enter_version(b, &versions[i]);
        }
    }
    if (status != IX_OK) {
        return ix_error_wrap(b->error, "entity %" IX_FMT, IX_ARG(versions[0].key));
    }
    status = enter_held(b, versions, count, &row);
    status = status ? status : enter_names(b, g.names, type, number);
    row.type = (uint8_t)type;
    row.name_count = IX_ROW_COUNT(b, IX_SEC_NAMES, ix_name_row) - row.name_first;
    for (const found *f = g.idents; f && status == IX_OK; f = f->next) {
        ix_builder_entry(&b->idents, ix_ident_hash(f->text), number);
    }
    ix_buf_append(&b->sections[IX_SEC_ENTITIES], (ix_str){(const char *)&row, sizeof row});
    return status;
}
