/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seen_list.h - the people who were seen among others: entries that name them.
 *
 * One entry names as many as stand in its detail, with a blank between; so a list of a hundred
 * people is an entry and not a hundred. Whoever looks for one of them asks sl_seen_list_names.
 */
#ifndef SL_APP_SEEN_LIST_H
#define SL_APP_SEEN_LIST_H

#include <stdbool.h>

#include "app/access.h"
#include "base/buf.h"

/* People of one entry: of nine letters and a blank each. */
#define SL_SEEN_LIST_NAMES 380u
/* Entries of one list; who does not fit into them is not shown, either. */
#define SL_SEEN_LIST_ENTRIES 64u

/* People, on their way into entries. */
struct sl_seen_list {
    struct sl_str kind; /* of thing in which they were seen; borrowed */
    struct sl_buf text; /* all names */
    size_t count;
    size_t ends[SL_SEEN_LIST_ENTRIES]; /* of each entry's part of the text */
};

/* Begin with nobody. Finish in any case. */
void sl_seen_list_init(struct sl_seen_list *seen, struct sl_str kind);
void sl_seen_list_finish(struct sl_seen_list *seen);

/* Name a person; an empty identity is nobody. One who is named twice stands there twice. */
void sl_seen_list_add(struct sl_seen_list *seen, struct sl_str identity);

/*
 * Write deeds, and behind them an entry or more that name the people, with one sync.
 *
 *   deed_count  at most 32
 *
 * Errors: SL_LIMIT when there are too many people; those of sl_access_say.
 */
SL_NODISCARD enum sl_status sl_seen_list_say(
    struct sl_seen_list *seen,
    struct sl_access *access,
    const struct sl_access_deed *deeds,
    size_t deed_count,
    struct sl_error *err
);

/* Does the detail of such an entry name this person? */
bool sl_seen_list_names(struct sl_str detail, struct sl_str identity);

#endif
