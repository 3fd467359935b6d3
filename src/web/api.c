/* SPDX-License-Identifier: Apache-2.0 */
#include "web/api.h"

#include <stdarg.h>
#include <stdio.h>
#include <strings.h>

#include "app/token.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/json_write.h"
#include "base/number.h"
#include "store/scratch_file.h"
#include "web/limit.h"
#include "web/problem.h"
#include "web/site_impl.h"

#define JSON_TYPE  "application/json"
#define REALM      "Bearer realm=\"sightline\""
#define SECOND_US  INT64_C(1000000)
#define HEADER_MAX ((size_t)200)
/* RFC 9110, 11.6.2: the name of the scheme is read in any case. */
#define SCHEME       "Bearer"
#define SCHEME_BYTES (sizeof SCHEME - 1)

bool sl_api_is_asked(const struct sl_request *request)
{
    return sl_str_starts(request->target, SL_STR(SL_API_FOLDER));
}

struct sl_str sl_api_token(struct sl_str header)
{
    const struct sl_str rest = sl_str_part(header, SCHEME_BYTES, header.len);
    const struct sl_str token = sl_str_trim(rest);

    if (header.len < SCHEME_BYTES || strncasecmp(header.ptr, SCHEME, SCHEME_BYTES) != 0 ||
        !sl_str_starts(rest, SL_STR(" "))) {
        return SL_STR("");
    }
    for (size_t i = 0; i < token.len; i++) {
        if (token.ptr[i] <= ' ' || token.ptr[i] > '~') {
            return SL_STR("");
        }
    }
    return token;
}

enum sl_status sl_api_say(struct sl_visit *visit, struct sl_buf *json, struct sl_error *err)
{
    sl_buf_add_byte(json, '\n');
    SL_TRY(sl_buf_status(json, err));
    return sl_visit_body(visit, JSON_TYPE, sl_buf_str(json), err);
}

void sl_api_add_day(struct sl_buf *json, const char *name, int32_t day)
{
    if (day != 0) {
        sl_json_begin_value(json, name);
        sl_buf_add_byte(json, '"');
        sl_date_print(sl_date_from_days(day), json);
        sl_buf_add_byte(json, '"');
    }
}

enum sl_status sl_api_number(struct sl_str text, int64_t *ret_number, struct sl_error *err)
{
    return sl_parse_i64(text, 1, INT64_MAX, ret_number, NULL) == SL_OK
               ? SL_OK
               : sl_fail(err, SL_NOT_FOUND, "there is nothing of this number");
}

/* Say a header with a number or a word in it. What fails leaves the answer without it. */
SL_PRINTF(3, 4)
static void say_header(struct sl_visit *visit, const char *name, const char *format, ...)
{
    char text[HEADER_MAX];
    va_list values;

    va_start(values, format);
    (void)vsnprintf(text, sizeof text, format, values);
    va_end(values);
    const enum sl_status status =
        sl_response_header(visit->response, name, sl_str_from(text), visit->arena, NULL);
    (void)status; /* the status of the answer says enough */
}

static unsigned refuse_pace(struct sl_visit *visit, int64_t wait_us, struct sl_error *err)
{
    sl_fail(err, SL_LIMIT, "too many requests");
    sl_fail_hint(err, "Wait for as many seconds as the header Retry-After says.");
    sl_site_refuse(visit, 429, err);
    say_header(visit, "retry-after", "%lld", (long long)((wait_us + SECOND_US - 1) / SECOND_US));
    return 429;
}

/* Nobody, or nobody known: RFC 6750, section 3. Without a token it says no error. */
static unsigned refuse_token(struct sl_visit *visit, struct sl_error *err)
{
    const bool is_sent = visit->request->headers[SL_HEADER_AUTHORIZATION].len > 0;

    if (!is_sent) {
        sl_fail(err, SL_DENIED, "a token is needed");
        sl_fail_hint(err, "Send it in the header Authorization, as 'Bearer TOKEN'.");
    }
    sl_site_refuse(visit, 401, err);
    say_header(
        visit, "www-authenticate", "%s%s", REALM, is_sent ? ", error=\"invalid_token\"" : ""
    );
    return 401;
}

static unsigned refuse_scope(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_str name = sl_scope_terms()[visit->route->scope].name;

    sl_fail(err, SL_DENIED, "the token is not for this");
    sl_fail_hint(err, "It needs the scope '%.*s'.", SL_STR_ARG(name));
    sl_site_refuse(visit, 403, err);
    say_header(
        visit,
        "www-authenticate",
        REALM ", error=\"insufficient_scope\", scope=\"%.*s\"",
        SL_STR_ARG(name)
    );
    return 403;
}

/* Open the door by a token. 0: it is open; else the status that was said. */
static unsigned open_door(struct sl_visit *visit, enum sl_store_mode mode)
{
    const struct sl_request *request = visit->request;
    const struct sl_str token = sl_api_token(request->headers[SL_HEADER_AUTHORIZATION]);
    const uint64_t source = sl_hash_str(visit->source, 0);
    const struct sl_access_opening opening = {
        .hall = visit->site->hall,
        .mode = mode,
        .token = token,
        .is_program = true,
        .now_us = visit->now_us,
    };
    struct sl_error err = { .status = SL_OK };
    int64_t wait_us = 0;

    if (!sl_pace_check(visit->site->tries, source, visit->now_us, &wait_us)) {
        return refuse_pace(visit, wait_us, &err);
    }
    if (token.len > 0 && !request->has_two_tokens &&
        !sl_pace_take(visit->site->tokens, sl_hash_str(token, 0), visit->now_us, &wait_us)) {
        return refuse_pace(visit, wait_us, &err);
    }
    const enum sl_status status =
        token.len == 0 || request->has_two_tokens
            ? sl_fail(&err, SL_DENIED, "the header Authorization is to be 'Bearer TOKEN', once")
            : sl_access_open(&opening, &visit->access, &err);
    if (status == SL_DENIED) {
        (void)sl_pace_take(visit->site->tries, source, visit->now_us, &wait_us);
        return refuse_token(visit, &err);
    }
    if (status != SL_OK) {
        sl_site_refuse(visit, sl_problem_status(status), &err);
        return visit->response->status;
    }
    const unsigned scopes = sl_access_program(visit->access)->scopes;
    return (scopes & SL_SCOPE_BIT(visit->route->scope)) != 0 ? 0 : refuse_scope(visit, &err);
}

/* A POST says what it is: JSON, or a file, of which the format is in the address. */
static bool is_of_kind(const struct sl_visit *visit)
{
    const struct sl_str type = visit->request->headers[SL_HEADER_CONTENT_TYPE];
    const struct sl_str bare = sl_str_trim(sl_str_part(type, 0, sl_str_find(type, SL_STR(";"))));

    return visit->request->method != SL_METHOD_POST || visit->route->takes_file ||
           sl_str_equal(bare, SL_STR(JSON_TYPE));
}

/* What is wrong with what was sent, whoever did. 0: nothing. */
static unsigned check_body(const struct sl_visit *visit)
{
    const struct sl_request *request = visit->request;

    return !is_of_kind(visit)              ? 415
           : sl_site_is_too_large(request) ? 413
           : request->is_lost              ? 503
                                           : 0;
}

/* Up to the handler. 0: it may be asked; else what is wrong has been said. */
static unsigned let_in(struct sl_visit *visit)
{
    const bool is_post = visit->request->method == SL_METHOD_POST;
    struct sl_error err = { .status = SL_OK };
    unsigned refused = sl_site_check(visit);

    if (refused == 0 && !visit->route->is_public) {
        const struct sl_route *route = visit->route;
        const unsigned closed = open_door(visit, is_post ? route->post_mode : route->get_mode);
        if (closed != 0) {
            return closed;
        }
        refused = check_body(visit);
    }
    if (refused != 0) {
        sl_site_refuse(visit, refused, &err);
    }
    return refused;
}

void sl_api_answer(struct sl_visit *visit)
{
    visit->is_api = true;
    if (let_in(visit) == 0) {
        sl_site_show(visit);
    }
}

/* A door is opened to see whether they may, and closed: what they send may take long to come. */
static int open_file(struct sl_visit *visit)
{
    int fd = -1;

    visit->is_api = true;
    if (sl_site_check(visit) != 0 || visit->request->method != SL_METHOD_POST ||
        !visit->route->takes_file || open_door(visit, SL_STORE_READ) != 0) {
        return -1;
    }
    return sl_store_scratch_file(sl_access_store(visit->access), &fd, NULL) == SL_OK ? fd : -1;
}

int sl_site_file(struct sl_site *site, const struct sl_request *request, struct sl_arena *arena)
{
    struct sl_response unsent;

    if (!sl_api_is_asked(request)) {
        return -1;
    }
    sl_response_init(&unsent);
    struct sl_visit visit = {
        .site = site,
        .request = request,
        .response = &unsent,
        .arena = arena,
        .source = sl_site_source(site, request),
        .now_us = site->job.now_us(),
    };
    const int fd = open_file(&visit);
    sl_access_close(visit.access);
    sl_response_finish(&unsent);
    return fd;
}
