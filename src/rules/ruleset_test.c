/* Tests of the shipped rules as a whole: they load, are what they should be on known days, load
 * within a memory and time budget, and a failing allocation anywhere is reported. */
#include "test_shipped.h"

#include <time.h>

#define LOAD_MS_MAX 100 /* far above what it takes, far below what a user would notice */

/* ------------------------------------------------------------------ effects on known days */

typedef struct question {
    const char *list, *tags, *remarks, *user, *nexus, *activity, *as_of, *measures;
} question;

static ix_effect ask(data_files *data, const ix_rules *rules, question q) {
    ix_str tags[8];
    ix_listing listing = {.programs = tags, .measures = ix_str_from_cstr(q.measures)};
    ix_str rest = ix_str_from_cstr(q.tags);
    while (rest.len > 0) {
        tags[listing.program_count++] = ix_str_cut(rest, '|', &rest);
    }
    ix_entity entity = {.remarks = ix_str_from_cstr(q.remarks)};
    ix_context context = {.user = ix_str_from_cstr(q.user),
                          .nexus = ix_str_from_cstr(q.nexus),
                          .activity = ix_str_from_cstr(q.activity)};
    ix_effect effect;
    ix_error error = {0};
    assert_int_equal(ix_rules_effect(&effect, rules, ix_str_from_cstr(q.list), &entity, &listing,
                                     &context, instant_of(q.as_of), &data->arena, &error),
                     IX_OK);
    return effect;
}

static bool has_note(const ix_effect *effect, const char *part) {
    for (int i = 0; i < effect->note_count; i++) {
        if (ix_str_find(effect->notes[i].text, ix_str_from_cstr(part), 0) >= 0) {
            return true;
        }
    }
    return false;
}

static const ix_obligation *find_owed(const ix_effect *effect, const char *what) {
    for (int i = 0; i < effect->obligation_count; i++) {
        if (ix_str_equal(effect->obligations[i].what, ix_str_from_cstr(what))) {
            return &effect->obligations[i];
        }
    }
    return NULL;
}

static void assert_due(const ix_effect *effect, const char *what, const char *day) {
    const ix_obligation *owed = find_owed(effect, what);
    assert_non_null(owed);
    assert_int_equal(owed->due.kind, IX_WHEN_DATE);
    assert_int_equal(owed->due.value, day_of(day));
}

/* S02: E.O. 14024, 31 CFR 587.201; R18: section 11 of the order. */
static void eo_14024_blocks_and_warns(void **state) {
    (void)state;
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    ix_effect e =
        ask(&data, rules,
            (question){"us_ofac_sdn", "RUSSIA-EO14024", "", "private", "us", "", "2024-06-21"});
    assert_int_equal(e.effect, IX_VERDICT_BLOCK);
    assert_int_equal(e.full, IX_VERDICT_BLOCK);
    assert_true(e.verified);
    assert_true(ix_str_starts_with(e.authority, IX_STR("E.O. 14024")));
    assert_true(ix_str_find(e.authority, IX_STR("31 CFR 587.201"), 0) > 0);
    assert_true(ix_str_find(e.binds, IX_STR("31 CFR part 587"), 0) > 0);
    assert_true(has_note(&e, "Secondary sanctions"));
    assert_int_equal(e.depends_count, 0);
    /* Counted from Friday 21 June 2024 over Independence Day: 31 CFR 501.603. */
    assert_due(&e, "report_blocked_property", "2024-07-08");
    assert_due(&e, "annual_report_of_blocked_property", "2024-09-30");
    assert_due(&e, "keep_records", "2034-06-21");
    e = ask(&data, rules,
            (question){"us_ofac_sdn", "RUSSIA-EO14024", "", "", "", "", "2024-06-11"});
    assert_int_equal(e.effect, IX_VERDICT_BLOCK);
    assert_false(has_note(&e, "Secondary sanctions"));
    ix_arena_free(&data.arena);
}

/* S45: a foreign bank without US nexus owes no blocking, but risks secondary sanctions. */
static void no_nexus_no_block(void **state) {
    (void)state;
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    ix_effect e = ask(
        &data, rules,
        (question){"us_ofac_sdn", "RUSSIA-EO14024", "", "foreign_bank", "none", "", "2024-06-24"});
    assert_int_equal(e.effect, IX_VERDICT_INFO);
    assert_int_equal(e.full, IX_VERDICT_INFO);
    assert_true(has_note(&e, "Secondary sanctions"));
    assert_true(has_note(&e, "US nexus"));
    assert_int_equal(e.obligation_count, 0);
    e = ask(&data, rules,
            (question){"us_ofac_sdn", "RUSSIA-EO14024", "", "foreign_bank", "us", "payment",
                       "2024-06-24"});
    assert_int_equal(e.effect, IX_VERDICT_BLOCK);
    ix_arena_free(&data.arena);
}

/* An entry that only bans travel does not freeze; a UK or Swiss freeze is no US blocking. */
static void only_a_freeze_freezes(void **state) {
    (void)state;
    static const struct {
        const char *list, *tag, *remarks, *measures;
        ix_verdict effect;
    } rows[] = {
        {"uk_sl", "R", "", "Asset freeze|Travel Ban", IX_VERDICT_BLOCK},
        {"uk_sl", "R", "", "Travel Ban", IX_VERDICT_INFO},
        {"uk_sl", "R", "", "Trust Services Sanctions|Director Disqualification Sanction",
         IX_VERDICT_INFO},
        {"uk_sl", "R", "", "Shipping sanctions: (see \"Other information\")", IX_VERDICT_INFO},
        {"uk_sl", "R", "", "Prohibition on correspondent banking and clearing",
         IX_VERDICT_PROHIBITED},
        {"uk_sl", "R", "", "Travel Ban|Something New", IX_VERDICT_BLOCK},
        {"uk_sl", "R", "", "", IX_VERDICT_BLOCK},
        {"uk_ofsi_conlist", "Syria", "", "", IX_VERDICT_BLOCK},
        {"un_sc", "Libya", "paragraphs 15 and 17 (Travel Ban, Asset Freeze)", "", IX_VERDICT_BLOCK},
        {"un_sc", "Libya", "paragraph 15 of resolution 1970 (Travel Ban).", "", IX_VERDICT_INFO},
        {"un_sc", "Libya", "", "", IX_VERDICT_BLOCK},
        {"un_sc", "GB", "", "", IX_VERDICT_INFO},
        {"eu_fsf", "UKR", "", "", IX_VERDICT_BLOCK},
        {"ch_seco", "Belarus", "", "Financial sanctions", IX_VERDICT_BLOCK},
        {"ch_seco", "Belarus", "", "Annex 13", IX_VERDICT_BLOCK},
        {"ch_seco", "Belarus", "", "Travel ban", IX_VERDICT_INFO},
        {"ch_seco", "Belarus", "", "Vessel-related measures", IX_VERDICT_INFO},
        {"ch_seco", "Ukraine", "", "Annex 8", IX_VERDICT_BLOCK},
        {"ch_seco", "Ukraine", "", "annexe 2", IX_VERDICT_INFO},
        {"ch_seco", "Ukraine", "", "Annex 15", IX_VERDICT_PROHIBITED},
        {"ch_seco", "Ukraine", "", "Annex 2|Annex 99", IX_VERDICT_BLOCK},
    };
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        question q = {rows[i].list, rows[i].tag, rows[i].remarks, "foreign_bank",
                      "none",       "",          "2026-08-22",    rows[i].measures};
        assert_int_equal(ask(&data, rules, q).effect, rows[i].effect);
        q.user = "private";
        q.nexus = "us";
        assert_int_equal(ask(&data, rules, q).effect, IX_VERDICT_INFO);
    }
    ix_arena_free(&data.arena);
}

/* Every entry of the SDN list is blocked, whatever its programme. */
static void unknown_tags_take_the_general_rule(void **state) {
    (void)state;
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    ix_effect e =
        ask(&data, rules, (question){"us_ofac_sdn", "NEW-EO99999", "", "", "", "", "2030-01-01"});
    assert_int_equal(e.effect, IX_VERDICT_BLOCK);
    assert_true(ix_str_find(e.authority, IX_STR("general rule of list us_ofac_sdn"), 0) > 0);
    assert_true(ix_str_find(e.authority, IX_STR("NEW-EO99999"), 0) > 0);
    e = ask(&data, rules, (question){"us_ofac_sdn", "", "", "", "", "", "2030-01-01"});
    assert_int_equal(e.effect, IX_VERDICT_BLOCK);
    e = ask(&data, rules, (question){"unheard_of", "X", "", "", "", "", "2030-01-01"});
    assert_int_equal(e.effect, IX_VERDICT_PROHIBITED);
    assert_false(e.verified);
    ix_arena_free(&data.arena);
}

/* The tags of the SDN list's published files from 2021 to 2026. */
static const char sdn_tags[] =
    "BALKANS|BALKANS-EO14033|BELARUS|BELARUS-EO14038|BPI-RUSSIA-EO14024|BPI-SUDAN-14098|"
    "BURMA-EO14014|BURUNDI|CAATSA - IRAN|CAATSA - RUSSIA|CAR|CUBA|CYBER2|CYBER3|CYBER4|"
    "DARFUR|DPRK|DPRK-NKSPEA|DPRK2|DPRK3|DPRK4|DRCONGO|ELECTION-EO13848|ETHIOPIA-EO14046|"
    "FSE-SY|FTO|GLOMAG|HIFPAA|HK-EO13936|HOSTAGES-EO14078|HRIT-IR|HRIT-SY|ICC-EO14203|IFCA|"
    "IFSR|ILLICIT-DRUGS-EO14059|IRAN|IRAN-CON-ARMS-EO|IRAN-EO13846|IRAN-EO13871|IRAN-EO13876|"
    "IRAN-EO13902|IRAN-HR|IRAN-TRA|IRAQ2|IRAQ3|IRGC|ISA|LEBANON|LIBYA2|LIBYA3|MAGNIT|"
    "MALI-EO13882|NICARAGUA|NICARAGUA-NHRAA|NPWMD|NS-PLC|PAARSSR-EO13894|PAIPA|PEESA|"
    "PEESA-EO14039|RUSSIA-EO14024|RUSSIA-EO14065|SDGT|SDNT|SDNTK|SOMALIA|SOUTH SUDAN|SSIDES|"
    "SUDAN-EO14098|SYRIA|SYRIA-CAESAR|SYRIA-EO13894|TCO|UHRPA|UKRAINE-EO13660|"
    "UKRAINE-EO13661|UKRAINE-EO13662|UKRAINE-EO13685|VENEZUELA|VENEZUELA-EO13850|"
    "VENEZUELA-EO13884|WEST-BANK-EO14115|YEMEN|ZIMBABWE";

/* Each has a rule of its own, and each blocks US persons and nobody else. */
static void every_tag_of_the_sdn_list_has_its_law(void **state) {
    (void)state;
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    ix_str rest = ix_str_from_cstr(sdn_tags);
    int count = 0;
    for (; rest.len > 0; count++) {
        char tag[64];
        ix_str word = ix_str_cut(rest, '|', &rest);
        snprintf(tag, sizeof tag, "%" IX_FMT, IX_ARG(word));
        ix_effect e =
            ask(&data, rules, (question){"us_ofac_sdn", tag, "", "", "", "", "2024-06-21"});
        assert_int_equal(e.effect, IX_VERDICT_BLOCK);
        assert_int_equal(e.depends_count, 0);
        assert_true(ix_str_find(e.authority, IX_STR("general rule"), 0) < 0);
        assert_non_null(find_owed(&e, "report_blocked_property"));
        e = ask(&data, rules,
                (question){"us_ofac_sdn", tag, "", "foreign_bank", "none", "", "2024-06-21"});
        assert_int_equal(e.effect, IX_VERDICT_INFO);
    }
    assert_int_equal(count, 85);
    ix_arena_free(&data.arena);
}

#define SSI   "UKRAINE-EO13662"
#define RUHSR "RUSSIA-EO14024"
#define ONE   "a; Executive Order 13662 Directive Determination - Subject to Directive 1; b"
#define FOUR  "a; Executive Order 13662 Directive Determination - Subject to Directive 4."
#define THREE                                                                                      \
    "Executive Order 14024 Directive Information Subject to Directive 3 - All; "                   \
    "Effective Date (EO 14024 Directive 3): 26 Mar 2022"

/* R19: E.O. 13662 and 14024 directives, E.O. 13959, 31 CFR 561.201, General License 4(b): lists
 * other than the SDN list never block, and speak only of certain activities. */
static void other_lists_never_block(void **state) {
    (void)state;
    static const struct {
        const char *tags, *remarks, *activity;
        ix_verdict effect, full;
    } cases[] = {
        {SSI, ONE, "", IX_VERDICT_INFO, IX_VERDICT_PROHIBITED},
        {SSI, ONE, "debt", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {SSI, ONE, "equity", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {SSI, ONE, "sale", IX_VERDICT_INFO, IX_VERDICT_INFO},
        {SSI, FOUR, "debt", IX_VERDICT_INFO, IX_VERDICT_INFO},
        {SSI, FOUR, "export", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {SSI, "no directive named", "export", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {SSI "|" RUHSR, ONE, "", IX_VERDICT_INFO, IX_VERDICT_PROHIBITED},
        {RUHSR, THREE, "debt", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {RUHSR, THREE, "account", IX_VERDICT_INFO, IX_VERDICT_INFO},
        {RUHSR, "none", "debt", IX_VERDICT_INFO, IX_VERDICT_INFO},
        {"561-Related", "", "account", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {"CMIC-EO13959", "", "", IX_VERDICT_INFO, IX_VERDICT_PROHIBITED},
        {"CMIC-EO13959", "", "securities", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {"NS-PLC", "", "payment", IX_VERDICT_REJECT, IX_VERDICT_REJECT},
        {"SDGT|NS-PLC", "", "", IX_VERDICT_INFO, IX_VERDICT_REJECT},
        {"FSE-IR", "", "", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {"BURMA-EO14014", "", "service", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {"CAATSA - RUSSIA", "", "export", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {"ILLICIT-DRUGS-EO14059", "", "debt", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {"IRAN-CON-ARMS-EO", "", "", IX_VERDICT_INFO, IX_VERDICT_INFO},
        {"VENEZUELA-EO13850", "", "", IX_VERDICT_INFO, IX_VERDICT_INFO},
        {"SYRIA|FSE-SY", "", "", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {"NEW-TAG", "", "", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
    };
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_effect e = ask(&data, rules,
                          (question){"us_ofac_nonsdn", cases[i].tags, cases[i].remarks, "private",
                                     "us", cases[i].activity, "2025-06-21"});
        if (e.effect != cases[i].effect || e.full != cases[i].full) {
            fail_msg("%s, %s: %s, %s", cases[i].tags, cases[i].activity, ix_verdict_name(e.effect),
                     ix_verdict_name(e.full));
        }
        /* 31 CFR 501.604: what is refused is reported; nothing is while nothing is forbidden. */
        bool refused = e.effect > IX_VERDICT_INFO && strcmp(cases[i].tags, "NEW-TAG") != 0;
        if (e.obligation_count != (refused ? 2 : 0)) {
            fail_msg("%s, %s: %d owed", cases[i].tags, cases[i].activity, e.obligation_count);
        }
        assert_true(find_owed(&e, "report_blocked_property") == NULL);
        assert_int_equal(e.depends_count, e.full > e.effect ? 1 : 0);
    }
    ix_arena_free(&data.arena);
}

/* ------------------------------------------------------------------ calendar and actions */

/* S47: 31 CFR 501.603 and 501.604, over 4 July and 11 November 2024. */
static void business_days_of_the_shipped_calendar(void **state) {
    (void)state;
    static const struct {
        const char *from;
        int n;
        const char *due;
    } cases[] = {
        {"2024-06-21", 10, "2024-07-08"}, {"2024-07-01", 10, "2024-07-16"},
        {"2024-11-08", 10, "2024-11-25"}, {"2024-06-22", 1, "2024-06-24"},
        {"2021-06-17", 1, "2021-06-21"}, /* the first Juneteenth, kept on a Friday */
        {"2020-06-18", 1, "2020-06-19"}, /* no holiday the year before */
        {"2021-12-30", 1, "2022-01-03"}, /* New Year of 2022 kept on 31 December 2021 */
        {"2021-01-19", 1, "2021-01-20"}, /* Inauguration Day is a business day */
        {"2018-12-04", 1, "2018-12-05"}, /* so is a day of mourning */
        {"2024-12-23", 2, "2024-12-26"},
    };
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    ix_error error = {0};
    int64_t due;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(
            ix_business_day_after(&due, rules, day_of(cases[i].from), cases[i].n, &error), IX_OK);
        assert_int_equal(due, day_of(cases[i].due));
    }
    assert_int_equal(ix_business_day_after(&due, rules, day_of("2030-12-30"), 2, &error),
                     IX_E_NOT_FOUND);
    assert_string_equal(error.text, "calendar us_federal covers the years 2017 to 2030 only");
    assert_int_equal(ix_business_day_after(&due, rules, day_of("2016-12-31"), 1, &error),
                     IX_E_NOT_FOUND);
    ix_arena_free(&data.arena);
}

static void the_twelve_are_dated(void **state) {
    (void)state;
    static const char *const keys[] = {"45815", "45817", "45818", "45821", "45849", "45854",
                                       "45856", "45858", "45860", "45862", "45863", "45864"};
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        int count;
        const ix_action *actions =
            ix_rules_actions(rules, IX_STR("us_ofac_sdn"), ix_str_from_cstr(keys[i]), &count);
        /* The designation, and behind it a claim of the press that dates nothing. */
        assert_int_equal(count, 2);
        assert_true(ix_str_equal(actions->kind, IX_STR("designation")));
        assert_true(actions->verified && !actions->claim);
        assert_true(actions[1].claim && !actions[1].verified);
        assert_int_equal(actions->effective.value, day_of("2024-06-21"));
        assert_true(ix_str_equal(actions->source_file, IX_STR("actions/2024-06-21.yml")));
    }
    int count;
    assert_null(ix_rules_actions(rules, IX_STR("us_ofac_sdn"), IX_STR("45816"), &count));
    assert_int_equal(count, 0);
    const ix_fact *facts = ix_rules_facts(rules, &count);
    int unlisted = 0;
    for (int i = 0; i < count; i++) {
        unlisted += ix_str_equal(facts[i].kind, IX_STR("deliberately_not_listed"));
    }
    assert_true(unlisted >= 2);
    ix_arena_free(&data.arena);
}

/* ------------------------------------------------------------------ loading */

/* The order in which files are handed over changes nothing, a changed byte changes the digest. */
static void the_digest_is_of_the_content(void **state) {
    (void)state;
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    ix_digest digest = *ix_rules_digest(rules);
    for (int i = 0; i < data.count / 2; i++) {
        ix_knowledge_file swap = data.files[i];
        data.files[i] = data.files[data.count - 1 - i];
        data.files[data.count - 1 - i] = swap;
    }
    ix_error error = {0};
    assert_int_equal(ix_rules_load(&rules, data.files, data.count, &data.arena, &error), IX_OK);
    assert_true(ix_digest_equal(&digest, ix_rules_digest(rules)));
    data.files[data.count] =
        (ix_knowledge_file){IX_STR("actions/later.yml"), IX_STR("sources: none\n")};
    assert_int_equal(ix_rules_load(&rules, data.files, data.count + 1, &data.arena, &error), IX_OK);
    assert_false(ix_digest_equal(&digest, ix_rules_digest(rules)));
    ix_arena_free(&data.arena);
}

static void refuses_a_file_given_twice(void **state) {
    (void)state;
    ix_knowledge_file files[2] = {{IX_STR("actions/a.yml"), IX_STR("sources: none\n")},
                                  {IX_STR("actions/a.yml"), IX_STR("sources: none\n")}};
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    const ix_rules *rules;
    ix_error error = {0};
    assert_int_equal(ix_rules_load(&rules, files, 2, &arena, &error), IX_E_INPUT);
    assert_string_equal(error.source, "actions/a.yml");
    assert_string_equal(error.text, "the file is given twice");
    assert_null(rules);
    ix_arena_free(&arena);
}

/* The command line loads the rules at each start. */
static void loads_quickly(void **state) {
    (void)state;
    data_files data;
    read_shipped(&data);
    clock_t best = (clock_t)1 << 30;
    for (int i = 0; i < 5; i++) {
        ix_arena arena;
        ix_arena_init(&arena, (size_t)16 << 20);
        const ix_rules *rules;
        clock_t start = clock();
        assert_int_equal(ix_rules_load(&rules, data.files, data.count, &arena, NULL), IX_OK);
        clock_t took = clock() - start;
        best = took < best ? took : best;
        ix_arena_free(&arena);
    }
    print_message("loads in %ld us\n", (long)(best * 1000000 / CLOCKS_PER_SEC));
    assert_true(best * 1000 / CLOCKS_PER_SEC < LOAD_MS_MAX);
    ix_arena_free(&data.arena);
}

typedef struct meter {
    int calls;
    int fail_at;
} meter;

static void *metered_resize(void *context, void *old, size_t old_size, size_t new_size) {
    meter *m = context;
    if (new_size != 0 && ++m->calls == m->fail_at) {
        return NULL;
    }
    return ix_allocator_libc().resize(NULL, old, old_size, new_size);
}

/* Load and weigh with an arena that fails at its n-th request for memory. */
static ix_status work(const data_files *data, meter *m, size_t cap) {
    ix_arena arena;
    ix_arena_init_with(&arena, cap, (ix_allocator){metered_resize, m});
    const ix_rules *rules;
    ix_error error = {0};
    ix_status status = ix_rules_load(&rules, data->files, data->count, &arena, &error);
    if (status == IX_OK) {
        ix_str tag = IX_STR("RUSSIA-EO14024");
        ix_str note = IX_STR("a note");
        ix_listing listing = {.programs = &tag, .program_count = 1};
        ix_entity entity = {.notes = &note, .note_count = 1};
        ix_context context = {0};
        ix_effect effect;
        status = ix_rules_effect(&effect, rules, IX_STR("us_ofac_sdn"), &entity, &listing, &context,
                                 instant_of("2024-06-21"), &arena, &error);
        assert_true(status != IX_OK || effect.effect == IX_VERDICT_BLOCK);
        assert_true(status == IX_OK || effect.effect == IX_VERDICT_NOT_SCREENED);
    }
    assert_true(status == IX_OK || (status == error.status && error.text[0] != '\0'));
    ix_arena_free(&arena);
    return status;
}

static void survives_failing_memory(void **state) {
    (void)state;
    data_files data;
    read_shipped(&data);
    meter m = {0};
    assert_int_equal(work(&data, &m, SIZE_MAX / 2), IX_OK);
    for (int n = 1; n <= m.calls; n++) {
        meter failing = {.fail_at = n};
        assert_int_equal(work(&data, &failing, SIZE_MAX / 2), IX_E_MEMORY);
    }
    /* A cap meets every single request, not only those for a new block. */
    size_t enough = 1;
    while (enough < (size_t)1 << 24) {
        meter any = {0};
        ix_status status = work(&data, &any, enough);
        if (status == IX_OK) {
            break;
        }
        assert_int_equal(status, IX_E_MEMORY);
        enough += 1 + enough / 64;
    }
    assert_true(enough < (size_t)1 << 22);
    ix_arena_free(&data.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eo_14024_blocks_and_warns),
        cmocka_unit_test(no_nexus_no_block),
        cmocka_unit_test(only_a_freeze_freezes),
        cmocka_unit_test(unknown_tags_take_the_general_rule),
        cmocka_unit_test(every_tag_of_the_sdn_list_has_its_law),
        cmocka_unit_test(other_lists_never_block),
        cmocka_unit_test(business_days_of_the_shipped_calendar),
        cmocka_unit_test(the_twelve_are_dated),
        cmocka_unit_test(the_digest_is_of_the_content),
        cmocka_unit_test(refuses_a_file_given_twice),
        cmocka_unit_test(loads_quickly),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
