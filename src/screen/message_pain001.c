/* pain.001: a customer asks a bank to pay. */
#include "message_iso_rows.h"

static const message_row rows[] = {
    ISO_ROW_PARTY("GrpHdr/InitgPty", IX_MESSAGE_INITIATING_PARTY),
    ISO_ROW_PARTY("GrpHdr/FwdgAgt", IX_MESSAGE_OTHER_AGENT),
    ISO_ROW_TEXT("PmtInf/PmtInfId", IX_MESSAGE_REFERENCE),
    ISO_ROWS_DEBTOR("PmtInf/"),
    ISO_ROW_PARTY("PmtInf/UltmtDbtr", IX_MESSAGE_ULTIMATE_DEBTOR),
    ISO_ROW_TEXT("PmtInf/InstrForDbtrAgt", IX_MESSAGE_INSTRUCTION),
    ISO_ROWS_PAYMENT_ID("PmtInf/CdtTrfTxInf/"),
    ISO_ROW_PARTY("PmtInf/CdtTrfTxInf/UltmtDbtr", IX_MESSAGE_ULTIMATE_DEBTOR),
    ISO_ROWS_INTERMEDIARIES("PmtInf/CdtTrfTxInf/"),
    ISO_ROWS_CREDITOR("PmtInf/CdtTrfTxInf/"),
    ISO_ROW_PARTY("PmtInf/CdtTrfTxInf/UltmtCdtr", IX_MESSAGE_ULTIMATE_CREDITOR),
    ISO_ROW_TEXT("PmtInf/CdtTrfTxInf/InstrForCdtrAgt/InstrInf", IX_MESSAGE_INSTRUCTION),
    ISO_ROW_TEXT("PmtInf/CdtTrfTxInf/InstrForDbtrAgt", IX_MESSAGE_INSTRUCTION),
    ISO_ROWS_PURPOSE("PmtInf/CdtTrfTxInf/"),
    ISO_ROWS_REMITTANCE("PmtInf/CdtTrfTxInf/"),
};

const message_format message_pain001 = {"pain.001", "CstmrCdtTrfInitn", "PmtInf/CdtTrfTxInf",
                                        MESSAGE_ROWS(rows)};
