/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_csv_rows.c - any row below any header line is read as one of the CSV formats, or refused.
 */
#include <stdint.h>
#include <string.h>

#include "fuzz_intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sl_str rest = { .ptr = (const char *)data, .len = size };
    struct sl_str layout;
    if (!sl_str_split(&rest, '\n', &layout) || rest.ptr == NULL) {
        return 0;
    }
    fuzz_read("ssda903-csv", layout, rest);
    fuzz_read("sui-csv", layout, rest);
    return 0;
}
