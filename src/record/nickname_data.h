/* SPDX-License-Identifier: Apache-2.0 */
/*
 * nickname_data.h - groups of given names that one person may go by.
 *
 * Source: README.md in this folder.
 */
#ifndef SL_RECORD_NICKNAME_DATA_H
#define SL_RECORD_NICKNAME_DATA_H

#include "record/words.h"

/* The name that stands for a group, and the other names in it with blanks between. */
extern const struct sl_word_table sl_nickname_groups;

/*
 * The groups of other names in which a name stands, with blanks between; derived from the table
 * above, and held to it by a test. A name that is only in its own group is not here.
 */
extern const struct sl_word_table sl_nickname_index;

#endif
