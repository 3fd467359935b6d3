/* SPDX-License-Identifier: Apache-2.0 */
#include "web/visit.h"

#include "store/user.h"
#include "web/navigation.h"
#include "web/site_impl.h"
#include "web/url.h"

#define DAY_MICROSECONDS INT64_C(86400000000)

struct sl_str sl_visit_param(const struct sl_visit *visit, size_t index)
{
    SL_ASSERT(index < SL_ROUTE_PARAMS);
    return visit->params[index];
}

struct sl_value sl_visit_text(struct sl_visit *visit, struct sl_str text)
{
    if (text.len == 0) {
        return SL_VALUE_STR("");
    }
    const struct sl_str copy = sl_arena_copy(visit->arena, text);
    if (copy.ptr == NULL) {
        sl_page_fail(&visit->page, SL_NO_MEMORY);
        return sl_value_undefined();
    }
    return sl_value_text(copy);
}

struct sl_value sl_visit_take(struct sl_visit *visit, struct sl_buf *text)
{
    const enum sl_status status = sl_buf_status(text, NULL);

    if (status != SL_OK) {
        sl_page_fail(&visit->page, status);
        return sl_value_undefined();
    }
    const struct sl_value value = sl_visit_text(visit, sl_buf_str(text));
    sl_buf_clear(text);
    return value;
}

int32_t sl_visit_today(const struct sl_visit *visit)
{
    return (int32_t)(visit->now_us / DAY_MICROSECONDS);
}

/* Who is signed in; nothing when nobody is. */
static struct sl_value user_of(struct sl_visit *visit)
{
    if (visit->access == NULL) {
        return sl_value_undefined();
    }
    const struct sl_user *user = sl_access_user(visit->access);
    struct sl_store_user stored;
    const enum sl_status status =
        sl_store_user_find(sl_access_store(visit->access), user->id, visit->arena, &stored, NULL);
    const struct sl_member members[] = {
        {SL_STR("id"),      sl_visit_text(visit, user->id)                                  },
        { SL_STR("name"),   sl_visit_text(visit, status == SL_OK ? stored.name : SL_STR(""))},
        { SL_STR("agency"), sl_visit_text(visit, user->agency)                              },
    };
    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

struct sl_value sl_visit_frame(struct sl_visit *visit)
{
    const struct sl_route *route = visit->route;
    const char *section = route == NULL            ? ""
                          : route->section != NULL ? route->section
                                                   : route->name;
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("csrf"), sl_value_text(visit->guard) },
        { SL_STR("user"), user_of(visit) },
        { SL_STR("path"), sl_value_text(visit->request->target) },
        { SL_STR("section"), sl_value_text(sl_str_from(section)) },
        { SL_STR("navigation"), sl_navigation_value(visit, sl_str_from(section)) },
        { SL_STR("assets"), visit->site->assets },
    };
    /* clang-format on */

    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

enum sl_status sl_visit_go(struct sl_visit *visit, struct sl_str path, struct sl_error *err)
{
    if (!sl_url_is_local(path)) {
        return sl_fail(err, SL_INVALID, "there is no such page on this site");
    }
    visit->response->status = 303;
    return sl_response_header(visit->response, "location", path, visit->arena, err);
}

enum sl_status sl_visit_body(
    struct sl_visit *visit, const char *content_type, struct sl_str text, struct sl_error *err
)
{
    sl_buf_add(&visit->response->body, text);
    SL_TRY(sl_buf_status(&visit->response->body, err));
    return sl_response_header(
        visit->response, "content-type", sl_str_from(content_type), visit->arena, err
    );
}
