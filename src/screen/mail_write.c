/* The parts of an e-mail in writing. */
#include "writers.h"

static void key_str(ix_json *json, const char *key, ix_str value) {
    ix_json_key_str(json, key, value, true);
}

static void key_cstr(ix_json *json, const char *key, const char *value) {
    ix_json_key_str(json, key, ix_str_from_cstr(value), true);
}

static void write_part(ix_json *json, const ix_mail_part *part) {
    ix_json_open_object(json);
    ix_json_key_str(json, "path", part->path, false);
    ix_json_key_str(json, "type", part->type, false);
    key_str(json, "name", part->name);
    ix_json_key(json, "span");
    ix_json_open_array(json);
    ix_json_int(json, part->from);
    ix_json_int(json, part->to);
    ix_json_close_array(json);
    ix_json_key(json, "inside");
    ix_json_bool(json, part->inside);
    key_cstr(json, "read", part->read);
    key_cstr(json, "by", part->by);
    key_str(json, "why", part->why);
    ix_json_close_object(json);
}

void mail_write_parts(ix_json *json, const ix_mail *mail) {
    ix_json_key(json, "parts");
    if (mail == NULL) {
        ix_json_null(json);
        return;
    }
    ix_json_open_array(json);
    for (int32_t i = 0; i < mail->part_count; i++) {
        write_part(json, &mail->parts[i]);
    }
    ix_json_close_array(json);
}

void mail_write_exempt(ix_json *json, const ix_mail *mail) {
    ix_json_key(json, "exempt_by");
    ix_json_open_object(json);
    ix_json_key(json, ix_exempt_rule_name(IX_EXEMPT_MARKUP));
    ix_json_int(json, mail->coverage.exempt);
    ix_json_close_object(json);
}
