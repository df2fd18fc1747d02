/* pacs.004: a payment that is returned. */
#include "message_iso_rows.h"

static const message_row rows[] = {
    ISO_ROWS_INSTRUCTING("GrpHdr/"),
    ISO_ROW_TEXT("TxInf/RtrId", IX_MESSAGE_REFERENCE),
    ISO_ROWS_ORIGINAL_IDS("TxInf/"),
    ISO_ROW_PARTY("TxInf/ChrgsInf/Agt", IX_MESSAGE_OTHER_AGENT),
    ISO_ROWS_INSTRUCTING("TxInf/"),
    ISO_ROWS_ULTIMATE("TxInf/RtrChain/"),
    ISO_ROWS_DEBTOR("TxInf/RtrChain/"),
    ISO_ROWS_ROUTE("TxInf/RtrChain/"),
    ISO_ROWS_CREDITOR("TxInf/RtrChain/"),
    ISO_ROW_PARTY("TxInf/RtrRsnInf/Orgtr", IX_MESSAGE_OTHER_PARTY),
    ISO_ROW_TEXT("TxInf/RtrRsnInf/AddtlInf", IX_MESSAGE_REMITTANCE),
    ISO_ROWS_ORIGINAL("TxInf/"),
};

const message_format message_pacs004 = {"pacs.004", "PmtRtr", "TxInf", MESSAGE_ROWS(rows)};
