/* SPDX-License-Identifier: Apache-2.0 */
/*
 * node.h - the phones, vehicles, accounts and addresses of record/node.h, and who has them.
 *
 * Derived: filled by app/people_index.h, which says whether it is fresh.
 */
#ifndef SL_STORE_NODE_H
#define SL_STORE_NODE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "record/node.h"
#include "store/store.h"

#define SL_NODE_USES_AT_ONCE 256u

struct sl_stored_node {
    int64_t id; /* sl_node_id */
    enum sl_node_kind kind;
    struct sl_str form;
};

/*
 * That a record gives a node to an entity (sl_entity_hash): to a person who has the phone, to an
 * object that is the phone, to a location that is the address. Who uses an object or a location
 * stands in other records, too: those that name the entity (store/entity_use.h). Plain memory.
 */
struct sl_node_use {
    int64_t node, entity, record;
};

/* Put a node that is there or not. In a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_store_node_put(struct sl_store *store, const struct sl_stored_node *node, struct sl_error *err);
/* Remove a node if it has no uses. In a transaction. Errors: those of the store. */
SL_NODISCARD enum sl_status
sl_store_node_remove_unused(struct sl_store *store, int64_t node, struct sl_error *err);
/* A node; its form in the arena. Errors: SL_NOT_FOUND; those of the store. */
SL_NODISCARD enum sl_status sl_store_node_get(
    struct sl_store *store,
    int64_t id,
    struct sl_arena *arena,
    struct sl_stored_node *ret_node,
    struct sl_error *err
);

/* Put a use, or remove it, whether it is there or not. In a transaction. Errors: of the store. */
SL_NODISCARD enum sl_status
sl_store_node_use_put(struct sl_store *store, const struct sl_node_use *use, struct sl_error *err);
SL_NODISCARD enum sl_status sl_store_node_use_remove(
    struct sl_store *store, const struct sl_node_use *use, struct sl_error *err
);

/* Put many, best by node, entity and record: some twice as fast as one by one. In a transaction. */
SL_NODISCARD enum sl_status sl_store_node_uses_put(
    struct sl_store *store, const struct sl_node_use *uses, size_t count, struct sl_error *err
);

/* Uses that are found together. Zeroed is before the first. */
struct sl_node_uses {
    int64_t after_entity, after_record; /* of the last one that was found */
    size_t count;
    struct sl_node_use items[SL_NODE_USES_AT_ONCE];
};

/*
 * Find the next uses of a node, by entity and record: as many as there is room for, or all that
 * are left. `uses` is where it goes on, too; count is 0 at the end. Errors: those of the store.
 */
SL_NODISCARD enum sl_status sl_store_node_uses(
    struct sl_store *store, int64_t node, struct sl_node_uses *uses, struct sl_error *err
);

#endif
