/* Tests of adding deltas: what they are merged into, and what is told of those that do not fit. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test_home.h"

#define SDN "us_ofac_sdn"

static ix_status add(world *w, ix_addition_result *result, const char *format, const char *text,
                     bool hold, ix_error *error) {
    ix_str bytes = ix_str_from_cstr(text);
    ix_input *input = IX_NEW(&w->arena, ix_input, 1);
    assert_non_null(input);
    *input = (ix_input){.count = 1, .digest = ix_sha256(bytes)};
    input->files[0] = (ix_list_file){IX_STR("given.xml"), IX_STR("primary"), bytes};
    ix_addition addition = {.reader = ix_list_reader_find(ix_str_from_cstr(format)),
                            .input = input,
                            .received = (int64_t)20000 * 86400,
                            .hold = hold};
    *error = (ix_error){0};
    return ix_home_add(result, &w->home, &addition, &w->arena, error);
}

#define HEAD(time) "<publicationInfo><datePublished>" time "</datePublished></publicationInfo>"
#define NAMED(id, action, name)                                                                    \
    "<entity id='" id "'" action "><names><name><isPrimary>true</isPrimary><translations>"         \
    "<translation><formattedFullName>" name "</formattedFullName></translation></translations>"    \
    "</name></names></entity>"
#define LIST(time, inside)                                                                         \
    "<sanctionsData>" HEAD(time) "<entities>" inside "</entities></sanctionsData>"
#define WHOLE                                                                                      \
    LIST("2024-06-20", NAMED("1", "", "A") NAMED("2", "", "B") NAMED("3", "", "C")                 \
                           NAMED("4", "", "D") NAMED("5", "", "E") NAMED("6", "", "F"))
#define REMOVED(time, id) LIST(time, "<entity id='" id "' action='remove'/>")

static ix_added expect_added(world *w, const char *format, const char *text, bool hold) {
    ix_addition_result result;
    ix_error error;
    ix_status status = add(w, &result, format, text, hold, &error);
    assert_string_equal(error.text, "");
    assert_int_equal(status, IX_OK);
    return result.added;
}

static void expect_refused(world *w, const char *text, const char *words) {
    ix_addition_result result;
    ix_error error;
    bool there = ix_file_exists(w->home.path);
    uint64_t before = digest_home(w, "refused");
    assert_int_equal(add(w, &result, "ofac_delta_xml", text, false, &error), IX_E_REFUSED);
    assert_true(!there || digest_home(w, "refused") == before);
    if (strstr(error.text, words) == NULL) {
        fail_msg("'%s' does not say '%s'", error.text, words);
    }
}

static void a_delta_is_archived_with_what_it_leads_to(void **state) {
    (void)state;
    world w;
    open_world(&w);
    assert_int_equal(expect_added(&w, "ofac_enhanced_xml", WHOLE, false), IX_ADDED_SERVING);
    assert_int_equal(
        expect_added(&w, "ofac_delta_xml", REMOVED("2024-06-21T00:00:00-04:00", "2"), false),
        IX_ADDED_SERVING);
    ix_manifest list = list_of(&w, SDN);
    assert_int_equal(list.snapshot_count, 2);
    const ix_archived *s = &list.snapshots[1];
    assert_int_equal(s->file_count, 2);
    assert_true(ix_str_equal(s->files[0].role, IX_STR("delta")));
    assert_true(ix_str_equal(s->files[1].role, IX_STR("primary")));
    assert_true(ix_str_equal(s->format, IX_STR("ofac_delta_xml")));
    assert_int_equal(s->snapshot.entities, 5);
    assert_int_equal(s->snapshot.published.kind, IX_WHEN_DATE);
    assert_int_equal(
        expect_added(&w, "ofac_delta_xml", REMOVED("2024-06-24T00:00:00-04:00", "3"), false),
        IX_ADDED_SERVING);
    uint64_t before = digest_home(&w, NULL);
    assert_int_equal(ix_home_rebuild(&w.home, NULL, (ix_progress){0}, &w.arena, NULL), IX_OK);
    assert_true(digest_home(&w, NULL) == before);
    close_world(&w);
}

static void a_delta_again_changes_nothing(void **state) {
    (void)state;
    world w;
    open_world(&w);
    const char *first = REMOVED("2024-06-21", "2");
    expect_added(&w, "ofac_enhanced_xml", WHOLE, false);
    expect_added(&w, "ofac_delta_xml", first, false);
    uint64_t before = digest_home(&w, NULL);
    assert_int_equal(expect_added(&w, "ofac_delta_xml", first, false), IX_ADDED_SAME);
    assert_int_equal(expect_added(&w, "ofac_delta_xml",
                                  LIST("2024-06-21", "<entity action='remove' id='2'/>"), false),
                     IX_ADDED_SAME);
    assert_true(digest_home(&w, NULL) == before);
    expect_refused(&w, REMOVED("2024-06-22", "2"), "not there");
    assert_int_equal(expect_added(&w, "ofac_delta_xml", LIST("2024-06-21", ""), false),
                     IX_ADDED_SAME);
    assert_int_equal(expect_added(&w, "ofac_delta_xml", LIST("2024-06-22", ""), false),
                     IX_ADDED_SERVING);
    ix_manifest list = list_of(&w, SDN);
    assert_int_equal(list.snapshot_count, 3);
    assert_true(
        ix_digest_equal(&list.snapshots[1].snapshot.state, &list.snapshots[2].snapshot.state));
    close_world(&w);
}

static void what_does_not_fit_is_refused(void **state) {
    (void)state;
    world w;
    open_world(&w);
    expect_refused(&w, REMOVED("2024-06-21", "2"), "ofac_enhanced_xml");
    assert_false(ix_file_exists(w.home.path));
    expect_added(&w, "ofac_enhanced_xml", WHOLE, false);
    expect_refused(&w, REMOVED("2024-06-19", "2"), "out of order: published 2024-06-19");
    expect_refused(&w, REMOVED("2024-06-21", "22"), "entity 22");
    expect_refused(&w, REMOVED("", "2"), "--published");
    expect_refused(&w, LIST("2024-06-21", NAMED("2", " action='add'", "X")), "entity 2");
    ix_manifest list = list_of(&w, SDN);
    assert_true(list.refused.received > 0);
    assert_true(ix_str_equal(list.refused.format, IX_STR("ofac_delta_xml")));
    assert_int_equal(list.snapshot_count, 1);
    close_world(&w);
}

static void a_list_of_another_format_is_no_base(void **state) {
    (void)state;
    world w;
    open_world(&w);
    added(&w, sdn_rows(&w.arena, 0, 50, 0), 19800, false);
    expect_refused(&w, REMOVED("2024-06-21", "2"), "ofac_sdn_csv");
    close_world(&w);
}

static void held_deltas_build_on_held_ones(void **state) {
    (void)state;
    world w;
    open_world(&w);
    expect_added(&w, "ofac_enhanced_xml", WHOLE, false);
    assert_int_equal(expect_added(&w, "ofac_delta_xml", REMOVED("2024-06-21", "2"), true),
                     IX_ADDED_HELD);
    assert_int_equal(expect_added(&w, "ofac_delta_xml", REMOVED("2024-06-22", "3"), true),
                     IX_ADDED_HELD);
    assert_int_equal(expect_added(&w, "ofac_delta_xml", REMOVED("2024-06-21", "2"), true),
                     IX_ADDED_SAME);
    assert_int_equal(expect_added(&w, "ofac_delta_xml", REMOVED("2024-06-21", "2"), false),
                     IX_ADDED_SERVING);
    int promoted;
    assert_int_equal(
        ix_home_promote(&promoted, &w.home, NULL, 0, NULL, (ix_progress){0}, &w.arena, NULL),
        IX_OK);
    assert_int_equal(promoted, 1);
    assert_int_equal(list_of(&w, SDN).snapshots[2].snapshot.entities, 4);
    close_world(&w);
}

/* The whole file of the same day tells of a delta that was not added; it serves. */
static void the_whole_file_tells_what_was_missed(void **state) {
    (void)state;
    world w;
    ix_addition_result result;
    ix_error error;
    open_world(&w);
    expect_added(&w, "ofac_enhanced_xml", WHOLE, false);
    expect_added(&w, "ofac_delta_xml", REMOVED("2024-06-21", "2"), false);
    const char *same =
        LIST("2024-06-21", NAMED("1", "", "A") NAMED("3", "", "C") NAMED("4", "", "D")
                               NAMED("5", "", "E") NAMED("6", "", "F"));
    assert_int_equal(add(&w, &result, "ofac_enhanced_xml", same, false, &error), IX_OK);
    assert_int_equal(result.report->warning_count, 1); /* no_program */
    const char *other = LIST("2024-06-24", NAMED("1", "", "A") NAMED("3", "", "C")
                                               NAMED("4", "", "D") NAMED("5", "", "G"));
    expect_added(&w, "ofac_delta_xml", REMOVED("2024-06-24", "6"), false);
    assert_int_equal(add(&w, &result, "ofac_enhanced_xml", other, false, &error), IX_OK);
    assert_int_equal(result.added, IX_ADDED_SERVING);
    const ix_counter *last = &result.report->warnings[result.report->warning_count - 1];
    assert_true(ix_str_equal(last->name, IX_STR("differs_from_deltas")));
    uint64_t before = digest_home(&w, NULL);
    assert_int_equal(ix_home_rebuild(&w.home, NULL, (ix_progress){0}, &w.arena, NULL), IX_OK);
    assert_true(digest_home(&w, NULL) == before);
    close_world(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_delta_is_archived_with_what_it_leads_to),
        cmocka_unit_test(a_delta_again_changes_nothing),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(a_list_of_another_format_is_no_base),
        cmocka_unit_test(held_deltas_build_on_held_ones),
        cmocka_unit_test(the_whole_file_tells_what_was_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
