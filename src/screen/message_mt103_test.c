/* Tests of the map of SWIFT MT 103: each of its fields holds, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_is_searched(void **state) {
    (void)state;
    plant_mt_rows("103", "", &message_mt103);
}

static void who_is_who(void **state) {
    (void)state;
    assert_parties("{1:F01AAAADEFFXXXX0000000000}{2:I103ZZZZUS33XXXXN}{4:\n:50K:D\n:52A:BBBBDEFF\n:"
                   "53A:CCCCDEFF\n:56A:EEEEDEFF\n:57A:FFFFDEFF\n:59F:1/C\n3/FR/PARIS\n-}",
                   "sender AAAADEFF; receiver ZZZZUS33; debtor D; debtor_agent BBBBDEFF; "
                   "instructing_reimbursement_agent CCCCDEFF; intermediary_agent EEEEDEFF; "
                   "creditor_agent FFFFDEFF; creditor C");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_searched),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
