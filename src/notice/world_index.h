/* SPDX-License-Identifier: Apache-2.0 */
/*
 * world_index.h - where what stands in a world; for this folder only.
 */
#ifndef SL_NOTICE_WORLD_INDEX_H
#define SL_NOTICE_WORLD_INDEX_H

#include "notice/world.h"

/* No person, group or entity. */
#define SL_WORLD_NONE UINT32_MAX

/* Marks with a number each: a table of open slots. */
struct sl_marks {
    int64_t *keys; /* 0 is empty */
    uint32_t *values;
    size_t mask, count;
};

/* For each of some numbers, items: those of number i are items[first[i] .. first[i + 1]). */
struct sl_lists {
    uint32_t *first, *items;
};

/* That a person has a node: by a record of the person, or by a link to an object or location. */
struct sl_world_use {
    uint32_t person;
    uint32_t statement; /* as sl_world_proof has it */
    int64_t node;
    struct sl_history_known known;
    enum sl_node_kind kind;
    bool is_home;  /* an address at which the person lives, and not one where they are often */
    bool is_crowd; /* more people have the node than SL_WORLD_CROWD_LIMIT */
};

struct sl_world_index {
    struct sl_marks people;          /* mark of a person: its number */
    struct sl_marks groups;          /* mark of an event: the number of its group */
    struct sl_lists events_of_group; /* statements about one event */
    struct sl_lists links_of_group;  /* links from and to it */
    struct sl_lists links_of_person; /* at either end */
    struct sl_world_use *uses;       /* by node, then person */
    size_t use_count;
    struct sl_lists uses_of_person;
    struct sl_marks things; /* mark of an object or location: a number */
    struct sl_lists nodes_of_thing;
};

/* The number of a mark; SL_WORLD_NONE. */
uint32_t sl_marks_find(const struct sl_marks *marks, int64_t mark);

#endif
