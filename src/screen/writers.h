/* Shared by what writes decisions: JSON, text, CSV, the run record. */
#ifndef SCREEN_WRITERS_H
#define SCREEN_WRITERS_H

#include <interdict/screen.h>

/** How many findings a style shows. */
int findings_shown(const ix_decision *decision, const ix_decision_style *style);
/** Which text an evidence's span lies in: "name", "alias 2", "text"; of an
 *  e-mail its header or part, "Subject", "part 1.2"; of an inventory where in it
 *  the component stands, "/components/3", "line 12"; empty when it has none. */
ix_str evidence_place(char where[32], const ix_decision *decision, const ix_evidence *evidence);
/** One item of evidence as a JSON object. */
void write_one_evidence(ix_json *json, const ix_evidence *evidence, ix_str where);

/** What the JSON of a finding says whatever it is a finding of, written once: members, elements. */
typedef struct ix_finding_said {
    ix_str front; /**< from "entity" to "listing" */
    ix_str match; /**< "score" and "matched" */
    ix_str items; /**< its evidence */
    ix_str rest;  /**< from "unasked" to "places" */
} ix_finding_said;
/** Write that of a finding whose evidence lies in no text of the subject, of no payment message.
 *  NULL: no memory. */
const ix_finding_said *finding_say(const ix_finding *finding, ix_arena *arena);

/** The subject of a decision as a JSON object. */
void write_subject(ix_json *json, const ix_decision *decision);
/** A payment message as a subject: a JSON object. */
void write_message_subject(ix_json *json, const ix_message *message);
/** The key "places" of a finding; `message` NULL: none. */
void write_message_places(ix_json *json, const ix_message *message, const ix_finding *finding);
/** The key "exempt_by" of a coverage: bytes by rule. */
void write_message_exempt(ix_json *json, const ix_message *message);
/** The key "parts" of a text: those of an e-mail; NULL: it is none. */
void mail_write_parts(ix_json *json, const ix_mail *mail);
/** The key "exempt_by" of the coverage of an e-mail: all of it is markup. */
void mail_write_exempt(ix_json *json, const ix_mail *mail);
/** "pacs.008.001.08 MSG-1"; for people, as the lines below. */
void message_title(ix_buf *out, const ix_message *message);
/** The line of this number of what a message says at its head; false: there is none. */
bool message_line(ix_buf *out, const ix_message *message, int number);
/** A party by name, identifiers and country; false: nothing is said of it. */
bool message_party_line(ix_buf *out, const ix_message *message, int32_t party);
/** "CdtTrfTxInf/Cdtr/Nm (creditor), \"EFREMOV ANDREI\", bytes 900-914". */
void message_place(ix_buf *out, const ix_message *message, const ix_finding_place *place);
/** Does the place name somebody: by name, number or text, not by an attribute? */
bool message_place_names(const ix_message *message, const ix_finding_place *place);
/** A cell of a CSV row, safe in a spreadsheet: one that would be taken for a formula gets an
 *  apostrophe in front. */
void write_csv_cell(ix_buf *out, ix_str text, bool first);

/** How lines of evidence are laid out for people. */
typedef struct evidence_row {
    bool color;
    int query, listed; /**< columns */
} evidence_row;

/** Columns wide enough for all of these. */
void evidence_row_fit(evidence_row *row, const ix_evidence *evidence, int count);
/** "+11.500  name part  Tikhonov  TIKHONOV  same" and a line end. */
void evidence_row_write(ix_buf *out, const evidence_row *row, const ix_evidence *evidence);

/** as_of, known_at, engine, lists: what all decisions of a run have in common ... */
void write_circumstances(ix_json *json, const ix_decision *decision);
/** ... and the context and the bars. */
void write_question(ix_json *json, const ix_decision *decision);

/** What an inventory's decisions have beside those of others: the subject; of a finding the product
 *  and its components; the migration list; the whole page for people. */
void inventory_write_subject(ix_json *json, const ix_inventory *inventory);
void inventory_write_find(ix_json *json, const ix_find *find);
void inventory_write_migration(ix_json *json, const ix_decision *decision);
void inventory_write_text(ix_buf *out, const ix_decision *decision, const ix_decision_style *style);
ix_str inventory_evidence_place(char where[32], const ix_decision *decision,
                                const ix_evidence *evidence);

#endif
