/* SPDX-License-Identifier: Apache-2.0 */
#include "web/body.h"

#include "base/array.h"
#include "base/json.h"
#include "base/number.h"

/* An object of lists. */
#define DEPTH 2u

/* A body while it is read. */
struct reading {
    struct sl_json json;
    struct sl_arena *arena;
    const struct sl_body_member *members;
    size_t member_count;
    struct sl_body_value *values;
};

static enum sl_status
next(struct reading *reading, struct sl_json_token *token, struct sl_error *err)
{
    const enum sl_status status = sl_json_next(&reading->json, token, err);

    if (status == SL_INVALID) {
        sl_fail_detail(err, "column %zu", sl_json_column(&reading->json));
    }
    return status;
}

static enum sl_status
fail_kind(const struct sl_body_member *member, const char *wanted, struct sl_error *err)
{
    return sl_fail(err, SL_INVALID, "the member '%s' is to be %s", member->name, wanted);
}

static enum sl_status take_text(
    const struct sl_body_member *member,
    const struct sl_json_token *token,
    struct sl_str *ret_text,
    struct sl_error *err
)
{
    const struct sl_str text = sl_str_trim(token->text);

    if (token->kind != SL_JSON_TEXT) {
        return fail_kind(member, "a text", err);
    }
    if (text.len > member->most) {
        return sl_fail(err, SL_INVALID, "the member '%s' is too long", member->name);
    }
    *ret_text = text;
    return SL_OK;
}

/* A list has begun: its texts, up to its end. Each is of any length, as the body has a limit. */
static enum sl_status take_texts(
    struct reading *reading,
    const struct sl_body_member *member,
    struct sl_body_value *value,
    struct sl_error *err
)
{
    struct sl_str *texts = NULL;
    struct sl_json_token token;

    for (;;) {
        SL_TRY(next(reading, &token, err));
        if (token.kind == SL_JSON_LIST_END) {
            value->texts = texts;
            return SL_OK;
        }
        if (token.kind != SL_JSON_TEXT) {
            return fail_kind(member, "a list of texts", err);
        }
        if (value->text_count == member->most) {
            return sl_fail(err, SL_INVALID, "the member '%s' has too many texts", member->name);
        }
        SL_TRY(sl_array_room(reading->arena, &texts, value->text_count, sizeof *texts, err));
        texts[value->text_count++] = sl_str_trim(token.text);
    }
}

static enum sl_status take(
    struct reading *reading,
    const struct sl_body_member *member,
    const struct sl_json_token *token,
    struct sl_body_value *value,
    struct sl_error *err
)
{
    switch (member->kind) {
    case SL_BODY_TEXT:
        return take_text(member, token, &value->text, err);
    case SL_BODY_TEXTS:
        return token->kind == SL_JSON_LIST ? take_texts(reading, member, value, err)
                                           : fail_kind(member, "a list of texts", err);
    case SL_BODY_WHOLE:
        return token->kind == SL_JSON_NUMBER &&
                       sl_parse_i64(token->text, 1, (int64_t)member->most, &value->whole, NULL) ==
                           SL_OK
                   ? SL_OK
                   : sl_fail(
                         err,
                         SL_INVALID,
                         "the member '%s' is to be a whole number from 1 to %zu",
                         member->name,
                         member->most
                     );
    case SL_BODY_TRUTH:
        value->truth = token->kind == SL_JSON_TRUE;
        return value->truth || token->kind == SL_JSON_FALSE
                   ? SL_OK
                   : fail_kind(member, "true or false", err);
    }
    return SL_OK;
}

static enum sl_status
take_member(struct reading *reading, const struct sl_json_token *token, struct sl_error *err)
{
    size_t i = 0;

    while (i < reading->member_count &&
           !sl_str_equal(sl_str_from(reading->members[i].name), token->name)) {
        i++;
    }
    if (i == reading->member_count) {
        return sl_fail(err, SL_INVALID, "the body has a member that is not known here");
    }
    if (reading->values[i].is_there) {
        return sl_fail(err, SL_INVALID, "the member '%s' is there twice", reading->members[i].name);
    }
    reading->values[i].is_there = true;
    return take(reading, &reading->members[i], token, &reading->values[i], err);
}

/* Is everything there that must be? */
static enum sl_status check(const struct reading *reading, struct sl_error *err)
{
    for (size_t i = 0; i < reading->member_count; i++) {
        const struct sl_body_value *value = &reading->values[i];
        const bool is_empty = value->text.len + value->text_count == 0 && value->whole == 0;
        if (reading->members[i].is_required && is_empty) {
            return sl_fail(err, SL_INVALID, "the member '%s' is needed", reading->members[i].name);
        }
    }
    return SL_OK;
}

enum sl_status sl_body_read(
    struct sl_str body,
    const struct sl_body_member *members,
    size_t member_count,
    struct sl_arena *arena,
    struct sl_body_value *ret_values,
    struct sl_error *err
)
{
    struct reading reading = {
        .arena = arena, .members = members, .member_count = member_count, .values = ret_values
    };
    struct sl_json_token token;

    for (size_t i = 0; i < member_count; i++) {
        ret_values[i] = (struct sl_body_value){ .is_there = false };
    }
    sl_json_init(&reading.json, body, DEPTH, arena);
    SL_TRY(next(&reading, &token, err));
    if (token.kind != SL_JSON_OBJECT) {
        return sl_fail(err, SL_INVALID, "the body is to be a JSON object");
    }
    for (;;) {
        SL_TRY(next(&reading, &token, err));
        if (token.kind == SL_JSON_OBJECT_END) {
            break;
        }
        SL_TRY(take_member(&reading, &token, err));
    }
    SL_TRY(next(&reading, &token, err)); /* the end: what stands behind it is no JSON */
    return check(&reading, err);
}
