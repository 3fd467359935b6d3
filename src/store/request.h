/* SPDX-License-Identifier: Apache-2.0 */
/*
 * request.h - requests of one agency to another for named records, and what was answered.
 *
 * How a request stands is computed (sl_request_status_on) and kept nowhere.
 */
#ifndef SL_STORE_REQUEST_H
#define SL_STORE_REQUEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "sharing/request.h"
#include "store/store.h"

/* `request` is what the engine wants; its identity is as sl_identity_print writes it. */
struct sl_store_request {
    int64_t id; /* given by the store, from 1 */
    struct sl_record_request request;
    int64_t asked_at;
};

/*
 * Ask. In a transaction.
 *
 *   request  one that sl_request_check passes, with no record decided, and not withdrawn
 *   at       microseconds since 1970 in UTC
 *
 * Errors: SL_INVALID, as sl_request_check; SL_NOT_FOUND when there is no such user; of the store.
 */
SL_NODISCARD enum sl_status sl_store_request_add(
    struct sl_store *store,
    const struct sl_record_request *request,
    int64_t at,
    int64_t *ret_id,
    struct sl_error *err
);

/* What the holder says of one record of a request. Borrowed. */
struct sl_store_answer {
    int64_t request;
    struct sl_request_item item; /* decided: outcome is not NONE */
    int64_t at;
};

/*
 * Answer, once for each record. In a transaction.
 * Errors: SL_NOT_FOUND when there is no such request or it names no such record; SL_INVALID when
 * the record was answered already, the request was withdrawn, or as sl_request_check; of the store.
 */
SL_NODISCARD enum sl_status sl_store_request_answer(
    struct sl_store *store, const struct sl_store_answer *answer, struct sl_error *err
);

/*
 * The asker takes it back. In a transaction.
 * Errors: SL_NOT_FOUND when there is none; SL_INVALID when it was withdrawn; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_request_withdraw(
    struct sl_store *store, int64_t id, int32_t day, int64_t at, struct sl_error *err
);

/* One by its number; in the arena. Errors: SL_NOT_FOUND; those of the store. */
SL_NODISCARD enum sl_status sl_store_request_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_store_request *ret_request,
    struct sl_error *err
);

/*
 * The next one behind the number `after` (0: the first) that an agency has asked or is asked; in
 * the arena. Errors: SL_NOT_FOUND without a message, behind the last; those of the store.
 */
SL_NODISCARD enum sl_status sl_store_request_next(
    struct sl_store *store,
    struct sl_str agency,
    int64_t after,
    struct sl_arena *arena,
    struct sl_store_request *ret_request,
    struct sl_error *err
);

#endif
