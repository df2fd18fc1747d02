/* Tests of the map of camt.054: each of its fields holds, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_is_searched(void **state) {
    (void)state;
    rows_stand_together(&message_camt054);
    plant_iso_rows(&message_camt054);
}

static void who_is_who(void **state) {
    (void)state;
    assert_iso_parties(
        &message_camt054,
        "<Ntfctn><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ownr><Nm>O</Nm></Ownr></"
        "Acct><Ntry><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>D</Nm></Dbtr><Cdtr><Pty><Nm>C</Nm></"
        "Pty></Cdtr></RltdPties><RltdAgts><CdtrAgt><FinInstnId><BICFI>EEEEDEFF</BICFI></"
        "FinInstnId></CdtrAgt></RltdAgts></TxDtls></NtryDtls></Ntry></Ntfctn>",
        "account DE89370400440532013000; party O; debtor D; creditor C; creditor_agent EEEEDEFF");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_searched),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
