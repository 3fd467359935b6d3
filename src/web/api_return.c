/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The daily data of children's social care, as an authority's system sends it to the Department for
 * Education: the same address below /api, the same body, the same statuses.
 *
 * Source: Department for Education, "DfE CSC API" 1.0.1, its OpenAPI document.
 * Differs: the receipt is made of what was sent, so the same piece gives the same one; a header
 * Link leads to what became of it; a child that cannot be taken is rejected and kept beside the
 *          others, and does not refuse the piece.
 */
#include "app/token.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/json.h"
#include "base/json_write.h"
#include "base/number.h"
#include "web/api.h"
#include "web/api_take.h"
#include "web/handlers.h"
#include "web/limit.h"
#include "web/site_impl.h"

#define LA_CODE_MAX 999
#define UUID_BYTES  16u
#define LINK_BYTES  ((size_t)100)

static const struct sl_str format_name = { "dfe-csc-json", 12 };

/* How many children a piece has. Errors: SL_INVALID when it is no list of objects. */
static enum sl_status
count_children(struct sl_str body, struct sl_arena *arena, size_t *ret_count, struct sl_error *err)
{
    struct sl_json json;
    struct sl_json_token token;
    size_t count = 0;

    sl_json_init(&json, body, SL_JSON_DEPTH_LIMIT, arena);
    SL_TRY(sl_json_next(&json, &token, err));
    if (token.kind != SL_JSON_LIST) {
        return sl_fail(err, SL_INVALID, "the body is to be a list of children");
    }
    for (;;) {
        SL_TRY(sl_json_next(&json, &token, err));
        if (token.kind == SL_JSON_LIST_END) {
            break;
        }
        if (token.kind != SL_JSON_OBJECT) {
            return sl_fail(err, SL_INVALID, "each child is to be an object");
        }
        SL_TRY(sl_json_skip(&json, &token, err));
        count++;
    }
    *ret_count = count;
    return sl_json_next(&json, &token, err);
}

/* A number of what was sent, of version 8: RFC 9562, section 5.8. */
static void add_receipt(struct sl_str authority, struct sl_str body, struct sl_buf *json)
{
    struct sl_digest_state state;
    uint8_t bytes[UUID_BYTES];

    sl_digest_begin(&state);
    sl_digest_add(&state, authority);
    sl_digest_add(&state, SL_STR(" "));
    sl_digest_add(&state, body);
    const struct sl_digest digest = sl_digest_end(&state);
    const struct sl_str text = sl_digest_str(&digest);
    for (size_t i = 0; i < UUID_BYTES; i++) {
        bytes[i] = (uint8_t)text.ptr[i];
    }
    bytes[6] = (uint8_t)((bytes[6] & 0x0fu) | 0x80u);
    bytes[8] = (uint8_t)((bytes[8] & 0x3fu) | 0x80u);
    sl_buf_add_byte(json, '"');
    for (size_t i = 0; i < UUID_BYTES; i++) {
        sl_buf_addf(json, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", bytes[i]);
    }
    sl_buf_add_byte(json, '"');
}

/* Is it the number of an authority, and that of the token? */
static enum sl_status
check_authority(const struct sl_visit *visit, struct sl_str text, struct sl_error *err)
{
    int64_t code = 0;

    if (sl_parse_i64(text, 0, LA_CODE_MAX, &code, NULL) != SL_OK) {
        return sl_fail(err, SL_INVALID, "an authority has a number of 0 to 999");
    }
    if (code == 0 || code != sl_access_program(visit->access)->la_code) {
        return sl_fail(err, SL_DENIED, "the token is not of this authority");
    }
    return SL_OK;
}

static enum sl_status
take_in(struct sl_visit *visit, const char *path, int64_t *ret_run, struct sl_error *err)
{
    struct sl_intake_result result = { .fault = SL_INTAKE_FAULT_OTHER };
    const struct sl_api_taken taken = {
        .agency = sl_access_user(visit->access)->agency,
        .system = sl_access_program(visit->access)->system,
        .format = sl_format_find(format_name),
        .path = path,
    };
    const enum sl_status status = sl_api_take(visit, &taken, &result, err);

    *ret_run = result.run;
    /* The department's document has no status for it: they are to try again. */
    return status == SL_INVALID && result.fault == SL_INTAKE_FAULT_BLOCKED
               ? sl_fail(err, SL_IO, "another file of the system must be finished first")
               : status;
}

static enum sl_status
say_receipt(struct sl_visit *visit, struct sl_str body, int64_t run, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf json;
    SL_CLEANUP(sl_buf_finish) struct sl_buf link;

    sl_buf_init(&json, SL_WEB_PAGE_BYTES);
    sl_buf_init(&link, LINK_BYTES);
    sl_buf_addf(&link, "<" SL_API_FOLDER "runs/%lld>; rel=\"describedby\"", (long long)run);
    SL_TRY(sl_buf_status(&link, err));
    SL_TRY(sl_response_header(visit->response, "link", sl_buf_str(&link), visit->arena, err));
    add_receipt(sl_visit_param(visit, 0), body, &json);
    return sl_api_say(visit, &json, err);
}

/* All of it is here and is the child's alone: no body says that there is nothing. */
static enum sl_status
take(struct sl_visit *visit, const char *path, struct sl_str body, struct sl_error *err)
{
    int64_t run = 0;
    size_t count = 0;

    SL_TRY(count_children(body, visit->arena, &count, err));
    if (count == 0) {
        visit->response->status = 204;
        return SL_OK;
    }
    if (count > SL_WEB_RETURN_CHILDREN) {
        sl_fail(err, SL_LIMIT, "a piece has at most %u children", SL_WEB_RETURN_CHILDREN);
        sl_site_refuse(visit, 413, err);
        return SL_OK;
    }
    SL_TRY(take_in(visit, path, &run, err));
    return say_receipt(visit, body, run, err);
}

enum sl_status sl_visit_api_return(struct sl_visit *visit, struct sl_error *err)
{
    SL_CLEANUP(sl_api_file_close) struct sl_api_file file = { .fd = -1 };
    SL_CLEANUP(sl_buf_finish) struct sl_buf body;

    sl_buf_init(&body, SL_WEB_RETURN_BYTES);
    SL_TRY(check_authority(visit, sl_visit_param(visit, 0), err));
    SL_TRY(sl_api_file_open(visit, &file, err));
    const enum sl_status status = sl_file_read(file.path, &body, err);
    if (status == SL_LIMIT) {
        sl_site_refuse(visit, 413, err);
        return SL_OK;
    }
    SL_TRY(status);
    return take(visit, file.path, sl_buf_str(&body), err);
}
