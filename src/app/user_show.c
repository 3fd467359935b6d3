/* SPDX-License-Identifier: Apache-2.0 */
#include "app/user_show.h"

#include "base/array.h"
#include "store/source.h"

static enum sl_status read_roles(
    struct sl_store *store, struct sl_arena *arena, struct sl_user_page *page, struct sl_error *err
)
{
    struct sl_store_role role = { .id = 0 };

    for (;;) {
        const enum sl_status status =
            sl_store_role_next(store, page->user.id, role.id, arena, &role, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(sl_array_room(arena, &page->roles, page->role_count, sizeof role, err));
        page->roles[page->role_count++] = role;
    }
}

static enum sl_status read_ties(
    struct sl_store *store, struct sl_arena *arena, struct sl_user_page *page, struct sl_error *err
)
{
    struct sl_store_source *sources = NULL;
    struct sl_user_page_tie line = { .tie = { .id = 0 } };
    size_t source_count = 0;

    SL_TRY(sl_store_source_list(store, arena, &sources, &source_count, err));
    for (;;) {
        const enum sl_status status =
            sl_store_tie_next(store, page->user.id, line.tie.id, arena, &line.tie, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        for (size_t i = 0; i < source_count; i++) {
            if (sources[i].id == line.tie.source) {
                line.agency = sources[i].agency;
                line.system = sources[i].system;
            }
        }
        SL_TRY(sl_array_room(arena, &page->ties, page->tie_count, sizeof line, err));
        page->ties[page->tie_count++] = line;
    }
}

enum sl_status sl_user_show(
    struct sl_access *access,
    struct sl_str id,
    struct sl_arena *arena,
    struct sl_user_page *ret_page,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_READ,
        .kind = SL_STR("user"),
        .subject = id,
    };
    struct sl_store *store = sl_access_store(access);
    struct sl_user_page page = { .role_count = 0 };

    SL_TRY(sl_access_act(access, SL_MAY_USERS, &deed, err));
    SL_TRY(sl_store_user_find(store, id, arena, &page.user, err));
    SL_TRY(read_roles(store, arena, &page, err));
    SL_TRY(read_ties(store, arena, &page, err));
    *ret_page = page;
    return SL_OK;
}

/* Is a user one of those that are asked for? */
static bool
is_wanted(const struct sl_user_filter *filter, const struct sl_user_page *page, int32_t day)
{
    bool has_role = filter->role == SL_USER_ROLE_COUNT;

    for (size_t i = 0; i < page->role_count; i++) {
        has_role =
            has_role || (page->roles[i].role == filter->role && page->roles[i].ended.at == 0 &&
                         sl_span_has(page->roles[i].held, day));
    }
    return has_role && (filter->with_ended || page->user.ended.at == 0) &&
           (filter->agency.len == 0 || sl_str_equal(filter->agency, page->user.agency));
}

enum sl_status sl_user_list(
    struct sl_access *access,
    const struct sl_user_filter *filter,
    struct sl_arena *arena,
    struct sl_user_page **ret_pages,
    size_t *ret_count,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_LIST,
        .kind = SL_STR("user"),
        .subject = filter->agency,
    };
    struct sl_store *store = sl_access_store(access);
    struct sl_user_page *pages = NULL;
    struct sl_user_page page = { .user = { .id = SL_STR("") } };
    size_t count = 0;

    SL_TRY(sl_access_act(access, SL_MAY_USERS, &deed, err));
    for (;;) {
        page = (struct sl_user_page){ .user = { .id = page.user.id } };
        const enum sl_status status =
            sl_store_user_next(store, page.user.id, arena, &page.user, err);
        if (status == SL_NOT_FOUND) {
            break;
        }
        SL_TRY(status);
        SL_TRY(read_roles(store, arena, &page, err));
        if (is_wanted(filter, &page, sl_access_day(access))) {
            SL_TRY(sl_array_room(arena, &pages, count, sizeof page, err));
            pages[count++] = page;
        }
    }
    *ret_pages = pages;
    *ret_count = count;
    return SL_OK;
}
