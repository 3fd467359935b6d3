/* SPDX-License-Identifier: Apache-2.0 */
/* Signing in and out. */
#include "app/sign_in.h"

#include "app/session_file.h"
#include "app/session_manage.h"
#include "web/cookie.h"
#include "web/pages.h"
#include "web/site_impl.h"
#include "web/url.h"
#include "web/visit.h"
#include "web/web_templates.h"

#define TOKEN_BYTES ((size_t)256)

/* Where to go when signed in: only to a page of this site. */
static struct sl_str goal_of(struct sl_str asked)
{
    return sl_url_is_local(asked) ? asked : SL_STR("/");
}

static void show(struct sl_visit *visit, const struct sl_error *why, bool wants_code)
{
    const struct sl_form *given = why == NULL ? &visit->query : &visit->form;

    sl_pages_sign_in_print(
        &visit->page,
        &(struct sl_pages_sign_in_page){
            .site = sl_visit_frame(visit),
            .to = sl_visit_text(visit, goal_of(sl_form_get(given, SL_STR("to")))),
            .user = sl_visit_text(visit, sl_form_get(&visit->form, SL_STR("user"))),
            .reason = sl_visit_text(visit, sl_str_from(why == NULL ? "" : why->message)),
            .advice = sl_visit_text(visit, sl_str_from(why == NULL ? "" : why->hint)),
            .code = sl_value_bool(wants_code),
        }
    );
}

enum sl_status sl_visit_sign_in(struct sl_visit *visit, struct sl_error *err)
{
    (void)err;
    show(visit, NULL, false);
    return SL_OK;
}

/* The session has begun: its cookie takes the place of all that were there before. */
static enum sl_status let_in(struct sl_visit *visit, struct sl_str token, struct sl_error *err)
{
    struct sl_response *response = visit->response;

    SL_TRY(sl_cookie_set(response, SL_COOKIE_SESSION, token, visit->arena, err));
    SL_TRY(sl_cookie_set(response, SL_COOKIE_VISIT, SL_STR(""), visit->arena, err));
    return sl_visit_go(visit, goal_of(sl_form_get(&visit->form, SL_STR("to"))), err);
}

enum sl_status sl_visit_sign_in_now(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_site_job *site = &visit->site->job;
    const struct sl_sign_in_job job = {
        .user = sl_form_get(&visit->form, SL_STR("user")),
        .password = sl_form_get(&visit->form, SL_STR("password")),
        .second = sl_str_trim(sl_form_get(&visit->form, SL_STR("code"))),
        .before = visit->token,
        .source = visit->source,
        .now_us = visit->now_us,
        .cost = site->cost,
    };
    bool wants_second = false;
    struct sl_buf token;

    sl_buf_init(&token, TOKEN_BYTES);
    enum sl_status status = sl_sign_in(site->store, &job, &token, &wants_second, err);
    if (status == SL_OK) {
        status = let_in(visit, sl_buf_str(&token), err);
    } else if (status == SL_DENIED) {
        show(visit, err, wants_second);
        visit->response->status = 403;
        status = sl_page_status(&visit->page, err);
    }
    sl_session_token_finish(&token);
    return status;
}

enum sl_status sl_visit_sign_out(struct sl_visit *visit, struct sl_error *err)
{
    SL_TRY(sl_sign_out(visit->access, err));
    SL_TRY(sl_cookie_set(visit->response, SL_COOKIE_SESSION, SL_STR(""), visit->arena, err));
    return sl_visit_go(visit, SL_STR("/sign-in"), err);
}
