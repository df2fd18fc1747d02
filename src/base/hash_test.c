/* Tests of digests and hashes against published vectors. */
#include <interdict/base.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void sha256_vectors(void **state) {
    (void)state;
    /* FIPS 180-2, appendix B, and the empty message. */
    static const struct {
        const char *message;
        const char *digest;
    } rows[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_digest digest = ix_sha256(ix_str_from_cstr(rows[i].message));
        ix_digest parsed;
        ix_buf out;
        ix_buf_init(&out, 64);
        ix_digest_print(&out, &digest);
        assert_int_equal(out.status, IX_OK);
        assert_true(ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(rows[i].digest)));
        assert_true(ix_digest_parse(&parsed, ix_buf_view(&out)));
        assert_true(ix_digest_equal(&parsed, &digest));
        ix_buf_free(&out);
    }
    ix_digest empty = ix_sha256((ix_str){0});
    ix_digest empty_text = ix_sha256(IX_STR(""));
    assert_true(ix_digest_equal(&empty, &empty_text));
}

static void parses_only_digests(void **state) {
    (void)state;
    ix_digest digest;
    ix_digest upper;
    assert_true(ix_digest_parse(
        &digest, IX_STR("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")));
    assert_true(ix_digest_parse(
        &upper, IX_STR("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")));
    assert_true(ix_digest_equal(&digest, &upper));
    static const char *const bad[] = {
        "",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015add",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ag",
        " a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "@a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(ix_digest_parse(&upper, ix_str_from_cstr(bad[i])));
        assert_true(ix_digest_equal(&digest, &upper));
    }
}

static void print_sticks_to_the_limit(void **state) {
    (void)state;
    ix_digest digest = ix_sha256(IX_STR("abc"));
    ix_buf out;
    ix_buf_init(&out, 63);
    ix_digest_print(&out, &digest);
    assert_int_equal(out.status, IX_E_LIMIT);
    ix_buf_free(&out);
}

static void xxh3_vectors(void **state) {
    (void)state;
    /* XXH3_64bits of the empty input with seed 0, from the xxHash specification. */
    assert_true(ix_hash64((ix_str){0}) == UINT64_C(0x2D06800538D394C2));
    assert_true(ix_hash64(IX_STR("tikhonov")) != ix_hash64(IX_STR("tihonov")));
    assert_true(ix_hash64(IX_STR("tikhonov")) == ix_hash64(ix_str_from_cstr("tikhonov")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_vectors),
        cmocka_unit_test(parses_only_digests),
        cmocka_unit_test(print_sticks_to_the_limit),
        cmocka_unit_test(xxh3_vectors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
