/* What all screening commands ask with: circumstances, times, lists, bars; and the screener that
 * answers. */
#ifndef INTERDICT_CLI_QUESTION_H
#define INTERDICT_CLI_QUESTION_H

#include <interdict/os.h>
#include <interdict/screen.h>

#include "options.h"

#define CLI_FINDINGS_SHOWN    10
#define CLI_REQUEST_BYTES_MAX ((size_t)1 << 30) /* memory of one screening */
#define CLI_LINE_BYTES_MAX    ((size_t)1 << 30) /* one decision in writing */

/* Options as given. Zero it, then take CLI_OPTIONS_QUESTION into the command's table. */
typedef struct cli_question {
    cli_common common;
    const char *user, *nexus, *role, *activity, *license;
    const char *accept, *policy;
    const char *as_of, *known_at, *threshold;
    const char *owners; /* of the commands that take CLI_OPTION_OWNERS */
    cli_texts lists;
    bool exhaustive;
} cli_question;

/* Who asks, and about what dealing. */
#define CLI_OPTIONS_CIRCUMSTANCES(q)                                                               \
    {"--user", OPTION_TEXT, &(q).user, "USER",                                                     \
     "Who asks: private (default), federal, contractor, foreign_bank."},                           \
        {"--nexus", OPTION_TEXT, &(q).nexus, "NEXUS",                                              \
         "The dealing's link to the United States: us (default) or none."},                        \
        {"--role", OPTION_TEXT, &(q).role, "ROLE",                                                 \
         "What the subject is in the dealing: party (default), owner, signatory, agent, ..."},     \
        {"--activity", OPTION_TEXT, &(q).activity, "ACTIVITY",                                     \
         "What is being done: sale, resale, license, update, use, export, payment, ..."},          \
    {                                                                                              \
        "--license", OPTION_TEXT, &(q).license, "ID",                                              \
            "The licence that the dealing relies on: 'GL 8L', or one of the institution's own; "   \
            "of several: 'A; B'."                                                                  \
    }

/* All but the time of what is known. */
#define CLI_OPTIONS_CONTEXT(q)                                                                     \
    CLI_OPTIONS_CIRCUMSTANCES(q),                                                                  \
        {"--policy", OPTION_TEXT, &(q).policy, "FILE",                                             \
         "Bars and ages. Default: policy.yml of the knowledge folder."},                           \
        {"--as-of", OPTION_TEXT, &(q).as_of, "TIME", "The time whose law is asked about."},        \
        {"--list", OPTION_TEXTS, &(q).lists, "ID",                                                 \
         "Screen against this list only. Default: all."},                                          \
        {"--threshold", OPTION_TEXT, &(q).threshold, "SCORE",                                      \
         "The score from which a match is returned. Default 0.70."},                               \
    {                                                                                              \
        "--exhaustive", OPTION_FLAG, &(q).exhaustive, NULL,                                        \
            "Score every listed name instead of using the index."                                  \
    }

#define CLI_OPTIONS_QUESTION(q)                                                                    \
    CLI_OPTIONS_CONTEXT(q), {                                                                      \
        "--known-at", OPTION_TEXT, &(q).known_at, "TIME",                                          \
            "Use only snapshots published by then. Default: all."                                  \
    }

/* Of commands whose subjects are parties. */
#define CLI_OPTION_ACCEPT(q)                                                                       \
    {                                                                                              \
        "--accept", OPTION_TEXT, &(q).accept, "FILE",                                              \
            "Pairs of subject and entity that a person found to be two parties."                   \
    }

#define CLI_OPTION_OWNERS(q)                                                                       \
    {                                                                                              \
        "--owners", OPTION_TEXT, &(q).owners, "FILE",                                              \
            "Who owns whom: a file as for `interdict owners`."                                     \
    }

/* Everything a screening command holds open. */
typedef struct cli_session {
    ix_arena arena; /* lives as long as the session */
    ix_map image;
    bool mapped;
    ix_buf policy_file;
    ix_buf accept_file;
    ix_screener screener;
    ix_context context;
    ix_when as_of; /* NONE when not given */
    ix_when known_at;
    ix_str list_ids[CLI_TEXTS_MAX];
    ix_screen_options options;
} cli_session;

/* Read the options, load the knowledge, open the image if there is one. Says what is wrong and
 * returns false; then nothing is left to close. */
bool cli_session_open(cli_session *session, const cli_question *question);
/* Add the rules of the user's own, for lists that no publisher's rules are made for, and licences
 * given to the institution: what stands below programs/ and licenses/ of the data folder. Says what
 * is wrong and returns false. */
bool cli_add_own_rules(ix_knowledge_file **files, int *count, ix_arena *arena, const char *given);
void cli_session_close(cli_session *session);
/* as_of as given, else now. */
ix_when cli_session_as_of(const cli_session *session);
/* as_of of a run over many subjects: as given, else the instant that ix_screener_run_instant()
 * fixes, so that two runs of one day ask about the same. */
ix_when cli_session_run_as_of(const cli_session *session);
/* "0.70" as 7000; false unless it lies in [0, 1] with at most four decimals. */
bool cli_read_score(int32_t *score, const char *text);
/* Print a decision as the common options say, and why if nothing was screened; the exit status. */
int cli_print_decision(const ix_decision *decision, const cli_common *common, int64_t limit);

#endif
