/* Tests of the map of SWIFT MT 199: each of its fields holds, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_is_searched(void **state) {
    (void)state;
    plant_mt_rows("199", "", &message_mtn9x);
}

static void who_is_who(void **state) {
    (void)state;
    assert_parties("{1:F01AAAADEFFXXXX0000000000}{2:I199ZZZZUS33XXXXN}{4:\n:20:R\n:79:any "
                   "text\n:52A:BBBBDEFF\n-}",
                   "sender AAAADEFF; receiver ZZZZUS33; debtor_agent BBBBDEFF");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_searched),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
