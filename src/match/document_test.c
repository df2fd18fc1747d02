/* Identifiers as evidence. */
#include "test_support.h"

#include "match_tables.h"

static ix_reasons weigh_id(ix_identifier_type type, const char *value, const char *country,
                           bool from_text) {
    static ix_identifier listed[] = {
        {.type = IX_ID_PASSPORT, .value = {"530193947", 9}, .country = "RU"},
        {.type = IX_ID_IMO, .value = {"IMO 9074729", 11}},
        {.type = IX_ID_WALLET,
         .value = {"1AjZPMsnmpdK2Rv9KQNfMurTXinscVro9V", 34},
         .currency = {"XBT", 3}}};
    static ix_query_identifier asked;
    asked = (ix_query_identifier){.type = type,
                                  .value = ix_str_from_cstr(value),
                                  .from = -1,
                                  .to = -1,
                                  .from_text = from_text};
    snprintf(asked.country, sizeof asked.country, "%s", country);
    ix_query query = {.identifiers = &asked, .identifier_count = 1};
    ix_entity entity = {.identifiers = listed, .identifier_count = 3};
    ix_reasons r = {0};
    ix_identifiers_weigh(&r, &query, &entity);
    return r;
}

static void identifiers_are_typed_and_country_bound(void **state) {
    assert_true(weigh_id(IX_ID_PASSPORT, "530193947", "RU", false).identifier_agrees);
    assert_true(weigh_id(IX_ID_PASSPORT, "53-0193-947", "", false).identifier_agrees);
    assert_true(weigh_id(IX_ID_PASSPORT, "530193947", "DE", false).contradicted);
    assert_true(weigh_id(IX_ID_OTHER, "530193947", "", false).identifier_untyped);
    assert_true(weigh_id(IX_ID_TAX, "530193947", "", false).identifier_untyped);
    assert_true(weigh_id(IX_ID_PASSPORT, "530193947", "RU", true).identifier_untyped);
    ix_reasons other = weigh_id(IX_ID_PASSPORT, "530111948", "RU", false);
    assert_true(other.count == 1 && other.items[0].millibits < 0 && !other.contradicted);
    assert_int_equal(weigh_id(IX_ID_TAX, "99", "", false).count, 0);
}

/* Base58 is case-sensitive. */
static void wallets_keep_their_case(void **state) {
    assert_true(
        weigh_id(IX_ID_WALLET, "1AjZPMsnmpdK2Rv9KQNfMurTXinscVro9V", "", false).identifier_agrees);
    assert_int_equal(weigh_id(IX_ID_WALLET, "1ajzpmsnmpdk2rv9kqnfmurtxinscvro9v", "", false).count,
                     0);
    assert_true(
        weigh_id(IX_ID_OTHER, "1AjZPMsnmpdK2Rv9KQNfMurTXinscVro9V", "", true).identifier_untyped);
}

/* One IMO, LEI or INN a party: another one with right check digits is another party. */
static void what_a_party_has_once_contradicts(void **state) {
    (void)state;
    static const struct {
        ix_identifier_type type;
        const char *asked, *listed, *asked_country, *listed_country;
        ix_relation_kind relation;
        bool contradicted;
    } rows[] = {
        {IX_ID_IMO, "9176187", "IMO 9074729", "", "", IX_RELATION_CONTRADICTS, true},
        {IX_ID_IMO, "9176188", "IMO 9074729", "", "", IX_RELATION_CONTRADICTS, false},
        {IX_ID_IMO, "9074728", "IMO 9074729", "", "", IX_RELATION_TYPO, false},
        {IX_ID_TAX, "7707083893", "7728168971", "RU", "RU", IX_RELATION_CONTRADICTS, true},
        {IX_ID_TAX, "7707083893", "7728168971", "", "RU", IX_RELATION_CONTRADICTS, true},
        {IX_ID_TAX, "7707083894", "7728168971", "RU", "RU", IX_RELATION_CONTRADICTS, false},
        {IX_ID_TAX, "7707083839", "7707083893", "RU", "RU", IX_RELATION_TYPO, false},
        {IX_ID_TAX, "77O7083893", "7707083893", "RU", "RU", IX_RELATION_TYPO, false},
        {IX_ID_PASSPORT, "530193974", "530193947", "RU", "RU", IX_RELATION_TYPO, false},
        {IX_ID_PASSPORT, "530193974", "530193947", "DE", "RU", IX_RELATION_MISSING, false},
        {IX_ID_PHONE, "495123457", "495123456", "", "", IX_RELATION_MISSING, false},
        {IX_ID_REGISTRATION, "1027700132195", "1027700067328", "RU", "RU", IX_RELATION_CONTRADICTS,
         true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_identifier listed = {.type = rows[i].type, .value = ix_str_from_cstr(rows[i].listed)};
        ix_query_identifier asked = {
            .type = rows[i].type, .value = ix_str_from_cstr(rows[i].asked), .from = -1, .to = -1};
        snprintf(asked.country, sizeof asked.country, "%s", rows[i].asked_country);
        snprintf(listed.country, sizeof listed.country, "%s", rows[i].listed_country);
        ix_query query = {.identifiers = &asked, .identifier_count = 1};
        ix_entity entity = {.identifiers = &listed, .identifier_count = 1};
        ix_reasons r = {0};
        ix_identifiers_weigh(&r, &query, &entity);
        bool silent = rows[i].relation == IX_RELATION_MISSING;
        if (r.count != !silent || r.contradicted != rows[i].contradicted ||
            (!silent && r.items[0].relation != rows[i].relation) || r.identifier_agrees) {
            fail_msg("%s | %s: %d reasons, %d", rows[i].asked, rows[i].listed, r.count,
                     r.count > 0 ? (int)r.items[0].relation : -1);
        }
    }
}

/* The publisher's own misprint agrees with itself, and establishes nothing. */
static void wrong_check_digits_weigh_less(void **state) {
    (void)state;
    ix_identifier listed = {.type = IX_ID_IMO, .value = IX_STR("9074728")};
    ix_query_identifier asked = {
        .type = IX_ID_IMO, .value = IX_STR("9074728"), .from = -1, .to = -1};
    ix_query query = {.identifiers = &asked, .identifier_count = 1};
    ix_entity entity = {.identifiers = &listed, .identifier_count = 1};
    ix_reasons r = {0};
    ix_identifiers_weigh(&r, &query, &entity);
    assert_true(r.identifier_untyped && !r.identifier_agrees);
    assert_int_equal(r.items[0].millibits, IX_W_ID_UNTYPED_EQUAL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identifiers_are_typed_and_country_bound),
        cmocka_unit_test(wallets_keep_their_case),
        cmocka_unit_test(what_a_party_has_once_contradicts),
        cmocka_unit_test(wrong_check_digits_weigh_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
