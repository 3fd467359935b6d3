/* SPDX-License-Identifier: Apache-2.0 */
#include "web/form.h"

#include "base/array.h"
#include "web/limit.h"
#include "web/url.h"

/* The part before the first equals sign, and that behind it. */
static enum sl_status parse_field(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_form_field *ret_field,
    struct sl_error *err
)
{
    const size_t sign = sl_str_find(text, SL_STR("="));
    const struct sl_str name = sl_str_part(text, 0, sign);
    const struct sl_str value = sl_str_part(text, sign + 1, text.len);

    SL_TRY(sl_url_decode(name, true, arena, &ret_field->name, err));
    if (ret_field->name.len > SL_WEB_NAME_BYTES) {
        return sl_fail(err, SL_LIMIT, "the form has a name that is too long");
    }
    return sl_url_decode(value, true, arena, &ret_field->value, err);
}

enum sl_status sl_form_parse(
    struct sl_str text, struct sl_arena *arena, struct sl_form *ret_form, struct sl_error *err
)
{
    struct sl_form_field *fields = NULL;
    struct sl_str rest = text;
    struct sl_str part;
    size_t count = 0;

    while (rest.ptr != NULL && sl_str_split(&rest, '&', &part)) {
        if (part.len == 0) {
            continue;
        }
        if (count == SL_WEB_PARAMETER_LIMIT) {
            return sl_fail(err, SL_LIMIT, "the form has too many fields");
        }
        SL_TRY(sl_array_room(arena, &fields, count, sizeof *fields, err));
        SL_TRY(parse_field(part, arena, &fields[count], err));
        count++;
    }
    *ret_form = (struct sl_form){ .fields = fields, .count = count };
    return SL_OK;
}

bool sl_form_next(
    const struct sl_form *form, struct sl_str name, size_t *position, struct sl_str *ret_value
)
{
    while (*position < form->count) {
        const struct sl_form_field *field = &form->fields[(*position)++];
        if (sl_str_equal(field->name, name)) {
            *ret_value = field->value;
            return true;
        }
    }
    return false;
}

struct sl_str sl_form_get(const struct sl_form *form, struct sl_str name)
{
    struct sl_str value = SL_STR("");
    size_t position = 0;

    (void)sl_form_next(form, name, &position, &value);
    return value;
}

bool sl_form_has(const struct sl_form *form, struct sl_str name)
{
    struct sl_str value;
    size_t position = 0;

    return sl_form_next(form, name, &position, &value);
}
