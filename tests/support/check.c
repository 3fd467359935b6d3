/* SPDX-License-Identifier: Apache-2.0 */
#include "support/support.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/number.h"

/* Any fixed number does; this one is the fractional part of the golden ratio. */
#define FIXED_SEED UINT64_C(0x9e3779b97f4a7c15)

void sl_test_check_near(
    double actual, double expected, double tolerance, const char *what, struct sl_test_place place
)
{
    if (!(fabs(actual - expected) <= tolerance)) {
        print_error("%s: got %.17g, expected %.17g within %g\n", what, actual, expected, tolerance);
        _fail(place.file, place.line);
    }
}

void sl_test_check_str(
    struct sl_str actual, struct sl_str expected, const char *what, struct sl_test_place place
)
{
    if (!sl_str_equal(actual, expected)) {
        print_error(
            "%s: got (%zu bytes) \"%.*s\", expected (%zu bytes) \"%.*s\"\n",
            what,
            actual.len,
            SL_STR_ARG(actual),
            expected.len,
            SL_STR_ARG(expected)
        );
        _fail(place.file, place.line);
    }
}

void sl_test_check_i64(
    int64_t actual, int64_t expected, const char *what, struct sl_test_place place
)
{
    if (actual != expected) {
        print_error("%s: got %" PRId64 ", expected %" PRId64 "\n", what, actual, expected);
        _fail(place.file, place.line);
    }
}

void sl_test_check_u64(
    uint64_t actual, uint64_t expected, const char *what, struct sl_test_place place
)
{
    if (actual != expected) {
        print_error(
            "%s: got %" PRIu64 " (0x%" PRIx64 "), expected %" PRIu64 " (0x%" PRIx64 ")\n",
            what,
            actual,
            actual,
            expected,
            expected
        );
        _fail(place.file, place.line);
    }
}

void sl_test_check_status(
    enum sl_status actual,
    enum sl_status expected,
    const struct sl_error *err,
    const char *what,
    struct sl_test_place place
)
{
    if (actual == expected) {
        return;
    }
    print_error(
        "%s: got %d (%s), expected %d (%s)\n",
        what,
        (int)actual,
        sl_status_text(actual),
        (int)expected,
        sl_status_text(expected)
    );
    if (err != NULL) {
        print_error("  %s; %s; %s\n", err->message, err->detail, err->hint);
    }
    _fail(place.file, place.line);
}

uint64_t sl_test_seed(void)
{
    const char *text = getenv("SIGHTLINE_SEED");
    int64_t seed = 0;

    if (text == NULL || sl_parse_i64(sl_str_from(text), 0, INT64_MAX, &seed, NULL) != SL_OK) {
        return FIXED_SEED;
    }
    print_message("seed %" PRId64 "\n", seed);
    return (uint64_t)seed;
}

const char *sl_test_data(const char *name)
{
    static char path[1024];
    const char *folder = getenv("SIGHTLINE_DATA");

    if (folder == NULL || folder[0] == '\0') {
        folder = "../shared/data";
    }
    const int len = snprintf(path, sizeof(path), "%s/%s", folder, name);
    if (len < 0 || (size_t)len >= sizeof(path)) {
        fail_msg("the path of %s is too long", name);
    }
    if (access(path, R_OK) != 0) {
        print_error("SKIPPED: %s is absent; set SIGHTLINE_DATA to the folder of test data\n", path);
        skip();
    }
    return path;
}
