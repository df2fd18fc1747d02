/* Numbering schemes whose numbers prove themselves: each scheme tells the numbers of its shape, and
 * of those whether the check digits are right. The rules are those the issuers publish; where one
 * is named after its law or standard, that stands beside it. */
#include <interdict/entity.h>

#include <string.h>

#define KEY_BYTES_MAX 128 /* longer than any number of a scheme */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool all_digits(ix_str key) {
    for (ptrdiff_t i = 0; i < key.len; i++) {
        if (!is_digit(key.ptr[i])) {
            return false;
        }
    }
    return key.len > 0;
}

static int digit(ix_str key, int at) {
    return key.ptr[at] - '0';
}

static bool is_alphanumeric(ix_str key) {
    for (ptrdiff_t i = 0; i < key.len; i++) {
        if (!is_digit(key.ptr[i]) && !is_upper(key.ptr[i])) {
            return false;
        }
    }
    return true;
}

static ix_proof proof(bool right) {
    return right ? IX_PROOF_RIGHT : IX_PROOF_WRONG;
}

/* The sum of the first `count` digits, each times its weight. */
static int weighted(ix_str key, const int *weights, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
        sum += digit(key, i) * weights[i];
    }
    return sum;
}

/* The number that the digits [from, to) write, modulo something small. */
static int modulo(ix_str key, int from, int to, int divisor) {
    int rest = 0;
    for (int i = from; i < to; i++) {
        rest = (rest * 10 + digit(key, i)) % divisor;
    }
    return rest;
}

/* Luhn's sum from the right over digits alone (ISO/IEC 7812-1). */
static bool luhn(ix_str key) {
    int sum = 0;
    for (ptrdiff_t i = 0; i < key.len; i++) {
        int value = digit(key, (int)(key.len - 1 - i)) * (i % 2 == 1 ? 2 : 1);
        sum += value / 10 + value % 10;
    }
    return sum % 10 == 0;
}

/* Are the two digits at `at` a month and, behind them, a day? */
static bool is_day(ix_str key, int at) {
    int month = digit(key, at) * 10 + digit(key, at + 1);
    int day = digit(key, at + 2) * 10 + digit(key, at + 3);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* ------------------------------------------------------------------ of the whole world */

static ix_proof by_check(ix_str key, ix_identifier_type type) {
    return proof(ix_identifier_check(type, key));
}

static ix_proof check_imo(ix_str key) {
    return by_check(key, IX_ID_IMO);
}

static ix_proof check_lei(ix_str key) {
    return by_check(key, IX_ID_LEI);
}

static ix_proof check_iban(ix_str key) {
    return by_check(key, IX_ID_IBAN);
}

static ix_proof check_isin(ix_str key) {
    return by_check(key, IX_ID_ISIN);
}

/* ISO 9362: four letters or digits, the country, a location of two, a branch of three or none. */
static ix_proof check_bic(ix_str key) {
    bool right = (key.len == 8 || key.len == 11) && is_alphanumeric(key);
    return proof(right && is_upper(key.ptr[4]) && is_upper(key.ptr[5]));
}

/* ITU-R M.585: nine digits; those of a ship begin with the country's, 201 to 775. */
static ix_proof check_mmsi(ix_str key) {
    bool right = key.len == 9 && all_digits(key);
    return proof(right && key.ptr[0] >= '2' && key.ptr[0] <= '7');
}

/* ------------------------------------------------------------------ Russia and neighbours */

static ix_proof check_inn(ix_str key) {
    if ((key.len != 10 && key.len != 12) || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    return proof(ix_identifier_is_inn(key));
}

/* Rules of the registers of legal persons and of entrepreneurs, orders of the Ministry of Finance
 * of Russia of 30 October 2017, 165n: the number before the last digit modulo 11 or 13. */
static ix_proof check_ogrn(ix_str key) {
    if ((key.len != 13 && key.len != 15) || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    int last = (int)key.len - 1;
    return proof(modulo(key, 0, last, last - 1 == 13 ? 13 : 11) % 10 == digit(key, last));
}

/* Pension Fund of Russia: the sum weighted 9 to 1, modulo 101; 100 is 00. */
static ix_proof check_snils(ix_str key) {
    static const int weights[] = {9, 8, 7, 6, 5, 4, 3, 2, 1};
    if (key.len != 11 || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    return proof(weighted(key, weights, 9) % 101 % 100 == modulo(key, 9, 11, 100));
}

/* The sum modulo 11; where that is 10, the sum with the second weights; 10 again is 0. */
static int twice_modulo_11(ix_str key, const int *first, const int *second, int count) {
    int rest = weighted(key, first, count) % 11;
    rest = rest == 10 ? weighted(key, second, count) % 11 : rest;
    return rest % 10;
}

/* EDRPOU, register of Ukraine: weights by the range of the number. */
static ix_proof check_edrpou(ix_str key) {
    static const int low[] = {1, 2, 3, 4, 5, 6, 7}, low_second[] = {3, 4, 5, 6, 7, 8, 9};
    static const int high[] = {7, 1, 2, 3, 4, 5, 6}, high_second[] = {9, 3, 4, 5, 6, 7, 8};
    if (key.len != 8 || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    bool middle = key.ptr[0] >= '3' && key.ptr[0] <= '5';
    int wanted = twice_modulo_11(key, middle ? high : low, middle ? high_second : low_second, 7);
    return proof(wanted == digit(key, 7));
}

/* RNOKPP, taxpayer card of a person, Ukraine. */
static ix_proof check_rnokpp(ix_str key) {
    static const int weights[] = {-1, 5, 7, 9, 4, 6, 10, 5, 7};
    if (key.len != 10 || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    int rest = weighted(key, weights, 9) % 11;
    return proof((rest < 0 ? rest + 11 : rest) % 10 == digit(key, 9));
}

/* IIN and BIN, Kazakhstan: weights 1 to 11; where that gives 10, 3 to 11, 1, 2; 10 again is given
 * to nobody. */
static ix_proof check_iin(ix_str key) {
    static const int first[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    static const int second[] = {3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2};
    if (key.len != 12 || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    int rest = weighted(key, first, 11) % 11;
    rest = rest == 10 ? weighted(key, second, 11) % 11 : rest;
    return proof(rest == digit(key, 11));
}

/* ------------------------------------------------------------------ other countries */

/* GB 11643-1999 (ISO 7064 MOD 11-2): region, birth date, serial, check digit or X. */
static ix_proof check_resident_id(ix_str key) {
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    if (key.len != 18 || !all_digits(ix_str_slice(key, 0, 17)) || !is_day(key, 10)) {
        return IX_PROOF_NONE;
    }
    return proof("10X98765432"[weighted(key, weights, 17) % 11] == key.ptr[17]);
}

/* GB 32100-2015: unified social credit code, modulo 31, without I, O, S, V, Z. */
static ix_proof check_uscc(ix_str key) {
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static const int weights[] = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    int sum = 0;
    if (key.len != 18 || (key.ptr[0] != '9' && all_digits(ix_str_slice(key, 0, 17)))) {
        return IX_PROOF_NONE; /* a number of a person that is none */
    }
    for (int i = 0; i < 18; i++) {
        const char *at = memchr(alphabet, key.ptr[i], sizeof alphabet - 1);
        if (at == NULL) {
            return IX_PROOF_WRONG;
        }
        sum += i < 17 ? (int)(at - alphabet) * weights[i] : 0;
    }
    return proof(alphabet[(31 - sum % 31) % 31] == key.ptr[17]);
}

/* National code of persons, Iran: the sum weighted 10 to 2, modulo 11. */
static ix_proof check_iran_code(ix_str key) {
    static const int weights[] = {10, 9, 8, 7, 6, 5, 4, 3, 2};
    if (key.len != 10 || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    int rest = weighted(key, weights, 9) % 11;
    return proof((rest < 2 ? rest : 11 - rest) == digit(key, 9));
}

/* National identifier of legal persons, Iran: eleven digits, the tenth added to each. */
static ix_proof check_iran_firm(ix_str key) {
    static const int weights[] = {29, 27, 23, 19, 17, 29, 27, 23, 19, 17};
    if (key.len != 11 || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    int sum = 0;
    for (int i = 0; i < 10; i++) {
        sum += (digit(key, i) + digit(key, 9) + 2) * weights[i];
    }
    return proof(sum % 11 % 10 == digit(key, 10));
}

/* T.C. kimlik numarasi, Turkey, eleven digits, the last two check; and the tax number of firms. */
static ix_proof check_tckn(ix_str key) {
    if (key.len != 11 || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    int odd = 0, even = 0;
    for (int i = 0; i < 9; i += 2) {
        odd += digit(key, i);
    }
    for (int i = 1; i < 8; i += 2) {
        even += digit(key, i);
    }
    int tenth = ((odd * 7 - even) % 10 + 10) % 10;
    return proof(key.ptr[0] != '0' && tenth == digit(key, 9) &&
                 (odd + even + tenth) % 10 == digit(key, 10));
}

static ix_proof check_vkn(ix_str key) {
    if (key.len != 10 || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    int sum = 0;
    for (int i = 0; i < 9; i++) {
        int value = (digit(key, i) + 9 - i) % 10;
        int power = 1 << (9 - i);
        int rest = value * power % 9;
        sum += value != 0 && rest == 0 ? 9 : rest;
    }
    return proof((10 - sum % 10) % 10 == digit(key, 9));
}

/* Social Security number, United States: no check digit, but areas, groups and serials that are
 * never given out (20 CFR 422.103; Social Security Administration, randomization of 2011). */
static ix_proof check_ssn(ix_str key) {
    if (key.len != 9 || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    bool never = memcmp(key.ptr, "000", 3) == 0 || memcmp(key.ptr, "666", 3) == 0 ||
                 memcmp(key.ptr + 3, "00", 2) == 0 || memcmp(key.ptr + 5, "0000", 4) == 0;
    /* An area of 9 is that of a taxpayer who has no such number. */
    return never ? IX_PROOF_WRONG : IX_PROOF_NONE;
}

/* PESEL of persons and NIP of taxpayers, Poland. */
static ix_proof check_pesel(ix_str key) {
    static const int weights[] = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
    if (key.len != 11 || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    return proof((10 - weighted(key, weights, 10) % 10) % 10 == digit(key, 10));
}

static ix_proof check_nip(ix_str key) {
    static const int weights[] = {6, 5, 7, 2, 3, 4, 5, 6, 7};
    if (key.len != 10 || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    return proof(weighted(key, weights, 9) % 11 == digit(key, 9));
}

/* The digit that makes the sum, weighted 2, 3, ... up to `most` from the right, a multiple of 11.
 */
static int brazilian_digit(ix_str key, int count, int most) {
    int sum = 0, weight = 2;
    for (int i = count - 1; i >= 0; i--) {
        sum += digit(key, i) * weight;
        weight = weight == most ? 2 : weight + 1;
    }
    int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
}

/* CPF of persons and CNPJ of firms, Brazil: two check digits each. */
static ix_proof check_cpf_cnpj(ix_str key) {
    if ((key.len != 11 && key.len != 14) || !all_digits(key)) {
        return IX_PROOF_NONE;
    }
    int count = (int)key.len - 2, most = key.len == 11 ? 12 : 9;
    return proof(brazilian_digit(key, count, most) == digit(key, count) &&
                 brazilian_digit(key, count + 1, most) == digit(key, count + 1));
}

/* Identity number, Israel: nine digits, Luhn. */
static ix_proof check_israel_id(ix_str key) {
    return key.len == 9 && all_digits(key) ? proof(luhn(key)) : IX_PROOF_NONE;
}

/* Emirates ID: 784, year of birth, Luhn. */
static ix_proof check_emirates_id(ix_str key) {
    bool shape = key.len == 15 && all_digits(key) && ix_str_starts_with(key, IX_STR("784"));
    return shape ? proof(luhn(key)) : IX_PROOF_NONE;
}

/* ------------------------------------------------------------------ wallets */

#define WALLET_BYTES_MAX 90 /* BIP 173 */

/* Bytes of a base58 text (leading ones are zero bytes); -1 when it is none. */
static int from_base58(unsigned char out[WALLET_BYTES_MAX], ix_str text) {
    static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    unsigned char number[WALLET_BYTES_MAX] = {0}; /* least byte first */
    int length = 0, zeros = 0;
    if (text.len < 26 || text.len > 40 || text.ptr[0] == 'r') {
        return -1; /* XRP begins with r and has an alphabet of its own */
    }
    while (zeros < text.len && text.ptr[zeros] == '1') {
        zeros++;
    }
    for (ptrdiff_t i = 0; i < text.len; i++) {
        const char *at = memchr(alphabet, text.ptr[i], sizeof alphabet - 1);
        if (at == NULL) {
            return -1;
        }
        int carry = (int)(at - alphabet);
        for (int k = 0; k < length || carry > 0; k++) {
            carry += k < length ? number[k] * 58 : 0;
            number[k] = (unsigned char)(carry & 0xFF);
            carry >>= 8;
            length = k >= length ? k + 1 : length;
        }
    }
    memset(out, 0, WALLET_BYTES_MAX);
    for (int k = 0; k < length; k++) {
        out[zeros + k] = number[length - 1 - k];
    }
    return zeros + length;
}

/* Base58Check: a version of one byte or two, twenty bytes, four of the double SHA-256. */
static ix_proof check_base58(ix_str key) {
    unsigned char bytes[WALLET_BYTES_MAX];
    int length = from_base58(bytes, key);
    if (length != 25 && length != 26) {
        return IX_PROOF_NONE;
    }
    ix_digest once = ix_sha256((ix_str){(const char *)bytes, length - 4});
    ix_digest twice = ix_sha256((ix_str){(const char *)once.bytes, sizeof once.bytes});
    return proof(memcmp(bytes + length - 4, twice.bytes, 4) == 0);
}

static uint32_t bech32_step(uint32_t sum, int value) {
    static const uint32_t generator[] = {0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD,
                                         0x2A1462B3};
    uint32_t top = sum >> 25;
    sum = (sum & 0x1FFFFFF) << 5 ^ (uint32_t)value;
    for (int i = 0; i < 5; i++) {
        sum ^= (top >> i & 1) != 0 ? generator[i] : 0;
    }
    return sum;
}

/* Bech32 and Bech32m (BIP 173, BIP 350) of bitcoin and litecoin. */
static ix_proof check_bech32(ix_str key) {
    static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    ptrdiff_t one = ix_str_find(key, IX_STR("1"), 0);
    uint32_t sum = 1;
    if (key.len < 14 || key.len > WALLET_BYTES_MAX ||
        !(ix_str_starts_with(key, IX_STR("bc1")) || ix_str_starts_with(key, IX_STR("ltc1")))) {
        return IX_PROOF_NONE;
    }
    for (ptrdiff_t i = 0; i < one; i++) {
        sum = bech32_step(sum, key.ptr[i] >> 5);
    }
    sum = bech32_step(sum, 0);
    for (ptrdiff_t i = 0; i < one; i++) {
        sum = bech32_step(sum, key.ptr[i] & 31);
    }
    for (ptrdiff_t i = one + 1; i < key.len; i++) {
        const char *at = memchr(alphabet, key.ptr[i], sizeof alphabet - 1);
        if (at == NULL) {
            return IX_PROOF_WRONG;
        }
        sum = bech32_step(sum, (int)(at - alphabet));
    }
    return proof(sum == 1 || sum == 0x2BC830A3);
}

/* 0x and forty hexadecimal digits. */
static ix_proof check_hex(ix_str key) {
    if (!ix_str_starts_with(key, IX_STR("0x"))) {
        return IX_PROOF_NONE;
    }
    bool right = key.len == 42;
    for (ptrdiff_t i = 2; i < key.len; i++) {
        right = right && (is_digit(key.ptr[i]) || (key.ptr[i] >= 'a' && key.ptr[i] <= 'f'));
    }
    return right ? IX_PROOF_NONE : IX_PROOF_WRONG;
}

/* ------------------------------------------------------------------ the table */

#define TYPE(type)  (1u << (type))
#define PAPERS      (TYPE(IX_ID_TAX) | TYPE(IX_ID_NATIONAL) | TYPE(IX_ID_REGISTRATION))
#define OF_PERSONS  (TYPE(IX_ID_TAX) | TYPE(IX_ID_NATIONAL))
#define OF_REGISTER (TYPE(IX_ID_TAX) | TYPE(IX_ID_REGISTRATION))

/* The first scheme whose shape fits tells; `single`: a party has one number of it. */
static const struct scheme {
    const char *name;
    unsigned types;
    const char *country; /* "": any */
    ix_proof (*check)(ix_str key);
    bool single;
} schemes[] = {
    {"IMO number", TYPE(IX_ID_IMO), "", check_imo, true},
    {"LEI", TYPE(IX_ID_LEI), "", check_lei, true},
    {"IBAN", TYPE(IX_ID_IBAN), "", check_iban, false},
    {"ISIN", TYPE(IX_ID_ISIN), "", check_isin, false},
    {"BIC", TYPE(IX_ID_BIC), "", check_bic, false},
    {"MMSI", TYPE(IX_ID_MMSI), "", check_mmsi, false},
    {"INN", OF_REGISTER, "RU", check_inn, true},
    {"OGRN", OF_REGISTER, "RU", check_ogrn, true},
    {"SNILS", OF_PERSONS, "RU", check_snils, true},
    {"EDRPOU", OF_REGISTER, "UA", check_edrpou, true},
    {"RNOKPP", TYPE(IX_ID_TAX), "UA", check_rnokpp, true},
    {"IIN or BIN", PAPERS, "KZ", check_iin, true},
    {"resident identity number", OF_PERSONS, "CN", check_resident_id, true},
    {"unified social credit code", PAPERS, "CN", check_uscc, true},
    {"national code", OF_PERSONS, "IR", check_iran_code, true},
    {"national identifier of a legal person", PAPERS, "IR", check_iran_firm, true},
    {"identity number", OF_PERSONS, "TR", check_tckn, true},
    {"tax number", TYPE(IX_ID_TAX), "TR", check_vkn, true},
    {"Social Security number", OF_PERSONS, "US", check_ssn, true},
    {"PESEL", OF_PERSONS, "PL", check_pesel, true},
    {"NIP", TYPE(IX_ID_TAX), "PL", check_nip, true},
    {"CPF or CNPJ", PAPERS, "BR", check_cpf_cnpj, true},
    {"identity number", OF_PERSONS, "IL", check_israel_id, true},
    {"Emirates ID", TYPE(IX_ID_NATIONAL), "AE", check_emirates_id, true},
    {"wallet address", TYPE(IX_ID_WALLET), "", check_base58, false},
    {"wallet address", TYPE(IX_ID_WALLET), "", check_bech32, false},
    {"wallet address", TYPE(IX_ID_WALLET), "", check_hex, false},
};

ix_scheme ix_identifier_scheme(ix_identifier_type type, ix_str value, const char country[3]) {
    char bytes[KEY_BYTES_MAX];
    ix_str key = {bytes, ix_identifier_key(bytes, KEY_BYTES_MAX, type, value)};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        const struct scheme *s = &schemes[i];
        if ((s->types & TYPE(type)) == 0 ||
            (s->country[0] != '\0' && memcmp(s->country, country, 2) != 0)) {
            continue;
        }
        ix_proof found = s->check(key);
        if (found != IX_PROOF_NONE) {
            return (ix_scheme){s->name, found, s->single && found == IX_PROOF_RIGHT};
        }
    }
    return (ix_scheme){"", IX_PROOF_NONE, false};
}

/* ------------------------------------------------------------------ slips */

/* Letters and digits that are read for one another. */
static bool look_alike(char a, char b) {
    static const char pairs[][3] = {"0O", "1I", "1L", "5S", "8B", "2Z", "6G", "0D", "0Q", "7T"};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if ((pairs[i][0] == a && pairs[i][1] == b) || (pairs[i][0] == b && pairs[i][1] == a)) {
            return true;
        }
    }
    return false;
}

#define SLIP_LENGTH_MIN 6 /* shorter numbers that differ are two numbers */

bool ix_identifier_is_slip(ix_str a, ix_str b) {
    if (a.len < SLIP_LENGTH_MIN || b.len < SLIP_LENGTH_MIN || ix_str_equal(a, b)) {
        return false;
    }
    bool read = a.len == b.len; /* all differences are of letters read for one another */
    for (ptrdiff_t i = 0; read && i < a.len; i++) {
        read = a.ptr[i] == b.ptr[i] || look_alike(a.ptr[i], b.ptr[i]);
    }
    return read || ix_text_distance(a, b, 1) == 1;
}
