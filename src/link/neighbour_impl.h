/* SPDX-License-Identifier: Apache-2.0 */
/*
 * neighbour_impl.h - what a family of values gives to be joined and searched.
 */
#ifndef SL_LINK_NEIGHBOUR_IMPL_H
#define SL_LINK_NEIGHBOUR_IMPL_H

#include <stddef.h>

#include "base/error.h"
#include "base/str.h"
#include "link/neighbour.h"
#include "link/neighbour_pairs.h"

/* Values that one task of a join takes. */
#define SL_JOIN_TASK_VALUES 2048u

/* How many tasks a join has. */
static inline size_t sl_join_task_count(size_t value_count)
{
    return (value_count + SL_JOIN_TASK_VALUES - 1) / SL_JOIN_TASK_VALUES;
}

/* The values behind the last one of a task. */
static inline size_t sl_join_task_end(size_t value_count, size_t task)
{
    const size_t end = (task + 1) * SL_JOIN_TASK_VALUES;
    return end < value_count ? end : value_count;
}

/* How a family is joined and searched. Pairs carry grades (sl_grade_of) of levels. */
struct sl_neighbour_family {
    /* Add all pairs of similar values, each at least once at its best level, to new pieces. */
    enum sl_status (*join
    )(const struct sl_neighbour_source *source,
      unsigned thread_count,
      struct sl_pair_pieces *pieces,
      struct sl_error *err);
    /* Make what search needs; *ret_state is set on success only. */
    enum sl_status (*open
    )(const struct sl_neighbour_source *source, void **ret_state, struct sl_error *err);
    /* Free it; NULL is fine. */
    void (*close)(void *state);
    /* Add the values similar to any value to list->pairs, with left 0, not the value itself. */
    void (*search)(const void *state, struct sl_str value, struct sl_neighbour_list *list);
};

extern const struct sl_neighbour_family sl_neighbour_name;
extern const struct sl_neighbour_family sl_neighbour_text;
extern const struct sl_neighbour_family sl_neighbour_date;
extern const struct sl_neighbour_family sl_neighbour_code;
extern const struct sl_neighbour_family sl_neighbour_postcode;
extern const struct sl_neighbour_family sl_neighbour_email;

/* The grade of a level: the better the smaller; and back. */
unsigned sl_grade_of(unsigned level);
unsigned sl_grade_level(unsigned grade);

#endif
