#include "uk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

typedef struct fixture {
    ix_arena arena;
    ix_arena keep;
    ix_read_report report;
    ix_draft draft;
} fixture;

static fixture f;

static int set_up(void **state) {
    (void)state;
    f = (fixture){0};
    ix_arena_init(&f.arena, 1 << 20);
    ix_arena_init(&f.keep, 1 << 20);
    f.draft = (ix_draft){.arena = &f.arena, .keep = &f.keep, .report = &f.report};
    ix_draft_begin(&f.draft, IX_STR("K"), IX_PARTY_PERSON);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ix_arena_free(&f.arena);
    ix_arena_free(&f.keep);
    return 0;
}

typedef struct pair {
    const char *text, *wanted;
} pair;

static void expect(ix_str got, const pair *p) {
    if (!ix_str_equal(got, ix_str_from_cstr(p->wanted))) {
        fail_msg("%s: \"%.*s\" is not \"%s\"", p->text, (int)got.len, got.ptr, p->wanted);
    }
}

static void entities_of_html(void **state) {
    (void)state;
    static const pair rows[] = {
        {" a &amp; b ", "a & b"},
        {"&quot;x&quot; &#39;y&#x27; &lt;&gt;&apos;&nbsp;.", "\"x\" 'y' <>' ."},
        {"&rsquo;&#8217;&#x2019;", "\xE2\x80\x99\xE2\x80\x99\xE2\x80\x99"},
        {"a\r\nb\rc", "a\nb\rc"},
        {"&amp;amp;", "&amp;"},
        {"AT&T; &;&#; &#x; &#0; &#10; &#55296; &#1114112; &#99999999999; &unknown; &amp",
         "AT&T; &;&#; &#x; &#0; &#10; &#55296; &#1114112; &#99999999999; &unknown; &amp"},
        {"", ""},
        {"&", "&"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        expect(uk_text(&f.draft, ix_str_from_cstr(rows[i].text)), &rows[i]);
    }
    assert_true(f.report.warning_count == 1 && f.report.warnings[0].count == 4);
}

static void enumerations(void **state) {
    (void)state;
    static const pair rows[] = {
        {"(1) A (2) B", "1-1 A|2-2 B|"},
        {"1) Saudi Arabia 2) Qatar", "1-1 Saudi Arabia|2-2 Qatar|"},
        {"(1) Town, (2)-(6) -", "1-1 Town|"},
        {"(1)-(2) A (3) B; (4)-(5) C", "1-2 A|3-3 B|4-5 C|"},
        {"a) General b)Major General", "1-1 General|2-2 Major General|"},
        {"(a) A (b) B", "1-1 A|2-2 B|"},
        {"(1) one only", "0-0 (1) one only|"},
        {"(1) A (3) B", "0-0 (1) A (3) B|"},
        {"Flat 1) (2) B", "0-0 Flat 1) (2) B|"},
        {"(about) x", "0-0 (about) x|"},
        {"(1)", "0-0 (1)|"},
        {"(1) (2)", ""},
        {"-", ""},
        {" ", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uk_item items[UK_ITEMS_MAX];
        ix_buf out;
        ix_buf_init(&out, 1 << 16);
        int count = uk_items(items, ix_str_from_cstr(rows[i].text));
        for (int k = 0; k < count; k++) {
            ix_buf_printf(&out, "%d-%d %" IX_FMT "|", items[k].from, items[k].to,
                          IX_ARG(items[k].text));
        }
        expect(ix_buf_view(&out), &rows[i]);
        ix_buf_free(&out);
    }
}

/* More things than there is room for stay with the last: nothing is lost. */
static void long_enumerations(void **state) {
    (void)state;
    ix_buf out;
    ix_buf_init(&out, 1 << 16);
    for (int i = 1; i < 100; i++) {
        ix_buf_printf(&out, "(%d) T%d ", i, i);
    }
    uk_item items[UK_ITEMS_MAX];
    assert_int_equal(uk_items(items, ix_buf_view(&out)), UK_ITEMS_MAX);
    assert_true(ix_str_equal(items[62].text, IX_STR("T63")));
    assert_true(ix_str_starts_with(items[63].text, IX_STR("T64 (65) T65")));
    assert_true(ix_str_ends_with(items[63].text, IX_STR("T99")));
    ix_buf_free(&out);
}

static void dates(void **state) {
    (void)state;
    static const pair rows[] = {
        {"17/07/2012", "2012-07-17"}, {"1/2/2012", "2012-02-01"},   {"dd/mm/1965", "1965"},
        {"00/00/1965", "1965"},       {"DD/04/1965", "1965-04"},    {"00/4/1965", "1965-04"},
        {"12/mm/1965", "12/mm/1965"}, {"12/00/1965", "12/00/1965"}, {"1965", "1965"},
        {"1965-02-03", "1965-02-03"}, {"32/01/1965", "32/01/1965"}, {"01/13/1965", "01/13/1965"},
        {"01/02/65", "01/02/65"},     {"ab/mm/1965", "ab/mm/1965"}, {"", ""},
        {"1/2/1965/3", "1/2/1965/3"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        expect(uk_date(&f.draft, ix_str_from_cstr(rows[i].text)), &rows[i]);
    }
}

static void numbers_of_documents(void **state) {
    (void)state;
    static const pair rows[] = {
        {"AB 850901", "AB 850901"},
        {"1-78-09-44621-80", "1-78-09-44621-80"},
        {"5420 1246 7918", "5420 1246 7918"},
        {"Passport No: 592667 (Qatari passport issued on 3 May 2007).", "592667"},
        {"Passport number:F50859", "F50859"},
        {"G827238 (Tunisian). Issued on 1 June 1996.", "G827238"},
        {"284173, expires 21 Aug 2005 (Iraq)", "284173"},
        {"Ration card no. 1729765", "1729765"},
        {"Iraq national identification card 00405771, issued on 20 May 2013", "00405771"},
        {"Civil ID no 1028745097 (Saudi Arabian)", "1028745097"},
        {"Uganda Passport.", ""},
        {"Issued in 2001", ""},
        {"not known", ""},
        {"HRB 4711 (Germany)", "HRB 4711"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        expect(uk_number(ix_str_from_cstr(rows[i].text)), &rows[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(entities_of_html, set_up, tear_down),
        cmocka_unit_test_setup_teardown(enumerations, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_enumerations, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates, set_up, tear_down),
        cmocka_unit_test_setup_teardown(numbers_of_documents, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
