/* Tests of the map of pacs.009: each of its fields holds, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_is_searched(void **state) {
    (void)state;
    rows_stand_together(&message_pacs009);
    plant_iso_rows(&message_pacs009);
}

static void who_is_who(void **state) {
    (void)state;
    assert_iso_parties(&message_pacs009,
                       "<CdtTrfTxInf><Dbtr><FinInstnId><BICFI>BBBBDEFF</BICFI></FinInstnId></"
                       "Dbtr><Cdtr><FinInstnId><BICFI>EEEEDEFF</BICFI></FinInstnId></"
                       "Cdtr><UndrlygCstmrCdtTrf><Dbtr><Nm>D</Nm></Dbtr><Cdtr><Nm>C</Nm></Cdtr></"
                       "UndrlygCstmrCdtTrf></CdtTrfTxInf>",
                       "debtor BBBBDEFF; creditor EEEEDEFF; debtor D; creditor C");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_searched),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
