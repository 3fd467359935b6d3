/* SPDX-License-Identifier: Apache-2.0 */
/*
 * keep.h - what took long to make, kept under the digest of all that it was made from.
 *
 * Whoever asks again with the same digest is given the same thing. Nothing has to be told that it
 * is out of date: what is made from something else has another digest. Up to a limit in bytes is
 * kept; then what was asked for longest ago goes. All but open and close may be called by threads
 * at once.
 */
#ifndef SL_BASE_KEEP_H
#define SL_BASE_KEEP_H

#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"

struct sl_keep;

/* Gives a thing back, when it is kept no longer and nobody holds it. */
typedef void sl_keep_free_fn(void *thing);

/* Begin, with nothing. Errors: SL_NO_MEMORY. Close with sl_keep_close, which takes NULL; then
 * nobody holds anything. */
SL_NODISCARD enum sl_status sl_keep_open(
    size_t limit_bytes, sl_keep_free_fn *free_thing, struct sl_keep **ret_keep, struct sl_error *err
);
void sl_keep_close(struct sl_keep *keep);

/* One thing that is held. */
struct sl_kept;

/*
 * The thing of a digest, held from now on until it is released; NULL when it is not kept. It is
 * only read: others may hold it, too. Time: less than a microsecond.
 */
struct sl_kept *sl_keep_find(struct sl_keep *keep, const struct sl_digest *digest);
void *sl_kept_thing(const struct sl_kept *kept);
/* NULL is fine. */
void sl_keep_release(struct sl_keep *keep, struct sl_kept *kept);

/*
 * Keep a thing, and hold it. When another thread has put one there meanwhile, this one is kept in
 * its place. A thing of more than a sixteenth of the limit is held, and gone when it is released.
 *
 *   digest  NULL: it is only held
 *   thing   the keep's from now on, on success only
 *   bytes   that it takes, all in all
 *
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_keep_put(
    struct sl_keep *keep,
    const struct sl_digest *digest,
    void *thing,
    size_t bytes,
    struct sl_kept **ret_kept,
    struct sl_error *err
);

/* Keep nothing any more; what is held stays good until it is released. */
void sl_keep_clear(struct sl_keep *keep);

/* How it went since it was opened, and what is kept now. */
struct sl_keep_counts {
    uint64_t found, missed, dropped; /* dropped: for others to have room */
    size_t count, bytes;
};

/* The counts, as of now. */
struct sl_keep_counts sl_keep_counts(struct sl_keep *keep);

#endif
