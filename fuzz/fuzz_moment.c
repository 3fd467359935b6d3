/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_moment.c - whatever is taken for a moment prints, and what is printed is the same moment.
 */
#include <stdint.h>

#include "base/error.h"
#include "record/moment.h"

#define TEXT_LIMIT_BYTES 64

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct sl_str text = { .ptr = (const char *)bytes, .len = len };
    struct sl_moment moment = { .precision = SL_PRECISION_NONE };
    struct sl_moment again = { .precision = SL_PRECISION_NONE };
    struct sl_error err = { .status = SL_OK };
    struct sl_buf buf;
    if (sl_moment_parse(text, &moment, &err) != SL_OK) {
        SL_ASSERT(err.status == SL_INVALID && err.detail[0] != '\0');
        return 0;
    }
    SL_ASSERT(moment.precision != SL_PRECISION_NONE);
    SL_ASSERT(moment.second >= 0 && moment.second < 86400);
    sl_buf_init(&buf, TEXT_LIMIT_BYTES);
    sl_moment_print(moment, &buf);
    SL_ASSERT(sl_buf_status(&buf, NULL) == SL_OK);
    SL_ASSERT(sl_moment_parse(sl_buf_str(&buf), &again, NULL) == SL_OK);
    SL_ASSERT(sl_moment_compare(moment, again) == 0);
    SL_ASSERT(sl_moment_last_day(moment) >= moment.day);
    SL_ASSERT(sl_moment_compare(moment, sl_moment_of_day(moment.day - 1)) > 0);
    sl_buf_finish(&buf);
    return 0;
}
