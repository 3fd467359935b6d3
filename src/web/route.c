/* SPDX-License-Identifier: Apache-2.0 */
#include "web/route.h"

/* Does a path fit a pattern, part by part? */
static bool fits(struct sl_str pattern, struct sl_str path, struct sl_str params[SL_ROUTE_PARAMS])
{
    struct sl_str wanted;
    struct sl_str part;
    size_t count = 0;

    while (pattern.ptr != NULL && sl_str_split(&pattern, '/', &wanted)) {
        if (path.ptr == NULL || !sl_str_split(&path, '/', &part)) {
            return false;
        }
        if (!sl_str_equal(wanted, SL_STR("{}"))) {
            if (!sl_str_equal(wanted, part)) {
                return false;
            }
        } else if (part.len == 0 || count == SL_ROUTE_PARAMS) {
            return false;
        } else {
            params[count++] = part;
        }
    }
    return path.ptr == NULL;
}

const struct sl_route *sl_route_find(struct sl_str path, struct sl_str ret_params[SL_ROUTE_PARAMS])
{
    size_t count = 0;
    const struct sl_route *routes = sl_routes(&count);

    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < SL_ROUTE_PARAMS; j++) {
            ret_params[j] = SL_STR("");
        }
        if (fits(sl_str_from(routes[i].pattern), path, ret_params)) {
            return &routes[i];
        }
    }
    return NULL;
}
