/* The run record: what all decisions of a batch have in common, written once.
 *
 *     {"as_of":...,"known_at":...,"engine":{...},"lists":[...],"context":{...},"bars":{...},
 *      "columns":[{"column":"kunde","field":"name"}]}                      and a line end */
#include <interdict/screen.h>

#include "writers.h"

void ix_run_write_json(ix_buf *out, const ix_decision *decision, const ix_str *columns,
                       const ix_str *fields, int column_count) {
    ix_json json;
    ix_json_init(&json, out);
    ix_json_open_object(&json);
    write_circumstances(&json, decision);
    write_question(&json, decision);
    ix_json_key(&json, "columns");
    ix_json_open_array(&json);
    for (int i = 0; i < column_count; i++) {
        ix_json_open_object(&json);
        ix_json_key_str(&json, "column", columns[i], false);
        ix_json_key_str(&json, "field", fields[i], true);
        ix_json_close_object(&json);
    }
    ix_json_close_array(&json);
    ix_json_close_object(&json);
    ix_buf_append_char(out, '\n');
}
