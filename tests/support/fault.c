/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/memory.h"
#include "support/support.h"

#define ROUND_LIMIT UINT64_C(100000)

uint64_t sl_test_failing_allocations(sl_test_operation *operation, void *context)
{
    const size_t held_before = sl_memory_held_bytes();

    for (uint64_t allowed = 0; allowed <= ROUND_LIMIT; allowed++) {
        sl_memory_fail_after(allowed);
        const enum sl_status status = operation(context);
        sl_memory_fail_after(UINT64_MAX);
        const size_t held_after = sl_memory_held_bytes();

        if (held_after != held_before) {
            fail_msg(
                "with %" PRIu64 " allocations allowed (%s): %zu bytes held before, %zu after",
                allowed,
                sl_status_text(status),
                held_before,
                held_after
            );
        }
        if (status == SL_OK) {
            return allowed;
        }
        if (status != SL_NO_MEMORY) {
            fail_msg(
                "with %" PRIu64 " allocations allowed: %s, expected %s",
                allowed,
                sl_status_text(status),
                sl_status_text(SL_NO_MEMORY)
            );
        }
    }
    fail_msg("still failing with %" PRIu64 " allocations allowed", ROUND_LIMIT);
}
