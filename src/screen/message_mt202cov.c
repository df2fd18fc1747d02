/* SWIFT MT 202 COV: the customer's payment that is covered, from field 50 on. Fields that every
 * message writes alike are in message_mt_any.c. */
#include "message.h"

static const message_row rows[] = {
    {"50", IX_MESSAGE_DEBTOR, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"52", IX_MESSAGE_DEBTOR_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"56", IX_MESSAGE_INTERMEDIARY_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"57", IX_MESSAGE_CREDITOR_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"59", IX_MESSAGE_CREDITOR, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"70", IX_MESSAGE_REMITTANCE, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"72", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
};

const message_format message_mt202cov = {"202 COV", NULL, NULL, MESSAGE_ROWS(rows)};
