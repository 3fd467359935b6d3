/* SPDX-License-Identifier: Apache-2.0 */
#include "identity/said.h"

#include <string.h>

#include "record/node.h"

#define DAY_SECONDS INT64_C(86400)

/* Values that stand alone. */
static const struct single {
    enum sl_attribute attribute;
    enum sl_said_kind kind;
} singles[] = {
    {SL_ATTRIBUTE_FULL_NAME,            SL_SAID_FULL_NAME    },
    { SL_ATTRIBUTE_KNOWN_AS,            SL_SAID_KNOWN_AS     },
    { SL_ATTRIBUTE_BIRTH_DATE,          SL_SAID_BIRTH_DATE   },
    { SL_ATTRIBUTE_EXPECTED_BIRTH_DATE, SL_SAID_EXPECTED_DATE},
    { SL_ATTRIBUTE_SEX,                 SL_SAID_SEX          },
    { SL_ATTRIBUTE_GENDER,              SL_SAID_GENDER       },
    { SL_ATTRIBUTE_PHONE,               SL_SAID_PHONE        },
    { SL_ATTRIBUTE_NHS_NUMBER,          SL_SAID_NHS_NUMBER   },
    { SL_ATTRIBUTE_UPN,                 SL_SAID_UPN          },
    { SL_ATTRIBUTE_FORMER_UPN,          SL_SAID_FORMER_UPN   },
    { SL_ATTRIBUTE_LA_CHILD_ID,         SL_SAID_CHILD_ID     },
    { SL_ATTRIBUTE_MEANT,               SL_SAID_MEANT        },
};

/* A person whose values are told. */
struct telling {
    const struct sl_facts *facts;
    const struct sl_entity *person;
    const struct sl_fact_value *values;
    sl_said_told_fn *told;
    void *context;
};

static bool is_usable(const struct sl_fact_value *value)
{
    return value->known == SL_KNOWN && value->text.len > 0 &&
           value->text.len <= SL_SAID_LIMIT_BYTES;
}

static enum sl_status tell(
    const struct telling *telling,
    struct sl_said said,
    const struct sl_fact_value *value,
    struct sl_error *err
)
{
    said.is_over = value->until.precision != SL_PRECISION_NONE;
    said.from = value->from.precision == SL_PRECISION_NONE
                    ? INT64_MIN
                    : value->from.day * DAY_SECONDS + value->from.second;
    return telling->told(telling->context, &said, err);
}

/* Does a source write surnames before given names? As the first name that it has begins. */
static bool
is_surname_first(const struct telling *telling, enum sl_attribute given, enum sl_attribute surname)
{
    for (size_t i = 0; i < telling->person->value_count; i++) {
        if (telling->values[i].attribute == given || telling->values[i].attribute == surname) {
            return telling->values[i].attribute == surname;
        }
    }
    return false;
}

/* The parts of a name that stand side by side, or one alone; moves *at behind what it took. */
static enum sl_status tell_name(
    const struct telling *telling,
    size_t *at,
    const enum sl_attribute parts[2],
    enum sl_said_kind kind,
    struct sl_error *err
)
{
    const bool is_turned = is_surname_first(telling, parts[0], parts[1]);
    const struct sl_fact_value *first = &telling->values[*at];
    const struct sl_fact_value *next = *at + 1 < telling->person->value_count ? first + 1 : NULL;
    const struct sl_str text = is_usable(first) ? first->text : SL_STR("");
    struct sl_said said = { .kind = kind };

    *at += 1;
    if (first->attribute == parts[is_turned ? 0 : 1]) { /* the part that comes second */
        *(is_turned ? &said.first : &said.second) = text;
        return text.len == 0 ? SL_OK : tell(telling, said, first, err);
    }
    *(is_turned ? &said.second : &said.first) = text;
    if (next != NULL && next->attribute == parts[is_turned ? 0 : 1]) {
        *at += 1;
        *(is_turned ? &said.first : &said.second) = is_usable(next) ? next->text : SL_STR("");
    }
    return said.first.len + said.second.len == 0 ? SL_OK : tell(telling, said, first, err);
}

static enum sl_status tell_address(const struct telling *telling, size_t at, struct sl_error *err)
{
    const struct sl_fact_value *value = &telling->values[at];
    const struct sl_str postcode = sl_node_postcode(telling->facts, telling->person, at);
    const struct sl_said said = {
        .kind = SL_SAID_ADDRESS,
        .first = value->text,
        .second = postcode.len <= SL_SAID_LIMIT_BYTES ? postcode : SL_STR(""),
    };
    return is_usable(value) ? tell(telling, said, value, err) : SL_OK;
}

/* A postcode without an address says where somebody lives, too. */
static enum sl_status tell_postcode(const struct telling *telling, size_t at, struct sl_error *err)
{
    const struct sl_said said = { .kind = SL_SAID_ADDRESS, .second = telling->values[at].text };

    for (size_t i = 0; i < telling->person->value_count; i++) {
        if (telling->values[i].attribute == SL_ATTRIBUTE_ADDRESS &&
            is_usable(&telling->values[i])) {
            return SL_OK;
        }
    }
    return is_usable(&telling->values[at]) ? tell(telling, said, &telling->values[at], err) : SL_OK;
}

static enum sl_status tell_single(const struct telling *telling, size_t at, struct sl_error *err)
{
    const struct sl_fact_value *value = &telling->values[at];

    for (size_t i = 0; i < sizeof singles / sizeof singles[0]; i++) {
        if (singles[i].attribute == value->attribute && is_usable(value)) {
            const struct sl_said said = { .kind = singles[i].kind, .first = value->text };
            return tell(telling, said, value, err);
        }
    }
    return SL_OK;
}

/* Tell of the value at *at, and move behind it. */
static enum sl_status tell_next(const struct telling *telling, size_t *at, struct sl_error *err)
{
    static const enum sl_attribute names[2] = { SL_ATTRIBUTE_GIVEN_NAME, SL_ATTRIBUTE_SURNAME };
    static const enum sl_attribute former[2] = { SL_ATTRIBUTE_FORMER_GIVEN_NAME,
                                                 SL_ATTRIBUTE_FORMER_SURNAME };
    const enum sl_attribute attribute = telling->values[*at].attribute;

    if (attribute == names[0] || attribute == names[1]) {
        return tell_name(telling, at, names, SL_SAID_NAME, err);
    }
    if (attribute == former[0] || attribute == former[1]) {
        return tell_name(telling, at, former, SL_SAID_FORMER_NAME, err);
    }
    const size_t here = (*at)++;
    if (attribute == SL_ATTRIBUTE_ADDRESS) {
        return tell_address(telling, here, err);
    }
    if (attribute == SL_ATTRIBUTE_POSTCODE) {
        return tell_postcode(telling, here, err);
    }
    return tell_single(telling, here, err);
}

enum sl_status sl_said_tell(
    const struct sl_facts *facts,
    const struct sl_entity *person,
    sl_said_told_fn *told,
    void *context,
    struct sl_error *err
)
{
    const struct telling telling = {
        .facts = facts,
        .person = person,
        .values = &facts->values[person->first_value],
        .told = told,
        .context = context,
    };
    size_t at = 0;

    while (at < person->value_count) {
        SL_TRY(tell_next(&telling, &at, err));
    }
    return SL_OK;
}

/* What stands before the two texts. */
struct head {
    int64_t from;
    uint16_t first_len, second_len;
    uint8_t kind, is_over;
};

void sl_said_write(const struct sl_said *said, struct sl_buf *out)
{
    struct head head;

    SL_ASSERT(said->first.len <= SL_SAID_LIMIT_BYTES && said->second.len <= SL_SAID_LIMIT_BYTES);
    memset(&head, 0, sizeof head);
    head.from = said->from;
    head.first_len = (uint16_t)said->first.len;
    head.second_len = (uint16_t)said->second.len;
    head.kind = (uint8_t)said->kind;
    head.is_over = said->is_over ? 1 : 0;
    sl_buf_add(out, (struct sl_str){ .ptr = (const char *)&head, .len = sizeof head });
    sl_buf_add(out, said->first);
    sl_buf_add(out, said->second);
}

bool sl_said_read(struct sl_str *rest, struct sl_said *ret_said)
{
    struct head head;

    if (rest->len == 0) {
        return false;
    }
    SL_ASSERT(rest->len >= sizeof head);
    memcpy(&head, rest->ptr, sizeof head);
    const size_t second_at = sizeof head + head.first_len;
    const size_t end = second_at + head.second_len;
    SL_ASSERT(rest->len >= end && head.kind < SL_SAID_KIND_COUNT);
    *ret_said = (struct sl_said){
        .kind = (enum sl_said_kind)head.kind,
        .is_over = head.is_over != 0,
        .from = head.from,
        .first = sl_str_part(*rest, sizeof head, head.first_len),
        .second = sl_str_part(*rest, second_at, head.second_len),
    };
    *rest = sl_str_part(*rest, end, rest->len - end);
    return true;
}
