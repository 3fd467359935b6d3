/* SPDX-License-Identifier: Apache-2.0 */
/*
 * probe_impl.h - what probe.c, which scores, and probe_plan.c, which decides where to look, share.
 */
#ifndef SL_LINK_PROBE_IMPL_H
#define SL_LINK_PROBE_IMPL_H

#include "link/probe.h"

/* A year, sector or district that the probing record shares with codes low .. low+count-1. */
struct sl_scan_parent {
    unsigned field;
    uint32_t low, count;
    int32_t ticks;
};

/* What scoring one row after the other needs. */
struct sl_scan {
    const struct sl_probe *probe;
    unsigned field_count;
    uint32_t missing; /* bit f: the probing record misses field f */
    int32_t base_ticks, least_ticks;
    uint32_t given, surname;
    bool crosses;
    unsigned parent_count;
    struct sl_scan_parent parents[SL_FIELD_LIMIT * SL_PARENT_LIMIT];
};

/* Are there a given name and a surname that could stand in each other's place? */
bool sl_probe_crosses(const struct sl_probe *probe);

/* Write the loaded record's weights into ticks and crossed, and take them out again. */
void sl_probe_load(struct sl_probe *probe);
void sl_probe_unload(struct sl_probe *probe);

/* Make ready to score against probe->fields. */
void sl_scan_init(struct sl_scan *scan, const struct sl_probe *probe, int32_t least_ticks);

/* The ticks of one row: not below its weight by more than SL_TICK_SLACK. */
int32_t sl_scan_score(const struct sl_scan *scan, const uint32_t *row);

/* Append to found. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_probe_keep(struct sl_probe *probe, uint32_t record, struct sl_error *err);

#endif
