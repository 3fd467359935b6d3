/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_reason.h"

/* What is compared, in the words of people. */
static const char *const reading_words[SL_SEARCH_READING_COUNT] = {
    [SL_SEARCH_READS_NAME] = "name",           [SL_SEARCH_READS_INITIAL] = "initial",
    [SL_SEARCH_READS_BIRTH] = "date of birth", [SL_SEARCH_READS_POSTCODE] = "postcode",
    [SL_SEARCH_READS_PHONE] = "phone",         [SL_SEARCH_READS_IDENTIFIER] = "number",
    [SL_SEARCH_READS_VEHICLE] = "vehicle",     [SL_SEARCH_READS_HANDLE] = "online name",
    [SL_SEARCH_READS_EMAIL] = "e-mail",        [SL_SEARCH_READS_IDENTITY] = "identity",
};

static const char *field_words(const struct sl_search_agrees *agrees)
{
    if (agrees->is_linked) {
        return reading_words[agrees->reads];
    }
    switch (agrees->field) {
    case SL_MENTION_GIVEN_NAME:
        return "given name";
    case SL_MENTION_SURNAME:
        return "surname";
    case SL_MENTION_NHS_NUMBER:
        return "NHS number";
    case SL_MENTION_UPN:
        return "UPN";
    case SL_MENTION_CHILD_ID:
        return "council's child id";
    case SL_MENTION_FIELD_COUNT:
        return agrees->reads == SL_SEARCH_READS_IDENTIFIER ? "number in an agency's system"
                                                           : reading_words[agrees->reads];
    case SL_MENTION_BIRTH_DATE:
    case SL_MENTION_SEX:
    case SL_MENTION_POSTCODE:
    case SL_MENTION_ADDRESS:
    case SL_MENTION_PHONE:
        break;
    }
    return reading_words[agrees->reads];
}

void sl_search_date_print(struct sl_str date, struct sl_buf *buf)
{
    if (date.len != 8) {
        sl_buf_add(buf, date);
        return;
    }
    sl_buf_add(buf, sl_str_part(date, 0, 4));
    for (size_t at = 4; at < 8; at += 2) {
        const struct sl_str part = sl_str_part(date, at, 2);
        if (sl_str_equal(part, SL_STR("00"))) {
            return;
        }
        sl_buf_add_byte(buf, '-');
        sl_buf_add(buf, part);
    }
}

/* The recorded value in brackets. */
static void add_value(const struct sl_search_agrees *agrees, struct sl_buf *buf)
{
    if (agrees->raw.len == 0) {
        return;
    }
    sl_buf_add(buf, SL_STR(" ("));
    if (agrees->field == SL_MENTION_BIRTH_DATE) {
        sl_search_date_print(agrees->raw, buf);
    } else {
        sl_buf_add(buf, agrees->raw);
    }
    sl_buf_add(buf, SL_STR(")"));
}

/* What stands behind the name of the field, by agreement; NULL where it is said in another way. */
static const char *const how_words[SL_SEARCH_AGREEMENT_COUNT] = {
    [SL_SEARCH_SAME] = "",
    [SL_SEARCH_IN_RANGE] = " fits",
    [SL_SEARCH_SOUND] = " sounds the same",
    [SL_SEARCH_NICKNAME] = " is another form of it",
    [SL_SEARCH_BEGINS] = " begins with it",
    [SL_SEARCH_SWAPPED] = " with day and month swapped",
    [SL_SEARCH_SLIP] = " with one slip",
    [SL_SEARCH_NEAR] = " near it",
    [SL_SEARCH_INITIAL] = " has the initial",
    [SL_SEARCH_NOT_RECORDED] = " not recorded",
};

void sl_search_reason_print(
    const struct sl_search_agrees *agrees, struct sl_str typed, struct sl_buf *buf
)
{
    if (agrees->agreement == SL_SEARCH_NOT_LOOKED_FOR) {
        sl_buf_addf(buf, "not looked for: '%.*s'", SL_STR_ARG(typed));
        return;
    }
    if (agrees->agreement == SL_SEARCH_DIFFERENT) {
        if (agrees->reads <= SL_SEARCH_READS_INITIAL) {
            sl_buf_addf(buf, "no name like '%.*s'", SL_STR_ARG(typed));
            return;
        }
        sl_buf_addf(buf, "another %s", field_words(agrees));
        add_value(agrees, buf);
        return;
    }
    if (agrees->is_linked) {
        const bool is_number = agrees->reads == SL_SEARCH_READS_IDENTIFIER;
        const bool is_thing = !is_number && agrees->reads != SL_SEARCH_READS_IDENTITY;
        sl_buf_addf(buf, "%s", is_thing ? "linked to this " : "");
        sl_buf_addf(buf, "%s%s", field_words(agrees), is_number ? " on record" : "");
        return;
    }
    sl_buf_addf(buf, "%s%s", field_words(agrees), how_words[agrees->agreement]);
    if (agrees->agreement != SL_SEARCH_SAME || agrees->reads > SL_SEARCH_READS_INITIAL) {
        add_value(agrees, buf);
    }
}
