/* The table of list formats: one row, one file. */
#include "readers.h"

#define OFAC "US Treasury, Office of Foreign Assets Control"
#define ITA  "US Commerce, International Trade Administration"
#define BIS  "US Commerce, Bureau of Industry and Security"

const ix_list_reader ix_list_readers[] = {
    {"ofac_sdn_csv",
     "us_ofac_sdn",
     OFAC,
     "SDN list: sdn.csv with alt.csv, add.csv, sdn_comments.csv",
     IX_ZONE_NEW_YORK,
     {{"alt.csv", "alias"}, {"add.csv", "address"}, {"sdn_comments.csv", "comments"}},
     ofac_sdn_csv_read},
    {"ofac_nonsdn_csv",
     "us_ofac_nonsdn",
     OFAC,
     "Consolidated non-SDN lists: cons_prim.csv with cons_alt.csv, cons_add.csv, cons_comments.csv",
     IX_ZONE_NEW_YORK,
     {{"cons_alt.csv", "alias"}, {"cons_add.csv", "address"}, {"cons_comments.csv", "comments"}},
     ofac_nonsdn_csv_read},
    {"ofac_sdn_xml",
     "us_ofac_sdn",
     OFAC,
     "SDN list: sdn.xml",
     IX_ZONE_NEW_YORK,
     {{0}},
     ofac_sdn_xml_read},
    {"ofac_nonsdn_xml",
     "us_ofac_nonsdn",
     OFAC,
     "Consolidated non-SDN lists: consolidated.xml",
     IX_ZONE_NEW_YORK,
     {{0}},
     ofac_nonsdn_xml_read},
    {"un_xml",
     "un_sc",
     "United Nations Security Council",
     "Consolidated List: consolidated.xml",
     IX_ZONE_NEW_YORK,
     {{0}},
     un_xml_read},
    {"eu_xml",
     "eu_fsf",
     "European Commission, financial sanctions files",
     "Consolidated financial sanctions list, XML 1.1",
     IX_ZONE_BRUSSELS,
     {{0}},
     eu_xml_read},
    {"eu_csv",
     "eu_fsf",
     "European Commission, financial sanctions files",
     "Consolidated financial sanctions list, csv 1.1",
     IX_ZONE_BRUSSELS,
     {{0}},
     eu_csv_read},
    {"us_csl_csv",
     "us_csl",
     ITA,
     "Consolidated Screening List: consolidated.csv",
     IX_ZONE_NEW_YORK,
     {{0}},
     us_csl_csv_read},
    {"us_csl_json",
     "us_csl",
     ITA,
     "Consolidated Screening List: consolidated.json",
     IX_ZONE_NEW_YORK,
     {{0}},
     us_csl_json_read},
    {"us_dpl_txt",
     "us_dpl",
     BIS,
     "Denied Persons List: dpl.txt, tab separated",
     IX_ZONE_NEW_YORK,
     {{0}},
     us_dpl_txt_read},
    {0},
};

const ix_list_reader *ix_list_reader_find(ix_str format) {
    for (const ix_list_reader *reader = ix_list_readers; reader->format != NULL; reader++) {
        if (ix_str_equal(format, ix_str_from_cstr(reader->format))) {
            return reader;
        }
    }
    return NULL;
}
