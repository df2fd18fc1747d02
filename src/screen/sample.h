/* For tests: hand-made decisions, so that what writes them can be tested without an index. */
#ifndef SCREEN_SAMPLE_H
#define SCREEN_SAMPLE_H

#include <interdict/screen.h>

#include <string.h>

/** Everything that a sample decision points to. */
typedef struct sample {
    ix_party party;
    ix_used_list list;
    ix_str programs[1];
    ix_str depends[1];
    ix_note note;
    ix_obligation owed;
    ix_evidence evidence[4];
    ix_finding_listing listings[2];
    ix_finding finding;
    ix_oddity odd;
    ix_decision decision;
} sample;

static inline ix_when sample_day(int64_t day) {
    return (ix_when){IX_WHEN_DATE, day};
}

/* Days since 1970-01-01. */
enum { SAMPLE_2024_06_21 = 19895, SAMPLE_2024_07_01 = 19905, SAMPLE_2024_07_16 = 19920 };

static inline void sample_fill_evidence(sample *s) {
    s->programs[0] = IX_STR("RUSSIA-EO14024");
    s->depends[0] = IX_STR("activity");
    s->note = (ix_note){IX_STR("Secondary sanctions risk"), IX_STR("E.O. 14114"), true};
    s->owed = (ix_obligation){IX_STR("report_blocked_property"), IX_STR("31 CFR 501.603"),
                              sample_day(SAMPLE_2024_07_16), IX_STR("10 business days")};
    s->evidence[0] = (ix_evidence){IX_EVIDENCE_DOB,
                                   IX_RELATION_EQUAL,
                                   IX_STR("1966-11-09"),
                                   IX_STR("1966-11-09"),
                                   14123,
                                   -1,
                                   -1,
                                   -1};
    s->evidence[1] = (ix_evidence){IX_EVIDENCE_NAME_PART,
                                   IX_RELATION_EQUAL,
                                   IX_STR("Tikhonov"),
                                   IX_STR("TIKHONOV"),
                                   11500,
                                   7,
                                   15,
                                   0};
    s->evidence[2] = (ix_evidence){IX_EVIDENCE_NAME_PART,
                                   IX_RELATION_VARIANT,
                                   IX_STR("Andrey"),
                                   IX_STR("Andrei"),
                                   6002,
                                   0,
                                   6,
                                   0};
    s->evidence[3] = (ix_evidence){IX_EVIDENCE_NAME_PART,
                                   IX_RELATION_MISSING,
                                   (ix_str){0},
                                   IX_STR("Gennadyevich"),
                                   -250,
                                   -1,
                                   -1,
                                   -1};
}

static inline void sample_fill_listing(sample *s) {
    s->listings[0] =
        (ix_finding_listing){.programs = s->programs,
                             .program_count = 1,
                             .times = {.state = IX_LISTING_IN_FORCE,
                                       .basis = IX_BASIS_ACTION,
                                       .announced = sample_day(SAMPLE_2024_06_21),
                                       .published = sample_day(SAMPLE_2024_06_21),
                                       .effective_from = sample_day(SAMPLE_2024_06_21),
                                       .citation = IX_STR("jy2420")},
                             .law = {.effect = IX_VERDICT_BLOCK,
                                     .full = IX_VERDICT_BLOCK,
                                     .program = IX_STR("RUSSIA-EO14024"),
                                     .authority = IX_STR("E.O. 14024; 31 CFR part 587"),
                                     .binds = IX_STR("US persons"),
                                     .verified = true,
                                     .notes = &s->note,
                                     .note_count = 1,
                                     .obligations = &s->owed,
                                     .obligation_count = 1},
                             .effect = IX_VERDICT_BLOCK};
}

static inline void sample_fill_finding(sample *s) {
    sample_fill_evidence(s);
    sample_fill_listing(s);
    s->finding = (ix_finding){.entity = IX_STR("us_ofac_sdn:45815"),
                              .list = IX_STR("us_ofac_sdn"),
                              .name = IX_STR("TIKHONOV, Andrei Gennadyevich"),
                              .type = IX_PARTY_PERSON,
                              .party = IX_STR("us_ofac_sdn:45815"),
                              .effect = IX_VERDICT_BLOCK,
                              .identity = IX_IDENTITY_ESTABLISHED,
                              .listings = s->listings,
                              .listing_count = 1,
                              .score = 9871,
                              .matched_name = IX_STR("TIKHONOV, Andrey"),
                              .matched_kind = IX_NAME_STRONG,
                              .evidence = s->evidence,
                              .evidence_count = 4,
                              .why = IX_STR("name and date of birth agree")};
}

/** "Andrey Tikhonov", born 1966-11-09, blocked. Points into *s. */
static inline void sample_block(sample *s) {
    memset(s, 0, sizeof *s);
    s->party.name = IX_STR("Andrey Tikhonov");
    s->party.type = IX_PARTY_PERSON;
    s->party.births[0] = (ix_date_range){{1966, 11, 9, false}, {1966, 11, 9, false}};
    s->party.birth_count = 1;
    memcpy(s->party.countries[0], "RU", 3);
    s->party.country_count = 1;
    s->party.identifiers[0] = (ix_party_identifier){IX_ID_PASSPORT, IX_STR("530193947"), {0}, "RU"};
    s->party.identifier_count = 1;
    s->list = (ix_used_list){.id = IX_STR("us_ofac_sdn"),
                             .published = sample_day(SAMPLE_2024_06_21),
                             .sha256 = ix_sha256(IX_STR("list")),
                             .entities = 15402};
    sample_fill_finding(s);
    s->odd = (ix_oddity){IX_STR("homoglyph"), IX_STR("name"), IX_STR("bytes 0-6")};
    s->decision = (ix_decision){.party = &s->party,
                                .as_of = sample_day(SAMPLE_2024_07_01),
                                .engine = {.image = ix_sha256(IX_STR("image")),
                                           .rules = ix_sha256(IX_STR("rules")),
                                           .policy = ix_sha256(IX_STR("policy")),
                                           .knowledge = ix_sha256(IX_STR("knowledge"))},
                                .context = {.user = IX_STR("private"), .nexus = IX_STR("us")},
                                .threshold = 7000,
                                .alert_score = 7000,
                                .establish_score = 8500,
                                .lists = &s->list,
                                .list_count = 1,
                                .verdict = IX_VERDICT_BLOCK,
                                .reason = IX_STR("Presumed to be somebody."),
                                .findings = &s->finding,
                                .finding_count = 1,
                                .oddities = &s->odd,
                                .oddity_count = 1};
}

#endif
