/* SPDX-License-Identifier: Apache-2.0 */
/*
 * levels.h - tables of pairs and the levels they must have.
 */
#ifndef SL_TESTS_LINK_LEVELS_H
#define SL_TESTS_LINK_LEVELS_H

#include "link/compare.h"
#include "support/support.h"

/* Two values, the level they are on, and the rule that puts them there. */
struct level_case {
    const char *left, *right;
    unsigned level;
    const char *why;
};

static inline void check_levels(
    enum sl_family family,
    const struct sl_compare_context *context,
    const struct level_case *cases,
    size_t count
)
{
    for (size_t i = 0; i < count; i++) {
        const struct sl_str left = sl_str_from(cases[i].left);
        const struct sl_str right = sl_str_from(cases[i].right);
        const unsigned there = sl_compare(family, context, left, right);
        const unsigned back = sl_compare(family, context, right, left);
        if (there != cases[i].level || back != cases[i].level) {
            fail_msg(
                "\"%s\" and \"%s\" are on level %u and back %u, not %u: %s",
                cases[i].left,
                cases[i].right,
                there,
                back,
                cases[i].level,
                cases[i].why
            );
        }
    }
}

#define CHECK_LEVELS(family, context, cases) \
    check_levels((family), (context), (cases), sizeof(cases) / sizeof((cases)[0]))

#endif
