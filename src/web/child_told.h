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

struct sl_notice_catalogues;

/* Who asks, and for what. Borrowed for the call. */
struct sl_child_wish {
    struct sl_access *access;
    struct sl_arena *arena; /* of the request */
    struct sl_str id;       /* as it stands in the address */
    struct sl_str agency;   /* only events that it tells; empty: all */
    struct sl_str kind;     /* only events of this name; empty: all */
    struct sl_str period;   /* "2025", or a name of sl_child_periods; empty: all */
    bool oldest_first;
    int64_t now_us;                                /* microseconds since 1970 in UTC */
    const struct sl_notice_catalogues *catalogues; /* what to ask about */
};

/* Periods up to today to choose from. */
struct sl_child_period {
    struct sl_str name, words;
    int32_t days;
};
extern const struct sl_child_period sl_child_periods[];
extern const size_t sl_child_period_count;

/*
 * Is this the id of somebody, of whom the door decides later? An address is not a search. Errors:
 * SL_NOT_FOUND, with what to do in the hint.
 */
SL_NODISCARD enum sl_status sl_child_check_id(struct sl_str id, struct sl_error *err);

/* What was told, and of whom. */
struct sl_child_told {
    int64_t identity;
    struct sl_buf picture; /* picture/picture_told.h */
    struct sl_buf asked;   /* web/child_asked.h */
};

/* Nothing yet; free what was told. */
void sl_child_told_init(struct sl_child_told *told);
void sl_child_told_finish(struct sl_child_told *told);

/*
 * Tell what may be told of the child. When this returns, the ledger has who looked at whom; nothing
 * may be shown when it fails.
 *
 * Errors: SL_NOT_FOUND when it is no id or nobody has it, in the same words as when nothing of them
 * may be told; SL_DENIED; those of sl_picture_find and sl_picture_open.
 */
SL_NODISCARD enum sl_status
sl_child_tell(const struct sl_child_wish *wish, struct sl_child_told *told, struct sl_error *err);

/* Append what the child is called, for who writes about them: nothing when no name may be told. Of
 * the wish, the chronology counts nothing. As above. */
SL_NODISCARD enum sl_status
sl_child_call(const struct sl_child_wish *wish, struct sl_buf *name, struct sl_error *err);

/* Append the child's family as a drawing, SVG. Of the wish, the chronology counts nothing. As
 * above. */
SL_NODISCARD enum sl_status
sl_child_draw(const struct sl_child_wish *wish, struct sl_buf *svg, struct sl_error *err);

#endif
