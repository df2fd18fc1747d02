#include "readers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static ix_status keep_record(void *context, const ix_entity *e, ix_error *error) {
    (void)error;
    ix_entity_encode(context, e);
    return IX_OK;
}

/* The report's texts live here until the next reading. */
static ix_arena arena;

static void read_with(ix_buf *out, const char *format, const char *text) {
    static ix_read_report report;
    report = (ix_read_report){0};
    const ix_list_reader *reader = ix_list_reader_find(ix_str_from_cstr(format));
    ix_list_file file = {.name = IX_STR("t"), .bytes = ix_str_from_cstr(text)};
    ix_arena_free(&arena);
    ix_arena_init(&arena, (size_t)64 << 20);
    ix_error error = {0};
    ix_buf_init(out, 1 << 20);
    if (reader->read(&file, 1, NULL, keep_record, out, &report, &arena, &error) != IX_OK) {
        fail_msg("%s: %s", format, error.text);
    }
    assert_int_equal(report.rows_refused, 0);
    assert_true(out->len > 0);
}

/* The same content in both formats is the same bytes: a change of format amends nothing. */
static void csv_and_xml_say_the_same(void **state) {
    (void)state;
    ix_buf csv;
    ix_buf xml;
    read_with(
        &csv, "uk_csv",
        "Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name type,Alias strength,"
        "Name non-latin script,Regime Name,Designation Type,Designation source,Sanctions Imposed,"
        "Other Information,UK Statement of Reasons,Address Line 1,Address Country,Date Designated,"
        "D.O.B,Nationality(/ies),Passport number,Passport additional information,Position,Gender,"
        "Town of birth,Country of birth,Last Updated\r\n"
        "ZZA0001,9,QDi.901,PROBAN,Testim,Primary Name,,,R,Individual,UN,Asset freeze|Travel Ban,"
        "\"Says &quot;so&quot;\r\ntwice\",Why,1 Street,Samplia,25/01/2001,01/03/1958,Samplia,A1,"
        "note,Head,Male,Town,Samplia,14/04/2026\r\n"
        "ZZA0001,9,QDi.901,PROBAN,Testim,Primary Name,,,R,Individual,UN,Asset freeze|Travel Ban,"
        "\"Says &quot;so&quot;\r\ntwice\",Why,2 Street,Samplia,25/01/2001,dd/mm/1960,Samplia,B2,"
        ",Head,Male,Village,Samplia,14/04/2026\r\n"
        "ZZA0001,9,QDi.901,ALIAS,,Alias,Low quality a.k.a,\xD0\x9D,R,Individual,UN,"
        "Asset freeze|Travel Ban,\"Says &quot;so&quot;\r\ntwice\",Why,1 Street,Samplia,25/01/2001,"
        "01/03/1958,Samplia,A1,note,Head,Male,Town,Samplia,14/04/2026\r\n");
    read_with(
        &xml, "uk_xml",
        "<Designations><Designation><LastUpdated>14/04/2026</LastUpdated>"
        "<DateDesignated>25/01/2001</DateDesignated><UniqueID>ZZA0001</UniqueID>"
        "<OFSIGroupID>9</OFSIGroupID><UNReferenceNumber>QDi.901</UNReferenceNumber>"
        "<Names><Name><Name1>Testim</Name1><Name6>PROBAN</Name6><NameType>Primary Name</NameType>"
        "</Name><Name><Name6>ALIAS</Name6><NameType>Alias</NameType>"
        "<AliasStrength>Low quality a.k.a</AliasStrength></Name></Names>"
        "<NonLatinNames><NonLatinName><NameNonLatinScript>\xD0\x9D</NameNonLatinScript>"
        "</NonLatinName></NonLatinNames><RegimeName>R</RegimeName>"
        "<IndividualEntityShip>Individual</IndividualEntityShip>"
        "<DesignationSource>UN</DesignationSource>"
        "<SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed><SanctionsImposedIndicators>"
        "<AssetFreeze>true</AssetFreeze><TravelBan>true</TravelBan><Deflag>false</Deflag>"
        "</SanctionsImposedIndicators><OtherInformation>Says \"so\"\r\ntwice</OtherInformation>"
        "<UKStatementofReasons>Why</UKStatementofReasons><Addresses><Address>"
        "<AddressLine1>1 Street</AddressLine1><AddressCountry>Samplia</AddressCountry></Address>"
        "<Address><AddressLine1>2 Street</AddressLine1><AddressCountry>Samplia</AddressCountry>"
        "</Address></Addresses><IndividualDetails><Individual><DOBs><DOB>01/03/1958</DOB>"
        "<DOB>dd/mm/1960</DOB></DOBs><PassportDetails><Passport>"
        "<PassportNumber>A1</PassportNumber>"
        "<PassportAdditionalInformation>note</PassportAdditionalInformation></Passport><Passport>"
        "<PassportNumber>B2</PassportNumber></Passport></PassportDetails><Nationalities>"
        "<Nationality>Samplia</Nationality></Nationalities><Positions><Position>Head</Position>"
        "</Positions><Genders><Gender>Male</Gender></Genders><BirthDetails><Location>"
        "<TownOfBirth>Town</TownOfBirth><CountryOfBirth>Samplia</CountryOfBirth></Location>"
        "<Location><TownOfBirth>Village</TownOfBirth><CountryOfBirth>Samplia</CountryOfBirth>"
        "</Location></BirthDetails></Individual></IndividualDetails></Designation></Designations>");
    assert_int_equal(csv.len, xml.len);
    assert_memory_equal(csv.ptr, xml.ptr, csv.len);
    ix_buf_free(&csv);
    ix_buf_free(&xml);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_and_xml_say_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
