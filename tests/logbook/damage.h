/* SPDX-License-Identifier: Apache-2.0 */
/*
 * damage.h - the files of a ledger, changed by somebody who should not.
 */
#ifndef SL_TESTS_LOGBOOK_DAMAGE_H
#define SL_TESTS_LOGBOOK_DAMAGE_H

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "logbook/fixture.h"

static inline const char *damage_path(struct fixture *fixture, const char *name)
{
    static char path[1200];

    (void)snprintf(path, sizeof path, "%s/%s", fixture->path, name);
    return path;
}

static inline void damage_read(struct fixture *fixture, const char *name, struct sl_buf *buf)
{
    sl_buf_init(buf, (size_t)16 << 20);
    sl_test_read(damage_path(fixture, name), buf);
}

static inline void damage_write(struct fixture *fixture, const char *name, struct sl_str text)
{
    FILE *file = fopen(damage_path(fixture, name), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

/* A private file again, with part number `at` (two for each entry) put in the place of its own. */
static inline void damage_erase(
    struct sl_str rest, unsigned at, const struct sl_entry_part *gone, struct sl_buf *ret_file
)
{
    struct sl_entry_part part;

    sl_buf_init(ret_file, rest.len);
    for (unsigned i = 0; sl_entry_part_take(&rest, &part); i++) {
        sl_entry_part_print(i == at ? gone : &part, ret_file);
    }
}

/* Run a program to its end; gives its exit status, 127 when there is no such program. */
static inline int damage_run(char *const *words)
{
    pid_t pid = 0;
    int status = 0;

    if (posix_spawnp(&pid, words[0], NULL, NULL, words, environ) != 0) {
        return 127;
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* Turn one bit round. */
static inline void damage_flip(struct fixture *fixture, const char *name, size_t bit)
{
    FILE *file = fopen(damage_path(fixture, name), "r+b");

    assert_non_null(file);
    assert_int_equal(fseek(file, (long)(bit / 8), SEEK_SET), 0);
    const int byte = fgetc(file);
    assert_true(byte >= 0);
    assert_int_equal(fseek(file, (long)(bit / 8), SEEK_SET), 0);
    assert_true(fputc(byte ^ 1 << bit % 8, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* What a verification tells, as "code first-last; ...". */
static inline void damage_told(struct fixture *fixture, struct sl_buf *text)
{
    struct sl_verify_result result;

    sl_buf_init(text, (size_t)1 << 20);
    fixture_verify(fixture, &result);
    for (size_t i = 0; i < result.kept_count; i++) {
        const struct sl_fault *fault = &result.faults[i];
        sl_buf_addf(
            text,
            "%s %llu-%llu; ",
            sl_fault_code(fault->kind),
            (unsigned long long)fault->first,
            (unsigned long long)fault->last
        );
    }
    sl_verify_finish(&result);
}

static inline void damage_check(struct fixture *fixture, const char *expected)
{
    struct sl_buf text;

    damage_told(fixture, &text);
    SL_CHECK_STR(sl_buf_str(&text), expected);
    sl_buf_finish(&text);
}

#endif
