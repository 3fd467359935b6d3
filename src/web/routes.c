/* SPDX-License-Identifier: Apache-2.0 */
/* The addresses of this site: one table, which tests walk. */
#include "web/asset.h"
#include "web/pages.h"
#include "web/route.h"

static const struct sl_route routes[] = {
    { .pattern = "/", .name = "home", .get = sl_visit_home },
    { .pattern = SL_ASSET_FOLDER "{}", .name = "asset", .get = sl_visit_asset, .is_public = true },
};

const struct sl_route *sl_routes(size_t *ret_count)
{
    *ret_count = sizeof routes / sizeof routes[0];
    return routes;
}
