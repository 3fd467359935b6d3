/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_world.h - the world of a whole store (notice/world.h): all versions of all records that
 * have come, each with when it was known, and who is who by the identities that are published.
 *
 * Who is who is as it is known today: what was thought of it on a day in the past is not asked.
 */
#ifndef SL_APP_NOTICE_WORLD_H
#define SL_APP_NOTICE_WORLD_H

#include "app/notice_gather.h"
#include "store/run.h"
#include "store/source.h"
#include "store/store.h"

/* What of a store goes into a world. */
struct sl_notice_world_options {
    const bool *attributes;     /* sl_notice_attributes */
    enum sl_notice_known known; /* RECORDED: only the latest versions, by their own dates */
    struct sl_str agency;       /* only records of this one; empty: of all */
};

/*
 * Read a store into a world, and close it.
 *
 *   store      open, with no transaction open
 *   ret_world  finish it in any case
 *
 * Errors: SL_INVALID when people are not identified, or no longer, with a hint; those of the store
 * and of sl_people_read. Time: some 10 microseconds a record on each of two threads.
 */
SL_NODISCARD enum sl_status sl_notice_world(
    struct sl_store *store,
    const struct sl_notice_world_options *options,
    struct sl_world *ret_world,
    struct sl_error *err
);

/* The number that stands for the agency of a source: the place of its first source in the list, in
 * which the source is. */
uint32_t sl_notice_agency(const struct sl_store_source *listed, size_t count, int64_t source);

/* The instant at which a finished run brought its records. */
int64_t sl_notice_received(const struct sl_run *run);

#endif
