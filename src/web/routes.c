/* SPDX-License-Identifier: Apache-2.0 */
/* The addresses of this site: one table, which tests walk. */
#include "web/asset.h"
#include "web/pages.h"
#include "web/route.h"

/* clang-format off */
static const struct sl_route routes[] = {
    { .pattern = "/", .name = "home", .get = sl_visit_home },
    { .pattern = "/search", .name = "search", .get = sl_visit_search },
    { .pattern = "/child/{}", .name = "child", .section = "search", .get = sl_visit_child },
    { .pattern = "/intake", .name = "intake", .get = sl_visit_intake },
    { .pattern = "/intake/{}", .name = "run", .section = "intake", .get = sl_visit_run },
    { .pattern = "/findings", .name = "findings", .section = "intake", .get = sl_visit_findings },
    { .pattern = "/matches", .name = "matches", .get = sl_visit_matches },
    { .pattern = "/match/{}/{}", .name = "match", .section = "matches", .get = sl_visit_match,
      .post = sl_visit_match_decide, .post_mode = SL_STORE_WRITE },
    { .pattern = "/identity/{}", .name = "identity", .section = "matches",
      .get = sl_visit_identity, .post = sl_visit_identity_change,
      .post_mode = SL_STORE_WRITE },
    { .pattern = "/proposals", .name = "proposals", .get = sl_visit_proposals },
    { .pattern = "/proposal/{}", .name = "proposal", .section = "proposals",
      .get = sl_visit_proposal, .post = sl_visit_proposal_confirm,
      .post_mode = SL_STORE_BRIEF },
    { .pattern = "/proposal/{}/refuse", .name = "proposal-refuse", .section = "proposals",
      .post = sl_visit_proposal_refuse, .post_mode = SL_STORE_BRIEF },
    { .pattern = "/users", .name = "users", .get = sl_visit_users },
    { .pattern = "/users/add", .name = "user-add", .section = "users", .get = sl_visit_user_form,
      .post = sl_visit_user_add, .post_mode = SL_STORE_BRIEF },
    { .pattern = "/user/{}", .name = "user", .section = "users", .get = sl_visit_user },
    { .pattern = "/user/{}/role", .name = "user-give", .section = "users", .get = sl_visit_user,
      .post = sl_visit_user_give, .post_mode = SL_STORE_BRIEF },
    { .pattern = "/user/{}/role/{}/end", .name = "user-take", .section = "users",
      .post = sl_visit_user_take, .post_mode = SL_STORE_BRIEF },
    { .pattern = "/user/{}/end", .name = "user-end", .section = "users", .get = sl_visit_user,
      .post = sl_visit_user_end, .post_mode = SL_STORE_BRIEF },
    { .pattern = "/user/{}/invite", .name = "user-invite", .section = "users",
      .get = sl_visit_user, .post = sl_visit_user_invite, .post_mode = SL_STORE_BRIEF },
    { .pattern = "/looked", .name = "looked", .get = sl_visit_looked },
    { .pattern = "/requests", .name = "requests", .get = sl_visit_requests },
    { .pattern = "/request/{}", .name = "request", .section = "requests", .get = sl_visit_request,
      .post = sl_visit_request_answer, .post_mode = SL_STORE_BRIEF },
    { .pattern = "/request/{}/take-back", .name = "request-take-back", .section = "requests",
      .post = sl_visit_request_take_back, .post_mode = SL_STORE_BRIEF },
    { .pattern = "/emergency", .name = "emergencies", .section = "emergency",
      .get = sl_visit_emergencies },
    { .pattern = "/emergency/{}", .name = "emergency", .section = "emergency",
      .get = sl_visit_emergency, .post = sl_visit_emergency_judge, .post_mode = SL_STORE_BRIEF },
    { .pattern = "/sign-in", .name = "sign-in", .get = sl_visit_sign_in,
      .post = sl_visit_sign_in_now, .is_public = true },
    { .pattern = "/sign-in/code", .name = "sign-in-code", .get = sl_visit_sign_in,
      .post = sl_visit_sign_in_code, .is_public = true },
    { .pattern = "/invitation", .name = "invitation", .get = sl_visit_invitation,
      .post = sl_visit_invitation_use, .is_public = true },
    { .pattern = "/sign-out", .name = "sign-out", .post = sl_visit_sign_out,
      .post_mode = SL_STORE_BRIEF, .takes_one_factor = true },
    { .pattern = "/account", .name = "account", .get = sl_visit_account },
    { .pattern = "/account/end/{}", .name = "account-end", .section = "account",
      .post = sl_visit_account_end, .post_mode = SL_STORE_BRIEF },
    { .pattern = "/account/password", .name = "password", .section = "account",
      .get = sl_visit_password, .post = sl_visit_password_change, .post_mode = SL_STORE_BRIEF },
    { .pattern = "/account/authenticator", .name = "authenticator", .section = "account",
      .get = sl_visit_authenticator, .post = sl_visit_authenticator_begin,
      .post_mode = SL_STORE_BRIEF, .takes_one_factor = true },
    { .pattern = "/account/authenticator/confirm", .name = "authenticator-confirm",
      .section = "account", .get = sl_visit_authenticator, .post = sl_visit_authenticator_confirm,
      .post_mode = SL_STORE_BRIEF, .takes_one_factor = true },
    { .pattern = "/account/authenticator/end", .name = "authenticator-end", .section = "account",
      .get = sl_visit_authenticator, .post = sl_visit_authenticator_end,
      .post_mode = SL_STORE_BRIEF },
    { .pattern = "/health", .name = "health", .get = sl_visit_health, .is_public = true },
    { .pattern = SL_ASSET_FOLDER "{}", .name = "asset", .get = sl_visit_asset, .is_public = true },
};
/* clang-format on */

const struct sl_route *sl_routes(size_t *ret_count)
{
    *ret_count = sizeof routes / sizeof routes[0];
    return routes;
}
