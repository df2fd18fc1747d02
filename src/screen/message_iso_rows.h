/* Private to the maps of ISO 20022 messages: rows that several messages have in common. `at` is the
 * path of the element they stand in, with its final '/'. In each group a row stands before the rows
 * below it, and rows of one element stand together. */
#ifndef SCREEN_MESSAGE_ISO_ROWS_H
#define SCREEN_MESSAGE_ISO_ROWS_H

#include "message.h"

#define ISO_ROW_PARTY(path, role)                                                                  \
    { path, role, MESSAGE_IS_PARTY, MESSAGE_NO_FACT }
#define ISO_ROW_ACCOUNT(path)                                                                      \
    { path, IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT, MESSAGE_NO_FACT }
#define ISO_ROW_TEXT(path, role)                                                                   \
    { path, role, MESSAGE_IS_TEXT, MESSAGE_NO_FACT }

/* Agents that pass a payment on. */
#define ISO_ROWS_ROUTE(at)                                                                         \
    ISO_ROW_PARTY(at "PrvsInstgAgt1", IX_MESSAGE_PREVIOUS_AGENT),                                  \
        ISO_ROW_ACCOUNT(at "PrvsInstgAgt1Acct"),                                                   \
        ISO_ROW_PARTY(at "PrvsInstgAgt2", IX_MESSAGE_PREVIOUS_AGENT),                              \
        ISO_ROW_ACCOUNT(at "PrvsInstgAgt2Acct"),                                                   \
        ISO_ROW_PARTY(at "PrvsInstgAgt3", IX_MESSAGE_PREVIOUS_AGENT),                              \
        ISO_ROW_ACCOUNT(at "PrvsInstgAgt3Acct"), ISO_ROWS_INTERMEDIARIES(at)
#define ISO_ROWS_INTERMEDIARIES(at)                                                                \
    ISO_ROW_PARTY(at "IntrmyAgt1", IX_MESSAGE_INTERMEDIARY_AGENT),                                 \
        ISO_ROW_ACCOUNT(at "IntrmyAgt1Acct"),                                                      \
        ISO_ROW_PARTY(at "IntrmyAgt2", IX_MESSAGE_INTERMEDIARY_AGENT),                             \
        ISO_ROW_ACCOUNT(at "IntrmyAgt2Acct"),                                                      \
        ISO_ROW_PARTY(at "IntrmyAgt3", IX_MESSAGE_INTERMEDIARY_AGENT),                             \
        ISO_ROW_ACCOUNT(at "IntrmyAgt3Acct")
#define ISO_ROWS_INSTRUCTING(at)                                                                   \
    ISO_ROW_PARTY(at "InstgAgt", IX_MESSAGE_INSTRUCTING_AGENT),                                    \
        ISO_ROW_PARTY(at "InstdAgt", IX_MESSAGE_INSTRUCTED_AGENT)

/* Who pays whom, through whose banks. */
#define ISO_ROWS_DEBTOR(at)                                                                        \
    ISO_ROW_PARTY(at "Dbtr", IX_MESSAGE_DEBTOR), ISO_ROW_ACCOUNT(at "DbtrAcct"),                   \
        ISO_ROW_PARTY(at "DbtrAgt", IX_MESSAGE_DEBTOR_AGENT), ISO_ROW_ACCOUNT(at "DbtrAgtAcct")
#define ISO_ROWS_CREDITOR(at)                                                                      \
    ISO_ROW_PARTY(at "CdtrAgt", IX_MESSAGE_CREDITOR_AGENT), ISO_ROW_ACCOUNT(at "CdtrAgtAcct"),     \
        ISO_ROW_PARTY(at "Cdtr", IX_MESSAGE_CREDITOR), ISO_ROW_ACCOUNT(at "CdtrAcct")
#define ISO_ROWS_ULTIMATE(at)                                                                      \
    ISO_ROW_PARTY(at "UltmtDbtr", IX_MESSAGE_ULTIMATE_DEBTOR),                                     \
        ISO_ROW_PARTY(at "InitgPty", IX_MESSAGE_INITIATING_PARTY),                                 \
        ISO_ROW_PARTY(at "UltmtCdtr", IX_MESSAGE_ULTIMATE_CREDITOR)

/* What is said beside the payment. */
#define ISO_ROWS_INSTRUCTIONS(at)                                                                  \
    ISO_ROW_TEXT(at "InstrForCdtrAgt/InstrInf", IX_MESSAGE_INSTRUCTION),                           \
        ISO_ROW_TEXT(at "InstrForNxtAgt/InstrInf", IX_MESSAGE_INSTRUCTION)
#define ISO_ROWS_REMITTANCE(at)                                                                    \
    ISO_ROW_TEXT(at "RmtInf/Ustrd", IX_MESSAGE_REMITTANCE),                                        \
        ISO_ROW_TEXT(at "RmtInf/Strd/RfrdDocInf/Nb", IX_MESSAGE_REMITTANCE),                       \
        ISO_ROW_TEXT(at "RmtInf/Strd/RfrdDocInf/LineDtls/Desc", IX_MESSAGE_REMITTANCE),            \
        ISO_ROW_TEXT(at "RmtInf/Strd/CdtrRefInf/Ref", IX_MESSAGE_REMITTANCE),                      \
        ISO_ROW_PARTY(at "RmtInf/Strd/Invcr", IX_MESSAGE_INVOICER),                                \
        ISO_ROW_PARTY(at "RmtInf/Strd/Invcee", IX_MESSAGE_INVOICEE),                               \
        ISO_ROW_PARTY(at "RmtInf/Strd/GrnshmtRmt/Grnshee", IX_MESSAGE_OTHER_PARTY),                \
        ISO_ROW_PARTY(at "RmtInf/Strd/GrnshmtRmt/GrnshmtAdmstr", IX_MESSAGE_OTHER_PARTY),          \
        ISO_ROW_TEXT(at "RmtInf/Strd/AddtlRmtInf", IX_MESSAGE_REMITTANCE)
#define ISO_ROWS_REGULATORY(at)                                                                    \
    ISO_ROW_PARTY(at "RgltryRptg/Authrty", IX_MESSAGE_OTHER_PARTY),                                \
        ISO_ROW_TEXT(at "RgltryRptg/Dtls/Inf", IX_MESSAGE_REGULATORY)
#define ISO_ROWS_PURPOSE(at)                                                                       \
    ISO_ROW_TEXT(at "Purp/Prtry", IX_MESSAGE_PURPOSE), ISO_ROWS_REGULATORY(at),                    \
        ISO_ROW_TEXT(at "RltdRmtInf/RmtId", IX_MESSAGE_REMITTANCE),                                \
        ISO_ROW_TEXT(at "RltdRmtInf/RmtLctnDtls/ElctrncAdr", IX_MESSAGE_REMITTANCE),               \
        ISO_ROW_PARTY(at "RltdRmtInf/RmtLctnDtls/PstlAdr", IX_MESSAGE_OTHER_PARTY)

/* References of a payment, which people choose. */
#define ISO_ROWS_PAYMENT_ID(at)                                                                    \
    ISO_ROW_TEXT(at "PmtId/InstrId", IX_MESSAGE_REFERENCE),                                        \
        ISO_ROW_TEXT(at "PmtId/EndToEndId", IX_MESSAGE_REFERENCE),                                 \
        ISO_ROW_TEXT(at "PmtId/TxId", IX_MESSAGE_REFERENCE)
#define ISO_ROWS_ORIGINAL_IDS(at)                                                                  \
    ISO_ROW_TEXT(at "OrgnlInstrId", IX_MESSAGE_REFERENCE),                                         \
        ISO_ROW_TEXT(at "OrgnlEndToEndId", IX_MESSAGE_REFERENCE),                                  \
        ISO_ROW_TEXT(at "OrgnlTxId", IX_MESSAGE_REFERENCE)

/* A whole customer payment, as pacs.008 and what repeats it have it. */
#define ISO_ROWS_CUSTOMER_PAYMENT(at)                                                              \
    ISO_ROWS_ULTIMATE(at), ISO_ROWS_DEBTOR(at), ISO_ROWS_ROUTE(at), ISO_ROWS_CREDITOR(at),         \
        ISO_ROWS_INSTRUCTIONS(at), ISO_ROWS_REMITTANCE(at)

/* The payment that a return, a status or a recall speaks of. */
#define ISO_ROWS_ORIGINAL(at)                                                                      \
    ISO_ROWS_ULTIMATE(at "OrgnlTxRef/"), ISO_ROWS_DEBTOR(at "OrgnlTxRef/"),                        \
        ISO_ROWS_CREDITOR(at "OrgnlTxRef/"), ISO_ROWS_REMITTANCE(at "OrgnlTxRef/")

/* Entries of an account report; `at` is that of the report. */
#define ISO_ROWS_ENTRY(at)                                                                         \
    ISO_ROW_TEXT(at "NtryRef", IX_MESSAGE_REFERENCE),                                              \
        ISO_ROW_TEXT(at "NtryDtls/TxDtls/Refs/InstrId", IX_MESSAGE_REFERENCE),                     \
        ISO_ROW_TEXT(at "NtryDtls/TxDtls/Refs/EndToEndId", IX_MESSAGE_REFERENCE),                  \
        ISO_ROWS_ULTIMATE(at "NtryDtls/TxDtls/RltdPties/"),                                        \
        ISO_ROW_PARTY(at "NtryDtls/TxDtls/RltdPties/Dbtr", IX_MESSAGE_DEBTOR),                     \
        ISO_ROW_ACCOUNT(at "NtryDtls/TxDtls/RltdPties/DbtrAcct"),                                  \
        ISO_ROW_PARTY(at "NtryDtls/TxDtls/RltdPties/Cdtr", IX_MESSAGE_CREDITOR),                   \
        ISO_ROW_ACCOUNT(at "NtryDtls/TxDtls/RltdPties/CdtrAcct"),                                  \
        ISO_ROW_PARTY(at "NtryDtls/TxDtls/RltdAgts/DbtrAgt", IX_MESSAGE_DEBTOR_AGENT),             \
        ISO_ROW_PARTY(at "NtryDtls/TxDtls/RltdAgts/CdtrAgt", IX_MESSAGE_CREDITOR_AGENT),           \
        ISO_ROW_PARTY(at "NtryDtls/TxDtls/RltdAgts/IntrmyAgt1", IX_MESSAGE_INTERMEDIARY_AGENT),    \
        ISO_ROW_PARTY(at "NtryDtls/TxDtls/RltdAgts/IntrmyAgt2", IX_MESSAGE_INTERMEDIARY_AGENT),    \
        ISO_ROW_PARTY(at "NtryDtls/TxDtls/RltdAgts/IntrmyAgt3", IX_MESSAGE_INTERMEDIARY_AGENT),    \
        ISO_ROW_TEXT(at "NtryDtls/TxDtls/Purp/Prtry", IX_MESSAGE_PURPOSE),                         \
        ISO_ROWS_REMITTANCE(at "NtryDtls/TxDtls/"),                                                \
        ISO_ROW_TEXT(at "NtryDtls/TxDtls/AddtlTxInf", IX_MESSAGE_REMITTANCE),                      \
        ISO_ROW_TEXT(at "AddtlNtryInf", IX_MESSAGE_REMITTANCE)
#define ISO_ROWS_STATEMENT(at)                                                                     \
    ISO_ROW_ACCOUNT(at "Acct"), ISO_ROW_PARTY(at "Acct/Ownr", IX_MESSAGE_OTHER_PARTY),             \
        ISO_ROW_PARTY(at "Acct/Svcr", IX_MESSAGE_OTHER_AGENT), ISO_ROW_ACCOUNT(at "RltdAcct"),     \
        ISO_ROWS_ENTRY(at "Ntry/")

#endif
