/* OFAC's words for kinds of detail, and what each is to the model.
 *
 * The words are those of the `idType` elements of SDN.XML and of the remarks column of sdn.csv,
 * collected from all lists of 2020 to 2026; remarks of before 2010 have their own spellings. Where
 * two rows begin alike the longer one wins, so their order means nothing; they are grouped by kind
 * to be read. A new word needs a row here and nothing else. */
#include "ofac.h"

/* clang-format off */
#define ROW(text, kind, id, field)                                                                 \
    {{(text), sizeof(text) - 1}, (kind), (id), {(field), sizeof(field) - 1}}
/* clang-format on */
#define ID(text, id)          ROW(text, OFAC_IDENTIFIER, id, "")
#define IS(text, kind)        ROW(text, kind, IX_ID_OTHER, "")
#define AS(text, kind, field) ROW(text, kind, IX_ID_OTHER, field)

static const ofac_word words[] = {
    IS("DOB", OFAC_BIRTH),
    IS("POB", OFAC_BIRTH_PLACE),
    IS("nationality", OFAC_NATIONALITY),
    IS("Nationality of Registration", OFAC_NATIONALITY),
    IS("Registration Country", OFAC_NATIONALITY),
    IS("citizen", OFAC_NATIONALITY),
    IS("Gender", OFAC_GENDER),
    IS("Title", OFAC_TITLE),
    IS("Alternate Title", OFAC_TITLE),
    IS("Position", OFAC_TITLE),
    IS("Rank", OFAC_TITLE),
    IS("Linked To", OFAC_RELATION),
    IS("Digital Currency Address", OFAC_WALLET),
    IS("Equity Ticker", OFAC_TICKER),
    IS("MICEX Code", OFAC_TICKER),

    ID("Passport", IX_ID_PASSPORT),
    ID("Passport No.", IX_ID_PASSPORT),
    ID("Passport Booklet", IX_ID_PASSPORT),
    ID("Diplomatic Passport", IX_ID_PASSPORT),
    ID("British National Overseas Passport", IX_ID_PASSPORT),
    ID("Stateless Person Passport", IX_ID_PASSPORT),
    ID("Travel Document Number", IX_ID_PASSPORT),

    ID("National ID No.", IX_ID_NATIONAL),
    ID("National ID Number", IX_ID_NATIONAL),
    ID("National Foreign ID Number", IX_ID_NATIONAL),
    ID("Identification Number", IX_ID_NATIONAL),
    ID("Personal ID Card", IX_ID_NATIONAL),
    ID("Citizen's Card Number", IX_ID_NATIONAL),
    ID("Kenyan ID No.", IX_ID_NATIONAL),
    ID("Moroccan Personal ID No.", IX_ID_NATIONAL),
    ID("Bosnian Personal ID No.", IX_ID_NATIONAL),
    ID("Turkish Identification Number", IX_ID_NATIONAL),
    ID("Tazkira National ID Card", IX_ID_NATIONAL),
    ID("UAE Identification", IX_ID_NATIONAL),
    ID("SSN", IX_ID_NATIONAL),
    ID("Cedula No.", IX_ID_NATIONAL),
    ID("Cedula", IX_ID_NATIONAL),
    ID("C.U.R.P.", IX_ID_NATIONAL),
    ID("C.U.R.P. #", IX_ID_NATIONAL),
    ID("C.U.I.", IX_ID_NATIONAL),
    ID("C.U.I.P.", IX_ID_NATIONAL),
    ID("CNP", IX_ID_NATIONAL),
    ID("D.N.I.", IX_ID_NATIONAL),
    ID("I.F.E.", IX_ID_NATIONAL),
    ID("N.I.E.", IX_ID_NATIONAL),
    ID("LE Number", IX_ID_NATIONAL),
    ID("Numero de Identidad", IX_ID_NATIONAL),
    ID("Credencial electoral", IX_ID_NATIONAL),
    ID("Electoral Registry No.", IX_ID_NATIONAL),
    ID("Cartilla de Servicio Militar Nacional", IX_ID_NATIONAL),
    ID("Residency Number", IX_ID_NATIONAL),
    ID("Tarjeta de Identidad", IX_ID_NATIONAL),
    ID("Federal ID Card", IX_ID_NATIONAL),
    ID("Refugee ID Card", IX_ID_NATIONAL),
    ID("Stateless Person ID Card", IX_ID_NATIONAL),
    ID("Romanian Permanent Resident CAN", IX_ID_NATIONAL),

    ID("Tax ID No.", IX_ID_TAX),
    ID("R.F.C.", IX_ID_TAX),
    ID("R.F.C. #", IX_ID_TAX),
    ID("RFC", IX_ID_TAX),
    ID("NIT", IX_ID_TAX),
    ID("NIT #", IX_ID_TAX),
    ID("RUC", IX_ID_TAX),
    ID("RUC #", IX_ID_TAX),
    ID("RIF", IX_ID_TAX),
    ID("RIF #", IX_ID_TAX),
    ID("RTN", IX_ID_TAX),
    ID("C.I.F.", IX_ID_TAX),
    ID("N.I.F.", IX_ID_TAX),
    ID("C.U.I.T.", IX_ID_TAX),
    ID("US FEIN", IX_ID_TAX),
    ID("V.A.T. Number", IX_ID_TAX),
    ID("Fiscal Code", IX_ID_TAX),
    ID("Italian Fiscal Code", IX_ID_TAX),
    ID("Romanian Tax Registration", IX_ID_TAX),
    ID("Paraguayan tax identification number", IX_ID_TAX),
    ID("Numero Unico de Identificacao Tributaria", IX_ID_TAX),

    ID("Registration Number", IX_ID_REGISTRATION),
    ID("Registration ID", IX_ID_REGISTRATION),
    ID("Registration Certificate Number", IX_ID_REGISTRATION),
    ID("Public Registration Number", IX_ID_REGISTRATION),
    ID("Business Registration Number", IX_ID_REGISTRATION),
    ID("Business Registration Document #", IX_ID_REGISTRATION),
    ID("Business Number", IX_ID_REGISTRATION),
    ID("Company Number", IX_ID_REGISTRATION),
    ID("UK Company Number", IX_ID_REGISTRATION),
    ID("Enterprise Number", IX_ID_REGISTRATION),
    ID("Branch Unit Number", IX_ID_REGISTRATION),
    ID("Certificate of Incorporation Number", IX_ID_REGISTRATION),
    ID("Organization Code", IX_ID_REGISTRATION),
    ID("Commercial Registry Number", IX_ID_REGISTRATION),
    ID("Chamber of Commerce Number", IX_ID_REGISTRATION),
    ID("Istanbul Chamber of Comm. No.", IX_ID_REGISTRATION),
    ID("Dubai Chamber of Commerce Membership No.", IX_ID_REGISTRATION),
    ID("Central Registration System Number", IX_ID_REGISTRATION),
    ID("Economic Register Number", IX_ID_REGISTRATION),
    ID("Government Gazette Number", IX_ID_REGISTRATION),
    ID("Unified Social Credit Code", IX_ID_REGISTRATION),
    ID("United Social Credit Code Certificate", IX_ID_REGISTRATION),
    ID("Registered Charity No.", IX_ID_REGISTRATION),
    ID("Folio Mercantil No.", IX_ID_REGISTRATION),
    ID("Matricula Mercantil No", IX_ID_REGISTRATION),
    ID("C.R. No.", IX_ID_REGISTRATION),
    ID("Romanian C.R.", IX_ID_REGISTRATION),
    ID("C.I.N.", IX_ID_REGISTRATION),
    ID("License", IX_ID_REGISTRATION),
    ID("Trade License No.", IX_ID_REGISTRATION),
    ID("Afghan Money Service Provider License Number", IX_ID_REGISTRATION),
    ID("Permit Number", IX_ID_REGISTRATION),
    ID("SRE Permit No.", IX_ID_REGISTRATION),
    ID("File Number", IX_ID_REGISTRATION),
    ID("RSIN", IX_ID_REGISTRATION),
    ID("MSB Registration Number", IX_ID_REGISTRATION),
    ID("Russian State Individual Business Registration Number", IX_ID_REGISTRATION),
    ID("Tourism License No.", IX_ID_REGISTRATION),

    ID("Legal Entity Number", IX_ID_LEI),
    ID("Legal Entity Identifier", IX_ID_LEI),
    ID("SWIFT/BIC", IX_ID_BIC),
    ID("ISIN", IX_ID_ISIN),
    ID("Vessel Registration Identification", IX_ID_IMO),
    ID("International Maritime Organization No.", IX_ID_IMO),
    ID("MMSI", IX_ID_MMSI),
    ID("Vessel Call Sign", IX_ID_CALL_SIGN),
    ID("Other Vessel Call Sign", IX_ID_CALL_SIGN),
    ID("Aircraft Tail Number", IX_ID_TAIL),
    ID("Previous Aircraft Tail Number", IX_ID_TAIL),

    ID("D-U-N-S Number", IX_ID_OTHER),
    ID("BIK", IX_ID_OTHER),
    ID("Account Number", IX_ID_OTHER),
    ID("Global Intermediary Identification Number", IX_ID_OTHER),
    ID("Birth Certificate Number", IX_ID_OTHER),
    ID("Driver's License No.", IX_ID_OTHER),
    ID("Immigration No.", IX_ID_OTHER),
    ID("VisaNumberID", IX_ID_OTHER),
    ID("Military Registration Number", IX_ID_OTHER),
    ID("Pilot License Number", IX_ID_OTHER),
    ID("Serial No.", IX_ID_OTHER),
    ID("Seafarer's Identification Document", IX_ID_OTHER),
    ID("Tarjeta Profesional", IX_ID_OTHER),
    ID("Trademark number", IX_ID_OTHER),
    ID("Public Security and Immigration No.", IX_ID_OTHER),
    ID("Aircraft Manufacturer's Serial Number", IX_ID_OTHER),
    ID("Aircraft Construction Number", IX_ID_OTHER),
    ID("Aircraft Serial Identification", IX_ID_OTHER),
    ID("Aircraft Mode S Transponder Code", IX_ID_OTHER),

    ROW("Phone Number", OFAC_CONTACT, IX_ID_PHONE, ""),
    ROW("Phone No.", OFAC_CONTACT, IX_ID_PHONE, ""),
    ROW("Phone", OFAC_CONTACT, IX_ID_PHONE, ""),
    ROW("Telephone Number", OFAC_CONTACT, IX_ID_PHONE, ""),
    ROW("Telephone No.", OFAC_CONTACT, IX_ID_PHONE, ""),
    ROW("Telephone", OFAC_CONTACT, IX_ID_PHONE, ""),
    ROW("Fax Number", OFAC_CONTACT, IX_ID_PHONE, ""),
    ROW("Fax No.", OFAC_CONTACT, IX_ID_PHONE, ""),
    ROW("Fax", OFAC_CONTACT, IX_ID_PHONE, ""),
    ROW("Email Address", OFAC_CONTACT, IX_ID_EMAIL, ""),
    ROW("Email", OFAC_CONTACT, IX_ID_EMAIL, ""),
    ROW("Website", OFAC_CONTACT, IX_ID_WEBSITE, ""),

    IS("Secondary sanctions risk", OFAC_NOTE),
    IS("Transactions Prohibited For Persons Owned or Controlled", OFAC_NOTE),
    IS("Additional Sanctions Information", OFAC_NOTE),
    IS("Executive Order", OFAC_NOTE),
    IS("CAATSA Section", OFAC_NOTE),
    IS("IFCA Determination", OFAC_NOTE),
    IS("PAIPA Section", OFAC_NOTE),
    IS("PEESA Information", OFAC_NOTE),
    IS("United States financial institutions are prohibited", OFAC_NOTE),
    IS("For more information", OFAC_NOTE),
    IS("Listing Date", OFAC_NOTE),
    IS("Effective Date", OFAC_NOTE),
    IS("Purchase/Sales For Divestment Date", OFAC_NOTE),
    IS("All offices", OFAC_NOTE),
    IS("All branches", OFAC_NOTE),
    IS("and all other", OFAC_NOTE),
    IS("and other locations", OFAC_NOTE),
    IS("All locations", OFAC_NOTE),
    IS("Only locations", OFAC_NOTE),
    IS("This designation refers to", OFAC_NOTE),

    IS("Vessel Year of Build", OFAC_BUILT),
    IS("Aircraft Manufacture Date", OFAC_BUILT),
    IS("Vessel Date of Build", OFAC_BUILT),
    AS("Vessel Type", OFAC_VESSEL, "type"),
    AS("Vessel Tonnage", OFAC_VESSEL, "tonnage"),
    AS("Vessel Gross Tonnage", OFAC_VESSEL, "tonnage"),
    AS("Vessel Gross Registered Tonnage", OFAC_VESSEL, "grt"),
    AS("Tonnage", OFAC_VESSEL, "tonnage"),
    AS("Gross Registered Tonnage", OFAC_VESSEL, "grt"),
    AS("Other Vessel Type", OFAC_VESSEL, "other_type"),
    AS("Vessel Flag", OFAC_VESSEL, "flag"),
    AS("Other Vessel Flag", OFAC_VESSEL, "other_flag"),
    AS("Former Vessel Flag", OFAC_VESSEL, "former_flag"),
    AS("Vessel Owner", OFAC_VESSEL, "owner"),
    AS("Aircraft Model", OFAC_VESSEL, "aircraft_model"),
    AS("Aircraft Operator", OFAC_VESSEL, "aircraft_operator"),

    AS("Organization Established Date", OFAC_FIELD, "organization_established_date"),
    AS("Organization Type", OFAC_FIELD, "organization_type"),
    AS("Target Type", OFAC_FIELD, "target_type"),
    AS("Issuer Name", OFAC_FIELD, "issuer_name"),
    AS("Chinese Commercial Code", OFAC_FIELD, "chinese_commercial_code"),
    AS("Occupation", OFAC_FIELD, "occupation"),
    AS("Tribe", OFAC_FIELD, "tribe"),
    AS("Subtribe", OFAC_FIELD, "subtribe"),
    AS("ethnicity", OFAC_FIELD, "ethnicity"),
    AS("arrested", OFAC_FIELD, "arrested"),
    AS("ICTY indictee", OFAC_FIELD, "icty_indictee"),
    AS("UN/LOCODE", OFAC_FIELD, "un_locode"),
    AS("TELEX", OFAC_FIELD, "telex"),
    AS("TGMS", OFAC_FIELD, "telex"),
    AS("HAMAS -", OFAC_FIELD, "affiliation"),
};

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool starts_nocase(ix_str text, ix_str prefix) {
    return ix_str_equal_ascii_nocase(ix_str_slice(text, 0, prefix.len), prefix);
}

const ofac_word *ofac_word_find(ix_str text, ptrdiff_t *length) {
    const ofac_word *best = NULL;
    *length = 0;
    for (size_t i = 0; i < sizeof words / sizeof words[0] && text.len > 0; i++) {
        const ofac_word *word = &words[i];
        ptrdiff_t len = word->words.len;
        if (lower(word->words.ptr[0]) != lower(text.ptr[0]) || len > text.len ||
            (best != NULL && len <= best->words.len) || !starts_nocase(text, word->words)) {
            continue;
        }
        bool colon = len < text.len && (text.ptr[len] == ':' || text.ptr[len] == ',');
        if (colon || len == text.len || text.ptr[len] == ' ') {
            best = word;
            *length = len + colon;
        }
    }
    return best;
}
