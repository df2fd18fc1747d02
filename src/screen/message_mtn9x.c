/* SWIFT MT n9x: charges, recalls, queries and free text about another message. Fields that every
 * message writes alike are in message_mt_any.c. */
#include "message.h"

static const message_row rows[] = {
    {"52", IX_MESSAGE_DEBTOR_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"57", IX_MESSAGE_CREDITOR_AGENT, MESSAGE_IS_PARTY, MESSAGE_NO_FACT},
    {"71B", IX_MESSAGE_REMITTANCE, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"72", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"75", IX_MESSAGE_REMITTANCE, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"76", IX_MESSAGE_REMITTANCE, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"77A", IX_MESSAGE_REMITTANCE, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
    {"79", IX_MESSAGE_REMITTANCE, MESSAGE_IS_LINES, MESSAGE_NO_FACT},
};

const message_format message_mtn9x = {"n9x", NULL, NULL, MESSAGE_ROWS(rows)};
