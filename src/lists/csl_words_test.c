#include "csl.h"
#include "csl_samples.h"

static void lists_have_long_and_short_names(void **state) {
    (void)state;
    static const struct {
        const char *source;
        const char *code;
        bool treasury;
    } rows[] = {
        {"Entity List (EL) - Bureau of Industry and Security", "EL", false},
        {"Denied Persons List (DPL) - Bureau of Industry and Security", "DPL", false},
        {"Unverified List (UVL) - Bureau of Industry and Security", "UVL", false},
        {"Military End User (MEU) List - Bureau of Industry and Security", "MEU", false},
        {"Nonproliferation Sanctions (ISN) - State Department", "ISN", false},
        {"ITAR Debarred (DTC) - State Department", "DTC", false},
        {"Specially Designated Nationals (SDN) - Treasury Department", "SDN", true},
        {"Sectoral Sanctions Identifications List (SSI) - Treasury Department", "SSI", true},
        {"Foreign Sanctions Evaders (FSE) - Treasury Department", "FSE", true},
        {"Palestinian Legislative Council List (PLC) - Treasury Department", "PLC", true},
        {"Capta List (CAP) - Treasury Department", "CAP", true},
        {"Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department", "NS-MBS", true},
        {"Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department",
         "CMIC", true},
        {"ns-mbs", "NS-MBS", true},
        {" el ", "EL", false},
        {"List of something", "", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_str code = csl_source_code(ix_str_from_cstr(rows[i].source));
        assert_true(ix_str_equal(code, ix_str_from_cstr(rows[i].code)));
        assert_int_equal(csl_is_treasury(code), rows[i].treasury);
    }
}

static void expect_name(const char *text, const char *name, const char *alias, const char *note,
                        const char *part_of) {
    ix_arena arena;
    ix_arena_init(&arena, 1 << 20);
    ix_draft draft = {.arena = &arena, .keep = &arena};
    csl_name got = csl_name_split(&draft, ix_str_from_cstr(text));
    ix_str wanted[] = {ix_str_from_cstr(name), ix_str_from_cstr(alias), ix_str_from_cstr(note),
                       ix_str_from_cstr(part_of)};
    ix_str given[] = {got.name, got.aliases, got.note, got.part_of};
    for (int i = 0; i < 4; i++) {
        if (!ix_str_equal(wanted[i], given[i])) {
            fail_msg("%s: '%.*s' instead of '%.*s'", text, (int)given[i].len, given[i].ptr,
                     (int)wanted[i].len, wanted[i].ptr);
        }
    }
    ix_arena_free(&arena);
}

static void notes_are_taken_out_of_names(void **state) {
    (void)state;
    expect_name("Asia-Invest LLC and any successor, sub-unit, or subsidiary thereof",
                "Asia-Invest LLC", "", "and any successor, sub-unit, or subsidiary thereof", "");
    expect_name("Synnat Pharma Pvt Ltd.; and any successor, sub-unit, or subsidiary thereof",
                "Synnat Pharma Pvt Ltd.", "", "and any successor, sub-unit, or subsidiary thereof",
                "");
    expect_name("Poly Technologies Incorporated (PTI), and its sub-units and successors",
                "Poly Technologies Incorporated (PTI)", "", "and its sub-units and successors", "");
    expect_name("SGM Most OOO (f.k.a., Obshchestvo SGM Most)", "SGM Most OOO",
                "Obshchestvo SGM Most", "", "");
    expect_name("PEARL (A.K.A. NEI-CHIEN CHU) LI", "PEARL LI", "NEI-CHIEN CHU", "", "");
    expect_name("FUYI SUN A/K/A FRANK SUN", "FUYI SUN", "FRANK SUN", "", "");
    expect_name("Tanaka Aka Trading", "Tanaka Aka Trading", "", "", "");
    expect_name("Institute [aka One, Two]", "Institute", "One, Two", "", "");
    expect_name("Huawei Co., Ltd. (Huawei).  Affiliated Entity:  Beijing Huawei Ltd.",
                "Beijing Huawei Ltd.", "", "", "Huawei Co., Ltd. (Huawei).");
    expect_name("Department of Atomic Energy entity: Indian Rare Earths", "Indian Rare Earths", "",
                "", "Department of Atomic Energy");
    expect_name("and any successor thereof", "and any successor thereof", "", "", "");
    expect_name(",;", ",;", "", "", "");
    expect_name("Federal Security Service (FSB)", "Federal Security Service (FSB)", "", "", "");
}

static void aliases_lose_their_and(void **state) {
    (void)state;
    static const struct {
        const char *item;
        bool last;
        const char *name;
        ix_name_kind kind;
    } rows[] = {
        {"and JSC 140", true, "JSC 140", IX_NAME_STRONG},
        {"and JSC 140", false, "and JSC 140", IX_NAME_STRONG},
        {"Andromeda", true, "Andromeda", IX_NAME_STRONG},
        {"and", true, "", IX_NAME_STRONG},
        {"F.K.A. Office (OSIS)", false, "Office (OSIS)", IX_NAME_FORMER},
        {"Akram Dish", false, "Akram Dish", IX_NAME_STRONG},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ix_name_kind kind;
        ix_str got = csl_alias(ix_str_from_cstr(rows[i].item), rows[i].last, &kind);
        assert_true(ix_str_equal(got, ix_str_from_cstr(rows[i].name)));
        assert_int_equal(kind, rows[i].kind);
    }
}

static void expect_ids(const char *ids, const char *wanted) {
    char bytes[512];
    snprintf(bytes, sizeof bytes,
             "source,entity_number,type,name,ids\nSDN,5,Individual,Doe,\"%s\"\n", ids);
    expect_shown("us_csl_csv", bytes, wanted);
}

static void identifiers_are_read_from_both_ends(void **state) {
    (void)state;
    expect_ids("Passport, M271, MA", "  identifier passport | Passport | M271 |  | ");
    expect_ids("MA, M271, Passport", "  identifier passport | Passport | M271 |  | ");
    expect_ids("LY, 2026-11-24, 2018-11-25, FK117RKO, Passport",
               "  identifier passport | Passport | FK117RKO |  | 2018-11-25/2026-11-24\n");
    expect_ids("Passport, B401584, GB, 28 Sep 1989, 28 Sep 1999",
               "  identifier passport | Passport | B401584 |  | 1989-09-28/1999-09-28\n");
    expect_ids("QA, 2016-03-07, 00968564, Passport",
               "  unmodelled ids_date | QA, 2016-03-07, 00968564, Passport\n");
    expect_ids("Male, Gender", "  gender male\n");
    expect_ids("Gender, Female", "  gender female\n");
    expect_ids("what, is, this", "  unmodelled ids | what, is, this\n");
    expect_ids("Subject to Directive 1, Executive Order 13662 Directive Determination -",
               "  note Executive Order 13662 Directive Determination - Subject to Directive 1\n");
}

static void expect_address(const char *source, const char *address, const char *wanted) {
    char bytes[512];
    snprintf(bytes, sizeof bytes, "source,name,addresses\n%s,Doe,\"%s\"\n", source, address);
    expect_shown("us_csl_csv", bytes, wanted);
}

static void addresses_end_with_a_country_code(void **state) {
    (void)state;
    expect_address("EL", "No. 30 Road, Beijing, CN; RU",
                   "  address No. 30 Road | Beijing | CN = \n  address  |  | RU = \n");
    expect_address("EL", "East London, GB", "  address  | East London | GB = \n");
    expect_address("EL", "1 Way, Kyiv 0105, Ukraine",
                   "  address 1 Way | Kyiv 0105, Ukraine |  = \n");
    /* Commerce leaves its own country out. */
    expect_address("DPL", "1 Main Street, DALLAS, TX, 75201",
                   "  address 1 Main Street | DALLAS, TX, 75201 | US = \n");
    expect_address("DPL", "1 Main Street, DALLAS, TX, 60201",
                   "  address 1 Main Street | DALLAS, TX, 60201 |  = \n");
    expect_address("DPL", "1 Street, TEL AVIV, IL, 60201",
                   "  address 1 Street | TEL AVIV, IL, 60201 |  = \n");
    expect_address("EL", "1 Main Street, DALLAS, TX, 75201",
                   "  address 1 Main Street | DALLAS, TX, 75201 |  = \n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_have_long_and_short_names),
        cmocka_unit_test(notes_are_taken_out_of_names),
        cmocka_unit_test(aliases_lose_their_and),
        cmocka_unit_test(identifiers_are_read_from_both_ends),
        cmocka_unit_test(addresses_end_with_a_country_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
