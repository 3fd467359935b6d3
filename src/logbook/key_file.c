/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium/utils.h>
#include <stdbool.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "logbook/folder.h"

#define FILE_LIMIT_BYTES ((size_t)1024)

/* Write a file that is not there yet. */
static enum sl_status write_new(const char *path, struct sl_str text, struct sl_error *err)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0 && errno == EEXIST) {
        const enum sl_status status = sl_fail(err, SL_INVALID, "there is '%s' already", path);
        sl_fail_hint(err, "A key that was used must not be lost: give another name.");
        return status;
    }
    if (fd < 0) {
        return sl_fail_io(err, "create", path, errno);
    }
    int reason = sl_write_all(fd, text);
    if (reason == 0 && fsync(fd) != 0) {
        reason = errno;
    }
    (void)close(fd);
    if (reason != 0) {
        (void)unlink(path);
        return sl_fail_io(err, "write", path, reason);
    }
    return SL_OK;
}

enum sl_status sl_key_file_make(
    const char *path,
    enum sl_key_use use,
    struct sl_str name,
    struct sl_signer *ret_signer,
    struct sl_error *err
)
{
    uint8_t seed[SL_KEY_BYTES];
    struct sl_buf text;

    if (getrandom(seed, sizeof seed, 0) != (ssize_t)sizeof seed) {
        return sl_fail_io(err, "create", path, errno);
    }
    enum sl_status status = sl_signer_init(ret_signer, use, name, seed, err);
    sodium_memzero(seed, sizeof seed);
    if (status != SL_OK) {
        return status;
    }
    sl_buf_init(&text, FILE_LIMIT_BYTES);
    sl_signer_print(ret_signer, &text);
    sl_buf_add_byte(&text, '\n');
    status = sl_buf_status(&text, err);
    if (status == SL_OK) {
        status = write_new(path, sl_buf_str(&text), err);
    }
    sodium_memzero(text.ptr, text.len);
    sl_buf_finish(&text);
    return status;
}

/* A key that others can read is theirs, too; whoever can write it can put their own there. */
static enum sl_status check_private(const char *path, struct sl_error *err)
{
    struct stat info;

    if (stat(path, &info) != 0) {
        return sl_fail_io(err, "open", path, errno);
    }
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) == 0) {
        return SL_OK;
    }
    sl_fail(err, SL_INVALID, "others on this machine can read or change the key '%s'", path);
    sl_fail_hint(err, "If nobody has: chmod 600. If somebody may have, tell who relies on it.");
    return SL_INVALID;
}

enum sl_status
sl_key_file_read(const char *path, struct sl_signer *ret_signer, struct sl_error *err)
{
    struct sl_buf text;

    SL_TRY(check_private(path, err));
    sl_buf_init(&text, FILE_LIMIT_BYTES);
    enum sl_status status = sl_file_read(path, &text, err);
    if (status == SL_OK) {
        status = sl_signer_parse(sl_str_trim(sl_buf_str(&text)), ret_signer, err);
    }
    if (status == SL_INVALID) {
        sl_fail_detail(err, "%s", path);
    }
    sodium_memzero(text.ptr, text.len);
    sl_buf_finish(&text);
    return status;
}

enum sl_status
sl_key_find(const char *text_or_path, struct sl_verifier *ret_verifier, struct sl_error *err)
{
    struct sl_buf text;

    if (sl_verifier_parse(sl_str_from(text_or_path), ret_verifier, NULL) == SL_OK) {
        return SL_OK;
    }
    sl_buf_init(&text, FILE_LIMIT_BYTES);
    enum sl_status status = sl_file_read(text_or_path, &text, err);
    if (status == SL_OK) {
        status = sl_verifier_parse(sl_str_trim(sl_buf_str(&text)), ret_verifier, err);
    }
    if (status == SL_INVALID) {
        sl_fail_detail(err, "%s", text_or_path);
    }
    sl_buf_finish(&text);
    return status;
}
