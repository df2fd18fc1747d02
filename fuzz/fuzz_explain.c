/* Decisions read back: whatever stands in the file, what is said is text and nothing else. */
#include <interdict/screen.h>

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first line may be a run record, the rest the decision. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ix_str json = {(const char *)data, (ptrdiff_t)size};
    ix_str run = {0};
    if (size > 0 && data[0] == '\n') {
        ix_str rest = ix_str_slice(json, 1, json.len);
        run = ix_str_cut(rest, '\n', &json);
    }
    ix_buf out;
    ix_error error = {0};
    ix_buf_init(&out, (size_t)64 << 20);
    ix_status status = ix_decision_explain(&out, json, run, &error);
    assert(status == IX_OK || (error.status == status && error.text[0] != '\0'));
    ix_str said = ix_buf_view(&out);
    assert(ix_utf8_is_valid(said));
    for (ptrdiff_t i = 0; i < said.len; i++) {
        unsigned char c = (unsigned char)said.ptr[i];
        assert((c >= 0x20 && c != 0x7F) || c == '\n');
    }
    ix_buf_free(&out);
    return 0;
}
