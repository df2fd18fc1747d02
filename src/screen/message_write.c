/* A payment message in writing: the head of a report, its parties, where a finding was made. */
#include "words.h"
#include "writers.h"

#define PARTY_NAMES_MAX 2 /* of a party on one line */

/* ------------------------------------------------------------------ JSON */

static void key_str(ix_json *json, const char *key, ix_str value) {
    ix_json_key_str(json, key, value, true);
}

static void key_int(ix_json *json, const char *key, int64_t value) {
    ix_json_key(json, key);
    ix_json_int(json, value);
}

static void key_cstr(ix_json *json, const char *key, const char *value) {
    ix_json_key(json, key);
    ix_json_cstr(json, value);
}

static void write_span(ix_json *json, int64_t from, int64_t to) {
    ix_json_key(json, "span");
    ix_json_open_array(json);
    ix_json_int(json, from);
    ix_json_int(json, to);
    ix_json_close_array(json);
}

static const char *kind_name(const ix_message_field *field) {
    switch (field->kind) {
    case IX_VALUE_TEXT:
        return "text";
    case IX_VALUE_NAME:
        return "name";
    case IX_VALUE_ADDRESS:
        return "address";
    case IX_VALUE_TOWN:
        return "town";
    case IX_VALUE_REGION:
        return "region";
    case IX_VALUE_COUNTRY:
        return "country";
    case IX_VALUE_BIRTH_DATE:
        return "birth_date";
    case IX_VALUE_BIRTH_TOWN:
        return "birth_town";
    case IX_VALUE_BIRTH_REGION:
        return "birth_region";
    case IX_VALUE_BIRTH_COUNTRY:
        return "birth_country";
    case IX_VALUE_IDENTIFIER:
        return ix_identifier_type_name(field->identifier);
    }
    return "text";
}

static void write_field(ix_json *json, const ix_message_field *field) {
    ix_json_open_object(json);
    key_cstr(json, "kind", kind_name(field));
    ix_json_key_str(json, "value", field->value, false);
    key_str(json, "path", field->path);
    write_span(json, field->spans[0].from, field->spans[field->span_count - 1].to);
    ix_json_close_object(json);
}

static void write_parties(ix_json *json, const ix_message *message) {
    ix_json_key(json, "parties");
    ix_json_open_array(json);
    for (int32_t i = 0; i < message->party_count; i++) {
        const ix_message_party *party = &message->parties[i];
        ix_json_open_object(json);
        key_cstr(json, "role", ix_message_role_name(party->role));
        key_int(json, "transaction", party->transaction);
        key_str(json, "path", party->path);
        ix_json_key(json, "values");
        ix_json_open_array(json);
        for (int32_t j = party->first; j < party->last; j++) {
            if (message->fields[j].party == i) {
                write_field(json, &message->fields[j]);
            }
        }
        ix_json_close_array(json);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

static void write_digest(ix_json *json, const ix_digest *digest) {
    ix_buf hex;
    ix_buf_init(&hex, 128);
    ix_digest_print(&hex, digest);
    ix_json_key_str(json, "sha256", ix_buf_view(&hex), true);
    ix_buf_free(&hex);
}

void write_message_subject(ix_json *json, const ix_message *message) {
    ix_json_open_object(json);
    key_cstr(json, "kind", "message");
    key_str(json, "source", message->source);
    key_int(json, "number", message->number);
    key_int(json, "offset", message->offset);
    key_int(json, "bytes", message->bytes);
    write_digest(json, &message->sha256);
    key_cstr(json, "family", message->family);
    key_str(json, "format", message->format);
    key_str(json, "id", message->id);
    key_str(json, "uetr", message->uetr);
    key_str(json, "sender", message->sender);
    key_str(json, "receiver", message->receiver);
    key_cstr(json, "direction", message->direction);
    key_str(json, "amount", message->amount);
    key_str(json, "currency", message->currency);
    key_str(json, "value_date", message->value_date);
    key_str(json, "cut_off", message->cut_off);
    key_int(json, "transactions", message->transactions);
    write_parties(json, message);
    key_str(json, "fault", message->fault);
    ix_json_key(json, "fault_offset");
    if (message->fault.len > 0) {
        ix_json_int(json, message->fault_offset);
    } else {
        ix_json_null(json);
    }
    ix_json_close_object(json);
}

void write_message_places(ix_json *json, const ix_message *message, const ix_finding *finding) {
    ix_json_key(json, "places");
    ix_json_open_array(json);
    for (int i = 0; message != NULL && i < finding->place_count; i++) {
        const ix_finding_place *place = &finding->places[i];
        const ix_message_field *field = &message->fields[place->field];
        ix_json_open_object(json);
        key_cstr(json, "role", ix_message_role_name(field->role));
        key_int(json, "transaction", field->transaction);
        key_str(json, "path", field->path);
        ix_json_key_str(json, "value", field->value, false);
        key_str(json, "normalized", place->normalized);
        write_span(json, place->from, place->to);
        ix_json_close_object(json);
    }
    ix_json_close_array(json);
}

void write_message_exempt(ix_json *json, const ix_message *message) {
    ix_json_key(json, "exempt_by");
    ix_json_open_object(json);
    for (int i = 0; message != NULL && i < IX_EXEMPT_RULES; i++) {
        if (message->exempt[i] > 0) {
            key_int(json, ix_exempt_rule_name((ix_exempt_rule)i), message->exempt[i]);
        }
    }
    ix_json_close_object(json);
}

/* ------------------------------------------------------------------ for people */

void message_title(ix_buf *out, const ix_message *message) {
    if (message->format.len > 0) {
        words_append(out, message->format);
    } else {
        words_append(out, message->source);
    }
    if (message->id.len > 0) {
        ix_buf_append_char(out, ' ');
        words_append(out, message->id);
    }
}

static void append_said(ix_buf *out, const char *what, ix_str value) {
    if (value.len > 0) {
        ix_buf_append(out, out->len > 0 ? IX_STR(", ") : (ix_str){0});
        ix_buf_append_cstr(out, what);
        words_append(out, value);
    }
}

bool message_line(ix_buf *out, const ix_message *message, int number) {
    switch (number) {
    case 0:
        append_said(out, "", message->source);
        ix_buf_printf(out, ", number %d at byte %lld", message->number, (long long)message->offset);
        append_said(out, "", ix_str_from_cstr(message->direction));
        append_said(out, "from ", message->sender);
        append_said(out, "to ", message->receiver);
        return true;
    case 1:
        if (message->amount.len > 0) {
            append_said(out, "", message->currency);
            ix_buf_append(out, out->len > 0 ? IX_STR(" ") : (ix_str){0});
            words_append(out, message->amount);
        }
        append_said(out, "value ", message->value_date);
        append_said(out, "cut-off ", message->cut_off);
        append_said(out, "UETR ", message->uetr);
        if (message->transactions > 1) {
            ix_buf_printf(out, "%s%d transactions", out->len > 0 ? ", " : "",
                          message->transactions);
        }
        return out->len > 0;
    default:
        break;
    }
    return false;
}

/* Names, then what else tells somebody apart. */
bool message_party_line(ix_buf *out, const ix_message *message, int32_t number) {
    const ix_message_party *party = &message->parties[number];
    int names = 0;
    ix_buf_printf(out, "%s: ", ix_message_role_name(party->role));
    size_t begun = out->len;
    for (int32_t i = party->first; i < party->last; i++) {
        const ix_message_field *field = &message->fields[i];
        bool name = field->kind == IX_VALUE_NAME && names < PARTY_NAMES_MAX;
        if (field->party == number &&
            (name || field->kind == IX_VALUE_IDENTIFIER || field->kind == IX_VALUE_BIRTH_DATE ||
             field->kind == IX_VALUE_TOWN || field->kind == IX_VALUE_COUNTRY)) {
            ix_buf_append(out, out->len > begun ? IX_STR(", ") : (ix_str){0});
            ix_buf_append_cstr(out, field->kind == IX_VALUE_BIRTH_DATE ? "born " : "");
            ix_buf_append(out, field->value);
            names += name;
        }
    }
    return out->len > begun;
}

bool message_place_names(const ix_message *message, const ix_finding_place *place) {
    ix_message_kind kind = message->fields[place->field].kind;
    return kind == IX_VALUE_NAME || kind == IX_VALUE_TEXT || kind == IX_VALUE_IDENTIFIER ||
           kind == IX_VALUE_ADDRESS;
}

void message_place(ix_buf *out, const ix_message *message, const ix_finding_place *place) {
    const ix_message_field *field = &message->fields[place->field];
    ix_buf_append(out, field->path);
    ix_buf_printf(out, " (%s", ix_message_role_name(field->role));
    if (message->transactions > 1 && field->transaction > 0) {
        ix_buf_printf(out, " of transaction %d", field->transaction);
    }
    ix_buf_append(out, IX_STR("), \""));
    ix_buf_append(out, field->value);
    ix_buf_printf(out, "\", bytes %lld-%lld", (long long)place->from, (long long)place->to);
}
