/* For tests: an e-mail read with the charsets of the system, and a converter that takes tags away.
 * The test includes <interdict/os.h> before this. */
#ifndef SCREEN_TEST_MAIL_H
#define SCREEN_TEST_MAIL_H

#include "mail.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

typedef struct mail_test {
    ix_arena arena;
    ix_mail_tools tools;
    mail_reading reading; /* for pieces of the reader */
    ix_mail mail;
    ix_status status;
    ix_error error;
} mail_test;

/* Reads HTML, without its tags, and no PDF. */
static inline ix_status mail_test_convert(ix_buf *out, const char **by, ix_document_kind kind,
                                          ix_str bytes, ix_error *error) {
    bool tag = false;
    if (kind != IX_DOCUMENT_HTML) {
        return ix_error_set(error, IX_E_NOT_FOUND, "no program reads it");
    }
    *by = "test";
    for (ptrdiff_t i = 0; i < bytes.len; i++) {
        tag = tag || bytes.ptr[i] == '<';
        if (!tag) {
            ix_buf_append_char(out, bytes.ptr[i]);
        }
        tag = tag && bytes.ptr[i] != '>';
    }
    return IX_OK;
}

static inline void mail_test_open(mail_test *t) {
    *t = (mail_test){.tools = ix_mail_tools_system};
    t->tools.convert = mail_test_convert;
    ix_arena_init(&t->arena, (size_t)1 << 28);
    t->reading = (mail_reading){.tools = &t->tools, .arena = &t->arena, .error = &t->error};
}

static inline int mail_test_setup(void **state) {
    mail_test *t = malloc(sizeof *t);
    mail_test_open(t);
    *state = t;
    return 0;
}

static inline int mail_test_teardown(void **state) {
    mail_test *t = *state;
    ix_arena_free(&t->arena);
    free(t);
    return 0;
}

#define MAIL_TEST(name) cmocka_unit_test_setup_teardown(name, mail_test_setup, mail_test_teardown)

/* Read a message; each byte of it must be accounted for. */
static inline void mail_test_read(mail_test *t, const char *text) {
    ix_str bytes = ix_str_from_cstr(text);
    t->status = ix_mail_read(&t->mail, bytes, IX_STR("a.eml"), &t->tools, &t->arena, &t->error);
    const ix_coverage *c = &t->mail.coverage;
    assert_int_equal(t->status, IX_OK);
    assert_int_equal(c->screened + c->exempt + c->anomaly, bytes.len);
    assert_int_equal(c->total, bytes.len);
}

static inline const char *mail_test_cstr(char *out, size_t room, ix_str text) {
    snprintf(out, room, "%" IX_FMT, IX_ARG(text));
    return out;
}

#define assert_mail_text(text, wanted)                                                             \
    assert_string_equal(mail_test_cstr((char[1024]){0}, 1024, (text)), (wanted))

/* What the text of a piece is; "" when there is no such piece. */
static inline ix_str mail_test_piece(const mail_test *t, const char *where) {
    for (int32_t i = 0; i < t->mail.piece_count; i++) {
        const ix_mail_piece *piece = &t->mail.pieces[i];
        if (ix_str_equal(piece->where, ix_str_from_cstr(where))) {
            return ix_str_slice(t->mail.text, piece->at, piece->at + piece->len);
        }
    }
    return (ix_str){0};
}

/* The bytes of the message where some words of the text stand. */
static inline ix_str mail_test_stands(const mail_test *t, const char *message, const char *words) {
    ix_str wanted = ix_str_from_cstr(words);
    int32_t from = (int32_t)ix_str_find(t->mail.text, wanted, 0);
    int32_t to = from + (int32_t)wanted.len;
    if (from < 0) {
        return IX_STR("is not in the text");
    }
    const ix_mail_piece *piece = ix_mail_origin(&from, &to, &t->mail);
    return piece->source == NULL ? IX_STR("no way back")
                                 : ix_str_slice(ix_str_from_cstr(message), from, to);
}

static inline const ix_mail_part *mail_test_part(const mail_test *t, const char *path) {
    for (int32_t i = 0; i < t->mail.part_count; i++) {
        if (ix_str_equal(t->mail.parts[i].path, ix_str_from_cstr(path))) {
            return &t->mail.parts[i];
        }
    }
    return NULL;
}

#endif
