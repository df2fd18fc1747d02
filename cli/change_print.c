#include "change_print.h"

#include <interdict/text.h>

#define SHOWN_BYTES   160 /* of one text; of a longer one the part around the difference */
#define CONTEXT_BYTES 40  /* shown before the difference */

/* Of whom a change tells: as the newer snapshot has it, or the older if it is gone. */
static const ix_entity *subject(const ix_change *change) {
    return change->after != NULL ? change->after : change->before;
}

/* ------------------------------------------------------------------ JSON */

void change_json_entity(ix_json *json, ix_str list, const ix_change *change) {
    const ix_entity *e = subject(change);
    ix_buf id;
    ix_buf_init(&id, (size_t)IX_ENTITY_RECORD_BYTES_MAX);
    ix_buf_append(&id, list);
    ix_buf_append_char(&id, ':');
    ix_buf_append(&id, change->key);
    ix_json_key_str(json, "entity", ix_buf_view(&id), false);
    ix_buf_free(&id);
    ix_json_key_str(json, "name", e->names[0].text, false);
    ix_json_key(json, "type");
    ix_json_cstr(json, ix_party_type_name(e->type));
}

void change_json_fields(ix_json *json, const ix_change *change) {
    ix_json_key(json, "fields");
    ix_json_open_array(json);
    for (int i = 0; i < change->detail_count; i++) {
        const ix_detail_change *d = &change->details[i];
        ix_json_open_object(json);
        ix_json_key(json, "field");
        ix_json_cstr(json, ix_detail_kind_name(d->kind));
        ix_json_key_str(json, "from", d->from, true);
        ix_json_key_str(json, "to", d->to, true);
        ix_json_key_str(json, "of", d->of, true);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

/* ------------------------------------------------------------------ words */

/* Controls, and characters that change the direction of what follows or hide it. */
static bool is_hidden(uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x61C ||
           (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

void change_text(ix_buf *out, ix_str text) {
    ptrdiff_t pos = 0;
    while (pos < text.len) {
        char bytes[4];
        uint32_t code = ix_utf8_decode(text, &pos, NULL);
        int length = ix_utf8_encode(bytes, is_hidden(code) ? 0xFFFD : code);
        ix_buf_append(out, (ix_str){bytes, length});
    }
}

/* "national_id" as "national id". */
static void append_spaced(ix_buf *out, ix_str name) {
    for (ptrdiff_t i = 0; i < name.len; i++) {
        ix_buf_append_char(out, name.ptr[i] == '_' ? ' ' : name.ptr[i]);
    }
}

static void append_name_kind(ix_buf *out, ix_str kind) {
    bool alias = ix_str_equal(kind, IX_STR("strong")) || ix_str_equal(kind, IX_STR("weak"));
    ix_buf_append(out, kind);
    if (!ix_str_equal(kind, IX_STR("translation"))) {
        ix_buf_append_cstr(out, alias ? " a.k.a." : " name");
    }
}

static bool is_of_listing(ix_detail_kind kind) {
    return kind >= IX_DETAIL_LISTING && kind <= IX_DETAIL_MEASURES;
}

/* What a detail is: "date of birth", "passport", "reason of EL". */
static void append_what(ix_buf *out, const ix_detail_change *d, ix_party_type type) {
    bool person = type == IX_PARTY_PERSON || type == IX_PARTY_ANY;
    switch (d->kind) {
    case IX_DETAIL_TYPE:
        ix_buf_append_cstr(out, "kind of party");
        return;
    case IX_DETAIL_NAME:
        append_name_kind(out, d->of);
        return;
    case IX_DETAIL_DOB:
        ix_buf_append_cstr(out, person ? "date of birth" : "build date");
        return;
    case IX_DETAIL_BIRTH_PLACE:
        ix_buf_append_cstr(out, "place of birth");
        return;
    case IX_DETAIL_IDENTIFIER:
        append_spaced(out, ix_str_equal(d->of, IX_STR("other")) ? IX_STR("identifier") : d->of);
        return;
    case IX_DETAIL_VESSEL:
    case IX_DETAIL_RELATION:
    case IX_DETAIL_UNMODELLED:
        change_text(out, d->of);
        return;
    default:
        append_spaced(out, ix_str_from_cstr(ix_detail_kind_name(d->kind)));
        break;
    }
    if (is_of_listing(d->kind) && d->of.len > 0) {
        ix_buf_append_cstr(out, " of ");
        change_text(out, d->of);
    }
}

/* Free text stands in quotes; what has a form of its own does not. */
static bool is_quoted(ix_detail_kind kind) {
    switch (kind) {
    case IX_DETAIL_TYPE:
    case IX_DETAIL_DOB:
    case IX_DETAIL_GENDER:
    case IX_DETAIL_NATIONALITY:
    case IX_DETAIL_IDENTIFIER:
    case IX_DETAIL_LISTING:
    case IX_DETAIL_PROGRAM:
    case IX_DETAIL_ANNOUNCED:
    case IX_DETAIL_PUBLISHED:
    case IX_DETAIL_EFFECTIVE_FROM:
    case IX_DETAIL_EFFECTIVE_UNTIL:
        return false;
    default:
        return true;
    }
}

/* Back to the beginning of a character. */
static ptrdiff_t character_start(ix_str text, ptrdiff_t at) {
    while (at > 0 && at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) {
        at--;
    }
    return at;
}

static ptrdiff_t common_start(ix_str a, ix_str b) {
    ptrdiff_t same = 0;
    while (same < a.len && same < b.len && a.ptr[same] == b.ptr[same]) {
        same++;
    }
    return same;
}

/* A text, of a long one the part behind `differs`. */
static void append_value(ix_buf *out, ix_detail_kind kind, ix_str text, ptrdiff_t differs) {
    ptrdiff_t from = 0;
    ptrdiff_t to = text.len;
    if (text.len > SHOWN_BYTES) {
        from = differs > CONTEXT_BYTES ? differs - CONTEXT_BYTES : 0;
        from = from > text.len - SHOWN_BYTES ? text.len - SHOWN_BYTES : from;
        from = character_start(text, from);
        to = character_start(text, from + SHOWN_BYTES);
    }
    const char *quote = is_quoted(kind) ? "\"" : "";
    ix_buf_append_cstr(out, quote);
    ix_buf_append_cstr(out, from > 0 ? "..." : "");
    change_text(out, ix_str_slice(text, from, to));
    ix_buf_append_cstr(out, to < text.len ? "..." : "");
    ix_buf_append_cstr(out, quote);
}

void change_text_entity(ix_buf *out, ix_str list, const ix_change *change) {
    change_text(out, subject(change)->names[0].text);
    ix_buf_printf(out, " (%" IX_FMT ":", IX_ARG(list));
    change_text(out, change->key);
    ix_buf_append_char(out, ')');
}

void change_text_brief(ix_buf *out, const ix_entity *entity) {
    ix_buf_append_cstr(out, entity->type == IX_PARTY_ANY ? "kind of party not stated"
                                                         : ix_party_type_name(entity->type));
    for (int i = 0; i < entity->listing_count; i++) {
        const ix_listing *l = &entity->listings[i];
        if (l->source.len > 0) {
            ix_buf_append_cstr(out, ", ");
            change_text(out, l->source);
        }
        for (int k = 0; k < l->program_count; k++) {
            ix_buf_append_cstr(out, ", ");
            change_text(out, l->programs[k]);
        }
    }
}

void change_text_details(ix_buf *out, const ix_change *change) {
    for (int i = 0; i < change->detail_count; i++) {
        const ix_detail_change *d = &change->details[i];
        ptrdiff_t differs = common_start(d->from, d->to);
        ix_buf_append_cstr(out, i > 0 ? "; " : "");
        append_what(out, d, subject(change)->type);
        ix_buf_append_char(out, ' ');
        append_value(out, d->kind, d->to.len > 0 ? d->to : d->from, differs);
        if (d->from.len > 0 && d->to.len > 0) {
            ix_buf_append_cstr(out, " was ");
            append_value(out, d->kind, d->from, differs);
        } else {
            ix_buf_append_cstr(out, d->to.len > 0 ? " added" : " removed");
        }
    }
}

void change_text_description(ix_buf *out, const ix_change *change) {
    for (int i = 0; i < change->detail_count; i++) {
        const ix_detail_change *d = &change->details[i];
        ix_buf_append_cstr(out, "      ");
        append_what(out, d, subject(change)->type);
        ix_buf_append_char(out, ' ');
        change_text(out, d->to);
        ix_buf_append_char(out, '\n');
    }
}
