/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/factor_rule.h"

#include <stddef.h>

unsigned sl_factors_needed(struct sl_str role)
{
    static const struct {
        const char *role;
        unsigned factors;
    } lines[] = {
#define SL_FACTOR_LINE(name, count) { (name), (count) },
        SL_FACTOR_ROLE_TABLE(SL_FACTOR_LINE)
#undef SL_FACTOR_LINE
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (sl_str_equal(role, sl_str_from(lines[i].role))) {
            return lines[i].factors;
        }
    }
    return SL_FACTORS_MOST;
}
