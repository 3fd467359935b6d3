/* SPDX-License-Identifier: Apache-2.0 */
#include "store/place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#define PATH_LIMIT_BYTES ((size_t)4096)

static enum sl_status fail_exists(const char *path, struct sl_error *err)
{
    const enum sl_status status = sl_fail(err, SL_INVALID, "there is a file '%s' already", path);
    sl_fail_hint(err, "Give another name, or move the file away.");
    return status;
}

/* The bytes of a path up to and with its last slash. */
static size_t folder_len(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

static enum sl_status make_file(struct sl_place *place, struct sl_error *err)
{
    const char *path = place->path.ptr;
    unsigned long long number = 0;

    if (getrandom(&number, sizeof number, 0) != sizeof number) {
        return sl_fail_io(err, "create", path, errno);
    }
    sl_buf_addf(
        &place->temp_path, "%.*s.sightline-%016llx.tmp", (int)folder_len(path), path, number
    );
    SL_TRY(sl_buf_status(&place->temp_path, err));
    const int fd = open(place->temp_path.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        const int reason = errno;
        sl_buf_clear(&place->temp_path); /* what has this name, if anything, is not ours */
        return sl_fail_io(err, "create", path, reason);
    }
    (void)close(fd);
    return SL_OK;
}

enum sl_status sl_place_begin(struct sl_place *place, const char *path, struct sl_error *err)
{
    sl_buf_init(&place->path, PATH_LIMIT_BYTES);
    sl_buf_init(&place->temp_path, 2 * PATH_LIMIT_BYTES);
    sl_buf_add(&place->path, sl_str_from(path));
    SL_TRY(sl_buf_status(&place->path, err));
    if (access(path, F_OK) == 0) {
        return fail_exists(path, err);
    }
    return make_file(place, err);
}

/* Gives 0 or an errno value. */
static int sync_path(const char *path, int flags)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
    if (fd < 0) {
        return errno;
    }
    const int reason = fsync(fd) == 0 ? 0 : errno;
    (void)close(fd);
    return reason;
}

/* Make the new name survive a power cut. Gives 0 or an errno value. */
static int sync_folder(char *path)
{
    const size_t len = folder_len(path);
    const char kept = path[len];
    path[len] = '\0'; /* for a moment, so that nothing here can run out of memory */
    const int reason = sync_path(len == 0 ? "." : path, O_DIRECTORY);
    path[len] = kept;
    return reason == EINVAL || reason == EACCES ? 0 : reason; /* a folder that cannot be synced */
}

enum sl_status sl_place_commit(struct sl_place *place, struct sl_error *err)
{
    const char *path = place->path.ptr;

    int reason = sync_path(place->temp_path.ptr, 0);
    if (reason != 0) {
        return sl_fail_io(err, "write", path, reason);
    }
    if (link(place->temp_path.ptr, path) != 0) {
        return errno == EEXIST ? fail_exists(path, err) : sl_fail_io(err, "create", path, errno);
    }
    (void)unlink(place->temp_path.ptr);
    sl_buf_clear(&place->temp_path);
    reason = sync_folder(place->path.ptr);
    return reason == 0 ? SL_OK : sl_fail_io(err, "write", path, reason);
}

void sl_place_finish(struct sl_place *place)
{
    if (place->temp_path.len > 0) {
        (void)unlink(place->temp_path.ptr);
    }
    sl_buf_finish(&place->path);
    sl_buf_finish(&place->temp_path);
}
