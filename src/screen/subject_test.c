/* Tests of reading a subject: every form of every field, and clear refusals. */
#include <interdict/os.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "world.h"

static world w;

static ix_party_field field_of(const char *name) {
    ix_party_field field = {.kind = IX_FIELD_ID};
    if (!ix_party_field_parse(&field, ix_str_from_cstr(name))) {
        fail_msg("no field %s", name);
    }
    return field;
}

static ix_status add(ix_party *party, const char *field, const char *text) {
    memset(&w.error, 0, sizeof w.error);
    return ix_party_add(party, field_of(field), ix_str_from_cstr(text), w.knowledge, &w.request,
                        &w.error);
}

static void assert_refused(const char *field, const char *text, const char *mention) {
    ix_party party = {.line = 0};
    ix_party before = {.line = 0};
    assert_int_equal(add(&party, field, text), IX_E_INPUT);
    if (strstr(w.error.text, mention) == NULL) {
        fail_msg("'%s' does not mention %s", w.error.text, mention);
    }
    assert_memory_equal(&party, &before, sizeof party);
}

static void fields_have_names(void **state) {
    (void)state;
    ix_party_field field;
    assert_true(ix_party_field_parse(&field, IX_STR("ID_Number")));
    assert_int_equal(field.kind, IX_FIELD_IDENTIFIER);
    assert_int_equal(field.identifier, IX_ID_OTHER);
    assert_string_equal(ix_party_field_name(field), "id_number");
    assert_true(ix_party_field_parse(&field, IX_STR("passport")));
    assert_int_equal(field.identifier, IX_ID_PASSPORT);
    assert_string_equal(ix_party_field_name(field), "passport");
    assert_false(ix_party_field_parse(&field, IX_STR("shoe_size")));
}

static void an_ambiguous_day_is_kept_as_both(void **state) {
    (void)state;
    ix_party party = {.line = 0};
    assert_int_equal(add(&party, "dob", "15.06.1978"), IX_OK);
    assert_int_equal(party.birth_count, 1);
    assert_int_equal(add(&party, "dob", "05/04/1970"), IX_OK);
    assert_int_equal(party.birth_count, 3);
    assert_int_equal(party.births[1].from.day, 5);
    assert_int_equal(party.births[2].from.day, 4);
    assert_refused("dob", "1966-13-45", "1966-13-45");
}

static void identifiers_in_all_forms(void **state) {
    (void)state;
    static const struct {
        const char *field, *text;
        ix_identifier_type type;
        const char *value, *country, *currency;
    } forms[] = {
        {"id_number", "passport:530193947", IX_ID_PASSPORT, "530193947", "", ""},
        {"id_number", "passport:530193947:RU", IX_ID_PASSPORT, "530193947", "RU", ""},
        {"id_number", "PASSPORT : 530193947 : Russia", IX_ID_PASSPORT, "530193947", "RU", ""},
        {"id_number", "726716892", IX_ID_OTHER, "726716892", "", ""},
        {"id_number", "registration:HRB:12345", IX_ID_REGISTRATION, "HRB:12345", "", ""},
        {"id_number", "tax_id:CH-660-0-469-982-0", IX_ID_TAX, "CH-660-0-469-982-0", "", ""},
        {"id_number", "wallet:XBT:1A2b3C4d5E", IX_ID_WALLET, "1A2b3C4d5E", "", "XBT"},
        {"id_number", "wallet:0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B", IX_ID_WALLET,
         "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B", "", ""},
        {"id_number", "website:https://example.org", IX_ID_WEBSITE, "https://example.org", "", ""},
        {"imo", "IMO 9256858", IX_ID_IMO, "IMO 9256858", "", ""},
        {"passport", "530193947:RU", IX_ID_PASSPORT, "530193947", "RU", ""},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        ix_party party = {.line = 0};
        if (add(&party, forms[i].field, forms[i].text) != IX_OK) {
            fail_msg("%s: %s", forms[i].text, w.error.text);
        }
        const ix_party_identifier *id = &party.identifiers[0];
        assert_int_equal(party.identifier_count, 1);
        assert_int_equal(id->type, forms[i].type);
        if (!ix_str_equal(id->value, ix_str_from_cstr(forms[i].value))) {
            fail_msg("%s gives %.*s", forms[i].text, IX_ARG(id->value));
        }
        assert_string_equal(id->country, forms[i].country);
        assert_true(ix_str_equal(id->currency, ix_str_from_cstr(forms[i].currency)));
    }
    assert_refused("id_number", "passport", "without a value");
    assert_refused("id_number", "shoe:44", "shoe");
    assert_refused("id_number", "passport:530193947:Xanadu", "Xanadu");
    assert_refused("id_number", "passport:--", "passport");
}

static void a_wrong_check_digit_is_noted(void **state) {
    (void)state;
    ix_party party = {.line = 0};
    assert_int_equal(add(&party, "id_number", "imo:9256859"), IX_OK);
    assert_int_equal(party.oddity_count, 1);
    assert_true(ix_str_equal(party.oddities[0].kind, IX_STR("check_digit")));
    assert_true(
        ix_str_equal(party.oddities[0].detail, IX_STR("9256859 is not a valid IMO number")));
    assert_int_equal(add(&party, "id_number", "tax_id:7707083894:RU"), IX_OK);
    assert_int_equal(party.oddity_count, 2);
    assert_int_equal(add(&party, "id_number", "tax_id:7707083893:RU"), IX_OK);
    assert_int_equal(party.oddity_count, 2);
}

static void words_for_type_gender_country(void **state) {
    (void)state;
    ix_party party = {.line = 0};
    assert_int_equal(add(&party, "type", "Individual"), IX_OK);
    assert_int_equal(party.type, IX_PARTY_PERSON);
    assert_int_equal(add(&party, "type", "company"), IX_OK);
    assert_int_equal(party.type, IX_PARTY_ORGANIZATION);
    assert_int_equal(add(&party, "gender", "F"), IX_OK);
    assert_int_equal(party.gender, IX_GENDER_FEMALE);
    assert_int_equal(add(&party, "country", "Russia"), IX_OK);
    assert_int_equal(add(&party, "country", "ru"), IX_OK);
    assert_int_equal(party.country_count, 1);
    assert_string_equal(party.countries[0], "RU");
    assert_refused("type", "ghost", "ghost");
    assert_refused("gender", "maybe", "maybe");
    assert_refused("country", "Atlantis", "Atlantis");
}

static void an_address_may_end_in_its_country(void **state) {
    (void)state;
    ix_party party = {.line = 0};
    assert_int_equal(add(&party, "address", "39A/2 Leningradskoe Shosse, Moscow, Russia"), IX_OK);
    assert_string_equal(party.addresses[0].country, "RU");
    assert_true(
        ix_str_equal(party.addresses[0].street, IX_STR("39A/2 Leningradskoe Shosse, Moscow")));
    assert_int_equal(add(&party, "address", "Moscow"), IX_OK);
    assert_string_equal(party.addresses[1].country, "");
    assert_int_equal(add(&party, "address", "Russia"), IX_OK);
    assert_string_equal(party.addresses[2].country, "RU");
    assert_true(ix_str_equal(party.address_texts[2], IX_STR("Russia")));
}

static void ill_formed_names_are_repaired_and_read_again(void **state) {
    (void)state;
    ix_party party = {.line = 0};
    assert_int_equal(add(&party, "name", "Jos\xE9"), IX_OK);
    assert_true(ix_str_equal(party.name, IX_STR("Jos\xEF\xBF\xBD")));
    assert_int_equal(party.alias_count, 1);
    assert_true(ix_str_equal(party.aliases[0], IX_STR("José")));
    assert_true(party.damaged);
    assert_true(ix_str_equal(party.oddities[0].kind, IX_STR("invalid_utf8")));
}

static void values_have_limits(void **state) {
    (void)state;
    ix_party party = {.line = 0};
    int taken = 0;
    while (taken < 1000 && add(&party, "country", taken % 2 == 0 ? "RU" : "US") == IX_OK) {
        taken++; /* the same two again and again: no limit is reached */
    }
    assert_int_equal(taken, 1000);
    taken = 0;
    while (taken < 1000 && add(&party, "alias", "Somebody") == IX_OK) {
        taken++;
    }
    assert_true(taken >= IX_SUBJECT_VALUES_MAX - 1 && taken <= IX_SUBJECT_VALUES_MAX);
    assert_int_equal(w.error.status, IX_E_LIMIT);
    taken = 0;
    while (taken < 1000 && add(&party, "dob", "01/02/1970") == IX_OK) {
        taken++;
    }
    assert_int_equal(w.error.status, IX_E_LIMIT);
    assert_true(party.birth_count <= IX_SUBJECT_VALUES_MAX);
    ix_str big = {IX_NEW(&w.request, char, IX_SUBJECT_VALUE_BYTES_MAX + 1),
                  IX_SUBJECT_VALUE_BYTES_MAX + 1};
    memset((char *)big.ptr, 'a', (size_t)big.len);
    assert_int_equal(ix_party_add(&party, field_of("name"), big, w.knowledge, &w.request, &w.error),
                     IX_E_LIMIT);
}

static void a_second_name_is_refused(void **state) {
    (void)state;
    ix_party party = {.line = 0};
    assert_int_equal(add(&party, "name", "One"), IX_OK);
    assert_int_equal(add(&party, "name", "Two"), IX_E_INPUT);
    assert_true(ix_str_equal(party.name, IX_STR("One")));
}

static void add_lenient(ix_party *party, const char *field, const char *text) {
    assert_int_equal(ix_party_add_lenient(party, field_of(field), ix_str_from_cstr(text), true,
                                          w.knowledge, &w.request, &w.error),
                     IX_OK);
}

static void lenient_reading_notes_what_it_leaves_out(void **state) {
    (void)state;
    ix_party party = {.line = 0};
    add_lenient(&party, "dob", "1970-01-01; 31.31.1990 ;1971");
    assert_int_equal(party.birth_count, 2);
    assert_int_equal(party.oddity_count, 1);
    assert_true(ix_str_equal(party.oddities[0].kind, IX_STR("unreadable")));
    assert_true(ix_str_equal(party.oddities[0].where, IX_STR("dob")));
    assert_true(party.unreadable);
}

static void lenient_reading_keeps_the_value_of_an_identifier(void **state) {
    (void)state;
    ix_party party = {.line = 0};
    add_lenient(&party, "id_number", "shoe:530193947;passport:726716892:Xanadu;;");
    assert_int_equal(party.identifier_count, 2);
    assert_int_equal(party.identifiers[0].type, IX_ID_OTHER);
    assert_true(ix_str_equal(party.identifiers[0].value, IX_STR("530193947")));
    assert_int_equal(party.identifiers[1].type, IX_ID_PASSPORT);
    assert_true(ix_str_equal(party.identifiers[1].value, IX_STR("726716892")));
    assert_true(party.unreadable);
}

static int set_up(void **state) {
    (void)state;
    world_know(&w, getenv("INTERDICT_SOURCE"));
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    world_close(&w);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_have_names),
        cmocka_unit_test(an_ambiguous_day_is_kept_as_both),
        cmocka_unit_test(identifiers_in_all_forms),
        cmocka_unit_test(a_wrong_check_digit_is_noted),
        cmocka_unit_test(words_for_type_gender_country),
        cmocka_unit_test(an_address_may_end_in_its_country),
        cmocka_unit_test(ill_formed_names_are_repaired_and_read_again),
        cmocka_unit_test(values_have_limits),
        cmocka_unit_test(a_second_name_is_refused),
        cmocka_unit_test(lenient_reading_notes_what_it_leaves_out),
        cmocka_unit_test(lenient_reading_keeps_the_value_of_an_identifier),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
