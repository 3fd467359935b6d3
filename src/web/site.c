/* SPDX-License-Identifier: Apache-2.0 */
#include "web/site.h"

#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "web/again.h"
#include "web/api.h"
#include "web/asset.h"
#include "web/cookie.h"
#include "web/guard.h"
#include "web/limit.h"
#include "web/problem.h"
#include "web/site_impl.h"
#include "web/url.h"

#define SITE_BYTES ((size_t)64 << 20)
#define FORM_TYPE  "application/x-www-form-urlencoded"

/* The longest address: IPv6 in full. */
#define SOURCE_BYTES 45u

/* Where the sign-in page is, and the one on which who has one factor sets up another. */
#define SIGN_IN "/sign-in"
#define SECOND  "/account/authenticator?needed=1"

/* The addresses of assets, by their names. */
static enum sl_status list_assets(struct sl_site *site, struct sl_error *err)
{
    struct sl_member *members = sl_arena_alloc(&site->arena, sl_asset_count, sizeof *members);

    for (size_t i = 0; members != NULL && i < sl_asset_count; i++) {
        SL_CLEANUP(sl_buf_finish) struct sl_buf path;
        sl_buf_init(&path, SL_WEB_TARGET_BYTES);
        sl_buf_addf(&path, SL_ASSET_FOLDER "%s", sl_assets[i].file);
        const struct sl_str copy = sl_arena_copy(&site->arena, sl_buf_str(&path));
        if (sl_buf_status(&path, err) != SL_OK || copy.ptr == NULL) {
            return sl_fail_memory(err);
        }
        members[i] = (struct sl_member){ .name = sl_str_from(sl_assets[i].name),
                                         .value = sl_value_text(copy) };
    }
    if (members == NULL) {
        return sl_fail_memory(err);
    }
    site->assets = sl_value_map(members, sl_asset_count);
    return SL_OK;
}

enum sl_status
sl_site_open(const struct sl_site_job *job, struct sl_site **ret_site, struct sl_error *err)
{
    struct sl_site *site = sl_calloc(1, sizeof *site);

    if (site == NULL) {
        return sl_fail_memory(err);
    }
    site->job = *job;
    sl_arena_init(&site->arena, SITE_BYTES);
    enum sl_status status = list_assets(site, err);
    if (status == SL_OK) {
        status = sl_hall_open(job->store, &site->hall, err);
    }
    if (status == SL_OK) {
        status = sl_metrics_open(job->now_us(), &site->metrics, err);
    }
    if (status == SL_OK) {
        status = sl_pace_open(SL_WEB_TOKEN_MINUTE, SL_WEB_MINUTE_US, &site->tokens, err);
    }
    if (status == SL_OK) {
        status = sl_pace_open(SL_WEB_TRIES_MINUTE, SL_WEB_MINUTE_US, &site->tries, err);
    }
    if (status == SL_OK) {
        status = sl_keep_open(SL_WEB_AGAIN_BYTES, sl_again_free, &site->pages, err);
    }
    if (status == SL_OK) {
        status = sl_notice_load_own(&site->arena, &site->catalogues, err);
    }
    if (status != SL_OK) {
        sl_site_close(site);
        return status;
    }
    *ret_site = site;
    return SL_OK;
}

void sl_site_close(struct sl_site *site)
{
    if (site == NULL) {
        return;
    }
    sl_hall_close(site->hall);
    sl_keep_close(site->pages);
    sl_metrics_close(site->metrics);
    sl_pace_close(site->tokens);
    sl_pace_close(site->tries);
    sl_arena_finish(&site->arena);
    sl_free(site);
}

/* Are its headers larger than anything of ours asks for? 0: they are not; else the status. */
static unsigned refused_size(const struct sl_request *request)
{
    if (request->header_bytes > SL_WEB_HEADER_BYTES) {
        return 431;
    }
    if (request->has_two_hosts) {
        return 400;
    }
    if (request->target.len > SL_WEB_TARGET_BYTES) {
        return 414;
    }
    return 0;
}

bool sl_site_is_too_large(const struct sl_request *request)
{
    return request->is_too_large || request->body.len > SL_WEB_BODY_BYTES;
}

/* Find the route; 0, or the status of what is wrong. */
static unsigned find_route(struct sl_visit *visit)
{
    const struct sl_str target = visit->request->target;
    struct sl_str raw[SL_ROUTE_PARAMS];

    visit->path = sl_str_part(target, 0, sl_str_find(target, SL_STR("?")));
    visit->route = sl_route_find(visit->path, raw);
    if (visit->route == NULL) {
        return 404;
    }
    for (size_t i = 0; i < SL_ROUTE_PARAMS; i++) {
        if (sl_url_decode(raw[i], false, visit->arena, &visit->params[i], NULL) != SL_OK) {
            return 400;
        }
    }
    return 0;
}

static sl_visit_fn *handler_of(const struct sl_visit *visit)
{
    switch (visit->request->method) {
    case SL_METHOD_GET:
    case SL_METHOD_HEAD:
        return visit->route->get;
    case SL_METHOD_POST:
        return visit->route->post;
    case SL_METHOD_OTHER:
        break;
    }
    return NULL;
}

/* What may be asked instead. */
static enum sl_status allow(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_route *route = visit->route;
    const char *methods = route->get == NULL    ? "POST"
                          : route->post == NULL ? "GET, HEAD"
                                                : "GET, HEAD, POST";

    return sl_response_header(visit->response, "allow", sl_str_from(methods), visit->arena, err);
}

/* Is the body of a POST a form? A charset may stand behind its type. */
static bool is_form(const struct sl_request *request)
{
    const struct sl_str type = request->headers[SL_HEADER_CONTENT_TYPE];
    const struct sl_str bare = sl_str_part(type, 0, sl_str_find(type, SL_STR(";")));

    return sl_str_equal(sl_str_trim(bare), SL_STR(FORM_TYPE));
}

static enum sl_status read_parameters(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_request *request = visit->request;
    const struct sl_str query =
        sl_str_part(request->target, visit->path.len + 1, request->target.len);

    SL_TRY(sl_form_parse(query, visit->arena, &visit->query, err));
    if (request->method != SL_METHOD_POST) {
        return SL_OK;
    }
    return sl_form_parse(request->body, visit->arena, &visit->form, err);
}

/* The cookies, and the word that forms must bring. Who has none gets one of chance with a page that
 * has a form for everybody. */
static enum sl_status read_cookies(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_str sent = visit->request->headers[SL_HEADER_COOKIE];
    struct sl_str secret = sl_cookie_find(sent, SL_STR(SL_COOKIE_SESSION));

    visit->token = secret;
    if (secret.len == 0) {
        secret = sl_cookie_find(sent, SL_STR(SL_COOKIE_VISIT));
    }
    if (secret.len == 0 && visit->route->post != NULL && visit->route->is_public) {
        SL_TRY(sl_guard_chance(visit->arena, &secret, err));
        SL_TRY(sl_cookie_set(visit->response, SL_COOKIE_VISIT, secret, visit->arena, err));
    }
    return secret.len == 0 ? SL_OK : sl_guard_word(secret, visit->arena, &visit->guard, err);
}

/* Lead to the page that signs in, and from there back. */
static enum sl_status go_and_sign_in(struct sl_visit *visit, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf path;

    sl_buf_init(&path, SL_WEB_TARGET_BYTES * 4);
    sl_buf_addf(&path, SIGN_IN "?to=");
    sl_url_encode(visit->request->target, &path);
    SL_TRY(sl_buf_status(&path, err));
    return sl_visit_go(visit, sl_buf_str(&path), err);
}

static enum sl_status open_door(
    struct sl_visit *visit, bool one_factor, struct sl_access **ret_access, struct sl_error *err
)
{
    const struct sl_route *route = visit->route;
    struct sl_access_opening opening = {
        .hall = visit->site->hall,
        .mode = visit->request->method == SL_METHOD_POST ? route->post_mode : route->get_mode,
        .token = visit->token,
        .now_us = visit->now_us,
        .one_factor = one_factor,
    };

    return sl_access_open(&opening, ret_access, err);
}

/* Who is refused is led to what they lack: a second factor, when the session is good for nothing
 * but setting it up; else to signing in. */
static enum sl_status lead_on(struct sl_visit *visit, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *narrow = NULL;

    if (visit->token.len > 0 && open_door(visit, true, &narrow, NULL) == SL_OK) {
        return sl_visit_go(visit, SL_STR(SECOND), err);
    }
    return go_and_sign_in(visit, err);
}

void sl_site_show(struct sl_visit *visit)
{
    struct sl_error err = { .status = SL_OK };
    enum sl_status status = handler_of(visit)(visit, &err);

    if (status == SL_OK) {
        status = sl_page_status(&visit->page, &err);
    }
    if (status != SL_OK) {
        sl_problem_show(visit, sl_problem_status(status), &err);
    }
}

unsigned sl_site_check(struct sl_visit *visit)
{
    const unsigned status = refused_size(visit->request);
    const unsigned found = status == 0 ? find_route(visit) : status;

    return found == 0 && handler_of(visit) == NULL ? 405 : found;
}

/* All before the handler; 0 when it is to be asked, else the status to answer with. */
static unsigned check(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_request *request = visit->request;
    const unsigned status = sl_site_check(visit);

    if (status != 0 || sl_site_is_too_large(request)) {
        return status != 0 ? status : 413;
    }
    if (request->method == SL_METHOD_POST && !is_form(request)) {
        return 415;
    }
    enum sl_status result = read_parameters(visit, err);
    result = result == SL_OK ? read_cookies(visit, err) : result;
    if (result != SL_OK) {
        return sl_problem_status(result);
    }
    if (request->method == SL_METHOD_POST && !sl_guard_check(request, &visit->form, visit->guard)) {
        sl_fail(err, SL_DENIED, "this form is too old, or was not sent from Sightline");
        sl_fail_hint(err, "Go back, load the page again, and send it once more.");
        return 403;
    }
    return 0;
}

void sl_site_refuse(struct sl_visit *visit, unsigned status, struct sl_error *err)
{
    sl_problem_show(visit, status, err);
    if (status == 405 && allow(visit, err) != SL_OK) {
        sl_problem_show(visit, sl_problem_status(err->status), err);
    }
}

static void answer(struct sl_visit *visit)
{
    struct sl_error err = { .status = SL_OK };
    const unsigned refused = check(visit, &err);

    if (refused != 0) {
        sl_site_refuse(visit, refused, &err);
        return;
    }
    if (visit->route->is_public) {
        sl_site_show(visit);
        return;
    }
    enum sl_status status =
        visit->token.len == 0
            ? SL_DENIED
            : open_door(visit, visit->route->takes_one_factor, &visit->access, &err);
    if (status == SL_OK) {
        sl_again_show(visit, sl_site_show);
        return;
    }
    if (status == SL_DENIED) {
        status = lead_on(visit, &err);
    }
    if (status != SL_OK) {
        sl_problem_show(visit, sl_problem_status(status), &err);
    }
}

static bool has_text(const struct sl_response *response)
{
    return response->status != 204 && response->status != 303 && response->status != 304;
}

static int64_t clock_us(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Count it, and write a line of it. */
static void note(const struct sl_visit *visit, int64_t took_us)
{
    static const char *const methods[] = {
        [SL_METHOD_OTHER] = "other",
        [SL_METHOD_GET] = "GET",
        [SL_METHOD_HEAD] = "HEAD",
        [SL_METHOD_POST] = "POST",
    };
    const struct sl_response *response = visit->response;
    const struct sl_log_request line = {
        .at_us = visit->now_us,
        .route = visit->route == NULL ? "none" : visit->route->name,
        .method = methods[visit->request->method],
        .status = response->status,
        .took_us = took_us,
        .bytes = sl_response_text(response).len,
        .why = visit->why.status == SL_OK ? NULL : &visit->why,
    };

    sl_metrics_end(visit->site->metrics, visit->route, response->status, took_us);
    sl_log_request(&visit->site->job.log, &line);
}

struct sl_str sl_site_source(const struct sl_site *site, const struct sl_request *request)
{
    struct sl_str list = request->headers[SL_HEADER_FORWARDED_FOR];
    struct sl_str last = SL_STR("");

    if (!site->job.is_behind_proxy || !sl_str_equal(request->peer, SL_STR("127.0.0.1"))) {
        return request->peer;
    }
    /* What stands before the last one was sent by anybody. */
    while (sl_str_split(&list, ',', &last)) {
    }
    last = sl_str_trim(last);
    for (size_t i = 0; i < last.len; i++) {
        if (strchr("0123456789abcdefABCDEF:.", last.ptr[i]) == NULL) {
            return request->peer;
        }
    }
    return last.len == 0 || last.len > SOURCE_BYTES ? request->peer : last;
}

/* What follows when the answer is whole. */
static void end(struct sl_visit *visit)
{
    struct sl_response *response = visit->response;

    sl_access_close(visit->access);
    if (has_text(response) && sl_response_find(response, "content-type") == NULL) {
        response->headers[response->header_count++] = (struct sl_response_header
        ){ .name = "content-type", .value = "text/html; charset=utf-8" };
    }
    note(visit, clock_us() - visit->began_us);
}

void sl_site_answer(
    struct sl_site *site,
    const struct sl_request *request,
    struct sl_arena *arena,
    struct sl_response *response
)
{
    struct sl_visit visit = {
        .began_us = clock_us(),
        .site = site,
        .request = request,
        .response = response,
        .arena = arena,
        .source = sl_site_source(site, request),
        .now_us = site->job.now_us(),
    };

    sl_metrics_begin(site->metrics);
    sl_page_init(&visit.page, &response->body, arena);
    if (sl_api_is_asked(request)) {
        sl_api_answer(&visit);
    } else {
        answer(&visit);
    }
    if (visit.again == NULL) {
        end(&visit);
        return;
    }
    response->pending = sl_again_visit(visit.again);
    *response->pending = visit;
}

void sl_site_end(struct sl_response *response)
{
    struct sl_visit *visit = response->pending;

    response->pending = NULL;
    sl_again_end(visit);
    end(visit);
}
