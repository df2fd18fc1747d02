/* Tests of the comparison of two descriptions of an entity: by hand, and that what is reported
 * turns one description into the other. */
#include <interdict/lists.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "history_samples.h"

#define LINES_MAX 400

/* ------------------------------------------------------------------ differences as text */

/* "dob: 1966 > 1966-11-09; passport identifier: > 123 (RU)" */
static const char *differences(const ix_entity *from, const ix_entity *to, ix_arena *arena) {
    ix_detail_change *d;
    int count;
    ix_buf out;
    ix_error error = {0};
    assert_int_equal(ix_entity_diff(&d, &count, from, to, arena, &error), IX_OK);
    ix_buf_init(&out, 1 << 20);
    for (int i = 0; i < count; i++) {
        assert_true(d[i].from.len > 0 || d[i].to.len > 0);
        assert_false(ix_str_equal(d[i].from, d[i].to));
        assert_true(i == 0 || d[i - 1].kind <= d[i].kind || d[i].kind >= IX_DETAIL_LISTING);
        ix_buf_printf(&out, "%s%" IX_FMT "%s%s: %" IX_FMT "%s%" IX_FMT, i == 0 ? "" : "; ",
                      IX_ARG(d[i].of), d[i].of.len > 0 ? " " : "", ix_detail_kind_name(d[i].kind),
                      IX_ARG(d[i].from), d[i].from.len > 0 ? " > " : "> ", IX_ARG(d[i].to));
    }
    ix_buf_append_char(&out, '\0');
    ix_str text = ix_arena_copy(arena, ix_buf_view(&out));
    ix_buf_free(&out);
    return text.ptr;
}

typedef struct described {
    ix_entity entity;
    ix_entity_name names[3];
    ix_date_range births[2];
    ix_str places[1];
    char nationalities[2][3];
    ix_identifier ids[2];
    ix_address addresses[1];
    ix_str programs[2];
    ix_listing listings[2];
    ix_relation relations[1];
    ix_field vessel[1];
    ix_str notes[1];
    ix_field unmodelled[1];
} described;

/* An entity that fills every member. */
static void describe(described *d) {
    *d = (described){.names = {{IX_STR("TIKHONOV, Andrei"), IX_NAME_PRIMARY, IX_STR("sdn.csv")},
                               {IX_STR("TIKHONOV, Andrey"), IX_NAME_STRONG, IX_STR("alt.csv 1")},
                               {IX_STR("AG"), IX_NAME_WEAK, IX_STR("remarks")}},
                     .births = {{{1966, 11, 9, false}, {1966, 11, 9, false}},
                                {{1971, 0, 0, true}, {1972, 0, 0, false}}},
                     .places = {IX_STR("Tver, Russia")},
                     .nationalities = {"RU", "CY"},
                     .ids = {{IX_ID_PASSPORT,
                              IX_STR("530193947"),
                              IX_STR("Passport"),
                              {0},
                              "RU",
                              {2001, 2, 3, false},
                              {2011, 0, 0, false}},
                             {IX_ID_WALLET, IX_STR("12QtD5"), {0}, IX_STR("XBT"), "", {0}, {0}}},
                     .addresses = {{IX_STR("1 Main Street"), IX_STR("Moscow"), IX_STR("Russia"),
                                    "RU", IX_STR("old")}},
                     .programs = {IX_STR("RUSSIA-EO14024"), IX_STR("CYBER2")},
                     .relations = {{IX_STR("Linked To"), IX_STR("KASPERSKY")}},
                     .vessel = {{IX_STR("tonnage"), IX_STR("318,000")}},
                     .notes = {IX_STR("Secondary sanctions risk")},
                     .unmodelled = {{IX_STR("tribe"), IX_STR("Hema")}}};
    d->listings[0] = (ix_listing){.source = IX_STR("SDN"),
                                  .programs = d->programs,
                                  .program_count = 2,
                                  .published = {IX_WHEN_DATE, 19895},
                                  .effective_from = {IX_WHEN_INSTANT, 1718942400},
                                  .authority = IX_STR("E.O. 14024"),
                                  .reason = IX_STR("technology"),
                                  .measures = IX_STR("blocking")};
    d->listings[1] = (ix_listing){.source = IX_STR("EL")};
    d->entity = (ix_entity){.key = IX_STR("45815"),
                            .type = IX_PARTY_PERSON,
                            .names = d->names,
                            .name_count = 3,
                            .births = d->births,
                            .birth_count = 2,
                            .birth_places = d->places,
                            .birth_place_count = 1,
                            .gender = IX_GENDER_MALE,
                            .nationalities = d->nationalities,
                            .nationality_count = 2,
                            .identifiers = d->ids,
                            .identifier_count = 2,
                            .addresses = d->addresses,
                            .address_count = 1,
                            .listings = d->listings,
                            .listing_count = 2,
                            .relations = d->relations,
                            .relation_count = 1,
                            .title = IX_STR("Director"),
                            .vessel = d->vessel,
                            .vessel_count = 1,
                            .notes = d->notes,
                            .note_count = 1,
                            .remarks = IX_STR("DOB 09 Nov 1966"),
                            .unmodelled = d->unmodelled,
                            .unmodelled_count = 1};
}

typedef struct pair_of {
    ix_arena arena;
    described a;
    described b;
} pair_of;

static int open_pair(void **state) {
    static pair_of p;
    ix_arena_init(&p.arena, (size_t)64 << 20);
    describe(&p.a);
    describe(&p.b);
    *state = &p;
    return 0;
}

static int close_pair(void **state) {
    ix_arena_free(&((pair_of *)*state)->arena);
    return 0;
}

static void expect(pair_of *p, const char *wanted) {
    assert_string_equal(differences(&p->a.entity, &p->b.entity, &p->arena), wanted);
}

/* ------------------------------------------------------------------ by hand */

static void all_is_told_of_one_who_comes_or_goes(void **state) {
    pair_of *p = *state;
    assert_string_equal(
        differences(NULL, &p->b.entity, &p->arena),
        "type: > person; primary name: > TIKHONOV, Andrei; strong name: > TIKHONOV, Andrey; "
        "weak name: > AG; dob: > 1966-11-09; dob: > ~1971/1972; birth_place: > Tver, Russia; "
        "gender: > male; nationality: > RU; nationality: > CY; passport identifier: > 530193947 "
        "(Passport; RU; issued 2001-02-03; expires 2011); wallet identifier: > 12QtD5 (XBT); "
        "address: > 1 Main Street, Moscow, Russia (old); listing: > SDN; SDN program: > "
        "RUSSIA-EO14024; SDN program: > CYBER2; SDN published: > 2024-06-21; SDN effective_from: "
        "> 2024-06-21T04:00:00Z; SDN authority: > E.O. 14024; SDN reason: > technology; SDN "
        "measures: > blocking; listing: > EL; Linked To relation: > KASPERSKY; title: > Director; "
        "tonnage vessel: > 318,000; note: > Secondary sanctions risk; remarks: > DOB 09 Nov 1966; "
        "tribe unmodelled: > Hema");
    ix_detail_change *came;
    ix_detail_change *went;
    int count;
    int again;
    ix_error error = {0};
    ix_entity_diff(&came, &count, NULL, &p->a.entity, &p->arena, &error);
    ix_entity_diff(&went, &again, &p->a.entity, NULL, &p->arena, &error);
    assert_int_equal(count, again);
    for (int i = 0; i < count; i++) {
        assert_true(ix_str_equal(came[i].to, went[i].from) && went[i].to.len == 0);
    }
}

static void order_and_origin_are_no_difference(void **state) {
    pair_of *p = *state;
    expect(p, "");
    p->b.names[1].origin = IX_STR("sdn.xml");
    p->b.births[0] = p->a.births[1];
    p->b.births[1] = p->a.births[0];
    p->b.ids[0] = p->a.ids[1];
    p->b.ids[1] = p->a.ids[0];
    p->b.programs[0] = p->a.programs[1];
    p->b.programs[1] = p->a.programs[0];
    p->b.listings[0] = p->a.listings[1];
    p->b.listings[1] = p->a.listings[0];
    p->b.listings[1].programs = p->b.programs;
    expect(p, "");
}

static void one_detail_becomes_another(void **state) {
    pair_of *p = *state;
    p->b.births[1] = (ix_date_range){{1971, 5, 0, false}, {1971, 5, 0, false}};
    p->b.names[0].text = IX_STR("TIKHONOV, Andrei Gennadyevich");
    p->b.ids[0].expires = (ix_date){2021, 0, 0, false};
    p->b.addresses[0].remark = (ix_str){0};
    p->b.entity.title = (ix_str){0};
    p->b.unmodelled[0].value = IX_STR("Alur");
    p->b.listings[0].reason = IX_STR("software");
    expect(p,
           "primary name: TIKHONOV, Andrei > TIKHONOV, Andrei Gennadyevich; dob: ~1971/1972 > "
           "1971-05; passport identifier: 530193947 (Passport; RU; issued 2001-02-03; expires "
           "2011) > 530193947 (Passport; RU; issued 2001-02-03; expires 2021); address: 1 Main "
           "Street, Moscow, Russia (old) > 1 Main Street, Moscow, Russia; SDN reason: technology "
           "> software; title: Director > ; tribe unmodelled: Hema > Alur");
}

static void details_that_cannot_be_told_apart_come_and_go(void **state) {
    pair_of *p = *state;
    p->b.births[0] = (ix_date_range){{1960, 0, 0, false}, {1960, 0, 0, false}};
    p->b.births[1] = (ix_date_range){{1961, 0, 0, false}, {1961, 0, 0, false}};
    p->b.names[2].kind = IX_NAME_STRONG;
    p->b.ids[0].value = IX_STR("44");
    p->b.ids[0].type = IX_ID_TAX;
    expect(p, "weak name: AG > ; strong name: > AG; dob: 1966-11-09 > ; dob: ~1971/1972 > ; dob: > "
              "1960; dob: > 1961; passport identifier: 530193947 (Passport; RU; issued 2001-02-03; "
              "expires 2011) > ; tax_id identifier: > 44 (Passport; RU; issued 2001-02-03; expires "
              "2011)");
}

static void repeated_details_are_counted(void **state) {
    pair_of *p = *state;
    p->b.births[1] = p->b.births[0];
    expect(p, "dob: ~1971/1972 > 1966-11-09");
    p->a.births[1] = p->a.births[0];
    expect(p, "");
    p->b.entity.birth_count = 1;
    expect(p, "dob: 1966-11-09 > ");
}

static void listings_are_compared_with_their_like(void **state) {
    pair_of *p = *state;
    p->a.listings[1].authority = IX_STR("88 FR 1");
    p->a.listings[0].source = IX_STR("EL");
    p->b.listings[0] = p->a.listings[1];
    p->b.listings[1] = p->a.listings[0];
    p->b.listings[0].reason = IX_STR("chips");
    p->b.listings[1].authority = IX_STR("89 FR 2");
    expect(p, "EL authority: E.O. 14024 > 89 FR 2; EL reason: > chips");
    /* A sub-list that came is told with all it says. */
    p->b.listings[1].source = IX_STR("MEU");
    p->b.listings[1].program_count = 0;
    p->b.listings[1].published = (ix_when){0};
    p->b.listings[1].effective_from = (ix_when){0};
    p->b.listings[1].measures = (ix_str){0};
    p->a.entity.listings = &p->a.listings[1];
    p->a.entity.listing_count = 1;
    expect(p, "EL reason: > chips; listing: > MEU; MEU authority: > 89 FR 2; MEU reason: > "
              "technology");
}

/* ------------------------------------------------------------------ any two descriptions */

/* Few values, so that equal, moved, repeated and changed ones all occur. */
static ix_entity draw_entity(uint64_t *random, ix_arena *arena) {
    static const char *const words[] = {"A", "B", "C", "D", ""};
    ix_entity e = {.key = IX_STR("1"), .type = (ix_party_type)draw_below(random, 3)};
    e.names = IX_NEW(arena, ix_entity_name, 5);
    e.name_count = 1 + draw_below(random, 4);
    e.births = IX_NEW(arena, ix_date_range, 4);
    e.birth_count = draw_below(random, 4);
    e.identifiers = IX_NEW(arena, ix_identifier, 4);
    e.identifier_count = draw_below(random, 4);
    e.addresses = IX_NEW(arena, ix_address, 3);
    e.address_count = draw_below(random, 3);
    e.listings = IX_NEW(arena, ix_listing, 3);
    e.listing_count = draw_below(random, 4);
    e.unmodelled = IX_NEW(arena, ix_field, 4);
    e.unmodelled_count = draw_below(random, 4);
#define WORD(below) ix_str_from_cstr(words[draw_below(random, below)])
    for (int i = 0; i < 4; i++) {
        int16_t year = (int16_t)(1950 + draw_below(random, 3));
        e.names[i] = (ix_entity_name){WORD(4), (ix_name_kind)draw_below(random, 3), WORD(5)};
        e.births[i] = (ix_date_range){{year, 0, 0, false}, {year, 0, 0, false}};
        e.identifiers[i] = (ix_identifier){
            .type = (ix_identifier_type)draw_below(random, 2), .value = WORD(4), .label = WORD(5)};
        e.unmodelled[i] = (ix_field){WORD(2), WORD(5)};
    }
    for (int i = 0; i < 3; i++) {
        e.addresses[i % 3] = (ix_address){.street = WORD(5), .place = WORD(5)};
        ix_str *programs = IX_NEW(arena, ix_str, 2);
        programs[0] = WORD(3);
        programs[1] = WORD(3);
        e.listings[i] = (ix_listing){.source = WORD(5),
                                     .programs = programs,
                                     .program_count = draw_below(random, 3),
                                     .authority = WORD(5),
                                     .reason = WORD(5)};
    }
#undef WORD
    e.remarks = ix_str_from_cstr(words[draw_below(random, 5)]);
    return e;
}

typedef struct bag {
    const char *lines[LINES_MAX];
    int count;
} bag;

static const char *line_of(const ix_detail_change *d, ix_str text, ix_arena *arena) {
    char line[200];
    snprintf(line, sizeof line, "%d %" IX_FMT " %" IX_FMT, (int)d->kind, IX_ARG(d->of),
             IX_ARG(text));
    size_t len = strlen(line) + 1;
    return ix_arena_copy(arena, (ix_str){line, (ptrdiff_t)len}).ptr;
}

static void put(bag *b, const char *line) {
    assert_true(b->count < LINES_MAX);
    b->lines[b->count++] = line;
}

static void take(bag *b, const char *line) {
    for (int i = 0; i < b->count; i++) {
        if (strcmp(b->lines[i], line) == 0) {
            b->lines[i] = b->lines[--b->count];
            return;
        }
    }
    fail_msg("'%s' is not said", line);
}

/* All that is said of an entity. */
static bag said_of(const ix_entity *e, ix_arena *arena) {
    bag b = {.count = 0};
    ix_detail_change *d;
    int count;
    assert_int_equal(ix_entity_diff(&d, &count, NULL, e, arena, NULL), IX_OK);
    for (int i = 0; i < count; i++) {
        put(&b, line_of(&d[i], d[i].to, arena));
    }
    return b;
}

static void changes_turn_one_into_the_other(void **state) {
    (void)state;
    uint64_t random = 45815;
    ix_arena arena;
    ix_arena_init(&arena, (size_t)64 << 20);
    for (int trial = 0; trial < trials(3000); trial++) {
        ix_arena_reset(&arena);
        ix_entity a = draw_entity(&random, &arena);
        ix_entity b = draw_entity(&random, &arena);
        bag said = said_of(&a, &arena);
        bag wanted = said_of(&b, &arena);
        ix_detail_change *d;
        int count;
        assert_int_equal(ix_entity_diff(&d, &count, &a, &b, &arena, NULL), IX_OK);
        for (int i = 0; i < count; i++) {
            if (d[i].from.len > 0) {
                take(&said, line_of(&d[i], d[i].from, &arena));
            }
        }
        for (int i = 0; i < count; i++) {
            if (d[i].to.len > 0) {
                put(&said, line_of(&d[i], d[i].to, &arena));
            }
        }
        assert_int_equal(said.count, wanted.count);
        for (int i = 0; i < wanted.count; i++) {
            take(&said, wanted.lines[i]);
        }
        assert_string_equal(differences(&a, &a, &arena), "");
    }
    ix_arena_free(&arena);
}

static void memory_runs_out(void **state) {
    pair_of *p = *state;
    p->b.births[1] = (ix_date_range){{1971, 5, 0, false}, {1971, 5, 0, false}};
    p->b.listings[0].reason = IX_STR("software");
    for (int fail_at = 1;; fail_at++) {
        assert_true(fail_at < 400);
        failing meter = {.fail_at = fail_at};
        ix_arena arena;
        ix_arena_init_with(&arena, 1 << 20, (ix_allocator){failing_resize, &meter});
        ix_detail_change *d = NULL;
        int count = 0;
        ix_error error = {0};
        ix_status status = ix_entity_diff(&d, &count, &p->a.entity, &p->b.entity, &arena, &error);
        ix_arena_free(&arena);
        assert_int_equal(meter.blocks_out, 0);
        if (status == IX_OK) {
            assert_int_equal(count, 2);
            break;
        }
        assert_int_equal(status, IX_E_MEMORY);
        assert_int_equal(error.status, IX_E_MEMORY);
        assert_int_equal(count, 0);
    }
}

static void names_of_kinds(void **state) {
    (void)state;
    assert_string_equal(ix_detail_kind_name(IX_DETAIL_TYPE), "type");
    assert_string_equal(ix_detail_kind_name(IX_DETAIL_UNMODELLED), "unmodelled");
    assert_string_equal(ix_detail_kind_name((ix_detail_kind)1000), "unknown");
    assert_string_equal(ix_change_kind_name(IX_CHANGE_REMOVED), "removed");
    assert_string_equal(ix_change_kind_name((ix_change_kind)1000), "unknown");
}

int main(void) {
#define ON_PAIR(test) cmocka_unit_test_setup_teardown(test, open_pair, close_pair)
    const struct CMUnitTest tests[] = {
        ON_PAIR(all_is_told_of_one_who_comes_or_goes),
        ON_PAIR(order_and_origin_are_no_difference),
        ON_PAIR(one_detail_becomes_another),
        ON_PAIR(details_that_cannot_be_told_apart_come_and_go),
        ON_PAIR(repeated_details_are_counted),
        ON_PAIR(listings_are_compared_with_their_like),
        cmocka_unit_test(changes_turn_one_into_the_other),
        ON_PAIR(memory_runs_out),
        cmocka_unit_test(names_of_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
