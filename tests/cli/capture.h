/* SPDX-License-Identifier: Apache-2.0 */
/*
 * capture.h - run the program inside a test and keep what it prints.
 */
#ifndef SL_TESTS_CLI_CAPTURE_H
#define SL_TESTS_CLI_CAPTURE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "cli/commands.h"
#include "support/support.h"

#define CAPTURE_LIMIT_BYTES ((size_t)4 << 20)
#define CAPTURE_WORDS       32

/* What came out. Free with capture_finish. */
struct capture {
    int exit_status;
    struct sl_buf out;
    struct sl_buf err;
};

static inline void capture_read(FILE *file, struct sl_buf *buf)
{
    char block[4096];
    size_t count = 0;

    sl_buf_init(buf, CAPTURE_LIMIT_BYTES);
    rewind(file);
    while ((count = fread(block, 1, sizeof(block), file)) > 0) {
        sl_buf_add(buf, (struct sl_str){ .ptr = block, .len = count });
    }
    (void)fclose(file);
    /* An empty buffer has text, too. */
    sl_buf_add(buf, SL_STR(""));
}

/* Run the program with these words; the last one is NULL. */
static inline void capture_run(struct capture *capture, const char *const *words)
{
    static char copies[CAPTURE_WORDS][1024];
    char *argv[CAPTURE_WORDS] = { copies[0] };
    struct sl_cli cli = { .out = tmpfile(), .err = tmpfile() };
    int argc = 1;

    *capture = (struct capture){ .exit_status = -1 };
    if (cli.out == NULL || cli.err == NULL) {
        fail_msg("no temporary file");
        return;
    }
    (void)snprintf(copies[0], sizeof(copies[0]), "sightline");
    for (; words[argc - 1] != NULL && argc < CAPTURE_WORDS; argc++) {
        (void)snprintf(copies[argc], sizeof(copies[argc]), "%s", words[argc - 1]);
        argv[argc] = copies[argc];
    }
    capture->exit_status = sl_cli_main(argc, argv, &cli);
    capture_read(cli.out, &capture->out);
    capture_read(cli.err, &capture->err);
}

/* The same with the words written out. */
#define CAPTURE(capture, ...) capture_run((capture), (const char *const[]){ __VA_ARGS__, NULL })

/* Does this text stand in what was printed? */
static inline bool capture_has(const struct sl_buf *buf, const char *text)
{
    return sl_str_find(sl_buf_str(buf), sl_str_from(text)) < buf->len || text[0] == '\0';
}

static inline void capture_finish(struct capture *capture)
{
    sl_buf_finish(&capture->out);
    sl_buf_finish(&capture->err);
}

#endif
