/* SPDX-License-Identifier: Apache-2.0 */
/*
 * erase_order.h - which parts of which entries does an entry order to be erased?
 *
 * It stands in the leaf, as the text "kind" of an entry with the verb SL_VERB_ERASE, so it can
 * never be changed and is proven with the entry: what no order names was not erased by order.
 *
 *     about 3,7-9      the parts "about" of the entries 3, 7, 8 and 9
 *
 * WHICH is "who", "about" or "both"; behind a blank stand spans A or A-B, with A below B, in their
 * order, none beginning right behind another, with commas between them and no number with a zero
 * in front. One order has one text.
 */
#ifndef SL_LEDGER_ERASE_ORDER_H
#define SL_LEDGER_ERASE_ORDER_H

#include <stddef.h>

#include "ledger/entry.h"

/* Room for an order, and for the span that does not fit any more. */
#define SL_ERASE_ORDER_ROOM_BYTES ((size_t)SL_ENTRY_TEXT_BYTES + 48)

/* Parts of entries. */
struct sl_erase_order {
    bool parts[SL_PART_COUNT]; /* at least one */
    const uint64_t *indexes;   /* of entries, in their order, each once */
    size_t count;              /* at least one */
};

/*
 * Write as much of an order as one entry holds.
 *
 *   kind  emptied first; room for SL_ERASE_ORDER_ROOM_BYTES, of which it fills SL_ENTRY_TEXT_BYTES
 *         at most; its status is for the caller to ask
 *
 * Gives how many entries are in it: at least one. The others are for another order.
 */
size_t sl_erase_order_print(const struct sl_erase_order *order, struct sl_buf *kind);

/*
 * Read an order: the text of an entry, or a longer one of the same form.
 *
 *   indexes    room for the entries that it names
 *   room       how many that is
 *   ret_order  borrows them
 *
 * Errors: SL_INVALID when the text is no order; SL_LIMIT when it names more entries.
 */
SL_NODISCARD enum sl_status sl_erase_order_parse(
    struct sl_str text,
    uint64_t *indexes,
    size_t room,
    struct sl_erase_order *ret_order,
    struct sl_error *err
);

/* Does an entry order this part of entry `index` to be erased? Not if it was refused or failed, and
 * not if its text is no order. That it comes later is for the caller to see. */
bool sl_erase_order_covers(
    const struct sl_entry *entry, uint64_t index, enum sl_part_index part_index
);

#endif
