/* Tests of the names of ISO 20022 elements: tables in order, and what they say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "message_iso_names.h"

static void containers_tell_roles(void **state) {
    (void)state;
    assert_int_equal(iso_container_find(IX_STR("Cdtr"))->role, IX_MESSAGE_CREDITOR);
    assert_int_equal(iso_container_find(IX_STR("Agt"))->role, IX_MESSAGE_OTHER_AGENT);
    assert_int_equal(iso_container_find(IX_STR("UltmtDbtr"))->role, IX_MESSAGE_ULTIMATE_DEBTOR);
    assert_int_equal(iso_container_find(IX_STR("DbtrAcct"))->shape, MESSAGE_IS_ACCOUNT);
    assert_null(iso_container_find(IX_STR("FinInstnId")));
    assert_null(iso_container_find(IX_STR("")));
}

static void every_leaf_is_found(void **state) {
    (void)state;
    for (int i = 0; iso_leaf_at(i) != NULL; i++) {
        const iso_leaf *leaf = iso_leaf_at(i);
        ix_str parent = ix_str_from_cstr(leaf->parent);
        assert_ptr_equal(iso_leaf_find(ix_str_from_cstr(leaf->name), parent), leaf);
        assert_true(i == 0 || strcmp(iso_leaf_at(i - 1)->name, leaf->name) <= 0);
    }
    assert_null(iso_leaf_find(IX_STR("Id"), IX_STR("Tp")));
    assert_null(iso_leaf_find(IX_STR("Ustrd"), IX_STR("RmtInf")));
}

static void forms_and_facts(void **state) {
    (void)state;
    assert_int_equal(iso_shape_of(IX_STR("IntrBkSttlmAmt")), MESSAGE_IS_AMOUNT);
    assert_int_equal(iso_shape_of(IX_STR("CreDtTm")), MESSAGE_IS_DATE);
    assert_int_equal(iso_shape_of(IX_STR("UETR")), MESSAGE_IS_UUID);
    assert_int_equal(iso_shape_of(IX_STR("SttlmMtd")), MESSAGE_IS_CODE);
    assert_int_equal(iso_shape_of(IX_STR("Ustrd")), MESSAGE_IS_TEXT);
    assert_int_equal(iso_fact_of(IX_STR("MsgId")), MESSAGE_FACT_ID);
    assert_int_equal(iso_fact_of(IX_STR("Nm")), MESSAGE_NO_FACT);
}

/* Kept or looked up, short or long, beyond what is kept: a name says the same. */
static void words_say_what_the_tables_say(void **state) {
    (void)state;
    static const char *const names[] = {
        "Cdtr",           "Nm",      "Id", "UETR",
        "IntrBkSttlmAmt", "Unheard", "",   "ANameThatIsLongerThanAnyNameOfATable"};
    static iso_words words;
    for (int i = 0; i < 3 * ISO_WORDS; i++) {
        char text[48];
        snprintf(text, sizeof text, "Name%d", i);
        if (i % 2 == 0) {
            snprintf(text, sizeof text, "%s", names[i / 2 % 8]);
        }
        ix_str name = ix_str_from_cstr(text);
        iso_word word = iso_word_find(&words, name);
        assert_ptr_equal(word.container, iso_container_find(name));
        assert_ptr_equal(iso_leaf_in(word.leaf, IX_STR("Othr")),
                         iso_leaf_find(name, IX_STR("Othr")));
        assert_ptr_equal(iso_leaf_in(word.leaf, IX_STR("Tp")), iso_leaf_find(name, IX_STR("Tp")));
        assert_int_equal(word.shape, iso_shape_of(name));
        assert_int_equal(word.fact, iso_fact_of(name));
    }
    assert_int_equal(words.count, ISO_WORDS_KEPT_MAX);
}

static void schemes_tell_types(void **state) {
    (void)state;
    ix_identifier_type type;
    assert_true(iso_identifier_scheme(&type, IX_STR("CCPT")));
    assert_int_equal(type, IX_ID_PASSPORT);
    assert_true(iso_identifier_scheme(&type, IX_STR("imo")));
    assert_int_equal(type, IX_ID_IMO);
    assert_true(iso_identifier_scheme(&type, IX_STR("TXID")));
    assert_int_equal(type, IX_ID_TAX);
    assert_false(iso_identifier_scheme(&type, IX_STR("CUST")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(containers_tell_roles), cmocka_unit_test(every_leaf_is_found),
        cmocka_unit_test(forms_and_facts),       cmocka_unit_test(words_say_what_the_tables_say),
        cmocka_unit_test(schemes_tell_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
