/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_fhir.c - any bytes are taken apart as NHS records, or refused.
 */
#include <stdint.h>

#include "fuzz_intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_split("fhir-r4", data, size);
    return 0;
}
