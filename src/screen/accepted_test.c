/* Tests of decided pairs: what a file must say, and when a pair sets a finding aside. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "accepted.h"
#include "test_world.h"

#define HEAD "id,name,dob,country,id_number,entity,decided_on,decided_by,approved_by,until,reason\n"
#define WHO  ",A. Analyst,,2027-01-01,another birth year\n"

static const char *text_of(ix_str text) {
    char *copy = IX_NEW(&w.arena, char, text.len + 1);
    memcpy(copy, text.ptr, (size_t)text.len);
    return copy;
}

static ix_status read_file(const ix_accepted **out, const char *text) {
    w.error = (ix_error){0};
    return ix_accepted_read(out, ix_str_from_cstr(text), IX_STR("pairs.csv"), w.knowledge, &w.arena,
                            &w.error);
}

/* The subject of most tests: a common name with a birth year that is not the listed one. */
static ix_party *ivanov(const char *id, const char *dob) {
    ix_party *party = IX_NEW(&w.arena, ix_party, 1);
    const ix_party_field birth = {.kind = IX_FIELD_DOB};
    const ix_party_field country = {.kind = IX_FIELD_COUNTRY};
    party->name = IX_STR("Anton Ivanov");
    party->id = ix_str_from_cstr(id);
    WORLD_CHECK(ix_party_add(party, birth, ix_str_from_cstr(dob), w.knowledge, &w.arena, &w.error),
                &w);
    WORLD_CHECK(ix_party_add(party, country, IX_STR("RU"), w.knowledge, &w.arena, &w.error), &w);
    return party;
}

static ix_decision ask(const ix_party *party, const char *pairs, const char *as_of) {
    static const ix_context nobody;
    ix_decision decision;
    ix_screen_options options = {.list_count = 0};
    WORLD_CHECK(read_file(&options.accepted, pairs), &w);
    WORLD_CHECK(ix_screen_party(&decision, &w.screener, party, &nobody, world_time(as_of),
                                (ix_when){0}, &options, &w.arena, &w.error),
                &w);
    assert_true(ix_digest_equal(&decision.accepted, ix_accepted_digest(options.accepted)));
    return decision;
}

static const ix_finding *finding_of(const ix_decision *decision, const char *entity) {
    for (int i = 0; i < decision->finding_count; i++) {
        if (ix_str_equal(decision->findings[i].entity, ix_str_from_cstr(entity))) {
            return &decision->findings[i];
        }
    }
    fail_msg("no finding for %s", entity);
    return NULL;
}

#define IVANOV "us_ofac_sdn:45858"
#define PAIR   HEAD "C-17,Anton Ivanov,1990,RU,," IVANOV ",2024-07-02" WHO

static void a_pair_sets_an_open_finding_aside(void **state) {
    (void)state;
    ix_decision decision = ask(ivanov("C-17", "1990"), PAIR, "2024-08-01");
    const ix_finding *found = finding_of(&decision, IVANOV);
    assert_int_equal(found->identity, IX_IDENTITY_SUPPRESSED);
    assert_int_equal(found->effect, IX_VERDICT_INFO);
    assert_int_equal(found->listings[0].law.obligation_count, 0);
    assert_int_equal(decision.verdict, IX_VERDICT_INFO);
    assert_int_equal(decision.open, IX_VERDICT_NOT_SCREENED);
    assert_string_equal(text_of(found->why),
                        "accepted as another party on 2024-07-02 by A. Analyst, until 2027-01-01: "
                        "another birth year");
}

static void expect_void(const ix_party *party, const char *pairs, const char *as_of,
                        const char *why) {
    ix_decision decision = ask(party, pairs, as_of);
    const ix_finding *found = finding_of(&decision, IVANOV);
    assert_true(found->identity >= IX_IDENTITY_OPEN);
    assert_int_equal(found->effect, IX_VERDICT_BLOCK);
    if (why == NULL) {
        assert_null(found->accepted);
    } else {
        assert_non_null(found->accepted);
        assert_string_equal(text_of(found->accepted_void), why);
    }
}

static void a_pair_falls_when_a_side_changes_or_its_time_is_over(void **state) {
    (void)state;
    expect_void(ivanov("C-17", "1990"), PAIR, "2027-01-01", "its time is over");
    expect_void(ivanov("C-17", "1990-01"), PAIR, "2024-08-01",
                "what is said of the subject is not what was said then");
    expect_void(ivanov("C-18", "1990"), PAIR, "2024-08-01", NULL);
    expect_void(ivanov("", "1990"), PAIR, "2024-08-01", NULL);
    expect_void(ivanov("C-17", "1990"), HEAD "C-17,Anton Ivanov,1990,RU,," IVANOV ",2024-06-20" WHO,
                "2024-08-01", "no version of the entry published by then is archived");
    expect_void(ivanov("C-17", "1990"),
                HEAD "C-17,Anton Ivanov,1990,RU,,us_ofac_sdn:45815,2024-07-02" WHO, "2024-08-01",
                NULL);
}

static void a_pair_without_an_id_is_of_any_subject_of_its_data(void **state) {
    (void)state;
    const char *pairs = HEAD ",Anton Ivanov,1990,RU,," IVANOV ",2024-07-02" WHO;
    ix_decision decision = ask(ivanov("C-99", "1990"), pairs, "2024-08-01");
    assert_int_equal(decision.verdict, IX_VERDICT_INFO);
    expect_void(ivanov("C-99", "1990-02"), pairs, "2024-08-01", NULL);
}

static void what_evidence_establishes_takes_two(void **state) {
    (void)state;
    const char *one = HEAD "C-17,Anton Ivanov,1990-01-26,RU,," IVANOV ",2024-07-02" WHO;
    const char *two = HEAD "C-17,Anton Ivanov,1990-01-26,RU,," IVANOV
                           ",2024-07-02,A. Analyst,B. Boss,2027-01-01,twin\n";
    ix_party *party = ivanov("C-17", "1990-01-26");
    expect_void(party, one, "2024-08-01",
                "the identity is established, and no second person approved the pair");
    ix_decision decision = ask(party, two, "2024-08-01");
    assert_int_equal(decision.verdict, IX_VERDICT_INFO);
    const char *passport = HEAD "C-17,Anton Ivanov,1990-01-26,RU,passport:726716892," IVANOV
                                ",2024-07-02,A. Analyst,B. Boss,2027-01-01,twin\n";
    WORLD_CHECK(ix_party_add(party, (ix_party_field){.kind = IX_FIELD_IDENTIFIER},
                             IX_STR("passport:726716892"), w.knowledge, &w.arena, &w.error),
                &w);
    expect_void(party, passport, "2024-08-01", "an identifier agrees");
}

static void the_order_of_what_is_said_does_not_matter(void **state) {
    (void)state;
    ix_party *a = IX_NEW(&w.arena, ix_party, 1);
    ix_party *b = IX_NEW(&w.arena, ix_party, 1);
    ix_digest one, other;
    a->name = b->name = IX_STR("N");
    a->aliases[0] = b->aliases[1] = IX_STR("x");
    a->aliases[1] = b->aliases[0] = IX_STR("yz");
    a->alias_count = b->alias_count = 2;
    a->id = IX_STR("1");
    assert_int_equal(accepted_subject(&one, a, &w.arena), IX_OK);
    assert_int_equal(accepted_subject(&other, b, &w.arena), IX_OK);
    assert_true(ix_digest_equal(&one, &other));
    b->aliases[0] = IX_STR("y");
    b->aliases[1] = IX_STR("zx");
    assert_int_equal(accepted_subject(&other, b, &w.arena), IX_OK);
    assert_false(ix_digest_equal(&one, &other));
}

static void a_fault_refuses_the_file(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t line;
        const char *why;
    } rows[] = {
        {"", 1, "the file is empty"},
        {"name,entity,decided_on,decided_by,until\n", 1, "the column reason is missing"},
        {"nom,entity,decided_on,decided_by,until,reason\n", 1, "no column name"},
        {"name,entity,decided_on,decided_by,until,untill,reason\n", 1, "'untill' is not known"},
        {"name,entity,entity,decided_on,decided_by,until,reason\n", 1, "two columns are headed"},
        {HEAD "1,N,,,,l:1,2024-07-02,A,,2025-01-01\n", 2, "a row of 10 cells"},
        {HEAD ",N,,,,l:1,2024-07-02,A,,2025-01-01,r\n", 2, "a name alone is no subject"},
        {HEAD "1,,,,,l:1,2024-07-02,A,,2025-01-01,r\n", 2, "neither name nor identifier"},
        {HEAD "1,N,soon,,,l:1,2024-07-02,A,,2025-01-01,r\n", 2, "the subject cannot be read: dob"},
        {HEAD "1,N,,,,45858,2024-07-02,A,,2025-01-01,r\n", 2, "expected LIST:KEY"},
        {HEAD "1,N,,,,l:1,then,A,,2025-01-01,r\n", 2, "decided_on: "},
        {HEAD "1,N,,,,l:1,2024-07-02,A,,,r\n", 2, "until"},
        {HEAD "1,N,,,,l:1,2024-07-02,A,,2024-07-02,r\n", 2, "until is not after decided_on"},
        {HEAD "1,N,,,,l:1,2024-07-02, ,,2025-01-01,r\n", 2, "decided_by is empty"},
        {HEAD "1,N,,,,l:1,2024-07-02,A,,2025-01-01,\n", 2, "reason is empty"},
        {HEAD "1,N,,,,l:1,2024-07-02,A,a,2025-01-01,r\n", 2, "it takes a second one"},
        {HEAD "1,N,,,,l:1,2024-07-02,A,,2025-01-01,r\n\"1", 3, ""},
        {HEAD "1,N,,,,l:1,2024-07-02,A,,2025-01-01,r\n1,N,,,,l:1,2024-07-09,A,,2025-01-01,r\n", 3,
         "the same pair as line 2"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ix_accepted *pairs;
        assert_int_equal(read_file(&pairs, rows[i].text), IX_E_INPUT);
        assert_null(pairs);
        assert_int_equal(w.error.line, rows[i].line);
        assert_string_equal(w.error.source, "pairs.csv");
        if (strstr(w.error.text, rows[i].why) == NULL) {
            fail_msg("'%s' does not say '%s'", w.error.text, rows[i].why);
        }
    }
}

static void without_memory_nothing_is_accepted(void **state) {
    (void)state;
    for (size_t cap = 1; cap < 400000; cap += 9973) {
        ix_arena small;
        const ix_accepted *pairs;
        ix_error error = {0};
        ix_arena_init(&small, cap);
        ix_status status =
            ix_accepted_read(&pairs, IX_STR(PAIR), IX_STR("p"), w.knowledge, &small, &error);
        assert_true(status == IX_OK || status == IX_E_MEMORY);
        assert_int_equal(pairs != NULL, status == IX_OK);
        ix_arena_free(&small);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pair_sets_an_open_finding_aside),
        cmocka_unit_test(a_pair_falls_when_a_side_changes_or_its_time_is_over),
        cmocka_unit_test(a_pair_without_an_id_is_of_any_subject_of_its_data),
        cmocka_unit_test(what_evidence_establishes_takes_two),
        cmocka_unit_test(the_order_of_what_is_said_does_not_matter),
        cmocka_unit_test(a_fault_refuses_the_file),
        cmocka_unit_test(without_memory_nothing_is_accepted),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
