/* SDN_ADVANCED.XML and CONS_ADVANCED.XML of the US Treasury's Office of Foreign Assets Control, in
 * the advanced sanctions data model.
 *
 *     Sanctions
 *       DateOfIssue                        ReferenceValueSets/XValues/X@ID: words for all codes
 *       Locations/Location@ID              IDRegDocuments/IDRegDocument@IdentityID
 *       DistinctParties/DistinctParty@FixedRef/Profile@ID
 *         Identity@ID/Alias{DocumentedName/DocumentedNamePart/NamePartValue} NamePartGroups
 *         Feature@FeatureTypeID/FeatureVersion{DatePeriod VersionDetail VersionLocation}
 *       ProfileRelationships/ProfileRelationship@From-ProfileID @To-ProfileID
 *       SanctionsEntries/SanctionsEntry@ProfileID @ListID {EntryEvent SanctionsMeasure}
 *
 * What a party is made of stands before it and behind it. One walk over the file notes where each
 * piece stands and whose it is (a few bytes a piece); then each party is put together from the
 * bytes of its pieces, one party at a time. A piece that is no party's, and a code that has no
 * word, is a counted warning. */
#include "ofac_advanced.h"
#include "readers.h"

#define FILE_NAME "sdn_advanced.xml"

enum { ISSUE, VALUE, LOCATION, DOCUMENT, PARTY, RELATION, ENTRY, LINK };

ix_tree *advanced_tree(advanced_reading *r, const ix_tree_place *place) {
    ix_tree *tree = NULL;
    ix_str bytes = ix_str_slice(r->file->bytes, place->from, place->to);
    ix_status status = ix_tree_parse(&tree, r->parser, bytes, r->draft.arena, r->error);
    if (status != IX_OK) {
        r->draft.status = status;
    }
    return tree;
}

/* ------------------------------------------------------------------ the walk over the file */

static ix_status note(advanced_reading *r, ix_pieces *pieces, ix_tree *record, const char *owner,
                      const ix_tree_place *place) {
    ix_status status =
        ix_pieces_add(pieces, ix_tree_attribute_take(record, owner), place, r->draft.keep);
    return status != IX_E_LIMIT ? status
                                : ix_error_at(r->error, status, r->file->name, place->line,
                                              place->from, "the file has too many elements");
}

static ix_status add_code(advanced_reading *r, ix_str set, ix_str code, ix_str word,
                          const ix_tree_place *place) {
    ix_status status = ix_codes_add(&r->codes, set, code, word, r->draft.keep);
    return status != IX_E_LIMIT ? status
                                : ix_error_at(r->error, status, r->file->name, place->line,
                                              place->from, "the file has too many codes");
}

/* A word; where it says nothing ("Unknown" of kinds of party) the code of its wider word counts. */
static ix_status take_value(advanced_reading *r, ix_tree *value, const ix_tree_place *place) {
    ix_str code = ix_tree_attribute_take(value, "ID");
    ix_str wider = ix_tree_attribute_take(value, "PartyTypeID");
    ix_status status = add_code(r, value->name, code, value->text, place);
    if (status == IX_OK && wider.len > 0) {
        status = add_code(r, IX_STR("PartyTypeID"), code, wider, place);
    }
    return status;
}

static ix_status take_party(advanced_reading *r, ix_tree *party, const ix_tree_place *place) {
    ix_str key = ix_tree_attribute_take(party, "FixedRef");
    ix_status status = add_code(r, IX_STR("DistinctParty"), key, (ix_str){0}, place);
    return status == IX_OK ? note(r, &r->parties, party, "FixedRef", place) : status;
}

static void take_issue(advanced_reading *r, ix_tree *issue) {
    ix_date date = advanced_date(issue);
    if (date.day > 0) {
        r->report->published = (ix_when){IX_WHEN_DATE, ix_date_first_day(date)};
    } else {
        ix_draft_warn(&r->draft, IX_STR("publication_not_understood"), issue->text);
    }
}

static ix_status on_record(void *context, int which, ix_tree *record, const ix_tree_place *place,
                           ix_error *error) {
    advanced_reading *r = context;
    (void)error;
    r->draft.line = place->line;
    switch (which) {
    case ISSUE:
        take_issue(r, record);
        return r->draft.status;
    case VALUE:
        return take_value(r, record, place);
    case LOCATION:
        return note(r, &r->locations, record, "ID", place);
    case DOCUMENT:
        return note(r, &r->documents, record, "IdentityID", place);
    case PARTY:
        return take_party(r, record, place);
    case RELATION:
        return note(r, &r->relations, record, "From-ProfileID", place);
    case ENTRY:
        return note(r, &r->entries, record, "ProfileID", place);
    default: /* how entries of several lists hang together: nothing of a party */
        return IX_OK;
    }
}

static void on_unknown(void *context, ix_str path, int64_t line) {
    advanced_reading *r = context;
    r->draft.line = line;
    ix_draft_warn(&r->draft, IX_STR("unknown_element"), path);
}

static const ix_tree_layout layout = {
    .file = FILE_NAME,
    .root = "Sanctions",
    .records = {[ISSUE] = {"DateOfIssue"},
                [VALUE] = {"ReferenceValueSets/*/*"},
                [LOCATION] = {"Locations/Location", IX_TREE_BYTES},
                [DOCUMENT] = {"IDRegDocuments/IDRegDocument", IX_TREE_BYTES},
                [PARTY] = {"DistinctParties/DistinctParty", IX_TREE_BYTES},
                [RELATION] = {"ProfileRelationships/ProfileRelationship", IX_TREE_BYTES},
                [ENTRY] = {"SanctionsEntries/SanctionsEntry", IX_TREE_BYTES},
                [LINK] = {"SanctionsEntryLinks/SanctionsEntryLink", IX_TREE_BYTES}},
    .record = on_record,
    .unknown = on_unknown};

/* ------------------------------------------------------------------ parties, one by one */

static void refuse(advanced_reading *r, const ix_tree_place *place, const char *why) {
    ix_error fault = {0};
    ix_error_at(&fault, IX_E_INPUT, r->file->name, place->line, place->from, "%s", why);
    ix_report_refuse(r->report, &fault);
}

/* A profile is a row and becomes an entity; a party has one, in all files seen. */
static ix_status give_profile(advanced_reading *r, ix_tree *party, ix_tree *profile,
                              const ix_tree_place *place) {
    ix_read_report *report = r->report;
    const char *why = advanced_profile_read(r, party, profile);
    if (r->draft.status != IX_OK) {
        return r->draft.status;
    }
    report->rows++;
    if (why != NULL) {
        refuse(r, place, why);
        return IX_OK;
    }
    report->rows_read++;
    report->entities++;
    report->names += r->draft.entity.name_count;
    return r->sink(r->context, &r->draft.entity, r->error);
}

static ix_status give_party(advanced_reading *r, const ix_piece *piece) {
    ix_tree *party = NULL;
    ix_str bytes = ix_str_slice(r->file->bytes, piece->place.from, piece->place.to);
    ix_arena_reset(&r->party);
    ix_status status = ix_tree_parse(&party, r->parser, bytes, &r->party, r->error);
    if (status != IX_OK) {
        return status;
    }
    r->draft.line = piece->place.line;
    int profiles = 0;
    for (ix_tree *e = party->first; e != NULL && status == IX_OK; e = e->next) {
        if (ix_str_equal(e->name, IX_STR("Profile"))) {
            profiles++;
            status = give_profile(r, party, e, &piece->place);
        }
    }
    if (profiles == 0) {
        r->report->rows++;
        refuse(r, &piece->place, "a party without a profile");
    }
    return status;
}

static void warn_orphans(advanced_reading *r, const ix_pieces *pieces, ix_str warning) {
    for (int i = 0; i < pieces->count; i++) {
        if (!pieces->items[i].taken) {
            r->draft.line = pieces->items[i].place.line;
            ix_draft_warn(&r->draft, warning, pieces->items[i].owner);
        }
    }
}

static ix_status give_all(advanced_reading *r) {
    ix_status status = IX_OK;
    ix_pieces_sort(&r->locations);
    ix_pieces_sort(&r->documents);
    ix_pieces_sort(&r->relations);
    ix_pieces_sort(&r->entries);
    ix_pieces_sort_by_place(&r->parties);
    for (int i = 0; i < r->parties.count && status == IX_OK; i++) {
        status = give_party(r, &r->parties.items[i]);
    }
    if (status == IX_OK) {
        warn_orphans(r, &r->documents, IX_STR("orphan_document"));
        warn_orphans(r, &r->relations, IX_STR("orphan_relation"));
        warn_orphans(r, &r->entries, IX_STR("orphan_entry"));
        status = r->draft.status;
    }
    return status;
}

static ix_status read_all(advanced_reading *r) {
    ix_error fault;
    ix_status status = ix_tree_read(&fault, &layout, r->file, r, r->draft.keep, r->error);
    if (status == IX_OK) {
        status = ix_tree_parser_open(&r->parser, r->file->name, r->draft.keep, r->error);
    }
    if (status == IX_OK) {
        status = give_all(r);
    }
    ix_tree_parser_close(r->parser);
    if (status == IX_OK && fault.status != IX_OK) {
        r->report->truncated = true;
        r->report->rows++;
        ix_report_refuse(r->report, &fault);
    }
    r->report->primary_rows = r->report->rows;
    return status;
}

ix_status ofac_advanced_xml_read(const ix_list_file *files, int file_count,
                                 const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                                 ix_read_report *report, ix_arena *arena, ix_error *error) {
    ix_status status = ix_list_one_file(files, file_count, layout.file, error);
    if (status != IX_OK) {
        return status;
    }
    ix_error own = {0};
    ix_arena scratch;
    ix_arena_init_with(&scratch, arena->cap, arena->allocator);
    report->stated_count = -1;
    report->layout = ix_str_from_cstr(layout.root);
    advanced_reading r = {.draft = {.arena = &scratch,
                                    .keep = arena,
                                    .report = report,
                                    .knowledge = knowledge,
                                    .file = files[0].name},
                          .report = report,
                          .sink = sink,
                          .context = context,
                          .file = &files[0],
                          .error = error == NULL ? &own : error};
    ix_arena_init_with(&r.party, arena->cap, arena->allocator);
    status = read_all(&r);
    if (status == IX_E_MEMORY) {
        ix_error_at(r.error, status, files[0].name, 0, -1, "no memory to read the list");
    }
    ix_arena_free(&r.party);
    ix_arena_free(&scratch);
    return status;
}
