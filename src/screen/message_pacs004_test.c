/* Tests of the map of pacs.004: each of its fields holds, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_is_searched(void **state) {
    (void)state;
    rows_stand_together(&message_pacs004);
    plant_iso_rows(&message_pacs004);
}

static void who_is_who(void **state) {
    (void)state;
    assert_iso_parties(
        &message_pacs004,
        "<TxInf><RtrChain><Dbtr><Pty><Nm>D</Nm></Pty></Dbtr><CdtrAgt><FinInstnId><BICFI>EEEEDEFF</"
        "BICFI></FinInstnId></CdtrAgt><Cdtr><Pty><Nm>C</Nm></Pty></Cdtr></"
        "RtrChain><OrgnlTxRef><Dbtr><Nm>O</Nm></Dbtr></OrgnlTxRef></TxInf>",
        "debtor D; creditor_agent EEEEDEFF; creditor C; debtor O");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_searched),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
