/* For tests of payment messages: every field of a map is planted with a listed name, which must be
 * found where it stands; every byte is accounted for. The world is the shipped example lists. The
 * test includes <interdict/os.h> before this. */
#ifndef SCREEN_TEST_MESSAGE_H
#define SCREEN_TEST_MESSAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "message.h"
#include "message_iso_names.h"
#include "world.h"

#define LISTED   "ANDREI GENNADYEVICH TIKHONOV"
#define KEY      "us_ofac_sdn:45815"
#define PASSPORT "530193947"

static world w;
static const ix_context context = {.user = {"private", 7}, .nexus = {"us", 2}};

static inline ix_decision screen_at(ix_message *message, int64_t *at, ix_str file) {
    ix_decision d;
    ix_error error = {.status = IX_OK};
    ix_status status =
        ix_message_read(message, at, file, IX_STR("test"), 1, NULL, &w.request, &error);
    if (status != IX_OK) {
        fail_msg("%s", error.text);
    }
    assert_int_equal(message->coverage.screened + message->coverage.exempt +
                         message->coverage.anomaly,
                     message->bytes);
    ix_screen_message(&d, &w.screener, message, &context, world_time("2024-07-01"),
                      world_time(NULL), NULL, &w.request, &error);
    return d;
}

static inline ix_decision screen(ix_message *message, ix_str file) {
    int64_t at = 0;
    ix_decision d = screen_at(message, &at, file);
    assert_int_equal(at, file.len);
    return d;
}

static const ix_finding *find(const ix_decision *d, const char *entity) {
    for (int i = 0; i < d->finding_count; i++) {
        if (ix_str_equal(d->findings[i].entity, ix_str_from_cstr(entity))) {
            return &d->findings[i];
        }
    }
    return NULL;
}

/* The planted text is found, where it stands, and nothing was lost of the message. */
static inline void assert_planted(const char *text, const char *planted) {
    ix_message message;
    ix_arena_reset(&w.request);
    ix_str file = ix_str_from_cstr(text);
    ix_decision d = screen(&message, file);
    const ix_finding *finding = find(&d, KEY);
    if (finding == NULL || finding->identity < IX_IDENTITY_OPEN) {
        fail_msg("not found (%s): %s", ix_verdict_name(d.verdict), text);
    }
    if (message.coverage.anomaly > 0 || message.fault.len > 0) {
        fail_msg("bytes are lost: %.*s: %s", IX_ARG(message.fault), text);
    }
    for (int32_t i = 0; i < message.field_count; i++) {
        assert_true(ix_utf8_is_valid(message.fields[i].path));
    }
    bool placed = false;
    for (int i = 0; i < finding->place_count; i++) {
        ix_str found = ix_str_slice(file, finding->places[i].from, finding->places[i].to);
        placed = placed || ix_str_equal(found, ix_str_from_cstr(planted));
    }
    if (!placed) {
        fail_msg("found elsewhere, at '%.*s': %s",
                 IX_ARG(ix_str_slice(file, finding->places[0].from, finding->places[0].to)), text);
    }
}

/* ------------------------------------------------------------------ ISO 20022 */

/* Elements of a path opened, or closed in reverse. */
static inline void append_elements(char *out, const char *path, bool open) {
    char copy[512];
    char *names[32];
    int count = 0;
    snprintf(copy, sizeof copy, "%s", path);
    for (char *name = strtok(copy, "/"); name != NULL; name = strtok(NULL, "/")) {
        names[count++] = name;
    }
    for (int i = 0; i < count; i++) {
        sprintf(out + strlen(out), open ? "<%s>" : "</%s>", names[open ? i : count - 1 - i]);
    }
}

static inline void plant_iso(const message_format *format, const char *path, const char *below,
                             const char *planted) {
    char text[4096] = "<?xml version=\"1.0\"?>\n<Document "
                      "xmlns=\"urn:iso:std:iso:20022:tech:xsd:";
    sprintf(text + strlen(text), "%s.001.08\">", format->name);
    append_elements(text, format->root, true);
    append_elements(text, path, true);
    append_elements(text, below, true);
    strcat(text, planted);
    append_elements(text, below, false);
    append_elements(text, path, false);
    append_elements(text, format->root, false);
    strcat(text, "</Document>\n");
    assert_planted(text, planted);
}

static inline void plant_party(const message_format *format, const message_row *row, bool all) {
    static const char *const some[] = {"Nm", "PstlAdr/AdrLine", "Id/PrvtId/Othr/Id",
                                       "FinInstnId/Nm", "CtctDtls/Nm"};
    for (size_t i = 0; i < sizeof some / sizeof some[0]; i++) {
        plant_iso(format, row->path, some[i], LISTED);
    }
    for (int i = 0; all && iso_leaf_at(i) != NULL; i++) {
        char below[128];
        const iso_leaf *leaf = iso_leaf_at(i);
        snprintf(below, sizeof below, "%s/%s", leaf->parent == NULL ? "PstlAdr" : leaf->parent,
                 leaf->name);
        plant_iso(format, row->path, below, LISTED);
    }
}

static inline void plant_iso_rows(const message_format *format) {
    bool all = true;
    for (int i = 0; i < format->row_count; i++) {
        const message_row *row = &format->rows[i];
        if (row->shape == MESSAGE_IS_TEXT) {
            plant_iso(format, row->path, "", LISTED);
            plant_iso(format, row->path, "", PASSPORT);
            continue;
        }
        plant_party(format, row, all);
        all = false;
    }
}

/* In each map the row of an element stands before the rows below it, and rows below one element
 * stand together, which the walk relies on. */
static inline void rows_stand_together(const message_format *format) {
    for (int j = 0; j < format->row_count; j++) {
        const char *path = format->rows[j].path;
        for (size_t length = 1; length <= strlen(path); length++) {
            if (path[length] != '/' && path[length] != '\0') {
                continue;
            }
            bool left = false;
            for (int k = j + 1; k < format->row_count; k++) {
                const char *other = format->rows[k].path;
                bool under = strncmp(other, path, length) == 0 &&
                             (other[length] == '/' || other[length] == '\0');
                if ((left && under) || (under && other[length] == '\0')) {
                    fail_msg("%s: %s stands apart from %s", format->name, other, path);
                }
                left = left || !under;
            }
        }
    }
}

/* ------------------------------------------------------------------ SWIFT MT */

static inline void plant_mt(const char *type, const char *before, const char *tag, const char *head,
                            const char *planted) {
    char text[2048];
    bool cover = strcmp(type, "202") == 0 && before[0] != '\0';
    snprintf(text, sizeof text,
             "{1:F01BANKDEFFXXXX0000000000}{2:I%sBANKUS33XXXXN}%s{4:\r\n:20:REF\r\n%s:%s:%s%s\r\n"
             "-}{5:{CHK:123456789ABC}}",
             type, cover ? "{3:{119:COV}}" : "", before, tag, head, planted);
    assert_planted(text, planted);
}

static inline void plant_mt_rows(const char *type, const char *before,
                                 const message_format *format) {
    static const char options[] = "\0ABCDFGHJKL";
    for (int i = 0; i < format->row_count; i++) {
        const message_row *row = &format->rows[i];
        plant_mt(type, before, row->path, "", LISTED);
        for (size_t j = 1; row->shape == MESSAGE_IS_PARTY && j < sizeof options - 1; j++) {
            char tag[8];
            snprintf(tag, sizeof tag, "%.2s%c", row->path, options[j]);
            plant_mt(type, before, tag, "", LISTED);
            plant_mt(type, before, tag, "/12345678\r\n", LISTED);
            plant_mt(type, before, tag, "/", LISTED);
            plant_mt(type, before, tag, "SOMEBODY ELSE\r\nC/O ", LISTED);
            plant_mt(type, before, tag, "/12345\r\n1/", LISTED);
            plant_mt(type, before, tag, "1/SOMEBODY ELSE\r\n2/", LISTED);
            plant_mt(type, before, tag, "1/SOMEBODY ELSE\r\n7/RU/", LISTED);
        }
    }
}

/* ------------------------------------------------------------------ parties by role */

/* The parties of a message, "role name-or-number; ...", first value each, in their order. */
static inline void assert_parties(const char *text, const char *expected) {
    char found[2048] = "";
    ix_message message;
    ix_error error = {.status = IX_OK};
    int64_t at = 0;
    ix_arena_reset(&w.request);
    ix_status status = ix_message_read(&message, &at, ix_str_from_cstr(text), IX_STR("test"), 1,
                                       NULL, &w.request, &error);
    assert_int_equal(status, IX_OK);
    for (int32_t i = 0; i < message.party_count; i++) {
        const ix_message_party *party = &message.parties[i];
        for (int32_t j = party->first; j < party->last; j++) {
            if (message.fields[j].party == i) {
                sprintf(found + strlen(found), "%s%s %.*s", found[0] == '\0' ? "" : "; ",
                        ix_message_role_name(party->role), IX_ARG(message.fields[j].value));
                break;
            }
        }
    }
    assert_int_equal(message.coverage.anomaly, 0);
    assert_string_equal(found, expected);
}

/* The same of the message of an ISO format: `body` stands below its root. */
static inline void assert_iso_parties(const message_format *format, const char *body,
                                      const char *expected) {
    char text[4096];
    snprintf(text, sizeof text, "<Document><%s>%s</%s></Document>", format->root, body,
             format->root);
    assert_parties(text, expected);
}

static inline int plant_set_up(void **state) {
    (void)state;
    world_open(&w, getenv("INTERDICT_SOURCE"));
    return 0;
}

static inline int plant_tear_down(void **state) {
    (void)state;
    world_close(&w);
    return 0;
}

#endif
