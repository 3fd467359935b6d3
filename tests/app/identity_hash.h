/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_hash.h - everything that is published of who is who, as one number.
 */
#ifndef SL_TESTS_APP_IDENTITY_HASH_H
#define SL_TESTS_APP_IDENTITY_HASH_H

#include "base/hash.h"
#include "store/membership.h"
#include "store/near.h"
#include "store/review.h"
#include "support/support.h"

/* The same with who is near whom. */
static inline uint64_t identity_near_hash(struct sl_store *store, uint64_t hash)
{
    struct sl_near_cursor *cursor = NULL;
    struct sl_stored_near near;
    bool more = true;

    SL_CHECK_OK(sl_store_near_open(store, 0, INT64_MAX, &cursor, NULL), NULL);
    while (more) {
        SL_CHECK_OK(sl_near_cursor_next(cursor, &near, &more, NULL), NULL);
        if (more) {
            hash = sl_hash_u64(hash ^ (uint64_t)near.mention);
            hash = sl_hash_u64(hash ^ (uint64_t)near.other);
        }
    }
    sl_near_cursor_close(cursor);
    return hash;
}

/* A hash of the whole answer: memberships, the review list, and who is near whom. */
static inline uint64_t identity_answer_hash(struct sl_store *store)
{
    struct sl_membership_cursor *members = NULL;
    struct sl_review_cursor *reviews = NULL;
    struct sl_membership member;
    struct sl_stored_review review;
    uint64_t hash = 0;
    bool more = true;

    SL_CHECK_OK(sl_store_memberships_open(store, 0, INT64_MAX, &members, NULL), NULL);
    while (more) {
        SL_CHECK_OK(sl_membership_cursor_next(members, &member, &more, NULL), NULL);
        if (more) {
            hash = sl_hash_u64(hash ^ (uint64_t)member.mention);
            hash = sl_hash_u64(hash ^ (uint64_t)member.identity);
            hash = sl_hash_u64(hash ^ (uint64_t)member.rows_hash);
        }
    }
    sl_membership_cursor_close(members);
    SL_CHECK_OK(sl_store_reviews_open(store, 0, &reviews, NULL), NULL);
    for (more = true; more;) {
        SL_CHECK_OK(sl_review_cursor_next(reviews, &review, &more, NULL), NULL);
        if (more) {
            hash = sl_hash_u64(hash ^ (uint64_t)review.low);
            hash = sl_hash_u64(hash ^ (uint64_t)review.high);
            hash = sl_hash_u64(hash ^ (uint64_t)review.weight_millibits);
        }
    }
    sl_review_cursor_close(reviews);
    return identity_near_hash(store, hash);
}

#endif
