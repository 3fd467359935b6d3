/* SPDX-License-Identifier: Apache-2.0 */
#include "store/scratch_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/store_impl.h"

/* Where the file system knows no files without a name: one with a name, for a moment. */
static int open_named(char *path, size_t len, size_t room)
{
    (void)snprintf(path + len, room - len, "%s", "/.sightline-XXXXXX");
    const int fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0) {
        (void)unlink(path);
    }
    return fd;
}

enum sl_status
sl_store_scratch_file(const struct sl_store *store, int *ret_fd, struct sl_error *err)
{
    const char *store_path = sl_db_path(store->db);
    const char *slash = strrchr(store_path, '/');
    const size_t len = slash == NULL ? 1 : (size_t)(slash - store_path) + 1;
    char folder[SL_STORE_PATH_LIMIT_BYTES + 32];

    (void)snprintf(folder, sizeof folder, "%.*s", (int)len, slash == NULL ? "." : store_path);
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) {
        fd = open_named(folder, strlen(folder), sizeof folder);
    }
    if (fd < 0) {
        return sl_fail_io(err, "create a file beside", store_path, errno);
    }
    *ret_fd = fd;
    return SL_OK;
}
