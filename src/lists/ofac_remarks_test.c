#include "ofac.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* A draft with all it needs. */
typedef struct fixture {
    ix_arena arena;
    ix_arena keep;
    ix_read_report report;
    ix_draft draft;
    ix_buf text;
} fixture;

static void begin(fixture *f, ix_party_type type) {
    *f = (fixture){0};
    ix_arena_init(&f->arena, 1 << 20);
    ix_arena_init(&f->keep, 1 << 20);
    ix_buf_init(&f->text, 1 << 20);
    f->draft = (ix_draft){.arena = &f->arena,
                          .keep = &f->keep,
                          .report = &f->report,
                          .file = IX_STR("sdn.csv"),
                          .line = 7};
    ix_draft_begin(&f->draft, IX_STR("1"), type);
}

static void end(fixture *f) {
    assert_int_equal(f->draft.status, IX_OK);
    ix_arena_free(&f->arena);
    ix_arena_free(&f->keep);
    ix_buf_free(&f->text);
}

static void put(ix_buf *out, const char *word, ix_str a, ix_str b) {
    ix_buf_printf(out, "%s[%" IX_FMT, word, IX_ARG(a));
    if (b.len > 0) {
        ix_buf_printf(out, "|%" IX_FMT, IX_ARG(b));
    }
    ix_buf_append_cstr(out, "]");
}

static void put_date(ix_buf *out, const char *word, ix_date date) {
    if (date.year != 0) {
        ix_buf_append_cstr(out, word);
        ix_date_range_print(out, (ix_date_range){date, date});
    }
}

/* All that the remarks put into the draft, as one line. */
static const char *summary(fixture *f) {
    const ix_entity *e = &f->draft.entity;
    ix_buf *out = &f->text;
    for (int i = 0; i < e->birth_count; i++) {
        ix_buf_append_cstr(out, "born[");
        ix_date_range_print(out, e->births[i]);
        ix_buf_append_cstr(out, "]");
    }
    for (int i = 0; i < e->birth_place_count; i++) {
        put(out, "at", e->birth_places[i], (ix_str){0});
    }
    if (e->gender != IX_GENDER_UNKNOWN) {
        ix_buf_append_cstr(out, e->gender == IX_GENDER_MALE ? "male" : "female");
    }
    for (int i = 0; i < e->identifier_count; i++) {
        const ix_identifier *id = &e->identifiers[i];
        put(out, ix_identifier_type_name(id->type), id->label, id->value);
        put_date(out, "from", id->issued);
        put_date(out, "to", id->expires);
        ix_buf_append(out, id->currency);
    }
    for (int i = 0; i < e->name_count; i++) {
        put(out, ix_name_kind_name(e->names[i].kind), e->names[i].text, e->names[i].origin);
    }
    for (int i = 0; i < e->relation_count; i++) {
        put(out, "rel", e->relations[i].kind, e->relations[i].target);
    }
    for (int i = 0; i < e->vessel_count; i++) {
        put(out, "craft", e->vessel[i].name, e->vessel[i].value);
    }
    for (int i = 0; i < e->note_count; i++) {
        put(out, "note", e->notes[i], (ix_str){0});
    }
    for (int i = 0; i < e->unmodelled_count; i++) {
        put(out, "kept", e->unmodelled[i].name, e->unmodelled[i].value);
    }
    ix_buf_append_char(out, '\0');
    return out->ptr;
}

typedef struct row {
    const char *remarks;
    const char *wanted;
} row;

static void expect_rows(const row *rows, size_t count, ix_party_type type, bool cut) {
    for (size_t i = 0; i < count; i++) {
        fixture f;
        begin(&f, type);
        ix_str remarks = ix_str_from_cstr(rows[i].remarks);
        ofac_remarks_parse(&f.draft, remarks, cut);
        const char *got = summary(&f);
        if (strcmp(got, rows[i].wanted) != 0) {
            fail_msg("\n%s\n  gave   %s\n  wanted %s", rows[i].remarks, got, rows[i].wanted);
        }
        assert_true(ix_str_equal(f.draft.entity.remarks, ix_str_trim(remarks)));
        end(&f);
    }
}

#define EXPECT(rows, type, cut) expect_rows(rows, sizeof(rows) / sizeof(rows)[0], type, cut)

static void births(void **state) {
    (void)state;
    static const row rows[] = {
        {"DOB 12 Mar 1952; alt. DOB 08 Nov 1954; alt. DOB 1955.",
         "born[1952-03-12]born[1954-11-08]born[1955]"},
        {"DOB circa 1965; alt. DOB 1971 to 1972; DOB Apr 1948.",
         "born[~1965]born[1971/1972]born[1948-04]"},
        {"DOB Early 1980s; POB Tver, Russia; alt. POB Moscow.",
         "at[Tver, Russia]at[Moscow]kept[DOB|Early 1980s]"},
        {"DOB 1936;1938; Gender Male.", "born[1936]born[1938]male"},
        {"Gender: Female; Gender unknown.", "femalekept[remarks|Gender unknown]"},
    };
    EXPECT(rows, IX_PARTY_PERSON, false);
}

static void documents(void **state) {
    (void)state;
    static const row rows[] = {
        {"Passport L289032 issued 22 Aug 2001 expires 21 Aug 2006.",
         "passport[Passport|L289032]from2001-08-22to2006-08-21"},
        {"alt. Passport RL 0962973 (Lebanon) expires 08 Feb 2012.",
         "passport[Passport|RL 0962973]to2012-02-08"},
        {"Passport KE007776 expires Aug 2009; C.U.R.P. AIMM67125HCHRRG06 (Mexico) issued 1968.",
         "passport[Passport|KE007776]to2009-08national_id[C.U.R.P.|AIMM67125HCHRRG06]from1968"},
        {"US FEIN CH-660-0-469-982-0 (United States); Switzerland.",
         "tax_id[US FEIN|CH-660-0-469-982-0]kept[remarks|Switzerland]"},
        {"Passport D100 (Iran) expires 15 Aug 2023 to 15 Aug 2024.",
         "passport[Passport|D100]kept[remarks|Passport D100 (Iran) expires 15 Aug 2023 to 15 Aug "
         "2024]"},
        {"Passport issued in Sarajevo, Bosnia-Herzegovina.",
         "kept[remarks|Passport issued in Sarajevo, Bosnia-Herzegovina]"},
        {"Cedula No. 16640123 (Colombia); Driver's License No. 180839 (Mexico).",
         "national_id[Cedula No.|16640123]other[Driver's License No.|180839]"},
        {"Exit Permit No. 77-B (Georgia); Kuwaiti ID Card 12.",
         "other[Exit Permit No.|77-B]other[Kuwaiti ID Card|12]"},
        {"CNP (Personal Numerical Code) 7460301380011 (Romania).",
         "national_id[CNP (Personal Numerical Code)|7460301380011]"},
        {"National ID No.: 1372584, Kenya.", "national_id[National ID No. (Kenya)|1372584]"},
    };
    EXPECT(rows, IX_PARTY_PERSON, false);
}

static void organizations(void **state) {
    (void)state;
    static const row rows[] = {
        {"Matricula Mercantil No 405885 Bogota (Colombia).",
         "registration[Matricula Mercantil No (Bogota)|405885]"},
        {"Registration Number HRB 781958 (Stuttgart) (Germany).",
         "registration[Registration Number (Stuttgart)|HRB 781958]"},
        {"Unified Social Credit Code (USCC) 91222401MA0Y31E659 (China).",
         "registration[Unified Social Credit Code (USCC)|91222401MA0Y31E659]"},
        {"Legal Entity Number 253400WSS48YWMBUA688; Legal Entity Number 851683897 (Netherlands).",
         "lei[Legal Entity Number|253400WSS48YWMBUA688]"
         "registration[Legal Entity Number|851683897]"},
        {"Identification Number IMO 5342883; Identification Number 159014 (Iraq).",
         "imo[Identification Number|5342883]registration[Identification Number|159014]"},
        {"SWIFT/BIC HAVIGB2L; BIK (RU) 044525607; Equity Ticker PME US; ISIN KYG7114V1023.",
         "bic[SWIFT/BIC|HAVIGB2L]other[BIK (RU)|044525607]other[Equity Ticker|PME US]"
         "isin[ISIN|KYG7114V1023]"},
        {"Organization Established Date 17 Dec 2016; Target Type State-Owned Enterprise.",
         "kept[organization_established_date|17 Dec 2016]kept[target_type|State-Owned Enterprise]"},
        {"NIT # 800146749-7 (Colombia).; RUC # 721135-1-473097 (Panama).",
         "tax_id[NIT #|800146749-7]tax_id[RUC #|721135-1-473097]"},
    };
    EXPECT(rows, IX_PARTY_ORGANIZATION, false);
}

static void vessels_and_aircraft(void **state) {
    (void)state;
    static const row ships[] = {
        {"Vessel Registration Identification IMO 9187629; MMSI 572469210; Former Vessel Flag "
         "Malta; "
         "alt. Former Vessel Flag None Identified; Vessel Year of Build 2007.",
         "born[2007]imo[Vessel Registration Identification|9187629]mmsi[MMSI|572469210]"
         "craft[former_flag|Malta]craft[former_flag|None Identified]"},
        {"Vessel Registration Identification 9187629; Vessel Registration Identification RS 150443 "
         "(Russia).",
         "imo[Vessel Registration Identification|9187629]"
         "registration[Vessel Registration Identification|RS 150443]"},
        {"Other Vessel Call Sign 5IM713; Other Vessel Type Roll-on Roll-off.",
         "call_sign[Other Vessel Call Sign|5IM713]craft[other_type|Roll-on Roll-off]"},
    };
    EXPECT(ships, IX_PARTY_VESSEL, false);
    static const row aircraft[] = {
        {"Aircraft Construction Number (also called L/N or S/N or F/N) 8401; Aircraft Manufacture "
         "Date Sep 1984; Aircraft Model IL76-TD; Aircraft Manufacturer's Serial Number (MSN) 1023; "
         "Aircraft Tail Number EP-MMH; Aircraft Operator YAS AIR.",
         "born[1984-09]other[Aircraft Construction Number (also called L/N or S/N or F/N)|8401]"
         "other[Aircraft Manufacturer's Serial Number (MSN)|1023]tail[Aircraft Tail Number|EP-MMH]"
         "craft[aircraft_model|IL76-TD]craft[aircraft_operator|YAS AIR]"},
    };
    EXPECT(aircraft, IX_PARTY_AIRCRAFT, false);
}

static void contacts_and_wallets(void **state) {
    (void)state;
    static const row rows[] = {
        {"Phone Number 982188526300; alt. Fax: 0097282858208; Telephone (98)(9121115315).",
         "phone[Phone Number|982188526300]phone[Fax|0097282858208]"
         "phone[Telephone|(98)(9121115315)]"},
        {"PHONE 850 2 18111 ext. 8221; Telephone unknown.",
         "phone[PHONE|850 2 18111]kept[remarks|Telephone unknown]"},
        {"Email Address a@b.ru; Website http://www.x.ir/; Website: www.y.org.",
         "email[Email Address|a@b.ru]website[Website|http://www.x.ir/]website[Website|www.y.org]"},
        {"info@manartv.com; http://www.saraproperties.co.uk (website).; Email:adelb@x.sa.",
         "email[Email Address|info@manartv.com]website[Website|http://www.saraproperties.co.uk]"
         "email[Email|adelb@x.sa]"},
        {"Website www.alturath.org. Offices Worldwide.",
         "website[Website|www.alturath.org]kept[remarks|Website www.alturath.org. Offices "
         "Worldwide]"},
        {"Digital Currency Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h; alt. Digital Currency "
         "Address - ETH 0x7F367cC41522cE07553e823bf3be79A889DEbe1B.",
         "wallet[Digital Currency Address|12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h]XBT"
         "wallet[Digital Currency Address|0x7F367cC41522cE07553e823bf3be79A889DEbe1B]ETH"},
        {"Digital Currency Address - XBT; Digital Currency Address.",
         "kept[remarks|Digital Currency Address - XBT]kept[remarks|Digital Currency Address]"},
    };
    EXPECT(rows, IX_PARTY_PERSON, false);
}

static void aliases(void **state) {
    (void)state;
    static const row rows[] = {
        {"a.k.a. 'GOD'S LOYAL SUPPORTERS'; a.k.a. 'YUSUF, 'Adnan'; Linked To: X.",
         "weak[GOD'S LOYAL SUPPORTERS|remarks]weak[YUSUF, 'Adnan|remarks]rel[Linked To|X]"},
        {"a.k.a. 'EL PATRON''; a.k.a. ''FUPI''; a.k.a. 'SUE RC 'KMP''.",
         "weak[EL PATRON'|remarks]weak['FUPI'|remarks]weak[SUE RC 'KMP'|remarks]"},
        {"f.k.a. '7TH BRIGADE'; n.k.a. 'B'; d.b.a. 'ANARQUIA PAINTBALL'.",
         "weak[7TH BRIGADE|remarks f.k.a.]weak[B|remarks n.k.a.]"
         "weak[ANARQUIA PAINTBALL|remarks d.b.a.]"},
        {"a.k.a. 'ONE; TWO'; a.k.a. 'THREE'.", "weak[ONE; TWO|remarks]weak[THREE|remarks]"},
        {"a.k.a. 'OPEN; a.k.a. 'SHUT'; DOB 1950.",
         "born[1950]weak[SHUT|remarks]kept[remarks|a.k.a. 'OPEN]"},
        {"a.k.a. PLAIN; f.k.a. OLD.", "strong[PLAIN|remarks]former[OLD|remarks f.k.a.]"},
        {"a.k.a. ''.", "kept[remarks|a.k.a. '']"},
    };
    EXPECT(rows, IX_PARTY_PERSON, false);
}

static void law_relations_and_the_rest(void **state) {
    (void)state;
    static const row rows[] = {
        {"Secondary sanctions risk: See Section 11 of Executive Order 14024.; Target Type Private "
         "Company.",
         "note[Secondary sanctions risk: See Section 11 of Executive Order 14024.]"
         "kept[target_type|Private Company]"},
        {"alt. Executive Order 13662 Directive Determination - Subject to Directive 4; all offices "
         "worldwide.",
         "note[Executive Order 13662 Directive Determination - Subject to Directive 4]"
         "note[all offices worldwide]"},
        {"Listing Date (EO 14024 Directive 2): 24 Feb 2022.",
         "note[Listing Date (EO 14024 Directive 2): 24 Feb 2022]"},
        {"Linked To: C.I. DISERCOM S.A.S.; Linked To: COMERCIALIZADORA S.A. DE C.V..",
         "rel[Linked To|C.I. DISERCOM S.A.S.]rel[Linked To|COMERCIALIZADORA S.A. DE C.V.]"},
        {"Linked To: AGROPECUARIA LA ROBLEDA S.A.", "rel[Linked To|AGROPECUARIA LA ROBLEDA S.A.]"},
        {"(Linked To: HIZBALLAH)", "rel[Linked To|HIZBALLAH]"},
        {"(Linked To: MARTYRS FOUNDATION.; Gender Male.", "malerel[Linked To|MARTYRS FOUNDATION]"},
        {"Juice manufacturer; Position: Judge; Title Colonel.",
         "kept[remarks|Juice manufacturer]kept[title|Colonel]"},
        {"", ""},
        {" ; ;.", ""},
    };
    EXPECT(rows, IX_PARTY_PERSON, false);
}

static void titles_repeated_in_remarks_are_no_news(void **state) {
    (void)state;
    fixture f;
    begin(&f, IX_PARTY_PERSON);
    f.draft.entity.title = IX_STR("Minister of Oil; Deputy Prime Minister");
    ofac_remarks_parse(&f.draft, IX_STR("deputy prime minister; Minister of Gas."), false);
    assert_string_equal(summary(&f), "kept[remarks|Minister of Gas]");
    end(&f);
}

static void a_cut_remark_keeps_its_fragment_apart(void **state) {
    (void)state;
    static const row rows[] = {
        {"Gender Male; a.k.a. 'snowsjo", "malekept[remarks_cut|a.k.a. 'snowsjo]"},
        {"Gender Male; alt. Digital Currency Address - XBT 3F6bbv",
         "malekept[remarks_cut|alt. Digital Currency Address - XBT 3F6bbv]"},
        {"Gender Male;", "male"},
    };
    EXPECT(rows, IX_PARTY_PERSON, true);
}

static void xml_ids_say_the_same(void **state) {
    (void)state;
    fixture f;
    begin(&f, IX_PARTY_PERSON);
    ix_str none = {0};
    ofac_id_parse(&f.draft, IX_STR("Passport"), IX_STR("L289032"), none, IX_STR("22 Aug 2001"),
                  IX_STR("21 Aug 2006"));
    ofac_id_parse(&f.draft, IX_STR("Digital Currency Address - XBT"), IX_STR("12QtD5BFwRsd"), none,
                  none, none);
    ofac_id_parse(&f.draft, IX_STR("Gender"), IX_STR("Female"), none, none, none);
    ofac_id_parse(&f.draft, IX_STR("Secondary sanctions risk:"), IX_STR("section 1(b)"), none, none,
                  none);
    ofac_id_parse(&f.draft, IX_STR("Library Card"), IX_STR("A-17"), IX_STR("Atlantis"),
                  IX_STR("once"), none);
    ofac_id_parse(&f.draft, IX_STR("Library Card"), none, none, none, none);
    ofac_id_parse(&f.draft, IX_STR("Exit Card"), IX_STR("(old) B-18"), none, none, none);
    assert_string_equal(summary(&f),
                        "femalepassport[Passport|L289032]from2001-08-22to2006-08-21"
                        "wallet[Digital Currency Address|12QtD5BFwRsd]XBTother[Library Card|A-17]"
                        "other[Exit Card (old)|B-18]"
                        "note[Secondary sanctions risk: section 1(b)]"
                        "kept[idCountry|Atlantis]kept[issueDate|once]"
                        "kept[remarks|Library Card ]");
    assert_int_equal(f.report.warnings[0].count, 3);
    assert_true(ix_str_equal(f.report.warnings[0].name, IX_STR("unknown_id_type")));
    assert_true(ix_str_equal(f.report.warnings[0].example, IX_STR("sdn.csv:7: Library Card")));
    end(&f);
}

static void programs_and_types(void **state) {
    (void)state;
    fixture f;
    begin(&f, IX_PARTY_ANY);
    ofac_programs_parse(&f.draft, IX_STR("SDGT] [SYRIA] [CAATSA - RUSSIA"));
    const ix_listing *listing = &f.draft.entity.listings[0];
    assert_int_equal(listing->program_count, 3);
    assert_true(ix_str_equal(listing->programs[0], IX_STR("SDGT")));
    assert_true(ix_str_equal(listing->programs[2], IX_STR("CAATSA - RUSSIA")));
    static const struct {
        const char *text;
        ix_party_type type;
    } rows[] = {{"", IX_PARTY_ORGANIZATION},       {"Individual", IX_PARTY_PERSON},
                {"vessel", IX_PARTY_VESSEL},       {"aircraft", IX_PARTY_AIRCRAFT},
                {"Entity", IX_PARTY_ORGANIZATION}, {"spacecraft", IX_PARTY_ANY}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ofac_type_parse(&f.draft, ix_str_from_cstr(rows[i].text));
        assert_int_equal(f.draft.entity.type, rows[i].type);
    }
    assert_int_equal(f.report.warning_count, 1);
    end(&f);
}

/* A hostile remark costs time in proportion to its length. */
static void long_remarks_stay_linear(void **state) {
    (void)state;
    fixture f;
    begin(&f, IX_PARTY_PERSON);
    static const char unit[] = "a.k.a. 'X; ";
    size_t count = 3000;
    char *text = malloc(count * (sizeof unit - 1));
    assert_non_null(text);
    for (size_t i = 0; i < count; i++) {
        memcpy(text + i * (sizeof unit - 1), unit, sizeof unit - 1);
    }
    ofac_remarks_parse(&f.draft, (ix_str){text, (ptrdiff_t)(count * (sizeof unit - 1))}, false);
    assert_int_equal(f.draft.entity.unmodelled_count, count);
    free(text);
    end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(births),
        cmocka_unit_test(documents),
        cmocka_unit_test(organizations),
        cmocka_unit_test(vessels_and_aircraft),
        cmocka_unit_test(contacts_and_wallets),
        cmocka_unit_test(aliases),
        cmocka_unit_test(law_relations_and_the_rest),
        cmocka_unit_test(titles_repeated_in_remarks_are_no_news),
        cmocka_unit_test(a_cut_remark_keeps_its_fragment_apart),
        cmocka_unit_test(xml_ids_say_the_same),
        cmocka_unit_test(programs_and_types),
        cmocka_unit_test(long_remarks_stay_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
