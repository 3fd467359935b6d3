/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_share.h - what of a child's records a reader may see, and what they are told of the rest.
 *
 * Each record is judged when it is read, and what may not be seen goes no further: it is not walked
 * from, and is in no list and no count. A picture is of one child: a relationship to the child, or
 * the glass broken for the child, counts for all records of the picture, also those about the
 * people around. Holder, kind, field, withheld fields and seals are each record's own.
 */
#ifndef SL_APP_PICTURE_SHARE_H
#define SL_APP_PICTURE_SHARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/access.h"
#include "app/picture_walk.h"
#include "picture/picture.h"
#include "sharing/answer.h"

/* A record that a seal kept from one who would be told else: its keepers are to learn of it. */
struct sl_picture_alert {
    struct sl_str holder;
};

/* Alerts of one picture; more are counted with the last. */
#define SL_PICTURE_ALERT_LIMIT 16u

/* Judging under way. Everything lives in the arena of the records. */
struct sl_picture_share {
    struct sl_access *access;
    struct sl_picture_walk *walk;
    int64_t identity;
    struct sl_reader reader;
    struct sl_str *holders; /* agencies of the sources, then those of agreements alone */
    size_t holder_count, source_holder_count;
    struct sl_reader_item like;   /* relationships to the child, and the glass */
    uint8_t *event_sights;        /* by holder: are all kinds of event shown, none, or some? */
    struct sl_reader_item *items; /* the child's records, by kind */
    size_t item_count, item_room;
    struct sl_error *err;  /* of a look-up while facts are shown */
    enum sl_status status; /* the same */
    bool is_held;          /* there is something to be told */
    struct sl_picture_alert alerts[SL_PICTURE_ALERT_LIMIT];
    size_t alert_count;
};

/*
 * Begin, behind sl_picture_walk_begin and sl_picture_walk_own: from now on the walk's records are
 * judged.
 *
 *   access  by the permission that was asked for last (sl_access_may)
 *
 * Errors: SL_NO_MEMORY, SL_LIMIT.
 */
SL_NODISCARD enum sl_status sl_picture_share_begin(
    struct sl_picture_share *share,
    struct sl_access *access,
    struct sl_picture_walk *walk,
    int64_t identity,
    struct sl_error *err
);

/*
 * What the reader is told of each agency, into the input of the picture: answers, and what is
 * withheld. is_held and alerts are set. Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_picture_share_end(
    struct sl_picture_share *share, struct sl_picture_input *input, struct sl_error *err
);

#endif
