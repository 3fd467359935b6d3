/* SPDX-License-Identifier: Apache-2.0 */
/*
 * entity_use.h - which latest records name a person, object, location or event of a source?
 *
 * An entity is known by the hash of its key (record/entity_key.h). Different keys may meet in one,
 * so whoever reads a record looks whether it names the key. Derived: filled by app/people_index.h,
 * which says whether it is fresh.
 */
#ifndef SL_STORE_ENTITY_USE_H
#define SL_STORE_ENTITY_USE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "record/entity_key.h"
#include "store/store.h"

#define SL_ENTITY_USES_AT_ONCE 256u

/* Plain memory. */
struct sl_entity_use {
    int64_t record;
    unsigned marks; /* of enum sl_entity_mark */
};

/* Put a use, or its marks anew; remove it. In a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status sl_store_entity_use_put(
    struct sl_store *store, int64_t entity, const struct sl_entity_use *use, struct sl_error *err
);
SL_NODISCARD enum sl_status sl_store_entity_use_remove(
    struct sl_store *store, int64_t entity, int64_t record, struct sl_error *err
);

/* A use with its entity. Plain memory. */
struct sl_entity_used {
    int64_t entity;
    struct sl_entity_use use;
};

/* Put many, best by entity and record: some twice as fast as one by one. In a transaction. */
SL_NODISCARD enum sl_status sl_store_entity_uses_put(
    struct sl_store *store, const struct sl_entity_used *used, size_t count, struct sl_error *err
);

/* Uses that are found together. Zeroed is before the first. */
struct sl_entity_uses {
    int64_t after; /* the last record that was found */
    size_t count;
    struct sl_entity_use items[SL_ENTITY_USES_AT_ONCE];
};

/*
 * Find the next uses of an entity, by record: as many as there is room for, or all that are left.
 * `uses` is where it goes on, too; count is 0 at the end.
 * Errors: those of the store. Time: some 5 microseconds and less than one for each.
 */
SL_NODISCARD enum sl_status sl_store_entity_uses(
    struct sl_store *store, int64_t entity, struct sl_entity_uses *uses, struct sl_error *err
);

#endif
