#include "au.h"

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

static void begin(fixture *f) {
    *f = (fixture){0};
    ix_arena_init(&f->arena, 1 << 20);
    ix_arena_init(&f->keep, 1 << 20);
    f->draft = (ix_draft){.arena = &f->arena, .keep = &f->keep, .report = &f->report};
    ix_draft_begin(&f->draft, IX_STR("101"), IX_PARTY_PERSON);
}

static void end(fixture *f) {
    assert_int_equal(f->draft.status, IX_OK);
    ix_arena_free(&f->arena);
    ix_arena_free(&f->keep);
}

static void items_of_each_kind(void **state) {
    (void)state;
    static const struct {
        const char *text, *items;
    } rows[] = {
        {"Kabul, Afghanistan", "Kabul, Afghanistan|"},
        {"a) X b) Y, c) Z.", "X|Y|Z.|"},
        {"X b) Y", "X|Y|"},
        {"(a) X (b) Y", "X|Y|"},
        {"X; Y (Z; W); ", "X|Y (Z; W)|"},
        {"a) B: i) X, ii) Y, iii) Z, iv) V, v) W; b) U", "B: i) X|Y|Z|V|W|U|"},
        {": a) X", "X|"},
        {"Unit b2) X", "Unit b2) X|"},
        {"c) X", "c) X|"},
        {" ;; ", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[256];
        ix_buf out = {.ptr = text, .cap = sizeof text, .max = sizeof text - 1};
        au_items items = au_items_of(ix_str_from_cstr(rows[i].text));
        for (ix_str item; au_items_next(&items, &item);) {
            ix_buf_printf(&out, "%" IX_FMT "|", IX_ARG(item));
        }
        ix_buf_append_char(&out, '\0');
        assert_string_equal(out.ptr, rows[i].items);
    }
}

static void births_of_each_form(void **state) {
    (void)state;
    static const struct {
        const char *text, *births;
    } rows[] = {
        {"23830", "1965-03-29|"},
        {"1961", "1961|"},
        {"1945, 1946, 1945", "1945|1946|"},
        {"11/04/1963, 4/11/1960", "1963-04-11|1960-11-04|"},
        {"12/25/1970", "1970-12-25|"},
        {"03/1968, /02/1961", "1968-03|1961-02|"},
        {"Approximately 1953, 5 May 1957, April 1957", "~1953|1957-05-05|1957-04|"},
        {"Approximately: Between 1959 and 1965", "~1959/~1965|"},
        {"27/05/1973 01/01/1975", "1973-05-27|1975-01-01|"},
        {"a) 1970; b) 1971,", "1970|1971|"},
        {"10/061962", "?10/061962|"},
        {"24/06/1402", "?24/06/1402|"},
        {"7/02/1950/11/1950 08/08/1945", "?7/02/1950/11/1950 08/08/1945|"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fixture f;
        begin(&f);
        char text[256];
        ix_buf out = {.ptr = text, .cap = sizeof text, .max = sizeof text - 1};
        au_births(&f.draft, ix_str_from_cstr(rows[i].text), false);
        for (int b = 0; b < f.draft.entity.birth_count; b++) {
            ix_date_range_print(&out, f.draft.entity.births[b]);
            ix_buf_append_char(&out, '|');
        }
        for (int u = 0; u < f.draft.entity.unmodelled_count; u++) {
            ix_buf_printf(&out, "?%" IX_FMT "|", IX_ARG(f.draft.entity.unmodelled[u].value));
        }
        ix_buf_append_char(&out, '\0');
        assert_string_equal(out.ptr, rows[i].births);
        end(&f);
    }
}

static void references_as_the_un_writes_them(void **state) {
    (void)state;
    static const struct {
        const char *text, *reference;
    } rows[] = {
        {"TAi.002. Title: Mullah", "TAi.002"},
        {"Qdi.081 Passport no.", "QDi.081"},
        {"IQE.005", "IQe.005"},
        {"QDe.0041", ""},
        {"Member of QDe.004", ""},
        {"QE.T.14.01", ""},
        {"QDx.001", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fixture f;
        begin(&f);
        ix_str reference = au_un_reference(&f.draft, ix_str_from_cstr(rows[i].text));
        assert_true(ix_str_equal(reference, ix_str_from_cstr(rows[i].reference)));
        end(&f);
    }
}

static void the_first_day(void **state) {
    (void)state;
    int64_t day;
    assert_true(au_first_day(&day, IX_STR("41340"), false));
    assert_int_equal(day, 41340 - 25569);
    assert_true(au_first_day(&day, IX_STR("Listed on 1 Jan 1970 (amended 2 Jan 1970)"), false));
    assert_int_equal(day, 0);
    assert_false(au_first_day(&day, IX_STR("Instrument (No. 1) 2025"), false));
}

/* Without knowledge no country is known: the text stays whole. */
static void addresses_without_knowledge(void **state) {
    (void)state;
    fixture f;
    begin(&f);
    au_addresses(&f.draft,
                 IX_STR("Address: a) 1 Way, Strelsau, (old) b) (unknown); 1 Way, Strelsau (old)"));
    const ix_entity *e = &f.draft.entity;
    assert_int_equal(e->address_count, 2);
    assert_true(ix_str_equal(e->addresses[0].street, IX_STR("1 Way")));
    assert_true(ix_str_equal(e->addresses[0].place, IX_STR("Strelsau")));
    assert_true(ix_str_equal(e->addresses[0].remark, IX_STR("old")));
    assert_true(ix_str_equal(e->addresses[1].place, IX_STR("(unknown)")));
    end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_of_each_kind),
        cmocka_unit_test(births_of_each_form),
        cmocka_unit_test(references_as_the_un_writes_them),
        cmocka_unit_test(the_first_day),
        cmocka_unit_test(addresses_without_knowledge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
