/* camt.053: a statement of an account. */
#include "message_iso_rows.h"

static const message_row rows[] = {
    ISO_ROW_PARTY("GrpHdr/MsgRcpt", IX_MESSAGE_RECEIVER),
    ISO_ROW_TEXT("GrpHdr/AddtlInf", IX_MESSAGE_OTHER_TEXT),
    ISO_ROWS_STATEMENT("Stmt/"),
    ISO_ROW_TEXT("Stmt/AddtlStmtInf", IX_MESSAGE_OTHER_TEXT),
};

const message_format message_camt053 = {"camt.053", "BkToCstmrStmt", "Stmt/Ntry",
                                        MESSAGE_ROWS(rows)};
