/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cin_rules.h - the department's rules on children in need that one child's record decides.
 *
 * Source: Department for Education, Children in need census, validation rules 2022 to 2023 and
 *         later. Rules over a whole council (2883, 2886Q, 2887Q, 2888Q) need all of its records and
 * are not here.
 */
#ifndef SL_INTAKE_CIN_RULES_H
#define SL_INTAKE_CIN_RULES_H

#include "intake/format_impl.h"

#define SL_CIN_RULE_COUNT 38u
extern const struct sl_rule sl_cin_rules[SL_CIN_RULE_COUNT];

#endif
