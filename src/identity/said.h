/* SPDX-License-Identifier: Apache-2.0 */
/*
 * said.h - what one record says of a person, as far as persons are compared by it.
 */
#ifndef SL_IDENTITY_SAID_H
#define SL_IDENTITY_SAID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "record/fact.h"

/* Longer texts are not names, addresses or numbers, and are left out. */
#define SL_SAID_LIMIT_BYTES ((size_t)1000)

enum sl_said_kind {
    SL_SAID_NAME, /* given names and surname */
    SL_SAID_FULL_NAME,
    SL_SAID_KNOWN_AS,    /* one name, or all */
    SL_SAID_FORMER_NAME, /* given names and surname; the one that is not said did not change */
    SL_SAID_BIRTH_DATE,
    SL_SAID_SEX,
    SL_SAID_GENDER,
    SL_SAID_ADDRESS, /* address and postcode, either of which may be missing */
    SL_SAID_PHONE,
    SL_SAID_NHS_NUMBER,
    SL_SAID_UPN,
    SL_SAID_FORMER_UPN,
    SL_SAID_CHILD_ID,
    SL_SAID_EXPECTED_DATE, /* of birth, of a child that is not born */
    SL_SAID_MEANT, /* somebody was chosen by who wrote, and is told by nothing that can be compared
                    */
    SL_SAID_KIND_COUNT,
};

/* Texts are as written, and at least one is not empty. */
struct sl_said {
    enum sl_said_kind kind;
    bool is_over; /* the record says that it ended */
    int64_t from; /* since when, in seconds since 1970; INT64_MIN: not said */
    struct sl_str first, second;
};

/* Told of each; not SL_OK ends it. */
typedef enum sl_status
sl_said_told_fn(void *context, const struct sl_said *said, struct sl_error *err);

/*
 * Tell what an entity that is a person says of it, in the order of its values; unknown values are
 * left out. Texts are those of the facts.
 * Errors: those of told.
 */
SL_NODISCARD enum sl_status sl_said_tell(
    const struct sl_facts *facts,
    const struct sl_entity *person,
    sl_said_told_fn *told,
    void *context,
    struct sl_error *err
);

/*
 * Append it as bytes; read it again, moving *rest behind it: texts lie in *rest. The bytes are for
 * this process alone. Gives false at the end.
 */
void sl_said_write(const struct sl_said *said, struct sl_buf *out);
bool sl_said_read(struct sl_str *rest, struct sl_said *ret_said);

#endif
