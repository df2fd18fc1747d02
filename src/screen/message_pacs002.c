/* pacs.002: what became of a payment. */
#include "message_iso_rows.h"

static const message_row rows[] = {
    ISO_ROWS_INSTRUCTING("GrpHdr/"),
    ISO_ROW_PARTY("OrgnlGrpInfAndSts/StsRsnInf/Orgtr", IX_MESSAGE_OTHER_PARTY),
    ISO_ROW_TEXT("OrgnlGrpInfAndSts/StsRsnInf/AddtlInf", IX_MESSAGE_REMITTANCE),
    ISO_ROWS_ORIGINAL_IDS("TxInfAndSts/"),
    ISO_ROW_PARTY("TxInfAndSts/StsRsnInf/Orgtr", IX_MESSAGE_OTHER_PARTY),
    ISO_ROW_TEXT("TxInfAndSts/StsRsnInf/AddtlInf", IX_MESSAGE_REMITTANCE),
    ISO_ROWS_INSTRUCTING("TxInfAndSts/"),
    ISO_ROWS_ORIGINAL("TxInfAndSts/"),
};

const message_format message_pacs002 = {"pacs.002", "FIToFIPmtStsRpt", "TxInfAndSts",
                                        MESSAGE_ROWS(rows)};
