/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scenario.h - made-up users, children and records, to try agreements on before they are signed.
 *
 * The format is in docs/formats/agreement.md. A scenario is read as strictly as an agreement.
 */
#ifndef SL_SHARING_SCENARIO_H
#define SL_SHARING_SCENARIO_H

#include "sharing/agreement.h"
#include "sharing/glass.h"
#include "sharing/seal.h"
#include "sharing/user.h"

/* Records of one agency about one child. */
struct sl_scenario_records {
    struct sl_str child, holder;
    unsigned kind;  /* share_kind.h */
    uint32_t count; /* from 1 */
    struct sl_seal seal;
    uint64_t withheld; /* fields */
};

/* Everything lives in the arena of its parse. */
struct sl_scenario {
    int64_t now; /* microseconds since 1970 */
    int32_t day; /* of now */
    const struct sl_user *users;
    size_t user_count;
    const struct sl_scenario_records *records;
    size_t record_count;
    const struct sl_str *answered; /* agencies that have told all they hold */
    size_t answered_count;
    const struct sl_glass *glasses;
    size_t glass_count;
};

/*
 * Read a scenario.
 *
 *   text   the whole of it; not kept
 *   arena  takes everything that *ret_scenario points to
 *
 * Errors: SL_INVALID with line and column in the detail; SL_LIMIT; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_scenario_parse(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_scenario *ret_scenario,
    struct sl_error *err
);

/* A user by id; NULL when there is none. */
const struct sl_user *sl_scenario_user(const struct sl_scenario *scenario, struct sl_str id);

/* Has a user broken the glass for a child, and is it broken now? */
bool sl_scenario_glass(
    const struct sl_scenario *scenario, const struct sl_user *user, struct sl_str child
);

#endif
