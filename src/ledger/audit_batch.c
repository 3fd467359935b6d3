/* SPDX-License-Identifier: Apache-2.0 */
/* A batch of a journal, looked at as the bundles that it would make. */
#include "ledger/audit.h"

#include <string.h>

#include "ledger/entry.h"

/* The next entries, or pairs of parts, of a batch: as many as can be read, and at most `count`. */
static struct sl_str take_entries(struct sl_str *rest, unsigned count)
{
    const struct sl_str from = *rest;
    struct sl_str leaf;

    for (unsigned i = 0; i < count && sl_entry_take(rest, &leaf); i++) {
    }
    return sl_str_part(from, 0, from.len - rest->len);
}

static struct sl_str take_parts(struct sl_str *rest, unsigned count)
{
    const struct sl_str from = *rest;
    struct sl_entry_part part;

    for (unsigned i = 0; i < SL_PART_COUNT * count && sl_entry_part_take(rest, &part); i++) {
    }
    return sl_str_part(from, 0, from.len - rest->len);
}

enum sl_status sl_audit_look_batch(
    struct sl_audit *audit,
    const struct sl_batch *batch,
    struct sl_tree *by_entries,
    struct sl_tree *by_hashes,
    struct sl_error *err
)
{
    struct sl_digest tile[SL_TILE_WIDTH];
    struct sl_str entries = batch->entries;
    struct sl_str parts = batch->parts;
    struct sl_audit_leaves leaves;

    for (uint64_t done = 0; done < batch->count; done += SL_TILE_WIDTH) {
        const uint64_t left = batch->count - done;
        const unsigned width = left < SL_TILE_WIDTH ? (unsigned)left : SL_TILE_WIDTH;
        const struct sl_audit_bundle bundle = {
            .first = batch->first + done,
            .width = width,
            .entries = take_entries(&entries, width),
            .has_parts = true,
            .parts = take_parts(&parts, width),
            .tile = tile,
        };
        memcpy(tile, batch->hashes.ptr + done * sizeof tile[0], width * sizeof tile[0]);
        SL_TRY(sl_audit_look(audit, &bundle, &leaves, err));
        for (unsigned i = 0; i < width; i++) {
            sl_tree_add(by_entries, 0, &leaves.hashes[i]);
            sl_tree_add(by_hashes, 0, &tile[i]);
        }
    }
    if (entries.len + parts.len > 0) {
        const uint64_t end = batch->first + batch->count;
        const struct sl_fault fault = { .kind = SL_FAULT_EXTRA, .first = end, .last = end };
        return audit->found(audit->context, &fault, err);
    }
    return SL_OK;
}
