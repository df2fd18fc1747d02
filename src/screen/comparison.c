/* Two names side by side, as JSON and for people. */
#include <interdict/screen.h>

#include "words.h"
#include "writers.h"

void ix_comparison_write_json(ix_buf *out, const ix_comparison *comparison, ix_str name1,
                              ix_str name2, ix_party_type type) {
    ix_json json;
    ix_json_init(&json, out);
    ix_json_open_object(&json);
    ix_json_key_str(&json, "name1", name1, false);
    ix_json_key_str(&json, "name2", name2, false);
    ix_json_key(&json, "type");
    ix_json_cstr(&json, ix_party_type_name(type));
    ix_json_key(&json, "score");
    ix_json_fixed(&json, comparison->score, 4);
    ix_json_key(&json, "bits");
    ix_json_fixed(&json, comparison->millibits, 3);
    ix_json_key(&json, "alert");
    ix_json_bool(&json, comparison->score >= IX_SCORE_ALERT);
    ix_json_key(&json, "evidence");
    ix_json_open_array(&json);
    for (int i = 0; i < comparison->evidence_count; i++) {
        const ix_evidence *one = &comparison->evidence[i];
        write_one_evidence(&json, one, one->from >= 0 ? IX_STR("name1") : (ix_str){0});
    }
    ix_json_close_array(&json);
    ix_json_close_object(&json);
}

void ix_comparison_write_text(ix_buf *out, const ix_comparison *comparison, ix_str name1,
                              ix_str name2, bool color) {
    bool alike = comparison->score >= IX_SCORE_ALERT;
    evidence_row row = {.color = color};
    ix_buf_append_cstr(out, !color ? "" : alike ? "\033[1;33m" : "\033[1;32m");
    ix_buf_append_fixed(out, comparison->score, 4);
    ix_buf_append_cstr(out, color ? "\033[0m" : "");
    ix_buf_append_cstr(out, alike ? "  alike      " : "  not alike  ");
    words_append(out, name1);
    ix_buf_append(out, IX_STR("  |  "));
    words_append(out, name2);
    ix_buf_append(out, IX_STR("\n\n"));
    evidence_row_fit(&row, comparison->evidence, comparison->evidence_count);
    for (int i = 0; i < comparison->evidence_count; i++) {
        ix_buf_append(out, IX_STR("   "));
        evidence_row_write(out, &row, &comparison->evidence[i]);
    }
    ix_buf_append(out, IX_STR("   "));
    ix_buf_append_fixed(out, comparison->millibits, 3);
    ix_buf_append(out, IX_STR(" bits in all; the alert bar is "));
    ix_buf_append_fixed(out, IX_SCORE_ALERT, 4);
    ix_buf_append_char(out, '\n');
}
