/* Tests of the map of head.001: each of its fields holds, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_is_searched(void **state) {
    (void)state;
    rows_stand_together(&message_head001);
    plant_iso_rows(&message_head001);
}

static void who_is_who(void **state) {
    (void)state;
    assert_iso_parties(&message_head001,
                       "<Fr><FIId><FinInstnId><BICFI>AAAADEFF</BICFI></FinInstnId></FIId></"
                       "Fr><To><FIId><FinInstnId><BICFI>BBBBDEFF</BICFI></FinInstnId></FIId></To>",
                       "sender AAAADEFF; receiver BBBBDEFF");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_searched),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
