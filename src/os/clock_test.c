/* Tests of the clock. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

static void tells_the_time(void **state) {
    (void)state;
    int64_t before = (int64_t)time(NULL);
    int64_t now = ix_clock_now();
    assert_true(now >= before - 1 && now <= before + 10);
}

static void ticks_do_not_go_back(void **state) {
    (void)state;
    int64_t last = ix_clock_ticks();
    for (int i = 0; i < 100000; i++) {
        int64_t next = ix_clock_ticks();
        assert_true(next >= last);
        last = next;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_the_time),
        cmocka_unit_test(ticks_do_not_go_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
