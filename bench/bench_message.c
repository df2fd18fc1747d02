/* How many pacs.008 messages are screened in a second, by one thread.
 *
 *   meson test --benchmark -C build --verbose     (or `make bench`)
 *   build/bench/bench_message data SDN.CSV [ROUNDS]
 *
 * Messages are made here, alike each time: two parties with addresses, two banks, an account, a
 * reference and a line of remittance. What comes again is what does so at a bank: banks (some
 * often), towns, countries, words of trade. Each name, street, account, reference and remittance is
 * another one: given names and words of trade are of the knowledge, half of all surnames and firms
 * in no table. Time is of one thread, with nothing kept of another round: reading, screening, and
 * the decision in JSON; then of each of these alone. The list is OFAC's whole list where the folder
 * INTERDICT_TEST_DATA names is at hand, else the one given. */
#include <interdict/lists.h>
#include <interdict/os.h>
#include <interdict/screen.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"

#define MESSAGES        4096
#define ROUNDS          3
#define WORDS_MAX       8192
#define BANKS           600
#define ARENA_BYTES_MAX ((size_t)4 << 30)
#define CACHE_BYTES     ((size_t)64 << 20)

typedef struct word_table {
    ix_str words[WORDS_MAX];
    int count;
} word_table;

typedef struct bench {
    ix_arena lasting, request;
    ix_buf image;
    ix_screener screener;
    ix_screen_options options;
    ix_message_reader *reader;
    ix_decision_style style;
    ix_buf line;
    word_table given, family, trade;
    ix_str messages[MESSAGES];
    uint32_t seed;
} bench;

static void must(ix_status status, const ix_error *error) {
    if (status != IX_OK) {
        fprintf(stderr, "bench: %s: %s\n", error->source, error->text);
        exit(1);
    }
}

/* ------------------------------------------------------------------ words to make them of */

static const char *const towns[] = {
    "Hamburg",   "Bremen",    "Leipzig",     "Stuttgart", "Essen",     "Lyon",      "Nantes",
    "Lille",     "Rennes",    "Toulouse",    "Leeds",     "Bristol",   "Cardiff",   "Sheffield",
    "Glasgow",   "Gdansk",    "Poznan",      "Wroclaw",   "Krakow",    "Porto",     "Braga",
    "Coimbra",   "Osaka",     "Nagoya",      "Sapporo",   "Torino",    "Bologna",   "Genova",
    "Verona",    "Malmo",     "Uppsala",     "Goteborg",  "Rotterdam", "Utrecht",   "Eindhoven",
    "Valencia",  "Sevilla",   "Bilbao",      "Zaragoza",  "Cork",      "Galway",    "Limerick",
    "Brno",      "Plzen",     "Graz",        "Linz",      "Salzburg",  "Aarhus",    "Odense",
    "Tampere",   "Turku",     "Oulu",        "Busan",     "Incheon",   "Curitiba",  "Recife",
    "Fortaleza", "Monterrey", "Guadalajara", "Puebla",    "Pune",      "Chennai",   "Jaipur",
    "Singapore", "Freiburg",  "Mannheim",    "Kassel",    "Rostock",   "Dijon",     "Grenoble",
    "Norwich",   "Exeter",    "Lublin",      "Szczecin",  "Faro",      "Kobe",      "Parma",
    "Lund",      "Arnhem",    "Murcia",      "Sligo",     "Olomouc",   "Innsbruck", "Aalborg"};
static const char *const streets[] = {"Street", "Road", "Lane", "Avenue", "Way", "Square"};
static const char *const countries[] = {"DE", "FR", "GB", "PL", "PT", "JP", "IT", "SE", "NL", "ES",
                                        "IE", "CZ", "AT", "DK", "FI", "KR", "BR", "MX", "IN", "SG"};
static const char *const goods[] = {"coffee machines",  "spare parts",   "consulting services",
                                    "garden furniture", "maintenance",   "steel pipes",
                                    "cotton shirts",    "school books",  "dental tools",
                                    "frozen fish",      "office chairs", "translation work",
                                    "bicycle frames",   "printer paper", "legal advice",
                                    "hotel rooms",      "solar modules", "wooden pallets"};
static const char *const letters[] = {"INVOICE",  "Inv.",  "Rechnung", "Facture no",   "PO",
                                      "Contract", "Order", "Your ref", "Delivery note"};
static const char *const starts[] = {"b", "br", "d", "f", "gl",  "h",  "k", "kr", "l", "m",
                                     "n", "p",  "r", "s", "sch", "st", "t", "v",  "w", "z"};
static const char *const middles[] = {"a", "e", "i", "o", "u", "ei", "au", "ie"};
static const char *const ends[] = {"ber", "din", "gert", "kov", "lund", "mann",
                                   "nen", "ric", "sson", "ti",  "ton",  "vez"};

#define PICK(b, table) (table)[next_random(b) % (sizeof(table) / sizeof(table)[0])]

static uint32_t next_random(bench *b) {
    b->seed = b->seed * 1664525u + 1013904223u;
    return b->seed >> 8;
}

static bool is_plain_word(ix_str word) {
    for (ptrdiff_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')) {
            return false;
        }
    }
    return word.len >= 4 && word.len <= 12;
}

/* The words in a-z of a file of knowledge: those behind the first bar of a row. */
static void take_words(bench *b, word_table *out, const ix_knowledge_file *file) {
    ix_str rest = file->bytes;
    while (rest.len > 0) {
        ix_str words;
        ix_str line = ix_str_cut(rest, '\n', &rest);
        ix_str_cut(line, '|', &words);
        if (ix_str_starts_with(line, IX_STR("#"))) {
            continue;
        }
        while (words.len > 0 && out->count < WORDS_MAX) {
            ix_str word = ix_str_cut(words, ' ', &words);
            if (is_plain_word(word)) {
                out->words[out->count++] = ix_arena_copy(&b->lasting, word);
            }
        }
    }
}

static void load_words(bench *b, const ix_knowledge_file *files, int count) {
    for (int i = 0; i < count; i++) {
        ix_str name = files[i].path;
        if (ix_str_equal(name, IX_STR("names/given_names.txt"))) {
            take_words(b, &b->given, &files[i]);
        } else if (ix_str_equal(name, IX_STR("names/family_names.txt"))) {
            take_words(b, &b->family, &files[i]);
        } else if (ix_str_equal(name, IX_STR("names/generic_words.txt"))) {
            take_words(b, &b->trade, &files[i]);
        }
    }
    if (b->given.count == 0 || b->family.count == 0 || b->trade.count == 0) {
        fprintf(stderr, "bench: the knowledge has no words to make names of\n");
        exit(1);
    }
}

/* ------------------------------------------------------------------ the messages */

static void put_word(bench *b, ix_buf *out, const word_table *table) {
    ix_buf_append(out, table->words[next_random(b) % (uint32_t)table->count]);
}

/* A word that is in no table, as most surnames and the names of most firms are. */
static void put_new_word(bench *b, ix_buf *out) {
    size_t first = out->len;
    for (uint32_t i = 0, more = next_random(b) % 2; i <= more; i++) {
        ix_buf_append_cstr(out, PICK(b, starts));
        ix_buf_append_cstr(out, PICK(b, middles));
    }
    ix_buf_append_cstr(out, PICK(b, ends));
    out->ptr[first] = (char)(out->ptr[first] - 'a' + 'A');
}

static void put_family(bench *b, ix_buf *out) {
    if (next_random(b) % 2 == 0) {
        put_word(b, out, &b->family);
    } else {
        put_new_word(b, out);
    }
}

static void put_name(bench *b, ix_buf *out) {
    static const char *const forms[] = {"LLC", "GmbH", "Ltd", "SA", "AB", "BV", "Inc", "SpA"};
    uint32_t kind = next_random(b) % 4;
    if (kind < 2) {
        put_word(b, out, &b->given);
        ix_buf_append_char(out, ' ');
        put_family(b, out);
        return;
    }
    put_family(b, out);
    ix_buf_append_char(out, ' ');
    put_word(b, out, &b->trade);
    ix_buf_printf(out, " %s", PICK(b, forms));
}

static void put_party(bench *b, ix_buf *out, const char *element) {
    ix_buf_printf(out, "<%s><Nm>", element);
    put_name(b, out);
    ix_buf_append_cstr(out, "</Nm><PstlAdr><StrtNm>");
    put_family(b, out);
    ix_buf_printf(out, " %s</StrtNm><BldgNb>%u</BldgNb><PstCd>%05u</PstCd><TwnNm>",
                  PICK(b, streets), next_random(b) % 200, next_random(b) % 100000);
    ix_buf_printf(out, "%s</TwnNm><Ctry>%s</Ctry></PstlAdr></%s>", PICK(b, towns),
                  PICK(b, countries), element);
}

/* ISO 13616: the two digits that make the whole, letters as numbers, 1 modulo 97. */
static void put_iban(bench *b, ix_buf *out) {
    char account[19];
    unsigned rest = 0;
    for (int i = 0; i < 18; i++) {
        account[i] = (char)('0' + next_random(b) % 10);
        rest = (rest * 10 + (unsigned)(account[i] - '0')) % 97;
    }
    account[18] = '\0';
    for (const char *c = "131400"; *c != '\0'; c++) { /* DE00 */
        rest = (rest * 10 + (unsigned)(*c - '0')) % 97;
    }
    ix_buf_printf(out, "DE%02u%s", 98 - rest, account);
}

/* Some banks are met much more often than others. */
static void put_agent(bench *b, ix_buf *out, const char *element) {
    uint32_t one = next_random(b) % BANKS;
    uint32_t other = next_random(b) % BANKS;
    uint32_t bank = one < other ? one : other;
    ix_buf_printf(out, "<%s><FinInstnId><BICFI>%c%c%c%c%sXXX</BICFI></FinInstnId></%s>", element,
                  'A' + (int)(bank % 26), 'A' + (int)(bank / 26), 'Q', 'A' + (int)(bank * 7 % 26),
                  countries[bank % 20][0] == 'D' ? "DEFF" : "GB2L", element);
}

static ix_str make_message(bench *b) {
    ix_buf out;
    ix_buf_init(&out, (size_t)1 << 20);
    ix_buf_printf(&out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document "
                  "xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf>"
                  "<GrpHdr><MsgId>MSG%08u</MsgId><CreDtTm>2024-06-24T14:05:00Z</CreDtTm><NbOfTxs>1"
                  "</NbOfTxs><SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf></GrpHdr><CdtTrfTxInf>"
                  "<PmtId><EndToEndId>%c%c-%06u</EndToEndId><UETR>%08x-7b1d-4c55-9a1e-%012x</UETR>"
                  "</PmtId><IntrBkSttlmAmt Ccy=\"USD\">%u.00</IntrBkSttlmAmt>"
                  "<IntrBkSttlmDt>2024-06-24</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>",
                  next_random(b), 'A' + (int)(next_random(b) % 26),
                  'A' + (int)(next_random(b) % 26), next_random(b) % 1000000, next_random(b),
                  next_random(b), next_random(b) % 90000);
    put_party(b, &out, "Dbtr");
    ix_buf_append_cstr(&out, "<DbtrAcct><Id><IBAN>");
    put_iban(b, &out);
    ix_buf_append_cstr(&out, "</IBAN></Id></DbtrAcct>");
    put_agent(b, &out, "DbtrAgt");
    put_agent(b, &out, "CdtrAgt");
    put_party(b, &out, "Cdtr");
    ix_buf_printf(&out,
                  "<RmtInf><Ustrd>%s %u %s %u.%02u.2024</Ustrd></RmtInf></CdtTrfTxInf>"
                  "</FIToFICstmrCdtTrf></Document>\n",
                  PICK(b, letters), next_random(b) % 100000, PICK(b, goods),
                  1 + next_random(b) % 28, 1 + next_random(b) % 12);
    ix_str kept = ix_arena_copy(&b->lasting, ix_buf_view(&out));
    ix_buf_free(&out);
    return kept;
}

/* ------------------------------------------------------------------ the lists */

static void load(bench *b, const char *data, const char *sdn) {
    static ix_input input;
    const char *paths[] = {sdn};
    const ix_knowledge *knowledge;
    const ix_rules *rules;
    const ix_products *products;
    ix_policy policy = {.alert_score = IX_SCORE_ALERT, .establish_score = 8500};
    ix_knowledge_file *files;
    ix_index *index;
    int count;
    uint32_t ordinal;
    ix_error error = {0};
    must(ix_data_read(&files, &count, data, &b->lasting, &error), &error);
    load_words(b, files, count);
    must(ix_knowledge_load(&knowledge, files, count, &b->lasting, &error), &error);
    must(ix_rules_load(&rules, files, count, &b->lasting, &error), &error);
    must(ix_products_load(&products, files, count, &b->lasting, &error), &error);
    const ix_list_reader *reader = ix_list_reader_find(IX_STR("ofac_sdn_csv"));
    ix_list_history history = {.id = IX_STR("us_ofac_sdn"),
                               .publisher = IX_STR("OFAC"),
                               .format = IX_STR("ofac_sdn_csv"),
                               .zone = reader->zone};
    ix_list_history next;
    ix_parsed_snapshot *parsed = IX_NEW(&b->lasting, ix_parsed_snapshot, 1);
    must(ix_input_read(&input, reader, paths, 1, &error), &error);
    must(
        ix_snapshot_parse(parsed, reader, input.files, input.count, knowledge, &b->lasting, &error),
        &error);
    ix_snapshot snapshot = {.hash = ix_snapshot_hash(input.files, input.count),
                            .published = {IX_WHEN_DATE, 19895},
                            .entities = (uint32_t)parsed->count};
    must(ix_history_insert(&next, &ordinal, &history, &snapshot, parsed, &b->lasting, &error),
         &error);
    ix_buf_init(&b->image, ARENA_BYTES_MAX);
    must(ix_index_build(&b->image, knowledge, &next, 1, &error), &error);
    must(ix_index_open(&index, ix_buf_view(&b->image), knowledge, &b->lasting, &error), &error);
    ix_screener_init(&b->screener, index, knowledge, rules, products, &policy);
    printf("pacs.008 against %lld entities of %s\n", (long long)ix_index_entity_count(index), sdn);
}

/* ------------------------------------------------------------------ timing */

static const ix_context context = {.user = {"private", 7}, .nexus = {"us", 2}};
static const ix_when as_of = {IX_WHEN_DATE, 19905};

/* What a run works out once: `interdict message` does the same. A new one each round: no message
 * meets itself. */
static void begin_round(bench *b) {
    ix_error error = {0};
    must(ix_part_cache_open(&b->options.cache, CACHE_BYTES, &error), &error);
    must(ix_message_reader_open(&b->reader, &error), &error);
    must(ix_screen_frame_make(&b->options.frame, &b->screener, &context, as_of, (ix_when){0},
                              &b->options, &b->lasting, &error),
         &error);
    b->style = (ix_decision_style){.limit = 10};
    b->style.clear = ix_clear_line_make(b->options.frame, &b->style, &b->lasting);
    ix_buf_init(&b->line, (size_t)1 << 24);
}

static void end_round(bench *b) {
    ix_buf_free(&b->line);
    ix_message_reader_close(b->reader);
    ix_part_cache_close(b->options.cache);
    b->options = (ix_screen_options){0};
}

typedef enum stage { READ, SCREEN, WRITE, STAGES } stage;

static void run_one(bench *b, ix_str file, double spent[STAGES], int verdicts[8]) {
    ix_message message;
    ix_decision decision;
    int64_t at = 0;
    ix_error error = {0};
    double from = read_us(CLOCK_THREAD_CPUTIME_ID);
    ix_arena_reset(&b->request);
    must(ix_message_read(&message, &at, file, IX_STR("-"), 1, b->reader, &b->request, &error),
         &error);
    double read = read_us(CLOCK_THREAD_CPUTIME_ID);
    must(ix_screen_message(&decision, &b->screener, &message, &context, as_of, (ix_when){0},
                           &b->options, &b->request, &error),
         &error);
    double screened = read_us(CLOCK_THREAD_CPUTIME_ID);
    ix_buf_clear(&b->line);
    ix_decision_write_json(&b->line, &decision, &b->style);
    spent[READ] += read - from;
    spent[SCREEN] += screened - read;
    spent[WRITE] += read_us(CLOCK_THREAD_CPUTIME_ID) - screened;
    verdicts[decision.verdict]++;
}

int main(int argc, char **argv) {
    static bench b = {.seed = 1};
    double best[STAGES] = {0};
    double fastest = 0;
    int verdicts[8] = {0};
    int rounds = argc > 3 ? atoi(argv[3]) : ROUNDS;
    if (argc < 3) {
        fprintf(stderr, "usage: bench_message DATA SDN.CSV [ROUNDS]\n");
        return 2;
    }
    ix_arena_init(&b.lasting, ARENA_BYTES_MAX);
    ix_arena_init(&b.request, ARENA_BYTES_MAX);
    char whole[4096];
    const char *folder = getenv("INTERDICT_TEST_DATA");
    snprintf(whole, sizeof whole, "%s/ofac/sdn_2026-04-22_rebuilt.csv",
             folder != NULL ? folder : "../shared/data");
    load(&b, argv[1], ix_file_exists(whole) ? whole : argv[2]);
    for (int i = 0; i < MESSAGES; i++) {
        b.messages[i] = make_message(&b);
    }
    for (int i = 0; i < rounds; i++) {
        double spent[STAGES] = {0};
        memset(verdicts, 0, sizeof verdicts);
        begin_round(&b);
        for (int j = 0; j < MESSAGES; j++) {
            run_one(&b, b.messages[j], spent, verdicts);
        }
        end_round(&b);
        double sum = spent[READ] + spent[SCREEN] + spent[WRITE];
        if (i == 0 || sum < fastest) {
            fastest = sum;
            memcpy(best, spent, sizeof best);
        }
    }
    printf("  %.0f messages a second a core; of one: read %.1f us, screen %.1f us, write %.1f us\n",
           MESSAGES / fastest * 1e6, best[READ] / MESSAGES, best[SCREEN] / MESSAGES,
           best[WRITE] / MESSAGES);
    printf("  %d clear, %d info, %d review or more, of %d\n", verdicts[IX_VERDICT_CLEAR],
           verdicts[IX_VERDICT_INFO],
           MESSAGES - verdicts[IX_VERDICT_CLEAR] - verdicts[IX_VERDICT_INFO], MESSAGES);
    return 0;
}
