/* ISO 20022 messages: one walk over the XML with expat.
 *
 * Of every open element a frame says which rows of the format's map lie below it, which party its
 * values are said of, and which role its text has. The map of the message decides; where it says
 * nothing the names of elements do (message_iso_names.c); what neither knows is text.
 *
 *     <CdtTrfTxInf>            rows "CdtTrfTxInf/..."
 *       <Cdtr>                 row "CdtTrfTxInf/Cdtr": a party begins, its role creditor
 *         <Nm>EFREMOV</Nm>     leaf Nm: a name of that party
 *
 * The runs of bytes since the last tag are kept until it is known what the value in them is. */
#include "message.h"
#include "message_iso_names.h"

#include <expat.h>
#include <string.h>

#define DEPTH_MAX      64
#define TEXT_BYTES_MAX (4 << 20)
#define NAME_BYTES_MAX 64 /* of an element's name; longer ones are cut */

typedef struct iso_frame {
    const message_format *format; /* whose map the rows are of; NULL: none */
    const message_row *lo, *hi;   /* rows below this element ... */
    int at;                       /* ... whose paths go on at this byte */
    const message_row *row;       /* of this element, or NULL */
    int path_end;                 /* of its path in reader.path */
    int base;                     /* from where paths are told */
    bool inside;                  /* in a message, below Document or the root of a format */
    message_shape shape;          /* what surrounds: a party, an account, else text */
    ix_message_role role;         /* of text here */
    int32_t party;                /* whose values these are, -1: nobody's */
    bool opened;                  /* the party began here */
    bool transaction;             /* a transaction began here */
    int32_t identifier;           /* the field of the identifier in this element, -1 */
    iso_word word;                /* what its name says */
} iso_frame;

typedef enum run_class { RUN_VALUE, RUN_MARKUP, RUN_SCREENED } run_class;

/* Bytes of the file since the last tag. */
typedef struct iso_run {
    run_class class_;
    int64_t from, to;
    int32_t at, len; /* of a value: in the text */
} iso_run;

struct iso_reader {
    ix_allocator allocator;
    message_draft *d; /* of the message being read */
    XML_Parser parser;
    iso_words words;
    iso_frame frames[DEPTH_MAX];
    int depth;
    char path[MESSAGE_PATH_BYTES_MAX];
    ix_buf text;    /* of the innermost element since the last tag */
    ix_vector runs; /* iso_run, likewise */
    bool wide;      /* UTF-16: tags cannot be looked into */
    bool started;
    const char *refused; /* why a handler stopped the parser */
    int64_t refused_at;
};

static void stop(iso_reader *r, const char *why) {
    if (why != NULL && r->refused == NULL) {
        r->refused = why;
        r->refused_at = r->d->start + XML_GetCurrentByteIndex(r->parser);
    }
    XML_StopParser(r->parser, XML_FALSE);
}

static int64_t event_from(const iso_reader *r) {
    return r->d->start + XML_GetCurrentByteIndex(r->parser);
}

static int64_t event_to(const iso_reader *r) {
    return event_from(r) + XML_GetCurrentByteCount(r->parser);
}

/* A value's run is `len` bytes of the text, before the last `behind` ones. */
static void add_run(iso_reader *r, run_class class_, int64_t from, int64_t to, int32_t len,
                    int32_t behind) {
    iso_run *run = ix_vector_push(&r->runs, sizeof *run, r->d->arena);
    if (run == NULL) {
        r->d->status = ix_error_set(r->d->error, IX_E_MEMORY, "no memory for a message");
        stop(r, NULL);
        return;
    }
    *run = (iso_run){class_, from, to, (int32_t)r->text.len - behind - len, len};
}

/* ------------------------------------------------------------------ paths */

static ix_str name_of(const iso_reader *r, int depth) {
    if (depth < 1) {
        return (ix_str){0};
    }
    int from = depth > 1 ? r->frames[depth - 2].path_end + 1 : 0;
    return (ix_str){r->path + from, r->frames[depth - 1].path_end - from};
}

static ix_str path_of(iso_reader *r, int depth) {
    const iso_frame *f = &r->frames[depth - 1];
    int base = f->base < f->path_end ? f->base : 0;
    return message_keep_valid(r->d, (ix_str){r->path + base, f->path_end - base});
}

static ix_str local_name(const char *name) {
    ix_str local;
    ix_str whole = ix_str_cut(ix_str_from_cstr(name), ':', &local);
    return local.ptr == NULL ? whole : local;
}

/* ------------------------------------------------------------------ values */

/* The text of the runs with its places; a single run of plain bytes is not copied. */
static message_value value_of(iso_reader *r) {
    message_draft *d = r->d;
    const iso_run *runs = r->runs.items;
    ix_message_span *spans = IX_NEW(d->arena, ix_message_span, r->runs.count + 1);
    message_value value = {.spans = spans};
    if (spans == NULL) {
        d->status = ix_error_set(d->error, IX_E_MEMORY, "no memory for a message");
        return value;
    }
    for (int i = 0; i < r->runs.count; i++) {
        if (runs[i].class_ == RUN_VALUE) {
            spans[value.span_count++] =
                (ix_message_span){runs[i].at, runs[i].len, runs[i].from, runs[i].to};
        }
    }
    ix_str text = ix_buf_view(&r->text);
    bool plain = value.span_count == 1 && spans[0].to - spans[0].from == spans[0].len && !r->wide;
    value.text = plain ? ix_str_slice(d->file, (ptrdiff_t)spans[0].from, (ptrdiff_t)spans[0].to)
                       : message_keep(d, text);
    return message_value_trim(d, &value);
}

/* The party that a value belongs to which no party surrounds: the element around it. */
static int32_t party_here(iso_reader *r) {
    iso_frame *f = &r->frames[r->depth - 1];
    iso_frame *around = r->depth > 1 ? f - 1 : f;
    if (f->party < 0) {
        around->party = message_open_party(r->d, IX_MESSAGE_OTHER_PARTY,
                                           path_of(r, r->depth > 1 ? r->depth - 1 : r->depth));
        around->opened = true;
        f->party = around->party;
    }
    return f->party;
}

static void add_leaf(iso_reader *r, const iso_leaf *leaf, const message_value *value) {
    message_draft *d = r->d;
    int32_t party = party_here(r);
    if (party < 0) {
        return;
    }
    ix_message_role role = ((ix_message_party *)d->parties.items)[party].role;
    ix_str path = path_of(r, r->depth);
    if (leaf->kind != IX_VALUE_IDENTIFIER) {
        message_add(d, leaf->kind, role, party, path, value);
    } else if (message_add_identifier(d, leaf->identifier, role, party, path, value) != NULL &&
               r->depth > 1) {
        r->frames[r->depth - 2].identifier = d->fields.count - 1;
    }
}

/* <Othr><Id>X</Id><SchmeNm><Cd>CCPT</Cd>: the code says what the identifier is. */
static void add_scheme(iso_reader *r, ix_str word) {
    int32_t number = r->depth > 2 ? r->frames[r->depth - 3].identifier : -1;
    ix_identifier_type type;
    if (number >= 0 && iso_identifier_scheme(&type, word)) {
        ((ix_message_field *)r->d->fields.items)[number].identifier = type;
    }
}

static bool is_text_role(ix_message_role role) {
    return role >= IX_MESSAGE_REMITTANCE;
}

static void add_text(iso_reader *r, const message_value *value) {
    message_draft *d = r->d;
    const iso_frame *f = &r->frames[r->depth - 1];
    const ix_message_field *before =
        d->fields.count > 0 ? (ix_message_field *)d->fields.items + d->fields.count - 1 : NULL;
    ix_str path = path_of(r, r->depth);
    bool again =
        before != NULL && ix_str_equal(before->path, path) && before->transaction == d->transaction;
    ix_message_field *field =
        message_add(d, IX_VALUE_TEXT, is_text_role(f->role) ? f->role : IX_MESSAGE_OTHER_TEXT,
                    f->party, path, value);
    if (field != NULL) {
        field->continues = again;
    }
}

/* Take the value in; true when it is exempt, then by which rule. */
static bool take(iso_reader *r, const message_value *value, ix_exempt_rule *rule) {
    const iso_frame *f = &r->frames[r->depth - 1];
    ix_str parent = name_of(r, r->depth - 1);
    const iso_leaf *leaf = f->row != NULL && f->row->shape == MESSAGE_IS_TEXT
                               ? NULL
                               : iso_leaf_in(f->word.leaf, parent);
    message_tell(r->d, f->word.fact, value->text);
    if (leaf != NULL) {
        add_leaf(r, leaf, value);
        return false;
    }
    if (ix_str_equal(parent, IX_STR("SchmeNm"))) {
        add_scheme(r, value->text);
    }
    if (message_form(rule, f->word.shape, value->text)) {
        return true;
    }
    add_text(r, value);
    return false;
}

/* What stood since the last tag is taken in and accounted for. */
static void flush(iso_reader *r) {
    message_draft *d = r->d;
    bool blank = ix_str_trim(ix_buf_view(&r->text)).len == 0;
    bool exempt = true;
    ix_exempt_rule rule = IX_EXEMPT_MARKUP;
    if (!blank && r->depth > 0 && d->status == IX_OK) {
        message_value value = value_of(r);
        exempt = take(r, &value, &rule);
    }
    const iso_run *runs = r->runs.items;
    for (int i = 0; i < r->runs.count; i++) {
        bool value = runs[i].class_ == RUN_VALUE;
        if (runs[i].class_ == RUN_SCREENED || (value && !exempt)) {
            message_screened(d, runs[i].from, runs[i].to);
        } else {
            message_exempt(d, value ? rule : IX_EXEMPT_MARKUP, runs[i].from, runs[i].to);
        }
    }
    r->runs.count = 0;
    ix_buf_clear(&r->text);
}

/* ------------------------------------------------------------------ elements */

/* Rows of the surrounding element that go on with this name; one that ends here stands first. */
static void narrow(iso_frame *child, const iso_frame *parent, ix_str name) {
    child->lo = child->hi = NULL;
    child->row = NULL;
    for (const message_row *row = parent->lo; row != NULL && row < parent->hi; row++) {
        const char *rest = row->path + parent->at;
        if (rest[0] != name.ptr[0] || strncmp(rest, name.ptr, (size_t)name.len) != 0 ||
            (rest[name.len] != '/' && rest[name.len] != '\0')) {
            if (child->lo != NULL) {
                break;
            }
            continue;
        }
        if (rest[name.len] == '\0') {
            child->row = row;
            continue;
        }
        child->lo = child->lo == NULL ? row : child->lo;
        child->hi = row + 1;
    }
    child->at = parent->at + (int)name.len + 1;
}

static void enter_format(iso_reader *r, iso_frame *f, ix_str name) {
    bool header = ix_str_equal(name, IX_STR("AppHdr"));
    bool below = r->depth > 1 && ix_str_equal(name_of(r, r->depth - 1), IX_STR("Document"));
    for (int i = 0; message_iso_formats[i] != NULL; i++) {
        const message_format *format = message_iso_formats[i];
        if (ix_str_equal(name, ix_str_from_cstr(format->root))) {
            f->format = format;
            f->lo = format->rows;
            f->hi = format->rows + format->row_count;
            f->at = 0;
            if (!header && r->d->out->format.len == 0) {
                r->d->out->format = ix_str_from_cstr(format->name);
            }
        }
    }
    f->inside = below || f->format != NULL;
    if (f->inside && !header) {
        f->base = f->path_end + 1;
        r->d->out->format =
            r->d->out->format.len == 0 ? message_keep_valid(r->d, name) : r->d->out->format;
    } else if (header) {
        f->base = f->path_end - (int)name.len;
    }
}

static void surround(iso_frame *f, ix_message_role role, message_shape shape) {
    f->role = role;
    f->shape = shape;
}

/* What the element holds by its row, else by its name. In a party only its contact is another. */
static void enter_container(iso_reader *r, iso_frame *f) {
    bool within = f->shape == MESSAGE_IS_PARTY || f->shape == MESSAGE_IS_ACCOUNT;
    const iso_container *c = f->row == NULL ? f->word.container : NULL;
    if (within && c != NULL && c->role != IX_MESSAGE_CONTACT) {
        return;
    }
    if (f->row != NULL) {
        surround(f, f->row->role, f->row->shape);
    } else if (c != NULL) {
        surround(f, c->role, c->shape);
    } else {
        return;
    }
    if (f->shape == MESSAGE_IS_PARTY || f->shape == MESSAGE_IS_ACCOUNT) {
        f->party = message_open_party(r->d, f->role, path_of(r, r->depth));
        f->opened = true;
    }
}

static void enter_transaction(iso_reader *r, iso_frame *f) {
    if (f->format == NULL || f->format->transaction == NULL || f->base > f->path_end) {
        return;
    }
    ix_str path = {r->path + f->base, f->path_end - f->base};
    if (ix_str_equal(path, ix_str_from_cstr(f->format->transaction))) {
        r->d->transaction = ++r->d->out->transactions;
        f->transaction = true;
    }
}

static bool push(iso_reader *r, ix_str name) {
    static const iso_frame outside = {.party = -1, .role = IX_MESSAGE_OTHER_TEXT};
    if (r->depth == DEPTH_MAX) {
        stop(r, "elements are nested too deep");
        return false;
    }
    const iso_frame *parent = r->depth > 0 ? &r->frames[r->depth - 1] : &outside;
    int end = r->depth > 0 ? parent->path_end + 1 : 0;
    if (end + name.len >= MESSAGE_PATH_BYTES_MAX) {
        stop(r, "the names of nested elements are too long");
        return false;
    }
    memcpy(r->path + end, name.ptr, (size_t)name.len);
    if (r->depth > 0) {
        r->path[end - 1] = '/';
    }
    iso_frame *f = &r->frames[r->depth++];
    *f = *parent;
    f->opened = f->transaction = false;
    f->identifier = -1;
    f->path_end = end + (int)name.len;
    f->word = iso_word_find(&r->words, name);
    narrow(f, parent, name);
    if (!parent->inside) {
        enter_format(r, f, name);
    }
    enter_transaction(r, f);
    enter_container(r, f);
    return true;
}

/* ------------------------------------------------------------------ tags and attributes */

/* "pacs.008.001.08" at the end of a namespace; empty when it names no message. */
static ix_str format_of_namespace(ix_str space) {
    ptrdiff_t from = space.len;
    while (from > 0 && space.ptr[from - 1] != ':' && space.ptr[from - 1] != '/') {
        from--;
    }
    ix_str last = ix_str_slice(space, from, space.len);
    bool named = last.len >= 8 && last.ptr[4] == '.';
    for (ptrdiff_t i = 0; named && i < 8; i++) {
        char c = last.ptr[i];
        named = i < 4 ? c >= 'a' && c <= 'z' : i == 4 || (c >= '0' && c <= '9');
    }
    return named ? last : (ix_str){0};
}

static void learn_format(iso_reader *r, const XML_Char *element, const XML_Char **attributes) {
    ix_str name = local_name(element);
    ptrdiff_t prefix = ix_str_from_cstr(element).len - name.len - 1;
    if (r->d->out->format.len > 0 || !ix_str_equal(name, IX_STR("Document"))) {
        return;
    }
    for (int i = 0; attributes[i] != NULL; i += 2) {
        ix_str key = ix_str_from_cstr(attributes[i]);
        ix_str own = ix_str_slice(key, 6, key.len);
        bool mine = prefix > 0 ? ix_str_equal(own, (ix_str){element, prefix}) : key.len == 5;
        if (ix_str_starts_with(key, IX_STR("xmlns")) && mine) {
            r->d->out->format =
                message_keep(r->d, format_of_namespace(ix_str_from_cstr(attributes[i + 1])));
        }
    }
}

/* Declarations and hints for parsers, which say nothing of the payment. */
static bool is_markup(ix_str attribute) {
    return ix_str_starts_with(attribute, IX_STR("xmlns")) ||
           ix_str_starts_with(attribute, IX_STR("xsi:")) ||
           ix_str_starts_with(attribute, IX_STR("xml:"));
}

/* The bytes between the next quotes of a tag from *at on. */
static bool next_quoted(const iso_reader *r, int64_t *at, int64_t end, int64_t *from, int64_t *to) {
    const char *file = r->d->file.ptr;
    int64_t i = *at;
    while (i < end && file[i] != '"' && file[i] != '\'') {
        i++;
    }
    if (i >= end) {
        return false;
    }
    char quote = file[i++];
    *from = i;
    while (i < end && file[i] != quote) {
        i++;
    }
    *to = i;
    *at = i + 1;
    return i < end;
}

/* An attribute of the element just opened, its value at bytes [from, to). */
static void take_attribute(iso_reader *r, ix_str key, ix_str text, int64_t from, int64_t to) {
    message_draft *d = r->d;
    ix_exempt_rule rule;
    if (ix_str_trim(text).len == 0) {
        return;
    }
    bool currency = ix_str_equal(key, IX_STR("Ccy"));
    if (currency && r->frames[r->depth - 1].word.fact == MESSAGE_FACT_AMOUNT &&
        d->out->amount.len == 0) {
        message_tell(d, MESSAGE_FACT_CURRENCY, message_keep(d, text));
    }
    if (message_form(&rule, iso_shape_of(key), text)) {
        message_exempt(d, IX_EXEMPT_MARKUP, d->covered, from);
        message_exempt(d, rule, from, to);
        return;
    }
    ix_message_span *span = IX_NEW(d->arena, ix_message_span, 1);
    if (span == NULL) {
        d->status = ix_error_set(d->error, IX_E_MEMORY, "no memory for a message");
        return;
    }
    *span = (ix_message_span){0, (int32_t)text.len, from, to};
    message_value value = {message_keep(d, text), span, 1, false};
    ix_str path = path_of(r, r->depth);
    message_exempt(d, IX_EXEMPT_MARKUP, d->covered, from);
    message_screened(d, from, to);
    message_add(d, IX_VALUE_TEXT, IX_MESSAGE_OTHER_TEXT, r->frames[r->depth - 1].party,
                message_path(d, "%" IX_FMT "@%" IX_FMT, IX_ARG(ix_str_slice(path, 0, 180)),
                             IX_ARG(ix_str_slice(key, 0, 60))),
                &value);
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes) {
    iso_reader *r = user;
    message_draft *d = r->d;
    flush(r);
    r->started = true;
    learn_format(r, name, attributes);
    int64_t at = event_from(r);
    int64_t end = event_to(r);
    if (d->status != IX_OK || !push(r, ix_str_slice(local_name(name), 0, NAME_BYTES_MAX))) {
        return;
    }
    message_anomaly(d, at);
    for (int i = 0; attributes[i] != NULL; i += 2) {
        int64_t from = at;
        int64_t to = end;
        bool found = !r->wide && next_quoted(r, &at, end, &from, &to);
        if (!is_markup(ix_str_from_cstr(attributes[i]))) {
            take_attribute(r, ix_str_from_cstr(attributes[i]), ix_str_from_cstr(attributes[i + 1]),
                           found ? from : at, found ? to : end);
        }
    }
    message_exempt(d, IX_EXEMPT_MARKUP, d->covered, end);
    if (d->status != IX_OK) {
        stop(r, NULL);
    }
}

static void XMLCALL on_end(void *user, const XML_Char *name) {
    (void)name;
    iso_reader *r = user;
    flush(r);
    message_exempt(r->d, IX_EXEMPT_MARKUP, event_from(r), event_to(r));
    if (r->d->status != IX_OK) {
        stop(r, NULL);
        return;
    }
    const iso_frame *f = &r->frames[--r->depth];
    if (f->opened) {
        message_close_party(r->d, f->party);
    }
    if (f->transaction) {
        r->d->transaction = 0;
    }
}

/* ------------------------------------------------------------------ text and the rest */

/* Do as many bytes of the file make the text as its characters take there: one each, in UTF-16 two
 * or four? Else something stands for it (an entity). */
static bool is_literal(const iso_reader *r, ix_str text, int64_t bytes) {
    int64_t needed = 0;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if ((c & 0xC0) != 0x80) {
            needed += !r->wide ? 1 : c >= 0xF0 ? 4 : 2;
        }
    }
    return needed == bytes;
}

/* Of an encoding that is not UTF-8, the place of each character; those of ASCII together where they
 * are as many bytes. */
static void add_characters(iso_reader *r, ix_str text, int64_t from) {
    ptrdiff_t at = 0;
    while (at < text.len && r->d->status == IX_OK) {
        ptrdiff_t end = at + 1;
        unsigned char c = (unsigned char)text.ptr[at];
        bool single = r->wide || c >= 0x80;
        while (end < text.len && (single ? ((unsigned char)text.ptr[end] & 0xC0) == 0x80
                                         : (unsigned char)text.ptr[end] < 0x80)) {
            end++;
        }
        int64_t to = from + (!single ? end - at : !r->wide ? 1 : c >= 0xF0 ? 4 : 2);
        add_run(r, RUN_VALUE, from, to, (int32_t)(end - at), (int32_t)(text.len - end));
        from = to;
        at = end;
    }
}

static void XMLCALL on_text(void *user, const XML_Char *text, int len) {
    iso_reader *r = user;
    int64_t from = event_from(r);
    int64_t to = event_to(r);
    ix_buf_append(&r->text, (ix_str){text, len});
    if (r->text.status == IX_E_LIMIT) {
        stop(r, "the text of an element is too long");
    } else if (r->text.status != IX_OK) {
        r->d->status = ix_error_set(r->d->error, r->text.status, "no memory for a message");
        stop(r, NULL);
    } else if ((!r->wide && to - from == len) || !is_literal(r, (ix_str){text, len}, to - from)) {
        add_run(r, RUN_VALUE, from, to, len, 0);
    } else {
        add_characters(r, (ix_str){text, len}, from);
    }
}

/* Comments and processing instructions say nothing to a bank, and yet nothing is ignored. */
static void take_aside(iso_reader *r, ix_str text) {
    message_draft *d = r->d;
    int64_t from = event_from(r);
    int64_t to = event_to(r);
    add_run(r, RUN_SCREENED, from, to, 0, 0);
    ix_message_span *span = IX_NEW(d->arena, ix_message_span, 1);
    if (span == NULL) {
        d->status = ix_error_set(d->error, IX_E_MEMORY, "no memory for a message");
        stop(r, NULL);
        return;
    }
    *span = (ix_message_span){0, (int32_t)text.len, from, to};
    message_value value = {message_keep(d, text), span, 1, false};
    ptrdiff_t offset = r->wide ? -1 : ix_str_find(ix_str_slice(d->file, from, to), text, 0);
    if (offset >= 0) {
        span->from = from + offset;
        span->to = span->from + text.len;
    }
    value = message_value_trim(d, &value);
    message_add(d, IX_VALUE_TEXT, IX_MESSAGE_OTHER_TEXT, -1, IX_STR("comment"), &value);
}

static void XMLCALL on_comment(void *user, const XML_Char *text) {
    take_aside(user, ix_str_from_cstr(text));
}

static void XMLCALL on_instruction(void *user, const XML_Char *target, const XML_Char *text) {
    (void)target;
    take_aside(user, ix_str_from_cstr(text));
}

static void XMLCALL on_cdata(void *user) {
    iso_reader *r = user;
    add_run(r, RUN_MARKUP, event_from(r), event_to(r), 0, 0);
}

static void XMLCALL on_other(void *user, const XML_Char *text, int len) {
    (void)text;
    (void)len;
    on_cdata(user);
}

/* Text in UTF-8 that is declared to be in an encoding of one byte a character would be read as
 * letters that nobody wrote. In such an encoding hardly any text is valid UTF-8. */
static bool is_declared_wrongly(const iso_reader *r) {
    const message_draft *d = r->d;
    ptrdiff_t next = ix_str_find(d->file, IX_STR("<?xml"), (ptrdiff_t)d->start + 1);
    ix_str bytes = ix_str_slice(d->file, (ptrdiff_t)d->start, next > 0 ? next : d->file.len);
    bool ascii = true;
    for (ptrdiff_t i = 0; ascii && i < bytes.len; i++) {
        ascii = (unsigned char)bytes.ptr[i] < 0x80;
    }
    return !ascii && ix_utf8_is_valid(bytes);
}

static void XMLCALL on_declaration(void *user, const XML_Char *version, const XML_Char *encoding,
                                   int standalone) {
    iso_reader *r = user;
    (void)version;
    (void)standalone;
    on_cdata(r);
    ix_str name = encoding != NULL ? ix_str_from_cstr(encoding) : (ix_str){0};
    bool single = ix_code_page_find(name) != NULL ||
                  ix_str_equal_ascii_nocase(name, IX_STR("iso-8859-1")) ||
                  ix_str_equal_ascii_nocase(name, IX_STR("us-ascii"));
    if (single && is_declared_wrongly(r)) {
        stop(r, "the text is in UTF-8, and declared to be in another encoding");
    }
}

/* Encodings that expat does not know by itself. */
static int XMLCALL on_encoding(void *data, const XML_Char *name, XML_Encoding *encoding) {
    const ix_code_page *page = ix_code_page_find(ix_str_from_cstr(name));
    (void)data;
    if (page == NULL) {
        return XML_STATUS_ERROR;
    }
    for (int i = 0; i < 0x80; i++) {
        encoding->map[i] = i;
        encoding->map[i + 0x80] = page->codes[i] != 0 ? page->codes[i] : -1;
    }
    encoding->data = NULL;
    encoding->convert = NULL;
    encoding->release = NULL;
    return XML_STATUS_OK;
}

/* No message has one, and entities are declared there. */
static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system,
                               const XML_Char *publisher, int has_subset) {
    (void)name;
    (void)system;
    (void)publisher;
    (void)has_subset;
    stop(user, "a DOCTYPE, which is refused");
}

/* ------------------------------------------------------------------ the document */

static void set_handlers(iso_reader *r) {
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, on_start, on_end);
    XML_SetCharacterDataHandler(r->parser, on_text);
    XML_SetCommentHandler(r->parser, on_comment);
    XML_SetProcessingInstructionHandler(r->parser, on_instruction);
    XML_SetCdataSectionHandler(r->parser, on_cdata, on_cdata);
    XML_SetDefaultHandler(r->parser, on_other);
    XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
    XML_SetXmlDeclHandler(r->parser, on_declaration);
    XML_SetUnknownEncodingHandler(r->parser, on_encoding, NULL);
}

/* The bytes are not XML from here on. Behind a whole document that is the next message; else what
 * follows up to the next XML declaration is lost to the walk, and screened as text. */
static int64_t end_broken(iso_reader *r) {
    message_draft *d = r->d;
    enum XML_Error code = XML_GetErrorCode(r->parser);
    int64_t at = r->refused != NULL ? r->refused_at : event_from(r);
    if (code == XML_ERROR_NO_MEMORY || d->status != IX_OK) {
        d->status = d->status != IX_OK
                        ? d->status
                        : ix_error_set(d->error, IX_E_MEMORY, "no memory for a message");
        return d->file.len;
    }
    flush(r);
    if (r->started && r->depth == 0 && r->refused == NULL && at > d->start) {
        message_exempt(d, IX_EXEMPT_MARKUP, d->covered, at);
        return at;
    }
    ptrdiff_t next = ix_str_find(d->file, IX_STR("<?xml"), (ptrdiff_t)at + 1);
    int64_t end = next > 0 ? next : d->file.len;
    message_fault(d, at, end, "%s", r->refused != NULL ? r->refused : XML_ErrorString(code));
    return end;
}

static bool is_wide(ix_str bytes) {
    return bytes.len >= 2 &&
           (bytes.ptr[0] == '\0' || bytes.ptr[1] == '\0' || (unsigned char)bytes.ptr[0] >= 0xFE);
}

/* Bytes of the byte-order mark in front. */
static int mark_length(ix_str bytes) {
    if (ix_str_starts_with(bytes, IX_STR("\xEF\xBB\xBF"))) {
        return 3;
    }
    bool wide = ix_str_starts_with(bytes, IX_STR("\xFE\xFF")) ||
                ix_str_starts_with(bytes, IX_STR("\xFF\xFE"));
    return wide ? 2 : 0;
}

iso_reader *iso_reader_open(ix_allocator allocator) {
    iso_reader *r = allocator.resize(allocator.context, NULL, 0, sizeof *r);
    if (r == NULL) {
        return NULL;
    }
    memset(r, 0, sizeof *r);
    r->allocator = allocator;
    r->parser = XML_ParserCreate(NULL);
    ix_buf_init(&r->text, TEXT_BYTES_MAX);
    r->text.allocator = allocator;
    if (r->parser == NULL) {
        iso_reader_close(r);
        return NULL;
    }
    return r;
}

void iso_reader_close(iso_reader *r) {
    if (r != NULL) {
        XML_ParserFree(r->parser);
        ix_buf_free(&r->text);
        r->allocator.resize(r->allocator.context, r, sizeof *r, 0);
    }
}

/* As new, but for the words and the memory. */
static bool begin(iso_reader *r, message_draft *d, ix_str bytes) {
    r->d = d;
    r->depth = 0;
    r->runs = (ix_vector){0};
    r->wide = is_wide(bytes);
    r->started = false;
    r->refused = NULL;
    r->refused_at = 0;
    ix_buf_clear(&r->text);
    if (XML_ParserReset(r->parser, NULL) != XML_TRUE) {
        return false;
    }
    set_handlers(r);
    return true;
}

int64_t message_read_iso(message_draft *d) {
    ix_message_reader *reader = d->reader;
    if (reader->iso == NULL) {
        reader->iso = iso_reader_open(reader->allocator);
    }
    iso_reader *r = reader->iso;
    ix_str bytes = ix_str_slice(d->file, (ptrdiff_t)d->start, d->file.len);
    if (r == NULL || !begin(r, d, bytes)) {
        d->status = ix_error_set(d->error, IX_E_MEMORY, "no memory for a message");
        return d->file.len;
    }
    d->out->family = "iso20022";
    message_exempt(d, IX_EXEMPT_MARKUP, d->start, d->start + mark_length(bytes));
    if (XML_Parse(r->parser, bytes.ptr, (int)bytes.len, XML_TRUE) != XML_STATUS_OK ||
        d->status != IX_OK) {
        return end_broken(r);
    }
    flush(r);
    return d->file.len;
}
