/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shared.h - phones, vehicles, accounts and addresses by which people are tied; for this folder
 * only.
 */
#ifndef SL_PICTURE_SHARED_H
#define SL_PICTURE_SHARED_H

#include "picture/picture_impl.h"

/* That a person uses, owns, lives at or is often at a thing. */
struct sl_use {
    enum sl_picture_bond bond; /* PHONE ... PLACE, ADDRESS */
    enum sl_role role;         /* USES when it is a value of the person */
    struct sl_str thing;       /* the same for the same thing; see sl_making_uses */
    struct sl_str what;        /* as written */
    size_t person, record;
    int64_t id; /* of the record */
    struct sl_moment start, end;
};

/* The same thing? A place that is somebody's home is the same thing when others are there. */
bool sl_use_same_thing(const struct sl_use *left, const struct sl_use *right);

/*
 * Find all uses, sorted by thing, then person, then the latest record first.
 *
 * A thing is named by its normal form: a phone by its number, a vehicle by its mark, an account by
 * platform and handle; an address by its form in record/node.h. What is not described is the same
 * only within its source, by its key.
 *
 * Errors: SL_NO_MEMORY. Memory: the uses live in the arena.
 */
SL_NODISCARD enum sl_status sl_making_uses(
    struct sl_making *making, struct sl_use **ret_uses, size_t *ret_count, struct sl_error *err
);

#endif
