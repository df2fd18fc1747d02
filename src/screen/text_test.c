/* Tests of running text: what is found, where it stands, and what a word alone is worth. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test_world.h"

static const ix_context context = {.user = {"private", 7}, .nexus = {"us", 2}};

static ix_decision scan(ix_str text) {
    ix_decision d;
    ix_error error = {.status = IX_OK};
    ix_screen_text(&d, &w.screener, text, IX_STR("-"), &context, world_time("2024-07-01"),
                   world_time(NULL), NULL, &w.request, &error);
    return d;
}

static const ix_finding *find(const ix_decision *d, const char *key) {
    for (int i = 0; i < d->finding_count; i++) {
        if (ix_str_ends_with(d->findings[i].entity, ix_str_from_cstr(key))) {
            return &d->findings[i];
        }
    }
    return NULL;
}

/* The bytes from the first to the last span of a finding's evidence. */
static ix_str span_of(ix_str text, const ix_finding *finding) {
    int32_t from = INT32_MAX;
    int32_t to = 0;
    for (int i = 0; i < finding->evidence_count; i++) {
        const ix_evidence *one = &finding->evidence[i];
        if (one->from >= 0) {
            from = one->from < from ? one->from : from;
            to = one->to > to ? one->to : to;
        }
    }
    return ix_str_slice(text, from, to);
}

static void assert_found_at(const ix_decision *d, ix_str text, const char *key, const char *span) {
    const ix_finding *finding = find(d, key);
    if (finding == NULL) {
        fail_msg("%s is not found in '%.*s'", key, IX_ARG(text));
        return;
    }
    if (!ix_str_equal(span_of(text, finding), ix_str_from_cstr(span))) {
        fail_msg("%s stands at '%.*s', expected '%s'", key, IX_ARG(span_of(text, finding)), span);
    }
}

static void s09_a_passport_number_alone(void **state) {
    (void)state;
    ix_str text = IX_STR("Invoice 4471 of 12 June, ref. 530193947, services rendered");
    ix_decision d = scan(text);
    assert_int_equal(d.verdict, IX_VERDICT_REVIEW);
    assert_int_equal(d.open, IX_VERDICT_BLOCK);
    assert_found_at(&d, text, "45815", "530193947");
    text = IX_STR("530193947");
    d = scan(text);
    assert_int_equal(d.verdict, IX_VERDICT_REVIEW);
    assert_found_at(&d, text, "45815", "530193947");
}

static void a_full_name_in_a_sentence(void **state) {
    (void)state;
    ix_str text = IX_STR("On Friday Andrei Gennadyevich Tikhonov of Moscow paid the invoice.");
    ix_decision d = scan(text);
    assert_int_equal(d.verdict, IX_VERDICT_BLOCK);
    assert_found_at(&d, text, "45815", "Andrei Gennadyevich Tikhonov");
}

static void every_listed_name_of_a_press_release(void **state) {
    (void)state;
    ix_str text = IX_STR(
        "OFAC is designating twelve individuals: Andrei Gennadyevich Tikhonov (Tikhonov), the "
        "chief "
        "operating officer; Daniil Sergeyevich Borshchev, deputy chief executive; Andrei "
        "Anatolyevich Efremov; Igor Gennadyevich Chekunov; Andrey Petrovich Dukhvalov; Andrei "
        "Anatolyevich Suvorov; Denis Vladimirovich Zenkin; Marina Mikhaylovna Alekseeva; Mikhail "
        "Yuryevich Gerber; Anton Mikhaylovich Ivanov; Kirill Aleksandrovich Astrakhan; and Anna\n"
        "Vladimirovna Kulashova. The founder, Eugene Kaspersky, is not designated, said Brian "
        "Nelson.");
    static const char *const keys[] = {"45815", "45862", "45817", "45849", "45863", "45821",
                                       "45864", "45854", "45856", "45858", "45818", "45860"};
    ix_decision d = scan(text);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const ix_finding *finding = find(&d, keys[i]);
        if (finding == NULL || finding->effect != IX_VERDICT_BLOCK) {
            fail_msg("%s is not found", keys[i]);
        }
    }
    int alerts = 0;
    for (int i = 0; i < d.finding_count; i++) {
        alerts += d.findings[i].effect > IX_VERDICT_INFO;
    }
    assert_int_equal(alerts, 12);
    assert_int_equal(d.coverage.screened, text.len);
    assert_int_equal(d.coverage.total, text.len);
}

static void other_scripts_and_small_letters(void **state) {
    (void)state;
    ix_str text =
        IX_STR("Платёж от Тихонова. Директор Тихонов Андрей Геннадьевич подписал договор.");
    ix_decision d = scan(text);
    assert_found_at(&d, text, "45815", "Тихонов Андрей Геннадьевич");
    text = IX_STR("payment for andrei gennadyevich tikhonov, march");
    d = scan(text);
    assert_found_at(&d, text, "45815", "andrei gennadyevich tikhonov");
}

static void names_do_not_cross_sentences(void **state) {
    (void)state;
    static const char *const apart[] = {"We met andrei. Tikhonov left.",
                                        "signed by Andrei\n\nTikhonov sent it", "Andrei; Tikhonov",
                                        "Was it Andrei? Tikhonov paid."};
    for (size_t i = 0; i < sizeof apart / sizeof apart[0]; i++) {
        ix_decision d = scan(ix_str_from_cstr(apart[i]));
        if (d.verdict >= IX_VERDICT_REVIEW) {
            fail_msg("'%s' gives %s", apart[i], ix_verdict_name(d.verdict));
        }
    }
    ix_decision d = scan(IX_STR("signed by Andrei\nTikhonov"));
    assert_int_equal(d.verdict, IX_VERDICT_REVIEW);
}

static void one_word_is_information_at_most(void **state) {
    (void)state;
    ix_decision d = scan(IX_STR("Mr. Tikhonov and Ms. Ivanov were here, Andrei too."));
    for (int i = 0; i < d.finding_count; i++) {
        assert_int_equal(d.findings[i].effect, IX_VERDICT_INFO);
    }
    assert_true(d.verdict == IX_VERDICT_CLEAR || d.verdict == IX_VERDICT_INFO);
}

static void a_name_far_into_a_long_text(void **state) {
    (void)state;
    ptrdiff_t filler = 3 * 8192;
    const char *name = "Andrei Gennadyevich Tikhonov";
    for (ptrdiff_t shift = 0; shift < 60; shift += 7) { /* across the ends of chunks, too */
        ptrdiff_t length = filler + 200;
        char *bytes = IX_NEW(&w.request, char, length);
        for (ptrdiff_t i = 0; i < length; i++) {
            bytes[i] = i % 6 == 5 ? ' ' : 'z';
        }
        ptrdiff_t at = 8192 - 30 + shift;
        bytes[at - 1] = ' ';
        memcpy(bytes + at, name, strlen(name));
        bytes[at + (ptrdiff_t)strlen(name)] = ' ';
        ix_str text = {bytes, length};
        ix_decision d = scan(text);
        assert_found_at(&d, text, "45815", name);
    }
}

/* Repeated runs are asked once; near a listed number they are asked again, with it. */
static void what_is_said_again_is_found_where_it_says_most(void **state) {
    (void)state;
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    for (int i = 0; i < 400; i++) {
        ix_buf_append_cstr(&text, "The Board met Andrei Gennadyevich Tikhonov in Tver again.\n\n");
    }
    ix_decision plain = scan(ix_buf_view(&text));
    assert_found_at(&plain, ix_buf_view(&text), "45815", "Andrei Gennadyevich Tikhonov");
    assert_true(plain.findings[0].score > 0);
    int32_t without = find(&plain, "45815")->score;
    ix_buf_append_cstr(&text, "The Board met Andrei Gennadyevich Tikhonov, passport 530193947.");
    ix_decision numbered = scan(ix_buf_view(&text));
    const ix_finding *finding = find(&numbered, "45815");
    assert_non_null(finding);
    assert_true(finding->score > without);
    ix_buf_free(&text);
}

static void what_cannot_be_screened_is_not_clear(void **state) {
    (void)state;
    ix_decision d = scan(IX_STR(" \n"));
    assert_int_equal(d.verdict, IX_VERDICT_NOT_SCREENED);
    d = scan(IX_STR("nothing \xFF\xFE here"));
    assert_int_equal(d.verdict, IX_VERDICT_REVIEW);
    assert_int_equal(d.coverage.anomaly, 2);
    assert_int_equal(d.coverage.screened + d.coverage.anomaly, d.coverage.total);
    d = scan(IX_STR("nothing is here"));
    assert_int_equal(d.verdict, IX_VERDICT_CLEAR);
    ix_status status = IX_E_MEMORY;
    for (size_t room = 1000; status != IX_OK; room += 500) { /* enough, or not screened */
        ix_arena small;
        ix_error error = {.status = IX_OK};
        ix_arena_init(&small, room);
        status = ix_screen_text(&d, &w.screener, IX_STR("nothing is here"), IX_STR("-"), &context,
                                world_time("2024-07-01"), world_time(NULL), NULL, &small, &error);
        assert_int_equal(d.verdict, status == IX_OK ? IX_VERDICT_CLEAR : IX_VERDICT_NOT_SCREENED);
        ix_arena_free(&small);
        assert_true(room < 100000);
    }
}

static int fresh_request(void **state) {
    (void)state;
    ix_arena_reset(&w.request);
    return 0;
}

#define STORY(name) cmocka_unit_test_setup(name, fresh_request)

int main(void) {
    const struct CMUnitTest tests[] = {
        STORY(s09_a_passport_number_alone),
        STORY(a_full_name_in_a_sentence),
        STORY(every_listed_name_of_a_press_release),
        STORY(other_scripts_and_small_letters),
        STORY(names_do_not_cross_sentences),
        STORY(one_word_is_information_at_most),
        STORY(a_name_far_into_a_long_text),
        STORY(what_is_said_again_is_found_where_it_says_most),
        STORY(what_cannot_be_screened_is_not_clear),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
