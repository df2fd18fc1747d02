#include "csl_samples.h"

#define LIST(records) "<data-set>" records "</data-set>"
#define PERSON(inner) "<record><Country>R / F</Country><LastName>X</LastName>" inner "</record>"
#define SHIP(name)    "<record><Country>R</Country><EntityOrShip>" name "</EntityOrShip></record>"
#define AT(item, day) "<Item>" item "</Item><DateOfListing>" day "</DateOfListing>"

static void expect(const char *bytes, const char *wanted) {
    expect_shown("ca_xml", bytes, wanted);
}

static void keys_of_what_is_there(void **state) {
    (void)state;
    expect(LIST(PERSON("<Schedule>1, Part 1.1</Schedule><Item>7</Item>")), "R/1-Part-1.1/7 person");
    expect(LIST(PERSON("<Schedule>N/A</Schedule><Item> 7 a</Item>")), "R/7-a person");
    expect(LIST(PERSON("<Item-NumeroDarticle>7</Item-NumeroDarticle>")), "R/7 person");
    expect(LIST(PERSON("")), "R/4b68ab3847feda7d person");
    expect(LIST("<record><Country>Some Regulations (SR) / Un (UR)</Country><GivenName>X</GivenName>"
                "<Item>1</Item></record>"),
           "SR/1 person");
}

/* Whatever the order of the file, the one listed first keeps the key. */
static void items_used_again(void **state) {
    (void)state;
    static const char *const orders[] = {
        LIST(PERSON(AT("1", "2024-01-01") "<Aliases>B</Aliases>") PERSON(AT("1", "2023-01-01"))
                 PERSON(AT("1", "2023-01-01"))),
        LIST(PERSON(AT("1", "2023-01-01")) PERSON(AT("1", "2024-01-01") "<Aliases>B</Aliases>")
                 PERSON(AT("1", "2023-01-01"))),
    };
    for (int i = 0; i < 2; i++) {
        expect(orders[i], "R/1 person\n  name primary | X | LastName, GivenName\n"
                          "  listing  | R | from 2023-01-01\n");
        expect(orders[i], " person\n  name primary | X | LastName, GivenName\n  name strong | B |");
        expect(orders[i], "rows 3 = 3 read + 0 refused, 2 entities, 3 names\n");
        expect(orders[i], "warning record_again 1");
    }
}

/* The others have a hash of their names, which lasts when their details change. */
static void others_of_an_item(void **state) {
    (void)state;
    expect(LIST("<record><Country>R</Country><LastName>W</LastName>" AT(
               "1", "2023-01-01") "</record>" PERSON(AT("1", "2024-01-01"))),
           "R/1/4b68ab3847feda7d person\n  name primary | X |");
    expect(LIST(PERSON(AT(
               "1",
               "2024-01-01") "<Aliases>B</Aliases>") "<record><Country>R</Country><LastName>W</"
                                                     "LastName>" AT("1", "2023-01-01") "</record>"),
           "R/1/4b68ab3847feda7d person\n  name primary | X |");
}

static void names_in_two_languages(void **state) {
    (void)state;
    expect(LIST(SHIP("Iran Army/Armee de I")), "  name primary | Iran Army | EntityOrShip\n"
                                               "  name translation | Armee de I | EntityOrShip\n");
    expect(LIST(SHIP("A / B")), "  name primary | A |");
    expect(LIST(SHIP("M/V Maria")), "  name primary | M/V Maria |");
    expect(LIST(SHIP("Steel Mills (Bi Bo/Pyi Po)")), "  name primary | Steel Mills (Bi Bo/Pyi Po)");
}

static void aliases(void **state) {
    (void)state;
    expect(LIST(SHIP("A (also known as B C) (or D")),
           "  name primary | A | EntityOrShip\n  name strong | B C | also known as\n"
           "  name strong | D | also known as\n");
    expect(LIST(SHIP("A B (formerly known as C D) / E F")),
           "  name primary | A B | EntityOrShip\n  name translation | E F | EntityOrShip\n"
           "  name former | C D | formerly known as\n");
    expect(LIST(SHIP("A (Also known as B C) LLC")),
           "  name primary | A LLC | EntityOrShip\n  name strong | B C | also known as\n");
    expect(LIST("<record><Country>R</Country><LastName>A (also known as B or A, C D)</LastName>"
                "<GivenName>E (formerly F)</GivenName></record>"),
           "  name primary | A, E | LastName, GivenName\n"
           "  name strong | B or A | also known as\n  name strong | C D | also known as\n"
           "  name former | A, F | formerly known as\n");
    expect(LIST(SHIP("(also known as B C)")),
           "  name primary | (also known as B C) | EntityOrShip\n"
           "  name strong | B C | also known as\n");
    expect(LIST("<record><Country>R</Country><LastName>(aka B)</LastName></record>"),
           "  name primary | (aka B) | LastName, GivenName\n  name strong | B | also known as\n");
    expect(LIST("<record><Country>R</Country><LastName>A (aka B)</LastName><GivenName>E F"
                "</GivenName></record>"),
           "  name primary | A, E F | LastName, GivenName\n"
           "  name strong | B, E F | also known as\n");
    expect(LIST(PERSON("<Aliases>A B; C (a.k.a. D), Russian: E / ALIAS: F;;</Aliases>")),
           "  name strong | A B | Aliases\n  name strong | C | Aliases\n"
           "  name strong | D | Aliases\n  name translation | E | Aliases Russian\n"
           "  name strong | F | Aliases ALIAS\n");
    expect(LIST("<record><Country>R</Country><EntityOrShip>S</EntityOrShip><ShipIMONumber>IMO "
                "9074729</ShipIMONumber></record>"),
           "R/8de0b3c47f112c59 vessel\n");
    expect(LIST("<record><Country>R</Country><EntityOrShip>S</EntityOrShip><LastName>X</LastName>"
                "</record>"),
           "  name strong | X |");
}

#define BORN(text)                                                                                 \
    PERSON("<DateOfBirthOrShipBuildDate>" text                                                     \
           "</DateOfBirthOrShipBuildDate>" AT("1", "2020-01-01"))

static void dates_of_each_form(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *wanted;
    } rows[] = {
        {LIST(BORN("1961")), "  born 1961\n"},
        {LIST(BORN(" 1953-10-27")), "  born 1953-10-27\n"},
        {LIST(BORN("27-10-1953")), "  born 1953-10-27\n"},
        {LIST(BORN("23917")), "  born 1965-06-24\n"},
        {LIST(BORN("Sep-99")), "  born 1999-09\n"},
        {LIST(BORN("12-Sep-19")), "  born 2019-09-12\n"},
        {LIST(BORN("12-Sep-21")), "  born 1921-09-12\n"},
        {LIST(BORN("1963-1964")), "  born 1963/1964\n"},
        {LIST(BORN("1987/1988")), "  born 1987\n  born 1988\n"},
        {LIST(BORN("1981-10-01 or 1981-11-11")), "  born 1981-10-01\n  born 1981-11-11\n"},
        {LIST(BORN("1975-19-25")), "  unmodelled DateOfBirthOrShipBuildDate | 1975-19-25\n"},
        {LIST(PERSON("<DateOfListing>Mar-14</DateOfListing>")),
         "  unmodelled DateOfListing | Mar-14\n"},
        {LIST(PERSON("<DateOfListing>44621</DateOfListing>")), "from 2022-03-01\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        expect(rows[i].bytes, rows[i].wanted);
    }
}

static void what_is_refused(void **state) {
    (void)state;
    expect(LIST("<record><Country>R</Country></record><record><LastName>X</LastName></record>"),
           "refused list:1: the name is empty\nrefused list:1: Country is missing\n");
    expect("<data-set>" PERSON("<Item>1</Item>") "<record>", ", truncated\n");
    static const char *const inputs[] = {"", "<x/>", "<!DOCTYPE data-set []><data-set/>"};
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        ix_buf out;
        ix_buf_init(&out, 4096);
        assert_int_equal(show_file(&out, "ca_xml", "list", ix_str_from_cstr(inputs[i]), NULL,
                                   ix_allocator_libc()),
                         IX_E_INPUT);
        ix_buf_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_what_is_there),
        cmocka_unit_test(items_used_again),
        cmocka_unit_test(others_of_an_item),
        cmocka_unit_test(names_in_two_languages),
        cmocka_unit_test(aliases),
        cmocka_unit_test(dates_of_each_form),
        cmocka_unit_test(what_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
