/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

/* Bytes gathered before one system call. */
#define CHUNK_BYTES ((size_t)64 << 10)

/* A temporary file is hidden, and its name is independent of the final one, which may be long. */
#define TEMP_NAME       ".sightline-%016llx.tmp"
#define TEMP_NAME_BYTES ((size_t)32)

/* How many random names are tried: more would not help. */
#define NAME_TRIES 8

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
        return sl_fail_io(err, "open", path, errno);
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
        return sl_fail_io(err, "read", path, reason);
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
    bool owns_fd;
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

/* The bytes of a path up to and with its last slash. */
static size_t folder_len(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* Open a new file in the folder of writer->path. Gives 0 or an errno value. */
static int open_temp(struct sl_file_writer *writer)
{
    const size_t room = folder_len(writer->path) + TEMP_NAME_BYTES;
    char *temp_path = sl_alloc(room, 1);
    if (temp_path == NULL) {
        return ENOMEM;
    }
    int reason = EEXIST;
    for (int i = 0; i < NAME_TRIES && reason == EEXIST; i++) {
        const int folder = (int)folder_len(writer->path);
        unsigned long long number = 0;
        if (getrandom(&number, sizeof number, 0) != sizeof number) {
            reason = errno;
            break;
        }
        (void)snprintf(temp_path, room, "%.*s" TEMP_NAME, folder, writer->path, number);
        writer->fd = open(temp_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        reason = writer->fd >= 0 ? 0 : errno;
    }
    if (reason != 0) {
        sl_free(temp_path); /* what has this name, if anything, is not ours to remove */
        return reason;
    }
    writer->temp_path = temp_path;
    return 0;
}

/* Open where writer->path says. Gives 0 or an errno value. */
static int open_target(struct sl_file_writer *writer)
{
    if (writer->path[folder_len(writer->path)] == '\0') {
        return ENOENT; /* no name: better to say so now than when all is written */
    }
    struct stat old;
    const bool exists = stat(writer->path, &old) == 0;
    if (exists && !S_ISREG(old.st_mode)) {
        /* A device or a pipe is written to: to put a file in its place could break the machine. */
        writer->fd = open(writer->path, O_WRONLY | O_CLOEXEC);
        return writer->fd >= 0 ? 0 : errno;
    }
    const int reason = open_temp(writer);
    if (reason == 0 && exists && fchmod(writer->fd, old.st_mode & 0777) != 0) {
        return errno; /* who could not read the old file must not read the new one */
    }
    return reason;
}

enum sl_status
sl_file_create(const char *path, struct sl_file_writer **ret_writer, struct sl_error *err)
{
    struct sl_file_writer *writer = sl_alloc(1, sizeof *writer);
    if (writer == NULL) {
        return sl_fail_memory(err);
    }
    const bool is_output = strcmp(path, "-") == 0;
    writer->fd = is_output ? STDOUT_FILENO : -1;
    writer->owns_fd = !is_output;
    writer->failure = 0;
    writer->temp_path = NULL;
    writer->len = 0;
    writer->path = is_output ? copy_text("standard output") : final_path(path);
    int reason = writer->path == NULL ? ENOMEM : 0;
    if (reason == 0 && !is_output) {
        reason = open_target(writer);
    }
    if (reason != 0) {
        sl_file_abandon(writer);
        return reason == ENOMEM ? sl_fail_memory(err) : sl_fail_io(err, "create", path, reason);
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
static int sync_folder(char *path)
{
    const size_t len = folder_len(path);
    const char kept = path[len];
    path[len] = '\0'; /* for a moment, so that nothing here can run out of memory */
    const int fd = open(len == 0 ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    path[len] = kept;
    if (fd < 0) {
        return errno == EACCES ? 0 : errno; /* a folder that may be written to but not listed */
    }
    const int reason = fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
    (void)close(fd);
    return reason;
}

/* Write what waits, sync, close and rename. Gives 0 or an errno value. */
static int put_in_place(struct sl_file_writer *writer)
{
    write_out(writer, writer->chunk, writer->len);
    writer->len = 0;
    int reason = writer->failure;
    const bool is_temporary = writer->temp_path != NULL;
    if (reason == 0 && is_temporary && fsync(writer->fd) != 0) {
        reason = errno;
    }
    if (writer->owns_fd) {
        writer->owns_fd = false;
        if (close(writer->fd) != 0 && reason == 0) {
            reason = errno;
        }
    }
    if (reason != 0 || !is_temporary) {
        return reason;
    }
    if (rename(writer->temp_path, writer->path) != 0) {
        return errno;
    }
    sl_free(writer->temp_path);
    writer->temp_path = NULL; /* it is in place: nothing to remove any more */
    return sync_folder(writer->path);
}

enum sl_status sl_file_commit(struct sl_file_writer *writer, struct sl_error *err)
{
    const int reason = put_in_place(writer);
    enum sl_status status = SL_OK;
    if (reason == ENOMEM) {
        status = sl_fail_memory(err);
    } else if (reason != 0) {
        status = sl_fail_io(err, "write", writer->path, reason);
    }
    sl_file_abandon(writer);
    return status;
}

void sl_file_abandon(struct sl_file_writer *writer)
{
    if (writer == NULL) {
        return;
    }
    if (writer->owns_fd && writer->fd >= 0) {
        (void)close(writer->fd);
    }
    if (writer->temp_path != NULL) {
        (void)unlink(writer->temp_path);
    }
    sl_free(writer->path);
    sl_free(writer->temp_path);
    sl_free(writer);
}

void sl_file_abandon_ptr(struct sl_file_writer **writer)
{
    sl_file_abandon(*writer);
    *writer = NULL;
}
