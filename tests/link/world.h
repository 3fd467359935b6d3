/* SPDX-License-Identifier: Apache-2.0 */
/*
 * world.h - a linkage that grows at random, and what a run over the same records says, for tests of
 * what makes up a growth.
 */
#ifndef SL_TESTS_LINK_WORLD_H
#define SL_TESTS_LINK_WORLD_H

#include "base/hash.h"
#include "link/fixture.h"
#include "link/grow_impl.h"
#include "sightline/grow.h"
#include "sightline/reference.h"

#define WORLD_RECORDS 800u
#define WORLD_HOLDS   400u
#define WORLD_LABELS  1600u

/* What one linkage learned and counted. */
struct learned {
    char *model, *reference;
    size_t model_len, reference_len;
};

/* Run a linkage of these records and keep what it learned; free with world_forget. */
struct learned world_learn(const struct fixture *fixture);
void world_forget(struct learned *learned);

/* What trials share: learned from so many people that there are classes of names. */
struct shared {
    struct learned many;
};

/* Set-up and tear-down of a group of tests whose state is a struct shared. */
int world_learn_from_many(void **state);
int world_forget_many(void **state);

/* A hold as the test knows it: by the rows of the fixture whose ids it names. */
struct held {
    enum sl_hold hold;
    size_t left, right;
    bool gone;
};

/* A world that grows, and what the test knows of it. */
struct world {
    struct fixture fixture; /* row i has the id of i; its values may be those of another row */
    const struct learned *learned;
    struct learned own;
    struct sl_linkage_options options;
    struct sl_random random;
    bool there[WORLD_RECORDS];
    size_t values[WORLD_RECORDS]; /* by row: whose values it has */
    struct held holds[WORLD_HOLDS];
    size_t hold_count;
    struct sl_linkage *linkage;
    struct sl_growth *growth;
    uint32_t labels[WORLD_LABELS]; /* by record of the growth: its cluster, as settling told */
    struct sl_linkage_possible possibles[WORLD_LABELS];
    size_t possible_count;
};

/* Numbers and chances of the world. */
size_t world_below(struct world *world, size_t bound);
bool world_chance(struct world *world, double share);

/*
 * A world of some people, with some of the records and holds in its linkage; with `persons` so many
 * of them, and none in the linkage. Free with world_close.
 */
struct world *world_open(const struct shared *shared, uint64_t seed, unsigned persons);
void world_close(struct world *world);

/* Make linkage and growth anew, of what is there. */
void world_reopen(struct world *world);

/* A linkage of what is there, by the same model and reference, not yet run. */
struct sl_linkage *world_linkage(struct world *world);

/* The id of a record of the growth. */
struct sl_str world_id(const struct world *world, uint32_t record);

/* Another row of the same person, mostly; else any. */
size_t world_pick_other(struct world *world, size_t row);

/* Add the record of a row that is not there, sometimes with another row's values. */
void world_add(struct world *world, size_t row);

/* Add, remove, replace, hold or release something. */
void world_step(struct world *world);

/* Take over what the last settle told; or settle before. */
void world_take_settled(struct world *world);
void world_settle(struct world *world);

/* Clusters, members and possible pairs are those of a run over the same records and holds. */
void world_check(struct world *world);

#endif
