/* Tests of the map of SWIFT MT 202: each of its fields holds, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_is_searched(void **state) {
    (void)state;
    plant_mt_rows("202", "", &message_mt202);
}

static void who_is_who(void **state) {
    (void)state;
    assert_parties("{1:F01AAAADEFFXXXX0000000000}{2:I202ZZZZUS33XXXXN}{4:\n:52A:BBBBDEFF\n:57A:"
                   "CCCCDEFF\n:58A:EEEEDEFF\n-}",
                   "sender AAAADEFF; receiver ZZZZUS33; debtor BBBBDEFF; creditor_agent CCCCDEFF; "
                   "creditor EEEEDEFF");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_searched),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
