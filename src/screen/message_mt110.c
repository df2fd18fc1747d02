/* SWIFT MT 110: advice of cheques. Fields that every message writes alike are in message_mt_any.c.
 */
#include "message.h"

static const message_row rows[] = {
    {"50", IX_MESSAGE_DEBTOR, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"52", IX_MESSAGE_DEBTOR_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"53", IX_MESSAGE_INSTRUCTING_REIMBURSEMENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"54", IX_MESSAGE_INSTRUCTED_REIMBURSEMENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"59", IX_MESSAGE_CREDITOR, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"72", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
};

const message_format message_mt110 = {"110", NULL, "21", MESSAGE_ROWS(rows)};
