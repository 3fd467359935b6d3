/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_live.h - what is raised, kept up to date as records come in.
 *
 * It holds the world of the store (notice/live.h). After a run is finished, and it is known who is
 * who, it reads what the run has brought, asks again whom that concerns and those for whom a time
 * has run out, and keeps the answers: the rows are those that sl_notice_run would keep, to the
 * byte. It asks no questions of anybody: the next run does.
 *
 * It is used by one thread, with one store, which nobody else takes records into in the meantime.
 */
#ifndef SL_APP_NOTICE_LIVE_H
#define SL_APP_NOTICE_LIVE_H

#include "notice/indicator.h"
#include "store/store.h"

struct sl_notice_live;

/* What following a run came to. Plain memory. */
struct sl_notice_followed {
    size_t record_count; /* versions of records that were read */
    size_t person_count; /* who was asked again */
    size_t raised_count; /* that hold of them */
};

/*
 * Read everything, ask everybody as of an instant, and keep that.
 *
 *   store       open for writing, without a transaction; borrowed for the call
 *   indicators  borrowed until close
 *   as_of       now, as notice/history.h has instants
 *
 * Errors: those of sl_notice_world, sl_notice_evaluate and sl_notice_keep. Memory: some 200 bytes
 * for each statement. Time: as sl_notice_run.
 */
SL_NODISCARD enum sl_status sl_notice_live_open(
    struct sl_store *store,
    const struct sl_indicators *indicators,
    unsigned thread_count,
    int64_t as_of,
    struct sl_notice_live **ret_live,
    struct sl_error *err
);

/* Close; NULL is fine. */
void sl_notice_live_close(struct sl_notice_live *live);
/* For SL_CLEANUP on a struct sl_notice_live * variable. */
void sl_notice_live_close_ptr(struct sl_notice_live **live);

/*
 * Follow what has come, and who is who, since it was opened or followed last.
 *
 *   store  the same store, opened again or not, without a transaction
 *   as_of  now; not before what has come
 *
 * Errors: as opening; it is then only good for closing, and what is kept is stale.
 * Time: grows with what has changed and what is around it.
 */
SL_NODISCARD enum sl_status sl_notice_live_follow(
    struct sl_notice_live *live,
    struct sl_store *store,
    int64_t as_of,
    struct sl_notice_followed *ret_followed,
    struct sl_error *err
);

#endif
