/* Decisions on inventories for people. */
#include <interdict/os.h>

#include "inventory_page.h"
#include "test_inventory.h"

static void shows(inventory_test *t, const char *text, const char *user, const char *const *parts) {
    const ix_decision_style style = {.limit = 0};
    const ix_decision *d = inventory_test_screen(t, text, user, "2025-03-03");
    ix_buf out;
    ix_buf_init(&out, 1 << 22);
    ix_decision_write_text(&out, d, &style);
    ix_buf_append_char(&out, '\0');
    assert_int_equal(out.status, IX_OK);
    for (int i = 0; parts[i] != NULL; i++) {
        if (strstr(out.ptr, parts[i]) == NULL) {
            fail_msg("no \"%s\" in\n%s", parts[i], out.ptr);
        }
    }
    ix_buf_free(&out);
}

static void test_pages(void **state) {
    static const char *const contractor[] = {
        "PROHIBITED  test  as of 2025-03-03\nProhibited under NDAA-2018-1634: Kaspersky VPN",
        "1. Kaspersky VPN Secure Connection, of Kaspersky Lab\n",
        "found       Kaspersky VPN (line 2): product name \"Kaspersky VPN\"",
        "barred      since 2018-10-01: ",
        "owed        report covered article by 2025-03-06, FAR 52.204-23",
        "no matter   BOD-17-01: do not apply",
        "read as     csv, 1 components, 0 others",
        NULL};
    static const char *const terminal[] = {"found       Kaspersky VPN<U+001B>[31m", NULL};
    static const char *const nothing[] = {"CLEAR  test", "among 1 components", NULL};
    static const char *const broken[] = {"NOT SCREENED  test", "line 3: expected 2 cells",
                                         "1 rows could not be read", NULL};
    inventory_test *t = *state;
    shows(t, "name,version\nKaspersky VPN,\n", "contractor", contractor);
    shows(t, "name,version\nKaspersky VPN\033[31m,\n", "private", terminal);
    shows(t, "name,version\nvim,9\n", "private", nothing);
    shows(t, "name,version\nvim,9\nx\n", "private", broken);
}

static void test_lines(void **state) {
    (void)state;
    ix_buf out;
    ix_buf_init(&out, 4096);
    inventory_append_line(&out, 2, "label", IX_STR("text"));
    inventory_append_line(&out, 2, "label", (ix_str){0});
    inventory_append_verdict(&out, IX_VERDICT_NOT_SCREENED, false);
    inventory_append_verdict(&out, IX_VERDICT_CLEAR, true);
    assert_text(ix_buf_view(&out), "  label       text\nNOT SCREENED\033[1;32mCLEAR\033[0m");
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        DECISION_TEST(test_pages),
        cmocka_unit_test(test_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
