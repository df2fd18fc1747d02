/* Comparable keys of identifiers, canonical currency codes, and check digits.
 *
 * A key says when two published values are one identifier: publishers and customers write the same
 * number with other spaces, hyphens, prefixes and case. Wallet addresses are the exception: in
 * base58 `a` and `A` are different digits, in hex and bech32 they are not. */
#include <interdict/entity.h>

#include <assert.h>
#include <string.h>

#define KEY_BYTES_MAX 64 /* enough to check any identifier that has a check digit */

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static char to_lower(char c) {
    return is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

static char to_upper(char c) {
    return is_lower(c) ? (char)(c - 'a' + 'A') : c;
}

static bool starts_nocase(ix_str s, ix_str prefix) {
    return s.len >= prefix.len && ix_str_equal_ascii_nocase(ix_str_slice(s, 0, prefix.len), prefix);
}

/* ------------------------------------------------------------------ keys */

/* Does case carry no meaning in this address? So it is for 0x hex, for bech32 (known by the
 * human-readable part before its 1), and for what is written in one case throughout. TB1 may begin
 * an address of TRON, in base58. */
static bool is_wallet_caseless(ix_str address) {
    static const char *const caseless_starts[] = {"0x",  "bc1",     "ltc1", "addr1",
                                                  "zs1", "cosmos1", "bnb1"};
    for (size_t i = 0; i < sizeof caseless_starts / sizeof caseless_starts[0]; i++) {
        if (starts_nocase(address, ix_str_from_cstr(caseless_starts[i]))) {
            return true;
        }
    }
    bool upper = false;
    bool lower = false;
    for (ptrdiff_t i = 0; i < address.len; i++) {
        upper |= is_upper(address.ptr[i]);
        lower |= is_lower(address.ptr[i]);
    }
    return !(upper && lower);
}

/* The bytes other than white space and control characters. */
static int compact(char *out, int cap, ix_str value) {
    int len = 0;
    for (ptrdiff_t i = 0; i < value.len && len < cap; i++) {
        if ((unsigned char)value.ptr[i] > ' ') {
            out[len++] = value.ptr[i];
        }
    }
    return len;
}

/* Drop the first `count` bytes of a key. */
static int drop_front(char *key, int len, int count) {
    memmove(key, key + count, (size_t)(len - count));
    return len - count;
}

static void lower_all(char *key, int len) {
    for (int i = 0; i < len; i++) {
        key[i] = to_lower(key[i]);
    }
}

/* Bytes of the scheme of a payment link ("bitcoin:1A1z..."), colon included; 0 without one. */
static int scheme_length(const char *key, int len) {
    int at = 0;
    while (at < len && (is_upper(key[at]) || is_lower(key[at]))) {
        at++;
    }
    return at > 0 && at + 1 < len && key[at] == ':' ? at + 1 : 0;
}

static int wallet_key(char *out, int cap, ix_str value) {
    int len = compact(out, cap, value);
    for (int scheme; (scheme = scheme_length(out, len)) > 0;) {
        len = drop_front(out, len, scheme);
    }
    if (is_wallet_caseless((ix_str){out, len})) {
        lower_all(out, len);
    }
    return len;
}

static int phone_key(char *out, int cap, ix_str value) {
    int len = 0;
    for (ptrdiff_t i = 0; i < value.len && len < cap; i++) {
        if (is_digit(value.ptr[i])) {
            out[len++] = value.ptr[i];
        }
    }
    return len;
}

static int email_key(char *out, int cap, ix_str value) {
    int len = compact(out, cap, value);
    lower_all(out, len);
    return len;
}

/* Without scheme, "www." and final slashes. */
static int website_key(char *out, int cap, ix_str value) {
    static const ix_str fronts[] = {{"http://", 7}, {"https://", 8}, {"www.", 4}};
    int len = email_key(out, cap, value);
    for (size_t i = 0; i < sizeof fronts / sizeof fronts[0]; i++) {
        if (ix_str_starts_with((ix_str){out, len}, fronts[i])) {
            len = drop_front(out, len, (int)fronts[i].len);
            i = (size_t)-1; /* again from the first */
        }
    }
    while (len > 0 && out[len - 1] == '/') {
        len--;
    }
    return len;
}

/* Letters and digits; bytes of other scripts stay, other ASCII signs go. */
static bool is_plain(char upper) {
    return is_upper(upper) || is_digit(upper) || (unsigned char)upper >= 0x80;
}

static int plain_key(char *out, int cap, ix_str value) {
    int len = 0;
    for (ptrdiff_t i = 0; i < value.len && len < cap; i++) {
        char c = to_upper(value.ptr[i]);
        if (is_plain(c)) {
            out[len++] = c;
        }
    }
    return len;
}

/* Does plain_key() give this key? Most values part from it in their first characters. */
static bool has_plain_key(ix_str value, ix_str key, int cap) {
    ptrdiff_t at = 0;
    for (ptrdiff_t i = 0; i < value.len && at < cap; i++) {
        char c = to_upper(value.ptr[i]);
        if (is_plain(c)) {
            if (at == key.len || key.ptr[at] != c) {
                return false;
            }
            at++;
        }
    }
    return at == key.len;
}

int ix_identifier_key(char *out, int cap, ix_identifier_type type, ix_str value) {
    assert(cap >= 0 && value.len >= 0);
    int len;
    switch (type) {
    case IX_ID_WALLET:
        return wallet_key(out, cap, value);
    case IX_ID_PHONE:
        return phone_key(out, cap, value);
    case IX_ID_EMAIL:
        return email_key(out, cap, value);
    case IX_ID_WEBSITE:
        return website_key(out, cap, value);
    case IX_ID_IMO:
        len = plain_key(out, cap, value);
        while (len >= 3 && memcmp(out, "IMO", 3) == 0) {
            len = drop_front(out, len, 3);
        }
        return len;
    case IX_ID_BIC:
        len = plain_key(out, cap, value);
        /* ISO 9362: a branch code of three X names the head office, as no branch code does. */
        return len == 11 && out[8] == 'X' && out[9] == 'X' && out[10] == 'X' ? 8 : len;
    default:
        return plain_key(out, cap, value);
    }
}

/* Do a wallet's value and a key end alike? Of a wallet only white space and its front are dropped.
 */
static bool ends_alike(ix_str value, ix_str key) {
    ptrdiff_t last = value.len - 1;
    while (last >= 0 && (unsigned char)value.ptr[last] <= ' ') {
        last--;
    }
    return last >= 0 && key.len > 0 && to_lower(value.ptr[last]) == to_lower(key.ptr[key.len - 1]);
}

bool ix_identifier_has_key(ix_identifier_type type, ix_str value, ix_str key, int cap) {
    char made[IX_IDENTIFIER_KEY_MAX];
    assert(cap >= 0 && cap <= IX_IDENTIFIER_KEY_MAX);
    if (type == IX_ID_WALLET && key.len < cap && key.len > 0 && !ends_alike(value, key)) {
        return false;
    }
    switch (type) {
    case IX_ID_WALLET:
    case IX_ID_PHONE:
    case IX_ID_EMAIL:
    case IX_ID_WEBSITE:
    case IX_ID_IMO:
    case IX_ID_BIC:
        /* A key drops bytes of its value and adds none. */
        return value.len >= key.len &&
               ix_str_equal((ix_str){made, ix_identifier_key(made, cap, type, value)}, key);
    default:
        return has_plain_key(value, key, cap);
    }
}

ix_str ix_currency_canonical(ix_str code) {
    static const struct {
        const char *code;
        const char *canonical;
    } rows[] = {
        {"XBT", "BTC"},  {"BTC", "BTC"},   {"ETH", "ETH"},   {"XMR", "XMR"}, {"LTC", "LTC"},
        {"ZEC", "ZEC"},  {"DASH", "DASH"}, {"BTG", "BTG"},   {"ETC", "ETC"}, {"BSV", "BSV"},
        {"BCH", "BCH"},  {"XVG", "XVG"},   {"USDT", "USDT"}, {"TRX", "TRX"}, {"USDC", "USDC"},
        {"XRP", "XRP"},  {"BSC", "BSC"},   {"ARB", "ARB"},   {"SOL", "SOL"}, {"DOGE", "DOGE"},
        {"XDG", "DOGE"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (ix_str_equal_ascii_nocase(code, ix_str_from_cstr(rows[i].code))) {
            return ix_str_from_cstr(rows[i].canonical);
        }
    }
    return code;
}

/* ------------------------------------------------------------------ check digits */

/* IMO ship number (Resolution A.1117(30)): seven digits; the last is the last digit of the sum of
 * the first six weighted 7 to 2. */
static bool check_imo(const char *key, int len) {
    int sum = 0;
    for (int i = 0; i < len; i++) {
        if (!is_digit(key[i])) {
            return false;
        }
        sum += i < 6 ? (key[i] - '0') * (7 - i) : 0;
    }
    return len == 7 && sum % 10 == key[6] - '0';
}

/* ISO 7064 MOD 97-10 over digits and letters (A = 10 ... Z = 35), continuing from `remainder`. */
static int mod97(const char *key, int len, int remainder) {
    for (int i = 0; i < len; i++) {
        int value = is_digit(key[i]) ? key[i] - '0' : key[i] - 'A' + 10;
        remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
    }
    return remainder;
}

static bool is_alphanumeric(const char *key, int len) {
    for (int i = 0; i < len; i++) {
        if (!is_digit(key[i]) && !is_upper(key[i])) {
            return false;
        }
    }
    return true;
}

/* ISO 13616: country, check digits, account; the first four go to the end. */
static bool check_iban(const char *key, int len) {
    return len >= 15 && len <= 34 && is_alphanumeric(key, len) && is_upper(key[0]) &&
           is_upper(key[1]) && is_digit(key[2]) && is_digit(key[3]) &&
           mod97(key, 4, mod97(key + 4, len - 4, 0)) == 1;
}

/* ISO 6166: letters become two digits, then Luhn from the right. */
static bool check_isin(const char *key, int len) {
    if (len != 12 || !is_alphanumeric(key, len) || !is_upper(key[0]) || !is_upper(key[1]) ||
        !is_digit(key[11])) {
        return false;
    }
    int digits[24];
    int count = 0;
    for (int i = 0; i < len; i++) {
        int value = is_digit(key[i]) ? key[i] - '0' : key[i] - 'A' + 10;
        if (value >= 10) {
            digits[count++] = value / 10;
        }
        digits[count++] = value % 10;
    }
    int sum = 0;
    for (int i = 0; i < count; i++) {
        int digit = digits[count - 1 - i] * (i % 2 + 1);
        sum += digit / 10 + digit % 10;
    }
    return sum % 10 == 0;
}

/* Last digit of the sum of `len` digits weighted by the end of 3 7 2 4 10 3 5 9 4 6 8, modulo 11.
 */
static int inn_digit(const char *key, int len) {
    static const int weights[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    int sum = 0;
    for (int i = 0; i < len; i++) {
        sum += (key[i] - '0') * weights[11 - len + i];
    }
    return sum % 11 % 10;
}

/* Order of the Federal Tax Service of Russia of 29 June 2012, MMV-7-6/435@: ten digits of
 * organizations end in one check digit, twelve of persons in two. */
bool ix_identifier_is_inn(ix_str value) {
    char key[KEY_BYTES_MAX];
    int len = ix_identifier_key(key, KEY_BYTES_MAX, IX_ID_TAX, value);
    for (int i = 0; i < len; i++) {
        if (!is_digit(key[i])) {
            return false;
        }
    }
    return (len == 10 && inn_digit(key, 9) == key[9] - '0') ||
           (len == 12 && inn_digit(key, 10) == key[10] - '0' &&
            inn_digit(key, 11) == key[11] - '0');
}

bool ix_identifier_check(ix_identifier_type type, ix_str value) {
    char key[KEY_BYTES_MAX];
    int len = ix_identifier_key(key, KEY_BYTES_MAX, type, value);
    switch (type) {
    case IX_ID_IMO:
        return check_imo(key, len);
    case IX_ID_LEI: /* ISO 17442 */
        return len == 20 && is_alphanumeric(key, len) && mod97(key, len, 0) == 1;
    case IX_ID_IBAN:
        return check_iban(key, len);
    case IX_ID_ISIN:
        return check_isin(key, len);
    default:
        return true;
    }
}
