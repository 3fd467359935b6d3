/* SPDX-License-Identifier: Apache-2.0 */
/*
 * node.h - phones, vehicles, accounts, addresses: that by which people are tied, by one name each.
 *
 * Agencies write the same thing in many ways. Its form is what they have in common: of a phone its
 * number, of a vehicle its mark, of an account platform and handle; of an address the postcode and
 * the numbers of house and flat, or the postcode and all words when it has no number, or its words
 * alone when it has no postcode. A postcode alone is no address. A number that an agency gave one
 * person, and that is no field of a mention, is a node so that it can be looked up; it ties nobody.
 */
#ifndef SL_RECORD_NODE_H
#define SL_RECORD_NODE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "record/fact.h"
#include "record/fold.h"

/* X(enumerator, name, words) */
#define SL_NODE_KIND_TABLE(X)                       \
    X(SL_NODE_PHONE, "phone", "phone")              \
    X(SL_NODE_EMAIL, "email", "e-mail")             \
    X(SL_NODE_VEHICLE, "vehicle", "vehicle")        \
    X(SL_NODE_ACCOUNT, "account", "online account") \
    X(SL_NODE_DEVICE, "device", "device")           \
    X(SL_NODE_ADDRESS, "address", "address")        \
    X(SL_NODE_PLACE, "place", "place")              \
    X(SL_NODE_NUMBER, "number", "number")

enum sl_node_kind {
#define SL_NODE_KIND_ENUM(enumerator, name, words) enumerator,
    SL_NODE_KIND_TABLE(SL_NODE_KIND_ENUM)
#undef SL_NODE_KIND_ENUM
        SL_NODE_KIND_COUNT
};

/* The terms of the table, by enumerator; static. */
const struct sl_term *sl_node_kind_terms(void);

/* Told of each node of an entity; not SL_OK ends it. The form is good for the call. */
typedef enum sl_status
sl_node_told_fn(void *context, enum sl_node_kind kind, struct sl_str form, struct sl_error *err);

/* What finding the nodes of entities needs. All is borrowed. */
struct sl_node_finder {
    struct sl_fold *fold;          /* one per thread */
    struct sl_buf *form, *scratch; /* changed; room for some times the longest address */
    sl_node_told_fn *told;
    void *context;
};

/*
 * Tell of the nodes that the known values of an entity name, the same one perhaps more than once:
 * phones, e-mails, addresses and numbers of a person; what an object or a location is. Events have
 * none.
 *
 *   facts  of the record; entity is one of them
 *
 * Errors: those of told; SL_NO_MEMORY, SL_LIMIT of the buffers.
 */
SL_NODISCARD enum sl_status sl_nodes_tell(
    const struct sl_node_finder *finder,
    const struct sl_facts *facts,
    const struct sl_entity *entity,
    struct sl_error *err
);

/*
 * Append the form of an address; nothing when it says nothing.
 *
 *   address   as written
 *   postcode  as written, or blank
 *   scratch   changed
 */
void sl_node_address(
    struct sl_fold *fold,
    struct sl_str address,
    struct sl_str postcode,
    struct sl_buf *scratch,
    struct sl_buf *out
);

/*
 * The postcode, as written, that belongs to the value `address` of an entity (its place among the
 * entity's values). With as many of the one as of the other the first belongs to the first, and so
 * on; else it is the next one behind it, or when there is one address, any. Blank: there is none.
 */
struct sl_str
sl_node_postcode(const struct sl_facts *facts, const struct sl_entity *entity, size_t address);

/* The id of a node: a hash of kind and form, 1 .. 2^62-1. The same on every machine: it is stored.
 */
int64_t sl_node_id(enum sl_node_kind kind, struct sl_str form);

#endif
