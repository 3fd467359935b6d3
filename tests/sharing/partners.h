/* SPDX-License-Identifier: Apache-2.0 */
/*
 * partners.h - a compiled policy and users of its agencies, for tests of decisions.
 */
#ifndef SL_TESTS_SHARING_PARTNERS_H
#define SL_TESTS_SHARING_PARTNERS_H

#include "example.h"
#include "sharing/decide.h"

struct partners {
    struct sl_arena arena;
    struct sl_sharing_document documents[3];
    struct sl_policy policy;
    struct sl_user_held held;
    struct sl_user user;
};

/* The example agreement in force on 2026-06-01, and a user of an agency with one role. */
static inline void
partners_open(struct partners *partners, struct sl_str agency, enum sl_user_role role)
{
    struct sl_error err;
    sl_arena_init(&partners->arena, EXAMPLE_LIMIT_BYTES);
    partners->documents[0] = example_read(EXAMPLE_AGREEMENT, &partners->arena);
    SL_CHECK_OK(
        sl_policy_compile(
            partners->documents,
            1,
            example_day("2026-06-01"),
            &partners->arena,
            &partners->policy,
            &err
        ),
        &err
    );
    partners->held = (struct sl_user_held){
        .role = role, .held = {0, SL_SPAN_OPEN}
    };
    partners->user = (struct sl_user
    ){ .id = SL_STR("ann"), .agency = agency, .roles = &partners->held, .role_count = 1 };
}

static inline struct sl_asking
partners_asking(const struct partners *partners, enum sl_permission may, enum sl_purpose purpose)
{
    return (struct sl_asking){
        .policy = &partners->policy,
        .user = &partners->user,
        .permission = may,
        .purpose = purpose,
        .day = example_day("2026-06-01"),
    };
}

#endif
