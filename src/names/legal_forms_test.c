/* Tests of legal forms: loading and finding. */
#include "test_names.h"

static const char *form_of(const ix_knowledge *knowledge, const char *raw, ix_form_class *class_) {
    ix_arena arena;
    ix_arena_init(&arena, TEST_MEMORY);
    ix_parsed_name name;
    assert_int_equal(
        ix_name_parse(&name, knowledge, ix_str_from_cstr(raw), IX_PARTY_ORGANIZATION, &arena, NULL),
        IX_OK);
    static char canonical[64];
    canonical[0] = '\0';
    *class_ = IX_FORM_NONE;
    if (name.form != 0) {
        const ix_legal_form *form = ix_knowledge_form(knowledge, name.form);
        snprintf(canonical, sizeof canonical, "%" IX_FMT, IX_ARG(form->canonical));
        *class_ = form->class_;
    }
    ix_arena_free(&arena);
    return canonical;
}

static void forms_of_the_world_are_found(void **state) {
    (void)state;
    test_knowledge t = test_shipped();
    static const struct {
        const char *name, *form;
        ix_form_class class_;
    } cases[] = {
        {"Acme GmbH", "gmbh", IX_FORM_LIMITED},
        {"Acme Gesellschaft mit beschränkter Haftung", "gmbh", IX_FORM_LIMITED},
        {"Acme GmbH & Co. KG", "gmbhcokg", IX_FORM_PARTNERSHIP},
        {"ООО Ромашка", "ooo", IX_FORM_LIMITED},
        {"Obshchestvo s ogranichennoy otvetstvennostyu Romashka", "ooo", IX_FORM_LIMITED},
        {"Общество с ограниченной ответственностью «Ромашка»", "ooo", IX_FORM_LIMITED},
        {"PAO Sberbank", "pao", IX_FORM_STOCK},
        {"Rosneft, PJSC", "pjsc", IX_FORM_STOCK},
        {"ФГУП ЦНИИ", "fgup", IX_FORM_STATE},
        {"Acme, L.L.C.", "llc", IX_FORM_LIMITED},
        {"Acme Limited Liability Company", "llc", IX_FORM_LIMITED},
        {"Acme S.A. de C.V.", "sadecv", IX_FORM_STOCK},
        {"Acme SA de CV", "sadecv", IX_FORM_STOCK},
        {"Acme Sp. z o.o.", "spzoo", IX_FORM_LIMITED},
        {"Acme s.r.o.", "sro", IX_FORM_LIMITED},
        {"Acme d.o.o.", "doo", IX_FORM_LIMITED},
        {"Acme Kft.", "kft", IX_FORM_LIMITED},
        {"Acme A/S", "as", IX_FORM_STOCK},
        {"Acme ApS", "aps", IX_FORM_LIMITED},
        {"Acme Oy", "oy", IX_FORM_LIMITED},
        {"Acme B.V.", "bv", IX_FORM_LIMITED},
        {"Acme Pte. Ltd.", "pteltd", IX_FORM_LIMITED},
        {"Acme Sdn. Bhd.", "sdnbhd", IX_FORM_LIMITED},
        {"Acme (Pvt) Ltd", "pvtltd", IX_FORM_LIMITED},
        {"Acme Pty Limited", "ptyltd", IX_FORM_LIMITED},
        {"PT Acme Tbk", "pt", IX_FORM_STOCK},
        {"Acme Ltd. Şti.", "ltdsti", IX_FORM_LIMITED},
        {"Acme Anonim Şirketi", "as", IX_FORM_STOCK},
        {"Acme FZE", "fze", IX_FORM_LIMITED},
        {"Acme FZ-LLC", "fzllc", IX_FORM_LIMITED},
        {"Acme W.L.L.", "wll", IX_FORM_LIMITED},
        {"Acme K.K.", "kk", IX_FORM_GENERIC},
        {"Acme Co., Ltd.", "coltd", IX_FORM_LIMITED},
        {"Acme Company", "co", IX_FORM_GENERIC},
        {"Acme Corp", "corp", IX_FORM_GENERIC},
        {"Acme Group", "group", IX_FORM_GENERIC},
        {"Acme Ltda", "ltda", IX_FORM_LIMITED},
        {"Acme EOOD", "eood", IX_FORM_LIMITED},
        {"Acme", "", IX_FORM_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ix_form_class class_;
        const char *form = form_of(t.knowledge, cases[i].name, &class_);
        if (strcmp(form, cases[i].form) != 0 || class_ != cases[i].class_) {
            fail_msg("'%s' gave '%s' of class %d", cases[i].name, form, class_);
        }
    }
    ix_arena_free(&t.arena);
}

static void guarded_forms_stand_at_the_end(void **state) {
    (void)state;
    test_knowledge t =
        test_load("names/legal_forms.txt", "stock | - | AS~?\nlimited | - | LLC\nstock | RU | AO^\n"
                                           "generic | - | Co~\n");
    assert_int_equal(t.status, IX_OK);
    const ix_knowledge *k = t.knowledge;
    test_parse(k, IX_PARTY_ORGANIZATION, "As Saffa", "any: as/distinctive saffa/distinctive");
    test_parse(k, IX_PARTY_ORGANIZATION, "Saffa As Roma",
               "any: saffa/distinctive as/distinctive roma/distinctive");
    test_parse(k, IX_PARTY_ORGANIZATION, "Saffa AS",
               "organization as: saffa/distinctive as/legal_form");
    test_parse(k, IX_PARTY_ORGANIZATION, "Saffa A.S. Roma",
               "organization as: saffa/distinctive as/legal_form roma/distinctive");
    test_parse(k, IX_PARTY_ORGANIZATION, "Saffa AS, Roma",
               "organization as: saffa/distinctive as/legal_form roma/distinctive");
    test_parse(k, IX_PARTY_ORGANIZATION, "Saffa (AS) Roma",
               "organization as: saffa/distinctive as/legal_form roma/distinctive");
    test_parse(k, IX_PARTY_ORGANIZATION, "AO Saffa",
               "organization ao: ao/legal_form saffa/distinctive");
    test_parse(k, IX_PARTY_ORGANIZATION, "Saffa AS LLC",
               "organization as: saffa/distinctive as/legal_form llc/legal_form");
    test_parse(k, IX_PARTY_ORGANIZATION, "Saffa Co LLC",
               "organization llc: saffa/distinctive collc/legal_form");
    ix_arena_free(&t.arena);
}

static void rows_are_checked(void **state) {
    (void)state;
    const char *path = "names/legal_forms.txt";
    test_load_fails(path, "limited | - | LLC\nlimited | US | Inc | L.L.C.\n", 2);
    test_load_fails(path, "private | - | LLC\n", 1);
    test_load_fails(path, "limited | usa | LLC\n", 1);
    test_load_fails(path, "limited | u | LLC\n", 1);
    test_load_fails(path, "limited | US\n", 1);
    test_load_fails(path, "limited | US | LLC | ..\n", 1);
    test_load_fails(path, "limited | US | a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3 b4\n", 1);
}

static void forms_tell_their_country(void **state) {
    (void)state;
    test_knowledge t = test_load("names/legal_forms.txt", "limited | RU | OOO\nstock | - | S.A.\n");
    assert_int_equal(ix_knowledge_form_count(t.knowledge), 2);
    assert_string_equal(ix_knowledge_form(t.knowledge, 1)->country, "RU");
    assert_string_equal(ix_knowledge_form(t.knowledge, 2)->country, "");
    assert_true(ix_str_equal(ix_knowledge_form(t.knowledge, 2)->canonical, IX_STR("sa")));
    ix_arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_the_world_are_found),
        cmocka_unit_test(guarded_forms_stand_at_the_end),
        cmocka_unit_test(rows_are_checked),
        cmocka_unit_test(forms_tell_their_country),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
