/* The consolidated list of financial sanctions targets that the Office of Financial Sanctions
 * Implementation published until January 2026, csv: a line "Last Updated,13/04/2018", the header,
 * and rows for each name, date of birth and address of an entity. Details are often enumerations
 * "(1) A (2) B"; "00/00/1965" is a year. Passports were one text until 2022, and a number with a
 * note since. */
#include "readers.h"
#include "uk.h"

static const uk_column columns[] = {
    {"groupid", UK_KEY},
    {"name1", UK_NAME1},
    {"name2", UK_NAME2},
    {"name3", UK_NAME3},
    {"name4", UK_NAME4},
    {"name5", UK_NAME5},
    {"name6", UK_NAME6},
    {"aliastype", UK_NAME_TYPE},
    {"aliasquality", UK_STRENGTH},
    {"title", UK_TITLE},
    {"namenonlatinscript", UK_SCRIPT_NAME},
    {"nonlatinscripttype", UK_SCRIPT_TYPE},
    {"nonlatinscriptlanguage", UK_SCRIPT_LANGUAGE},
    {"dob", UK_BORN},
    {"townofbirth", UK_TOWN},
    {"countryofbirth", UK_BIRTH_COUNTRY},
    {"nationality", UK_NATIONALITY},
    {"passportnumber", UK_PASSPORT},
    {"passportdetails", UK_PASSPORT_NOTE},
    {"nationalidentificationnumber", UK_NATIONAL_ID},
    {"nationalidentificationdetails", UK_NATIONAL_ID_NOTE},
    {"ninumber", UK_NATIONAL_ID_NOTE},
    {"position", UK_POSITION},
    {"address1", UK_LINE1},
    {"address2", UK_LINE2},
    {"address3", UK_LINE3},
    {"address4", UK_LINE4},
    {"address5", UK_LINE5},
    {"address6", UK_LINE6},
    {"postzipcode", UK_POSTCODE},
    {"country", UK_COUNTRY},
    {"otherinformation", UK_INFORMATION},
    {"grouptype", UK_KIND},
    {"regime", UK_REGIME},
    {"listedon", UK_DESIGNATED},
    {"lastupdated", UK_UPDATED},
};

static const uk_layout layout = {"ConList.csv: Name 6 and Group ID", columns,
                                 sizeof columns / sizeof columns[0]};

ix_status uk_conlist_csv_read(const ix_list_file *files, int file_count,
                              const ix_knowledge *knowledge, ix_entity_sink sink, void *context,
                              ix_read_report *report, ix_arena *arena, ix_error *error) {
    return uk_rows_read(&layout, files, file_count, knowledge, sink, context, report, arena, error);
}
