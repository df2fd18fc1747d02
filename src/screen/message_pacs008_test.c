/* Tests of the map of pacs.008: each of its fields holds, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_is_searched(void **state) {
    (void)state;
    rows_stand_together(&message_pacs008);
    plant_iso_rows(&message_pacs008);
}

static void who_is_who(void **state) {
    (void)state;
    assert_iso_parties(
        &message_pacs008,
        "<GrpHdr><InstgAgt><FinInstnId><BICFI>AAAADEFF</BICFI></FinInstnId></InstgAgt></"
        "GrpHdr><CdtTrfTxInf><UltmtDbtr><Nm>U</Nm></UltmtDbtr><Dbtr><Nm>D</Nm></"
        "Dbtr><DbtrAgt><FinInstnId><BICFI>BBBBDEFF</BICFI></FinInstnId></"
        "DbtrAgt><IntrmyAgt1><FinInstnId><BICFI>CCCCDEFF</BICFI></FinInstnId></"
        "IntrmyAgt1><CdtrAgt><FinInstnId><BICFI>EEEEDEFF</BICFI></FinInstnId></"
        "CdtrAgt><Cdtr><Nm>C</Nm></Cdtr></CdtTrfTxInf>",
        "instructing_agent AAAADEFF; ultimate_debtor U; debtor D; debtor_agent BBBBDEFF; "
        "intermediary_agent CCCCDEFF; creditor_agent EEEEDEFF; creditor C");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_searched),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
