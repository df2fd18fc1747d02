/* Shared by the files of this folder: the system's refusals as errors. */
#ifndef INTERDICT_OS_SYSTEM_H
#define INTERDICT_OS_SYSTEM_H

#include <interdict/os.h>

/** The error of a refused call on `path`: "cannot WHAT: reason". Status by errno: IX_E_NOT_FOUND,
 *  IX_E_MEMORY, else IX_E_IO. */
ix_status system_refused(ix_error *error, const char *path, const char *what, int code);
/** Sync the folder that holds `path`, so that a name in it lasts. */
ix_status sync_folder_of(const char *path, ix_error *error);
/** Write all bytes, whatever the system takes at a time. */
ix_status write_all(int descriptor, ix_str bytes, const char *path, ix_error *error);

#endif
