/* Words for people: what enumerations mean, text that is safe to show, columns that line up. */
#ifndef SCREEN_WORDS_H
#define SCREEN_WORDS_H

#include <interdict/screen.h>

/** Append text fit for a terminal: control and bidi characters become <U+202E>, ill-formed bytes
 *  U+FFFD. Returns the columns it takes (wide letters two, marks none). */
int words_append(ix_buf *out, ix_str text);
/** As words_append, filled up with spaces to `columns`. */
void words_append_padded(ix_buf *out, ix_str text, int columns);
/** As words_append in lines of at most `columns`, broken at spaces where there are any; lines after
 *  the first begin with `indent` spaces. `used`: columns the first line has used up already. */
void words_append_wrapped(ix_buf *out, ix_str text, int columns, int indent, int used);
/** Columns that words_append would take. */
int words_width(ix_str text);

/** "name part", "date of birth", "identifier", ... */
const char *words_evidence_kind(ix_str kind);
/** How two sides agree: "same", "sounds alike", "contradicts". */
const char *words_relation(ix_str relation);
/** "primary name", "strong a.k.a.", "weak a.k.a.", "former name", "identifier". */
const char *words_matched_kind(ix_str kind);
/** What an effect does to the one who is dealt with: "blocked", "licence required". */
const char *words_effect(ix_str effect);
/** How sure an identity is: "below the alert bar", "established, presumed until ...". */
const char *words_identity(ix_str identity);
/** Where a time comes from: "as published", "by a dated act", "first seen in the archive". */
const char *words_basis(ix_str basis);
/** "report_blocked_property" as "report blocked property", as safe as words_append. */
void words_append_spaced(ix_buf *out, ix_str name);

#endif
