/* Tests of comparisons in writing. */
#include <interdict/screen.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static ix_comparison pair(int32_t score) {
    ix_comparison c = {.score = score, .millibits = 17500, .evidence_count = 2};
    c.evidence[0] = (ix_evidence){IX_EVIDENCE_NAME_PART,
                                  IX_RELATION_EQUAL,
                                  {"Tikhonov", 8},
                                  {"TIKHONOV", 8},
                                  11500,
                                  7,
                                  15,
                                  0};
    c.evidence[1] = (ix_evidence){
        IX_EVIDENCE_NAME_PART, IX_RELATION_VARIANT, {"Andrey", 6}, {"Andrei", 6}, 6000, -1, -1, -1};
    return c;
}

static void as_json(void **state) {
    (void)state;
    ix_buf out;
    ix_comparison c = pair(8125);
    ix_buf_init(&out, 4096);
    ix_comparison_write_json(&out, &c, IX_STR("Andrey Tikhonov"), IX_STR("TIKHONOV, Andrei"),
                             IX_PARTY_PERSON);
    assert_true(ix_str_equal(
        ix_buf_view(&out),
        IX_STR(
            "{\"name1\":\"Andrey Tikhonov\",\"name2\":\"TIKHONOV, Andrei\",\"type\":\"person\","
            "\"score\":0.8125,\"bits\":17.500,\"alert\":true,\"evidence\":[{\"kind\":"
            "\"name_part\",\"query\":\"Tikhonov\",\"listed\":\"TIKHONOV\",\"relation\":\"equal\","
            "\"bits\":11.500,\"span\":[7,15],\"where\":\"name1\"},{\"kind\":\"name_part\","
            "\"query\":\"Andrey\",\"listed\":\"Andrei\",\"relation\":\"variant\",\"bits\":6.000,"
            "\"span\":null,\"where\":null}]}")));
    ix_buf_free(&out);
}

static void for_people(void **state) {
    (void)state;
    ix_buf out;
    ix_comparison c = pair(6999);
    ix_buf_init(&out, 4096);
    ix_comparison_write_text(&out, &c, IX_STR("Andrey Tikhonov"), IX_STR("TIKHONOV, Andrei"),
                             false);
    assert_true(ix_str_equal(ix_buf_view(&out),
                             IX_STR("0.6999  not alike  Andrey Tikhonov  |  TIKHONOV, Andrei\n"
                                    "\n"
                                    "   +11.500  name part      Tikhonov  TIKHONOV  same\n"
                                    "    +6.000  name part      Andrey    Andrei    variant of the "
                                    "same\n"
                                    "   17.500 bits in all; the alert bar is 0.7000\n")));
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_json),
        cmocka_unit_test(for_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
