/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/secret_input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define TERMINAL "/dev/tty"

/* Read a line byte by byte, as what stands behind it is not ours; *ret_more: it had an end. */
static enum sl_status
read_line(int fd, const char *path, struct sl_buf *line, bool *ret_more, struct sl_error *err)
{
    char byte = '\0';
    const size_t before = line->len;

    for (;;) {
        const ssize_t got = read(fd, &byte, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return sl_fail_io(err, "read", path, errno);
        }
        *ret_more = got == 1;
        if (got == 0 || byte == '\n') {
            break;
        }
        if (line->len - before == SL_SECRET_LINE_BYTES) {
            return sl_fail(err, SL_LIMIT, "the line in '%s' is too long", path);
        }
        sl_buf_add_byte(line, byte);
    }
    if (line->len > before && line->ptr[line->len - 1] == '\r') {
        sl_buf_cut(line, line->len - 1);
    }
    return sl_buf_status(line, err);
}

static void write_text(int fd, const char *text)
{
    (void)!write(fd, text, strlen(text));
}

enum sl_status sl_secret_ask(const char *prompt, struct sl_buf *secret, struct sl_error *err)
{
    struct termios before;
    bool more = false;
    const int fd = open(TERMINAL, O_RDWR | O_CLOEXEC | O_NOCTTY);

    if (fd < 0 || tcgetattr(fd, &before) != 0) {
        if (fd >= 0) {
            (void)close(fd);
        }
        sl_fail(err, SL_USAGE, "there is no terminal to ask on");
        sl_fail_hint(err, "Use --password-file, with - for standard input.");
        return SL_USAGE;
    }
    struct termios silent = before;
    silent.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
    if (tcsetattr(fd, TCSAFLUSH, &silent) != 0) {
        const enum sl_status status = sl_fail_io(err, "silence", TERMINAL, errno);
        (void)close(fd);
        return status;
    }
    write_text(fd, prompt);
    const enum sl_status status = read_line(fd, TERMINAL, secret, &more, err);
    write_text(fd, "\n");
    (void)tcsetattr(fd, TCSAFLUSH, &before);
    (void)close(fd);
    return status;
}

enum sl_status sl_secret_read(
    const char *path, struct sl_buf *const *lines, size_t line_count, struct sl_error *err
)
{
    const bool is_input = strcmp(path, "-") == 0;
    const int fd = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    enum sl_status status = SL_OK;
    bool more = true;

    if (fd < 0) {
        return sl_fail_io(err, "read", path, errno);
    }
    for (size_t i = 0; i < line_count && more && status == SL_OK; i++) {
        status = read_line(fd, path, lines[i], &more, err);
    }
    if (!is_input) {
        (void)close(fd);
    }
    return status;
}
