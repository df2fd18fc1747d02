/* The forms in which signs are compared. */
#include <interdict/os.h>

#include "test_inventory.h"

static void check(inventory_test *t, ix_sign kind, const char *value, const char *folded) {
    ix_str out;
    assert_int_equal(sign_fold(&out, kind, ix_str_from_cstr(value), &t->arena), IX_OK);
    assert_text(out, folded);
}

static void test_forms(void **state) {
    inventory_test *t = *state;
    check(t, IX_SIGN_PUBLISHER, "  Kaspersky Lab, Inc. ", "kaspersky lab inc");
    check(t, IX_SIGN_NAME, "Kaspersky Anti-Virus (21.3)", "kaspersky anti virus 21 3");
    check(t, IX_SIGN_CPE, "cpe:2.3:a:Kaspersky:total_security:21:*", "kaspersky:total_security");
    check(t, IX_SIGN_CPE, "cpe:/a:kaspersky:x", "kaspersky:x");
    check(t, IX_SIGN_CPE, "cpe:/a:kaspersky", "kaspersky");
    check(t, IX_SIGN_PURL, "pkg:Maven/com.x/Y@1.0?a=b#c", "maven/com.x/y");
    check(t, IX_SIGN_PURL, "pkg:npm/%40kaspersky/x@2", "npm/@kaspersky/x");
    check(t, IX_SIGN_PACKAGE, "KESL:amd64", "kesl");
    check(t, IX_SIGN_PRODUCT_CODE, "{63129f5e-8ec5}", "63129F5E-8EC5");
    check(t, IX_SIGN_DRIVER, "\"C:\\Windows\\KLIF.SYS\"", "klif.sys");
    check(t, IX_SIGN_EXECUTABLE, "/usr/bin/x", "x");
    check(t, IX_SIGN_SERVICE, "klnagent64.service", "klnagent64");
    check(t, IX_SIGN_PATH, "C:\\Program Files\\\\X", "/c:/program files/x/");
    check(t, IX_SIGN_DOMAIN, "*.KSN.example.", "ksn.example");
    check(t, IX_SIGN_NAME, " -- ", "");
    check(t, IX_SIGN_DRIVER, "", "");
}

static void test_fits(void **state) {
    (void)state;
    assert_true(sign_fits(IX_STR("klupd_*_mark.sys"), IX_STR("klupd_klif_mark.sys")));
    assert_true(sign_fits(IX_STR("*a*b"), IX_STR("xaabb")));
    assert_true(sign_fits(IX_STR("a*"), IX_STR("a")));
    assert_false(sign_fits(IX_STR("a*b"), IX_STR("abc")));
    assert_false(sign_fits(IX_STR(""), IX_STR("a")));
    assert_true(sign_fits(IX_STR("*"), IX_STR("")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        INVENTORY_TEST(test_forms),
        INVENTORY_TEST(test_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
