/* SPDX-License-Identifier: Apache-2.0 */
#include "web/child_form.h"

#include <stdio.h>

#include "web/limit.h"

/* "#" and the name of a field. */
#define LINK_BYTES 64u

struct sl_value sl_child_option(struct sl_page *page, struct sl_str value, struct sl_str text)
{
    const struct sl_member members[] = {
        {SL_STR("value"), sl_value_text(value)},
        { SL_STR("text"), sl_value_text(text) },
    };

    return sl_page_map(page, members, sizeof members / sizeof members[0]);
}

/* "#words". */
static struct sl_value link_of(struct sl_page *page, struct sl_str field)
{
    char text[LINK_BYTES];

    (void)snprintf(text, sizeof text, "#%.*s", SL_STR_ARG(field));
    const struct sl_str copy = sl_arena_copy(page->arena, sl_str_from(text));
    if (copy.ptr == NULL) {
        sl_page_fail(page, SL_NO_MEMORY);
        return sl_value_undefined();
    }
    return sl_value_text(copy);
}

struct sl_value
sl_child_problems(struct sl_page *page, const struct sl_child_problem *problems, size_t count)
{
    struct sl_value *items = sl_page_room(page, count);
    struct sl_member *fields = sl_arena_alloc(page->arena, count + 1, sizeof *fields);

    if (items == NULL || fields == NULL || count == 0) {
        return sl_value_undefined();
    }
    for (size_t i = 0; i < count; i++) {
        const struct sl_member item[] = {
            {SL_STR("text"), sl_value_text(problems[i].text)},
            { SL_STR("href"),  link_of(page,              problems[i].field) },
        };
        items[i] = sl_page_map(page, item, 2);
        fields[i] = (struct sl_member){ problems[i].field, sl_page_map(page, item, 1) };
    }
    const struct sl_member members[] = {
        {SL_STR("list"), sl_value_list(items, count)},
        { SL_STR("of"),  sl_value_map(fields, count)},
    };
    return sl_page_map(page, members, 2);
}

enum sl_status sl_child_go(struct sl_visit *visit, const char *behind, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf path;

    sl_buf_init(&path, SL_WEB_TARGET_BYTES);
    sl_buf_addf(&path, "/child/%.*s%s", SL_STR_ARG(sl_visit_param(visit, 0)), behind);
    SL_TRY(sl_buf_status(&path, err));
    return sl_visit_go(visit, sl_buf_str(&path), err);
}
