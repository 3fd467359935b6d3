/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_walk.h - from a person's mentions to the records around them, by the index of people.
 *
 * Part of picture_load.h, which says what is followed and how far.
 */
#ifndef SL_APP_PICTURE_WALK_H
#define SL_APP_PICTURE_WALK_H

#include <stdbool.h>
#include <stdint.h>

#include "app/picture_records.h"
#include "record/fold.h"

/* Keys, nodes and mentions that are followed for one picture. */
#define SL_PICTURE_KEY_LIMIT 16384u

struct sl_picture_followed;
struct sl_picture_pending;

/* A walk under way. Arrays are in the arena of the records. */
struct sl_picture_walk {
    struct sl_fold *fold; /* borrowed */
    struct sl_buf *form;  /* borrowed; changed */
    struct sl_picture_records records;
    struct sl_picture_followed *followed; /* slots of a hash set */
    size_t followed_count;
    struct sl_picture_key *own; /* the child's mentions */
    size_t own_count;
    int64_t *ring;                      /* the latest records of a key, while it is followed */
    struct sl_picture_pending *pending; /* things with a node of the child */
    size_t pending_count;
    bool is_thing_cut;   /* a thing is named by more records than were read */
    bool is_mention_cut; /* the child has more mentions than were followed */
};

/*
 * Begin: fold, form, and store, arena and scratch of the records, are set, all else is zero.
 * Errors: SL_NO_MEMORY; those of the store.
 */
SL_NODISCARD enum sl_status
sl_picture_walk_begin(struct sl_picture_walk *walk, struct sl_error *err);

/* Find the mentions of an identity. Errors: SL_NOT_FOUND when it has none; those of the store. */
SL_NODISCARD enum sl_status
sl_picture_walk_own(struct sl_picture_walk *walk, int64_t identity, struct sl_error *err);

/* Read all records of the picture. Errors: as sl_picture_records_read. */
SL_NODISCARD enum sl_status
sl_picture_walk_records(struct sl_picture_walk *walk, struct sl_error *err);

/* Is this hash of a person's key (store/entity_use.h) asked for the first time? */
bool sl_picture_walk_is_new_person(struct sl_picture_walk *walk, int64_t entity);

#endif
