/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_entry.c - leaves, parts, orders and batches: what is read lies within the input, and parts
 * print as they were read.
 */
#include <stdint.h>

#include "ledger/batch.h"
#include "ledger/erase_order.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void check_within(struct sl_str whole, struct sl_str part)
{
    SL_ASSERT(
        part.len == 0 || (part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len)
    );
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct sl_str text = { .ptr = (const char *)bytes, .len = len };
    struct sl_str rest = text;
    struct sl_entry_part part;
    struct sl_batch batch;
    struct sl_entry entry;
    struct sl_str leaf;
    struct sl_buf buf;

    if (sl_entry_parse(text, &entry, NULL) == SL_OK) {
        SL_ASSERT(entry.when_us >= 0 && sl_verb_word(entry.verb) != NULL);
        for (size_t i = 0; i < SL_ENTRY_TEXTS; i++) {
            check_within(text, entry.texts[i]);
        }
    }
    const struct sl_entry order = {
        .verb = SL_VERB_ERASE,
        .outcome = SL_OUTCOME_ALLOWED,
        .texts = { [SL_ENTRY_KIND] = text },
    };
    SL_ASSERT(len >= 5 || !sl_erase_order_covers(&order, 5, SL_PART_WHO));
    sl_buf_init(&buf, len + 1);
    while (sl_entry_part_take(&rest, &part)) {
        sl_entry_part_print(&part, &buf);
    }
    SL_ASSERT(sl_str_equal(sl_buf_str(&buf), sl_str_part(text, 0, len - rest.len)));
    sl_buf_finish(&buf);
    rest = text;
    while (sl_entry_take(&rest, &leaf)) {
        check_within(text, leaf);
    }
    rest = text;
    if (sl_batch_take(&rest, &batch) == SL_BATCH_WHOLE) {
        check_within(text, batch.note);
        check_within(text, batch.parts);
        SL_ASSERT(batch.hashes.len == 32 * batch.count);
    }
    return 0;
}
