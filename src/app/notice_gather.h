/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_gather.h - what one record says, as statements of a world (notice/world.h).
 */
#ifndef SL_APP_NOTICE_GATHER_H
#define SL_APP_NOTICE_GATHER_H

#include "notice/indicator.h"
#include "notice/world.h"
#include "record/fact.h"

/* From when something counts as known. */
enum sl_notice_known {
    SL_KNOWN_RECEIVED, /* from when it came here, until a correction came: what could be seen */
    SL_KNOWN_RECORDED, /* from when its agency wrote it down: what could have been seen together */
};

/* What gathering needs. Buffers are changed; everything is borrowed. */
struct sl_notice_gatherer {
    struct sl_world *world; /* takes the statements */
    struct sl_fold *fold;   /* one per thread */
    struct sl_buf *form, *scratch;
    const bool *attributes; /* SL_ATTRIBUTE_TABLE_COUNT: values of events that are kept */
    enum sl_notice_known known;
};

/* A record that has been read. Borrowed for the call. */
struct sl_notice_record {
    int64_t id, source;
    uint32_t agency;                  /* a number that stands for it */
    struct sl_history_known received; /* when it came, and when the next version did */
    const struct sl_facts *facts;
};

/* The attributes of events that conditions compare: those by which events are coded. */
void sl_notice_attributes(const struct sl_indicators *indicators, bool *ret_attributes);

/*
 * Gather what a record says: events that say when they were, links, nodes, births. Texts are
 * copied. Errors: SL_NO_MEMORY; SL_LIMIT of the buffers.
 */
SL_NODISCARD enum sl_status sl_notice_gather(
    const struct sl_notice_gatherer *gatherer,
    const struct sl_notice_record *record,
    struct sl_error *err
);

#endif
