#include <interdict/entity.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void expect_key(ix_identifier_type type, const char *value, const char *key) {
    char out[128];
    int len = ix_identifier_key(out, (int)sizeof out, type, ix_str_from_cstr(value));
    out[len] = '\0';
    assert_string_equal(out, key);
}

static void base58_wallets_keep_their_case(void **state) {
    (void)state;
    expect_key(IX_ID_WALLET, "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h",
               "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h");
    expect_key(IX_ID_WALLET, " t1g7wowvQ8gn2v8jrU1biyJ26sieNqNsBJy ",
               "t1g7wowvQ8gn2v8jrU1biyJ26sieNqNsBJy");
    expect_key(IX_ID_WALLET, "bitcoin:12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h",
               "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h");
}

static void hex_and_bech32_wallets_are_lowered(void **state) {
    (void)state;
    expect_key(IX_ID_WALLET, "0x7F367cC41522cE07553e823bf3be79A889DEbe1B",
               "0x7f367cc41522ce07553e823bf3be79a889debe1b");
    expect_key(IX_ID_WALLET, "0XAB12", "0xab12");
    expect_key(IX_ID_WALLET, "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ",
               "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq");
    expect_key(IX_ID_WALLET, "5BE5543FF73456AB", "5be5543ff73456ab");
    expect_key(IX_ID_WALLET, "qzjv8hrdvz6edu4gkzpnd4w6jc7zf296g5e9kkq4lx",
               "qzjv8hrdvz6edu4gkzpnd4w6jc7zf296g5e9kkq4lx");
}

static void contacts_lose_their_dress(void **state) {
    (void)state;
    expect_key(IX_ID_PHONE, "(98)(9121115315)", "989121115315");
    expect_key(IX_ID_PHONE, "none", "");
    expect_key(IX_ID_EMAIL, "Wrfl77@Hotmail.com", "wrfl77@hotmail.com");
    expect_key(IX_ID_WEBSITE, "HTTPS://www.Nitc.co.ir/Index/", "nitc.co.ir/index");
    expect_key(IX_ID_WEBSITE, "www.nitc.co.ir", "nitc.co.ir");
}

static void documents_keep_letters_and_digits(void **state) {
    (void)state;
    expect_key(IX_ID_TAX, "ch-660-0-469-982-0", "CH66004699820");
    expect_key(IX_ID_PASSPORT, "RL 0962973", "RL0962973");
    expect_key(IX_ID_NATIONAL, "78.865.882/X", "78865882X");
    expect_key(IX_ID_OTHER, " - / . ", "");
    expect_key(IX_ID_REGISTRATION, "\xD0\x90-12",
               "\xD0\x90"
               "12");
    expect_key(IX_ID_IMO, "IMO 9187629", "9187629");
    expect_key(IX_ID_BIC, "havigb2lxxx", "HAVIGB2L");
    expect_key(IX_ID_BIC, "HAVIGB2L001", "HAVIGB2L001");
}

static void a_key_never_passes_its_room(void **state) {
    (void)state;
    char out[8] = "########";
    assert_int_equal(ix_identifier_key(out, 4, IX_ID_PASSPORT, IX_STR("1234567")), 4);
    assert_memory_equal(out, "1234####", 8);
    assert_int_equal(ix_identifier_key(out, 4, IX_ID_WALLET, IX_STR("1aBcDeF")), 4);
    assert_int_equal(ix_identifier_key(out, 4, IX_ID_EMAIL, IX_STR("a@b.cd")), 4);
    assert_int_equal(ix_identifier_key(out, 0, IX_ID_PHONE, IX_STR("123")), 0);
    assert_int_equal(ix_identifier_key(out, 4, IX_ID_WALLET, (ix_str){0}), 0);
}

static void keys_are_keys_of_themselves(void **state) {
    (void)state;
    static const struct {
        ix_identifier_type type;
        const char *value;
    } rows[] = {{IX_ID_WALLET, "0x7F367cC4"}, {IX_ID_WALLET, "12QtD5BFwRs"},
                {IX_ID_PHONE, "+98 912"},     {IX_ID_WEBSITE, "http://www.a.ir/"},
                {IX_ID_EMAIL, "A@B.C"},       {IX_ID_BIC, "HAVIGB2LXXX"},
                {IX_ID_IMO, "IMO 9187629"},   {IX_ID_OTHER, "a-1"},
                {IX_ID_WEBSITE, "www.www.a"}, {IX_ID_WEBSITE, "w ww.http://a"},
                {IX_ID_IMO, " \1IMOimo1"},    {IX_ID_WALLET, "btc: ltc:1aB"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char once[64];
        char twice[64];
        int len = ix_identifier_key(once, 64, rows[i].type, ix_str_from_cstr(rows[i].value));
        int again = ix_identifier_key(twice, 64, rows[i].type, (ix_str){once, len});
        assert_int_equal(again, len);
        assert_memory_equal(once, twice, (size_t)len);
    }
}

static void a_key_is_told_as_it_is_made(void **state) {
    (void)state;
    static const ix_identifier_type types[] = {IX_ID_WALLET,  IX_ID_PHONE, IX_ID_EMAIL, IX_ID_BIC,
                                               IX_ID_WEBSITE, IX_ID_IMO,   IX_ID_OTHER, IX_ID_TAX};
    static const char *const values[] = {
        "",        "-",           "A-1",      "a 1",   "A1B",   "A1\xd0\x91", "IMO A1",
        "www.a1/", "HAVIGB2LXXX", "HAVIGB2L", "0xAbC", "0xabc", "+12 3",      "123"};
    int count = (int)(sizeof values / sizeof values[0]);
    for (size_t t = 0; t < sizeof types / sizeof types[0]; t++) {
        for (int pair = 0; pair < count * count * 12; pair++) {
            int cap = pair % 12;
            char a[12], b[12];
            ix_str value = ix_str_from_cstr(values[pair / 12 % count]);
            ix_str other = ix_str_from_cstr(values[pair / 12 / count]);
            ix_str key = {a, ix_identifier_key(a, cap, types[t], value)};
            ix_str made = {b, ix_identifier_key(b, cap, types[t], other)};
            assert_int_equal(ix_identifier_has_key(types[t], other, key, cap),
                             ix_str_equal(key, made));
        }
    }
}

static void xbt_is_btc(void **state) {
    (void)state;
    assert_true(ix_str_equal(ix_currency_canonical(IX_STR("XBT")), IX_STR("BTC")));
    assert_true(ix_str_equal(ix_currency_canonical(IX_STR("btc")), IX_STR("BTC")));
    assert_true(ix_str_equal(ix_currency_canonical(IX_STR("eth")), IX_STR("ETH")));
    assert_true(ix_str_equal(ix_currency_canonical(IX_STR("NEWCOIN")), IX_STR("NEWCOIN")));
    assert_int_equal(ix_currency_canonical((ix_str){0}).len, 0);
}

static void expect_verdict(ix_identifier_type type, const char *value, bool right) {
    if (ix_identifier_check(type, ix_str_from_cstr(value)) != right) {
        fail_msg("%s %s: expected %d", ix_identifier_type_name(type), value, right);
    }
}

static void check_digits(void **state) {
    (void)state;
    expect_verdict(IX_ID_IMO, "IMO 9187629", true);
    expect_verdict(IX_ID_IMO, "9187628", false);
    expect_verdict(IX_ID_IMO, "918762", false);
    expect_verdict(IX_ID_IMO, "91876A9", false);
    expect_verdict(IX_ID_LEI, "253400WSS48YWMBUA688", true);
    expect_verdict(IX_ID_LEI, "253400WSS48YWMBUA689", false);
    expect_verdict(IX_ID_LEI, "851683897", false);
    expect_verdict(IX_ID_ISIN, "US0378331005", true);
    expect_verdict(IX_ID_ISIN, "KYG7114V1023", true);
    expect_verdict(IX_ID_ISIN, "KYG7114V1024", false);
    expect_verdict(IX_ID_ISIN, "037833100512", false);
    expect_verdict(IX_ID_IBAN, "GB82 WEST 1234 5698 7654 32", true);
    expect_verdict(IX_ID_IBAN, "DE89370400440532013000", true);
    expect_verdict(IX_ID_IBAN, "DE89370400440532013001", false);
    expect_verdict(IX_ID_IBAN, "DE8937", false);
    expect_verdict(IX_ID_PASSPORT, "anything", true);
}

/* The number of the tax service itself, and two of a public list with one digit turned. */
static void russian_taxpayer_numbers(void **state) {
    (void)state;
    assert_true(ix_identifier_is_inn(IX_STR("7707329152")));
    assert_true(ix_identifier_is_inn(IX_STR("774334095919")));
    assert_true(ix_identifier_is_inn(IX_STR("7707 329152")));
    assert_false(ix_identifier_is_inn(IX_STR("7707329153")));
    assert_false(ix_identifier_is_inn(IX_STR("774334095910")));
    assert_false(ix_identifier_is_inn(IX_STR("774334095819")));
    assert_false(ix_identifier_is_inn(IX_STR("77073291529")));
    assert_false(ix_identifier_is_inn(IX_STR("77O7329152")));
    assert_false(ix_identifier_is_inn(IX_STR("")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base58_wallets_keep_their_case),
        cmocka_unit_test(hex_and_bech32_wallets_are_lowered),
        cmocka_unit_test(contacts_lose_their_dress),
        cmocka_unit_test(documents_keep_letters_and_digits),
        cmocka_unit_test(a_key_never_passes_its_room),
        cmocka_unit_test(keys_are_keys_of_themselves),
        cmocka_unit_test(a_key_is_told_as_it_is_made),
        cmocka_unit_test(xbt_is_btc),
        cmocka_unit_test(check_digits),
        cmocka_unit_test(russian_taxpayer_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
