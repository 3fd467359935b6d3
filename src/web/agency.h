/* SPDX-License-Identifier: Apache-2.0 */
/*
 * agency.h - what pages call agencies, and a shape for each that tells its kind without colour.
 */
#ifndef SL_WEB_AGENCY_H
#define SL_WEB_AGENCY_H

#include "page/page.h"
#include "sharing/policy.h"

/*
 * A map from each agency that is a party of an agreement to { name, shape }: what the agreement
 * calls it; "police", "council", "health" or "other", by a word of that name or of its own. One
 * that is no party is not there: pages show its own name.
 *
 *   policy  borrowed as long as the page; NULL: nobody is a party
 */
struct sl_value sl_agency_values(struct sl_page *page, const struct sl_policy *policy);

#endif
