/* SPDX-License-Identifier: Apache-2.0 */
#include "base/keep.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include "base/memory.h"

#define SLOT_COUNT ((size_t)8192)
/* What is larger than this part of the limit would push out too much else. */
#define LARGEST_PART 16u

struct sl_kept {
    struct sl_digest digest;
    void *thing;
    size_t bytes;
    size_t held;                  /* by how many */
    bool is_kept;                 /* stands in the table and in the line */
    struct sl_kept *next_in_slot; /* of the same slot */
    struct sl_kept *newer, *older;
};

/* Invariant: what is kept stands in its slot and in the line, and bytes is the sum of theirs. */
struct sl_keep {
    pthread_mutex_t lock; /* over all of it */
    sl_keep_free_fn *free_thing;
    size_t limit_bytes;
    struct sl_keep_counts counts;
    struct sl_kept *newest, *oldest;
    struct sl_kept *slots[SLOT_COUNT];
};

enum sl_status sl_keep_open(
    size_t limit_bytes, sl_keep_free_fn *free_thing, struct sl_keep **ret_keep, struct sl_error *err
)
{
    struct sl_keep *keep = sl_calloc(1, sizeof *keep);

    if (keep == NULL) {
        return sl_fail_memory(err);
    }
    (void)pthread_mutex_init(&keep->lock, NULL);
    keep->limit_bytes = limit_bytes;
    keep->free_thing = free_thing;
    *ret_keep = keep;
    return SL_OK;
}

/* A digest is as good as chance already. */
static struct sl_kept **slot_of(struct sl_keep *keep, const struct sl_digest *digest)
{
    uint64_t number = 0;

    memcpy(&number, digest->bytes, sizeof number);
    return &keep->slots[number % SLOT_COUNT];
}

/* Where the thing of a digest hangs in its slot; what is there is NULL when it is not kept. */
static struct sl_kept **place_of(struct sl_keep *keep, const struct sl_digest *digest)
{
    struct sl_kept **place = slot_of(keep, digest);

    while (*place != NULL && !sl_digest_equal(&(*place)->digest, digest)) {
        place = &(*place)->next_in_slot;
    }
    return place;
}

static void leave_line(struct sl_keep *keep, struct sl_kept *kept)
{
    *(kept->newer == NULL ? &keep->newest : &kept->newer->older) = kept->older;
    *(kept->older == NULL ? &keep->oldest : &kept->older->newer) = kept->newer;
}

static void join_line(struct sl_keep *keep, struct sl_kept *kept)
{
    kept->newer = NULL;
    kept->older = keep->newest;
    *(kept->older == NULL ? &keep->oldest : &kept->older->newer) = kept;
    keep->newest = kept;
}

static void free_kept(struct sl_keep *keep, struct sl_kept *kept)
{
    keep->free_thing(kept->thing);
    sl_free(kept);
}

/* Keep it no longer. Returns it when nobody holds it: then it is to be freed, without the lock. */
static struct sl_kept *drop(struct sl_keep *keep, struct sl_kept *kept)
{
    struct sl_kept **place = place_of(keep, &kept->digest);

    SL_ASSERT(*place == kept);
    *place = kept->next_in_slot;
    leave_line(keep, kept);
    kept->is_kept = false;
    keep->counts.bytes -= kept->bytes;
    keep->counts.count--;
    return kept->held == 0 ? kept : NULL;
}

/* Put what is to be freed before a list of such; next_in_slot is free for that. */
static void add_free(struct sl_kept **list, struct sl_kept *kept)
{
    if (kept != NULL) {
        kept->next_in_slot = *list;
        *list = kept;
    }
}

static void free_list(struct sl_keep *keep, struct sl_kept *list)
{
    while (list != NULL) {
        struct sl_kept *next = list->next_in_slot;
        free_kept(keep, list);
        list = next;
    }
}

/* Drop the oldest until no more than so many bytes are kept. */
static struct sl_kept *drop_down_to(struct sl_keep *keep, size_t bytes)
{
    struct sl_kept *list = NULL;

    while (keep->oldest != NULL && keep->counts.bytes > bytes) {
        add_free(&list, drop(keep, keep->oldest));
        keep->counts.dropped++;
    }
    return list;
}

void sl_keep_clear(struct sl_keep *keep)
{
    struct sl_kept *list = NULL;

    (void)pthread_mutex_lock(&keep->lock);
    while (keep->oldest != NULL) {
        add_free(&list, drop(keep, keep->oldest));
    }
    (void)pthread_mutex_unlock(&keep->lock);
    free_list(keep, list);
}

void sl_keep_close(struct sl_keep *keep)
{
    if (keep == NULL) {
        return;
    }
    sl_keep_clear(keep);
    (void)pthread_mutex_destroy(&keep->lock);
    sl_free(keep);
}

struct sl_kept *sl_keep_find(struct sl_keep *keep, const struct sl_digest *digest)
{
    (void)pthread_mutex_lock(&keep->lock);
    struct sl_kept *kept = *place_of(keep, digest);
    if (kept != NULL) {
        kept->held++;
        leave_line(keep, kept);
        join_line(keep, kept);
        keep->counts.found++;
    } else {
        keep->counts.missed++;
    }
    (void)pthread_mutex_unlock(&keep->lock);
    return kept;
}

void *sl_kept_thing(const struct sl_kept *kept)
{
    return kept->thing;
}

void sl_keep_release(struct sl_keep *keep, struct sl_kept *kept)
{
    if (kept == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&keep->lock);
    SL_ASSERT(kept->held > 0);
    kept->held--;
    const bool is_last = kept->held == 0 && !kept->is_kept;
    (void)pthread_mutex_unlock(&keep->lock);
    if (is_last) {
        free_kept(keep, kept);
    }
}

/* Into the table and the line, in the place of one with the same digest. */
static void take_in(struct sl_keep *keep, struct sl_kept *kept)
{
    struct sl_kept *list = NULL;

    (void)pthread_mutex_lock(&keep->lock);
    struct sl_kept *before = *place_of(keep, &kept->digest);
    if (before != NULL) {
        add_free(&list, drop(keep, before));
    }
    struct sl_kept **slot = slot_of(keep, &kept->digest);
    kept->next_in_slot = *slot;
    *slot = kept;
    kept->is_kept = true;
    join_line(keep, kept);
    keep->counts.bytes += kept->bytes;
    keep->counts.count++;
    struct sl_kept *old = drop_down_to(keep, keep->limit_bytes);
    (void)pthread_mutex_unlock(&keep->lock);
    free_list(keep, list);
    free_list(keep, old);
}

enum sl_status sl_keep_put(
    struct sl_keep *keep,
    const struct sl_digest *digest,
    void *thing,
    size_t bytes,
    struct sl_kept **ret_kept,
    struct sl_error *err
)
{
    struct sl_kept *kept = sl_calloc(1, sizeof *kept);

    if (kept == NULL) {
        return sl_fail_memory(err);
    }
    kept->thing = thing;
    kept->bytes = bytes + sizeof *kept;
    kept->held = 1;
    *ret_kept = kept;
    if (digest != NULL && kept->bytes <= keep->limit_bytes / LARGEST_PART) {
        kept->digest = *digest;
        take_in(keep, kept);
    }
    return SL_OK;
}

struct sl_keep_counts sl_keep_counts(struct sl_keep *keep)
{
    (void)pthread_mutex_lock(&keep->lock);
    const struct sl_keep_counts counts = keep->counts;
    (void)pthread_mutex_unlock(&keep->lock);
    return counts;
}
