/* SPDX-License-Identifier: Apache-2.0 */
/*
 * nickname.h - which given names one person may go by.
 *
 * Source: our own selection of commonly known short forms, historic abbreviations and
 *         counterparts in other languages; README.md names the kinds of source.
 *
 * Names stand in groups; two names are related when a group holds both. The relation is symmetric
 * and not transitive: "al" is in the groups of Albert and of Alan, which are not related.
 */
#ifndef SL_RECORD_NICKNAME_H
#define SL_RECORD_NICKNAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* No name has more related names than this. */
#define SL_NICKNAME_LIMIT 96

/* Are two different names (one word each, normal form) names that one person may go by? */
bool sl_nickname_related(struct sl_str left, struct sl_str right);

/*
 * List the names related to one name, each once, without itself.
 *
 *   name      one word, normal form
 *   ret_names room for `limit` slices, static text; SL_NICKNAME_LIMIT is always enough
 *
 * Returns how many were written; 0 when the name is in no group. Ends early at `limit`.
 */
size_t sl_nickname_find(struct sl_str name, struct sl_str *ret_names, size_t limit);

#endif
