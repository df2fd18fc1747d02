/* Tests of what the law itself says of a message: products in its words, places of its parties. */
#include <interdict/os.h>

#include "test_message.h"

static const ix_finding *first_of(const ix_decision *d, const char *list) {
    for (int i = 0; i < d->finding_count; i++) {
        if (ix_str_equal(d->findings[i].list, ix_str_from_cstr(list))) {
            return &d->findings[i];
        }
    }
    return NULL;
}

static ix_decision screen_body(const char *body) {
    static char text[2048];
    ix_message *message = IX_NEW(&w.request, ix_message, 1);
    snprintf(text, sizeof text,
             "<Document><FIToFICstmrCdtTrf><CdtTrfTxInf>%s</CdtTrfTxInf></FIToFICstmrCdtTrf>"
             "</Document>",
             body);
    return screen(message, ix_str_from_cstr(text));
}

static void territories_by_country_and_town(void **state) {
    (void)state;
    static const char *const embargoed[] = {
        "<Cdtr><Nm>Somebody</Nm><PstlAdr><Ctry>CU</Ctry></PstlAdr></Cdtr>",
        "<Cdtr><Nm>Somebody</Nm><PstlAdr><TwnNm>Sevastopol</TwnNm><Ctry>UA</Ctry></PstlAdr></Cdtr>",
        "<CdtrAgt><FinInstnId><BICFI>EXMPIRTHXXX</BICFI></FinInstnId></CdtrAgt>"};
    for (size_t i = 0; i < sizeof embargoed / sizeof embargoed[0]; i++) {
        ix_arena_reset(&w.request);
        ix_decision d = screen_body(embargoed[i]);
        const ix_finding *finding = first_of(&d, "places");
        if (finding == NULL || finding->effect <= IX_VERDICT_INFO) {
            fail_msg("%s: %s", ix_verdict_name(d.verdict), embargoed[i]);
        }
        assert_true(finding->place_count > 0);
        assert_true(ix_str_find(ix_str_from_cstr(embargoed[i]), finding->evidence[0].query, 0) > 0);
    }
    ix_arena_reset(&w.request);
    ix_decision d = screen_body("<Cdtr><Nm>Somebody</Nm><PstlAdr><Ctry>DE</Ctry></PstlAdr></Cdtr>");
    assert_null(first_of(&d, "places"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(territories_by_country_and_town),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
