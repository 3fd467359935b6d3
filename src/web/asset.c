/* SPDX-License-Identifier: Apache-2.0 */
#include "web/asset.h"

static const struct sl_asset *find(struct sl_str file)
{
    for (size_t i = 0; i < sl_asset_count; i++) {
        if (sl_str_equal(sl_str_from(sl_assets[i].file), file)) {
            return &sl_assets[i];
        }
    }
    return NULL;
}

/* "gzip;q=0" and "gzip; q=0.000" say no: RFC 9110, 12.5.3. */
static bool is_refused(struct sl_str parameters)
{
    const size_t sign = sl_str_find(parameters, SL_STR("q="));

    if (sign == parameters.len) {
        return false;
    }
    const struct sl_str weight = sl_str_trim(sl_str_part(parameters, sign + 2, parameters.len));
    for (size_t i = 0; i < weight.len; i++) {
        if (weight.ptr[i] != '0' && weight.ptr[i] != '.') {
            return false;
        }
    }
    return true;
}

bool sl_asset_takes(struct sl_str accept, struct sl_str coding)
{
    struct sl_str part;

    while (accept.ptr != NULL && sl_str_split(&accept, ',', &part)) {
        const size_t behind = sl_str_find(part, SL_STR(";"));
        if (sl_str_equal(sl_str_trim(sl_str_part(part, 0, behind)), coding)) {
            return !is_refused(sl_str_part(part, behind, part.len));
        }
    }
    return false;
}

/* Is the tag among those that the browser has? */
static bool has_tag(struct sl_str tags, struct sl_str tag)
{
    return tags.len > 0 && sl_str_find(tags, tag) < tags.len;
}

enum sl_status sl_visit_asset(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_asset *asset = find(sl_visit_param(visit, 0));
    struct sl_response *response = visit->response;
    const struct sl_str *headers = visit->request->headers;

    if (asset == NULL) {
        return sl_fail(err, SL_NOT_FOUND, "there is no such file");
    }
    const struct sl_str etag = sl_str_from(asset->etag);
    SL_TRY(sl_response_header(response, "etag", etag, visit->arena, err));
    SL_TRY(sl_response_header(response, "vary", SL_STR("Accept-Encoding"), visit->arena, err));
    response->is_kept = true;
    if (has_tag(headers[SL_HEADER_IF_NONE_MATCH], etag)) {
        response->status = 304;
        return SL_OK;
    }
    SL_TRY(sl_response_header(
        response, "content-type", sl_str_from(asset->content_type), visit->arena, err
    ));
    response->fixed = asset->plain;
    if (asset->gzip.ptr == NULL ||
        !sl_asset_takes(headers[SL_HEADER_ACCEPT_ENCODING], SL_STR("gzip"))) {
        return SL_OK;
    }
    response->fixed = asset->gzip;
    return sl_response_header(response, "content-encoding", SL_STR("gzip"), visit->arena, err);
}
