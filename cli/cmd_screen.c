/* interdict screen NAME */
#include "owners.h"
#include "terminal.h"

/* The subject as given on the command line. */
typedef struct subject_options {
    const char *type, *gender;
    cli_texts dobs, birth_places, countries, ids, addresses, aliases;
} subject_options;

static bool add(ix_party *party, cli_session *session, const char *option,
                ix_party_field_kind field, const char *value) {
    ix_error error = {0};
    ix_status status = ix_party_add(party, (ix_party_field){.kind = field}, ix_str_from_cstr(value),
                                    session->screener.knowledge, &session->arena, &error);
    if (status != IX_OK && option[0] != '\0') {
        cli_fail("%s %s: %s", option, value, error.text);
    } else if (status != IX_OK) {
        cli_fail("%s", error.text);
    }
    return status == IX_OK;
}

static bool add_all(ix_party *party, cli_session *session, const char *option,
                    ix_party_field_kind field, const cli_texts *values) {
    for (int i = 0; i < values->count; i++) {
        if (!add(party, session, option, field, values->items[i])) {
            return false;
        }
    }
    return true;
}

static bool read_subject(ix_party *party, cli_session *session, const char *name,
                         const subject_options *o) {
    return add(party, session, "", IX_FIELD_NAME, name) &&
           (o->type == NULL || add(party, session, "--type", IX_FIELD_TYPE, o->type)) &&
           (o->gender == NULL || add(party, session, "--gender", IX_FIELD_GENDER, o->gender)) &&
           add_all(party, session, "--dob", IX_FIELD_DOB, &o->dobs) &&
           add_all(party, session, "--birth-place", IX_FIELD_BIRTH_PLACE, &o->birth_places) &&
           add_all(party, session, "--country", IX_FIELD_COUNTRY, &o->countries) &&
           add_all(party, session, "--id", IX_FIELD_IDENTIFIER, &o->ids) &&
           add_all(party, session, "--address", IX_FIELD_ADDRESS, &o->addresses) &&
           add_all(party, session, "--alias", IX_FIELD_ALIAS, &o->aliases);
}

static int screen(cli_session *session, const cli_question *question, const char *name,
                  const subject_options *subject, int64_t limit) {
    ix_party party = {.line = 0};
    if (!read_subject(&party, session, name, subject)) {
        return CLI_ERROR;
    }
    ix_arena request;
    ix_decision decision;
    ix_error error = {0};
    ix_when as_of = cli_session_as_of(session);
    cli_holdings held = {.holdings = NULL};
    if (question->owners != NULL &&
        !cli_holdings_open(&held, session, as_of, question->owners, 0, question->common.json)) {
        return CLI_ERROR;
    }
    ix_arena_init(&request, CLI_REQUEST_BYTES_MAX);
    ix_status status =
        ix_screen_party(&decision, &session->screener, &party, &session->context, as_of,
                        session->known_at, &session->options, &request, &error);
    if (status == IX_OK && question->owners != NULL) {
        status = ix_holdings_add(&decision, held.holdings, party.name, NULL, &request, &error);
    }
    int exit_status = cli_print_decision(&decision, &question->common, limit);
    if (status == IX_E_NOT_FOUND && session->screener.index == NULL) {
        exit_status = cli_fail("no list is loaded; `interdict lists add` loads one");
    } else if (status != IX_OK) {
        exit_status = cli_fail_error(&error);
    }
    ix_arena_free(&request);
    if (question->owners != NULL) {
        cli_holdings_close(&held);
    }
    return exit_status;
}

static int run(int argc, char **argv) {
    cli_question q = {.user = NULL};
    subject_options s = {.type = NULL};
    int64_t limit = CLI_FINDINGS_SHOWN;
    const cli_option options[] = {
        {"--type", OPTION_TEXT, &s.type, "TYPE",
         "person, organization, vessel, aircraft, wallet, product or any (default)."},
        {"--dob", OPTION_TEXTS, &s.dobs, "DATE", "Date of birth: 1966-11-09, 1966, 29 Apr 1971."},
        {"--birth-place", OPTION_TEXTS, &s.birth_places, "PLACE",
         "Place of birth: Moscow, Russia."},
        {"--country", OPTION_TEXTS, &s.countries, "COUNTRY",
         "Nationality, residence or registration: ISO 3166 code or English name."},
        {"--gender", OPTION_TEXT, &s.gender, "GENDER", "female or male."},
        {"--id", OPTION_TEXTS, &s.ids, "TYPE:VALUE[:COUNTRY]",
         "An identifier: passport:530193947:RU, imo:9256858, wallet:XBT:1Boat..."},
        {"--address", OPTION_TEXTS, &s.addresses, "TEXT", "An address, in one line."},
        {"--alias", OPTION_TEXTS, &s.aliases, "NAME", "A further name of the same subject."},
        CLI_OPTIONS_QUESTION(q),
        CLI_OPTION_ACCEPT(q),
        CLI_OPTION_OWNERS(q),
        {"--limit", OPTION_COUNT, &limit, "COUNT",
         "Print at most this many findings, 0: all. Default 10."},
        CLI_OPTION_JSON(q.common),
        CLI_OPTION_HOME(q.common),
        CLI_OPTION_DATA(q.common),
        {0}};
    cli_words words;
    int status;
    if (!cli_parse(&status, &words, &command_screen, options, argc, argv)) {
        return status;
    }
    if (words.count > 1) {
        return cli_fail("screen takes one name; quote it: '%s %s'", words.items[0], words.items[1]);
    }
    if (words.count == 0 && s.ids.count == 0) {
        return cli_fail("screen needs a name; see `interdict help screen`");
    }
    cli_session session;
    if (!cli_session_open(&session, &q)) {
        return CLI_ERROR;
    }
    status = screen(&session, &q, words.count == 0 ? "" : words.items[0], &s, limit);
    cli_session_close(&session);
    return status;
}

const cli_command command_screen = {.name = "screen",
                                    .summary = "may we deal with this party?",
                                    .usage = "interdict screen [OPTION]... NAME\n",
                                    .run = run};
