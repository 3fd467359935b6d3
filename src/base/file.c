/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE 1 /* realpath, fchmod */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/memory.h"

/* Bytes gathered before one system call. */
#define CHUNK_BYTES ((size_t)64 << 10)

/* How many names for a temporary file are tried. */
#define NAME_TRIES 100

/* Record a failure of the system; reason is an errno value. */
static enum sl_status fail_io(struct sl_error *err, const char *what, const char *path, int reason)
{
    char text[128];
    (void)sl_fail(err, SL_IO, "cannot %s '%s'", what, path);
    sl_fail_detail(err, "%s", strerror_r(reason, text, sizeof text));
    return SL_IO;
}

/* Read until the end, chunk by chunk. Gives 0 or an errno value. */
static int read_all(int fd, char *chunk, struct sl_buf *buf)
{
    for (;;) {
        const ssize_t count = read(fd, chunk, CHUNK_BYTES);
        if (count > 0) {
            sl_buf_add(buf, (struct sl_str){ .ptr = chunk, .len = (size_t)count });
        }
        if (count == 0 || buf->status != SL_OK) {
            return 0;
        }
        if (count < 0 && errno != EINTR) {
            return errno;
        }
    }
}

enum sl_status sl_file_read(const char *path, struct sl_buf *buf, struct sl_error *err)
{
    SL_TRY(sl_buf_status(buf, err));
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return fail_io(err, "open", path, errno);
    }
    char *chunk = sl_alloc(CHUNK_BYTES, 1);
    if (chunk == NULL) {
        (void)close(fd);
        return sl_fail_memory(err);
    }
    const int reason = read_all(fd, chunk, buf);
    sl_free(chunk);
    (void)close(fd);
    if (reason != 0) {
        return fail_io(err, "read", path, reason);
    }
    const enum sl_status status = sl_buf_status(buf, err);
    if (status == SL_LIMIT) {
        sl_fail_detail(err, "%s", path);
    }
    return status;
}

/* Invariant: temp_path is NULL when bytes go straight to fd (standard output, a device, a pipe). */
struct sl_file_writer {
    int fd;
    int failure; /* the first errno value, or 0 */
    char *path;
    char *temp_path;
    size_t len; /* bytes waiting in chunk */
    char chunk[CHUNK_BYTES];
};

static char *copy_text(const char *text)
{
    const size_t bytes = strlen(text) + 1;
    char *copy = sl_alloc(bytes, 1);
    if (copy != NULL) {
        memcpy(copy, text, bytes);
    }
    return copy;
}

/*
 * Where the file will stand in the end: behind all symbolic links, so that a link stays one and
 * the temporary file is in the folder of the real file. NULL when out of memory.
 */
static char *final_path(const char *path)
{
    char *real = realpath(path, NULL);
    char *copy = copy_text(real == NULL ? path : real);
    free(real);
    return copy;
}

/* Open a new file beside writer->path. Gives 0 or an errno value. */
static int open_temp(struct sl_file_writer *writer, mode_t mode)
{
    const size_t room = strlen(writer->path) + 24;
    writer->temp_path = sl_alloc(room, 1);
    if (writer->temp_path == NULL) {
        return ENOMEM;
    }
    for (uint64_t i = 0; i < NAME_TRIES; i++) {
        const uint64_t seed = (uint64_t)getpid() * NAME_TRIES + i;
        struct sl_buf name;
        sl_buf_init(&name, room);
        sl_buf_addf(&name, "%s.%016llx.tmp", writer->path, (unsigned long long)sl_hash_u64(seed));
        if (sl_buf_status(&name, NULL) != SL_OK) {
            sl_buf_finish(&name);
            return ENOMEM;
        }
        memcpy(writer->temp_path, name.ptr, name.len + 1);
        sl_buf_finish(&name);
        writer->fd = open(writer->temp_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (writer->fd >= 0 || errno != EEXIST) {
            return writer->fd >= 0 ? 0 : errno;
        }
    }
    return EEXIST;
}

/* Open where writer->path says. Gives 0 or an errno value. */
static int open_target(struct sl_file_writer *writer)
{
    struct stat old;
    const bool exists = stat(writer->path, &old) == 0;
    if (exists && !S_ISREG(old.st_mode)) {
        /* A device or a pipe is written to; replacing it by a file would break the machine. */
        writer->fd = open(writer->path, O_WRONLY | O_CLOEXEC);
        return writer->fd >= 0 ? 0 : errno;
    }
    const int reason = open_temp(writer, 0666);
    if (reason == 0 && exists) {
        /* The new file may be read by whom the old one could be; a failure only costs that. */
        (void)!fchmod(writer->fd, old.st_mode & 0777);
    }
    return reason;
}

static void free_writer(struct sl_file_writer *writer)
{
    sl_free(writer->path);
    sl_free(writer->temp_path);
    sl_free(writer);
}

enum sl_status
sl_file_create(const char *path, struct sl_file_writer **ret_writer, struct sl_error *err)
{
    struct sl_file_writer *writer = sl_alloc(1, sizeof *writer);
    if (writer == NULL) {
        return sl_fail_memory(err);
    }
    writer->fd = -1;
    writer->failure = 0;
    writer->temp_path = NULL;
    writer->len = 0;
    writer->path = final_path(path);
    int reason = writer->path == NULL ? ENOMEM : 0;
    if (reason == 0 && strcmp(path, "-") == 0) {
        writer->fd = STDOUT_FILENO;
    } else if (reason == 0) {
        reason = open_target(writer);
    }
    if (reason != 0) {
        free_writer(writer);
        return reason == ENOMEM ? sl_fail_memory(err) : fail_io(err, "create", path, reason);
    }
    *ret_writer = writer;
    return SL_OK;
}

/* Write bytes out, all of them or until the first failure, which sticks. */
static void write_out(struct sl_file_writer *writer, const char *ptr, size_t len)
{
    while (len > 0 && writer->failure == 0) {
        const ssize_t count = write(writer->fd, ptr, len);
        if (count >= 0) {
            ptr += count;
            len -= (size_t)count;
        } else if (errno != EINTR) {
            writer->failure = errno;
        }
    }
}

void sl_file_write(struct sl_file_writer *writer, struct sl_str bytes)
{
    if (bytes.len > CHUNK_BYTES - writer->len) {
        write_out(writer, writer->chunk, writer->len);
        writer->len = 0;
    }
    if (bytes.len > CHUNK_BYTES) {
        write_out(writer, bytes.ptr, bytes.len);
    } else if (bytes.len > 0) {
        memcpy(writer->chunk + writer->len, bytes.ptr, bytes.len);
        writer->len += bytes.len;
    }
}

/* Make a rename in the folder of path survive a power cut. Gives 0 or an errno value. */
static int sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = copy_text(slash == NULL ? "." : slash == path ? "/" : path);
    if (folder == NULL) {
        return ENOMEM;
    }
    if (slash != NULL && slash != path) {
        folder[slash - path] = '\0';
    }
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    sl_free(folder);
    if (fd < 0) {
        return errno == EACCES ? 0 : errno; /* a folder one may write to but not list */
    }
    const int reason = fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
    (void)close(fd);
    return reason;
}

enum sl_status sl_file_commit(struct sl_file_writer *writer, struct sl_error *err)
{
    write_out(writer, writer->chunk, writer->len);
    writer->len = 0;
    int reason = writer->failure;
    const bool temporary = writer->temp_path != NULL;
    if (reason == 0 && temporary && fsync(writer->fd) != 0) {
        reason = errno;
    }
    if (writer->fd != STDOUT_FILENO) {
        if (close(writer->fd) != 0 && reason == 0) {
            reason = errno;
        }
        writer->fd = STDOUT_FILENO; /* so that nobody closes it again */
    }
    if (reason == 0 && temporary && rename(writer->temp_path, writer->path) != 0) {
        reason = errno;
    }
    if (reason != 0) {
        const enum sl_status status = fail_io(err, "write", writer->path, reason);
        sl_file_abandon(writer);
        return status;
    }
    reason = temporary ? sync_folder(writer->path) : 0;
    enum sl_status status = SL_OK;
    if (reason != 0) {
        status =
            reason == ENOMEM ? sl_fail_memory(err) : fail_io(err, "sync", writer->path, reason);
    }
    free_writer(writer);
    return status;
}

void sl_file_abandon(struct sl_file_writer *writer)
{
    if (writer == NULL) {
        return;
    }
    if (writer->fd != STDOUT_FILENO) {
        (void)close(writer->fd);
    }
    if (writer->temp_path != NULL) {
        (void)unlink(writer->temp_path);
    }
    free_writer(writer);
}

void sl_file_abandon_ptr(struct sl_file_writer **writer)
{
    sl_file_abandon(*writer);
    *writer = NULL;
}
