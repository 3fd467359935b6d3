/* SPDX-License-Identifier: Apache-2.0 */
/*
 * request_manage.h - asking another agency for named records, answering, taking back.
 *
 * What is asked and answered is kept; how a request stands is computed each time it is shown
 * (sharing/request.h).
 */
#ifndef SL_APP_REQUEST_MANAGE_H
#define SL_APP_REQUEST_MANAGE_H

#include "app/access.h"
#include "store/request.h"

/* What is asked. Borrowed. The purpose is the door's. */
struct sl_request_question {
    struct sl_str child;  /* child_find.h */
    struct sl_str holder; /* the agency that is asked */
    const struct sl_str *records;
    size_t record_count; /* 1 .. SL_REQUEST_ITEM_LIMIT */
    struct sl_str reason;
    bool is_urgent;
};

/*
 * Ask.
 *
 * Errors: SL_DENIED (no role that may); SL_NOT_FOUND when nobody is called this, or the holder has
 * sent nothing; SL_INVALID; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_request_ask(
    struct sl_access *access,
    const struct sl_request_question *question,
    int64_t *ret_id,
    struct sl_error *err
);

/* What is answered about one record. Borrowed. */
struct sl_request_reply {
    int64_t request;
    struct sl_str record;
    enum sl_request_outcome outcome; /* not NONE */
    enum sl_withheld_reason reason;  /* unless all was given */
    struct sl_str words;             /* the same */
};

/*
 * Answer about one record, for the agency that was asked.
 *
 * Errors: SL_DENIED (no role that may); SL_NOT_FOUND when there is no such request of this agency,
 * or it names no such record; SL_INVALID; those of the door and the store.
 */
SL_NODISCARD enum sl_status sl_request_reply_make(
    struct sl_access *access, const struct sl_request_reply *reply, struct sl_error *err
);

/* Take a request back: who asked, or another of their agency. Errors: as above. */
SL_NODISCARD enum sl_status
sl_request_take_back(struct sl_access *access, int64_t id, struct sl_error *err);

/* A request, and how it stands today. */
struct sl_request_line {
    struct sl_store_request request;
    struct sl_request_status status;
};

/*
 * The requests that the user's agency has asked or is asked.
 *
 *   all        those that are closed, too
 *   ret_lines  in the arena, as they came
 *
 * Errors: SL_DENIED; SL_UNSUPPORTED when a clock leaves the years of the calendar; those of the
 * door and the store.
 */
SL_NODISCARD enum sl_status sl_request_list(
    struct sl_access *access,
    bool all,
    struct sl_arena *arena,
    struct sl_request_line **ret_lines,
    size_t *ret_count,
    struct sl_error *err
);

#endif
