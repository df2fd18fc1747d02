/* Tests of listing timelines: tables of histories, and two properties against naive day counts. */
#include <interdict/rules.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CASE_MAX 16 /* snapshots, intervals or actions of one case */

/* A case written in words.
 *   history  "2024-06-20- 2024-06-21+": snapshots in order, + holds the entity, - does not
 *   actions  "D2024-06-24@2024-06-20 R2025-01-01 d...": designation, removal; @ announced;
 *            a small letter marks one that is not verified
 *   says     "from=T until=T announced=T published=T": the publication's own dates
 *   expect   state basis from..until, then for a gap its two snapshots and its end */
typedef struct timeline_case {
    const char *history;
    const char *actions;
    const char *says;
    const char *as_of;
    const char *expect;
} timeline_case;

typedef struct setting {
    ix_snapshot snapshots[CASE_MAX];
    int snapshot_count;
    ix_held held[CASE_MAX];
    int held_count;
    ix_action actions[CASE_MAX];
    int action_count;
    ix_listing listing;
} setting;

static ix_when when_of(ix_str text) {
    ix_when when;
    assert_int_equal(ix_when_parse(&when, text, NULL), IX_OK);
    return when;
}

static void add_snapshot(setting *s, ix_when published, bool holds) {
    uint32_t ordinal = (uint32_t)s->snapshot_count;
    s->snapshots[s->snapshot_count++].published = published;
    bool open = s->held_count > 0 && s->held[s->held_count - 1].to == IX_ORDINAL_OPEN;
    if (holds && !open) {
        s->held[s->held_count++] = (ix_held){ordinal, IX_ORDINAL_OPEN};
    } else if (!holds && open) {
        s->held[s->held_count - 1].to = ordinal;
    }
}

static void read_history(setting *s, ix_str text) {
    while (text.len > 0) {
        ix_str word = ix_str_cut(text, ' ', &text);
        add_snapshot(s, when_of(ix_str_slice(word, 0, word.len - 1)),
                     word.ptr[word.len - 1] == '+');
    }
}

static void read_actions(setting *s, ix_str text) {
    while (text.len > 0) {
        ix_str word = ix_str_cut(text, ' ', &text);
        ix_action *action = &s->actions[s->action_count++];
        char letter = word.ptr[0];
        action->verified = letter == 'D' || letter == 'R';
        action->kind = letter == 'D' || letter == 'd' ? IX_STR("designation") : IX_STR("removal");
        ix_str announced;
        ix_str effective = ix_str_cut(ix_str_slice(word, 1, word.len), '@', &announced);
        action->effective = when_of(effective);
        if (announced.len > 0) {
            action->announced = when_of(announced);
        }
        action->citation = IX_STR("cited");
    }
}

static void read_says(setting *s, ix_str text) {
    while (text.len > 0) {
        ix_str value;
        ix_str name = ix_str_cut(ix_str_cut(text, ' ', &text), '=', &value);
        ix_when when = when_of(value);
        if (ix_str_equal(name, IX_STR("from"))) {
            s->listing.effective_from = when;
        } else if (ix_str_equal(name, IX_STR("until"))) {
            s->listing.effective_until = when;
        } else if (ix_str_equal(name, IX_STR("announced"))) {
            s->listing.announced = when;
        } else {
            assert_true(ix_str_equal(name, IX_STR("published")));
            s->listing.published = when;
        }
    }
}

static const char *state_name(ix_listing_state state) {
    static const char *const names[] = {"not_yet", "announced", "in_force", "gap", "ended"};
    return names[state];
}

static void print_timeline(ix_buf *out, const ix_timeline *t) {
    ix_buf_printf(out, "%s %s ", state_name(t->state), ix_basis_name(t->basis));
    ix_when_print(out, t->effective_from);
    ix_buf_append_cstr(out, "..");
    ix_when_print(out, t->effective_until);
    if (t->state == IX_LISTING_GAP) {
        ix_buf_append_cstr(out, t->gap_is_end ? " end " : " begin ");
        ix_when_print(out, t->gap_from);
        ix_buf_append_cstr(out, "..");
        ix_when_print(out, t->gap_to);
    }
}

static ix_timeline ask(const setting *s, ix_zone zone, int64_t as_of) {
    return ix_listing_timeline(&s->listing, s->actions, s->action_count, s->snapshots,
                               s->snapshot_count, s->held, s->held_count, zone, as_of);
}

static void run_cases(const timeline_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const timeline_case *c = &cases[i];
        setting s = {0};
        read_history(&s, ix_str_from_cstr(c->history));
        read_actions(&s, ix_str_from_cstr(c->actions));
        read_says(&s, ix_str_from_cstr(c->says));
        int64_t as_of = ix_when_instant(when_of(ix_str_from_cstr(c->as_of)), IX_ZONE_NEW_YORK);
        ix_timeline t = ask(&s, IX_ZONE_NEW_YORK, as_of);
        ix_buf out;
        ix_buf_init(&out, 4096);
        print_timeline(&out, &t);
        if (!ix_str_equal(ix_buf_view(&out), ix_str_from_cstr(c->expect))) {
            fail_msg("case %d (%s | %s | %s at %s):\n  got      %.*s\n  expected %s", (int)i,
                     c->history, c->actions, c->says, c->as_of, (int)out.len, out.ptr, c->expect);
        }
        ix_buf_free(&out);
    }
}

#define RUN(cases) run_cases(cases, sizeof(cases) / sizeof((cases)[0]))

/* ------------------------------------------------------------------ tables */

/* S01, S02: designated on 21 June 2024, whichever snapshots are at hand. */
static void designation_dates_the_twelve(void **state) {
    (void)state;
    static const timeline_case cases[] = {
        {"2024-06-20- 2024-06-21+", "D2024-06-21", "", "2024-06-19", "not_yet action 2024-06-21.."},
        {"2024-06-20- 2024-06-21+", "D2024-06-21", "", "2024-06-20T23:59 EDT",
         "not_yet action 2024-06-21.."},
        {"2024-06-20- 2024-06-21+", "D2024-06-21", "", "2024-06-21",
         "in_force action 2024-06-21.."},
        {"2024-06-21+", "D2024-06-21", "", "2024-06-20", "not_yet action 2024-06-21.."},
        {"2024-06-21+", "D2024-06-21", "", "2024-07-01", "in_force action 2024-06-21.."},
        /* Taken days apart: the action closes what the archive leaves open. */
        {"2024-06-17- 2026-04-23+", "D2024-06-21", "", "2024-06-20", "not_yet action 2024-06-21.."},
        {"2024-06-17- 2026-04-23+", "D2024-06-21", "", "2024-06-21",
         "in_force action 2024-06-21.."},
    };
    RUN(cases);
}

/* S14: held by the list of 11 August 2025, gone from that of 23 April 2026, no dated removal. */
static void removal_without_a_date_leaves_a_gap(void **state) {
    (void)state;
    static const timeline_case cases[] = {
        {"2024-06-21+ 2025-08-11+ 2026-04-23-", "D2024-06-21", "", "2025-08-11",
         "in_force action 2024-06-21..2026-04-23"},
        {"2024-06-21+ 2025-08-11+ 2026-04-23-", "D2024-06-21", "", "2025-12-01",
         "gap archive_gap 2024-06-21.. end 2025-08-11..2026-04-23"},
        {"2024-06-21+ 2025-08-11+ 2026-04-23-", "D2024-06-21", "", "2026-04-23",
         "ended action 2024-06-21..2026-04-23"},
        {"2024-06-21+ 2025-08-11+ 2026-04-23-", "D2024-06-21 R2025-10-15", "", "2025-10-14",
         "in_force action 2024-06-21..2025-10-15"},
        {"2024-06-21+ 2025-08-11+ 2026-04-23-", "D2024-06-21 R2025-10-15", "", "2025-10-15",
         "ended action 2024-06-21..2025-10-15"},
        /* Only the older list is known: held, and nothing hints at an end. */
        {"2024-06-21+ 2025-08-11+", "D2024-06-21", "", "2027-01-01",
         "in_force action 2024-06-21.."},
    };
    RUN(cases);
}

static void the_archive_alone(void **state) {
    (void)state;
    static const timeline_case cases[] = {
        {"2024-01-01+", "", "", "1999-12-31", "in_force archive_base .."},
        {"2024-01-01+ 2024-02-01-", "", "", "1999-12-31", "in_force archive_base ..2024-02-01"},
        {"2024-01-01- 2024-02-01+", "", "", "2024-01-01", "not_yet archive 2024-02-01.."},
        {"2024-01-01- 2024-02-01+", "", "", "2024-01-01T00:00:01-05:00",
         "gap archive_gap .. begin 2024-01-01..2024-02-01"},
        {"2024-01-01- 2024-02-01+", "", "", "2024-01-31",
         "gap archive_gap .. begin 2024-01-01..2024-02-01"},
        {"2024-01-01- 2024-02-01+", "", "", "2024-02-01", "in_force archive 2024-02-01.."},
        {"2024-01-01- 2024-02-01+ 2024-03-01-", "", "", "2024-02-15",
         "gap archive_gap 2024-02-01.. end 2024-02-01..2024-03-01"},
        {"2024-01-01- 2024-02-01+ 2024-03-01-", "", "", "2024-03-01",
         "ended archive 2024-02-01..2024-03-01"},
        /* Relisted: each interval tells for its own time, and the gap before it. */
        {"2024-01-01+ 2024-02-01- 2024-03-01- 2024-04-01+", "", "", "2024-02-15",
         "ended archive_base ..2024-02-01"},
        {"2024-01-01+ 2024-02-01- 2024-03-01- 2024-04-01+", "", "", "2024-03-01",
         "ended archive_base ..2024-02-01"},
        {"2024-01-01+ 2024-02-01- 2024-03-01- 2024-04-01+", "", "", "2024-03-15",
         "gap archive_gap .. begin 2024-03-01..2024-04-01"},
        {"2024-01-01+ 2024-02-01- 2024-03-01- 2024-04-01+", "", "", "2024-05-01",
         "in_force archive 2024-04-01.."},
        /* Two snapshots of one time: the later one counts. */
        {"2024-01-01- 2024-01-01+", "", "", "2024-01-01", "in_force archive 2024-01-01.."},
        {"2024-01-01+ 2024-01-01-", "", "", "2024-01-01", "ended archive_base ..2024-01-01"},
        /* Snapshots with an hour. */
        {"2024-06-20T14:00:00Z- 2024-06-21T14:00:00Z+", "", "", "2024-06-21",
         "gap archive_gap .. begin 2024-06-20T14:00:00Z..2024-06-21T14:00:00Z"},
    };
    RUN(cases);
}

static void the_publication_comes_first(void **state) {
    (void)state;
    static const timeline_case cases[] = {
        {"2024-06-21+", "D2024-06-22", "from=2024-06-21", "2024-06-21",
         "in_force publication 2024-06-21.."},
        {"2024-06-25+", "D2024-06-22@2024-06-19", "from=2024-06-21", "2024-06-20",
         "not_yet publication 2024-06-21.."},
        {"2024-06-25+", "D2024-06-21@2024-06-19", "from=2024-06-21", "2024-06-20",
         "announced publication 2024-06-21.."},
        {"2024-06-21+", "", "published=2014-05-01", "2014-04-30",
         "not_yet publication 2014-05-01.."},
        {"2024-06-21+", "", "published=2014-05-01", "2014-05-01",
         "in_force publication 2014-05-01.."},
        {"2024-06-21+", "", "from=2014-05-01 published=2014-05-03", "2014-05-02",
         "in_force publication 2014-05-01.."},
        /* S16: announced 20 June, effective 24 June 2024. */
        {"2024-06-18- 2024-06-21+", "", "announced=2024-06-20 from=2024-06-24", "2024-06-19",
         "not_yet publication 2024-06-24.."},
        {"2024-06-18- 2024-06-21+", "", "announced=2024-06-20 from=2024-06-24", "2024-06-20",
         "announced publication 2024-06-24.."},
        {"2024-06-18- 2024-06-21+", "", "announced=2024-06-20 from=2024-06-24", "2024-06-23",
         "announced publication 2024-06-24.."},
        {"2024-06-18- 2024-06-21+", "", "announced=2024-06-20 from=2024-06-24", "2024-06-24",
         "in_force publication 2024-06-24.."},
        /* An end date in the future, as denial orders have. */
        {"2024-01-01+", "", "from=2020-01-01 until=2030-01-01", "2029-12-31",
         "in_force publication 2020-01-01..2030-01-01"},
        {"2024-01-01+", "", "from=2020-01-01 until=2030-01-01", "2030-01-01",
         "ended publication 2020-01-01..2030-01-01"},
        /* Relisted with the first date still printed: it does not date the second interval. */
        {"2024-01-01+ 2024-02-01- 2024-03-01+", "", "from=2014-01-01", "2024-02-01",
         "ended publication 2014-01-01..2024-02-01"},
        {"2024-01-01+ 2024-02-01- 2024-03-01+", "", "from=2014-01-01", "2024-02-15",
         "gap archive_gap .. begin 2024-02-01..2024-03-01"},
        {"2024-01-01+ 2024-02-01- 2024-03-01+", "", "from=2014-01-01", "2024-03-01",
         "in_force archive 2024-03-01.."},
        {"2024-01-01+ 2024-02-01- 2024-03-01+", "", "from=2024-02-01", "2024-02-15",
         "gap archive_gap .. begin 2024-02-01..2024-03-01"},
        {"2024-01-01+ 2024-02-01- 2024-03-01+", "", "from=2024-02-20", "2024-02-20",
         "in_force publication 2024-02-20.."},
    };
    RUN(cases);
}

static void actions_weighed_against_the_archive(void **state) {
    (void)state;
    static const timeline_case cases[] = {
        /* Announced, not yet effective. */
        {"2024-06-18- 2024-06-25+", "D2024-06-24@2024-06-20", "", "2024-06-22",
         "announced action 2024-06-24.."},
        /* Not verified: dates nothing, so the gap stays. */
        {"2024-06-18- 2024-06-25+", "d2024-06-21", "", "2024-06-22",
         "gap archive_gap .. begin 2024-06-18..2024-06-25"},
        {"2024-06-18+ 2024-06-25-", "r2024-06-20", "", "2024-06-22",
         "gap archive_gap .. end 2024-06-18..2024-06-25"},
        /* A second designation on top of an older listing starts nothing. */
        {"2022-01-01+ 2024-07-01+", "D2024-06-21", "", "2023-01-01", "in_force archive_base .."},
        /* A removal that a later day's list contradicts ends nothing. */
        {"2022-01-01+ 2024-07-01+", "R2024-06-01", "", "2024-06-15", "in_force archive_base .."},
        {"2022-01-01+ 2024-07-01T12:00:00Z+", "R2024-07-01", "", "2024-07-02",
         "ended archive_base ..2024-07-01"},
        /* The newest list is old: a dated removal after it counts. */
        {"2022-01-01+", "R2024-06-01", "", "2024-06-01", "ended archive_base ..2024-06-01"},
        /* Removed and listed anew between two snapshots. */
        {"2022-01-01+ 2023-01-01+", "D2021-05-01 R2023-05-01 D2023-08-01", "", "2023-06-01",
         "ended action 2021-05-01..2023-05-01"},
        {"2022-01-01+ 2023-01-01+", "D2021-05-01 R2023-05-01 D2023-08-01", "", "2023-08-01",
         "in_force action 2023-08-01.."},
        /* Designated once more while still held: that dates no later relisting. */
        {"2022-01-01+ 2023-01-01- 2024-01-01+", "D2022-06-01", "", "2023-06-01",
         "gap archive_gap .. begin 2023-01-01..2024-01-01"},
        /* Both ends of both intervals dated. */
        {"2022-01-01+ 2023-01-01- 2024-01-01+", "D2021-05-01 R2022-06-01 D2023-08-01", "",
         "2022-06-01", "ended action 2021-05-01..2022-06-01"},
        {"2022-01-01+ 2023-01-01- 2024-01-01+", "D2021-05-01 R2022-06-01 D2023-08-01", "",
         "2023-07-31", "ended action 2021-05-01..2022-06-01"},
        {"2022-01-01+ 2023-01-01- 2024-01-01+", "D2021-05-01 R2022-06-01 D2023-08-01", "",
         "2023-08-01", "in_force action 2023-08-01.."},
        {"2022-01-01+ 2023-01-01- 2024-01-01+", "D2021-05-01 R2022-06-01 D2023-08-01", "",
         "2021-04-30", "not_yet action 2021-05-01..2022-06-01"},
    };
    RUN(cases);
}

/* Only snapshots known at the time count: later ones neither end nor begin anything. */
static void known_count_cuts_the_history(void **state) {
    (void)state;
    setting s = {0};
    read_history(&s, IX_STR("2024-01-01- 2024-02-01+ 2024-03-01-"));
    int64_t as_of = ix_when_instant(when_of(IX_STR("2024-06-01")), IX_ZONE_NEW_YORK);
    s.snapshot_count = 3;
    assert_int_equal(ask(&s, IX_ZONE_NEW_YORK, as_of).state, IX_LISTING_ENDED);
    s.snapshot_count = 2;
    assert_int_equal(ask(&s, IX_ZONE_NEW_YORK, as_of).state, IX_LISTING_IN_FORCE);
    s.snapshot_count = 1;
    assert_int_equal(ask(&s, IX_ZONE_NEW_YORK, as_of).state, IX_LISTING_NOT_YET);
    s.snapshot_count = 0;
    assert_int_equal(ask(&s, IX_ZONE_NEW_YORK, as_of).state, IX_LISTING_NOT_YET);
}

static void carries_the_citation(void **state) {
    (void)state;
    setting s = {0};
    read_history(&s, IX_STR("2024-06-18- 2024-06-25+"));
    read_actions(&s, IX_STR("D2024-06-24@2024-06-20"));
    ix_timeline t = ask(&s, IX_ZONE_NEW_YORK, 2000000000);
    assert_true(ix_str_equal(t.citation, IX_STR("cited")));
    assert_int_equal(t.announced.value, when_of(IX_STR("2024-06-20")).value);
    assert_int_equal(t.published.value, when_of(IX_STR("2024-06-25")).value);
    s.actions[0].published = when_of(IX_STR("2024-06-23"));
    t = ask(&s, IX_ZONE_NEW_YORK, 2000000000);
    assert_int_equal(t.published.value, when_of(IX_STR("2024-06-23")).value);
    /* What the first snapshot of all holds was published no one knows when. */
    setting base = {0};
    read_history(&base, IX_STR("2024-06-18+"));
    assert_int_equal(ask(&base, IX_ZONE_NEW_YORK, 2000000000).published.kind, IX_WHEN_NONE);
}

/* ------------------------------------------------------------------ properties */

static uint64_t next_random(uint64_t *seed) {
    *seed += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = *seed;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static int trials(int usual) {
    const char *factor = getenv("INTERDICT_SOAK");
    return factor == NULL ? usual : usual * atoi(factor);
}

/* The state on a day, read off the snapshots around it. */
static ix_listing_state naive_state(const int *days, const bool *holds, int count, int day) {
    int last = -1;
    bool ever = false;
    while (last + 1 < count && days[last + 1] <= day) {
        last++;
        ever = ever || holds[last];
    }
    if (last < 0) {
        return holds[0] ? IX_LISTING_IN_FORCE : IX_LISTING_NOT_YET;
    }
    bool next_differs = last + 1 < count && holds[last + 1] != holds[last];
    if (next_differs && days[last] != day) {
        return IX_LISTING_GAP;
    }
    return holds[last] ? IX_LISTING_IN_FORCE : ever ? IX_LISTING_ENDED : IX_LISTING_NOT_YET;
}

static void the_archive_agrees_with_a_day_by_day_reading(void **state) {
    (void)state;
    uint64_t seed = 1;
    for (int trial = 0; trial < trials(4000); trial++) {
        setting s = {0};
        int days[8];
        bool holds[8];
        int count = 1 + (int)(next_random(&seed) % 8);
        int at = 5;
        for (int i = 0; i < count; i++) {
            at += (int)(next_random(&seed) % 4);
            days[i] = at;
            holds[i] = next_random(&seed) % 2 == 0;
            add_snapshot(&s, (ix_when){IX_WHEN_DATE, at}, holds[i]);
        }
        for (int day = 0; s.held_count > 0 && day < at + 5; day++) {
            ix_timeline t = ask(&s, IX_ZONE_UTC, (int64_t)day * 86400);
            if (t.state != naive_state(days, holds, count, day)) {
                fail_msg("trial %d, day %d: %s", trial, day, state_name(t.state));
            }
        }
    }
}

/* A made-up truth: the entity is listed in [begins[i], ends[i]), each listed and unlisted stretch
 * seen by at least one snapshot. */
typedef struct truth {
    int begins[4], ends[4], count, last_day;
} truth;

static bool is_listed(const truth *t, int day) {
    for (int i = 0; i < t->count; i++) {
        if (day >= t->begins[i] && day < t->ends[i]) {
            return true;
        }
    }
    return false;
}

static void add_action(setting *s, int day, bool designation) {
    s->actions[s->action_count++] =
        (ix_action){.kind = designation ? IX_STR("designation") : IX_STR("removal"),
                    .effective = {IX_WHEN_DATE, day},
                    .verified = true};
}

/* Build a truth, its snapshots, and its actions; `kept` of 4 actions are on record. */
static truth make_truth(setting *s, uint64_t *seed, unsigned kept) {
    truth t = {.count = 1 + (int)(next_random(seed) % 4)};
    int day = 3;
    for (int i = 0; i < t.count; i++) {
        t.begins[i] = day + 2 + (int)(next_random(seed) % 5);
        t.ends[i] = t.begins[i] + 2 + (int)(next_random(seed) % 6);
        int unlisted = day + (int)(next_random(seed) % (uint64_t)(t.begins[i] - day));
        int listed = t.begins[i] + (int)(next_random(seed) % (uint64_t)(t.ends[i] - t.begins[i]));
        if (i > 0 || next_random(seed) % 2 == 0) {
            add_snapshot(s, (ix_when){IX_WHEN_DATE, unlisted}, false);
        }
        add_snapshot(s, (ix_when){IX_WHEN_DATE, listed}, true);
        if (next_random(seed) % 4 < kept) {
            add_action(s, t.begins[i], true);
        }
        if (next_random(seed) % 4 < kept) {
            add_action(s, t.ends[i], false);
        }
        day = t.ends[i];
    }
    t.last_day = day + 3;
    add_snapshot(s, (ix_when){IX_WHEN_DATE, day}, false);
    return t;
}

/* With every act on record the timeline is the truth; with some missing it is the truth or says
 * that it does not know. */
static void what_it_says_is_true(void **state) {
    (void)state;
    uint64_t seed = 7;
    for (int trial = 0; trial < trials(4000); trial++) {
        setting s = {0};
        unsigned kept = trial % 2 == 0 ? 4 : (unsigned)(next_random(&seed) % 4);
        truth t = make_truth(&s, &seed, kept);
        int first = (int)s.snapshots[0].published.value;
        for (int day = kept == 4 ? 0 : first; day < t.last_day; day++) {
            ix_listing_state got = ask(&s, IX_ZONE_UTC, (int64_t)day * 86400).state;
            bool unknown = kept < 4 && got == IX_LISTING_GAP;
            if (!unknown && (got == IX_LISTING_IN_FORCE) != is_listed(&t, day)) {
                fail_msg("trial %d, day %d, kept %u: %s", trial, day, kept, state_name(got));
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(designation_dates_the_twelve),
        cmocka_unit_test(removal_without_a_date_leaves_a_gap),
        cmocka_unit_test(the_archive_alone),
        cmocka_unit_test(the_publication_comes_first),
        cmocka_unit_test(actions_weighed_against_the_archive),
        cmocka_unit_test(known_count_cuts_the_history),
        cmocka_unit_test(carries_the_citation),
        cmocka_unit_test(the_archive_agrees_with_a_day_by_day_reading),
        cmocka_unit_test(what_it_says_is_true),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
