/* Stories of the June 2024 action and the rules of failure, told to a screener over the shipped
 * examples. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test_world.h"

static const ix_context us_person = {
    .user = {"private", 7}, .nexus = {"us", 2}, .role = {"party", 5}, .activity = {NULL, 0}};

/* A question in short: "dob=1966-11-09 id=passport:1" and the like, divided by '|'. */
static void add_values(ix_party *party, const char *name, const char *values) {
    ix_party_field field = {.kind = IX_FIELD_NAME};
    WORLD_CHECK(
        ix_party_add(party, field, ix_str_from_cstr(name), w.knowledge, &w.request, &w.error), &w);
    ix_str rest = ix_str_from_cstr(values);
    while (rest.len > 0) {
        ix_str value;
        ix_str key = ix_str_cut(ix_str_cut(rest, '|', &rest), '=', &value);
        if (!ix_party_field_parse(&field, key)) {
            fail_msg("no field %.*s", IX_ARG(key));
        }
        WORLD_CHECK(ix_party_add(party, field, value, w.knowledge, &w.request, &w.error), &w);
    }
}

static void read_party(ix_party *party, const char *name, const char *values) {
    memset(party, 0, sizeof *party);
    add_values(party, name, values);
}

static ix_decision decide_with(const ix_party *party, const char *as_of, const char *known_at,
                               const ix_screen_options *options) {
    ix_decision decision;
    ix_error error = {.status = IX_OK};
    ix_screen_party(&decision, &w.screener, party, &us_person, world_time(as_of),
                    world_time(known_at), options, &w.request, &error);
    return decision;
}

static ix_decision decide(const char *name, const char *values, const char *as_of) {
    ix_party *party = IX_NEW(&w.request, ix_party, 1);
    read_party(party, name, values);
    return decide_with(party, as_of, NULL, NULL);
}

static const ix_finding *find(const ix_decision *decision, const char *key) {
    for (int i = 0; i < decision->finding_count; i++) {
        ix_str id = decision->findings[i].entity;
        if (ix_str_ends_with(id, ix_str_from_cstr(key)) &&
            ix_str_starts_with(id, IX_STR("us_ofac_sdn:"))) {
            return &decision->findings[i];
        }
    }
    return NULL;
}

static void show(const ix_decision *decision) {
    static const ix_decision_style style;
    ix_buf text;
    ix_buf_init(&text, 1 << 20);
    ix_decision_write_text(&text, decision, &style);
    print_error("%.*s\n", (int)text.len, text.ptr);
    ix_buf_free(&text);
}

#define assert_verdict(decision, expected)                                                         \
    do {                                                                                           \
        if ((decision)->verdict != (expected)) {                                                   \
            show(decision);                                                                        \
        }                                                                                          \
        assert_int_equal((decision)->verdict, expected);                                           \
    } while (0)

static void assert_block(const ix_decision *decision, const char *key) {
    assert_verdict(decision, IX_VERDICT_BLOCK);
    const ix_finding *finding = find(decision, key);
    assert_non_null(finding);
    assert_int_equal(finding->effect, IX_VERDICT_BLOCK);
    assert_int_equal(finding->identity, IX_IDENTITY_ESTABLISHED);
}

/* ------------------------------------------------------------------ stories */

static void s01_not_yet_designated(void **state) {
    (void)state;
    ix_decision d = decide("Andrei Gennadyevich Tikhonov", "dob=1966-11-09", "2024-06-19");
    assert_verdict(&d, IX_VERDICT_CLEAR);
    d = decide("Andrei Gennadyevich Tikhonov", "dob=1966-11-09", "2024-06-20");
    assert_verdict(&d, IX_VERDICT_CLEAR);
}

static void s02_designated(void **state) {
    (void)state;
    ix_decision d = decide("Andrei Gennadyevich Tikhonov", "dob=1966-11-09", "2024-06-21");
    assert_block(&d, "45815");
    const ix_finding_listing *listing = &find(&d, "45815")->listings[0];
    assert_true(ix_str_equal(listing->programs[0], IX_STR("RUSSIA-EO14024")));
    assert_true(listing->law.obligation_count > 0);
    bool secondary = false;
    for (int i = 0; i < listing->law.note_count; i++) {
        secondary =
            secondary || ix_str_find(listing->law.notes[i].text, IX_STR("econdary"), 0) >= 0;
    }
    assert_true(secondary);
    assert_int_equal(d.open, IX_VERDICT_NOT_SCREENED);
}

static void s03_script_and_order(void **state) {
    (void)state;
    ix_decision d = decide("Тихонов Андрей Геннадьевич", "dob=1966-11-09", "2024-07-01");
    assert_block(&d, "45815");
}

static void s04_a_two_part_name_is_a_review(void **state) {
    (void)state;
    ix_decision d = decide("Andrey Tikhonov", "", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_REVIEW);
    assert_int_equal(d.open, IX_VERDICT_BLOCK);
    assert_int_equal(find(&d, "45815")->effect, IX_VERDICT_BLOCK);
    assert_int_equal(ix_decision_exit_status(&d), 1);
}

static void s04_a_birth_date_contradicts(void **state) {
    (void)state;
    ix_decision d = decide("Andrey Tikhonov", "dob=1985-01-01", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_INFO);
    const ix_finding *finding = find(&d, "45815");
    assert_non_null(finding);
    assert_true(ix_str_find(finding->why, IX_STR("date of birth"), 0) >= 0);
    assert_true(ix_str_find(d.reason, IX_STR("contradicted by date of birth"), 0) >= 0);
}

static void s05_to_s07_spellings_of_the_list(void **state) {
    (void)state;
    ix_decision d = decide("Marina Alekseeva", "dob=15.06.1978", "2024-07-01");
    assert_block(&d, "45854");
    d = decide("Mikhail Yuryevich Gerber", "", "2024-07-01");
    assert_true(d.verdict == IX_VERDICT_REVIEW || d.verdict == IX_VERDICT_BLOCK);
    d = decide("Mikhail Yuryevich Gerber", "dob=1983-01-25", "2024-07-01");
    assert_block(&d, "45856");
    d = decide("Anna Dudorina", "dob=29 Apr 1971", "2024-07-01");
    assert_block(&d, "45860");
}

static void s08_a_common_name_and_a_document(void **state) {
    (void)state;
    ix_decision d = decide("Anton Ivanov", "", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_REVIEW);
    assert_non_null(find(&d, "45858"));
    d = decide("Anton Ivanov", "id_number=passport:726716892", "2024-07-01");
    assert_block(&d, "45858");
    d = decide("Anton Ivanov", "id_number=726716892", "2024-07-01");
    assert_block(&d, "45858");
    d = decide("", "id_number=passport:726716892", "2024-07-01");
    assert_block(&d, "45858");
}

static void s09_a_number_in_the_name(void **state) {
    (void)state;
    static const char name[] = "invoice 77 passport 530193947";
    ix_decision d = decide(name, "", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_REVIEW);
    const ix_finding *finding = find(&d, "45815");
    assert_non_null(finding);
    assert_true(finding->by_identifier);
    assert_int_equal(finding->evidence[0].kind, IX_EVIDENCE_IDENTIFIER);
    assert_int_equal(finding->evidence[0].from, strlen(name) - 9);
    assert_int_equal(finding->evidence[0].to, strlen(name));
}

static void s10_a_woman_of_like_surname(void **state) {
    (void)state;
    ix_decision d = decide("Katerina Tikhonova", "gender=female", "2024-07-01");
    const ix_finding *he = find(&d, "45815");
    assert_true(he == NULL || he->effect == IX_VERDICT_INFO);
    assert_non_null(find(&d, "36236"));
}

static void s13_a_place_is_not_a_person(void **state) {
    (void)state;
    ix_decision d = decide("Astrakhan Shipping Company",
                           "type=organization|address=Astrakhan, Russia", "2024-07-01");
    assert_true(d.verdict == IX_VERDICT_CLEAR || d.verdict == IX_VERDICT_INFO);
    const ix_finding *person = find(&d, "45818");
    assert_true(person == NULL || person->effect == IX_VERDICT_INFO);
}

static void s14_removed(void **state) {
    (void)state;
    ix_party party;
    read_party(&party, "ASTRAKHAN Kirill Aleksandrovich", "");
    ix_decision d = decide_with(&party, "2025-08-12", "2025-08-12", NULL);
    assert_block(&d, "45818");
    d = decide_with(&party, "2026-04-24", NULL, NULL);
    assert_verdict(&d, IX_VERDICT_INFO);
    assert_true(ix_str_find(d.reason,
                            IX_STR("removed between the versions published 2024-06-21 and "
                                   "2026-04-23"),
                            0) >= 0);
    assert_int_equal(find(&d, "45818")->listings[0].law.obligation_count, 0);
}

/* Between the version that holds him and the one that does not, nothing is known. */
static void s14_the_gap(void **state) {
    (void)state;
    ix_decision d = decide("ASTRAKHAN Kirill Aleksandrovich", "", "2025-12-01");
    assert_verdict(&d, IX_VERDICT_REVIEW);
    assert_int_equal(d.open, IX_VERDICT_BLOCK);
    const ix_finding *finding = find(&d, "45818");
    assert_int_equal(finding->effect, IX_VERDICT_BLOCK);
    assert_int_equal(finding->listings[0].times.basis, IX_BASIS_ARCHIVE_GAP);
    assert_true(ix_str_find(d.reason, IX_STR("2024-06-21 and 2026-04-23 disagree"), 0) >= 0);
}

/* FAQ 122-125: KRET is a weak a.k.a. of 16868. */
static void s50_a_weak_alias(void **state) {
    (void)state;
    ix_decision d = decide("KRET", "type=organization", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_INFO);
    assert_int_equal(find(&d, "16868")->identity, IX_IDENTITY_SUPPRESSED);
    assert_int_equal(find(&d, "16868")->effect, IX_VERDICT_INFO);
}

/* A person with a weak a.k.a. that is like none of his other names, on a list of its own. */
static ix_str weakly_known_person(void) {
    static ix_str programs[] = {{"SDGT", 4}};
    ix_entity_name names[] = {{IX_STR("SALAMEH, Hassan Ali"), IX_NAME_PRIMARY, IX_STR("test")},
                              {IX_STR("KARTOZIAN"), IX_NAME_WEAK, IX_STR("test")}};
    ix_date_range birth = {{1970, 3, 2, false}, {1970, 3, 2, false}};
    ix_listing listing = {.programs = programs, .program_count = 1};
    ix_entity entity = {.key = IX_STR("1"),
                        .type = IX_PARTY_PERSON,
                        .names = names,
                        .name_count = 2,
                        .births = &birth,
                        .birth_count = 1,
                        .listings = &listing,
                        .listing_count = 1};
    ix_buf record;
    ix_buf_init(&record, 1 << 16);
    ix_entity_encode(&record, &entity);
    ix_str copy = ix_arena_copy(&w.request, ix_buf_view(&record));
    ix_buf_free(&record);
    return copy;
}

static void s50_a_weak_alias_with_its_birth_date(void **state) {
    (void)state;
    ix_snapshot snapshot = {.hash = ix_sha256(IX_STR("one")),
                            .published = {IX_WHEN_DATE, WORLD_2024_06_12},
                            .entities = 1};
    ix_version version = {IX_STR("1"), weakly_known_person(), 0, IX_ORDINAL_OPEN};
    ix_list_history list = {.id = IX_STR("us_ofac_sdn"),
                            .publisher = IX_STR("test"),
                            .format = IX_STR("ofac_sdn_csv"),
                            .zone = IX_ZONE_NEW_YORK,
                            .snapshots = &snapshot,
                            .snapshot_count = 1,
                            .versions = &version,
                            .version_count = 1};
    ix_buf image;
    ix_index *index;
    ix_screener kept = w.screener;
    ix_buf_init(&image, 1 << 24);
    WORLD_CHECK(ix_index_build(&image, w.knowledge, &list, 1, &w.error), &w);
    WORLD_CHECK(ix_index_open(&index, ix_buf_view(&image), w.knowledge, &w.request, &w.error), &w);
    ix_screener_init(&w.screener, index, w.knowledge, w.rules, w.products, &w.policy);
    ix_decision d = decide("Kartozian", "type=person", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_INFO);
    assert_int_equal(d.findings[0].identity, IX_IDENTITY_SUPPRESSED);
    d = decide("Kartozian", "type=person|dob=1970-03-02", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_REVIEW);
    assert_int_equal(d.open, IX_VERDICT_BLOCK);
    d = decide("Hassan Ali Salameh", "type=person|dob=1970-03-02", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_BLOCK);
    w.screener = kept;
    ix_buf_free(&image);
}

static void s11_the_founder_is_not_listed(void **state) {
    (void)state;
    ix_decision d = decide("Eugene Kaspersky", "", "2024-07-01");
    assert_true(d.verdict == IX_VERDICT_CLEAR || d.verdict == IX_VERDICT_INFO);
}

/* ------------------------------------------------------------------ times and lists */

static void only_what_was_known_counts(void **state) {
    (void)state;
    ix_party party;
    read_party(&party, "Andrei Gennadyevich Tikhonov", "dob=1966-11-09");
    ix_decision d = decide_with(&party, "2024-07-01", "2024-06-20", NULL);
    assert_verdict(&d, IX_VERDICT_CLEAR);
    assert_int_equal(d.lists[0].published.value, WORLD_2024_06_12);
    d = decide_with(&party, "2024-07-01", "2024-06-21", NULL);
    assert_block(&d, "45815");
    d = decide_with(&party, "2024-07-01", "2020-01-01", NULL);
    assert_verdict(&d, IX_VERDICT_NOT_SCREENED);
    assert_true(ix_str_find(d.reason, IX_STR("known at that time"), 0) >= 0);
}

static void a_date_before_the_archive_says_so(void **state) {
    (void)state;
    ix_decision d = decide("Maria del Carmen Gonzalez Ortiz", "dob=1988-03-02", "2020-01-01");
    assert_verdict(&d, IX_VERDICT_CLEAR);
    assert_true(d.lists[0].before_first);
    assert_true(ix_str_find(d.reason, IX_STR("first archived as of 2024-06-12"), 0) >= 0);
}

static void a_list_that_is_not_loaded(void **state) {
    (void)state;
    ix_party party;
    ix_str ids[] = {IX_STR("un_sc")};
    ix_screen_options options = {.lists = ids, .list_count = 1};
    read_party(&party, "Anybody", "");
    ix_decision d = decide_with(&party, "2024-07-01", NULL, &options);
    assert_verdict(&d, IX_VERDICT_NOT_SCREENED);
    assert_true(ix_str_find(d.reason, IX_STR("'un_sc' is not loaded"), 0) >= 0);
    ids[0] = IX_STR("us_ofac_sdn");
    d = decide_with(&party, "2024-07-01", NULL, &options);
    assert_verdict(&d, IX_VERDICT_CLEAR);
}

static void no_list_is_never_clear(void **state) {
    (void)state;
    ix_screener empty;
    ix_party party;
    ix_decision d;
    ix_error error = {.status = IX_OK};
    read_party(&party, "Anybody", "");
    ix_screener_init(&empty, NULL, w.knowledge, w.rules, w.products, &w.policy);
    assert_int_equal(ix_screen_party(&d, &empty, &party, &us_person, world_time("2024-07-01"),
                                     world_time(NULL), NULL, &w.request, &error),
                     IX_E_NOT_FOUND);
    assert_verdict(&d, IX_VERDICT_NOT_SCREENED);
    assert_true(ix_str_equal(d.reason, IX_STR("Not screened: no list is loaded.")));
    assert_int_equal(ix_decision_exit_status(&d), 2);
}

/* ------------------------------------------------------------------ thresholds */

static void a_lower_threshold_reports_for_information(void **state) {
    (void)state;
    ix_party party;
    ix_screen_options low = {.threshold = 4000};
    read_party(&party, "Andrei Borisovich Tikhonovsky", "");
    ix_decision d = decide_with(&party, "2024-07-01", NULL, &low);
    assert_true(d.verdict == IX_VERDICT_INFO || d.verdict == IX_VERDICT_CLEAR);
    for (int i = 0; i < d.finding_count; i++) {
        assert_int_equal(d.findings[i].effect, IX_VERDICT_INFO);
    }
}

static void a_higher_threshold_raises_the_alert_bar(void **state) {
    (void)state;
    ix_party party;
    ix_screen_options high = {.threshold = 9990};
    read_party(&party, "Anton Ivanov", "");
    ix_decision d = decide_with(&party, "2024-07-01", NULL, &high);
    assert_verdict(&d, IX_VERDICT_CLEAR);
    assert_int_equal(d.alert_score, 9990);
    assert_false(ix_digest_equal(&d.engine.policy, &w.policy.digest));
}

static void exhaustive_gives_the_same(void **state) {
    (void)state;
    static const char *const names[] = {"Andrey Tikhonov", "KRET", "Anton Ivanov", "Nobody Atall"};
    ix_screen_options exhaustive = {.exhaustive = true};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        static const ix_decision_style style;
        ix_party party;
        ix_buf one;
        ix_buf two;
        read_party(&party, names[i], "");
        ix_decision a = decide_with(&party, "2024-07-01", NULL, NULL);
        ix_decision b = decide_with(&party, "2024-07-01", NULL, &exhaustive);
        ix_buf_init(&one, 1 << 20);
        ix_buf_init(&two, 1 << 20);
        ix_decision_write_json(&one, &a, &style);
        ix_decision_write_json(&two, &b, &style);
        assert_true(ix_str_equal(ix_buf_view(&one), ix_buf_view(&two)));
        ix_buf_free(&one);
        ix_buf_free(&two);
    }
}

/* ------------------------------------------------------------------ what stops or hinders */

static void nothing_to_ask_is_not_clear(void **state) {
    (void)state;
    ix_decision d = decide("", "", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_NOT_SCREENED);
    d = decide("--- ...", "", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_NOT_SCREENED);
    assert_true(ix_str_find(d.reason, IX_STR("no letter or digit"), 0) >= 0);
    d = decide("\xE2\x80\x8B", "dob=1966-11-09", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_NOT_SCREENED);
}

static void ill_formed_bytes_are_at_least_a_review(void **state) {
    (void)state;
    ix_decision d = decide("Jos\xE9 P\xE9rez", "", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_REVIEW);
    assert_true(d.oddity_count > 0);
    assert_true(ix_str_equal(d.oddities[0].kind, IX_STR("invalid_utf8")));
    assert_true(ix_utf8_is_valid(d.party->name));
}

static void a_control_character_is_at_least_a_review(void **state) {
    (void)state;
    ix_decision d = decide("Andrei\001Tikhonov", "", "2024-07-01");
    assert_true(d.verdict >= IX_VERDICT_REVIEW);
    assert_true(ix_str_find(d.reason, IX_STR("a control character in a name"), 0) >= 0);
    d = decide("Somebody Else", "alias=Nobody\177Atall", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_REVIEW);
    d = decide("Nobody\tAtall", "", "2024-07-01"); /* a tab is a space */
    assert_verdict(&d, IX_VERDICT_CLEAR);
}

static void a_name_that_is_cut_is_at_least_a_review(void **state) {
    (void)state;
    char name[512] = "";
    for (int i = 0; i < 40; i++) {
        strcat(name, "zyxwv ");
    }
    ix_decision d = decide(name, "", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_REVIEW);
    assert_true(ix_str_find(d.reason, IX_STR("more parts than are compared"), 0) >= 0);
}

static void a_name_too_long_is_not_screened(void **state) {
    (void)state;
    ix_party party = {.name = {NULL, 0}};
    ptrdiff_t length = IX_TEXT_BYTES_MAX + 1;
    char *name = IX_NEW(&w.request, char, length);
    memset(name, 'a', (size_t)length);
    party.name = (ix_str){name, length};
    ix_decision d = decide_with(&party, "2024-07-01", NULL, NULL);
    assert_verdict(&d, IX_VERDICT_NOT_SCREENED);
}

static void an_unreadable_value_is_never_clear(void **state) {
    (void)state;
    ix_party party = {.line = 3};
    ix_party_add(&party, (ix_party_field){.kind = IX_FIELD_NAME}, IX_STR("Nobody Atall"),
                 w.knowledge, &w.request, NULL);
    ix_party_add_lenient(&party, (ix_party_field){.kind = IX_FIELD_DOB}, IX_STR("31.31.1990"), true,
                         w.knowledge, &w.request, NULL);
    ix_decision d = decide_with(&party, "2024-07-01", NULL, NULL);
    assert_verdict(&d, IX_VERDICT_NOT_SCREENED);
    assert_true(ix_str_equal(d.oddities[0].kind, IX_STR("unreadable")));
    party.name = IX_STR("Andrei Gennadyevich Tikhonov");
    d = decide_with(&party, "2024-07-01", NULL, NULL);
    assert_block(&d, "45815");
}

static void a_wallet_is_asked_by_its_address(void **state) {
    (void)state;
    ix_decision d =
        decide("bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh", "type=wallet", "2024-07-01");
    assert_verdict(&d, IX_VERDICT_CLEAR);
}

/* Memory that gives out, at any point, is never a clear decision. */
static void memory_that_gives_out_fails_closed(void **state) {
    (void)state;
    ix_party party;
    read_party(&party, "Andrei Gennadyevich Tikhonov", "dob=1966-11-09");
    bool done = false;
    for (size_t cap = 64; !done; cap += cap / 3) {
        ix_arena small;
        ix_decision d;
        ix_error error = {.status = IX_OK};
        ix_arena_init(&small, cap);
        ix_status status =
            ix_screen_party(&d, &w.screener, &party, &us_person, world_time("2024-07-01"),
                            world_time(NULL), NULL, &small, &error);
        assert_int_equal(d.verdict, status == IX_OK ? IX_VERDICT_BLOCK : IX_VERDICT_NOT_SCREENED);
        assert_true(d.reason.len > 0);
        done = status == IX_OK;
        ix_arena_free(&small);
    }
}

static int fresh_request(void **state) {
    (void)state;
    ix_arena_reset(&w.request);
    return 0;
}

#define STORY(name) cmocka_unit_test_setup(name, fresh_request)

/* With what a run's decisions have in common worked out once: the same bytes, whatever the verdict.
 * The party is one that was used before. */
static void a_frame_changes_nothing(void **state) {
    (void)state;
    static const struct {
        const char *name, *values;
    } asked[] = {{"Nobody Atall", "dob=1990-01-01|country=US"},
                 {"Andrei Gennadyevich Tikhonov", "dob=1966-11-09|alias=Tikhonov"},
                 {"Nobody\xff" "Atall", ""},
                 {"...", ""},
                 {"Jane Roe", "country=KP|address=12 Main Street, Pyongyang, North Korea"},
                 {"Zoe \"Quote\" Nobody\tTab", ""},
                 {"Jane Q. Nobody", "type=person|gender=f"}};
    static ix_party party;
    ix_digest run = ix_sha256(IX_STR("run"));
    for (int with_run = 0; with_run < 2; with_run++) {
        ix_screen_options options = {.frame = NULL};
        WORLD_CHECK(ix_screen_frame_make(&options.frame, &w.screener, &us_person,
                                         world_time("2024-07-01"), world_time(NULL), NULL,
                                         &w.request, &w.error),
                    &w);
        ix_decision_style plain = {.run = with_run ? &run : NULL}, style = plain;
        style.clear = ix_clear_line_make(options.frame, &plain, &w.request);
        assert_non_null(style.clear);
        for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
            ix_buf apart, framed;
            ix_buf_init(&apart, 1 << 20);
            ix_buf_init(&framed, 1 << 20);
            ix_party *fresh = IX_NEW(&w.request, ix_party, 1);
            read_party(fresh, asked[i].name, asked[i].values);
            ix_decision one = decide_with(fresh, "2024-07-01", NULL, NULL);
            ix_party_clear(&party);
            add_values(&party, asked[i].name, asked[i].values);
            ix_decision other = decide_with(&party, "2024-07-01", NULL, &options);
            ix_decision_write_json(&apart, &one, &plain);
            ix_decision_write_json(&framed, &other, &style);
            assert_true(apart.status == IX_OK && framed.status == IX_OK);
            assert_true(ix_str_equal(ix_buf_view(&apart), ix_buf_view(&framed)));
            ix_buf_free(&apart);
            ix_buf_free(&framed);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        STORY(s01_not_yet_designated),
        STORY(s02_designated),
        STORY(s03_script_and_order),
        STORY(s04_a_two_part_name_is_a_review),
        STORY(s04_a_birth_date_contradicts),
        STORY(s05_to_s07_spellings_of_the_list),
        STORY(s08_a_common_name_and_a_document),
        STORY(s09_a_number_in_the_name),
        STORY(s10_a_woman_of_like_surname),
        STORY(s11_the_founder_is_not_listed),
        STORY(s13_a_place_is_not_a_person),
        STORY(s14_removed),
        STORY(s14_the_gap),
        STORY(s50_a_weak_alias),
        STORY(s50_a_weak_alias_with_its_birth_date),
        STORY(only_what_was_known_counts),
        STORY(a_date_before_the_archive_says_so),
        STORY(a_list_that_is_not_loaded),
        STORY(no_list_is_never_clear),
        STORY(a_lower_threshold_reports_for_information),
        STORY(a_higher_threshold_raises_the_alert_bar),
        STORY(exhaustive_gives_the_same),
        STORY(nothing_to_ask_is_not_clear),
        STORY(ill_formed_bytes_are_at_least_a_review),
        STORY(a_control_character_is_at_least_a_review),
        STORY(a_name_that_is_cut_is_at_least_a_review),
        STORY(a_name_too_long_is_not_screened),
        STORY(an_unreadable_value_is_never_clear),
        STORY(a_wallet_is_asked_by_its_address),
        STORY(memory_that_gives_out_fails_closed),
        STORY(a_frame_changes_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
