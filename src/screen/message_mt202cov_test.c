/* Tests of the map of SWIFT MT 202: each of its fields holds, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_is_searched(void **state) {
    (void)state;
    plant_mt_rows("202", ":50K:PAYER LTD\r\n", &message_mt202cov);
}

static void who_is_who(void **state) {
    (void)state;
    assert_parties("{1:F01AAAADEFFXXXX0000000000}{2:I202ZZZZUS33XXXXN}{3:{119:COV}}{4:\n:52A:"
                   "BBBBDEFF\n:58A:EEEEDEFF\n:50K:D\n:52A:FFFFDEFF\n:57A:GGGGDEFF\n:59:C\n-}",
                   "sender AAAADEFF; receiver ZZZZUS33; debtor BBBBDEFF; creditor EEEEDEFF; debtor "
                   "D; debtor_agent FFFFDEFF; creditor_agent GGGGDEFF; creditor C");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_searched),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
