/* Tests of licences: what one must fit to release, what is released says so, what is not does too.
 */
#include "test_shipped.h"

static const char program_text[] =
    "lists: [l]\nzone: America/New_York\nchecked: 2024-01-01\nsources: s\n"
    "general:\n  title: General\n  order: Order\n  verified: true\n"
    "  measures:\n"
    "    - {effect: block, binds: us_person, text: all is blocked, citation: g, verified: true,\n"
    "       obligations: report}\n"
    "programs:\n  - {tag: P, title: t, order: o, verified: true}\n"
    "obligations:\n"
    "  - {what: report, citation: c, years: 1, counts_from: f, verified: true}\n";

#define HEAD "zone: America/New_York\nchecked: 2024-01-01\nsources: s\nlicenses:\n"
#define LICENSE                                                                                    \
    "kind: general, id: GL 1, title: t, citation: c1, scope: s, lists: l, verified: true"

static const char license_text[] = HEAD
    "  - {" LICENSE ", programs: P, parties: [\"7\"], activities: payment, users: private,\n"
    "     conditions: [kept], from: 2024-02-01, until: 2024-03-01T00:01:00-05:00}\n"
    "  - {kind: specific, id: MUL-1, title: t, citation: c2, scope: s, lists: l, licensees: [us],\n"
    "     parties: [\"8\"], releases: false, from: 2024-01-01, verified: true}\n";

typedef struct fixture {
    ix_arena arena;
    const ix_rules *rules;
} fixture;

static void set_up(fixture *f, const char *licenses, ix_status expected, ix_error *error) {
    *f = (fixture){0};
    ix_arena_init(&f->arena, 1 << 20);
    ix_knowledge_file files[] = {{IX_STR("programs/p.yml"), ix_str_from_cstr(program_text)},
                                 {IX_STR("licenses/l.yml"), ix_str_from_cstr(licenses)}};
    *error = (ix_error){0};
    assert_int_equal(ix_rules_load(&f->rules, files, 2, &f->arena, error), expected);
}

static ix_effect ask(fixture *f, const char *key, const ix_context *context, const char *as_of) {
    ix_str tag = IX_STR("P");
    ix_listing listing = {.programs = &tag, .program_count = 1};
    ix_entity entity = {.key = ix_str_from_cstr(key)};
    ix_effect effect;
    assert_int_equal(ix_rules_effect(&effect, f->rules, IX_STR("l"), &entity, &listing, context,
                                     instant_of(as_of), &f->arena, NULL),
                     IX_OK);
    return effect;
}

static void releases_what_it_covers(void **state) {
    (void)state;
    static const struct {
        const char *key, *user, *activity, *as_of;
        ix_verdict effect;
        int cited;
    } cases[] = {
        {"7", "private", "payment", "2024-02-15", IX_VERDICT_INFO, 1},
        {"7", "private", "payment", "2024-02-01", IX_VERDICT_INFO, 1},
        {"7", "private", "payment", "2024-03-01T00:00:59-05:00", IX_VERDICT_INFO, 1},
        /* It ended at 12:01 a.m. Eastern Standard Time, not at midnight. */
        {"7", "private", "payment", "2024-03-01T00:01:00-05:00", IX_VERDICT_BLOCK, 0},
        {"7", "private", "payment", "2024-01-31", IX_VERDICT_BLOCK, 0},
        {"7", "private", "sale", "2024-02-15", IX_VERDICT_BLOCK, 0},
        {"7", "federal", "payment", "2024-02-15", IX_VERDICT_BLOCK, 0},
        /* Not told: it might cover, so it is cited, and nothing is released. */
        {"7", "private", "", "2024-02-15", IX_VERDICT_BLOCK, 1},
        {"9", "private", "payment", "2024-02-15", IX_VERDICT_BLOCK, 0},
    };
    fixture f;
    ix_error error;
    set_up(&f, license_text, IX_OK, &error);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_context context = {.user = ix_str_from_cstr(cases[i].user),
                              .nexus = IX_STR("us"),
                              .activity = ix_str_from_cstr(cases[i].activity)};
        ix_effect e = ask(&f, cases[i].key, &context, cases[i].as_of);
        if (e.effect != cases[i].effect || e.license_count != cases[i].cited) {
            fail_msg("case %zu: %s, %d cited", i, ix_verdict_name(e.effect), e.license_count);
        }
        bool covers = e.license_count > 0 && e.licenses[0].covers;
        assert_int_equal(covers, cases[i].effect == IX_VERDICT_INFO);
        assert_int_equal(e.obligation_count, covers ? 0 : 1);
        if (e.license_count > 0) {
            assert_int_equal(e.licenses[0].condition_count, 1);
            assert_int_equal(e.licenses[0].until.kind, IX_WHEN_INSTANT);
        }
    }
    ix_arena_free(&f.arena);
}

static bool says(const ix_effect *effect, const char *part) {
    for (int i = 0; i < effect->note_count; i++) {
        if (ix_str_find(effect->notes[i].text, ix_str_from_cstr(part), 0) >= 0) {
            return true;
        }
    }
    return false;
}

static void is_relied_on_by_name(void **state) {
    (void)state;
    fixture f;
    ix_error error;
    set_up(&f, license_text, IX_OK, &error);
    ix_context context = {.user = IX_STR("private"), .nexus = IX_STR("us")};
    ix_effect e = ask(&f, "8", &context, "2024-02-15");
    assert_int_equal(e.effect, IX_VERDICT_BLOCK);
    assert_int_equal(e.license_count, 1);
    assert_false(e.licenses[0].covers);
    context.license = IX_STR("mul-1");
    e = ask(&f, "8", &context, "2024-02-15");
    assert_int_equal(e.effect, IX_VERDICT_INFO);
    assert_true(e.licenses[0].covers);
    assert_int_equal(e.licenses[0].kind, IX_LICENSE_SPECIFIC);
    assert_true(says(&e, "Released under MUL-1 (c2) from what is asked under P."));
    e = ask(&f, "8", &context, "2023-12-31");
    assert_int_equal(e.effect, IX_VERDICT_BLOCK);
    assert_true(says(&e, "mul-1, does not cover this (P): it is in force from 2024-01-01"));
    e = ask(&f, "7", &context, "2024-02-15");
    assert_int_equal(e.effect, IX_VERDICT_BLOCK);
    assert_true(says(&e, "for other parties or programmes"));
    context.license = IX_STR("GL 99");
    e = ask(&f, "8", &context, "2024-02-15");
    assert_int_equal(e.effect, IX_VERDICT_BLOCK);
    assert_true(says(&e, "GL 99, does not cover this (P): it is not on file."));
    ix_arena_free(&f.arena);
}

static const char two_programs[] =
    "lists: [l]\nzone: America/New_York\nchecked: 2024-01-01\nsources: s\n"
    "general:\n  title: General\n  order: Order\n  verified: true\n"
    "  measures:\n"
    "    - {effect: block, binds: us_person, text: all is blocked, citation: g, verified: true,\n"
    "       obligations: [report, records]}\n"
    "programs:\n  - {tag: P, title: t, order: o, verified: true}\n"
    "  - {tag: Q, title: t, order: o2, verified: true}\n"
    "obligations:\n"
    "  - {what: report, citation: c, years: 1, counts_from: f, verified: true}\n"
    "  - {what: records, citation: c, years: 9, counts_from: f, licensed: true, verified: true}\n";

static const char several[] = HEAD
    "  - {" LICENSE ", programs: P, from: 2024-02-01, until: \"2024-06-01T00:01:00 EDT\"}\n"
    "  - {kind: general, id: GL 2, title: t, citation: c2, scope: s, lists: l, programs: P,\n"
    "     activities: payment, from: 2024-02-01, verified: true}\n"
    "  - {kind: general, id: GL OLD, title: t, citation: c3, scope: s, lists: l, programs: P,\n"
    "     from: 2023-02-01, until: 2024-02-02, verified: true}\n"
    "  - {kind: specific, id: S-1, title: t, citation: c4, scope: s, lists: l, programs: Q,\n"
    "     parties: [\"7\"], licensees: [us], from: 2024-01-01, verified: true}\n"
    "  - {kind: exemption, id: news, title: t, citation: c5, scope: s, lists: l,\n"
    "     activities: information, from: 2000-01-01, verified: true}\n";

/* "GL 1 P, GL 2 -": each licence cited, and the programmes it lifts. */
static const char *told(const ix_effect *effect, char *out, size_t size) {
    size_t at = 0;
    out[0] = '\0';
    for (int i = 0; i < effect->license_count && at < size; i++) {
        const ix_license_use *use = &effect->licenses[i];
        assert_int_equal(use->covers, use->lift_count > 0);
        at += (size_t)snprintf(out + at, size - at, "%s%.*s", i > 0 ? ", " : "", (int)use->id.len,
                               use->id.ptr);
        for (int j = 0; j < use->lift_count && at < size; j++) {
            at += (size_t)snprintf(out + at, size - at, " %.*s", (int)use->lifts[j].len,
                                   use->lifts[j].ptr);
        }
    }
    return out;
}

/* Of several licences each that covers is cited with what it lifts; what no licence lifts stays,
 * one given to somebody by name helps only who names it, and records are kept whatever releases. */
static void several_release_each_its_own(void **state) {
    (void)state;
    static const struct {
        int programs;
        const char *key, *activity, *license, *as_of;
        bool as_owner;
        ix_verdict effect;
        int owed;
        const char *told;
    } cases[] = {
        {1, "7", "payment", "", "2024-03-01", false, IX_VERDICT_INFO, 1, "GL 1 P, GL 2 P"},
        {1, "7", "sale", "", "2024-03-01", false, IX_VERDICT_INFO, 1, "GL 1 P"},
        {1, "7", "payment", "", "2024-02-01", false, IX_VERDICT_INFO, 1,
         "GL 1 P, GL 2 P, GL OLD P"},
        {1, "7", "sale", "", "2024-06-01T04:00:59Z", false, IX_VERDICT_INFO, 1, "GL 1 P"},
        {1, "7", "sale", "", "2024-06-01T04:01:00Z", false, IX_VERDICT_BLOCK, 2, ""},
        {1, "7", "sale", "GL OLD", "2024-06-02", false, IX_VERDICT_BLOCK, 2, ""},
        /* Two programmes: one is lifted, the other holds. */
        {2, "7", "payment", "", "2024-03-01", false, IX_VERDICT_BLOCK, 2, "GL 1 P, GL 2 P, S-1"},
        {2, "7", "payment", "s-1", "2024-03-01", false, IX_VERDICT_INFO, 1,
         "GL 1 P, GL 2 P, S-1 Q"},
        {2, "7", "sale", "S-1", "2024-06-02", false, IX_VERDICT_BLOCK, 2, "S-1 Q"},
        {2, "7", "sale", " GL 2 ; S-1", "2024-03-01", false, IX_VERDICT_INFO, 1, "GL 1 P, S-1 Q"},
        {2, "8", "payment", "S-1", "2024-03-01", false, IX_VERDICT_BLOCK, 2, "GL 1 P, GL 2 P"},
        /* What the party owns: a licence for some parties does not reach it. */
        {2, "7", "payment", "S-1", "2024-03-01", true, IX_VERDICT_BLOCK, 2, "GL 1 P, GL 2 P"},
        {1, "7", "payment", "", "2024-03-01", true, IX_VERDICT_INFO, 1, "GL 1 P, GL 2 P"},
        /* The law itself leaves it out: there is no licensed transaction to keep records of. */
        {1, "7", "information", "", "2024-07-01", false, IX_VERDICT_INFO, 0, "news P"},
    };
    ix_arena arena;
    const ix_rules *rules;
    ix_arena_init(&arena, 1 << 20);
    ix_knowledge_file files[] = {{IX_STR("programs/p.yml"), ix_str_from_cstr(two_programs)},
                                 {IX_STR("licenses/l.yml"), ix_str_from_cstr(several)}};
    assert_int_equal(ix_rules_load(&rules, files, 2, &arena, NULL), IX_OK);
    ix_str tags[] = {IX_STR("P"), IX_STR("Q")};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_listing listing = {.programs = tags, .program_count = cases[i].programs};
        ix_entity entity = {.key = ix_str_from_cstr(cases[i].key)};
        ix_context context = {.user = IX_STR("private"),
                              .nexus = IX_STR("us"),
                              .activity = ix_str_from_cstr(cases[i].activity),
                              .license = ix_str_from_cstr(cases[i].license),
                              .as_owner = cases[i].as_owner};
        ix_effect e;
        char line[256];
        assert_int_equal(ix_rules_effect(&e, rules, IX_STR("l"), &entity, &listing, &context,
                                         instant_of(cases[i].as_of), &arena, NULL),
                         IX_OK);
        told(&e, line, sizeof line);
        if (e.effect != cases[i].effect || strcmp(line, cases[i].told) != 0 ||
            e.obligation_count != cases[i].owed) {
            fail_msg("case %zu: %s, %d owed, \"%s\"", i, ix_verdict_name(e.effect),
                     e.obligation_count, line);
        }
    }
    ix_arena_free(&arena);
}

static void refuses_with_line_and_reason(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *reason;
    } cases[] = {
        {"zone: UTC\nchecked: 2024-01-01\nsources: s\n", 1, "key \"licenses\" is missing"},
        {HEAD "  - {" LICENSE "}\n", 5, "key \"from\" is missing"},
        {HEAD "  - {" LICENSE ", from: 2024-02-01, until: 2024-02-01}\n", 5,
         "the licence ends before it begins"},
        {HEAD "  - {" LICENSE ", from: 2024-02-01, licensees: x}\n", 5,
         "a specific licence names its licensees, and no other does"},
        {HEAD "  - {kind: general, id: A; B, title: t, citation: c, scope: s, lists: l, verified: "
              "true, from: 2024-02-01}\n",
         5, "the id of a licence holds no \";\", which parts those of a question"},
        {HEAD "  - {kind: private}\n", 5,
         "expected general, specific or exemption, found \"private\""},
        {HEAD "  - {" LICENSE ", from: 2024-02-01, activities: dancing}\n", 5,
         "\"dancing\" is no activity"},
        {HEAD "  - {" LICENSE ", from: 2024-02-01, users: everybody}\n", 5,
         "\"everybody\" is no user"},
        {HEAD "  - {" LICENSE ", from: 2024-02-01, ends: 2025-01-01}\n", 5, "unknown key \"ends\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture f;
        ix_error error;
        set_up(&f, cases[i].text, IX_E_INPUT, &error);
        assert_string_equal(error.source, "licenses/l.yml");
        assert_string_equal(error.text, cases[i].reason);
        assert_int_equal(error.line, cases[i].line);
        assert_null(f.rules);
        ix_arena_free(&f.arena);
    }
}

/* Russia-related General License 8L ended at 12:01 a.m. Eastern Daylight Time on 12 March 2025. */
static void gl_8l_ended_at_its_minute(void **state) {
    (void)state;
    data_files data;
    const ix_rules *rules = load_shipped(&data);
    ix_str tags[] = {IX_STR("UKRAINE-EO13662"), IX_STR("RUSSIA-EO14024")};
    ix_listing listing = {.programs = tags, .program_count = 2};
    ix_entity entity = {.key = IX_STR("17018")};
    ix_context context = {.user = IX_STR("private"), .nexus = IX_STR("us")};
    static const struct {
        const char *as_of;
        int cited;
    } cases[] = {{"2025-03-12T04:00:59Z", 1}, {"2025-03-12T04:01:00Z", 0}, {"2025-01-09", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_effect e;
        assert_int_equal(ix_rules_effect(&e, rules, IX_STR("us_ofac_sdn"), &entity, &listing,
                                         &context, instant_of(cases[i].as_of), &data.arena, NULL),
                         IX_OK);
        assert_int_equal(e.effect, IX_VERDICT_BLOCK);
        assert_int_equal(e.license_count, cases[i].cited);
    }
    ix_arena_free(&data.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(releases_what_it_covers),
                                       cmocka_unit_test(is_relied_on_by_name),
                                       cmocka_unit_test(several_release_each_its_own),
                                       cmocka_unit_test(refuses_with_line_and_reason),
                                       cmocka_unit_test(gl_8l_ended_at_its_minute)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
