/* SPDX-License-Identifier: Apache-2.0 */
#include "app/session_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium/utils.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "logbook/folder.h"

#define PATH_LIMIT_BYTES  ((size_t)4096)
#define TOKEN_LIMIT_BYTES ((size_t)256)
#define FOLDER_MODE       0700
#define OTHERS            (S_IRWXG | S_IRWXO)

/* The value of a variable of the environment; NULL when it is empty, too. */
static const char *variable(const char *name)
{
    const char *value = getenv(name);

    return value == NULL || value[0] == '\0' ? NULL : value;
}

enum sl_status sl_session_file_path(const char *given, struct sl_buf *path, struct sl_error *err)
{
    const char *file = given == NULL || given[0] == '\0' ? variable("SIGHTLINE_SESSION") : given;
    const char *state = variable("XDG_STATE_HOME");
    const char *home = variable("HOME");

    if (file != NULL) {
        sl_buf_addf(path, "%s", file);
    } else if (state != NULL) {
        sl_buf_addf(path, "%s/sightline/session", state);
    } else if (home != NULL) {
        sl_buf_addf(path, "%s/.local/state/sightline/session", home);
    } else {
        sl_fail(err, SL_USAGE, "there is no folder for the session");
        sl_fail_hint(err, "Name a file with --session.");
        return SL_USAGE;
    }
    return sl_buf_status(path, err);
}

void sl_session_token_finish(struct sl_buf *token)
{
    if (token->capacity > 0) {
        sodium_memzero(token->ptr, token->capacity);
    }
    sl_buf_finish(token);
}

static enum sl_status fail_signed_out(struct sl_error *err)
{
    sl_fail(err, SL_DENIED, "you are not signed in");
    sl_fail_hint(err, "Sign in with 'sightline sign-in USER'.");
    return SL_DENIED;
}

/* Read an open file; it must be its owner's only. */
static enum sl_status
read_open(int fd, const char *path, struct sl_buf *token, struct sl_error *err)
{
    char bytes[TOKEN_LIMIT_BYTES];
    struct stat state;

    if (fstat(fd, &state) != 0) {
        return sl_fail_io(err, "read", path, errno);
    }
    if (!S_ISREG(state.st_mode) || (state.st_mode & OTHERS) != 0) {
        sl_fail(err, SL_DENIED, "others may read the session in '%s'", path);
        sl_fail_hint(err, "Sign in again; end the old session with 'sightline session list'.");
        return SL_DENIED;
    }
    const ssize_t len = read(fd, bytes, sizeof bytes);
    if (len < 0) {
        return sl_fail_io(err, "read", path, errno);
    }
    sl_buf_add(token, (struct sl_str){ .ptr = bytes, .len = (size_t)len });
    sodium_memzero(bytes, sizeof bytes);
    return sl_buf_status(token, err);
}

static enum sl_status read_path(const char *path, struct sl_buf *token, struct sl_error *err)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

    if (fd < 0) {
        return errno == ENOENT || errno == ENOTDIR ? fail_signed_out(err)
                                                   : sl_fail_io(err, "read", path, errno);
    }
    const enum sl_status status = read_open(fd, path, token, err);
    (void)close(fd);
    return status;
}

/* Make the folders of a path that are missing. */
static enum sl_status make_folders(char *path, struct sl_error *err)
{
    for (char *slash = path[0] == '\0' ? NULL : strchr(path + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const int code = mkdir(path, FOLDER_MODE);
        const int reason = errno;
        if (code != 0 && reason != EEXIST) {
            return sl_fail_io(err, "make the folder", path, reason);
        }
        *slash = '/';
    }
    return SL_OK;
}

/* Fill a new file that only its owner may read. */
static enum sl_status
write_new(const char *path, struct sl_str token, const char *shown, struct sl_error *err)
{
    (void)unlink(path); /* what a crash has left */
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);

    if (fd < 0) {
        return sl_fail_io(err, "write", shown, errno);
    }
    int reason = sl_write_all(fd, token);
    if (reason == 0) {
        reason = sl_write_all(fd, SL_STR("\n"));
    }
    (void)close(fd);
    return reason == 0 ? SL_OK : sl_fail_io(err, "write", shown, reason);
}

/* A new file takes the place of the one before, so that others never see half a token. */
static enum sl_status write_path(char *path, struct sl_str token, struct sl_error *err)
{
    struct sl_buf fresh;

    SL_TRY(make_folders(path, err));
    sl_buf_init(&fresh, PATH_LIMIT_BYTES);
    sl_buf_addf(&fresh, "%s.new", path);
    enum sl_status status = sl_buf_status(&fresh, err);
    if (status == SL_OK) {
        status = write_new(fresh.ptr, token, path, err);
    }
    if (status == SL_OK && rename(fresh.ptr, path) != 0) {
        status = sl_fail_io(err, "write", path, errno);
        (void)unlink(fresh.ptr);
    }
    sl_buf_finish(&fresh);
    return status;
}

enum sl_status sl_session_file_read(const char *given, struct sl_buf *token, struct sl_error *err)
{
    struct sl_buf path;

    sl_buf_init(&path, PATH_LIMIT_BYTES);
    enum sl_status status = sl_session_file_path(given, &path, err);
    if (status == SL_OK) {
        status = read_path(path.ptr, token, err);
    }
    sl_buf_finish(&path);
    return status;
}

enum sl_status sl_session_file_write(const char *given, struct sl_str token, struct sl_error *err)
{
    struct sl_buf path;

    sl_buf_init(&path, PATH_LIMIT_BYTES);
    enum sl_status status = sl_session_file_path(given, &path, err);
    if (status == SL_OK) {
        status = write_path(path.ptr, token, err);
    }
    sl_buf_finish(&path);
    return status;
}

enum sl_status sl_session_file_forget(const char *given, struct sl_error *err)
{
    struct sl_buf path;

    sl_buf_init(&path, PATH_LIMIT_BYTES);
    enum sl_status status = sl_session_file_path(given, &path, err);
    if (status == SL_OK && unlink(path.ptr) != 0 && errno != ENOENT && errno != ENOTDIR) {
        status = sl_fail_io(err, "remove", path.ptr, errno);
    }
    sl_buf_finish(&path);
    return status;
}
