/* SWIFT MT 204: a bank is asked to debit others. Fields that every message writes alike are in
 * message_mt_any.c. */
#include "message.h"

static const message_row rows[] = {
    {"53", IX_MESSAGE_DEBTOR, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"57", IX_MESSAGE_CREDITOR_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"58", IX_MESSAGE_CREDITOR, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"72", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
};

const message_format message_mt204 = {"204", NULL, NULL, MESSAGE_ROWS(rows)};
