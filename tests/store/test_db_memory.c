/* SPDX-License-Identifier: Apache-2.0 */
#include "store/db_memory.h"

#include <sqlite3.h>

#include "base/memory.h"
#include "support/support.h"

static void counted_and_forbidden(void **state)
{
    (void)state;
    sl_db_memory_init();
    sl_db_memory_init();
    void *first = sqlite3_malloc(10);
    const size_t before = sl_memory_held_bytes();
    void *ptr = sqlite3_malloc(1000);
    assert_true(sl_memory_held_bytes() >= before + 1000);
    assert_true(sqlite3_msize(ptr) >= 1000);
    ptr = sqlite3_realloc(ptr, 5000);
    assert_true(sl_memory_held_bytes() >= before + 5000);
    sl_memory_fail_after(0);
    void *none = sqlite3_malloc(10);
    void *larger = sqlite3_realloc(ptr, 9000);
    sl_memory_fail_after(UINT64_MAX);
    assert_null(none);
    assert_null(larger);
    sqlite3_free(ptr);
    SL_CHECK_U64(sl_memory_held_bytes(), before);
    sqlite3_free(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counted_and_forbidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
