/* SPDX-License-Identifier: Apache-2.0 */
/*
 * names.h - drawing names as the people of Greater Manchester bear them.
 *
 * Known names come by rank (a few are common, most are rare); the rest come from a tail of made
 * names whose ranks also follow a power law, so that the number of distinct names keeps growing
 * with the number of people.
 */
#ifndef SL_SIMULATE_NAMES_H
#define SL_SIMULATE_NAMES_H

#include "base/error.h"
#include "base/hash.h"
#include "community.h"
#include "names_data.h"
#include "text.h"

struct sl_names;

/* Read the tables. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status sl_names_open(struct sl_names **ret_names, struct sl_error *err);

/* Give everything back; NULL is fine. */
void sl_names_close(struct sl_names *names);

/*
 * Draw a name for a use. Always at least two bytes.
 * Memory: allocates nothing. The same random state gives the same name.
 */
void sl_names_draw(
    const struct sl_names *names,
    struct sl_random *random,
    enum sl_name_community community,
    enum sl_name_use use,
    struct sl_text *ret_name
);

/* The form of a Polish surname for a sex, 'F' or 'M': -ski and -cki of a man, -ska and -cka. */
void sl_names_inflect(struct sl_text *surname, char sex);

/* The text of the column `community`. */
const char *sl_community_text(enum sl_name_community community);

#endif
