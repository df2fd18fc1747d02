/* pacs.009: a payment between banks, and the cover of a customer's payment (COV). */
#include "message_iso_rows.h"

static const message_row rows[] = {
    ISO_ROW_ACCOUNT("GrpHdr/SttlmInf/SttlmAcct"),
    ISO_ROW_PARTY("GrpHdr/SttlmInf/InstgRmbrsmntAgt", IX_MESSAGE_INSTRUCTING_REIMBURSEMENT),
    ISO_ROW_PARTY("GrpHdr/SttlmInf/InstdRmbrsmntAgt", IX_MESSAGE_INSTRUCTED_REIMBURSEMENT),
    ISO_ROWS_INSTRUCTING("GrpHdr/"),
    ISO_ROWS_PAYMENT_ID("CdtTrfTxInf/"),
    ISO_ROWS_INSTRUCTING("CdtTrfTxInf/"),
    ISO_ROWS_ULTIMATE("CdtTrfTxInf/"),
    ISO_ROWS_DEBTOR("CdtTrfTxInf/"),
    ISO_ROWS_ROUTE("CdtTrfTxInf/"),
    ISO_ROWS_CREDITOR("CdtTrfTxInf/"),
    ISO_ROWS_INSTRUCTIONS("CdtTrfTxInf/"),
    ISO_ROWS_REMITTANCE("CdtTrfTxInf/"),
    ISO_ROW_TEXT("CdtTrfTxInf/Purp/Prtry", IX_MESSAGE_PURPOSE),
    ISO_ROWS_CUSTOMER_PAYMENT("CdtTrfTxInf/UndrlygCstmrCdtTrf/"),
};

const message_format message_pacs009 = {"pacs.009", "FICdtTrf", "CdtTrfTxInf", MESSAGE_ROWS(rows)};
