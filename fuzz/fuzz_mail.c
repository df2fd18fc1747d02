/* An e-mail: any bytes to one text with the way back, and to a decision. */
#include "fuzz_screener.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int one_charset;

static void *open_charset(ix_str name) {
    return name.len % 2 == 0 ? &one_charset : NULL;
}

/* As charsets do: a character of one byte or two, bytes that are none, shifts that say nothing. */
static ptrdiff_t next_character(void *charset, char out[16], int *written, ix_str bytes) {
    assert(charset == &one_charset && bytes.len > 0);
    unsigned char c = (unsigned char)bytes.ptr[0];
    *written = 0;
    if (c == 0xFF || (c >= 0x80 && bytes.len < 2)) {
        return 0;
    }
    if (c == 0x1B) {
        return 1;
    }
    *written = ix_utf8_encode(out, c < 0x80 ? c : 0x400u + (unsigned char)bytes.ptr[1]);
    return c < 0x80 ? 1 : 2;
}

static void close_charset(void *charset) {
    assert(charset == &one_charset);
}

static ix_status convert(ix_buf *out, const char **by, ix_document_kind kind, ix_str bytes,
                         ix_error *error) {
    *by = "fuzz";
    if (kind != IX_DOCUMENT_HTML) {
        return ix_error_set(error, IX_E_NOT_FOUND, "nobody reads it");
    }
    for (ptrdiff_t i = 0; i < bytes.len; i++) {
        assert((unsigned char)bytes.ptr[i] < 0x80);
    }
    ix_buf_append(out, bytes);
    return IX_OK;
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    open_screener();
    return 0;
}

static void check_pieces(const ix_mail *mail) {
    int32_t behind = 0;
    for (int32_t i = 0; i < mail->piece_count; i++) {
        const ix_mail_piece *piece = &mail->pieces[i];
        assert(piece->at >= behind && piece->len > 0 && piece->where.len > 0);
        behind = piece->at + piece->len;
        assert(behind <= mail->text.len);
        for (int32_t at = piece->at; at < behind; at += 1 + piece->len / 16) {
            int32_t from = at;
            int32_t to = at + 1;
            const ix_mail_piece *found = ix_mail_origin(&from, &to, mail);
            assert(found == piece && 0 <= from && from <= to);
            assert(to <= (piece->source == NULL ? piece->len : mail->bytes));
        }
    }
}

static void check_mail(const ix_mail *mail) {
    const ix_coverage *c = &mail->coverage;
    assert(c->screened >= 0 && c->exempt >= 0 && c->anomaly >= 0);
    assert(c->screened + c->exempt + c->anomaly == c->total && c->total == mail->bytes);
    assert((mail->unscreened > 0) == (mail->fault.len > 0));
    int32_t told = 0;
    for (int32_t i = 0; i < mail->part_count; i++) {
        told += mail->parts[i].why.len > 0;
        assert(mail->parts[i].read != NULL || mail->parts[i].why.len > 0);
        assert(mail->parts[i].from <= mail->parts[i].to);
    }
    assert(told <= mail->unscreened);
    check_pieces(mail);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const ix_mail_tools tools = {open_charset, next_character, close_charset, convert};
    const ix_context context = {.user = IX_STR("private")};
    const ix_decision_style plain = {.limit = 0};
    ix_str bytes = {(const char *)data, (ptrdiff_t)size};
    ix_arena arena;
    ix_mail mail;
    ix_decision decision;
    ix_error error = {0};
    ix_buf out;
    ix_arena_init(&arena, ARENA_BYTES);
    ix_buf_init(&out, (size_t)256 << 20);
    ix_document_kind_of(bytes);
    assert(ix_mail_read(&mail, bytes, IX_STR("input"), &tools, &arena, &error) == IX_OK);
    check_mail(&mail);
    ix_status status =
        ix_screen_mail(&decision, &screener, &mail, &context, (ix_when){IX_WHEN_DATE, 19905},
                       (ix_when){.kind = IX_WHEN_NONE}, NULL, &arena, &error);
    assert(status == IX_OK || decision.verdict == IX_VERDICT_NOT_SCREENED);
    assert(mail.unscreened == 0 || decision.verdict == IX_VERDICT_NOT_SCREENED ||
           decision.verdict >= IX_VERDICT_REVIEW);
    ix_decision_write_json(&out, &decision, &plain);
    assert(out.status == IX_OK && ix_utf8_is_valid(ix_buf_view(&out)));
    ix_buf_free(&out);
    ix_arena_free(&arena);
    return 0;
}
