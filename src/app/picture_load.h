/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_load.h - from a person to all records that make their picture, and the picture of them.
 *
 *   the person's mentions          every record that names one of them
 *   what these records refer to    what describes it: events, objects, places, people; and what
 *                                  follows from the person's events
 *   the person's family            every record that relates them to others, so that brothers and
 *                                  sisters are found through a parent
 *   phones, addresses, vehicles    whoever else is said to have one, by any agency
 *
 * People around are described by the records of the source that names them; family by what every
 * agency knows of them. Facts are read from the records each time, so nothing can be out of date
 * but the index, which is checked. Where a limit is met, the picture says so in a note.
 */
#ifndef SL_APP_PICTURE_LOAD_H
#define SL_APP_PICTURE_LOAD_H

#include <stdint.h>

#include "app/picture_share.h"
#include "base/error.h"
#include "picture/picture.h"
#include "store/store.h"

/* Mentions of one person that are followed. */
#define SL_PICTURE_MENTION_LIMIT 256u
/* Records that name the child by one key and are read, the latest ones. */
#define SL_PICTURE_OWN_LIMIT 3000u
/* Records that name one thing and are read, the latest ones: a school's phone is named by many. */
#define SL_PICTURE_THING_LIMIT 100u
/* Of so many records that name a thing the latest are found; the rest are not looked at. */
#define SL_PICTURE_THING_SCAN 4096u

/* What loading needs of memory and tables; opened once, for one picture after another. */
struct sl_picture_loader;

/* Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_picture_loader_open(struct sl_picture_loader **ret_loader, struct sl_error *err);
/* Close; NULL is fine. */
void sl_picture_loader_close(struct sl_picture_loader *loader);
/* For SL_CLEANUP on a struct sl_picture_loader * variable. */
void sl_picture_loader_close_ptr(struct sl_picture_loader **loader);

/* Whose picture, and of which day. */
struct sl_picture_request {
    int64_t identity;
    struct sl_access *access; /* who looks (picture_door.h); NULL: a measurement, which sees all */
    int32_t today;            /* days since 1970-01-01 */
    struct sl_str kind;       /* what it is made for, as the entry has it; empty: "picture" */
    const struct sl_str *notes; /* to stand before those that loading adds; copied */
    size_t note_count;
};

/*
 * Load the records of a person and make the picture, as the store is at this moment.
 *
 * Who looks, and that they did, is picture_door.h's business: everybody but tests and benches goes
 * through it.
 *
 *   store        open to read, or to write with no transaction open
 *   ret_picture  lives until the loader makes another one or is closed
 *
 * Errors: SL_NOT_FOUND when the identity has no mentions; SL_INVALID when the index of people is
 * not up to date, with a hint; SL_LIMIT, SL_NO_MEMORY; SL_UNSUPPORTED when a record is of a format
 * that this program does not know; those of sl_fold_open and of the store.
 * Time: some tens of microseconds for each record; p50 1 ms, p99 14 ms (bench/README.md).
 */
SL_NODISCARD enum sl_status sl_picture_load(
    struct sl_picture_loader *loader,
    struct sl_store *store,
    const struct sl_picture_request *request,
    const struct sl_picture **ret_picture,
    struct sl_error *err
);

/* How the picture that was made last was judged; without somebody who looks, zero. */
const struct sl_picture_share *sl_picture_loader_share(const struct sl_picture_loader *loader);

#endif
