/* SPDX-License-Identifier: Apache-2.0 */
/*
 * late.h - values that came after the dictionaries were made.
 *
 * A late value gets a code behind those of its domain's dictionary, and what is known of it: which
 * values of the dictionary and which late ones are similar, and by how much it agrees by chance. By
 * a reference (reference.h) none of that changes when more values come.
 *
 * Late values are found by each other through small indexes that grow as logarithmic merging lets
 * them: the last few are compared one by one, the rest stands in indexes of which eight of a size
 * become one.
 * Source:  J. L. Bentley and J. B. Saxe, "Decomposable Searching Problems I: Static-to-Dynamic
 *          Transformation", Journal of Algorithms 1 (1980), 301-358.
 */
#ifndef SL_LINK_LATE_H
#define SL_LINK_LATE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "link/linkage_impl.h"
#include "link/view.h"

/* Indexes of late values that one domain can have. */
#define SL_LATE_SEGMENTS 64u

/* A run of late values that are searched by an index. */
struct sl_late_segment {
    uint32_t first, count;
    struct sl_str *values;
    struct sl_neighbour_index *index;
};

/* One late value. Lists end with next == 0; links are numbered from 1. */
struct sl_late_value {
    const struct sl_neighbour *near; /* in the dictionary, by number; ascending */
    uint32_t near_count;
    uint32_t head;              /* links to late values */
    const float *counts, *bits; /* by field of the domain, then level: as sl_chance has them */
};

/* One end of two similar values. */
struct sl_late_link {
    uint32_t code; /* of the other */
    uint32_t next;
    uint8_t level;
};

struct sl_late_domain {
    struct sl_dictionary dictionary; /* late values, by order of arrival */
    struct sl_late_value *values;
    size_t value_capacity;
    uint32_t *heads; /* by code of the dictionary: links to late values */
    struct sl_late_link *links;
    size_t link_count, link_capacity;
    struct sl_late_segment segments[SL_LATE_SEGMENTS];
    unsigned segment_count;
};

/* Zeroed is closed. */
struct sl_late {
    const struct sl_linkage *linkage;
    struct sl_late_domain domains[SL_FIELD_LIMIT];
    size_t field_counts[SL_FIELD_LIMIT]; /* by domain */
    size_t ordinal[SL_FIELD_LIMIT];      /* of a field among those of its domain */
    struct sl_arena arena;
    struct sl_neighbour_list found, similar; /* scratch */
};

/* linkage: prepared by a reference; borrowed. Errors: SL_NO_MEMORY; late is then closed. */
SL_NODISCARD enum sl_status
sl_late_open(struct sl_late *late, const struct sl_linkage *linkage, struct sl_error *err);
void sl_late_close(struct sl_late *late);

/*
 * The code of a value that a view has seen; one that is new becomes a late value.
 * Errors: SL_LIMIT, SL_NO_MEMORY; late is then as before.
 */
SL_NODISCARD enum sl_status sl_late_code(
    struct sl_late *late,
    unsigned field,
    const struct sl_view *view,
    struct sl_str value,
    uint32_t *ret_code,
    struct sl_error *err
);

/* Late values of a domain have the codes from this one on. */
static inline uint32_t sl_late_first(const struct sl_late *late, unsigned domain)
{
    return late->linkage->table.domains[domain].dictionary.count + 1;
}

/* The value of any code but SL_CODE_MISSING. */
struct sl_str sl_late_value_of(const struct sl_late *late, unsigned domain, uint32_t code);

/* The counts and bits of a code in a field, by level: as sl_chance has them. */
const float *sl_late_counts(const struct sl_late *late, unsigned field, uint32_t code);
const float *sl_late_bits(const struct sl_late *late, unsigned field, uint32_t code);

/* Told of a value that is similar to another, on a level that is no parent. */
typedef void sl_late_fn(void *context, uint32_t code, unsigned level);

/* Tell of the values of the dictionary that are similar to one, itself among them. */
void sl_late_each_known(
    const struct sl_late *late, unsigned domain, uint32_t code, sl_late_fn *tell, void *context
);

/* Tell of the late values that are similar to one, itself among them; in any order. */
void sl_late_each_late(
    const struct sl_late *late, unsigned domain, uint32_t code, sl_late_fn *tell, void *context
);

/* How many values sl_late_each_known tells of beside itself. */
uint64_t sl_late_near_count(const struct sl_late *late, unsigned domain, uint32_t code);

#endif
