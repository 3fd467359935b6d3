/* SPDX-License-Identifier: Apache-2.0 */
/*
 * body.h - what a program sends: one JSON object, by a table of its members.
 *
 * The table says what there may be; whatever is not in it, is there twice, or is of another kind is
 * refused, so that nobody believes a member counts which does not. What is wrong is told by the
 * name of the member, never by what was in it.
 */
#ifndef SL_WEB_BODY_H
#define SL_WEB_BODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

enum sl_body_kind {
    SL_BODY_TEXT,  /* most: bytes; blanks at its ends do not count */
    SL_BODY_TEXTS, /* a list of texts; most: how many */
    SL_BODY_WHOLE, /* a number from 1 to most, without a point */
    SL_BODY_TRUTH,
};

/* A member. One that is required is not empty either. */
struct sl_body_member {
    const char *name;
    enum sl_body_kind kind;
    bool is_required;
    size_t most;
};

/* What came. Texts lie in the body or in the arena; what did not come is zero. */
struct sl_body_value {
    const struct sl_str *texts;
    size_t text_count;
    int64_t whole;
    struct sl_str text;
    bool is_there;
    bool truth;
};

/*
 * Read a body.
 *
 *   members     the table
 *   ret_values  one for each member, in the order of the table
 *
 * Errors: SL_INVALID, with the column when it is no JSON; SL_LIMIT (too deep); SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_body_read(
    struct sl_str body,
    const struct sl_body_member *members,
    size_t member_count,
    struct sl_arena *arena,
    struct sl_body_value *ret_values,
    struct sl_error *err
);

#endif
