/* An owners file, read whole, its parties screened on workers: what the commands that ask who owns
 * whom share. */
#ifndef INTERDICT_CLI_OWNERS_H
#define INTERDICT_CLI_OWNERS_H

#include "question.h"

#define CLI_HOLDINGS_BYTES_MAX ((size_t)16 << 30) /* memory of all stakes and names of a file */

typedef struct cli_holdings {
    ix_owners owners;
    ix_arena arena;
    ix_holdings *holdings;                /* settled */
    int64_t read_ms, screen_ms, reach_ms; /* what the steps took */
} cli_holdings;

/* Read the file (`-` is standard input), warn of what is odd, screen every party once, and find
 * what the stakes come to at `as_of`. Says what is wrong and returns false; then nothing is left to
 * close. `threads`: 0 for one a core. */
bool cli_holdings_open(cli_holdings *out, const cli_session *session, ix_when as_of,
                       const char *path, int64_t threads, bool quiet);
void cli_holdings_close(cli_holdings *holdings);

#endif
