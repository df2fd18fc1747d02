/* SDN.XML and CONSOLIDATED.XML of the US Treasury's Office of Foreign Assets Control.
 *
 *     sdnList
 *       publshInformation (sic): Publish_Date month/day/year, Record_Count
 *       sdnEntry: uid firstName lastName title sdnType remarks
 *         programList/program                  vesselInfo/{callSign vesselType vesselFlag ...}
 *         idList/id{uid idType idNumber idCountry issueDate expirationDate}
 *         akaList/aka{uid type category lastName firstName}
 *         addressList/address{uid address1-3 city stateOrProvince postalCode country}
 *         nationalityList/nationality{uid country mainEntry}       citizenshipList alike
 *         dateOfBirthList/dateOfBirthItem{uid dateOfBirth mainEntry} placeOfBirthList alike
 *
 * The namespace has changed once and is not looked at. An entry is first collected as leaves, each
 * the text of one element with its path, and made an entity at its end: the elements may come in
 * any order, and a leaf that nothing asked for is kept as unmodelled under its path. */
#include "ofac.h"
#include "readers.h"

#include <assert.h>
#include <expat.h>
#include <string.h>

#define DEPTH_MAX       12
#define NAME_BYTES_MAX  64        /* of an element's name; longer ones are cut for the report */
#define TEXT_BYTES_MAX  (1 << 20) /* of one element */
#define CHUNK_BYTES     (1 << 20) /* given to expat at a time */
#define ITEM_FIELDS_MAX 10

/* The text of one element of an entry. */
typedef struct leaf {
    ix_str group; /* "akaList", or empty for a direct child of the entry */
    ix_str item;  /* "aka", or empty */
    ix_str name;  /* "lastName"; a path when it lies deeper than the layout goes */
    ix_str text;
    int32_t item_number; /* tells the items of an entry apart */
    bool taken;
} leaf;

typedef struct family {
    const char *name; /* as origin of names, and in errors */
} family;

static const family sdn = {"sdn.xml"};
static const family nonsdn = {"consolidated.xml"};

typedef struct reading {
    const family *family;
    const ix_list_file *file;
    XML_Parser parser;
    ix_draft draft;
    ix_read_report *report;
    ix_entity_sink sink;
    void *context;
    ix_error *error;
    ix_status status; /* of what stopped the parser, else IX_OK */

    char path[DEPTH_MAX][NAME_BYTES_MAX]; /* local names of the open elements */
    int depth;
    ix_buf text; /* of the innermost one since its last tag */

    ix_arena leaf_arena; /* of the entry being collected */
    leaf *leaves;
    int leaf_count;
    int32_t item_number;
    int64_t entry_line;
    int64_t entry_offset;
} reading;

static ix_status stop(reading *r, ix_status status) {
    r->status = r->status == IX_OK ? status : r->status;
    XML_StopParser(r->parser, XML_FALSE);
    return status;
}

static void stop_with(reading *r, ix_status status, const char *why) {
    ix_error_at(r->error, status, r->file->name, (int64_t)XML_GetCurrentLineNumber(r->parser),
                (int64_t)XML_GetCurrentByteIndex(r->parser), "%s", why);
    stop(r, status);
}

static ix_str path_at(const reading *r, int depth) {
    return depth < r->depth ? ix_str_from_cstr(r->path[depth]) : (ix_str){0};
}

static bool in_entry(const reading *r) {
    return r->depth >= 2 && ix_str_equal(path_at(r, 1), IX_STR("sdnEntry"));
}

/* ------------------------------------------------------------------ leaves of an entry */

/* The path below `from`, joined by '/', in the leaf arena; `attribute` may be NULL. */
static ix_str deep_path(reading *r, int from, const char *attribute) {
    ix_buf out;
    ix_buf_init(&out, DEPTH_MAX * (NAME_BYTES_MAX + 1) + TEXT_BYTES_MAX);
    out.allocator = r->leaf_arena.allocator;
    for (int i = from; i < r->depth; i++) {
        ix_buf_append_cstr(&out, i > from ? "/" : "");
        ix_buf_append_cstr(&out, r->path[i]);
    }
    if (attribute != NULL) {
        ix_buf_append_cstr(&out, "@");
        ix_buf_append_cstr(&out, attribute);
    }
    ix_str path = ix_arena_copy(&r->leaf_arena, ix_buf_view(&out));
    if (out.status != IX_OK || path.ptr == NULL) {
        stop(r, IX_E_MEMORY);
    }
    ix_buf_free(&out);
    return path;
}

static ix_str copy_name(reading *r, int depth) {
    ix_str copy = ix_arena_copy(&r->leaf_arena, path_at(r, depth));
    if (copy.ptr == NULL) {
        stop(r, IX_E_MEMORY);
    }
    return copy;
}

static leaf *new_leaf(reading *r) {
    int count = r->leaf_count;
    if ((count & (count - 1)) == 0 && (count == 0 || count >= 64)) {
        int cap = count == 0 ? 64 : count * 2;
        leaf *grown = IX_NEW(&r->leaf_arena, leaf, cap);
        if (grown == NULL) {
            stop(r, IX_E_MEMORY);
            return NULL;
        }
        if (count > 0) {
            memcpy(grown, r->leaves, (size_t)count * sizeof *grown);
        }
        r->leaves = grown;
    }
    return &r->leaves[r->leaf_count++];
}

/* Take the text since the last tag as a leaf of the innermost element. Between the elements of the
 * layout there is only white space, which is dropped. */
static void take_text(reading *r) {
    ix_str text = ix_str_trim(ix_buf_view(&r->text));
    if (text.len > 0 && in_entry(r)) {
        leaf *l = new_leaf(r);
        if (l != NULL) {
            *l = (leaf){.item_number = r->item_number, .text = ix_arena_copy(&r->leaf_arena, text)};
            l->group = r->depth >= 4 ? copy_name(r, 2) : (ix_str){0};
            l->item = r->depth >= 5 ? copy_name(r, 3) : (ix_str){0};
            l->name = r->depth >= 6   ? deep_path(r, 4, NULL)
                      : r->depth >= 3 ? copy_name(r, r->depth - 1)
                                      : IX_STR("sdnEntry");
            if (l->text.ptr == NULL) {
                stop(r, IX_E_MEMORY);
            }
        }
    }
    ix_buf_clear(&r->text);
}

/* The text of a direct child of the entry. */
static ix_str direct(reading *r, ix_str name) {
    for (int i = 0; i < r->leaf_count; i++) {
        leaf *l = &r->leaves[i];
        if (l->group.len == 0 && ix_str_equal(l->name, name)) {
            l->taken = true;
            return l->text;
        }
    }
    return (ix_str){0};
}

/* ------------------------------------------------------------------ an entry's items */

/* "SURNAME, Given", as the flat files write it. */
static ix_str full_name(reading *r, ix_str last, ix_str first) {
    if (last.len == 0 || first.len == 0) {
        return last.len == 0 ? first : last;
    }
    const ix_str parts[] = {last, IX_STR(", "), first};
    return ix_draft_join(&r->draft, parts, 3);
}

static void add_program(reading *r, const ix_str *v) {
    ix_draft_program(&r->draft, v[0]);
}

static void add_id(reading *r, const ix_str *v) {
    ofac_id_parse(&r->draft, v[1], v[2], v[3], v[4], v[5]);
}

/* Without a category an alias is strong. A weak one is weak whatever its type, as in the remarks of
 * the flat files. */
static void add_aka(reading *r, const ix_str *v) {
    ix_draft *draft = &r->draft;
    ix_str name = full_name(r, v[3], v[4]);
    bool weak = ix_str_equal_ascii_nocase(v[2], IX_STR("weak"));
    bool former = ix_str_equal_ascii_nocase(v[1], IX_STR("f.k.a."));
    if (name.len == 0) {
        ix_draft_warn(draft, IX_STR("empty_alias"), draft->entity.key);
        return;
    }
    if (!weak && v[2].len > 0 && !ix_str_equal_ascii_nocase(v[2], IX_STR("strong"))) {
        ix_draft_warn(draft, IX_STR("unknown_alias_category"), v[2]);
    }
    if (!former && !ix_str_equal_ascii_nocase(v[1], IX_STR("a.k.a.")) &&
        !ix_str_equal_ascii_nocase(v[1], IX_STR("n.k.a."))) {
        ix_draft_warn(draft, IX_STR("unknown_alias_type"), v[1]);
    }
    const ix_str origin[] = {ix_str_from_cstr(r->family->name), IX_STR(" "),
                             v[1].len > 0 ? v[1] : IX_STR("aka"), IX_STR(" "), v[0]};
    ix_draft_name(draft,
                  weak     ? IX_NAME_WEAK
                  : former ? IX_NAME_FORMER
                           : IX_NAME_STRONG,
                  name, ix_draft_join(draft, origin, v[0].len > 0 ? 5 : 3));
}

static ix_str join_two(reading *r, ix_str a, ix_str separator, ix_str b) {
    if (a.len == 0 || b.len == 0) {
        return a.len == 0 ? b : a;
    }
    const ix_str parts[] = {a, separator, b};
    return ix_draft_join(&r->draft, parts, 3);
}

/* City, state and postal code as the flat files join them: "Daqing, Heilongjiang 163453". */
static void add_address(reading *r, const ix_str *v) {
    ix_str street = join_two(r, v[1], IX_STR(", "), v[2]);
    street = join_two(r, street, IX_STR(", "), v[3]);
    ix_str place = join_two(r, v[4], IX_STR(", "), v[5]);
    place = join_two(r, place, IX_STR(" "), v[6]);
    ix_draft_address(&r->draft, street, place, v[7], (ix_str){0});
}

static void add_nationality(reading *r, const ix_str *v) {
    ix_draft_nationality(&r->draft, IX_STR("nationality"), v[1]);
}

static void add_citizenship(reading *r, const ix_str *v) {
    ix_draft_nationality(&r->draft, IX_STR("citizen"), v[1]);
}

static void add_birth(reading *r, const ix_str *v) {
    if (v[1].len > 0) {
        ix_draft_birth(&r->draft, IX_STR("DOB"), v[1]);
    }
}

static void add_birth_place(reading *r, const ix_str *v) {
    ix_draft_birth_place(&r->draft, v[1]);
}

static void add_vessel(reading *r, const ix_str *v) {
    static const ix_str names[] = {{"call_sign", 9}, {"type", 4}, {"tonnage", 7},
                                   {"grt", 3},       {"flag", 4}, {"owner", 5}};
    ix_draft *draft = &r->draft;
    for (int i = 0; i < 6; i++) {
        ix_draft_vessel(draft, names[i], v[i]);
    }
    ix_draft_identifier(draft, IX_ID_CALL_SIGN, IX_STR("Call Sign"), v[0]);
    char code[3];
    if (ix_draft_country(draft, code, v[4])) {
        ix_draft_nationality(draft, IX_STR("flag"), v[4]);
    }
}

/* The items an entry may hold, in the order in which they go into the entity. Items with an empty
 * `item` have their leaves directly in the group. */
static const struct item_kind {
    ix_str group;
    ix_str item;
    void (*add)(reading *r, const ix_str *values);
    const char *fields[ITEM_FIELDS_MAX];
} item_kinds[] = {
    {{"programList", 11}, {"", 0}, add_program, {"program"}},
    {{"vesselInfo", 10},
     {"", 0},
     add_vessel,
     {"callSign", "vesselType", "tonnage", "grossRegisteredTonnage", "vesselFlag", "vesselOwner"}},
    {{"akaList", 7}, {"aka", 3}, add_aka, {"uid", "type", "category", "lastName", "firstName"}},
    {{"addressList", 11},
     {"address", 7},
     add_address,
     {"uid", "address1", "address2", "address3", "city", "stateOrProvince", "postalCode",
      "country"}},
    {{"dateOfBirthList", 15},
     {"dateOfBirthItem", 15},
     add_birth,
     {"uid", "dateOfBirth", "mainEntry"}},
    {{"placeOfBirthList", 16},
     {"placeOfBirthItem", 16},
     add_birth_place,
     {"uid", "placeOfBirth", "mainEntry"}},
    {{"nationalityList", 15},
     {"nationality", 11},
     add_nationality,
     {"uid", "country", "mainEntry"}},
    {{"citizenshipList", 15},
     {"citizenship", 11},
     add_citizenship,
     {"uid", "country", "mainEntry"}},
    {{"idList", 6},
     {"id", 2},
     add_id,
     {"uid", "idType", "idNumber", "idCountry", "issueDate", "expirationDate"}},
};

/* The values of the item whose first leaf is at `i`; all its leaves that have a place are taken. */
static void collect_item(reading *r, const struct item_kind *kind, int i,
                         ix_str values[ITEM_FIELDS_MAX]) {
    int32_t number = r->leaves[i].item_number;
    for (; i < r->leaf_count && r->leaves[i].item_number == number; i++) {
        leaf *l = &r->leaves[i];
        if (l->taken || !ix_str_equal(l->group, kind->group) ||
            !ix_str_equal(l->item, kind->item)) {
            continue;
        }
        for (int f = 0; f < ITEM_FIELDS_MAX && kind->fields[f] != NULL; f++) {
            if (values[f].len == 0 && ix_str_equal(l->name, ix_str_from_cstr(kind->fields[f]))) {
                values[f] = l->text;
                l->taken = true;
                break;
            }
        }
    }
}

static void add_items(reading *r, const struct item_kind *kind) {
    int32_t done = -1;
    for (int i = 0; i < r->leaf_count; i++) {
        const leaf *l = &r->leaves[i];
        if (!ix_str_equal(l->group, kind->group) || !ix_str_equal(l->item, kind->item) ||
            l->item_number == done) {
            continue;
        }
        ix_str values[ITEM_FIELDS_MAX] = {0};
        done = l->item_number;
        collect_item(r, kind, i, values);
        kind->add(r, values);
    }
}

/* What no part of the layout asked for. */
static void keep_leftovers(reading *r) {
    for (int i = 0; i < r->leaf_count; i++) {
        const leaf *l = &r->leaves[i];
        if (!l->taken) {
            ix_str path = join_two(r, l->group, IX_STR("/"), l->item);
            ix_draft_unmodelled(&r->draft, join_two(r, path, IX_STR("/"), l->name), l->text);
        }
    }
}

/* ------------------------------------------------------------------ an entry */

static void refuse_entry(reading *r, ix_status status, int64_t line, int64_t offset,
                         const char *why) {
    ix_error error = {0};
    ix_error_at(&error, status, r->file->name, line, offset, "%s", why);
    ix_report_refuse(r->report, &error);
}

static bool is_uid(ix_str uid) {
    int64_t number;
    return uid.len <= 10 && ix_str_to_int(uid, &number) && uid.ptr[0] != '0';
}

static void fill_entity(reading *r, ix_str uid, ix_str last, ix_str first) {
    ix_draft *draft = &r->draft;
    ix_draft_begin(draft, uid, IX_PARTY_ANY);
    ofac_type_parse(draft, direct(r, IX_STR("sdnType")));
    ix_draft_name(draft, IX_NAME_PRIMARY, full_name(r, last, first),
                  ix_str_from_cstr(r->family->name));
    draft->entity.title = direct(r, IX_STR("title"));
    for (size_t i = 0; i < sizeof item_kinds / sizeof item_kinds[0]; i++) {
        add_items(r, &item_kinds[i]);
    }
    if (draft->status == IX_OK && draft->entity.listings[0].program_count == 0) {
        ix_draft_warn(draft, IX_STR("no_program"), uid);
    }
    ofac_remarks_parse(draft, direct(r, IX_STR("remarks")), false);
    keep_leftovers(r);
}

static void end_entry(reading *r) {
    ix_str uid = direct(r, IX_STR("uid"));
    ix_str last = direct(r, IX_STR("lastName"));
    ix_str first = direct(r, IX_STR("firstName"));
    r->report->rows++;
    if (!is_uid(uid) || last.len + first.len == 0) {
        refuse_entry(r, IX_E_INPUT, r->entry_line, r->entry_offset,
                     is_uid(uid) ? "the name is empty" : "uid is not a number");
        return;
    }
    r->report->rows_read++;
    r->draft.line = r->entry_line;
    fill_entity(r, uid, last, first);
    if (r->draft.status != IX_OK) {
        stop(r, r->draft.status);
        return;
    }
    r->report->entities++;
    r->report->names += r->draft.entity.name_count;
    ix_status status = r->sink(r->context, &r->draft.entity, r->error);
    if (status != IX_OK) {
        stop(r, status);
    }
}

/* ------------------------------------------------------------------ the document */

/* Publish_Date is month/day/year: of two readings it is the second. */
static void take_publication(reading *r) {
    ix_str text = ix_str_trim(ix_buf_view(&r->text));
    ix_str name = path_at(r, 2);
    ix_date_range readings[2];
    int count = 0;
    if (ix_str_equal(name, IX_STR("Publish_Date")) &&
        ix_date_parse(readings, &count, text, NULL) == IX_OK && count > 0 &&
        readings[count - 1].from.day > 0) {
        r->report->published.kind = IX_WHEN_DATE;
        r->report->published.value = ix_date_first_day(readings[count - 1].from);
    } else if (!ix_str_equal(name, IX_STR("Record_Count")) ||
               !ix_str_to_int(text, &r->report->stated_count)) {
        ix_draft_warn(&r->draft, IX_STR("publication_not_understood"), text);
    }
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes) {
    reading *r = user;
    take_text(r);
    if (r->depth == DEPTH_MAX) {
        stop_with(r, IX_E_LIMIT, "elements are nested too deep");
        return;
    }
    ix_str prefix = ix_str_from_cstr(name);
    ix_str local = prefix;
    prefix = ix_str_cut(prefix, ':', &local);
    local = ix_str_slice(local.ptr == NULL ? prefix : local, 0, NAME_BYTES_MAX - 1);
    memcpy(r->path[r->depth], local.ptr, (size_t)local.len);
    r->path[r->depth++][local.len] = '\0';
    if (r->depth == 1 && !ix_str_equal(local, IX_STR("sdnList"))) {
        stop_with(r, IX_E_INPUT, "expected the root element sdnList of sdn.xml");
        return;
    }
    r->draft.line = (int64_t)XML_GetCurrentLineNumber(r->parser);
    if (r->depth == 2 && in_entry(r)) {
        ix_arena_reset(&r->leaf_arena);
        r->leaves = NULL;
        r->leaf_count = 0;
        r->item_number = 0;
        r->entry_line = r->draft.line;
        r->entry_offset = (int64_t)XML_GetCurrentByteIndex(r->parser);
    } else if (r->depth == 2 && !ix_str_equal(local, IX_STR("publshInformation"))) {
        ix_draft_warn(&r->draft, IX_STR("unknown_element"), local);
    }
    r->item_number += r->depth == 4; /* an item begins, or a leaf directly in its group */
    for (; in_entry(r) && attributes[0] != NULL && r->status == IX_OK; attributes += 2) {
        leaf *l = new_leaf(r);
        if (l != NULL) {
            *l = (leaf){.name = deep_path(r, r->depth == 2 ? 1 : 2, attributes[0]),
                        .text = ix_arena_copy(&r->leaf_arena, ix_str_from_cstr(attributes[1]))};
        }
    }
}

static void XMLCALL on_end(void *user, const XML_Char *name) {
    (void)name;
    reading *r = user;
    if (r->depth == 3 && ix_str_equal(path_at(r, 1), IX_STR("publshInformation"))) {
        take_publication(r);
    }
    take_text(r);
    if (r->depth == 2 && in_entry(r) && r->status == IX_OK) {
        end_entry(r);
    }
    r->depth--;
}

static void XMLCALL on_text(void *user, const XML_Char *text, int len) {
    reading *r = user;
    ix_buf_append(&r->text, (ix_str){text, len});
    if (r->text.status == IX_E_LIMIT) {
        stop_with(r, IX_E_LIMIT, "the text of an element is too long");
    } else if (r->text.status != IX_OK) {
        stop(r, r->text.status);
    }
}

/* No list has one, and entities are declared there. */
static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system,
                               const XML_Char *publisher, int has_subset) {
    (void)name;
    (void)system;
    (void)publisher;
    (void)has_subset;
    stop_with(user, IX_E_INPUT, "a DOCTYPE, which is refused");
}

/* The bytes are not XML from here on: nothing behind this place can be read. */
static ix_status broken(reading *r) {
    int64_t line = (int64_t)XML_GetCurrentLineNumber(r->parser);
    int64_t offset = (int64_t)XML_GetCurrentByteIndex(r->parser);
    enum XML_Error code = XML_GetErrorCode(r->parser);
    if (code == XML_ERROR_NO_MEMORY) {
        return IX_E_MEMORY;
    }
    if (r->path[0][0] == '\0') {
        return ix_error_at(r->error, IX_E_INPUT, r->file->name, line, offset,
                           "expected %s (root element sdnList): %s", r->family->name,
                           XML_ErrorString(code));
    }
    r->report->truncated = true;
    r->report->rows++;
    refuse_entry(r, IX_E_INPUT, line, offset, XML_ErrorString(code));
    return IX_OK;
}

static ix_status parse_bytes(reading *r) {
    ix_str bytes = r->file->bytes;
    ptrdiff_t pos = 0;
    bool last;
    do {
        ptrdiff_t left = bytes.len - pos;
        int chunk = left < CHUNK_BYTES ? (int)left : CHUNK_BYTES;
        last = chunk == left;
        enum XML_Status ok = XML_Parse(r->parser, bytes.ptr + pos, chunk, last);
        if (r->status != IX_OK) {
            return r->status;
        }
        if (ok != XML_STATUS_OK) {
            return broken(r);
        }
        pos += chunk;
    } while (!last);
    return r->draft.status;
}

static ix_status read_document(reading *r) {
    r->parser = XML_ParserCreate(NULL);
    if (r->parser == NULL) {
        return IX_E_MEMORY;
    }
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, on_start, on_end);
    XML_SetCharacterDataHandler(r->parser, on_text);
    XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
    ix_status status = parse_bytes(r);
    XML_ParserFree(r->parser);
    return status;
}

static ix_status check_files(const family *of, const ix_list_file *files, int file_count,
                             ix_error *error) {
    if (file_count != 1) {
        return ix_error_set(error, IX_E_INPUT, "%d files were given, where %s is one", file_count,
                            of->name);
    }
    if (files[0].bytes.len == 0) {
        return ix_error_at(error, IX_E_INPUT, files[0].name, 0, -1, "expected %s: it is empty",
                           of->name);
    }
    if (files[0].bytes.len > IX_LIST_BYTES_MAX) {
        return ix_error_at(error, IX_E_LIMIT, files[0].name, 0, -1,
                           "the file is larger than %lld bytes", (long long)IX_LIST_BYTES_MAX);
    }
    return IX_OK;
}

static ix_status read_family(const family *of, const ix_list_file *files, int file_count,
                             const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                             ix_read_report *report, ix_arena *arena, ix_error *error) {
    report->stated_count = -1;
    report->layout = IX_STR("sdnList");
    ix_status status = check_files(of, files, file_count, error);
    if (status != IX_OK) {
        return status;
    }
    ix_arena scratch;
    ix_arena_init_with(&scratch, arena->cap, arena->allocator);
    reading r = {.family = of,
                 .file = &files[0],
                 .draft = {.arena = &scratch,
                           .keep = arena,
                           .report = report,
                           .knowledge = knowledge,
                           .file = files[0].name},
                 .report = report,
                 .sink = sink,
                 .context = context,
                 .error = error};
    ix_arena_init_with(&r.leaf_arena, arena->cap, arena->allocator);
    ix_buf_init(&r.text, TEXT_BYTES_MAX);
    r.text.allocator = arena->allocator;
    status = read_document(&r);
    report->primary_rows = report->rows;
    assert(status != IX_OK || report->rows == report->rows_read + report->rows_refused);
    if (status == IX_E_MEMORY) {
        ix_error_at(error, status, files[0].name, 0, -1, "no memory to read the list");
    }
    ix_buf_free(&r.text);
    ix_arena_free(&r.leaf_arena);
    ix_arena_free(&scratch);
    return status;
}

ix_status ofac_sdn_xml_read(const ix_list_file *files, int file_count,
                            const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                            ix_read_report *report, ix_arena *arena, ix_error *error) {
    return read_family(&sdn, files, file_count, knowledge, sink, context, report, arena, error);
}

ix_status ofac_nonsdn_xml_read(const ix_list_file *files, int file_count,
                               const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                               ix_read_report *report, ix_arena *arena, ix_error *error) {
    return read_family(&nonsdn, files, file_count, knowledge, sink, context, report, arena, error);
}
