/* SPDX-License-Identifier: Apache-2.0 */
/*
 * child_part.h - events of a child, in formats whose records are one child with all its parts.
 *
 * A part is named by the child, its kind, and its id or else its day; a second of the same name is
 * "...#2". So it keeps its name when other parts come and go.
 */
#ifndef SL_INTAKE_CHILD_PART_H
#define SL_INTAKE_CHILD_PART_H

#include "intake/format_impl.h"

/* Entities of one child; a record with more is a reject. */
#define SL_CHILD_PART_LIMIT 2000u

struct sl_child_part {
    struct sl_str of_key; /* the child's, or that of the event which this one follows from */
    struct sl_str id;     /* within its kind; empty: the day it began names it */
    struct sl_moment start, end;
    enum sl_event_kind kind;
};

/*
 * The key of one more entity: its natural one, or when it is taken, "NATURAL#NUMBER" with
 * the number after the highest that is. Compares with each entity once.
 *
 *   ret_key  in the facts' arena
 *
 * Errors: SL_NO_MEMORY; SL_LIMIT when it is longer than SL_SPLIT_KEY_ROOM_BYTES.
 */
SL_NODISCARD enum sl_status sl_child_free_key(
    const struct sl_facts *facts,
    struct sl_str natural,
    struct sl_str *ret_key,
    struct sl_error *err
);

/*
 * Begin a part: itself, and its ties to the child, who is its subject, and to what it follows from.
 *
 *   reading  its key is the child's
 *   ret_key  of the part, in the facts' arena
 *
 * Errors: SL_LIMIT (SL_CHILD_PART_LIMIT), SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_child_part_begin(
    struct sl_reading *reading,
    const struct sl_child_part *part,
    struct sl_str *ret_key,
    struct sl_error *err
);

#endif
