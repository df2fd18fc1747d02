/* Shared by what writes decisions: JSON, text, CSV, the run record. */
#ifndef SCREEN_WRITERS_H
#define SCREEN_WRITERS_H

#include <interdict/screen.h>

/** How many findings a style shows. */
int findings_shown(const ix_decision *decision, const ix_decision_style *style);
/** Which text an evidence's span lies in: "name", "alias 2", "text"; empty when it has none. */
ix_str evidence_place(char where[32], const ix_decision *decision, const ix_evidence *evidence);
/** as_of, known_at, engine, lists: what all decisions of a run have in common ... */
void write_circumstances(ix_json *json, const ix_decision *decision);
/** ... and the context and the bars. */
void write_question(ix_json *json, const ix_decision *decision);

#endif
