/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/json_read.h"

#include "intake/key.h"

void sl_json_read_init(struct sl_json_read *read, struct sl_reading *reading, unsigned depth_limit)
{
    *read = (struct sl_json_read){ .reading = reading };
    sl_json_init(&read->json, reading->body, depth_limit, reading->facts->arena);
}

enum sl_status sl_json_read_next(struct sl_json_read *read, struct sl_error *err)
{
    const enum sl_status status = sl_json_next(&read->json, &read->token, err);
    read->reading->column = status == SL_OK ? read->token.first + 1 : sl_json_column(&read->json);
    return status;
}

enum sl_status
sl_json_read_want(const struct sl_json_read *read, enum sl_json_kind kind, struct sl_error *err)
{
    if (read->token.kind != kind) {
        return sl_fail(
            err,
            SL_INVALID,
            "%s is wanted, not %s",
            sl_json_kind_words(kind),
            sl_json_kind_words(read->token.kind)
        );
    }
    return SL_OK;
}

enum sl_status sl_json_read_term(
    const struct sl_json_read *read,
    const struct sl_term *terms,
    unsigned count,
    unsigned *ret_term,
    struct sl_error *err
)
{
    SL_TRY(sl_json_read_want(read, SL_JSON_TEXT, err));
    *ret_term = sl_term_find(terms, count, read->token.text);
    if (*ret_term == count) {
        return sl_fail(
            err, SL_INVALID, "'%.*s' is not a word that is known here", SL_STR_ARG(read->token.text)
        );
    }
    return SL_OK;
}

enum sl_status sl_json_read_moment(
    const struct sl_json_read *read, struct sl_moment *ret_moment, struct sl_error *err
)
{
    if (read->token.kind == SL_JSON_NULL) {
        *ret_moment = (struct sl_moment){ .precision = SL_PRECISION_NONE };
        return SL_OK;
    }
    SL_TRY(sl_json_read_want(read, SL_JSON_TEXT, err));
    return sl_moment_parse(read->token.text, ret_moment, err);
}

enum sl_status
sl_json_read_key(const struct sl_json_read *read, struct sl_str *ret_key, struct sl_error *err)
{
    SL_TRY(sl_json_read_want(read, SL_JSON_TEXT, err));
    *ret_key = read->token.text;
    return sl_key_check(read->token.text, err);
}

enum sl_status
sl_read_add_value(struct sl_facts *facts, struct sl_fact_value value, struct sl_error *err)
{
    if (facts->value_count == SL_READ_ITEM_LIMIT) {
        return sl_fail(err, SL_LIMIT, "there are more than %zu values", SL_READ_ITEM_LIMIT);
    }
    if (value.known == SL_KNOWN && sl_str_trim(value.text).len == 0) {
        value.known = SL_NOT_RECORDED;
    }
    return sl_facts_value(facts, value, err);
}

enum sl_status sl_read_add_link(struct sl_facts *facts, struct sl_link link, struct sl_error *err)
{
    if (facts->link_count == SL_READ_ITEM_LIMIT) {
        return sl_fail(err, SL_LIMIT, "there are more than %zu links", SL_READ_ITEM_LIMIT);
    }
    return sl_facts_link(facts, link, err);
}
