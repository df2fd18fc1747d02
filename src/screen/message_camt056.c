/* camt.056: a bank asks for a payment back. */
#include "message_iso_rows.h"

static const message_row rows[] = {
    ISO_ROW_PARTY("Assgnmt/Assgnr", IX_MESSAGE_SENDER),
    ISO_ROW_PARTY("Assgnmt/Assgne", IX_MESSAGE_RECEIVER),
    ISO_ROW_PARTY("Case/Cretr", IX_MESSAGE_OTHER_PARTY),
    ISO_ROW_TEXT("Case/Id", IX_MESSAGE_REFERENCE),
    ISO_ROW_PARTY("Undrlyg/TxInf/Case/Cretr", IX_MESSAGE_OTHER_PARTY),
    ISO_ROW_TEXT("Undrlyg/TxInf/Case/Id", IX_MESSAGE_REFERENCE),
    ISO_ROWS_ORIGINAL_IDS("Undrlyg/TxInf/"),
    ISO_ROW_PARTY("Undrlyg/TxInf/CxlRsnInf/Orgtr", IX_MESSAGE_OTHER_PARTY),
    ISO_ROW_TEXT("Undrlyg/TxInf/CxlRsnInf/AddtlInf", IX_MESSAGE_REMITTANCE),
    ISO_ROWS_ORIGINAL("Undrlyg/TxInf/"),
};

const message_format message_camt056 = {"camt.056", "FIToFIPmtCxlReq", "Undrlyg/TxInf",
                                        MESSAGE_ROWS(rows)};
