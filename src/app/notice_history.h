/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_history.h - a child's history, as notice reads it, out of the child's picture.
 *
 * The door has made the picture (picture_door.h), so the history has what who asks may see, and
 * nothing else. It has the events in which the child has a part, each as every record describes it,
 * with the other people in them; what agencies say of the child now; and who is tied to whom.
 * Moments stay as precise as somebody wrote them.
 *
 * The store's latest version of a record is what there is: a record that was corrected counts as it
 * is now, from when the correction came.
 */
#ifndef SL_APP_NOTICE_HISTORY_H
#define SL_APP_NOTICE_HISTORY_H

#include "notice/history.h"
#include "picture/picture.h"

/* What a number of a record stands for in a history. */
struct sl_notice_proof {
    const struct sl_picture_event *event; /* NULL: a detail, or a tie */
    size_t record;                        /* in the input of the picture */
};

/*
 * Make the history of the child of a picture.
 *
 *   picture      borrowed as long as the history
 *   arena        takes the history
 *   ret_history  closed
 *   ret_undated  how many events are not in it, as nobody says when they were
 *
 * Errors: SL_NO_MEMORY. Time: n log n of links, and people times mentions.
 */
SL_NODISCARD enum sl_status sl_notice_history(
    const struct sl_picture *picture,
    struct sl_arena *arena,
    struct sl_history *ret_history,
    size_t *ret_undated,
    struct sl_error *err
);

/*
 * A moment as clocks on the wall of the United Kingdom show it, which is what histories have.
 *
 *   now_us       microseconds since 1970 in UTC
 *   ret_instant  see notice/history.h
 *
 * Errors: SL_INVALID for a moment that no date has.
 */
SL_NODISCARD enum sl_status
sl_notice_instant(int64_t now_us, int64_t *ret_instant, struct sl_error *err);

/* What proves a statement of it: the record of an event, of a detail or of a tie. */
struct sl_notice_proof sl_notice_proof(const struct sl_picture *picture, uint32_t record);

#endif
