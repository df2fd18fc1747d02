/* Names in Han characters against names in Latin letters, and against each other. */
#include "test_support.h"

#include "match_tables.h"

/* Compares both ways, which must give the same. */
static ix_name_evidence compare(support_knowing *f, const char *a, const char *b,
                                ix_party_type type) {
    ix_name_evidence evidence, swapped;
    const ix_mname *one = support_name(f, a, type), *other = support_name(f, b, type);
    bool org = type != IX_PARTY_PERSON;
    ix_names_compare(&evidence, f->knowledge, one, other, org, NULL);
    ix_names_compare(&swapped, f->knowledge, other, one, org, NULL);
    assert_int_equal(evidence.millibits, swapped.millibits);
    assert_int_equal(evidence.count, swapped.count);
    return evidence;
}

static void persons_meet_however_their_syllables_are_written(void **state) {
    static const char *const pairs[][2] = {
        {"习近平", "Xi Jinping"},
        {"習近平", "Xi Jin Ping"},
        {"习近平", "XI, Jinping"},
        {"习近平", "Jinping Xi"},
        {"习近平", "Xi Jin-ping"},
        {"习近平", "Hsi Chin-p'ing"},
        {"毛泽东", "Mao Tse-tung"},
        {"毛澤東", "Mao Zedong"},
        {"馬英九", "Ma Ying-jeou"},
        {"李嘉誠", "Li Ka-shing"},
        {"金正恩", "Kim Jong Un"},
        {"金正恩", "KIM, Jong-un"},
        {"安倍晋三", "Abe Shinzo"},
        {"安倍晋三", "Shinzo Abe"},
        {"张伟", "Zhang Wei"},
        {"张伟", "Cheung Wai"},
        {"欧阳娜娜", "Ouyang Nana"},
        {"司马光", "Sima Guang"},
        {"Wang Jianguo", "Wang Chien-kuo"},
        {"Wang Jianguo", "Wang Jian Guo"},
        {"Wang Jian-guo", "WANG, Jianguo"},
        {"Mao Zedong", "Mao Tse-tung"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        ix_name_evidence e = compare(*state, pairs[i][0], pairs[i][1], IX_PARTY_PERSON);
        if (!e.complete || e.contradicted) {
            fail_msg("%s and %s: %d", pairs[i][0], pairs[i][1], e.millibits);
        }
    }
}

static void other_names_do_not(void **state) {
    static const char *const pairs[][2] = {
        {"习近平", "Xi Jintao"}, {"李伟", "Lu Wei"}, {"毛泽东", "Mao Anying"},
        {"张伟", "王伟"},        {"徐明", "许明"},   {"马英九", "Ma Yingbao"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        ix_name_evidence e = compare(*state, pairs[i][0], pairs[i][1], IX_PARTY_PERSON);
        if (e.millibits >= IX_W_ALERT_BAR || !e.contradicted) {
            fail_msg("%s and %s: %d", pairs[i][0], pairs[i][1], e.millibits);
        }
    }
}

static void forms_of_a_character_are_one(void **state) {
    static const char *const pairs[][2] = {
        {"习近平", "習近平"}, {"毛泽东", "毛澤東"}, {"渡辺広", "渡邊廣"}, {"金沢", "金澤"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        ix_name_evidence e = compare(*state, pairs[i][0], pairs[i][1], IX_PARTY_PERSON);
        assert_true(e.exact);
    }
}

static void organizations_meet_on_words_and_syllables(void **state) {
    static const char *const pairs[][2] = {
        {"大连尤曼特贸易有限公司", "DALIAN YOUMANTE TRADING CO., LTD."},
        {"大连尤曼特贸易有限公司", "Dalian You Man Te Trading Co Ltd"},
        {"上海华信国际物流有限公司", "Shanghai Huaxin International Logistics Co., Ltd"},
        {"海能機械(香港)有限公司", "HAINENG MACHINERY (HONG KONG) CO., LIMITED"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        ix_name_evidence e = compare(*state, pairs[i][0], pairs[i][1], IX_PARTY_ORGANIZATION);
        if (!e.complete || e.contradicted || e.millibits < IX_W_ALERT_BAR) {
            fail_msg("%s and %s: %d", pairs[i][0], pairs[i][1], e.millibits);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_meet_however_their_syllables_are_written),
        cmocka_unit_test(other_names_do_not),
        cmocka_unit_test(forms_of_a_character_are_one),
        cmocka_unit_test(organizations_meet_on_words_and_syllables),
    };
    return cmocka_run_group_tests(tests, support_know, support_forget);
}
