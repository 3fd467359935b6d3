/* SPDX-License-Identifier: Apache-2.0 */
/*
 * factor_rule.h - how many factors somebody must have proven to work in a role.
 *
 * Two for every role that reaches records of others, says who may do what, or answers for it. A
 * session of fewer serves for setting up the second factor and nothing else. A partnership of
 * made-up people may be content with one: SL_SETTING_FACTORS (store/setting.h).
 *
 * Source: OWASP ASVS 5.0, 6.3.3; NIST SP 800-63B (2017), section 4.2: assurance level 2.
 */
#ifndef SL_SIGNIN_FACTOR_RULE_H
#define SL_SIGNIN_FACTOR_RULE_H

#include "base/str.h"

/* The most that is ever asked for, also of a role that has no line here. */
#define SL_FACTORS_MOST 2u

/* X(role, factors): by the names of sharing/role.h. */
#define SL_FACTOR_ROLE_TABLE(X) \
    X("practitioner", 2u)       \
    X("investigator", 2u)       \
    X("manager", 2u)            \
    X("data_steward", 2u)       \
    X("leader", 2u)             \
    X("inspector", 2u)          \
    X("partnership_lead", 2u)   \
    X("privacy_officer", 2u)    \
    X("administrator", 2u)

/* How many factors a role needs, by its name: 1 to SL_FACTORS_MOST. */
unsigned sl_factors_needed(struct sl_str role);

#endif
