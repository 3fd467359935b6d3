/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_count.h - an answer to "who is one person?" in numbers, for somebody to be told.
 */
#ifndef SL_APP_IDENTITY_COUNT_H
#define SL_APP_IDENTITY_COUNT_H

#include "app/identify.h"
#include "app/identity_publish.h"
#include "base/error.h"

/*
 * Count mentions, identities, possible matches, and what came of those who were not there before.
 * What is sealed to who asks (answer->book) is counted nowhere, as if it had never come: neither a
 * mention, nor an identity of such mentions alone, nor a match with one.
 *
 *   result  its mention_count, identity_count, new_mention_count, outcomes and possible_count are
 *           set; they are 0 before
 *
 * Errors: SL_NO_MEMORY. Memory: some 40 bytes for each mention of the answer.
 */
SL_NODISCARD enum sl_status sl_identity_count(
    const struct sl_identity_answer *answer, struct sl_identify_result *result, struct sl_error *err
);

#endif
