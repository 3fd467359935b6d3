/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seal.h - records that only named people may know of.
 *
 * A record is sealed for the families of staff, protected witnesses, adoption. Its allow list says
 * who may know of it; its deny list, which any record can have, says who may not, whatever else
 * permits it. Being on the allow list opens the seal and nothing else: role, agreement and
 * relationship are asked for as ever.
 *
 * Source: the limited-access offender check of HM Prison and Probation Service: an allow list and
 *         an exclusion list for each record, and a look-up that fails counts as both.
 * Differs: it says that access is restricted; here nothing is said at all (README.md says why).
 */
#ifndef SL_SHARING_SEAL_H
#define SL_SHARING_SEAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* What a seal means for one user. */
enum sl_seal_state {
    SL_SEAL_NONE,   /* the record is not sealed, and does not deny them */
    SL_SEAL_OPEN,   /* it is sealed, and allows them */
    SL_SEAL_CLOSED, /* for them it is not there */
    SL_SEAL_DENIED, /* the same, because the deny list names them: not even its keeper's duty helps
                     */
};

/* The lists hold ids of users. Borrowed. */
struct sl_seal {
    bool sealed;
    const struct sl_str *allowed;
    size_t allowed_count;
    const struct sl_str *denied;
    size_t denied_count;
};

/*
 * What a record's seal means for a user. The deny list wins over the allow list.
 *
 *   seal  NULL: it could not be looked up, and so it counts as denied
 *
 * Time: proportional to the lists.
 */
enum sl_seal_state sl_seal_for(const struct sl_seal *seal, struct sl_str user_id);

#endif
