/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_utf8.c - checking, taking and counting code points agree on any bytes, and valid text comes
 * back when it is put together again.
 */
#include <stdint.h>

#include "base/error.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct sl_str text = { .ptr = (const char *)data, .len = size };
    struct sl_str rest = text;
    struct sl_buf copy;
    size_t first_invalid = size;
    size_t count = 0;
    sl_buf_init(&copy, 3 * size + 1); /* an invalid byte becomes three */
    while (rest.len > 0) {
        const size_t at = size - rest.len;
        const uint32_t code_point = sl_utf8_take(&rest);
        if (code_point == UINT32_MAX && first_invalid == size) {
            first_invalid = at;
        }
        sl_utf8_add(&copy, code_point);
        count++;
    }
    SL_ASSERT(sl_utf8_check(text) == first_invalid);
    SL_ASSERT(sl_utf8_count(text) == count);
    SL_ASSERT(sl_buf_status(&copy, NULL) == SL_OK);
    SL_ASSERT(sl_utf8_check(sl_buf_str(&copy)) == copy.len);
    SL_ASSERT(sl_utf8_count(sl_buf_str(&copy)) == count);
    SL_ASSERT(first_invalid < size || sl_str_equal(sl_buf_str(&copy), text));
    sl_buf_finish(&copy);
    return 0;
}
