/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_ssda903_xml.c - any bytes are taken apart as a return of SSDA903, or refused.
 */
#include <stdint.h>

#include "fuzz_intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_split("ssda903-xml", data, size);
    return 0;
}
