/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people_build.h - the people index from nothing: gathered, sorted, and written in order.
 *
 * Three steps. All versions of records are read once, by threads, and what they leave is sorted
 * (people_scan); what was said of each mention is brought together and made into rows and keys
 * (people_gather); and all tables are written in the order of their keys (people_write). What a
 * step hands to the next is here.
 */
#ifndef SL_APP_PEOPLE_BUILD_H
#define SL_APP_PEOPLE_BUILD_H

#include <stdint.h>

#include "app/people_index.h"
#include "app/people_read.h"
#include "app/spill.h"
#include "base/error.h"
#include "base/sort.h"
#include "search/word_tally.h"
#include "store/entity_use.h"
#include "store/node.h"
#include "store/search_key.h"
#include "store/store.h"

/* Rows of one table that are written together. */
#define SL_PEOPLE_TOGETHER 256u

/*
 * What is sorted on the way. Numbers inside texts are as this machine has them unless it says that
 * texts are compared.
 *
 *   spill      first           second          text
 *   persons    entity hash     candidate id    struct sl_people_naming, key, what is said
 *   uses       entity hash     record          marks
 *   nodes      node id         entity hash     record (big-endian), kind, form
 *   links      hash of from    hash of to      struct sl_people_tie, both keys
 *   mentions   mention id      0               struct sl_people_mention, key, rows
 *   relations  mention id      is_to           role, 0, other and record (big-endian)
 *   keys       search key      mention id
 */
struct sl_people_build {
    struct sl_store *store;
    const struct sl_people_index_options *options;
    struct sl_people_names *names;
    int64_t as_of;         /* finish_order */
    int64_t first_source;  /* of some record; 0: there is none */
    uint64_t record_count; /* versions that were read */
    uint64_t row_count;    /* written since the last commit */
    struct sl_spill *persons, *uses, *nodes, *links, *mentions, *relations, *keys;
    struct sl_keyed *ids; /* entity hash and mention, ascending by hash */
    size_t id_count, id_room;
    struct sl_word_tally words;
    int64_t last_node; /* that was written */
    /* To be written together. */
    struct sl_search_posting postings[SL_PEOPLE_TOGETHER];
    struct sl_entity_used used[SL_PEOPLE_TOGETHER];
    struct sl_node_use node_uses[SL_PEOPLE_TOGETHER];
    size_t posting_count, used_count, node_use_count;
};

/* That a record names a person. A candidate id is the record and the place in it. */
struct sl_people_naming {
    int64_t changed; /* finish_order */
    int64_t source;
    uint32_t marks;
    uint32_t is_latest;
    uint64_t key_len;
};

/* That a record ties two persons. */
struct sl_people_tie {
    int64_t record, source;
    uint64_t role, from_len;
};

/* A mention; each of its rows is ten lengths and the texts. */
struct sl_people_mention {
    int64_t source, changed;
    uint64_t flags, key_len, row_count;
};

/*
 * Build all tables, which are empty, through `as_of`.
 *
 *   names           of the store
 *   options         is_in_transaction: all goes into the caller's transaction; else each some
 *                   hundred thousand rows are committed
 *   ret_count       versions that were read
 *
 * Errors: as sl_people_index_update. Memory: some 400 MiB, and 16 bytes a mention; more goes to
 * files beside the store.
 */
SL_NODISCARD enum sl_status sl_people_build(
    struct sl_store *store,
    struct sl_people_names *names,
    const struct sl_people_index_options *options,
    int64_t as_of,
    uint64_t *ret_count,
    struct sl_error *err
);

/* The steps, in their order. Errors: as above. */
SL_NODISCARD enum sl_status sl_people_scan(struct sl_people_build *build, struct sl_error *err);
SL_NODISCARD enum sl_status sl_people_gather(struct sl_people_build *build, struct sl_error *err);
SL_NODISCARD enum sl_status sl_people_write(struct sl_people_build *build, struct sl_error *err);

/* Write uses and nodes: nothing of what is gathered is needed for that. */
SL_NODISCARD enum sl_status
sl_people_write_uses(struct sl_people_build *build, struct sl_error *err);

/* Open a spill of a build. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_people_spill(struct sl_people_build *build, struct sl_spill **ret_spill, struct sl_error *err);

/* Tell whoever watches. */
void sl_people_tell(
    const struct sl_people_build *build, const char *step, uint64_t done, uint64_t total
);

#endif
