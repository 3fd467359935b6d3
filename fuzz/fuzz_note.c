/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_note.c - any line is read as a note or refused; what is read keeps its promises.
 */
#include <stdint.h>

#include "fuzz_intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_read(
        "sightline-note", SL_STR(""), (struct sl_str){ .ptr = (const char *)data, .len = size }
    );
    return 0;
}
