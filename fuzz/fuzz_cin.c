/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_cin.c - any bytes are taken apart as a census of children in need, or refused.
 */
#include <stdint.h>

#include "fuzz_intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_split("cin-xml", data, size);
    return 0;
}
