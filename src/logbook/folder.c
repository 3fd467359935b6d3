/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/memory.h"

/* What stands behind the name of a file that is not finished. */
#define TEMP_SUFFIX ".tmp"

void sl_bytes_finish(struct sl_bytes *bytes)
{
    sl_free(bytes->ptr);
    *bytes = (struct sl_bytes){ .len = 0 };
}

struct sl_str sl_bytes_str(const struct sl_bytes *bytes)
{
    return (struct sl_str){ .ptr = bytes->ptr, .len = bytes->len };
}

enum sl_status sl_folder_open(struct sl_folder *folder, const char *path, struct sl_error *err)
{
    const int len = snprintf(folder->path, sizeof folder->path, "%s", path);

    folder->fd = -1;
    if (len >= (int)sizeof folder->path) {
        return sl_fail_io(err, "open", path, ENAMETOOLONG);
    }
    folder->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder->fd < 0 ? sl_fail_io(err, "open", path, errno) : SL_OK;
}

enum sl_status sl_folder_make(struct sl_folder *folder, const char *path, struct sl_error *err)
{
    folder->fd = -1;
    if (mkdir(path, 0700) == 0) {
        return sl_folder_open(folder, path, err);
    }
    if (errno != EEXIST) {
        return sl_fail_io(err, "create", path, errno);
    }
    const enum sl_status status = sl_fail(err, SL_INVALID, "there is '%s' already", path);
    sl_fail_hint(err, "Give another name, or move it away.");
    return status;
}

void sl_folder_close(struct sl_folder *folder)
{
    if (folder->fd >= 0) {
        (void)close(folder->fd);
        folder->fd = -1;
    }
}

enum sl_status sl_folder_fail(
    const struct sl_folder *folder, const char *what, const char *name, struct sl_error *err
)
{
    const int reason = errno;
    char path[SL_ERROR_TEXT_BYTES];

    (void)snprintf(path, sizeof path, "%.*s/%s", 150, folder->path, name);
    return sl_fail_io(err, what, path, reason);
}

/* Read up to `room` bytes. Gives how many, or -1 with errno. */
static ssize_t read_up_to(int fd, char *ptr, size_t room)
{
    size_t len = 0;

    while (len < room) {
        const ssize_t count = read(fd, ptr + len, room - len);
        if (count == 0) {
            break;
        }
        if (count > 0) {
            len += (size_t)count;
        } else if (errno != EINTR) {
            return -1;
        }
    }
    return (ssize_t)len;
}

static enum sl_status read_open(
    const struct sl_folder *folder,
    const char *name,
    int fd,
    struct sl_bytes *bytes,
    struct sl_error *err
)
{
    struct stat info;

    if (fstat(fd, &info) != 0) {
        return sl_folder_fail(folder, "read", name, err);
    }
    const size_t size = (size_t)info.st_size;
    if (size > SL_FOLDER_READ_LIMIT) {
        return sl_fail(err, SL_LIMIT, "'%s/%s' is too large", folder->path, name);
    }
    SL_TRY(sl_array_reserve(&bytes->ptr, &bytes->capacity, size + 1, 1, err));
    const ssize_t len = read_up_to(fd, bytes->ptr, size);
    if (len < 0) {
        return sl_folder_fail(folder, "read", name, err);
    }
    bytes->len = (size_t)len;
    return SL_OK;
}

enum sl_status sl_folder_read(
    const struct sl_folder *folder, const char *name, struct sl_bytes *bytes, struct sl_error *err
)
{
    const int fd = openat(folder->fd, name, O_RDONLY | O_CLOEXEC);

    bytes->len = 0;
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR)) {
        return sl_fail(err, SL_NOT_FOUND, "there is no '%s/%s'", folder->path, name);
    }
    if (fd < 0) {
        return sl_folder_fail(folder, "open", name, err);
    }
    const enum sl_status status = read_open(folder, name, fd, bytes, err);
    (void)close(fd);
    return status;
}

int sl_write_all(int fd, struct sl_str text)
{
    while (text.len > 0) {
        const ssize_t count = write(fd, text.ptr, text.len);
        if (count >= 0) {
            text.ptr += count;
            text.len -= (size_t)count;
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

/* Make the folders that a name needs; those that are there are fine. */
static void make_parents(const struct sl_folder *folder, const char *name)
{
    char part[SL_FOLDER_PATH_BYTES];

    for (const char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        (void)snprintf(part, sizeof part, "%.*s", (int)(slash - name), name);
        (void)mkdirat(folder->fd, part, 0700); /* opening the file will tell */
    }
}

static int create(const struct sl_folder *folder, const char *name)
{
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
    const int fd = openat(folder->fd, name, flags, 0600);

    if (fd >= 0 || errno != ENOENT) {
        return fd;
    }
    make_parents(folder, name);
    return openat(folder->fd, name, flags, 0600);
}

/* Write and close. Gives 0 or an errno value. */
static int fill(int fd, struct sl_str text, bool is_synced)
{
    int reason = sl_write_all(fd, text);

    if (reason == 0 && is_synced && fsync(fd) != 0) {
        reason = errno;
    }
    if (close(fd) != 0 && reason == 0) {
        reason = errno;
    }
    return reason;
}

enum sl_status sl_folder_write(
    const struct sl_folder *folder, const char *name, struct sl_str text, struct sl_error *err
)
{
    const int fd = create(folder, name);

    if (fd < 0) {
        return sl_folder_fail(folder, "create", name, err);
    }
    errno = fill(fd, text, false);
    return errno == 0 ? SL_OK : sl_folder_fail(folder, "write", name, err);
}

/* Sync the folder that a file stands in. Gives 0 or an errno value. */
static int sync_parent(const struct sl_folder *folder, const char *name)
{
    const char *slash = strrchr(name, '/');
    char part[SL_FOLDER_PATH_BYTES] = ".";

    if (slash != NULL) {
        (void)snprintf(part, sizeof part, "%.*s", (int)(slash - name), name);
    }
    const int fd = openat(folder->fd, part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return errno;
    }
    const int reason = fsync(fd) == 0 ? 0 : errno;
    (void)close(fd);
    return reason;
}

/* The name of a file while it is not finished; `temp` has SL_FOLDER_PATH_BYTES. */
static void name_temp(const char *name, char *temp)
{
    (void
    )snprintf(temp, SL_FOLDER_PATH_BYTES, "%.*s" TEMP_SUFFIX, (int)SL_FOLDER_PATH_BYTES - 8, name);
}

enum sl_status sl_folder_replace(
    const struct sl_folder *folder, const char *name, struct sl_str text, struct sl_error *err
)
{
    char temp[SL_FOLDER_PATH_BYTES];

    name_temp(name, temp);
    const int fd = create(folder, temp);
    if (fd < 0) {
        return sl_folder_fail(folder, "create", name, err);
    }
    int reason = fill(fd, text, true);
    if (reason == 0 && renameat(folder->fd, temp, folder->fd, name) != 0) {
        reason = errno;
    }
    if (reason != 0) {
        (void)unlinkat(folder->fd, temp, 0);
    } else {
        reason = sync_parent(folder, name);
    }
    errno = reason;
    return reason == 0 ? SL_OK : sl_folder_fail(folder, "write", name, err);
}

enum sl_status sl_folder_sync(const struct sl_folder *folder, struct sl_error *err)
{
    return syncfs(folder->fd) == 0 ? SL_OK : sl_folder_fail(folder, "write", ".", err);
}

void sl_folder_remove(const struct sl_folder *folder, const char *name)
{
    const char *slash = strrchr(name, '/');
    char part[SL_FOLDER_PATH_BYTES];

    (void)unlinkat(folder->fd, name, 0);
    name_temp(name, part);
    (void)unlinkat(folder->fd, part, 0);
    if (slash != NULL) {
        (void)snprintf(part, sizeof part, "%.*s", (int)(slash - name), name);
        (void)unlinkat(folder->fd, part, AT_REMOVEDIR); /* unless there is more in it */
    }
}
