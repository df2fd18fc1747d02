/* Tests of the map of SWIFT MT 204: each of its fields holds, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_is_searched(void **state) {
    (void)state;
    plant_mt_rows("204", "", &message_mt204);
}

static void who_is_who(void **state) {
    (void)state;
    assert_parties("{1:F01AAAADEFFXXXX0000000000}{2:I204ZZZZUS33XXXXN}{4:\n:58A:BBBBDEFF\n:20:T\n:"
                   "53A:CCCCDEFF\n-}",
                   "sender AAAADEFF; receiver ZZZZUS33; creditor BBBBDEFF; debtor CCCCDEFF");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_searched),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
