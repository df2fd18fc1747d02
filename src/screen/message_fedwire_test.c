/* Tests of Fedwire's tag format: every tag holds, in both forms, and who is who. */
#include <interdict/os.h>

#include "test_message.h"

static void every_field_of_fedwire(void **state) {
    (void)state;
    for (int i = 0; i < message_fedwire_tags.row_count; i++) {
        static const char *const heads[] = {"", "D123456789*", "ELSE*", "50F*1/"};
        const char *tag = message_fedwire_tags.rows[i].path;
        for (size_t j = 0; j < sizeof heads / sizeof heads[0]; j++) {
            char text[512];
            bool first = strcmp(tag, "1500") == 0;
            snprintf(text, sizeof text, "%s{1510}1000{%s}%s%s*{6500}X*\n",
                     first ? "" : "{1500}30USER    P ", tag, heads[j], LISTED);
            assert_planted(text, LISTED);
        }
    }
    assert_planted("{1500}30\n{1510}1000\n{9999}" LISTED "\n", LISTED);
    /* the older form: places of 35 characters */
    assert_planted("{1500}30\n{4200}D123456789                         " LISTED
                   "       STREET                             \n",
                   LISTED);
}

static void who_is_who(void **state) {
    (void)state;
    assert_parties("{1500}30{1510}1000{3100}121042882Wells Fargo NA*{3400}231380104Citadel*"
                   "{4100}F021000021*Their Bank*{4200}D123456789*C*Street*{5000}D1234*D*{5100}"
                   "BBBBBDEFF*Our Bank*{7059}59F*1/E*",
                   "sender 121042882; receiver 231380104; creditor_agent 021000021; "
                   "creditor 123456789; debtor 1234; debtor_agent BBBBDEFF; creditor E");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_of_fedwire),
        cmocka_unit_test(who_is_who),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
