#include "test_opensanctions.h"

#define FORMAT "ftm_jsonl"
#define ANNA   PARTY("anna", "Person", "\"topics\":[\"sanction\"]")

static void a_sanction_is_a_listing(void **state) {
    (void)state;
    expect_read(FORMAT,
                ANNA EDGE("s", "Sanction",
                          "\"entity\":[\"anna\"],\"authority\":[\"Office\"],\"reason\":[\"Why\"],"
                          "\"program\":[\"P\",\"Q\"],\"provisions\":[\"Freeze\",\"Ban\"],"
                          "\"listingDate\":[\"2020-01-02\"],\"startDate\":[\"2020-01-03\"],"
                          "\"endDate\":[\"2030-01-01\"],\"status\":[\"active\"]"),
                "  listing sanction | P | Q | published 2020-01-02 | from 2020-01-03 | until "
                "2030-01-01\n"
                "    authority Office\n"
                "    reason Why\n"
                "    measures Freeze; Ban\n"
                "  unmodelled Sanction.status | active\n");
}

static void each_sanction_is_a_listing_of_its_own(void **state) {
    (void)state;
    expect_read(FORMAT,
                EDGE("a", "Sanction", "\"entity\":\"anna\",\"programId\":[\"A\"]")
                    ANNA EDGE("b", "Sanction",
                              "\"entity\":[\"anna\"],\"programId\":[\"B\"],\"listingDate\":["
                              "\"2020-01-02\"]"),
                "  listing sanction | A\n"
                "  listing sanction | B | published 2020-01-02 | from 2020-01-02\n");
}

static void dates_that_are_no_days_stay(void **state) {
    (void)state;
    expect_read(
        FORMAT,
        ANNA EDGE("s", "Sanction", "\"entity\":[\"anna\"],\"startDate\":[\"2020\",\"2021-02-03\"]"),
        "  listing sanction | from 2021-02-03\n"
        "  unmodelled Sanction.startDate | 2020\n");
}

static void other_lists_numbers_are_references(void **state) {
    (void)state;
    expect_read(FORMAT,
                ANNA EDGE("s", "Sanction",
                          "\"entity\":[\"anna\"],\"unscId\":[\"QDi.002\"],\"authorityId\":[\"7\"]"),
                "  relation UN reference | QDi.002\n"
                "  relation authority reference | 7\n");
}

static void documents_are_identifiers(void **state) {
    (void)state;
    expect_read(FORMAT,
                ANNA EDGE("p", "Passport",
                          "\"holder\":[\"anna\"],\"number\":[\"A1\"],\"country\":[\"ru\"],"
                          "\"startDate\":[\"2001-02-03\"],\"endDate\":[\"2011-02-03\"]"),
                "  identifier passport | Passport | A1 | RU | 2001-02-03/2011-02-03\n");
    expect_read(FORMAT,
                ANNA EDGE("p", "Identification",
                          "\"holder\":[\"anna\"],\"number\":[\"A1\",\"A2\"],\"type\":[\"Tax "
                          "card\"],\"country\":[\"atlantis\"]"),
                "  identifier tax_id | Tax card | A1 |  | \n"
                "  identifier tax_id | Tax card | A2 |  | \n"
                "  unmodelled Identification.country | atlantis\n");
    expect_read(FORMAT,
                ANNA EDGE("p", "Identification",
                          "\"holder\":[\"anna\"],\"number\":[\"A1\"],\"type\":[\"Card\",\"iban\"]"),
                "  identifier iban | Card | A1 |  | \n");
    expect_read(FORMAT, ANNA EDGE("p", "Passport", "\"holder\":[\"anna\"]"),
                "warning document_without_number 1 list:2: anna\n");
}

static void accounts_and_wallets_are_identifiers_of_their_holder(void **state) {
    (void)state;
    expect_read(FORMAT,
                ANNA EDGE("a", "BankAccount",
                          "\"holder\":[\"anna\"],\"iban\":[\"GB33BUKB20201555555555\"],"
                          "\"bankName\":[\"Bank\"]"),
                "  identifier iban | BankAccount.iban | GB33BUKB20201555555555 |  | \n"
                "  unmodelled BankAccount.bankName | Bank\n");
    expect_read(FORMAT,
                ANNA EDGE("w", "CryptoWallet",
                          "\"holder\":[\"anna\"],\"publicKey\":[\"1Boat\"],\"currency\":[\"XBT\"]"),
                "  identifier wallet | publicKey | 1Boat |  | \n");
}

static void relations_keep_their_details(void **state) {
    (void)state;
    expect_read(FORMAT,
                ANNA EDGE("o", "Ownership",
                          "\"owner\":[\"anna\"],\"asset\":[\"firm\"],\"percentage\":[\"60\"],"
                          "\"startDate\":[\"2014\"],\"recordId\":[\"9\"]"),
                "  relation Ownership.asset [percentage=60; startDate=2014] | firm\n"
                "  unmodelled Ownership.recordId | 9\n");
    expect_read(FORMAT, ANNA EDGE("o", "Ownership", "\"owner\":[\"firm\"],\"asset\":[\"anna\"]"),
                "  relation Ownership.owner | firm\n");
    expect_read(FORMAT, ANNA EDGE("o", "UnknownLink", "\"subject\":\"x\",\"object\":\"anna\""),
                "  relation UnknownLink.subject | x\n");
}

static void a_post_is_named(void **state) {
    (void)state;
    expect_read(FORMAT,
                ANNA EDGE("o", "Occupancy", "\"holder\":[\"anna\"],\"post\":[\"post\"]")
                    PARTY("post", "Position", "\"name\":[\"Minister\"]"),
                "  relation Occupancy.post | post Sample\n");
    expect_read(FORMAT, ANNA EDGE("o", "Occupancy", "\"holder\":[\"anna\"],\"post\":[\"gone\"]"),
                "  relation Occupancy.post | gone\n");
}

static void addresses_are_put_together(void **state) {
    (void)state;
    expect_read(FORMAT,
                PARTY("anna", "Person", "\"addressEntity\":[\"a\",\"b\"]") EDGE(
                    "a", "Address",
                    "\"street\":[\"1 Lane\"],\"postOfficeBox\":[\"Box 2\"],\"city\":[\"Town\"]"
                    ",\"postalCode\":[\"77\"],\"country\":[\"ru\"],\"full\":[\"1 Lane, Box 2, "
                    "77 Town, Russia\"]")
                    EDGE("b", "Address", "\"full\":[\"Hill 3, Town\"],\"country\":[\"gb-sct\"]"),
                "  address 1 Lane, Box 2 | Town, 77 | ru = RU\n"
                "  address Hill 3, Town |  | gb = GB\n"
                "  unmodelled Address.country | gb-sct\n");
}

/* The whole address is kept where its parts do not say all of it. */
static void a_whole_address_that_says_more_is_kept(void **state) {
    (void)state;
    const char *rows = PARTY("anna", "Person", "\"addressEntity\":[\"a\"]")
        EDGE("a", "Address",
             "\"full\":[\"3rd floor, 1 Lane, Town\"],\"street\":[\"1 Lane\"],"
             "\"city\":[\"Town\"]");
    expect_read(FORMAT, rows, "  unmodelled Address.full | 3rd floor, 1 Lane, Town\n");
}

static void an_edge_of_a_schema_that_is_not_known_is_kept_whole(void **state) {
    (void)state;
    expect_read(FORMAT, ANNA EDGE("t", "Tattoo", "\"bearer\":[\"anna\"],\"motif\":[\"x\"]"),
                "  unmodelled Tattoo | {\"bearer\":[\"anna\"],\"motif\":[\"x\"]}\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sanction_is_a_listing),
        cmocka_unit_test(each_sanction_is_a_listing_of_its_own),
        cmocka_unit_test(dates_that_are_no_days_stay),
        cmocka_unit_test(other_lists_numbers_are_references),
        cmocka_unit_test(documents_are_identifiers),
        cmocka_unit_test(accounts_and_wallets_are_identifiers_of_their_holder),
        cmocka_unit_test(relations_keep_their_details),
        cmocka_unit_test(a_post_is_named),
        cmocka_unit_test(addresses_are_put_together),
        cmocka_unit_test(a_whole_address_that_says_more_is_kept),
        cmocka_unit_test(an_edge_of_a_schema_that_is_not_known_is_kept_whole),
    };
    return cmocka_run_group_tests(tests, load_samples, free_samples);
}
