/* Private to the readers of SWIFT MT and Fedwire: fields in lines. */
#ifndef SCREEN_MESSAGE_LINES_H
#define SCREEN_MESSAGE_LINES_H

#include "message.h"

#define MESSAGE_LINES_MAX 200 /* of one field; those behind them are one line together */

/** Bytes [from, to) of the file. */
typedef struct message_range {
    int64_t from, to;
} message_range;

/** A field being read: its lines without their ends. */
typedef struct message_lines {
    message_draft *d;
    ix_str path;
    ix_message_role role;
    message_range items[MESSAGE_LINES_MAX];
    int count;
} message_lines;

/** Cut the bytes [from, to) of the file at line ends; white space at the ends of a line is not its
 *  own, and empty lines are none. */
void message_lines_cut(message_lines *lines, message_draft *d, int64_t from, int64_t to);
/** Add a line as a value of a kind: it is screened, and what lies before it is markup. With SWIFT's
 *  Russian transliteration undone it is added once more. NULL as message_add. */
ix_message_field *message_line_add(message_lines *lines, int line, ix_message_kind kind,
                                   int32_t party, bool continues);
/** Add all lines as running text of the field. */
void message_lines_text(message_lines *lines);
/** A field that is a party, by the letter of its option: accounts, BIC, name and address, numbered
 *  lines. */
void message_lines_party(message_lines *lines, char option);
/** A field that is an account, in the line below maybe the bank that keeps it. */
void message_lines_account(message_lines *lines);
/** The banks that lines of a text name behind a code word ("/INS/BANKDEFF"), as parties beside the
 *  text, which is added before. */
void message_lines_institutions(message_lines *lines);

/** SWIFT's Russian transliteration (RUR6) undone, if the text may be written in it: capitals stand
 *  for themselves, and some small letters between them for letters that Latin has not. */
bool message_is_rur6(ix_str text);
/** The Cyrillic letter of a character of it, or the character itself. */
uint32_t message_rur6_letter(char c);

#endif
