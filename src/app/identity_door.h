/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_door.h - who is one person: shown, listed and decided by somebody, and written down.
 *
 * The only way to identities for commands, pages and interfaces. Of other agencies' records the
 * fields by which people are compared are shown, as far as agreements go; a mention that may not be
 * seen is not there, and neither is a pair that is known by it alone.
 */
#ifndef SL_APP_IDENTITY_DOOR_H
#define SL_APP_IDENTITY_DOOR_H

#include "app/access.h"
#include "app/identify.h"
#include "app/identify_truth.h"
#include "app/identity_decide.h"
#include "app/identity_review.h"
#include "app/identity_show.h"
#include "base/arena.h"
#include "base/error.h"

/* Find out who is one person (sl_identify); counts are told, and nobody. Errors: SL_DENIED; its. */
SL_NODISCARD enum sl_status sl_identity_run(
    struct sl_access *access,
    const struct sl_identify_options *options,
    struct sl_identify_result *ret_result,
    struct sl_error *err
);

/* How good the identities of a simulated partnership are (sl_identify_truth). Behind the above. */
SL_NODISCARD enum sl_status sl_identity_quality(
    struct sl_access *access,
    const char *truth,
    struct sl_truth_quality *ret_quality,
    struct sl_error *err
);

/*
 * One identity, as sl_identity_show: what may be seen of it.
 * Errors: SL_DENIED; SL_NOT_FOUND in the same words when there is nobody, and when nothing of them
 * may be seen; those of sl_identity_show and sl_access_say.
 */
SL_NODISCARD enum sl_status sl_identity_look(
    struct sl_access *access,
    struct sl_str name,
    struct sl_arena *arena,
    struct sl_identity_shown *ret_shown,
    struct sl_error *err
);

/*
 * Possible matches, as sl_identity_review: those of which both sides may be seen.
 *
 *   name  of whom; empty: of everybody
 */
SL_NODISCARD enum sl_status sl_identity_list(
    struct sl_access *access,
    struct sl_str name,
    size_t limit,
    struct sl_arena *arena,
    struct sl_review_list *ret_list,
    struct sl_error *err
);

/* A decision, as sl_identity_decide, by who asks: request->decided_by is not read. Whoever is named
 * must be visible to them. access is opened to write. */
SL_NODISCARD enum sl_status sl_identity_judge(
    struct sl_access *access,
    const struct sl_identity_request *request,
    const struct sl_identify_options *options,
    struct sl_identity_decided *ret_decided,
    struct sl_error *err
);

/* Whom a name means now, in a word or two for who has just decided about them: an identity, or why
 * there is none. Errors: those of sl_identity_find. */
SL_NODISCARD enum sl_status sl_identity_named_now(
    struct sl_access *access,
    struct sl_str name,
    struct sl_identity_named *ret_named,
    struct sl_error *err
);

#endif
