/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_csc.c - any bytes are taken apart as a council's daily data, or refused.
 */
#include <stdint.h>

#include "fuzz_intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_split("dfe-csc-json", data, size);
    return 0;
}
