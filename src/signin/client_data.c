/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/client_data.h"

#include <sodium/utils.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/json.h"

#define JSON_LIMIT_BYTES    ((size_t)16 << 10)
#define SCRATCH_LIMIT_BYTES ((size_t)256 << 10)
#define DEPTH_LIMIT         8u

/* What is read of the text; texts are in it or in the arena. */
struct client_data {
    struct sl_str type, challenge, origin;
    unsigned type_count, challenge_count, origin_count, cross_count;
    bool is_cross;
};

static enum sl_status fail_text(struct sl_error *err)
{
    return sl_fail(err, SL_INVALID, "what the browser says of the passkey cannot be read");
}

/* Keep a text, once. */
static bool keep_text(const struct sl_json_token *token, struct sl_str *ret_text, unsigned *count)
{
    *ret_text = token->text;
    (*count)++;
    return token->kind == SL_JSON_TEXT && *count == 1;
}

/* Take a member of the outermost object; false: it may not be so. */
static bool take_member(const struct sl_json_token *token, struct client_data *data)
{
    if (sl_str_equal(token->name, SL_STR("type"))) {
        return keep_text(token, &data->type, &data->type_count);
    }
    if (sl_str_equal(token->name, SL_STR("challenge"))) {
        return keep_text(token, &data->challenge, &data->challenge_count);
    }
    if (sl_str_equal(token->name, SL_STR("origin"))) {
        return keep_text(token, &data->origin, &data->origin_count);
    }
    if (sl_str_equal(token->name, SL_STR("crossOrigin"))) {
        data->is_cross = token->kind == SL_JSON_TRUE;
        data->cross_count++;
        return (data->is_cross || token->kind == SL_JSON_FALSE) && data->cross_count == 1;
    }
    return true; /* others may come with later versions */
}

static enum sl_status
read_members(struct sl_json *json, struct client_data *data, struct sl_error *err)
{
    struct sl_json_token token;

    SL_TRY(sl_json_next(json, &token, err));
    if (token.kind != SL_JSON_OBJECT) {
        return fail_text(err);
    }
    SL_TRY(sl_json_next(json, &token, err));
    while (token.kind != SL_JSON_OBJECT_END) {
        if (!take_member(&token, data)) {
            return fail_text(err);
        }
        SL_TRY(sl_json_skip(json, &token, err));
        SL_TRY(sl_json_next(json, &token, err));
    }
    SL_TRY(sl_json_next(json, &token, err)); /* that nothing stands behind it */
    return data->type_count + data->challenge_count + data->origin_count == 3 ? SL_OK
                                                                              : fail_text(err);
}

static enum sl_status read_text(
    struct sl_str text, struct sl_arena *scratch, struct client_data *data, struct sl_error *err
)
{
    struct sl_json json;

    if (text.len > JSON_LIMIT_BYTES) {
        return fail_text(err);
    }
    sl_json_init(&json, text, DEPTH_LIMIT, scratch);
    const enum sl_status status = read_members(&json, data, err);
    return status == SL_LIMIT ? fail_text(err) : status;
}

static bool read_challenge(struct sl_str text, uint8_t *challenge)
{
    size_t len = 0;

    return sodium_base642bin(
               challenge,
               SL_CHALLENGE_BYTES,
               text.ptr,
               text.len,
               NULL,
               &len,
               NULL,
               sodium_base64_VARIANT_URLSAFE_NO_PADDING
           ) == 0 &&
           len == SL_CHALLENGE_BYTES;
}

static enum sl_status check_data(
    const struct client_data *data,
    const struct sl_client_data_expected *expected,
    struct sl_error *err
)
{
    uint8_t challenge[SL_CHALLENGE_BYTES];

    if (!sl_str_equal(data->type, expected->type)) {
        return sl_fail(err, SL_DENIED, "the passkey was asked for something else");
    }
    if (!sl_str_equal(data->origin, expected->origin) || data->is_cross) {
        return sl_fail(err, SL_DENIED, "the passkey was asked by another site");
    }
    if (!read_challenge(data->challenge, challenge) ||
        sodium_memcmp(challenge, expected->challenge, sizeof challenge) != 0) {
        return sl_fail(err, SL_DENIED, "the passkey has answered another question");
    }
    return SL_OK;
}

enum sl_status sl_client_data_check(
    struct sl_str json, const struct sl_client_data_expected *expected, struct sl_error *err
)
{
    struct client_data data = { .type_count = 0 };
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    SL_TRY(read_text(json, &scratch, &data, err));
    return check_data(&data, expected, err);
}

enum sl_status
sl_client_data_challenge(struct sl_str json, uint8_t *ret_challenge, struct sl_error *err)
{
    struct client_data data = { .type_count = 0 };
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    SL_TRY(read_text(json, &scratch, &data, err));
    return read_challenge(data.challenge, ret_challenge) ? SL_OK : fail_text(err);
}
