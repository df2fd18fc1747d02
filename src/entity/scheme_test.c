/* Numbering schemes: numbers that prove themselves, numbers that cannot be, slips. */
#include <interdict/entity.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Right numbers: of firms and ships as they publish them, or the samples of the issuers' rules. */
static const struct {
    ix_identifier_type type;
    const char *country, *value, *name;
} right[] = {
    {IX_ID_IMO, "", "IMO 9074729", "IMO number"},
    {IX_ID_LEI, "", "5493001KJTIIGC8Y1R12", "LEI"},
    {IX_ID_IBAN, "", "GB82 WEST 1234 5698 7654 32", "IBAN"},
    {IX_ID_ISIN, "", "US0378331005", "ISIN"},
    {IX_ID_BIC, "", "DEUTDEFF500", "BIC"},
    {IX_ID_MMSI, "", "636013272", "MMSI"},
    {IX_ID_TAX, "RU", "7707083893", "INN"},
    {IX_ID_TAX, "RU", "500100732259", "INN"},
    {IX_ID_REGISTRATION, "RU", "1027700132195", "OGRN"},
    {IX_ID_REGISTRATION, "RU", "304500116000157", "OGRN"},
    {IX_ID_NATIONAL, "RU", "112-233-445 95", "SNILS"},
    {IX_ID_REGISTRATION, "UA", "32855961", "EDRPOU"},
    {IX_ID_TAX, "UA", "1759013776", "RNOKPP"},
    {IX_ID_NATIONAL, "CN", "11010519491231002X", "resident identity number"},
    {IX_ID_REGISTRATION, "CN", "91110000600037341L", "unified social credit code"},
    {IX_ID_NATIONAL, "IR", "0499370899", "national code"},
    {IX_ID_REGISTRATION, "IR", "10380284790", "national identifier of a legal person"},
    {IX_ID_NATIONAL, "TR", "17291716060", "identity number"},
    {IX_ID_TAX, "TR", "4540536920", "tax number"},
    {IX_ID_NATIONAL, "PL", "44051401359", "PESEL"},
    {IX_ID_TAX, "PL", "8567346215", "NIP"},
    {IX_ID_NATIONAL, "BR", "390.533.447-05", "CPF or CNPJ"},
    {IX_ID_TAX, "BR", "16.727.230/0001-97", "CPF or CNPJ"},
    {IX_ID_NATIONAL, "IL", "39337423", ""},
    {IX_ID_NATIONAL, "IL", "039337423", "identity number"},
    {IX_ID_WALLET, "", "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h", "wallet address"},
    {IX_ID_WALLET, "", "TTuDmNhu8A6koPJRUd8Q5RnsT1FMfrZnoj", "wallet address"},
    {IX_ID_WALLET, "", "t1g7wowvQ8gn2v8jrU1biyJ26sieNqNsBJy", "wallet address"},
    {IX_ID_WALLET, "", "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ", "wallet address"},
};

static ix_scheme scheme_of(ix_identifier_type type, const char *value, const char *country) {
    char code[3] = "";
    memcpy(code, country, strlen(country));
    return ix_identifier_scheme(type, ix_str_from_cstr(value), code);
}

static void right_numbers_prove_themselves(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        ix_scheme s = scheme_of(right[i].type, right[i].value, right[i].country);
        bool none = right[i].name[0] == '\0';
        if (strcmp(s.name, right[i].name) != 0 ||
            s.proof != (none ? IX_PROOF_NONE : IX_PROOF_RIGHT)) {
            fail_msg("%s: %s, %d", right[i].value, s.name, (int)s.proof);
        }
    }
}

/* Any one digit changed is found out, by all schemes with a check digit. */
static void a_changed_digit_is_found_out(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        char value[64];
        strcpy(value, right[i].value);
        size_t at = strlen(value) - 1;
        if (right[i].name[0] == '\0' || right[i].type == IX_ID_BIC || right[i].type == IX_ID_MMSI ||
            value[at] < '0' || value[at] > '9') {
            continue;
        }
        value[at] = value[at] == '9' ? '8' : (char)(value[at] + 1);
        ix_scheme s = scheme_of(right[i].type, value, right[i].country);
        if (s.proof == IX_PROOF_RIGHT || s.single) {
            fail_msg("%s is taken for right", value);
        }
    }
}

/* What no rule is known of is neither right nor wrong. */
static void unknown_schemes_say_nothing(void **state) {
    (void)state;
    assert_int_equal(scheme_of(IX_ID_TAX, "7707083894", "").proof, IX_PROOF_NONE);
    assert_int_equal(scheme_of(IX_ID_TAX, "770708389", "RU").proof, IX_PROOF_NONE);
    assert_int_equal(scheme_of(IX_ID_NATIONAL, "4511483349", "RU").proof, IX_PROOF_NONE);
    assert_int_equal(scheme_of(IX_ID_PASSPORT, "530193947", "RU").proof, IX_PROOF_NONE);
    assert_int_equal(scheme_of(IX_ID_NATIONAL, "219099999", "US").proof, IX_PROOF_NONE);
    assert_int_equal(scheme_of(IX_ID_NATIONAL, "666-12-3456", "US").proof, IX_PROOF_WRONG);
    assert_int_equal(scheme_of(IX_ID_WALLET, "rnXyVQzgxZe7TR1EPzTkGj2jxH4LMJYh66", "").proof,
                     IX_PROOF_NONE);
    assert_int_equal(
        scheme_of(IX_ID_WALLET, "0x7F367cC41522cE07553e823bf3be79A889DEbe1B", "").proof,
        IX_PROOF_NONE);
    assert_int_equal(scheme_of(IX_ID_WALLET, "0x7F367cC4", "").proof, IX_PROOF_WRONG);
    assert_int_equal(scheme_of(IX_ID_IMO, "", "").proof, IX_PROOF_WRONG);
}

static void slips(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        bool slip;
    } rows[] = {
        {"530193947", "530193974", true},
        {"530193947", "530193948", true},
        {"530193947", "53019394", true},
        {"A0B1C5", "AOBIC5", true},
        {"A0B1C5", "AOBICS", true},
        {"530193947", "530193947", false},
        {"530193947", "530194937", false},
        {"12345", "12346", false},
        {"", "", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(
            ix_identifier_is_slip(ix_str_from_cstr(rows[i].a), ix_str_from_cstr(rows[i].b)),
            rows[i].slip);
        assert_int_equal(
            ix_identifier_is_slip(ix_str_from_cstr(rows[i].b), ix_str_from_cstr(rows[i].a)),
            rows[i].slip);
    }
}

/* No bytes take a check out of its bounds. */
static void any_bytes_are_checked(void **state) {
    (void)state;
    static const char alphabet[] = "0123456789ABCXYZabcz1bcltx\xFF -.";
    static const char countries[][3] = {"",   "RU", "UA", "KZ", "CN", "IR",
                                        "TR", "US", "PL", "BR", "IL", "AE"};
    uint32_t seed = 4;
    for (int trial = 0; trial < 100000; trial++) {
        char value[120];
        seed = seed * 1664525u + 1013904223u;
        int length = (int)(seed >> 16) % (int)(trial % 50 == 0 ? sizeof value : 24);
        for (int i = 0; i < length; i++) {
            seed = seed * 1664525u + 1013904223u;
            value[i] = alphabet[(seed >> 16) % (trial % 3 == 0 ? 10 : sizeof alphabet - 1)];
        }
        seed = seed * 1664525u + 1013904223u;
        ix_identifier_type type = (ix_identifier_type)((seed >> 16) % (IX_ID_WEBSITE + 1));
        ix_scheme s = ix_identifier_scheme(type, (ix_str){value, length}, countries[trial % 12]);
        assert_true((s.proof == IX_PROOF_NONE) == (s.name[0] == '\0'));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_numbers_prove_themselves),
        cmocka_unit_test(a_changed_digit_is_found_out),
        cmocka_unit_test(unknown_schemes_say_nothing),
        cmocka_unit_test(slips),
        cmocka_unit_test(any_bytes_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
