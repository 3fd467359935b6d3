/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clerk.h - what those who write the files share: the world, a house, and where lines go.
 */
#ifndef SL_SIMULATE_SCRIBE_H
#define SL_SIMULATE_SCRIBE_H

#include "agency.h"
#include "base/buf.h"
#include "care.h"
#include "house.h"
#include "incident.h"
#include "records.h"

/* The world that a seed stands for. Borrowed tables; constant while it is written down. */
struct sl_world {
    const struct sl_names *names;
    const struct sl_variants *variants;
    uint64_t seed;
    int32_t today;       /* the day on which the files are written */
    int32_t census_from; /* first and last day of the returns' year */
    int32_t census_until;
    struct sl_recorder police;
    struct sl_recorder councils[SL_COUNCIL_COUNT];
    struct sl_recorder trusts[SL_TRUST_COUNT];
    struct sl_recorder schools[SL_COUNCIL_COUNT];
};

/* What was written. */
struct sl_world_tally {
    uint64_t children;
    uint64_t persons;
    uint64_t households;
    uint64_t mentions;
    uint64_t situations;
    uint64_t records[SL_STREAM_COUNT];
};

/* Who writes about one house. streams are SL_STREAM_COUNT buffers that are appended to. */
struct sl_clerk {
    const struct sl_world *world;
    const struct sl_house *house;
    struct sl_care care;
    struct sl_incidents incidents;
    struct sl_buf *streams;
    struct sl_world_tally tally;
};

/* Set up a world; errors in the records are error_percent of those of records.h. */
void sl_clerk_world_init(
    struct sl_world *world,
    uint64_t seed,
    unsigned error_percent,
    const struct sl_names *names,
    const struct sl_variants *variants
);

/* The buffer of a stream, for one more record, which is counted. */
struct sl_buf *sl_clerk_begin(struct sl_clerk *clerk, unsigned stream);

/* Somebody as an agency wrote them down: the nth record there, about how things were on a day. */
struct sl_sighted {
    unsigned person; /* index in the house */
    unsigned stream; /* whose record: an agency's first stream */
    unsigned nth;
    int32_t day;
    enum sl_record_source source;
    bool first; /* see struct sl_sitting */
};
void sl_clerk_write(
    const struct sl_clerk *clerk,
    const struct sl_recorder *recorder,
    const struct sl_sighted *sighted,
    struct sl_record *ret_record
);

/* Note in the truth that a key stands for somebody. */
void sl_clerk_mention(
    struct sl_clerk *clerk, unsigned stream, const struct sl_text *key, unsigned person
);

/* PREFIX and a number that sl_agency_number gives. */
struct sl_text sl_clerk_key(const char *prefix, unsigned stream, uint64_t person, unsigned nth);

#endif
