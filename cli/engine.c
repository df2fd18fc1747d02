#include "engine.h"

#include "terminal.h"

#ifndef IX_INSTALLED_DATA
#define IX_INSTALLED_DATA NULL
#endif

bool cli_read_data(ix_knowledge_file **files, int *count, const char *given, ix_arena *arena) {
    char folder[IX_PATH_BYTES_MAX];
    ix_error error = {0};
    if (ix_data_find(folder, given, IX_INSTALLED_DATA, &error) != IX_OK ||
        ix_data_read(files, count, folder, arena, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    return true;
}

bool cli_load_knowledge(const ix_knowledge **out, const char *given, ix_arena *arena) {
    ix_knowledge_file *files;
    int count;
    ix_error error = {0};
    if (!cli_read_data(&files, &count, given, arena)) {
        return false;
    }
    if (ix_knowledge_load(out, files, count, arena, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    return true;
}

bool cli_open_home(ix_home *out, const char *given) {
    ix_error error = {0};
    if (ix_home_open(out, given, &error) != IX_OK) {
        cli_fail_error(&error);
        return false;
    }
    return true;
}
