/* Putting rows together into parties, by way of the csv. */
#include "au.h"

#include "csl_samples.h"

#define H                                                                                          \
    "Reference,Name of Individual or Entity,Type,Name Type,Alias Strength,Listing Information,"    \
    "Instrument of Designation,Targeted Financial Sanction,Travel Ban\n"

static void expect(const char *bytes, const char *wanted) {
    expect_shown("au_csv", bytes, wanted);
}

static void names_of_a_number_are_one_party(void **state) {
    (void)state;
    expect(H "101,A,Individual,Primary Name,,,,1,0\n"
             "102,B,Entity,Primary Name,,,,1,0\n"
             "101a,A2,Individual,Alias,Weak,,,1,0\n"
             "101b,A3,Individual,Original Script,,,,0,1\n",
           "101 person\n  name primary | A | reference 101\n  name weak | A2 | reference 101a\n"
           "  name translation | A3 | reference 101b\n  listing \n"
           "    measures targeted financial sanction|travel ban\n");
    expect(H "101a,A2,Individual,Alias,Strong,,,1,0\n"
             "101,A,Individual,Primary Name,,,,1,0\n",
           "101 person\n  name primary | A | reference 101\n  name strong | A2 | reference 101a\n");
}

static void a_number_used_again(void **state) {
    (void)state;
    static const char *const parts[] = {
        "101 person\n  name primary | A | reference 101\n  listing",
        "101-f97e9da0e3b879f0 organization\n  name primary | Other | reference 101\n",
        "  name primary | Other | reference 101\n  name strong | O2 | reference 101a\n",
        "warning reference_used_again 1 list:3: 101-f97e9da0e3b879f0\n",
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        expect(H "101,A,Individual,Primary Name,,,,1,0\n"
                 "101,Other,Entity,Primary Name,,,,1,0\n"
                 "101a,O2,Entity,Alias,Strong,,,1,0\n",
               parts[i]);
    }
    expect(H "101,A,Individual,Primary Name,,,,1,0\n"
             "102,B,Entity,Primary Name,,,,1,0\n"
             "101a,C,Entity,Alias,Strong,,,1,0\n",
           "rows 3 = 3 read + 0 refused, 3 entities, 3 names\n"
           "warning no_program 3");
}

/* Words of earlier years, and cells left empty. */
static void names_of_other_types(void **state) {
    (void)state;
    expect(H "3,A,,Primay Name,,,,1,0\n3a,B,Entity,aka,,,,1,0\n"
             "3b,C,,Formerly known as,,,,1,0\n",
           "3 organization\n  name primary | A | reference 3\n  name strong | B | reference 3a\n"
           "  name former | C | reference 3b\n");
    expect(H "4a,B,Individual,,,,,1,0\n4,A,Individual,,,,,1,0\n",
           "4 person\n  name primary | A | reference 4\n  name strong | B | reference 4a\n");
}

static void what_has_no_primary_name(void **state) {
    (void)state;
    expect(H "7b,X,Individual,Alias,Odd,,,1,0\n7c,Y,Individual,Nickname,Odd,,,1,0\n",
           "7 person\n  name primary | X | reference 7b\n  name strong | Y | reference 7c\n");
    expect(H "7b,X,Robot,Alias,Odd,,,1,0\n7c,Y,Individual,Nickname,Odd,,,1,0\n",
           "warning no_primary_name 1 list:2: 7b\nwarning unknown_type 1 list:2: Robot\n"
           "warning another_type 1 list:2: 7c\nwarning unknown_alias_strength 1 list:3: Odd\n"
           "warning unknown_name_type 1 list:3: Nickname\n");
}

static void the_listing_s_day_and_instrument(void **state) {
    (void)state;
    expect(H "1,A,Entity,Primary Name,,Listed on 2 May 2014 (amended 1 Jan 2013 by mistake),"
             "Some Regulation 2013,1,0\n",
           "  listing  | from 2013-01-01\n    authority Some Regulation 2013\n");
    expect(H "1,A,Entity,Primary Name,,Some Instrument 2014,Listed on 2 May 2014,yes,no\n",
           "  listing  | from 2014-05-02\n    authority Some Instrument 2014\n"
           "    measures targeted financial sanction\n"
           "  unmodelled Instrument of Designation | Listed on 2 May 2014\n");
    expect(H "1,A,Entity,Primary Name,,41340,41340,0,0\n", "  listing  | from 2013-03-07\nrows 1");
    expect(H "1,A,Entity,Primary Name,,,,0,0\n", "warning no_measure 1 list:2: 1\n");
    expect(H "1,A,Entity,Primary Name,,,,perhaps,0\n",
           "    measures targeted financial sanction\n");
}

static void too_many_names(void **state) {
    (void)state;
    ix_buf text;
    ix_buf out;
    ix_buf_init(&text, (size_t)4 << 20);
    ix_buf_init(&out, (size_t)16 << 20);
    ix_buf_append_cstr(&text, H);
    for (int i = 0; i <= AU_NAMES_MAX; i++) {
        ix_buf_append_cstr(&text, "5a,X,Entity,Alias,Strong,,,1,0\n");
    }
    assert_int_equal(
        show_file(&out, "au_csv", "list", ix_buf_view(&text), NULL, ix_allocator_libc()), IX_OK);
    assert_true(ix_str_find(ix_buf_view(&out), IX_STR(":4098: a party of too many names"), 0) > 0);
    ix_buf_free(&text);
    ix_buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_a_number_are_one_party),
        cmocka_unit_test(a_number_used_again),
        cmocka_unit_test(names_of_other_types),
        cmocka_unit_test(what_has_no_primary_name),
        cmocka_unit_test(the_listing_s_day_and_instrument),
        cmocka_unit_test(too_many_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
