/* SPDX-License-Identifier: Apache-2.0 */
/*
 * care.h - what children's social care did for the children of a house.
 *
 * A career goes from referral to assessment, section 47 enquiry, conference, protection plan and
 * reviews, or into care; rates_data.h says how often, and where the figures are from. Codes are
 * those of the department's returns (children in need census, SSDA903).
 *
 * Days count from 1970-01-01; 0 says that something has not happened.
 */
#ifndef SL_SIMULATE_CARE_H
#define SL_SIMULATE_CARE_H

#include <stdbool.h>
#include <stdint.h>

#include "house.h"

#define SL_CARE_LIMIT      48u /* referrals of children in one house */
#define SL_CARE_REVIEWS    8u
#define SL_CARE_FACTORS    5u
#define SL_CARE_PLACEMENTS 4u
#define SL_CARE_ABSENCES   48u

/* One placement of a child in care. */
struct sl_placement {
    int32_t from, until;
    const char *reason_new;  /* RNE */
    const char *legal;       /* LS */
    const char *place;       /* PLACE */
    const char *provider;    /* PLACE_PROVIDER */
    const char *reason_ends; /* REC; "" while it goes on */
    const char *change;      /* REASON_PLACE_CHANGE; "" unless another placement follows */
    uint32_t postcode;
    uint32_t unit; /* Ofsted's number: seven digits */
};

/* One referral of one child, and all that came of it. */
struct sl_referral {
    unsigned child; /* index in the house */
    enum sl_council council;
    unsigned number; /* counts in the house, from 1 */
    int32_t day;
    int32_t closed;
    const char *source;
    const char *need;
    const char *closure; /* reason; "" while it is open */
    bool no_further_action;
    bool answered; /* false: nobody has ever looked at it */
    int32_t assessment_from, assessment_until;
    unsigned factor_count;
    const char *factors[SL_CARE_FACTORS];
    int32_t plan_from, plan_until; /* child in need */
    int32_t enquiry, enquiry_target, conference, enquiry_until;
    int32_t protection_from, protection_until;
    const char *category, *latest_category;
    unsigned review_count;
    int32_t reviews[SL_CARE_REVIEWS];
    int32_t proceedings; /* letter before proceedings: the start of pre-proceedings */
    int32_t proceedings_decided;
    unsigned placement_count;
    struct sl_placement placements[SL_CARE_PLACEMENTS];
    unsigned care_review_count;
    int32_t care_reviews[SL_CARE_REVIEWS];
    uint32_t worker;
};

/* A time when a child was missing. */
struct sl_absence {
    unsigned child;
    int32_t from, until;
    unsigned from_minute, until_minute; /* of the day */
    bool from_care;
    bool interviewed;
    uint32_t place;    /* where found: a number of place_list.h */
    uint32_t postcode; /* where from */
};

struct sl_care {
    unsigned count;
    struct sl_referral referrals[SL_CARE_LIMIT];
    unsigned absence_count;
    struct sl_absence absences[SL_CARE_ABSENCES];
};

/*
 * What happened to the children of a house up to `today`. Depends on seed, house and today alone.
 * Memory: allocates nothing.
 */
void sl_care_make(
    const struct sl_house *house, uint64_t seed, int32_t today, struct sl_care *ret_care
);

/* The last referral of a child at a council on or before a day; NULL when there is none. */
const struct sl_referral *
sl_care_last(const struct sl_care *care, unsigned child, enum sl_council council, int32_t day);

/* Is the child looked after on a day? Gives the placement, or NULL. */
const struct sl_placement *
sl_care_placement(const struct sl_care *care, unsigned child, int32_t day);

#endif
