/* head.001: the head of an envelope: who sends what to whom. */
#include "message_iso_rows.h"

static const message_row rows[] = {
    ISO_ROW_PARTY("Fr", IX_MESSAGE_SENDER),
    ISO_ROW_PARTY("To", IX_MESSAGE_RECEIVER),
    ISO_ROW_TEXT("BizMsgIdr", IX_MESSAGE_REFERENCE),
    ISO_ROW_PARTY("Rltd/Fr", IX_MESSAGE_OTHER_AGENT),
    ISO_ROW_PARTY("Rltd/To", IX_MESSAGE_OTHER_AGENT),
    ISO_ROW_TEXT("Rltd/BizMsgIdr", IX_MESSAGE_REFERENCE),
};

const message_format message_head001 = {"head.001", "AppHdr", NULL, MESSAGE_ROWS(rows)};
