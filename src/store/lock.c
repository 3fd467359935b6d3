/* SPDX-License-Identifier: Apache-2.0 */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define PATH_BYTES 4224

/* The longest name of a holder that is shown. */
#define HOLDER_BYTES 128

/* Who holds the lock, as it wrote itself; it may be about to. */
static void read_holder(int fd, char holder[HOLDER_BYTES])
{
    const ssize_t len = pread(fd, holder, HOLDER_BYTES - 1, 0);
    holder[len > 0 ? len : 0] = '\0';
}

static enum sl_status fail_held(int fd, const char *path, struct sl_error *err)
{
    char holder[HOLDER_BYTES];

    read_holder(fd, holder);
    const enum sl_status status = sl_fail(err, SL_IO, "another process is writing to '%s'", path);
    sl_fail_hint(
        err, "Wait until %s has finished.", holder[0] == '\0' ? "the other process" : holder
    );
    return status;
}

/* Write all of what the file holds. Only for others to read, so a full disk does not matter. */
static void write_holder(int fd, const char holder[HOLDER_BYTES])
{
    const ssize_t written = pwrite(fd, holder, HOLDER_BYTES, 0);
    (void)written;
}

enum sl_status sl_lock_take(const char *path, struct sl_lock *ret_lock, struct sl_error *err)
{
    char lock_path[PATH_BYTES];

    if (snprintf(lock_path, sizeof lock_path, "%s-lock", path) >= (int)sizeof lock_path) {
        return sl_fail_io(err, "open", path, ENAMETOOLONG);
    }
    const int fd = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return sl_fail_io(err, "open", lock_path, errno);
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        const enum sl_status status = reason == EWOULDBLOCK
                                          ? fail_held(fd, path, err)
                                          : sl_fail_io(err, "lock", lock_path, reason);
        (void)close(fd);
        return status;
    }
    char holder[HOLDER_BYTES] = { 0 };
    (void)snprintf(
        holder, sizeof holder, "process %ld (%.64s)", (long)getpid(), program_invocation_short_name
    );
    write_holder(fd, holder);
    ret_lock->fd = fd;
    return SL_OK;
}

void sl_lock_release(struct sl_lock *lock)
{
    if (lock->fd >= 0) {
        const char nobody[HOLDER_BYTES] = { 0 };
        write_holder(lock->fd, nobody);
        (void)close(lock->fd);
        lock->fd = -1;
    }
}
