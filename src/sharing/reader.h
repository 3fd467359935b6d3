/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reader.h - the same decision for many records: what is left of a list for one who asks.
 *
 * Decisions differ by holder, kind, whether there is a relationship and whether the glass is
 * broken, and within those only by the record's seal and withheld fields. The first record of each
 * is decided by decide.h, and its decision kept; the others cost a look-up. What comes out is what
 * sl_decide gives, for every record (a property that is tested).
 */
#ifndef SL_SHARING_READER_H
#define SL_SHARING_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "sharing/decide.h"

/* Holders of one reader. */
#define SL_READER_HOLDER_LIMIT 1024u

/* What is kept of a decision. `known` is false until it was decided. */
struct sl_reader_cell {
    uint64_t fields, found;
    uint16_t agreement;
    uint8_t sight; /* enum sl_sight */
    uint8_t rule;  /* enum sl_rule_name */
    bool known;
};

/* Somebody who asks, and what was decided for them so far. Fields are the reader's own. */
struct sl_reader {
    struct sl_asking asking;
    const struct sl_str *holders;
    size_t holder_count;
    uint8_t serving; /* relationships that count for the purpose */
    struct sl_reader_cell *cells;
};

/* A record, or a part of one. */
struct sl_reader_item {
    uint64_t withheld;
    uint16_t holder; /* in the reader's holders */
    uint8_t kind;
    uint8_t ties; /* those to the person it is about */
    uint8_t seal; /* enum sl_seal_state */
    bool glass;
};

/* What may be shown of it. */
struct sl_shown {
    uint64_t fields, withheld;
    uint64_t found; /* as in struct sl_share_decision */
    uint16_t agreement;
    uint8_t sight; /* enum sl_sight */
    uint8_t rule;  /* enum sl_rule_name */
    bool alert;    /* as in struct sl_share_decision: tell the keepers of the seal */
};

/*
 * Begin.
 *
 *   asking   copied; what it points to, and holders, are borrowed as long as the reader
 *   holders  holder_count agencies, at most SL_READER_HOLDER_LIMIT
 *   arena    takes 32 bytes for each holder, kind and two bits
 *
 * Errors: SL_LIMIT; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_reader_init(
    struct sl_reader *reader,
    const struct sl_asking *asking,
    const struct sl_str *holders,
    size_t holder_count,
    struct sl_arena *arena,
    struct sl_error *err
);

/* What may be shown of one. A holder or kind that there is not is refused. */
struct sl_shown sl_reader_decide(struct sl_reader *reader, const struct sl_reader_item *item);

/*
 * What may be shown of each.
 *
 *   ret_shown  item_count of them
 *
 * Time: some ns for each item.
 */
void sl_reader_filter(
    struct sl_reader *reader,
    const struct sl_reader_item *items,
    size_t item_count,
    struct sl_shown *ret_shown
);

#endif
