/* SPDX-License-Identifier: Apache-2.0 */
/*
 * child_told.h - what a page says of a child, as JSON: from an id in an address to words.
 *
 * JSON stands between the two because both sides have their own `struct sl_value`: that of records,
 * and that of templates.
 */
#ifndef SL_WEB_CHILD_TOLD_H
#define SL_WEB_CHILD_TOLD_H

#include <stdbool.h>

#include "app/access.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

/* Who asks, and for what. Borrowed for the call. */
struct sl_child_wish {
    struct sl_access *access;
    struct sl_arena *arena; /* of the request */
    struct sl_str id;       /* as it stands in the address */
    struct sl_str agency;   /* only events that it tells; empty: all */
    bool oldest_first;
    int32_t today; /* days since 1970-01-01 */
};

/*
 * Append what may be told of the child (picture/picture_told.h). When this returns, the ledger has
 * who looked at whom; nothing may be shown when it fails.
 *
 * Errors: SL_NOT_FOUND when it is no id or nobody has it, in the same words as when nothing of them
 * may be told; SL_DENIED; those of sl_picture_find and sl_picture_open.
 */
SL_NODISCARD enum sl_status
sl_child_tell(const struct sl_child_wish *wish, struct sl_buf *json, struct sl_error *err);

#endif
