/* What commands open before they work. Each says what is wrong and returns false when it fails. */
#ifndef INTERDICT_CLI_ENGINE_H
#define INTERDICT_CLI_ENGINE_H

#include <interdict/os.h>

#define CLI_ARENA_BYTES_MAX ((size_t)64 << 30)

/* The knowledge folder; `given` is --data or NULL. */
bool cli_find_data(char out[IX_PATH_BYTES_MAX], const char *given);
/* All knowledge files; `given` is --data or NULL. */
bool cli_read_data(ix_knowledge_file **files, int *count, const char *given, ix_arena *arena);
/* The knowledge about names and countries. */
bool cli_load_knowledge(const ix_knowledge **out, const char *given, ix_arena *arena);
/* What the policy of the knowledge folder says of lists. Without such a folder or policy the
 * defaults stand; a policy that cannot be read is warned of. */
typedef struct cli_list_policy {
    int age_days_max;       /* a list published longer ago is stale; 0: none ever is */
    int shrink_percent_max; /* 0: the library's default */
} cli_list_policy;
cli_list_policy cli_read_list_policy(const char *given);
/* What a command line says of when a snapshot may serve; SHRINK_PERCENT_UNSET: nothing. */
#define SHRINK_PERCENT_UNSET (-1)
typedef struct cli_promotion {
    int64_t errors;
    int64_t shrink;
    bool layout; /* a changed layout may serve */
} cli_promotion;
#define CLI_OPTION_ACCEPT_ERRORS(promotion)                                                        \
    {                                                                                              \
        "--accept-errors", OPTION_COUNT, &(promotion).errors, "COUNT",                             \
            "Refused rows that do not keep it from serving. Default 0."                            \
    }
#define CLI_OPTION_SHRINK_MAX(promotion)                                                           \
    {                                                                                              \
        "--shrink-max", OPTION_COUNT, &(promotion).shrink, "PERCENT",                              \
            "Loss of entities that does not keep it from serving. Default: the policy's, 20."      \
    }
#define CLI_OPTION_ACCEPT_LAYOUT(promotion)                                                        \
    {                                                                                              \
        "--accept-layout", OPTION_FLAG, &(promotion).layout, NULL,                                 \
            "A changed layout does not keep it from serving: columns that went or came."           \
    }
/* That, over what the policy says; `given` is --data or NULL. */
bool cli_promotion_policy(ix_promotion_policy *out, const cli_promotion *promotion,
                          const char *given);
/* The path of a mapping file: `given` itself, or, for a bare name, the one the knowledge folder
 * ships; `data` is --data or NULL. */
bool cli_find_mapping(char out[IX_PATH_BYTES_MAX], const char *given, const char *data);
/* The data folder; `given` is --home or NULL. Nothing is created. */
bool cli_open_home(ix_home *out, const char *given);
/* A list of the data folder and the history of what serves of it; with `held`, or if nothing
 * serves, of all that is archived: then ordinals count `list->snapshots`. `journal` is initialized
 * and freed by the caller, and outlives the history. */
bool cli_open_history(ix_manifest *list, ix_list_history *history, ix_buf *journal,
                      const char *home, const char *id, bool held, ix_arena *arena);

#endif
