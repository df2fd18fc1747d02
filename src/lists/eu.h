/* What the readers of the European Union's consolidated financial sanctions list share: the same
 * details come as attributes of XML elements and as columns of a csv row. A detail is handed over
 * as values in the order of its enumeration; an empty one is not there. */
#ifndef INTERDICT_LISTS_EU_H
#define INTERDICT_LISTS_EU_H

#include "draft.h"

#define EU_VALUES_MAX 24

enum {
    EU_WHOLE,
    EU_FIRST,
    EU_MIDDLE,
    EU_LAST,
    EU_STRONG, /* "true" or "false" */
    EU_LANGUAGE,
    EU_NAME_REMARK,
    EU_GENDER,
    EU_FUNCTION,
    EU_TITLE,
    EU_NAME_ID
};
void eu_add_name(ix_draft *draft, const ix_str *v);

enum {
    EU_NUMBER,
    EU_ID_TYPE,        /* identificationTypeCode */
    EU_ID_DESCRIPTION, /* identificationTypeDescription */
    EU_ID_COUNTRY,
    EU_ID_COUNTRY_NAME,
    EU_ISSUED,
    EU_VALID_TO,
    EU_LATIN_NUMBER,
    EU_ID_REMARK
};
void eu_add_identification(ix_draft *draft, const ix_str *v);

enum {
    EU_BIRTH,
    EU_YEAR,
    EU_MONTH,
    EU_DAY,
    EU_YEAR_FROM,
    EU_YEAR_TO,
    EU_CIRCA,
    EU_CALENDAR,
    EU_BIRTH_PLACE,
    EU_BIRTH_CITY,
    EU_BIRTH_REGION,
    EU_BIRTH_COUNTRY,
    EU_BIRTH_COUNTRY_NAME,
    EU_BIRTH_REMARK
};
void eu_add_birth(ix_draft *draft, const ix_str *v);

enum { EU_CITIZEN_COUNTRY, EU_CITIZEN_COUNTRY_NAME, EU_CITIZEN_REGION, EU_CITIZEN_REMARK };
void eu_add_citizenship(ix_draft *draft, const ix_str *v);

enum {
    EU_STREET,
    EU_PO_BOX,
    EU_PLACE,
    EU_CITY,
    EU_ZIP,
    EU_REGION,
    EU_COUNTRY,
    EU_COUNTRY_NAME,
    EU_CONTACT,
    EU_ADDRESS_REMARK
};
void eu_add_address(ix_draft *draft, const ix_str *v);

/* The regulation by which the party stands on the list today. */
enum { EU_PROGRAMME, EU_PUBLISHED, EU_IN_FORCE, EU_NUMBER_TITLE };
void eu_add_regulation(ix_draft *draft, const ix_str *v);
/* The regulation a detail rests on, kept once an entity: one older than the listing's says that the
 * party was listed by then. */
enum { EU_SUMMARY_TITLE, EU_SUMMARY_PUBLISHED, EU_SUMMARY_TYPE, EU_SUMMARY_URL };
void eu_add_summary(ix_draft *draft, const ix_str *v);

enum {
    EU_REFERENCE,
    EU_UN_ID,
    EU_DESIGNATED,
    EU_DESIGNATION_DETAILS,
    EU_SUBJECT, /* "person" or "P", "enterprise" or "E" */
    EU_LOGICAL_ID
};
/* Start an entity. Returns NULL, or why it is refused. */
const char *eu_begin(ix_draft *draft, const ix_str *v);
/* Close it: the primary name first. Returns NULL, or why it is refused. */
const char *eu_end(ix_draft *draft);

#endif
