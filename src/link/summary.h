/* SPDX-License-Identifier: Apache-2.0 */
/*
 * summary.h - what a finished run says about itself.
 */
#ifndef SL_LINK_SUMMARY_H
#define SL_LINK_SUMMARY_H

#include "link/linkage_impl.h"

/*
 * Fill in the summary: sizes, the calibration table, memory. Then drop the pairs below the
 * threshold and lift ties to clusters: what remains is what the run gives.
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_linkage_summarise(struct sl_linkage *linkage, struct sl_error *err);

#endif
