/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/batch.h"

#include "ledger/number.h"
#include "ledger/sha256.h"

#define MAGIC "SLbatch1"

#define TOTAL_AT   8u
#define FIRST_AT   12u
#define COUNT_AT   20u
#define ENTRIES_AT 24u
#define NOTE_AT    28u

void sl_batch_print_head(const struct sl_batch *batch, struct sl_buf *buf)
{
    const size_t behind =
        batch->note.len + batch->hashes.len + batch->entries.len + batch->parts.len;

    sl_buf_add(buf, SL_STR(MAGIC));
    sl_number_add(buf, 4, SL_BATCH_HEAD_BYTES + behind);
    sl_number_add(buf, 8, batch->first);
    sl_number_add(buf, 4, batch->count);
    sl_number_add(buf, 4, batch->entries.len);
    sl_number_add(buf, 2, batch->note.len);
    sl_buf_add(buf, batch->note);
}

static struct sl_str take(struct sl_str *rest, uint64_t len)
{
    const struct sl_str taken = sl_str_part(*rest, 0, (size_t)len);

    *rest = sl_str_part(*rest, (size_t)len, rest->len);
    return taken;
}

enum sl_batch_state sl_batch_take(struct sl_str *rest, struct sl_batch *ret_batch)
{
    const struct sl_str magic = SL_STR(MAGIC);
    const size_t seen_len = rest->len < magic.len ? rest->len : magic.len;

    if (!sl_str_equal(sl_str_part(*rest, 0, seen_len), sl_str_part(magic, 0, seen_len))) {
        return SL_BATCH_BAD;
    }
    if (rest->len < SL_BATCH_HEAD_BYTES) {
        return SL_BATCH_CUT;
    }
    const uint64_t total = sl_number_read(rest->ptr + TOTAL_AT, 4);
    const uint64_t note_len = sl_number_read(rest->ptr + NOTE_AT, 2);
    const uint64_t entries_len = sl_number_read(rest->ptr + ENTRIES_AT, 4);
    const uint64_t count = sl_number_read(rest->ptr + COUNT_AT, 4);
    const uint64_t known = SL_BATCH_HEAD_BYTES + note_len + count * SL_DIGEST_BYTES + entries_len;
    if (total > SL_BATCH_LIMIT_BYTES || total < known) {
        return SL_BATCH_BAD;
    }
    if (rest->len < total) {
        return SL_BATCH_CUT;
    }
    struct sl_str batch = take(rest, total);
    const struct sl_str head = take(&batch, SL_BATCH_HEAD_BYTES);
    ret_batch->first = sl_number_read(head.ptr + FIRST_AT, 8);
    ret_batch->count = count;
    ret_batch->note = take(&batch, note_len);
    ret_batch->hashes = take(&batch, count * SL_DIGEST_BYTES);
    ret_batch->entries = take(&batch, entries_len);
    ret_batch->parts = batch;
    return SL_BATCH_WHOLE;
}

size_t sl_batch_find(struct sl_str text)
{
    return sl_str_find(text, SL_STR(MAGIC));
}
