/* Tests of sources files: what they mean, one over the other, and where their faults are. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ONE                                                                                        \
    "sources:\n"                                                                                   \
    "  - list: us_ofac_sdn\n"                                                                      \
    "    format: ofac_sdn_csv\n"                                                                   \
    "    files:\n"                                                                                 \
    "      - url: https://a.example/x/SDN.CSV?v=1\n"                                               \
    "        role: primary\n"                                                                      \
    "      - url: https://a.example/download\n"                                                    \
    "        name: alt.csv\n"                                                                      \
    "        role: alias\n"                                                                        \
    "    checksum: ofac_catalogue\n"                                                               \
    "    checksum_url: https://a.example/catalogue\n"                                              \
    "    every_hours: 2\n"                                                                         \
    "    retries: 7\n"

typedef struct parsed {
    ix_arena arena;
    ix_source *sources;
    int count;
    ix_error error;
} parsed;

static ix_status parse(parsed *p, const char *shipped, const char *own) {
    ix_sources_file files[] = {{IX_STR("shipped.yml"), ix_str_from_cstr(shipped)},
                               {IX_STR("own.yml"), ix_str_from_cstr(own == NULL ? "" : own)}};
    *p = (parsed){0};
    ix_arena_init(&p->arena, 1 << 22);
    return ix_sources_read(&p->sources, &p->count, files, own == NULL ? 1 : 2, &p->arena,
                           &p->error);
}

static void a_source_is_read(void **state) {
    (void)state;
    parsed p;
    assert_int_equal(parse(&p, ONE, NULL), IX_OK);
    assert_int_equal(p.count, 1);
    const ix_source *s = p.sources;
    assert_string_equal(s->reader->format, "ofac_sdn_csv");
    assert_int_equal(s->file_count, 2);
    assert_true(ix_str_equal(s->files[0].name, IX_STR("SDN.CSV")));
    assert_true(ix_str_equal(s->files[1].name, IX_STR("alt.csv")));
    assert_true(ix_str_equal(s->files[1].role, IX_STR("alias")));
    assert_int_equal(s->checksum, IX_CHECKSUM_OFAC);
    assert_int_equal(s->every_hours, 2);
    assert_int_equal(s->limits.retries, 7);
    assert_int_equal(s->limits.connect_seconds, 20);
    assert_int_equal(s->limits.bytes_max, 256 << 20);
    assert_false(s->disabled);
    assert_false(s->header_first);
    ix_arena_free(&p.arena);
}

static void the_user_changes_keys(void **state) {
    (void)state;
    parsed p;
    assert_int_equal(
        parse(&p, ONE,
              "sources:\n"
              "  - list: us_ofac_sdn\n"
              "    enabled: false\n"
              "    published_from: header\n"
              "    checksum: none\n"
              "    retries: 0\n"
              "  - list: mine\n"
              "    format: us_csl_csv\n"
              "    files:\n"
              "      - url: http://127.0.0.1:8080/csl.csv\n"
              "        sha256: 01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805"
              "daca546b\n"),
        IX_OK);
    assert_int_equal(p.count, 2);
    assert_true(p.sources[0].disabled);
    assert_true(p.sources[0].header_first);
    assert_int_equal(p.sources[0].checksum, IX_CHECKSUM_NONE);
    assert_int_equal(p.sources[0].limits.retries, 0);
    assert_int_equal(p.sources[0].every_hours, 2);
    assert_int_equal(p.sources[0].file_count, 2);
    assert_true(ix_str_equal(p.sources[0].file, IX_STR("own.yml")));
    assert_true(p.sources[1].files[0].pinned);
    assert_true(ix_str_equal(p.sources[1].list_id, IX_STR("mine")));
    ix_arena_free(&p.arena);
}

static void faults_have_a_place(void **state) {
    (void)state;
    const struct {
        const char *entry;
        int64_t line;
        const char *says;
    } cases[] = {
        {"  - list: Mine\n", 2, "is no list id"},
        {"  - list: mine\n", 2, "mine has no format"},
        {"  - list: mine\n    format: un_xml\n", 2, "mine names no files"},
        {"  - list: mine\n    format: nosuch\n", 2, "no list format \"nosuch\""},
        {"  - format: un_xml\n", 2, "list"},
        {"  - list: mine\n    format: mapped_csv\n", 2, "mapped_csv needs a map"},
        {"  - list: mine\n    format: un_xml\n    map: a.yml\n", 2, "map is for mapped formats"},
        {"  - list: un_sc\n    enabled: maybe\n", 3, "true or false"},
        {"  - list: un_sc\n    format: un_xml\n    files:\n      - url: a.example/x\n", 5,
         "expected an address"},
        {"  - list: un_sc\n    format: un_xml\n    files:\n      - url: https://u:p@a/x\n", 5,
         "without user and password"},
        {"  - list: un_sc\n    format: un_xml\n    files:\n      - url: https:///x\n", 5,
         "address"},
        {"  - list: un_sc\n    format: un_xml\n    files:\n      - url: https://a.example/\n", 5,
         "give one with name"},
        {"  - list: un_sc\n    format: un_xml\n    files:\n      - url: https://a/x\n"
         "        role: chorus\n",
         5, "\"chorus\""},
        {"  - list: un_sc\n    format: un_xml\n    files:\n      - url: https://a/x\n"
         "        sha256: 12\n",
         5, "64 hexadecimal digits"},
        {"  - list: un_sc\n    format: un_xml\n    checksum: md5\n    files:\n"
         "      - url: https://a/x\n",
         2, "\"md5\""},
        {"  - list: un_sc\n    format: un_xml\n    checksum: rss\n    files:\n"
         "      - url: https://a/x\n",
         2, "needs a checksum_url"},
        {"  - list: un_sc\n    format: un_xml\n    retries: 21\n    files:\n"
         "      - url: https://a/x\n",
         2, "retries: expected a number from 0 to 20, found 21"},
        {"  - list: un_sc\n    format: un_xml\n    files:\n"
         "      - {url: https://a/x, role: alias}\n      - {url: https://a/y, role: alias}\n",
         6, "a second file of the role alias"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[1024];
        parsed p;
        snprintf(text, sizeof text, "sources:\n%s", cases[i].entry);
        assert_int_equal(parse(&p, text, NULL), IX_E_INPUT);
        assert_non_null(strstr(p.error.text, cases[i].says));
        assert_int_equal(p.error.line, cases[i].line);
        assert_string_equal(p.error.source, "shipped.yml");
        assert_int_equal(p.count, 0);
        ix_arena_free(&p.arena);
    }
}

static void faults_of_the_user_are_the_users(void **state) {
    (void)state;
    parsed p;
    assert_int_equal(parse(&p, ONE, "sources:\n  - list: us_ofac_sdn\n    max_bytes: 0\n"),
                     IX_E_INPUT);
    assert_string_equal(p.error.source, "own.yml");
    assert_int_equal(p.error.line, 2);
    ix_arena_free(&p.arena);
}

/* Whatever the memory, it is read or said to be gone. */
static void memory_may_end(void **state) {
    (void)state;
    ix_sources_file file = {IX_STR("shipped.yml"), IX_STR(ONE)};
    ix_status status = IX_E_MEMORY;
    for (size_t cap = 0; cap < 1 << 20 && status != IX_OK; cap += 512) {
        ix_source *sources;
        int count;
        ix_arena arena;
        ix_error error = {0};
        ix_arena_init(&arena, cap);
        status = ix_sources_read(&sources, &count, &file, 1, &arena, &error);
        assert_true(status == IX_OK || status == IX_E_MEMORY);
        ix_arena_free(&arena);
    }
    assert_int_equal(status, IX_OK);
}

static void schemes_have_names(void **state) {
    (void)state;
    assert_string_equal(ix_checksum_name(IX_CHECKSUM_NONE), "none");
    assert_string_equal(ix_checksum_name(IX_CHECKSUM_RSS), "rss");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_source_is_read),    cmocka_unit_test(the_user_changes_keys),
        cmocka_unit_test(faults_have_a_place), cmocka_unit_test(faults_of_the_user_are_the_users),
        cmocka_unit_test(memory_may_end),      cmocka_unit_test(schemes_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
