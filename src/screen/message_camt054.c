/* camt.054: an account was debited or credited. */
#include "message_iso_rows.h"

static const message_row rows[] = {
    ISO_ROW_PARTY("GrpHdr/MsgRcpt", IX_MESSAGE_RECEIVER),
    ISO_ROW_TEXT("GrpHdr/AddtlInf", IX_MESSAGE_OTHER_TEXT),
    ISO_ROWS_STATEMENT("Ntfctn/"),
    ISO_ROW_TEXT("Ntfctn/AddtlNtfctnInf", IX_MESSAGE_OTHER_TEXT),
};

const message_format message_camt054 = {"camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn/Ntry",
                                        MESSAGE_ROWS(rows)};
