/* Files mapped read-only. */
#include <interdict/os.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system.h"

static ix_status map_open(ix_map *out, int descriptor, const char *path, ix_error *error) {
    struct stat info;
    if (fstat(descriptor, &info) != 0) {
        return system_refused(error, path, "map", errno);
    }
    if (!S_ISREG(info.st_mode)) {
        return ix_error_at(error, IX_E_INPUT, ix_str_from_cstr(path), 0, -1,
                           "is not a regular file");
    }
    if (info.st_size == 0) {
        return IX_OK;
    }
    void *at = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, descriptor, 0);
    if (at == MAP_FAILED) {
        return system_refused(error, path, "map", errno);
    }
    out->bytes = (ix_str){at, (ptrdiff_t)info.st_size};
    return IX_OK;
}

ix_status ix_map_open(ix_map *out, const char *path, ix_error *error) {
    *out = (ix_map){0};
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return system_refused(error, path, "read", errno);
    }
    ix_status status = map_open(out, descriptor, path, error);
    close(descriptor);
    return status;
}

void ix_map_release(ix_str bytes) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t from = ((uintptr_t)bytes.ptr + page - 1) / page * page;
    uintptr_t to = ((uintptr_t)bytes.ptr + (uintptr_t)bytes.len) / page * page;
    if (from < to) {
        madvise((void *)from, to - from, MADV_DONTNEED); /* where it fails, they stay */
    }
}

void ix_map_close(ix_map *map) {
    if (map->bytes.len > 0) {
        munmap((void *)(uintptr_t)map->bytes.ptr, (size_t)map->bytes.len);
    }
    *map = (ix_map){0};
}
