/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mention_sight.h - which mentions a reader may see, and which fields of them.
 */
#ifndef SL_APP_MENTION_SIGHT_H
#define SL_APP_MENTION_SIGHT_H

#include <stdbool.h>
#include <stdint.h>

#include "app/access.h"
#include "app/identity_find.h"
#include "base/arena.h"
#include "record/mention_field.h"
#include "store/mention.h"
#include "store/source.h"

/* What was decided about each source; in an arena. */
struct sl_mention_sight {
    struct sl_access *access;
    struct sl_store_source *sources;
    struct sl_shown *shown; /* by source: of somebody of whom nothing is withheld or sealed */
    size_t source_count;
    struct sl_reader *reader;
};

/*
 * Decide, by the permission that was asked for last.
 * Errors: those of the store and of sl_access_reader.
 */
SL_NODISCARD enum sl_status sl_mention_sight_open(
    struct sl_mention_sight *sight,
    struct sl_access *access,
    struct sl_arena *arena,
    struct sl_error *err
);

/* What agreements call the fields of mentions: those of a set of attributes. */
uint32_t sl_mention_sight_fields(uint64_t set);

/*
 * What the holder of a mention withholds from the reader: all of it, also what the permission would
 * not show, as people are found and compared by more than is shown.
 *
 *   identity  whose it is; 0: nobody's yet, and what is withheld of any such is withheld
 */
uint64_t sl_mention_sight_withheld(
    const struct sl_mention_sight *sight, const struct sl_stored_mention *mention, int64_t identity
);

/*
 * What may be shown of a mention; as HIDDEN for one of no source.
 *
 *   identity  as above
 */
struct sl_shown sl_mention_sight_shown(
    const struct sl_mention_sight *sight, const struct sl_stored_mention *mention, int64_t identity
);

/* Is there a mention of an identity that may be seen; is somebody who was named? */
SL_NODISCARD enum sl_status sl_mention_sight_identity(
    const struct sl_mention_sight *sight, int64_t identity, bool *ret_is_seen, struct sl_error *err
);
SL_NODISCARD enum sl_status sl_mention_sight_named(
    const struct sl_mention_sight *sight,
    const struct sl_identity_named *named,
    bool *ret_is_seen,
    struct sl_error *err
);

/* Leave of a row the fields of a set. */
void sl_mention_sight_blank(struct sl_mention_row *row, uint32_t fields);

#endif
