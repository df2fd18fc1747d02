/* pacs.008: a customer's payment from bank to bank. */
#include "message_iso_rows.h"

static const message_row rows[] = {
    ISO_ROW_ACCOUNT("GrpHdr/SttlmInf/SttlmAcct"),
    ISO_ROW_PARTY("GrpHdr/SttlmInf/InstgRmbrsmntAgt", IX_MESSAGE_INSTRUCTING_REIMBURSEMENT),
    ISO_ROW_PARTY("GrpHdr/SttlmInf/InstdRmbrsmntAgt", IX_MESSAGE_INSTRUCTED_REIMBURSEMENT),
    ISO_ROW_PARTY("GrpHdr/SttlmInf/ThrdRmbrsmntAgt", IX_MESSAGE_THIRD_REIMBURSEMENT),
    ISO_ROWS_INSTRUCTING("GrpHdr/"),
    ISO_ROWS_PAYMENT_ID("CdtTrfTxInf/"),
    ISO_ROW_PARTY("CdtTrfTxInf/ChrgsInf/Agt", IX_MESSAGE_OTHER_AGENT),
    ISO_ROWS_INSTRUCTING("CdtTrfTxInf/"),
    ISO_ROWS_CUSTOMER_PAYMENT("CdtTrfTxInf/"),
    ISO_ROWS_PURPOSE("CdtTrfTxInf/"),
};

const message_format message_pacs008 = {"pacs.008", "FIToFICstmrCdtTrf", "CdtTrfTxInf",
                                        MESSAGE_ROWS(rows)};
