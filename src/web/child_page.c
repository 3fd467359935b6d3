/* SPDX-License-Identifier: Apache-2.0 */
/* The child: one page that can be read aloud in a meeting. */
#include "page/value_json.h"
#include "web/child_told.h"
#include "web/limit.h"
#include "web/pages.h"
#include "web/visit.h"
#include "web/web_templates.h"

/* What is told, as JSON, in the arena: values of it are slices of that text. */
static enum sl_status tell(
    struct sl_visit *visit,
    const struct sl_child_wish *wish,
    struct sl_str *ret_json,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf json;

    sl_buf_init(&json, SL_WEB_PAGE_BYTES);
    SL_TRY(sl_child_tell(wish, &json, err));
    *ret_json = sl_arena_copy(visit->arena, sl_buf_str(&json));
    return ret_json->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

enum sl_status sl_visit_child(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_child_wish wish = {
        .access = visit->access,
        .arena = visit->arena,
        .id = sl_visit_param(visit, 0),
        .agency = sl_form_get(&visit->query, SL_STR("agency")),
        .oldest_first = sl_str_equal(sl_form_get(&visit->query, SL_STR("order")), SL_STR("oldest")),
        .today = sl_visit_today(visit),
    };
    struct sl_value child = sl_value_undefined();
    struct sl_str json;

    SL_TRY(tell(visit, &wish, &json, err));
    SL_TRY(sl_value_parse_json(json, visit->arena, &child, err));
    sl_pages_child_print(
        &visit->page,
        &(struct sl_pages_child_page){
            .site = sl_visit_frame(visit),
            .child = child,
            .agency = sl_value_text(wish.agency),
            .oldest = sl_value_bool(wish.oldest_first),
        }
    );
    return SL_OK;
}
