#include "test_opensanctions.h"

#define FORMAT "ftm_jsonl"

static void names_have_their_kinds(void **state) {
    (void)state;
    expect_read(FORMAT,
                PARTY("anna", "Person",
                      "\"name\":[\"anna Sample\",\"Анна\",\"Anna B\"],\"alias\":[\"Anna B\",\"A\","
                      "\"Аня\"],\"weakAlias\":[\"Nut\"],\"previousName\":[\"Old\"]"),
                "anna person\n"
                "  name primary | anna Sample | caption\n"
                "  name translation | Анна | name\n"
                "  name strong | Anna B | name\n"
                "  name strong | A | alias\n"
                "  name strong | Аня | alias\n"
                "  name weak | Nut | weakAlias\n"
                "  name former | Old | previousName\n");
}

static void a_party_without_a_caption_has_its_first_name(void **state) {
    (void)state;
    expect_read(FORMAT, EDGE("a", "Company", "\"name\":[\" Firm \"]"),
                "  name primary | Firm | name\n");
    expect_read(FORMAT, EDGE("a", "Person", "\"lastName\":[\"B\"],\"firstName\":[\"A\"]"),
                "  name primary | A B | parts of the name\n");
    expect_read(FORMAT, EDGE("a", "CryptoWallet", "\"publicKey\":[\"1Boat\"]"),
                "  name primary | 1Boat | publicKey\n");
    expect_read(FORMAT, EDGE("a", "Person", "\"gender\":[\"male\"]"),
                "refused list:1: the party has no name\n");
}

static void what_is_known_of_a_person(void **state) {
    (void)state;
    expect_read(FORMAT,
                PARTY("anna", "Person",
                      "\"birthDate\":[\"1966\",\"1967-02\"],\"birthPlace\":[\"Town\"],\"gender\":["
                      "\"female\"],\"nationality\":[\"ru\",\"mars\"],\"country\":[\"ru\",\"gb\"],"
                      "\"title\":[\"Dr\"],\"position\":[\"Chair\",\"Head\"],\"notes\":[\"One.\"],"
                      "\"summary\":[\"Two.\"],\"religion\":[\"none\"]"),
                "  born 1966\n"
                "  born 1967-02\n"
                "  born in Town\n"
                "  nationality RU\n"
                "  gender female\n"
                "  title Dr; Chair; Head\n"
                "  remarks One.\nTwo.\n"
                "  unmodelled nationality | mars\n"
                "  unmodelled country | gb\n"
                "  unmodelled religion | none\n");
}

static void what_is_known_of_a_vessel(void **state) {
    (void)state;
    expect_read(FORMAT,
                PARTY("star", "Vessel",
                      "\"imoNumber\":[\"9074729\"],\"flag\":[\"ru\"],\"type\":[\"Tanker\"],"
                      "\"grossRegisteredTonnage\":[\"42\"],\"buildDate\":[\"1996\"],"
                      "\"owner\":[\"firm\"]"),
                "  born 1996\n"
                "  nationality RU\n"
                "  identifier imo | imoNumber | 9074729 |  | \n"
                "  relation owner | firm\n"
                "  vessel flag | ru\n"
                "  vessel type | Tanker\n"
                "  vessel grt | 42\n");
    expect_read(FORMAT, PARTY("firm", "Company", "\"type\":[\"LLC\"]"),
                "  unmodelled type | LLC\n"
                "  unmodelled schema | Company\n");
}

/* What an edge has said with a country is not said again without. */
static void a_property_does_not_repeat_an_edge(void **state) {
    (void)state;
    const char *rows = PARTY("anna", "Person",
                             "\"passportNumber\":[\"A1\",\"A2\"],\"address\":[\"1 Lane, Town\","
                             "\"Hill 3, Town, Russia\"],\"addressEntity\":[\"a\"]")
        EDGE("p", "Passport", "\"holder\":[\"anna\"],\"number\":[\"A1\"],\"country\":[\"ru\"]")
            EDGE("a", "Address", "\"street\":[\"1 Lane\"],\"city\":[\"Town\"]");
    expect_read(FORMAT, rows,
                "  identifier passport | Passport | A1 | RU | \n"
                "  identifier passport | passportNumber | A2 |  | \n"
                "  address 1 Lane | Town |  = \n"
                "  address Hill 3, Town |  | Russia = RU\n");
    expect_absent(FORMAT, rows, "address 1 Lane, Town");
}

/* Only what is reported as sanctioned is listed as that: exposure has a source of its own. */
static void topics_are_listings(void **state) {
    (void)state;
    expect_read(FORMAT, PARTY("anna", "Person", "\"topics\":[\"role.pep\",\"poi\"]"),
                "  listing role.pep\n"
                "  listing poi\n");
    expect_read(FORMAT, PARTY("anna", "Person", "\"gender\":[\"male\"]"), "  listing mentioned\n");
    expect_read(FORMAT,
                PARTY("anna", "Person",
                      "\"topics\":[\"role.pep\",\"sanction\"],\"programId\":["
                      "\"X\",\"Y\"]")
                    EDGE("s", "Sanction", "\"entity\":[\"anna\"],\"programId\":[\"X\"]"),
                "  listing sanction | X\n"
                "  listing role.pep\n"
                "  unmodelled programId | Y\n");
    expect_read(FORMAT, PARTY("anna", "Person", "\"topics\":[\"sanction\"],\"programId\":[\"X\"]"),
                "  listing sanction | X\n");
    expect_read(FORMAT,
                PARTY("firm", "Company", "\"topics\":[\"debarment\"]")
                    EDGE("s", "Sanction", "\"entity\":[\"firm\"],\"authority\":[\"Bank\"]"),
                "  listing debarment\n"
                "    authority Bank\n");
}

static void what_stands_beside_the_properties(void **state) {
    (void)state;
    expect_read(FORMAT,
                "{\"id\":\"a\",\"caption\":\"A\",\"schema\":\"Person\",\"properties\":{},"
                "\"datasets\":[\"un_sc\",\"eu_fsf\"],\"referents\":[\"a\",\"ofac-1\"],"
                "\"first_seen\":\"2020-01-01T00:00:00\",\"last_seen\":\"2021-01-01T00:00:00\"}\n",
                "    authority un_sc; eu_fsf\n"
                "  relation referent | ofac-1\n"
                "  relation dataset | un_sc\n"
                "  relation dataset | eu_fsf\n"
                "  unmodelled first_seen | 2020-01-01T00:00:00\n");
}

static void nested_files_hold_edges_in_their_parties(void **state) {
    (void)state;
    expect_read(FORMAT,
                PARTY("firm", "Company",
                      "\"sanctions\":[{\"id\":\"s\",\"schema\":\"Sanction\",\"properties\":{"
                      "\"programId\":[\"X\"]}}],\"addressEntity\":[{\"id\":\"a\",\"schema\":"
                      "\"Address\",\"properties\":{\"full\":[\"1 Lane\"]}}],\"ownershipAsset\":[{"
                      "\"id\":\"o\",\"schema\":\"Ownership\",\"properties\":{\"owner\":[{\"id\":"
                      "\"anna\"}],\"percentage\":[\"60\"]}}]"),
                "  listing sanction | X\n"
                "  address 1 Lane |  |  = \n"
                "  relation Ownership.owner [percentage=60] | anna\n"
                "  unmodelled Ownership.owner | {\"id\":\"anna\"}\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_have_their_kinds),
        cmocka_unit_test(a_party_without_a_caption_has_its_first_name),
        cmocka_unit_test(what_is_known_of_a_person),
        cmocka_unit_test(what_is_known_of_a_vessel),
        cmocka_unit_test(a_property_does_not_repeat_an_edge),
        cmocka_unit_test(topics_are_listings),
        cmocka_unit_test(what_stands_beside_the_properties),
        cmocka_unit_test(nested_files_hold_edges_in_their_parties),
    };
    return cmocka_run_group_tests(tests, load_samples, free_samples);
}
