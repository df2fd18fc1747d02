/* camt.052: entries of an account within a day. */
#include "message_iso_rows.h"

static const message_row rows[] = {
    ISO_ROW_PARTY("GrpHdr/MsgRcpt", IX_MESSAGE_RECEIVER),
    ISO_ROW_TEXT("GrpHdr/AddtlInf", IX_MESSAGE_OTHER_TEXT),
    ISO_ROWS_STATEMENT("Rpt/"),
    ISO_ROW_TEXT("Rpt/AddtlRptInf", IX_MESSAGE_OTHER_TEXT),
};

const message_format message_camt052 = {"camt.052", "BkToCstmrAcctRpt", "Rpt/Ntry",
                                        MESSAGE_ROWS(rows)};
