#include "question.h"

#include <string.h>

#include "engine.h"
#include "terminal.h"

/* ------------------------------------------------------------------ options */

/* The value of an option that takes one of a few words; "none" of an activity is none at all. */
static bool read_word(ix_str *out, const char *option, const char *given, const char *standard,
                      const char *const *words) {
    *out = ix_str_from_cstr(standard);
    if (given == NULL) {
        return true;
    }
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(given, words[i]) == 0) {
            *out = ix_str_from_cstr(given);
            return true;
        }
    }
    ix_buf list;
    ix_buf_init(&list, 1024);
    for (int i = 0; words[i] != NULL; i++) {
        ix_buf_printf(&list, "%s%s", i > 0 ? " " : "", words[i]);
    }
    cli_fail("%s takes one of %.*s, not '%s'", option, (int)list.len, list.ptr, given);
    ix_buf_free(&list);
    return false;
}

static bool read_context(ix_context *context, const cli_question *q) {
    static const char *const users[] = {"private", "federal", "contractor", "foreign_bank", NULL};
    static const char *const nexuses[] = {"us", "none", NULL};
    static const char *const roles[] = {"party",       "owner",      "signatory",
                                        "agent",       "consignee",  "end_user",
                                        "beneficiary", "originator", NULL};
    static const char *const activities[] = {"sale",      "resale",  "license", "update",
                                             "integrate", "use",     "service", "information",
                                             "export",    "payment", "none",    NULL};
    if (!read_word(&context->user, "--user", q->user, "private", users) ||
        !read_word(&context->nexus, "--nexus", q->nexus, "us", nexuses) ||
        !read_word(&context->role, "--role", q->role, "party", roles) ||
        !read_word(&context->activity, "--activity", q->activity, "", activities)) {
        return false;
    }
    context->license = q->license != NULL ? ix_str_from_cstr(q->license) : (ix_str){0};
    if (ix_str_equal(context->activity, IX_STR("none"))) {
        context->activity = (ix_str){0};
    }
    return true;
}

static bool read_time(ix_when *out, const char *option, const char *given) {
    ix_error error = {0};
    if (given != NULL && ix_when_parse(out, ix_str_from_cstr(given), &error) != IX_OK) {
        cli_fail("%s %s: %s", option, given, error.text);
        return false;
    }
    return true;
}

bool cli_read_score(int32_t *score, const char *text) {
    ix_str decimals;
    ix_str whole = ix_str_cut(ix_str_from_cstr(text), '.', &decimals);
    int64_t value = 0;
    int64_t part = 0;
    if ((whole.len > 0 && !ix_str_to_int(whole, &value)) || whole.len + decimals.len == 0 ||
        decimals.len > 4 || (decimals.len > 0 && !ix_str_to_int(decimals, &part))) {
        return false;
    }
    for (ptrdiff_t i = decimals.len; i < 4; i++) {
        part *= 10;
    }
    if (value > 1 || value * IX_SCORE_ONE + part > IX_SCORE_ONE) {
        return false;
    }
    *score = (int32_t)(value * IX_SCORE_ONE + part);
    return true;
}

static bool read_options(cli_session *session, const cli_question *q) {
    session->options.exhaustive = q->exhaustive;
    if (q->threshold != NULL) {
        if (!cli_read_score(&session->options.threshold, q->threshold)) {
            cli_fail("--threshold takes a score from 0 to 1, such as 0.70, not '%s'", q->threshold);
            return false;
        }
        /* 0 would stand for the default. */
        session->options.threshold += session->options.threshold == 0;
    }
    for (int i = 0; i < q->lists.count; i++) {
        session->list_ids[i] = ix_str_from_cstr(q->lists.items[i]);
    }
    session->options.lists = session->list_ids;
    session->options.list_count = q->lists.count;
    return read_context(&session->context, q) && read_time(&session->as_of, "--as-of", q->as_of) &&
           read_time(&session->known_at, "--known-at", q->known_at);
}

/* ------------------------------------------------------------------ knowledge, rules, policy */

static bool load_policy(ix_policy *policy, cli_session *session, const char *given,
                        const ix_knowledge_file *files, int count) {
    ix_error error = {0};
    ix_str bytes = {0};
    ix_str source = IX_STR("policy.yml");
    for (int i = 0; i < count; i++) {
        if (ix_str_equal(files[i].path, source)) {
            bytes = files[i].bytes;
        }
    }
    if (given != NULL) {
        if (ix_file_read(&session->policy_file, given, &error) != IX_OK) {
            cli_fail_error(&error);
            return false;
        }
        bytes = ix_buf_view(&session->policy_file);
        source = ix_str_from_cstr(given);
    }
    if (bytes.ptr == NULL) {
        cli_fail("the knowledge folder has no policy.yml");
        return false;
    }
    if (ix_policy_load(policy, bytes, source, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    return true;
}

static ix_status map_index(ix_index **index, cli_session *session, const ix_home *home,
                           const ix_knowledge *knowledge, ix_error *error) {
    ix_status status =
        ix_home_index(index, &session->image, home, knowledge, &session->arena, error);
    session->mapped = session->image.bytes.ptr != NULL;
    return status;
}

/* Lists read with other knowledge, or by another version of the engine, are read anew from the
 * archived bytes: an answer never mixes two states of the knowledge. */
static ix_status read_anew(ix_index **index, cli_session *session, ix_home *home,
                           const ix_knowledge *knowledge, ix_error *error) {
    cli_progress progress = {0};
    cli_warn("the lists were read with other knowledge; reading them anew");
    ix_map_close(&session->image);
    session->mapped = false;
    ix_status status =
        ix_home_rebuild(home, knowledge, cli_progress_teller(&progress), &session->arena, error);
    cli_progress_end(&progress);
    *error = status == IX_OK ? (ix_error){0} : *error;
    return status == IX_OK ? map_index(index, session, home, knowledge, error) : status;
}

/* The serving image; none at all is no failure here. */
static bool open_index(ix_index **index, cli_session *session, const ix_knowledge *knowledge,
                       const char *home_given) {
    ix_home home;
    ix_error error = {0};
    *index = NULL;
    if (!cli_open_home(&home, home_given)) {
        return false;
    }
    ix_status status = map_index(index, session, &home, knowledge, &error);
    if (status == IX_E_REFUSED || status == IX_E_UNSUPPORTED) {
        status = read_anew(index, session, &home, knowledge, &error);
    }
    ix_home_close(&home);
    if (status != IX_OK && status != IX_E_NOT_FOUND) {
        cli_fail_error(&error);
        return false;
    }
    return true;
}

static bool are_loaded(const ix_index *index, const ix_screen_options *options) {
    for (int i = 0; index != NULL && i < options->list_count; i++) {
        bool found = false;
        for (int j = 0; j < ix_index_list_count(index); j++) {
            found = found || ix_str_equal(options->lists[i], ix_index_list_at(index, j)->id);
        }
        if (!found) {
            cli_fail("--list: no list '%" IX_FMT "' is loaded; see `interdict lists status`",
                     IX_ARG(options->lists[i]));
            return false;
        }
    }
    return true;
}

/* Every file of a folder of the data folder, placed below `as` beside those of the knowledge
 * folder. */
static bool add_own(ix_knowledge_file **files, int *count, ix_arena *arena, const ix_home *home,
                    const char *name, const char *as) {
    char folder[IX_PATH_BYTES_MAX];
    ix_knowledge_file *own;
    int own_count = 0;
    ix_error error = {0};
    if (ix_path_join(folder, home->path, name, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    if (!ix_file_exists(folder)) {
        return true;
    }
    ix_status status = ix_data_read(&own, &own_count, folder, arena, &error);
    ix_knowledge_file *all = IX_NEW(arena, ix_knowledge_file, *count + own_count);
    if (status != IX_OK || all == NULL) {
        cli_fail_error(status == IX_OK ? &(ix_error){.text = "out of memory"} : &error);
        return false;
    }
    memcpy(all, *files, (size_t)*count * sizeof *all);
    for (int i = 0; i < own_count; i++) {
        ix_buf path;
        ix_buf_init(&path, IX_PATH_BYTES_MAX);
        ix_buf_printf(&path, "%s/%" IX_FMT, as, IX_ARG(own[i].path));
        own[i].path = ix_arena_copy(arena, ix_buf_view(&path));
        ix_buf_free(&path);
        all[(*count)++] = own[i];
    }
    *files = all;
    return true;
}

bool cli_add_own_rules(ix_knowledge_file **files, int *count, ix_arena *arena, const char *given) {
    ix_home home;
    if (!cli_open_home(&home, given)) {
        return false;
    }
    bool added = add_own(files, count, arena, &home, "programs", "programs/home") &&
                 add_own(files, count, arena, &home, "licenses", "licenses/home");
    ix_home_close(&home);
    return added;
}

/* Pairs that cannot be read stop the run: nobody is asked about by half of them. */
static bool load_accepted(cli_session *session, const ix_knowledge *knowledge, const char *given) {
    ix_error error = {0};
    ix_status status = ix_file_read(&session->accept_file, given, &error);
    if (status == IX_OK) {
        status = ix_accepted_read(&session->options.accepted, ix_buf_view(&session->accept_file),
                                  ix_str_from_cstr(given), knowledge, &session->arena, &error);
    }
    if (status != IX_OK) {
        cli_fail_error(&error);
    }
    return status == IX_OK;
}

static bool load_all(cli_session *session, const cli_question *q) {
    ix_knowledge_file *files;
    int count;
    const ix_knowledge *knowledge;
    const ix_rules *rules;
    ix_policy policy;
    ix_index *index = NULL;
    ix_error error = {0};
    if (!cli_read_data(&files, &count, q->common.data, &session->arena)) {
        return false;
    }
    if (ix_knowledge_load(&knowledge, files, count, &session->arena, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    if (!cli_add_own_rules(&files, &count, &session->arena, q->common.home)) {
        return false;
    }
    if (ix_rules_load(&rules, files, count, &session->arena, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    if (!load_policy(&policy, session, q->policy, files, count) ||
        (q->accept != NULL && !load_accepted(session, knowledge, q->accept)) ||
        !open_index(&index, session, knowledge, q->common.home) ||
        !are_loaded(index, &session->options)) {
        return false;
    }
    const ix_products *products;
    if (ix_products_load(&products, files, count, &session->arena, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    ix_screener_init(&session->screener, index, knowledge, rules, products, &policy);
    return true;
}

bool cli_session_open(cli_session *session, const cli_question *question) {
    *session = (cli_session){.mapped = false};
    ix_arena_init(&session->arena, CLI_ARENA_BYTES_MAX);
    ix_buf_init(&session->policy_file, (size_t)1 << 24);
    ix_buf_init(&session->accept_file, CLI_LINE_BYTES_MAX);
    if (!read_options(session, question) || !load_all(session, question)) {
        cli_session_close(session);
        return false;
    }
    return true;
}

void cli_session_close(cli_session *session) {
    ix_arena_free(&session->arena);
    ix_buf_free(&session->policy_file);
    ix_buf_free(&session->accept_file);
    if (session->mapped) {
        ix_map_close(&session->image);
    }
    session->mapped = false;
}

ix_when cli_session_as_of(const cli_session *session) {
    return session->as_of.kind != IX_WHEN_NONE ? session->as_of
                                               : (ix_when){IX_WHEN_INSTANT, ix_clock_now()};
}

ix_when cli_session_run_as_of(const cli_session *session) {
    if (session->as_of.kind != IX_WHEN_NONE) {
        return session->as_of;
    }
    return (ix_when){IX_WHEN_INSTANT, ix_screener_run_instant(&session->screener, ix_clock_now())};
}

int cli_print_decision(const ix_decision *decision, const cli_common *common, int64_t limit) {
    ix_decision_style style = {.limit = limit > INT32_MAX ? INT32_MAX : (int)limit,
                               .color = cli_has_color()};
    ix_buf out;
    ix_buf_init(&out, CLI_LINE_BYTES_MAX);
    if (common->json) {
        ix_decision_write_json(&out, decision, &style);
        ix_buf_append_char(&out, '\n');
    } else {
        ix_decision_write_text(&out, decision, &style);
    }
    return cli_print(&out) == CLI_CLEAR ? ix_decision_exit_status(decision) : CLI_ERROR;
}
