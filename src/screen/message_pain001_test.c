/* Tests of the map of pain.001: each of its fields holds, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_is_searched(void **state) {
    (void)state;
    rows_stand_together(&message_pain001);
    plant_iso_rows(&message_pain001);
}

static void who_is_who(void **state) {
    (void)state;
    assert_iso_parties(
        &message_pain001,
        "<GrpHdr><InitgPty><Nm>I</Nm></InitgPty></GrpHdr><PmtInf><Dbtr><Nm>D</Nm></"
        "Dbtr><DbtrAgt><FinInstnId><BICFI>BBBBDEFF</BICFI></FinInstnId></"
        "DbtrAgt><CdtTrfTxInf><CdtrAgt><FinInstnId><BICFI>EEEEDEFF</BICFI></FinInstnId></"
        "CdtrAgt><Cdtr><Nm>C</Nm></Cdtr><UltmtCdtr><Nm>U</Nm></UltmtCdtr></CdtTrfTxInf></PmtInf>",
        "initiating_party I; debtor D; debtor_agent BBBBDEFF; creditor_agent EEEEDEFF; creditor C; "
        "ultimate_creditor U");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_searched),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
