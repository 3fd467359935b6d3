/* SPDX-License-Identifier: Apache-2.0 */
/* The addresses of this site: one table, which tests walk. */
#include "web/asset.h"
#include "web/pages.h"
#include "web/route.h"

/* clang-format off */
static const struct sl_route routes[] = {
    { .pattern = "/", .name = "home", .get = sl_visit_home },
    { .pattern = "/search", .name = "search", .get = sl_visit_search },
    { .pattern = "/search/hits", .name = "search-hits", .get = sl_visit_search_hits },
    { .pattern = "/child/{}", .name = "child", .section = "search", .get = sl_visit_child },
    { .pattern = "/child/{}/family.svg", .name = "child-family", .get = sl_visit_child_family },
    { .pattern = "/child/{}/glass", .name = "child-glass", .section = "search",
      .get = sl_visit_child_glass, .post = sl_visit_child_glass_break,
      .post_mode = SL_STORE_BRIEF },
    { .pattern = "/child/{}/ask", .name = "child-ask", .section = "search",
      .get = sl_visit_child_request, .post = sl_visit_child_request_ask,
      .post_mode = SL_STORE_BRIEF },
    { .pattern = "/child/{}/seen", .name = "child-seen", .section = "search",
      .get = sl_visit_child_seen },
    { .pattern = "/sign-in", .name = "sign-in", .get = sl_visit_sign_in,
      .post = sl_visit_sign_in_now, .is_public = true },
    { .pattern = "/sign-out", .name = "sign-out", .post = sl_visit_sign_out,
      .post_mode = SL_STORE_BRIEF, .takes_one_factor = true },
    { .pattern = "/account", .name = "account", .get = sl_visit_account },
    { .pattern = "/account/end/{}", .name = "account-end", .section = "account",
      .post = sl_visit_account_end, .post_mode = SL_STORE_BRIEF },
    { .pattern = "/health", .name = "health", .get = sl_visit_health, .is_public = true },
    { .pattern = SL_ASSET_FOLDER "{}", .name = "asset", .get = sl_visit_asset, .is_public = true },
};
/* clang-format on */

const struct sl_route *sl_routes(size_t *ret_count)
{
    *ret_count = sizeof routes / sizeof routes[0];
    return routes;
}
