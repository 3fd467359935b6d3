/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_checkpoint.c - what is taken for a checkpoint of ours prints as the same text.
 */
#include <stdint.h>

#include "ledger/checkpoint.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct sl_str note = { .ptr = (const char *)bytes, .len = len };
    struct sl_checkpoint checkpoint;
    struct sl_verifier verifier;
    struct sl_buf buf;

    if (sl_verifier_parse(note, &verifier, NULL) == SL_OK) {
        sl_buf_init(&buf, SL_CHECKPOINT_LIMIT_BYTES);
        sl_verifier_print(&verifier, &buf);
        SL_ASSERT(sl_str_equal(sl_buf_str(&buf), note));
        sl_buf_finish(&buf);
    }
    if (sl_checkpoint_parse(note, &checkpoint, NULL) != SL_OK) {
        return 0;
    }
    SL_ASSERT(checkpoint.line_count <= SL_CHECKPOINT_SIGNATURES);
    sl_buf_init(&buf, SL_CHECKPOINT_LIMIT_BYTES);
    sl_checkpoint_print(checkpoint.origin, &checkpoint.head, &buf);
    SL_ASSERT(sl_str_starts(note, sl_buf_str(&buf)));
    SL_ASSERT(checkpoint.text.len + 1 == buf.len);
    sl_buf_finish(&buf);
    return 0;
}
