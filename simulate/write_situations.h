/* SPDX-License-Identifier: Apache-2.0 */
/*
 * write_situations.h - what the police wrote down about planted situations, and the truth about
 * people and situations.
 */
#ifndef SL_SIMULATE_WRITE_SITUATIONS_H
#define SL_SIMULATE_WRITE_SITUATIONS_H

#include "plant.h"

/*
 * Write down one situation: the records that it makes, and a line of truth/situations.jsonl.
 *
 *   clerk  of the house of the first member, with its care and incidents made
 *   houses  where the members are
 *   number  counts in the house that writes, from 0
 */
void sl_write_plant(
    struct sl_clerk *clerk,
    const struct sl_house *houses,
    const struct sl_plant *plant,
    unsigned number
);

/* Write the truth about the people of a house, and situations that occur by themselves. */
void sl_write_truth(struct sl_clerk *clerk);

#endif
