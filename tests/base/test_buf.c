/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "support/support.h"

static void test_starts_empty_without_memory(void **state)
{
    struct sl_buf buf;
    (void)state;
    sl_buf_init(&buf, 100);
    assert_non_null(buf.ptr);
    assert_string_equal(buf.ptr, "");
    SL_CHECK_U64(buf.capacity, 0);
    SL_CHECK_OK(sl_buf_status(&buf, NULL), NULL);
    sl_buf_finish(&buf);
    struct sl_buf zeroed;
    memset(&zeroed, 0, sizeof zeroed);
    sl_buf_finish(&zeroed);
    sl_buf_finish(NULL);
}

static void test_builds_text(void **state)
{
    struct sl_buf buf;
    (void)state;
    sl_buf_init(&buf, 1000);
    sl_buf_add(&buf, SL_STR("ab"));
    sl_buf_add(&buf, (struct sl_str){ NULL, 0 });
    sl_buf_add_byte(&buf, '-');
    sl_buf_add_u64(&buf, 0);
    sl_buf_add_byte(&buf, ' ');
    sl_buf_add_u64(&buf, UINT64_MAX);
    sl_buf_addf(&buf, " %s=%d%s", "x", -5, "");
    SL_CHECK_OK(sl_buf_status(&buf, NULL), NULL);
    SL_CHECK_STR(sl_buf_str(&buf), "ab-0 18446744073709551615 x=-5");
    assert_string_equal(buf.ptr, "ab-0 18446744073709551615 x=-5");
    sl_buf_cut(&buf, 100);
    sl_buf_cut(&buf, 2);
    assert_string_equal(buf.ptr, "ab");
    sl_buf_finish(&buf);
    SL_CHECK_STR(sl_buf_str(&buf), "");
}

static void test_the_limit_is_exact(void **state)
{
    (void)state;
    for (size_t limit = 0; limit <= 200; limit++) {
        struct sl_buf buf;
        struct sl_error err;
        sl_buf_init(&buf, limit);
        for (size_t i = 0; i < limit; i++) {
            sl_buf_add_byte(&buf, 'x');
        }
        SL_CHECK_OK(sl_buf_status(&buf, &err), &err);
        SL_CHECK_U64(buf.len, limit);
        sl_buf_addf(&buf, "%s", "");
        SL_CHECK_OK(sl_buf_status(&buf, &err), &err);
        sl_buf_add_byte(&buf, 'x');
        SL_CHECK_STATUS(sl_buf_status(&buf, &err), SL_LIMIT);
        SL_CHECK_STATUS(err.status, SL_LIMIT);
        SL_CHECK_U64(buf.len, limit);
        sl_buf_finish(&buf);
    }
}

static void test_errors_stick_until_cleared(void **state)
{
    struct sl_buf buf;
    (void)state;
    sl_buf_init(&buf, 3);
    sl_buf_add(&buf, SL_STR("abcd")); /* all or nothing */
    sl_buf_add(&buf, SL_STR("e"));
    sl_buf_addf(&buf, "f");
    SL_CHECK_STR(sl_buf_str(&buf), "");
    SL_CHECK_STATUS(sl_buf_status(&buf, NULL), SL_LIMIT);
    sl_buf_clear(&buf);
    sl_buf_add(&buf, SL_STR("abc"));
    SL_CHECK_OK(sl_buf_status(&buf, NULL), NULL);
    sl_buf_addf(&buf, "%d", 1);
    SL_CHECK_STATUS(sl_buf_status(&buf, NULL), SL_LIMIT);
    assert_string_equal(buf.ptr, "abc");
    sl_buf_finish(&buf);
}

static void test_no_limit_does_not_overflow(void **state)
{
    struct sl_buf buf;
    (void)state;
    sl_buf_init(&buf, SIZE_MAX);
    sl_buf_add(&buf, SL_STR("abc"));
    SL_CHECK_OK(sl_buf_status(&buf, NULL), NULL);
    sl_buf_add(&buf, (struct sl_str){ .ptr = "x", .len = SIZE_MAX - 3 });
    SL_CHECK_STATUS(sl_buf_status(&buf, NULL), SL_LIMIT);
    sl_buf_clear(&buf);
    sl_buf_add(&buf, (struct sl_str){ .ptr = "x", .len = SIZE_MAX / 2 });
    SL_CHECK_STATUS(sl_buf_status(&buf, NULL), SL_NO_MEMORY);
    sl_buf_finish(&buf);
}

/* The same random steps on a buffer and on plain memory give the same bytes. */
static void test_agrees_with_plain_memory(void **state)
{
    static char plain[4096];
    struct sl_random random;
    (void)state;
    sl_random_init(&random, sl_test_seed());
    for (int round = 0; round < 300; round++) {
        struct sl_buf buf;
        size_t len = 0;
        sl_buf_init(&buf, sizeof plain - 1);
        for (int step = 0; step < 60; step++) {
            const size_t more = (size_t)sl_random_below(&random, 60);
            char text[60];
            memset(text, 'a' + step % 26, sizeof text);
            if (step % 3 == 0) {
                sl_buf_addf(&buf, "%.*s", (int)more, text);
            } else {
                sl_buf_add(&buf, (struct sl_str){ .ptr = text, .len = more });
            }
            memcpy(plain + len, text, more);
            len += more;
            if (step % 7 == 6) {
                len = len / 2;
                sl_buf_cut(&buf, len);
            }
            plain[len] = '\0';
            SL_CHECK_U64(buf.len, len);
            assert_true(buf.len < buf.capacity || buf.capacity == 0);
            assert_string_equal(buf.ptr, plain);
        }
        SL_CHECK_OK(sl_buf_status(&buf, NULL), NULL);
        sl_buf_finish(&buf);
    }
}

static enum sl_status build(void *context)
{
    struct sl_buf buf;
    struct sl_error err = { .status = SL_OK };
    (void)context;
    sl_buf_init(&buf, 10000);
    for (int i = 0; i < 100; i++) {
        sl_buf_add(&buf, SL_STR("0123456789"));
        sl_buf_addf(&buf, "%0100d", i);
        sl_buf_cut(&buf, 10 * (size_t)i);
    }
    const enum sl_status status = sl_buf_status(&buf, &err);
    assert_int_equal(status, err.status);
    sl_buf_finish(&buf);
    return status;
}

static void test_survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(build, NULL) > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_starts_empty_without_memory),
        cmocka_unit_test(test_builds_text),
        cmocka_unit_test(test_the_limit_is_exact),
        cmocka_unit_test(test_errors_stick_until_cleared),
        cmocka_unit_test(test_no_limit_does_not_overflow),
        cmocka_unit_test(test_agrees_with_plain_memory),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("base/buf", tests, NULL, NULL);
}
