/* SPDX-License-Identifier: Apache-2.0 */
/*
 * support.h - what a test needs beyond cmocka. A test includes this and not cmocka.h.
 *
 * Every check prints both values before it fails. A failing check leaves the test by longjmp, so
 * cleanup attributes do not run: what a test opens it gives back in a teardown, or not at all.
 */
#ifndef SL_TESTS_SUPPORT_H
#define SL_TESTS_SUPPORT_H

/* cmocka.h needs these four before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/str.h"

/* What fail_msg ends with. cmocka does not say that it never returns; analysers want to know. */
_Noreturn void _fail(const char *const file, const int line);

/* actual and expected: doubles at most `tolerance` apart (0 means equal; NaN is near nothing). */
#define SL_CHECK_NEAR(actual, expected, tolerance) \
    sl_test_check_near((actual), (expected), (tolerance), #actual, SL_TEST_HERE)

/* actual: a struct sl_str; expected: a C string. */
#define SL_CHECK_STR(actual, expected) \
    sl_test_check_str((actual), sl_str_from(expected), #actual, SL_TEST_HERE)

/* Two struct sl_str, which may hold any bytes. */
#define SL_CHECK_BYTES(actual, expected) \
    sl_test_check_str((actual), (expected), #actual, SL_TEST_HERE)

#define SL_CHECK_I64(actual, expected) \
    sl_test_check_i64((actual), (expected), #actual, SL_TEST_HERE)

#define SL_CHECK_U64(actual, expected) \
    sl_test_check_u64((actual), (expected), #actual, SL_TEST_HERE)

/* actual: an enum sl_status, or a call that gives one. */
#define SL_CHECK_STATUS(actual, expected) \
    sl_test_check_status((actual), (expected), NULL, #actual, SL_TEST_HERE)

/* The call must give SL_OK; `err` (a struct sl_error *, may be NULL) says why it did not. */
#define SL_CHECK_OK(call, err) sl_test_check_status((call), SL_OK, (err), #call, SL_TEST_HERE)

/* Where a check stands in the test. */
struct sl_test_place {
    const char *file;
    int line;
};
#define SL_TEST_HERE ((struct sl_test_place){ .file = __FILE__, .line = __LINE__ })

/*
 * What the macros above call. `what` is the text of the checked expression, printed with both
 * values when they differ; then the running cmocka test fails.
 */
void sl_test_check_near(
    double actual, double expected, double tolerance, const char *what, struct sl_test_place place
);
void sl_test_check_str(
    struct sl_str actual, struct sl_str expected, const char *what, struct sl_test_place place
);
void sl_test_check_i64(
    int64_t actual, int64_t expected, const char *what, struct sl_test_place place
);
void sl_test_check_u64(
    uint64_t actual, uint64_t expected, const char *what, struct sl_test_place place
);
void sl_test_check_status(
    enum sl_status actual,
    enum sl_status expected,
    const struct sl_error *err,
    const char *what,
    struct sl_test_place place
);

/*
 * The seed for the random parts of a test: the number in the environment variable SIGHTLINE_SEED,
 * else one that never changes. It is printed when it is not the fixed one.
 */
uint64_t sl_test_seed(void);

/*
 * The full path of a file of real data that is not part of the repository: `name` inside the
 * folder in the environment variable SIGHTLINE_DATA, else inside ../shared/data beside the
 * repository. When it is absent this says so on standard error and ends the running test as
 * skipped.
 * Memory: static, good until the next call.
 */
const char *sl_test_data(const char *name);

/* A folder of its own for one test, empty at the start. Plain memory; path ends without a slash. */
struct sl_test_folder {
    char path[256];
    char joined[512];
};

/* Make the folder below TMPDIR, else below the system's own; the test fails when it cannot. */
void sl_test_folder_open(struct sl_test_folder *folder);

/* Remove it with all that it holds. */
void sl_test_folder_close(struct sl_test_folder *folder);

/* The path of `name` in it, whether it exists or not; good until the next call. */
const char *sl_test_folder_path(struct sl_test_folder *folder, const char *name);

/* Write bytes as `name` in it; gives the path, as sl_test_folder_path does. */
const char *
sl_test_folder_write(struct sl_test_folder *folder, const char *name, struct sl_str bytes);

/* Append the bytes of the file at `path`, at most 16 MiB, to *buf. The test fails when it cannot.
 */
struct sl_buf;
void sl_test_read(const char *path, struct sl_buf *buf);

/* What is run while allocations fail. It gives everything back itself, whatever happens. */
typedef enum sl_status sl_test_operation(void *context);

/*
 * Run an operation with 0, 1, 2, ... allocations allowed, until it succeeds. The test fails when a
 * failed run gives anything but SL_NO_MEMORY, when any run leaves memory held, or when the
 * operation still fails after 100,000 rounds.
 * Returns how many allocations the operation needed: at least 1 unless it allocates nothing.
 */
uint64_t sl_test_failing_allocations(sl_test_operation *operation, void *context);

#endif
