/* Names of ISO 20022 message elements: containers, values, forms, facts, schemes. */
#include "message_iso_names.h"

#include <string.h>

#define COUNT(table) (int)(sizeof(table) / sizeof(table)[0])

/* As ix_str_compare, without the length of the name in a table: each element of a message is looked
 * for in four of them. */
static int order_of(ix_str name, const char *other) {
    for (ptrdiff_t i = 0; i < name.len; i++) {
        int difference = (unsigned char)name.ptr[i] - (unsigned char)other[i];
        if (difference != 0 || other[i] == '\0') {
            return difference;
        }
    }
    return other[name.len] == '\0' ? 0 : -1;
}

/* ------------------------------------------------------------------ containers */

/* Roles wherever such an element stands, for messages and places without a map. */
static const iso_container containers[] = {
    {"Acct", IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT},
    {"AcctOwnr", IX_MESSAGE_OTHER_PARTY, MESSAGE_IS_PARTY},
    {"AcctSvcr", IX_MESSAGE_OTHER_AGENT, MESSAGE_IS_PARTY},
    {"Agt", IX_MESSAGE_OTHER_AGENT, MESSAGE_IS_PARTY},
    {"Assgne", IX_MESSAGE_RECEIVER, MESSAGE_IS_PARTY},
    {"Assgnr", IX_MESSAGE_SENDER, MESSAGE_IS_PARTY},
    {"Cdtr", IX_MESSAGE_CREDITOR, MESSAGE_IS_PARTY},
    {"CdtrAcct", IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT},
    {"CdtrAgt", IX_MESSAGE_CREDITOR_AGENT, MESSAGE_IS_PARTY},
    {"CdtrAgtAcct", IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT},
    {"ChrgsAcct", IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT},
    {"ChrgsAcctAgt", IX_MESSAGE_OTHER_AGENT, MESSAGE_IS_PARTY},
    {"ChrgsAcctOwnr", IX_MESSAGE_OTHER_PARTY, MESSAGE_IS_PARTY},
    {"ChrgsRqstr", IX_MESSAGE_OTHER_PARTY, MESSAGE_IS_PARTY},
    {"CtctDtls", IX_MESSAGE_CONTACT, MESSAGE_IS_PARTY},
    {"Dbtr", IX_MESSAGE_DEBTOR, MESSAGE_IS_PARTY},
    {"DbtrAcct", IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT},
    {"DbtrAgt", IX_MESSAGE_DEBTOR_AGENT, MESSAGE_IS_PARTY},
    {"DbtrAgtAcct", IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT},
    {"Fr", IX_MESSAGE_SENDER, MESSAGE_IS_PARTY},
    {"FwdgAgt", IX_MESSAGE_OTHER_AGENT, MESSAGE_IS_PARTY},
    {"Grnshee", IX_MESSAGE_OTHER_PARTY, MESSAGE_IS_PARTY},
    {"GrnshmtAdmstr", IX_MESSAGE_OTHER_PARTY, MESSAGE_IS_PARTY},
    {"InitgPty", IX_MESSAGE_INITIATING_PARTY, MESSAGE_IS_PARTY},
    {"InstdAgt", IX_MESSAGE_INSTRUCTED_AGENT, MESSAGE_IS_PARTY},
    {"InstdRmbrsmntAgt", IX_MESSAGE_INSTRUCTED_REIMBURSEMENT, MESSAGE_IS_PARTY},
    {"InstgAgt", IX_MESSAGE_INSTRUCTING_AGENT, MESSAGE_IS_PARTY},
    {"InstgRmbrsmntAgt", IX_MESSAGE_INSTRUCTING_REIMBURSEMENT, MESSAGE_IS_PARTY},
    {"InstrForCdtrAgt", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_TEXT},
    {"InstrForDbtrAgt", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_TEXT},
    {"InstrForNxtAgt", IX_MESSAGE_INSTRUCTION, MESSAGE_IS_TEXT},
    {"IntrmyAgt", IX_MESSAGE_INTERMEDIARY_AGENT, MESSAGE_IS_PARTY},
    {"IntrmyAgt1", IX_MESSAGE_INTERMEDIARY_AGENT, MESSAGE_IS_PARTY},
    {"IntrmyAgt1Acct", IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT},
    {"IntrmyAgt2", IX_MESSAGE_INTERMEDIARY_AGENT, MESSAGE_IS_PARTY},
    {"IntrmyAgt2Acct", IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT},
    {"IntrmyAgt3", IX_MESSAGE_INTERMEDIARY_AGENT, MESSAGE_IS_PARTY},
    {"IntrmyAgt3Acct", IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT},
    {"Invcee", IX_MESSAGE_INVOICEE, MESSAGE_IS_PARTY},
    {"Invcr", IX_MESSAGE_INVOICER, MESSAGE_IS_PARTY},
    {"MsgRcpt", IX_MESSAGE_RECEIVER, MESSAGE_IS_PARTY},
    {"Orgtr", IX_MESSAGE_OTHER_PARTY, MESSAGE_IS_PARTY},
    {"Ownr", IX_MESSAGE_OTHER_PARTY, MESSAGE_IS_PARTY},
    {"PmtId", IX_MESSAGE_REFERENCE, MESSAGE_IS_TEXT},
    {"PrvsInstgAgt1", IX_MESSAGE_PREVIOUS_AGENT, MESSAGE_IS_PARTY},
    {"PrvsInstgAgt1Acct", IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT},
    {"PrvsInstgAgt2", IX_MESSAGE_PREVIOUS_AGENT, MESSAGE_IS_PARTY},
    {"PrvsInstgAgt2Acct", IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT},
    {"PrvsInstgAgt3", IX_MESSAGE_PREVIOUS_AGENT, MESSAGE_IS_PARTY},
    {"PrvsInstgAgt3Acct", IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT},
    {"Purp", IX_MESSAGE_PURPOSE, MESSAGE_IS_TEXT},
    {"RgltryRptg", IX_MESSAGE_REGULATORY, MESSAGE_IS_TEXT},
    {"RmtInf", IX_MESSAGE_REMITTANCE, MESSAGE_IS_TEXT},
    {"Svcr", IX_MESSAGE_OTHER_AGENT, MESSAGE_IS_PARTY},
    {"SttlmAcct", IX_MESSAGE_ACCOUNT, MESSAGE_IS_ACCOUNT},
    {"ThrdRmbrsmntAgt", IX_MESSAGE_THIRD_REIMBURSEMENT, MESSAGE_IS_PARTY},
    {"To", IX_MESSAGE_RECEIVER, MESSAGE_IS_PARTY},
    {"UltmtCdtr", IX_MESSAGE_ULTIMATE_CREDITOR, MESSAGE_IS_PARTY},
    {"UltmtDbtr", IX_MESSAGE_ULTIMATE_DEBTOR, MESSAGE_IS_PARTY},
};

const iso_container *iso_container_find(ix_str name) {
    int from = 0;
    int to = COUNT(containers);
    while (from < to) {
        int middle = from + (to - from) / 2;
        int order = order_of(name, containers[middle].name);
        if (order == 0) {
            return &containers[middle];
        }
        if (order < 0) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return NULL;
}

/* ------------------------------------------------------------------ values of parties */

static const iso_leaf leaves[] = {
    {"AdrLine", NULL, IX_VALUE_ADDRESS, IX_ID_OTHER},
    {"AnyBIC", NULL, IX_VALUE_IDENTIFIER, IX_ID_BIC},
    {"BBAN", NULL, IX_VALUE_IDENTIFIER, IX_ID_OTHER},
    {"BEI", NULL, IX_VALUE_IDENTIFIER, IX_ID_BIC},
    {"BIC", NULL, IX_VALUE_IDENTIFIER, IX_ID_BIC},
    {"BICFI", NULL, IX_VALUE_IDENTIFIER, IX_ID_BIC},
    {"BICOrBEI", NULL, IX_VALUE_IDENTIFIER, IX_ID_BIC},
    {"BirthDt", NULL, IX_VALUE_BIRTH_DATE, IX_ID_OTHER},
    {"BldgNb", NULL, IX_VALUE_ADDRESS, IX_ID_OTHER},
    {"BldgNm", NULL, IX_VALUE_ADDRESS, IX_ID_OTHER},
    {"CityOfBirth", NULL, IX_VALUE_BIRTH_TOWN, IX_ID_OTHER},
    {"Ctry", NULL, IX_VALUE_COUNTRY, IX_ID_OTHER},
    {"CtryOfBirth", NULL, IX_VALUE_BIRTH_COUNTRY, IX_ID_OTHER},
    {"CtryOfRes", NULL, IX_VALUE_COUNTRY, IX_ID_OTHER},
    {"CtrySubDvsn", NULL, IX_VALUE_REGION, IX_ID_OTHER},
    {"Dept", NULL, IX_VALUE_ADDRESS, IX_ID_OTHER},
    {"DstrctNm", NULL, IX_VALUE_ADDRESS, IX_ID_OTHER},
    {"EmailAdr", NULL, IX_VALUE_IDENTIFIER, IX_ID_EMAIL},
    {"FaxNb", NULL, IX_VALUE_IDENTIFIER, IX_ID_PHONE},
    {"Flr", NULL, IX_VALUE_ADDRESS, IX_ID_OTHER},
    {"IBAN", NULL, IX_VALUE_IDENTIFIER, IX_ID_IBAN},
    {"Id", "Acct", IX_VALUE_IDENTIFIER, IX_ID_OTHER},
    {"Id", "BrnchId", IX_VALUE_IDENTIFIER, IX_ID_OTHER},
    {"Id", "Othr", IX_VALUE_IDENTIFIER, IX_ID_OTHER},
    {"Id", "PrtryAcct", IX_VALUE_IDENTIFIER, IX_ID_OTHER},
    {"Id", "Prxy", IX_VALUE_IDENTIFIER, IX_ID_OTHER},
    {"LEI", NULL, IX_VALUE_IDENTIFIER, IX_ID_LEI},
    {"MmbId", NULL, IX_VALUE_IDENTIFIER, IX_ID_OTHER},
    {"MobNb", NULL, IX_VALUE_IDENTIFIER, IX_ID_PHONE},
    {"Nm", NULL, IX_VALUE_NAME, IX_ID_OTHER},
    {"PhneNb", NULL, IX_VALUE_IDENTIFIER, IX_ID_PHONE},
    {"PrvcOfBirth", NULL, IX_VALUE_BIRTH_REGION, IX_ID_OTHER},
    {"PstBx", NULL, IX_VALUE_ADDRESS, IX_ID_OTHER},
    {"PstCd", NULL, IX_VALUE_ADDRESS, IX_ID_OTHER},
    {"RegnId", NULL, IX_VALUE_IDENTIFIER, IX_ID_REGISTRATION},
    {"Room", NULL, IX_VALUE_ADDRESS, IX_ID_OTHER},
    {"StrtNm", NULL, IX_VALUE_ADDRESS, IX_ID_OTHER},
    {"SubDept", NULL, IX_VALUE_ADDRESS, IX_ID_OTHER},
    {"TaxId", NULL, IX_VALUE_IDENTIFIER, IX_ID_TAX},
    {"TwnLctnNm", NULL, IX_VALUE_ADDRESS, IX_ID_OTHER},
    {"TwnNm", NULL, IX_VALUE_TOWN, IX_ID_OTHER},
    {"UPIC", NULL, IX_VALUE_IDENTIFIER, IX_ID_OTHER},
};

static const iso_leaf *first_leaf(ix_str name) {
    int from = 0;
    int to = COUNT(leaves);
    while (from < to) {
        int middle = from + (to - from) / 2;
        if (order_of(name, leaves[middle].name) > 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < COUNT(leaves) && order_of(name, leaves[from].name) == 0 ? &leaves[from] : NULL;
}

const iso_leaf *iso_leaf_in(const iso_leaf *first, ix_str parent) {
    const iso_leaf *end = leaves + COUNT(leaves);
    for (const iso_leaf *leaf = first; leaf != NULL && leaf < end; leaf++) {
        if (leaf != first && strcmp(leaf->name, first->name) != 0) {
            break;
        }
        if (leaf->parent == NULL || ix_str_equal(ix_str_from_cstr(leaf->parent), parent)) {
            return leaf;
        }
    }
    return NULL;
}

const iso_leaf *iso_leaf_find(ix_str name, ix_str parent) {
    return iso_leaf_in(first_leaf(name), parent);
}

const iso_leaf *iso_leaf_at(int number) {
    return number < COUNT(leaves) ? &leaves[number] : NULL;
}

/* ------------------------------------------------------------------ forms and facts */

typedef struct name_shape {
    const char *name;
    message_shape shape;
} name_shape;

/* Whole names, ascending. */
static const name_shape names[] = {
    {"AdrTp", MESSAGE_IS_CODE},     {"BtchBookg", MESSAGE_IS_CODE},
    {"CdtDbtInd", MESSAGE_IS_CODE}, {"ChrgBr", MESSAGE_IS_CODE},
    {"ClrChanl", MESSAGE_IS_CODE},  {"CpyDplct", MESSAGE_IS_CODE},
    {"CtrlSum", MESSAGE_IS_AMOUNT}, {"GrpSts", MESSAGE_IS_CODE},
    {"InstrPrty", MESSAGE_IS_CODE}, {"LastPgInd", MESSAGE_IS_CODE},
    {"MsgDefIdr", MESSAGE_IS_CODE}, {"MsgNmId", MESSAGE_IS_CODE},
    {"NbOfTxs", MESSAGE_IS_COUNT},  {"OrgnlMsgNmId", MESSAGE_IS_CODE},
    {"OrgnlUETR", MESSAGE_IS_UUID}, {"Pctg", MESSAGE_IS_AMOUNT},
    {"PgNb", MESSAGE_IS_COUNT},     {"PmtMtd", MESSAGE_IS_CODE},
    {"Prty", MESSAGE_IS_CODE},      {"PssblDplct", MESSAGE_IS_CODE},
    {"Sts", MESSAGE_IS_CODE},       {"SttlmMtd", MESSAGE_IS_CODE},
    {"SttlmPrty", MESSAGE_IS_CODE}, {"Sum", MESSAGE_IS_AMOUNT},
    {"TxSts", MESSAGE_IS_CODE},     {"UETR", MESSAGE_IS_UUID},
};

/* Ends of names. */
static const name_shape endings[] = {
    {"Amt", MESSAGE_IS_AMOUNT}, {"Dt", MESSAGE_IS_DATE},    {"DtTm", MESSAGE_IS_DATE},
    {"Tm", MESSAGE_IS_DATE},    {"CreDt", MESSAGE_IS_DATE}, {"Cd", MESSAGE_IS_CODE},
    {"Ccy", MESSAGE_IS_CODE},   {"Ind", MESSAGE_IS_CODE},   {"Rate", MESSAGE_IS_AMOUNT},
};

message_shape iso_shape_of(ix_str name) {
    int from = 0;
    int to = COUNT(names);
    while (from < to) {
        int middle = from + (to - from) / 2;
        int order = order_of(name, names[middle].name);
        if (order == 0) {
            return names[middle].shape;
        }
        if (order < 0) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    for (int i = 0; i < COUNT(endings); i++) {
        if (ix_str_ends_with(name, ix_str_from_cstr(endings[i].name))) {
            return endings[i].shape;
        }
    }
    return MESSAGE_IS_TEXT;
}

typedef struct name_fact {
    const char *name;
    message_fact fact;
} name_fact;

static const name_fact facts[] = {
    {"MsgId", MESSAGE_FACT_ID},
    {"BizMsgIdr", MESSAGE_FACT_ID},
    {"UETR", MESSAGE_FACT_UUID},
    {"OrgnlUETR", MESSAGE_FACT_UUID},
    {"IntrBkSttlmAmt", MESSAGE_FACT_AMOUNT},
    {"RtrdIntrBkSttlmAmt", MESSAGE_FACT_AMOUNT},
    {"OrgnlIntrBkSttlmAmt", MESSAGE_FACT_AMOUNT},
    {"InstdAmt", MESSAGE_FACT_AMOUNT},
    {"IntrBkSttlmDt", MESSAGE_FACT_DATE},
    {"OrgnlIntrBkSttlmDt", MESSAGE_FACT_DATE},
    {"ReqdExctnDt", MESSAGE_FACT_DATE},
    {"CLSTm", MESSAGE_FACT_CUT_OFF}, /* SettlementTimeRequest2 */
    {"TillTm", MESSAGE_FACT_CUT_OFF},
    {"RjctTm", MESSAGE_FACT_CUT_OFF},
};

message_fact iso_fact_of(ix_str name) {
    for (int i = 0; i < COUNT(facts); i++) {
        if (order_of(name, facts[i].name) == 0) {
            return facts[i].fact;
        }
    }
    return MESSAGE_NO_FACT;
}

/* ------------------------------------------------------------------ identifiers */

typedef struct scheme {
    const char *word;
    ix_identifier_type type;
} scheme;

/* ExternalPersonIdentification1Code, ExternalOrganisationIdentification1Code, and words that stand
 * in proprietary schemes. */
static const scheme schemes[] = {
    {"CCPT", IX_ID_PASSPORT},     {"NIDN", IX_ID_NATIONAL},     {"SOSE", IX_ID_NATIONAL},
    {"TXID", IX_ID_TAX},          {"COID", IX_ID_REGISTRATION}, {"CINC", IX_ID_REGISTRATION},
    {"SREN", IX_ID_REGISTRATION}, {"SRET", IX_ID_REGISTRATION}, {"IMO", IX_ID_IMO},
    {"PASSPORT", IX_ID_PASSPORT}, {"PASS", IX_ID_PASSPORT},     {"TAX", IX_ID_TAX},
    {"INN", IX_ID_TAX},           {"OGRN", IX_ID_REGISTRATION}, {"LEI", IX_ID_LEI},
    {"BIC", IX_ID_BIC},           {"IBAN", IX_ID_IBAN},
};

bool iso_identifier_scheme(ix_identifier_type *type, ix_str word) {
    for (int i = 0; i < COUNT(schemes); i++) {
        if (ix_str_equal_ascii_nocase(word, ix_str_from_cstr(schemes[i].word))) {
            *type = schemes[i].type;
            return true;
        }
    }
    return ix_identifier_type_parse(type, word) && *type != IX_ID_OTHER;
}

/* ------------------------------------------------------------------ all that a name says */

static iso_word look_up(ix_str name) {
    return (iso_word){.container = iso_container_find(name),
                      .leaf = first_leaf(name),
                      .shape = iso_shape_of(name),
                      .fact = iso_fact_of(name)};
}

iso_word iso_word_find(iso_words *words, ix_str name) {
    if (name.len < 1 || name.len > ISO_WORD_NAME_BYTES) {
        return look_up(name);
    }
    uint32_t at = (uint32_t)ix_hash64(name) & (ISO_WORDS - 1);
    for (; words->kept[at].len != 0; at = (at + 1) & (ISO_WORDS - 1)) {
        if (words->kept[at].len == name.len &&
            memcmp(words->kept[at].name, name.ptr, (size_t)name.len) == 0) {
            return words->kept[at].word;
        }
    }
    iso_word word = look_up(name);
    if (words->count < ISO_WORDS_KEPT_MAX) {
        words->count++;
        words->kept[at].len = (uint8_t)name.len;
        words->kept[at].word = word;
        memcpy(words->kept[at].name, name.ptr, (size_t)name.len);
    }
    return word;
}
