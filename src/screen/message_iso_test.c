/* Tests of the walk over ISO 20022 messages: what no map knows, encodings, envelopes, facts. */
#include <interdict/os.h>

#include "test_message.h"

static void what_no_map_knows(void **state) {
    (void)state;
    static const char *const texts[] = {
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf>"
        "<Unheard><Of>" LISTED "</Of></Unheard></FIToFICstmrCdtTrf></Document>",
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf>"
        "<CdtTrfTxInf><IntrBkSttlmAmt Ccy=\"USD\">" LISTED "</IntrBkSttlmAmt></CdtTrfTxInf>"
        "</FIToFICstmrCdtTrf></Document>",
        "<Document><X note=\"" LISTED "\"/></Document>",
        "<Document><X><!-- " LISTED " --></X></Document>",
        "<Document><X><![CDATA[paid by " LISTED "]]></X></Document>",
        "<Document><Any><Dbtr><Pty><Nm>" LISTED "</Nm></Pty></Dbtr></Any></Document>",
        "<Anything>" LISTED "</Anything>",
        "<?xml version=\"1.0\"?><?say " LISTED "?><a/>",
        "<CreDtTm>" LISTED "</CreDtTm>"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_planted(texts[i], LISTED);
    }
}

static void entities_and_encodings(void **state) {
    (void)state;
    static const char latin[] = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Document><X>"
                                "M\xFCller &amp; ANDREI&#32;GENNADYEVICH TIKHONOV</X></Document>";
    ix_message message;
    ix_arena_reset(&w.request);
    ix_str file = ix_str_from_cstr(latin);
    ix_decision d = screen(&message, file);
    const ix_finding *finding = find(&d, KEY);
    assert_non_null(finding);
    ix_str placed = ix_str_slice(file, finding->places[0].from, finding->places[0].to);
    assert_true(ix_str_equal(placed, IX_STR("ANDREI&#32;GENNADYEVICH TIKHONOV")));
    assert_int_equal(message.coverage.anomaly, 0);
}

/* TIKHONOV in the Cyrillic of each encoding, where it stands. */
static void encodings_of_one_byte(void **state) {
    (void)state;
    static const struct {
        const char *encoding, *name;
    } cases[] = {{"windows-1251", "\xC0\xED\xE4\xF0\xE5\xE9 \xD2\xE8\xF5\xEE\xED\xEE\xE2"},
                 {"CP1251", "\xC0\xED\xE4\xF0\xE5\xE9 \xD2\xE8\xF5\xEE\xED\xEE\xE2"},
                 {"koi8-r", "\xE1\xCE\xC4\xD2\xC5\xCA \xF4\xC9\xC8\xCF\xCE\xCF\xD7"},
                 {"ISO-8859-5", "\xB0\xDD\xD4\xE0\xD5\xD9 \xC2\xD8\xE5\xDE\xDD\xDE\xD2"},
                 {"ibm866", "\x80\xAD\xA4\xE0\xA5\xA9 \x92\xA8\xE5\xAE\xAD\xAE\xA2"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "<?xml version=\"1.0\" encoding=\"%s\"?><Document><X><Dbtr><Nm>%s</Nm></Dbtr>"
                 "<Ustrd>for %s, &#8470; 5</Ustrd></X></Document>",
                 cases[i].encoding, cases[i].name, cases[i].name);
        ix_message message;
        ix_str file = ix_str_from_cstr(text);
        ix_arena_reset(&w.request);
        ix_decision d = screen(&message, file);
        assert_true(d.verdict != IX_VERDICT_NOT_SCREENED);
        assert_int_equal(message.coverage.anomaly, 0);
        assert_true(ix_str_equal(message.fields[0].value, IX_STR("Андрей Тихонов")));
        assert_true(ix_str_equal(message.fields[1].value, IX_STR("for Андрей Тихонов, № 5")));
        const ix_finding *finding = find(&d, KEY);
        assert_non_null(finding);
        assert_int_equal(finding->place_count, 2);
        for (int j = 0; j < 2; j++) {
            ix_str placed = ix_str_slice(file, finding->places[j].from, finding->places[j].to);
            assert_true(ix_str_equal(placed, ix_str_from_cstr(cases[i].name)));
        }
    }
}

/* What is declared cannot be: the text is searched as it is, and nothing is settled. */
static void encodings_that_are_wrong(void **state) {
    (void)state;
    static const char *const texts[] = {
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?><Document><X>Андрей "
        "Тихонов</X></Document>",
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Document><X>Андрей Тихонов</X></Document>",
        "<?xml version=\"1.0\" encoding=\"none\"?><Document><X>" LISTED "</X></Document>",
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?><Document><X>" LISTED
        " \x98</X></Document>"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ix_message message;
        ix_arena_reset(&w.request);
        ix_decision d = screen(&message, ix_str_from_cstr(texts[i]));
        assert_int_equal(d.verdict, IX_VERDICT_NOT_SCREENED);
        assert_true(message.fault.len > 0);
        assert_non_null(find(&d, KEY));
    }
}

static void facts_of_the_head(void **state) {
    (void)state;
    ix_message message;
    ix_arena_reset(&w.request);
    screen(&message,
           IX_STR("<E><h:AppHdr xmlns:h=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><h:Fr>"
                  "<h:FIId><h:FinInstnId><h:BICFI>AAAADEFFXXX</h:BICFI></h:FinInstnId></h:FIId>"
                  "</h:Fr></h:AppHdr><p:Document "
                  "xmlns:p=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\">"
                  "<p:FIToFICstmrCdtTrf><p:GrpHdr><p:MsgId>M1</p:MsgId></p:GrpHdr><p:CdtTrfTxInf>"
                  "<p:IntrBkSttlmAmt Ccy=\"USD\">12.50</p:IntrBkSttlmAmt>"
                  "<p:IntrBkSttlmDt>2024-06-24</p:IntrBkSttlmDt></p:CdtTrfTxInf><p:CdtTrfTxInf/>"
                  "</p:FIToFICstmrCdtTrf></p:Document></E>"));
    assert_true(ix_str_equal(message.format, IX_STR("pacs.008.001.08")));
    assert_true(ix_str_equal(message.id, IX_STR("M1")));
    assert_true(ix_str_equal(message.sender, IX_STR("AAAADEFFXXX")));
    assert_true(ix_str_equal(message.amount, IX_STR("12.50")));
    assert_true(ix_str_equal(message.currency, IX_STR("USD")));
    assert_true(ix_str_equal(message.value_date, IX_STR("2024-06-24")));
    assert_int_equal(message.transactions, 2);
}

static void depth_and_length_are_bounded(void **state) {
    (void)state;
    char text[1024] = "";
    for (int i = 0; i < 70; i++) {
        strcat(text, "<aaaa>");
    }
    ix_message message;
    ix_arena_reset(&w.request);
    ix_decision d = screen(&message, ix_str_from_cstr(text));
    assert_int_equal(d.verdict, IX_VERDICT_NOT_SCREENED);
    assert_true(ix_str_ends_with(message.fault, IX_STR("elements are nested too deep")));
}

/* One reader, whatever it read before: broken, too deep, of another encoding. */
static void a_reader_says_nothing_of_other_messages(void **state) {
    (void)state;
    static const char whole[] =
        "<?xml version=\"1.0\"?><p:Document xmlns:p=\"urn:iso:std:iso:20022:tech:xsd:"
        "pacs.008.001.08\"><p:FIToFICstmrCdtTrf><p:CdtTrfTxInf><p:Dbtr><p:Nm>Anna Berg</p:Nm>"
        "</p:Dbtr></p:CdtTrfTxInf></p:FIToFICstmrCdtTrf></p:Document>";
    static const char *const before[] = {
        "<Document><X>half of a text", "<?xml version=\"1.0\" encoding=\"none\"?><X>1</X>",
        "<!DOCTYPE x><x/>", "<Document><Y>Ann</Z></Document>", whole};
    ix_message_reader *reader;
    ix_error error = {.status = IX_OK};
    assert_int_equal(ix_message_reader_open(&reader, &error), IX_OK);
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        const char *files[] = {before[i], whole};
        for (int j = 0; j < 2; j++) {
            ix_message kept, alone;
            int64_t at = 0, alone_at = 0;
            ix_str file = ix_str_from_cstr(files[j]);
            ix_arena_reset(&w.request);
            assert_int_equal(
                ix_message_read(&kept, &at, file, IX_STR("t"), 1, reader, &w.request, &error),
                IX_OK);
            assert_int_equal(
                ix_message_read(&alone, &alone_at, file, IX_STR("t"), 1, NULL, &w.request, &error),
                IX_OK);
            assert_int_equal(at, alone_at);
            assert_true(ix_str_equal(kept.fault, alone.fault));
            assert_true(ix_str_equal(kept.format, alone.format));
            assert_int_equal(kept.field_count, alone.field_count);
            assert_int_equal(kept.coverage.screened, alone.coverage.screened);
            assert_int_equal(kept.coverage.exempt, alone.coverage.exempt);
            assert_true(j == 0 || (kept.party_count == 1 && kept.field_count == 1 &&
                                   kept.parties[0].role == IX_MESSAGE_DEBTOR));
        }
    }
    ix_message_reader_close(reader);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_no_map_knows),
        cmocka_unit_test(entities_and_encodings),
        cmocka_unit_test(encodings_of_one_byte),
        cmocka_unit_test(encodings_that_are_wrong),
        cmocka_unit_test(facts_of_the_head),
        cmocka_unit_test(depth_and_length_are_bounded),
        cmocka_unit_test(a_reader_says_nothing_of_other_messages),
    };
    return cmocka_run_group_tests(tests, plant_set_up, plant_tear_down);
}
