/* The words of Senzing's entity specification: one row a word. */
#include "senzing.h"

#include "ftm.h"

#include <string.h>

#define S(text)                                                                                    \
    { text, sizeof(text) - 1 }

/* One attribute. `number` groups those of one feature within its family. */
typedef struct attribute {
    ix_str name;
    senzing_family family;
    int number;
} attribute;

const senzing_identifier senzing_identifiers[] = {
    {"PASSPORT_NUMBER", NULL, "PASSPORT_COUNTRY", S("PASSPORT"), IX_ID_PASSPORT, ""},
    {"NATIONAL_ID_NUMBER", "NATIONAL_ID_TYPE", "NATIONAL_ID_COUNTRY", S("NATIONAL_ID"),
     IX_ID_NATIONAL, ""},
    {"TAX_ID_NUMBER", "TAX_ID_TYPE", "TAX_ID_COUNTRY", S("TAX_ID"), IX_ID_TAX, ""},
    {"SSN_NUMBER", NULL, NULL, S("SSN"), IX_ID_NATIONAL, "US"},
    {"SSN", NULL, NULL, S("SSN"), IX_ID_NATIONAL, "US"},
    {"DRIVERS_LICENSE_NUMBER", NULL, NULL, S("DRIVERS_LICENSE"), IX_ID_OTHER, ""},
    {"OTHER_ID_NUMBER", "OTHER_ID_TYPE", "OTHER_ID_COUNTRY", S("OTHER_ID"), IX_ID_OTHER, ""},
    {"TRUSTED_ID_NUMBER", "TRUSTED_ID_TYPE", NULL, S("TRUSTED_ID"), IX_ID_OTHER, ""},
    {"LEI_NUMBER", NULL, NULL, S("LEI"), IX_ID_LEI, ""},
    {"IMO_NUMBER", NULL, NULL, S("IMO"), IX_ID_IMO, ""},
    {"MMSI_NUMBER", NULL, NULL, S("MMSI"), IX_ID_MMSI, ""},
    {"CALL_SIGN", NULL, NULL, S("CALL_SIGN"), IX_ID_CALL_SIGN, ""},
    {"ISIN_NUMBER", NULL, NULL, S("ISIN"), IX_ID_ISIN, ""},
    {"DUNS_NUMBER", NULL, NULL, S("DUNS"), IX_ID_OTHER, ""},
    {"NPI_NUMBER", NULL, NULL, S("NPI"), IX_ID_OTHER, "US"},
    {"ACCOUNT_NUMBER", NULL, NULL, S("ACCOUNT"), IX_ID_OTHER, ""},
    {"PHONE_NUMBER", NULL, NULL, S("PHONE"), IX_ID_PHONE, ""},
    {"EMAIL_ADDRESS", NULL, NULL, S("EMAIL"), IX_ID_EMAIL, ""},
    {"WEBSITE_ADDRESS", NULL, NULL, S("WEBSITE"), IX_ID_WEBSITE, ""},
    {0},
};

static const attribute attributes[] = {
    {S("NAME_TYPE"), FAMILY_NAME, 0},
    {S("NAME_FULL"), FAMILY_NAME, 0},
    {S("NAME_ORG"), FAMILY_NAME, 0},
    {S("NAME_LAST"), FAMILY_NAME, 0},
    {S("NAME_FIRST"), FAMILY_NAME, 0},
    {S("NAME_MIDDLE"), FAMILY_NAME, 0},
    {S("NAME_SUFFIX"), FAMILY_NAME, 0},
    {S("ADDR_TYPE"), FAMILY_ADDRESS, 0},
    {S("ADDR_FULL"), FAMILY_ADDRESS, 0},
    {S("ADDR_LINE1"), FAMILY_ADDRESS, 0},
    {S("ADDR_LINE2"), FAMILY_ADDRESS, 0},
    {S("ADDR_LINE3"), FAMILY_ADDRESS, 0},
    {S("ADDR_LINE4"), FAMILY_ADDRESS, 0},
    {S("ADDR_LINE5"), FAMILY_ADDRESS, 0},
    {S("ADDR_LINE6"), FAMILY_ADDRESS, 0},
    {S("ADDR_CITY"), FAMILY_ADDRESS, 0},
    {S("ADDR_STATE"), FAMILY_ADDRESS, 0},
    {S("ADDR_POSTAL_CODE"), FAMILY_ADDRESS, 0},
    {S("ADDR_COUNTRY"), FAMILY_ADDRESS, 0},
    {S("REL_POINTER_DOMAIN"), FAMILY_RELATION, 0},
    {S("REL_POINTER_KEY"), FAMILY_RELATION, 0},
    {S("REL_POINTER_ROLE"), FAMILY_RELATION, 0},
    {S("REL_ANCHOR_DOMAIN"), FAMILY_ANCHOR, 0},
    {S("REL_ANCHOR_KEY"), FAMILY_ANCHOR, 0},
    {S("DATE_OF_BIRTH"), FAMILY_BIRTH, 0},
    {S("PLACE_OF_BIRTH"), FAMILY_BIRTH_PLACE, 0},
    {S("GENDER"), FAMILY_GENDER, 0},
    {S("NATIONALITY"), FAMILY_COUNTRY, 0},
    {S("CITIZENSHIP"), FAMILY_COUNTRY, 1},
    {S("COUNTRY_OF_ASSOCIATION"), FAMILY_COUNTRY, 2},
    {S("REGISTRATION_COUNTRY"), FAMILY_COUNTRY, 3},
    {S("TOPIC"), FAMILY_TOPIC, 0},
    {S("OFAC_ID"), FAMILY_REFERENCE, 0},
    {S("DATA_SOURCE"), FAMILY_RECORD, 0},
    {S("RECORD_ID"), FAMILY_RECORD, 1},
    {S("RECORD_TYPE"), FAMILY_RECORD, 2},
};

/* `name` is the member's name or its end behind a word. */
static bool is_called(senzing_known *out, ix_str member, ix_str name, senzing_family of,
                      int number) {
    ix_str word = ix_str_slice(member, 0, member.len - name.len);
    bool whole = word.len == 0 || ix_str_ends_with(word, IX_STR("_"));
    if (member.len < name.len || !whole || !ix_str_ends_with(member, name) ||
        (out->name.ptr != NULL && out->name.len >= name.len)) {
        return false;
    }
    *out = (senzing_known){name, word, of, number};
    return true;
}

bool senzing_find(senzing_known *out, ix_str member) {
    *out = (senzing_known){0};
    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++) {
        is_called(out, member, attributes[i].name, attributes[i].family, attributes[i].number);
    }
    for (int i = 0; senzing_identifiers[i].number != NULL; i++) {
        const senzing_identifier *kind = &senzing_identifiers[i];
        const char *names[] = {kind->number, kind->kind, kind->country};
        for (int n = 0; n < 3; n++) {
            is_called(out, member, ix_str_from_cstr(names[n]), FAMILY_IDENTIFIER, i);
        }
    }
    return out->name.len > 0 && out->name.ptr != NULL &&
           !(out->family == FAMILY_RECORD && out->word.len > 0);
}

ix_identifier_type senzing_type(const senzing_identifier *kind, ix_str word, ix_party_type party,
                                char country[3]) {
    const ftm_identifier *property = ftm_identifier_find(word, party);
    memcpy(country, property != NULL ? property->country : kind->fixed, sizeof kind->fixed);
    if (property != NULL) {
        return property->type;
    }
    bool speaks = word.len > 0 && (kind->type == IX_ID_OTHER ||
                                   ix_identifier_type_parse(&(ix_identifier_type){0}, word));
    return speaks ? ftm_document_type(word) : kind->type;
}
