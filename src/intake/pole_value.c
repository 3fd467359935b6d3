/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/pole_value.h"

enum sl_status sl_pole_member(
    const struct sl_json_read *read,
    const struct sl_str names[4],
    const char *what,
    unsigned *met,
    unsigned *ret_which,
    struct sl_error *err
)
{
    const struct sl_str name = read->token.name;
    unsigned which = 0;
    while (which < 4 && !sl_str_equal(names[which], name)) {
        which++;
    }
    if (which == 4) {
        return sl_fail(err, SL_INVALID, "'%.*s' is not a member of %s", SL_STR_ARG(name), what);
    }
    if ((*met >> which & 1u) != 0) {
        return sl_fail(err, SL_INVALID, "'%.*s' stands twice", SL_STR_ARG(name));
    }
    *met |= 1u << which;
    *ret_which = which;
    return SL_OK;
}

/* Attributes that hold a date, and whether a time of day may stand in them. */
static enum sl_status check_date(const struct sl_fact_value *value, struct sl_error *err)
{
    const bool is_day = value->attribute == SL_ATTRIBUTE_BIRTH_DATE ||
                        value->attribute == SL_ATTRIBUTE_EXPECTED_BIRTH_DATE ||
                        value->attribute == SL_ATTRIBUTE_DEATH_DATE;
    if (!is_day && value->attribute != SL_ATTRIBUTE_TARGET_DATE &&
        value->attribute != SL_ATTRIBUTE_REVIEW_DATE) {
        return SL_OK;
    }
    struct sl_moment moment;
    const struct sl_str text = sl_str_trim(value->text);
    if (text.len == 0) {
        return SL_OK;
    }
    SL_TRY(sl_moment_parse(text, &moment, err));
    if (is_day && moment.precision > SL_PRECISION_DAY) {
        return sl_fail(err, SL_INVALID, "the date has a time of day");
    }
    return SL_OK;
}

static enum sl_status
add_value(struct sl_json_read *read, struct sl_fact_value value, struct sl_error *err)
{
    SL_TRY(check_date(&value, err));
    return sl_read_add_value(read->reading->facts, value, err);
}

static enum sl_status
want_known(const struct sl_json_read *read, enum sl_known *ret_known, struct sl_error *err)
{
    static const struct sl_term words[] = {
        [SL_KNOWN] = { .name = { "known", 5 } },
        [SL_NOT_RECORDED] = { .name = { "not_recorded", 12 } },
        [SL_REFUSED] = { .name = { "refused", 7 } },
        [SL_NOT_ASKED] = { .name = { "not_asked", 9 } },
    };
    unsigned known = 0;
    SL_TRY(sl_json_read_term(read, words, sizeof words / sizeof words[0], &known, err));
    if (known == SL_KNOWN) {
        return sl_fail(err, SL_INVALID, "what is known has a 'value'");
    }
    *ret_known = known;
    return SL_OK;
}

/* One member of a value that is an object. */
static enum sl_status take_member(
    struct sl_json_read *read, struct sl_fact_value *value, unsigned *met, struct sl_error *err
)
{
    static const struct sl_str names[4] = {
        {"value",  5},
        { "known", 5},
        { "from",  4},
        { "until", 5}
    };
    unsigned which = 0;
    SL_TRY(sl_pole_member(read, names, "a value", met, &which, err));
    switch (which) {
    case 0:
        value->text = read->token.text;
        return sl_json_read_want(read, SL_JSON_TEXT, err);
    case 1:
        return want_known(read, &value->known, err);
    case 2:
        return sl_json_read_moment(read, &value->from, err);
    default:
        return sl_json_read_moment(read, &value->until, err);
    }
}

/* A text, or an object. */
static enum sl_status
take_single(struct sl_json_read *read, enum sl_attribute attribute, struct sl_error *err)
{
    struct sl_fact_value value = { .attribute = attribute };
    if (read->token.kind != SL_JSON_OBJECT) {
        value.text = read->token.text;
        SL_TRY(sl_json_read_want(read, SL_JSON_TEXT, err));
        return add_value(read, value, err);
    }
    unsigned met = 0;
    for (;;) {
        SL_TRY(sl_json_read_next(read, err));
        if (read->token.kind == SL_JSON_OBJECT_END) {
            break;
        }
        SL_TRY(take_member(read, &value, &met, err));
    }
    if ((met & 3u) != 1u && (met & 3u) != 2u) {
        return sl_fail(err, SL_INVALID, "one of 'value' and 'known' is wanted");
    }
    return add_value(read, value, err);
}

static enum sl_status
take_list(struct sl_json_read *read, enum sl_attribute attribute, struct sl_error *err)
{
    bool is_empty = true;
    for (;;) {
        SL_TRY(sl_json_read_next(read, err));
        if (read->token.kind == SL_JSON_LIST_END) {
            break;
        }
        is_empty = false;
        SL_TRY(take_single(read, attribute, err));
    }
    const struct sl_fact_value none = { .attribute = attribute, .known = SL_NOT_RECORDED };
    return is_empty ? add_value(read, none, err) : SL_OK;
}

enum sl_status
sl_pole_value_take(struct sl_json_read *read, enum sl_attribute attribute, struct sl_error *err)
{
    const struct sl_fact_value none = { .attribute = attribute, .known = SL_NOT_RECORDED };
    if (read->token.kind == SL_JSON_LIST) {
        return take_list(read, attribute, err);
    }
    return read->token.kind == SL_JSON_NULL ? add_value(read, none, err)
                                            : take_single(read, attribute, err);
}
