/* SPDX-License-Identifier: Apache-2.0 */
/*
 * incident.h - what the police wrote down about a house: crimes, incidents, protection notices,
 * missing episodes, custody, intelligence, warning markers.
 */
#ifndef SL_SIMULATE_INCIDENT_H
#define SL_SIMULATE_INCIDENT_H

#include <stdbool.h>
#include <stdint.h>

#include "care.h"
#include "house.h"
#include "record/term.h"

#define SL_INCIDENT_LIMIT  96u
#define SL_INCIDENT_PEOPLE 6u
#define SL_NO_PLACE        UINT32_MAX

/* Somebody of the house, and what they are in an incident. */
struct sl_part {
    unsigned person;
    enum sl_role role;
};

/* One incident. Texts are constant, NULL when they are not recorded. Days as in house.h. */
struct sl_incident {
    enum sl_event_kind kind;
    int32_t from, until; /* until is 0 when it has no end */
    unsigned from_minute, until_minute;
    int32_t entered; /* when it was keyed in, mostly on the day */
    unsigned entered_minute;
    const char *code, *summary, *grade, *status, *outcome, *words, *observed;
    unsigned part_count;
    struct sl_part parts[SL_INCIDENT_PEOPLE];
    bool at_home;     /* happened where the first of the parts lived */
    uint32_t place;   /* or at, found at, this place of place_list.h; or SL_NO_PLACE */
    unsigned follows; /* index of an earlier one, plus 1; 0 for none */
};

struct sl_incidents {
    unsigned count;
    struct sl_incident items[SL_INCIDENT_LIMIT];
    bool known[SL_HOUSEHOLD_LIMIT]; /* to the police */
};

/*
 * What the police know about a house up to `today`. Depends on seed, house, care and today alone.
 * Memory: allocates nothing.
 */
void sl_incidents_make(
    const struct sl_house *house,
    const struct sl_care *care,
    uint64_t seed,
    int32_t today,
    struct sl_incidents *ret_incidents
);

#endif
