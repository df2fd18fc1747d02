/* Tests of weighing: circumstances, dates, remarks, joining of programmes, obligations. */
#include <interdict/rules.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char program_text[] =
    "lists: [l]\nzone: America/New_York\nchecked: 2024-01-01\nsources: s\n"
    "general:\n"
    "  title: General\n  order: General law\n  verified: true\n"
    "  measures:\n"
    "    - {effect: block, binds: us_person, text: general, citation: g, verified: true,\n"
    "       obligations: [report, keep, annual]}\n"
    "  notes:\n    - {text: to all, citation: n, verified: true}\n"
    "programs:\n"
    "  - {tag: PLAIN, title: t, order: Order 1, regulation: Part 1, verified: false}\n"
    "  - tag: DATED\n    title: t\n    order: Order 2\n    verified: true\n    us_person: Part "
    "2.1\n"
    "    measures:\n"
    "      - {effect: prohibited, binds: us_person, text: dated, citation: d, verified: true,\n"
    "         from: 2024-07-20, until: 2024-09-29}\n"
    "    notes:\n"
    "      - {text: early, citation: n, verified: true, until: 2024-07-20}\n"
    "      - {text: late, citation: n, verified: false, from: 2024-07-20}\n"
    "  - tag: DEBT\n    title: t\n    order: Order 3\n    verified: true\n"
    "    measures:\n"
    "      - {effect: prohibited, binds: us_person, text: debt, citation: d1, verified: true,\n"
    "         activities: [debt, equity], remarks: [Directive 1, Rule One]}\n"
    "      - {effect: prohibited, binds: us_person, text: account, citation: d1a, verified: true,\n"
    "         activities: account, remarks: Directive 1a}\n"
    "  - tag: ELSE\n    title: t\n    order: Order 4\n    verified: true\n"
    "    measures:\n"
    "      - {effect: prohibited, binds: us_person, text: told, citation: e, verified: true,\n"
    "         remarks: Directive 9}\n"
    "      - {effect: info, binds: anyone, text: not told, citation: e, verified: true,\n"
    "         otherwise: true}\n"
    "      - {effect: license, binds: anyone, text: always, citation: e, verified: true,\n"
    "         activities: export, roles: consignee}\n"
    "  - tag: USERS\n    title: t\n    order: Order 5\n    verified: true\n"
    "    measures:\n"
    "      - {effect: prohibited, binds: federal_agency, text: agency, citation: u, verified: "
    "true}\n"
    "      - {effect: reject, binds: foreign_financial_institution, text: bank, citation: u,\n"
    "         verified: true}\n"
    "      - {effect: license, binds: federal_contractor, text: contractor, citation: u,\n"
    "         verified: true}\n"
    "  - {tag: SURE, title: t, order: Order 6, verified: true}\n"
    "  - tag: BANK\n    title: t\n    order: Order 7\n    verified: true\n"
    "    measures:\n"
    "      - {effect: prohibited, binds: us_financial_institution, text: b, citation: u,\n"
    "         verified: true}\n"
    "  - tag: TOLD\n    title: t\n    order: Order 8\n    verified: true\n"
    "    measures:\n"
    "      - {effect: block, binds: anyone, text: freeze, citation: m, verified: true,\n"
    "         measures: Asset freeze}\n"
    "      - {effect: info, binds: anyone, text: travel, citation: m, verified: true,\n"
    "         measures: [Travel ban, Entry ban]}\n"
    "      - {effect: prohibited, binds: anyone, text: closed, citation: m, verified: true,\n"
    "         otherwise: true}\n"
    "  - {source: EL, title: t, order: By source, verified: true}\n"
    "  - {tag: PLAIN, source: EL, title: t, order: By both, verified: true}\n"
    "obligations:\n"
    "  - {what: report, citation: 501.603, business_days: 10, calendar: us_federal,\n"
    "     counts_from: if blocked that day, verified: true}\n"
    "  - {what: keep, citation: 501.601, years: 10, counts_from: the transaction, verified: true}\n"
    "  - {what: annual, citation: 501.603, held_on: 06-30, due_on: 09-30, counts_from: yearly,\n"
    "     verified: true}\n";

typedef struct fixture {
    ix_arena arena;
    const ix_rules *rules;
    ix_entity entity;
    ix_listing listing;
    ix_str tags[4];
    ix_context context;
} fixture;

static void set_up(fixture *f) {
    *f = (fixture){0};
    ix_arena_init(&f->arena, 1 << 22);
    ix_knowledge_file files[] = {
        {IX_STR("programs/x.yml"), ix_str_from_cstr(program_text)},
        {IX_STR("calendars/us_federal.txt"),
         IX_STR("calendar us_federal\nyears 2024 2024\nversion 7\n2024-07-04 holiday X\n")}};
    ix_error error = {0};
    if (ix_rules_load(&f->rules, files, 2, &f->arena, &error) != IX_OK) {
        fail_msg("%s:%d: %s", error.source, (int)error.line, error.text);
    }
    f->listing.programs = f->tags;
}

static ix_effect ask(fixture *f, const char *tags, const char *as_of) {
    f->listing.program_count = 0;
    ix_str rest = ix_str_from_cstr(tags);
    while (rest.len > 0) {
        f->tags[f->listing.program_count++] = ix_str_cut(rest, '|', &rest);
    }
    ix_when when;
    assert_int_equal(ix_when_parse(&when, ix_str_from_cstr(as_of), NULL), IX_OK);
    ix_effect effect;
    assert_int_equal(ix_rules_effect(&effect, f->rules, IX_STR("l"), &f->entity, &f->listing,
                                     &f->context, ix_when_instant(when, IX_ZONE_NEW_YORK),
                                     &f->arena, NULL),
                     IX_OK);
    return effect;
}

static void assert_text(ix_str got, const char *expected) {
    if (!ix_str_equal(got, ix_str_from_cstr(expected))) {
        fail_msg("\"%.*s\" is not \"%s\"", (int)got.len, got.ptr, expected);
    }
}

static bool has_note(const ix_effect *effect, const char *text) {
    for (int i = 0; i < effect->note_count; i++) {
        if (ix_str_equal(effect->notes[i].text, ix_str_from_cstr(text))) {
            return true;
        }
    }
    return false;
}

static bool depends_on(const ix_effect *effect, const char *word) {
    for (int i = 0; i < effect->depends_count; i++) {
        if (ix_str_equal(effect->depends_on[i], ix_str_from_cstr(word))) {
            return true;
        }
    }
    return false;
}

static void names_go_both_ways(void **state) {
    (void)state;
    for (int i = IX_VERDICT_NOT_SCREENED; i <= IX_VERDICT_BLOCK; i++) {
        ix_verdict verdict;
        assert_true(ix_verdict_parse(&verdict, ix_str_from_cstr(ix_verdict_name((ix_verdict)i))));
        assert_int_equal(verdict, i);
    }
    ix_verdict verdict;
    assert_false(ix_verdict_parse(&verdict, IX_STR("blocked")));
}

static void a_programme_without_measures_takes_the_general_ones(void **state) {
    (void)state;
    fixture f;
    set_up(&f);
    ix_effect e = ask(&f, "PLAIN", "2024-06-21");
    assert_int_equal(e.effect, IX_VERDICT_BLOCK);
    assert_text(e.program, "PLAIN");
    assert_text(e.authority, "Order 1; Part 1");
    assert_false(e.verified);
    assert_true(has_note(&e, "general"));
    assert_true(has_note(&e, "to all"));
    e = ask(&f, "NEW", "2024-06-21");
    assert_text(e.authority, "General law (general rule of list l; no rule of its own is on file "
                             "for programme \"NEW\")");
    assert_text(e.program, "NEW");
    assert_true(e.verified);
    e = ask(&f, "", "2024-06-21");
    assert_text(e.authority, "General law (general rule of list l; this snapshot carries no "
                             "programme of the entry)");
    ix_arena_free(&f.arena);
}

static void dates_bound_measures_and_notes(void **state) {
    (void)state;
    static const struct {
        const char *as_of;
        ix_verdict effect;
        const char *note;
    } cases[] = {
        {"2024-07-19T23:59:59-04:00", IX_VERDICT_INFO, "early"},
        {"2024-07-20T00:00:00-04:00", IX_VERDICT_PROHIBITED, "late"},
        {"2024-09-28T23:59:59-04:00", IX_VERDICT_PROHIBITED, "late"},
        {"2024-09-29T00:00:00-04:00", IX_VERDICT_INFO, "late"},
    };
    fixture f;
    set_up(&f);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_effect e = ask(&f, "DATED", cases[i].as_of);
        assert_int_equal(e.effect, cases[i].effect);
        assert_int_equal(e.full, cases[i].effect);
        assert_true(has_note(&e, cases[i].note));
        bool before = i == 0;
        bool after = i == sizeof cases / sizeof cases[0] - 1;
        assert_int_equal(has_note(&e, "The measure takes effect on 2024-07-20."), before);
        assert_int_equal(has_note(&e, "The measure ended on 2024-09-29."), after);
        assert_int_equal(e.from.kind, IX_WHEN_DATE);
        assert_int_equal(e.until.kind, IX_WHEN_DATE);
        assert_text(e.authority, "Order 2; d");
        assert_text(e.binds, "US persons, and anyone acting through the United States (Part 2.1)");
    }
    ix_arena_free(&f.arena);
}

static void open_circumstances_are_named(void **state) {
    (void)state;
    fixture f;
    set_up(&f);
    f.entity.remarks = IX_STR("x; Subject to Directive 1; y");
    ix_effect e = ask(&f, "DEBT", "2024-06-21");
    assert_int_equal(e.effect, IX_VERDICT_INFO);
    assert_int_equal(e.full, IX_VERDICT_PROHIBITED);
    assert_int_equal(e.depends_count, 1);
    assert_true(depends_on(&e, "activity"));
    f.context.activity = IX_STR("debt");
    e = ask(&f, "DEBT", "2024-06-21");
    assert_int_equal(e.effect, IX_VERDICT_PROHIBITED);
    assert_int_equal(e.depends_count, 0);
    f.context.activity = IX_STR("sale");
    e = ask(&f, "DEBT", "2024-06-21");
    assert_int_equal(e.effect, IX_VERDICT_INFO);
    assert_int_equal(e.full, IX_VERDICT_INFO);
    assert_true(has_note(&e, "The measure does not speak of the activity the question names."));
    f.context.activity = (ix_str){0};
    e = ask(&f, "ELSE", "2024-06-21");
    assert_int_equal(e.full, IX_VERDICT_LICENSE);
    assert_true(depends_on(&e, "activity") && depends_on(&e, "role"));
    f.context.role = IX_STR("owner");
    e = ask(&f, "ELSE", "2024-06-21");
    assert_int_equal(e.full, IX_VERDICT_INFO);
    assert_int_equal(e.depends_count, 0);
    ix_arena_free(&f.arena);
}

/* "Directive 1" and "Directive 1a" are two directives; where the text does not tell, all apply. */
static void remarks_choose_measures(void **state) {
    (void)state;
    fixture f;
    set_up(&f);
    f.entity.remarks = IX_STR("Subject to Directive 1a.");
    ix_effect e = ask(&f, "DEBT", "2024-06-21");
    assert_true(has_note(&e, "account") && !has_note(&e, "debt"));
    f.entity.remarks = IX_STR("Subject to Directive 1a; alt. Subject to Directive 1");
    e = ask(&f, "DEBT", "2024-06-21");
    assert_true(has_note(&e, "account") && has_note(&e, "debt"));
    f.entity.remarks = IX_STR("nothing of the kind");
    e = ask(&f, "DEBT", "2024-06-21");
    assert_true(has_note(&e, "account") && has_note(&e, "debt"));
    ix_identifier id = {.label = IX_STR("Rule"), .value = IX_STR("One, as of then")};
    f.entity.identifiers = &id;
    f.entity.identifier_count = 1;
    e = ask(&f, "DEBT", "2024-06-21");
    assert_true(!has_note(&e, "account") && has_note(&e, "debt"));
    f.entity.identifier_count = 0;
    ix_field field = {IX_STR("kind"), IX_STR("Directive 1a")};
    f.entity.unmodelled = &field;
    f.entity.unmodelled_count = 1;
    e = ask(&f, "DEBT", "2024-06-21");
    assert_true(has_note(&e, "account") && !has_note(&e, "debt"));
    f.entity.unmodelled_count = 0;
    ix_str note = IX_STR("Subject to Directive 1");
    f.entity.notes = &note;
    f.entity.note_count = 1;
    e = ask(&f, "DEBT", "2024-06-21");
    assert_true(!has_note(&e, "account") && has_note(&e, "debt"));
    f.entity.note_count = 0;
    f.entity.unmodelled_count = 1;
    e = ask(&f, "ELSE", "2024-06-21");
    assert_true(has_note(&e, "not told") && !has_note(&e, "told") && has_note(&e, "always"));
    field.value = IX_STR("Directive 9");
    e = ask(&f, "ELSE", "2024-06-21");
    assert_true(!has_note(&e, "not told") && has_note(&e, "told"));
    assert_int_equal(e.effect, IX_VERDICT_PROHIBITED);
    ix_arena_free(&f.arena);
}

/* An entry that only bans travel does not freeze; one that says what no rule names, or nothing, is
 * not taken for less than it may be. */
static void measures_of_the_listing_choose(void **state) {
    (void)state;
    static const struct {
        const char *measures;
        ix_verdict effect;
        bool freeze, travel, closed;
    } cases[] = {
        {"Asset freeze|Travel Ban", IX_VERDICT_BLOCK, true, true, false},
        {"travel ban", IX_VERDICT_INFO, false, true, false},
        {" - |ENTRY BAN (see there)", IX_VERDICT_INFO, false, true, false},
        {"Travel banner", IX_VERDICT_PROHIBITED, false, false, true},
        {"Travel ban|Something new", IX_VERDICT_PROHIBITED, false, true, true},
        {"Travel ban|\xd0\x9d", IX_VERDICT_PROHIBITED, false, true, true},
        {"Asset freeze|Something new", IX_VERDICT_BLOCK, true, false, true},
        {"", IX_VERDICT_PROHIBITED, false, false, true},
    };
    fixture f;
    set_up(&f);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        f.listing.measures = ix_str_from_cstr(cases[i].measures);
        ix_effect e = ask(&f, "TOLD", "2024-06-21");
        assert_int_equal(e.effect, cases[i].effect);
        assert_int_equal(has_note(&e, "freeze"), cases[i].freeze);
        assert_int_equal(has_note(&e, "travel"), cases[i].travel);
        assert_int_equal(has_note(&e, "closed"), cases[i].closed);
    }
    f.listing.measures = IX_STR("Travel ban"); /* says nothing where a rule does not ask */
    f.entity.remarks = IX_STR("Subject to Directive 1a.");
    ix_effect e = ask(&f, "DEBT", "2024-06-21");
    assert_true(has_note(&e, "account") && !has_note(&e, "debt"));
    ix_arena_free(&f.arena);
}

static void who_is_bound(void **state) {
    (void)state;
    static const struct {
        const char *tag, *user, *nexus;
        ix_verdict effect, full;
    } cases[] = {
        {"PLAIN", "", "", IX_VERDICT_BLOCK, IX_VERDICT_BLOCK},
        {"PLAIN", "private", "none", IX_VERDICT_INFO, IX_VERDICT_INFO},
        {"PLAIN", "foreign_bank", "none", IX_VERDICT_INFO, IX_VERDICT_INFO},
        {"PLAIN", "foreign_bank", "us", IX_VERDICT_BLOCK, IX_VERDICT_BLOCK},
        {"PLAIN", "federal", "none", IX_VERDICT_BLOCK, IX_VERDICT_BLOCK},
        {"BANK", "", "", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {"BANK", "foreign_bank", "none", IX_VERDICT_INFO, IX_VERDICT_INFO},
        {"USERS", "", "", IX_VERDICT_INFO, IX_VERDICT_REJECT},
        {"USERS", "private", "us", IX_VERDICT_INFO, IX_VERDICT_INFO},
        {"USERS", "federal", "us", IX_VERDICT_PROHIBITED, IX_VERDICT_PROHIBITED},
        {"USERS", "contractor", "us", IX_VERDICT_LICENSE, IX_VERDICT_LICENSE},
        {"USERS", "foreign_bank", "none", IX_VERDICT_REJECT, IX_VERDICT_REJECT},
    };
    fixture f;
    set_up(&f);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        f.context.user = ix_str_from_cstr(cases[i].user);
        f.context.nexus = ix_str_from_cstr(cases[i].nexus);
        ix_effect e = ask(&f, cases[i].tag, "2024-06-21");
        assert_int_equal(e.effect, cases[i].effect);
        assert_int_equal(e.full, cases[i].full);
        assert_int_equal(depends_on(&e, "user"), e.full != e.effect);
        bool foreign = ix_str_equal(f.context.nexus, IX_STR("none"));
        bool idle = e.full == IX_VERDICT_INFO;
        assert_int_equal(has_note(&e, "The measure binds US persons and dealings with a US nexus; "
                                      "the question says there is none."),
                         idle && foreign);
        assert_int_equal(has_note(&e, "The measure binds others than the user the question names."),
                         ix_str_equal(ix_str_from_cstr(cases[i].tag), IX_STR("USERS")) &&
                             f.context.user.len > 0);
    }
    ix_arena_free(&f.arena);
}

/* The most severe programme decides; notes and obligations of all are there, each once. */
static void programmes_are_joined(void **state) {
    (void)state;
    fixture f;
    set_up(&f);
    ix_str published[] = {IX_STR("Secondary sanctions risk: x."),
                          IX_STR("Secondary sanctions risk: x.")};
    f.entity.notes = published;
    f.entity.note_count = 2;
    ix_effect e = ask(&f, "DEBT|NEW|PLAIN|DATED", "2024-07-21");
    assert_int_equal(e.effect, IX_VERDICT_BLOCK);
    assert_int_equal(e.depends_count, 0);
    assert_text(e.program, "PLAIN"); /* of two blocks the one with a rule of its own */
    assert_text(ask(&f, "PLAIN|SURE", "2024-07-21").program, "SURE"); /* then the verified one */
    assert_text(ask(&f, "SURE|PLAIN", "2024-07-21").program, "SURE");
    assert_text(ask(&f, "NEW|OTHER", "2024-07-21").program, "NEW"); /* then the first */
    assert_text(e.under, "PLAIN"); /* NEW blocks by the general rule alone */
    assert_text(e.authority, "Order 1; Part 1");
    ix_effect both = ask(&f, "PLAIN|DEBT|SURE|PLAIN", "2024-07-21");
    assert_text(both.under, "SURE, PLAIN"); /* each of two blocks holds by itself */
    assert_text(both.authority, "Order 6; and Order 1; Part 1");
    assert_int_equal(e.obligation_count, 3);
    assert_true(has_note(&e, "debt") && has_note(&e, "general") && has_note(&e, "dated"));
    int times = 0;
    for (int i = 0; i < e.note_count; i++) {
        times += ix_str_equal(e.notes[i].text, published[0]);
    }
    assert_int_equal(times, 1);
    ix_arena_free(&f.arena);
}

static void sources_choose_programmes(void **state) {
    (void)state;
    fixture f;
    set_up(&f);
    f.listing.source = IX_STR("EL");
    assert_text(ask(&f, "", "2024-06-21").authority, "By source");
    assert_text(ask(&f, "PLAIN", "2024-06-21").authority, "By both");
    assert_text(ask(&f, "NEW", "2024-06-21").authority, "By source");
    assert_text(ask(&f, "DATED", "2024-06-21").authority, "Order 2; d");
    f.listing.source = IX_STR("DPL");
    assert_text(ask(&f, "PLAIN", "2024-06-21").authority, "Order 1; Part 1");
    ix_arena_free(&f.arena);
}

static void assert_owed(const ix_obligation *owed, const char *what, const char *due,
                        const char *basis) {
    assert_text(owed->what, what);
    assert_text(owed->basis, basis);
    ix_buf out;
    ix_buf_init(&out, 64);
    ix_when_print(&out, owed->due);
    assert_text(ix_buf_view(&out), due);
    ix_buf_free(&out);
}

/* 31 CFR 501.603, 501.601: due days count from the local day in New York. */
static void obligations_have_due_days(void **state) {
    (void)state;
    fixture f;
    set_up(&f);
    ix_effect e = ask(&f, "PLAIN", "2024-06-22T03:59:59Z");
    assert_int_equal(e.obligation_count, 3);
    assert_owed(&e.obligations[0], "report", "2024-07-08",
                "10 business days after 2024-06-21, if blocked that day; calendar us_federal, "
                "version 7; zone America/New_York");
    assert_owed(&e.obligations[1], "keep", "2034-06-21",
                "10 years after 2024-06-21, the transaction; zone America/New_York");
    assert_owed(&e.obligations[2], "annual", "2024-09-30",
                "if still held on 2024-06-30, yearly; zone America/New_York");
    e = ask(&f, "PLAIN", "2024-02-29");
    assert_owed(&e.obligations[1], "keep", "2034-03-01",
                "10 years after 2024-02-29, the transaction; zone America/New_York");
    e = ask(&f, "PLAIN", "2024-06-30");
    assert_owed(&e.obligations[2], "annual", "2024-09-30",
                "if still held on 2024-06-30, yearly; zone America/New_York");
    e = ask(&f, "PLAIN", "2024-07-01");
    assert_owed(&e.obligations[2], "annual", "2025-09-30",
                "if still held on 2025-06-30, yearly; zone America/New_York");
    e = ask(&f, "PLAIN", "2024-12-30");
    assert_owed(&e.obligations[0], "report", "",
                "10 business days after 2024-12-30, if blocked that day; calendar us_federal, "
                "version 7, does not cover these days: count by hand; zone America/New_York");
    for (int i = 0; i < 2; i++) {
        e = ask(&f, "PLAIN", i == 0 ? "9999-12-31" : "0001-01-01T00:00:00Z");
        assert_int_equal(e.obligation_count, 3);
        assert_owed(&e.obligations[1], "keep", "", "the question's date lies outside any calendar");
    }
    e = ask(&f, "PLAIN", "9899-12-31");
    assert_owed(&e.obligations[1], "keep", "9909-12-31",
                "10 years after 9899-12-31, the transaction; zone America/New_York");
    e = ask(&f, "DATED", "2024-06-21");
    assert_int_equal(e.obligation_count, 0);
    ix_arena_free(&f.arena);
}

/* A list nobody wrote a rule for does not pass as permitted. */
static void unknown_lists_fail_closed(void **state) {
    (void)state;
    fixture f;
    set_up(&f);
    ix_str tag = IX_STR("PLAIN");
    ix_listing listing = {.programs = &tag, .program_count = 1};
    f.entity.notes = &tag;
    f.entity.note_count = 1;
    ix_effect e;
    assert_int_equal(ix_rules_effect(&e, f.rules, IX_STR("m"), &f.entity, &listing, &f.context, 0,
                                     &f.arena, NULL),
                     IX_OK);
    assert_int_equal(e.effect, IX_VERDICT_PROHIBITED);
    assert_int_equal(e.full, IX_VERDICT_PROHIBITED);
    assert_false(e.verified);
    assert_text(e.authority, "no rule is on file for list m: held to be prohibited until one is");
    assert_int_equal(e.note_count, 1);
    ix_arena_free(&f.arena);
}

/* A cap of every size: no memory is said, and nothing half weighed comes back. */
static void survives_failing_memory(void **state) {
    (void)state;
    fixture f;
    set_up(&f);
    ix_str tags[] = {IX_STR("DEBT"), IX_STR("USERS"), IX_STR("PLAIN")};
    static const char *const lists[] = {"l", "l", "m"};
    for (int i = 0; i < 3; i++) {
        ix_listing listing = {.programs = tags, .program_count = 3 - i};
        ix_status status = IX_E_MEMORY;
        for (size_t cap = 0; status == IX_E_MEMORY; cap++) {
            ix_arena small;
            ix_arena_init(&small, cap);
            ix_error error = {0};
            ix_effect e;
            status = ix_rules_effect(&e, f.rules, ix_str_from_cstr(lists[i]), &f.entity, &listing,
                                     &f.context, 1718942400, &small, &error);
            assert_int_equal(error.status, status);
            assert_int_equal(e.effect != IX_VERDICT_NOT_SCREENED, status == IX_OK);
            ix_arena_free(&small);
        }
        assert_int_equal(status, IX_OK);
    }
    ix_arena_free(&f.arena);
}

/* Moving as_of within an interval changes nothing but due days; telling more never weakens what
 * was promised in `full`. */
static void properties(void **state) {
    (void)state;
    static const char *const tags[] = {"PLAIN", "DATED", "DEBT", "ELSE", "USERS", "NEW"};
    static const char *const users[] = {"", "private", "federal", "contractor", "foreign_bank"};
    static const char *const activities[] = {"", "debt", "export", "sale", "account"};
    static const char *const roles[] = {"", "party", "consignee"};
    fixture f;
    set_up(&f);
    for (size_t t = 0; t < 6; t++) {
        ix_verdict promised[2] = {IX_VERDICT_INFO, IX_VERDICT_INFO};
        for (size_t i = 0; i < 5 * 5 * 3; i++) {
            f.context.user = ix_str_from_cstr(users[i % 5]);
            f.context.activity = ix_str_from_cstr(activities[i / 5 % 5]);
            f.context.role = ix_str_from_cstr(roles[i / 25]);
            ix_arena_mark mark = ix_arena_position(&f.arena);
            ix_effect a = ask(&f, tags[t], "2024-07-20");
            ix_effect b = ask(&f, tags[t], "2024-09-28");
            assert_int_equal(a.effect, b.effect);
            assert_int_equal(a.full, b.full);
            assert_int_equal(a.depends_count > 0, a.full > a.effect);
            promised[0] = i == 0 ? a.full : promised[0];
            assert_true(a.full <= promised[0]);
            ix_arena_rewind(&f.arena, mark);
        }
    }
    ix_arena_free(&f.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_go_both_ways),
        cmocka_unit_test(a_programme_without_measures_takes_the_general_ones),
        cmocka_unit_test(dates_bound_measures_and_notes),
        cmocka_unit_test(open_circumstances_are_named),
        cmocka_unit_test(remarks_choose_measures),
        cmocka_unit_test(measures_of_the_listing_choose),
        cmocka_unit_test(who_is_bound),
        cmocka_unit_test(programmes_are_joined),
        cmocka_unit_test(sources_choose_programmes),
        cmocka_unit_test(obligations_have_due_days),
        cmocka_unit_test(unknown_lists_fail_closed),
        cmocka_unit_test(survives_failing_memory),
        cmocka_unit_test(properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
