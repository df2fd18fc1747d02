/* Tests of NACHA files: every place of every record holds; one message an entry. */
#include <interdict/os.h>

#include "message_nacha.h"
#include "test_message.h"

static void nacha_file(char *out, bool international, const char *record, int from,
                       const char *planted) {
    static const char *const iat[] = {"1",   "5",   "6",   "710", "711", "712", "713",
                                      "714", "715", "716", "717", "718", "8",   "9"};
    static const char *const ppd[] = {"1", "5", "6", "705", "8", "9"};
    const char *const *records = international ? iat : ppd;
    size_t count = international ? sizeof iat / sizeof iat[0] : sizeof ppd / sizeof ppd[0];
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        char line[96];
        memset(line, ' ', 94);
        line[94] = '\n';
        line[95] = '\0';
        memcpy(line, records[i], strlen(records[i]));
        if (records[i][0] == '1') {
            memcpy(line, "101", 3);
        }
        if (records[i][0] == '5') {
            memcpy(line + 50, international ? "IAT" : "PPD", 3);
        }
        if (strcmp(records[i], record) == 0) {
            memcpy(line + from, planted, strlen(planted));
        }
        strcat(out, line);
    }
}

static void every_place_of_nacha(void **state) {
    (void)state;
    int planted = 0;
    for (int i = 0; nacha_place_at(i) != NULL; i++) {
        const nacha_place *place = nacha_place_at(i);
        int width = place->to - place->from;
        const char *text = width >= (int)strlen(LISTED) ? LISTED : PASSPORT;
        char file[4096];
        if (width < (int)strlen(text)) {
            continue; /* eight characters or three hold neither a name nor a passport */
        }
        nacha_file(file, place->international, place->record, place->from, text);
        assert_planted(file, text);
        planted++;
    }
    assert_true(planted > 30);
}

static void one_message_an_entry(void **state) {
    (void)state;
    char first[4096];
    char text[8192];
    nacha_file(first, false, "6", 54, "ONE SOMEBODY");
    char *entry = first + 2 * 95;
    snprintf(text, sizeof text, "%.*s%.95s%s", 3 * 95, first, entry, entry + 95);
    memcpy(text + 3 * 95 + 54, "A G TIKHONOV", 12);
    ix_str file = ix_str_from_cstr(text);
    int64_t at = 0;
    ix_message message;
    screen_at(&message, &at, file);
    assert_int_equal(at, 3 * 95);
    screen_at(&message, &at, file);
    assert_int_equal(at, file.len);
    assert_string_equal(message.family, "nacha");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_place_of_nacha),
        cmocka_unit_test(one_message_an_entry),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
