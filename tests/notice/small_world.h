/* SPDX-License-Identifier: Apache-2.0 */
/*
 * small_world.h - worlds that tests build by hand. Marks are small numbers.
 */
#ifndef SL_TESTS_NOTICE_SMALL_WORLD_H
#define SL_TESTS_NOTICE_SMALL_WORLD_H

#include "example.h"
#include "notice/world.h"

#define WORLD_FIRST INT64_MIN

/* From when until when: "" is always, and for ever. */
static inline struct sl_history_known world_known(const char *since, const char *until)
{
    return (struct sl_history_known){
        since[0] == '\0' ? WORLD_FIRST : example_instant(since),
        until[0] == '\0' ? SL_HISTORY_STANDS : example_instant(until),
    };
}

static inline void
world_person(struct sl_world *world, int64_t mark, int64_t identity, const char *born)
{
    const struct sl_world_name name = { mark, identity };
    const struct sl_world_birth birth = { .mark = mark, .born = example_moment(born) };
    SL_CHECK_OK(sl_world_name(world, name, NULL), NULL);
    if (born[0] != '\0') {
        SL_CHECK_OK(sl_world_birth(world, birth, NULL), NULL);
    }
}

static inline void world_link(
    struct sl_world *world,
    int64_t from,
    enum sl_role role,
    int64_t to,
    struct sl_history_known known
)
{
    const struct sl_world_link link = {
        .from = from, .to = to, .record = 1000 + from * 10 + to, .known = known, .role = role
    };
    SL_CHECK_OK(sl_world_link(world, link, NULL), NULL);
}

static inline void world_event(
    struct sl_world *world, int64_t mark, enum sl_event_kind kind, const char *start, int64_t record
)
{
    const struct sl_world_event event = {
        .mark = mark,
        .record = record,
        .known = {example_instant(start), SL_HISTORY_STANDS},
        .start = example_moment(start),
        .kind = kind,
    };
    SL_CHECK_OK(sl_world_event(world, event, NULL), NULL);
}

static inline void
world_node(struct sl_world *world, int64_t entity, enum sl_node_kind kind, int64_t node)
{
    const struct sl_world_node added = {
        .entity = entity,
        .node = node,
        .record = 2000 + entity,
        .known = {WORLD_FIRST, SL_HISTORY_STANDS},
        .kind = kind,
    };
    SL_CHECK_OK(sl_world_node(world, added, NULL), NULL);
}

#endif
