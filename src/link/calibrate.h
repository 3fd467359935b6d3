/* SPDX-License-Identifier: Apache-2.0 */
/*
 * calibrate.h - holding the model's weights against what the records show.
 *
 * Rows of made-up people, each value drawn from another record, have no true match: the pairs they
 * make at a weight are those that strangers make. Real rows make these, the related pairs that the
 * model sees, and matches. The rest says how likely a match of that weight is, whatever the model
 * believes about how errors come together.
 *
 * Source:  B. Efron, "Large-Scale Simultaneous Hypothesis Testing: The Choice of a Null
 *          Hypothesis", JASA 99 (2004), 96-104 (local false discovery rate).
 * Differs: the null is drawn from the data field by field, and related people are added to it.
 */
#ifndef SL_LINK_CALIBRATE_H
#define SL_LINK_CALIBRATE_H

#include <stddef.h>

#include "base/error.h"
#include "link/em.h"
#include "link/model.h"

/*
 * Learn the shifts.
 *
 *   real     pairs of sampled records
 *   made_up  pairs of as many made-up rows, missing the same values; matches says of each pair how
 *            likely it is that a value met its own person
 *   scorer   with the final model; its own calibration is not used
 */
void sl_calibration_learn(
    struct sl_calibration *calibration,
    const struct sl_scorer *scorer,
    const struct sl_sample *real,
    const struct sl_sample *made_up
);

#endif
