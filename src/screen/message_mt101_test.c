/* Tests of the map of SWIFT MT 101: each of its fields holds, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_is_searched(void **state) {
    (void)state;
    plant_mt_rows("101", "", &message_mt101);
}

static void who_is_who(void **state) {
    (void)state;
    assert_parties("{1:F01AAAADEFFXXXX0000000000}{2:I101ZZZZUS33XXXXN}{4:\n:20:R\n:50L:I\n:50H:/"
                   "1\nD\n:21:T1\n:57A:BBBBDEFF\n:59:C\n:21:T2\n:59F:1/E\n-}",
                   "sender AAAADEFF; receiver ZZZZUS33; initiating_party I; debtor 1; "
                   "creditor_agent BBBBDEFF; creditor C; creditor E");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_searched),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
