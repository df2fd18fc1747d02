/* Tests of the map of SWIFT MT 110: each of its fields holds, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_is_searched(void **state) {
    (void)state;
    plant_mt_rows("110", "", &message_mt110);
}

static void who_is_who(void **state) {
    (void)state;
    assert_parties("{1:F01AAAADEFFXXXX0000000000}{2:I110ZZZZUS33XXXXN}{4:\n:53A:BBBBDEFF\n:21:1\n:"
                   "50K:D\n:59:C\n:21:2\n:59:E\n-}",
                   "sender AAAADEFF; receiver ZZZZUS33; instructing_reimbursement_agent BBBBDEFF; "
                   "debtor D; creditor C; creditor E");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_searched),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
