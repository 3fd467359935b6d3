/* SPDX-License-Identifier: Apache-2.0 */
/*
 * deeds.h - invented acts, and bundles made of them.
 */
#ifndef SL_TESTS_LEDGER_DEEDS_H
#define SL_TESTS_LEDGER_DEEDS_H

#include <string.h>

#include "ledger/entry.h"
#include "ledger/number.h"
#include "ledger/tree.h"

/* Who looked at whom, at this time; texts are static. */
static inline struct sl_deed deed_at(int64_t when_us)
{
    return (struct sl_deed){
        .when_us = when_us,
        .verb = SL_VERB_READ,
        .outcome = SL_OUTCOME_ALLOWED,
        .texts = {SL_STR("police"),
                  SL_STR("council"),
                  SL_STR("practitioner"),
                  SL_STR("safeguarding"),
                  SL_STR("record"),
                  SL_STR("p-1")},
        .user = SL_STR("u-7"),
        .subject = SL_STR("child/12"),
        .detail = SL_STR("strategy discussion"),
    };
}

/* Entries, their parts and hashes, as a bundle has them. */
struct deeds {
    struct sl_buf entries, parts;
    struct sl_digest tile[SL_TILE_WIDTH];
    unsigned count;
};

static inline void deeds_init(struct deeds *deeds)
{
    sl_buf_init(&deeds->entries, (size_t)1 << 20);
    sl_buf_init(&deeds->parts, (size_t)1 << 20);
    deeds->count = 0;
}

static inline void deeds_finish(struct deeds *deeds)
{
    sl_buf_finish(&deeds->entries);
    sl_buf_finish(&deeds->parts);
}

/* Add a leaf with its length, and its hash. */
static inline void deeds_add_leaf(struct deeds *deeds, struct sl_str leaf)
{
    sl_number_add(&deeds->entries, 2, leaf.len);
    sl_buf_add(&deeds->entries, leaf);
    sl_tree_leaf(leaf, &deeds->tile[deeds->count++]);
}

static inline void deeds_add(struct deeds *deeds, const struct sl_deed *deed)
{
    uint8_t salts[2 * SL_PART_SALT_BYTES];
    struct sl_buf leaf;

    sl_buf_init(&leaf, SL_ENTRY_LEAF_BYTES);
    memset(salts, (int)deeds->count + 1, sizeof salts);
    SL_ASSERT(sl_entry_print(deed, salts, &leaf, &deeds->parts, NULL) == SL_OK);
    deeds_add_leaf(deeds, sl_buf_str(&leaf));
    sl_buf_finish(&leaf);
}

#endif
